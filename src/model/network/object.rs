//! Objects of a network as such: their names, how they come and how they go.

use std::collections::{BTreeMap, BTreeSet};

use super::{GapJunction, NetworkParts, Population, Projection, Target};

/// An object of a network, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    /// A population.
    Population(u32),
    /// A projection.
    Projection(u32),
    /// A gap junction.
    GapJunction(u32),
}

impl Object {
    /// Its id.
    #[must_use]
    pub fn id(self) -> u32 {
        match self {
            Self::Population(id) | Self::Projection(id) | Self::GapJunction(id) => id,
        }
    }
}

impl Target {
    /// The object of the network that a part belongs to; none for the run and for a model without neurons.
    #[must_use]
    pub fn object(self) -> Option<Object> {
        Some(match self {
            Self::Population(id) | Self::Stimulus { population: id, .. } => Object::Population(id),
            Self::Projection(id)
            | Self::Receptor { projection: id, .. }
            | Self::Kinetics { projection: id, .. }
            | Self::Release(id)
            | Self::Plasticity(id) => Object::Projection(id),
            Self::GapJunction(id) => Object::GapJunction(id),
            Self::Run | Self::Standalone => return None,
        })
    }
}

impl From<Object> for Target {
    /// An object as the owner of what is its own.
    fn from(object: Object) -> Self {
        match object {
            Object::Population(id) => Self::Population(id),
            Object::Projection(id) => Self::Projection(id),
            Object::GapJunction(id) => Self::GapJunction(id),
        }
    }
}

impl NetworkParts {
    /// Every object, in the order of the document.
    pub fn objects(&self) -> impl Iterator<Item = Object> {
        let populations = self.populations.iter().map(|population| Object::Population(population.id));
        let projections = self.projections.iter().map(|projection| Object::Projection(projection.id));
        let junctions = self.gap_junctions.iter().map(|junction| Object::GapJunction(junction.id));
        populations.chain(projections).chain(junctions)
    }

    /// The name of an object.
    #[must_use]
    pub fn name_of(&self, object: Object) -> Option<&str> {
        match object {
            Object::Population(id) => self.populations.iter().find(|p| p.id == id).map(|p| p.name.as_str()),
            Object::Projection(id) => self.projections.iter().find(|p| p.id == id).map(|p| p.name.as_str()),
            Object::GapJunction(id) => {
                self.gap_junctions.iter().find(|j| j.id == id).map(|j| j.name.as_str())
            }
        }
    }

    /// Gives objects other names. What joins populations is called after them, unless it was given a name.
    pub fn rename(&mut self, names: &[(Object, String)]) {
        let is_named = |object| names.iter().any(|(own, _)| *own == object);
        let touches = |id| is_named(Object::Population(id));
        let derives = |name: &str, ends: (u32, u32), object| {
            (touches(ends.0) || touches(ends.1)) && !is_named(object) && self.is_called_after(name, ends)
        };
        let projections = self.projections.iter().filter_map(|one| {
            let (object, ends) = (Object::Projection(one.id), (one.from, one.to));
            derives(&one.name, ends, object).then_some((object, ends))
        });
        let junctions = self.gap_junctions.iter().filter_map(|one| {
            let object = Object::GapJunction(one.id);
            derives(&one.name, one.between, object).then_some((object, one.between))
        });
        let following: Vec<(Object, (u32, u32))> = projections.chain(junctions).collect();
        for (object, name) in names {
            self.set_name(*object, name);
        }
        // None of them stands in the way of another.
        for (object, _) in &following {
            self.set_name(*object, "");
        }
        for (object, ends) in following {
            let name = self.free_name(&self.name_between(ends.0, ends.1));
            self.set_name(object, &name);
        }
    }

    /// Whether what joins two populations has the name that it was made with.
    fn is_called_after(&self, name: &str, ends: (u32, u32)) -> bool {
        let wanted = self.name_between(ends.0, ends.1);
        let number = name.strip_prefix(&stem(&wanted));
        name == wanted
            || number.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    }

    fn set_name(&mut self, object: Object, name: &str) {
        let own = match object {
            Object::Population(id) => self.populations.iter_mut().find(|p| p.id == id).map(|p| &mut p.name),
            Object::Projection(id) => self.projections.iter_mut().find(|p| p.id == id).map(|p| &mut p.name),
            Object::GapJunction(id) => {
                self.gap_junctions.iter_mut().find(|j| j.id == id).map(|j| &mut j.name)
            }
        };
        if let Some(own) = own {
            name.clone_into(own);
        }
    }

