//! The small window that says what is read between the two cursors.

use eframe::egui::{self, Grid, Role, ScrollArea, Ui, WidgetInfo, Window, pos2, vec2};

use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::{Read, Subject, decimals, time_words};
use crate::app::request::Request;
use crate::app::theme::GRID;
use crate::app::view_state::ViewState;
use crate::app::widget::choice;
use crate::app::widget::number;
use crate::app::widget::own_number::{Own, own_ui};
use crate::app::widget::symbol::{entry_ui, on_widget};
use crate::measure::{Fit, SpikeStatistics, Term};
use crate::model::network::Target;
use crate::model::neuron::NeuronModel;
use crate::text::Language;
use crate::units::Unit;

/// Frames that a window needs to find its size.
const UNSETTLED: u8 = 4;
/// Largest level that can be typed, in the unit of what is read.
const MOST_LEVEL: f64 = 1e6;

/// A line of the table.
struct Row {
    label: String,
    /// What is shown: a number with its unit, or words.
    shown: String,
    /// What is copied: number and unit.
    copied: (String, String),
}

/// Draws the window, while there are cursors.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn readings_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let ctx = ui.ctx();
    if !frame.view.plots.measuring.is_on {
        return;
    }
    if frame.view.escapes(ctx) && !frame.view.windows.any() {
        frame.view.plots.measuring.toggle();
        return;
    }
    let subjects = subjects(context);
    let subject = chosen(&subjects, frame.view);
    if let Some((subject, _)) = &subject {
        let recorded = (context.run.grid, context.run.end.step);
        let is_new = frame.view.plots.measuring.refresh(subject, context.traces, context.network(), recorded);
        let measuring = &mut frame.view.plots.measuring;
        if is_new || measuring.cursors_ms.is_none() {
            measuring.unsettled = UNSETTLED;
        }
        // The plots show what was fitted, and this window its size, with the next frames.
        if 0 < measuring.unsettled {
            measuring.unsettled -= 1;
            ctx.request_repaint();
        }
    }
    let rows = rows(frame.view.plots.measuring.read.as_ref(), frame.view, context);
    let mut is_open = true;
    let area = ctx.content_rect();
    let window = Window::new(context.text.get("readings"))
        .id(egui::Id::unique("readings"))
        .collapsible(false)
        .resizable(false)
        .default_pos(pos2(
            area.right() - 24.0 * context.theme.text_size,
            area.top() + 5.0 * context.theme.text_size,
        ))
        .open(&mut is_open);
    window.show(ctx, |ui| {
        ui.set_width((21.0 * context.theme.text_size).min(area.width() - 4.0 * GRID));
        let most = (area.height() - 7.0 * context.theme.text_size).max(6.0 * context.theme.text_size);
        ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
            choice_ui(ui, &subjects, subject.as_ref(), frame);
            cursors_ui(ui, frame);
            level_ui(ui, subject.as_ref(), frame);
            neurons_ui(ui, subject.as_ref(), frame);
            ui.add_space(0.5 * GRID);
            table_ui(ui, &rows);
            if let Some(spikes) =
                frame.view.plots.measuring.read.as_ref().and_then(|read| read.spikes.as_ref())
            {
                histogram_ui(ui, spikes, context);
            }
            ui.add_space(0.5 * GRID);
            let copy = ui.button(context.text.get("action-copy-readings"));
            if copy.on_hover_text(context.text.get("action-copy-readings-tip")).clicked() {
                frame.requests.act(Action::CopyReadings);
            }
            let note = ui.button(context.text.get("note-put"));
            if note.on_hover_text(tip(ui, Action::Note, context)).clicked() {
                frame.view.plots.measuring.notes = true;
            }
        });
    });
    let name = subject.map_or_else(String::new, |own| own.1);
    if std::mem::take(&mut frame.view.plots.measuring.notes) {
        frame.requests.push(Request::Note(as_note(&name, &rows, frame)));
    }
    if std::mem::take(&mut frame.view.plots.measuring.copies) {
        frame.requests.push(Request::Copy(as_table(&name, &rows)));
    }
    if !is_open {
        frame.view.plots.measuring.toggle();
    }
}

