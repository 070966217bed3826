//! Reading state: a probe resolved to a place, so that a sample costs no search.

use super::Simulation;
use super::receptor::ReceptorState;
use crate::model::kinetics::Gate;
use crate::model::network::Target;
use crate::model::probe::Probe;
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
    SourceRate { population: usize },
    Stimulus { population: usize, stimulus: usize, state: usize },
    Conductance { projection: usize },
    Current { projection: usize },
    ReleaseProbability { projection: usize },
    Pool { projection: usize, state: usize },
    Weight { projection: usize },
    Plasticity { projection: usize, state: usize },
    Gate { projection: usize, receptor: usize, symbol: &'static str },
    ReceptorConductance { projection: usize, receptor: usize },
    ReceptorCurrent { projection: usize, receptor: usize },
    Free { projection: usize, receptor: usize },
    Junction { junction: usize },
    Standalone { state: usize },
}

/// What a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A neuron of the population at a position.
    Neuron(usize),
    /// A synapse of the projection at a position.
    Synapse(usize),
    /// A neuron that the projection at a position ends on.
    Target(usize),
}

impl Slot {
    /// What it belongs to; [`Slot::index`] says which one.
    pub(super) fn owner(&self) -> Owner {
        match self.place {
            Place::Column { population, .. }
            | Place::InputCurrent { population }
            | Place::SourceRate { population }
            | Place::Stimulus { population, .. } => Owner::Neuron(population),
            Place::Conductance { projection }
            | Place::Current { projection }
            | Place::ReceptorConductance { projection, .. }
            | Place::ReceptorCurrent { projection, .. }
            | Place::Free { projection, .. }
                if self.total =>
            {
                Owner::Target(projection)
            }
            Place::Conductance { projection }
            | Place::Current { projection }
            | Place::ReleaseProbability { projection }
            | Place::Pool { projection, .. }
            | Place::Weight { projection }
            | Place::Plasticity { projection, .. }
            | Place::Gate { projection, .. }
            | Place::ReceptorConductance { projection, .. }
            | Place::ReceptorCurrent { projection, .. }
            | Place::Free { projection, .. } => Owner::Synapse(projection),
            // Where there are junctions, or no neurons, there is one piece.
            Place::Junction { .. } | Place::Standalone { .. } => Owner::Neuron(0),
        }
    }

    /// Which neuron or synapse it is.
    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// The same of another neuron or synapse.
    pub(super) fn at(self, index: usize) -> Self {
        Self { index, ..self }
    }
}

impl Simulation {
    /// Resolves a probe; `None` when its object is not in the network.
    #[must_use]
    pub fn slot(&self, probe: &Probe) -> Option<Slot> {
        let population = |id| self.populations.iter().position(|state| state.spec.id == id);
        let projection = |id| self.projections.iter().position(|state| state.spec.id == id);
        let place = match probe.source {
            Target::Population(id) => {
                let population = population(id)?;
                match self.populations[population].cells.columns.position(probe.symbol) {
                    Some(column) => Place::Column { population, column },
                    None if probe.symbol == "I" => Place::InputCurrent { population },
                    None if probe.symbol == "r" && self.populations[population].kernel.is_random_source() => {
                        Place::SourceRate { population }
                    }
                    None => return None,
                }
            }
            Target::Stimulus { population: id, stimulus } => {
                let population = population(id)?;
                let stimuli = &self.populations[population].stimuli;
                let stimulus = stimuli.iter().position(|s| s.id() == stimulus)?;
                Place::Stimulus { population, stimulus, state: stimuli[stimulus].state(probe.symbol)? }
            }
            Target::Projection(id) => self.projection_place(projection(id)?, probe.symbol)?,
            Target::Receptor { projection: id, receptor } => {
                let projection = projection(id)?;
                let receptor =
                    self.projections[projection].receptors.iter().position(|r| r.key == receptor)?;
                match probe.symbol {
                    "g" => Place::ReceptorConductance { projection, receptor },
                    "I" => Place::ReceptorCurrent { projection, receptor },
                    "G_NMDA" => Place::Free { projection, receptor },
                    symbol if Gate::default().value(symbol).is_some() => {
                        Place::Gate { projection, receptor, symbol }
                    }
                    _ => return None,
                }
            }
            Target::GapJunction(id) => Place::Junction {
                junction: self.junctions.iter().position(|junction| junction.spec.id == id)?,
            },
            Target::Standalone => {
                let states = self.standalone.as_ref()?.model().states();
                Place::Standalone { state: states.iter().position(|state| state.symbol == probe.symbol)? }
            }
            Target::Run | Target::Kinetics { .. } | Target::Release(_) | Target::Plasticity(_) => {
                return None;
            }
        };
        let slot = Slot { place, index: probe.index.unwrap_or(0) as usize, total: probe.index.is_none() };
        // A neuron on which no synapse ends has a conductance all the same: none.
        let is_of_target = matches!(
            place,
            Place::Conductance { .. }
                | Place::Current { .. }
                | Place::ReceptorConductance { .. }
                | Place::ReceptorCurrent { .. }
                | Place::Free { .. }
        );
        (slot.total && is_of_target || slot.index < self.count(place)).then_some(slot)
    }

