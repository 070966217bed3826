//! Names that people know from NEST, Brian, PyNN, NEURON and textbooks, and what they are called here.

use crate::message::{Message, did_you_mean, nearest_path};
use crate::model::network::UnknownPath;

/// What somebody meant who knows another program.
struct Habit {
    /// How it is spelled elsewhere: small letters and digits only, without units.
    spellings: &'static [&'static str],
    /// Keys that stand for it here, best first.
    keys: &'static [&'static str],
    /// What to say where none of them is there: a key of the catalogue.
    advice: Option<&'static str>,
}

const fn habit(spellings: &'static [&'static str], keys: &'static [&'static str]) -> Habit {
    Habit { spellings, keys, advice: None }
}

/// The spellings. One that means several things stands in one line with all keys.
const HABITS: &[Habit] = &[
    habit(
        &["vth", "vt", "vthresh", "vthreshold", "threshold", "thresh", "theta", "uth", "spikethreshold"],
        &["V_th_mV"],
    ),
    habit(&["vreset", "vres", "vr", "reset", "ureset"], &["V_reset_mV"]),
    habit(
        &["vrest", "el", "eleak", "erest", "vleak", "urest", "epas", "vl", "restingpotential", "rest"],
        &["E_L_mV"],
    ),
    habit(&["vinit", "v0", "vm", "vminit", "v", "initialpotential"], &["V_init_mV"]),
    habit(&["c", "cm", "cmem", "capacitance", "cap"], &["C_pF"]),
    habit(&["gl", "gleak", "gpas", "gm", "gmem", "leak", "leakconductance"], &["g_L_nS"]),
    habit(
        &[
            "ie",
            "iext",
            "iapp",
            "iinj",
            "ioffset",
            "idc",
            "ibias",
            "iconst",
            "i",
            "amp",
            "amplitude",
            "current",
            "i0",
        ],
        &["I_app_pA", "I_pA"],
    ),
    habit(
        &["tref", "trefrac", "taurefrac", "tauref", "refractory", "trefractory", "refractoryperiod"],
        &["t_ref_ms"],
    ),
    Habit {
        spellings: &["taum", "taumem", "taumembrane", "membranetimeconstant"],
        keys: &[],
        advice: Some("advice-membrane-time-constant"),
    },
    Habit {
        spellings: &["rm", "r", "rin", "rmem", "rinput", "resistance", "rl", "inputresistance"],
        keys: &[],
        advice: Some("advice-resistance"),
    },
    habit(
        &[
            "tau",
            "tausyn",
            "taupsc",
            "tausynex",
            "tausynin",
            "taudecay",
            "taud",
            "tauex",
            "tauin",
            "taue",
            "taui",
            "taus",
            "tauampa",
            "taugaba",
            "taunmda",
            "tau2",
            "decaytime",
        ],
        &["tau_ms", "tau_decay_ms"],
    ),
    habit(&["taurise", "tau1", "risetime", "tausynrise"], &["tau_rise_ms"]),
    habit(
        &["gmax", "gbar", "gpeak", "gsyn", "g", "gbase", "gampa", "ggaba", "gnmda", "ge", "gi", "qe", "qi"],
        &["g_max_nS"],
    ),
    habit(
        &[
            "erev",
            "esyn",
            "eex",
            "ein",
            "e",
            "es",
            "vrev",
            "ereversal",
            "eampa",
            "egaba",
            "enmda",
            "ecl",
            "reversalpotential",
        ],
        &["E_mV"],
    ),
    habit(
        &["weight", "weights", "w", "wt", "strength", "j", "jex", "jin", "w0", "initialweight"],
        &["weight", "w_low", "w_mean"],
    ),
    habit(
        &["delay", "d", "syndelay", "synapticdelay", "dendriticdelay", "axonaldelay", "transmissiondelay"],
        &["delay_ms"],
    ),
    habit(&["rate", "freq", "frequency", "lambda", "firingrate", "nu"], &["rate_Hz", "f_Hz"]),
    habit(&["spiketimes", "times", "ts", "spikes", "timestamps"], &["times_ms"]),
    habit(&["start", "onset", "tstart", "t0", "delayonset"], &["start_ms"]),
    habit(&["period", "interval", "isi", "t"], &["period_ms"]),
    habit(&["size", "count", "nneurons", "number", "neurons", "popsize"], &["n"]),
    habit(&["p", "pconn", "probability", "epsilon", "pconnect", "connectionprobability"], &["p_connect"]),
    habit(&["indegree", "k", "nin", "ce", "ci", "fixedindegree"], &["in_degree"]),
    habit(&["u", "use", "useparameter", "utilisation", "utilization"], &["U"]),
    habit(&["taurec", "taurecovery"], &["tau_rec_ms"]),
    habit(&["taufac", "taufacil", "tauf", "taufacilitation"], &["tau_facil_ms", "tau_F_ms"]),
    habit(&["prel", "prelease", "p0", "releaseprobability", "prob"], &["P0", "p"]),
    habit(&["mg", "mgo", "mgconc", "mgout", "magnesium"], &["Mg_mM"]),
    habit(&["aplus", "ap", "apre", "dapre", "etaplus", "altp", "lambdaplus"], &["A_plus", "A2_plus"]),
    habit(&["aminus", "am", "apost", "dapost", "etaminus", "altd", "alpha"], &["ratio", "A2_minus"]),
    habit(&["tauplus", "taupre", "taultp", "taup"], &["tau_plus_ms"]),
    habit(&["tauminus", "taupost", "taultd"], &["tau_minus_ms"]),
    habit(&["ggap", "gc", "gjunction", "coupling", "gelec"], &["g_c_nS"]),
    habit(&["dt", "resolution", "timestep", "h", "step", "stepsize"], &["dt_ms"]),
    habit(&["seed", "rngseed", "randomseed", "grngseed"], &["seed"]),
    habit(&["speed", "playbackspeed"], &["speed_ms_per_s"]),
    // Kinds, as they stand in a file.
    habit(
        &[
            "lifneuron",
            "iafpscexp",
            "iafpscalpha",
            "iafpscdelta",
            "iafcondexp",
            "iafcondalpha",
            "ifcondexp",
            "ifcurrexp",
            "iaf",
            "leaky",
            "leakyneuron",
            "integrateandfire",
        ],
        &["Lif"],
    ),
    habit(&["izhikevichneuron", "izh", "izhikevich2003", "izhi"], &["Izhikevich"]),
    habit(&["poisson", "poissongenerator", "poissongroup", "spikesourcepoisson"], &["PoissonSource"]),
    habit(
        &["spikegenerator", "spikesourcearray", "spikegeneratorgroup", "vecstim", "netstim", "source"],
        &["SpikeSource"],
    ),
    habit(&["dcgenerator", "dc", "dcsource", "iclamp", "currentclamp", "step"], &["Constant"]),
    habit(&["noisegenerator", "noisycurrentsource", "ou", "whitenoise", "gaussiannoise"], &["Noise"]),
    habit(&["gaba", "inhibitory", "inh", "gabaa"], &["GabaA"]),
    habit(&["gabab"], &["GabaB"]),
    habit(&["excitatory", "exc", "glutamate"], &["Ampa"]),
    habit(&["alltoall", "full", "dense"], &["AllToAll"]),
    habit(&["onetoone", "pairwise"], &["OneToOne"]),
    habit(&["pairwisebernoulli", "fixedprobability", "random", "sparse"], &["Probability"]),
    habit(&["fixednumberpre", "fixedin"], &["InDegree"]),
    habit(
        &["tsodyks", "tsodyks2synapse", "tsodykssynapse", "tsodyksmarkramsynapse", "tm", "stp"],
        &["TsodyksMarkram"],
    ),
    habit(&["static", "staticsynapse", "none", "off"], &["Fixed"]),
    habit(&["stdp", "stdpsynapse", "stdppl", "spikepairrule"], &["Pair"]),
];

