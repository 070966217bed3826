//! Receptors: a maximal conductance, a reversal potential, kinetics and perhaps a voltage block.

pub mod ampa;

use super::kinetics::Kinetics;
use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// What opens on the postsynaptic side.
    pub enum Receptor as "receptor" with ReceptorModel {
        Ampa(ampa::Ampa): "ampa", "AMPA receptor",
            "Opened by glutamate; fast and excitatory.";
    }
}

/// What every receptor offers. I_s = g (V − E_s) with g = g_max·w·P, positive outward.
pub trait ReceptorModel: ParamSet {
    /// Conductance with all channels open and w = 1 [nS].
    fn g_max_nS(&self) -> f64;
    /// Reversal potential [mV].
    fn E_mV(&self) -> f64;
    /// How the open fraction P follows a release.
    fn kinetics(&self) -> &Kinetics;
    /// The same, for changing.
    fn kinetics_mut(&mut self) -> &mut Kinetics;
}

/// Recordable state of a receptor on a projection.
pub const STATES: [StateSpec; 3] = [
    StateSpec { symbol: "P", unit: Unit::One, meaning: "Fraction of the receptor's channels that are open." },
    StateSpec { symbol: "g", unit: Unit::NS, meaning: "Conductance that is open." },
    StateSpec { symbol: "I", unit: Unit::PA, meaning: "Synaptic current, positive outward." },
];
