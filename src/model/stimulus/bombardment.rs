//! Synaptic bombardment: excitation and inhibition at random.

use super::StimulusModel;
use crate::model::state::StateSpec;
use crate::param::Particulars;
use crate::units::Unit;

crate::params! {
    /// Two Poisson trains onto each neuron, independent of those onto others: one opens excitatory, the other
    /// inhibitory conductance, with instant rise, exponential fall and linear sums. The mean conductance is r·g·τ.
    pub struct Bombardment as "bombardment" {
        rate_e_Hz: number {
            symbol: "r_e", unit: Hz, default: 1000.0, range: 0.0..=20000.0, scale: Log,
            meaning: "Total rate of excitatory spikes per neuron.",
            equation: "⟨g_e⟩ = r_e·ḡ_e·τ_e",
            source: "100 synapses at 10 Hz",
        }
        g_e_nS: number {
            symbol: "ḡ_e", unit: NS, default: 0.5, range: 0.0..=20.0, scale: Log,
            meaning: "Rise of the conductance at an excitatory spike.",
            equation: "dg_e/dt = −g_e/τ_e;  at a spike  g_e ← g_e + ḡ_e",
            source: "",
        }
        tau_e_ms: number {
            symbol: "τ_e", unit: Ms, default: 5.0, range: 0.1..=1000.0, scale: Log,
            meaning: "Decay time constant of the excitatory conductance.",
            equation: "dg_e/dt = −g_e/τ_e",
            source: "AMPA: Dayan & Abbott 2001, ch. 5",
        }
        E_e_mV: number {
            symbol: "E_e", unit: MV, default: 0.0, range: -100.0..=60.0, scale: Linear,
            meaning: "Reversal potential of excitation.",
            equation: "I = g_e (V − E_e)",
            source: "AMPA: Dayan & Abbott 2001, ch. 5",
        }
        rate_i_Hz: number {
            symbol: "r_i", unit: Hz, default: 250.0, range: 0.0..=20000.0, scale: Log,
            meaning: "Total rate of inhibitory spikes per neuron.",
            equation: "⟨g_i⟩ = r_i·ḡ_i·τ_i",
            source: "25 synapses at 10 Hz",
        }
        g_i_nS: number {
            symbol: "ḡ_i", unit: NS, default: 1.0, range: 0.0..=20.0, scale: Log,
            meaning: "Rise of the conductance at an inhibitory spike.",
            equation: "dg_i/dt = −g_i/τ_i;  at a spike  g_i ← g_i + ḡ_i",
            source: "",
        }
        tau_i_ms: number {
            symbol: "τ_i", unit: Ms, default: 10.0, range: 0.1..=1000.0, scale: Log,
            meaning: "Decay time constant of the inhibitory conductance.",
            equation: "dg_i/dt = −g_i/τ_i",
            source: "GABA_A in vivo",
        }
        E_i_mV: number {
            symbol: "E_i", unit: MV, default: -75.0, range: -100.0..=60.0, scale: Linear,
            meaning: "Reversal potential of inhibition.",
            equation: "I = g_i (V − E_i)",
            source: "GABA_A in the adult brain",
        }
    }
}

impl Particulars for Bombardment {
    fn equations(&self) -> Vec<&'static str> {
        vec![
            r"I=\s{g_e}{g_e}\,(V-\p{E_e_mV}{E_e})+\s{g_i}{g_i}\,(V-\p{E_i_mV}{E_i})",
            r"\langle g_e\rangle=\p{rate_e_Hz}{r_e}\,\p{g_e_nS}{\bar g_e}\,\p{tau_e_ms}{\tau_e}",
            r"\langle g_i\rangle=\p{rate_i_Hz}{r_i}\,\p{g_i_nS}{\bar g_i}\,\p{tau_i_ms}{\tau_i}",
        ]
    }
}

impl StimulusModel for Bombardment {
    fn states(&self) -> &'static [StateSpec] {
        &[
            StateSpec {
                symbol: "g_e",
                unit: Unit::NS,
                meaning: "Excitatory conductance of the bombardment.",
            },
            StateSpec {
                symbol: "g_i",
                unit: Unit::NS,
                meaning: "Inhibitory conductance of the bombardment.",
            },
        ]
    }
}

/// One of the two trains of a bombardment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SynapticInput {
    /// Rate of its spikes [Hz].
    pub rate_Hz: f64,
    /// Conductance that a spike opens [nS].
    pub g_nS: f64,
    /// Time constant of closing [ms].
    pub tau_ms: f64,
    /// Reversal potential [mV].
    pub E_mV: f64,
}

impl Bombardment {
    /// Excitation and inhibition.
    #[must_use]
    pub fn trains(&self) -> [SynapticInput; 2] {
        let Self { rate_e_Hz, g_e_nS, tau_e_ms, E_e_mV, rate_i_Hz, g_i_nS, tau_i_ms, E_i_mV } = *self;
        [
            SynapticInput { rate_Hz: rate_e_Hz, g_nS: g_e_nS, tau_ms: tau_e_ms, E_mV: E_e_mV },
            SynapticInput { rate_Hz: rate_i_Hz, g_nS: g_i_nS, tau_ms: tau_i_ms, E_mV: E_i_mV },
        ]
    }
}
