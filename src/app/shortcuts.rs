//! From keys to what is asked for: shortcuts of commands, digits that fire neurons, arrows that move what is selected.

use eframe::egui::{self, Event, Key, Modifiers};

use super::action::Action;
use super::request::Request;
use super::selection::Tool;
use super::{App, context};

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
    /// Shortcuts act before any widget sees the keys, but not while a text is being typed.
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
            return;
        }
        self.take_lecture_keys(ctx);
        let own = self.view_copy(ctx);
        let look = (&self.shell.text, &self.shell.theme, self.shell.theme_choice);
        let known = (&self.document, &self.traces, &self.run);
        let context = context(known, (&self.persistence, &self.teaching), look, &own);
        let mut asked = Vec::new();
        // Window systems report the keys of the clipboard as events of their own.
        ctx.input(|input| {
            let shift = input.modifiers.shift;
            for event in &input.events {
                asked.extend(match event {
                    Event::Copy if shift => Some(Request::Act(Action::CopyPreset)),
                    Event::Copy => Some(Request::Act(Action::Copy)),
                    Event::Cut => Some(Request::Act(Action::Cut)),
                    Event::Paste(text) => Some(Request::Paste { text: text.clone(), opens: shift }),
                    _ => None,
                });
            }
        });
        asked.retain(|request| !matches!(request, Request::Act(action) if !action.is_enabled(&context)));
        for action in Action::by_specificity() {
            if ctx.input_mut(|input| input.consume_shortcut(&action.shortcut()))
                && action.is_enabled(&context)
            {
                asked.push(Request::Act(action));
            }
        }
        let mut digits = Vec::new();
        for (digit, key) in DIGITS.into_iter().enumerate() {
            let Some(population) = context.network().population_named(&digit.to_string()) else { continue };
            let neuron = (population.n == 1).then_some(0);
            for _ in 0..presses(ctx, key) {
                asked.push(Request::Fire { population: population.id, neuron });
            }
            digits.push((key, (population.id, neuron)));
        }
        for request in asked {
            self.shell.requests.push(request);
        }
        for (key, whose) in digits {
            self.view.holding.watch_key(ctx, key, whose, &mut self.shell.requests);
        }
        self.take_arrows(ctx);
        if ctx.input(|input| input.key_pressed(Key::Escape)) && !self.view.windows.any() {
            (self.view.connecting, self.view.drag, self.view.popped) = (None, None, None);
        }
    }

    /// Arrows move what is selected with the edit tool, with Shift farther.
    fn take_arrows(&mut self, ctx: &egui::Context) {
        let on_canvas = ctx.memory(egui::Memory::focused).is_none_or(|id| self.view.focusable.contains(&id));
        if self.view.tool != Tool::Edit || !on_canvas || self.view.selection.populations().next().is_none() {
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
        if by != egui::Vec2::ZERO {
            self.nudge(by);
        }
    }
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
