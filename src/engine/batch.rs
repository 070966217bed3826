//! What the engine reports: everything since its last report, and the present state. Batches that nobody
//! fetched merge, so that they take a bounded space however long nobody looks.
//!
//! Longer than 500 lines: what is new and how things are merge side by side.

use std::sync::Arc;

use super::command::{PlannedSpike, Program, Ticket};
use super::goal::Progress;
use super::history::place::RunPlace;
use super::history::{PastLimits, Reach};
use super::input_log::{Input, LoggedInput};
use super::question::Answer;
use super::twin::TwinScene;
use crate::message::Message;
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::sim::{MAX_BUCKETS, Recording, Release, SampleBlock, Snapshot, Spike, SpikeCounts, WeightChange};
use crate::units::{Grid, RunId, Step, time_words};

/// Which run a batch belongs to: a restart begins a new one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch(pub u64);

impl Epoch {
    /// The epoch after a restart.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Most networks of one batch.
const MAX_NETWORKS: usize = 32;

/// What the engine is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// Model time passes.
    Running,
    /// Model time stands still.
    Paused,
    /// Something went wrong, and model time stands still.
    Halted(Halt),
}

/// Why the engine halted.
#[derive(Debug, Clone, PartialEq)]
pub enum Halt {
    /// It panicked, with this text. Only a restart helps.
    Panicked(String),
    /// Its thread has ended. Only a restart of the program helps.
    Ended,
    /// A potential left the model: it is not a number, or beyond ±10⁴ mV.
    NotFinite {
        /// Id of the population.
        population: u32,
        /// Which of its neurons.
        neuron: u32,
        /// The potential [mV].
        value: f64,
        /// When it was found [ms].
        time_ms: f64,
    },
}

impl Halt {
    /// What to say to a person.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Panicked(text) => Message::new("engine-panicked").with("text", text),
            Self::Ended => Message::new("engine-ended"),
            Self::NotFinite { population, neuron, value, time_ms } => Message::new("engine-not-finite")
                .with("population", population)
                .with("neuron", neuron)
                .with("value", value)
                .with("time", time_words(*time_ms)),
        }
    }
}

/// What kind of input it was.
#[derive(Debug, Clone, PartialEq)]
pub enum InputKind {
    /// A neuron or a volley was made to fire.
    Fire {
        /// Id of the population.
        population: u32,
        /// Which of its neurons; none for a volley.
        neuron: Option<u32>,
    },
    /// Spikes were planned.
    Schedule(Arc<[PlannedSpike]>),
    /// The network was edited.
    Edit,
}

impl InputKind {
    /// What an input is.
    pub(super) fn of(input: &Input) -> Self {
        match input {
            Input::Fire { population, neuron } => Self::Fire { population: *population, neuron: *neuron },
            Input::Schedule(spikes) => Self::Schedule(Arc::clone(spikes)),
            Input::SetNetwork(_) | Input::Restart(_) => Self::Edit,
        }
    }
}

/// How far a run has come that is played in the background.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BesideScene {
    /// The run.
    pub run: RunId,
    /// The newest place of it.
    pub at: RunPlace,
    /// The share of it that has been played; 1 at its end.
    pub part: f32,
    /// The hash of the state at its end, once it is there.
    pub state: Option<u64>,
}

/// What became of an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Acted {
    /// The number of the command that brought it; none for a spike of a button that is held.
    pub ticket: Option<Ticket>,
    /// What it was.
    pub kind: InputKind,
    /// The place right before it acted; none if it was refused because the playhead was in the past.
    pub at: Option<RunPlace>,
}

