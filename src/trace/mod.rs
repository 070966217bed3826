//! What was recorded, kept for looking at: a history per probe, and the spikes.
//!
//! It holds no colours and no plots; times are given and taken in ms of model time. All histories together stay
//! within 64 MiB.

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

mod correlations;
mod cut;
mod event_log;
mod ghost;
pub mod ledger;
mod pyramid;
mod rates;
mod regimes;
mod samples;
mod series;
mod spike_log;
pub mod statistics;
mod tally;
mod weights;
pub mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::sim::{Release, SampleBlock, Spike, SpikeCounts, WeightChange, WeightSample};
use crate::units::{Grid, Moment, Step};
pub use correlations::{Correlate, Correlated, Correlation, MOST_BINS_BESIDE};
pub use event_log::{EventLog, ProjectionEvent};
pub use ghost::Ghost;
pub use pyramid::MIN_CAPACITY;
pub use rates::{RateBin, RateLog};
pub use regimes::{MOST_REGIMES, Regimes, Stretches};
pub use series::{BYTES_PER_VALUE, Series};
pub use spike_log::SpikeLog;
pub use tally::Tally;
pub use weights::{Frame, WEIGHT_BINS, WeightHistory, distribution};

/// Memory that all histories may take together [bytes].
const MAX_BYTES: usize = 64 << 20;
/// Most values in one history.
const MAX_CAPACITY: usize = 1 << 20;
/// Over how long a firing rate is counted [ms].
const RATE_WINDOW_MS: f64 = 1000.0;

/// Everything that was recorded in a run.
#[derive(Debug, Clone, Default)]
pub struct TraceStore {
    series: BTreeMap<Probe, Series>,
    /// Values at the boundary reached.
    heads: BTreeMap<Probe, f64>,
    spikes: SpikeLog,
    releases: EventLog<Release>,
    weight_changes: EventLog<WeightChange>,
    weights: BTreeMap<u32, WeightHistory>,
    rates: RateLog,
    regimes: Regimes,
    correlations: Vec<Correlation>,
    /// Where the playhead is, while that is before the end of the run.
    playhead: Option<Playhead>,
}

/// A place of the playhead in the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Playhead {
    /// Its boundary.
    pub step: Step,
    /// Whether inputs have yet to act there.
    pub is_before_inputs: bool,
}

impl Playhead {
    /// Whether something has happened before it.
    #[must_use]
    pub fn is_after(&self, at: Moment) -> bool {
        let own = at.order(&Moment::at(self.step));
        own.is_lt() || own.is_eq() && !self.is_before_inputs
    }
}

/// The points of a series between two boundaries as (time [ms], value), at most two per pixel column.
fn points_of(series: &Series, (from, to): (Step, Step), columns: f32, grid: Grid) -> Vec<(f64, f64)> {
    let mut raw = Vec::new();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in pixels")]
    series.visible(from, to, columns.max(1.0) as usize, &mut raw);
    let to_ms = grid.time_ms(to);
    raw.into_iter().map(|(steps, value)| (to_ms + steps * grid.dt_ms(), f64::from(value))).collect()
}

impl TraceStore {
    /// Takes in samples and spikes that came after those that are there, and the values of `probes` now.
    /// Probes that are no longer recorded are forgotten.
    pub fn absorb(
        &mut self,
        blocks: &[SampleBlock],
        spikes: &[Spike],
        spike_counts: &SpikeCounts,
        probes: &[Probe],
        head: &[f64],
    ) {
        self.keep_only(probes);
        self.absorb_samples(blocks, spikes, spike_counts);
        self.heads = probes.iter().cloned().zip(head.iter().copied()).collect();
    }

    fn absorb_samples(&mut self, blocks: &[SampleBlock], spikes: &[Spike], spike_counts: &SpikeCounts) {
        for SampleBlock { probes, samples } in blocks {
            for (probe, column) in probes.iter().zip(&samples.columns) {
                if let Some(series) = self.series.get_mut(probe) {
                    series.push(samples.first, samples.every, column);
                }
            }
        }
        self.spikes.absorb_counts(spike_counts);
        self.spikes.absorb(spikes);
    }

