//! Live state of a projection: spikes under way, release, weights, receptors.
//!
//! Synapses that release alike share the state of release and the gates of their receptors: all synapses of an axon,
//! or, where release is left to chance, each synapse by itself. Such a group is a lane.
//!
//! Longer than 500 lines: what is on its way, what it releases and what it changes are one state, which only this file changes.

use std::ops::Range;
use std::sync::Arc;

use super::digest::digest;
use super::event::{ConductanceChange, Event, Observer, PoolChange, Watcher};
use super::plasticity::{DirectTiming, PlasticityState};
use super::receptor::{DirectReceptor, Drift, Lanes, Opening, ReceptorState};
use super::rng::{Keyed, Stream, StreamKind};
use super::spike_queue::{Arrival, SpikeQueue};
use super::synapses::Synapses;
use super::weights::SynapseWeights;
use crate::model::network::{DelaySide, Network, Projection};
use crate::model::receptor::{Receptor, ReceptorKey};
use crate::model::release::{Pool, ReleaseModel};
use crate::units::{Grid, Moment, Step};

/// From so many synapses on their targets are more than what is closest to the processor can hold.
const MANY_SYNAPSES: usize = 1 << 14;

/// Live state of a projection.
#[derive(Debug, Clone)]
pub(super) struct ProjectionState {
    /// What it is a state of.
    pub spec: Arc<Projection>,
    /// Position of the presynaptic population.
    pub from: usize,
    /// Position of the postsynaptic population.
    pub to: usize,
    /// Number of presynaptic neurons.
    pub from_n: usize,
    /// Number of postsynaptic neurons.
    pub to_n: usize,
    /// Which neurons are joined.
    pub synapses: Arc<Synapses>,
    /// Spikes under way.
    pub queue: SpikeQueue,
    /// The delay split at the grid.
    pub delay: Moment,
    /// Weight of each synapse.
    pub w: SynapseWeights,
    /// How the weights change, if they do.
    pub plasticity: Option<PlasticityState>,
    /// State of each receptor.
    pub receptors: Vec<ReceptorState>,
    /// Whether each synapse is a lane.
    pub single: bool,
    /// What every spike releases, if that is always the same.
    always: Option<f64>,
    /// State of release of each lane at `last`.
    pub pools: Vec<Pool>,
    /// When a spike last reached each lane.
    pub last: Vec<Moment>,
    /// What chance decides at a release, and how many there were on each lane; no numbers where nothing is left to chance.
    chance: Keyed,
    /// See `chance`.
    released: Vec<u32>,
    /// Working space: targets of a spike.
    targets: Vec<u32>,
}

impl ProjectionState {
    /// The state at the start of a run. `kept` is what is taken over from before where the same neurons are joined; then
    /// [`ProjectionState::keep_from`] has to bring the rest. `drift` is how the membranes of the targets relax by themselves.
    pub fn new(
        spec: &Projection,
        network: &Network,
        drift: Option<Drift>,
        kept: Option<Kept>,
        seed: u64,
        grid: Grid,
    ) -> Self {
        let position = |id| network.populations().iter().position(|population| population.id == id);
        let (from, to) = (position(spec.from).unwrap_or_default(), position(spec.to).unwrap_or_default());
        let sizes = (network.populations()[from].size(), network.populations()[to].size());
        let mut stream = Stream::new(seed, StreamKind::Projection, spec.id);
        let kept = kept.unwrap_or_else(|| {
            let without_self = spec.leaves_out_autapses();
            let synapses = Synapses::new(&spec.connect, sizes, without_self, &mut stream);
            Kept { synapses: Arc::new(synapses), w: None }
        });
        Self::between((from, to), sizes, &Arc::new(spec.clone()), kept, drift, seed, grid)
    }

