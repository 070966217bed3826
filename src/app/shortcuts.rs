//! From keys to what is asked for: shortcuts of commands, digits that fire neurons, arrows that move what is selected, and what
//! was typed into fields that are gone.

use std::sync::Arc;

use eframe::egui::{self, Event, Key, Modifiers};

use super::action::Action;
use super::canvas::drag::Drag;
use super::request::Request;
use super::selection::Tool;
use super::view_state::{Pane, Space};
use super::widget::field::lines_of;
use super::widget::param_row::set_all;
use super::{App, context};
use crate::engine::Command;

/// Keys that fire the neuron of their name.
const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

impl App {
    /// Shortcuts act before any widget sees the keys, but not while a text is being typed. A shortcut that cannot act now says why.
    pub(super) fn take_shortcuts(&mut self, ctx: &egui::Context) {
        if ctx.text_edit_focused()
            || self.view.fields.gives_up()
            || self.shell.dialogs.is_open()
            || self.saving.leaving.is_some()
            || self.saving.not_saved.is_some()
            || self.view.link.is_some()
            || self.saving.rewriting.is_some()
            || self.persistence.is_asking()
        {
            self.view.space = Space::Up;
            return;
        }
        self.take_lecture_keys(ctx);
        let own = self.view_copy(ctx);
        let look = (&self.shell.text, &self.shell.theme, self.shell.theme_choice);
        let known = (&self.document, self.shown.as_ref(), &self.traces);
        let run = (&self.run, &self.course.marks[..], &self.runs, self.twin.as_ref());
        let context = context(known, run, (&self.persistence, &self.teaching), look, &own);
        let (mut asked, mut refused) = (clipboard(ctx), Vec::new());
        asked.retain(|request| !matches!(request, Request::Act(action) if !action.is_enabled(&context)));
        for action in Action::by_specificity() {
            let is_pressed = is_pressed(ctx, action, self.teaching.lecture.is_some(), &mut self.view.space);
            match action.hindrance(&context) {
                Some(why) if is_pressed => refused.push(why),
                None if is_pressed => asked.push(Request::Act(action)),
                _ => {}
            }
        }
        let mut digits = Vec::new();
        for (digit, key) in DIGITS.into_iter().enumerate() {
            let Some(population) = context.network().population_named(&digit.to_string()) else { continue };
            let neuron = (population.n == 1).then_some(0);
            if !self.view.connecting.is_empty() {
                // The digit names whom to connect.
                if 0 < presses(ctx, key) {
                    let from = std::mem::take(&mut self.view.connecting);
                    asked.push(Request::Connect { from, to: vec![population.id] });
                }
                continue;
            }
            for _ in 0..presses(ctx, key) {
                asked.push(Request::Fire { population: population.id, neuron });
            }
            digits.push((key, (population.id, neuron)));
        }
        for request in asked {
            self.shell.requests.push(request);
        }
        for why in refused {
            self.shell.notices.info(self.shell.text.get(why));
        }
        for (key, whose) in digits {
            self.view.holding.watch_key(ctx, key, whose, &mut self.shell.requests);
        }
        self.take_arrows(ctx);
        if ctx.input(|input| input.key_pressed(Key::Escape)) && !self.view.windows.any() {
            self.escape();
        }
    }

    /// Escape puts back what is being dragged, and gives up what was begun.
    fn escape(&mut self) {
        if matches!(self.view.drag, Some(Drag::Move(..) | Drag::Copy(_))) {
            let before = Arc::clone(self.document.preset());
            let turn = self.document.turn();
            if self.document.cancel(self.view.gesture) {
                self.view.gesture += 1;
                self.follow(&before);
                if turn.is_some() && self.document.turn() != turn {
                    // It had begun a run of its own.
                    self.drop_fork(turn);
                }
            }
        }
        self.view.connecting.clear();
        (self.view.drag, self.view.popped) = (None, None);
        if self.course.playing.is_some() && self.run.progress.is_some() {
            self.engine.send(Command::Pause);
        }
        if self.run.seeking.is_some() {
            self.shell.requests.push(Request::GiveUpSeek);
        }
    }

    /// Arrows move what is selected with the edit tool, with Shift farther; while neurons are being connected they lead from
    /// one to the next.
    fn take_arrows(&mut self, ctx: &egui::Context) {
        let focused = ctx.memory(egui::Memory::focused);
        let on_canvas = focused.is_none_or(|id| {
            self.view.vertex_ids.values().any(|own| *own == id)
                || self.view.pane.ids.contains(&(Pane::Canvas, id))
        });
        let connects = !self.view.connecting.is_empty();
        let moves = self.view.tool == Tool::Edit && self.view.selection.populations().next().is_some();
        if !on_canvas || !connects && !moves {
            return;
        }
        let mut by = egui::Vec2::ZERO;
        let arrows = [
            (Key::ArrowLeft, egui::vec2(-1.0, 0.0)),
            (Key::ArrowRight, egui::vec2(1.0, 0.0)),
            (Key::ArrowUp, egui::vec2(0.0, -1.0)),
            (Key::ArrowDown, egui::vec2(0.0, 1.0)),
        ];
        for (key, step) in arrows {
            for (modifiers, points) in [(Modifiers::SHIFT, 10.0), (Modifiers::NONE, 1.0)] {
                if ctx.input_mut(|input| input.consume_key(modifiers, key)) {
                    by += step * points;
                }
            }
        }
        if by == egui::Vec2::ZERO {
            return;
        }
        if connects {
            self.go_towards(ctx, by, focused);
        } else {
            self.nudge(by);
        }
    }

