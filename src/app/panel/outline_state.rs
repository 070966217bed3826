//! The rows of the outline: all there is in a document, or what has the words that were typed.

use std::sync::Arc;

use crate::model::network::Object;
use crate::model::receptor::Receptor;
use crate::preset::Preset;
use crate::text::Text;

/// The list while it is open.
#[derive(Debug, Default)]
pub struct OutlineState {
    /// True if it is open.
    pub is_open: bool,
    /// What is looked for.
    pub(super) sought: String,
    /// The rows of a document, and what was looked for in it.
    pub(super) rows: Option<(Arc<Preset>, String, Vec<Row>)>,
    /// The row from which Shift selects up to another.
    pub(super) anchor: Option<usize>,
}

impl OutlineState {
    /// Whether it is open, and what is looked for, in words.
    pub(in crate::app) fn fingerprint(&self) -> String {
        format!("outline: {} {}", self.is_open, self.sought)
    }
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// An object on the canvas.
    Object(Object),
    /// A stimulus of a population.
    Stimulus(u32),
    /// A plot.
    Plot(u32),
}

/// A row of the list.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What it stands for.
    pub of: Of,
    /// What it is, by the key of a word in the catalogue.
    pub sort: &'static str,
    /// Its name.
    pub name: String,
    /// What else is said of it.
    pub detail: String,
}

/// The object on the canvas that a row stands for, or belongs to.
pub(super) fn object_of(of: Of) -> Option<Object> {
    match of {
        Of::Object(object) => Some(object),
        Of::Stimulus(population) => Some(Object::Population(population)),
        Of::Plot(_) => None,
    }
}

/// All there is, or what has each of the words that were typed.
pub(super) fn rows_of(preset: &Preset, sought: &str, text: &Text) -> Vec<Row> {
    let network = preset.network();
    let mut rows = Vec::new();
    let names: std::collections::BTreeMap<u32, &str> =
        network.populations().iter().map(|own| (own.id, own.name.as_str())).collect();
    let name = |id: u32| names.get(&id).copied().unwrap_or("?");
    for own in network.populations() {
        let kind = text.own(own.kind.label());
        let detail = if own.n == 1 { kind } else { format!("{kind} ×{}", own.n) };
        let of = Of::Object(Object::Population(own.id));
        let sort = if own.n == 1 { "outline-neuron" } else { "outline-population" };
        rows.push(Row { of, sort, name: own.name.clone(), detail });
        for stimulus in &own.stimuli {
            let of = Of::Stimulus(own.id);
            let detail = own.name.clone();
            rows.push(Row { of, sort: "outline-stimulus", name: text.own(stimulus.kind.label()), detail });
        }
    }
    for own in network.projections() {
        let receptors: Vec<String> =
            own.receptors.iter().map(Receptor::label).map(|label| text.own(label)).collect();
        let detail = format!("{} → {}, {}", name(own.from), name(own.to), receptors.join(" + "));
        let of = Of::Object(Object::Projection(own.id));
        rows.push(Row { of, sort: "outline-synapse", name: own.name.clone(), detail });
    }
    for own in network.gap_junctions() {
        let detail = format!("{} – {}", name(own.between.0), name(own.between.1));
        let of = Of::Object(Object::GapJunction(own.id));
        rows.push(Row { of, sort: "palette-gap", name: own.name.clone(), detail });
    }
    for (index, plot) in preset.view().plots.iter().enumerate() {
        let probes = plot.kind.probes();
        let shown = probes.iter().filter_map(|probe| probe.describe(network)).map(|(name, _)| name);
        let populations = plot.kind.populations().into_iter().map(|id| name(id).to_owned());
        let projections = plot.kind.projections();
        let projections =
            projections.iter().filter_map(|id| network.projection(*id)).map(|own| own.name.clone());
        let subjects: Vec<String> = shown.chain(populations).chain(projections).collect();
        let name = text.with("outline-plot-number", &[("number", &(index + 1).to_string())]);
        rows.push(Row { of: Of::Plot(plot.id), sort: "outline-plot", name, detail: subjects.join(", ") });
    }
    let words: Vec<String> = sought.to_lowercase().split_whitespace().map(str::to_owned).collect();
    if !words.is_empty() {
        rows.retain(|row| {
            let own = format!("{} {} {}", text.get(row.sort), row.name, row.detail).to_lowercase();
            words.iter().all(|word| own.contains(word))
        });
    }
    rows
}
