//! Recordings of one's own in the window: what was read, what was chosen of it, and fits to it. What acts on it is in `app/recordings.rs`.

mod reference;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

pub(crate) use reference::{Reference, Under};

use crate::engine::LoggedInput;
use crate::fit::{Live, Outcome, Refusal, USUAL_STARTS};
use crate::input::recording::ReadError;
use crate::model::network::Address;
use crate::preset::Preset;
use crate::recording::{Progress, Recording, SpikeList, TimeUnit, factor};
use crate::units::Unit;

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
    /// Where it lies.
    pub path: PathBuf,
    /// What the thread answers.
    pub answer: Receiver<Result<Recording, ReadError>>,
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
#[derive(Debug)]
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
    /// What is looked for among parameters.
    pub search: String,
    /// From how many starting points a fit begins.
    pub starts: f64,
    /// True if only what lies between the two cursors is compared, while there are cursors.
    pub is_between: bool,
    /// True if the last fit is to be put into the document as a note with the next frame.
    pub notes: bool,
}

impl Default for OwnData {
    fn default() -> Self {
        Self {
            is_open: false,
            reading: None,
            loaded: None,
            setup: Setup::default(),
            made_from: None,
            free: Vec::new(),
            fitting: None,
            ended: None,
            search: String::new(),
            #[expect(clippy::cast_precision_loss, reason = "8")]
            starts: USUAL_STARTS as f64,
            is_between: true,
            notes: false,
        }
    }
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

/// A fit under way.
#[derive(Debug)]
pub(crate) struct Fitting {
    /// How far it is.
    pub live: Arc<Live>,
    /// The document that is fitted.
    pub preset: Arc<Preset>,
    /// What acts on its runs.
    pub inputs: Vec<LoggedInput>,
    /// The unit of what is compared, and the last time that is [ms].
    pub of: (Unit, f64),
    /// True if the document has changed since.
    pub is_overtaken: bool,
    /// What the thread answers.
    pub answer: Receiver<Result<Outcome, Refusal>>,
}

/// A fit that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// What it came to.
    pub outcome: Outcome,
    /// The unit of what was compared.
    pub unit: Unit,
}

impl Setup {
    /// What of a recording is laid under what, as long as nobody has chosen: the first column, under the first thing in a plot that has its
    /// quantity.
    pub fn first(preset: &Preset, recording: &Recording) -> Self {
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
