//! A twin: clicks go to both courses, changes to the shown one only; curves, table and words show where they part.

use bouton::engine::Happened;
use egui_kittest::kittest::Queryable as _;

use super::{Action, Harness, Key, Modifiers, Stage, act, app, change_tau, egui, stage};

pub(super) fn press_twin(harness: &mut Harness<'static, Stage>) {
    harness.key_press(Key::Y);
    harness.run_steps(2);
}

pub(super) fn says(harness: &Harness<'static, Stage>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

/// Both digests, A first.
fn digests(harness: &mut Harness<'static, Stage>) -> (u64, u64) {
    let engine = app(harness).engine();
    (engine.twin_simulation().unwrap().digest(), engine.simulation().unwrap().digest())
}

/// The last values of V in A and in B in steps of a millisecond.
fn values(harness: &mut Harness<'static, Stage>, n: u32) -> Vec<(f64, f64)> {
    let app = app(harness);
    let now = app.now_ms();
    let times = (2..n).map(|k| now - f64::from(k));
    times.filter_map(|ms| Some((app.twin_at("V_0", ms)?, app.probe_at("V_0", ms)?))).collect()
}

fn click(harness: &mut Harness<'static, Stage>) {
    harness.key_press(Key::Num1);
    harness.run_steps(1);
}

/// Makes the synapse strong by its slider, so that one spike makes the neuron fire.
fn strengthen(harness: &mut Harness<'static, Stage>) {
    harness.get_by_role_and_label(egui::Role::Slider, "ḡ").set_value_accesskit(60.0);
    harness.run_steps(2);
}

#[test]
fn a_slider_parts_the_twins_and_a_click_shows_it() {
    let mut harness = stage();
    harness.run_steps(5);
    press_twin(&mut harness);
    assert!(says(&harness, "Twin") && says(&harness, "Nothing has differed so far"));
    for _ in 0..3 {
        click(&mut harness);
        harness.run_steps(8);
    }
    let (a, b) = digests(&mut harness);
    assert_eq!(a, b, "without an edit both are the same");
    assert!(values(&mut harness, 60).iter().all(|(a, b)| a == b));
    assert!(says(&harness, "A: wide and pale"), "the legend of the plot says which is which");
    strengthen(&mut harness);
    assert!(says(&harness, "Nothing has differed so far"), "an edit alone is no event");
    click(&mut harness);
    harness.run_steps(4);
    assert_ne!(digests(&mut harness).0, digests(&mut harness).1);
    let seen = values(&mut harness, 40);
    assert!(10 < seen.len() && seen.iter().any(|(a, b)| 1.0 < (a - b).abs()), "{seen:?}");
    let scene = app(&mut harness).twin_scene().unwrap().clone();
    let parting = scene.parting.unwrap();
    let Some(Happened::Spike(spike)) = parting.b else { panic!("{parting:?}") };
    assert_eq!((spike.population, parting.a), (0, None));
    assert!(says(&harness, "neuron 0 of 0 fires in B, but not in A"));
    // The table has it in numbers: a latency in B, none in A.
    let count = scene.counts.iter().find(|own| own.population == 0).unwrap();
    assert!(count.a.first.is_none() && count.b.first.is_some());
    assert!(says(&harness, "Rate of 0") && says(&harness, "Latency of 0"));
    // B − A takes the place of both, and the way to the parting leads there.
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Y);
    harness.run_steps(2);
    assert!(says(&harness, "V 0, B − A") && !says(&harness, "A: wide and pale"));
    harness.get_by_label("Show B − A").click();
    harness.run_steps(2);
    assert!(says(&harness, "A: wide and pale"));
    harness.get_by_label("Go there").click();
    harness.run_steps(3);
    let at_ms = app(&mut harness).document().preset().grid().moment_ms(parting.at);
    assert!(
        (app(&mut harness).now_ms() - at_ms).abs() < 0.2,
        "at {} for {at_ms}",
        app(&mut harness).now_ms()
    );
    act(&mut harness, Action::ToEnd);
    // Ending it leaves A as a ghost.
    let (at, value) = {
        let app = app(&mut harness);
        let at = app.now_ms() - 5.0;
        (at, app.twin_at("V_0", at).unwrap())
    };
    press_twin(&mut harness);
    assert!(app(&mut harness).twin_scene().is_none() && says(&harness, "A stays as ghost 1"));
    assert_eq!(app(&mut harness).ghost_at(1, "V_0", at), Some(value));
}

/// R begins both anew, each with its parameters; undo of the change makes both the same again from there.
#[test]
fn a_restart_begins_both_anew() {
    let mut harness = stage();
    harness.run_steps(3);
    press_twin(&mut harness);
    change_tau(&mut harness);
    act(&mut harness, Action::Restart);
    click(&mut harness);
    harness.run_steps(10);
    let scene = app(&mut harness).twin_scene().unwrap().clone();
    assert_eq!(scene.since.0, 0);
    let (a, b) = digests(&mut harness);
    assert_ne!(a, b);
    assert!(values(&mut harness, 30).iter().any(|(a, b)| a != b));
    act(&mut harness, Action::Undo);
    act(&mut harness, Action::Restart);
    click(&mut harness);
    harness.run_steps(10);
    let (a, b) = digests(&mut harness);
    assert_eq!(a, b);
}

