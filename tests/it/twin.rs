//! The twin: a second simulation in lockstep with the shown one. Without an edit both are the same to the bit; after an edit, what it
//! does not reach draws the same numbers.

use std::collections::BTreeSet;
use std::sync::Arc;

use bouton::document::Document;
use bouton::engine::{
    Batch, Command, Engine, Happened, LoggedInput, Measure, PAIRS, PairJob, PlannedSpike, Program, Recorded,
    SeekTo, Status, replay,
};
use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{Network, NetworkParts, Population, Projection, Target};
use bouton::model::neuron::lif::Lif;
use bouton::model::probe::Probe;
use bouton::preset::{Preset, library, load};
use bouton::sim::Event;
use bouton::units::{Moment, RunId, Speed, Step};

use crate::common::{Dice, ampa, ampa_pair, busy, grid, lif, network, poisson, projection};
use crate::edits::random_edit;
use crate::presets::is_long;

const TWIN: RunId = RunId(77);

fn program(network: Arc<Network>) -> Program {
    Program {
        probes: Probe::all(&network),
        releases: network.projections().iter().map(|projection| projection.id).collect(),
        weights: Vec::new(),
        network,
        seed: 3,
        grid: grid(0.1),
        speed: Speed::Unlimited,
        running: false,
    }
}

fn of_preset(name: &str) -> Preset {
    load::parse(library::find(name).unwrap().text.as_bytes()).unwrap()
}

/// What the twin recorded in a batch.
fn of_twin(batch: &Batch) -> Recorded {
    let own = batch.others.iter().find(|(run, _)| *run == TWIN);
    own.map(|(_, recorded)| recorded.clone()).unwrap_or_default()
}

/// Without what only the shown run has: answers, and the networks that took over.
fn bare(recorded: &Recorded) -> Recorded {
    Recorded { acted: Vec::new(), networks: Vec::new(), ..recorded.clone() }
}

fn digests(engine: &Engine) -> (u64, u64) {
    (engine.twin_simulation().unwrap().digest(), engine.simulation().unwrap().digest())
}

/// Clicks, plans and holds at random.
fn click(engine: &mut Engine, dice: &mut Dice) {
    let network = Arc::clone(engine.simulation().unwrap().network());
    let ids: Vec<u32> = network.populations().iter().map(|population| population.id).collect();
    if ids.is_empty() {
        return;
    }
    let population = dice.pick(&ids);
    let now_ms = engine.simulation().unwrap().now_ms();
    match dice.below(5) {
        0 => {
            let time_ms = now_ms + dice.uniform(-3.0, 40.0);
            engine.send(Command::Schedule(vec![PlannedSpike { population, neuron: None, time_ms }]));
        }
        1 => engine.send(Command::Hold { population, neuron: None, every_ms: dice.uniform(2.0, 30.0) }),
        2 => engine.send(Command::LetGo),
        _ => engine.send(Command::Fire { population, neuron: (dice.below(2) == 0).then_some(0) }),
    }
}

/// A twin that nobody edits is the same to the bit, in what it is and in what it records, whatever is clicked on the way.
#[test]
fn a_twin_without_an_edit_is_the_same_to_the_bit() {
    let steps: u64 = if is_long() { 1_000_000 } else { 4000 };
    let presets = ["ampa", "depression", "stdp-window", "vogels-abbott", "quantal-release", "calcium"];
    let known = presets.iter().filter(|name| library::find(name).is_some());
    let mut networks: Vec<(String, Program)> = known
        .map(|name| {
            let preset = of_preset(name);
            let own = Program {
                seed: preset.run().seed,
                grid: preset.grid(),
                probes: preset.plotted_probes(),
                ..program(Arc::new(preset.network().clone()))
            };
            ((*name).to_owned(), own)
        })
        .collect();
    networks.push(("everything".to_owned(), program(network(busy(0)))));
    assert!(4 < networks.len());
    for (name, start) in networks {
        let mut dice = Dice(11);
        let mut engine = Engine::by_hand(start);
        engine.advance_steps(137);
        click(&mut engine, &mut dice);
        engine.advance_steps(3);
        drop(engine.poll());
        engine.send(Command::BeginTwin(TWIN));
        let begun = engine.now();
        let mut spikes = 0;
        while engine.now().0 < begun.0 + steps {
            click(&mut engine, &mut dice);
            engine.advance_steps(1 + dice.below(steps / 20));
            let batch = engine.poll().unwrap();
            let scene = batch.scene.twin.as_ref().unwrap();
            assert_eq!((scene.since, scene.now, scene.parting), (begun, engine.now(), None), "{name}");
            assert_eq!(scene.head.iter().map(|own| own.to_bits()).collect::<Vec<_>>(), {
                batch.scene.head.iter().map(|own| own.to_bits()).collect::<Vec<_>>()
            });
            let (a, b) = digests(&engine);
            assert_eq!(a, b, "{name} at {:?}", engine.now());
            let (of_a, of_b) = (bare(&of_twin(&batch)), bare(&batch.recorded));
            // Values that do not exist are not equal to themselves.
            assert_eq!(format!("{of_a:?}"), format!("{of_b:?}"), "{name}");
            spikes += of_a.spikes.len() as u64 + of_a.spike_counts.total();
        }
        println!("{name}: {} steps, {spikes} spikes", engine.now().0 - begun.0);
    }
}

