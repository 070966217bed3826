//! Releases that replace what is open, and by that close channels: they act from their own time, also inside a step.

use bouton::model::kinetics::Kinetics;
use bouton::model::kinetics::double_exponential::DoubleExponential;
use bouton::model::kinetics::instant::{Instant, Summation};
use bouton::model::network::{NetworkParts, Population, Projection};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::izhikevich::Izhikevich;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::receptor::Receptor;
use bouton::model::receptor::ampa::Ampa;
use bouton::model::receptor::gaba_a::GabaA;
use bouton::model::receptor::nmda::Nmda;
use bouton::model::release::Release;
use bouton::model::release::depression::Depression;
use bouton::sim::Recording;

use crate::common::{Dice, grid, network, run_clicked, spike_times};

/// A source without a refractory period on a neuron, by a synapse whose releases weaken.
fn parts(kind: NeuronKind, receptor: Receptor, release: &Depression) -> NetworkParts {
    let source = NeuronKind::SpikeSource(SpikeSource { t_ref_ms: 0.0, ..SpikeSource::default() });
    let mut projection = Projection::new(3, 1, 0, vec![receptor]);
    projection.release = Release::Depression(release.clone());
    NetworkParts {
        populations: vec![Population::new(1, 1, source), Population::new(0, 1, kind)],
        projections: vec![projection],
        ..NetworkParts::default()
    }
}

fn silent() -> Lif {
    Lif { V_th_mV: -30.0, ..Lif::default() }
}

fn instant(tau_ms: f64) -> Kinetics {
    Kinetics::Instant(Instant { tau_ms, summation: Summation::Replacing })
}

fn ampa(g_max_nS: f64, kinetics: Kinetics) -> Receptor {
    Receptor::Ampa(Ampa { g_max_nS, kinetics, ..Ampa::default() })
}

