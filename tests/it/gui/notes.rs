//! Notes: what is read is put into the document, written on, undone, saved and carried.

use std::time::{Duration, Instant};

use bouton::preset::{carrier, run_log};
use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Action, Script, Selection, Stage, app, stage, stage_with};

fn notes(harness: &mut Harness<'static, Stage>) -> Vec<String> {
    app(harness).document().preset().notes().to_vec()
}

/// 100 ms of a run with a click, paused.
fn clicked(harness: &mut Harness<'static, Stage>) {
    harness.run_steps(10);
    harness.key_press(Key::Num1);
    harness.run_steps(70);
    harness.key_press(Key::Space);
    harness.run_steps(3);
}

/// Readings by the key, a range by its button; each is a step of undo.
#[test]
fn what_is_read_is_noted_and_undone() {
    let mut harness = stage();
    clicked(&mut harness);
    harness.key_press(Key::B);
    harness.run_steps(3);
    assert!(notes(&mut harness).is_empty(), "there is nothing to note yet");
    harness.key_press(Key::M);
    harness.run_steps(4);
    harness.key_press(Key::B);
    harness.run_steps(3);
    let all = notes(&mut harness);
    assert_eq!(all.len(), 1);
    assert!(all[0].starts_with('V') && all[0].contains("Peak") && all[0].contains("mV"), "{}", all[0]);
    harness.key_press(Key::M);
    harness.run_steps(2);
    let ctx = harness.ctx.clone();
    app(&mut harness).vary(&ctx, "populations.0.C_pF");
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Button, "Run all").click();
    harness.run_steps(2);
    let started = Instant::now();
    while app(&mut harness).is_busy_with_range() {
        assert!(started.elapsed() < Duration::from_mins(20));
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
    harness.run_steps(3);
    harness.key_press(Key::B);
    harness.run_steps(3);
    let all = notes(&mut harness);
    assert_eq!(all.len(), 2);
    assert!(all[1].starts_with("peak of V"), "{}", all[1]);
    assert!(all[1].contains("against populations.0.C_pF"), "{}", all[1]);
    assert!(all[1].lines().count() == 10 && all[1].contains("pF: "), "{}", all[1]);
    for left in [1, 0] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
        assert_eq!(notes(&mut harness).len(), left);
    }
    assert!(!app(&mut harness).document().is_changed());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run_steps(3);
    assert_eq!(notes(&mut harness).len(), 1);
}

/// In the panel of the document a note is written, given up, changed and deleted; the run goes on as it was.
#[test]
fn notes_are_written_and_deleted() {
    let script = Script::default();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noted.ron");
    script.0.borrow_mut().push(path.clone());
    let mut harness = stage_with(script, eframe::egui::vec2(1280.0, 1000.0), 1.0);
    harness.run_steps(5);
    // A click beside everything on the canvas leaves nothing selected.
    let canvas = app(&mut harness).canvas_words().0;
    for pressed in [true, false] {
        let pos = canvas.left_center() + eframe::egui::vec2(12.0, 0.0);
        let (button, modifiers) = (eframe::egui::PointerButton::Primary, Modifiers::NONE);
        harness.event(Event::PointerMoved(pos));
        harness.event(Event::PointerButton { pos, button, pressed, modifiers });
        harness.run_steps(2);
    }
    assert_eq!(app(&mut harness).selection(), &Selection::default());
    harness.get_by_role_and_label(Role::Button, "New note").click();
    harness.run_steps(3);
    assert_eq!(notes(&mut harness), [""]);
    let write = |harness: &mut Harness<'static, Stage>, words: &str| {
        harness.get_by_role_and_label(Role::MultilineTextInput, "Note 1").focus();
        harness.run_steps(2);
        harness.event(Event::Text(words.to_owned()));
        harness.run_steps(2);
    };
    write(&mut harness, "τ is 5 ms, \"measured\" ✓");
    assert_eq!(notes(&mut harness), [""], "it counts when the field is left");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_steps(3);
    assert_eq!(notes(&mut harness), ["τ is 5 ms, \"measured\" ✓"]);
    write(&mut harness, "no");
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(notes(&mut harness), ["τ is 5 ms, \"measured\" ✓"], "given up");
    // Saved, and read again by whatever reads presets.
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::SaveAs);
    harness.run_steps(4);
    let read = bouton::preset::load::parse(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(read.notes(), notes(&mut harness));
    assert_eq!(&read, &**app(&mut harness).document().preset());
    // Carried by what is exported.
    let table = folder.path().join("noted.csv");
    let [noted, csv] = [&path, &table].map(|path| path.to_str().unwrap());
    let output = crate::cli::run(&["export", noted, "--duration", "20", "--csv", csv, "--quiet"]);
    assert_eq!(output.code(), 0, "{}", output.err);
    let source = carrier::source_of_file(&table, run_log::MAX_BYTES).unwrap();
    let carrier::Source::Carried(carried) = source else { panic!("the table carries no run") };
    assert_eq!(carried.log.preset.notes(), notes(&mut harness));
    harness.get_by_role_and_label(Role::Button, "Delete note 1").click();
    harness.run_steps(3);
    assert!(notes(&mut harness).is_empty());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(notes(&mut harness).len(), 1);
}

/// The limits are said, and nothing is cut.
#[test]
fn limits_of_notes_are_said() {
    use bouton::preset::{MOST_NOTE_BYTES, MOST_NOTES};
    let mut preset = super::preset("ampa");
    let with = |preset: &bouton::preset::Preset, notes: Vec<String>| preset.with(|parts| parts.notes = notes);
    assert!(with(&preset, vec!["x".repeat(MOST_NOTE_BYTES + 1)]).is_err());
    assert!(with(&preset, vec![String::new(); MOST_NOTES + 1]).is_err());
    preset = with(&preset, vec!["x".repeat(MOST_NOTE_BYTES); MOST_NOTES]).unwrap();
    let text = preset.to_ron().unwrap();
    assert_eq!(bouton::preset::load::parse(text.as_bytes()).unwrap(), preset);
    // A file without notes is as it was before there were any.
    assert!(!super::preset("ampa").to_ron().unwrap().contains("notes"));
    let mut harness = super::stage_of(
        preset,
        super::ThemeChoice::Dark,
        Script::default(),
        eframe::egui::vec2(1280.0, 720.0),
        1.0,
    );
    clicked(&mut harness);
    harness.key_press(Key::M);
    harness.run_steps(4);
    harness.key_press(Key::B);
    harness.run_steps(3);
    let said = app(&mut harness).messages();
    assert!(said.iter().any(|own| own.contains("51 notes are too many; the limit is 50")), "{said:?}");
    assert_eq!(notes(&mut harness).len(), MOST_NOTES);
}
