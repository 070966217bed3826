//! Fitting the document to what lies under its plots, on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use eframe::egui::Context;

use super::Under;
use crate::app::App;
use crate::app::dispatch::number_of_threads;
use crate::app::memory::lacks_memory;
use crate::document::Edit;
use crate::engine::{Command, Goal as RunGoal, Input, InputKind, LoggedInput};
use crate::fit::{self, Goal, Live, Outcome, Refusal, Task};
use crate::preset::Preset;
use crate::storage::memory;
use crate::units::Unit;

/// A fit under way.
#[derive(Debug)]
pub(crate) struct Fitting {
    /// How far it is.
    pub live: Arc<Live>,
    /// The document that is fitted.
    preset: Arc<Preset>,
    inputs: Vec<LoggedInput>,
    /// The unit of what is compared, and the last time that is [ms].
    of: (Unit, f64),
    /// True if the document has changed since.
    is_overtaken: bool,
    answer: Receiver<Result<Outcome, Refusal>>,
}

/// A fit that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// What it came to.
    pub outcome: Outcome,
    /// The unit of what was compared.
    pub unit: Unit,
}

impl App {
    /// Starts to adjust the chosen parameters.
    pub(super) fn start_fit(&mut self, ctx: &Context) {
        self.view.own_data.is_open = true;
        let Some(reference) = &self.view.plots.reference else { return };
        if self.view.own_data.fitting.is_some() {
            return;
        }
        let preset = Arc::clone(self.document.preset());
        let goal = match &reference.under {
            Under::Probe(probe) => Goal::Trace { probe: probe.clone(), samples: reference.shifted() },
            Under::Window(projection) => {
                Goal::Window { projection: *projection, points: reference.samples().to_vec() }
            }
        };
        let of = (reference.unit, reference.end_ms());
        let inputs = self.clicks();
        let free = self.view.own_data.free.clone();
        let bytes = preset.network().parts().state_bytes();
        let threads = number_of_threads();
        // Each thread has a run of its own.
        let threads =
            if memory::lacks(bytes.saturating_mul(threads as u128), 0).is_some() { 1 } else { threads };
        if memory::lacks(bytes, 0).is_some()
            && let Some(problem) = lacks_memory(&preset, &Preset::empty(""))
        {
            self.say_problems(&[problem]);
            return;
        }
        let task = Task { preset: Arc::clone(&preset), inputs: inputs.clone(), goal, free };
        let live = Arc::new(Live::default());
        let (sender, answer) = sync_channel(1);
        let (for_thread, wakes) = (Arc::clone(&live), ctx.clone());
        let work = move || {
            // Nobody waits any more if the program ends.
            drop(sender.send(fit::fit(&task, threads, &for_thread)));
            wakes.request_repaint();
        };
        match std::thread::Builder::new().name("fit".to_owned()).spawn(work) {
            Ok(_) => {
                self.view.own_data.ended = None;
                self.view.own_data.fitting =
                    Some(Fitting { live, preset, inputs, of, is_overtaken: false, answer });
            }
            Err(error) => self.shell.notices.error(error.to_string()),
        }
    }

    /// The clicks and planned spikes of the present run.
    fn clicks(&self) -> Vec<LoggedInput> {
        let input = |kind: &InputKind| match kind {
            InputKind::Fire { population, neuron } => {
                Some(Input::Fire { population: *population, neuron: *neuron })
            }
            InputKind::Schedule(spikes) => Some(Input::Schedule(Arc::clone(spikes))),
            InputKind::Edit => None,
        };
        let marks = self.course.marks.iter();
        marks.filter_map(|mark| Some(LoggedInput { step: mark.at.step, input: input(&mark.kind)? })).collect()
    }

    /// Takes in how a fit ended. One whose document has changed meanwhile is called off.
    pub(super) fn poll_fit(&mut self) {
        let now = self.document.preset();
        let Some(fitting) = &mut self.view.own_data.fitting else { return };
        let is_same = Arc::ptr_eq(&fitting.preset, now)
            || fitting.preset.network() == now.network() && fitting.preset.run() == now.run();
        if !is_same && !fitting.is_overtaken {
            fitting.is_overtaken = true;
            fitting.live.progress.cancel();
        }
        let answer = match fitting.answer.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Err(Refusal::NotFinite),
        };
        let Some(fitting) = self.view.own_data.fitting.take() else { return };
        match answer {
            _ if fitting.is_overtaken => {
                self.shell.notices.info(self.shell.text.get("own-data-overtaken"));
            }
            Ok(outcome) => self.take_outcome(outcome, &fitting),
            Err(Refusal::Cancelled) => {
                self.shell.notices.info(self.shell.text.say(&Refusal::Cancelled.message()));
            }
            Err(refusal) => self.shell.notices.error(self.shell.text.say(&refusal.message())),
        }
    }

    /// Sets what a fit has found, as one step of undo, and runs again with the clicks of before up to the end of what was compared.
    fn take_outcome(&mut self, outcome: Outcome, fitting: &Fitting) {
        let before = Arc::clone(self.document.preset());
        let is_work = self.teaching.open.is_none();
        let edit = Edit::SetValues(outcome.values());
        self.view.gesture += 1;
        match self.document.apply_if(&edit, None, is_work, |after| lacks_memory(after, &before)) {
            Ok(_) => {
                let (unit, end_ms) = fitting.of;
                self.view.own_data.ended = Some(Ended { outcome, unit });
                self.forget_undone();
                let end_ms = end_ms.max(self.run.end_ms());
                self.run_anew(false);
                if !fitting.inputs.is_empty() {
                    self.engine.send(Command::Play(fitting.inputs.clone()));
                }
                self.engine.send(Command::RunUntil(RunGoal::Time(end_ms)));
            }
            Err(problems) => self.say_problems(&problems),
        }
    }
}
