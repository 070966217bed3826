//! Wheel, fingers and buttons on canvas and plots, with the events that a window system sends.

use bouton::app::ThemeChoice;
use eframe::egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, Rect, Role, TouchPhase, Vec2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Script, Stage, key, place, preset, press, stage, stage_of};

/// Turns the wheel by notches with the pointer at a place, and waits until it is at rest.
fn turn(harness: &mut Harness<'static, Stage>, at: Pos2, notches: Vec2, modifiers: Modifiers) {
    harness.hover_at(at);
    harness.run_steps(1);
    let (unit, phase) = (MouseWheelUnit::Line, TouchPhase::Move);
    harness.event_modifiers(
        Event::MouseWheel { unit, delta: notches, phase, source: MouseWheelSource::Wheel, modifiers },
        modifiers,
    );
    harness.run_steps(40);
}

fn pinch(harness: &mut Harness<'static, Stage>, at: Pos2, factor: f32) {
    harness.hover_at(at);
    harness.run_steps(1);
    harness.event(Event::Zoom(factor));
    harness.run_steps(3);
}

fn canvas(harness: &Harness<'static, Stage>) -> Rect {
    harness.query_all_by_role(Role::Canvas).next().unwrap().rect()
}

fn apart(harness: &Harness<'static, Stage>) -> f32 {
    place(harness, 0).distance(place(harness, 1))
}

fn near(one: f32, other: f32) -> bool {
    (one - other).abs() < 0.01 * other.abs().max(1.0)
}

#[test]
fn the_wheel_pans_the_canvas_and_with_ctrl_it_zooms() {
    let mut harness = stage();
    harness.run_steps(10);
    let (from, wide) = (place(&harness, 1), apart(&harness));
    let at = from + vec2(40.0, 60.0);
    turn(&mut harness, at, vec2(0.0, -1.0), Modifiers::NONE);
    let moved = place(&harness, 1) - from;
    assert!(near(moved.y, -40.0) && moved.x.abs() < 0.1 && near(apart(&harness), wide), "{moved:?}");
    turn(&mut harness, at, vec2(0.0, 1.0), Modifiers::SHIFT);
    let moved = place(&harness, 1) - from;
    assert!(near(moved.y, -40.0) && near(moved.x, 40.0), "{moved:?}");
    let (before, away) = (apart(&harness), place(&harness, 1) - at);
    turn(&mut harness, at, vec2(0.0, 1.0), Modifiers::COMMAND);
    assert!(near(apart(&harness), 1.2 * before), "{} {before}", apart(&harness));
    let now = place(&harness, 1) - at;
    assert!((now - away * 1.2).length() < 0.5, "what is under the pointer stays: {now:?} {away:?}");
    turn(&mut harness, at, vec2(0.0, -1.0), Modifiers::COMMAND);
    assert!(near(apart(&harness), before));
    pinch(&mut harness, at, 1.5);
    assert!(near(apart(&harness), 1.5 * before), "{} {before}", apart(&harness));
}

/// Whatever is done with wheel and pointer, a neuron is in sight; a button and a key lead back to all of them.
#[test]
fn the_network_cannot_be_lost() {
    for name in ["ampa", "kinetics", "vogels-abbott"] {
        let mut harness =
            stage_of(preset(name), ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
        harness.run_steps(3);
        let ids: Vec<u32> = preset(name).network().populations().iter().map(|own| own.id).collect();
        let start: Vec<Pos2> = ids.iter().map(|id| place(&harness, *id)).collect();
        assert!(harness.query_by_role_and_label(Role::Button, "Fit network").is_none(), "all is in sight");
        let area = canvas(&harness);
        for (notches, modifiers) in [
            (vec2(0.0, 300.0), Modifiers::NONE),
            (vec2(300.0, -300.0), Modifiers::NONE),
            (vec2(0.0, 30.0), Modifiers::COMMAND),
            (vec2(-300.0, 200.0), Modifiers::NONE),
            (vec2(0.0, -60.0), Modifiers::COMMAND),
            (vec2(-900.0, 900.0), Modifiers::NONE),
        ] {
            turn(&mut harness, area.center() + vec2(60.0, 30.0), notches, modifiers);
            let seen = ids.iter().any(|id| area.expand(40.0).contains(place(&harness, *id)));
            let large = ids.iter().any(|id| area.distance_to_pos(place(&harness, *id)) < 220.0);
            assert!(seen || large, "{name} after {notches:?} {modifiers:?}");
        }
        let back = |harness: &Harness<'static, Stage>| {
            ids.iter().zip(&start).all(|(id, at)| (place(harness, *id) - *at).length() < 1.0)
        };
        assert!(!back(&harness), "{name}");
        press(&mut harness, "Fit network");
        assert!(back(&harness), "{name}: the button leads back");
        turn(&mut harness, area.center(), vec2(0.0, 2.0), Modifiers::NONE);
        assert!(!back(&harness), "{name}");
        key(&mut harness, Modifiers::NONE, eframe::egui::Key::F);
        assert!(back(&harness), "{name}: the key leads back");
    }
}

