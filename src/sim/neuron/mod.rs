//! How neurons move: one kernel per kind, each in a file of its own, behind one trait.
//!
//! A kernel has the numbers of its kind and whatever state only that kind has. What all membranes have stands in [`Cells`].
//! A population asks its kernel once per step for all neurons together, so that loops over them stay tight.

mod adex;
mod izhikevich;
mod lif;
mod lif_euler;
mod membrane;
mod poisson_source;
mod spike_source;
mod train;

use std::any::Any;
use std::fmt::Debug;

pub(super) use lif::OnlyMembrane;
pub(super) use membrane::{Crossing, Jump, MAX_ABS_V_MV, Outcome, Span, crossing};

use super::caveat::Crowding;
use super::columns::Columns;
use super::digest::{Digest, StateHash, digest};
use super::inputs::Inputs;
use super::projection::ProjectionState;
use super::receptor::{Drift, Opening};
use super::rng::Stream;
use crate::model::neuron::NeuronKind;
use crate::units::{Grid, Moment, Step};

/// The kernel of a kind of neuron, for `n` of them at the start of a run. Recordable state goes into `columns`; what chance
/// decides is drawn from `stream`.
pub(super) fn kernel(
    kind: &NeuronKind,
    n: usize,
    columns: &mut Columns,
    stream: &mut Stream,
    grid: Grid,
) -> Box<dyn Kernel> {
    match kind {
        NeuronKind::Lif(lif) => Box::new(lif::LifKernel::new(lif, n, columns)),
        NeuronKind::LifEuler(lif) => Box::new(lif_euler::LifEulerKernel::new(lif, columns)),
        NeuronKind::Izhikevich(model) => Box::new(izhikevich::IzhikevichKernel::new(model, n, columns)),
        NeuronKind::Adex(model) => Box::new(adex::AdexKernel::new(model, columns)),
        NeuronKind::SpikeSource(source) => Box::new(spike_source::SpikeSourceKernel::new(source, n)),
        NeuronKind::PoissonSource(source) => {
            Box::new(poisson_source::PoissonKernel::new(source, n, grid, stream))
        }
    }
}

/// Most variables that a neuron which gap junctions couple may have.
pub(super) const MOST_STATES: usize = 4;

/// The variables of one neuron, in the order of its columns.
pub(super) type Point = [f64; MOST_STATES];

/// What all membranes of a population have, whatever their kind.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// Recordable state.
    pub columns: Columns,
    /// Position of the potential among the columns.
    pub V: usize,
    /// How long each membrane has been free at the end of the step, at most the step [ms]; not a number where it is about to
    /// fire at `crossings`.
    pub free_ms: Vec<f64>,
    /// When in the step each membrane that is about to fire crosses the threshold.
    pub crossings: Vec<Crossing>,
    /// True if gap junctions couple the membranes to others.
    pub is_coupled: bool,
    /// Neurons that were ready to fire twice in a step; the population's id is not in it.
    pub crowding: Option<Crowding>,
    /// The first neuron advanced by the forward Euler method whose potential left sense, and that potential [mV].
    pub strayed: Option<(u32, f64)>,
}

impl Cells {
    /// Number of membranes.
    pub fn n(&self) -> usize {
        self.free_ms.len()
    }

    /// The columns, and what a step leaves besides.
    pub fn split<'a>(&'a mut self, spikes: &'a mut Vec<(f64, u32)>) -> (&'a mut Columns, Outcome<'a>) {
        let Self { columns, free_ms, crossings, crowding, strayed, .. } = self;
        (columns, Outcome { free_ms, crossings, spikes, bad: None, crowding, strayed })
    }

    /// Checks all potentials, where those that gap junctions couple have been advanced already. Returns the first neuron
    /// whose potential left the model.
    pub fn check_all(&mut self, spikes: &mut Vec<(f64, u32)>) -> Option<usize> {
        let V = self.V;
        let (columns, mut outcome) = self.split(spikes);
        columns.column(V).iter().enumerate().for_each(|(i, V)| outcome.check(*V, i));
        outcome.bad
    }

    /// Notes that a neuron is ready to fire again `interval_ms` [ms] after a spike, within the same step.
    pub fn crowd(&mut self, interval_ms: f64, neuron: u32) {
        membrane::crowd(&mut self.crowding, interval_ms, neuron);
    }

    /// The variables of a neuron.
    pub fn point(&self, neuron: usize) -> Point {
        let mut point = Point::default();
        for (value, column) in point.iter_mut().zip(self.columns.all()) {
            *value = column[neuron];
        }
        point
    }

    /// Sets the variables of a neuron.
    pub fn set_point(&mut self, neuron: usize, point: &Point) {
        for (value, column) in point.iter().zip(self.columns.all_mut()) {
            column[neuron] = *value;
        }
    }
}

