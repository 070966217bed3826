//! Instant rise, exponential fall.

pub use super::Summation;
use super::sites::Cohort;
use super::{Gate, KineticsModel, OPEN, SumStep, mean_decay};
use crate::model::state::StateSpec;
use crate::param::Particulars;

crate::params! {
    /// Channels open at once when transmitter arrives and close with one time constant.
    pub struct Instant as "instant" {
        tau_ms: number {
            symbol: "τ", unit: Ms, default: 5.0, range: 0.1..=1000.0, scale: Log,
            meaning: "Decay time constant: after τ a fraction 1/e is still open.",
            equation: "dP_s/dt = −P_s/τ;  at a spike  P_s ← P_s + A (1 − P_s)",
            source: "AMPA: Dayan & Abbott 2001, ch. 5",
        }
        summation: choice {
            of: Summation, symbol: "Σ",
            meaning: "How a release combines with channels already open.",
            equation: "saturating P_s + A (1 − P_s), replacing A, linear P_s + A",
            source: "saturating: Dayan & Abbott 2001, eq. 5.32; linear: Song, Miller & Abbott 2000",
        }
    }
}

impl Particulars for Instant {
    fn equations(&self) -> Vec<&'static str> {
        let jump = match self.summation {
            Summation::Saturating => r"\text{spike}{:}\ P_s\leftarrow P_s+A\,(1-P_s)",
            Summation::Replacing => r"\text{spike}{:}\ P_s\leftarrow A",
            Summation::Linear => r"\text{spike}{:}\ P_s\leftarrow P_s+A",
        };
        vec![r"\frac{d\s{P_s}{P_s}}{dt}=-\frac{\s{P_s}{P_s}}{\p{tau_ms}{\tau}}", jump]
    }
}

impl Instant {
    /// The factor by which P falls in `h_ms` [ms].
    ///
    /// dP/dt = −P/τ ⇒ P(t+h) = P(t) e^{−h/τ}, exact for any h.
    #[must_use]
    pub fn decay(&self, h_ms: f64) -> f64 {
        libm::exp(-h_ms / self.tau_ms)
    }
}

impl KineticsModel for Instant {
    fn instant(&self) -> Option<&Instant> {
        Some(self)
    }

    fn states(&self) -> &'static [StateSpec] {
        &[OPEN]
    }

    fn advance(&self, gate: Gate, _cohorts: &[Cohort], h_ms: f64) -> Gate {
        if gate.P == 0.0 { gate } else { Gate { P: gate.P * self.decay(h_ms), ..gate } }
    }

    fn release(&self, gate: Gate, _cohorts: &mut Vec<Cohort>, A: f64) -> Gate {
        Gate { P: gate.P + self.summation.opened(gate.P, A), ..gate }
    }

    fn sum_step(&self, h_ms: f64) -> SumStep {
        SumStep { P_from_P: self.decay(h_ms), P_from_y: 0.0, y_from_y: 0.0 }
    }

    fn mean_step(&self, h_ms: f64) -> SumStep {
        SumStep { P_from_P: mean_decay(h_ms / self.tau_ms), P_from_y: 0.0, y_from_y: 0.0 }
    }

    fn mean_open(&self, gate: Gate, _cohorts: &[Cohort], from_ms: f64, h_ms: f64) -> f64 {
        gate.P * self.decay(from_ms) * mean_decay(h_ms / self.tau_ms)
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
        let half = Gate { P: 0.5, ..Gate::default() };
        let rule = |summation| Instant { tau_ms: 5.0, summation }.release(half, &mut Vec::new(), 0.4).P;
        assert!((rule(Summation::Saturating) - 0.7).abs() < 1e-15);
        assert!((rule(Summation::Replacing) - 0.4).abs() < 1e-15);
        assert!((rule(Summation::Linear) - 0.9).abs() < 1e-15);
    }
}