    /// The state at the start of a run between two populations, by their positions and sizes, with these synapses.
    pub fn between(
        (from, to): (usize, usize),
        (n_pre, n_post): (usize, usize),
        spec: &Arc<Projection>,
        Kept { synapses, w }: Kept,
        drift: Option<Drift>,
        seed: u64,
        grid: Grid,
    ) -> Self {
        let single = spec.release.inner().is_some_and(ReleaseModel::is_random);
        let n_lanes = if single { synapses.len() } else { n_pre };
        let learning = Keyed::new(seed, StreamKind::Plasticity, spec.id);
        let plasticity = PlasticityState::new(&spec.plasticity, &synapses, (n_pre, n_post), learning, grid);
        let are_plastic = plasticity.is_some();
        let w = w.map_or_else(
            || SynapseWeights::at_start(spec, synapses.len(), synapses.longest(), are_plastic, seed),
            |w| w.made(are_plastic),
        );
        let receptor =
            |one: &Receptor| Some(ReceptorState::new(one, one.inner()?, n_lanes, n_post, drift, grid));
        Self {
            from,
            to,
            from_n: n_pre,
            to_n: n_post,
            // Room for every axon at 100 Hz along the delay; a denser volley grows it once.
            queue: SpikeQueue::with_capacity(n_pre.saturating_mul(2).min(1 << 16)),
            delay: grid.moment(spec.delay_ms),
            w,
            plasticity,
            receptors: spec.receptors.iter().filter_map(receptor).collect(),
            single,
            always: spec.release.inner().and_then(ReleaseModel::always),
            pools: vec![spec.release.inner().map_or([0.0; 2], ReleaseModel::start); n_lanes],
            last: vec![Moment::default(); n_lanes],
            chance: Keyed::new(seed, StreamKind::Release, spec.id),
            released: vec![0; if single { n_lanes } else { 0 }],
            targets: Vec::with_capacity(synapses.longest()),
            synapses,
            spec: Arc::clone(spec),
        }
    }

    /// What another projection that joins the same neurons takes over at once: the synapses, and the weights unless it
    /// begins with others.
    pub fn give(&mut self, other: &Projection) -> Kept {
        let same_w = self.spec.weights == other.weights;
        Kept { synapses: Arc::clone(&self.synapses), w: same_w.then(|| std::mem::take(&mut self.w)) }
    }

    /// Whether another projection between `n_pre` and `n_post` neurons joins the same ones.
    pub fn joins_like(&self, other: &Projection, (n_pre, n_post): (usize, usize)) -> bool {
        self.spec.id == other.id
            && (self.spec.from, self.spec.to) == (other.from, other.to)
            && self.spec.connect == other.connect
            && self.spec.leaves_out_autapses() == other.leaves_out_autapses()
            && (self.from_n, self.to_n) == (n_pre, n_post)
    }

    /// Before which boundary no spike is due at the synapses.
    pub fn due(&self) -> Step {
        let waiting = self.plasticity.as_ref().and_then(PlasticityState::next);
        let next = self.queue.next().map(Moment::boundary).into_iter().chain(waiting).min();
        next.unwrap_or(Step(u64::MAX))
    }

    /// Reads from memory what an arrival will need, where that is too much to be close to the processor. Several reads go on at
    /// a time, whereas arrivals wait for theirs one after the other. What is returned means nothing.
    #[inline]
    pub fn read_ahead(&self, axon: u32) -> u64 {
        if self.synapses.len() < MANY_SYNAPSES {
            return 0;
        }
        let axon = axon as usize;
        let targets = self.synapses.read_ahead(self.synapses.of_axon(axon));
        let gates = self.receptors.iter().filter(|_| !self.single);
        targets ^ gates.fold(0, |all, receptor| all ^ receptor.gates.read_ahead(axon))
    }

    /// Sends a spike on its way; says at which boundary it is due.
    pub fn send(&mut self, neuron: u32, at: Moment, grid: Grid) -> Step {
        let arrival = grid.later(at, self.delay);
        self.queue.push(Arrival { at: arrival, neuron });
        if self.is_dendritic()
            && let Some(plasticity) = &mut self.plasticity
        {
            plasticity.send_pre(neuron, at);
            return arrival.boundary().min(at.boundary());
        }
        arrival.boundary()
    }

    /// Lets the synapses know of a spike of a target neuron; says at which boundary it is due there.
    pub fn send_back(&mut self, neuron: u32, at: Moment, grid: Grid) -> Step {
        let at = if self.is_dendritic() { grid.later(at, self.delay) } else { at };
        if let Some(plasticity) = &mut self.plasticity {
            plasticity.send_post(neuron, at);
        }
        at.boundary()
    }

    /// Whether a spike arrives when it leaves, none is on its way that would have to be first, and synapses that learn see it
    /// only when it arrives.
    #[inline]
    pub fn is_prompt(&self) -> bool {
        let sees_it_before = self.plasticity.is_some() && self.is_dendritic();
        self.delay == Moment::default() && self.queue.is_empty() && !sees_it_before
    }

    /// Whether the delay is on the side of the target.
    pub fn is_dendritic(&self) -> bool {
        self.spec.delay_side == DelaySide::Dendritic
    }

