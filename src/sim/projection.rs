//! Live state of a projection: spikes under way, release, weights, receptors.
//!
//! Synapses that release alike share the state of release and the gates of their receptors: all synapses of an axon,
//! or, where release is left to chance, each synapse by itself. Such a group is a lane.

use std::ops::Range;

use super::plasticity::{DirectTiming, PlasticityState};
use super::population::PopulationState;
use super::receptor::{DirectReceptor, Drift, Lanes, ReceptorState};
use super::rng::{Keyed, Stream, StreamKind};
use super::spike_queue::{Arrival, SpikeQueue};
use super::synapses::Synapses;
use crate::model::network::{DelaySide, Network, Projection, Weights};
use crate::model::release::{Pool, Release, ReleaseModel};
use crate::units::{Grid, Moment, Step};

/// Live state of a projection.
#[derive(Debug, Clone)]
pub(super) struct ProjectionState {
    /// What it is a state of.
    pub spec: Projection,
    /// Position of the presynaptic population.
    pub from: usize,
    /// Position of the postsynaptic population.
    pub to: usize,
    /// Number of presynaptic neurons.
    pub from_n: usize,
    /// Number of postsynaptic neurons.
    pub to_n: usize,
    /// Which neurons are joined.
    pub synapses: Synapses,
    /// Spikes under way.
    pub queue: SpikeQueue,
    /// The delay split at the grid.
    pub delay: Moment,
    /// Weight of each synapse.
    pub w: Vec<f64>,
    /// How the weights change, if they do.
    pub plasticity: Option<PlasticityState>,
    /// State of each receptor.
    pub receptors: Vec<ReceptorState>,
    /// Whether each synapse is a lane.
    single: bool,
    /// State of release of each lane at `last`.
    pools: Vec<Pool>,
    /// When a spike last reached each lane.
    last: Vec<Moment>,
    /// What chance decides at a release, and how many there were on each lane; no numbers where nothing is left to chance.
    chance: Keyed,
    /// See `chance`.
    released: Vec<u32>,
}

