//! What is kept of a lecture while it lasts.

use eframe::egui::Event;

use super::pen::Pen;
use super::pointer::Pointer;

/// The state of a lecture that is no part of what is shown of the lesson.
#[derive(Debug, Default)]
pub struct Stage {
    /// When the lecture began [s of wall time].
    pub(super) started_s: Option<f64>,
    /// Whether the window filled the screen before the lecture.
    pub(super) was_full: bool,
    /// How the pointer is shown.
    pub(in crate::app) pointer: Pointer,
    /// What is drawn on the stage.
    pub(in crate::app) pen: Pen,
    /// How much of the step's question is shown.
    pub(in crate::app) question: Question,
    /// Keys that were pressed in the window of the notes; they act as if they had been pressed here.
    pub(super) forwarded: Vec<Event>,
    /// Whether the window of the notes was closed.
    pub(super) notes_closed: bool,
}

impl Stage {
    /// The state as a text, which differs where the state does: for tests.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("{:?} {} {:?}", self.pointer.kind(), self.pen.fingerprint(), self.question)
    }

    /// How long the lecture has lasted [s].
    #[must_use]
    pub fn elapsed_s(&self, time_s: f64) -> f64 {
        self.started_s.map_or(0.0, |started_s| (time_s - started_s).max(0.0))
    }
}

/// How much of a question is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) enum Question {
    /// Nothing.
    #[default]
    Hidden,
    /// What is asked.
    Asked,
    /// The answer as well.
    Answered,
}

impl Question {
    /// What follows.
    pub fn next(self) -> Self {
        match self {
            Self::Hidden => Self::Asked,
            Self::Asked => Self::Answered,
            Self::Answered => Self::Hidden,
        }
    }
}
