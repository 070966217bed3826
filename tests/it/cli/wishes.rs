//! What cannot happen is said, in the words of whoever asked for it; and results say how they were made.

use std::fs;

use super::{EVERYTHING, FIRE, bouton, finish, json, ok, refused, rows, run};
use bouton::preset::library;
use bouton::units::time_words;

#[test]
fn a_wish_that_cannot_be_met_is_refused() {
    let cases: &[(&str, &[&str])] = &[
        ("run ampa --duration 10 --record V_0", &["--record says what stands in a table", "add --csv FILE"]),
        ("run ampa --duration 10 --every 1 --spikes -", &["--every says what stands in a table"]),
        ("run ampa --duration 10 --csv - --record V_0,g_1-0,V_0", &["--record names V_0 twice"]),
        ("run ampa --duration 10 --csv - --from 5", &["--from says what a summary counts"]),
        ("run ampa --duration 10 --from 10", &["--from 10 leaves nothing to count in a run of 10 ms"]),
        ("run ampa --duration 10 --summary --from 11", &["--from 11 leaves nothing"]),
        ("run ampa --duration 10 --from -1", &["-1 ms is outside 0 to"]),
        ("run ampa --duration 10.05", &["--duration 10.05 ends inside a step of 0.1 ms; 10 and 10.1 do not"]),
        (
            "run ampa --duration 10.5 --dt 1",
            &["--duration 10.5 ends inside a step of 1 ms; 10 and 11 do not"],
        ),
        ("run exponential-decay --duration 0.05", &["--duration 0.05 ends inside a step"]),
        ("run ampa --duration 10 --csv - --every 20", &["--every 20 is longer than the run of 10 ms"]),
        ("run ampa --duration 10 --fire 1@5,10.1", &["10.1 ms comes after the end of the run at 10 ms"]),
        ("run ampa --duration 10 --weights -", &["--weights: no weights of this preset change"]),
        (
            "run ampa --duration 10 --set populations.0.n=2 --set populations.0.n=3",
            &["populations.0.n is set twice"],
        ),
        ("run ampa --duration 10 --seed 2 --set run.seed=3", &["run.seed is set twice"]),
        ("run ampa --duration 10 --seed -1", &["a seed is a whole number from 0 to 18446744073709551615"]),
        ("run ampa --duration 10 --seed 1.5", &["a seed is a whole number from 0"]),
        ("run ampa --duration 10 --dt x", &["“x” is not a number"]),
        ("run ampa", &["--duration is missing", "--duration 200"]),
        ("run exponential-decay --duration 10 --spikes -", &["--spikes: a model without neurons"]),
        ("run exponential-decay --duration 10 --weights -", &["--weights: a model without neurons"]),
        ("run exponential-decay --duration 10 --from 1", &["--from: a model without neurons"]),
        ("run exponential-decay --duration 10 --fire 1@1", &["this model has no neurons that could fire"]),
        (
            "run exponential-decay --duration 10 --csv - --record M",
            &["“M” is not a quantity that can be recorded", "N"],
        ),
        ("run hebb-oja-bcm --duration 10 --csv - --record w_1,w_1", &["--record names w_1 twice"]),
        ("run hebb-oja-bcm --duration 10 --record w_1", &["--record says what stands in a table"]),
        ("sweep ampa --duration 10 --jobs 0", &["how many runs at a time, from 1"]),
        ("sweep ampa --duration 10 --jobs -2", &["how many runs at a time, from 1"]),
        ("sweep ampa --duration 10 --jobs 1e9", &["how many runs at a time, from 1"]),
        ("sweep ampa --duration 10 --seeds 5..1", &["--seeds 5..1 counts down; write 1..5"]),
        (
            "sweep ampa --duration 10 --seeds -1",
            &["seeds are whole numbers from 0, written as 1..6 or 1,2,5"],
        ),
        ("sweep ampa --duration 10 --seeds 1,2,1", &["seed 1 is there twice"]),
        ("sweep ampa --duration 10 --seeds 1..99999", &["too many seeds; the limit of a range is 10000"]),
        ("sweep ampa --duration 10 --seeds 1,2 --set run.seed=3", &["run.seed is set twice"]),
        ("sweep ampa --duration 10 --set run.seed=3 --set run.seed=4", &["run.seed is set twice"]),
        ("sweep ampa --duration 10 --from 10", &["--from 10 leaves nothing to count"]),
        ("sweep ampa --duration 10.5 --set run.dt_ms=0.5,1", &["--duration 10.5 ends inside a step of 1 ms"]),
        ("sweep ampa --duration -5", &["-5 ms is outside 0 to"]),
        ("sweep ampa --duration 10 --csv x.png", &["x.png: what is written is CSV; name it x.csv"]),
    ];
    for (line, said) in cases {
        refused(&line.split(' ').collect::<Vec<_>>(), said);
    }
    let screenshots: &[(&str, &[&str])] = &[
        ("screenshot ampa x.jpg", &["x.jpg: what is written is PNG; name it x.png"]),
        ("screenshot ampa x.png --language fr", &["--language fr: the window speaks en, de"]),
        (
            "screenshot ampa x.png --lesson nmad",
            &["--lesson nmad: there is no lesson of that name; try nmda"],
        ),
        ("screenshot ampa x.png --lesson qwertyuiop", &["try first-steps, synapse"]),
        ("screenshot ampa x.png --lesson nmda:0", &["the lesson has the steps 1 to"]),
        ("screenshot ampa x.png --lesson nmda:99", &["--lesson nmda:99: the lesson has the steps 1 to"]),
        ("screenshot ampa x.png --lesson nmda:two", &["the lesson has the steps 1 to"]),
        ("screenshot ampa x.png --lecture", &["--lesson"]),
        ("screenshot ampa x.png --welcome --lesson nmda", &["cannot be used with"]),
        ("screenshot ampa x.png --after 5 --fire 1@10", &["10 ms comes after the end of the run at 5 ms"]),
        (
            "screenshot ampa x.png --after 5.05",
            &["--after 5.05 ends inside a step of 0.1 ms; 5 and 5.1 do not"],
        ),
        ("screenshot ampa x.png --size -1x5", &["write a size as 1280x720"]),
        ("screenshot ampa x.png --scale -1", &["write a scale from 0.25 to 4"]),
        ("screenshot ampa x.png --after -1", &["-1 ms is outside 0 to"]),
    ];
    for (line, said) in screenshots.iter().filter(|_| cfg!(feature = "gui")) {
        refused(&line.split(' ').collect::<Vec<_>>(), said);
    }
    assert!(!std::path::Path::new("x.png").exists() && !std::path::Path::new("x.csv").exists());
    println!("{} wishes refused", cases.len() + screenshots.len());
}

