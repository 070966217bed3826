//! The program itself, run without a display: what it prints, where, and with which exit code.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use bouton::preset::library;

mod ending;
mod outputs;
mod resume;
mod wishes;

/// The postsynaptic spikes of `ampa` when neuron 1 fires every 10 ms from 10 to 100 ms [ms].
const SPIKES_MS: [f64; 6] = [30.6495, 42.617, 54.2908, 70.5501, 82.5402, 94.2146];
const FIRE: &str = "1@10,20,30,40,50,60,70,80,90,100";
/// Nothing here takes a second; this only keeps a hang from holding up everything.
const HANG_GUARD: Duration = Duration::from_mins(1);

const EVERYTHING: &str = "tests/corpus/everything.ron";

struct Output {
    status: ExitStatus,
    out: String,
    err: String,
}

impl Output {
    fn code(&self) -> i32 {
        self.status.code().unwrap_or_else(|| panic!("ended by a signal: {}{}", self.out, self.err))
    }
}

fn bouton() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bouton"));
    command
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::null());
    command
}

fn finish(mut command: Command, input: Option<&[u8]>) -> Output {
    let shown = format!("{command:?}");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    if input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().unwrap();
    if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
        // A program that refuses its input early closes the pipe before all of it is written.
        let _ = stdin.write_all(input);
    }
    let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |mut stream: Box<dyn std::io::Read + Send>| {
        std::thread::spawn(move || {
            let mut text = String::new();
            stream.read_to_string(&mut text).map(|_| text)
        })
    };
    let (out, err) = (read(Box::new(out)), read(Box::new(err)));
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if HANG_GUARD < started.elapsed() {
            let _ = child.kill();
            panic!("{shown} hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let output = Output { status, out: out.join().unwrap().unwrap(), err: err.join().unwrap().unwrap() };
    assert!(!output.err.contains("panicked"), "{shown}: {}", output.err);
    output
}

fn run(args: &[&str]) -> Output {
    let mut command = bouton();
    command.args(args);
    finish(command, None)
}

/// What a command prints that must succeed in silence otherwise.
fn ok(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.code(), 0, "{args:?}: {}", output.err);
    assert_eq!(output.err, "", "{args:?}");
    output.out
}

/// What is said about bad input: exit code 2, nothing on standard output.
fn refused(args: &[&str], expected: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.code(), 2, "{args:?}: {}{}", output.out, output.err);
    assert_eq!(output.out, "", "{args:?}");
    for part in expected {
        assert!(output.err.contains(part), "{args:?}: “{part}” is not in: {}", output.err);
    }
    output.err
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in: {text}"))
}

/// A CSV text without the lines that say how it was made.
fn bare(csv: &str) -> String {
    csv.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect()
}

/// The lines of a CSV text after the lines that say where it comes from.
fn rows(csv: &str) -> Vec<Vec<&str>> {
    csv.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(',').collect()).collect()
}

/// Times of the spikes of a population in a CSV text [ms].
fn spike_times(csv: &str, population: &str) -> Vec<f64> {
    let rows = rows(csv);
    rows[1..].iter().filter(|row| row[1] == population).map(|row| row[0].parse().unwrap()).collect()
}

/// Spikes, samples and weights of a network that is large enough for several threads are the same on any number of them.
#[test]
fn threads_change_no_result() {
    let run = |threads: &str, what: &[&str]| {
        let network = "benches/peers/stdp.ron";
        bare(&ok(&[&["run", network, "--duration", "30", "--quiet", "--threads", threads], what].concat()))
    };
    for what in
        [&["--spikes", "-"][..], &["--csv", "-", "--record", "V_E:7,V_I:799,w_E-E:0"], &["--weights", "-"]]
    {
        let one = run("1", what);
        assert!(250 < one.lines().count(), "{what:?}");
        for threads in ["2", "3"] {
            assert!(run(threads, what) == one, "{what:?} on {threads} threads");
        }
    }
    refused(
        &["run", "ampa", "--duration", "1", "--threads", "0"],
        &["write how many threads, from 1 to 1024"],
    );
}

#[test]
fn the_presets_are_listed() {
    let plain = ok(&["list"]);
    let listed = json(&ok(&["list", "--json"]));
    let listed = listed.as_array().unwrap();
    assert_eq!(plain.lines().count(), library::PRESETS.len());
    assert_eq!(listed.len(), library::PRESETS.len());
    for ((line, one), preset) in plain.lines().zip(listed).zip(library::PRESETS) {
        assert!(line.starts_with(preset.name), "{line}");
        assert_eq!(one["name"], preset.name);
        for key in ["title", "description", "hint"] {
            assert!(!one[key].as_str().unwrap().is_empty(), "{key} of {}", preset.name);
        }
        assert!(line.ends_with(one["title"].as_str().unwrap()), "{line}");
    }
}

