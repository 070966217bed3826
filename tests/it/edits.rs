//! Random edits of documents: undo and redo lead back exactly, and an engine that is told of every one of them runs what
//! the document says.

use std::collections::BTreeSet;
use std::sync::Arc;

use bouton::document::{
    Document, Edit, Placing, PlotEdit, Stepped, Structure, Values, layered, part_of, shared,
};
use bouton::engine::{Batch, Command, Engine, Program, Status, replay};
use bouton::model::mechanism::MechanismKey;
use bouton::model::network::{Address, Connect, Network, Object, Target, Weights};
use bouton::model::neuron::NeuronKey;
use bouton::model::probe::Probe;
use bouton::model::receptor::ReceptorKey;
use bouton::model::stimulus::StimulusKey;
use bouton::param::Value;
use bouton::preset::plot_spec::PlotSpec;
use bouton::preset::{Panes, Preset, library, load};
use bouton::sim::{Simulation, Snapshot};
use bouton::units::{Speed, Step};

use crate::common::Dice;
use crate::presets::is_long;

fn preset(name: &str) -> Preset {
    load::parse(library::find(name).unwrap().text.as_bytes()).unwrap()
}

/// A random edit of what there is; most are possible, and some are not.
pub fn random_edit(document: &Document, dice: &mut Dice) -> Edit {
    let preset = Arc::clone(document.preset());
    let network = preset.network();
    let objects: Vec<Object> = network.parts().objects().collect();
    let populations: Vec<u32> = network.populations().iter().map(|population| population.id).collect();
    let projections: Vec<u32> = network.projections().iter().map(|projection| projection.id).collect();
    let any = |dice: &mut Dice, from: &[u32]| if from.is_empty() { 0 } else { dice.pick(from) };
    #[expect(clippy::cast_possible_truncation, reason = "places on a canvas")]
    let place = |dice: &mut Dice| (dice.uniform(-500.0, 500.0) as f32, dice.uniform(-500.0, 500.0) as f32);
    let structure = match dice.below(27) {
        0..=2 => {
            let at = place(dice);
            let kind = dice.pick(NeuronKey::ALL);
            Structure::Add { kind, n: 1 + dice.below(3), at }
        }
        3..=5 => {
            let (from, to) = (any(dice, &populations), any(dice, &populations));
            let receptor = dice.pick(ReceptorKey::ALL);
            Structure::Connect { from, to, receptor }
        }
        6 => Structure::Couple(any(dice, &populations), any(dice, &populations)),
        7 | 8 if !objects.is_empty() => Structure::Remove(BTreeSet::from([dice.pick(&objects)])),
        9 if !objects.is_empty() => {
            let some: BTreeSet<Object> = (0..3).map(|_| dice.pick(&objects)).collect();
            Structure::Paste { part: Arc::new(part_of(&preset, &some).unwrap()), by: (20.0, 20.0) }
        }
        10 if !objects.is_empty() => {
            let name =
                |dice: &mut Dice| dice.pick(&["a", "b", "0", "1", "ü", "exc", "a b", "x.y"]).to_owned();
            let n = 1 + dice.below(3);
            Structure::Rename((0..n).map(|_| (dice.pick(&objects), name(dice))).collect())
        }
        11 => Structure::Place { places: layered(network), purpose: Placing::LayOut },
        12 => {
            Structure::Place { places: vec![(any(dice, &populations), place(dice))], purpose: Placing::Nudge }
        }
        13 => {
            let receptor = dice.pick(ReceptorKey::ALL);
            let projection = any(dice, &projections);
            if dice.below(2) == 0 {
                Structure::AddReceptor { projection, receptor }
            } else {
                Structure::RemoveReceptor { projection, receptor }
            }
        }
        14 => {
            let kind = dice.pick(StimulusKey::ALL);
            Structure::AddStimulus { population: any(dice, &populations), kind }
        }
        15 => {
            let population = any(dice, &populations);
            let stimuli = network
                .population(population)
                .map(|own| own.stimuli.iter().map(|s| s.id).collect::<Vec<_>>());
            let stimulus = any(dice, &stimuli.unwrap_or_default());
            Structure::RemoveStimulus { population, stimulus }
        }
        16 => {
            let connect =
                [Connect::AllToAll, Connect::OneToOne, Connect::Probability(0.5), Connect::InDegree(1)];
            let connect = connect[usize::try_from(dice.below(4)).unwrap()].clone();
            Structure::SetConnect(any(dice, &projections), connect)
        }
        17 => {
            let weights = [Weights::Constant(0.5), Weights::Uniform(0.1, 0.9), Weights::Normal(0.5, 0.2)];
            let weights = weights[usize::try_from(dice.below(3)).unwrap()].clone();
            Structure::SetWeights(any(dice, &projections), weights)
        }
        18 => return random_kind(network, dice),
        19 => return Edit::SetPanes(Panes { left: 0.3, top: 0.6 }),
        20 => return random_plot(&preset, dice),
        21 => return Edit::SetSpeed(dice.pick(&[Speed::MsPerSecond(50.0), Speed::Unlimited])),
        22 if dice.below(10) == 0 => return Edit::ResetAll,
        23 | 24 if !objects.is_empty() => return random_edit_of_many(&preset, &objects, dice),
        25 => {
            let pair = |dice: &mut Dice| (any(dice, &populations), any(dice, &populations));
            let receptor = dice.pick(ReceptorKey::ALL);
            let pairs: Vec<(u32, u32)> = (0..3).map(|_| pair(dice)).collect();
            let join = |(from, to)| Edit::Structure(Structure::Connect { from, to, receptor });
            return Edit::Each(pairs.into_iter().map(join).collect());
        }
        _ => return random_value(&preset, dice),
    };
    Edit::Structure(structure)
}

