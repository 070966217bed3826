//! On stage: the keys of a lecture, the notes, pointer and pen, questions, and sizes that suit a hall.

use std::cell::RefCell;

use bouton::app::{Action, ThemeChoice};
use bouton::lesson::{self, library};
use bouton::text::{Language, Text};
use eframe::egui::{
    self, Context, CursorIcon, Event, Key, Modifiers, Pos2, Rect, Role, Shape, Vec2, ViewportCommand,
    ViewportId, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Script, Stage, app, preset, stage_of};

/// The lecture of a lesson's step, in a window of a size.
fn lecture(
    language: Language,
    name: &'static str,
    step: usize,
    size: Vec2,
    zoom: f32,
) -> Harness<'static, Stage> {
    let mut harness = stage_of(preset("ampa"), ThemeChoice::Dark, Script::default(), size, zoom);
    app(&mut harness).set_language(language);
    let ctx = harness.ctx.clone();
    app(&mut harness).open_lesson_at(&ctx, name, step);
    harness.run_steps(2);
    press(&mut harness, Key::F5);
    assert!(harness.state().app.is_lecture());
    harness
}

fn press(harness: &mut Harness<'static, Stage>, key: Key) {
    harness.key_press(key);
    harness.run_steps(3);
}

fn text_of(language: Language) -> Text {
    Text::of(language, &bouton::declared::texts())
}