/// In the past a twin begins there, in a run of its own; rewinding with it looks back only; a change there ends it aloud.
#[test]
fn a_twin_begins_at_the_playhead_and_follows_it() {
    let mut harness = stage();
    for _ in 0..3 {
        click(&mut harness);
        harness.run_steps(6);
    }
    act(&mut harness, Action::RunPause);
    harness.get_by_label("Time line").set_value_accesskit(20.0);
    harness.run_steps(2);
    press_twin(&mut harness);
    assert_eq!(app(&mut harness).runs().0.len(), 2, "the other run stays");
    let scene = app(&mut harness).twin_scene().unwrap().clone();
    let begun_ms = app(&mut harness).document().preset().grid().time_ms(scene.since);
    assert!((begun_ms - 20.0).abs() < 0.2, "{begun_ms}");
    change_tau(&mut harness);
    act(&mut harness, Action::RunPause);
    click(&mut harness);
    harness.run_steps(20);
    act(&mut harness, Action::RunPause);
    let end = app(&mut harness).end_ms().0;
    let (a, _) = digests(&mut harness);
    harness.get_by_label("Time line").set_value_accesskit(0.5 * (begun_ms + end));
    harness.run_steps(2);
    assert!(app(&mut harness).end_ms().1 && app(&mut harness).twin_scene().is_some());
    act(&mut harness, Action::ToEnd);
    assert_eq!(digests(&mut harness).0, a);
    harness.get_by_label("Time line").set_value_accesskit(0.5 * (begun_ms + end));
    harness.run_steps(2);
    change_tau_to(&mut harness, 3.0);
    assert!(app(&mut harness).twin_scene().is_none());
    assert!(says(&harness, "A change in the past begins a run of its own. The twin has ended"));
    // So does another document, and another run.
    press_twin(&mut harness);
    act(&mut harness, Action::PreviousRun);
    assert!(app(&mut harness).twin_scene().is_none() && says(&harness, "Another run is shown."));
    act(&mut harness, Action::ToEnd);
    press_twin(&mut harness);
    let ctx = harness.ctx.clone();
    app(&mut harness).open_preset(&ctx, "nmda");
    harness.run_steps(3);
    assert!(app(&mut harness).twin_scene().is_none() && says(&harness, "Another document is open"));
}

fn change_tau_to(harness: &mut Harness<'static, Stage>, tau: f64) {
    harness.get_by_role_and_label(egui::Role::Slider, "τ").set_value_accesskit(tau);
    harness.run_steps(2);
}

/// Every plot of every preset is drawn with a twin, as values and as differences, at the normal size and at twice of it.
#[test]
fn twins_are_drawn_in_every_preset() {
    for bundled in bouton::preset::library::PRESETS {
        let mut harness = stage();
        let ctx = harness.ctx.clone();
        app(&mut harness).open_preset(&ctx, bundled.name);
        harness.run_steps(4);
        press_twin(&mut harness);
        harness.run_steps(6);
        let has_neurons = app(&mut harness).document().preset().standalone().is_none();
        assert_eq!(app(&mut harness).twin_scene().is_some(), has_neurons, "{}", bundled.name);
        if has_neurons {
            let (a, b) = digests(&mut harness);
            assert_eq!(a, b, "{}", bundled.name);
            act(&mut harness, Action::TwinDifference);
            harness.run_steps(3);
            ctx.set_zoom_factor(2.0);
            harness.run_steps(3);
        }
    }
}

/// Twenty pairs of seeds are played on another thread, and what they come to stands in a table with both intervals.
#[test]
fn pairs_of_seeds_are_compared() {
    let mut harness = stage();
    let ctx = harness.ctx.clone();
    app(&mut harness).open_preset(&ctx, "bombardment");
    harness.run_steps(4);
    press_twin(&mut harness);
    harness.run_steps(4);
    act(&mut harness, Action::RunPause);
    harness.get_by_label("Over 20 pairs of seeds").click();
    let asked = std::time::Instant::now();
    while !says(&harness, "half width of its 95 % interval") {
        assert!(asked.elapsed().as_secs() < 300, "{:?}", app(&mut harness).messages());
        harness.run_steps(1);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(says(&harness, "in pairs") && says(&harness, "apart") && says(&harness, "±"));
    // A restart leaves nothing of it, and it can be given up.
    act(&mut harness, Action::Restart);
    act(&mut harness, Action::RunPause);
    harness.run_steps(4);
    assert!(!says(&harness, "half width"));
    harness.get_by_label("Over 20 pairs of seeds").click();
    harness.run_steps(2);
    if let Some(stop) = harness.query_by_label("Stop") {
        stop.click();
    }
    harness.run_steps(2);
    press_twin(&mut harness);
}