#[test]
fn what_is_not_there_cannot_be_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let ampa = library::find("ampa").unwrap().text;
    let (start, end) = (ampa.find("plots: [").unwrap(), ampa.find("panes: ").unwrap());
    fs::write(at("bare.ron"), format!("{}plots: [], {}", &ampa[..start], &ampa[end..])).unwrap();
    refused(
        &["run", &at("bare.ron"), "--duration", "1", "--csv", "-"],
        &["there is nothing to record", "--record help"],
    );
    ok(&["run", &at("bare.ron"), "--duration", "1", "--csv", "-", "--record", "V_0"]);
    // Which of many pairs are joined is drawn with the seed.
    let random = ampa.replace("n: 1, kind: SpikeSource", "n: 100, kind: SpikeSource");
    let random = random.replace("connect: AllToAll", "connect: Probability(0.1)");
    fs::write(at("random.ron"), random).unwrap();
    let record = |probe: &'static str| ["--duration", "1", "--csv", "-", "--record", probe];
    let random = at("random.ron");
    ok(&[&["run", random.as_str()][..], &record("P_s_1-0:1")].concat());
    refused(
        &[&["run", random.as_str()][..], &record("P_s_1-0:99")].concat(),
        &["P_s_1-0:99 cannot be recorded", "another seed"],
    );
}

#[test]
fn what_can_be_recorded_is_listed() {
    let listed = ok(&["run", "ampa", "--record", "help"]);
    for probe in ["V_0 ", "g_1-0 ", "P_s_1-0 ", "w_1-0 "] {
        assert!(listed.lines().any(|line| line.starts_with(probe)), "{probe} in {listed}");
    }
    assert!(
        listed.lines().any(|line| line.contains("mV") && line.contains("Membrane potential.")),
        "{listed}"
    );
    let names: Vec<&str> = listed.lines().map(|line| line.split(' ').next().unwrap()).collect();
    let csv = ok(&["run", "ampa", "--duration", "1", "--csv", "-", "--record", &names.join(",")]);
    assert_eq!(rows(&csv)[0].len(), names.len() + 1);
    let large = ok(&["run", EVERYTHING, "--record", "help"]);
    let range = large.lines().find(|line| line.starts_with("V_excitatory:0…")).unwrap();
    let last: u32 = range["V_excitatory:0…".len()..].split(' ').next().unwrap().parse().unwrap();
    assert_eq!(last, 19);
    assert!(ok(&["run", "exponential-decay", "--record", "help"]).starts_with('N'));
    let learning = ok(&["run", "hebb-oja-bcm", "--duration", "10", "--csv", "-", "--record", "y,w_2"]);
    assert_eq!(rows(&learning)[0], ["t_ms", "y", "w_2"]);
}

