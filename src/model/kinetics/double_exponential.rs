//! Double exponential: channels open with one time constant and close with another.

use super::sites::Cohort;
use super::{Gate, KineticsModel, OPEN, SumStep, Summation};
use crate::model::state::StateSpec;
use crate::param::Particulars;

crate::params! {
    /// The open fraction after a release from rest is A·f(t), with f(t) = B (e^{−t/τ_decay} − e^{−t/τ_rise}) and B such
    /// that its peak is 1. With τ_rise = τ_decay it is the alpha function e (t/τ) e^{−t/τ}.
    ///
    /// A second component y, which a release lifts by A and which falls with τ_rise, drives P_s; both are exact for
    /// any step: P_s(t+h) = P_s(t) e^{−h/τ_decay} + y(t) f(h), y(t+h) = y(t) e^{−h/τ_rise}.
    ///
    /// A saturating release opens a fraction of the channels that are closed and would stay so: of what is left
    /// above the peak that P_s reaches anyway. So P_s never exceeds 1. A replacing release sets the peak anew: P_s rises to
    /// A, however much is open; where more than A is open, it falls to A at once.
    pub struct DoubleExponential as "double_exponential" {
        tau_rise_ms: number {
            symbol: "τ_rise", unit: Ms, default: 0.5, range: 0.05..=100.0, scale: Log,
            meaning: "Rise time constant.",
            equation: "P_s = A·B (e^{−t/τ_decay} − e^{−t/τ_rise}),  peak at τ_r τ_d/(τ_d − τ_r) · ln(τ_d/τ_r)",
            source: "Dayan & Abbott 2001, ch. 5",
        }
        tau_decay_ms: number {
            symbol: "τ_decay", unit: Ms, default: 5.0, range: 0.1..=1000.0, scale: Log,
            meaning: "Decay time constant.",
            equation: "P_s = A·B (e^{−t/τ_decay} − e^{−t/τ_rise})",
            source: "Dayan & Abbott 2001, ch. 5",
        }
        summation: choice {
            of: Summation, symbol: "Σ",
            meaning: "How a release combines with channels already open.",
            equation: "saturating: y ← y + A (1 − peak of P_s to come);  replacing: y so that the peak of P_s to come is A;  linear: y ← y + A",
            source: "",
        }
    }
}

impl Particulars for DoubleExponential {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\s{P_s}{P_s}(t)=A\,B\left(e^{-t/\p{tau_decay_ms}{\tau_{\mathrm{decay}}}}-e^{-t/\p{tau_rise_ms}{\tau_{\mathrm{rise}}}}\right)",
        ]
    }
}

impl DoubleExponential {
    /// The longer and the shorter time constant [ms]: f is the same whichever of them is called rise.
    fn slow_and_fast_ms(&self) -> (f64, f64) {
        (self.tau_decay_ms.max(self.tau_rise_ms), self.tau_decay_ms.min(self.tau_rise_ms))
    }

    /// When the peak of a release from rest comes [ms].
    ///
    /// t_pk = τ_r τ_d/(τ_d − τ_r) ln(τ_d/τ_r), which goes to τ as both go to τ.
    #[must_use]
    pub fn peak_ms(&self) -> f64 {
        let (slow, fast) = self.slow_and_fast_ms();
        let difference = 1.0 / fast - 1.0 / slow;
        if difference == 0.0 { slow } else { libm::log1p(slow * difference) / difference }
    }

    /// f: the open fraction `t_ms` [ms] after a full release from rest.
    ///
    /// B (e^{−t/τ_d} − e^{−t/τ_r}) written as e^{−(t − t_pk)/τ_d} (1 − e^{−tδ})/(1 − e^{−t_pk δ}), δ = 1/τ_r − 1/τ_d, so
    /// that equal time constants cancel nothing.
    #[must_use]
    pub fn waveform(&self, t_ms: f64) -> f64 {
        let (slow, fast) = self.slow_and_fast_ms();
        let (difference, peak_ms) = (1.0 / fast - 1.0 / slow, self.peak_ms());
        let risen = if difference == 0.0 {
            t_ms / peak_ms
        } else {
            libm::expm1(-t_ms * difference) / libm::expm1(-peak_ms * difference)
        };
        libm::exp(-(t_ms - peak_ms) / slow) * risen
    }

    /// f'(0) [ms⁻¹].
    fn slope_per_ms(&self) -> f64 {
        let (slow, fast) = self.slow_and_fast_ms();
        let (difference, peak_ms) = (1.0 / fast - 1.0 / slow, self.peak_ms());
        let risen =
            if difference == 0.0 { 1.0 / peak_ms } else { difference / -libm::expm1(-peak_ms * difference) };
        libm::exp(peak_ms / slow) * risen
    }

