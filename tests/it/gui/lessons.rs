//! Lessons and lectures in the window, in every language.

use bouton::app::{Action, ThemeChoice};
use bouton::lesson::{self, Highlight, library};
use bouton::sim::{Stream, StreamKind};
use bouton::text::{Declared, Language, Text, subscript};
use eframe::egui::{Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, preset, stage_of};
use crate::allocation::live_bytes;
use crate::presets::is_long;

fn stage() -> Harness<'static, Stage> {
    stage_of(preset("ampa"), ThemeChoice::Dark, Script::default(), vec2(1600.0, 1000.0), 1.0)
}

fn go(harness: &mut Harness<'static, Stage>, name: &'static str, step: usize) {
    let ctx = harness.ctx.clone();
    app(harness).open_lesson_at(&ctx, name, step);
    harness.run_steps(3);
}

fn has_label(harness: &Harness<'static, Stage>, label: &str) -> bool {
    harness.query_all_by_label(label).next().is_some()
}

/// A text as a screen reader gets it, with plain subscripts.
fn heard(text: &str) -> String {
    subscript::spoken(&subscript::typeset(text))
}

/// Every step of every lesson loads in every language, says its words, and what it speaks of is there to be seen.
#[test]
fn every_step_of_every_lesson_shows_what_it_speaks_of() {
    for language in Language::ALL {
        let mut harness = stage();
        app(&mut harness).set_language(language);
        let text = Text::of(language, &bouton::declared::texts());
        for bundled in library::LESSONS {
            let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
            for (index, step) in lesson.steps.iter().enumerate() {
                go(&mut harness, bundled.name, index);
                let of = format!("{} {} in {language:?}", bundled.name, index + 1);
                assert_eq!(harness.state().app.lesson(), Some((bundled.name, index)), "{of}");
                assert!(has_label(&harness, &heard(&text.own(&step.page.title))), "{of}: no title");
                let document = harness.state().app.document();
                assert_eq!(**document.preset(), *step.preset, "{of}");
                for highlight in &step.page.highlight {
                    let label = match highlight {
                        Highlight::Neuron(name) => {
                            let n = step.preset.network().population_named(name).unwrap().n;
                            let key = if n == 1 { "neuron-name" } else { "population-name" };
                            text.with(key, &[("name", name)])
                        }
                        Highlight::Synapse(name) => text.with("synapse-name", &[("name", name)]),
                        Highlight::Parameter(path) => {
                            let (spec, _) = step.preset.get(step.preset.find(path).unwrap()).unwrap();
                            // Subscripts are lowered, not marked.
                            text.own(spec.symbol).replace('_', "")
                        }
                        Highlight::Plot(place) => text.with("plot-menu", &[("number", place.to_string())]),
                    };
                    assert!(
                        has_label(&harness, &label),
                        "{of}: {highlight:?} is not on the screen as {label}"
                    );
                }
                let translated = lesson::Page { text: text.own(&step.page.text), ..step.page.clone() };
                assert!(translated.n_words() <= lesson::MAX_WORDS, "{of}: {}", translated.n_words());
            }
        }
        assert!(app(&mut harness).messages().is_empty(), "{:?}", app(&mut harness).messages());
    }
}

/// What a step says is done has the effect that it says can be seen.
#[test]
fn every_act_has_its_effect() {
    let (mut steps, mut effects) = (0, 0);
    for bundled in library::LESSONS {
        let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
        for (index, step) in lesson.steps.iter().enumerate() {
            steps += 1;
            for seen in lesson::play(step) {
                effects += 1;
                assert!(
                    seen.holds,
                    "{} {}: {:?}, but it was {}",
                    bundled.name,
                    index + 1,
                    seen.effect,
                    seen.found
                );
            }
        }
    }
    println!("{} lessons, {steps} steps, {effects} effects", library::LESSONS.len());
}