/// Largest difference of the first column from that of a run with steps of 0.001 ms.
fn off(parts: &NetworkParts, clicks: &[f64], until_ms: f64, dt_ms: f64) -> f64 {
    let network = network(parts.clone());
    let fine = run_clicked(&network, 0.001, until_ms, clicks, &["V_0"]).columns.swap_remove(0);
    let coarse = run_clicked(&network, dt_ms, until_ms, clicks, &["V_0"]).columns.swap_remove(0);
    let stride = usize::try_from(grid(0.001).step_at_or_after(dt_ms).0).unwrap();
    coarse.iter().zip(fine.iter().step_by(stride)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// V every millisecond by RK4 with steps of 0.002 ms cut at the releases; nothing is shared with the simulation. A release at
/// the time t_k leaves A_k open.
fn reference(neuron: &Lif, g: f64, tau: f64, releases: &[(f64, f64)], until_ms: u32) -> Vec<f64> {
    let open = |from: f64, t: f64| {
        let last = releases.iter().rev().find(|(at, _)| *at <= from);
        last.map_or(0.0, |(at, A)| A * libm::exp(-(t - at) / tau))
    };
    let slope = |from: f64, t: f64, V: f64| {
        (-neuron.g_L_nS * (V - neuron.E_L_mV) - g * open(from, t) * V) / neuron.C_pF
    };
    let (mut t, mut V, mut samples) = (0.0_f64, neuron.V_init_mV, vec![neuron.V_init_mV]);
    let mut stops: Vec<(f64, bool)> = releases.iter().map(|(t, _)| (*t, false)).collect();
    stops.extend((1..=until_ms).map(|k| (f64::from(k), true)));
    stops.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (stop, is_sample) in stops {
        let from = t;
        while t < stop {
            let h = (stop - t).min(0.002);
            let k1 = slope(from, t, V);
            let k2 = slope(from, t + 0.5 * h, V + 0.5 * h * k1);
            let k3 = slope(from, t + 0.5 * h, V + 0.5 * h * k2);
            let k4 = slope(from, t + h, V + h * k3);
            V += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
            t = if stop - t <= 0.002 { stop } else { t + h };
        }
        if is_sample {
            samples.push(V);
        }
    }
    samples
}

/// 2e-4 mV at dt = 0.1 ms, as for every other trajectory, whatever the strengths and wherever in a step the releases come
/// that close channels; the error falls with the square of the step. The first release, which opens them, is on the grid.
#[test]
fn releases_that_close_channels_act_from_their_own_time() {
    let mut dice = Dice(8);
    let (mut worst, mut worst_fine) = (0.0_f64, 0.0_f64);
    for _ in 0..if crate::presets::is_long() { 1000 } else { 60 } {
        let (g, tau) = (dice.log_uniform(1.0, 15.0), dice.uniform(3.0, 12.0));
        let rule = Depression { P0: 1.0, f_D: dice.uniform(0.0, 0.3), tau_P_ms: 5000.0 };
        let mut clicks = vec![10.0];
        while clicks.len() < 4 {
            clicks.push(clicks.last().unwrap() + dice.uniform(0.2, 1.8));
        }
        let network = network(parts(NeuronKind::Lif(silent()), ampa(g, instant(tau)), &rule));
        let run = |dt: f64| run_clicked(&network, dt, 40.0, &clicks, &["V_0"]);
        let recording = run(0.1);
        let releases: Vec<(f64, f64)> =
            clicks.iter().copied().zip(recording.releases.iter().map(|r| r.amplitude)).collect();
        let exact = reference(&silent(), g, tau, &releases, 40);
        let worst_of = |recording: &Recording, stride: usize| {
            let V = recording.columns[0].iter().step_by(stride);
            V.zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        worst = worst.max(worst_of(&recording, 10));
        worst_fine = worst_fine.max(worst_of(&run(0.02), 50));
    }
    println!("replacing: V off by {worst:.1e} mV at dt 0.1, {worst_fine:.1e} at dt 0.02");
    assert!(worst <= 2e-4, "{worst} mV");
    assert!(worst_fine < worst / 12.0, "{worst_fine} mV at dt 0.02, {worst} at dt 0.1");
}

/// The same of channels that V blocks, that inhibit, and that rise with a time constant, against steps of 0.001 ms.
#[test]
fn every_receptor_that_is_replaced_acts_from_its_own_time() {
    let rule = Depression { P0: 1.0, f_D: 0.1, tau_P_ms: 1000.0 };
    let double = Kinetics::DoubleExponential(DoubleExponential {
        tau_rise_ms: 5.0,
        tau_decay_ms: 30.0,
        summation: Summation::Replacing,
    });
    let driven = Lif { V_init_mV: -50.0, I_app_pA: 200.0, ..silent() };
    for (what, neuron, receptor) in [
        ("NMDA", driven.clone(), Receptor::Nmda(Nmda { kinetics: instant(30.0), ..Nmda::default() })),
        ("GABA_A", driven, Receptor::GabaA(GabaA { kinetics: instant(6.0), ..GabaA::default() })),
        ("double exponential", silent(), ampa(3.0, double)),
    ] {
        let parts = parts(NeuronKind::Lif(neuron), receptor, &rule);
        for clicks in [vec![10.0, 13.01], vec![10.0, 12.55, 14.09]] {
            let error = off(&parts, &clicks, 60.0, 0.1);
            println!("replacing {what}, {clicks:?}: V off by {error:.1e} mV");
            assert!(error <= 2e-4, "{what}, {clicks:?}: {error} mV");
        }
    }
}

/// Inhibition that is taken away lets a driven neuron fire at its own time, and so does an Izhikevich neuron: within 0.01 ms
/// and 0.1 ms of steps of 0.001 ms.
#[test]
fn the_end_of_inhibition_is_felt_at_its_time() {
    let rule = Depression { P0: 1.0, f_D: 0.0, tau_P_ms: 5000.0 };
    let inhibition = Receptor::GabaA(GabaA { g_max_nS: 15.0, kinetics: instant(100.0), ..GabaA::default() });
    let lif = Lif { I_app_pA: 400.0, ..Lif::default() };
    let izhikevich = Izhikevich { I_app_pA: 200.0, ..Izhikevich::default() };
    for (kind, tolerance) in [(NeuronKind::Lif(lif), 0.01), (NeuronKind::Izhikevich(izhikevich), 0.1)] {
        let key = kind.key();
        let network = network(parts(kind, inhibition.clone(), &rule));
        let times = |dt: f64, end: f64| {
            let recording = run_clicked(&network, dt, 80.0, &[20.0, end], &[]);
            spike_times(&recording, grid(dt), 0)
        };
        for end in [45.01, 45.05, 45.09] {
            let (fine, coarse) = (times(0.001, end), times(0.1, end));
            assert!(
                fine.len() == coarse.len() && fine.iter().any(|t| 45.0 < *t),
                "{key}: {fine:?} {coarse:?}"
            );
            let worst = fine.iter().zip(&coarse).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            println!("end of inhibition at {end} ms, {key}: {} spikes off by {worst:.1e} ms", fine.len());
            assert!(worst <= tolerance, "{key}, {end}: {worst} ms");
        }
    }
}

/// Through the simulation: after each replacing release of a double exponential the open fraction peaks at its amplitude.
#[test]
fn a_replacing_double_exponential_reaches_each_amplitude() {
    let kinetics = Kinetics::DoubleExponential(DoubleExponential {
        tau_rise_ms: 1.5,
        tau_decay_ms: 20.0,
        summation: Summation::Replacing,
    });
    let rule = Depression { P0: 0.9, f_D: 0.5, tau_P_ms: 60.0 };
    let network = network(parts(NeuronKind::Lif(silent()), ampa(5.0, kinetics), &rule));
    let clicks = [10.0, 32.0, 61.0, 150.0, 151.0, 152.0, 200.0];
    let recording = run_clicked(&network, 0.05, 260.0, &clicks, &["P_s_1-0", "g_1-0"]);
    let P = &recording.columns[0];
    for (k, release) in recording.releases.iter().enumerate() {
        let begin = usize::try_from(grid(0.05).step_at_or_after(clicks[k]).0).unwrap();
        let end = clicks
            .get(k + 1)
            .map_or(P.len(), |t| usize::try_from(grid(0.05).step_at_or_after(*t).0).unwrap());
        let top = P[begin..end].iter().copied().fold(0.0, f64::max);
        // The three close ones are over before they have risen.
        let is_cut = [3, 4].contains(&k);
        assert!(
            if is_cut { top <= release.amplitude } else { (top - release.amplitude).abs() < 1e-4 },
            "release {k}: {top}, not {}",
            release.amplitude
        );
    }
    for (P, g) in P.iter().zip(&recording.columns[1]) {
        assert!((5.0 * P - g).abs() < 1e-12, "the membrane sees what is open");
    }
}
