//! What can be seen after a step of a lesson was done, as it stands in a file.
//!
//! An effect is written with names, `Peak(probe: "V_0", within_ms: 100.0, least: -60.5, most: -59.5)`, or as in earlier files
//! without, in the same order: `Peak("V_0", 100.0, -60.5, -59.5)`.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// What can be seen, over a time from the act on [ms].
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A population fires between so and so many times: name, time, least, most.
    Spikes(String, f64, u64, u64),
    /// The greatest value of a probe lies between two numbers: probe, time, least, most.
    Peak(String, f64, f64, f64),
    /// The least value of a probe lies between two numbers: probe, time, least, most.
    Trough(String, f64, f64, f64),
    /// The value of a probe at the end lies between two numbers: probe, time, least, most.
    End(String, f64, f64, f64),
}

impl Effect {
    /// How long it has to be watched [ms].
    #[must_use]
    pub fn time_ms(&self) -> f64 {
        match self {
            Self::Spikes(_, time_ms, ..)
            | Self::Peak(_, time_ms, ..)
            | Self::Trough(_, time_ms, ..)
            | Self::End(_, time_ms, ..) => *time_ms,
        }
    }
}

/// An effect with names for its numbers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
enum Named {
    Spikes { population: String, within_ms: f64, least: u64, most: u64 },
    Peak { probe: String, within_ms: f64, least: f64, most: f64 },
    Trough { probe: String, within_ms: f64, least: f64, most: f64 },
    End { probe: String, within_ms: f64, least: f64, most: f64 },
}

/// An effect without names.
#[derive(Deserialize)]
enum Positional {
    Spikes(String, f64, u64, u64),
    Peak(String, f64, f64, f64),
    Trough(String, f64, f64, f64),
    End(String, f64, f64, f64),
}

impl From<Named> for Effect {
    fn from(named: Named) -> Self {
        match named {
            Named::Spikes { population, within_ms, least, most } => {
                Self::Spikes(population, within_ms, least, most)
            }
            Named::Peak { probe, within_ms, least, most } => Self::Peak(probe, within_ms, least, most),
            Named::Trough { probe, within_ms, least, most } => Self::Trough(probe, within_ms, least, most),
            Named::End { probe, within_ms, least, most } => Self::End(probe, within_ms, least, most),
        }
    }
}

impl From<Positional> for Effect {
    fn from(positional: Positional) -> Self {
        match positional {
            Positional::Spikes(population, within_ms, least, most) => {
                Self::Spikes(population, within_ms, least, most)
            }
            Positional::Peak(probe, within_ms, least, most) => Self::Peak(probe, within_ms, least, most),
            Positional::Trough(probe, within_ms, least, most) => Self::Trough(probe, within_ms, least, most),
            Positional::End(probe, within_ms, least, most) => Self::End(probe, within_ms, least, most),
        }
    }
}

impl<'de> Deserialize<'de> for Effect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<ron::value::RawValue>::deserialize(deserializer)?;
        let text = raw.trim().get_ron();
        let begins_with_text =
            text.split_once('(').is_none_or(|(_, inside)| inside.trim_start().starts_with('"'));
        let read = if begins_with_text {
            ron::from_str::<Positional>(text).map(Self::from)
        } else {
            ron::from_str::<Named>(text).map(Self::from)
        };
        read.map_err(|error| match error.code {
            ron::Error::NoSuchEnumVariant { expected, found, .. } => {
                D::Error::unknown_variant(&found, expected)
            }
            ron::Error::NoSuchStructField { expected, found, .. } => {
                D::Error::unknown_field(&found, expected)
            }
            ron::Error::MissingStructField { field, .. } => D::Error::missing_field(field),
            other => D::Error::custom(other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_read_with_names_and_without() {
        for (named, positional) in [
            ("Spikes(population: \"0\", within_ms: 20.0, least: 1, most: 2)", "Spikes(\"0\", 20.0, 1, 2)"),
            (
                "Peak(probe: \"V_0\", within_ms: 100, least: -60.5, most: -59.5)",
                "Peak(\"V_0\", 100, -60.5, -59.5)",
            ),
            (
                "Trough( most: 1.0, least: 0.5, probe: \"g_1-0\", within_ms: 9.0)",
                "Trough( \"g_1-0\", 9.0, 0.5, 1.0)",
            ),
            ("End(probe: \"w\", within_ms: 1.0, least: 0.0, most: 1.0)", "End(\"w\", 1.0, 0.0, 1.0)"),
        ] {
            let effect = |text: &str| ron::from_str::<Effect>(text).unwrap();
            assert_eq!(effect(named), effect(positional));
        }
        for wrong in [
            "Peek(\"V_0\", 100.0, 0.0, 1.0)",
            "Peak(probe: \"V_0\", within_ms: 100.0, least: 0.0)",
            "Peak(probe: \"V_0\", within: 100.0, least: 0.0, most: 1.0)",
            "Peak(\"V_0\", 100.0, 0.0)",
            "Peak",
        ] {
            assert!(ron::from_str::<Effect>(wrong).is_err(), "{wrong}");
        }
    }
}
