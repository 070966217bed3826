//! Several threads give the bits of one, whatever the network: those that go in parts, and those that do not.

use std::sync::Arc;
use std::time::Duration;

use bouton::engine::{Command, Crew, Engine, Limits, MANY_NEURONS, PastLimits, Program, SeekTo};
use bouton::model::kinetics::Kinetics;
use bouton::model::kinetics::double_exponential::DoubleExponential;
use bouton::model::kinetics::instant::Summation;
use bouton::model::kinetics::square_pulse::SquarePulse;
use bouton::model::network::{Connect, Network, NetworkParts, Population, Projection, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::plasticity::Plasticity;
use bouton::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use bouton::model::plasticity::triplet::Triplet;
use bouton::model::plasticity::vogels::Vogels;
use bouton::model::probe::Probe;
use bouton::model::receptor::{Receptor, gaba_a::GabaA, nmda::Nmda};
use bouton::model::release::Release;
use bouton::model::release::tsodyks_markram::TsodyksMarkram;
use bouton::preset::{library, load};
use bouton::sim::{Recorder, Recording, Simulation};
use bouton::units::{Grid, Speed};

use crate::common::{ampa, grid, network, poisson};
use crate::presets::is_long;

/// All that a run has told, and all that it has left.
#[derive(Debug, PartialEq)]
struct Told {
    recording: Vec<Recording>,
    weights: Vec<Vec<u64>>,
    crowding: Option<(u64, f64)>,
    digest: u64,
}

/// Probes of the first and of the last neuron or synapse of everything.
fn probes(network: &Network) -> Vec<Probe> {
    crate::bits::first_and_last(network).into_iter().map(|(_, probe)| probe).collect()
}

/// Runs in stretches of different lengths, with an input between two of them; without a crew, step by step.
fn told(network: &Arc<Network>, grid: Grid, crew: Option<Crew>, steps: u64) -> Told {
    let mut simulation = Simulation::new(Arc::clone(network), 1, grid);
    let mut recorder = Recorder::new(&simulation, probes(network), 3).with_releases();
    let mut recording = Vec::new();
    let mut crew = crew;
    for (turn, length) in [steps / 2, 1, steps / 3, steps / 5].into_iter().enumerate() {
        match &mut crew {
            Some(crew) => assert_eq!(crew.run(&mut simulation, length, &mut recorder, &mut |_| true), length),
            None => (0..length).for_each(|_| simulation.step(&mut recorder)),
        }
        recording.push(recorder.take());
        if turn == 1
            && let Some(population) =
                network.populations().iter().find(|p| !matches!(p.kind, NeuronKind::PoissonSource(_)))
        {
            simulation.fire(population.id, Some(0), &mut recorder);
            simulation.schedule_fire(population.id, Some(0), simulation.now_ms() + 1.234);
        }
    }
    let weights = network.projections().iter().filter(|p| !p.plasticity.is_fixed());
    let weights = weights.map(|p| simulation.weights(p.id).unwrap().iter().map(|w| w.to_bits()).collect());
    Told {
        weights: weights.collect(),
        crowding: simulation.crowding().map(|crowding| (crowding.count, crowding.interval_ms)),
        digest: simulation.digest(),
        recording,
    }
}

/// Compares without printing what is long; not-a-numbers are alike.
fn assert_same(one: &Told, other: &Told, what: &str) {
    for (a, b) in one.recording.iter().zip(&other.recording) {
        assert_eq!(
            (a.first, a.spikes.len(), a.releases.len()),
            (b.first, b.spikes.len(), b.releases.len()),
            "{what}"
        );
        assert!(a.spikes == b.spikes, "{what}: spikes");
        assert!(a.releases == b.releases, "{what}: releases");
        let bits = |columns: &[Vec<f64>]| columns.iter().flatten().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert!(bits(&a.columns) == bits(&b.columns), "{what}: samples");
    }
    assert!(one.weights == other.weights, "{what}: weights");
    assert_eq!(one.crowding, other.crowding, "{what}");
    assert_eq!(one.digest, other.digest, "{what}: state");
}

fn crew(threads: usize) -> Crew {
    Crew::new(threads).from_neurons_on(0)
}

fn compare(network: &Arc<Network>, grid: Grid, threads: &[usize], steps: u64, what: &str) {
    let one = told(network, grid, None, steps);
    assert!(one.recording.iter().any(|told| !told.is_empty()), "{what} tells nothing");
    for n in threads {
        let many = told(network, grid, Some(crew(*n)), steps);
        assert_same(&one, &many, &format!("{what} on {n} threads"));
    }
}

#[test]
fn bundled_presets() {
    let steps = if is_long() { 2000 } else { 300 };
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let network = Arc::new(preset.network().clone());
        let threads: &[usize] = if is_long() { &[1, 2, 3, 4] } else { &[2, 3] };
        compare(&network, preset.grid(), threads, steps, bundled.name);
    }
}

