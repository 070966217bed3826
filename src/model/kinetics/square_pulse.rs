//! Square pulse: transmitter binds while a pulse lasts, and unbinds all the time.

use super::{Gate, KineticsModel, OPEN, SumStep, TRANSMITTER};
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars};

crate::choice! {
    /// Whether channels close while the pulse lasts.
    pub enum Unbinding {
        Always: "always", "Channels close all the time: P_s goes to αT/(αT + β) with 1/(αT + β).";
        AfterPulse: "after the pulse only", "Unbinding is ignored during the pulse, as in the blog: P_s goes to 1 with 1/(αT).";
    }
}

crate::params! {
    /// Two-state kinetics driven by a square pulse of transmitter T(t) = A·T_max.
    ///
    /// dP_s/dt = α T (1 − P_s) − β P_s. With constant T that is a relaxation to P∞ = αT/(αT + β) with the time constant
    /// 1/(αT + β), so every span is exact; a span that the end of the pulse falls into is cut there. A spike during
    /// a pulse restarts its clock.
    pub struct SquarePulse as "square_pulse" {
        alpha_per_mM_ms: number {
            symbol: "α", unit: PerMilliMolarMs, default: 1.1, range: 0.001..=20.0, scale: Log,
            meaning: "Binding rate per concentration of transmitter.",
            equation: "dP_s/dt = α T (1 − P_s) − β P_s",
            source: "AMPA: Destexhe, Mainen & Sejnowski 1994",
        }
        beta_per_ms: number {
            symbol: "β", unit: PerMs, default: 0.19, range: 0.001..=10.0, valid: 1e-6..=1000.0, scale: Log,
            meaning: "Unbinding rate; 1/β is the time constant of closing.",
            equation: "dP_s/dt = α T (1 − P_s) − β P_s",
            source: "AMPA: Destexhe, Mainen & Sejnowski 1994",
        }
        T_max_mM: number {
            symbol: "T_max", unit: MilliMolar, default: 1.0, range: 0.0..=10.0, scale: Linear,
            meaning: "Transmitter in the cleft during the pulse of a spike that releases with probability 1.",
            equation: "T(t) = A·T_max during the pulse, else 0",
            source: "Destexhe, Mainen & Sejnowski 1994",
        }
        T_dur_ms: number {
            symbol: "T_dur", unit: Ms, default: 1.0, range: 0.01..=200.0, valid: 0.001..=1e9, scale: Log,
            meaning: "How long the pulse lasts.",
            equation: "T(t) = A·T_max for t_spike ≤ t < t_spike + T_dur",
            source: "Destexhe, Mainen & Sejnowski 1994",
        }
        unbinding: choice {
            of: Unbinding, symbol: "unbinding",
            meaning: "Whether channels close while the pulse lasts.",
            equation: "always: τ_on = 1/(αT + β), P∞ = αT/(αT + β);  after the pulse only: τ_on = 1/(αT), P∞ = 1",
            source: "always; the other is the blog's drawing, kept for comparison",
        }
    }
}

/// α, β and the pulse of published models.
const SETS: &[NamedSet] = &[
    NamedSet {
        name: "AMPA (Dayan & Abbott)",
        values: &[("alpha_per_mM_ms", 0.93), ("beta_per_ms", 0.19), ("T_max_mM", 1.0), ("T_dur_ms", 1.0)],
    },
    NamedSet {
        name: "AMPA (Destexhe et al.)",
        values: &[("alpha_per_mM_ms", 1.1), ("beta_per_ms", 0.19), ("T_max_mM", 1.0), ("T_dur_ms", 1.0)],
    },
    NamedSet {
        name: "NMDA (Destexhe et al.)",
        values: &[("alpha_per_mM_ms", 0.072), ("beta_per_ms", 0.0066), ("T_max_mM", 1.0), ("T_dur_ms", 1.0)],
    },
    NamedSet {
        name: "GABA_A (Destexhe et al.)",
        values: &[("alpha_per_mM_ms", 5.0), ("beta_per_ms", 0.18), ("T_max_mM", 1.0), ("T_dur_ms", 1.0)],
    },
];

