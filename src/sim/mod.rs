//! How a network advances: deterministic, with no clock, no input or output, and no thread.
//!
//! [`Simulation::step`] advances exactly one step, in these slots: (1) every arrival due at the boundary is
//! delivered, in order of (arrival time, projection, axon); (2) the observer samples, so that a sample is after
//! its events; (3) membranes are integrated, each kind by its own method, and those that gap junctions couple together;
//! (4) threshold crossings inside the step become spikes with their own times, which an earlier arrival inside the step may
//! still move; (5) random sources spike at the boundary reached, and what is due
//! there is delivered. An arrival inside a step acts for what is left
//! of that step, on the conductance and on the potential, when the boundary after it is reached. Clicks and
//! random sources spike at boundaries; listed times are kept exactly. A clone is a keyframe: it goes on to give
//! the same bits.

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

mod balance;
mod build;
mod caveat;
mod columns;
mod deliver;
mod digest;
mod event;
mod fade;
mod gates;
mod inputs;
mod junction;
mod leap;
mod neuron;
mod numbers;
mod parts;
mod plasticity;
mod population;
mod projection;
mod rate_learning;
mod receptor;
mod reconcile;
mod recorder;
mod rng;
mod samples;
mod slot;
mod snapshot;
mod spike_counts;
mod spike_queue;
mod standalone;
mod stimulus;
mod synapses;
mod vector;
mod weights;

use std::borrow::Cow;
use std::sync::Arc;

pub use balance::{Balance, Cause};
pub use caveat::{Crowding, SENSE_MV, Straying};
pub use event::{
    CalciumChange, ConductanceChange, Event, MOST_WATCHED, Observer, PoolChange, Release, Spike, SpikeCause,
    SpikeDetail, Watched, WatchedSynapses, WeightCause, WeightChange,
};
pub use parts::{Part, Sent, exchange};
pub use rate_learning::MOST_PRESENTATIONS;
pub use recorder::{Recorder, Recording};
pub use rng::{Stream, StreamKind};
pub use samples::{MAX_BUCKETS, SampleBlock, Samples, hull};
pub use slot::Slot;
pub use snapshot::{PopulationNow, ProjectionNow, Snapshot, WeightSample};
pub use spike_counts::SpikeCounts;

use crate::model::network::Network;
use crate::units::{Grid, Moment, Step};
use build::{build, driven, learning, positions};
use digest::{Digest, StateHash, digest};
use junction::{Coupling, JunctionState};
use population::PopulationState;
use projection::ProjectionState;
use spike_queue::Arrival;
use standalone::StandaloneState;

/// A network in motion.
#[derive(Debug, Clone)]
pub struct Simulation {
    network: Arc<Network>,
    seed: u64,
    grid: Grid,
    now: Step,
    populations: Vec<PopulationState>,
    projections: Vec<ProjectionState>,
    junctions: Vec<JunctionState>,
    /// The model without neurons, where one stands in the place of all that.
    standalone: Option<StandaloneState>,
    /// What gap junctions couple.
    coupling: Coupling,
    /// Positions of the populations that have membranes.
    membranes: Vec<usize>,
    /// Positions of the populations that fire at random.
    sources: Vec<usize>,
    /// Positions of the populations that fire at given times.
    timed: Vec<usize>,
    /// Positions of the projections whose weights change.
    learning: Vec<usize>,
    /// Positions of those whose channels may be driven by a transmitter pulse.
    driven: Vec<usize>,
    /// Where things are, if the network is one that [`Simulation::leap`] knows.
    route: Option<leap::Route>,
    /// Spikes asked for at times to come, latest first.
    scheduled: Vec<Scheduled>,
    /// Nothing is due at the boundary reached any more.
    settled: bool,
    /// Before this boundary no spike is due at any synapse.
    next_due: Step,
    /// Working space: spikes of one population in one step.
    spikes: Vec<(f64, u32)>,
    /// Spikes inside the step just taken that have not left their neurons yet, latest first: what arrives earlier in the step
    /// may move them.
    pending: Vec<Pending>,
    /// Working space: arrivals due at a boundary.
    due: Vec<(Arrival, usize)>,
    /// Working space: neurons to choose a volley from.
    order: Vec<u32>,
    blow_up: Option<BlowUp>,
    straying: Option<Straying>,
    /// What it knows of being a part of a network.
    part: Option<parts::Membership>,
    /// How often something but a part has changed the state.
    edits: u64,
}

