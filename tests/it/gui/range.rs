//! Range runs through the window: chosen, run, a point opened and undone; given up half-way; by keyboard alone; at twice the size.

use std::time::{Duration, Instant};

use bouton::app::ThemeChoice;
use bouton::text::Language;
use eframe::egui::{Key, Modifiers, PointerButton, Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Action, Script, Stage, app, number, preset, stage, stage_of, stage_with};

/// Nothing here takes a minute where a core is free.
const HANG_GUARD: Duration = Duration::from_mins(20);
const TAU: &str = "projections.1-0.receptors.ampa.kinetics.tau_ms";

/// Frames until no run is under way; says how many there were.
fn settle(harness: &mut Harness<'static, Stage>) -> usize {
    let started = Instant::now();
    let mut frames = 0;
    harness.run_steps(2);
    while app(harness).is_busy_with_range() {
        assert!(started.elapsed() < HANG_GUARD, "it never ends");
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
        frames += 1;
    }
    harness.run_steps(3);
    frames
}

/// A click on neuron 1 at about 10 ms, and a pause.
fn clicked(harness: &mut Harness<'static, Stage>) {
    harness.run_steps(6);
    harness.key_press(Key::Num1);
    harness.run_steps(60);
    harness.key_press(Key::Space);
    harness.run_steps(3);
}

fn vary(harness: &mut Harness<'static, Stage>, path: &str) {
    let ctx = harness.ctx.clone();
    app(harness).vary(&ctx, path);
    harness.run_steps(3);
}

fn press(harness: &mut Harness<'static, Stage>, name: &str) {
    // What is scrolled out of sight is pressed, too.
    harness.get_by_role_and_label(Role::Button, name).click_accesskit();
    harness.run_steps(2);
}

/// The names of the buttons that open runs.
fn rows(harness: &Harness<'static, Stage>) -> Vec<String> {
    let buttons = harness.query_all_by_role(Role::Button).filter(|node| !node.accesskit_node().is_disabled());
    let names = buttons.filter_map(|node| node.accesskit_node().label());
    names.filter(|name| name.starts_with("Open the run with")).collect()
}

/// From the menu of a slider to a run that was opened, and back.
#[test]
fn a_range_is_run_and_a_point_opened_and_undone() {
    let mut harness = stage();
    clicked(&mut harness);
    // By the menu of the parameter's symbol, as a person finds it.
    let slider = harness.get_by_role_and_label(Role::Slider, "τ").rect();
    let at = harness
        .query_all_by_role(Role::Label)
        .filter(|node| {
            let own = node.accesskit_node();
            own.value().or(own.label()).is_some_and(|words| words == "τ")
        })
        .map(|node| node.rect().center())
        .find(|at| (at.y - slider.center().y).abs() < 6.0)
        .unwrap();
    for pressed in [true, false] {
        harness.event(eframe::egui::Event::PointerMoved(at));
        harness.event(eframe::egui::Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(2);
    }
    press(&mut harness, "Vary over a range…");
    harness.run_steps(2); // A window shows once it knows its size.
    assert!(harness.query_by_label_contains("With the click of this run").is_some());
    press(&mut harness, "Run all");
    settle(&mut harness);
    let all = rows(&harness);
    assert_eq!(all.len(), 9, "{all:?}");
    assert!(all[0].contains("τ = 1.25 ms") && all[8].contains("τ = 20 ms"), "{all:?}");
    // The longer it is open, the higher the peak, as long as no spike resets the potential.
    let peaks: Vec<f64> = all
        .iter()
        .map(|name| {
            name.split(": ").nth(1).unwrap().split(' ').next().unwrap().replace('−', "-").parse().unwrap()
        })
        .collect();
    assert!(peaks[..6].windows(2).all(|pair| pair[0] < pair[1]), "{peaks:?}");
    let start = std::sync::Arc::clone(app(&mut harness).document().preset());
    press(&mut harness, &all[8]);
    // At 100 ms/s it takes some seconds.
    harness.run_steps(250);
    assert_eq!(number(&harness, TAU), 20.0);
    // That run: the click at its time, up to its end.
    assert_eq!(app(&mut harness).spikes_seen(1), 1);
    let end_ms = app(&mut harness).now_ms();
    assert!(300.0 < end_ms, "{end_ms}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(app(&mut harness).document().preset().network(), start.network());
    assert!(!app(&mut harness).document().is_changed());
}

/// A click on a point of the chart opens its run, too.
#[test]
fn a_click_on_a_point_opens_its_run() {
    let mut harness = stage_with(Script::default(), vec2(1280.0, 900.0), 1.0);
    clicked(&mut harness);
    vary(&mut harness, TAU);
    press(&mut harness, "Run all");
    settle(&mut harness);
    let chart = harness
        .query_all_by_role(Role::Image)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("peak of V")))
        .unwrap()
        .rect();
    // The last point stands near the upper right corner of the data.
    let mut opened = false;
    'search: for x in 1..20 {
        for y in 1..12 {
            let at = pos2(chart.right() - 10.0 * x as f32, chart.top() + 10.0 * y as f32);
            harness.hover_at(at);
            harness.run_steps(1);
            if harness.output().platform_output.cursor_icon == eframe::egui::CursorIcon::PointingHand {
                for pressed in [true, false] {
                    let button = PointerButton::Primary;
                    let modifiers = Modifiers::NONE;
                    harness.event(eframe::egui::Event::PointerButton { pos: at, button, pressed, modifiers });
                    harness.run_steps(2);
                }
                opened = true;
                break 'search;
            }
        }
    }
    assert!(opened, "no point under {chart:?}");
    assert!(5.0 < number(&harness, TAU), "{}", number(&harness, TAU));
}

