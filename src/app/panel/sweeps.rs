//! The window of a plot's sweeps: what begins them, how they are shown, and the table of what is read off them.
//!
//! Longer than 500 lines: one window from top to bottom.

use eframe::egui::{self, Button, Grid, Role, ScrollArea, Ui, WidgetInfo, Window, pos2, vec2};

use super::readings::for_table;
use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::time_words;
use crate::app::plot::sweeps::heading;
use crate::app::request::Request;
use crate::app::sweeping::{Collecting, at_first, with_sweeps};
use crate::app::theme::GRID;
use crate::app::view_state::ViewState;
use crate::app::widget::choice;
use crate::app::widget::number;
use crate::app::widget::own_number::{Own, own_ui};
use crate::app::widget::symbol::{entry_ui, held_together, on_widget, symbol_job};
use crate::document::{Edit, PlotEdit};
use crate::export::csv::PROGRAM;
use crate::measure::Readings;
use crate::preset::plot_spec::{
    AFTER_RANGE_MS, Aligned, BEFORE_RANGE_MS, Edge, LEVEL_RANGE, LevelSpec, PlotSpec, SWEEPS_RANGE,
    SweepMode, SweepView, SweepsSpec, TraceSpec, Trigger,
};
use crate::units::Unit;

/// Sweeps that a note lists one by one, with their mean and deviation.
const MOST_NOTED: usize = 12;
/// Triggers that a list offers.
const MOST_TRIGGERS: usize = 400;

/// Draws the window, while it is open.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn sweeps_window_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let (context, ctx) = (frame.context, ui.ctx());
    let Some(id) = frame.view.plots.sweeping.open else { return };
    let plot = context.preset().view().plots.iter().find(|plot| plot.id == id);
    let spec = plot.and_then(|plot| if let PlotSpec::Trace(spec) = &plot.kind { Some(spec) } else { None });
    let escapes = frame.view.escapes(ctx) && !frame.view.windows.any();
    let Some(spec) = spec.filter(|_| !escapes) else {
        frame.view.plots.sweeping.open = None;
        return;
    };
    let (text, theme) = (context.text, context.theme);
    let names: Vec<String> =
        spec.probes.iter().filter_map(|probe| Some(probe.describe(context.network())?.0)).collect();
    let mut sweeps = spec.sweeps.clone();
    let mut is_open = true;
    let area = ctx.content_rect();
    let title = egui::TextStyle::Heading.resolve(ui.style());
    let held: Vec<String> = names.iter().map(|name| held_together(name)).collect();
    let words = text.with("sweeps-window", &[("names", &held.join(", "))]);
    Window::new(symbol_job(&words, title.size, &title.family, egui::Color32::PLACEHOLDER))
        .id(egui::Id::unique("sweeps"))
        .collapsible(false)
        .resizable(false)
        .default_pos(pos2(area.right() - 26.0 * theme.text_size, area.top() + 5.0 * theme.text_size))
        .open(&mut is_open)
        .show(ctx, |ui| {
            ui.set_width((23.0 * theme.text_size).min(area.width() - 4.0 * GRID));
            let most = (area.height() - 7.0 * theme.text_size).max(6.0 * theme.text_size);
            ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, |ui| {
                let mut is_on = sweeps.on().is_some();
                if choice::checkbox(ui, &mut is_on, text.get("sweeps-on")).changed() {
                    let first = if is_on { at_first(spec, context.network()) } else { None };
                    sweeps = first.map_or(Aligned::Off, Aligned::On);
                }
                let Aligned::On(own) = &mut sweeps else { return };
                trigger_ui(ui, own, frame);
                numbers_ui(ui, own, frame);
                choices_ui(ui, own, context);
                let again = ui.button(text.get("sweeps-again"));
                if again.on_hover_text(text.get("sweeps-again-tip")).clicked() {
                    frame.requests.push(Request::BeginSweepsAgain(id));
                }
                ui.separator();
                results_ui(ui, id, (spec, &names), frame);
            });
        });
    if sweeps != spec.sweeps {
        // What was zoomed by hand suits what was shown.
        frame.view.plots.ranges.remove(&id);
        let edit = Edit::Plots(PlotEdit::Set { plot: id, kind: with_sweeps(spec, sweeps) });
        frame.requests.push(Request::Edit(edit, Some(context.gesture)));
        frame.requests.end_gesture_if(!ui.input(|input| input.pointer.any_down()));
    }
    if !is_open {
        frame.view.plots.sweeping.open = None;
    }
}

