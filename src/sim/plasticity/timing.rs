//! Spikes of both sides acting on weights through traces, whatever the rule.

use std::ops::Range;

use super::partners::Memory;
use super::traces::Traces;
use crate::model::plasticity::trace::{Scaled, Side, TraceNow, TraceSpec};
use crate::model::plasticity::{Dependence, Partners, SpikeRule, changed};
use crate::sim::digest::digest;
use crate::sim::event::{Observer, Watcher, WeightCause, WeightChange};
use crate::sim::synapses::{Incoming, Row, Synapses};
use crate::sim::vector;
use crate::units::{Grid, Moment, Step};

/// Traces of both sides, and which spikes pair.
#[derive(Debug, Clone)]
pub(super) struct Timing {
    /// What the traces are, those of the axons first.
    specs: Vec<TraceSpec>,
    /// Traces of the axons, at most two.
    x: Vec<Traces>,
    /// Traces of the targets, at most two.
    y: Vec<Traces>,
    memory: Memory,
    /// Working space: targets of a spike.
    targets: Vec<u32>,
}

/// What presynaptic spikes on the only target of a projection act by, where all pairs count. While it is borrowed, the target does
/// not fire, and what has not changed since the boundary before is not asked for again.
pub(in crate::sim) struct DirectTiming<'a> {
    rule: &'a dyn SpikeRule,
    fall: f64,
    dependence: Dependence,
    x: &'a mut Traces,
    y: &'a mut Traces,
    /// The boundary for which the following are known; none before the first spike.
    now: Step,
    /// Before this boundary, no base has to move.
    settled: Step,
    /// From this boundary on, the last spike of the target is long past.
    past: Step,
    /// The factor of the fall times the trace of the target, and a trace of 1 in the unit of the traces.
    lowered: f64,
    one: f64,
}

/// No boundary that is ever reached.
const NEVER: Step = Step(u64::MAX);

impl<'a> DirectTiming<'a> {
    fn new(
        (rule, fall, dependence): (&'a dyn SpikeRule, f64, Dependence),
        x: &'a mut Traces,
        y: &'a mut Traces,
    ) -> Self {
        let past = y.past();
        let settled = Step::default();
        Self { rule, fall, dependence, x, y, now: NEVER, settled, past, lowered: 0.0, one: 0.0 }
    }

    /// A presynaptic spike at a boundary not before the last; what [`Timing::pre`] does to the weight `w` of its synapse.
    #[inline]
    pub fn pre(&mut self, axon: u32, at: Step, w: &mut f64) {
        if self.now != at {
            self.begin(at);
        }
        *w = (*w - self.lowered * self.dependence.of(*w)).max(0.0);
        self.x.jump_now(axon, self.one);
    }

    /// What a presynaptic spike at a boundary not before the last is about to make of the weight `w` of its synapse, which has
    /// the number of the axon.
    pub fn told(&mut self, axon: u32, at: Step, w: f64) -> WeightChange {
        if self.now != at {
            self.begin(at);
        }
        let at = Moment::at(at);
        let (x, y) = ([self.x.at(axon as usize, at), 0.0], [self.y.at(0, at), 0.0]);
        let by = self.rule.at_pre(w, x, y);
        WeightChange::new(at, (axon as usize, axon, 0), WeightCause::Pre, (w, by), (x, y))
    }

    #[inline]
    fn begin(&mut self, now: Step) {
        if self.settled <= now {
            self.move_bases(now);
        }
        let at = Moment::at(now);
        let y = if now < self.past { self.y.at(0, at) } else { self.y.after(0, at) };
        self.lowered = self.fall * y;
        self.one = 1.0 / self.x.unit(at);
        // Only the first boundary may be one at which an axon has fired before.
        if self.now == NEVER {
            self.x.begin(at);
        } else {
            self.x.begin_anew(at);
        }
        self.now = now;
    }

    #[cold]
    fn move_bases(&mut self, now: Step) {
        self.x.move_base(Moment::at(now), |_| ());
        self.y.move_base(Moment::at(now), |_| ());
        self.settled = self.x.settled().min(self.y.settled());
    }
}

/// A value of each of at most two traces; 0 where there are fewer.
fn of_each<'a, T: Default>(traces: &'a [Traces], value: impl Fn(&'a Traces) -> T) -> [T; 2] {
    let mut traces = traces.iter();
    std::array::from_fn(|_| traces.next().map_or_else(T::default, &value))
}

impl Timing {
    /// The state at the start of a run.
    pub fn new(rule: &dyn SpikeRule, synapses: &Synapses, size: (usize, usize), grid: Grid) -> Self {
        let specs = rule.traces();
        let traces = |side: Side, n: usize| {
            let own = specs.iter().filter(|spec| spec.side == side);
            own.map(|spec| Traces::new(n, spec.tau_ms, spec.is_reset, grid)).collect()
        };
        Self {
            x: traces(Side::Pre, size.0),
            y: traces(Side::Post, size.1),
            memory: Memory::new(rule.partners(), size, synapses.len(), grid.dt_ms()),
            specs,
            targets: Vec::with_capacity(synapses.longest()),
        }
    }

