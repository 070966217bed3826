//! What is read off real runs of bundled presets: time constants, peaks and areas that have closed forms or tabulated values.

use bouton::measure::{self, Fit, Readings, fit_decays, triggered_average};
use bouton::model::kinetics::instant::Summation;
use bouton::model::network::NetworkParts;
use bouton::model::neuron::lif::Lif;
use bouton::preset::Preset;
use bouton::sim::{Recorder, Recording};

use crate::common::{advance, ampa, grid, lif, network, poisson, probes, projection, simulation};
use crate::presets::{bundled, run, spikes, with};

/// What a run recorded of its first probe between two times [ms], as the window keeps it: with 24 bits.
fn curve(preset: &Preset, recording: &Recording, column: usize, from_ms: f64, to_ms: f64) -> Vec<(f64, f64)> {
    let dt_ms = preset.run().dt_ms;
    let samples = recording.columns[column].iter().enumerate();
    let all = samples.map(|(step, value)| (step as f64 * dt_ms, f64::from(*value as f32)));
    all.filter(|(t, _)| from_ms - 1e-9 <= *t && *t <= to_ms + 1e-9).collect()
}

#[track_caller]
fn tau_ms(fit: &Fit) -> f64 {
    match fit {
        Fit::Decays(own) => own.terms.last().unwrap().tau_ms,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn near(what: &str, found: f64, wanted: f64, part: f64) {
    println!("{what}: {found:.5}, wanted {wanted:.5}: off by {:.3} %", 100.0 * (found / wanted - 1.0));
    assert!((found / wanted - 1.0).abs() <= part, "{what}: {found} instead of {wanted}");
}

/// Within 0.5 %: the conductances of AMPA and NMDA, the membrane behind an EPSP, the vesicles behind depression.
#[test]
fn time_constants_of_bundled_presets_come_back() {
    let preset = bundled("ampa");
    let recording = run(&preset, 200.0, &[("1", 10.0)], &["g_1-0", "V_0"]);
    for (from, to) in [(10.0, 40.0), (12.3, 25.0), (10.0, 150.0)] {
        near("τ of AMPA", tau_ms(&fit_decays(&curve(&preset, &recording, 0, from, to), 1, None)), 5.0, 5e-3);
    }
    // Towards rest, from 35 ms after the spike on, when of the synapse e^(−7) is left.
    for (from, to) in [(45.0, 95.0), (50.0, 150.0)] {
        let fit = fit_decays(&curve(&preset, &recording, 1, from, to), 1, Some(-70.0));
        near("tail of an EPSP", tau_ms(&fit), 20.05, 5e-3);
    }
    // Two exponentials see the synapse and the membrane in what is left of the peak.
    let fit = fit_decays(&curve(&preset, &recording, 1, 25.0, 150.0), 2, Some(-70.0));
    near("tail behind the synapse", tau_ms(&fit), 20.05, 5e-3);
    let preset = bundled("nmda");
    let recording = run(&preset, 480.0, &[("1", 10.0)], &["P_s_1-0.nmda"]);
    for (from, to) in [(10.0, 480.0), (30.0, 130.0)] {
        near(
            "τ of NMDA",
            tau_ms(&fit_decays(&curve(&preset, &recording, 0, from, to), 1, None)),
            150.0,
            5e-3,
        );
    }
    let preset = bundled("depression");
    let clicks: Vec<(&str, f64)> = (0..10).map(|k| ("1", 10.0 + 50.0 * f64::from(k))).collect();
    let recording = run(&preset, 3000.0, &clicks, &["P_rel_1-0"]);
    for (from, to) in [(460.0, 3000.0), (500.0, 1000.0)] {
        near("recovery", tau_ms(&fit_decays(&curve(&preset, &recording, 0, from, to), 1, None)), 500.0, 5e-3);
    }
}

/// Peak, its time and area of conductance and EPSP, within 0.2 %.
#[test]
fn an_epsp_is_read_as_tabulated() {
    let preset = with(&bundled("ampa"), &[("run.dt_ms", 0.05)]);
    let recording = run(&preset, 400.0, &[("1", 10.0)], &["g_1-0", "V_0"]);
    let epsp = Readings::of(&curve(&preset, &recording, 1, 10.0, 400.0)).unwrap();
    let peak = epsp.peak.unwrap();
    near("peak of the EPSP", peak.value - epsp.ends.0, 10.020, 2e-3);
    near("its time", peak.time_ms - 10.0, 8.954, 2e-3);
    let g = Readings::of(&curve(&preset, &recording, 0, 10.0, 160.0)).unwrap();
    near("area of g", g.area + (g.ends.0 - g.ends.1) * g.span_ms(), 50.0, 2e-3);
    // ∫ (V − E_L) g_L dt = ∫ −I dt, for what charged the membrane has left it.
    let both = run(&preset, 400.0, &[("1", 10.0)], &["V_0", "I_1-0.ampa"]);
    let charge = Readings::of(&curve(&preset, &both, 1, 10.0, 400.0)).unwrap();
    let mean_pa = charge.mean * charge.span_ms();
    near("charge through the synapse and the leak", epsp.area * 10.0, -mean_pa, 4e-3);
}

/// A regular train: V between two spikes of a neuron held above its threshold rises as τ_m says.
#[test]
fn what_is_between_spikes_is_exponential_and_what_spans_them_is_not() {
    let preset = bundled("gaba-a");
    let recording = run(&preset, 400.0, &[], &["V_0"]);
    let times = spikes(&preset, &recording, "0");
    let (from, to) = (times[3] + 2.5, times[4] - 0.2);
    near("τ_m", tau_ms(&fit_decays(&curve(&preset, &recording, 0, from, to), 1, None)), 20.0, 5e-3);
    let fit = fit_decays(&curve(&preset, &recording, 0, times[3], times[6]), 1, None);
    assert!(matches!(fit, Fit::NotExponential { r_squared } if r_squared < 0.98), "{fit:?}");
}

/// Under Poisson input the conductance about a spike is its mean, and from the spike on the kernel on top of it.
#[test]
fn a_spike_triggered_conductance_is_its_kernel() {
    let (g_max, tau, rate) = (1.0, 5.0, 20.0);
    let parts = NetworkParts {
        populations: vec![poisson(1, 1, rate), lif(0, Lif::default())],
        projections: vec![projection(3, 1, 0, ampa(g_max, tau, Summation::Linear))],
        ..NetworkParts::default()
    };
    let network = network(parts);
    let mut simulation = simulation(&network, 0.1);
    let mut recorder = Recorder::new(&simulation, probes(&network, &["g_1-0"]), 1);
    advance(&mut simulation, 2_000_000, &mut recorder);
    let recording = recorder.take();
    let grid = grid(0.1);
    let events: Vec<f64> = crate::common::spike_times(&recording, grid, 1);
    let values = recording.columns[0].iter().enumerate();
    let curve: Vec<(f64, f64)> = values.map(|(step, g)| (step as f64 * 0.1, *g)).collect();
    let average = triggered_average(&curve, &events, (10.0, 25.0), 0.5).unwrap();
    let mean = g_max * rate * 1e-3 * tau;
    let mut worst: f64 = 0.0;
    for (index, lag) in average.lags_ms.iter().enumerate().filter(|(_, lag)| 0.1 < lag.abs()) {
        let kernel = if 0.0 < *lag { g_max * libm::exp(-lag / tau) } else { 0.0 };
        let error = average.deviation[index] / (average.n as f64).sqrt();
        worst = worst.max(((average.mean[index] - mean - kernel) / error).abs());
    }
    println!("{} events, {} lags: at most {worst:.2} standard errors off", average.n, average.lags_ms.len());
    assert!(3000 < average.n && worst <= 3.0, "{worst}");
    // And its tail is the synapse's.
    let tail: Vec<(f64, f64)> =
        average.lags_ms.iter().copied().zip(average.mean.iter().copied()).filter(|own| 0.1 < own.0).collect();
    near("τ of the average", tau_ms(&fit_decays(&tail, 1, None)), tau, 0.05);
}

/// Statistics of a population of a bundled network: its sources are Poisson processes of 10 Hz.
#[test]
fn sources_have_the_figures_of_poisson_processes() {
    let preset = bundled("e-i-balance");
    let network = std::sync::Arc::new(preset.network().clone());
    let source = network.population_named("exc").unwrap();
    let (id, n, rate_hz) = (source.id, source.n, 10.0);
    let mut simulation = simulation(&network, 0.1);
    let mut recorder = Recorder::new(&simulation, Vec::new(), 1);
    advance(&mut simulation, 100_000, &mut recorder);
    let recording = recorder.take();
    let grid = grid(0.1);
    let spikes = recording.spikes.iter().filter(|spike| spike.population == id);
    let spikes = spikes.map(|spike| (spike.neuron, grid.moment_ms(spike.at)));
    let own = measure::SpikeStatistics::of(spikes, n, (0.0, 10_000.0), 20);
    println!("{} spikes, {:.3} Hz, CV {:?}, Fano {:?}", own.n, own.rate_hz, own.cv, own.fano);
    // 8000 spikes of 80 neurons: standard errors 1.1 % of the rate and of the CV, 3.6 % of the Fano factor.
    near("rate", own.rate_hz, rate_hz, 0.035);
    near("CV", own.cv.unwrap(), 1.0, 0.035);
    near("Fano", own.fano.unwrap(), 1.0, 0.11);
}
