//! The small window about recordings of one's own: what was read, what it lies under, and fitting parameters to it.

use eframe::egui::{
    self, ComboBox, Grid, ProgressBar, Response, Role, ScrollArea, Ui, WidgetInfo, Window, pos2,
};

use super::parameter_search::search_ui;
use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::time_words;
use crate::app::own_data::{OwnData, Under, targets};
use crate::app::request::{OwnDataRequest, Request};
use crate::app::theme::GRID;
use crate::app::widget::choice;
use crate::app::widget::number;
use crate::app::widget::own_number::{Own, own_ui};
use crate::app::widget::symbol::{entry_ui, on_widget};
use crate::fit::{Fitted, MOST_FREE, MOST_STARTS, Outcome, adjustable};
use crate::recording::{Against, TimeUnit, units_of};
use crate::units::Unit;

/// How far a recording may be moved in time [ms].
const MOST_SHIFT_MS: f64 = 1e7;

/// Draws the window, if it is open.
pub(crate) fn own_data_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let (context, ctx) = (frame.context, ui.ctx());
    if !frame.view.own_data.is_open {
        return;
    }
    if frame.view.escapes(ctx) && !frame.view.windows.any() {
        frame.view.own_data.is_open = false;
        return;
    }
    let mut own = std::mem::take(&mut frame.view.own_data);
    let mut is_open = true;
    let (area, size) = (ctx.content_rect(), context.theme.text_size);
    let window = Window::new(context.text.get("own-data"))
        .id(egui::Id::unique("own-data"))
        .collapsible(false)
        .resizable(false)
        .default_pos(pos2(area.left() + 3.0 * size, area.top() + 5.0 * size))
        .open(&mut is_open);
    window.show(ctx, |ui| {
        ui.set_width((26.0 * size).min(area.width() - 4.0 * GRID));
        let most = (area.height() - 8.0 * size).max(6.0 * size);
        ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
            file_ui(ui, &mut own, frame);
            if own.loaded.is_some() {
                ui.separator();
                samples_ui(ui, &mut own, frame);
                spikes_ui(ui, &mut own, frame);
            }
            if context.reference.is_some() || own.fitting.is_some() {
                ui.separator();
                fit_ui(ui, &mut own, frame);
            }
        });
    });
    own.is_open = is_open;
    frame.view.own_data = own;
}

/// The file: what was read, what is being read, and opening one.
fn file_ui(ui: &mut Ui, own: &mut OwnData, frame: &mut Frame<'_>) {
    let text = frame.context.text;
    if let Some(reading) = &own.reading {
        ui.label(text.with("own-data-reading", &[("name", &reading.name)]));
        ui.horizontal(|ui| {
            progress_ui(ui, reading.progress.share(), frame.context);
            if ui.button(text.get("cancel")).clicked() {
                frame.requests.push(Request::OwnData(OwnDataRequest::StopReading));
            }
        });
        return;
    }
    match &own.loaded {
        None => _ = ui.label(text.get("own-data-nothing")),
        Some(loaded) => {
            let table = loaded.recording.table.as_ref();
            let spikes = loaded.recording.spikes.as_ref();
            let name = [("name", loaded.name.as_str())];
            ui.label(text.with("own-data-file", &name));
            if let Some(table) = table {
                let args =
                    [("count", table.times.len().to_string()), ("columns", table.columns.len().to_string())];
                ui.label(text.with("own-data-samples", &args));
            }
            if let Some(spikes) = spikes {
                let args = [
                    ("count", spikes.spikes.len().to_string()),
                    ("sources", spikes.sources.len().to_string()),
                ];
                ui.label(text.with("own-data-spikes", &args));
            }
        }
    }
    action_ui(ui, Action::OpenRecording, frame);
}

/// A button for a command, with its key in the tooltip; where it cannot be done, with the reason.
fn action_ui(ui: &mut Ui, action: Action, frame: &mut Frame<'_>) {
    let context = frame.context;
    let hindrance = action.hindrance(context);
    let response = ui.add_enabled(hindrance.is_none(), egui::Button::new(context.text.get(action.key())));
    let tip = format!("{} ({})", context.text.get(action.tip_key()), action.shortcut_text(ui.ctx()));
    let response = response.on_hover_text(tip);
    let response = match hindrance {
        Some(why) => response.on_disabled_hover_text(context.text.get(why)),
        None => response,
    };
    if response.clicked() {
        frame.requests.act(action);
    }
}

fn progress_ui(ui: &mut Ui, share: f64, context: &ViewContext<'_>) {
    #[expect(clippy::cast_possible_truncation, reason = "a share to be shown")]
    let bar = ProgressBar::new(share as f32).desired_width(12.0 * context.theme.text_size).show_percentage();
    ui.add(bar);
}

