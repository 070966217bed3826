//! Checking a whole document: everything that is wrong with it, at once.

use std::collections::BTreeSet;

use super::plot_spec::{
    AFTER_RANGE_MS, BEFORE_RANGE_MS, BINS_RANGE, HEIGHT_RANGE, LEVEL_RANGE, MAX_PLOTS, Naming, PlotSpec,
    SWEEPS_RANGE, Span, SweepsSpec, Trigger, ValueAxis, WINDOW_RANGE_MS,
};
use super::{MOST_NOTE_BYTES, MOST_NOTES, N_COLOURS, Panes, Run, SPEED, View};
use crate::message::MAX_TEXT_BYTES;
use crate::model::network::{MAX_POPULATIONS, Network, NetworkParts, number_fault};
use crate::model::problem::{Fault, Problem};
use crate::model::standalone::Standalone;
use crate::param::Bounds;
use crate::units::{Grid, Speed, Unit};

/// Largest limit of an axis of values, in the unit of what is shown.
const MOST_LIMIT: f64 = 1e9;
/// How far from the middle of the canvas a vertex may lie [points].
const MAX_POSITION: f64 = 1e6;

/// What is wrong with what a plot refers to: asked with the plot and its place.
pub(super) type References<'a, N> = dyn FnMut(&PlotSpec<N>, &str, &mut Vec<Problem>) + 'a;

/// The parts of a document that are the same in a file and in memory.
pub(super) struct Plain<'a> {
    /// Title, description and hint.
    pub texts: [&'a str; 3],
    /// What a person noted.
    pub notes: &'a [String],
    /// How it is run.
    pub run: Run,
    /// What is simulated.
    pub network: &'a Network,
}

/// Everything that is wrong with a document. The network is valid by itself; what is checked of it here is how it goes
/// with the step.
pub(super) fn problems<N: Naming>(
    plain: &Plain<'_>,
    view: &View<N>,
    references: &mut References<'_, N>,
) -> Vec<Problem> {
    let network = plain.network;
    let [title, description, hint] = plain.texts;
    let mut problems = text_problems(title, description, hint);
    problems.extend(note_problems(plain.notes));
    problems.extend(run_problems(&plain.run));
    problems.extend(network_problems(network.parts(), &plain.run));
    problems.extend(view_problems(view, Some(network), references));
    problems.extend(plot_model_problems(view, network.parts()));
    problems
}

/// What is wrong with a document's texts.
pub(super) fn text_problems(title: &str, description: &str, hint: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in [("title", title), ("description", description), ("hint", hint)] {
        if MAX_TEXT_BYTES < text.len() {
            let fault = Fault::TextTooLong { bytes: text.len(), limit: MAX_TEXT_BYTES };
            problems.push(Problem::new(path, path, fault));
        }
    }
    problems
}

/// What is wrong with a document's notes.
pub(super) fn note_problems(notes: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if MOST_NOTES < notes.len() {
        let (count, limit) = (notes.len() as u128, MOST_NOTES as u128);
        problems.push(Problem::new("notes", "notes", Fault::TooMany { what: "notes", count, limit }));
    }
    for (index, note) in notes.iter().enumerate().filter(|(_, note)| MOST_NOTE_BYTES < note.len()) {
        let path = format!("notes[{index}]");
        let fault = Fault::TextTooLong { bytes: note.len(), limit: MOST_NOTE_BYTES };
        problems.push(Problem::new(path, "notes", fault));
    }
    problems
}

/// Plots that do not go with the model.
pub(super) fn plot_model_problems<N: Naming>(view: &View<N>, model: &NetworkParts) -> Vec<Problem> {
    let key = model.standalone.as_ref().map(Standalone::key);
    let wrong = view.plots.iter().enumerate().filter(|(_, plot)| plot.kind.standalone() != key);
    wrong
        .map(|(index, _)| {
            let path = format!("view.plots[{index}].kind");
            Problem::new(path.clone(), path, Fault::PlotOfAnotherModel)
        })
        .collect()
}

