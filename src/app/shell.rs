//! What stands around the views: words and colours, messages and dialogs, what was asked for, and how the window fares.

use super::dialog::{Dialogs, FileChooser};
use super::frame_times::FrameTimes;
use super::notice::Notices;
use super::request::Requests;
use super::theme::{Theme, ThemeChoice};
use crate::text::Text;

/// What stands around the views.
pub(super) struct Shell {
    /// What the views ask for.
    pub requests: Requests,
    /// What is said of outcomes.
    pub notices: Notices,
    /// The dialogs that choose files.
    pub dialogs: Dialogs,
    /// Words.
    pub text: Text,
    /// Colours and sizes.
    pub theme: Theme,
    /// The theme as it was chosen.
    pub theme_choice: ThemeChoice,
    /// The theme that the toolkit's widgets were given last.
    pub applied_theme: Option<Theme>,
    /// How long frames took.
    pub frame_times: FrameTimes,
    /// What draws, for a report.
    pub renderer: String,
    /// How many frames in a row were drawn again with the engine's answer.
    pub drawn_again: u32,
    /// How many commands went to the window system.
    pub window_commands: u64,
    /// True if events come in order; see [`super::in_order`].
    pub has_order: bool,
    /// When a person asked to open the clipboard's text as a document, until the text comes [s]. Otherwise it is added.
    pub pastes_document: Option<f64>,
}

impl Shell {
    /// A shell in English, with nothing said and nothing asked for.
    pub fn new(theme_choice: ThemeChoice, chooser: Box<dyn FileChooser>) -> Self {
        Self {
            requests: Requests::default(),
            notices: Notices::default(),
            dialogs: Dialogs::new(chooser),
            text: Text::english().typeset(),
            theme: Theme::new(theme_choice, true),
            theme_choice,
            applied_theme: None,
            frame_times: FrameTimes::default(),
            renderer: String::new(),
            drawn_again: 0,
            window_commands: 0,
            has_order: false,
            pastes_document: None,
        }
    }
}
