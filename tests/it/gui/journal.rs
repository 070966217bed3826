//! A crash loses no more of a run than its last second, and leaving asks about what all runs have changed.

use std::path::Path;
use std::time::{Duration, Instant};

use bouton::app::Action;
use bouton::document::Document;
use bouton::preset::run_log::RunLog;
use bouton::replay::Replay;
use bouton::storage::Folders;
use bouton::storage::work::{Kept, Store};
use bouton::units::Step;
use eframe::egui::{Key, Role, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::keeping::{stage_in, stage_with};
use super::{Script, Stage, act, app, preset, press};

fn set_tau(harness: &mut Harness<'static, Stage>, tau_ms: f64) {
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(tau_ms);
    harness.run_steps(2);
}

fn digest(harness: &mut Harness<'static, Stage>) -> u64 {
    app(harness).engine().simulation().unwrap().digest()
}

fn store(folder: &Path) -> Store {
    Store::new(&Folders::in_one(folder).autosave())
}

/// Runs that nobody holds.
fn runs(folder: &Path) -> Vec<Kept> {
    store(folder).look().works.into_iter().filter(Kept::is_run).collect()
}

/// A running, clicked window whose last second has been written down: it stands since.
fn clicked(harness: &mut Harness<'static, Stage>, n: u32) {
    for _ in 0..n {
        harness.key_press(Key::Num1);
        harness.run_steps(6);
    }
    act(harness, Action::RunPause);
    // What was asked a moment ago is asked again after a second.
    let started = Instant::now();
    while started.elapsed() < Duration::from_millis(1200) {
        harness.run_steps(1);
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.run_steps(3);
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
}

fn state_of(log: &RunLog) -> u64 {
    let mut replay = Replay::new(log, 0);
    while 0 < replay.advance(4096, Step(u64::MAX), &mut ()) {}
    replay.simulation().digest()
}

/// Asks the window to close; whether it did.
fn close(harness: &mut Harness<'static, Stage>) -> bool {
    let events = &mut harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap().events;
    events.push(ViewportEvent::Close);
    let mut cancelled = false;
    for _ in 0..4 {
        harness.step();
        let commands = harness.output().viewport_output.values().flat_map(|out| &out.commands);
        cancelled |= commands.into_iter().any(|command| *command == ViewportCommand::CancelClose);
    }
    !cancelled
}

/// A window that is cut off, as a crash does, leaves its run, and the next start plays it to where it had come, to the bit.
#[test]
fn a_run_that_was_cut_off_is_offered_and_plays_to_where_it_had_come() {
    for edits in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut harness = stage_in(folder.path());
        harness.run_steps(4);
        if edits {
            set_tau(&mut harness, 7.5);
        }
        clicked(&mut harness, 3);
        let (state, end_ms) = (digest(&mut harness), app(&mut harness).end_ms().0);
        let network = harness.state().app.document().preset().network().clone();
        assert_eq!(runs(folder.path()), [], "it is held");
        drop(harness);

        let found = runs(folder.path());
        assert_eq!((found.len(), found[0].was_cut_off), (1, true));
        let log = store(folder.path()).read_run(&found[0].name).unwrap();
        assert_eq!(state_of(&log), state);
        assert_eq!(log.inputs(0).len(), if edits { 4 } else { 3 });
        let document = Document::untitled(preset("nmda"));
        let saved = folder.path().join("mine.run.ron");
        let script = Script(std::rc::Rc::new(std::cell::RefCell::new(vec![saved.clone()])));
        let mut harness = stage_with(folder.path(), document, script);
        assert!(harness.query_by_label("Unsaved work was found").is_some());
        let count = if edits { 4 } else { 3 };
        let words = format!("{count} clicks and changes");
        assert!(harness.query_by_label_contains(&words).is_some(), "{words}");
        // The run is the newest, and stands first; the document is beside it.
        let name = format!("Recover {}", preset("ampa").title());
        let buttons: Vec<_> = harness.query_all_by_role_and_label(Role::Button, &name).collect();
        assert_eq!(buttons.len(), if edits { 2 } else { 1 });
        let works = store(folder.path()).look().works;
        let place = works.iter().position(Kept::is_run).unwrap();
        buttons[place].click();
        harness.run_steps(3);
        settle(&mut harness);
        assert_eq!(digest(&mut harness), state);
        assert!((app(&mut harness).end_ms().0 - end_ms).abs() < 1e-9);
        assert_eq!(*harness.state().app.document().preset().network(), network);
        // It is there until it was saved.
        assert_eq!(runs(folder.path()).iter().filter(|kept| !kept.was_cut_off).count(), 1);
        act(&mut harness, Action::ToEnd);
        act(&mut harness, Action::SaveRun);
        for _ in 0..400 {
            harness.run_steps(1);
            std::thread::sleep(Duration::from_millis(2));
            if saved.exists() && runs(folder.path()).is_empty() {
                break;
            }
        }
        assert!(saved.exists());
        assert_eq!(runs(folder.path()), []);
    }
}

/// What journals say stays what happened: each open run has its own, and an end in order leaves none.
#[test]
fn all_runs_are_written_down_and_an_end_in_order_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = stage_in(folder.path());
    clicked(&mut harness, 2);
    let first = digest(&mut harness);
    let half = 0.5 * app(&mut harness).end_ms().0;
    harness.get_by_label("Time line").set_value_accesskit(half);
    harness.run_steps(2);
    set_tau(&mut harness, 9.0);
    act(&mut harness, Action::RunPause);
    clicked(&mut harness, 1);
    let state = digest(&mut harness);
    drop(harness);
    let mut found = Vec::new();
    for kept in runs(folder.path()) {
        found.push(state_of(&store(folder.path()).read_run(&kept.name).unwrap()));
    }
    assert_eq!(found.len(), 2, "the fork and the run that it forked from, each from t = 0");
    assert!(found.contains(&first) && found.contains(&state));
    // Both come back together, as tabs; the other copy stays.
    let mut harness = stage_in(folder.path());
    let name = format!("Recover {}", preset("ampa").title());
    let works = store(folder.path()).look().works;
    let place = works.iter().position(Kept::is_run).unwrap();
    let buttons: Vec<_> = harness.query_all_by_role_and_label(Role::Button, &name).collect();
    buttons[place].click();
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(app(&mut harness).runs().0.len(), 2);
    let mut played = vec![digest(&mut harness)];
    act(&mut harness, Action::NextRun);
    settle(&mut harness);
    act(&mut harness, Action::ToEnd);
    harness.run_steps(3);
    played.push(digest(&mut harness));
    assert!(played.contains(&first) && played.contains(&state));
    assert!(runs(folder.path()).iter().all(|kept| !kept.was_cut_off), "nothing is offered again");
    drop(harness);
    // Nothing that acted, nothing to keep; and in the end there is nothing either.
    for n in [0, 2] {
        let folder = tempfile::tempdir().unwrap();
        let mut harness = stage_in(folder.path());
        clicked(&mut harness, n);
        assert!(close(&mut harness), "clicks are no work that is asked about");
        drop(harness);
        assert_eq!(runs(folder.path()), [], "{n} clicks");
    }
    // In a lesson nothing is written down, nor where copies are switched off.
    let folder = tempfile::tempdir().unwrap();
    let mut harness = stage_in(folder.path());
    let ctx = harness.ctx.clone();
    app(&mut harness).open_lesson_at(&ctx, "ampa", 1);
    harness.run_steps(3);
    clicked(&mut harness, 2);
    drop(harness);
    assert_eq!(runs(folder.path()), []);
}

