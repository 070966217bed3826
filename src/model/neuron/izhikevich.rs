//! Izhikevich neuron.

use super::{NeuronModel, PaletteEntry};
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars};
use crate::units::Unit;

crate::choice! {
    /// How the recovery variable u moves between spikes.
    pub enum Recovery {
        Decays: "u decays", "u returns to b V: du/dt = a (b V − u).";
        Stays: "u does not decay", "u sums up how far V is from V_u: du/dt = a b (V − V_u). Accommodation needs it.";
    }
}

crate::params! {
    /// The neuron of Izhikevich (2003): dV/dt = k₂ V² + k₁ V + k₀ − u + I with 0.04, 5 and 140, du/dt = a (b V − u); at
    /// V = 30 mV it fires, V ← c, u ← u + d. V is in mV, t in ms; I has no unit of its own, as the model has no
    /// capacitance: a current in pA is divided by `I_unit_pA`. Of the twenty types of Izhikevich (2004), class 1
    /// excitability and the integrator have other coefficients, and accommodation another equation for u.
    pub struct Izhikevich as "izhikevich" {
        a_per_ms: number {
            symbol: "a", unit: PerMs, default: 0.02, range: 0.005..=0.5, valid: -1000.0..=1000.0, scale: Log,
            meaning: "Rate of the recovery variable u.",
            equation: "du/dt = a (b V − u)",
            source: "Izhikevich 2003",
        }
        b: number {
            symbol: "b", unit: One, default: 0.2, range: 0.0..=0.5, valid: -1000.0..=1000.0, scale: Linear,
            meaning: "How strongly u follows V below threshold; at 0.25 and above the neuron fires rebound spikes.",
            equation: "du/dt = a (b V − u)",
            source: "Izhikevich 2003",
        }
        c_mV: number {
            symbol: "c", unit: MV, default: -65.0, range: -80.0..=-40.0, valid: -1000.0..=29.0, scale: Linear,
            meaning: "Reset value of V after a spike.",
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
            meaning: "Constant injected current; positive values depolarise.",
            equation: "I = (I_app − Σ I_s)/I_unit",
            source: "",
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
            meaning: "Potential at the start of a run; where u decays, it starts at b V(0).",
            equation: "V(0) = V_init, u(0) = b V_init",
            source: "Izhikevich 2003",
            flags: [Advanced, Initial],
        }
        k2: number {
            symbol: "k₂", unit: One, default: 0.04, range: 0.01..=0.1, valid: 0.0..=10.0, scale: Linear,
            meaning: "Coefficient of V²: how steeply a spike takes off.",
            equation: "dV/dt = k₂ V² + k₁ V + k₀ − u + I",
            source: "Izhikevich 2003",
            flags: [Advanced],
        }
        k1: number {
            symbol: "k₁", unit: One, default: 5.0, range: 3.0..=7.0, valid: -1000.0..=1000.0, scale: Linear,
            meaning: "Coefficient of V; with k₀, it decides where rest and threshold lie.",
            equation: "dV/dt = k₂ V² + k₁ V + k₀ − u + I",
            source: "Izhikevich 2003; 4.1 for class 1 excitability and the integrator in Izhikevich 2004",
            flags: [Advanced],
        }
        k0: number {
            symbol: "k₀", unit: One, default: 140.0, range: 80.0..=200.0, valid: -1e5..=1e5, scale: Linear,
            meaning: "Constant part of dV/dt.",
            equation: "dV/dt = k₂ V² + k₁ V + k₀ − u + I",
            source: "Izhikevich 2003; 108 for class 1 excitability and the integrator in Izhikevich 2004",
            flags: [Advanced],
        }
        recovery: choice {
            of: Recovery, symbol: "u",
            meaning: "How the recovery variable u moves between spikes.",
            equation: "decays: du/dt = a (b V − u);  stays: du/dt = a b (V − V_u)",
            source: "Izhikevich 2003; accommodation in Izhikevich 2004",
            flags: [Advanced],
        }
        V_u_mV: number {
            symbol: "V_u", unit: MV, default: -65.0, range: -80.0..=-50.0, scale: Linear,
            meaning: "The potential at which u stays as it is; above it u rises, below it u falls.",
            equation: "du/dt = a b (V − V_u)",
            source: "accommodation in Izhikevich 2004",
            flags: [Advanced],
        }
        u_init: number {
            symbol: "u(0)", unit: One, default: -16.0, range: -40.0..=20.0, valid: -1e5..=1e5, scale: Linear,
            meaning: "The recovery variable at the start of a run, where it does not decay.",
            equation: "u(0) = u_init",
            source: "accommodation in Izhikevich 2004",
            flags: [Advanced, Initial],
        }
    }
}

