//! Trajectories of the independent reference for every receptor, kinetics and release rule. Files have nine decimals,
//! so 1e-9 is the least that can be asked of them.

use bouton::model::kinetics::double_exponential::DoubleExponential;
use bouton::model::kinetics::g_protein::GProtein;
use bouton::model::kinetics::instant::{Instant, Summation};
use bouton::model::kinetics::square_pulse::SquarePulse;
use bouton::model::kinetics::{Gate, Kinetics};
use bouton::model::network::{NetworkParts, Projection};
use bouton::model::neuron::lif::Lif;
use bouton::model::receptor::gaba_a::GabaA;
use bouton::model::receptor::gaba_b::GabaB;
use bouton::model::receptor::nmda::Nmda;
use bouton::model::receptor::{Receptor, ampa::Ampa};
use bouton::model::release::Release;
use bouton::model::release::depression::Depression;
use bouton::model::release::facilitation::Facilitation;
use bouton::model::release::tsodyks_markram::TsodyksMarkram;
use bouton::sim::Recording;

use crate::common::{csv, grid, lif, network, run_clicked, source, spike_times};

fn pair(neuron: Lif, receptor: Receptor, release: Option<Release>) -> NetworkParts {
    let mut projection = Projection::new(3, 1, 0, vec![receptor]);
    if let Some(release) = release {
        projection.release = release;
    }
    NetworkParts {
        populations: vec![source(1), lif(0, neuron)],
        projections: vec![projection],
        ..NetworkParts::default()
    }
}

/// The largest differences of the recorded columns from those of a file, over the rows that lie on the grid and
/// satisfy `counts`, with the number of rows.
fn deviations(recording: &Recording, file: &str, dt: f64, counts: impl Fn(f64) -> bool) -> (Vec<f64>, usize) {
    let (mut worst, mut rows) = (vec![0.0_f64; recording.columns.len()], 0);
    for row in csv(file) {
        let moment = grid(dt).moment(row[0]);
        if moment.offset_ms == 0.0 && counts(row[0]) {
            let sample = usize::try_from(moment.step.0).unwrap();
            rows += 1;
            for (worst, (column, golden)) in worst.iter_mut().zip(recording.columns.iter().zip(&row[1..])) {
                *worst = worst.max((column[sample] - golden).abs());
            }
        }
    }
    (worst, rows)
}

struct Case {
    file: &'static str,
    parts: NetworkParts,
    until_ms: f64,
    clicks_ms: Vec<f64>,
    probes: &'static [&'static str],
    /// Spikes of the reference [ms].
    spikes_ms: &'static [f64],
    amplitudes: &'static [f64],
}

fn nmda() -> Receptor {
    Receptor::Nmda(Nmda::default())
}

fn instant(tau_ms: f64) -> Kinetics {
    Kinetics::Instant(Instant { tau_ms, summation: Summation::Saturating })
}

const PLAIN: &[&str] = &["V_0", "P_s_1-0", "g_1-0"];

/// Neuron 0 that never fires.
fn silent() -> Lif {
    Lif { V_th_mV: -30.0, ..Lif::default() }
}

fn train() -> Vec<f64> {
    (1..=10).map(|k| 50.0 * f64::from(k)).collect()
}

