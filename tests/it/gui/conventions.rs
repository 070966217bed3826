//! The conventions of drawing programs, with real events, also where a slow frame finds many of them at once.

use bouton::app::Tool;
use bouton::document::Document;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{Stage, app, drag, key, place, stage};

const NONE: Modifiers = Modifiers::NONE;

fn document<'a>(harness: &'a Harness<'static, Stage>) -> &'a Document {
    harness.state().app.document()
}

fn button(at: Pos2, button: PointerButton, pressed: bool, modifiers: Modifiers) -> Event {
    Event::PointerButton { pos: at, button, pressed, modifiers }
}

/// The events of a drag, all of them found by one frame.
fn drag_in_a_frame(
    harness: &mut Harness<'static, Stage>,
    which: PointerButton,
    from: Pos2,
    to: Pos2,
    with: Modifiers,
) {
    harness.input_mut().events.extend([
        Event::ModifiersChanged(with),
        Event::PointerMoved(from),
        button(from, which, true, with),
        Event::PointerMoved(from + (to - from) * 0.4),
        Event::PointerMoved(to),
        button(to, which, false, with),
        Event::ModifiersChanged(NONE),
    ]);
    harness.run_steps(9);
}

fn position(harness: &Harness<'static, Stage>, id: u32) -> Pos2 {
    let (x, y) = document(harness).preset().view().positions[&id];
    Pos2::new(x, y)
}

fn id(harness: &Harness<'static, Stage>, name: &str) -> u32 {
    document(harness).preset().network().population_named(name).unwrap().id
}

fn radius(harness: &Harness<'static, Stage>, name: &str) -> f32 {
    harness.get_by_role_and_label(Role::Button, &format!("Neuron {name}")).rect().width() / 2.0
}

fn n_projections(harness: &Harness<'static, Stage>) -> usize {
    document(harness).preset().network().projections().len()
}

/// The window with the edit tool, once the pointer has been seen.
fn editing() -> Harness<'static, Stage> {
    let mut harness = stage();
    key(&mut harness, NONE, Key::E);
    assert_eq!(harness.state().app.tool(), Tool::Edit);
    harness
}

#[test]
fn a_whole_drag_within_one_frame_moves_connects_and_selects() {
    let mut harness = editing();
    let (one, zero) = (id(&harness, "1"), id(&harness, "0"));
    let before = position(&harness, one);
    let at = place(&harness, one);
    drag_in_a_frame(&mut harness, PointerButton::Primary, at, at + vec2(40.0, 24.0), NONE);
    let moved = position(&harness, one) - before;
    assert!(20.0 < moved.x && 10.0 < moved.y, "{moved:?}");
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(position(&harness, one), before, "one step of undo");
    let n = n_projections(&harness);
    // Neuron 1 has no membrane to connect to.
    let (from, to) = (place(&harness, one), place(&harness, zero));
    let rim = from + (to - from).normalized() * 0.85 * radius(&harness, "1");
    drag_in_a_frame(&mut harness, PointerButton::Primary, rim, to, NONE);
    assert_eq!(n_projections(&harness), n + 1);
    let (low, high) = (from.min(to) - vec2(70.0, 70.0), from.max(to) + vec2(70.0, 70.0));
    drag_in_a_frame(&mut harness, PointerButton::Primary, low, high, NONE);
    assert_eq!(harness.state().app.selection().populations().count(), 2);
}

/// A connection that is dropped, or a target that is clicked, just beside a neuron means the neuron.
#[test]
fn a_drop_near_a_neuron_counts() {
    let mut harness = editing();
    let (from, to) = (place(&harness, id(&harness, "1")), place(&harness, id(&harness, "0")));
    let reach = radius(&harness, "0");
    let n = n_projections(&harness);
    let rim = from + (to - from).normalized() * 0.85 * reach;
    let beside = to + vec2(0.0, -(reach + 12.0));
    drag(&mut harness, rim, beside);
    assert_eq!(n_projections(&harness), n + 1);
    drag(&mut harness, rim, to + vec2(0.0, -(reach + 40.0)));
    assert_eq!(n_projections(&harness), n + 1, "that is far from it");
    harness.get_by_role_and_label(Role::Button, "Neuron 1").click();
    harness.run_steps(3);
    key(&mut harness, NONE, Key::C);
    harness.hover_at(beside);
    harness.drag_at(beside);
    harness.drop_at(beside);
    harness.run_steps(3);
    assert_eq!(n_projections(&harness), n + 2);
}

#[test]
fn escape_during_a_move_puts_back() {
    let mut harness = editing();
    let one = id(&harness, "1");
    let (before, at) = (position(&harness, one), place(&harness, one));
    harness.drag_at(at);
    for step in 1..6_u8 {
        harness.hover_at(at + vec2(8.0, 5.0) * f32::from(step));
        harness.run_steps(1);
    }
    assert_ne!(position(&harness, one), before);
    harness.key_press(Key::Escape);
    harness.run_steps(1);
    assert_eq!(position(&harness, one), before);
    harness.hover_at(at + vec2(90.0, 60.0));
    harness.run_steps(2);
    harness.drop_at(at + vec2(90.0, 60.0));
    harness.run_steps(2);
    assert_eq!(position(&harness, one), before, "the rest of the drag moves nothing");
    assert!(document(&harness).undo_name().is_none() && !document(&harness).is_changed());
}

