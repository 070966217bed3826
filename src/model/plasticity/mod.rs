//! Plasticity: how a weight changes.
//!
//! Weights run from 0 to 1, in units of the conductance ḡ of the receptors. A rule says by how much a spike of either side
//! changes a weight, given traces of the spikes before; the kernel in `sim::plasticity` keeps the traces, whatever the rule.

pub mod calcium;
pub mod pair;
pub mod protocol;
pub mod trace;
pub mod triplet;
pub mod vogels;
pub mod what_if;

use super::explain::Explanation;
use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;
use protocol::Protocol;
use trace::{Scaled, Side, TraceNow, TraceSpec};

crate::family! {
    /// How the weights of a projection change.
    pub enum Plasticity: PlasticityKey as "plasticity" with SpikeRule {
        Fixed: "fixed", "Fixed weight", "The weight does not change.";
        Pair(pair::Pair): "pair", "Pair-based STDP",
            "Pairs of spikes change the weight: up when the presynaptic one comes first, down when it comes second.";
        Triplet(triplet::Triplet): "triplet", "Triplet STDP",
            "Pairs and triplets of spikes change the weight, so pairing frequency matters as well as order.";
        Calcium(calcium::Calcium): "calcium", "Calcium",
            "Calcium from both sides changes the efficacy, which settles in one of two states.";
        Vogels(vogels::Vogels): "vogels", "Inhibitory STDP",
            "Inhibitory weights change until the target fires at the rate ρ₀.";
    }
}

