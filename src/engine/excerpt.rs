//! A stretch of a run to be gone through again elsewhere: a state before it, and what acted on the run.
//!
//! The worker makes one when it is asked to, and hands it over; whoever asked goes through it on a thread of their own. What
//! comes out is what the run itself gave, bit for bit, and the run is not touched.

use super::handover::Handover;
use super::history::History;
use super::history::place::RunPlace;
use super::input_log::{LoggedInput, Watcher};
use crate::sim::Simulation;
use crate::units::{RunId, Step};

/// A state of a run before a stretch of it, and all that acted on the run.
#[derive(Debug)]
pub struct Excerpt {
    run: RunId,
    simulation: Simulation,
    place: RunPlace,
    /// Number of the first of `inputs` in the run.
    first: usize,
    inputs: Vec<LoggedInput>,
    is_whole: bool,
    end: RunPlace,
}

impl Excerpt {
    /// The nearest kept state of a run at or before a boundary.
    pub(super) fn new(run: RunId, history: &History, from: Step) -> Self {
        let (place, simulation) = history.simulation_near(RunPlace { step: from, done: 0 });
        Self {
            run,
            simulation,
            place,
            first: history.first().done,
            inputs: history.inputs().to_vec(),
            is_whole: history.is_whole(),
            end: history.end(),
        }
    }

    /// Takes what was handed over, once it has been.
    #[must_use]
    pub fn of(handover: &Handover) -> Option<Self> {
        handover.take()
    }

    /// The run that it is of.
    #[must_use]
    pub fn run(&self) -> RunId {
        self.run
    }

    /// The newest place of the run when this was taken.
    #[must_use]
    pub fn end(&self) -> RunPlace {
        self.end
    }

    /// Everything that acted on the run since t = 0; none if its beginning is no longer known.
    #[must_use]
    pub fn inputs(&self) -> Option<&[LoggedInput]> {
        self.is_whole.then_some(&self.inputs)
    }

    /// The state as far as it has come.
    #[must_use]
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The same, to settle its last boundary.
    pub fn simulation_mut(&mut self) -> &mut Simulation {
        &mut self.simulation
    }

    /// Goes on by at most so many steps, but not beyond a boundary, with the inputs of the run at their steps; those at the
    /// boundary act too, unless it is only passed on the way (`stops_before`). Says by how many steps.
    pub fn advance(&mut self, most: u64, until: Step, stops_before: bool, watcher: &mut impl Watcher) -> u64 {
        let until = until.min(self.end.step);
        let mut passed = 0;
        loop {
            if !(stops_before && until <= self.place.step) {
                self.act(watcher);
            }
            let next = self.inputs.get(self.place.done.saturating_sub(self.first));
            let stop = next.map_or(until, |next| next.step.min(until));
            let left = stop.0.saturating_sub(self.place.step.0).min(most - passed);
            if left == 0 {
                return passed;
            }
            let done = self.simulation.run(left, watcher);
            self.place.step = self.simulation.now();
            passed += done;
            if done == 0 {
                return passed; // A potential has left the model.
            }
        }
    }

    fn act(&mut self, watcher: &mut impl Watcher) {
        while let Some(next) = self.inputs.get(self.place.done.saturating_sub(self.first))
            && next.step <= self.place.step
        {
            next.input.apply(&mut self.simulation, watcher);
            self.place.done += 1;
        }
    }
}
