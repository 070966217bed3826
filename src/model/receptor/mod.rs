//! Receptors: a maximal conductance, a reversal potential, kinetics and perhaps a voltage block.

pub mod ampa;
pub mod block;
pub mod gaba_a;
pub mod gaba_b;
pub mod kainate;
pub mod nmda;

use super::explain::Explanation;
use super::kinetics::{Kinetics, KineticsKey};
use super::state::StateSpec;
use crate::param::ParamSet;
use crate::units::Unit;
use block::VoltageBlock;

crate::family! {
    /// What opens on the postsynaptic side.
    pub enum Receptor: ReceptorKey as "receptor" with ReceptorModel {
        Ampa(ampa::Ampa): "ampa", "AMPA receptor",
            "Opened by glutamate; fast and excitatory in the adult brain.";
        Nmda(nmda::Nmda): "nmda", "NMDA receptor",
            "Opened by glutamate, slow, and blocked by magnesium unless the membrane is depolarised.";
        GabaA(gaba_a::GabaA): "gaba_a", "GABA_A receptor",
            "Opened by GABA; a chloride channel, fast, and inhibitory when its reversal potential is near or below rest.";
        GabaB(gaba_b::GabaB): "gaba_b", "GABA_B receptor",
            "Activated by GABA; opens potassium channels through a G protein, slowly and for long.";
        Kainate(kainate::Kainate): "kainate", "Kainate receptor", "Opened by glutamate; slower and weaker than AMPA.";
    }
}

/// What every receptor offers. I_s = g (V − E_s) with g = ḡ·w·P_s·B(V), positive outward; B is 1 without a block.
pub trait ReceptorModel: ParamSet {
    /// Conductance with all channels open and w = 1 [nS].
    fn g_max_nS(&self) -> f64;
    /// Reversal potential [mV].
    fn E_mV(&self) -> f64;
    /// How the open fraction P_s follows a release.
    fn kinetics(&self) -> &Kinetics;
    /// The same, for changing.
    fn kinetics_mut(&mut self) -> &mut Kinetics;
    /// Kinetics with the values of this receptor, for those kinds that have some.
    fn own_kinetics(&self) -> Vec<Kinetics>;
    /// How the membrane potential blocks the open channels, if it does.
    fn block(&self) -> Option<VoltageBlock>;
}

/// Recordable state of a receptor on a projection, besides what its kinetics has.
pub const STATES: [StateSpec; 2] = [
    StateSpec { symbol: "g", unit: Unit::NS, meaning: "Conductance of the open, unblocked channels." },
    StateSpec { symbol: "I", unit: Unit::PA, meaning: "Synaptic current, positive outward." },
];

/// What an opening of channels adds to a conductance: `opened` of P_s, which is `added_nS` at a weight of 1.
#[must_use]
pub fn explain_opening(key: &'static str, g_max_nS: f64, opened: f64, added_nS: f64) -> Explanation {
    Explanation::new(key, "Δg = ḡ w ΔP_s")
        .with_unit("g", "ḡ", g_max_nS, Unit::NS)
        .with("dP", "ΔP_s", opened)
        .with_unit("added", "ḡ ΔP_s", added_nS, Unit::NS)
}

impl dyn ReceptorModel {
    /// The kinetics of a kind with the values of this receptor, or the kind's defaults.
    #[must_use]
    pub fn kinetics_of_kind(&self, key: KineticsKey) -> Kinetics {
        self.own_kinetics().into_iter().find(|kinetics| kinetics.key() == key).unwrap_or_else(|| key.make())
    }
}

/// Declares a receptor: key, ḡ and E with their defaults and sources, its kinetics, the first being the default, and
/// perhaps a block with sets of values and parameters.
#[macro_export]
macro_rules! receptor {
    (
        $(#[$attr:meta])*
        pub struct $name:ident as $owner:literal {
            g_max_nS: $g:literal from $g_source:literal,
            E_mV: $E:literal from $E_source:literal,
            kinetics: [$($kinetics:expr),+ $(,)?],
            $( block: |$this:ident| $block:expr, equations: [$($equation:literal),+ $(,)?], named_sets: $sets:expr,
                $($blocked:tt)* )?
        }
    ) => {
        $crate::params! {
            $(#[$attr])*
            pub struct $name as $owner {
                g_max_nS: number {
                    symbol: "ḡ", unit: NS, default: $g, range: 0.0..=100.0, scale: Log,
                    meaning: "Maximal conductance: reached when every channel is open and w = 1.",
                    equation: "g = ḡ·w·P_s;  I_s = g (V − E_s)",
                    source: $g_source,
                }
                E_mV: number {
                    symbol: "E_s", unit: MV, default: $E, range: -100.0..=60.0, scale: Linear,
                    meaning: "Reversal potential: the current reverses here and pulls V towards it.",
                    equation: "I_s = g (V − E_s)",
                    source: $E_source,
                }
                $( $($blocked)* )?
                kinetics: nested {
                    of: $crate::model::kinetics::Kinetics, default: $crate::receptor!(@first $($kinetics),+),
                }
            }
        }

        impl $crate::param::Particulars for $name {
            fn equations(&self) -> Vec<&'static str> {
                let own: &[&'static str] = &[$( $($equation),+ )?];
                let plain = r"I_s=\p{g_max_nS}{\bar g}\,w\,\s{P_s}{P_s}\,(\s{V}{V}-\p{E_mV}{E_s})";
                if own.is_empty() { vec![plain] } else { own.to_vec() }
            }
            fn named_sets(&self) -> &'static [$crate::param::NamedSet] {
                let sets: &[&'static [$crate::param::NamedSet]] = &[$( $sets )?];
                sets.first().copied().unwrap_or_default()
            }
        }

        impl $crate::model::receptor::ReceptorModel for $name {
            fn g_max_nS(&self) -> f64 {
                self.g_max_nS
            }
            fn E_mV(&self) -> f64 {
                self.E_mV
            }
            fn kinetics(&self) -> &$crate::model::kinetics::Kinetics {
                &self.kinetics
            }
            fn kinetics_mut(&mut self) -> &mut $crate::model::kinetics::Kinetics {
                &mut self.kinetics
            }
            fn own_kinetics(&self) -> Vec<$crate::model::kinetics::Kinetics> {
                vec![$($kinetics),+]
            }
            fn block(&self) -> Option<$crate::model::receptor::block::VoltageBlock> {
                $( let $this = self; return Some($block); )?
                #[allow(unreachable_code, reason = "receptors without a block end here")]
                None
            }
        }
    };
    (@first $first:expr $(, $rest:expr)*) => { $first };
}
