//! Cursors on the plots, and what is read between them, by pointer and by keyboard.

use bouton::text::Language;
use eframe::egui::{Key, Modifiers, OutputCommand, Pos2, Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Action, Script, Stage, ThemeChoice, app, drag, preset, stage, stage_of};

/// The preset, with one click on neuron 1 and 100 ms of its run, paused.
fn clicked(harness: &mut Harness<'static, Stage>) -> f64 {
    harness.run_steps(10);
    harness.key_press(Key::Num1);
    harness.run_steps(70);
    harness.key_press(Key::Space);
    harness.run_steps(3);
    let spikes = app(harness).spikes();
    let grid = bouton::units::Grid::default();
    grid.moment_ms(spikes.first().unwrap().at)
}

/// Where a cursor stands [ms], as a screen reader is told.
fn cursor(harness: &Harness<'static, Stage>, name: &str) -> f64 {
    harness.get_by_role_and_label(Role::Slider, name).accesskit_node().numeric_value().unwrap()
}

fn put(harness: &mut Harness<'static, Stage>, name: &str, ms: f64) {
    harness.get_by_role_and_label(Role::Slider, name).set_value_accesskit(ms);
    harness.run_steps(3);
}

/// What stands beside a label of the table, as a screen reader hears it: the label that comes next.
fn row(harness: &Harness<'static, Stage>, label: &str) -> String {
    let labels = harness.query_all_by_role(Role::Label).map(|node| {
        let node = node.accesskit_node();
        node.value().or(node.label()).unwrap_or_default()
    });
    let all: Vec<String> = labels.collect();
    let at = all.iter().position(|own| own == label).unwrap_or_else(|| panic!("no {label} among {all:?}"));
    all[at + 1].clone()
}

fn number(text: &str) -> f64 {
    let start = text.split([' ', '\u{a0}']).next().unwrap().replace('−', "-");
    start.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn choose(harness: &mut Harness<'static, Stage>, name: &str) {
    harness.get_by(|node| {
        node.role() == Role::ComboBox && node.label().is_some_and(|label| label.starts_with("What is read"))
    });
    let combo = harness
        .query_all_by_role(Role::ComboBox)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("What is read")));
    combo.unwrap().click();
    harness.run_steps(3);
    let entries = harness.query_all_by_label(name);
    entries.last().unwrap().click();
    harness.run_steps(3);
}

/// From the key that shows the cursors to the time constant, without the pointer.
#[test]
fn a_time_constant_is_measured_by_keyboard_alone() {
    let mut harness = stage();
    let fired_ms = clicked(&mut harness);
    harness.key_press(Key::M);
    harness.run_steps(4);
    // The first cursor has the keyboard: arrows go by a sample, with Shift by ten, up and down to events.
    let start = cursor(&harness, "Cursor 1");
    harness.key_press(Key::ArrowRight);
    harness.run_steps(2);
    assert!((cursor(&harness, "Cursor 1") - start - 0.1).abs() < 1e-9);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    harness.run_steps(2);
    assert!((cursor(&harness, "Cursor 1") - start + 0.9).abs() < 1e-9);
    put(&mut harness, "Cursor 1", 0.0);
    harness.key_press(Key::ArrowUp);
    harness.run_steps(2);
    assert!((cursor(&harness, "Cursor 1") - fired_ms).abs() < 1e-9, "the spike is the next event");
    let other = cursor(&harness, "Cursor 2");
    harness.key_press(Key::X);
    harness.run_steps(3);
    harness.key_press(Key::ArrowLeft);
    harness.run_steps(3);
    assert!((cursor(&harness, "Cursor 2") - other + 0.1).abs() < 1e-9);
    put(&mut harness, "Cursor 1", fired_ms + 1.0);
    put(&mut harness, "Cursor 2", fired_ms + 41.0);
    choose(&mut harness, "g_1-0");
    let tau = number(&row(&harness, "τ, one exponential"));
    assert!((tau - 5.0).abs() < 0.025, "{tau} ms");
    assert_eq!(row(&harness, "Δt"), "40.0 ms");
    assert_eq!(number(&row(&harness, "1/Δt")), 25.0);
    let ratio = number(&row(&harness, "Ratio"));
    assert!((ratio / libm::exp(-8.0) - 1.0).abs() < 2e-3, "{ratio}");
    // With the jump between them the curve is not exponential.
    put(&mut harness, "Cursor 1", (fired_ms - 5.0).max(0.0));
    assert!(row(&harness, "One exponential").starts_with("Not exponential"));
    let peak = number(&row(&harness, "Peak"));
    assert!((peak - 10.0).abs() < 0.2, "{peak} nS");
    // The potential: the peak of the EPSP and its time.
    put(&mut harness, "Cursor 2", fired_ms + 80.0);
    choose(&mut harness, "V_0");
    let peak = number(&row(&harness, "Peak"));
    assert!((peak + 70.0 - 10.02).abs() < 0.02, "{peak} mV");
    let at = number(&row(&harness, "Time of peak"));
    assert!((at - fired_ms - 8.954).abs() < 0.02, "{at} ms");
    // Escape puts them away.
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.query_by_role_and_label(Role::Slider, "Cursor 1").is_none());
}

