//! Watching single synapses: the direct way tells what steps tell, and rows are the same however and whenever they are asked for.

use std::sync::Arc;

use bouton::document::Document;
use bouton::engine::{Input, Told, Witness};
use bouton::model::network::Network;
use bouton::model::plasticity::Plasticity;
use bouton::model::plasticity::pair::{Pair, WeightDependence};
use bouton::preset::{library, load};
use bouton::sim::{Event, Observer, Simulation, Watched, WeightCause, WeightChange};
use bouton::trace::ledger::{Ledger, MOST_ROWS, Object, Row};
use bouton::units::{Grid, Moment, Step};

use crate::common::{Dice, grid};
use crate::edits::random_edit;

/// Keeps what it is told, and counts the steps that are no part of the direct way.
struct Seen {
    watched: Watched,
    steps: u64,
}

impl Observer for Seen {
    const WATCHES: bool = true;

    fn watched(&self, projection: u32) -> &[usize] {
        self.watched.watched(projection)
    }

    fn watches_spikes(&self, population: u32) -> bool {
        self.watched.watches_spikes(population)
    }

    fn sample(&mut self, _: &Simulation) {
        self.steps += 1;
    }

    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        self.watched.event(event);
    }
}

/// The thousand inputs of a neuron, or more of them, with a rule.
fn song(n: u64, dependence: WeightDependence) -> Arc<Network> {
    let preset = load::parse(library::find("stdp-song-2000").unwrap().text.as_bytes()).unwrap();
    let network = preset.network().with(|parts| {
        parts.populations[0].n = n;
        parts.projections[0].plasticity =
            Plasticity::Pair(Pair { dependence, mu: 0.3, A_plus: 0.02, ..Pair::default() });
    });
    Arc::new(network.unwrap())
}

/// Whatever is watched of the thousand inputs, the direct way tells the same as steps do one by one, in the same order, to the bit;
/// and it is taken, and leaves the same state as if nobody watched.
#[test]
fn the_direct_way_tells_what_steps_tell() {
    use WeightDependence::{Additive, Multiplicative, Power, VanRossum};
    let mut dice = Dice(31);
    let (mut told, mut both) = (0, [0_usize; 4]);
    for (round, dependence) in [Additive, Multiplicative, Power, VanRossum, Additive].into_iter().enumerate()
    {
        let n = dice.pick(&[1000, 1500, 2600]);
        let network = song(n, dependence);
        let mut one = Simulation::new(Arc::clone(&network), 5 + round as u64, grid(0.1));
        let (mut other, mut unwatched) = (one.clone(), one.clone());
        // Some of either projection, and what shares its last bits with others.
        let mut synapses: Vec<(u32, usize)> = Vec::new();
        for _ in 0..dice.pick(&[1, 30, 400]) {
            synapses.push((3, usize::try_from(dice.below(n)).unwrap()));
        }
        synapses.extend([(3, 0), (3, usize::try_from(n).unwrap() - 1), (4, 7), (4, 199)]);
        let populations = if round % 2 == 0 { vec![0, 2] } else { Vec::new() };
        let observer = || Seen { watched: Watched::new(synapses.clone(), populations.clone()), steps: 0 };
        let (mut by_leaps, mut by_steps) = (observer(), observer());
        let most = 8_000;
        while one.now().0 < most {
            if dice.below(6) == 0 {
                let neuron = Some(u32::try_from(dice.below(n)).unwrap());
                one.fire(1, neuron, &mut by_leaps);
                other.fire(1, neuron, &mut by_steps);
                unwatched.fire(1, neuron, &mut ());
            }
            let steps = 1 + dice.below(700);
            one.run(steps, &mut by_leaps);
            for _ in 0..steps {
                other.step(&mut by_steps);
            }
            unwatched.run(steps, &mut ());
        }
        let what = format!("{n} inputs, {dependence:?}, {} watched", synapses.len());
        assert_eq!(by_leaps.watched.events, by_steps.watched.events, "{what}");
        assert_eq!(one.digest(), other.digest(), "{what}");
        assert_eq!(one.digest(), unwatched.digest(), "{what}");
        assert!(by_leaps.steps < by_steps.steps / 5, "{what}: {} steps", by_leaps.steps);
        for event in &by_leaps.watched.events {
            match event {
                Event::Weight(own) => both[usize::from(own.cause == WeightCause::Post)] += 1,
                Event::Conductance(_) => both[2] += 1,
                Event::SpikeDetail(_) => both[3] += 1,
                _ => {}
            }
        }
        told += by_leaps.watched.events.len();
    }
    assert!(both.iter().all(|n| 200 < *n), "{both:?} of {told}");
}

/// What happened at objects that are watched, and the networks that came into force between.
#[derive(Default)]
struct Story(Vec<Result<Event, Arc<Network>>>);

impl Told for Story {
    fn event(&mut self, event: &Event) {
        self.0.push(Ok(*event));
    }

    fn change_network(&mut self, network: &Arc<Network>) {
        self.0.push(Err(Arc::clone(network)));
    }
}

fn tell(ledger: &mut Ledger, chapter: &Result<Event, Arc<Network>>) {
    match chapter {
        Ok(event) => ledger.absorb(event),
        Err(network) => ledger.change_network(Arc::clone(network)),
    }
}

