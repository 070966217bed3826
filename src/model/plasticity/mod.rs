//! Plasticity: how a weight changes.
//!
//! Weights run from 0 to 1, in units of the conductance ḡ of the receptors.

pub mod calcium;
pub mod pair;
pub mod protocol;
pub mod triplet;

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// How the weights of a projection change.
    pub enum Plasticity: PlasticityKey as "plasticity" with ParamSet {
        Fixed: "fixed", "Fixed weight", "The weight does not change.";
        Pair(pair::Pair): "pair", "Pair-based STDP",
            "Pairs of spikes change the weight: up when the presynaptic one comes first, down when it comes second.";
        Triplet(triplet::Triplet): "triplet", "Triplet STDP",
            "Pairs and triplets of spikes change the weight, so pairing frequency matters as well as order.";
        Calcium(calcium::Calcium): "calcium", "Calcium",
            "Calcium from both sides changes the efficacy, which settles in one of two states.";
    }
}

/// Recordable state of a synapse's weight.
pub const STATES: [StateSpec; 1] =
    [StateSpec { symbol: "w", unit: Unit::One, meaning: "Weight: scales all receptors of the synapse." }];
