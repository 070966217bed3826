//! What a lecturer has on stage besides the lesson: keys, a pointer, a pen that fades, a question shown large, and the notes
//! in a window of their own. The stage itself is `panel/lecture.rs`.

mod elapsed;
pub(super) mod keys;
pub(super) mod notes;
pub(super) mod pen;
pub(super) mod pointer;
pub(super) mod question;
pub(super) mod state;

use eframe::egui::{self, ViewportCommand};

use self::keys::StageKey;
use self::state::{Question, Stage};
use super::teaching::Lecture;
use super::{Action, App};

impl App {
    /// Starts a lecture, which fills the screen, or ends it.
    pub(super) fn toggle_lecture(&mut self, ctx: &egui::Context) {
        if self.teaching.lecture.is_some() {
            self.end_lecture(ctx);
            return;
        }
        let (is_full, time_s) = ctx.input(|input| (input.viewport().fullscreen == Some(true), input.time));
        self.teaching.lecture = Some(Lecture::default());
        self.teaching.welcomes = false;
        self.view.gallery.is_open = false;
        self.view.stage = Stage { started_s: Some(time_s), was_full: is_full, ..Stage::default() };
        if !is_full {
            self.tell_window(ctx, ViewportCommand::Fullscreen(true));
        }
        self.set_stage();
    }

    /// Ends a lecture; the window is as large as before.
    fn end_lecture(&mut self, ctx: &egui::Context) {
        self.teaching.lecture = None;
        let stage = std::mem::take(&mut self.view.stage);
        if !stage.was_full {
            self.tell_window(ctx, ViewportCommand::Fullscreen(false));
        }
        self.set_stage();
    }

    /// Hands keys that were pressed in the window of the notes to this one.
    pub(super) fn take_forwarded(&mut self, ctx: &egui::Context) {
        let stage = &mut self.view.stage;
        let forwarded = std::mem::take(&mut stage.forwarded);
        let closed = std::mem::take(&mut stage.notes_closed);
        let Some(lecture) = &mut self.teaching.lecture else { return };
        if closed {
            lecture.shows_notes = false;
        }
        ctx.input_mut(|input| input.events.extend(forwarded));
    }

    /// The keys of a lecture, as presenter remotes send them too.
    pub(super) fn take_lecture_keys(&mut self, ctx: &egui::Context) {
        if self.teaching.lecture.is_none() {
            return;
        }
        for key in keys::take(ctx) {
            self.press(ctx, key);
        }
    }

    /// Does what a key of a lecture stands for.
    fn press(&mut self, ctx: &egui::Context, key: StageKey) {
        let Some(lecture) = &mut self.teaching.lecture else { return };
        let stage = &mut self.view.stage;
        tracing::info!(target: crate::log::HOOKS, "stage key {key:?}");
        match key {
            StageKey::Next | StageKey::Back => {
                lecture.is_black = false;
                stage.question = Question::Hidden;
                stage.pen.erase();
                self.shell.requests.act(if key == StageKey::Next {
                    Action::NextStep
                } else {
                    Action::PreviousStep
                });
            }
            StageKey::Show => self.shell.requests.act(Action::ShowMe),
            StageKey::Black => lecture.is_black = !lecture.is_black,
            StageKey::List => lecture.lists = !lecture.lists,
            StageKey::Notes => lecture.shows_notes = !lecture.shows_notes,
            StageKey::Question => {
                let has_question =
                    self.teaching.open.as_ref().is_some_and(|open| open.current().page.ask.is_some());
                stage.question = if has_question { stage.question.next() } else { Question::Hidden };
            }
            StageKey::Laser => stage.pointer.toggle(pointer::Kind::Laser),
            StageKey::Large => stage.pointer.toggle(pointer::Kind::Large),
            StageKey::Pen => stage.pen.toggle(),
            StageKey::Erase => stage.pen.erase(),
            // What lies on top goes first.
            StageKey::End if lecture.lists => lecture.lists = false,
            StageKey::End if stage.question != Question::Hidden => stage.question = Question::Hidden,
            StageKey::End if stage.pen.is_on() => stage.pen.toggle(),
            StageKey::End => self.end_lecture(ctx),
        }
        ctx.request_repaint();
    }
}