impl Particulars for SquarePulse {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\frac{d\s{P_s}{P_s}}{dt}=\p{alpha_per_mM_ms}{\alpha}\,\s{T}{T}(t)\,(1-P_s)-\p{beta_per_ms}{\beta}\,P_s",
            r"T(t)=A\,\p{T_max_mM}{T_{\max}}\ \text{for}\ \p{T_dur_ms}{T_{\mathrm{dur}}}",
        ]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

impl SquarePulse {
    /// Where P_s goes with transmitter at `T_mM` [mM], and how fast [ms⁻¹].
    #[must_use]
    pub fn on(&self, T_mM: f64) -> (f64, f64) {
        let binding = self.alpha_per_mM_ms * T_mM;
        let rate = match self.unbinding {
            Unbinding::Always => binding + self.beta_per_ms,
            Unbinding::AfterPulse => binding,
        };
        if rate == 0.0 { (0.0, 0.0) } else { (binding / rate, rate) }
    }
}

impl KineticsModel for SquarePulse {
    fn states(&self) -> &'static [StateSpec] {
        &[OPEN, TRANSMITTER]
    }

    fn advance(&self, gate: Gate, h_ms: f64) -> Gate {
        let on_ms = gate.left_ms.min(h_ms);
        let mut later = gate;
        if 0.0 < on_ms {
            let (P_inf, rate) = self.on(gate.T_mM);
            later.P = P_inf + (gate.P - P_inf) * libm::exp(-on_ms * rate);
            later = later.pulse_later(on_ms);
        }
        if on_ms < h_ms && later.P != 0.0 {
            later.P *= libm::exp(-(h_ms - on_ms) * self.beta_per_ms);
        }
        later
    }

    fn release(&self, gate: Gate, A: f64) -> Gate {
        Gate { T_mM: A * self.T_max_mM, left_ms: self.T_dur_ms, ..gate }
    }

    fn sum_step(&self, h_ms: f64) -> SumStep {
        SumStep { P_from_P: libm::exp(-h_ms * self.beta_per_ms), P_from_y: 0.0, y_from_y: 0.0 }
    }

    fn is_driven(&self, gate: &Gate) -> bool {
        0.0 < gate.left_ms
    }

    fn can_be_driven(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P∞ (1 − e^{−d/τ_on}) of the published sets.
    #[test]
    fn peaks_are_those_of_the_closed_form() {
        let peaks = [
            0.559_428_384_821_940_3,
            0.617_986_153_954_474_9,
            0.069_243_101_360_687_41,
            0.959_818_526_627_023_2,
        ];
        for (set, peak) in SETS.iter().zip(peaks) {
            let [(_, alpha), (_, beta), (_, T), (_, duration)] = *set.values else { panic!("four values") };
            let kinetics = SquarePulse {
                alpha_per_mM_ms: alpha,
                beta_per_ms: beta,
                T_max_mM: T,
                T_dur_ms: duration,
                unbinding: Unbinding::Always,
            };
            let open = kinetics.advance(kinetics.release(Gate::default(), 1.0), duration);
            assert!((open.P - peak).abs() < 1e-14, "{}: {}", set.name, open.P);
            assert_eq!((open.left_ms, open.value("T")), (0.0, Some(0.0)));
            let later = kinetics.advance(open, 3.0);
            assert!((later.P - peak * libm::exp(-3.0 * beta)).abs() < 1e-14);
        }
    }

    #[test]
    fn the_pulse_may_end_anywhere_in_a_step() {
        let kinetics = SquarePulse { T_dur_ms: 1.237, ..SquarePulse::default() };
        let start = kinetics.release(Gate { P: 0.1, ..Gate::default() }, 0.6);
        let once = kinetics.advance(start, 5.0);
        let often = (0..500).fold(start, |gate, _| kinetics.advance(gate, 0.01));
        assert!((once.P - often.P).abs() < 1e-12);
    }

    #[test]
    fn without_unbinding_the_pulse_goes_to_one() {
        let kinetics = SquarePulse { unbinding: Unbinding::AfterPulse, ..SquarePulse::default() };
        let open = kinetics.advance(kinetics.release(Gate::default(), 1.0), 1.0);
        assert!((open.P - (1.0 - libm::exp(-1.1))).abs() < 1e-15);
    }
}
