//! What outlives a document: settings, recent files, and unsaved work that is found again.

use bouton::app::{Action, App, ThemeChoice};
use bouton::document::Document;
use bouton::engine::Engine;
use bouton::message::Message;
use bouton::storage::work::{Origin, Store};
use bouton::storage::{Folders, Settings, ThemeSetting};
use bouton::text::subscript::{spoken, typeset};
use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{FRAME, Script, Stage, app, drop_file, install_fonts, preset, press};

/// The application with settings and copies of unsaved work in a folder.
pub fn stage_in(folder: &std::path::Path) -> Harness<'static, Stage> {
    stage_with(folder, Document::untitled(preset("ampa")), Script::default())
}

/// The same on a document.
pub fn stage_with(folder: &std::path::Path, document: Document, script: Script) -> Harness<'static, Stage> {
    let preset = document.preset().clone();
    let engine = Engine::by_hand(App::program(&preset, true));
    let folders = Folders::in_one(folder);
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .with_step_dt(FRAME.as_secs_f32())
        .with_max_steps(20)
        .build_eframe(move |creation| {
            install_fonts(&creation.egui_ctx);
            let mut app = App::new(document, engine, ThemeChoice::Dark, Box::new(script));
            app.keep_in(&creation.egui_ctx, folders);
            Stage { app }
        });
    harness.run_steps(3);
    harness
}

#[test]
fn settings_and_recent_files_are_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.ron");
    std::fs::write(&mine, preset("nmda").to_ron().unwrap()).unwrap();
    let mut harness = stage_in(folder.path());
    drop_file(&mut harness, &mine);
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::ThemeProjector);
    app(&mut harness).do_action(&ctx, Action::ZoomIn);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::CheckBox, "Reduce motion").click();
    harness.run_steps(3);
    drop(harness);

    let mut harness = stage_in(folder.path());
    assert_eq!(harness.state().app.theme_choice(), ThemeChoice::Projector);
    assert!(harness.state().app.settings().reduced_motion);
    assert!((harness.ctx.zoom_factor() - 1.1).abs() < 1e-3);
    assert_eq!(harness.state().app.settings().recent, std::slice::from_ref(&mine));
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::ZoomReset);
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Button, "File").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Open recent").click();
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Button, "mine.ron").click();
    harness.run_steps(3);
    assert_eq!(harness.state().app.document().path(), Some(mine.as_path()));
}

#[test]
fn settings_that_cannot_be_used_are_said_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = Folders::in_one(folder.path()).settings();
    std::fs::write(&path, "(theme: Pink)").unwrap();
    let harness = stage_in(folder.path());
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("settings.ron.bad")), "{messages:?}");
    drop(harness);
    assert_eq!(std::fs::read_to_string(folder.path().join("settings.ron.bad")).unwrap(), "(theme: Pink)");
    assert_eq!(Settings::load(&path).0.theme, ThemeSetting::System);
}

/// Puts a copy into the store, as a process left it that is no more; without changes it has no note, as of older versions.
pub fn cut_off(folder: &std::path::Path, name: &str, of: &str, changes: &[&str]) {
    let store = Store::new(&Folders::in_one(folder).autosave());
    std::fs::create_dir_all(store.folder()).unwrap();
    std::fs::write(store.folder().join(format!("{name}.ron")), preset(of).to_ron().unwrap()).unwrap();
    std::fs::write(store.folder().join(format!("{name}.lock")), "").unwrap();
    if !changes.is_empty() {
        let change =
            |symbol: &&str| Message::new("work-parameter").with("symbol", symbol).with("name", "1-0");
        let changes: Vec<Message> = changes.iter().map(change).collect();
        let title = preset(of).title().to_owned();
        let origin = Origin { title, changes: Origin::changes_of(&changes), ..Origin::default() };
        std::fs::write(store.folder().join(format!("{name}.origin")), ron::to_string(&origin).unwrap())
            .unwrap();
    }
}

/// Work that a process left behind is offered at the next start with what it is. It opens unsaved, and is there until it was
/// saved or thrown away, which asks.
#[test]
fn unsaved_work_is_found_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let autosave = Folders::in_one(folder.path()).autosave();
    cut_off(folder.path(), "1-0", "nmda", &["τ", "ḡ", "E"]);
    cut_off(folder.path(), "2-0", "gaba-a", &[]);
    std::fs::write(autosave.join("3-0.ron"), "broken").unwrap();
    let mut harness = stage_in(folder.path());
    assert!(harness.query_by_label("Unsaved work was found").is_some());
    assert!(harness.query_by_label_contains("τ of 1-0, 2 more · 0 s ago · ").is_some());
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("could not be read")), "{messages:?}");
    let (nmda, gaba) = (preset("nmda"), preset("gaba-a"));
    let copies = |kind: &str| {
        let files = std::fs::read_dir(&autosave).unwrap().flatten();
        files.filter(|file| file.path().extension().is_some_and(|own| own == kind)).count()
    };
    let title = spoken(&typeset(gaba.title()));
    let discard = format!("Discard {title}…");
    press(&mut harness, &discard);
    press(&mut harness, &format!("Keep {title}"));
    assert_eq!(copies("ron"), 2, "not yet");
    press(&mut harness, &discard);
    press(&mut harness, &format!("Delete {title} for good"));
    press(&mut harness, &format!("Recover {}", nmda.title()));
    assert_eq!(**harness.state().app.document().preset(), nmda);
    assert!(harness.state().app.document().is_changed(), "it is in no file yet");
    assert!(harness.query_by_label("Unsaved work was found").is_none());
    drop(harness);
    let found = Store::new(&autosave).look().works;
    assert_eq!(found.len(), 1, "not saved: it is found again, once");
    assert_eq!(found[0].origin.changes.len(), 3, "with what had been changed before");
    assert_eq!(copies("bad"), 1);
}

