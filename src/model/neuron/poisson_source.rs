//! A source that fires at random at a mean rate.

use super::{NeuronModel, PaletteEntry};
use crate::model::state::StateSpec;
use crate::param::Particulars;
use crate::units::Unit;

crate::choice! {
    /// How the rate changes in time.
    pub enum RateShape {
        Constant: "constant", "The rate is always the same.";
        Steps: "steps", "The rate cycles through a list of values, each for the same time.";
        Sine: "sine", "The rate is modulated sinusoidally about its mean.";
        Correlated: "correlated", "Rates are redrawn at random; the last neurons share a common part.";
        Volleys: "volleys", "Silent except for volleys, in which each neuron has its own latency.";
        Replayed: "replayed list", "Not random: spikes occur at listed times, one neuron at a time.";
    }
}

crate::params! {
    /// Independent Poisson processes of one rate, one per neuron.
    ///
    /// The n processes are one process of rate n·r whose spikes fall on a uniformly chosen neuron, so the
    /// work is proportional to the spikes. Waiting times are kept in units of the mean, so a change of rate
    /// acts at once, needs no new draw, and a rate that changes in time is exact, not thinned.
    pub struct PoissonSource as "poisson_source" {
        rate_Hz: number {
            symbol: "r", unit: Hz, default: 10.0, range: 0.0..=1000.0, scale: Log,
            meaning: "Mean firing rate of each neuron.",
            equation: "P(spike in dt) = r·dt;  ISI ~ Exp(1/r)",
            source: "Song, Miller & Abbott 2000",
        }
        shape: choice {
            of: RateShape, symbol: "r(t)",
            meaning: "How the rate changes in time.",
            equation: "constant r;  steps r_k for k = ⌊t/T⌋ mod K;  sine r (1 + m sin 2πft);  others: see their parameters",
            source: "",
        }
        rates_Hz: list {
            symbol: "rates", unit: Hz, range: 0.0..=1000.0,
            meaning: "Successive rates.",
            equation: "r(t) = r_k, k = ⌊t/T⌋ mod K",
            source: "",
        }
        step_ms: number {
            symbol: "T", unit: Ms, default: 500.0, range: 1.0..=100_000.0, valid: 0.001..=1e9, scale: Log,
            meaning: "Duration of each rate.",
            equation: "r(t) = r_k, k = ⌊t/T⌋ mod K",
            source: "",
        }
        depth: number {
            symbol: "m", unit: One, default: 0.5, range: 0.0..=1.0, scale: Linear,
            meaning: "Modulation depth, as a fraction of the mean rate.",
            equation: "r(t) = r (1 + m sin 2πft)",
            source: "",
        }
        f_Hz: number {
            symbol: "f", unit: Hz, default: 1.0, range: 0.01..=100.0, valid: 1e-6..=1e5, scale: Log,
            meaning: "Modulation frequency.",
            equation: "r(t) = r (1 + m sin 2πft)",
            source: "",
        }
        sigma: number {
            symbol: "σ", unit: One, default: 0.3, range: 0.0..=2.0, valid: 0.0..=100.0, scale: Linear,
            meaning: "Standard deviation of each rate, relative to its mean.",
            equation: "r_a = r (1 + σ√2 x_a), or r (1 + σ x_a + σ y) in the correlated group;  x_a, y ~ N(0, 1), r_a ≥ 0",
            source: "Song, Miller & Abbott 2000",
        }
        tau_c_ms: number {
            symbol: "τ_c", unit: Ms, default: 20.0, range: 1.0..=5000.0, scale: Log,
            meaning: "Correlation time of the rates.",
            equation: "time to the next draw ~ Exp(τ_c)",
            source: "Song, Miller & Abbott 2000",
            flags: [AnyStep],
        }
        n_correlated: count {
            symbol: "n_c", default: 0, range: 0..=100_000,
            meaning: "Number of neurons (the last ones) with correlated rates.",
            equation: "r_a = r (1 + σ x_a + σ y)",
            source: "half of them: Song, Miller & Abbott 2000",
        }
        latency_sd_ms: number {
            symbol: "σ_λ", unit: Ms, default: 15.0, range: 0.0..=500.0, scale: Linear,
            meaning: "Standard deviation of the latencies within a volley; neuron 0 is the earliest.",
            equation: "λ_a ~ N(0, σ_λ), within ±4 σ_λ and in order of a",
            source: "Song, Miller & Abbott 2000",
        }
        width_ms: number {
            symbol: "T", unit: Ms, default: 20.0, range: 1.0..=1000.0, valid: 0.001..=1e9, scale: Log,
            meaning: "Duration for which each neuron fires in a volley, at the rate r.",
            equation: "rate r in [t_v + λ_a, t_v + λ_a + T)",
            source: "Song, Miller & Abbott 2000",
            flags: [AnyStep],
        }
        pause_ms: number {
            symbol: "T_p", unit: Ms, default: 100.0, range: 0.0..=100_000.0, scale: Log,
            meaning: "Mean time from the last spikes of a volley to the first of the next.",
            equation: "t_v+1 − t_v = 8 σ_λ + T + Exp(T_p)",
            source: "",
        }
        times_ms: list {
            symbol: "times", unit: Ms, range: 0.0..=1e9,
            meaning: "The times of the spikes, of neuron 0, 1, 2 … in turn, in any order; at a time that is listed twice for it a neuron fires once.",
            equation: "",
            source: "",
        }
    }
}

