//! Names that the field knows and this version does not: what to say of a document that asks for one.
//!
//! A name that is merely misspelt gets the nearest one that exists; a name from this table gets the truth: it is not
//! here, and what there is instead.

use crate::message::Message;
use crate::model::problem::visible;

/// A sort of mechanism in a document, by the field in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Neuron,
    Current,
    Receptor,
    Kinetics,
    Release,
    Plasticity,
    Connect,
    Weights,
}

/// What there is here for a name in use elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Here {
    /// The same under another name.
    Called(&'static str),
    /// Something else that comes nearest.
    Near(&'static str),
    /// Nothing of the kind.
    Missing,
}

impl Sort {
    /// What stands at a path of a document.
    fn at(path: &str) -> Option<Self> {
        let mut steps = path.rsplit('.').map(|step| step.split('[').next().unwrap_or_default());
        Some(match (steps.next()?, steps.next()) {
            ("kind", Some("populations")) => Self::Neuron,
            ("kind", Some("stimuli")) => Self::Current,
            ("receptors", _) => Self::Receptor,
            ("kinetics", _) => Self::Kinetics,
            ("release", _) => Self::Release,
            ("plasticity", _) => Self::Plasticity,
            ("connect", _) => Self::Connect,
            ("weights", _) => Self::Weights,
            _ => return None,
        })
    }

    /// Suffix of the catalogue's key.
    fn key(self) -> &'static str {
        match self {
            Self::Neuron => "neuron",
            Self::Current => "current",
            Self::Receptor => "receptor",
            Self::Kinetics => "kinetics",
            Self::Release => "release",
            Self::Plasticity => "plasticity",
            Self::Connect => "connect",
            Self::Weights => "weights",
        }
    }

    /// The names of this sort.
    fn elsewhere(self) -> Table {
        match self {
            Self::Neuron => NEURONS,
            Self::Current => CURRENTS,
            Self::Receptor => RECEPTORS,
            Self::Kinetics => KINETICS,
            Self::Release => RELEASE,
            Self::Plasticity => PLASTICITY,
            Self::Connect => CONNECT,
            Self::Weights => WEIGHTS,
        }
    }
}

