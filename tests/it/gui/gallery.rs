//! Finding lessons and presets: the gallery, the menu, the palette, and hints that lead to what they name.

use bouton::app::{Action, Selection, ThemeChoice};
use bouton::lesson::topics::TOPICS;
use bouton::lesson::{self, library as lessons, links};
use bouton::model::network::{Address, Object};
use bouton::preset::{Preset, library};
use bouton::storage::{Folders, Settings};
use bouton::text::{Language, Text};
use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, Rect, Role, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, preset, stage_of};

/// What a screen reader says for a text of the window.
fn said(text: &str) -> String {
    bouton::text::subscript::spoken(&bouton::text::subscript::typeset(text))
}

/// What the card of a lesson or a preset is called.
fn named(text: &Text, kind: &str, title: &str) -> String {
    text.with(&format!("gallery-name-{kind}"), &[("title", text.own(title))])
}

/// The windows in which all of it is tried: how large in points, and the zoom.
const WINDOWS: [(Vec2, f32); 3] =
    [(Vec2::new(1280.0, 720.0), 1.0), (Vec2::new(1024.0, 768.0), 1.0), (Vec2::new(512.0, 384.0), 2.0)];

fn stage_in(language: Language, (size, zoom): (Vec2, f32)) -> (Harness<'static, Stage>, Text) {
    let mut harness = stage_of(preset("ampa"), ThemeChoice::Dark, Script::default(), size, zoom);
    app(&mut harness).set_language(language);
    harness.run_steps(2);
    (harness, Text::of(language, &bouton::declared::texts()))
}

fn open_gallery(harness: &mut Harness<'static, Stage>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run_steps(3);
}

fn type_in(harness: &mut Harness<'static, Stage>, typed: &str) {
    harness.event(Event::Text(typed.to_owned()));
    harness.run_steps(3);
}

fn window(harness: &Harness<'static, Stage>) -> Rect {
    harness.ctx.content_rect().expand(1.0)
}

fn has(harness: &Harness<'static, Stage>, role: Role, label: &str) -> bool {
    harness.query_by_role_and_label(role, label).is_some()
}

/// Words in any language find a preset and a lesson, whichever language the window speaks; a click opens it.
#[test]
fn the_gallery_finds_by_words_in_any_language_and_opens() {
    for language in Language::ALL {
        for window in WINDOWS {
            let (mut harness, text) = stage_in(language, window);
            let title = |preset: &Preset| said(&named(&text, "preset", preset.title()));
            let (ampa, nmda) = (title(&preset("ampa")), title(&preset("nmda")));
            let gap = title(&preset("gap-junction"));
            for typed in ["fast excitation", "schnelle Erregung", "SCHNELLE erreg"] {
                open_gallery(&mut harness);
                type_in(&mut harness, typed);
                assert!(has(&harness, Role::Button, &ampa), "{typed} in {language:?}: {ampa}");
                assert!(!has(&harness, Role::Button, &gap), "{typed} in {language:?}");
                // The first Escape takes back what was typed, the second closes.
                harness.key_press(Key::Escape);
                harness.run_steps(2);
                assert!(has(&harness, Role::SearchInput, &text.get("gallery-search-name")));
                harness.key_press(Key::Escape);
                harness.run_steps(2);
                assert!(!has(&harness, Role::SearchInput, &text.get("gallery-search-name")));
            }
            open_gallery(&mut harness);
            type_in(&mut harness, "nmda");
            type_in(&mut harness, " spannung");
            if !has(&harness, Role::Button, &nmda) {
                panic!("{nmda} is not found in {language:?} at {window:?}");
            }
            harness.get_by_role_and_label(Role::Button, &nmda).click();
            harness.run_steps(3);
            assert_eq!(harness.state().app.document().preset().title(), preset("nmda").title());
            assert!(!has(&harness, Role::SearchInput, &text.get("gallery-search-name")), "it makes way");
        }
    }
}

/// Every lesson and every preset has a card, in the order of the topics; Tab and Enter open one.
#[test]
fn every_lesson_and_preset_is_in_the_gallery_and_opens_by_keyboard() {
    let (mut harness, text) = stage_in(Language::German, WINDOWS[0]);
    open_gallery(&mut harness);
    harness.run_steps(40);
    let mut last = f32::NEG_INFINITY;
    for topic in TOPICS {
        let heading = harness.get_by_label(&said(&text.get(topic.key))).rect();
        assert!(last < heading.top(), "{}", topic.key);
        last = heading.top();
        let titles = topic.lessons().map(|own| ("lesson", own.text));
        let titles = titles.chain(topic.presets().map(|own| ("preset", own.text)));
        for title in titles.map(|(kind, source)| said(&named(&text, kind, lessons::title(source)))) {
            let cards = harness.query_all_by_role_and_label(Role::Button, &title).count();
            assert_eq!(cards, 1, "{title}");
        }
    }
    let title = said(&named(&text, "lesson", lessons::title(lessons::LESSONS[0].text)));
    for _ in 0..40 {
        harness.key_press(Key::Tab);
        harness.run_steps(1);
        if harness.get_by_role_and_label(Role::Button, &title).accesskit_node().is_focused() {
            break;
        }
    }
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(harness.state().app.lesson(), Some((lessons::LESSONS[0].name, 0)));
}

