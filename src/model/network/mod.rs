//! The network: populations of neurons and the projections between them.
//!
//! A [`Network`] is always valid: its fields are private, and the only ways to one are [`Network::new`] and
//! [`Network::with`], which check everything that holds between parts. So nothing that runs a network can
//! fail. What it is not: live state, positions on a canvas, or a file.

mod address;
mod check;
mod connect;
mod object;
mod part;
mod paths;

use serde::{Deserialize, Serialize};

use super::neuron::NeuronKind;
use super::plasticity::Plasticity;
use super::problem::Problem;
use super::receptor::{Receptor, ReceptorKey};
use super::release::{Release, constant::Constant};
use super::standalone::Standalone;
use super::stimulus::StimulusKind;
use crate::param::{Bounds, ParamSpec, Value};

pub use connect::{Autapses, Connect, DelaySide, MAX_WEIGHT, PROJECTION_SPECS, Weights};
pub use object::Object;
pub use part::Part;

pub use address::{Address, GAP_JUNCTION_SPECS, POPULATION_SPECS, Target, UnknownPath};
pub use check::{
    MAX_GAP_JUNCTIONS, MAX_NEURONS, MAX_POPULATIONS, MAX_PROJECTIONS, MAX_STATE_BYTES, MAX_STIMULI,
    MAX_SYNAPSES, is_good_name, number_fault,
};

/// Neurons of one kind; a vertex on the canvas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Unique in the document and never reused.
    pub id: u32,
    /// Name for people and paths, unique in the network.
    pub name: String,
    /// Number of neurons.
    pub n: u64,
    /// Fraction of the neurons that a click on the population fires.
    #[serde(default = "Population::default_volley_fraction")]
    pub volley_fraction: f64,
    /// What the neurons are.
    pub kind: NeuronKind,
    /// What acts on each neuron from outside the network.
    #[serde(default)]
    pub stimuli: Vec<Stimulus>,
}

/// What acts on every neuron of a population from outside the network: a current, or a bombardment by synapses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stimulus {
    /// Unique in the document and never reused.
    pub id: u32,
    /// Its shape in time.
    pub kind: StimulusKind,
}

/// All synapses from one population to another; an edge on the canvas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Projection {
    /// Unique in the document and never reused.
    pub id: u32,
    /// Name for people and paths, unique in the network.
    pub name: String,
    /// Id of the presynaptic population.
    pub from: u32,
    /// Id of the postsynaptic population.
    pub to: u32,
    /// Which neurons are connected.
    pub connect: Connect,
    /// Whether a neuron may be joined to itself, where both ends are one population.
    #[serde(default, skip_serializing_if = "is_by_rule")]
    pub autapses: Autapses,
    /// Delay from a spike to what the target feels of it [ms].
    pub delay_ms: f64,
    /// Where the delay lies.
    #[serde(default, skip_serializing_if = "is_axonal")]
    pub delay_side: DelaySide,
    /// The weights at the start.
    pub weights: Weights,
    /// What opens; at most one of each kind.
    pub receptors: Vec<Receptor>,
    /// How the release probability behaves.
    pub release: Release,
    /// How the weights change.
    pub plasticity: Plasticity,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_axonal(side: &DelaySide) -> bool {
    *side == DelaySide::Axonal
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_by_rule(autapses: &Autapses) -> bool {
    *autapses == Autapses::ByRule
}

/// An electrical synapse between two populations, neuron i to neuron i for as many as both have.
///
/// I = g_c (V_1 − V_2) flows from the first to the second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapJunction {
    /// Unique in the document and never reused.
    pub id: u32,
    /// Name for people and paths, unique in the network.
    pub name: String,
    /// Ids of the two populations.
    pub between: (u32, u32),
    /// Conductance [nS].
    pub g_c_nS: f64,
}

/// The parts of a network, not yet checked: what files hold and edits change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkParts {
    /// The populations, in the order in which they are listed.
    pub populations: Vec<Population>,
    /// The projections, in the order in which they are listed.
    pub projections: Vec<Projection>,
    /// The gap junctions, in the order in which they are listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gap_junctions: Vec<GapJunction>,
    /// A model without neurons, which stands in the place of all that.
    #[serde(skip)]
    pub standalone: Option<Standalone>,
}

