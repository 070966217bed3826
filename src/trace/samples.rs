//! What was recorded, sample by sample.

use super::TraceStore;
use crate::model::probe::Probe;
use crate::units::{Grid, Step};

/// Columns of a view that shows every value.
const ALL: usize = 1 << 40;

impl TraceStore {
    /// The value of a probe at a boundary.
    #[must_use]
    pub fn value_at_step(&self, probe: &Probe, step: Step) -> Option<f64> {
        self.series.get(probe)?.value_at(step).map(f64::from)
    }

    /// Every sample of a probe between two times [ms], in order of time, those at the times included. Where a run was so fast that
    /// several steps were recorded together, their least and their largest value stand at one time.
    #[must_use]
    pub fn samples(&self, probe: &Probe, from_ms: f64, to_ms: f64, grid: Grid) -> Vec<(f64, f64)> {
        let Some(series) = self.series.get(probe).filter(|_| from_ms <= to_ms && 0.0 <= to_ms) else {
            return Vec::new();
        };
        let (from, to) = (grid.step_at_or_after(from_ms), grid.moment(to_ms).step);
        let mut raw = Vec::new();
        series.visible(from, to, ALL, &mut raw);
        let end_ms = grid.time_ms(to);
        let start_ms = grid.time_ms(from) - 1e-9;
        raw.into_iter()
            .map(|(steps, value)| (end_ms + steps * grid.dt_ms(), f64::from(value)))
            .filter(|point| start_ms <= point.0 && point.0 <= end_ms + 1e-9 && point.1.is_finite())
            .collect()
    }

    /// The times between which something of a probe is kept [ms].
    #[must_use]
    pub fn kept_ms(&self, probe: &Probe, grid: Grid) -> Option<(f64, f64)> {
        let series = self.series.get(probe)?;
        Some((grid.time_ms(series.first()?), grid.time_ms(series.latest()?.0)))
    }
}
