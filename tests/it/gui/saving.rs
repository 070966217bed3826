//! Saving from the window: comments, endings, other windows, and what `touch` does not change.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::SystemTime;

use bouton::document::Document;
use bouton::preset::{library, load};
use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::keeping::stage_with;
use super::{Script, Stage, app, key, preset, press};
use crate::comments::comments;

fn save(harness: &mut Harness<'static, Stage>) {
    key(harness, Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
}

fn set_tau(harness: &mut Harness<'static, Stage>, tau_ms: f64) {
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(tau_ms);
    harness.run_steps(2);
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The window on a file that was written by hand.
fn stage_of_file(folder: &Path, mine: &Path) -> Harness<'static, Stage> {
    std::fs::write(mine, library::find("ampa").unwrap().text).unwrap();
    again(folder, mine, Script::default())
}

fn again(folder: &Path, mine: &Path, script: Script) -> Harness<'static, Stage> {
    stage_with(folder, Document::from_file(load::file(mine).unwrap(), mine.to_owned()), script)
}

#[test]
fn comments_survive_saving_or_the_old_text_does() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.ron");
    let mut harness = stage_of_file(folder.path(), &mine);
    let text = read(&mine);
    set_tau(&mut harness, 9.0);
    save(&mut harness);
    let tau = |text: &str| text.replace("tau_ms: 5.0", "tau_ms: 9.0");
    assert_eq!(read(&mine), tau(&text), "nothing but the number");
    assert!(harness.query_by_label("Comments would be lost").is_none());
    // Neuron 1 goes, and with it what the file says about it.
    let ctx = harness.ctx.clone();
    harness.get_by_label("Parameters of 1").click();
    harness.run_steps(2);
    app(&mut harness).do_action(&ctx, bouton::app::Action::Delete);
    harness.run_steps(2);
    save(&mut harness);
    assert!(harness.query_by_label("Comments would be lost").is_some());
    assert_eq!(read(&mine), tau(&text), "first the question");
    press(&mut harness, "Cancel");
    assert!(harness.state().app.document().is_changed());
    let bak = folder.path().join("mine.ron.bak");
    std::fs::write(&bak, "an older one of mine").unwrap();
    save(&mut harness);
    press(&mut harness, "Save, keep the old text");
    assert!(!harness.state().app.document().is_changed(), "{:?}", harness.state().app.messages());
    assert_eq!(load::file(&mine).unwrap(), **harness.state().app.document().preset());
    assert_eq!(read(&bak), "an older one of mine", "never overwritten");
    assert_eq!(read(&folder.path().join("mine.ron.bak2")), tau(&text));
    assert!(!comments(&read(&mine)).is_empty(), "the others are still there");
    // From then on there is nothing to ask.
    key(&mut harness, Modifiers::COMMAND, Key::A);
    key(&mut harness, Modifiers::COMMAND, Key::D);
    save(&mut harness);
    assert!(!harness.state().app.document().is_changed());
}

/// A preset that comes with the program takes its comments along, and so does a file that is saved elsewhere.
#[test]
fn comments_go_along_to_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first.ron"), folder.path().join("second.ron"));
    let script = Script(Rc::new(RefCell::new(vec![second.clone(), first.clone()])));
    let mut harness = stage_with(folder.path(), Document::untitled(preset("nmda")), script);
    let ctx = harness.ctx.clone();
    harness.event_modifiers(Event::Paste(library::find("ampa").unwrap().text.to_owned()), Modifiers::SHIFT);
    harness.run_steps(3);
    save(&mut harness);
    assert_eq!(read(&first), library::find("ampa").unwrap().text);
    set_tau(&mut harness, 7.0);
    app(&mut harness).do_action(&ctx, bouton::app::Action::SaveAs);
    harness.run_steps(6);
    assert_eq!(read(&second), read(&first).replace("tau_ms: 5.0", "tau_ms: 7.0"));
}

/// Types a path into the field of the dialog.
fn type_path(harness: &mut Harness<'static, Stage>, path: &Path) {
    key(harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(path.display().to_string()));
    harness.run_steps(2);
    key(harness, Modifiers::NONE, Key::Enter);
}

