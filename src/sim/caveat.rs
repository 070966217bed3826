//! What a run cannot be trusted in, noticed on the way: spikes that a step has no room for, and potentials that have
//! left all sense. Noticing changes no result.

use super::digest::digest;
use crate::units::{ALLOWED_DT_MS, Step};

/// Beyond this potential [mV] a neuron that is advanced by the forward Euler method has left sense. Its run goes on: that
/// is what such a neuron is for.
pub const SENSE_MV: f64 = 1e3;

/// Neurons that were ready to fire again within the step in which they had fired. A neuron fires at most once in a step,
/// so the later spike came late or not at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crowding {
    /// Id of the population of the first of them.
    pub population: u32,
    /// Which of its neurons.
    pub neuron: u32,
    /// How often it happened, in all populations.
    pub count: u64,
    /// The shortest time between two spikes that the potentials called for [ms].
    pub interval_ms: f64,
}

impl Crowding {
    /// The longest step on offer in which no neuron would have fired twice [ms], if there is one.
    #[must_use]
    pub fn step_that_would_do_ms(&self) -> Option<f64> {
        ALLOWED_DT_MS.iter().rev().copied().find(|dt| *dt <= self.interval_ms)
    }

    /// Takes in another one.
    pub(super) fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.interval_ms = self.interval_ms.min(other.interval_ms);
    }
}

/// The first potential of a neuron advanced by the forward Euler method that went beyond ±[`SENSE_MV`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Straying {
    /// Id of the population.
    pub population: u32,
    /// Which of its neurons.
    pub neuron: u32,
    /// The potential [mV].
    pub V_mV: f64,
    /// The boundary at which it was found.
    pub step: Step,
}

digest!(Crowding { population, neuron, count, interval_ms });
digest!(Straying { population, neuron, V_mV, step });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_that_would_do_is_on_offer() {
        let of = |interval_ms| Crowding { population: 0, neuron: 0, count: 1, interval_ms };
        assert_eq!(of(0.03).step_that_would_do_ms(), Some(0.02));
        assert_eq!(of(0.02).step_that_would_do_ms(), Some(0.02));
        assert_eq!(of(0.0009).step_that_would_do_ms(), None);
    }
}
