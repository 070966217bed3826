//! What lies under a plot: samples of a recording in the unit of what is plotted, and by how much that differs from them.

use std::fmt;
use std::sync::Arc;

use super::{Loaded, Setup};
use crate::fit::{Misfit, misfit};
use crate::measure;
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::recording::{Against, factor};
use crate::trace::TraceStore;
use crate::units::{Grid, Step, Unit};

/// Samples whose least and greatest value are known together.
const BLOCK: usize = 256;
/// Most samples that are compared for the difference that is shown.
const MOST_COMPARED: usize = 100_000;
/// Wall time between two looks at the difference of a run that goes on [s].
const APART_S: f64 = 0.25;

/// What a recording lies under.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Under {
    /// The trace of a probe.
    Probe(Probe),
    /// The window of plasticity of a projection, by id.
    Window(u32),
}

impl Under {
    /// The unit of what is plotted, if there is such a thing.
    pub fn unit(&self, network: &Network) -> Option<Unit> {
        match self {
            Self::Probe(probe) => probe.describe(network).map(|(_, state)| state.unit),
            Self::Window(projection) => {
                let found = network.projection(*projection)?;
                (!found.plasticity.is_fixed()).then_some(Unit::One)
            }
        }
    }

    /// Whether a table against times, or against intervals, can lie under it.
    pub fn is_against(&self, against: Against) -> bool {
        matches!((self, against), (Self::Probe(_), Against::Time) | (Self::Window(_), Against::Interval))
    }
}

/// Samples under a plot.
#[derive(Clone)]
pub(crate) struct Reference {
    /// What they lie under.
    pub under: Under,
    /// The name of file and column.
    pub name: String,
    /// The unit of what is plotted.
    pub unit: Unit,
    /// Time [ms], or Δt [ms], and value, as they are without shift.
    samples: Arc<[(f64, f64)]>,
    /// The least and greatest value of each [`BLOCK`] samples.
    blocks: Arc<[(f64, f64)]>,
    /// How much later they are on the clock of the run [ms].
    pub shift_ms: f64,
    /// By how much the run differs from them, as it was seen last.
    difference: Option<Difference>,
}

/// By how much a run differs from samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Difference {
    /// It; nothing where both have nothing in common.
    pub misfit: Option<Misfit>,
    /// What it was taken of: the end of the run, and the shift.
    of: (Step, f64),
    /// When it was taken [s of wall time].
    at_s: f64,
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Reference");
        shown.field("under", &self.under).field("name", &self.name).field("n", &self.samples.len());
        shown.field("shift_ms", &self.shift_ms).finish_non_exhaustive()
    }
}

impl Reference {
    /// What was chosen of a recording, if all is known that it takes.
    pub fn new(loaded: &Loaded, setup: &Setup, network: &Network) -> Option<Self> {
        let table = loaded.recording.table.as_ref()?;
        let under = setup.under.clone().filter(|under| under.is_against(table.against))?;
        let unit = under.unit(network)?;
        let column = table.columns.get(setup.column)?;
        let written = column.unit.as_deref().or(setup.unit).or((unit == Unit::One).then_some(""))?;
        let time_unit = table.time_unit.or(setup.time_unit)?;
        let samples: Arc<[_]> = table.samples(setup.column, time_unit, factor(written, unit)?, 0.0).into();
        let extremes = |block: &[(f64, f64)]| {
            let wider = |(low, high): (f64, f64), own: &(f64, f64)| (low.min(own.1), high.max(own.1));
            block.iter().fold((f64::INFINITY, f64::NEG_INFINITY), wider)
        };
        Some(Self {
            under,
            name: format!("{}: {}", loaded.name, column.name),
            unit,
            blocks: samples.chunks(BLOCK).map(extremes).collect(),
            samples,
            shift_ms: setup.shift_ms,
            difference: None,
        })
    }

    /// Samples on the clock of the run.
    pub fn shifted(&self) -> Vec<(f64, f64)> {
        self.samples.iter().map(|(time, value)| (time + self.shift_ms, *value)).collect()
    }

    /// Samples as they are without shift.
    pub fn samples(&self) -> &[(f64, f64)] {
        &self.samples
    }

    /// The time that is put to a click [ms without shift]: 0 if the samples have it, otherwise their first.
    pub fn zero_ms(&self) -> f64 {
        let first = self.samples.first().map_or(0.0, |own| own.0);
        let last = self.samples.last().map_or(0.0, |own| own.0);
        if first <= 0.0 && 0.0 <= last { 0.0 } else { first }
    }

    /// The last sample on the clock of the run [ms].
    pub fn end_ms(&self) -> f64 {
        self.samples.last().map_or(0.0, |own| own.0 + self.shift_ms)
    }

