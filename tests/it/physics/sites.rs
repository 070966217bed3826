//! Release sites that see a whole pulse or none: what is open is the mean over many of them, each drawn by itself.

use bouton::model::kinetics::Kinetics;
use bouton::model::kinetics::double_exponential::DoubleExponential;
use bouton::model::kinetics::g_protein::GProtein;
use bouton::model::kinetics::instant::{Instant, Summation};
use bouton::model::kinetics::square_pulse::{SquarePulse, Unbinding};
use bouton::model::network::{NetworkParts, Population, Projection};
use bouton::model::neuron::NeuronKind;
use bouton::model::neuron::lif::Lif;
use bouton::model::neuron::spike_source::SpikeSource;
use bouton::model::receptor::{Receptor, gaba_b::GabaB};
use bouton::model::release::Release;
use bouton::model::release::constant::Constant;
use bouton::model::release::depression::Depression;
use bouton::model::release::facilitation::Facilitation;
use bouton::model::release::quantal::Quantal;
use bouton::sim::{Recorder, Recording, Simulation};

use crate::common::{Dice, advance, grid, lif, network, probes, run_clicked};

/// A source without a refractory period on a neuron that never fires.
fn parts(kinetics: Kinetics, release: Release) -> NetworkParts {
    let source = NeuronKind::SpikeSource(SpikeSource { t_ref_ms: 0.0, ..SpikeSource::default() });
    let receptor = Receptor::GabaB(GabaB { g_max_nS: 1.0, kinetics, ..GabaB::default() });
    let mut projection = Projection::new(3, 1, 0, vec![receptor]);
    projection.release = release;
    NetworkParts {
        populations: vec![Population::new(1, 1, source), lif(0, Lif { V_th_mV: -30.0, ..Lif::default() })],
        projections: vec![projection],
        ..NetworkParts::default()
    }
}

fn constant(P0: f64) -> Release {
    Release::Constant(Constant { P0 })
}

/// How receptors bind at one site: rates while a pulse lasts and after it [ms⁻¹], and how long it lasts [ms].
struct Site {
    on: f64,
    off_meanwhile: f64,
    off: f64,
    lasts_ms: f64,
}

impl Site {
    fn of(kinetics: &Kinetics) -> Self {
        match kinetics {
            Kinetics::SquarePulse(pulse) => Self {
                on: pulse.alpha_per_mM_ms * pulse.T_max_mM,
                off_meanwhile: if pulse.unbinding == Unbinding::Always { pulse.beta_per_ms } else { 0.0 },
                off: pulse.beta_per_ms,
                lasts_ms: pulse.T_dur_ms,
            },
            Kinetics::GProtein(protein) => Self {
                on: protein.K1_per_mM_ms * protein.T_max_mM,
                off_meanwhile: protein.K2_per_ms,
                off: protein.K2_per_ms,
                lasts_ms: protein.T_dur_ms,
            },
            other => panic!("{} has no pulses", other.key()),
        }
    }

    /// What is bound at a site at each of these times, which releases at `hits`; nothing is bound before.
    fn course(&self, hits: &[f64], times: &[f64]) -> Vec<f64> {
        let (mut bound, mut now, mut end) = (0.0_f64, 0.0_f64, f64::NEG_INFINITY);
        let to = |bound: &mut f64, now: &mut f64, end: f64, t: f64| {
            let rate = self.on + self.off_meanwhile;
            if *now < end {
                let stop = t.min(end);
                let P_inf = self.on / rate;
                *bound = P_inf + (*bound - P_inf) * libm::exp(-(stop - *now) * rate);
                *now = stop;
            }
            *bound *= libm::exp(-(t - *now) * self.off);
            *now = t;
        };
        let mut next = 0;
        times
            .iter()
            .map(|t| {
                while next < hits.len() && hits[next] <= *t {
                    to(&mut bound, &mut now, end, hits[next]);
                    end = hits[next] + self.lasts_ms;
                    next += 1;
                }
                to(&mut bound, &mut now, end, *t);
                bound
            })
            .collect()
    }
}