/// Two runs with changes of their own are asked about, each once; what undo leads back to, and the same parameters twice, are not.
#[test]
fn leaving_asks_about_the_work_of_all_runs() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.ron");
    std::fs::write(&mine, preset("ampa").to_ron().unwrap()).unwrap();
    let document = Document::from_file(preset("ampa"), mine.clone());
    let mut harness = stage_with(folder.path(), document, Script::default());
    clicked(&mut harness, 3);
    let end_ms = app(&mut harness).end_ms().0;
    // Two forks with the same change, one with another, and the run that they forked from as it was.
    for (part, tau_ms) in [(0.3, 9.0), (0.5, 9.0), (0.7, 6.0)] {
        harness.get_by_label("Time line").set_value_accesskit(part * end_ms);
        harness.run_steps(2);
        set_tau(&mut harness, tau_ms);
        for _ in 0..4 {
            if app(&mut harness).runs().1 == 0 {
                break;
            }
            act(&mut harness, Action::PreviousRun);
        }
        act(&mut harness, Action::ToEnd);
    }
    assert_eq!(app(&mut harness).runs().0.len(), 4);
    assert_eq!(app(&mut harness).runs().1, 0);
    assert!(!harness.state().app.document().is_changed(), "the first run is as it was");
    assert!(!close(&mut harness), "the others are not");
    harness.run_steps(3);
    let bullet = format!("• {}", preset("ampa").title());
    assert_eq!(harness.query_all_by_label(&bullet).count(), 2, "each once");
    press(&mut harness, "Cancel");
    // Another document asks as well: this one has a file.
    act(&mut harness, Action::New);
    assert!(harness.state().app.is_asking());
    harness.run_steps(2);
    press(&mut harness, "Cancel");
    assert!(!close(&mut harness));
    harness.run_steps(3);
    press(&mut harness, "Quit");
    harness.run_steps(3);
    drop(harness);
    let works = store(folder.path()).look().works;
    let mut taus: Vec<f64> = works
        .iter()
        .map(|kept| {
            let preset = store(folder.path()).read(&kept.name).unwrap();
            let address = preset.find("projections.1-0.receptors.ampa.kinetics.tau_ms").unwrap();
            match preset.get(address).unwrap().1 {
                bouton::param::Value::Number(tau) => tau,
                other => panic!("{other:?}"),
            }
        })
        .collect();
    taus.sort_by(f64::total_cmp);
    assert_eq!(taus, [6.0, 9.0]);
    assert_eq!(preset("ampa"), bouton::preset::load::file(&mine).unwrap());
}
