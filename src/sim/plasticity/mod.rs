//! Live state of the plasticity of a projection: one kernel for all rules, which say themselves what a spike changes.
//!
//! All events of a projection are handled in order of their own times: presynaptic ones when they reach the synapse,
//! postsynaptic ones when the spike has come back to it; of events at the same time, but for rounding, presynaptic ones first.

mod between;
mod partners;
mod timing;
mod traces;

use std::ops::Range;
use std::sync::Arc;

use between::Own;
pub(super) use timing::DirectTiming;
use timing::Timing;

use super::digest::digest;
use super::event::{Observer, Watcher, WeightCause};
use super::rng::Keyed;
use super::spike_queue::{Arrival, SpikeQueue};
use super::synapses::{Incoming, Row, Synapses};
use crate::model::plasticity::{Between, Plasticity, SpikeRule};
use crate::units::{Grid, Moment, Step};

/// Live state of the plasticity of a projection.
#[derive(Debug, Clone)]
pub(super) struct PlasticityState {
    rule: Plasticity,
    timing: Timing,
    /// What synapses have of their own, if the rule lets anything go on between spikes.
    own: Option<Own>,
    /// The synapses of each target neuron.
    incoming: Arc<Incoming>,
    /// Spikes of the targets on their way to the synapses, and of the axons where they have a way of their own.
    post: SpikeQueue,
    pre: SpikeQueue,
    grid: Grid,
}

/// What goes on between spikes in a state that has synapses of their own.
fn between(rule: &Plasticity) -> Option<&dyn Between> {
    rule.inner().and_then(SpikeRule::between)
}

impl PlasticityState {
    /// The state at the start of a run, if weights change at all.
    pub fn new(
        plasticity: &Plasticity,
        synapses: &Synapses,
        size: (usize, usize),
        chance: Keyed,
        grid: Grid,
    ) -> Option<Self> {
        let rule = plasticity.inner()?;
        Some(Self {
            timing: Timing::new(rule, synapses, size, grid),
            own: rule.between().map(|_| Own::new(synapses.len(), chance, grid)),
            incoming: Arc::new(Incoming::new(synapses, size.1)),
            post: SpikeQueue::with_capacity(size.1.clamp(64, 1 << 16)),
            pre: SpikeQueue::with_capacity(64),
            grid,
            rule: plasticity.clone(),
        })
    }

    /// A spike of a target neuron that will be felt at the synapses at a moment.
    pub fn send_post(&mut self, neuron: u32, at: Moment) {
        self.post.push(Arrival { at, neuron });
    }

    /// A spike of an axon that will reach the synapses at a moment.
    pub fn send_pre(&mut self, neuron: u32, at: Moment) {
        let at = match between(&self.rule) {
            Some(between) => self.grid.later(at, self.grid.moment(between.pre_delay_ms())),
            None => at,
        };
        self.pre.push(Arrival { at, neuron });
    }

    /// Whether there are spikes on their way.
    #[inline]
    pub fn has_waiting(&self) -> bool {
        !self.post.is_empty() || !self.pre.is_empty()
    }

    /// Whether presynaptic spikes act by the trace of the target alone: pairs, all of which count.
    pub fn is_direct(&self) -> bool {
        self.own.is_none() && self.rule.inner().is_some_and(|rule| self.timing.is_direct(rule))
    }