    /// Looks at what was recorded from the playhead in the past, or from the end of the run. What came after it is kept, but does
    /// not count as having happened.
    pub fn look_from(&mut self, playhead: Option<Playhead>) {
        if self.playhead != playhead {
            self.playhead = playhead;
            self.regimes.look_from(playhead.map(|own| own.step));
        }
    }

    /// Whether something has happened before the playhead.
    #[must_use]
    pub fn has_happened(&self, at: Moment) -> bool {
        self.playhead.is_none_or(|playhead| playhead.is_after(at))
    }

    /// A network takes over at a step.
    pub fn absorb_network(&mut self, from: Step, network: &Arc<Network>) {
        self.regimes.change(from, network);
    }

    /// Which network ran when.
    #[must_use]
    pub fn regimes(&self) -> &Regimes {
        &self.regimes
    }

    /// Takes in releases that came after those that are there.
    pub fn absorb_releases(&mut self, releases: &[Release]) {
        self.releases.absorb(releases);
    }

    /// Takes in changes of weights that came after those that are there.
    pub fn absorb_weight_changes(&mut self, changes: &[WeightChange]) {
        self.weight_changes.absorb(changes);
    }

    /// The changes of the weights of a projection that are kept, oldest first: of the synapses that are watched.
    pub fn weight_changes(&self, projection: u32) -> impl DoubleEndedIterator<Item = &WeightChange> {
        self.weight_changes.of(projection).filter(|change| self.has_happened(change.at))
    }

    /// Takes in weights, of which the same may come more than once.
    pub fn absorb_weights(&mut self, samples: &[WeightSample]) {
        if self.playhead.is_none() {
            self.weights
                .retain(|projection, _| samples.iter().any(|sample| sample.projection == *projection));
        }
        for sample in samples {
            match self.weights.get_mut(&sample.projection) {
                Some(history) => history.absorb(sample),
                None => {
                    self.weights.insert(sample.projection, WeightHistory::new(sample.clone()));
                }
            }
        }
    }

    /// The weights of a projection over the run, if they change.
    #[must_use]
    pub fn weights(&self, projection: u32) -> Option<&WeightHistory> {
        self.weights.get(&projection)
    }

    /// Takes in the rates of the populations that are watched, from spikes one by one and from counts, up to `now`.
    pub fn absorb_rates(
        &mut self,
        watched: &[u32],
        spikes: &[Spike],
        counts: &SpikeCounts,
        (now, grid): (Step, Grid),
    ) {
        self.rates.watch(watched, grid.time_ms(now));
        self.rates.absorb(spikes, counts, grid);
    }

    /// The rates of the populations that are watched, over the run.
    #[must_use]
    pub fn rates(&self) -> &RateLog {
        &self.rates
    }

    /// The releases of a projection that are kept, oldest first.
    pub fn releases(&self, projection: u32) -> impl DoubleEndedIterator<Item = &Release> {
        self.releases.of(projection).filter(|release| self.has_happened(release.at))
    }

    /// The releases of a projection that come after the playhead, oldest first.
    pub fn releases_ahead(&self, projection: u32) -> impl DoubleEndedIterator<Item = &Release> {
        self.releases.of(projection).filter(|release| !self.has_happened(release.at))
    }

    /// Gives every probe a history and drops the others. What each may hold depends on how many there are.
    fn keep_only(&mut self, probes: &[Probe]) {
        let known = |probe| self.series.contains_key(probe);
        if probes.len() == self.series.len() && probes.iter().all(known) {
            return;
        }
        let recorded: BTreeSet<&Probe> = probes.iter().collect();
        self.series.retain(|probe, _| recorded.contains(probe));
        let capacity = MAX_BYTES / (BYTES_PER_VALUE * recorded.len().max(1));
        let capacity = capacity.clamp(MIN_CAPACITY, MAX_CAPACITY);
        for series in self.series.values_mut() {
            series.set_capacity(capacity);
        }
        for probe in recorded {
            if !self.series.contains_key(probe) {
                self.series.insert(probe.clone(), Series::new(capacity));
            }
        }
    }