    /// How long a gate without a further release takes to its largest open fraction; 0 or less if that is now [ms].
    ///
    /// P' = 0 at t = (ln(τ_d/τ_r) − ln(1 + pδ))/δ with p = P/(y f'(0)), which goes to τ − p as both go to τ.
    fn peak_after_ms(&self, gate: Gate) -> f64 {
        let p = gate.P / (gate.y * self.slope_per_ms());
        let difference = 1.0 / self.tau_rise_ms - 1.0 / self.tau_decay_ms;
        if difference == 0.0 {
            self.tau_decay_ms - p
        } else {
            (libm::log1p(self.tau_decay_ms * difference) - libm::log1p(p * difference)) / difference
        }
    }

    /// The largest open fraction that a gate reaches without a further release.
    #[must_use]
    pub fn peak_to_come(&self, gate: Gate) -> f64 {
        if gate.y <= 0.0 {
            return gate.P;
        }
        let at_ms = self.peak_after_ms(gate);
        // Without a peak to come there is no such time.
        if 0.0 < at_ms { self.advance(gate, &[], at_ms).P.max(gate.P) } else { gate.P }
    }

    /// The gate right after a release that sets the peak to come to `top`.
    fn replaced(&self, P: f64, top: f64) -> Gate {
        if top <= P {
            // As a release from rest is at its peak: P_s falls from here on, and begins to with no slope.
            return Gate { P: top, y: top / (self.tau_decay_ms * self.slope_per_ms()), ..Gate::default() };
        }
        // The peak is a convex function of y, for it is the largest of values that are linear in y. So Newton's method comes
        // from above, and a step of it is the y with which P_s would be `top` at the time of the peak so far.
        let mut y = top;
        for _ in 0..60 {
            let step = self.sum_step(self.peak_after_ms(Gate { P, y, ..Gate::default() }));
            let next = (top - P * step.P_from_P) / step.P_from_y;
            // Where rounding alone is left, a step does not come nearer. A peak at this moment has no f to divide by.
            if next.is_nan() || y <= next || next <= 0.0 {
                break;
            }
            y = next;
        }
        Gate { P, y, ..Gate::default() }
    }
}