/// Whatever way leads to a step, the program is in the same state there.
#[test]
fn every_way_to_a_step_leads_to_the_same_state() {
    let moves = if is_long() { 50 } else { 12 };
    let mut stream = Stream::new(3, StreamKind::Population, 0);
    let mut wanderer = stage();
    for bundled in library::LESSONS {
        let n = lesson::parse(bundled.text.as_bytes()).unwrap().steps.len();
        let mut direct = Vec::new();
        for step in 0..n {
            let mut fresh = stage();
            go(&mut fresh, bundled.name, step);
            direct.push(app(&mut fresh).lesson_state_hash());
        }
        go(&mut wanderer, bundled.name, 0);
        for _ in 0..moves {
            match stream.below(5) {
                0 => wanderer.key_press(Key::PageDown),
                1 => wanderer.key_press(Key::PageUp),
                2 => {
                    let step = stream.below(u32::try_from(n).unwrap()) as usize;
                    go(&mut wanderer, bundled.name, step);
                }
                3 => wanderer.key_press(Key::S),
                // Tinkering in between.
                _ => {
                    if let Some(slider) = wanderer.query_all_by_role(Role::Slider).next() {
                        slider.set_value_accesskit(1.0);
                    }
                    wanderer.run_steps(2);
                }
            }
            wanderer.run_steps(2);
            // Forward from the end and back from the beginning lead to other lessons.
            let (name, step) = wanderer.state().app.lesson().unwrap();
            let step = if name == bundled.name { step } else { 0 };
            // The step itself, not what the reader made of it.
            go(&mut wanderer, bundled.name, step);
            assert_eq!(app(&mut wanderer).lesson_state_hash(), direct[step], "{} {}", bundled.name, step + 1);
        }
    }
}

/// A lesson from the welcome page to its end with the keyboard alone.
#[test]
fn a_lesson_goes_by_keyboard_alone() {
    let mut harness = stage();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::H);
    harness.run_steps(3);
    let mut found = false;
    let title = lesson::parse(library::LESSONS[0].text.as_bytes()).unwrap().title;
    for _ in 0..60 {
        harness.key_press(Key::Tab);
        harness.run_steps(1);
        let focused = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused();
        if harness.query_all_by_label_contains(&title).any(|node| focused(&node)) {
            found = true;
            break;
        }
    }
    assert!(found, "Tab leads to the first lesson");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    let (name, step) = harness.state().app.lesson().unwrap();
    assert_eq!((name, step), (library::LESSONS[0].name, 0));
    let n = lesson::parse(library::LESSONS[0].text.as_bytes()).unwrap().steps.len();
    for step in 0..n {
        assert_eq!(harness.state().app.lesson().unwrap().1, step);
        harness.key_press(Key::S);
        harness.run_steps(4);
        harness.key_press(Key::PageDown);
        harness.run_steps(3);
    }
    assert_eq!(harness.state().app.lesson(), Some((library::LESSONS[1].name, 0)), "the next lesson follows");
}

/// A lesson of `n` steps as somebody might write it.
fn lesson_of_ones_own(n: usize) -> String {
    let presets =
        ["ampa", "nmda", "gaba-b", "stdp-window", "kinetics", "exponential-decay", "quantal-release"];
    let step = |index: usize| {
        let preset = presets[index % presets.len()];
        let speed = 20 * (index + 1);
        format!(
            "(title: \"Step {index}\", text: \"Words of $x_{{{index}}}$.\", start: Preset(\"{preset}\"), \
             speed_ms_per_s: Some({speed}.0), show: [Canvas, Plot(1)], highlight: [Plot(1)], notes: \"Say this.\"),"
        )
    };
    let steps: String = (0..n).map(step).collect();
    format!("(format: 1, title: \"One's own\", minutes: 20, notes: (aim: \"To see.\"), steps: [{steps}])")
}

