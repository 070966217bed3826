//! A source that fires when it is clicked, at times that are asked for, and in trains.

use super::{NeuronKind, NeuronModel, PaletteEntry};
use crate::model::state::StateSpec;
use crate::param::{Numbers, Particulars};

crate::choice! {
    /// What a spike source fires by itself.
    pub enum Train {
        Off: "clicks only", "Fires only when clicked.";
        Regular: "regular train", "One train of evenly spaced spikes.";
        Burst: "bursts", "Evenly spaced spikes, repeated.";
        Listed: "listed times", "Spikes at the times of a list.";
    }
}

crate::params! {
    /// A presynaptic cell of which only the spikes matter. It has no membrane; its refractory period keeps
    /// a fast finger from firing twice within 2 ms of model time. A train is fired by all neurons of the population.
    /// Spikes of a train keep their exact times inside a step.
    pub struct SpikeSource as "spike_source" {
        train: choice {
            of: Train, symbol: "train",
            meaning: "The spikes that the source fires without clicks.",
            equation: "regular: t_k = t₀ + k/r, k < n;  bursts: the same again after every T",
            source: "",
        }
        rate_Hz: number {
            symbol: "r", unit: Hz, default: 20.0, range: 0.1..=500.0, valid: 1e-4..=1e5, scale: Log,
            meaning: "Rate of the spikes in a train.",
            equation: "t_k = t₀ + k/r",
            source: "Dayan & Abbott 2001, fig. 5.19",
        }
        n_spikes: count {
            symbol: "n", default: 10, range: 0..=1_000_000,
            meaning: "Number of spikes in a train; 0 for an endless train.",
            equation: "t_k = t₀ + k/r, k < n",
            source: "",
        }
        period_ms: number {
            symbol: "T", unit: Ms, default: 1000.0, range: 1.0..=100_000.0, valid: 0.001..=1e9, scale: Log,
            meaning: "Time from the beginning of a burst to that of the next.",
            equation: "t_jk = t₀ + j T + k/r",
            source: "",
        }
        start_ms: number {
            symbol: "t₀", unit: Ms, default: 50.0, range: 0.0..=100_000.0, scale: Linear,
            meaning: "Start of the first train.",
            equation: "t_k = t₀ + k/r",
            source: "",
        }
        times_ms: list {
            symbol: "times", unit: Ms, range: 0.0..=1e9,
            meaning: "The times of the spikes, in any order; at a time that is listed twice it fires once.",
            equation: "",
            source: "",
        }
        t_ref_ms: number {
            symbol: "t_ref", unit: Ms, default: 2.0, range: 0.0..=20.0, scale: Linear,
            meaning: "Refractory period: earlier spikes are ignored (and counted).",
            equation: "t_spike − t_last ≥ t_ref",
            source: "",
        }
    }
}

impl Particulars for SpikeSource {
    fn equations(&self) -> Vec<&'static str> {
        match self.train {
            Train::Regular => vec![r"t_k=\p{start_ms}{t_0}+\frac{k}{\p{rate_Hz}{r}},\quad k<\p{n_spikes}{n}"],
            _ => Vec::new(),
        }
    }

    fn is_relevant(&self, key: &str) -> bool {
        match key {
            "rate_Hz" | "n_spikes" | "start_ms" => matches!(self.train, Train::Regular | Train::Burst),
            "period_ms" => self.train == Train::Burst,
            "times_ms" => self.train == Train::Listed,
            _ => true,
        }
    }
}

impl NeuronModel for SpikeSource {
    fn palette(&self) -> &'static [PaletteEntry] {
        &[PaletteEntry { key: "palette-spike-source", n: 1 }]
    }

    fn states(&self) -> &'static [StateSpec] {
        &[]
    }

    fn has_membrane(&self) -> bool {
        false
    }
}

impl SpikeSource {
    /// A source that fires at these times [ms] and that no refractory period keeps from it.
    #[must_use]
    pub fn of_times(times_ms: Numbers) -> NeuronKind {
        NeuronKind::SpikeSource(Self { train: Train::Listed, times_ms, t_ref_ms: 0.0, ..Self::default() })
    }

    /// The first time of its trains at or after `from_ms` [ms], if there is one.
    #[must_use]
    pub fn next_ms(&self, from_ms: f64) -> Option<f64> {
        match self.train {
            Train::Off => None,
            Train::Regular => self.next_in_train(from_ms - self.start_ms).map(|t| self.start_ms + t),
            Train::Burst => {
                let burst = ((from_ms - self.start_ms) / self.period_ms).floor().max(0.0);
                // Rounding may put a time on either side of the edge between two bursts.
                [burst, burst + 1.0].into_iter().find_map(|burst| {
                    let begin_ms = self.start_ms + burst * self.period_ms;
                    let in_burst = self.next_in_train(from_ms - begin_ms)?;
                    (in_burst < self.period_ms).then_some(begin_ms + in_burst)
                })
            }
            Train::Listed => {
                let to_come = self.times_ms.iter().copied().filter(|time| from_ms <= *time);
                to_come.min_by(f64::total_cmp)
            }
        }
    }

    /// The first spike of a train at or after a time since its beginning [ms].
    fn next_in_train(&self, from_ms: f64) -> Option<f64> {
        let interval_ms = 1e3 / self.rate_Hz;
        let at = |k: f64| k * interval_ms;
        let mut k = (from_ms / interval_ms).ceil().max(0.0);
        // Of the whole numbers near the quotient, the first whose time is not too early.
        if 0.0 < k && from_ms <= at(k - 1.0) {
            k -= 1.0;
        } else if at(k) < from_ms {
            k += 1.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "at most a million")]
        let is_over = self.n_spikes != 0 && self.n_spikes as f64 <= k;
        (!is_over).then(|| at(k))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(source: &SpikeSource, until_ms: f64) -> Vec<f64> {
        let mut times = Vec::new();
        let mut from = 0.0;
        while let Some(next) = source.next_ms(from).filter(|next| *next < until_ms) {
            times.push(next);
            from = next.next_up();
        }
        times
    }

    #[test]
    fn trains_have_their_times() {
        let regular =
            SpikeSource { train: Train::Regular, rate_Hz: 30.0, n_spikes: 4, ..SpikeSource::default() };
        let expected: Vec<f64> = (0..4).map(|k| 50.0 + f64::from(k) * (1e3 / 30.0)).collect();
        assert_eq!(times(&regular, 1e6), expected);
        let endless = SpikeSource { n_spikes: 0, rate_Hz: 37.0, start_ms: 0.0, ..regular.clone() };
        assert_eq!(times(&endless, 1e5).len(), 3700);
        let bursts = SpikeSource {
            train: Train::Burst,
            rate_Hz: 200.0,
            n_spikes: 3,
            period_ms: 100.0,
            start_ms: 7.0,
            ..regular
        };
        assert_eq!(times(&bursts, 210.0), [7.0, 12.0, 17.0, 107.0, 112.0, 117.0, 207.0]);
        let overlapping = SpikeSource { n_spikes: 0, period_ms: 12.0, start_ms: 0.0, ..bursts };
        assert_eq!(times(&overlapping, 30.0), [0.0, 5.0, 10.0, 12.0, 17.0, 22.0, 24.0, 29.0]);
        let listed = SpikeSource {
            train: Train::Listed,
            times_ms: [30.0, 10.0, 20.5].into(),
            ..SpikeSource::default()
        };
        assert_eq!(times(&listed, 1e9), [10.0, 20.5, 30.0]);
        assert_eq!(SpikeSource::default().next_ms(0.0), None);
    }
}
