//! The network: populations of neurons and the projections between them.
//!
//! A [`Network`] is always valid: its fields are private, and the only ways to one are [`Network::new`] and
//! [`Network::with`], which check everything that holds between parts. So nothing that runs a network can
//! fail. What it is not: live state, positions on a canvas, or a file.

use serde::{Deserialize, Serialize};

use super::neuron::NeuronKind;
use super::plasticity::Plasticity;
use super::problem::{Fault, Problem, is_invisible, visible};
use super::receptor::Receptor;
use super::release::Release;
use super::stimulus::StimulusKind;
use crate::message::did_you_mean;
use crate::param::{Bounds, Flag, Kind, NoParams, ParamSet, ParamSpec, Scale, Value, plain_bounds};
use crate::units::Unit;

/// Most populations in a network.
pub const MAX_POPULATIONS: usize = 500;
/// Most projections in a network.
pub const MAX_PROJECTIONS: usize = 5_000;
/// Most stimuli on a population.
pub const MAX_STIMULI: usize = 16;
/// Most receptors on a projection that are looked at one by one; there is at most one of each kind.
const MAX_RECEPTORS: usize = 64;
/// Most neurons in a network.
pub const MAX_NEURONS: u64 = 100_000;
/// Most synapses in a network.
pub const MAX_SYNAPSES: u64 = 2_000_000;
/// Most memory that the state of a network may take [bytes].
pub const MAX_STATE_BYTES: u128 = 1 << 30;

/// Neurons of one kind; a vertex on the canvas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Unique in the document and never reused.
    pub id: u32,
    /// Name for people and paths, unique among populations.
    pub name: String,
    /// Number of neurons.
    pub n: u64,
    /// Fraction of the neurons that a click on the population fires.
    #[serde(default = "default_volley_fraction")]
    pub volley_fraction: f64,
    /// What the neurons are.
    pub kind: NeuronKind,
    /// Currents injected into each neuron.
    #[serde(default)]
    pub stimuli: Vec<Stimulus>,
}

fn default_volley_fraction() -> f64 {
    0.1
}

/// A current injected into every neuron of a population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stimulus {
    /// Unique in the document and never reused.
    pub id: u32,
    /// Its shape in time.
    pub kind: StimulusKind,
}

/// All synapses from one population to another; an edge on the canvas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Projection {
    /// Unique in the document and never reused.
    pub id: u32,
    /// Name for people and paths, unique among projections.
    pub name: String,
    /// Id of the presynaptic population.
    pub from: u32,
    /// Id of the postsynaptic population.
    pub to: u32,
    /// Which neurons are connected.
    pub connect: Connect,
    /// Axonal delay from a spike to its release [ms].
    pub delay_ms: f64,
    /// The weights at the start.
    pub weights: Weights,
    /// What opens; at most one of each kind.
    pub receptors: Vec<Receptor>,
    /// How the release probability behaves.
    pub release: Release,
    /// How the weights change.
    pub plasticity: Plasticity,
}

/// Which neurons a projection connects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Connect {
    /// Every presynaptic neuron to every postsynaptic one.
    AllToAll,
}

/// The weights of a projection's synapses at the start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Weights {
    /// The same for all.
    Constant(f64),
}

/// The parts of a network, not yet checked: what files hold and edits change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkParts {
    /// The populations, in the order in which they are listed.
    pub populations: Vec<Population>,
    /// The projections, in the order in which they are listed.
    pub projections: Vec<Projection>,
}

/// A valid network.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Network {
    parts: NetworkParts,
}

/// A thing that owns parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A population, with the parameters of its kind.
    Population(u32),
    /// A stimulus of a population.
    Stimulus {
        /// The population's id.
        population: u32,
        /// The stimulus's id.
        stimulus: u32,
    },
    /// A projection's own parameters.
    Projection(u32),
    /// A receptor of a projection.
    Receptor {
        /// The projection's id.
        projection: u32,
        /// The receptor's key.
        receptor: &'static str,
    },
    /// The kinetics of a receptor of a projection.
    Kinetics {
        /// The projection's id.
        projection: u32,
        /// The receptor's key.
        receptor: &'static str,
    },
    /// The release rule of a projection.
    Release(u32),
    /// The plasticity rule of a projection.
    Plasticity(u32),
}

/// A parameter of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Whose parameter.
    pub target: Target,
    /// Its key.
    pub key: &'static str,
}

