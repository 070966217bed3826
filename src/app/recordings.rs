//! Recordings of one's own at work: reading one, laying it under a plot, sources made of spikes, and fits of the document.
//!
//! Reading and fitting go on threads of their own; every frame asks whether they are done ([`App::poll_own_data`]). What is read stays
//! with the window whatever document is open; what lies under a plot goes with the document that it was laid under.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{TryRecvError, sync_channel};

use eframe::egui::Context;

use super::App;
use super::action::Action;
use super::canvas::arrange;
use super::context::ViewContext;
use super::dialog::Purpose;
use super::dispatch::number_of_threads;
use super::memory::lacks_memory;
use super::own_data::{Ended, Fitting, Loaded, Reading, Reference, Setup, Under};
use super::past::Mark;
use super::request::OwnDataRequest;
use crate::document::{Edit, Structure};
use crate::engine::{Command, Goal as RunGoal, Input, InputKind, LoggedInput};
use crate::fit::{self, Goal, Live, Outcome, Refusal, Task};
use crate::input::recording::{ReadError, read_recording};
use crate::model::network::Population;
use crate::model::neuron::spike_source::SpikeSource;
use crate::model::problem::Problem;
use crate::param::MAX_LIST;
use crate::preset::Preset;
use crate::recording::{Progress, Wrong};
use crate::storage::memory;
use crate::units::Grid;

/// Most sources that a list of spikes becomes.
pub(super) const MOST_SOURCES: usize = 50;

/// The time of the last click on a neuron [ms].
pub(super) fn last_click_ms(marks: &[Mark], grid: Grid) -> Option<f64> {
    let mut clicks = marks.iter().filter(|mark| matches!(mark.kind, InputKind::Fire { .. }));
    clicks.next_back().map(|mark| grid.time_ms(mark.at.step))
}

impl App {
    /// Does what the window of recordings asks for.
    pub(super) fn own_data_request(&mut self, ctx: &Context, request: OwnDataRequest) {
        match request {
            OwnDataRequest::Open(path) => self.open_recording(ctx, path),
            OwnDataRequest::StopReading => {
                if let Some(reading) = &self.view.own_data.reading {
                    reading.progress.cancel();
                }
            }
            OwnDataRequest::StopFit => {
                if let Some(fitting) = &self.view.own_data.fitting {
                    fitting.live.progress.cancel();
                }
            }
        }
    }

    /// Does a command on recordings.
    pub(super) fn own_data_action(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::OpenRecording => {
                self.shell.dialogs.ask(Purpose::Recording, self.document.path(), &self.name());
            }
            Action::AlignRecording => self.align(),
            Action::FitParameters => self.start_fit(ctx),
            Action::SourceOfSpikes => self.make_sources(),
            _ => self.view.own_data.is_open = !self.view.own_data.is_open,
        }
    }

    /// Reads a file as a recording, on a thread of its own.
    pub(super) fn open_recording(&mut self, ctx: &Context, path: PathBuf) {
        self.view.own_data.is_open = true;
        if let Some(reading) = self.view.own_data.reading.take() {
            reading.progress.cancel(); // Of two files the last one counts.
        }
        let progress = Arc::new(Progress::default());
        let (sender, answer) = sync_channel(1);
        let (for_thread, wakes, file) = (Arc::clone(&progress), ctx.clone(), path.clone());
        let read = move || {
            // Nobody waits any more if another file was opened.
            drop(sender.send(read_recording(&file, &for_thread)));
            wakes.request_repaint();
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match std::thread::Builder::new().name("recording".to_owned()).spawn(read) {
            Ok(_) => self.view.own_data.reading = Some(Reading { name, progress, path, answer }),
            Err(error) => self.shell.notices.error(error.to_string()),
        }
    }

    /// Takes in what threads have done: a recording that was read, and how a fit ended. Makes what lies under plots anew where
    /// what was chosen has changed.
    pub(super) fn poll_own_data(&mut self) {
        self.poll_reading();
        self.poll_fit();
        self.lay_under();
    }

    fn poll_reading(&mut self) {
        let Some(reading) = &self.view.own_data.reading else { return };
        let answer = match reading.answer.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Err(ReadError::Fault(Wrong::Damaged.into())),
        };
        let Some(Reading { name, path, .. }) = self.view.own_data.reading.take() else { return };
        match answer {
            Ok(recording) => {
                let own = &mut self.view.own_data;
                own.setup = Setup::first(self.document.preset(), &recording);
                own.loaded = Some(Arc::new(Loaded { name, recording }));
                (own.made_from, own.ended) = (None, None);
            }
            Err(error) => {
                let words = error.words(&path.display().to_string(), &self.shell.text);
                self.shell.notices.error(words);
            }
        }
    }

    /// Lays what was chosen under its plot, where it has changed.
    fn lay_under(&mut self) {
        let own = &mut self.view.own_data;
        let Some(loaded) = &own.loaded else { return };
        let is_there = self.view.plots.reference.is_some() == own.setup.under.is_some();
        if own.made_from.as_ref() == Some(&own.setup) && is_there {
            return;
        }
        let network = self.document.preset().network();
        let had = own.made_from.replace(own.setup.clone());
        let only_moved = had.is_some_and(|had| Setup { shift_ms: own.setup.shift_ms, ..had } == own.setup);
        match &mut self.view.plots.reference {
            Some(reference) if only_moved => reference.shift_ms = own.setup.shift_ms,
            place => *place = Reference::new(loaded, &own.setup, network),
        }
        if self.view.plots.reference.is_none() {
            // What it lay under is gone, or a unit is asked for.
            own.setup.under = own.setup.under.take().filter(|under| under.unit(network).is_some());
            own.made_from = Some(own.setup.clone());
        }
    }

    /// Puts time 0 of the recording, or its beginning if it has no time 0, to the last click.
    fn align(&mut self) {
        let Some(click_ms) = last_click_ms(&self.course.marks, self.run.grid) else { return };
        if let Some(reference) = &self.view.plots.reference {
            self.view.own_data.setup.shift_ms = click_ms - reference.zero_ms();
        }
        self.lay_under();
    }

    /// Makes sources of a list of spikes, one for each that it names.
    fn make_sources(&mut self) {
        let own = &self.view.own_data;
        let Some(spikes) = own.spikes() else { return };
        let Some(unit) = spikes.time_unit.or(own.setup.time_unit) else {
            self.view.own_data.is_open = true;
            self.shell.notices.error(self.shell.text.get("own-data-no-time-unit"));
            return;
        };
        let trains = spikes.trains_ms(unit);
        let longest = trains.iter().map(Vec::len).max().unwrap_or(0);
        if MOST_SOURCES < trains.len() || MAX_LIST < longest {
            let args = [
                ("sources", trains.len().to_string()),
                ("limit", MOST_SOURCES.to_string()),
                ("spikes", longest.to_string()),
                ("most", MAX_LIST.to_string()),
            ];
            self.shell.notices.error(self.shell.text.with("own-data-too-many-spikes", &args));
            return;
        }
        match sources(&spikes.sources, &trains) {
            Ok(part) => {
                let by = arrange::free_offset(&part, self.document.preset(), 0.0);
                let paste = Structure::Paste { part: Arc::new(part), by };
                self.edit(&Edit::Structure(paste), None);
                self.view.canvas.fits = true;
            }
            Err(problems) => self.say_problems(&problems),
        }
    }
}

