//! Two cursors on the plots against time: where they are, what is read between them, and what they snap to.

use crate::app::widget::number;
use crate::measure::{self, Event, Fit, Readings, SpikeStatistics};
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::trace::TraceStore;
use crate::units::{Grid, Step};

/// What is read between the cursors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// What a probe recorded.
    Probe(Probe),
    /// The spikes of a population.
    Spikes(u32),
}

/// What was read, for as long as it is about the same.
#[derive(Debug)]
pub(super) struct Read {
    /// Of what.
    pub subject: Subject,
    /// Between which times [ms].
    pub between_ms: (f64, f64),
    /// Up to which boundary it was recorded, as far as that is before the later time.
    known: Step,
    /// To which level fits were to go.
    level: Option<f64>,
    /// Of which neurons, if not of all.
    pub neurons: Option<(u32, u32)>,
    /// Figures of a curve; `None` if there are too few samples.
    pub curve: Option<Readings>,
    /// One exponential, and the sum of two.
    pub fits: [Fit; 2],
    /// Figures of spikes.
    pub spikes: Option<SpikeStatistics>,
    /// Whether several steps were recorded together somewhere between the times.
    pub is_coarse: bool,
}

/// Bins of a histogram of intervals.
const INTERVAL_BINS: usize = 20;

/// A box that is dragged over a raster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Boxing {
    /// The plot, by id.
    pub plot: u32,
    /// Where it was begun [points].
    pub from: (f32, f32),
}

/// The two cursors.
#[derive(Debug, Default)]
pub(super) struct Measuring {
    /// True if they are shown.
    pub is_on: bool,
    /// Where they are [ms].
    pub cursors_ms: Option<[f64; 2]>,
    /// The one that the next click sets.
    pub active: usize,
    /// The one that is dragged over a plot.
    pub dragged: Option<usize>,
    /// The one whose handle is to get the keyboard.
    pub focus: Option<usize>,
    /// True if the readings are to be copied with the next frame.
    pub copies: bool,
    /// True if the readings are to be put into the document as a note with the next frame.
    pub notes: bool,
    /// The level to which fits go, in the unit of what is read; `None` leaves it to them.
    pub level: Option<f64>,
    /// Frames until the window of readings has the size of what is new in it.
    pub unsettled: u8,
    /// What was chosen to be read.
    pub chosen: Option<Subject>,
    /// The only neurons of a population that are read: its id, the first and the last.
    pub neurons: Option<(u32, u32, u32)>,
    /// A box that is dragged over a raster.
    pub boxing: Option<Boxing>,
    /// What was read last.
    pub read: Option<Read>,
    /// The pass in which handles were drawn last: the first plot of a pass has them.
    pub drawn_in: Option<u64>,
}

impl Measuring {
    /// Shows the cursors or hides them; those that are shown get the keyboard.
    pub fn toggle(&mut self) {
        self.is_on = !self.is_on;
        (self.dragged, self.copies, self.notes, self.neurons) = (None, false, false, None);
        self.focus = self.is_on.then_some(self.active);
    }

    /// Goes to the other cursor.
    pub fn turn(&mut self) {
        self.active = 1 - self.active;
        self.focus = Some(self.active);
    }

    /// Moves a cursor to a time [ms], no later than the end of the run.
    pub fn put(&mut self, cursor: usize, time_ms: f64, end_ms: f64) {
        if let Some(own) = self.cursors_ms.as_mut().and_then(|own| own.get_mut(cursor)) {
            *own = time_ms.clamp(0.0, end_ms.max(0.0));
        }
    }

    /// The earlier cursor and the later one [ms].
    pub fn between_ms(&self) -> Option<(f64, f64)> {
        self.cursors_ms.map(|[one, other]| (one.min(other), one.max(other)))
    }

