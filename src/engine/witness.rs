//! Watching some synapses and neurons: what happens at them is told to whoever keeps it.

use std::sync::Arc;

use super::input_log::Watcher;
use crate::model::network::Network;
use crate::sim::{Event, Observer, Simulation, WatchedSynapses, WeightChange};

/// Whoever keeps what a [`Witness`] sees.
pub trait Told {
    /// Something happened at what is watched.
    fn event(&mut self, event: &Event);

    /// A weight changed; the same as [`Told::event`] with it.
    #[inline]
    fn weight(&mut self, change: &WeightChange) {
        self.event(&Event::Weight(*change));
    }

    /// Another network is in force from now on.
    fn change_network(&mut self, network: &Arc<Network>);
}

/// Watches some synapses, and how some neurons come to fire.
#[derive(Debug, Clone, Default)]
pub struct Witness<T> {
    synapses: WatchedSynapses,
    /// The neurons, each as population and number, in order.
    neurons: Vec<(u32, u32)>,
    /// What is told of them.
    pub told: T,
}

impl<T: Told> Witness<T> {
    /// Watches these synapses, each as projection and number, and these neurons, each as population and number.
    #[must_use]
    pub fn new(synapses: Vec<(u32, usize)>, mut neurons: Vec<(u32, u32)>, told: T) -> Self {
        neurons.sort_unstable();
        neurons.dedup();
        Self { synapses: WatchedSynapses::new(synapses), neurons, told }
    }
}

impl<T: Told> Observer for Witness<T> {
    const WATCHES: bool = true;

    #[inline]
    fn watched(&self, projection: u32) -> &[usize] {
        self.synapses.of(projection)
    }

    #[inline]
    fn watches_spikes(&self, population: u32) -> bool {
        let first = self.neurons.partition_point(|own| own.0 < population);
        self.neurons.get(first).is_some_and(|own| own.0 == population)
    }

    fn wants_samples(&self) -> bool {
        false
    }

    fn wants_releases(&self) -> bool {
        false
    }

    #[inline]
    fn event(&mut self, event: &Event) {
        let is_told = match event {
            Event::Spike(_) | Event::Release(_) | Event::Ignored(_) => false,
            Event::SpikeDetail(own) => {
                self.neurons.binary_search(&(own.spike.population, own.spike.neuron)).is_ok()
            }
            Event::Weight(_) | Event::Calcium(_) | Event::Pool(_) | Event::Conductance(_) => true,
        };
        if is_told {
            self.told.event(event);
        }
    }

    #[inline]
    fn weight(&mut self, change: &WeightChange) {
        self.told.weight(change);
    }
}

impl<T: Told> Watcher for Witness<T> {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.told.change_network(simulation.network());
    }
}
