//! Fits to noisy recordings, from wrong starting points: values come back within three standard errors, and what cannot be told
//! apart is named.

use std::sync::Arc;

use bouton::engine::{Input, LoggedInput};
use bouton::fit::{Goal, Live, MOST_FREE, Outcome, Refusal, Remark, Task, USUAL_STARTS, fit};
use bouton::model::probe::Probe;
use bouton::param::Value;
use bouton::preset::Preset;
use bouton::sim::{Stream, StreamKind};
use bouton::units::Step;

use crate::presets::{bundled, is_long, run, with, with_kinetics, with_values};

/// A parameter: its path, its value, and by which factors the starting points are wrong.
type Wrong<'a> = (&'a str, f64, [f64; 5]);

fn noisy(values: &[f64], sd: f64, seed: u64) -> Vec<f64> {
    let mut random = Stream::new(seed, StreamKind::Stimulus, 3);
    values.iter().map(|value| value + sd * random.normal()).collect()
}

/// What a preset records every step from one time to another [ms], with noise of a tenth of the peak.
fn recording(preset: &Preset, probe: &str, (from_ms, to_ms): (f64, f64), every: usize, seed: u64) -> Goal {
    let clean = run(preset, to_ms, &[], &[probe]);
    let column: Vec<f64> = clean.columns[0].clone();
    let rest = column[0];
    let peak = column.iter().map(|own| (own - rest).abs()).fold(0.0, f64::max);
    let noise = noisy(&column, 0.1 * peak, seed);
    let samples = noise.iter().enumerate().map(|(step, value)| (step as f64 * preset.run().dt_ms, *value));
    let samples = samples.filter(|(t, _)| from_ms <= *t && *t <= to_ms).step_by(every).collect();
    Goal::Trace { probe: Probe::parse(probe, preset.network()).unwrap(), samples }
}

