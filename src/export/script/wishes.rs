//! What is asked of a script, and what all simulators are asked of a network.

use super::limits::{MOST_BESIDE, MOST_SPIKES, reason};
use crate::message::Message;
use crate::model::kinetics::Kinetics;
use crate::model::network::Network;
use crate::model::neuron::NeuronKind;
use crate::preset::Preset;

/// Another simulator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Simulator {
    /// Brian 2.
    Brian2,
    /// NEST.
    Nest,
}

impl Simulator {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Brian2, Self::Nest];

    /// How it calls itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brian2 => "Brian2",
            Self::Nest => "NEST",
        }
    }

    /// How it is written on a command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Brian2 => "brian2",
            Self::Nest => "nest",
        }
    }

    /// The step at which a script runs if nothing is said [ms]: the document's, or less where the other simulator has
    /// spikes at steps only, and where equations are steep.
    #[must_use]
    pub fn usual_dt_ms(self, preset: &Preset) -> f64 {
        let is_steep = |kind: &NeuronKind| matches!(kind, NeuronKind::Izhikevich(_) | NeuronKind::Adex(_));
        let any = preset.network().populations().iter().any(|population| is_steep(&population.kind));
        // Statistics of a large network hardly depend on where in a step a neuron fires.
        let any = any || self == Self::Nest && reason(preset.network(), 0.0).is_none();
        if any { preset.run().dt_ms.min(STEEP_DT_MS) } else { preset.run().dt_ms }
    }
}

/// The step where spikes take off steeply [ms].
const STEEP_DT_MS: f64 = 0.01;

/// A spike that is asked for: population, neuron or the whole volley, and when [ms].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// Id of the population.
    pub population: u32,
    /// Which of its neurons; without one, the population's volley fires.
    pub neuron: Option<u32>,
    /// When [ms].
    pub time_ms: f64,
}

/// What is asked of a script besides its network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wishes {
    /// How long it runs [ms]; as long as the network has something to show if nothing is said.
    pub duration_ms: Option<f64>,
    /// Spikes of sources; ten of every source that fires only when it is clicked if there are none.
    pub asked: Vec<Asked>,
    /// The command that made it.
    pub command: String,
    /// The name of a file beside the script for spikes of sources that are too many for it, if there may be one.
    pub beside: Option<String>,
}

impl Wishes {
    /// Most spikes of sources that can be listed.
    pub(super) fn most_spikes(&self) -> usize {
        if self.beside.is_some() { MOST_BESIDE } else { MOST_SPIKES }
    }
}

/// A script, and what stands in the file beside it if there are too many spikes of sources for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The script.
    pub text: String,
    /// What stands in the file that [`Wishes::beside`] names.
    pub beside: Option<String>,
}

/// Why a simulator is given no script.
pub(super) fn refusal(key: &'static str, to: Simulator) -> Message {
    Message::new(key).with("to", to.name())
}

/// The same, because of an object of the network.
pub(super) fn refusal_of(key: &'static str, to: Simulator, name: &str) -> Message {
    refusal(key, to).with("name", name)
}

/// Whether a kind of kinetics follows a pulse of transmitter.
pub(super) fn is_pulsed(kinetics: &Kinetics) -> bool {
    matches!(kinetics, Kinetics::SquarePulse(_) | Kinetics::GProtein(_))
}

/// Whether a population is a source of spikes: it has no membrane.
pub(super) fn is_source(network: &Network, population: u32) -> bool {
    network.population(population).is_some_and(|population| {
        matches!(population.kind, NeuronKind::SpikeSource(_) | NeuronKind::PoissonSource(_))
    })
}
