//! Random and periodic inputs: noise, square waves, Poisson sources. The seeds are fixed, so a test that passes
//! keeps passing; the limits are those of chance for one in ten thousand seeds or so.

use std::sync::Arc;

use bouton::model::network::{Network, NetworkParts, Population, Target};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::poisson_source::{PoissonSource, RateShape};
use bouton::model::stimulus::StimulusKind;
use bouton::model::stimulus::noise::Noise;
use bouton::model::stimulus::square::Square;
use bouton::sim::{Event, Observer, Recorder, Simulation, Slot};

use crate::common::{advance, grid, lif, network, poisson, probes, set, simulation, source, stimulus};

/// Sums over the samples of some neurons: V, V², and products of I with itself at a lag.
struct Moments {
    V: Vec<Slot>,
    I: Vec<Slot>,
    lag: usize,
    /// For each neuron, the last `lag` currents, the oldest at `step % lag`.
    past: Vec<Vec<f64>>,
    steps: usize,
    n: f64,
    sum_V: f64,
    sum_VV: f64,
    sum_I: f64,
    sum_II: f64,
    n_lagged: f64,
    sum_lagged: f64,
}

impl Moments {
    fn new(simulation: &Simulation, network: &Network, n: usize, lag: usize) -> Self {
        let slots = |symbol: &str| {
            let all: Vec<String> = (0..n).map(|i| format!("{symbol}_0:{i}")).collect();
            let names: Vec<&str> = all.iter().map(String::as_str).collect();
            probes(network, &names).iter().map(|probe| simulation.slot(probe).unwrap()).collect()
        };
        Self {
            V: slots("V"),
            I: slots("I"),
            lag,
            past: vec![vec![0.0; lag]; n],
            steps: 0,
            n: 0.0,
            sum_V: 0.0,
            sum_VV: 0.0,
            sum_I: 0.0,
            sum_II: 0.0,
            n_lagged: 0.0,
            sum_lagged: 0.0,
        }
    }
}

impl Observer for Moments {
    fn sample(&mut self, simulation: &Simulation) {
        for (i, past) in self.past.iter_mut().enumerate() {
            let (V, I) = (simulation.read(self.V[i]) + 70.0, simulation.read(self.I[i]));
            self.n += 1.0;
            self.sum_V += V;
            self.sum_VV += V * V;
            self.sum_I += I;
            self.sum_II += I * I;
            let place = self.steps % self.lag;
            if self.lag <= self.steps {
                self.n_lagged += 1.0;
                self.sum_lagged += I * past[place];
            }
            past[place] = I;
        }
        self.steps += 1;
    }
}

