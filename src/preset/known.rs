//! Names that the field knows and this version does not: what a document that asks for one is told.
//!
//! A name that is merely misspelt gets the nearest one that exists; a name from this table gets the truth: it is not
//! here, and what there is instead.

use crate::message::Message;

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

    /// Names in use elsewhere, in small letters without signs, each list with the one that comes nearest to it here.
    fn elsewhere(self) -> &'static [(&'static [&'static str], Option<&'static str>)] {
        match self {
            Self::Neuron => &[
                (
                    &["adex", "adexlif", "adaptiveexponential", "bretgerstner", "brettegerstner", "aeif", "aeifcondexp"],
                    Some("Izhikevich"),
                ),
                (&["eif", "exponentialif", "exponentiallif", "eiflif", "expif", "exponential"], Some("Lif")),
                (&["qif", "quadraticif", "quadraticlif", "theta", "thetaneuron"], Some("Izhikevich")),
                (
                    &["hh", "hodgkinhuxley", "traubmiles", "wangbuzsaki", "connorstevens", "morrislecar", "pospischil"],
                    Some("Izhikevich"),
                ),
                (&["fitzhughnagumo", "fhn", "hindmarshrose", "resonatefire", "rulkov"], Some("Izhikevich")),
                (&["gif", "glif", "alif", "lifadaptive", "adaptivelif", "srm", "srm0", "mat", "mat2"], Some("Izhikevich")),
                (
                    &[
                        "if", "lifcurrent", "iafpscalpha", "iafpscexp", "iafpscdelta", "iafcondexp", "iafcondalpha",
                        "ifcondexp", "ifcurrexp", "integrateandfire", "leakyintegrateandfire", "iaf", "passive",
                    ],
                    Some("Lif"),
                ),
                (&["gammasource", "renewal", "hawkes", "inhomogeneouspoisson", "noisesource"], Some("PoissonSource")),
                (
                    &["poisson", "poissongenerator", "spikesourcepoisson", "poissongroup", "poissoninput"],
                    Some("PoissonSource"),
                ),
                (
                    &["spikegenerator", "spikegeneratorgroup", "spikesourcearray", "parrot", "spiketrain", "relay"],
                    Some("SpikeSource"),
                ),
                (&["multicompartment", "twocompartment", "cable", "dendrite", "rall"], None),
            ],
            Self::Current => &[
                (&["sine", "sinus", "sin", "ac", "acgenerator", "sinusoid", "cosine", "chirp", "zap"], None),
                (&["ramp", "triangle", "sawtooth"], None),
                (&["steps", "step", "staircase", "stepcurrent", "stepcurrentgenerator", "pulse", "pulses"], Some("Square")),
                (&["dc", "dcgenerator", "dcsource"], Some("Constant")),
                (
                    &["ou", "ornsteinuhlenbeck", "whitenoise", "noisycurrent", "noisygenerator", "colourednoise", "pinknoise"],
                    Some("Noise"),
                ),
                (&["list", "playback", "waveform", "timedarray", "fromfile", "recorded"], None),
                (&["clamp", "voltageclamp", "vclamp", "seclamp", "iclamp", "dynamicclamp"], None),
                (&["poissoninput", "background", "synapticnoise", "pointconductance", "gfluct"], Some("Bombardment")),
            ],
            Self::Receptor => &[
                (&["glycine", "glyr", "gly", "gabac"], Some("GabaA")),
                (&["mglur", "mglur1", "mglur6", "muscarinic", "machr", "metabotropic"], Some("GabaB")),
                (&["nicotinic", "nachr", "ach", "serotonin", "fiveht3", "p2x"], Some("Ampa")),
                (&["expsyn", "exp2syn", "excitatory", "conductance"], Some("Ampa")),
                (&["inhibitory"], Some("GabaA")),
                (&["current", "delta", "currentbased", "cuba", "psc"], None),
            ],
            Self::Kinetics => &[
                (
                    &["alpha", "alphafunction", "alphasynapse", "biexponential", "dualexponential", "exp2syn", "doubleexp"],
                    Some("DoubleExponential"),
                ),
                (&["exponential", "exp", "expsyn", "singleexponential", "decay"], Some("Instant")),
                (&["destexhe", "twostate", "transmitterpulse", "ampadestexhe"], Some("SquarePulse")),
                (&["markov", "fivestate", "kineticscheme", "lestersjahr", "delta", "tripleexponential"], None),
            ],
            Self::Release => &[
                (&["stochastic", "binomial", "vesicles", "bernoulli", "rrp", "multivesicular"], Some("Quantal")),
                (&["tm", "tsodyks", "tsodyksmarkramuziel", "stp", "markramtsodyks", "shortterm"], Some("TsodyksMarkram")),
                (&["dittman", "dittmanregehr", "calciumsensor", "asynchronous", "spontaneous", "mini", "minis"], None),
            ],
            Self::Plasticity => &[
                (&["clopath", "voltagebased", "voltagetriplet"], Some("Triplet")),
                (&["dopamine", "rewardmodulated", "rstdp", "threefactor", "eligibility", "neuromodulated"], Some("Pair")),
                (&["powerlaw", "morrison", "guetig", "gutig", "vanrossum", "stdppl"], Some("Pair")),
                (&["vogels", "inhibitorystdp", "istdp", "vogelssprekeler", "symmetric"], Some("Pair")),
                (&["pfister", "pfistergerstner", "tripletstdp"], Some("Triplet")),
                (&["stdp", "songstdp", "additive", "multiplicative", "pairstdp"], Some("Pair")),
                (&["graupner", "graupnerbrunel", "shouval"], Some("Calcium")),
                (&["hebb", "oja", "bcm", "covariance"], None),
                (&["homeostatic", "synapticscaling", "scaling", "structural", "metaplasticity"], None),
            ],
            Self::Connect => &[
                (&["outdegree", "fixedoutdegree", "fixedoutdegrees", "fanout"], Some("InDegree")),
                (&["fixedindegree", "fixednumberpre", "fanin"], Some("InDegree")),
                (&["pairwisebernoulli", "fixedprobability", "random", "bernoulli", "sparse"], Some("Probability")),
                (&["fixedtotalnumber", "totalnumber", "fixednumber"], Some("Probability")),
                (&["gaussian", "distance", "distancedependent", "local", "ring", "smallworld", "lattice", "grid"], Some("List")),
                (&["full", "all", "fully", "dense"], Some("AllToAll")),
                (&["fromlist", "pairs", "edges", "explicit", "matrix"], Some("List")),
            ],
            Self::Weights => &[
                (&["lognormal", "gamma", "exponential", "beta", "pareto"], Some("Normal")),
                (&["gaussian", "normalclipped"], Some("Normal")),
                (&["random", "even"], Some("Uniform")),
                (&["matrix", "fromlist", "array"], Some("List")),
                (&["distance", "gradient"], Some("List")),
            ],
        }
    }
}

