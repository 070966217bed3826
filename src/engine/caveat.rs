//! What to say to a person about results of a run that cannot be trusted.

use crate::message::Message;
use crate::model::network::Network;
use crate::sim::{Crowding, Straying};
use crate::units::{Grid, time_words};

/// Which neurons were ready to fire twice in a step, and what step would do.
#[must_use]
pub fn crowding_message(crowding: &Crowding, network: &Network, grid: Grid) -> Message {
    let better = crowding.step_that_would_do_ms();
    let key = if better.is_some() { "caveat-crowded" } else { "caveat-crowded-any-step" };
    let message = Message::new(key)
        .with("population", name(network, crowding.population))
        .with("neuron", crowding.neuron)
        .with("count", crowding.count)
        .with("dt", grid.dt_ms());
    better.map_or(message.clone(), |better| message.with("better", better))
}

/// From when on a potential by the forward Euler method makes no sense.
#[must_use]
pub fn straying_message(straying: &Straying, network: &Network, grid: Grid) -> Message {
    Message::new("caveat-strayed")
        .with("population", name(network, straying.population))
        .with("neuron", straying.neuron)
        .with("value", straying.V_mV.round())
        .with("time", time_words(grid.time_ms(straying.step)))
}

fn name(network: &Network, population: u32) -> &str {
    network.population(population).map_or("?", |population| &population.name)
}
