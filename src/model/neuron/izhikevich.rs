//! Izhikevich neuron.

use super::NeuronModel;
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars};
use crate::units::Unit;

crate::params! {
    /// The neuron of Izhikevich (2003): dV/dt = 0.04 V² + 5 V + 140 − u + I, du/dt = a (b V − u); at V = 30 mV it
    /// fires, V ← c, u ← u + d. V is in mV, t in ms; I has no unit of its own, as the model has no capacitance: a
    /// current in pA is divided by `I_unit_pA`.
    pub struct Izhikevich as "izhikevich" {
        a_per_ms: number {
            symbol: "a", unit: PerMs, default: 0.02, range: 0.005..=0.5, valid: -1000.0..=1000.0, scale: Log,
            meaning: "How fast the recovery variable u follows.",
            equation: "du/dt = a (b V − u)",
            source: "Izhikevich 2003",
        }
        b: number {
            symbol: "b", unit: One, default: 0.2, range: 0.0..=0.5, valid: -1000.0..=1000.0, scale: Linear,
            meaning: "How strongly u follows V below threshold; from 0.25 on the neuron rebounds.",
            equation: "du/dt = a (b V − u)",
            source: "Izhikevich 2003",
        }
        c_mV: number {
            symbol: "c", unit: MV, default: -65.0, range: -80.0..=-40.0, valid: -1000.0..=29.0, scale: Linear,
            meaning: "Where V is reset after a spike.",
            equation: "V ≥ 30 mV ⇒ V ← c, u ← u + d",
            source: "Izhikevich 2003",
        }
        d: number {
            symbol: "d", unit: One, default: 8.0, range: 0.0..=20.0, valid: -1000.0..=1000.0, scale: Linear,
            meaning: "How much u rises with a spike: adaptation.",
            equation: "V ≥ 30 mV ⇒ V ← c, u ← u + d",
            source: "Izhikevich 2003",
        }
        I_app_pA: number {
            symbol: "I_app", unit: PA, default: 0.0, range: -500.0..=500.0, scale: Linear,
            meaning: "Constant injected current; positive depolarises.",
            equation: "I = (I_app − Σ I_s)/I_unit",
            source: "none by default",
        }
        I_unit_pA: number {
            symbol: "I_unit", unit: PA, default: 20.0, range: 5.0..=1000.0, valid: 1e-3..=5e4, scale: Log,
            meaning: "The current that counts as I = 1.",
            equation: "I = (I_app − Σ I_s)/I_unit",
            source: "makes synapses as strong as on the default integrate-and-fire neuron",
            flags: [Advanced],
        }
        V_init_mV: number {
            symbol: "V(0)", unit: MV, default: -65.0, range: -100.0..=29.0, scale: Linear,
            meaning: "Potential at the start of a run; u starts at b V(0).",
            equation: "V(0) = V_init, u(0) = b V_init",
            source: "Izhikevich 2003",
            flags: [Advanced, Initial],
        }
    }
}

/// a, b, c, d of Izhikevich (2003), figure 2, and his (2004) rebound neurons.
const SETS: &[NamedSet] = &[
    NamedSet {
        name: "Regular spiking",
        values: &[("a_per_ms", 0.02), ("b", 0.2), ("c_mV", -65.0), ("d", 8.0)],
    },
    NamedSet {
        name: "Intrinsically bursting",
        values: &[("a_per_ms", 0.02), ("b", 0.2), ("c_mV", -55.0), ("d", 4.0)],
    },
    NamedSet { name: "Chattering", values: &[("a_per_ms", 0.02), ("b", 0.2), ("c_mV", -50.0), ("d", 2.0)] },
    NamedSet { name: "Fast spiking", values: &[("a_per_ms", 0.1), ("b", 0.2), ("c_mV", -65.0), ("d", 2.0)] },
    NamedSet {
        name: "Low-threshold spiking",
        values: &[("a_per_ms", 0.02), ("b", 0.25), ("c_mV", -65.0), ("d", 2.0)],
    },
    NamedSet {
        name: "Rebound spike",
        values: &[("a_per_ms", 0.03), ("b", 0.25), ("c_mV", -60.0), ("d", 4.0)],
    },
    NamedSet {
        name: "Rebound burst",
        values: &[("a_per_ms", 0.03), ("b", 0.25), ("c_mV", -52.0), ("d", 0.0)],
    },
];