/// An edit of several objects at once: of a value that they share, of their kinds, or of all values that one of them has.
fn random_edit_of_many(preset: &Preset, objects: &[Object], dice: &mut Dice) -> Edit {
    let some: BTreeSet<Object> = (0..4).map(|_| dice.pick(objects)).collect();
    let alike = shared(preset.network(), &some);
    let own = &alike[usize::try_from(dice.below(alike.len() as u64)).unwrap()];
    match dice.below(4) {
        0 => {
            let values = Values::of(preset, own.objects[0]);
            Edit::SetValues(values.for_objects(preset, &own.objects))
        }
        1 => {
            let part = &own.parts[usize::try_from(dice.below(own.parts.len() as u64)).unwrap()];
            match part.kinds.iter().next() {
                Some(kind) => {
                    let kind = dice.pick(&kind.family_members());
                    let choose = |target: &_| Edit::ChooseKind { target: *target, kind };
                    Edit::Each(part.targets.iter().map(choose).collect())
                }
                None => Edit::ResetAll,
            }
        }
        more => {
            let rows: Vec<_> = own.parts.iter().flat_map(|part| &part.rows).collect();
            if rows.is_empty() {
                return Edit::Each(Vec::new());
            }
            let row = rows[usize::try_from(dice.below(rows.len() as u64)).unwrap()];
            if more == 2 {
                return Edit::ResetValues(row.addresses.clone());
            }
            let value = match (preset.get(row.addresses[0]), preset.bounds(row.addresses[0])) {
                (Some((_, Value::Number(_))), Some(bounds)) => {
                    Value::Number(dice.uniform(bounds.min, bounds.max))
                }
                (Some((_, Value::Count(_))), _) => Value::Count(1 + dice.below(3)),
                (Some((_, other)), _) => other,
                (None, _) => Value::Number(1.0),
            };
            Edit::SetValues(row.addresses.iter().map(|address| (*address, value.clone())).collect())
        }
    }
}

