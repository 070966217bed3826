//! Traces of spikes: each jumps at a spike and decays.
//!
//! All traces of a side decay alike, so they are stored in units of what is left of a trace of 1 that was there at a common
//! boundary, the base: a jump adds one growing number, and nothing has to be done to those that only decay. Of events at
//! the same time each sees the traces as they were before the others.

use std::ops::Range;

use crate::model::plasticity::trace::TraceNow;
use crate::sim::digest::digest;
use crate::sim::fade::Fade;
use crate::units::{Grid, Moment, Step};

/// Time constants after which the base moves on; until then the unit falls to e⁻²⁰.
const BASE_TAUS: f64 = 20.0;

/// So many moves leave nothing of a trace.
const GONE: u64 = 64;

/// A trace of each neuron on one side.
#[derive(Debug, Clone)]
pub(super) struct Traces {
    fade: Fade,
    /// Whether a spike sets the trace to 1 instead of adding 1.
    is_reset: bool,
    base: Step,
    /// Steps by which the base moves on, and what is then left of a trace. It moves by no other number, so that numbers round
    /// alike whichever event comes when it is time.
    longest: u64,
    moved: f64,
    /// The traces, in units of what is left of 1 since the base.
    value: Vec<f64>,
    /// Step [ms].
    dt_ms: f64,
    /// When the newest jumps happened, and what those traces were before.
    newest: Moment,
    before: Vec<(u32, f64)>,
}