/// A list from which one is chosen, with its name. What is shown, and entries, may end with the name of a reading.
fn combo_ui<T>(
    ui: &mut Ui,
    name: &str,
    (shown, is_symbol): (&str, bool),
    entries: impl IntoIterator<Item = (String, bool, T)>,
) -> Option<T> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.label(name);
        let combo = egui::ComboBox::from_id_salt(("sweeps", name))
            .selected_text(on_widget(ui, shown, is_symbol))
            .truncate();
        let response = combo.width(ui.available_width() - GRID).show_ui(ui, |ui| {
            for (words, is_symbol, value) in entries {
                let is_chosen = words == shown;
                if entry_ui(ui, is_chosen, &words, is_symbol).clicked() && !is_chosen {
                    chosen = Some(value);
                }
            }
        });
        let words = format!("{name}: {shown}");
        response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &words));
    });
    chosen
}

/// What a trigger is, in words.
fn words_of(trigger: &Trigger, context: &ViewContext<'_>) -> String {
    let (network, text) = (context.network(), context.text);
    let population = |id: u32| network.population(id).map_or_else(String::new, |own| own.name.clone());
    match trigger {
        Trigger::Spike(id) | Trigger::SpikeOf(id, _) => {
            text.with("sweeps-spike", &[("name", &population(*id))])
        }
        Trigger::Click(id) => text.with("sweeps-click", &[("name", &population(*id))]),
        Trigger::Level(own) => {
            let name = own.probe.describe(network).map_or_else(String::new, |own| own.0);
            text.with("sweeps-level", &[("name", &name)])
        }
    }
}

/// All triggers that a document offers.
fn triggers(context: &ViewContext<'_>) -> Vec<Trigger> {
    let populations = || context.network().populations().iter().map(|own| own.id);
    let spikes = populations().map(Trigger::Spike);
    let clicks = populations().map(Trigger::Click);
    let levels = context.preset().plotted_probes().into_iter().map(|probe| {
        // Where it is now, so that it is crossed soon.
        let now = context.traces.head(&probe).filter(|now| now.is_finite()).unwrap_or(0.0);
        let level = (now * 10.0).round() / 10.0;
        Trigger::Level(LevelSpec { probe, level, edge: Edge::Rising, hysteresis: 0.0 })
    });
    spikes.chain(levels).chain(clicks).take(MOST_TRIGGERS).collect()
}

fn trigger_ui(ui: &mut Ui, own: &mut SweepsSpec, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let shown = words_of(&own.trigger, context);
    let is_symbol = |trigger: &Trigger| matches!(trigger, Trigger::Level(_));
    let entry = |trigger: Trigger| (words_of(&trigger, context), is_symbol(&trigger), trigger);
    let (entries, shown) = (triggers(context).into_iter().map(entry), (&shown[..], is_symbol(&own.trigger)));
    if let Some(chosen) = combo_ui(ui, &text.get("sweeps-trigger"), shown, entries) {
        own.trigger = chosen;
    }
    match &mut own.trigger {
        Trigger::Spike(id) | Trigger::SpikeOf(id, _) => {
            let id = *id;
            let n = context.network().population(id).map_or(1, |population| population.n);
            if 1 < n {
                neuron_ui(ui, &mut own.trigger, (id, n), frame);
            }
        }
        Trigger::Level(level) => level_ui(ui, level, frame),
        Trigger::Click(_) => {}
    }
}

