//! The presets that come with the program, in teaching order.

/// A preset that comes with the program. It goes through the same door as a user's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bundled {
    /// Its name on the command line and in menus.
    pub name: &'static str,
    /// Its RON text, as it was written by hand.
    pub text: &'static str,
}

/// Embeds `presets/NAME.ron` for each name.
macro_rules! bundled {
    ($($name:literal),+ $(,)?) => {
        &[$( Bundled { name: $name, text: include_str!(concat!("../../presets/", $name, ".ron")) }, )+]
    };
}

/// All of them. A test fails when a file in `presets/` is missing here.
pub const PRESETS: &[Bundled] = bundled![
    "exponential-decay",
    "ampa",
    "nmda",
    "nmda-and-gate",
    "gaba-a",
    "gaba-b",
    "gaba-b-burst-detector",
    "facilitation",
    "depression",
    "facilitation-and-depression",
    "paired-pulse",
    "tsodyks-markram-depressing",
    "tsodyks-markram-facilitating",
    "frequency-filtering",
    "rate-modulation",
    "quantal-release",
    "kinetics",
    "temporal-summation",
    "spatial-summation",
    "saturation",
    "shunting-inhibition",
    "excitatory-gaba",
    "gap-junction",
    "rebound",
    "bombardment",
    "e-i-balance",
    "vogels-abbott",
    "hebb-oja-bcm",
    "stdp-window",
    "triplet-frequency",
    "calcium",
    "stdp-song-2000",
    "stdp-lecture",
    "stdp-brian-example",
    "stdp-rate-homeostasis",
    "stdp-ratio",
    "stdp-correlated-group",
    "stdp-correlations",
    "stdp-latency",
    "stdp-nearest-neighbour",
    "stdp-multiplicative",
    "numerics",
];

/// The preset that the window opens with.
pub const WELCOME: &str = "ampa";

/// The preset of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Bundled> {
    PRESETS.iter().find(|preset| preset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::load;

    #[test]
    fn every_bundled_preset_loads_and_reads_back() {
        for preset in PRESETS {
            let loaded =
                load::parse(preset.text.as_bytes()).unwrap_or_else(|e| panic!("{}: {e:?}", preset.name));
            let again = load::parse(loaded.to_ron().unwrap().as_bytes()).unwrap();
            assert_eq!(loaded, again, "{}", preset.name);
            assert!(
                !loaded.title().is_empty() && !loaded.hint().is_empty() && !loaded.description().is_empty()
            );
        }
    }

    #[test]
    fn every_file_is_listed_and_named_in_kebab_case() {
        let folder = "presets";
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| std::path::Path::new(name).extension().is_some_and(|extension| extension == "ron"))
            .collect();
        files.sort();
        let mut listed: Vec<String> = PRESETS.iter().map(|preset| format!("{}.ron", preset.name)).collect();
        listed.sort();
        assert_eq!(files, listed);
        for preset in PRESETS {
            assert!(preset.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
        }
    }
}
