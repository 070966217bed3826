//! Spikes that were too many to keep one by one: how many each population fired in each bin of time.

use super::Spike;
use crate::units::Step;

/// Most counts that are kept before bins are merged.
const MAX_COUNTS: usize = 8192;

/// Numbers of spikes by population and bin. Bins widen by doubling when there are too many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpikeCounts {
    /// The width of a bin is two to this power [steps].
    log2_width: u32,
    /// Counts by bin, in order, for each population by id, in order.
    populations: Vec<(u32, Vec<(u64, u64)>)>,
    /// Number of counts.
    n: usize,
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
        self.n == 0
    }

    /// Number of spikes in all bins.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.populations.iter().flat_map(|(_, counts)| counts).map(|(_, count)| count).sum()
    }

    /// Number of spikes of a population in all bins.
    #[must_use]
    pub fn total_of(&self, population: u32) -> u64 {
        let own = self.populations.iter().find(|(id, _)| *id == population);
        own.map_or(0, |(_, counts)| counts.iter().map(|(_, count)| count).sum())
    }

    /// The boundary at which the last bin of a population ends.
    #[must_use]
    pub fn end_of(&self, population: u32) -> Option<Step> {
        let (_, counts) = self.populations.iter().find(|(id, _)| *id == population)?;
        counts.last().map(|(bin, _)| Step((bin + 1) << self.log2_width))
    }

    /// Every count, as (boundary at which the bin starts, population id, number of spikes), in order of time.
    pub fn iter(&self) -> impl Iterator<Item = (Step, u32, u64)> {
        let of = |(id, counts): &(u32, Vec<(u64, u64)>)| {
            let id = *id;
            counts.iter().map(move |(bin, count)| (*bin, id, *count)).collect::<Vec<_>>()
        };
        let mut all: Vec<(u64, u32, u64)> = self.populations.iter().flat_map(of).collect();
        all.sort_unstable();
        let log2_width = self.log2_width;
        all.into_iter().map(move |(bin, population, count)| (Step(bin << log2_width), population, count))
    }

    /// Counts a spike.
    #[inline]
    pub fn add(&mut self, spike: &Spike) {
        let bin = spike.at.step.0 >> self.log2_width;
        // Most often the one before was of the same population and bin.
        if let Some((_, counts)) = self.populations.iter_mut().find(|(id, _)| *id == spike.population)
            && let Some((last, count)) = counts.last_mut()
            && *last == bin
        {
            *count += 1;
            return;
        }
        self.put(spike.population, bin, 1);
        self.bound();
    }

    /// Forgets the bins that begin at a boundary or after it.
    pub fn truncate(&mut self, before: Step) {
        let log2_width = self.log2_width;
        for (_, counts) in &mut self.populations {
            counts.retain(|(bin, _)| bin << log2_width < before.0);
        }
        self.n = self.populations.iter().map(|(_, counts)| counts.len()).sum();
    }

    /// Takes other counts in.
    pub fn absorb(&mut self, other: &Self) {
        while self.log2_width < other.log2_width {
            self.widen();
        }
        let shift = self.log2_width - other.log2_width;
        for (population, counts) in &other.populations {
            for (bin, count) in counts {
                self.put(*population, bin >> shift, *count);
            }
        }
        self.bound();
    }

    fn put(&mut self, population: u32, bin: u64, count: u64) {
        let place = match self.populations.binary_search_by_key(&population, |(id, _)| *id) {
            Ok(place) => place,
            Err(place) => {
                self.populations.insert(place, (population, Vec::new()));
                place
            }
        };
        let counts = &mut self.populations[place].1;
        let after = counts.partition_point(|(other, _)| *other < bin);
        match counts.get_mut(after) {
            Some((other, sum)) if *other == bin => *sum += count,
            _ => {
                counts.insert(after, (bin, count));
                self.n += 1;
            }
        }
    }

    fn bound(&mut self) {
        while MAX_COUNTS < self.n && self.log2_width < 63 {
            self.widen();
        }
    }

    fn widen(&mut self) {
        self.log2_width += 1;
        self.n = 0;
        for (_, counts) in &mut self.populations {
            for (bin, _) in counts.iter_mut() {
                *bin /= 2;
            }
            counts.dedup_by(|later, earlier| {
                let is_same = later.0 == earlier.0;
                if is_same {
                    earlier.1 += later.1;
                }
                is_same
            });
            self.n += counts.len();
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
