//! Adaptive exponential integrate-and-fire neuron.

use super::{Balance, NeuronModel, PaletteEntry, lif};
use crate::model::state::StateSpec;
use crate::param::{Bounds, Constraint, Particulars};
use crate::units::Unit;

crate::params! {
    /// The neuron of Brette & Gerstner (2005): an exponential upstroke and a current w that adapts.
    ///
    /// C dV/dt = −g_L (V − E_L) + g_L Δ_T e^{(V − V_T)/Δ_T} − w − Σ I_s + I_app, τ_w dw/dt = a (V − E_L) − w; at
    /// V ≥ V_peak it fires, V ← V_reset, w ← w + b. The defaults are the regularly spiking neuron of that paper.
    pub struct Adex as "adex" {
        C_pF: number {
            symbol: "C", unit: PF, default: 281.0, range: 20.0..=1000.0, scale: Log,
            meaning: "Membrane capacitance: how much charge it takes to move the potential.",
            equation: "C dV/dt = −g_L (V − E_L) + g_L Δ_T e^((V − V_T)/Δ_T) − w − Σ I_s + I(t)",
            source: "Brette & Gerstner 2005",
        }
        g_L_nS: number {
            symbol: "g_L", unit: NS, default: 30.0, range: 1.0..=100.0, valid: 1e-6..=1e5, scale: Log,
            meaning: "Leak conductance: how fast the potential returns to rest.",
            equation: "C dV/dt = −g_L (V − E_L) + …;  τ_m = C/g_L",
            source: "Brette & Gerstner 2005",
        }
        E_L_mV: number {
            symbol: "E_L", unit: MV, default: -70.6, range: -90.0..=-40.0, scale: Linear,
            meaning: "Leak reversal potential: where the membrane settles when nothing arrives.",
            equation: "C dV/dt = −g_L (V − E_L) + …",
            source: "Brette & Gerstner 2005",
        }
        V_T_mV: number {
            symbol: "V_T", unit: MV, default: -50.4, range: -70.0..=-30.0, scale: Linear,
            meaning: "Threshold: around this potential the upstroke of a spike begins.",
            equation: "C dV/dt = … + g_L Δ_T e^((V − V_T)/Δ_T)",
            source: "Brette & Gerstner 2005",
        }
        Delta_T_mV: number {
            symbol: "Δ_T", unit: MV, default: 2.0, range: 0.2..=10.0, valid: 0.001..=100.0, scale: Log,
            meaning: "How sharp the threshold is: over how many millivolts the upstroke grows by a factor of e.",
            equation: "C dV/dt = … + g_L Δ_T e^((V − V_T)/Δ_T)",
            source: "Brette & Gerstner 2005",
        }
        tau_w_ms: number {
            symbol: "τ_w", unit: Ms, default: 144.0, range: 1.0..=1000.0, scale: Log,
            meaning: "Time constant of adaptation.",
            equation: "τ_w dw/dt = a (V − E_L) − w",
            source: "Brette & Gerstner 2005",
        }
        a_nS: number {
            symbol: "a", unit: NS, default: 4.0, range: -20.0..=50.0, valid: -1e5..=1e5, scale: Linear,
            meaning: "How strongly adaptation follows the potential.",
            equation: "τ_w dw/dt = a (V − E_L) − w",
            source: "Brette & Gerstner 2005",
        }
        b_pA: number {
            symbol: "b", unit: PA, default: 80.5, range: 0.0..=500.0, scale: Linear,
            meaning: "How much the adaptation current rises with a spike.",
            equation: "V ≥ V_peak ⇒ V ← V_reset, w ← w + b",
            source: "Brette & Gerstner 2005",
        }
        V_reset_mV: number {
            symbol: "V_reset", unit: MV, default: -70.6, range: -90.0..=-40.0, scale: Linear,
            meaning: "Reset: the potential is set to this after a spike; above V_T the neuron bursts.",
            equation: "V ≥ V_peak ⇒ V ← V_reset",
            source: "Brette & Gerstner 2005",
        }
        V_peak_mV: number {
            symbol: "V_peak", unit: MV, default: 0.0, range: -30.0..=40.0, scale: Linear,
            meaning: "Peak: the potential at which a spike ends.",
            equation: "V ≥ V_peak ⇒ V ← V_reset",
            source: "a common value; the upstroke is so steep that it hardly matters",
            flags: [Advanced],
        }
        t_ref_ms: number {
            symbol: "t_ref", unit: Ms, default: 0.0, range: 0.0..=20.0, scale: Linear,
            meaning: "Refractory period: how long the potential is held at the reset after a spike.",
            equation: "V = V_reset for t_spike ≤ t < t_spike + t_ref",
            source: "none in Brette & Gerstner 2005",
        }
        V_init_mV: number {
            symbol: "V(0)", unit: MV, default: -70.6, range: -100.0..=40.0, scale: Linear,
            meaning: "Potential at the start of a run; the adaptation current starts at its steady state for this potential.",
            equation: "V(0) = V_init, w(0) = a (V_init − E_L)",
            source: "the leak reversal potential",
            flags: [Advanced, Initial],
        }
        I_app_pA: number {
            symbol: "I_app", unit: PA, default: 0.0, range: -1000.0..=1000.0, scale: Linear,
            meaning: "Constant injected current; positive values depolarise.",
            equation: "C dV/dt = … + I_app",
            source: "none by default",
        }
    }
}

