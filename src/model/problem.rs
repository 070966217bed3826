//! What can be wrong with a document, as typed facts.
//!
//! A problem names its place and what would be right; the sentence is made from its [`Message`] by `text`.

use std::borrow::Cow;

use super::receptor::ReceptorKey;
use crate::message::Message;
pub use crate::message::is_invisible;
use crate::message::shown;
use crate::param::Constraint;
use crate::units::Unit;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where, as a path that people use: `populations.0.tau_m_ms`.
    pub path: String,
    /// Where in the file's structure, such as `model.populations[0].kind.C_pF`; finds the line.
    pub file_path: String,
    /// What is wrong.
    pub fault: Fault,
    /// Line and column in the text it was read from, counted from 1, if it was read from one.
    pub place: Option<(usize, usize)>,
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A number outside its range.
    OutOfRange {
        /// The number.
        value: f64,
        /// Least value allowed.
        min: f64,
        /// Greatest value allowed.
        max: f64,
        /// Unit of all three.
        unit: Unit,
        /// The rule between fields that set the end that was passed.
        rule: Option<Constraint>,
    },
    /// A number that is not a number, or infinite, or too small to be represented fully.
    NotANumber {
        /// The number as it was read.
        value: f64,
        /// Least value allowed.
        min: f64,
        /// Greatest value allowed.
        max: f64,
        /// Unit of the range.
        unit: Unit,
    },
    /// Two objects with one id.
    DuplicateId(u32),
    /// Two objects of a kind with one name.
    DuplicateName(String),
    /// A name that breaks the rules for names.
    BadName(String),
    /// A reference to a population that does not exist.
    NoSuchPopulation(u32),
    /// A projection onto neurons without a membrane.
    NoMembrane(String),
    /// A projection without receptors.
    NoReceptor,
    /// The same receptor twice on a projection.
    DuplicateReceptor(ReceptorKey),
    /// More presynaptic neurons for each target than there are.
    InDegreeTooLarge {
        /// How many were asked for.
        asked: u64,
        /// How many there are.
        most: u64,
        /// Whether the target itself does not count.
        without_self: bool,
    },
    /// A neuron that a list joins to itself where that is ruled out.
    ListedAutapse(u32),
    /// A pair of neurons of which one does not exist.
    NoSuchPair((u32, u32)),
    /// A pair of neurons that is joined twice.
    DuplicatePair((u32, u32)),
    /// A list of weights that does not fit the synapses.
    WrongNumberOfWeights {
        /// How many there are in the list.
        given: usize,
        /// How many synapses there are.
        synapses: u128,
        /// Whether chance decides how many synapses there are.
        is_drawn: bool,
    },
    /// More of something than fits.
    TooMany {
        /// What there is too much of: a catalogue key suffix (`neurons`, `populations`, `synapses`).
        what: &'static str,
        /// How many were asked for.
        count: u128,
        /// How many are allowed.
        limit: u128,
    },
    /// More memory than a model may use.
    TooLarge {
        /// Estimated size [bytes].
        bytes: u128,
        /// Limit [bytes].
        limit: u128,
    },
    /// More memory than is free.
    NoMemory {
        /// Estimated size [bytes].
        bytes: u128,
        /// What is free [bytes].
        free: u128,
    },
    /// A step that is not on offer.
    StepNotAllowed(f64),
    /// A step that is too long for a kind of neuron.
    StepTooLong {
        /// The step [ms].
        value: f64,
        /// The longest step allowed [ms].
        limit: f64,
        /// The population that sets the limit.
        population: String,
    },
    /// A list of more numbers than fit.
    ListTooLong {
        /// How many there are.
        count: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// A gap junction that joins a population to itself.
    BadJunction,
    /// An axis that cannot be logarithmic: key of the reason, and the quantity.
    NoLogAxis(&'static str, String),
    /// A text that is too long.
    TextTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// A probe that names nothing.
    BadProbe {
        /// What was written.
        written: String,
        /// A probe that does exist and looks like it.
        suggestion: Option<String>,
    },
    /// A name that no object of the kind has.
    NoSuchName {
        /// What kind of object: a catalogue key suffix (`projection`, `population`, `receptor`).
        what: &'static str,
        /// What was written.
        name: String,
        /// A name that does exist and looks like it.
        suggestion: Option<String>,
    },
    /// A plot of a decay in a document of a network, or the other way round.
    PlotOfAnotherModel,
    /// Neurons beside a model without neurons.
    NeuronsBesideModel,
    /// A view entry of an object that does not exist.
    NoSuchObject(u32),
    /// Something the text itself has wrong.
    Syntax {
        /// What is wrong with it.
        what: Message,
        /// A hint towards what was probably meant.
        hint: Option<Message>,
    },
}

impl Problem {
    /// A problem at a place that has the same name in paths and in the file.
    #[must_use]
    pub fn new(path: impl Into<String>, file_path: impl Into<String>, fault: Fault) -> Self {
        let path: String = path.into();
        // What a reader sees of it; the other one finds the line.
        let path = match shown(&path) {
            Cow::Borrowed(_) => path,
            Cow::Owned(shown) => shown,
        };
        Self { path, file_path: file_path.into(), fault, place: None }
    }

    /// What to say about it; the path and place are said by the caller.
    #[must_use]
    pub fn message(&self) -> Message {
        self.fault.message()
    }

    /// What was probably meant, if that can be guessed.
    #[must_use]
    pub fn hint(&self) -> Option<Message> {
        match &self.fault {
            Fault::Syntax { hint, .. } => hint.clone(),
            // In other programs a synapse inhibits by a weight below zero.
            Fault::OutOfRange { value, .. } if *value < 0.0 && self.is_strength() => {
                Some(Message::new("load-hint-sign"))
            }
            _ => None,
        }
    }

    /// Whether it is about how strong a synapse is.
    fn is_strength(&self) -> bool {
        let key = self.path.rsplit('.').next().unwrap_or_default();
        matches!(key, "weight" | "weights" | "w_low" | "w_high" | "w_mean" | "g_max_nS")
    }
}

impl Fault {
    /// What to say.
    // Longer than 60 lines: a sentence for each fault.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::OutOfRange { value, min, max, unit, rule } => {
                let key = match rule {
                    None => "problem-out-of-range",
                    Some(Constraint::WeightOfPlasticSynapse) => "problem-out-of-range-plastic",
                    Some(Constraint::LowBelowHigh) => "problem-out-of-range-low-high",
                    Some(Constraint::ThresholdAboveReset) => "problem-out-of-range-threshold",
                    Some(Constraint::TwoStepsPerTimeConstant) => "problem-out-of-range-step",
                };
                range(key, *value, *min, *max, *unit)
            }
            Self::NotANumber { value, min, max, unit } => {
                range("problem-not-a-number", *value, *min, *max, *unit)
            }
            Self::DuplicateId(id) => Message::new("problem-duplicate-id").with("id", id),
            Self::DuplicateName(name) => Message::new("problem-duplicate-name").with("name", visible(name)),
            Self::BadName(name) => Message::new("problem-bad-name").with("name", visible(name)),
            Self::NoSuchPopulation(id) => Message::new("problem-no-such-population").with("id", id),
            Self::NoMembrane(name) => Message::new("problem-no-membrane").with("name", visible(name)),
            Self::NoReceptor => Message::new("problem-no-receptor"),
            Self::InDegreeTooLarge { asked, most, without_self } => {
                let key = if *without_self { "problem-in-degree" } else { "problem-in-degree-of-all" };
                Message::new(key).with("asked", asked).with("most", most)
            }
            Self::ListedAutapse(neuron) => Message::new("problem-listed-autapse").with("neuron", neuron),
            Self::NoSuchPair((pre, post)) => {
                Message::new("problem-no-such-pair").with("pre", pre).with("post", post)
            }
            Self::DuplicatePair((pre, post)) => {
                Message::new("problem-duplicate-pair").with("pre", pre).with("post", post)
            }
            Self::WrongNumberOfWeights { is_drawn: true, .. } => Message::new("problem-weights-of-chance"),
            Self::WrongNumberOfWeights { given, synapses, .. } => {
                Message::new("problem-number-of-weights").with("given", given).with("synapses", synapses)
            }
            Self::DuplicateReceptor(key) => Message::new("problem-duplicate-receptor").with("receptor", key),
            Self::TooMany { what, count, limit } => {
                Message::new("problem-too-many").with("what", what).with("count", count).with("limit", limit)
            }
            Self::TooLarge { bytes, limit } => {
                Message::new("problem-too-large").with("size", size(*bytes)).with("limit", size(*limit))
            }
            Self::NoMemory { bytes, free } => {
                Message::new("problem-no-memory").with("size", size(*bytes)).with("free", size(*free))
            }
            Self::StepNotAllowed(dt) => Message::new("problem-step-not-allowed").with("value", number(*dt)),
            Self::StepTooLong { value, limit, population } => Message::new("problem-step-too-long")
                .with("value", number(*value))
                .with("limit", number(*limit))
                .with("population", visible(population)),
            Self::ListTooLong { count, limit } => {
                Message::new("problem-list-too-long").with("count", count).with("limit", limit)
            }
            Self::BadJunction => Message::new("problem-bad-junction"),
            Self::NoLogAxis(key, name) => Message::new(key).with("name", name),
            Self::TextTooLong { bytes, limit } => {
                Message::new("problem-text-too-long").with("bytes", bytes).with("limit", limit)
            }
            Self::BadProbe { written, suggestion: Some(suggestion) } => {
                Message::new("problem-bad-probe-suggestion")
                    .with("probe", visible(written))
                    .with("suggestion", suggestion)
            }
            Self::BadProbe { written, suggestion: None } => {
                Message::new("problem-bad-probe").with("probe", visible(written))
            }
            Self::NoSuchName { what, name, suggestion } => {
                let key = if suggestion.is_some() {
                    "problem-no-such-name-suggestion"
                } else {
                    "problem-no-such-name"
                };
                let message = Message::new(key).with("what", what).with("name", visible(name));
                suggestion.iter().fold(message, |message, suggestion| message.with("suggestion", suggestion))
            }
            Self::PlotOfAnotherModel => Message::new("problem-plot-of-another-model"),
            Self::NeuronsBesideModel => Message::new("problem-neurons-beside-model"),
            Self::NoSuchObject(id) => Message::new("problem-no-such-object").with("id", id),
            Self::Syntax { what, .. } => what.clone(),
        }
    }
}

