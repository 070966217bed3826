//! Kinds of mechanisms are named where their behaviour lives, and nowhere else.

use std::collections::BTreeMap;

use super::{line_of, sources, words_in};

/// Here every mechanism is said once more, in the languages of other simulators.
const SCRIPTS: &str = "src/export/script/";
/// And here what another program calls them is said in ours.
const CIRCUITS: &str = "src/preset/neuronify/";

/// Families of mechanisms, the keys of their kinds, and where the behaviour of each lives.
const HOMES: &[(&str, &str, &[&str])] = &[
    ("NeuronKind", "NeuronKey", &["src/model/neuron/", "src/sim/neuron/", SCRIPTS, CIRCUITS]),
    ("Plasticity", "PlasticityKey", &["src/model/plasticity/", "src/sim/plasticity/", SCRIPTS]),
    ("StimulusKind", "StimulusKey", &["src/model/stimulus/", "src/sim/stimulus/", SCRIPTS, CIRCUITS]),
    // Which kinetics a receptor offers is the receptor's.
    (
        "Kinetics",
        "KineticsKey",
        &["src/model/kinetics/", "src/sim/gates.rs", "src/model/receptor/", SCRIPTS, CIRCUITS],
    ),
    ("Release", "ReleaseKey", &["src/model/release/", SCRIPTS]),
    ("Receptor", "ReceptorKey", &["src/model/receptor/", SCRIPTS, CIRCUITS]),
    ("Standalone", "StandaloneKey", &["src/model/standalone/", "src/sim/standalone.rs", SCRIPTS]),
];

/// Where a kind is named all the same: family, file, and how often.
const NAMED_ELSEWHERE: &[(&str, &str, usize)] = &[
    // What a new projection begins with.
    ("Release", "src/model/network/mod.rs", 1),
    ("Plasticity", "src/model/network/mod.rs", 1),
    ("Receptor", "src/app/view_state.rs", 1),
    // Cautions that only trains and the forward Euler method need, and how far V is off, which is known of one kind.
    ("NeuronKind", "src/preset/caution.rs", 4),
    ("Kinetics", "src/preset/caution.rs", 1),
    // Plots and tables of a single kind.
    ("NeuronKind", "src/cli/tally.rs", 1),
    ("NeuronKind", "src/app/plot/release.rs", 1),
    // In a sketch of a preset, sources fire that fire by nothing else.
    ("NeuronKind", "src/app/panel/gallery/sketch.rs", 1),
    ("NeuronKind", "src/app/plot/timing.rs", 1),
    ("NeuronKind", "src/app/plot/weights.rs", 1),
    ("Release", "src/app/plot/histogram.rs", 1),
    ("Release", "src/app/plot/release.rs", 3),
    // A file names the model without neurons by its kind, and each has plots of its own.
    ("Standalone", "src/preset/format.rs", 4),
    ("Standalone", "src/preset/mod.rs", 2),
];

/// Behaviour stands where a mechanism is declared: nobody else asks which one it is.
#[test]
fn kinds_are_named_only_where_their_behaviour_lives() {
    let mut found: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for source in sources() {
        for (family, key, homes) in HOMES {
            if homes.iter().any(|home| source.path.starts_with(home)) {
                continue;
            }
            for start in [format!("{family}::"), format!("{key}::")] {
                for byte in words_in(&source.bare, &start) {
                    let name = &source.bare[byte + start.len()..];
                    // A kind begins with a capital and goes on with small letters; a constant does not.
                    let mut letters = name.chars();
                    let is_kind = letters.next().is_some_and(char::is_uppercase)
                        && letters.next().is_some_and(char::is_lowercase);
                    if is_kind {
                        let line = line_of(&source.bare, byte);
                        found.entry((family, source.path.clone())).or_default().push(line);
                    }
                }
            }
        }
    }
    let mut failures = Vec::new();
    for ((family, path), lines) in &found {
        let known = NAMED_ELSEWHERE.iter().find(|known| known.0 == *family && known.1 == path);
        if known.map_or(0, |known| known.2) < lines.len() {
            failures.push(format!("{path}, lines {lines:?}: ask the kind of {family} instead of naming it"));
        }
    }
    for (family, path, n) in NAMED_ELSEWHERE {
        let now = found.get(&(*family, (*path).to_owned())).map_or(0, Vec::len);
        if now < *n {
            failures.push(format!("{path} names {now} kinds of {family}: the list may say so"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
