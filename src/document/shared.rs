//! What several objects have in common: the parts that all have, and of each parameter the value that they share.

use std::collections::BTreeSet;

use crate::model::mechanism::MechanismKey;
use crate::model::network::{Address, Network, Object, Part, Target};
use crate::param::{ParamSpec, Value};
use crate::preset::Preset;

/// Objects of one sort among those that are selected.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The objects, in the order of the document.
    pub objects: Vec<Object>,
    /// The parts that all of them have, in the order in which a panel shows them.
    pub parts: Vec<SharedPart>,
}

/// A part that several objects have.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedPart {
    /// Which part it is.
    pub part: Part,
    /// It, of each object.
    pub targets: Vec<Target>,
    /// The kinds that it has in them, each once; empty where it has none.
    pub kinds: BTreeSet<MechanismKey>,
    /// The parameters that it has in all of them.
    pub rows: Vec<SharedValue>,
}

/// A parameter that several objects have.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedValue {
    /// The parameter, as the first object has it.
    pub spec: &'static ParamSpec,
    /// It, of each object.
    pub addresses: Vec<Address>,
    /// The value, if all have the same.
    pub value: Option<Value>,
}

/// What the selected objects of each sort have in common: populations, projections, gap junctions.
#[must_use]
pub fn shared(network: &Network, selected: &BTreeSet<Object>) -> Vec<Alike> {
    let is_sort =
        |like: Object| move |own: &Object| std::mem::discriminant(own) == std::mem::discriminant(&like);
    let present: Vec<Object> = network.parts().objects().filter(|own| selected.contains(own)).collect();
    let sorts = [Object::Population(0), Object::Projection(0), Object::GapJunction(0)];
    let of_sort = sorts.map(|sort| present.iter().copied().filter(is_sort(sort)).collect::<Vec<_>>());
    of_sort.into_iter().filter(|objects| !objects.is_empty()).map(|objects| alike(network, objects)).collect()
}

fn alike(network: &Network, objects: Vec<Object>) -> Alike {
    let mut parts: Vec<SharedPart> = Vec::new();
    let chosen: BTreeSet<Object> = objects.iter().copied().collect();
    network.parts().visit_parts(&chosen, &mut |is_first, part, target, kind, set| {
        let at = match parts.iter().position(|own| own.part == part) {
            Some(at) => at,
            None if is_first => {
                let new = SharedPart { part, targets: Vec::new(), kinds: BTreeSet::new(), rows: Vec::new() };
                parts.push(new);
                parts.len() - 1
            }
            None => return,
        };
        let own = &mut parts[at];
        own.targets.push(target);
        own.kinds.extend(kind);
        let n_before = own.targets.len() - 1;
        set.visit(&mut |spec, value| {
            if !set.is_relevant(spec.key) {
                return;
            }
            let address = Address { target, key: spec.key };
            if is_first {
                own.rows.push(SharedValue { spec, addresses: vec![address], value: Some(value) });
                return;
            }
            let row = own.rows.iter_mut().find(|row| is_same(row.spec, spec));
            if let Some(row) = row.filter(|row| row.addresses.len() == n_before) {
                row.addresses.push(address);
                if row.value.as_ref() != Some(&value) {
                    row.value = None;
                }
            }
        });
    });
    parts.retain(|part| part.targets.len() == objects.len());
    for part in &mut parts {
        part.rows.retain(|row| row.addresses.len() == objects.len());
    }
    Alike { objects, parts }
}

/// Whether two mechanisms mean the same by a parameter.
fn is_same(one: &'static ParamSpec, other: &'static ParamSpec) -> bool {
    let kinds = (std::mem::discriminant(&one.kind), std::mem::discriminant(&other.kind));
    std::ptr::eq(one, other)
        || (one.key, one.symbol, one.unit) == (other.key, other.symbol, other.unit) && kinds.0 == kinds.1
}

/// The values of an object, to be given to others.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// The sort of objects that may take them, as any of them.
    sort: std::mem::Discriminant<Object>,
    values: Vec<(Part, &'static ParamSpec, Value)>,
}

/// Parameters that are no property of what an object is: how many there are of it.
const NOT_TAKEN: [&str; 1] = ["n"];

