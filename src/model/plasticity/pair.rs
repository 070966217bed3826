//! Pair-based spike-timing-dependent plasticity.

use super::trace::{Scaled, Side, TraceSpec};
use super::{Dependence, Partners, SpikeRule};
use crate::model::explain::Explanation;
use crate::model::state::StateSpec;
use crate::param::{Particulars, Switch};
use crate::units::Unit;

crate::choice! {
    /// Which spikes pair with which (Morrison, Diesmann & Gerstner 2008, fig. 7).
    pub enum Pairing {
        AllToAll: "All to all", "Every presynaptic spike pairs with every postsynaptic one.";
        NearestSymmetric: "Nearest, symmetric", "Every spike pairs with the most recent spike on the other side.";
        PresynapticCentred: "Presynaptic-centred",
            "Every presynaptic spike pairs with the last postsynaptic one before it and the first one after it.";
        ReducedSymmetric: "Reduced symmetric", "Only spikes with no other spike in between are paired.";
    }
}

crate::choice! {
    /// How the change depends on the weight.
    pub enum WeightDependence {
        Additive: "Additive", "The change is the same at every weight, up to the bounds.";
        Multiplicative: "Multiplicative", "Potentiation proportional to 1 − w, depression proportional to w.";
        Power: "Power law", "Potentiation proportional to (1 − w)^μ, depression to w^μ: between additive and multiplicative.";
        VanRossum: "Van Rossum", "Potentiation additive, depression proportional to w.";
    }
}

crate::params! {
    /// Each pair of a presynaptic and a postsynaptic spike changes the weight by an exponential window.
    ///
    /// With Δt = t_post − t_pre: Δw = A₊ e^{−Δt/τ₊} f₊(w) for Δt > 0, and −A₋ e^{Δt/τ₋} f₋(w) for Δt < 0; nothing for
    /// spikes at the same time. w runs from 0 to 1, in units of the greatest conductance ḡ.
    pub struct Pair as "pair" {
        pairing: choice {
            of: Pairing, symbol: "pairs",
            meaning: "Which spikes pair with which.",
            equation: "Δw = Σ F(t_post − t_pre) over the pairs",
            source: "all to all: Song, Miller & Abbott 2000; all four: Morrison, Diesmann & Gerstner 2008",
        }
        dependence: choice {
            of: WeightDependence, symbol: "f(w)",
            meaning: "How the change depends on the weight.",
            equation: "f₊ = 1, 1 − w, (1 − w)^μ or 1;  f₋ = 1, w, w^μ or w",
            source: "additive: Song, Miller & Abbott 2000; others: Rubin et al. 2001, Gütig et al. 2003, van Rossum et al. 2000",
        }
        A_plus: number {
            symbol: "A₊", unit: One, default: 0.005, range: 0.0..=0.1, valid: 0.0..=10.0, scale: Log,
            meaning: "Amplitude of potentiation (Δt → 0⁺), in units of the maximal weight.",
            equation: "Δw = A₊ e^{−Δt/τ₊} for t_post > t_pre",
            source: "Song, Miller & Abbott 2000",
        }
        ratio: number {
            symbol: "A₋/A₊", unit: One, default: 1.05, range: 0.0..=5.0, valid: 0.0..=1000.0, scale: Linear,
            meaning: "Ratio of depression to potentiation, A₋/A₊.",
            equation: "Δw = −A₋ e^{−|Δt|/τ₋} for t_post < t_pre",
            source: "Song, Miller & Abbott 2000",
        }
        tau_plus_ms: number {
            symbol: "τ₊", unit: Ms, default: 20.0, range: 1.0..=500.0, scale: Log,
            meaning: "Time constant of the potentiation window.",
            equation: "Δw = A₊ e^{−Δt/τ₊} for t_post > t_pre",
            source: "Song, Miller & Abbott 2000",
            flags: [AnyStep],
        }
        tau_minus_ms: number {
            symbol: "τ₋", unit: Ms, default: 20.0, range: 1.0..=500.0, scale: Log,
            meaning: "Time constant of the depression window.",
            equation: "Δw = −A₋ e^{−|Δt|/τ₋} for t_post < t_pre",
            source: "Song, Miller & Abbott 2000",
            flags: [AnyStep],
        }
        mu: number {
            symbol: "μ", unit: One, default: 0.02, range: 0.0..=1.0, scale: Linear,
            meaning: "How strongly the change depends on the weight: 0 is additive, 1 multiplicative.",
            equation: "f₊ = (1 − w)^μ, f₋ = w^μ",
            source: "Gütig, Aharonov, Rotter & Sompolinsky 2003",
        }
        potentiation: choice {
            of: Switch, symbol: "LTP",
            meaning: "Whether pairs may raise the weight.",
            equation: "off: A₊ = 0",
            source: "",
        }
        depression: choice {
            of: Switch, symbol: "LTD",
            meaning: "Whether pairs may lower the weight.",
            equation: "off: A₋ = 0",
            source: "",
        }
    }
}