/// How much a batch may hold. Beyond that samples become coarser and the oldest spikes become counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most spikes kept one by one.
    pub spikes: usize,
    /// Most spikes listed one by one in a batch; of a population that fired more than its share, the newest are listed.
    pub listed: usize,
    /// Most releases kept.
    pub releases: usize,
    /// Most changes of weights kept.
    pub weight_changes: usize,
    /// Most buckets in a column of samples.
    pub buckets: usize,
    /// Most blocks of samples, of which a change of the probes begins a new one.
    pub blocks: usize,
    /// Most answers to inputs kept.
    pub acted: usize,
    /// What looking back may take.
    pub past: PastLimits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            spikes: 1_000_000,
            listed: 32_768,
            releases: 100_000,
            weight_changes: 20_000,
            buckets: MAX_BUCKETS,
            blocks: 16,
            acted: 100_000,
            past: PastLimits::default(),
        }
    }
}

/// What is new since the last batch, and how things are at the playhead. The two merge by different rules: what is new adds
/// up, and of how things are only the last word counts. Nothing is new while the playhead is moved or plays through the past.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The program that it belongs to.
    pub epoch: Epoch,
    /// The run's time grid.
    pub grid: Grid,
    /// The run that the playhead is in.
    pub run: RunId,
    /// What is new in it.
    pub recorded: Recorded,
    /// What is new in runs that the playhead has left since, and in twins; one entry for each.
    pub others: Vec<(RunId, Recorded)>,
    /// How things are.
    pub scene: Scene,
}

/// What happened in model time that passed for the first time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recorded {
    /// Samples of all boundaries before the end of the run; one block for each list of probes, in order of time.
    pub blocks: Vec<SampleBlock>,
    /// Boundaries whose samples were given up because the probes changed too often while nobody fetched.
    pub lost_samples: u64,
    /// Spikes in the order in which they happened; the newest, if they are too many.
    pub spikes: Vec<Spike>,
    /// The spikes that are not in `spikes`.
    pub spike_counts: SpikeCounts,
    /// Number of spikes that are not in `spikes`.
    pub lost_spikes: u64,
    /// Releases of the projections that are watched, in the order in which they happened; the newest, if they are too
    /// many.
    pub releases: Vec<Release>,
    /// Releases of which nothing is left because too many came at once.
    pub lost_releases: u64,
    /// Changes of weights by spikes, of the synapses that are watched, in the order in which they happened; the newest, if they
    /// are too many.
    pub weight_changes: Vec<WeightChange>,
    /// Number of spikes that were asked for during a refractory period.
    pub ignored: u64,
    /// Networks that took over, each with the boundary at which it did; the newest, if they are too many.
    pub networks: Vec<(Step, Arc<Network>)>,
    /// What became of inputs, in the order in which they came; the newest, if they are too many.
    pub acted: Vec<Acted>,
}

/// How things are at the playhead.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Where the playhead is. The sample of its boundary is not taken yet: a fire would still change it.
    pub place: RunPlace,
    /// The newest place that the run has been advanced to.
    pub end: RunPlace,
    /// The number of the last [`super::Command::Seek`] that was done or given up; 0 before the first.
    pub number: u64,
    /// The number of the last seek that looked for something and found nothing; 0 before the first.
    pub missed: u64,
    /// How far a seek that takes its time has come: from 0 to 1.
    pub seeking: Option<f32>,
    /// How far the runs have come that are played in the background, and those that have come to their end.
    pub beside: Vec<BesideScene>,
    /// What of the past can be reached, and with how long a wait.
    pub reach: Arc<Reach>,
    /// Spikes that came by as the playhead passed through the past; at most a few thousand.
    pub flashes: Vec<Spike>,
    /// What is recorded now.
    pub probes: Arc<[Probe]>,
    /// Values of `probes` at the playhead, each in its unit; NaN where a probe's object does not exist.
    pub head: Vec<f64>,
    /// What a canvas shows.
    pub snapshot: Snapshot,
    /// What the engine is doing.
    pub status: Status,
    /// How far a run to a goal has come, if there is one.
    pub progress: Option<Progress>,
    /// Model time passed per wall time, averaged over the last turns [ms/s]; 0 when paused.
    pub achieved_ms_per_s: f64,
    /// Number of inputs (fires, networks, restarts) that have acted since the engine started.
    pub inputs: u64,
    /// Runs that were asked for since the last batch.
    pub told: Vec<Arc<ToldRun>>,
    /// The last answer to a [`super::Question`] about this run.
    pub answer: Option<Arc<Answer>>,
    /// How the twin is, if there is one.
    pub twin: Option<TwinScene>,
}