fn random_kind(network: &Network, dice: &mut Dice) -> Edit {
    // Every part that has a kind, whatever its family.
    let parts = network.parts();
    let all: Vec<(Target, MechanismKey)> =
        parts.targets().into_iter().filter_map(|target| Some((target, parts.kind_of(target)?))).collect();
    if all.is_empty() {
        return Edit::ResetAll;
    }
    let (target, kind) = dice.pick(&all);
    Edit::ChooseKind { target, kind: dice.pick(&kind.family_members()) }
}

fn random_plot(preset: &Preset, dice: &mut Dice) -> Edit {
    let plots: Vec<u32> = preset.view().plots.iter().map(|plot| plot.id).collect();
    let plot = if plots.is_empty() { 0 } else { dice.pick(&plots) };
    let probes = Probe::all(preset.network());
    let probe = probes.first().cloned();
    let populations: Vec<u32> = preset.network().populations().iter().map(|own| own.id).take(3).collect();
    Edit::Plots(match (dice.below(7), probe) {
        (0, Some(probe)) => PlotEdit::Attach { plot: None, probe },
        (1, Some(probe)) => PlotEdit::Detach { plot, probe },
        (2, _) => PlotEdit::Remove(plot),
        (3, _) => PlotEdit::Shift { plot, to: 0 },
        (4, _) => PlotEdit::Show { plot: None, probes: probes.iter().take(20).cloned().collect() },
        (5, _) if !populations.is_empty() => PlotEdit::ShowSpikes(populations),
        _ => PlotEdit::SetHeights(vec![(plot, 1.5)]),
    })
}

fn random_value(preset: &Preset, dice: &mut Dice) -> Edit {
    let mut all: Vec<(Address, Value)> = Vec::new();
    preset.visit(&mut |address, _, value| all.push((address, value)));
    let (address, value) = all[usize::try_from(dice.below(all.len() as u64)).unwrap()].clone();
    let is_drawn_anew = address == Address::run("dt_ms");
    let value = match (value, preset.bounds(address)) {
        (Value::Number(_), Some(bounds)) if !is_drawn_anew => {
            Value::Number(dice.uniform(bounds.min, bounds.max))
        }
        (Value::Count(_), _) => Value::Count(1 + dice.below(3)),
        (other, _) => other,
    };
    Edit::SetValue { address, value }
}

/// Undo leads back to the start and redo to the end, bit for bit, through any edits; and every state in between is a valid
/// document that reads back as it was written.
#[test]
fn undo_leads_back_and_redo_to_the_end() {
    let sequences = if is_long() { 1000 } else { 25 };
    let (mut done, mut refused) = (0_u32, 0_u32);
    for sequence in 0..sequences {
        let mut dice = Dice(sequence);
        let start = if sequence % 3 == 0 {
            Preset::empty("x")
        } else {
            preset(dice.pick(&["ampa", "nmda", "gaba-b"]))
        };
        let mut document = Document::untitled(start.clone());
        let mut states = vec![Arc::clone(document.preset())];
        for step in 0..200 {
            let before = Arc::clone(document.preset());
            let edit = random_edit(&document, &mut dice);
            let outcome = document.apply(&edit, None);
            if outcome.is_err() {
                assert_eq!(*document.preset(), before, "what is refused changes nothing: {edit:?}");
                refused += 1;
            }
            if *document.preset() != before {
                states.push(Arc::clone(document.preset()));
                done += 1;
            }
            if step % 20 == 0 {
                let text = document.preset().to_ron().unwrap();
                assert_eq!(load::parse(text.as_bytes()).unwrap(), **document.preset(), "{edit:?}");
            }
        }
        let kept = states.len().saturating_sub(101); // The oldest edits are beyond undo.
        let mut undone = states.len() - 1;
        while let Some(step) = document.undo() {
            assert_eq!(step, Stepped::Within);
            undone -= 1;
            assert_eq!(*document.preset(), states[undone], "undo to state {undone}");
        }
        assert_eq!(undone, kept);
        while document.redo().is_some() {
            undone += 1;
            assert_eq!(*document.preset(), states[undone], "redo to state {undone}");
        }
        assert_eq!(undone, states.len() - 1);
    }
    println!("{sequences} sequences, {done} edits done, {refused} refused");
    assert!(refused < done, "most edits are possible");
}

