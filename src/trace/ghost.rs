//! Courses that were kept, to be looked at under the present one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::series::{BYTES_PER_VALUE, Series};
use super::spike_log::SpikeLog;
use super::{TraceStore, points_of};
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::sim::Spike;
use crate::units::{Grid, Step};

/// Memory that a ghost may take for its curves, and the number of its spikes, together 16 MiB: the oldest go first.
const MOST_BYTES: usize = 12 << 20;
const MOST_SPIKES: usize = (4 << 20) / size_of::<Spike>();
/// Most values of one curve.
const MOST_VALUES: usize = 1 << 20;

/// A course that was kept. Its times are its own: the step of another run may differ.
#[derive(Clone)]
pub struct Ghost {
    network: Arc<Network>,
    grid: Grid,
    series: BTreeMap<Probe, Series>,
    spikes: SpikeLog,
}

impl fmt::Debug for Ghost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: usize = self.series.values().map(Series::len).sum();
        f.debug_struct("Ghost")
            .field("series", &self.series.len())
            .field("values", &values)
            .field("spikes", &self.spikes.iter().count())
            .finish_non_exhaustive()
    }
}

impl Ghost {
    /// What a store holds of the run of a network, as far as there is memory for it.
    #[must_use]
    pub fn new(traces: &TraceStore, network: Arc<Network>, grid: Grid) -> Self {
        let mut series = traces.series.clone();
        let capacity = MOST_BYTES / (BYTES_PER_VALUE * series.len().max(1));
        for one in series.values_mut() {
            // No more room than for what is there: nothing is added.
            let filled = one.len().next_power_of_two().max(super::MIN_CAPACITY);
            one.set_capacity(capacity.clamp(super::MIN_CAPACITY, MOST_VALUES).min(filled));
        }
        Self { network, grid, series, spikes: traces.spikes.newest(MOST_SPIKES) }
    }

    /// The network that ran at its end.
    #[must_use]
    pub fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// Whether it has a curve of a probe.
    #[must_use]
    pub fn has(&self, probe: &Probe) -> bool {
        self.series.get(probe).is_some_and(|series| !series.is_empty())
    }

    /// The points of a probe in a window as (time [ms], value), at most two per pixel column.
    #[must_use]
    pub fn points(&self, probe: &Probe, (from_ms, to_ms): (f64, f64), columns: f32) -> Vec<(f64, f64)> {
        let Some(series) = self.series.get(probe) else { return Vec::new() };
        let (from, to) = (self.grid.moment(from_ms).step, self.grid.step_at_or_after(to_ms));
        points_of(series, (from, to), columns, self.grid)
    }

    /// The value of a probe at a time [ms].
    #[must_use]
    pub fn value_at(&self, probe: &Probe, time_ms: f64) -> Option<f64> {
        self.series.get(probe)?.value_at(self.grid.moment(time_ms).step).map(f64::from)
    }

    /// The spikes of a population in a window [ms] that are known one by one, oldest first: the neuron, and the time [ms].
    pub fn spikes_in(
        &self,
        population: u32,
        from_ms: f64,
        to_ms: f64,
    ) -> impl DoubleEndedIterator<Item = (u32, f64)> {
        let (from, to): (Step, Step) = (self.grid.moment(from_ms).step, self.grid.step_at_or_after(to_ms));
        let spikes = self.spikes.in_window(population, from, to);
        spikes.map(|spike| (spike.neuron, self.grid.moment_ms(spike.at)))
    }

    /// Memory that it takes [bytes].
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let series: usize = self.series.values().map(Series::memory_bytes).sum();
        series + self.spikes.memory_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network::Target;
    use crate::sim::{SampleBlock, Samples, SpikeCounts};
    use crate::units::Moment;

    /// A long run of many values and spikes leaves a ghost of at most 16 MiB, with what came last.
    #[test]
    fn a_ghost_stays_within_its_memory() {
        const STEPS: u64 = 1_200_000;
        let grid = Grid::new(0.1).unwrap();
        for n in [1_u32, 7] {
            let symbols = ["V"];
            let probe = |id| Probe { source: Target::Population(id), symbol: symbols[0], index: None };
            let probes: Vec<Probe> = (0..n).map(probe).collect();
            #[expect(clippy::cast_precision_loss, reason = "values to tell apart")]
            let column: Vec<[f32; 2]> = (0..STEPS).map(|step| [step as f32; 2]).collect();
            let samples = Samples { first: Step(0), every: 1, columns: vec![column; n as usize] };
            let block = SampleBlock { probes: probes.clone().into(), samples };
            let spike = |step| Spike { at: Moment::at(Step(step)), population: 0, neuron: 0 };
            let spikes: Vec<Spike> = (0..STEPS).map(spike).collect();
            let mut traces = TraceStore::default();
            let head = vec![0.0; n as usize];
            traces.absorb(&[block], &spikes, &SpikeCounts::default(), &probes, &head);
            let ghost = Ghost::new(&traces, Arc::default(), grid);
            let bytes = ghost.memory_bytes();
            assert!((1 << 20) < bytes && bytes <= 16 << 20, "{n} probes: {bytes} bytes");
            let last_ms = grid.time_ms(Step(STEPS - 1));
            assert!(ghost.value_at(&probes[0], last_ms).is_some());
            assert_eq!(ghost.spikes_in(0, last_ms, last_ms + 1.0).count(), 1);
        }
    }
}
