//! The shape of a document file, its version, and how it is written.

use serde::{Deserialize, Serialize};

use super::check::{self, Plain};
use super::file::{FORMAT, File};
use super::foreign::Foreign;
use super::plot_spec::{Names, Writing};
use super::{Preset, PresetParts, Run, View, references};
use crate::model::network::{Network, NetworkParts};
use crate::model::problem::Problem;
use crate::model::standalone::Standalone;
use crate::model::standalone::decay::Decay;
use crate::model::standalone::rate_learning::RateLearning;

/// A document as it stands in a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PresetFile {
    format: u64,
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    hint: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(default)]
    run: Run,
    model: ModelFile,
    #[serde(default)]
    view: View<Names>,
}

#[derive(Debug, Serialize, Deserialize)]
enum ModelFile {
    Network(NetworkParts),
    Decay(Decay),
    RateLearning(RateLearning),
}

/// What a model without neurons is simulated as.
fn standalone(model: Standalone) -> NetworkParts {
    NetworkParts { standalone: Some(model), ..NetworkParts::default() }
}

impl File for PresetFile {
    type Checked = Preset;
    const FORMAT: u32 = FORMAT;
    const KIND: Foreign = Foreign::Preset;

    fn check(self) -> Result<Preset, Vec<Problem>> {
        let Self { format: _, title, description, hint, notes, run, model, view } = self;
        let parts = match model {
            ModelFile::Decay(decay) => standalone(Standalone::Decay(decay)),
            ModelFile::RateLearning(learning) => standalone(Standalone::RateLearning(learning)),
            ModelFile::Network(network) => network,
        };
        // Some limits depend on the step, which the network by itself does not know.
        let problems = check::network_problems(&parts, &run);
        let of_plots = check::plot_model_problems(&view, &parts);
        let Ok(network) = Network::new(parts) else {
            // Which objects probes and positions mean is unknown in a broken network; everything else is checked.
            let mut all = check::text_problems(&title, &description, &hint);
            all.extend(check::note_problems(&notes));
            all.extend(check::run_problems(&run));
            all.extend(problems);
            all.extend(check::view_problems(&view, None, &mut references::check_counts));
            all.extend(of_plots);
            return Err(all);
        };
        let plain = Plain { texts: [&title, &description, &hint], notes: &notes, run, network: &network };
        let view = references::read(&view, &plain)?;
        Preset::new(PresetParts { title, description, hint, notes, run, network, view })
    }
}

impl Preset {
    /// The document as a RON text in the one form that this version writes.
    pub(super) fn canonical(&self) -> Result<String, ron::Error> {
        let Self { title, description, hint, notes, run, network, view } = self.clone();
        let mut writing = Writing(self.network());
        // A checked plot shows something that is there.
        let plots = view.plots.iter().filter_map(|plot| plot.renamed(&mut writing)).collect();
        let view = View { positions: view.positions, colours: view.colours, plots, panes: view.panes };
        let model = match network.standalone() {
            None => ModelFile::Network(network.parts().clone()),
            Some(Standalone::Decay(decay)) => ModelFile::Decay(decay.clone()),
            Some(Standalone::RateLearning(learning)) => ModelFile::RateLearning(learning.clone()),
        };
        let file =
            PresetFile { format: u64::from(FORMAT), title, description, hint, notes, run, model, view };
        let config = ron::ser::PrettyConfig::new().depth_limit(6).indentor("  ").new_line("\n");
        ron::ser::to_string_pretty(&file, config)
    }
}

/// In files a speed is a number or the word `Unlimited`.
pub(super) mod speed {
    use crate::units::Speed;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    /// Writes a speed.
    pub fn serialize<S: Serializer>(speed: &Speed, serializer: S) -> Result<S::Ok, S::Error> {
        match speed {
            Speed::MsPerSecond(speed) => serializer.serialize_f64(*speed),
            Speed::Unlimited => serializer.serialize_unit_variant("Speed", 0, "Unlimited"),
        }
    }

    /// Reads a speed. RON reads any word where a value of any type may stand, so the word is compared as text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Speed, D::Error> {
        let raw = Box::<ron::value::RawValue>::deserialize(deserializer)?;
        match raw.trim().get_ron() {
            "Unlimited" => Ok(Speed::Unlimited),
            number => ron::from_str(number)
                .map(Speed::MsPerSecond)
                .map_err(|_| D::Error::custom("expected a number of milliseconds per second, or Unlimited")),
        }
    }
}