/// What an object is, without its name.
fn unnamed(population: &Population) -> Population {
    Population { name: String::new(), ..population.clone() }
}

fn unnamed_projection(projection: &Projection) -> Projection {
    Projection { name: String::new(), ..projection.clone() }
}

/// The populations that are the same in both networks, with all that acts on them.
fn untouched(a: &Network, b: &Network) -> BTreeSet<u32> {
    let is_same = |id: &u32| match (a.population(*id), b.population(*id)) {
        (Some(a), Some(b)) => unnamed(a) == unnamed(b),
        _ => false,
    };
    let mut same: BTreeSet<u32> = a.populations().iter().map(|own| own.id).filter(is_same).collect();
    let onto = |network: &Network, id: u32| -> Vec<Projection> {
        network.projections().iter().filter(|own| own.to == id).map(unnamed_projection).collect()
    };
    let coupled = |network: &Network, id: u32| -> Vec<(u32, (u32, u32), u64)> {
        let own = network.gap_junctions().iter().filter(|own| own.between.0 == id || own.between.1 == id);
        own.map(|own| (own.id, own.between, own.g_c_nS.to_bits())).collect()
    };
    loop {
        let is_reached = |id: &u32| {
            let (into, gaps) = (onto(a, *id), coupled(a, *id));
            into != onto(b, *id)
                || gaps != coupled(b, *id)
                || into.iter().any(|own| !same.contains(&own.from))
                || gaps.iter().any(|(_, (one, other), _)| !same.contains(one) || !same.contains(other))
        };
        let reached: Vec<u32> = same.iter().copied().filter(is_reached).collect();
        if reached.is_empty() {
            return same;
        }
        same.retain(|id| !reached.contains(id));
    }
}

/// Spikes of a population, releases of a projection, and values of what belongs to an object, as they were recorded.
fn of_object(recorded: &Recorded, target: Target) -> String {
    let is_own = |probe: &Probe| probe.source == target;
    let values = recorded.blocks.iter().flat_map(|block| {
        let columns = block.probes.iter().zip(&block.samples.columns);
        columns.filter(|(probe, _)| is_own(probe)).map(|(probe, column)| format!("{probe:?} {column:?}"))
    });
    let values: Vec<String> = values.collect();
    let spikes: Vec<_> =
        recorded.spikes.iter().filter(|spike| Target::Population(spike.population) == target).collect();
    let releases: Vec<_> =
        recorded.releases.iter().filter(|own| Target::Projection(own.projection) == target).collect();
    format!("{values:?} {spikes:?} {releases:?}")
}

