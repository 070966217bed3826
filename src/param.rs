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
//!
//! Longer than 500 lines: the macros and what they expand to are read together.

use std::ops::RangeInclusive;

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

/// A range of numbers, given the fields beside them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least value, in the parameter's unit.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// The rule between fields that raised the lower end, if one did.
    pub low: Option<Constraint>,
    /// The rule between fields that lowered the upper end, if one did.
    pub high: Option<Constraint>,
}

/// A rule between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// The threshold lies above the reset.
    ThresholdAboveReset,
    /// A time constant is at least two steps long, or the step is too coarse to show it.
    TwoStepsPerTimeConstant,
    /// Weights that change are fractions of the greatest conductance.
    WeightOfPlasticSynapse,
    /// The smallest value is not above the greatest.
    LowBelowHigh,
}

impl Constraint {
    /// Whether the end of a range that the rule sets is itself not allowed.
    #[must_use]
    pub fn is_strict(self) -> bool {
        self == Self::ThresholdAboveReset
    }

    /// How far a slider stays away from an end that is itself not allowed, in the parameter's unit.
    fn margin(self) -> f64 {
        if self.is_strict() { 0.5 } else { 0.0 }
    }
}

/// How far rounding may carry a value beyond an end that was worked out from other fields, relative to it.
const ROUNDING: f64 = 1e-12;

impl Bounds {
    /// A range that no rule has narrowed.
    #[must_use]
    pub const fn new(min: f64, max: f64) -> Self {
        Self { min, max, low: None, high: None }
    }

    /// Raises the lower end; remembers the rule if that narrowed the range.
    pub fn at_least(&mut self, min: f64, rule: Constraint) {
        if self.min < min || rule.is_strict() && self.min == min {
            self.min = min;
            self.low = Some(rule);
        }
    }

    /// Lowers the upper end; remembers the rule if that narrowed the range.
    pub fn at_most(&mut self, max: f64, rule: Constraint) {
        if max < self.max || rule.is_strict() && self.max == max {
            self.max = max;
            self.high = Some(rule);
        }
    }

    /// The range of a slider, which stays a little away from ends that are themselves not allowed.
    fn with_margins(mut self) -> Self {
        self.min += self.low.map_or(0.0, Constraint::margin);
        self.max -= self.high.map_or(0.0, Constraint::margin);
        self
    }

    /// Whether no number lies in the range.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_strict = |rule: Option<Constraint>| rule.is_some_and(Constraint::is_strict);
        self.max < self.min || self.max == self.min && (is_strict(self.low) || is_strict(self.high))
    }

    /// The nearest value in the range; NaN goes to the lower end.
    #[must_use]
    pub fn clamp(&self, value: f64) -> f64 {
        if value.is_nan() { self.min } else { value.min(self.max).max(self.min) }
    }

    /// Whether a value lies in the range.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.is_high_enough(value) && self.is_low_enough(value)
    }

    /// Whether a value does not lie below the range; NaN does.
    #[must_use]
    pub fn is_high_enough(&self, value: f64) -> bool {
        match self.low {
            None => self.min <= value,
            Some(rule) if rule.is_strict() => self.min < value,
            Some(_) => self.min - ROUNDING * self.min.abs() <= value,
        }
    }

    /// Whether a value does not lie above the range; NaN does.
    #[must_use]
    pub fn is_low_enough(&self, value: f64) -> bool {
        match self.high {
            None => value <= self.max,
            Some(rule) if rule.is_strict() => value < self.max,
            Some(_) => value <= self.max + ROUNDING * self.max.abs(),
        }
    }
}

/// An enumeration that a parameter can choose from; made by [`choice!`](crate::choice).
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// The options in menu order; the first is the default.
    const OPTIONS: &'static [ChoiceOption];
    /// Position of this value among the options.
    fn index(self) -> usize;
    /// The option at a position.
    fn from_index(index: usize) -> Option<Self>;
}

