//! Constant current.

use super::{CURRENT, StimulusModel};
use crate::model::state::StateSpec;
use crate::param::Particulars;

crate::params! {
    /// The same current all the time.
    pub struct Constant as "constant_current" {
        I_pA: number {
            symbol: "I", unit: PA, default: 100.0, range: -500.0..=500.0, scale: Linear,
            meaning: "Injected current; positive values depolarise.",
            equation: "V∞ = E_L + I/g_L when nothing else acts",
            source: "lifts the default neuron to −60 mV",
        }
    }
}

impl Particulars for Constant {
    fn equations(&self) -> Vec<&'static str> {
        vec![r"I(t)=\p{I_pA}{I}"]
    }
}

impl StimulusModel for Constant {
    fn states(&self) -> &'static [StateSpec] {
        CURRENT
    }

    fn mean_pA(&self, _: f64, _: f64) -> f64 {
        self.I_pA
    }
}