/// What acted on a run up to its end, as it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldRun {
    /// The number of the [`super::Command::TellRun`] that asked.
    pub number: u64,
    /// The run.
    pub run: RunId,
    /// What acted from the input on that was asked for; none if the start of the run is not kept any more.
    pub inputs: Option<Vec<LoggedInput>>,
    /// The end of the run.
    pub end: RunPlace,
    /// Where the playhead is.
    pub place: RunPlace,
    /// The hash of the state at the end, if it was asked for; none if there is no such state, because something went wrong there.
    pub state: Option<u64>,
}

impl Scene {
    /// Whether the playhead is before the end of the run.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.place < self.end
    }
}

/// Most spikes in [`Scene::flashes`].
pub(super) const MAX_FLASHES: usize = 4096;

impl Batch {
    /// A batch in which nothing has happened yet.
    #[must_use]
    pub fn empty(epoch: Epoch, program: &Program) -> Self {
        let scene = Scene {
            place: RunPlace::default(),
            end: RunPlace::default(),
            number: 0,
            missed: 0,
            seeking: None,
            beside: Vec::new(),
            reach: Arc::default(),
            flashes: Vec::new(),
            probes: program.probes.clone().into(),
            head: vec![f64::NAN; program.probes.len()],
            snapshot: Snapshot::default(),
            status: if program.running { Status::Running } else { Status::Paused },
            progress: None,
            achieved_ms_per_s: 0.0,
            inputs: 0,
            told: Vec::new(),
            answer: None,
            twin: None,
        };
        Self {
            epoch,
            grid: program.grid,
            run: RunId::default(),
            recorded: Recorded::default(),
            others: Vec::new(),
            scene,
        }
    }

    /// The boundary of the playhead.
    #[must_use]
    pub fn now(&self) -> Step {
        self.scene.place.step
    }

    /// How things are, without what is new.
    #[must_use]
    pub fn without_history(&self) -> Self {
        let scene = Scene { flashes: Vec::new(), told: Vec::new(), ..self.scene.clone() };
        Self { recorded: Recorded::default(), others: Vec::new(), scene, ..*self }
    }

    /// Takes a later batch in, within the usual limits. A batch of an earlier epoch is replaced by it.
    pub fn absorb(&mut self, later: Self) {
        self.absorb_within(later, &Limits::default());
    }

    /// Goes on with another run: what comes next is new in it.
    pub(super) fn turn_to(&mut self, run: RunId) {
        if self.run == run {
            return;
        }
        let known = self.others.iter().position(|(other, _)| *other == run);
        let earlier = known.map(|known| self.others.remove(known).1).unwrap_or_default();
        let left = std::mem::replace(&mut self.recorded, earlier);
        let run_left = std::mem::replace(&mut self.run, run);
        if left != Recorded::default() {
            self.others.push((run_left, left));
        }
    }

    /// What is new in another run than the one that the playhead is in.
    pub(super) fn recorded_of(&mut self, run: RunId) -> &mut Recorded {
        let place = self.others.iter().position(|(other, _)| *other == run).unwrap_or_else(|| {
            self.others.push((run, Recorded::default()));
            self.others.len() - 1
        });
        &mut self.others[place].1
    }

    /// Makes what is new in other runs no more than may be listed.
    pub(super) fn thin_others(&mut self, limits: &Limits) {
        self.others.iter_mut().for_each(|other| other.1.thin(limits));
    }

