//! Models without neurons go the way of networks: through simulation and engine, with probes of their own.

use std::sync::Arc;
use std::time::Duration;

use bouton::engine::{Command, Engine, Program};
use bouton::model::network::{Address, Network, NetworkParts, Population, Target};
use bouton::model::neuron::NeuronKind;
use bouton::model::probe::Probe;
use bouton::model::problem::Fault;
use bouton::model::standalone::decay::Decay;
use bouton::model::standalone::{Standalone, StandaloneKey};
use bouton::param::Value;
use bouton::preset::{Preset, library, load};
use bouton::sim::{Simulation, Snapshot};
use bouton::units::{Grid, Speed};

fn network(model: Standalone) -> Arc<Network> {
    let parts = NetworkParts { standalone: Some(model), ..NetworkParts::default() };
    Arc::new(Network::new(parts).unwrap())
}

fn program(network: &Arc<Network>) -> Program {
    Program {
        network: Arc::clone(network),
        seed: 5,
        grid: Grid::default(),
        probes: Probe::all(network),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::MsPerSecond(1000.0),
        running: true,
    }
}

/// Values of all probes of a network after some steps.
fn reached(network: &Arc<Network>, steps: u64) -> Vec<f64> {
    let mut simulation = Simulation::new(Arc::clone(network), 5, Grid::default());
    simulation.run(steps, &mut ());
    let read = |probe: &Probe| simulation.read(simulation.slot(probe).unwrap());
    Probe::all(network).iter().map(read).collect()
}

/// Each model is recorded under the names of its variables, and the engine says what the simulation does; an edit on the way
/// gives what the edited model would have come to from the start.
#[test]
fn the_engine_runs_models_without_neurons() {
    for model in Standalone::all() {
        let (key, states) = (model.key(), model.states());
        let network = network(model.clone());
        let symbols: Vec<&str> = states.iter().map(|state| state.symbol).collect();
        let listed = Probe::list(&network);
        assert_eq!(listed.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), symbols);
        for (name, state) in &listed {
            let probe = Probe::parse(name, &network).unwrap();
            assert_eq!(probe.describe(&network), Some((name.clone(), *state)));
            assert_eq!((probe.source, probe.object_id()), (Target::Standalone, None));
        }
        let mut engine = Engine::by_hand(program(&network));
        engine.advance(Duration::from_millis(320));
        let batch = engine.poll().unwrap();
        assert!(250.0 < batch.grid.time_ms(batch.now()), "{:?}", batch.now());
        assert_eq!(batch.scene.head, reached(&network, batch.now().0), "{key}");
        let columns = &batch.recorded.blocks[0].samples.columns;
        assert_eq!(columns.len(), symbols.len());
        assert!(columns.iter().flatten().flatten().all(|value| value.is_finite()));
        let presentations = batch.scene.snapshot.presentations.len();
        assert_eq!(presentations != 0, key == StandaloneKey::RateLearning);
        // An edit, while it runs.
        let mut edited = model;
        let set = edited.params_mut().unwrap();
        let mut first = None;
        set.visit(&mut |spec, value| {
            if let Value::Number(number) = value
                && first.is_none()
            {
                first = Some((spec.key, number));
            }
        });
        let (parameter, number) = first.unwrap();
        assert!(set.set(parameter, Value::Number(number * 0.5)));
        let edited = self::network(edited);
        engine.send(Command::SetNetwork(Arc::clone(&edited)));
        engine.advance(Duration::from_millis(160));
        let batch = engine.poll().unwrap();
        assert_eq!(batch.scene.head, reached(&edited, batch.now().0), "{key}");
        assert_ne!(batch.scene.head, reached(&network, batch.now().0), "{key}: {parameter} does something");
    }
}

/// The decay is its closed form at every boundary.
#[test]
fn a_decay_is_its_closed_form() {
    let decay = Decay { N0: 3.0, N_inf: 0.5, tau_ms: 7.0 };
    let network = network(Standalone::Decay(decay.clone()));
    for steps in [0, 1, 70, 1000] {
        let grid = Grid::default();
        let expected = decay.N(grid.time_ms(bouton::units::Step(steps)));
        assert_eq!(reached(&network, steps), [expected], "after {steps} steps");
    }
}

/// What a document of such a model says of its parameters is under the same kind of address as everything else, and every
/// address leads to its path and back.
#[test]
fn parameters_have_addresses_like_others() {
    let mut n_models = 0;
    for bundled in library::PRESETS {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let Some(model) = preset.standalone() else { continue };
        n_models += 1;
        let mut n_own = 0;
        preset.visit(&mut |address, spec, value| {
            assert_eq!(preset.find(&preset.path(address)), Ok(address));
            assert_eq!(preset.get(address), Some((spec, value)));
            n_own += usize::from(address.target == Target::Standalone);
        });
        assert!(0 < n_own);
        assert_eq!(preset.path(Address::standalone("x")), format!("{}.x", model.key()));
        // A value out of range is refused with its place.
        let mut number = None;
        preset.visit(&mut |address, _, value| {
            if address.target == Target::Standalone && matches!(value, Value::Number(_)) {
                number = Some(address);
            }
        });
        let address = number.unwrap();
        let problems = preset.with_values(&[(address, Value::Number(f64::INFINITY))]).unwrap_err();
        assert_eq!(problems[0].path, preset.path(address));
        assert_eq!(problems[0].file_path, format!("model.{}", address.key));
        assert_eq!(load::parse(preset.to_ron().unwrap().as_bytes()).unwrap(), preset);
    }
    assert!(2 <= n_models);
}

/// Neurons beside a model without neurons are refused aloud; nothing takes its place in silence.
#[test]
fn neurons_and_a_model_without_them_do_not_mix() {
    let preset = load::parse(library::find("exponential-decay").unwrap().text.as_bytes()).unwrap();
    let problems = preset
        .with_network(|network| {
            network.populations.push(Population::new(1, 1, NeuronKind::all().remove(0)));
        })
        .unwrap_err();
    assert_eq!(
        problems.iter().map(|problem| problem.fault.clone()).collect::<Vec<_>>(),
        [Fault::NeuronsBesideModel]
    );
    assert!(preset.standalone().is_some());
    let mut snapshot = Snapshot::default();
    Simulation::new(Arc::new(Preset::empty("").network().clone()), 1, Grid::default())
        .snapshot(&mut snapshot);
    assert!(snapshot.presentations.is_empty());
}