    /// Gives the focus to the vertex that lies next in a direction.
    fn go_towards(&self, ctx: &egui::Context, by: egui::Vec2, focused: Option<egui::Id>) {
        let places = &self.view.vertex_places;
        let focused = self.view.vertex_ids.iter().find(|(_, id)| Some(**id) == focused).map(|(own, _)| *own);
        let Some(from) = focused.or(self.view.connecting.last().copied()) else { return };
        let Some(start) = places.get(&from) else { return };
        let by = by.normalized();
        let ahead = places.iter().filter_map(|(id, at)| {
            let way = *at - *start;
            let along = way.dot(by);
            // What lies to the side counts as farther away.
            let aside = (way - by * along).length();
            (*id != from && aside < along * 2.0).then_some((*id, along + 2.0 * aside))
        });
        let next = ahead.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(id, _)| id);
        if let Some(id) = next.and_then(|next| self.view.vertex_ids.get(&next)) {
            ctx.memory_mut(|memory| {
                memory.request_focus(*id);
                memory.move_focus(egui::FocusDirection::None); // The arrow has led there already.
            });
        }
    }

    /// Notes in which pane the keyboard is.
    pub(super) fn note_pane(&mut self, ctx: &egui::Context) {
        let focused = ctx.memory(egui::Memory::focused);
        if let Some((pane, _)) = self.view.pane.ids.iter().find(|(_, id)| Some(*id) == focused) {
            self.view.pane.at = Some(*pane);
        }
    }

    /// Takes what was typed into fields that are gone, such as those of a neuron after another one was selected: it is
    /// meant for what the field stood for.
    pub(super) fn take_typed(&mut self) {
        for (place, typed) in self.view.fields.take_left() {
            let addresses = self.view.fields.parameters_of(place);
            let preset = Arc::clone(self.document.preset());
            let Some((address, (spec, value))) =
                addresses.first().and_then(|address| Some((*address, preset.get(*address)?)))
            else {
                continue;
            };
            match preset.read_value_of_all(&addresses, &lines_of(&typed)) {
                Ok(value) => self.edit(&set_all(&addresses, &value), None),
                Err(reason) => {
                    let args = [
                        ("path", preset.path(address)),
                        ("typed", typed.clone()),
                        ("reason", self.shell.text.say(&reason)),
                    ];
                    self.shell.notices.info(self.shell.text.with("typed-refused", &args));
                    self.view.fields.refuse(place, typed, reason, spec.show(&value));
                }
            }
        }
    }

    /// Sends the keyboard to the next pane, or to the one before.
    pub(super) fn go_to_pane(&mut self, ctx: &egui::Context, forwards: bool) {
        let ids = &self.view.pane.ids;
        if ids.is_empty() {
            return;
        }
        let at = ids.iter().position(|(pane, _)| Some(*pane) == self.view.pane.at);
        let next = match (at, forwards) {
            (None, true) => 0,
            (None, false) => ids.len() - 1,
            (Some(at), true) => (at + 1) % ids.len(),
            (Some(at), false) => (at + ids.len() - 1) % ids.len(),
        };
        let (pane, id) = ids[next];
        self.view.pane.at = Some(pane);
        ctx.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Window systems tell of the keys for the clipboard as of what they mean.
fn clipboard(ctx: &egui::Context) -> Vec<Request> {
    ctx.input(|input| {
        let (shift, alt) = (input.modifiers.shift, input.modifiers.alt);
        let asks = |event: &Event| match event {
            Event::Copy if shift => Some(Request::Act(Action::CopyPreset)),
            Event::Copy if alt => Some(Request::Act(Action::CopyValues)),
            Event::Copy => Some(Request::Act(Action::Copy)),
            Event::Cut => Some(Request::Act(Action::Cut)),
            Event::Paste(_) if alt => Some(Request::Act(Action::PasteValues)),
            Event::Paste(text) => Some(Request::Paste { text: text.clone(), opens: shift }),
            _ => None,
        };
        input.events.iter().filter_map(asks).collect()
    })
}

/// Whether the keys of a command were pressed, which no widget sees then.
fn is_pressed(ctx: &egui::Context, action: Action, is_lecture: bool, space: &mut Space) -> bool {
    // Forward is where back is, besides the keys of its own.
    let other = match action {
        Action::StepDt => Some(Modifiers::ALT),
        Action::StepMs => Some(Modifiers::COMMAND),
        // On a stage nothing is moved by it.
        Action::RunPause if !is_lecture => return take_space(ctx, space),
        _ => None,
    };
    ctx.input_mut(|input| {
        input.consume_shortcut(&action.shortcut())
            || other.is_some_and(|modifiers| input.consume_key(modifiers, Key::ArrowRight))
    })
}

/// Takes the space bar. Whether it was let go without having moved the canvas.
fn take_space(ctx: &egui::Context, space: &mut Space) -> bool {
    let mut is_asked = false;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key: Key::Space, pressed, modifiers, .. } = event else { return true };
            if *pressed && modifiers.is_none() {
                if *space == Space::Up {
                    *space = Space::Down;
                }
                return false;
            }
            if !*pressed && *space != Space::Up {
                is_asked |= *space == Space::Down;
                *space = Space::Up;
            }
            true
        });
        // A text would be typed into what has the focus by then; and a key whose end nobody saw is not held.
        if !input.focused {
            *space = Space::Up;
        }
    });
    is_asked
}

/// How often a key went down in this frame; that it is still down is no press.
fn presses(ctx: &egui::Context, of: Key) -> usize {
    ctx.input_mut(|input| {
        let mut count = 0;
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, repeat, modifiers, .. }
                if *key == of && modifiers.matches_exact(Modifiers::NONE) =>
            {
                count += usize::from(!repeat);
                false
            }
            _ => true,
        });
        count
    })
}