impl Particulars for Izhikevich {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\frac{d\s{V}{V}}{dt}=0.04\,V^2+5\,V+140-\s{u}{u}+I,\quad\frac{d\s{u}{u}}{dt}=\p{a_per_ms}{a}\,(\p{b}{b}\,V-u)",
            r"V\ge 30\,\mathrm{mV}:\ V\leftarrow\p{c_mV}{c},\ u\leftarrow u+\p{d}{d}",
            r"I=\frac{\p{I_app_pA}{I_{\mathrm{app}}}-\sum I_s}{\p{I_unit_pA}{I_{\mathrm{unit}}}}",
        ]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

/// Where a spike ends [mV].
pub const PEAK_MV: f64 = 30.0;
/// Beyond this potential the equations are not followed any further [mV].
const FARTHEST_MV: f64 = 1e5;
/// Position of V among the states.
pub const V_COLUMN: usize = 0;
/// Position of u among the states.
pub const U_COLUMN: usize = 1;

impl NeuronModel for Izhikevich {
    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "V", unit: Unit::MV, meaning: "Membrane potential." },
            StateSpec { symbol: "u", unit: Unit::One, meaning: "Recovery variable." },
        ]
    }

    fn has_membrane(&self) -> bool {
        true
    }

    fn longest_step_ms(&self) -> f64 {
        0.2
    }
}

impl Izhikevich {
    fn slope(&self, V: f64, u: f64, I: f64) -> (f64, f64) {
        (0.04 * V * V + 5.0 * V + 140.0 - u + I, self.a_per_ms * (self.b * V - u))
    }

    /// V and u after `h_ms` [ms] of the bare equations with constant `I`, by one step of the classical Runge–Kutta
    /// method.
    fn runge_kutta(&self, (V, u): (f64, f64), I: f64, h: f64) -> (f64, f64) {
        let k1 = self.slope(V, u, I);
        let k2 = self.slope(V + 0.5 * h * k1.0, u + 0.5 * h * k1.1, I);
        let k3 = self.slope(V + 0.5 * h * k2.0, u + 0.5 * h * k2.1, I);
        let k4 = self.slope(V + h * k3.0, u + h * k3.1, I);
        (
            V + h / 6.0 * (k1.0 + 2.0 * k2.0 + 2.0 * k3.0 + k4.0),
            u + h / 6.0 * (k1.1 + 2.0 * k2.1 + 2.0 * k3.1 + k4.1),
        )
    }

    /// V and u after `h_ms` [ms] of the bare equations with constant `I`, and after how long V reaches the peak if it
    /// does: then V and u are those of that moment. The span is divided where the equation is stiff.
    #[must_use]
    pub fn advance(&self, (mut V, mut u): (f64, f64), I: f64, h_ms: f64) -> (f64, f64, Option<f64>) {
        if PEAK_MV <= V {
            return (V, u, Some(0.0));
        }
        let mut done = 0.0;
        // What has left the model is told by V; to follow it further would take ever smaller parts.
        while done < h_ms && V.abs() < FARTHEST_MV {
            let stiffness = (0.08 * V + 5.0).abs().max(1.0);
            let h = (h_ms - done).min(0.5 / stiffness);
            let (next_V, next_u) = self.runge_kutta((V, u), I, h);
            if PEAK_MV <= next_V {
                // The crossing by bisection of the span: V rises steeply and is far from a line.
                let (mut low, mut high) = (0.0, h);
                for _ in 0..40 {
                    let middle = 0.5 * (low + high);
                    if self.runge_kutta((V, u), I, middle).0 < PEAK_MV { low = middle } else { high = middle }
                }
                let (V, u) = self.runge_kutta((V, u), I, high);
                return (V, u, Some(done + high));
            }
            (V, u) = (next_V, next_u);
            // The last part ends where the span does, whatever the rounding of the sum.
            done = if h_ms - done <= h { h_ms } else { done + h };
        }
        (V, u, None)
    }
}