/// With greater steps than this, weights that add up do not part into strong and weak ones but wander.
const GREATEST_SLOW_A_PLUS: f64 = 0.02;

impl Particulars for Pair {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"\Delta w=\begin{cases}\p{A_plus}{A_+}\,f_+(w)\,e^{-\Delta t/\p{tau_plus_ms}{\tau_+}}&\Delta t>0\\-\p{ratio}{A_-}\,f_-(w)\,e^{-|\Delta t|/\p{tau_minus_ms}{\tau_-}}&\Delta t<0\end{cases}",
            r"\Delta t=t_{\mathrm{post}}-t_{\mathrm{pre}}",
        ]
    }

    fn is_relevant(&self, key: &str) -> bool {
        key != "mu" || self.dependence == WeightDependence::Power
    }

    fn caution(&self) -> Option<&'static str> {
        let is_fast = GREATEST_SLOW_A_PLUS < self.rise() && self.dependence == WeightDependence::Additive;
        is_fast.then_some("caution-fast-learning")
    }
}

impl SpikeRule for Pair {
    fn traces(&self) -> Vec<TraceSpec> {
        let (pre, post) = match self.pairing {
            Pairing::AllToAll => (false, false),
            Pairing::PresynapticCentred => (false, true),
            Pairing::NearestSymmetric | Pairing::ReducedSymmetric => (true, true),
        };
        vec![
            TraceSpec { side: Side::Pre, tau_ms: self.tau_plus_ms, is_reset: pre },
            TraceSpec { side: Side::Post, tau_ms: self.tau_minus_ms, is_reset: post },
        ]
    }

    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "x_pre", unit: Unit::One, meaning: "Trace of the presynaptic spikes." },
            StateSpec { symbol: "x_post", unit: Unit::One, meaning: "Trace of the postsynaptic spikes." },
        ]
    }

    fn partners(&self) -> Partners {
        match self.pairing {
            Pairing::AllToAll | Pairing::NearestSymmetric => Partners::All,
            Pairing::PresynapticCentred => Partners::PresynapticCentred,
            Pairing::ReducedSymmetric => Partners::Adjacent,
        }
    }

    fn pairs(&self, is_causal: bool, has_pre_between: bool, has_post_between: bool) -> bool {
        match self.pairing {
            Pairing::AllToAll => true,
            Pairing::NearestSymmetric if is_causal => !has_pre_between,
            Pairing::NearestSymmetric | Pairing::PresynapticCentred => !has_post_between,
            Pairing::ReducedSymmetric => !has_pre_between && !has_post_between,
        }
    }

    #[inline]
    fn at_pre(&self, w: f64, _: [f64; 2], y: [f64; 2]) -> f64 {
        -(self.fall() * y[0] * self.downward(w))
    }

    #[inline]
    fn at_post(&self, w: f64, x: [Scaled; 2], _: [f64; 2]) -> f64 {
        self.rise() * x[0].unit * x[0].value * self.upward(w)
    }

    fn explain(&self, side: Side, w: f64, x: [f64; 2], y: [f64; 2]) -> Explanation {
        match side {
            Side::Pre => Explanation::new("why-pair-pre", "Δw = −A₋ y f₋(w)")
                .with("A", "A₋", self.fall())
                .with("y", "y", y[0])
                .with("f", "f₋(w)", self.downward(w)),
            Side::Post => Explanation::new("why-pair-post", "Δw = A₊ x f₊(w)")
                .with("A", "A₊", self.rise())
                .with("x", "x", x[0])
                .with("f", "f₊(w)", self.upward(w)),
        }
    }

    fn additive_rise(&self, unit: f64, _: [f64; 2]) -> Option<f64> {
        let is_additive = matches!(self.dependence, WeightDependence::Additive | WeightDependence::VanRossum);
        is_additive.then(|| self.rise() * unit)
    }

    fn simple_fall(&self) -> Option<(f64, Dependence)> {
        let dependence = match self.dependence {
            WeightDependence::Additive => Dependence::None,
            WeightDependence::Multiplicative | WeightDependence::VanRossum => Dependence::Proportional,
            WeightDependence::Power => Dependence::Power(self.mu),
        };
        Some((self.fall(), dependence))
    }

    fn window(&self, dt_ms: f64) -> f64 {
        Self::window(self, dt_ms, 0.5)
    }
}

