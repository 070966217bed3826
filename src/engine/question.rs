//! Questions to the past: what happened at some synapses and neurons in a stretch of the run. The answer is computed from a kept
//! state by going through the stretch again, so it is there for what nobody watched.

use std::sync::Arc;

use crate::model::network::Network;
use crate::sim::{Event, MOST_WATCHED};
use crate::units::{Grid, Step};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    number: u64,
    synapses: Vec<(u32, usize)>,
    neurons: Vec<(u32, u32)>,
    from_ms: f64,
    to_ms: f64,
}

/// More synapses were asked about than can be watched at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// How many.
    pub asked: usize,
    /// How many there may be.
    pub most: usize,
}

impl Question {
    /// What happened at some synapses, each as projection and number, and how some neurons came to fire, each as population and
    /// number, from one time [ms] to another, within what can be reached. The `number` comes back with the answer.
    ///
    /// # Errors
    /// If there are more than a thousand of either.
    pub fn new(
        number: u64,
        synapses: Vec<(u32, usize)>,
        neurons: Vec<(u32, u32)>,
        (from_ms, to_ms): (f64, f64),
    ) -> Result<Self, TooMany> {
        match synapses.len().max(neurons.len()) {
            asked if MOST_WATCHED < asked => Err(TooMany { asked, most: MOST_WATCHED }),
            _ => Ok(Self { number, synapses, neurons, from_ms, to_ms }),
        }
    }

    /// The synapses that it is about.
    #[must_use]
    pub fn synapses(&self) -> &[(u32, usize)] {
        &self.synapses
    }

    /// The neurons that it is about.
    #[must_use]
    pub fn neurons(&self) -> &[(u32, u32)] {
        &self.neurons
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// From which time to which [ms].
    #[must_use]
    pub fn span_ms(&self) -> (f64, f64) {
        (self.from_ms, self.to_ms)
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The number of the question.
    pub number: u64,
    /// The time grid of the run.
    pub grid: Grid,
    /// The boundary from which on it is known what happened.
    pub from: Step,
    /// The boundary up to which it is known, what happened at it included.
    pub to: Step,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How many events before these were let go.
    pub gone: usize,
    /// Networks that were in force, the first one first, each with the number of the first event under it.
    pub networks: Vec<(usize, Arc<Network>)>,
}