/// Mean and standard error at each of these times over many sites, each of which every release reaches with its amplitude.
fn monte_carlo(site: &Site, releases: &[(f64, f64)], times: &[f64], dice: &mut Dice) -> Vec<(f64, f64)> {
    let n = if crate::presets::is_long() { 1_000_000 } else { 100_000 };
    let (mut sums, mut squares) = (vec![0.0; times.len()], vec![0.0; times.len()]);
    let mut hits = Vec::new();
    for _ in 0..n {
        hits.clear();
        hits.extend(releases.iter().filter(|(_, A)| dice.uniform(0.0, 1.0) < *A).map(|(t, _)| *t));
        for (i, bound) in site.course(&hits, times).into_iter().enumerate() {
            sums[i] += bound;
            squares[i] += bound * bound;
        }
    }
    let n = f64::from(n);
    let moments = |(sum, squares): (&f64, &f64)| {
        let mean = sum / n;
        (mean, ((squares / n - mean * mean).max(0.0) / n).sqrt())
    };
    sums.iter().zip(&squares).map(moments).collect()
}

/// Kinetics with pulses, shorter and longer than the intervals of the trains.
fn pulsed() -> Vec<Kinetics> {
    let pulse = |alpha_per_mM_ms, beta_per_ms, T_dur_ms, unbinding| {
        let T_max_mM = 0.8;
        Kinetics::SquarePulse(SquarePulse { alpha_per_mM_ms, beta_per_ms, T_max_mM, T_dur_ms, unbinding })
    };
    let protein = |T_dur_ms| Kinetics::GProtein(GProtein { T_dur_ms, ..GProtein::default() });
    vec![
        pulse(1.1, 0.19, 1.0, Unbinding::Always),
        pulse(0.2, 0.05, 13.7, Unbinding::Always),
        pulse(0.3, 0.1, 6.3, Unbinding::AfterPulse),
        protein(1.0),
        protein(9.1),
    ]
}

/// The symbol of what is the mean over sites.
fn symbol(kinetics: &Kinetics) -> &'static str {
    if matches!(kinetics, Kinetics::GProtein(_)) { "r_1-0" } else { "P_s_1-0" }
}

/// Trains at random, dense against the pulses, with amplitudes that stay, fall and rise: four standard errors of 100 000
/// sites (a million in a long run).
#[test]
fn overlapping_pulses_are_the_mean_over_sites() {
    let mut dice = Dice(31);
    let rules = [
        constant(0.35),
        Release::Depression(Depression { P0: 0.9, f_D: 0.6, tau_P_ms: 40.0 }),
        Release::Facilitation(Facilitation { P0: 0.05, f_F: 0.3, tau_P_ms: 60.0 }),
    ];
    for kinetics in pulsed() {
        for rule in &rules {
            let mut t = 1.0;
            let clicks: Vec<f64> = (0..12)
                .map(|_| {
                    t += dice.log_uniform(0.15, 12.0);
                    t
                })
                .collect();
            let until = (t + 20.0).ceil();
            let name = symbol(&kinetics);
            let recording = run_clicked(
                &network(parts(kinetics.clone(), rule.clone())),
                0.5,
                until,
                &clicks,
                &[name, "g_1-0", "P_s_1-0"],
            );
            let releases: Vec<(f64, f64)> =
                recording.releases.iter().map(|r| (grid(0.5).moment_ms(r.at), r.amplitude)).collect();
            assert_eq!(releases.len(), clicks.len());
            let samples: Vec<usize> = (2..recording.columns[0].len()).step_by(7).collect();
            #[expect(clippy::cast_precision_loss, reason = "some hundred samples")]
            let times: Vec<f64> = samples.iter().map(|sample| *sample as f64 * 0.5).collect();
            let expected = monte_carlo(&Site::of(&kinetics), &releases, &times, &mut dice);
            let mut worst = 0.0_f64;
            for (sample, (mean, error)) in samples.into_iter().zip(expected) {
                let found = recording.columns[0][sample];
                let g = recording.columns[1][sample] - recording.columns[2][sample];
                assert!(g.abs() < 1e-12, "the membrane sees what is open: {g}");
                if 0.0 < error {
                    worst = worst.max((found - mean).abs() / error);
                } else {
                    assert!((found - mean).abs() < 1e-12);
                }
            }
            println!("{} {name}, {}: {worst:.2} standard errors at most", kinetics.key(), rule.key());
            assert!(worst <= 4.0, "{kinetics:?} with {rule:?}: {worst} standard errors");
        }
    }
}

