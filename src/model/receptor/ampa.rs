//! AMPA receptor: fast excitation by glutamate.

use crate::model::kinetics::Kinetics;
use crate::model::kinetics::double_exponential::DoubleExponential;
use crate::model::kinetics::instant::Instant;
use crate::model::kinetics::square_pulse::SquarePulse;

crate::receptor! {
    /// AMPA receptor, a channel for Na⁺ and K⁺ (most let little Ca²⁺ through) with a reversal potential near 0 mV.
    pub struct Ampa as "ampa" {
        g_max_nS: 10.0 from "gives one click an EPSP of 10 mV on the default neuron",
        E_mV: 0.0 from "Dayan & Abbott 2001, ch. 5",
        kinetics: [
            Kinetics::Instant(Instant { tau_ms: 5.0, ..Instant::default() }),
            Kinetics::DoubleExponential(DoubleExponential { tau_rise_ms: 0.5, tau_decay_ms: 5.0, ..DoubleExponential::default() }),
            Kinetics::SquarePulse(SquarePulse { alpha_per_mM_ms: 1.1, beta_per_ms: 0.19, ..SquarePulse::default() }),
        ],
    }
}