/// A passive membrane filters a current with correlation time τ = 5 ms into a potential with the autocorrelation
/// ρ(t) = (τ_m e^{−t/τ_m} − τ e^{−t/τ})/(τ_m − τ). Over a total time T (neurons together) that gives the mean a
/// standard error of σ √(2 (τ_m + τ)/T), and the variance one of σ² √(2/T ∫ρ²), with ∫ρ² over both sides
/// 2 [τ_m³/2 − 2 τ_m² τ²/(τ_m + τ) + τ³/2]/(τ_m − τ)² = 29.0 ms. The lag-τ product of the current, e^{−1}, has
/// one of √(τ/T (1 − 3 e^{−2})) by Bartlett's formula. Four standard errors are allowed. The step of 0.2 ms
/// raises σ by 2e-4 of itself, as the current is held during a step.
#[test]
fn noise_gives_the_membrane_the_deviation_it_is_named_after() {
    const N: u64 = 50;
    const T_MS: u64 = 40_000;
    const DT_MS: f64 = 0.2;
    let mut cells = Population::new(0, N, NeuronKind::Lif(Lif { V_th_mV: -30.0, ..Lif::default() }));
    cells.stimuli = vec![stimulus(2, StimulusKind::Noise(Noise { sigma_V_mV: 2.0, tau_ms: 5.0 }))];
    let network = network(NetworkParts {
        populations: vec![cells],
        projections: Vec::new(),
        ..NetworkParts::default()
    });
    let mut simulation = simulation(&network, DT_MS);
    // V starts at rest; ten membrane time constants forget that.
    advance(&mut simulation, 1000, &mut ());
    let mut moments = Moments::new(&simulation, &network, usize::try_from(N).unwrap(), 25);
    advance(&mut simulation, T_MS * u64::from(grid(DT_MS).steps_per_ms()), &mut moments);

    let (tau, tau_m) = (5.0_f64, 20.0_f64);
    #[expect(clippy::cast_precision_loss, reason = "two million")]
    let T = (N * T_MS) as f64;
    let cubes = tau_m * tau_m * tau_m + tau * tau * tau;
    let mixed = tau_m * tau_m * tau * tau / (tau_m + tau);
    let both_sides = 2.0 * (0.5 * cubes - 2.0 * mixed) / ((tau_m - tau) * (tau_m - tau));
    let mean = moments.sum_V / moments.n;
    let sd = (moments.sum_VV / moments.n - mean * mean).sqrt();
    let mean_error = 2.0 * (2.0 * (tau_m + tau) / T).sqrt();
    let sd_error = 0.5 * 2.0 * (2.0 / T * both_sides).sqrt();
    println!("noise: V has mean {mean:.4} ± {mean_error:.4} mV, deviation {sd:.4} ± {sd_error:.4} mV");
    assert!(mean.abs() <= 4.0 * mean_error, "mean of {mean} mV, standard error {mean_error}");
    assert!((sd - 2.0).abs() <= 4.0 * sd_error, "deviation of {sd} mV, standard error {sd_error}");

    let variance_I = moments.sum_II / moments.n;
    let sigma_I = 10.0 * 2.0 * ((tau + tau_m) / tau).sqrt();
    // The correlation time of η² is τ/2 on each side.
    let sigma_error = 0.5 * (2.0 * tau / T).sqrt();
    let correlation = moments.sum_lagged / moments.n_lagged / variance_I;
    let expected = libm::exp(-1.0);
    let correlation_error = (tau / T * (1.0 - 3.0 * libm::exp(-2.0))).sqrt();
    println!(
        "noise: I has deviation {:.4} pA (σ_I {sigma_I:.4}), lag-τ correlation {correlation:.4} ± {correlation_error:.4}",
        variance_I.sqrt()
    );
    assert!((variance_I.sqrt() / sigma_I - 1.0).abs() <= 4.0 * sigma_error, "{} pA", variance_I.sqrt());
    assert!((correlation - expected).abs() <= 4.0 * correlation_error, "{correlation}, not {expected}");
}

/// Neurons of a population have noise of their own: the correlation of two of them is within four standard
/// errors, √(τ/T), of nothing.
#[test]
fn neurons_have_noise_of_their_own() {
    let mut cells = Population::new(0, 2, NeuronKind::Lif(Lif { V_th_mV: -30.0, ..Lif::default() }));
    cells.stimuli = vec![stimulus(2, StimulusKind::Noise(Noise { sigma_V_mV: 2.0, tau_ms: 5.0 }))];
    let network = network(NetworkParts {
        populations: vec![cells],
        projections: Vec::new(),
        ..NetworkParts::default()
    });
    let mut simulation = simulation(&network, 0.5);
    let mut recorder = Recorder::new(&simulation, probes(&network, &["I_0:0", "I_0:1"]), 1);
    advance(&mut simulation, 200_000, &mut recorder);
    let recording = recorder.take();
    let dot = |a: usize, b: usize| {
        recording.columns[a].iter().zip(&recording.columns[b]).map(|(a, b)| a * b).sum::<f64>()
    };
    let correlation = dot(0, 1) / (dot(0, 0) * dot(1, 1)).sqrt();
    println!("noise: correlation of two neurons {correlation:.4}");
    assert!(correlation.abs() <= 4.0 * (5.0_f64 / 100_000.0).sqrt(), "{correlation}");
}

