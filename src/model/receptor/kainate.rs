//! Kainate receptor: excitation by glutamate, slower and weaker than AMPA's.

use crate::model::kinetics::Kinetics;
use crate::model::kinetics::double_exponential::DoubleExponential;
use crate::model::kinetics::instant::Instant;

crate::receptor! {
    /// Kainate receptor, a channel for Na⁺ and K⁺ whose currents at some synapses, such as those of mossy fibres, decay
    /// over tens of milliseconds, so that small EPSPs add up.
    pub struct Kainate as "kainate" {
        g_max_nS: 2.0 from "a fifth of AMPA's, as at mossy fibre synapses",
        E_mV: 0.0 from "a channel for Na⁺ and K⁺",
        kinetics: [
            Kinetics::DoubleExponential(DoubleExponential { tau_rise_ms: 3.0, tau_decay_ms: 50.0, ..DoubleExponential::default() }),
            Kinetics::Instant(Instant { tau_ms: 50.0, ..Instant::default() }),
        ],
    }
}
