//! Files and text from outside, through the window.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::Command;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

use bouton::app::{Action, App, FileChooser, Purpose, ThemeChoice, install_fonts};
use bouton::document::Document;
use bouton::engine::Engine;
use bouton::preset::{library, load};
use eframe::egui::{self, Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Script, Stage, drop_file, preset, stage, stage_with};

fn press(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run_steps(3);
}

fn press_keys(harness: &mut Harness<'static, Stage>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

fn document<'a>(harness: &'a Harness<'static, Stage>) -> &'a Document {
    harness.state().app.document()
}

fn change(harness: &mut Harness<'static, Stage>, tau_ms: f64) {
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(tau_ms);
    harness.run_steps(2);
}

#[test]
fn documents_open_save_and_survive_bad_files() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("mine.ron");
    let script = Script(Rc::new(RefCell::new(vec![saved.clone()])));
    let mut harness = stage_with(script.clone(), vec2(1280.0, 720.0), 1.0);
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(9.0);
    harness.run_steps(2);
    assert!(document(&harness).is_changed());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(4);
    assert!(!document(&harness).is_changed(), "{:?}", harness.state().app.messages());
    let edited = document(&harness).preset().clone();
    assert_eq!(load::file(&saved).unwrap(), *edited);

    let bad = folder.path().join("bad.ron");
    std::fs::write(&bad, library::find("ampa").unwrap().text.replace("tau_ms: 5.0", "tau_ms: -5.0")).unwrap();
    drop_file(&mut harness, &bad);
    assert_eq!(document(&harness).preset(), &edited, "a bad file leaves the document");
    let messages = harness.state().app.messages();
    assert!(messages.iter().any(|line| line.contains("tau_ms") && line.contains("-5")), "{messages:?}");

    let good = folder.path().join("good.ron");
    std::fs::write(&good, library::find("ampa").unwrap().text).unwrap();
    drop_file(&mut harness, &good);
    assert_eq!(**document(&harness).preset(), preset("ampa"));
    assert_eq!(document(&harness).path(), Some(good.as_path()));
}

#[test]
fn saving_replaces_no_file_unseen() {
    let folder = tempfile::tempdir().unwrap();
    let ampa = library::find("ampa").unwrap().text;

    // A path typed where the system has no dialog: an existing file is replaced at the second asking only.
    let mut harness = stage();
    let taken = folder.path().join("taken.ron");
    std::fs::write(&taken, "mine").unwrap();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(taken.display().to_string()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
    assert!(harness.query_by_label_contains("exists").is_some(), "the window says so");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert!(load::file(&taken).is_ok(), "{:?}", harness.state().app.messages());

    // A document given on the command line, and changed by somebody else since.
    let given = folder.path().join("given.ron");
    std::fs::write(&given, ampa).unwrap();
    let program = App::program(&preset("ampa"), true);
    let document = Document::from_file(preset("ampa"), given.clone());
    let mut app =
        App::new(document, Engine::by_hand(program), ThemeChoice::Dark, Box::new(Script::default()));
    std::fs::write(&given, format!("// A line of mine.\n{ampa}")).unwrap();
    app.do_action(&egui::Context::default(), Action::Save);
    assert!(std::fs::read_to_string(&given).unwrap().starts_with("// A line of mine."));
    assert!(!app.messages().is_empty(), "and it is said");
}

/// A file that somebody else has written since is not overwritten unasked; one in a folder that is gone can go elsewhere.
#[test]
fn a_save_that_fails_offers_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.ron");
    let elsewhere = folder.path().join("elsewhere.ron");
    let script = Script(Rc::new(RefCell::new(vec![elsewhere.clone()])));
    let mut harness = stage_with(script, vec2(1280.0, 720.0), 1.0);
    let ampa = preset("ampa").to_ron().unwrap();
    std::fs::write(&mine, &ampa).unwrap();
    drop_file(&mut harness, &mine);
    let change_and_save = |harness: &mut Harness<'static, Stage>, value: f64| {
        change(harness, value);
        press_keys(harness, Modifiers::COMMAND, Key::S);
    };
    let theirs = format!("// Theirs.\n{ampa}");
    std::fs::write(&mine, &theirs).unwrap();
    change_and_save(&mut harness, 9.0);
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), theirs);
    press(&mut harness, "Overwrite");
    assert_eq!(load::file(&mine).unwrap(), **document(&harness).preset());
    std::fs::write(&mine, &theirs).unwrap();
    change_and_save(&mut harness, 8.0);
    press(&mut harness, "Reload from disk");
    assert!(!document(&harness).is_changed());
    assert_eq!(**document(&harness).preset(), preset("ampa"));
    std::fs::write(&mine, format!("{theirs}\n")).unwrap();
    change_and_save(&mut harness, 7.0);
    press(&mut harness, "Save as…");
    harness.run_steps(6);
    assert_eq!(load::file(&elsewhere).unwrap(), **document(&harness).preset());
    assert!(!document(&harness).is_changed());
}

