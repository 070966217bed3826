//! Neurons that act on neurons: chains, delays, populations, forced spikes, volleys.

use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{NetworkParts, Population, Projection, Weights};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::sim::{Event, Recorder, Simulation};
use bouton::units::{Moment, Step};

use crate::common::{
    advance, ampa, ampa_pair, grid, lif, network, poisson, probes, projection, run_clicked, simulation,
    source, spike_times, spikes_of,
};

/// Source 1 → neuron 0 → neuron 2, each synapse strong enough for one spike per spike.
fn chain(delays_ms: [f64; 2]) -> NetworkParts {
    let [first, second] = delays_ms;
    let strong = || ampa(25.0, 5.0, Summation::Saturating);
    NetworkParts {
        populations: vec![source(1), lif(0, Lif::default()), lif(2, Lif::default())],
        projections: vec![
            Projection { delay_ms: first, ..projection(3, 1, 0, strong()) },
            Projection { delay_ms: second, ..projection(4, 0, 2, strong()) },
        ],
        ..NetworkParts::default()
    }
}

/// Spike times are compared with those at dt = 0.005 ms: each within 0.01 ms at dt = 0.1, and the worst of them falling with
/// the step. With both delays of 1.37 ms one arrival comes in the very step in which its target crosses the threshold anyway,
/// and hastens that crossing.
#[test]
fn a_chain_of_neurons_keeps_its_timing() {
    let clicks = [10.0, 33.0, 51.4, 70.0, 95.03, 110.0];
    for delays in [[0.0, 0.0], [0.0, 1.37], [1.37, 0.0], [1.37, 1.37]] {
        let network = network(chain(delays));
        let times = |dt: f64| {
            let recording = run_clicked(&network, dt, 200.0, &clicks, &[]);
            [0, 2].map(|id| spike_times(&recording, grid(dt), id))
        };
        let exact = times(0.005);
        assert!(exact.iter().all(|times| times.len() >= 10), "both neurons fire: {exact:?}");
        let errors = [0.1, 0.05, 0.02].map(|dt| {
            let found = times(dt);
            assert_eq!(found.each_ref().map(Vec::len), exact.each_ref().map(Vec::len), "dt {dt}: {found:?}");
            let off: Vec<f64> =
                found.iter().flatten().zip(exact.iter().flatten()).map(|(a, b)| (a - b).abs()).collect();
            #[expect(clippy::cast_precision_loss, reason = "a few spikes")]
            let mean = off.iter().sum::<f64>() / off.len() as f64;
            (mean, off.into_iter().fold(0.0, f64::max))
        });
        println!("chain, delays {delays:?}: spikes off by (mean, most) {errors:?} ms at dt 0.1, 0.05, 0.02");
        let [coarse, half, fine] = errors;
        assert!(coarse.1 <= 0.01, "delays {delays:?}: {errors:?}");
        assert!(half.1 < coarse.1 && fine.1 < half.1, "delays {delays:?}: no fall in {errors:?}");
    }
}

/// A release happens exactly the delay after its spike, whatever the grid; 1e-9 steps are the grid's own rounding.
#[test]
fn releases_come_a_delay_after_their_spikes() {
    for (delay, dt) in [(0.0, 0.1), (1.37, 0.1), (1.37, 0.02), (50.0, 1.0), (0.03, 0.1), (12.3456, 0.5)] {
        let network = network(chain([0.25, delay]));
        let recording = run_clicked(&network, dt, 200.0, &[10.0, 40.017, 70.0, 99.99], &[]);
        let own = |id: u32| recording.releases.iter().filter(move |release| release.projection == id);
        for (projection, from, delay) in [(3, 1, 0.25), (4, 0, delay)] {
            let spikes = spike_times(&recording, grid(dt), from);
            assert!(spikes.len() >= 4, "{spikes:?}");
            let releases: Vec<f64> = own(projection).map(|release| grid(dt).moment_ms(release.at)).collect();
            assert_eq!(releases.len(), spikes.len());
            for (release, spike) in releases.iter().zip(&spikes) {
                assert!(
                    (release - spike - delay).abs() < 1e-9,
                    "{release} ms after {spike} ms, delay {delay} ms"
                );
            }
        }
    }
}

