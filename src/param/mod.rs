//! Parameters, declared once.
//!
//! [`params!`](crate::params) turns one declaration (key, symbol, unit, default, range, scale, meaning, equation, source)
//! into a plain serde struct, its `Default`, and a visitor. Sliders, range checks, `--set`, tooltips, the
//! table of `bouton params` and reset-to-default are small visitors of that declaration; none of them has a
//! second copy of a range. [`param_specs!`](crate::param_specs) declares, in the same words, parameters of a struct that
//! has more than parameters.
//!
//! A number has two ranges. `range` is the slider's: what is usual. `valid` is what may be typed or stand in a file: what
//! the equations can be solved for. Where a declaration has no `valid`, it follows from key and unit ([`usual_valid`]).
//! A default outside its range, or a range outside what is valid, does not compile.

mod bounds;
mod macros;
mod set;

use std::ops::RangeInclusive;

pub use bounds::{Bounds, Constraint};
pub use set::{Choice, NamedSet, NoParams, ParamSet, Particulars, Switch, apply_step_rule};

use crate::units::Unit;

/// How a slider spreads a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps.
    Linear,
    /// Equal ratios.
    Log,
}

/// What sets a parameter apart from the others in its panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Folded away at first.
    Advanced,
    /// An initial value: a change shows at the next restart.
    Initial,
    /// A time constant that is exact for any step, so that the step sets it no limit.
    AnyStep,
}

/// One option of a [`Kind::Choice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChoiceOption {
    /// The name in files.
    pub key: &'static str,
    /// The name on screen, in English.
    pub label: &'static str,
    /// What it does, in English.
    pub meaning: &'static str,
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A real number.
    Number {
        /// Default, in the parameter's unit.
        default: f64,
        /// Least value of the slider.
        min: f64,
        /// Greatest value of the slider.
        max: f64,
        /// Least and greatest value that may be typed or stand in a file.
        valid: (f64, f64),
        /// How a slider spreads the range.
        scale: Scale,
    },
    /// A whole number.
    Count {
        /// Default.
        default: u64,
        /// Least usual value.
        min: u64,
        /// Greatest usual value.
        max: u64,
        /// Least and greatest value that may be typed or stand in a file.
        valid: (u64, u64),
    },
    /// One of a few named options.
    Choice {
        /// The options in menu order.
        options: &'static [ChoiceOption],
    },
    /// Real numbers, none by default.
    List {
        /// Least usual value.
        min: f64,
        /// Greatest usual value.
        max: f64,
        /// Least and greatest value that may be typed or stand in a file.
        valid: (f64, f64),
    },
}

impl Kind {
    /// A number with these ranges; what is valid follows from key and unit if it is not said.
    ///
    /// # Panics
    /// If the default lies outside the range or the range outside what is valid; in a `static` that does not compile.
    #[must_use]
    pub const fn number(
        (key, unit): (&str, Unit),
        default: f64,
        range: &RangeInclusive<f64>,
        valid: Option<&RangeInclusive<f64>>,
        scale: Scale,
    ) -> Self {
        let (min, max) = (*range.start(), *range.end());
        let valid = valid_or_usual((key, unit), (min, max), valid);
        assert!(min <= default && default <= max, "a default outside its range");
        Self::Number { default, min, max, valid, scale }
    }

    /// A whole number with these ranges; without `valid`, what is usual is all that is valid.
    ///
    /// # Panics
    /// As for [`Kind::number`].
    #[must_use]
    pub const fn count(
        default: u64,
        range: &RangeInclusive<u64>,
        valid: Option<&RangeInclusive<u64>>,
    ) -> Self {
        let (min, max) = (*range.start(), *range.end());
        let valid = match valid {
            Some(valid) => (*valid.start(), *valid.end()),
            None => (min, max),
        };
        assert!(min <= default && default <= max, "a default outside its range");
        assert!(valid.0 <= min && max <= valid.1, "a range outside what is valid");
        Self::Count { default, min, max, valid }
    }

