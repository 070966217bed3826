//! The engine's work, in turns: take commands, advance by the steps that are due, report what happened. A turn is given the wall
//! time that has passed and the work that it may do, so the background thread and a test drive the same code.
//!
//! Longer than 500 lines: a turn from its commands to its batch, which is read together.

mod ask;
mod beside;
mod commands;
mod past;
mod runs;
mod search;
mod twin;
mod watch;

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::batch::{Batch, Epoch, Halt, Limits, Recorded, Scene, Status, ToldRun};
use super::command::{CommandQueue, Program, Sent};
use super::crew::Crew;
use super::goal::Pursuit;
use super::history::History;
use super::input_log::{InputLog, LoggedInput};
use super::leeway::Leeway;
use super::pacer::{NO_LIMIT, Pacer};
use super::question::Answer;
use crate::model::probe::Probe;
use crate::sim::{Recorder, Simulation, Snapshot};
use crate::units::{Grid, RunId, Speed, Step};
use ask::Asking;
use beside::Beside;
use past::Past;
use runs::Parked;
use twin::Twin;
use watch::Watch;

/// Wall time between batches while model time passes, a little less than a frame of most screens.
const OFFER_INTERVAL: Duration = Duration::from_millis(15);

/// Wall time between samples of all weights while model time passes: 30 a second.
const WEIGHTS_INTERVAL: Duration = Duration::from_millis(33);
/// Shortest and longest rest between turns while model time passes. The longest stays well below what the
/// pacer counts of one turn's wall time.
const RESTS: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(100));
/// Most steps between two looks at the clock.
const MAX_CHUNK: u64 = 8192;

/// How much a turn may do before it has to look for commands again.
pub enum Budget<'a> {
    /// This many steps. For hand-stepped engines.
    Steps(u64),
    /// This much wall time, on this clock, which returns the time since any fixed moment.
    Time {
        /// The wall time.
        limit: Duration,
        /// The clock.
        clock: &'a dyn Fn() -> Duration,
    },
}

/// Takes a batch away, or gives it back when there is no room for it.
pub type Offer<'a> = dyn FnMut(Batch) -> Option<Batch> + 'a;

/// How long a worker may rest between turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Not at all.
    None,
    /// This long, or until a command comes.
    AtMost(Duration),
    /// Until a command comes.
    UntilCommand,
}

/// What model time does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Paused,
    Running,
    /// Pauses after this many steps.
    Stepping(u64),
    /// Pauses once more spikes than this have been seen.
    ToSpike(u64),
    /// Pauses once the goal of the pursuit is reached.
    ToGoal,
    /// Pauses once the playhead is where it was sent.
    Seeking,
}

/// How far a chunk goes at most.
#[derive(Debug, Clone, Copy)]
struct Steps {
    /// So many steps.
    most: u64,
    /// To the spike after so many; with [`u64::MAX`], spikes are no reason to stop.
    target: u64,
}

/// A neuron that fires again and again for as long as a button is held.
#[derive(Debug, Clone, Copy)]
struct Held {
    population: u32,
    neuron: Option<u32>,
    /// Steps from one spike to the next.
    every: u64,
    /// When it fires next.
    next: Step,
}

