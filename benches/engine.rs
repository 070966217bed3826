//! How fast the engine runs a demonstration: three neurons, every step recorded; and how soon it shows a click and stops while it
//! runs a thousand plastic synapses flat out.
//!
//!     cargo bench --bench engine --no-default-features

use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::engine::{Batch, Command, Engine, Program, Status};
use bouton::model::network::Network;
use bouton::model::probe::Probe;
use bouton::preset::{library, load};
use bouton::sim::{Recorder, Simulation};
use bouton::units::{Grid, Speed};

const STEPS: u64 = 2_000_000;
const ROUNDS: usize = 7;

fn main() {
    latencies();
    let Some(network) = three_neurons() else { return };
    let grid = Grid::default();
    println!("three neurons, two AMPA projections, dt 0.1 ms, {STEPS} steps, {ROUNDS} rounds");
    for (what, probes) in
        [("V, g and g recorded at every step", vec!["V_0", "g_1-0", "g_2-0"]), ("nothing recorded", vec![])]
    {
        let probes: Vec<Probe> =
            probes.iter().filter_map(|probe| Probe::parse(probe, &network).ok()).collect();
        let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| ns_per_step(&network, grid, &probes)).collect();
        rounds.sort_by(f64::total_cmp);
        let median = rounds[ROUNDS / 2];
        println!(
            "{what}: {median:.1} ns/step (min {:.1}, max {:.1}), {:.0} times real time",
            rounds[0],
            rounds[ROUNDS - 1],
            grid.dt_ms() * 1e6 / median
        );
    }
}

/// How long a click and a pause take while a thousand plastic synapses run flat out: from the command to the batch that shows
/// it.
fn latencies() {
    let Some(bundled) = library::find("stdp-song-2000") else { return };
    let Ok(preset) = load::parse(bundled.text.as_bytes()) else { return };
    let program = Program {
        network: Arc::new(preset.network().clone()),
        seed: 1,
        grid: preset.grid(),
        probes: Vec::new(),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: true,
    };
    let Ok(mut engine) = Engine::start(program, || {}) else { return };
    let wait = |engine: &mut Engine, is_it: &dyn Fn(&Batch) -> bool| {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(10) {
            if engine.poll().is_some_and(|batch| is_it(&batch)) {
                break;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        started.elapsed().as_secs_f64() * 1e3
    };
    let (mut clicks, mut pauses) = (Vec::new(), Vec::new());
    for round in 1..=100 {
        std::thread::sleep(Duration::from_millis(30));
        engine.poll();
        engine.send(Command::Fire { population: 0, neuron: Some(0) });
        clicks.push(wait(&mut engine, &|batch| round <= batch.scene.inputs));
        engine.send(Command::Pause);
        pauses.push(wait(&mut engine, &|batch| batch.scene.status == Status::Paused));
        engine.send(Command::Run);
    }
    for (what, mut times) in [("click", clicks), ("pause", pauses)] {
        times.sort_by(f64::total_cmp);
        println!(
            "stdp-song-2000 flat out, {what}: shown after {:.1} ms (median), {:.1} ms at most",
            times[times.len() / 2],
            times[times.len() - 1]
        );
    }
}

/// The AMPA demonstration with a second presynaptic neuron.
fn three_neurons() -> Option<Arc<Network>> {
    let preset = load::parse(library::find("ampa")?.text.as_bytes()).ok()?;
    let network = preset.network().with(|parts| {
        let mut source = parts.populations[0].clone();
        (source.id, source.name) = (20, "2".to_owned());
        let mut projection = parts.projections[0].clone();
        (projection.id, projection.name, projection.from) = (21, "2-0".to_owned(), 20);
        parts.populations.push(source);
        parts.projections.push(projection);
    });
    network.ok().map(Arc::new)
}

/// Time of a step [ns], with a spike of each source every 10 ms.
fn ns_per_step(network: &Arc<Network>, grid: Grid, probes: &[Probe]) -> f64 {
    let mut simulation = Simulation::new(Arc::clone(network), 1, grid);
    let mut recorder = Recorder::new(&simulation, probes.to_vec(), 1);
    let started = Instant::now();
    for step in 0..STEPS {
        if step % 100 == 0 {
            simulation.fire(1, Some(0), &mut recorder);
            simulation.fire(20, Some(0), &mut recorder);
        }
        simulation.step(&mut recorder);
        if step % 1000 == 999 {
            recorder.take();
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure")]
    let per_step = started.elapsed().as_nanos() as f64 / STEPS as f64;
    per_step
}
