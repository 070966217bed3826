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
mod caveat;
mod columns;
mod event;
mod fade;
mod gates;
mod inputs;
mod junction;
mod leap;
mod membrane;
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
mod source;
mod spike_counts;
mod spike_queue;
mod stimulus;
mod synapses;
mod vector;

use std::sync::Arc;

pub use balance::{Balance, Cause};
pub use caveat::{Crowding, SENSE_MV, Straying};
pub use event::{Event, Observer, Release, Spike};
pub use rate_learning::{MOST_PRESENTATIONS, RateCourse};
pub use recorder::{Recorder, Recording};
pub use rng::{Stream, StreamKind};
pub use samples::{MAX_BUCKETS, SampleBlock, Samples, hull};
pub use slot::Slot;
pub use spike_counts::SpikeCounts;

use crate::model::network::Network;
use crate::units::{Grid, Moment, Step};
use junction::{Coupling, JunctionState};
use population::PopulationState;
use projection::ProjectionState;
use receptor::ReceptorState;
use spike_queue::Arrival;

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
    /// What gap junctions couple.
    coupling: Coupling,
    /// Positions of the populations that have membranes, and of those that fire at random.
    membranes: Vec<usize>,
    /// See `membranes`.
    sources: Vec<usize>,
    /// Those that fire at given times.
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

/// The state that a canvas shows, at one boundary.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// The boundary.
    pub step: Step,
    /// For each population by id: mean potential [mV], if it has one, and spikes ignored so far.
    pub populations: Vec<(u32, Option<f64>, u64)>,
    /// For each projection by id: mean conductance onto a target neuron [nS].
    pub projections: Vec<(u32, f64)>,
    /// What moves the potential of the first neuron of each population that has a membrane.
    pub balances: Vec<Balance>,
    /// Weights of the projections that learn, at this boundary or an earlier one.
    pub weights: Vec<WeightSample>,
    /// Neurons that were ready to fire twice in a step, if any were.
    pub crowding: Option<Crowding>,
    /// The first potential by the forward Euler method that left sense, if one did.
    pub straying: Option<Straying>,
}

/// Weights of a projection at one boundary: all of them, or every so-many-th.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightSample {
    /// Id of the projection.
    pub projection: u32,
    /// The boundary.
    pub at: Step,
    /// Number of synapses.
    pub total: usize,
    /// Of how many synapses, in order, each value is the first.
    pub every: usize,
    /// The weights, in units of the greatest.
    pub values: Arc<[f32]>,
}

/// Most weights of a projection in a sample.
const MOST_SAMPLED: usize = 2048;

