//! Addresses: who owns which parameter, and the paths by which people name them.

use super::check::MAX_NEURONS;
use super::{GapJunction, NetworkParts, Population, Projection};
use crate::message::Message;
use crate::model::mechanism::MechanismKey;
use crate::model::problem::visible;
use crate::model::receptor::{Receptor, ReceptorKey};
use crate::param::{Bounds, NamedSet, NoParams, ParamSet, ParamSpec, Value};

/// A thing that owns parameters: of a document all there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// How a document is run. A network by itself has none.
    Run,
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
        /// Which receptor.
        receptor: ReceptorKey,
    },
    /// The kinetics of a receptor of a projection.
    Kinetics {
        /// The projection's id.
        projection: u32,
        /// Which receptor.
        receptor: ReceptorKey,
    },
    /// The release rule of a projection.
    Release(u32),
    /// The plasticity rule of a projection.
    Plasticity(u32),
    /// A gap junction.
    GapJunction(u32),
    /// The model without neurons that stands in the place of a network.
    Standalone,
}

impl Target {
    /// Its path, where the object that it belongs to, or the model without neurons, has this name.
    pub(super) fn path(self, name: &str) -> String {
        // A good name is shown as it is; a bad one may be megabytes long or turn the line round.
        let name = visible(name);
        match self {
            Self::Run => "run".to_owned(),
            Self::Standalone => name,
            Self::Population(_) => format!("populations.{name}"),
            Self::Stimulus { stimulus, .. } => format!("populations.{name}.stimuli.{stimulus}"),
            Self::Projection(_) => format!("projections.{name}"),
            Self::Receptor { receptor, .. } => format!("projections.{name}.receptors.{receptor}"),
            Self::Kinetics { receptor, .. } => format!("projections.{name}.receptors.{receptor}.kinetics"),
            Self::Release(_) => format!("projections.{name}.release"),
            Self::Plasticity(_) => format!("projections.{name}.plasticity"),
            Self::GapJunction(_) => format!("gap_junctions.{name}"),
        }
    }
}

/// A parameter of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Whose parameter.
    pub target: Target,
    /// Its key.
    pub key: &'static str,
}

impl Address {
    /// A parameter of the run.
    #[must_use]
    pub const fn run(key: &'static str) -> Self {
        Self { target: Target::Run, key }
    }

    /// A parameter of a model without neurons.
    #[must_use]
    pub const fn standalone(key: &'static str) -> Self {
        Self { target: Target::Standalone, key }
    }
}

/// A path that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPath {
    /// What was written.
    pub written: String,
    /// A path that does exist and looks like it.
    pub suggestion: Option<String>,
    /// What there is instead, where what was written is known from elsewhere: a key of the catalogue.
    pub advice: Option<&'static str>,
}

impl UnknownPath {
    /// What to say.
    #[must_use]
    pub fn message(&self) -> Message {
        let path = &self.written;
        match (&self.suggestion, self.advice) {
            (_, Some(advice)) => {
                Message::new("cli-unknown-path-advice").with("path", path).with("what", advice)
            }
            (Some(suggestion), None) => {
                Message::new("cli-unknown-path-suggestion").with("path", path).with("suggestion", suggestion)
            }
            (None, None) => Message::new("cli-unknown-path").with("path", path),
        }
    }
}

crate::param_specs! {
    as "population":
    N = n: count {
        symbol: "n", default: 1, range: 1..=MAX_NEURONS,
        meaning: "Number of neurons in the population.",
        equation: "",
        source: "",
    }
    VOLLEY = volley_fraction: number {
        symbol: "volley", unit: One, default: 0.1, range: 0.0..=1.0, scale: Linear,
        meaning: "Fraction of the population that fires on a click (at least one neuron).",
        equation: "",
        source: "",
        flags: [Advanced],
    }
}

crate::param_specs! {
    as "gap_junction":
    G_C = g_c_nS: number {
        symbol: "g_c", unit: NS, default: 1.0, range: 0.0..=100.0, scale: Log,
        meaning: "Conductance between the two cells.",
        equation: "I = g_c (V_1 − V_2);  coupling coefficient g_c/(g_c + g_L)",
        source: "electrically coupled interneurons: about 1 nS",
    }
}

/// Every parameter that a population has of its own.
pub const POPULATION_SPECS: [&ParamSpec; 2] = [&N, &VOLLEY];
/// Every parameter of a gap junction.
pub const GAP_JUNCTION_SPECS: [&ParamSpec; 1] = [&G_C];