/// A simulation, with all that decides when it advances and what is reported of it.
#[derive(Debug)]
pub struct Worker {
    epoch: Epoch,
    simulation: Simulation,
    /// The threads that may advance it.
    crew: Crew,
    /// What it leaves to the window.
    leeway: Leeway,
    watch: Watch,
    probes: Arc<[Probe]>,
    speed: Speed,
    mode: Mode,
    halted: Option<Halt>,
    pacer: Pacer,
    /// What a run goes on to.
    pursuit: Option<Pursuit>,
    held: Option<Held>,
    /// Inputs that have yet to act.
    to_play: VecDeque<LoggedInput>,
    /// Runs that were asked for since the last batch.
    told: Vec<Arc<ToldRun>>,
    inbox: CommandQueue,
    log: InputLog,
    past: Past,
    /// The question to the past that is being answered, and the last answer.
    asking: Option<Asking>,
    answer: Option<Arc<Answer>>,
    /// The run that the simulation is in.
    run: RunId,
    /// The other runs.
    parked: BTreeMap<RunId, Parked>,
    /// A second simulation in lockstep with this one.
    twin: Option<Box<Twin>>,
    /// Runs that are played in the background.
    beside: Beside,
    /// Set while a fork waits for the playhead to be back at its place; true if model time goes on then.
    fork_waits: Option<bool>,
    limits: Limits,
    /// The batch under way, without the state of things now.
    pending: Option<Batch>,
    /// State of things at the last batch, which is all there is to show after a panic.
    head: Vec<f64>,
    snapshot: Snapshot,
    /// True if anything has happened since the last batch.
    dirty: bool,
    /// True if the next batch should be offered without delay.
    urgent: bool,
    /// Wall time since the last batch.
    since_offer: Duration,
    /// Wall time since weights were last sampled.
    since_weights: Duration,
    /// Steps between two looks at the clock.
    chunk: u64,
}

impl Worker {
    /// A worker at the start of a program.
    #[must_use]
    pub fn new(program: &Program, limits: Limits) -> Self {
        let simulation = Simulation::new(Arc::clone(&program.network), program.seed, program.grid);
        let recorder =
            Recorder::new(&simulation, program.probes.clone(), 1).with_releases_of(program.releases.clone());
        Self {
            epoch: Epoch::default(),
            watch: Watch::new(recorder, program.weights.clone(), &simulation),
            probes: program.probes.clone().into(),
            speed: program.speed,
            mode: if program.running { Mode::Running } else { Mode::Paused },
            halted: None,
            pacer: Pacer::default(),
            pursuit: None,
            held: None,
            to_play: VecDeque::new(),
            told: Vec::new(),
            inbox: CommandQueue::default(),
            log: InputLog::default(),
            past: Past::new(program, limits.past),
            asking: None,
            answer: None,
            run: RunId::default(),
            parked: BTreeMap::new(),
            twin: None,
            beside: Beside::default(),
            fork_waits: None,
            limits,
            pending: None,
            crew: Crew::new(1),
            leeway: Leeway::default(),
            head: vec![f64::NAN; program.probes.len()],
            snapshot: Snapshot::default(),
            dirty: true,
            urgent: true,
            since_offer: Duration::ZERO,
            since_weights: Duration::MAX,
            chunk: 1,
            simulation,
        }
    }

    /// Puts a command where the next turn finds it.
    pub fn queue(&mut self, sent: Sent) {
        self.inbox.push(sent);
    }

    /// So many frames have been drawn since the last turn.
    pub fn drawn(&mut self, frames: u32) {
        self.leeway.frames(frames);
    }

    /// There is room for batches again: what could not be passed on goes out with the next turn.
    pub fn room(&mut self) {
        self.urgent |= self.dirty;
    }

    /// What waits for room.
    #[cfg(test)]
    #[must_use]
    pub fn pending(&self) -> Option<&Batch> {
        self.pending.as_ref()
    }

    /// Offers what has happened by now, without waiting for the time of the next batch.
    pub fn report_now(&mut self, offer: &mut Offer<'_>) {
        if self.dirty {
            self.report(offer);
        }
    }

    /// Whether the speed bounds the steps of a turn.
    #[must_use]
    pub fn is_paced(&self) -> bool {
        self.mode == Mode::Running && self.speed != Speed::Unlimited
    }

    /// The inputs so far.
    #[must_use]
    pub fn input_log(&self) -> &InputLog {
        &self.log
    }

