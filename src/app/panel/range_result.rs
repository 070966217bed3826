//! What came of range runs: the charts, a row for each run, and ways to take it away.

use eframe::egui::{Button, Grid, RichText, Ui, vec2};

use super::range::choice_ui;
use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::plot::range::{range_charts_ui, trace_of, words};
use crate::app::range_state::{Outcome, RangeView};
use crate::app::request::{RangeRequest, Request};
use crate::app::theme::GRID;
use crate::app::widget::number;
use crate::range::Quantity;

/// Height of the charts in units of the text size.
const CHARTS: f32 = 15.0;

/// Draws it.
pub(super) fn result_ui(ui: &mut Ui, own: &mut RangeView, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let quantity = own.quantity();
    let is_same = is_same(own, context);
    let is_busy = own.is_busy();
    let Some(outcome) = &own.outcome else { return };
    if std::mem::take(&mut own.notes) {
        frame.requests.push(Request::Note(as_note(outcome, quantity, context)));
    }
    let args = [("path", outcome.plan.path()), ("count", outcome.n_ended().to_string())];
    ui.label(RichText::new(text.with("range-of", &args)).strong());
    if outcome.is_stopped && !is_busy {
        let args = [("done", outcome.n_ended().to_string()), ("runs", outcome.courses.len().to_string())];
        ui.colored_label(context.theme.warning, text.with("range-stopped", &args));
    }
    if !is_same {
        ui.colored_label(context.theme.warning, text.get("range-other-document"));
    }
    let all = Quantity::all(outcome.plan.preset.network());
    let names: Vec<String> = all.iter().map(|own| words(*own, outcome, context)).collect();
    let label = text.get("range-quantity");
    let chosen = ui.horizontal(|ui| {
        ui.label(&label);
        choice_ui(ui, "range-quantity", &label, (&words(quantity, outcome, context), &names), false)
    });
    let height = CHARTS * context.theme.text_size;
    if let Some(index) = range_charts_ui(ui, outcome, quantity, height, context) {
        frame.requests.push(Request::Range(RangeRequest::Open(index)));
    }
    ui.horizontal_wrapped(|ui| {
        let has_rows = 0 < outcome.n_ended();
        for (key, request) in [("range-copy", RangeRequest::Copy), ("range-save", RangeRequest::Save)] {
            if ui.add_enabled(has_rows, Button::new(text.get(key))).clicked() {
                frame.requests.push(Request::Range(request));
            }
        }
        let note = ui.add_enabled(has_rows, Button::new(text.get("note-put")));
        if note.on_hover_text(tip(ui, Action::Note, context)).clicked() {
            frame.requests.push(Request::Note(as_note(outcome, quantity, context)));
        }
    });
    rows_ui(ui, outcome, quantity, frame);
    if let Some(index) = chosen.inner {
        own.quantity = Some(all[index]);
    }
}

/// Whether the document is what was run, but for the parameter; found out once for each document.
fn is_same(own: &mut RangeView, context: &ViewContext<'_>) -> bool {
    let preset = context.document.preset();
    let Some(outcome) = &own.outcome else { return true };
    match &own.known {
        Some((known, is_same)) if std::sync::Arc::ptr_eq(known, preset) => *is_same,
        _ => {
            let is_same = outcome.is_of(preset);
            own.known = Some((std::sync::Arc::clone(preset), is_same));
            is_same
        }
    }
}

/// A value of the parameter with its unit.
fn value_words(outcome: &Outcome, index: usize) -> String {
    let unit = outcome.plan.spec.unit.symbol();
    format!("{} {unit}", number::show(outcome.plan.values[index])).trim_end().to_owned()
}

/// What was read off a run with its unit, or why there is nothing.
fn figure_words(outcome: &Outcome, index: usize, quantity: Quantity, context: &ViewContext<'_>) -> String {
    let Some(course) = &outcome.courses[index] else { return "…".to_owned() };
    if let Some(ms) = course.failed_ms {
        return context.text.with("range-failed", &[("time", &number::time(ms))]);
    }
    let (_, unit) = trace_of(outcome);
    let unit = quantity.unit(unit).symbol();
    let shown = course.figures.get(quantity).map_or_else(|| "–".to_owned(), number::show);
    format!("{shown} {unit}").trim_end().to_owned()
}

/// A row for each run: a button that opens it, which Enter presses, and what was read off it.
fn rows_ui(ui: &mut Ui, outcome: &Outcome, quantity: Quantity, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let columns = if 40.0 * context.theme.text_size < ui.available_width() { 2 } else { 1 };
    let each = outcome.courses.len().div_ceil(columns);
    ui.horizontal_top(|ui| {
        for column in 0..columns {
            Grid::new(("range-rows", column))
                .num_columns(2)
                .striped(true)
                .spacing(vec2(2.0 * GRID, 2.0))
                .show(ui, |ui| {
                    ui.label(RichText::new(outcome.plan.spec.symbol).strong());
                    ui.label(RichText::new(words(quantity, outcome, context)).strong());
                    ui.end_row();
                    let rows = (0..outcome.courses.len()).skip(column * each).take(each);
                    for index in rows {
                        let (value, figure) =
                            (value_words(outcome, index), figure_words(outcome, index, quantity, context));
                        let is_there = outcome.courses[index].is_some();
                        let is_opened = outcome.opened == Some(index);
                        let button = ui.add_enabled(is_there, Button::selectable(is_opened, &value));
                        let args = [
                            ("symbol", outcome.plan.spec.symbol),
                            ("value", value.as_str()),
                            ("figure", figure.as_str()),
                        ];
                        let name = text.with("range-open", &args);
                        button.widget_info(|| {
                            eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, is_there, &name)
                        });
                        if button.on_hover_text(text.get("range-open-tip")).clicked() {
                            frame.requests.push(Request::Range(RangeRequest::Open(index)));
                        }
                        ui.label(figure);
                        ui.end_row();
                    }
                });
        }
    });
}

/// What came of it as a note: what was varied, and a line for each run.
fn as_note(outcome: &Outcome, quantity: Quantity, context: &ViewContext<'_>) -> String {
    let plan = &outcome.plan;
    let args = [
        ("path", plan.path()),
        ("quantity", words(quantity, outcome, context)),
        ("duration", number::time(plan.duration_ms())),
    ];
    let known = (0..outcome.courses.len()).filter(|index| outcome.courses[*index].is_some());
    let lines = known.map(|index| {
        let figure = figure_words(outcome, index, quantity, context);
        format!("{}: {figure}\n", value_words(outcome, index))
    });
    format!("{}\n{}", context.text.with("note-range", &args), lines.collect::<String>())
}
