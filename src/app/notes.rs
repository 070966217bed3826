//! Putting what was read into the document as a note. Whatever has something to note makes a text of it and calls
//! [`App::put_note`], or asks for it by `Request::Note`.

use super::App;
use crate::document::{Edit, Structure};
use crate::model::problem::Problem;
use crate::text::subscript::written;

impl App {
    /// Puts a text into the document as its last note, in one step of undo; says what speaks against it.
    pub(super) fn put_note(&mut self, text: &str) {
        let mut notes = self.document.preset().notes().to_vec();
        // In a file there are no letters that only the fonts of the program have.
        notes.push(written(text.trim_end()));
        let added = notes.len() - 1;
        let edit = Edit::Structure(Structure::SetNotes(notes));
        match self.document.check(&edit) {
            Ok(()) => {
                self.edit(&edit, None);
                self.view.notes.added = Some(added);
                self.shell.notices.done(self.shell.text.get("note-added"));
            }
            Err(problems) => self.say_note_problems(&problems),
        }
    }

    fn say_note_problems(&mut self, problems: &[Problem]) {
        let words: Vec<String> = problems.iter().map(|own| self.shell.text.say(&own.message())).collect();
        self.shell.notices.error(self.shell.text.with("note-refused", &[("why", &words.join("; "))]));
    }

    /// Whether there is something that can be noted: a range that has run, a fit, sweeps, or readings.
    pub(super) fn can_note(&self) -> bool {
        self.can_note_range() || self.can_note_fit() || self.can_note_sweeps() || self.can_note_readings()
    }

    fn can_note_range(&self) -> bool {
        let has_rows = self.view.range.outcome.as_ref().is_some_and(|own| 0 < own.n_ended());
        self.view.range.is_open && has_rows && self.teaching.lecture.is_none()
    }

    fn can_note_fit(&self) -> bool {
        let own = &self.view.own_data;
        let is_shown = own.is_open && self.view.plots.reference.is_some();
        is_shown && own.ended.is_some() && self.teaching.lecture.is_none()
    }

    fn can_note_sweeps(&self) -> bool {
        self.view.plots.sweeping.lists_rows() && self.teaching.lecture.is_none()
    }

    fn can_note_readings(&self) -> bool {
        self.view.plots.measuring.is_on && self.view.plots.measuring.read.is_some()
    }

    /// Notes what is on screen, from what says most to what says least: a range, a fit, sweeps, readings. The window that shows it
    /// words it.
    pub(super) fn note_what_is_read(&mut self) {
        if self.can_note_range() {
            self.view.range.notes = true;
        } else if self.can_note_fit() {
            self.view.own_data.notes = true;
        } else if self.can_note_sweeps() {
            self.view.plots.sweeping.notes = true;
        } else if self.can_note_readings() {
            self.view.plots.measuring.notes = true;
        }
    }
}
