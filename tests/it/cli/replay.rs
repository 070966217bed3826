//! Saved runs: what is written reads back and plays again to the bit, and what is wrong is said with its place.

use std::path::Path;

use bouton::preset::run_log::{self, LogPlace, RunInput};
use bouton::preset::{library, load};
use bouton::replay;
use bouton::text::Text;
use bouton::units::Step;

use super::{finish, run};
use crate::common::Dice;
use crate::history::FirstPass;
use crate::presets::is_long;

/// A saved run with every sort of input, and a fork.
const RUN: &str = include_str!("../../corpus/runs/ampa.run.ron");

fn refusals(text: &str) -> Vec<String> {
    match run_log::parse(text.as_bytes()) {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => bouton::input::error_lines("t.ron", &error, &Text::english()),
    }
}

/// Runs under random clicks, plans and edits are written, read back, and end with the same state: here and in a process.
#[test]
fn a_saved_run_plays_again_to_the_bit() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["ampa", "depression", "stdp-window", "gaba-b", "nmda"];
    let rounds = if is_long() { 100 } else { 10 };
    let (mut edits, mut by_path) = (0, 0);
    for round in 0..rounds {
        let mut dice = Dice(700 + round);
        let preset = load::parse(library::find(dice.pick(&names)).unwrap().text.as_bytes()).unwrap();
        let pass = FirstPass::new(preset.clone(), bouton::engine::Limits::default(), 40, 200, &mut dice);
        edits += pass.edits;
        let history = pass.engine.history().unwrap();
        let (end, state) = (history.end(), pass.engine.simulation().unwrap().digest());
        let shown = LogPlace { run: 0, step: end.step.0, inputs: end.done };
        let log = replay::log(&preset, history.inputs(), end.step, Some(state), shown).unwrap();
        let text = log.to_ron().unwrap();
        by_path += text.matches("Set(\"").count();
        let read = run_log::parse(text.as_bytes()).unwrap_or_else(|_| panic!("{:#?}", refusals(&text)));
        assert_eq!(read, log, "{text}");
        assert_eq!(read.to_ron().unwrap(), text);
        let mut again = replay::Replay::new(&read, 0);
        while 0 < again.advance(777, Step(u64::MAX), &mut ()) {}
        assert_eq!(again.simulation().digest(), state);
        if round < 4 {
            let path = folder.path().join(format!("{round}.run.ron"));
            std::fs::write(&path, &text).unwrap();
            let output = run(&["replay", path.to_str().unwrap(), "--hash"]);
            assert_eq!((output.code(), output.err.as_str()), (0, ""), "{}", output.out);
            assert!(output.out.starts_with(&format!("state: {state:016x}\nspikes: ")), "{}", output.out);
            let other = text.replace(&format!("{state:016x}"), "0123456789abcdef");
            std::fs::write(&path, other).unwrap();
            let output = run(&["replay", path.to_str().unwrap()]);
            assert_eq!(output.code(), 1, "{}", output.err);
            assert!(output.err.contains("0123456789abcdef was saved"), "{}", output.err);
        }
    }
    println!("{edits} edits, {by_path} of them by path");
    assert!(rounds as usize * 2 < edits && 0 < by_path);
}

/// By hand: clicks, plans, values, a network, and a fork that shares what was before it.
#[test]
fn a_run_written_by_hand_plays_with_its_fork() {
    let log = run_log::parse(RUN.as_bytes()).unwrap_or_else(|_| panic!("{:#?}", refusals(RUN)));
    assert_eq!((log.runs.len(), log.inputs(0).len(), log.inputs(1).len()), (2, 6, 4));
    assert_eq!(log.inputs(0)[..3], log.inputs(1)[..3]);
    assert!(matches!(log.inputs(1)[3].1, RunInput::Fire(..)));
    let at = |run: usize, until: u64| {
        let mut replay = replay::Replay::new(&log, run);
        while 0 < replay.advance(100, Step(until), &mut ()) {}
        replay.simulation().digest()
    };
    assert_eq!(at(0, 1299), at(1, 1299));
    assert_ne!(at(0, 2000), at(1, 2000), "the fork has another click");
    // A text with an edit in the middle reads back as what it means.
    assert_eq!(run_log::parse(log.to_ron().unwrap().as_bytes()).unwrap(), log);
}