/// A struct of parameters; made by [`params!`](crate::params).
pub trait ParamSet {
    /// Calls `visit` with every parameter and its value, in the order of declaration.
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value));

    /// Sets the parameter with this key; `false` if there is none or the value is of another kind.
    /// Ranges are not checked here.
    fn set(&mut self, key: &str, value: Value) -> bool;

    /// Narrows the range of a parameter by the fields beside it and the step [ms].
    fn apply_rules(&self, spec: &ParamSpec, dt_ms: f64, bounds: &mut Bounds) {
        apply_step_rule(spec, dt_ms, bounds);
    }

    /// The range of a parameter's slider now, given the fields beside it and the step [ms]; it may be empty.
    fn bounds(&self, spec: &ParamSpec, dt_ms: f64) -> Bounds {
        let mut bounds = spec.range();
        self.apply_rules(spec, dt_ms, &mut bounds);
        bounds.with_margins()
    }

    /// What may be typed for a parameter or stand in a file now, given the fields beside it and the step [ms]; never
    /// empty.
    fn valid_bounds(&self, spec: &ParamSpec, dt_ms: f64) -> Bounds {
        let mut bounds = spec.valid();
        self.apply_rules(spec, dt_ms, &mut bounds);
        // Where a rule leaves nothing, the field beside it is what is wrong, and is told so itself.
        if bounds.is_empty() { spec.valid() } else { bounds }
    }

    /// Whether the parameter with this key does something, given the fields beside it.
    fn is_relevant(&self, key: &str) -> bool {
        let _ = key;
        true
    }

    /// Sets of values with a name in the literature, for a menu.
    fn named_sets(&self) -> &'static [NamedSet] {
        &[]
    }

    /// The equations of the mechanism in LaTeX, in which `\p{key}{τ}` is a parameter and `\s{symbol}{P}` a state.
    fn equations(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What a person should know who uses values like these: a key of the catalogue.
    fn caution(&self) -> Option<&'static str> {
        None
    }

    /// The value of the parameter with this key.
    fn get(&self, key: &str) -> Option<(&'static ParamSpec, Value)> {
        let mut found = None;
        self.visit(&mut |spec, value| {
            if spec.key == key {
                found = Some((spec, value));
            }
        });
        found
    }
}

/// The rule that a time constant spans two steps, for parameters that it concerns.
pub fn apply_step_rule(spec: &ParamSpec, dt_ms: f64, bounds: &mut Bounds) {
    if spec.unit == Unit::Ms && spec.key.starts_with("tau") && !spec.is(Flag::AnyStep) {
        bounds.at_least(2.0 * dt_ms, Constraint::TwoStepsPerTimeConstant);
    }
}

/// A set of values with a name in the literature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedSet {
    /// Its name, in English.
    pub name: &'static str,
    /// Keys and numbers; what is not named stays as it is.
    pub values: &'static [(&'static str, f64)],
}

impl NamedSet {
    /// Whether a mechanism has these values.
    pub fn is_in(&self, set: &dyn ParamSet) -> bool {
        self.values_of(set).all(|(key, value)| set.get(key).is_some_and(|(_, has)| has == value))
    }

    /// Keys and values, for a mechanism: what it can choose from is given by its position in the menu.
    pub fn values_of(&self, set: &dyn ParamSet) -> impl Iterator<Item = (&'static str, Value)> {
        self.values.iter().map(|(key, number)| match set.get(key) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position")]
            Some((_, Value::Choice(_))) => (*key, Value::Choice(*number as usize)),
            _ => (*key, Value::Number(*number)),
        })
    }
}

crate::choice! {
    /// Something that is on or off; a check box on screen.
    pub enum Switch {
        On: "On", "Enabled.";
        Off: "Off", "Disabled.";
    }
}

/// What is particular to a mechanism's parameters. Most mechanisms have nothing of the kind and take the defaults.
pub trait Particulars {
    /// Narrows `bounds`, the range of `key`, by the fields beside it, for steps of `dt_ms` [ms].
    fn narrow(&self, key: &str, dt_ms: f64, bounds: &mut Bounds) {
        let _ = (key, dt_ms, bounds);
    }

    /// Whether `key` does something, given the fields beside it.
    fn is_relevant(&self, key: &str) -> bool {
        let _ = key;
        true
    }

    /// Sets of values with a name in the literature.
    fn named_sets(&self) -> &'static [NamedSet] {
        &[]
    }

    /// The equations in LaTeX; see [`ParamSet::equations`].
    fn equations(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What a person should know who uses values like these: a key of the catalogue.
    fn caution(&self) -> Option<&'static str> {
        None
    }
}

/// A set of no parameters, for mechanisms that have none.
#[derive(Debug, Clone, Copy)]
pub struct NoParams;

