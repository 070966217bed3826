//! The drawings and tables of lessons at every zoom: no word covers another, leaves its place or is broken, in either language.

use bouton::app::{Action, ThemeChoice};
use bouton::lesson::{self, Pane, library};
use bouton::text::{Language, Text, subscript};
use eframe::egui::{Key, Rect, Role, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::legible::{Words, covered, laid_out};
use super::{Script, Stage, app, preset, stage_of};
use crate::presets::is_long;

const SCREENS: [Vec2; 2] = [vec2(1024.0, 768.0), vec2(1280.0, 720.0)];
const ZOOMS: [f32; 3] = [1.0, 1.5, 2.0];
const LANGUAGES: [Language; 2] = [Language::English, Language::German];
/// Drawings, with the key of their name.
const DRAWINGS: [(Pane, &str); 3] = [
    (Pane::Synapse, "picture-synapse"),
    (Pane::Neuron, "picture-neuron"),
    (Pane::Receptors, "picture-receptors"),
];

/// The window of a screen at a zoom.
fn zoomed(screen: Vec2, zoom: f32, language: Language) -> Harness<'static, Stage> {
    let mut harness = stage_of(preset("ampa"), ThemeChoice::Light, Script::default(), screen / zoom, zoom);
    app(&mut harness).set_language(language);
    harness.run_steps(2);
    harness
}

/// Every window in which drawings are looked at, with what it is.
fn windows() -> impl Iterator<Item = (Harness<'static, Stage>, Language, String)> {
    let combinations = SCREENS.iter().flat_map(|screen| ZOOMS.map(|zoom| (*screen, zoom)));
    let combinations = combinations.flat_map(|(screen, zoom)| LANGUAGES.map(|own| (screen, zoom, own)));
    combinations.map(|(screen, zoom, language)| {
        let of = format!("{}×{} at {zoom}, {language:?}", screen.x, screen.y);
        (zoomed(screen, zoom, language), language, of)
    })
}

/// Steps with a drawing: lesson, step, and the key of the drawing's name. A short run takes the first of each lesson.
fn drawn_steps() -> Vec<(&'static str, usize, &'static str)> {
    let mut all = Vec::new();
    for bundled in library::LESSONS {
        let steps = lesson::parse(bundled.text.as_bytes()).unwrap().steps;
        let drawn = steps.iter().enumerate().filter_map(|(at, step)| {
            let key = DRAWINGS.iter().find(|(pane, _)| step.page.show.contains(pane))?.1;
            Some((bundled.name, at, key))
        });
        all.extend(drawn.take(if is_long() { usize::MAX } else { 1 }));
    }
    all
}

/// What is wrong with the words of a drawing that has a place, also with those that are scrolled out of sight.
fn faults_in(place: Rect, words: &[Words]) -> Vec<String> {
    let is_own = |own: &&Words| place.expand(1.0).contains_rect(own.clip);
    let own: Vec<Words> =
        words.iter().filter(is_own).map(|own| Words { visible: own.rect, ..own.clone() }).collect();
    let mut faults = covered(&own, 1.5);
    for words in &own {
        if !place.expand(1.0).contains_rect(words.rect) {
            faults.push(format!("{:?} leaves its place: {:?} of {place:?}", words.text, words.rect));
        }
        if words.is_broken {
            faults.push(format!("{:?} ends inside a word", words.text));
        }
    }
    let seen = own.iter().fold(Rect::NOTHING, |all, own| all.union(own.rect.intersect(own.clip)));
    for other in words.iter().filter(|other| !is_own(other)) {
        let common = other.visible.intersect(seen);
        if 1.5 < common.width() && 1.5 < common.height() {
            faults.push(format!("{:?} lies on it", other.text));
        }
    }
    if own.len() < 6 {
        let found: Vec<&str> = own.iter().map(|own| own.text.as_str()).collect();
        faults.push(format!("only {found:?} can be seen"));
    }
    faults
}

/// Brings a drawing into view, and says what is wrong with it.
fn faults_of(harness: &mut Harness<'static, Stage>, name: &str) -> Vec<String> {
    let find = |harness: &Harness<'static, Stage>| {
        let mut all = harness.query_all_by_role(Role::Group);
        all.find(|node| node.accesskit_node().label().as_deref() == Some(name)).map(|node| node.rect())
    };
    if let Some(node) = harness
        .query_all_by_role(Role::Group)
        .find(|node| node.accesskit_node().label().as_deref() == Some(name))
    {
        node.scroll_to_me();
    }
    harness.run_steps(30);
    match find(harness) {
        Some(place) => faults_in(place, &laid_out(harness)),
        None => vec![format!("{name} is not there")],
    }
}

