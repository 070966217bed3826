//! The same network, seed and inputs give the same bits, whoever looks, however the run is cut up, and whatever else
//! is in the network.

use std::sync::Arc;

use bouton::engine::{Command, Engine, Goal, Program, Status};
use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{Network, NetworkParts, Population};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::stimulus::StimulusKind;
use bouton::model::stimulus::noise::Noise;
use bouton::param::Value;
use bouton::preset::{library, load};
use bouton::sim::{Event, Recorder, Recording, Simulation, Snapshot};
use bouton::units::Speed;

use crate::common::{
    Bits, Dice, advance, assert_same, bits, busy, click_busy, every_probe, grid, lif, network, poisson,
    probes, projection, record, side_by_side, simulation, source, stimulus,
};

/// Steps of a run: 400 ms at dt = 0.1.
const STEPS: u64 = 4000;

fn start(network: &Arc<Network>, seed: u64) -> Simulation {
    let mut simulation = Simulation::new(network.clone(), seed, grid(0.1));
    click_busy(&mut simulation, 0);
    simulation
}

/// The bits of a run of a network whose clicked objects have the ids of [`busy`].
fn run(parts: NetworkParts, seed: u64) -> Bits {
    record(&mut start(&network(parts), seed), STEPS)
}

/// Runs in chunks, taking the recording after each, and puts the pieces together.
fn in_chunks(chunks: impl Iterator<Item = u64>) -> Bits {
    let network = network(busy(0));
    let mut simulation = start(&network, 1);
    let probes = every_probe(&network);
    let mut recorder = Recorder::new(&simulation, probes.clone(), 1).with_releases();
    let mut whole = Recording { columns: vec![Vec::new(); probes.len()], ..Recording::default() };
    let mut left = STEPS;
    for chunk in chunks {
        let chunk = chunk.min(left);
        let first = simulation.now();
        advance(&mut simulation, chunk, &mut recorder);
        left -= chunk;
        let piece = recorder.take();
        assert_eq!(
            (piece.first, piece.n_samples() as u64),
            (first, chunk),
            "a piece begins where its chunk does"
        );
        whole.columns.iter_mut().zip(piece.columns).for_each(|(whole, piece)| whole.extend(piece));
        whole.spikes.extend(piece.spikes);
        whole.releases.extend(piece.releases);
        whole.ignored += piece.ignored;
        if left == 0 {
            break;
        }
    }
    bits(&probes, &whole)
}

#[test]
fn a_busy_network_is_busy() {
    let bits = run(busy(0), 1);
    let spikes = |id: u32| bits.spikes.iter().filter(|spike| spike.0 == id).count();
    println!(
        "busy: {} spikes, {} releases, {} ignored",
        bits.spikes.len(),
        bits.releases.len(),
        bits.ignored
    );
    assert!(
        spikes(1) > 8 && spikes(2) > 20 && spikes(3) > 10 && spikes(4) > 150,
        "{:?}",
        [1, 2, 3, 4].map(spikes)
    );
    assert!(
        bits.columns.len() > 200
            && bits.columns.iter().all(|(_, column)| column.len() as u64 == STEPS.div_ceil(7))
    );
}

#[test]
fn chunks_do_not_matter() {
    let whole = in_chunks(std::iter::once(STEPS));
    for size in [1, 2, 3, 7, 64, 1000] {
        assert_same(&in_chunks(std::iter::repeat(size)), &whole, &format!("in chunks of {size}"));
    }
    let mut dice = Dice(9);
    assert_same(&in_chunks(std::iter::repeat_with(|| 1 + dice.below(300))), &whole, "in random chunks");
}

#[test]
fn looking_changes_nothing() {
    let network = network(busy(0));
    let probes = every_probe(&network);
    let run = |every: Option<u64>| {
        let mut simulation = start(&network, 1);
        let observed = if every.is_some() { probes.clone() } else { Vec::new() };
        let mut recorder = Recorder::new(&simulation, observed.clone(), every.unwrap_or(1)).with_releases();
        for _ in 0..STEPS {
            if every == Some(1) {
                // Reading between steps stores nothing back either.
                let _ = recorder.read(&simulation);
                simulation.snapshot(&mut Snapshot::default());
            }
            simulation.step(&mut recorder);
        }
        (bits(&observed, &recorder.take()), record(&mut simulation, 10))
    };
    let (dense, dense_end) = run(Some(1));
    let (sparse, sparse_end) = run(Some(10));
    let (blind, blind_end) = run(None);
    assert_same(&dense_end, &sparse_end, "all state after every step and every tenth");
    assert_same(&dense_end, &blind_end, "all state with and without probes");
    assert_eq!((&dense.spikes, &dense.releases), (&blind.spikes, &blind.releases));
    assert_eq!((&dense.spikes, &dense.releases), (&sparse.spikes, &sparse.releases));
    for ((_, dense), (probe, sparse)) in dense.columns.iter().zip(&sparse.columns) {
        let every_tenth: Vec<u64> = dense.iter().step_by(10).copied().collect();
        assert_eq!(&every_tenth, sparse, "{probe:?}: every tenth sample is the tenth sample");
    }
}