/// A type: its name, a, b, c and d, the coefficients k₁ and k₀, and whether u decays.
macro_rules! kind {
    ($name:literal: $a:literal, $b:literal, $c:literal, $d:literal) => {
        kind!($name: $a, $b, $c, $d; 5.0, 140.0; Decays)
    };
    ($name:literal: $a:literal, $b:literal, $c:literal, $d:literal; $k1:literal, $k0:literal; $recovery:ident) => {
        NamedSet {
            name: $name,
            values: &[
                ("a_per_ms", $a),
                ("b", $b),
                ("c_mV", $c),
                ("d", $d),
                ("k2", 0.04),
                ("k1", $k1),
                ("k0", $k0),
                ("recovery", kind!(@place $recovery)),
            ],
        }
    };
    (@place Decays) => { 0.0 };
    (@place Stays) => { 1.0 };
}

/// The cells of Izhikevich (2003), figure 2, and the twenty types of Izhikevich (2004), figure 1, A to T. The currents
/// under which the types show are not part of a set.
const SETS: &[NamedSet] = &[
    kind!("Regular spiking": 0.02, 0.2, -65.0, 8.0),
    kind!("Intrinsically bursting": 0.02, 0.2, -55.0, 4.0),
    kind!("Chattering": 0.02, 0.2, -50.0, 2.0),
    kind!("Fast spiking": 0.1, 0.2, -65.0, 2.0),
    kind!("Low-threshold spiking": 0.02, 0.25, -65.0, 2.0),
    kind!("A: tonic spiking": 0.02, 0.2, -65.0, 6.0),
    kind!("B: phasic spiking": 0.02, 0.25, -65.0, 6.0),
    kind!("C: tonic bursting": 0.02, 0.2, -50.0, 2.0),
    kind!("D: phasic bursting": 0.02, 0.25, -55.0, 0.05),
    kind!("E: mixed mode": 0.02, 0.2, -55.0, 4.0),
    kind!("F: spike frequency adaptation": 0.01, 0.2, -65.0, 8.0),
    kind!("G: class 1 excitability": 0.02, -0.1, -55.0, 6.0; 4.1, 108.0; Decays),
    kind!("H: class 2 excitability": 0.2, 0.26, -65.0, 0.0),
    kind!("I: spike latency": 0.02, 0.2, -65.0, 6.0),
    kind!("J: subthreshold oscillations": 0.05, 0.26, -60.0, 0.0),
    kind!("K: resonator": 0.1, 0.26, -60.0, -1.0),
    kind!("L: integrator": 0.02, -0.1, -55.0, 6.0; 4.1, 108.0; Decays),
    kind!("M: rebound spike": 0.03, 0.25, -60.0, 4.0),
    kind!("N: rebound burst": 0.03, 0.25, -52.0, 0.0),
    kind!("O: threshold variability": 0.03, 0.25, -60.0, 4.0),
    kind!("P: bistability": 1.0, 1.5, -60.0, 0.0),
    kind!("Q: depolarising after-potential": 1.0, 0.2, -60.0, -21.0),
    kind!("R: accommodation": 0.02, 1.0, -55.0, 4.0; 5.0, 140.0; Stays),
    kind!("S: inhibition-induced spiking": -0.02, -1.0, -60.0, 8.0),
    kind!("T: inhibition-induced bursting": -0.026, -1.0, -45.0, 0.0),
];