    /// Removes objects, and with a population what begins or ends there.
    pub fn remove(&mut self, objects: &BTreeSet<Object>) {
        let has = |object| objects.contains(&object);
        let gone = |id| has(Object::Population(id));
        self.populations.retain(|population| !gone(population.id));
        self.projections.retain(|one| !has(Object::Projection(one.id)) && !gone(one.from) && !gone(one.to));
        self.gap_junctions
            .retain(|one| !has(Object::GapJunction(one.id)) && !gone(one.between.0) && !gone(one.between.1));
    }

    /// Only the populations among these objects, with all that joins them.
    #[must_use]
    pub fn only(&self, objects: &BTreeSet<Object>) -> Self {
        let has = |id| objects.contains(&Object::Population(id));
        let populations = self.populations.iter().filter(|population| has(population.id)).cloned();
        let projections = self.projections.iter().filter(|one| has(one.from) && has(one.to)).cloned();
        let junctions =
            self.gap_junctions.iter().filter(|one| has(one.between.0) && has(one.between.1)).cloned();
        Self {
            populations: populations.collect(),
            projections: projections.collect(),
            gap_junctions: junctions.collect(),
            standalone: None,
        }
    }

    /// Adds the objects of another network under ids that `fresh` gives and names that are free. What each id has become.
    pub fn add_all(&mut self, other: Self, fresh: &mut dyn FnMut() -> u32) -> BTreeMap<u32, u32> {
        let mut ids = BTreeMap::new();
        for population in other.populations {
            let (id, name) = (fresh(), self.free_name(&population.name));
            ids.insert(population.id, id);
            let mut stimuli = population.stimuli;
            for stimulus in &mut stimuli {
                stimulus.id = fresh();
            }
            self.populations.push(Population { id, name, stimuli, ..population });
        }
        let end = |ids: &BTreeMap<u32, u32>, id: u32| ids.get(&id).copied().unwrap_or(id);
        for projection in other.projections {
            let id = fresh();
            let (from, to) = (end(&ids, projection.from), end(&ids, projection.to));
            let name = self.free_name(&self.name_between(from, to));
            ids.insert(projection.id, id);
            self.projections.push(Projection { id, name, from, to, ..projection });
        }
        for junction in other.gap_junctions {
            let id = fresh();
            let between = (end(&ids, junction.between.0), end(&ids, junction.between.1));
            let name = self.free_name(&self.name_between(between.0, between.1));
            ids.insert(junction.id, id);
            self.gap_junctions.push(GapJunction { id, name, between, ..junction });
        }
        ids
    }

    /// What joins two populations is called after them.
    #[must_use]
    pub fn name_between(&self, from: u32, to: u32) -> String {
        let name = |id| self.name_of(Object::Population(id)).unwrap_or("?");
        let name: String = format!("{}-{}", name(from), name(to)).chars().take(56).collect();
        name.trim_end().to_owned()
    }

    /// A name that nothing has: this one, or a number that nothing has in the place of one, or this one with a letter.
    #[must_use]
    pub fn free_name(&self, wanted: &str) -> String {
        let taken: BTreeSet<&str> = self.objects().filter_map(|object| self.name_of(object)).collect();
        if !taken.contains(wanted) {
            return wanted.to_owned();
        }
        if wanted.parse::<u32>().is_ok() {
            return self.free_number();
        }
        let stem = stem(wanted);
        (2..u32::MAX)
            .map(|number| format!("{stem}{number}"))
            .find(|name| !taken.contains(name.as_str()))
            .unwrap_or(stem)
    }

    /// The least number that is not a name yet.
    #[must_use]
    pub fn free_number(&self) -> String {
        let taken: BTreeSet<&str> = self.objects().filter_map(|object| self.name_of(object)).collect();
        (0..u32::MAX)
            .map(|number| number.to_string())
            .find(|name| !taken.contains(name.as_str()))
            .unwrap_or_default()
    }
}

