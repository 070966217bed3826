//! Noise current: an Ornstein–Uhlenbeck process.

use super::{CURRENT, StimulusModel};
use crate::model::state::StateSpec;
use crate::param::Particulars;

crate::params! {
    /// A current that forgets its past with time constant τ and has a Gaussian stationary distribution.
    ///
    /// Its strength is given by what it does: σ_V is the standard deviation it alone gives the potential of
    /// a passive membrane. For a membrane with τ_m = C/g_L that is a current of standard deviation
    /// σ_I = g_L σ_V √((τ + τ_m)/τ).
    pub struct Noise as "noise" {
        sigma_V_mV: number {
            symbol: "σ_V", unit: MV, default: 2.0, range: 0.0..=10.0, valid: 0.0..=500.0, scale: Linear,
            meaning: "Standard deviation that the noise gives the membrane potential below threshold.",
            equation: "η ← η e^{−dt/τ} + σ_I √(1 − e^{−2dt/τ}) ξ;  σ_I = g_L σ_V √((τ + τ_m)/τ)",
            source: "Uhlenbeck & Ornstein 1930; a few mV as in cortex in vivo",
        }
        tau_ms: number {
            symbol: "τ", unit: Ms, default: 5.0, range: 0.1..=1000.0, scale: Log,
            meaning: "Correlation time of the noise.",
            equation: "η ← η e^{−dt/τ} + σ_I √(1 − e^{−2dt/τ}) ξ",
            source: "the decay of fast synapses",
        }
    }
}

impl Particulars for Noise {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\p{tau_ms}{\tau}\,\frac{d\eta}{dt}=-\eta+\sigma_I\sqrt{2\p{tau_ms}{\tau}}\;\xi(t),\quad\sigma_I=g_L\,\p{sigma_V_mV}{\sigma_V}\sqrt{\frac{\tau+\tau_m}{\tau}}",
        ]
    }
}

impl StimulusModel for Noise {
    fn states(&self) -> &'static [StateSpec] {
        CURRENT
    }
}

impl Noise {
    /// Standard deviation of the current [pA] on a membrane with leak `g_L_nS` [nS] and time constant
    /// `tau_m_ms` [ms].
    #[must_use]
    pub fn sigma_I_pA(&self, g_L_nS: f64, tau_m_ms: f64) -> f64 {
        g_L_nS * self.sigma_V_mV * ((self.tau_ms + tau_m_ms) / self.tau_ms).sqrt()
    }

    /// The factors of the exact update over `h_ms` [ms] for a stationary deviation of `sigma`: (memory, kick).
    #[must_use]
    pub fn update_factors(&self, sigma: f64, h_ms: f64) -> (f64, f64) {
        let memory = libm::exp(-h_ms / self.tau_ms);
        (memory, sigma * (1.0 - memory * memory).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_update_keeps_the_stationary_variance_for_any_step() {
        let noise = Noise { sigma_V_mV: 2.0, tau_ms: 5.0 };
        for h in [0.01, 0.1, 1.0, 20.0] {
            let (memory, kick) = noise.update_factors(3.0, h);
            assert!((memory * memory * 9.0 + kick * kick - 9.0).abs() < 1e-12);
        }
    }
}
