//! The ledger from the command line: rows with their conventions, sentences, other rules on the same spikes, and refusals.

use super::{run, run_patiently};

const SPIKES: [&str; 4] = ["--fire", "pre@10,100,200,260.5", "--fire", "teacher@15,95,205,252"];

/// The cells of a table below its header, and the header.
fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let header = cells(lines.next().unwrap());
    (header, lines.map(cells).collect())
}

fn column<'a>(table: &'a (Vec<String>, Vec<Vec<String>>), name: &str) -> Vec<&'a str> {
    let place = table.0.iter().position(|own| own == name).unwrap();
    table.1.iter().map(|row| row[place].as_str()).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

#[test]
fn rows_add_up_to_what_a_run_records() {
    let ledger = ["ledger", "stdp-window", "--synapse", "pre-post", "--duration", "300"];
    let out = run(&[&ledger[..], &SPIKES, &["--csv", "-"]].concat());
    assert_eq!((out.code(), out.err.as_str()), (0, ""));
    for says in ["# convention: t_ms is when", "t_post − t_pre", "# fire: pre@10", "# seed: 1"] {
        assert!(out.out.contains(says), "{says}");
    }
    let rows = table(&out.out);
    let objects = column(&rows, "object");
    let own = |name: &str| -> Vec<f64> {
        let of = column(&rows, name).into_iter().zip(&objects).filter(|(_, object)| **object == "w_pre-post");
        of.map(|(value, _)| number(value)).collect()
    };
    let (before, after, change) = (own("before"), own("after"), own("change"));
    assert_eq!(change.len(), 8);
    assert!(before[1..].iter().zip(&after).all(|(next, last)| next == last), "a chain");
    let record = ["run", "stdp-window", "--duration", "300", "--csv", "-", "--record", "w_pre-post"];
    let record = run(&[&record[..], &SPIKES].concat());
    let samples = table(&record.out);
    let w = column(&samples, "w_pre-post");
    let whole = number(w.last().unwrap()) - number(w[0]);
    assert!((change.iter().sum::<f64>() - whole).abs() < 1e-12 && whole != 0.0);
    // Without a table, what the rows come to.
    let summary = run(&[&ledger[..], &SPIKES].concat());
    assert_eq!((summary.code(), summary.err.as_str()), (0, ""));
    let line = format!("w_pre-post:0: 8 rows, Σ = {whole}, from {}", before[0]);
    assert!(summary.out.lines().any(|own| own.starts_with(&line)), "{line}: {}", summary.out);
}

/// More rows in a few steps than a ledger keeps are all written: as many as it counts without a table.
#[test]
fn no_row_is_left_out_of_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    let dense = [
        "ledger",
        "stdp-song-2000",
        "--set",
        "populations.exc.rate_Hz=1000",
        "--dt",
        "1",
        "--duration",
        "60",
    ];
    let some = [&dense[..], &["--synapse", "exc-0", "--quiet"]].concat();
    let out = run_patiently(&[&some[..], &["--csv", path.to_str().unwrap()]].concat());
    assert_eq!(out.code(), 0, "{}", out.err);
    let text = std::fs::read_to_string(&path).unwrap();
    let written = text.lines().filter(|line| !line.starts_with('#')).count() - 1;
    let counts = |text: &str| -> usize {
        let rows = text.lines().filter_map(|line| line.split_once(" rows, ")?.0.rsplit_once(' '));
        rows.map(|(_, n)| n.parse::<usize>().unwrap()).sum()
    };
    assert!(66_000 < written, "{written} rows");
    assert_eq!(written, counts(&out.out), "{}", out.out.lines().next().unwrap_or_default());
    let without = run_patiently(&some);
    assert_eq!(counts(&without.out), written);
}

