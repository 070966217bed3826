//! Events of a slow frame one kind at a time.
//!
//! A frame that takes long finds several events: a number, the key Tab and the next number. Tab moves the focus before any
//! widget sees the frame, so the field would lose what was typed ahead of it. So what is typed, where the pointer is pressed
//! and what moves the focus are handed over in frames of their own, in their order. So are the press, the moves and the end
//! of a drag: widgets look where the pointer is at the end of a frame, and would take a drag that begins and ends in one
//! for nothing.

use eframe::egui::{Context, Event, Key, Plugin, RawInput};

/// Hands events over in order.
#[derive(Debug, Default)]
pub struct InOrder {
    /// Events of frames to come.
    waiting: Vec<Event>,
    /// Whether a button of the pointer is down.
    is_down: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It goes to what has the focus.
    Typed,
    /// It gives and takes the focus by what lies under the pointer.
    Pointed,
    /// It moves the focus.
    Moved,
}

fn kind(event: &Event) -> Option<Kind> {
    match event {
        Event::Key { key: Key::Tab | Key::Escape, pressed: true, .. } => Some(Kind::Moved),
        Event::Text(_)
        | Event::Paste(_)
        | Event::Cut
        | Event::Copy
        | Event::Ime(_)
        | Event::Key { pressed: true, .. } => Some(Kind::Typed),
        Event::PointerButton { .. } | Event::Touch { .. } => Some(Kind::Pointed),
        _ => None,
    }
}

/// How many of the events may go into one frame, given whether a button of the pointer is down when it begins.
fn together(events: &[Event], was_down: bool) -> usize {
    let mut first = None;
    let (mut is_down, mut is_pressed_here, mut is_dragged_here) = (was_down, false, false);
    for (index, event) in events.iter().enumerate() {
        let mut ends = false;
        match event {
            // What was done is seen with the keys that were held.
            Event::ModifiersChanged(_) if first.is_some() => return index,
            // The press is seen where it was before the pointer moves on.
            Event::PointerMoved(_) if is_down && is_pressed_here => return index,
            Event::PointerMoved(_) => is_dragged_here |= is_down,
            Event::PointerButton { pressed: true, .. } => {
                if is_pressed_here || is_dragged_here {
                    return index;
                }
                (is_down, is_pressed_here) = (true, true);
            }
            Event::PointerButton { pressed: false, .. } => {
                // A drag is seen before it ends, and what comes after its end is no part of it.
                if is_dragged_here {
                    return index;
                }
                (is_down, ends) = (false, !is_pressed_here);
            }
            _ => {}
        }
        let Some(kind) = kind(event) else { continue };
        match first {
            None => first = Some(kind),
            Some(before) if before != kind || before == Kind::Moved => return index,
            Some(_) => {}
        }
        // Enter leaves the field; what is typed after it goes elsewhere.
        if ends || matches!(event, Event::Key { key: Key::Enter, pressed: true, .. }) {
            return index + 1;
        }
    }
    events.len()
}

/// Whether a button of the pointer is down after some events.
fn is_down_after(events: &[Event], was_down: bool) -> bool {
    let last = events.iter().rev().find_map(|event| match event {
        Event::PointerButton { pressed, .. } => Some(*pressed),
        Event::PointerGone => Some(false),
        _ => None,
    });
    last.unwrap_or(was_down)
}

impl Plugin for InOrder {
    fn debug_name(&self) -> &'static str {
        "in_order"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.waiting.append(&mut input.events);
        let rest = self.waiting.split_off(together(&self.waiting, self.is_down));
        self.is_down = is_down_after(&self.waiting, self.is_down);
        input.events = std::mem::replace(&mut self.waiting, rest);
        if !self.waiting.is_empty() {
            ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Modifiers, PointerButton, pos2};

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn press(pressed: bool) -> Event {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        Event::PointerButton { pos: pos2(1.0, 1.0), button, pressed, modifiers }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn what_moves_the_focus_waits_for_what_was_typed() {
        let events = [
            text("7"),
            key(Key::Num5),
            key(Key::Tab),
            key(Key::Tab),
            text("8"),
            press(true),
            press(false),
            text("9"),
        ];
        let mut rest: &[Event] = &events;
        let mut sizes = Vec::new();
        while !rest.is_empty() {
            let n = together(rest, false);
            sizes.push(n);
            rest = &rest[n..];
        }
        assert_eq!(sizes, [2, 1, 1, 1, 2, 1]);
        assert_eq!(together(&[text("7"), key(Key::Enter), text("8")], false), 2);
        assert_eq!(together(&[Event::PointerMoved(pos2(1.0, 1.0)), press(true), press(false)], false), 3);
        assert_eq!(together(&[], false), 0);
    }

    /// Press, moves and end of a drag have frames of their own, and so have the clicks of a double click.
    #[test]
    fn a_drag_within_a_frame_is_a_drag() {
        let moved = |x: f32| Event::PointerMoved(pos2(x, 1.0));
        let sizes = |events: &[Event]| {
            let (mut rest, mut is_down, mut sizes) = (events, false, Vec::new());
            while !rest.is_empty() {
                let n = together(rest, is_down);
                is_down = is_down_after(&rest[..n], is_down);
                sizes.push(n);
                rest = &rest[n..];
            }
            sizes
        };
        let drag = [moved(1.0), press(true), moved(9.0), moved(20.0), press(false), moved(30.0)];
        assert_eq!(sizes(&drag), [2, 2, 1, 1]);
        assert_eq!(sizes(&[press(true), press(false), press(true), press(false)]), [2, 2]);
        assert_eq!(sizes(&[moved(1.0), moved(2.0), moved(3.0)]), [3]);
        let held = |modifiers| Event::ModifiersChanged(modifiers);
        let click = [held(Modifiers::SHIFT), press(true), press(false), held(Modifiers::NONE)];
        assert_eq!(sizes(&click), [3, 1]);
        assert_eq!(sizes(&[text("a"), press(true), moved(5.0), press(false), text("b")]), [1, 1, 1, 1, 1]);
    }
}