/// A lecture of twenty steps, from a file, goes forward and back again and again, and nothing drifts or grows.
#[test]
fn a_lecture_goes_forward_and_back_without_drift() {
    let n = 20;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lecture.ron");
    std::fs::write(&path, lesson_of_ones_own(n)).unwrap();
    let mut harness = stage();
    app(&mut harness).open_file(&path);
    harness.run_steps(3);
    assert!(app(&mut harness).messages().is_empty(), "{:?}", app(&mut harness).messages());
    assert_eq!(harness.state().app.lesson(), Some(("", 0)));
    harness.key_press(Key::F5);
    harness.run_steps(3);
    assert!(harness.state().app.is_lecture());
    let round = |harness: &mut Harness<'static, Stage>| {
        let mut hashes = Vec::new();
        for _ in 1..n {
            harness.key_press(Key::PageDown);
            harness.run_steps(2);
            hashes.push(app(harness).lesson_state_hash());
        }
        for _ in 1..n {
            harness.key_press(Key::PageUp);
            harness.run_steps(2);
            hashes.push(app(harness).lesson_state_hash());
        }
        (hashes, live_bytes())
    };
    let rounds = if is_long() { 10 } else { 3 };
    let _ = round(&mut harness);
    let (first, before) = round(&mut harness);
    let mut grown = 0;
    for _ in 0..rounds {
        let (hashes, bytes) = round(&mut harness);
        assert_eq!(hashes, first);
        grown = bytes - before;
    }
    println!("{rounds} rounds of {n} steps: {} KiB more", grown / 1024);
    assert!(grown < 4 << 20, "{grown} bytes");
    harness.key_press(Key::B);
    harness.run_steps(2);
    harness.key_press(Key::L);
    harness.run_steps(2);
    harness.key_press(Key::Escape);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(!harness.state().app.is_lecture());
    // A document without a lesson can be shown, too.
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::CloseLesson);
    harness.key_press(Key::F5);
    harness.run_steps(3);
    assert!(harness.state().app.is_lecture());
}

/// What stands in the window at zoom 2 in a language 40 % longer than English: name and place of all that has words.
pub fn places(harness: &Harness<'static, Stage>) -> Vec<(String, eframe::egui::Rect)> {
    let words = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let has_words =
            matches!(node.role(), Role::Button | Role::CheckBox | Role::Label | Role::ComboBox | Role::Link);
        (has_words && !node.is_hidden()).then(|| node.label().or_else(|| node.value())).flatten()
    };
    let all = harness.root().children_recursive();
    all.filter_map(|node| Some((words(&node)?, node.rect()))).filter(|(_, rect)| rect.is_positive()).collect()
}

