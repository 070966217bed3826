//! A button or key that is held on a neuron: the engine fires it again and again in model time until it is let go.
//!
//! A press that is shorter than [`HELD_AFTER_S`], or that the pointer leaves, is a click or a drag and not seen here.
//! How often the neuron fires is decided by the engine, never by the number of frames.

use eframe::egui::{Context, Key, PointerButton, Response};

use super::request::{Request, Requests};

/// How long a press lasts before it counts as held [s].
const HELD_AFTER_S: f64 = 0.3;
/// How far the pointer may move in a press that is held [points].
const STILL: f32 = 4.0;

/// What is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    population: u32,
    neuron: Option<u32>,
    /// The key that holds it; without one, the pointer does.
    key: Option<Key>,
    /// Whether it was still held when this frame was drawn.
    is_seen: bool,
}

/// What is held, if anything is.
#[derive(Debug, Clone, Default)]
pub struct Holding {
    held: Option<Held>,
    /// The keys that are down, and since when [s].
    keys: Vec<(Key, f64)>,
}

impl Holding {
    /// Whether the press on this population has fired it as a held one already, so that its end is no click.
    #[must_use]
    pub fn is_holding(&self, population: u32) -> bool {
        self.held.is_some_and(|held| held.population == population)
    }

    /// A frame begins: what is held has to say so again.
    pub fn begin_frame(&mut self) {
        if let Some(held) = &mut self.held {
            held.is_seen = false;
        }
    }

    /// Looks whether the pointer is held on a neuron.
    pub fn watch_pointer(
        &mut self,
        response: &Response,
        population: u32,
        neuron: Option<u32>,
        requests: &mut Requests,
    ) {
        let (time_s, pressed_s, moved, is_down) = response.ctx.input(|input| {
            let pointer = &input.pointer;
            let moved = pointer.press_origin().zip(pointer.latest_pos());
            let moved = moved.map_or(0.0, |(from, to)| from.distance(to));
            let is_down = pointer.button_down(PointerButton::Primary) && input.focused;
            (input.time, pointer.press_start_time(), moved, is_down)
        });
        if !is_down || !response.is_pointer_button_down_on() || STILL <= moved {
            return;
        }
        let held_s = pressed_s.map_or(0.0, |pressed_s| time_s - pressed_s);
        self.hold(&response.ctx, held_s, Held { population, neuron, key: None, is_seen: true }, requests);
    }

    /// Looks whether a key is held, which has fired the neuron when it went down.
    pub fn watch_key(
        &mut self,
        ctx: &Context,
        key: Key,
        (population, neuron): (u32, Option<u32>),
        requests: &mut Requests,
    ) {
        let (time_s, is_down) = ctx.input(|input| (input.time, input.key_down(key) && input.focused));
        let since = self.keys.iter().position(|(own, _)| *own == key);
        match (is_down, since) {
            (true, Some(at)) => {
                let held = Held { population, neuron, key: Some(key), is_seen: true };
                self.hold(ctx, time_s - self.keys[at].1, held, requests);
            }
            (true, None) => self.keys.push((key, time_s)),
            (false, Some(at)) => {
                self.keys.remove(at);
            }
            (false, None) => {}
        }
    }

    fn hold(&mut self, ctx: &Context, held_s: f64, now: Held, requests: &mut Requests) {
        match &mut self.held {
            Some(held)
                if (held.population, held.neuron, held.key) == (now.population, now.neuron, now.key) =>
            {
                held.is_seen = true;
            }
            Some(_) => {} // One at a time: the first goes on.
            None if HELD_AFTER_S <= held_s => {
                self.held = Some(now);
                requests.push(Request::Hold { population: now.population, neuron: now.neuron });
            }
            None => {
                let left_s = (HELD_AFTER_S - held_s).clamp(0.001, HELD_AFTER_S);
                ctx.request_repaint_after(std::time::Duration::from_secs_f64(left_s));
            }
        }
    }

    /// A frame ends: what was not held in it is let go.
    pub fn end_frame(&mut self, requests: &mut Requests) {
        if self.held.is_some_and(|held| !held.is_seen) {
            self.held = None;
            requests.push(Request::LetGo);
        }
    }

    /// Nothing is held any more, as when the window is no longer turned to.
    pub fn let_go(&mut self, requests: &mut Requests) {
        self.begin_frame();
        self.end_frame(requests);
        self.keys.clear();
    }

    /// Whether frames are needed to see the end of what is held.
    #[must_use]
    pub fn keeps_moving(&self) -> bool {
        self.held.is_some()
    }
}

/// Whether the window is turned to.
pub(super) fn has_focus(ctx: &Context) -> bool {
    ctx.input(|input| input.focused)
}