/// A valid network, or a model without neurons.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Network {
    parts: NetworkParts,
}

impl Population {
    /// Number of neurons, as a length.
    #[must_use]
    pub fn size(&self) -> usize {
        usize::try_from(self.n).unwrap_or(usize::MAX)
    }

    /// A population of one kind, with the default volley and no stimulus, named after its id.
    #[must_use]
    pub fn new(id: u32, n: u64, kind: NeuronKind) -> Self {
        let volley_fraction = Self::default_volley_fraction();
        Self { id, name: id.to_string(), n, volley_fraction, kind, stimuli: Vec::new() }
    }
}

impl Projection {
    /// A projection of fixed weight 1 and constant release without a delay, from all neurons to all, named after
    /// the ids of its ends as `from-to`.
    #[must_use]
    pub fn new(id: u32, from: u32, to: u32, receptors: Vec<Receptor>) -> Self {
        Self {
            id,
            name: format!("{from}-{to}"),
            from,
            to,
            connect: Connect::AllToAll,
            autapses: Autapses::ByRule,
            delay_ms: Self::default_delay_ms(),
            delay_side: DelaySide::Axonal,
            weights: Weights::default_constant(),
            receptors,
            release: Release::Constant(Constant::default()),
            plasticity: Plasticity::Fixed,
        }
    }

    /// The receptor with this key.
    #[must_use]
    pub fn receptor(&self, key: ReceptorKey) -> Option<&Receptor> {
        self.receptors.iter().find(|receptor| receptor.key() == key)
    }
}