/// Names in use elsewhere, in small letters without signs, by what there is here.
type Table = &'static [(Here, &'static [&'static str])];

#[rustfmt::skip]
const NEURONS: Table = &[
    (Here::Called("Adex"), &["adexlif", "adaptiveexponential", "brettegerstner", "aeif", "aeifcondexp",
        "aeifcondalpha", "eifcondexpisfaista", "eifcondalphaisfaista"]),
    (Here::Near("Izhikevich"), &["qif", "quadraticif", "quadraticlif", "theta", "thetaneuron", "hh",
        "hodgkinhuxley", "traubmiles", "wangbuzsaki", "connorstevens", "morrislecar", "pospischil",
        "fitzhughnagumo", "fhn", "hindmarshrose", "resonatefire", "rulkov", "gif", "glif", "alif",
        "lifadaptive", "adaptivelif", "srm", "srm0", "mat", "mat2"]),
    (Here::Near("Lif"), &["eif", "exponentialif", "exponentiallif", "expif", "lifcurrent", "iafpscalpha",
        "iafpscexp", "iafpscdelta", "ifcurrexp", "ifcurralpha", "passive"]),
    (Here::Called("Lif"), &["if", "iaf", "iafcondexp", "iafcondalpha", "ifcondexp", "ifcondalpha",
        "integrateandfire", "leakyintegrateandfire", "leakyif"]),
    (Here::Near("PoissonSource"), &["gammasource", "renewal", "hawkes", "noisesource"]),
    (Here::Called("PoissonSource"), &["poisson", "poissongenerator", "spikesourcepoisson", "poissongroup",
        "poissoninput", "inhomogeneouspoisson"]),
    (Here::Called("SpikeSource"), &["spikegenerator", "spikegeneratorgroup", "spikesourcearray", "spiketrain"]),
    (Here::Near("SpikeSource"), &["parrot", "relay"]),
    (Here::Missing, &["multicompartment", "twocompartment", "cable", "dendrite", "rall"]),
];

#[rustfmt::skip]
const CURRENTS: Table = &[
    (Here::Missing, &["sine", "sinus", "sin", "ac", "acgenerator", "sinusoid", "cosine", "chirp", "zap",
        "ramp", "triangle", "sawtooth", "list", "playback", "waveform", "timedarray", "fromfile", "recorded",
        "clamp", "voltageclamp", "vclamp", "seclamp", "dynamicclamp"]),
    (Here::Near("Square"), &["steps", "step", "staircase", "stepcurrent", "stepcurrentgenerator", "pulse",
        "pulses", "iclamp"]),
    (Here::Called("Constant"), &["dc", "dcgenerator", "dcsource"]),
    (Here::Called("Noise"), &["ou", "ornsteinuhlenbeck"]),
    (Here::Near("Noise"), &["whitenoise", "noisycurrent", "noisygenerator", "colourednoise", "pinknoise"]),
    (Here::Called("Bombardment"), &["poissoninput", "background", "synapticnoise", "pointconductance", "gfluct"]),
];

#[rustfmt::skip]
const RECEPTORS: Table = &[
    (Here::Near("GabaA"), &["glycine", "glyr", "gly", "gabac", "inhibitory"]),
    (Here::Near("GabaB"), &["mglur", "mglur1", "mglur6", "muscarinic", "machr", "metabotropic"]),
    (Here::Near("Ampa"), &["nicotinic", "nachr", "ach", "serotonin", "fiveht3", "p2x", "expsyn", "exp2syn",
        "excitatory", "conductance"]),
    (Here::Missing, &["current", "delta", "currentbased", "cuba", "psc"]),
];

#[rustfmt::skip]
const KINETICS: Table = &[
    (Here::Near("DoubleExponential"), &["alpha", "alphafunction", "alphasynapse"]),
    (Here::Called("DoubleExponential"), &["biexponential", "dualexponential", "exp2syn", "doubleexp"]),
    (Here::Called("Instant"), &["exponential", "exp", "expsyn", "singleexponential", "decay"]),
    (Here::Called("SquarePulse"), &["destexhe", "twostate", "transmitterpulse", "ampadestexhe"]),
    (Here::Missing, &["markov", "fivestate", "kineticscheme", "lesterjahr", "delta", "tripleexponential"]),
];

#[rustfmt::skip]
const RELEASE: Table = &[
    (Here::Called("Quantal"), &["stochastic", "binomial", "vesicles", "bernoulli", "rrp", "multivesicular"]),
    (Here::Called("TsodyksMarkram"), &["tm", "tsodyks", "markramtsodyks", "stp", "shortterm"]),
    (Here::Missing, &["dittman", "dittmanregehr", "calciumsensor", "asynchronous", "spontaneous", "mini",
        "minis"]),
];

#[rustfmt::skip]
const PLASTICITY: Table = &[
    (Here::Near("Triplet"), &["clopath", "voltagebased", "voltagetriplet"]),
    (Here::Near("Pair"), &["dopamine", "rewardmodulated", "rstdp", "threefactor", "eligibility",
        "neuromodulated", "powerlaw", "morrison", "guetig", "gutig", "vanrossum", "stdppl",
        "symmetric"]),
    (Here::Called("Vogels"), &["inhibitorystdp", "istdp", "vogelssprekeler", "vogelssprekelersynapse"]),
    (Here::Called("Triplet"), &["pfister", "pfistergerstner", "tripletstdp"]),
    (Here::Called("Pair"), &["stdp", "songstdp", "additive", "multiplicative", "pairstdp"]),
    (Here::Called("Calcium"), &["graupner", "graupnerbrunel"]),
    (Here::Near("Calcium"), &["shouval"]),
    (Here::Missing, &["hebb", "oja", "bcm", "covariance", "homeostatic", "synapticscaling", "scaling",
        "structural", "metaplasticity"]),
];

#[rustfmt::skip]
const CONNECT: Table = &[
    (Here::Near("InDegree"), &["outdegree", "fixedoutdegree", "fixedoutdegrees", "fanout"]),
    (Here::Called("InDegree"), &["fixedindegree", "fixednumberpre", "fanin"]),
    (Here::Called("Probability"), &["pairwisebernoulli", "fixedprobability", "random", "bernoulli", "sparse"]),
    (Here::Near("Probability"), &["fixedtotalnumber", "totalnumber", "fixednumber"]),
    (Here::Near("List"), &["gaussian", "distance", "distancedependent", "local", "ring", "smallworld",
        "lattice", "grid"]),
    (Here::Called("AllToAll"), &["full", "all", "fully", "dense"]),
    (Here::Called("List"), &["fromlist", "pairs", "edges", "explicit", "matrix"]),
];

#[rustfmt::skip]
const WEIGHTS: Table = &[
    (Here::Near("Normal"), &["lognormal", "gamma", "exponential", "beta", "pareto"]),
    (Here::Called("Normal"), &["gaussian", "normalclipped"]),
    (Here::Called("Uniform"), &["random", "even"]),
    (Here::Called("List"), &["matrix", "fromlist", "array"]),
    (Here::Near("List"), &["distance", "gradient"]),
];

/// Words that stand for a distribution or a list where a single number is expected.
const MANY_VALUES: &[&str] = &[
    "uniform",
    "normal",
    "gaussian",
    "lognormal",
    "exponential",
    "gamma",
    "beta",
    "list",
    "random",
    "choice",
    "array",
    "truncatednormal",
    "normalclipped",
    "clipped",
    "range",
    "steps",
    "perneuron",
    "persynapse",
];

/// A name in small letters, without signs.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).take(64).flat_map(char::to_lowercase).collect()
}

