//! What a simulation tells of single synapses and spikes: it adds up, to the bit, and telling changes nothing. And the hash of
//! live state, which is the same on every way to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use bouton::engine::{Command, Engine, Program};
use bouton::model::network::Network;
use bouton::preset::{library, load};
use bouton::sim::{Event, Recorder, Simulation, Spike, SpikeCause, Watched, WeightCause, WeightChange};
use bouton::units::Speed;

use crate::common::{advance, busy, click_busy, every_probe, grid, network};

/// Steps of a run.
const STEPS: u64 = 4000;
/// Most synapses of a projection that are watched.
const MOST: usize = 50;

fn start(network: &Arc<Network>) -> Simulation {
    let mut simulation = Simulation::new(network.clone(), 1, grid(0.1));
    click_busy(&mut simulation, 0);
    simulation
}

/// Networks whose weights change: one of everything, and the bundled ones.
fn learning() -> Vec<(String, Simulation)> {
    let mut all = vec![("busy".to_owned(), start(&network(busy(0))))];
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let network = Arc::new(preset.network().clone());
        if network.projections().iter().any(|projection| !projection.plasticity.is_fixed()) {
            let simulation = Simulation::new(network, preset.run().seed, preset.grid());
            all.push((bundled.name.to_owned(), simulation));
        }
    }
    assert!(5 < all.len());
    all
}

/// Watches the first synapses of every projection, and all populations.
fn watch(simulation: &Simulation) -> Watched {
    let network = simulation.network();
    let synapses = network.projections().iter().flat_map(|projection| {
        let n = simulation.weights(projection.id).unwrap().len().min(MOST);
        (0..n).map(move |synapse| (projection.id, synapse))
    });
    Watched::new(synapses.collect(), network.populations().iter().map(|population| population.id).collect())
}

/// Each change of a weight begins where the last one ended, and the last one ends at the weight; watching changes no bit.
#[test]
fn changes_of_a_weight_add_up() {
    for (name, start) in learning() {
        let (mut simulation, mut unwatched) = (start.clone(), start.clone());
        let mut watched = watch(&simulation);
        simulation.run(STEPS, &mut watched);
        unwatched.run(STEPS, &mut ());
        assert_eq!(simulation.digest(), unwatched.digest(), "{name}: watched and not");
        let mut chains: BTreeMap<(u32, u32), Vec<WeightChange>> = BTreeMap::new();
        for event in &watched.events {
            if let Event::Weight(change) = event {
                assert_eq!(change.after, change.raw.clamp(0.0, 1.0), "{name}: {change:?}");
                chains.entry((change.projection, change.synapse)).or_default().push(*change);
            }
        }
        assert!(name != "busy" || 10 < chains.len(), "{name}: {} synapses", chains.len());
        for ((projection, synapse), chain) in chains {
            let synapse = synapse as usize;
            let mut w = start.weights(projection).unwrap()[synapse];
            for change in &chain {
                assert_eq!(change.before.to_bits(), w.to_bits(), "{name}: {change:?}");
                w = change.after;
            }
            let end = simulation.weights(projection).unwrap()[synapse];
            assert_eq!(end.to_bits(), w.to_bits(), "{name}: synapse {synapse} of {projection}");
        }
    }
}

/// Every kind of event comes, and agrees with what it is about.
#[test]
fn events_say_what_happened() {
    let network = network(busy(0));
    let mut simulation = start(&network);
    let mut watched = watch(&simulation);
    simulation.run(12_000, &mut watched);
    let (mut causes, mut weights) = ([0; 3], [0; 4]);
    let (mut calcium, mut pools, mut conductances) = (0, 0, 0);
    for event in &watched.events {
        match event {
            Event::SpikeDetail(detail) => {
                let kind = &network.population(detail.spike.population).unwrap().kind;
                let has_membrane = kind.inner().unwrap().has_membrane();
                assert_eq!(detail.V_mV.is_some(), has_membrane, "{detail:?}");
                causes[match detail.cause {
                    SpikeCause::Threshold => 0,
                    SpikeCause::Asked => 1,
                    SpikeCause::Chance => 2,
                }] += 1;
            }
            Event::Weight(change) => {
                weights[match change.cause {
                    WeightCause::Pre => 0,
                    WeightCause::Post => 1,
                    WeightCause::Drift => 2,
                    WeightCause::Edit => 3,
                }] += 1;
            }
            Event::Calcium(change) => {
                calcium += 1;
                assert!(change.c[0] <= change.c[1], "{change:?}");
            }
            Event::Pool(change) => {
                pools += 1;
                assert!(0.0 <= change.amplitude && change.before.iter().all(|x| x.is_finite()), "{change:?}");
            }
            Event::Conductance(change) => {
                conductances += 1;
                assert!(change.P.iter().all(|P| 0.0 <= *P), "{change:?}");
            }
            Event::Spike(_) | Event::Release(_) | Event::Ignored(_) => {}
        }
    }
    println!(
        "spikes {causes:?}, weights {weights:?}, {calcium} of calcium, {pools} pools, {conductances} conductances"
    );
    assert!(
        causes.iter().chain(&weights[..3]).all(|n| 0 < *n) && 0 < calcium && 0 < pools && 0 < conductances
    );
}

