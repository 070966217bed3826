//! What is named or counted, and what comes of what is typed: a name for each object, or one that is numbered.

use crate::document::{Edit, Structure};
use crate::message::Message;
use crate::model::network::{Address, Network, Object, Target};
use crate::param::Value;
use crate::preset::Preset;

/// Objects being named or counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// Which, in the order in which names are given.
    pub(super) objects: Vec<Object>,
    /// Whether it asks for the number of neurons, and not for names.
    pub(super) counts: bool,
    /// What was typed.
    pub(super) typed: String,
    /// Whether the field was drawn, with what stood in it selected.
    pub(super) is_drawn: bool,
    /// Why what was typed is refused.
    pub(super) reason: Option<Message>,
}

impl Naming {
    /// Asks for the names of objects: of the populations among them, if there are any, as what joins them follows.
    pub fn of_names(objects: &[Object], network: &Network) -> Option<Self> {
        let populations = objects.iter().copied().filter(|own| matches!(own, Object::Population(_)));
        let mut named: Vec<Object> = populations.collect();
        if named.is_empty() {
            named = objects.to_vec();
        }
        let names: Vec<&str> = named.iter().filter_map(|own| network.parts().name_of(*own)).collect();
        (!names.is_empty()).then(|| Self::new(named.clone(), false, names.join(", ")))
    }

    /// Asks how many neurons a population has.
    pub fn of_count(population: u32, network: &Network) -> Option<Self> {
        let n = network.population(population)?.n;
        Some(Self::new(vec![Object::Population(population)], true, n.to_string()))
    }

    fn new(objects: Vec<Object>, counts: bool, typed: String) -> Self {
        Self { objects, counts, typed, is_drawn: false, reason: None }
    }

    /// The edit that does what was typed.
    pub(super) fn edit(&self, preset: &Preset) -> Result<Edit, Message> {
        if self.counts {
            let count = |object: &Object| n_of(*object);
            let addresses: Vec<Address> = self.objects.iter().map(count).collect();
            let value = preset.read_value_of_all(&addresses, self.typed.trim())?;
            return Ok(Edit::SetValues(addresses.into_iter().map(|own| (own, value.clone())).collect()));
        }
        let given: Vec<(&str, Option<u64>)> = self.typed.split(',').map(|own| counted(own.trim())).collect();
        let wanted: Vec<(String, Option<u64>)> = match (&given[..], self.objects.len()) {
            (_, n) if given.len() == n => given.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect(),
            // One name for several is numbered.
            ([(name, count)], n) => (1..=n).map(|number| (format!("{name}{number}"), *count)).collect(),
            (_, n) => {
                return Err(Message::new("naming-number").with("given", given.len()).with("count", n));
            }
        };
        let named = self.objects.iter().zip(&wanted);
        let renamed: Vec<(Object, String)> =
            named.clone().map(|(object, (name, _))| (*object, name.clone())).collect();
        let numbers: Vec<(Address, Value)> = named
            .filter(|(object, _)| matches!(object, Object::Population(_)))
            .filter_map(|(object, (_, n))| Some((n_of(*object), Value::Count((*n)?))))
            .collect();
        let rename = Edit::Structure(Structure::Rename(renamed));
        Ok(if numbers.is_empty() { rename } else { Edit::Each(vec![rename, Edit::SetValues(numbers)]) })
    }
}

/// The number of neurons of a population.
fn n_of(population: Object) -> Address {
    Address { target: Target::from(population), key: "n" }
}

/// A name, and the number of neurons that stands behind it: `E ×80`, `E*80`, `E x80`.
fn counted(written: &str) -> (&str, Option<u64>) {
    let signs = [("×", written.rfind('×')), ("*", written.rfind('*')), (" x", written.rfind(" x"))];
    for (sign, at) in signs {
        let Some(at) = at else { continue };
        if let Ok(n) = written[at + sign.len()..].trim().parse() {
            return (written[..at].trim_end(), Some(n));
        }
    }
    (written, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_a_name_is_read_as_such() {
        for (written, name, n) in [
            ("E", "E", None),
            ("E ×80", "E", Some(80)),
            ("E×80", "E", Some(80)),
            ("E*20", "E", Some(20)),
            ("Purkinje cell x 5", "Purkinje cell", Some(5)),
            ("x2", "x2", None),
            ("E ×", "E ×", None),
            ("E ×many", "E ×many", None),
        ] {
            assert_eq!(counted(written), (name, n), "{written}");
        }
    }
}