/// Frames go on while runs do, and what is given up half-way leaves what has ended; so does the window that is closed.
#[test]
fn runs_are_given_up_half_way() {
    let mut harness = stage();
    harness.run_steps(3);
    vary(&mut harness, TAU);
    *app(&mut harness).range_duration().unwrap() = 100_000.0;
    harness.run_steps(2);
    press(&mut harness, "Run all");
    assert!(app(&mut harness).is_busy_with_range());
    let started = Instant::now();
    while rows(&harness).is_empty() {
        assert!(started.elapsed() < HANG_GUARD);
        harness.run_steps(1);
    }
    assert!(
        app(&mut harness).is_busy_with_range(),
        "nine runs of a million steps are not over with the first"
    );
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert!(!app(&mut harness).is_busy_with_range());
    let n = rows(&harness).len();
    assert!((1..9).contains(&n), "{n}");
    assert!(harness.query_by_label_contains("Given up after").is_some());
    let document = std::sync::Arc::clone(app(&mut harness).document().preset());
    // By the button, and by closing the window.
    press(&mut harness, "Run all");
    press(&mut harness, "Cancel");
    assert!(!app(&mut harness).is_busy_with_range());
    press(&mut harness, "Run all");
    assert!(app(&mut harness).is_busy_with_range());
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, Action::Range);
    harness.run_steps(2);
    assert!(!app(&mut harness).is_busy_with_range());
    assert_eq!(app(&mut harness).document().preset(), &document);
    // Another document takes the range with it.
    app(&mut harness).do_action(&ctx, Action::Range);
    harness.run_steps(2);
    press(&mut harness, "Run all");
    app(&mut harness).open_preset(&ctx, "gaba-a");
    harness.run_steps(3);
    assert!(!app(&mut harness).is_busy_with_range() && rows(&harness).is_empty());
}

/// V, Tab and Enter are enough, and what cannot be run is said with its reason.
#[test]
fn a_range_is_run_by_keyboard_alone() {
    let mut harness = stage();
    clicked(&mut harness);
    harness.key_press(Key::V);
    harness.run_steps(3);
    let go_to = |harness: &mut Harness<'static, Stage>, name: &str| {
        for _ in 0..300 {
            let is_meant = |node: egui_kittest::Node<'_>| {
                let node = node.accesskit_node();
                node.is_focused() && node.label().is_some_and(|label| label.contains(name))
            };
            if harness.query_all_by_role(Role::Button).any(is_meant) {
                return;
            }
            harness.key_press(Key::Tab);
            harness.run_steps(1);
        }
        panic!("Tab does not reach {name}");
    };
    go_to(&mut harness, "Run all");
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    settle(&mut harness);
    assert_eq!(rows(&harness).len(), 9);
    let before = std::sync::Arc::clone(app(&mut harness).document().preset());
    go_to(&mut harness, "Open the run with");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert!(app(&mut harness).document().preset() != &before);
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert!(app(&mut harness).view_fingerprint().contains("range: false"));
}