    /// Takes over the traces, if they mean the same.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment) {
        let meaning =
            |timing: &Self| timing.specs.iter().map(|spec| (spec.side, spec.is_reset)).collect::<Vec<_>>();
        if self.memory.partners != old.memory.partners || meaning(self) != meaning(old) {
            return;
        }
        let mut factor = None;
        for (place, (new, old)) in self.x.iter_mut().zip(&mut old.x).enumerate() {
            let changed = new.keep_from(old, now);
            factor = if place == 0 { changed } else { factor };
        }
        self.memory.keep_from(&mut old.memory, factor);
        for (new, old) in self.y.iter_mut().zip(&mut old.y) {
            new.keep_from(old, now);
        }
    }

    /// Takes over the traces of all axons of a whole, and those of its targets of a `range`; `rows` are synapses of the whole,
    /// and where they are here.
    pub fn take_part(&mut self, whole: &Self, range: &Range<usize>, rows: &[Row]) {
        self.x.clone_from(&whole.x);
        self.y.iter_mut().zip(&whole.y).for_each(|(own, whole)| own.take_part(whole, range.clone()));
        self.memory.take_part(&whole.memory, range.clone(), rows);
    }

    /// Gives them back.
    pub fn give_part(&self, whole: &mut Self, range: &Range<usize>, rows: &[Row]) {
        if range.start == 0 {
            whole.x.clone_from(&self.x);
        }
        self.y.iter().zip(&mut whole.y).for_each(|(own, whole)| own.give_part(whole, range.clone()));
        self.memory.give_part(&mut whole.memory, range.clone(), rows);
    }

    /// Whether presynaptic spikes act by the only trace of the target alone.
    pub fn is_direct(&self, rule: &dyn SpikeRule) -> bool {
        self.memory.partners == Partners::All
            && (self.x.len(), self.y.len()) == (1, 1)
            && rule.simple_fall().is_some()
    }

    /// What presynaptic spikes act by, if it is direct.
    pub fn direct<'a>(&'a mut self, rule: &'a dyn SpikeRule) -> Option<DirectTiming<'a>> {
        if self.memory.partners != Partners::All {
            return None;
        }
        let ([x], [y]) = (&mut self.x[..], &mut self.y[..]) else { return None };
        let (fall, dependence) = rule.simple_fall()?;
        Some(DirectTiming::new((rule, fall, dependence), x, y))
    }

    /// The value of one of the traces at a synapse, by its place among all, after what has happened up to a moment.
    pub fn value(&self, place: usize, (axon, target): (usize, usize), now: Moment) -> Option<f64> {
        match self.x.get(place) {
            Some(x) => Some(x.after(axon, now)),
            None => Some(self.y.get(place - self.x.len())?.after(target, now)),
        }
    }

    /// Number of traces.
    pub fn n(&self) -> usize {
        self.specs.len()
    }

    /// Moves the bases of all traces to where they belong at a moment.
    #[inline]
    pub fn move_bases(&mut self, at: Moment) {
        let Self { x, y, memory, .. } = self;
        if let Some((first, others)) = x.split_first_mut() {
            first.move_base(at, |factor| memory.rescale(factor));
            for trace in others {
                trace.move_base(at, |_| ());
            }
        }
        for trace in y {
            trace.move_base(at, |_| ());
        }
    }

    /// A presynaptic spike reaches its synapses.
    #[inline]
    pub fn pre<O: Observer>(
        &mut self,
        rule: &dyn SpikeRule,
        (axon, at): (u32, Moment),
        synapses: &Synapses,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        self.move_bases(at);
        let own = synapses.of_axon(axon as usize);
        let targets = synapses.targets(own.clone(), &mut self.targets);
        let x = of_each(&self.x, |trace| trace.at(axon as usize, at));
        let y = of_each(&self.y, |trace| trace.now(at));
        let axon_before = self.memory.axon_before(axon, at);
        let memory = &self.memory;
        let pairs = |target: u32| memory.is_next_to(memory.target_before(target, at), axon_before);
        if O::WATCHES {
            let unit = self.x.first().map_or(1.0, |trace| trace.unit(at));
            watcher.each(own.clone(), |synapse| {
                let target = targets[synapse - own.start];
                let (before, y) = (w[synapse], y.map(|trace| trace.at(target as usize)));
                let x = [memory.counted(synapse, (x[0], unit)), x[1]];
                let by = if pairs(target) { rule.at_pre(before, x, y) } else { 0.0 };
                WeightChange::new(at, (synapse, axon, target), WeightCause::Pre, (before, by), (x, y))
            });
        }
        if memory.partners == Partners::All {
            match (rule.simple_fall(), y[0].before) {
                (Some((fall, Dependence::None)), []) => {
                    vector::lower_each(&mut w[own], targets, (y[0].values, y[0].unit), fall);
                }
                _ => rule.sweep_pre(&mut w[own], targets, x, y),
            }
        } else {
            for (target, w) in targets.iter().zip(&mut w[own]) {
                if pairs(*target) {
                    *w = changed(*w, rule.at_pre(*w, x, y.map(|trace| trace.at(*target as usize))));
                }
            }
        }
        self.x.iter_mut().for_each(|trace| trace.jump(axon, at));
        self.memory.pre(axon, at);
    }

