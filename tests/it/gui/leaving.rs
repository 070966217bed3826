//! Every way out of a document: what is asked, and where unsaved work is afterwards.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bouton::app::Action;
use bouton::document::Document;
use bouton::preset::{Preset, library, load};
use bouton::storage::Folders;
use bouton::storage::work::Store;
use bouton::units::Speed;
use eframe::egui::{Event, Key, Modifiers, Role, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::keeping::{stage_in, stage_with};
use super::{Script, Stage, app, drop_file, key, preset, press};

/// A way out of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    New,
    Preset,
    Palette,
    Paste,
    Drop,
    Revert,
    Lesson,
    Work,
    Undo,
    Quit,
    /// The program ends without closing its window.
    Crash,
}

const WAYS: [Way; 11] = [
    Way::New,
    Way::Preset,
    Way::Palette,
    Way::Paste,
    Way::Drop,
    Way::Revert,
    Way::Lesson,
    Way::Work,
    Way::Undo,
    Way::Quit,
    Way::Crash,
];

/// Where it is left from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Lesson,
    Lecture,
}

fn find(harness: &mut Harness<'static, Stage>, typed: &str) {
    key(harness, Modifiers::COMMAND, Key::P);
    harness.event(Event::Text(typed.to_owned()));
    harness.run_steps(2);
    key(harness, Modifiers::NONE, Key::Enter);
}

fn document<'a>(harness: &'a Harness<'static, Stage>) -> &'a Document {
    harness.state().app.document()
}

/// Changes a parameter by its slider.
fn change_parameter(harness: &mut Harness<'static, Stage>) {
    let before = document(harness).preset().clone();
    let n = harness.get_all_by_role(Role::Slider).count();
    for index in 0..n {
        for value in [9.0, 4.0] {
            let slider = harness.get_all_by_role(Role::Slider).nth(index).unwrap();
            if slider
                .accesskit_node()
                .label()
                .is_none_or(|label| ["Speed", "Time line"].contains(&label.as_str()))
            {
                continue;
            }
            slider.set_value_accesskit(value);
            harness.run_steps(3);
            if *document(harness).preset() != before {
                return;
            }
        }
    }
    panic!("no slider changes the document");
}

/// Adds everything once more.
fn change_structure(harness: &mut Harness<'static, Stage>) {
    let before = document(harness).preset().clone();
    let ctx = harness.ctx.clone();
    for action in [Action::SelectAll, Action::Duplicate] {
        app(harness).do_action(&ctx, action);
        harness.run_steps(3);
    }
    assert!(*document(harness).preset() != before);
}

/// Asks the window to close; whether it does so without a question.
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

/// Goes a way.
fn go(harness: &mut Harness<'static, Stage>, way: Way, other: &Path) {
    let ctx = harness.ctx.clone();
    match way {
        Way::New => key(harness, Modifiers::COMMAND, Key::N),
        Way::Preset => {
            press(harness, "File");
            for entry in ["Presets", "How channels open and close"] {
                harness.get_by_label_contains(entry).click();
                harness.run_steps(3);
            }
            press(harness, preset("exponential-decay").title());
        }
        Way::Palette => find(harness, "open preset nmda"),
        Way::Paste => {
            let text = library::find("nmda").unwrap().text.to_owned();
            harness.event_modifiers(Event::Paste(text), Modifiers::SHIFT);
            harness.run_steps(3);
        }
        Way::Drop => drop_file(harness, other),
        Way::Revert => app(harness).do_action(&ctx, Action::Revert),
        Way::Lesson => app(harness).open_lesson_at(&ctx, "nmda", 0),
        Way::Work => find(harness, "open recent work"),
        Way::Undo => key(harness, Modifiers::COMMAND, Key::Z),
        Way::Quit => drop(close(harness)),
        Way::Crash => {}
    }
    harness.run_steps(4);
}

/// The documents among unsaved work.
fn kept(folder: &Path) -> Vec<(Preset, Option<PathBuf>)> {
    let store = Store::new(&Folders::in_one(folder).autosave());
    let works = store.look().works.into_iter().filter(|kept| !kept.is_run());
    works.map(|kept| (store.read(&kept.name).unwrap(), kept.origin.path.clone())).collect()
}

