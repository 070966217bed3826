//! Spikes that were too many to keep one by one: how many each population fired in each bin of time.

use std::collections::BTreeMap;

use super::Spike;
use crate::units::Step;

/// Most counts that are kept before bins are merged.
const MAX_COUNTS: usize = 8192;

/// Numbers of spikes by population and bin. Bins widen by doubling when there are too many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpikeCounts {
    /// The width of a bin is two to this power [steps].
    log2_width: u32,
    /// Counts by (bin, population id).
    counts: BTreeMap<(u64, u32), u64>,
}

impl SpikeCounts {
    /// Width of a bin [steps].
    #[must_use]
    pub fn width(&self) -> u64 {
        1 << self.log2_width
    }

    /// Whether there is no count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Number of spikes in all bins.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Every count, as (boundary at which the bin starts, population id, number of spikes), in order of time.
    pub fn iter(&self) -> impl Iterator<Item = (Step, u32, u64)> {
        self.counts
            .iter()
            .map(|((bin, population), count)| (Step(bin << self.log2_width), *population, *count))
    }

    /// Counts a spike.
    pub fn add(&mut self, spike: &Spike) {
        *self.counts.entry((spike.at.step.0 >> self.log2_width, spike.population)).or_default() += 1;
        self.bound();
    }

    /// Takes other counts in.
    pub fn absorb(&mut self, other: &Self) {
        while self.log2_width < other.log2_width {
            self.widen();
        }
        let shift = self.log2_width - other.log2_width;
        for ((bin, population), count) in &other.counts {
            *self.counts.entry((bin >> shift, *population)).or_default() += count;
        }
        self.bound();
    }

    fn bound(&mut self) {
        while MAX_COUNTS < self.counts.len() && self.log2_width < 63 {
            self.widen();
        }
    }

    fn widen(&mut self) {
        self.log2_width += 1;
        for ((bin, population), count) in std::mem::take(&mut self.counts) {
            *self.counts.entry((bin / 2, population)).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Moment;

    fn spike(step: u64, population: u32) -> Spike {
        Spike { at: Moment::at(Step(step)), population, neuron: 0 }
    }

    #[test]
    fn counts_stay_bounded_and_none_is_lost() {
        let (mut one, mut two) = (SpikeCounts::default(), SpikeCounts::default());
        for step in 0..50_000 {
            one.add(&spike(step, 1));
            two.add(&spike(10 * step, 2));
        }
        assert!(one.width() < two.width());
        one.absorb(&two);
        assert!(one.iter().count() <= MAX_COUNTS);
        assert_eq!(one.total(), 100_000);
        let of_two: u64 =
            one.iter().filter(|(_, population, _)| *population == 2).map(|(.., count)| count).sum();
        assert_eq!(of_two, 50_000);
        let first = one.iter().next().unwrap();
        assert_eq!((first.0, first.1), (Step(0), 1));
    }
}
