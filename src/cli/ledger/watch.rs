//! What `ledger` watches: names of synapses and neurons, and the observer that keeps their ledger.

use std::sync::Arc;

use crate::engine::Watcher;
use crate::message::did_you_mean;
use crate::model::network::Network;
use crate::sim::{Event, MOST_WATCHED, Observer, Simulation, Watched};
use crate::text::Text;
use crate::trace::ledger::Ledger;

/// Most names that a message lists.
const MOST_NAMED: usize = 12;

/// Watches what is listed, and keeps its ledger.
pub(super) struct Witness {
    watched: Watched,
    neurons: Vec<(u32, u32)>,
    /// Its ledger.
    pub ledger: Ledger,
}

impl Observer for Witness {
    const WATCHES: bool = true;

    fn next_watched(&self, projection: u32, from: usize) -> Option<usize> {
        self.watched.next_watched(projection, from)
    }

    fn watches_spikes(&self, population: u32) -> bool {
        self.watched.watches_spikes(population)
    }

    fn wants_samples(&self) -> bool {
        false
    }

    fn wants_releases(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        if let Event::SpikeDetail(own) = event
            && !self.neurons.contains(&(own.spike.population, own.spike.neuron))
        {
            return;
        }
        self.ledger.absorb(event);
    }
}

impl Watcher for Witness {
    fn network_changed(&mut self, simulation: &Simulation) {
        self.ledger.change_network(Arc::clone(simulation.network()));
    }
}

/// What is watched in a network, by the words of `--synapse` and `--neuron`.
pub(super) fn witness(
    (of_synapses, of_neurons): (&[String], &[String]),
    simulation: &Simulation,
    text: &Text,
) -> Result<Witness, Vec<String>> {
    let network = simulation.network();
    let (mut lines, mut synapses, mut neurons) = (Vec::new(), Vec::new(), Vec::new());
    for written in of_synapses {
        match synapses_of(written.trim(), simulation, text) {
            Ok(found) => synapses.extend(found),
            Err(line) => lines.push(line),
        }
    }
    for written in of_neurons {
        match neurons_of(written.trim(), network, text) {
            Ok(found) => neurons.extend(found),
            Err(line) => lines.push(line),
        }
    }
    synapses.sort_unstable();
    synapses.dedup();
    if of_synapses.is_empty() && of_neurons.is_empty() {
        lines.push(text.with("cli-ledger-nothing", &[("known", &names_of(network))]));
    }
    let most = synapses.len().max(neurons.len());
    if MOST_WATCHED < most {
        let args = [("asked", most.to_string()), ("most", MOST_WATCHED.to_string())];
        lines.push(text.with("ledger-too-many", &args));
    }
    if !lines.is_empty() {
        return Err(lines);
    }
    let populations = neurons.iter().map(|(population, _)| *population).collect();
    let ledger = Ledger::new(Arc::clone(network), simulation.grid());
    Ok(Witness { watched: Watched::new(synapses, populations), neurons, ledger })
}

/// The names of some projections.
fn names_of(network: &Network) -> String {
    let names = network.projections().iter().map(|own| own.name.as_str());
    names.take(MOST_NAMED).collect::<Vec<_>>().join(", ")
}

/// A name and the numbers behind it: all, one, or some in a row.
fn split(written: &str) -> Option<(&str, Option<(usize, usize)>)> {
    let Some((name, numbers)) = written.rsplit_once(':') else { return Some((written, None)) };
    let (first, last) = numbers.split_once("..").unwrap_or((numbers, numbers));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some((name, Some((first, last))))
}

fn synapses_of(written: &str, simulation: &Simulation, text: &Text) -> Result<Vec<(u32, usize)>, String> {
    let network = simulation.network();
    let malformed = || text.with("cli-ledger-bad-synapse", &[("written", written)]);
    let (name, numbers) = split(written).ok_or_else(malformed)?;
    let Some(projection) = network.projections().iter().find(|own| own.name == name) else {
        let names = network.projections().iter().map(|own| own.name.as_str());
        let known = did_you_mean(name, names).map_or_else(|| names_of(network), str::to_owned);
        return Err(text.with("cli-ledger-no-projection", &[("name", name), ("known", &known)]));
    };
    let n = simulation.weights(projection.id).map_or(0, |w| w.len());
    let (first, last) = numbers.unwrap_or((0, n.saturating_sub(1)));
    if n <= last {
        let last = n.saturating_sub(1).to_string();
        return Err(text.with("cli-ledger-no-synapse", &[("written", written), ("last", &last)]));
    }
    Ok((first..=last).map(|synapse| (projection.id, synapse)).collect())
}

fn neurons_of(written: &str, network: &Network, text: &Text) -> Result<Vec<(u32, u32)>, String> {
    let malformed = || text.with("cli-ledger-bad-neuron", &[("written", written)]);
    let (name, numbers) = split(written).ok_or_else(malformed)?;
    let Some(population) = network.population_named(name) else {
        let names: Vec<&str> = network.populations().iter().map(|own| own.name.as_str()).collect();
        let known = did_you_mean(name, names.iter().copied()).map_or_else(
            || names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", "),
            str::to_owned,
        );
        return Err(text.with("cli-fire-unknown-population", &[("name", name), ("known", &known)]));
    };
    let n = usize::try_from(population.n).unwrap_or(usize::MAX);
    let (first, last) = numbers.unwrap_or((0, n.saturating_sub(1)));
    if n <= last {
        let last = n.saturating_sub(1).to_string();
        return Err(text.with("cli-fire-unknown-neuron", &[("written", written), ("last", &last)]));
    }
    let number = |neuron: usize| u32::try_from(neuron).unwrap_or(u32::MAX);
    Ok((first..=last).map(|neuron| (population.id, number(neuron))).collect())
}
