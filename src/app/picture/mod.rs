//! Drawings that lessons speak of: a synapse with its parts, a neuron with its synapses, and the four receptors.

pub(super) mod neuron;
mod part;
pub(super) mod receptors;
pub(super) mod synapse;
