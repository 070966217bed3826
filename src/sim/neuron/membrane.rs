//! What the kernels of membranes share: crossings of a threshold, parts of a step, and what a step leaves.

use crate::sim::caveat::{Crowding, SENSE_MV};
use crate::sim::digest::digest;

/// Beyond this potential a run has left the model [mV].
pub(in crate::sim) const MAX_ABS_V_MV: f64 = 1e4;

/// What a step leaves besides potentials.
pub(in crate::sim) struct Outcome<'a> {
    /// How long each membrane has been free at the end of the step, at most the step [ms]; not a number where it fires.
    pub free_ms: &'a mut [f64],
    /// When each membrane that fires crosses the threshold.
    pub crossings: &'a mut [Crossing],
    /// Spikes as (offset into the step [ms], neuron).
    pub spikes: &'a mut Vec<(f64, u32)>,
    /// The first neuron whose potential left the model.
    pub bad: Option<usize>,
    /// Neurons that were ready to fire a second time.
    pub crowding: &'a mut Option<Crowding>,
    /// The first neuron advanced by the forward Euler method whose potential left sense, and that potential [mV].
    pub strayed: &'a mut Option<(u32, f64)>,
}

/// A membrane that fires inside a step. What arrives before that may still change it.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::sim) struct Crossing {
    /// Offset into the step [ms].
    pub at_ms: f64,
    /// How steeply the potential rises there [mV/ms].
    pub slope: f64,
    /// Since when the membrane has been free [ms].
    pub from_ms: f64,
    /// True if those that gap junctions couple to the neuron have seen it fire.
    pub is_seen: bool,
}

impl Outcome<'_> {
    /// A membrane fires, and what arrives earlier in the step may change when.
    pub fn cross(&mut self, crossing: Crossing, neuron: usize) {
        self.free_ms[neuron] = f64::NAN;
        self.crossings[neuron] = crossing;
        self.spike(crossing.at_ms, neuron);
    }

    /// A neuron fires at an offset into the step [ms].
    pub fn spike(&mut self, at: f64, neuron: usize) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        self.spikes.push((at, neuron as u32));
    }

    /// Notes a potential that has left the model.
    pub fn check(&mut self, V: f64, neuron: usize) {
        let is_sane = V.abs() < MAX_ABS_V_MV; // False for NaN, too.
        if !is_sane {
            self.bad = self.bad.or(Some(neuron));
        }
    }

    /// Notes what the forward Euler method has led to. However far it leads astray, it goes on as long as there is a number to go
    /// on with.
    pub fn jumped(&mut self, jump: Jump, V: f64, neuron: usize) {
        if SENSE_MV < jump.V_mV.abs() && self.strayed.is_none() {
            #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
            let first = neuron as u32;
            *self.strayed = Some((first, jump.V_mV));
        }
        if let Some(again_ms) = jump.again_ms {
            self.crowd(again_ms, neuron);
        }
        if !V.is_finite() {
            self.bad = self.bad.or(Some(neuron));
        }
    }

    /// A neuron that has fired is ready again `interval_ms` [ms] later, within the step.
    pub fn crowd(&mut self, interval_ms: f64, neuron: usize) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        crowd(self.crowding, interval_ms, neuron as u32);
    }
}

/// Notes that a neuron is ready to fire again `interval_ms` [ms] after a spike, within the same step. The population is
/// filled in by who knows it.
pub(in crate::sim) fn crowd(crowding: &mut Option<Crowding>, interval_ms: f64, neuron: u32) {
    let found = Crowding { population: 0, neuron, count: 1, interval_ms };
    match crowding {
        Some(crowding) => crowding.add(&found),
        None => *crowding = Some(found),
    }
}

/// What the forward Euler method has done in a step.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::sim) struct Jump {
    /// How far the potential went [mV].
    pub V_mV: f64,
    /// True if the neuron fires.
    pub fires: bool,
    /// When it would fire again, after the spike [ms], if the step is too long to show that.
    pub again_ms: Option<f64>,
}

/// A part of a step, from one offset to another [ms], with what gap junctions do in it: their conductance [nS], and the
/// current that they drive at V = 0 [pA].
#[derive(Debug, Clone, Copy)]
pub(in crate::sim) struct Span {
    pub from: f64,
    pub to: f64,
    pub coupling: (f64, f64),
}

impl Span {
    /// Without gap junctions.
    pub fn alone(from: f64, to: f64) -> Self {
        Self { from, to, coupling: (0.0, 0.0) }
    }

    pub fn length(self) -> f64 {
        self.to - self.from
    }
}

/// Newton's method doubles the digits with every step, and begins with the straight line. Where it leads astray, an interval
/// is halved instead.
const MOST_STEPS: usize = 40;
/// Of a span, a step of Newton's method so short that the next would be lost in rounding.
const SETTLED: f64 = 1e-6;

/// Where in a span of `h` [ms] the cubic through `V` [mV] with `slopes` [mV/ms] at both ends crosses `V_th` from below, and
/// how steeply. The curve is fourth order in the span, so that what it does inside a step is no coarser than the step.
pub(in crate::sim) fn crossing(V: (f64, f64), slopes: (f64, f64), V_th: f64, h: f64) -> Crossing {
    let rise = V.1 - V.0;
    if V_th <= V.0 || h <= 0.0 {
        let slope = slopes.0.max(rise / h.max(f64::MIN_POSITIVE));
        return Crossing { slope, ..Crossing::default() };
    }
    let (first, second) = (h * slopes.0, h * slopes.1);
    // V₀ + x (first + x (b + x c)).
    let (b, c) = (3.0 * rise - 2.0 * first - second, first + second - 2.0 * rise);
    let value = |x: f64| V.0 + x * (first + x * (b + x * c));
    let slope = |x: f64| first + x * (2.0 * b + 3.0 * x * c);
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = (V_th - V.0) / rise;
    for _ in 0..MOST_STEPS {
        let off = value(x) - V_th;
        let next = x - off / slope(x);
        if (next - x).abs() < SETTLED {
            // Beyond the ends only by rounding.
            x = next.clamp(0.0, 1.0);
            break;
        }
        if off < 0.0 {
            low = x;
        } else {
            high = x;
        }
        x = if low < next && next < high { next } else { 0.5 * (low + high) };
    }
    Crossing { at_ms: h * x, slope: slope(x) / h, ..Crossing::default() }
}

digest!(Crossing { at_ms, slope, from_ms, is_seen });
