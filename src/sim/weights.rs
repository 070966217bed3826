//! Weights of the synapses of a projection: shared by all clones where they never change.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::digest::{Digest, StateHash};
use super::rng::{Stream, StreamKind};
use crate::model::network::{Projection, Weights};

/// The weight of each synapse.
#[derive(Debug, Clone)]
pub(super) enum SynapseWeights {
    /// They are all the same and do not change, so those of one axon stand for all.
    Same {
        /// As many weights as the axon with the most synapses has.
        row: Arc<Vec<f64>>,
        /// Number of synapses.
        n: usize,
    },
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

    /// The weights at the start of `n` synapses, of which an axon has at most `longest`.
    pub fn at_start(spec: &Projection, n: usize, longest: usize, are_plastic: bool, seed: u64) -> Self {
        match &spec.weights {
            Weights::Constant(weight) if !are_plastic => {
                Self::Same { row: Arc::new(vec![*weight; longest]), n }
            }
            _ => Self::new(at_start(spec, n, seed), are_plastic),
        }
    }

    /// The same weights, which from now on change or do not; no copy is made where none is needed.
    pub fn made(self, are_plastic: bool) -> Self {
        match (self, are_plastic) {
            (Self::Plastic(w), false) => Self::Fixed(Arc::new(w)),
            (Self::Fixed(w), true) => Self::Plastic(Arc::unwrap_or_clone(w)),
            (same @ Self::Same { .. }, true) => Self::Plastic(same.all().into_owned()),
            (as_it_is, _) => as_it_is,
        }
    }

    /// Those of some rows of synapses, one after the other.
    pub fn of_rows(&self, rows: impl Iterator<Item = Range<usize>>) -> Self {
        match self {
            Self::Same { row, .. } => Self::Same { row: Arc::clone(row), n: rows.map(|row| row.len()).sum() },
            Self::Fixed(w) => Self::Fixed(Arc::new(rows.flat_map(|row| &w[row]).copied().collect())),
            Self::Plastic(w) => Self::Plastic(rows.flat_map(|row| &w[row]).copied().collect()),
        }
    }

    /// Number of synapses.
    pub fn len(&self) -> usize {
        match self {
            Self::Same { n, .. } => *n,
            Self::Fixed(w) => w.len(),
            Self::Plastic(w) => w.len(),
        }
    }

    /// The weights of some synapses of one axon.
    #[inline]
    pub fn of(&self, synapses: Range<usize>) -> &[f64] {
        match self {
            Self::Same { row, .. } => &row[..synapses.len()],
            Self::Fixed(w) => &w[synapses],
            Self::Plastic(w) => &w[synapses],
        }
    }

    /// The weight of a synapse.
    #[inline]
    pub fn at(&self, synapse: usize) -> f64 {
        match self {
            Self::Same { row, .. } => row[0],
            Self::Fixed(w) => w[synapse],
            Self::Plastic(w) => w[synapse],
        }
    }

    /// The weights of all synapses.
    pub fn all(&self) -> Cow<'_, [f64]> {
        match self {
            Self::Same { row, n } => vec![row.first().copied().unwrap_or_default(); *n].into(),
            Self::Fixed(w) => w.as_slice().into(),
            Self::Plastic(w) => w.as_slice().into(),
        }
    }

    /// The weights for changing; none where they do not change.
    #[inline]
    pub fn plastic_mut(&mut self) -> &mut [f64] {
        match self {
            Self::Same { .. } | Self::Fixed(_) => &mut [],
            Self::Plastic(w) => w,
        }
    }

    /// All weights for changing, also those that no rule changes any more; a copy only where somebody else has them, too.
    pub fn all_mut(&mut self) -> &mut [f64] {
        if let Self::Same { .. } = self {
            *self = Self::Fixed(Arc::new(self.all().into_owned()));
        }
        match self {
            Self::Same { .. } => &mut [],
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

impl Digest for SynapseWeights {
    fn digest(&self, hash: &mut StateHash) {
        self.len().digest(hash);
        (0..self.len()).for_each(|synapse| self.at(synapse).digest(hash));
    }
}

/// The weights of `n` synapses at the start.
fn at_start(spec: &Projection, n: usize, seed: u64) -> Vec<f64> {
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