/// What every population does that fires by its own, with inputs; joined to itself and to the others, with delays.
fn recurrent(change: impl Fn(&mut Projection)) -> Arc<Network> {
    let lif = |I_app_pA| NeuronKind::Lif(Lif { I_app_pA, ..Lif::default() });
    let excites = |g_nS: f64| vec![Receptor::Ampa(ampa(g_nS, 5.0, Summation::Linear))];
    let inhibits = || {
        let kinetics = ampa(1.0, 10.0, Summation::Linear).kinetics;
        vec![Receptor::GabaA(GabaA { g_max_nS: 3.0, kinetics, ..GabaA::default() })]
    };
    let mut projections = vec![
        Projection::new(5, 1, 1, excites(1.5)),
        Projection::new(6, 1, 2, excites(1.0)),
        Projection::new(7, 2, 1, inhibits()),
        Projection::new(8, 2, 2, inhibits()),
        Projection::new(9, 3, 1, excites(2.0)),
        Projection::new(10, 3, 2, excites(2.0)),
    ];
    for projection in &mut projections {
        projection.connect = Connect::Probability(0.3);
        projection.delay_ms = if projection.from == 3 { 0.0 } else { 0.83 };
        change(projection);
    }
    let populations =
        vec![Population::new(1, 53, lif(350.0)), Population::new(2, 7, lif(250.0)), poisson(3, 20, 40.0)];
    network(NetworkParts { populations, projections, ..NetworkParts::default() })
}

#[test]
fn delays_rules_and_kinetics_in_any_number_of_parts() {
    let double = Kinetics::DoubleExponential(DoubleExponential::default());
    let pulse = Kinetics::SquarePulse(SquarePulse::default());
    let pair = |pairing, dependence| Plasticity::Pair(Pair { pairing, dependence, ..Pair::default() });
    let learns = |rule: Plasticity| {
        recurrent(move |projection| {
            projection.weights = Weights::Uniform(0.2, 0.8);
            if projection.from != 2 {
                projection.plasticity = rule.clone();
            }
        })
    };
    let cases: Vec<(&str, Arc<Network>)> = vec![
        ("as it is", recurrent(|_| ())),
        ("delays of whole steps", recurrent(|p| p.delay_ms = if p.from == 3 { 0.0 } else { 0.8 })),
        ("two delays", recurrent(|p| p.delay_ms += if p.to == 1 { 2.0 } else { 0.0 })),
        ("a delay of one step", recurrent(|p| p.delay_ms = 0.1)),
        ("random weights", recurrent(|p| p.weights = Weights::Uniform(0.1, 0.9))),
        ("depression", recurrent(|p| p.release = Release::TsodyksMarkram(TsodyksMarkram::default()))),
        (
            "NMDA, slow rise",
            recurrent(|p| {
                if p.from == 1 {
                    p.receptors.push(Receptor::Nmda(Nmda { kinetics: double.clone(), ..Nmda::default() }));
                }
            }),
        ),
        (
            "pulses",
            recurrent(|p| {
                if p.from == 1 {
                    p.receptors.push(Receptor::Nmda(Nmda { kinetics: pulse.clone(), ..Nmda::default() }));
                }
            }),
        ),
        ("pairs", learns(pair(Pairing::AllToAll, WeightDependence::Additive))),
        ("a power law", learns(pair(Pairing::NearestSymmetric, WeightDependence::Power))),
        ("centred pairs", learns(pair(Pairing::PresynapticCentred, WeightDependence::Multiplicative))),
        ("adjacent pairs", learns(pair(Pairing::ReducedSymmetric, WeightDependence::VanRossum))),
        ("triplets", learns(Plasticity::Triplet(Triplet::default()))),
        ("the inhibitory rule", learns(Plasticity::Vogels(Vogels::default()))),
    ];
    for (what, network) in cases {
        let (threads, steps): (&[usize], u64) =
            if is_long() { (&[1, 2, 3, 4, 7, 64], 3000) } else { (&[2, 3], 800) };
        compare(&network, grid(0.1), threads, steps, what);
    }
}