    /// Takes a later batch in, within these limits.
    pub fn absorb_within(&mut self, later: Self, limits: &Limits) {
        if self.epoch != later.epoch {
            *self = later;
            return;
        }
        let Self { epoch: _, grid: _, run, recorded, others, scene } = later;
        for (run, recorded) in others {
            self.turn_to(run);
            self.recorded.absorb_within(recorded, limits);
        }
        self.turn_to(run);
        self.recorded.absorb_within(recorded, limits);
        let mut flashes = std::mem::take(&mut self.scene.flashes);
        let mut told = std::mem::take(&mut self.scene.told);
        self.scene = scene;
        told.append(&mut self.scene.told);
        self.scene.told = told;
        if !flashes.is_empty() {
            flashes.append(&mut self.scene.flashes);
            let surplus = flashes.len().saturating_sub(MAX_FLASHES);
            flashes.drain(..surplus);
            self.scene.flashes = flashes;
        }
    }
}

impl Recorded {
    /// Takes in what came later.
    pub fn absorb_within(&mut self, later: Self, limits: &Limits) {
        let Self {
            blocks,
            lost_samples,
            spikes,
            spike_counts,
            lost_spikes,
            releases,
            lost_releases,
            weight_changes,
            ignored,
            networks,
            acted,
        } = later;
        for block in blocks {
            self.append_block(block, limits);
        }
        self.lost_samples += lost_samples;
        self.spike_counts.absorb(&spike_counts);
        self.lost_spikes += lost_spikes;
        self.lost_releases += lost_releases;
        self.append_spikes(&spikes, limits);
        self.append_releases(&releases, limits);
        self.append_weight_changes(&weight_changes, limits);
        self.ignored += ignored;
        for (at, network) in networks {
            self.note_network(at, network);
        }
        self.append_acted(acted, limits);
    }

    /// Notes that a network took over at a boundary.
    pub fn note_network(&mut self, at: Step, network: Arc<Network>) {
        self.networks.push((at, network));
        let excess = self.networks.len().saturating_sub(MAX_NETWORKS);
        self.networks.drain(..excess);
    }

    /// Takes in what a recorder of `probes` recorded at every step.
    pub fn append_recording(&mut self, probes: &Arc<[Probe]>, recording: &Recording, limits: &Limits) {
        if 0 < recording.n_samples() {
            let continues = self.blocks.last().is_some_and(|block| {
                same(&block.probes, probes) && block.samples.continues_at(recording.first, recording.every)
            });
            if !continues {
                self.blocks.push(SampleBlock::new(Arc::clone(probes)));
                self.bound_blocks(limits);
            }
            if let Some(SampleBlock { samples, .. }) = self.blocks.last_mut() {
                samples.append_steps(recording.first, &recording.columns);
                samples.shrink_to(samples.most_buckets(limits.buckets));
            }
        }
        self.append_spikes(&recording.spikes, limits);
        self.append_releases(&recording.releases, limits);
        self.append_weight_changes(&recording.weight_changes, limits);
        self.ignored += recording.ignored;
    }

    fn append_block(&mut self, block: SampleBlock, limits: &Limits) {
        match self.blocks.last_mut() {
            Some(SampleBlock { probes, samples })
                if same(probes, &block.probes)
                    && samples.continues_at(block.samples.first, block.samples.every) =>
            {
                samples.append(block.samples);
                samples.shrink_to(samples.most_buckets(limits.buckets));
            }
            _ => {
                self.blocks.push(block);
                self.bound_blocks(limits);
            }
        }
    }

    fn bound_blocks(&mut self, limits: &Limits) {
        let surplus = self.blocks.len().saturating_sub(limits.blocks.max(1));
        for block in self.blocks.drain(..surplus) {
            self.lost_samples += block.samples.end().0 - block.samples.first.0;
        }
    }

