//! Correlograms that grow with a run: how many spikes of one population there are at each time before and after the spikes of
//! another, counted for each neuron, over the last seconds and over the first ones.
//!
//! Each spike is looked at once, when all that may be near it has happened. What was counted stands in blocks of time, of which the
//! oldest go; whoever asks adds up neurons as it likes, such as those whose synapses are strong now.

use std::collections::VecDeque;

use super::{Playhead, SpikeLog, TraceStore};
use crate::sim::Spike;
use crate::units::{Grid, Step};

/// Most bins of a correlogram on each side of 0.
pub const MOST_BINS_BESIDE: u32 = 500;
/// Most counts that stand in one block; with more, neurons are not told apart.
const MOST_COUNTS: usize = 1 << 17;
/// Blocks of time that are counted together.
const BLOCKS: u32 = 10;
/// Pairs that are counted at a time, after which the rest waits for the next time.
const MOST_PAIRS: u64 = 2_000_000;
/// Stretches of time that are counted at once, in units of the largest lag.
const STRETCH: f64 = 4.0;

/// What a correlogram is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlate {
    /// The population whose spikes are counted, by id.
    pub of: u32,
    /// The population at whose spikes the lag is 0, by id.
    pub about: u32,
    /// The only neuron of `about` whose spikes count; all of them, if there is none.
    pub neuron: Option<u32>,
    /// Number of neurons of `of`.
    pub n: u64,
    /// Width of a bin [ms].
    pub bin_ms: f64,
    /// Bins on each side of the middle one, which is centred on 0.
    pub beside: u32,
    /// Over how long pairs are counted [ms].
    pub over_ms: f64,
}

impl Correlate {
    /// Half the time that is looked at around a spike [ms].
    fn reach_ms(&self) -> f64 {
        (f64::from(self.beside) + 0.5) * self.bin_ms
    }

    /// Number of bins.
    #[must_use]
    pub fn bins(&self) -> usize {
        2 * self.beside as usize + 1
    }

    /// The lag in the middle of a bin [ms]; negative where the spikes that are counted come first.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most 1001 bins")]
    pub fn lag_ms(&self, bin: usize) -> f64 {
        (bin as f64 - f64::from(self.beside)) * self.bin_ms
    }

    /// Number of rows of counts: one for each neuron, unless they are too many.
    fn rows(&self) -> usize {
        let rows = usize::try_from(self.n.max(1)).unwrap_or(usize::MAX);
        if rows.saturating_mul(self.bins()) <= MOST_COUNTS { rows } else { 1 }
    }

    /// Whether the neurons of `of` are counted one by one.
    #[must_use]
    pub fn tells_apart(&self) -> bool {
        self.n <= 1 || 1 < self.rows()
    }
}

/// What was counted in some time.
#[derive(Debug, Clone)]
struct Block {
    /// Its number in the run.
    number: u64,
    /// How much of the run it covers [ms].
    covered_ms: f64,
    /// Numbers of pairs: a row of bins for each neuron of `of`.
    pairs: Vec<u32>,
    /// Spikes of each neuron of `of` in the time that is covered.
    spikes: Vec<u32>,
    /// Spikes of `about` in the time that is covered.
    about: u32,
}

impl Block {
    fn new(number: u64, of: &Correlate) -> Self {
        let rows = of.rows();
        Self { number, covered_ms: 0.0, pairs: vec![0; rows * of.bins()], spikes: vec![0; rows], about: 0 }
    }
}

/// A correlogram of some neurons.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlated {
    /// Numbers of pairs by bin.
    pub pairs: Vec<u64>,
    /// Number of pairs in a bin that is expected by chance: if the spikes of `about` came at any time of the stretch.
    pub chance: f64,
    /// Number of spikes about which pairs were counted.
    pub about: u64,
    /// Number of neurons of `of` that were added up.
    pub neurons: u64,
    /// How much of the run it covers [ms].
    pub covered_ms: f64,
}