#[test]
fn clicks_set_cursors_and_drags_move_them_without_moving_the_plot() {
    let mut harness = stage();
    clicked(&mut harness);
    harness.key_press(Key::M);
    harness.run_steps(4);
    let plot = harness.get_by_label("Plot of V 0").rect();
    let at = |x: f32| -> Pos2 { plot.lerp_inside(vec2(x, 0.7)) };
    let view = |harness: &Harness<'static, Stage>| harness.state().app.plot_view(4);
    let before = view(&harness);
    let click = |harness: &mut Harness<'static, Stage>, at: Pos2| {
        drag(harness, at, at);
        harness.run_steps(3);
    };
    click(&mut harness, at(0.1));
    click(&mut harness, at(0.3));
    let (one, other) = (cursor(&harness, "Cursor 1"), cursor(&harness, "Cursor 2"));
    assert!(one < other, "{one} {other}");
    let per_point = (other - one) / f64::from(0.2 * plot.width());
    // Samples: whole steps.
    assert!((one * 10.0 - (one * 10.0).round()).abs() < 1e-6, "{one}");
    drag(&mut harness, at(0.3), at(0.2));
    harness.run_steps(3);
    let moved = cursor(&harness, "Cursor 2");
    assert!((other - moved - per_point * f64::from(0.1 * plot.width())).abs() < 1.0, "{other} {moved}");
    assert_eq!((cursor(&harness, "Cursor 1"), view(&harness)), (one, before), "nothing else moved");
    // A drag that begins elsewhere moves the plot, as ever; the cursors stay with the data.
    drag(&mut harness, at(0.6), at(0.6) - vec2(0.0, 20.0));
    harness.run_steps(3);
    assert_ne!(view(&harness), before);
    assert_eq!((cursor(&harness, "Cursor 1"), cursor(&harness, "Cursor 2")), (one, moved));
    // Neurons fire as ever.
    let seen = app(&mut harness).spikes_seen(1);
    harness.key_press(Key::Space);
    harness.run_steps(2);
    let neuron = super::place(&harness, 1);
    drag(&mut harness, neuron, neuron);
    harness.run_steps(8);
    assert_eq!(app(&mut harness).spikes_seen(1), seen + 1);
}

/// Without cursors nothing of them is there, and a click on a plot asks why something jumped, and moves nothing.
#[test]
fn plots_are_as_ever_without_cursors() {
    let mut harness = stage();
    clicked(&mut harness);
    let plot = harness.get_by_label("Plot of V 0").rect();
    let view = |harness: &mut Harness<'static, Stage>| {
        let view = app(harness).view_fingerprint();
        let (plots, from) = view.split_once("PlotsState").unwrap();
        (plots.to_owned(), from.split_once(" (Windows").unwrap().0.to_owned())
    };
    let before = view(&mut harness);
    let at = plot.lerp_inside(vec2(0.3, 0.7));
    drag(&mut harness, at, at);
    harness.run_steps(3);
    assert_eq!(view(&mut harness), before);
    assert!(harness.query_by_role_and_label(Role::Slider, "Cursor 1").is_none());
}

/// Under the pointer every plot shows time and value of a sample, or of an event near by, which is named.
#[test]
fn the_line_under_the_pointer_snaps_to_events_and_samples() {
    let mut harness = stage();
    let fired_ms = clicked(&mut harness);
    let (plot, now) = (harness.get_by_label("Plot of V 0").rect(), 300.0_f64);
    let x = |ms: f64| plot.left() + (ms / now) as f32 * plot.width();
    harness.hover_at(pos2(x(fired_ms) + 3.0, plot.center().y));
    harness.run_steps(4);
    let words: Vec<String> = super::legible::painted(&harness).into_iter().map(|own| own.text).collect();
    let wanted = format!("t = {fired_ms:.1}\u{a0}ms");
    assert_eq!(words.iter().filter(|own| **own == wanted).count(), 2, "{wanted} on both plots: {words:?}");
    assert!(words.iter().any(|own| own == "spike of 1" || own == "arrival at 1-0"), "{words:?}");
    harness.hover_at(pos2(x(fired_ms) + 30.0, plot.center().y));
    harness.run_steps(4);
    let words: Vec<String> = super::legible::painted(&harness).into_iter().map(|own| own.text).collect();
    assert!(!words.iter().any(|own| own.starts_with("spike of")), "{words:?}");
    let time =
        words.iter().filter(|own| own.contains('\u{a0}')).find_map(|own| own.strip_prefix("t = ")).unwrap();
    let value = words.iter().find_map(|own| own.strip_prefix("V0 = "));
    let wanted = app(&mut harness).probe_at("V_0", number(time)).unwrap();
    let shown = number(value.unwrap_or_else(|| panic!("{words:?}")).trim_start());
    assert!((shown - wanted).abs() < 0.006, "{shown} {wanted}");
}

