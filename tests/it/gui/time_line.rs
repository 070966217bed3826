//! Looking back on the time line: the window shows the moment of the playhead, and nothing happens twice on the way.

use std::sync::Arc;

use bouton::units::Step;

use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{
    Action, Harness, Key, Modifiers, Script, Stage, ThemeChoice, act, app, change_tau, drag, egui, head,
    preset, stage, stage_of,
};

fn line(harness: &Harness<'static, Stage>) -> egui::Rect {
    harness.get_by_label("Time line").rect()
}

fn digest(harness: &mut Harness<'static, Stage>) -> u64 {
    app(harness).engine().simulation().unwrap().digest()
}

/// A run with a few clicks, paused.
fn clicked(harness: &mut Harness<'static, Stage>) {
    for _ in 0..4 {
        harness.key_press(Key::Num1);
        harness.run_steps(12);
    }
    act(harness, Action::RunPause);
}

/// What a person would notice if something happened twice.
fn told(
    harness: &mut Harness<'static, Stage>,
) -> (Vec<String>, u64, u64, usize, Arc<bouton::preset::Preset>, bool) {
    let app = app(harness);
    let document = app.document();
    (
        app.messages(),
        app.spikes_seen(0),
        app.spikes_seen(1),
        app.spikes().len(),
        Arc::clone(document.preset()),
        document.is_changed(),
    )
}

#[test]
fn dragging_the_line_shows_each_moment_as_it_was_and_tells_nothing_twice() {
    let mut harness = stage();
    clicked(&mut harness);
    let (end_ms, is_past) = app(&mut harness).end_ms();
    assert!(50.0 < end_ms && !is_past);
    let (before, state, last) = (told(&mut harness), digest(&mut harness), head(&harness, "V_0"));
    assert!(0 < before.2, "clicks fired");
    let rail = line(&harness);
    let at = |ms: f64| {
        egui::pos2(rail.left() + 4.0 + (ms / 1000.0) as f32 * (rail.width() - 8.0), rail.center().y)
    };
    // A drag from the end into the past, in a few frames, and back and forth.
    harness.drag_at(at(end_ms - 3.0));
    for part in [0.8, 0.31, 0.57, 0.12, 0.44] {
        harness.hover_at(at(part * end_ms));
        harness.run_steps(2);
        let now_ms = app(&mut harness).now_ms();
        let off = (now_ms - part * end_ms).abs();
        assert!(off < 8.0, "{now_ms} ms instead of {}", part * end_ms);
        let shown = head(&harness, "V_0");
        let recorded = app(&mut harness).probe_at("V_0", now_ms).unwrap();
        assert!((shown - recorded).abs() < 1e-3, "at {now_ms} ms {shown} mV, not {recorded}");
        assert!(app(&mut harness).end_ms() == (end_ms, true));
        assert_eq!(told(&mut harness), before);
    }
    let released = at(0.44 * end_ms);
    harness.drop_at(released);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("before the end").is_some());
    // Forward again through the past it is what it was.
    act(&mut harness, Action::RunPause);
    for _ in 0..600 {
        harness.run_steps(1);
        if !app(&mut harness).end_ms().1 {
            break;
        }
        assert_eq!(told(&mut harness), before);
    }
    assert!(!app(&mut harness).end_ms().1, "the end is reached again");
    act(&mut harness, Action::RunPause);
    // Home and End lead to the ends.
    harness.key_press(Key::Home);
    harness.run_steps(2);
    assert_eq!(app(&mut harness).now_ms(), 0.0);
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
        harness.run_steps(1);
    }
    assert!((app(&mut harness).now_ms() - 0.2).abs() < 1e-9);
    act(&mut harness, Action::ToEnd);
    let at_end = app(&mut harness).now_ms();
    assert!(end_ms <= at_end);
    for _ in 0..1000 {
        if app(&mut harness).now_ms() <= end_ms + 1e-9 {
            break;
        }
        harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
        harness.run_steps(1);
    }
    assert_eq!(
        (app(&mut harness).now_ms(), digest(&mut harness), head(&harness, "V_0")),
        (end_ms, state, last)
    );
}

#[test]
fn the_past_shows_the_document_of_then_and_views_are_of_now() {
    let mut harness = stage();
    harness.run_steps(20);
    let first = Arc::clone(app(&mut harness).document().preset());
    change_tau(&mut harness);
    harness.run_steps(20);
    act(&mut harness, Action::RunPause);
    let newest = Arc::clone(app(&mut harness).document().preset());
    assert_ne!(first.network(), newest.network());
    let tau = |harness: &Harness<'static, Stage>| {
        harness.get_by_role_and_label(egui::Role::Slider, "τ").accesskit_node().numeric_value().unwrap()
    };
    let new_tau = tau(&harness);
    // The change is a mark, and the moment before it has the old value.
    harness.key_press(Key::K);
    harness.run_steps(2);
    assert!(app(&mut harness).end_ms().1);
    let shown = Arc::clone(app(&mut harness).shown());
    assert_eq!(shown.network(), first.network());
    assert_ne!(tau(&harness), new_tau);
    assert_eq!(*app(&mut harness).document().preset(), newest, "the document is what it was");
    // How it is looked at is not of the past: it changes at once, stays, and begins no run.
    act(&mut harness, Action::LayOut);
    let places = app(&mut harness).document().preset().view().positions.clone();
    assert_eq!(app(&mut harness).shown().view().positions, places);
    assert_eq!(app(&mut harness).runs().0.len(), 1);
    act(&mut harness, Action::ToEnd);
    assert_eq!((tau(&harness), app(&mut harness).end_ms().1), (new_tau, false));
    harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(11.0);
    harness.run_steps(3);
    assert_ne!(
        app(&mut harness).document().preset().network(),
        newest.network(),
        "at the end all is as ever"
    );
}

