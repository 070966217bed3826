//! What a run that forks from another has of its recordings, and what a run that nobody looks at keeps.

use super::{BYTES_PER_VALUE, MAX_CAPACITY, MIN_CAPACITY, Playhead, TraceStore};
use crate::sim::{SampleBlock, Spike, SpikeCounts};
use crate::units::{Grid, Moment, Step};

impl TraceStore {
    /// What was recorded before a place: samples before its boundary, and what happened up to it. Where inputs have yet to act at
    /// the place, nothing of what happened exactly at its boundary: it cannot be told from what those inputs made.
    #[must_use]
    pub fn cut(&self, at: Playhead, grid: Grid) -> Self {
        let mut cut = self.clone();
        cut.playhead = None;
        // They count again what is left.
        cut.correlations.clear();
        let boundary = Moment::at(at.step);
        let is_kept = |moment: Moment| {
            let order = moment.order(&boundary);
            order.is_lt() || order.is_eq() && !at.is_before_inputs
        };
        for series in cut.series.values_mut() {
            series.truncate(at.step);
        }
        cut.spikes.keep_if(at.step, is_kept);
        cut.releases.keep_if(is_kept);
        cut.weight_changes.keep_if(is_kept);
        cut.rates.truncate(grid.time_ms(at.step), &cut.spikes, grid);
        let until = if at.is_before_inputs { at.step } else { Step(at.step.0 + 1) };
        cut.regimes.truncate(until);
        cut.weights = std::mem::take(&mut cut.weights)
            .into_iter()
            .filter_map(|(projection, history)| Some((projection, history.truncated(at.step)?)))
            .collect();
        cut
    }

    /// Takes in what came after what is there, of a run that is not looked at any more.
    pub fn absorb_late(
        &mut self,
        blocks: &[SampleBlock],
        spikes: &[Spike],
        spike_counts: &SpikeCounts,
        grid: Grid,
    ) {
        self.absorb_samples(blocks, spikes, spike_counts);
        self.rates.absorb(spikes, spike_counts, grid);
    }

    /// What all recordings take in memory, roughly [bytes].
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let series: usize = self.series.values().map(super::Series::memory_bytes).sum();
        series
            + self.spikes.memory_bytes()
            + self.releases.memory_bytes()
            + self.weight_changes.memory_bytes()
            + self.correlations.iter().map(super::Correlation::memory_bytes).sum::<usize>()
    }

    /// Lets the oldest samples and spikes go until the rest is within a size [bytes], or as small as it can be.
    pub fn shrink_to(&mut self, bytes: usize) {
        if self.memory_bytes() <= bytes {
            return;
        }
        // They count again when somebody looks.
        self.correlations.clear();
        // Half for samples, the rest for spikes and events.
        let each = bytes / 2 / (BYTES_PER_VALUE * self.series.len().max(1));
        for series in self.series.values_mut() {
            series.set_capacity(each.clamp(MIN_CAPACITY, MAX_CAPACITY));
        }
        self.spikes.shrink_to(bytes / 4 / size_of::<Spike>());
    }

    /// Gives every history the room again that it has in a run that is looked at.
    pub fn grow(&mut self) {
        let capacity = super::MAX_BYTES / (BYTES_PER_VALUE * self.series.len().max(1));
        for series in self.series.values_mut() {
            series.set_capacity(capacity.clamp(MIN_CAPACITY, MAX_CAPACITY));
        }
        self.spikes.grow();
    }
}