impl Correlated {
    /// Number of pairs in all bins.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.pairs.iter().sum()
    }

    /// A bin relative to what is expected by chance; `None` if nothing is expected.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of spikes")]
    pub fn relative(&self, bin: usize) -> Option<f64> {
        (0.0 < self.chance).then_some(*self.pairs.get(bin)? as f64 / self.chance)
    }
}

/// A correlogram that grows.
#[derive(Debug, Clone)]
pub struct Correlation {
    of: Correlate,
    /// Until when pairs were counted [ms].
    until_ms: f64,
    /// Since when the network is as it is [ms].
    since_ms: f64,
    recent: VecDeque<Block>,
    /// The first time of the run, as much as one of `over_ms`.
    first: Block,
    /// What was counted before a place in the past, and the place.
    past: Option<(Step, VecDeque<Block>)>,
}

/// Where a run has come to, and since when its network is as it is [ms].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reached {
    pub now: Step,
    pub since_ms: f64,
    pub grid: Grid,
}

impl Correlation {
    /// A correlogram that has counted nothing yet.
    #[must_use]
    pub fn new(of: Correlate) -> Self {
        let first = Block::new(0, &of);
        Self { of, until_ms: 0.0, since_ms: 0.0, recent: VecDeque::new(), first, past: None }
    }