/// What stands before the number that makes a name a free one.
fn stem(wanted: &str) -> String {
    let stem: String = wanted.trim_end_matches(|c: char| c.is_ascii_digit()).chars().take(56).collect();
    if stem.ends_with('-') { wanted.chars().take(56).collect::<String>() + "_" } else { stem }
}

impl super::Network {
    /// Calls `word` with the bits of every parameter's key and value, in order.
    pub fn parameter_words(&self, word: &mut dyn FnMut(u64)) {
        self.parts().visit(&mut |_, spec, value| {
            spec.key.bytes().for_each(|byte| word(u64::from(byte)));
            match value {
                crate::param::Value::Number(number) => word(number.to_bits()),
                crate::param::Value::Count(count) => word(count),
                crate::param::Value::Choice(index) => word(index as u64),
                crate::param::Value::List(numbers) => {
                    numbers.iter().for_each(|number| word(number.to_bits()));
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::neuron::NeuronKind;
    use crate::model::receptor::Receptor;

    fn parts() -> NetworkParts {
        let kind = || NeuronKind::all().remove(0);
        let projection = Projection::new(2, 0, 1, vec![Receptor::all().remove(0)]);
        NetworkParts {
            populations: vec![Population::new(0, 1, kind()), Population::new(1, 1, kind())],
            projections: vec![projection],
            ..NetworkParts::default()
        }
    }

    #[test]
    fn names_stay_different() {
        let mut parts = parts();
        let mut next = 10;
        let mut fresh = || {
            next += 1;
            next
        };
        for _ in 0..3 {
            let copy = parts.clone();
            parts.add_all(copy, &mut fresh);
            assert!(crate::model::network::Network::new(parts.clone()).is_ok());
        }
        assert_eq!((parts.populations.len(), parts.projections.len()), (16, 8));
        assert_eq!(parts.free_name("exc"), "exc");
        parts.populations[0].name = "exc".to_owned();
        assert_eq!(parts.free_name("exc"), "exc2");
        parts.populations[1].name = "exc2".to_owned();
        assert_eq!((parts.free_name("exc"), parts.free_name("exc2")), ("exc3".to_owned(), "exc3".to_owned()));
        // Words stay apart by single spaces, and a name that is cut does not end in one.
        parts.populations[0].name = "Purkinje cell".to_owned();
        parts.populations[1].name = format!("{} x", "y".repeat(41));
        assert_eq!(parts.free_name("Purkinje cell"), "Purkinje cell2");
        assert_eq!(parts.name_between(0, 1), format!("Purkinje cell-{}", "y".repeat(41)));
        parts.populations[0].name = "cell 2".to_owned();
        assert_eq!(parts.free_name("cell 2"), "cell 3");
    }

    #[test]
    fn what_joins_follows_the_names_of_what_it_joins() {
        let mut parts = parts();
        let twin = |id, name: &str| {
            let own = Projection::new(id, 0, 1, vec![Receptor::all().remove(0)]);
            Projection { name: name.to_owned(), ..own }
        };
        parts.projections = vec![twin(2, "0-1"), twin(3, "0-1_2"), twin(4, "mine"), twin(5, "0-17")];
        let names = |parts: &NetworkParts| -> Vec<String> {
            parts.projections.iter().map(|own| own.name.clone()).collect()
        };
        parts.rename(&[(Object::Population(0), "E".to_owned()), (Object::Population(1), "I".to_owned())]);
        assert_eq!(names(&parts), ["E-I", "E-I2", "mine", "0-17"]);
        // Names may change places.
        parts.rename(&[(Object::Population(0), "I".to_owned()), (Object::Population(1), "E".to_owned())]);
        assert_eq!(names(&parts), ["I-E", "I-E2", "mine", "0-17"]);
        parts.rename(&[(Object::Projection(2), "own".to_owned()), (Object::Population(0), "A".to_owned())]);
        assert_eq!(names(&parts), ["own", "A-E", "mine", "0-17"], "a name that was given stays");
        parts.rename(&[(Object::Population(1), "B".to_owned())]);
        assert_eq!(names(&parts), ["own", "A-B", "mine", "0-17"]);
    }

    #[test]
    fn with_a_population_goes_what_joins_it() {
        let mut parts = parts();
        parts.remove(&BTreeSet::from([Object::Population(1)]));
        assert_eq!((parts.populations.len(), parts.projections.len()), (1, 0));
    }
}