/// A chooser whose dialog never says anything, as of a portal that hangs.
#[derive(Default)]
struct Silent(Vec<SyncSender<Option<PathBuf>>>);

impl FileChooser for Silent {
    fn ask(&mut self, _: Purpose, _: Option<PathBuf>, _: String) -> Receiver<Option<PathBuf>> {
        let (sender, receiver) = sync_channel(1);
        self.0.push(sender);
        receiver
    }
}

#[test]
fn a_dialog_of_the_system_that_hangs_hinders_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let typed = folder.path().join("typed.ron");
    let engine = Engine::by_hand(App::program(&preset("ampa"), true));
    let app =
        App::new(Document::untitled(preset("ampa")), engine, ThemeChoice::Dark, Box::<Silent>::default());
    let mut harness = Harness::builder().with_max_steps(20).build_eframe(move |creation| {
        install_fonts(&creation.egui_ctx);
        Stage { app }
    });
    harness.run_steps(3);
    let go = |harness: &mut Harness<'static, Stage>, asks: Key| {
        press_keys(harness, Modifiers::COMMAND, asks);
        press_keys(harness, Modifiers::COMMAND, Key::A);
        harness.event(Event::Text(typed.display().to_string()));
        harness.run_steps(2);
        press_keys(harness, Modifiers::NONE, Key::Enter);
    };
    go(&mut harness, Key::S);
    assert_eq!(load::file(&typed).unwrap(), preset("ampa"), "{:?}", harness.state().app.messages());
    std::fs::write(&typed, preset("nmda").to_ron().unwrap()).unwrap();
    go(&mut harness, Key::O);
    assert_eq!(**document(&harness).preset(), preset("nmda"));
}

/// What is no document leaves the document, and says why.
#[cfg(unix)]
#[test]
fn what_is_no_document_is_refused_by_the_window_too() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::File::create(at("sparse.ron")).unwrap().set_len(10_000_000_000).unwrap();
    std::fs::write(at("empty.ron"), "").unwrap();
    std::fs::write(at("binary.ron"), [0xff, 0xfe, 0, 1]).unwrap();
    std::fs::create_dir(at("folder.ron")).unwrap();
    std::os::unix::fs::symlink(at("loop.ron"), at("loop.ron")).unwrap();
    let pipe = Command::new("mkfifo").arg(at("pipe.ron")).status().is_ok_and(|status| status.success());
    let mut harness = stage();
    change(&mut harness, 9.0);
    let before = document(&harness).preset().clone();
    let names = ["sparse.ron", "empty.ron", "binary.ron", "folder.ron", "loop.ron", "missing.ron"];
    let tried = names.iter().copied().chain(pipe.then_some("pipe.ron")).map(at);
    for path in tried.chain([PathBuf::from("/dev/zero")]) {
        let messages = harness.state().app.messages().len();
        let started = Instant::now();
        drop_file(&mut harness, &path);
        if harness.query_by_label("Don't save").is_some() {
            press(&mut harness, "Don't save");
        }
        println!("{:6.1} ms: {}", started.elapsed().as_secs_f64() * 1e3, path.display());
        assert_eq!(*document(&harness).preset(), before, "{}", path.display());
        assert!(
            messages < harness.state().app.messages().len(),
            "{} is refused without a word",
            path.display()
        );
    }
}

