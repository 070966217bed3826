//! The simulation against the golden trajectories, closed forms, and itself.

use std::sync::Arc;

use bouton::model::network::{Connect, Network, NetworkParts, Population, Projection, Weights};
use bouton::model::neuron::{NeuronKind, lif::Lif, spike_source::SpikeSource};
use bouton::model::plasticity::Plasticity;
use bouton::model::probe::Probe;
use bouton::model::receptor::{Receptor, ampa::Ampa};
use bouton::model::release::{Release, constant::Constant};
use bouton::sim::{Recorder, Simulation};
use bouton::units::{Grid, Step};

fn ampa() -> NetworkParts {
    let population = |id: u32, kind| Population {
        id,
        name: id.to_string(),
        n: 1,
        volley_fraction: 0.1,
        kind,
        stimuli: vec![],
    };
    NetworkParts {
        populations: vec![
            population(1, NeuronKind::SpikeSource(SpikeSource::default())),
            population(0, NeuronKind::Lif(Lif::default())),
        ],
        projections: vec![Projection {
            id: 3,
            name: "1-0".into(),
            from: 1,
            to: 0,
            connect: Connect::AllToAll,
            delay_ms: 0.0,
            weights: Weights::Constant(1.0),
            receptors: vec![Receptor::Ampa(Ampa::default())],
            release: Release::Constant(Constant::default()),
            plasticity: Plasticity::Fixed,
        }],
    }
}

#[test]
fn try_out() {
    let network = Arc::new(Network::new(ampa()).unwrap());
    for dt in [0.2, 0.1, 0.05] {
        let grid = Grid::new(dt).unwrap();
        let mut sim = Simulation::new(network.clone(), 1, grid);
        for k in 1..=10 {
            sim.schedule_fire(1, Some(0), f64::from(k) * 10.0);
        }
        let mut rec = Recorder::new(&sim, vec![Probe::parse("V_0", &network).unwrap()], 1);
        let start = std::time::Instant::now();
        for _ in 0..(200.0 / dt) as u64 {
            sim.step(&mut rec);
        }
        let per = start.elapsed().as_nanos() as f64 / (200.0 / dt);
        let r = rec.take();
        for s in r.spikes.iter().filter(|s| s.population == 0) {
            print!("{:.4} ", grid.moment_ms(s.at));
        }
        let golden = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/03_ampa_train_fire.csv"
        ))
        .unwrap();
        let _ = golden;
        println!("dt {dt} {per} ns/step");
        let mut sim = Simulation::new(network.clone(), 1, grid);
        sim.schedule_fire(1, Some(0), 10.0);
        let mut rec = Recorder::new(
            &sim,
            vec![Probe::parse("V_0", &network).unwrap(), Probe::parse("P_1-0", &network).unwrap()],
            1,
        );
        for _ in 0..=(150.0 / dt) as u64 {
            sim.step(&mut rec);
        }
        let r = rec.take();
        let golden =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/02_ampa_single.csv"))
                .unwrap();
        let mut worst = 0.0_f64;
        let mut worst_p = 0.0_f64;
        for line in golden.lines().skip(1) {
            let f: Vec<f64> = line.split(',').map(|x| x.parse().unwrap()).collect();
            let m = grid.moment(f[0]);
            if m.offset_ms > 0.0 {
                continue;
            }
            let Step(n) = m.step;
            if let Some(v) = r.columns[0].get(n as usize) {
                worst = worst.max((v - f[1]).abs());
                worst_p = worst_p.max((r.columns[1][n as usize] - f[2]).abs());
            }
        }
        println!("  golden 02 worst {worst:e} P {worst_p:e}");
    }
}
