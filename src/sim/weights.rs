//! Weights of the synapses of a projection: shared by all clones where they never change.

use std::ops::Deref;
use std::sync::Arc;

use super::digest::{Digest, StateHash};
use super::rng::{Stream, StreamKind};
use crate::model::network::{Projection, Weights};

/// The weight of each synapse.
#[derive(Debug, Clone)]
pub(super) enum SynapseWeights {
    /// They do not change.
    Fixed(Arc<Vec<f64>>),
    /// A rule of plasticity changes them.
    Plastic(Vec<f64>),
}

impl SynapseWeights {
    /// Of these weights.
    pub fn new(w: Vec<f64>, are_plastic: bool) -> Self {
        if are_plastic { Self::Plastic(w) } else { Self::Fixed(Arc::new(w)) }
    }

    /// The weights by themselves; a copy only where somebody else has them, too.
    pub fn into_inner(self) -> Vec<f64> {
        match self {
            Self::Fixed(w) => Arc::unwrap_or_clone(w),
            Self::Plastic(w) => w,
        }
    }

    /// The weights for changing; none where they do not change.
    #[inline]
    pub fn plastic_mut(&mut self) -> &mut [f64] {
        match self {
            Self::Fixed(_) => &mut [],
            Self::Plastic(w) => w,
        }
    }
}

impl SynapseWeights {
    /// All weights for changing, also those that no rule changes any more; a copy only where somebody else has them, too.
    pub fn all_mut(&mut self) -> &mut [f64] {
        match self {
            Self::Fixed(w) => Arc::make_mut(w).as_mut_slice(),
            Self::Plastic(w) => w,
        }
    }
}

impl Default for SynapseWeights {
    fn default() -> Self {
        Self::Plastic(Vec::new())
    }
}

impl Deref for SynapseWeights {
    type Target = [f64];

    #[inline]
    fn deref(&self) -> &[f64] {
        match self {
            Self::Fixed(w) => w,
            Self::Plastic(w) => w,
        }
    }
}

impl Digest for SynapseWeights {
    fn digest(&self, hash: &mut StateHash) {
        (**self).digest(hash);
    }
}

/// The weights of `n` synapses at the start.
pub(super) fn at_start(spec: &Projection, n: usize, seed: u64) -> Vec<f64> {
    let mut stream = Stream::new(seed, StreamKind::Weights, spec.id);
    match &spec.weights {
        Weights::Constant(weight) => vec![*weight; n],
        Weights::Uniform(low, high) => (0..n).map(|_| low + (high - low) * stream.uniform()).collect(),
        Weights::Normal(mean, sd) => {
            let most = spec.greatest_weight();
            (0..n).map(|_| (mean + sd * stream.normal()).clamp(0.0, most)).collect()
        }
        Weights::List(weights) => {
            let mut weights = weights.to_vec();
            weights.resize(n, 0.0); // A network that was checked has the right number.
            weights
        }
    }
}
