//! Release: with what probability a spike releases transmitter.

pub mod constant;

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// How the release probability P_rel behaves.
    pub enum Release as "release" with ParamSet {
        Constant(constant::Constant): "constant", "Constant release",
            "Every spike releases with the same probability.";
    }
}

/// Recordable state of release on a projection.
pub const STATES: [StateSpec; 1] =
    [StateSpec { symbol: "P_rel", unit: Unit::One, meaning: "Release probability a spike would meet now." }];
