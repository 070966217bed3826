//! GABA_A receptor: fast inhibition.

use crate::model::kinetics::Kinetics;
use crate::model::kinetics::double_exponential::DoubleExponential;
use crate::model::kinetics::instant::Instant;
use crate::model::kinetics::square_pulse::SquarePulse;

crate::receptor! {
    /// GABA_A receptor, a channel for Cl⁻ (and some HCO₃⁻). Where chloride reverses near rest it shunts; where chloride
    /// inside is high, as in immature neurons, it depolarises.
    pub struct GabaA as "gaba_a" {
        g_max_nS: 10.0 from "stops a tonically firing default neuron for some 15 ms",
        E_mV: -70.0 from "Dayan & Abbott 2001, ch. 5",
        kinetics: [
            Kinetics::Instant(Instant { tau_ms: 6.0, ..Instant::default() }),
            Kinetics::DoubleExponential(DoubleExponential { tau_rise_ms: 0.3, tau_decay_ms: 5.6, ..DoubleExponential::default() }),
            Kinetics::SquarePulse(SquarePulse { alpha_per_mM_ms: 5.0, beta_per_ms: 0.18, ..SquarePulse::default() }),
        ],
    }
}
