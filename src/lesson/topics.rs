//! What the lessons and presets that come with the program are about: topics in teaching order.

use super::library as lessons;
use crate::preset::library as presets;

/// A topic with its lessons and presets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// Key of its name in the catalogue.
    pub key: &'static str,
    /// Names of its lessons.
    lessons: &'static [&'static str],
    /// Names of its presets, in teaching order.
    presets: &'static [&'static str],
}

/// All of them. A test fails when a lesson or a preset is missing here.
pub const TOPICS: &[Topic] = &[
    Topic {
        key: "topic-synapse",
        lessons: &["first-steps", "synapse", "ampa", "receptors", "where-synapses-sit"],
        presets: &["ampa"],
    },
    Topic {
        key: "topic-kinetics",
        lessons: &["exponential-decay", "synaptic-current", "three-acts", "kinetics"],
        presets: &["exponential-decay", "kinetics", "saturation"],
    },
    Topic {
        key: "topic-receptors",
        lessons: &["nmda", "gaba-a", "gaba-b"],
        presets: &["nmda", "nmda-and-gate", "gaba-a", "excitatory-gaba", "gaba-b", "gaba-b-burst-detector"],
    },
    Topic {
        key: "topic-release",
        lessons: &["release", "filtering"],
        presets: &[
            "facilitation",
            "depression",
            "facilitation-and-depression",
            "paired-pulse",
            "tsodyks-markram-depressing",
            "tsodyks-markram-facilitating",
            "frequency-filtering",
            "rate-modulation",
            "quantal-release",
        ],
    },
    Topic {
        key: "topic-circuits",
        lessons: &[],
        presets: &[
            "temporal-summation",
            "spatial-summation",
            "shunting-inhibition",
            "gap-junction",
            "rebound",
            "bombardment",
            "e-i-balance",
            "vogels-abbott",
        ],
    },
    Topic {
        key: "topic-learning",
        lessons: &["hebb", "stdp", "why-jump", "calcium"],
        presets: &[
            "hebb-oja-bcm",
            "stdp-window",
            "triplet-frequency",
            "calcium",
            "stdp-nearest-neighbour",
            "stdp-multiplicative",
            "stdp-latency",
        ],
    },
    Topic {
        key: "topic-competition",
        lessons: &["song", "correlations"],
        presets: &[
            "stdp-song-2000",
            "stdp-lecture",
            "stdp-brian-example",
            "stdp-rate-homeostasis",
            "stdp-ratio",
            "stdp-correlated-group",
            "stdp-correlations",
        ],
    },
    Topic { key: "topic-review", lessons: &["numerics", "take-away"], presets: &["numerics"] },
];

impl Topic {
    /// Its lessons, in the order of all.
    pub fn lessons(&self) -> impl Iterator<Item = &'static lessons::Bundled> {
        lessons::LESSONS.iter().filter(|lesson| self.lessons.contains(&lesson.name))
    }

    /// Its presets, in teaching order.
    pub fn presets(&self) -> impl Iterator<Item = &'static presets::Bundled> {
        self.presets.iter().filter_map(|name| presets::find(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_and_every_preset_has_one_topic() {
        for lesson in lessons::LESSONS {
            let count = TOPICS.iter().flat_map(Topic::lessons).filter(|own| *own == lesson).count();
            assert_eq!(count, 1, "the lesson {}", lesson.name);
        }
        for preset in presets::PRESETS {
            let count = TOPICS.iter().flat_map(Topic::presets).filter(|own| *own == preset).count();
            assert_eq!(count, 1, "the preset {}", preset.name);
        }
        for name in TOPICS.iter().flat_map(|topic| topic.presets) {
            assert!(presets::find(name).is_some(), "no preset is called {name}");
        }
    }
}