/// Every text that is painted, with its place.
fn painted(harness: &Harness<'static, Stage>) -> Vec<(String, Rect)> {
    fn add(shape: &Shape, clip: Rect, found: &mut Vec<(String, Rect)>) {
        match shape {
            Shape::Text(text) => {
                let rect = text.galley.rect.translate(text.pos.to_vec2());
                if rect.intersect(clip).is_positive() {
                    found.push((text.galley.text().to_owned(), rect));
                }
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| add(shape, clip, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        add(&clipped.shape, clipped.clip_rect, &mut found);
    }
    found
}

fn shows(harness: &Harness<'static, Stage>, words: &str) -> bool {
    painted(harness).iter().any(|(text, _)| text.contains(words))
}

/// The step of a lesson that asks something, and what it asks, without its marks.
fn first_question() -> (&'static str, usize, String, String) {
    for bundled in library::LESSONS {
        let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
        for (index, step) in lesson.steps.iter().enumerate() {
            let plain = |text: &str| !text.contains(['[', '*', '$', '_', '`']);
            if let Some(own) = step.page.ask.as_ref().filter(|own| plain(&own.ask) && plain(&own.answer)) {
                return (bundled.name, index, own.ask.clone(), own.answer.clone());
            }
        }
    }
    panic!("no lesson asks anything");
}

/// The beginning of a text, as far as it stands in one line for certain.
fn beginning(text: &str) -> String {
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_lecture_fills_the_screen_and_gives_it_back() {
    let size = vec2(1280.0, 720.0);
    let mut harness = stage_of(preset("ampa"), ThemeChoice::Dark, Script::default(), size, 1.0);
    let asked = |harness: &mut Harness<'static, Stage>, key: Key| {
        let (modifiers, physical_key) = (Modifiers::NONE, None);
        let press = Event::Key { key, physical_key, pressed: true, repeat: false, modifiers };
        harness.input_mut().events.push(press);
        let mut asked = Vec::new();
        for _ in 0..3 {
            harness.step();
            for command in &harness.output().viewport_output[&ViewportId::ROOT].commands {
                if let ViewportCommand::Fullscreen(full) = command {
                    asked.push(*full);
                }
            }
        }
        asked
    };
    assert_eq!(asked(&mut harness, Key::F5), [true]);
    assert_eq!(asked(&mut harness, Key::Escape), [false]);
    assert!(!harness.state().app.is_lecture());
    // A window that fills the screen goes on doing so.
    harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap().fullscreen = Some(true);
    assert_eq!(asked(&mut harness, Key::F5), [] as [bool; 0]);
    assert_eq!(asked(&mut harness, Key::Escape), [] as [bool; 0]);
}

/// The keys of the lecturer stand in the notes and nowhere on the stage; the notes stay while the screen is black, and say the
/// time, how long the lecture has lasted, and what comes next.
#[test]
fn notes_are_for_the_lecturer_and_stay_while_the_screen_is_black() {
    for language in Language::ALL {
        for (size, zoom) in [(vec2(1280.0, 720.0), 1.0), (vec2(1024.0, 768.0), 1.0)] {
            let mut harness = lecture(language, "ampa", 0, size, zoom);
            let text = text_of(language);
            let lesson = lesson::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
            let laser = text.get("stage-laser");
            assert!(!shows(&harness, &laser) && !shows(&harness, "PageDown"), "the audience sees no keys");
            press(&mut harness, Key::N);
            assert!(shows(&harness, &laser), "the notes list the keys");
            let next = text.with("lecture-next", &[("title", text.own(&lesson.steps[1].page.title))]);
            let has_clock = |harness: &Harness<'static, Stage>| {
                painted(harness).iter().any(|(text, _)| text.len() == 5 && text.as_bytes()[2] == b':')
            };
            let since = |time: &str| text.with("notes-elapsed", &[("time", time)]);
            assert!(shows(&harness, &since("0:00")) && has_clock(&harness));
            for _ in 0..70 {
                harness.run_steps(1);
            }
            assert!(shows(&harness, &since("0:01")));
            press(&mut harness, Key::B);
            assert!(
                has_clock(&harness) && shows(&harness, &text.get("notes-black")),
                "while the screen is black"
            );
            assert!(shows(&harness, &bouton::text::subscript::typeset(&next)), "{next}");
            press(&mut harness, Key::PageDown);
            assert_eq!(harness.state().app.lesson(), Some(("ampa", 1)));
            assert!(!shows(&harness, &text.get("notes-black")), "a step is seen");
            press(&mut harness, Key::N);
            assert!(!shows(&harness, &laser));
        }
    }
}

thread_local! {
    /// What is pressed in the window of the notes.
    static PRESSED: RefCell<Vec<Event>> = const { RefCell::new(Vec::new()) };
}

/// Each key does the same whichever of the two windows has the keyboard.
#[test]
fn keys_work_in_the_window_of_the_notes() {
    Context::set_immediate_viewport_renderer(|ctx, viewport| {
        let mut show = viewport.viewport_ui_cb;
        let mut input = egui::RawInput {
            viewport_id: viewport.ids.this,
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(640.0, 560.0))),
            events: PRESSED.take(),
            focused: true,
            ..Default::default()
        };
        input.viewports = std::iter::once((viewport.ids.this, egui::ViewportInfo::default())).collect();
        let mut output = ctx.run_ui(input, |ui| show(ui));
        output.textures_delta.clear(); // Nobody sees it.
    });
    let size = vec2(1280.0, 720.0);
    let mut harness = lecture(Language::English, "ampa", 1, size, 1.0);
    harness.ctx.set_embed_viewports(false);
    press(&mut harness, Key::N);
    let in_notes = |harness: &mut Harness<'static, Stage>, key: Key| {
        let (modifiers, physical_key) = (Modifiers::NONE, None);
        for pressed in [true, false] {
            let event = Event::Key { key, physical_key, pressed, repeat: false, modifiers };
            PRESSED.with_borrow_mut(|events| events.push(event));
        }
        harness.run_steps(4);
    };
    let step = |harness: &Harness<'static, Stage>| harness.state().app.lesson().unwrap().1;
    in_notes(&mut harness, Key::PageDown);
    assert_eq!(step(&harness), 2, "next");
    for key in [Key::PageUp, Key::ArrowLeft] {
        in_notes(&mut harness, key);
    }
    assert_eq!(step(&harness), 0, "back");
    for key in [Key::B, Key::L, Key::D, Key::Z, Key::M, Key::Q, Key::U] {
        let before = harness.state().app.view_fingerprint();
        in_notes(&mut harness, key);
        assert_ne!(harness.state().app.view_fingerprint(), before, "{key:?} does something");
    }
    let running = harness.state().app.is_running();
    in_notes(&mut harness, Key::Space);
    assert_ne!(harness.state().app.is_running(), running, "run and pause");
    for _ in 0..5 {
        in_notes(&mut harness, Key::Escape);
    }
    assert!(!harness.state().app.is_lecture(), "Escape ends the lecture");
}

/// Forward from the last step leads to the next lesson, and back from its first step to the end of the one before.
#[test]
fn lessons_follow_each_other() {
    let size = vec2(1280.0, 720.0);
    for is_lecture in [true, false] {
        let mut harness = lecture(Language::English, "synapse", 0, size, 1.0);
        if !is_lecture {
            press(&mut harness, Key::Escape);
        }
        let last = lesson::parse(library::find("synapse").unwrap().text.as_bytes()).unwrap().steps.len() - 1;
        for step in 0..=last {
            assert_eq!(harness.state().app.lesson(), Some(("synapse", step)));
            press(&mut harness, Key::PageDown);
        }
        let next = library::after("synapse").unwrap().name;
        assert_eq!(harness.state().app.lesson(), Some((next, 0)));
        press(&mut harness, Key::PageUp);
        assert_eq!(harness.state().app.lesson(), Some(("synapse", last)));
        assert_eq!(harness.state().app.is_lecture(), is_lecture);
    }
}

