//! The past of a run: what acted on it and when, and kept simulations from which any place is computed again.
//!
//! This module owns the list of inputs of the run, the keyframes with their memory, and the arithmetic of what can be reached
//! and with how long a wait. It records nothing that is looked at, and knows neither threads nor clocks: it is told what steps
//! and inputs have cost. The worker owns the one simulation that moves.
//!
//! Nothing of the past is remembered but the program, the inputs and their steps; so nothing in it can disagree with what
//! a replay gives, and where a keyframe lies has no effect on any result.

mod keyframes;
pub(super) mod place;
mod reach;

use std::sync::Arc;
use std::time::Duration;

use super::command::Program;
use super::input_log::{Input, LoggedInput, Watcher};
use crate::model::network::Network;
use crate::sim::Simulation;
use crate::units::{Grid, Step};
use keyframes::Keyframes;
use place::{RunPlace, SeekTo};
pub use reach::{AT_ONCE, Reach, Wait};

/// How much looking back may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastLimits {
    /// Most memory of all keyframes together [bytes]. With 0 none are kept: only the start and the end can be reached at once.
    pub bytes: usize,
    /// Cost of what lies between two keyframes, and the most that it may become where the last minute would not fit.
    pub gaps: (Duration, Duration),
    /// Most inputs that are kept one by one.
    pub inputs: usize,
    /// Most parts of the networks of these inputs, and planned spikes, together.
    pub parts: usize,
}

impl Default for PastLimits {
    fn default() -> Self {
        Self {
            bytes: 224 << 20,
            gaps: (Duration::from_millis(10), Duration::from_millis(80)),
            inputs: 100_000,
            parts: 200_000,
        }
    }
}

/// A keyframe may be taken once this many times its own cost has passed: recording then costs at most a fortieth.
const TIMES_ITS_COST: u32 = 40;
/// Model time before the end of which every keyframe is kept as long as it fits [ms].
const KEPT_MS: f64 = 60_000.0;
/// Number of the last inputs of which the same holds.
const KEPT_INPUTS: usize = 2000;

/// What a run starts from.
#[derive(Debug, Clone)]
enum Start {
    /// A program, at t = 0. It is built again when it is needed: a second large network would cost its memory all the time.
    Program { network: Arc<Network>, seed: u64, grid: Grid },
    /// A state in its middle. What was before it is gone.
    State(Arc<Simulation>),
}

/// The past of a run, up to its end.
#[derive(Debug)]
pub struct History {
    grid: Grid,
    start: Start,
    /// The place of `start`.
    first: RunPlace,
    /// The inputs from there on: the first of them is number `first.done` of the run.
    inputs: Vec<LoggedInput>,
    /// Weight of `inputs`.
    parts: usize,
    end: RunPlace,
    /// What steps and inputs up to the end have cost.
    cost: Duration,
    /// The same at the last keyframe.
    cost_kept: Duration,
    /// What the last clone cost, and the memory of a clone of the present network [bytes], if it was measured.
    clone_cost: Duration,
    clone_bytes: Option<usize>,
    keyframes: Keyframes,
    limits: PastLimits,
    /// Rises whenever what can be reached changes.
    version: u64,
}

impl History {
    /// The past of a run that has not begun.
    #[must_use]
    pub fn new(program: &Program, limits: PastLimits) -> Self {
        let (network, seed, grid) = (Arc::clone(&program.network), program.seed, program.grid);
        Self::from(Start::Program { network, seed, grid }, RunPlace::default(), grid, limits)
    }

    fn from(start: Start, first: RunPlace, grid: Grid, limits: PastLimits) -> Self {
        Self {
            grid,
            start,
            first,
            inputs: Vec::new(),
            parts: 0,
            end: first,
            cost: Duration::ZERO,
            cost_kept: Duration::ZERO,
            clone_cost: Duration::ZERO,
            clone_bytes: None,
            keyframes: Keyframes::default(),
            limits,
            version: 0,
        }
    }

    /// Forgets everything before the end, where the run is in this state: something happened that no replay gives.
    pub fn begin_anew(&mut self, state: Simulation) {
        let anew = Self::from(Start::State(Arc::new(state)), self.end, self.grid, self.limits);
        *self = Self { version: self.version + 1, ..anew };
    }

    /// The past of a run that forks from this one at a place: the same up to there, and nothing after it.
    #[must_use]
    pub fn fork(&self, at: RunPlace) -> Self {
        let inputs = self.inputs[..(at.done - self.first.done).min(self.inputs.len())].to_vec();
        let cost = self.cost(self.first, at);
        let keyframes = self.keyframes.up_to(at);
        Self {
            grid: self.grid,
            start: self.start.clone(),
            first: self.first,
            parts: inputs.iter().map(|logged| logged.input.parts()).sum(),
            inputs,
            end: at,
            cost,
            cost_kept: keyframes.places().last().map_or(Duration::ZERO, |last| last.1),
            clone_cost: self.clone_cost,
            clone_bytes: None,
            keyframes,
            limits: self.limits,
            version: self.version + 1,
        }
    }

