//! Saving the run from the window, and opening it again: the run is the same to the bit, and so is the document at its end.

use std::path::{Path, PathBuf};

use bouton::app::Action;
use bouton::preset::run_log::{self, RunInput};
use bouton::sim::{Stream, StreamKind};
use eframe::egui::{Key, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::random::random_event;
use super::{Script, Stage, act, app, drop_file, stage_with};
use crate::cli::run_patiently;
use crate::presets::is_long;

fn stage_and_script() -> (Harness<'static, Stage>, Script) {
    let script = Script::default();
    (stage_with(Script(std::rc::Rc::clone(&script.0)), vec2(1280.0, 720.0), 1.0), script)
}

fn digest(harness: &mut Harness<'static, Stage>) -> u64 {
    app(harness).engine().simulation().unwrap().digest()
}

/// Whether a message with these words has come, within some frames.
fn is_told(harness: &mut Harness<'static, Stage>, words: &str) -> bool {
    for _ in 0..2000 {
        harness.run_steps(1);
        if harness.state().app.messages().iter().any(|line| line.contains(words)) {
            return true;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    false
}

/// Saves the run through the dialog of the window.
fn save(harness: &mut Harness<'static, Stage>, script: &Script, path: &Path) {
    script.0.borrow_mut().clear();
    script.0.borrow_mut().push(path.to_owned());
    act(harness, Action::SaveRun);
    let told = is_told(harness, &format!("Saved the run to {}", path.display()));
    assert!(told, "{:?}", harness.state().app.messages());
}

/// The hash of the state at the end, as `bouton replay` gives it.
fn replayed(path: &Path) -> u64 {
    // At unlimited speed a window may have come far.
    let output = run_patiently(&["replay", path.to_str().unwrap(), "--hash", "--quiet"]);
    assert_eq!((output.code(), output.err.as_str()), (0, ""));
    u64::from_str_radix(output.out.lines().next().unwrap().trim_start_matches("state: "), 16).unwrap()
}

/// Waits until the run stands.
fn settle(harness: &mut Harness<'static, Stage>) {
    for _ in 0..20_000 {
        harness.run_steps(1);
        if !harness.state().app.is_running() {
            break;
        }
    }
    harness.run_steps(3);
    assert!(!harness.state().app.is_running());
}

fn set_tau(harness: &mut Harness<'static, Stage>, tau_ms: f64) {
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(tau_ms);
    harness.run_steps(2);
}

/// A run with clicks and changes of values and structure, paused at its end.
fn played(harness: &mut Harness<'static, Stage>) {
    act(harness, Action::Unlimited);
    for round in 0..3 {
        harness.key_press(Key::Num1);
        harness.run_steps(8);
        set_tau(harness, 4.0 + f64::from(round));
        harness.run_steps(4);
    }
    act(harness, Action::AddNeuron);
    harness.run_steps(20);
    if harness.state().app.is_running() {
        act(harness, Action::RunPause);
    }
    act(harness, Action::ToEnd);
}

#[test]
fn whatever_happened_in_the_window_is_saved_and_replayed_to_the_bit() {
    let events = if is_long() { 2000 } else { 150 };
    let folder = tempfile::tempdir().unwrap();
    let mut n_inputs = (0, 0);
    for seed in 1..=if is_long() { 8 } else { 3 } {
        let (mut harness, script) = stage_and_script();
        let mut stream = Stream::new(seed, StreamKind::Population, 0);
        for _ in 0..events {
            random_event(&mut harness, &mut stream);
            harness.run_steps(1);
        }
        for _ in 0..3 {
            harness.key_press(Key::Escape);
            harness.run_steps(2);
        }
        // Something happens for certain, also where the last event began another run.
        act(&mut harness, Action::ToEnd);
        app(&mut harness).engine().send(bouton::engine::Command::Pause);
        harness.run_steps(2);
        act(&mut harness, Action::StepMs);
        settle(&mut harness);
        let path = folder.path().join(format!("{seed}.run.ron"));
        save(&mut harness, &script, &path);
        let state = digest(&mut harness);
        assert_eq!(replayed(&path), state, "seed {seed}");
        let log = run_log::parse(&std::fs::read(&path).unwrap()).unwrap();
        let inputs = log.inputs(0);
        let n_edits = inputs.iter().filter(|(_, input)| matches!(input, RunInput::Network(_))).count();
        n_inputs = (n_inputs.0 + inputs.len(), n_inputs.1 + n_edits);
        // Opened in another window it ends in the same state, with the same network.
        let (mut other, _) = stage_and_script();
        drop_file(&mut other, &path);
        settle(&mut other);
        assert_eq!(digest(&mut other), state, "seed {seed}");
        let networks = [&harness, &other].map(|own| own.state().app.document().preset().network().clone());
        assert_eq!(networks[0], networks[1], "seed {seed}");
        let messages = other.state().app.messages();
        assert!(!messages.iter().any(|line| line.contains("another state")), "{messages:?}");
    }
    println!("{} inputs, {} of them edits", n_inputs.0, n_inputs.1);
    assert!(0 < n_inputs.0, "something acted");
}

#[test]
fn a_saved_run_opens_with_its_changes_and_its_playhead() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.run.ron");
    let (mut harness, script) = stage_and_script();
    played(&mut harness);
    let (state, end_ms) = (digest(&mut harness), app(&mut harness).end_ms().0);
    let network = harness.state().app.document().preset().network().clone();
    // The playhead is in the past, and the run is saved to its end.
    for _ in 0..5 {
        act(&mut harness, Action::BackMs);
    }
    let now_ms = app(&mut harness).now_ms();
    assert!(now_ms < end_ms);
    save(&mut harness, &script, &path);
    assert_eq!(replayed(&path), state);
    let (mut other, _) = stage_and_script();
    drop_file(&mut other, &path);
    settle(&mut other);
    assert_eq!(app(&mut other).end_ms(), (end_ms, true));
    assert!((app(&mut other).now_ms() - now_ms).abs() < 1e-9, "the playhead is where it was");
    act(&mut other, Action::ToEnd);
    assert_eq!(digest(&mut other), state);
    let document = other.state().app.document();
    assert_eq!(*document.preset().network(), network);
    assert!(!document.is_changed() && document.path().is_none(), "nobody has done anything");
    // Its past has the documents of then.
    act(&mut other, Action::ToStart);
    let log = run_log::parse(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(app(&mut other).shown().network(), log.preset.network());
    // Saved again it is the same run.
    act(&mut other, Action::ToEnd);
    let again = folder.path().join("again.run.ron");
    let (mut third, script) = stage_and_script();
    drop_file(&mut third, &path);
    settle(&mut third);
    act(&mut third, Action::ToEnd);
    save(&mut third, &script, &again);
    let again = run_log::parse(&std::fs::read(&again).unwrap()).unwrap();
    assert_eq!((&again.runs, &again.preset), (&log.runs, &log.preset));
}

/// Whoever changes something while a saved run is played goes on from there: what was to come is left out, and that is said.
#[test]
fn a_change_on_the_way_takes_the_run_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.run.ron");
    let (mut harness, script) = stage_and_script();
    played(&mut harness);
    save(&mut harness, &script, &path);
    let log = run_log::parse(&std::fs::read(&path).unwrap()).unwrap();
    let first = log.preset.network().populations().len();
    for by_click in [true, false] {
        let (mut other, script) = stage_and_script();
        app(&mut other).open_file(&path);
        other.run_steps(2);
        assert!(other.state().app.is_running());
        if by_click {
            other.key_press(Key::Num1);
        } else {
            set_tau(&mut other, 11.0);
        }
        other.run_steps(1);
        assert!(other.state().app.messages().iter().any(|line| line.contains("the rest of the saved run")));
        settle(&mut other);
        let document = other.state().app.document().preset().clone();
        assert_eq!(document.network().populations().len(), first, "the new neuron has not come");
        let state = digest(&mut other);
        let own = folder.path().join("own.run.ron");
        let _ = std::fs::remove_file(&own);
        save(&mut other, &script, &own);
        assert_eq!(replayed(&own), state);
        let own = run_log::parse(&std::fs::read(&own).unwrap()).unwrap();
        assert!(own.inputs(0).len() < log.inputs(0).len());
    }
}

/// A fork of a run that is being played has nothing of what is yet to come in that; the run goes on with it when it is looked at
/// again.
#[test]
fn what_is_to_be_played_belongs_to_its_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.run.ron");
    let (mut harness, script) = stage_and_script();
    played(&mut harness);
    let end_ms = app(&mut harness).end_ms().0;
    save(&mut harness, &script, &path);
    let log = run_log::parse(&std::fs::read(&path).unwrap()).unwrap();
    let (mut other, script) = stage_and_script();
    app(&mut other).open_file(&path);
    other.run_steps(2);
    other.key_press(Key::Escape);
    other.run_steps(2);
    assert!(!other.state().app.is_running(), "Esc pauses");
    let come_ms = app(&mut other).end_ms().0;
    assert!(0.0 < come_ms && come_ms < end_ms, "{come_ms} of {end_ms} ms");
    let n_come = app(&mut other).engine().history().unwrap().inputs().len();
    assert!(n_come < log.inputs(0).len());
    other.get_by_label("Time line").set_value_accesskit(0.5 * come_ms);
    other.run_steps(2);
    set_tau(&mut other, 13.0);
    assert_eq!(app(&mut other).runs().0.len(), 2);
    let of_fork = app(&mut other).engine().history().unwrap().inputs().len();
    act(&mut other, Action::RunPause);
    other.run_steps(30);
    act(&mut other, Action::RunPause);
    assert_eq!(
        app(&mut other).engine().history().unwrap().inputs().len(),
        of_fork,
        "nothing is played in the fork"
    );
    let document = other.state().app.document().preset().clone();
    assert_eq!(document.network().populations().len(), log.preset.network().populations().len());
    act(&mut other, Action::PreviousRun);
    act(&mut other, Action::ToEnd);
    assert!(!other.state().app.is_running());
    act(&mut other, Action::Unlimited);
    act(&mut other, Action::RunPause);
    for _ in 0..2000 {
        other.run_steps(1);
        if end_ms + 1.0 < app(&mut other).end_ms().0 {
            break;
        }
    }
    act(&mut other, Action::RunPause);
    let own = folder.path().join("own.run.ron");
    save(&mut other, &script, &own);
    assert_eq!(replayed(&own), digest(&mut other));
    let own = run_log::parse(&std::fs::read(&own).unwrap()).unwrap();
    assert_eq!(own.inputs(0), log.inputs(0), "the rest was played in the run that it belongs to");
    let network = harness.state().app.document().preset().network().clone();
    assert_eq!(*other.state().app.document().preset().network(), network);
}

/// Of a file with several runs the one that was shown is opened in front, and the others are tabs that are played in the background.
#[test]
fn a_file_of_several_runs_opens_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.run.ron");
    let text = include_str!("../../corpus/runs/ampa.run.ron");
    std::fs::write(&path, text).unwrap();
    let log = run_log::parse(text.as_bytes()).unwrap();
    let shown = log.shown.map_or(0, |place| place.run);
    let state_of = |run: usize| {
        let mut replay = bouton::replay::Replay::new(&log, run);
        while 0 < replay.advance(4096, bouton::units::Step(u64::MAX), &mut ()) {}
        replay.simulation().digest()
    };
    assert!(1 < log.runs.len());
    // Going to a tab at once goes on with what is being played; later it is there.
    for waits in [0, 400] {
        let (mut harness, _) = stage_and_script();
        drop_file(&mut harness, &path);
        assert_eq!(app(&mut harness).runs().0.len(), log.runs.len());
        assert_eq!(app(&mut harness).runs().1, shown);
        harness.run_steps(waits);
        for run in (0..log.runs.len()).cycle().skip(shown).take(log.runs.len()) {
            while app(&mut harness).runs().1 != run {
                act(&mut harness, Action::NextRun);
            }
            settle(&mut harness);
            act(&mut harness, Action::ToEnd);
            harness.run_steps(3);
            assert_eq!(digest(&mut harness), state_of(run), "run {run} after {waits} frames");
            let network = log.preset_at_end(run).network().clone();
            assert_eq!(*harness.state().app.document().preset().network(), network, "run {run}");
        }
        let messages = harness.state().app.messages();
        let words = format!("The file has {} runs", log.runs.len());
        assert!(messages.iter().any(|line| line.contains(&words)), "{messages:?}");
        assert!(!messages.iter().any(|line| line.contains("another state")), "{messages:?}");
    }
    // A state that is not the one that was saved is told of a run in the background too.
    let other = (0..log.runs.len()).find(|run| *run != shown).unwrap();
    let mut changed = log.clone();
    changed.runs[other].state = Some(7);
    std::fs::write(&path, changed.to_ron().unwrap()).unwrap();
    let (mut harness, _) = stage_and_script();
    drop_file(&mut harness, &path);
    harness.run_steps(400);
    assert!(is_told(&mut harness, "in another state than when it was saved"));
    assert_eq!(app(&mut harness).runs().1, shown, "nothing else has changed");
    // A tab that is closed meanwhile is not played on.
    let (mut harness, _) = stage_and_script();
    drop_file(&mut harness, &path);
    act(&mut harness, Action::NextRun);
    act(&mut harness, Action::CloseRun);
    settle(&mut harness);
    assert_eq!(app(&mut harness).runs().0.len() + 1, log.runs.len());
}

/// What a file says of its end is compared with what comes out, and a file that is none leaves all as it is.
#[test]
fn a_file_that_says_something_else_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("mine.run.ron");
    let (mut harness, script) = stage_and_script();
    played(&mut harness);
    save(&mut harness, &script, &path);
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find("state: Some(\"").unwrap() + 13;
    let changed = format!("{}{:016x}{}", &text[..at], 7, &text[at + 16..]);
    std::fs::write(&path, changed).unwrap();
    let (mut other, _) = stage_and_script();
    drop_file(&mut other, &path);
    assert!(is_told(&mut other, "in another state than when it was saved"));
    let before = other.state().app.document().preset().clone();
    std::fs::write(&path, text.replace("Fire(\"1", "Fire(\"nobody")).unwrap();
    drop_file(&mut other, &path);
    assert!(is_told(&mut other, "nobody"));
    assert_eq!(*other.state().app.document().preset(), before);
    // Where it cannot be written, that is said, and nothing else happens.
    let nowhere = folder.path().join("no").join("mine.run.ron");
    script.0.borrow_mut().push(nowhere);
    act(&mut harness, Action::SaveRun);
    assert!(is_told(&mut harness, "the run was not saved"));
}
