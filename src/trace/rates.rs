//! Firing rates and their irregularity over a whole run, in bins that widen as it goes on.

use std::collections::BTreeMap;

use super::SpikeLog;
use crate::sim::{Spike, SpikeCounts};
use crate::units::Grid;

/// Most bins that are kept; when there are more, two become one.
const MOST_BINS: usize = 1024;
/// Width of the bins at first [ms].
const FIRST_WIDTH_MS: f64 = 1000.0;

/// What happened in a bin of time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RateBin {
    /// Number of spikes.
    pub spikes: f64,
    /// Number of interspike intervals of single neurons that ended in the bin.
    pub intervals: f64,
    /// Sum of the interspike intervals that ended in the bin [ms].
    pub sum_ms: f64,
    /// Sum of the squares of the interspike intervals that ended in the bin [ms²].
    pub squares: f64,
}

impl RateBin {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            spikes: self.spikes + other.spikes,
            intervals: self.intervals + other.intervals,
            sum_ms: self.sum_ms + other.sum_ms,
            squares: self.squares + other.squares,
        }
    }

    /// Coefficient of variation of the intervals, with five of them at least.
    #[must_use]
    pub fn cv(&self) -> Option<f64> {
        if self.intervals < 5.0 {
            return None;
        }
        let mean = self.sum_ms / self.intervals;
        let variance = (self.squares / self.intervals - mean * mean).max(0.0);
        (0.0 < mean).then(|| variance.sqrt() / mean)
    }
}

/// A population's rates over a run.
#[derive(Debug, Clone)]
struct Rates {
    width_ms: f64,
    bins: Vec<RateBin>,
    /// When each neuron fired last [ms].
    last_ms: BTreeMap<u32, f64>,
    /// From when on it was recorded [ms].
    since_ms: f64,
}

impl Default for Rates {
    fn default() -> Self {
        Self { width_ms: FIRST_WIDTH_MS, bins: Vec::new(), last_ms: BTreeMap::new(), since_ms: 0.0 }
    }
}

impl Rates {
    fn bin(&mut self, time_ms: f64) -> &mut RateBin {
        loop {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place")]
            let place = (time_ms / self.width_ms).max(0.0) as usize;
            if place < MOST_BINS {
                if self.bins.len() <= place {
                    self.bins.resize(place + 1, RateBin::default());
                }
                return &mut self.bins[place];
            }
            self.width_ms *= 2.0;
            let pair = |two: &[RateBin]| two.iter().fold(RateBin::default(), |sum, bin| sum.and(*bin));
            self.bins = self.bins.chunks(2).map(pair).collect();
        }
    }

    fn add(&mut self, neuron: u32, time_ms: f64) {
        let last = self.last_ms.insert(neuron, time_ms);
        let bin = self.bin(time_ms);
        bin.spikes += 1.0;
        if let Some(last) = last {
            let interval = time_ms - last;
            bin.intervals += 1.0;
            bin.sum_ms += interval;
            bin.squares += interval * interval;
        }
    }
}

/// The rates of those populations that are watched.
#[derive(Debug, Clone, Default)]
pub struct RateLog {
    populations: BTreeMap<u32, Rates>,
    /// Up to when it was recorded [ms].
    until_ms: f64,
}

impl RateLog {
    /// Watches these populations, and no others; what is taken in next happened up to `now_ms` [ms].
    pub fn watch(&mut self, populations: &[u32], now_ms: f64) {
        self.populations.retain(|population, _| populations.contains(population));
        for population in populations {
            let since_ms = self.until_ms;
            self.populations.entry(*population).or_insert_with(|| Rates { since_ms, ..Rates::default() });
        }
        self.until_ms = now_ms;
    }

    /// Forgets what happened after a time [ms]: the bin in which it lies is counted again from the spikes that are kept, and from
    /// counts.
    pub fn truncate(&mut self, until_ms: f64, spikes: &SpikeLog, grid: Grid) {
        self.until_ms = self.until_ms.min(until_ms);
        for (population, rates) in &mut self.populations {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place")]
            let whole = (until_ms / rates.width_ms).max(0.0) as usize;
            rates.bins.truncate(whole);
            #[expect(clippy::cast_precision_loss, reason = "a place")]
            let from_ms = rates.width_ms * whole as f64;
            rates.last_ms.clear();
            for (step, _, count) in spikes.overflow().iter().filter(|counted| counted.1 == *population) {
                let time_ms = grid.time_ms(step);
                if from_ms <= time_ms {
                    #[expect(clippy::cast_precision_loss, reason = "a count")]
                    let count = count as f64;
                    rates.bin(time_ms).spikes += count;
                }
            }
            for spike in spikes.iter().filter(|spike| spike.population == *population) {
                let time_ms = grid.moment_ms(spike.at);
                if time_ms < from_ms {
                    rates.last_ms.insert(spike.neuron, time_ms);
                } else {
                    rates.add(spike.neuron, time_ms);
                }
            }
        }
    }

