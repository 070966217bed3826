//! Instant rise, exponential fall.

use crate::param::CrossLimits;

crate::choice! {
    /// How a release adds to what is open already. A is the release probability at the spike.
    pub enum Summation {
        Saturating: "Saturating", "P ← P + A (1 − P): only closed channels can open, so P stays below 1.";
        Replacing: "Replacing", "P ← A: each release sets the open fraction anew.";
        Linear: "Linear", "P ← P + A: releases add up without limit.";
    }
}

crate::params! {
    /// Channels open at once when transmitter arrives and close with one time constant.
    pub struct Instant as "instant" {
        tau_ms: number {
            symbol: "τ", unit: Ms, default: 5.0, range: 0.1..=1000.0, scale: Log,
            meaning: "Time constant of closing: after τ a fraction 1/e is still open.",
            equation: "dP/dt = −P/τ;  at a spike  P ← P + A (1 − P)",
            source: "AMPA: Dayan & Abbott 2001, ch. 5",
        }
        summation: choice {
            of: Summation, symbol: "Σ",
            meaning: "How a release adds to what is open already.",
            equation: "saturating P + A (1 − P), replacing A, linear P + A",
            source: "saturating: Dayan & Abbott 2001, eq. 5.32; linear: Song, Miller & Abbott 2000",
        }
    }
}

impl CrossLimits for Instant {}

impl Instant {
    /// The factor by which P falls in `h_ms` [ms].
    ///
    /// dP/dt = −P/τ ⇒ P(t+h) = P(t) e^{−h/τ}, exact for any h.
    #[must_use]
    pub fn decay(&self, h_ms: f64) -> f64 {
        libm::exp(-h_ms / self.tau_ms)
    }

    /// The open fraction right after a release of amplitude `A` that found `P` open.
    #[must_use]
    pub fn after_release(&self, P: f64, A: f64) -> f64 {
        match self.summation {
            Summation::Saturating => P + A * (1.0 - P),
            Summation::Replacing => A,
            Summation::Linear => P + A,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_open_after_tau_ln_2() {
        let instant = Instant { tau_ms: 5.0, summation: Summation::Saturating };
        assert!((instant.decay(5.0) - 1.0 / std::f64::consts::E).abs() < 1e-15);
        assert!((instant.decay(5.0 * std::f64::consts::LN_2) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn summation_rules_differ_where_they_should() {
        let rule = |summation| Instant { tau_ms: 5.0, summation }.after_release(0.5, 0.4);
        assert!((rule(Summation::Saturating) - 0.7).abs() < 1e-15);
        assert!((rule(Summation::Replacing) - 0.4).abs() < 1e-15);
        assert!((rule(Summation::Linear) - 0.9).abs() < 1e-15);
    }

    #[test]
    fn saturating_and_replacing_stay_a_fraction() {
        for summation in [Summation::Saturating, Summation::Replacing] {
            let instant = Instant { tau_ms: 3.0, summation };
            let mut P = 0.0;
            for k in 0..1000 {
                P = instant.after_release(P * instant.decay(f64::from(k % 17)), f64::from(k % 11) / 10.0);
                assert!((0.0..=1.0).contains(&P), "P = {P}");
            }
        }
    }
}