fn cases() -> Vec<Case> {
    let driven = |I_app_pA: f64| Lif { I_app_pA, ..Lif::default() };
    let gaba_b = GabaB { kinetics: instant(150.0), ..GabaB::default() };
    let tm_ampa = Ampa {
        kinetics: Kinetics::Instant(Instant { tau_ms: 5.0, summation: Summation::Linear }),
        ..Ampa::default()
    };
    let with = |mut clicks: Vec<f64>, last: f64| {
        clicks.push(last);
        clicks
    };
    vec![
        Case {
            file: "05_nmda_rest.csv",
            parts: pair(Lif::default(), nmda(), None),
            until_ms: 800.0,
            clicks_ms: vec![50.0],
            probes: PLAIN,
            spikes_ms: &[],
            amplitudes: &[1.0],
        },
        Case {
            file: "06_nmda_depolarised.csv",
            parts: pair(Lif { V_init_mV: -56.0, ..driven(140.0) }, nmda(), None),
            until_ms: 800.0,
            clicks_ms: vec![50.0],
            probes: PLAIN,
            spikes_ms: &[
                53.82854,
                66.887_381,
                80.931_012,
                96.137_286,
                112.739_442,
                131.053_709,
                151.528_392,
                174.840_596,
                202.118_513,
                235.605_432,
                282.368_957,
            ],
            amplitudes: &[1.0],
        },
        Case {
            file: "08_gabaa_tonic.csv",
            parts: pair(driven(180.0), Receptor::GabaA(GabaA::default()), None),
            until_ms: 600.0,
            clicks_ms: vec![203.0, 400.0, 410.0, 420.0, 430.0, 440.0],
            probes: PLAIN,
            spikes_ms: &[
                43.944_492,
                73.670_379,
                103.396_266,
                133.122_153,
                162.848_04,
                192.573_928,
                236.332_482,
                266.093_203,
                295.819_335,
                325.545_223,
                355.271_111,
                384.996_998,
                473.601_417,
                503.360_613,
                533.086_734,
                562.812_623,
                592.538_51,
            ],
            amplitudes: &[1.0; 6],
        },
        Case {
            file: "10_gabab_tonic.csv",
            parts: pair(driven(180.0), Receptor::GabaB(gaba_b), None),
            until_ms: 1000.0,
            clicks_ms: vec![203.0],
            probes: PLAIN,
            spikes_ms: &[
                43.944_492,
                73.670_379,
                103.396_266,
                133.122_153,
                162.848_04,
                192.573_928,
                476.031_151,
                524.734_207,
                565.9003,
                603.493_301,
                638.958_284,
                673.014_163,
                706.078_085,
                738.415_639,
                770.2067,
                801.578_52,
                832.624_051,
                863.412_851,
                893.997_943,
                924.420_336,
                954.712_109,
                984.898_586,
            ],
            amplitudes: &[1.0],
        },
        Case {
            file: "13_stf.csv",
            parts: pair(
                silent(),
                Receptor::Ampa(Ampa::default()),
                Some(Release::Facilitation(Facilitation::default())),
            ),
            until_ms: 1500.0,
            clicks_ms: with(train(), 1000.0),
            probes: &["V_0", "P_s_1-0", "g_1-0", "P_rel_1-0"],
            spikes_ms: &[],
            amplitudes: &[
                0.1,
                0.380_368_282,
                0.511_378_904,
                0.572_597_61,
                0.601_203_915,
                0.614_571_083,
                0.620_817_299,
                0.623_736_034,
                0.625_099_902,
                0.625_737_211,
                0.155_443_682,
            ],
        },
        Case {
            file: "14_std.csv",
            parts: pair(
                silent(),
                Receptor::Ampa(Ampa::default()),
                Some(Release::Depression(Depression::default())),
            ),
            until_ms: 2000.0,
            clicks_ms: with(train(), 1500.0),
            probes: &["V_0", "P_s_1-0", "g_1-0", "P_rel_1-0"],
            spikes_ms: &[],
            amplitudes: &[
                1.0,
                0.457_097_549,
                0.260_602_168,
                0.189_483_619,
                0.163_743_329,
                0.154_427_019,
                0.151_055_12,
                0.149_834_712,
                0.149_393_003,
                0.149_233_134,
                0.872_743_32,
            ],
        },
        Case {
            file: "15_tm_depressing.csv",
            parts: pair(
                silent(),
                Receptor::Ampa(tm_ampa),
                Some(Release::TsodyksMarkram(TsodyksMarkram::default())),
            ),
            until_ms: 1500.0,
            clicks_ms: with(train(), 1000.0),
            probes: &["V_0", "P_s_1-0", "g_1-0", "u_1-0", "x_1-0"],
            spikes_ms: &[],
            amplitudes: &[
                0.5,
                0.265_146_734,
                0.154_834_621,
                0.103_020_302,
                0.078_682_777,
                0.067_251_283,
                0.061_881_835,
                0.059_359_771,
                0.058_175_141,
                0.057_618_712,
                0.247_789_823,
            ],
        },
    ]
}

