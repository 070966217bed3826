//! The engine's work, in turns: take commands, advance what is due, tell what happened. A turn is told how much
//! wall time has passed and how much work it may do, so the background thread and a test drive the same code.
//!
//! Longer than 500 lines: a turn and what it is made of share the worker's private state.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use super::batch::{Batch, Epoch, Halt, Limits, Status};
use super::command::{Command, CommandQueue, Injection, PlannedSpike, Program};
use super::crew::Crew;
use super::goal::{Goal, Pursuit};
use super::input_log::{Input, InputLog, schedule};
use super::pacer::{NO_LIMIT, Pacer};
use crate::model::probe::Probe;
use crate::sim::{Event, Observer, Recorder, Simulation, Slot, Snapshot};
use crate::units::{Grid, Speed, Step};

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

/// A recorder that also counts spikes.
#[derive(Debug)]
struct Watch {
    recorder: Recorder,
    spikes: u64,
}

impl Observer for Watch {
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

    fn event(&mut self, event: &Event) {
        self.spikes += u64::from(matches!(event, Event::Spike(_)));
        self.recorder.event(event);
    }
}

/// A simulation with everything around it that decides when it advances and what is told of it.
#[derive(Debug)]
pub struct Worker {
    epoch: Epoch,
    simulation: Simulation,
    crew: Crew,
    watch: Watch,
    probes: Arc<[Probe]>,
    speed: Speed,
    mode: Mode,
    halted: Option<Halt>,
    pacer: Pacer,
    /// What a run goes on to.
    pursuit: Option<Pursuit>,
    held: Option<Held>,
    inbox: CommandQueue,
    log: InputLog,
    limits: Limits,
    /// The batch under way, without the state of things now.
    pending: Option<Batch>,
    /// State of things at the last batch, which is all there is to show after a panic.
    head: Vec<f64>,
    snapshot: Snapshot,
    /// Whether anything has happened since the last batch, and whether it should be told without delay.
    dirty: bool,
    urgent: bool,
    /// Wall time since the last batch, and since weights were last sampled.
    since_offer: Duration,
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
            watch: Watch { recorder, spikes: 0 },
            probes: program.probes.clone().into(),
            speed: program.speed,
            mode: if program.running { Mode::Running } else { Mode::Paused },
            halted: None,
            pacer: Pacer::default(),
            pursuit: None,
            held: None,
            inbox: CommandQueue::default(),
            log: InputLog::default(),
            crew: Crew::new(1),
            limits,
            pending: None,
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
    pub fn queue(&mut self, command: Command) {
        self.inbox.push(command);
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
    pub fn tell_now(&mut self, offer: &mut Offer<'_>) {
        if self.dirty {
            self.tell(offer);
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

    /// What the engine is doing.
    #[must_use]
    pub fn status(&self) -> Status {
        match (&self.halted, self.mode) {
            (Some(halt), _) => Status::Halted(halt.clone()),
            (None, Mode::Paused) => Status::Paused,
            (None, _) => Status::Running,
        }
    }

    /// How long the worker may rest before its next turn.
    #[must_use]
    pub fn rest(&self) -> Rest {
        if !self.inbox.is_empty() {
            return Rest::None;
        }
        match (self.mode, self.speed) {
            (Mode::Paused, _) => Rest::UntilCommand,
            (Mode::Running, Speed::MsPerSecond(_)) if !self.pacer.is_behind() => {
                let longest = if self.dirty { OFFER_INTERVAL } else { RESTS.1 };
                Rest::AtMost(self.pacer.until_next(self.speed, self.grid()).clamp(RESTS.0, longest))
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
            self.tell(offer);
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
        // What has passed has passed at the old speed; commands act after it was counted.
        let mut due = match self.mode {
            Mode::Running => self.pacer.steps_due(elapsed, self.speed, self.grid()),
            Mode::ToGoal => self.pacer.steps_due(elapsed, Speed::Unlimited, self.grid()),
            _ => 0,
        };
        let mode = self.mode;
        let speed = self.speed;
        while let Some(command) = self.inbox.pop() {
            self.apply(command);
        }
        if self.urgent {
            self.tell(offer);
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
            Mode::ToSpike(_) => {
                self.run(NO_LIMIT, budget);
            }
        }
        if self.urgent || (self.dirty && OFFER_INTERVAL <= self.since_offer) {
            self.tell(offer);
        }
    }

    fn apply(&mut self, command: Command) {
        if matches!(self.halted, Some(Halt::Panicked(_))) && !matches!(command, Command::Restart(_)) {
            return; // What is left of the simulation is not to be touched.
        }
        // While model time passes, the next batch is soon enough for an edit.
        self.urgent |= self.mode == Mode::Paused;
        self.dirty = true;
        match command {
            Command::Fire { population, neuron } => self.fire(population, neuron),
            Command::Schedule(spikes) => self.schedule(spikes),
            Command::Hold { population, neuron, every_ms } => self.hold(population, neuron, every_ms),
            Command::LetGo => self.held = None,
            Command::SetNetwork(network) => {
                self.log.record(self.simulation.now(), Input::SetNetwork(Arc::clone(&network)));
                self.simulation.reconcile(network);
                self.watch.recorder.resolve(&self.simulation);
                if self.simulation.blow_up().is_none() {
                    self.halted = None;
                }
            }
            Command::SetProbes(probes) => self.set_probes(probes),
            Command::SetReleases(releases) => self.watch.recorder.set_releases(releases),
            Command::SetSpeed(speed) => self.set_speed(speed),
            Command::SetThreads(threads) => self.crew.set_threads(threads),
            Command::Run => self.go(Mode::Running),
            Command::Pause => self.pause(),
            Command::StepDt => self.step_more(1),
            Command::StepMs => self.step_more(u64::from(self.grid().steps_per_ms())),
            Command::StepToSpike => self.go(Mode::ToSpike(self.watch.spikes)),
            Command::RunUntil(goal) => self.run_until(goal),
            Command::Restart(program) => self.restart(&program),
            Command::Inject(injection) => self.inject(injection),
        }
    }

    fn fire(&mut self, population: u32, neuron: Option<u32>) {
        self.log.record(self.simulation.now(), Input::Fire { population, neuron });
        self.simulation.fire(population, neuron, &mut self.watch);
        self.urgent = true;
    }

    fn schedule(&mut self, spikes: Vec<PlannedSpike>) {
        let spikes: Arc<[PlannedSpike]> = spikes.into();
        schedule(&mut self.simulation, &spikes);
        self.log.record(self.simulation.now(), Input::Schedule(spikes));
    }

    fn hold(&mut self, population: u32, neuron: Option<u32>, every_ms: f64) {
        self.fire(population, neuron);
        let every = self.grid().step_at_or_after(every_ms).0.max(1);
        let next = Step(self.now().0 + every);
        self.held = Some(Held { population, neuron, every, next });
    }

    /// Fires what is held, if it is time; says how many steps may pass until it is time again.
    fn fire_held(&mut self) -> u64 {
        let now = self.now();
        let Some(held) = &mut self.held else { return u64::MAX };
        if now < held.next {
            return held.next.0 - now.0;
        }
        let Held { population, neuron, every, .. } = *held;
        held.next = Step(now.0 + every);
        self.fire(population, neuron);
        every
    }

    fn set_probes(&mut self, probes: Vec<Probe>) {
        if self.probes[..] == probes[..] {
            return;
        }
        self.collect();
        self.probes = probes.clone().into();
        let releases = self.watch.recorder.releases().to_vec();
        self.watch.recorder = Recorder::new(&self.simulation, probes, 1).with_releases_of(releases);
    }

    fn set_speed(&mut self, speed: Speed) {
        if self.speed != speed {
            self.speed = speed;
            self.pacer.reset();
        }
    }

    /// Lets model time pass, unless the run has come to an end that only an edit or a restart can mend.
    fn go(&mut self, mode: Mode) {
        if self.halted.is_none() && self.mode != mode {
            self.mode = mode;
            self.pursuit = None;
            self.pacer.reset();
            self.urgent = true;
        }
    }

    /// Runs on to a goal; one that lies in the past changes nothing.
    fn run_until(&mut self, goal: Goal) {
        if self.halted.is_none()
            && let Some(pursuit) = Pursuit::new(goal, &self.simulation)
        {
            self.go(Mode::ToGoal);
            self.pursuit = Some(pursuit);
        }
    }

    fn step_more(&mut self, steps: u64) {
        let left = if let Mode::Stepping(left) = self.mode { left } else { 0 };
        self.go(Mode::Stepping(left + steps));
    }

    fn pause(&mut self) {
        self.mode = Mode::Paused;
        self.pursuit = None;
        self.pacer.reset();
        (self.dirty, self.urgent) = (true, true);
    }

    fn halt(&mut self, halt: Halt) {
        self.halted = Some(halt);
        self.pause();
    }

    fn restart(&mut self, program: &Program) {
        // The epoch counts restarts, as the sender does, so it rises even if the rest should panic.
        self.epoch = self.epoch.next();
        self.log.record(self.simulation.now(), Input::Restart(program.clone()));
        // Two large networks at a time would need twice the memory.
        self.crew.forget();
        self.simulation = Simulation::new(Arc::default(), program.seed, program.grid);
        let fresh = Self::new(program, self.limits);
        *self = Self {
            epoch: self.epoch,
            log: std::mem::take(&mut self.log),
            crew: std::mem::replace(&mut self.crew, Crew::new(1)),
            inbox: std::mem::take(&mut self.inbox),
            since_offer: self.since_offer,
            ..fresh
        };
    }

    #[expect(clippy::panic, reason = "this is what it is asked for")]
    fn inject(&mut self, injection: Injection) {
        match injection {
            Injection::Panic => panic!("a panic was asked for"),
            Injection::NotANumber => {
                let network = Arc::clone(self.simulation.network());
                for population in network.populations() {
                    self.simulation.set_potential(population.id, 0, f64::NAN);
                }
            }
        }
    }

    /// Advances by at most this many steps within the budget; says by how many.
    fn run(&mut self, most: u64, budget: &Budget<'_>) -> u64 {
        let mut done = 0;
        match budget {
            Budget::Steps(steps) => {
                let most = most.min(*steps);
                while done < most && self.mode != Mode::Paused {
                    done += self.run_chunk((most - done).min(MAX_CHUNK));
                }
            }
            Budget::Time { limit, clock } => {
                let start = clock();
                let mut before = start;
                while done < most && self.mode != Mode::Paused {
                    let chunk = self.chunk.min(most - done);
                    done += self.run_chunk(chunk);
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

    /// Advances by at most this many steps; says by how many. Stops at what it was to run to, and at a blow-up.
    fn run_chunk(&mut self, n: u64) -> u64 {
        let target = if let Mode::ToSpike(before) = self.mode { before } else { u64::MAX };
        let n = n.min(self.fire_held());
        let n = n.min(self.pursuit.as_ref().map_or(n, |pursuit| pursuit.steps_left(self.now())));
        let mut done = 0;
        if target == u64::MAX {
            done = self.crew.run(&mut self.simulation, n, &mut self.watch, &mut |_| true);
        } else {
            while done < n && self.watch.spikes <= target && self.simulation.blow_up().is_none() {
                self.simulation.step(&mut self.watch);
                done += 1;
            }
        }
        self.dirty |= 0 < done;
        self.collect();
        if let Some(blow_up) = self.simulation.blow_up() {
            let time_ms = self.grid().time_ms(blow_up.step);
            let (population, neuron, value) = (blow_up.population, blow_up.neuron, blow_up.value);
            self.halt(Halt::NotFinite { population, neuron, value, time_ms });
        } else if target < self.watch.spikes
            || self.pursuit.as_mut().is_some_and(|pursuit| pursuit.look(&self.simulation))
        {
            self.pause();
        }
        done
    }

    /// Moves what was recorded into the batch under way.
    fn collect(&mut self) {
        let recording = self.watch.recorder.take();
        if recording.is_empty() {
            return;
        }
        let mut batch = self.pending.take().unwrap_or_else(|| self.fresh());
        batch.append_recording(&self.probes, &recording, &self.limits);
        self.pending = Some(batch);
    }

    /// A batch with the state of things as last looked at, in which nothing has happened.
    fn fresh(&self) -> Batch {
        Batch {
            epoch: self.epoch,
            grid: self.grid(),
            now: self.simulation.now(),
            blocks: Vec::new(),
            lost_samples: 0,
            probes: Arc::clone(&self.probes),
            head: self.head.clone(),
            spikes: Vec::new(),
            spike_counts: crate::sim::SpikeCounts::default(),
            lost_spikes: 0,
            releases: Vec::new(),
            lost_releases: 0,
            ignored: 0,
            snapshot: self.snapshot.clone(),
            status: self.status(),
            progress: self.pursuit.as_ref().map(Pursuit::progress),
            achieved_ms_per_s: self.pacer.achieved_ms_per_s(self.grid()),
            inputs: self.log.total(),
        }
    }

    /// Offers the batch under way with the state of things now. When there is no room for it, it is kept, and
    /// what happens next is added to it.
    fn tell(&mut self, offer: &mut Offer<'_>) {
        if !matches!(self.halted, Some(Halt::Panicked(_))) {
            self.collect();
            self.head = self.watch.recorder.read(&self.simulation);
            self.simulation.snapshot(&mut self.snapshot);
            if WEIGHTS_INTERVAL <= self.since_weights || self.mode == Mode::Paused {
                self.simulation.sample_weights(&mut self.snapshot.weights);
                self.since_weights = Duration::ZERO;
            }
        }
        let mut batch = self.fresh();
        if let Some(mut pending) = self.pending.take() {
            pending.absorb_within(batch, &self.limits);
            batch = pending;
        }
        batch.thin(&self.limits);
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