/// A simulation that follows every edit goes on without a fault, and has at each moment the network of the document.
#[test]
fn a_run_follows_any_edits() {
    let sequences = if is_long() { 2000 } else { 60 };
    for sequence in 0..sequences {
        let mut dice = Dice(10_000 + sequence);
        let mut document =
            Document::untitled(preset(dice.pick(&["ampa", "nmda", "facilitation", "stdp-window"])));
        let grid = document.preset().grid();
        let mut sim = Simulation::new(
            Arc::new(document.preset().network().clone()),
            document.preset().run().seed,
            grid,
        );
        let mut steps = 0;
        for _ in 0..30 {
            let edit = random_edit(&document, &mut dice);
            let before = Arc::clone(document.preset());
            let changed =
                document.apply(&edit, None).is_ok() && document.preset().run().dt_ms == before.run().dt_ms;
            let moved = dice.below(4) == 0 && document.undo().is_some();
            if (changed || moved) && document.preset().grid() == grid {
                sim.reconcile(Arc::new(document.preset().network().clone()));
            }
            assert_eq!(**sim.network(), *document.preset().network(), "{edit:?}");
            let more = dice.below(40);
            for _ in 0..more {
                sim.step(&mut ());
                steps += 1;
            }
            assert_eq!(sim.now(), Step(steps));
            for population in document.preset().network().populations() {
                if let Some((name, _)) = Probe::all(document.preset().network())
                    .iter()
                    .find(|probe| probe.object_id() == Some(population.id))
                    .and_then(|probe| probe.describe(document.preset().network()))
                {
                    assert!(Probe::parse(&name, document.preset().network()).is_ok());
                }
            }
        }
    }
}

/// What an engine runs for a document.
fn program(document: &Document) -> Program {
    Program {
        network: Arc::new(document.preset().network().clone()),
        seed: document.preset().run().seed,
        grid: document.preset().grid(),
        probes: Vec::new(),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: true,
    }
}

/// Edits a document and tells an engine, as the window does: a new network is sent, another grid starts anew.
fn edit_and_tell(document: &mut Document, engine: &mut Engine, dice: &mut Dice) {
    let before = Arc::clone(document.preset());
    match dice.below(6) {
        0 => drop(document.undo()),
        1 => drop(document.redo()),
        _ => drop(document.apply(&random_edit(document, dice), None)),
    }
    if document.preset().grid() != before.grid() || document.preset().run().seed != before.run().seed {
        engine.send(Command::Restart(program(document)));
    } else if document.preset().network() != before.network() {
        engine.send(Command::SetNetwork(Arc::new(document.preset().network().clone())));
    }
    let populations = document.preset().network().populations();
    if !populations.is_empty() && dice.below(2) == 0 {
        let ids: Vec<u32> = populations.iter().map(|population| population.id).collect();
        engine.send(Command::Fire { population: dice.pick(&ids), neuron: None });
    }
}

/// That what a batch tells is of exactly the objects that a document has.
fn assert_of(batch: &Batch, document: &Document) {
    let network = document.preset().network();
    let told: BTreeSet<u32> = batch.scene.snapshot.populations.iter().map(|now| now.id).collect();
    assert_eq!(told, network.populations().iter().map(|population| population.id).collect());
    let told: BTreeSet<u32> = batch.scene.snapshot.projections.iter().map(|now| now.id).collect();
    assert_eq!(told, network.projections().iter().map(|projection| projection.id).collect());
}

