//! Exponential decay by itself: the building block of every synapse in here.

use super::StandaloneModel;
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars};
use crate::units::Unit;

crate::params! {
    /// A quantity N, such as the fraction of open channels, that relaxes to N∞ with the time constant τ.
    ///
    /// dN/dt = (N∞ − N)/τ ⇒ N(t) = N∞ + (N₀ − N∞) e^{−t/τ}. What is left of the way after τ is 1/e, after
    /// t½ = τ ln 2 a half. Single channels close independently at the rate 1/τ: their open times have the density
    /// p(t) = e^{−t/τ}/τ, whose mean is τ.
    pub struct Decay as "decay" {
        N0: number {
            symbol: "N₀", unit: One, default: 1.0, range: 0.0..=10.0, valid: 0.0..=1000.0, scale: Linear,
            meaning: "Initial value of N.",
            equation: "N(t) = N∞ + (N₀ − N∞) e^(−t/τ)",
            source: "",
        }
        tau_ms: number {
            symbol: "τ", unit: Ms, default: 20.0, range: 1.0..=500.0, scale: Log,
            meaning: "Time constant: after τ, 1/e ≈ 36.8 % of the distance to the final value is left; λ = 1/τ is the rate.",
            equation: "dN/dt = (N∞ − N)/τ;  t½ = τ ln 2",
            source: "",
            flags: [AnyStep],
        }
        N_inf: number {
            symbol: "N∞", unit: One, default: 0.0, range: 0.0..=10.0, valid: 0.0..=1000.0, scale: Linear,
            meaning: "Final value of N.",
            equation: "N(t) = N∞ + (N₀ − N∞) e^(−t/τ)",
            source: "",
        }
    }
}

const SETS: &[NamedSet] = &[
    NamedSet { name: "Decay: 1 to 0", values: &[("N0", 1.0), ("N_inf", 0.0)] },
    NamedSet { name: "Flipped: 0 to 1", values: &[("N0", 0.0), ("N_inf", 1.0)] },
];

impl Particulars for Decay {
    fn equations(&self) -> Vec<&'static str> {
        vec![r"\frac{dN}{dt}=\frac{\p{N_inf}{N_\infty}-N}{\p{tau_ms}{\tau}}", r"N(0)=\p{N0}{N_0}"]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

impl StandaloneModel for Decay {
    fn states(&self) -> &'static [StateSpec] {
        &[StateSpec { symbol: "N", unit: Unit::One, meaning: "The quantity that decays." }]
    }

    fn figures(&self) -> Vec<(&'static str, f64)> {
        vec![("half_life_ms", self.half_life_ms())]
    }
}

impl Decay {
    /// N after `t_ms` [ms].
    #[must_use]
    pub fn N(&self, t_ms: f64) -> f64 {
        self.N_inf + (self.N0 - self.N_inf) * libm::exp(-t_ms / self.tau_ms)
    }

    /// The time after which half the way is left: τ ln 2 [ms].
    #[must_use]
    pub fn half_life_ms(&self) -> f64 {
        self.tau_ms * std::f64::consts::LN_2
    }

    /// The tangent at 0, which reaches N∞ at τ, after `t_ms` [ms].
    #[must_use]
    pub fn tangent(&self, t_ms: f64) -> f64 {
        self.N0 + (self.N_inf - self.N0) * t_ms / self.tau_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_what_it_should_be() {
        for (N0, N_inf) in [(1.0, 0.0), (0.0, 1.0), (0.2, 0.8), (10.0, 3.0)] {
            let decay = Decay { N0, N_inf, tau_ms: 20.0 };
            let left = |t: f64| (decay.N(t) - N_inf) / (N0 - N_inf);
            assert!((left(20.0) - libm::exp(-1.0)).abs() < 1e-12);
            assert!((left(decay.half_life_ms()) - 0.5).abs() < 1e-12);
            assert!((decay.tangent(20.0) - N_inf).abs() < 1e-12);
        }
    }
}
