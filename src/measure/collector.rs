//! Collects sweeps of what is being recorded: of each call only what is new is looked at.
//!
//! What began is known up to the end of what was recorded; what is shown ends at the playhead. So looking back and going on
//! changes no sweep.

use std::collections::{BTreeMap, VecDeque};

use super::sweeps::{Crossings, MOST_RESPONSES, SweepCurve, lags_ms};
use super::triggered::{Average, Running};
use crate::model::network::Target;
use crate::model::probe::Probe;
use crate::trace::TraceStore;
use crate::units::{Grid, Step};

/// Most triggers that are remembered.
const MOST_EVENTS: usize = 100_000;
/// Steps in which a level is looked for in one call.
const MOST_STEPS: u64 = 200_000;
/// Sweeps that are taken in one call.
const MOST_AT_ONCE: usize = 8;
/// Samples that are averaged in one call, so that a frame is not held up.
const MOST_SAMPLES: usize = 40_000;
/// Times that are no further apart are the same [ms].
const SAME_MS: f64 = 1e-9;

/// What begins a sweep.
#[derive(Debug, Clone, PartialEq)]
pub enum Begin {
    /// Spikes of a population, or of one of its neurons.
    Spikes(u32, Option<u32>),
    /// A probe that crosses a level, upwards or downwards, with a hysteresis in its unit.
    Level {
        /// The probe.
        probe: Probe,
        /// The level.
        level: f64,
        /// How far it has to be on the other side first.
        hysteresis: f64,
        /// True if it is crossed upwards.
        is_upwards: bool,
    },
    /// Times that are given with each call.
    Given,
}

/// What is collected.
#[derive(Debug, Clone, PartialEq)]
pub struct Collected {
    /// What begins a sweep.
    pub begin: Begin,
    /// Of which probes.
    pub probes: Vec<Probe>,
    /// From how long before to how long after [ms].
    pub about_ms: (f64, f64),
    /// How many of the last sweeps.
    pub last: usize,
    /// True if only the first sweep counts.
    pub is_once: bool,
    /// True if it is the mean about every trigger that is wanted, and no sweeps.
    pub is_average: bool,
}

/// A sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// When it was triggered [ms].
    pub begin_ms: f64,
    /// Up to when it is known [ms].
    pub until_ms: f64,
    /// Whether all of it has happened.
    pub is_whole: bool,
    /// What each probe did.
    pub curves: Vec<SweepCurve>,
}

/// Sweeps of a run as they come.
#[derive(Debug, Clone)]
pub struct Collector {
    wanted: Collected,
    lags_ms: Vec<f64>,
    /// Triggers before it count no more [ms].
    since_ms: f64,
    /// The boundary up to which triggers were looked for.
    scanned: Step,
    crossings: Option<Crossings>,
    /// Triggers [ms], and how many older ones are forgotten.
    events: (VecDeque<f64>, u64),
    /// Those of them that begin a sweep, and how many older ones are forgotten.
    begins: (VecDeque<f64>, u64),
    /// Sweeps by the number of what began them.
    sweeps: BTreeMap<u64, Sweep>,
    /// Changes whenever a mean does.
    version: u64,
    averages: Vec<Running>,
    /// The number of the trigger that is averaged next, and when the last one was over [ms].
    averaged: (u64, f64),
}

impl Collector {
    /// Nothing yet, on a grid, of triggers from a time on [ms].
    #[must_use]
    pub fn new(wanted: Collected, grid: Grid, since_ms: f64) -> Self {
        let lags_ms = lags_ms(wanted.about_ms, grid.dt_ms());
        let averages = vec![Running::new(&lags_ms); wanted.probes.len()];
        let crossings = match &wanted.begin {
            Begin::Level { level, hysteresis, is_upwards, .. } => {
                Some(Crossings::new(*level, *hysteresis, *is_upwards))
            }
            _ => None,
        };
        Self {
            wanted,
            lags_ms,
            since_ms,
            scanned: grid.moment(since_ms.max(0.0)).step,
            crossings,
            events: (VecDeque::new(), 0),
            begins: (VecDeque::new(), 0),
            sweeps: BTreeMap::new(),
            version: 0,
            averages,
            averaged: (0, f64::NEG_INFINITY),
        }
    }

    /// What is collected.
    #[must_use]
    pub fn wanted(&self) -> &Collected {
        &self.wanted
    }

    /// Triggers from when on count [ms].
    #[must_use]
    pub fn since_ms(&self) -> f64 {
        self.since_ms
    }