/// What plots show that can be read, with its name.
fn subjects(context: &ViewContext<'_>) -> Vec<(Subject, String)> {
    let (preset, network) = (context.preset(), context.network());
    let mut found: Vec<(Subject, String)> = Vec::new();
    let timed = preset.view().plots.iter().filter(|plot| plot.kind.window_ms().is_some());
    for probe in timed.flat_map(|plot| plot.kind.probes()) {
        let Some((name, _)) = probe.describe(network) else { continue };
        let subject = Subject::Probe(probe);
        if !found.iter().any(|own| own.0 == subject) {
            found.push((subject, name));
        }
    }
    for id in preset.listed_populations() {
        if let Some(population) = network.population(id) {
            let name = context.text.with("readings-spikes", &[("name", &population.name)]);
            found.push((Subject::Spikes(id), name));
        }
    }
    found
}

/// What is read: what was chosen, or else the first there is.
fn chosen(subjects: &[(Subject, String)], view: &ViewState) -> Option<(Subject, String)> {
    let chosen = view.plots.measuring.chosen.as_ref();
    subjects.iter().find(|own| Some(&own.0) == chosen).or(subjects.first()).cloned()
}

fn choice_ui(
    ui: &mut Ui,
    subjects: &[(Subject, String)],
    chosen: Option<&(Subject, String)>,
    frame: &mut Frame<'_>,
) {
    let context = frame.context;
    let Some((own, name)) = chosen else {
        ui.label(context.text.get("readings-nothing"));
        return;
    };
    let is_symbol = |own: &Subject| matches!(own, Subject::Probe(_));
    let selected = on_widget(ui, name, is_symbol(own));
    let combo = egui::ComboBox::from_id_salt("what is read").selected_text(selected).truncate();
    let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
        for (subject, name) in subjects {
            let is_chosen = chosen.is_some_and(|own| own.0 == *subject);
            if entry_ui(ui, is_chosen, name, is_symbol(subject)).clicked() && !is_chosen {
                let measuring = &mut frame.view.plots.measuring;
                // A level in another unit means nothing.
                (measuring.chosen, measuring.level) = (Some(subject.clone()), None);
            }
        }
    });
    let label = context.text.get("readings-of");
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{label}: {name}")));
}

/// The times of the cursors, to be typed.
fn cursors_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some(mut cursors) = frame.view.plots.measuring.cursors_ms else { return };
    let speed = context.run.grid.dt_ms();
    for (cursor, name) in ["cursor-1", "cursor-2"].into_iter().enumerate() {
        ui.horizontal(|ui| {
            let number = (cursor + 1).to_string();
            let label = ui.label(context.text.with("cursor-time", &[("number", &number)]));
            let range = (0.0, context.run.end_ms().max(speed));
            let own = Own { name, range, unit: "ms", speed };
            let before = cursors[cursor];
            own_ui(ui, &own, &mut cursors[cursor], label.id, &mut frame.view.fields, context);
            if cursors[cursor] != before {
                let measuring = &mut frame.view.plots.measuring;
                measuring.active = cursor;
                measuring.put(cursor, cursors[cursor], context.run.end_ms());
            }
        });
    }
}

