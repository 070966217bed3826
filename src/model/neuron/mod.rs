//! Neurons and sources of spikes.

pub mod lif;
pub mod poisson_source;
pub mod spike_source;

use super::state::StateSpec;
use crate::param::ParamSet;

crate::family! {
    /// What the neurons of a population are.
    pub enum NeuronKind as "neuron" with NeuronModel {
        Lif(lif::Lif): "lif", "Leaky integrate-and-fire neuron",
            "A membrane that leaks, sums what arrives, and fires at a fixed threshold.";
        SpikeSource(spike_source::SpikeSource): "spike_source", "Spike source",
            "Fires when it is clicked or told to.";
        PoissonSource(poisson_source::PoissonSource): "poisson_source", "Poisson source",
            "Fires at random at a given mean rate.";
    }
}

/// What every kind of neuron offers.
pub trait NeuronModel: ParamSet {
    /// The recordable state of each neuron, in the order in which the kernel stores it.
    fn states(&self) -> &'static [StateSpec];

    /// Whether synapses, stimuli and forced currents act on it.
    fn has_membrane(&self) -> bool;
}