/// Names a list to choose from for screen readers.
fn named(response: &Response, label: &str, shown: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{label}: {shown}")));
}

/// A row with a label and a list to choose from; says which entry was chosen.
fn choice_ui(ui: &mut Ui, id: &str, label: &str, shown: &str, entries: &[String]) -> Option<usize> {
    choice_of_ui(ui, (id, label), shown, entries, |_| false)
}

/// The same, where some entries are names of readings.
fn choice_of_ui(
    ui: &mut Ui,
    (id, label): (&str, &str),
    shown: &str,
    entries: &[String],
    is_symbol: impl Fn(usize) -> bool,
) -> Option<usize> {
    ui.horizontal(|ui| {
        ui.label(label);
        let is_shown_symbol = entries.iter().position(|entry| entry == shown).is_some_and(&is_symbol);
        let selected = on_widget(ui, shown, is_shown_symbol);
        let combo =
            ComboBox::from_id_salt(id).selected_text(selected).truncate().width(ui.available_width() - GRID);
        let mut chosen = None;
        let response = combo.show_ui(ui, |ui| {
            for (index, entry) in entries.iter().enumerate() {
                if entry_ui(ui, entry == shown, entry, is_symbol(index)).clicked() {
                    chosen = Some(index);
                }
            }
        });
        named(&response.response, label, shown);
        chosen
    })
    .inner
}

/// The unit of times where the file does not say it.
fn time_unit_ui(ui: &mut Ui, own: &mut OwnData, context: &ViewContext<'_>) {
    let (label, shown) = (
        context.text.get("own-data-time-unit"),
        own.setup
            .time_unit
            .map_or_else(|| context.text.get("own-data-choose"), |unit| unit.symbol().to_owned()),
    );
    let units = TimeUnit::ALL.map(|unit| unit.symbol().to_owned());
    if let Some(index) = choice_ui(ui, "time-unit", &label, &shown, &units) {
        own.setup.time_unit = Some(TimeUnit::ALL[index]);
    }
}

/// Samples: which column, in which unit, under which trace, and when.
// Longer than 60 lines: a row for each choice, from top to bottom.
fn samples_ui(ui: &mut Ui, own: &mut OwnData, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let Some(loaded) = own.loaded.clone() else { return };
    let Some(table) = &loaded.recording.table else { return };
    if 1 < table.columns.len() {
        let names: Vec<String> = table.columns.iter().map(|own| own.name.clone()).collect();
        let shown = names.get(own.setup.column).cloned().unwrap_or_default();
        if let Some(index) = choice_ui(ui, "column", &text.get("own-data-column"), &shown, &names) {
            (own.setup.column, own.setup.unit) = (index, None);
        }
    }
    let mut targets = targets(context.preset());
    targets.retain(|(under, _)| under.is_against(table.against));
    if targets.is_empty() {
        let is_time = table.against == Against::Time;
        ui.label(text.get(if is_time { "own-data-no-plot" } else { "own-data-no-window" }));
        return;
    }
    let chosen = own.setup.under.as_ref().and_then(|under| targets.iter().find(|own| own.0 == *under));
    let shown = chosen.map_or_else(|| text.get("own-data-choose"), |own| own.1.clone());
    let names: Vec<String> = targets.iter().map(|own| own.1.clone()).collect();
    let is_probe = |index: usize| matches!(targets[index].0, Under::Probe(_));
    let label = text.get("own-data-under");
    if let Some(index) = choice_of_ui(ui, ("under", &label), &shown, &names, is_probe) {
        (own.setup.under, own.setup.unit) = (Some(targets[index].0.clone()), None);
    }
    let unit = own.setup.under.as_ref().and_then(|under| under.unit(context.network()));
    if table.time_unit.is_none() {
        time_unit_ui(ui, own, context);
    }
    let written = table.columns.get(own.setup.column).and_then(|own| own.unit.as_deref());
    match (unit, written) {
        (Some(unit), None) if unit != Unit::One => {
            let shown = own.setup.unit.map_or_else(|| text.get("own-data-choose"), str::to_owned);
            let units = units_of(unit);
            let names: Vec<String> = units.iter().map(|unit| (*unit).to_owned()).collect();
            if let Some(index) = choice_ui(ui, "unit", &text.get("own-data-unit"), &shown, &names) {
                own.setup.unit = Some(units[index]);
            }
        }
        (Some(unit), Some(written)) if crate::recording::factor(written, unit).is_none() => {
            let args = [("written", written), ("unit", unit.symbol())];
            ui.colored_label(context.theme.warning, text.with("own-data-other-quantity", &args));
        }
        _ => {}
    }
    if context.reference.is_none() {
        ui.label(text.get("own-data-choose-all"));
        return;
    }
    if table.against == Against::Time {
        ui.horizontal(|ui| {
            let label = ui.label(text.get("own-data-shift"));
            let range = (-MOST_SHIFT_MS, MOST_SHIFT_MS);
            let number = Own { name: "own-data-shift", range, unit: "ms", speed: context.run.grid.dt_ms() };
            own_ui(ui, &number, &mut own.setup.shift_ms, label.id, &mut frame.view.fields, context);
        });
        action_ui(ui, Action::AlignRecording, frame);
    }
    difference_ui(ui, own, frame);
    if ui.button(text.get("own-data-remove")).clicked() {
        own.setup.under = None;
    }
}

