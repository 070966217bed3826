//! Parameters, declared once.
//!
//! [`params!`](crate::params) turns one declaration (key, symbol, unit, default, range, scale, meaning, equation, source)
//! into a plain serde struct, its `Default`, and a visitor. Sliders, range checks, `--set`, tooltips, the
//! table of `bouton params` and reset-to-default are small visitors of that declaration; none of them has a
//! second copy of a range. A default outside its range does not compile.

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
    /// A real number in `[min, max]`.
    Number {
        /// Default, in the parameter's unit.
        default: f64,
        /// Least value allowed.
        min: f64,
        /// Greatest value allowed.
        max: f64,
        /// How a slider spreads the range.
        scale: Scale,
    },
    /// A whole number in `[min, max]`.
    Count {
        /// Default.
        default: u64,
        /// Least value allowed.
        min: u64,
        /// Greatest value allowed.
        max: u64,
    },
    /// One of a few named options.
    Choice {
        /// The options in menu order.
        options: &'static [ChoiceOption],
    },
    /// Real numbers in `[min, max]`, empty by default.
    List {
        /// Least value allowed.
        min: f64,
        /// Greatest value allowed.
        max: f64,
    },
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

    /// The range of a number, before rules between fields narrow it.
    #[must_use]
    pub fn full_bounds(&self) -> Bounds {
        #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53, and the seed is not bounded")]
        match self.kind {
            Kind::Number { min, max, .. } | Kind::List { min, max } => Bounds { min, max, rule: None },
            Kind::Count { min, max, .. } => Bounds { min: min as f64, max: max as f64, rule: None },
            Kind::Choice { options } => Bounds { min: 0.0, max: options.len() as f64 - 1.0, rule: None },
        }
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

/// The range a number may take now, given the fields beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least value, in the parameter's unit.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// The rule between fields that narrowed the range, if one did.
    pub rule: Option<Rule>,
}

/// A rule between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The threshold lies at least 0.5 mV above the reset and the resting potential.
    ThresholdAboveResetAndRest,
    /// A time constant is at least two steps long, or the step is too coarse to show it.
    TwoStepsPerTimeConstant,
    /// Weights that change are fractions of the greatest conductance.
    WeightOfPlasticSynapse,
    /// The smallest value is not above the greatest.
    LowBelowHigh,
}

impl Bounds {
    /// Raises the lower end; remembers the rule if that narrowed the range.
    pub fn at_least(&mut self, min: f64, rule: Rule) {
        if self.min < min {
            self.min = min.min(self.max);
            self.rule = Some(rule);
        }
    }

    /// Lowers the upper end; remembers the rule if that narrowed the range.
    pub fn at_most(&mut self, max: f64, rule: Rule) {
        if max < self.max {
            self.max = max.max(self.min);
            self.rule = Some(rule);
        }
    }

    /// The nearest value in the range; NaN goes to the lower end.
    #[must_use]
    pub fn clamp(&self, value: f64) -> f64 {
        if value.is_nan() { self.min } else { value.clamp(self.min, self.max) }
    }

    /// Whether a value lies in the range.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.min <= value && value <= self.max
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

