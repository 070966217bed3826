//! Sweeps of plots: what is collected of each, and what begins sweeps of a plot at first.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use eframe::egui::{Color32, Mesh, Rect};

use crate::measure::{Average, Begin, Collected, Collector};
use crate::model::network::{Network, Target};
use crate::preset::plot_spec::{
    Aligned, Edge, PlotSpec, SweepMode, SweepView, SweepsSpec, TraceSpec, Trigger,
};
use crate::trace::TraceStore;
use crate::units::{Grid, RunId, Step};

/// Share of a plot's window that sweeps begin before their trigger, and that they go on after it, at first.
const AT_FIRST: (f64, f64) = (0.1, 0.4);

/// The sweeps of all plots.
#[derive(Debug, Default)]
pub(super) struct Sweeping {
    /// The plot whose window is open.
    pub open: Option<u32>,
    /// The trace that the table is about, by its place.
    pub chosen: usize,
    /// Whether the table has rows.
    pub has_rows: bool,
    /// The table is to be copied when it is drawn next.
    pub copies: bool,
    /// It is to be noted then.
    pub notes: bool,
    /// Whether more is left to be collected in the frames to come.
    pub is_behind: bool,
    /// What was collected, by plot.
    pub plots: BTreeMap<u32, Collecting>,
}

/// What is collected of a plot.
pub(super) struct Collecting {
    run: RunId,
    collector: Collector,
    /// Means of the traces, and of which version of what was collected they are.
    means: (Option<u64>, Vec<Option<Average>>),
    /// What does not change from frame to frame, as it was painted last.
    pub painted: Option<(Painted, Arc<Mesh>)>,
}

/// What a mesh of sweeps was painted from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Painted {
    /// The version of what was collected, and how many sweeps there are: the one that goes on is painted anew in every frame.
    pub version: (u64, usize),
    /// Where the data are [points].
    pub frame: Rect,
    /// Ends of both axes.
    pub bounds: [f64; 4],
    /// Colours of the traces that are shown, by place.
    pub looks: Vec<(usize, Color32)>,
    /// Width of a line, and of its edge [points].
    pub widths: (f32, f32),
}

// A mesh would be very long.
impl fmt::Debug for Collecting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since_ms = self.collector.since_ms();
        f.debug_struct("Collecting").field("since_ms", &since_ms).finish_non_exhaustive()
    }
}

impl Collecting {
    /// What was collected.
    pub fn collector(&self) -> &Collector {
        &self.collector
    }

    /// Mean and deviation of each trace.
    pub fn means(&mut self) -> &[Option<Average>] {
        let version = self.collector.version();
        if self.means.0 != Some(version) {
            let n = self.collector.wanted().probes.len();
            self.means = (Some(version), (0..n).map(|place| self.collector.mean(place)).collect());
        }
        &self.means.1
    }
}

impl Sweeping {
    /// Whether the table is open and has rows.
    pub fn lists_rows(&self) -> bool {
        self.open.is_some() && self.has_rows
    }

    /// Collects what is new for a plot of a run that was recorded up to a boundary and is looked at up to a time [ms]; `given` says
    /// what else begins sweeps. Whether something is left for the next frame.
    pub fn refresh(
        &mut self,
        id: u32,
        wanted: Collected,
        (run, traces, grid): (RunId, &TraceStore, Grid),
        upto: (Step, f64),
        given: &dyn Fn(Step, Step) -> Vec<f64>,
    ) -> bool {
        let is_same = |own: &Collecting| own.run == run && *own.collector.wanted() == wanted;
        if !self.plots.get(&id).is_some_and(is_same) {
            let since_ms = self.plots.get(&id).filter(|own| own.run == run);
            let since_ms = since_ms.map_or(0.0, |own| own.collector.since_ms());
            self.plots.insert(id, Collecting::new(run, Collector::new(wanted, grid, since_ms)));
        }
        let own = self.plots.get_mut(&id);
        let is_behind = own.is_some_and(|own| own.collector.advance(traces, grid, upto, given));
        self.is_behind |= is_behind;
        is_behind
    }

    /// Begins again with the sweeps of a plot, from a time on [ms].
    pub fn begin_again(&mut self, id: u32, since_ms: f64, grid: Grid) {
        if let Some(own) = self.plots.get_mut(&id) {
            let wanted = own.collector.wanted().clone();
            *own = Collecting::new(own.run, Collector::new(wanted, grid, since_ms));
        }
    }
}

impl Collecting {
    fn new(run: RunId, collector: Collector) -> Self {
        Self { run, collector, means: (None, Vec::new()), painted: None }
    }
}

/// What is collected for a plot.
pub(super) fn collected(spec: &TraceSpec, sweeps: &SweepsSpec) -> Collected {
    let begin = match &sweeps.trigger {
        Trigger::Spike(population) => Begin::Spikes(*population, None),
        Trigger::SpikeOf(population, neuron) => Begin::Spikes(*population, Some(*neuron)),
        Trigger::Click(_) => Begin::Given,
        Trigger::Level(own) => Begin::Level {
            probe: own.probe.clone(),
            level: own.level,
            hysteresis: own.hysteresis,
            is_upwards: own.edge == Edge::Rising,
        },
    };
    Collected {
        begin,
        probes: spec.probes.clone(),
        about_ms: (sweeps.before_ms, sweeps.after_ms),
        last: usize::try_from(sweeps.last).unwrap_or(1),
        is_once: sweeps.mode == SweepMode::Once,
        is_average: sweeps.shows == SweepView::Average,
    }
}

/// What begins sweeps of a plot at first: the spikes that reach what it shows, or those of what it shows.
pub(super) fn at_first(spec: &TraceSpec, network: &Network) -> Option<SweepsSpec> {
    let from = |id: u32| network.projections().iter().find(|own| own.to == id).map(|own| own.from);
    let of_target = |target: &Target| match target {
        Target::Population(id) => Some(from(*id).unwrap_or(*id)),
        Target::Projection(id) | Target::Receptor { projection: id, .. } => {
            network.projection(*id).map(|own| own.from)
        }
        _ => None,
    };
    let found = spec.probes.iter().find_map(|probe| of_target(&probe.source));
    let population = found.or(network.populations().first().map(|own| own.id))?;
    let round = |share: f64| (share * spec.window_ms).round().max(1.0);
    Some(SweepsSpec {
        trigger: Trigger::Spike(population),
        before_ms: round(AT_FIRST.0),
        after_ms: round(AT_FIRST.1),
        mode: SweepMode::Auto,
        shows: SweepView::Overlaid,
        last: 20,
    })
}

/// What a plot shows, with other sweeps.
pub(super) fn with_sweeps(spec: &TraceSpec, sweeps: Aligned) -> PlotSpec {
    PlotSpec::Trace(TraceSpec { sweeps, ..spec.clone() })
}
