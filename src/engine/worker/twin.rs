//! The worker's twin: a second simulation that goes on in lockstep with the shown one, to the same boundaries.
//!
//! The shown run, B, has the past, the log and the edits; the twin, A, has a state and what it records. It moves only when the end
//! of the run moves: while the playhead is in the past, A waits at the end.

use std::sync::Arc;

use super::watch::Watch;
use super::{Mode, Worker};
use crate::engine::batch::{Acted, Halt, InputKind};
use crate::engine::command::Ticket;
use crate::engine::crew::Crew;
use crate::engine::history::History;
use crate::engine::input_log::{Input, LoggedInput, MAX_INPUTS};
use crate::engine::pairs::{MeanWeights, PairPlan, weigh};
use crate::engine::twin::{Noted, Parting, StartIsGone, TwinScene, part};
use crate::model::network::Network;
use crate::sim::{Recorder, Simulation, WeightSample};
use crate::units::{RunId, Step};

/// A network at t = 0, and what has acted on it since.
type Course = (Arc<Network>, Vec<LoggedInput>);

/// The second simulation.
#[derive(Debug)]
pub(super) struct Twin {
    run: RunId,
    simulation: Simulation,
    pub crew: Crew,
    watch: Watch,
    since: Step,
    weights: Vec<MeanWeights>,
    samples: Vec<WeightSample>,
    click: Option<Step>,
    /// What it began with at t = 0 and what has acted on it since, as far as that is known.
    course: Option<Course>,
    plan: Option<Result<Arc<PairPlan>, StartIsGone>>,
    parting: Option<Parting>,
    halted: Option<Halt>,
}

impl Twin {
    /// Keeps what acts on it, unless that is too much to be played again.
    fn keep_input(&mut self, input: &Input) {
        let step = self.simulation.now();
        if let Some((_, inputs)) = &mut self.course {
            inputs.push(LoggedInput { step, input: input.clone() });
        }
        if self.course.as_ref().is_some_and(|course| MAX_INPUTS < course.1.len()) {
            self.course = None;
        }
    }
}

/// What it takes to play a run and its twin again.
fn plan_of(history: &History, twin: &Twin) -> Option<PairPlan> {
    let (network, seed, grid) = history.program()?;
    let b = (Arc::clone(network), history.inputs().to_vec());
    let (since, end, click) = (twin.since, history.end().step, twin.click);
    Some(PairPlan { seed, grid, a: twin.course.clone()?, b, since, end, click })
}

impl Worker {
    /// Tells what it takes to play both again.
    pub(super) fn plan_pairs(&mut self) {
        let plan = self.twin.as_deref().map(|twin| plan_of(&self.past.history, twin));
        if let (Some(plan), Some(twin)) = (plan, self.twin.as_deref_mut()) {
            twin.plan = Some(plan.map(Arc::new).ok_or(StartIsGone));
        }
        self.urgent = true;
    }

    /// Begins a twin at the end of the run, as a copy of what is there. In the past that is refused, and the answer says so.
    pub(super) fn begin_twin(&mut self, ticket: Ticket, run: RunId) {
        if !self.past.is_at_end() {
            self.past.acted.push(Acted { ticket: Some(ticket), kind: InputKind::Edit, at: None });
            return;
        }
        self.end_twin();
        let simulation = self.simulation.clone();
        let history = &self.past.history;
        let course = history.program().map(|(network, ..)| (Arc::clone(network), history.inputs().to_vec()));
        self.twin_from(run, simulation, course);
    }

    /// A twin in this state, at the boundary that the end of the run has reached, after this course.
    fn twin_from(&mut self, run: RunId, simulation: Simulation, course: Option<Course>) {
        self.collect();
        let recorder = Recorder::new(&simulation, self.probes.to_vec(), 1)
            .with_releases_of(self.watch.recorder.releases().to_vec());
        let mut watch = Watch::new(recorder, self.watch.projections().to_vec(), &simulation);
        watch.noted = Some(Noted::new());
        self.watch.noted = Some(Noted::new());
        let crew = Crew::new(self.crew.threads());
        let (since, weights) = (simulation.now(), weigh(&simulation, &self.simulation));
        let (click, plan, parting, halted) = (None, None, None, None);
        let mut samples = Vec::new();
        simulation.sample_weights(&mut samples);
        let twin = Twin {
            run,
            simulation,
            crew,
            watch,
            since,
            weights,
            samples,
            click,
            course,
            plan,
            parting,
            halted,
        };
        self.twin = Some(Box::new(twin));
        self.urgent = true;
    }

    /// Lets go of the twin.
    pub(super) fn end_twin(&mut self) {
        if self.twin.is_some() {
            if !matches!(self.halted, Some(Halt::Panicked(_))) {
                self.collect();
            }
            (self.twin, self.watch.noted) = (None, None);
        }
    }

    /// Begins the twin anew at the start of the run, with the network that it had.
    pub(super) fn restart_twin(&mut self, run: RunId, network: Arc<Network>) {
        let simulation = Simulation::new(Arc::clone(&network), self.simulation.seed(), self.grid());
        self.twin_from(run, simulation, Some((network, Vec::new())));
    }

    /// Lets go of the twin's state, but for what it begins anew with.
    pub(super) fn take_twin(&mut self) -> Option<(RunId, Arc<Network>)> {
        let twin = self.twin.take()?;
        Some((twin.run, Arc::clone(twin.simulation.network())))
    }

