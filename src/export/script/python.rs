//! What Python scripts are written with: names, numbers and lists.

use std::collections::BTreeMap;

use crate::export::csv::number;
use crate::model::network::Network;

/// Widest line of a list.
const WIDTH: usize = 118;

/// Lines of a script.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line, or several.
    pub fn add(&mut self, line: impl AsRef<str>) {
        self.0.push_str(line.as_ref());
        self.0.push('\n');
    }

    /// Adds `NAME = [...]` with a comment in front, in lines of a readable width.
    pub fn list(&mut self, name: &str, items: impl Iterator<Item = String>) {
        self.0.push_str(name);
        self.0.push_str(" = np.array([");
        self.wrapped(items);
        self.0.push_str("])\n");
    }

    fn wrapped(&mut self, items: impl Iterator<Item = String>) {
        let mut width = WIDTH;
        for item in items {
            if WIDTH < width + item.len() + 2 {
                self.0.push_str("\n   ");
                width = 4;
            }
            width += item.len() + 2;
            self.0.push(' ');
            self.0.push_str(&item);
            self.0.push(',');
        }
    }

    /// The script.
    pub fn finish(self) -> String {
        self.0
    }
}

/// A number for a script.
pub(super) fn py(value: f64) -> String {
    number(value)
}

/// A number to as many digits as comparisons need.
pub(super) fn short(value: f64) -> String {
    number((value * 1e8).round() / 1e8)
}

/// A text in a comment or a string of a script: nothing that ends either.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '"' | '\\' | '\'') { ' ' } else { c }).collect()
}

/// Names that a script uses for populations and projections, by id.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<u32, String>);

impl Names {
    /// A name for every object: its own, as far as letters, digits and underscores go.
    pub fn new(network: &Network) -> Self {
        let mut names: BTreeMap<u32, String> = BTreeMap::new();
        let populations = network.populations().iter().map(|one| (one.id, one.name.as_str()));
        let projections = network.projections().iter().map(|one| (one.id, one.name.as_str()));
        let junctions = network.parts().gap_junctions.iter().map(|one| (one.id, one.name.as_str()));
        for (id, name) in populations.chain(projections).chain(junctions) {
            let mut own = identifier(name);
            if own.is_empty() || names.values().any(|other| *other == own) {
                own = format!("{own}_{id}");
                own.drain(..own.len() - own.trim_start_matches('_').len());
            }
            names.insert(id, own);
        }
        Self(names)
    }

    /// The name of an object.
    pub fn of(&self, id: u32) -> &str {
        self.0.get(&id).map_or("x", String::as_str)
    }
}

/// The letters, digits and single underscores of a name, with underscores for the rest.
fn identifier(name: &str) -> String {
    let mut own = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            own.push(c);
        } else if !own.ends_with('_') {
            own.push('_');
        }
    }
    own.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        assert_eq!(identifier("1-0"), "1_0");
        assert_eq!(identifier("Purkinje cell"), "Purkinje_cell");
        assert_eq!(identifier("Δ→"), "");
        assert_eq!(identifier("_a--b_"), "a_b");
    }

    #[test]
    fn no_text_ends_its_comment() {
        assert_eq!(plain("a\nimport os\"\\"), "a import os  ");
    }
}
