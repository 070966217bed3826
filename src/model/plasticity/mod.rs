//! Plasticity: how a weight changes.

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// How the weights of a projection change.
    pub enum Plasticity as "plasticity" with ParamSet {
        Fixed: "fixed", "Fixed weight", "The weight does not change.";
    }
}

/// Recordable state of a synapse's weight.
pub const STATES: [StateSpec; 1] =
    [StateSpec { symbol: "w", unit: Unit::One, meaning: "Weight: scales all receptors of the synapse." }];
