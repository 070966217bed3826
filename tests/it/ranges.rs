//! Range runs: the same bits as a sweep of the command line, what is refused, and what is read off each run.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::engine::{Input, LoggedInput};
use bouton::model::probe::Probe;
use bouton::param::Value;
use bouton::preset::Preset;
use bouton::range::{Course, Job, MOST_STEPS, MOST_VALUES, Plan, Quantity, spread, table, variable};
use bouton::units::Step;

use crate::presets::bundled;

/// Nothing here takes a minute where a core is free.
const HANG_GUARD: Duration = Duration::from_mins(20);

fn plan(preset: &Preset, path: &str, values: Vec<f64>, probe: &str, duration_ms: f64) -> Plan {
    let preset = Arc::new(preset.clone());
    let (address, probe) = (preset.find(path).unwrap(), Probe::parse(probe, preset.network()).unwrap());
    Plan::new(&preset, &[], address, values, probe, duration_ms).unwrap()
}

/// All runs of a plan, on some threads.
fn run(plan: Plan, threads: usize) -> Vec<Option<Course>> {
    let plan = Arc::new(plan);
    let job = Job::start(Arc::clone(&plan), threads, || {}).unwrap();
    let mut courses: Vec<Option<Course>> = plan.values.iter().map(|_| None).collect();
    let started = Instant::now();
    loop {
        let is_over = job.is_over();
        for (index, course) in job.take() {
            courses[index] = Some(course);
        }
        if is_over {
            return courses;
        }
        assert!(started.elapsed() < HANG_GUARD);
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The cells of a sweep of the command line, by the names of its columns.
fn sweep(preset: &str, set: &str, duration: &str) -> Vec<Vec<(String, String)>> {
    let output = crate::cli::run(&["sweep", preset, "--set", set, "--duration", duration, "--quiet"]);
    assert_eq!(output.code(), 0, "{}", output.err);
    let mut lines = output.out.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    lines.map(|line| head.iter().cloned().zip(line.split(',').map(str::to_owned)).collect()).collect()
}

/// Rates and mean weights are those of `bouton sweep`, to the last bit: its numbers read back as the same doubles.
fn is_as_swept(preset: &str, path: &str, values: &[f64], probe: &str, duration_ms: f64) {
    let document = bundled(preset);
    let written: Vec<String> = values.iter().map(f64::to_string).collect();
    let rows = sweep(preset, &format!("{path}={}", written.join(",")), &duration_ms.to_string());
    let plan = plan(&document, path, values.to_vec(), probe, duration_ms);
    let (again, courses) = (plan.clone(), run(plan, 2));
    let found = table(&again, &courses);
    assert_eq!(found.rows.len(), rows.len());
    let mut compared = 0;
    for ((cells, status), row) in found.rows.iter().zip(&rows) {
        for (name, cell) in row {
            let Some(column) = found.head.iter().position(|own| own == name) else { continue };
            if name == "status" {
                assert_eq!(status, cell);
            } else if name != path {
                let swept: f64 = cell.parse().unwrap();
                assert_eq!(cells[column].map(f64::to_bits), Some(swept.to_bits()), "{preset}: {name}");
                compared += 1;
            }
        }
    }
    let n = document.network().populations().len();
    assert!(n * values.len() <= compared, "{preset}: {compared} cells in {:?}", found.head);
}

#[test]
fn rates_and_weights_are_those_of_a_sweep() {
    is_as_swept("stdp-song-2000", "populations.exc.rate_Hz", &[10.0, 17.5, 30.0], "V_0", 2000.0);
    is_as_swept("e-i-balance", &first_path("e-i-balance", "rate_Hz"), &[5.0, 12.0], "V_0", 500.0);
}

/// The first parameter of a preset with this key.
fn first_path(preset: &str, key: &str) -> String {
    let all = variable(&bundled(preset));
    all.into_iter().find(|(_, address, _)| address.key == key).map(|own| own.0).unwrap()
}

/// The figures of an AMPA synapse: the time constant comes back, the peak is ḡ, and the click is where latencies begin. One thread
/// gives the same as three.
#[test]
fn figures_are_those_of_the_synapse() {
    let preset = Arc::new(bundled("ampa"));
    let path = "projections.1-0.receptors.ampa.kinetics.tau_ms";
    let click = LoggedInput { step: Step(100), input: Input::Fire { population: 1, neuron: Some(0) } };
    let late = LoggedInput { step: Step(99_000), input: Input::Fire { population: 1, neuron: Some(0) } };
    let values = vec![2.0, 5.0, 10.0, 20.0];
    let probe = Probe::parse("g_1-0", preset.network()).unwrap();
    let make = || {
        let address = preset.find(path).unwrap();
        let inputs = [click.clone(), late.clone()];
        Plan::new(&preset, &inputs, address, values.clone(), probe.clone(), 200.0).unwrap()
    };
    assert_eq!(make().inputs.len(), 1, "what comes after the end is no part of it");
    let courses = run(make(), 1);
    assert_eq!(courses, run(make(), 3));
    for (tau, course) in values.iter().zip(&courses) {
        let figures = &course.as_ref().unwrap().figures;
        let decay = figures.get(Quantity::Decay).unwrap();
        assert!((decay / tau - 1.0).abs() < 5e-3, "{decay} instead of {tau}");
        let peak = figures.get(Quantity::Peak).unwrap();
        assert!((peak - 10.0).abs() < 0.2, "{peak}");
        let at = figures.get(Quantity::PeakTime).unwrap();
        assert!((10.0..12.0).contains(&at), "{at}");
        assert_eq!(figures.get(Quantity::Latency(1)), Some(0.0));
        assert_eq!(figures.get(Quantity::Rate(1)), Some(5.0));
        // Only what lasts longest makes neuron 0 fire.
        assert_eq!(figures.get(Quantity::Latency(0)).is_some(), *tau == 20.0, "{tau}: {figures:?}");
    }
}

/// All that cannot be run is said at once, and nothing is altered.
#[test]
fn what_cannot_be_run_is_refused() {
    let preset = Arc::new(bundled("ampa"));
    let probe = Probe::parse("V_0", preset.network()).unwrap();
    let refused = |path: &str, values: Vec<f64>, duration_ms: f64| {
        let address = preset.find(path).unwrap();
        let plan = Plan::new(&preset, &[], address, values, probe.clone(), duration_ms);
        let mut keys: Vec<&str> = plan.unwrap_err().iter().map(|message| message.key).collect();
        keys.sort_unstable();
        keys
    };
    let c = "populations.0.C_pF";
    assert_eq!(refused(c, vec![], 100.0), ["range-no-values"]);
    assert_eq!(refused(c, vec![100.0, 100.0], 100.0), ["range-twice"]);
    assert_eq!(refused(c, vec![100.0], 1e9), ["range-too-long"]);
    assert_eq!(refused(c, vec![100.0], 0.05), ["range-not-steps"]);
    assert_eq!(refused(c, vec![f64::NAN], 100.0), ["problem-not-a-number"]);
    assert_eq!(refused(c, vec![-5.0, 100.0], -1.0), ["problem-out-of-range-step", "range-not-steps"]);
    assert_eq!(refused("populations.1.n_spikes", vec![1.5], 100.0), ["range-not-whole"]);
    assert_eq!(refused("run.dt_ms", vec![0.1], 100.0), ["range-not-variable"]);
    let many: Vec<f64> = (0..=MOST_VALUES).map(|k| 100.0 + k as f64).collect();
    assert_eq!(refused(c, many, 100.0), ["range-too-many"]);
    // A threshold below the reset is refused as it is where it is typed.
    assert!(!refused("populations.0.V_th_mV", vec![-400.0, -50.0], 100.0).is_empty());
    // Seeds are values, too.
    let address = preset.find("run.seed").unwrap();
    let plan = Plan::new(&preset, &[], address, vec![1.0, 2.0], probe.clone(), 1.0).unwrap();
    assert_eq!(plan.value(1), Some(Value::Count(2)));
    assert_eq!(MOST_STEPS, 2_000_000);
}

/// What is dropped is given up, at once and without being waited for.
#[test]
fn a_job_that_is_dropped_ends() {
    let values = spread(100.0, 300.0, 50, false).unwrap();
    let plan = Arc::new(plan(&bundled("ampa"), "populations.0.C_pF", values, "V_0", 200_000.0));
    let started = Instant::now();
    let job = Job::start(Arc::clone(&plan), 2, || {}).unwrap();
    assert!(!job.is_over() && job.progress() < 0.5);
    drop(job);
    assert!(started.elapsed() < HANG_GUARD / 20);
    while 1 < Arc::strong_count(&plan) {
        assert!(started.elapsed() < HANG_GUARD, "its threads go on");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Models without neurons have ranges, too: N(T) = N₀ exp(−T/τ), and weights that begin where they are set.
#[test]
fn models_without_neurons_are_varied() {
    let preset = bundled("exponential-decay");
    let path = first_path("exponential-decay", "tau_ms");
    let probe = Probe::all(preset.network()).into_iter().next().unwrap();
    let name = probe.describe(preset.network()).unwrap().0;
    let taus = [5.0, 20.0, 100.0];
    for (tau, course) in taus.iter().zip(run(plan(&preset, &path, taus.to_vec(), &name, 100.0), 2)) {
        let figures = course.unwrap().figures;
        let last = figures.get(Quantity::Peak).unwrap();
        assert!((last - (-100.0_f64 / tau).exp()).abs() < 1e-9, "{last} with {tau} ms");
        assert_eq!(figures.get(Quantity::PeakTime), Some(100.0));
    }
    let preset = bundled("hebb-oja-bcm");
    let path = first_path("hebb-oja-bcm", "w1");
    let probe = Probe::all(preset.network()).into_iter().next().unwrap();
    let name = probe.describe(preset.network()).unwrap().0;
    for (w, course) in [0.1, 0.7].iter().zip(run(plan(&preset, &path, vec![0.1, 0.7], &name, 50.0), 1)) {
        let trace = course.unwrap().trace;
        assert!(trace[0] == (0.0, *w) && trace.iter().any(|point| point.1 != *w), "{trace:?}");
    }
    // Where time passes in other steps or at another speed, a range says that it does not go over that.
    let document = Arc::new(preset);
    let address = document.find("run.dt_ms").unwrap();
    let probe = Probe::parse(&name, document.network()).unwrap();
    let refused = Plan::new(&document, &[], address, vec![0.5], probe, 50.0).unwrap_err();
    assert_eq!(refused[0].key, "range-not-variable");
}