/// After an edit of any kind, every object that it does not reach goes on in B as in A, with the same draws.
#[test]
fn what_an_edit_does_not_reach_draws_the_same() {
    let edits = if is_long() { 500 } else { 60 };
    let mut dice = Dice(2024);
    let (mut done, mut compared, mut events, mut parted) = (0, 0, 0_usize, 0);
    let mut sequence = 0;
    while done < edits {
        sequence += 1;
        let everything = Preset::empty("everything").with_network(|parts| *parts = busy(0)).unwrap();
        let start = if sequence % 3 == 0 { of_preset("bombardment") } else { everything };
        let mut document = Document::untitled(start);
        let mut engine = Engine::by_hand(program(Arc::new(document.preset().network().clone())));
        engine.advance_steps(300);
        for _ in 0..12 {
            let before = Arc::clone(document.preset());
            let _ = document.apply(&random_edit(&document, &mut dice), None);
            let now = Arc::clone(document.preset());
            let is_same_run = now.grid() == before.grid() && now.run().seed == before.run().seed;
            if !is_same_run || now.network() == before.network() {
                if !is_same_run {
                    document.undo();
                }
                continue;
            }
            engine.send(Command::SetProbes(Probe::all(before.network())));
            let listed = before.network().projections().iter().map(|own| own.id).collect();
            engine.send(Command::SetReleases(listed));
            drop(engine.poll());
            engine.send(Command::BeginTwin(TWIN));
            engine.send(Command::SetNetwork(Arc::new(now.network().clone())));
            for _ in 0..3 {
                click(&mut engine, &mut dice);
                engine.advance_steps(200);
            }
            done += 1;
            let batch = engine.poll().unwrap();
            if matches!(batch.scene.status, Status::Halted(_)) || batch.scene.twin.is_none() {
                break;
            }
            let (a, b) = (of_twin(&batch), batch.recorded.clone());
            assert_eq!(**engine.twin_simulation().unwrap().network(), *before.network());
            assert_eq!(**engine.simulation().unwrap().network(), *now.network());
            let same = untouched(before.network(), now.network());
            for id in &same {
                let target = Target::Population(*id);
                assert_eq!(of_object(&a, target), of_object(&b, target), "population {id}, edit {done}");
                events += a.spikes.iter().filter(|spike| spike.population == *id).count();
                compared += 1;
            }
            for projection in before.network().projections() {
                let other = now.network().projection(projection.id);
                let is_same =
                    other.is_some_and(|own| unnamed_projection(own) == unnamed_projection(projection));
                if is_same && same.contains(&projection.from) && same.contains(&projection.to) {
                    let target = Target::Projection(projection.id);
                    assert_eq!(of_object(&a, target), of_object(&b, target), "{}", projection.name);
                    events += a.releases.iter().filter(|own| own.projection == projection.id).count();
                    compared += 1;
                }
            }
            // The first difference is none of what the edit does not reach.
            if let Some(parting) = batch.scene.twin.unwrap().parting {
                parted += 1;
                for happened in [parting.a, parting.b].into_iter().flatten() {
                    match happened {
                        Happened::Spike(spike) => assert!(!same.contains(&spike.population)),
                        Happened::Release(own) => {
                            let from = before.network().projection(own.projection).unwrap().from;
                            let other = now.network().projection(own.projection).unwrap();
                            let is_own = before.network().projection(own.projection).unwrap();
                            let is_same = unnamed_projection(other) == unnamed_projection(is_own);
                            assert!(!is_same || !same.contains(&from) || !same.contains(&other.to));
                        }
                    }
                }
            }
        }
    }
    println!("{done} edits: {compared} objects, {events} events the same, {parted} partings");
    assert!(edits < compared && edits < events && 0 < parted);
}

fn pair() -> Engine {
    let mut engine = Engine::by_hand(program(network(ampa_pair(10.0))));
    engine.advance_steps(50);
    drop(engine.poll());
    engine.send(Command::BeginTwin(TWIN));
    engine
}

/// A stronger synapse makes the neuron fire in B only: that is where they part, and it is told as it happened.
#[test]
fn a_parting_is_the_first_event_of_one_alone() {
    let mut engine = pair();
    engine.send(Command::SetNetwork(network(ampa_pair(200.0))));
    engine.advance_steps(10);
    let parting = |engine: &mut Engine| engine.poll().unwrap().scene.twin.unwrap().parting;
    assert_eq!(parting(&mut engine), None);
    engine.send(Command::Fire { population: 1, neuron: None });
    engine.advance_steps(400);
    let batch = engine.poll().unwrap();
    let found = batch.scene.twin.as_ref().unwrap().parting.unwrap();
    let first = batch.recorded.spikes.iter().find(|spike| spike.population == 0).unwrap();
    assert_eq!((found.at, found.a, found.b), (first.at, None, Some(Happened::Spike(*first))));
    assert!(of_twin(&batch).spikes.iter().all(|spike| spike.population == 1));
    // It stays the first.
    engine.send(Command::Fire { population: 1, neuron: None });
    engine.advance_steps(400);
    assert_eq!(parting(&mut engine), Some(found));
}

