//! What the engine did: events that plots, exports and ledgers read alike.

use crate::units::Moment;

/// Something that happened at a moment of model time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event {
    /// A neuron fired.
    Spike(Spike),
    /// A spike arrived and released transmitter.
    Release(Release),
    /// A spike was asked for during the refractory period and did not happen.
    Ignored(Spike),
}

/// A spike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spike {
    /// When, inside the step.
    pub at: Moment,
    /// Id of the population.
    pub population: u32,
    /// Which of its neurons.
    pub neuron: u32,
}

/// A release by all synapses of one axon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Release {
    /// When the spike arrived.
    pub at: Moment,
    /// Id of the projection.
    pub projection: u32,
    /// The presynaptic neuron.
    pub neuron: u32,
    /// What the spike released, which scales what opens: the release probability it met, or with chance the number of
    /// vesicles times the quantal size; the mean over the synapses of the axon.
    pub amplitude: f64,
}

/// Something that watches a simulation. It sees, and draws and changes nothing.
pub trait Observer {
    /// A step boundary has been reached and everything due at it has been delivered.
    fn sample(&mut self, simulation: &super::Simulation) {
        let _ = simulation;
    }

    /// Whether [`Observer::sample`] does something. One that says no is spared the call.
    fn wants_samples(&self) -> bool {
        true
    }

    /// Something happened.
    fn event(&mut self, event: &Event) {
        let _ = event;
    }
}

/// Watches nothing.
impl Observer for () {
    fn wants_samples(&self) -> bool {
        false
    }
}

/// Collects events.
impl Observer for Vec<Event> {
    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        self.push(*event);
    }
}
