//! Families of mechanisms.
//!
//! [`family!`](crate::family) makes the closed enumeration of all mechanisms of a family from one list: the enum that
//! files spell, `all()` for menus and property tests, keys and labels, and one dispatch to the trait that
//! the family's mechanisms share. It deliberately knows nothing of any family.

/// Declares a family: `Variant(Type): "key", "Label", "What it is.";` per mechanism. A variant without a type has no parameters.
#[macro_export]
macro_rules! family {
    (
        $(#[$attr:meta])*
        pub enum $name:ident as $family:literal with $dispatch:path {
            $( $variant:ident $(($inner:ty))? : $key:literal, $label:literal, $meaning:literal; )+
        }
    ) => {
        $(#[$attr])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( #[doc = $meaning] $variant $(($inner))?, )+ }

        impl $name {
            /// The key of the family in catalogues.
            pub const FAMILY: &'static str = $family;

            /// One of each, with default parameters, in menu order.
            #[must_use]
            pub fn all() -> Vec<Self> {
                vec![ $( $crate::family!(@make $variant $(($inner))?), )+ ]
            }

            /// The mechanism's key in paths, such as `ampa`.
            #[must_use]
            #[allow(unused_variables, reason = "variants without parameters bind nothing")]
            pub fn key(&self) -> &'static str {
                match self { $( $crate::family!(@any $variant $(($inner))?) => $key, )+ }
            }

            /// The mechanism's name on screen, in English.
            #[must_use]
            pub fn label(&self) -> &'static str {
                match self { $( $crate::family!(@any $variant $(($inner))?) => $label, )+ }
            }

            /// What the mechanism is, in one English sentence.
            #[must_use]
            pub fn meaning(&self) -> &'static str {
                match self { $( $crate::family!(@any $variant $(($inner))?) => $meaning, )+ }
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
    (@make $variant:ident ($inner:ty)) => { Self::$variant(<$inner>::default()) };
    (@make $variant:ident) => { Self::$variant };
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
