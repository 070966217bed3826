//! Leaky integrate-and-fire neuron with conductance inputs.

use super::{Balance, NeuronModel, PaletteEntry, SPIKE_TOP_MV};
use crate::model::state::StateSpec;
use crate::param::{Bounds, Constraint, Particulars};
use crate::units::Unit;

crate::params! {
    /// Leaky integrate-and-fire neuron.
    ///
    /// C dV/dt = −g_L (V − E_L) − Σ I_s + I(t), I_s = g_s (V − E_s), positive outward. At V = V_th it fires,
    /// V is held at V_reset for t_ref and then released. The defaults are the neuron of Song, Miller &
    /// Abbott (2000) with a refractory period of 2 ms.
    pub struct Lif as "lif" {
        C_pF: number {
            symbol: "C", unit: PF, default: 200.0, range: 20.0..=1000.0, scale: Log,
            meaning: "Membrane capacitance: charge needed per unit change of V.",
            equation: "C dV/dt = −g_L (V − E_L) − Σ I_s + I(t);  τ_m = C/g_L",
            source: "Song, Miller & Abbott 2000 (τ_m = 20 ms)",
        }
        g_L_nS: number {
            symbol: "g_L", unit: NS, default: 10.0, range: 1.0..=100.0, valid: 1e-6..=1e5, scale: Log,
            meaning: "Leak conductance: sets how fast V returns to rest (τ_m = C/g_L).",
            equation: "C dV/dt = −g_L (V − E_L) − Σ I_s + I(t);  τ_m = C/g_L",
            source: "Song, Miller & Abbott 2000 (τ_m = 20 ms)",
        }
        E_L_mV: number {
            symbol: "E_L", unit: MV, default: -70.0, range: -90.0..=-40.0, scale: Linear,
            meaning: "Resting potential: the value of V without any input.",
            equation: "C dV/dt = −g_L (V − E_L) − Σ I_s + I(t)",
            source: "Song, Miller & Abbott 2000",
        }
        V_th_mV: number {
            symbol: "V_th", unit: MV, default: -54.0, range: -65.0..=-30.0, scale: Linear,
            meaning: "Threshold: at this potential the neuron fires.",
            equation: "V ≥ V_th ⇒ spike, V ← V_reset",
            source: "Song, Miller & Abbott 2000",
        }
        V_reset_mV: number {
            symbol: "V_reset", unit: MV, default: -60.0, range: -90.0..=-30.5, scale: Linear,
            meaning: "Reset: the potential is set to this after a spike.",
            equation: "V ≥ V_th ⇒ spike, V ← V_reset",
            source: "Song, Miller & Abbott 2000",
        }
        t_ref_ms: number {
            symbol: "t_ref", unit: Ms, default: 2.0, range: 0.0..=20.0, scale: Linear,
            meaning: "Refractory period: how long the potential is held at the reset after a spike.",
            equation: "V = V_reset for t_spike ≤ t < t_spike + t_ref",
            source: "0 in Song, Miller & Abbott 2000",
        }
        V_init_mV: number {
            symbol: "V(0)", unit: MV, default: -70.0, range: -100.0..=40.0, scale: Linear,
            meaning: "Potential at the start of a run.",
            equation: "V(0) = V_init",
            source: "",
            flags: [Advanced, Initial],
        }
        I_app_pA: number {
            symbol: "I_app", unit: PA, default: 0.0, range: -500.0..=500.0, scale: Linear,
            meaning: "Constant injected current; positive values depolarise.",
            equation: "V∞ = E_L + I_app/g_L when nothing else acts",
            source: "",
        }
    }
}