impl Population {
    /// The fraction of its neurons that a click fires if nothing else is said.
    #[must_use]
    pub fn default_volley_fraction() -> f64 {
        VOLLEY.default_number()
    }
}

impl GapJunction {
    /// The conductance that a gap junction has if nothing else is said [nS].
    #[must_use]
    pub fn default_g_c_nS() -> f64 {
        G_C.default_number()
    }
}

impl ParamSet for GapJunction {
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value)) {
        visit(&G_C, Value::Number(self.g_c_nS));
    }

    fn set(&mut self, key: &str, value: Value) -> bool {
        match (key, value) {
            ("g_c_nS", Value::Number(conductance)) => self.g_c_nS = conductance,
            _ => return false,
        }
        true
    }
}

impl ParamSet for Population {
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value)) {
        if let Some(kind) = self.kind.inner() {
            kind.visit(visit);
        }
        visit(&N, Value::Count(self.n));
        visit(&VOLLEY, Value::Number(self.volley_fraction));
    }

    fn set(&mut self, key: &str, value: Value) -> bool {
        match (key, &value) {
            ("n", Value::Count(n)) => self.n = *n,
            ("volley_fraction", Value::Number(fraction)) => self.volley_fraction = *fraction,
            _ => return self.kind.inner_mut().is_some_and(|kind| kind.set(key, value)),
        }
        true
    }

    fn apply_rules(&self, spec: &ParamSpec, dt_ms: f64, bounds: &mut Bounds) {
        if let Some(kind) = self.kind.inner() {
            kind.apply_rules(spec, dt_ms, bounds);
        }
    }

    fn is_relevant(&self, key: &str) -> bool {
        self.kind.inner().is_none_or(|kind| kind.is_relevant(key))
    }

    fn named_sets(&self) -> &'static [NamedSet] {
        self.kind.inner().map_or(&[], |kind| kind.named_sets())
    }
}

impl NetworkParts {
    /// The parameters of a target.
    #[must_use]
    pub fn param_set(&self, target: Target) -> Option<&dyn ParamSet> {
        let projection = |id| self.projections.iter().find(|projection| projection.id == id);
        match target {
            Target::Run => None,
            Target::Standalone => self.standalone.as_ref()?.params().map(|own| own as &dyn ParamSet),
            Target::Population(id) => {
                self.populations.iter().find(|p| p.id == id).map(|p| p as &dyn ParamSet)
            }
            Target::Stimulus { population, stimulus } => {
                let owner = self.populations.iter().find(|p| p.id == population)?;
                owner.stimuli.iter().find(|s| s.id == stimulus)?.kind.inner().map(|s| s as &dyn ParamSet)
            }
            Target::Projection(id) => projection(id).map(|p| p as &dyn ParamSet),
            Target::Receptor { projection: id, receptor } => {
                projection(id)?.receptor(receptor)?.inner().map(|r| r as &dyn ParamSet)
            }
            Target::Kinetics { projection: id, receptor } => {
                let kinetics = projection(id)?.receptor(receptor)?.inner()?.kinetics();
                kinetics.inner().map(|k| k as &dyn ParamSet)
            }
            Target::Release(id) => projection(id)?.release.inner().map(|r| r as &dyn ParamSet),
            Target::Plasticity(id) => Some(projection(id)?.plasticity.params().unwrap_or(&NoParams)),
            Target::GapJunction(id) => {
                self.gap_junctions.iter().find(|junction| junction.id == id).map(|j| j as &dyn ParamSet)
            }
        }
    }

