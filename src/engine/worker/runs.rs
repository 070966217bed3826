//! The worker's runs: one that the simulation is in, and others that are parked. A run forks from the past of another, which
//! stays as it is; a parked run has its program, its inputs and kept states, so that any place of it is computed again.

use std::collections::VecDeque;
use std::time::Duration;

use super::past::Seeking;
use super::watch::Watch;
use super::{Mode, Worker};
use crate::engine::batch::Halt;
use crate::engine::command::{Command, Fork, Sent, Ticket};
use crate::engine::history::History;
use crate::engine::history::place::{RunPlace, SeekTo};
use crate::engine::input_log::{InputLog, LoggedInput};
use crate::sim::{Recorder, Recording};
use crate::units::{Moment, RunId, Step};

/// Of the memory for kept states, each parked run may have this part: the present run has the rest.
const PART_OF_PARKED: usize = 16;

/// A run that the simulation is not in.
#[derive(Debug)]
pub(super) struct Parked {
    /// Its past.
    pub history: History,
    /// What acted on it.
    pub log: InputLog,
    /// What is yet to act on it, of a saved run that is being played.
    pub to_play: VecDeque<LoggedInput>,
}

impl Worker {
    /// Goes on with a new run from a place in the past. If the playhead is elsewhere, because model time went on while the command
    /// was on its way, it goes back first, and the command waits for it.
    pub(super) fn fork(&mut self, ticket: Ticket, fork: Fork) {
        let Fork { run, at, keeps_boundary } = fork;
        let at = self.past.history.place(SeekTo::At(at), self.past.place);
        let waited = self.fork_waits.take();
        let is_there = self.past.place == at && !self.is_broken();
        if !is_there && waited.is_none() {
            self.fork_waits = Some(self.mode == Mode::Running);
            self.begin_seek(at, self.past.number);
            self.inbox.put_back(Sent { ticket, command: Command::Fork(fork) });
            return;
        }
        // What left the model on the way back is where the seek has ended.
        let at = self.past.place;
        let boundary = if keeps_boundary { Recording::default() } else { self.boundary_before(at) };
        let history = self.past.history.fork(at);
        let undone = self.past.history.end().done - at.done;
        let log = self.log.without_last(undone);
        self.park(run, Parked { history, log, to_play: VecDeque::new() });
        self.past.place = at;
        if !boundary.is_empty() {
            let mut batch = self.pending.take().unwrap_or_else(|| self.fresh());
            batch.recorded.append_recording(&self.probes, &boundary, &self.limits);
            self.pending = Some(batch);
        }
        if waited == Some(true) {
            self.go(Mode::Running);
        }
    }

    /// Goes to a place in another run.
    pub(super) fn switch_run(&mut self, run: RunId, to: RunPlace, number: u64) {
        self.leave_beside(run);
        let Some(parked) = self.parked.remove(&run) else {
            self.seek(SeekTo::At(to), number);
            return;
        };
        self.park(run, parked);
        let past = &mut self.past;
        let to = past.history.place(SeekTo::At(to), to);
        (past.place, self.simulation) = past.history.simulation_near(to);
        past.seek = Some(Seeking::anew(to, number, past.history.cost(past.place, to)));
        self.crew.look_again();
        (self.pursuit, self.held, self.halted, self.fork_waits) = (None, None, None, None);
        self.pacer.reset();
        self.mode = Mode::Seeking;
    }

    /// Parks the present run and puts another one in its place. Where the simulation is in it is up to the caller.
    fn park(&mut self, run: RunId, next: Parked) {
        self.end_twin();
        let is_broken = self.is_broken();
        if is_broken {
            self.watch.recorder.take();
            self.past.acted.clear();
        } else {
            self.collect();
        }
        // The way back to the end is short where the state there is kept.
        let is_at_end = self.past.is_at_end() && !is_broken;
        if let Some(end) = self.past.end_state.take() {
            let bytes = &end;
            self.past.history.keep(bytes, || (end.clone(), Duration::ZERO));
        } else if is_at_end {
            let simulation = &self.simulation;
            self.past.history.keep(simulation, || (simulation.clone(), Duration::ZERO));
        }
        let history = std::mem::replace(&mut self.past.history, next.history);
        let log = std::mem::replace(&mut self.log, next.log);
        let to_play = std::mem::replace(&mut self.to_play, next.to_play);
        self.parked.insert(self.run, Parked { history, log, to_play });
        // A question is about the run in which it was asked.
        (self.asking, self.answer) = (None, None);
        self.run = run;
        let past = &mut self.past;
        (past.seek, past.waiting, past.told_version) = (None, None, None);
        past.since_reach = Duration::MAX;
        past.flashes.clear();
        if let Some(batch) = &mut self.pending {
            batch.turn_to(run);
        }
        self.share_past();
        self.watch.resolve(&self.simulation);
        (self.dirty, self.urgent) = (true, true);
    }

    /// Shares the memory for kept states between the runs. What two of them share is counted for both, so there is always less.
    pub(super) fn share_past(&mut self) {
        let bytes = self.limits.past.bytes;
        let part = bytes / PART_OF_PARKED;
        for parked in self.parked.values_mut() {
            parked.history.set_bytes(part);
        }
        self.past.history.set_bytes(bytes.saturating_sub(part * self.parked.len()));
    }

    /// What happened at the boundary of a place before the inputs there that have not acted: the last step before it is done
    /// again, and looked at.
    fn boundary_before(&self, at: RunPlace) -> Recording {
        let history = &self.past.history;
        let last = at.step.0.checked_sub(1).filter(|last| history.first().step.0 <= *last);
        let (mut place, mut simulation) = match last {
            Some(last) => history.simulation_near(RunPlace { step: Step(last), done: usize::MAX }),
            None => history.simulation_near(history.first()),
        };
        while let Some(last) = last {
            history.act(&mut place, usize::MAX, &mut simulation, &mut ());
            let n = history.steps_left(place).min(last - place.step.0);
            if n == 0 || simulation.run(n, &mut ()) == 0 {
                break;
            }
            place.step = simulation.now();
        }
        let releases = self.watch.recorder.releases().to_vec();
        let recorder = Recorder::new(&simulation, Vec::new(), 1).with_releases_of(releases);
        let mut watch = Watch::new(recorder, self.watch.projections().to_vec(), &simulation);
        if last.is_some() {
            watch.step(&mut simulation);
        }
        place.step = simulation.now();
        watch.act(history, &mut place, at.done, &mut simulation);
        let happened = |moment: &Moment| moment.order(&Moment::at(at.step)).is_ge();
        let mut recording = watch.recorder.take();
        recording.spikes.retain(|spike| happened(&spike.at));
        recording.releases.retain(|release| happened(&release.at));
        recording.weight_changes.retain(|change| happened(&change.at));
        recording.ignored = 0;
        recording
    }

    fn is_broken(&self) -> bool {
        matches!(self.halted, Some(Halt::Panicked(_)))
    }
}
