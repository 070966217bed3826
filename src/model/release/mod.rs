//! Release: with what probability a spike releases transmitter.
//!
//! The release probability P_rel is sampled at the spike: what a spike released does not change when P_rel recovers
//! afterwards. Between spikes it follows closed forms, so it is exact for any step.

pub mod constant;
pub mod depression;
pub mod facilitation;
pub mod facilitation_depression;
pub mod quantal;
pub mod tsodyks_markram;

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// How the release probability P_rel behaves.
    pub enum Release as "release" with ReleaseModel {
        Constant(constant::Constant): "constant", "Constant release",
            "Every spike releases with the same probability.";
        Facilitation(facilitation::Facilitation): "facilitation", "Facilitation",
            "Each spike raises the release probability; it falls back between spikes.";
        Depression(depression::Depression): "depression", "Depression",
            "Each spike lowers the release probability; it recovers between spikes.";
        FacilitationDepression(facilitation_depression::FacilitationDepression): "facilitation_depression",
            "Facilitation and depression",
            "Each spike raises one factor of the release probability and lowers the other.";
        TsodyksMarkram(tsodyks_markram::TsodyksMarkram): "tsodyks_markram", "Tsodyks–Markram",
            "Each spike uses a fraction u of the resources x that are ready; u rises and x falls.";
        Quantal(quantal::Quantal): "quantal", "Quantal release",
            "Each of n sites releases its vesicle or does not; an empty site is refilled after a while.";
    }
}

/// The state of release: what its two numbers mean is up to the rule.
pub type Pool = [f64; 2];

/// What every release rule offers.
pub trait ReleaseModel: ParamSet {
    /// The recordable state, in the order of the pool; P_rel can be recorded whether it is in here or not.
    fn states(&self) -> &'static [StateSpec] {
        &[]
    }

    /// The state at the start of a run.
    fn start(&self) -> Pool;

    /// The state `h_ms` [ms] after the last spike, exact for any `h_ms` ≥ 0: its mean where release is random.
    fn recover(&self, pool: Pool, h_ms: f64) -> Pool;

    /// The release probability that a spike would meet.
    fn P_rel(&self, pool: Pool) -> f64;

    /// What a spike releases that comes `h_ms` [ms] after the last one, when the state was `pool`; and the state it
    /// leaves. `uniform` draws a random number in [0, 1), which rules without chance do not use.
    fn release(&self, pool: Pool, h_ms: f64, uniform: &mut dyn FnMut() -> f64) -> (f64, Pool);

    /// Whether synapses of one axon may release differently.
    fn is_random(&self) -> bool {
        false
    }
}

/// Recordable state of release that every rule has.
pub const P_REL: StateSpec =
    StateSpec { symbol: "P_rel", unit: Unit::One, meaning: "Release probability a spike would meet now." };

/// The relaxation `to + (from − to) e^{−h/τ}`; at once where τ is 0.
fn relax(from: f64, to: f64, h_ms: f64, tau_ms: f64) -> f64 {
    if tau_ms == 0.0 { to } else { to + (from - to) * libm::exp(-h_ms / tau_ms) }
}