#[test]
fn space_alone_runs_and_with_a_drag_it_pans() {
    let mut harness = editing();
    let space =
        |pressed| Event::Key { key: Key::Space, physical_key: None, pressed, repeat: false, modifiers: NONE };
    let was_running = harness.state().app.is_running();
    harness.event(space(true));
    harness.run_steps(2);
    assert_eq!(harness.state().app.is_running(), was_running, "not before it is let go");
    harness.event(space(false));
    harness.run_steps(2);
    assert_ne!(harness.state().app.is_running(), was_running);
    let (one, running) = (id(&harness, "1"), harness.state().app.is_running());
    let (at, before) = (place(&harness, one), position(&harness, one));
    harness.event(space(true));
    harness.run_steps(2);
    drag(&mut harness, at, at + vec2(50.0, 30.0));
    harness.event(space(false));
    harness.run_steps(2);
    assert_eq!(position(&harness, one), before, "the neuron has not moved in the document");
    let moved = place(&harness, one) - at;
    assert!((moved - vec2(50.0, 30.0)).length() < 8.0, "the canvas has: {moved:?}");
    assert_eq!(harness.state().app.is_running(), running, "and nothing runs or stops");
    // All of it within one frame.
    let at = place(&harness, one);
    harness.input_mut().events.push(space(true));
    harness.input_mut().events.extend([
        Event::PointerMoved(at),
        button(at, PointerButton::Primary, true, NONE),
        Event::PointerMoved(at + vec2(-30.0, 0.0)),
        Event::PointerMoved(at + vec2(-60.0, 0.0)),
        button(at + vec2(-60.0, 0.0), PointerButton::Primary, false, NONE),
        space(false),
    ]);
    harness.run_steps(12);
    assert!(place(&harness, one).x < at.x - 20.0, "{:?} {at:?}", place(&harness, one));
    assert_eq!((position(&harness, one), harness.state().app.is_running()), (before, running));
}

#[test]
fn the_middle_button_pans_wherever_it_is_pressed() {
    let mut harness = editing();
    let one = id(&harness, "1");
    let before = position(&harness, one);
    for start in [Vec2::ZERO, vec2(0.0, 75.0)] {
        let at = place(&harness, one);
        drag_in_a_frame(
            &mut harness,
            PointerButton::Middle,
            at + start,
            at + start + vec2(-40.0, 16.0),
            NONE,
        );
        let moved = place(&harness, one) - at;
        assert!((moved - vec2(-40.0, 16.0)).length() < 8.0, "{moved:?}");
    }
    assert_eq!(position(&harness, one), before);
}

#[test]
fn alt_duplicates_and_ctrl_lets_go_of_the_grid() {
    let mut harness = editing();
    let start = document(&harness).preset().clone();
    let one = id(&harness, "1");
    let at = place(&harness, one);
    drag_in_a_frame(&mut harness, PointerButton::Primary, at, at + vec2(0.0, 90.0), Modifiers::ALT);
    let populations = document(&harness).preset().network().populations();
    assert_eq!(populations.len(), 3);
    let copy = populations[2].id;
    assert_eq!(
        position(&harness, one),
        Pos2::new(start.view().positions[&one].0, start.view().positions[&one].1)
    );
    assert!(50.0 < (position(&harness, copy) - position(&harness, one)).y);
    assert_eq!(position(&harness, copy).y % 8.0, 0.0, "on the grid");
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(*document(&harness).preset(), start, "one step of undo");
    // Escape takes a copy away that is being dragged.
    harness.event(Event::ModifiersChanged(Modifiers::ALT));
    harness.event(button(at, PointerButton::Primary, true, Modifiers::ALT));
    harness.run_steps(1);
    for step in 1..5_u8 {
        harness.hover_at(at + vec2(0.0, 12.0) * f32::from(step));
        harness.run_steps(1);
    }
    assert_eq!(document(&harness).preset().network().populations().len(), 3);
    harness.event(Event::ModifiersChanged(NONE));
    harness.run_steps(1);
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert_eq!(*document(&harness).preset(), start);
    harness.drop_at(at);
    harness.run_steps(2);
    // Ctrl during the drag: no grid.
    drag_in_a_frame(&mut harness, PointerButton::Primary, at, at + vec2(13.3, 21.7), NONE);
    assert_eq!(position(&harness, one).x % 8.0, 0.0);
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    drag_in_a_frame(&mut harness, PointerButton::Primary, at, at + vec2(13.3, 21.7), Modifiers::COMMAND);
    let off = position(&harness, one);
    assert!(off.x % 8.0 != 0.0 || off.y % 8.0 != 0.0, "{off:?}");
}

/// Adding by key, and aligning: nothing lands on another.
#[test]
fn what_is_added_copied_and_aligned_lies_on_nothing() {
    let mut harness = editing();
    for n in 0..9 {
        key(&mut harness, NONE, Key::A);
        if n == 4 {
            key(&mut harness, Modifiers::COMMAND, Key::A);
            key(&mut harness, Modifiers::COMMAND, Key::D);
        }
    }
    key(&mut harness, Modifiers::COMMAND, Key::A);
    let least = |harness: &Harness<'static, Stage>| {
        let places: Vec<Pos2> =
            document(harness).preset().view().positions.values().map(|(x, y)| Pos2::new(*x, *y)).collect();
        let pairs = places.iter().enumerate().flat_map(|(i, a)| places[..i].iter().map(|b| a.distance(*b)));
        pairs.fold(f32::INFINITY, f32::min)
    };
    assert!(60.0 < least(&harness), "{}", least(&harness));
    for align in [Key::H, Key::K] {
        key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, align);
        assert!(60.0 < least(&harness), "{}", least(&harness));
    }
    let ctx = harness.ctx.clone();
    app(&mut harness).do_action(&ctx, bouton::app::Action::Undo);
    harness.run_steps(2);
}