/// s' = K3 r − K4 s and P_s = s⁴/(s⁴ + K_d) from the r that is recorded, by the trapezoidal rule.
#[test]
fn g_protein_follows_the_mean_of_the_receptors() {
    let protein = GProtein { T_dur_ms: 4.3, ..GProtein::default() };
    let rule = Release::Depression(Depression { P0: 0.8, f_D: 0.5, tau_P_ms: 100.0 });
    let clicks: Vec<f64> = (0..15).map(|k| 5.0 + 2.71 * f64::from(k)).collect();
    let names = ["r_1-0", "s_1-0", "P_s_1-0"];
    let network = network(parts(Kinetics::GProtein(protein.clone()), rule));
    let recording = run_clicked(&network, 0.01, 300.0, &clicks, &names);
    let [r, s, P] = [0, 1, 2].map(|i| &recording.columns[i]);
    let (fade, mut own, mut off) = (libm::exp(-0.01 * protein.K4_per_ms), 0.0, 0.0_f64);
    for sample in 1..r.len() {
        own = own * fade + 0.01 * protein.K3_uM_per_ms * 0.5 * (r[sample - 1] * fade + r[sample]);
        off = off.max((own - s[sample]).abs());
        let fourth = libm::pow(s[sample], 4.0);
        assert!((P[sample] - fourth / (fourth + protein.K_d_uM4)).abs() < 1e-12);
    }
    let top = s.iter().copied().fold(0.0, f64::max);
    println!("G protein: s off by {off:.1e} of {top:.3} µM");
    assert!(off < 2e-5 * top && 0.1 < top, "{off} of {top}");
}

/// Everything recorded of one release from rest is the amplitude times that of a full one: open fraction and conductance of
/// instant rise, double exponential and square pulse, on and off the grid; r and s of the G protein. So short-term
/// depression comes through kinetics with pulses as it comes through instant rise.
#[test]
fn one_release_is_proportional_to_its_amplitude() {
    let mut all = vec![
        Kinetics::Instant(Instant { tau_ms: 5.0, summation: Summation::Saturating }),
        Kinetics::DoubleExponential(DoubleExponential {
            tau_rise_ms: 2.0,
            tau_decay_ms: 9.0,
            summation: Summation::Saturating,
        }),
    ];
    all.extend(pulsed());
    for kinetics in all {
        let is_protein = matches!(kinetics, Kinetics::GProtein(_));
        let names: &[&str] = if is_protein { &["r_1-0", "s_1-0"] } else { &["P_s_1-0", "g_1-0"] };
        for click in [5.0, 5.13] {
            let run = |P0: f64| {
                run_clicked(&network(parts(kinetics.clone(), constant(P0))), 0.1, 60.0, &[click], names)
                    .columns
            };
            let full = run(1.0);
            for A in [0.9, 0.5, 0.154, 0.01] {
                for (some, all) in run(A).iter().zip(&full) {
                    for (some, all) in some.iter().zip(all) {
                        assert!((some - A * all).abs() <= 1e-15 + 1e-12 * A * all, "{some} {A} {all}");
                    }
                    assert!(some.iter().any(|some| 1e-6 < *some), "something opens");
                }
            }
        }
    }
}