#[test]
fn a_clone_goes_on_as_the_original_does() {
    let mut original = start(&network(busy(0)), 1);
    for steps in [0, 1, 1234] {
        advance(&mut original, steps, &mut ());
        let mut keyframe = original.clone();
        let replayed = record(&mut keyframe, STEPS);
        // A second replay from the same keyframe, after the first has run.
        let mut again = original.clone();
        assert_same(&record(&mut again, STEPS), &replayed, "a second clone");
        let mut going_on = original.clone();
        std::mem::swap(&mut going_on, &mut original);
        assert_same(&record(&mut going_on, STEPS), &replayed, "the original");
    }
}

#[test]
fn seeds_differ_and_repeat() {
    let [one, again, two] = [1, 1, 2].map(|seed| run(busy(0), seed));
    assert_same(&one, &again, "the same seed");
    assert_ne!(one.spikes, two.spikes);
    // Listed clicks on single neurons do not depend on the seed; random sources and noise do.
    for id in [2, 3, 4] {
        let of = |bits: &Bits| bits.spikes.iter().filter(|spike| spike.0 == id).copied().collect::<Vec<_>>();
        assert_ne!(of(&one), of(&two), "population {id}");
    }
}

/// Objects added to a busy network, with random numbers of their own and a stimulus, that act on none of its own.
fn company() -> NetworkParts {
    let mut noisy = Population::new(101, 3, NeuronKind::Lif(Lif { I_app_pA: 170.0, ..Lif::default() }));
    noisy.stimuli = vec![stimulus(120, StimulusKind::Noise(Noise::default()))];
    NetworkParts {
        populations: vec![poisson(100, 30, 50.0), noisy, source(102), lif(103, Lif::default())],
        projections: vec![projection(110, 100, 101, crate::common::ampa(1.0, 5.0, Summation::Saturating))],
        ..NetworkParts::default()
    }
}

#[test]
fn other_objects_do_not_matter() {
    const COMPANY: [u32; 5] = [100, 101, 102, 103, 110];
    let alone = run(busy(0), 1).without(&COMPANY);
    let after = run(side_by_side(busy(0), company()), 1).without(&COMPANY);
    assert_same(&after, &alone, "objects added behind");
    let before = run(side_by_side(company(), busy(0)), 1).without(&COMPANY);
    assert_same(&before, &alone, "objects added before");
    // A synapse that starts in the network and ends outside listens without a trace.
    let mut listened = side_by_side(busy(0), company());
    listened
        .projections
        .insert(0, projection(111, 2, 103, crate::common::ampa(3.0, 5.0, Summation::Saturating)));
    let listened = run(listened, 1).without(&[100, 101, 102, 103, 110, 111]);
    assert_same(&listened, &alone, "a synapse that leads away");
}

#[test]
fn names_and_order_do_not_matter() {
    let plain = run(busy(0), 1);
    let mut renamed = busy(0);
    renamed.populations.iter_mut().for_each(|population| population.name.insert_str(0, "cell-"));
    renamed.projections.iter_mut().for_each(|projection| projection.name.push_str("-bis"));
    assert_same(&run(renamed, 1), &plain, "renamed");
    let mut reversed = busy(0);
    reversed.populations.reverse();
    reversed.projections.reverse();
    assert_same(&run(reversed, 1), &plain, "in reverse order");
    for turn in 1..5 {
        let mut turned = busy(0);
        turned.projections.rotate_left(turn);
        assert_same(&run(turned, 1), &plain, &format!("projections turned by {turn}"));
    }
    let mut stimuli = busy(0);
    stimuli.populations.iter_mut().for_each(|population| population.stimuli.reverse());
    assert_same(&run(stimuli, 1), &plain, "stimuli in reverse order");
}