#[test]
fn a_question_is_shown_large_and_then_its_answer() {
    let (name, step, ask, answer) = first_question();
    for (size, zoom) in [(vec2(1280.0, 720.0), 1.0), (vec2(1024.0, 768.0), 1.0), (vec2(512.0, 384.0), 2.0)] {
        let mut harness = lecture(Language::English, name, step, size, zoom);
        let (ask, answer) = (beginning(&ask), beginning(&answer));
        let height = |harness: &Harness<'static, Stage>, words: &str| {
            let found = painted(harness).into_iter().find(|(text, _)| text.contains(words));
            found.map(|(text, rect)| rect.height() / f32::from(u8::try_from(text.lines().count()).unwrap()))
        };
        assert_eq!(height(&harness, &ask), None);
        press(&mut harness, Key::Q);
        assert!(height(&harness, &ask).is_some() && height(&harness, &answer).is_none());
        press(&mut harness, Key::Q);
        assert!(shows(&harness, &ask) && shows(&harness, &answer), "{size:?}");
        press(&mut harness, Key::Escape);
        assert!(harness.state().app.is_lecture() && !shows(&harness, &ask), "Escape puts it away");
        press(&mut harness, Key::Q);
        press(&mut harness, Key::PageDown);
        assert!(!shows(&harness, &ask), "the next step shows itself");
    }
}

/// The pen draws and clicks nothing, and what it draws fades.
#[test]
fn the_pen_draws_over_the_stage_and_fades() {
    let size = vec2(1280.0, 720.0);
    let mut harness = lecture(Language::English, "ampa", 0, size, 1.0);
    let neuron = harness.get_by_role_and_label(Role::Button, "Neuron 1").rect().center();
    let strokes = |harness: &Harness<'static, Stage>| harness.state().app.strokes();
    press(&mut harness, Key::D);
    super::drag(&mut harness, neuron, neuron + vec2(120.0, 30.0));
    assert!(3 <= strokes(&harness), "{}", strokes(&harness));
    assert_eq!(harness.state().app.spikes_seen(1), 0, "the pen fires nothing");
    for _ in 0..600 {
        harness.run_steps(1);
    }
    assert_eq!(strokes(&harness), 0, "it has faded");
    super::drag(&mut harness, neuron, neuron + vec2(120.0, 30.0));
    press(&mut harness, Key::X);
    assert_eq!(strokes(&harness), 0, "it was wiped away");
    press(&mut harness, Key::Escape);
    assert!(harness.state().app.is_lecture(), "Escape puts the pen away");
    harness.get_by_role_and_label(Role::Button, "Neuron 1").click();
    harness.run_steps(3);
    assert_eq!(harness.state().app.spikes_seen(1), 1, "the pointer clicks again");
}

#[test]
fn a_laser_or_a_large_arrow_takes_the_place_of_the_pointer() {
    let size = vec2(1280.0, 720.0);
    let mut harness = lecture(Language::English, "ampa", 0, size, 1.0);
    let on_stage = pos2(300.0, 300.0);
    let cursor = |harness: &mut Harness<'static, Stage>, at: Pos2| {
        harness.hover_at(at);
        harness.run_steps(2);
        harness.output().platform_output.cursor_icon
    };
    assert_ne!(cursor(&mut harness, on_stage), CursorIcon::None);
    for key in [Key::Z, Key::M] {
        press(&mut harness, key);
        for step in 0..5_u8 {
            let at = on_stage + vec2(10.0 * f32::from(step), 0.0);
            assert_eq!(cursor(&mut harness, at), CursorIcon::None, "{key:?}");
        }
        press(&mut harness, key);
        assert_ne!(cursor(&mut harness, on_stage), CursorIcon::None);
    }
    // It points, and clicks as before.
    press(&mut harness, Key::Z);
    harness.get_by_role_and_label(Role::Button, "Neuron 1").click();
    harness.run_steps(3);
    assert_eq!(harness.state().app.spikes_seen(1), 1);
}