    /// Forgets everything: a run starts anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The points of a probe in a window as (time [ms], value), at most two per pixel column, with the value at
    /// the boundary reached as the last if it lies in the window.
    #[must_use]
    pub fn points(
        &self,
        probe: &Probe,
        from_ms: f64,
        to_ms: f64,
        columns: f32,
        now: Step,
        grid: Grid,
    ) -> Vec<(f64, f64)> {
        let (from, to) = (grid.moment(from_ms).step, grid.step_at_or_after(to_ms));
        let to = if self.playhead.is_some() { to.min(now) } else { to };
        let series = self.series.get(probe);
        let mut points = series.map_or_else(Vec::new, |series| points_of(series, (from, to), columns, grid));
        if now <= to {
            // What came after the playhead is no part of the line that ends there.
            let now_ms = grid.time_ms(now);
            points.truncate(points.partition_point(|point| point.0 < now_ms));
            if let Some(head) = self.head(probe) {
                points.push((now_ms, head));
            }
        }
        points
    }

    /// What a probe recorded in a window after the playhead, as [`TraceStore::points`]; nothing, if that is at the end of the run.
    #[must_use]
    pub fn points_ahead(
        &self,
        probe: &Probe,
        (from_ms, to_ms): (f64, f64),
        columns: f32,
        grid: Grid,
    ) -> Vec<(f64, f64)> {
        let (Some(playhead), Some(series)) = (self.playhead, self.series.get(probe)) else {
            return Vec::new();
        };
        let from = grid.moment(from_ms).step.max(playhead.step);
        let to = grid.step_at_or_after(to_ms);
        let from_ms = grid.time_ms(from);
        let points = points_of(series, (from, to), columns, grid);
        points.into_iter().filter(|point| from_ms <= point.0).collect()
    }

    /// The value of a probe at the boundary reached.
    #[must_use]
    pub fn head(&self, probe: &Probe) -> Option<f64> {
        self.heads.get(probe).copied()
    }

    /// The value of a probe at a time [ms].
    #[must_use]
    pub fn value_at(&self, probe: &Probe, time_ms: f64, grid: Grid) -> Option<f64> {
        self.series.get(probe)?.value_at(grid.moment(time_ms).step).map(f64::from)
    }

    /// The times at which a neuron fired in a window [ms].
    #[must_use]
    pub fn spike_times_ms(
        &self,
        population: u32,
        neuron: u32,
        from_ms: f64,
        to_ms: f64,
        grid: Grid,
    ) -> Vec<f64> {
        let (from, to) = (grid.moment(from_ms).step, grid.step_at_or_after(to_ms));
        let of_neuron = self.spikes.in_window(population, from, to).filter(|spike| spike.neuron == neuron);
        of_neuron.map(|spike| grid.moment_ms(spike.at)).collect()
    }

    /// The spikes of a population in a window [ms], oldest first.
    pub fn spikes_in(
        &self,
        population: u32,
        from_ms: f64,
        to_ms: f64,
        grid: Grid,
    ) -> impl DoubleEndedIterator<Item = &Spike> {
        let (from, to) = (grid.moment(from_ms).step, grid.step_at_or_after(to_ms));
        self.spikes.in_window(population, from, to)
    }

    /// The times in a window [ms] of which spikes of a population are known by their number only: from, to.
    #[must_use]
    pub fn unlisted_ms(&self, population: u32, from_ms: f64, to_ms: f64, grid: Grid) -> Vec<(f64, f64)> {
        let overflow = self.spikes.overflow();
        let width = overflow.width();
        let mut found: Vec<(f64, f64)> = Vec::new();
        for (start, own, count) in overflow.iter() {
            let (start_ms, end_ms) = (grid.time_ms(start), grid.time_ms(Step(start.0 + width)));
            if own != population || count == 0 || end_ms < from_ms || to_ms < start_ms {
                continue;
            }
            match found.last_mut() {
                Some(last) if start_ms <= last.1 => last.1 = end_ms,
                _ => found.push((start_ms, end_ms)),
            }
        }
        found
    }