    /// Whether every axon ends on the only target by one synapse that always releases the same, at once, through one receptor
    /// whose channels open at once and do not saturate; and whether its weight is fixed or follows from pairs of spikes.
    pub fn is_direct(&self) -> bool {
        self.delay == Moment::default()
            && !self.is_dendritic()
            && !self.single
            && self.to_n == 1
            && self.synapses.len() == self.from_n
            && (0..self.from_n).all(|axon| self.synapses.of_axon(axon) == (axon..axon + 1))
            && self.always.is_some()
            && matches!(&self.receptors[..], [receptor] if receptor.is_direct())
            && self.plasticity.as_ref().is_none_or(PlasticityState::is_direct)
    }

    /// What is always released, the weights, the receptor and the rule, if it is direct and nothing is on its way.
    pub fn direct(&mut self) -> Option<DirectProjection<'_>> {
        let A = self.always?;
        let [receptor] = &mut self.receptors[..] else { return None };
        let timing = match &mut self.plasticity {
            Some(plasticity) => Some(plasticity.direct()?),
            None => None,
        };
        Some(DirectProjection { id: self.spec.id, A, w: &mut self.w, receptor: receptor.direct()?, timing })
    }

    /// Whether spikes wait to change the weights.
    #[inline]
    pub fn has_to_learn(&self) -> bool {
        self.plasticity.as_ref().is_some_and(PlasticityState::has_waiting)
    }

    /// Lets the weights change by what has reached the synapses up to a boundary.
    #[inline]
    pub fn learn(&mut self, boundary: Step, observer: &mut impl Observer) {
        if let Some(plasticity) = &mut self.plasticity {
            let watcher = &mut Watcher { observer, projection: self.spec.id };
            plasticity.advance_to(boundary, &self.synapses, self.w.plastic_mut(), watcher);
        }
    }

    /// Works out what transmitter pulses do during the step that begins at `now`.
    #[inline]
    pub fn prepare(&mut self, now: Step, grid: Grid) {
        let lanes = Lanes { all: &self.synapses, single: self.single };
        for receptor in self.receptors.iter_mut().filter(|receptor| receptor.needs_preparing()) {
            receptor.prepare(&lanes, &self.w, now, grid);
        }
    }

    /// Lets an arrival act on the state at `boundary`. What has to act on the targets besides goes to `act`, with the
    /// targets and their weights. Returns what was released, as the mean over the synapses of the axon.
    #[inline]
    pub fn deliver(
        &mut self,
        arrival: Arrival,
        boundary: Step,
        grid: Grid,
        observer: &mut impl Observer,
        mut act: impl FnMut(&Opening, (&[u32], &[f64])),
    ) -> f64 {
        let moments = (arrival.at, Moment::at(boundary));
        self.deliver_by(arrival, boundary, grid, observer, |receptor, lane, amplitude, ends| {
            if let Some(opening) = receptor.release(lane, amplitude, ends, moments, grid) {
                act(&opening, ends);
            }
        })
    }

    /// The same for a spike that arrives at the boundary at which it leaves: it opens channels for the steps to come.
    #[inline]
    pub fn deliver_at(
        &mut self,
        neuron: u32,
        boundary: Step,
        grid: Grid,
        observer: &mut impl Observer,
    ) -> f64 {
        let arrival = Arrival { at: Moment::at(boundary), neuron };
        self.deliver_by(arrival, boundary, grid, observer, |receptor, lane, amplitude, ends| {
            receptor.release_at(lane, amplitude, ends, boundary, grid);
        })
    }

    /// Lets an arrival release; `open` opens a receptor of a lane.
    #[inline]
    fn deliver_by<O: Observer>(
        &mut self,
        arrival: Arrival,
        boundary: Step,
        grid: Grid,
        observer: &mut O,
        mut open: impl FnMut(&mut ReceptorState, usize, f64, (&[u32], &[f64])),
    ) -> f64 {
        let Arrival { at, neuron } = arrival;
        let axon = neuron as usize;
        let mut watcher = Watcher { observer, projection: self.spec.id };
        if let Some(plasticity) = &mut self.plasticity {
            plasticity.advance_before(at, &self.synapses, self.w.plastic_mut(), &mut watcher);
        }
        let synapses = self.synapses.of_axon(axon);
        let mut open_all = |state: &mut Self,
                            lane: usize,
                            synapses: Range<usize>,
                            amplitude: f64,
                            watcher: &mut Watcher<'_, O>| {
            let targets = state.synapses.targets(synapses.clone(), &mut state.targets);
            let ends = (targets, state.w.of(synapses.clone()));
            let is_watched = O::WATCHES && watcher.watches_any(synapses);
            for receptor in &mut state.receptors {
                let before = is_watched.then(|| receptor.gate_at(lane, Moment::at(boundary), grid).P);
                open(receptor, lane, amplitude, ends);
                if let Some(before) = before {
                    watcher.conductance(receptor, (lane, at), before, (boundary, grid));
                }
            }
        };
        let amplitude = if self.single {
            let n = synapses.len().max(1);
            let mut sum = 0.0;
            for synapse in synapses {
                let amplitude = self.release(synapse, (neuron, synapse..synapse + 1), at, grid, &mut watcher);
                sum += amplitude;
                if 0.0 < amplitude {
                    open_all(self, synapse, synapse..synapse + 1, amplitude, &mut watcher);
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "a number of synapses")]
            let mean = sum / n as f64;
            mean
        } else {
            let amplitude = self.release(axon, (neuron, synapses.clone()), at, grid, &mut watcher);
            open_all(self, axon, synapses, amplitude, &mut watcher);
            amplitude
        };
        let is_axonal = !self.is_dendritic();
        if let Some(plasticity) = self.plasticity.as_mut().filter(|_| is_axonal) {
            plasticity.arrive(neuron, at, &self.synapses, self.w.plastic_mut(), &mut watcher);
        }
        amplitude
    }

    /// What a spike of a neuron releases that reaches a lane, whose synapses are in a row.
    #[inline]
    fn release<O: Observer>(
        &mut self,
        lane: usize,
        (neuron, synapses): (u32, Range<usize>),
        at: Moment,
        grid: Grid,
        watcher: &mut Watcher<'_, O>,
    ) -> f64 {
        // What is always the same needs no state.
        if let Some(amplitude) = self.always {
            return amplitude;
        }
        let Some(release) = self.spec.release.inner() else { return 0.0 };
        let since_ms = grid.between_ms(self.last[lane], at);
        let before = self.pools[lane];
        let (amplitude, pool) = if let Some(drawn) = self.released.get_mut(lane) {
            let mut draws = self.chance.of(lane, *drawn);
            *drawn = drawn.wrapping_add(1);
            release.release(before, since_ms, &mut || draws.uniform())
        } else {
            release.mean_release(before, since_ms)
        };
        (self.pools[lane], self.last[lane]) = (pool, at);
        if O::WATCHES && watcher.watches_any(synapses) {
            #[expect(clippy::cast_possible_truncation, reason = "at most 20 000 000 synapses")]
            let group = lane as u32;
            let (projection, recovered) = (self.spec.id, release.recover(before, since_ms));
            let change =
                PoolChange { at, projection, neuron, group, before, recovered, after: pool, amplitude };
            watcher.observer.event(&Event::Pool(change));
        }
        amplitude
    }

    /// The lane of a synapse.
    pub fn lane(&self, synapse: usize) -> usize {
        if self.single { synapse } else { self.synapses.axon(synapse) }
    }

    /// State of release of a synapse at a moment not before its last spike.
    pub fn pool(&self, synapse: usize, now: Moment, grid: Grid) -> Pool {
        let lane = self.lane(synapse);
        let since_ms = grid.between_ms(self.last[lane], now);
        self.spec.release.inner().map_or([0.0; 2], |release| release.recover(self.pools[lane], since_ms))
    }

    /// Release probability that a spike would meet at a synapse.
    pub fn P_rel(&self, synapse: usize, now: Moment, grid: Grid) -> f64 {
        self.spec.release.inner().map_or(0.0, |release| release.P_rel(self.pool(synapse, now, grid)))
    }

    /// A variable of a synapse, by its place among those that the rule of plasticity adds to the weight.
    pub fn plasticity_value(&self, place: usize, synapse: usize, now: Moment) -> Option<f64> {
        let target = self.synapses.target(synapse) as usize;
        let ends = (self.synapses.axon(synapse), target);
        self.plasticity.as_ref()?.value(place, synapse, ends, now)
    }

    /// Conductance of one synapse's receptor, before a block [nS].
    pub fn synapse_g(&self, receptor: &ReceptorState, synapse: usize, now: Moment, grid: Grid) -> f64 {
        receptor.g_max_nS * self.w.at(synapse) * receptor.gate_at(self.lane(synapse), now, grid).P
    }

    /// Takes over what an edit leaves as it was; see the table in `reconcile`.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment, grid: Grid) {
        let same_w = self.spec.weights == old.spec.weights;
        if self.spec.plasticity != old.spec.plasticity
            && let Some(plasticity) = &mut old.plasticity
        {
            let w = if same_w { &mut self.w } else { &mut old.w };
            // The new rule may leave the weights as they are; until now they changed.
            plasticity.bring_to(now, w.all_mut());
        }
        std::mem::swap(&mut self.queue, &mut old.queue);
        match (&mut self.plasticity, &mut old.plasticity) {
            (Some(new), Some(old)) => new.keep_from(old, now),
            (Some(new), None) => new.start_at(now),
            (None, _) => {}
        }
        if self.plasticity.is_some() {
            let most = self.spec.greatest_weight();
            self.w.plastic_mut().iter_mut().for_each(|w| *w = w.min(most));
        }
        if self.single != old.single {
            return; // Other lanes: release and receptors start fresh.
        }
        std::mem::swap(&mut self.released, &mut old.released);
        self.keep_release(old, now, grid);
        let lanes = Lanes { all: &self.synapses, single: self.single };
        for new in &mut self.receptors {
            if let Some(old) = old.receptors.iter_mut().find(|receptor| receptor.key == new.key) {
                new.keep_from(old, same_w, &lanes, &self.w, now, grid);
            }
        }
    }

    /// Takes over the state of release. A rule of another kind keeps what has the same symbol.
    fn keep_release(&mut self, old: &mut Self, now: Moment, grid: Grid) {
        let (Some(new_rule), Some(old_rule)) = (self.spec.release.inner(), old.spec.release.inner()) else {
            return;
        };
        if self.spec.release == old.spec.release {
            std::mem::swap(&mut self.pools, &mut old.pools);
            std::mem::swap(&mut self.last, &mut old.last);
            return;
        }
        let same_kind = self.spec.release.key() == old.spec.release.key();
        let place = |symbol: &str| old_rule.states().iter().position(|state| state.symbol == symbol);
        for lane in 0..self.pools.len() {
            let since_ms = grid.between_ms(old.last[lane], now).max(0.0);
            let recovered = old_rule.recover(old.pools[lane], since_ms);
            if same_kind {
                self.pools[lane] = recovered;
            } else {
                for (i, state) in new_rule.states().iter().enumerate() {
                    if let Some(place) = place(state.symbol) {
                        self.pools[lane][i] = recovered[place];
                    }
                }
            }
            self.last[lane] = now.max(old.last[lane]);
        }
    }
}

