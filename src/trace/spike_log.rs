//! The spikes that were seen, in order of time.

use std::collections::{BTreeMap, VecDeque};

use crate::sim::Spike;
use crate::units::Step;

/// Most spikes kept one by one.
pub const MAX_SPIKES: usize = 1_000_000;

/// Spikes in order of time, the newest of them, and how many there were of each population.
#[derive(Debug, Default)]
pub struct SpikeLog {
    spikes: VecDeque<Spike>,
    counts: BTreeMap<u32, u64>,
}

impl SpikeLog {
    /// Adds spikes, which happened after those that are there.
    pub fn absorb(&mut self, spikes: &[Spike]) {
        for spike in spikes {
            *self.counts.entry(spike.population).or_default() += 1;
        }
        let surplus = (self.spikes.len() + spikes.len()).saturating_sub(MAX_SPIKES);
        self.spikes.drain(..surplus.min(self.spikes.len()));
        self.spikes.extend(spikes.iter().skip(spikes.len().saturating_sub(MAX_SPIKES)));
    }

    /// Adds spikes of which only the number is known.
    pub fn count_only(&mut self, population: u32, count: u64) {
        *self.counts.entry(population).or_default() += count;
    }

    /// How many spikes a population has fired.
    #[must_use]
    pub fn count(&self, population: u32) -> u64 {
        self.counts.get(&population).copied().unwrap_or(0)
    }

    /// The spikes of a population that began in the steps from `from` to `to`.
    pub fn in_window(&self, population: u32, from: Step, to: Step) -> impl Iterator<Item = &Spike> {
        // Within a step spikes of several populations are listed one population after the other, so the
        // order is by step.
        let start = self.spikes.partition_point(|spike| spike.at.step < from);
        let window = self.spikes.range(start..).take_while(move |spike| spike.at.step <= to);
        window.filter(move |spike| spike.population == population)
    }

    /// All spikes that are kept, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Spike> {
        self.spikes.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Moment;

    #[test]
    fn windows_and_counts_are_right_and_space_is_bounded() {
        let spike = |step: u64, population: u32| Spike { at: Moment::at(Step(step)), population, neuron: 0 };
        let mut log = SpikeLog::default();
        for batch in 0..150_u64 {
            let spikes: Vec<Spike> = (0..10_000).map(|k| spike(batch * 10_000 + k, (k % 2) as u32)).collect();
            log.absorb(&spikes);
        }
        assert_eq!((log.count(0), log.count(1), log.count(2)), (750_000, 750_000, 0));
        assert_eq!(log.iter().count(), MAX_SPIKES);
        assert_eq!(log.in_window(0, Step(1_000_000), Step(1_000_099)).count(), 50);
        assert_eq!(log.in_window(0, Step(0), Step(100)).count(), 0, "the oldest are gone");
        log.count_only(7, 5);
        assert_eq!(log.count(7), 5);
    }
}