/// In each phase V relaxes to its own V∞ with τ_m: exact on the grid, and for edges off it as exact as a step in
/// which the current is spread evenly can be, (h/τ_m)² I/g_L / 8 = 4e-5 mV at dt = 0.1 and 140 pA.
#[test]
fn a_square_wave_relaxes_in_both_phases() {
    let runs = [(0.0, 200.0, 0.5, 1e-9), (30.0, 160.0, 0.25, 1e-9), (30.03, 160.07, 0.3333, 1e-4)];
    for (start_ms, period_ms, duty, tolerance) in runs {
        let mut cell = lif(0, Lif { V_th_mV: -50.0, ..Lif::default() });
        cell.stimuli =
            vec![stimulus(2, StimulusKind::Square(Square { I_pA: 140.0, period_ms, duty, start_ms }))];
        let network = network(NetworkParts {
            populations: vec![source(1), cell],
            projections: Vec::new(),
            ..NetworkParts::default()
        });
        let recording = crate::common::run_clicked(&network, 0.1, 1000.0, &[], &["V_0", "I_0", "I_0.2"]);
        // The closed form, edge by edge.
        let exact = |t: f64| {
            let (mut V, mut now) = (-70.0, start_ms);
            let relax = |V: f64, V_inf: f64, span: f64| V_inf + (V - V_inf) * libm::exp(-span / 20.0);
            while now < t {
                V = relax(V, -56.0, (t - now).min(duty * period_ms));
                if now + duty * period_ms < t {
                    V = relax(V, -70.0, (t - now - duty * period_ms).min((1.0 - duty) * period_ms));
                }
                now += period_ms;
            }
            V
        };
        let mut worst = 0.0_f64;
        #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
        for (i, V) in recording.columns[0].iter().enumerate() {
            worst = worst.max((V - exact(i as f64 * 0.1)).abs());
        }
        println!("square wave, start {start_ms}, period {period_ms}, duty {duty}: V off by {worst:.2e} mV");
        assert!(worst <= tolerance, "period {period_ms}: off by {worst} mV");
        let top = recording.columns[0].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!(top > -61.0, "the wave acts: {top} mV");
        assert!(recording.columns[1] == recording.columns[2], "the one stimulus is the whole input");
        // A year of mean current is duty · I, whatever the edges; the last period may be cut.
        #[expect(clippy::cast_precision_loss, reason = "a few thousand samples")]
        let mean = recording.columns[1].iter().sum::<f64>() / recording.columns[1].len() as f64;
        assert!((mean - 140.0 * duty).abs() < 140.0 * period_ms / 1000.0, "{mean} pA");
    }
}

/// Spikes of a Poisson population as (neuron, step).
#[derive(Default)]
struct Spikes(Vec<(u32, u64)>);

impl Observer for Spikes {
    fn event(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            assert_eq!(spike.at.offset_ms, 0.0, "random sources spike at boundaries");
            self.0.push((spike.neuron, spike.at.step.0));
        }
    }
}

fn poisson_run(n: u64, rate_Hz: f64, seconds: u64, seed: u64) -> Vec<(u32, u64)> {
    let network = network(NetworkParts {
        populations: vec![poisson(1, n, rate_Hz)],
        projections: Vec::new(),
        ..NetworkParts::default()
    });
    let mut simulation = Simulation::new(network, seed, grid(0.1));
    let mut spikes = Spikes::default();
    advance(&mut simulation, seconds * 10_000, &mut spikes);
    spikes.0
}