impl<O: Observer> Watcher<'_, O> {
    /// Tells of what a release on a lane has made of a receptor; `before` is the open fraction at the boundary without it.
    fn conductance(
        &mut self,
        receptor: &ReceptorState,
        (lane, at): (usize, Moment),
        before: f64,
        (boundary, grid): (Step, Grid),
    ) {
        let after = receptor.gate_at(lane, Moment::at(boundary), grid).P;
        self.opening((receptor.key, receptor.g_max_nS), (lane, at), [before, after]);
    }

    /// The same of a receptor by its key and its greatest conductance [nS]; `P` is the open fraction without the release and
    /// with it.
    #[inline]
    pub fn opening(
        &mut self,
        (receptor, g_max_nS): (ReceptorKey, f64),
        (lane, at): (usize, Moment),
        P: [f64; 2],
    ) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 20 000 000 synapses")]
        let group = lane as u32;
        let added_nS = g_max_nS * (P[1] - P[0]);
        let change = ConductanceChange { at, projection: self.projection, receptor, group, P, added_nS };
        self.observer.event(&Event::Conductance(change));
    }
}

/// What an edit leaves as it was, and what is too large to be had twice.
#[derive(Debug)]
pub(super) struct Kept {
    pub synapses: Arc<Synapses>,
    /// With which weights, unless they begin anew.
    pub w: Option<SynapseWeights>,
}

/// The parts of a projection with one target and one simple synapse of each axon.
pub(super) struct DirectProjection<'a> {
    /// Its id.
    pub id: u32,
    /// What a spike releases.
    pub A: f64,
    /// The weight of each axon.
    pub w: &'a mut SynapseWeights,
    /// Its receptor.
    pub receptor: DirectReceptor<'a>,
    /// How weights change, if they do.
    pub timing: Option<DirectTiming<'a>>,
}

digest!(ProjectionState { queue, w, plasticity, receptors, pools, last, released }
    without { spec, from, to, from_n, to_n, synapses, delay, single, always, chance, targets });