#[test]
fn files_are_checked_and_every_problem_has_its_place() {
    for preset in library::PRESETS {
        assert_eq!(ok(&["check", preset.name]), "");
        assert_eq!(ok(&["check", &format!("presets/{}.ron", preset.name)]), "");
    }
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.ron");
    let text = library::find("ampa")
        .unwrap()
        .text
        .replace("tau_ms: 5.0", "tau_ms: 0.01")
        .replace("P0: 1.0", "P0: 2.0");
    std::fs::write(&bad, text).unwrap();
    let bad = bad.to_str().unwrap();
    let said = refused(&["check", bad, EVERYTHING, "./missing.ron"], &[]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(
        lines[0].starts_with(&format!("{bad}:34:80: projections.1-0.receptors.ampa.kinetics.tau_ms: ")),
        "{said}"
    );
    assert!(
        lines[1].starts_with(&format!("{bad}:35:31: projections.1-0.release.P0: 2 is outside 0 to 1")),
        "{said}"
    );
    assert_eq!(lines[2], "./missing.ron: ./missing.ron does not exist");
    refused(&["check", folder.path().to_str().unwrap()], &["is a folder"]);
    refused(&["check"], &["FILE"]);
}

#[test]
fn a_document_may_come_from_standard_input() {
    let text = library::find("ampa").unwrap().text.as_bytes();
    let piped = |args: &[&str], input: &[u8]| {
        let mut command = bouton();
        command.args(args);
        finish(command, Some(input))
    };
    assert_eq!(piped(&["check", "-"], text).code(), 0);
    let spikes = piped(&["run", "-", "--duration", "200", "--fire", FIRE, "--spikes", "-"], text);
    assert_eq!(spike_times(&spikes.out, "0").len(), 6, "{}", spikes.err);
    for (input, expected) in [
        (&b""[..], "-: the document is empty"),
        (b"\xFF\xFE(", "-: This is UTF-16 text"),
        (b"caf\xE9 au lait", "-: the document is not UTF-8 text"),
        (&vec![b' '; 5 << 20], "-: the document is larger than 4 MiB"),
    ] {
        let output = piped(&["check", "-"], input);
        assert_eq!(output.code(), 2);
        assert!(output.err.contains(expected), "{}", output.err);
    }
}

#[test]
fn every_parameter_that_is_shown_can_be_set() {
    let listed = json(&ok(&["params", "ampa", "--json"]));
    let listed = listed.as_array().unwrap();
    let (plain, markdown) = (ok(&["params", "ampa"]), ok(&["params", "ampa", "--markdown"]));
    assert_eq!(plain.lines().count(), listed.len() + 1);
    assert_eq!(markdown.lines().count(), listed.len() + 2);
    assert!(markdown.lines().all(|line| line.starts_with('|') && line.ends_with('|')), "{markdown}");
    let mut args =
        vec!["run".to_owned(), "ampa".to_owned(), "--duration=10".to_owned(), "--summary".to_owned()];
    for one in listed {
        let path = one["path"].as_str().unwrap();
        let value = match &one["value"] {
            serde_json::Value::String(option) => option.clone(),
            number => number.to_string(),
        };
        assert!(!one["meaning"].as_str().unwrap().is_empty(), "{path}");
        assert!(one.get("options").is_some() || one["min"].as_f64() <= one["max"].as_f64(), "{path}");
        assert!(plain.contains(path) && markdown.contains(path), "{path}");
        let set = format!("{path}={value}");
        ok(&["run", "ampa", "--duration=1", "--summary", "--set", &set]);
        args.extend(["--set".to_owned(), set]);
    }
    println!("{} parameters set to their own values", listed.len());
    ok(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let mechanisms = json(&ok(&["params", "--json"]));
    let paths: Vec<&str> =
        mechanisms.as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    for path in ["neuron.lif.C_pF", "kinetics.instant.summation", "stimulus.square.period_ms"] {
        assert!(paths.contains(&path), "{path}");
    }
    refused(&["params", "amp"], &["there is no preset called “amp”", "did you mean “ampa”?"]);
    refused(&["params", "--json", "--markdown"], &["cannot be used with"]);
}

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

#[test]
fn wrong_arguments_are_refused_with_what_would_be_right() {
    let with = |more: &[&'static str]| [&["run", "ampa", "--duration", "1"], more].concat();
    let cases: &[(&[&'static str], &[&str])] = &[
        (&["--set", "populations.0.V_t_mV=1"], &["did you mean populations.0.V_th_mV?"]),
        (&["--set", "nothing.like.this.at.all=1"], &["is not a parameter of this preset", "bouton params"]),
        (&["--set", "populations.0.V_th_mV"], &["write PATH=VALUE"]),
        (&["--set", "populations.0.V_th_mV=high"], &["“high” is not a number", "12.5"]),
        (&["--set", "populations.0.V_th_mV=-54 nS"], &["“nS” is not a unit that goes here", "mV, V"]),
        (&["--set", "populations.0.I_app_pA=1,000"], &["“1,000” could mean 1000 or 1.000"]),
        (&["--set", "populations.0.I_app_pA=60 nA"], &["60000 pA is outside -50000 to 50000 pA"]),
        (&["--set", "populations.0.g_L_nS=0"], &["0 nS is outside 0.000001 to"]),
        (&["--set", "populations.0.V_th_mV=NaN"], &["“NaN” is not a number"]),
        (&["--set", "populations.1.times_ms=10,0; 5, 6"], &["whether the commas", "decimal points"]),
        (&["--set", "populations.0.n=1.5"], &["“1.5” is not a whole number"]),
        (&["--set", "populations.0.n=1000000000"], &["neurons are too many; the limit is 100000"]),
        (
            &["--set", "projections.1-0.receptors.ampa.kinetics.summation=Lin"],
            &["Saturating, Replacing, Linear"],
        ),
        (&["--set", "a=1", "--set", "b=2"], &["a is not", "b is not"]),
        (&["--fire", "input@1"], &["there is no population “input”", "1, 0"]),
        (&["--fire", "1:1@1"], &["the population's last neuron is 0"]),
        (&["--fire", "1"], &["POPULATION@MS,MS"]),
        (&["--fire", "1@"], &["POPULATION@MS,MS"]),
        (&["--fire", "1@ten"], &["“ten” is not a number"]),
        (&["--fire", "1@10 mV"], &["“mV” is not a unit that goes here"]),
        (&["--fire", "1@1,000"], &["thousands"]),
        (&["--fire", "1@-5"], &["-5 ms is outside 0 to"]),
        (&["--fire", "1@1e999"], &["too large a number"]),
        (&["--csv", "-", "--spikes", "-"], &["only one of --csv -, --spikes -, --weights - and --summary"]),
        (&["--csv", "-", "--summary"], &["only one of"]),
        (&["--spikes", "-", "--summary"], &["only one of"]),
        (&["--seed", "-1"], &["--seed", "a seed is a whole number from 0 to"]),
        (&["--colour"], &["--colour"]),
    ];
    for (args, expected) in cases {
        refused(&with(args), expected);
    }
    refused(&["run", "amap", "--duration", "1"], &["there is no preset called “amap”; did you mean “ampa”?"]);
    refused(&["run", "qwertyuiop", "--duration", "1"], &["“bouton list” shows them"]);
    refused(&["run", "./missing.ron", "--duration", "1"], &["does not exist"]);
    refused(&["run", "missing.ron", "--duration", "1"], &["does not exist"]);
    refused(&["run", "/", "--duration", "1"], &["/ is a folder"]);
    refused(&["run", "ampa"], &["--duration"]);
    refused(&["run", "ampa", "--duration", "-5"], &["-5 ms is outside 0 to 1000000000000 ms"]);
    for (duration, told) in [
        ("-1", "outside 0 to"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("1e999", "too large"),
        ("1e13", "outside 0 to"),
        ("ten", "is not a number"),
        ("1 mV", "not a unit"),
        ("1,000", "could mean 1000 or 1.000"),
    ] {
        refused(&["run", "ampa", &format!("--duration={duration}")], &[told]);
    }
    refused(&["run", "\u{202e}\u{1b}[31m", "--duration", "1"], &["\\u{202e}\\u{1b}[31m"]);
    refused(&["frobnicate", "x"], &[]);
    println!("{} wrong arguments", cases.len() + 15);
}

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

#[test]
fn results_go_to_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (samples, spikes) = (at("samples.csv"), at("spikes.csv"));
    let args = ["run", "ampa", "--duration", "200", "--fire", FIRE, "--csv", &samples, "--spikes", &spikes];
    let summary = ok(&[&args[..], &["--summary"]].concat());
    assert_eq!(json(&summary)["spikes"]["0"], 6);
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    let printed = |output: &str| ok(&["run", "ampa", "--duration", "200", "--fire", FIRE, output, "-"]);
    assert!(bare(&read(&samples)) == bare(&printed("--csv")));
    assert!(bare(&read(&spikes)) == bare(&printed("--spikes")));
    assert_eq!(ok(&args), "", "with files and no --summary there is nothing to say");

    let output = run(&["run", "ampa", "--duration", "1", "--csv", &at("no/such/folder.csv")]);
    assert_ne!(output.code(), 0);
    assert!(output.err.contains("folder.csv: "), "{}", output.err);
    if Path::new("/dev/full").exists() {
        let output = run(&["run", "ampa", "--duration", "200", "--csv", "/dev/full"]);
        assert_eq!(output.code(), 1, "{}", output.err);
        assert!(!output.err.is_empty());
    }
}

#[test]
fn no_result_overwrites_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let text = library::find("ampa").unwrap().text;
    let document = folder.path().join("mine.ron");
    std::fs::write(&document, text).unwrap();
    let document = document.to_str().unwrap();
    let roundabout = format!("{}/./mine.ron", folder.path().display());
    for output in ["--csv", "--spikes"] {
        for path in [document, roundabout.as_str()] {
            refused(&["run", document, "--duration", "1", output, path], &["is the document"]);
        }
    }
    let other = format!("{}/other.ron", folder.path().display());
    refused(&["run", document, "--duration", "1", "--csv", &other], &["other.ron", "is a preset's name"]);
    let both = format!("{}/both.csv", folder.path().display());
    refused(&["run", document, "--duration", "1", "--csv", &both, "--spikes", &both], &["the same file"]);
    assert!(!Path::new(&both).exists());
    if cfg!(feature = "gui") {
        refused(&["screenshot", "ampa", document], &["is a preset's name"]);
        refused(&["screenshot", document, document], &["is the document"]);
    }
    assert_eq!(std::fs::read_to_string(document).unwrap(), text);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for args in [
        &["run", "ampa", "--duration", "20000", "--csv", "-"][..],
        &[
            "run",
            "ampa",
            "--duration",
            "20000",
            "--fire",
            FIRE,
            "--spikes",
            "-",
            "--set",
            "populations.0.I_app_pA=400",
        ],
        &["params", "ampa"],
        &["list"],
    ] {
        let mut child = bouton().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        drop(out);
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let status = child.wait().unwrap();
        assert_eq!((status.code(), err.as_str()), (Some(0), ""), "{args:?} after {line:?}");
    }
}

#[test]
fn hostile_names_stay_text_in_a_spreadsheet() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "=cmd|'/C_calc'!A1",
        "+1+1",
        "-2",
        "=1",
        "\\\"",
        "<script>",
        "]]>",
        "'",
        "a;b",
        "#no_comment",
        "%0A",
        "&lt;",
        "|",
        "$(id)",
        "`id`",
        "{}",
        "ß",
        "\u{1F9E0}",
        "--help",
        "=SUM(A1)",
    ];
    let good = names.iter().filter(|name| !name.contains(['.', ':', ',', '@', '=', '/']));
    let mut tried = 0;
    for name in good {
        let name_in_file = if *name == "\\\"" { name.to_string() } else { name.replace('"', "\\\"") };
        let text = library::find("ampa").unwrap().text;
        let text = text.replace("name: \"1\"", &format!("name: \"{name_in_file}\""));
        let path = folder.path().join("hostile.ron");
        std::fs::write(&path, text).unwrap();
        let plain = if *name == "\\\"" { "\"" } else { name };
        let csv = ok(&[
            "run",
            path.to_str().unwrap(),
            "--duration",
            "20",
            "--fire",
            &format!("{plain}@10"),
            "--spikes",
            "-",
        ]);
        let last = csv.lines().last().unwrap();
        let cell = &last["10,".len()..last.rfind(',').unwrap()];
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{last}");
        tried += 1;
    }
    println!("{tried} hostile names");
    for name in names.iter().filter(|name| name.contains(['=', '/', ':', ',', '.', '@'])) {
        let text = library::find("ampa").unwrap().text.replace("name: \"1\"", &format!("name: \"{name}\""));
        let path = folder.path().join("refused.ron");
        std::fs::write(&path, text).unwrap();
        refused(&["check", path.to_str().unwrap()], &["cannot be a name"]);
    }
}

#[test]
fn help_and_version_go_to_standard_output() {
    let version = ok(&["--version"]);
    assert_eq!(version.trim(), concat!("bouton ", env!("CARGO_PKG_VERSION")));
    let help = ok(&["--help"]);
    for command in ["list", "check", "params", "run", "screenshot"] {
        assert!(help.contains(command), "{help}");
        assert!(ok(&[command, "--help"]).contains("Usage"), "{command}");
    }
}

#[test]
#[cfg(not(feature = "gui"))]
fn without_the_window_its_commands_say_so() {
    for args in [&[][..], &["ampa"], &["screenshot", "ampa", "out.png"]] {
        refused(args, &["built without the window", "bouton run"]);
    }
    assert!(!Path::new("out.png").exists());
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