/// The keys of a lecture are others: what is done by menus and keys elsewhere is not reached there.
fn is_reachable(way: Way, within: Within, is_unsaved: bool) -> bool {
    match way {
        Way::Revert => is_unsaved,
        Way::Preset | Way::Palette | Way::Work => within != Within::Lecture,
        _ => true,
    }
}

/// Untitled or titled, saved or not, out of a lesson, a lecture or neither, by every way: unsaved work is asked about where
/// it has a file or the program ends, never in a lesson or a lecture, and afterwards it is found among unsaved work.
#[test]
fn no_way_out_loses_work() {
    let mut tried = 0;
    for within in [Within::Nothing, Within::Lesson, Within::Lecture] {
        for is_titled in [false, true].into_iter().filter(|titled| within != Within::Lesson || !titled) {
            for is_unsaved in [false, true] {
                for way in WAYS.into_iter().filter(|way| is_reachable(*way, within, is_unsaved)) {
                    way_out(way, within, is_titled, is_unsaved);
                    tried += 1;
                }
            }
        }
    }
    println!("{tried} ways out");
}

fn way_out(way: Way, within: Within, is_titled: bool, is_unsaved: bool) {
    let what = format!("{way:?} within {within:?}, titled {is_titled}, unsaved {is_unsaved}");
    let folder = tempfile::tempdir().unwrap();
    let (mine, other) = (folder.path().join("mine.ron"), folder.path().join("other.ron"));
    std::fs::write(&mine, library::find("ampa").unwrap().text).unwrap();
    std::fs::write(&other, library::find("gaba-a").unwrap().text).unwrap();
    if way == Way::Work {
        let store = Store::new(&Folders::in_one(folder.path()).autosave());
        store.write("left-1", &preset("nmda"), &bouton::storage::work::Origin::default()).unwrap();
    }
    let own = if is_titled {
        Document::from_file(preset("ampa"), mine.clone())
    } else {
        Document::untitled(preset("ampa"))
    };
    let mut harness = stage_with(folder.path(), own, Script::default());
    let ctx = harness.ctx.clone();
    match within {
        Within::Nothing => {}
        Within::Lesson => app(&mut harness).open_lesson_at(&ctx, "ampa", 0),
        Within::Lecture => app(&mut harness).do_action(&ctx, Action::Lecture),
    }
    harness.run_steps(4);
    if is_unsaved {
        change_structure(&mut harness);
    }
    assert_eq!(document(&harness).is_changed(), is_unsaved, "{what}");
    let edited = Arc::clone(document(&harness).preset());
    go(&mut harness, way, &other);
    let asks = harness.state().app.is_asking();
    let expected = match way {
        Way::Undo | Way::Crash => false,
        Way::Quit => is_unsaved,
        _ => is_unsaved && is_titled,
    };
    assert_eq!(asks, expected && within == Within::Nothing, "{what}");
    if asks {
        assert_eq!(document(&harness).preset(), &edited, "{what}: first the question");
        press(&mut harness, if way == Way::Revert { "Revert" } else { "Don't save" });
        assert!(!harness.state().app.is_asking(), "{what}");
    }
    if !matches!(way, Way::Quit | Way::Crash) && is_unsaved {
        assert!(document(&harness).preset() != &edited, "{what}: it was left");
    }
    assert_eq!(load::file(&mine).unwrap(), preset("ampa"), "{what}: the file is as it was");
    // However the program ends now, the next one finds the work.
    drop(harness);
    let kept = kept(folder.path());
    let own = kept.iter().filter(|(kept, _)| *kept == *edited).count();
    assert_eq!(own, usize::from(is_unsaved), "{what}: {} works", kept.len());
    let has_path = kept.iter().any(|(kept, path)| *kept == *edited && *path == Some(mine.clone()));
    assert_eq!(has_path, is_unsaved && is_titled, "{what}: where it comes from");
    let others = usize::from(way == Way::Work);
    assert_eq!(kept.len(), own + others, "{what}: and nothing else");
}