impl Network {
    /// The network of these parts.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn new(parts: NetworkParts) -> Result<Self, Vec<Problem>> {
        Self::for_steps(parts, 0.0)
    }

    /// The network of these parts, if it can be run with steps of `dt_ms` [ms]; 0 asks nothing of the step.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn for_steps(mut parts: NetworkParts, dt_ms: f64) -> Result<Self, Vec<Problem>> {
        let problems = parts.problems(dt_ms);
        if problems.is_empty() {
            parts.normalise();
            Ok(Self { parts })
        } else {
            Err(problems)
        }
    }

    /// The parts, for changing.
    #[must_use]
    pub fn into_parts(self) -> NetworkParts {
        self.parts
    }

    /// The network that a change makes of this one.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this network is as it was.
    pub fn with(&self, change: impl FnOnce(&mut NetworkParts)) -> Result<Self, Vec<Problem>> {
        let mut parts = self.parts.clone();
        change(&mut parts);
        Self::new(parts)
    }

    /// The parts, for reading.
    #[must_use]
    pub fn parts(&self) -> &NetworkParts {
        &self.parts
    }

    /// The populations, in the order in which they are listed.
    #[must_use]
    pub fn populations(&self) -> &[Population] {
        &self.parts.populations
    }

    /// The projections, in the order in which they are listed.
    #[must_use]
    pub fn projections(&self) -> &[Projection] {
        &self.parts.projections
    }

    /// The gap junctions, in the order in which they are listed.
    #[must_use]
    pub fn gap_junctions(&self) -> &[GapJunction] {
        &self.parts.gap_junctions
    }

    /// The model without neurons, if it is one.
    #[must_use]
    pub fn standalone(&self) -> Option<&Standalone> {
        self.parts.standalone.as_ref()
    }

    /// The ids of all populations, stimuli, projections and gap junctions.
    #[must_use]
    pub fn object_ids(&self) -> Vec<u32> {
        let populations = self.populations().iter();
        let of_populations =
            populations.flat_map(|p| std::iter::once(p.id).chain(p.stimuli.iter().map(|s| s.id)));
        let of_projections = self.projections().iter().map(|p| p.id);
        of_populations.chain(of_projections).chain(self.gap_junctions().iter().map(|g| g.id)).collect()
    }

    /// The population with this id.
    #[must_use]
    pub fn population(&self, id: u32) -> Option<&Population> {
        self.parts.populations.iter().find(|population| population.id == id)
    }

    /// The projection with this id.
    #[must_use]
    pub fn projection(&self, id: u32) -> Option<&Projection> {
        self.parts.projections.iter().find(|projection| projection.id == id)
    }

    /// The gap junction with this id.
    #[must_use]
    pub fn gap_junction(&self, id: u32) -> Option<&GapJunction> {
        self.parts.gap_junctions.iter().find(|junction| junction.id == id)
    }

    /// The projection with this name.
    #[must_use]
    pub fn projection_named(&self, name: &str) -> Option<&Projection> {
        self.parts.projections.iter().find(|projection| projection.name == name)
    }

    /// The population with this name.
    #[must_use]
    pub fn population_named(&self, name: &str) -> Option<&Population> {
        self.parts.populations.iter().find(|population| population.name == name)
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, address: Address) -> Option<(&'static ParamSpec, Value)> {
        self.parts.param_set(address.target)?.get(address.key)
    }

    /// What may be typed for a parameter now, for steps of `dt_ms` [ms].
    #[must_use]
    pub fn valid_bounds(&self, address: Address, dt_ms: f64) -> Option<Bounds> {
        let set = self.parts.param_set(address.target)?;
        let (spec, _) = set.get(address.key)?;
        Some(set.valid_bounds(spec, dt_ms))
    }

    /// The range of a parameter's slider now, for steps of `dt_ms` [ms]; it may be empty.
    #[must_use]
    pub fn bounds(&self, address: Address, dt_ms: f64) -> Option<Bounds> {
        let set = self.parts.param_set(address.target)?;
        let (spec, _) = set.get(address.key)?;
        Some(set.bounds(spec, dt_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::neuron::NeuronKey;
    use crate::model::problem::Fault;
    use crate::model::receptor::ampa::Ampa;

    fn pair() -> NetworkParts {
        let (lif, source) = (NeuronKey::Lif.make(), NeuronKey::SpikeSource.make());
        NetworkParts {
            populations: vec![Population::new(1, 1, source), Population::new(0, 1, lif)],
            projections: vec![Projection::new(3, 1, 0, vec![Receptor::Ampa(Ampa::default())])],
            ..NetworkParts::default()
        }
    }

    #[test]
    fn every_parameter_has_a_path_that_leads_back() {
        let network = Network::new(pair()).unwrap();
        let mut seen = Vec::new();
        network.parts().visit(&mut |address, spec, value| {
            let path = network.parts().path(address);
            assert_eq!(network.parts().find(&path), Ok(address), "{path}");
            assert_eq!(network.get(address), Some((spec, value)), "{path}");
            seen.push(path);
        });
        assert!(seen.contains(&"populations.0.I_app_pA".to_owned()));
        assert!(seen.contains(&"projections.1-0.receptors.ampa.g_max_nS".to_owned()));
        assert!(seen.contains(&"projections.1-0.receptors.ampa.kinetics.tau_ms".to_owned()));
        assert!(seen.contains(&"projections.1-0.release.P0".to_owned()));
        let unknown = network.parts().find("populations.0.I_ap_pA").unwrap_err();
        assert_eq!(unknown.suggestion.as_deref(), Some("populations.0.I_app_pA"));
    }

    #[test]
    fn all_problems_come_together() {
        let mut parts = pair();
        parts.populations[1].n = 0;
        parts.populations[0].name = "a  b".to_owned();
        parts.projections[0].delay_ms = f64::NAN;
        parts.projections[0].from = 9;
        parts.projections[0].id = 0;
        let faults: Vec<Fault> = Network::new(parts).unwrap_err().into_iter().map(|p| p.fault).collect();
        assert_eq!(faults.len(), 5, "{faults:?}");
        assert!(faults.contains(&Fault::BadName("a  b".to_owned())));
        assert!(faults.contains(&Fault::NoSuchPopulation(9)));
        assert!(faults.contains(&Fault::DuplicateId(0)));
    }

    #[test]
    fn a_network_that_does_not_fit_is_refused_by_arithmetic() {
        let mut parts = pair();
        parts.populations[0].n = 1_000_000_000;
        parts.populations[1].n = u64::MAX;
        let problems = Network::new(parts).unwrap_err();
        assert!(problems.iter().all(|p| matches!(p.fault, Fault::TooMany { .. } | Fault::TooLarge { .. })));
        assert_eq!(problems.len(), 3);
    }

    #[test]
    fn zeros_lose_their_sign() {
        let mut parts = pair();
        parts.projections[0].delay_ms = -0.0;
        let network = Network::new(parts).unwrap();
        assert!(network.projections()[0].delay_ms.is_sign_positive());
    }
}
