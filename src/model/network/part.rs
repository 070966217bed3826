//! Parts of objects, told apart without saying of which object: what several objects have in common, what one is likened
//! to, and what a new one has.

use std::collections::BTreeSet;

use super::{Address, NetworkParts, Object, Population, Projection, Target};
use crate::model::mechanism::MechanismKey;
use crate::model::receptor::{Receptor, ReceptorKey, ReceptorModel};
use crate::param::{NoParams, ParamSet, Value};

/// A part that an object may have, whichever object it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What is the object's own: of a population also what its neurons are.
    Own,
    /// One of a population's stimuli, by its place in their list.
    Stimulus(usize),
    /// The plasticity rule of a projection.
    Plasticity,
    /// A receptor of a projection.
    Receptor(ReceptorKey),
    /// The kinetics of a receptor of a projection.
    Kinetics(ReceptorKey),
    /// The release rule of a projection.
    Release,
}

/// Is called with a part: whether its object is the first of its sort, which part it is, whose, of which kind if it has one,
/// and its parameters.
pub type VisitPart<'a> = dyn FnMut(bool, Part, Target, Option<MechanismKey>, &dyn ParamSet) + 'a;

impl NetworkParts {
    /// The parts of an object, in the order in which a panel shows them; none of an object that is not there.
    #[must_use]
    pub fn parts_of(&self, object: Object) -> Vec<(Part, Target)> {
        match object {
            Object::Population(id) => {
                self.populations.iter().find(|own| own.id == id).map(parts_of_population)
            }
            Object::Projection(id) => {
                self.projections.iter().find(|own| own.id == id).map(parts_of_projection)
            }
            Object::GapJunction(id) => {
                let is_there = self.gap_junctions.iter().any(|own| own.id == id);
                is_there.then(|| vec![(Part::Own, Target::GapJunction(id))])
            }
        }
        .unwrap_or_default()
    }

    /// Calls `visit` with every part of some objects. The network is walked once.
    pub fn visit_parts(&self, objects: &BTreeSet<Object>, visit: &mut VisitPart<'_>) {
        let mut is_first = true;
        for own in self.populations.iter().filter(|own| objects.contains(&Object::Population(own.id))) {
            let mut stimuli = own.stimuli.iter();
            for (part, target) in parts_of_population(own) {
                let stimulus = if part == Part::Own { None } else { stimuli.next() };
                let kind = stimulus.map_or(own.kind.key().into(), |stimulus| stimulus.kind.key().into());
                let set: Option<&dyn ParamSet> = match stimulus {
                    Some(stimulus) => stimulus.kind.inner().map(|set| -> &dyn ParamSet { set }),
                    None => Some(own),
                };
                visit(is_first, part, target, Some(kind), set.unwrap_or(&NoParams));
            }
            is_first = false;
        }
        is_first = true;
        for own in self.projections.iter().filter(|own| objects.contains(&Object::Projection(own.id))) {
            for (part, target) in parts_of_projection(own) {
                let (kind, set) = part_of_projection(own, part);
                visit(is_first, part, target, kind, set.unwrap_or(&NoParams));
            }
            is_first = false;
        }
        is_first = true;
        for own in self.gap_junctions.iter().filter(|own| objects.contains(&Object::GapJunction(own.id))) {
            visit(is_first, Part::Own, Target::GapJunction(own.id), None, own);
            is_first = false;
        }
    }

    /// The value that a new mechanism of the kind that stands at an address has there.
    #[must_use]
    pub fn fresh_value(&self, address: Address) -> Option<Value> {
        let Address { target, key } = address;
        let projection = |id| self.projections.iter().find(|projection| projection.id == id);
        let found = match target {
            Target::Population(id) => {
                let kind = self.populations.iter().find(|own| own.id == id)?.kind.key().make();
                kind.inner()?.get(key)
            }
            Target::Stimulus { population, stimulus } => {
                let owner = self.populations.iter().find(|own| own.id == population)?;
                let kind = owner.stimuli.iter().find(|own| own.id == stimulus)?.kind.key().make();
                kind.inner()?.get(key)
            }
            Target::Receptor { receptor, .. } => receptor.make().inner()?.get(key),
            Target::Kinetics { projection: id, receptor } => {
                let now = projection(id)?.receptor(receptor)?.inner()?.kinetics().key();
                receptor.make().inner()?.kinetics_of_kind(now).inner()?.get(key)
            }
            Target::Release(id) => projection(id)?.release.key().make().inner()?.get(key),
            Target::Plasticity(id) => projection(id)?.plasticity.key().make().params()?.get(key),
            Target::Run | Target::Projection(_) | Target::GapJunction(_) => None,
            Target::Standalone => self.standalone.as_ref()?.key().make().inner()?.get(key),
        };
        found.map(|(_, value)| value)
    }
}

