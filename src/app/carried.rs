//! Files that carry a run: the question before one is opened, and playing what it carries.

use eframe::egui::{self, Key, RichText};

use super::App;
use super::request::{Answer, Request, Requests};
use super::unsaved::{Content, Replacement};
use super::widget::question::question_ui;
use crate::document::Document;
use crate::engine::{Command, Goal};
use crate::export::csv::number;
use crate::preset::carrier::Carried;
use crate::preset::run_log::{BITS, RunInput, RunLog};
use crate::replay;

impl App {
    /// Whether a file that was read is opened only once a person has said so: whoever drops a picture may not know what it holds.
    pub(super) fn asks_to_reopen(by: &Replacement) -> bool {
        matches!(by, Replacement::Read { opened, .. } if matches!(opened.content, Content::Run(_)))
    }

    /// Asks whether what a file carries is to be opened.
    pub(super) fn reopening_ui(&self, ctx: &egui::Context, requests: &mut Requests) {
        let Some(Replacement::Read { opened, .. }) = &self.saving.reopening else { return };
        let Content::Run(carried) = &opened.content else { return };
        let text = &self.shell.text;
        let (mut opens, mut as_recording) = (false, false);
        let mut cancels = ctx.input(|input| input.key_pressed(Key::Escape));
        let ending = opened.path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let has_samples = ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "npz"));
        question_ui(ctx, &self.shell.theme, &text.get("reopen-title"), 480.0, |ui| {
            let preset = &carried.log.preset;
            let (from, to) = carried.span_ms;
            let inputs = carried.log.inputs(0).len();
            let args = [
                ("name", opened.path.file_name().unwrap_or_default().to_string_lossy().into_owned()),
                ("title", text.own(preset.title())),
                ("seed", preset.run().seed.to_string()),
                ("from", number(from)),
                ("to", number(to)),
                ("count", inputs.to_string()),
            ];
            ui.label(text.with("reopen-question", &args));
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let open = ui.button(RichText::new(text.get("dialog-open-verb")).strong());
                if ctx.memory(|memory| memory.focused().is_none()) {
                    open.request_focus();
                }
                opens = open.clicked();
                as_recording = has_samples && ui.button(text.get("reopen-as-recording")).clicked();
                cancels |= ui.button(text.get("cancel")).clicked();
            });
        });
        if opens {
            requests.push(Request::Answer(Answer::Reopen));
        } else if as_recording {
            requests.push(Request::Answer(Answer::OpenAsRecording));
        } else if cancels {
            requests.push(Request::Answer(Answer::DoNotReopen));
        }
    }

    /// Opens the document that a file carries, untitled, so that saving asks where to, and plays its run; `false` if there is no
    /// memory for it.
    pub(super) fn take_carried(&mut self, source: &str, carried: &Carried) -> bool {
        let preset = carried.log.preset.clone();
        let has_memory = self.has_memory_for_run(source, carried);
        if has_memory {
            self.say_cautions(&preset);
            self.change_to(Document::untitled(preset), None);
            self.play(carried);
        }
        has_memory
    }

    /// Opens a saved file: the run that was shown in front, and the others beside it. The message of a key says how many there are.
    pub(super) fn take_log(&mut self, source: &str, log: RunLog, key: &'static str) {
        let all = log.clone();
        if self.take_carried(source, &Carried::of_log(log)) {
            self.open_others(source, &all, key);
        }
    }

    /// Plays a run of the document from t = 0 to its end. The document follows the edits on the way.
    pub(super) fn play(&mut self, carried: &Carried) {
        let log = &carried.log;
        let Some(run) = log.runs.first() else { return };
        if log.bits != BITS {
            let args = [("version", log.version.as_str())];
            self.shell.notices.caution(self.shell.text.with("reopen-version", &args));
        }
        let inputs = replay::inputs(log, 0);
        let end_ms = log.preset.grid().time_ms(run.end);
        // No step is done before all inputs are there: some may act at t = 0.
        self.run_anew(false);
        self.course.play(&inputs, run, log.shown);
        self.engine.send(Command::Play(inputs));
        self.engine.send(Command::RunUntil(Goal::Time(end_ms)));
    }

    /// Whether there is memory for the largest network of a run; says so if there is not.
    pub(super) fn has_memory_for_run(&mut self, source: &str, carried: &Carried) -> bool {
        let preset = &carried.log.preset;
        let networks = carried.log.inputs(0).into_iter().filter_map(|(_, input)| match input {
            RunInput::Network(network) => Some(network),
            _ => None,
        });
        let largest = networks.max_by_key(|network| network.parts().state_bytes());
        let largest = largest.and_then(|network| {
            let parts = network.parts().clone();
            preset.with_network(|own| *own = parts).ok()
        });
        self.has_memory_for(source, preset)
            && largest.is_none_or(|largest| self.has_memory_for(source, &largest))
    }
}