impl Simulation {
    /// The network at t = 0.
    #[must_use]
    pub fn new(network: Arc<Network>, seed: u64, grid: Grid) -> Self {
        let (populations, projections, junctions) = build(&network, seed, grid, &mut []);
        let largest = populations.iter().map(PopulationState::n).max().unwrap_or(0);
        Self {
            network,
            seed,
            grid,
            now: Step(0),
            membranes: positions(&populations, PopulationState::has_membrane),
            sources: positions(&populations, PopulationState::is_random_source),
            timed: positions(&populations, PopulationState::has_train),
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
        }
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

    /// The weights of a projection's synapses, by presynaptic neuron and then by postsynaptic neuron; none if there is no
    /// projection with this id.
    #[must_use]
    pub fn weights(&self, projection: u32) -> Option<&[f64]> {
        self.projections.iter().find(|state| state.spec.id == projection).map(|state| state.w.as_slice())
    }

    /// The synapses of a projection, each as presynaptic neuron, postsynaptic neuron and weight.
    pub fn synapses(&self, projection: u32) -> impl Iterator<Item = (u32, u32, f64)> {
        let states = self.projections.iter().filter(move |state| state.spec.id == projection);
        states.flat_map(|state| state.synapses.pairs().zip(&state.w).map(|((pre, post), w)| (pre, post, *w)))
    }

    /// Writes the weights of all projections that learn into `samples`.
    pub fn sample_weights(&self, samples: &mut Vec<WeightSample>) {
        samples.clear();
        samples.extend(self.learning.iter().map(|index| {
            let state = &self.projections[*index];
            let every = state.w.len().div_ceil(MOST_SAMPLED).max(1);
            #[expect(clippy::cast_possible_truncation, reason = "for looking at")]
            let values = state.w.iter().step_by(every).map(|w| *w as f32).collect();
            WeightSample { projection: state.spec.id, at: self.now, total: state.w.len(), every, values }
        }));
    }

    /// Latency of each neuron of a population that fires in volleys [ms], and the middle of the volley that is under way or
    /// comes next [ms].
    #[must_use]
    pub fn volleys(&self, population: u32) -> Option<(&[f64], f64)> {
        self.populations.iter().find(|state| state.spec.id == population)?.volleys()
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
            let crowding = state.crowding?;
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
        if !self.settled {
            self.settle(observer);
        }
        observer.sample(self);
        self.integrate();
        self.now.0 += 1;
        self.settled = false;
        self.settle(observer);
        self.draw_sources(observer);
    }

    /// Advances by a number of steps, or until a potential has left the model; says by how many. What happens is the same as
    /// step by step, to the last bit; an observer that wants no samples lets small networks take the direct way.
    pub fn run(&mut self, steps: u64, observer: &mut impl Observer) -> u64 {
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

    /// Makes a neuron fire at the boundary reached, and lets what follows at once happen. Without a neuron,
    /// a random choice of the population's volley fraction fires. Returns how many did; a neuron in its
    /// refractory period does not, and is counted as ignored. Unknown ids and neurons do nothing.
    pub fn fire(&mut self, population: u32, neuron: Option<u32>, observer: &mut impl Observer) -> u64 {
        let fired = self.fire_at(population, neuron, Moment::at(self.now), observer);
        self.deliver(observer);
        fired
    }

    /// Makes a neuron fire at a time [ms] to come, which keeps its place inside the step. A time in the past
    /// acts now. Without a neuron, the population's volley fires.
    pub fn schedule_fire(&mut self, population: u32, neuron: Option<u32>, time_ms: f64) {
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
        let state = self.populations.iter_mut().find(|state| state.spec.id == population);
        if let Some(columns) = state.map(|state| &mut state.columns)
            && let Some(V) = columns.position("V")
            && let Some(V) = columns.column_mut(V).get_mut(neuron as usize)
        {
            *V = V_mV;
        }
    }

    /// Writes what a canvas shows into `snapshot`.
    pub fn snapshot(&self, snapshot: &mut Snapshot) {
        #[expect(clippy::cast_precision_loss, reason = "counts of neurons")]
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let mean_g = |projection: &ProjectionState, receptor: &ReceptorState| match receptor.block {
            None => mean(&receptor.g),
            Some(block) => {
                let V = |neuron| self.populations[projection.to].V_mV(neuron);
                let conducting = receptor.g.iter().enumerate().map(|(neuron, g)| g * block.free(V(neuron)));
                #[expect(clippy::cast_precision_loss, reason = "counts of neurons")]
                let n = receptor.g.len().max(1) as f64;
                conducting.sum::<f64>() / n
            }
        };
        snapshot.step = self.now;
        snapshot.populations.clear();
        snapshot.populations.extend(self.populations.iter().map(|state| {
            let V = state.columns.position("V").map(|V| mean(state.columns.column(V)));
            (state.spec.id, V, state.ignored)
        }));
        (snapshot.crowding, snapshot.straying) = (self.crowding(), self.straying);
        self.balances(&mut snapshot.balances);
        snapshot.projections.clear();
        snapshot.projections.extend(
            self.projections
                .iter()
                .map(|state| (state.spec.id, state.receptors.iter().map(|r| mean_g(state, r)).sum())),
        );
    }

    fn integrate(&mut self) {
        for place in 0..self.driven.len() {
            self.projections[self.driven[place]].prepare(self.now, self.grid);
        }
        for index in &self.membranes {
            let population = &mut self.populations[*index];
            if !population.is_few() {
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
            if let Some((neuron, V_mV)) = population.strayed
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
            pending.sort_unstable_by(|a, b| later_first(a, b, populations));
        }
        for receptor in self.projections.iter_mut().flat_map(|projection| &mut projection.receptors) {
            receptor.advance();
        }
    }

    fn draw_sources(&mut self, observer: &mut impl Observer) {
        for place in 0..self.sources.len() {
            let index = self.sources[place];
            if self.populations[index].waits() {
                continue;
            }
            let mut spikes = std::mem::take(&mut self.spikes);
            self.populations[index].draw(self.now, self.grid, &mut spikes);
            for (_, neuron) in &spikes {
                self.emit_now(index, *neuron, observer);
            }
            spikes.clear();
            self.spikes = spikes;
        }
        // What arrives at once, and what the synapses learn from it, belongs to this boundary, too.
        self.deliver(observer);
    }

    /// A spike leaves its neuron at the boundary reached, of which everything earlier has been delivered. Where there is no
    /// delay it arrives at once: it opens channels for the steps to come, so nothing else depends on its order. Where it may
    /// arrive at this boundary, but not before others do, it is due.
    #[inline]
    fn emit_now(&mut self, index: usize, neuron: u32, observer: &mut impl Observer) {
        let (now, at) = (self.now, Moment::at(self.now));
        for place in 0..self.populations[index].outgoing.len() {
            let projection = &mut self.projections[self.populations[index].outgoing[place]];
            if projection.is_prompt() {
                // Nothing is left of the step, so no potential changes and nothing fires.
                let amplitude = projection.deliver_at(neuron, now, self.grid);
                if projection.has_to_learn() {
                    self.next_due = self.next_due.min(projection.due());
                }
                let projection = projection.spec.id;
                observer.event(&Event::Release(Release { at, projection, neuron, amplitude }));
            } else {
                self.next_due = self.next_due.min(projection.send(neuron, at, self.grid));
            }
        }
        observer.event(&Event::Spike(Spike { at, population: self.populations[index].spec.id, neuron }));
    }

    fn fire_trains(&mut self, observer: &mut impl Observer) {
        for place in 0..self.timed.len() {
            let index = self.timed[place];
            while let Some((at, neuron)) = self.populations[index].pop_train(self.now, self.grid) {
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                let all = 0..self.populations[index].n() as u32;
                for neuron in neuron.map_or(all, |neuron| neuron..neuron + 1) {
                    self.force(index, neuron, at, observer);
                }
            }
        }
    }

    fn fire_scheduled(&mut self, observer: &mut impl Observer) {
        while let Some(next) = self.scheduled.last()
            && next.at.boundary() <= self.now
        {
            let Scheduled { at, population, neuron } = *next;
            self.scheduled.pop();
            self.fire_at(population, neuron, at, observer);
        }
    }

    fn fire_at(
        &mut self,
        population: u32,
        neuron: Option<u32>,
        at: Moment,
        observer: &mut impl Observer,
    ) -> u64 {
        let Some(index) = self.populations.iter().position(|state| state.spec.id == population) else {
            return 0;
        };
        let n = self.populations[index].n();
        match neuron {
            Some(neuron) if (neuron as usize) < n => u64::from(self.force(index, neuron, at, observer)),
            Some(_) => 0,
            None if n == 1 => u64::from(self.force(index, 0, at, observer)),
            None => {
                let mut order = std::mem::take(&mut self.order);
                self.choose_volley(index, &mut order);
                let fired = order.iter().filter(|neuron| self.force(index, **neuron, at, observer)).count();
                self.order = order;
                fired as u64
            }
        }
    }

    /// A random choice without repetition of the population's volley fraction, at least one, in order.
    fn choose_volley(&mut self, index: usize, order: &mut Vec<u32>) {
        let population = &mut self.populations[index];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 100 000 neurons"
        )]
        let (n, size) = {
            let n = population.spec.n as u32;
            (n, (population.spec.volley_fraction * f64::from(n)).round().max(1.0) as u32)
        };
        order.clear();
        order.extend(0..n);
        for chosen in 0..size.min(n) {
            let other = chosen + population.volley.below(n - chosen);
            order.swap(chosen as usize, other as usize);
        }
        order.truncate(size as usize);
        order.sort_unstable();
    }

    fn force(&mut self, index: usize, neuron: u32, at: Moment, observer: &mut impl Observer) -> bool {
        let before_mV = self.populations[index].V_mV(neuron as usize);
        let fires = self.populations[index].force(neuron as usize, at, self.now, self.grid);
        if fires {
            if at.offset_ms != 0.0 && !self.junctions.is_empty() {
                let jump_mV = self.populations[index].V_mV(neuron as usize) - before_mV;
                let ago_ms = self.grid.between_ms(at, Moment::at(self.now));
                self.tell_partners(index, neuron, jump_mV, ago_ms);
            }
            self.emit(index, neuron, at, false, observer);
        } else {
            let population = self.populations[index].spec.id;
            observer.event(&Event::Ignored(Spike { at, population, neuron }));
        }
        fires
    }

    /// A spike leaves its neuron. Where `arrives_at_once`, the caller sees to the projections on which it does.
    fn emit(
        &mut self,
        index: usize,
        neuron: u32,
        at: Moment,
        arrives_at_once: bool,
        observer: &mut impl Observer,
    ) {
        let population = &self.populations[index];
        for projection in &population.outgoing {
            let projection = &mut self.projections[*projection];
            if !(arrives_at_once && projection.is_prompt()) {
                self.next_due = self.next_due.min(projection.send(neuron, at, self.grid));
            }
        }
        for projection in &population.learning {
            self.next_due = self.next_due.min(self.projections[*projection].send_back(neuron, at, self.grid));
        }
        observer.event(&Event::Spike(Spike { at, population: population.spec.id, neuron }));
    }

    /// Every arrival due at the boundary reached acts, and so does what follows from it at once.
    #[inline]
    fn deliver(&mut self, observer: &mut impl Observer) {
        if self.next_due <= self.now || !self.pending.is_empty() {
            self.deliver_all(observer);
        }
    }

    fn deliver_all(&mut self, observer: &mut impl Observer) {
        self.deliver_due(observer);
        for projection in &self.learning {
            self.projections[*projection].learn(self.now);
        }
        self.next_due = self.projections.iter().map(ProjectionState::due).min().unwrap_or(Step(u64::MAX));
    }

    /// Every arrival due at the boundary reached acts, in order of (time, projection, axon), and spikes inside the step just
    /// taken leave their neurons between them, in order of time. So an arrival finds every spike before it fired, and may
    /// still move those after it.
    fn deliver_due(&mut self, observer: &mut impl Observer) {
        if self.next_due <= self.now {
            self.collect_due();
        }
        loop {
            let pending = self.pending.last().copied();
            let arrival = self.due.last().map(|(arrival, _)| arrival.at);
            let is_spike_next = match (pending, arrival) {
                (None, None) => break,
                (Some(spike), Some(at)) => self.moment_of(&spike).order(&at).is_le(),
                (spike, _) => spike.is_some(),
            };
            if let Some(spike) = pending.filter(|_| is_spike_next) {
                self.pending.pop();
                self.leave(spike, observer);
            } else if let Some((arrival, index)) = self.due.pop() {
                self.arrive(arrival, index, observer);
            }
        }
    }

    /// A spike reaches the synapses of the projection at a position.
    fn arrive(&mut self, arrival: Arrival, index: usize, observer: &mut impl Observer) {
        let Self { projections, populations, spikes, pending, .. } = self;
        let projection = &mut projections[index];
        let to = projection.to;
        let amplitude = projection.deliver(arrival, &mut populations[to], spikes, self.now, self.grid);
        let Arrival { at, neuron } = arrival;
        let projection = projection.spec.id;
        observer.event(&Event::Release(Release { at, projection, neuron, amplitude }));
        for (at_ms, neuron) in spikes.drain(..) {
            #[expect(clippy::cast_possible_truncation, reason = "a position of a population")]
            let spike = Pending { at_ms, population: to as u32, neuron };
            let place = pending.partition_point(|other| later_first(other, &spike, populations).is_lt());
            pending.insert(place, spike);
        }
    }

    /// Whether nothing else is known to happen before a moment, or at the same time, of what is due at the boundary reached.
    fn comes_first(&self, at: Moment) -> bool {
        self.pending.last().is_none_or(|spike| at.order(&self.moment_of(spike)).is_lt())
            && self.due.last().is_none_or(|(arrival, _)| at.order(&arrival.at).is_lt())
    }

    /// A spike inside the step just taken leaves its neuron, unless something has moved it since.
    fn leave(&mut self, spike: Pending, observer: &mut impl Observer) {
        let Pending { at_ms, population, neuron } = spike;
        let population = population as usize;
        if !self.populations[population].is_about_to_fire(neuron, at_ms) {
            return;
        }
        if let Some((from_mV, to_mV)) = self.populations[population].unseen(neuron) {
            self.tell_partners(population, neuron, to_mV - from_mV, self.grid.dt_ms() - at_ms);
        }
        self.populations[population].has_fired(neuron, at_ms, self.grid);
        let at = self.moment_of(&spike);
        self.emit(population, neuron, at, true, observer);
        // What arrives at once need not queue for it, unless something else is to come first.
        let arrival = Arrival { at: self.grid.later(at, Moment::default()), neuron };
        for place in 0..self.populations[population].outgoing.len() {
            let index = self.populations[population].outgoing[place];
            if !self.projections[index].is_prompt() {
                continue;
            }
            if self.comes_first(arrival.at) {
                self.arrive(arrival, index, observer);
            } else {
                self.next_due = self.next_due.min(self.projections[index].send(neuron, at, self.grid));
            }
        }
        if self.next_due <= self.now {
            self.collect_due();
        }
    }

    fn moment_of(&self, spike: &Pending) -> Moment {
        Moment { step: Step(self.now.0 - 1), offset_ms: spike.at_ms }
    }

    /// Moves all arrivals that are due at the boundary reached from their queues to `due`, latest first.
    fn collect_due(&mut self) {
        let before = self.due.len();
        for (index, projection) in self.projections.iter_mut().enumerate() {
            while let Some(arrival) = projection.queue.pop_due(self.now) {
                self.due.push((arrival, index));
            }
        }
        if before < self.due.len() && 1 < self.due.len() {
            let id = |index: usize| self.projections[index].spec.id;
            self.due.sort_unstable_by(|(a, i), (b, j)| {
                b.at.order(&a.at).then_with(|| id(*j).cmp(&id(*i))).then(b.neuron.cmp(&a.neuron))
            });
        }
        self.next_due = Step(u64::MAX);
    }

    /// Lets those that gap junctions couple to a neuron know that its potential has jumped, some time ago [ms].
    fn tell_partners(&mut self, population: usize, neuron: u32, jump_mV: f64, ago_ms: f64) {
        for junction in &self.junctions {
            let partner = match junction.ends {
                [end, other] | [other, end] if end == population => other,
                _ => continue,
            };
            if (neuron as usize) < junction.n(&self.populations) {
                let charge_pA_ms = junction.spec.g_c_nS * jump_mV * ago_ms;
                self.populations[partner].nudge(neuron as usize, charge_pA_ms);
            }
        }
    }
}

/// Orders spikes inside a step from the latest to the first; those at the same time by population and neuron.
fn later_first(a: &Pending, b: &Pending, populations: &[PopulationState]) -> std::cmp::Ordering {
    let id = |spike: &Pending| populations[spike.population as usize].spec.id;
    b.at_ms.total_cmp(&a.at_ms).then_with(|| id(b).cmp(&id(a))).then(b.neuron.cmp(&a.neuron))
}

/// Positions of the projections whose weights change.
fn learning(projections: &[ProjectionState]) -> Vec<usize> {
    (0..projections.len()).filter(|index| projections[*index].plasticity.is_some()).collect()
}

/// Positions of the projections whose channels may be driven by a transmitter pulse.
fn driven(projections: &[ProjectionState]) -> Vec<usize> {
    let can_be = |state: &ProjectionState| state.receptors.iter().any(ReceptorState::can_be_driven);
    (0..projections.len()).filter(|index| can_be(&projections[*index])).collect()
}

/// Positions of the populations of a sort.
fn positions(populations: &[PopulationState], is_of: impl Fn(&PopulationState) -> bool) -> Vec<usize> {
    (0..populations.len()).filter(|index| is_of(&populations[*index])).collect()
}

/// The state of a network at the start of a run, wired up. Synapses of `old` that are the same are taken from there: to
/// draw them again would take long, and to hold both much memory.
fn build(
    network: &Network,
    seed: u64,
    grid: Grid,
    old: &mut [ProjectionState],
) -> (Vec<PopulationState>, Vec<ProjectionState>, Vec<JunctionState>) {
    let mut populations: Vec<_> =
        network.populations().iter().map(|population| PopulationState::new(population, seed, grid)).collect();
    let projections: Vec<_> = network
        .projections()
        .iter()
        .map(|projection| {
            let size = |id| network.population(id).map_or(0, population::size);
            let sizes = (size(projection.from), size(projection.to));
            let same = old.iter_mut().find(|old| old.joins_like(projection, sizes));
            let kept = same.map(|old| old.give(projection));
            ProjectionState::new(projection, network, kept, seed, grid)
        })
        .collect();
    let junctions = junction::build(network, &populations);
    for (index, projection) in projections.iter().enumerate() {
        populations[projection.from].outgoing.push(index);
        populations[projection.to].incoming.push(index);
        if projection.plasticity.is_some() {
            populations[projection.to].learning.push(index);
        }
    }
    for (index, population) in populations.iter_mut().enumerate() {
        // Sums of conductances round alike, whatever the order of the list.
        population.incoming.sort_unstable_by_key(|index| projections[*index].spec.id);
        // So do spikes leave.
        population.outgoing.sort_unstable_by_key(|index| projections[*index].spec.id);
        let is_coupled = junctions.iter().any(|junction| junction.ends.contains(&index));
        population.connect(&projections, is_coupled, grid);
    }
    (populations, projections, junctions)
}