impl Pair {
    /// The change of a weight by one pair far from the bounds, where the change depends on w as at `w`: F(Δt), with
    /// Δt = t_post − t_pre [ms].
    #[must_use]
    pub fn window(&self, dt_ms: f64, w: f64) -> f64 {
        if 0.0 < dt_ms {
            self.rise() * libm::exp(-dt_ms / self.tau_plus_ms) * self.upward(w)
        } else if dt_ms < 0.0 {
            -self.fall() * libm::exp(dt_ms / self.tau_minus_ms) * self.downward(w)
        } else {
            0.0
        }
    }

    /// A₊, or 0 while potentiation is off.
    #[must_use]
    pub fn rise(&self) -> f64 {
        if self.potentiation == Switch::On { self.A_plus } else { 0.0 }
    }

    /// A₋, or 0 while depression is off.
    #[must_use]
    pub fn fall(&self) -> f64 {
        if self.depression == Switch::On { self.A_plus * self.ratio } else { 0.0 }
    }

    /// f₊(w).
    #[inline]
    #[must_use]
    pub fn upward(&self, w: f64) -> f64 {
        match self.dependence {
            WeightDependence::Additive | WeightDependence::VanRossum => 1.0,
            WeightDependence::Multiplicative => 1.0 - w,
            WeightDependence::Power => libm::pow(1.0 - w, self.mu),
        }
    }

    /// f₋(w).
    #[inline]
    #[must_use]
    pub fn downward(&self, w: f64) -> f64 {
        match self.dependence {
            WeightDependence::Additive => 1.0,
            WeightDependence::Multiplicative | WeightDependence::VanRossum => w,
            WeightDependence::Power => libm::pow(w, self.mu),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_has_its_two_branches_and_nothing_at_zero() {
        let pair = Pair::default();
        assert_eq!(pair.window(0.0, 0.5), 0.0);
        assert!((pair.window(20.0, 0.5) - 0.005 / std::f64::consts::E).abs() < 1e-15);
        assert!((pair.window(-20.0, 0.5) + 0.005 * 1.05 / std::f64::consts::E).abs() < 1e-15);
        let frozen = Pair { potentiation: Switch::Off, ..pair };
        assert_eq!(frozen.window(5.0, 0.5), 0.0);
        assert!(frozen.window(-5.0, 0.5) < 0.0);
    }

    #[test]
    fn the_dependence_on_the_weight_ends_at_the_bounds() {
        let with = |dependence| Pair { dependence, mu: 0.5, ..Pair::default() };
        for dependence in [WeightDependence::Multiplicative, WeightDependence::Power] {
            let pair = with(dependence);
            assert_eq!((pair.upward(1.0), pair.downward(0.0)), (0.0, 0.0));
            assert_eq!((pair.upward(0.0), pair.downward(1.0)), (1.0, 1.0));
        }
        assert_eq!(with(WeightDependence::Power).upward(0.75), 0.5);
        assert_eq!(
            (with(WeightDependence::VanRossum).upward(1.0), with(WeightDependence::VanRossum).downward(0.3)),
            (1.0, 0.3)
        );
    }
}