impl Particulars for Izhikevich {
    fn equations(&self) -> Vec<&'static str> {
        // The numbers that everybody knows stand in the equation until they are changed.
        let is_plain = (self.k2, self.k1, self.k0) == (0.04, 5.0, 140.0);
        let decays = self.recovery == Recovery::Decays;
        vec![
            match (is_plain, decays) {
                (true, true) => {
                    r"\frac{d\s{V}{V}}{dt}=0.04\,V^2+5\,V+140-\s{u}{u}+I,\quad\frac{d\s{u}{u}}{dt}=\p{a_per_ms}{a}\,(\p{b}{b}\,V-u)"
                }
                (true, false) => {
                    r"\frac{d\s{V}{V}}{dt}=0.04\,V^2+5\,V+140-\s{u}{u}+I,\quad\frac{d\s{u}{u}}{dt}=\p{a_per_ms}{a}\,\p{b}{b}\,(V-\p{V_u_mV}{V_u})"
                }
                (false, true) => {
                    r"\frac{d\s{V}{V}}{dt}=\p{k2}{k_2}\,V^2+\p{k1}{k_1}\,V+\p{k0}{k_0}-\s{u}{u}+I,\quad\frac{d\s{u}{u}}{dt}=\p{a_per_ms}{a}\,(\p{b}{b}\,V-u)"
                }
                (false, false) => {
                    r"\frac{d\s{V}{V}}{dt}=\p{k2}{k_2}\,V^2+\p{k1}{k_1}\,V+\p{k0}{k_0}-\s{u}{u}+I,\quad\frac{d\s{u}{u}}{dt}=\p{a_per_ms}{a}\,\p{b}{b}\,(V-\p{V_u_mV}{V_u})"
                }
            },
            r"V\ge 30\,\mathrm{mV}:\ V\leftarrow\p{c_mV}{c},\ u\leftarrow u+\p{d}{d}",
            r"I=\frac{\p{I_app_pA}{I_{\mathrm{app}}}-\sum I_s}{\p{I_unit_pA}{I_{\mathrm{unit}}}}",
        ]
    }

    fn is_relevant(&self, key: &str) -> bool {
        !matches!(key, "V_u_mV" | "u_init") || self.recovery == Recovery::Stays
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

/// Where a spike ends [mV].
pub const PEAK_MV: f64 = 30.0;
/// Up to so many parts a span is followed back and forth in; see [`Izhikevich::once_more`].
const MOST_PARTS: f64 = 8.0;
/// How far a part of a span may go, in inverse rates.
const LONGEST_PART: f64 = 0.125;
/// Ahead, a span is divided into no more parts than this, whatever acts.
const MOST_PARTS_AHEAD: f64 = 256.0;
/// In inverse rates, how long a part may be for Runge and Kutta's method to stay bounded.
const BOUNDED: f64 = 2.0;
/// Beyond this potential the equations are not followed any further [mV].
const FARTHEST_MV: f64 = 1e5;

impl NeuronModel for Izhikevich {
    fn palette(&self) -> &'static [PaletteEntry] {
        &[PaletteEntry { key: "palette-izhikevich", n: 1 }]
    }

    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "V", unit: Unit::MV, meaning: "Membrane potential." },
            StateSpec { symbol: "u", unit: Unit::One, meaning: "Recovery variable." },
        ]
    }

    fn has_membrane(&self) -> bool {
        true
    }

    /// Those of a regularly spiking cell; others are not far off.
    fn rest_and_threshold_mV(&self) -> Option<(f64, f64)> {
        Some((-70.0, -40.0))
    }

    fn spike_jump_mV(&self) -> Option<[f64; 2]> {
        Some([PEAK_MV, self.c_mV])
    }

    fn spike_line_mV(&self) -> Option<(f64, f64)> {
        Some((self.c_mV, PEAK_MV))
    }

    fn longest_step_ms(&self) -> f64 {
        0.2
    }
}