/// Listed times keep their place inside the step.
#[test]
fn listed_spikes_keep_their_times() {
    let clicks = [3.0, 10.123_456, 17.05, 17.05 + 2.0, 60.999_9];
    let recording = run_clicked(&network(ampa_pair(1.0)), 0.1, 100.0, &clicks, &[]);
    let times = spike_times(&recording, grid(0.1), 1);
    assert_eq!(times.len(), clicks.len());
    assert!(times.iter().zip(&clicks).all(|(a, b)| (a - b).abs() < 1e-9), "{times:?}");
}

/// A time that has passed acts now: it opens what a click at this boundary opens, and is stamped with now.
#[test]
fn a_listed_time_in_the_past_acts_now() {
    let network = network(ampa_pair(10.0));
    let run = |late: bool| {
        let mut simulation = simulation(&network, 0.1);
        let mut recorder =
            Recorder::new(&simulation, probes(&network, &["P_s_1-0", "g_1-0", "V_0"]), 1).with_releases();
        simulation.schedule_fire(1, Some(0), 40.0);
        advance(&mut simulation, 500, &mut recorder);
        if late {
            simulation.schedule_fire(1, Some(0), 12.34);
        } else {
            assert_eq!(simulation.fire(1, Some(0), &mut recorder), 1);
        }
        advance(&mut simulation, 200, &mut recorder);
        recorder.take()
    };
    let (late, clicked) = (run(true), run(false));
    assert_eq!(late.spikes, clicked.spikes);
    assert_eq!(late.spikes[1].at, Moment::at(Step(500)));
    assert_eq!(late, clicked);
}

#[test]
fn a_source_ignores_what_comes_too_soon() {
    let network = network(ampa_pair(10.0));
    // The refractory period is 2 ms: a spike exactly 2 ms after the last is late enough.
    let clicks = [10.0, 10.5, 11.9, 12.0, 13.99, 14.0, 20.0, 20.0];
    let recording = run_clicked(&network, 0.1, 50.0, &clicks, &[]);
    assert_eq!(spike_times(&recording, grid(0.1), 1), [10.0, 12.0, 14.0, 20.0]);
    assert_eq!(recording.ignored, 4);
    assert_eq!(recording.releases.len(), 4, "an ignored spike releases nothing");

    let mut simulation = simulation(&network, 0.1);
    let mut events: Vec<Event> = Vec::new();
    assert_eq!(simulation.fire(1, Some(0), &mut events), 1);
    assert_eq!(simulation.fire(1, Some(0), &mut events), 0);
    assert_eq!(simulation.fire(1, Some(1), &mut events), 0, "there is no neuron 1");
    assert_eq!(simulation.fire(7, None, &mut events), 0, "there is no population 7");
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Ignored(_))).count(), 1);
    let mut snapshot = bouton::sim::Snapshot::default();
    simulation.snapshot(&mut snapshot);
    assert_eq!(snapshot.populations.iter().map(|now| now.ignored).sum::<u64>(), 1);
}

/// After a spike V is held at V_reset for t_ref and then released at the moment itself.
#[test]
fn the_membrane_is_held_for_the_refractory_period() {
    for t_ref in [0.0, 0.03, 2.0, 2.05, 20.0] {
        let neuron = Lif { t_ref_ms: t_ref, I_app_pA: 250.0, ..Lif::default() };
        let network = network(NetworkParts {
            populations: vec![source(1), lif(0, neuron)],
            projections: Vec::new(),
            ..NetworkParts::default()
        });
        let recording = run_clicked(&network, 0.1, 300.0, &[], &["V_0", "t_left_0"]);
        let spikes = spike_times(&recording, grid(0.1), 0);
        assert!(spikes.len() >= 10);
        for (i, (V, t_left)) in recording.columns[0].iter().zip(&recording.columns[1]).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
            let t = i as f64 * 0.1;
            let Some(last) = spikes.iter().rev().find(|spike| **spike <= t) else { continue };
            let since = t - last;
            // V∞ = −45 mV: after the release V follows the exponential from −60 mV.
            let expected =
                if since <= t_ref { -60.0 } else { -45.0 - 15.0 * libm::exp(-(since - t_ref) / 20.0) };
            assert!(
                (V - expected).abs() < 1e-9,
                "t_ref {t_ref}: {V} mV, {since} ms after a spike, not {expected}"
            );
            let left = (t_ref - since).max(0.0);
            assert!((t_left - left).abs() < 1e-9, "t_ref {t_ref}: {t_left} ms left, not {left}");
        }
    }
}

