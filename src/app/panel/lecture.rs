//! The stage of a lecture: only what the step shows, large, with its words; the list of steps.

use eframe::egui::{self, Align2, Color32, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::lesson::show_me_ui;
use super::markdown::markdown_ui;
use super::time_line::{strip_height, strip_ui};
use crate::app::canvas::canvas_ui;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::picture::picture_ui;
use crate::app::plot::plot_ui;
use crate::app::request::{Request, Requests};
use crate::app::stage::notes::notes_ui;
use crate::app::stage::question::{question_button_ui, question_ui};
use crate::app::teaching::{Lecture, OpenLesson};
use crate::app::theme::{CORNER, GRID};
use crate::lesson::Pane;

/// What a lecture shows.
pub(crate) struct Stage<'a> {
    /// How it is shown.
    pub lecture: Lecture,
    /// The lesson, if one is open.
    pub open: Option<&'a OpenLesson>,
    /// The parts of the window.
    pub panes: &'a [Pane],
}

/// Draws the stage into the whole of `ui`.
pub(crate) fn lecture_ui(ui: &mut Ui, stage: &Stage<'_>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Stage { lecture, open, panes } = *stage;
    let theme = context.theme;
    let area = ui.max_rect();
    // The speaker goes on reading while the audience sees nothing.
    if lecture.shows_notes {
        notes_ui(ui, lecture, open, frame);
    }
    if lecture.is_black {
        ui.painter().rect_filled(area, 0.0, Color32::BLACK);
        return;
    }
    let area = area.with_max_y(area.bottom() - strip_height(context)).shrink(GRID * theme.line);
    // A formula in a line of its own needs more room.
    let words = match open.map(|open| open.current().page.text.contains("\n\n")) {
        Some(true) => (area.height() * 0.42).clamp(theme.text_size * 5.0, theme.text_size * 13.0),
        Some(false) => (area.height() * 0.3).clamp(theme.text_size * 5.0, theme.text_size * 9.0),
        None => 0.0,
    };
    let (shown, caption) = area.split_top_bottom_at_y(area.bottom() - words);
    stage_ui(ui, shown, panes, frame);
    if let Some(question) = open.and_then(|open| open.current().page.ask.as_ref()) {
        question_ui(ui, shown, question, frame);
    }
    if let Some(open) = open {
        let caption = Rect::from_min_max(caption.min + vec2(0.0, GRID * theme.line), caption.max);
        ui.scope_builder(UiBuilder::new().id_salt("caption").max_rect(caption), |ui| {
            caption_ui(ui, open, frame);
        });
    }
    if lecture.lists
        && let Some(open) = open
    {
        list_ui(ui, open, context, frame.requests);
    }
    let whole = ui.max_rect();
    strip_ui(ui, whole, frame);
    let stage = &mut frame.view.stage;
    stage.pen.show(ui, whole, context);
    let draws = stage.pen.is_on();
    stage.pointer.show(ui, whole, draws, context);
}

/// The chosen parts of the window: network and drawings share the left, plots the right, the rest has what is free.
fn stage_ui(ui: &mut Ui, area: Rect, panes: &[Pane], frame: &mut Frame<'_>) {
    let context = frame.context;
    let gap = GRID * context.theme.line;
    let (mut on_left, mut on_right) = (Vec::new(), Vec::new());
    let height = |panes: &[Pane]| panes.iter().map(|pane| weight(*pane)).sum::<f32>();
    for pane in panes {
        match pane {
            Pane::Canvas | Pane::Synapse | Pane::Neuron | Pane::Receptors => on_left.push(*pane),
            Pane::Plot(_) => on_right.push(*pane),
            Pane::Parameters | Pane::Equations => {}
        }
    }
    for pane in panes.iter().filter(|pane| matches!(pane, Pane::Parameters | Pane::Equations)) {
        if height(&on_right) < height(&on_left) { on_right.push(*pane) } else { on_left.push(*pane) }
    }
    let (left, right) = if on_left.is_empty() || on_right.is_empty() {
        (area, area)
    } else {
        let is_drawn =
            on_left.iter().any(|pane| matches!(pane, Pane::Synapse | Pane::Neuron | Pane::Receptors));
        let part = if is_drawn {
            0.5
        } else if panes.len() == 2 {
            0.45
        } else {
            0.4
        };
        let (left, right) = area.split_left_right_at_fraction(part);
        (left.with_max_x(left.right() - gap), right)
    };
    for (column, panes) in [(left, on_left), (right, on_right)] {
        let weights = height(&panes);
        #[expect(clippy::cast_precision_loss, reason = "a handful of panes")]
        let room = column.height() - gap * panes.len().saturating_sub(1) as f32;
        let mut top = column.top();
        for pane in panes {
            let height = room * weight(pane) / weights;
            let rect = Rect::from_min_size(pos2(column.left(), top), vec2(column.width(), height));
            top += height + gap;
            if rect.width() < 24.0 || rect.height() < 24.0 {
                continue;
            }
            ui.painter().rect_filled(rect, f32::from(CORNER), context.theme.pane);
            ui.scope_builder(UiBuilder::new().id_salt(("stage", pane)).max_rect(rect), |ui| {
                ui.set_clip_rect(rect.intersect(ui.clip_rect()));
                pane_ui(ui, pane, frame);
            });
        }
    }
}