    /// The range a number may take now, given the fields beside it and the step [ms].
    fn bounds(&self, spec: &ParamSpec, dt_ms: f64) -> Bounds {
        plain_bounds(spec, dt_ms)
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

/// The declared range of a parameter, and for a time constant the rule that it spans two steps.
#[must_use]
pub fn plain_bounds(spec: &ParamSpec, dt_ms: f64) -> Bounds {
    let mut bounds = spec.full_bounds();
    if spec.unit == Unit::Ms && spec.key.starts_with("tau") && !spec.is(Flag::AnyStep) {
        bounds.at_least(2.0 * dt_ms, Rule::TwoStepsPerTimeConstant);
    }
    bounds
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
        On: "On", "It acts.";
        Off: "Off", "It does not act.";
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
            fn bounds(&self, spec: &$crate::param::ParamSpec, dt_ms: f64) -> $crate::param::Bounds {
                let mut bounds = $crate::param::plain_bounds(spec, dt_ms);
                $crate::param::Particulars::narrow(self, spec.key, dt_ms, &mut bounds);
                bounds
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

    (@default number { symbol: $symbol:literal, unit: $unit:ident, default: $default:literal,
        range: $min:literal ..= $max:literal, $($rest:tt)* }) => {{
        const { assert!($min <= $default && $default <= $max, "a default outside its range") };
        $default
    }};
    (@default count { symbol: $symbol:literal, default: $default:literal, range: $min:literal ..= $max:literal, $($rest:tt)* }) => {{
        const { assert!($min <= $default && $default <= $max, "a default outside its range") };
        $default
    }};
    (@default list { $($body:tt)* }) => { $crate::param::Numbers::default() };
    (@default choice { of: $of:ty, $($rest:tt)* }) => { <$of>::default() };
    (@default nested { of: $of:ty, default: $default:expr, }) => { $default };

    (@visit $self:ident $visit:ident $owner:literal $key:ident number {
        symbol: $symbol:literal, unit: $unit:ident, default: $default:literal, range: $min:literal ..= $max:literal,
        scale: $scale:ident, meaning: $meaning:literal, equation: $equation:literal, source: $source:literal,
        $(flags: [$($flag:ident),*],)?
    }) => {{
        static SPEC: $crate::param::ParamSpec = $crate::param::ParamSpec {
            owner: $owner,
            key: stringify!($key),
            symbol: $symbol,
            unit: $crate::units::Unit::$unit,
            kind: $crate::param::Kind::Number {
                default: $default, min: $min, max: $max, scale: $crate::param::Scale::$scale,
            },
            meaning: $meaning,
            equation: $equation,
            source: $source,
            flags: &[ $($( $crate::param::Flag::$flag, )*)? ],
        };
        $visit(&SPEC, $crate::param::Value::Number($self.$key));
    }};
    (@visit $self:ident $visit:ident $owner:literal $key:ident count {
        symbol: $symbol:literal, default: $default:literal, range: $min:literal ..= $max:literal,
        meaning: $meaning:literal, equation: $equation:literal, source: $source:literal,
        $(flags: [$($flag:ident),*],)?
    }) => {{
        static SPEC: $crate::param::ParamSpec = $crate::param::ParamSpec {
            owner: $owner,
            key: stringify!($key),
            symbol: $symbol,
            unit: $crate::units::Unit::One,
            kind: $crate::param::Kind::Count { default: $default, min: $min, max: $max },
            meaning: $meaning,
            equation: $equation,
            source: $source,
            flags: &[ $($( $crate::param::Flag::$flag, )*)? ],
        };
        $visit(&SPEC, $crate::param::Value::Count($self.$key));
    }};
    (@visit $self:ident $visit:ident $owner:literal $key:ident list {
        symbol: $symbol:literal, unit: $unit:ident, range: $min:literal ..= $max:literal,
        meaning: $meaning:literal, equation: $equation:literal, source: $source:literal,
        $(flags: [$($flag:ident),*],)?
    }) => {{
        static SPEC: $crate::param::ParamSpec = $crate::param::ParamSpec {
            owner: $owner,
            key: stringify!($key),
            symbol: $symbol,
            unit: $crate::units::Unit::$unit,
            kind: $crate::param::Kind::List { min: $min, max: $max },
            meaning: $meaning,
            equation: $equation,
            source: $source,
            flags: &[ $($( $crate::param::Flag::$flag, )*)? ],
        };
        $visit(&SPEC, $crate::param::Value::List($self.$key.clone()));
    }};
    (@visit $self:ident $visit:ident $owner:literal $key:ident choice {
        of: $of:ty, symbol: $symbol:literal, meaning: $meaning:literal, equation: $equation:literal,
        source: $source:literal, $(flags: [$($flag:ident),*],)?
    }) => {{
        static SPEC: $crate::param::ParamSpec = $crate::param::ParamSpec {
            owner: $owner,
            key: stringify!($key),
            symbol: $symbol,
            unit: $crate::units::Unit::One,
            kind: $crate::param::Kind::Choice { options: <$of as $crate::param::Choice>::OPTIONS },
            meaning: $meaning,
            equation: $equation,
            source: $source,
            flags: &[ $($( $crate::param::Flag::$flag, )*)? ],
        };
        $visit(&SPEC, $crate::param::Value::Choice($crate::param::Choice::index($self.$key)));
    }};
    (@visit $self:ident $visit:ident $owner:literal $key:ident nested { $($body:tt)* }) => {};

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
