//! Files that carry a run, through the window: pictures of it, and what is dropped on it.

use std::path::{Path, PathBuf};

use bouton::preset::carrier::{self, Carried, Source};
use bouton::preset::{library, load};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Stage, drop_file, stage};
use crate::cli::run;
use crate::presets::is_long;

fn command(words: &[&str]) -> String {
    let output = run(words);
    assert_eq!((output.code(), output.err.as_str()), (0, ""), "{words:?}");
    output.out
}

fn carried(path: &Path) -> Carried {
    match carrier::source_of_file(path, load::MAX_BYTES) {
        Ok(Source::Carried(carried)) => *carried,
        other => panic!("{}: {other:?}", path.display()),
    }
}

fn pixels(path: &str) -> image::RgbaImage {
    image::open(path).unwrap().into_rgba8()
}

/// The hash of the state at the end of the run of a file, as `replay` gives it.
fn state(path: &Path) -> u64 {
    let out = command(&["replay", path.to_str().unwrap(), "--hash", "--quiet"]);
    u64::from_str_radix(out.lines().next().unwrap().trim_start_matches("state: "), 16).unwrap()
}

/// A picture of the window opens as what it shows: drawn again from itself it is the same picture, and its run is the same.
#[test]
fn a_picture_drawn_from_a_picture_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (picture, again, table) = (at("a.png"), at("b.png"), at("a.csv"));
    let some = ["ampa", "stdp-window", "decay", "paired-pulse"];
    for bundled in library::PRESETS.iter().filter(|one| is_long() || some.contains(&one.name)) {
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let size = ["--size", "700x500", "--force"];
        let first = preset.network().populations().first();
        let fire = first.map(|first| format!("{}:0@10,14.5", first.name));
        let fire: Vec<&str> = fire.iter().flat_map(|fire| ["--fire", fire]).collect();
        command(&[&["screenshot", bundled.name, &picture, "--after", "20"][..], &fire, &size].concat());
        let carried = carried(Path::new(&picture));
        assert_eq!((&carried.log.preset, carried.span_ms), (&preset, (0.0, 20.0)), "{}", bundled.name);
        assert_eq!(carried.log.inputs(0).len(), fire.len(), "{}: two clicks", bundled.name);
        command(&[&["screenshot", &picture, &again][..], &size].concat());
        assert!(pixels(&picture) == pixels(&again), "{}: another picture", bundled.name);
        assert_eq!(state(Path::new(&picture)), state(Path::new(&again)), "{}", bundled.name);
        // Times on the grid are the same moments to a run that is told of them before.
        let words = ["run", bundled.name, "--duration", "20", "--summary"];
        let plain = command(&[&words[..], &fire].concat());
        let summary = command(&["run", &picture, "--summary"]);
        let spikes = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["spikes"].clone();
        assert_eq!(spikes(&plain), spikes(&summary), "{}", bundled.name);
    }
    // The run of a lesson begins anew in it, and what the lesson does is in the picture.
    let lesson = ["screenshot", "ampa", &picture, "--after", "30", "--force", "--lesson"];
    command(&[&lesson[..], &["nmda:3", "--size", "700x500"]].concat());
    let of_lesson = carried(Path::new(&picture));
    assert_ne!(of_lesson.log.preset, load::argument("ampa").unwrap());
    command(&["export", &picture, "--csv", &table, "--quiet"]);
    assert_eq!(state(Path::new(&picture)), state(Path::new(&table)));
}

fn digest(harness: &mut Harness<'static, Stage>) -> u64 {
    harness.state_mut().app.engine().simulation().unwrap().digest()
}

/// Waits until the run stands.
fn settle(harness: &mut Harness<'static, Stage>) {
    for _ in 0..400 {
        harness.run_steps(1);
        if !harness.state().app.is_running() {
            break;
        }
    }
    harness.run_steps(2);
    assert!(!harness.state().app.is_running());
}

fn press(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run_steps(3);
}

/// What is dropped is asked about; cancelled, it changes nothing, and opened it plays its run to the end, to the bit.
#[test]
fn what_is_dropped_plays_the_run_that_it_carries() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let words = |path: &PathBuf| path.to_str().unwrap().to_owned();
    let (table, arrays, picture) = (at("a.csv"), at("a.npz"), at("a.png"));
    let run_of = ["nmda", "--duration", "45.3", "--seed", "5", "--fire", "1@10,20.05,45.3"];
    let files = ["--csv", &words(&table), "--npz", &words(&arrays)];
    command(&[&["export"], &run_of[..], &files, &["--quiet"]].concat());
    command(&[
        "screenshot",
        "depression",
        &words(&picture),
        "--after",
        "50",
        "--fire",
        "1:0@10,50",
        "--size",
        "400x300",
    ]);
    let mut harness = stage();
    let before = harness.state().app.document().preset().clone();
    drop_file(&mut harness, &table);
    assert!(harness.query_by_label_contains("“a.csv” carries a run of").is_some());
    press(&mut harness, "Cancel");
    assert_eq!(*harness.state().app.document().preset(), before);
    drop_file(&mut harness, &table);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(*harness.state().app.document().preset(), before);
    for path in [&table, &arrays, &picture] {
        let carried = carried(path);
        drop_file(&mut harness, path);
        if path == &arrays {
            // The first button has the focus.
            harness.key_press(Key::Enter);
            harness.run_steps(3);
        } else {
            press(&mut harness, "Open");
        }
        settle(&mut harness);
        let document = harness.state().app.document();
        assert_eq!(**document.preset(), carried.log.preset, "{}", path.display());
        assert_eq!(document.path(), None, "saving asks where to");
        let now = harness.state_mut().app.now_ms();
        assert!((now - carried.span_ms.1).abs() < 1e-9, "{now} ms of {:?}", carried.span_ms);
        assert_eq!(digest(&mut harness), state(path), "{}", path.display());
        assert!(!harness.state().app.spikes().is_empty());
    }
    // It goes on from there, can be started anew, and undo leads back to what was open before.
    harness.key_press(Key::Space);
    harness.run_steps(5);
    assert!(harness.state().app.is_running() || 50.0 < harness.state_mut().app.now_ms());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_ne!(**harness.state().app.document().preset(), carried(&picture).log.preset);
}

/// A run whose parameters change plays to its end with the document following; a file that carries nothing says so, and the
/// document stays.
#[test]
fn changes_are_played_and_what_carries_nothing_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("a.csv");
    let log = "tests/corpus/runs/ampa.run.ron";
    command(&["replay", log, "--spikes", table.to_str().unwrap(), "--quiet"]);
    let carried = carried(&table);
    let mut harness = stage();
    drop_file(&mut harness, &table);
    press(&mut harness, "Open");
    settle(&mut harness);
    let end_ms = carried.log.preset.grid().time_ms(carried.log.runs[0].end);
    assert!((harness.state_mut().app.end_ms().0 - end_ms).abs() < 1e-9);
    let document = harness.state().app.document().preset().clone();
    assert_ne!(document.network(), carried.log.preset.network(), "parameters change on the way");
    assert_eq!(document.network(), carried.log.preset_at_end(0).network());
    assert_eq!(digest(&mut harness), state(&table));
    let before = harness.state().app.document().preset().clone();
    let bare = folder.path().join("bare.png");
    image::RgbaImage::new(4, 4).save(&bare).unwrap();
    drop_file(&mut harness, &bare);
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("this picture carries no document")), "{messages:?}");
    assert_eq!(*harness.state().app.document().preset(), before);
}