/// A path that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPath {
    /// What was written.
    pub written: String,
    /// A path that does exist and looks like it.
    pub suggestion: Option<String>,
}

static N_SPEC: ParamSpec = ParamSpec {
    owner: "population",
    key: "n",
    symbol: "n",
    unit: Unit::One,
    kind: Kind::Count { default: 1, min: 1, max: MAX_NEURONS },
    meaning: "Number of neurons in the population.",
    equation: "",
    source: "",
    flags: &[Flag::Advanced],
};

static VOLLEY_SPEC: ParamSpec = ParamSpec {
    owner: "population",
    key: "volley_fraction",
    symbol: "volley",
    unit: Unit::One,
    kind: Kind::Number { default: 0.1, min: 0.0, max: 1.0, scale: Scale::Linear },
    meaning: "Fraction of the neurons that a click on the population fires; at least one neuron fires.",
    equation: "",
    source: "",
    flags: &[Flag::Advanced],
};

static DELAY_SPEC: ParamSpec = ParamSpec {
    owner: "projection",
    key: "delay_ms",
    symbol: "d",
    unit: Unit::Ms,
    kind: Kind::Number { default: 0.0, min: 0.0, max: 50.0, scale: Scale::Linear },
    meaning: "Axonal delay from a spike to its release.",
    equation: "t_release = t_spike + d",
    source: "",
    flags: &[],
};

static WEIGHT_SPEC: ParamSpec = ParamSpec {
    owner: "projection",
    key: "weight",
    symbol: "w",
    unit: Unit::One,
    kind: Kind::Number { default: 1.0, min: 0.0, max: 10.0, scale: Scale::Linear },
    meaning: "Weight of every synapse; scales all its receptors.",
    equation: "g = ḡ·w·P",
    source: "",
    flags: &[],
};

impl ParamSet for Population {
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value)) {
        if let Some(kind) = self.kind.inner() {
            kind.visit(visit);
        }
        visit(&N_SPEC, Value::Count(self.n));
        visit(&VOLLEY_SPEC, Value::Number(self.volley_fraction));
    }

    fn set(&mut self, key: &str, value: Value) -> bool {
        match (key, value) {
            ("n", Value::Count(n)) => self.n = n,
            ("volley_fraction", Value::Number(fraction)) => self.volley_fraction = fraction,
            _ => return self.kind.inner_mut().is_some_and(|kind| kind.set(key, value)),
        }
        true
    }

    fn bounds(&self, spec: &ParamSpec, dt_ms: f64) -> Bounds {
        match self.kind.inner() {
            Some(kind) => kind.bounds(spec, dt_ms),
            None => plain_bounds(spec, dt_ms),
        }
    }
}

impl ParamSet for Projection {
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value)) {
        visit(&DELAY_SPEC, Value::Number(self.delay_ms));
        let Weights::Constant(weight) = self.weights;
        visit(&WEIGHT_SPEC, Value::Number(weight));
    }

    fn set(&mut self, key: &str, value: Value) -> bool {
        match (key, value) {
            ("delay_ms", Value::Number(delay)) => self.delay_ms = delay,
            ("weight", Value::Number(weight)) => self.weights = Weights::Constant(weight),
            _ => return false,
        }
        true
    }
}

impl Projection {
    /// The receptor with this key.
    #[must_use]
    pub fn receptor(&self, key: &str) -> Option<&Receptor> {
        self.receptors.iter().find(|receptor| receptor.key() == key)
    }
}

impl NetworkParts {
    /// The parameters of a target.
    #[must_use]
    pub fn param_set(&self, target: Target) -> Option<&dyn ParamSet> {
        let projection = |id| self.projections.iter().find(|projection| projection.id == id);
        match target {
            Target::Population(id) => {
                self.populations.iter().find(|p| p.id == id).map(|p| p as &dyn ParamSet)
            }
            Target::Stimulus { population, stimulus } => {
                let owner = self.populations.iter().find(|p| p.id == population)?;
                owner.stimuli.iter().find(|s| s.id == stimulus)?.kind.inner()
            }
            Target::Projection(id) => projection(id).map(|p| p as &dyn ParamSet),
            Target::Receptor { projection: id, receptor } => {
                projection(id)?.receptor(receptor)?.inner().map(|r| r as &dyn ParamSet)
            }
            Target::Kinetics { projection: id, receptor } => {
                projection(id)?.receptor(receptor)?.inner()?.kinetics().inner()
            }
            Target::Release(id) => projection(id)?.release.inner(),
            Target::Plasticity(id) => Some(projection(id)?.plasticity.inner().unwrap_or(&NoParams)),
        }
    }

