//! Presets: documents as RON files, in and out.
//!
//! [`Preset`] is what a person edits and saves. There is one door for reading whatever the source
//! ([`load`]), and one way of writing ([`Preset::to_ron`]). Nothing here runs a model or draws it.
//!
//! Longer than 500 lines: the one type that a document is, with all that asks it.

pub mod caution;
mod check;
pub mod error;
mod file;
mod follow;
pub mod foreign;
mod format;
mod habit;
mod known;
pub mod library;
pub mod load;
mod patch;
pub mod plot_spec;
mod recorded;
mod references;
mod span;
mod syntax;
mod value;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use error::LoadError;
pub use file::FORMAT;
pub use patch::Rewritten;
pub use syntax::syntax_message;
pub use value::{parse_value, split_values};

use crate::message::Message;
use crate::model::mechanism::MechanismKey;
use crate::model::network::{Address, Network, Target, UnknownPath};
use crate::model::problem::{Fault, Problem};
use crate::model::toy::Toy;
use crate::model::toy::decay::Decay;
use crate::model::toy::rate_learning::RateLearning;
use crate::param::{Bounds, ParamSet, ParamSpec, Value};
use crate::units::{Grid, Speed};
use plot_spec::{Ids, Naming, Plot, Span, Written};

/// A document: a model, how it is run, and how it is looked at. Always valid.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    title: String,
    description: String,
    hint: String,
    run: Run,
    model: Model,
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
    /// How it is run.
    pub run: Run,
    /// What is simulated.
    pub model: Model,
    /// How it is looked at.
    pub view: View,
}

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

/// What is simulated.
#[derive(Debug, Clone, PartialEq)]
pub enum Model {
    /// Populations of neurons and projections between them.
    Network(Network),
    /// A model without neurons.
    Toy(Toy),
}

/// What a document without neurons runs.
static NO_NETWORK: LazyLock<Network> = LazyLock::new(Network::default);

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

