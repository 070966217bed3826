//! Runs that are played in the background: those of a saved file that are not looked at. Each is a parked run that goes on, one after
//! the other, in the time that the run in front leaves; going to one of them takes it over as far as it has come.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::runs::Parked;
use super::watch::Watch;
use super::{Budget, Mode, Worker};
use crate::engine::batch::{Acted, BesideScene, InputKind, Limits, Recorded};
use crate::engine::command::PlayedRun;
use crate::engine::crew::Crew;
use crate::engine::history::place::RunPlace;
use crate::engine::input_log::{Input, InputLog};
use crate::model::probe::Probe;
use crate::sim::{Recorder, Simulation};
use crate::units::{RunId, Step};

/// Steps in a turn of a hand-stepped engine, and most steps between two looks at the clock.
const HAND_STEPS: u64 = 2000;
const MOST_STEPS: u64 = 256;

/// Runs that are played in the background.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Those that are yet to come to their end, each with it.
    left: VecDeque<(RunId, Step)>,
    /// The first of them, once it has begun.
    first: Option<Box<Playing>>,
    /// How far all of them have come.
    scenes: Vec<BesideScene>,
}

/// A run that is being played.
#[derive(Debug)]
struct Playing {
    simulation: Simulation,
    crew: Crew,
    watch: Watch,
    probes: Arc<[Probe]>,
}

impl Beside {
    /// Whether nothing is left to be played.
    pub fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    /// How far all of them have come.
    pub fn scenes(&self) -> &[BesideScene] {
        &self.scenes
    }
}

impl Worker {
    /// Plays runs of the present program in the background, each from t = 0.
    pub(super) fn play_beside(&mut self, runs: Vec<PlayedRun>) {
        for PlayedRun { run, inputs, end } in runs {
            let history = self.past.history.fork(RunPlace::default());
            let parked = Parked { history, log: InputLog::default(), to_play: inputs.into() };
            self.parked.insert(run, parked);
            self.beside.left.push_back((run, end));
            let at = RunPlace::default();
            self.beside.scenes.push(BesideScene { run, at, part: 0.0, state: None });
        }
        self.share_past();
        (self.dirty, self.urgent) = (true, true);
    }

    /// A run is gone to or let go of: it is not played in the background any more.
    pub(super) fn leave_beside(&mut self, run: RunId) {
        let is_first = self.beside.left.front().is_some_and(|first| first.0 == run);
        self.beside.left.retain(|own| own.0 != run);
        self.beside.scenes.retain(|own| own.run != run);
        if is_first
            && let Some(playing) = self.beside.first.take()
            && let Some(parked) = self.parked.get_mut(&run)
        {
            let simulation = &playing.simulation;
            parked.history.keep(simulation, || (simulation.clone(), Duration::ZERO));
        }
    }

    /// Lets the first of them go on, within what the budget leaves.
    pub(super) fn go_on_beside(&mut self, budget: &Budget<'_>) {
        if self.beside.is_done() || self.mode == Mode::Seeking {
            return;
        }
        match budget {
            Budget::Steps(_) => {
                let mut left = HAND_STEPS;
                while 0 < left && !self.beside.is_done() {
                    left -= self.chunk_beside(left.min(MOST_STEPS), &|| Duration::ZERO).clamp(1, left);
                }
            }
            Budget::Time { limit, clock } => {
                let is_idle = self.mode == Mode::Paused || self.is_paced() && !self.pacer.is_behind();
                let most = *limit / if is_idle { 2 } else { 8 };
                let start = clock();
                let mut n = 1;
                while !self.beside.is_done() {
                    let before = clock();
                    self.chunk_beside(n, clock);
                    let took = clock().saturating_sub(before);
                    if most <= clock().saturating_sub(start) + took {
                        break;
                    }
                    n = (2 * n).min(MOST_STEPS);
                }
            }
        }
        self.dirty = true;
    }

    /// Advances the first of them by at most so many steps; says by how many.
    fn chunk_beside(&mut self, most: u64, clock: &dyn Fn() -> Duration) -> u64 {
        let Some((run, end)) = self.beside.left.front().copied() else { return 0 };
        let Some(mut parked) = self.parked.remove(&run) else {
            self.leave_beside(run);
            return 0;
        };
        let mut playing = self.beside.first.take().unwrap_or_else(|| Box::new(self.begin_beside(&parked)));
        let mut batch = self.pending.take().unwrap_or_else(|| self.fresh());
        let before = clock();
        let done = playing.go_on(&mut parked, end, most, batch.recorded_of(run), &self.limits);
        self.pending = Some(batch);
        parked.history.spent(clock().saturating_sub(before));
        let simulation = &playing.simulation;
        let at = parked.history.end();
        let is_over = end <= at.step || simulation.blow_up().is_some();
        if is_over || parked.history.is_due() {
            parked.history.keep(simulation, || (simulation.clone(), Duration::ZERO));
        }
        if let Some(scene) = self.beside.scenes.iter_mut().find(|own| own.run == run) {
            #[expect(clippy::cast_precision_loss, reason = "a share to look at")]
            let part = if is_over { 1.0 } else { at.step.0 as f32 / end.0.max(1) as f32 };
            let state = is_over.then(|| simulation.digest());
            *scene = BesideScene { run, at, part, state };
        }
        if is_over {
            self.beside.left.pop_front();
            self.urgent = true;
        } else {
            self.beside.first = Some(playing);
        }
        self.parked.insert(run, parked);
        done
    }

    /// The simulation of a run that begins to be played, and what watches it: the same as the run in front.
    fn begin_beside(&self, parked: &Parked) -> Playing {
        let (_, simulation) = parked.history.simulation_near(parked.history.end());
        let recorder = Recorder::new(&simulation, self.probes.to_vec(), 1)
            .with_releases_of(self.watch.recorder.releases().to_vec());
        let watch = Watch::new(recorder, self.watch.projections().to_vec(), &simulation);
        Playing { simulation, crew: Crew::new(1), watch, probes: Arc::clone(&self.probes) }
    }
}

impl Playing {
    /// Goes on by at most so many steps, with the inputs that are due before and after them; says by how many.
    fn go_on(
        &mut self,
        parked: &mut Parked,
        end: Step,
        most: u64,
        recorded: &mut Recorded,
        limits: &Limits,
    ) -> u64 {
        self.act(parked, recorded, limits);
        let next = parked.to_play.front().map_or(end, |next| next.step.min(end));
        let n = most.min(next.0.saturating_sub(self.simulation.now().0));
        let done = self.watch.run(&mut self.simulation, &mut self.crew, n);
        parked.history.advanced(self.simulation.now());
        self.act(parked, recorded, limits);
        recorded.append_recording(&self.probes, &self.watch.recorder.take(), limits);
        done
    }

    /// Lets the inputs act whose boundary has come.
    fn act(&mut self, parked: &mut Parked, recorded: &mut Recorded, limits: &Limits) {
        let now = self.simulation.now();
        while let Some(next) = parked.to_play.pop_front_if(|next| next.step <= now) {
            let input = next.input;
            let kind = InputKind::of(&input);
            if let Input::SetNetwork(network) = &input {
                recorded.append_recording(&self.probes, &self.watch.recorder.take(), limits);
                recorded.note_network(now, Arc::clone(network));
            }
            parked.log.record(now, input.clone());
            self.watch.input(&mut self.simulation, &input);
            let at = parked.history.record(input);
            parked.history.bound_inputs(&self.simulation);
            recorded.append_acted(vec![Acted { ticket: None, kind, at: Some(at) }], limits);
        }
    }
}
