//! The question before a document with unsaved changes is left.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Key, RichText, ViewportCommand};

use super::canvas::geometry::CanvasState;
use super::journal::Journaling;
use super::request::{Answer, Request, Requests};
use super::run_file::RunFile;
use super::selection::Tool;
use super::widget::question::{list_ui, question_ui};
use super::works::changes_words;
use super::{Action, App};
use crate::document::Document;
use crate::lesson::Lesson;
use crate::message::Message;
use crate::preset::carrier::Carried;
use crate::preset::neuronify::Circuit;
use crate::preset::run_log::RunLog;
use crate::preset::{Preset, library, load};
use crate::storage::work::Origin;
use crate::storage::{Draft, Fingerprint};

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
    /// A preset from the clipboard, and its text.
    Document(Box<Preset>, Arc<str>),
    /// Unsaved work, by its name in the store.
    Work(String),
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
    /// A document, and its text.
    Document(Box<Preset>, Option<Arc<str>>),
    /// A circuit of Neuronify.
    Circuit(Box<Circuit>),
    /// A lesson.
    Lesson(Arc<Lesson>),
    /// A run that a table, a picture, a drawing or arrays carry.
    Run(Box<Carried>),
    /// A saved run.
    SavedRun(Box<RunLog>),
}

/// A save that failed: the document is as it was, and so is the file.
#[derive(Debug, Clone)]
pub(super) struct NotSaved {
    /// The file that the document was to be saved to.
    pub path: PathBuf,
    /// The reason, in words.
    pub words: String,
    /// True if another program has written the file since the document was read or saved.
    pub was_changed: bool,
}

/// A save that would lose comments of the file, until it is known whether it may.
#[derive(Debug, Clone)]
pub(super) struct Rewriting {
    /// The file that the document is to be saved to.
    pub path: PathBuf,
    /// The text to be written, and the comments that would be lost.
    pub draft: Draft,
    /// The document.
    pub preset: Arc<Preset>,
    /// What the file held when it was read or written last.
    pub expected: Option<Fingerprint>,
}

/// Files and the document: what was saved, and the questions before work is left.
#[derive(Debug, Default)]
pub(super) struct Saving {
    /// What the files of documents held when they were read or written last.
    pub fingerprints: BTreeMap<PathBuf, Fingerprint>,
    /// What waits for an answer about unsaved changes.
    pub leaving: Option<Replacement>,
    /// A file that carries a run, until it is known whether that is to be opened.
    pub reopening: Option<Replacement>,
    /// What is asked of the engine about the run, and the file of it that is being written.
    pub run_file: RunFile,
    /// What of the run has been written down.
    pub journaling: Journaling,
    /// Documents of other runs that were kept before an end that did not come.
    pub left_runs: Vec<Arc<Preset>>,
    /// A save that failed, until it is known what to do.
    pub not_saved: Option<NotSaved>,
    /// A save that would lose comments, until it is known whether it may.
    pub rewriting: Option<Rewriting>,
    /// True if what is in `leaving` goes on once the document has been saved.
    pub follows_save: bool,
    /// True if the window may close although there are unsaved changes.
    pub may_close: bool,
}

/// Works that the question names.
const MOST_NAMED: usize = 8;

impl App {
    /// Asks whether comments in the file may go, before the first save that they would not survive.
    pub(super) fn rewriting_ui(&self, ctx: &egui::Context, requests: &mut Requests) {
        let Some(rewriting) = &self.saving.rewriting else { return };
        let text = &self.shell.text;
        let (mut saves, mut elsewhere) = (false, false);
        let mut cancels = ctx.input(|input| input.key_pressed(Key::Escape));
        question_ui(ctx, &self.shell.theme, &text.get("rewrite-title"), 480.0, |ui| {
            let file = rewriting.path.file_name().unwrap_or_default().to_string_lossy();
            let count = rewriting.draft.n_lost.to_string();
            ui.label(text.with("rewrite-question", &[("name", file.as_ref()), ("count", &count)]));
            ui.add_space(8.0);
            ui.horizontal_wrapped(|ui| {
                let save = ui.button(RichText::new(text.get("rewrite-save")).strong());
                if ctx.memory(|memory| memory.focused().is_none()) {
                    save.request_focus();
                }
                saves = save.clicked();
                elsewhere = ui.button(text.get("not-saved-as")).clicked();
                cancels |= ui.button(text.get("cancel")).clicked();
            });
        });
        if saves {
            requests.push(Request::Answer(Answer::Rewrite));
        } else if elsewhere || cancels {
            requests.push(Request::Answer(Answer::DoNotRewrite));
            if elsewhere {
                requests.act(Action::SaveAs);
            }
        }
    }

