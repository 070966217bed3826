//! Notices: toasts for outcomes, and the list of what was said.

use std::collections::VecDeque;
use std::time::Duration;

use eframe::egui;
use egui_notify::{Anchor, Toasts};

/// Messages that are kept.
const HISTORY: usize = 200;

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
        self.remember(&words);
        self.toasts.success(words).duration(Duration::from_secs(4));
    }

    /// Says something that may be of use.
    pub fn info(&mut self, words: String) {
        // A value held at its limit says so every frame; once is enough.
        if self.history.back() == Some(&words) && !self.toasts.is_empty() {
            return;
        }
        self.remember(&words);
        self.toasts.info(words).duration(Duration::from_secs(5));
    }

    /// Says what went wrong; stays until it is closed.
    pub fn error(&mut self, words: String) {
        tracing::warn!("{words}");
        self.remember(&words);
        self.toasts.error(words).duration(None);
    }

    fn remember(&mut self, words: &str) {
        if HISTORY <= self.history.len() {
            self.history.pop_front();
        }
        self.history.push_back(words.to_owned());
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