/// Mean and variance of a Poisson count are n·r·T; four standard deviations are allowed. The neurons share alike:
/// χ² with n − 1 degrees of freedom, mean n − 1 and variance 2 (n − 1), within four of its deviations.
#[test]
fn a_poisson_source_fires_at_its_rate() {
    for (n, rate, seconds) in [(1, 10.0, 200), (100, 20.0, 20), (3, 1000.0, 5), (1000, 1.0, 10)] {
        let spikes = poisson_run(n, rate, seconds, 1);
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let (expected, count) = (n as f64 * rate * seconds as f64, spikes.len() as f64);
        println!("Poisson, {n} at {rate} Hz for {seconds} s: {count} spikes, expected {expected}");
        assert!((count - expected).abs() <= 4.0 * expected.sqrt(), "{count} spikes, not {expected}");
        let mut each = vec![0.0_f64; usize::try_from(n).unwrap()];
        for (neuron, _) in &spikes {
            each[*neuron as usize] += 1.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let (freedom, mean) = (n as f64 - 1.0, count / n as f64);
        let chi2: f64 = each.iter().map(|k| (k - mean) * (k - mean) / mean).sum();
        assert!((chi2 - freedom).abs() <= 4.0 * (2.0 * freedom).sqrt() + 1e-9, "χ² = {chi2} for {freedom}");
    }
    assert!(poisson_run(10, 0.0, 10, 1).is_empty(), "a rate of 0 is silence");
    assert_ne!(poisson_run(10, 20.0, 1, 1), poisson_run(10, 20.0, 1, 2), "seeds differ");
}

/// Intervals of one neuron, in steps. A spike of the continuous process falls anywhere in the step at whose end it
/// is put, so an interval of at most k steps has the probability 1 − e^{−λ(k+1)} (e^λ − 1)/λ with λ = r·dt.
/// Kolmogorov & Smirnov: √N times the largest distance exceeds 1.95 by chance once in 1000. The coefficient of
/// variation of an exponential is 1, with a standard error of 1/√N.
#[test]
fn intervals_of_a_poisson_source_are_exponential() {
    let mut spikes = poisson_run(40, 50.0, 20, 1);
    spikes.sort_unstable();
    let mut intervals: Vec<u64> =
        spikes.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1 - pair[0].1).collect();
    intervals.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let N = intervals.len() as f64;
    let rate = 50.0 * 1e-3 * 0.1;
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let exact = |k: u64| 1.0 - libm::exp(-rate * (k as f64 + 1.0)) * (libm::exp(rate) - 1.0) / rate;
    let mut distance = 0.0_f64;
    for (i, k) in intervals.iter().enumerate() {
        if intervals.get(i + 1) != Some(k) {
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let empirical = (i + 1) as f64 / N;
            distance = distance.max((empirical - exact(*k)).abs());
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let mean = intervals.iter().map(|k| *k as f64).sum::<f64>() / N;
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let variance = intervals.iter().map(|k| (*k as f64 - mean) * (*k as f64 - mean)).sum::<f64>() / (N - 1.0);
    let cv = variance.sqrt() / mean;
    println!(
        "Poisson: {N} intervals, √N·D = {:.3}, CV = {cv:.4} ± {:.4}",
        N.sqrt() * distance,
        1.0 / N.sqrt()
    );
    assert!(N > 30_000.0);
    assert!(N.sqrt() * distance <= 1.95, "√N·D = {}", N.sqrt() * distance);
    assert!((cv - 1.0).abs() <= 4.0 / N.sqrt(), "CV = {cv}");
}

/// Waiting times are kept in units of the mean: at twice the rate the same neurons fire in the same order, each
/// spike after half the time, to the two steps of rounding up; so a change of rate changes no draw.
#[test]
fn twice_the_rate_is_the_same_process_in_half_the_time() {
    let (slow, fast) = (poisson_run(7, 20.0, 20, 1), poisson_run(7, 40.0, 10, 1));
    assert!(slow.len() > 2000 && slow.len().abs_diff(fast.len()) <= 2);
    for (slow, fast) in slow.iter().zip(&fast) {
        assert_eq!(slow.0, fast.0);
        assert!(slow.1.abs_diff(2 * fast.1) <= 2, "{slow:?} and {fast:?}");
    }
}

/// A change of rate in the middle acts at once, and the counts before and after are those of their own rates.
#[test]
fn a_change_of_rate_acts_at_once() {
    let slow = network(NetworkParts {
        populations: vec![poisson(1, 100, 5.0)],
        projections: Vec::new(),
        ..NetworkParts::default()
    });
    let mut simulation = simulation(&slow, 0.1);
    let count = |simulation: &mut Simulation| {
        let mut spikes = Spikes::default();
        advance(simulation, 100_000, &mut spikes);
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let count = spikes.0.len() as f64;
        count
    };
    let rate = |network: &Arc<Network>, rate: f64| {
        let edit = |parts: &mut NetworkParts| set(parts, Target::Population(1), "rate_Hz", rate);
        Arc::new(network.with(edit).unwrap())
    };
    for (next, expected) in
        [(Some(80.0), 5000.0), (Some(0.0), 80_000.0), (Some(5.0), 0.0), (None, 5000.0_f64)]
    {
        let found = count(&mut simulation);
        assert!((found - expected).abs() <= 4.0 * expected.sqrt(), "{found} spikes, not {expected}");
        if let Some(next) = next {
            simulation.reconcile(rate(&slow, next));
        }
    }
}

/// One population of a Poisson source with other rates than constant ones, and everything it fired in `seconds` [s]: step and
/// neuron.
fn shaped(source: PoissonSource, n: u64, seconds: u64) -> (Simulation, Vec<(u64, u32)>) {
    let population = Population::new(1, n, NeuronKind::PoissonSource(source));
    let network = network(NetworkParts { populations: vec![population], ..NetworkParts::default() });
    let mut simulation = simulation(&network, 0.1);
    let mut spikes = Spikes::default();
    advance(&mut simulation, 10_000 * seconds, &mut spikes);
    (simulation, spikes.0.iter().map(|(neuron, step)| (*step, *neuron)).collect())
}

/// Mean and variance.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n)
}

/// Rates of N neurons that jump to r (1 + σ x + σ y) at intervals ~ Exp(τ), with y common: the number of spikes in T has the
/// mean N r T and the variance N r T + (N² + N) σ² r² K, with K = 2 τ² (T/τ − 1 + e^{−T/τ}) the double integral of the
/// autocorrelation e^{−t/τ}; without a common part N r T + 2 N σ² r² K. In 10 000 bins the variance has a standard error of
/// 2 % or so, of a sum whose bins are a little correlated.
#[test]
fn correlated_sources_share_a_part_of_their_rates() {
    let source = PoissonSource {
        shape: RateShape::Correlated,
        rate_Hz: 10.0,
        sigma: 0.3,
        tau_c_ms: 20.0,
        n_correlated: 500,
        ..PoissonSource::default()
    };
    let (_, spikes) = shaped(source, 1000, 200);
    let mut bins = vec![[0.0; 2]; 10_000];
    for (step, neuron) in &spikes {
        if let Some(bin) = bins.get_mut(usize::try_from(step / 200).unwrap()) {
            bin[usize::from(500 <= *neuron)] += 1.0;
        }
    }
    let kernel = 2.0 * 0.02 * 0.02 * libm::exp(-1.0);
    for (group, sharing) in [(0, 2.0 * 500.0), (1, 500.0 * 500.0 + 500.0)] {
        let (mean, variance) = moments(&bins.iter().map(|bin| bin[group]).collect::<Vec<_>>());
        let expected = 100.0 + sharing * 9.0 * kernel;
        println!("group {group}: mean {mean:.2} (100), variance {variance:.1} ({expected:.1})");
        // The mean of the correlated group strays with y: its standard error is √(2 τ_c σ² r² N² / 200 s) = 0.4.
        assert!((mean - 100.0).abs() < 2.0, "{mean}");
        assert!((variance / expected - 1.0).abs() < 0.1, "{variance} {expected}");
    }
}

/// In a volley every neuron fires r T spikes on average, in the time T after its own latency; latencies have the standard
/// deviation σ_λ, and volleys follow one another after 8 σ_λ + T + T_p on average.
#[test]
fn volleys_come_with_latencies() {
    let source = PoissonSource {
        shape: RateShape::Volleys,
        rate_Hz: 100.0,
        latency_sd_ms: 15.0,
        width_ms: 20.0,
        pause_ms: 100.0,
        ..PoissonSource::default()
    };
    let (simulation, spikes) = shaped(source.clone(), 1000, 120);
    let (latencies, _) = simulation.volleys(1).unwrap();
    assert!(latencies.windows(2).all(|pair| pair[0] <= pair[1]), "the earliest is the first");
    let (mean, variance) = moments(latencies);
    assert!(mean.abs() < 4.0 * 15.0 / 1000.0_f64.sqrt() && (variance.sqrt() / 15.0 - 1.0).abs() < 0.09);
    // Silence of 40 ms parts volleys; the middle of one is where its spikes are, less half of T.
    let mut volleys: Vec<Vec<(f64, u32)>> = Vec::new();
    for (step, neuron) in &spikes {
        let time = f64::from(u32::try_from(*step).unwrap()) * 0.1;
        match volleys.last_mut().filter(|volley| time < volley[volley.len() - 1].0 + 40.0) {
            Some(volley) => volley.push((time, *neuron)),
            None => volleys.push(vec![(time, *neuron)]),
        }
    }
    // What is twice as long as the others are two that a short pause joins.
    let (one, joined): (Vec<_>, Vec<_>) = volleys.iter().partition(|volley| volley.len() < 3000);
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let lengths: Vec<f64> = one.iter().map(|volley| volley.len() as f64 / 1000.0).collect();
    let (mean, _) = moments(&lengths);
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let n_volleys = spikes.len() as f64 / 2000.0;
    println!("{n_volleys} volleys, {} of them joined; {mean:.4} spikes of a neuron in each", joined.len());
    assert!(100 < lengths.len() && (mean - 2.0).abs() < 4.0 * 0.045 / 10.0, "{mean}");
    // 120 s/240 ms = 500, each interval with a standard deviation of 100 ms.
    assert!((n_volleys - 500.0).abs() < 4.0 * 100.0 / 240.0 * 500.0_f64.sqrt(), "{n_volleys}");
    for volley in one {
        let own: Vec<f64> = volley.iter().map(|(time, neuron)| time - latencies[*neuron as usize]).collect();
        let (first, last) =
            (own.iter().copied().fold(f64::MAX, f64::min), own.iter().copied().fold(0.0, f64::max));
        assert!(last - first < 20.0 + 0.2, "each within T after its latency: {first} to {last}");
        let (_, variance) = moments(&own);
        assert!((variance - 400.0 / 12.0).abs() < 4.0, "evenly over T: {variance}");
    }
}
