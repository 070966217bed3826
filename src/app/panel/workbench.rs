//! The window outside lectures: bars at the top, the lesson beside, and canvas, parameters, plots and equations.

use eframe::egui::{self, CentralPanel, Margin, Panel, Ui};

use super::{equations, gallery, lesson, menu, panes, time_line, transport, welcome};
use crate::app::frame::Frame;
use crate::app::teaching::OpenLesson;
use crate::app::theme::{CORNER, MARGIN};
use crate::app::view_state::Pane;

/// Least height that leaves room for the bar of equations, in units of the text size.
const ROOM_FOR_EQUATIONS: f32 = 30.0;
/// Space between panels and round the window [points].
const GAP: i8 = 8;

/// What the window shows of lessons.
pub(crate) struct Lessons<'a> {
    /// The lesson that is open.
    pub open: Option<&'a OpenLesson>,
    /// True if the teacher's notes are shown.
    pub shows_notes: bool,
    /// True if the page of welcome is shown.
    pub welcomes: bool,
    /// Names and titles of the lessons.
    pub titles: &'a [(&'static str, String)],
}

/// Draws the window into the whole of `ui`.
pub(crate) fn workbench_ui(ui: &mut Ui, lessons: &Lessons<'_>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let theme = context.theme;
    // The ground is there already: the window is cleared with it.
    let bar = egui::Frame::new().inner_margin(Margin::symmetric(GAP, GAP / 2));
    Panel::top("menu").frame(bar).show_separator_line(false).show(ui, |ui| {
        menu::menu_ui(ui, lessons.titles, context, frame.requests);
    });
    if frame.view.gallery.is_open {
        CentralPanel::no_frame().show(ui, |ui| gallery::gallery_ui(ui, frame));
        return;
    }
    if lessons.welcomes {
        CentralPanel::no_frame()
            .show(ui, |ui| welcome::welcome_ui(ui, lessons.titles, context, frame.requests));
        return;
    }
    Panel::top("transport").frame(bar).show_separator_line(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        transport::transport_ui(ui, context, frame.requests);
        time_line::time_line_ui(ui, frame);
    });
    let pane = egui::Frame::new().fill(theme.pane).corner_radius(CORNER);
    if let Some(open) = lessons.open {
        let has_picture = lesson::picture_of(open.current()).is_some();
        let (part, most) = if has_picture { (0.37, 40.0) } else { (0.3, 26.0) };
        let width = (part * ui.available_width()).clamp(14.0 * theme.text_size, most * theme.text_size);
        let side =
            pane.inner_margin(MARGIN).outer_margin(Margin { left: GAP, right: 0, top: 0, bottom: GAP });
        Panel::left("lesson").frame(side).exact_size(width).show_separator_line(false).show(ui, |ui| {
            lesson::lesson_ui(ui, open, frame);
        });
    }
    let has_room = ROOM_FOR_EQUATIONS * theme.text_size < ui.available_height();
    if context.shows_equations && has_room && frame.view.popped.is_none() {
        let below = pane.inner_margin(Margin::symmetric(GAP, GAP / 2));
        let below = below.outer_margin(Margin { left: GAP, right: GAP, top: 0, bottom: GAP });
        let height = equations::height(context);
        Panel::bottom("equations").frame(below).exact_size(height).show_separator_line(false).show(
            ui,
            |ui| {
                panes::pane_focus_ui(ui, ui.max_rect(), Pane::Equations, frame);
                equations::equations_ui(ui, frame);
            },
        );
    }
    CentralPanel::no_frame().show(ui, |ui| {
        let popped = context.preset().view().plots.iter().find(|plot| Some(plot.id) == frame.view.popped);
        match popped {
            Some(plot) => panes::popped_ui(ui, plot, frame),
            None => panes::panes_ui(ui, frame),
        }
    });
    if let Some(open) = lessons.open.filter(|_| lessons.shows_notes) {
        lesson::teacher_notes_ui(ui, open, context, frame.requests);
    }
}
