//! How much a script holds, and what of a network decides how its run is compared.

use crate::model::network::{Connect, Network, Projection};
use crate::model::stimulus::StimulusKind;

/// Most spikes of sources in a script; more are in a file beside it.
pub const MOST_SPIKES: usize = 5000;
/// Most spikes of sources in a file beside a script.
pub const MOST_BESIDE: usize = 1_000_000;
/// Most synapses whose ends or weights stand in a script.
pub const MOST_SYNAPSES: usize = 5000;
/// Longest run of which a script compares every spike [ms].
pub const LONGEST_MS: f64 = 20_000.0;
/// Longest run that is compared by statistics [ms].
pub const LONGEST_BY_STATISTICS_MS: f64 = 1e6;
/// Most neurons that are bombarded spike by spike.
pub(super) const MOST_BOMBARDED: u64 = 20;

/// Why a run is compared by its statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Noise acts on neurons.
    Noise,
    /// There are so many random synapses that each simulator draws its own.
    Network,
    /// The run is long.
    Length,
}

impl Reason {
    /// The criterion, by its name.
    pub fn criterion(self) -> &'static str {
        match self {
            Self::Noise => {
                "statistics under noise: rate and CV within 3 SE of ten seeds of Bouton (SE = SD*sqrt(1 + 1/10))"
            }
            Self::Network => {
                "statistics of a random network: rate, mean weight and shares of weak and strong weights within 3 SE of ten seeds of Bouton (SE = SD*sqrt(1 + 1/10)), CV within 0.05, or 3 SE where one run cannot tell it so well"
            }
            Self::Length => {
                "statistics of a long run: rate, mean weight and shares of weak and strong weights within 3 SE of ten seeds of Bouton (SE = SD*sqrt(1 + 1/10)), CV within 0.05, or 3 SE where one run cannot tell it so well"
            }
        }
    }
}

/// Whether each simulator draws the synapses of a projection by its own rule: there are too many to list.
pub(super) fn is_by_rule(network: &Network, projection: &Projection) -> bool {
    matches!(projection.connect, Connect::Probability(_) | Connect::InDegree(_))
        && MOST_SYNAPSES as u128 <= network.parts().n_synapses(projection)
}

/// Why a run of a network is compared by its statistics, if it is.
pub(super) fn reason(network: &Network, duration_ms: f64) -> Option<Reason> {
    let is_noisy = network.populations().iter().any(|population| {
        population.stimuli.iter().any(|stimulus| match stimulus.kind {
            StimulusKind::Noise(_) => true,
            StimulusKind::Bombardment(_) => MOST_BOMBARDED < population.n,
            _ => false,
        })
    });
    if network.projections().iter().any(|projection| is_by_rule(network, projection)) {
        Some(Reason::Network)
    } else if is_noisy {
        Some(Reason::Noise)
    } else {
        (LONGEST_MS < duration_ms).then_some(Reason::Length)
    }
}
