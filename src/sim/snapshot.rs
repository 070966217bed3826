//! What a canvas shows of a run at one boundary.

use std::sync::Arc;

use super::Simulation;
use super::balance::Balance;
use super::caveat::{Crowding, Straying};
use super::columns::mean;
use super::projection::ProjectionState;
use super::receptor::ReceptorState;
use crate::model::standalone::rate_learning::RateState;
use crate::units::Step;

/// The state that a canvas shows, at one boundary.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// The boundary.
    pub step: Step,
    /// The populations, in the order of the network.
    pub populations: Vec<PopulationNow>,
    /// The projections, in the order of the network.
    pub projections: Vec<ProjectionNow>,
    /// What moves the potential of the first neuron of each population that has a membrane.
    pub balances: Vec<Balance>,
    /// Weights of the projections that learn, at this boundary or an earlier one.
    pub weights: Vec<WeightSample>,
    /// Neurons that were ready to fire twice in a step, if any were.
    pub crowding: Option<Crowding>,
    /// The first potential by the forward Euler method that left sense, if one did.
    pub straying: Option<Straying>,
    /// Of learning by rates, what each presentation has come to.
    pub presentations: Arc<Vec<RateState>>,
}

/// The state of a population at one boundary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PopulationNow {
    /// Its id.
    pub id: u32,
    /// Mean potential of its neurons [mV], if they have one.
    pub V_mV: Option<f64>,
    /// Number of spikes that were asked for during a refractory period so far.
    pub ignored: u64,
}

/// The state of a projection at one boundary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProjectionNow {
    /// Its id.
    pub id: u32,
    /// Mean conductance onto a target neuron [nS].
    pub g_nS: f64,
}

/// Weights of a projection at one boundary: all of them, or every so-many-th.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightSample {
    /// Id of the projection.
    pub projection: u32,
    /// The boundary.
    pub at: Step,
    /// Number of synapses.
    pub total: usize,
    /// Of how many synapses, in order, each value is the first.
    pub every: usize,
    /// The weights, in units of the greatest.
    pub values: Arc<[f32]>,
}

/// Most weights of a projection in a sample.
const MOST_SAMPLED: usize = 2048;

impl Simulation {
    /// Writes the weights of all projections that learn into `samples`.
    pub fn sample_weights(&self, samples: &mut Vec<WeightSample>) {
        samples.clear();
        samples.extend(self.learning.iter().map(|index| {
            let state = &self.projections[*index];
            let every = state.w.len().div_ceil(MOST_SAMPLED).max(1);
            #[expect(clippy::cast_possible_truncation, reason = "for looking at")]
            let values =
                (0..state.w.len()).step_by(every).map(|synapse| state.w.at(synapse) as f32).collect();
            WeightSample { projection: state.spec.id, at: self.now, total: state.w.len(), every, values }
        }));
    }

    /// Writes what a canvas shows into `snapshot`.
    pub fn snapshot(&self, snapshot: &mut Snapshot) {
        let mean_g = |projection: &ProjectionState, receptor: &ReceptorState| match receptor.block {
            None => mean(&receptor.g),
            Some(block) => {
                let V = |neuron| self.populations[projection.to].V_mV(neuron);
                let conducting = receptor.g.iter().enumerate().map(|(neuron, g)| g * block.free(V(neuron)));
                #[expect(clippy::cast_precision_loss, reason = "counts of neurons")]
                let n = receptor.g.len().max(1) as f64;
                conducting.sum::<f64>() / n
            }
        };
        snapshot.step = self.now;
        snapshot.populations.clear();
        snapshot.populations.extend(self.populations.iter().map(|state| PopulationNow {
            id: state.spec.id,
            V_mV: state.mean_V_mV(),
            ignored: state.ignored,
        }));
        (snapshot.crowding, snapshot.straying) = (self.crowding(), self.straying);
        match &self.standalone {
            Some(standalone) => snapshot.presentations = standalone.presentations(),
            None if snapshot.presentations.is_empty() => {}
            None => snapshot.presentations = Arc::default(),
        }
        self.balances(&mut snapshot.balances);
        snapshot.projections.clear();
        snapshot.projections.extend(self.projections.iter().map(|state| {
            let g_nS = state.receptors.iter().map(|r| mean_g(state, r)).sum();
            ProjectionNow { id: state.spec.id, g_nS }
        }));
    }
}
