//! Circuits of Neuronify: JSON of nodes and edges, as its versions with the file formats 3 and 4 save them, read as a document.
//!
//! What has a counterpart is taken over; what has none is named. Currents of Neuronify's synapses do not depend on V, and
//! Bouton's do: the reversal potential is put so far away that they nearly do not.

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

mod json;
mod nodes;
mod wiring;

use serde_json::Value;

use super::error::LoadError;
use super::foreign::{self, Foreign};
use super::{Preset, load};
use crate::message::Message;
use crate::model::problem::{Fault, Problem};
use json::Place;

/// Versions of the file format that are read.
const VERSIONS: [f64; 2] = [3.0, 4.0];
/// Most objects that a note names; it says how many there are.
const MOST_NAMED: usize = 8;

/// A circuit as a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Circuit {
    /// The document.
    pub preset: Preset,
    /// What is not exactly as it was, or was left out.
    pub notes: Vec<Message>,
}

/// Whether a text is a circuit of Neuronify, right or wrong.
#[must_use]
pub fn is_circuit(bytes: &[u8]) -> bool {
    foreign::recognise(bytes, Foreign::Preset) == Some(Foreign::Neuronify)
}

/// Reads a circuit.
///
/// # Errors
/// If it is too long, no JSON, of another version, or holds what no document can.
pub fn parse(bytes: &[u8]) -> Result<Circuit, LoadError> {
    if load::MAX_BYTES < bytes.len() as u64 {
        return Err(LoadError::TooLong { limit: load::MAX_BYTES });
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(text).map_err(|error| LoadError::NotUtf8 { at: error.valid_up_to() })?;
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let what = Message::new("neuronify-no-json").with("detail", &error);
        let mut problem = Problem::new("", "", Fault::Syntax { what, hint: None });
        problem.place = Some((error.line(), error.column()));
        LoadError::invalid(vec![problem])
    })?;
    let mut problems = Vec::new();
    let root = Place::root(&value);
    let version = root.number("fileFormatVersion", &mut problems);
    if problems.is_empty() && !version.is_some_and(|version| VERSIONS.contains(&version)) {
        let shown = version.map_or_else(|| "?".to_owned(), |version| version.to_string());
        problems
            .push(json::wrong("fileFormatVersion", Message::new("neuronify-version").with("found", shown)));
    }
    if !problems.is_empty() {
        return Err(LoadError::invalid(problems));
    }
    let mut notes = Notes::default();
    let nodes = nodes::read(&root, &mut notes, &mut problems);
    let parts = wiring::parts(&root, &nodes, &mut notes, &mut problems);
    if !problems.is_empty() {
        return Err(LoadError::invalid(problems));
    }
    let preset = Preset::new(parts).map_err(LoadError::invalid)?;
    Ok(Circuit { preset, notes: notes.into_messages() })
}

/// What is to be said, each thing once, with what it is about.
#[derive(Debug, Default)]
struct Notes(Vec<(&'static str, String, Vec<String>)>);

impl Notes {
    /// Notes that something said by `key` is true of an object.
    fn add(&mut self, key: &'static str, name: impl Into<String>) {
        self.add_of(key, "", name);
    }

    /// The same, where the note is about a kind of thing.
    fn add_of(&mut self, key: &'static str, what: &str, name: impl Into<String>) {
        let name = name.into();
        match self.0.iter_mut().find(|own| own.0 == key && own.1 == what) {
            Some(own) => own.2.push(name),
            None => self.0.push((key, what.to_owned(), vec![name])),
        }
    }

    fn into_messages(self) -> Vec<Message> {
        let message = |(key, what, names): (&'static str, String, Vec<String>)| {
            let mut shown = names[..names.len().min(MOST_NAMED)].join(", ");
            if MOST_NAMED < names.len() {
                shown.push_str(", …");
            }
            Message::new(key).with("what", what).with("names", shown).with("count", names.len())
        };
        self.0.into_iter().map(message).collect()
    }
}

#[cfg(test)]
mod tests;
