//! Saving the run from the window: the engine tells what acted on it, and a thread of its own writes the file.
//!
//! A large run takes its time to be written and read back, and the window goes on meanwhile.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::Duration;

use eframe::egui;

use super::App;
use super::past::as_then;
use crate::engine::{Command, Halt, RunPlace, Status, ToldRun};
use crate::input;
use crate::preset::Preset;
use crate::preset::run_log::LogPlace;
use crate::replay;
use crate::storage::run::{SaveRunError, save_run};

/// How often it is looked whether the file is written.
const LOOK: Duration = Duration::from_millis(50);

/// What is asked of the engine about the run, and what is being written.
#[derive(Debug, Default)]
pub(super) struct RunFile {
    /// Number of the last question.
    asked: u64,
    /// The file that the answer to a question goes to, and the document at the start of the run.
    to: Option<(u64, PathBuf, Arc<Preset>)>,
    /// The end of a run that was played, and the hash that its file gives for the state there.
    check: Option<(u64, RunPlace, u64)>,
    writing: Option<Writing>,
    /// The copy of the run in the store of unsaved work, if it was found there.
    pub copy: Option<String>,
}

#[derive(Debug)]
struct Writing {
    path: PathBuf,
    result: Receiver<Result<(), SaveRunError>>,
}

impl App {
    /// Saves the run as far as it has come.
    pub(super) fn save_run(&mut self, path: PathBuf) {
        if self.saving.run_file.writing.is_some() {
            self.shell.notices.info(self.shell.text.get("run-file-busy"));
            return;
        }
        // The document as it was at the start, looked at as it is now: when the answer comes, another run may be shown.
        let preset = as_then(self.course.first(), self.document.preset());
        let number = self.ask_for_run(0, true);
        self.saving.run_file.to = Some((number, path, preset));
    }

    /// Asks what acted on the run from an input on, with the hash of its end or without; the number of the question.
    pub(super) fn ask_for_run(&mut self, first: usize, hashes: bool) -> u64 {
        let file = &mut self.saving.run_file;
        file.asked += 1;
        self.engine.send(Command::TellRun { number: file.asked, first, hashes });
        file.asked
    }

    /// Asks for the hash of the state at the end of a run that was played, to compare it with that of its file.
    pub(super) fn check_end(&mut self, end: RunPlace, state: u64) {
        let number = self.ask_for_run(usize::MAX, true);
        self.saving.run_file.check = Some((number, end, state));
    }

    /// Another run begins: what was asked about this one is not answered any more.
    pub(super) fn forget_asked_run(&mut self) {
        (self.saving.run_file.check, self.saving.run_file.copy) = (None, None);
        self.forget_noted_runs();
        if let Some((_, path, _)) = self.saving.run_file.to.take() {
            self.say_not_saved(&path, &self.shell.text.get("run-file-restarted"));
        }
    }

    /// Takes the engine's answers.
    pub(super) fn take_told(&mut self, told: &[Arc<ToldRun>], status: &Status) {
        if *status == Status::Halted(Halt::Ended)
            && let Some((_, path, _)) = self.saving.run_file.to.take()
        {
            self.say_not_saved(&path, &self.shell.text.say(&Halt::Ended.message()));
        }
        for told in told {
            let file = &mut self.saving.run_file;
            if let Some((_, end, state)) = file.check.take_if(|check| check.0 == told.number)
                && told.end == end
                && told.state.is_some_and(|own| own != state)
            {
                self.shell.notices.caution(self.shell.text.get("run-differs"));
            }
            if let Some((_, path, preset)) = self.saving.run_file.to.take_if(|to| to.0 == told.number) {
                self.write_run(path, preset, Arc::clone(told));
            }
            self.note_told(told);
        }
    }

    /// Writes a run on a thread of its own.
    fn write_run(&mut self, path: PathBuf, preset: Arc<Preset>, told: Arc<ToldRun>) {
        if told.inputs.is_none() {
            self.say_not_saved(&path, &self.shell.text.get("run-file-not-whole"));
            return;
        }
        let (sender, result) = sync_channel(1);
        let target = path.clone();
        let write = move || {
            let shown = LogPlace { run: 0, step: told.place.step.0, inputs: told.place.done };
            let inputs = told.inputs.as_deref().unwrap_or_default();
            let log = replay::log(&preset, inputs, told.end.step, told.state, shown);
            let written = log.map_or(Err(SaveRunError::Differs), |log| save_run(&target, &log));
            drop(sender.send(written)); // The window may have closed.
        };
        match std::thread::Builder::new().name("bouton-save-run".to_owned()).spawn(write) {
            Ok(_) => self.saving.run_file.writing = Some(Writing { path, result }),
            Err(error) => self.say_not_saved(&path, &error.to_string()),
        }
    }

    /// Looks whether the file is written, and says so.
    pub(super) fn after_run_file(&mut self, ctx: &egui::Context) {
        let Some(writing) = &self.saving.run_file.writing else { return };
        let result = match writing.result.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => {
                ctx.request_repaint_after(LOOK);
                return;
            }
            Err(TryRecvError::Disconnected) => Err(SaveRunError::Differs), // It panicked.
        };
        let Some(Writing { path, .. }) = self.saving.run_file.writing.take() else { return };
        let text = &self.shell.text;
        let shown = path.display().to_string();
        let why = match result {
            Ok(()) => {
                self.shell.notices.done(text.with("run-file-saved", &[("path", &shown)]));
                self.remember(&path);
                if let Some(copy) = self.saving.run_file.copy.take() {
                    self.delete_work(&copy);
                }
                return;
            }
            Err(SaveRunError::Refused(error)) => input::error_lines(&shown, &error, text).join("\n"),
            Err(SaveRunError::Write(error)) => text.say(&error.message()),
            Err(SaveRunError::NotWritten(detail)) => detail.to_string(),
            Err(SaveRunError::Differs) => text.get("run-file-not-the-same"),
        };
        self.say_not_saved(&path, &why);
    }

    fn say_not_saved(&mut self, path: &std::path::Path, why: &str) {
        let args = [("path", path.display().to_string()), ("why", why.to_owned())];
        self.shell.notices.error(self.shell.text.with("run-file-not-saved", &args));
    }
}