/// Words that stand for a distribution or a list where a single number is expected.
const MANY_VALUES: &[&str] = &[
    "uniform", "normal", "gaussian", "lognormal", "exponential", "gamma", "beta", "list", "random", "choice", "array",
    "truncatednormal", "normalclipped", "clipped", "range", "steps", "perneuron", "persynapse",
];

/// A name in small letters, without signs.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).take(64).flat_map(char::to_lowercase).collect()
}

/// What to say of a mechanism that is unknown at a path, if the field knows it; `expected` are those that exist.
pub(super) fn mechanism(path: &str, found: &str, expected: &[&str]) -> Option<Message> {
    let sort = Sort::at(path)?;
    let name = plain(found);
    let (_, near) = sort.elsewhere().iter().find(|(names, _)| names.contains(&name.as_str()))?;
    let key = if near.is_some() { "syntax-not-here-nearest" } else { "syntax-not-here" };
    let message = Message::new(key)
        .with("found", found)
        .with("what", sort.key())
        .with("expected", expected.join(", "));
    Some(near.iter().fold(message, |message, near| message.with("nearest", near)))
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
        format!("{mechanism:?}").chars().take_while(|c| c.is_ascii_alphanumeric()).collect()
    }

    /// What the table calls the nearest exists, and what it calls missing does not.
    #[test]
    fn the_table_is_about_what_is_not_there() {
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
            for (elsewhere, near) in sort.elsewhere() {
                assert!(near.is_none_or(|near| names.iter().any(|name| name == near)), "{sort:?}: {near:?}");
                for name in *elsewhere {
                    assert_eq!(*name, plain(name), "small letters without signs");
                    assert!(names.iter().all(|own| plain(own) != *name), "{sort:?}: {name} is there");
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
