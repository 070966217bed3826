//! The program itself, run without a display: what it prints, where, and with which exit code.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use bouton::preset::library;

mod ending;
mod figures;
mod ledger;
mod outputs;
mod replay;
mod resume;
mod runs;
mod scripts;
mod summaries;
mod wishes;

/// The postsynaptic spikes of `ampa` when neuron 1 fires every 10 ms from 10 to 100 ms [ms].
const SPIKES_MS: [f64; 6] = [30.6495, 42.617, 54.2908, 70.5501, 82.5402, 94.2146];
const FIRE: &str = "1@10,20,30,40,50,60,70,80,90,100";
/// Nothing here takes a second; this only keeps a hang from holding up everything.
const HANG_GUARD: Duration = Duration::from_mins(1);

const EVERYTHING: &str = "tests/corpus/everything.ron";

pub struct Output {
    status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Output {
    pub fn code(&self) -> i32 {
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

fn finish(command: Command, input: Option<&[u8]>) -> Output {
    finish_within(command, input, HANG_GUARD)
}

fn finish_within(mut command: Command, input: Option<&[u8]>, hang_guard: Duration) -> Output {
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
        if hang_guard < started.elapsed() {
            let _ = child.kill();
            panic!("{shown} hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let output = Output { status, out: out.join().unwrap().unwrap(), err: err.join().unwrap().unwrap() };
    assert!(!output.err.contains("panicked"), "{shown}: {}", output.err);
    output
}

pub fn run(args: &[&str]) -> Output {
    let mut command = bouton();
    command.args(args);
    finish(command, None)
}

/// The same, for what may take its time.
pub fn run_patiently(args: &[&str]) -> Output {
    let mut command = bouton();
    command.args(args);
    finish_within(command, None, Duration::from_hours(1))
}

/// The same with something on standard input.
pub fn run_with(args: &[&str], input: &[u8]) -> Output {
    let mut command = bouton();
    command.args(args);
    finish(command, Some(input))
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
    assert_eq!(lines[2], "./missing.ron does not exist");
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
