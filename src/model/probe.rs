//! Probes: names of what can be recorded.
//!
//! A probe is written `SYMBOL_OBJECT[:NEURON or SYNAPSE][.RECEPTOR]`: `V_0`, `V_exc:3`, `g_1-0`, `g_1-0.ampa`,
//! `P_rel_1-0`; the current of a stimulus is `I_0.2`, with the stimulus's id. Objects are found by name and
//! remembered by id. The variables of a model without neurons are written as they are: `N`, `w_1`.

use super::kinetics::KineticsModel;
use super::network::{GapJunction, Network, Object, Population, Projection, Target};
use super::neuron::NeuronModel;
use super::release::ReleaseModel;
use super::standalone::Standalone;
use super::state::StateSpec;
use super::stimulus::StimulusModel;
use super::{receptor, release};
use crate::message::did_you_mean;
use crate::units::Unit;

/// One variable of one neuron or synapse.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probe {
    /// Whose variable.
    pub source: Target,
    /// Which variable.
    pub symbol: &'static str,
    /// Which neuron or synapse; may be left out where there is but one, or for a total.
    pub index: Option<u32>,
}

/// Total current into a neuron from stimuli and `I_app`.
pub const INPUT_CURRENT: StateSpec =
    StateSpec { symbol: "I", unit: Unit::PA, meaning: "Injected current, all stimuli and I_app together." };

/// Total conductance of a projection.
pub const TOTAL_CONDUCTANCE: StateSpec =
    StateSpec { symbol: "g", unit: Unit::NS, meaning: "Conductance of all receptors together." };

/// Total current of a projection.
pub const TOTAL_CURRENT: StateSpec = StateSpec {
    symbol: "I",
    unit: Unit::PA,
    meaning: "Current through all receptors together, positive outward.",
};

/// Current through a gap junction.
pub const JUNCTION_CURRENT: StateSpec = StateSpec {
    symbol: "I",
    unit: Unit::PA,
    meaning: "Current through the gap junction, from the first cell to the second.",
};

/// Fraction of a receptor's open channels that the membrane potential does not block.
pub const FREE: StateSpec = StateSpec {
    symbol: "G_NMDA",
    unit: Unit::One,
    meaning: "Unblocked fraction of the open NMDA channels at the present V.",
};

/// A text that names no probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownProbe {
    /// What was written.
    pub written: String,
    /// A probe that does exist and looks like it.
    pub suggestion: Option<String>,
}

/// One thing that could be probed, with the number of its neurons or synapses.
struct Candidate<'a> {
    source: Target,
    object: &'a str,
    part: String,
    state: StateSpec,
    n: u64,
    /// Whether the index may be left out although there are several (a total onto a single neuron).
    total: bool,
}

fn population_candidates(population: &Population) -> Vec<Candidate<'_>> {
    let candidate = |source, part, state| Candidate {
        source,
        object: &population.name,
        part,
        state,
        n: population.n,
        total: false,
    };
    let own = Target::Population(population.id);
    let kind = population.kind.inner();
    let mut candidates: Vec<_> = kind
        .map_or(&[][..], NeuronModel::states)
        .iter()
        .map(|state| candidate(own, String::new(), *state))
        .collect();
    if kind.is_some_and(NeuronModel::has_membrane) {
        candidates.push(candidate(own, String::new(), INPUT_CURRENT));
    }
    let shared = kind.map_or(&[][..], NeuronModel::shared_states).iter();
    candidates.extend(shared.map(|state| Candidate { total: true, ..candidate(own, String::new(), *state) }));
    for one in &population.stimuli {
        let source = Target::Stimulus { population: population.id, stimulus: one.id };
        let states = one.kind.inner().map_or(&[][..], StimulusModel::states).iter();
        candidates.extend(states.map(|state| candidate(source, format!(".{}", one.id), *state)));
    }
    candidates
}

/// The recordable state of a receptor.
fn receptor_states(receptor: &receptor::Receptor) -> Vec<StateSpec> {
    let Some(model) = receptor.inner() else { return Vec::new() };
    let of_kinetics = model.kinetics().inner().map_or(&[][..], KineticsModel::states).iter().copied();
    of_kinetics.chain(receptor::STATES).chain(model.block().map(|_| FREE)).collect()
}