    /// Reads between the cursors, unless that was done already. Whether there is something new.
    pub fn refresh(
        &mut self,
        subject: &Subject,
        traces: &TraceStore,
        network: &Network,
        (grid, end): (Grid, Step),
    ) -> bool {
        let Some(between_ms) = self.between_ms() else { return false };
        let known = end.min(grid.step_at_or_after(between_ms.1));
        let meant = self.neurons.filter(|own| *subject == Subject::Spikes(own.0));
        let neurons = meant.map(|own| (own.1, own.2));
        let is_same = |own: &Read| {
            own.subject == *subject
                && own.between_ms == between_ms
                && own.known == known
                && own.level == self.level
                && own.neurons == neurons
        };
        if self.read.as_ref().is_some_and(is_same) {
            return false;
        }
        let mut read = Read {
            subject: subject.clone(),
            between_ms,
            known,
            level: self.level,
            neurons,
            curve: None,
            fits: [Fit::Nothing, Fit::Nothing],
            spikes: None,
            is_coarse: false,
        };
        let (from_ms, to_ms) = between_ms;
        match subject {
            Subject::Probe(probe) => {
                let curve = traces.samples(probe, from_ms, to_ms, grid);
                read.is_coarse = curve.windows(2).any(|pair| pair[1].0 - pair[0].0 < 0.5 * grid.dt_ms());
                read.curve = Readings::of(&curve);
                read.fits = [1, 2].map(|n_terms| measure::fit_decays(&curve, n_terms, self.level));
            }
            Subject::Spikes(population) => {
                let spikes = traces.spikes_in(*population, from_ms, to_ms, grid);
                let spikes = spikes.map(|spike| (spike.neuron, grid.moment_ms(spike.at)));
                let n = network.population(*population).map_or(1, |own| own.n);
                let n = neurons.map_or(n, |(first, last)| u64::from(last - first) + 1);
                let is_meant =
                    |own: &(u32, f64)| neurons.is_none_or(|(first, last)| (first..=last).contains(&own.0));
                let spikes = spikes.filter(is_meant);
                read.spikes = Some(SpikeStatistics::of(spikes, n, between_ms, INTERVAL_BINS));
            }
        }
        self.read = Some(read);
        true
    }
}

/// The time of the event near a time [ms], no farther than `within_ms`, or that of the nearest sample.
pub(super) fn snapped(
    traces: &TraceStore,
    network: &Network,
    grid: Grid,
    time_ms: f64,
    within_ms: f64,
) -> (f64, Option<Event>) {
    let event = measure::nearest(traces, network, grid, time_ms, within_ms);
    let sample_ms = || grid.time_ms(grid.moment((time_ms + 0.5 * grid.dt_ms()).max(0.0)).step);
    (event.map_or_else(sample_ms, |own| own.time_ms), event)
}

/// The sample that is some samples after a time [ms], or before it.
pub(super) fn sample_after(grid: Grid, time_ms: f64, by: i64) -> f64 {
    let moment = grid.moment(time_ms.max(0.0));
    // From inside a step, the first way back leads to its beginning.
    let by = if 0.0 < moment.offset_ms && by < 0 { by + 1 } else { by };
    grid.time_ms(Step(moment.step.0.saturating_add_signed(by)))
}

/// A time [ms] to the step, or inside a step to the microsecond.
pub(super) fn time_words(time_ms: f64, grid: Grid) -> String {
    if 1e4 <= time_ms.abs() {
        return number::time(time_ms);
    }
    format!("{} ms", number::signed(time_ms, decimals(time_ms, grid)))
}

/// Decimals that a time [ms] needs.
pub(super) fn decimals(time_ms: f64, grid: Grid) -> usize {
    if 0.0 < grid.moment(time_ms.max(0.0)).offset_ms {
        return 3;
    }
    match grid.steps_per_ms() {
        1 => 0,
        2..=10 => 1,
        11..=100 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_go_from_sample_to_sample() {
        let grid = Grid::default();
        for (from, by, to) in
            [(1.0, 1, 1.1), (1.0, -1, 0.9), (1.05, 1, 1.1), (1.05, -1, 1.0), (1.05, -2, 0.9), (0.1, -5, 0.0)]
        {
            assert_eq!(sample_after(grid, from, by), to, "{from} by {by}");
        }
        assert_eq!([1.0, 1.05].map(|ms| time_words(ms, grid)), ["1.0 ms", "1.050 ms"]);
        assert_eq!(time_words(12_345.6, grid), number::time(12_345.6));
    }

    #[test]
    fn cursors_stay_in_the_run() {
        let mut own = Measuring { cursors_ms: Some([10.0, 5.0]), ..Measuring::default() };
        assert_eq!(own.between_ms(), Some((5.0, 10.0)));
        own.put(0, 90.0, 50.0);
        own.put(1, -3.0, 50.0);
        own.put(2, 1.0, 50.0);
        assert_eq!(own.cursors_ms, Some([50.0, 0.0]));
        own.toggle();
        own.turn();
        assert_eq!((own.is_on, own.active, own.focus), (true, 1, Some(1)));
    }
}