#[test]
fn a_name_without_an_ending_gets_one_and_replaces_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("taken.ron"), "mine").unwrap();
    // Typed.
    let mut harness = stage_with(folder.path(), Document::untitled(preset("ampa")), Script::default());
    save(&mut harness);
    type_path(&mut harness, &at("taken"));
    assert_eq!(read(&at("taken.ron")), "mine", "first it is said");
    assert!(harness.query_by_label_contains("taken.ron already exists").is_some());
    key(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(load::file(&at("taken.ron")).unwrap(), preset("ampa"));
    assert!(!at("taken").exists());
    // Chosen in the system's dialog, which asked about another name.
    std::fs::write(at("taken.ron"), "mine").unwrap();
    let script = Script(Rc::new(RefCell::new(vec![at("taken"), at("free")])));
    let mut harness = stage_with(folder.path(), Document::untitled(preset("nmda")), script);
    save(&mut harness);
    assert_eq!(load::file(&at("free.ron")).unwrap(), preset("nmda"));
    assert_eq!(harness.state().app.document().path(), Some(&*at("free.ron")));
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, bouton::app::Action::SaveAs);
    harness.run_steps(6);
    assert_eq!(read(&at("taken.ron")), "mine");
    assert!(harness.query_by_label_contains("taken.ron already exists").is_some());
    press(&mut harness, "Save");
    assert_eq!(load::file(&at("taken.ron")).unwrap(), preset("nmda"));
}

/// `touch` changes no file. Another window's save does, and is not overwritten unasked.
#[test]
fn two_windows_on_one_file_overwrite_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.ron");
    let mut one = stage_of_file(folder.path(), &mine);
    let mut other = again(folder.path(), &mine, Script::default());
    let file = std::fs::File::options().write(true).open(&mine).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    set_tau(&mut one, 7.0);
    save(&mut one);
    assert!(!one.state().app.document().is_changed(), "{:?}", one.state().app.messages());
    let of_one = read(&mine);
    set_tau(&mut other, 8.0);
    save(&mut other);
    assert_eq!(read(&mine), of_one);
    press(&mut other, "Overwrite");
    assert_eq!(load::file(&mine).unwrap(), **other.state().app.document().preset());
    set_tau(&mut one, 6.0);
    save(&mut one);
    press(&mut one, "Reload from disk");
    assert_eq!(**one.state().app.document().preset(), load::file(&mine).unwrap());
    assert_eq!(one.state().app.recent_work().len(), 1, "what was not saved is kept");
    set_tau(&mut one, 11.0);
    save(&mut one);
    assert!(!one.state().app.document().is_changed());
    // Both windows leave work behind; neither takes the other's.
    set_tau(&mut other, 12.0);
    set_tau(&mut one, 13.0);
    let edited = [&one, &other].map(|window| window.state().app.document().preset().clone());
    drop((one, other));
    let store =
        bouton::storage::work::Store::new(&bouton::storage::Folders::in_one(folder.path()).autosave());
    let works = store.look().works;
    let works = works.iter().filter(|kept| !kept.is_run());
    let found: Vec<_> = works.map(|kept| store.read(&kept.name).unwrap()).collect();
    assert!(edited.iter().all(|edited| found.contains(edited)), "{} works", found.len());
}

/// A file in a folder that is read only, or that vanished, with one window or two: the work stays, and can go elsewhere.
#[cfg(target_os = "linux")]
#[test]
fn a_share_that_cannot_be_written_loses_nothing() {
    let share = tempfile::tempdir().unwrap();
    let shell = |command: &str| {
        let ran = std::process::Command::new("sh").args(["-c", command, "sh"]).arg(share.path()).output();
        ran.is_ok_and(|ran| ran.status.success())
    };
    if !shell("mount -t tmpfs -o size=1m tmpfs \"$1\"") {
        println!("skipped: mounting a disk is not permitted here");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        let folder = tempfile::tempdir().unwrap();
        let mine = share.path().join("mine.ron");
        std::fs::write(&mine, library::find("ampa").unwrap().text).unwrap();
        let rescue = |name: &str| folder.path().join(name);
        let mut windows: Vec<(Harness<'static, Stage>, PathBuf)> = ["one.ron", "two.ron"]
            .into_iter()
            .map(|name| {
                let script = Script(Rc::new(RefCell::new(vec![rescue(name)])));
                (again(folder.path(), &mine, script), rescue(name))
            })
            .collect();
        assert!(shell("mount -o remount,ro \"$1\""));
        for (window, rescue) in &mut windows {
            set_tau(window, 9.0);
            save(window);
            assert!(window.state().app.document().is_changed());
            assert_eq!(read(&mine), library::find("ampa").unwrap().text);
            press(window, "Save as…");
            window.run_steps(4);
            assert!(!window.state().app.document().is_changed(), "{:?}", window.state().app.messages());
            assert_eq!(read(rescue), read(&mine).replace("tau_ms: 5.0", "tau_ms: 9.0"));
        }
    });
    assert!(shell("umount \"$1\"") && outcome.is_ok());
}