/// The size of a population belongs to its own draws only: another random source, and noise elsewhere, stay.
#[test]
fn a_population_of_another_size_redraws_only_itself() {
    let plain = run(side_by_side(busy(0), company()), 1);
    let mut resized = side_by_side(busy(0), company());
    resized.populations.iter_mut().find(|population| population.id == 100).unwrap().n = 31;
    let resized = run(resized, 1);
    let untouched: Vec<u32> = vec![100, 110, 101];
    assert_same(&resized.clone().without(&untouched), &plain.clone().without(&untouched), "the rest");
    let of =
        |bits: &Bits, id: u32| bits.spikes.iter().filter(|spike| spike.0 == id).copied().collect::<Vec<_>>();
    assert_ne!(of(&resized, 100), of(&plain, 100), "the source itself is drawn anew");
    // Its target has other spikes, but the same noise.
    let noise = |bits: &Bits| {
        let columns = bits.columns.iter();
        let own = columns.filter(|(p, _)| {
            matches!(p.source, bouton::model::network::Target::Stimulus { stimulus: 120, .. })
        });
        own.map(|(_, column)| column.clone()).collect::<Vec<_>>()
    };
    assert_eq!(noise(&resized).len(), 3);
    assert_eq!(noise(&resized), noise(&plain));
}

