//! Summaries, weights, and sweeps.

use super::*;

#[test]
fn a_summary_is_one_object() {
    let summary = json(&ok(&["run", "ampa", "--duration", "200", "--fire", FIRE, "--summary"]));
    let keys: Vec<&String> = summary.as_object().unwrap().keys().collect();
    let expected = [
        "V_beyond_1000_mV",
        "bouton",
        "command",
        "cv_isi",
        "document",
        "dt_ms",
        "duration_ms",
        "ended_by",
        "every_ms",
        "fire",
        "from_ms",
        "ignored",
        "model_ms",
        "more_than_a_spike_a_step",
        "partial",
        "preset",
        "rate_hz",
        "real_time_factor",
        "record",
        "seed",
        "set",
        "spikes",
        "title",
        "wall_s",
        "weights",
    ];
    assert_eq!(keys, expected);
    assert_eq!(summary["preset"], "ampa");
    assert_eq!((&summary["spikes"]["0"], &summary["spikes"]["1"]), (&6.into(), &10.into()));
    assert_eq!(
        (&summary["model_ms"], &summary["dt_ms"], &summary["seed"]),
        (&200.0.into(), &0.1.into(), &1.into())
    );
    assert_eq!(summary["rate_hz"]["1"], 50.0);
    assert_eq!(summary["ignored"], 0);
    // Without any output a run still says what happened; in no time nothing does.
    assert_eq!(json(&ok(&["run", "ampa", "--duration", "0"]))["model_ms"], 0.0);
    // A second spike within the refractory period does not happen and is counted.
    let ignored = json(&ok(&["run", "ampa", "--duration", "10", "--fire", "1@5,5.5", "--quiet"]));
    assert_eq!((&ignored["ignored"], &ignored["spikes"]["1"]), (&1.into(), &1.into()));
}

/// Statistics count from a time on, and the weights of plastic projections are summed up and written out.
#[test]
fn weights_and_irregularity_are_summed_up() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w.csv");
    let run = [
        "run",
        "stdp-song-2000",
        "--duration",
        "3000",
        "--from",
        "1000",
        "--quiet",
        "--summary",
        "--weights",
    ];
    let summary = json(&ok(&[&run[..], &[file.to_str().unwrap()]].concat()));
    let weights = &summary["weights"];
    assert_eq!(weights.as_object().unwrap().len(), 1, "only weights that change are listed: {weights}");
    let text = std::fs::read_to_string(&file).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!((rows[0], rows.len()), ("projection,pre,post,w", 1001));
    assert!(rows[1].starts_with("exc-0,0,0,") && rows[1000].starts_with("exc-0,999,0,"), "{}", rows[1]);
    let w: Vec<f64> = rows[1..].iter().map(|row| row.rsplit(',').next().unwrap().parse().unwrap()).collect();
    let mean = w.iter().sum::<f64>() / 1000.0;
    assert!((mean - weights["exc-0"]["mean"].as_f64().unwrap()).abs() < 1e-12 && 0.5 < mean && mean < 1.0);
    let above = w.iter().filter(|w| 0.9 < **w).count();
    assert_eq!(weights["exc-0"]["above_0.9"], f64::from(u32::try_from(above).unwrap()) / 1000.0);
    let cv = |name: &str| summary["cv_isi"][name].as_f64().unwrap();
    assert!((cv("exc") - 1.0).abs() < 0.1, "Poisson trains have a CV of 1: {}", cv("exc"));
    let count = summary["spikes"]["exc"].as_f64().unwrap();
    assert!((summary["rate_hz"]["exc"].as_f64().unwrap() - count / 1000.0 / 2.0).abs() < 1e-9);
    let nothing = json(&ok(&["run", "ampa", "--duration", "10", "--summary"]));
    assert_eq!(
        (&nothing["weights"], &nothing["cv_isi"]["0"]),
        (&serde_json::json!({}), &serde_json::Value::Null)
    );
}