/// The time under the pointer, as a plot says it.
fn time_read(harness: &Harness<'static, Stage>) -> Option<String> {
    super::legible::painted(harness).into_iter().map(|own| own.text).find(|text| text.starts_with("t = "))
}

#[test]
fn the_wheel_zooms_plots_in_time_and_with_ctrl_in_the_other_axis() {
    let mut harness = stage();
    harness.run_steps(240);
    key(&mut harness, Modifiers::NONE, eframe::egui::Key::Space);
    harness.run_steps(3);
    let plot = harness.get_by_label("Plot of V 0").rect();
    let at = plot.lerp_inside(vec2(0.3, 0.6));
    assert_eq!(harness.state().app.plot_view(4), (1.0, None, None));
    harness.hover_at(at);
    harness.run_steps(3);
    let read = time_read(&harness).unwrap();
    turn(&mut harness, at, vec2(0.0, 1.0), Modifiers::NONE);
    let (stretch, held, range) = harness.state().app.plot_view(4);
    assert!((stretch - 1.0 / 1.2).abs() < 0.005, "{stretch}");
    assert!(held.is_some() && range.is_none());
    assert_eq!(time_read(&harness).unwrap(), read, "what is under the pointer stays");
    assert_eq!(harness.get_by_label("Plot of V 0").rect(), plot, "no column moves");
    turn(&mut harness, at, vec2(0.0, -1.0), Modifiers::NONE);
    let (stretch, held, _) = harness.state().app.plot_view(4);
    assert!((stretch - 1.0).abs() < 0.005 && held.is_none(), "{stretch} {held:?}");
    turn(&mut harness, at, vec2(0.0, 1.0), Modifiers::COMMAND);
    let (stretch, held, range) = harness.state().app.plot_view(4);
    let (low, high) = range.expect("the other axis is scaled");
    assert!((stretch - 1.0).abs() < 0.005 && held.is_none());
    assert!((high - low) * 1.19 < 23.4 && 15.0 < high - low, "{low} {high}");
    turn(&mut harness, at, vec2(0.0, 2.0), Modifiers::SHIFT);
    let (_, held, same) = harness.state().app.plot_view(4);
    assert!(held.is_some() && same == range, "Shift pans");
    press_first(&mut harness, "Live");
    press_first(&mut harness, "Fit");
    assert_eq!(harness.state().app.plot_view(4), (1.0, None, None));
    pinch(&mut harness, at, 2.0);
    let (stretch, _, range) = harness.state().app.plot_view(4);
    assert!((stretch - 0.5).abs() < 0.005 && range.is_none(), "{stretch} {range:?}");
}

/// Presses the first of several buttons of one name.
fn press_first(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.query_all_by_role_and_label(Role::Button, label).next().unwrap().click();
    harness.run_steps(4);
}

/// While a run goes on, zooming holds what is under the pointer, and zooming out far enough is live again.
#[test]
fn zooming_a_running_plot_holds_it_and_says_so() {
    let mut harness = stage();
    harness.run_steps(240);
    let at = harness.get_by_label("Plot of V 0").rect().lerp_inside(vec2(0.2, 0.5));
    turn(&mut harness, at, vec2(0.0, 2.0), Modifiers::NONE);
    assert!(harness.state().app.plot_view(4).1.is_some());
    assert!(harness.query_all_by_role_and_label(Role::Button, "Live").next().is_some());
    turn(&mut harness, at, vec2(0.0, -8.0), Modifiers::NONE);
    assert!(harness.state().app.plot_view(4).1.is_none());
}
