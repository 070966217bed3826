//! Nodes of a circuit: neurons, generators, meters, notes.

use super::Notes;
use super::json::{Place, wrong};
use crate::message::Message;
use crate::model::network::MAX_POPULATIONS;
use crate::model::neuron::NeuronKind;
use crate::model::neuron::lif::Lif;
use crate::model::neuron::poisson_source::PoissonSource;
use crate::model::neuron::spike_source::{SpikeSource, Train};
use crate::model::problem::{Fault, Problem};

/// Most nodes that are looked at: populations, meters and notes together.
const MOST_NODES: usize = 4 * MAX_POPULATIONS;

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is here.
    pub what: What,
    /// Its label, or its number in the file.
    pub label: String,
    /// True if what it sends pulls V down.
    pub is_inhibitory: bool,
    /// Where it lies on the canvas.
    pub at: (f32, f32),
}

/// What a node is here.
#[derive(Debug)]
pub(super) enum What {
    /// A neuron or a source of spikes.
    Cell(NeuronKind),
    /// A neuron whose spikes open a conductance of its own [nS] that closes with a time constant [ms].
    Adaptive(NeuronKind, f64, f64),
    /// A constant current [pA].
    Clamp(f64),
    /// A plot of potentials, with its axis [mV].
    Voltmeter(Option<(f64, f64)>),
    /// A plot of rates.
    Rates,
    /// A plot of spikes, with its window [ms].
    Raster(f64),
    /// A text.
    Note(String),
    /// Nothing: it was left out, and a note says so.
    Nothing,
}

/// A number in SI units in ours, without the digits that only the change of units brings.
pub(super) fn ours(si: f64, scale: f64) -> f64 {
    let value = si * scale;
    format!("{value:.12e}").parse().unwrap_or(value)
}

/// Reads all nodes.
pub(super) fn read(root: &Place<'_>, notes: &mut Notes, problems: &mut Vec<Problem>) -> Vec<Node> {
    let nodes = root.list("nodes", problems);
    if MOST_NODES < nodes.len() {
        let fault = Fault::TooMany { what: "nodes", count: nodes.len() as u128, limit: MOST_NODES as u128 };
        problems.push(Problem::new("nodes", "nodes", fault));
        return Vec::new();
    }
    nodes.iter().enumerate().map(|(place, node)| read_one(place, node, notes, problems)).collect()
}