impl Izhikevich {
    /// u at the start of a run.
    #[must_use]
    pub fn u_start(&self) -> f64 {
        match self.recovery {
            Recovery::Decays => self.b * self.V_init_mV,
            Recovery::Stays => self.u_init,
        }
    }

    /// dV/dt of the bare equations without I [mV/ms].
    #[inline]
    #[must_use]
    pub fn intrinsic(&self, V: f64, u: f64) -> f64 {
        self.k2 * V * V + self.k1 * V + self.k0 - u
    }

    /// How fast the bare equations change what V or u is off by, at most [ms⁻¹].
    #[inline]
    #[must_use]
    pub fn stiffness_per_ms(&self, V: f64) -> f64 {
        (2.0 * self.k2 * V + self.k1).abs().max(self.a_per_ms.abs())
    }

    fn slope(&self, V: f64, u: f64, I: f64) -> (f64, f64) {
        let du = match self.recovery {
            Recovery::Decays => self.a_per_ms * (self.b * V - u),
            Recovery::Stays => self.a_per_ms * self.b * (V - self.V_u_mV),
        };
        (self.intrinsic(V, u) + I, du)
    }

    /// V and u at the end of a span [ms] of which they were worked out as `end` with the inputs `others`, if in that span a
    /// synapse acts besides: back to its start without the synapse, and forth with it. Inputs are a conductance [nS] and the
    /// current that it drives at V = 0 [pA].
    ///
    /// `None` where that is too stiff to be followed: `most_stiff` is how stiff the inputs may be, in inverse spans.
    #[must_use]
    pub fn once_more(
        &self,
        end: (f64, f64),
        others: (f64, f64),
        synapse: (f64, f64),
        span_ms: f64,
        most_stiff: f64,
    ) -> Option<(f64, f64)> {
        let (G, J) = others;
        let stiff = span_ms * self.stiffness_per_ms(end.0);
        if PEAK_MV <= end.0
            || most_stiff * self.I_unit_pA < span_ms * G.max(G + synapse.0)
            || MOST_PARTS < stiff
        {
            return None;
        }
        let without = |V: f64, _: f64| (J - G * V) / self.I_unit_pA;
        let with = |V: f64, _: f64| (J + synapse.1 - (G + synapse.0) * V) / self.I_unit_pA;
        let parts = stiff.ceil().max(1.0);
        let (mut there, mut done) = (end, 0.0);
        while done < parts {
            there = self.runge_kutta(there, &without, (0.0, -span_ms / parts));
            done += 1.0;
        }
        while 0.0 < done {
            there = self.runge_kutta(there, &with, (0.0, span_ms / parts));
            done -= 1.0;
        }
        Some(there)
    }

    /// V and u after `h` [ms] from `t` [ms] on with an input `I` that depends on V and on the time, by one step of the classical
    /// Runge–Kutta method.
    fn runge_kutta(
        &self,
        (V, u): (f64, f64),
        I: &impl Fn(f64, f64) -> f64,
        (t, h): (f64, f64),
    ) -> (f64, f64) {
        let slope = |V: f64, u: f64, t: f64| self.slope(V, u, I(V, t));
        let middle = t + 0.5 * h;
        let k1 = slope(V, u, t);
        let k2 = slope(V + 0.5 * h * k1.0, u + 0.5 * h * k1.1, middle);
        let k3 = slope(V + 0.5 * h * k2.0, u + 0.5 * h * k2.1, middle);
        let k4 = slope(V + h * k3.0, u + h * k3.1, t + h);
        (
            V + h / 6.0 * (k1.0 + 2.0 * k2.0 + 2.0 * k3.0 + k4.0),
            u + h / 6.0 * (k1.1 + 2.0 * k2.1 + 2.0 * k3.1 + k4.1),
        )
    }

