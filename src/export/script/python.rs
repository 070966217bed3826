//! What Python scripts are written with: names, numbers and lists.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::limits::MOST_SPIKES;
use super::statistics::{Expected, STRONG, WEAK};
use super::values::Values;
use super::wishes::Wishes;
use crate::export::csv::{PROGRAM, number};
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

/// Whether there are more spikes of sources than a script lists.
fn has_many(values: &Values) -> bool {
    MOST_SPIKES < values.sources.iter().map(|(_, own)| own.len()).sum::<usize>()
}

/// What stands in a file beside the script, if anything does.
pub(super) fn beside(values: &Values) -> Option<String> {
    has_many(values).then(|| {
        let mut text = format!("# {PROGRAM}: spikes of sources: id of the population, step of dt at which they are felt, who fired\n");
        for (id, spikes) in &values.sources {
            for (step, neuron) in spikes {
                let _ = writeln!(text, "{id} {step} {neuron}"); // Memory does not fail to be written.
            }
        }
        text
    })
}

/// Writes the spikes of every source, or where they are read from.
pub(super) fn sources(values: &Values, names: &Names, wishes: &Wishes, lines: &mut Lines) {
    let is_beside = has_many(values);
    if let (true, Some(file)) = (is_beside, &wishes.beside) {
        lines.add("from pathlib import Path");
        lines.add(format!(
            "listed = np.loadtxt(Path(__file__).with_name(\"{}\"), dtype=int, ndmin=2)  # too many to stand here",
            plain(file)
        ));
    }
    for (id, spikes) in &values.sources {
        let name = names.of(*id);
        if is_beside {
            lines.add(format!("steps_{name}, who_{name} = listed[listed[:, 0] == {id}, 1:].T"));
        } else if spikes.is_empty() {
            lines.add(format!("steps_{name} = who_{name} = np.array([], int)"));
        } else {
            lines.list(&format!("steps_{name}"), spikes.iter().map(|(step, _)| step.to_string()));
            if spikes.iter().all(|(_, neuron)| *neuron == 0) {
                lines.add(format!("who_{name} = np.zeros(len(steps_{name}), int)"));
            } else {
                lines.list(&format!("who_{name}"), spikes.iter().map(|(_, neuron)| neuron.to_string()));
            }
        }
    }
}

/// Writes what ten seeds gave, by names of populations and projections.
pub(super) fn figures(values: &Values, names: &Names, lines: &mut Lines) {
    let Some(statistics) = &values.statistics else { return };
    let shown = |own: &Expected| format!("({}, {})", short(own.mean), short(own.most));
    lines.add("# Ten seeds in Bouton: the mean, and how far this run may be off; rates of a neuron [Hz], CV of intervals");
    for (id, rate, cv) in &statistics.spikes {
        let name = names.of(*id);
        let cv = cv.as_ref().map_or_else(|| "None".to_owned(), shown);
        lines.add(format!("rate_{name}, cv_{name} = {}, {cv}", shown(rate)));
    }
    if !statistics.weights.is_empty() {
        lines.add(format!(
            "# Weights at the end: their mean, the share below {WEAK}, the share above {STRONG}"
        ));
    }
    for own in &statistics.weights {
        let [mean, weak, strong] = [own.mean, own.weak, own.strong].map(|one| shown(&one));
        lines.add(format!("bands_{} = {mean}, {weak}, {strong}", names.of(own.id)));
    }
}

/// What compares figures: of spikes as neurons and times [ms], and any other.
pub(super) const STATISTICS: &str = "\
def within(what, found, expected):
    global ok
    mean, most = expected
    is_right = bool(abs(found - mean) <= most)
    ok = ok and is_right
    print(f\"{what}: {found:.4g}, in Bouton {mean:.4g}, may be off by {most:.3g}: {'OK' if is_right else 'FAIL'}\")

def statistics(name, who, times, n, rate, cv):
    within(f\"{name}: rate [Hz]\", len(who)/n/seconds, rate)
    order = np.lexsort((times, who))
    trains = np.split(times[order], np.flatnonzero(np.diff(who[order])) + 1)
    isis = [np.diff(train) for train in trains if 3 <= len(train)]
    cvs = [np.std(isi, ddof=1)/np.mean(isi) for isi in isis]
    if cv is not None:
        within(f\"{name}: CV of intervals\", np.mean(cvs) if cvs else np.inf, cv)

def weights(name, w, mean, weak, strong):
    w = np.array(w)
    within(f\"{name}: mean weight\", np.mean(w), mean)
    within(f\"{name}: share of weights below 0.1\", np.mean(w < 0.1), weak)
    within(f\"{name}: share of weights above 0.9\", np.mean(w > 0.9), strong)
";

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
