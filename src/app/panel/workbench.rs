//! The window outside lectures: bars at the top, the lesson beside, and canvas, parameters, plots and equations.

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::{equations, gallery, lesson, menu, panes, transport, welcome};
use crate::app::context::{ViewContext, ViewState};
use crate::app::request::Requests;
use crate::app::teaching::Teaching;
use crate::app::theme::{CORNER, MARGIN};

/// Least height that leaves room for the bar of equations, in units of the text size.
const ROOM_FOR_EQUATIONS: f32 = 30.0;
/// Space between panels and round the window [points].
const GAP: i8 = 8;

/// Draws the window into the whole of `ui`. `titles` are names and titles of the lessons.
pub(crate) fn workbench_ui(
    ui: &mut Ui,
    teaching: &mut Teaching,
    titles: &[(&'static str, String)],
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let theme = context.theme;
    ui.painter().rect_filled(ui.max_rect(), 0.0, theme.ground);
    let bar = Frame::new().fill(theme.ground).inner_margin(Margin::symmetric(GAP, GAP / 2));
    Panel::top("menu").frame(bar).show_separator_line(false).show(ui, |ui| {
        menu::menu_ui(ui, titles, context, requests);
    });
    if view.gallery.is_open {
        CentralPanel::no_frame().show(ui, |ui| gallery::gallery_ui(ui, context, view, requests));
        return;
    }
    if teaching.welcomes {
        CentralPanel::no_frame().show(ui, |ui| welcome::welcome_ui(ui, titles, context, requests));
        return;
    }
    Panel::top("transport").frame(bar).show_separator_line(false).show(ui, |ui| {
        transport::transport_ui(ui, context, requests);
    });
    let pane = Frame::new().fill(theme.pane).corner_radius(CORNER);
    if let Some(open) = &mut teaching.open {
        let has_picture = lesson::picture_of(open.current()).is_some();
        let (part, most) = if has_picture { (0.37, 40.0) } else { (0.3, 26.0) };
        let width = (part * ui.available_width()).clamp(14.0 * theme.text_size, most * theme.text_size);
        let frame =
            pane.inner_margin(MARGIN).outer_margin(Margin { left: GAP, right: 0, top: 0, bottom: GAP });
        Panel::left("lesson").frame(frame).exact_size(width).show_separator_line(false).show(ui, |ui| {
            lesson::lesson_ui(ui, open, &mut teaching.markdown, context, view, requests);
        });
    }
    let has_room = ROOM_FOR_EQUATIONS * theme.text_size < ui.available_height();
    if context.shows_equations && has_room && view.popped.is_none() {
        let frame = pane.inner_margin(Margin::symmetric(GAP, GAP / 2));
        let frame = frame.outer_margin(Margin { left: GAP, right: GAP, top: 0, bottom: GAP });
        let height = equations::height(context);
        Panel::bottom("equations").frame(frame).exact_size(height).show_separator_line(false).show(
            ui,
            |ui| {
                equations::equations_ui(ui, context, view, requests);
            },
        );
    }
    CentralPanel::no_frame().show(ui, |ui| {
        let popped = context.preset().view().plots.iter().find(|plot| Some(plot.id) == view.popped);
        match popped {
            Some(plot) => panes::popped_ui(ui, plot, context, view, requests),
            None => panes::panes_ui(ui, context, view, requests),
        }
    });
    lesson::teacher_notes_ui(ui, teaching, context);
}
