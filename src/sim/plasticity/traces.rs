//! Traces of spikes: each jumps at a spike and decays.
//!
//! A trace is stored as it would be at a step boundary, and brought to the moment of an event when that comes. Of events
//! at the same time each sees the traces as they were before the others.

use crate::sim::fade::Fade;
use crate::units::{Grid, Moment, Step};

/// A trace of each neuron on one side.
#[derive(Debug, Clone)]
pub(super) struct Traces {
    pub fade: Fade,
    /// Whether a spike sets the trace to 1 instead of adding 1.
    is_reset: bool,
    /// The value at `last`, which is the boundary at or before the last jump.
    pub value: Vec<f64>,
    pub last: Vec<Step>,
    /// When the newest jumps happened, and what those traces were before: neuron, value, boundary.
    newest: Moment,
    before: Vec<(u32, f64, Step)>,
}

impl Traces {
    /// No spike so far.
    pub fn new(n: usize, tau_ms: f64, is_reset: bool, grid: Grid) -> Self {
        Self {
            fade: Fade::new(tau_ms, grid),
            is_reset,
            value: vec![0.0; n],
            last: vec![Step::default(); n],
            newest: Moment::default(),
            before: Vec::with_capacity(n.min(64)),
        }
    }

    /// The trace of a neuron right before what happens at a moment.
    #[inline]
    pub fn at(&self, neuron: usize, moment: Moment) -> f64 {
        if self.newest == moment
            && let Some((_, value, last)) = self.before.iter().find(|(other, ..)| *other as usize == neuron)
        {
            return value * self.fade.to(*last, moment);
        }
        self.value[neuron] * self.fade.to(self.last[neuron], moment)
    }

    /// The trace of a neuron at a moment not before its last jump, with that.
    pub fn after(&self, neuron: usize, moment: Moment) -> f64 {
        self.value[neuron] * self.fade.to(self.last[neuron], moment)
    }

    /// Takes over the traces. With another time constant they are brought to now with the old one first.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment) {
        std::mem::swap(&mut self.before, &mut old.before);
        self.newest = old.newest;
        if self.fade.tau_ms() == old.fade.tau_ms() {
            std::mem::swap(&mut self.value, &mut old.value);
            std::mem::swap(&mut self.last, &mut old.last);
        } else {
            for (neuron, (value, last)) in self.value.iter_mut().zip(&mut self.last).enumerate() {
                let at = now.step.max(old.last[neuron]);
                *value = old.value[neuron] * old.fade.steps(at.0 - old.last[neuron].0);
                *last = at;
            }
        }
    }

    /// A spike of a neuron.
    #[inline]
    pub fn jump(&mut self, neuron: u32, moment: Moment) {
        let i = neuron as usize;
        if self.newest != moment {
            self.newest = moment;
            self.before.clear();
        }
        self.before.push((neuron, self.value[i], self.last[i]));
        let kept =
            if self.is_reset { 0.0 } else { self.value[i] * self.fade.steps(moment.step.0 - self.last[i].0) };
        self.value[i] = kept + self.fade.back(moment);
        self.last[i] = moment.step;
    }

    /// Calls `act` with the traces as they were before a moment, all together.
    pub fn all_before(&mut self, moment: Moment, act: impl FnOnce(&Self)) {
        let swap = |traces: &mut Self| {
            for (neuron, value, last) in &mut traces.before {
                std::mem::swap(&mut traces.value[*neuron as usize], value);
                std::mem::swap(&mut traces.last[*neuron as usize], last);
            }
        };
        // Of a neuron that jumped twice at once, the first entry is what it was before.
        let is_now = self.newest == moment && !self.before.is_empty();
        if is_now {
            self.before.reverse();
            swap(self);
        }
        act(self);
        if is_now {
            self.before.reverse();
            swap(self);
        }
    }
}
