//! The speaker's notes, in a window of their own: the clock, how long the lecture has lasted, what to say, and what comes next.
//! Whichever of the two windows has the keyboard, the keys of the lecture work.

use std::time::Duration;

use eframe::egui::{
    Align, Event, Grid, Layout, RichText, ScrollArea, Ui, ViewportBuilder, ViewportClass, ViewportId,
};

use super::elapsed::{clock, elapsed};
use super::keys::{self, StageKey};
use super::state::Stage;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::panel::markdown::markdown_ui;
use crate::app::teaching::{Lecture, OpenLesson};
use crate::app::theme::{GRID, Theme};
use crate::lesson::library;

/// Size of the window at first [points].
const SIZE: [f32; 2] = [640.0, 560.0];
/// Size of its text [points].
const TEXT_SIZE: f32 = 18.0;

/// Draws the notes. Where there is no second window, they lie on the stage.
pub(in crate::app) fn notes_ui(ui: &Ui, lecture: Lecture, open: Option<&OpenLesson>, frame: &mut Frame<'_>) {
    let context = frame.context;
    // The lecturer's screen is near; the stage's text is for the last row.
    let theme = Theme { text_size: TEXT_SIZE, trace_width: 2.0, ..context.theme.clone() };
    let near = ViewContext { theme: &theme, ..*context };
    let mut frame = Frame { context: &near, view: frame.view, requests: frame.requests };
    let title = context.text.get("lecture-notes");
    let builder = ViewportBuilder::default().with_title(title).with_inner_size(SIZE);
    let id = ViewportId::from_hash_of("speaker notes");
    ui.ctx().show_viewport_immediate(id, builder, |ui, class| {
        theme.style(ui.style_mut());
        if class == ViewportClass::EmbeddedWindow {
            contents_ui(ui, lecture, open, &mut frame);
            return;
        }
        forward_keys(ui, &mut frame.view.stage);
        ui.painter().rect_filled(ui.max_rect(), 0.0, theme.pane);
        let area = ui.max_rect().shrink(2.0 * GRID);
        ui.scope_builder(eframe::egui::UiBuilder::new().max_rect(area), |ui| {
            contents_ui(ui, lecture, open, &mut frame);
        });
    });
    ui.ctx().request_repaint_after(Duration::from_millis(500)); // For the clock.
}

/// Takes the keys that were pressed in this window, for the window of the stage to act on.
fn forward_keys(ui: &Ui, stage: &mut Stage) {
    let had = stage.forwarded.len();
    ui.input_mut(|input| {
        stage.notes_closed |= input.viewport().close_requested();
        let (keys, others) = std::mem::take(&mut input.events)
            .into_iter()
            .partition::<Vec<Event>, _>(|event| matches!(event, Event::Key { pressed: true, .. }));
        input.events = others;
        stage.forwarded.extend(keys);
    });
    if had < stage.forwarded.len() || stage.notes_closed {
        ui.ctx().request_repaint_of(ViewportId::ROOT);
    }
}

fn contents_ui(ui: &mut Ui, lecture: Lecture, open: Option<&OpenLesson>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    ui.horizontal(|ui| {
        let lasted = elapsed(frame.view.stage.elapsed_s(context.time_s));
        ui.label(RichText::new(clock()).font(theme.bold_font(1.7))).on_hover_text(text.get("notes-clock"));
        let lasted = text.with("notes-elapsed", &[("time", lasted)]);
        ui.label(RichText::new(lasted).font(theme.font(1.3)).color(theme.weak_text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(open) = open {
                let (step, count) = ((open.step + 1).to_string(), open.lesson.steps.len().to_string());
                let place = text.with("lesson-place", &[("step", step), ("count", count)]);
                ui.label(RichText::new(place).font(theme.font(1.3)).color(theme.weak_text));
            }
            if lecture.is_black {
                ui.label(RichText::new(text.get("notes-black")).color(theme.warning).strong());
            }
        });
    });
    ui.separator();
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        if let Some(open) = open {
            step_ui(ui, open, frame);
        } else {
            ui.label(text.own(&context.document.name()));
        }
        ui.add_space(GRID * 1.5);
        ui.separator();
        Grid::new("stage-keys").num_columns(4).spacing([2.0 * GRID, 2.0]).show(ui, |ui| {
            for (index, (_, key, keys)) in StageKey::ALL.iter().enumerate() {
                let keys = RichText::new(keys::words(keys)).font(theme.bold_font(0.8)).color(theme.weak_text);
                ui.label(keys);
                ui.label(RichText::new(text.get(key)).font(theme.font(0.8)).color(theme.weak_text));
                if index % 2 == 1 {
                    ui.end_row();
                }
            }
        });
    });
}

/// What to say about a step, its question, and what comes next.
fn step_ui(ui: &mut Ui, open: &OpenLesson, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (text, theme) = (context.text, context.theme);
    let page = &open.current().page;
    ui.label(RichText::new(text.own(&page.title)).font(theme.bold_font(1.2)));
    let next = match (open.lesson.steps.get(open.step + 1), library::after(open.name)) {
        (Some(step), _) => text.with("lecture-next", &[("title", text.own(&step.page.title))]),
        (None, Some(lesson)) => {
            text.with("lecture-next-lesson", &[("title", text.own(library::title(lesson.text)))])
        }
        (None, None) => text.with("lecture-next", &[("title", text.get("lecture-end"))]),
    };
    ui.label(RichText::new(next).color(theme.accent));
    ui.add_space(GRID);
    markdown_ui(ui, &text.own(&page.notes), frame);
    if let Some(question) = &page.ask {
        ui.add_space(GRID);
        ui.label(RichText::new(text.get("stage-question")).font(theme.bold_font(0.9)).color(theme.weak_text));
        for words in [&question.ask, &question.answer] {
            markdown_ui(ui, &text.own(words), frame);
        }
    }
}
