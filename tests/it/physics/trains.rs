//! Trains at given times, rates that change, bombardment, and random connections. Seeds are fixed, so a test that passes
//! keeps passing; where chance is measured, four standard errors are allowed.

use std::sync::Arc;

use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{Connect, Network, NetworkParts, Population, Projection};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::poisson_source::{PoissonSource, RateShape};
use bouton::model::neuron::spike_source::{SpikeSource, Train};
use bouton::model::stimulus::StimulusKind;
use bouton::model::stimulus::bombardment::Bombardment;
use bouton::sim::{Observer, Recorder, Simulation, Slot, Spike};

use crate::common::{
    Dice, advance, ampa, grid, lif, network, poisson, probes, projection, record, simulation, stimulus,
};

fn alone(n: u64, kind: NeuronKind) -> Arc<Network> {
    network(NetworkParts { populations: vec![Population::new(1, n, kind)], ..NetworkParts::default() })
}

/// Spikes up to a time [ms], recorded in pieces whose lengths are left to the dice.
fn in_pieces(network: &Arc<Network>, dt_ms: f64, until_ms: f64, dice: &mut Dice) -> Vec<(f64, u32)> {
    let mut simulation = simulation(network, dt_ms);
    let mut left = simulation.grid().step_at_or_after(until_ms).0;
    let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
    let mut spikes: Vec<Spike> = Vec::new();
    while 0 < left {
        let piece = left.min(1 + dice.below(1000));
        advance(&mut simulation, piece, &mut recorder);
        spikes.extend(recorder.take().spikes);
        simulation = simulation.clone();
        left -= piece;
    }
    spikes.iter().map(|spike| (simulation.grid().moment_ms(spike.at), spike.neuron)).collect()
}

/// A train's times are those of its formula, to the 1e-9 steps within which a time counts as on the grid, and come from
/// every neuron of the population, whatever the step and however the run is cut into pieces.
#[test]
fn trains_come_at_their_exact_times() {
    let base = SpikeSource { rate_Hz: 37.0, start_ms: 12.345, ..SpikeSource::default() };
    let at = |k: i32| 12.345 + f64::from(k) * 1e3 / 37.0;
    let burst = |j: i32, k: i32| 12.345 + 333.3 * f64::from(j) + f64::from(k) * 1e3 / 37.0;
    let cases: [(SpikeSource, Vec<f64>); 4] = [
        (SpikeSource { train: Train::Regular, n_spikes: 7, ..base.clone() }, (0..7).map(at).collect()),
        (SpikeSource { train: Train::Regular, n_spikes: 0, ..base.clone() }, (0..37).map(at).collect()),
        (
            SpikeSource { train: Train::Burst, n_spikes: 3, period_ms: 333.3, ..base.clone() },
            (0..3).flat_map(|j| (0..3).map(move |k| burst(j, k))).collect(),
        ),
        (
            SpikeSource { train: Train::Listed, times_ms: [700.7, 3.0, 50.01, 999.95].into(), ..base },
            vec![3.0, 50.01, 700.7, 999.95],
        ),
    ];
    let mut dice = Dice(5);
    for (source, times) in cases {
        let network = alone(2, NeuronKind::SpikeSource(source.clone()));
        for dt in [0.01, 0.1, 0.5, 1.0] {
            let spikes = in_pieces(&network, dt, 1000.0, &mut dice);
            let times: Vec<f64> = times.iter().copied().filter(|time| *time <= 1000.0).collect();
            assert_eq!(spikes.len(), 2 * times.len(), "{source:?} at dt {dt}: {spikes:?}");
            for (pair, time) in spikes.chunks(2).zip(times) {
                assert_eq!((pair[0].1, pair[1].1), (0, 1), "every neuron fires");
                for (found, _) in pair {
                    assert!((found - time).abs() <= 1e-9, "{source:?} at dt {dt}: {found}, not {time}");
                }
            }
        }
    }
}

/// Spikes of a replayed list come from neuron 0, 1, 2 … in the order of the list, each at its exact time.
#[test]
fn a_replayed_list_comes_from_one_neuron_after_the_other() {
    let source = PoissonSource {
        shape: RateShape::Replayed,
        times_ms: [30.0, 10.0, 20.53, 40.0, 41.0].into(),
        ..PoissonSource::default()
    };
    let network = alone(3, NeuronKind::PoissonSource(source));
    for dt in [0.1, 1.0] {
        let spikes = in_pieces(&network, dt, 100.0, &mut Dice(1));
        let neurons: Vec<u32> = spikes.iter().map(|spike| spike.1).collect();
        assert_eq!(neurons, [1, 2, 0, 0, 1]);
        for ((found, _), time) in spikes.iter().zip([10.0, 20.53, 30.0, 40.0, 41.0]) {
            assert!((found - time).abs() <= 1e-9, "{found}, not {time}");
        }
    }
}

