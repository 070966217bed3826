//! Plasticity on given trains: golden trajectories of every rule, the double sum, ties, the order of events, calcium.

use std::sync::Arc;

use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{Connect, DelaySide, Network, NetworkParts, Population, Projection, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::plasticity::Plasticity;
use bouton::model::plasticity::calcium::{Calcium, StartingWeights};
use bouton::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use bouton::model::plasticity::protocol::Protocol;
use bouton::model::plasticity::triplet::Triplet;
use bouton::model::receptor::Receptor;
use bouton::param::ParamSet as _;
use bouton::sim::{Recorder, Simulation};

use crate::common::{Dice, ampa, csv, grid, network, probes};

/// Neuron 1 onto neuron 0, which fires when told and at no other time; the synapse is too weak to be felt.
fn pair_of_neurons(plasticity: Plasticity, w: f64) -> NetworkParts {
    let quiet = Lif { t_ref_ms: 0.0, ..Lif::default() };
    let pre = NeuronKind::SpikeSource(SpikeSource { t_ref_ms: 0.0, ..SpikeSource::default() });
    let pre = Population::new(1, 1, pre);
    let mut synapse = Projection::new(3, 1, 0, vec![Receptor::Ampa(ampa(0.0, 5.0, Summation::Linear))]);
    synapse.plasticity = plasticity;
    synapse.weights = Weights::Constant(w);
    NetworkParts {
        populations: vec![pre, Population::new(0, 1, NeuronKind::Lif(quiet))],
        projections: vec![synapse],
        ..NetworkParts::default()
    }
}

/// The weight right after each of some times [ms], with spikes of either neuron at given times [ms].
fn weights_after(parts: NetworkParts, dt: f64, (pre, post): (&[f64], &[f64]), until: &[f64]) -> Vec<f64> {
    let network: Arc<Network> = network(parts);
    let mut simulation = Simulation::new(network.clone(), 1, grid(dt));
    for (population, times) in [(1, pre), (0, post)] {
        for time in times {
            simulation.schedule_fire(population, Some(0), *time);
        }
    }
    let mut recorder = Recorder::new(&simulation, probes(&network, &["w_1-0"]), 1);
    let last = until.iter().copied().fold(0.0, f64::max);
    let steps = grid(dt).step_at_or_after(last).0;
    for _ in 0..steps {
        simulation.step(&mut recorder);
    }
    simulation.settle(&mut recorder);
    bouton::sim::Observer::sample(&mut recorder, &simulation);
    let column = recorder.take().columns.remove(0);
    let at = |time: &f64| column[usize::try_from(grid(dt).step_at_or_after(*time).0).unwrap()];
    until.iter().map(at).collect()
}

/// The rows of a golden file; words in it are no numbers.
fn rows_of(name: &str) -> Vec<Vec<f64>> {
    let text = std::fs::read_to_string(std::path::Path::new("tests/golden").join(name)).unwrap();
    let numbers = |line: &str| line.split(',').map(|cell| cell.parse().unwrap_or(f64::NAN)).collect();
    text.lines().skip(1).map(numbers).collect()
}

fn golden_trains() -> (Vec<f64>, Vec<f64>) {
    let text = include_str!("../../golden/17_stdp.json");
    let json: serde_json::Value = serde_json::from_str(text).unwrap();
    let list = |key: &str| json[key].as_array().unwrap().iter().map(|t| t.as_f64().unwrap()).collect();
    (list("pre_ms"), list("post_ms"))
}

fn triplet(set: &str) -> Plasticity {
    let mut rule = Triplet::default();
    let set = rule.named_sets().iter().find(|one| one.name == set).unwrap();
    for (key, value) in set.values_of(&rule.clone()).collect::<Vec<_>>() {
        assert!(rule.set(key, value));
    }
    assert!(set.is_in(&rule));
    Plasticity::Triplet(rule)
}

/// Hippocampal culture, nearest, full: not among the published sets, but in the reference.
fn hippocampal_nearest_full() -> Plasticity {
    let Plasticity::Triplet(minimal) = triplet("Hippocampal culture, nearest, minimal") else { panic!() };
    Plasticity::Triplet(Triplet { A3_minus: 7.5e-9, tau_x_ms: 575.0, tau_y_ms: 47.0, ..minimal })
}

fn pair(pairing: Pairing, dependence: WeightDependence) -> Plasticity {
    Plasticity::Pair(Pair { pairing, dependence, ..Pair::default() })
}

/// Every rule on the trains of the reference: each weight after each spike, to half a unit of the last printed digit, and
/// the same when the spikes lie inside steps.
#[test]
fn every_rule_follows_the_reference() {
    use Pairing::{AllToAll, NearestSymmetric, PresynapticCentred, ReducedSymmetric};
    use WeightDependence::{Additive, Power, VanRossum};
    let (pre, post) = golden_trains();
    let rows = rows_of("17_stdp_weights.csv");
    let rules = [
        pair(AllToAll, Additive),
        pair(AllToAll, Power),
        pair(AllToAll, VanRossum),
        pair(NearestSymmetric, Additive),
        pair(PresynapticCentred, Additive),
        pair(ReducedSymmetric, Additive),
        triplet("Visual cortex, all spikes, full"),
        triplet("Visual cortex, all spikes, minimal"),
        triplet("Hippocampal culture, all spikes, full"),
        triplet("Hippocampal culture, all spikes, minimal"),
        triplet("Visual cortex, nearest, full"),
        triplet("Visual cortex, nearest, minimal"),
        hippocampal_nearest_full(),
        triplet("Hippocampal culture, nearest, minimal"),
    ];
    let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
    for (index, rule) in rules.into_iter().enumerate() {
        for dt in [0.1, 0.5] {
            // On a coarse grid several events share a step; what is read at its end is the last of them.
            let after = weights_after(pair_of_neurons(rule.clone(), 0.5), dt, (&pre, &post), &times);
            let mut worst = 0.0_f64;
            for (row, w) in rows.iter().zip(&after) {
                let is_last = times
                    .iter()
                    .filter(|t| grid(dt).step_at_or_after(**t) == grid(dt).step_at_or_after(row[0]))
                    .all(|t| *t <= row[0]);
                if is_last {
                    worst = worst.max((w - row[2 + index]).abs());
                }
            }
            println!("golden 17, rule {index}, dt {dt}: off by {worst:.1e} at most");
            assert!(worst <= 6e-13, "rule {index} at dt {dt}: off by {worst}");
        }
    }
}

/// Pairs and the window of Song, Miller & Abbott, each measured with one pair of spikes.
#[test]
fn one_pair_measures_the_window() {
    for row in csv("18_stdp_window.csv") {
        let (dt, expected) = (-row[0], row[1]);
        assert!(
            (Pair::default().window(dt, 0.5) - expected).abs() <= 1e-9 * expected.abs().max(1e-3),
            "{dt} ms"
        );
        if dt % 7.0 == 0.0 {
            let after = weights_after(
                pair_of_neurons(Plasticity::Pair(Pair::default()), 0.5),
                0.1,
                (&[150.0], &[150.0 + dt]),
                &[400.0],
            );
            assert!((after[0] - 0.5 - expected).abs() < 1e-12, "{dt} ms: {}", after[0] - 0.5);
        }
    }
}

/// Two spikes at the same time change nothing, and each counts for those that follow.
#[test]
fn a_tie_contributes_nothing() {
    let rule = || pair_of_neurons(Plasticity::Pair(Pair::default()), 0.5);
    for dt in [0.1, 1.0, 0.01] {
        let after = weights_after(rule(), dt, (&[10.0, 50.0], &[10.0, 60.0]), &[10.0, 50.0, 60.0]);
        for (w, row) in after.iter().zip(rows_of("19_stdp_tie.csv")) {
            assert!((w - row[2]).abs() <= 6e-13, "{} ms: {w}", row[0]);
        }
        // Inside a step, too, and whichever population comes first.
        let inside = weights_after(rule(), dt, (&[10.03, 50.03], &[10.03, 60.03]), &[11.0, 51.0, 61.0]);
        for (w, other) in inside.iter().zip(&after) {
            assert!((w - other).abs() <= 1e-12);
        }
    }
}

/// 60 pairs at different rates.
#[test]
fn pairs_at_many_rates_follow_the_reference() {
    let rules = [
        triplet("Visual cortex, all spikes, minimal"),
        triplet("Visual cortex, all spikes, full"),
        triplet("Hippocampal culture, all spikes, minimal"),
        Plasticity::Pair(Pair::default()),
        pair(Pairing::NearestSymmetric, WeightDependence::Additive),
    ];
    let mut worst = 0.0_f64;
    for row in csv("20_stdp_frequency.csv") {
        let (rate, dt) = (row[0], row[1]);
        let pre: Vec<f64> = (0..60).map(|k| 100.0 + f64::from(k) * 1e3 / rate).collect();
        let post: Vec<f64> = pre.iter().map(|t| t + dt).collect();
        let last = pre[59] + 20.0;
        for (rule, expected) in rules.iter().zip(&row[2..]) {
            let w = if *expected < 0.0 { 0.9 } else { 0.1 };
            let after = weights_after(pair_of_neurons(rule.clone(), w), 1.0, (&pre, &post), &[last])[0];
            worst = worst.max((after - w - expected).abs());
            assert!(
                (after - w - expected).abs() <= 1e-9,
                "{rate} Hz, {dt} ms: {}, not {expected}",
                after - w
            );
            let told = rule.change_by(&Protocol { dt_ms: dt, rate_Hz: rate, pairs: 60 }).unwrap();
            assert!((told - expected).abs() <= 1e-9, "{rate} Hz, {dt} ms: the curve says {told}");
        }
    }
    println!("golden 20: off by {worst:.1e} at most");
}

/// All to all is ΣΣ F(Δt) on random trains, over many synapses of a network with delays on either side, as long as no bound
/// is hit.
#[test]
fn all_to_all_is_the_double_sum() {
    let mut dice = Dice(3);
    let mut worst = 0.0_f64;
    for case in 0..20 {
        let dt = dice.pick(&[0.1, 0.5, 1.0]);
        let train = |dice: &mut Dice| -> Vec<f64> {
            let mut times: Vec<f64> = (0..30).map(|_| dice.uniform(1.0, 900.0)).collect();
            times.sort_by(f64::total_cmp);
            // Some on the grid and at the same time.
            times.iter_mut().for_each(|t| {
                if dice.below(3) == 0 {
                    *t = t.round()
                }
            });
            times.dedup();
            times
        };
        let (n_pre, n_post) = (3, 2);
        let trains: Vec<Vec<f64>> = (0..n_pre + n_post).map(|_| train(&mut dice)).collect();
        let delay_ms = dice.pick(&[0.0, 0.3, 1.7]);
        let side = dice.pick(&[DelaySide::Axonal, DelaySide::Dendritic]);
        let rule = Pair {
            A_plus: 0.001,
            tau_plus_ms: dice.uniform(5.0, 60.0),
            tau_minus_ms: dice.uniform(5.0, 60.0),
            ratio: dice.uniform(0.5, 1.5),
            ..Pair::default()
        };
        let mut parts = pair_of_neurons(Plasticity::Pair(rule.clone()), 0.5);
        parts.populations[0].n = n_pre as u64;
        parts.populations[1].n = n_post as u64;
        (parts.projections[0].delay_ms, parts.projections[0].delay_side) = (delay_ms, side);
        let network = network(parts);
        let mut simulation = Simulation::new(network.clone(), case, grid(dt));
        for (index, times) in trains.iter().enumerate() {
            let (population, neuron) = if index < n_pre { (1, index) } else { (0, index - n_pre) };
            for time in times {
                simulation.schedule_fire(population, Some(u32::try_from(neuron).unwrap()), *time);
            }
        }
        let names: Vec<String> = (0..n_pre * n_post).map(|k| format!("w_1-0:{k}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut recorder = Recorder::new(&simulation, probes(&network, &names), 1);
        for _ in 0..grid(dt).step_at_or_after(1000.0).0 {
            simulation.step(&mut recorder);
        }
        let recording = recorder.take();
        for pre in 0..n_pre {
            for post in 0..n_post {
                let (late_pre, late_post) =
                    if side == DelaySide::Axonal { (delay_ms, 0.0) } else { (0.0, delay_ms) };
                let mut sum = 0.5;
                for t_pre in &trains[pre] {
                    for t_post in &trains[n_pre + post] {
                        let difference = (t_post + late_post) - (t_pre + late_pre);
                        // What is a tie but for rounding is a tie.
                        let difference = if difference.abs() < 1e-9 { 0.0 } else { difference };
                        sum += rule.window(difference, 0.5);
                    }
                }
                let w = recording.columns[pre * n_post + post].last().unwrap();
                worst = worst.max((w - sum).abs());
                assert!((w - sum).abs() <= 1e-12, "case {case}: synapse {pre}-{post}: {w}, not {sum}");
            }
        }
    }
    println!("double sum: off by {worst:.1e} at most");
}

/// Frozen parts stand still, and the bounds hold.
#[test]
fn parts_can_be_frozen_and_weights_stay_in_their_range() {
    use bouton::param::Switch::{Off, On};
    let (pre, post) = golden_trains();
    let mut rules: Vec<Plasticity> = Vec::new();
    for (potentiation, depression) in [(On, Off), (Off, On), (Off, Off)] {
        rules.push(Plasticity::Pair(Pair { potentiation, depression, ..Pair::default() }));
        rules.push(Plasticity::Triplet(Triplet { potentiation, depression, ..Triplet::default() }));
        let strong = Calcium {
            tau_ms: 1e6,
            sigma: 0.0,
            rho_star: 0.5,
            potentiation,
            depression,
            ..Calcium::default()
        };
        rules.push(Plasticity::Calcium(strong));
    }
    let until: Vec<f64> = (1..=20).map(|k| 100.0 * f64::from(k)).collect();
    for (index, rule) in rules.into_iter().enumerate() {
        let after = weights_after(pair_of_neurons(rule, 0.5), 0.1, (&pre, &post), &until);
        let w = after.last().unwrap();
        match index / 3 {
            0 => assert!(0.5 < *w && after.windows(2).all(|two| two[0] <= two[1]), "{index}: {after:?}"),
            1 => assert!(*w < 0.5 && after.windows(2).all(|two| two[1] <= two[0]), "{index}: {after:?}"),
            _ => assert_eq!(*w, 0.5, "{index}"),
        }
    }
    for (w, A_plus, ratio) in [(0.99, 0.1, 0.0), (0.01, 0.02, 5.0)] {
        let rule = Plasticity::Pair(Pair { A_plus, ratio, ..Pair::default() });
        let after = weights_after(pair_of_neurons(rule, w), 0.1, (&pre, &post), &until);
        assert!(
            after.iter().all(|w| (0.0..=1.0).contains(w)) && after.iter().any(|w| *w == w.round()),
            "{after:?}"
        );
    }
}

/// Graupner & Brunel's curve: the strength after 60 pairs at 1 Hz, and what many synapses do that are simulated one by one.
#[test]
fn calcium_gives_the_curve_and_the_simulation_follows_it() {
    let set = |name: &str| {
        let mut model = Calcium::default();
        let set = model.named_sets().iter().find(|one| one.name == name).unwrap();
        for (key, value) in set.values_of(&model.clone()).collect::<Vec<_>>() {
            assert!(model.set(key, value));
        }
        model
    };
    let synapses = StartingWeights { beta: 0.5, b: 5.0 };
    let (mut worst, mut rows) = (0.0_f64, 0);
    for line in include_str!("../../golden/21_graupner_brunel.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[0] != "DP" {
            continue;
        }
        let number = |i: usize| cells[i].parse::<f64>().unwrap();
        let protocol = Protocol { dt_ms: number(1), rate_Hz: 1.0, pairs: 60 };
        let ratio = set("DP curve").strength_ratio(&protocol, synapses);
        worst = worst.max((ratio - number(5)).abs());
        rows += 1;
    }
    println!("golden 21, {rows} rows: off by {worst:.1e} at most");
    assert!(worst <= 2e-3 && 50 < rows, "{rows} rows, off by {worst}");

    for dt_ms in [-20.0, 10.0] {
        let model = set("DP curve");
        let n = 400_u32;
        let mut parts = pair_of_neurons(Plasticity::Calcium(model.clone()), 0.0);
        parts.populations[0].n = u64::from(n);
        parts.populations[1].n = u64::from(n);
        parts.projections[0].connect = Connect::OneToOne;
        let protocol = Protocol { dt_ms, rate_Hz: 1.0, pairs: 60 };
        let half: Vec<f64> = (0..n).map(|k| f64::from(k % 2)).collect();
        parts.projections[0].weights = Weights::List(half.into());
        let network = network(parts);
        let mut simulation = Simulation::new(network.clone(), 1, grid(1.0));
        for k in 0..protocol.pairs {
            let t = 500.0 + 1e3 * f64::from(k);
            for neuron in 0..n {
                simulation.schedule_fire(1, Some(neuron), t);
                simulation.schedule_fire(0, Some(neuron), t + dt_ms);
            }
        }
        let names: Vec<String> = (0..n).map(|k| format!("w_1-0:{k}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut recorder = Recorder::new(&simulation, probes(&network, &names), 61_000);
        for _ in 0..61_001 {
            simulation.step(&mut recorder);
        }
        let recording = recorder.take();
        let is_high = recording.columns.iter().filter(|column| 0.5 < *column.last().unwrap()).count();
        #[expect(clippy::cast_precision_loss, reason = "at most 400")]
        let high = is_high as f64 / f64::from(n);
        let ratio = ((1.0 - high) + 5.0 * high) / (0.5 + 5.0 * 0.5);
        let expected = model.strength_ratio(&protocol, synapses);
        // A fraction of 400 synapses has a standard error of 0.025 at most; 4 of them, times 4/3.
        println!("calcium, {dt_ms} ms: {ratio:.3} simulated, {expected:.3} expected");
        assert!((ratio - expected).abs() < 4.0 * 0.025 * 4.0 / 3.0, "{dt_ms}: {ratio}, not {expected}");
    }
}
