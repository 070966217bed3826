//! Writing the runs that are open down while they go on, so that a crash loses no more of each than the last second.
//!
//! A run on which nothing has acted is nothing but its document, and what is tried in a lesson is no work: neither is written down.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;

use super::App;
use super::past::as_then;
use super::runs::MOST_RUNS;
use super::widget::number;
use crate::engine::{LastWord, RunPlace, ToldRun};
use crate::message::Message;
use crate::preset::Preset;
use crate::preset::run_log::RunLog;
use crate::replay;
use crate::storage::journal::LastRun;
use crate::storage::work::{Kept, Origin, Store};
use crate::units::RunId;

/// How often what is new is written down, and how soon it is tried again where that failed.
const EVERY: Duration = Duration::from_millis(800);
const AGAIN: Duration = Duration::from_secs(5);

/// What of the runs has been written down.
#[derive(Debug, Default)]
pub(super) struct Journaling {
    asked: Vec<Asked>,
    /// When it was asked last about the present run.
    at: Option<Instant>,
    /// Which runs are written down, and up to where.
    written: BTreeMap<RunId, RunPlace>,
    /// The run that was said to be the present one.
    present: Option<RunId>,
}

/// A question to the engine.
#[derive(Debug)]
struct Asked {
    number: u64,
    run: RunId,
    /// The document at the start of the run, if the run is written down from there.
    preset: Option<Arc<Preset>>,
}

/// Writes the last moments of the run, from any thread.
#[derive(Debug, Clone)]
pub struct LastMoments {
    engine: LastWord,
    journal: LastRun,
}

impl LastMoments {
    /// Writes them.
    pub fn write(&self) {
        if let Some(told) = self.engine.ask()
            && let Some(inputs) = told.inputs.as_deref().and_then(replay::acted)
        {
            self.journal.complete(told.run, &inputs, told.end.step);
        }
    }
}

impl App {
    /// Has what is new of the run written down, unless that was done a moment ago.
    pub(super) fn note_run(&mut self, ctx: &egui::Context) {
        let Some(journal) = &self.persistence.journal else { return };
        if let Some(trouble) = journal.take_trouble() {
            let detail = self.shell.text.say(&trouble);
            self.shell.notices.error(self.shell.text.with("journal-failed", &[("detail", &detail)]));
        }
        if !self.journals() {
            let own = &mut self.saving.journaling;
            own.asked.clear();
            let (written, present) = (std::mem::take(&mut own.written), own.present.take());
            if !written.is_empty() || present.is_some() {
                journal.clear_all();
            }
            return;
        }
        self.note_open_runs();
        let (run, own) = (self.runs.current, &self.saving.journaling);
        let Some(journal) = &self.persistence.journal else { return };
        let is_written = own.written.get(&run) == Some(&self.run.end);
        if self.course.marks.is_empty() || is_written || own.asked.iter().any(|asked| asked.run == run) {
            return;
        }
        let every = if journal.is_lost(run) { AGAIN } else { EVERY };
        let rest = own.at.map_or(Duration::ZERO, |at| every.saturating_sub(at.elapsed()));
        if !rest.is_zero() {
            ctx.request_repaint_after(rest);
            return;
        }
        self.saving.journaling.at = Some(Instant::now());
        self.ask_what_is_new();
    }

    /// Whether runs are written down at all.
    fn journals(&self) -> bool {
        self.teaching.open.is_none() && self.persistence.settings.autosave && !self.saving.may_close
    }

    /// Lets go of what was written of runs that are closed, or on which nothing has acted; and says which one goes on.
    fn note_open_runs(&mut self) {
        let (current, is_bare) = (self.runs.current, self.course.marks.is_empty());
        let open: Vec<RunId> = self.runs.open().map(|listed| listed.id).collect();
        let goes = |run: &RunId| !open.contains(run) || is_bare && *run == current;
        let written = &self.saving.journaling.written;
        let gone: Vec<RunId> = written.keys().copied().filter(goes).collect();
        let present = (self.saving.journaling.present != Some(current)).then(|| {
            let preset = as_then(self.course.first(), self.document.preset());
            (current, preset, self.origin_of_run(self.run.end))
        });
        let Some(journal) = &self.persistence.journal else { return };
        for run in gone {
            self.saving.journaling.written.remove(&run);
            journal.clear(run);
        }
        if let Some(present) = present {
            self.saving.journaling.present = Some(current);
            journal.set_present(Some(present));
        }
    }

