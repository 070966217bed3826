//! Two-stage G protein: the slow opening of GABA_B's potassium channels.

use super::sites::{self, Binding, Cohort};
use super::{Gate, KineticsModel, OPEN, SumStep, TRANSMITTER};
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars};
use crate::units::Unit;

crate::params! {
    /// Transmitter activates receptors (r), which activate G protein (s), of which n molecules open a channel.
    ///
    /// dr/dt = K1 T (1 − r) − K2 r; ds/dt = K3 r − K4 s; P_s = sⁿ/(sⁿ + K_d), n = 4. Within a span of constant T, r is
    /// a relaxation and s a relaxation driven by it, so both are exact; a span is cut at the end of the pulse.
    ///
    /// A release of amplitude A = P_rel drives the fraction A of many release sites with the whole pulse, and r is the mean
    /// over all of them: after a rest it is proportional to A. The G protein of a synapse is one pool, so s follows from the
    /// mean r and is proportional, too; P_s is not, by the fourth power.
    pub struct GProtein as "g_protein" {
        K1_per_mM_ms: number {
            symbol: "K1", unit: PerMilliMolarMs, default: 0.09, range: 0.001..=10.0, scale: Log,
            meaning: "Rate at which transmitter activates receptors.",
            equation: "dr/dt = K1 T (1 − r) − K2 r",
            source: "Destexhe, Mainen & Sejnowski 1994, 1998",
        }
        K2_per_ms: number {
            symbol: "K2", unit: PerMs, default: 0.0012, range: 0.0001..=1.0, valid: 1e-6..=1000.0, scale: Log,
            meaning: "Rate at which receptors are deactivated.",
            equation: "dr/dt = K1 T (1 − r) − K2 r",
            source: "Destexhe, Mainen & Sejnowski 1994, 1998",
        }
        K3_uM_per_ms: number {
            symbol: "K3", unit: MicroMolarPerMs, default: 0.18, range: 0.001..=10.0, scale: Log,
            meaning: "Rate at which active receptors activate G protein.",
            equation: "ds/dt = K3 r − K4 s",
            source: "Destexhe, Mainen & Sejnowski 1994, 1998",
        }
        K4_per_ms: number {
            symbol: "K4", unit: PerMs, default: 0.034, range: 0.001..=1.0, valid: 1e-6..=1000.0, scale: Log,
            meaning: "Rate at which G protein is inactivated.",
            equation: "ds/dt = K3 r − K4 s",
            source: "Destexhe, Mainen & Sejnowski 1994, 1998",
        }
        K_d_uM4: number {
            symbol: "K_d", unit: MicroMolar4, default: 100.0, range: 1.0..=10000.0, valid: 1e-6..=1e9, scale: Log,
            meaning: "Dissociation constant of the channel: at s⁴ = K_d half the channels are open.",
            equation: "P_s = s⁴/(s⁴ + K_d)",
            source: "Destexhe, Mainen & Sejnowski 1994, 1998",
        }
        T_max_mM: number {
            symbol: "T_max", unit: MilliMolar, default: 1.0, range: 0.0..=10.0, scale: Linear,
            meaning: "Transmitter concentration during the pulse at a release site that releases; a spike makes the fraction A of the sites release.",
            equation: "T(t) = T_max during the pulse at a site that releases, else 0; r is the mean over the sites",
            source: "Destexhe, Mainen & Sejnowski 1994, 1998",
        }
        T_dur_ms: number {
            symbol: "T_dur", unit: Ms, default: 1.0, range: 0.01..=200.0, valid: 0.001..=1e9, scale: Log,
            meaning: "Duration of the pulse.",
            equation: "T(t) = T_max for t_spike ≤ t < t_spike + T_dur",
            source: "Destexhe, Mainen & Sejnowski 1994, 1998",
        }
    }
}