impl Particulars for Adex {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\p{C_pF}{C}\,\frac{d\s{V}{V}}{dt}=-\p{g_L_nS}{g_L}\,(V-\p{E_L_mV}{E_L})+g_L\,\p{Delta_T_mV}{\Delta_T}\,e^{(V-\p{V_T_mV}{V_T})/\Delta_T}-\s{I_w}{w}-\sum I_s+\p{I_app_pA}{I_{\mathrm{app}}}",
            r"\p{tau_w_ms}{\tau_w}\,\frac{d\s{I_w}{w}}{dt}=\p{a_nS}{a}\,(V-E_L)-w",
            r"V\ge\p{V_peak_mV}{V_{\mathrm{peak}}}:\ V\leftarrow\p{V_reset_mV}{V_{\mathrm{reset}}}\ \text{for}\ \p{t_ref_ms}{t_{\mathrm{ref}}},\ w\leftarrow w+\p{b_pA}{b}",
        ]
    }

    fn narrow(&self, key: &str, dt_ms: f64, bounds: &mut Bounds) {
        match key {
            "V_peak_mV" => bounds.at_least(self.V_T_mV.max(self.V_reset_mV), Constraint::ThresholdAboveReset),
            "V_reset_mV" | "V_T_mV" => bounds.at_most(self.V_peak_mV, Constraint::ThresholdAboveReset),
            "C_pF" => bounds.at_least(2.0 * dt_ms * self.g_L_nS, Constraint::TwoStepsPerTimeConstant),
            "g_L_nS" if 0.0 < dt_ms => {
                bounds.at_most(self.C_pF / (2.0 * dt_ms), Constraint::TwoStepsPerTimeConstant);
            }
            _ => {}
        }
    }
}

/// So many times Δ_T above V_T the peak is less than 1e-12 ms away, wherever it is.
const STEEP: f64 = 35.0;
/// How far a part of a span may go, in inverse rates.
const LONGEST_PART: f64 = 0.2;
/// A span is divided into no more parts than this, except by the end of an upstroke.
const MOST_PARTS: f64 = 64.0;
/// In inverse rates, how long a part may be for Runge and Kutta's method to stay bounded.
const BOUNDED: f64 = 2.0;
/// So far beyond the peak no step that found it ends [mV].
const FAR_PAST_MV: f64 = 1.0;
/// Beyond this potential the equations are not followed any further [mV].
const FARTHEST_MV: f64 = 1e5;

impl NeuronModel for Adex {
    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "V", unit: Unit::MV, meaning: "Membrane potential." },
            StateSpec { symbol: "I_w", unit: Unit::PA, meaning: "Adaptation current." },
            StateSpec { symbol: "t_left", unit: Unit::Ms, meaning: "Time left of the refractory period." },
        ]
    }

    fn has_membrane(&self) -> bool {
        true
    }

    fn rest_and_threshold_mV(&self) -> Option<(f64, f64)> {
        Some((self.E_L_mV, self.V_T_mV))
    }

    fn spike_jump_mV(&self) -> Option<[f64; 2]> {
        Some([self.V_peak_mV, self.V_reset_mV])
    }

    fn spike_line_mV(&self) -> Option<(f64, f64)> {
        Some((self.V_reset_mV, self.V_peak_mV))
    }

    fn levels(&self) -> Vec<(f64, &'static str)> {
        vec![(self.V_T_mV, "V_T"), (self.V_reset_mV, "V_reset"), (self.E_L_mV, "E_L")]
    }

    fn palette(&self) -> &'static [PaletteEntry] {
        &[PaletteEntry { key: "palette-adex", n: 1 }]
    }

    fn balance(&self) -> Option<Balance> {
        Some(Balance {
            left: r"\p{C_pF}{C}\,\frac{d\s{V}{V}}{dt}=",
            leak: r"-\p{g_L_nS}{g_L}\,(\s{V}{V}-\p{E_L_mV}{E_L})",
            intrinsic: r"+g_L\,\p{Delta_T_mV}{\Delta_T}\,e^{(V-\p{V_T_mV}{V_T})/\Delta_T}-\s{I_w}{w}",
        })
    }
}