#[test]
fn a_forced_spike_resets_the_membrane_and_is_sent_on() {
    let network = network(chain([0.0, 1.0]));
    let mut simulation = simulation(&network, 0.1);
    let mut recorder =
        Recorder::new(&simulation, probes(&network, &["V_0", "g_0-2", "t_left_0"]), 1).with_releases();
    advance(&mut simulation, 100, &mut recorder);
    assert_eq!(simulation.fire(0, Some(0), &mut recorder), 1);
    assert_eq!(recorder.read(&simulation)[0], -60.0, "V is reset at once");
    assert_eq!(simulation.fire(0, None, &mut recorder), 0, "it is refractory now");
    advance(&mut simulation, 19, &mut recorder);
    assert_eq!(simulation.fire(0, Some(0), &mut recorder), 0, "1.9 ms later it still is");
    advance(&mut simulation, 1, &mut recorder);
    assert_eq!(simulation.fire(0, Some(0), &mut recorder), 1, "2 ms later it is not");
    advance(&mut simulation, 100, &mut recorder);
    let recording = recorder.take();
    assert_eq!(recording.ignored, 2);
    let times = spike_times(&recording, grid(0.1), 0);
    assert_eq!(times, [10.0, 12.0]);
    assert_eq!(
        recording.releases.iter().map(|r| grid(0.1).moment_ms(r.at)).collect::<Vec<_>>(),
        [11.0, 13.0]
    );
    let (V, g) = (&recording.columns[0], &recording.columns[1]);
    assert_eq!((V[99], V[100]), (-70.0, -60.0));
    assert!(V[100..=120].iter().all(|V| *V == -60.0), "V is held");
    let expected = -70.0 + 10.0 * libm::exp(-1.0 / 20.0);
    assert!((V[150] - expected).abs() < 1e-9, "and released: {} mV, not {expected}", V[150]);
    assert_eq!((g[109], g[110]), (0.0, 25.0));
}

/// A click exactly at the end of the refractory period counts, as it does for a source.
#[test]
fn the_refractory_period_ends_on_time_at_every_step() {
    for dt in bouton::units::ALLOWED_DT_MS {
        let network = network(NetworkParts {
            populations: vec![lif(0, Lif::default())],
            projections: Vec::new(),
            ..NetworkParts::default()
        });
        let mut simulation = simulation(&network, dt);
        assert_eq!(simulation.fire(0, None, &mut ()), 1);
        let steps = 2 * u64::from(grid(dt).steps_per_ms());
        advance(&mut simulation, steps - 1, &mut ());
        assert_eq!(simulation.fire(0, None, &mut ()), 0, "dt {dt}: a step too soon");
        advance(&mut simulation, 1, &mut ());
        assert_eq!(simulation.fire(0, None, &mut ()), 1, "dt {dt}: 2 ms later");
    }
}

fn volley(fraction: f64, n: u64) -> Simulation {
    let sources = Population {
        volley_fraction: fraction,
        ..Population::new(1, n, NeuronKind::SpikeSource(SpikeSource::default()))
    };
    simulation(
        &network(NetworkParts {
            populations: vec![sources],
            projections: Vec::new(),
            ..NetworkParts::default()
        }),
        0.1,
    )
}

#[test]
fn a_volley_fires_its_fraction_of_distinct_neurons() {
    // 0.25 · 200 is exactly 50; at least one fires; n = 1 fires itself.
    for (fraction, n, expected) in [(0.25, 200, 50), (0.0, 200, 1), (1.0, 200, 200), (0.1, 1, 1), (0.5, 3, 2)]
    {
        let mut simulation = volley(fraction, n);
        let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
        assert_eq!(simulation.fire(1, None, &mut recorder), expected, "fraction {fraction} of {n}");
        let fired: Vec<u32> = recorder.take().spikes.iter().map(|spike| spike.neuron).collect();
        assert_eq!(fired.len() as u64, expected);
        assert!(fired.windows(2).all(|pair| pair[0] < pair[1]), "distinct and in order: {fired:?}");
        assert!(fired.iter().all(|neuron| u64::from(*neuron) < n));
    }
}