    /// Samples between two times of the run [ms]: all of them, or the least and the greatest of each of `columns` columns where they are
    /// many.
    pub fn points(&self, from_ms: f64, to_ms: f64, columns: f32) -> Vec<(f64, f64)> {
        let (from, to) = (from_ms - self.shift_ms, to_ms - self.shift_ms);
        let first = self.samples.partition_point(|own| own.0 < from).saturating_sub(1);
        let last = (self.samples.partition_point(|own| own.0 <= to) + 1).min(self.samples.len());
        let visible = &self.samples[first..last.max(first)];
        let at = |(time, value): &(f64, f64)| (time + self.shift_ms, *value);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of pixels")]
        let columns = columns.max(1.0) as usize;
        let each = visible.len().div_ceil(columns);
        if each <= 4 {
            return visible.iter().map(at).collect();
        }
        if each < 2 * BLOCK {
            let both = |chunk: &[(f64, f64)]| {
                let least = chunk.iter().min_by(|one, other| one.1.total_cmp(&other.1)).copied();
                let most = chunk.iter().max_by(|one, other| one.1.total_cmp(&other.1)).copied();
                let [mut one, mut other] = [least, most].map(Option::unwrap_or_default);
                if other.0 < one.0 {
                    (one, other) = (other, one);
                }
                [at(&one), at(&other)]
            };
            return visible.chunks(each).flat_map(both).collect();
        }
        // Whole blocks are enough for what is narrower than a pixel.
        let per_column = each / BLOCK;
        let blocks = first / BLOCK..last.div_ceil(BLOCK);
        let starts =
            blocks.step_by(per_column).map(|start| (start, (start + per_column).min(self.blocks.len())));
        let both = |(start, end): (usize, usize)| {
            let time = self.samples.get(start * BLOCK).map_or(0.0, |own| own.0) + self.shift_ms;
            let wider = |(low, high): (f64, f64), own: &(f64, f64)| (low.min(own.0), high.max(own.1));
            let (low, high) = self.blocks[start..end].iter().fold((f64::INFINITY, f64::NEG_INFINITY), wider);
            [(time, low), (time, high)]
        };
        starts.flat_map(both).collect()
    }

    /// By how much a run differs, as far as it goes; taken anew where something has changed, of a run that goes on a few times a second.
    pub fn difference(
        &mut self,
        traces: &TraceStore,
        network: &Network,
        (grid, end, is_running, time_s): (Grid, Step, bool, f64),
    ) -> Option<Misfit> {
        let of = (end, self.shift_ms);
        let is_fresh = |own: &Difference| {
            let is_same = own.of == of && !matches!(self.under, Under::Window(_));
            is_same || own.of.1 == of.1 && is_running && time_s - own.at_s < APART_S
        };
        if let Some(known) = self.difference.filter(|own| is_fresh(own)) {
            return known.misfit;
        }
        let misfit = match &self.under {
            Under::Window(projection) => {
                let rule = network.projection(*projection).map(|own| &own.plasticity);
                let pair = |(dt_ms, change): &(f64, f64)| Some((rule?.window(*dt_ms)?, *change));
                misfit(self.samples.iter().filter_map(pair))
            }
            Under::Probe(probe) => {
                let curve = traces.samples(probe, 0.0, grid.time_ms(end), grid);
                let each = self.samples.len().div_ceil(MOST_COMPARED).max(1);
                let pair = |(time, value): &(f64, f64)| {
                    Some((measure::value_at(&curve, time + self.shift_ms)?, *value))
                };
                misfit(self.samples.iter().step_by(each).filter_map(pair))
            }
        };
        self.difference = Some(Difference { misfit, of, at_s: time_s });
        misfit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::{Column, Recording, Table, TimeUnit};

    fn reference(n: usize) -> Reference {
        let times: Vec<f64> = (0_u32..).take(n).map(|k| 0.1 * f64::from(k)).collect();
        let mut values = vec![0.0; n];
        values[n / 2] = 7.0;
        let column = Column { name: "w".to_owned(), unit: None, values };
        let table = Table {
            against: Against::Time,
            name: "t".to_owned(),
            time_unit: Some(TimeUnit::Ms),
            times,
            columns: vec![column],
        };
        let recording = Recording { table: Some(table), spikes: None };
        let loaded = Loaded { name: "a.csv".to_owned(), recording };
        let preset = crate::preset::load::argument("ampa").unwrap_or_else(|_| unreachable!());
        let probe = Probe::parse("P_rel_1-0", preset.network()).unwrap();
        let setup = Setup { under: Some(Under::Probe(probe)), shift_ms: 5.0, ..Setup::default() };
        Reference::new(&loaded, &setup, preset.network()).unwrap()
    }

    /// However many samples share a pixel, the one that stands out is drawn, at its time to a pixel.
    #[test]
    fn what_stands_out_is_drawn_at_any_zoom() {
        for n in [50_u32, 3000, 1_000_000] {
            let own = reference(n as usize);
            let (end_ms, columns) = (own.end_ms(), 300.0);
            let points = own.points(0.0, end_ms, columns);
            assert!(points.len() <= 4 * 300 + 4, "{n}: {}", points.len());
            let peak = points.iter().find(|point| point.1 == 7.0).unwrap_or_else(|| panic!("{n}"));
            let true_ms = 5.0 + 0.1 * f64::from(n / 2);
            assert!((peak.0 - true_ms).abs() <= 2.0 * end_ms / 300.0, "{n}: {peak:?} {true_ms}");
            assert!(points.is_sorted_by(|one, other| one.0 <= other.0), "{n}");
        }
    }

    #[test]
    fn its_zero_is_0_or_its_first() {
        assert_eq!((reference(50).zero_ms(), reference(50).end_ms().round()), (0.0, 10.0));
    }
}
