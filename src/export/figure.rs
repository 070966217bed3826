//! Figures: what plots of a document show of a recorded run, ready to be drawn.
//!
//! Nothing here knows how a figure is drawn; `paper.rs` does. Axes follow the rules of the window's plots.

use crate::model::network::Target;
use crate::model::neuron::NeuronModel;
use crate::model::probe::Probe;
use crate::preset::Preset;
use crate::preset::plot_spec::{Plot, PlotSpec, Span, ValueAxis};
use crate::sim::Recording;
use crate::units::{Grid, Step, Unit};

/// A figure: plots above each other on one axis of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The span of time [ms].
    pub span_ms: (f64, f64),
    /// The plots, from top to bottom.
    pub panels: Vec<Panel>,
}

/// How a figure looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Its width in millimetres.
    pub width_mm: f64,
    /// Height of a plot in millimetres.
    pub panel_mm: f64,
    /// Whether lines are named.
    pub legend: bool,
    /// The line below it, if there is one.
    pub caption: Option<String>,
}

/// A plot.
#[derive(Debug, Clone, PartialEq)]
pub enum Panel {
    /// Values against time.
    Lines {
        /// What the vertical axis measures.
        unit: Unit,
        /// The ends of the vertical axis, in the unit.
        range: (f64, f64),
        /// Whether equal ratios are equally long on it.
        is_log: bool,
        /// The lines.
        series: Vec<Series>,
    },
    /// Spikes as dots, a row for each neuron, numbered downwards.
    Dots {
        /// The populations, from top to bottom.
        populations: Vec<Dotted>,
    },
    /// Curves, dots and bars against something else than time.
    Graph(Graph),
}

/// Curves, dots and bars on two axes of their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Curves.
    pub curves: Vec<Curve>,
    /// Dots; each set of them has a name as curves have.
    pub dots: Vec<Curve>,
    /// A way through the plane, with time as colour.
    pub way: Option<Box<Way>>,
    /// Bars: left and right edge, and height.
    pub bars: Vec<(f64, f64, f64)>,
    /// Upright lines to compare with.
    pub uprights: Vec<f64>,
    /// Level lines to compare with.
    pub levels: Vec<f64>,
}

/// An axis of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// What it shows, with the unit.
    pub label: String,
    /// Its ends, in its own quantity.
    pub range: (f64, f64),
    /// Whether equal ratios are equally long.
    pub is_log: bool,
    /// Whether it has no marks: what it shows are no numbers.
    pub is_bare: bool,
}

impl Default for Axis {
    fn default() -> Self {
        Self { label: String::new(), range: (0.0, 1.0), is_log: false, is_bare: false }
    }
}

impl Axis {
    /// Where a value lies on it.
    pub(crate) fn place(&self, value: f64) -> f64 {
        if self.is_log { libm::log10(value.max(1e-12)) } else { value }
    }

    /// Its ends, as places.
    pub(super) fn ends(&self) -> (f64, f64) {
        (self.place(self.range.0), self.place(self.range.1))
    }
}

/// A curve of a graph, or dots.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: Vec<(f64, f64)>,
    /// Whether it is there for comparison only.
    pub is_faint: bool,
    /// The curve that it belongs to, if it does, by its place among those that belong to none and are not for comparison.
    pub of: Option<usize>,
}

/// A way through a plane.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Way {
    /// Its name: from when to when.
    pub name: String,
    /// Its points, in order of time.
    pub points: Vec<(f64, f64)>,
    /// Their times [ms].
    pub times_ms: Vec<f64>,
}

/// A population whose spikes are dots.
#[derive(Debug, Clone, PartialEq)]
pub struct Dotted {
    /// Its name.
    pub name: String,
    /// The number of its neurons.
    pub n: u64,
    /// Its spikes: time [ms] and neuron.
    pub spikes: Vec<(f64, u32)>,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name as it is written: `V_0`, `g_1-0`.
    pub name: String,
    /// Its symbol, as in `V` and `P_rel`.
    pub symbol: &'static str,
    /// Time [ms] and value; what was not recorded is not a number.
    pub points: Vec<(f64, f64)>,
    /// Spikes of the neuron whose potential it is [ms], and between which values each is drawn [mV].
    pub spikes: Option<(Vec<f64>, f64, f64)>,
}

impl Figure {
    /// The plots of a document at these places, from 1, or all of them; those of something else than probes or spikes against
    /// time are left out.
    #[must_use]
    pub fn of_run(
        preset: &Preset,
        places: &[usize],
        (recording, probes): (&Recording, &[Probe]),
        span_ms: (f64, f64),
    ) -> Self {
        let plots = preset.view().plots.iter().enumerate();
        let wanted = plots.filter(|(index, _)| places.is_empty() || places.contains(&(index + 1)));
        Self::of_plots(preset, wanted.map(|(_, plot)| plot), (recording, probes), span_ms)
    }