/// Each neuron takes part in a quarter of the volleys: binomial with 1000 trials, within 4.5 standard deviations,
/// which one of 200 neurons exceeds by chance once in 700 seeds.
#[test]
fn volleys_choose_at_random() {
    let mut simulation = volley(0.25, 200);
    let mut counts = [0_u32; 200];
    let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
    let mut first = Vec::new();
    for number in 0..1000 {
        assert_eq!(simulation.fire(1, None, &mut recorder), 50);
        let fired: Vec<u32> = recorder.take().spikes.iter().map(|spike| spike.neuron).collect();
        for neuron in &fired {
            counts[*neuron as usize] += 1;
        }
        if number == 0 {
            first = fired;
        } else if number == 1 {
            assert_ne!(first, fired, "the next volley is another choice");
        }
        advance(&mut simulation, 20, &mut recorder);
    }
    let limit = 4.5 * libm::sqrt(1000.0 * 0.25 * 0.75);
    assert!(counts.iter().all(|count| (f64::from(*count) - 250.0).abs() <= limit), "{counts:?}");
}

/// Each of three neurons of a population follows every bit of a neuron of its own population.
#[test]
fn a_population_of_three_is_three_neurons() {
    let neuron = |id, n| Population::new(id, n, NeuronKind::Lif(Lif::default()));
    let network = network(NetworkParts {
        populations: vec![
            source(1),
            neuron(0, 3),
            lif(4, Lif::default()),
            lif(5, Lif::default()),
            lif(6, Lif::default()),
        ],
        projections: [0, 4, 5, 6]
            .map(|to| projection(10 + to, 1, to, ampa(12.0, 5.0, Summation::Saturating)))
            .to_vec(),
        ..NetworkParts::default()
    });
    let mut simulation = simulation(&network, 0.1);
    let mut recorder =
        Recorder::new(&simulation, probes(&network, &["V_0:0", "V_0:1", "V_0:2", "V_4", "V_5", "V_6"]), 1);
    for step in 0..3000_u64 {
        if step.is_multiple_of(110) {
            simulation.fire(1, None, &mut recorder);
        }
        if step == 733 {
            // What sets one neuron apart sets apart its twin.
            simulation.fire(0, Some(1), &mut recorder);
            simulation.fire(5, Some(0), &mut recorder);
            simulation.set_potential(0, 2, -65.0);
            simulation.set_potential(6, 0, -65.0);
        }
        simulation.step(&mut recorder);
    }
    let recording = recorder.take();
    for i in 0..3 {
        assert_eq!(recording.columns[i], recording.columns[i + 3], "neuron {i}");
        let own = spikes_of(&recording, 0).into_iter().filter(|spike| spike.neuron as usize == i);
        let twin = spikes_of(&recording, [4, 5, 6][i]);
        assert!(!twin.is_empty());
        assert_eq!(
            own.map(|spike| spike.at).collect::<Vec<_>>(),
            twin.iter().map(|s| s.at).collect::<Vec<_>>()
        );
    }
    assert_ne!(recording.columns[0], recording.columns[1]);
    assert_ne!(recording.columns[0], recording.columns[2]);
}