impl Plasticity {
    /// True if weights do not change.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.inner().is_none()
    }

    /// The rule's parameters, if it has any.
    #[must_use]
    pub fn params(&self) -> Option<&(dyn ParamSet + 'static)> {
        self.inner().map(|rule| rule as &(dyn ParamSet + 'static))
    }

    /// The rule's parameters for changing, if it has any.
    pub fn params_mut(&mut self) -> Option<&mut (dyn ParamSet + 'static)> {
        self.inner_mut().map(|rule| rule as &mut (dyn ParamSet + 'static))
    }

    /// The change of a weight by a protocol: of a weight that stays away from its bounds and changes as at 0.5; for the
    /// calcium rule, of the mean strength of many synapses relative to that before. Nothing for a fixed weight.
    #[must_use]
    pub fn change_by(&self, protocol: &Protocol) -> Option<f64> {
        self.inner().map(|rule| rule.change_by(protocol))
    }

    /// The change of a weight by one pair of spikes by itself, with Δt = t_post − t_pre [ms]: F(Δt). For the calcium rule,
    /// that of the mean strength by 60 pairs at 1 Hz.
    #[must_use]
    pub fn window(&self, dt_ms: f64) -> Option<f64> {
        self.inner().map(|rule| rule.window(dt_ms))
    }

    /// The recordable state of a synapse: its weight, and what the rule adds.
    pub fn states(&self) -> impl Iterator<Item = StateSpec> {
        let own = self.inner().map_or(&[][..], SpikeRule::states);
        std::iter::once(WEIGHT).chain(own.iter().copied())
    }
}

/// Recordable weight of a synapse.
pub const WEIGHT: StateSpec =
    StateSpec { symbol: "w", unit: Unit::One, meaning: "Weight: scales all receptors of the synapse." };

/// Which spikes of the other side a spike pairs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partners {
    /// A spike pairs with all spikes of the other side before it, which the traces sum.
    All,
    /// A presynaptic spike pairs with the last postsynaptic one before it and with the first one after it.
    PresynapticCentred,
    /// Two spikes pair if no other lies between them.
    Adjacent,
}

/// What every rule of plasticity offers.
///
/// Of spikes at the same time each sees the traces as they were before all of them. Weights are kept between 0 and 1 by whoever
/// adds a change up.
pub trait SpikeRule: ParamSet {
    /// The traces that it reads, at most two of a side: those of the axon first.
    fn traces(&self) -> Vec<TraceSpec>;

    /// Recordable state of a synapse: the traces, in their order, and then what a synapse has of its own.
    fn states(&self) -> &'static [StateSpec];

    /// By how much a presynaptic spike changes a weight `w`, given the traces `x` of the axon and `y` of the target.
    fn at_pre(&self, w: f64, x: [f64; 2], y: [f64; 2]) -> f64;

    /// By how much a postsynaptic spike changes a weight `w`, given the traces `x` of the axon and `y` of the target.
    fn at_post(&self, w: f64, x: [Scaled; 2], y: [f64; 2]) -> f64;

    /// What a spike of a `side` does to a weight `w`, given the traces `x` of the axon and `y` of the target: the equation of
    /// [`SpikeRule::at_pre`] or [`SpikeRule::at_post`] and the numbers in it.
    fn explain(&self, side: Side, w: f64, x: [f64; 2], y: [f64; 2]) -> Explanation;

    /// The traces right after a spike of a `side` by itself: at most two of the axon, then at most two of the target.
    fn traces_after(&self, side: Side, traces: [f64; 4]) -> [f64; 4] {
        let mut after = traces;
        if side == Side::Post && self.partners() == Partners::PresynapticCentred {
            after[0] = 0.0; // What is there has had its partner.
        }
        let (specs, mut places) = (self.traces(), [0, 2]);
        for spec in specs {
            let place = &mut places[usize::from(spec.side == Side::Post)];
            if spec.side == side {
                after[*place] = if spec.is_reset { 1.0 } else { after[*place] + 1.0 };
            }
            *place += 1;
        }
        after
    }

    /// Which spikes pair.
    fn partners(&self) -> Partners {
        Partners::All
    }

    /// Whether two spikes pair that may have others of either side between them; `is_causal` if the presynaptic one comes
    /// first.
    fn pairs(&self, is_causal: bool, has_pre_between: bool, has_post_between: bool) -> bool {
        let _ = (is_causal, has_pre_between, has_post_between);
        true
    }

    /// What goes on in a synapse between spikes, if anything does.
    fn between(&self) -> Option<&dyn Between> {
        None
    }

    /// If a postsynaptic spike adds a multiple of the axon's first trace to every weight, the factor: what
    /// [`SpikeRule::at_post`] gives for a trace of value 1 in this `unit`.
    fn additive_rise(&self, unit: f64, y: [f64; 2]) -> Option<f64> {
        let _ = (unit, y);
        None
    }

    /// If a presynaptic spike lowers a weight by a multiple of the target's only trace, the factor, and how it depends on the
    /// weight: what [`SpikeRule::at_pre`] gives, with the other sign.
    fn simple_fall(&self) -> Option<(f64, Dependence)> {
        None
    }

    /// Changes the weights `w` of the synapses of an axon onto `targets` by a presynaptic spike.
    fn sweep_pre(&self, w: &mut [f64], targets: &[u32], x: [f64; 2], y: [TraceNow<'_>; 2]) {
        for (target, w) in targets.iter().zip(w) {
            let target = *target as usize;
            *w = changed(*w, self.at_pre(*w, x, y.map(|trace| trace.at(target))));
        }
    }

    /// Changes the weights of `synapses`, of which each has one of the `axons`, by a postsynaptic spike.
    fn sweep_post(
        &self,
        w: &mut [f64],
        (synapses, axons): (&[u32], &[u32]),
        x: [TraceNow<'_>; 2],
        y: [f64; 2],
    ) {
        for (synapse, axon) in synapses.iter().zip(axons) {
            let w = &mut w[*synapse as usize];
            *w = changed(*w, self.at_post(*w, x.map(|trace| trace.scaled(*axon as usize)), y));
        }
    }

    /// The change of a weight by a protocol: of a weight that stays away from its bounds and changes as at 0.5.
    fn change_by(&self, protocol: &Protocol) -> f64 {
        protocol::change(&self.traces(), self.partners(), protocol, |spike| match spike {
            protocol::Spike::Pre(x, y) => self.at_pre(0.5, x, y),
            protocol::Spike::Post(x, y) => self.at_post(0.5, x.map(Scaled::plain), y),
        })
    }

    /// The protocol by which the window F(Δt) is measured, with Δt = t_post − t_pre [ms].
    fn window_protocol(&self, dt_ms: f64) -> Protocol {
        Protocol { dt_ms, rate_Hz: 1.0, pairs: 1 }
    }

    /// The change of a weight that belongs to an interval Δt = t_post − t_pre [ms]: F(Δt).
    fn window(&self, dt_ms: f64) -> f64 {
        self.change_by(&self.window_protocol(dt_ms))
    }

    /// Memory that the rule takes for a synapse, its weight and its place among those of axon and target included [bytes].
    fn bytes_per_synapse(&self) -> u32 {
        20
    }
}

/// What goes on in a synapse between spikes: something of its own that spikes add to, and that changes the weight as it goes.
pub trait Between {
    /// How much later than the spike a presynaptic one adds [ms].
    fn pre_delay_ms(&self) -> f64;

    /// What a presynaptic spike adds, and a postsynaptic one.
    fn jumps(&self) -> (f64, f64);

    /// Weight and state after a span without spikes [ms]; `normal` draws from the standard normal distribution.
    fn after(&self, w: f64, own: f64, span_ms: f64, normal: &mut dyn FnMut() -> f64) -> (f64, f64);

    /// What a span without spikes [ms] does to a weight that was `w` and a state that was `own` at its start.
    fn explain(&self, w: f64, own: f64, span_ms: f64) -> Explanation;

    /// What is left of the state after a span without spikes [ms].
    fn own_after(&self, own: f64, span_ms: f64) -> f64;
}

/// A weight after a change, between its bounds.
#[inline]
#[must_use]
#[expect(clippy::manual_clamp, reason = "it would let −0 be")]
pub fn changed(w: f64, change: f64) -> f64 {
    (w + change).max(0.0).min(1.0)
}

/// How a change depends on the weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dependence {
    /// Not at all.
    None,
    /// In proportion to it.
    Proportional,
    /// As a power of it.
    Power(f64),
}

impl Dependence {
    /// The factor at a weight.
    #[inline]
    #[must_use]
    pub fn of(self, w: f64) -> f64 {
        match self {
            Self::None => 1.0,
            Self::Proportional => w,
            Self::Power(mu) => libm::pow(w, mu),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a rule declares of itself, for quick ways through the kernel, is what a spike does.
    #[test]
    fn shortcuts_are_what_they_stand_for() {
        for rule in Plasticity::all().iter().filter_map(Plasticity::inner) {
            assert!(rule.traces().iter().filter(|trace| trace.side == Side::Pre).count() <= 2);
            assert!(rule.traces().iter().filter(|trace| trace.side == Side::Post).count() <= 2);
            for (w, x, y) in [(0.3, 0.7, [0.2, 1.4]), (0.9, 2.1, [1.3, 0.1]), (0.0, 0.4, [0.8, 0.8])] {
                let scaled = [Scaled { value: x, unit: 0.25 }, Scaled { value: 9.0, unit: 9.0 }];
                if let Some(rise) = rule.additive_rise(0.25, y) {
                    assert_eq!((w + rise * x).min(1.0), changed(w, rule.at_post(w, scaled, y)));
                }
                if let Some((fall, dependence)) = rule.simple_fall() {
                    let lowered = fall * y[0];
                    let after = changed(w, rule.at_pre(w, [x, 9.0], y));
                    assert_eq!((w - lowered * dependence.of(w)).max(0.0), after);
                }
            }
        }
    }

    #[test]
    fn states_begin_with_the_traces() {
        for rule in Plasticity::all().iter().filter_map(Plasticity::inner) {
            let own = usize::from(rule.between().is_some());
            assert_eq!(rule.states().len(), rule.traces().len() + own);
            assert!(rule.traces().is_sorted_by_key(|trace| trace.side), "those of the axon first");
        }
    }
}