/// Tables of a replay are those of a run with the same inputs.
#[test]
fn a_replay_records_what_a_run_does() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let data = |path: &str| {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    let preset = library::find("ampa").unwrap().text;
    let log = format!(
        "(format: 1, bits: 1, preset: {preset}, runs: [(inputs: [(0, Schedule([(\"1:0\", 10.0), (\"1:0\", 20.05)]))], end: (step: 1000))])"
    );
    std::fs::write(at("a.run.ron"), log).unwrap();
    let asked = ["--record", "V_0,g_1-0", "--every", "0.5"];
    let [log_at, table, spikes, own_table, own_spikes] =
        ["a.run.ron", "r.csv", "rs.csv", "a.csv", "as.csv"].map(at);
    let replayed = [&["replay", &log_at, "--csv", &table, "--spikes", &spikes][..], &asked].concat();
    let ran = ["run", "ampa", "--duration", "100", "--fire", "1@10,20.05"];
    let ran = [&ran[..], &["--csv", &own_table, "--spikes", &own_spikes], &asked].concat();
    for output in [run(&replayed), run(&ran)] {
        assert_eq!((output.code(), output.out.as_str(), output.err.as_str()), (0, "", ""));
    }
    assert_eq!(data(&at("r.csv")), data(&at("a.csv")));
    assert_eq!(data(&at("rs.csv")), data(&at("as.csv")));
    assert!(2 < data(&at("rs.csv")).len());
    let half = run(&["replay", &at("a.run.ron"), "--until", "50", "--csv", "-", "--every", "0.5"]);
    assert_eq!(half.out.lines().filter(|line| !line.starts_with('#')).count(), 1 + 101, "{}", half.err);
}

/// Whatever is wrong is said with line and column, all together, and what would be right.
#[test]
fn what_is_wrong_with_a_run_is_said_with_its_place() {
    let line_of = |part: &str| 1 + RUN[..RUN.find(part).unwrap()].matches('\n').count();
    for (before, after, says) in [
        ("(0, Fire(\"1\"))", "(0, Fire(\"2\"))", "no population “2” at this step"),
        ("(0, Fire(\"1\"))", "(0, Fire(\"1:7\"))", "the last neuron of that population is 0"),
        ("(0, Fire(\"1\"))", "(0, Fire(\"1:x\"))", "is no neuron: write NAME"),
        ("(0, Fire(\"1\"))", "(9000, Fire(\"1\"))", "must be from 0 to the end of the run at 4000"),
        ("ampa.g_max_nS\", 7.5", "ampa.g_max_nS\", -7.5", "-7.5"),
        ("ampa.g_max_nS\", 7.5", "ampa.g_max\", 7.5", "g_max_nS"),
        ("projections.1-0.receptors.ampa.g_max_nS", "run.seed", "belongs to the whole run"),
        ("\"1:0\", 140.0", "\"1:0\", -1.0", "is outside 0 to"),
        ("step: 4000", "step: 9007199254740992", "must also be below 9007199254740992"),
        ("step: 1300, inputs: 3", "step: 5300, inputs: 3", "goes from 0 to 4000"),
        ("step: 1300, inputs: 3", "step: 1300, inputs: 9", "it is 3 to 4"),
        ("from: Some((run: 0", "from: Some((run: 1", "there is no run 1 here; 1 stand before it"),
        ("step: 4000)", "step: 4000, state: Some(\"xyz\"))", "16 digits"),
    ] {
        assert!(RUN.contains(before), "{before}");
        let said = refusals(&RUN.replace(before, after));
        let line = format!("t.ron:{}:", line_of(before));
        assert!(said.iter().any(|one| one.contains(says) && one.starts_with(&line)), "{after}: {said:#?}");
    }
    let many = format!("(format: 1, bits: 1, preset: {}, runs: [])", library::find("ampa").unwrap().text);
    assert!(refusals(&many)[0].contains("there is no run in it"));
    let twice = RUN.replace("Fire(\"1\")", "Fire(\"2\")");
    assert!(3 <= refusals(&twice).len(), "all at once: {:#?}", refusals(&twice));
    let newer = RUN.replace("format: 1,", "format: 9,");
    assert!(refusals(&newer)[0].contains('9'));
}

/// A preset or a lesson is no run, a run is none of them, and options that cannot be met are refused.
#[test]
fn other_files_and_wishes_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.run.ron");
    std::fs::write(&path, RUN).unwrap();
    let path = path.to_str().unwrap();
    let says = |args: &[&str], code: i32, part: &str| {
        let output = run(args);
        assert!(output.code() == code && output.err.contains(part), "{args:?}: {}{}", output.out, output.err);
    };
    says(&["replay", "presets/ampa.ron"], 2, "This is a Bouton preset");
    says(&["replay", "assets/lessons/nmda.ron"], 2, "This is a Bouton lesson");
    says(&["check", path], 2, "This is a saved run");
    says(&["replay", "there/is/none.ron"], 2, "none.ron");
    says(&["replay", path, "--run", "2"], 2, "the last run of this file is 1");
    says(&["replay", path, "--until", "500"], 2, "the run ends at 250 ms");
    says(&["replay", path, "--until", "10.03"], 2, "--until");
    says(&["replay", path, "--record", "V_0"], 2, "add --csv");
    says(&["replay", path, "--csv", path], 2, path);
    assert_eq!(std::fs::read_to_string(Path::new(path)).unwrap(), RUN, "a log is no output");
    let mut command = super::bouton();
    command.args(["replay", "-", "--hash", "--run", "1"]);
    let output = finish(command, Some(RUN.as_bytes()));
    assert_eq!((output.code(), output.out.lines().count()), (0, 2), "{}", output.err);
}