/// The parts of a population.
fn parts_of_population(population: &Population) -> Vec<(Part, Target)> {
    let id = population.id;
    let stimuli = population.stimuli.iter().enumerate();
    let stimuli = stimuli
        .map(|(index, own)| (Part::Stimulus(index), Target::Stimulus { population: id, stimulus: own.id }));
    std::iter::once((Part::Own, Target::Population(id))).chain(stimuli).collect()
}

/// The parts of a projection.
fn parts_of_projection(projection: &Projection) -> Vec<(Part, Target)> {
    let id = projection.id;
    let mut parts = vec![(Part::Plasticity, Target::Plasticity(id))];
    for receptor in projection.receptors.iter().map(Receptor::key) {
        parts.push((Part::Receptor(receptor), Target::Receptor { projection: id, receptor }));
        parts.push((Part::Kinetics(receptor), Target::Kinetics { projection: id, receptor }));
    }
    parts.extend([(Part::Release, Target::Release(id)), (Part::Own, Target::Projection(id))]);
    parts
}

/// The kind of a part of a projection, if it has one, and its parameters.
fn part_of_projection(own: &Projection, part: Part) -> (Option<MechanismKey>, Option<&dyn ParamSet>) {
    match part {
        Part::Own => (None, Some(own)),
        Part::Plasticity => {
            (Some(own.plasticity.key().into()), own.plasticity.params().map(|set| -> &dyn ParamSet { set }))
        }
        Part::Release => {
            (Some(own.release.key().into()), own.release.inner().map(|set| -> &dyn ParamSet { set }))
        }
        Part::Receptor(key) => {
            let set = own.receptor(key).and_then(Receptor::inner);
            (Some(key.into()), set.map(|set| -> &dyn ParamSet { set }))
        }
        Part::Kinetics(key) => {
            let kinetics = own.receptor(key).and_then(Receptor::inner).map(ReceptorModel::kinetics);
            let set = kinetics.and_then(|own| own.inner()).map(|set| -> &dyn ParamSet { set });
            (kinetics.map(|own| own.key().into()), set)
        }
        Part::Stimulus(_) => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::neuron::NeuronKey;

    /// Every part of every object leads to something, and what is new has the values of something new.
    #[test]
    fn what_is_new_has_the_values_of_something_new() {
        for receptor in ReceptorKey::ALL {
            for neuron in NeuronKey::ALL {
                let parts = NetworkParts {
                    populations: vec![
                        Population::new(0, 1, neuron.make()),
                        Population::new(1, 1, NeuronKey::Lif.make()),
                    ],
                    projections: vec![Projection::new(2, 0, 1, vec![receptor.make()])],
                    ..NetworkParts::default()
                };
                let mut n_values = 0;
                for (_, target) in [0, 1, 2]
                    .map(|id| if id == 2 { Object::Projection(id) } else { Object::Population(id) })
                    .into_iter()
                    .flat_map(|object| parts.parts_of(object))
                {
                    let set = parts.param_set(target).unwrap();
                    set.visit(&mut |spec, value| {
                        let fresh = parts.fresh_value(Address { target, key: spec.key });
                        assert!(
                            fresh.as_ref().is_none_or(|fresh| *fresh == value),
                            "{target:?} {}",
                            spec.key
                        );
                        n_values += usize::from(fresh.is_some());
                    });
                }
                assert!(5 < n_values, "{n_values}");
            }
        }
    }
}
