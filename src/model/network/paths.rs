//! Everything that has parameters, in the order of the document, and the paths by which people and files name it.

use super::{Address, NetworkParts, Target, UnknownPath};
use crate::message::nearest_path;
use crate::model::receptor::Receptor;
use crate::model::standalone::Standalone;
use crate::param::{NoParams, ParamSet, ParamSpec, Value};

impl NetworkParts {
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
        targets.extend(self.standalone.is_some().then_some(Target::Standalone));
        targets
    }

    /// The path of a target, as people write it.
    #[must_use]
    pub fn target_path(&self, target: Target) -> String {
        let name = match target.object() {
            Some(object) => self.name_of(object),
            None => self.standalone.as_ref().map(|own| own.key().name()),
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
            Target::Run => format!("run.{key}"),
            Target::Standalone => format!("model.{key}"),
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
        if let Some((model, set)) = self.standalone.as_ref().and_then(|own| Some((own, own.params()?))) {
            visit(Target::Standalone, model.key().name(), set);
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
        if let Some(set) = self.standalone.as_mut().and_then(Standalone::params_mut) {
            visit(set);
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