/// What is wrong with a network that is run like this. Limits that depend on the step are checked if that is valid.
pub(super) fn network_problems(network: &NetworkParts, run: &Run) -> Vec<Problem> {
    let dt_ms = if Grid::new(run.dt_ms).is_some() { run.dt_ms } else { 0.0 };
    network.problems(dt_ms)
}

/// What is wrong with how a document is run.
pub(super) fn run_problems(run: &Run) -> Vec<Problem> {
    let mut problems = Vec::new();
    if Grid::new(run.dt_ms).is_none() {
        problems.push(Problem::new("run.dt_ms", "run.dt_ms", Fault::StepNotAllowed(run.dt_ms)));
    }
    if let Speed::MsPerSecond(speed) = run.speed_ms_per_s {
        number("run.speed_ms_per_s", speed, SPEED.valid(), Unit::One, &mut problems);
    }
    problems
}

fn number(path: &str, value: f64, bounds: Bounds, unit: Unit, problems: &mut Vec<Problem>) {
    if let Some(fault) = number_fault(value, bounds, unit) {
        problems.push(Problem::new(path, path, fault));
    }
}

/// A single-precision number as the double that is written the same: 0.15, not 0.15000000596046448. What was
/// written too small or too large for single precision has become 0 or infinite by then.
fn as_written(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// What is wrong with how a document is looked at. Whether what has a place exists is checked if there is a network.
pub(super) fn view_problems<N: Naming>(
    view: &View<N>,
    network: Option<&Network>,
    references: &mut References<'_, N>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if MAX_POPULATIONS < view.positions.len() {
        let (count, limit) = (view.positions.len() as u128, MAX_POPULATIONS as u128);
        let fault = Fault::TooMany { what: "positions", count, limit };
        problems.push(Problem::new("view.positions", "view.positions", fault));
        return problems;
    }
    let canvas = Bounds::new(-MAX_POSITION, MAX_POSITION);
    for (id, (x, y)) in &view.positions {
        let path = format!("view.positions.{id}");
        if network.is_some_and(|network| network.population(*id).is_none()) {
            problems.push(Problem::new(path, "view.positions", Fault::NoSuchObject(*id)));
            continue;
        }
        for value in [x, y] {
            number(&path, as_written(*value), canvas, Unit::One, &mut problems);
        }
    }
    colour_problems(view, network, &mut problems);
    let (min, max) = Panes::RANGE;
    let panes = Bounds::new(as_written(min), as_written(max));
    number("view.panes.left", as_written(view.panes.left), panes, Unit::One, &mut problems);
    number("view.panes.top", as_written(view.panes.top), panes, Unit::One, &mut problems);
    plot_problems(view, network, references, &mut problems);
    problems
}

/// What is wrong with the colours of populations.
fn colour_problems<N: Naming>(view: &View<N>, network: Option<&Network>, problems: &mut Vec<Problem>) {
    if MAX_POPULATIONS < view.colours.len() {
        let (count, limit) = (view.colours.len() as u128, MAX_POPULATIONS as u128);
        let fault = Fault::TooMany { what: "colours", count, limit };
        problems.push(Problem::new("view.colours", "view.colours", fault));
        return;
    }
    let known = Bounds::new(0.0, f64::from(N_COLOURS - 1));
    for (id, colour) in &view.colours {
        let path = format!("view.colours.{id}");
        if network.is_some_and(|network| network.population(*id).is_none()) {
            problems.push(Problem::new(path, "view.colours", Fault::NoSuchObject(*id)));
        } else {
            number(&path, f64::from(*colour), known, Unit::One, problems);
        }
    }
}