impl KineticsModel for DoubleExponential {
    fn states(&self) -> &'static [StateSpec] {
        &[OPEN]
    }

    fn advance(&self, gate: Gate, _cohorts: &[Cohort], h_ms: f64) -> Gate {
        if gate.P == 0.0 && gate.y == 0.0 {
            return gate;
        }
        let step = self.sum_step(h_ms);
        Gate { P: gate.P * step.P_from_P + gate.y * step.P_from_y, y: gate.y * step.y_from_y, ..gate }
    }

    fn release(&self, gate: Gate, _cohorts: &mut Vec<Cohort>, A: f64) -> Gate {
        let y = match self.summation {
            Summation::Saturating => gate.y + self.summation.opened(self.peak_to_come(gate), A).max(0.0),
            Summation::Replacing => return self.replaced(gate.P, A.min(1.0)),
            Summation::Linear => gate.y + A,
        };
        Gate { y, ..gate }
    }

    fn sum_step(&self, h_ms: f64) -> SumStep {
        SumStep {
            P_from_P: libm::exp(-h_ms / self.tau_decay_ms),
            P_from_y: self.waveform(h_ms),
            y_from_y: libm::exp(-h_ms / self.tau_rise_ms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dexp(tau_rise_ms: f64, tau_decay_ms: f64, summation: Summation) -> DoubleExponential {
        DoubleExponential { tau_rise_ms, tau_decay_ms, summation }
    }

    /// Peak times [ms] and factors B of the reference.
    #[test]
    fn the_peak_is_one_at_its_time() {
        for (rise, decay, peak_ms, B) in [
            (0.5, 5.0, 1.279_213_940_552_247_8, 1.435_055_183_349_871),
            (1.5, 152.0, 6.996_669_196_706_242, 1.057_542_854_066_027_4),
            (5.0, 150.0, 17.592_400_249_976_667, 1.163_210_925_072_002_6),
            (0.3, 5.6, 0.927_721_168_957_099_3, 1.246_979_555_529_960_5),
            (45.0, 150.0, 77.398_251_706_667_32, 2.393_276_358_935_221_7),
        ] {
            let kinetics = dexp(rise, decay, Summation::Linear);
            assert!((kinetics.peak_ms() - peak_ms).abs() < 1e-12 * peak_ms, "{}", kinetics.peak_ms());
            assert!((kinetics.waveform(peak_ms) - 1.0).abs() < 1e-14);
            for t in [0.1, 1.0, 20.0, 300.0] {
                let exact = B * (libm::exp(-t / decay) - libm::exp(-t / rise));
                assert!((kinetics.waveform(t) - exact).abs() < 1e-14, "{rise}/{decay} at {t}");
            }
        }
    }

    #[test]
    fn equal_time_constants_give_the_alpha_function() {
        let alpha = |t: f64| libm::exp(1.0) * t / 5.0 * libm::exp(-t / 5.0);
        for rise in [5.0, 5.0 + 1e-9, 5.0 - 1e-6, 5.0 * (1.0 + 1e-15)] {
            let kinetics = dexp(rise, 5.0, Summation::Linear);
            for t in [0.0, 0.3, 5.0, 17.0, 80.0] {
                assert!(
                    (kinetics.waveform(t) - alpha(t)).abs() < (rise - 5.0).abs() + 1e-14,
                    "{rise} at {t}"
                );
            }
        }
    }

    #[test]
    fn many_steps_are_one() {
        let kinetics = dexp(1.5, 152.0, Summation::Linear);
        let start = Gate { P: 0.2, y: 0.7, ..Gate::default() };
        let once = kinetics.advance(start, &[], 30.0);
        let often = (0..3000).fold(start, |gate, _| kinetics.advance(gate, &[], 0.01));
        assert!((once.P - often.P).abs() < 1e-12 && (once.y - often.y).abs() < 1e-12);
    }

    #[test]
    fn a_saturating_train_stays_a_fraction_and_the_peak_is_foreseen() {
        for (rise, decay) in [(0.5, 5.0), (45.0, 150.0), (5.0, 5.0), (5.0, 1.0), (100.0, 0.1)] {
            let kinetics = dexp(rise, decay, Summation::Saturating);
            let mut gate = Gate::default();
            for k in 0..100 {
                gate = kinetics.release(gate, &mut Vec::new(), f64::from(k % 11) / 10.0);
                let foreseen = kinetics.peak_to_come(gate);
                assert!((0.0..=1.0 + 1e-12).contains(&foreseen), "{rise}/{decay}: {foreseen}");
                let mut seen = gate.P;
                for step in 0..20_000 {
                    seen = seen.max(kinetics.advance(gate, &[], f64::from(step) * 0.02).P);
                }
                assert!(
                    seen <= foreseen + 1e-12 && foreseen < seen + 2e-4,
                    "{rise}/{decay}: {seen}, {foreseen}"
                );
                gate = kinetics.advance(gate, &[], f64::from(k % 17));
            }
        }
    }
    /// Whatever is open and on its way, the largest open fraction after a replacing release is its amplitude, which is reached
    /// at once if more is open. From rest it is the release itself.
    #[test]
    fn a_replacing_release_sets_the_peak() {
        for (rise, decay) in [(0.5, 5.0), (45.0, 150.0), (5.0, 5.0), (5.0, 1.0), (0.05, 100.0)] {
            let kinetics = dexp(rise, decay, Summation::Replacing);
            let from_rest = kinetics.release(Gate::default(), &mut Vec::new(), 0.7);
            assert_eq!((from_rest.P, from_rest.y), (0.0, 0.7));
            let mut gate = Gate::default();
            for k in 0..200 {
                let (A, open) = (f64::from(k * 7 % 11) / 10.0, gate.P);
                gate = kinetics.release(gate, &mut Vec::new(), A);
                assert!((kinetics.peak_to_come(gate) - A).abs() < 1e-12, "{rise}/{decay}: {gate:?} to {A}");
                assert!(gate.P == open.min(A) && 0.0 <= gate.y, "{rise}/{decay}: {gate:?}");
                let mut seen = 0.0_f64;
                for step in 0..20_000 {
                    seen = seen.max(kinetics.advance(gate, &[], f64::from(step) * 0.02).P);
                }
                assert!(seen <= A + 1e-12 && A < seen + 2e-4, "{rise}/{decay}: {seen}, not {A}");
                gate = kinetics.advance(gate, &[], f64::from(k % 13));
            }
        }
    }

    /// The course depends continuously on the amplitude, also where that is what is open.
    #[test]
    fn a_little_more_or_less_than_is_open_is_nearly_the_same() {
        let kinetics = dexp(2.0, 20.0, Summation::Replacing);
        let course = |A: f64| {
            let gate = kinetics.release(Gate { P: 0.4, y: 0.2, ..Gate::default() }, &mut Vec::new(), A);
            [0.0, 1.0, 5.0, 30.0].map(|t| kinetics.advance(gate, &[], t).P)
        };
        for (below, above) in course(0.4 - 1e-9).into_iter().zip(course(0.4 + 1e-9)) {
            assert!((below - above).abs() < 1e-4, "{below} {above}");
        }
    }
}
