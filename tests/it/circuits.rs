//! Circuits of Neuronify and sets of parameters: what they do once they are read, and that nothing in them makes a panic.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use bouton::model::probe::Probe;
use bouton::preset::neuronify::{self, Circuit};
use bouton::preset::{Preset, load, parameter_file};
use bouton::sim::{Recorder, Recording, Simulation, Stream, StreamKind};

use crate::cli::run;
use crate::files::{HANG_GUARD, lines, mutate};
use crate::presets::is_long;

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("tests/corpus/neuronify").unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 6);
    files
}

fn read(path: &Path) -> Circuit {
    neuronify::parse(&std::fs::read(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error:?}", path.display()))
}

fn circuit(name: &str) -> Preset {
    read(Path::new(&format!("tests/corpus/neuronify/{name}.nfy"))).preset
}

fn record(preset: &Preset, probes: &[&str], fire: &[(u32, f64)], ms: f64) -> Recording {
    let network = preset.network();
    let mut simulation = Simulation::new(Arc::new(network.clone()), preset.run().seed, preset.grid());
    for (population, time_ms) in fire {
        simulation.schedule_fire(*population, None, *time_ms);
    }
    let probes = probes.iter().map(|probe| Probe::parse(probe, network).unwrap()).collect();
    let mut recorder = Recorder::new(&simulation, probes, 1);
    simulation.run(preset.grid().step_at_or_after(ms).0, &mut recorder);
    simulation.settle(&mut recorder);
    recorder.take()
}

fn spikes_ms(preset: &Preset, recording: &Recording, name: &str) -> Vec<f64> {
    let id = preset.network().populations().iter().find(|own| own.name == name).unwrap().id;
    let own = recording.spikes.iter().filter(|spike| spike.population == id);
    own.map(|spike| preset.grid().moment_ms(spike.at)).collect()
}

/// What is read can be saved, and is then a document like any other.
#[test]
fn every_circuit_becomes_a_document() {
    for path in files() {
        let Circuit { preset, .. } = read(&path);
        let again = load::parse(preset.to_ron().unwrap().as_bytes()).unwrap();
        assert_eq!(again, preset, "{}", path.display());
        record(&preset, &[], &[], 50.0);
    }
}

/// T = t_ref + τ_m ln((V∞ − V_reset)/(V∞ − V_th)), as Neuronify's neuron has it too.
#[test]
fn a_driven_neuron_fires_as_its_formula_says() {
    let preset = circuit("driven");
    let recording = record(&preset, &[], &[], 500.0);
    let times = spikes_ms(&preset, &recording, "cell");
    let expected = 2.0 + 20.0 * (40.0_f64 / 15.0).ln();
    let period = times[2] - times[1];
    assert!((period - expected).abs() < 1e-6 * expected, "{period} {expected}");
}

/// The current of a synapse is that of Neuronify within what the note says, and a spike begins it anew.
#[test]
fn synapses_inject_what_they_did() {
    let preset = circuit("generators");
    let recording = record(&preset, &["I_2-a", "V_a"], &[], 60.0);
    // The generator fires first at 20 ms and the current begins 5 ms later; it is −3 nA, positive outward.
    let after = |ms: f64| recording.columns[0][(ms * 10.0).round() as usize];
    assert_eq!(after(24.8), 0.0);
    for (t, ms) in [(0.0, 25.05), (1.0, 26.05)] {
        let expected = -3000.0 * (-t / 2.0_f64).exp();
        assert!((after(ms) / expected - 1.0).abs() < 0.08, "{ms}: {} {expected}", after(ms));
    }
    assert!(!spikes_ms(&preset, &recording, "a").is_empty());
    // A spike goes once around the ring, from neuron to neuron.
    let ring = circuit("ring");
    let sensor = ring.network().populations().last().unwrap().id;
    let recording = record(&ring, &[], &[(sensor, 1.0)], 300.0);
    let first: Vec<f64> =
        (0..10).map(|place| spikes_ms(&ring, &recording, &format!("r{place}"))[0]).collect();
    assert!(first[0] < 1.3, "at once: {first:?}");
    assert!(first.windows(2).all(|two| 5.0 < two[1] - two[0] && two[1] - two[0] < 8.0), "{first:?}");
}

/// A spike adds 10 nS towards rest, which is gone after half a second: intervals grow.
#[test]
fn an_adapting_neuron_slows_down() {
    let preset = circuit("adaptation");
    let times = spikes_ms(&preset, &record(&preset, &[], &[], 1500.0), "adapts");
    assert!(2 < times.len() && 3.0 * (times[1] - times[0]) < times[2] - times[1], "{times:?}");
}

#[test]
fn commands_take_circuits_and_say_what_changed() {
    let output = run(&["run", "tests/corpus/neuronify/inhibition.nfy", "--duration", "200", "--summary"]);
    assert_eq!(output.code(), 0, "{}", output.err);
    assert!(output.err.contains("±500 mV") && output.err.contains("exc → out"), "{}", output.err);
    let output = run(&["check", "tests/corpus/neuronify/strange.nfy"]);
    assert_eq!(output.code(), 0, "{}", output.err);
    assert!(output.err.contains("“Retina”"), "{}", output.err);
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.nfy");
    let text = std::fs::read_to_string("tests/corpus/neuronify/driven.nfy").unwrap();
    std::fs::write(&bad, text.replace("\"from\":1", "\"from\":9")).unwrap();
    let output = run(&["run", bad.to_str().unwrap(), "--duration", "10"]);
    assert_eq!(output.code(), 2);
    assert!(output.err.contains("edges[0].from: "), "{}", output.err);
}

#[test]
fn a_file_of_parameters_sets_them_all_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.txt");
    let words = ["run", "ampa", "--duration", "20", "--csv", "-", "--params", path.to_str().unwrap()];
    std::fs::write(&path, "populations.0.C_pF = 150\npopulations.0.V_init_mV = -65 mV\n").unwrap();
    let by_file = run(&words);
    assert_eq!(by_file.code(), 0, "{}", by_file.err);
    let sets = ["--set", "populations.0.C_pF=150", "--set", "populations.0.V_init_mV=-65"];
    let by_hand = run(&[&words[..6], &sets].concat());
    let rows = |text: &str| {
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(rows(&by_file.out), rows(&by_hand.out));
    assert!(by_file.out.contains("# params: "));
    std::fs::write(&path, "populations.0.C_pF = 150\npopulations.0.V_init = -65\n").unwrap();
    let refused = run(&words);
    assert_eq!((refused.code(), refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("mine.txt:2:1: populations.0.V_init: "), "{}", refused.err);
    // The same one on the command line is one too many.
    std::fs::write(&path, "populations.0.C_pF = 150\n").unwrap();
    let twice = run(&[&words[..], &["--set", "populations.0.C_pF=160"]].concat());
    assert_eq!(twice.code(), 2, "{}", twice.err);
}

/// Counts that take minutes run in full under `BOUTON_LONG`.
fn count() -> u32 {
    if is_long() { 20_000 } else { 500 }
}

#[test]
fn no_mutated_circuit_or_set_of_parameters_panics() {
    let circuits: Vec<String> = files().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let sets = [
        "path,value\npopulations.0.C_pF,150\nprojections.1-0.receptors.ampa.g_max_nS,3\n",
        "populations.0.C_pF = 150\n# x\nrun.seed = 7\n",
        "{\"populations.0.C_pF\": 150, \"run.seed\": 7, \"projections.1-0.delay_ms\": 0.5}",
    ];
    let ampa = load::argument("ampa").unwrap();
    let (mut accepted, started) = (0, Instant::now());
    for seed in 0..count() {
        let mut random = Stream::new(u64::from(seed), StreamKind::Stimulus, 11);
        let place = seed as usize % (circuits.len() + sets.len());
        let one = Instant::now();
        let error = if let Some(text) = circuits.get(place) {
            let bytes = mutate(text, &mut random);
            match std::panic::catch_unwind(|| neuronify::parse(&bytes)).expect("a panic") {
                Ok(circuit) => {
                    let ron = circuit.preset.to_ron().unwrap();
                    assert_eq!(load::parse(ron.as_bytes()).unwrap(), circuit.preset, "mutation {seed}");
                    accepted += 1;
                    None
                }
                Err(error) => Some(error),
            }
        } else {
            let bytes = mutate(sets[place - circuits.len()], &mut random);
            match std::panic::catch_unwind(|| parameter_file::read(&bytes, &ampa)).expect("a panic") {
                Ok(values) => {
                    assert!(ampa.with_values(&values).is_ok(), "mutation {seed}");
                    accepted += 1;
                    None
                }
                Err(error) => Some(error),
            }
        };
        assert!(one.elapsed() < HANG_GUARD, "mutation {seed} took {:?}", one.elapsed());
        if let Some(error) = error {
            let said = lines(&error);
            assert!(
                said.iter().all(|line| "t.ron: ".len() < line.len() && !line.contains("{$")),
                "{seed}: {said:?}"
            );
        }
    }
    println!("{} mutations, {accepted} accepted, {:.1?}", count(), started.elapsed());
    assert!(0 < accepted && accepted < count());
}