/// Non-spiking V to 2e-4 mV at dt = 0.1 ms; P, g, P_rel, u and x to the rounding of the files, but for g of NMDA, which
/// follows V; the same number of spikes, each within 0.01 ms; amplitudes to 1e-8.
#[test]
fn every_trajectory_is_that_of_the_reference() {
    for case in cases() {
        let network = network(case.parts.clone());
        let recording = run_clicked(&network, 0.1, case.until_ms, &case.clicks_ms, case.probes);
        let times = spike_times(&recording, grid(0.1), 0);
        assert_eq!(times.len(), case.spikes_ms.len(), "{}: {times:?}", case.file);
        let off = times.iter().zip(case.spikes_ms).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let first = case.spikes_ms.first().copied().unwrap_or(f64::INFINITY);
        let (before, rows) = deviations(&recording, case.file, 0.1, |t| t < first - 0.05);
        let clear = |t: f64| case.spikes_ms.iter().all(|spike| 0.05 < (t - spike).abs());
        let (all, all_rows) = deviations(&recording, case.file, 0.1, clear);
        let amplitude = recording
            .releases
            .iter()
            .zip(case.amplitudes)
            .map(|(release, golden)| (release.amplitude - golden).abs())
            .fold(0.0, f64::max);
        println!(
            "golden {}: {rows} rows before spikes off by {before:.9?}, {all_rows} in all by {all:.9?}; \
             {} spikes off by {off:.1e} ms; amplitudes by {amplitude:.1e}",
            case.file,
            times.len()
        );
        assert_eq!(recording.releases.len(), case.amplitudes.len(), "{}", case.file);
        assert!(amplitude <= 1e-8, "{}: {amplitude}", case.file);
        assert!(off <= 0.01, "{}: spikes off by {off} ms", case.file);
        assert!(before[0] <= 2e-4 && 25 < rows, "{}: V off by {} mV over {rows} rows", case.file, before[0]);
        // Between spikes, V is off by what they are off times the slope, 3 mV/ms at most.
        assert!(all[0] <= 0.03, "{}: V off by {} mV", case.file, all[0]);
        let follows_V = has_block(&network);
        for (probe, off) in case.probes.iter().zip(&all).skip(1) {
            let tolerance = if follows_V && probe.starts_with("g_") { 1e-3 } else { 1e-8 };
            assert!(*off <= tolerance, "{}: {probe} off by {off}", case.file);
        }
    }
}

fn has_block(network: &bouton::model::network::Network) -> bool {
    network.projections()[0].receptors.iter().any(|receptor| receptor.inner().unwrap().block().is_some())
}

/// Largest samples of the reference, whose grid of 0.005 ms bounds their times.
#[test]
fn extremes_are_those_of_the_reference() {
    for (parts, until_ms, clicks, t_max, V_max) in [
        (pair(Lif::default(), nmda(), None), 300.0, vec![50.0], 101.765, -64.351_139),
        (
            pair(
                silent(),
                Receptor::Ampa(Ampa::default()),
                Some(Release::Facilitation(Facilitation::default())),
            ),
            600.0,
            train(),
            508.505,
            -62.822_968,
        ),
    ] {
        let recording = run_clicked(&network(parts), 0.1, until_ms, &clicks, &["V_0"]);
        let (time, V) = super::golden::peak(&recording.columns[0], 0.1);
        println!("golden peak: {V:.6} mV at {time:.4} ms");
        assert!((V - V_max).abs() <= 2e-4 && (time - t_max).abs() <= 0.01, "{V} mV at {time} ms");
    }
}