/// Where a population stands in the network.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// Positions of the projections that end at it.
    pub incoming: &'a [usize],
    /// All projections.
    pub projections: &'a [ProjectionState],
    /// The grid.
    pub grid: Grid,
}

/// What a step of a population's membranes reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// What acts over the step on average.
    pub inputs: &'a Inputs,
    /// Where the population stands.
    pub surroundings: Surroundings<'a>,
}

impl Around<'_> {
    /// The step [ms].
    pub fn step_ms(&self) -> f64 {
        self.surroundings.grid.dt_ms()
    }

    /// What acts on a neuron at `V` [mV] over a span: total conductance [nS], and current at V = 0 [pA].
    #[inline]
    pub fn sums(&self, neuron: usize, V: f64, span: Span) -> (f64, f64) {
        let (G, J) = if span.from == 0.0 && span.to == self.step_ms() {
            self.inputs.at(neuron, V)
        } else {
            self.after(neuron, V, 0.5 * (span.from + span.to))
        };
        (G + span.coupling.0, J + span.coupling.1)
    }

    /// The same some time into the step [ms], without gap junctions.
    pub fn after(&self, neuron: usize, V: f64, after_ms: f64) -> (f64, f64) {
        let Surroundings { projections, grid, .. } = self.surroundings;
        self.inputs.after(neuron, V, after_ms, projections, grid)
    }
}

/// How a membrane relaxes by itself, as stimuli and sums of conductances see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passive {
    /// Leak conductance that stands in the sums [nS].
    pub g_nS: f64,
    /// Current that the leak and the constant current drive at V = 0 [pA].
    pub drive_pA: f64,
    /// Leak conductance [nS] and time constant [ms], if the membrane has them.
    pub leak: Option<(f64, f64)>,
}

/// What a kind of neuron does to its own potential at the boundary reached.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnCurrents {
    /// Leak conductance [nS] and its reversal potential [mV].
    pub leak: Option<(f64, f64)>,
    /// Current that is neither leak nor injected nor synaptic [pA].
    pub intrinsic_pA: Option<f64>,
    /// What multiplies dV/dt: the capacitance [pF], or the current that counts as 1 [pA].
    pub C: f64,
    /// True if the neuron is refractory, so that V is held where it is.
    pub is_held: bool,
}

/// Expected spikes until the next one, and those of all neurons in a step, of a source whose rate is the same in every step.
#[derive(Debug)]
pub(super) struct Pace<'a> {
    /// Expected spikes until the next one.
    pub wait: &'a mut f64,
    /// Expected spikes of all neurons in a step.
    pub per_step: f64,
}

/// How the neurons of a kind move.
///
/// What a kind does not do need not be said: without membranes only [`Kernel::force`] and what sources do matters, and sources
/// that are told when to fire do nothing at random.
pub(super) trait Kernel: Debug + Any + Send + Sync + Digest {
    /// A copy, which goes on to give the same bits.
    fn boxed(&self) -> Box<dyn Kernel>;

    /// Takes over from the kernel of an edited population what goes on; times begin anew at `from_ms` [ms]. True if the kinds
    /// are so much alike that stimuli and random numbers go on, too.
    fn keep_from(&mut self, old: &mut dyn Kernel, from_ms: f64) -> bool;

    /// Makes a neuron fire at a moment of the step that ends at `boundary`. False during refractoriness.
    fn force(&mut self, cells: &mut Cells, neuron: usize, at: Moment, boundary: Step, grid: Grid) -> bool;

    // Membranes.

    /// How the membranes relax by themselves; none where there are no membranes.
    fn passive(&self) -> Option<Passive> {
        None
    }

    /// Potentials [mV] between which a membrane stays, together with the reversal potentials of its receptors and where it is, if it
    /// does; then its variables are all that has to be known of it, and it can be in a part of the network.
    fn bounds_mV(&self) -> Option<[f64; 3]> {
        None
    }

