//! Square-wave current.

use super::{CURRENT, StimulusModel};
use crate::model::state::StateSpec;
use crate::param::Particulars;

crate::params! {
    /// A current that is on for the first part of each period and off for the rest.
    pub struct Square as "square" {
        I_pA: number {
            symbol: "I", unit: PA, default: 140.0, range: -500.0..=500.0, scale: Linear,
            meaning: "Current while it is on; positive values depolarise.",
            equation: "I(t) = I while (t − t₀) mod T < D·T, else 0",
            source: "lifts the default neuron to −56 mV",
        }
        period_ms: number {
            symbol: "T", unit: Ms, default: 1000.0, range: 1.0..=10000.0, valid: 0.001..=1e9, scale: Log,
            meaning: "Period of the wave.",
            equation: "I(t) = I while (t − t₀) mod T < D·T, else 0",
            source: "up and down states of a second",
        }
        duty: number {
            symbol: "D", unit: One, default: 0.5, range: 0.0..=1.0, scale: Linear,
            meaning: "Fraction of the period for which the current is on.",
            equation: "I(t) = I while (t − t₀) mod T < D·T, else 0",
            source: "",
        }
        start_ms: number {
            symbol: "t₀", unit: Ms, default: 0.0, range: 0.0..=10000.0, scale: Linear,
            meaning: "When the first period begins; before it the current is off.",
            equation: "I(t) = I while (t − t₀) mod T < D·T, else 0",
            source: "",
            flags: [Advanced],
        }
    }
}

impl Particulars for Square {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"I(t)=\p{I_pA}{I}\ \text{while}\ (t-\p{start_ms}{t_0})\bmod\p{period_ms}{T}<\p{duty}{D}\,\p{period_ms}{T}",
        ]
    }
}

impl StimulusModel for Square {
    fn states(&self) -> &'static [StateSpec] {
        CURRENT
    }

    fn mean_pA(&self, t_ms: f64, h_ms: f64) -> f64 {
        Self::mean_pA(self, t_ms, h_ms)
    }
}

impl Square {
    /// Mean current over the `h_ms` [ms] that begin at `t_ms` [ms]: an edge inside a step counts in part,
    /// so that edges need not lie on the grid.
    #[must_use]
    pub fn mean_pA(&self, t_ms: f64, h_ms: f64) -> f64 {
        let on = self.on_ms(t_ms + h_ms - self.start_ms) - self.on_ms(t_ms - self.start_ms);
        self.I_pA * (on / h_ms).clamp(0.0, 1.0)
    }

    /// How long the current was on in the first `t_ms` [ms] since the start.
    fn on_ms(&self, t_ms: f64) -> f64 {
        if t_ms <= 0.0 {
            return 0.0;
        }
        let on_per_period = self.duty * self.period_ms;
        let periods = (t_ms / self.period_ms).floor();
        periods * on_per_period + (t_ms - periods * self.period_ms).min(on_per_period)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_inside_a_step_count_in_part() {
        let wave = Square { I_pA: 100.0, period_ms: 10.0, duty: 0.25, start_ms: 5.0 };
        assert_eq!(wave.mean_pA(0.0, 1.0), 0.0);
        assert_eq!(wave.mean_pA(5.0, 1.0), 100.0);
        assert!((wave.mean_pA(7.0, 1.0) - 50.0).abs() < 1e-9);
        assert_eq!(wave.mean_pA(8.0, 1.0), 0.0);
        assert!((wave.mean_pA(4.6, 1.0) - 60.0).abs() < 1e-9);
        assert!((wave.mean_pA(15.0, 10.0) - 25.0).abs() < 1e-9);
    }
}
