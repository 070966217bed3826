//! How two populations are joined: which neurons, with what weights and what delay.

use serde::{Deserialize, Serialize};

use super::check::number_fault;
use super::{NetworkParts, Projection};
use crate::model::plasticity::Plasticity;
use crate::model::problem::{Fault, Problem};
use crate::param::{
    Bounds, Choice, Flag, Kind, Numbers, ParamSet, ParamSpec, Rule, Scale, Value, plain_bounds,
};
use crate::units::Unit;

/// Which neurons a projection connects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Connect {
    /// Every presynaptic neuron to every postsynaptic one.
    AllToAll,
    /// Neuron i to neuron i, for as many as both have.
    OneToOne,
    /// Each pair with this probability, drawn once for a seed.
    Probability(f64),
    /// Every postsynaptic neuron from this many, all different, drawn once for a seed.
    InDegree(u64),
    /// These pairs of a presynaptic and a postsynaptic neuron, each at most once.
    List(Vec<(u32, u32)>),
}

/// The weights of a projection's synapses at the start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Weights {
    /// The same for all.
    Constant(f64),
    /// Drawn evenly between two values, once for a seed.
    Uniform(f64, f64),
    /// Drawn from a normal distribution with a mean and a standard deviation, once for a seed; what lies outside the range
    /// of weights is moved to its edge.
    Normal(f64, f64),
    /// These, synapse by synapse: by presynaptic neuron, and for each by postsynaptic neuron.
    List(Numbers),
}

crate::choice! {
    /// Where the delay of a projection lies. It decides what the synapse sees: with an axonal delay the presynaptic spike
    /// comes late, with a dendritic one the postsynaptic spike does. The neuron feels the synapse after the delay either way.
    #[derive(Hash)]
    pub enum DelaySide {
        Axonal: "Axonal", "The spike travels along the axon: the synapse sees it late.";
        Dendritic: "Dendritic", "The synapse sees the spike at once; what it does travels to the soma, and spikes of the soma travel back.";
    }
}

crate::choice! {
    /// Whether a projection from a population to itself may join a neuron to itself.
    #[derive(Hash)]
    pub enum Autapses {
        ByRule: "as the rule has it", "All to all, one to one and a list of pairs join a neuron to itself; what is drawn at random does not.";
        Yes: "yes", "A neuron may be joined to itself like to any other.";
        No: "no", "No neuron is joined to itself.";
    }
}

/// Greatest weight of a synapse.
pub const MAX_WEIGHT: f64 = 10.0;

static DELAY_SPEC: ParamSpec = ParamSpec {
    owner: "projection",
    key: "delay_ms",
    symbol: "d",
    unit: Unit::Ms,
    kind: Kind::Number { default: 0.0, min: 0.0, max: 50.0, scale: Scale::Linear },
    meaning: "Delay from a spike to what the target feels of it.",
    equation: "t_release = t_spike + d",
    source: "",
    flags: &[],
};

static SIDE_SPEC: ParamSpec = ParamSpec {
    owner: "projection",
    key: "delay_side",
    symbol: "delay",
    unit: Unit::One,
    kind: Kind::Choice { options: DelaySide::OPTIONS },
    meaning: "Where the delay lies, which matters for plasticity.",
    equation: "axonal: the synapse sees t_pre + d and t_post;  dendritic: t_pre and t_post + d",
    source: "Morrison, Diesmann & Gerstner 2008",
    flags: &[Flag::Advanced],
};

static AUTAPSES_SPEC: ParamSpec = ParamSpec {
    owner: "projection",
    key: "autapses",
    symbol: "autapses",
    unit: Unit::One,
    kind: Kind::Choice { options: Autapses::OPTIONS },
    meaning: "Whether a neuron may be joined to itself; the synapses are drawn anew when it changes.",
    equation: "",
    source: "",
    flags: &[],
};

