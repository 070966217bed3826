//! Sweeps of plots: what is collected of each, the commands that show them, and what begins sweeps of a plot at first.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use eframe::egui::{Context, Mesh, Order, Pos2, Rect};

use super::context::ViewContext;
use super::{Action, App};
use crate::document::{Edit, PlotEdit};
use crate::engine::InputKind;
use crate::measure::{Average, Begin, Collected, Collector};
use crate::model::network::{Network, Target};
use crate::preset::plot_spec::{
    Aligned, Edge, Plot, PlotSpec, SweepMode, SweepView, SweepsSpec, TraceSpec, Trigger,
};
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
    /// The version of what was collected.
    pub version: u64,
    /// Where the data are [points].
    pub frame: Rect,
    /// Ends of both axes.
    pub bounds: [f64; 4],
    /// Colours of the traces that are shown, by place.
    pub looks: Vec<(usize, eframe::egui::Color32)>,
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
    /// Collects what is new for a plot; whether something is left for the next frame.
    pub fn refresh(
        &mut self,
        id: u32,
        spec: &TraceSpec,
        sweeps: &SweepsSpec,
        context: &ViewContext<'_>,
    ) -> bool {
        let wanted = collected(spec, sweeps);
        let (run, grid) = (context.runs.current, context.run.grid);
        let is_same = |own: &Collecting| own.run == run && *own.collector.wanted() == wanted;
        if !self.plots.get(&id).is_some_and(is_same) {
            let since_ms = self.plots.get(&id).filter(|own| own.run == run);
            let since_ms = since_ms.map_or(0.0, |own| own.collector.since_ms());
            self.plots.insert(id, Collecting::new(run, Collector::new(wanted, grid, since_ms)));
        }
        let Some(own) = self.plots.get_mut(&id) else { return false };
        let given = |from: Step, to: Step| match sweeps.trigger {
            Trigger::Click(population) => clicks(population, (from, to), context),
            _ => Vec::new(),
        };
        let until_ms = context.run.now_ms();
        own.collector.advance(context.traces, grid, (context.run.end.step, until_ms), &given)
    }

    /// Begins again with the sweeps of a plot, from a time on [ms].
    fn begin_again(&mut self, id: u32, since_ms: f64, grid: Grid) {
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

/// The times at which a population was made to fire, in steps from one to before another [ms].
fn clicks(population: u32, (from, to): (Step, Step), context: &ViewContext<'_>) -> Vec<f64> {
    let first = context.marks.partition_point(|mark| mark.at.step < from);
    let new = context.marks[first..].iter().take_while(|mark| mark.at.step < to);
    let is_click =
        |kind: &InputKind| matches!(kind, InputKind::Fire { population: own, .. } if *own == population);
    new.filter(|mark| is_click(&mark.kind)).map(|mark| context.run.grid.time_ms(mark.at.step)).collect()
}

/// What is collected for a plot.
fn collected(spec: &TraceSpec, sweeps: &SweepsSpec) -> Collected {
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

impl App {
    /// Shows sweeps or averages of the plot under the pointer, of the one that has the keyboard, or of the first.
    pub(super) fn act_on_sweeps(&mut self, ctx: &Context, action: Action) {
        let preset = Arc::clone(self.document.preset());
        let Some(plot) = self.swept_plot(ctx, &preset.view().plots) else { return };
        let PlotSpec::Trace(spec) = &plot.kind else { return };
        let is_open = self.view.plots.sweeping.open == Some(plot.id);
        let own = plot.kind.sweeps();
        let asked = match (own, action == Action::TriggeredAverage) {
            (None, is_average) => {
                let shows = if is_average { SweepView::Average } else { SweepView::Overlaid };
                at_first(spec, preset.network()).map(|own| SweepsSpec { shows, ..own })
            }
            (Some(own), true) => {
                let shows = match own.shows {
                    SweepView::Average => SweepView::Overlaid,
                    SweepView::Overlaid => SweepView::Average,
                };
                Some(SweepsSpec { shows, ..own.clone() })
            }
            (Some(_), false) => None,
        };
        let closes = is_open && own.is_some() && action == Action::Sweeps;
        self.view.plots.sweeping.open = (!closes).then_some(plot.id);
        if let Some(sweeps) = asked {
            let kind = with_sweeps(spec, Aligned::On(sweeps));
            self.edit(&Edit::Plots(PlotEdit::Set { plot: plot.id, kind }), None);
        }
    }

    /// Sweeps of a plot count from the playhead on.
    pub(super) fn begin_sweeps_again(&mut self, plot: u32) {
        let (since_ms, grid) = (self.run.now_ms(), self.run.grid);
        self.view.plots.sweeping.begin_again(plot, since_ms, grid);
    }

    /// The plot of traces that is meant.
    fn swept_plot<'a>(&self, ctx: &Context, plots: &'a [Plot]) -> Option<&'a Plot> {
        let is_shown = |plot: &&Plot| {
            matches!(plot.kind, PlotSpec::Trace(_)) && self.view.popped.is_none_or(|popped| popped == plot.id)
        };
        let at = |place: Pos2| {
            let has =
                |plot: &&Plot| self.view.plot_areas.get(&plot.id).is_some_and(|area| area.contains(place));
            plots.iter().filter(is_shown).find(has)
        };
        let pointer = ctx.input(|input| input.pointer.latest_pos());
        let pointer =
            pointer.filter(|at| ctx.layer_id_at(*at).is_none_or(|layer| layer.order == Order::Background));
        let focused = ctx.memory(eframe::egui::Memory::focused).and_then(|id| ctx.read_response(id));
        pointer
            .and_then(at)
            .or_else(|| at(focused?.rect.center()))
            .or_else(|| {
                plots.iter().find(|plot| is_shown(plot) && self.view.plots.sweeping.open == Some(plot.id))
            })
            .or_else(|| plots.iter().find(is_shown))
    }
}