/// What was seen is kept for the next start, and can be left out.
#[test]
fn what_was_seen_is_kept_and_what_is_left_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let mut harness = super::stage();
        let ctx = harness.ctx.clone();
        app(&mut harness).keep_in(&ctx, Folders::in_one(folder.path()));
        app(&mut harness).set_language(Language::English);
        harness.run_steps(2);
        harness
    };
    let mut harness = start();
    let ctx = harness.ctx.clone();
    let bundled = lessons::find("ampa").unwrap();
    let steps = lesson::parse(bundled.text.as_bytes()).unwrap().steps.len();
    app(&mut harness).open_lesson_at(&ctx, "ampa", 0);
    harness.run_steps(3);
    open_gallery(&mut harness);
    let (_, text) = stage_in(Language::English, WINDOWS[0]);
    let title = said(&named(&text, "lesson", lessons::title(bundled.text)));
    let minutes = lessons::minutes(bundled.text).to_string();
    let value = |harness: &Harness<'static, Stage>, title: &str| {
        let node = harness.query_by_role_and_label(Role::Button, title);
        node.and_then(|node| node.accesskit_node().value())
    };
    let args = [("minutes", minutes), ("seen", "1".to_owned()), ("of", steps.to_string())];
    assert_eq!(value(&harness, &title), Some(text.with("gallery-lesson-begun", &args)));
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    for _ in 1..steps {
        harness.key_press(Key::PageDown);
        harness.run_steps(2);
    }
    drop(harness);
    let (settings, problem) = Settings::load(&Folders::in_one(folder.path()).settings());
    assert!(problem.is_none() && settings.seen.is_finished("ampa"), "{:?}", settings.seen);
    let mut harness = start();
    open_gallery(&mut harness);
    assert_eq!(value(&harness, &title), Some(text.with("gallery-lesson-finished", &args)));
    harness.get_by_role_and_label(Role::CheckBox, &text.get("gallery-left")).click();
    harness.run_steps(3);
    assert_eq!(value(&harness, &title), None, "what was seen is left out");
    let nmda = said(&named(&text, "lesson", lessons::title(lessons::find("nmda").unwrap().text)));
    assert!(value(&harness, &nmda).is_some());
}

/// Every preset can be reached in the menu, within the window, whatever its size; what has no room scrolls.
#[test]
fn the_menu_never_runs_off_the_screen() {
    for language in Language::ALL {
        for size in WINDOWS {
            let (mut harness, text) = stage_in(language, size);
            let mut reached = 0;
            // Where three menus have no room beside each other, the gallery has all presets.
            for topic in TOPICS.iter().filter(|_| size.1 < 2.0) {
                harness.get_by_role_and_label(Role::Button, &text.get("menu-file")).click();
                harness.run_steps(3);
                open_entry(&mut harness, &text.get("menu-presets"));
                open_entry(&mut harness, &text.get(topic.key));
                for preset in topic.presets() {
                    let title = said(&text.own(lessons::title(preset.text)));
                    let rect = scrolled_to(&mut harness, &title);
                    assert!(window(&harness).contains_rect(rect), "{title} lies at {rect:?} in {size:?}");
                    reached += 1;
                }
                for _ in 0..3 {
                    harness.key_press(Key::Escape);
                    harness.run_steps(2);
                }
            }
            assert_eq!(reached, if size.1 < 2.0 { library::PRESETS.len() } else { 0 });
            for menu in bouton::app::Menu::ALL {
                harness.get_by_role_and_label(Role::Button, &text.get(menu.key())).click();
                harness.run_steps(3);
                let last = Action::ALL.iter().rfind(|action| action.menu() == menu).unwrap();
                let rect = scrolled_to(&mut harness, &text.get(last.key()));
                assert!(window(&harness).contains_rect(rect), "{last:?} lies at {rect:?} in {size:?}");
                harness.key_press(Key::Escape);
                harness.run_steps(2);
            }
        }
    }
}

/// Clicks an entry of a menu, where it is after scrolling to it.
fn open_entry(harness: &mut Harness<'static, Stage>, label: &str) {
    let rect = scrolled_to(harness, label);
    harness.hover_at(rect.center());
    harness.run_steps(2);
    harness.drag_at(rect.center());
    harness.drop_at(rect.center());
    harness.run_steps(4);
}