    /// The parameters of a target, for changing.
    pub fn param_set_mut(&mut self, target: Target) -> Option<&mut (dyn ParamSet + 'static)> {
        fn receptor<'a>(projection: &'a mut Projection, key: &str) -> Option<&'a mut Receptor> {
            projection.receptors.iter_mut().find(|receptor| receptor.key() == key)
        }
        match target {
            Target::Population(id) => {
                self.populations.iter_mut().find(|p| p.id == id).map(|p| p as &mut (dyn ParamSet + 'static))
            }
            Target::Stimulus { population, stimulus } => {
                let owner = self.populations.iter_mut().find(|p| p.id == population)?;
                owner.stimuli.iter_mut().find(|s| s.id == stimulus)?.kind.inner_mut()
            }
            Target::Projection(id) => self.projection_mut(id).map(|p| p as &mut (dyn ParamSet + 'static)),
            Target::Receptor { projection, receptor: key } => {
                receptor(self.projection_mut(projection)?, key)?
                    .inner_mut()
                    .map(|r| r as &mut (dyn ParamSet + 'static))
            }
            Target::Kinetics { projection, receptor: key } => {
                receptor(self.projection_mut(projection)?, key)?.inner_mut()?.kinetics_mut().inner_mut()
            }
            Target::Release(id) => self.projection_mut(id)?.release.inner_mut(),
            Target::Plasticity(id) => self.projection_mut(id)?.plasticity.inner_mut(),
        }
    }

    fn projection_mut(&mut self, id: u32) -> Option<&mut Projection> {
        self.projections.iter_mut().find(|projection| projection.id == id)
    }

    /// Every target, in the order of the document.
    #[must_use]
    pub fn targets(&self) -> Vec<Target> {
        let mut targets = Vec::new();
        for population in &self.populations {
            targets.push(Target::Population(population.id));
            for stimulus in &population.stimuli {
                targets.push(Target::Stimulus { population: population.id, stimulus: stimulus.id });
            }
        }
        for projection in &self.projections {
            targets.push(Target::Projection(projection.id));
            for receptor in &projection.receptors {
                let receptor = receptor.key();
                targets.push(Target::Receptor { projection: projection.id, receptor });
                targets.push(Target::Kinetics { projection: projection.id, receptor });
            }
            targets.push(Target::Release(projection.id));
            targets.push(Target::Plasticity(projection.id));
        }
        targets
    }

    /// The path of a target, as people write it.
    #[must_use]
    pub fn target_path(&self, target: Target) -> String {
        // A good name is shown as it is; a bad one may be megabytes long or turn the line round.
        let shown = |name: Option<&String>| name.map_or_else(|| "?".to_owned(), |name| visible(name));
        let population = |id| shown(self.populations.iter().find(|p| p.id == id).map(|p| &p.name));
        let projection = |id| shown(self.projections.iter().find(|p| p.id == id).map(|p| &p.name));
        match target {
            Target::Population(id) => format!("populations.{}", population(id)),
            Target::Stimulus { population: id, stimulus } => {
                format!("populations.{}.stimuli.{stimulus}", population(id))
            }
            Target::Projection(id) => format!("projections.{}", projection(id)),
            Target::Receptor { projection: id, receptor } => {
                format!("projections.{}.receptors.{receptor}", projection(id))
            }
            Target::Kinetics { projection: id, receptor } => {
                format!("projections.{}.receptors.{receptor}.kinetics", projection(id))
            }
            Target::Release(id) => format!("projections.{}.release", projection(id)),
            Target::Plasticity(id) => format!("projections.{}.plasticity", projection(id)),
        }
    }

    /// The place of a parameter in the structure of a file.
    fn file_path(&self, target: Target, key: &str) -> String {
        let population = |id| self.populations.iter().position(|p| p.id == id).unwrap_or_default();
        let projection = |id| self.projections.iter().position(|p| p.id == id).unwrap_or_default();
        match target {
            Target::Population(id) if matches!(key, "n" | "volley_fraction") => {
                format!("model.populations[{}].{key}", population(id))
            }
            Target::Population(id) => format!("model.populations[{}].kind.{key}", population(id)),
            Target::Stimulus { population: id, stimulus } => {
                let at = population(id);
                let owner = self.populations.get(at);
                let index = owner.and_then(|p| p.stimuli.iter().position(|s| s.id == stimulus)).unwrap_or(0);
                format!("model.populations[{at}].stimuli[{index}].kind.{key}")
            }
            Target::Projection(id) if key == "weight" => {
                format!("model.projections[{}].weights", projection(id))
            }
            Target::Projection(id) => format!("model.projections[{}].{key}", projection(id)),
            Target::Receptor { projection: id, receptor } | Target::Kinetics { projection: id, receptor } => {
                let at = projection(id);
                let owner = self.projections.get(at);
                let index =
                    owner.and_then(|p| p.receptors.iter().position(|r| r.key() == receptor)).unwrap_or(0);
                let inside = if matches!(target, Target::Kinetics { .. }) { ".kinetics" } else { "" };
                format!("model.projections[{at}].receptors[{index}]{inside}.{key}")
            }
            Target::Release(id) => format!("model.projections[{}].release.{key}", projection(id)),
            Target::Plasticity(id) => format!("model.projections[{}].plasticity.{key}", projection(id)),
        }
    }

    /// Calls `visit` with every parameter of the network.
    pub fn visit(&self, visit: &mut dyn FnMut(Address, &'static ParamSpec, Value)) {
        for target in self.targets() {
            if let Some(set) = self.param_set(target) {
                set.visit(&mut |spec, value| {
                    visit(Address { target, key: spec.key }, spec, value);
                });
            }
        }
    }

    /// The path of a parameter: `populations.0.tau_m_ms`.
    #[must_use]
    pub fn path(&self, address: Address) -> String {
        format!("{}.{}", self.target_path(address.target), address.key)
    }

    /// The parameter at a path.
    ///
    /// # Errors
    /// If the path leads nowhere, with one that does and looks like it.
    pub fn find(&self, path: &str) -> Result<Address, UnknownPath> {
        let mut paths = Vec::new();
        self.visit(&mut |address, _, _| paths.push((self.path(address), address)));
        if let Some((_, address)) = paths.iter().find(|(candidate, _)| candidate == path) {
            return Ok(*address);
        }
        let suggestion = did_you_mean(path, paths.iter().map(|(candidate, _)| candidate.as_str()));
        Err(UnknownPath { written: path.to_owned(), suggestion: suggestion.map(str::to_owned) })
    }

    /// Everything that is wrong with these parts, for steps of `dt_ms` [ms]; 0 asks nothing of the step.
    #[must_use]
    pub fn problems(&self, dt_ms: f64) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_size(&mut problems);
        if !problems.is_empty() {
            return problems; // Names and ranges of a network that does not fit are not worth the walk.
        }
        self.check_identity(&mut problems);
        self.check_connections(&mut problems);
        self.check_values(dt_ms, &mut problems);
        problems
    }

    /// Sizes by checked arithmetic, before anything of that size is allocated.
    fn check_size(&self, problems: &mut Vec<Problem>) {
        let too_many = |what, count, limit| Fault::TooMany { what, count, limit };
        let mut limit = |path: &str, what, count: u128, most: u128| {
            if most < count {
                problems.push(Problem::new(path, format!("model.{path}"), too_many(what, count, most)));
            }
        };
        limit("populations", "populations", self.populations.len() as u128, MAX_POPULATIONS as u128);
        limit("projections", "projections", self.projections.len() as u128, MAX_PROJECTIONS as u128);
        for (i, population) in self.populations.iter().enumerate().take(MAX_POPULATIONS) {
            let (path, count) = (format!("populations[{i}].stimuli"), population.stimuli.len() as u128);
            limit(&path, "stimuli", count, MAX_STIMULI as u128);
        }
        for (i, projection) in self.projections.iter().enumerate().take(MAX_PROJECTIONS) {
            let (path, count) = (format!("projections[{i}].receptors"), projection.receptors.len() as u128);
            limit(&path, "receptors", count, MAX_RECEPTORS as u128);
        }
        if !problems.is_empty() {
            return; // What follows looks every population up for every projection.
        }
        let mut limit = |path: &str, what, count: u128, most: u128| {
            if most < count {
                problems.push(Problem::new(path, format!("model.{path}"), too_many(what, count, most)));
            }
        };
        let neurons: u128 = self.populations.iter().map(|p| u128::from(p.n)).sum();
        limit("populations", "neurons", neurons, u128::from(MAX_NEURONS));
        let synapses: u128 = self.projections.iter().map(|p| self.n_synapses(p)).sum();
        limit("projections", "synapses", synapses, u128::from(MAX_SYNAPSES));
        let bytes = self.state_bytes();
        if MAX_STATE_BYTES < bytes {
            let fault = Fault::TooLarge { bytes, limit: MAX_STATE_BYTES };
            problems.push(Problem::new("model", "model", fault));
        }
    }

    /// Number of synapses of a projection.
    #[must_use]
    pub fn n_synapses(&self, projection: &Projection) -> u128 {
        let n = |id| self.populations.iter().find(|p| p.id == id).map_or(0, |p| u128::from(p.n));
        match projection.connect {
            Connect::AllToAll => n(projection.from).saturating_mul(n(projection.to)),
        }
    }

    /// Estimate of the memory that live state takes [bytes].
    #[must_use]
    pub fn state_bytes(&self) -> u128 {
        const PER_NEURON: u128 = 96;
        const PER_SYNAPSE: u128 = 16;
        const PER_SYNAPSE_AND_RECEPTOR: u128 = 24;
        let neurons: u128 = self.populations.iter().map(|p| u128::from(p.n).saturating_mul(PER_NEURON)).sum();
        let synapses: u128 = self
            .projections
            .iter()
            .map(|p| {
                let each = PER_SYNAPSE + PER_SYNAPSE_AND_RECEPTOR * p.receptors.len() as u128;
                self.n_synapses(p).saturating_mul(each)
            })
            .fold(0, u128::saturating_add);
        neurons.saturating_add(synapses)
    }

    fn check_identity(&self, problems: &mut Vec<Problem>) {
        let mut ids = std::collections::BTreeSet::new();
        let mut names = std::collections::BTreeSet::new();
        for (i, population) in self.populations.iter().enumerate() {
            let at = format!("model.populations[{i}]");
            let path = object_path("populations", i, &population.name);
            check_name(&population.name, "p", &path, &at, &mut names, problems);
            check_id(population.id, &path, &at, &mut ids, problems);
            for (j, stimulus) in population.stimuli.iter().enumerate() {
                let path = format!("{path}.stimuli.{}", stimulus.id);
                check_id(stimulus.id, &path, &format!("{at}.stimuli[{j}]"), &mut ids, problems);
            }
        }
        for (i, projection) in self.projections.iter().enumerate() {
            let at = format!("model.projections[{i}]");
            let path = object_path("projections", i, &projection.name);
            check_name(&projection.name, "e", &path, &at, &mut names, problems);
            check_id(projection.id, &path, &at, &mut ids, problems);
        }
    }

    fn check_connections(&self, problems: &mut Vec<Problem>) {
        for (i, projection) in self.projections.iter().enumerate() {
            let path = object_path("projections", i, &projection.name);
            let at = format!("model.projections[{i}]");
            for (key, id) in [("from", projection.from), ("to", projection.to)] {
                if !self.populations.iter().any(|population| population.id == id) {
                    let fault = Fault::NoSuchPopulation(id);
                    problems.push(Problem::new(format!("{path}.{key}"), format!("{at}.{key}"), fault));
                }
            }
            if let Some(target) = self.populations.iter().find(|population| population.id == projection.to)
                && !target.kind.inner().is_some_and(super::neuron::NeuronModel::has_membrane)
            {
                let fault = Fault::NoMembrane(visible(&target.name));
                problems.push(Problem::new(format!("{path}.to"), format!("{at}.to"), fault));
            }
            if projection.receptors.is_empty() {
                let (path, at) = (format!("{path}.receptors"), format!("{at}.receptors"));
                problems.push(Problem::new(path, at, Fault::NoReceptor));
            }
            for (j, receptor) in projection.receptors.iter().enumerate() {
                if projection.receptors[..j].iter().any(|earlier| earlier.key() == receptor.key()) {
                    let fault = Fault::DuplicateReceptor(receptor.key());
                    let at = format!("{at}.receptors[{j}]");
                    problems.push(Problem::new(format!("{path}.receptors.{}", receptor.key()), at, fault));
                }
            }
        }
    }

    fn check_values(&self, dt_ms: f64, problems: &mut Vec<Problem>) {
        for target in self.targets() {
            let Some(set) = self.param_set(target) else {
                continue;
            };
            set.visit(&mut |spec, value| {
                let number = match value {
                    Value::Number(number) => number,
                    #[expect(clippy::cast_precision_loss, reason = "a count beyond 2^53 is far out of range")]
                    Value::Count(count) => count as f64,
                    Value::Choice(_) => return,
                };
                if let Some(fault) = number_fault(number, set.bounds(spec, dt_ms), spec.unit) {
                    let address = Address { target, key: spec.key };
                    problems.push(Problem::new(self.path(address), self.file_path(target, spec.key), fault));
                }
            });
        }
    }

    /// Writes zeros without a sign, so that equal networks are equal in every bit.
    pub fn normalise(&mut self) {
        for target in self.targets() {
            let Some(set) = self.param_set_mut(target) else {
                continue;
            };
            let mut zeros = Vec::new();
            set.visit(&mut |spec, value| {
                if matches!(value, Value::Number(number) if number == 0.0 && number.is_sign_negative()) {
                    zeros.push(spec.key);
                }
            });
            for key in zeros {
                set.set(key, Value::Number(0.0));
            }
        }
    }
}

/// What is wrong with a number that should lie within bounds.
#[must_use]
pub fn number_fault(value: f64, bounds: Bounds, unit: Unit) -> Option<Fault> {
    let Bounds { min, max, rule } = bounds;
    if !value.is_finite() || value.is_subnormal() {
        Some(Fault::NotANumber { value, min, max, unit })
    } else if bounds.contains(value) {
        None
    } else {
        Some(Fault::OutOfRange { value, min, max, unit, rule })
    }
}

/// Whether a name follows the rules: 1 to 64 characters, none of them white space, invisible, or one of `.:,@=/`.
#[must_use]
pub fn is_good_name(name: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || is_invisible(c) || ".:,@=/".contains(c);
    !name.is_empty() && name.chars().count() <= 64 && !name.chars().any(bad)
}

/// The path of an object in a message: by its name, or by its place in the list where the name is none.
fn object_path(list: &str, index: usize, name: &str) -> String {
    if is_good_name(name) { format!("{list}.{name}") } else { format!("{list}[{index}]") }
}

fn check_name(
    name: &str,
    kind: &'static str,
    path: &str,
    at: &str,
    names: &mut std::collections::BTreeSet<(&'static str, String)>,
    problems: &mut Vec<Problem>,
) {
    if !is_good_name(name) {
        problems.push(Problem::new(format!("{path}.name"), format!("{at}.name"), Fault::BadName(name.to_owned())));
    } else if !names.insert((kind, name.to_owned())) {
        problems.push(Problem::new(format!("{path}.name"), format!("{at}.name"), Fault::DuplicateName(name.to_owned())));
    }
}

fn check_id(
    id: u32,
    path: &str,
    at: &str,
    ids: &mut std::collections::BTreeSet<u32>,
    problems: &mut Vec<Problem>,
) {
    if !ids.insert(id) {
        problems.push(Problem::new(format!("{path}.id"), format!("{at}.id"), Fault::DuplicateId(id)));
    }
}

impl Network {
    /// The network of these parts.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn new(mut parts: NetworkParts) -> Result<Self, Vec<Problem>> {
        let problems = parts.problems(0.0);
        if problems.is_empty() {
            parts.normalise();
            Ok(Self { parts })
        } else {
            Err(problems)
        }
    }

    /// The network that a change makes of this one.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this network is as it was.
    pub fn with(&self, change: impl FnOnce(&mut NetworkParts)) -> Result<Self, Vec<Problem>> {
        let mut parts = self.parts.clone();
        change(&mut parts);
        Self::new(parts)
    }

    /// The parts, for reading.
    #[must_use]
    pub fn parts(&self) -> &NetworkParts {
        &self.parts
    }

    /// The populations, in the order in which they are listed.
    #[must_use]
    pub fn populations(&self) -> &[Population] {
        &self.parts.populations
    }

    /// The projections, in the order in which they are listed.
    #[must_use]
    pub fn projections(&self) -> &[Projection] {
        &self.parts.projections
    }

    /// The ids of all populations, stimuli and projections.
    #[must_use]
    pub fn object_ids(&self) -> Vec<u32> {
        let populations = self.populations().iter();
        let of_populations =
            populations.flat_map(|p| std::iter::once(p.id).chain(p.stimuli.iter().map(|s| s.id)));
        of_populations.chain(self.projections().iter().map(|p| p.id)).collect()
    }

    /// The population with this id.
    #[must_use]
    pub fn population(&self, id: u32) -> Option<&Population> {
        self.parts.populations.iter().find(|population| population.id == id)
    }

    /// The projection with this id.
    #[must_use]
    pub fn projection(&self, id: u32) -> Option<&Projection> {
        self.parts.projections.iter().find(|projection| projection.id == id)
    }

    /// The population with this name.
    #[must_use]
    pub fn population_named(&self, name: &str) -> Option<&Population> {
        self.parts.populations.iter().find(|population| population.name == name)
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, address: Address) -> Option<(&'static ParamSpec, Value)> {
        self.parts.param_set(address.target)?.get(address.key)
    }

    /// The range that a parameter may take now, for steps of `dt_ms` [ms].
    #[must_use]
    pub fn bounds(&self, address: Address, dt_ms: f64) -> Option<Bounds> {
        let set = self.parts.param_set(address.target)?;
        let (spec, _) = set.get(address.key)?;
        Some(set.bounds(spec, dt_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::receptor::ampa::Ampa;
    use crate::model::release::constant::Constant;

    fn pair() -> NetworkParts {
        let population = |id: u32, kind| Population {
            id,
            name: id.to_string(),
            n: 1,
            volley_fraction: 0.1,
            kind,
            stimuli: Vec::new(),
        };
        let [lif, source, _] = <[NeuronKind; 3]>::try_from(NeuronKind::all()).unwrap();
        NetworkParts {
            populations: vec![population(1, source), population(0, lif)],
            projections: vec![Projection {
                id: 3,
                name: "1-0".to_owned(),
                from: 1,
                to: 0,
                connect: Connect::AllToAll,
                delay_ms: 0.0,
                weights: Weights::Constant(1.0),
                receptors: vec![Receptor::Ampa(Ampa::default())],
                release: Release::Constant(Constant::default()),
                plasticity: Plasticity::Fixed,
            }],
        }
    }

    #[test]
    fn every_parameter_has_a_path_that_leads_back() {
        let network = Network::new(pair()).unwrap();
        let mut seen = Vec::new();
        network.parts().visit(&mut |address, spec, value| {
            let path = network.parts().path(address);
            assert_eq!(network.parts().find(&path), Ok(address), "{path}");
            assert_eq!(network.get(address), Some((spec, value)), "{path}");
            seen.push(path);
        });
        assert!(seen.contains(&"populations.0.I_app_pA".to_owned()));
        assert!(seen.contains(&"projections.1-0.receptors.ampa.g_max_nS".to_owned()));
        assert!(seen.contains(&"projections.1-0.receptors.ampa.kinetics.tau_ms".to_owned()));
        assert!(seen.contains(&"projections.1-0.release.P0".to_owned()));
        let unknown = network.parts().find("populations.0.I_ap_pA").unwrap_err();
        assert_eq!(unknown.suggestion.as_deref(), Some("populations.0.I_app_pA"));
    }

    #[test]
    fn all_problems_come_together() {
        let mut parts = pair();
        parts.populations[1].n = 0;
        parts.populations[0].name = "a b".to_owned();
        parts.projections[0].delay_ms = f64::NAN;
        parts.projections[0].from = 9;
        parts.projections[0].id = 0;
        let faults: Vec<Fault> = Network::new(parts).unwrap_err().into_iter().map(|p| p.fault).collect();
        assert_eq!(faults.len(), 5, "{faults:?}");
        assert!(faults.contains(&Fault::BadName("a b".to_owned())));
        assert!(faults.contains(&Fault::NoSuchPopulation(9)));
        assert!(faults.contains(&Fault::DuplicateId(0)));
    }

    #[test]
    fn a_network_that_does_not_fit_is_refused_by_arithmetic() {
        let mut parts = pair();
        parts.populations[0].n = 1_000_000_000;
        parts.populations[1].n = u64::MAX;
        let problems = Network::new(parts).unwrap_err();
        assert!(problems.iter().all(|p| matches!(p.fault, Fault::TooMany { .. } | Fault::TooLarge { .. })));
        assert_eq!(problems.len(), 3);
    }

    #[test]
    fn zeros_lose_their_sign() {
        let mut parts = pair();
        parts.projections[0].delay_ms = -0.0;
        let network = Network::new(parts).unwrap();
        assert!(network.projections()[0].delay_ms.is_sign_positive());
    }
}
