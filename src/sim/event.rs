//! What the engine did: events that plots, exports and ledgers read alike.

use crate::model::receptor::ReceptorKey;
use std::cmp::Ordering;
use std::ops::Range;

use crate::model::release::Pool;
use crate::units::Moment;

/// Something that happened at a moment of model time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// A neuron fired.
    Spike(Spike),
    /// A spike arrived and released transmitter.
    Release(Release),
    /// A spike was asked for during the refractory period and did not happen.
    Ignored(Spike),
    /// How a spike came about, on a population that is watched.
    SpikeDetail(SpikeDetail),
    /// A weight changed, of a synapse that is watched.
    Weight(WeightChange),
    /// What a synapse that is watched has of its own changed: its calcium.
    Calcium(CalciumChange),
    /// What release leaves, and what it left before, of a synapse that is watched.
    Pool(PoolChange),
    /// Channels opened, or closed, at a synapse that is watched.
    Conductance(ConductanceChange),
}

/// A spike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spike {
    /// When, inside the step.
    pub at: Moment,
    /// Id of the population.
    pub population: u32,
    /// Which of its neurons.
    pub neuron: u32,
}

/// A release by all synapses of one axon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Release {
    /// When the spike arrived.
    pub at: Moment,
    /// Id of the projection.
    pub projection: u32,
    /// The presynaptic neuron.
    pub neuron: u32,
    /// What the spike released, which scales what opens: the release probability it met, or with chance the number of
    /// vesicles times the quantal size; the mean over the synapses of the axon.
    pub amplitude: f64,
}

/// Why a neuron fired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpikeCause {
    /// The potential reached the threshold, or the peak of a spike.
    Threshold,
    /// It was asked for: by a click, a schedule or a train.
    Asked,
    /// A source fired at random.
    Chance,
}

/// How a spike came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpikeDetail {
    /// The spike.
    pub spike: Spike,
    /// Why.
    pub cause: SpikeCause,
    /// The potential before and after it [mV]; none without a membrane.
    pub V_mV: Option<[f64; 2]>,
}

/// Why a weight changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightCause {
    /// A presynaptic spike.
    Pre,
    /// A postsynaptic spike.
    Post,
    /// Time: what goes on between spikes.
    Drift,
    /// An edit of the network: weights that begin anew or that a lower bound cuts.
    Edit,
}

impl WeightCause {
    /// Whether it is a spike.
    #[must_use]
    pub fn is_spike(self) -> bool {
        matches!(self, Self::Pre | Self::Post)
    }
}

/// A change of a weight. Each begins where the last one of the synapse ended, to the bit; so all together are the whole change.
/// The last one with the other cause at the same synapse is the partner of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightChange {
    /// When, at the synapse.
    pub at: Moment,
    /// Id of the projection.
    pub projection: u32,
    /// Which of its synapses.
    pub synapse: u32,
    /// The presynaptic neuron.
    pub pre: u32,
    /// The postsynaptic neuron.
    pub post: u32,
    /// Why.
    pub cause: WeightCause,
    /// The weight before.
    pub before: f64,
    /// What it would be without bounds.
    pub raw: f64,
    /// The weight after.
    pub after: f64,
    /// The traces right before the spike: at most two of the axon, then at most two of the target; 0 where there are fewer.
    pub traces: [f64; 4],
}

impl WeightChange {
    /// What an edit made of the weight `before` of a synapse of a projection.
    pub(super) fn by_edit(
        at: Moment,
        projection: u32,
        (synapse, pre, post): (usize, u32, u32),
        before: f64,
        after: f64,
    ) -> Self {
        let traces = [0.0; 4];
        let (synapse, cause) = (index(synapse), WeightCause::Edit);
        Self { at, projection, synapse, pre, post, cause, before, raw: after, after, traces }
    }

    /// The change `by` of a weight `before` at a synapse: (synapse, axon, target). The projection is filled in by who knows it.
    #[inline]
    pub(super) fn new(
        at: Moment,
        (synapse, pre, post): (usize, u32, u32),
        cause: WeightCause,
        (before, by): (f64, f64),
        (x, y): ([f64; 2], [f64; 2]),
    ) -> Self {
        let after = crate::model::plasticity::changed(before, by);
        let (raw, traces) = (before + by, [x[0], x[1], y[0], y[1]]);
        Self { at, projection: 0, synapse: index(synapse), pre, post, cause, before, raw, after, traces }
    }
}

