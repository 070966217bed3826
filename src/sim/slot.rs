//! Reading state: a probe resolved to a place, so that a sample costs no search.

use super::Simulation;
use super::projection::{ProjectionState, ReceptorState};
use crate::model::probe::{Probe, Source};
use crate::units::Moment;

/// A probe resolved against a simulation. Valid until the network changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    place: Place,
    /// Neuron or synapse.
    index: usize,
    /// Whether a projection's value is the total onto neuron `index`.
    total: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Column { population: usize, column: usize },
    InputCurrent { population: usize },
    Stimulus { population: usize, stimulus: usize },
    Conductance { projection: usize },
    ReleaseProbability { projection: usize },
    Weight { projection: usize },
    Open { projection: usize, receptor: usize },
    ReceptorConductance { projection: usize, receptor: usize },
    ReceptorCurrent { projection: usize, receptor: usize },
}

impl Simulation {
    /// Resolves a probe; `None` when its object is not in the network.
    #[must_use]
    pub fn slot(&self, probe: &Probe) -> Option<Slot> {
        let population = |id| self.populations.iter().position(|state| state.spec.id == id);
        let projection = |id| self.projections.iter().position(|state| state.spec.id == id);
        let place = match probe.source {
            Source::Population(id) => {
                let population = population(id)?;
                match self.populations[population].columns.position(probe.symbol) {
                    Some(column) => Place::Column { population, column },
                    None if probe.symbol == "I" => Place::InputCurrent { population },
                    None => return None,
                }
            }
            Source::Stimulus { population: id, stimulus } => {
                let population = population(id)?;
                let stimulus =
                    self.populations[population].stimuli.iter().position(|s| s.id() == stimulus)?;
                Place::Stimulus { population, stimulus }
            }
            Source::Projection(id) => {
                let projection = projection(id)?;
                match probe.symbol {
                    "g" => Place::Conductance { projection },
                    "P_rel" => Place::ReleaseProbability { projection },
                    "w" => Place::Weight { projection },
                    _ => return None,
                }
            }
            Source::Receptor { projection: id, receptor } => {
                let projection = projection(id)?;
                let receptor =
                    self.projections[projection].receptors.iter().position(|r| r.key == receptor)?;
                match probe.symbol {
                    "P" => Place::Open { projection, receptor },
                    "g" => Place::ReceptorConductance { projection, receptor },
                    "I" => Place::ReceptorCurrent { projection, receptor },
                    _ => return None,
                }
            }
        };
        let slot = Slot { place, index: probe.index.unwrap_or(0) as usize, total: probe.index.is_none() };
        (slot.index < self.count(place)).then_some(slot)
    }

    /// How many neurons or synapses a place has.
    fn count(&self, place: Place) -> usize {
        match place {
            Place::Column { population, .. }
            | Place::InputCurrent { population }
            | Place::Stimulus { population, .. } => self.populations[population].n(),
            Place::Conductance { projection }
            | Place::ReleaseProbability { projection }
            | Place::Weight { projection }
            | Place::Open { projection, .. }
            | Place::ReceptorConductance { projection, .. }
            | Place::ReceptorCurrent { projection, .. } => self.projections[projection].w.len(),
        }
    }

    /// The value at the boundary reached, in the unit of the probe. Changes nothing, lazily stored state included.
    #[must_use]
    pub fn read(&self, slot: Slot) -> f64 {
        let now = Moment::at(self.now);
        let conductance = |state: &ProjectionState, receptor: &ReceptorState| {
            if slot.total {
                receptor.g[slot.index]
            } else {
                state.synapse_g(receptor, slot.index, now, self.grid)
            }
        };
        match slot.place {
            Place::Column { population, column } => {
                self.populations[population].columns.column(column)[slot.index]
            }
            Place::InputCurrent { population } => {
                let state = &self.populations[population];
                let currents =
                    state.stimuli.iter().map(|s| s.current_pA(slot.index, self.now_ms(), self.grid.dt_ms()));
                state.applied_pA() + currents.sum::<f64>()
            }
            Place::Stimulus { population, stimulus } => self.populations[population].stimuli[stimulus]
                .current_pA(slot.index, self.now_ms(), self.grid.dt_ms()),
            Place::Conductance { projection } => {
                let state = &self.projections[projection];
                state.receptors.iter().map(|receptor| conductance(state, receptor)).sum()
            }
            Place::ReleaseProbability { projection } => self.projections[projection].P_rel(),
            Place::Weight { projection } => self.projections[projection].w[slot.index],
            Place::Open { projection, receptor } => {
                let state = &self.projections[projection];
                state.receptors[receptor].P_at(slot.index / state.n_post.max(1), now, self.grid)
            }
            Place::ReceptorConductance { projection, receptor } => {
                let state = &self.projections[projection];
                conductance(state, &state.receptors[receptor])
            }
            Place::ReceptorCurrent { projection, receptor } => {
                let state = &self.projections[projection];
                let receptor = &state.receptors[receptor];
                let target = if slot.total { slot.index } else { slot.index % state.n_post.max(1) };
                let columns = &self.populations[state.to].columns;
                let V = columns.position("V").map_or(0.0, |V| columns.column(V)[target]);
                conductance(state, receptor) * (V - receptor.E_mV)
            }
        }
    }
}