impl Adex {
    /// The current of adaptation at which it settles for a potential [pA].
    #[must_use]
    pub fn w_settled_pA(&self, V_mV: f64) -> f64 {
        self.a_nS * (V_mV - self.E_L_mV)
    }

    /// What is left of the way of w to where it settles, for a potential that is held, after a span [ms].
    #[must_use]
    pub fn w_after_hold_pA(&self, w_pA: f64, V_mV: f64, span_ms: f64) -> f64 {
        let settled = self.w_settled_pA(V_mV);
        settled + (w_pA - settled) * libm::exp(-span_ms / self.tau_w_ms)
    }

    /// At which potential a spike is taken to end [mV]: at the peak, or before it where what is left takes no time.
    #[must_use]
    pub fn top_mV(&self) -> f64 {
        self.V_peak_mV.min(self.V_T_mV.max(self.V_reset_mV) + STEEP * self.Delta_T_mV)
    }

    /// Conductance of the upstroke: by how much its current grows per potential [nS].
    fn upstroke_nS(&self, V_mV: f64) -> f64 {
        self.g_L_nS * libm::exp(((V_mV - self.V_T_mV) / self.Delta_T_mV).min(STEEP))
    }

    /// What the neuron drives through its membrane beside the leak: the upstroke less adaptation [pA].
    #[must_use]
    pub fn intrinsic_pA(&self, V_mV: f64, w_pA: f64) -> f64 {
        self.upstroke_nS(V_mV) * self.Delta_T_mV - w_pA
    }

    /// V and w after `h` [ms] with a conductance G [nS] and a current J at V = 0 [pA], leak included, by one step of the
    /// classical Runge–Kutta method.
    fn runge_kutta(&self, (V, w): (f64, f64), I: &impl Fn(f64) -> (f64, f64), h: f64) -> (f64, f64) {
        let slope = |V: f64, w: f64| {
            let (G, J) = I(V);
            let dV = (J - G * V + self.intrinsic_pA(V, w)) / self.C_pF;
            (dV, (self.w_settled_pA(V) - w) / self.tau_w_ms)
        };
        let k1 = slope(V, w);
        let k2 = slope(V + 0.5 * h * k1.0, w + 0.5 * h * k1.1);
        let k3 = slope(V + 0.5 * h * k2.0, w + 0.5 * h * k2.1);
        let k4 = slope(V + h * k3.0, w + h * k3.1);
        (
            V + h / 6.0 * (k1.0 + 2.0 * k2.0 + 2.0 * k3.0 + k4.0),
            w + h / 6.0 * (k1.1 + 2.0 * k2.1 + 2.0 * k3.1 + k4.1),
        )
    }

    /// V and w after a part of the span that is so long that Runge and Kutta's method would leave all bounds: each relaxes to where
    /// the other lets it.
    fn relaxed(&self, (V, w): (f64, f64), I: &impl Fn(f64) -> (f64, f64), h: f64) -> (f64, f64) {
        let (G, J) = I(V);
        let driven = J + self.intrinsic_pA(V, w);
        let after = if 0.0 < G { lif::relax(V, G, driven, self.C_pF, h) } else { V + h * driven / self.C_pF };
        // No spike rises beyond its peak.
        let after = after.min(self.top_mV());
        (after, self.w_after_hold_pA(w, after, h))
    }