/// Which neuron of a population, if it is to be one alone.
fn neuron_ui(ui: &mut Ui, trigger: &mut Trigger, (id, n): (u32, u64), frame: &mut Frame<'_>) {
    let context = frame.context;
    ui.horizontal(|ui| {
        let mut is_one = matches!(trigger, Trigger::SpikeOf(..));
        let switch = choice::checkbox(ui, &mut is_one, context.text.get("sweeps-one-neuron"));
        if switch.changed() {
            *trigger = if is_one { Trigger::SpikeOf(id, 0) } else { Trigger::Spike(id) };
        }
        if let Trigger::SpikeOf(_, neuron) = trigger {
            #[expect(clippy::cast_precision_loss, reason = "far fewer than 2⁵³")]
            let range = (0.0, (n - 1) as f64);
            let mut value = f64::from(*neuron);
            let own = Own { name: "sweeps-neuron", range, unit: "", speed: 1.0 };
            own_ui(ui, &own, &mut value, switch.id, &mut frame.view.fields, context);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within its range")]
            let rounded = value.round() as u32;
            *neuron = rounded;
        }
    });
}

fn level_ui(ui: &mut Ui, own: &mut LevelSpec, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let unit = own.probe.describe(context.network()).map_or("", |(_, state)| state.unit.symbol());
    let fields = [
        ("sweeps-level-value", LEVEL_RANGE, &mut own.level),
        ("sweeps-hysteresis", (0.0, LEVEL_RANGE.1), &mut own.hysteresis),
    ];
    for (name, range, value) in fields {
        ui.horizontal(|ui| {
            let label = ui.label(text.get(name));
            let field = Own { name, range, unit, speed: 0.1 };
            own_ui(ui, &field, value, label.id, &mut frame.view.fields, context);
        });
    }
    ui.horizontal(|ui| {
        choice::radio_value(ui, &mut own.edge, Edge::Rising, text.get("sweeps-rising"));
        choice::radio_value(ui, &mut own.edge, Edge::Falling, text.get("sweeps-falling"));
    });
}