    /// The times at which any neuron of a population fired since a time [ms].
    #[must_use]
    pub fn recent_spikes_ms(&self, population: u32, since_ms: f64, grid: Grid) -> Vec<f64> {
        let recent = self.spikes.in_window(population, grid.moment(since_ms).step, Step(u64::MAX));
        recent.filter(|spike| self.has_happened(spike.at)).map(|spike| grid.moment_ms(spike.at)).collect()
    }

    /// Mean firing rate of each of a population's `n` neurons over the last second of model time [Hz].
    #[must_use]
    pub fn rate_hz(&self, population: u32, n: u64, now_ms: f64, grid: Grid) -> f64 {
        let window_ms = RATE_WINDOW_MS.min(now_ms);
        if window_ms <= 0.0 {
            return 0.0;
        }
        let from = grid.moment(now_ms - window_ms).step;
        let to = self.playhead.map_or(Step(u64::MAX), |playhead| playhead.step);
        let counted = self.spikes.overflow().iter();
        let counted = counted.filter(|(at, own, _)| *own == population && (from..=to).contains(at));
        let counted: u64 = counted.map(|(_, _, count)| count).sum();
        #[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
        let count =
            self.spikes.in_window(population, from, to).filter(|spike| self.has_happened(spike.at)).count()
                as f64
                + counted as f64;
        #[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
        let neurons = n.max(1) as f64;
        count / neurons / window_ms * 1e3
    }

    /// How many spikes a population has fired in the whole run.
    #[must_use]
    pub fn spike_count(&self, population: u32) -> u64 {
        self.spikes.count(population)
    }

    /// The spikes that are kept, oldest first.
    #[must_use]
    pub fn spikes(&self) -> Vec<Spike> {
        self.spikes.iter().copied().collect()
    }