/// Text from the clipboard takes the door that files take.
#[test]
fn hostile_text_is_not_pasted() {
    let mut harness = stage();
    let before = document(&harness).preset().clone();
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let ampa = library::find("ampa").unwrap().text;
    let texts = [
        "x".repeat(100_000_000),
        nested("(", ")"),
        nested("[", "]"),
        "\u{0}\u{1}\u{2}".to_owned(),
        ampa.replace("tau_ms: 5.0", "tau_ms: NaN"),
        ampa.replace("n: 1", "n: 18446744073709551615"),
        ampa.replacen("format: 1", "format: 99", 1),
    ];
    for text in texts {
        for opens in [Modifiers::NONE, Modifiers::SHIFT] {
            let (said, start) = (harness.state().app.messages().len(), text[..20.min(text.len())].to_owned());
            let started = Instant::now();
            harness.event_modifiers(Event::Paste(text.clone()), opens);
            harness.run_steps(2);
            println!("{:6.1} ms: {} bytes", started.elapsed().as_secs_f64() * 1e3, text.len());
            assert_eq!(*document(&harness).preset(), before, "{start:?}");
            assert!(said < harness.state().app.messages().len(), "{start:?} is refused without a word");
        }
    }
}

/// A folder that vanished, a full disk and a folder that is a file: the document stays changed, and can go elsewhere.
#[test]
fn a_save_that_is_impossible_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let rescue = folder.path().join("rescue.ron");
    let disk = tempfile::tempdir().unwrap();
    let shell = |command: &str| {
        let ran = Command::new("sh").args(["-c", command, "sh"]).arg(disk.path()).output();
        ran.is_ok_and(|ran| ran.status.success())
    };
    let full = cfg!(target_os = "linux") && shell("mount -t tmpfs -o size=64k tmpfs \"$1\"");
    let outcome = std::panic::catch_unwind(|| {
        let places = [("vanished", folder.path().join("sub")), ("full", disk.path().to_owned())];
        for (fault, place) in places {
            if fault == "full" && !full {
                println!("skipped: mounting a small disk is not permitted here");
                continue;
            }
            std::fs::create_dir_all(&place).unwrap();
            let mine = place.join("mine.ron");
            std::fs::write(&mine, preset("ampa").to_ron().unwrap()).unwrap();
            let script = Script(Rc::new(RefCell::new(vec![rescue.clone()])));
            let mut harness = stage_with(script, vec2(1280.0, 720.0), 1.0);
            drop_file(&mut harness, &mine);
            change(&mut harness, 9.0);
            match fault {
                "vanished" => std::fs::remove_dir_all(&place).unwrap(),
                _ => drop(std::fs::write(place.join("filler"), vec![1; 1 << 20]).unwrap_err()),
            }
            press_keys(&mut harness, Modifiers::COMMAND, Key::S);
            assert!(document(&harness).is_changed(), "{fault}");
            if fault == "full" {
                assert_eq!(load::file(&mine).unwrap(), preset("ampa"), "the old file is whole");
                assert_eq!(std::fs::read_dir(&place).unwrap().count(), 2, "and nothing else is left");
            }
            press(&mut harness, "Save as…");
            harness.run_steps(6);
            assert!(!document(&harness).is_changed(), "{fault}: {:?}", harness.state().app.messages());
            assert_eq!(load::file(&rescue).unwrap(), **document(&harness).preset());
            std::fs::remove_file(&rescue).unwrap();
        }
    });
    assert!((!full || shell("umount \"$1\"")) && outcome.is_ok());
}

/// A document that is a link stays one; its target is written.
#[cfg(unix)]
#[test]
fn a_link_is_saved_through() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
    std::fs::write(&real, preset("ampa").to_ron().unwrap()).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let mut harness = stage();
    drop_file(&mut harness, &link);
    change(&mut harness, 9.0);
    press_keys(&mut harness, Modifiers::COMMAND, Key::S);
    assert!(link.is_symlink() && !document(&harness).is_changed());
    assert_eq!(load::file(&real).unwrap(), **document(&harness).preset());
}
