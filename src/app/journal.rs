//! Writing the run down while it goes on, so that a crash loses no more of it than the last second.
//!
//! A run on which nothing has acted is nothing but its document, and what is tried in a lesson is no work: neither is written down.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;

use super::App;
use super::past::as_then;
use super::widget::number;
use crate::engine::{Epoch, RunPlace, ToldRun};
use crate::message::Message;
use crate::preset::Preset;
use crate::preset::carrier::Carried;
use crate::replay;
use crate::storage::work::{Kept, Origin};
use crate::units::RunId;

/// How often what is new is written down, and how soon it is tried again where that failed.
const EVERY: Duration = Duration::from_millis(800);
const AGAIN: Duration = Duration::from_secs(5);

/// What of the run has been written down.
#[derive(Debug, Default)]
pub(super) struct Journaling {
    asked: Option<Asked>,
    /// When it was asked last.
    at: Option<Instant>,
    /// Which run is written down, and up to where.
    written: Option<Written>,
}

/// A question to the engine.
#[derive(Debug)]
struct Asked {
    number: u64,
    of: (Epoch, RunId),
    /// The document at the start of the run, if the run is written down from there.
    preset: Option<Arc<Preset>>,
}

#[derive(Debug)]
struct Written {
    of: (Epoch, RunId),
    end: RunPlace,
}

impl App {
    /// Has what is new of the run written down, unless that was done a moment ago.
    pub(super) fn note_run(&mut self, ctx: &egui::Context) {
        let Some(journal) = &self.persistence.journal else { return };
        if let Some(trouble) = journal.take_trouble() {
            let detail = self.shell.text.say(&trouble);
            self.shell.notices.error(self.shell.text.with("journal-failed", &[("detail", &detail)]));
        }
        let is_work = self.teaching.open.is_none() && !self.course.marks.is_empty();
        let own = &mut self.saving.journaling;
        if !is_work || !self.persistence.settings.autosave || self.saving.may_close {
            own.asked = None;
            if own.written.take().is_some() {
                journal.clear();
            }
            return;
        }
        let of = (self.engine.epoch(), self.runs.current);
        let is_same = own.written.as_ref().is_some_and(|written| written.of == of);
        let is_written = is_same && own.written.as_ref().is_some_and(|own| own.end == self.run.end);
        if own.asked.is_some() || is_written {
            return;
        }
        let every = if journal.is_lost() { AGAIN } else { EVERY };
        let rest = own.at.map_or(Duration::ZERO, |at| every.saturating_sub(at.elapsed()));
        if !rest.is_zero() {
            ctx.request_repaint_after(rest);
            return;
        }
        own.at = Some(Instant::now());
        let goes_on = is_same && !journal.is_lost();
        let first = own.written.as_ref().filter(|_| goes_on).map_or(0, |written| written.end.done);
        let preset = (!goes_on).then(|| as_then(self.course.first(), self.document.preset()));
        let number = self.ask_for_run(first, false);
        self.saving.journaling.asked = Some(Asked { number, of, preset });
    }

    /// Writes down what the engine told.
    pub(super) fn note_told(&mut self, told: &ToldRun) {
        let own = &mut self.saving.journaling;
        let Some(Asked { of, preset, .. }) = own.asked.take_if(|asked| asked.number == told.number) else {
            return;
        };
        let Some(journal) = &self.persistence.journal else { return };
        own.written = Some(Written { of, end: told.end });
        let Some(inputs) = told.inputs.as_deref().and_then(replay::acted) else {
            journal.clear(); // It cannot be played from its start any more.
            return;
        };
        if let Some(preset) = preset {
            journal.begin(&preset);
        }
        let time = number::time(self.run.grid.time_ms(told.end.step));
        let change = Message::new("work-run").with("time", time).with("count", told.end.done);
        let origin = Origin {
            title: super::works::short_title(self.document.preset()),
            changes: Origin::changes_of(&[change]),
            ..Origin::default()
        };
        journal.more(inputs, told.end.step, origin);
    }

    /// Another run begins: what was asked about this one is not answered any more.
    pub(super) fn forget_noted_run(&mut self) {
        self.saving.journaling.asked = None;
    }

    /// The program is about to end in order.
    pub(super) fn finish_journal(&mut self) {
        (self.saving.journaling.asked, self.saving.journaling.written) = (None, None);
        if let Some(journal) = &self.persistence.journal {
            journal.finish();
        }
    }

    /// Opens a run again that was cut off: it is played to where it had come.
    pub(super) fn recover_run(&mut self, kept: &Kept) {
        let Some(autosave) = &self.persistence.autosave else { return };
        let store = autosave.store().clone();
        let log = match store.read_run(&kept.name) {
            Ok(log) => log,
            Err(error) => {
                let lines = crate::input::error_lines(&kept.origin.title, &error, &self.shell.text);
                self.shell.notices.error(lines.join("\n"));
                return;
            }
        };
        let Some(name) = self.take_over_work(&store, kept) else { return };
        self.teaching.close();
        self.take_carried(&kept.origin.title, &Carried::of_log(log));
        self.saving.run_file.copy = Some(name);
    }
}