    /// What it takes in memory [bytes].
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let blocks = self.recent.len() + self.past.as_ref().map_or(0, |(_, blocks)| blocks.len()) + 1;
        blocks * (self.first.pairs.len() + self.first.spikes.len()) * size_of::<u32>()
    }

    /// What it is of.
    #[must_use]
    pub fn of(&self) -> &Correlate {
        &self.of
    }

    /// Counts what has happened since it was last asked.
    pub(super) fn advance(&mut self, spikes: &SpikeLog, reached: Reached) {
        self.past = None;
        if reached.since_ms != self.since_ms {
            (self.since_ms, self.recent) = (reached.since_ms, VecDeque::new());
        }
        let reach_ms = self.of.reach_ms();
        let to_ms = reached.grid.time_ms(reached.now) - reach_ms;
        let listed_ms = listed_from_ms(spikes, &self.of, reached.grid);
        let oldest_ms = to_ms - self.of.over_ms;
        let mut from_ms = self.until_ms.max(listed_ms);
        // What is counted as the first time of a run is not left out.
        if self.of.over_ms < from_ms {
            from_ms = from_ms.max(oldest_ms);
        }
        let mut budget = MOST_PAIRS;
        let mut pairs = Pairs::new(self.of, spikes, reached.grid);
        while from_ms < to_ms && 0 < budget {
            let stretch_ms = STRETCH * reach_ms;
            let end_ms = to_ms.min(from_ms + stretch_ms);
            let is_first = from_ms < self.of.over_ms;
            let end_ms = end_ms.min(self.end_of_block_ms(from_ms));
            pairs.look(from_ms, end_ms);
            budget = budget.saturating_sub(pairs.n);
            if is_first {
                pairs.add_to(&mut self.first, from_ms, end_ms);
            }
            if self.since_ms <= from_ms - reach_ms || self.since_ms == 0.0 {
                self.add_recent(&pairs, from_ms, end_ms);
            }
            from_ms = if self.of.over_ms <= end_ms { end_ms.max(oldest_ms) } else { end_ms };
        }
        self.until_ms = self.until_ms.max(from_ms.min(to_ms));
        self.drop_old();
    }

    /// Counts what happened before a place in the past.
    pub(super) fn look_back(&mut self, spikes: &SpikeLog, reached: Reached) {
        if self.past.as_ref().is_some_and(|(at, _)| *at == reached.now) {
            return;
        }
        let mut other = Self::new(self.of);
        other.until_ms = (reached.grid.time_ms(reached.now) - self.of.over_ms).max(0.0);
        other.advance(spikes, reached);
        self.past = Some((reached.now, other.recent));
    }

    /// The number of the block in which a time lies.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times of a run")]
    fn block_of(&self, time_ms: f64) -> u64 {
        (time_ms * f64::from(BLOCKS) / self.of.over_ms + 1e-9) as u64
    }

    #[expect(clippy::cast_precision_loss, reason = "a number of blocks")]
    fn end_of_block_ms(&self, time_ms: f64) -> f64 {
        (self.block_of(time_ms) + 1) as f64 * self.of.over_ms / f64::from(BLOCKS)
    }

    fn add_recent(&mut self, pairs: &Pairs<'_>, from_ms: f64, end_ms: f64) {
        let number = self.block_of(from_ms);
        if self.recent.back().is_none_or(|block| block.number != number) {
            self.recent.push_back(Block::new(number, &self.of));
        }
        if let Some(block) = self.recent.back_mut() {
            pairs.add_to(block, from_ms, end_ms);
        }
    }

    fn drop_old(&mut self) {
        let Some(newest) = self.recent.back().map(|block| block.number) else { return };
        while self.recent.front().is_some_and(|block| block.number + u64::from(BLOCKS) <= newest) {
            self.recent.pop_front();
        }
    }

    /// The correlogram of some neurons of `of` over the last time, or before the playhead where that is in the past.
    #[must_use]
    pub fn recent(&self, is_meant: impl Fn(usize) -> bool) -> Correlated {
        let blocks = self.past.as_ref().map_or(&self.recent, |(_, blocks)| blocks);
        self.sum(blocks.iter(), is_meant)
    }

    /// The same of the first time of the run, as much as one of `over_ms`.
    #[must_use]
    pub fn first(&self, is_meant: impl Fn(usize) -> bool) -> Correlated {
        self.sum(std::iter::once(&self.first), is_meant)
    }

    /// Whether the first time of the run has been counted to its end.
    #[must_use]
    pub fn has_first(&self) -> bool {
        self.of.over_ms <= self.until_ms && 0.0 < self.first.covered_ms
    }

    fn sum<'a>(
        &self,
        blocks: impl Iterator<Item = &'a Block>,
        is_meant: impl Fn(usize) -> bool,
    ) -> Correlated {
        let (bins, rows) = (self.of.bins(), self.of.rows());
        let meant: Vec<usize> = (0..rows).filter(|row| is_meant(*row)).collect();
        let tells = self.of.tells_apart();
        let neurons = if tells { meant.len() as u64 } else { self.of.n };
        let mut sum = Correlated { pairs: vec![0; bins], chance: 0.0, about: 0, neurons, covered_ms: 0.0 };
        // A neuron is no pair with itself, so that chance has so many fewer.
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let share =
            if self.of.of == self.of.about && 1 < self.of.n { 1.0 - 1.0 / self.of.n as f64 } else { 1.0 };
        for block in blocks {
            let mut spikes = 0_u64;
            for row in &meant {
                spikes += u64::from(block.spikes[*row]);
                let own = &block.pairs[row * bins..(row + 1) * bins];
                for (total, count) in sum.pairs.iter_mut().zip(own) {
                    *total += u64::from(*count);
                }
            }
            sum.about += u64::from(block.about);
            sum.covered_ms += block.covered_ms;
            if 0.0 < block.covered_ms {
                #[expect(clippy::cast_precision_loss, reason = "numbers of spikes")]
                let per_ms = spikes as f64 / block.covered_ms;
                sum.chance += f64::from(block.about) * per_ms * self.of.bin_ms * share;
            }
        }
        sum
    }
}

impl TraceStore {
    /// Counts on in the correlograms that are wanted, up to the boundary `end` that the run has reached, or before the playhead
    /// where that is in the past.
    pub fn correlate(&mut self, wanted: &[Correlate], end: Step, grid: Grid) {
        self.correlations.retain(|own| wanted.contains(own.of()));
        for of in wanted {
            if !self.correlations.iter().any(|own| own.of() == of) {
                self.correlations.push(Correlation::new(*of));
            }
        }
        let since_ms = self.regimes.as_now(grid).last_from_ms();
        for own in &mut self.correlations {
            match self.playhead {
                Some(Playhead { step, .. }) => {
                    own.look_back(&self.spikes, Reached { now: step, since_ms, grid });
                }
                None => own.advance(&self.spikes, Reached { now: end, since_ms, grid }),
            }
        }
    }