/// Type grows with the window, and nothing that has words lies outside it.
#[test]
fn type_scales_with_the_window() {
    let windows = [vec2(1024.0, 768.0), vec2(1280.0, 720.0), vec2(1920.0, 1080.0), vec2(3840.0, 2160.0)];
    for language in Language::ALL {
        let text = text_of(language);
        let mut heights = Vec::new();
        for size in windows {
            let mut harness = lecture(language, "ampa", 0, size, 1.0);
            let lesson = lesson::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
            let title = bouton::text::subscript::typeset(&text.own(&lesson.steps[0].page.title));
            let height = painted(&harness).iter().find(|(own, _)| *own == title).unwrap().1.height();
            heights.push(height);
            for step in 0..lesson.steps.len() {
                for (words, rect) in super::lessons::places(&harness) {
                    let is_within = -1.0 <= rect.left() && rect.right() <= size.x + 1.0;
                    assert!(is_within, "{size:?}, step {}: {words:?} lies at {rect:?}", step + 1);
                }
                press(&mut harness, Key::PageDown);
            }
        }
        println!("titles are {heights:?} points high");
        assert!(1.9 < heights[3] / heights[2] && heights[3] / heights[2] < 2.1, "{heights:?}");
        assert!(1.4 < heights[2] / heights[1] && heights[2] / heights[1] < 1.6, "{heights:?}");
        assert!(26.0 < heights[0], "{heights:?}");
    }
}

/// A run of minutes says its time in minutes.
#[test]
fn long_times_read_in_minutes() {
    for language in Language::ALL {
        let mut harness = super::stage();
        app(&mut harness).set_language(language);
        let ctx = harness.ctx.clone();
        let spoken = |words: &str| {
            if language == Language::German { words.replace('.', ",") } else { words.to_owned() }
        };
        app(&mut harness).do_action(&ctx, Action::RunPause);
        harness.run_steps(2);
        let now_ms = harness.state().app.now_ms();
        assert!(shows(&harness, &spoken(&format!("t = {now_ms:.1} ms"))));
        let steps = 754_321 - (10.0 * now_ms).round() as u64;
        app(&mut harness).engine().advance_steps(steps);
        harness.run_steps(3);
        assert!((harness.state().app.now_ms() - 75_432.1).abs() < 1e-6, "{}", harness.state().app.now_ms());
        assert!(shows(&harness, &spoken("t = 1 min 15.4 s")), "{:?}", painted(&harness));
        assert!(painted(&harness).iter().any(|(text, _)| text == "t (min:s)"), "and so does the axis");
        assert!(
            painted(&harness).iter().any(|(text, _)| text.starts_with(&spoken("1:15."))),
            "{:?}",
            painted(&harness)
        );
    }
}

/// The drawing of a synapse follows P₀ and the pointer; what a part does stands below and covers no name.
#[test]
fn the_drawing_of_a_synapse_follows_its_probability_and_the_pointer() {
    for language in Language::ALL {
        for (size, zoom) in
            [(vec2(1600.0, 1000.0), 1.0), (vec2(1024.0, 768.0), 1.0), (vec2(1280.0, 800.0), 2.0)]
        {
            let mut harness = stage_of(preset("ampa"), ThemeChoice::Light, Script::default(), size, zoom);
            app(&mut harness).set_language(language);
            let ctx = harness.ctx.clone();
            app(&mut harness).open_lesson_at(&ctx, "synapse", 1);
            harness.run_steps(3);
            let text = text_of(language);
            assert!(shows(&harness, "P₀ = 100 %"), "{size:?}");
            let circles = |harness: &Harness<'static, Stage>| {
                let shapes = &harness.output().shapes;
                shapes.iter().filter(|own| matches!(own.shape, Shape::Circle(_))).count()
            };
            let full = circles(&harness);
            press(&mut harness, Key::S); // The step sets P₀ to 0.
            assert!(shows(&harness, "P₀ = 0 %"));
            assert!(
                circles(&harness) + 10 < full,
                "no transmitter in the cleft: {full}, {}",
                circles(&harness)
            );
            let names = ["vesicle", "cleft", "receptor", "postsynaptic"];
            let place = |harness: &Harness<'static, Stage>, part: &str| {
                harness.get_by_role_and_label(Role::Group, &text.get(&format!("synapse-{part}"))).rect()
            };
            let rects = names.map(|part| place(&harness, part));
            for part in names {
                let at = place(&harness, part).center();
                harness.hover_at(at);
                harness.run_steps(3);
                let about = text.get(&format!("synapse-{part}-about"));
                let begins = format!("{}: {}", text.get(&format!("synapse-{part}")), beginning(&about));
                let found = painted(&harness).into_iter().find(|(own, _)| own.starts_with(&begins));
                let Some((_, rect)) = found else { panic!("{begins} is not said at {size:?}") };
                for other in rects {
                    assert!(!other.intersects(rect), "the explanation {rect:?} covers a name at {other:?}");
                }
            }
        }
    }
}
