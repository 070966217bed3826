//! What commands do.

use std::sync::Arc;
use std::time::Duration;

use super::super::batch::{Halt, ToldRun};
use super::super::command::{Command, Injection, Program, Sent, Ticket};
use super::super::crew::Crew;
use super::super::excerpt::Excerpt;
use super::super::goal::{Goal, Pursuit};
use super::super::history::place::SeekTo;
use super::super::input_log::Input;
use super::super::until::Lookout;
use super::{Budget, Held, Mode, Worker};
use crate::model::probe::Probe;
use crate::sim::{Recorder, Simulation};
use crate::units::{Speed, Step};

impl Worker {
    /// Lets commands act that have come by now; says whether one of them acted on the run. What acts on the run, or lets time
    /// pass, waits for a seek under way.
    pub(super) fn take_commands(&mut self, budget: &Budget<'_>) -> bool {
        let now = || if let Budget::Time { clock, .. } = budget { clock() } else { Duration::ZERO };
        let (before, run, done) = (now(), self.run, self.past.history.end().done);
        while let Some(first) = self.inbox.first() {
            // Where a search leads is not known before its end.
            let is_relative = matches!(first, Command::Seek { to: SeekTo::By(_), .. });
            if self.mode == Mode::Seeking
                && (first.waits_for_seek() || is_relative && self.past.is_searching())
            {
                break;
            }
            if let Some(Sent { ticket, command }) = self.inbox.pop() {
                self.apply(ticket, command);
            }
        }
        // What begins a run acts on it.
        let acted = if self.run == run { self.past.history.end().done.saturating_sub(done) } else { 1 };
        if 0 < acted {
            let edits = u32::try_from(acted).unwrap_or(u32::MAX);
            self.spent(budget, now().saturating_sub(before), 0, edits);
            self.keep_if_due(budget);
        }
        0 < acted
    }

    // Longer than 60 lines: an arm for each command.
    fn apply(&mut self, ticket: Ticket, command: Command) {
        let lifts = matches!(
            command,
            Command::Restart(_)
                | Command::Seek { .. }
                | Command::Fork(_)
                | Command::SwitchRun { .. }
                | Command::TellRun { .. }
        );
        if matches!(self.halted, Some(Halt::Panicked(_))) && !lifts {
            return; // What is left of the simulation is not to be touched.
        }
        // While model time passes, the next batch is soon enough for an edit.
        self.urgent |= self.mode == Mode::Paused;
        self.dirty = true;
        match command {
            Command::Fire { population, neuron } => self.fire(Some(ticket), population, neuron),
            Command::Schedule(spikes) => _ = self.input(Some(ticket), Input::Schedule(spikes.into())),
            Command::Play(inputs) => {
                self.to_play = inputs.into();
                if self.past.is_at_end() {
                    self.play(); // What is due at once does not wait for model time to pass.
                }
            }
            Command::Hold { population, neuron, every_ms } => {
                self.hold(ticket, population, neuron, every_ms);
            }
            Command::LetGo => self.held = None,
            Command::SetNetwork(network) => {
                let is_done = self.input(Some(ticket), Input::SetNetwork(network));
                if is_done && self.simulation.blow_up().is_none() {
                    self.halted = None;
                }
            }
            Command::Seek { to, number } => self.seek(to, number),
            Command::Fork(fork) => self.fork(ticket, fork),
            Command::SwitchRun { run, to, number } => self.switch_run(run, to, number),
            Command::BeginTwin(run) => self.begin_twin(ticket, run),
            Command::EndTwin => self.end_twin(),
            Command::PlanPairs => self.plan_pairs(),
            Command::EditTwin(network) => self.edit_twin(network),
            Command::PlayBeside(runs) => self.play_beside(runs),
            Command::ForgetRun(run) => {
                self.leave_beside(run);
                self.parked.remove(&run);
            }
            Command::GiveUpSeek => self.give_up_seek(),
            Command::TellRun { number, first, hashes } => self.tell_run(number, first, hashes),
            Command::LeaveRun(to) => {
                self.tell_run(0, 0, false);
                if let Some(told) = self.told.pop() {
                    to.put(told);
                }
            }
            Command::SetPast(bytes) => self.set_past(bytes),
            Command::SetProbes(probes) => self.set_probes(probes),
            Command::SetWeights(projections) => {
                self.watch.set_weights(projections, &self.simulation);
                self.watch_twin_alike();
            }
            Command::SetReleases(releases) => {
                self.watch.recorder.set_releases(releases);
                self.watch_twin_alike();
            }
            Command::SetSpeed(speed) => self.set_speed(speed),
            Command::SetThreads(threads) => {
                self.crew.set_threads(threads);
                if let Some(twin) = &mut self.twin {
                    twin.crew.set_threads(threads);
                }
            }
            Command::SetFrameTime(wanted) => self.leeway.want(wanted),
            Command::Run => self.go(Mode::Running),
            Command::Pause => self.pause(),
            Command::StepDt => self.step_more(1),
            Command::StepMs => self.step_more(u64::from(self.grid().steps_per_ms())),
            Command::StepToSpike => self.go(Mode::ToSpike(self.watch.spikes)),
            Command::RunUntil(goal) => self.run_until(goal),
            Command::RunBack { until, number } => self.begin_search(self.past.place, number, until),
            Command::Ask(question) => self.ask(&question),
            Command::TakeOut { from, to } => {
                to.put(Excerpt::new(self.run, &self.past.history, from));
                self.urgent = true;
            }
            Command::Restart(program) => self.restart(&program),
            Command::Inject(injection) => self.inject(injection),
        }
    }

