//! Kinetics: how the open fraction of a receptor's channels follows a release.
//!
//! All of them are exact for any step: between releases a [`Gate`] follows a closed form. Those in which nothing
//! but decay goes on after a release are linear, so that the gates of all synapses onto a neuron can be summed and
//! the sum advanced ([`SumStep`]); what a transmitter pulse adds to that is worked out gate by gate while it lasts.

pub mod double_exponential;
pub mod g_protein;
pub mod instant;
pub mod square_pulse;

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;

crate::family! {
    /// How the open fraction P_s follows a release.
    pub enum Kinetics as "kinetics" with KineticsModel {
        Instant(instant::Instant): "instant", "Instant rise",
            "Channels open at once and close exponentially.";
        DoubleExponential(double_exponential::DoubleExponential): "double_exponential", "Double exponential",
            "Channels open with one time constant and close with another; with equal ones it is an alpha function.";
        SquarePulse(square_pulse::SquarePulse): "square_pulse", "Square pulse of transmitter",
            "Transmitter binds at a rate α[T] while a square pulse lasts, and unbinds at a rate β.";
        GProtein(g_protein::GProtein): "g_protein", "Two-stage G protein",
            "Transmitter activates a receptor, which makes G protein, of which several open a channel.";
    }
}

/// The state of the channels that see the same releases. What a component means is up to the kinetics.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Gate {
    /// Open fraction.
    pub P: f64,
    /// What drives it: the rising component of a double exponential, or the fraction of activated receptors.
    pub y: f64,
    /// Concentration of G protein [µM].
    pub s: f64,
    /// Concentration of transmitter while a pulse lasts [mM].
    pub T_mM: f64,
    /// How much longer the pulse lasts [ms].
    pub left_ms: f64,
}

/// How a sum of gates advances over a span when no transmitter is there: P ← P·`P_from_P` + y·`P_from_y`, y ← y·`y_from_y`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SumStep {
    /// Factor on the open fractions.
    pub P_from_P: f64,
    /// What the rising components add to the open fractions.
    pub P_from_y: f64,
    /// Factor on the rising components.
    pub y_from_y: f64,
}

/// What every kinetics offers.
pub trait KineticsModel: ParamSet {
    /// The recordable state.
    fn states(&self) -> &'static [StateSpec];

    /// The gate `h_ms` [ms] later, exact for any `h_ms` ≥ 0.
    fn advance(&self, gate: Gate, h_ms: f64) -> Gate;

    /// The gate right after a release of amplitude `A`, the release probability that the spike met.
    fn release(&self, gate: Gate, A: f64) -> Gate;

    /// How sums of gates advance over `h_ms` [ms]; all zero for kinetics that cannot be summed, whose every gate
    /// counts as driven.
    fn sum_step(&self, h_ms: f64) -> SumStep;

    /// The mean of [`KineticsModel::sum_step`] over the spans from 0 to `h_ms` [ms]: what is left of sums on average.
    fn mean_step(&self, h_ms: f64) -> SumStep {
        let at = |x: f64| self.sum_step(x * h_ms);
        SumStep {
            P_from_P: mean(|x| at(x).P_from_P),
            P_from_y: mean(|x| at(x).P_from_y),
            y_from_y: mean(|x| at(x).y_from_y),
        }
    }

    /// The mean open fraction of a gate over the next `h_ms` [ms]; the end of a pulse may lie within.
    fn mean_open(&self, gate: Gate, h_ms: f64) -> f64 {
        let on_ms = gate.left_ms.clamp(0.0, h_ms);
        let part =
            |gate: Gate, ms: f64| if ms == 0.0 { 0.0 } else { ms * mean(|x| self.advance(gate, x * ms).P) };
        if h_ms == 0.0 {
            return gate.P;
        }
        (part(gate, on_ms) + part(self.advance(gate, on_ms), h_ms - on_ms)) / h_ms
    }

    /// Whether a gate does something else than what [`KineticsModel::sum_step`] says.
    fn is_driven(&self, gate: &Gate) -> bool {
        let _ = gate;
        false
    }

    /// Whether a gate can ever be driven.
    fn can_be_driven(&self) -> bool {
        false
    }
}

/// The mean of a smooth function over the interval from 0 to 1, by Gauss and Legendre's rule with four points: exact for
/// polynomials up to the seventh power.
fn mean(value: impl Fn(f64) -> f64) -> f64 {
    const NODES: [(f64, f64); 4] = [
        (0.069_431_844_202_973_71, 0.173_927_422_568_726_93),
        (0.330_009_478_207_571_87, 0.326_072_577_431_273_07),
        (0.669_990_521_792_428_1, 0.326_072_577_431_273_07),
        (0.930_568_155_797_026_3, 0.173_927_422_568_726_93),
    ];
    NODES.iter().map(|(x, weight)| weight * value(*x)).sum()
}

/// The mean of e^{−t/τ} over the times t from 0 to `h`, with `x` = h/τ: (1 − e^{−x})/x.
pub(crate) fn mean_decay(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { -libm::expm1(-x) / x }
}

/// The open fraction, which all kinetics have.
pub const OPEN: StateSpec = StateSpec {
    symbol: "P_s",
    unit: Unit::One,
    meaning: "Fraction of the receptor's channels that are open.",
};

/// The transmitter of a pulse.
pub const TRANSMITTER: StateSpec =
    StateSpec { symbol: "T", unit: Unit::MilliMolar, meaning: "Transmitter in the cleft, T(t)." };

impl Gate {
    /// The state variable with this symbol.
    #[must_use]
    pub fn value(&self, symbol: &str) -> Option<f64> {
        match symbol {
            "P_s" => Some(self.P),
            "T" => Some(if 0.0 < self.left_ms { self.T_mM } else { 0.0 }),
            "r" => Some(self.y),
            "s" => Some(self.s),
            _ => None,
        }
    }

    /// The gate after its pulse has gone on for `h_ms` [ms].
    #[must_use]
    pub(crate) fn pulse_later(self, h_ms: f64) -> Self {
        let left_ms = self.left_ms - h_ms;
        // A pulse that ends here but for rounding has ended.
        if left_ms <= 1e-9 { Self { left_ms: 0.0, T_mM: 0.0, ..self } } else { Self { left_ms, ..self } }
    }
}

crate::choice! {
    /// How a release adds to what is open already. A is the release probability at the spike.
    pub enum Summation {
        Saturating: "Saturating", "P ← P + A (1 − P): only closed channels can open, so P stays below 1.";
        Replacing: "Replacing", "P ← A: each release sets the open fraction anew.";
        Linear: "Linear", "P ← P + A: releases add up without limit.";
    }
}

impl Summation {
    /// What a release of amplitude `A` adds where `P` is open, or will be without it. No release opens more than all
    /// channels unless sums are linear.
    #[must_use]
    pub fn opened(self, P: f64, A: f64) -> f64 {
        match self {
            Self::Saturating => A.min(1.0) * (1.0 - P),
            Self::Replacing => A.min(1.0) - P,
            Self::Linear => A,
        }
    }
}