    /// V and w at the end of a span of `h_ms` [ms] in which `I` gives the conductance [nS] and the current at V = 0 [pA], leak
    /// included, or at the moment in it at which V reaches the peak, and when that is. The span is divided where the
    /// equations are steep. Where V leaves the model, it is followed no further.
    #[must_use]
    pub fn advance(
        &self,
        (mut V, mut w): (f64, f64),
        I: impl Fn(f64) -> (f64, f64),
        h_ms: f64,
    ) -> (f64, f64, Option<f64>) {
        let top = self.top_mV();
        if top <= V {
            return (V, w, Some(0.0));
        }
        let mut done = 0.0;
        while done < h_ms && V.abs() < FARTHEST_MV {
            let linear_per_ms = (I(V).0 + self.a_nS.abs()) / self.C_pF + 1.0 / self.tau_w_ms;
            let per_ms = linear_per_ms + self.upstroke_nS(V) / self.C_pF;
            let h = (h_ms - done).min((LONGEST_PART / per_ms).max(h_ms / MOST_PARTS));
            if BOUNDED < h * linear_per_ms {
                (V, w) = self.relaxed((V, w), &I, h);
                if top <= V {
                    return (V, w, Some((done + h).min(h_ms)));
                }
                done = if h_ms - done <= h { h_ms } else { done + h };
                continue;
            }
            let next = self.runge_kutta((V, w), &I, h);
            if top <= next.0 {
                let (mut low, mut high) = (0.0, h);
                for _ in 0..40 {
                    let middle = 0.5 * (low + high);
                    if self.runge_kutta((V, w), &I, middle).0 < top {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                let at_ms = Some((done + high).min(h_ms));
                let past = self.runge_kutta((V, w), &I, high);
                // Where the upstroke is a wall, the method jumps over the peak however little of the part is taken.
                if top + FAR_PAST_MV < past.0 {
                    return (top, self.w_after_hold_pA(w, top, high), at_ms);
                }
                return (past.0, past.1, at_ms);
            }
            (V, w) = next;
            // The last part ends where the span does, whatever the rounding of the sum.
            done = if h_ms - done <= h { h_ms } else { done + h };
        }
        (V, w, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leak(adex: &Adex, I_pA: f64) -> impl Fn(f64) -> (f64, f64) {
        let sums = (adex.g_L_nS, adex.g_L_nS * adex.E_L_mV + I_pA);
        move |_| sums
    }

    /// V and w after steps of `dt_ms` that span `span_ms`, or when the neuron fires.
    fn stepped(
        adex: &Adex,
        mut state: (f64, f64),
        I: &impl Fn(f64) -> (f64, f64),
        dt_ms: f64,
        span_ms: f64,
    ) -> (f64, f64, Option<f64>) {
        let mut t = 0.0;
        while t < span_ms - 1e-9 {
            let (V, w, fires) = adex.advance(state, I, dt_ms);
            if let Some(at) = fires {
                return (V, w, Some(t + at));
            }
            (state, t) = ((V, w), t + dt_ms);
        }
        (state.0, state.1, None)
    }

    /// Far below the threshold the neuron is linear: with a = 0 the potential relaxes exponentially.
    #[test]
    fn below_threshold_it_relaxes() {
        let adex = Adex { a_nS: 0.0, V_T_mV: 100.0, V_peak_mV: 200.0, ..Adex::default() };
        let (V, w, fires) = stepped(&adex, (-90.0, 0.0), &leak(&adex, 0.0), 0.1, 20.0);
        let expected = -70.6 - 19.4 * libm::exp(-20.0 * 30.0 / 281.0);
        assert!((V - expected).abs() < 1e-6 && w == 0.0 && fires.is_none(), "{V}, not {expected}");
    }

    /// Long steps and short ones end alike, with the spike at the same time.
    #[test]
    fn the_upstroke_is_followed_to_the_peak() {
        let adex = Adex::default();
        let I = leak(&adex, 1500.0);
        let [long, short] =
            [0.1, 0.013].map(|dt_ms| stepped(&adex, (-60.0, 0.0), &I, dt_ms, 20.0).2.unwrap());
        assert!((long - short).abs() < 1e-3, "{long} and {short} ms");
    }

    /// However sharp the threshold is, nothing overflows.
    #[test]
    fn a_sharp_threshold_is_a_step() {
        let adex = Adex { Delta_T_mV: 0.001, ..Adex::default() };
        let (V, w, fires) = adex.advance((-50.5, 0.0), leak(&adex, 2000.0), 5.0);
        assert!(fires.is_some_and(|at| at < 0.2) && V.is_finite() && w.is_finite());
    }
}
