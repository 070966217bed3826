//! Presets: documents as RON files, in and out.
//!
//! [`Preset`] is what a person edits and saves. There is one door for reading whatever the source
//! ([`load`]), and one way of writing ([`Preset::to_ron`]). Nothing here runs a model or draws it.

pub mod carrier;
pub mod caution;
mod check;
pub mod error;
mod file;
mod follow;
pub mod foreign;
mod format;
mod habit;
pub mod journal;
mod known;
pub mod library;
pub mod load;
pub mod neuronify;
pub mod parameter_file;
mod parameters;
mod patch;
pub mod plot_spec;
mod recorded;
mod references;
pub mod run_log;
mod span;
mod syntax;
mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use error::LoadError;
pub use file::FORMAT;
pub use patch::Rewritten;
pub use syntax::syntax_message;
pub use value::{parse_value, split_values};

use crate::model::network::Network;
use crate::model::problem::Problem;
use crate::model::standalone::Standalone;
use crate::model::standalone::decay::Decay;
use crate::model::standalone::rate_learning::RateLearning;
use crate::param::{ParamSet, ParamSpec, Value};
use crate::units::{Grid, Speed};
use plot_spec::{Ids, Naming, Plot, Span, Written};

/// A document: a model, how it is run, and how it is looked at. Always valid.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    title: String,
    description: String,
    hint: String,
    notes: Vec<String>,
    run: Run,
    network: Network,
    view: View,
}

/// The parts of a document, not yet checked.
#[derive(Debug, Clone, PartialEq)]
pub struct PresetParts {
    /// A short title.
    pub title: String,
    /// What the preset shows, in a few sentences.
    pub description: String,
    /// What to try, in one sentence.
    pub hint: String,
    /// What a person noted, such as what was read off a run; at most [`MOST_NOTES`].
    pub notes: Vec<String>,
    /// How it is run.
    pub run: Run,
    /// What is simulated.
    pub network: Network,
    /// How it is looked at.
    pub view: View,
}

/// Most notes of a document.
pub const MOST_NOTES: usize = 50;
/// Longest note [bytes].
pub const MOST_NOTE_BYTES: usize = 16 << 10;

/// How a model is run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Run {
    /// Step [ms], one of [`crate::units::ALLOWED_DT_MS`].
    pub dt_ms: f64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Speed at which the window runs it.
    #[serde(with = "format::speed")]
    pub speed_ms_per_s: Speed,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            dt_ms: DT.default_number(),
            seed: SEED.default_count(),
            speed_ms_per_s: Speed::MsPerSecond(SPEED.default_number()),
        }
    }
}

/// How a model is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, bound = "N: Written")]
pub struct View<N: Naming = Ids> {
    /// Where populations lie on the canvas, by id: points at 100 % zoom, y downwards.
    pub positions: BTreeMap<u32, (f32, f32)>,
    /// Colours of populations, by id: each a place among those that a theme has, never a colour itself. One that has none here
    /// has the colour of its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub colours: BTreeMap<u32, u8>,
    /// The plots, in order.
    pub plots: Vec<Plot<N>>,
    /// How the window is divided.
    pub panes: Panes,
}

impl<N: Naming> Default for View<N> {
    fn default() -> Self {
        Self {
            positions: BTreeMap::new(),
            colours: BTreeMap::new(),
            plots: Vec::new(),
            panes: Panes::default(),
        }
    }
}

/// Number of colours that populations may have.
pub const N_COLOURS: u8 = 8;

impl View {
    /// The colour of a population, as a place among those that a theme has.
    #[must_use]
    pub fn colour(&self, population: u32) -> u8 {
        let of_id = u8::try_from(population % u32::from(N_COLOURS)).unwrap_or(0);
        self.colours.get(&population).copied().unwrap_or(of_id)
    }
}

/// How the window is divided into the four panes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Panes {
    /// Width of the left panes as a fraction of the window.
    pub left: f32,
    /// Height of the upper panes as a fraction of the window.
    pub top: f32,
}

impl Panes {
    /// Least and greatest fraction that a pane may take.
    pub const RANGE: (f32, f32) = (0.15, 0.85);
}

impl Default for Panes {
    fn default() -> Self {
        Self { left: 0.56, top: 0.5 }
    }
}