    pub(super) fn fire(&mut self, ticket: Option<Ticket>, population: u32, neuron: Option<u32>) {
        self.input(ticket, Input::Fire { population, neuron });
        self.urgent |= self.mode != Mode::Running;
    }

    pub(super) fn hold(&mut self, ticket: Ticket, population: u32, neuron: Option<u32>, every_ms: f64) {
        self.fire(Some(ticket), population, neuron);
        if !self.past.is_at_end() {
            return;
        }
        let every = self.grid().step_at_or_after(every_ms).0.max(1);
        let next = Step(self.now().0 + every);
        self.held = Some(Held { population, neuron, every, next });
    }

    /// Fires what is held, if it is time; says how many steps may pass until it is time again.
    pub(super) fn fire_held(&mut self) -> u64 {
        let now = self.now();
        let Some(held) = &mut self.held else { return u64::MAX };
        if now < held.next {
            return held.next.0 - now.0;
        }
        let Held { population, neuron, every, .. } = *held;
        held.next = Step(now.0 + every);
        self.fire(None, population, neuron);
        every
    }

    /// Lets inputs act that are to be played and whose boundary has come; says how many steps may pass until the next one is due.
    pub(super) fn play(&mut self) -> u64 {
        let now = self.now();
        while let Some(next) = self.to_play.pop_front_if(|next| next.step <= now) {
            self.input(None, next.input);
        }
        self.to_play.front().map_or(u64::MAX, |next| next.step.0 - now.0)
    }

    /// Tells what acted on the run from an input on, with the hash of the state at its end, if that is asked for and there.
    fn tell_run(&mut self, number: u64, first: usize, hashes: bool) {
        let history = &self.past.history;
        let place = if self.mode == Mode::Seeking { self.past.shown } else { self.past.place };
        let end = history.end();
        let is_broken = matches!(self.halted, Some(Halt::Panicked(_)));
        let is_here = self.past.place == end && !is_broken;
        let state = self.past.end_state().or_else(|| is_here.then_some(&self.simulation));
        let state = state.filter(|_| hashes).map(Simulation::digest);
        let inputs = history.inputs().get(first..).unwrap_or_default();
        let inputs = history.is_whole().then(|| inputs.to_vec());
        self.told.push(Arc::new(ToldRun { number, run: self.run, inputs, end, place, state }));
        self.urgent = true;
    }

