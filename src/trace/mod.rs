//! What was recorded, kept for looking at: a history per probe, and the spikes.
//!
//! It holds no colours and no plots; times are given and taken in ms of model time. All histories together stay
//! within 64 MiB.

mod series;
mod spike_log;
pub mod statistics;

use std::collections::BTreeMap;

use crate::model::probe::Probe;
use crate::sim::{SampleBlock, Spike, SpikeCounts};
use crate::units::{Grid, Step};
pub use series::Series;
use spike_log::SpikeLog;

/// Memory that all histories may take together [bytes].
const MAX_BYTES: usize = 64 << 20;
/// Most buckets in one history.
const MAX_BUCKETS: usize = 1 << 20;
/// Over how long a firing rate is counted [ms].
const RATE_WINDOW_MS: f64 = 1000.0;

/// Everything that was recorded in the present run.
#[derive(Debug, Default)]
pub struct TraceStore {
    series: BTreeMap<Probe, Series>,
    /// Values at the boundary reached.
    heads: BTreeMap<Probe, f64>,
    spikes: SpikeLog,
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
        self.series.retain(|probe, _| probes.contains(probe));
        let capacity = (MAX_BYTES / series::BYTES_PER_BUCKET / probes.len().max(1)).min(MAX_BUCKETS);
        for block in blocks {
            for (probe, column) in block.probes.iter().zip(&block.samples.columns) {
                if probes.contains(probe) {
                    let series = self.series.entry(probe.clone()).or_insert_with(|| Series::new(capacity));
                    series.set_capacity(capacity);
                    series.push(block.samples.first, block.samples.every, column);
                }
            }
        }
        for (_, population, count) in spike_counts.iter() {
            self.spikes.count_only(population, count);
        }
        self.spikes.absorb(spikes);
        self.heads = probes.iter().cloned().zip(head.iter().copied()).collect();
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
        let mut raw = Vec::new();
        if let Some(series) = self.series.get(probe) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in pixels")]
            series.visible(from, to, columns.max(1.0) as usize, &mut raw);
        }
        let to_boundary_ms = grid.time_ms(to);
        let mut points: Vec<(f64, f64)> = raw
            .into_iter()
            .map(|(steps, value)| (to_boundary_ms + steps * grid.dt_ms(), f64::from(value)))
            .collect();
        if now <= to
            && let Some(head) = self.head(probe)
        {
            points.push((grid.time_ms(now), head));
        }
        points
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

    /// The times at which any neuron of a population fired since a time [ms].
    #[must_use]
    pub fn recent_spikes_ms(&self, population: u32, since_ms: f64, grid: Grid) -> Vec<f64> {
        let recent = self.spikes.in_window(population, grid.moment(since_ms).step, Step(u64::MAX));
        recent.map(|spike| grid.moment_ms(spike.at)).collect()
    }

    /// Mean firing rate of each of a population's `n` neurons over the last second of model time [Hz].
    #[must_use]
    pub fn rate_hz(&self, population: u32, n: u64, now_ms: f64, grid: Grid) -> f64 {
        let window_ms = RATE_WINDOW_MS.min(now_ms);
        if window_ms <= 0.0 {
            return 0.0;
        }
        let from = grid.moment(now_ms - window_ms).step;
        #[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
        let count = self.spikes.in_window(population, from, Step(u64::MAX)).count() as f64;
        #[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
        let neurons = n.max(1) as f64;
        count / neurons / window_ms * 1e3
    }

    /// How many spikes a population has fired.
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
