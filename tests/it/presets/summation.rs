//! Sums of potentials: in time, in space, with saturation, under a shunt, and with the sign that E gives them.

use bouton::preset::Preset;

use super::{bundled, peak, run, spikes, with, without_trains};

/// One unit of the last printed digit of tables with two decimals. The error at dt = 0.05 ms is below 2e-5 mV.
const TOLERANCE_MV: f64 = 0.01;

/// The preset without trains, at dt = 0.05 ms.
fn quiet(name: &str) -> Preset {
    with(&without_trains(&bundled(name)), &[("run.dt_ms", 0.05)])
}

/// Peak of V of a population above rest [mV] and its time after 10 ms [ms].
fn epsp(preset: &Preset, clicks: &[(&str, f64)], probe: &str) -> (f64, f64) {
    let recording = run(preset, 160.0, clicks, &[probe]);
    let (time, V) = peak(preset, &recording.columns[0], 10.0, 160.0);
    (V + 70.0, time - 10.0)
}

const INTERVALS_MS: [f64; 7] = [0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 50.0];
const LINEAR_MV: [f64; 7] = [10.02, 9.75, 9.09, 8.34, 7.68, 6.71, 5.78];
const SATURATING_MV: [f64; 7] = [5.25, 8.08, 8.48, 8.12, 7.59, 6.70, 5.78];

/// Two clicks at the intervals of the table. A source without refractory period can fire twice at once.
#[test]
fn two_pulses_of_one_synapse_reach_the_linear_row() {
    let preset = with(&quiet("temporal-summation"), &[("populations.1.t_ref_ms", 0.0)]);
    for (d, table) in INTERVALS_MS.into_iter().zip(LINEAR_MV) {
        let (V, _) = epsp(&preset, &[("1", 10.0), ("1", 10.0 + d)], "V_0");
        println!("temporal summation, {d} ms: {V:.4} mV (table {table})");
        assert!((V - table).abs() <= TOLERANCE_MV, "{d} ms: {V} mV");
    }
}

/// The trains of the preset are such pairs: their rate is one over the interval.
#[test]
fn pairs_of_the_train_reach_the_same_peaks() {
    let preset = with(&bundled("temporal-summation"), &[("run.dt_ms", 0.05)]);
    for (d, table) in INTERVALS_MS.into_iter().zip(LINEAR_MV).skip(1) {
        let preset = with(&preset, &[("populations.1.rate_Hz", 1000.0 / d)]);
        let recording = run(&preset, 199.0, &[], &["V_0"]);
        let (_, V) = peak(&preset, &recording.columns[0], 0.0, 199.0);
        assert!((V + 70.0 - table).abs() <= TOLERANCE_MV, "{d} ms: {V} mV");
    }
}

/// The second row of the same table: what is open already cannot open again.
#[test]
fn saturation_makes_the_row_non_monotone() {
    let preset = with(&quiet("saturation"), &[("populations.1.t_ref_ms", 0.0)]);
    let mut saturating = Vec::new();
    for (i, d) in INTERVALS_MS.into_iter().enumerate() {
        let clicks = [("1", 10.0), ("1", 10.0 + d)];
        let (linear, _) = epsp(&preset, &clicks, "V_linear");
        let (V, _) = epsp(&preset, &clicks, "V_saturating");
        let (row, other) = (LINEAR_MV[i], SATURATING_MV[i]);
        println!("saturation, {d} ms: linear {linear:.4} ({row}), saturating {V:.4} ({other})");
        assert!((linear - row).abs() <= TOLERANCE_MV, "{d} ms, linear: {linear} mV");
        assert!((V - other).abs() <= TOLERANCE_MV, "{d} ms, saturating: {V} mV");
        saturating.push(V);
    }
    assert!(saturating[0] < saturating[1] && saturating[1] < saturating[2]);
    assert!(saturating[3] < saturating[2], "the best interval lies in between");
}

/// Two synapses are one linear synapse; together they give a little less than twice 5.252 mV.
#[test]
fn two_synapses_are_the_linear_row() {
    let preset = quiet("spatial-summation");
    for (d, table) in INTERVALS_MS.into_iter().zip(LINEAR_MV) {
        let (V, _) = epsp(&preset, &[("1", 10.0), ("2", 10.0 + d)], "V_0");
        println!("spatial summation, {d} ms: {V:.4} mV (table {table})");
        assert!((V - table).abs() <= TOLERANCE_MV, "{d} ms: {V} mV");
    }
    let (alone, _) = epsp(&preset, &[("2", 10.0)], "V_0");
    let (both, _) = epsp(&preset, &[("1", 10.0), ("2", 10.0)], "V_0");
    let sum = 2.0 * alone;
    println!("spatial summation: {alone:.4} mV alone, {both:.4} mV both, of a sum of {sum:.4} mV");
    assert!((alone - 5.252).abs() <= 0.001 && (sum - 10.50).abs() <= TOLERANCE_MV);
    assert!(both < sum - 0.4);
}