/// A change of the calcium of a synapse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalciumChange {
    /// When.
    pub at: Moment,
    /// Id of the projection.
    pub projection: u32,
    /// Which of its synapses.
    pub synapse: u32,
    /// Calcium before and after.
    pub c: [f64; 2],
}

/// What a spike made of the state of release of a synapse, or of all synapses of an axon that release alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoolChange {
    /// When.
    pub at: Moment,
    /// Id of the projection.
    pub projection: u32,
    /// The presynaptic neuron.
    pub neuron: u32,
    /// The synapse, or the axon where all its synapses release alike.
    pub group: u32,
    /// The state that the last spike left.
    pub before: Pool,
    /// What it had recovered to when the spike came.
    pub recovered: Pool,
    /// The state that the spike left.
    pub after: Pool,
    /// What was released.
    pub amplitude: f64,
}

/// What a release made of the channels of a receptor of a synapse, or of all synapses of an axon that release alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConductanceChange {
    /// When.
    pub at: Moment,
    /// Id of the projection.
    pub projection: u32,
    /// The receptor's key.
    pub receptor: ReceptorKey,
    /// The synapse, or the axon where all its synapses release alike.
    pub group: u32,
    /// Open fraction at the boundary at which the release acts, without it and with it.
    pub P: [f64; 2],
    /// What that adds to the conductance of a synapse of weight 1 [nS].
    pub added_nS: f64,
}

/// So many watched synapses are found at a time.
const AT_A_TIME: usize = 64;

/// How many values at the start of a list in order come before another: soon found where they are few.
fn leading<T>(list: &[T], is_before: impl Fn(&T) -> bool) -> usize {
    let mut reach = 1;
    while list.get(reach).is_some_and(&is_before) {
        reach *= 2;
    }
    let sure = reach / 2;
    sure + list[sure..reach.min(list.len())].partition_point(is_before)
}

/// The number of a synapse or an axon.
fn index(place: usize) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 20 000 000 synapses")]
    let index = place as u32;
    index
}

/// Something that watches a simulation. It sees, and draws and changes nothing.
pub trait Observer {
    /// Whether it ever watches single synapses and populations. Where it does not, watching costs nothing.
    const WATCHES: bool = false;

    /// The synapses of a projection that are watched, in order.
    fn watched(&self, projection: u32) -> &[usize] {
        let _ = projection;
        &[]
    }

    /// Whether it watches how the spikes of a population come about.
    fn watches_spikes(&self, population: u32) -> bool {
        let _ = population;
        false
    }

    /// A step boundary has been reached and everything due at it has been delivered.
    fn sample(&mut self, simulation: &super::Simulation) {
        let _ = simulation;
    }

    /// Whether [`Observer::sample`] does something. One that says no is spared the call.
    fn wants_samples(&self) -> bool {
        true
    }

    /// Where [`Observer::sample`] reads its values, if it does no more than that: then [`Observer::sample_values`] may come in
    /// its place, with a value for each.
    fn slots(&self) -> Option<&[Option<super::Slot>]> {
        None
    }

    /// See [`Observer::slots`]: the values at a boundary; not a number where there is no place.
    fn sample_values(&mut self, now: crate::units::Step, values: &[f64]) {
        let _ = (now, values);
    }

    /// Whether [`Observer::event`] does something with releases. One that says no may be spared them.
    fn wants_releases(&self) -> bool {
        true
    }

    /// Something happened.
    fn event(&mut self, event: &Event) {
        let _ = event;
    }

    /// A weight changed, of a synapse that is watched: the same as [`Observer::event`] with it. These are so many that whoever
    /// keeps them may want to be spared a copy.
    #[inline]
    fn weight(&mut self, change: &WeightChange) {
        self.event(&Event::Weight(*change));
    }
}

/// Watches nothing.
impl Observer for () {
    fn wants_samples(&self) -> bool {
        false
    }
}

/// Collects events.
impl Observer for Vec<Event> {
    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        self.push(*event);
    }
}

/// An observer, as the synapses of a projection see it.
pub(super) struct Watcher<'a, O> {
    /// The observer.
    pub observer: &'a mut O,
    /// Id of the projection.
    pub projection: u32,
}