    /// The parameters of a target, for changing.
    pub fn param_set_mut(&mut self, target: Target) -> Option<&mut (dyn ParamSet + 'static)> {
        fn receptor(projection: &mut Projection, key: ReceptorKey) -> Option<&mut Receptor> {
            projection.receptors.iter_mut().find(|receptor| receptor.key() == key)
        }
        match target {
            Target::Run => None,
            Target::Standalone => self.standalone.as_mut()?.params_mut(),
            Target::Population(id) => {
                self.populations.iter_mut().find(|p| p.id == id).map(|p| p as &mut (dyn ParamSet + 'static))
            }
            Target::Stimulus { population, stimulus } => {
                let owner = self.populations.iter_mut().find(|p| p.id == population)?;
                let stimulus = owner.stimuli.iter_mut().find(|s| s.id == stimulus)?;
                stimulus.kind.inner_mut().map(|s| s as &mut (dyn ParamSet + 'static))
            }
            Target::Projection(id) => self.projection_mut(id).map(|p| p as &mut (dyn ParamSet + 'static)),
            Target::Receptor { projection, receptor: key } => {
                receptor(self.projection_mut(projection)?, key)?
                    .inner_mut()
                    .map(|r| r as &mut (dyn ParamSet + 'static))
            }
            Target::Kinetics { projection, receptor: key } => {
                let kinetics = receptor(self.projection_mut(projection)?, key)?.inner_mut()?.kinetics_mut();
                kinetics.inner_mut().map(|k| k as &mut (dyn ParamSet + 'static))
            }
            Target::Release(id) => {
                self.projection_mut(id)?.release.inner_mut().map(|r| r as &mut (dyn ParamSet + 'static))
            }
            Target::Plasticity(id) => self.projection_mut(id)?.plasticity.params_mut(),
            Target::GapJunction(id) => {
                let junction = self.gap_junctions.iter_mut().find(|junction| junction.id == id);
                junction.map(|j| j as &mut (dyn ParamSet + 'static))
            }
        }
    }

    /// Puts a mechanism of another kind in the place of one: with the values that it has there, or the defaults. Whether
    /// there is such a place; a mechanism of another family, such as kinetics in the place of a neuron, finds none.
    #[must_use]
    pub fn choose_kind(&mut self, target: Target, kind: MechanismKey) -> bool {
        match (target, kind) {
            (Target::Kinetics { projection, receptor }, MechanismKey::Kinetics(kind)) => {
                let model = self.receptor_mut(projection, receptor).and_then(Receptor::inner_mut);
                model.map(|model| *model.kinetics_mut() = model.kinetics_of_kind(kind)).is_some()
            }
            (Target::Release(id), MechanismKey::Release(kind)) => {
                self.projection_mut(id).map(|own| own.release = kind.make()).is_some()
            }
            (Target::Plasticity(id), MechanismKey::Plasticity(kind)) => {
                self.projection_mut(id).map(|own| own.plasticity = kind.make()).is_some()
            }
            (Target::Receptor { projection, receptor }, MechanismKey::Receptor(kind)) => {
                self.receptor_mut(projection, receptor).map(|own| *own = kind.make()).is_some()
            }
            (Target::Population(id), MechanismKey::Neuron(kind)) => {
                let Some(population) = self.populations.iter_mut().find(|own| own.id == id) else {
                    return false;
                };
                let mut new = kind.make();
                // What both have stays.
                if let (Some(old), Some(new)) = (population.kind.inner(), new.inner_mut()) {
                    old.visit(&mut |spec, value| {
                        if new.get(spec.key).is_some_and(|(own, _)| std::ptr::eq(own, spec)) {
                            new.set(spec.key, value);
                        }
                    });
                }
                population.kind = new;
                true
            }
            (Target::Stimulus { population, stimulus }, MechanismKey::Stimulus(kind)) => {
                let population = self.populations.iter_mut().find(|own| own.id == population);
                let own = population.and_then(|own| own.stimuli.iter_mut().find(|own| own.id == stimulus));
                own.map(|own| own.kind = kind.make()).is_some()
            }
            _ => false,
        }
    }

    /// Which mechanism stands in a place, if one does.
    #[must_use]
    pub fn kind_of(&self, target: Target) -> Option<MechanismKey> {
        let projection = |id| self.projections.iter().find(|projection| projection.id == id);
        Some(match target {
            Target::Population(id) => self.populations.iter().find(|own| own.id == id)?.kind.key().into(),
            Target::Stimulus { population, stimulus } => {
                let owner = self.populations.iter().find(|own| own.id == population)?;
                owner.stimuli.iter().find(|own| own.id == stimulus)?.kind.key().into()
            }
            Target::Receptor { projection: id, receptor } => projection(id)?.receptor(receptor)?.key().into(),
            Target::Kinetics { projection: id, receptor } => {
                projection(id)?.receptor(receptor)?.inner()?.kinetics().key().into()
            }
            Target::Release(id) => projection(id)?.release.key().into(),
            Target::Plasticity(id) => projection(id)?.plasticity.key().into(),
            Target::Run | Target::Projection(_) | Target::GapJunction(_) | Target::Standalone => return None,
        })
    }

    fn receptor_mut(&mut self, projection: u32, key: ReceptorKey) -> Option<&mut Receptor> {
        self.projection_mut(projection)?.receptors.iter_mut().find(|receptor| receptor.key() == key)
    }

    fn projection_mut(&mut self, id: u32) -> Option<&mut Projection> {
        self.projections.iter_mut().find(|projection| projection.id == id)
    }
}