impl Particulars for PoissonSource {
    fn equations(&self) -> Vec<&'static str> {
        vec![r"\Pr[\text{spike in}\ dt]=\p{rate_Hz}{r}\,dt"]
    }

    fn is_relevant(&self, key: &str) -> bool {
        match key {
            "rate_Hz" => !matches!(self.shape, RateShape::Steps | RateShape::Replayed),
            "sigma" | "tau_c_ms" | "n_correlated" => self.shape == RateShape::Correlated,
            "latency_sd_ms" | "width_ms" | "pause_ms" => self.shape == RateShape::Volleys,
            "rates_Hz" | "step_ms" => self.shape == RateShape::Steps,
            "depth" | "f_Hz" => self.shape == RateShape::Sine,
            "times_ms" => self.shape == RateShape::Replayed,
            _ => true,
        }
    }
}

impl NeuronModel for PoissonSource {
    fn palette(&self) -> &'static [PaletteEntry] {
        &[PaletteEntry { key: "palette-poisson", n: 1 }]
    }

    fn shared_states(&self) -> &'static [StateSpec] {
        &[StateSpec {
            symbol: "r",
            unit: Unit::Hz,
            meaning: "Present firing rate, averaged over the neurons.",
        }]
    }

    fn states(&self) -> &'static [StateSpec] {
        &[]
    }

    fn has_membrane(&self) -> bool {
        false
    }
}

impl PoissonSource {
    /// Expected number of spikes of one neuron in the `h_ms` [ms] that begin at `from_ms` [ms]: the integral of a rate that
    /// is the same for all neurons and known beforehand; 0 for the others.
    #[must_use]
    pub fn expected_spikes(&self, from_ms: f64, h_ms: f64) -> f64 {
        1e-3 * match self.shape {
            RateShape::Constant => self.rate_Hz * h_ms,
            RateShape::Steps => self.steps_until(from_ms + h_ms) - self.steps_until(from_ms),
            RateShape::Sine => {
                // ∫ r (1 + m sin ωt) dt = r (t − m cos(ωt)/ω), as a product so that close times cancel nothing.
                let omega = 2.0 * std::f64::consts::PI * self.f_Hz * 1e-3;
                let half = 0.5 * h_ms;
                let middle = from_ms + half;
                let swing = self.depth * libm::sin(omega * middle) * 2.0 * libm::sin(omega * half) / omega;
                self.rate_Hz * (2.0 * half + swing)
            }
            RateShape::Correlated | RateShape::Volleys | RateShape::Replayed => 0.0,
        }
    }

    /// The rate at a time [Hz], where it is the same for all neurons and known beforehand; otherwise 0.
    #[must_use]
    pub fn rate_at(&self, t_ms: f64) -> f64 {
        match self.shape {
            RateShape::Constant => self.rate_Hz,
            RateShape::Steps => {
                let period_ms = self.period_ms();
                let within = t_ms - (t_ms / period_ms).floor() * period_ms;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a place in the list"
                )]
                let index = (within / self.step_ms) as usize;
                self.rates_Hz.get(index.min(self.rates_Hz.len().saturating_sub(1))).copied().unwrap_or(0.0)
            }
            RateShape::Sine => {
                self.rate_Hz
                    * (1.0 + self.depth * libm::sin(2.0 * std::f64::consts::PI * self.f_Hz * 1e-3 * t_ms))
            }
            RateShape::Correlated | RateShape::Volleys | RateShape::Replayed => 0.0,
        }
    }

    /// The neurons that share a part of their rates are those from this one on, of `n`.
    #[must_use]
    pub fn first_correlated(&self, n: u64) -> u64 {
        if self.shape == RateShape::Correlated { n.saturating_sub(self.n_correlated) } else { n }
    }

    /// How long the list of rates lasts [ms].
    #[expect(clippy::cast_precision_loss, reason = "a length of a list")]
    fn period_ms(&self) -> f64 {
        self.step_ms * self.rates_Hz.len().max(1) as f64
    }

    /// ∫ r dt from 0 to `t_ms` [ms·Hz] of rates in steps.
    fn steps_until(&self, t_ms: f64) -> f64 {
        let period_ms = self.period_ms();
        let periods = (t_ms / period_ms).floor();
        let mut left_ms = t_ms - periods * period_ms;
        let mut within = 0.0;
        for rate in self.rates_Hz.iter() {
            within += rate * left_ms.clamp(0.0, self.step_ms);
            left_ms -= self.step_ms;
        }
        periods * self.step_ms * self.rates_Hz.iter().sum::<f64>() + within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_integrate_to_their_expected_spikes() {
        let steps = PoissonSource {
            shape: RateShape::Steps,
            rates_Hz: [10.0, 40.0, 0.0].into(),
            step_ms: 7.3,
            ..PoissonSource::default()
        };
        let sine = PoissonSource {
            shape: RateShape::Sine,
            rate_Hz: 20.0,
            depth: 0.8,
            f_Hz: 3.0,
            ..PoissonSource::default()
        };
        for source in [steps, sine] {
            let (mut sum, h) = (0.0, 1e-3);
            for i in 0..50_000 {
                let t = f64::from(i) * h;
                sum += source.rate_at(t + 0.5 * h) * h * 1e-3;
                if i % 5000 == 4999 {
                    let exact = source.expected_spikes(0.0, t + h);
                    assert!((sum - exact).abs() < 1e-4 * exact.max(0.1), "{sum} {exact}");
                }
            }
        }
        assert_eq!(
            PoissonSource { shape: RateShape::Steps, ..PoissonSource::default() }.expected_spikes(0.0, 9.0),
            0.0
        );
    }
}
