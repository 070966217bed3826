//! Spikes on their way along the axons of a projection.

use std::collections::VecDeque;

use super::digest::digest;
use crate::units::{Moment, Step};

/// A spike that will arrive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrival {
    /// When it arrives.
    pub at: Moment,
    /// The presynaptic neuron.
    pub neuron: u32,
}

/// Arrivals in order of time. Each keeps the arrival time it set out with, so a changed delay acts on later
/// spikes only.
#[derive(Debug, Clone, Default)]
pub struct SpikeQueue {
    arrivals: VecDeque<Arrival>,
}

impl SpikeQueue {
    /// An empty queue with room for `capacity` arrivals before it has to grow.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { arrivals: VecDeque::with_capacity(capacity) }
    }

    /// Adds an arrival. They come almost in order: only after a delay was shortened does one overtake.
    pub fn push(&mut self, arrival: Arrival) {
        let behind =
            self.arrivals.iter().rev().take_while(|other| arrival.at.order(&other.at).is_lt()).count();
        if behind == 0 {
            self.arrivals.push_back(arrival);
        } else {
            self.arrivals.insert(self.arrivals.len() - behind, arrival);
        }
    }

    /// Whether nothing is on its way.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.arrivals.is_empty()
    }

    /// When the next one arrives.
    #[inline]
    pub fn next(&self) -> Option<Moment> {
        self.arrivals.front().map(|arrival| arrival.at)
    }

    /// Takes the next arrival.
    pub fn pop(&mut self) -> Option<Arrival> {
        self.arrivals.pop_front()
    }

    /// Takes the next arrival that acts at this boundary or before.
    #[inline]
    pub fn pop_due(&mut self, boundary: Step) -> Option<Arrival> {
        if self.arrivals.front()?.at.boundary() <= boundary { self.arrivals.pop_front() } else { None }
    }
}

digest!(Arrival { at, neuron });
digest!(SpikeQueue { arrivals });

#[cfg(test)]
mod tests {
    use super::*;

    fn at(step: u64, offset_ms: f64, neuron: u32) -> Arrival {
        Arrival { at: Moment { step: Step(step), offset_ms }, neuron }
    }

    #[test]
    fn arrivals_come_in_order_of_time() {
        let mut queue = SpikeQueue::default();
        for arrival in [at(5, 0.0, 0), at(7, 0.02, 1), at(3, 0.0, 2), at(7, 0.01, 3)] {
            queue.push(arrival);
        }
        let neurons: Vec<u32> = queue.arrivals.iter().map(|arrival| arrival.neuron).collect();
        assert_eq!(neurons, [2, 0, 3, 1]);
        assert_eq!(queue.pop_due(Step(2)), None);
        assert_eq!(queue.pop_due(Step(3)), Some(at(3, 0.0, 2)));
        assert_eq!(queue.pop_due(Step(7)), Some(at(5, 0.0, 0)));
        assert_eq!(queue.pop_due(Step(7)), None, "an arrival inside the step acts at its end");
        assert_eq!(queue.pop_due(Step(8)), Some(at(7, 0.01, 3)));
    }
}
