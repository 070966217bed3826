//! What a protocol of pairs of spikes does to a weight: the experiment by which rules are measured.

use super::Plasticity;
use super::calcium::Synapses;
use super::pair::{Pair, Pairing};
use super::triplet::{Spikes, Triplet};

/// A protocol: pairs of spikes at a rate.
#[derive(Debug, Clone, Copy)]
pub struct Protocol {
    /// From the presynaptic to the postsynaptic spike of a pair [ms].
    pub dt_ms: f64,
    /// Pairs per second [Hz].
    pub rate_Hz: f64,
    /// Number of pairs.
    pub pairs: u32,
}

/// Synapses as in the slices that the calcium rule was fitted to: half of them weak, strong ones five times as strong.
const SLICE: Synapses = Synapses { beta: 0.5, b: 5.0 };

/// A trace of the spikes of one side.
struct Trace {
    value: f64,
    last_ms: f64,
    tau_ms: f64,
    is_reset: bool,
}

impl Trace {
    fn new(tau_ms: f64, is_reset: bool) -> Self {
        Self { value: 0.0, last_ms: 0.0, tau_ms, is_reset }
    }

    /// Its value at a time not before the last one.
    fn at(&mut self, time_ms: f64) -> f64 {
        self.value *= libm::exp(-(time_ms - self.last_ms) / self.tau_ms);
        self.last_ms = time_ms;
        self.value
    }

    fn jump(&mut self) {
        self.value = if self.is_reset { 1.0 } else { self.value + 1.0 };
    }
}

impl Plasticity {
    /// The change of a weight by a protocol: of a weight that stays away from its bounds and changes as at 0.5; for the
    /// calcium rule, of the mean strength of many synapses relative to that before. Nothing for a fixed weight.
    #[must_use]
    pub fn change_by(&self, protocol: &Protocol) -> Option<f64> {
        match self {
            Self::Fixed => None,
            Self::Pair(pair) => Some(pair_change(pair, protocol)),
            Self::Triplet(triplet) => Some(triplet_change(triplet, protocol)),
            Self::Calcium(calcium) => Some(calcium.strength_ratio(protocol, SLICE) - 1.0),
        }
    }

    /// The change of a weight by one pair of spikes by itself, with Δt = t_post − t_pre [ms]: F(Δt). For the calcium rule,
    /// that of the mean strength by 60 pairs at 1 Hz.
    #[must_use]
    pub fn window(&self, dt_ms: f64) -> Option<f64> {
        match self {
            Self::Pair(pair) => Some(pair.window(dt_ms, 0.5)),
            Self::Calcium(_) => self.change_by(&Protocol { dt_ms, rate_Hz: 1.0, pairs: 60 }),
            _ => self.change_by(&Protocol { dt_ms, rate_Hz: 1.0, pairs: 1 }),
        }
    }
}

/// Times of the spikes of a protocol [ms], in order, each with whether it is presynaptic and whether it comes with one of the
/// other side.
fn spikes(protocol: &Protocol) -> Vec<(f64, bool)> {
    let period_ms = 1e3 / protocol.rate_Hz;
    let first_ms = protocol.dt_ms.min(0.0).abs();
    let mut spikes = Vec::new();
    for k in 0..protocol.pairs {
        let pre_ms = first_ms + f64::from(k) * period_ms;
        spikes.extend([(pre_ms, true), (pre_ms + protocol.dt_ms, false)]);
    }
    spikes.sort_by(|a, b| a.0.total_cmp(&b.0));
    spikes
}

/// How close two spikes are taken to be at the same time [ms].
const TIE_MS: f64 = 1e-9;

/// Calls `act` for every spike of a protocol with whether it is presynaptic; those at the same time are told together, so that
/// each sees what was before the other.
fn each(protocol: &Protocol, mut act: impl FnMut(f64, bool, bool)) {
    let spikes = spikes(protocol);
    let mut at = 0;
    while at < spikes.len() {
        let (time_ms, is_pre) = spikes[at];
        let is_tie = spikes.get(at + 1).is_some_and(|next| next.0 - time_ms < TIE_MS && next.1 != is_pre);
        act(time_ms, is_pre || is_tie, !is_pre || is_tie);
        at += if is_tie { 2 } else { 1 };
    }
}

fn pair_change(pair: &Pair, protocol: &Protocol) -> f64 {
    let (pre_reset, post_reset) = pair.pairing.resets();
    let mut x = Trace::new(pair.tau_plus_ms, pre_reset);
    let mut y = Trace::new(pair.tau_minus_ms, post_reset);
    let (up, down) = (pair.rise() * pair.upward(0.5), pair.fall() * pair.downward(0.5));
    let mut change = 0.0;
    each(protocol, |time_ms, is_pre, is_post| {
        let (before_x, before_y) = (x.at(time_ms), y.at(time_ms));
        if is_pre {
            change -= down * before_y;
            if pair.pairing == Pairing::ReducedSymmetric {
                y.value = 0.0;
            }
        }
        if is_post {
            change += up * before_x;
            if matches!(pair.pairing, Pairing::ReducedSymmetric | Pairing::PresynapticCentred) {
                x.value = 0.0;
            }
        }
        if is_pre {
            x.jump();
        }
        if is_post {
            y.jump();
        }
    });
    change
}

fn triplet_change(triplet: &Triplet, protocol: &Protocol) -> f64 {
    let is_reset = triplet.spikes == Spikes::Nearest;
    let trace = |tau_ms| Trace::new(tau_ms, is_reset);
    let (mut r_1, mut r_2) = (trace(triplet.tau_plus_ms), trace(triplet.tau_x_ms));
    let (mut o_1, mut o_2) = (trace(triplet.tau_minus_ms), trace(triplet.tau_y_ms));
    let mut change = 0.0;
    each(protocol, |time_ms, is_pre, is_post| {
        let before = [&mut r_1, &mut r_2, &mut o_1, &mut o_2].map(|trace| trace.at(time_ms));
        if is_pre {
            change -= triplet.lowered(before[2], before[1]);
            r_1.jump();
            r_2.jump();
        }
        if is_post {
            change += triplet.raised(before[0], before[3]);
            o_1.jump();
            o_2.jump();
        }
    });
    change
}
