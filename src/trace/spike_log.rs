//! The spikes of a run in order of time, bounded: the oldest become counts.

use std::collections::{BTreeMap, VecDeque};

use crate::sim::{Spike, SpikeCounts};
use crate::units::{Moment, Step};

/// Most spikes kept one by one.
pub const MAX_SPIKES: usize = 1_000_000;

/// What is known of a population's spikes as a whole.
#[derive(Debug, Clone, Copy, Default)]
struct Summary {
    count: u64,
    last: Option<Spike>,
}

/// Spikes in order of time, the newest of them, and how many there were of each population.
#[derive(Debug, Clone)]
pub struct SpikeLog {
    spikes: VecDeque<Spike>,
    most: usize,
    /// Spikes that were too many to keep, and those that never came one by one.
    overflow: SpikeCounts,
    populations: BTreeMap<u32, Summary>,
}

impl Default for SpikeLog {
    fn default() -> Self {
        Self::new(MAX_SPIKES)
    }
}

impl SpikeLog {
    /// An empty log that keeps this many spikes.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { spikes: VecDeque::new(), most, overflow: SpikeCounts::default(), populations: BTreeMap::new() }
    }

    /// The newest spikes of this log, at most so many.
    #[must_use]
    pub fn newest(&self, most: usize) -> Self {
        let mut log = Self::new(most);
        let first = self.spikes.len().saturating_sub(most);
        log.spikes.extend(self.spikes.range(first..));
        log
    }

    /// Adds spikes, which happened after those that are there; within a step, one may overtake another.
    pub fn absorb(&mut self, spikes: &[Spike]) {
        for spike in spikes {
            self.push(*spike);
        }
    }

    fn push(&mut self, spike: Spike) {
        let summary = self.populations.entry(spike.population).or_default();
        summary.count += 1;
        if summary.last.is_none_or(|last| last.at.order(&spike.at).is_le()) {
            summary.last = Some(spike);
        }
        if self.spikes.back().is_none_or(|last| last.at.order(&spike.at).is_le()) {
            self.spikes.push_back(spike);
        } else {
            let behind =
                self.spikes.iter().rev().take_while(|other| spike.at.order(&other.at).is_lt()).count();
            self.spikes.insert(self.spikes.len() - behind, spike);
        }
        if self.most < self.spikes.len()
            && let Some(oldest) = self.spikes.pop_front()
        {
            self.overflow.add(&oldest);
        }
    }

    /// Keeps only the spikes that happened when it is said, and of those that are known by their number the bins that begin before
    /// a boundary.
    pub fn keep_if(&mut self, before: Step, is_kept: impl Fn(Moment) -> bool) {
        self.spikes.retain(|spike| is_kept(spike.at));
        self.overflow.truncate(before);
        let mut populations: BTreeMap<u32, Summary> = BTreeMap::new();
        for (_, population, count) in self.overflow.iter() {
            populations.entry(population).or_default().count += count;
        }
        for spike in &self.spikes {
            let summary = populations.entry(spike.population).or_default();
            summary.count += 1;
            summary.last = Some(*spike);
        }
        self.populations = populations;
    }

    /// Keeps no more spikes than this one by one from now on.
    pub fn shrink_to(&mut self, most: usize) {
        self.most = self.most.min(most.max(1));
        while self.most < self.spikes.len()
            && let Some(oldest) = self.spikes.pop_front()
        {
            self.overflow.add(&oldest);
        }
        self.spikes.shrink_to_fit();
    }

    /// Keeps as many spikes one by one again as at first.
    pub fn grow(&mut self) {
        self.most = MAX_SPIKES;
    }

    /// Adds spikes of which only the numbers are known.
    pub fn absorb_counts(&mut self, counts: &SpikeCounts) {
        self.overflow.absorb(counts);
        for (_, population, count) in counts.iter() {
            self.populations.entry(population).or_default().count += count;
        }
    }

    /// Number of spikes of a population since the start of the run, kept or not.
    #[must_use]
    pub fn count(&self, population: u32) -> u64 {
        self.populations.get(&population).map_or(0, |summary| summary.count)
    }

    /// The last spike of a population.
    #[must_use]
    pub fn last(&self, population: u32) -> Option<Spike> {
        self.populations.get(&population)?.last
    }

    /// The spikes of a population that began in the steps from `from` to `to`, in order of time.
    pub fn in_window(
        &self,
        population: u32,
        from: Step,
        to: Step,
    ) -> impl DoubleEndedIterator<Item = &Spike> {
        let start = self.spikes.partition_point(|spike| spike.at.step < from);
        let end = self.spikes.partition_point(|spike| spike.at.step <= to).max(start);
        self.spikes.range(start..end).filter(move |spike| spike.population == population)
    }

    /// All spikes that are kept, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Spike> {
        self.spikes.iter()
    }

    /// The spikes that are not kept one by one.
    #[must_use]
    pub fn overflow(&self) -> &SpikeCounts {
        &self.overflow
    }

    /// What the log takes in memory [bytes].
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.spikes.capacity() * size_of::<Spike>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spike(step: u64, offset_ms: f64, population: u32) -> Spike {
        Spike { at: Moment { step: Step(step), offset_ms }, population, neuron: 0 }
    }

    #[test]
    fn spikes_are_kept_in_order_of_time() {
        let mut log = SpikeLog::default();
        log.absorb(&[spike(3, 0.0, 0), spike(5, 0.05, 1), spike(5, 0.02, 0)]);
        log.absorb(&[spike(4, 0.0, 1), spike(9, 0.0, 0)]);
        let steps: Vec<u64> = log.iter().map(|spike| spike.at.step.0).collect();
        assert_eq!(steps, [3, 4, 5, 5, 9]);
        let window: Vec<u64> = log.in_window(1, Step(4), Step(9)).map(|spike| spike.at.step.0).collect();
        assert_eq!(window, [4, 5]);
        assert_eq!(log.in_window(0, Step(9), Step(4)).count(), 0);
        assert_eq!((log.count(0), log.count(1), log.count(2)), (3, 2, 0));
        assert_eq!(log.last(1), Some(spike(5, 0.05, 1)));
        assert_eq!(log.last(2), None);
    }

    #[test]
    fn the_oldest_become_counts() {
        let mut log = SpikeLog::new(100);
        let mut counts = SpikeCounts::default();
        for step in 0..50 {
            counts.add(&spike(step, 0.0, 7));
        }
        log.absorb_counts(&counts);
        for step in 50..1000 {
            log.absorb(&[spike(step, 0.0, 7)]);
        }
        assert_eq!((log.iter().count(), log.count(7), log.overflow().total()), (100, 1000, 900));
        assert_eq!(log.iter().next().map(|spike| spike.at.step), Some(Step(900)));
    }

    #[test]
    fn memory_is_bounded() {
        let mut log = SpikeLog::default();
        for step in 0..2_500_000 {
            log.absorb(&[spike(step, 0.0, 0)]);
        }
        assert_eq!(log.iter().count(), MAX_SPIKES);
        assert!(log.memory_bytes() < 64 << 20);
    }
}