/// Where an entry of a menu lies, once the wheel has brought it into the window.
fn scrolled_to(harness: &mut Harness<'static, Stage>, label: &str) -> Rect {
    let find = |harness: &Harness<'static, Stage>| {
        let all = harness.query_all_by_label_contains(label);
        let mut rects =
            all.filter(|node| node.accesskit_node().role() == Role::Button).map(|node| node.rect());
        rects.next_back().unwrap_or_else(|| panic!("there is no {label}"))
    };
    for _ in 0..40 {
        let (rect, window) = (find(harness), window(harness).shrink(10.0));
        let by = if window.bottom() < rect.bottom() {
            -30.0
        } else if rect.top() < window.top() {
            30.0
        } else {
            return rect;
        };
        harness.hover_at(eframe::egui::pos2(rect.center().x, window.center().y));
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, by),
            phase: eframe::egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: eframe::egui::MouseWheelSource::Unknown,
        });
        harness.run_steps(6);
    }
    find(harness)
}

/// The palette finds lessons and presets by their titles, and parameters by what they mean.
#[test]
fn the_palette_finds_titles_and_meanings() {
    for language in Language::ALL {
        let (mut harness, text) = stage_in(language, WINDOWS[0]);
        let find = |harness: &mut Harness<'static, Stage>, typed: &str| {
            harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
            harness.run_steps(3);
            type_in(harness, typed);
            harness.key_press(Key::Enter);
            harness.run_steps(3);
        };
        for bundled in [lessons::find("gaba-b").unwrap(), lessons::find("hebb").unwrap()] {
            let words = text.with("palette-lesson", &[("name", text.own(lessons::title(bundled.text)))]);
            find(&mut harness, &words);
            assert_eq!(harness.state().app.lesson(), Some((bundled.name, 0)), "{words}");
        }
        let title = text.own(preset("rebound").title());
        find(&mut harness, &title);
        assert_eq!(harness.state().app.document().preset().title(), preset("rebound").title());
        // Some words of what a parameter means, in another order.
        find(&mut harness, &text.own(preset("ampa").title()));
        let path = "projections.1-0.receptors.ampa.kinetics.tau_ms";
        let ampa = preset("ampa");
        let (spec, _) = ampa.get(ampa.find(path).unwrap()).unwrap();
        let meaning = text.own(spec.meaning);
        let words: Vec<&str> = meaning
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| 4 < word.chars().count())
            .take(3)
            .collect();
        let typed = words.iter().rev().copied().collect::<Vec<_>>().join(" ");
        harness.get_by_label(&text.with("show-parameters", &[("name", "1")])).click();
        harness.run_steps(2);
        find(&mut harness, &typed);
        assert_eq!(harness.state().app.selection(), &Selection::one(Object::Projection(3)), "{typed}");
    }
}

/// The object whose parameters an address is among.
fn object_of(address: Address) -> Option<Object> {
    address.target.object()
}

/// A preset opens with the control selected that its hint names; a click on what the hint names selects it again.
#[test]
fn hints_select_what_they_name() {
    let mut harness = super::stage();
    let text = Text::of(Language::German, &bouton::declared::texts());
    let (mut controls, mut linked) = (0, 0);
    for bundled in library::PRESETS {
        let ctx = harness.ctx.clone();
        let preset = preset(bundled.name);
        app(&mut harness).open_preset(&ctx, bundled.name);
        harness.run_steps(4);
        let links_of = links(preset.hint());
        let german = links(&text.own(preset.hint()));
        let targets =
            |links: &[lesson::Link]| links.iter().map(|link| link.target.clone()).collect::<Vec<_>>();
        let (mut here, mut there) = (targets(&links_of), targets(&german));
        here.sort();
        there.sort();
        assert_eq!(here, there, "{}: the German hint leads elsewhere", bundled.name);
        let names: Vec<String> = {
            let parts = preset.network().parts();
            parts.objects().filter_map(|object| parts.name_of(object).map(str::to_owned)).collect()
        };
        for target in &here {
            linked += 1;
            let is_known = names.contains(target) || preset.find(target).is_ok();
            assert!(is_known, "{}: {target} is nothing", bundled.name);
        }
        let control = links_of.iter().find_map(|link| {
            (!names.contains(&link.target)).then(|| preset.find(&link.target).ok()).flatten()
        });
        if let Some(object) = control.and_then(object_of) {
            controls += 1;
            assert_eq!(harness.state().app.selection(), &Selection::one(object), "{}", bundled.name);
        }
    }
    println!("{linked} links, {controls} presets open with a control selected");
    assert!(30 < linked && 10 < controls, "{linked} {controls}");
    let ctx = harness.ctx.clone();
    app(&mut harness).open_preset(&ctx, "ampa");
    harness.run_steps(3);
    assert_eq!(harness.state().app.selection(), &Selection::one(Object::Projection(3)));
    harness.get_by_role_and_label(Role::Link, "neuron 1").click();
    harness.run_steps(3);
    assert_eq!(harness.state().app.selection(), &Selection::one(Object::Population(1)));
}