fn projection_candidates<'a>(network: &Network, projection: &'a Projection) -> Vec<Candidate<'a>> {
    // Which pairs are joined is drawn when the run starts; any of them may be.
    let n = u64::try_from(network.parts().n_pairs(projection)).unwrap_or(u64::MAX);
    let one_target = network.population(projection.to).is_some_and(|population| population.n == 1);
    let candidate = |source, part: String, state: StateSpec| Candidate {
        source,
        object: &projection.name,
        part,
        total: one_target && matches!(state.symbol, "g" | "I" | "G_NMDA"),
        state,
        n,
    };
    let own = Target::Projection(projection.id);
    let mut candidates = vec![candidate(own, String::new(), TOTAL_CONDUCTANCE)];
    if projection.receptors.len() != 1 {
        candidates.push(candidate(own, String::new(), TOTAL_CURRENT));
    }
    let of_release = projection.release.inner().map_or(&[][..], ReleaseModel::states);
    let more = of_release.iter().filter(|state| **state != release::P_REL);
    for state in [release::P_REL].iter().chain(more) {
        candidates.push(candidate(own, String::new(), *state));
    }
    candidates.extend(projection.plasticity.states().map(|state| candidate(own, String::new(), state)));
    for one in &projection.receptors {
        let source = Target::Receptor { projection: projection.id, receptor: one.key() };
        let states = receptor_states(one);
        candidates.extend(states.iter().map(|state| candidate(source, format!(".{}", one.key()), *state)));
        if projection.receptors.len() == 1 {
            // With a single receptor its variables need no suffix; g is the total already.
            let plain = states.iter().filter(|state| state.symbol != TOTAL_CONDUCTANCE.symbol);
            candidates.extend(plain.map(|state| candidate(source, String::new(), *state)));
        }
    }
    candidates
}

/// What can be probed on the objects whose names are wanted.
fn candidates(network: &Network, is_wanted: impl Fn(&str) -> bool) -> Vec<Candidate<'_>> {
    let standalone = network.standalone().map_or_else(Vec::new, standalone_candidates);
    let populations = network.populations().iter().filter(|population| is_wanted(&population.name));
    let projections = network.projections().iter().filter(|projection| is_wanted(&projection.name));
    let junctions = network.gap_junctions().iter().filter(|junction| is_wanted(&junction.name));
    let populations = populations.flat_map(population_candidates);
    let projections = projections.flat_map(|projection| projection_candidates(network, projection));
    let junctions = junctions.map(|junction| junction_candidate(network, junction));
    populations.chain(projections).chain(junctions).chain(standalone).collect()
}

/// The variables of a model without neurons, whose symbols are names enough.
fn standalone_candidates<'a>(model: &Standalone) -> Vec<Candidate<'a>> {
    let candidate = |state: &StateSpec| Candidate {
        source: Target::Standalone,
        object: "",
        part: String::new(),
        state: *state,
        n: 1,
        total: true,
    };
    model.states().iter().map(candidate).collect()
}

fn junction_candidate<'a>(network: &Network, junction: &'a GapJunction) -> Candidate<'a> {
    Candidate {
        source: Target::GapJunction(junction.id),
        object: &junction.name,
        part: String::new(),
        state: JUNCTION_CURRENT,
        n: [junction.between.0, junction.between.1]
            .map(|id| network.population(id).map_or(0, |population| population.n))
            .into_iter()
            .min()
            .unwrap_or(0),
        total: false,
    }
}

impl Candidate<'_> {
    fn name(&self, index: Option<u32>) -> String {
        if self.source == Target::Standalone {
            return self.state.symbol.to_owned();
        }
        let index = index.map_or_else(String::new, |index| format!(":{index}"));
        format!("{}_{}{index}{}", self.state.symbol, self.object, self.part)
    }

    /// The probe on one neuron or synapse, if that exists and the index is not missing.
    fn probe(&self, index: Option<u32>) -> Option<Probe> {
        let fits = match index {
            Some(index) => u64::from(index) < self.n,
            None => self.n == 1 || self.total,
        };
        fits.then_some(Probe { source: self.source, symbol: self.state.symbol, index })
    }
}

impl Probe {
    /// The probe that a text names.
    ///
    /// # Errors
    /// If it names none, with one that exists and looks like it.
    pub fn parse(text: &str, network: &Network) -> Result<Self, UnknownProbe> {
        if let Some(probe) = Self::look_up(text, network) {
            return Ok(probe);
        }
        let all = candidates(network, |_| true);
        let names: Vec<String> =
            all.iter().map(|c| c.name(if c.n == 1 || c.total { None } else { Some(0) })).collect();
        let suggestion = did_you_mean(text, names.iter().map(String::as_str)).map(str::to_owned);
        Err(UnknownProbe { written: text.to_owned(), suggestion })
    }

    /// The probe that a text names, if it names one.
    #[must_use]
    pub fn look_up(text: &str, network: &Network) -> Option<Self> {
        let (index, without_index) = split_index(text);
        let of_named = candidates(network, |name| without_index.contains(name));
        let named = of_named.iter().filter(|candidate| candidate.name(None) == without_index);
        named.max_by_key(|c| c.state.symbol.len()).and_then(|c| c.probe(index))
    }