impl ParamSet for NoParams {
    fn visit(&self, _visit: &mut dyn FnMut(&'static ParamSpec, Value)) {}
    fn set(&mut self, _key: &str, _value: Value) -> bool {
        false
    }
}

/// Declares an enumeration that a parameter can choose from. The first variant is the default.
#[macro_export]
macro_rules! choice {
    (
        $(#[$attr:meta])*
        pub enum $name:ident { $( $variant:ident: $label:literal, $meaning:literal; )+ }
    ) => {
        $(#[$attr])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( #[doc = $meaning] $variant, )+ }

        impl $crate::param::Choice for $name {
            const OPTIONS: &'static [$crate::param::ChoiceOption] = &[ $(
                $crate::param::ChoiceOption { key: stringify!($variant), label: $label, meaning: $meaning },
            )+ ];
            fn index(self) -> usize {
                self as usize
            }
            fn from_index(index: usize) -> Option<Self> {
                [ $( Self::$variant, )+ ].get(index).copied()
            }
        }

        impl Default for $name {
            fn default() -> Self {
                [ $( Self::$variant, )+ ][0]
            }
        }
    };
}

/// Declares a mechanism's parameters; see the module.
#[macro_export]
macro_rules! params {
    (
        $(#[$attr:meta])*
        pub struct $name:ident as $owner:literal {
            $( $key:ident: $kind:ident { $($body:tt)* } )*
        }
    ) => {
        $(#[$attr])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        #[allow(non_snake_case, reason = "names are symbol and unit as written in science")]
        pub struct $name {
            $( #[doc = $crate::params!(@doc $kind { $($body)* })] pub $key: $crate::params!(@type $kind { $($body)* }), )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $key: $crate::params!(@default $kind { $($body)* }), )* }
            }
        }

        impl $name {
            /// The key of this mechanism in catalogues and tables.
            pub const OWNER: &'static str = $owner;
        }

        impl $crate::param::ParamSet for $name {
            fn visit(
                &self,
                visit: &mut dyn FnMut(&'static $crate::param::ParamSpec, $crate::param::Value),
            ) {
                let _ = &visit;
                $( $crate::params!(@visit self visit $owner $key $kind { $($body)* }); )*
            }
            fn set(&mut self, key: &str, value: $crate::param::Value) -> bool {
                $( $crate::params!(@set self key value $key $kind { $($body)* }); )*
                let _ = (key, value);
                false
            }
            fn apply_rules(
                &self,
                spec: &$crate::param::ParamSpec,
                dt_ms: f64,
                bounds: &mut $crate::param::Bounds,
            ) {
                $crate::param::apply_step_rule(spec, dt_ms, bounds);
                $crate::param::Particulars::narrow(self, spec.key, dt_ms, bounds);
            }
            fn is_relevant(&self, key: &str) -> bool {
                $crate::param::Particulars::is_relevant(self, key)
            }
            fn named_sets(&self) -> &'static [$crate::param::NamedSet] {
                $crate::param::Particulars::named_sets(self)
            }
            fn equations(&self) -> Vec<&'static str> {
                $crate::param::Particulars::equations(self)
            }
            fn caution(&self) -> Option<&'static str> {
                $crate::param::Particulars::caution(self)
            }
        }
    };

    (@doc number { symbol: $symbol:literal, unit: $unit:ident, $($rest:tt)* }) => {
        concat!($symbol, " [", stringify!($unit), "]; see the parameter table.")
    };
    (@doc count { symbol: $symbol:literal, $($rest:tt)* }) => { concat!($symbol, ", a count; see the parameter table.") };
    (@doc list { symbol: $symbol:literal, unit: $unit:ident, $($rest:tt)* }) => {
        concat!($symbol, " [", stringify!($unit), "], a list; see the parameter table.")
    };
    (@doc choice { $($rest:tt)* }) => { "A choice; see the parameter table." };
    (@doc nested { $($rest:tt)* }) => { "A mechanism of its own." };

    (@type number { $($body:tt)* }) => { f64 };
    (@type count { $($body:tt)* }) => { u64 };
    (@type list { $($body:tt)* }) => { $crate::param::Numbers };
    (@type choice { of: $of:ty, $($rest:tt)* }) => { $of };
    (@type nested { of: $of:ty, $($rest:tt)* }) => { $of };

    (@default number { symbol: $symbol:literal, unit: $unit:ident, default: $default:expr, $($rest:tt)* }) => { $default };
    (@default count { symbol: $symbol:literal, default: $default:expr, $($rest:tt)* }) => { $default };
    (@default list { $($body:tt)* }) => { $crate::param::Numbers::default() };
    (@default choice { of: $of:ty, $($rest:tt)* }) => { <$of>::default() };
    (@default nested { of: $of:ty, default: $default:expr, }) => { $default };

    (@visit $self:ident $visit:ident $owner:literal $key:ident nested { $($body:tt)* }) => {};
    (@visit $self:ident $visit:ident $owner:literal $key:ident $kind:ident { $($body:tt)* }) => {{
        static SPEC: $crate::param::ParamSpec = $crate::params!(@spec $owner $key $kind { $($body)* });
        $visit(&SPEC, $crate::params!(@value $kind $self.$key));
    }};

    (@value number $value:expr) => { $crate::param::Value::Number($value) };
    (@value count $value:expr) => { $crate::param::Value::Count($value) };
    (@value list $value:expr) => { $crate::param::Value::List($value.clone()) };
    (@value choice $value:expr) => { $crate::param::Value::Choice($crate::param::Choice::index($value)) };

    (@option) => { None };
    (@option $value:expr) => { Some(&($value)) };

    (@spec $owner:literal $key:ident number {
        symbol: $symbol:literal, unit: $unit:ident, default: $default:expr, range: $range:expr, $(valid: $valid:expr,)?
        scale: $scale:ident, $($rest:tt)*
    }) => {
        $crate::params!(@described $owner $key $symbol $unit
            ($crate::param::Kind::number(
                (stringify!($key), $crate::units::Unit::$unit),
                $default,
                &($range),
                $crate::params!(@option $($valid)?),
                $crate::param::Scale::$scale,
            ))
            $($rest)*)
    };
    (@spec $owner:literal $key:ident count {
        symbol: $symbol:literal, default: $default:expr, range: $range:expr, $(valid: $valid:expr,)?
        meaning: $($rest:tt)*
    }) => {
        $crate::params!(@described $owner $key $symbol One
            ($crate::param::Kind::count($default, &($range), $crate::params!(@option $($valid)?)))
            meaning: $($rest)*)
    };
    (@spec $owner:literal $key:ident list {
        symbol: $symbol:literal, unit: $unit:ident, range: $range:expr, $(valid: $valid:expr,)?
        meaning: $($rest:tt)*
    }) => {
        $crate::params!(@described $owner $key $symbol $unit
            ($crate::param::Kind::list(
                (stringify!($key), $crate::units::Unit::$unit),
                &($range),
                $crate::params!(@option $($valid)?),
            ))
            meaning: $($rest)*)
    };
    (@spec $owner:literal $key:ident choice { of: $of:ty, symbol: $symbol:literal, $($rest:tt)* }) => {
        $crate::params!(@described $owner $key $symbol One
            ($crate::param::Kind::Choice { options: <$of as $crate::param::Choice>::OPTIONS })
            $($rest)*)
    };
    (@described $owner:literal $key:ident $symbol:literal $unit:ident ($kind:expr)
        meaning: $meaning:literal, equation: $equation:literal, source: $source:literal,
        $(flags: [$($flag:ident),*],)?
    ) => {
        $crate::param::ParamSpec {
            owner: $owner,
            key: stringify!($key),
            symbol: $symbol,
            unit: $crate::units::Unit::$unit,
            kind: $kind,
            meaning: $meaning,
            equation: $equation,
            source: $source,
            flags: &[ $($( $crate::param::Flag::$flag, )*)? ],
        }
    };

    (@set $self:ident $wanted:ident $value:ident $key:ident number { $($body:tt)* }) => {
        if $wanted == stringify!($key) {
            if let $crate::param::Value::Number(number) = $value {
                $self.$key = number;
                return true;
            }
            return false;
        }
    };
    (@set $self:ident $wanted:ident $value:ident $key:ident count { $($body:tt)* }) => {
        if $wanted == stringify!($key) {
            if let $crate::param::Value::Count(count) = $value {
                $self.$key = count;
                return true;
            }
            return false;
        }
    };
    (@set $self:ident $wanted:ident $value:ident $key:ident list { $($body:tt)* }) => {
        if $wanted == stringify!($key) {
            if let $crate::param::Value::List(numbers) = $value {
                $self.$key = numbers;
                return true;
            }
            return false;
        }
    };
    (@set $self:ident $wanted:ident $value:ident $key:ident choice { of: $of:ty, $($body:tt)* }) => {
        if $wanted == stringify!($key) {
            if let $crate::param::Value::Choice(index) = $value
                && let Some(choice) = <$of as $crate::param::Choice>::from_index(index)
            {
                $self.$key = choice;
                return true;
            }
            return false;
        }
    };
    (@set $self:ident $wanted:ident $value:ident $key:ident nested { $($body:tt)* }) => {};
}

/// Declares parameters of a struct that has more than parameters, each as a `static` and in the words of
/// [`params!`](crate::params); the struct's own [`ParamSet`] visits them.
#[macro_export]
macro_rules! param_specs {
    (as $owner:literal: $( $(#[$attr:meta])* $name:ident = $key:ident: $kind:ident { $($body:tt)* } )+) => {
        $(
            $(#[$attr])*
            static $name: $crate::param::ParamSpec = $crate::params!(@spec $owner $key $kind { $($body)* });
        )+
    };
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