const SETS: &[NamedSet] = &[
    NamedSet {
        name: "Destexhe, Mainen & Sejnowski 1994, 1998",
        values: &[
            ("K1_per_mM_ms", 0.09),
            ("K2_per_ms", 0.0012),
            ("K3_uM_per_ms", 0.18),
            ("K4_per_ms", 0.034),
            ("T_max_mM", 1.0),
            ("T_dur_ms", 1.0),
        ],
    },
    NamedSet {
        name: "Destexhe & Sejnowski 1995, 1996",
        values: &[
            ("K1_per_mM_ms", 0.52),
            ("K2_per_ms", 0.0013),
            ("K3_uM_per_ms", 0.098),
            ("K4_per_ms", 0.033),
            ("T_max_mM", 0.5),
            ("T_dur_ms", 0.3),
        ],
    },
];

impl Particulars for GProtein {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\frac{d\s{r}{r}}{dt}=\p{K1_per_mM_ms}{K_1}\,T\,(1-r)-\p{K2_per_ms}{K_2}\,r,\quad\frac{d\s{s}{s}}{dt}=\p{K3_uM_per_ms}{K_3}\,r-\p{K4_per_ms}{K_4}\,s",
            r"\s{P_s}{P_s}=\frac{s^4}{s^4+\p{K_d_uM4}{K_d}}",
            r"\text{a fraction}\ A\ \text{of the sites}{:}\ T(t)=\p{T_max_mM}{T_{\max}}\ \text{for}\ \p{T_dur_ms}{T_{\mathrm{dur}}}",
        ]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

/// Below this, receptors and G protein have gone: s⁴ is then below 1e-60 of K_d.
const GONE: f64 = 1e-15;

impl GProtein {
    /// Where r goes at a site with transmitter at `T_mM` [mM].
    fn binding(&self, T_mM: f64) -> Binding {
        let binding = self.K1_per_mM_ms * T_mM;
        let rate_per_ms = binding + self.K2_per_ms;
        Binding { end: binding / rate_per_ms, rate_per_ms }
    }

    /// Receptors and G protein after `h_ms` [ms] at constant transmitter, of the fraction `share` of all sites.
    ///
    /// r = r∞ + (r₀ − r∞) e^{−kt}, k = K1 T + K2; s = s∞ + (s₀ − s∞) e^{−K4 t} + K3 (r₀ − r∞) (e^{−kt} − e^{−K4 t})/(K4 − k),
    /// s∞ = K3 r∞/K4; the last quotient goes to t e^{−kt} as k goes to K4.
    fn stages(&self, (r, s): (f64, f64), binding: Binding, share: f64, h_ms: f64) -> (f64, f64) {
        let k = binding.rate_per_ms;
        let r_inf = share * binding.end;
        let s_inf = self.K3_uM_per_ms * r_inf / self.K4_per_ms;
        let (fade_r, fade_s) = (libm::exp(-k * h_ms), libm::exp(-self.K4_per_ms * h_ms));
        // The same whichever rate is the faster; the slower exponential goes in front, so that nothing overflows.
        let difference = (self.K4_per_ms - k).abs();
        let joint = if difference == 0.0 {
            h_ms * fade_r
        } else {
            fade_r.max(fade_s) * -libm::expm1(-difference * h_ms) / difference
        };
        let r_later = r_inf + (r - r_inf) * fade_r;
        let s_later = s_inf + (s - s_inf) * fade_s + self.K3_uM_per_ms * (r - r_inf) * joint;
        (r_later, s_later.max(0.0))
    }

    /// r and s after `h_ms` [ms] without transmitter.
    fn stages_without(&self, (r, s): (f64, f64), h_ms: f64) -> (f64, f64) {
        if h_ms <= 0.0 || (r == 0.0 && s == 0.0) {
            return (r, s);
        }
        self.stages((r, s), self.binding(0.0), 1.0, h_ms)
    }

    fn open(&self, s: f64) -> f64 {
        let fourth = s * s * s * s;
        fourth / (fourth + self.K_d_uM4)
    }
}