    /// Looks at what is new of a run that was recorded up to the boundary `end` and is looked at up to `until_ms` [ms]. `given`
    /// says what begins sweeps in steps from one to before another [ms], if that is no matter of recordings. Says whether
    /// something is left for another call.
    pub fn advance(
        &mut self,
        traces: &TraceStore,
        grid: Grid,
        (end, until_ms): (Step, f64),
        given: &dyn Fn(Step, Step) -> Vec<f64>,
    ) -> bool {
        let has_more = self.scan(traces, grid, end, given);
        if self.wanted.is_average {
            return self.average(traces, grid, until_ms) || has_more;
        }
        self.take(traces, grid, until_ms) || has_more
    }

    /// Finds triggers in what is new. A step counts once it is over: what happens at the boundary reached may still come.
    fn scan(
        &mut self,
        traces: &TraceStore,
        grid: Grid,
        end: Step,
        given: &dyn Fn(Step, Step) -> Vec<f64>,
    ) -> bool {
        let (mut from, mut to) = (self.scanned, end);
        if to <= from {
            return false;
        }
        let last_ms = |to: Step| grid.time_ms(Step(to.0 - 1));
        let found: Vec<f64> = match &self.wanted.begin {
            Begin::Spikes(population, neuron) => {
                let spikes = traces.spikes_in(*population, grid.time_ms(from), last_ms(to), grid);
                let own = spikes.filter(|spike| {
                    (from..to).contains(&spike.at.step) && neuron.is_none_or(|own| own == spike.neuron)
                });
                own.map(|spike| grid.moment_ms(spike.at)).collect()
            }
            Begin::Given => given(from, to),
            Begin::Level { probe, .. } => {
                if let Some((first_ms, _)) = traces.kept_ms(probe, grid) {
                    from = from.max(grid.moment(first_ms).step).min(to);
                }
                to = to.min(Step(from.0 + MOST_STEPS));
                if to <= from {
                    Vec::new()
                } else {
                    let curve = traces.samples(probe, grid.time_ms(from), last_ms(to), grid);
                    // Times of the grid, so that it makes no difference in which pieces a run is looked through.
                    let at = |ms: f64| grid.time_ms(grid.moment(ms + 0.5 * grid.dt_ms()).step);
                    let points = curve.into_iter().map(|(ms, value)| (at(ms), value));
                    let crossings = self.crossings.as_mut();
                    crossings
                        .map_or_else(Vec::new, |own| points.filter_map(|point| own.next(point)).collect())
                }
            }
        };
        self.scanned = to;
        for time_ms in found.into_iter().filter(|own| self.since_ms <= own + SAME_MS) {
            push(&mut self.events, time_ms);
            let is_over = |last: &f64| last + self.wanted.about_ms.1 <= time_ms + SAME_MS;
            if self.begins.0.back().is_none_or(is_over) {
                push(&mut self.begins, time_ms);
            }
        }
        to < end
    }

    /// Takes the sweeps that are shown, the newest first, as far as they are not there yet.
    fn take(&mut self, traces: &TraceStore, grid: Grid, until_ms: f64) -> bool {
        let (begins, dropped) = &self.begins;
        let n_begun = begins.partition_point(|own| *own <= until_ms + SAME_MS);
        let shown = if self.wanted.is_once {
            // Of the first sweep no trigger is forgotten before it is over.
            0..n_begun.min(1)
        } else {
            n_begun.saturating_sub(self.wanted.last)..n_begun
        };
        let numbered: Vec<(u64, f64)> = shown.map(|index| (dropped + index as u64, begins[index])).collect();
        let before = self.sweeps.len();
        if self.wanted.is_once && *dropped != 0 {
            return false;
        }
        self.sweeps.retain(|number, _| numbered.iter().any(|own| own.0 == *number));
        self.version += u64::from(before != self.sweeps.len());
        let mut n_taken = 0;
        for (number, begin_ms) in numbered.into_iter().rev() {
            let over_ms = self.over_ms(begin_ms, grid);
            let is_whole = over_ms < until_ms;
            let known_ms = if is_whole { begin_ms + self.wanted.about_ms.1 } else { until_ms };
            let is_same = |own: &Sweep| own.until_ms == known_ms && own.is_whole == is_whole;
            if self.sweeps.get(&number).is_some_and(is_same) {
                continue;
            }
            if MOST_AT_ONCE <= n_taken {
                return true;
            }
            n_taken += 1;
            let to_ms = over_ms.min(until_ms);
            let sweep = self.sweep(traces, grid, (begin_ms, known_ms, to_ms), is_whole);
            let was_whole = self.sweeps.insert(number, sweep).is_some_and(|own| own.is_whole);
            self.version += u64::from(is_whole || was_whole);
        }
        false
    }

