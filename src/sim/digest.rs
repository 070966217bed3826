//! A hash of all live state, to the bit: two simulations with the same hash go on alike.
//!
//! What is worked out anew in every step, what only bounds or finds other things, and what follows from the network and the
//! seed, is no state. Each type names all its fields, so that a new one that is forgotten does not compile.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::network::Network;
use crate::units::{Moment, Step};

/// A hash in the making, word by word.
#[derive(Debug, Clone, Copy)]
pub(super) struct StateHash {
    hash: u64,
    words: usize,
}

impl StateHash {
    /// Of nothing.
    pub fn new() -> Self {
        Self { hash: 0x9E37_79B9_7F4A_7C15, words: 0 }
    }

    /// Takes in a word. Each step is a bijection of the words so far, so no change of one word is lost.
    #[inline]
    pub fn word(&mut self, word: u64) {
        let mixed = (self.hash ^ word).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        self.hash = mixed ^ (mixed >> 29);
        self.words += 1;
    }

    /// How many words it has taken in.
    pub fn words(self) -> usize {
        self.words
    }

    /// The hash.
    pub fn finish(self) -> u64 {
        let z = (self.hash ^ (self.hash >> 32)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// What has live state.
pub(super) trait Digest {
    /// Takes the state into a hash.
    fn digest(&self, hash: &mut StateHash);
}

/// Implements [`Digest`] for a type, field by field; what stands behind `without` is no state.
macro_rules! digest {
    ($type:ty { $($field:ident),* $(,)? } $(without { $($left:ident),* $(,)? })?) => {
        impl $crate::sim::digest::Digest for $type {
            fn digest(&self, hash: &mut $crate::sim::digest::StateHash) {
                let Self { $($field,)* $($($left: _,)*)? } = self;
                $( $crate::sim::digest::Digest::digest($field, hash); )*
                let _ = hash;
            }
        }
    };
}
pub(super) use digest;

macro_rules! words {
    ($($type:ty),*) => { $(
        impl Digest for $type {
            #[inline]
            fn digest(&self, hash: &mut StateHash) {
                hash.word(u64::from(*self));
            }
        }
    )* };
}
words!(bool, u8, u32, u64);

impl Digest for usize {
    fn digest(&self, hash: &mut StateHash) {
        hash.word(*self as u64);
    }
}

impl Digest for f64 {
    #[inline]
    fn digest(&self, hash: &mut StateHash) {
        hash.word(self.to_bits());
    }
}

impl Digest for str {
    fn digest(&self, hash: &mut StateHash) {
        self.as_bytes().digest(hash);
    }
}

impl<T: Digest> Digest for [T] {
    fn digest(&self, hash: &mut StateHash) {
        self.len().digest(hash);
        for one in self {
            one.digest(hash);
        }
    }
}

impl<T: Digest, const N: usize> Digest for [T; N] {
    fn digest(&self, hash: &mut StateHash) {
        for one in self {
            one.digest(hash);
        }
    }
}

impl<T: Digest> Digest for Vec<T> {
    fn digest(&self, hash: &mut StateHash) {
        self.as_slice().digest(hash);
    }
}

impl<T: Digest> Digest for VecDeque<T> {
    fn digest(&self, hash: &mut StateHash) {
        self.len().digest(hash);
        for one in self {
            one.digest(hash);
        }
    }
}

impl<T: Digest> Digest for Option<T> {
    fn digest(&self, hash: &mut StateHash) {
        self.is_some().digest(hash);
        if let Some(one) = self {
            one.digest(hash);
        }
    }
}

impl<T: Digest + ?Sized> Digest for Arc<T> {
    fn digest(&self, hash: &mut StateHash) {
        (**self).digest(hash);
    }
}

impl<A: Digest, B: Digest> Digest for (A, B) {
    fn digest(&self, hash: &mut StateHash) {
        self.0.digest(hash);
        self.1.digest(hash);
    }
}

impl Digest for Step {
    fn digest(&self, hash: &mut StateHash) {
        hash.word(self.0);
    }
}

digest!(Moment { step, offset_ms });

/// Ids, kinds, numbers and parameters; names are nobody's state.
impl Digest for Network {
    fn digest(&self, hash: &mut StateHash) {
        for population in self.populations() {
            (population.id, population.n).digest(hash);
            population.kind.key().name().digest(hash);
            for stimulus in &population.stimuli {
                stimulus.id.digest(hash);
                stimulus.kind.key().name().digest(hash);
            }
        }
        for projection in self.projections() {
            [projection.id, projection.from, projection.to].digest(hash);
            projection.release.key().name().digest(hash);
            projection.plasticity.key().name().digest(hash);
            projection.receptors.iter().for_each(|receptor| receptor.key().name().digest(hash));
        }
        for junction in self.gap_junctions() {
            [junction.id, junction.between.0, junction.between.1].digest(hash);
        }
        self.parameter_words(&mut |word| hash.word(word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_and_its_place_counts() {
        let of = |words: &[u64]| {
            let mut hash = StateHash::new();
            words.digest(&mut hash);
            hash.finish()
        };
        let all = [of(&[]), of(&[0]), of(&[0, 0]), of(&[1, 0]), of(&[0, 1]), of(&[1 << 63, 0])];
        for (i, a) in all.iter().enumerate() {
            assert!(all[..i].iter().all(|b| a != b));
        }
    }
}