impl KineticsModel for GProtein {
    fn states(&self) -> &'static [StateSpec] {
        &[
            OPEN,
            TRANSMITTER,
            StateSpec { symbol: "r", unit: Unit::One, meaning: "Fraction of receptors that are active." },
            StateSpec {
                symbol: "s",
                unit: Unit::MicroMolar,
                meaning: "Concentration of activated G protein.",
            },
        ]
    }

    fn advance(&self, gate: Gate, cohorts: &[Cohort], h_ms: f64) -> Gate {
        // r and s are linear in what is bound: the parts of the cohorts and of the sites without a pulse add up. What there
        // is of s goes with the first part.
        let (mut r, mut s, mut s_before) = (0.0, 0.0, gate.s);
        let binding = self.binding(self.T_max_mM);
        for cohort in cohorts {
            let on_ms = cohort.on_ms(h_ms);
            let mut part = (cohort.share * cohort.bound, std::mem::take(&mut s_before));
            if 0.0 < on_ms {
                part = self.stages(part, binding, cohort.share, on_ms);
            }
            let (r_part, s_part) = self.stages_without(part, h_ms - on_ms);
            (r, s) = (r + r_part, s + s_part);
        }
        let (r_free, s_free) = self.stages_without((sites::free(gate.y, cohorts), s_before), h_ms);
        let driven = sites::driven(cohorts, h_ms);
        let (y, s) = (r + r_free, s + s_free);
        Gate { P: self.open(s), y, s, driven, T_mM: driven * self.T_max_mM }
    }

    fn advance_sites(&self, cohorts: &mut Vec<Cohort>, h_ms: f64) {
        if !cohorts.is_empty() {
            sites::advance(cohorts, self.binding(self.T_max_mM), h_ms);
        }
    }

    fn release(&self, gate: Gate, cohorts: &mut Vec<Cohort>, A: f64) -> Gate {
        sites::release(cohorts, A, gate.y, self.T_dur_ms);
        let driven = sites::driven(cohorts, 0.0);
        Gate { driven, T_mM: driven * self.T_max_mM, ..gate }
    }

    fn sum_step(&self, _h_ms: f64) -> SumStep {
        SumStep::default()
    }

    fn is_driven(&self, gate: &Gate) -> bool {
        0.0 < gate.driven || GONE < gate.y || GONE < gate.s
    }

    fn can_be_driven(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_steps_are_one() {
        let kinetics = GProtein { T_dur_ms: 1.237, ..GProtein::default() };
        let mut cohorts = Vec::new();
        let start = kinetics.release(Gate { y: 0.1, s: 0.4, ..Gate::default() }, &mut cohorts, 0.6);
        let later = kinetics.advance(start, &cohorts, 0.5);
        kinetics.advance_sites(&mut cohorts, 0.5);
        let start = kinetics.release(later, &mut cohorts, 0.3);
        let once = kinetics.advance(start, &cohorts, 50.0);
        let often = (0..5000).fold(start, |gate, _| {
            let later = kinetics.advance(gate, &cohorts, 0.01);
            kinetics.advance_sites(&mut cohorts, 0.01);
            later
        });
        for (a, b) in [(once.P, often.P), (once.y, often.y), (once.s, often.s)] {
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
    }

    /// r and s of a release into a synapse at rest; P_s is not proportional.
    #[test]
    fn receptors_and_g_protein_are_proportional_to_the_release() {
        let kinetics = GProtein::default();
        let after = |A: f64, h: f64| {
            let mut cohorts = Vec::new();
            let gate = kinetics.release(Gate::default(), &mut cohorts, A);
            kinetics.advance(gate, &cohorts, h)
        };
        for A in [0.9, 0.5, 0.154, 1e-3] {
            for h in [0.2, 1.0, 7.0, 200.0] {
                let (all, some) = (after(1.0, h), after(A, h));
                assert!((some.y / all.y - A).abs() < 1e-14, "{some:?} of {all:?} at A = {A}");
                // At first, s is a small difference of what comes and goes.
                assert!((some.s - A * all.s).abs() < 1e-15 + 1e-13 * all.s, "{some:?} of {all:?} at A = {A}");
                assert!(some.P < A * all.P);
            }
        }
    }

    #[test]
    fn equal_rates_cancel_nothing() {
        let near = GProtein { K2_per_ms: 0.034 + 1e-12, ..GProtein::default() };
        let equal = GProtein { K2_per_ms: 0.034, ..GProtein::default() };
        let (a, b) = (near.stages_without((0.5, 0.2), 40.0), equal.stages_without((0.5, 0.2), 40.0));
        assert!((a.0 - b.0).abs() < 1e-10 && (a.1 - b.1).abs() < 1e-9, "{a:?} {b:?}");
    }
}
