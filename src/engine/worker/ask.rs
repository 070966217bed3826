//! Answering questions to the past: a state of its own goes through the stretch that is asked about, a slice in every turn, while
//! the run goes on.

use std::sync::Arc;
use std::time::Duration;

use super::{Budget, Worker};
use crate::engine::history::place::{RunPlace, SeekTo};
use crate::engine::question::{Answer, Question};
use crate::engine::witness::{Told, Witness};
use crate::model::network::Network;
use crate::sim::{Event, Simulation};
use crate::units::{Grid, Step};

/// Steps between two looks at the clock: the first, and the most where they take little time.
const LOOKS: (u64, u64) = (64, 8192);
/// Wall time that a turn gives to a question.
const SLICE: Duration = Duration::from_millis(6);

/// Most events of an answer; of more, the newest.
const MOST_EVENTS: usize = 1 << 16;

/// A question under way.
#[derive(Debug)]
pub(super) struct Asking {
    number: u64,
    simulation: Box<Simulation>,
    place: RunPlace,
    from: Step,
    to: RunPlace,
    witness: Witness<Gathered>,
    /// Steps between two looks at the clock.
    look: u64,
}

impl Worker {
    /// Begins to answer a question; one that is under way is given up.
    pub(super) fn ask(&mut self, question: &Question) {
        let history = &self.past.history;
        let (from_ms, to_ms) = question.span_ms();
        let of = |ms: f64| history.place(SeekTo::Ms(ms), self.past.place);
        let (from, to) = (of(from_ms.max(0.0)), of(to_ms.max(0.0)));
        // Inputs at the first boundary belong to the stretch.
        let start = history.place(SeekTo::At(RunPlace { step: from.step, done: 0 }), from);
        let (place, simulation) = history.simulation_near(start);
        let networks = vec![(0, Arc::clone(simulation.network()))];
        let told = Gathered { events: Vec::new(), networks, gone: 0 };
        let witness = Witness::new(question.synapses().to_vec(), question.neurons().to_vec(), told);
        let (number, from) = (question.number(), start.step);
        self.asking = Some(Asking {
            number,
            simulation: Box::new(simulation),
            place,
            from,
            to,
            witness,
            look: LOOKS.0,
        });
    }

    /// Goes on with the answer, for a while by the clock of the budget; without one, to its end.
    pub(super) fn go_on_asking(&mut self, budget: &Budget<'_>) {
        let Some(mut asking) = self.asking.take() else { return };
        let now = || if let Budget::Time { clock, .. } = budget { clock() } else { Duration::ZERO };
        let start = now();
        let mut before = start;
        while before.saturating_sub(start) < SLICE {
            let is_complete = asking.advance(self, asking.look);
            let took = now().saturating_sub(before);
            before += took;
            asking.look = match took {
                little if little < SLICE / 16 => (2 * asking.look).min(LOOKS.1),
                much if SLICE / 4 < much => (asking.look / 2).max(1),
                _ => asking.look,
            };
            if is_complete {
                self.answer = Some(Arc::new(asking.answer(self.grid())));
                (self.dirty, self.urgent) = (true, true);
                return;
            }
        }
        self.asking = Some(asking);
    }
}

impl Asking {
    /// Goes on by at most so many steps; says whether the answer is complete.
    fn advance(&mut self, worker: &Worker, n: u64) -> bool {
        let history = &worker.past.history;
        let Self { simulation, place, to, from, witness, .. } = self;
        // What comes before the stretch is passed over.
        let is_before = place.step < *from;
        if is_before {
            history.act(place, usize::MAX, simulation, &mut ());
            let left = history.steps_left(*place).min(steps_to(*from, *place));
            simulation.run(left.min(n), &mut ());
            place.step = simulation.now();
            if place.step == *from {
                witness.told.networks[0].1 = Arc::clone(simulation.network());
            }
            return simulation.blow_up().is_some();
        }
        history.act(place, to.done, simulation, witness);
        let left = history.steps_left(*place).min(steps_to(to.step, *place));
        let done = simulation.run(left.min(n), witness);
        place.step = simulation.now();
        history.act(place, to.done, simulation, witness);
        let is_stuck = done == 0 && 0 < left;
        if *to <= *place || is_stuck {
            // What happens at the last boundary belongs to the stretch.
            simulation.settle(witness);
            return true;
        }
        false
    }

    fn answer(self, grid: Grid) -> Answer {
        let to = self.simulation.now();
        let Gathered { events, gone, networks } = self.witness.told;
        Answer { number: self.number, grid, from: self.from, to, events, gone, networks }
    }
}

/// Steps from a place to a boundary.
fn steps_to(to: Step, place: RunPlace) -> u64 {
    to.0.saturating_sub(place.step.0)
}

/// Gathers what happens at what is asked about.
#[derive(Debug)]
struct Gathered {
    events: Vec<Event>,
    networks: Vec<(usize, Arc<Network>)>,
    gone: usize,
}

impl Told for Gathered {
    fn event(&mut self, event: &Event) {
        if MOST_EVENTS <= self.events.len() {
            let surplus = MOST_EVENTS / 4;
            self.events.drain(..surplus);
            self.gone += surplus;
            self.networks.iter_mut().for_each(|(first, _)| *first = first.saturating_sub(surplus));
        }
        self.events.push(*event);
    }

    fn change_network(&mut self, network: &Arc<Network>) {
        self.networks.push((self.events.len(), Arc::clone(network)));
    }
}
