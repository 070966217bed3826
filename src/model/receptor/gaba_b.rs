//! GABA_B receptor: slow inhibition through a G protein.

use crate::model::kinetics::Kinetics;
use crate::model::kinetics::double_exponential::DoubleExponential;
use crate::model::kinetics::g_protein::GProtein;
use crate::model::kinetics::instant::Instant;

crate::receptor! {
    /// GABA_B receptor, which opens K⁺ channels (GIRK) through a G protein: they open over tens of milliseconds and
    /// stay open for hundreds.
    pub struct GabaB as "gaba_b" {
        g_max_nS: 3.0 from "silences a tonically firing default neuron for 0.4 s",
        E_mV: -90.0 from "the equilibrium potential of K⁺",
        kinetics: [
            Kinetics::DoubleExponential(DoubleExponential { tau_rise_ms: 45.0, tau_decay_ms: 150.0, ..DoubleExponential::default() }),
            Kinetics::Instant(Instant { tau_ms: 150.0, ..Instant::default() }),
            Kinetics::GProtein(GProtein::default()),
        ],
    }
}