#[test]
fn names_in_drawings_have_room_at_every_zoom() {
    let mut all = Vec::new();
    let steps = drawn_steps();
    assert!(5 <= steps.len(), "{steps:?}");
    for (mut harness, language, of) in windows() {
        let text = Text::of(language, &bouton::declared::texts());
        let ctx = harness.ctx.clone();
        for is_lecture in [false, true] {
            for (name, step, key) in &steps {
                app(&mut harness).open_lesson_at(&ctx, name, *step);
                harness.run_steps(3);
                let faults = faults_of(&mut harness, &text.get(key)).into_iter();
                all.extend(
                    faults.map(|fault| format!("{name} {} at {of}, lecture {is_lecture}: {fault}", step + 1)),
                );
            }
            app(&mut harness).do_action(&ctx, Action::Lecture);
            harness.run_steps(2);
        }
        app(&mut harness).do_action(&ctx, Action::Welcome);
        harness.run_steps(3);
        let faults = faults_of(&mut harness, &text.get("picture-receptors")).into_iter();
        all.extend(faults.map(|fault| format!("welcome page at {of}: {fault}")));
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

/// The words of the lesson beside the window: it stands on the left, below the button that closes it.
fn of_lesson(harness: &Harness<'static, Stage>, text: &Text) -> Vec<Words> {
    let close = harness.get_by_role_and_label(Role::Button, &text.get("action-close-lesson")).rect();
    let mut words = laid_out(harness);
    words.retain(|own| {
        own.visible.is_positive() && own.rect.left() < close.right() && close.top() - 4.0 < own.rect.top()
    });
    words
}

/// Every step of every lesson, with its answer; a short run takes every third step.
#[test]
fn no_word_of_a_lesson_is_broken_or_covered() {
    let mut all = Vec::new();
    for (turn, (mut harness, language, of)) in windows().enumerate() {
        let text = Text::of(language, &bouton::declared::texts());
        let ctx = harness.ctx.clone();
        for bundled in library::LESSONS {
            let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
            let (first, stride) = if is_long() { (0, 1) } else { (turn % 3, 3) };
            for step in (first..lesson.steps.len()).step_by(stride) {
                app(&mut harness).open_lesson_at(&ctx, bundled.name, step);
                harness.run_steps(2);
                let reveal = text.get("lesson-reveal");
                if let Some(button) = harness.query_by_role_and_label(Role::Button, &reveal) {
                    button.click();
                    harness.run_steps(2);
                }
                let words = of_lesson(&harness, &text);
                assert!(8 < words.len(), "{} {} at {of}: {words:?}", bundled.name, step + 1);
                let broken = words.iter().filter(|own| own.is_broken);
                let broken = broken.map(|own| format!("{:?} ends inside a word", own.text));
                // Slanted letters lean over what follows.
                let faults = broken.chain(covered(&words, 4.0));
                all.extend(faults.map(|fault| format!("{} {} at {of}: {fault}", bundled.name, step + 1)));
            }
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

/// The aim stands below the first and the last step, in both languages.
#[test]
fn the_aim_of_every_lesson_is_shown() {
    for language in LANGUAGES {
        let mut harness = zoomed(SCREENS[1], 1.0, language);
        let text = Text::of(language, &bouton::declared::texts());
        let ctx = harness.ctx.clone();
        for bundled in library::LESSONS {
            let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
            let aim = text.own(&lesson.notes.aim);
            for (step, key) in [(0, "lesson-aim"), (lesson.steps.len() - 1, "lesson-aim-reached")] {
                app(&mut harness).open_lesson_at(&ctx, bundled.name, step);
                harness.run_steps(3);
                let aim = subscript::spoken(&subscript::typeset(&aim));
                let shown = [text.get(key), aim].map(|own| harness.query_by_label(&own).is_some());
                assert_eq!(shown, [true, true], "{} {} in {language:?}", bundled.name, step + 1);
            }
        }
    }
}

/// A link to a term of the glossary says what the term means while it is pointed at or has the keyboard, and opens the glossary
/// at the term.
#[test]
fn links_to_terms_say_what_they_mean() {
    for language in LANGUAGES {
        let mut harness = zoomed(SCREENS[1], 1.0, language);
        let text = Text::of(language, &bouton::declared::texts());
        let ctx = harness.ctx.clone();
        app(&mut harness).open_lesson_at(&ctx, "first-steps", 1);
        harness.run_steps(3);
        let shown = match language {
            Language::German => "Schwelle",
            _ => "threshold",
        };
        let about = text.get("glossary-threshold-about");
        let is_said = |harness: &Harness<'static, Stage>| harness.query_by_label(&about).is_some();
        assert!(!is_said(&harness));
        let link = harness.get_by_role_and_label(Role::Link, shown);
        let place = link.rect().center();
        link.hover();
        harness.run_steps(60);
        assert!(is_said(&harness), "{shown}: nothing is said at {place:?}");
        harness.hover_at(place + vec2(500.0, 300.0));
        harness.run_steps(60);
        assert!(!is_said(&harness));
        harness.get_by_role_and_label(Role::Link, shown).focus();
        harness.run_steps(5);
        assert!(is_said(&harness), "{shown}: nothing is said by keyboard");
        harness.key_press(Key::Enter);
        harness.run_steps(10);
        let name = text.get("glossary-threshold").replace('_', " ");
        // Beside the link, which has the keyboard, and in the glossary.
        let places: Vec<Rect> = harness.query_all_by_label(&name).map(|term| term.rect()).collect();
        assert_eq!(places.len(), 2, "{places:?}");
        assert!(places.iter().all(|place| harness.ctx.content_rect().contains_rect(*place)), "{places:?}");
        // The last term is far down: the glossary scrolls to it.
        app(&mut harness).open_lesson_at(&ctx, "take-away", 5);
        harness.run_steps(3);
        let stdp = text.own(
            &library::LESSONS
                .iter()
                .find(|own| own.name == "take-away")
                .map(|own| lesson::parse(own.text.as_bytes()).unwrap().steps[5].page.text.clone())
                .unwrap(),
        );
        let stdp = stdp[1..].split(']').next().unwrap();
        harness.get_by_role_and_label(Role::Link, stdp).click();
        harness.run_steps(30);
        let place = harness.get_by_label(&text.get("glossary-stdp")).rect();
        let clip = laid_out(&harness).into_iter().find(|own| place.contains(own.rect.center())).unwrap();
        assert!(clip.clip.contains_rect(clip.rect), "{clip:?} is out of sight");
    }
}

/// Every term of the glossary is linked from a lesson, and German lessons link the same terms.
#[test]
fn lessons_reach_every_term_of_the_glossary() {
    let german = Text::of(Language::German, &bouton::declared::texts());
    let mut missing: Vec<&str> = lesson::TERMS.to_vec();
    for bundled in library::LESSONS {
        let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
        for (key, english) in lesson.steps.iter().flat_map(|step| step.page.texts()) {
            let terms = |words: &str| {
                let mut terms: Vec<String> =
                    lesson::links(words).into_iter().map(|link| link.target).collect();
                terms.retain(|target| lesson::glossary_term(target).is_some());
                terms.sort();
                terms
            };
            assert_eq!(terms(english), terms(&german.own(english)), "{} {key}", bundled.name);
            missing.retain(|term| !terms(english).contains(&format!("glossary.{term}")));
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(lesson::glossary_term("glossary.nonsense"), None);
}

/// GABA with its letter lowered, wherever it is drawn: in panels, plots, legends, on the canvas and in lessons.
#[test]
fn gaba_has_a_subscript_wherever_it_is_drawn() {
    let mut all = Vec::new();
    let mut lowered = 0;
    let mut look = |harness: &Harness<'static, Stage>, of: &str| {
        for words in laid_out(harness) {
            lowered += usize::from(words.text.contains("GABA") && subscript::is_typeset(&words.text));
            if words.text.contains("GABA_") || words.text.contains("GABAA") || words.text.contains("GABAB") {
                all.push(format!("{of}: {:?}", words.text));
            }
        }
    };
    for language in LANGUAGES {
        let mut harness = zoomed(SCREENS[1], 1.0, language);
        let text = Text::of(language, &bouton::declared::texts());
        let ctx = harness.ctx.clone();
        for name in [
            "gaba-a",
            "gaba-b",
            "gaba-b-burst-detector",
            "shunting-inhibition",
            "excitatory-gaba",
            "e-i-balance",
            "bombardment",
        ] {
            let document = preset(name);
            let names = document.network().projections().iter().map(|own| own.name.clone());
            app(&mut harness).open_preset(&ctx, name);
            harness.run_steps(4);
            look(&harness, name);
            for synapse in names {
                let label = text.with("synapse-name", &[("name", &synapse)]);
                harness.query_all_by_label(&label).next().unwrap().click();
                harness.run_steps(3);
                look(&harness, &format!("{name}, {label}"));
            }
            for action in
                [Action::EditTool, Action::AddPlot, Action::Palette, Action::Gallery, Action::Glossary]
            {
                app(&mut harness).do_action(&ctx, action);
                harness.run_steps(4);
                look(&harness, &format!("{name}, {action:?}"));
                harness.key_press(Key::Escape);
                harness.run_steps(3);
            }
        }
        for lesson in ["receptors", "gaba-a", "gaba-b", "take-away", "three-acts"] {
            let steps = lesson::parse(
                library::LESSONS.iter().find(|own| own.name == lesson).unwrap().text.as_bytes(),
            )
            .unwrap()
            .steps
            .len();
            for step in 0..steps {
                app(&mut harness).open_lesson_at(&ctx, lesson, step);
                harness.run_steps(3);
                look(&harness, &format!("{lesson} {}", step + 1));
            }
            app(&mut harness).do_action(&ctx, Action::TeacherNotes);
            harness.run_steps(3);
            look(&harness, &format!("{lesson}, notes"));
            app(&mut harness).do_action(&ctx, Action::TeacherNotes);
        }
    }
    all.sort();
    all.dedup();
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(100 < lowered, "{lowered} lowered");
}

#[test]
fn faults_of_drawings_are_found() {
    let mut harness = zoomed(SCREENS[1], 1.0, Language::English);
    let ctx = harness.ctx.clone();
    app(&mut harness).open_lesson_at(&ctx, "synapse", 0);
    harness.run_steps(3);
    let text = Text::of(Language::English, &bouton::declared::texts());
    let place = harness.get_by_role_and_label(Role::Group, &text.get("picture-synapse")).rect();
    let words = laid_out(&harness);
    assert_eq!(faults_in(place, &words), [""; 0]);
    let own: Vec<usize> = (0..words.len()).filter(|at| place.contains_rect(words[*at].clip)).collect();
    let (one, other) = (own[0], own[1]);
    let expect = |what: &str, change: &dyn Fn(&mut Vec<Words>)| {
        let mut changed = words.clone();
        change(&mut changed);
        let faults = faults_in(place, &changed);
        assert!(faults.iter().any(|fault| fault.contains(what)), "{what}: {faults:?}");
    };
    expect("lie on each other", &|words| words[one].rect = words[other].rect.translate(vec2(2.0, 1.0)));
    expect("leaves its place", &|words| {
        words[one].rect = words[one].rect.translate(vec2(place.width(), 0.0))
    });
    expect("inside a word", &|words| words[one].is_broken = true);
    expect("lies on it", &|words| {
        let whole = Rect::from_min_size(eframe::egui::Pos2::ZERO, SCREENS[1]);
        let foreign = Words { clip: whole, text: "foreign".to_owned(), ..words[one].clone() };
        words.push(foreign);
    });
    expect("can be seen", &|words| words.truncate(own[4]));
}

/// Numbers in a German window have a decimal comma: on axes and in read-outs, in boxes, lessons and hints. What is typed, and the
/// keys of files, keep their point.
#[test]
fn numbers_in_a_german_window_have_a_comma() {
    let has_point = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        letters.windows(3).any(|own| own[1] == '.' && own[0].is_ascii_digit() && own[2].is_ascii_digit())
    };
    let (mut all, mut commas) = (Vec::new(), 0);
    for language in LANGUAGES {
        let mut harness = zoomed(SCREENS[1], 1.0, language);
        let ctx = harness.ctx.clone();
        for name in [
            "ampa",
            "gaba-a",
            "facilitation",
            "rate-modulation",
            "stdp-window",
            "kinetics",
            "hebb-oja-bcm",
            "exponential-decay",
        ] {
            app(&mut harness).open_preset(&ctx, name);
            harness.run_steps(30);
            for words in laid_out(&harness) {
                if language == Language::German && has_point(&words.text) {
                    all.push(format!("{name}: {:?}", words.text));
                }
                let letters: Vec<char> = words.text.chars().collect();
                let has_comma =
                    |own: &[char]| own[1] == ',' && own[0].is_ascii_digit() && own[2].is_ascii_digit();
                commas += usize::from(language == Language::German && letters.windows(3).any(has_comma));
                assert!(
                    language == Language::German || !letters.windows(3).any(has_comma),
                    "{name}: {:?}",
                    words.text
                );
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(30 < commas, "{commas} commas");
}