fn numbers_ui(ui: &mut Ui, own: &mut SweepsSpec, frame: &mut Frame<'_>) {
    let context = frame.context;
    let mut last = f64::from(own.last);
    let range = (f64::from(SWEEPS_RANGE.0), f64::from(SWEEPS_RANGE.1));
    let fields = [
        ("sweeps-before", BEFORE_RANGE_MS, "ms", &mut own.before_ms),
        ("sweeps-after", AFTER_RANGE_MS, "ms", &mut own.after_ms),
        ("sweeps-last", range, "", &mut last),
    ];
    for (name, range, unit, value) in fields {
        if name == "sweeps-last" && own.shows == SweepView::Average {
            continue;
        }
        ui.horizontal(|ui| {
            let label = ui.label(context.text.get(name));
            let field = Own { name, range, unit, speed: 1.0 };
            own_ui(ui, &field, value, label.id, &mut frame.view.fields, context);
        });
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within its range")]
    let rounded = last.round() as u32;
    own.last = rounded;
}

fn choices_ui(ui: &mut Ui, own: &mut SweepsSpec, context: &ViewContext<'_>) {
    let text = context.text;
    ui.horizontal_wrapped(|ui| {
        for (mode, key, tip) in [
            (SweepMode::Auto, "sweeps-auto", "sweeps-auto-tip"),
            (SweepMode::Normal, "sweeps-normal", "sweeps-normal-tip"),
            (SweepMode::Once, "sweeps-once", "sweeps-once-tip"),
        ] {
            choice::radio_value(ui, &mut own.mode, mode, text.get(key)).on_hover_text(text.get(tip));
        }
    });
    ui.horizontal_wrapped(|ui| {
        for (shows, key, tip) in [
            (SweepView::Overlaid, "sweeps-overlaid", "sweeps-overlaid-tip"),
            (SweepView::Average, "sweeps-average", "sweeps-average-tip"),
        ] {
            choice::radio_value(ui, &mut own.shows, shows, text.get(key)).on_hover_text(text.get(tip));
        }
    });
}

/// A table of what is read off sweeps.
struct Table {
    head: Vec<String>,
    /// Names of columns in a file.
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// A row: its name or, of a sweep, when it was triggered [ms], and numbers.
struct Row {
    name: Name,
    cells: Vec<Option<f64>>,
}

enum Name {
    Words(String),
    Time(f64),
}

fn results_ui(ui: &mut Ui, id: u32, (spec, names): (&TraceSpec, &[String]), frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let place = frame.view.plots.sweeping.chosen.min(names.len().saturating_sub(1));
    if 1 < names.len() {
        let entries = names.iter().enumerate().map(|(place, name)| (name.clone(), true, place));
        if let Some(chosen) = combo_ui(ui, &text.get("sweeps-of"), (&names[place], true), entries) {
            frame.view.plots.sweeping.chosen = chosen;
        }
    }
    let described = spec.probes.get(place).and_then(|probe| probe.describe(context.network()));
    let unit = described.map_or(Unit::One, |(_, state)| state.unit);
    let is_average = spec.sweeps.on().is_some_and(|own| own.shows == SweepView::Average);
    let Some(own) = collecting(frame.view, id) else { return };
    let heading = heading(own, is_average, context);
    ui.label(&heading);
    let table =
        if is_average { averaged(own, place, unit, context) } else { amplitudes(own, place, unit, context) };
    let sweeping = &mut frame.view.plots.sweeping;
    sweeping.has_rows = !table.rows.is_empty();
    let (copies, notes) = (std::mem::take(&mut sweeping.copies), std::mem::take(&mut sweeping.notes));
    if table.rows.is_empty() {
        return;
    }
    table_ui(ui, &table, context);
    let name = names.get(place).map_or("", String::as_str);
    if copies {
        frame.requests.push(Request::Copy(table.as_tabs(name, context)));
    }
    if notes {
        frame.requests.push(Request::Note(table.as_note((name, &heading), context)));
    }
    ui.horizontal_wrapped(|ui| {
        let copy = ui.button(text.get("sweeps-copy"));
        if copy.on_hover_text(tip(ui, Action::CopySweeps, context)).clicked() {
            frame.requests.act(Action::CopySweeps);
        }
        let save = ui.add(Button::new(text.get("sweeps-save")));
        if save.on_hover_text(text.get("sweeps-save-tip")).clicked() {
            frame.requests.push(Request::SaveTable(table.as_csv(name, context)));
        }
        let note = ui.button(text.get("note-put"));
        if note.on_hover_text(tip(ui, Action::Note, context)).clicked() {
            frame.requests.push(Request::Note(table.as_note((name, &heading), context)));
        }
    });
}

fn collecting(view: &mut ViewState, id: u32) -> Option<&mut Collecting> {
    view.plots.sweeping.plots.get_mut(&id)
}

/// The amplitudes of the responses in every sweep that is over, and the ratio of the second to the first.
fn amplitudes(own: &Collecting, place: usize, unit: Unit, context: &ViewContext<'_>) -> Table {
    let text = context.text;
    let sweeps: Vec<(f64, &[f64])> = own
        .collector()
        .whole()
        .filter_map(|sweep| Some((sweep.begin_ms, &sweep.curves.get(place)?.amplitudes[..])))
        .collect();
    let n = sweeps.iter().map(|own| own.1.len()).max().unwrap_or(0);
    let has_ratio = 1 < n;
    let symbol = |place: usize| format!("A{}", place + 1);
    let mut head = vec![format!("{} (ms)", text.get("sweeps-began"))];
    head.extend((0..n).map(|place| format!("{} ({})", symbol(place), unit.symbol()).replace(" ()", "")));
    let mut columns = vec!["t_ms".to_owned()];
    columns.extend((0..n).map(|place| unit.suffixed(&symbol(place))));
    if has_ratio {
        head.push("A2/A1".to_owned());
        columns.push("A2_over_A1".to_owned());
    }
    let cells = |sizes: &[f64]| {
        let mut cells: Vec<Option<f64>> = (0..n).map(|place| sizes.get(place).copied()).collect();
        if has_ratio {
            let pair = sizes.first().zip(sizes.get(1)).filter(|pair| *pair.0 != 0.0);
            cells.push(pair.map(|(one, other)| other / one));
        }
        cells
    };
    let row = |(begin_ms, sizes): &(f64, &[f64])| Row { name: Name::Time(*begin_ms), cells: cells(sizes) };
    let mut rows: Vec<Row> = sweeps.iter().map(row).collect();
    if 1 < rows.len() {
        let of = |figure: fn(&[f64]) -> Option<f64>| {
            (0..n + usize::from(has_ratio))
                .map(|column| figure(&rows.iter().filter_map(|row| row.cells[column]).collect::<Vec<f64>>()))
                .collect::<Vec<_>>()
        };
        let more = [("sweeps-mean-row", of(mean)), ("sweeps-sd-row", of(deviation))];
        rows.extend(more.map(|(key, cells)| Row { name: Name::Words(text.get(key)), cells }));
    }
    Table { head, columns, rows: if n == 0 { Vec::new() } else { rows } }
}

fn mean(values: &[f64]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    let n = values.len() as f64;
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / n)
}

fn deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| 1 < values.len())?;
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    let rest = (values.len() - 1) as f64;
    Some((values.iter().map(|own| (own - mean) * (own - mean)).sum::<f64>() / rest).sqrt())
}

