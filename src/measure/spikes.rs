//! Statistics of the spikes of a population in a window of time.

use std::collections::BTreeMap;

use crate::trace::statistics::{cv_isi, intervals_ms};

/// The parts into which a window is divided to count spikes for the Fano factor.
pub const FANO_PARTS: u32 = 20;

/// How often values fell into bins of equal width from 0 on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histogram {
    /// Width of a bin, in the unit of the values.
    pub width: f64,
    /// Numbers in the bins.
    pub counts: Vec<u64>,
    /// How many values lie beyond the last bin.
    pub beyond: u64,
}

impl Histogram {
    /// Counts values that are not negative.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64>, width: f64, n_bins: usize) -> Self {
        let mut own = Self { width, counts: vec![0; n_bins], beyond: 0 };
        for value in values {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
            let bin = (value / width) as usize;
            match own.counts.get_mut(bin) {
                Some(count) => *count += 1,
                None => own.beyond += 1,
            }
        }
        own
    }
}

/// Figures of the spikes in a window.
#[derive(Debug, Clone, PartialEq)]
pub struct SpikeStatistics {
    /// Number of spikes.
    pub n: usize,
    /// Neurons that fired.
    pub n_active: usize,
    /// Mean rate of a neuron of the population, silent ones included [Hz].
    pub rate_hz: f64,
    /// Coefficient of variation of the intervals: the mean over neurons with three spikes or more.
    pub cv: Option<f64>,
    /// Number of neurons with three spikes or more.
    pub n_with_cv: usize,
    /// Fano factor: variance over mean of the counts of a neuron in 20 parts of the window, the mean over neurons that fired.
    pub fano: Option<f64>,
    /// Intervals between spikes of one neuron [ms], all neurons together.
    pub intervals: Histogram,
    /// Mean interval [ms].
    pub mean_interval_ms: Option<f64>,
}

impl SpikeStatistics {
    /// Of spikes as (neuron, time [ms]), in order of time, of a population of `n_neurons`, in a window [ms].
    #[must_use]
    pub fn of(
        spikes: impl Iterator<Item = (u32, f64)>,
        n_neurons: u64,
        (from_ms, to_ms): (f64, f64),
        n_bins: usize,
    ) -> Self {
        let mut trains: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for (neuron, time_ms) in spikes.filter(|own| from_ms <= own.1 && own.1 <= to_ms) {
            trains.entry(neuron).or_default().push(time_ms);
        }
        let n: usize = trains.values().map(Vec::len).sum();
        let cvs: Vec<f64> = trains.values().filter_map(|own| cv_isi(own)).collect();
        let fanos: Vec<f64> = trains.values().filter_map(|own| fano(own, (from_ms, to_ms))).collect();
        let mut all: Vec<f64> = trains.values().flat_map(|own| intervals_ms(own)).collect();
        all.sort_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, reason = "numbers of spikes and neurons")]
        let rate_hz = n as f64 / n_neurons.max(1) as f64 / (to_ms - from_ms).max(f64::MIN_POSITIVE) * 1e3;
        let longest = all.get((all.len() * 98 / 100).min(all.len().saturating_sub(1))).copied();
        let width = round_up(longest.unwrap_or(1.0) / f64::from(u32::try_from(n_bins.max(1)).unwrap_or(1)));
        Self {
            n,
            n_active: trains.len(),
            rate_hz,
            cv: mean(&cvs),
            n_with_cv: cvs.len(),
            fano: mean(&fanos),
            mean_interval_ms: mean(&all),
            intervals: Histogram::of(all.into_iter(), width, n_bins),
        }
    }
}

/// The smallest of 1, 2, 5 × 10ⁿ that is at least as much.
fn round_up(rough: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(rough.max(1e-6))));
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    steps.into_iter().find(|own| rough <= own * (1.0 + 1e-12)).unwrap_or(10.0 * power)
}

