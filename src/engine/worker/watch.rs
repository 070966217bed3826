//! What a worker watches: probes and events, and of the projections whose plots ask for it single synapses.

use super::super::crew::Crew;
use super::super::history::History;
use super::super::history::place::RunPlace;
use super::super::input_log::{Input, Watcher};
use super::super::until::Lookout;
use crate::sim::{Event, Observer, Recorder, Simulation, Slot};
use crate::units::Step;

/// Most synapses of a projection that are watched.
const MOST_SYNAPSES: usize = 256;

/// A recorder that also counts spikes. It may watch single synapses.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) recorder: Recorder,
    /// Number of spikes since the start of the run.
    pub(super) spikes: u64,
    /// What looks out for what the run stops at.
    pub(super) lookout: Option<Lookout>,
    /// Projections of which some synapses are watched, by id.
    projections: Vec<u32>,
    /// The synapses that are watched, each as projection and number, in order.
    synapses: Vec<(u32, usize)>,
}

impl Watch {
    /// A recorder and a number of projections of which some synapses are watched.
    pub fn new(recorder: Recorder, projections: Vec<u32>, simulation: &Simulation) -> Self {
        let mut watch =
            Self { recorder, spikes: 0, lookout: None, projections: Vec::new(), synapses: Vec::new() };
        watch.set_weights(projections, simulation);
        watch
    }

    /// Watches synapses of these projections from now on.
    pub fn set_weights(&mut self, projections: Vec<u32>, simulation: &Simulation) {
        self.projections = projections;
        self.find_synapses(simulation);
    }

    /// Finds the places of probes and synapses again, after the network has changed.
    pub fn resolve(&mut self, simulation: &Simulation) {
        self.recorder.resolve(simulation);
        if let Some(lookout) = &mut self.lookout {
            lookout.resolve(simulation);
        }
        self.find_synapses(simulation);
    }

    /// The synapses onto the first neuron, which stand for all: as many as one can see at a time.
    fn find_synapses(&mut self, simulation: &Simulation) {
        self.synapses.clear();
        for projection in &self.projections {
            let all = simulation.synapses(*projection).enumerate();
            let own = all.filter(|(_, (_, post, _))| *post == 0).take(MOST_SYNAPSES);
            self.synapses.extend(own.map(|(synapse, _)| (*projection, synapse)));
        }
        self.synapses.sort_unstable();
        self.synapses.dedup();
    }

    /// Advances by a number of steps, or until a potential has left the model; says by how many.
    pub fn run(&mut self, simulation: &mut Simulation, crew: &mut Crew, steps: u64) -> u64 {
        if self.synapses.is_empty() {
            crew.run(simulation, steps, self, &mut |_| true)
        } else {
            simulation.run(steps, &mut Closely(self))
        }
    }

    /// Advances by one step.
    pub fn step(&mut self, simulation: &mut Simulation) {
        if self.synapses.is_empty() {
            simulation.step(self);
        } else {
            simulation.step(&mut Closely(self));
        }
    }

    /// Lets the inputs act that are due at a place, but none beyond a number of them.
    pub fn act(&mut self, history: &History, place: &mut RunPlace, most: usize, simulation: &mut Simulation) {
        if self.synapses.is_empty() {
            history.act(place, most, simulation, self);
        } else {
            history.act(place, most, simulation, &mut Closely(self));
        }
    }

    /// The projections of which synapses are watched.
    pub fn projections(&self) -> &[u32] {
        &self.projections
    }

    /// Lets an input act.
    pub fn input(&mut self, simulation: &mut Simulation, input: &Input) {
        if self.synapses.is_empty() {
            input.apply(simulation, self);
        } else {
            input.apply(simulation, &mut Closely(self));
        }
    }
}

impl Watcher for Watch {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.resolve(simulation);
    }
}

impl Watcher for Closely<'_> {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.0.resolve(simulation);
    }
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
        if let Some(lookout) = &mut self.lookout {
            lookout.see(event);
        }
        self.recorder.event(event);
    }
}

/// The same watch where single synapses are watched, which costs more in every step.
struct Closely<'a>(&'a mut Watch);

impl Observer for Closely<'_> {
    const WATCHES: bool = true;

    fn next_watched(&self, projection: u32, from: usize) -> Option<usize> {
        let synapses = &self.0.synapses;
        let place = synapses.partition_point(|synapse| *synapse < (projection, from));
        synapses.get(place).filter(|next| next.0 == projection).map(|next| next.1)
    }

    fn sample(&mut self, simulation: &Simulation) {
        self.0.sample(simulation);
    }

    fn wants_samples(&self) -> bool {
        self.0.wants_samples()
    }

    fn event(&mut self, event: &Event) {
        self.0.event(event);
    }
}