    /// That a text names none, without looking for one that is like it.
    #[must_use]
    pub fn unknown(text: &str) -> UnknownProbe {
        UnknownProbe { written: text.to_owned(), suggestion: None }
    }

    /// Every probe that needs no index, in the order of the document.
    #[must_use]
    pub fn all(network: &Network) -> Vec<Self> {
        let mut probes: Vec<Self> =
            candidates(network, |_| true).iter().filter_map(|c| c.probe(None)).collect();
        let mut seen = std::collections::BTreeSet::new();
        probes.retain(|probe| seen.insert(probe.clone()));
        probes
    }

    /// The probes of one object; of many neurons or synapses those of the first.
    #[must_use]
    pub fn first_of(network: &Network, object: Object) -> Vec<Self> {
        let name = network.parts().name_of(object);
        let mut seen = std::collections::BTreeSet::new();
        let own = candidates(network, |wanted| Some(wanted) == name);
        let probes = own.iter().filter_map(|candidate| candidate.probe(None).or(candidate.probe(Some(0))));
        probes.filter(|probe| probe.source.object() == Some(object) && seen.insert(probe.clone())).collect()
    }

    /// How every probe is written, and what it measures, in the order of the document; where there are many neurons or
    /// synapses, the first of them and the last: `V_exc:0…799`.
    #[must_use]
    pub fn list(network: &Network) -> Vec<(String, StateSpec)> {
        let mut listed: Vec<(String, StateSpec)> = Vec::new();
        let mut known: Vec<(Target, &str)> = Vec::new();
        for candidate in candidates(network, |_| true) {
            let name = if candidate.n == 1 || candidate.total {
                candidate.name(None)
            } else if let Some(last) = candidate.n.checked_sub(1) {
                let range = format!(":0…{last}");
                format!("{}_{}{range}{}", candidate.state.symbol, candidate.object, candidate.part)
            } else {
                continue;
            };
            // Of two spellings the last is the plain one.
            let key = (candidate.source, candidate.state.symbol);
            if let Some(place) = known.iter().position(|other| *other == key) {
                listed[place].0 = name;
            } else {
                known.push(key);
                listed.push((name, candidate.state));
            }
        }
        listed
    }

    /// The probe as it is written, and what it measures; `None` when its object is gone.
    #[must_use]
    pub fn describe(&self, network: &Network) -> Option<(String, StateSpec)> {
        let own = self.candidates(network);
        let mut fitting = own.iter().filter(|c| c.source == self.source && c.state.symbol == self.symbol);
        // The last candidate is the plain spelling of a single receptor's variable.
        let candidate = fitting.next_back().filter(|c| c.probe(self.index).is_some())?;
        Some((candidate.name(self.index), candidate.state))
    }

    /// What can be probed on the object that the probe is attached to.
    fn candidates<'a>(&self, network: &'a Network) -> Vec<Candidate<'a>> {
        match self.source.object() {
            Some(object) => candidates_of(network, object),
            None => network.standalone().map_or_else(Vec::new, standalone_candidates),
        }
    }

    /// What can be probed on an object, in the order of [`Self::all`].
    #[must_use]
    pub fn of(network: &Network, object: Object) -> Vec<Self> {
        let mut probes: Vec<Self> = Vec::new();
        for candidate in candidates_of(network, object) {
            probes.extend(candidate.probe(None).filter(|probe| !probes.contains(probe)));
        }
        probes
    }

    /// The id of the population, projection or gap junction that the probe is attached to; a model without neurons has none.
    #[must_use]
    pub fn object_id(&self) -> Option<u32> {
        self.source.object().map(Object::id)
    }
}

/// What can be probed on an object.
fn candidates_of(network: &Network, object: Object) -> Vec<Candidate<'_>> {
    match object {
        Object::Population(id) => network.population(id).map(population_candidates),
        Object::Projection(id) => {
            network.projection(id).map(|projection| projection_candidates(network, projection))
        }
        Object::GapJunction(id) => {
            network.gap_junction(id).map(|junction| vec![junction_candidate(network, junction)])
        }
    }
    .unwrap_or_default()
}

/// Takes the `:index` out of a probe's text.
fn split_index(text: &str) -> (Option<u32>, String) {
    if let Some((before, after)) = text.split_once(':') {
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        if let Ok(index) = after[..digits].parse() {
            return (Some(index), format!("{before}{}", &after[digits..]));
        }
    }
    (None, text.to_owned())
}