    fn projection_place(&self, projection: usize, symbol: &str) -> Option<Place> {
        let release = self.projections[projection].spec.release.inner();
        Some(match symbol {
            "g" => Place::Conductance { projection },
            "I" => Place::Current { projection },
            "P_rel" => Place::ReleaseProbability { projection },
            "w" => Place::Weight { projection },
            _ if self.plasticity_state(projection, symbol).is_some() => {
                Place::Plasticity { projection, state: self.plasticity_state(projection, symbol)? }
            }
            _ => {
                let state = release?.states().iter().position(|state| state.symbol == symbol)?;
                Place::Pool { projection, state }
            }
        })
    }

    /// Place of a variable among those that a rule of plasticity adds to the weight.
    fn plasticity_state(&self, projection: usize, symbol: &str) -> Option<usize> {
        let states = self.projections[projection].spec.plasticity.inner()?.states();
        states.iter().position(|state| state.symbol == symbol)
    }

    /// How many neurons or synapses a place has.
    fn count(&self, place: Place) -> usize {
        match place {
            Place::Column { population, .. }
            | Place::InputCurrent { population }
            | Place::SourceRate { population }
            | Place::Stimulus { population, .. } => self.populations[population].n(),
            Place::Conductance { projection }
            | Place::Current { projection }
            | Place::ReleaseProbability { projection }
            | Place::Pool { projection, .. }
            | Place::Weight { projection }
            | Place::Plasticity { projection, .. }
            | Place::Gate { projection, .. }
            | Place::ReceptorConductance { projection, .. }
            | Place::ReceptorCurrent { projection, .. }
            | Place::Free { projection, .. } => self.projections[projection].synapses.len(),
            Place::Junction { junction } => self.junctions[junction].n(&self.populations),
            Place::Standalone { .. } => 1,
        }
    }

    /// The value at the boundary reached, in the unit of the probe. Changes nothing, lazily stored state included.
    #[must_use]
    pub fn read(&self, slot: Slot) -> f64 {
        let (now, index) = (Moment::at(self.now), slot.index);
        match slot.place {
            Place::Column { population, column } => {
                self.populations[population].cells.columns.column(column)[index]
            }
            Place::InputCurrent { population } => {
                let state = &self.populations[population];
                let currents = state.stimuli.iter().map(|s| s.current_pA(index, self.coming_step()));
                state.kernel.applied_pA() + currents.sum::<f64>()
            }
            Place::SourceRate { population } => {
                self.populations[population].kernel.rate_at(self.now_ms()).unwrap_or(f64::NAN)
            }
            Place::Stimulus { population, stimulus, state } => {
                let stimulus = &self.populations[population].stimuli[stimulus];
                stimulus.value(state, index, self.coming_step())
            }
            Place::Conductance { projection } => {
                let receptors = &self.projections[projection].receptors;
                receptors.iter().map(|receptor| self.conductance(slot, projection, receptor)).sum()
            }
            Place::Current { projection } => {
                let receptors = &self.projections[projection].receptors;
                receptors.iter().map(|receptor| self.current(slot, projection, receptor)).sum()
            }
            Place::ReleaseProbability { projection } => {
                self.projections[projection].P_rel(index, now, self.grid)
            }
            Place::Pool { projection, state } => {
                self.projections[projection].pool(index, now, self.grid)[state]
            }
            Place::Weight { projection } => self.projections[projection].w.at(index),
            Place::Plasticity { projection, state } => {
                self.projections[projection].plasticity_value(state, index, now).unwrap_or(f64::NAN)
            }
            Place::Gate { projection, receptor, symbol } => {
                let state = &self.projections[projection];
                let gate = state.receptors[receptor].gate_at(state.lane(index), now, self.grid);
                gate.value(symbol).unwrap_or(f64::NAN)
            }
            Place::ReceptorConductance { projection, receptor } => {
                self.conductance(slot, projection, &self.projections[projection].receptors[receptor])
            }
            Place::ReceptorCurrent { projection, receptor } => {
                self.current(slot, projection, &self.projections[projection].receptors[receptor])
            }
            Place::Free { projection, receptor } => {
                let V = self.target_V(slot, projection);
                self.projections[projection].receptors[receptor].free(V)
            }
            Place::Junction { junction } => self.junctions[junction].current_pA(index, &self.populations),
            Place::Standalone { state } => self.standalone.as_ref().map_or(f64::NAN, |own| own.value(state)),
        }
    }

    /// Potential of the neuron that a synapse ends on, or that a total is onto [mV].
    fn target_V(&self, slot: Slot, projection: usize) -> f64 {
        let state = &self.projections[projection];
        let target = if slot.total { 0 } else { state.synapses.target(slot.index) as usize };
        self.populations[state.to].V_mV(target)
    }

    /// Conductance of a receptor: of one synapse, or of all onto the only neuron [nS].
    fn conductance(&self, slot: Slot, projection: usize, receptor: &ReceptorState) -> f64 {
        let state = &self.projections[projection];
        let open = if slot.total {
            receptor.g[slot.index]
        } else {
            state.synapse_g(receptor, slot.index, Moment::at(self.now), self.grid)
        };
        if receptor.block.is_none() { open } else { open * receptor.free(self.target_V(slot, projection)) }
    }

    /// Current of a receptor [pA].
    fn current(&self, slot: Slot, projection: usize, receptor: &ReceptorState) -> f64 {
        self.conductance(slot, projection, receptor) * (self.target_V(slot, projection) - receptor.E_mV)
    }
}
