//! Recordings of one's own in the window: reading one, what was chosen of it, and what is made of it.
//!
//! Reading and fitting go on threads of their own; every frame asks whether they are done ([`App::poll_own_data`]). What is read stays
//! with the window whatever document is open; what lies under a plot goes with the document that it was laid under.

mod fitting;
mod reference;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use eframe::egui::Context;

pub(super) use fitting::{Ended, Fitting};
pub(super) use reference::{Reference, Under};

use super::App;
use super::action::Action;
use super::canvas::arrange;
use super::context::ViewContext;
use super::dialog::Purpose;
use super::past::Mark;
use super::request::OwnDataRequest;
use crate::document::{Edit, Structure};
use crate::engine::InputKind;
use crate::input::recording::{ReadError, read_recording};
use crate::model::network::{Address, Population};
use crate::model::neuron::spike_source::SpikeSource;
use crate::model::problem::Problem;
use crate::param::MAX_LIST;
use crate::preset::Preset;
use crate::recording::{Progress, Recording, SpikeList, TimeUnit, Wrong, factor};
use crate::units::{Grid, Unit};

/// Most sources that a list of spikes becomes.
pub(super) const MOST_SOURCES: usize = 50;

/// A recording that was read.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The name of its file.
    pub name: String,
    /// What it holds.
    pub recording: Recording,
}

/// A file that is being read on a thread.
#[derive(Debug)]
pub(super) struct Reading {
    /// The name of the file.
    pub name: String,
    /// How far it is.
    pub progress: Arc<Progress>,
    path: PathBuf,
    answer: Receiver<Result<Recording, ReadError>>,
}

/// What was chosen of a recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Setup {
    /// The column.
    pub column: usize,
    /// The unit of times, where the file does not say it.
    pub time_unit: Option<TimeUnit>,
    /// The unit of the column, where the file does not say it.
    pub unit: Option<&'static str>,
    /// What it lies under.
    pub under: Option<Under>,
    /// How much later it is on the clock of the run [ms].
    pub shift_ms: f64,
}

/// What the window knows of recordings.
#[derive(Debug, Default)]
pub(super) struct OwnData {
    /// True if its window is open.
    pub is_open: bool,
    /// What is being read.
    pub reading: Option<Reading>,
    /// What was read last.
    pub loaded: Option<Arc<Loaded>>,
    /// What was chosen of it.
    pub setup: Setup,
    /// What lies under the plots was made from, so that it is made anew where that changes.
    pub made_from: Option<Setup>,
    /// The parameters to be adjusted.
    pub free: Vec<Address>,
    /// A fit under way.
    pub fitting: Option<Fitting>,
    /// The last fit.
    pub ended: Option<Ended>,
}

impl OwnData {
    /// Whether something goes on that a frame has to look after.
    pub fn is_busy(&self) -> bool {
        self.reading.is_some() || self.fitting.is_some()
    }

    /// The list of spikes that was read, if there is one.
    pub fn spikes(&self) -> Option<&SpikeList> {
        self.loaded.as_ref()?.recording.spikes.as_ref()
    }

    /// In words for tests: what is open, chosen and under way.
    pub fn fingerprint(&self) -> String {
        let loaded = self.loaded.as_ref().map(|own| own.name.as_str());
        format!(
            "own_data: {} {loaded:?} {:?} {} {}",
            self.is_open,
            self.setup,
            self.free.len(),
            self.is_busy()
        )
    }
}

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
                own.setup = first_setup(self.document.preset(), &recording);
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

/// What of a recording is laid under what, as long as nobody has chosen: the first column, under the first thing in a plot that has its
/// quantity.
fn first_setup(preset: &Preset, recording: &Recording) -> Setup {
    let Some(table) = &recording.table else { return Setup::default() };
    let targets = targets(preset);
    let fits = |column: usize, under: &Under| {
        let unit = under.unit(preset.network()).unwrap_or(Unit::One);
        let written = table.columns.get(column).and_then(|own| own.unit.as_deref());
        under.is_against(table.against) && written.is_none_or(|own| factor(own, unit).is_some())
    };
    for column in 0..table.columns.len() {
        if let Some((under, _)) = targets.iter().find(|(under, _)| fits(column, under)) {
            return Setup { column, under: Some(under.clone()), ..Setup::default() };
        }
    }
    Setup::default()
}

/// What a recording may lie under: probes in plots against time, and windows of plasticity; with names.
pub(super) fn targets(preset: &Preset) -> Vec<(Under, String)> {
    let network = preset.network();
    let timed = preset.view().plots.iter().filter(|plot| plot.kind.window_ms().is_some());
    let mut found: Vec<(Under, String)> = Vec::new();
    for probe in timed.flat_map(|plot| plot.kind.probes()) {
        let Some((name, _)) = probe.describe(network) else { continue };
        let under = Under::Probe(probe);
        if found.iter().all(|own| own.0 != under) {
            found.push((under, name));
        }
    }
    let learning = network.projections().iter().filter(|own| !own.plasticity.is_fixed());
    found.extend(learning.map(|own| (Under::Window(own.id), format!("F(Δt) {}", own.name))));
    found
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