/// All-to-all: each of m targets receives the sum over all n axons, weighted; the total probe of a synapse adds up.
#[test]
fn all_to_all_sums_over_the_axons() {
    for (n, m) in [(4, 1), (4, 3), (1, 5)] {
        let sources = Population {
            volley_fraction: 1.0,
            ..Population::new(1, n, NeuronKind::SpikeSource(SpikeSource::default()))
        };
        let onto = |weight: f64| NetworkParts {
            populations: vec![sources.clone(), Population::new(0, m, NeuronKind::Lif(Lif::default()))],
            projections: vec![Projection {
                weights: Weights::Constant(weight),
                ..projection(3, 1, 0, ampa(0.4, 5.0, Summation::Saturating))
            }],
            ..NetworkParts::default()
        };
        let network = network(onto(1.5));
        let mut simulation = simulation(&network, 0.1);
        // One axon after another: after the k-th there is k times the conductance.
        for k in 0..u32::try_from(n).unwrap() {
            assert_eq!(simulation.fire(1, Some(k), &mut ()), 1);
            let mut snapshot = bouton::sim::Snapshot::default();
            simulation.snapshot(&mut snapshot);
            let g = snapshot.projections[0].g_nS;
            assert!((g - 0.6 * f64::from(k + 1)).abs() < 1e-12, "{g} nS after {} axons", k + 1);
        }
        advance(&mut simulation, 300, &mut ());
        let read = |name: &str| {
            let probe = probes(&network, &[name]);
            simulation.read(simulation.slot(&probe[0]).unwrap())
        };
        for target in 0..m {
            let synapses: f64 = (0..n).map(|axon| read(&format!("g_1-0:{}", axon * m + target))).sum();
            #[expect(clippy::cast_precision_loss, reason = "a few axons")]
            let expected = 0.6 * n as f64 * libm::exp(-30.0 / 5.0);
            assert!((synapses - expected).abs() < 1e-12, "{synapses} nS onto {target}, not {expected}");
        }
        // One click of a synapse as strong as all of them gives the same potential, to rounding.
        #[expect(clippy::cast_precision_loss, reason = "a few axons")]
        let whole = crate::common::network(ampa_pair(0.6 * n as f64));
        let mut single = crate::common::simulation(&whole, 0.1);
        single.fire(1, None, &mut ());
        advance(&mut single, 300, &mut ());
        let V = single.read(single.slot(&probes(&whole, &["V_0"])[0]).unwrap());
        for target in 0..m {
            let own = read(&format!("V_0:{target}"));
            assert!((own - V).abs() < 1e-9, "{own} mV, not {V}");
        }
    }
}

/// A neuron may act on itself; a spike of a neuron that is in flight when it fires again arrives all the same.
#[test]
fn a_neuron_may_excite_itself() {
    let parts = NetworkParts {
        populations: vec![source(1), lif(0, Lif::default())],
        projections: vec![
            projection(3, 1, 0, ampa(25.0, 5.0, Summation::Saturating)),
            Projection { delay_ms: 7.77, ..projection(4, 0, 0, ampa(30.0, 5.0, Summation::Saturating)) },
        ],
        ..NetworkParts::default()
    };
    let recording = run_clicked(&network(parts), 0.1, 200.0, &[10.0], &["V_0"]);
    let times = spike_times(&recording, grid(0.1), 0);
    assert!(times.len() > 10, "the loop keeps itself going: {times:?}");
    assert!(recording.columns[0].iter().all(|V| V.is_finite()));
}

/// Receptors of a Poisson population see each spike once.
#[test]
fn every_random_spike_releases_once() {
    let parts = NetworkParts {
        populations: vec![poisson(1, 50, 40.0), lif(0, Lif::default())],
        projections: vec![Projection {
            delay_ms: 3.21,
            ..projection(3, 1, 0, ampa(0.2, 5.0, Summation::Linear))
        }],
        ..NetworkParts::default()
    };
    let recording = run_clicked(&network(parts), 0.1, 1000.0, &[], &[]);
    let spikes: Vec<(u32, Step)> = spikes_of(&recording, 1).iter().map(|s| (s.neuron, s.at.step)).collect();
    let arrived: Vec<(u32, Step)> = recording
        .releases
        .iter()
        .map(|r| (r.neuron, grid(0.1).moment(grid(0.1).moment_ms(r.at) - 3.21).step))
        .collect();
    assert!(
        arrived.len() > 1500 && spikes.len() - arrived.len() < 30,
        "{} of {}",
        arrived.len(),
        spikes.len()
    );
    let (mut sent, mut met) = (spikes[..arrived.len()].to_vec(), arrived);
    sent.sort_unstable();
    met.sort_unstable();
    assert_eq!(sent, met);
}

/// A time that is a whole number of steps is that boundary, in the first second and after a year of model time.
#[test]
fn times_on_the_grid_stay_on_it() {
    let mut dice = crate::common::Dice(3);
    for dt in bouton::units::ALLOWED_DT_MS {
        let grid = grid(dt);
        for digits in 1..=12 {
            for _ in 0..200 {
                let step = Step(dice.below(10_u64.pow(digits)));
                assert_eq!(grid.moment(grid.time_ms(step)), Moment::at(step), "dt {dt}");
            }
        }
    }
}
