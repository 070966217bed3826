//! Edges of a circuit: synapses, injected currents, what meters show.

use super::Notes;
use super::json::{Place, wrong};
use super::nodes::{Node, What, ours};
use crate::message::Message;
use crate::model::kinetics::double_exponential::DoubleExponential;
use crate::model::kinetics::instant::Instant;
use crate::model::kinetics::{Kinetics, Summation};
use crate::model::network::{
    MAX_PROJECTIONS, Network, NetworkParts, Population, Projection, Stimulus, Target, is_good_name,
};
use crate::model::neuron::NeuronKind;
use crate::model::neuron::lif::Lif;
use crate::model::probe::Probe;
use crate::model::problem::{Fault, Problem};
use crate::model::receptor::Receptor;
use crate::model::receptor::ampa::Ampa;
use crate::model::receptor::gaba_a::GabaA;
use crate::model::receptor::gaba_b::GabaB;
use crate::model::stimulus::StimulusKind;
use crate::model::stimulus::constant::Constant;
use crate::preset::plot_spec::{
    Aligned, MAX_PROBES, OfPopulations, Plot, PlotSpec, RasterSpec, Span, TraceSpec,
};
use crate::preset::{PresetParts, Run, View};

/// How far from 0 the reversal potential of a synapse lies whose current hardly depends on V [mV].
const FAR_MV: f64 = 500.0;
/// Window of a voltmeter [ms].
const VOLTMETER_MS: f64 = 100.0;
/// How long a synapse acts that makes its target fire at once [ms].
const AT_ONCE_MS: f64 = 0.2;

/// A document being made.
struct Making<'a> {
    nodes: &'a [Node],
    parts: NetworkParts,
    next_id: u32,
    /// What each meter shows, by node.
    shown: Vec<Vec<u32>>,
}

/// The parts of the document.
pub(super) fn parts(
    root: &Place<'_>,
    nodes: &[Node],
    notes: &mut Notes,
    problems: &mut Vec<Problem>,
) -> PresetParts {
    let first = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    let shown = vec![Vec::new(); nodes.len()];
    let mut making = Making { nodes, parts: NetworkParts::default(), next_id: first, shown };
    making.add_cells(notes);
    let edges = root.list("edges", problems);
    if MAX_PROJECTIONS < edges.len() {
        let (count, limit) = (edges.len() as u128, MAX_PROJECTIONS as u128);
        problems.push(Problem::new("edges", "edges", Fault::TooMany { what: "edges", count, limit }));
    } else {
        for edge in &edges {
            making.edge(edge, notes, problems);
        }
    }
    let view = making.view(notes);
    let texts = nodes.iter().filter_map(|node| match &node.what {
        What::Note(text) if !text.is_empty() => Some(text.as_str()),
        _ => None,
    });
    let description = texts.collect::<Vec<_>>().join("\n\n");
    let network = Network::new(making.parts).unwrap_or_else(|more| {
        problems.extend(more);
        Network::default()
    });
    PresetParts {
        title: "Neuronify".to_owned(),
        description,
        hint: String::new(),
        notes: Vec::new(),
        run: Run::default(),
        network,
        view,
    }
}

