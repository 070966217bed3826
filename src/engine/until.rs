//! What a run stops at: a spike, or a value that reaches a level, on the way on as on the way back.

use crate::model::probe::Probe;
use crate::sim::{Event, Simulation, Slot};

/// What a run stops at.
#[derive(Debug, Clone, PartialEq)]
pub struct Until {
    /// What has to happen.
    pub happens: Happens,
    /// What has to hold when it does, if anything.
    pub holds: Option<Level>,
}

/// Something that happens at a boundary.
#[derive(Debug, Clone, PartialEq)]
pub enum Happens {
    /// A neuron has just fired.
    Spike {
        /// Of this population; without one, of any.
        population: Option<u32>,
        /// This neuron; without one, any.
        neuron: Option<u32>,
    },
    /// A value has come to a level that it was not at one boundary before.
    Reached(Level),
}

/// A level of a value, and the side of it that is meant. The level itself belongs to that side.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// What is looked at.
    pub probe: Probe,
    /// The level, in the unit of the probe.
    pub value: f64,
    /// True if values above it are meant.
    pub is_above: bool,
}

impl Until {
    /// Any spike.
    #[must_use]
    pub fn any_spike() -> Self {
        Self { happens: Happens::Spike { population: None, neuron: None }, holds: None }
    }

    /// A value that reaches a level.
    #[must_use]
    pub fn reached(level: Level) -> Self {
        Self { happens: Happens::Reached(level), holds: None }
    }
}

/// A level, and where its value is found.
#[derive(Debug, Clone)]
struct Watched {
    level: Level,
    slot: Option<Slot>,
}

impl Watched {
    fn new(level: Level, simulation: &Simulation) -> Self {
        let slot = simulation.slot(&level.probe);
        Self { level, slot }
    }

    /// Whether the value is on the side that is meant; false if there is no such value.
    fn is_met(&self, simulation: &Simulation) -> bool {
        let Some(value) = self.slot.map(|slot| simulation.read(slot)) else { return false };
        if self.level.is_above { self.level.value <= value } else { value <= self.level.value }
    }
}

/// Looks out for what a run stops at.
#[derive(Debug, Clone)]
pub(super) struct Lookout {
    spike: Option<(Option<u32>, Option<u32>)>,
    reached: Option<Watched>,
    holds: Option<Watched>,
    /// Whether a spike that is meant has come since the last look.
    has_fired: bool,
    /// Whether the level was reached at the last look; nothing is known before the first.
    was_met: Option<bool>,
}

impl Lookout {
    /// A lookout at the state reached.
    pub fn new(until: Until, simulation: &Simulation) -> Self {
        let (spike, reached) = match until.happens {
            Happens::Spike { population, neuron } => (Some((population, neuron)), None),
            Happens::Reached(level) => (None, Some(Watched::new(level, simulation))),
        };
        let holds = until.holds.map(|level| Watched::new(level, simulation));
        let was_met = reached.as_ref().map(|reached| reached.is_met(simulation));
        Self { spike, reached, holds, has_fired: false, was_met }
    }

    /// Begins again, at a boundary whose value one step before counts if it is the first that there is.
    pub fn begin(&mut self, simulation: &Simulation, is_first: bool) {
        let reached = self.reached.as_ref().filter(|_| is_first);
        self.was_met = reached.map(|reached| reached.is_met(simulation));
        self.has_fired = false;
    }

    /// Finds the places of values again, after the network has changed.
    pub fn resolve(&mut self, simulation: &Simulation) {
        for watched in [&mut self.reached, &mut self.holds].into_iter().flatten() {
            watched.slot = simulation.slot(&watched.level.probe);
        }
    }

    /// Takes note of an event.
    pub fn see(&mut self, event: &Event) {
        if let (Some((population, neuron)), Event::Spike(spike)) = (self.spike, event) {
            self.has_fired |= population.is_none_or(|own| own == spike.population)
                && neuron.is_none_or(|own| own == spike.neuron);
        }
    }

    /// Looks at a boundary that a step has just led to: whether the run stops there.
    pub fn is_there(&mut self, simulation: &Simulation) -> bool {
        let mut happens = std::mem::take(&mut self.has_fired);
        if let Some(reached) = &self.reached {
            let is_met = reached.is_met(simulation);
            happens |= self.was_met.replace(is_met) == Some(false) && is_met;
        }
        happens && self.holds.as_ref().is_none_or(|holds| holds.is_met(simulation))
    }

    /// Whether a spike that an input made at the boundary reached is what the run stops at.
    pub fn has_fired(&mut self, simulation: &Simulation) -> bool {
        std::mem::take(&mut self.has_fired)
            && self.holds.as_ref().is_none_or(|holds| holds.is_met(simulation))
    }
}