    /// Asks the engine what is new of the present run.
    fn ask_what_is_new(&mut self) {
        let run = self.runs.current;
        let Some(journal) = &self.persistence.journal else { return };
        let written = self.saving.journaling.written.get(&run).filter(|_| !journal.is_lost(run));
        let first = written.map_or(0, |end| end.done);
        let preset = written.is_none().then(|| as_then(self.course.first(), self.document.preset()));
        let number = self.ask_for_run(first, false);
        self.saving.journaling.asked.push(Asked { number, run, preset });
    }

    /// The present run is about to be left: what is new of it is written down.
    pub(super) fn note_left_run(&mut self) {
        let own = &self.saving.journaling;
        let is_written = own.written.get(&self.runs.current) == Some(&self.run.end);
        let is_asked = own.asked.iter().any(|asked| asked.run == self.runs.current);
        if self.persistence.journal.is_some()
            && self.journals()
            && !self.course.marks.is_empty()
            && (is_asked || !is_written)
        {
            // What was asked a moment ago is answered first, and may be less.
            self.saving.journaling.asked.retain(|asked| asked.run != self.runs.current);
            self.ask_what_is_new();
            self.saving.journaling.at = None;
        }
    }

    /// What a run that has come to a place is called.
    fn origin_of_run(&self, end: RunPlace) -> Origin {
        let time = number::time(self.run.grid.time_ms(end.step));
        let change = Message::new("work-run").with("time", time).with("count", end.done);
        Origin {
            title: super::works::short_title(self.document.preset()),
            changes: Origin::changes_of(&[change]),
            ..Origin::default()
        }
    }

    /// Writes down what the engine told.
    pub(super) fn note_told(&mut self, told: &ToldRun) {
        let own = &mut self.saving.journaling;
        let Some(place) = own.asked.iter().position(|asked| asked.number == told.number) else { return };
        let Asked { run, preset, .. } = own.asked.remove(place);
        let Some(journal) = &self.persistence.journal else { return };
        own.written.insert(run, told.end);
        let Some(inputs) = told.inputs.as_deref().and_then(replay::acted) else {
            journal.clear(run); // It cannot be played from its start any more.
            return;
        };
        if let Some(preset) = preset {
            journal.begin(run, &preset);
        }
        journal.more(run, inputs, told.end.step, self.origin_of_run(told.end));
    }

    /// Other runs begin: what was asked about these is not answered any more, and what was written of them goes.
    pub(super) fn forget_noted_runs(&mut self) {
        let own = &mut self.saving.journaling;
        own.asked.clear();
        let (written, present) = (std::mem::take(&mut own.written), own.present.take());
        let was_written = !written.is_empty() || present.is_some();
        if let Some(journal) = self.persistence.journal.as_ref().filter(|_| was_written) {
            journal.clear_all();
        }
    }

    /// The program is about to end in order.
    pub(super) fn finish_journal(&mut self) {
        self.saving.journaling = Journaling::default();
        if let Some(journal) = &self.persistence.journal {
            journal.finish();
        }
    }

    /// Writes the last moments of the run when it is called; for when the program is about to end. None where nothing is kept.
    #[must_use]
    pub fn last_moments(&self) -> Option<LastMoments> {
        let journal = self.persistence.journal.as_ref()?.last_run();
        Some(LastMoments { engine: self.engine.last_word()?, journal })
    }

    /// A run that was cut off with those that were open beside it: runs of the same process that began with the same network. They
    /// are taken over with it, and stay among recent work.
    fn with_siblings(&mut self, store: &Store, kept: &Kept, mut log: RunLog) -> RunLog {
        let process = |name: &str| name.split_once('-').map(|(process, _)| process.to_owned());
        let is_sibling = |own: &Kept| {
            own.is_run()
                && own.was_cut_off
                && own.name != kept.name
                && process(&own.name) == process(&kept.name)
        };
        let siblings: Vec<Kept> =
            self.persistence.works.iter().filter(|own| is_sibling(own)).cloned().collect();
        for sibling in siblings.into_iter().filter(|_| kept.was_cut_off) {
            let Ok(own) = store.read_run(&sibling.name) else { continue };
            let begins_alike = own.preset.network() == log.preset.network()
                && own.preset.run().seed == log.preset.run().seed
                && own.preset.run().dt_ms.to_bits() == log.preset.run().dt_ms.to_bits()
                && own.bits == log.bits;
            if begins_alike && log.runs.len() < MOST_RUNS && self.take_over_work(store, &sibling).is_some() {
                log.runs.extend(own.runs.into_iter().take(1));
            }
        }
        log
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
        let log = self.with_siblings(&store, kept, log);
        let Some(name) = self.take_over_work(&store, kept) else { return };
        self.teaching.close();
        self.take_log(&kept.origin.title, log, "run-recovered-several");
        self.saving.run_file.copy = Some(name);
    }
}