impl Particulars for Lif {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\p{C_pF}{C}\,\frac{d\s{V}{V}}{dt}=-\p{g_L_nS}{g_L}\,(V-\p{E_L_mV}{E_L})-\sum I_s+\p{I_app_pA}{I_{\mathrm{app}}}",
            r"V\ge\p{V_th_mV}{V_{\mathrm{th}}}:\ \text{spike},\ V\leftarrow\p{V_reset_mV}{V_{\mathrm{reset}}}\ \text{for}\ \p{t_ref_ms}{t_{\mathrm{ref}}}",
        ]
    }

    fn narrow(&self, key: &str, dt_ms: f64, bounds: &mut Bounds) {
        match key {
            "V_th_mV" => bounds.at_least(self.V_reset_mV, Constraint::ThresholdAboveReset),
            "V_reset_mV" => bounds.at_most(self.V_th_mV, Constraint::ThresholdAboveReset),
            "C_pF" => bounds.at_least(2.0 * dt_ms * self.g_L_nS, Constraint::TwoStepsPerTimeConstant),
            "g_L_nS" if 0.0 < dt_ms => {
                bounds.at_most(self.C_pF / (2.0 * dt_ms), Constraint::TwoStepsPerTimeConstant);
            }
            _ => {}
        }
    }
}

impl NeuronModel for Lif {
    fn palette(&self) -> &'static [PaletteEntry] {
        &[PaletteEntry { key: "palette-lif", n: 1 }, PaletteEntry { key: "palette-population", n: 100 }]
    }

    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "V", unit: Unit::MV, meaning: "Membrane potential." },
            StateSpec { symbol: "t_left", unit: Unit::Ms, meaning: "Time left of the refractory period." },
        ]
    }

    fn has_membrane(&self) -> bool {
        true
    }

    fn rest_and_threshold_mV(&self) -> Option<(f64, f64)> {
        Some((self.E_L_mV, self.V_th_mV))
    }

    fn spike_jump_mV(&self) -> Option<[f64; 2]> {
        Some([self.V_th_mV, self.V_reset_mV])
    }

    fn spike_line_mV(&self) -> Option<(f64, f64)> {
        Some((self.V_reset_mV, SPIKE_TOP_MV))
    }

    fn levels(&self) -> Vec<(f64, &'static str)> {
        vec![(self.V_th_mV, "V_th"), (self.V_reset_mV, "V_reset"), (self.E_L_mV, "E_L")]
    }

    fn balance(&self) -> Option<Balance> {
        Some(Balance {
            left: r"\p{C_pF}{C}\,\frac{d\s{V}{V}}{dt}=",
            leak: r"-\p{g_L_nS}{g_L}\,(\s{V}{V}-\p{E_L_mV}{E_L})",
            intrinsic: "",
        })
    }
}

impl Lif {
    /// Membrane time constant C/g_L [ms].
    #[must_use]
    pub fn tau_m_ms(&self) -> f64 {
        self.C_pF / self.g_L_nS
    }
}

/// Up to here [`phi_of_small`] holds: its error, which falls with the eleventh power, is 5e-14 there.
pub const SMALL: f64 = 0.5;

/// φ(x) = (1 − e^{−x})/x for 0 ≤ x ≤ [`SMALL`], by Padé's approximation of the exponential of order [5/5]. It has no
/// branch, so that loops over it run on several neurons at once.
#[inline]
#[must_use]
pub fn phi_of_small(x: f64) -> f64 {
    let y = x * x;
    let odd = 15_120.0 + y * (420.0 + y);
    let even = 30_240.0 + y * (3_360.0 + y * 30.0);
    2.0 * odd / (even + x * odd)
}

/// 1 − e^{−x} for x ≥ 0: which part of the way a relaxation goes.
#[inline]
#[must_use]
pub fn approach(x: f64) -> f64 {
    if x <= SMALL { x * phi_of_small(x) } else { -libm::expm1(-x) }
}