/// An engine that is told of every edit runs the document's network, and its log of inputs gives the same run again.
#[test]
fn an_engine_follows_any_edits() {
    let sequences = if is_long() { 2000 } else { 40 };
    let mut restarts = 0_u32;
    for sequence in 0..sequences {
        let mut dice = Dice(20_000 + sequence);
        let mut document =
            Document::untitled(preset(dice.pick(&["ampa", "nmda", "depression", "stdp-window"])));
        let start = program(&document);
        let mut engine = Engine::by_hand(start.clone());
        for _ in 0..30 {
            let epoch = engine.epoch();
            edit_and_tell(&mut document, &mut engine, &mut dice);
            restarts += u32::from(engine.epoch() != epoch);
            engine.advance_steps(dice.below(60));
            if let Some(batch) = engine.poll() {
                assert!(!matches!(batch.scene.status, Status::Halted(_)), "{:?}", batch.scene.status);
            }
        }
        engine.advance_steps(1);
        let batch = engine.poll().unwrap();
        assert_of(&batch, &document);
        let log = engine.input_log().unwrap();
        assert_eq!(log.dropped(), 0);
        let again = replay(&start, log.entries(), engine.now(), &mut ());
        assert_eq!(**again.network(), *document.preset().network());
        let mut snapshot = Snapshot::default();
        again.snapshot(&mut snapshot);
        snapshot.weights.clone_from(&batch.scene.snapshot.weights); // Those are told now and then.
        assert_eq!(snapshot, batch.scene.snapshot);
    }
    println!("{sequences} sequences, {restarts} restarts");
}

/// The same with the engine's thread running flat out meanwhile: no edit is lost, none stops it.
#[test]
fn an_engine_on_its_thread_follows_any_edits() {
    let sequences = if is_long() { 2000 } else { 20 };
    for sequence in 0..sequences {
        let mut dice = Dice(30_000 + sequence);
        let mut document =
            Document::untitled(preset(dice.pick(&["ampa", "gaba-a", "depression", "stdp-window"])));
        let mut engine = Engine::start(program(&document), || ()).unwrap();
        for _ in 0..30 {
            edit_and_tell(&mut document, &mut engine, &mut dice);
            if let Some(batch) = engine.poll() {
                assert!(!matches!(batch.scene.status, Status::Halted(_)), "{:?}", batch.scene.status);
            }
            if dice.below(4) == 0 {
                std::thread::sleep(std::time::Duration::from_micros(200));
            }
        }
        engine.send(Command::Pause);
        let asked = std::time::Instant::now();
        let last = loop {
            match engine.poll() {
                Some(batch) if batch.scene.status == Status::Paused => break batch,
                Some(batch) => {
                    assert!(!matches!(batch.scene.status, Status::Halted(_)), "{:?}", batch.scene.status)
                }
                None => std::thread::yield_now(),
            }
            assert!(asked.elapsed().as_secs() < 60, "the engine does not pause");
        };
        assert_of(&last, &document);
    }
}

/// Plots follow what is renamed, and go with what goes.
#[test]
fn plots_follow_names_and_go_with_their_objects() {
    let mut document = Document::untitled(preset("ampa"));
    let object = |document: &Document, name: &str| {
        Object::Population(document.preset().network().population_named(name).unwrap().id)
    };
    let zero = object(&document, "0");
    let rename = Structure::Rename(vec![(zero, "soma".to_owned())]);
    document.apply(&Edit::Structure(rename), None).unwrap();
    let probes = |document: &Document| -> Vec<String> { document.preset().plotted_names() };
    assert!(probes(&document).contains(&"V_soma".to_owned()), "{:?}", probes(&document));
    let n_plots = document.preset().view().plots.len();
    document.apply(&Edit::Structure(Structure::Remove(BTreeSet::from([zero]))), None).unwrap();
    assert!(document.preset().network().projections().is_empty(), "synapses go with their neuron");
    assert!(document.preset().view().plots.len() < n_plots);
    let traces = document.preset().view().plots.iter().filter(|plot| matches!(plot.kind, PlotSpec::Trace(_)));
    assert!(traces.into_iter().all(|plot| !plot.kind.probes().is_empty()));
    assert!(document.undo().is_some() && document.undo().is_some());
    assert_eq!(document.preset(), document.original());
    assert!(!document.is_changed());
}
