//! Neurons and sources of spikes.

pub mod adex;
pub mod izhikevich;
pub mod lif;
pub mod poisson_source;
pub mod spike_source;

use super::state::StateSpec;
use crate::param::ParamSet;

crate::family! {
    /// What the neurons of a population are.
    pub enum NeuronKind: NeuronKey as "neuron" with NeuronModel {
        Lif(lif::Lif): "lif", "Leaky integrate-and-fire neuron",
            "A leaky membrane that integrates its input and fires at a fixed threshold.";
        Izhikevich(izhikevich::Izhikevich): "izhikevich", "Izhikevich neuron",
            "Two-variable model that can spike, burst, adapt and rebound.";
        Adex(adex::Adex): "adex", "Adaptive exponential neuron",
            "A leaky membrane with an exponential spike upstroke and an adaptation current.";
        SpikeSource(spike_source::SpikeSource): "spike_source", "Spike source",
            "Fires when clicked, and in trains.";
        PoissonSource(poisson_source::PoissonSource): "poisson_source", "Poisson source",
            "Fires at random at a mean rate that may change in time.";
        LifEuler(lif::Lif): "lif_euler", "Leaky integrate-and-fire neuron, forward Euler",
            "The same membrane advanced by the simplest method, to show where it fails.";
    }
}

/// An entry of the palette of the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaletteEntry {
    /// Its key in the catalogue.
    pub key: &'static str,
    /// Number of neurons.
    pub n: u64,
}

/// What the palette of the canvas offers, each with the key of its kind: single neurons first. Of two kinds with the same
/// entry the first is meant.
#[must_use]
pub fn palette() -> Vec<(NeuronKey, PaletteEntry)> {
    let mut entries: Vec<(NeuronKey, PaletteEntry)> = Vec::new();
    for kind in NeuronKind::all() {
        for entry in kind.inner().map_or(&[][..], NeuronModel::palette) {
            if entries.iter().all(|(_, known)| known != entry) {
                entries.push((kind.key(), *entry));
            }
        }
    }
    entries.sort_by_key(|(_, entry)| entry.n);
    entries
}

/// C dV/dt as a sum of currents, in the markup of equations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// What the sum is equal to, with the equals sign.
    pub left: &'static str,
    /// The current through the leak.
    pub leak: &'static str,
    /// Currents of the membrane's own beside the leak; empty if there are none.
    pub intrinsic: &'static str,
}

/// How high the line of a spike goes on a trace of V where the model has no peak [mV].
pub const SPIKE_TOP_MV: f64 = 20.0;

/// What every kind of neuron offers.
pub trait NeuronModel: ParamSet {
    /// The recordable state of each neuron, in the order in which the kernel stores it.
    fn states(&self) -> &'static [StateSpec];

    /// Whether synapses, stimuli and forced currents act on it.
    fn has_membrane(&self) -> bool;

    /// Recordable state that all neurons of a population share.
    fn shared_states(&self) -> &'static [StateSpec] {
        &[]
    }

    /// Where the potential settles when nothing arrives, and where a spike begins [mV]; none without a membrane.
    fn rest_and_threshold_mV(&self) -> Option<(f64, f64)> {
        None
    }

    /// The potential right before and right after a spike [mV]; none without a membrane.
    fn spike_jump_mV(&self) -> Option<[f64; 2]> {
        None
    }

    /// From where to where the line goes by which a spike is drawn on a trace of V [mV]; none without a membrane.
    fn spike_line_mV(&self) -> Option<(f64, f64)> {
        None
    }

    /// Potentials that have a name [mV], which is drawn beside a trace of V.
    fn levels(&self) -> Vec<(f64, &'static str)> {
        Vec::new()
    }

    /// What the palette of the canvas offers: for each entry its key in the catalogue and the number of neurons.
    fn palette(&self) -> &'static [PaletteEntry] {
        &[]
    }

    /// The equations of C dV/dt as a sum of currents, if it is one.
    fn balance(&self) -> Option<Balance> {
        None
    }

    /// The longest step at which it can be run [ms].
    fn longest_step_ms(&self) -> f64 {
        f64::INFINITY
    }
}
