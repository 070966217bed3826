//! Kinetics: how the open fraction of a receptor's channels follows a release.
//!
//! All of them are exact for any step: between releases a [`Gate`] follows a closed form. Those in which nothing
//! but decay goes on after a release are linear, so that the gates of all synapses onto a neuron can be summed and
//! the sum advanced ([`SumStep`]); what a transmitter pulse adds to that is worked out gate by gate while it lasts.
//!
//! Where transmitter comes in pulses, the state is the mean over many release sites, of which a release drives a
//! fraction ([`sites`]).

pub mod double_exponential;
pub mod g_protein;
pub mod instant;
pub mod sites;
pub mod square_pulse;

use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;
use sites::Cohort;

crate::family! {
    /// How the open fraction P_s follows a release.
    pub enum Kinetics: KineticsKey as "kinetics" with KineticsModel {
        Instant(instant::Instant): "instant", "Instant rise",
            "Channels open instantly and close exponentially.";
        DoubleExponential(double_exponential::DoubleExponential): "double_exponential", "Double exponential",
            "Channels open with one time constant and close with another; with equal ones it is an alpha function.";
        SquarePulse(square_pulse::SquarePulse): "square_pulse", "Square pulse of transmitter",
            "Transmitter binds at a rate α[T] while a square pulse lasts, and unbinds at a rate β. P_s is the mean over many release sites, each of which sees the whole pulse with probability A or nothing: after a pause P_s is proportional to A.";
        GProtein(g_protein::GProtein): "g_protein", "Two-stage G protein",
            "Transmitter activates receptors, which activate G proteins; several G proteins together open a channel. r is the mean over many release sites, each of which sees the whole pulse with probability A or nothing. All share one pool of G protein, so P_s is not proportional to A.";
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
    /// Concentration of transmitter, the mean over the release sites [mM].
    pub T_mM: f64,
    /// Fraction of the release sites that a pulse drives.
    pub driven: f64,
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

    /// The gate `h_ms` [ms] later, exact for any `h_ms` ≥ 0. `cohorts` are the release sites that are driven now.
    fn advance(&self, gate: Gate, cohorts: &[Cohort], h_ms: f64) -> Gate;

    /// Lets `h_ms` [ms] pass at the release sites that are driven.
    fn advance_sites(&self, cohorts: &mut Vec<Cohort>, h_ms: f64) {
        let _ = (cohorts, h_ms);
    }

    /// The gate right after a release of amplitude `A`, the release probability that the spike met.
    fn release(&self, gate: Gate, cohorts: &mut Vec<Cohort>, A: f64) -> Gate;

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

    /// The mean open fraction of a gate over the `h_ms` [ms] that begin `from_ms` [ms] from now. `cohorts` are the release
    /// sites that are driven now; ends of their pulses may lie within.
    fn mean_open(&self, gate: Gate, cohorts: &[Cohort], from_ms: f64, h_ms: f64) -> f64 {
        if h_ms == 0.0 {
            return self.advance(gate, cohorts, from_ms).P;
        }
        let (mut sum, mut from, to) = (0.0, from_ms, from_ms + h_ms);
        while from < to {
            // Where a pulse ends there is a kink.
            let ends = cohorts.iter().map(|cohort| cohort.left_ms).filter(|end| from < *end);
            let next = ends.fold(to, f64::min);
            let ms = next - from;
            sum += ms * mean(|x| self.advance(gate, cohorts, from + x * ms).P);
            from = next;
        }
        sum / h_ms
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

    /// The kinetics whose channels open at once, if it is this.
    fn instant(&self) -> Option<&instant::Instant> {
        None
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
pub const TRANSMITTER: StateSpec = StateSpec {
    symbol: "T",
    unit: Unit::MilliMolar,
    meaning: "Transmitter in the cleft, the mean over the release sites.",
};

impl Gate {
    /// The state variable with this symbol.
    #[must_use]
    pub fn value(&self, symbol: &str) -> Option<f64> {
        match symbol {
            "P_s" => Some(self.P),
            "T" => Some(self.T_mM),
            "r" => Some(self.y),
            "s" => Some(self.s),
            _ => None,
        }
    }
}

crate::choice! {
    /// How a release adds to what is open already. A is the release probability at the spike.
    pub enum Summation {
        Saturating: "Saturating", "P ← P + A (1 − P): only closed channels can open, so P stays below 1.";
        Replacing: "Replacing", "P ← A: each release sets the open fraction anew; where channels take time to open, the peak of it.";
        Linear: "Linear", "P ← P + A: releases add without limit.";
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