// Longer than 60 lines: one kind of node after the other.
fn read_one(place: usize, node: &Place<'_>, notes: &mut Notes, problems: &mut Vec<Problem>) -> Node {
    let file = node.text("filename", problems).unwrap_or_default();
    let own = node.object("savedProperties");
    let engine = own.object("engine");
    let kind = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".qml");
    let given = own.text("label", problems).unwrap_or_default().trim().to_owned();
    let label = if given.is_empty() { place.to_string() } else { given };
    let what = match kind {
        "LeakyNeuron" | "LeakyInhibitoryNeuron" => {
            let lif = leaky(&engine, true, problems);
            note_clamp(&engine, &label, notes, problems);
            What::Cell(NeuronKind::Lif(lif))
        }
        "BurstNeuron" | "BurstInhibitoryNeuron" => {
            note_clamp(&engine, &label, notes, problems);
            notes.add("neuronify-note-burst", label.clone());
            What::Cell(NeuronKind::Lif(leaky(&engine, false, problems)))
        }
        "AdaptationNeuron" | "AdaptationInhibitoryNeuron" => {
            note_clamp(&engine, &label, notes, problems);
            let g_S = engine.number("adaptation", problems).unwrap_or(10e-9);
            let tau_s = engine.number("timeConstant", problems).unwrap_or(0.5);
            let kind = NeuronKind::Lif(leaky(&engine, false, problems));
            What::Adaptive(kind, ours(g_S, 1e9), ours(tau_s, 1e3))
        }
        "CurrentClamp" => What::Clamp(ours(engine.number("currentOutput", problems).unwrap_or(2e-9), 1e12)),
        "RegularSpikeGenerator" => {
            let rate_Hz = engine.number("rate", problems).unwrap_or(500.0);
            if rate_Hz <= 0.0 {
                problems.push(wrong(format!("{}.rate", engine.path), Message::new("neuronify-no-rate")));
            }
            let start_ms = if 0.0 < rate_Hz { ours(1.0 / rate_Hz, 1e3) } else { 0.0 };
            let source = SpikeSource {
                train: Train::Regular,
                rate_Hz,
                n_spikes: 0,
                start_ms,
                t_ref_ms: 0.0,
                ..SpikeSource::default()
            };
            What::Cell(NeuronKind::SpikeSource(source))
        }
        "IrregularSpikeGenerator" => {
            let rate_Hz = engine.number("rate", problems).unwrap_or(500.0);
            What::Cell(NeuronKind::PoissonSource(PoissonSource { rate_Hz, ..PoissonSource::default() }))
        }
        "TouchSensor" => {
            notes.add("neuronify-note-touch", label.clone());
            What::Cell(NeuronKind::SpikeSource(SpikeSource { train: Train::Off, ..SpikeSource::default() }))
        }
        "Voltmeter" => {
            let low = own.number("minimumValue", problems);
            let high = own.number("maximumValue", problems);
            What::Voltmeter(low.zip(high).filter(|(low, high)| low < high))
        }
        "RatePlot" => What::Rates,
        "SpikeDetector" => What::Raster(ours(own.number("timeRange", problems).unwrap_or(0.1), 1e3)),
        "Note" => What::Note(own.text("text", problems).unwrap_or_default().trim().to_owned()),
        _ => {
            notes.add_of("neuronify-note-left-out", if kind.is_empty() { "?" } else { kind }, label.clone());
            What::Nothing
        }
    };
    note_unknown(&engine, kind, notes);
    let is_inhibitory = own.truth("inhibitory", problems)
        || matches!(kind, "LeakyInhibitoryNeuron" | "BurstInhibitoryNeuron" | "AdaptationInhibitoryNeuron");
    #[expect(clippy::cast_possible_truncation, reason = "a place on a canvas")]
    let at = |key: &str, problems: &mut Vec<Problem>| own.number(key, problems).unwrap_or(0.0) as f32;
    let at = (at("x", problems), at("y", problems));
    Node { what, label, is_inhibitory, at }
}

/// The membrane of a neuron, with Neuronify's own values where the file says nothing.
fn leaky(engine: &Place<'_>, is_refractory: bool, problems: &mut Vec<Problem>) -> Lif {
    let mut si = |key: &str, usual: f64| engine.number(key, problems).unwrap_or(usual);
    let C_F = si("capacitance", 0.2e-9);
    let rest_V = si("restingPotential", -0.07);
    let reset_V = si("initialPotential", -0.08);
    let th_V = si("threshold", -0.055);
    let R_ohm = si("resistance", 100e6);
    let V_V = si("voltage", reset_V);
    let t_ref_s = if is_refractory { si("refractoryPeriod", 2e-3) } else { 0.0 };
    if R_ohm <= 0.0 {
        problems.push(wrong(format!("{}.resistance", engine.path), Message::new("neuronify-no-resistance")));
    }
    Lif {
        C_pF: ours(C_F, 1e12),
        g_L_nS: ours(1.0 / R_ohm, 1e9),
        E_L_mV: ours(rest_V, 1e3),
        V_th_mV: ours(th_V, 1e3),
        V_reset_mV: ours(reset_V, 1e3),
        t_ref_ms: ours(t_ref_s, 1e3),
        V_init_mV: ours(V_V, 1e3),
        I_app_pA: 0.0,
    }
}

/// Notes that V was kept between two limits.
fn note_clamp(engine: &Place<'_>, label: &str, notes: &mut Notes, problems: &mut Vec<Problem>) {
    if engine.truth("voltageClamped", problems) {
        notes.add("neuronify-note-limits", label);
    }
}

/// Names properties of an engine that are not known here.
fn note_unknown(engine: &Place<'_>, kind: &str, notes: &mut Notes) {
    const KNOWN: &[&str] = &[
        "capacitance",
        "restingPotential",
        "initialPotential",
        "threshold",
        "resistance",
        "voltage",
        "refractoryPeriod",
        "voltageClamped",
        "minimumVoltage",
        "maximumVoltage",
        "fireOutput",
        "adaptation",
        "timeConstant",
        "currentOutput",
        "rate",
        "amplitude",
        "frequency",
        "time",
    ];
    for key in engine.keys().filter(|key| !KNOWN.contains(key)) {
        notes.add("neuronify-note-unknown", format!("{kind}.{key}"));
    }
}