#[expect(clippy::cast_precision_loss, reason = "a number of values")]
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Variance over mean of the counts of a train in the parts of a window; the variance is the sample's, with n − 1.
fn fano(times_ms: &[f64], (from_ms, to_ms): (f64, f64)) -> Option<f64> {
    let mut counts = [0.0; FANO_PARTS as usize];
    let last = counts.len() - 1;
    for time in times_ms {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the window")]
        let part = ((time - from_ms) / (to_ms - from_ms) * f64::from(FANO_PARTS)) as usize;
        counts[part.min(last)] += 1.0;
    }
    let mean = mean(&counts).filter(|own| 0.0 < *own)?;
    let squares: f64 = counts.iter().map(|own| (own - mean) * (own - mean)).sum();
    Some(squares / f64::from(FANO_PARTS - 1) / mean)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::cast_precision_loss, reason = "small numbers")]

    use super::*;
    use crate::sim::{Stream, StreamKind};

    fn poisson(seed: u64, rate_hz: f64, until_ms: f64) -> Vec<f64> {
        let mut stream = Stream::new(seed, StreamKind::Population, 0);
        let mut time = 0.0;
        let mut times = Vec::new();
        loop {
            time += 1e3 / rate_hz * stream.exponential();
            if until_ms < time {
                return times;
            }
            times.push(time);
        }
    }

    #[test]
    fn a_poisson_population_has_figures_of_one() {
        let mut spikes: Vec<(u32, f64)> = Vec::new();
        for neuron in 0..100 {
            spikes.extend(poisson(u64::from(neuron) + 1, 40.0, 10_000.0).into_iter().map(|t| (neuron, t)));
        }
        spikes.sort_by(|a, b| a.1.total_cmp(&b.1));
        let own = SpikeStatistics::of(spikes.iter().copied(), 100, (0.0, 10_000.0), 20);
        // 40 000 spikes: standard errors 0.2 Hz, 0.005 of the CV, 0.03 of the Fano factor.
        assert!((own.rate_hz - 40.0).abs() < 0.6, "{}", own.rate_hz);
        assert!((own.cv.unwrap() - 1.0).abs() < 0.02 && own.n_with_cv == 100, "{own:?}");
        assert!((own.fano.unwrap() - 1.0).abs() < 0.1, "{own:?}");
        let all: u64 = own.intervals.counts.iter().sum::<u64>() + own.intervals.beyond;
        assert_eq!(all, own.n as u64 - 100);
        assert!((own.mean_interval_ms.unwrap() - 25.0).abs() < 0.5);
        // Intervals are exponential: each bin has e^(−width/25 ms) of what the one before has.
        let ratio = own.intervals.counts[1] as f64 / own.intervals.counts[0] as f64;
        assert!((ratio - libm::exp(-own.intervals.width / 25.0)).abs() < 0.03, "{ratio}");
    }

    #[test]
    fn a_clock_and_silence() {
        let clock = (0..100).map(|k| (3, 5.0 + 10.0 * f64::from(k)));
        let own = SpikeStatistics::of(clock, 4, (0.0, 1000.0), 10);
        assert_eq!((own.n, own.n_active, own.n_with_cv), (100, 1, 1));
        assert!((own.rate_hz - 25.0).abs() < 1e-9 && own.cv.unwrap() < 1e-9 && own.fano.unwrap() < 1e-9);
        let none = SpikeStatistics::of(std::iter::empty(), 4, (0.0, 1000.0), 10);
        assert_eq!(
            (none.n, none.rate_hz, none.cv, none.fano, none.mean_interval_ms),
            (0, 0.0, None, None, None)
        );
        // Only the window counts.
        let own = SpikeStatistics::of([(0, 1.0), (0, 2.0), (0, 9.0)].into_iter(), 1, (1.5, 8.0), 10);
        assert_eq!(own.n, 1);
    }

    #[test]
    fn bins_are_round() {
        for (rough, width) in [(0.13, 0.2), (0.2, 0.2), (3.0, 5.0), (7.0, 10.0), (1.0, 1.0)] {
            assert!((round_up(rough) - width).abs() < 1e-12, "{rough}: {}", round_up(rough));
        }
    }
}