    /// A postsynaptic spike reaches the synapses onto its neuron.
    pub fn post<O: Observer>(
        &mut self,
        rule: &dyn SpikeRule,
        (neuron, at): (u32, Moment),
        incoming: &Incoming,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        self.move_bases(at);
        let i = neuron as usize;
        let y = of_each(&self.y, |trace| trace.at(i, at));
        let Self { x, memory, .. } = self;
        if let Some((first, others)) = x.split_first_mut() {
            let second = others.first().map_or_else(TraceNow::default, |trace| trace.now(at));
            first.all_before(at, |first| {
                let first = TraceNow { unit: first.unit(at), values: first.values(), before: &[] };
                let post = Post { rule, neuron, at, x: [first, second], y };
                if O::WATCHES {
                    post.tell(memory, incoming, w, watcher);
                }
                post.act(memory, incoming, w);
            });
        }
        self.y.iter_mut().for_each(|trace| trace.jump(neuron, at));
        self.memory.post(neuron, at);
    }
}

/// A postsynaptic spike at its synapses.
struct Post<'a> {
    rule: &'a dyn SpikeRule,
    neuron: u32,
    at: Moment,
    x: [TraceNow<'a>; 2],
    y: [f64; 2],
}

impl Post<'_> {
    fn act(&self, memory: &mut Memory, incoming: &Incoming, w: &mut [f64]) {
        let Self { rule, neuron, at, x, y } = *self;
        let i = neuron as usize;
        let (synapses, axons) = incoming.lists(i);
        match memory.partners {
            Partners::All => {
                let Some(rise) = rule.additive_rise(x[0].unit, y) else {
                    return rule.sweep_post(w, (synapses, axons), x, y);
                };
                if let Some(own) = incoming.in_a_row(i) {
                    vector::raise(&mut w[own], x[0].values, rise);
                } else {
                    vector::raise_each(w, (synapses, axons), x[0].values, rise);
                }
            }
            Partners::PresynapticCentred => {
                for (synapse, axon) in synapses.iter().zip(axons) {
                    let (synapse, mut x) = (*synapse as usize, self.scaled(*axon));
                    x[0].value = memory.unseen(synapse, x[0].value);
                    w[synapse] = changed(w[synapse], rule.at_post(w[synapse], x, y));
                }
            }
            Partners::Adjacent => {
                let target_before = memory.target_before(neuron, at);
                for (synapse, axon) in synapses.iter().zip(axons) {
                    if memory.is_next_to(memory.axon_before(*axon, at), target_before) {
                        let w = &mut w[*synapse as usize];
                        *w = changed(*w, rule.at_post(*w, self.scaled(*axon), y));
                    }
                }
            }
        }
    }

    /// The traces of an axon.
    fn scaled(&self, axon: u32) -> [Scaled; 2] {
        self.x.map(|trace| trace.scaled(axon as usize))
    }

    /// Tells of the watched ones of the synapses what the spike is about to do to them.
    fn tell<O: Observer>(
        &self,
        memory: &Memory,
        incoming: &Incoming,
        w: &[f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        let Self { rule, neuron, at, y, .. } = *self;
        let target_before = memory.target_before(neuron, at);
        let (synapses, axons) = incoming.lists(neuron as usize);
        watcher.each_of(synapses, |place| {
            let (synapse, axon) = (synapses[place] as usize, axons[place]);
            let mut x = [self.x[0].scaled(axon as usize), self.x[1].scaled(axon as usize)];
            let is_partner = match memory.partners {
                Partners::All => true,
                Partners::PresynapticCentred => {
                    x[0].value = memory.still_unseen(synapse, x[0].value);
                    true
                }
                Partners::Adjacent => memory.is_next_to(memory.axon_before(axon, at), target_before),
            };
            let by = if is_partner { rule.at_post(w[synapse], x, y) } else { 0.0 };
            let x = [x[0].value * x[0].unit, x[1].value * x[1].unit];
            let ends = (synapse, axon, neuron);
            WeightChange::new(at, ends, WeightCause::Post, (w[synapse], by), (x, y))
        });
    }
}

digest!(Timing { x, y, memory } without { specs, targets });