    /// The constant injected current [pA].
    fn applied_pA(&self) -> f64 {
        0.0
    }

    /// How a membrane changes what a conductance does during a step, if it relaxes linearly.
    fn drift(&self) -> Option<Drift> {
        None
    }

    /// Gets ready for what acts on the membranes.
    fn connect(&mut self, cells: &Cells, inputs: &Inputs, surroundings: Surroundings<'_>) {
        let _ = (cells, inputs, surroundings);
    }

    /// True if the kernel asks for the course over the step of what acts on a membrane, and not only for the mean.
    fn follows_courses(&self) -> bool {
        false
    }

    /// Sums what acts on the membranes during the step that begins now, except gap junctions.
    fn gather(&self, cells: &Cells, inputs: &mut Inputs, surroundings: Surroundings<'_>) {
        inputs.sum(0..cells.n(), surroundings.projections);
    }

    /// True if there are so few membranes, and so little acts on them, that [`Kernel::integrate_few`] is the quick way.
    #[inline]
    fn is_few(&self) -> bool {
        false
    }

    /// Advances those of a few membranes to which nothing particular happens, and marks the others for
    /// [`Kernel::integrate`]. True if there are none of these.
    fn integrate_few(&mut self, cells: &mut Cells, inputs: &mut Inputs, around: Surroundings<'_>) -> bool {
        let _ = (cells, inputs, around);
        false
    }

    /// Advances the membranes by a step. Spikes go to `spikes` as (offset into the step [ms], neuron). Returns the first
    /// neuron whose potential left the model, if one did.
    fn integrate(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        surroundings: Surroundings<'_>,
        spikes: &mut Vec<(f64, u32)>,
    ) -> Option<usize> {
        let _ = (cells, inputs, surroundings, spikes);
        None
    }

    /// Gives receptors their conductances after the step, where the kernel has worked them out on the way.
    fn hand_over(&mut self, projections: &mut [ProjectionState]) {
        let _ = projections;
    }

    /// Lets channels act that opened inside the step just taken, on the neurons `targets` with the weights `w`. Spikes that
    /// this sets off, or moves, go to `spikes` as (offset into the step [ms], neuron).
    ///
    /// C dV/dt = −g (V − E) after the rest of the step instead of along with it: an error of second order. A membrane that
    /// was held for a part of the time is acted on for the rest. Where channels close, the conductance is less by −g, and the
    /// rest of the step is taken anew, for most of what was open may have gone.
    fn catch_up(
        &mut self,
        cells: &mut Cells,
        inputs: &mut Inputs,
        (targets, w): (&[u32], &[f64]),
        opening: &Opening,
        grid: Grid,
        spikes: &mut Vec<(f64, u32)>,
    ) {
        let _ = (cells, inputs, (targets, w), opening, grid, spikes);
    }

    /// Whether a neuron is still about to fire at an offset into the step just taken [ms]. Something that came earlier may
    /// have moved the spike since.
    fn is_about_to_fire(&self, cells: &Cells, neuron: usize, at_ms: f64) -> bool {
        let _ = (cells, neuron, at_ms);
        true
    }

    /// A neuron has fired at an offset into the step just taken [ms]: what comes later finds it refractory, or free again.
    fn has_fired(&mut self, cells: &mut Cells, neuron: usize, at_ms: f64, grid: Grid) {
        let _ = (cells, neuron, at_ms, grid);
    }

    /// What the neuron does to its own potential at the boundary reached.
    fn own_currents(&self, cells: &Cells, neuron: usize) -> OwnCurrents {
        let _ = (cells, neuron);
        OwnCurrents { leak: None, intrinsic_pA: None, C: 1.0, is_held: false }
    }

    // Gap junctions.

    /// How gap junctions advance the neurons, if that is by parts of a step.
    fn parts(&self) -> Option<&dyn Parts> {
        None
    }

    /// Advances a neuron that gap junctions couple by the whole step, if its kind knows no parts of one.
    fn jump(
        &self,
        around: Around<'_>,
        neuron: usize,
        point: &mut Point,
        coupling: (f64, f64),
    ) -> Option<Jump> {
        let _ = (around, neuron, point, coupling);
        None
    }

    /// True if a spike that [`Parts`] found may still be moved by what arrives before it.
    fn can_move_spikes(&self) -> bool {
        false
    }

