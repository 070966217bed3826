//! Which mechanism stands in a place of a network, whatever its family.

use super::kinetics::KineticsKey;
use super::neuron::NeuronKey;
use super::plasticity::PlasticityKey;
use super::receptor::ReceptorKey;
use super::release::ReleaseKey;
use super::stimulus::StimulusKey;

macro_rules! mechanism_keys {
    ($( $(#[$attr:meta])* $family:ident($key:ident), )+) => {
        /// The key of a mechanism, with its family.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MechanismKey { $( $(#[$attr])* $family($key), )+ }

        impl MechanismKey {
            /// The key of the family in catalogues.
            #[must_use]
            pub fn family(self) -> &'static str {
                match self { $( Self::$family(_) => $key::FAMILY, )+ }
            }

            /// How the mechanism is written in paths.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Self::$family(key) => key.name(), )+ }
            }

            /// The mechanism's name on screen, in English.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $( Self::$family(key) => key.label(), )+ }
            }

            /// Every mechanism of the same family, in menu order.
            #[must_use]
            pub fn family_members(self) -> Vec<Self> {
                match self { $( Self::$family(_) => $key::ALL.iter().copied().map(Self::$family).collect(), )+ }
            }
        }

        $(
            impl From<$key> for MechanismKey {
                fn from(key: $key) -> Self {
                    Self::$family(key)
                }
            }
        )+
    };
}

mechanism_keys! {
    /// Neurons.
    Neuron(NeuronKey),
    /// A stimulus.
    Stimulus(StimulusKey),
    /// A receptor.
    Receptor(ReceptorKey),
    /// Kinetics of a receptor.
    Kinetics(KineticsKey),
    /// A rule of release.
    Release(ReleaseKey),
    /// A rule of plasticity.
    Plasticity(PlasticityKey),
}