    /// Whether an input acts at the boundary of a place after it.
    #[must_use]
    pub fn is_before_inputs(&self, place: RunPlace) -> bool {
        self.next_input(place).is_some_and(|logged| logged.step == place.step)
    }

    /// The newest place.
    #[must_use]
    pub fn end(&self) -> RunPlace {
        self.end
    }

    /// The earliest place that can be reached.
    #[must_use]
    pub fn first(&self) -> RunPlace {
        self.first
    }

    /// Whether the run can be computed from t = 0.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.start, Start::Program { .. })
    }

    /// The inputs that are kept; all of the run if it is whole.
    #[must_use]
    pub fn inputs(&self) -> &[LoggedInput] {
        &self.inputs
    }

    /// Takes in an input that acts at the end, which moves on by it. Returns the place right before it acts.
    pub fn record(&mut self, input: Input) -> RunPlace {
        let before = self.end;
        if matches!(input, Input::SetNetwork(_)) {
            self.clone_bytes = None;
        }
        self.parts += input.parts();
        self.inputs.push(LoggedInput { step: before.step, input });
        self.end.done += 1;
        before
    }

    /// The end has moved on to a boundary.
    pub fn advanced(&mut self, to: Step) {
        self.end.step = to;
    }

    /// Steps or inputs at the end have cost this much.
    pub fn spent(&mut self, cost: Duration) {
        self.cost += cost;
    }

    /// Whether so much has passed since the last keyframe that the next is due.
    #[must_use]
    pub fn is_due(&self) -> bool {
        let passed = self.cost.saturating_sub(self.cost_kept);
        self.gap().max(TIMES_ITS_COST * self.clone_cost) <= passed && self.fits()
    }

    /// Whether a keyframe of the present network, as far as its size is known, can be kept at all.
    fn fits(&self) -> bool {
        self.clone_bytes.unwrap_or(0) <= self.limits.bytes && 0 < self.limits.bytes
    }

    /// The cost from one keyframe to the next: the least, or as much as it takes to keep the last minute within the limit.
    fn gap(&self) -> Duration {
        let (least, most) = self.limits.gaps;
        let ms = self.grid.time_ms(self.end.step).max(1.0);
        // Three quarters of the space, so that what is older keeps some of it.
        let space = 0.75 * as_f64(self.limits.bytes);
        let bytes = as_f64(self.clone_bytes.unwrap_or(0));
        let minute = self.cost.as_secs_f64() * (KEPT_MS / ms).min(1e6);
        let needed = Duration::try_from_secs_f64(minute * bytes / space.max(1.0)).unwrap_or(most);
        needed.clamp(least, most)
    }

    /// Keeps the state at the end, if there is room; `clone` makes it, and says what that cost.
    pub fn keep(&mut self, simulation: &Simulation, clone: impl FnOnce() -> (Simulation, Duration)) {
        let bytes = *self.clone_bytes.get_or_insert_with(|| simulation.kept_bytes());
        self.cost_kept = self.cost;
        if !self.fits() || self.end == self.first {
            return;
        }
        let (state, cost) = clone();
        self.clone_cost = cost;
        self.keyframes.insert(self.end, state, self.cost, bytes);
        self.thin();
        self.version += 1;
    }

    fn thin(&mut self) {
        let kept_steps = self.grid.step_at_or_after(KEPT_MS).0;
        let step = Step(self.end.step.0.saturating_sub(kept_steps));
        let done = self.end.done.saturating_sub(KEPT_INPUTS);
        let is_recent = |place: RunPlace| step <= place.step || done <= place.done;
        self.keyframes.thin(self.limits.bytes, self.cost, is_recent);
    }

    /// Drops the oldest inputs where they are too many, with what could be reached only by them: the run then starts from a
    /// keyframe. To be called at the end of the run with the state there, in case there is no keyframe.
    pub fn bound_inputs(&mut self, simulation: &Simulation) {
        if self.inputs.len() <= self.limits.inputs && self.parts <= self.limits.parts {
            return;
        }
        let dropped = self.inputs.len().saturating_sub(self.limits.inputs / 10 * 9);
        let mut by_parts = 0;
        let mut left = self.parts;
        while self.limits.parts / 10 * 9 < left && by_parts < self.inputs.len() {
            left -= self.inputs[by_parts].input.parts();
            by_parts += 1;
        }
        let least = RunPlace { step: Step(0), done: self.first.done + dropped.max(by_parts) };
        match self.keyframes.take_from(least.done) {
            Some((place, state)) => {
                self.inputs.drain(..place.done - self.first.done);
                self.parts = self.inputs.iter().map(|logged| logged.input.parts()).sum();
                (self.start, self.first) = (Start::State(Arc::new(state)), place);
                self.version += 1;
            }
            None => self.begin_anew(simulation.clone()),
        }
    }

    /// Limits the memory of all keyframes from now on [bytes].
    pub fn set_bytes(&mut self, bytes: usize) {
        self.limits.bytes = bytes;
        self.thin();
        self.version += 1;
    }

    /// The input that comes after a place, if there is one in the past.
    #[must_use]
    pub fn next_input(&self, place: RunPlace) -> Option<&LoggedInput> {
        self.inputs.get(place.done.checked_sub(self.first.done)?)
    }

    /// Steps from a place to the next input or the end of the run, whichever is nearer.
    #[must_use]
    pub fn steps_left(&self, place: RunPlace) -> u64 {
        let next = self.next_input(place).map_or(self.end.step, |logged| logged.step);
        next.0.saturating_sub(place.step.0)
    }

    /// Lets the inputs act that are due at a place, but none beyond a number of them. Says whether the network is another.
    pub fn act(
        &self,
        place: &mut RunPlace,
        most: usize,
        simulation: &mut Simulation,
        watcher: &mut impl Watcher,
    ) -> bool {
        let mut is_other = false;
        while place.done < most
            && let Some(LoggedInput { step, input }) = self.next_input(*place)
            && *step <= place.step
        {
            input.apply(simulation, watcher);
            is_other |= matches!(input, Input::SetNetwork(_));
            place.done += 1;
        }
        is_other
    }

    /// The place that is meant, within what can be reached. The playhead is at `from`.
    #[must_use]
    pub fn place(&self, to: SeekTo, from: RunPlace) -> RunPlace {
        let at_step = |step: Step| {
            let step = step.clamp(self.first.step, self.end.step);
            let done = self.first.done + self.inputs.partition_point(|logged| logged.step <= step);
            RunPlace { step, done }
        };
        match to {
            SeekTo::At(place) => {
                let all = at_step(place.step);
                let before = self.inputs.partition_point(|logged| logged.step < all.step);
                RunPlace { done: place.done.clamp(self.first.done + before, all.done), ..all }
            }
            SeekTo::Ms(ms) => at_step(self.grid.moment(ms.max(0.0)).step),
            SeekTo::Mark(number) => match number.checked_sub(self.first.done) {
                None => self.first,
                Some(index) => self
                    .inputs
                    .get(index)
                    .map_or(self.end, |logged| RunPlace { step: logged.step, done: number }),
            },
            SeekTo::SpikeBefore => from,
            SeekTo::By(steps) => at_step(Step(from.step.0.saturating_add_signed(steps))),
            SeekTo::Start => self.first,
            SeekTo::End => self.end,
        }
    }

    /// The nearest kept place at or before one.
    #[must_use]
    pub fn nearest(&self, to: RunPlace) -> RunPlace {
        self.keyframes.nearest(to).map_or(self.first, |(place, _)| place)
    }

    /// A simulation at the nearest kept place at or before one.
    #[must_use]
    pub fn simulation_near(&self, to: RunPlace) -> (RunPlace, Simulation) {
        match (self.keyframes.nearest(to), &self.start) {
            (Some((place, state)), _) => (place, state.clone()),
            (None, Start::State(state)) => (self.first, (**state).clone()),
            (None, Start::Program { network, seed, grid }) => {
                (self.first, Simulation::new(Arc::clone(network), *seed, *grid))
            }
        }
    }

    /// What it costs to go from one place to a later one, by what it cost the first time.
    #[must_use]
    pub fn cost(&self, from: RunPlace, to: RunPlace) -> Duration {
        let at = |place| self.keyframes.cost_at(place, (self.first, self.end, self.cost));
        at(to).saturating_sub(at(from))
    }

    /// What can be reached, and with how long a wait.
    #[must_use]
    pub fn reach(&self) -> Reach {
        Reach::new(self.first, self.keyframes.places(), (self.end, self.cost))
    }

    /// A number that rises whenever what can be reached changes.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Memory of all keyframes [bytes].
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.keyframes.bytes()
    }

    /// Number of keyframes.
    #[must_use]
    pub fn n_keyframes(&self) -> usize {
        self.keyframes.len()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a size for reckoning")]
fn as_f64(bytes: usize) -> f64 {
    bytes as f64
}
