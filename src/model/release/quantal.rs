//! Quantal release: chance at each of n sites.

use super::{Pool, ReleaseModel, kept, relax};
use crate::model::explain::Explanation;
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
            symbol: "n", default: 5, range: 1..=100, valid: 1..=1000,
            meaning: "Number of release sites, each of which holds at most one vesicle.",
            equation: "mean npq, variance np(1 − p)q², failures (1 − p)ⁿ",
            source: "a few at a central synapse",
        }
        p: number {
            symbol: "p", unit: One, default: 0.3, range: 0.0..=1.0, scale: Linear,
            meaning: "Probability with which a spike releases an available vesicle.",
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
            symbol: "τ_rec", unit: Ms, default: 800.0, range: 0.0..=5000.0, valid: 0.0..=1e7, scale: Log,
            meaning: "Mean refill time of an empty release site; 0: instantaneous.",
            equation: "P(refilled in h) = 1 − e^(−h/τ_rec)",
            source: "Tsodyks & Markram 1997",
            flags: [AnyStep],
        }
    }
}

impl Particulars for Quantal {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"A=k\,\p{q}{q},\quad k\sim\mathrm{Binomial}(\p{n_sites}{n},\p{p}{p})",
            r"\Pr[\text{refilled in}\ h]=1-e^{-h/\p{tau_rec_ms}{\tau_{\mathrm{rec}}}}",
        ]
    }
}

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

    /// Probability that a spike with all sites full releases k vesicles, for k from 0 to n: C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ.
    #[must_use]
    pub fn binomial(&self) -> Vec<f64> {
        // Site by site, which neither divides by nothing nor loses a small power.
        let mut probabilities = vec![1.0];
        for _ in 0..self.n_sites {
            let (before, mut next) = (probabilities.clone(), vec![0.0; probabilities.len() + 1]);
            for (k, probability) in before.into_iter().enumerate() {
                next[k] += (1.0 - self.p) * probability;
                next[k + 1] += self.p * probability;
            }
            probabilities = next;
        }
        probabilities
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
            meaning: "Occupied release sites; the mean while they refill.",
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

    fn explain(&self, [ready, _]: Pool, [left, _]: Pool, amplitude: f64) -> Explanation {
        let released = if self.q == 0.0 { 0.0 } else { (amplitude / self.q).round() };
        Explanation::new("why-release-quantal", "A = k q, k vesicles by chance")
            .with("A", "A", amplitude)
            .with("k", "k", released)
            .with("q", "q", self.q)
            .with("p", "p", self.p)
            .with("ready", "ready", ready)
            .with("left", "ready after", left)
    }

    /// q·p·n*, n* = n(1 − E)/(1 − (1 − p)E) full sites, E = e^{−1/(rτ)}.
    fn steady_amplitude(&self, rate_Hz: f64) -> f64 {
        let E = kept(rate_Hz, self.tau_rec_ms);
        self.q * self.p * self.n() * (1.0 - E) / (1.0 - (1.0 - self.p) * E)
    }

    fn release(&self, [ready, _]: Pool, h_ms: f64, uniform: &mut dyn FnMut() -> f64) -> (f64, Pool) {
        let refilled = relax(0.0, 1.0, h_ms, self.tau_rec_ms);
        let (mut left, mut released) = (0_u32, 0_u32);
        for site in 0..self.n_sites {
            // Sites are full or empty. After an edit the state is the mean, of which the part of a site is a chance.
            #[expect(clippy::cast_precision_loss, reason = "at most 100")]
            let full = ready - site as f64;
            let was_full = 1.0 <= full || 0.0 < full && uniform() < full;
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

    /// From the mean of a state that was edited, spikes release p·q of it in the mean: four standard errors.
    #[test]
    fn a_part_of_a_site_is_a_chance() {
        let mut uniform = uniforms();
        let quantal = Quantal { n_sites: 3, p: 0.8, q: 1.0, tau_rec_ms: 1e9 };
        let sum: f64 = (0..100_000).map(|_| quantal.release([1.25, 0.0], 0.0, &mut uniform).0).sum();
        let variance = 0.8 * 0.2 + 0.2 * 0.8;
        assert!((sum / 1e5 - 0.8 * 1.25).abs() < 4.0 * (variance / 1e5_f64).sqrt(), "{sum}");
    }

    #[test]
    fn the_binomial_holds_for_any_probability() {
        let quantal = |n_sites, p| Quantal { n_sites, p, q: 1.0, tau_rec_ms: 0.0 };
        assert_eq!(quantal(3, 1.0).binomial(), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(quantal(3, 0.0).binomial(), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(quantal(3, 0.5).binomial(), [0.125, 0.375, 0.375, 0.125]);
        for p in [1e-6, 0.3, 0.9999] {
            let probabilities = quantal(100, p).binomial();
            let mean: f64 = (0..).zip(&probabilities).map(|(k, one)| f64::from(k) * one).sum();
            assert!(
                (probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12 && (mean - 100.0 * p).abs() < 1e-10
            );
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
            assert!((quantal.binomial()[0] - quantal.failure_probability()).abs() < 1e-12);
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