/// What is read off the mean about every trigger.
fn averaged(own: &mut Collecting, place: usize, unit: Unit, context: &ViewContext<'_>) -> Table {
    let text = context.text;
    let head = vec![text.get("sweeps-average"), text.get("sweeps-value")];
    let mut table = Table { head, columns: vec!["what".to_owned(), "value".to_owned()], rows: Vec::new() };
    let Some(average) = own.means().get(place).cloned().flatten() else { return table };
    let curve: Vec<(f64, f64)> = average.lags_ms.iter().copied().zip(average.mean.iter().copied()).collect();
    let mut add = |key: &'static str, value: Option<f64>, unit: &str| {
        let label = if unit.is_empty() { text.get(key) } else { format!("{} ({unit})", text.get(key)) };
        table.rows.push(Row { name: Name::Words(label), cells: vec![value] });
    };
    #[expect(clippy::cast_precision_loss, reason = "a number of triggers")]
    add("sweeps-triggers", Some(average.n as f64), "");
    let peak = Readings::of(&curve).and_then(|own| own.peak);
    add("sweeps-first", average.mean.first().copied(), unit.symbol());
    add("readings-peak", peak.map(|own| own.value), unit.symbol());
    add("readings-peak-time", peak.map(|own| own.time_ms), "ms");
    let error = peak.map(|own| {
        let after = average.lags_ms.partition_point(|lag| *lag < own.time_ms);
        average.errors()[after.min(average.lags_ms.len() - 1)]
    });
    add("sweeps-error", error, unit.symbol());
    table
}

/// Draws a table with its head.
fn table_ui(ui: &mut Ui, table: &Table, context: &ViewContext<'_>) {
    let shown = |value: &Option<f64>| {
        let words = value.map_or_else(|| "–".to_owned(), number::show);
        context.text.localised(&words)
    };
    ScrollArea::horizontal().show(ui, |ui| {
        Grid::new("sweeps-table").striped(true).spacing(vec2(GRID, 2.0)).min_row_height(0.0).show(ui, |ui| {
            for name in &table.head {
                ui.strong(name);
            }
            ui.end_row();
            for Row { name, cells } in &table.rows {
                ui.label(match name {
                    Name::Words(words) => words.clone(),
                    Name::Time(ms) => context.text.localised(&time_words(*ms, context.run.grid)),
                });
                for cell in cells {
                    ui.label(shown(cell));
                }
                ui.end_row();
            }
        });
    });
}

