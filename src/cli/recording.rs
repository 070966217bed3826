//! What watches a run, and where its results go.

use std::io;

use super::tally::Tally;
use crate::engine::Watcher;
use crate::export::csv::{SampleWriter, SpikeWriter};
use crate::export::npz::MOST_BYTES;
use crate::input::output::Output;
use crate::sim::{Event, Observer, Recorder, Recording, Simulation, Slot, Spike};
use crate::units::{Moment, Step};

/// What watches a run: probes and, if they are written, spikes are recorded; all spikes are tallied.
pub(super) struct Witness {
    pub recorder: Recorder,
    pub tally: Tally,
    pub keeps_spikes: bool,
}

impl Observer for Witness {
    fn sample(&mut self, simulation: &Simulation) {
        self.recorder.sample(simulation);
    }

    fn wants_samples(&self) -> bool {
        self.recorder.wants_samples()
    }

    fn slots(&self) -> Option<&[Option<Slot>]> {
        self.recorder.slots()
    }

    fn sample_values(&mut self, now: Step, values: &[f64]) {
        self.recorder.sample_values(now, values);
    }

    fn wants_releases(&self) -> bool {
        self.recorder.wants_releases()
    }

    // See `Recorder`.
    #[expect(clippy::inline_always, reason = "a tenth of a run of a thousand plastic synapses")]
    #[inline(always)]
    fn event(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            self.tally.count(spike);
            if !self.keeps_spikes {
                return;
            }
        }
        self.recorder.event(event);
    }
}

impl Watcher for Witness {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.recorder.network_changed(simulation);
        self.tally.take_network(simulation.network());
    }
}

/// Most spikes that are kept: an archive of them is as long as one may be.
const MOST_SPIKES: u64 = MOST_BYTES / 16;

/// Adds samples to those that are kept.
fn keep(kept: &mut Recording, recording: &Recording) {
    if kept.columns.is_empty() {
        (kept.every, kept.columns) = (recording.every, vec![Vec::new(); recording.columns.len()]);
    }
    if kept.n_samples() == 0 {
        kept.first = recording.first;
    }
    for (all, some) in kept.columns.iter_mut().zip(&recording.columns) {
        all.extend_from_slice(some);
    }
    kept.ignored += recording.ignored;
}

/// Where samples and spikes are written.
pub(super) struct Sink<'a> {
    pub samples: Option<SampleWriter<&'a mut Output>>,
    pub spikes: Option<SpikeWriter<&'a mut Output>>,
    /// Ids of the populations, in the order of the document.
    pub populations: Vec<u32>,
    /// Spikes that one still to come might precede.
    held: Vec<Spike>,
    /// Spikes asked for during a refractory period.
    pub ignored: u64,
    /// Everything, in the order in which it is written, if it is kept.
    pub kept: Option<Recording>,
}

impl<'a> Sink<'a> {
    /// Nothing written yet.
    pub fn new(
        samples: Option<SampleWriter<&'a mut Output>>,
        spikes: Option<SpikeWriter<&'a mut Output>>,
        populations: Vec<u32>,
    ) -> Self {
        Self { samples, spikes, populations, held: Vec::new(), ignored: 0, kept: None }
    }

    /// Writes nothing and keeps everything.
    pub fn keeping(populations: Vec<u32>) -> Self {
        Self { kept: Some(Recording::default()), ..Self::new(None, None, populations) }
    }

    /// Writes what was recorded up to a boundary; spikes in order of time, then of population and neuron. A step tells of
    /// one population after the other, so spikes from `until` on wait for those that are still to come; without it, none
    /// is.
    pub fn write(&mut self, recording: &Recording, until: Option<Moment>) -> io::Result<()> {
        self.ignored += recording.ignored;
        if let Some(samples) = &mut self.samples {
            samples.write(recording)?;
        }
        if let Some(kept) = &mut self.kept {
            keep(kept, recording);
        }
        if self.spikes.is_some() || self.kept.is_some() {
            self.held.extend_from_slice(&recording.spikes);
            let populations = &self.populations;
            let place = |spike: &Spike| populations.iter().position(|id| *id == spike.population);
            self.held.sort_by(|a, b| {
                a.at.order(&b.at).then_with(|| place(a).cmp(&place(b))).then(a.neuron.cmp(&b.neuron))
            });
            let settled = until.map_or(self.held.len(), |until| {
                self.held.partition_point(|spike| spike.at.order(&until).is_lt())
            });
            if let Some(spikes) = &mut self.spikes {
                spikes.write(&self.held[..settled])?;
            }
            if let Some(kept) = &mut self.kept {
                kept.spikes.extend_from_slice(&self.held[..settled]);
                if MOST_SPIKES < kept.spikes.len() as u64 {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
            }
            self.held.drain(..settled);
        }
        Ok(())
    }
}