fn range(key: &'static str, value: f64, min: f64, max: f64, unit: Unit) -> Message {
    let unit = match unit.symbol() {
        "" => String::new(),
        symbol => format!(" {symbol}"),
    };
    Message::new(key)
        .with("value", number(value))
        .with("min", number(min))
        .with("max", number(max))
        .with("unit", unit)
}

/// A number as people write it: extreme ones with an exponent instead of three hundred digits.
#[must_use]
pub fn number(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && size.is_finite() && !(1e-6..1e15).contains(&size) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

/// A text with control and direction-changing characters made visible, cut to a readable length.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(64)
        .flat_map(|c| if is_invisible(c) { c.escape_unicode().collect::<Vec<_>>() } else { vec![c] })
        .collect();
    if text.chars().nth(64).is_some() {
        shown.push('…');
    }
    shown
}

/// A size for people: 80.4 GB.
fn size(bytes: u128) -> String {
    const UNITS: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let mut value = bytes as f64;
    let mut unit = 0;
    while 1000.0 <= value && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    if 1000.0 <= value {
        return format!("{value:.0e} {}", UNITS[unit]);
    }
    format!("{value:.3} {}", UNITS[unit]).replace(".000 ", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_names_are_readable() {
        assert_eq!(size(80_400_000_000), "80.400 GB");
        assert_eq!(size(512), "512 B");
        assert_eq!(size(u128::MAX), "3e20 EB");
        assert_eq!(visible("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(visible(&"x".repeat(70)).chars().count(), 65);
    }
}
