//! What the engine has reported last, as views read it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::calm::Calm;
use super::past::Mark;
use super::theme::{FLASH_APART_S, RING_S};
use crate::engine::{Progress, Reach, Recorded, RunPlace, SeekTo, Status};
use crate::model::network::Network;
use crate::preset::Preset;
use crate::sim::Snapshot;
use crate::storage::PAST_MIB;
use crate::units::{Grid, Speed, Step};

/// What the engine has reported last.
#[derive(Debug, Clone)]
pub struct RunView {
    /// Running, paused, or halted by a fault.
    pub status: Status,
    /// The boundary of the playhead.
    pub now: Step,
    /// The place of the playhead.
    pub place: RunPlace,
    /// The newest place of the run.
    pub end: RunPlace,
    /// What of the past can be reached.
    pub reach: Arc<Reach>,
    /// How far a seek that takes its time has come.
    pub seeking: Option<f32>,
    /// The boundary that the playhead is on its way to.
    pub sought: Option<Step>,
    /// Number of the last seek that was asked for.
    pub asked: u64,
    /// Number of the last seek that was done.
    pub arrived: u64,
    /// Number of the last seek that found nothing.
    pub missed: u64,
    /// The memory for the past that the engine was told of [MiB].
    pub past_mib: f64,
    /// The time grid of the run.
    pub grid: Grid,
    /// The speed that is asked for; the document's is where a run starts.
    pub speed: Speed,
    /// How far a run to a goal has come, if there is one.
    pub progress: Option<Progress>,
    /// Achieved speed [ms of model time per second].
    pub achieved_ms_per_s: f64,
    /// Spikes that were counted instead of listed because too many came at once, and that a plot would have shown.
    pub lost_spikes: u64,
    /// All spikes that were counted instead of listed.
    pub counted_spikes: u64,
    /// Steps that are missing in the traces, for the same reason.
    pub lost_samples: u64,
    /// Releases that no plot shows, for the same reason.
    pub lost_releases: u64,
    /// Spikes asked for during a refractory period.
    pub ignored: u64,
    /// State for the canvas.
    pub snapshot: Snapshot,
    /// Whether it was said that neurons were ready to fire twice in a step, and that a potential left sense.
    pub caveats_said: (bool, bool),
    /// What of it is shown.
    pub calm: Calm,
    /// When each population fired last, for rings.
    pub firings: BTreeMap<u32, Vec<Firing>>,
}

/// Spikes of one population that may still be seen at a time.
const MAX_FIRINGS: usize = 16;

/// A moment at which neurons of a population fired, as seen in the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Firing {
    /// Wall time at which it was shown first [s].
    pub shown_s: f64,
    /// Fraction of the population that fired.
    pub fraction: f32,
    /// True if the firing is shown as a flash and a ring; false if it came too soon after the last one that was.
    pub flashes: bool,
}

impl RunView {
    /// The view of a run of which nothing has been reported yet.
    #[must_use]
    pub fn new(preset: &Preset, running: bool) -> Self {
        Self {
            status: if running { Status::Running } else { Status::Paused },
            now: Step(0),
            place: RunPlace::default(),
            end: RunPlace::default(),
            reach: Arc::default(),
            seeking: None,
            sought: None,
            asked: 0,
            arrived: 0,
            missed: 0,
            past_mib: PAST_MIB,
            grid: preset.grid(),
            speed: preset.run().speed_ms_per_s,
            progress: None,
            achieved_ms_per_s: 0.0,
            lost_spikes: 0,
            counted_spikes: 0,
            lost_samples: 0,
            lost_releases: 0,
            ignored: 0,
            snapshot: Snapshot::default(),
            caveats_said: (false, false),
            calm: Calm::default(),
            firings: BTreeMap::new(),
        }
    }

    /// Counts what was too much to keep.
    pub fn note_recorded(&mut self, recorded: &Recorded) {
        self.counted_spikes += recorded.lost_spikes;
        self.lost_samples += recorded.lost_samples;
        self.lost_releases += recorded.lost_releases;
        self.ignored += recorded.ignored;
    }

    /// Whether the model is moving.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.status, Status::Running)
    }

    /// The view of a run that starts anew after this one.
    #[must_use]
    pub fn anew(&self, preset: &Preset, running: bool) -> Self {
        let Self { speed, asked, arrived, missed, past_mib, .. } = *self;
        Self { asked, arrived, missed, past_mib, speed, ..Self::new(preset, running) }
    }

    /// Whether the playhead is before the end of the run, or on its way there.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.place < self.end || self.sought.is_some_and(|sought| sought < self.end.step)
    }

    /// Time of the end of the run [ms].
    #[must_use]
    pub fn end_ms(&self) -> f64 {
        self.grid.time_ms(self.end.step)
    }

    /// Time of the playhead, or of where it is on its way to [ms].
    #[must_use]
    pub fn playhead_ms(&self) -> f64 {
        self.grid.time_ms(self.sought.unwrap_or(self.now))
    }

    /// Whether a time [ms] is after the playhead, which is in the past.
    #[must_use]
    pub fn is_ahead(&self, time_ms: f64) -> bool {
        self.place < self.end && self.now_ms() < time_ms
    }

    /// About where a seek leads.
    pub(super) fn step_of(&self, to: SeekTo, marks: &[Mark]) -> Step {
        let within = |step: Step| step.clamp(self.reach.first.step.min(self.end.step), self.end.step);
        let from = self.sought.unwrap_or(self.now);
        match to {
            SeekTo::At(place) => within(place.step),
            SeekTo::Ms(ms) => within(self.grid.moment(ms.max(0.0)).step),
            SeekTo::Mark(number) => {
                let place = marks.partition_point(|mark| mark.at.done < number);
                marks.get(place).map_or(self.end.step, |mark| mark.at.step)
            }
            SeekTo::By(steps) => within(Step(from.0.saturating_add_signed(steps))),
            SeekTo::SpikeBefore => from,
            SeekTo::Start => within(Step(0)),
            SeekTo::End => self.end.step,
        }
    }

    /// Time of the playhead [ms].
    #[must_use]
    pub fn now_ms(&self) -> f64 {
        self.grid.time_ms(self.now)
    }

    /// Notes that a fraction of a population fired.
    pub fn note_firing(&mut self, population: u32, fraction: f32, shown_s: f64) {
        let firings = self.firings.entry(population).or_default();
        let flashes = firings.last().is_none_or(|last| FLASH_APART_S <= shown_s - last.shown_s);
        let is_old = |firing: &Firing| FLASH_APART_S.max(RING_S) < shown_s - firing.shown_s;
        firings.retain(|firing| !is_old(firing));
        if MAX_FIRINGS <= firings.len()
            && let Some(index) = firings.iter().position(|firing| !firing.flashes)
        {
            firings.remove(index);
        }
        firings.push(Firing { shown_s, fraction, flashes });
    }

    /// Lets what is shown of the network follow its state.
    pub fn follow_state(&mut self, network: &Network, time_s: f64) {
        self.calm.follow(network, &self.snapshot, time_s);
    }

    /// Mean potential of a population now [mV].
    #[must_use]
    pub fn potential_mV(&self, population: u32) -> Option<f64> {
        self.snapshot.populations.iter().find(|now| now.id == population)?.V_mV
    }

    /// Mean conductance of a projection now [nS].
    #[must_use]
    pub fn conductance_nS(&self, projection: u32) -> f64 {
        self.snapshot.projections.iter().find(|now| now.id == projection).map_or(0.0, |now| now.g_nS)
    }
}
