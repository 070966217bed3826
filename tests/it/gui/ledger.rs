//! Why something jumped: a click on a plot or a key says it in a sentence, rows are listed and filtered, and other rules compared.

use std::path::Path;
use std::time::Duration;

use bouton::app::{Action, ThemeChoice};
use bouton::model::network::Object;
use bouton::param::Value;
use bouton::text::Language;
use eframe::egui::{self, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Selection, Stage, act, app, preset, stage_of};
use crate::cli::run_patiently;

/// The window of STDP with two pairs of clicked spikes, paused.
fn paired(scale: f32) -> Harness<'static, Stage> {
    paired_with(scale, Script::default())
}

fn paired_with(scale: f32, script: Script) -> Harness<'static, Stage> {
    let mut quiet = preset("stdp-window");
    let settings = [
        ("populations.pre.train", Value::Choice(0)),
        ("populations.teacher.train", Value::Choice(0)),
        ("run.speed_ms_per_s", Value::Number(100.0)),
    ];
    for (path, value) in settings {
        quiet = quiet.with_values(&[(quiet.find(path).unwrap(), value)]).unwrap();
    }
    let size = vec2(1280.0, 720.0);
    let mut harness = stage_of(quiet, ThemeChoice::Light, script, size, scale);
    for name in ["pre", "teacher", "pre", "teacher"] {
        let id = app(&mut harness).document().preset().network().population_named(name).unwrap().id;
        app(&mut harness).engine().send(super::Command::Fire { population: id, neuron: Some(0) });
        harness.run_steps(4);
    }
    harness.run_steps(10);
    act(&mut harness, Action::RunPause);
    harness
}

fn says(harness: &Harness<'static, Stage>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// A click on a jump of w: the sentence stands there at once, is read aloud, and names the spike that pairs.
#[test]
fn a_click_on_a_jump_says_why() {
    let mut harness = paired(1.0);
    let plot = harness.get_by_label("Plot of w pre-post").rect();
    let at = egui::pos2(plot.left() + 2.0, plot.center().y);
    harness.hover_at(at);
    harness.run_steps(1);
    let state = app(&mut harness).engine().simulation().unwrap().digest();
    harness.drag_at(at);
    harness.run_steps(1);
    harness.drop_at(at);
    harness.run_steps(2);
    assert!(says(&harness, "Why w pre-post jumped"), "the window is there");
    let sentence = harness.query_all_by_label_contains("reached the synapse").next().unwrap();
    assert_eq!(sentence.accesskit_node().live(), egui::accesskit::Live::Polite);
    let words = sentence.accesskit_node().label().or(sentence.accesskit_node().value()).unwrap();
    assert!(words.contains("ms after one of neuron") && words.contains("so Δw ="), "{words}");
    assert_eq!(app(&mut harness).engine().simulation().unwrap().digest(), state, "asking changes nothing");
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert!(!says(&harness, "Why w pre-post jumped"));
}

/// By keys alone: W explains the last jump before the playhead, wherever that is, and Shift+W lists all of them.
#[test]
fn keys_explain_the_last_jump_and_list_all() {
    let mut harness = paired(2.0);
    let id = app(&mut harness).document().preset().network().projections()[0].id;
    harness.get_by_role_and_label(Role::Button, "Synapse pre-post").click();
    harness.run_steps(2);
    assert_eq!(app(&mut harness).selection(), &Selection::one(Object::Projection(id)));
    harness.key_press(Key::W);
    harness.run_steps(3);
    assert!(says(&harness, "The weight rose from"), "a teacher's spike was last");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::W);
    harness.run_steps(4);
    assert!(says(&harness, "Σ = "));
    let rows = |harness: &Harness<'static, Stage>| {
        harness
            .query_all_by_label_contains("w pre-post")
            .filter(|node| node.accesskit_node().role() == Role::Button)
            .count()
    };
    let all = rows(&harness);
    assert!(2 < all, "{all} rows");
    // Of those, what goes up.
    harness.get_by_role_and_label(Role::ComboBox, "Sign of the change").click();
    harness.run_steps(2);
    harness.get_by_label("Up").click();
    harness.run_steps(3);
    let up = rows(&harness);
    assert!(0 < up && up < all, "{up} of {all}");
    let row = harness
        .query_all_by_label_contains("w pre-post")
        .find(|node| node.accesskit_node().role() == Role::Button)
        .unwrap();
    row.click();
    harness.run_steps(3);
    harness.get_by_label("Compare rules").click();
    harness.run_steps(3);
    assert!(says(&harness, "Nearest, symmetric, Additive: "));
    assert!(says(&harness, "The spikes are kept") || says(&harness, "the spikes are kept"));
}

/// The lines of a table without what stands above it, and those above it.
fn table(text: &str) -> (Vec<&str>, Vec<&str>) {
    text.lines().partition(|line| !line.starts_with('#'))
}