fn plot_problems<N: Naming>(
    view: &View<N>,
    network: Option<&Network>,
    references: &mut References<'_, N>,
    problems: &mut Vec<Problem>,
) {
    if MAX_PLOTS < view.plots.len() {
        let (count, limit) = (view.plots.len() as u128, MAX_PLOTS as u128);
        let fault = Fault::TooMany { what: "plots", count, limit };
        problems.push(Problem::new("view.plots", "view.plots", fault));
        return;
    }
    let mut ids: BTreeSet<u32> = network.map(Network::object_ids).unwrap_or_default().into_iter().collect();
    for (index, plot) in view.plots.iter().enumerate() {
        let path = format!("view.plots[{index}]");
        if !ids.insert(plot.id) {
            problems.push(Problem::new(&path, format!("{path}.id"), Fault::DuplicateId(plot.id)));
        }
        spec_problems(&plot.kind, &path, problems);
        axis_problems(plot.axis, &path, problems);
        let (min, max) = HEIGHT_RANGE;
        let heights = Bounds::new(as_written(min), as_written(max));
        number(&format!("{path}.height"), as_written(plot.height), heights, Unit::One, problems);
        references(&plot.kind, &path, problems);
    }
}

/// Numbers of sweeps that are out of range.
fn sweeps_problems<N: Naming>(sweeps: &SweepsSpec<N>, path: &str, problems: &mut Vec<Problem>) {
    let mut check = |key: &str, value: f64, (min, max): (f64, f64), unit: Unit| {
        number(&format!("{path}.{key}"), value, Bounds::new(min, max), unit, problems);
    };
    check("before_ms", sweeps.before_ms, BEFORE_RANGE_MS, Unit::Ms);
    check("after_ms", sweeps.after_ms, AFTER_RANGE_MS, Unit::Ms);
    let (fewest, most) = SWEEPS_RANGE;
    check("last", f64::from(sweeps.last), (f64::from(fewest), f64::from(most)), Unit::One);
    if let Trigger::Level(own) = &sweeps.trigger {
        check("trigger.level", own.level, LEVEL_RANGE, Unit::One);
        check("trigger.hysteresis", own.hysteresis, (0.0, LEVEL_RANGE.1), Unit::One);
    }
}

/// Limits of an axis of values that are none.
fn axis_problems(axis: ValueAxis, path: &str, problems: &mut Vec<Problem>) {
    let Some((low, high)) = axis.locked else { return };
    let path = format!("{path}.axis.locked");
    let most = MOST_LIMIT;
    let least = if axis.log { 1.0 / most } else { -most };
    number(&path, low, Bounds::new(least, most), Unit::One, problems);
    let above = if low.is_nan() { least } else { low.clamp(least, most) };
    let above = above + 1e-9 * above.abs().max(1e-6);
    number(&path, high, Bounds::new(above, 10.0 * most), Unit::One, problems);
}

/// Numbers of a plot that are out of range.
fn spec_problems<N: Naming>(spec: &PlotSpec<N>, path: &str, problems: &mut Vec<Problem>) {
    if let Some(window_ms) = spec.window_ms() {
        let (min, max) = WINDOW_RANGE_MS;
        let bounds = Bounds::new(min, max);
        number(&format!("{path}.kind.window_ms"), window_ms, bounds, Unit::Ms, problems);
    }
    for (key, value, bounds, unit) in spec.numbers() {
        number(&format!("{path}.kind.{key}"), value, bounds, unit, problems);
    }
    if let Some(bins) = spec.bins() {
        let (min, max) = BINS_RANGE;
        let bounds = Bounds::new(f64::from(min), f64::from(max));
        number(&format!("{path}.kind.bins"), f64::from(bins), bounds, Unit::One, problems);
    }
    if let Some(sweeps) = spec.sweeps() {
        sweeps_problems(sweeps, &format!("{path}.kind.sweeps"), problems);
    }
    if let Some(Span::Fixed(low, high)) = spec.span() {
        let path = format!("{path}.kind.y");
        number(&path, low, Bounds::new(-1e6, 1e6), Unit::One, problems);
        let least = if low.is_nan() { -1e6 } else { low.clamp(-1e6, 1e6) + 1e-6 };
        number(&path, high, Bounds::new(least, 1e7), Unit::One, problems);
    }
}