    /// What presynaptic spikes act by, if it is direct and none of either side is on its way.
    pub fn direct(&mut self) -> Option<DirectTiming<'_>> {
        if self.has_waiting() || self.own.is_some() {
            return None;
        }
        self.timing.direct(self.rule.inner()?)
    }

    /// The boundary at which there is something to do next.
    pub fn next(&self) -> Option<Step> {
        let refresh = self.own.as_ref().map(|own| own.next);
        let waiting = self.pre.next().into_iter().chain(self.post.next()).map(Moment::boundary);
        waiting.chain(refresh).min()
    }

    /// A variable of a synapse, by its place among those that the rule adds to the weight.
    pub fn value(&self, place: usize, synapse: usize, ends: (usize, usize), now: Moment) -> Option<f64> {
        if place < self.timing.n() {
            return self.timing.value(place, ends, now);
        }
        Some(self.own.as_ref()?.at(between(&self.rule)?, synapse, now))
    }

    /// Handles what comes before a moment.
    #[inline]
    pub fn advance_before<O: Observer>(
        &mut self,
        moment: Moment,
        synapses: &Synapses,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        if self.has_waiting() {
            let dt_ms = self.grid.dt_ms();
            let is_due = |at: Moment| at.order(&moment).is_lt() && !at.is_about(&moment, dt_ms);
            self.advance(synapses, w, watcher, is_due);
        }
    }

    /// Handles what comes up to a boundary and at it.
    #[inline]
    pub fn advance_to<O: Observer>(
        &mut self,
        boundary: Step,
        synapses: &Synapses,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        if self.has_waiting() {
            self.advance(synapses, w, watcher, |at| at.boundary() <= boundary);
        }
        if let (Some(own), Some(between)) = (&mut self.own, between(&self.rule))
            && own.next <= boundary
        {
            let at = Moment::at(boundary);
            own.bring_to(between, at, w, |synapse, weights, c| {
                if O::WATCHES && watcher.watches(synapse) {
                    let target = synapses.target(synapse);
                    let ends = (synapse, synapses.axon_number(synapse), target);
                    watcher.own(at, ends, WeightCause::Drift, weights, c);
                }
            });
        }
    }

    /// Whether all that is remembered belongs to axons, to targets, or to spikes at a synapse that change nothing of it but the
    /// weight: then targets can be told apart. Nothing of what is on its way back is known to others.
    pub fn can_be_parted(&self) -> bool {
        self.own.is_none()
    }

    /// Takes over the part of a whole that belongs to the targets of a `range`; `rows` are synapses of the whole, and where they
    /// are here.
    pub fn take_part(&mut self, whole: &Self, range: &Range<usize>, rows: &[Row]) {
        self.timing.take_part(&whole.timing, range, rows);
    }

    /// Gives it back.
    pub fn give_part(&self, whole: &mut Self, range: &Range<usize>, rows: &[Row]) {
        self.timing.give_part(&mut whole.timing, range, rows);
    }

    /// Keeps numbers within bounds as time goes by.
    #[inline]
    pub fn keep_up(&mut self, now: Step) {
        self.timing.move_bases(Moment::at(now));
    }

    /// Brings weights that change by themselves up to a moment at which all events before it have been handled.
    pub fn bring_to(&mut self, now: Moment, w: &mut [f64]) {
        if let (Some(own), Some(between)) = (&mut self.own, between(&self.rule)) {
            own.bring_to(between, now, w, |_, _, _| {});
        }
    }

    /// Begins at a moment instead of the start of the run.
    pub fn start_at(&mut self, now: Moment) {
        if let Some(own) = &mut self.own {
            own.start_at(now);
        }
    }

    fn advance<O: Observer>(
        &mut self,
        synapses: &Synapses,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
        is_due: impl Fn(Moment) -> bool,
    ) {
        loop {
            let pre = self.pre.next().filter(|at| is_due(*at));
            let post = self.post.next().filter(|at| is_due(*at));
            let pre_first = match (pre, post) {
                (None, None) => return,
                (Some(pre), Some(post)) => pre.order(&post).is_le() || pre.is_about(&post, self.grid.dt_ms()),
                (pre, _) => pre.is_some(),
            };
            let queue = if pre_first { &mut self.pre } else { &mut self.post };
            let Some(Arrival { at, neuron }) = queue.pop() else { return };
            if pre_first {
                self.act_pre(neuron, at, synapses, w, watcher);
            } else {
                self.act_post(neuron, at, w, watcher);
            }
        }
    }

    /// A presynaptic spike acts on its synapses.
    #[inline]
    fn act_pre<O: Observer>(
        &mut self,
        axon: u32,
        at: Moment,
        synapses: &Synapses,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        let Some(rule) = self.rule.inner() else { return };
        let (Some(own), Some(between)) = (&mut self.own, rule.between()) else {
            return self.timing.pre(rule, (axon, at), synapses, w, watcher);
        };
        let (by, _) = between.jumps();
        for synapse in synapses.of_axon(axon as usize) {
            let before = w[synapse];
            let c = own.jump(between, synapse, by, at, w);
            if O::WATCHES && watcher.watches(synapse) {
                let ends = (synapse, axon, synapses.target(synapse));
                watcher.own(at, ends, WeightCause::Pre, (before, w[synapse]), c);
            }
        }
    }

    /// A postsynaptic spike acts on the synapses onto its neuron.
    fn act_post<O: Observer>(
        &mut self,
        neuron: u32,
        at: Moment,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        let Some(rule) = self.rule.inner() else { return };
        let (Some(own), Some(between)) = (&mut self.own, rule.between()) else {
            return self.timing.post(rule, (neuron, at), &self.incoming, w, watcher);
        };
        let (_, by) = between.jumps();
        for (synapse, axon) in self.incoming.of(neuron as usize) {
            let synapse = synapse as usize;
            let before = w[synapse];
            let c = own.jump(between, synapse, by, at, w);
            if O::WATCHES && watcher.watches(synapse) {
                let ends = (synapse, axon, neuron);
                watcher.own(at, ends, WeightCause::Post, (before, w[synapse]), c);
            }
        }
    }

    /// A presynaptic spike reaches its synapses. What came before it has been handled.
    #[inline]
    pub fn arrive<O: Observer>(
        &mut self,
        axon: u32,
        at: Moment,
        synapses: &Synapses,
        w: &mut [f64],
        watcher: &mut Watcher<'_, O>,
    ) {
        if self.own.is_some() {
            self.send_pre(axon, at);
        } else {
            self.act_pre(axon, at, synapses, w, watcher);
        }
    }

    /// Takes over what an edit leaves: traces of the same rule go on, whatever its numbers.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment) {
        std::mem::swap(&mut self.post, &mut old.post);
        std::mem::swap(&mut self.pre, &mut old.pre);
        let is_same_rule = self.rule.key() == old.rule.key();
        if is_same_rule {
            self.timing.keep_from(&mut old.timing, now);
        }
        match (&mut self.own, &mut old.own) {
            (Some(new), Some(old)) if is_same_rule => new.keep_from(old),
            (Some(new), _) => new.start_at(now),
            (None, _) => {}
        }
    }
}

digest!(PlasticityState { timing, own, post, pre } without { rule, incoming, grid });
