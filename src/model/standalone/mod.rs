//! Models without neurons: single equations to look at by themselves.

pub mod decay;
pub mod rate_learning;

use super::state::StateSpec;
use crate::param::ParamSet;
use decay::Decay;
use rate_learning::RateLearning;

crate::family! {
    /// A model without neurons.
    pub enum Standalone: StandaloneKey as "model" with StandaloneModel {
        Decay(Decay): "decay", "Exponential decay",
            "A quantity that relaxes to its final value with one time constant.";
        RateLearning(RateLearning): "rate_learning", "Rate-based learning",
            "Two inputs and one linear neuron that learns by the rule of Hebb, of Oja, or of Bienenstock, Cooper & Munro.";
    }
}

/// What every model without neurons offers.
pub trait StandaloneModel: ParamSet {
    /// The recordable state.
    fn states(&self) -> &'static [StateSpec];

    /// Figures that follow from the parameters alone, by name, for the summary of a run.
    fn figures(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }
}

impl Standalone {
    /// The recordable state.
    #[must_use]
    pub fn states(&self) -> &'static [StateSpec] {
        self.inner().map_or(&[], StandaloneModel::states)
    }

    /// Figures that follow from the parameters alone, by name.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, f64)> {
        self.inner().map(StandaloneModel::figures).unwrap_or_default()
    }

    /// The model's parameters, if it has any.
    #[must_use]
    pub fn params(&self) -> Option<&(dyn ParamSet + 'static)> {
        self.inner().map(|model| model as &(dyn ParamSet + 'static))
    }

    /// The model's parameters for changing, if it has any.
    pub fn params_mut(&mut self) -> Option<&mut (dyn ParamSet + 'static)> {
        self.inner_mut().map(|model| model as &mut (dyn ParamSet + 'static))
    }
}