/// The hash of live state is the same step by step, in one go, looked at, and from a clone; and tells one step from the next.
#[test]
fn the_hash_of_live_state_does_not_depend_on_the_way() {
    let presets = library::PRESETS.iter().map(|bundled| {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let network = Arc::new(preset.network().clone());
        (bundled.name, Simulation::new(network, preset.run().seed, preset.grid()))
    });
    let all = presets.chain([("busy", start(&network(busy(0))))]);
    for (name, start) in all.filter(|(_, simulation)| !simulation.network().populations().is_empty()) {
        let neurons: u64 = start.network().populations().iter().map(|population| population.n).sum();
        let steps = if 2000 < neurons { 200 } else { 2000 };
        let [mut by_step, mut in_one_go, mut in_parts, mut seen] = std::array::from_fn(|_| start.clone());
        advance(&mut by_step, steps, &mut ());
        in_one_go.run(steps, &mut ());
        let mut left = steps;
        for part in [1, 7, 64, 128].into_iter().cycle() {
            let part = left.min(part);
            in_parts = in_parts.clone();
            in_parts.run(part, &mut ());
            left -= part;
            if left == 0 {
                break;
            }
        }
        let probes = if neurons < 200 { every_probe(seen.network()) } else { Vec::new() };
        let mut recorder = Recorder::new(&seen, probes, 1);
        for _ in 0..steps {
            seen.step(&mut recorder);
            let _ = recorder.read(&seen);
        }
        // Whether the boundary reached has been looked after is the only thing that may be left.
        for simulation in [&mut by_step, &mut in_one_go, &mut in_parts, &mut seen] {
            simulation.settle(&mut ());
        }
        let hash = by_step.digest();
        assert_eq!(in_one_go.digest(), hash, "{name}: in one go");
        assert_eq!(in_parts.digest(), hash, "{name}: in parts, from clones");
        assert_eq!(seen.digest(), hash, "{name}: looked at");
        by_step.step(&mut ());
        assert_ne!(by_step.digest(), hash, "{name}: a step later");
    }
}

/// What an engine runs: a network and its learning projections.
fn program(simulation: &Simulation, weights: Vec<u32>) -> Program {
    Program {
        network: Arc::clone(simulation.network()),
        seed: simulation.seed(),
        grid: simulation.grid(),
        probes: Vec::new(),
        releases: Vec::new(),
        weights,
        speed: Speed::Unlimited,
        running: true,
    }
}

/// Spikes and changes of weights that an engine lists, fetched in pieces.
fn listed(engine: &mut Engine) -> (Vec<Spike>, Vec<WeightChange>) {
    let (mut spikes, mut changes) = (Vec::new(), Vec::new());
    for _ in 0..20 {
        engine.advance_steps(100);
        if let Some(batch) = engine.poll() {
            spikes.extend(batch.recorded.spikes);
            changes.extend(batch.recorded.weight_changes);
        }
    }
    (spikes, changes)
}

/// The changes of weights that an engine is asked for are those that the simulation tells of at the synapses onto the first
/// neuron; the run is the same with them and without.
#[test]
fn an_engine_lists_the_changes_of_weights_that_are_asked_for() {
    let mut n_listed = 0;
    for (name, _) in learning() {
        let start = match name.as_str() {
            "busy" => Simulation::new(network(busy(0)), 1, grid(0.1)),
            "stdp-song-2000" => continue, // Larger than the rest, and nothing else.
            bundled => {
                let preset = load::parse(library::find(bundled).unwrap().text.as_bytes()).unwrap();
                Simulation::new(Arc::new(preset.network().clone()), preset.run().seed, preset.grid())
            }
        };
        let projections = start.network().projections().iter();
        let ids: Vec<u32> = projections.filter(|own| !own.plasticity.is_fixed()).map(|own| own.id).collect();
        let (spikes, changes) = listed(&mut Engine::by_hand(program(&start, ids.clone())));
        let without = listed(&mut Engine::by_hand(program(&start, Vec::new())));
        assert_eq!(without, (spikes, Vec::new()), "{name}");
        let synapses = ids.iter().flat_map(|id| {
            let all = start.synapses(*id).enumerate().filter(|(_, (_, post, _))| *post == 0);
            all.take(256).map(move |(synapse, _)| (*id, synapse))
        });
        let mut watched = Watched::new(synapses.collect(), Vec::new());
        let mut simulation = start.clone();
        simulation.run(2000, &mut watched);
        let expected = watched.events.iter().filter_map(|event| match event {
            Event::Weight(change) if change.cause.is_spike() => Some(*change),
            _ => None,
        });
        assert_eq!(changes, expected.collect::<Vec<_>>(), "{name}");
        n_listed += changes.len();
    }
    assert!(1000 < n_listed, "{n_listed}");
}

/// What is listed follows the plots while the run goes on, edits of the network included.
#[test]
fn an_engine_is_told_later_what_to_list() {
    let start = Simulation::new(network(busy(0)), 1, grid(0.1));
    let projections = start.network().projections().iter();
    let ids: Vec<u32> = projections.filter(|own| !own.plasticity.is_fixed()).map(|own| own.id).collect();
    let mut engine = Engine::by_hand(program(&start, Vec::new()));
    assert_eq!(listed(&mut engine).1, []);
    engine.send(Command::SetWeights(ids.clone()));
    let changes = listed(&mut engine).1;
    assert!(ids.iter().all(|id| changes.iter().any(|change| change.projection == *id)));
    // A projection less: its synapses are watched no more, and those of the others still are.
    let gone = ids[0];
    let fewer = start.network().with(|parts| parts.projections.retain(|own| own.id != gone)).unwrap();
    engine.send(Command::SetNetwork(Arc::new(fewer)));
    let changes = listed(&mut engine).1;
    assert!(!changes.is_empty() && changes.iter().all(|change| change.projection != gone));
    engine.send(Command::SetWeights(Vec::new()));
    let _ = engine.poll();
    assert_eq!(listed(&mut engine).1, []);
}