/// Whether fits go to a level that is known, and to which.
fn level_ui(ui: &mut Ui, subject: Option<&(Subject, String)>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some((Subject::Probe(probe), _)) = subject else { return };
    let Some((_, state)) = probe.describe(context.network()) else { return };
    let mut level = frame.view.plots.measuring.level;
    ui.horizontal(|ui| {
        let mut is_fixed = level.is_some();
        let switch = choice::checkbox(ui, &mut is_fixed, context.text.get("readings-level"));
        if switch.on_hover_text(context.text.get("readings-level-tip")).changed() {
            level = is_fixed.then(|| usual_level(probe, context));
        }
        if let Some(level) = &mut level {
            let name = ui.label(context.text.get("readings-level-value"));
            let own = Own {
                name: "readings-level",
                range: (-MOST_LEVEL, MOST_LEVEL),
                unit: state.unit.symbol(),
                speed: 0.1,
            };
            own_ui(ui, &own, level, name.id, &mut frame.view.fields, context);
        }
    });
    frame.view.plots.measuring.level = level;
}

/// The neurons whose spikes are read, of a population that has several.
fn neurons_ui(ui: &mut Ui, subject: Option<&(Subject, String)>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some((Subject::Spikes(id), _)) = subject else { return };
    let n = context.network().population(*id).map_or(1, |own| own.n);
    let Some(last) = u32::try_from(n.saturating_sub(1)).ok().filter(|last| 0 < *last) else { return };
    let (_, first, until) =
        frame.view.plots.measuring.neurons.filter(|own| own.0 == *id).unwrap_or((*id, 0, last));
    let mut ends = [f64::from(first), f64::from(until.min(last))];
    ui.horizontal_wrapped(|ui| {
        for (key, value) in ["readings-first-neuron", "readings-last-neuron"].into_iter().zip(&mut ends) {
            let label =
                ui.label(context.text.get(key)).on_hover_text(context.text.get("readings-neurons-tip"));
            let own = Own { name: key, range: (0.0, f64::from(last)), unit: "", speed: 0.2 };
            own_ui(ui, &own, value, label.id, &mut frame.view.fields, context);
        }
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of neurons")]
    let [one, other] = ends.map(|own| own.round() as u32);
    let (one, other) = (one.min(other), one.max(other));
    frame.view.plots.measuring.neurons = ((one, other) != (0, last)).then_some((*id, one, other));
}

/// The level to which something goes by itself: rest for a potential, else zero.
fn usual_level(probe: &crate::model::probe::Probe, context: &ViewContext<'_>) -> f64 {
    let Target::Population(id) = probe.source else { return 0.0 };
    let kind = context.network().population(id).filter(|_| probe.symbol == "V");
    let levels = kind.and_then(|own| own.kind.inner()).map(NeuronModel::levels).unwrap_or_default();
    levels.iter().find(|(_, name)| name.starts_with("E_L")).map_or(0.0, |own| own.0)
}

fn table_ui(ui: &mut Ui, rows: &[Row]) {
    Grid::new("readings-table")
        .num_columns(2)
        .striped(true)
        .spacing(vec2(GRID, 2.0))
        .min_row_height(0.0)
        .show(ui, |ui| {
            for row in rows {
                ui.label(&row.label);
                ui.label(&row.shown);
                ui.end_row();
            }
        });
}

/// The intervals between spikes as columns.
fn histogram_ui(ui: &mut Ui, spikes: &SpikeStatistics, context: &ViewContext<'_>) {
    let (theme, histogram) = (context.theme, &spikes.intervals);
    let most = histogram.counts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few bins")]
    let end_ms = histogram.width * histogram.counts.len() as f64;
    let args = [("width", number::show(histogram.width)), ("end", number::show(end_ms))];
    ui.label(context.text.with("readings-intervals", &args));
    let size = vec2(ui.available_width(), 4.0 * theme.text_size);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    #[expect(clippy::cast_precision_loss, reason = "a few bins and numbers of spikes")]
    let (width, unit) = (rect.width() / histogram.counts.len() as f32, rect.height() / most as f32);
    let mut left = rect.left();
    for count in &histogram.counts {
        #[expect(clippy::cast_precision_loss, reason = "a number of spikes")]
        let top = rect.bottom() - unit * *count as f32;
        let column = egui::Rect::from_min_max(pos2(left, top), pos2(left + width - 1.0, rect.bottom()));
        ui.painter().rect_filled(column, 0.0, theme.accent);
        left += width;
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(theme.line, theme.weak_text));
    let counts: Vec<String> = histogram.counts.iter().map(u64::to_string).collect();
    let name = context.text.get("readings-intervals-name");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Image, true, &name);
        info.current_text_value = Some(counts.join(", "));
        info
    });
}

