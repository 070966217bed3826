//! Models without neurons: single equations to look at by themselves.

use super::decay::Decay;
use super::rate_learning::RateLearning;
use crate::param::ParamSet;

crate::family! {
    /// A model without neurons.
    pub enum Toy: ToyKey as "model" with ParamSet {
        Decay(Decay): "decay", "Exponential decay",
            "A quantity that relaxes to its final value with one time constant.";
        RateLearning(RateLearning): "rate_learning", "Rate-based learning",
            "Two inputs and one linear neuron that learns by the rule of Hebb, of Oja, or of Bienenstock, Cooper & Munro.";
    }
}