#[test]
fn a_sentence_says_why_something_jumped() {
    let base = ["ledger", "stdp-window", "--synapse", "pre-post", "--neuron", "post", "--duration", "300"];
    let out = run(&[&base[..], &SPIKES, &["--why", "101"]].concat());
    assert_eq!((out.code(), out.err.as_str()), (0, ""));
    let line = out.out.lines().find(|line| line.starts_with("w_pre-post: ")).unwrap();
    // Counted by hand from the times: the trace of the target is e^(−Δt/τ₋) of its two spikes.
    let [first, last] = [15.053_303_328, 95.053_293_659].map(|t: f64| (-(100.0 - t) / 20.0).exp());
    let y = first + last;
    assert!(line.contains("4.947 ms after one of neuron post"), "{line}");
    assert!(line.contains(&format!("y = {y:.5}")), "{y}: {line}");
    assert!(line.contains("Δw = −A₋ y f₋(w) = −0.00525 · "), "{line}");
    assert!(line.contains("The weight fell from 0.50395 to 0.49978."), "{line}");
    let spike = out.out.lines().find(|line| line.starts_with("V_post: ")).unwrap();
    assert!(spike.contains("because its potential reached −54 mV. It was reset to −70 mV."), "{spike}");
    let none = run(&[&base[..], &SPIKES, &["--why", "5"]].concat());
    assert_eq!(none.out, "nothing that is watched had changed by then\n");
}

/// Pairs of spikes of which another rule takes others: what it makes of them, and where the sign is another.
#[test]
fn other_rules_are_compared_on_the_same_spikes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (rows, what_if) = (path("rows.csv"), path("what-if.csv"));
    let set = ["--set", "projections.pre-post.delay_ms=7", "--csv", &rows, "--what-if", &what_if];
    let base = ["ledger", "stdp-window", "--synapse", "pre-post", "--duration", "300"];
    let out = run(&[&base[..], &SPIKES, &set].concat());
    assert_eq!((out.code(), out.err.as_str()), (0, ""), "{}", out.out);
    let rows = table(&std::fs::read_to_string(rows).unwrap());
    let text = std::fs::read_to_string(what_if).unwrap();
    assert!(text.contains("another weight would have changed them"));
    // Names of variants have commas of their own.
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let variants: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let name = |record: &csv::StringRecord| record[1].to_owned();
    let mut names: Vec<String> = variants.iter().map(name).collect();
    names.dedup();
    assert_eq!(names.len(), 32, "4 pairings, 4 dependences, 2 sides: {names:?}");
    assert_eq!(names[0], "All to all, Additive, Axonal");
    let own = |of: &str| -> Vec<&csv::StringRecord> { variants.iter().filter(|row| &row[1] == of).collect() };
    let objects = column(&rows, "object");
    let kept = column(&rows, "after").into_iter().zip(objects).filter(|(_, object)| *object == "w_pre-post");
    for ((after, _), row) in kept.zip(own(&names[0])) {
        assert!((number(after) - number(&row[6])).abs() < 1e-12 && &row[8] == "0");
    }
    // The postsynaptic spike 5 ms after the presynaptic one comes before it, or not, by where 7 ms of delay lie.
    let flipped: Vec<&csv::StringRecord> = variants.iter().filter(|row| &row[8] == "1").collect();
    let of_pair = |row: &csv::StringRecord| row[1].ends_with("Dendritic") && &row[3] == "post";
    assert!(flipped.iter().all(|row| of_pair(row) && 0.0 < number(&row[7])), "{flipped:?}");
    assert_eq!(flipped.iter().map(|row| &row[1]).collect::<std::collections::BTreeSet<_>>().len(), 16);
    let sum = |of: &str| own(of).into_iter().map(|row| number(&row[7])).sum::<f64>();
    let (axonal, dendritic) = (sum(&names[0]), sum("All to all, Additive, Dendritic"));
    assert!(axonal < 0.0 && 0.0 < dendritic, "{axonal}, {dendritic}");
}