/// Open fractions of a run at dt = 0.5 ms: exact whatever the step.
fn open_at(kinetics: Kinetics, clicks: &[f64], until_ms: f64, probes: &[&str], dt: f64) -> Recording {
    let receptor = Receptor::GabaB(GabaB { g_max_nS: 1.0, kinetics, ..GabaB::default() });
    run_clicked(&network(pair(silent(), receptor, None)), dt, until_ms, clicks, probes)
}

/// The pulse of each file begins at 5 ms.
#[test]
fn square_pulses_are_those_of_the_reference() {
    let pulse = |alpha_per_mM_ms: f64, beta_per_ms: f64, T_dur_ms: f64| {
        Kinetics::SquarePulse(SquarePulse {
            alpha_per_mM_ms,
            beta_per_ms,
            T_dur_ms,
            ..SquarePulse::default()
        })
    };
    let all = [
        pulse(0.93, 0.19, 1.0),
        pulse(1.1, 0.19, 1.0),
        pulse(0.072, 0.0066, 1.0),
        pulse(5.0, 0.18, 1.0),
        pulse(2.0, 0.2, 1.0),
        pulse(0.2, 1.0 / 150.0, 5.0),
        pulse(2.0, 1.0 / 6.0, 1.0),
        pulse(1.0 / 30.0, 1.0 / 150.0, 30.0),
    ];
    compare_open("11_kinetics_single_pulse.csv", &all);
}

#[test]
fn double_exponentials_are_those_of_the_reference() {
    let double = |tau_rise_ms: f64, tau_decay_ms: f64| {
        Kinetics::DoubleExponential(DoubleExponential {
            tau_rise_ms,
            tau_decay_ms,
            ..DoubleExponential::default()
        })
    };
    let all = [
        double(0.5, 5.0),
        double(1.5, 152.0),
        double(5.0, 150.0),
        double(0.3, 5.6),
        double(45.0, 150.0),
        double(5.0, 5.0),
    ];
    compare_open("11c_double_exponential.csv", &all);
}

/// Compares P_s of each kinetics with its column, and the conductance that the membrane sees with ḡ P_s.
fn compare_open(file: &str, all: &[Kinetics]) {
    let rows = csv(file);
    let start = rows.iter().rposition(|row| row[1..].iter().all(|P| *P == 0.0)).map_or(0.0, |i| rows[i][0]);
    let until = rows.last().unwrap()[0];
    for (column, kinetics) in all.iter().enumerate() {
        for dt in [0.1, 0.05] {
            let recording = open_at(kinetics.clone(), &[start], until, &["P_s_1-0", "g_1-0"], dt);
            let (mut off, mut g_off, mut n) = (0.0_f64, 0.0_f64, 0);
            for row in &rows {
                let moment = grid(dt).moment(row[0]);
                if moment.offset_ms == 0.0 {
                    let sample = usize::try_from(moment.step.0).unwrap();
                    off = off.max((recording.columns[0][sample] - row[column + 1]).abs());
                    g_off = g_off.max((recording.columns[1][sample] - recording.columns[0][sample]).abs());
                    n += 1;
                }
            }
            println!(
                "golden {file}, column {column} at dt {dt}: {n} rows off by {off:.1e}, g by {g_off:.1e}"
            );
            assert!(100 < n && off <= 1e-9, "{file}, column {column} at dt {dt}: {off}");
            assert!(g_off <= 1e-12, "{file}, column {column} at dt {dt}: g is off by {g_off}");
        }
    }
}

