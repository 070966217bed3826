//! Stimuli: what acts on the neurons of a population from outside the network.

pub mod bombardment;
pub mod constant;
pub mod noise;
pub mod square;

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// What acts on every neuron of a population from outside.
    pub enum StimulusKind: StimulusKey as "stimulus" with StimulusModel {
        Constant(constant::Constant): "constant", "Constant current",
            "The same current all the time.";
        Square(square::Square): "square", "Square-wave current",
            "A current that is on for a part of each period.";
        Noise(noise::Noise): "noise", "Noise current",
            "A fluctuating current with mean zero.";
        Bombardment(bombardment::Bombardment): "bombardment", "Synaptic bombardment",
            "Excitatory and inhibitory background synapses that are active at random, as in vivo.";
    }
}

/// What every stimulus offers.
pub trait StimulusModel: ParamSet {
    /// The recordable state, for each neuron.
    fn states(&self) -> &'static [StateSpec];

    /// Mean current over the `h_ms` [ms] that begin at `t_ms` [ms] into every neuron [pA], if it depends on nothing but time.
    fn mean_pA(&self, t_ms: f64, h_ms: f64) -> f64 {
        let _ = (t_ms, h_ms);
        0.0
    }
}

/// Recordable state of a stimulus that is a current.
pub const CURRENT: &[StateSpec] =
    &[StateSpec { symbol: "I", unit: Unit::PA, meaning: "Injected current; positive values depolarise." }];
