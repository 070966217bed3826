//! Recording: samples of probes and the events of a run, in memory, until somebody takes them.

use super::event::{Event, Observer, Release, Spike, WeightChange};
use super::{Simulation, Slot};
use crate::model::probe::Probe;
use crate::units::Step;

/// What was recorded since it was last taken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recording {
    /// Boundary of the first sample.
    pub first: Step,
    /// Steps between samples.
    pub every: u64,
    /// One column per probe, in the probe's unit; NaN where the probe's object did not exist.
    pub columns: Vec<Vec<f64>>,
    /// Spikes in the order in which they happened.
    pub spikes: Vec<Spike>,
    /// Releases in the order in which they happened.
    pub releases: Vec<Release>,
    /// Changes of weights by spikes, of the synapses that the observer watches, in the order in which they happened.
    pub weight_changes: Vec<WeightChange>,
    /// Number of spikes that were asked for during a refractory period.
    pub ignored: u64,
}

impl Recording {
    /// Number of samples in each column.
    #[must_use]
    pub fn n_samples(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Whether nothing was recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n_samples() == 0
            && self.spikes.is_empty()
            && self.releases.is_empty()
            && self.weight_changes.is_empty()
            && self.ignored == 0
    }
}

/// An observer that records probes and spikes. It costs what is probed and nothing else.
#[derive(Debug, Clone)]
pub struct Recorder {
    probes: Vec<Probe>,
    slots: Vec<Option<Slot>>,
    every: u64,
    /// Projections whose releases are recorded; all of them if nothing is said.
    releases: Option<Vec<u32>>,
    recording: Recording,
}

impl Recorder {
    /// Records these probes on every `every`-th boundary (at least 1).
    #[must_use]
    pub fn new(simulation: &Simulation, probes: Vec<Probe>, every: u64) -> Self {
        let every = every.max(1);
        let mut recorder = Self {
            slots: Vec::new(),
            every,
            releases: Some(Vec::new()),
            recording: Recording::default(),
            probes,
        };
        recorder.resolve(simulation);
        recorder.take();
        recorder
    }

    /// Records all releases too.
    #[must_use]
    pub fn with_releases(mut self) -> Self {
        self.releases = None;
        self
    }

    /// Records the releases of these projections too, by id.
    #[must_use]
    pub fn with_releases_of(mut self, projections: Vec<u32>) -> Self {
        self.set_releases(projections);
        self
    }

    /// Records the releases of these projections from now on, by id.
    pub fn set_releases(&mut self, projections: Vec<u32>) {
        self.releases = Some(projections);
    }

    /// The projections whose releases are recorded, if not all are.
    #[must_use]
    pub fn releases(&self) -> &[u32] {
        self.releases.as_deref().unwrap_or_default()
    }

    /// The probes, in the order of the columns.
    #[must_use]
    pub fn probes(&self) -> &[Probe] {
        &self.probes
    }

    /// Finds the probes' places again; to be called when the simulation's network has changed.
    pub fn resolve(&mut self, simulation: &Simulation) {
        self.slots = self.probes.iter().map(|probe| simulation.slot(probe)).collect();
    }

    /// Number of spikes recorded and not yet taken.
    #[must_use]
    pub fn n_spikes(&self) -> usize {
        self.recording.spikes.len()
    }

    /// Takes what was recorded and starts anew.
    pub fn take(&mut self) -> Recording {
        let capacity = self.recording.n_samples().min(1 << 16);
        let fresh = Recording {
            every: self.every,
            columns: self.probes.iter().map(|_| Vec::with_capacity(capacity)).collect(),
            ..Recording::default()
        };
        std::mem::replace(&mut self.recording, fresh)
    }

    /// Makes room for `samples` more samples and `spikes` more spikes, so that recording them does not allocate.
    pub fn reserve(&mut self, samples: usize, spikes: usize) {
        for column in &mut self.recording.columns {
            column.reserve(samples);
        }
        self.recording.spikes.reserve(spikes);
    }

    /// The values of the probes at the boundary reached; NaN where a probe's object does not exist.
    #[must_use]
    pub fn read(&self, simulation: &Simulation) -> Vec<f64> {
        self.slots.iter().map(|slot| slot.map_or(f64::NAN, |slot| simulation.read(slot))).collect()
    }
}

impl Recorder {
    /// Whether values at a boundary are recorded; the first of them are noted as such.
    #[inline]
    fn begins(&mut self, now: Step) -> bool {
        if self.every != 1 && !now.0.is_multiple_of(self.every) {
            return false;
        }
        if self.recording.columns.first().is_some_and(Vec::is_empty) {
            self.recording.first = now;
        }
        true
    }
}

impl Observer for Recorder {
    fn sample(&mut self, simulation: &Simulation) {
        if self.begins(simulation.now()) {
            for (column, slot) in self.recording.columns.iter_mut().zip(&self.slots) {
                column.push(slot.map_or(f64::NAN, |slot| simulation.read(slot)));
            }
        }
    }

    fn slots(&self) -> Option<&[Option<Slot>]> {
        Some(&self.slots)
    }

    fn sample_values(&mut self, now: Step, values: &[f64]) {
        if self.begins(now) {
            for (column, value) in self.recording.columns.iter_mut().zip(values) {
                column.push(*value);
            }
        }
    }

    fn wants_releases(&self) -> bool {
        self.releases.as_ref().is_none_or(|ids| !ids.is_empty())
    }

    fn wants_samples(&self) -> bool {
        !self.recording.columns.is_empty()
    }

    // What is not recorded costs nothing only where the compiler sees which event it is.
    #[expect(clippy::inline_always, reason = "a tenth of a run of a thousand plastic synapses")]
    #[inline(always)]
    fn event(&mut self, event: &Event) {
        match event {
            Event::Spike(spike) => self.recording.spikes.push(*spike),
            Event::Release(release) => {
                if self.releases.as_ref().is_none_or(|ids| ids.contains(&release.projection)) {
                    self.recording.releases.push(*release);
                }
            }
            Event::Ignored(_) => self.recording.ignored += 1,
            Event::Weight(change) if change.cause.is_spike() => {
                self.recording.weight_changes.push(*change);
            }
            Event::SpikeDetail(_)
            | Event::Weight(_)
            | Event::Calcium(_)
            | Event::Pool(_)
            | Event::Conductance(_) => {}
        }
    }
}