/// A click draws from its population's own volleys: it changes no random spike and no noise.
#[test]
fn a_click_changes_no_draw() {
    let mut parts = busy(0);
    parts.projections.clear();
    let network = network(parts);
    let run = |clicks: bool| {
        let mut simulation = simulation(&network, 0.1);
        if clicks {
            click_busy(&mut simulation, 0);
            (0..50).for_each(|k| simulation.schedule_fire(4, None, 3.0 * f64::from(k) + 0.05));
        }
        record(&mut simulation, STEPS)
    };
    let (with, without) = (run(true), run(false));
    let noise = |bits: &Bits| {
        bits.columns
            .iter()
            .filter(|(probe, _)| probe.symbol == "I")
            .map(|(_, column)| column.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(noise(&with), noise(&without));
    // The random spikes of source 4 lie on boundaries; its clicked ones were put off them.
    let random =
        |bits: &Bits| bits.spikes.iter().filter(|s| s.0 == 4 && s.3 == 0).copied().collect::<Vec<_>>();
    assert!(random(&with).len() > 150);
    assert_eq!(random(&with), random(&without));
    assert!(with.spikes.len() > without.spikes.len() + 100);
}

/// Networks of one neuron and simple inputs may take a direct way when nobody samples. Cut up at random, with clicks, edits and
/// both sorts of observers, it gives the events, weights and potentials of steps one by one.
#[test]
fn the_direct_way_gives_the_same_bits() {
    let mut dice = Dice(11);
    let mut n_changed: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    for name in [
        "stdp-song-2000",
        "stdp-brian-example",
        "stdp-nearest-neighbour",
        "stdp-multiplicative",
        "e-i-balance",
    ] {
        let preset = load::parse(library::find(name).unwrap().text.as_bytes()).unwrap();
        // Not every preset has every object; each setting changes some of them.
        let mut with = |settings: &[(&'static str, Value)]| {
            let mut found = Vec::new();
            for (path, value) in settings {
                let n = n_changed.entry(*path).or_insert(0);
                if let Ok(address) = preset.find(path) {
                    *n += u32::from(preset.get(address).unwrap().1 != *value);
                    found.push((address, value.clone()));
                }
            }
            Arc::new(preset.with_values(&found).unwrap().network().clone())
        };
        let networks = [
            with(&[]),
            with(&[("populations.exc.rate_Hz", Value::Number(33.0))]),
            with(&[
                ("projections.exc-0.plasticity.A_plus", Value::Number(0.02)),
                ("populations.0.t_ref_ms", Value::Number(1.3)),
            ]),
            with(&[
                ("projections.exc-0.plasticity.depression", Value::Choice(1)),
                ("projections.inh-0.delay_ms", Value::Number(0.7)),
            ]),
        ];
        let mut direct = Simulation::new(networks[0].clone(), 5, grid(0.1));
        let mut plain = direct.clone();
        let (mut of_direct, mut of_plain): (Vec<Event>, Vec<Event>) = (Vec::new(), Vec::new());
        for _ in 0..60 {
            let steps = 1 + dice.below(700);
            match dice.below(6) {
                0 => {
                    let neuron = u32::try_from(dice.below(1000)).unwrap();
                    direct.fire(1, Some(neuron), &mut of_direct);
                    plain.fire(1, Some(neuron), &mut of_plain);
                }
                1 => {
                    direct.fire(0, Some(0), &mut of_direct);
                    plain.fire(0, Some(0), &mut of_plain);
                }
                2 => {
                    let network = &networks[usize::try_from(dice.below(4)).unwrap()];
                    direct.reconcile(network.clone());
                    plain.reconcile(network.clone());
                }
                3 => {
                    let time = plain.now_ms() + dice.uniform(0.0, 30.0);
                    direct.schedule_fire(1, Some(3), time);
                    plain.schedule_fire(1, Some(3), time);
                }
                _ => {}
            }
            assert_eq!(direct.run(steps, &mut of_direct), steps);
            advance(&mut plain, steps, &mut of_plain);
            assert_eq!(of_direct, of_plain, "{name}");
            assert_eq!(direct.weights(3), plain.weights(3), "{name}");
            let mut snapshots = [Snapshot::default(), Snapshot::default()];
            direct.snapshot(&mut snapshots[0]);
            plain.snapshot(&mut snapshots[1]);
            assert_eq!(snapshots[0], snapshots[1], "{name}");
        }
        assert!(3000 < of_direct.len(), "{name}: {} events", of_direct.len());
        let probes = every_probe(direct.network());
        let read = |simulation: &Simulation| Recorder::new(simulation, probes.clone(), 1).read(simulation);
        assert_eq!(read(&direct), read(&plain), "{name}");
    }
    assert!(n_changed.values().all(|n| 0 < *n), "{n_changed:?}");
}

/// A hundred seconds of a thousand plastic synapses: in one go, step by step with traces recorded, in pieces, in an engine that
/// is told to hurry or to keep a speed, and on another thread, the weights are the same bits.
#[test]
fn weights_are_the_same_bits_however_they_are_looked_at() {
    let preset = load::parse(library::find("stdp-song-2000").unwrap().text.as_bytes()).unwrap();
    let network = Arc::new(preset.network().clone());
    let seconds: u64 = if crate::presets::is_long() { 100 } else { 20 };
    let steps = 10_000 * seconds;
    let bits = |simulation: &Simulation| {
        simulation.weights(3).unwrap().iter().map(|w| w.to_bits()).collect::<Vec<_>>()
    };
    let begin = || Simulation::new(network.clone(), 3, grid(0.1));
    let whole = {
        let mut simulation = begin();
        simulation.run(steps, &mut ());
        bits(&simulation)
    };
    let mut recorded = begin();
    let mut recorder = Recorder::new(&recorded, probes(&network, &["V_0", "g_exc-0", "w_exc-0:7"]), 10);
    advance(&mut recorded, steps, &mut recorder);
    assert_eq!(bits(&recorded), whole, "with traces");
    let mut dice = Dice(4);
    let mut pieces = begin();
    while pieces.now().0 < steps {
        let some = (1 + dice.below(50_000)).min(steps - pieces.now().0);
        pieces.run(some, &mut ());
        let mut snapshot = Snapshot::default();
        pieces.snapshot(&mut snapshot);
        pieces.sample_weights(&mut snapshot.weights);
    }
    assert_eq!(bits(&pieces), whole, "in pieces");
    let there = network.clone();
    let elsewhere = std::thread::spawn(move || {
        let mut simulation = Simulation::new(there, 3, grid(0.1));
        simulation.run(steps, &mut ());
        simulation.weights(3).unwrap().iter().map(|w| w.to_bits()).collect::<Vec<_>>()
    });
    assert_eq!(elsewhere.join().unwrap(), whole, "on another thread");
    #[expect(clippy::cast_precision_loss, reason = "some steps")]
    let end_ms = steps as f64 * 0.1;
    for (probed, speed) in
        [(false, Speed::Unlimited), (true, Speed::Unlimited), (true, Speed::MsPerSecond(1e6))]
    {
        let probes = if probed { probes(&network, &["V_0", "g_exc-0"]) } else { Vec::new() };
        let program = Program {
            network: network.clone(),
            seed: 3,
            grid: grid(0.1),
            probes,
            releases: Vec::new(),
            weights: Vec::new(),
            speed,
            running: false,
        };
        let mut engine = Engine::start(program, || {}).unwrap();
        engine.send(Command::RunUntil(Goal::Time(end_ms)));
        let weights = loop {
            match engine.poll() {
                Some(batch) if batch.now().0 == steps && batch.scene.status == Status::Paused => {
                    break batch.scene.snapshot.weights;
                }
                _ => std::thread::sleep(std::time::Duration::from_millis(2)),
            }
        };
        let told: Vec<f32> = weights[0].values.to_vec();
        #[expect(clippy::cast_possible_truncation, reason = "what the engine tells")]
        let expected: Vec<f32> = whole.iter().map(|bits| f64::from_bits(*bits) as f32).collect();
        assert_eq!(told, expected, "an engine, probes {probed}, {speed:?}");
    }
}
