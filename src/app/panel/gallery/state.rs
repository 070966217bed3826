//! What the gallery keeps between frames.

use std::collections::BTreeMap;

use super::Item;
use super::card::Card;
use super::index::Index;
use crate::app::context::ViewContext;

/// Which lessons and presets are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shows {
    /// All of them.
    #[default]
    All,
    /// Lessons only.
    Lessons,
    /// Presets only.
    Presets,
}

/// The gallery's state: what is looked for, and the pictures that were drawn.
#[derive(Debug, Default)]
pub struct Gallery {
    /// Whether it is open.
    pub is_open: bool,
    /// What is looked for.
    pub(super) typed: String,
    /// Which are shown.
    pub(super) shows: Shows,
    /// Whether only what was not seen yet is.
    pub(super) only_left: bool,
    /// Whether the keyboard has been given to the field.
    pub(super) has_focus: bool,
    /// What the pictures are made of, as far as they were drawn.
    pub(super) cards: BTreeMap<Item, Card>,
    /// The words of everything, once something is looked for.
    pub(super) index: Option<Index>,
}

impl Gallery {
    /// Opens the gallery, or closes it.
    pub fn toggle(&mut self) {
        self.is_open = !self.is_open;
        self.has_focus = false;
    }

    /// Its state in words.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("gallery: {} {} {:?} {}", self.is_open, self.typed, self.shows, self.only_left)
    }

    /// Whether an item is among those that are shown.
    pub(super) fn has(&self, item: Item, context: &ViewContext<'_>) -> bool {
        let is_shown = match item {
            Item::Lesson(_) => self.shows != Shows::Presets,
            Item::Preset(_) => self.shows != Shows::Lessons,
        };
        let is_left = || match item {
            Item::Lesson(name) => !context.seen.is_finished(name),
            Item::Preset(name) => !context.seen.presets.contains(name),
        };
        let fits = || self.index.as_ref().is_none_or(|index| index.fits(item, &self.typed));
        is_shown && (!self.only_left || is_left()) && (self.typed.trim().is_empty() || fits())
    }
}