/// A parameter of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PresetAddress {
    /// One of the run's, by key.
    Run(&'static str),
    /// One of the network's.
    Network(Address),
    /// One of a model without neurons, by key.
    Toy(&'static str),
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
        if let Model::Toy(toy) = &mut parts.model
            && let Some(set) = toy.inner_mut()
        {
            let mut zeros = Vec::new();
            set.visit(&mut |spec, value| zeros.extend((value == Value::Number(0.0)).then_some(spec.key)));
            for key in zeros {
                set.set(key, Value::Number(0.0));
            }
        }
        let PresetParts { title, description, hint, run, model, view } = parts;
        Ok(Self { title, description, hint, run, model, view })
    }

    /// A document without anything in it.
    #[must_use]
    pub fn empty(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: String::new(),
            hint: String::new(),
            run: Run::default(),
            model: Model::Network(Network::default()),
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
        let Self { title, description, hint, run, model, view } = self.clone();
        PresetParts { title, description, hint, run, model, view }
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

    /// What is simulated.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The network that is simulated; an empty one for a model of another kind.
    #[must_use]
    pub fn network(&self) -> &Network {
        match &self.model {
            Model::Network(network) => network,
            Model::Toy(_) => &NO_NETWORK,
        }
    }

    /// The model, if it is one without neurons.
    #[must_use]
    pub fn toy(&self) -> Option<&Toy> {
        if let Model::Toy(toy) = &self.model { Some(toy) } else { None }
    }

    /// The decay, if the model is one.
    #[must_use]
    pub fn decay(&self) -> Option<&Decay> {
        if let Some(Toy::Decay(decay)) = self.toy() { Some(decay) } else { None }
    }

    /// The learning by rates, if the model is that.
    #[must_use]
    pub fn rate_learning(&self) -> Option<&RateLearning> {
        if let Some(Toy::RateLearning(learning)) = self.toy() { Some(learning) } else { None }
    }

    /// How it is looked at.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Calls `visit` with every settable parameter.
    pub fn visit(&self, visit: &mut dyn FnMut(PresetAddress, &'static ParamSpec, Value)) {
        self.run.visit(&mut |spec, value| visit(PresetAddress::Run(spec.key), spec, value));
        self.network()
            .parts()
            .visit(&mut |address, spec, value| visit(PresetAddress::Network(address), spec, value));
        if let Some(set) = self.toy().and_then(Toy::inner) {
            set.visit(&mut |spec, value| visit(PresetAddress::Toy(spec.key), spec, value));
        }
    }

    /// Calls `visit` with every settable parameter and its path.
    pub fn visit_paths(&self, visit: &mut dyn FnMut(String, PresetAddress, &'static ParamSpec)) {
        self.run.visit(&mut |spec, _| visit(format!("run.{}", spec.key), PresetAddress::Run(spec.key), spec));
        self.network()
            .parts()
            .visit_paths(&mut |path, address, spec| visit(path, PresetAddress::Network(address), spec));
        if let Some(toy) = self.toy()
            && let Some(set) = toy.inner()
        {
            let path = |key: &str| format!("{}.{key}", toy.key());
            set.visit(&mut |spec, _| visit(path(spec.key), PresetAddress::Toy(spec.key), spec));
        }
    }

    /// The path of a parameter.
    #[must_use]
    pub fn path(&self, address: PresetAddress) -> String {
        match address {
            PresetAddress::Run(key) => format!("run.{key}"),
            PresetAddress::Network(address) => self.network().parts().path(address),
            PresetAddress::Toy(key) => format!("{}.{key}", self.toy().map_or("?", |toy| toy.key().name())),
        }
    }

    /// The parameter at a path.
    ///
    /// # Errors
    /// If the path leads nowhere, with one that does and looks like it, or what there is instead.
    pub fn find(&self, path: &str) -> Result<PresetAddress, UnknownPath> {
        self.look_up(path).ok_or_else(|| {
            let mut paths = Vec::new();
            self.visit_paths(&mut |candidate, _, _| paths.push(candidate));
            habit::unknown_path(path, &paths)
        })
    }

    /// The parameter at a path, if there is one.
    #[must_use]
    pub fn look_up(&self, path: &str) -> Option<PresetAddress> {
        if let Some(key) = path.strip_prefix("run.")
            && let Some((spec, _)) = self.run.get(key)
        {
            return Some(PresetAddress::Run(spec.key));
        }
        if let Some(toy) = self.toy()
            && let Some(key) = path.strip_prefix(toy.key().name()).and_then(|rest| rest.strip_prefix('.'))
            && let Some((spec, _)) = toy.inner().and_then(|set| set.get(key))
        {
            return Some(PresetAddress::Toy(spec.key));
        }
        self.network().parts().look_up(path).map(PresetAddress::Network)
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, address: PresetAddress) -> Option<(&'static ParamSpec, Value)> {
        match address {
            PresetAddress::Run(key) => self.run.get(key),
            PresetAddress::Network(address) => self.network().get(address),
            PresetAddress::Toy(key) => self.toy()?.inner()?.get(key),
        }
    }

    /// The range of a parameter's slider now, given everything else; it may be empty.
    #[must_use]
    pub fn bounds(&self, address: PresetAddress) -> Option<Bounds> {
        match address {
            PresetAddress::Run(key) => self.run.get(key).map(|(spec, _)| spec.range()),
            PresetAddress::Network(address) => self.network().bounds(address, self.run.dt_ms),
            PresetAddress::Toy(key) => {
                let set = self.toy()?.inner()?;
                set.get(key).map(|(spec, _)| set.bounds(spec, 0.0))
            }
        }
    }

    /// What may be typed for a parameter now, given everything else.
    #[must_use]
    pub fn valid_bounds(&self, address: PresetAddress) -> Option<Bounds> {
        match address {
            PresetAddress::Run(key) => self.run.get(key).map(|(spec, _)| spec.valid()),
            PresetAddress::Network(address) => self.network().valid_bounds(address, self.run.dt_ms),
            PresetAddress::Toy(key) => {
                let set = self.toy()?.inner()?;
                set.get(key).map(|(spec, _)| set.valid_bounds(spec, 0.0))
            }
        }
    }

    /// The document with a mechanism of another kind in the place of one: with the values it has there, or the defaults.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with_kind(&self, target: Target, kind: MechanismKey) -> Result<Self, Vec<Problem>> {
        let mut is_found = false;
        let preset = self.with_network(|network| is_found = network.choose_kind(target, kind))?;
        if is_found {
            return Ok(preset);
        }
        let path = self.network().parts().target_path(target);
        let fault = Fault::NoSuchName { what: kind.family(), name: kind.name().to_owned(), suggestion: None };
        Err(vec![Problem::new(path.clone(), path, fault)])
    }

    /// A value for a parameter as it is typed, if the document may have it.
    ///
    /// # Errors
    /// Why it may not, and what would be right.
    pub fn read_value(&self, address: PresetAddress, typed: &str) -> Result<Value, Message> {
        self.read_value_of_all(&[address], typed)
    }

    /// A value for several parameters as it is typed, if the document may have it for all of them together.
    ///
    /// # Errors
    /// Why it may not, and what would be right.
    pub fn read_value_of_all(&self, addresses: &[PresetAddress], typed: &str) -> Result<Value, Message> {
        let first = addresses.first().and_then(|address| self.get(*address));
        let Some((spec, _)) = first else { return Err(Message::new("number-empty")) };
        let value = parse_value(spec, typed)?;
        let values: Vec<_> = addresses.iter().map(|address| (*address, value.clone())).collect();
        match self.with_values(&values) {
            Ok(_) => Ok(value),
            Err(problems) => {
                // Of the fields that a rule joins, the one that was typed is told.
                let path = self.path(addresses[0]);
                let own = problems.iter().find(|problem| problem.path == path).or(problems.first());
                Err(own.map_or_else(|| Message::new("number-empty"), Problem::message))
            }
        }
    }

    /// The document with some parameters set, all together, so that values that need each other may change at once.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with_values(&self, values: &[(PresetAddress, Value)]) -> Result<Self, Vec<Problem>> {
        let mut parts = self.to_parts();
        let mut network = self.network().parts().clone();
        for (address, value) in values {
            match address {
                PresetAddress::Run(key) => {
                    parts.run.set(key, value.clone());
                }
                PresetAddress::Network(address) => {
                    if let Some(set) = network.param_set_mut(address.target) {
                        set.set(address.key, value.clone());
                    }
                }
                PresetAddress::Toy(key) => {
                    if let Model::Toy(toy) = &mut parts.model
                        && let Some(set) = toy.inner_mut()
                    {
                        set.set(key, value.clone());
                    }
                }
            }
        }
        let dt_ms = if Grid::new(parts.run.dt_ms).is_some() { parts.run.dt_ms } else { 0.0 };
        let mut problems = network.problems(dt_ms);
        if !problems.is_empty() {
            problems.splice(0..0, check::run_problems(&parts.run));
            return Err(problems);
        }
        if matches!(parts.model, Model::Network(_)) {
            parts.model = Model::Network(Network::new(network)?);
        }
        Self::new(parts)
    }
}