/// A document with a source for each train.
fn sources(names: &[String], trains: &[Vec<f64>]) -> Result<Preset, Vec<Problem>> {
    let mut populations = Vec::new();
    let mut positions = BTreeMap::new();
    for ((id, name), train) in (1_u32..).zip(names).zip(trains) {
        let mut population = Population::new(id, 1, SpikeSource::of_times(train.as_slice().into()));
        let plain: String =
            name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).take(40).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        population.name = if plain.is_empty() { id.to_string() } else { plain };
        populations.push(population);
        #[expect(clippy::cast_precision_loss, reason = "a place on the canvas")]
        positions.insert(id, (110.0 * (id % 5) as f32, 90.0 * (id / 5) as f32));
    }
    let part = Preset::empty("").with_network(|network| network.populations = populations)?;
    part.with(|parts| parts.view.positions = positions)
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
            Under::Probe(probe) => {
                let mut samples = reference.shifted();
                if let Some((from, to)) = self.fitted_ms() {
                    samples.retain(|(t, _)| from <= *t && *t <= to);
                }
                Goal::Trace { probe: probe.clone(), samples }
            }
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
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a field from 1 to 32")]
        let starts = self.view.own_data.starts.round().max(1.0) as usize;
        let task = Task { preset: Arc::clone(&preset), inputs: inputs.clone(), goal, free, starts };
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

    /// Between which times a recording is compared [ms], if only a part of it is.
    fn fitted_ms(&self) -> Option<(f64, f64)> {
        let measuring = &self.view.plots.measuring;
        measuring.between_ms().filter(|_| measuring.is_on && self.view.own_data.is_between)
    }

    /// The clicks and planned spikes of the present run.
    pub(super) fn clicks(&self) -> Vec<LoggedInput> {
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

impl Action {
    /// Why a command on recordings cannot be done now: a key of the catalogue.
    pub(super) fn own_data_hindrance(self, context: &ViewContext<'_>) -> Option<&'static str> {
        let (is_possible, why) = match self {
            Self::AlignRecording => (
                context.reference.is_some() && last_click_ms(context.marks, context.run.grid).is_some(),
                "why-no-reference-or-click",
            ),
            Self::FitParameters => (context.reference.is_some() && !context.is_fitting, "why-no-reference"),
            Self::SourceOfSpikes => {
                (context.has_spike_list && context.preset().standalone().is_none(), "why-no-spike-list")
            }
            _ => (true, ""),
        };
        (!is_possible).then_some(why)
    }
}
