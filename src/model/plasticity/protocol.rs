//! What a protocol of pairs of spikes does to a weight: the experiment by which rules are measured.

use super::Partners;
use super::trace::{Side, TraceSpec};

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

/// A trace of the spikes of one side.
struct Trace {
    value: f64,
    last_ms: f64,
    tau_ms: f64,
    is_reset: bool,
}

impl Trace {
    fn new(spec: &TraceSpec) -> Self {
        Self { value: 0.0, last_ms: 0.0, tau_ms: spec.tau_ms, is_reset: spec.is_reset }
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

/// Calls `act` for every spike of a list in order of time, of which each has whether it is presynaptic; those at the same time come
/// together, so that each sees what was before the other.
fn each(spikes: &[(f64, bool)], mut act: impl FnMut(f64, bool, bool)) {
    let mut at = 0;
    while at < spikes.len() {
        let (time_ms, is_pre) = spikes[at];
        let is_tie = spikes.get(at + 1).is_some_and(|next| next.0 - time_ms < TIE_MS && next.1 != is_pre);
        act(time_ms, is_pre || is_tie, !is_pre || is_tie);
        at += if is_tie { 2 } else { 1 };
    }
}

/// A spike of a protocol, with the traces of the axon and of the target right before it.
pub(super) enum Spike {
    Pre([f64; 2], [f64; 2]),
    Post([f64; 2], [f64; 2]),
}

/// The sum of the changes by all spikes of a protocol, each as `change` has it, at a synapse with these traces.
pub(super) fn change(
    traces: &[TraceSpec],
    partners: Partners,
    protocol: &Protocol,
    change: impl Fn(Spike) -> f64,
) -> f64 {
    let mut sum = 0.0;
    walk(traces, partners, &spikes(protocol), |_, spike| sum += change(spike));
    sum
}

/// Calls `act` for every spike of a list in order of time [ms], of which each has whether it is presynaptic, with the traces of a
/// synapse right before it. Of spikes at the same time the presynaptic one comes first.
pub(super) fn walk(
    traces: &[TraceSpec],
    partners: Partners,
    spikes: &[(f64, bool)],
    mut act: impl FnMut(f64, Spike),
) {
    let of = |side: Side| {
        let mut own = traces.iter().filter(move |trace| trace.side == side).map(Trace::new);
        [own.next(), own.next()]
    };
    let (mut x, mut y) = (of(Side::Pre), of(Side::Post));
    each(spikes, |time_ms, is_pre, is_post| {
        let at = |traces: &mut [Option<Trace>; 2]| {
            traces.each_mut().map(|trace| trace.as_mut().map_or(0.0, |trace| trace.at(time_ms)))
        };
        let (x_before, y_before) = (at(&mut x), at(&mut y));
        if is_pre {
            act(time_ms, Spike::Pre(x_before, y_before));
            if partners == Partners::Adjacent {
                y.iter_mut().flatten().for_each(|trace| trace.value = 0.0);
            }
        }
        if is_post {
            act(time_ms, Spike::Post(x_before, y_before));
            if partners != Partners::All {
                x.iter_mut().flatten().for_each(|trace| trace.value = 0.0);
            }
        }
        if is_pre {
            x.iter_mut().flatten().for_each(Trace::jump);
        }
        if is_post {
            y.iter_mut().flatten().for_each(Trace::jump);
        }
    });
}
