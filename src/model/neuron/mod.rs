//! Neurons and sources of spikes.

pub mod izhikevich;
pub mod lif;
pub mod poisson_source;
pub mod spike_source;

use super::state::StateSpec;
use crate::param::ParamSet;

crate::family! {
    /// What the neurons of a population are.
    pub enum NeuronKind: NeuronKey as "neuron" with NeuronModel {
        Lif(lif::Lif): "lif", "Leaky integrate-and-fire neuron",
            "A leaky membrane that integrates its input and fires at a fixed threshold.";
        Izhikevich(izhikevich::Izhikevich): "izhikevich", "Izhikevich neuron",
            "Two-variable model that can spike, burst, adapt and rebound.";
        SpikeSource(spike_source::SpikeSource): "spike_source", "Spike source",
            "Fires when clicked, and in trains.";
        PoissonSource(poisson_source::PoissonSource): "poisson_source", "Poisson source",
            "Fires at random at a mean rate that may change in time.";
        LifEuler(lif::Lif): "lif_euler", "Leaky integrate-and-fire neuron, forward Euler",
            "The same membrane advanced by the simplest method, to show where it fails.";
    }
}

/// What every kind of neuron offers.
pub trait NeuronModel: ParamSet {
    /// The recordable state of each neuron, in the order in which the kernel stores it.
    fn states(&self) -> &'static [StateSpec];

    /// Whether synapses, stimuli and forced currents act on it.
    fn has_membrane(&self) -> bool;

    /// The longest step at which it can be run [ms].
    fn longest_step_ms(&self) -> f64 {
        f64::INFINITY
    }
}
