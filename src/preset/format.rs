//! The shape of a document file, its version, and how it is written.

use serde::{Deserialize, Serialize};

use super::foreign::Foreign;
use super::load::File;
use super::patch::HEADER;
use super::{Model, Preset, PresetParts, Run, View};
use crate::model::decay::Decay;
use crate::model::network::{Network, NetworkParts};
use crate::model::problem::Problem;
use crate::model::rate_learning::RateLearning;
use crate::model::toy::Toy;

/// The format that this version writes, and the newest it reads.
pub const FORMAT: u32 = 1;

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
    #[serde(default)]
    run: Run,
    model: ModelFile,
    #[serde(default)]
    view: View,
}

#[derive(Debug, Serialize, Deserialize)]
enum ModelFile {
    Network(NetworkParts),
    Decay(Decay),
    RateLearning(RateLearning),
}

/// What is read first, to tell which format the rest is in.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    /// The format's number.
    pub format: u64,
}

impl File for PresetFile {
    type Checked = Preset;
    const FORMAT: u32 = FORMAT;
    const KIND: Foreign = Foreign::Preset;

    fn check(self) -> Result<Preset, Vec<Problem>> {
        let Self { format: _, title, description, hint, run, model, view } = self;
        let toy = |toy: Toy| {
            let (title, description, hint) = (title.clone(), description.clone(), hint.clone());
            Preset::new(PresetParts {
                title,
                description,
                hint,
                run,
                model: Model::Toy(toy),
                view: view.clone(),
            })
        };
        let network = match model {
            ModelFile::Network(network) => network,
            ModelFile::Decay(decay) => return toy(Toy::Decay(decay)),
            ModelFile::RateLearning(learning) => return toy(Toy::RateLearning(learning)),
        };
        // Some limits depend on the step, which the network by itself does not know.
        let problems = super::check::network_problems(&network, &run);
        if let Ok(network) = Network::new(network) {
            let model = Model::Network(network);
            return Preset::new(PresetParts { title, description, hint, run, model, view });
        }
        // Whom probes and positions mean cannot be told in a broken network; everything else is checked.
        let mut all = super::check::text_problems(&title, &description, &hint);
        all.extend(super::check::run_problems(&run));
        all.extend(problems);
        all.extend(super::check::view_problems(&view, None));
        Err(all)
    }
}

impl Preset {
    /// The document as a RON text with a line that says what wrote it.
    ///
    /// # Errors
    /// If the text does not read back as the same document: then nothing may be written.
    pub fn to_ron(&self) -> Result<String, ron::Error> {
        let text = format!("{HEADER}{}.\n{}\n", env!("CARGO_PKG_VERSION"), self.canonical()?);
        match super::load::parse(text.as_bytes()) {
            Ok(read_back) if read_back == *self => Ok(text),
            Ok(_) => Err(ron::Error::Message("the text reads back as another document".to_owned())),
            Err(error) => Err(ron::Error::Message(format!("the text does not read back: {error}"))),
        }
    }

    /// The document as a RON text in the one form that this version writes.
    pub(super) fn canonical(&self) -> Result<String, ron::Error> {
        let Self { title, description, hint, run, model, view } = self.clone();
        let model = match model {
            Model::Network(network) => ModelFile::Network(network.parts().clone()),
            Model::Toy(Toy::Decay(decay)) => ModelFile::Decay(decay),
            Model::Toy(Toy::RateLearning(learning)) => ModelFile::RateLearning(learning),
        };
        let file = PresetFile { format: u64::from(FORMAT), title, description, hint, run, model, view };
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