    /// The past of the run.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.past.history
    }

    /// The simulation at the playhead.
    #[must_use]
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// What the engine is doing.
    #[must_use]
    pub fn status(&self) -> Status {
        match (&self.halted, self.mode) {
            (Some(halt), _) => Status::Halted(halt.clone()),
            (None, Mode::Paused | Mode::Seeking) => Status::Paused,
            (None, _) => Status::Running,
        }
    }

    /// How long the worker may rest before its next turn.
    #[must_use]
    pub fn rest(&self) -> Rest {
        if !self.inbox.is_empty()
            || self.past.has_waiting()
            || self.asking.is_some()
            || !self.beside.is_done()
        {
            return Rest::None;
        }
        match (self.mode, self.speed) {
            (Mode::Paused, _) => Rest::UntilCommand,
            (Mode::Running, Speed::MsPerSecond(_)) if !self.pacer.is_behind() => {
                let longest = if self.dirty { OFFER_INTERVAL } else { RESTS.1 };
                Rest::AtMost(self.pacer.until_next(self.speed, self.grid()).clamp(RESTS.0, longest))
            }
            (Mode::Running | Mode::ToGoal, _) if !self.leeway.rest().is_zero() => {
                Rest::AtMost(self.leeway.rest())
            }
            _ => Rest::None,
        }
    }

    /// One turn, after `elapsed` wall time since the last: commands act, due steps are done within the budget,
    /// and what happened is offered. A panic ends in a halt that only a restart lifts.
    pub fn turn(&mut self, elapsed: Duration, budget: &Budget<'_>, offer: &mut Offer<'_>) {
        let outcome = catch_unwind(AssertUnwindSafe(|| self.work(elapsed, budget, offer)));
        if let Err(payload) = outcome {
            self.halt(Halt::Panicked(panic_text(payload.as_ref())));
            self.report(offer);
        }
    }

    /// Advances by this many steps whatever the speed, unless something halts the run. For hand-stepped engines.
    pub fn advance_steps(&mut self, n: u64, offer: &mut Offer<'_>) {
        let mode = self.mode;
        let ready = self.halted.is_none();
        if ready {
            self.mode = Mode::Stepping(n);
        }
        self.turn(Duration::ZERO, &Budget::Steps(n), offer);
        if ready && self.halted.is_none() {
            // A goal that was reached on the way stays reached.
            self.mode = if mode == Mode::ToGoal && self.pursuit.is_none() { Mode::Paused } else { mode };
            self.dirty = true;
        }
    }

    fn work(&mut self, elapsed: Duration, budget: &Budget<'_>, offer: &mut Offer<'_>) {
        self.since_offer = self.since_offer.saturating_add(elapsed);
        self.since_weights = self.since_weights.saturating_add(elapsed);
        self.leeway.pass(elapsed);
        // What has passed has passed at the old speed; commands act after it was counted.
        let mut due = match self.mode {
            Mode::Running => self.pacer.steps_due(elapsed, self.speed, self.grid()),
            Mode::ToGoal => self.pacer.steps_due(elapsed, Speed::Unlimited, self.grid()),
            _ => 0,
        };
        let mode = self.mode;
        let speed = self.speed;
        self.past.since_reach = self.past.since_reach.saturating_add(elapsed);
        self.begin_waiting();
        let asked = self.take_commands(budget);
        if self.urgent {
            self.report(offer);
        }
        // Whoever clicks or moves a slider sees what comes of it at once, also where the next step is not due yet.
        let answers = asked && self.mode == Mode::Running && matches!(budget, Budget::Time { .. });
        if answers && due == 0 && self.pacer.borrow_step() {
            due = 1;
        }
        if (self.speed != speed || self.mode != mode) && due == NO_LIMIT {
            due = 0;
        }
        match self.mode {
            Mode::Paused => {}
            Mode::Running | Mode::ToGoal => {
                let done = self.run(due, budget);
                self.pacer.done(due, done);
            }
            Mode::Stepping(left) => {
                let left = left - self.run(left, budget);
                if left == 0 {
                    self.pause();
                } else if self.mode != Mode::Paused {
                    self.mode = Mode::Stepping(left);
                }
            }
            // Without a clock a seek is done in one go.
            Mode::Seeking if matches!(budget, Budget::Steps(_)) => {
                self.run(NO_LIMIT, &Budget::Steps(u64::MAX));
            }
            Mode::ToSpike(_) | Mode::Seeking => {
                self.run(NO_LIMIT, budget);
            }
        }
        self.go_on_asking(budget);
        self.go_on_beside(budget);
        if self.urgent || (self.dirty && (answers || OFFER_INTERVAL <= self.since_offer)) {
            self.report(offer);
        }
    }

    /// Advances by at most this many steps within the budget; says by how many.
    fn run(&mut self, most: u64, budget: &Budget<'_>) -> u64 {
        let mut done = 0;
        match budget {
            Budget::Steps(steps) => {
                let most = most.min(*steps);
                while done < most && self.mode != Mode::Paused {
                    done += self.advance(budget, (most - done).min(MAX_CHUNK), Duration::ZERO);
                }
            }
            Budget::Time { limit, clock } => {
                let start = clock();
                let mut before = start;
                while done < most && self.mode != Mode::Paused {
                    let chunk = self.chunk.min(most - done);
                    done += self.advance(budget, chunk, before);
                    let now = clock();
                    let took = now.saturating_sub(before);
                    if *limit / 8 < took {
                        self.chunk = (self.chunk / 2).max(1);
                    } else if took < *limit / 32 && chunk == self.chunk {
                        self.chunk = (self.chunk * 2).min(MAX_CHUNK);
                    }
                    // Another chunk may take as long as this one did.
                    if *limit <= now.saturating_sub(start) + took {
                        break;
                    }
                    before = now;
                }
            }
        }
        done
    }

    /// Advances by at most this many steps; says by how many. What passes for the first time is counted and kept, from the
    /// time `before` on the budget's clock.
    fn advance(&mut self, budget: &Budget<'_>, n: u64, before: Duration) -> u64 {
        let is_new = self.past.is_at_end();
        let done = self.run_chunk(n);
        if is_new {
            let now = if let Budget::Time { clock, .. } = budget { clock() } else { before };
            self.spent(budget, now.saturating_sub(before), done, 0);
            self.keep_if_due(budget);
        }
        done
    }

    /// Advances by at most this many steps; says by how many. Stops at what it was to run to, and at a blow-up.
    fn run_chunk(&mut self, n: u64) -> u64 {
        if self.mode == Mode::Seeking {
            return self.seek_chunk(n);
        }
        let target = if let Mode::ToSpike(before) = self.mode { before } else { u64::MAX };
        let n = n.min(self.pursuit.as_ref().map_or(n, |pursuit| pursuit.steps_left(self.now())));
        // What an input has just made fire is what the run stops at, too.
        let mut is_there = self.has_fired();
        let mut done = 0;
        if !is_there {
            let steps = Steps { most: n, target };
            (done, is_there) =
                if self.past.is_at_end() { self.end_chunk(steps) } else { self.past_chunk(steps) };
        }
        if let Some(halt) = self.blown_up() {
            self.halt(halt);
        } else if is_there
            || target < self.watch.spikes
            || self.pursuit.as_mut().is_some_and(|pursuit| pursuit.look(&self.simulation))
        {
            self.pause();
        }
        done
    }

    /// Whether a spike that an input made at the boundary reached is what the run stops at.
    fn has_fired(&mut self) -> bool {
        let Self { watch, simulation, .. } = self;
        watch.lookout.as_mut().is_some_and(|lookout| lookout.has_fired(simulation))
    }

    /// Advances the end of the run by some steps, or to what it stops at; says by how many, and whether it is there.
    fn end_chunk(&mut self, Steps { most, target }: Steps) -> (u64, bool) {
        let n = most.min(self.play()).min(self.fire_held());
        let (mut done, mut is_there) = (0, self.has_fired());
        if target == u64::MAX && self.watch.lookout.is_none() {
            done = self.watch.run(&mut self.simulation, &mut self.crew, n);
        } else {
            while !is_there && done < n && self.watch.spikes <= target && self.simulation.blow_up().is_none()
            {
                self.watch.step(&mut self.simulation);
                let lookout = self.watch.lookout.as_mut();
                is_there = lookout.is_some_and(|lookout| lookout.is_there(&self.simulation));
                done += 1;
            }
        }
        self.follow_with_twin();
        self.dirty |= 0 < done;
        self.past.history.advanced(self.simulation.now());
        self.past.place = self.past.history.end();
        let _ = self.play(); // What is due at the boundary that was reached.
        self.collect();
        (done, is_there)
    }

    /// Moves what was recorded into the batch under way.
    fn collect(&mut self) {
        self.collect_twin();
        let recording = self.watch.recorder.take();
        if recording.is_empty() && self.past.acted.is_empty() {
            return;
        }
        let acted = std::mem::take(&mut self.past.acted);
        let mut batch = self.pending.take().unwrap_or_else(|| self.fresh());
        batch.recorded.append_recording(&self.probes, &recording, &self.limits);
        batch.recorded.append_acted(acted, &self.limits);
        self.pending = Some(batch);
    }

    /// A batch with the state of things as last looked at, in which nothing has happened.
    fn fresh(&mut self) -> Batch {
        let scene = Scene {
            place: self.past.shown,
            end: self.past.history.end(),
            number: self.past.number,
            missed: self.past.missed,
            seeking: self.past.seeking(),
            beside: self.beside.scenes().to_vec(),
            reach: Arc::clone(&self.past.reach),
            flashes: std::mem::take(&mut self.past.flashes),
            probes: Arc::clone(&self.probes),
            head: self.head.clone(),
            snapshot: self.snapshot.clone(),
            status: self.status(),
            progress: self.pursuit.as_ref().map(Pursuit::progress),
            achieved_ms_per_s: self.pacer.achieved_ms_per_s(self.grid()),
            inputs: self.log.total(),
            told: std::mem::take(&mut self.told),
            answer: self.answer.clone(),
            twin: self.twin_scene(),
        };
        Batch {
            epoch: self.epoch,
            grid: self.grid(),
            run: self.run,
            recorded: Recorded::default(),
            others: Vec::new(),
            scene,
        }
    }

    /// Offers the batch under way with the state of things now. When there is no room for it, it is kept, and
    /// what happens next is added to it.
    fn report(&mut self, offer: &mut Offer<'_>) {
        if !matches!(self.halted, Some(Halt::Panicked(_))) {
            self.collect();
        }
        if !matches!(self.halted, Some(Halt::Panicked(_))) && self.mode != Mode::Seeking {
            self.past.shown = self.past.place;
            self.head = self.watch.recorder.read(&self.simulation);
            self.simulation.snapshot(&mut self.snapshot);
            if WEIGHTS_INTERVAL <= self.since_weights || self.mode == Mode::Paused {
                self.simulation.sample_weights(&mut self.snapshot.weights);
                self.weigh_twin();
                self.since_weights = Duration::ZERO;
            }
        }
        self.past.look_at_reach();
        let mut batch = self.fresh();
        if let Some(mut pending) = self.pending.take() {
            pending.absorb_within(batch, &self.limits);
            batch = pending;
        }
        batch.recorded.thin(&self.limits);
        batch.thin_others(&self.limits);
        self.pending = offer(batch);
        self.dirty = self.pending.is_some();
        self.urgent = false;
        self.since_offer = Duration::ZERO;
    }

    fn grid(&self) -> Grid {
        self.simulation.grid()
    }

    /// The boundary reached.
    #[must_use]
    pub fn now(&self) -> Step {
        self.simulation.now()
    }
}

/// The text of a panic, if it has one.
fn panic_text(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("unknown panic").to_owned()
}
