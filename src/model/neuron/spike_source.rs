//! A source that fires when it is clicked or told to.

use super::NeuronModel;
use crate::model::state::StateSpec;
use crate::param::CrossLimits;

crate::params! {
    /// A presynaptic cell of which only the spikes matter. It has no membrane; its refractory period keeps
    /// a fast finger from firing twice within 2 ms of model time.
    pub struct SpikeSource as "spike_source" {
        t_ref_ms: number {
            symbol: "t_ref", unit: Ms, default: 2.0, range: 0.0..=20.0, scale: Linear,
            meaning: "Refractory period: a spike asked for sooner after the last one is ignored and counted.",
            equation: "t_spike − t_last ≥ t_ref",
            source: "a common value",
        }
    }
}

impl CrossLimits for SpikeSource {}

impl NeuronModel for SpikeSource {
    fn states(&self) -> &'static [StateSpec] {
        &[]
    }

    fn has_membrane(&self) -> bool {
        false
    }
}