/// The id of a node as a population.
fn id_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Making<'_> {
    fn fresh(&mut self) -> u32 {
        self.next_id = self.next_id.saturating_add(1);
        self.next_id - 1
    }

    /// Neurons and sources, each under its label if that can be a name.
    fn add_cells(&mut self, notes: &mut Notes) {
        for (place, node) in self.nodes.iter().enumerate() {
            let (What::Cell(kind) | What::Adaptive(kind, ..)) = &node.what else { continue };
            let mut population = Population::new(id_of(place), 1, kind.clone());
            population.name = if is_good_name(&node.label) {
                self.parts.free_name(&node.label)
            } else {
                self.parts.free_number()
            };
            if population.name != node.label {
                notes.add(
                    "neuronify-note-names",
                    format!("{} → {}", crate::model::problem::visible(&node.label), population.name),
                );
            }
            self.parts.populations.push(population);
        }
        for (place, node) in self.nodes.iter().enumerate() {
            let What::Adaptive(NeuronKind::Lif(lif), g_nS, tau_ms) = &node.what else { continue };
            let instant = Instant { tau_ms: *tau_ms, summation: Summation::Linear };
            let receptor = Receptor::GabaB(GabaB {
                g_max_nS: *g_nS,
                E_mV: lif.E_L_mV,
                kinetics: Kinetics::Instant(instant),
            });
            notes.add("neuronify-note-adaptation", node.label.clone());
            self.join(id_of(place), id_of(place), receptor, 0.0);
        }
    }

    fn join(&mut self, from: u32, to: u32, receptor: Receptor, delay_ms: f64) {
        let id = self.fresh();
        let name = self.parts.free_name(&self.parts.name_between(from, to));
        let projection = Projection::new(id, from, to, vec![receptor]);
        self.parts.projections.push(Projection { name, delay_ms, ..projection });
    }

    /// The node at an end of an edge.
    fn end(&self, edge: &Place<'_>, key: &str, problems: &mut Vec<Problem>) -> Option<usize> {
        let number = edge.number(key, problems);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        let whole =
            number.filter(|number| number.fract() == 0.0 && 0.0 <= *number).map(|number| number as usize);
        let place = whole.filter(|place| *place < self.nodes.len());
        if place.is_none() {
            let what = Message::new("neuronify-no-node").with("count", self.nodes.len());
            problems.push(wrong(format!("{}.{key}", edge.path), what));
        }
        place
    }

    fn edge(&mut self, edge: &Place<'_>, notes: &mut Notes, problems: &mut Vec<Problem>) {
        let (from, to) = (self.end(edge, "from", problems), self.end(edge, "to", problems));
        let (Some(from), Some(to)) = (from, to) else { return };
        let file = edge.text("filename", problems).unwrap_or_default();
        let kind = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".qml");
        let (source, target) = (&self.nodes[from], &self.nodes[to]);
        let name = format!("{} → {}", source.label, target.label);
        let sign = if source.is_inhibitory { -1.0 } else { 1.0 };
        match (&source.what, &target.what) {
            (What::Voltmeter(_) | What::Rates | What::Raster(_), What::Cell(_) | What::Adaptive(..)) => {
                self.shown[from].push(id_of(to));
            }
            (What::Cell(_) | What::Adaptive(..), What::Voltmeter(_) | What::Rates | What::Raster(_)) => {
                self.shown[to].push(id_of(from));
            }
            (What::Clamp(I_pA), What::Cell(NeuronKind::Lif(_)) | What::Adaptive(..)) => {
                let kind = StimulusKind::Constant(Constant { I_pA: sign * I_pA });
                let id = self.fresh();
                let own = self.parts.populations.iter_mut().find(|own| own.id == id_of(to));
                if let Some(own) = own {
                    own.stimuli.push(Stimulus { id, kind });
                }
            }
            (
                What::Cell(_) | What::Adaptive(..),
                What::Cell(NeuronKind::Lif(lif)) | What::Adaptive(NeuronKind::Lif(lif), ..),
            ) => {
                let engine = edge.object("savedProperties").object("engine");
                match kind {
                    "CurrentSynapse" => {
                        let Some((receptor, delay_ms)) = synapse(&engine, sign, lif, notes, problems) else {
                            return;
                        };
                        notes.add("neuronify-note-current", name);
                        self.join(id_of(from), id_of(to), receptor, delay_ms);
                    }
                    "ImmediateFireSynapse" if 0.0 < sign => {
                        notes.add("neuronify-note-at-once", name);
                        self.join(id_of(from), id_of(to), at_once(lif), 0.0);
                    }
                    _ => notes.add_of(
                        "neuronify-note-left-out",
                        if kind.is_empty() { "Edge" } else { kind },
                        name,
                    ),
                }
            }
            (What::Nothing | What::Note(_), _) | (_, What::Nothing | What::Note(_)) => {} // Said of the node.
            _ => notes.add_of("neuronify-note-left-out", if kind.is_empty() { "Edge" } else { kind }, name),
        }
    }

    /// Places and plots.
    fn view(&mut self, notes: &mut Notes) -> View {
        let cells: Vec<(u32, (f32, f32))> = (0..self.nodes.len())
            .filter(|place| matches!(self.nodes[*place].what, What::Cell(_) | What::Adaptive(..)))
            .map(|place| (id_of(place), self.nodes[place].at))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let n = cells.len().max(1) as f32;
        let sum = cells.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
        let middle = (sum.0 / n, sum.1 / n);
        let positions = cells.iter().map(|(id, at)| (*id, (at.0 - middle.0, at.1 - middle.1))).collect();
        let mut plots = Vec::new();
        for place in 0..self.nodes.len() {
            let mut all = std::mem::take(&mut self.shown[place]);
            all.dedup();
            let node = &self.nodes[place];
            let is_meter = matches!(node.what, What::Voltmeter(_) | What::Rates | What::Raster(_));
            if is_meter && all.is_empty() {
                notes.add("neuronify-note-idle", node.label.clone());
            }
            for some in all.chunks(MAX_PROBES) {
                plots.extend(self.plot(&node.what, some).map(|kind| Plot::new(0, kind)));
            }
        }
        for plot in &mut plots {
            plot.id = self.fresh();
        }
        View { positions, plots, ..View::default() }
    }

    fn plot(&self, meter: &What, shown: &[u32]) -> Option<PlotSpec> {
        let populations = shown.to_vec();
        Some(match meter {
            What::Voltmeter(span) => {
                let is_cell = |id: &u32| {
                    self.parts
                        .populations
                        .iter()
                        .any(|own| own.id == *id && matches!(own.kind, NeuronKind::Lif(_)))
                };
                let probe = |id: u32| Probe { source: Target::Population(id), symbol: "V", index: None };
                let probes: Vec<Probe> = populations.into_iter().filter(is_cell).map(probe).collect();
                if probes.is_empty() {
                    return None;
                }
                let y = span.map_or(Span::Auto, |(low, high)| Span::Fixed(low, high));
                PlotSpec::Trace(TraceSpec { probes, window_ms: VOLTMETER_MS, y, sweeps: Aligned::Off })
            }
            What::Rates => PlotSpec::Rates(OfPopulations { populations }),
            What::Raster(window_ms) => PlotSpec::Raster(RasterSpec { populations, window_ms: *window_ms }),
            _ => return None,
        })
    }
}