    pub(super) fn set_probes(&mut self, probes: Vec<Probe>) {
        if self.probes[..] == probes[..] {
            return;
        }
        self.collect();
        self.probes = probes.clone().into();
        let releases = self.watch.recorder.releases().to_vec();
        self.watch.recorder = Recorder::new(&self.simulation, probes, 1).with_releases_of(releases);
        self.watch_twin_alike();
    }

    /// Limits the memory for the past from now on.
    pub(super) fn set_past(&mut self, bytes: usize) {
        self.limits.past.bytes = bytes;
        self.share_past();
    }

    pub(super) fn set_speed(&mut self, speed: Speed) {
        if self.speed != speed {
            self.speed = speed;
            self.pacer.reset();
        }
    }

    /// Lets model time pass, unless the run has come to an end that only an edit or a restart can mend.
    pub(super) fn go(&mut self, mode: Mode) {
        if self.halted.is_none() && self.mode != mode && self.mode != Mode::Seeking {
            self.mode = mode;
            (self.pursuit, self.watch.lookout) = (None, None);
            self.pacer.reset();
            self.urgent = true;
        }
    }

    /// Runs on to a goal; one that lies in the past changes nothing.
    pub(super) fn run_until(&mut self, goal: Goal) {
        if self.halted.is_none()
            && let Some(pursuit) = Pursuit::new(&goal, &self.simulation)
        {
            self.go(Mode::ToGoal);
            self.pursuit = Some(pursuit);
            if let Goal::Event(until) = goal {
                self.watch.lookout = Some(Lookout::new(until, &self.simulation));
            }
        }
    }

    pub(super) fn step_more(&mut self, steps: u64) {
        let left = if let Mode::Stepping(left) = self.mode { left } else { 0 };
        self.go(Mode::Stepping(left + steps));
    }

    pub(super) fn pause(&mut self) {
        self.mode = Mode::Paused;
        (self.pursuit, self.watch.lookout) = (None, None);
        self.pacer.reset();
        (self.dirty, self.urgent) = (true, true);
    }

    pub(super) fn halt(&mut self, halt: Halt) {
        self.halted = Some(halt);
        self.pause();
    }

    pub(super) fn restart(&mut self, program: &Program) {
        // The epoch counts restarts, as the sender does, so it rises even if the rest should panic.
        self.epoch = self.epoch.next();
        self.log.record(self.simulation.now(), Input::Restart(program.clone()));
        let twin = self.take_twin();
        // Two large networks at a time would need twice the memory.
        self.crew.forget();
        self.simulation = Simulation::new(Arc::default(), program.seed, program.grid);
        let mut fresh = Self::new(program, self.limits);
        (fresh.past.number, fresh.past.missed) = (self.past.number, self.past.missed);
        *self = Self {
            epoch: self.epoch,
            log: std::mem::take(&mut self.log),
            inbox: std::mem::take(&mut self.inbox),
            crew: std::mem::replace(&mut self.crew, Crew::new(1)),
            leeway: std::mem::take(&mut self.leeway),
            since_offer: self.since_offer,
            ..fresh
        };
        if let Some((run, network)) = twin {
            self.restart_twin(run, network);
        }
    }

    #[expect(clippy::panic, reason = "this is what it is asked for")]
    pub(super) fn inject(&mut self, injection: Injection) {
        match injection {
            Injection::Panic => panic!("a panic was asked for"),
            Injection::NotANumber => {
                let network = Arc::clone(self.simulation.network());
                for population in network.populations() {
                    self.simulation.set_potential(population.id, 0, f64::NAN);
                }
                self.cannot_be_replayed();
            }
        }
    }
}