/// Where steps are done in other portions the parting is the same.
#[test]
fn a_parting_does_not_depend_on_portions() {
    let mut found = Vec::new();
    for portion in [1, 7, 250, 3000] {
        let parts = busy(0);
        let mut engine = Engine::by_hand(program(network(parts.clone())));
        engine.send(Command::BeginTwin(TWIN));
        let mut edited = parts;
        edited.projections[1].receptors = edited.projections[2].receptors.clone();
        engine.send(Command::SetNetwork(network(edited)));
        engine.send(Command::Fire { population: 1, neuron: None });
        let mut done = 0;
        while done < 3000 {
            engine.advance_steps(portion);
            done += portion;
        }
        found.push(engine.poll().unwrap().scene.twin.unwrap().parting.unwrap());
    }
    assert!(found.iter().all(|parting| *parting == found[0]), "{found:?}");
}

/// The twin waits at the end while the playhead is in the past, and both go on together from there.
#[test]
fn a_twin_waits_while_the_playhead_is_in_the_past() {
    let mut engine = pair();
    engine.send(Command::Fire { population: 1, neuron: None });
    engine.advance_steps(200);
    let (before, _) = digests(&engine);
    engine.send(Command::Seek { to: SeekTo::By(-120), number: 1 });
    let batch = engine.poll().unwrap();
    assert_eq!((engine.now(), batch.scene.twin.unwrap().now), (Step(130), Step(250)));
    engine.advance_steps(60);
    assert_eq!(digests(&engine).0, before, "the past is played without it");
    engine.advance_steps(160);
    assert_eq!(engine.now(), Step(350));
    let (a, b) = digests(&engine);
    assert_eq!(a, b);
    // In the past there is no twin to begin.
    engine.send(Command::EndTwin);
    engine.send(Command::Seek { to: SeekTo::By(-120), number: 2 });
    engine.send(Command::BeginTwin(TWIN));
    let batch = engine.poll().unwrap();
    assert!(batch.scene.twin.is_none() && batch.recorded.acted.iter().any(|acted| acted.at.is_none()));
}

/// A restart begins both anew, each with its network; an edit of the twin alone leaves the run as it is.
#[test]
fn both_begin_anew_and_the_twin_can_be_edited() {
    let mut engine = pair();
    engine.send(Command::EditTwin(network(ampa_pair(33.0))));
    engine.advance_steps(20);
    let g = |network: &Network| network.projections()[0].receptors.clone();
    let (a, b) = (engine.twin_simulation().unwrap(), engine.simulation().unwrap());
    assert_ne!(g(a.network()), g(b.network()));
    let batch = engine.poll().unwrap();
    assert_eq!((of_twin(&batch).networks.len(), batch.recorded.networks.len()), (1, 0));
    let network_of_a = Arc::clone(engine.twin_simulation().unwrap().network());
    engine.send(Command::Restart(program(network(ampa_pair(10.0)))));
    engine.advance_steps(100);
    let scene = engine.poll().unwrap().scene.twin.unwrap();
    assert_eq!((scene.run, scene.since, scene.now), (TWIN, Step(0), Step(100)));
    assert_eq!(*engine.twin_simulation().unwrap().network(), network_of_a);
    engine.send(Command::EndTwin);
    engine.advance_steps(1);
    assert!(engine.poll().unwrap().scene.twin.is_none() && engine.twin_simulation().is_none());
}

/// Spikes are counted in both from where they begin, and the first after the last click is known to its moment.
#[test]
fn spikes_are_counted_and_timed_in_both() {
    let mut engine = pair();
    engine.send(Command::SetNetwork(network(ampa_pair(200.0))));
    let mut expected = (0, 0);
    for _ in 0..3 {
        engine.send(Command::Fire { population: 1, neuron: None });
        let clicked = engine.now();
        engine.advance_steps(500);
        let batch = engine.poll().unwrap();
        let scene = batch.scene.twin.as_ref().unwrap();
        assert_eq!(scene.click, Some(clicked));
        let of =
            |spikes: &[bouton::sim::Spike]| spikes.iter().find(|own| own.population == 0).map(|own| own.at);
        expected.0 += 1;
        expected.1 += batch.recorded.spikes.iter().filter(|own| own.population == 0).count() as u64;
        let own = scene.counts.iter().find(|own| own.population == 0).unwrap();
        assert_eq!((own.a.spikes, own.b.spikes), (0, expected.1));
        assert_eq!((own.a.first, own.b.first), (None, of(&batch.recorded.spikes)));
        let source = scene.counts.iter().find(|own| own.population == 1).unwrap();
        assert_eq!((source.a.spikes, source.b.spikes), (expected.0, expected.0));
        assert_eq!(source.a.first.map(|at| at.step), Some(clicked));
    }
    assert!(0 < expected.1);
}