/// Of these it is known that they go in parts: otherwise the tests above would compare one thread with itself.
#[test]
fn what_goes_in_parts() {
    let goes = |network: &Arc<Network>| crew(2).helps(&Simulation::new(Arc::clone(network), 1, grid(0.1)));
    assert!(goes(&recurrent(|_| ())));
    assert!(!goes(&recurrent(|p| p.delay_ms = 0.1)), "what is felt within a step");
    assert!(!goes(&recurrent(|p| p.delay_ms = 0.0)));
    assert!(
        !Crew::new(2).helps(&Simulation::new(recurrent(|_| ()), 1, grid(0.1))),
        "small networks keep one thread"
    );
}

/// Where nothing goes on, a crew ends early.
#[test]
fn a_crew_ends_when_it_is_told_to() {
    let mut simulation = Simulation::new(recurrent(|_| ()), 1, grid(0.1));
    let mut spikes: Vec<bouton::sim::Event> = Vec::new();
    let done = crew(3).run(&mut simulation, 5000, &mut spikes, &mut |spikes| spikes.len() < 20);
    assert!(
        (20..600).contains(&spikes.len()) && done < 5000 && simulation.now().0 == done,
        "{}",
        spikes.len()
    );
    let mut again: Vec<bouton::sim::Event> = Vec::new();
    Simulation::new(recurrent(|_| ()), 1, grid(0.1)).run(done, &mut again);
    assert_eq!(spikes, again);
}

/// So many neurons that they go in parts by themselves.
fn crowd() -> Arc<Network> {
    let lif = NeuronKind::Lif(Lif { I_app_pA: 350.0, ..Lif::default() });
    let receptors = vec![Receptor::Ampa(ampa(1.5, 5.0, Summation::Linear))];
    let joined =
        Projection { connect: Connect::InDegree(5), delay_ms: 0.83, ..Projection::new(2, 1, 1, receptors) };
    network(NetworkParts {
        populations: vec![Population::new(1, MANY_NEURONS as u64, lif)],
        projections: vec![joined],
        ..NetworkParts::default()
    })
}

/// A run on several threads has the states of one on one thread, also where the playhead is moved to and fro and plays on from
/// there.
#[test]
fn the_past_on_several_threads() {
    let network = crowd();
    assert!(Crew::new(3).helps(&Simulation::new(Arc::clone(&network), 1, grid(0.1))));
    let program = Program {
        network,
        seed: 1,
        grid: grid(0.1),
        probes: Vec::new(),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: false,
    };
    let gap = Duration::from_micros(200);
    let limits =
        Limits { past: PastLimits { gaps: (gap, gap), ..PastLimits::default() }, ..Limits::default() };
    let mut one = Engine::by_hand_within(&program, limits);
    let mut several = Engine::by_hand_within(&program, limits);
    several.send(Command::SetThreads(3));
    let digest = |engine: &Engine| engine.simulation().unwrap().digest();
    let mut places = Vec::new();
    for turn in 0..6 {
        for engine in [&mut one, &mut several] {
            engine.send(Command::Fire { population: 1, neuron: Some(turn) });
            engine.advance_steps(130 + 37 * u64::from(turn));
            engine.poll();
        }
        assert_eq!(digest(&several), digest(&one), "turn {turn}");
        places.push((several.history().unwrap().end(), digest(&one)));
    }
    for (number, which) in (1..).zip([4, 1, 5, 0, 3, 5, 2, 1]) {
        let (place, hash) = places[which];
        for engine in [&mut one, &mut several] {
            engine.send(Command::Seek { to: SeekTo::At(place), number });
            assert_eq!(engine.poll().unwrap().scene.number, number);
            assert_eq!(digest(engine), hash, "seek {number}");
            engine.advance_steps(111);
            engine.poll();
        }
        assert_eq!((several.now(), digest(&several)), (one.now(), digest(&one)), "on from place {which}");
    }
    for engine in [&mut one, &mut several] {
        engine.send(Command::Seek { to: SeekTo::End, number: 9 });
        engine.advance_steps(300);
    }
    assert_eq!(digest(&several), digest(&one));
}
