//! Constant release probability.

use super::{Pool, ReleaseModel};
use crate::model::explain::Explanation;
use crate::param::Particulars;

crate::params! {
    /// Every spike meets the same release probability. Taken as its mean, the amplitude of a release is
    /// A = P₀: the average over trials, not a coin.
    pub struct Constant as "constant" {
        P0: number {
            symbol: "P₀", unit: One, default: 1.0, range: 0.0..=1.0, scale: Linear,
            meaning: "Release probability; on average also the fraction of closed channels a spike opens.",
            equation: "P_rel = P₀;  P_s ← P_s + P_rel (1 − P_s)",
            source: "1: every spike is certain to release",
        }
    }
}

impl Particulars for Constant {
    fn equations(&self) -> Vec<&'static str> {
        vec![r"\s{P_rel}{P_{\mathrm{rel}}}=\p{P0}{P_0}"]
    }
}

impl ReleaseModel for Constant {
    fn start(&self) -> Pool {
        [0.0; 2]
    }

    fn always(&self) -> Option<f64> {
        Some(self.P0)
    }

    fn recover(&self, pool: Pool, _h_ms: f64) -> Pool {
        pool
    }

    fn P_rel(&self, _pool: Pool) -> f64 {
        self.P0
    }

    fn explain(&self, _: Pool, _: Pool, amplitude: f64) -> Explanation {
        Explanation::new("why-release-constant", "A = P₀").with("A", "P₀", amplitude)
    }

    fn steady_amplitude(&self, _rate_Hz: f64) -> f64 {
        self.P0
    }

    fn release(&self, pool: Pool, _h_ms: f64, _uniform: &mut dyn FnMut() -> f64) -> (f64, Pool) {
        (self.P0, pool)
    }
}
