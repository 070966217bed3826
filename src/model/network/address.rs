//! Addresses: who owns which parameter, and the paths by which people name them.

use super::check::MAX_NEURONS;
use super::{GapJunction, NetworkParts, Object, Population, Projection};
use crate::message::{Message, nearest_path};
use crate::model::mechanism::MechanismKey;
use crate::model::problem::visible;
use crate::model::receptor::{Receptor, ReceptorKey};
use crate::param::{Bounds, NamedSet, NoParams, ParamSet, ParamSpec, Value};

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
}

impl Target {
    /// Its path, where the object that it belongs to has this name.
    fn path(self, name: &str) -> String {
        // A good name is shown as it is; a bad one may be megabytes long or turn the line round.
        let name = visible(name);
        match self {
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
            Target::Projection(_) | Target::GapJunction(_) => return None,
        })
    }

    fn receptor_mut(&mut self, projection: u32, key: ReceptorKey) -> Option<&mut Receptor> {
        self.projection_mut(projection)?.receptors.iter_mut().find(|receptor| receptor.key() == key)
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
        targets.extend(self.gap_junctions.iter().map(|junction| Target::GapJunction(junction.id)));
        targets
    }

    /// The path of a target, as people write it.
    #[must_use]
    pub fn target_path(&self, target: Target) -> String {
        let name = match target {
            Target::Population(id) | Target::Stimulus { population: id, .. } => {
                self.name_of(Object::Population(id))
            }
            Target::Projection(id)
            | Target::Receptor { projection: id, .. }
            | Target::Kinetics { projection: id, .. }
            | Target::Release(id)
            | Target::Plasticity(id) => self.name_of(Object::Projection(id)),
            Target::GapJunction(id) => self.name_of(Object::GapJunction(id)),
        };
        target.path(name.unwrap_or("?"))
    }

    /// The place of a target in the structure of a file.
    #[must_use]
    pub fn file_path_of(&self, target: Target) -> String {
        // That of any of its parameters, without the parameter.
        let path = self.file_path(target, "");
        path.trim_end_matches('.').to_owned()
    }

    /// The place of a parameter in the structure of a file.
    #[must_use]
    pub fn file_path(&self, target: Target, key: &str) -> String {
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
            Target::Projection(id) if matches!(key, "weight" | "w_low" | "w_high" | "w_mean" | "w_sd") => {
                format!("model.projections[{}].weights", projection(id))
            }
            Target::Projection(id) if matches!(key, "p_connect" | "in_degree") => {
                format!("model.projections[{}].connect", projection(id))
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
            Target::GapJunction(id) => {
                let at = self.gap_junctions.iter().position(|junction| junction.id == id).unwrap_or_default();
                format!("model.gap_junctions[{at}].{key}")
            }
        }
    }

    /// Calls `visit` with everything that has parameters, in the order of the document: what it is, the name of the object
    /// that it belongs to, and its parameters. A large network is walked once, while looking up every target would take the
    /// square of that.
    pub(super) fn walk<'a>(&'a self, visit: &mut dyn FnMut(Target, &'a str, &'a dyn ParamSet)) {
        for population in &self.populations {
            let (id, name) = (population.id, population.name.as_str());
            visit(Target::Population(id), name, population);
            for stimulus in &population.stimuli {
                if let Some(set) = stimulus.kind.inner() {
                    visit(Target::Stimulus { population: id, stimulus: stimulus.id }, name, set);
                }
            }
        }
        for projection in &self.projections {
            let (id, name) = (projection.id, projection.name.as_str());
            visit(Target::Projection(id), name, projection);
            for receptor in &projection.receptors {
                let (Some(model), key) = (receptor.inner(), receptor.key()) else { continue };
                visit(Target::Receptor { projection: id, receptor: key }, name, model);
                if let Some(kinetics) = model.kinetics().inner() {
                    visit(Target::Kinetics { projection: id, receptor: key }, name, kinetics);
                }
            }
            if let Some(release) = projection.release.inner() {
                visit(Target::Release(id), name, release);
            }
            visit(Target::Plasticity(id), name, projection.plasticity.params().unwrap_or(&NoParams));
        }
        for junction in &self.gap_junctions {
            visit(Target::GapJunction(junction.id), &junction.name, junction);
        }
    }

    /// Calls `visit` with everything that has parameters, for changing.
    fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut dyn ParamSet)) {
        for population in &mut self.populations {
            visit(population);
            for stimulus in &mut population.stimuli {
                if let Some(set) = stimulus.kind.inner_mut() {
                    visit(set);
                }
            }
        }
        for projection in &mut self.projections {
            visit(projection);
            for model in projection.receptors.iter_mut().filter_map(Receptor::inner_mut) {
                visit(model);
                if let Some(kinetics) = model.kinetics_mut().inner_mut() {
                    visit(kinetics);
                }
            }
            if let Some(release) = projection.release.inner_mut() {
                visit(release);
            }
            if let Some(plasticity) = projection.plasticity.inner_mut() {
                visit(plasticity);
            }
        }
        for junction in &mut self.gap_junctions {
            visit(junction);
        }
    }

    /// Calls `visit` with every parameter of the network.
    pub fn visit(&self, visit: &mut dyn FnMut(Address, &'static ParamSpec, Value)) {
        self.walk(&mut |target, _, set| {
            set.visit(&mut |spec, value| visit(Address { target, key: spec.key }, spec, value));
        });
    }

    /// Calls `visit` with every parameter of the network and its path.
    pub fn visit_paths(&self, visit: &mut dyn FnMut(String, Address, &'static ParamSpec)) {
        self.walk(&mut |target, name, set| {
            let path = target.path(name);
            set.visit(&mut |spec, _| {
                visit(format!("{path}.{}", spec.key), Address { target, key: spec.key }, spec);
            });
        });
    }

    /// The parameter at a path.
    #[must_use]
    pub fn look_up(&self, path: &str) -> Option<Address> {
        let mut found = None;
        self.walk(&mut |target, name, set| {
            if found.is_none()
                && let Some(key) =
                    path.strip_prefix(&target.path(name)).and_then(|rest| rest.strip_prefix('.'))
            {
                found = set.get(key).map(|(spec, _)| Address { target, key: spec.key });
            }
        });
        found
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
        self.look_up(path).ok_or_else(|| {
            let mut paths = Vec::new();
            self.visit_paths(&mut |candidate, _, _| paths.push(candidate));
            let suggestion = nearest_path(path, paths.iter().map(String::as_str), &[]).map(str::to_owned);
            UnknownPath { written: path.to_owned(), suggestion, advice: None }
        })
    }

    /// Writes zeros without a sign, so that equal networks are equal in every bit.
    pub fn normalise(&mut self) {
        self.walk_mut(&mut |set| {
            let mut zeros = Vec::new();
            set.visit(&mut |spec, value| {
                if matches!(value, Value::Number(number) if number == 0.0 && number.is_sign_negative()) {
                    zeros.push(spec.key);
                }
            });
            for key in zeros {
                set.set(key, Value::Number(0.0));
            }
        });
    }
}