/// Trains of 1, 2, 5, 10, 20 pulses at 200 Hz.
#[test]
fn two_stage_gaba_b_is_that_of_the_reference() {
    let second = GProtein {
        K1_per_mM_ms: 0.52,
        K2_per_ms: 0.0013,
        K3_uM_per_ms: 0.098,
        K4_per_ms: 0.033,
        T_max_mM: 0.5,
        T_dur_ms: 0.3,
        ..GProtein::default()
    };
    for (file, kinetics) in
        [("12_gabab_two_stage_DMS94_98.csv", GProtein::default()), ("12_gabab_two_stage_DS95_96.csv", second)]
    {
        let rows = csv(file);
        let start =
            rows.iter().rposition(|row| row[1..].iter().all(|P| *P == 0.0)).map(|i| rows[i][0]).unwrap();
        let until = rows.last().unwrap()[0].min(900.0);
        for (train, n) in [1, 2, 5, 10, 20].into_iter().enumerate() {
            let clicks: Vec<f64> = (0..n).map(|k| start + 5.0 * f64::from(k)).collect();
            let kinetics = Kinetics::GProtein(kinetics.clone());
            let probes = ["r_1-0", "s_1-0", "P_s_1-0", "g_1-0"];
            let recording = open_at(kinetics, &clicks, until, &probes, 0.5);
            let mut off = [0.0_f64; 4];
            for row in rows.iter().filter(|row| row[0] <= until) {
                let moment = grid(0.5).moment(row[0]);
                assert_eq!(moment.offset_ms, 0.0);
                let sample = usize::try_from(moment.step.0).unwrap();
                for (i, off) in off.iter_mut().enumerate() {
                    let golden = row[1 + 3 * train + i.min(2)];
                    *off = off.max((recording.columns[i][sample] - golden).abs());
                }
            }
            println!("golden {file}, {n} pulses: r, s, P_s, g off by {off:.9?}");
            // The reference integrates with a step; its file has six digits or so.
            assert!(off.iter().all(|off| *off <= 2e-6), "{file}, {n} pulses: {off:?}");
        }
    }
}

/// Kinetics are exact for any step: between the same releases, P_s at dt = 1 ms is that at 0.01 ms.
#[test]
fn kinetics_are_exact_for_any_step() {
    let clicks = [10.0, 13.37, 14.0, 14.45, 60.0, 61.234_5, 100.0];
    let mut all = vec![];
    for kinetics in Kinetics::all() {
        all.push(kinetics);
    }
    for summation in [Summation::Replacing, Summation::Linear] {
        all.push(Kinetics::Instant(Instant { tau_ms: 5.0, summation }));
        all.push(Kinetics::DoubleExponential(DoubleExponential {
            tau_rise_ms: 4.0,
            tau_decay_ms: 30.0,
            summation,
        }));
    }
    for kinetics in all {
        let kinetics = match kinetics {
            // Time constants that every step allows.
            Kinetics::DoubleExponential(double) => Kinetics::DoubleExponential(DoubleExponential {
                tau_rise_ms: double.tau_rise_ms.max(4.0),
                tau_decay_ms: double.tau_decay_ms.max(30.0),
                ..double
            }),
            other => other,
        };
        let run = |dt: f64| open_at(kinetics.clone(), &clicks, 300.0, &["P_s_1-0", "g_1-0"], dt).columns;
        let fine = run(0.01);
        for dt in [0.1, 0.5, 1.0] {
            let columns = run(dt);
            let stride = grid(0.01).step_at_or_after(dt).0;
            let (mut off, mut g_off) = (0.0_f64, 0.0_f64);
            for (sample, (P, g)) in columns[0].iter().zip(&columns[1]).enumerate() {
                let same = usize::try_from(stride).unwrap() * sample;
                off = off.max((P - fine[0][same]).abs());
                g_off = g_off.max((g - fine[1][same]).abs());
            }
            println!("{} at dt {dt}: P_s off by {off:.1e}, g by {g_off:.1e}", kinetics.key());
            assert!(off <= 1e-12 && g_off <= 1e-12, "{kinetics:?} at dt {dt}: {off}, {g_off}");
            assert!(columns[0].iter().any(|P| 1e-6 < *P), "something opens");
        }
        let model = kinetics.inner().unwrap();
        assert_eq!(model.advance(Gate::default(), &[], 10.0), Gate::default(), "nothing opens by itself");
    }
}