#[test]
fn keys_lead_to_spikes_and_clicks_and_screen_readers_move_the_playhead() {
    let mut harness = stage();
    clicked(&mut harness);
    let spikes = app(&mut harness).spikes();
    let (end_ms, _) = app(&mut harness).end_ms();
    let mut found = Vec::new();
    for _ in 0..20 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::N);
        harness.run_steps(2);
        let now_ms = app(&mut harness).now_ms();
        if found.last().is_some_and(|last| *last == now_ms) {
            break;
        }
        found.push(now_ms);
    }
    // Each place is the first boundary at which a spike had happened.
    let grid = app(&mut harness).document().preset().grid();
    let mut expected: Vec<f64> =
        spikes.iter().map(|spike| grid.time_ms(grid.step_at_or_after(grid.moment_ms(spike.at)))).collect();
    expected.dedup();
    expected.reverse();
    assert_eq!(found, expected);
    assert_eq!(app(&mut harness).messages().last().unwrap(), "That did not happen before this moment.");
    harness.get_by_label("Time line").focus();
    harness.run_steps(2);
    let node = harness.get_by_label("Time line").accesskit_node();
    assert_eq!(node.numeric_value(), found.last().copied());
    assert!(node.value().unwrap().ends_with("in the past"), "{:?}", node.value());
    for (key, by) in [(Key::ArrowRight, 1.0), (Key::ArrowLeft, -1.0)] {
        let before = app(&mut harness).now_ms();
        harness.key_press(key);
        harness.run_steps(2);
        let moved = app(&mut harness).now_ms() - before;
        assert!((moved - by).abs() < 1e-9, "{key:?} moved it by {moved} ms from {before} ms");
    }
    harness.get_by_label("Time line").set_value_accesskit(0.5 * end_ms);
    harness.run_steps(2);
    assert!((app(&mut harness).now_ms() - 0.5 * end_ms).abs() < 0.2);
    // From click to click, and each is before its own spike.
    act(&mut harness, Action::ToStart);
    let mut clicks = Vec::new();
    for _ in 0..4 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::K);
        harness.run_steps(2);
        clicks.push(app(&mut harness).now_ms());
    }
    let fired: Vec<f64> =
        spikes.iter().filter(|spike| spike.population == 1).map(|spike| grid.moment_ms(spike.at)).collect();
    assert_eq!(clicks, fired);
}

#[test]
fn weights_and_rates_are_those_of_the_playhead() {
    let mut harness = stage_of(
        preset("stdp-song-2000"),
        ThemeChoice::Light,
        Script::default(),
        egui::vec2(1280.0, 720.0),
        1.0,
    );
    app(&mut harness).engine().advance_steps(30_000);
    harness.run_steps(2);
    act(&mut harness, Action::RunPause);
    let learns = app(&mut harness).document().preset().learning_projections();
    let projection = learns.first().copied().or_else(|| {
        let network = app(&mut harness).document().preset().network();
        network.projections().iter().find(|own| own.plasticity.inner().is_some()).map(|own| own.id)
    });
    let projection = projection.unwrap();
    let newest = app(&mut harness).weights_at(projection).unwrap();
    harness.get_by_label("Time line").set_value_accesskit(1234.5);
    harness.run_steps(2);
    assert_eq!(app(&mut harness).weights_at(projection), Some(Step(12_345)));
    act(&mut harness, Action::ToEnd);
    assert_eq!(app(&mut harness).weights_at(projection), Some(newest));
}

/// On stage the line is there while the playhead is in the past; its keys work there.
#[test]
fn a_lecture_can_be_taken_back() {
    let mut harness = stage();
    clicked(&mut harness);
    act(&mut harness, Action::Lecture);
    assert!(harness.query_by_label("Time line").is_none());
    let before = app(&mut harness).now_ms();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowLeft);
    harness.run_steps(2);
    assert!((before - app(&mut harness).now_ms() - 1.0).abs() < 1e-9);
    assert!(harness.query_by_label("Time line").is_some());
    let rail = line(&harness);
    let at = |part: f32| egui::pos2(rail.left() + part * rail.width(), rail.center().y);
    drag(&mut harness, at(0.06), at(0.02));
    assert!(app(&mut harness).end_ms().1);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::N);
    harness.run_steps(2);
    assert!(app(&mut harness).is_lecture());
    act(&mut harness, Action::ToEnd);
    assert_eq!(app(&mut harness).now_ms(), before);
}
