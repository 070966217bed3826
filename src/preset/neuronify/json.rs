//! Values in JSON, with the path that leads to each.

use serde_json::Value;

use crate::message::Message;
use crate::model::problem::{Fault, Problem};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    value: &'a Value,
    /// The way to it: `nodes[3].savedProperties`.
    pub path: String,
}

/// Something wrong at a path.
pub(super) fn wrong(path: impl Into<String>, what: Message) -> Problem {
    let path: String = path.into();
    Problem::new(path.clone(), path, Fault::Syntax { what, hint: None })
}

impl<'a> Place<'a> {
    /// The whole text.
    pub fn root(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// What stands under a key, if anything does.
    pub fn get(&self, key: &str) -> Option<Place<'a>> {
        self.value.get(key).map(|value| Place { value, path: self.path_to(key) })
    }

    /// The keys of an object.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.value.as_object().into_iter().flat_map(|object| object.keys().map(String::as_str))
    }

    /// A number under a key, if there is something; what is no finite number is wrong.
    pub fn number(&self, key: &str, problems: &mut Vec<Problem>) -> Option<f64> {
        let place = self.get(key)?;
        let number = place.value.as_f64().filter(|number| number.is_finite());
        if number.is_none() {
            problems.push(wrong(place.path, Message::new("neuronify-no-number")));
        }
        number
    }

    /// A text under a key, if there is something.
    pub fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&'a str> {
        let place = self.get(key)?;
        let text = place.value.as_str();
        if text.is_none() {
            problems.push(wrong(place.path, Message::new("neuronify-no-text")));
        }
        text
    }

    /// Whether something is true; false if it is not there.
    pub fn truth(&self, key: &str, problems: &mut Vec<Problem>) -> bool {
        let Some(place) = self.get(key) else { return false };
        place.value.as_bool().unwrap_or_else(|| {
            problems.push(wrong(place.path, Message::new("neuronify-no-truth")));
            false
        })
    }

    /// The entries of a list under a key, which has to be there.
    pub fn list(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<Place<'a>> {
        let list = self.value.get(key).and_then(Value::as_array);
        let Some(list) = list else {
            problems.push(wrong(self.path_to(key), Message::new("neuronify-no-list")));
            return Vec::new();
        };
        let path = self.path_to(key);
        list.iter()
            .enumerate()
            .map(|(place, value)| Place { value, path: format!("{path}[{place}]") })
            .collect()
    }

    /// What stands under a key, or an empty object at its place.
    pub fn object(&self, key: &str) -> Place<'a> {
        self.get(key).unwrap_or_else(|| Place { value: &Value::Null, path: self.path_to(key) })
    }
}
