//! Answering questions to the past: a state of its own goes through the stretch that is asked about, a slice in every turn, while
//! the run goes on.

use std::sync::Arc;
use std::time::Duration;

use super::{Budget, Worker};
use crate::engine::history::place::{RunPlace, SeekTo};
use crate::engine::input_log::Watcher;
use crate::engine::question::{Answer, Question};
use crate::model::network::Network;
use crate::sim::{Event, Observer, Simulation, Watched};
use crate::units::{Grid, Step};

/// Steps between two looks at the clock.
const LOOK: u64 = 64;
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
    asked: Asked,
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
        let asked = Asked::new(question, simulation.network());
        let (number, from) = (question.number(), start.step);
        self.asking = Some(Asking { number, simulation: Box::new(simulation), place, from, to, asked });
    }

    /// Goes on with the answer, for a while by the clock of the budget; without one, to its end.
    pub(super) fn go_on_asking(&mut self, budget: &Budget<'_>) {
        let Some(mut asking) = self.asking.take() else { return };
        let now = || if let Budget::Time { clock, .. } = budget { clock() } else { Duration::ZERO };
        let start = now();
        while now().saturating_sub(start) < SLICE {
            if asking.advance(self, LOOK) {
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
        let Self { simulation, place, to, from, asked, .. } = self;
        // What comes before the stretch is passed over.
        let is_before = place.step < *from;
        if is_before {
            history.act(place, usize::MAX, simulation, &mut ());
            let left = history.steps_left(*place).min(steps_to(*from, *place));
            simulation.run(left.min(n), &mut ());
            place.step = simulation.now();
            if place.step == *from {
                asked.networks[0].1 = Arc::clone(simulation.network());
            }
            return simulation.blow_up().is_some();
        }
        history.act(place, to.done, simulation, asked);
        let left = history.steps_left(*place).min(steps_to(to.step, *place));
        let done = simulation.run(left.min(n), asked);
        place.step = simulation.now();
        history.act(place, to.done, simulation, asked);
        let is_stuck = done == 0 && 0 < left;
        if *to <= *place || is_stuck {
            // What happens at the last boundary belongs to the stretch.
            simulation.settle(asked);
            return true;
        }
        false
    }

    fn answer(self, grid: Grid) -> Answer {
        let to = self.simulation.now();
        self.asked.answer(self.number, grid, self.from, to)
    }
}

/// Steps from a place to a boundary.
fn steps_to(to: Step, place: RunPlace) -> u64 {
    to.0.saturating_sub(place.step.0)
}

/// Gathers what happens at what is asked about.
#[derive(Debug)]
struct Asked {
    watched: Watched,
    neurons: Vec<(u32, u32)>,
    networks: Vec<(usize, Arc<Network>)>,
    gone: usize,
}

impl Asked {
    /// Nothing has happened yet in a run of a network.
    fn new(question: &Question, network: &Arc<Network>) -> Self {
        let mut populations: Vec<u32> =
            question.neurons().iter().map(|(population, _)| *population).collect();
        populations.dedup();
        Self {
            watched: Watched::new(question.synapses().to_vec(), populations),
            neurons: question.neurons().to_vec(),
            networks: vec![(0, Arc::clone(network))],
            gone: 0,
        }
    }

    /// The answer to a question, for the stretch between two boundaries.
    fn answer(self, number: u64, grid: Grid, from: Step, to: Step) -> Answer {
        let Self { watched, gone, networks, .. } = self;
        Answer { number, grid, from, to, events: watched.events, gone, networks }
    }
}

impl Observer for Asked {
    const WATCHES: bool = true;

    fn next_watched(&self, projection: u32, from: usize) -> Option<usize> {
        self.watched.next_watched(projection, from)
    }

    fn watches_spikes(&self, population: u32) -> bool {
        self.watched.watches_spikes(population)
    }

    fn wants_samples(&self) -> bool {
        false
    }

    fn wants_releases(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        let is_asked = match event {
            Event::Spike(_) | Event::Release(_) | Event::Ignored(_) => false,
            Event::SpikeDetail(own) => self.neurons.contains(&(own.spike.population, own.spike.neuron)),
            Event::Weight(_) | Event::Calcium(_) | Event::Pool(_) | Event::Conductance(_) => true,
        };
        if !is_asked {
            return;
        }
        let events = &mut self.watched.events;
        if MOST_EVENTS <= events.len() {
            let surplus = MOST_EVENTS / 4;
            events.drain(..surplus);
            self.gone += surplus;
            self.networks.iter_mut().for_each(|(first, _)| *first = first.saturating_sub(surplus));
        }
        events.push(*event);
    }
}

impl Watcher for Asked {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.networks.push((self.watched.events.len(), Arc::clone(simulation.network())));
    }
}