fn saved(harness: &mut Harness<'static, Stage>, script: &Script, path: &Path, action: Action) -> String {
    script.0.borrow_mut().push(path.to_owned());
    act(harness, action);
    for _ in 0..2000 {
        if path.exists() && says(harness, &path.display().to_string()) {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
    std::fs::read_to_string(path).unwrap()
}

/// The rows that are listed are saved as `bouton ledger` writes them of the same run, the newest first; and filtered and in the
/// order of size if they are listed so, which the lines above say.
#[test]
fn listed_rows_are_saved_as_the_command_line_writes_them() {
    let folder = tempfile::tempdir().unwrap();
    let (run_path, csv_path) = (folder.path().join("mine.run.ron"), folder.path().join("rows.csv"));
    let script = Script::default();
    let mut harness = paired_with(1.0, script.clone());
    act(&mut harness, Action::SaveLedger);
    assert!(says(&harness, "First open the ledger"), "nothing is listed yet");
    act(&mut harness, Action::SelectAll);
    act(&mut harness, Action::Ledger);
    harness.run_steps(4);
    let window = saved(&mut harness, &script, &csv_path, Action::SaveLedger);
    saved(&mut harness, &script, &run_path, Action::SaveRun);
    let network = app(&mut harness).document().preset().network().clone();
    let mut line =
        vec!["ledger".to_owned(), run_path.display().to_string(), "--csv".to_owned(), "-".to_owned()];
    for own in network.projections() {
        line.extend(["--synapse".to_owned(), own.name.clone()]);
    }
    for own in network.populations() {
        line.extend(["--neuron".to_owned(), own.name.clone()]);
    }
    let out = run_patiently(&line.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(out.code(), 0, "{}", out.err);
    let ((mut rows, above), (expected, _)) = (table(&window), table(&out.out));
    rows[1..].reverse();
    assert!(10 < rows.len(), "{window}");
    assert_eq!(rows, expected);
    let has = |above: &[&str], line: &str| above.iter().any(|own| own.contains(line));
    for line in
        ["order: newest-first", "t_post − t_pre", "seed: 1", "from_ms: 0", "raw is the weight without"]
    {
        assert!(has(&above, line), "{line}: {above:?}");
    }
    assert!(!has(&above, "changes:"));
    // Only what goes up, the greatest first.
    harness.get_by_role_and_label(Role::ComboBox, "Sign of the change").click();
    harness.run_steps(2);
    harness.get_by_label("Up").click();
    harness.run_steps(2);
    harness.get_by_label("Greatest first").click();
    harness.run_steps(2);
    let csv_path = folder.path().join("up.csv");
    script.0.borrow_mut().push(csv_path.clone());
    harness.get_by_label("Save as CSV…").click();
    for _ in 0..2000 {
        harness.run_steps(1);
        if csv_path.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let text = std::fs::read_to_string(&csv_path).unwrap();
    let (rows, above) = table(&text);
    assert!(has(&above, "order: greatest-first") && has(&above, "changes: up"), "{above:?}");
    let place = rows[0].split(',').position(|name| name == "change").unwrap();
    let changes: Vec<f64> =
        rows[1..].iter().map(|row| row.split(',').nth(place).unwrap().parse().unwrap()).collect();
    assert!(1 < changes.len() && changes.iter().all(|change| 0.0 < *change), "{changes:?}");
    assert!(changes.is_sorted_by(|a, b| a >= b), "{changes:?}");
}

/// In German the sentence is German, with decimal commas.
#[test]
fn the_sentence_is_in_the_language_of_the_window() {
    let mut harness = paired(1.0);
    app(&mut harness).set_language(Language::German);
    harness.run_steps(2);
    act(&mut harness, Action::Why);
    let node = harness.query_all_by_label_contains("erreichte ein Spike").next().unwrap();
    let words = node.accesskit_node().label().or(node.accesskit_node().value()).unwrap();
    assert!(words.contains("Das Gewicht stieg von 0,") && !words.contains("0."), "{words}");
}

/// More synapses than can be watched are refused aloud, with their number.
#[test]
fn too_many_synapses_are_refused_with_their_number() {
    let parts = vec2(1280.0, 720.0);
    let mut large = preset("stdp-song-2000");
    large = large
        .with_values(&[(large.find("populations.exc.n").unwrap(), Value::Count(1001))])
        .unwrap_or_else(|_| preset("vogels-abbott"));
    let mut harness = stage_of(large, ThemeChoice::Dark, Script::default(), parts, 1.0);
    act(&mut harness, Action::RunPause);
    act(&mut harness, Action::Ledger);
    assert!(says(&harness, "are more than the 1000 that can be watched"));
}

/// J goes back to the last jump, of what is selected or under the pointer, Shift+J on to the next: the value differs from the step before.
#[test]
fn keys_go_to_the_jumps() {
    let mut harness = paired(1.0);
    harness.get_by_role_and_label(Role::Button, "Synapse pre-post").click();
    harness.run_steps(2);
    let end = app(&mut harness).end_ms().0;
    let probe = "w_pre-post";
    let dt = app(&mut harness).document().preset().grid().dt_ms();
    let mut places = vec![end];
    loop {
        harness.key_press(Key::J);
        harness.run_steps(4);
        let now = app(&mut harness).now_ms();
        if now == *places.last().unwrap() {
            break;
        }
        let value = |harness: &mut Harness<'static, Stage>, ms| app(harness).probe_at(probe, ms);
        let (before, after) = (value(&mut harness, now - dt), value(&mut harness, now));
        assert!(before.is_some() && before != after, "{now} ms: {before:?}, {after:?}");
        assert!(now < *places.last().unwrap());
        places.push(now);
    }
    assert!(harness.state().app.messages().iter().any(|line| line.contains("There is no jump here")));
    assert!(3 <= places.len(), "{places:?}");
    // On again through the same places.
    for place in places[1..places.len() - 1].iter().rev() {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::J);
        harness.run_steps(4);
        assert_eq!(app(&mut harness).now_ms(), *place);
    }
    harness.key_press_modifiers(Modifiers::SHIFT, Key::J);
    harness.run_steps(4);
    assert_eq!(app(&mut harness).now_ms(), places[1], "there is none after it");
    assert!(says(&harness, "There is no jump after this moment"));
}