#[derive(Debug, Clone, Copy)]
struct Scheduled {
    at: Moment,
    population: u32,
    neuron: Option<u32>,
}

/// A spike inside the step just taken.
#[derive(Debug, Clone, Copy)]
struct Pending {
    /// Offset into the step [ms].
    at_ms: f64,
    /// Position of the population.
    population: u32,
    neuron: u32,
}

/// A potential that is no longer a number, or beyond ±10⁴ mV: the model has been left. One that is advanced by the forward
/// Euler method may go as far as numbers do.
#[derive(Debug, Clone, PartialEq)]
pub struct BlowUp {
    /// Id of the population.
    pub population: u32,
    /// Which of its neurons.
    pub neuron: u32,
    /// The potential [mV].
    pub value: f64,
    /// The boundary at which it was found.
    pub step: Step,
}

digest!(Scheduled { at, population, neuron });
digest!(Pending { at_ms, population, neuron });
digest!(BlowUp { population, neuron, value, step });

impl Simulation {
    /// A hash of all live state: two simulations that have the same go on with the same bits. Working space and what follows
    /// from the network is left aside, and so is who looked, and on which way the state was reached.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.hashed().finish()
    }

    /// Memory that a clone needs for itself [bytes], about: what clones share does not count.
    #[must_use]
    pub fn kept_bytes(&self) -> usize {
        size_of::<Self>() + size_of::<u64>() * self.hashed().words()
    }

    fn hashed(&self) -> StateHash {
        let Self { network, seed, grid, now, populations, projections, .. } = self;
        let Self { scheduled, settled, pending, blow_up, straying, standalone, .. } = self;
        // Lists of places, bounds and working space.
        let Self { junctions: _, coupling: _, membranes: _, sources: _, timed: _, learning: _, .. } = self;
        let Self { driven: _, route: _, next_due: _, spikes: _, due: _, order: _, part: _, edits: _, .. } =
            self;
        let mut hash = StateHash::new();
        network.digest(&mut hash);
        (*seed, u64::from(grid.steps_per_ms())).digest(&mut hash);
        now.digest(&mut hash);
        populations.digest(&mut hash);
        projections.digest(&mut hash);
        scheduled.digest(&mut hash);
        settled.digest(&mut hash);
        pending.digest(&mut hash);
        blow_up.digest(&mut hash);
        straying.digest(&mut hash);
        if let Some(standalone) = standalone {
            standalone.digest(&mut hash);
        }
        hash
    }

    /// The network at t = 0.
    #[must_use]
    pub fn new(network: Arc<Network>, seed: u64, grid: Grid) -> Self {
        let (populations, projections, junctions) = build(&network, seed, grid, &mut []);
        let largest = populations.iter().map(PopulationState::n).max().unwrap_or(0);
        Self {
            standalone: StandaloneState::of(&network, None, seed, grid, Step(0)),
            network,
            seed,
            grid,
            now: Step(0),
            membranes: positions(&populations, PopulationState::has_membrane),
            sources: positions(&populations, |state| state.kernel.is_random_source()),
            timed: positions(&populations, |state| state.kernel.has_train()),
            learning: learning(&projections),
            driven: driven(&projections),
            route: leap::Route::new(&populations, &projections, &junctions),
            coupling: Coupling::new(&junctions, &populations),
            populations,
            projections,
            junctions,
            scheduled: Vec::new(),
            settled: false,
            next_due: Step(0),
            spikes: Vec::with_capacity(largest + 64),
            pending: Vec::with_capacity(largest + 64),
            due: Vec::with_capacity(2 * largest + 64),
            order: Vec::with_capacity(largest),
            blow_up: None,
            straying: None,
            part: None,
            edits: 0,
        }
    }

    /// A number that changes with the state: as long as it is the same, so is the state.
    #[must_use]
    pub fn edits(&self) -> u64 {
        self.edits
    }

    /// The network that is running.
    #[must_use]
    pub fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// The seed of its random numbers.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The time grid.
    #[must_use]
    pub fn grid(&self) -> Grid {
        self.grid
    }

    /// The boundary reached.
    #[must_use]
    pub fn now(&self) -> Step {
        self.now
    }

    /// Time of the boundary reached [ms].
    #[must_use]
    pub fn now_ms(&self) -> f64 {
        self.grid.time_ms(self.now)
    }

    /// The step that begins at the boundary reached.
    fn coming_step(&self) -> stimulus::Span {
        stimulus::Span { t_ms: self.now_ms(), h_ms: self.grid.dt_ms() }
    }

    /// The weights of a projection's synapses, by presynaptic neuron and then by postsynaptic neuron; none if there is no
    /// projection with this id.
    #[must_use]
    pub fn weights(&self, projection: u32) -> Option<Cow<'_, [f64]>> {
        self.projections.iter().find(|state| state.spec.id == projection).map(|state| state.w.all())
    }

    /// The synapses of a projection, each as presynaptic neuron, postsynaptic neuron and weight.
    pub fn synapses(&self, projection: u32) -> impl Iterator<Item = (u32, u32, f64)> {
        let states = self.projections.iter().filter(move |state| state.spec.id == projection);
        states.flat_map(|state| {
            state.synapses.pairs().enumerate().map(|(synapse, (pre, post))| (pre, post, state.w.at(synapse)))
        })
    }

    /// A synapse of a projection: presynaptic neuron, postsynaptic neuron and weight; none if there is no such synapse.
    #[must_use]
    pub fn synapse(&self, projection: u32, synapse: usize) -> Option<(u32, u32, f64)> {
        let state = self.projections.iter().find(|state| state.spec.id == projection)?;
        if state.synapses.len() <= synapse {
            return None;
        }
        let post = state.synapses.target(synapse);
        Some((state.synapses.axon_number(synapse), post, state.w.at(synapse)))
    }

    /// Latency of each neuron of a population that fires in volleys [ms], and the middle of the volley that is under way or
    /// comes next [ms].
    #[must_use]
    pub fn volleys(&self, population: u32) -> Option<(&[f64], f64)> {
        self.populations.iter().find(|state| state.spec.id == population)?.kernel.volleys()
    }

    /// A potential that left the model, if one did. The run goes on, but means nothing.
    #[must_use]
    pub fn blow_up(&self) -> Option<&BlowUp> {
        self.blow_up.as_ref()
    }

    /// Neurons that were ready to fire twice in a step, if any were: the first of them, and how often it happened.
    #[must_use]
    pub fn crowding(&self) -> Option<Crowding> {
        let found = self.populations.iter().filter_map(|state| {
            let crowding = state.cells.crowding?;
            Some(Crowding { population: state.spec.id, ..crowding })
        });
        found.reduce(|mut all, one| {
            all.add(&one);
            all
        })
    }

    /// The first potential by the forward Euler method that left sense, if one did.
    #[must_use]
    pub fn straying(&self) -> Option<Straying> {
        self.straying
    }

    /// Advances by one step.
    pub fn step(&mut self, observer: &mut impl Observer) {
        self.edits += 1;
        if !self.settled {
            self.settle(observer);
        }
        observer.sample(self);
        self.integrate();
        self.now.0 += 1;
        if let Some(standalone) = &mut self.standalone {
            standalone.advance(self.now);
        }
        self.settled = false;
        self.settle(observer);
        self.draw_sources(observer);
        self.keep_up();
    }

    /// Keeps traces within bounds as time goes by: at every boundary, so that numbers round alike whatever happens when.
    #[inline]
    fn keep_up(&mut self) {
        for index in &self.learning {
            if let Some(plasticity) = &mut self.projections[*index].plasticity {
                plasticity.keep_up(self.now);
            }
        }
    }

    /// Advances by a number of steps, or until a potential has left the model; says by how many. What happens is the same as
    /// step by step, to the last bit; an observer that wants no samples lets small networks take the direct way, also where it
    /// watches single synapses.
    pub fn run<O: Observer>(&mut self, steps: u64, observer: &mut O) -> u64 {
        let mut done = 0;
        while done < steps && self.blow_up.is_none() {
            if self.route.is_some() && !observer.wants_samples() {
                done += self.leap(steps - done, observer);
                if done == steps {
                    break;
                }
            }
            self.step(observer);
            done += 1;
        }
        done
    }

    /// Lets everything act that is due at the boundary reached. [`Simulation::step`] does so by itself; a
    /// run that ends calls it to be able to sample its last boundary.
    #[inline]
    pub fn settle(&mut self, observer: &mut impl Observer) {
        if !self.settled {
            self.edits += 1;
            if !self.timed.is_empty() {
                self.fire_trains(observer);
            }
            if !self.scheduled.is_empty() {
                self.fire_scheduled(observer);
            }
            self.deliver(observer);
            self.settled = true;
        }
    }

    /// Makes a neuron fire at a time [ms] to come, which keeps its place inside the step. A time in the past
    /// acts now. Without a neuron, the population's volley fires.
    pub fn schedule_fire(&mut self, population: u32, neuron: Option<u32>, time_ms: f64) {
        self.edits += 1;
        let mut at = self.grid.moment(time_ms);
        if at.order(&Moment::at(self.now)).is_lt() {
            at = Moment::at(self.now);
        }
        let place = self.scheduled.partition_point(|other| at.order(&other.at).is_lt());
        self.scheduled.insert(place, Scheduled { at, population, neuron });
        self.settled = false;
    }

    /// Overwrites the potential [mV] of a neuron, as an electrode would. For fault injection and tests.
    pub fn set_potential(&mut self, population: u32, neuron: u32, V_mV: f64) {
        self.edits += 1;
        let state = self.populations.iter_mut().find(|state| state.spec.id == population);
        if let Some(columns) = state.map(|state| &mut state.cells.columns)
            && let Some(V) = columns.position("V")
            && let Some(V) = columns.column_mut(V).get_mut(neuron as usize)
        {
            *V = V_mV;
        }
    }

    fn integrate(&mut self) {
        for place in 0..self.driven.len() {
            self.projections[self.driven[place]].prepare(self.now, self.grid);
        }
        for index in &self.membranes {
            let population = &mut self.populations[*index];
            if !population.kernel.is_few() {
                population.gather(&self.projections, self.now, self.grid);
            }
        }
        if !self.junctions.is_empty() {
            self.coupling.advance(&mut self.populations, &self.projections, self.grid);
        }
        let mut spikes = std::mem::take(&mut self.spikes);
        for place in 0..self.membranes.len() {
            let index = self.membranes[place];
            let population = &mut self.populations[index];
            if population.integrate_few(&self.projections, self.grid) {
                continue;
            }
            let bad = population.integrate(&self.projections, self.grid, &mut spikes);
            spikes.extend(self.coupling.spikes_of(index));
            if let Some(neuron) = bad
                && self.blow_up.is_none()
            {
                let V = population.V_mV(neuron);
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                let neuron = neuron as u32;
                let step = Step(self.now.0 + 1);
                self.blow_up = Some(BlowUp { population: population.spec.id, neuron, value: V, step });
            }
            if let Some((neuron, V_mV)) = population.cells.strayed
                && self.straying.is_none()
            {
                let (population, step) = (population.spec.id, Step(self.now.0 + 1));
                self.straying = Some(Straying { population, neuron, V_mV, step });
            }
            if spikes.is_empty() {
                continue;
            }
            #[expect(clippy::cast_possible_truncation, reason = "a position of a population")]
            let population = index as u32;
            let spike = |(at_ms, neuron)| Pending { at_ms, population, neuron };
            self.pending.extend(spikes.drain(..).map(spike));
        }
        self.spikes = spikes;
        if 1 < self.pending.len() {
            let Self { pending, populations, .. } = self;
            pending.sort_unstable_by(|a, b| deliver::later_first(a, b, populations));
            self.read_ahead();
        }
        for index in &self.membranes {
            self.populations[*index].kernel.hand_over(&mut self.projections);
        }
        for receptor in self.projections.iter_mut().flat_map(|projection| &mut projection.receptors) {
            receptor.advance();
        }
    }
}