/// What to say of a mechanism that is unknown at a path, if the field knows it; `expected` are those that exist.
pub(super) fn mechanism(path: &str, found: &str, expected: &[&str]) -> Option<Message> {
    let sort = Sort::at(path)?;
    let name = plain(found);
    let (here, _) = sort.elsewhere().iter().find(|(_, names)| names.contains(&name.as_str()))?;
    let message = |key| {
        let message = Message::new(key).with("found", visible(found)).with("what", sort.key());
        message.with("expected", expected.join(", "))
    };
    Some(match here {
        Here::Called(own) => message("syntax-called-otherwise").with("own", own),
        Here::Near(own) => message("syntax-not-here-nearest").with("nearest", own),
        Here::Missing => message("syntax-not-here"),
    })
}

/// What to say of a word where a number is expected, if it stands for many numbers.
pub(super) fn many_values(path: &str, word: &str) -> Option<Message> {
    if !MANY_VALUES.contains(&plain(word).as_str()) && !word.starts_with('[') {
        return None;
    }
    let key = path.rsplit('.').next()?;
    let of = if key == "delay_ms" {
        "delay"
    } else if path.contains("populations[") {
        "population"
    } else if path.contains("projections[") {
        "projection"
    } else {
        return None;
    };
    Some(Message::new("syntax-one-value").with("of", of).with("key", key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinetics::Kinetics;
    use crate::model::neuron::NeuronKind;
    use crate::model::plasticity::Plasticity;
    use crate::model::receptor::Receptor;
    use crate::model::release::Release;
    use crate::model::stimulus::StimulusKind;

    /// The name of a variant, as files spell it.
    fn spelt(mechanism: &impl std::fmt::Debug) -> String {
        format!("{mechanism:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
    }

    /// What the table points to exists, and no name stands in it twice.
    #[test]
    fn the_table_points_to_what_is_there() {
        let names = |sort| -> Vec<String> {
            match sort {
                Sort::Neuron => NeuronKind::all().iter().map(spelt).collect(),
                Sort::Current => StimulusKind::all().iter().map(spelt).collect(),
                Sort::Receptor => Receptor::all().iter().map(spelt).collect(),
                Sort::Kinetics => Kinetics::all().iter().map(spelt).collect(),
                Sort::Release => Release::all().iter().map(spelt).collect(),
                Sort::Plasticity => Plasticity::all().iter().map(spelt).collect(),
                Sort::Connect => {
                    ["AllToAll", "OneToOne", "Probability", "InDegree", "List"].map(str::to_owned).to_vec()
                }
                Sort::Weights => ["Constant", "Uniform", "Normal", "List"].map(str::to_owned).to_vec(),
            }
        };
        for sort in [
            Sort::Neuron,
            Sort::Current,
            Sort::Receptor,
            Sort::Kinetics,
            Sort::Release,
            Sort::Plasticity,
            Sort::Connect,
            Sort::Weights,
        ] {
            let names = names(sort);
            let mut seen = Vec::new();
            for (here, elsewhere) in sort.elsewhere() {
                if let Here::Called(own) | Here::Near(own) = here {
                    assert!(names.iter().any(|name| name == own), "{sort:?}: {own}");
                }
                for name in *elsewhere {
                    assert_eq!(*name, plain(name), "small letters without signs");
                    assert!(!seen.contains(name), "{sort:?}: {name} twice");
                    seen.push(*name);
                }
            }
        }
    }

    #[test]
    fn places_tell_what_stands_there() {
        for (path, sort) in [
            ("model.populations[0].kind", Some(Sort::Neuron)),
            ("model.populations[3].stimuli[1].kind", Some(Sort::Current)),
            ("model.projections[0].receptors[0]", Some(Sort::Receptor)),
            ("model.projections[0].receptors[0].kinetics", Some(Sort::Kinetics)),
            ("model.projections[0].connect", Some(Sort::Connect)),
            ("view.plots[0].kind", None),
            ("", None),
        ] {
            assert_eq!(Sort::at(path), sort, "{path}");
        }
    }
}
