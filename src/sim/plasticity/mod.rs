//! Live state of the plasticity of a projection.
//!
//! All events of a projection are handled in order of their own times: presynaptic ones when they reach the synapse,
//! postsynaptic ones when the spike has come back to it.

mod calcium;
mod timing;
mod traces;

use calcium::CalciumState;
pub(super) use timing::DirectTiming;
use timing::Timing;

use super::rng::Keyed;
use super::spike_queue::{Arrival, SpikeQueue};
use super::synapses::{Incoming, Synapses};
use crate::model::plasticity::Plasticity;
use crate::units::{Grid, Moment, Step};

/// Live state of the plasticity of a projection.
#[derive(Debug, Clone)]
pub(super) struct PlasticityState {
    rule: Rule,
    /// The synapses of each target neuron.
    incoming: Incoming,
    /// Spikes of the targets on their way to the synapses, and of the axons where they have a way of their own.
    post: SpikeQueue,
    pre: SpikeQueue,
    grid: Grid,
}

#[derive(Debug, Clone)]
enum Rule {
    Timing(Box<Timing>),
    Calcium(Box<CalciumState>),
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
        let rule = match plasticity {
            Plasticity::Calcium(model) => {
                Rule::Calcium(Box::new(CalciumState::new(model, synapses.len(), chance, grid)))
            }
            _ => Rule::Timing(Box::new(Timing::new(plasticity, synapses, size, grid)?)),
        };
        Some(Self {
            rule,
            incoming: Incoming::new(synapses, size.1),
            post: SpikeQueue::with_capacity(size.1.clamp(64, 1 << 16)),
            pre: SpikeQueue::with_capacity(64),
            grid,
        })
    }

    /// A spike of a target neuron that will be felt at the synapses at a moment.
    pub fn send_post(&mut self, neuron: u32, at: Moment) {
        self.post.push(Arrival { at, neuron });
    }

    /// A spike of an axon that will reach the synapses at a moment.
    pub fn send_pre(&mut self, neuron: u32, at: Moment) {
        let at = if let Rule::Calcium(state) = &self.rule { self.grid.later(at, state.delay()) } else { at };
        self.pre.push(Arrival { at, neuron });
    }

    /// Whether there are spikes on their way.
    #[inline]
    pub fn has_waiting(&self) -> bool {
        !self.post.is_empty() || !self.pre.is_empty()
    }

    /// Whether presynaptic spikes act by the trace of the target alone: pairs, all of which count.
    pub fn is_direct(&self) -> bool {
        matches!(&self.rule, Rule::Timing(timing) if timing.is_direct())
    }

    /// What presynaptic spikes act by, if it is direct and none of either side is on its way.
    pub fn direct(&mut self) -> Option<DirectTiming<'_>> {
        if self.has_waiting() {
            return None;
        }
        match &mut self.rule {
            Rule::Timing(timing) => timing.direct(),
            Rule::Calcium(_) => None,
        }
    }

    /// The boundary at which there is something to do next.
    pub fn next(&self) -> Option<Step> {
        let refresh = if let Rule::Calcium(state) = &self.rule { Some(state.next()) } else { None };
        let waiting = self.pre.next().into_iter().chain(self.post.next()).map(Moment::boundary);
        waiting.chain(refresh).min()
    }

    /// Handles what comes before a moment.
    #[inline]
    pub fn advance_before(&mut self, moment: Moment, synapses: &Synapses, w: &mut [f64]) {
        if self.has_waiting() {
            self.advance(synapses, w, |at| at.order(&moment).is_lt());
        }
    }

    /// Handles what comes up to a boundary and at it.
    #[inline]
    pub fn advance_to(&mut self, boundary: Step, synapses: &Synapses, w: &mut [f64]) {
        if self.has_waiting() {
            self.advance(synapses, w, |at| at.boundary() <= boundary);
        }
        if let Rule::Calcium(state) = &mut self.rule
            && state.next() <= boundary
        {
            state.bring_to(Moment::at(boundary), w);
        }
    }

    /// Brings weights that change by themselves up to a moment at which all events before it have been handled.
    pub fn bring_to(&mut self, now: Moment, w: &mut [f64]) {
        if let Rule::Calcium(state) = &mut self.rule {
            state.bring_to(now, w);
        }
    }

    /// Begins at a moment instead of the start of the run.
    pub fn start_at(&mut self, now: Moment) {
        if let Rule::Calcium(state) = &mut self.rule {
            state.start_at(now);
        }
    }

    fn advance(&mut self, synapses: &Synapses, w: &mut [f64], is_due: impl Fn(Moment) -> bool) {
        loop {
            let pre = self.pre.next().filter(|at| is_due(*at));
            let post = self.post.next().filter(|at| is_due(*at));
            let pre_first = match (pre, post) {
                (None, None) => return,
                (Some(pre), Some(post)) => pre.order(&post).is_le(),
                (pre, _) => pre.is_some(),
            };
            let queue = if pre_first { &mut self.pre } else { &mut self.post };
            let Some(Arrival { at, neuron }) = queue.pop() else { return };
            match &mut self.rule {
                Rule::Timing(timing) if pre_first => timing.pre(neuron, at, synapses, w),
                Rule::Timing(timing) => timing.post(neuron, at, &self.incoming, w),
                Rule::Calcium(state) if pre_first => state.pre(neuron, at, synapses, w),
                Rule::Calcium(state) => state.post(neuron, at, &self.incoming, w),
            }
        }
    }

    /// A presynaptic spike reaches its synapses. What came before it has been handled.
    #[inline]
    pub fn arrive(&mut self, axon: u32, at: Moment, synapses: &Synapses, w: &mut [f64]) {
        match &mut self.rule {
            Rule::Timing(timing) => timing.pre(axon, at, synapses, w),
            Rule::Calcium(_) => self.send_pre(axon, at),
        }
    }

    /// Takes over what an edit leaves: traces of the same rule go on, whatever its numbers.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment) {
        std::mem::swap(&mut self.post, &mut old.post);
        std::mem::swap(&mut self.pre, &mut old.pre);
        match (&mut self.rule, &mut old.rule) {
            (Rule::Timing(new), Rule::Timing(old)) => new.keep_from(old, now),
            (Rule::Calcium(new), Rule::Calcium(old)) => new.keep_from(old),
            (Rule::Calcium(new), Rule::Timing(_)) => new.start_at(now),
            (Rule::Timing(_), Rule::Calcium(_)) => {}
        }
    }
}
