//! Inhibitory plasticity that holds the rate of its targets.

use super::SpikeRule;
use super::trace::{Scaled, Side, TraceSpec};
use crate::model::explain::Explanation;
use crate::model::state::StateSpec;
use crate::param::Particulars;
use crate::units::Unit;

crate::params! {
    /// Spikes of both sides that are close in time raise the weight, and a presynaptic spike by itself lowers it; so inhibitory
    /// synapses find the weights at which their target fires at ρ₀ (Vogels et al. 2011).
    ///
    /// x_pre and x_post jump by 1 at spikes and fall with τ. At a presynaptic spike w ← w + η (x_post − 2 ρ₀ τ), at a
    /// postsynaptic one w ← w + η x_pre, with both traces as they were before. w runs from 0 to 1, in units of ḡ.
    pub struct Vogels as "vogels" {
        eta: number {
            symbol: "η", unit: One, default: 0.01, range: 0.0..=0.1, valid: 0.0..=10.0, scale: Log,
            meaning: "Learning rate: how fast the weight changes.",
            equation: "post: w ← w + η x_pre;  pre: w ← w + η (x_post − 2 ρ₀ τ)",
            source: "Vogels et al. 2011",
        }
        rho0_Hz: number {
            symbol: "ρ₀", unit: Hz, default: 3.0, range: 0.0..=50.0, scale: Linear,
            meaning: "Rate of the target at which the weight stays as it is.",
            equation: "pre: w ← w + η (x_post − 2 ρ₀ τ)",
            source: "Vogels et al. 2011",
        }
        tau_ms: number {
            symbol: "τ", unit: Ms, default: 20.0, range: 1.0..=500.0, scale: Log,
            meaning: "Time constant of both traces: how close in time spikes must be to count together.",
            equation: "dx/dt = −x/τ",
            source: "Vogels et al. 2011",
            flags: [AnyStep],
        }
    }
}

impl Particulars for Vogels {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\text{pre}{:}\ w\leftarrow w+\p{eta}{\eta}\,(x_{\mathrm{post}}-2\,\p{rho0_Hz}{\rho_0}\,\p{tau_ms}{\tau})",
            r"\text{post}{:}\ w\leftarrow w+\p{eta}{\eta}\,x_{\mathrm{pre}}",
            r"\dot x_{\mathrm{pre}}=-\frac{x_{\mathrm{pre}}}{\tau},\quad\dot x_{\mathrm{post}}=-\frac{x_{\mathrm{post}}}{\tau}",
        ]
    }
}

impl Vogels {
    /// What the trace of the target is taken to be at the rate that is aimed at: 2 ρ₀ τ.
    #[must_use]
    pub fn aim(&self) -> f64 {
        2.0 * self.rho0_Hz * 1e-3 * self.tau_ms
    }
}

impl SpikeRule for Vogels {
    fn traces(&self) -> Vec<TraceSpec> {
        [Side::Pre, Side::Post].map(|side| TraceSpec { side, tau_ms: self.tau_ms, is_reset: false }).into()
    }

    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "x_pre", unit: Unit::One, meaning: "Trace of the presynaptic spikes." },
            StateSpec { symbol: "x_post", unit: Unit::One, meaning: "Trace of the postsynaptic spikes." },
        ]
    }

    #[inline]
    fn at_pre(&self, _: f64, _: [f64; 2], y: [f64; 2]) -> f64 {
        self.eta * (y[0] - self.aim())
    }

    #[inline]
    fn at_post(&self, _: f64, x: [Scaled; 2], _: [f64; 2]) -> f64 {
        self.eta * x[0].unit * x[0].value
    }

    fn explain(&self, side: Side, _: f64, x: [f64; 2], y: [f64; 2]) -> Explanation {
        match side {
            Side::Pre => Explanation::new("why-vogels-pre", "Δw = η (y − 2 ρ₀ τ)")
                .with("eta", "η", self.eta)
                .with("y", "y", y[0])
                .with("aim", "2 ρ₀ τ", self.aim()),
            Side::Post => Explanation::new("why-vogels-post", "Δw = η x")
                .with("eta", "η", self.eta)
                .with("x", "x", x[0]),
        }
    }

    fn additive_rise(&self, unit: f64, _: [f64; 2]) -> Option<f64> {
        Some(self.eta * unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plasticity::protocol::Protocol;

    /// A pair counts alike in both orders, less what the presynaptic spike takes.
    #[test]
    fn the_window_is_symmetric() {
        let rule = Vogels::default();
        for dt_ms in [0.5_f64, 10.0, 60.0] {
            let expected = rule.eta * (libm::exp(-dt_ms / 20.0) - 0.12);
            assert!(
                (rule.window(dt_ms) - expected).abs() < 1e-15
                    && (rule.window(-dt_ms) - expected).abs() < 1e-15
            );
        }
    }

    /// In a long train of pairs the mean change per pair is that of two regular trains.
    #[test]
    fn a_train_of_pairs_adds_up() {
        let rule = Vogels::default();
        let (rate_Hz, dt_ms) = (25.0, 5.0);
        let total = |pairs| rule.change_by(&Protocol { dt_ms, rate_Hz, pairs });
        let fade = |t_ms: f64| libm::exp(-t_ms / 20.0);
        let sum = (fade(dt_ms) + fade(40.0 - dt_ms)) / (1.0 - fade(40.0));
        let per_pair = rule.eta * (sum - rule.aim());
        assert!((total(101) - total(100) - per_pair).abs() < 1e-12);
    }
}