/// What a synapse learns from a random spike at the last boundary is in the weights: they are those of one more step in which
/// nothing happens, and differ from those of one step less. The delay is on the dendrite's side, so that the spike reaches the
/// synapse when it leaves the axon.
#[test]
fn weights_hold_what_the_last_boundary_taught() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dendritic.ron");
    let text = library::find("stdp-song-2000").unwrap().text;
    let changed = text.replacen("delay_ms: 0.0,", "delay_ms: 2.0, delay_side: Dendritic,", 1);
    assert!(changed != text && changed.contains("id: 3, name: \"exc-0\""), "the first projection learns");
    std::fs::write(&file, changed).unwrap();
    let run = |duration: f64, what: &str| {
        let duration = format!("{duration:.1}");
        let settings = ["--set", "populations.exc.rate_Hz=0.5", "--set", "populations.0.I_app_pA=400"];
        let args =
            [&["run", file.to_str().unwrap(), "--duration", &duration, "--quiet", what, "-"], &settings[..]];
        let rows = ok(&args.concat());
        rows.lines().filter(|line| !line.starts_with('#')).skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let spikes: Vec<(f64, String, usize)> = run(400.0, "--spikes")
        .iter()
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            (cells[0].parse().unwrap(), cells[1].to_owned(), cells[2].parse().unwrap())
        })
        .collect();
    // One random spike, and nothing else that teaches in the steps around it.
    let alone = |t: f64| {
        let near = spikes.iter().filter(|(other, name, _)| {
            (name == "exc" && (other - t).abs() < 0.25)
                || (name == "0" && t - 2.5 < *other && *other < t + 0.3)
        });
        near.count() == 1
    };
    let lonely = spikes.iter().filter(|(t, name, _)| name == "exc" && 100.0 < *t && alone(*t));
    let mut n = 0;
    for (time, _, axon) in lonely.take(5) {
        n += 1;
        let [before, at, after] = [time - 0.1, *time, time + 0.1].map(|t| run(t, "--weights"));
        assert_eq!(at, after, "{time} ms, axon {axon}");
        let changed: Vec<usize> = (0..at.len()).filter(|row| at[*row] != before[*row]).collect();
        assert_eq!(changed, [*axon], "{time} ms");
    }
    assert_eq!(n, 5);
}

/// All combinations in order, the same bytes whatever the number of threads, and nothing runs when something is wrong.
#[test]
fn a_sweep_runs_the_product() {
    let folder = tempfile::tempdir().unwrap();
    let sweep = |name: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let args = ["sweep", "stdp-song-2000", "--duration", "600", "--from", "100", "--quiet", "--csv"];
        ok(&[&args[..], &[file.to_str().unwrap()], more].concat());
        std::fs::read_to_string(file).unwrap()
    };
    let product = [
        "--set",
        "populations.exc.rate_Hz=10,20",
        "--set",
        "projections.exc-0.plasticity.ratio=1,1.1",
        "--seeds",
        "1..3",
    ];
    let one = sweep("one.csv", &[&product[..], &["--jobs", "1"]].concat());
    let three = sweep("three.csv", &[&product[..], &["--jobs", "3"]].concat());
    assert_eq!(bare(&one), bare(&three));
    let rows = rows(&one);
    assert_eq!(rows.len(), 13);
    assert_eq!(rows[0][..3], ["populations.exc.rate_Hz", "projections.exc-0.plasticity.ratio", "seed"]);
    assert_eq!(
        (rows[1][..3].to_vec(), rows[12][..3].to_vec()),
        (vec!["10", "1", "1"], vec!["20", "1.1", "3"])
    );
    assert_eq!(rows[2][..3], ["10", "1", "2"], "seeds change first");
    let column = |name: &str| rows[0].iter().position(|cell| *cell == name).unwrap();
    let rate = |row: usize| rows[row][column("rate_Hz exc")].parse::<f64>().unwrap();
    assert!((rate(1) - 10.0).abs() < 1.0 && (rate(12) - 20.0).abs() < 1.0);
    let summary =
        json(&ok(&["run", "stdp-song-2000", "--duration", "600", "--from", "100", "--summary", "--quiet"]));
    let alone = sweep("alone.csv", &[]);
    let last: Vec<&str> = alone.lines().last().unwrap().split(',').collect();
    assert_eq!(last[1 + 4].parse::<f64>().unwrap(), summary["rate_hz"]["0"].as_f64().unwrap(), "{alone}");

    let wrong = |more: &[&str], expected: &[&str]| {
        refused(&[&["sweep", "ampa", "--duration", "10"][..], more].concat(), expected);
    };
    wrong(&["--set", "populations.0.I_ap_pA=1,2"], &["did you mean populations.0.I_app_pA?"]);
    wrong(
        &["--set", "populations.0.I_app_pA=1,x", "--set", "nonsense=1"],
        &["“x” is not a number", "nonsense"],
    );
    wrong(&["--set", "populations.0.I_app_pA=1,99999"], &["outside -50000 to 50000"]);
    wrong(&["--seeds", "6..1"], &["counts down; write 1..6"]);
    refused(&["sweep", "exponential-decay", "--duration", "10"], &["nothing to sweep"]);
}