/// Units that stand at the end of a name.
const UNITS: [&str; 9] = ["_mv", "_ms", "_ns", "_pa", "_pf", "_hz", "_mm", "_um", "_us"];

/// The habits that a name may be of: one spelling may mean a parameter here and a kind there.
fn of(written: &str) -> Vec<&'static Habit> {
    if 64 < written.len() {
        return Vec::new();
    }
    let small = written.to_lowercase();
    let bare = UNITS.iter().find_map(|unit| small.strip_suffix(unit)).unwrap_or(&small);
    let plain: String = bare.chars().filter(char::is_ascii_alphanumeric).collect();
    HABITS.iter().filter(|habit| habit.spellings.contains(&plain.as_str())).collect()
}

/// What was probably meant by a name, of those that can stand in its place in a file.
pub(super) fn hint(found: &str, expected: &[&str]) -> Option<Message> {
    let suggest = |name: &str| Message::new("load-hint-did-you-mean").with("suggestion", name);
    let habits = of(found);
    if let Some(key) = habits.iter().flat_map(|habit| habit.keys).find(|key| expected.contains(key)) {
        return Some(suggest(key));
    }
    // Where a membrane is spoken of.
    let advice = habits.iter().find_map(|habit| habit.advice).filter(|_| expected.contains(&"g_L_nS"));
    if let Some(advice) = advice {
        return Some(Message::new(advice));
    }
    did_you_mean(found, expected.iter().copied()).map(suggest)
}