#[test]
fn longer_words_have_room_at_zoom_two() {
    let mut harness = stage_of(preset("nmda"), ThemeChoice::Dark, Script::default(), vec2(640.0, 360.0), 2.0);
    app(&mut harness).set_language(Language::Pseudo);
    let ctx = harness.ctx.clone();
    let scenes: [(&str, Option<Action>); 7] = [
        ("workbench", None),
        ("edit", Some(Action::EditTool)),
        ("settings", Some(Action::Settings)),
        ("shortcuts", Some(Action::Shortcuts)),
        ("add plot", Some(Action::AddPlot)),
        ("run until", Some(Action::RunUntil)),
        ("welcome", Some(Action::Welcome)),
    ];
    // The row of tools scrolls.
    let pseudo = Text::of(Language::Pseudo, &Declared::default());
    let scrolls = ["connect-by-name", "palette-population", "palette-gap"].map(|key| pseudo.get(key));
    let mut failures = Vec::new();
    for (scene, action) in scenes {
        if let Some(action) = action {
            app(&mut harness).do_action(&ctx, action);
        }
        harness.run_steps(4);
        for (words, rect) in places(&harness).into_iter().filter(|(words, _)| !scrolls.contains(words)) {
            if rect.left() < -1.0 || 641.0 < rect.right() {
                failures.push(format!(
                    "{scene}: {words:?} lies from {:.0} to {:.0}",
                    rect.left(),
                    rect.right()
                ));
            }
        }
        if let Some(action) = action.filter(|action| *action != Action::EditTool) {
            app(&mut harness).do_action(&ctx, action);
            harness.run_steps(2);
        }
    }
    for is_lecture in [false, true] {
        for bundled in library::LESSONS {
            let n = lesson::parse(bundled.text.as_bytes()).unwrap().steps.len();
            for step in (0..n).step_by(if is_long() { 1 } else { 3 }) {
                go(&mut harness, bundled.name, step);
                let of = format!("{} {}, lecture {is_lecture}", bundled.name, step + 1);
                for (words, rect) in places(&harness) {
                    if rect.left() < -1.0 || 641.0 < rect.right() {
                        failures.push(format!(
                            "{of}: {words:?} lies from {:.0} to {:.0}",
                            rect.left(),
                            rect.right()
                        ));
                    }
                }
            }
        }
        app(&mut harness).do_action(&ctx, Action::Lecture);
        harness.run_steps(2);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A step that begins somewhere on the time line begins there from either side and by any way, paused, with what it shows done.
#[test]
fn a_step_may_begin_on_the_time_line() {
    let arrive = |harness: &mut Harness<'static, Stage>| {
        for _ in 0..200 {
            harness.run_steps(1);
            if !harness.state().app.is_running() && 0.0 < harness.state().app.now_ms() {
                break;
            }
        }
        harness.run_steps(2);
    };
    let begins = |step: usize| {
        let text = library::find("why-jump").unwrap().text;
        lesson::parse(text.as_bytes()).unwrap().steps[step].page.begins_ms.unwrap()
    };
    let check = |harness: &mut Harness<'static, Stage>, step: usize, way: &str| {
        arrive(harness);
        assert_eq!(app(harness).lesson(), Some(("why-jump", step)), "{way}");
        assert!(!app(harness).is_running(), "{way}");
        let (at_ms, due_ms) = (app(harness).now_ms(), begins(step));
        assert!((at_ms - due_ms).abs() < 1e-9, "{way}: {at_ms} for {due_ms}");
        app(harness).engine().simulation().unwrap().digest()
    };
    let mut harness = stage();
    go(&mut harness, "why-jump", 1);
    let direct = check(&mut harness, 1, "directly");
    assert!(0.505 < head_of(&harness, "w_pre-post"), "what it shows is done");
    harness.key_press(Key::PageDown);
    harness.run_steps(2);
    let third = check(&mut harness, 2, "forward");
    harness.key_press(Key::PageUp);
    harness.run_steps(2);
    assert_eq!(check(&mut harness, 1, "back"), direct);
    // Wherever the reader went meanwhile, on the time line or with parameters.
    harness.key_press(Key::Space);
    harness.run_steps(20);
    harness.key_press(Key::Space);
    harness.run_steps(2);
    harness.key_press(Key::Home);
    harness.run_steps(2);
    harness.key_press(Key::PageDown);
    harness.run_steps(2);
    assert_eq!(check(&mut harness, 2, "from the past"), third);
    harness.key_press(Key::F5);
    harness.run_steps(3);
    harness.key_press(Key::PageUp);
    harness.run_steps(2);
    assert_eq!(check(&mut harness, 1, "in a lecture"), direct);
    // Space goes on from there: w falls at 15 ms in the third step.
    harness.key_press(Key::PageDown);
    harness.run_steps(2);
    check(&mut harness, 2, "in a lecture");
    let w = head_of(&harness, "w_pre-post");
    harness.key_press(Key::Space);
    harness.run_steps(30);
    assert!(head_of(&harness, "w_pre-post") < w);
}

fn head_of(harness: &Harness<'static, Stage>, probe: &str) -> f64 {
    harness.state().app.probe_now(probe).unwrap()
}

/// Where a step begins is checked, with its place.
#[test]
fn where_a_step_begins_is_checked() {
    let text = |begins: &str| {
        format!(
            "(format: 1, title: \"T\", minutes: 1, notes: (aim: \"a\"), steps: [(title: \"S\", text: \"x\", \
             start: Preset(\"ampa\"), begins_ms: {begins})])"
        )
    };
    for good in ["None", "Some(0.1)", "Some(1000.0)"] {
        lesson::parse(text(good).as_bytes()).unwrap();
    }
    for bad in ["Some(0.0)", "Some(-1.0)", "Some(1000001.0)", "Some(inf)", "Some(NaN)"] {
        let error = lesson::parse(text(bad).as_bytes()).unwrap_err();
        let words = Text::english().say(&error.message());
        let said = format!("{words} {error:?}");
        assert!(said.contains("steps[0].begins_ms") && said.contains("lesson-begins"), "{bad}: {said}");
    }
    let bundled = bouton::preset::library::find("vogels-abbott").unwrap().name;
    let long = text("Some(1000000.0)").replace("ampa", bundled);
    let error = lesson::parse(long.as_bytes()).unwrap_err();
    assert!(format!("{error:?}").contains("lesson-work"), "{error:?}");
}
