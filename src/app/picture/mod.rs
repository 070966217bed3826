//! Drawings that lessons speak of: a synapse with its parts, and the four receptors.

pub(super) mod receptors;
pub(super) mod synapse;
