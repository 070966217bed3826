//! What is left to chance at a synapse: each draw follows from the seed, the synapse and how many there were before it there,
//! so that one spike more leaves the noise of all other synapses as it was. The statistics are those of the models.

use std::sync::Arc;

use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{Network, NetworkParts, Population, Projection, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::plasticity::Plasticity;
use bouton::model::plasticity::calcium::Calcium;
use bouton::model::receptor::Receptor;
use bouton::model::release::quantal::Quantal;
use bouton::model::release::{Release, ReleaseModel as _, tsodyks_markram::TsodyksMarkram};
use bouton::sim::{Event, Simulation};

use crate::common::{advance, ampa, grid, network};

/// `n_pre` sources onto `n_post` neurons, of which none fires by itself.
fn parts(n_pre: u64, n_post: u64, change: impl FnOnce(&mut Projection)) -> NetworkParts {
    let source = NeuronKind::SpikeSource(SpikeSource { t_ref_ms: 0.0, ..SpikeSource::default() });
    let quiet = NeuronKind::Lif(Lif { t_ref_ms: 0.0, ..Lif::default() });
    let mut projection = Projection::new(3, 1, 0, vec![Receptor::Ampa(ampa(0.0, 5.0, Summation::Linear))]);
    change(&mut projection);
    NetworkParts {
        populations: vec![Population::new(1, n_pre, source), Population::new(0, n_post, quiet)],
        projections: vec![projection],
        ..NetworkParts::default()
    }
}

fn quantal(n_pre: u64, n_post: u64, model: &Quantal) -> Arc<Network> {
    network(parts(n_pre, n_post, |projection| projection.release = Release::Quantal(model.clone())))
}

/// What every spike of every axon released, by axon, until all have fired.
fn releases(network: &Arc<Network>, seed: u64, fires: &[(u32, f64)]) -> Vec<Vec<f64>> {
    let mut simulation = Simulation::new(network.clone(), seed, grid(0.1));
    for (neuron, time) in fires {
        simulation.schedule_fire(1, Some(*neuron), *time);
    }
    let mut events: Vec<Event> = Vec::new();
    let last = fires.iter().map(|(_, time)| *time).fold(0.0, f64::max);
    advance(&mut simulation, grid(0.1).step_at_or_after(last).0 + 2, &mut events);
    let n = usize::try_from(network.populations()[0].n).unwrap();
    let mut by_axon = vec![Vec::new(); n];
    for event in events {
        if let Event::Release(release) = event {
            by_axon[release.neuron as usize].push(release.amplitude);
        }
    }
    by_axon
}

/// Trains of all axons, some of them at the same times.
fn trains(n: u32) -> Vec<(u32, f64)> {
    let time = |axon: u32, k: u32| 10.0 + 23.7 * f64::from(k) + 3.1 * f64::from(axon % 4);
    (0..n).flat_map(|axon| (0..30).map(move |k| (axon, time(axon, k)))).collect()
}

#[test]
fn one_spike_more_leaves_the_releases_of_all_other_axons() {
    let network = quantal(12, 5, &Quantal::default());
    for seed in [1, 7, 123] {
        let plain = releases(&network, seed, &trains(12));
        for (axon, time) in [(0, 3.0), (5, 200.05), (11, 444.4)] {
            let mut fires = trains(12);
            fires.push((axon, time));
            let more = releases(&network, seed, &fires);
            for other in (0..12).filter(|other| *other != axon as usize) {
                assert_eq!(more[other], plain[other], "axon {other} with a spike more at {axon}");
            }
            let (own, before) = (&more[axon as usize], &plain[axon as usize]);
            let earlier = fires.iter().filter(|(a, t)| *a == axon && *t < time).count();
            assert_eq!(own[..earlier], before[..earlier], "nor what it released before");
            assert_eq!(own.len(), before.len() + 1);
        }
    }
    assert_ne!(releases(&network, 1, &trains(12)), releases(&network, 2, &trains(12)), "seeds differ");
}

/// The synapses of a population of 40 by 3, by calcium with noise.
fn calcium_weights(seed: u64, extra: Option<(u32, u32, f64)>, until_ms: f64) -> Vec<f64> {
    let network = network(parts(40, 3, |projection| {
        projection.plasticity = Plasticity::Calcium(Calcium { tau_ms: 20_000.0, ..Calcium::default() });
        projection.weights = Weights::Constant(0.5);
    }));
    let mut simulation = Simulation::new(network, seed, grid(0.1));
    for k in 0..10 {
        for neuron in 0..40 {
            simulation.schedule_fire(1, Some(neuron), 10.0 + 100.0 * f64::from(k) + 0.7 * f64::from(neuron));
        }
        for neuron in 0..3 {
            simulation.schedule_fire(0, Some(neuron), 31.3 + 100.0 * f64::from(k) + f64::from(neuron));
        }
    }
    if let Some((population, neuron, time)) = extra {
        simulation.schedule_fire(population, Some(neuron), time);
    }
    advance(&mut simulation, grid(0.1).step_at_or_after(until_ms).0, &mut ());
    simulation.weights(3).unwrap().to_vec()
}

#[test]
fn one_spike_more_leaves_the_noise_of_all_other_weights() {
    for seed in [1, 5] {
        let plain = calcium_weights(seed, None, 1500.0);
        // Synapses come by axon, and then by target.
        for (population, neuron, time) in [(1, 17, 155.0), (1, 0, 301.05), (0, 2, 470.0)] {
            let more = calcium_weights(seed, Some((population, neuron, time)), 1500.0);
            for (synapse, (more, plain)) in more.iter().zip(&plain).enumerate() {
                let end = if population == 1 { synapse / 3 } else { synapse % 3 };
                if end == neuron as usize {
                    assert_ne!(more, plain, "synapse {synapse} has learned something else");
                } else {
                    assert_eq!(more, plain, "synapse {synapse} with a spike more at {population}:{neuron}");
                }
            }
        }
    }
}

/// With six seeds and 40 synapses of 60 axons each: mean and variance of a release by full sites, and how often there is none,
/// each within four standard errors; the fraction of each number of vesicles over all seeds. Synapses of one axon, and one
/// synapse's releases one after the other, have nothing in common.
#[test]
fn releases_have_their_statistics_with_every_seed() {
    let model = Quantal { n_sites: 4, p: 0.35, q: 0.25, tau_rec_ms: 0.0 };
    let network = quantal(2400, 1, &model);
    let fires: Vec<(u32, f64)> =
        (0..2400).flat_map(|axon| [(axon, 5.0), (axon, 10.0), (axon, 15.0)]).collect();
    let (mean, variance) = model.moments();
    let mut counts = [0_u32; 5];
    for seed in 1..=6 {
        let all = releases(&network, seed, &fires);
        let N = 7200.0_f64;
        let (mut sum, mut squares, mut none, mut lagged, mut between) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (axon, own) in all.iter().enumerate() {
            for (k, A) in own.iter().enumerate() {
                (sum, squares) = (sum + A, squares + (A - mean) * (A - mean));
                none += f64::from(u8::from(*A == 0.0));
                lagged += (A - mean) * (own[(k + 1) % 3] - mean);
                between += (A - mean) * (all[(axon + 1) % 2400][k] - mean);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 4")]
                let vesicles = (A / 0.25).round() as usize;
                counts[vesicles] += 1;
            }
        }
        let failures = model.failure_probability();
        println!(
            "seed {seed}: mean {:.4} ({mean}), variance {:.5} ({variance:.5}), failures {:.4} ({failures:.4})",
            sum / N,
            squares / N,
            none / N
        );
        assert!((sum / N - mean).abs() < 4.0 * (variance / N).sqrt());
        assert!((squares / N - variance).abs() < 4.0 * variance * (2.0 / N).sqrt());
        assert!((none / N - failures).abs() < 4.0 * (failures * (1.0 - failures) / N).sqrt());
        for together in [lagged, between] {
            assert!((together / N).abs() < 4.0 * variance / N.sqrt(), "{together}");
        }
    }
    let N = f64::from(counts.iter().sum::<u32>());
    for (count, probability) in counts.into_iter().zip(model.binomial()) {
        let error = (probability * (1.0 - probability) / N).sqrt();
        assert!((f64::from(count) / N - probability).abs() < 4.0 * error, "{counts:?}");
    }
}

/// Depletion by chance is, in the mean over 3000 synapses of six seeds, that of Tsodyks & Markram.
#[test]
fn depletion_has_its_mean_with_every_seed() {
    let model = Quantal { n_sites: 3, p: 0.6, q: 1.0 / 3.0, tau_rec_ms: 300.0 };
    let resources = TsodyksMarkram { U: 0.6, tau_rec_ms: 300.0, tau_facil_ms: 0.0 };
    let network = quantal(3000, 1, &model);
    let fires: Vec<(u32, f64)> =
        (0..3000).flat_map(|axon| (0..5).map(move |k| (axon, 5.0 + 40.0 * f64::from(k)))).collect();
    for seed in 1..=6 {
        let all = releases(&network, seed, &fires);
        let mut pool = resources.start();
        for spike in 0..5 {
            let (expected, next) = resources.mean_release(pool, if spike == 0 { 0.0 } else { 40.0 });
            pool = next;
            let values: Vec<f64> = all.iter().map(|own| own[spike]).collect();
            let (found, error) = crate::presets::mean(&values);
            assert!((found - expected).abs() < 4.0 * error, "seed {seed}, spike {spike}: {found} {expected}");
        }
    }
}

/// Calcium stays above both thresholds for 800 ms, in which the efficacy is an Ornstein–Uhlenbeck process: its mean and
/// variance over 2000 synapses within four standard errors with each of six seeds, and so are the tails over all.
#[test]
fn the_noise_of_efficacies_has_its_statistics_with_every_seed() {
    let model = Calcium { tau_Ca_ms: 500.0, C_pre: 10.0, D_ms: 1.0, ..Calcium::default() };
    let network = network(parts(2000, 1, |projection| {
        projection.plasticity = Plasticity::Calcium(model.clone());
        projection.weights = Weights::Constant(0.5);
    }));
    let (up, down) = (model.rise(), model.fall());
    let kept = libm::exp(-800.0 * (up + down) / model.tau_ms);
    let mean = up / (up + down) + (0.5 - up / (up + down)) * kept;
    let variance = model.sigma * model.sigma / (up + down) * (1.0 - kept * kept);
    let mut beyond = [0.0_f64; 2];
    for seed in 1..=6 {
        let mut simulation = Simulation::new(network.clone(), seed, grid(0.1));
        for time in [9.0, 809.0] {
            (0..2000).for_each(|neuron| simulation.schedule_fire(1, Some(neuron), time));
        }
        advance(&mut simulation, 8200, &mut ());
        let w = simulation.weights(3).unwrap();
        let (found, error) = crate::presets::mean(&w);
        let spread = w.iter().map(|w| (w - mean) * (w - mean)).sum::<f64>() / 2000.0;
        println!("seed {seed}: mean {found:.4} ({mean:.4}), variance {spread:.5} ({variance:.5})");
        assert!((found - mean).abs() < 4.0 * error, "{found}, not {mean}");
        assert!(
            (spread / variance - 1.0).abs() < 4.0 * (2.0_f64 / 2000.0).sqrt(),
            "{spread}, not {variance}"
        );
        for (deviations, beyond) in [1.0, 2.0].into_iter().zip(&mut beyond) {
            let limit = deviations * variance.sqrt();
            *beyond += w.iter().map(|w| f64::from(u8::from(limit < (w - mean).abs()))).sum::<f64>();
        }
    }
    for (beyond, probability) in beyond.into_iter().zip([0.317_31, 0.045_50]) {
        let error = (probability * (1.0 - probability) / 12_000.0_f64).sqrt();
        assert!((beyond / 12_000.0 - probability).abs() < 4.0 * error, "{}", beyond / 12_000.0);
    }
}

/// The calcium of a random spike at a boundary comes in there if it has no delay, and the weights of that boundary show it: in
/// a step in which nothing happens they stay.
#[test]
fn a_random_spike_is_learned_from_at_its_boundary() {
    let mut parts = parts(5, 2, |projection| {
        projection.plasticity =
            Plasticity::Calcium(Calcium { D_ms: 0.0, C_pre: 3.0, tau_ms: 1000.0, ..Calcium::default() });
        projection.weights = Weights::Constant(0.5);
    });
    parts.populations[0] = crate::common::poisson(1, 5, 40.0);
    let mut simulation = Simulation::new(network(parts), 1, grid(0.1));
    let (mut spiked, mut last, mut checked) = (false, Vec::new(), 0);
    for step in 1..20_000_u64 {
        let mut events: Vec<Event> = Vec::new();
        simulation.step(&mut events);
        let spikes = !events.is_empty();
        let w = simulation.weights(3).unwrap().to_vec();
        // Once a second all weights are brought up to date.
        if spiked && !spikes && step % 10_000 != 0 {
            assert_eq!(w, last, "step {step}");
            checked += 1;
        }
        (spiked, last) = (spikes, w);
    }
    assert!(200 < checked, "{checked}");
}