/// Whatever stands in the folder of copies, the window opens.
#[cfg(unix)]
#[test]
fn nothing_in_the_folder_of_copies_hinders_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let autosave = Folders::in_one(folder.path()).autosave();
    cut_off(folder.path(), "1-0", "nmda", &[]);
    let fifo = |name: &str| {
        let made = std::process::Command::new("mkfifo").arg(autosave.join(name)).status();
        assert!(made.is_ok_and(|made| made.success()));
    };
    fifo("1-0.origin");
    fifo("2-0.lock");
    fifo("3-0.ron");
    std::os::unix::fs::symlink("/dev/zero", autosave.join("2-0.ron")).unwrap();
    std::fs::create_dir(autosave.join("4-0.origin")).unwrap();
    let harness = stage_in(folder.path());
    assert!(harness.query_by_label("Unsaved work was found").is_some());
    let title = preset("nmda").title().to_owned();
    assert!(harness.query_by_label(&format!("Recover {title}")).is_some());
}

/// Above the budget the start asks which copies may go; nothing goes unasked.
#[test]
fn too_many_copies_are_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let autosave = Folders::in_one(folder.path()).autosave();
    let n_copies = || Store::new(&autosave).look().works.len();
    for index in 0..203_u32 {
        cut_off(folder.path(), &format!("left-{index:03}"), "ampa", &["τ"]);
    }
    let mut harness = stage_in(folder.path());
    assert!(harness.query_by_label("A lot of unsaved work").is_some());
    press(&mut harness, "Keep them all");
    assert!(harness.query_by_label("A lot of unsaved work").is_none());
    drop(harness);
    assert_eq!(n_copies(), 203);
    let mut harness = stage_in(folder.path());
    press(&mut harness, "Delete these 3");
    drop(harness);
    assert_eq!(n_copies(), 200);
    assert!(stage_in(folder.path()).query_by_label("A lot of unsaved work").is_none());
}

/// A failure to copy unsaved work is shown for as long as it lasts.
#[test]
fn copies_that_fail_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let autosave = Folders::in_one(folder.path()).autosave();
    std::fs::write(&autosave, "a file in the place of the folder").unwrap();
    let mut harness = stage_in(folder.path());
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(9.0);
    let shown = |harness: &Harness<'static, Stage>| {
        harness.query_all_by_label_contains("Autosave has stopped").next().is_some()
    };
    let wait_until = |harness: &mut Harness<'static, Stage>, is: bool| {
        let started = std::time::Instant::now();
        while shown(harness) != is {
            assert!(started.elapsed().as_secs() < 60, "shown: {}", !is);
            std::thread::sleep(std::time::Duration::from_millis(10));
            harness.run_steps(1);
        }
    };
    wait_until(&mut harness, true);
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("Autosave is not working")), "{messages:?}");
    std::fs::remove_file(&autosave).unwrap();
    wait_until(&mut harness, false);
    drop(harness);
    let works = Store::new(&autosave).look().works;
    assert_eq!(works.iter().filter(|kept| !kept.is_run()).count(), 1);
}

/// A few letters find a command, a preset or a parameter; Enter does it.
#[test]
fn the_palette_finds_commands_presets_and_parameters() {
    let mut harness = super::stage();
    let find = |harness: &mut Harness<'static, Stage>, typed: &str| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
        harness.run_steps(3);
        harness.event(Event::Text(typed.to_owned()));
        harness.run_steps(2);
        harness.key_press(Key::Enter);
        harness.run_steps(3);
    };
    find(&mut harness, "light");
    assert_eq!(harness.state().app.theme_choice(), ThemeChoice::Light);
    find(&mut harness, "pause");
    assert!(!harness.state().app.is_running());
    // A parameter that is folded away is unfolded, marked and can be changed.
    let shows =
        |harness: &Harness<'static, Stage>| harness.query_by_role_and_label(Role::SpinButton, "n").is_some();
    assert!(!shows(&harness));
    find(&mut harness, "populations.0.n");
    harness.run_steps(20);
    assert!(shows(&harness));
    find(&mut harness, "open preset nmda");
    assert_eq!(harness.state().app.document().preset().title(), preset("nmda").title());
    // Undo leads back to the preset before, with what was done to it.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(harness.state().app.document().preset().title(), preset("ampa").title());
    find(&mut harness, "no such thing at all");
    harness.key_press(Key::Escape);
    harness.run_steps(2);
}
