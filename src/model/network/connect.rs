//! How two populations are joined: which neurons, with what weights and what delay.

use serde::{Deserialize, Serialize};

use super::check::number_fault;
use super::{NetworkParts, Projection};
use crate::model::problem::{Fault, Problem};
use crate::param::{Bounds, Choice, Constraint, Numbers, ParamSet, ParamSpec, Value};
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
    /// One weight for all synapses.
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
        Axonal: "Axonal", "The spike reaches the synapse after the delay.";
        Dendritic: "Dendritic", "The spike reaches the synapse immediately; its effect travels to the soma, and spikes of the soma travel back.";
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

crate::param_specs! {
    as "projection":
    DELAY = delay_ms: number {
        symbol: "d", unit: Ms, default: 0.0, range: 0.0..=50.0, scale: Linear,
        meaning: "Delay between a spike and its effect on the target.",
        equation: "t_release = t_spike + d",
        source: "",
    }
    SIDE = delay_side: choice {
        of: DelaySide, symbol: "delay",
        meaning: "Whether the delay is axonal or dendritic; this matters for plasticity.",
        equation: "axonal: the synapse sees t_pre + d and t_post;  dendritic: t_pre and t_post + d",
        source: "Morrison, Diesmann & Gerstner 2008",
        flags: [Advanced],
    }
    AUTAPSES = autapses: choice {
        of: Autapses, symbol: "autapses",
        meaning: "Whether a neuron may be joined to itself; the synapses are drawn anew when it changes.",
        equation: "",
        source: "",
    }
    WEIGHT = weight: number {
        symbol: "w", unit: One, default: 1.0, range: 0.0..=MAX_WEIGHT, scale: Linear,
        meaning: "Initial weight of every synapse; scales all its receptors.",
        equation: "g = ḡ·w·P",
        source: "",
    }
    LOW = w_low: number {
        symbol: "w_low", unit: One, default: 0.0, range: 0.0..=MAX_WEIGHT, scale: Linear,
        meaning: "Smallest initial weight.",
        equation: "g = ḡ·w·P",
        source: "",
    }
    HIGH = w_high: number {
        symbol: "w_high", unit: One, default: 1.0, range: 0.0..=MAX_WEIGHT, scale: Linear,
        meaning: "Largest initial weight.",
        equation: "g = ḡ·w·P",
        source: "",
    }
    MEAN = w_mean: number {
        symbol: "w_mean", unit: One, default: 0.5, range: 0.0..=MAX_WEIGHT, scale: Linear,
        meaning: "Mean initial weight.",
        equation: "g = ḡ·w·P",
        source: "",
    }
    SD = w_sd: number {
        symbol: "w_sd", unit: One, default: 0.1, range: 0.0..=MAX_WEIGHT, scale: Linear,
        meaning: "Standard deviation of the initial weights.",
        equation: "g = ḡ·w·P",
        source: "",
    }
    P_CONNECT = p_connect: number {
        symbol: "p_c", unit: One, default: 0.1, range: 0.0..=1.0, scale: Linear,
        meaning: "Probability that a neuron is connected to another; the synapses are drawn anew when it changes.",
        equation: "",
        source: "",
    }
    IN_DEGREE = in_degree: count {
        symbol: "k_in", default: 10, range: 0..=super::MAX_NEURONS,
        meaning: "Number of inputs to each target; the synapses are drawn anew when it changes.",
        equation: "",
        source: "",
    }
}

impl Connect {
    /// A connection at random with the default probability.
    #[must_use]
    pub fn default_probability() -> Self {
        Self::Probability(P_CONNECT.default_number())
    }

    /// The default number of neurons for every target, or all if there are fewer than that.
    #[must_use]
    pub fn default_in_degree(n_pre: u64) -> Self {
        Self::InDegree(IN_DEGREE.default_count().min(n_pre))
    }
}

impl Weights {
    /// The default weight for all.
    #[must_use]
    pub fn default_constant() -> Self {
        Self::Constant(WEIGHT.default_number())
    }

    /// Drawn evenly between the default ends.
    #[must_use]
    pub fn default_uniform() -> Self {
        Self::Uniform(LOW.default_number(), HIGH.default_number())
    }

    /// Drawn from the default normal distribution.
    #[must_use]
    pub fn default_normal() -> Self {
        Self::Normal(MEAN.default_number(), SD.default_number())
    }
}

/// Every parameter that a projection may have of its own.
pub const PROJECTION_SPECS: [&ParamSpec; 10] =
    [&DELAY, &SIDE, &WEIGHT, &LOW, &HIGH, &MEAN, &SD, &P_CONNECT, &IN_DEGREE, &AUTAPSES];

impl ParamSet for Projection {
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value)) {
        visit(&DELAY, Value::Number(self.delay_ms));
        visit(&SIDE, Value::Choice(self.delay_side.index()));
        match self.weights {
            Weights::Constant(weight) => visit(&WEIGHT, Value::Number(weight)),
            Weights::Uniform(low, high) => {
                visit(&LOW, Value::Number(low));
                visit(&HIGH, Value::Number(high));
            }
            Weights::Normal(mean, sd) => {
                visit(&MEAN, Value::Number(mean));
                visit(&SD, Value::Number(sd));
            }
            Weights::List(_) => {}
        }
        match self.connect {
            Connect::Probability(p) => visit(&P_CONNECT, Value::Number(p)),
            Connect::InDegree(k) => visit(&IN_DEGREE, Value::Count(k)),
            Connect::AllToAll | Connect::OneToOne | Connect::List(_) => {}
        }
        visit(&AUTAPSES, Value::Choice(self.autapses.index()));
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
            "delay_side" => !self.plasticity.is_fixed(),
            "autapses" => self.from == self.to,
            _ => true,
        }
    }

    fn apply_rules(&self, spec: &ParamSpec, _dt_ms: f64, bounds: &mut Bounds) {
        if matches!(spec.key, "weight" | "w_low" | "w_high" | "w_mean") {
            bounds.at_most(self.greatest_weight(), Constraint::WeightOfPlasticSynapse);
        }
        match (spec.key, &self.weights) {
            ("w_low", Weights::Uniform(_, high)) => bounds.at_most(*high, Constraint::LowBelowHigh),
            ("w_high", Weights::Uniform(low, _)) => bounds.at_least(*low, Constraint::LowBelowHigh),
            _ => {}
        }
    }
}

impl Projection {
    /// The delay that a projection has if nothing else is said [ms].
    #[must_use]
    pub fn default_delay_ms() -> f64 {
        DELAY.default_number()
    }

    /// Whether the synapses pull their targets towards firing: the reversal potentials of their receptors, weighted by
    /// conductance, lie above −55 mV.
    #[must_use]
    pub fn is_excitatory(&self) -> bool {
        let receptors = self.receptors.iter().filter_map(|receptor| receptor.inner());
        let pull: f64 =
            receptors.map(|receptor| receptor.g_max_nS().max(1e-9) * (receptor.E_mV() + 55.0)).sum();
        0.0 <= pull
    }

    /// The greatest weight that a synapse may have: where weights change they are fractions of ḡ.
    #[must_use]
    pub fn greatest_weight(&self) -> f64 {
        if self.plasticity.is_fixed() { MAX_WEIGHT } else { 1.0 }
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
            let mut bounds = WEIGHT.valid();
            bounds.at_most(projection.greatest_weight(), Constraint::WeightOfPlasticSynapse);
            if let Some(fault) = weights.iter().find_map(|weight| number_fault(*weight, bounds, Unit::One)) {
                push("weights", fault);
            }
        }
    }
}