    /// Asks what to do about a save that failed.
    pub(super) fn not_saved_ui(&self, ctx: &egui::Context, requests: &mut Requests) {
        let Some(failed) = &self.saving.not_saved else { return };
        let text = &self.shell.text;
        let mut closes = ctx.input(|input| input.key_pressed(Key::Escape));
        let mut asked = None;
        question_ui(ctx, &self.shell.theme, &text.get("not-saved-title"), 480.0, |ui| {
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
            requests.push(Request::Answer(Answer::NotSaved));
        }
        if let Some(request) = asked {
            requests.push(request);
        }
    }

    /// Puts something in the document's place: at once, or after asking where changes would be lost.
    pub(super) fn replace(&mut self, ctx: &egui::Context, by: Replacement) {
        // Nobody is asked to give up work for what then turns out to be no document.
        let Some(by) = self.read(by) else { return };
        if Self::asks_to_reopen(&by) {
            self.saving.reopening = Some(by);
        } else {
            self.replace_read(ctx, by);
        }
    }

    /// Puts something that has been read in the document's place, or asks first where changes would be lost.
    fn replace_read(&mut self, ctx: &egui::Context, by: Replacement) {
        if self.asks_before(&by) {
            self.saving.leaving = Some(by);
        } else {
            self.replace_now(ctx, by);
        }
    }

    /// Whether a person is asked before something takes the document's place. In a lesson or a lecture nothing asks: what is
    /// left there is kept among recent work, as untitled work is everywhere.
    fn asks_before(&self, by: &Replacement) -> bool {
        if self.teaching.open.is_some() || self.teaching.lecture.is_some() {
            return false;
        }
        let is_changed = self.document.is_changed() || !self.work_of_runs().is_empty();
        match by {
            Replacement::Close => is_changed || !self.works_in_reach().is_empty(),
            _ if self.document.path().is_some() => is_changed,
            // An untitled document stays a step of undo away, and what other runs have made of it among recent work.
            Replacement::New
            | Replacement::Preset(_)
            | Replacement::Document(..)
            | Replacement::Revert
            | Replacement::Lesson { .. } => false,
            Replacement::File(_) | Replacement::Read { .. } | Replacement::Work(_) => {
                is_changed && !self.can_keep()
            }
        }
    }

    pub(super) fn replace_now(&mut self, ctx: &egui::Context, by: Replacement) {
        if !matches!(by, Replacement::Close | Replacement::Lesson { .. }) {
            // What is opened is looked at by itself.
            self.teaching.close();
        }
        match by {
            Replacement::New => {
                let empty = Preset::empty(&self.shell.text.get("untitled"));
                self.change_to(Document::untitled(empty), None);
                self.view.tool = Tool::Edit; // There is nothing to explore yet.
                self.view.canvas = CanvasState { fits: false, ..CanvasState::default() };
            }
            Replacement::Preset(name) => {
                let source = library::find(name).map(|bundled| Arc::from(bundled.text));
                let loaded = load::argument(name).map(|preset| (preset, source));
                self.open(name, loaded);
                self.persistence.settings.seen.preset(name);
            }
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
                    let source = self.document.source().cloned();
                    let bundled = self.document.bundled();
                    let document = Document::untitled(original).with_source(source).with_bundled(bundled);
                    self.change_to(document, None);
                }
                None => {}
            },
            Replacement::Document(preset, source) => {
                self.change_to(Document::untitled(*preset).with_source(Some(source)), None);
            }
            Replacement::Lesson { name, lesson, step } => self.show_step(name, lesson, step),
            Replacement::Work(name) => self.recover(&name),
            Replacement::Close => self.close(ctx),
        }
    }

    /// Reads the file that is to take the document's place; `None` if that fails, which is said. A replacement that is not a
    /// file is returned unchanged.
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
                self.shell.notices.error(words);
                None
            }
        }
    }

    /// Closes the window, once everything unsaved is kept; where that fails, the question says so and is asked anew.
    fn close(&mut self, ctx: &egui::Context) {
        let was_failing = self.persistence.failure.is_some();
        if !self.keep_before_end() && !was_failing && self.document.is_changed() {
            self.keep(ctx);
            self.saving.leaving = Some(Replacement::Close);
            return;
        }
        self.saving.may_close = true;
        self.tell_window(ctx, ViewportCommand::Close);
    }

    /// Puts a document in the place of this one; between untitled ones undo leads back.
    pub(super) fn change_to(&mut self, document: Document, fingerprint: Option<Fingerprint>) {
        if self.document.path().is_none() && document.path().is_none() {
            self.leave_document();
            self.document.change_to(document);
            self.begin();
        } else {
            self.take_over(document, fingerprint);
        }
    }

    /// Keeps the window open for as long as the question is not answered, and what is unsaved where none is asked.
    pub(super) fn watch_close(&mut self, ctx: &egui::Context) {
        if !ctx.input(|input| input.viewport().close_requested()) || self.saving.may_close {
            return;
        }
        if self.asks_before(&Replacement::Close) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.saving.leaving = Some(Replacement::Close);
        } else {
            let _ = self.keep_before_end(); // What fails has been shown, and nothing asks here.
            self.saving.may_close = true;
        }
    }

    /// What would be left: each by its name, with what was changed.
    fn left_behind(&self) -> Vec<(String, String)> {
        let own = self
            .document
            .unsaved()
            .filter(|_| self.document.is_changed())
            .map(|unsaved| (self.name(), changes_words(&self.changes_of(&unsaved), &self.shell.text)));
        let runs = self.work_of_runs();
        let of_run = |change: &Message| {
            changes_words(&Origin::changes_of(std::slice::from_ref(change)), &self.shell.text)
        };
        let runs = runs.iter().map(|(preset, change)| (self.shell.text.own(preset.title()), of_run(change)));
        let others = if matches!(self.saving.leaving, Some(Replacement::Close)) {
            self.works_in_reach()
        } else {
            Vec::new()
        };
        let name = |title: &str| self.shell.text.own(title);
        let others = others
            .into_iter()
            .map(|kept| (name(&kept.origin.title), changes_words(&kept.origin.changes, &self.shell.text)));
        own.into_iter().chain(runs).chain(others).collect()
    }

    /// Asks the question.
    // Longer than 60 lines: one question from top to bottom.
    pub(super) fn leaving_ui(&self, ctx: &egui::Context, requests: &mut Requests) {
        if self.saving.leaving.is_none()
            || self.shell.dialogs.is_open()
            || self.saving.not_saved.is_some()
            || self.saving.rewriting.is_some()
        {
            return;
        }
        let (mut saves, mut discards) = (false, false);
        let mut cancels = ctx.input(|input| input.key_pressed(Key::Escape));
        let left = self.left_behind();
        let reverts = matches!(
            self.saving.leaving,
            Some(Replacement::Revert | Replacement::Read { reverts: true, .. })
        );
        let is_changed = self.document.is_changed();
        let (text, weak) = (&self.shell.text, self.shell.theme.weak_text);
        question_ui(ctx, &self.shell.theme, &text.get("unsaved-title"), 480.0, |ui| {
            if is_changed && left.len() < 2 {
                let key = if reverts { "unsaved-revert" } else { "unsaved-question" };
                ui.label(text.with(key, &[("name", &self.name())]));
                for (_, changes) in left.iter().filter(|(_, changes)| !changes.is_empty()) {
                    ui.label(RichText::new(changes).color(weak));
                }
            } else {
                ui.label(text.get("unsaved-several"));
                list_ui(ctx, ui, |ui| {
                    for (name, changes) in left.iter().take(MOST_NAMED) {
                        ui.label(RichText::new(format!("• {name}")).strong());
                        ui.label(RichText::new(format!("   {changes}")).color(weak));
                    }
                    if let Some(count) = left.len().checked_sub(MOST_NAMED).filter(|count| 0 < *count) {
                        ui.label(text.with("and-more", &[("count", count.to_string())]));
                    }
                });
            }
            ui.add_space(4.0);
            let key = if self.can_keep() { "unsaved-kept" } else { "unsaved-lost" };
            ui.label(RichText::new(text.get(key)).color(weak));
            ui.add_space(8.0);
            ui.horizontal_wrapped(|ui| {
                let focus = |button: &egui::Response| {
                    if ctx.memory(|memory| memory.focused().is_none()) {
                        button.request_focus();
                    }
                };
                if is_changed && !reverts {
                    let save = ui.button(RichText::new(text.get("unsaved-save")).strong());
                    focus(&save);
                    saves = save.clicked();
                }
                let key = match (reverts, is_changed) {
                    (true, _) => "unsaved-do-revert",
                    (false, true) => "unsaved-discard",
                    (false, false) => "action-quit",
                };
                let discard = ui.button(text.get(key));
                if !is_changed {
                    focus(&discard);
                }
                discards = discard.clicked();
                cancels |= ui.button(text.get("cancel")).clicked();
            });
        });
        if saves {
            requests.push(Request::Answer(Answer::SaveFirst));
        } else if discards {
            requests.push(Request::Answer(Answer::Leave));
        } else if cancels {
            requests.push(Request::Answer(Answer::Stay));
        }
    }

    /// Does what a person answered.
    pub(super) fn answer(&mut self, ctx: &egui::Context, answer: Answer) {
        match answer {
            Answer::SaveFirst => {
                // What was asked for follows when the file has been written.
                self.saving.follows_save = true;
                self.dispatch(ctx, Request::Act(Action::Save));
            }
            Answer::Leave => {
                if let Some(by) = self.saving.leaving.take() {
                    self.replace_now(ctx, by);
                }
            }
            Answer::Stay => self.saving.leaving = None,
            Answer::NotSaved => (self.saving.not_saved, self.saving.leaving) = (None, None),
            Answer::Rewrite => {
                if let Some(rewriting) = self.saving.rewriting.take() {
                    self.rewrite(rewriting);
                }
            }
            Answer::DoNotRewrite => {
                self.saving.rewriting = None;
                (self.saving.follows_save, self.saving.leaving) = (false, None);
            }
            Answer::Reopen => {
                if let Some(by) = self.saving.reopening.take() {
                    self.replace_read(ctx, by);
                }
            }
            Answer::OpenAsRecording => {
                if let Some(Replacement::Read { opened, .. }) = self.saving.reopening.take() {
                    self.open_recording(ctx, opened.path);
                }
            }
            Answer::DoNotReopen => self.saving.reopening = None,
            Answer::OpenLink => self.open_link(ctx),
            Answer::CloseLink => self.view.link = None,
        }
    }

    /// Goes on with what was asked for, after the document was saved or that was given up.
    pub(super) fn after_saving(&mut self, ctx: &egui::Context) {
        if self.saving.follows_save && !self.shell.dialogs.is_open() && self.saving.rewriting.is_none() {
            self.saving.follows_save = false;
            if !self.document.is_changed()
                && let Some(by) = self.saving.leaving.take()
            {
                self.replace_now(ctx, by);
            }
        }
    }
}