/// How high a part is beside others in its column.
fn weight(pane: Pane) -> f32 {
    match pane {
        Pane::Synapse | Pane::Neuron | Pane::Receptors => 2.0,
        Pane::Equations => 0.5,
        Pane::Canvas | Pane::Parameters | Pane::Plot(_) => 1.0,
    }
}

/// A part of the window.
pub(crate) fn pane_ui(ui: &mut Ui, pane: Pane, frame: &mut Frame<'_>) {
    let context = frame.context;
    match pane {
        Pane::Canvas => canvas_ui(ui, frame),
        Pane::Parameters => super::parameters::parameters_ui(ui, frame),
        Pane::Equations => super::equations::equations_ui(ui, frame),
        Pane::Plot(place) => {
            let plot = place.checked_sub(1).and_then(|place| context.preset().view().plots.get(place));
            if let Some(plot) = plot {
                plot_ui(ui, plot, &mut frame.part(|view| &mut view.plots));
            }
        }
        Pane::Synapse | Pane::Neuron | Pane::Receptors => picture_ui(ui, pane, context, frame.requests),
    }
}

/// The step's words below the stage.
fn caption_ui(ui: &mut Ui, open: &OpenLesson, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    let page = open.current().page.clone();
    let head = vec2(ui.available_width(), theme.text_size * 1.8);
    ui.allocate_ui_with_layout(head, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let (step, count) = ((open.step + 1).to_string(), open.lesson.steps.len().to_string());
        let place = text.with("lesson-place", &[("step", step), ("count", count)]);
        ui.label(RichText::new(place).color(theme.weak_text));
        let title = text.own(&page.title);
        if page.ask.is_some() {
            question_button_ui(ui, frame);
        }
        // Words may be longer than their room, and then scroll; this button is always to be seen.
        if !page.act.is_empty() {
            show_me_ui(ui, context, frame.requests);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add(egui::Label::new(RichText::new(title).font(theme.bold_font(1.3))).truncate());
        });
    });
    ScrollArea::vertical().id_salt(("caption", open.step)).auto_shrink([false, false]).show(ui, |ui| {
        markdown_ui(ui, &text.own(&page.text), frame);
    });
}

/// The list of steps, to jump.
fn list_ui(ui: &Ui, open: &OpenLesson, context: &ViewContext<'_>, requests: &mut Requests) {
    let (text, theme) = (context.text, context.theme);
    let ctx = ui.ctx();
    egui::Window::new(text.own(&open.lesson.title))
        .collapsible(false)
        .anchor(Align2::CENTER_CENTER, [0.0, 0.0])
        .resizable(false)
        .show(ctx, |ui| {
            ScrollArea::vertical().max_height(ctx.content_rect().height() * 0.7).show(ui, |ui| {
                for (index, step) in open.lesson.steps.iter().enumerate() {
                    let words = format!("{}  {}", index + 1, text.own(&step.page.title));
                    let words = RichText::new(words).font(theme.font(0.9));
                    if ui.selectable_label(index == open.step, words).clicked() {
                        requests.push(Request::GoToStep(index));
                    }
                }
            });
        });
}
