//! Quantal release: chance at each of n sites.

use super::{Pool, ReleaseModel, relax};
use crate::model::state::StateSpec;
use crate::param::Particulars;
use crate::units::Unit;

crate::params! {
    /// Each of n release sites holds a vesicle or is empty. A spike releases each vesicle with probability p, and each
    /// opens a fraction q of the channels: A = k·q with k binomial. An empty site is refilled at the rate 1/τ_rec,
    /// independently of the others. Synapses of one axon release independently.
    ///
    /// With all sites full the mean amplitude is npq, its variance np(1 − p)q², and nothing is released with
    /// probability (1 − p)ⁿ (del Castillo & Katz 1954).
    pub struct Quantal as "quantal" {
        n_sites: count {
            symbol: "n", default: 5, range: 1..=100,
            meaning: "Number of release sites, each of which holds one vesicle at most.",
            equation: "mean npq, variance np(1 − p)q², failures (1 − p)ⁿ",
            source: "a few at a central synapse",
        }
        p: number {
            symbol: "p", unit: One, default: 0.3, range: 0.0..=1.0, scale: Linear,
            meaning: "Probability with which a spike releases a vesicle that is there.",
            equation: "mean npq, variance np(1 − p)q², failures (1 − p)ⁿ",
            source: "del Castillo & Katz 1954",
        }
        q: number {
            symbol: "q", unit: One, default: 0.2, range: 0.0..=1.0, scale: Linear,
            meaning: "Quantal size: the fraction of the channels that one vesicle opens.",
            equation: "A = k·q, k vesicles released",
            source: "five vesicles open all channels",
        }
        tau_rec_ms: number {
            symbol: "τ_rec", unit: Ms, default: 800.0, range: 0.0..=5000.0, scale: Log,
            meaning: "Mean time until an empty site holds a vesicle again; 0: at once.",
            equation: "P(refilled in h) = 1 − e^(−h/τ_rec)",
            source: "Tsodyks & Markram 1997",
            flags: [AnyStep],
        }
    }
}

impl Particulars for Quantal {}

impl Quantal {
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    fn n(&self) -> f64 {
        self.n_sites as f64
    }

    /// Mean and variance of the amplitude with all sites full: npq and np(1 − p)q².
    #[must_use]
    pub fn moments(&self) -> (f64, f64) {
        let (n, p, q) = (self.n(), self.p, self.q);
        (n * p * q, n * p * (1.0 - p) * q * q)
    }

    /// Probability that a spike with all sites full releases nothing: (1 − p)ⁿ.
    #[must_use]
    pub fn failure_probability(&self) -> f64 {
        libm::pow(1.0 - self.p, self.n())
    }
}

impl ReleaseModel for Quantal {
    fn states(&self) -> &'static [StateSpec] {
        &[StateSpec {
            symbol: "ready",
            unit: Unit::One,
            meaning: "Sites that hold a vesicle; the mean while they refill.",
        }]
    }

    fn start(&self) -> Pool {
        [self.n(), 0.0]
    }

    fn recover(&self, [ready, _]: Pool, h_ms: f64) -> Pool {
        [relax(ready.min(self.n()), self.n(), h_ms, self.tau_rec_ms), 0.0]
    }

    fn P_rel(&self, [ready, _]: Pool) -> f64 {
        (self.p * ready / self.n()).min(1.0)
    }

    fn release(&self, [ready, _]: Pool, h_ms: f64, uniform: &mut dyn FnMut() -> f64) -> (f64, Pool) {
        let refilled = relax(0.0, 1.0, h_ms, self.tau_rec_ms);
        let (mut left, mut released) = (0_u32, 0_u32);
        for site in 0..self.n_sites {
            #[expect(clippy::cast_precision_loss, reason = "at most 100")]
            let was_full = (site as f64) < ready;
            let is_full = was_full || uniform() < refilled;
            if is_full && uniform() < self.p {
                released += 1;
            } else if is_full {
                left += 1;
            }
        }
        (f64::from(released) * self.q, [f64::from(left), 0.0])
    }

    fn is_random(&self) -> bool {
        true
    }

    fn mean_release(&self, pool: Pool, h_ms: f64) -> (f64, Pool) {
        let [ready, _] = self.recover(pool, h_ms);
        (self.p * ready * self.q, [ready * (1.0 - self.p), 0.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small generator for tests: SplitMix64.
    fn uniforms() -> impl FnMut() -> f64 {
        let mut state = 7_u64;
        move || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
            let uniform = ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64;
            uniform
        }
    }

    /// Four standard errors of 100 000 trials.
    #[test]
    fn amplitudes_are_binomial() {
        let mut uniform = uniforms();
        for (n_sites, p, mean, variance, failures) in [(5, 0.3, 1.5, 1.05, 0.168), (10, 0.2, 2.0, 1.6, 0.107)]
        {
            let quantal = Quantal { n_sites, p, q: 1.0, tau_rec_ms: 0.0 };
            assert!(
                (quantal.moments().0 - mean).abs() < 1e-12 && (quantal.moments().1 - variance).abs() < 1e-12
            );
            assert!((quantal.failure_probability() - failures).abs() < 5e-4);
            let trials = 100_000;
            let N = f64::from(trials);
            let (mut sum, mut squares, mut none) = (0.0, 0.0, 0.0);
            for _ in 0..trials {
                let (A, _) = quantal.release(quantal.start(), 1.0, &mut uniform);
                (sum, squares) = (sum + A, squares + A * A);
                none += f64::from(u8::from(A == 0.0));
            }
            let (m, v) = (sum / N, squares / N - (sum / N) * (sum / N));
            assert!((m - mean).abs() < 4.0 * (variance / N).sqrt(), "{m}");
            assert!((v - variance).abs() < 4.0 * variance * (2.0 / N).sqrt() * 1.2, "{v}");
            assert!((none / N - quantal.failure_probability()).abs() < 4.0 * (failures / N).sqrt(), "{none}");
        }
    }
}