/// By how much the run differs.
fn difference_ui(ui: &mut Ui, own: &OwnData, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let run = context.run;
    let Some(reference) = &mut frame.view.plots.reference else { return };
    if own.fitting.is_some() {
        return;
    }
    let now = (run.grid, run.end.step, run.is_running(), context.time_s);
    let words = match reference.difference(context.traces, context.network(), now) {
        Some(misfit) => {
            let value = format!("{} {}", number::show(rounded(misfit.rms)), reference.unit.symbol());
            let args = [("value", value.trim_end().to_owned()), ("count", misfit.n.to_string())];
            text.localised(&text.with("own-data-difference", &args))
        }
        None => text.get("own-data-apart"),
    };
    ui.label(words);
}

/// A number of four digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// Spikes: what becomes of them.
fn spikes_ui(ui: &mut Ui, own: &mut OwnData, frame: &mut Frame<'_>) {
    let Some(spikes) = own.spikes() else { return };
    let asks = spikes.time_unit.is_none();
    if asks && own.loaded.as_ref().is_some_and(|own| own.recording.table.is_none()) {
        time_unit_ui(ui, own, frame.context);
    }
    action_ui(ui, Action::SourceOfSpikes, frame);
}

/// Choosing parameters, fitting them, and what came of it.
fn fit_ui(ui: &mut Ui, own: &mut OwnData, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    if let Some(fitting) = &own.fitting {
        let (steps, rms) = fitting.live.latest();
        let args = [("steps", steps.to_string()), ("runs", fitting.live.progress.done().to_string())];
        ui.label(text.with("own-data-fitting", &args));
        if 0 < steps {
            let unit = context.reference.map_or("", |own| own.unit.symbol());
            let value = format!("{} {unit}", number::show(rounded(rms)));
            ui.label(text.localised(&text.with("own-data-left", &[("value", value.trim_end())])));
        }
        ui.horizontal(|ui| {
            ui.spinner();
            if ui.button(text.get("cancel")).clicked() {
                frame.requests.push(Request::OwnData(OwnDataRequest::StopFit));
            }
        });
        return;
    }
    free_ui(ui, own, context);
    how_ui(ui, own, frame);
    action_ui(ui, Action::FitParameters, frame);
    if let Some(ended) = &own.ended {
        outcome_ui(ui, &ended.outcome, ended.unit, context);
        if ui.button(text.get("note-put")).on_hover_text(tip(ui, Action::Note, context)).clicked()
            || std::mem::take(&mut own.notes)
        {
            frame.requests.push(Request::Note(as_note(&ended.outcome, ended.unit, context)));
        }
    }
}

/// The parameters that are adjusted, and ways to choose others.
fn free_ui(ui: &mut Ui, own: &mut OwnData, context: &ViewContext<'_>) {
    let text = context.text;
    let all = adjustable(context.preset());
    own.free.retain(|free| all.iter().any(|(_, address, _)| address == free));
    let args = [("limit", MOST_FREE.to_string())];
    ui.label(text.with("own-data-fit", &args));
    let mut gone = None;
    for (path, address, spec) in &all {
        if !own.free.contains(address) {
            continue;
        }
        ui.horizontal(|ui| {
            let name = text.with("own-data-not-fitted", &[("path", path)]);
            let button = ui.small_button("✕");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if button.on_hover_text(&name).clicked() {
                gone = Some(*address);
            }
            ui.label(format!("{path}  ({})", spec.symbol)).on_hover_text(text.own(spec.meaning));
        });
    }
    own.free.retain(|free| Some(*free) != gone);
    if own.free.len() < MOST_FREE {
        if let Some(address) = search_ui(ui, &mut own.search, &all, context)
            && !own.free.contains(&address)
        {
            own.free.push(address);
        }
        let left: Vec<_> = all.iter().filter(|(_, address, _)| !own.free.contains(address)).collect();
        let names: Vec<String> = left.iter().map(|(path, ..)| path.clone()).collect();
        let (label, shown) = (text.get("own-data-parameter"), text.get("own-data-choose"));
        if let Some(index) = choice_ui(ui, "parameter", &label, &shown, &names) {
            own.free.push(left[index].1);
        }
    }
}

