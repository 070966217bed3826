//! How fast the engine runs a network of 4000 neurons, beside the bare kernel, round by round.
//!
//!     cargo bench --bench network --no-default-features

#[path = "kernel/coba.rs"]
mod coba;

use std::sync::Arc;
use std::time::Instant;

use bouton::model::kinetics::{Kinetics, instant::Instant as InstantRise, instant::Summation};
use bouton::model::network::{Connect, Network, NetworkParts, Population, Projection};
use bouton::model::neuron::{NeuronKind, lif::Lif};
use bouton::model::receptor::{Receptor, ampa::Ampa, gaba_a::GabaA};
use bouton::preset::{library, load};
use bouton::sim::{Event, Observer, Simulation};
use bouton::units::Grid;

/// Model time of a round [s].
const SECONDS: u64 = 5;
const ROUNDS: usize = 3;

#[derive(Default)]
struct Spikes(u64);

impl Observer for Spikes {
    fn event(&mut self, event: &Event) {
        self.0 += u64::from(matches!(event, Event::Spike(_)));
    }
}

fn main() {
    let grid = Grid::default();
    println!("4000 neurons, 2 %, dt 0.1 ms, {SECONDS} s of model time a round; times real time");
    let mut figures: [Vec<f64>; 3] = Default::default();
    for round in 0..ROUNDS {
        let mut kernel = coba::Coba::new(4000, 0.02);
        let started = Instant::now();
        let ran = kernel.run(SECONDS * 10_000);
        figures[0].push(report(round, "bare kernel", ran.spikes, ran.synapses, started));
        if let Some(network) = zenke_gerstner() {
            figures[1].push(engine(round, "engine, the same network", &network, grid));
        }
        if let Some(network) = preset() {
            figures[2].push(engine(round, "engine, preset vogels-abbott", &network, grid));
        }
    }
    let median = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let [kernel, same, preset] = &mut figures;
    let (kernel, same, preset) = (median(kernel), median(same), median(preset));
    println!(
        "median: kernel {kernel:.1}, engine {same:.1} ({:.2} of the kernel), preset {preset:.1}",
        same / kernel
    );
}

fn engine(round: usize, what: &str, network: &Arc<Network>, grid: Grid) -> f64 {
    let mut simulation = Simulation::new(Arc::clone(network), 1, grid);
    let mut spikes = Spikes::default();
    let started = Instant::now();
    for _ in 0..SECONDS * 10_000 {
        simulation.step(&mut spikes);
    }
    report(round, what, spikes.0, 0, started)
}

fn report(round: usize, what: &str, spikes: u64, synapses: usize, started: Instant) -> f64 {
    let wall_s = started.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "figures for reading")]
    let (seconds, rate) = (SECONDS as f64, spikes as f64 / 4000.0 / SECONDS as f64);
    let factor = seconds / wall_s;
    let joined = if synapses == 0 { String::new() } else { format!(", {synapses} synapses") };
    println!("round {round}: {what}: {factor:.2}, {rate:.2} Hz{joined}");
    factor
}

/// The network of the kernel: tonic drive of 200 pA, 4 nS and 51 nS, delay 0.8 ms.
fn zenke_gerstner() -> Option<Arc<Network>> {
    let cell = || {
        NeuronKind::Lif(Lif {
            E_L_mV: -60.0,
            V_th_mV: -50.0,
            V_reset_mV: -60.0,
            V_init_mV: -60.0,
            t_ref_ms: 5.0,
            I_app_pA: 200.0,
            ..Lif::default()
        })
    };
    let kinetics = |tau_ms| Kinetics::Instant(InstantRise { tau_ms, summation: Summation::Linear });
    let ampa = || Receptor::Ampa(Ampa { g_max_nS: 4.0, E_mV: 0.0, kinetics: kinetics(5.0) });
    let gaba = || Receptor::GabaA(GabaA { g_max_nS: 51.0, E_mV: -80.0, kinetics: kinetics(10.0) });
    let join = |id, from, to, receptor| Projection {
        connect: Connect::Probability(0.02),
        delay_ms: 0.8,
        ..Projection::new(id, from, to, vec![receptor])
    };
    let parts = NetworkParts {
        populations: vec![Population::new(1, 3200, cell()), Population::new(2, 800, cell())],
        projections: vec![
            join(3, 1, 1, ampa()),
            join(4, 1, 2, ampa()),
            join(5, 2, 1, gaba()),
            join(6, 2, 2, gaba()),
        ],
        ..NetworkParts::default()
    };
    Network::new(parts).ok().map(Arc::new)
}

fn preset() -> Option<Arc<Network>> {
    let preset = load::parse(library::find("vogels-abbott")?.text.as_bytes()).ok()?;
    Some(Arc::new(preset.network().clone()))
}
