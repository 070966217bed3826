//! Files that carry a run: the question before one is opened, and playing what it carries.

use eframe::egui::{self, Key, RichText};

use super::App;
use super::request::{Answer, Request, Requests};
use super::unsaved::{Content, Replacement};
use super::widget::question::question_ui;
use crate::document::Document;
use crate::engine::{Command, Goal, Input, LoggedInput};
use crate::export::csv::number;
use crate::preset::carrier::Carried;
use crate::preset::run_log::BITS;
use crate::replay;
use crate::units::Step;

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
        let (mut opens, mut cancels) = (false, ctx.input(|input| input.key_pressed(Key::Escape)));
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
                cancels |= ui.button(text.get("cancel")).clicked();
            });
        });
        if opens {
            requests.push(Request::Answer(Answer::Reopen));
        } else if cancels {
            requests.push(Request::Answer(Answer::DoNotReopen));
        }
    }

    /// Opens the document that a file carries, untitled, so that saving asks where to, and plays its run.
    pub(super) fn take_carried(&mut self, source: &str, carried: &Carried) {
        let preset = carried.log.preset.clone();
        if self.has_memory_for(source, &preset) {
            self.say_cautions(&preset);
            self.change_to(Document::untitled(preset), None);
            self.play(carried);
        }
    }

    /// Plays what acted on a run that begins, up to the end of the span that its file shows; where parameters change on the
    /// way, up to there, which is said.
    pub(super) fn play(&mut self, carried: &Carried) {
        let log = &carried.log;
        let mut inputs = replay::inputs(log, 0);
        let grid = log.preset.grid();
        let mut end = log.runs.first().map_or(Step(0), |run| run.end);
        let is_edit = |input: &LoggedInput| matches!(input.input, Input::SetNetwork(_));
        if let Some(first) = inputs.iter().position(is_edit) {
            end = inputs[first].step;
            let args = [
                ("count", inputs.iter().filter(|input| is_edit(input)).count().to_string()),
                ("time", number(grid.time_ms(end))),
            ];
            self.shell.notices.caution(self.shell.text.with("reopen-changes", &args));
            inputs.truncate(first);
        }
        if log.bits != BITS {
            let args = [("version", log.version.as_str())];
            self.shell.notices.caution(self.shell.text.with("reopen-version", &args));
        }
        self.engine.send(Command::Play(inputs));
        self.engine.send(Command::RunUntil(Goal::Time(grid.time_ms(end))));
    }
}
