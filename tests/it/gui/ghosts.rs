//! Courses that are kept under the present one.

use bouton::app::Action;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Stage, act, app, change_tau, stage};

/// Fires neuron 1 at the start of a new run and lets it go on for a while.
fn course(harness: &mut Harness<'static, Stage>) {
    act(harness, Action::Restart);
    harness.key_press(Key::Num1);
    harness.run_steps(40);
}

fn values(harness: &mut Harness<'static, Stage>, ghost: Option<u32>) -> Vec<f64> {
    let times = (0..40).map(|k| 1.5 * f64::from(k));
    times
        .map(|ms| match ghost {
            Some(number) => app(harness).ghost_at(number, "V_0", ms).unwrap(),
            None => app(harness).probe_at("V_0", ms).unwrap(),
        })
        .collect()
}

#[test]
fn a_ghost_stays_what_the_course_was() {
    let mut harness = stage();
    course(&mut harness);
    let first = values(&mut harness, None);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::G);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("Ghost 1").is_some(), "it is said that a course was kept");
    change_tau(&mut harness);
    course(&mut harness);
    let second = values(&mut harness, None);
    assert_ne!(first, second);
    assert_eq!(values(&mut harness, Some(1)), first);
    // The legend names it, and what was otherwise in it.
    assert!(harness.query_all_by_label_contains("ghost 1: τ 5\u{a0}ms").next().is_some());
    // Four are kept, and a fifth takes the place of the oldest.
    for _ in 0..4 {
        act(&mut harness, Action::KeepGhost);
    }
    assert!(app(&mut harness).ghost_at(1, "V_0", 5.0).is_none());
    assert_eq!(values(&mut harness, Some(5)), second);
    // Another document has none of them, and neither has a window that was told so.
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    harness.run_steps(2);
    assert!(app(&mut harness).ghost_at(5, "V_0", 5.0).is_none());
    act(&mut harness, Action::KeepGhost);
    let ctx = harness.ctx.clone();
    app(&mut harness).open_preset(&ctx, "nmda");
    harness.run_steps(3);
    assert!(app(&mut harness).ghost_at(1, "V_0", 5.0).is_none());
}

/// Hidden and shown plots, every theme's colours and a raster cope with ghosts of a run that was longer than the present one.
#[test]
fn ghosts_are_drawn_in_every_preset() {
    for bundled in bouton::preset::library::PRESETS {
        let mut harness = stage();
        let ctx = harness.ctx.clone();
        app(&mut harness).open_preset(&ctx, bundled.name);
        harness.run_steps(6);
        for _ in 0..4 {
            act(&mut harness, Action::KeepGhost);
        }
        act(&mut harness, Action::Restart);
        harness.run_steps(3);
    }
}