    /// V and u after a span that is so long that Runge and Kutta's method would leave all bounds. V goes the way on which the
    /// equations lead it with the u and the inputs of the middle, exactly; then u follows it.
    fn relaxed(&self, (V, u): (f64, f64), I: &impl Fn(f64, f64) -> f64, (t, h): (f64, f64)) -> (f64, f64) {
        let at = t + 0.5 * h;
        let slope = self.intrinsic(V, u) + I(V, at);
        // How the slope changes with V: by the inputs, too, which are lines, or nearly.
        let per_ms = 2.0 * self.k2 * V + self.k1 + (I(V + 1.0, at) - I(V, at));
        let way = riccati(slope, per_ms, self.k2, h).max(-2.0 * FARTHEST_MV);
        // No spike rises beyond its peak.
        let after = (V + way).min(PEAK_MV);
        let u = match self.recovery {
            Recovery::Decays => self.b * after + (u - self.b * after) * libm::exp(-self.a_per_ms * h),
            Recovery::Stays => u + h * self.a_per_ms * self.b * (after - self.V_u_mV),
        };
        (after, u)
    }

    /// V and u after `h_ms` [ms] with an input `I` that depends on V and on the time since the start, and after how long V
    /// reaches the peak if it does: then V and u are those of that moment. The span is divided where the equations are stiff;
    /// the input adds `stiffness_per_ms` [ms⁻¹] to that at most. Where V leaves the model on the other side, it is followed no
    /// further.
    #[must_use]
    pub fn advance(
        &self,
        (mut V, mut u): (f64, f64),
        I: impl Fn(f64, f64) -> f64,
        stiffness_per_ms: f64,
        h_ms: f64,
    ) -> (f64, f64, Option<f64>) {
        if PEAK_MV <= V {
            return (V, u, Some(0.0));
        }
        let mut done = 0.0;
        // V shows that the model has been left; to follow it further would take ever smaller parts.
        while done < h_ms && V.abs() < FARTHEST_MV {
            let stiffness = self.stiffness_per_ms(V).max(1.0) + stiffness_per_ms;
            let h = (h_ms - done).min((LONGEST_PART / stiffness).max(h_ms / MOST_PARTS_AHEAD));
            if BOUNDED < h * stiffness {
                (V, u) = self.relaxed((V, u), &I, (done, h));
                // The last part ends where the span does, whatever the rounding of the sum.
                done = if h_ms - done <= h { h_ms } else { done + h };
                if PEAK_MV <= V {
                    return (V, u, Some(done));
                }
                continue;
            }
            let (next_V, next_u) = self.runge_kutta((V, u), &I, (done, h));
            if PEAK_MV <= next_V {
                // The crossing by bisection of the span: V rises steeply and is far from a line.
                let (mut low, mut high) = (0.0, h);
                for _ in 0..40 {
                    let middle = 0.5 * (low + high);
                    if self.runge_kutta((V, u), &I, (done, middle)).0 < PEAK_MV {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                let (V, u) = self.runge_kutta((V, u), &I, (done, high));
                return (V, u, Some(done + high));
            }
            (V, u) = (next_V, next_u);
            done = if h_ms - done <= h { h_ms } else { done + h };
        }
        (V, u, None)
    }
}

/// How far a quantity y goes in a time `h` with dy/dt = `slope` + `rate` y + `bend` y², from 0: infinite where it leaves all
/// bounds on the way.
fn riccati(slope: f64, rate: f64, bend: f64, h: f64) -> f64 {
    let half = 0.5 * rate;
    let D = half * half - bend * slope;
    let s = D.abs().sqrt();
    // Sine and cosine of s h, or the hyperbolic ones, over the latter.
    let (sine, cosine) = if s * h < 1e-6 {
        (h, 1.0)
    } else if 0.0 < D {
        (libm::tanh(s * h) / s, 1.0)
    } else if s * h < std::f64::consts::PI {
        (libm::sin(s * h) / s, libm::cos(s * h))
    } else {
        return f64::INFINITY;
    };
    let below = cosine - half * sine;
    if slope == 0.0 {
        0.0
    } else if below <= 0.0 {
        slope.signum() * f64::INFINITY
    } else {
        slope * sine / below
    }
}
