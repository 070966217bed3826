//! What the engine's tests run.

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

use std::sync::Arc;

use super::Program;
use crate::model::network::{Network, NetworkParts, Population, Projection};
use crate::model::neuron::NeuronKind;
use crate::model::neuron::lif::Lif;
use crate::model::neuron::poisson_source::PoissonSource;
use crate::model::neuron::spike_source::SpikeSource;
use crate::model::probe::Probe;
use crate::model::receptor::Receptor;
use crate::model::receptor::ampa::Ampa;
use crate::units::{Grid, Speed};

fn population(id: u32, n: u64, kind: NeuronKind) -> Population {
    Population { volley_fraction: 0.5, ..Population::new(id, n, kind) }
}

fn ampa(id: u32, from: u32, to: u32) -> Projection {
    Projection::new(id, from, to, vec![Receptor::Ampa(Ampa::default())])
}

/// A source (1) that excites a neuron (0) through AMPA receptors (3).
pub fn pair() -> Arc<Network> {
    let populations = vec![
        population(1, 1, NeuronKind::SpikeSource(SpikeSource { t_ref_ms: 0.0, ..SpikeSource::default() })),
        population(0, 1, NeuronKind::Lif(Lif::default())),
    ];
    Arc::new(
        Network::new(NetworkParts {
            populations,
            projections: vec![ampa(3, 1, 0)],
            ..NetworkParts::default()
        })
        .unwrap(),
    )
}

/// Twenty random sources (2) at this rate [Hz] and a clicked source (1) that excite five neurons (0).
pub fn busy(rate_Hz: f64) -> Arc<Network> {
    let populations = vec![
        population(1, 4, NeuronKind::SpikeSource(SpikeSource::default())),
        population(2, 20, NeuronKind::PoissonSource(PoissonSource { rate_Hz, ..PoissonSource::default() })),
        population(0, 5, NeuronKind::Lif(Lif::default())),
    ];
    let projections = vec![ampa(3, 1, 0), ampa(4, 2, 0)];
    Arc::new(Network::new(NetworkParts { populations, projections, ..NetworkParts::default() }).unwrap())
}

/// A program that records the potential of the first neuron and the conductance of the first projection.
pub fn program(network: Arc<Network>, speed: Speed, running: bool) -> Program {
    let several = network.population(0).is_some_and(|population| 1 < population.n);
    let names = if several { ["V_0:0", "g_1-0:0"] } else { ["V_0", "g_1-0"] };
    let probes = names.map(|name| Probe::parse(name, &network).unwrap());
    Program {
        probes: probes.to_vec(),
        releases: Vec::new(),
        weights: Vec::new(),
        network,
        seed: 1,
        grid: Grid::new(0.1).unwrap(),
        speed,
        running,
    }
}
