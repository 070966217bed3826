//! Notices: toasts for outcomes, and the list of what was said.

use std::collections::VecDeque;
use std::time::Duration;

use eframe::egui::{self, Color32};
use egui_notify::{Anchor, Toasts};

use super::theme;

/// Messages that are kept.
const HISTORY: usize = 200;
/// Toasts that are shown at once.
const MOST_SHOWN: usize = 4;

/// A kind of notice: its sign, its colour, and how long it is shown [s]. The library's own signs and its closing
/// button are emoji that no font here has.
#[derive(Clone, Copy)]
struct Kind {
    sign: &'static str,
    colour: Color32,
    seconds: u64,
}

const DONE: Kind = Kind { sign: "✓", colour: theme::DONE, seconds: 4 };
const INFO: Kind = Kind { sign: "ℹ", colour: theme::INFO, seconds: 5 };
const CAUTION: Kind = Kind { sign: "⚠", colour: theme::INFO, seconds: 12 };
const ERROR: Kind = Kind { sign: "⚠", colour: theme::ERROR, seconds: 20 };

/// Toasts and their history.
pub struct Notices {
    toasts: Toasts,
    history: VecDeque<String>,
}

impl Default for Notices {
    fn default() -> Self {
        let toasts = Toasts::default().with_anchor(Anchor::BottomRight).with_margin(egui::vec2(16.0, 16.0));
        Self { toasts, history: VecDeque::new() }
    }
}

impl Notices {
    /// Says that something was done.
    pub fn done(&mut self, words: String) {
        self.say(words, DONE);
    }

    /// Says something that may be of use.
    pub fn info(&mut self, words: String) {
        // A value held at its limit says so every frame; once is enough.
        if self.history.back() != Some(&words) || self.toasts.is_empty() {
            self.say(words, INFO);
        }
    }

    /// Says what is fine and yet worth a second look.
    pub fn caution(&mut self, words: String) {
        self.say(words, CAUTION);
    }

    /// Says what went wrong; the list of messages keeps it.
    pub fn error(&mut self, words: String) {
        tracing::warn!("{words}");
        self.say(words, ERROR);
    }

    fn say(&mut self, words: String, Kind { sign, colour, seconds }: Kind) {
        if HISTORY <= self.history.len() {
            self.history.pop_front();
        }
        self.history.push_back(words.clone());
        if MOST_SHOWN <= self.toasts.len() {
            self.toasts.dismiss_oldest_toast();
        }
        let toast = self.toasts.custom(words, sign.to_owned(), colour);
        toast.duration(Duration::from_secs(seconds)).closable(false).show_progress_bar(false);
    }

    /// What was said, oldest first.
    #[must_use]
    pub fn history(&self) -> &VecDeque<String> {
        &self.history
    }

    /// Draws the toasts.
    pub fn show(&mut self, ctx: &egui::Context) {
        self.toasts.show(ctx);
    }
}
