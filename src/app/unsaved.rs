//! The question before a document with unsaved changes is left.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Key, RichText, ViewportCommand};

use super::context::CanvasState;
use super::request::Request;
use super::selection::Tool;
use super::widget::question::question_ui;
use super::{Action, App};
use crate::document::Document;
use crate::lesson::Lesson;
use crate::preset::{Preset, load};
use crate::storage::Fingerprint;
use crate::storage::autosave::Orphan;

/// What takes the document's place.
#[derive(Debug)]
pub(super) enum Replacement {
    /// An empty document.
    New,
    /// A preset that comes with the program, by name.
    Preset(&'static str),
    /// A file.
    File(PathBuf),
    /// The file as it stands on disk, or what the document was at first.
    Revert,
    /// What a file held when it was read.
    Read {
        /// It.
        opened: Box<Opened>,
        /// Whether it is the document's own file.
        reverts: bool,
    },
    /// A preset from the clipboard.
    Document(Box<Preset>),
    /// Unsaved work that was found.
    Recovered(Box<Orphan>),
    /// A step of a lesson.
    Lesson {
        /// The lesson's name.
        name: &'static str,
        /// The lesson.
        lesson: Arc<Lesson>,
        /// The step.
        step: usize,
    },
    /// Nothing: the window closes.
    Close,
}

/// A file that was read and is right.
#[derive(Debug)]
pub(super) struct Opened {
    /// Where it lies.
    pub path: PathBuf,
    /// What it held when it was read.
    pub fingerprint: Option<Fingerprint>,
    /// What it is.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug)]
pub(super) enum Content {
    /// A document.
    Document(Box<Preset>),
    /// A lesson.
    Lesson(Arc<Lesson>),
}

/// A save that failed: the document is as it was, and so is the file.
#[derive(Debug, Clone)]
pub(super) struct NotSaved {
    /// Where to.
    pub path: PathBuf,
    /// What was wrong.
    pub words: String,
    /// Whether somebody else has written the file since.
    pub was_changed: bool,
}

impl App {
    /// Asks what to do about a save that failed.
    pub(super) fn not_saved_ui(&mut self, ctx: &egui::Context) {
        let Some(failed) = self.not_saved.clone() else { return };
        let text = &self.text;
        let mut closes = ctx.input(|input| input.key_pressed(Key::Escape));
        let mut asked = None;
        question_ui(ctx, &self.theme, &text.get("not-saved-title"), 480.0, |ui| {
            ui.label(&failed.words);
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if ui.button(text.get("not-saved-as")).clicked() {
                    asked = Some(Request::Act(Action::SaveAs));
                }
                if failed.was_changed {
                    if ui.button(text.get("not-saved-overwrite")).clicked() {
                        asked = Some(Request::SaveTo(failed.path.clone()));
                    }
                    if ui.button(text.get("not-saved-reload")).clicked() {
                        asked = Some(Request::Reload);
                    }
                }
                closes |= ui.button(text.get("cancel")).clicked();
            });
        });
        if closes || asked.is_some() {
            self.not_saved = None;
            self.leaving = None;
        }
        if let Some(request) = asked {
            self.requests.push(request);
        }
    }

    /// Puts something in the document's place: at once, or after asking where changes would be lost.
    pub(super) fn replace(&mut self, ctx: &egui::Context, by: Replacement) {
        // Nobody is asked to give up work for what then turns out to be no document.
        let Some(by) = self.read(by) else { return };
        // An untitled document stays a step of undo away.
        let can_go_back = self.document.path().is_none()
            && matches!(
                by,
                Replacement::New
                    | Replacement::Preset(_)
                    | Replacement::Document(_)
                    | Replacement::Lesson { .. }
            );
        if self.document.is_changed() && !can_go_back {
            self.leaving = Some(by);
        } else {
            self.replace_now(ctx, by);
        }
    }