/// Values beyond what is valid are refused with words, and nothing runs.
#[test]
fn what_is_not_valid_is_refused_aloud() {
    let mut harness = stage();
    harness.run_steps(3);
    vary(&mut harness, TAU);
    harness.get_by_role_and_label(Role::RadioButton, "List").click();
    harness.run_steps(2);
    let field = harness.get_by_role_and_label(Role::TextInput, "List of values");
    field.focus();
    harness.run_steps(1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    harness.event(eframe::egui::Event::Text("1, 0, 1, x".to_owned()));
    harness.run_steps(2);
    press(&mut harness, "Run all");
    assert!(harness.query_by_label_contains("“x”").is_some() && !app(&mut harness).is_busy_with_range());
    let field = harness.get_by_role_and_label(Role::TextInput, "List of values");
    field.focus();
    harness.run_steps(1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    harness.event(eframe::egui::Event::Text("1, 0, 1".to_owned()));
    harness.run_steps(2);
    press(&mut harness, "Run all");
    assert!(harness.query_by_label_contains("The value 1 comes twice.").is_some());
    assert!(harness.query_by_label_contains("is outside").is_some(), "all that is wrong is said");
    assert!(rows(&harness).is_empty());
}

/// The table on the clipboard has tabs, and in a German window decimal commas; the file says what made it and opens again.
#[test]
fn a_range_is_taken_away() {
    let script = Script::default();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("range.csv");
    script.0.borrow_mut().push(path.clone());
    let mut harness = stage_with(script, vec2(1280.0, 900.0), 1.0);
    clicked(&mut harness);
    vary(&mut harness, TAU);
    press(&mut harness, "Run all");
    settle(&mut harness);
    press(&mut harness, "Save as CSV…");
    harness.run_steps(5);
    let text = std::fs::read_to_string(&path).unwrap();
    let set = format!("# set: {TAU}=1.25,");
    assert!(text.contains(&set) && text.contains("# clicks: 1") && text.contains("# seed: 1"), "{text}");
    let head = text.lines().find(|line| !line.starts_with('#')).unwrap();
    assert!(head.starts_with(&format!("{TAU},peak_mV V_0,")) && head.ends_with(",status"), "{head}");
    assert_eq!(text.lines().filter(|line| !line.starts_with('#')).count(), 10);
    let again = crate::cli::run(&["run", path.to_str().unwrap(), "--duration", "50", "--summary", "--quiet"]);
    assert!(
        again.code() == 0 && again.out.replace(' ', "").contains("\"1\":1"),
        "{}{}",
        again.out,
        again.err
    );
    app(&mut harness).set_language(Language::German);
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::Button, "Als Tabelle kopieren").click_accesskit();
    let copied = super::measure::copied_text(&mut harness);
    let first = copied.lines().nth(1).unwrap();
    assert!(first.starts_with("1,25\t-") && !first.contains('.'), "{first}");
}

/// At twice the size, in a small window and in both languages, head and button are on screen.
#[test]
fn it_fits_at_twice_the_size() {
    for (language, title) in [(Language::English, "Range run"), (Language::German, "Wertebereich")] {
        let mut harness =
            stage_of(preset("ampa"), ThemeChoice::Light, Script::default(), vec2(1280.0, 720.0), 1.0);
        app(&mut harness).set_language(language);
        harness.ctx.set_zoom_factor(2.0);
        harness.run_steps(4);
        vary(&mut harness, TAU);
        harness.run_steps(4);
        let screen = harness.ctx.content_rect();
        let words = super::legible::painted(&harness);
        let head = words.iter().find(|own| own.text == title).unwrap_or_else(|| panic!("{title}"));
        assert!(screen.contains_rect(head.rect), "{:?} {screen:?}", head.rect);
    }
}

/// Models without neurons have parameters, too, and something to record.
#[test]
fn a_model_without_neurons_is_varied() {
    let bundled = bouton::preset::library::PRESETS.iter().map(|own| own.name);
    let models: Vec<&str> = bundled.filter(|name| preset(name).standalone().is_some()).collect();
    assert!(2 <= models.len(), "{models:?}");
    for name in models {
        let size = vec2(1280.0, 720.0);
        let mut harness = stage_of(preset(name), ThemeChoice::Light, Script::default(), size, 1.0);
        harness.run_steps(4);
        harness.key_press(Key::V);
        harness.run_steps(4);
        press(&mut harness, "Run all");
        settle(&mut harness);
        // The numbers of the charts are not covered by what stands below them.
        let below = harness.get_by_role_and_label(Role::Button, "Copy as table").rect();
        let is_of_range = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().label().is_some_and(|words| words.contains(" for values of "))
        };
        let charts = harness.query_all_by_role(Role::Image).filter(is_of_range).map(|node| node.rect());
        let charts: Vec<_> = charts.collect();
        assert_eq!(charts.len(), 1, "{name}: {charts:?}");
        assert!(charts[0].bottom() + 14.0 < below.top(), "{name}: {charts:?} and {below:?}");
        let rows = rows(&harness);
        assert!(5 <= rows.len(), "{name}: {rows:?}, {:?}", app(&mut harness).messages());
        let before = app(&mut harness).document().preset().clone();
        press(&mut harness, &rows[0]);
        harness.run_steps(4);
        assert_ne!(*app(&mut harness).document().preset(), before, "{name}: {}", rows[0]);
    }
}