    fn sweep(
        &self,
        traces: &TraceStore,
        grid: Grid,
        (begin_ms, until_ms, to_ms): (f64, f64, f64),
        is_whole: bool,
    ) -> Sweep {
        let events = &self.events.0;
        let first = events.partition_point(|own| *own < begin_ms - SAME_MS);
        let inside = events.range(first..).take_while(|own| **own < until_ms - SAME_MS);
        let inside: Vec<f64> = inside.take(MOST_RESPONSES + 1).copied().collect();
        let from_ms = begin_ms - self.wanted.about_ms.0;
        let curve_of = |probe: &Probe| {
            let curve = traces.samples(probe, from_ms - grid.dt_ms(), to_ms, grid);
            let mut own = SweepCurve::of(&curve, (begin_ms, until_ms), &self.lags_ms, &inside);
            if let (Target::Population(id), "V") = (&probe.source, probe.symbol) {
                let neuron = probe.index.unwrap_or(0);
                let spikes = traces.spike_times_ms(*id, neuron, from_ms.max(0.0), until_ms, grid);
                own.spikes_ms = spikes.into_iter().map(|ms| ms - begin_ms).collect();
            }
            own
        };
        let curves = self.wanted.probes.iter().map(curve_of).collect();
        Sweep { begin_ms, until_ms, is_whole, curves }
    }

    /// When the sweep of a trigger is over and a sample after it is there [ms]: a trigger inside a step has values between samples.
    fn over_ms(&self, begin_ms: f64, grid: Grid) -> f64 {
        grid.time_ms(Step(grid.step_at_or_after(begin_ms + self.wanted.about_ms.1).0 + 1))
    }

    /// Averages about the triggers whose stretch is over.
    fn average(&mut self, traces: &TraceStore, grid: Grid, until_ms: f64) -> bool {
        if until_ms <= self.averaged.1 {
            // Looking back: less has happened.
            self.averages = vec![Running::new(&self.lags_ms); self.wanted.probes.len()];
            self.averaged = (0, f64::NEG_INFINITY);
            self.version += 1;
        }
        let (events, dropped) = (&self.events.0, self.events.1);
        let mut n_samples = 0;
        loop {
            let number = self.averaged.0.max(dropped);
            let index = usize::try_from(number - dropped).unwrap_or(usize::MAX);
            let Some(event_ms) = events.get(index).copied() else { return false };
            let over_ms = self.over_ms(event_ms, grid);
            if until_ms <= over_ms {
                return false;
            }
            if MOST_SAMPLES < n_samples {
                return true;
            }
            for (probe, average) in self.wanted.probes.iter().zip(&mut self.averages) {
                let from_ms = event_ms - self.wanted.about_ms.0 - grid.dt_ms();
                let curve = traces.samples(probe, from_ms, over_ms, grid);
                n_samples += curve.len().max(100);
                average.add(&curve, event_ms);
            }
            self.averaged = (number + 1, over_ms);
            self.version += 1;
        }
    }

    /// A number that changes whenever a mean does; that of a sweep that goes on does not.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The sweeps that are shown, the oldest first.
    pub fn sweeps(&self) -> impl DoubleEndedIterator<Item = &Sweep> {
        self.sweeps.values()
    }

    /// Those of them that are over.
    pub fn whole(&self) -> impl DoubleEndedIterator<Item = &Sweep> {
        self.sweeps().filter(|own| own.is_whole)
    }

    /// Mean and deviation of a probe, by its place: of the sweeps that are over, or about every trigger. `None` if there is
    /// nothing yet.
    #[must_use]
    pub fn mean(&self, place: usize) -> Option<Average> {
        if self.wanted.is_average {
            return self.averages.get(place)?.average();
        }
        let mut running = Running::new(&self.lags_ms);
        for sweep in self.whole() {
            running.add_values(&sweep.curves.get(place)?.values);
        }
        running.average()
    }
}

/// Appends to a list that forgets its oldest, and counts those.
fn push((list, dropped): &mut (VecDeque<f64>, u64), value: f64) {
    if MOST_EVENTS <= list.len() {
        list.pop_front();
        *dropped += 1;
    }
    list.push_back(value);
}
