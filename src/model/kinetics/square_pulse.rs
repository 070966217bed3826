//! Square pulse: transmitter binds while a pulse lasts, and unbinds all the time.

use super::sites::{self, Binding, Cohort};
use super::{Gate, KineticsModel, OPEN, SumStep, TRANSMITTER, mean_decay};
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars};

crate::choice! {
    /// Whether channels close while the pulse lasts.
    pub enum Unbinding {
        Always: "always", "Channels close all the time: P_s approaches αT/(αT + β) with the time constant 1/(αT + β).";
        AfterPulse: "after the pulse only", "Unbinding is ignored during the pulse, as in some tutorials: P_s approaches 1 with the time constant 1/(αT).";
    }
}

crate::params! {
    /// Two-state kinetics driven by a square pulse of transmitter.
    ///
    /// At a release site dP_s/dt = α T (1 − P_s) − β P_s. With constant T that is a relaxation to P∞ = αT/(αT + β) with the
    /// time constant 1/(αT + β), so every span is exact; a span that the end of the pulse falls into is cut there.
    ///
    /// A release of amplitude A = P_rel drives the fraction A of the sites with the whole pulse, and P_s is the mean over all
    /// of them, so that a release after a rest is proportional to A. To scale T with A would be something else: binding
    /// saturates, and a weak release would open nearly as much as a strong one. A site that releases again during its
    /// pulse starts the pulse again.
    pub struct SquarePulse as "square_pulse" {
        alpha_per_mM_ms: number {
            symbol: "α", unit: PerMilliMolarMs, default: 1.1, range: 0.001..=20.0, scale: Log,
            meaning: "Binding rate constant.",
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
            meaning: "Transmitter concentration during the pulse at a release site that releases; a spike makes the fraction A of the sites release.",
            equation: "T(t) = T_max during the pulse at a site that releases, else 0; P_s is the mean over the sites",
            source: "Destexhe, Mainen & Sejnowski 1994",
        }
        T_dur_ms: number {
            symbol: "T_dur", unit: Ms, default: 1.0, range: 0.01..=200.0, valid: 0.001..=1e9, scale: Log,
            meaning: "Duration of the pulse.",
            equation: "T(t) = T_max for t_spike ≤ t < t_spike + T_dur",
            source: "Destexhe, Mainen & Sejnowski 1994",
        }
        unbinding: choice {
            of: Unbinding, symbol: "unbinding",
            meaning: "Whether channels close while the pulse lasts.",
            equation: "always: τ_on = 1/(αT + β), P∞ = αT/(αT + β);  after the pulse only: τ_on = 1/(αT), P∞ = 1",
            source: "always is the physical case; the other is kept for comparison",
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
            r"\text{a fraction}\ A\ \text{of the sites}{:}\ T(t)=\p{T_max_mM}{T_{\max}}\ \text{for}\ \p{T_dur_ms}{T_{\mathrm{dur}}}",
        ]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

impl SquarePulse {
    /// Where P_s goes at a site while the pulse lasts.
    #[must_use]
    pub fn binding(&self) -> Binding {
        let binding = self.alpha_per_mM_ms * self.T_max_mM;
        let rate_per_ms = match self.unbinding {
            Unbinding::Always => binding + self.beta_per_ms,
            Unbinding::AfterPulse => binding,
        };
        let end = if rate_per_ms == 0.0 { 0.0 } else { binding / rate_per_ms };
        Binding { end, rate_per_ms }
    }

    /// What is left of `P` after `h_ms` [ms] without transmitter.
    fn unbound(&self, P: f64, h_ms: f64) -> f64 {
        if 0.0 < h_ms && P != 0.0 { P * libm::exp(-h_ms * self.beta_per_ms) } else { P }
    }
}

impl KineticsModel for SquarePulse {
    fn states(&self) -> &'static [StateSpec] {
        &[OPEN, TRANSMITTER]
    }

    fn advance(&self, gate: Gate, cohorts: &[Cohort], h_ms: f64) -> Gate {
        let mut P = self.unbound(sites::free(gate.P, cohorts), h_ms);
        if !cohorts.is_empty() {
            let binding = self.binding();
            for cohort in cohorts {
                let on_ms = cohort.on_ms(h_ms);
                P += cohort.share * self.unbound(binding.after(cohort.bound, on_ms), h_ms - on_ms);
            }
        }
        let driven = sites::driven(cohorts, h_ms);
        Gate { P, driven, T_mM: driven * self.T_max_mM, ..gate }
    }

    fn advance_sites(&self, cohorts: &mut Vec<Cohort>, h_ms: f64) {
        if !cohorts.is_empty() {
            sites::advance(cohorts, self.binding(), h_ms);
        }
    }

    fn release(&self, gate: Gate, cohorts: &mut Vec<Cohort>, A: f64) -> Gate {
        sites::release(cohorts, A, gate.P, self.T_dur_ms);
        let driven = sites::driven(cohorts, 0.0);
        Gate { driven, T_mM: driven * self.T_max_mM, ..gate }
    }

    fn sum_step(&self, h_ms: f64) -> SumStep {
        SumStep { P_from_P: libm::exp(-h_ms * self.beta_per_ms), P_from_y: 0.0, y_from_y: 0.0 }
    }

    fn mean_step(&self, h_ms: f64) -> SumStep {
        SumStep { P_from_P: mean_decay(h_ms * self.beta_per_ms), P_from_y: 0.0, y_from_y: 0.0 }
    }

    /// Exact: at each site P_s relaxes while the pulse lasts, and after its end.
    fn mean_open(&self, gate: Gate, cohorts: &[Cohort], from_ms: f64, h_ms: f64) -> f64 {
        let unbound = |P: f64, ms: f64| if P == 0.0 { 0.0 } else { P * mean_decay(ms * self.beta_per_ms) };
        let mut mean = unbound(self.unbound(sites::free(gate.P, cohorts), from_ms), h_ms);
        if cohorts.is_empty() {
            return mean;
        }
        let binding = self.binding();
        for cohort in cohorts {
            let (before_ms, left_ms) = (cohort.on_ms(from_ms), (cohort.left_ms - from_ms).max(0.0));
            let start = self.unbound(binding.after(cohort.bound, before_ms), (from_ms - before_ms).max(0.0));
            let on = if h_ms <= left_ms { 1.0 } else { left_ms / h_ms };
            let (on_ms, off_ms) = (on * h_ms, (1.0 - on) * h_ms);
            let driven = binding.end + (start - binding.end) * mean_decay(on_ms * binding.rate_per_ms);
            let rest = if on < 1.0 { (1.0 - on) * unbound(binding.after(start, on_ms), off_ms) } else { 0.0 };
            mean += cohort.share * (on * driven + rest);
        }
        mean
    }

    fn is_driven(&self, gate: &Gate) -> bool {
        0.0 < gate.driven
    }

    fn can_be_driven(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gate `h_ms` after a release of amplitude `A` from rest.
    fn after_release(kinetics: &SquarePulse, A: f64, h_ms: f64) -> Gate {
        let mut cohorts = Vec::new();
        let gate = kinetics.release(Gate::default(), &mut cohorts, A);
        kinetics.advance(gate, &cohorts, h_ms)
    }

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
            let open = after_release(&kinetics, 1.0, duration);
            assert!((open.P - peak).abs() < 1e-14, "{}: {}", set.name, open.P);
            assert_eq!((open.driven, open.value("T")), (0.0, Some(0.0)));
            let later = kinetics.advance(open, &[], 3.0);
            assert!((later.P - peak * libm::exp(-3.0 * beta)).abs() < 1e-14);
            for A in [1.0, 0.5, 0.154, 1e-3] {
                for h in [0.3 * duration, duration, 4.0 * duration] {
                    let (all, some) = (after_release(&kinetics, 1.0, h).P, after_release(&kinetics, A, h).P);
                    assert!((some / all - A).abs() < 1e-15, "{}: {some} of {all} at A = {A}", set.name);
                }
            }
        }
    }

    #[test]
    fn the_pulse_may_end_anywhere_in_a_step() {
        let kinetics = SquarePulse { T_dur_ms: 1.237, ..SquarePulse::default() };
        let mut cohorts = Vec::new();
        let start = kinetics.release(Gate { P: 0.1, ..Gate::default() }, &mut cohorts, 0.6);
        let later = kinetics.advance(start, &cohorts, 0.4);
        kinetics.advance_sites(&mut cohorts, 0.4);
        let start = kinetics.release(later, &mut cohorts, 0.3);
        let once = kinetics.advance(start, &cohorts, 5.0);
        let often = (0..500).fold(start, |gate, _| {
            let later = kinetics.advance(gate, &cohorts, 0.01);
            kinetics.advance_sites(&mut cohorts, 0.01);
            later
        });
        assert!((once.P - often.P).abs() < 1e-12, "{once:?} {often:?}");
    }

    /// The mean over any span, beside very many values in it.
    #[test]
    fn means_are_those_of_many_values() {
        for unbinding in [Unbinding::Always, Unbinding::AfterPulse] {
            let kinetics = SquarePulse { T_dur_ms: 1.237, unbinding, ..SquarePulse::default() };
            let mut cohorts = Vec::new();
            let start = kinetics.release(Gate { P: 0.1, ..Gate::default() }, &mut cohorts, 0.6);
            let later = kinetics.advance(start, &cohorts, 0.4);
            kinetics.advance_sites(&mut cohorts, 0.4);
            let start = kinetics.release(later, &mut cohorts, 0.3);
            for (from, h) in
                [(0.0, 0.5), (0.0, 2.0), (0.3, 0.6), (0.8, 0.1), (0.8, 0.7), (1.1, 0.3), (3.0, 1.0)]
            {
                let parts = 20_000;
                let at = |k: i32| {
                    kinetics.advance(start, &cohorts, from + (f64::from(k) + 0.5) * h / f64::from(parts)).P
                };
                let many = (0..parts).map(at).sum::<f64>() / f64::from(parts);
                let mean = kinetics.mean_open(start, &cohorts, from, h);
                assert!((mean - many).abs() < 1e-8, "{unbinding:?} from {from} for {h}: {mean} {many}");
            }
            let now = kinetics.mean_open(start, &cohorts, 0.4, 0.0);
            assert!((now - kinetics.advance(start, &cohorts, 0.4).P).abs() < 1e-15);
        }
    }

    #[test]
    fn without_unbinding_the_pulse_goes_to_one() {
        let kinetics = SquarePulse { unbinding: Unbinding::AfterPulse, ..SquarePulse::default() };
        let open = after_release(&kinetics, 1.0, 1.0);
        assert!((open.P - (1.0 - libm::exp(-1.1))).abs() < 1e-15);
    }
}
