//! The macros that declare parameters: [`choice!`](crate::choice), [`params!`](crate::params) and
//! [`param_specs!`](crate::param_specs).

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
/// [`params!`](crate::params); the struct's own [`ParamSet`](crate::param::ParamSet) visits them.
#[macro_export]
macro_rules! param_specs {
    (as $owner:literal: $( $(#[$attr:meta])* $name:ident = $key:ident: $kind:ident { $($body:tt)* } )+) => {
        $(
            $(#[$attr])*
            static $name: $crate::param::ParamSpec = $crate::params!(@spec $owner $key $kind { $($body)* });
        )+
    };
}