/// What is saved when it is asked for stands in the file, and nowhere else.
#[test]
fn what_is_saved_is_not_kept_besides() {
    for way in [Way::New, Way::Lesson, Way::Drop, Way::Quit] {
        let folder = tempfile::tempdir().unwrap();
        let (mine, other) = (folder.path().join("mine.ron"), folder.path().join("other.ron"));
        std::fs::write(&mine, library::find("ampa").unwrap().text).unwrap();
        std::fs::write(&other, library::find("gaba-a").unwrap().text).unwrap();
        let own = Document::from_file(preset("ampa"), mine.clone());
        let mut harness = stage_with(folder.path(), own, Script::default());
        change_parameter(&mut harness);
        let edited = Arc::clone(document(&harness).preset());
        go(&mut harness, way, &other);
        press(&mut harness, "Save");
        harness.run_steps(3);
        assert_eq!(load::file(&mine).unwrap(), *edited, "{way:?}");
        drop(harness);
        assert_eq!(kept(folder.path()), [], "{way:?}");
    }
}

/// In a lesson parameters are there to be played with: that is no work. Afterwards it is.
#[test]
fn playing_in_a_lesson_is_no_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = stage_in(folder.path());
    let ctx = harness.ctx.clone();
    app(&mut harness).open_lesson_at(&ctx, "ampa", 1);
    harness.run_steps(3);
    app(&mut harness).do_action(&ctx, Action::ShowMe);
    harness.run_steps(3);
    change_parameter(&mut harness);
    assert!(!document(&harness).is_changed() && document(&harness).undo_name().is_some());
    app(&mut harness).do_action(&ctx, Action::NextStep);
    harness.run_steps(3);
    assert!(harness.state().app.recent_work().is_empty());
    app(&mut harness).do_action(&ctx, Action::CloseLesson);
    harness.run_steps(3);
    change_parameter(&mut harness);
    assert!(document(&harness).is_changed());
    drop(harness);
    assert_eq!(kept(folder.path()).len(), 1);
}

/// Untitled work that was left is listed with what was changed, opens again as untitled unsaved work, is asked about when
/// the program ends, and is gone once it is saved.
#[test]
fn recent_work_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved.ron");
    let mut harness = stage_in(folder.path());
    change_parameter(&mut harness);
    let edited = Arc::clone(document(&harness).preset());
    let title = preset("ampa").title().to_owned();
    key(&mut harness, Modifiers::COMMAND, Key::N);
    let works = harness.state().app.recent_work();
    assert!(works.len() == 1 && works[0].0 == title && works[0].1.contains("of 1-0"), "{works:?}");
    // One undo away, and the same work still.
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&harness).preset(), &edited);
    change_structure(&mut harness);
    let edited = Arc::clone(document(&harness).preset());
    key(&mut harness, Modifiers::COMMAND, Key::N);
    assert_eq!(harness.state().app.recent_work().len(), 1, "it is the same work");
    assert!(!close(&mut harness), "work that undo would bring back is asked about");
    harness.run_steps(3);
    assert!(harness.query_all_by_label_contains(&title).next().is_some(), "by name");
    press(&mut harness, "Cancel");
    change_structure_of_empty(&mut harness);
    assert!(!close(&mut harness));
    harness.run_steps(3);
    assert!(harness.query_by_label("• Untitled").is_some(), "all of it is listed");
    assert!(harness.query_by_label(&format!("• {title}")).is_some(), "all of it is listed");
    press(&mut harness, "Don't save");
    drop(harness);
    assert_eq!(kept(folder.path()).len(), 2);

    let script = Script(std::rc::Rc::new(std::cell::RefCell::new(vec![saved.clone()])));
    let mut harness = stage_with(folder.path(), Document::untitled(preset("nmda")), script);
    press(&mut harness, "File");
    harness.get_by_label_contains("Recent work").click();
    harness.run_steps(3);
    harness.get_by_label_contains(&format!("{title} – ")).click();
    harness.run_steps(4);
    assert_eq!(document(&harness).preset(), &edited);
    assert!(document(&harness).path().is_none() && document(&harness).is_changed());
    key(&mut harness, Modifiers::COMMAND, Key::S);
    harness.run_steps(4);
    assert_eq!(load::file(&saved).unwrap(), *edited);
    assert_eq!(harness.state().app.recent_work().len(), 1, "saved work is in its file");
    // The list of all, by its command: deleting asks.
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    press(&mut harness, "Delete Untitled…");
    press(&mut harness, "Delete Untitled for good");
    assert!(harness.state().app.recent_work().is_empty());
    drop(harness);
    assert_eq!(kept(folder.path()), []);
}