    /// A correlogram that is wanted.
    #[must_use]
    pub fn correlation(&self, of: &Correlate) -> Option<&Correlation> {
        self.correlations.iter().find(|own| own.of() == of)
    }
}

/// From when on every spike that is near one of both populations is known one by one [ms].
fn listed_from_ms(spikes: &SpikeLog, of: &Correlate, grid: Grid) -> f64 {
    let unlisted = [of.of, of.about].into_iter().filter_map(|id| spikes.overflow().end_of(id)).max();
    unlisted.map_or(0.0, |step| grid.time_ms(step) + of.reach_ms())
}

/// The pairs of a stretch of time.
struct Pairs<'a> {
    of: Correlate,
    spikes: &'a SpikeLog,
    grid: Grid,
    /// Spikes of `of` in the stretch and around it: time [ms], neuron.
    around: Vec<(f64, u32)>,
    /// Spikes of `about` in the stretch.
    about: Vec<(f64, u32)>,
    /// Place of each pair in a block's counts.
    places: Vec<usize>,
    /// Number of pairs.
    n: u64,
}

impl<'a> Pairs<'a> {
    fn new(of: Correlate, spikes: &'a SpikeLog, grid: Grid) -> Self {
        Self { of, spikes, grid, around: Vec::new(), about: Vec::new(), places: Vec::new(), n: 0 }
    }

    fn times(&self, population: u32, from_ms: f64, to_ms: f64) -> Vec<(f64, u32)> {
        let grid = self.grid;
        let steps = (grid.moment(from_ms.max(0.0)).step, grid.step_at_or_after(to_ms.max(0.0)));
        let timed = |spike: &Spike| (grid.moment_ms(spike.at), spike.neuron);
        let within = |(time_ms, _): &(f64, u32)| (from_ms..to_ms).contains(time_ms);
        self.spikes.in_window(population, steps.0, steps.1).map(timed).filter(within).collect()
    }

    /// Finds the pairs of a stretch [ms]: of the spikes of `about` in it, with those of `of` in it and around it.
    fn look(&mut self, from_ms: f64, to_ms: f64) {
        let Correlate { of, about, neuron, bin_ms, .. } = self.of;
        let reach_ms = self.of.reach_ms();
        self.around = self.times(of, from_ms - reach_ms, to_ms + reach_ms);
        self.about = self.times(about, from_ms, to_ms);
        self.about.retain(|(_, own)| neuron.is_none_or(|neuron| neuron == *own));
        self.places.clear();
        let (bins, rows) = (self.of.bins(), self.of.rows());
        let is_same = of == about;
        let mut start = 0;
        for (time_ms, cell) in &self.about {
            while self.around.get(start).is_some_and(|other| other.0 - time_ms < -reach_ms) {
                start += 1;
            }
            for (other_ms, other) in &self.around[start..] {
                let lag_ms = other_ms - time_ms;
                if reach_ms <= lag_ms {
                    break;
                }
                if is_same && other == cell && (1 < self.of.n || other_ms == time_ms) {
                    continue;
                }
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in reach")]
                let bin = (((lag_ms + reach_ms) / bin_ms) as usize).min(bins - 1);
                let row = if rows == 1 { 0 } else { *other as usize };
                if row < rows {
                    self.places.push(row * bins + bin);
                }
            }
        }
        self.n = (self.places.len() + self.around.len()) as u64;
    }

    fn add_to(&self, block: &mut Block, from_ms: f64, to_ms: f64) {
        block.covered_ms += to_ms - from_ms;
        block.about = block.about.saturating_add(u32::try_from(self.about.len()).unwrap_or(u32::MAX));
        for place in &self.places {
            block.pairs[*place] = block.pairs[*place].saturating_add(1);
        }
        for (time_ms, neuron) in &self.around {
            let row = if block.spikes.len() == 1 { 0 } else { *neuron as usize };
            if (from_ms..to_ms).contains(time_ms)
                && let Some(own) = block.spikes.get_mut(row)
            {
                *own = own.saturating_add(1);
            }
        }
    }
}

#[cfg(test)]
mod tests;
