//! What happened near a time: spikes, and spikes that arrive at synapses.

use crate::model::network::Network;
use crate::trace::TraceStore;
use crate::units::Grid;

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// A neuron of a population fires: population, neuron.
    Spike(u32, u32),
    /// A spike arrives at a projection.
    Arrival(u32),
}

/// Something that happened at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// When [ms], inside a step if need be.
    pub time_ms: f64,
    /// What.
    pub kind: EventKind,
}

/// The event that is nearest to a time [ms], no farther from it than `within_ms`; of two at the same time the spike.
#[must_use]
pub fn nearest(
    traces: &TraceStore,
    network: &Network,
    grid: Grid,
    time_ms: f64,
    within_ms: f64,
) -> Option<Event> {
    let off = |own: &Event| (own.time_ms - time_ms).abs();
    let found = all(traces, network, grid, (time_ms - within_ms, time_ms + within_ms));
    found.filter(|own| off(own) <= within_ms).min_by(|one, other| off(one).total_cmp(&off(other)))
}

/// The first event after a time [ms], or the last before it.
#[must_use]
pub fn next(
    traces: &TraceStore,
    network: &Network,
    grid: Grid,
    time_ms: f64,
    forwards: bool,
) -> Option<Event> {
    // What was recorded is far shorter than this.
    let window = if forwards { (time_ms, MOST_MS) } else { (0.0, time_ms) };
    let found = all(traces, network, grid, window);
    if forwards {
        let later = found.filter(|own| time_ms + SAME_MS < own.time_ms);
        later.min_by(|one, other| one.time_ms.total_cmp(&other.time_ms))
    } else {
        let earlier = found.filter(|own| own.time_ms < time_ms - SAME_MS);
        earlier.max_by(|one, other| one.time_ms.total_cmp(&other.time_ms))
    }
}

/// Longer than any run [ms].
const MOST_MS: f64 = 1e12;
/// Times that are no further apart are the same [ms].
const SAME_MS: f64 = 1e-7;

/// All events of a window [ms] that were recorded one by one, by what they are.
fn all(
    traces: &TraceStore,
    network: &Network,
    grid: Grid,
    (from_ms, to_ms): (f64, f64),
) -> impl Iterator<Item = Event> {
    let spikes = network.populations().iter().flat_map(move |population| {
        traces.spikes_in(population.id, from_ms.max(0.0), to_ms, grid).map(move |spike| Event {
            time_ms: grid.moment_ms(spike.at),
            kind: EventKind::Spike(population.id, spike.neuron),
        })
    });
    let arrivals = network.projections().iter().flat_map(move |projection| {
        let all = traces.releases(projection.id).rev().map(move |release| Event {
            time_ms: grid.moment_ms(release.at),
            kind: EventKind::Arrival(projection.id),
        });
        all.skip_while(move |own| to_ms < own.time_ms).take_while(move |own| from_ms <= own.time_ms)
    });
    spikes.chain(arrivals).filter(move |own| from_ms <= own.time_ms && own.time_ms <= to_ms)
}