/// A saved run with an edit in it: the edit of the weights is a row.
#[test]
fn a_saved_run_is_listed_with_its_edits() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("a.run.ron");
    let preset = bouton::preset::library::find("stdp-window").unwrap().text;
    let edits = "(100, Fire(\"pre:0\")), (150, Fire(\"teacher:0\")), (1500, Set(\"projections.pre-post.plasticity.A_plus\", 0.02)), (1600, Fire(\"pre:0\")), (1650, Fire(\"teacher:0\"))";
    let log =
        format!("(format: 1, bits: 1, preset: {preset}, runs: [(inputs: [{edits}], end: (step: 3000))])");
    std::fs::write(&at, log).unwrap();
    let at = at.to_str().unwrap();
    let out = run(&["ledger", at, "--synapse", "pre-post", "--csv", "-"]);
    assert_eq!((out.code(), out.err.as_str()), (0, ""));
    let rows = table(&out.out);
    let changes: Vec<f64> = column(&rows, "change").into_iter().map(number).collect();
    let raised: Vec<f64> = changes
        .iter()
        .copied()
        .zip(column(&rows, "cause"))
        .filter(|(_, cause)| *cause == "post")
        .map(|(change, _)| change)
        .collect();
    assert_eq!(raised.len(), 3, "the teacher's own spike at 210 ms, too");
    assert!((raised[1] / raised[0] - 4.0).abs() < 0.02, "A₊ is four times what it was: {raised:?}");
    let half = run(&["ledger", at, "--synapse", "pre-post", "--csv", "-", "--duration", "100"]);
    assert!(half.out.lines().count() < out.out.lines().count());
    for (more, says) in [
        (&["--seed", "2"][..], "--seed: a saved run has its own"),
        (&["--duration", "999"], "the run ends at 300 ms"),
        (&["--run", "3"], "the last run of this file is 0"),
    ] {
        let out = run(&[&["ledger", at, "--synapse", "pre-post"][..], more].concat());
        assert_eq!(out.code(), 2);
        assert!(out.err.contains(says), "{}", out.err);
    }
}

#[test]
fn what_cannot_be_listed_is_refused_with_what_can() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("mine.ron");
    std::fs::write(&document, bouton::preset::library::find("stdp-window").unwrap().text).unwrap();
    let document = document.to_str().unwrap();
    for (args, says) in [
        (&["vogels-abbott", "--synapse", "E-E", "--duration", "1"][..], "are more than the 1000"),
        (&["stdp-window", "--synapse", "pre-pst", "--duration", "1"], "try pre-post"),
        (
            &["stdp-window", "--synapse", "pre-post:1", "--duration", "1"],
            "the last synapse of the projection is 0",
        ),
        (&["stdp-window", "--synapse", "pre-post:x", "--duration", "1"], "PROJECTION:N..M"),
        (&["stdp-window", "--synapse", "pre-post:3..1", "--duration", "1"], "PROJECTION:N..M"),
        (&["stdp-window", "--neuron", "pst", "--duration", "1"], "try post"),
        (&["stdp-window", "--neuron", "post:7", "--duration", "1"], "the population's last neuron is 0"),
        (&["stdp-window", "--duration", "1"], "the projections are pre-post, teacher-post"),
        (&["stdp-window", "--synapse", "pre-post"], "--duration is missing"),
        (&["stdp-window", "--synapse", "pre-post", "--duration", "1", "--why", "2"], "the run ends at 1 ms"),
        (&["stdp-window", "--synapse", "pre-post", "--duration", "1", "--run", "0"], "this is a preset"),
        (
            &[document, "--synapse", "pre-post", "--duration", "1", "--csv", document],
            "is the document that is run",
        ),
    ] {
        let out = run(&[&["ledger"], args].concat());
        assert_eq!(out.code(), 2, "{args:?}: {}", out.out);
        assert!(out.err.contains(says), "{args:?}: {}", out.err);
    }
}