fn change_structure_of_empty(harness: &mut Harness<'static, Stage>) {
    let text = library::find("gaba-a").unwrap().text.to_owned();
    harness.event(Event::Paste(text));
    harness.run_steps(3);
    assert!(document(harness).is_changed());
}

/// A work that is opened once more while it is open becomes another: neither takes the other's copy.
#[test]
fn a_work_that_is_open_already_keeps_its_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = stage_in(folder.path());
    change_parameter(&mut harness);
    let first = Arc::clone(document(&harness).preset());
    key(&mut harness, Modifiers::COMMAND, Key::N);
    find(&mut harness, "open recent work");
    assert_eq!(document(&harness).preset(), &first);
    change_structure(&mut harness);
    let second = Arc::clone(document(&harness).preset());
    find(&mut harness, "open recent work");
    assert_eq!(document(&harness).preset(), &first);
    change_structure(&mut harness);
    change_structure(&mut harness);
    let third = Arc::clone(document(&harness).preset());
    find(&mut harness, "open preset nmda");
    drop(harness);
    let kept = kept(folder.path());
    for work in [&second, &third] {
        assert!(kept.iter().any(|(kept, _)| kept == &**work), "{} works", kept.len());
    }
}

/// What was undone can be redone, until something else is opened: then it is among recent work.
#[test]
fn undone_work_is_kept_as_well() {
    for reset in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut harness = stage_in(folder.path());
        change_parameter(&mut harness);
        let edited = Arc::clone(document(&harness).preset());
        if reset {
            key(&mut harness, Modifiers::COMMAND, Key::R);
        } else {
            key(&mut harness, Modifiers::COMMAND, Key::Z);
        }
        assert!(!document(&harness).is_changed());
        assert!(close(&mut harness), "it was taken back: nothing to ask");
        find(&mut harness, "open preset nmda");
        drop(harness);
        let kept = kept(folder.path());
        assert!(kept.len() == 1 && kept[0].0 == *edited, "reset {reset}: {}", kept.len());
    }
}

/// The speed of the run is no part of the document, unless it is stored there as the one at which runs start.
#[test]
fn speed_is_no_edit() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.ron");
    let text = library::find("ampa").unwrap().text;
    std::fs::write(&mine, text).unwrap();
    let own = Document::from_file(preset("ampa"), mine.clone());
    let mut harness = stage_with(folder.path(), own, Script::default());
    harness.get_by_role_and_label(Role::Slider, "Speed").set_value_accesskit(20.0);
    harness.run_steps(2);
    key(&mut harness, Modifiers::NONE, Key::CloseBracket);
    assert_eq!(harness.state().app.speed(), Speed::MsPerSecond(40.0));
    assert!(!document(&harness).is_changed() && document(&harness).undo_name().is_none());
    assert_eq!(**document(&harness).preset(), preset("ampa"));
    key(&mut harness, Modifiers::NONE, Key::R);
    assert_eq!(harness.state().app.speed(), Speed::MsPerSecond(40.0), "a run that starts again keeps it");
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::Save);
    harness.run_steps(3);
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), text, "saved as it was");
    // Unlimited, and back to where runs start.
    for speed in [Speed::Unlimited, Speed::MsPerSecond(100.0), Speed::Unlimited] {
        key(&mut harness, Modifiers::NONE, Key::U);
        assert_eq!(harness.state().app.speed(), speed);
    }
    // A person who means it says so, in the panel of the document.
    let empty = eframe::egui::pos2(690.0, 250.0);
    harness.hover_at(empty);
    harness.drag_at(empty);
    harness.drop_at(empty);
    harness.run_steps(3);
    assert!(harness.state().app.selection().objects().is_empty(), "a click on the empty canvas");
    harness.get_by_role_and_label(Role::Button, "Start at the present speed").click_accesskit();
    harness.run_steps(3);
    assert_eq!(document(&harness).preset().run().speed_ms_per_s, Speed::Unlimited);
    assert!(document(&harness).is_changed());
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(!document(&harness).is_changed());
    assert_eq!(harness.state().app.speed(), Speed::MsPerSecond(100.0), "the run follows");
    // Another document starts at its own.
    find(&mut harness, "open preset gaba-b");
    let start = document(&harness).preset().run().speed_ms_per_s;
    assert_eq!(harness.state().app.speed(), start);
}
