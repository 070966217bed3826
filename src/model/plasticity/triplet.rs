//! Triplet rule of spike-timing-dependent plasticity.

use super::SpikeRule;
use super::trace::{Scaled, Side, TraceSpec};
use crate::model::explain::Explanation;
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars, Switch};
use crate::units::Unit;

crate::choice! {
    /// Which spikes count.
    pub enum Interaction {
        All: "All", "Traces add over all spikes.";
        Nearest: "Nearest", "Each spike resets the trace to 1: only the most recent counts.";
    }
}

crate::params! {
    /// Pairs and triplets of spikes change the weight: two traces on either side.
    ///
    /// r₁ and r₂ jump by 1 at presynaptic spikes and fall with τ₊ and τ_x, o₁ and o₂ at postsynaptic ones with τ₋ and τ_y. At a
    /// presynaptic spike w ← w − o₁ (A₂⁻ + A₃⁻ r₂), at a postsynaptic one w ← w + r₁ (A₂⁺ + A₃⁺ o₂); the slow traces are read
    /// before they jump.
    pub struct Triplet as "triplet" {
        spikes: choice {
            of: Interaction, symbol: "spikes",
            meaning: "Which spikes count.",
            equation: "r ← r + 1, or r ← 1",
            source: "Pfister & Gerstner 2006",
        }
        A2_plus: number {
            symbol: "A₂⁺", unit: One, default: 0.0053, range: 0.0..=0.1, valid: 0.0..=10.0, scale: Log,
            meaning: "Potentiation by a pair.",
            equation: "w ← w + r₁ (A₂⁺ + A₃⁺ o₂) at a postsynaptic spike",
            source: "Pfister & Gerstner 2006, hippocampal culture, minimal",
        }
        A3_plus: number {
            symbol: "A₃⁺", unit: One, default: 0.008, range: 0.0..=0.1, valid: 0.0..=10.0, scale: Log,
            meaning: "Potentiation by a triplet post–pre–post: a presynaptic spike between two postsynaptic ones.",
            equation: "w ← w + r₁ (A₂⁺ + A₃⁺ o₂) at a postsynaptic spike",
            source: "Pfister & Gerstner 2006, hippocampal culture, minimal",
        }
        A2_minus: number {
            symbol: "A₂⁻", unit: One, default: 0.0035, range: 0.0..=0.1, valid: 0.0..=10.0, scale: Log,
            meaning: "Depression by a pair.",
            equation: "w ← w − o₁ (A₂⁻ + A₃⁻ r₂) at a presynaptic spike",
            source: "Pfister & Gerstner 2006, hippocampal culture, minimal",
        }
        A3_minus: number {
            symbol: "A₃⁻", unit: One, default: 0.0, range: 0.0..=0.1, valid: 0.0..=10.0, scale: Log,
            meaning: "Depression by a triplet pre–post–pre: a postsynaptic spike between two presynaptic ones.",
            equation: "w ← w − o₁ (A₂⁻ + A₃⁻ r₂) at a presynaptic spike",
            source: "Pfister & Gerstner 2006, hippocampal culture, minimal",
        }
        tau_plus_ms: number {
            symbol: "τ₊", unit: Ms, default: 16.8, range: 1.0..=500.0, scale: Log,
            meaning: "Time constant of the fast presynaptic trace.",
            equation: "dr₁/dt = −r₁/τ₊",
            source: "Pfister & Gerstner 2006; Bi & Poo 2001",
            flags: [AnyStep],
        }
        tau_x_ms: number {
            symbol: "τ_x", unit: Ms, default: 946.0, range: 1.0..=5000.0, scale: Log,
            meaning: "Time constant of the slow presynaptic trace.",
            equation: "dr₂/dt = −r₂/τ_x",
            source: "Pfister & Gerstner 2006, hippocampal culture",
            flags: [AnyStep],
        }
        tau_minus_ms: number {
            symbol: "τ₋", unit: Ms, default: 33.7, range: 1.0..=500.0, scale: Log,
            meaning: "Time constant of the fast postsynaptic trace.",
            equation: "do₁/dt = −o₁/τ₋",
            source: "Pfister & Gerstner 2006; Bi & Poo 2001",
            flags: [AnyStep],
        }
        tau_y_ms: number {
            symbol: "τ_y", unit: Ms, default: 40.0, range: 1.0..=5000.0, scale: Log,
            meaning: "Time constant of the slow postsynaptic trace.",
            equation: "do₂/dt = −o₂/τ_y",
            source: "Pfister & Gerstner 2006, hippocampal culture, minimal",
            flags: [AnyStep],
        }
        potentiation: choice {
            of: Switch, symbol: "LTP",
            meaning: "Whether spikes may raise the weight.",
            equation: "off: A₂⁺ = A₃⁺ = 0",
            source: "",
        }
        depression: choice {
            of: Switch, symbol: "LTD",
            meaning: "Whether spikes may lower the weight.",
            equation: "off: A₂⁻ = A₃⁻ = 0",
            source: "",
        }
    }
}

/// A published set: all spikes (0) or nearest (1), A₂⁺, A₃⁺, A₂⁻, A₃⁻, τ_x, τ_y.
macro_rules! set {
    ($name:literal, $spikes:literal, $A2_plus:literal, $A3_plus:literal, $A2_minus:literal, $A3_minus:literal, $tau_x:literal, $tau_y:literal) => {
        NamedSet {
            name: $name,
            values: &[
                ("spikes", $spikes),
                ("A2_plus", $A2_plus),
                ("A3_plus", $A3_plus),
                ("A2_minus", $A2_minus),
                ("A3_minus", $A3_minus),
                ("tau_plus_ms", 16.8),
                ("tau_x_ms", $tau_x),
                ("tau_minus_ms", 33.7),
                ("tau_y_ms", $tau_y),
            ],
        }
    };
}