/// The count in each phase is Poisson with the integral of the rate: four of its standard deviations.
#[test]
fn rates_that_change_have_their_counts_in_every_phase() {
    let (n, cycles) = (200_u32, 10);
    let steps = PoissonSource {
        shape: RateShape::Steps,
        rates_Hz: [25.0, 100.0, 0.0, 40.0].into(),
        step_ms: 250.0,
        ..PoissonSource::default()
    };
    let sine = PoissonSource {
        shape: RateShape::Sine,
        rate_Hz: 20.0,
        depth: 0.9,
        f_Hz: 1.0,
        ..PoissonSource::default()
    };
    // ∫ r (1 + m sin ωt) over a quarter of a period: r (T/4 ± m T/2π).
    let quarter = |sign: f64| 20.0 * (0.25 + sign * 0.9 / (2.0 * std::f64::consts::PI));
    let cases = [
        (steps, [25.0 * 0.25, 100.0 * 0.25, 0.0, 40.0 * 0.25]),
        (sine, [quarter(1.0), quarter(1.0), quarter(-1.0), quarter(-1.0)]),
    ];
    for (source, expected) in cases {
        let network = alone(u64::from(n), NeuronKind::PoissonSource(source));
        let mut counts = [0_u32; 4];
        for (time, _) in in_pieces(&network, 0.1, 1000.0 * f64::from(cycles), &mut Dice(2)) {
            // A spike of the continuous process lies inside the step at whose end it is put.
            let phase = ((time - 0.05) / 250.0).floor().rem_euclid(4.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 3")]
            let phase = phase as usize;
            counts[phase] += 1;
        }
        let expected = expected.map(|per_axon| per_axon * f64::from(n) * f64::from(cycles));
        println!("phases: {counts:?}, expected {expected:.0?}");
        for (count, expected) in counts.iter().zip(expected) {
            assert!((f64::from(*count) - expected).abs() <= 4.0 * expected.sqrt(), "{count} {expected}");
        }
    }
}

/// Sums of two conductances over the samples of some neurons, and the product of those of the first two neurons.
struct Conductances {
    slots: Vec<[Slot; 2]>,
    n: f64,
    sum: [f64; 2],
    squares: [f64; 2],
    pairs: f64,
    product: f64,
}

impl Observer for Conductances {
    fn sample(&mut self, simulation: &Simulation) {
        let mut first = [0.0; 2];
        for (i, slots) in self.slots.iter().enumerate() {
            self.n += 1.0;
            for (k, slot) in slots.iter().enumerate() {
                let g = simulation.read(*slot);
                self.sum[k] += g;
                self.squares[k] += g * g;
                if k == 0 && i < 2 {
                    first[i] = g - 2.5;
                }
            }
        }
        self.pairs += 1.0;
        self.product += first[0] * first[1];
    }
}

/// Campbell: shot noise of rate r has the mean r·ḡ·τ and the variance r·ḡ²·τ/2. Its correlation e^{−t/τ} gives the mean
/// over a time T (neurons together) a standard error of σ √(2τ/T), and the variance one of √((2σ⁴ + κ₄) τ/T) with
/// κ₄ = r·ḡ⁴·τ/4; four are allowed. A spike opens at the end of the step it falls into, and what is recorded is the mean over
/// the step that follows. So the mean is right at every step, and the variance but for h²/12τ² of it.
#[test]
fn bombardment_has_the_moments_of_shot_noise() {
    for (dt_ms, n) in [(0.1, 40), (0.5, 160)] {
        shot_noise(dt_ms, n);
    }
}

/// The moments of what is recorded of `N` neurons.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn shot_noise(dt_ms: f64, N: usize) {
    const T_MS: u64 = 20_000;
    let bombardment = Bombardment::default();
    let mut cells = Population::new(0, N as u64, NeuronKind::Lif(Lif::default()));
    cells.stimuli = vec![stimulus(2, StimulusKind::Bombardment(bombardment.clone()))];
    let network = network(NetworkParts { populations: vec![cells], ..NetworkParts::default() });
    let mut simulation = simulation(&network, dt_ms);
    let steps_per_ms = u64::from(grid(dt_ms).steps_per_ms());
    advance(&mut simulation, 100 * steps_per_ms, &mut ());
    let slots = (0..N)
        .map(|i| {
            let names = [format!("g_e_0:{i}.2"), format!("g_i_0:{i}.2")];
            let found = probes(&network, &[&names[0], &names[1]]);
            [simulation.slot(&found[0]).unwrap(), simulation.slot(&found[1]).unwrap()]
        })
        .collect();
    let trains = bombardment.trains();
    let mut sums = Conductances { slots, n: 0.0, sum: [0.0; 2], squares: [0.0; 2], pairs: 0.0, product: 0.0 };
    advance(&mut simulation, T_MS * steps_per_ms, &mut sums);
    let T = (N as u64 * T_MS) as f64;
    for (k, train) in trains.iter().enumerate() {
        let (r, g, tau) = (train.rate_Hz * 1e-3, train.g_nS, train.tau_ms);
        let (mean, variance) = (r * g * tau, r * g * g * tau / 2.0);
        let fourth = r * g * g * g * g * tau / 4.0;
        let found = sums.sum[k] / sums.n;
        let spread = sums.squares[k] / sums.n - found * found;
        let mean_error = (variance * 2.0 * tau / T).sqrt();
        let variance_error = ((2.0 * variance * variance + fourth) * tau / T).sqrt();
        println!(
            "bombardment: mean {found:.4} ± {mean_error:.4} nS, expected {mean}; variance {spread:.4} ± {variance_error:.4}, expected {variance}"
        );
        assert!((found - mean).abs() <= 4.0 * mean_error, "{found}, not {mean}");
        assert!((spread - variance).abs() <= 4.0 * variance_error, "{spread}, not {variance}");
    }
    // Two neurons have nothing in common: their correlation is within four of √(τ/T) of nothing.
    let correlation = sums.product / sums.pairs / (1.0 * 0.25 * 5.0 / 2.0);
    let error = (5.0 / T_MS as f64).sqrt();
    println!("bombardment: correlation of two neurons {correlation:.4} ± {error:.4}");
    assert!(correlation.abs() <= 4.0 * error, "{correlation}");
}