/// From how many points a fit starts, and which stretch of time it compares.
fn how_ui(ui: &mut Ui, own: &mut OwnData, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    ui.horizontal(|ui| {
        let label = ui.label(text.get("own-data-starts")).on_hover_text(text.get("own-data-starts-tip"));
        #[expect(clippy::cast_precision_loss, reason = "32")]
        let number = Own { name: "own-data-starts", range: (1.0, MOST_STARTS as f64), unit: "", speed: 0.1 };
        own_ui(ui, &number, &mut own.starts, label.id, &mut frame.view.fields, context);
        own.starts = own.starts.round();
    });
    let is_of_time = context.reference.is_some_and(|own| own.under.is_against(Against::Time));
    let between = frame.view.plots.measuring.between_ms().filter(|_| context.is_measuring && is_of_time);
    if let Some((from, to)) = between {
        let (from, to) = (time_words(from, context.run.grid), time_words(to, context.run.grid));
        choice::checkbox(
            ui,
            &mut own.is_between,
            text.with("own-data-between", &[("from", from), ("to", to)]),
        );
    }
}

/// What a fit came to as a note: a line for each parameter, and how well it matches.
fn as_note(outcome: &Outcome, unit: Unit, context: &ViewContext<'_>) -> String {
    let text = context.text;
    let name = context.reference.map_or("", |own| own.name.as_str());
    let mut lines = vec![text.with("note-fit", &[("name", name)])];
    lines.extend(outcome.fitted.iter().map(|own| format!("{}: {}", own.path, value_words(own, context))));
    for (one, other) in &outcome.indistinct {
        let args = [("one", outcome.fitted[*one].path.as_str()), ("other", &outcome.fitted[*other].path)];
        lines.push(text.with("fit-cannot-be-told-apart", &args));
    }
    lines.push(rms_words(outcome, unit, context));
    text.localised(&lines.join("\n"))
}

/// What a fit came to.
fn outcome_ui(ui: &mut Ui, outcome: &Outcome, unit: Unit, context: &ViewContext<'_>) {
    let text = context.text;
    ui.add_space(0.5 * GRID);
    Grid::new("fit-outcome").num_columns(2).show(ui, |ui| {
        for own in &outcome.fitted {
            ui.label(&own.path);
            ui.label(text.localised(&value_words(own, context)));
            ui.end_row();
        }
    });
    for (one, other) in &outcome.indistinct {
        let args = [("one", outcome.fitted[*one].path.as_str()), ("other", &outcome.fitted[*other].path)];
        ui.colored_label(context.theme.warning, text.with("fit-cannot-be-told-apart", &args));
    }
    if !outcome.has_settled {
        ui.colored_label(context.theme.warning, text.get("fit-has-not-settled"));
    }
    ui.label(text.localised(&rms_words(outcome, unit, context)));
}

/// How well it matches, before and after.
fn rms_words(outcome: &Outcome, unit: Unit, context: &ViewContext<'_>) -> String {
    let args = [
        ("count", outcome.n.to_string()),
        ("before", number::show(rounded(outcome.rms.0))),
        ("after", number::show(rounded(outcome.rms.1))),
        ("unit", unit.symbol().to_owned()),
    ];
    context.text.with("fit-rms", &args).trim_end().to_owned()
}

/// A value with its standard error, or with the reason why it has none.
fn value_words(own: &Fitted, context: &ViewContext<'_>) -> String {
    let unit = own.spec.unit.symbol();
    let value = number::show(rounded(own.value));
    match (own.error, own.remark) {
        (_, Some(remark)) => format!("{value} {unit}, {}", context.text.get(remark.key())),
        (Some(error), None) => {
            let error: f64 = format!("{error:.1e}").parse().unwrap_or(error);
            format!("{value} ± {} {unit}", number::show(error))
        }
        (None, None) => format!("{value} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::own_data::Under;

    #[test]
    fn four_digits_are_left() {
        assert_eq!([123_456.0, 0.001_234_56, -5.0, 0.0].map(rounded), [123_500.0, 0.001_235, -5.0, 0.0]);
    }

    /// What may lie under what is a matter of what both are against.
    #[test]
    fn windows_take_intervals_and_probes_take_times() {
        assert!(
            Under::Window(3).is_against(Against::Interval) && !Under::Window(3).is_against(Against::Time)
        );
    }
}
