//! What comes into the window by file, drop, paste and palette: looked at before anything is asked, and never too much to show.

use std::time::Instant;

use bouton::app::{Action, ThemeChoice};
use bouton::preset::library;
use bouton::text::Language;
use eframe::egui::{Event, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, drop_file, preset, stage, stage_of, stage_with};

fn messages(harness: &Harness<'static, Stage>) -> Vec<String> {
    harness.state().app.messages()
}

/// A titled document with unsaved work, which other files must not endanger.
fn with_unsaved_work(folder: &std::path::Path, script: Script) -> Harness<'static, Stage> {
    let mine = folder.join("mine.ron");
    std::fs::write(&mine, library::find("ampa").unwrap().text).unwrap();
    let mut harness = stage_with(script, vec2(1280.0, 720.0), 1.0);
    drop_file(&mut harness, &mine);
    harness.get_by_role_and_label(eframe::egui::Role::Slider, "τ").set_value_accesskit(9.0);
    harness.run_steps(2);
    assert!(harness.state().app.document().is_changed());
    harness
}

/// Files of other programs, and broken ones, are refused by name at every door before any question about unsaved work.
#[test]
fn what_is_no_document_is_said_before_unsaved_work_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.ron");
    std::fs::write(&broken, library::find("ampa").unwrap().text.replace("tau_ms: 5.0", "tau_ms: -5.0"))
        .unwrap();
    let mut files: Vec<_> =
        std::fs::read_dir("tests/corpus/foreign").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(8 <= files.len());
    // Circuits of Neuronify open.
    files.retain(|path| path.extension().is_none_or(|extension| extension != "nfy"));
    for language in Language::ALL {
        let word = if language == Language::German { "Das ist" } else { "This is" };
        for path in files.iter().chain([&broken]) {
            let script = Script::default();
            let mut harness = with_unsaved_work(folder.path(), script.clone());
            app(&mut harness).set_language(language);
            harness.run_steps(2);
            let before = harness.state().app.document().preset().clone();
            let is_foreign = path != &broken;
            let bytes = std::fs::read(path).unwrap();
            let doors: [&str; 4] = ["drop", "open", "paste", "paste to open"];
            // Tables and lists of spikes open as recordings where files do.
            let is_recording = bouton::input::recording::is_recording(path);
            for door in doors.into_iter().filter(|door| !(is_recording && matches!(*door, "drop" | "open"))) {
                let said = messages(&harness).len();
                match door {
                    "drop" => drop_file(&mut harness, path),
                    "open" => {
                        script.0.borrow_mut().push(path.clone());
                        harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
                        harness.run_steps(4);
                    }
                    _ => {
                        let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
                        let opens = if door == "paste" { Modifiers::NONE } else { Modifiers::SHIFT };
                        harness.event_modifiers(Event::Paste(text), opens);
                        harness.run_steps(2);
                    }
                }
                let shown = format!("{} by {door}", path.display());
                let now = messages(&harness);
                assert_eq!(now.len(), said + 1, "{shown}: {now:?}");
                assert!(!is_foreign || now.last().unwrap().contains(word), "{shown}: {now:?}");
                let asks = harness.query_by_label("Don't save").is_some()
                    || harness.query_by_label("Nicht sichern").is_some();
                assert!(
                    !asks && !app(&mut harness).view_fingerprint().contains("Some(Read"),
                    "{shown}: asked"
                );
                assert_eq!(*harness.state().app.document().preset(), before, "{shown}");
            }
        }
    }
}

/// A lesson that is pasted opens as one; a broken one is told off as one.
#[test]
fn a_lesson_comes_by_the_clipboard_too() {
    let mut harness = stage();
    let text = bouton::lesson::library::find("ampa").unwrap().text;
    harness.event_modifiers(Event::Paste(text.replace("minutes:", "minute:")), Modifiers::NONE);
    harness.run_steps(3);
    assert!(messages(&harness).last().unwrap().contains("minute"), "{:?}", messages(&harness));
    assert_eq!(harness.state().app.lesson(), None);
    harness.event_modifiers(Event::Paste(text.to_owned()), Modifiers::NONE);
    harness.run_steps(3);
    assert_eq!(harness.state().app.lesson(), Some(("", 0)), "{:?}", messages(&harness));
}