    /// Before a batch is offered: where more spikes come than anybody could look at one by one, the older ones of populations
    /// that fire much become counts. Nothing that fires seldom loses a spike.
    pub fn thin(&mut self, limits: &Limits) {
        if self.spikes.len() <= limits.listed {
            return;
        }
        let mut numbers: Vec<(u32, usize)> = Vec::new();
        for spike in &self.spikes {
            match numbers.iter_mut().find(|(population, _)| *population == spike.population) {
                Some((_, number)) => *number += 1,
                None => numbers.push((spike.population, 1)),
            }
        }
        let share = limits.listed / numbers.len();
        for (_, number) in &mut numbers {
            *number = number.saturating_sub(share);
        }
        let counts = &mut self.spike_counts;
        let before = self.spikes.len();
        self.spikes.retain(|spike| {
            let surplus = numbers.iter_mut().find(|(population, _)| *population == spike.population);
            match surplus {
                Some((_, surplus)) if 0 < *surplus => {
                    *surplus -= 1;
                    counts.add(spike);
                    false
                }
                _ => true,
            }
        });
        self.lost_spikes += (before - self.spikes.len()) as u64;
    }

    /// When they are too many, a quarter goes, the oldest first.
    fn append_releases(&mut self, releases: &[Release], limits: &Limits) {
        self.releases.extend_from_slice(releases);
        if limits.releases < self.releases.len() {
            let surplus = self.releases.len() - limits.releases / 4 * 3;
            self.releases.drain(..surplus);
            self.lost_releases += surplus as u64;
        }
    }

    /// When they are too many, the oldest fires and schedules go; the window waits for the answers to its edits.
    pub(super) fn append_acted(&mut self, acted: Vec<Acted>, limits: &Limits) {
        self.acted.extend(acted);
        if limits.acted < self.acted.len() {
            let mut surplus = self.acted.len() - limits.acted / 4 * 3;
            self.acted.retain(|acted| {
                let goes = 0 < surplus && acted.kind != InputKind::Edit;
                surplus -= usize::from(goes);
                !goes
            });
        }
    }

    /// When they are too many, the oldest go: plots show the last second or two.
    fn append_weight_changes(&mut self, changes: &[WeightChange], limits: &Limits) {
        let newest = &changes[changes.len().saturating_sub(limits.weight_changes)..];
        let surplus = (self.weight_changes.len() + newest.len()).saturating_sub(limits.weight_changes);
        self.weight_changes.drain(..surplus);
        self.weight_changes.extend_from_slice(newest);
    }

    /// When they are too many, the oldest become counts: who comes back to look wants the newest. A quarter
    /// goes at a time, so that each spike is moved about a few times at most.
    fn append_spikes(&mut self, spikes: &[Spike], limits: &Limits) {
        self.spikes.extend_from_slice(spikes);
        if limits.spikes < self.spikes.len() {
            let surplus = self.spikes.len() - limits.spikes / 4 * 3;
            for spike in self.spikes.drain(..surplus) {
                self.spike_counts.add(&spike);
            }
            self.lost_spikes += surplus as u64;
        }
    }
}