impl ProjectionState {
    /// The state at the start of a run. `kept` is what is taken over from before where the same neurons are joined; then
    /// [`ProjectionState::keep_from`] has to bring the rest.
    pub fn new(spec: &Projection, network: &Network, kept: Option<Kept>, seed: u64, grid: Grid) -> Self {
        let position = |id| network.populations().iter().position(|population| population.id == id);
        let (from, to) = (position(spec.from).unwrap_or_default(), position(spec.to).unwrap_or_default());
        let n_pre = super::population::size(&network.populations()[from]);
        let n_post = super::population::size(&network.populations()[to]);
        let mut stream = Stream::new(seed, StreamKind::Projection, spec.id);
        let Kept { synapses, w } = kept.unwrap_or_else(|| {
            let without_self = spec.leaves_out_autapses();
            Kept {
                synapses: Synapses::new(&spec.connect, (n_pre, n_post), without_self, &mut stream),
                w: None,
            }
        });
        let single = spec.release.inner().is_some_and(ReleaseModel::is_random);
        let n_lanes = if single { synapses.len() } else { n_pre };
        let w = w.unwrap_or_else(|| weights(spec, synapses.len(), seed));
        let learning = Keyed::new(seed, StreamKind::Plasticity, spec.id);
        let plasticity = PlasticityState::new(&spec.plasticity, &synapses, (n_pre, n_post), learning, grid);
        let drift = Drift::of(&network.populations()[to].kind);
        let receptors = spec.receptors.iter().filter_map(|receptor| {
            let model = receptor.inner()?;
            Some(ReceptorState::new(receptor, model, n_lanes, n_post, drift, grid))
        });
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
            receptors: receptors.collect(),
            single,
            pools: vec![spec.release.inner().map_or([0.0; 2], ReleaseModel::start); n_lanes],
            last: vec![Moment::default(); n_lanes],
            chance: Keyed::new(seed, StreamKind::Release, spec.id),
            released: vec![0; if single { n_lanes } else { 0 }],
            synapses,
            spec: spec.clone(),
        }
    }

    /// What another projection that joins the same neurons takes over at once: the synapses, and the weights unless it
    /// begins with others.
    pub fn give(&mut self, other: &Projection) -> Kept {
        let same_w = self.spec.weights == other.weights;
        Kept { synapses: std::mem::take(&mut self.synapses), w: same_w.then(|| std::mem::take(&mut self.w)) }
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

    fn is_dendritic(&self) -> bool {
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
            && matches!(self.spec.release, Release::Constant(_))
            && matches!(&self.receptors[..], [receptor] if receptor.is_direct())
            && self.plasticity.as_ref().is_none_or(PlasticityState::is_direct)
    }

    /// What is always released, the weights, the receptor and the rule, if it is direct and nothing is on its way.
    pub fn direct(&mut self) -> Option<DirectProjection<'_>> {
        let Release::Constant(release) = &self.spec.release else { return None };
        let [receptor] = &mut self.receptors[..] else { return None };
        let timing = match &mut self.plasticity {
            Some(plasticity) => Some(plasticity.direct()?),
            None => None,
        };
        let (id, w) = (self.spec.id, &mut self.w[..]);
        Some(DirectProjection { id, A: release.P0, w, receptor: receptor.direct()?, timing })
    }

    /// Whether spikes wait to change the weights.
    #[inline]
    pub fn has_to_learn(&self) -> bool {
        self.plasticity.as_ref().is_some_and(PlasticityState::has_waiting)
    }

    /// Lets the weights change by what has reached the synapses up to a boundary.
    #[inline]
    pub fn learn(&mut self, boundary: Step) {
        if let Some(plasticity) = &mut self.plasticity {
            plasticity.advance_to(boundary, &self.synapses, &mut self.w);
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

    /// Lets an arrival act on the state at `boundary`, its own and that of the population it ends on. Spikes that
    /// the target then turns out to fire, or to fire at another time, go to `spikes` as (offset into the step [ms], neuron).
    #[inline]
    pub fn deliver(
        &mut self,
        arrival: Arrival,
        target: &mut PopulationState,
        spikes: &mut Vec<(f64, u32)>,
        boundary: Step,
        grid: Grid,
    ) -> f64 {
        let axon = arrival.neuron as usize;
        if let Some(plasticity) = &mut self.plasticity {
            plasticity.advance_before(arrival.at, &self.synapses, &mut self.w);
        }
        let synapses = self.synapses.of_axon(axon);
        let moments = (arrival.at, Moment::at(boundary));
        let amplitude = if self.single {
            let n = synapses.len().max(1);
            let mut sum = 0.0;
            for synapse in synapses {
                let amplitude = self.release(synapse, arrival.at, grid);
                sum += amplitude;
                if 0.0 < amplitude {
                    let ends = (&mut *target, &mut *spikes);
                    self.open(synapse, synapse..synapse + 1, amplitude, moments, ends, grid);
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "a number of synapses")]
            let mean = sum / n as f64;
            mean
        } else {
            let amplitude = self.release(axon, arrival.at, grid);
            self.open(axon, synapses, amplitude, moments, (target, spikes), grid);
            amplitude
        };
        let is_axonal = !self.is_dendritic();
        if let Some(plasticity) = self.plasticity.as_mut().filter(|_| is_axonal) {
            plasticity.arrive(arrival.neuron, arrival.at, &self.synapses, &mut self.w);
        }
        amplitude
    }

    /// The same for a spike that arrives at the boundary at which it leaves: it opens channels for the steps to come.
    #[inline]
    pub fn deliver_at(&mut self, neuron: u32, boundary: Step, grid: Grid) -> f64 {
        let (axon, at) = (neuron as usize, Moment::at(boundary));
        if let Some(plasticity) = &mut self.plasticity {
            plasticity.advance_before(at, &self.synapses, &mut self.w);
        }
        let synapses = self.synapses.of_axon(axon);
        let amplitude = if self.single {
            let n = synapses.len().max(1);
            let mut sum = 0.0;
            for synapse in synapses {
                let amplitude = self.release(synapse, at, grid);
                sum += amplitude;
                if 0.0 < amplitude {
                    self.open_at(synapse, synapse..synapse + 1, amplitude, boundary, grid);
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "a number of synapses")]
            let mean = sum / n as f64;
            mean
        } else {
            let amplitude = self.release(axon, at, grid);
            self.open_at(axon, synapses, amplitude, boundary, grid);
            amplitude
        };
        let is_axonal = !self.is_dendritic();
        if let Some(plasticity) = self.plasticity.as_mut().filter(|_| is_axonal) {
            plasticity.arrive(neuron, at, &self.synapses, &mut self.w);
        }
        amplitude
    }

    /// Opens the receptors of a lane at a boundary.
    #[inline]
    fn open_at(&mut self, lane: usize, synapses: Range<usize>, amplitude: f64, boundary: Step, grid: Grid) {
        let ends = (self.synapses.targets(synapses.clone()), &self.w[synapses]);
        for receptor in &mut self.receptors {
            receptor.release_at(lane, amplitude, ends, boundary, grid);
        }
    }

    /// What a spike releases that reaches a lane.
    #[inline]
    fn release(&mut self, lane: usize, at: Moment, grid: Grid) -> f64 {
        // What is always the same needs no state.
        if let Release::Constant(constant) = &self.spec.release {
            return constant.P0;
        }
        let Some(release) = self.spec.release.inner() else { return 0.0 };
        let since_ms = grid.between_ms(self.last[lane], at);
        let (amplitude, pool) = if let Some(before) = self.released.get_mut(lane) {
            let mut draws = self.chance.of(lane, *before);
            *before = before.wrapping_add(1);
            release.release(self.pools[lane], since_ms, &mut || draws.uniform())
        } else {
            release.mean_release(self.pools[lane], since_ms)
        };
        (self.pools[lane], self.last[lane]) = (pool, at);
        amplitude
    }

    /// Opens the receptors of a lane.
    #[inline]
    fn open(
        &mut self,
        lane: usize,
        synapses: Range<usize>,
        amplitude: f64,
        moments: (Moment, Moment),
        (target, spikes): (&mut PopulationState, &mut Vec<(f64, u32)>),
        grid: Grid,
    ) {
        let ends = (self.synapses.targets(synapses.clone()), &self.w[synapses]);
        for receptor in &mut self.receptors {
            receptor.release(lane, amplitude, ends, moments, (&mut *target, &mut *spikes), grid);
        }
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

    /// Conductance of one synapse's receptor, before a block [nS].
    pub fn synapse_g(&self, receptor: &ReceptorState, synapse: usize, now: Moment, grid: Grid) -> f64 {
        receptor.g_max_nS * self.w[synapse] * receptor.gate_at(self.lane(synapse), now, grid).P
    }

    /// Takes over what an edit leaves as it was; see the table in `reconcile`.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment, grid: Grid) {
        let same_w = self.spec.weights == old.spec.weights;
        if self.spec.plasticity != old.spec.plasticity
            && let Some(plasticity) = &mut old.plasticity
        {
            plasticity.bring_to(now, if same_w { &mut self.w } else { &mut old.w });
        }
        std::mem::swap(&mut self.queue, &mut old.queue);
        match (&mut self.plasticity, &mut old.plasticity) {
            (Some(new), Some(old)) => new.keep_from(old, now),
            (Some(new), None) => new.start_at(now),
            (None, _) => {}
        }
        if self.plasticity.is_some() {
            let most = self.spec.greatest_weight();
            self.w.iter_mut().for_each(|w| *w = w.min(most));
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

/// What an edit leaves as it was, and what is too large to be had twice.
#[derive(Debug)]
pub(super) struct Kept {
    synapses: Synapses,
    w: Option<Vec<f64>>,
}

/// The parts of a projection with one target and one simple synapse of each axon.
#[derive(Debug)]
pub(super) struct DirectProjection<'a> {
    /// Its id.
    pub id: u32,
    /// What a spike releases.
    pub A: f64,
    /// The weight of each axon.
    pub w: &'a mut [f64],
    /// Its receptor.
    pub receptor: DirectReceptor<'a>,
    /// How weights change, if they do.
    pub timing: Option<DirectTiming<'a>>,
}

/// The weights of `n` synapses at the start.
fn weights(spec: &Projection, n: usize, seed: u64) -> Vec<f64> {
    let mut stream = Stream::new(seed, StreamKind::Weights, spec.id);
    match &spec.weights {
        Weights::Constant(weight) => vec![*weight; n],
        Weights::Uniform(low, high) => (0..n).map(|_| low + (high - low) * stream.uniform()).collect(),
        Weights::Normal(mean, sd) => {
            let most = spec.greatest_weight();
            (0..n).map(|_| (mean + sd * stream.normal()).clamp(0.0, most)).collect()
        }
        Weights::List(weights) => {
            let mut weights = weights.to_vec();
            weights.resize(n, 0.0); // A network that was checked has the right number.
            weights
        }
    }
}