impl<O: Observer> Watcher<'_, O> {
    /// Whether a synapse is watched.
    pub fn watches(&self, synapse: usize) -> bool {
        self.watched().binary_search(&synapse).is_ok()
    }

    /// Whether one of some synapses in a row is watched.
    pub fn watches_any(&self, synapses: Range<usize>) -> bool {
        let watched = self.watched();
        let next = watched.partition_point(|synapse| *synapse < synapses.start);
        watched.get(next).is_some_and(|next| *next < synapses.end)
    }

    /// The synapses that are watched, in order.
    fn watched(&self) -> &[usize] {
        self.observer.watched(self.projection)
    }

    /// Tells of a change of the weight of each watched one of some synapses in a row.
    pub fn each(&mut self, synapses: Range<usize>, change: impl Fn(usize) -> WeightChange) {
        let mut place = self.watched().partition_point(|synapse| *synapse < synapses.start);
        while let Some(&synapse) = self.watched().get(place)
            && synapse < synapses.end
        {
            self.weight(change(synapse));
            place += 1;
        }
    }

    /// Tells of a change of the weight of each watched one of some synapses in order; `change` is given its place among them.
    pub fn each_of(&mut self, synapses: &[u32], change: impl Fn(usize) -> WeightChange) {
        let (mut own, mut other) = (0, 0);
        loop {
            // Some are found at a time, and then told of.
            let (mut found, mut n) = ([0; AT_A_TIME], 0);
            let all = self.watched();
            while n < AT_A_TIME
                && let (Some(&watched), Some(&synapse)) = (all.get(own), synapses.get(other))
            {
                match watched.cmp(&(synapse as usize)) {
                    Ordering::Less => own += leading(&all[own..], |next| *next < synapse as usize),
                    Ordering::Greater => {
                        other += leading(&synapses[other..], |next| (*next as usize) < watched);
                    }
                    Ordering::Equal => {
                        found[n] = other;
                        (own, other, n) = (own + 1, other + 1, n + 1);
                    }
                }
            }
            if n == 0 {
                return;
            }
            for place in &found[..n] {
                self.weight(change(*place));
            }
        }
    }

    /// Tells of a change of the weight of a synapse that is watched.
    #[inline]
    pub fn weight(&mut self, mut change: WeightChange) {
        change.projection = self.projection;
        self.observer.weight(&change);
    }

    /// Tells of what happened at a synapse that has something of its own: (synapse, axon, target).
    pub fn own(
        &mut self,
        at: Moment,
        ends: (usize, u32, u32),
        cause: WeightCause,
        (before, after): (f64, f64),
        c: [f64; 2],
    ) {
        let change = WeightChange::new(at, ends, cause, (before, 0.0), ([0.0; 2], [0.0; 2]));
        self.weight(WeightChange { raw: after, after, ..change });
        let change = CalciumChange { at, projection: self.projection, synapse: change.synapse, c };
        self.observer.event(&Event::Calcium(change));
    }
}

/// Most synapses that are watched at a time.
pub const MOST_WATCHED: usize = 1000;

/// Synapses that are watched.
#[derive(Debug, Clone, Default)]
pub struct WatchedSynapses(Vec<(u32, Vec<usize>)>);

impl WatchedSynapses {
    /// These, each as projection and number.
    #[must_use]
    pub fn new(mut synapses: Vec<(u32, usize)>) -> Self {
        synapses.sort_unstable();
        synapses.dedup();
        let of_each = synapses.chunk_by(|one, other| one.0 == other.0);
        Self(of_each.map(|own| (own[0].0, own.iter().map(|(_, synapse)| *synapse).collect())).collect())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of a projection, in order.
    #[must_use]
    pub fn of(&self, projection: u32) -> &[usize] {
        self.0.iter().find(|own| own.0 == projection).map_or(&[], |own| &own.1)
    }
}

/// What is watched, and all that has been told of it: for a few synapses at a time.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    synapses: WatchedSynapses,
    /// Populations whose spikes are.
    populations: Vec<u32>,
    /// All events, in the order in which they came.
    pub events: Vec<Event>,
}

impl Watched {
    /// Watches these synapses, each as projection and number, and the spikes of these populations.
    #[must_use]
    pub fn new(synapses: Vec<(u32, usize)>, populations: Vec<u32>) -> Self {
        Self { synapses: WatchedSynapses::new(synapses), populations, events: Vec::new() }
    }
}

impl Observer for Watched {
    const WATCHES: bool = true;

    fn watched(&self, projection: u32) -> &[usize] {
        self.synapses.of(projection)
    }

    fn watches_spikes(&self, population: u32) -> bool {
        self.populations.contains(&population)
    }

    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        self.events.push(*event);
    }
}
