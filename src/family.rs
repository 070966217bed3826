//! Families of mechanisms.
//!
//! [`family!`](crate::family) makes the closed enumeration of all mechanisms of a family from one list: the enum that
//! files spell, a `Copy` enum of keys, `all()` for menus and property tests, labels, and one dispatch to the trait that
//! the family's mechanisms share. It deliberately knows nothing of any family.

/// Declares a family: `Variant(Type): "key", "Label", "What it is.";` per mechanism. A variant without a type has no
/// parameters. The keys are an enumeration of their own: the same variants without their parameters.
#[macro_export]
macro_rules! family {
    (
        $(#[$attr:meta])*
        pub enum $name:ident: $keys:ident as $family:literal with $dispatch:path {
            $( $variant:ident $(($inner:ty))? : $key:literal, $label:literal, $meaning:literal; )+
        }
    ) => {
        $(#[$attr])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( #[doc = $meaning] $variant $(($inner))?, )+ }

        /// Which mechanism of the family it is, without its parameters.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $keys { $( #[doc = $meaning] $variant, )+ }

        impl $keys {
            /// All of them, in menu order.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The key of the family in catalogues.
            pub const FAMILY: &'static str = $family;

            /// How the mechanism is written in paths, such as `ampa`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $key, )+ }
            }

            /// The one that is written like this.
            #[must_use]
            pub fn of_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|key| key.name() == name)
            }

            /// The mechanism's name on screen, in English.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )+ }
            }

            /// What the mechanism is, in one English sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $( Self::$variant => $meaning, )+ }
            }

            /// The mechanism with default parameters.
            #[must_use]
            pub fn make(self) -> $name {
                match self { $( Self::$variant => $crate::family!(@make $name $variant $(($inner))?), )+ }
            }
        }

        impl std::fmt::Display for $keys {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.name())
            }
        }

        impl serde::Serialize for $keys {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $keys {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                Self::of_name(&name).ok_or_else(|| serde::de::Error::custom(name))
            }
        }

        impl $name {
            /// The key of the family in catalogues.
            pub const FAMILY: &'static str = $family;

            /// One of each, with default parameters, in menu order.
            #[must_use]
            pub fn all() -> Vec<Self> {
                $keys::ALL.iter().map(|key| key.make()).collect()
            }

            /// Which mechanism it is.
            #[must_use]
            #[allow(unused_variables, reason = "variants without parameters bind nothing")]
            pub fn key(&self) -> $keys {
                match self { $( $crate::family!(@any $variant $(($inner))?) => $keys::$variant, )+ }
            }

            /// The mechanism's name on screen, in English.
            #[must_use]
            pub fn label(&self) -> &'static str {
                self.key().label()
            }

            /// What the mechanism is, in one English sentence.
            #[must_use]
            pub fn meaning(&self) -> &'static str {
                self.key().meaning()
            }

            /// The mechanism behind the interface its family shares, if it has parameters.
            #[must_use]
            #[allow(irrefutable_let_patterns, reason = "a family may have one member")]
            pub fn inner(&self) -> Option<&(dyn $dispatch + 'static)> {
                $( $crate::family!(@inner self $variant $(($inner))?); )+
                None
            }

            /// The mechanism for changing, if it has parameters.
            #[allow(irrefutable_let_patterns, reason = "a family may have one member")]
            pub fn inner_mut(&mut self) -> Option<&mut (dyn $dispatch + 'static)> {
                $( $crate::family!(@inner_mut self $variant $(($inner))?); )+
                None
            }
        }
    };
    (@make $name:ident $variant:ident ($inner:ty)) => { $name::$variant(<$inner>::default()) };
    (@make $name:ident $variant:ident) => { $name::$variant };
    (@any $variant:ident ($inner:ty)) => { Self::$variant(_) };
    (@any $variant:ident) => { Self::$variant };
    (@inner $self:ident $variant:ident ($inner:ty)) => {
        if let Self::$variant(inner) = $self { return Some(inner); }
    };
    (@inner $self:ident $variant:ident) => {};
    (@inner_mut $self:ident $variant:ident ($inner:ty)) => {
        if let Self::$variant(inner) = $self { return Some(inner); }
    };
    (@inner_mut $self:ident $variant:ident) => {};
}