fn same(one: &Arc<[Probe]>, other: &Arc<[Probe]>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network::Target;
    use crate::units::{Moment, Speed};

    fn probe(id: u32) -> Probe {
        Probe { source: Target::Population(id), symbol: "V", index: None }
    }

    fn batch(epoch: u64, probes: Vec<Probe>) -> Batch {
        let program = Program {
            network: Arc::default(),
            seed: 1,
            grid: Grid::default(),
            probes,
            releases: Vec::new(),
            weights: Vec::new(),
            speed: Speed::Unlimited,
            running: true,
        };
        Batch::empty(Epoch(epoch), &program)
    }

    fn with_samples(id: u32, from: u64, to: u64) -> Batch {
        let mut batch = batch(0, vec![probe(id)]);
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let column: Vec<f64> = (from..to).map(|step| step as f64).collect();
        let spikes = (from..to).map(|step| Spike { at: Moment::at(Step(step)), population: id, neuron: 0 });
        let recording = Recording {
            first: Step(from),
            every: 1,
            columns: vec![column],
            spikes: spikes.collect(),
            ignored: 2,
            ..Recording::default()
        };
        let probes = Arc::clone(&batch.scene.probes);
        batch.recorded.append_recording(&probes, &recording, &Limits::default());
        batch.scene.place.step = Step(to);
        batch
    }

    #[test]
    fn samples_and_spikes_append() {
        let mut batch = with_samples(0, 0, 100);
        batch.absorb(with_samples(0, 100, 150));
        assert_eq!(
            (batch.now(), batch.recorded.blocks.len(), batch.recorded.spikes.len(), batch.recorded.ignored),
            (Step(150), 1, 150, 4)
        );
        assert_eq!(batch.recorded.blocks[0].samples.columns[0][149], [149.0, 149.0]);
    }

    #[test]
    fn samples_become_coarser_and_spikes_become_counts() {
        let limits = Limits { spikes: 120, buckets: 64, ..Limits::default() };
        let mut batch = with_samples(0, 0, 100);
        for round in 1..100 {
            batch.absorb_within(with_samples(0, 100 * round, 100 * (round + 1)), &limits);
            assert!(batch.recorded.spikes.len() <= 120 && batch.recorded.blocks[0].samples.len() <= 64);
        }
        let samples = &batch.recorded.blocks[0].samples;
        assert_eq!((samples.columns[0][0][0], samples.columns[0].last().unwrap()[1]), (0.0, 9999.0));
        assert!(0 < batch.recorded.lost_spikes);
        assert_eq!(
            batch.recorded.spikes.len() as u64 + batch.recorded.lost_spikes,
            10_000,
            "every spike is kept or counted"
        );
        assert_eq!(batch.recorded.spike_counts.total(), batch.recorded.lost_spikes);
        assert_eq!(batch.recorded.spikes.last().unwrap().at.step, Step(9999), "the newest are kept");
    }

    #[test]
    fn of_a_flood_of_spikes_the_newest_are_told_and_all_counted() {
        let limits = Limits { listed: 100, ..Limits::default() };
        let mut batch = with_samples(0, 0, 10);
        let flood = |step| Spike { at: Moment::at(Step(step)), population: 7, neuron: 0 };
        batch.recorded.spikes.extend((0..1000).map(flood));
        batch.recorded.thin(&limits);
        let of = |id| batch.recorded.spikes.iter().filter(|spike| spike.population == id).count();
        assert_eq!(
            (of(0), of(7), batch.recorded.lost_spikes, batch.recorded.spike_counts.total_of(7)),
            (10, 50, 950, 950)
        );
        assert_eq!(batch.recorded.spikes.last().map(|spike| spike.at.step), Some(Step(999)));
        batch.recorded.thin(&limits);
        assert_eq!(batch.recorded.lost_spikes, 950, "what is within the limit stays");
    }

    #[test]
    fn other_probes_begin_a_new_block() {
        let mut batch = with_samples(0, 0, 10);
        batch.absorb(with_samples(1, 10, 20));
        batch.absorb(with_samples(0, 20, 30));
        let firsts: Vec<u64> = batch.recorded.blocks.iter().map(|block| block.samples.first.0).collect();
        assert_eq!(firsts, [0, 10, 20]);
        assert_eq!(batch.scene.probes[..], [probe(0)]);
        batch.absorb_within(with_samples(1, 30, 40), &Limits { blocks: 2, ..Limits::default() });
        assert_eq!((batch.recorded.blocks.len(), batch.recorded.lost_samples), (2, 20));
    }

    #[test]
    fn a_new_epoch_replaces_everything() {
        let mut old = with_samples(0, 0, 10);
        let new = batch(1, Vec::new());
        old.absorb(new.clone());
        // As texts, because a value that is not known yet is NaN.
        assert_eq!(format!("{old:?}"), format!("{new:?}"));
    }

    #[test]
    fn a_halt_says_where_and_when() {
        let halt = Halt::NotFinite { population: 4, neuron: 3, value: -10_500.5, time_ms: 12.3 };
        let message = halt.message();
        assert_eq!(message.key, "engine-not-finite");
        let args: Vec<(&str, &str)> =
            message.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(args, [("population", "4"), ("neuron", "3"), ("value", "-10500.5"), ("time", "12.3 ms")]);
        assert_eq!(Halt::Panicked("why".to_owned()).message().args, [("text", "why".to_owned())]);
    }
}