/// That a path leads nowhere: with one of these that was probably meant, or what there is instead.
pub(super) fn unknown_path(written: &str, paths: &[String]) -> UnknownPath {
    let candidates = paths.iter().map(String::as_str);
    let last = written.rsplit('.').next().unwrap_or(written);
    let habits = of(last);
    let keys: Vec<&str> = habits.iter().flat_map(|habit| habit.keys).copied().collect();
    // A name that is right as it is, is no habit.
    let is_own = candidates.clone().any(|path| path.rsplit('.').next() == Some(last));
    let by_habit = !is_own && !keys.is_empty();
    let known = if by_habit { nearest_path(written, candidates.clone(), &keys) } else { None };
    let has_membrane = || candidates.clone().any(|path| path.ends_with(".g_L_nS"));
    let advice = habits.iter().find_map(|habit| habit.advice).filter(|_| !is_own && has_membrane());
    let suggestion = match (known, advice) {
        (Some(known), _) => Some(known),
        (None, Some(_)) => None,
        (None, None) => nearest_path(written, candidates.clone(), &[]),
    };
    UnknownPath { written: written.to_owned(), suggestion: suggestion.map(str::to_owned), advice }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{library, load};

    fn all_words(preset: &crate::preset::Preset, words: &mut std::collections::BTreeSet<String>) {
        preset.visit_paths(&mut |path, _, _| {
            words.insert(path.rsplit('.').next().unwrap().to_owned());
        });
    }

    #[test]
    fn every_key_that_a_habit_means_is_there() {
        let mut words = std::collections::BTreeSet::new();
        let mut texts = String::new();
        for bundled in library::PRESETS {
            all_words(&load::parse(bundled.text.as_bytes()).unwrap(), &mut words);
            texts.push_str(bundled.text);
        }
        // Kinds and keys that no bundled preset happens to have.
        let others = [
            "g_c_nS",
            "GabaB",
            "Constant",
            "Noise",
            "w_low",
            "w_mean",
            "p_connect",
            "in_degree",
            "OneToOne",
            "InDegree",
        ];
        for key in HABITS.iter().flat_map(|habit| habit.keys) {
            assert!(words.contains(*key) || texts.contains(key) || others.contains(key), "{key}");
        }
        for (index, habit) in HABITS.iter().enumerate() {
            for spelling in habit.spellings {
                assert!(spelling.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{spelling}");
                let first = HABITS.iter().position(|other| other.spellings.contains(spelling));
                let are_kinds =
                    habit.keys.iter().all(|key| key.starts_with(|c: char| c.is_ascii_uppercase()));
                assert!(first == Some(index) || are_kinds, "{spelling} means two things");
            }
        }
    }
}
