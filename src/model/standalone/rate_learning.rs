//! Learning by rates: two inputs, one linear neuron, and the rules of Hebb, Oja, and Bienenstock, Cooper & Munro.

use super::StandaloneModel;
use crate::model::state::StateSpec;
use crate::param::{NamedSet, Particulars, Switch};
use crate::units::Unit;

crate::choice! {
    /// How the weights follow from the rates.
    pub enum LearningRule {
        Hebb: "Hebb", "Weights grow with the product of input and output, without limit.";
        Oja: "Oja", "Hebb's rule with a loss that keeps the weight vector at length 1.";
        Bcm: "BCM", "Bienenstock, Cooper & Munro: output below a sliding threshold weakens, above it strengthens.";
    }
}

crate::choice! {
    /// What the inputs are.
    pub enum InputKind {
        Correlated: "correlated", "Both are drawn from a normal distribution with a correlation.";
        Patterns: "two patterns", "One of two patterns at a time: (1, s) or (s, 1).";
    }
}

crate::params! {
    /// A neuron with the output y = w₁x₁ + w₂x₂ that learns from one pair of inputs after the other, one every millisecond.
    ///
    /// Hebb: Δw = η y x. Oja: Δw = η y (x − y w). BCM: Δw = η y (y − θ) x with a threshold that follows the output,
    /// Δθ = (y² − θ)/τ_θ. With the covariance matrix of the inputs, 1 on its diagonal and the correlation c off it, Hebb's
    /// weights grow along its first axis (1, 1)/√2 by e in 1/(η λ₁) presentations, λ₁ = 1 + c; Oja's go there and stay at length 1.
    pub struct RateLearning as "rate_learning" {
        rule: choice {
            of: LearningRule, symbol: "rule",
            meaning: "How the weights follow from the rates.",
            equation: "Hebb: Δw = η y x;  Oja: Δw = η y (x − y w);  BCM: Δw = η y (y − θ) x, Δθ = (y² − θ)/τ_θ",
            source: "Hebb 1949; Oja 1982; Bienenstock, Cooper & Munro 1982",
        }
        eta: number {
            symbol: "η", unit: One, default: 0.01, range: 0.0..=0.1, valid: 0.0..=10.0, scale: Log,
            meaning: "Learning rate: how much one presentation changes the weights.",
            equation: "Δw = η y x",
            source: "",
        }
        tau_theta: number {
            symbol: "τ_θ", unit: One, default: 200.0, range: 1.0..=10_000.0, valid: 1.0..=1e6, scale: Log,
            meaning: "Time constant of the threshold, in presentations.",
            equation: "Δθ = (y² − θ)/τ_θ",
            source: "",
        }
        rectified: choice {
            of: Switch, symbol: "w ≥ 0",
            meaning: "Keep weights ≥ 0.",
            equation: "w ← max(w, 0)",
            source: "",
        }
        inputs: choice {
            of: InputKind, symbol: "x",
            meaning: "Kind of inputs: correlated numbers or one of two patterns.",
            equation: "x ~ N(0, [1 c; c 1]);  or (1, s) and (s, 1), each half of the time",
            source: "",
        }
        correlation: number {
            symbol: "c", unit: One, default: 0.8, range: -1.0..=1.0, scale: Linear,
            meaning: "Correlation of the two inputs.",
            equation: "⟨x₁x₂⟩ = c, ⟨x₁²⟩ = ⟨x₂²⟩ = 1",
            source: "",
        }
        overlap: number {
            symbol: "s", unit: One, default: 0.2, range: 0.0..=1.0, scale: Linear,
            meaning: "Overlap of the two patterns.",
            equation: "patterns (1, s) and (s, 1)",
            source: "",
        }
        w1: number {
            symbol: "w₁", unit: One, default: 0.2, range: -5.0..=5.0, valid: -100.0..=100.0, scale: Linear,
            meaning: "Initial weight of the first input.",
            equation: "y = w₁x₁ + w₂x₂",
            source: "",
        }
        w2: number {
            symbol: "w₂", unit: One, default: 0.1, range: -5.0..=5.0, valid: -100.0..=100.0, scale: Linear,
            meaning: "Initial weight of the second input.",
            equation: "y = w₁x₁ + w₂x₂",
            source: "",
        }
    }
}

const SETS: &[NamedSet] = &[
    NamedSet { name: "Hebb: runaway", values: &[("rule", 0.0), ("eta", 0.01), ("inputs", 0.0)] },
    NamedSet { name: "Oja: first principal axis", values: &[("rule", 1.0), ("eta", 0.01), ("inputs", 0.0)] },
    NamedSet {
        name: "BCM: one of two patterns",
        values: &[("rule", 2.0), ("eta", 0.002), ("tau_theta", 200.0), ("inputs", 1.0)],
    },
];

