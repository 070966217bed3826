//! Running on and going back to where something happens, by the buttons of the window.

use bouton::app::Action;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Stage, act, app, stage, type_into};

fn open(harness: &mut Harness<'static, Stage>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run_steps(3);
}

fn press(harness: &mut Harness<'static, Stage>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run_steps(6);
}

#[test]
fn buttons_lead_on_and_back_to_a_spike_and_to_a_level() {
    let mut harness = stage();
    act(&mut harness, Action::Restart);
    for _ in 0..3 {
        harness.key_press(Key::Num1);
        harness.run_steps(12);
    }
    act(&mut harness, Action::RunPause);
    let end_ms = app(&mut harness).now_ms();
    let spikes: Vec<f64> = {
        let grid = app(&mut harness).document().preset().grid();
        app(&mut harness).spikes().iter().map(|spike| grid.time_ms(spike.at.step) + grid.dt_ms()).collect()
    };
    assert!(2 < spikes.len(), "{spikes:?}");
    // Back to the last spike, and from there to the one before.
    for spike in spikes.iter().rev().take(2) {
        open(&mut harness);
        press(&mut harness, "Go back to the spike");
        let now_ms = app(&mut harness).now_ms();
        assert!((now_ms - spike).abs() < 0.11, "{now_ms} ms, not {spike}");
    }
    open(&mut harness);
    press(&mut harness, "Run until the spike");
    let last = *spikes.last().unwrap();
    let now_ms = app(&mut harness).now_ms();
    assert!((now_ms - last).abs() < 0.11 && !app(&mut harness).is_running(), "{now_ms} ms, not {last}");
    // A level: V falls from its peak, and the place where it does is the same from both sides.
    act(&mut harness, Action::ToEnd);
    open(&mut harness);
    type_into(&mut harness, "Level", "-66");
    press(&mut harness, "Go back to where the value was reached");
    let rose_ms = app(&mut harness).now_ms();
    let value = app(&mut harness).probe_now("V_0").unwrap();
    let before = app(&mut harness).probe_at("V_0", rose_ms - 0.1).unwrap();
    assert!(before < -66.0 && -66.0 <= value, "at {rose_ms} of {end_ms} ms: {before}, {value}");
    // Before the first of them there is none, which is said.
    for _ in 0..8 {
        open(&mut harness);
        press(&mut harness, "Go back to where the value was reached");
    }
    assert!(harness.query_by_label_contains("did not happen before").is_some());
}

/// What does not come is looked for until a person has had enough of it.
#[test]
fn a_run_to_what_does_not_happen_can_be_stopped() {
    let mut harness = stage();
    act(&mut harness, Action::Restart);
    open(&mut harness);
    press(&mut harness, "Run until the spike");
    assert!(app(&mut harness).is_running());
    assert!(harness.query_by_label_contains("Running until it happens").is_some());
    harness.get_by_role_and_label(Role::Button, "Cancel").click();
    harness.run_steps(3);
    assert!(!app(&mut harness).is_running());
    assert!(harness.query_by_label_contains("Running until it happens").is_none());
}