/// A run of a preset with random edits, all of which is watched that can be.
fn story(name: &str, dice: &mut Dice) -> (Arc<Network>, Grid, Story) {
    let preset = load::parse(library::find(name).unwrap().text.as_bytes()).unwrap();
    let (network, grid) = (Arc::new(preset.network().clone()), preset.grid());
    let mut document = Document::untitled(preset);
    let mut simulation = Simulation::new(Arc::clone(&network), 9, grid);
    let synapses = (0..2000).flat_map(|id| (0..20).map(move |synapse| (id, synapse))).collect();
    let neurons = (0..2000).flat_map(|id| (0..3).map(move |neuron| (id, neuron))).collect();
    let mut witness = Witness::new(synapses, neurons, Story::default());
    for _ in 0..60 {
        let before = Arc::clone(document.preset());
        let edit = random_edit(&document, dice);
        if dice.below(3) == 0 && document.apply(&edit, None).is_ok() {
            let now = document.preset();
            let is_run = (now.grid(), now.run().seed) == (before.grid(), before.run().seed);
            if is_run && now.network().parts().state_bytes() < 1_000_000 {
                Input::SetNetwork(Arc::new(now.network().clone())).apply(&mut simulation, &mut witness);
            } else {
                document.undo();
            }
        }
        let ids: Vec<u32> = simulation.network().populations().iter().map(|own| own.id).collect();
        if !ids.is_empty() {
            simulation.fire(dice.pick(&ids), Some(0), &mut witness);
        }
        simulation.run(dice.below(300), &mut witness);
    }
    (network, grid, witness.told)
}

/// However rows are asked for, in the middle and at the end, or taken as they come, they are the same, and so are their sums.
#[test]
fn rows_do_not_depend_on_who_looks() {
    let mut dice = Dice(41);
    let (mut n_rows, mut n_networks) = (0, 0);
    for name in ["stdp-window", "depression", "calcium", "nmda", "quantal-release"] {
        for _ in 0..4 {
            let (network, grid, Story(chapters)) = story(name, &mut dice);
            let mut plain = Ledger::new(Arc::clone(&network), grid);
            let mut looked = plain.clone();
            let mut taken = Ledger::to_be_taken(network, grid);
            let mut rows: Vec<Row> = Vec::new();
            for chapter in &chapters {
                tell(&mut plain, chapter);
                tell(&mut looked, chapter);
                tell(&mut taken, chapter);
                if dice.below(40) == 0 {
                    let n = looked.rows().len();
                    assert!(looked.rows().iter().eq(plain.clone().rows().iter()), "{n} rows");
                }
                if dice.below(25) == 0 {
                    rows.extend(taken.take_rows());
                }
            }
            rows.extend(taken.take_rows());
            assert!(plain.rows().iter().eq(&rows), "{name}");
            assert_eq!(plain.rows(), looked.rows());
            assert_eq!((plain.sums(), plain.sums()), (looked.sums(), taken.sums()));
            let events = chapters.iter().filter_map(|chapter| chapter.as_ref().ok());
            assert!(rows.iter().map(|row| &row.event).eq(events), "{name}: every event is a row again");
            let networks = chapters.iter().filter(|chapter| chapter.is_err()).count();
            assert_eq!(plain.networks().len(), networks + 1);
            (n_rows, n_networks) = (n_rows + rows.len(), n_networks + networks);
        }
    }
    assert!(2_000 < n_rows && 50 < n_networks, "{n_rows} rows, {n_networks} networks");
}

/// Rows that are taken as they come are all there, also where more come between two looks than a ledger keeps; and what one lets
/// go of stays in its sums.
#[test]
fn no_row_is_lost_before_it_is_taken() {
    let n = 2 * MOST_ROWS as u64 + 7;
    let mut taken = Ledger::to_be_taken(Arc::default(), grid(0.1));
    let mut kept = Ledger::new(Arc::default(), grid(0.1));
    let mut w = [0.5_f64; 3];
    for step in 0..n {
        let synapse = u32::try_from(step % 3).unwrap();
        let before = w[synapse as usize];
        let after = (before + 0.3) % 1.0;
        w[synapse as usize] = after;
        let change = WeightChange {
            at: Moment::at(Step(step)),
            projection: 8,
            synapse,
            pre: synapse,
            post: 0,
            cause: if step % 2 == 0 { WeightCause::Pre } else { WeightCause::Post },
            before,
            raw: after,
            after,
            traces: [1.0, 0.0, 2.0, 0.0],
        };
        taken.absorb(&Event::Weight(change));
        kept.absorb(&Event::Weight(change));
    }
    assert_eq!((kept.rows().len(), kept.gone()), (MOST_ROWS, n - MOST_ROWS as u64));
    let newest = kept.rows()[0].clone();
    let all = taken.take_rows();
    assert_eq!((all.len() as u64, taken.gone()), (n, 0));
    assert!(kept.rows().iter().eq(&all[all.len() - MOST_ROWS..]), "{newest:?}");
    for (synapse, w) in (0..).zip(w) {
        let (one, other) =
            (kept.sums()[&Object::Weight(8, synapse)], taken.sums()[&Object::Weight(8, synapse)]);
        assert_eq!((one.rows, one.total(), one.ends), (other.rows, other.total(), other.ends));
        assert!((one.total() - (w - 0.5)).abs() < 1e-12);
        assert!((n - MOST_ROWS as u64) / 3 <= one.gone);
    }
}