/// Pfister & Gerstner 2006, tables 3 and 4. Where a set has no triplet on one side, that side's slow time constant is
/// that of the full model and does nothing.
const SETS: &[NamedSet] = &[
    set!("Visual cortex, all spikes, full", 0.0, 5e-10, 6.2e-3, 7.0e-3, 2.3e-4, 101.0, 125.0),
    set!("Visual cortex, all spikes, minimal", 0.0, 0.0, 6.5e-3, 7.1e-3, 0.0, 101.0, 114.0),
    set!("Visual cortex, nearest, full", 1.0, 8.8e-11, 5.3e-2, 6.6e-3, 3.1e-3, 714.0, 40.0),
    set!("Visual cortex, nearest, minimal", 1.0, 0.0, 5.0e-2, 8.0e-3, 0.0, 714.0, 40.0),
    set!("Hippocampal culture, all spikes, full", 0.0, 6.1e-3, 6.7e-3, 1.6e-3, 1.4e-3, 946.0, 27.0),
    set!("Hippocampal culture, all spikes, minimal", 0.0, 5.3e-3, 8.0e-3, 3.5e-3, 0.0, 946.0, 40.0),
    set!("Hippocampal culture, nearest, minimal", 1.0, 4.6e-3, 9.1e-3, 3.0e-3, 0.0, 946.0, 48.0),
];

impl Particulars for Triplet {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\text{post}{:}\ w\leftarrow w+r_1\,(\p{A2_plus}{A_2^+}+\p{A3_plus}{A_3^+}\,o_2)",
            r"\text{pre}{:}\ w\leftarrow w-o_1\,(\p{A2_minus}{A_2^-}+\p{A3_minus}{A_3^-}\,r_2)",
            r"\dot r_1=-\frac{r_1}{\p{tau_plus_ms}{\tau_+}},\ \dot r_2=-\frac{r_2}{\p{tau_x_ms}{\tau_x}},\ \dot o_1=-\frac{o_1}{\p{tau_minus_ms}{\tau_-}},\ \dot o_2=-\frac{o_2}{\p{tau_y_ms}{\tau_y}}",
        ]
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }

    fn is_relevant(&self, key: &str) -> bool {
        match key {
            "tau_x_ms" => self.A3_minus != 0.0,
            "tau_y_ms" => self.A3_plus != 0.0,
            _ => true,
        }
    }
}

impl SpikeRule for Triplet {
    fn traces(&self) -> Vec<TraceSpec> {
        let is_reset = self.spikes == Interaction::Nearest;
        [
            (Side::Pre, self.tau_plus_ms),
            (Side::Pre, self.tau_x_ms),
            (Side::Post, self.tau_minus_ms),
            (Side::Post, self.tau_y_ms),
        ]
        .map(|(side, tau_ms)| TraceSpec { side, tau_ms, is_reset })
        .into()
    }

    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "r_1", unit: Unit::One, meaning: "Fast trace of the presynaptic spikes." },
            StateSpec { symbol: "r_2", unit: Unit::One, meaning: "Slow trace of the presynaptic spikes." },
            StateSpec { symbol: "o_1", unit: Unit::One, meaning: "Fast trace of the postsynaptic spikes." },
            StateSpec { symbol: "o_2", unit: Unit::One, meaning: "Slow trace of the postsynaptic spikes." },
        ]
    }

    #[inline]
    fn at_pre(&self, _: f64, x: [f64; 2], y: [f64; 2]) -> f64 {
        -self.lowered(y[0], x[1])
    }

    #[inline]
    fn at_post(&self, _: f64, x: [Scaled; 2], y: [f64; 2]) -> f64 {
        self.raised(x[0].unit, y[1]) * x[0].value
    }

    fn explain(&self, side: Side, _: f64, x: [f64; 2], y: [f64; 2]) -> Explanation {
        let on = |switch: Switch, A: f64| if switch == Switch::On { A } else { 0.0 };
        match side {
            Side::Pre => Explanation::new("why-triplet-pre", "Δw = −o₁ (A₂⁻ + A₃⁻ r₂)")
                .with("o", "o₁", y[0])
                .with("A", "A₂⁻", on(self.depression, self.A2_minus))
                .with("B", "A₃⁻", on(self.depression, self.A3_minus))
                .with("r", "r₂", x[1]),
            Side::Post => Explanation::new("why-triplet-post", "Δw = r₁ (A₂⁺ + A₃⁺ o₂)")
                .with("r", "r₁", x[0])
                .with("A", "A₂⁺", on(self.potentiation, self.A2_plus))
                .with("B", "A₃⁺", on(self.potentiation, self.A3_plus))
                .with("o", "o₂", y[1]),
        }
    }

    fn additive_rise(&self, unit: f64, y: [f64; 2]) -> Option<f64> {
        Some(self.raised(unit, y[1]))
    }
}

impl Triplet {
    /// By how much a presynaptic spike lowers the weight, given o₁ and r₂.
    #[inline]
    #[must_use]
    pub fn lowered(&self, o_1: f64, r_2: f64) -> f64 {
        if self.depression == Switch::On { o_1 * (self.A2_minus + self.A3_minus * r_2) } else { 0.0 }
    }

    /// By how much a postsynaptic spike raises the weight, given r₁ and o₂.
    #[inline]
    #[must_use]
    pub fn raised(&self, r_1: f64, o_2: f64) -> f64 {
        if self.potentiation == Switch::On { r_1 * (self.A2_plus + self.A3_plus * o_2) } else { 0.0 }
    }
}