/// What is read, line by line.
fn rows(read: Option<&Read>, view: &ViewState, context: &ViewContext<'_>) -> Vec<Row> {
    let Some([one, other]) = view.plots.measuring.cursors_ms else { return Vec::new() };
    let mut table = Table { rows: Vec::new(), context };
    let between = other - one;
    table.time("readings-between", between);
    table.number("readings-frequency", (between != 0.0).then(|| (1e3 / between).abs()), "Hz");
    let Some(read) = read else { return table.rows };
    match (&read.subject, &read.spikes) {
        (Subject::Probe(probe), _) => {
            let unit = probe.describe(context.network()).map_or(Unit::One, |(_, state)| state.unit);
            let value = |ms: f64| context.traces.value_at(probe, ms, context.run.grid);
            table.curve(read, (value(one), value(other)), unit.symbol());
        }
        (_, Some(spikes)) => table.spikes(spikes),
        _ => {}
    }
    table.rows
}

/// A table while it is written.
struct Table<'a> {
    rows: Vec<Row>,
    context: &'a ViewContext<'a>,
}

impl Table<'_> {
    /// A number with its unit, or a dash where there is none.
    fn number(&mut self, key: &'static str, value: Option<f64>, unit: &str) {
        let label = self.context.text.get(key);
        let shown = value.map_or_else(|| "–".to_owned(), number::show);
        let shown = format!("{shown} {unit}").trim_end().to_owned();
        let language = self.context.text.language();
        let copied = value.map_or_else(String::new, |own| for_table(own, language));
        self.rows.push(Row { label, shown, copied: (copied, unit.to_owned()) });
    }

    /// A time [ms].
    fn time(&mut self, key: &'static str, ms: f64) {
        let grid = self.context.run.grid;
        let label = self.context.text.get(key);
        let digits = decimals(ms.abs(), grid).max(1);
        let plain = format!("{ms:.digits$}");
        let copied = for_table(plain.parse().unwrap_or(ms), self.context.text.language());
        self.rows.push(Row { label, shown: time_words(ms, grid), copied: (copied, "ms".to_owned()) });
    }

    /// Words in the place of a number.
    fn words(&mut self, label: String, words: String) {
        self.rows.push(Row { label, copied: (words.clone(), String::new()), shown: words });
    }

    /// A time constant with its standard error.
    fn tau(&mut self, key: &'static str, term: &Term) {
        self.number(key, Some(term.tau_ms), "ms");
        if let (Some(row), Some(error)) = (self.rows.last_mut(), term.tau_error_ms) {
            row.shown = format!("{} ± {} ms", number::show(term.tau_ms), two_digits(error));
        }
    }

    fn curve(&mut self, read: &Read, (one, other): (Option<f64>, Option<f64>), unit: &str) {
        let text = self.context.text;
        self.number("readings-first", one, unit);
        self.number("readings-second", other, unit);
        let both = one.zip(other);
        self.number("readings-change", both.map(|(one, other)| other - one), unit);
        let ratio = both.filter(|own| own.0 != 0.0).map(|(one, other)| other / one);
        self.number("readings-ratio", ratio, "");
        let Some(own) = read.curve else {
            self.words(text.get("readings-peak"), text.get("readings-few"));
            return;
        };
        self.number("readings-peak", own.peak.map(|own| own.value), unit);
        if let Some(row) = self.rows.last_mut().filter(|_| own.peak.is_some_and(|own| own.is_at_end)) {
            row.shown = text.with("readings-at-end", &[("value", &row.shown)]);
        }
        self.number("readings-peak-time", own.peak.map(|own| own.time_ms), "ms");
        self.number("readings-rise", own.rise_ms, "ms");
        self.number("readings-half-width", own.half_width_ms, "ms");
        let product = if unit.is_empty() { "ms".to_owned() } else { format!("{unit}·ms") };
        self.number("readings-area", Some(own.area), &product);
        self.number("readings-mean", Some(own.mean), unit);
        for (fit, keys) in
            read.fits.iter().zip([["readings-tau"; 2], ["readings-tau-fast", "readings-tau-slow"]])
        {
            self.fit(fit, keys, unit);
        }
        if read.is_coarse {
            self.words(text.get("readings-resolution"), text.get("readings-coarse"));
        }
    }

    fn fit(&mut self, fit: &Fit, keys: [&'static str; 2], unit: &str) {
        let text = self.context.text;
        let name = text.get(if keys[0] == keys[1] { "readings-one" } else { "readings-two" });
        match fit {
            Fit::Decays(own) => {
                for (term, key) in own.terms.iter().zip(keys) {
                    self.tau(key, term);
                }
                self.words(text.get("readings-r-squared"), number::signed(own.r_squared, 5));
                self.number("readings-residuals", Some(own.rms), unit);
            }
            Fit::NotExponential { r_squared } => {
                let shown = number::signed(r_squared.max(0.0), 3);
                self.words(name, text.with("readings-not-exponential", &[("value", &shown)]));
            }
            Fit::Undetermined => self.words(name, text.get("readings-undetermined")),
            Fit::Nothing => self.words(name, "–".to_owned()),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of spikes")]
    fn spikes(&mut self, own: &SpikeStatistics) {
        self.number("readings-count", Some(own.n as f64), "");
        self.number("readings-active", Some(own.n_active as f64), "");
        self.number("readings-rate", Some(own.rate_hz), "Hz");
        self.number("readings-interval", own.mean_interval_ms, "ms");
        self.number("readings-cv", own.cv, "");
        self.number("readings-fano", own.fano, "");
    }
}

/// A number with two significant digits.
fn two_digits(value: f64) -> String {
    if value <= 0.0 || value.is_nan() {
        return number::show(0.0);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 9")]
    let decimals = (1.0 - libm::floor(libm::log10(value))).clamp(0.0, 9.0) as usize;
    number::signed(value, decimals)
}

/// A number as programs that calculate with tables read it: seven significant digits, a plain minus, the decimal sign of the language.
pub(super) fn for_table(value: f64, language: Language) -> String {
    let rounded: f64 = format!("{value:.6e}").parse().unwrap_or(value);
    let text = rounded.to_string();
    if language == Language::German { text.replace('.', ",") } else { text }
}

/// The table with tabs between its columns.
fn as_table(name: &str, rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| format!("{}\t{}\t{}\n", row.label, row.copied.0, row.copied.1));
    format!("{name}\n{}", lines.collect::<String>())
}

/// The readings as a note: of what, between which times, and a line for each.
fn as_note(name: &str, rows: &[Row], frame: &Frame<'_>) -> String {
    let grid = frame.context.run.grid;
    let between = frame.view.plots.measuring.between_ms().unwrap_or_default();
    let args = [
        ("name", name.to_owned()),
        ("from", time_words(between.0, grid)),
        ("to", time_words(between.1, grid)),
    ];
    let lines = rows.iter().map(|row| format!("{}: {}\n", row.label, row.shown));
    format!("{}\n{}", frame.context.text.with("note-readings", &args), lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_tables_are_plain() {
        assert_eq!(for_table(-61.250_000_4, Language::English), "-61.25");
        assert_eq!(for_table(-61.25, Language::German), "-61,25");
        assert_eq!(for_table(20.049_876_543_21, Language::German), "20,04988");
        assert_eq!([0.0123, 1.26, 34.0, 0.0].map(two_digits), ["0.012", "1.3", "34", "0"]);
    }
}