crate::param_specs! {
    as "run":
    DT = dt_ms: number {
        symbol: "dt", unit: Ms, default: 0.1, range: 0.001..=1.0, valid: 0.001..=1.0, scale: Log,
        meaning: "Time step: 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5 or 1.",
        equation: "dt ≤ τ/2 for the shortest time constant τ",
        source: "",
        flags: [Initial],
    }
    SEED = seed: count {
        symbol: "seed", default: 1, range: 0..=u64::MAX,
        meaning: "Seed of all random numbers: the same seed gives the same run.",
        equation: "",
        source: "",
        flags: [Initial],
    }
    SPEED = speed_ms_per_s: number {
        symbol: "speed", unit: One, default: 100.0, range: Speed::MIN_MS_PER_S..=Speed::MAX_MS_PER_S, scale: Log,
        meaning: "Milliseconds of model time per second of wall time in the window; 1000 is real time.",
        equation: "",
        source: "",
    }
}

/// Every parameter of a run.
pub const RUN_SPECS: [&ParamSpec; 3] = [&DT, &SEED, &SPEED];

impl ParamSet for Run {
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value)) {
        visit(&DT, Value::Number(self.dt_ms));
        visit(&SEED, Value::Count(self.seed));
        if let Speed::MsPerSecond(speed) = self.speed_ms_per_s {
            visit(&SPEED, Value::Number(speed));
        }
    }

    fn set(&mut self, key: &str, value: Value) -> bool {
        match (key, value) {
            ("dt_ms", Value::Number(dt)) => self.dt_ms = dt,
            ("seed", Value::Count(seed)) => self.seed = seed,
            ("speed_ms_per_s", Value::Number(speed)) => self.speed_ms_per_s = Speed::MsPerSecond(speed),
            _ => return false,
        }
        true
    }
}

impl Preset {
    /// The document of these parts.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn new(mut parts: PresetParts) -> Result<Self, Vec<Problem>> {
        let problems = references::problems(&parts);
        if !problems.is_empty() {
            return Err(problems);
        }
        for (x, y) in parts.view.positions.values_mut() {
            (*x, *y) = (*x + 0.0, *y + 0.0); // Zeros without a sign.
        }
        for plot in &mut parts.view.plots {
            if let Some(Span::Fixed(low, high)) = plot.kind.span_mut() {
                (*low, *high) = (*low + 0.0, *high + 0.0);
            }
        }
        let PresetParts { title, description, hint, notes, run, network, view } = parts;
        Ok(Self { title, description, hint, notes, run, network, view })
    }

    /// A document without anything in it.
    #[must_use]
    pub fn empty(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: String::new(),
            hint: String::new(),
            notes: Vec::new(),
            run: Run::default(),
            network: Network::default(),
            view: View::default(),
        }
    }

    /// The document that a change makes of this one.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with(&self, change: impl FnOnce(&mut PresetParts)) -> Result<Self, Vec<Problem>> {
        let mut parts = self.to_parts();
        change(&mut parts);
        Self::new(parts)
    }

    /// A copy of the parts.
    #[must_use]
    pub fn to_parts(&self) -> PresetParts {
        let Self { title, description, hint, notes, run, network, view } = self.clone();
        PresetParts { title, description, hint, notes, run, network, view }
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the preset shows.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// What to try.
    #[must_use]
    pub fn hint(&self) -> &str {
        &self.hint
    }

    /// What a person noted.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// How it is run.
    #[must_use]
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The time grid of the run.
    #[must_use]
    pub fn grid(&self) -> Grid {
        // A checked document's step is on offer; the default cannot be reached.
        Grid::new(self.run.dt_ms).unwrap_or_default()
    }

    /// The network that is simulated, or the model without neurons.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The model, if it is one without neurons.
    #[must_use]
    pub fn standalone(&self) -> Option<&Standalone> {
        self.network.standalone()
    }

    /// The decay, if the model is one.
    #[must_use]
    pub fn decay(&self) -> Option<&Decay> {
        if let Some(Standalone::Decay(decay)) = self.standalone() { Some(decay) } else { None }
    }

    /// The learning by rates, if the model is that.
    #[must_use]
    pub fn rate_learning(&self) -> Option<&RateLearning> {
        if let Some(Standalone::RateLearning(learning)) = self.standalone() { Some(learning) } else { None }
    }

    /// How it is looked at.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }
}