    /// From when on the rates of a population were recorded [ms]: what was before is not known, and is not nothing.
    #[must_use]
    pub fn since_ms(&self, population: u32) -> f64 {
        self.populations.get(&population).map_or(self.until_ms, |rates| rates.since_ms)
    }

    /// Takes in spikes, and the numbers of those that were too many to keep: of these no intervals are known.
    pub fn absorb(&mut self, spikes: &[Spike], counts: &SpikeCounts, grid: Grid) {
        for (step, population, count) in counts.iter() {
            if let Some(rates) = self.populations.get_mut(&population) {
                #[expect(clippy::cast_precision_loss, reason = "a count")]
                let count = count as f64;
                rates.bin(grid.time_ms(step)).spikes += count;
                rates.last_ms.clear();
            }
        }
        for (population, rates) in &mut self.populations {
            for spike in spikes.iter().filter(|spike| spike.population == *population) {
                rates.add(spike.neuron, grid.moment_ms(spike.at));
            }
        }
    }

    /// What happened to a population up to a time [ms], in at most `most` bins of equal width [ms], which is given too. The last
    /// bin may not be over yet.
    #[must_use]
    pub fn bins(&self, population: u32, most: usize) -> (f64, Vec<RateBin>) {
        let Some(rates) = self.populations.get(&population) else { return (FIRST_WIDTH_MS, Vec::new()) };
        let together = rates.bins.len().div_ceil(most.max(1)).max(1);
        let sum = |bins: &[RateBin]| bins.iter().fold(RateBin::default(), |sum, bin| sum.and(*bin));
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let width_ms = rates.width_ms * together as f64;
        (width_ms, rates.bins.chunks(together).map(sum).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Moment, Step};

    fn spike(ms: u64, neuron: u32) -> Spike {
        Spike { at: Moment::at(Step(ms * 10)), population: 3, neuron }
    }

    #[test]
    fn rates_and_intervals_fall_into_their_bins_and_none_is_lost() {
        let (mut log, grid) = (RateLog::default(), Grid::default());
        log.watch(&[3], 0.0);
        // A clock of 10 Hz for an hour, and one of 5 Hz that starts after half of it.
        for second in 0..3600 {
            let clock = |period: u64, neuron| {
                (0..1000 / period).map(move |k| spike(second * 1000 + k * period, neuron))
            };
            let mut spikes: Vec<Spike> = clock(100, 0).collect();
            spikes.extend(clock(200, 1).filter(|_| 1800 <= second));
            log.absorb(&spikes, &SpikeCounts::default(), grid);
        }
        let (width_ms, bins) = log.bins(3, 100);
        assert!(bins.len() <= 100 && 3_600_000.0 <= width_ms * 100.0);
        assert_eq!(bins.iter().map(|bin| bin.spikes).sum::<f64>(), 36_000.0 + 9000.0);
        assert!((bins[3].spikes / width_ms * 1e3 - 10.0).abs() < 1e-9 && bins[3].cv().unwrap() < 1e-6);
        let late = bins[bins.len() - 3];
        assert!((late.spikes / width_ms * 1e3 - 15.0).abs() < 0.01);
        // Two thirds of the intervals are 100 ms, one third 200.
        let (mean, square) = (400.0 / 3.0, 60_000.0 / 3.0);
        assert!((late.cv().unwrap() - f64::sqrt(square - mean * mean) / mean).abs() < 1e-3);
    }

    #[test]
    fn spikes_that_were_only_counted_count() {
        let (mut log, grid) = (RateLog::default(), Grid::default());
        log.watch(&[3], 0.0);
        let mut counts = SpikeCounts::default();
        (0..500).for_each(|ms| counts.add(&spike(ms, 0)));
        log.absorb(&[spike(600, 0), spike(700, 0)], &counts, grid);
        assert_eq!((log.bins(3, 10).1[0].spikes, log.bins(3, 10).1[0].intervals), (502.0, 1.0));
        log.watch(&[], 0.0);
        assert!(log.bins(3, 10).1.is_empty());
    }
}