const fn weight_spec(
    key: &'static str,
    symbol: &'static str,
    default: f64,
    meaning: &'static str,
) -> ParamSpec {
    ParamSpec {
        owner: "projection",
        key,
        symbol,
        unit: Unit::One,
        kind: Kind::Number { default, min: 0.0, max: MAX_WEIGHT, scale: Scale::Linear },
        meaning,
        equation: "g = ḡ·w·P",
        source: "",
        flags: &[],
    }
}

static WEIGHT_SPEC: ParamSpec =
    weight_spec("weight", "w", 1.0, "Weight of every synapse at the start; scales all its receptors.");
static LOW_SPEC: ParamSpec = weight_spec("w_low", "w_low", 0.0, "Smallest weight at the start.");
static HIGH_SPEC: ParamSpec = weight_spec("w_high", "w_high", 1.0, "Greatest weight at the start.");
static MEAN_SPEC: ParamSpec = weight_spec("w_mean", "w_mean", 0.5, "Mean of the weights at the start.");
static SD_SPEC: ParamSpec =
    weight_spec("w_sd", "w_sd", 0.1, "Standard deviation of the weights at the start.");

static CONNECT_SPEC: ParamSpec = ParamSpec {
    owner: "projection",
    key: "p_connect",
    symbol: "p_c",
    unit: Unit::One,
    kind: Kind::Number { default: 0.1, min: 0.0, max: 1.0, scale: Scale::Linear },
    meaning: "Probability that a neuron is connected to another; the synapses are drawn anew when it changes.",
    equation: "",
    source: "",
    flags: &[Flag::Advanced],
};

static IN_DEGREE_SPEC: ParamSpec = ParamSpec {
    owner: "projection",
    key: "in_degree",
    symbol: "k_in",
    unit: Unit::One,
    kind: Kind::Count { default: 10, min: 0, max: super::MAX_NEURONS },
    meaning: "Number of neurons that every target hears; the synapses are drawn anew when it changes.",
    equation: "",
    source: "",
    flags: &[Flag::Advanced],
};

impl ParamSet for Projection {
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value)) {
        visit(&DELAY_SPEC, Value::Number(self.delay_ms));
        visit(&SIDE_SPEC, Value::Choice(self.delay_side.index()));
        match self.weights {
            Weights::Constant(weight) => visit(&WEIGHT_SPEC, Value::Number(weight)),
            Weights::Uniform(low, high) => {
                visit(&LOW_SPEC, Value::Number(low));
                visit(&HIGH_SPEC, Value::Number(high));
            }
            Weights::Normal(mean, sd) => {
                visit(&MEAN_SPEC, Value::Number(mean));
                visit(&SD_SPEC, Value::Number(sd));
            }
            Weights::List(_) => {}
        }
        match self.connect {
            Connect::Probability(p) => visit(&CONNECT_SPEC, Value::Number(p)),
            Connect::InDegree(k) => visit(&IN_DEGREE_SPEC, Value::Count(k)),
            Connect::AllToAll | Connect::OneToOne | Connect::List(_) => {}
        }
        visit(&AUTAPSES_SPEC, Value::Choice(self.autapses.index()));
    }

    fn set(&mut self, key: &str, value: Value) -> bool {
        match (key, value, &mut self.weights) {
            ("delay_ms", Value::Number(delay), _) => self.delay_ms = delay,
            ("delay_side", Value::Choice(index), _) => {
                let Some(side) = DelaySide::from_index(index) else { return false };
                self.delay_side = side;
            }
            ("autapses", Value::Choice(index), _) => {
                let Some(autapses) = Autapses::from_index(index) else { return false };
                self.autapses = autapses;
            }
            ("weight", Value::Number(new), Weights::Constant(weight)) => *weight = new,
            ("w_low", Value::Number(new), Weights::Uniform(low, _)) => *low = new,
            ("w_high", Value::Number(new), Weights::Uniform(_, high)) => *high = new,
            ("w_mean", Value::Number(new), Weights::Normal(mean, _)) => *mean = new,
            ("w_sd", Value::Number(new), Weights::Normal(_, sd)) => *sd = new,
            ("p_connect", Value::Number(p), _) => self.connect = Connect::Probability(p),
            ("in_degree", Value::Count(k), _) => self.connect = Connect::InDegree(k),
            _ => return false,
        }
        true
    }

    fn is_relevant(&self, key: &str) -> bool {
        match key {
            "delay_side" => !matches!(self.plasticity, Plasticity::Fixed),
            "autapses" => self.from == self.to,
            _ => true,
        }
    }

    fn bounds(&self, spec: &ParamSpec, dt_ms: f64) -> Bounds {
        let mut bounds = plain_bounds(spec, dt_ms);
        if matches!(spec.key, "weight" | "w_low" | "w_high" | "w_mean") {
            bounds.at_most(self.greatest_weight(), Rule::WeightOfPlasticSynapse);
        }
        match (spec.key, &self.weights) {
            ("w_low", Weights::Uniform(_, high)) => bounds.at_most(*high, Rule::LowBelowHigh),
            ("w_high", Weights::Uniform(low, _)) => bounds.at_least(*low, Rule::LowBelowHigh),
            _ => {}
        }
        bounds
    }
}

