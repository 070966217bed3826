//! What a run gives: spikes, samples, and what can be chosen of them.

use super::*;

#[test]
fn a_run_gives_the_known_spikes() {
    let csv = ok(&["run", "ampa", "--duration", "200", "--fire", FIRE, "--spikes", "-"]);
    let times = spike_times(&csv, "0");
    assert_eq!(times.len(), SPIKES_MS.len(), "{times:?}");
    for (time, expected) in times.iter().zip(SPIKES_MS) {
        assert!((time - expected).abs() <= 0.01, "{times:?}");
    }
    let fired: Vec<f64> = (1..=10).map(|k| f64::from(k) * 10.0).collect();
    assert_eq!(spike_times(&csv, "1"), fired);
    assert_eq!(rows(&csv)[0], ["t_ms", "population", "neuron"]);
    // The same, fired at a neuron by its number, and in several arguments.
    let by_number = ok(&[
        "run",
        "ampa",
        "--duration",
        "200",
        "--fire",
        "1:0@10,20,30,40,50",
        "--fire",
        "1:0@100,90,80,70,60",
        "--spikes",
        "-",
    ]);
    assert_eq!(bare(&by_number), bare(&csv));
}

#[test]
fn samples_have_a_header_and_a_row_for_every_step_and_the_last() {
    let csv = ok(&["run", "ampa", "--duration", "200", "--fire", FIRE, "--csv", "-"]);
    let provenance: Vec<&str> = csv.lines().take_while(|line| line.starts_with('#')).collect();
    assert_eq!(provenance[0], concat!("# Bouton ", env!("CARGO_PKG_VERSION")));
    for line in ["# preset: ampa", "# seed: 1", "# dt_ms: 0.1"] {
        assert!(provenance.contains(&line), "{line} in {provenance:?}");
    }
    assert_eq!(csv.lines().filter(|line| line.starts_with('#')).count(), provenance.len());
    assert_eq!(csv.lines().nth(provenance.len()), Some("t_ms,V_0_mV,g_1-0_nS"));
    let rows = rows(&csv);
    assert_eq!(rows.len(), 1 + 2001);
    assert_eq!((rows[1][0], rows[2][0], rows[4][0], rows[2001][0]), ("0", "0.1", "0.3", "200"));
    for row in &rows[1..] {
        assert_eq!(row.len(), 3);
        assert!(row.iter().all(|cell| cell.parse::<f64>().is_ok_and(f64::is_finite)), "{row:?}");
    }
    let g_at_10: f64 = rows.iter().find(|row| row[0] == "10").unwrap()[2].parse().unwrap();
    assert!((g_at_10 - 10.0).abs() < 1e-9, "the release at 10 ms opens everything: {g_at_10}");
}

#[test]
fn the_locale_changes_no_byte() {
    let args = ["run", "ampa", "--duration", "100", "--fire", FIRE, "--csv", "-"];
    let plain = ok(&args);
    for locale in ["de_DE.UTF-8", "tr_TR.UTF-8", "C", ""] {
        let mut command = bouton();
        command.args(args).env("LC_ALL", locale).env("LANG", locale).env("LC_NUMERIC", locale);
        let output = finish(command, None);
        assert_eq!(output.code(), 0, "{locale}: {}", output.err);
        assert!(output.out == plain, "{locale} changes the output");
        let mut command = bouton();
        command.args(["check", "ampa", EVERYTHING]).env("LC_ALL", locale);
        assert_eq!(finish(command, None).code(), 0, "{locale}");
    }
}

#[test]
fn what_is_recorded_and_how_often_can_be_chosen() {
    let csv = ok(&[
        "run",
        "ampa",
        "--duration",
        "20",
        "--every",
        "0.5",
        "--record",
        "g_1-0,P_s_1-0,V_0",
        "--csv",
        "-",
    ]);
    let sampled = rows(&csv);
    assert_eq!(sampled[0], ["t_ms", "g_1-0_nS", "P_s_1-0", "V_0_mV"]);
    assert_eq!(sampled.len(), 1 + 41);
    assert_eq!((sampled[2][0], sampled[41][0]), ("0.5", "20"));
    // Samples are taken at multiples of the interval; what follows the last of them is not sampled.
    let odd = ok(&["run", "ampa", "--duration", "20", "--every", "7", "--csv", "-"]);
    assert_eq!(rows(&odd).len(), 1 + 3);
    let large =
        ok(&["run", EVERYTHING, "--duration", "5", "--record", "V_excitatory:19,I_single", "--csv", "-"]);
    assert_eq!(rows(&large)[0], ["t_ms", "V_excitatory:19_mV", "I_single_pA"]);
    refused(
        &["run", "ampa", "--duration", "1", "--every", "0.25", "--csv", "-"],
        &["--every 0.25", "multiple of the step, 0.1 ms"],
    );
    refused(&["run", "ampa", "--duration", "1", "--every", "0", "--csv", "-"], &["multiple of the step"]);
    refused(
        &["run", "ampa", "--duration", "1", "--record", "V_O", "--csv", "-"],
        &["“V_O” is not a quantity that can be recorded", "did you mean “V_0”?"],
    );
    refused(
        &["run", EVERYTHING, "--duration", "1", "--record", "V_excitatory:20", "--csv", "-"],
        &["“V_excitatory:20” is not a quantity that can be recorded"],
    );
}

#[test]
fn seed_step_and_parameters_can_be_changed() {
    let spikes = |args: &[&str]| {
        let args = [&["run", EVERYTHING, "--duration", "300", "--spikes", "-"], args].concat();
        ok(&args)
    };
    let (first, again, other) =
        (spikes(&["--seed", "1"]), spikes(&["--seed", "1"]), spikes(&["--seed", "2"]));
    assert!(first == again, "one seed, one run");
    assert_ne!(spike_times(&first, "Quelle_β"), spike_times(&other, "Quelle_β"));
    assert!(other.contains("# seed: 2\n"), "the seed that ran is named");

    let coarse = ok(&["run", "ampa", "--duration", "10", "--dt", "0.5", "--csv", "-"]);
    assert_eq!(rows(&coarse).len(), 1 + 21);
    assert!(coarse.contains("# dt_ms: 0.5\n"));
    refused(
        &["run", "ampa", "--duration", "10", "--dt", "0.3"],
        &["run.dt_ms: a time step of 0.3 ms is not available"],
    );
    refused(&["run", "ampa", "--duration", "10", "--dt", "nan"], &["--dt", "is not a number"]);

    let driven =
        ok(&["run", "ampa", "--duration", "500", "--set", "populations.0.I_app_pA=300", "--spikes", "-"]);
    assert!(3 < spike_times(&driven, "0").len(), "{driven}");
    // Neither goes alone: the threshold would lie below the reset, or the reset above the threshold.
    let (reset, threshold) = ("populations.0.V_reset_mV=-50", "populations.0.V_th_mV=-45");
    refused(
        &["run", "ampa", "--duration", "1", "--set", reset],
        &["V_reset_mV: -50 mV is outside -500 to -54 mV", "the threshold must be above the reset"],
    );
    for order in [[reset, threshold], [threshold, reset]] {
        ok(&["run", "ampa", "--duration", "1", "--summary", "--set", order[0], "--set", order[1]]);
    }
    let linear = "projections.1-0.receptors.ampa.kinetics.summation=Linear";
    ok(&["run", "ampa", "--duration", "1", "--summary", "--set", linear]);
}