impl Values {
    /// All values of an object, except for how many neurons it has.
    #[must_use]
    pub fn of(preset: &Preset, object: Object) -> Self {
        let parts = preset.network().parts();
        let mut values = Vec::new();
        for (part, target) in parts.parts_of(object) {
            let Some(set) = parts.param_set(target) else { continue };
            set.visit(&mut |spec, value| {
                if !NOT_TAKEN.contains(&spec.key) {
                    values.push((part, spec, value));
                }
            });
        }
        Self { sort: std::mem::discriminant(&object), values }
    }

    /// Number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether an object is of the sort that may take them.
    #[must_use]
    pub fn suits(&self, object: Object) -> bool {
        std::mem::discriminant(&object) == self.sort
    }

    /// What other objects take of them: those parameters that they have too.
    #[must_use]
    pub fn for_objects(&self, preset: &Preset, objects: &[Object]) -> Vec<(Address, Value)> {
        let parts = preset.network().parts();
        let mut taken = Vec::new();
        for object in objects.iter().copied().filter(|object| self.suits(*object)) {
            for (part, target) in parts.parts_of(object) {
                let Some(set) = parts.param_set(target) else { continue };
                let own = self.values.iter().filter(|(of, ..)| *of == part);
                for (_, spec, value) in own {
                    if let Some((other, _)) = set.get(spec.key)
                        && is_same(spec, other)
                    {
                        let address = Address { target, key: other.key };
                        taken.push((address, value.clone()));
                    }
                }
            }
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Edit, Structure};
    use crate::model::neuron::NeuronKey;

    fn three() -> (Document, Vec<Object>) {
        let mut document = Document::untitled(Preset::empty("x"));
        let mut objects = Vec::new();
        for kind in [NeuronKey::Lif, NeuronKey::Lif, NeuronKey::Adex] {
            let add = Edit::Structure(Structure::Add { kind, n: 1, at: (0.0, 0.0) });
            objects.extend(document.apply(&add, None).unwrap().added);
        }
        (document, objects)
    }

    fn row<'a>(alike: &'a Alike, key: &str) -> Option<&'a SharedValue> {
        alike.parts[0].rows.iter().find(|row| row.spec.key == key)
    }

    #[test]
    fn several_share_what_all_have() {
        let (mut document, objects) = three();
        let of = |document: &Document, objects: &[Object]| {
            shared(document.preset().network(), &objects.iter().copied().collect())
        };
        let two = of(&document, &objects[..2]);
        assert_eq!((two.len(), two[0].parts.len(), two[0].parts[0].kinds.len()), (1, 1, 1));
        assert!(row(&two[0], "V_th_mV").unwrap().value.is_some());
        let address = row(&two[0], "I_app_pA").unwrap().addresses[1];
        document.apply(&Edit::SetValue { address, value: Value::Number(7.0) }, None).unwrap();
        let three = of(&document, &objects);
        assert_eq!(three[0].parts[0].kinds.len(), 2);
        assert!(row(&three[0], "I_app_pA").unwrap().value.is_none(), "they differ");
        assert!(row(&three[0], "V_th_mV").is_none(), "the third has none");
        assert_eq!(row(&three[0], "I_app_pA").unwrap().addresses.len(), 3);
        assert_eq!(row(&three[0], "n").unwrap().value, Some(Value::Count(1)));
    }

    #[test]
    fn values_are_given_to_what_has_them() {
        let (mut document, objects) = three();
        let preset = document.preset().clone();
        let current = preset.find("populations.0.I_app_pA").unwrap();
        document.apply(&Edit::SetValue { address: current, value: Value::Number(120.0) }, None).unwrap();
        let values = Values::of(document.preset(), objects[0]);
        let given = values.for_objects(document.preset(), &objects[1..]);
        document.apply(&Edit::SetValues(given), None).unwrap();
        for path in ["populations.1.I_app_pA", "populations.2.I_app_pA"] {
            let address = document.preset().find(path).unwrap();
            assert_eq!(document.preset().get(address).unwrap().1, Value::Number(120.0), "{path}");
        }
        assert!(document.undo().is_some());
        assert_eq!(
            document.preset().get(preset.find("populations.1.I_app_pA").unwrap()),
            preset.get(preset.find("populations.1.I_app_pA").unwrap())
        );
    }
}