impl Projection {
    /// The greatest weight that a synapse may have: where weights change they are fractions of ḡ.
    #[must_use]
    pub fn greatest_weight(&self) -> f64 {
        if matches!(self.plasticity, Plasticity::Fixed) { MAX_WEIGHT } else { 1.0 }
    }

    /// Whether no neuron is joined to itself, although the population is joined to itself.
    #[must_use]
    pub fn leaves_out_autapses(&self) -> bool {
        self.from == self.to
            && match self.autapses {
                Autapses::Yes => false,
                Autapses::No => true,
                Autapses::ByRule => matches!(self.connect, Connect::Probability(_) | Connect::InDegree(_)),
            }
    }
}

impl NetworkParts {
    /// What is wrong with the lists and counts of a projection, which stands at `path` in words and at `at` in a file.
    pub(super) fn check_joining(
        &self,
        projection: &Projection,
        path: &str,
        at: &str,
        problems: &mut Vec<Problem>,
    ) {
        let size = |id| self.populations.iter().find(|p| p.id == id).map(|p| p.n);
        let (Some(n_pre), Some(n_post)) = (size(projection.from), size(projection.to)) else { return };
        let mut push = |key: &str, fault| {
            problems.push(Problem::new(format!("{path}.{key}"), format!("{at}.{key}"), fault));
        };
        match &projection.connect {
            Connect::InDegree(k) => {
                let without_self = projection.leaves_out_autapses();
                let most = n_pre - u64::from(without_self).min(n_pre);
                if most < *k {
                    push("connect", Fault::InDegreeTooLarge { asked: *k, most, without_self });
                }
            }
            Connect::List(pairs) => {
                let beyond =
                    pairs.iter().find(|(pre, post)| n_pre <= u64::from(*pre) || n_post <= u64::from(*post));
                if let Some(pair) = beyond {
                    push("connect", Fault::NoSuchPair(*pair));
                }
                if projection.leaves_out_autapses()
                    && let Some((own, _)) = pairs.iter().find(|(pre, post)| pre == post)
                {
                    push("connect", Fault::ListedAutapse(*own));
                }
                let mut seen: Vec<_> = pairs.clone();
                seen.sort_unstable();
                if let Some(pair) = seen.windows(2).find(|two| two[0] == two[1]) {
                    push("connect", Fault::DuplicatePair(pair[0]));
                }
            }
            Connect::AllToAll | Connect::OneToOne | Connect::Probability(_) => {}
        }
        if let Weights::List(weights) = &projection.weights {
            let is_drawn = matches!(projection.connect, Connect::Probability(_));
            let synapses = self.n_synapses(projection);
            if is_drawn || synapses != weights.len() as u128 {
                push("weights", Fault::WrongNumberOfWeights { given: weights.len(), synapses, is_drawn });
            }
            let bounds = Bounds { min: 0.0, max: projection.greatest_weight(), rule: None };
            if let Some(fault) = weights.iter().find_map(|weight| number_fault(*weight, bounds, Unit::One)) {
                push("weights", fault);
            }
        }
    }
}