/// The connections follow the seed: the same gives the same bits of every synapse and spike, another one others.
#[test]
fn random_connections_are_drawn_once_for_a_seed() {
    let joined = Projection {
        connect: Connect::Probability(0.3),
        ..projection(3, 1, 0, ampa(3.0, 5.0, Summation::Linear))
    };
    let within = Projection {
        connect: Connect::Probability(0.2),
        ..projection(4, 0, 0, ampa(2.0, 5.0, Summation::Linear))
    };
    let cells = Population { n: 15, ..lif(0, Lif::default()) };
    let network = network(NetworkParts {
        populations: vec![poisson(1, 30, 40.0), cells],
        projections: vec![joined, within],
        ..NetworkParts::default()
    });
    let run = |seed: u64| record(&mut Simulation::new(network.clone(), seed, grid(0.1)), 3000);
    assert!(!run(1).spikes.is_empty());
    assert_eq!(run(1).difference(&run(1)), None);
    assert!(run(1).difference(&run(2)).is_some());

    // Which synapses there are does not depend on anything else: without spikes of chance, one volley shows them all.
    let targets = |seed: u64, rate: f64| {
        let network = network
            .with(|parts| {
                parts.populations[0].kind =
                    NeuronKind::PoissonSource(PoissonSource { rate_Hz: rate, ..PoissonSource::default() });
            })
            .unwrap();
        let names: Vec<String> = (0..15).map(|i| format!("V_0:{i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut simulation = Simulation::new(Arc::new(network), seed, grid(0.1));
        let found = probes(simulation.network(), &names);
        simulation.schedule_fire(1, Some(0), 0.0);
        advance(&mut simulation, 10, &mut ());
        let V = Recorder::new(&simulation, found, 1).read(&simulation);
        V.iter().map(|V| -70.0 < *V).collect::<Vec<bool>>()
    };
    assert_eq!(targets(1, 0.0), targets(1, 1e-3));
    assert_ne!(targets(1, 0.0), targets(2, 0.0));
    assert!(targets(1, 0.0).contains(&true) && targets(1, 0.0).contains(&false));
}

/// A train that is changed in the middle of a run goes on with the times of the new one that are still to come.
#[test]
fn a_train_that_is_changed_goes_on_with_its_new_times() {
    let old = SpikeSource { train: Train::Regular, n_spikes: 0, start_ms: 0.0, ..SpikeSource::default() };
    let cases: [(SpikeSource, &[f64]); 4] = [
        (SpikeSource { rate_Hz: 50.0, ..old.clone() }, &[520.0, 540.0, 560.0, 580.0, 600.0]),
        (SpikeSource { train: Train::Off, ..old.clone() }, &[]),
        (
            SpikeSource { train: Train::Burst, n_spikes: 2, period_ms: 60.0, ..old.clone() },
            &[530.0, 540.0, 590.0, 600.0],
        ),
        (
            SpikeSource { train: Train::Listed, times_ms: [3.0, 555.55, 500.0].into(), ..old.clone() },
            &[555.55],
        ),
    ];
    for (new, expected) in cases {
        let mut simulation = simulation(&alone(1, NeuronKind::SpikeSource(old.clone())), 0.1);
        let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
        advance(&mut simulation, 5000, &mut recorder);
        assert_eq!(recorder.take().spikes.len(), 11, "0, 50 … 500 ms");
        simulation.reconcile(alone(1, NeuronKind::SpikeSource(new.clone())));
        advance(&mut simulation, 1000, &mut recorder);
        let recording = recorder.take();
        let times: Vec<f64> =
            recording.spikes.iter().map(|spike| simulation.grid().moment_ms(spike.at)).collect();
        let off = times.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(times.len() == expected.len() && off <= 1e-9, "{new:?}: {times:?}, not {expected:?}");
    }
}
