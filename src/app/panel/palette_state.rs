//! What the command palette keeps while it is open.

use std::sync::Arc;

use crate::app::action::Action;
use crate::model::network::Address;
use crate::text::subscript::{is_typeset, written};

/// What was typed, and which entry the keyboard is on.
#[derive(Debug, Default)]
pub struct PaletteState {
    /// What was typed.
    pub(super) typed: String,
    /// The entry that the keyboard is on.
    pub(super) at: usize,
    /// Everything that can be chosen, as it was when the palette opened.
    pub(super) entries: Option<Vec<Choice>>,
    /// What was found for what was typed: how well it fits, and the entry's place.
    pub(super) found: Option<(String, Vec<(i64, usize)>)>,
}

/// Something that can be chosen.
#[derive(Debug)]
pub(super) struct Choice {
    /// Its words.
    pub(super) words: String,
    /// The same in plain letters, where it has lowered ones.
    plain: Option<String>,
    /// What stands beside them; parameters of one kind share it.
    pub(super) detail: Arc<str>,
    /// What it does.
    pub(super) entry: Entry,
}

impl Choice {
    /// An entry of words, and what stands beside them.
    pub(super) fn new(words: String, detail: Arc<str>, entry: Entry) -> Self {
        let plain = is_typeset(&words).then(|| written(&words));
        Self { words, plain, detail, entry }
    }

    /// Its words in plain letters, as people type them.
    pub(super) fn plain(&self) -> &str {
        self.plain.as_deref().unwrap_or(&self.words)
    }
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Entry {
    /// A command.
    Act(Action),
    /// A lesson that comes with the program, by name.
    Lesson(&'static str),
    /// A preset that comes with the program, by name.
    Preset(&'static str),
    /// Unsaved work, by its name in the store.
    Work(String),
    /// A parameter.
    Parameter(Address),
}