#[test]
fn results_say_how_they_were_made() {
    let with = |more: &[&str]| {
        let run = ["run", "stdp-lecture", "--duration", "50", "--seed", "7"];
        ok(&[&run[..], more].concat())
    };
    let heads = |csv: &str| {
        csv.lines().take_while(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    let set = ["--set", "run.dt_ms=0.2", "--every", "1", "--record", "V_0"];
    for output in ["--csv", "--spikes", "--weights"] {
        let more = if output == "--csv" { &set[..] } else { &set[..2] };
        let csv = with(&[more, &[output, "-"]].concat());
        let head = heads(&csv);
        let mut expected = vec![
            "# seed: 7".to_owned(),
            "# dt_ms: 0.2".to_owned(),
            "# duration_ms: 50".to_owned(),
            "# set: run.dt_ms=0.2".to_owned(),
            "# preset: stdp-lecture".to_owned(),
            format!(
                "# command: bouton run stdp-lecture --duration 50 --seed 7 {} {output} -",
                more.join(" ")
            ),
        ];
        if output == "--csv" {
            expected.extend(["# every_ms: 1".to_owned(), "# record: V_0".to_owned()]);
        }
        for line in expected {
            assert!(head.contains(&line), "{line} is not in {head:#?}");
        }
        assert!(head.iter().any(|line| line.starts_with("# document: fnv1a64:")), "{head:#?}");
    }
    let summary = json(&with(&["--summary", "--from", "10", "--set", "run.dt_ms=0.5"]));
    assert_eq!(summary["bouton"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        (&summary["from_ms"], &summary["seed"], &summary["partial"]),
        (&10.0.into(), &7.into(), &false.into())
    );
    assert_eq!(summary["set"], serde_json::json!(["run.dt_ms=0.5"]));
    assert!(summary["command"].as_str().unwrap().ends_with("--from 10 --set run.dt_ms=0.5"));
    // Runs that differ in what was set or fired can be told apart by their results alone, and so can documents.
    let fired =
        |fire: &str| heads(&ok(&["run", "ampa", "--duration", "50", "--fire", fire, "--spikes", "-"]));
    assert_ne!(fired("1@10"), fired("1@10,10.05"));
    assert!(fired("1@10").contains(&"# fire: 1@10".to_owned()));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.ron");
    let document = |text: &str| {
        fs::write(&file, text).unwrap();
        json(&ok(&["run", file.to_str().unwrap(), "--duration", "1"]))["document"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let text = library::find("ampa").unwrap().text;
    assert_eq!(document(text), document(text));
    assert_ne!(document(text), document(&text.replacen("5.0", "5.1", 1)));
    assert_eq!(document(text), json(&ok(&["run", "ampa", "--duration", "1"]))["document"]);
    // A sweep, too; and it stays one line whatever is written.
    let sweep = ok(&[
        "sweep",
        "ampa",
        "--duration",
        "10",
        "--seeds",
        "1..2",
        "--from",
        "5",
        "--set",
        "populations.0.I_app_pA=1,2",
    ]);
    for line in [
        "# seeds: 1..2",
        "# from_ms: 5",
        "# duration_ms: 10",
        "# set: populations.0.I_app_pA=1,2",
        "# runs: 4",
    ] {
        assert!(heads(&sweep).contains(&line.to_owned()), "{line} is not in {sweep}");
    }
    let odd = folder.path().join("a\nb c.ron");
    fs::write(&odd, text).unwrap();
    let csv = ok(&["run", odd.to_str().unwrap(), "--duration", "1", "--csv", "-"]);
    assert!(
        heads(&csv)
            .iter()
            .any(|line| line.starts_with("# command: bouton run '") && line.contains("a\\u{a}b c.ron'")),
        "{csv}"
    );
}

#[test]
fn more_than_a_spike_in_a_step_is_said_once() {
    let fast = |more: &[&str]| {
        let run_fast = [
            "run",
            "ampa",
            "--duration",
            "20",
            "--summary",
            "--set",
            "populations.0.t_ref_ms=0",
            "--set",
            "populations.0.C_pF=20",
            "--set",
            "populations.0.g_L_nS=1",
            "--set",
            "populations.0.V_reset_mV=-54.5",
            "--set",
            "populations.0.I_app_pA=500",
        ];
        let output = run(&[&run_fast[..], more].concat());
        assert_eq!(output.code(), 0, "{}", output.err);
        (json(&output.out), output.err)
    };
    let (coarse, said) = fast(&[]);
    let crowded = &coarse["more_than_a_spike_a_step"];
    assert_eq!((&crowded["population"], &crowded["neuron"]), (&"0".into(), &0.into()));
    assert_eq!(crowded["dt_that_would_do_ms"], 0.02);
    assert!(100 < crowded["count"].as_u64().unwrap());
    assert_eq!(said.matches("More than one spike in a step").count(), 1, "{said}");
    for part in ["More than one spike in a step: neuron 0 of population “0”", "A step of 0.02 ms would do."]
    {
        assert!(said.contains(part), "{said}");
    }
    // With the step that would do, and where nothing is lost, nothing is said.
    let (fine, said) = fast(&["--dt", "0.02"]);
    assert!(fine["more_than_a_spike_a_step"].is_null() && !said.contains("More than one spike"), "{said}");
    let n = |summary: &serde_json::Value| summary["spikes"]["0"].as_u64().unwrap();
    assert!(3 * n(&coarse) < n(&fine), "{} and {}", n(&coarse), n(&fine));
    for name in ["ampa", "rebound", "e-i-balance"] {
        let calm = json(&ok(&["run", name, "--duration", "200", "--summary"]));
        assert!(calm["more_than_a_spike_a_step"].is_null() && calm["V_beyond_1000_mV"].is_null());
    }
}

#[test]
fn a_method_that_leaves_sense_goes_on_and_says_from_when() {
    let output = run(&["run", "tests/it/cli/strays.ron", "--duration", "500", "--summary"]);
    assert_eq!(output.code(), 0, "{}", output.err);
    let summary = json(&output.out);
    assert_eq!(summary["model_ms"], 500.0, "it goes on");
    let beyond = &summary["V_beyond_1000_mV"];
    assert_eq!((&beyond["population"], &beyond["neuron"]), (&"0".into(), &0.into()));
    let from = beyond["from_ms"].as_f64().unwrap();
    assert!((10.0..20.0).contains(&from) && 1000.0 < beyond["V_mV"].as_f64().unwrap().abs(), "{beyond}");
    assert!(
        output.err.contains("passed 1000 mV") && output.err.contains(&format!("at {}", time_words(from))),
        "{}",
        output.err
    );
    let csv =
        run(&["run", "tests/it/cli/strays.ron", "--duration", "500", "--csv", "-", "--record", "V_0"]).out;
    let first = rows(&csv)[1..].iter().position(|row| row[1].parse::<f64>().unwrap().abs() > 1000.0);
    assert!(first.is_none_or(|row| from <= rows(&csv)[row + 1][0].parse::<f64>().unwrap()));
    assert_eq!(rows(&csv).len(), 502);
}

#[test]
fn no_escape_sequence_reaches_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}.ron";
    let path = folder.path().join(hostile);
    fs::write(&path, "(format: 1, \u{1b}[2J").unwrap();
    let is_clean =
        |text: &str| !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}');
    let path = path.to_str().unwrap();
    for args in [
        &["check", path][..],
        &["check", hostile],
        &["run", path, "--duration", "1"],
        &["run", "ampa", "--duration", "1", "--fire", hostile],
        &["run", "ampa", "--duration", "1", "--set", hostile],
        &["run", "ampa", "--duration", hostile],
        &["run", "ampa", "--duration", "1", "--csv", "-", "--record", hostile],
        &["run", "ampa", "--duration", "1", "--csv", hostile],
        &["run", "ampa", "--duration", "1", hostile],
        &["run", hostile, "--duration", "1"],
        &[hostile, "x"],
    ] {
        let output = run(args);
        assert_ne!(output.code(), 0);
        assert!(is_clean(&output.err) && is_clean(&output.out), "{args:?}: {:?}", output.err);
    }
    // On a terminal what goes to standard output is filtered as well; in a pipe it is as it is.
    let named = folder.path().join("a\u{1b}[31m.ron");
    fs::write(&named, library::find("ampa").unwrap().text).unwrap();
    let command =
        format!("'{}' run '{}' --duration 1 --csv -", env!("CARGO_BIN_EXE_bouton"), named.display());
    let mut script = std::process::Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).stdin(std::process::Stdio::null());
    match script.output() {
        Ok(output) if output.status.success() => {
            let shown = String::from_utf8_lossy(&output.stdout);
            assert!(shown.contains("# Bouton") && !shown.contains('\u{1b}'), "{shown:?}");
        }
        _ => println!("skipped: there is no terminal to try"),
    }
    let mut piped = bouton();
    piped.args(["run", "ampa", "--duration", "30", "--fire", FIRE, "--csv", "-"]);
    // The fires after the end are refused; what is written to a pipe is CSV.
    assert_eq!(finish(piped, None).code(), 2);
}