/// The potential [mV] after `h_ms` [ms] at constant total conductance `G_nS` [nS] and drive `J_pA` [pA].
///
/// C dV/dt = J − G V with V∞ = J/G, so V(t+h) = V∞ + (V − V∞) e^{−hG/C} = V + (J − G V) h/C φ(hG/C): exact for
/// constant G and J. `G_nS` includes the leak and is positive, so V∞ is a weighted mean of the reversal potentials.
#[inline]
#[must_use]
pub fn relax(V_mV: f64, G_nS: f64, J_pA: f64, C_pF: f64, h_ms: f64) -> f64 {
    let (per_C, x) = (h_ms / C_pF, h_ms / C_pF * G_nS);
    if x <= SMALL {
        V_mV + (J_pA - G_nS * V_mV) * (per_C * phi_of_small(x))
    } else {
        let V_inf = J_pA / G_nS;
        V_inf + (V_mV - V_inf) * libm::exp(-x)
    }
}

/// Where in a step of `h_ms` [ms] the straight line from `before` to `after` [mV] crosses `V_th` [ms].
///
/// The line is second order in the step, like the integrator. A start at or above threshold crosses at once.
#[inline]
#[must_use]
pub fn crossing_ms(before: f64, after: f64, V_th: f64, h_ms: f64) -> f64 {
    if V_th <= before { 0.0 } else { h_ms * (V_th - before) / (after - before) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::param::{ParamSet as _, Value};

    #[test]
    fn relaxation_follows_the_exponential_for_any_step() {
        let (G, J, C) = (12.0, -500.0, 200.0);
        let exact = |t: f64| J / G + (-70.0 - J / G) * libm::exp(-t * G / C);
        let in_one = relax(-70.0, G, J, C, 30.0);
        let in_many = (0..300).fold(-70.0, |V, _| relax(V, G, J, C, 0.1));
        assert!((in_one - exact(30.0)).abs() < 1e-12);
        assert!((in_many - exact(30.0)).abs() < 1e-10);
    }

    #[test]
    fn the_series_is_the_exponential() {
        for i in 0..=5000 {
            let x = f64::from(i) * 1e-4;
            let exact = -libm::expm1(-x);
            assert!((approach(x) - exact).abs() <= 1e-13 * exact, "{x}: {}", approach(x) - exact);
        }
        for x in [0.51, 1.0, 50.0] {
            assert!((approach(x) - (1.0 - libm::exp(-x))).abs() < 1e-15);
        }
    }

    #[test]
    fn crossings_lie_inside_the_step() {
        assert_eq!(crossing_ms(-55.0, -53.0, -54.0, 0.1), 0.05);
        assert_eq!(crossing_ms(-53.0, -52.0, -54.0, 0.1), 0.0);
    }

    #[test]
    fn the_threshold_lies_above_the_reset() {
        let mut lif = Lif::default();
        let threshold = lif.get("V_th_mV").unwrap().0;
        assert_eq!(lif.bounds(threshold, 0.1).min, -59.5, "a slider keeps its distance");
        let valid = lif.valid_bounds(threshold, 0.1);
        assert!(!valid.contains(-60.0) && valid.contains(-59.99) && valid.contains(500.0));
        assert!(lif.set("V_reset_mV", Value::Number(-56.0)));
        assert_eq!(lif.bounds(threshold, 0.1).min, -55.5);
        let reset = lif.get("V_reset_mV").unwrap().0;
        assert_eq!(lif.bounds(reset, 0.1).max, -54.5);
        let rest = lif.get("E_L_mV").unwrap().0;
        assert_eq!((lif.bounds(rest, 0.1).max, lif.valid_bounds(rest, 0.1).max), (-40.0, 500.0));
        assert!(!lif.set("V_th_mV", Value::Count(3)), "a count is not a number");
        assert!(!lif.set("nonsense", Value::Number(3.0)));
    }

    #[test]
    fn the_rule_belongs_to_the_end_that_it_moved() {
        let lif = Lif { C_pF: 3.1, g_L_nS: 0.43, ..Lif::default() };
        let leak = lif.get("g_L_nS").unwrap().0;
        let valid = lif.valid_bounds(leak, 0.1);
        assert_eq!((valid.min, valid.low), (1e-6, None));
        assert_eq!((valid.max, valid.high), (15.5, Some(Constraint::TwoStepsPerTimeConstant)));
        assert!(valid.contains(0.43));
    }
}