    /// Memory of all histories [MiB].
    #[must_use]
    pub fn memory_mib(&self) -> f64 {
        let bytes: usize = self.series.values().map(Series::memory_bytes).sum();
        #[expect(clippy::cast_precision_loss, reason = "a size for reading")]
        let mib = bytes as f64 / f64::from(1 << 20);
        mib
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::cast_precision_loss, reason = "small numbers")]

    use std::sync::Arc;

    use super::*;
    use crate::model::network::Target;
    use crate::sim::Samples;
    use crate::units::Moment;

    fn probe(index: u32) -> Probe {
        Probe { source: Target::Population(0), symbol: "V", index: Some(index) }
    }

    fn block(probes: &Arc<[Probe]>, from: u64, to: u64) -> SampleBlock {
        let column = |column: usize| (from..to).map(|step| (step + column as u64) as f64).collect();
        let columns: Vec<Vec<f64>> = (0..probes.len()).map(column).collect();
        let mut samples = Samples::new(probes.len());
        samples.append_steps(Step(from), &columns);
        SampleBlock { probes: Arc::clone(probes), samples }
    }

    fn absorb(store: &mut TraceStore, blocks: &[SampleBlock], probes: &[Probe]) {
        let spike = Spike { at: Moment::at(Step(40)), population: 3, neuron: 0 };
        store.absorb(blocks, &[spike], &SpikeCounts::default(), probes, &vec![-1.0; probes.len()]);
    }

    fn value(store: &TraceStore, index: u32, step: u64) -> Option<f64> {
        let grid = Grid::default();
        store.value_at(&probe(index), grid.time_ms(Step(step)), grid)
    }

    #[test]
    fn each_probe_has_its_history_and_a_value_for_now() {
        let mut store = TraceStore::default();
        let both: Arc<[Probe]> = vec![probe(0), probe(1)].into();
        absorb(&mut store, &[block(&both, 0, 50)], &both);
        absorb(&mut store, &[block(&both, 50, 90)], &both);
        assert_eq!((value(&store, 1, 60), value(&store, 1, 90)), (Some(61.0), None));
        assert_eq!((store.head(&probe(1)), store.spike_count(3)), (Some(-1.0), 2));
        let grid = Grid::default();
        let points = store.points(&probe(0), 5.0, 9.0, 1000.0, Step(90), grid);
        assert_eq!(points.last(), Some(&(9.0, -1.0)));
        assert_eq!(
            points.len(),
            42,
            "41 of the window, and one before it, less the one that is not sampled yet"
        );
        let one: Arc<[Probe]> = vec![probe(1), probe(2)].into();
        absorb(&mut store, &[block(&both, 90, 95), block(&one, 95, 100)], &one);
        assert!(value(&store, 0, 60).is_none() && store.head(&probe(0)).is_none(), "no longer recorded");
        assert_eq!((value(&store, 1, 60), value(&store, 1, 97)), (Some(61.0), Some(97.0)));
        assert_eq!((value(&store, 2, 94), value(&store, 2, 95)), (None, Some(96.0)));
        store.clear();
        assert!(store.series.is_empty() && store.spike_count(3) == 0);
    }

    #[test]
    fn what_was_not_recorded_is_told_from_what_did_not_happen() {
        let mut store = TraceStore::default();
        let grid = Grid::default();
        let mut counts = SpikeCounts::default();
        for step in [100, 101, 102, 500] {
            counts.add(&Spike { at: Moment::at(Step(step)), population: 3, neuron: 0 });
        }
        store.absorb(&[], &[], &counts, &[], &[]);
        let gaps = store.unlisted_ms(3, 0.0, 100.0, grid);
        assert!(gaps.iter().any(|(from, to)| *from <= 10.0 && 10.2 < *to), "{gaps:?}");
        assert!(
            store.unlisted_ms(3, 20.0, 40.0, grid).is_empty()
                && store.unlisted_ms(2, 0.0, 99.0, grid).is_empty()
        );
        assert!(0.0 < store.rate_hz(3, 1, 50.0, grid), "what was counted counts");
        // Rates are known from when they were asked for.
        store.absorb_rates(&[3], &[], &SpikeCounts::default(), (Step(1000), grid));
        store.absorb_rates(&[3, 4], &[], &SpikeCounts::default(), (Step(2000), grid));
        assert_eq!((store.rates().since_ms(3), store.rates().since_ms(4)), (0.0, grid.time_ms(Step(1000))));
    }

    #[test]
    fn memory_is_bounded_however_many_probes_there_are() {
        for n in [1_u32, 10, 100, 1000] {
            let mut store = TraceStore::default();
            let probes: Arc<[Probe]> = (0..n).map(probe).collect();
            let most = 24_000_000 / u64::from(n);
            let chunk = most.min(100_000);
            for at in (0..most).step_by(usize::try_from(chunk).unwrap()) {
                absorb(&mut store, &[block(&probes, at, at + chunk)], &probes);
            }
            let mib = store.memory_mib();
            assert!(mib <= 64.0, "{mib} MiB for {n} probes");
            assert!(n < 10 || 20.0 < mib, "the space is used: {mib} MiB for {n} probes");
        }
    }

    #[test]
    fn more_probes_leave_the_newest_of_each_history() {
        let mut store = TraceStore::default();
        let one: Arc<[Probe]> = vec![probe(0)].into();
        absorb(&mut store, &[block(&one, 0, 1_000_000)], &one);
        let many: Arc<[Probe]> = (0..500).map(probe).collect();
        absorb(&mut store, &[], &many);
        assert!(store.series[&probe(0)].capacity() <= 32_768);
        assert_eq!((value(&store, 0, 999_999), value(&store, 0, 0)), (Some(999_999.0), None));
    }
}
