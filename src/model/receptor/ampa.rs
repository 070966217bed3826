//! AMPA receptor: fast excitation by glutamate.

use super::ReceptorModel;
use crate::model::kinetics::{Kinetics, instant::Instant};
use crate::param::CrossLimits;

crate::params! {
    /// AMPA receptor, a channel for Na⁺ and K⁺ with a reversal potential near 0 mV.
    pub struct Ampa as "ampa" {
        g_max_nS: number {
            symbol: "ḡ", unit: NS, default: 10.0, range: 0.0..=100.0, scale: Log,
            meaning: "Maximal conductance: what flows when every channel is open and w = 1.",
            equation: "g = ḡ·w·P;  I_s = g (V − E_s)",
            source: "gives one click an EPSP of 10 mV on the default neuron",
        }
        E_mV: number {
            symbol: "E_s", unit: MV, default: 0.0, range: -100.0..=60.0, scale: Linear,
            meaning: "Reversal potential: the current pulls the membrane towards it.",
            equation: "I_s = g (V − E_s)",
            source: "Dayan & Abbott 2001, ch. 5",
        }
        kinetics: nested {
            of: Kinetics, default: Kinetics::Instant(Instant { tau_ms: 5.0, ..Instant::default() }),
        }
    }
}

impl CrossLimits for Ampa {}

impl ReceptorModel for Ampa {
    fn g_max_nS(&self) -> f64 {
        self.g_max_nS
    }

    fn E_mV(&self) -> f64 {
        self.E_mV
    }

    fn kinetics(&self) -> &Kinetics {
        &self.kinetics
    }

    fn kinetics_mut(&mut self) -> &mut Kinetics {
        &mut self.kinetics
    }
}