impl Particulars for RateLearning {
    fn equations(&self) -> Vec<&'static str> {
        let rule = match self.rule {
            LearningRule::Hebb => r"\Delta\mathbf{w}=\p{eta}{\eta}\,y\,\mathbf{x}",
            LearningRule::Oja => r"\Delta\mathbf{w}=\p{eta}{\eta}\,y\,(\mathbf{x}-y\,\mathbf{w})",
            LearningRule::Bcm => {
                r"\Delta\mathbf{w}=\p{eta}{\eta}\,y\,(y-\theta)\,\mathbf{x},\quad\Delta\theta=\frac{y^2-\theta}{\p{tau_theta}{\tau_\theta}}"
            }
        };
        vec![rule, r"y=w_1x_1+w_2x_2"]
    }

    fn is_relevant(&self, key: &str) -> bool {
        match key {
            "tau_theta" => self.rule == LearningRule::Bcm,
            "correlation" => self.inputs == InputKind::Correlated,
            // Inputs of both signs need weights of both.
            "overlap" | "rectified" => self.inputs == InputKind::Patterns,
            _ => true,
        }
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        SETS
    }
}

impl StandaloneModel for RateLearning {
    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec { symbol: "w_1", unit: Unit::One, meaning: "Weight of the first input." },
            StateSpec { symbol: "w_2", unit: Unit::One, meaning: "Weight of the second input." },
            StateSpec { symbol: "theta", unit: Unit::One, meaning: "Threshold of the BCM rule." },
            StateSpec { symbol: "x_1", unit: Unit::One, meaning: "First input." },
            StateSpec { symbol: "x_2", unit: Unit::One, meaning: "Second input." },
            StateSpec { symbol: "y", unit: Unit::One, meaning: "Output." },
        ]
    }
}

/// Length of the weight vector beyond which the neuron is taken to have run away, and learns no more.
pub const RUNAWAY: f64 = 1e6;

/// The state after some presentations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateState {
    /// Weights.
    pub w: [f64; 2],
    /// The threshold of BCM.
    pub theta: f64,
    /// The last inputs.
    pub x: [f64; 2],
    /// The output that they gave.
    pub y: f64,
}

impl RateState {
    /// Length of the weight vector.
    #[must_use]
    pub fn length(&self) -> f64 {
        libm::hypot(self.w[0], self.w[1])
    }
}

impl RateLearning {
    /// The state before the first presentation.
    #[must_use]
    pub fn start(&self) -> RateState {
        RateState { w: [self.w1, self.w2], theta: 0.0, x: [0.0; 2], y: 0.0 }
    }

    /// Inputs, from two numbers: uniform in [0, 1), and standard normal each.
    #[must_use]
    pub fn present(&self, uniform: f64, normal: [f64; 2]) -> [f64; 2] {
        match self.inputs {
            InputKind::Correlated => {
                let c = self.correlation;
                [normal[0], c * normal[0] + (1.0 - c * c).sqrt() * normal[1]]
            }
            InputKind::Patterns if uniform < 0.5 => [1.0, self.overlap],
            InputKind::Patterns => [self.overlap, 1.0],
        }
    }

    /// The output for inputs.
    #[must_use]
    pub fn output(w: [f64; 2], x: [f64; 2]) -> f64 {
        w[0] * x[0] + w[1] * x[1]
    }

    /// The state after another presentation.
    #[must_use]
    pub fn learn(&self, state: &RateState, x: [f64; 2]) -> RateState {
        let y = Self::output(state.w, x);
        let mut next = RateState { x, y, ..*state };
        if RUNAWAY < state.length() {
            return next;
        }
        for ((w, x), old) in next.w.iter_mut().zip(x).zip(state.w) {
            let change = match self.rule {
                LearningRule::Hebb => y * x,
                LearningRule::Oja => y * (x - y * old),
                LearningRule::Bcm => y * (y - state.theta) * x,
            };
            *w = old + self.eta * change;
            if self.inputs == InputKind::Patterns && self.rectified == Switch::On {
                *w = w.max(0.0);
            }
        }
        next.theta += (y * y - state.theta) / self.tau_theta;
        next
    }

    /// Presentations in which Hebb's weights grow by e along the first axis of correlated inputs: 1/(η λ₁), λ₁ = 1 + |c|.
    #[must_use]
    pub fn e_fold(&self) -> f64 {
        1.0 / (self.eta * (1.0 + self.correlation.abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_its_fixed_points() {
        let axis = std::f64::consts::FRAC_1_SQRT_2;
        let oja = RateLearning { rule: LearningRule::Oja, ..RateLearning::default() };
        let at = RateState { w: [axis, axis], ..oja.start() };
        let after = oja.learn(&at, [2.0, 2.0]);
        assert!((after.length() - 1.0).abs() < 1e-12, "length 1 along the inputs stays");
        let bcm =
            RateLearning { rule: LearningRule::Bcm, inputs: InputKind::Patterns, ..RateLearning::default() };
        let at = RateState { theta: 2.0, w: [2.0, 0.0], ..bcm.start() };
        assert_eq!(bcm.learn(&at, [1.0, 0.0]).w, [2.0, 0.0], "an output at the threshold changes nothing");
        assert!(bcm.learn(&at, [0.5, 0.0]).w[0] < 2.0 && 2.0 < bcm.learn(&at, [1.5, 0.0]).w[0]);
        let hebb = RateLearning::default();
        assert!((hebb.e_fold() - 55.555_555_6).abs() < 1e-6);
        let far = RateState { w: [2.0 * RUNAWAY, 0.0], ..hebb.start() };
        assert_eq!(hebb.learn(&far, [1.0, 1.0]).w, far.w);
    }
}