/// Noise makes a neuron fire; B has a stronger synapse. In pairs with the same noise the difference is told far more narrowly than
/// without, and each value is that of a run with that seed.
#[test]
fn pairs_of_seeds_are_told_more_narrowly_than_courses_apart() {
    let parts = |g_nS: f64| NetworkParts {
        populations: vec![poisson(1, 40, 40.0), lif(0, Lif::default())],
        projections: vec![projection(3, 1, 0, ampa(g_nS, 5.0, Summation::Linear))],
        ..NetworkParts::default()
    };
    let start = program(network(parts(2.0)));
    let mut engine = Engine::by_hand(start.clone());
    engine.advance_steps(1000);
    engine.send(Command::BeginTwin(TWIN));
    engine.send(Command::SetNetwork(network(parts(2.06))));
    engine.advance_steps(20_000);
    engine.send(Command::Fire { population: 0, neuron: Some(0) });
    engine.advance_steps(1000);
    engine.send(Command::PlanPairs);
    let scene = engine.poll().unwrap().scene.twin.unwrap();
    let plan = scene.plan.unwrap().unwrap();
    assert_eq!((plan.since, plan.end, plan.click), (Step(1000), Step(22_000), Some(Step(21_000))));
    let mut job = PairJob::start(Arc::clone(&plan), || ()).unwrap();
    let asked = std::time::Instant::now();
    while !job.is_over() {
        assert!(asked.elapsed().as_secs() < 300, "the pairs do not end");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(job.progress(), 1.0);
    let found = job.take().unwrap();
    let of = |measure| found.iter().find(|own| own.measure == measure).unwrap();
    let rate = of(Measure::Rate(0));
    let (paired, unpaired) = (rate.paired.unwrap(), rate.unpaired.unwrap());
    println!("{rate:?}");
    assert!(rate.n == PAIRS && 0.0 < paired && 1.5 * paired < unpaired, "{rate:?}");
    let source = of(Measure::Rate(1));
    assert_eq!((source.means[2], source.paired), (0.0, Some(0.0)), "the sources draw the same");
    assert!(20.0 < source.means[0] && source.means[0] < 60.0);
    let latency = of(Measure::Latency(0));
    assert!(0.0 <= latency.means[1] && latency.means[0] < 20.0, "it fires every few ms: {latency:?}");
    // Each course is what its program and its inputs give.
    let rate_of = |course: &(Arc<Network>, Vec<LoggedInput>)| -> f64 {
        let rates = (1..=PAIRS as u64).map(|pair| {
            let own = Program { network: Arc::clone(&course.0), seed: start.seed + pair, ..start.clone() };
            let mut events: Vec<Event> = Vec::new();
            replay(&own, &course.1, plan.end, &mut events);
            let is_own = |event: &&Event| matches!(event, Event::Spike(spike) if spike.population == 0 && Moment::at(plan.since).order(&spike.at).is_le());
            events.iter().filter(is_own).count() as f64 / 2.1
        });
        rates.sum::<f64>() / PAIRS as f64
    };
    let expected = [rate_of(&plan.a), rate_of(&plan.b)];
    assert!((0..2).all(|k| (expected[k] - rate.means[k]).abs() < 1e-9), "{expected:?} {rate:?}");
    // A job that nobody waits for ends at once.
    let job = PairJob::start(plan, || ()).unwrap();
    drop(job);
    // After a restart A begins with its own network.
    engine.send(Command::Restart(program(network(parts(2.5)))));
    engine.advance_steps(50);
    engine.send(Command::PlanPairs);
    let plan = engine.poll().unwrap().scene.twin.unwrap().plan.unwrap().unwrap();
    assert_eq!((*plan.a.0 == *network(parts(2.0)), *plan.b.0 == *network(parts(2.5))), (true, true));
}
