//! What `ledger` watches: names of synapses and neurons, and the observer that keeps their ledger.

use std::sync::Arc;

use crate::engine::{Told, Witness};
use crate::message::did_you_mean;
use crate::model::network::Network;
use crate::sim::{Event, MOST_WATCHED, Simulation, WeightChange};
use crate::text::Text;
use crate::trace::ledger::Ledger;

/// Most names that a message lists.
const MOST_NAMED: usize = 12;

/// What is kept of what is watched: rows to be written as they come, or the newest rows, or both.
pub(super) struct Books {
    /// Of which all rows are taken, if rows are asked for.
    pub taken: Option<Ledger>,
    /// Of which the newest rows stay; none where neither they nor their sums are asked of it.
    pub kept: Option<Ledger>,
}

impl Books {
    /// That which knows what all rows come to.
    pub fn ledger(&self) -> Option<&Ledger> {
        self.kept.as_ref().or(self.taken.as_ref())
    }
}

impl Told for Books {
    #[inline]
    fn event(&mut self, event: &Event) {
        for own in [&mut self.taken, &mut self.kept].into_iter().flatten() {
            own.absorb(event);
        }
    }

    #[inline]
    fn weight(&mut self, change: &WeightChange) {
        if let Some(own) = &mut self.taken {
            own.absorb_weight(change);
        }
        if let Some(own) = &mut self.kept {
            own.absorb_weight(change);
        }
    }

    fn change_network(&mut self, network: &Arc<Network>) {
        for own in [&mut self.taken, &mut self.kept].into_iter().flatten() {
            own.change_network(Arc::clone(network));
        }
    }
}

/// What is watched in a network, by the words of `--synapse` and `--neuron`; and whether all its rows are taken as they come, and
/// the newest stay.
pub(super) fn witness(
    (of_synapses, of_neurons): (&[String], &[String]),
    (is_taken, is_kept): (bool, bool),
    simulation: &Simulation,
    text: &Text,
) -> Result<Witness<Books>, Vec<String>> {
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
    let (network, grid) = (|| Arc::clone(network), simulation.grid());
    let taken = is_taken.then(|| Ledger::to_be_taken(network(), grid));
    let kept = is_kept.then(|| Ledger::new(network(), grid));
    Ok(Witness::new(synapses, neurons, Books { taken, kept }))
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
