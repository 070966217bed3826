//! Title, description and hint of a document while they are written.

use crate::document::{Edit, Structure};
use crate::message::Message;
use crate::preset::Preset;

/// Title, description and hint while they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Texts {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) hint: String,
    /// Whether the window was drawn.
    pub(super) is_drawn: bool,
    /// Why they are refused.
    pub(super) reason: Option<Message>,
}

impl Texts {
    /// Those of a document.
    pub fn of(preset: &Preset) -> Self {
        let [title, description, hint] =
            [preset.title(), preset.description(), preset.hint()].map(str::to_owned);
        Self { title, description, hint, is_drawn: false, reason: None }
    }

    pub(super) fn edit(&self) -> Edit {
        let Self { title, description, hint, .. } = self.clone();
        Edit::Structure(Structure::SetTexts { title, description, hint })
    }
}