    /// Advances the twin to the boundary that the end of the run has reached.
    pub(super) fn follow_with_twin(&mut self) {
        let Some(twin) = self.twin.as_deref_mut().filter(|twin| twin.halted.is_none()) else { return };
        let left = self.simulation.now().0.saturating_sub(twin.simulation.now().0);
        twin.watch.run(&mut twin.simulation, &mut twin.crew, left);
        if let Some(blow_up) = twin.simulation.blow_up() {
            let time_ms = twin.simulation.grid().time_ms(blow_up.step);
            let (population, neuron, value) = (blow_up.population, blow_up.neuron, blow_up.value);
            twin.halted = Some(Halt::NotFinite { population, neuron, value, time_ms });
            self.compare_no_more();
            self.urgent = true;
        }
    }

    /// The two have parted, or one of them has stopped.
    fn compare_no_more(&mut self) {
        let of_a = self.twin.as_mut().and_then(|twin| twin.watch.noted.as_mut());
        for noted in [of_a, self.watch.noted.as_mut()].into_iter().flatten() {
            noted.events = None;
        }
    }

    /// A click is about to act on both.
    pub(super) fn note_click(&mut self, input: &Input) {
        let Some(twin) = self.twin.as_deref_mut() else { return };
        if matches!(input, Input::Fire { .. }) {
            twin.click = Some(self.simulation.now());
            for noted in [&mut twin.watch.noted, &mut self.watch.noted].into_iter().flatten() {
                noted.click();
            }
        }
    }

    /// Lets an input act on the twin that has acted on the run. An edit does not.
    pub(super) fn input_to_twin(&mut self, input: &Input) {
        if let Some(twin) = self.twin.as_deref_mut().filter(|twin| twin.halted.is_none())
            && matches!(input, Input::Fire { .. } | Input::Schedule(_))
        {
            twin.keep_input(input);
            twin.watch.input(&mut twin.simulation, input);
        }
    }

    /// Lets an edit act on the twin alone.
    pub(super) fn edit_twin(&mut self, network: Arc<Network>) {
        if self.twin.is_none() {
            return;
        }
        self.collect();
        let mut batch = self.pending.take().unwrap_or_else(|| self.fresh());
        if let Some(twin) = self.twin.as_deref_mut() {
            batch.recorded_of(twin.run).note_network(twin.simulation.now(), Arc::clone(&network));
            let input = Input::SetNetwork(network);
            twin.keep_input(&input);
            twin.watch.input(&mut twin.simulation, &input);
        }
        self.pending = Some(batch);
    }

    /// Records the same of the twin as of the run from now on.
    pub(super) fn watch_twin_alike(&mut self) {
        let Some(twin) = self.twin.as_deref_mut() else { return };
        let own = &self.watch;
        if twin.watch.recorder.probes() != own.recorder.probes() {
            let probes = own.recorder.probes().to_vec();
            twin.watch.recorder = Recorder::new(&twin.simulation, probes, 1);
        }
        twin.watch.recorder.set_releases(own.recorder.releases().to_vec());
        twin.watch.set_weights(own.projections().to_vec(), &twin.simulation);
    }

    /// Moves what the twin recorded into the batch under way, and compares what happened. Both are at one boundary.
    pub(super) fn collect_twin(&mut self) {
        let Some(twin) = self.twin.as_deref_mut() else { return };
        let events = |noted: &mut Option<Noted>| noted.as_mut()?.events.as_mut().map(std::mem::take);
        if let (Some(a), Some(b)) = (events(&mut twin.watch.noted), events(&mut self.watch.noted))
            && !(a.is_empty() && b.is_empty())
        {
            let networks = [&**twin.simulation.network(), &**self.simulation.network()];
            twin.parting = part(a, b, networks);
            if twin.parting.is_some() {
                self.compare_no_more();
            }
        }
        let Some(twin) = self.twin.as_deref_mut() else { return };
        let recording = twin.watch.recorder.take();
        if recording.is_empty() {
            return;
        }
        let run = twin.run;
        let mut batch = self.pending.take().unwrap_or_else(|| self.fresh());
        batch.recorded_of(run).append_recording(&self.probes, &recording, &self.limits);
        self.pending = Some(batch);
    }

    /// Weighs the weights of both, at the end of the run.
    pub(super) fn weigh_twin(&mut self) {
        if self.past.is_at_end()
            && let Some(twin) = self.twin.as_deref_mut().filter(|twin| twin.halted.is_none())
        {
            twin.weights = weigh(&twin.simulation, &self.simulation);
            twin.simulation.sample_weights(&mut twin.samples);
        }
    }

    /// How the twin is.
    pub(super) fn twin_scene(&self) -> Option<TwinScene> {
        let twin = self.twin.as_deref()?;
        let is_whole = !matches!(self.halted, Some(Halt::Panicked(_))) && self.mode != Mode::Seeking;
        let nothing = || vec![f64::NAN; self.probes.len()];
        Some(TwinScene {
            run: twin.run,
            since: twin.since,
            now: twin.simulation.now(),
            head: if is_whole { twin.watch.recorder.read(&twin.simulation) } else { nothing() },
            weights: twin.weights.clone(),
            samples: twin.samples.clone(),
            counts: twin
                .watch
                .noted
                .as_ref()
                .zip(self.watch.noted.as_ref())
                .map_or_else(Vec::new, |(a, b)| Noted::counts(a, b)),
            click: twin.click,
            plan: twin.plan.clone(),
            parting: twin.parting,
            halted: twin.halted.clone(),
        })
    }

    /// The twin's simulation.
    #[must_use]
    pub fn twin_simulation(&self) -> Option<&Simulation> {
        self.twin.as_deref().map(|twin| &twin.simulation)
    }
}