impl Table {
    /// It with tabs, with the decimal sign of the language.
    fn as_tabs(&self, name: &str, context: &ViewContext<'_>) -> String {
        let language = context.text.language();
        let cell = |value: &Option<f64>| value.map_or_else(String::new, |own| for_table(own, language));
        let line = |Row { name, cells }: &Row| {
            let name = match name {
                Name::Words(words) => words.clone(),
                Name::Time(ms) => for_table(*ms, language),
            };
            std::iter::once(name).chain(cells.iter().map(cell)).collect::<Vec<String>>().join("\t") + "\n"
        };
        let rows: String = self.rows.iter().map(line).collect();
        format!("{name}\n{}\n{rows}", self.head.join("\t"))
    }

    /// It as a note: a line for each row, or for the figures of all sweeps where there are many.
    fn as_note(&self, (name, heading): (&str, &str), context: &ViewContext<'_>) -> String {
        let is_short = self.rows.len() <= MOST_NOTED;
        let noted = self.rows.iter().filter(|row| is_short || matches!(row.name, Name::Words(_)));
        let line = |Row { name, cells }: &Row| {
            let name = match name {
                Name::Words(words) => words.clone(),
                Name::Time(ms) => time_words(*ms, context.run.grid),
            };
            let cell = |own: &Option<f64>| own.map_or_else(|| "–".to_owned(), number::show);
            // The first column is the name; a table of one column of numbers has it in the name.
            let named = self.head.iter().skip(1).zip(cells).map(|(head, own)| match cells.len() {
                1 => cell(own),
                _ => format!("{head} {}", cell(own)),
            });
            format!("{name}: {}\n", named.collect::<Vec<String>>().join("; "))
        };
        let lines: String = noted.map(line).collect();
        let args = [("name", name), ("heading", heading)];
        format!("{}\n{}", context.text.with("note-sweeps", &args), context.text.localised(&lines))
    }

    /// It as a file of comma-separated values, which always have a point.
    fn as_csv(&self, name: &str, context: &ViewContext<'_>) -> String {
        let title = context.preset().title().replace(['\n', '\r'], " ");
        let line = |Row { name, cells }: &Row| {
            let name = match name {
                Name::Words(words) => format!("\"{}\"", words.replace('"', "\"\"")),
                Name::Time(ms) => ms.to_string(),
            };
            let cells = cells.iter().map(|own| own.map_or_else(String::new, |own| own.to_string()));
            std::iter::once(name).chain(cells).collect::<Vec<String>>().join(",") + "\n"
        };
        let rows: String = self.rows.iter().map(line).collect();
        format!("# {PROGRAM}\n# {title}: {name}\n{}\n{rows}", self.columns.join(","))
    }
}

/// What the menu of a plot offers of sweeps: the window.
pub(super) fn plot_menu_ui(ui: &mut Ui, id: u32, kind: &PlotSpec, frame: &mut Frame<'_>) {
    let context = frame.context;
    let PlotSpec::Trace(spec) = kind else { return };
    if ui.button(context.text.get("plot-sweeps")).clicked() {
        if spec.sweeps.on().is_none()
            && let Some(own) = at_first(spec, context.network())
        {
            let kind = with_sweeps(spec, Aligned::On(own));
            frame.requests.push(Request::Edit(Edit::Plots(PlotEdit::Set { plot: id, kind }), None));
        }
        frame.view.plots.sweeping.open = Some(id);
        ui.close();
    }
}