/// What is said of a text of megabytes is short, wherever it stood; and a field takes no text of megabytes.
#[test]
fn no_message_and_no_field_holds_megabytes() {
    let long = "x".repeat(4_000_000);
    let mut harness = stage();
    let ampa = library::find("ampa").unwrap().text;
    for text in [
        long.clone(),
        format!("(format: 1, {long}: 1)"),
        ampa.replacen("Lif(", &format!("{long}("), 1),
        ampa.replacen("name: \"0\"", &format!("name: \"{long}\""), 1),
        ampa.replacen("\"V_0\"", &format!("\"{long}\""), 1),
        format!(
            "(format: 1, title: \"a\", minutes: 1, notes: (aim: \"\"), steps: [(title: \"a\", text: \"b\", start: Preset(\"{long}\"))])"
        ),
    ] {
        let started = Instant::now();
        let said = messages(&harness).len();
        let peak = crate::allocation::peak_bytes(|| {
            harness.event_modifiers(Event::Paste(text.clone()), Modifiers::NONE);
            harness.run_steps(3);
        });
        let now = messages(&harness);
        assert!(said < now.len(), "{}", &text[..40]);
        let most = now.iter().map(|line| line.len()).max().unwrap_or(0);
        println!(
            "{:6.1} ms, peak {:.1} MB, longest message {most} bytes",
            started.elapsed().as_secs_f64() * 1e3,
            peak as f64 / 1e6
        );
        assert!(most < 8000, "{most}");
        assert!(peak < 128 << 20, "{peak} bytes");
    }
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::Palette);
    harness.run_steps(3);
    for event in [Event::Paste(long.clone()), Event::Text(long)] {
        let said = messages(&harness).len();
        let peak = crate::allocation::peak_bytes(|| {
            harness.event(event.clone());
            harness.run_steps(3);
        });
        assert!(peak < 64 << 20, "{peak} bytes");
        let now = messages(&harness);
        assert!(said < now.len() && now.last().unwrap().contains("65536"), "{now:?}");
    }
}

/// Toasts lie inside the window, whatever its size, and can be read by a screen reader.
#[test]
fn toasts_lie_inside_the_window() {
    let words = [
        "short".to_owned(),
        "a sentence with some words ".repeat(12),
        "oneverylongwordwithoutanyblank".repeat(20),
        "/a/path/that/is/long/and/has/no/blank/in/it".repeat(6),
        "line\n".repeat(40),
    ];
    let mut tried = 0;
    for (width, height) in [(320.0, 240.0), (480.0, 320.0), (1280.0, 720.0), (7680.0, 4320.0)] {
        for zoom in [0.5_f32, 1.0, 2.0, 3.0] {
            let size = vec2(width, height) / zoom;
            let mut harness = stage_of(preset("ampa"), ThemeChoice::Light, Script::default(), size, 1.0);
            for words in &words {
                app(&mut harness).say_error(words);
            }
            harness.run_steps(2);
            let window = harness.ctx.content_rect();
            let toasts: Vec<_> = harness
                .root()
                .children_recursive()
                .filter(|node| {
                    let label = node.accesskit_node().value().unwrap_or_default();
                    words.iter().any(|words| {
                        label.starts_with(&words[..5.min(words.len())]) && label.len() <= words.len()
                    })
                })
                .map(|node| node.rect())
                .collect();
            assert!(!toasts.is_empty(), "{size:?}: none is shown");
            for rect in &toasts {
                assert!(window.contains_rect(rect.shrink(0.5)), "{rect:?} is not inside {window:?}");
            }
            for (index, one) in toasts.iter().enumerate() {
                assert!(
                    toasts[..index].iter().all(|other| !other.shrink(0.5).intersects(one.shrink(0.5))),
                    "{toasts:?}"
                );
            }
            tried += 1;
        }
    }
    println!("{tried} sizes");
}

/// No message names a folder of the machine that built the program.
#[test]
fn no_message_names_folders_of_the_building_machine() {
    let mut harness = stage();
    let path = "os error at /home/builder/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/winit-0.30.13/src/platform.rs:765";
    app(&mut harness).say_error(path);
    harness.run_steps(2);
    assert_eq!(messages(&harness), ["os error at winit-0.30.13/src/platform.rs:765"]);
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::Messages);
    app(&mut harness).do_action(&ctx, Action::Diagnostics);
    harness.run_steps(3);
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        for words in [node.label(), node.value()].into_iter().flatten() {
            assert!(!words.contains("/registry/src/") && !words.contains("/rustc/"), "{words}");
        }
    }
}