/// Starts from five wrong points, or from two where time is short, and demands the values within three standard errors.
fn comes_back(what: &str, preset: &Preset, goal: &Goal, free: &[Wrong<'_>]) {
    comes_back_from(what, preset, goal, free, 1);
}

/// The same where a fit begins from several points.
fn comes_back_from(what: &str, preset: &Preset, goal: &Goal, free: &[Wrong<'_>], n_starts: usize) {
    let starts: Vec<usize> = if is_long() { (0..5).collect() } else { vec![0, 3] };
    for start in starts {
        let values: Vec<(&str, f64)> =
            free.iter().map(|(path, value, by)| (*path, value * by[start])).collect();
        let paths: Vec<&str> = free.iter().map(|own| own.0).collect();
        let outcome = fitted_from(&with(preset, &values), goal, &paths, n_starts).unwrap();
        assert!(outcome.has_settled && outcome.indistinct.is_empty(), "{what}: {outcome:?}");
        for (own, (path, value, _)) in outcome.fitted.iter().zip(free) {
            let error = own.error.unwrap_or_else(|| panic!("{what}: {path} has no error: {own:?}"));
            let off = (own.value - value) / error;
            println!(
                "{what}, start {start}: {path} {:.5} ± {error:.5}, true {value}: {off:+.2} SE",
                own.value
            );
            assert!(off.abs() <= 3.0, "{what}: {path} is {} ± {error}, not {value}", own.value);
            assert!(error < 0.3 * value.abs(), "{what}: {path} is hardly determined: {own:?}");
        }
        assert!(outcome.rms.1 < outcome.rms.0, "{what}: {:?}", outcome.rms);
    }
}

fn fitted(preset: &Preset, goal: &Goal, free: &[&str]) -> Result<Outcome, Refusal> {
    fitted_from(preset, goal, free, 1)
}

fn fitted_from(preset: &Preset, goal: &Goal, free: &[&str], starts: usize) -> Result<Outcome, Refusal> {
    let free = free.iter().map(|path| preset.find(path).unwrap()).collect();
    fit(
        &Task { preset: Arc::new(preset.clone()), inputs: Vec::new(), goal: goal.clone(), free, starts },
        2,
        &Live::default(),
    )
}

/// A source that fires at these times.
fn firing(preset: &Preset, source: &str, times_ms: &[f64]) -> Preset {
    let (train, times) = (format!("populations.{source}.train"), format!("populations.{source}.times_ms"));
    with_values(preset, &[(train.as_str(), Value::Choice(3)), (times.as_str(), Value::List(times_ms.into()))])
}

/// A current that rises and decays: conductance, both time constants, and the delay of its beginning.
#[test]
fn a_noisy_current_gives_its_synapse_back() {
    let preset = with_kinetics(&firing(&bundled("ampa"), "1", &[20.0]), "1-0", "double_exponential");
    let kinetics = "projections.1-0.receptors.ampa.kinetics";
    let (rise, decay) = (format!("{kinetics}.tau_rise_ms"), format!("{kinetics}.tau_decay_ms"));
    let preset =
        with(&preset, &[("projections.1-0.delay_ms", 1.5), (rise.as_str(), 1.0), (decay.as_str(), 6.0)]);
    let goal = recording(&preset, "I_1-0", (0.0, 80.0), 1, 11);
    let free: [Wrong<'_>; 4] = [
        ("projections.1-0.receptors.ampa.g_max_nS", 10.0, [0.3, 3.0, 0.5, 2.0, 6.0]),
        (rise.as_str(), 1.0, [0.5, 2.0, 1.5, 0.4, 2.5]),
        (decay.as_str(), 6.0, [3.0, 0.5, 0.6, 2.0, 4.0]),
        ("projections.1-0.delay_ms", 1.5, [0.7, 1.6, 2.0, 0.5, 1.3]),
    ];
    comes_back("current", &preset, &goal, &free);
}

/// Where a conductance jumps, its delay is known to about a step, and the fit settles.
#[test]
fn the_delay_of_a_jump_is_known_to_a_step() {
    let preset = with(&firing(&bundled("ampa"), "1", &[20.0]), &[("projections.1-0.delay_ms", 1.5)]);
    let goal = recording(&preset, "g_1-0", (0.0, 80.0), 1, 18);
    let paths = ["projections.1-0.receptors.ampa.kinetics.tau_ms", "projections.1-0.delay_ms"];
    for delay in [0.9, 2.0] {
        let outcome = fitted(&with(&preset, &[(paths[0], 9.0), (paths[1], delay)]), &goal, &paths).unwrap();
        let found = &outcome.fitted[1];
        println!("from {delay}: {} ± {:?}, settled: {}", found.value, found.error, outcome.has_settled);
        assert!((found.value - 1.5).abs() <= 0.1 && outcome.has_settled, "{outcome:?}");
        assert!((outcome.fitted[0].value / 5.0 - 1.0).abs() < 0.1, "{outcome:?}");
    }
}

/// Pairs of pulses at intervals from 20 to 800 ms, onto a synapse of Tsodyks and Markram that both facilitates and depresses.
#[test]
fn a_series_of_paired_pulses_gives_its_synapse_back() {
    let pairs = [(50.0, 20.0), (1500.0, 50.0), (3000.0, 120.0), (4500.0, 300.0), (6000.0, 800.0)];
    let times: Vec<f64> = pairs.iter().flat_map(|(first, interval)| [*first, first + interval]).collect();
    let preset = firing(&bundled("tsodyks-markram-depressing"), "1", &times);
    let release = "projections.1-0.release";
    let paths = ["U", "tau_rec_ms", "tau_facil_ms"].map(|key| format!("{release}.{key}"));
    let preset =
        with(&preset, &[(paths[0].as_str(), 0.4), (paths[1].as_str(), 500.0), (paths[2].as_str(), 150.0)]);
    let goal = recording(&preset, "V_0", (0.0, 7000.0), 1, 12);
    let free: [Wrong<'_>; 4] = [
        // The first leads to a false minimum from there alone.
        (paths[0].as_str(), 0.4, [2.0, 1.5, 0.4, 2.4, 0.1]),
        (paths[1].as_str(), 500.0, [0.3, 0.5, 3.0, 8.0, 0.1]),
        (paths[2].as_str(), 150.0, [0.3, 2.0, 3.0, 0.1, 10.0]),
        ("projections.1-0.receptors.ampa.g_max_nS", 10.0, [0.5, 0.6, 2.0, 0.2, 4.0]),
    ];
    comes_back_from("pulses", &preset, &goal, &free, USUAL_STARTS);
}

/// Points of a window with the scatter of an experiment.
#[test]
fn a_scattered_window_gives_its_rule_back() {
    let preset = bundled("stdp-window");
    let rule = &preset.network().projections()[0].plasticity;
    let at: Vec<f64> = (0..80)
        .map(|k| if k % 2 == 0 { 1.0 + 1.1 * f64::from(k) } else { -1.0 - 1.1 * f64::from(k) })
        .collect();
    let clean: Vec<f64> = at.iter().map(|dt_ms| rule.window(*dt_ms).unwrap()).collect();
    let points = at.iter().copied().zip(noisy(&clean, 0.0005, 13)).collect();
    let goal = Goal::Window { projection: preset.network().projections()[0].id, points };
    let free: [Wrong<'_>; 4] = [
        ("projections.pre-post.plasticity.A_plus", 0.005, [0.2, 3.0, 0.5, 2.0, 1.5]),
        ("projections.pre-post.plasticity.ratio", 1.05, [2.0, 0.4, 0.3, 1.8, 3.0]),
        ("projections.pre-post.plasticity.tau_plus_ms", 20.0, [3.0, 0.3, 0.5, 2.5, 0.4]),
        ("projections.pre-post.plasticity.tau_minus_ms", 20.0, [0.3, 3.0, 2.0, 0.5, 2.5]),
    ];
    comes_back("window", &preset, &goal, &free);
}

/// The probability of release and the conductance make up for each other; the time constant beside them is sure all the same.
#[test]
fn a_degenerate_pair_is_named() {
    let preset = with(&firing(&bundled("ampa"), "1", &[20.0]), &[("projections.1-0.release.P0", 0.6)]);
    let goal = recording(&preset, "g_1-0", (0.0, 60.0), 1, 14);
    let paths = [
        "projections.1-0.receptors.ampa.g_max_nS",
        "projections.1-0.release.P0",
        "projections.1-0.receptors.ampa.kinetics.tau_ms",
    ];
    let start = with(&preset, &[(paths[0], 5.0), (paths[1], 0.8), (paths[2], 9.0)]);
    let outcome = fitted(&start, &goal, &paths).unwrap();
    assert_eq!(outcome.indistinct, [(0, 1)], "{outcome:?}");
    let [g, p, tau] = &outcome.fitted[..] else { panic!("{outcome:?}") };
    assert_eq!((g.remark, p.remark, g.error), (Some(Remark::Indistinct), Some(Remark::Indistinct), None));
    assert!(
        (g.value * p.value / 6.0 - 1.0).abs() < 0.05 && (tau.value / 5.0 - 1.0).abs() < 0.1,
        "{outcome:?}"
    );
    // What has no effect is said to have none, and stays.
    let idle = "populations.0.V_th_mV";
    let outcome = fitted(&with(&preset, &[(paths[0], 5.0)]), &goal, &[paths[0], idle]).unwrap();
    let found = &outcome.fitted[1];
    assert_eq!((found.remark, found.value), (Some(Remark::WithoutEffect), -54.0), "{outcome:?}");
}

/// Values stay within what is valid, and one that would go beyond stands at the end of it.
#[test]
fn bounds_are_those_of_the_parameters() {
    let preset = firing(&bundled("ampa"), "1", &[20.0]);
    let Goal::Trace { probe, samples } = recording(&preset, "g_1-0", (0.0, 60.0), 1, 15) else {
        unreachable!()
    };
    let doubled = samples.into_iter().map(|(t, g)| (t, 2.0 * g)).collect();
    let goal = Goal::Trace { probe, samples: doubled };
    // The conductance of a release of probability 1 is g_max: no probability doubles it.
    let start = with(&preset, &[("projections.1-0.release.P0", 0.5)]);
    let outcome = fitted(&start, &goal, &["projections.1-0.release.P0"]).unwrap();
    let found = &outcome.fitted[0];
    assert_eq!((found.value, found.error, found.remark), (1.0, None, Some(Remark::AtBound)), "{outcome:?}");
}

/// Clicks act on the runs of a fit at their steps; edits of the network do not.
#[test]
fn clicks_belong_to_the_run() {
    let preset = bundled("ampa");
    let clean = run(&preset, 100.0, &[("1", 30.0), ("1", 45.0)], &["V_0"]);
    let samples = clean.columns[0].iter().enumerate().map(|(step, V)| (step as f64 * 0.1, *V)).collect();
    let goal = Goal::Trace { probe: Probe::parse("V_0", preset.network()).unwrap(), samples };
    let start = Arc::new(with(&preset, &[("populations.0.C_pF", 120.0)]));
    let click =
        |step| LoggedInput { step: Step(step), input: Input::Fire { population: 1, neuron: Some(0) } };
    let edit = Input::SetNetwork(Arc::new(bundled("gaba-a").network().clone()));
    let inputs = vec![click(300), LoggedInput { step: Step(350), input: edit }, click(450)];
    let free = vec![preset.find("populations.0.C_pF").unwrap()];
    let outcome = fit(&Task { preset: start, inputs, goal, free, starts: 1 }, 1, &Live::default()).unwrap();
    assert!((outcome.fitted[0].value - 200.0).abs() < 1e-4 && outcome.rms.1 < 1e-6, "{outcome:?}");
}

/// The same data and the same start give the same bits, on one thread as on three.
#[test]
fn threads_change_no_bit() {
    let preset = firing(&bundled("ampa"), "1", &[20.0]);
    let goal = recording(&preset, "V_0", (0.0, 80.0), 4, 16);
    let start = Arc::new(with(&preset, &[("populations.0.C_pF", 120.0), ("populations.0.g_L_nS", 14.0)]));
    let free: Vec<_> =
        ["C_pF", "g_L_nS"].map(|key| preset.find(&format!("populations.0.{key}")).unwrap()).into();
    let with_threads = |threads| {
        let task = Task {
            preset: Arc::clone(&start),
            inputs: Vec::new(),
            goal: goal.clone(),
            free: free.clone(),
            starts: 3,
        };
        fit(&task, threads, &Live::default()).unwrap().values()
    };
    assert_eq!(with_threads(1), with_threads(3));
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let preset = bundled("ampa");
    let trace = |samples: Vec<(f64, f64)>| Goal::Trace {
        probe: Probe::parse("V_0", preset.network()).unwrap(),
        samples,
    };
    let tau = "projections.1-0.receptors.ampa.kinetics.tau_ms";
    let some: Vec<(f64, f64)> = (0..50).map(|k| (f64::from(k), -70.0)).collect();
    let found = |goal: &Goal, free: &[&str]| fitted(&preset, goal, free).unwrap_err();
    assert_eq!(found(&trace(some.clone()), &[]), Refusal::NothingFree);
    assert_eq!(found(&trace(some.clone()), &["run.dt_ms"]), Refusal::NotAdjustable("run.dt_ms".to_owned()));
    assert!(matches!(found(&trace(some.clone()), &["populations.1.n_spikes"]), Refusal::NotAdjustable(_)));
    let many: Vec<String> = ["C_pF", "g_L_nS", "E_L_mV", "V_th_mV", "V_reset_mV", "t_ref_ms", "I_app_pA"]
        .map(|key| format!("populations.0.{key}"))
        .into();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(found(&trace(some), &many), Refusal::TooManyFree(MOST_FREE + 1));
    assert_eq!(found(&trace(vec![(-5.0, -70.0), (1.0, -70.0)]), &[tau]), Refusal::TooFew(1));
    assert_eq!(found(&trace(vec![(0.0, -70.0), (1.0, -70.0), (1e7, -70.0)]), &[tau]), Refusal::TooLong(1e7));
    assert_eq!(
        found(&Goal::Window { projection: 3, points: vec![(1.0, 0.1); 9] }, &[tau]),
        Refusal::NothingToCompare
    );
    let live = Live::default();
    live.progress.cancel();
    let goal = trace((0..50).map(|k| (f64::from(k), -70.0)).collect());
    let task = Task {
        preset: Arc::new(preset.clone()),
        inputs: Vec::new(),
        goal,
        free: vec![preset.find(tau).unwrap()],
        starts: 2,
    };
    assert_eq!(fit(&task, 1, &live), Err(Refusal::Cancelled));
}

/// The command line: from a recording of the program itself to values and standard errors.
#[test]
fn the_command_fits_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("mine.csv");
    let program = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bouton")).args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let preset = firing(&bundled("ampa"), "1", &[20.0]);
    let clean = run(&preset, 80.0, &[], &["V_0"]);
    let noise = noisy(&clean.columns[0], 0.5, 17);
    let rows = noise
        .iter()
        .enumerate()
        .map(|(step, V)| format!("{};{:.6}\n", step as f64 * 1e-4, V * 1e-3).replace('.', ","));
    std::fs::write(&data, format!("Zeit (s);V (V)\n{}", rows.collect::<String>())).unwrap();
    let data = data.to_str().unwrap();
    let c = "populations.0.C_pF";
    let common =
        ["fit", "ampa", "--data", data, "--probe", "V_0", "--fire", "1@20", "--set", "populations.0.C_pF=90"];
    let (code, out, err) = program(&[&common[..], &["--free", c]].concat());
    assert_eq!(code, 0, "{err}");
    let row: Vec<&str> = out.lines().nth(1).unwrap().split(',').collect();
    let (value, error): (f64, f64) = (row[3].parse().unwrap(), row[4].parse().unwrap());
    assert!(row[0] == c && row[1] == "pF" && row[2] == "90", "{out}");
    assert!((value - 200.0).abs() < 3.0 * error && error < 5.0, "{value} ± {error}");
    assert!(err.contains("801 samples") && err.contains("mV"), "{err}");
    // A stretch of time, from several starts; and the same from one.
    let stretch = ["--free", c, "--from", "24.95", "--to", "60.05", "--starts"];
    for starts in ["1", "4"] {
        let (code, out, err) = program(&[&common[..], &stretch, &[starts]].concat());
        let value: f64 = out.lines().nth(1).unwrap().split(',').nth(3).unwrap().parse().unwrap();
        assert!(code == 0 && err.contains("351 samples") && (value - 200.0).abs() < 15.0, "{out}{err}");
    }
    let both = format!("{c},projections.1-0.release.P0,projections.1-0.receptors.ampa.g_max_nS");
    let (code, out, err) =
        program(&[&common[..], &["--free", &both, "--set", "projections.1-0.release.P0=0.9"]].concat());
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("cannot be told apart") && out.contains("cannot be told apart"), "{out}{err}");
    for (args, words) in [
        (vec!["--free", "populations.0.C_pFF"], "C_pF"),
        (vec!["--free", c, "--column", "W"], "there is V"),
        (vec!["--free", c, "--unit", "pA"], "is not a unit of what it is compared with"),
        (vec!["--free", "run.dt_ms"], "cannot be adjusted"),
        (vec!["--free", c, "--starts", "0"], "write how many starting points, from 1 to 32"),
        (vec!["--free", c, "--starts", "33"], "write how many starting points, from 1 to 32"),
    ] {
        let (code, out, err) = program(&[&common[..], &args].concat());
        assert!(code == 2 && out.is_empty() && err.contains(words), "{args:?}: {code} {err}");
    }
}