    /// Threshold and reset [mV], if those that gap junctions couple to a neuron have not seen it fire as it is about to.
    fn unseen(&self, cells: &Cells, neuron: usize) -> Option<(f64, f64)> {
        let _ = (cells, neuron);
        None
    }

    /// By how much a charge of 1 pA·ms moves a potential [mV].
    fn mV_per_charge(&self, charge_pA_ms: f64) -> f64 {
        let _ = charge_pA_ms;
        0.0
    }

    /// The only membrane, if nothing but plain receptors acts on it.
    fn only_membrane<'a>(&self, cells: &'a mut Cells, inputs: &Inputs) -> Option<OnlyMembrane<'a>> {
        let _ = (cells, inputs);
        None
    }

    // Sources.

    /// Takes the next spike of a train that is due at a boundary: its moment, and its neuron unless all fire.
    fn pop_train(&mut self, now: Step, grid: Grid) -> Option<(Moment, Option<u32>)> {
        let _ = (now, grid);
        None
    }

    /// Whether spikes at given times are to come.
    fn has_train(&self) -> bool {
        false
    }

    /// True if the neurons fire at random.
    fn is_random_source(&self) -> bool {
        false
    }

    /// Mean rate of the neurons at a time [Hz], if they fire at random.
    fn rate_at(&self, t_ms: f64) -> Option<f64> {
        let _ = t_ms;
        None
    }

    /// Latency of each neuron and the middle of the volley that is under way or comes next [ms], if there are volleys.
    fn volleys(&self) -> Option<(&[f64], f64)> {
        None
    }

    /// True if the neurons fire at random, at a rate that is the same in every step.
    fn is_steady(&self) -> bool {
        false
    }

    /// How soon a steady source fires.
    fn pace(&mut self) -> Option<Pace<'_>> {
        None
    }

    /// Lets a step pass for a random source. True if it is known not to fire in it; otherwise it is to be drawn.
    fn waits(&mut self) -> bool {
        false
    }

    /// Draws the spikes of a random source in the step that ends at `now`: the neuron of each.
    fn draw(&mut self, now: Step, grid: Grid, stream: &mut Stream, spikes: &mut Vec<(f64, u32)>) {
        let _ = (now, grid, stream, spikes);
    }
}

digest!(Cells { columns, free_ms, crossings, is_coupled, crowding, strayed } without { V });

impl Digest for Box<dyn Kernel> {
    fn digest(&self, hash: &mut StateHash) {
        (**self).digest(hash);
    }
}

impl Clone for Box<dyn Kernel> {
    fn clone(&self) -> Self {
        (**self).boxed()
    }
}

/// Neurons that can be advanced by parts of a step, as gap junctions need it: one that fires or is released ends a part for all
/// that are coupled to it.
pub(super) trait Parts {
    /// How much longer a neuron is held [ms].
    fn held_ms(&self, at: &Point) -> f64;

    /// Where a neuron is at the end of a span, and when in the step it fires, if this is told here and not by a threshold.
    fn span(&self, around: Around<'_>, neuron: usize, from: Point, span: Span) -> (Point, Option<f64>);

    /// The threshold [mV], if crossing it is firing.
    fn threshold_mV(&self) -> Option<f64> {
        None
    }

    /// How steeply the potential changes at the start and at the end of a span in which it crosses the threshold [mV/ms].
    fn slopes(&self, around: Around<'_>, neuron: usize, V: (f64, f64), span: Span) -> (f64, f64) {
        let _ = (around, neuron, V, span);
        (0.0, 0.0)
    }

    /// Where a spike leaves a neuron that fires where it is, and how long it is then held [ms].
    fn after_spike(&self, at: Point) -> (Point, f64);

    /// Where a neuron is that has been held for a span [ms].
    fn after_hold(&self, at: Point, span_ms: f64) -> Point {
        let _ = span_ms;
        at
    }

    /// If a neuron that has fired in a step is ready again at the end of it: how long after the spike [ms]. It `fired_ms`
    /// [ms] into the step and has been free for `free_ms` [ms] since; `again_ms` is what a span told of another spike.
    fn again_ms(&self, at: &Point, fired_ms: Option<f64>, free_ms: f64, again_ms: Option<f64>)
    -> Option<f64>;
}
