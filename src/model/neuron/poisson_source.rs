//! A source that fires at random at a mean rate.

use super::NeuronModel;
use crate::model::state::StateSpec;
use crate::param::CrossLimits;

crate::params! {
    /// Independent Poisson processes of one rate, one per neuron.
    ///
    /// The n processes are one process of rate n·r whose spikes fall on a uniformly chosen neuron, so the
    /// work is proportional to the spikes. Waiting times are kept in units of the mean, so a change of rate
    /// acts at once and needs no new draw.
    pub struct PoissonSource as "poisson_source" {
        rate_Hz: number {
            symbol: "r", unit: Hz, default: 10.0, range: 0.0..=1000.0, scale: Log,
            meaning: "Mean firing rate of each neuron.",
            equation: "P(spike in dt) = r·dt;  ISI ~ Exp(1/r)",
            source: "Song, Miller & Abbott 2000",
        }
    }
}

impl CrossLimits for PoissonSource {}

impl NeuronModel for PoissonSource {
    fn states(&self) -> &'static [StateSpec] {
        &[]
    }

    fn has_membrane(&self) -> bool {
        false
    }
}

impl PoissonSource {
    /// Expected number of spikes of `n` neurons in `h_ms` [ms].
    #[must_use]
    pub fn expected_spikes(&self, n: f64, h_ms: f64) -> f64 {
        n * self.rate_Hz * 1e-3 * h_ms
    }
}
