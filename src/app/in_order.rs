//! Events of a slow frame one kind at a time.
//!
//! A frame that takes long finds several events: a number, the key Tab and the next number. Tab moves the focus before any
//! widget sees the frame, so the field would lose what was typed ahead of it. So what is typed, where the pointer is pressed
//! and what moves the focus are handed over in frames of their own, in their order.

use eframe::egui::{Context, Event, Key, Plugin, RawInput};

/// Hands events over in order.
#[derive(Debug, Default)]
pub struct InOrder {
    /// Events of frames to come.
    waiting: Vec<Event>,
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

/// How many of the events may go into one frame.
fn together(events: &[Event]) -> usize {
    let mut first = None;
    for (index, event) in events.iter().enumerate() {
        let Some(kind) = kind(event) else { continue };
        match first {
            None => first = Some(kind),
            Some(before) if before != kind || before == Kind::Moved => return index,
            Some(_) => {}
        }
        // Enter leaves the field; what is typed after it goes elsewhere.
        if matches!(event, Event::Key { key: Key::Enter, pressed: true, .. }) {
            return index + 1;
        }
    }
    events.len()
}

impl Plugin for InOrder {
    fn debug_name(&self) -> &'static str {
        "in_order"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.waiting.append(&mut input.events);
        let rest = self.waiting.split_off(together(&self.waiting));
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
            let n = together(rest);
            sizes.push(n);
            rest = &rest[n..];
        }
        assert_eq!(sizes, [2, 1, 1, 1, 2, 1]);
        assert_eq!(together(&[text("7"), key(Key::Enter), text("8")]), 2);
        assert_eq!(together(&[Event::PointerMoved(pos2(1.0, 1.0)), press(true), press(false)]), 3);
        assert_eq!(together(&[]), 0);
    }
}