    pub(super) fn replace_now(&mut self, ctx: &egui::Context, by: Replacement) {
        if !matches!(by, Replacement::Close | Replacement::Lesson { .. }) {
            // What is opened is looked at by itself.
            self.teaching.close();
        }
        match by {
            Replacement::New => {
                self.change_to(Preset::empty(&self.text.get("untitled")));
                self.view.tool = Tool::Edit; // There is nothing to explore yet.
                self.view.canvas = CanvasState { fits: false, ..CanvasState::default() };
            }
            Replacement::Preset(name) => self.open(name, load::argument(name)),
            Replacement::Read { opened, .. } => self.take(*opened),
            Replacement::File(_) => {
                if let Some(Replacement::Read { opened, .. }) = self.read(by) {
                    self.take(*opened);
                }
            }
            Replacement::Revert => match self.read(by) {
                Some(Replacement::Read { opened, .. }) => self.take(*opened),
                Some(_) => {
                    let original = Preset::clone(self.document.original());
                    self.take_over(Document::untitled(original), None);
                }
                None => {}
            },
            Replacement::Document(preset) => self.change_to(*preset),
            Replacement::Lesson { name, lesson, step } => self.show_step(name, lesson, step),
            Replacement::Recovered(orphan) => self.recover(&orphan),
            Replacement::Close => {
                self.may_close = true;
                self.tell_window(ctx, ViewportCommand::Close);
            }
        }
    }

    /// Reads the file that is to take the document's place; `None` if it cannot, which is said. What is no file stays as it is.
    pub(super) fn read(&mut self, by: Replacement) -> Option<Replacement> {
        let reverts = matches!(by, Replacement::Revert);
        let path = match &by {
            Replacement::File(path) => path.clone(),
            Replacement::Revert => match self.document.path() {
                Some(path) => path.to_owned(),
                None => return Some(by),
            },
            _ => return Some(by),
        };
        match self.open_path(path) {
            Ok(opened) => Some(Replacement::Read { opened: Box::new(opened), reverts }),
            Err(words) => {
                self.notices.error(words);
                None
            }
        }
    }

    /// Puts an untitled preset in the document's place; from an untitled one, undo leads back.
    pub(super) fn change_to(&mut self, preset: Preset) {
        if self.document.path().is_none() {
            self.document.change_to(preset);
            self.begin();
        } else {
            self.take_over(Document::untitled(preset), None);
        }
    }

    /// Keeps the window open for as long as the question is not answered.
    pub(super) fn watch_close(&mut self, ctx: &egui::Context) {
        if ctx.input(|input| input.viewport().close_requested())
            && !self.may_close
            && self.document.is_changed()
        {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leaving = Some(Replacement::Close);
        }
    }

    /// Asks the question.
    pub(super) fn leaving_ui(&mut self, ctx: &egui::Context) {
        if self.leaving.is_none() || self.dialogs.is_open() || self.not_saved.is_some() {
            return;
        }
        let (mut saves, mut discards) = (false, false);
        let mut cancels = ctx.input(|input| input.key_pressed(Key::Escape));
        let text = &self.text;
        question_ui(ctx, &self.theme, &text.get("unsaved-title"), 420.0, |ui| {
            let reverts =
                matches!(self.leaving, Some(Replacement::Revert | Replacement::Read { reverts: true, .. }));
            let key = if reverts { "unsaved-revert" } else { "unsaved-question" };
            ui.label(text.with(key, &[("name", &self.name())]));
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if !reverts {
                    let save = ui.button(RichText::new(text.get("unsaved-save")).strong());
                    if ctx.memory(|memory| memory.focused().is_none()) {
                        save.request_focus();
                    }
                    saves = save.clicked();
                }
                discards = ui
                    .button(text.get(if reverts { "unsaved-do-revert" } else { "unsaved-discard" }))
                    .clicked();
                cancels |= ui.button(text.get("cancel")).clicked();
            });
        });
        if saves {
            // What was asked for follows when the file has been written.
            self.requests.act(Action::Save);
            self.follows_save = true;
        } else if discards {
            if let Some(by) = self.leaving.take() {
                self.replace_now(ctx, by);
            }
        } else if cancels {
            self.leaving = None;
        }
    }

    /// Goes on with what was asked for, after the document was saved or that was given up.
    pub(super) fn after_saving(&mut self, ctx: &egui::Context) {
        if self.follows_save && !self.dialogs.is_open() {
            self.follows_save = false;
            if !self.document.is_changed()
                && let Some(by) = self.leaving.take()
            {
                self.replace_now(ctx, by);
            }
        }
    }
}
