//! What a correlogram says in a document.

use serde::{Deserialize, Serialize};

use super::naming::{Ids, Naming, Renaming, Written};
use super::shape::Shape;
use crate::param::Bounds;
use crate::units::Unit;

/// Least and greatest width of a bin [ms].
pub const BIN_RANGE_MS: (f64, f64) = (0.1, 100.0);
/// Least and greatest of the largest lag [ms].
pub const LAG_RANGE_MS: (f64, f64) = (1.0, 1000.0);
/// Least and greatest time over which pairs are counted [ms].
pub const OVER_RANGE_MS: (f64, f64) = (100.0, 1e6);
/// Most bins on each side of 0.
const MOST_BESIDE: f64 = 500.0;

/// How often a population fires at each time before and after the spikes of another, relative to chance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct CorrelogramSpec<N: Naming = Ids> {
    /// The population whose spikes are counted.
    pub of: N::Population,
    /// The population at whose spikes the time is 0.
    pub about: N::Population,
    /// The only neuron of `about` that counts; all of them, if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neuron: Option<u32>,
    /// The projection by whose weights the neurons of `of` are divided into strong and weak, above and below half of the greatest.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub by_weight: Option<N::Projection>,
    /// Width of a bin [ms].
    #[serde(default = "default_bin_ms")]
    pub bin_ms: f64,
    /// The largest lag [ms].
    #[serde(default = "default_lag_ms")]
    pub lag_ms: f64,
    /// Over how long pairs are counted [ms].
    #[serde(default = "default_over_ms")]
    pub over_ms: f64,
}

fn none<T>() -> Option<T> {
    None
}

fn default_bin_ms() -> f64 {
    2.5
}

fn default_lag_ms() -> f64 {
    50.0
}

fn default_over_ms() -> f64 {
    10_000.0
}

impl CorrelogramSpec {
    /// Of all neurons of two populations.
    #[must_use]
    pub fn new(of: u32, about: u32) -> Self {
        let (bin_ms, lag_ms, over_ms) = (default_bin_ms(), default_lag_ms(), default_over_ms());
        Self { of, about, neuron: None, by_weight: None, bin_ms, lag_ms, over_ms }
    }
}

impl<A: Naming> Shape<A> for CorrelogramSpec<A> {
    type With<B: Naming> = CorrelogramSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<CorrelogramSpec<B>> {
        let (of, about) = (by.population("of", &self.of), by.population("about", &self.about));
        let by_weight = self.by_weight.as_ref().and_then(|own| by.projection("by_weight", own));
        let neuron = self.neuron.and_then(|own| by.neuron("neuron", &self.about, own));
        let Self { bin_ms, lag_ms, over_ms, .. } = *self;
        Some(CorrelogramSpec { of: of?, about: about?, neuron, by_weight, bin_ms, lag_ms, over_ms })
    }

    fn numbers(&self) -> Vec<(&'static str, f64, Bounds, Unit)> {
        let bounds = |(low, high)| Bounds::new(low, high);
        let lag_ms = self.lag_ms.clamp(LAG_RANGE_MS.0, LAG_RANGE_MS.1);
        // No more bins than can be drawn, and one on each side at least.
        let bin = Bounds::new(BIN_RANGE_MS.0.max(lag_ms / MOST_BESIDE), BIN_RANGE_MS.1.min(lag_ms));
        vec![
            ("bin_ms", self.bin_ms, bin, Unit::Ms),
            ("lag_ms", self.lag_ms, bounds(LAG_RANGE_MS), Unit::Ms),
            ("over_ms", self.over_ms, bounds(OVER_RANGE_MS), Unit::Ms),
        ]
    }
}
