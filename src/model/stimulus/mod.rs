//! Stimuli: currents injected into the neurons of a population.

pub mod constant;
pub mod noise;
pub mod square;

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// A current that acts on every neuron of a population.
    pub enum StimulusKind as "stimulus" with ParamSet {
        Constant(constant::Constant): "constant", "Constant current",
            "The same current all the time.";
        Square(square::Square): "square", "Square-wave current",
            "A current that is on for a part of each period.";
        Noise(noise::Noise): "noise", "Noise current",
            "A current that wanders at random about zero.";
    }
}

/// Recordable state of a stimulus, for each neuron.
pub const STATES: [StateSpec; 1] =
    [StateSpec { symbol: "I", unit: Unit::PA, meaning: "Injected current; positive depolarises." }];