/// A synapse whose current hardly depends on V, and its delay [ms].
fn synapse(
    engine: &Place<'_>,
    sign: f64,
    lif: &Lif,
    notes: &mut Notes,
    problems: &mut Vec<Problem>,
) -> Option<(Receptor, f64)> {
    let before = problems.len();
    let I_A = engine.number("maximumCurrent", problems).unwrap_or(3e-9);
    let tau_s = engine.number("tau", problems).unwrap_or(2e-3);
    let delay_s = engine.number("delay", problems).unwrap_or(5e-3);
    let is_alpha = engine.truth("alphaFunction", problems);
    for key in engine.keys() {
        if !["maximumCurrent", "tau", "delay", "alphaFunction", "exponential", "linear", "triggers"]
            .contains(&key)
        {
            notes.add("neuronify-note-unknown", format!("CurrentSynapse.{key}"));
        }
    }
    if before < problems.len() {
        return None;
    }
    let I_pA = ours(I_A, 1e12) * sign;
    let is_excitatory = 0.0 <= I_pA;
    let E_mV = if is_excitatory { FAR_MV } else { -FAR_MV };
    let usual_mV = 0.5 * (lif.E_L_mV + lif.V_th_mV);
    let g_max_nS = ours(I_pA / (E_mV - usual_mV), 1.0);
    let tau_ms = ours(tau_s, 1e3);
    let kinetics = if is_alpha {
        Kinetics::DoubleExponential(DoubleExponential {
            tau_rise_ms: tau_ms,
            tau_decay_ms: tau_ms,
            summation: Summation::Replacing,
        })
    } else {
        Kinetics::Instant(Instant { tau_ms, summation: Summation::Replacing })
    };
    let receptor = if is_excitatory {
        Receptor::Ampa(Ampa { g_max_nS, E_mV, kinetics })
    } else {
        Receptor::GabaA(GabaA { g_max_nS, E_mV, kinetics })
    };
    Some((receptor, ours(delay_s, 1e3)))
}

/// A synapse that lifts any potential over the threshold within a step.
fn at_once(lif: &Lif) -> Receptor {
    let kinetics = Kinetics::Instant(Instant { tau_ms: AT_ONCE_MS, summation: Summation::Replacing });
    // C ΔV ≈ g (E − V) τ (1 − e⁻¹) in a step of τ: 150 mV.
    let g_max_nS = ours(lif.C_pF * 150.0 / (FAR_MV * AT_ONCE_MS * 0.632), 1.0);
    Receptor::Ampa(Ampa { g_max_nS, E_mV: FAR_MV, kinetics })
}