    /// A list of numbers with these ranges.
    ///
    /// # Panics
    /// If the range lies outside what is valid; in a `static` that does not compile.
    #[must_use]
    pub const fn list(
        (key, unit): (&str, Unit),
        range: &RangeInclusive<f64>,
        valid: Option<&RangeInclusive<f64>>,
    ) -> Self {
        let (min, max) = (*range.start(), *range.end());
        Self::List { min, max, valid: valid_or_usual((key, unit), (min, max), valid) }
    }
}

const fn valid_or_usual(
    (key, unit): (&str, Unit),
    range: (f64, f64),
    valid: Option<&RangeInclusive<f64>>,
) -> (f64, f64) {
    let valid = match valid {
        Some(valid) => (*valid.start(), *valid.end()),
        None => usual_valid(key, unit, range),
    };
    assert!(valid.0 <= range.0 && range.1 <= valid.1, "a range outside what is valid");
    valid
}

/// What may be typed for a parameter of this key and unit where its declaration says nothing else:
///
/// | unit | valid |
/// |---|---|
/// | mV | −500 to 500 |
/// | pF | 1 to 10⁶ |
/// | nS | 0 to 10⁵ |
/// | pA | −50 000 to 50 000 |
/// | Hz | 0 to 10⁵ |
/// | ms, time constants (`tau…`) | 0.01 to 10⁷ |
/// | ms, delays (`delay…`) | 0 to 1000 |
/// | ms, other times | 0 to 10⁹ |
/// | mM; ms⁻¹; mM⁻¹ms⁻¹; µM/ms | 0 to 1000 |
/// | µM; µM⁴ | 0 to 10⁶ |
/// | none | the slider's range |
///
/// What stands below a fraction bar, and must not be 0, says its own least value.
#[must_use]
pub const fn usual_valid(key: &str, unit: Unit, range: (f64, f64)) -> (f64, f64) {
    match unit {
        Unit::MV => (-500.0, 500.0),
        Unit::PF => (1.0, 1e6),
        Unit::NS | Unit::Hz => (0.0, 1e5),
        Unit::PA => (-5e4, 5e4),
        Unit::Ms if begins_with(key, "tau") => (0.01, 1e7),
        Unit::Ms if begins_with(key, "delay") => (0.0, 1000.0),
        Unit::Ms => (0.0, 1e9),
        Unit::MilliMolar | Unit::PerMs | Unit::PerMilliMolarMs | Unit::MicroMolarPerMs => (0.0, 1000.0),
        Unit::MicroMolar | Unit::MicroMolar4 => (0.0, 1e6),
        Unit::One => range,
    }
}