/// The text that comes to the clipboard within the next frames.
pub(super) fn copied_text(harness: &mut Harness<'static, Stage>) -> String {
    for _ in 0..6 {
        harness.run_steps(1);
        for command in &harness.output().platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                return text.clone();
            }
        }
    }
    panic!("nothing was copied");
}

fn copied(harness: &mut Harness<'static, Stage>) -> String {
    let ctx = harness.ctx.clone();
    app(harness).do_action(&ctx, Action::CopyReadings);
    copied_text(harness)
}

#[test]
fn the_table_is_copied_in_the_language_of_the_window() {
    let mut harness = stage();
    let fired_ms = clicked(&mut harness);
    harness.key_press(Key::M);
    harness.run_steps(4);
    put(&mut harness, "Cursor 1", fired_ms + 1.0);
    put(&mut harness, "Cursor 2", fired_ms + 41.0);
    let english = copied(&mut harness);
    let value = |table: &str, label: &str| {
        let line = table.lines().find(|line| line.starts_with(&format!("{label}\t"))).unwrap().to_owned();
        let parts: Vec<&str> = line.split('\t').collect();
        (parts[1].to_owned(), parts[2].to_owned())
    };
    assert_eq!(value(&english, "Δt"), ("40".to_owned(), "ms".to_owned()), "{english}");
    let (first, unit) = value(&english, "At cursor 1");
    let recorded = app(&mut harness).probe_at("V_0", fired_ms + 1.0).unwrap();
    assert!((first.parse::<f64>().unwrap() - recorded).abs() < 1e-4 && unit == "mV", "{first}");
    app(&mut harness).set_language(Language::German);
    harness.run_steps(4);
    let german = copied(&mut harness);
    assert_eq!(value(&german, "Bei Messlinie 1").0, first.replace('.', ","), "{german}");
    assert!(first.starts_with("-6"), "a plain minus: {first}");
}

/// Spikes of a raster.
#[test]
fn spikes_have_figures_and_a_histogram() {
    let size = vec2(1280.0, 720.0);
    let mut harness = stage_of(preset("e-i-balance"), ThemeChoice::Light, Script::default(), size, 1.0);
    app(&mut harness).engine().advance_steps(20_000);
    harness.run_steps(3);
    harness.key_press(Key::Space);
    harness.run_steps(3);
    harness.key_press(Key::M);
    harness.run_steps(4);
    put(&mut harness, "Cursor 1", 0.0);
    put(&mut harness, "Cursor 2", 2000.0);
    choose(&mut harness, "Spikes of exc");
    let (n, rate) = (number(&row(&harness, "Spikes")), number(&row(&harness, "Rate per neuron")));
    let spikes = app(&mut harness).spikes();
    let exc = spikes.iter().filter(|own| own.population == 1 && own.at.step.0 < 20_000).count() as f64;
    assert!((n - exc).abs() <= 1.0 && (rate - n / 80.0 / 2.0).abs() < 1e-2, "{n} {exc} {rate}");
    let cv = number(&row(&harness, "CV of the intervals"));
    assert!((cv - 1.0).abs() < 0.15, "{cv}");
    let picture = harness.get_by_role_and_label(Role::Image, "Histogram of the intervals between spikes");
    let counts = picture.accesskit_node().value().unwrap();
    assert_eq!(counts.split(", ").count(), 20, "{counts}");
}

/// The window of readings stays on screen at the largest size, and its words are whole.
#[test]
fn readings_fit_at_twice_the_size() {
    for language in [Language::English, Language::German] {
        let mut harness =
            stage_of(preset("ampa"), ThemeChoice::Light, Script::default(), vec2(1280.0, 720.0), 1.0);
        app(&mut harness).set_language(language);
        clicked(&mut harness);
        harness.ctx.set_zoom_factor(2.0);
        harness.run_steps(3);
        harness.key_press(Key::M);
        harness.run_steps(6);
        let screen = harness.ctx.content_rect();
        let copy = if language == Language::German { "Messwerte kopieren" } else { "Copy readings" };
        let title = if language == Language::German { "Messwerte" } else { "Readings" };
        let words = super::legible::painted(&harness);
        let head = words.iter().find(|own| own.text == title).unwrap();
        assert!(screen.contains_rect(head.rect), "{:?} {screen:?}", head.rect);
        let button = harness.get_by_role_and_label(Role::Button, copy).rect();
        assert!(button.width() < screen.width(), "{button:?}");
    }
}