    /// These plots of a document; those of something else than probes or spikes against time are left out.
    #[must_use]
    pub fn of_plots<'a>(
        preset: &Preset,
        plots: impl Iterator<Item = &'a Plot>,
        (recording, probes): (&Recording, &[Probe]),
        span_ms: (f64, f64),
    ) -> Self {
        let panels = plots.filter_map(|plot| panel(preset, plot, recording, probes));
        Self { span_ms, panels: panels.collect() }
    }

    /// Plots of these probes, one for each unit.
    #[must_use]
    pub fn of_probes(preset: &Preset, recording: &Recording, probes: &[Probe], span_ms: (f64, f64)) -> Self {
        let mut units: Vec<Unit> = Vec::new();
        for (_, state) in probes.iter().filter_map(|probe| probe.describe(preset.network())) {
            if !units.contains(&state.unit) {
                units.push(state.unit);
            }
        }
        let panel = |unit: &Unit| {
            let of_unit = |probe: &&Probe| {
                probe.describe(preset.network()).is_some_and(|(_, state)| state.unit == *unit)
            };
            let own: Vec<Probe> = probes.iter().filter(of_unit).cloned().collect();
            lines(preset, &own, (Span::Auto, ValueAxis::default()), recording, probes)
        };
        Self { span_ms, panels: units.iter().filter_map(panel).collect() }
    }
}

fn panel(preset: &Preset, plot: &Plot, recording: &Recording, probes: &[Probe]) -> Option<Panel> {
    match &plot.kind {
        PlotSpec::Trace(spec) => lines(preset, &spec.probes, (spec.y, plot.axis), recording, probes),
        PlotSpec::Raster(spec) => {
            let grid = preset.grid();
            let populations = spec.populations.iter().filter_map(|id| {
                let population = preset.network().population(*id)?;
                let own = recording.spikes.iter().filter(|spike| spike.population == *id);
                let spikes = own.map(|spike| (grid.moment_ms(spike.at), spike.neuron)).collect();
                Some(Dotted { name: population.name.clone(), n: population.n, spikes })
            });
            Some(Panel::Dots { populations: populations.collect() })
        }
        _ => None,
    }
}

fn lines(
    preset: &Preset,
    own: &[Probe],
    (y, axis): (Span, ValueAxis),
    recording: &Recording,
    probes: &[Probe],
) -> Option<Panel> {
    let grid = preset.grid();
    let mut unit = None;
    let series = own.iter().filter_map(|probe| {
        let column = recording.columns.get(probes.iter().position(|other| other == probe)?)?;
        let (name, state) = probe.describe(preset.network())?;
        unit.get_or_insert(state.unit);
        Some(Series {
            name,
            symbol: probe.symbol,
            points: points(column, recording, grid),
            spikes: spikes(preset, probe, recording),
        })
    });
    let series: Vec<Series> = series.collect();
    let unit = unit?;
    let values = || series.iter().flat_map(|own| own.points.iter().map(|point| point.1));
    let range = match axis.locked {
        Some(locked) => locked,
        None if axis.log => ValueAxis::log_range(values()),
        None => vertical_range(y, unit, &series),
    };
    Some(Panel::Lines { unit, range, is_log: axis.log, series })
}

fn points(column: &[f64], recording: &Recording, grid: Grid) -> Vec<(f64, f64)> {
    let time_ms = |row: usize| grid.time_ms(Step(recording.first.0 + row as u64 * recording.every));
    column.iter().enumerate().map(|(row, value)| (time_ms(row), *value)).collect()
}

/// The spikes of a neuron of which this is the potential, where they are drawn as lines.
fn spikes(preset: &Preset, probe: &Probe, recording: &Recording) -> Option<(Vec<f64>, f64, f64)> {
    let Target::Population(id) = probe.source else { return None };
    let population = preset.network().population(id).filter(|_| probe.symbol == "V")?;
    let (from, top) = population.kind.inner().and_then(NeuronModel::spike_line_mV)?;
    let neuron = probe.index.unwrap_or(0);
    let own = recording.spikes.iter().filter(|spike| (spike.population, spike.neuron) == (id, neuron));
    Some((own.map(|spike| preset.grid().moment_ms(spike.at)).collect(), from, top))
}

/// The ends of a vertical axis; lines of spikes are shown whole.
fn vertical_range(span: Span, unit: Unit, series: &[Series]) -> (f64, f64) {
    let values = series.iter().flat_map(|series| {
        let tops = series.spikes.iter().filter(|(times, ..)| !times.is_empty()).map(|(_, _, top)| *top);
        series.points.iter().map(|(_, value)| *value).chain(tops)
    });
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    match span {
        Span::Fixed(fixed_low, fixed_high) => {
            let margin = 0.03 * (fixed_high - fixed_low);
            (low.min(fixed_low) - margin, high.max(fixed_high) + margin)
        }
        Span::Auto if low <= high => {
            let least = if unit == Unit::MV { 4.0 } else { 0.1_f64.max(0.1 * high.abs()) };
            let spare = (least - (high - low)).max(0.0);
            let (low, high) =
                if low == 0.0 { (low, high + spare) } else { (low - 0.5 * spare, high + 0.5 * spare) };
            let margin = 0.08 * (high - low);
            (low - margin, high + margin)
        }
        Span::Auto => (0.0, 1.0),
    }
}
