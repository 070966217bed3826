//! What outlives a document: settings, recent files, and unsaved work that is found again.

use bouton::app::{Action, App, ThemeChoice};
use bouton::document::Document;
use bouton::engine::Engine;
use bouton::storage::{Folders, Settings, ThemeSetting};
use bouton::text::subscript::{spoken, typeset};
use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{FRAME, Script, Stage, app, drop_file, install_fonts, preset};

/// The application with settings and copies of unsaved work in a folder.
fn stage_in(folder: &std::path::Path) -> Harness<'static, Stage> {
    let preset = preset("ampa");
    let engine = Engine::by_hand(App::program(&preset, true));
    let folders = Folders::in_one(folder);
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .with_step_dt(FRAME.as_secs_f32())
        .with_max_steps(20)
        .build_eframe(move |creation| {
            install_fonts(&creation.egui_ctx);
            let chooser = Box::new(Script::default());
            let mut app = App::new(Document::untitled(preset), engine, ThemeChoice::Dark, chooser);
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

/// Work that a process left behind is offered at the next start, opens unsaved, and is gone once it was given up or saved.
#[test]
fn unsaved_work_is_found_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let autosave = Folders::in_one(folder.path()).autosave();
    std::fs::create_dir_all(&autosave).unwrap();
    for (name, of) in [("1-0", "nmda"), ("2-0", "gaba-a")] {
        std::fs::write(autosave.join(format!("{name}.ron")), preset(of).to_ron().unwrap()).unwrap();
        std::fs::write(autosave.join(format!("{name}.lock")), "").unwrap();
    }
    std::fs::write(autosave.join("3-0.ron"), "broken").unwrap();
    let mut harness = stage_in(folder.path());
    assert!(harness.query_by_label("Unsaved work was found").is_some());
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("could not be read")), "{messages:?}");
    let (nmda, gaba) = (preset("nmda"), preset("gaba-a"));
    harness
        .get_by_role_and_label(Role::Button, &format!("Discard {}", spoken(&typeset(gaba.title()))))
        .click();
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Button, &format!("Recover {}", nmda.title())).click();
    harness.run_steps(3);
    assert_eq!(**harness.state().app.document().preset(), nmda);
    assert!(harness.state().app.document().is_changed(), "it is in no file yet");
    let copies = |folder: &std::path::Path| {
        let files = std::fs::read_dir(folder).unwrap().flatten();
        files.filter(|file| file.path().extension().is_some_and(|extension| extension == "ron")).count()
    };
    assert_eq!(copies(&autosave), 1, "its own copy, and none of before");
    drop(harness);
    assert_eq!(copies(&autosave), 0, "closed in order");
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