/// Ten spikes at 20 Hz with the depression of the preset: the peaks after each are its amplitudes times the first peak, for a
/// pulse that is over and forgotten before the next spike, as they are with instant rise. The amplitudes end at .1492.
#[test]
fn depression_comes_through_a_pulse() {
    let pulse = SquarePulse { alpha_per_mM_ms: 5.0, beta_per_ms: 0.8, ..SquarePulse::default() };
    let network = network(parts(Kinetics::SquarePulse(pulse), Release::Depression(Depression::default())));
    let clicks: Vec<f64> = (1..=10).map(|k| 50.0 * f64::from(k)).collect();
    let recording = run_clicked(&network, 0.1, 600.0, &clicks, &["P_s_1-0"]);
    let peaks: Vec<f64> = (1..=10)
        .map(|k| recording.columns[0][500 * k..500 * k + 400].iter().copied().fold(0.0, f64::max))
        .collect();
    println!("peaks through a pulse: {peaks:.4?}");
    for (peak, release) in peaks.iter().zip(&recording.releases) {
        assert!((peak / peaks[0] - release.amplitude).abs() < 1e-12, "{peak} {}", release.amplitude);
    }
    assert!((peaks[9] / peaks[0] - 0.1492).abs() < 1e-4);
}

/// A spike's response through pulses is as many times that of one vesicle as vesicles are released: quanta are equal.
#[test]
fn quanta_are_equal() {
    for kinetics in pulsed() {
        let name = symbol(&kinetics);
        let run = |release: Release, seed: u64| -> Recording {
            let network = network(parts(kinetics.clone(), release));
            let mut simulation = Simulation::new(network.clone(), seed, grid(0.1));
            simulation.schedule_fire(1, Some(0), 5.0);
            let mut recorder = Recorder::new(&simulation, probes(&network, &[name]), 1).with_releases();
            advance(&mut simulation, 400, &mut recorder);
            recorder.take()
        };
        let one = run(constant(0.1), 1).columns.swap_remove(0);
        let mut counts = std::collections::BTreeSet::new();
        for seed in 0..20 {
            let found =
                run(Release::Quantal(Quantal { n_sites: 10, p: 0.4, q: 0.1, tau_rec_ms: 500.0 }), seed);
            let k = found.releases[0].amplitude / 0.1;
            #[expect(clippy::cast_possible_truncation, reason = "0 to 10")]
            counts.insert(k.round() as i64);
            for (found, one) in found.columns[0].iter().zip(&one) {
                assert!((found - k * one).abs() < 1e-13, "{found}, not {k} times {one}");
            }
        }
        assert!(3 < counts.len(), "{counts:?}");
    }
}

/// A pulse that is edited while it lasts goes on with the new constants from what is bound, and the membrane sees what the
/// gates hold; a release into it is exact whatever the step.
#[test]
fn an_edit_during_overlapping_pulses_keeps_what_is_bound() {
    let before = SquarePulse { T_dur_ms: 12.0, alpha_per_mM_ms: 0.1, ..SquarePulse::default() };
    let after = SquarePulse { beta_per_ms: 0.05, T_dur_ms: 3.0, ..before.clone() };
    let course = |dt: f64| {
        let build = |pulse: &SquarePulse| network(parts(Kinetics::SquarePulse(pulse.clone()), constant(0.4)));
        let first = build(&before);
        let mut simulation = Simulation::new(first.clone(), 1, grid(dt));
        for click in [2.0, 5.0, 9.5, 14.0, 15.0] {
            simulation.schedule_fire(1, Some(0), click);
        }
        let mut recorder = Recorder::new(&simulation, probes(&first, &["P_s_1-0", "g_1-0"]), 1);
        let steps = |ms: f64| grid(dt).step_at_or_after(ms).0;
        advance(&mut simulation, steps(10.0), &mut recorder);
        simulation.reconcile(build(&after));
        advance(&mut simulation, steps(20.0), &mut recorder);
        recorder.take().columns
    };
    let (fine, coarse) = (course(0.01), course(0.5));
    for (sample, (P, g)) in coarse[0].iter().zip(&coarse[1]).enumerate() {
        assert!(
            (P - fine[0][50 * sample]).abs() < 1e-12,
            "sample {sample}: {P}, not {}",
            fine[0][50 * sample]
        );
        assert!((P - g).abs() < 1e-12);
    }
    let jump = coarse[0][20] - coarse[0][19];
    assert!(jump.abs() < 0.05 && 0.1 < coarse[0][20], "no jump at the edit: {jump}");
}
