//! Constant release probability.

use crate::param::CrossLimits;

crate::params! {
    /// Every spike meets the same release probability. Taken as its mean, the amplitude of a release is
    /// A = P₀: the average over trials, not a coin.
    pub struct Constant as "constant" {
        P0: number {
            symbol: "P₀", unit: One, default: 1.0, range: 0.0..=1.0, scale: Linear,
            meaning: "Release probability: the fraction of closed channels that a spike opens.",
            equation: "P_rel = P₀;  P_s ← P_s + P_rel (1 − P_s)",
            source: "1: every spike is certain to release",
        }
    }
}

impl CrossLimits for Constant {}