impl Traces {
    /// No spike so far.
    pub fn new(n: usize, tau_ms: f64, is_reset: bool, grid: Grid) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some steps")]
        let longest = (BASE_TAUS * tau_ms / grid.dt_ms()).ceil() as u64;
        let fade = Fade::new(tau_ms, grid);
        Self {
            moved: fade.steps(longest),
            fade,
            is_reset,
            base: Step::default(),
            longest,
            dt_ms: grid.dt_ms(),
            value: vec![0.0; n],
            newest: Moment::default(),
            before: Vec::with_capacity(n.min(64)),
        }
    }

    /// The unit at a moment not before the base.
    #[inline]
    pub fn unit(&self, moment: Moment) -> f64 {
        // An event may come a rounding error late, when the base has moved on to the boundary after it.
        let moment = if moment.step < self.base { Moment::at(self.base) } else { moment };
        self.fade.to(self.base, moment)
    }

    /// The traces, in units of [`Traces::unit`].
    pub fn values(&self) -> &[f64] {
        &self.value
    }

    /// Moves the base on if it is time. Each factor by which that changes all numbers in the unit goes to `also`.
    #[inline]
    pub fn move_base(&mut self, moment: Moment, mut also: impl FnMut(f64)) {
        while self.settled() <= moment.step {
            let moves = (moment.step.0 - self.base.0) / self.longest;
            let (factor, moves) = if GONE < moves { (0.0, moves) } else { (self.moved, 1) };
            self.base.0 += moves * self.longest;
            self.value.iter_mut().for_each(|value| *value *= factor);
            self.before.iter_mut().for_each(|(_, value)| *value *= factor);
            also(factor);
        }
    }

    /// Before this boundary, the base need not move.
    pub fn settled(&self) -> Step {
        Step(self.base.0 + self.longest)
    }

    /// From this boundary on, nothing happens at the moment of the newest jumps so far.
    pub fn past(&self) -> Step {
        Step(self.newest.step.0 + 2)
    }

    /// The traces right before what happens at a moment.
    #[inline]
    pub fn now(&self, moment: Moment) -> TraceNow<'_> {
        let before = if self.is_newest(moment) { &self.before[..] } else { &[] };
        TraceNow { unit: self.unit(moment), values: &self.value, before }
    }

    /// The trace of a neuron right before what happens at a moment.
    #[inline]
    pub fn at(&self, neuron: usize, moment: Moment) -> f64 {
        self.now(moment).at(neuron)
    }

    /// The trace of a neuron after what has happened at a moment.
    #[inline]
    pub fn after(&self, neuron: usize, moment: Moment) -> f64 {
        self.value[neuron] * self.unit(moment)
    }

    /// Takes over the traces of the neurons of a `range` of a whole, which become the first, the second and so on.
    pub fn take_part(&mut self, whole: &Self, range: Range<usize>) {
        (self.base, self.newest) = (whole.base, whole.newest);
        self.value.copy_from_slice(&whole.value[range.clone()]);
        let own = whole.before.iter().filter(|(neuron, _)| range.contains(&(*neuron as usize)));
        self.before.clear();
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        self.before.extend(own.map(|(neuron, value)| (neuron - range.start as u32, *value)));
    }

    /// Gives the traces of the neurons of a `range` back to a whole, part after part.
    pub fn give_part(&self, whole: &mut Self, range: Range<usize>) {
        if range.start == 0 || (whole.newest.order(&self.newest).is_lt() && !whole.is_newest(self.newest)) {
            whole.newest = self.newest;
            whole.before.clear();
        }
        if whole.is_newest(self.newest) {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            whole
                .before
                .extend(self.before.iter().map(|(neuron, value)| (neuron + range.start as u32, *value)));
        }
        whole.base = self.base;
        whole.value[range].copy_from_slice(&self.value);
    }

    /// Whether the newest jumps happened at a moment, but for rounding.
    #[inline]
    fn is_newest(&self, moment: Moment) -> bool {
        self.newest.is_about(&moment, self.dt_ms)
    }

    /// A spike of a neuron.
    #[inline]
    pub fn jump(&mut self, neuron: u32, moment: Moment) {
        self.move_base(moment, |_| ());
        self.jump_by(neuron, moment, 1.0 / self.unit(moment));
    }

    /// The same, with a trace of 1 at that moment known in the unit of the traces, and the base where it belongs.
    #[inline]
    fn jump_by(&mut self, neuron: u32, moment: Moment, one: f64) {
        self.begin(moment);
        self.jump_now(neuron, one);
    }

    /// The jumps to come happen at a moment.
    #[inline]
    pub fn begin(&mut self, moment: Moment) {
        if !self.is_newest(moment) {
            self.begin_anew(moment);
        }
    }

    /// The same at a moment at which there has been no jump.
    #[inline]
    pub fn begin_anew(&mut self, moment: Moment) {
        self.newest = moment;
        self.before.clear();
    }

    /// A spike of a neuron at the moment that has begun, with a trace of 1 then known in the unit of the traces.
    #[inline]
    pub fn jump_now(&mut self, neuron: u32, one: f64) {
        let value = &mut self.value[neuron as usize];
        self.before.push((neuron, *value));
        *value = if self.is_reset { one } else { *value + one };
    }

    /// Calls `act` with the traces as they were before a moment, all together.
    pub fn all_before(&mut self, moment: Moment, act: impl FnOnce(&Self)) {
        let swap = |traces: &mut Self| {
            for (neuron, value) in &mut traces.before {
                std::mem::swap(&mut traces.value[*neuron as usize], value);
            }
        };
        // Of a neuron that jumped twice at once, the first entry is what it was before.
        let is_now = self.is_newest(moment) && !self.before.is_empty();
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

    /// Takes over the traces as they are at a boundary. What follows goes on with the new time constant. If that is another,
    /// the factor by which all numbers in the unit have changed.
    pub fn keep_from(&mut self, old: &mut Self, now: Moment) -> Option<f64> {
        std::mem::swap(&mut self.before, &mut old.before);
        std::mem::swap(&mut self.value, &mut old.value);
        (self.newest, self.base) = (old.newest, old.base);
        (self.fade.tau_ms() != old.fade.tau_ms()).then(|| {
            let unit = old.unit(now);
            self.base = now.step;
            self.value.iter_mut().for_each(|value| *value *= unit);
            self.before.iter_mut().for_each(|(_, value)| *value *= unit);
            unit
        })
    }
}

digest!(Traces { base, value, newest, before } without { fade, is_reset, longest, moved, dt_ms });