const fn begins_with(key: &str, beginning: &str) -> bool {
    let (key, beginning) = (key.as_bytes(), beginning.as_bytes());
    let mut at = 0;
    while at < beginning.len() {
        if key.len() <= at || key[at] != beginning[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Most numbers in a list.
pub const MAX_LIST: usize = 10_000;

/// A list of numbers; a copy costs nothing.
pub type Numbers = std::sync::Arc<[f64]>;

/// Everything there is to know about one parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParamSpec {
    /// Key of the mechanism that owns it, such as `lif`.
    pub owner: &'static str,
    /// Name in Rust, files, paths and CSV: symbol and unit, such as `tau_m_ms`.
    pub key: &'static str,
    /// The symbol as it is typeset in text, such as `τ_m`.
    pub symbol: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// The values it takes.
    pub kind: Kind,
    /// What it means, in English.
    pub meaning: &'static str,
    /// The equation it stands in.
    pub equation: &'static str,
    /// Where the default comes from.
    pub source: &'static str,
    /// What sets it apart in a panel.
    pub flags: &'static [Flag],
}

impl ParamSpec {
    /// Whether the parameter carries a flag.
    #[must_use]
    pub fn is(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Whether the default comes from a publication, which is named with its year, and not from a reason of the program's own.
    #[must_use]
    pub fn is_cited(&self) -> bool {
        let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        self.source.split(|c: char| !c.is_ascii_digit()).any(is_year)
    }

    /// The range of the slider, or of what is usual, before rules between fields narrow it.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53, and the seed is not bounded")]
    pub fn range(&self) -> Bounds {
        match self.kind {
            Kind::Number { min, max, .. } | Kind::List { min, max, .. } => Bounds::new(min, max),
            Kind::Count { min, max, .. } => Bounds::new(min as f64, max as f64),
            Kind::Choice { options } => Bounds::new(0.0, options.len() as f64 - 1.0),
        }
    }

    /// What may be typed or stand in a file, before rules between fields narrow it.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53, and the seed is not bounded")]
    pub fn valid(&self) -> Bounds {
        match self.kind {
            Kind::Number { valid: (min, max), .. } | Kind::List { valid: (min, max), .. } => {
                Bounds::new(min, max)
            }
            Kind::Count { valid: (min, max), .. } => Bounds::new(min as f64, max as f64),
            Kind::Choice { .. } => self.range(),
        }
    }

    /// The default of a number; 0 for what is none.
    #[must_use]
    pub const fn default_number(&self) -> f64 {
        if let Kind::Number { default, .. } = self.kind { default } else { 0.0 }
    }

    /// The default of a whole number; 0 for what is none.
    #[must_use]
    pub const fn default_count(&self) -> u64 {
        if let Kind::Count { default, .. } = self.kind { default } else { 0 }
    }

    /// The default value.
    #[must_use]
    pub fn default_value(&self) -> Value {
        match self.kind {
            Kind::Number { default, .. } => Value::Number(default),
            Kind::Count { default, .. } => Value::Count(default),
            Kind::Choice { .. } => Value::Choice(0),
            Kind::List { .. } => Value::List(Numbers::default()),
        }
    }

    /// A value as text with as few digits as name it exactly, as it stands in a file; choices give their key.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        match (value, self.kind) {
            (Value::Number(number), _) => number.to_string(),
            (Value::Count(count), _) => count.to_string(),
            (Value::Choice(index), Kind::Choice { options }) => {
                options.get(*index).map_or_else(|| index.to_string(), |option| option.key.to_owned())
            }
            (Value::Choice(index), _) => index.to_string(),
            (Value::List(numbers), _) => {
                let numbers: Vec<String> = numbers.iter().map(f64::to_string).collect();
                format!("[{}]", numbers.join(", "))
            }
        }
    }
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A real number in the parameter's unit.
    Number(f64),
    /// A whole number.
    Count(u64),
    /// Index into the options.
    Choice(usize),
    /// Numbers in the parameter's unit.
    List(Numbers),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_valid_follows_from_the_unit() {
        let valid = |key, unit| usual_valid(key, unit, (2.0, 3.0));
        assert_eq!(valid("V_th_mV", Unit::MV), (-500.0, 500.0));
        assert_eq!(valid("tau_m_ms", Unit::Ms), (0.01, 1e7));
        assert_eq!(valid("delay_ms", Unit::Ms), (0.0, 1000.0));
        assert_eq!(valid("t_ref_ms", Unit::Ms), (0.0, 1e9));
        assert_eq!(valid("P0", Unit::One), (2.0, 3.0));
    }

    #[test]
    fn each_end_of_a_range_has_its_own_rule() {
        let mut bounds = Bounds::new(0.0, 10.0);
        bounds.at_most(4.0, Constraint::TwoStepsPerTimeConstant);
        assert_eq!((bounds.low, bounds.high), (None, Some(Constraint::TwoStepsPerTimeConstant)));
        assert!(bounds.contains(0.0) && bounds.contains(4.000_000_000_000_1) && !bounds.contains(4.000_1));
        bounds.at_least(0.0, Constraint::ThresholdAboveReset);
        assert!(!bounds.contains(0.0) && bounds.contains(f64::MIN_POSITIVE) && !bounds.contains(f64::NAN));
        assert_eq!(bounds.with_margins().min, 0.5);
        bounds.at_least(4.0, Constraint::ThresholdAboveReset);
        assert!(bounds.is_empty());
    }
}