/// What the trains of the presets show in turn: 1 alone, 2 alone, both, and 1 alone again.
#[test]
fn trains_show_one_the_other_and_both() {
    let figures = |name: &str| {
        let preset = with(&bundled(name), &[("run.dt_ms", 0.05)]);
        let V = run(&preset, 1200.0, &[], &["V_0"]).columns.swap_remove(0);
        // From a little after each spike, as what is left of the one before falls to 0.
        [20.0, 220.0, 420.0, 620.0].map(|from| peak(&preset, &V, from + 1.0, from + 150.0).1 + 70.0)
    };
    let spatial = figures("spatial-summation");
    println!("spatial summation, trains: {spatial:.4?} mV");
    for (V, expected) in spatial.into_iter().zip([5.252, 5.252, 10.02, 5.252]) {
        assert!((V - expected).abs() <= 0.005, "{spatial:?}");
    }
    let shunt = figures("shunting-inhibition");
    println!("shunting inhibition, trains: {shunt:.4?} mV");
    for (V, expected) in shunt.into_iter().zip([10.02, 0.0, 6.80, 10.02]) {
        assert!((V - expected).abs() <= 0.005, "{shunt:?}");
    }
}

#[test]
fn a_shunt_divides() {
    let preset = quiet("shunting-inhibition");
    let path = "projections.2-0.receptors.gaba_a.g_max_nS";
    for (g, table) in [(0.0, 10.02), (10.0, 9.01), (20.0, 8.16), (40.0, 6.80)] {
        let (V, _) = epsp(&with(&preset, &[(path, g)]), &[("1", 10.0), ("2", 10.0)], "V_0");
        println!("shunting, {g} nS: {V:.4} mV (table {table})");
        assert!((V - table).abs() <= TOLERANCE_MV, "{g} nS: {V} mV");
    }
    // Alone it moves nothing: V is where it was, to rounding.
    let V = run(&preset, 100.0, &[("2", 10.0)], &["V_0"]).columns.swap_remove(0);
    assert!(V.iter().all(|V| (V + 70.0).abs() <= 1e-12));
    // By how much later it comes: least is left at 2 ms, and from 10 ms on the peak has passed.
    let lags: Vec<f64> = (-20..=40).map(|k| 0.5 * f64::from(k)).collect();
    let after: Vec<f64> =
        lags.iter().map(|lag| epsp(&preset, &[("1", 20.0), ("2", 20.0 + lag)], "V_0").0).collect();
    let best = (0..lags.len()).min_by(|a, b| after[*a].total_cmp(&after[*b])).unwrap();
    println!("shunting, 40 nS: least {:.4} mV {} ms later (table 6.41, 2)", after[best], lags[best]);
    assert_eq!(lags[best], 2.0);
    assert!((after[best] - 6.41).abs() <= TOLERANCE_MV);
    for (lag, V) in lags.iter().zip(&after).filter(|(lag, _)| 10.0 <= **lag) {
        assert!((V - 10.020).abs() <= 0.001, "{V} mV when it comes {lag} ms later");
    }
}

/// From rest the immature neuron is depolarised and silent; near the threshold it fires, while the adult one does not.
#[test]
fn the_sign_of_gaba_is_that_of_its_driving_force() {
    let preset = with(&bundled("excitatory-gaba"), &[("run.dt_ms", 0.05)]);
    let mut at_rest = preset.clone();
    for name in ["immature", "adult"] {
        let path = |key: &str| format!("populations.{name}.{key}");
        at_rest = with(&at_rest, &[(&path("I_app_pA"), 0.0), (&path("V_init_mV"), -70.0)]);
    }
    for (g, table) in [(10.0, 3.2), (100.0, 15.1)] {
        let strong = with(&at_rest, &[("projections.1-immature.receptors.gaba_a.g_max_nS", g)]);
        let (V, _) = epsp(&strong, &[("1", 10.0)], "V_immature");
        println!("excitatory GABA from rest, {g} nS: {V:.4} mV (table {table})");
        // One decimal is printed.
        assert!((V - table).abs() <= 0.1, "{g} nS: {V} mV");
        let recording = run(&strong, 200.0, &[("1", 10.0)], &[]);
        assert!(spikes(&strong, &recording, "immature").is_empty(), "it stays below the threshold");
    }
    let silent = run(&preset, 1000.0, &[], &[]);
    assert!(silent.spikes.is_empty(), "the drive alone makes neither fire");
    let recording = run(&preset, 300.0, &[("1", 50.0)], &["V_adult"]);
    let fired = [spikes(&preset, &recording, "immature"), spikes(&preset, &recording, "adult")];
    println!("excitatory GABA with a drive: spikes of the immature and the adult neuron {fired:.2?} ms");
    assert_eq!([fired[0].len(), fired[1].len()], [1, 0]);
    let lowest = recording.columns[0].iter().copied().fold(f64::INFINITY, f64::min);
    assert!(lowest < -56.0, "the adult neuron is inhibited: {lowest} mV");
}
