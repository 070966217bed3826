//! What the canvas shows of a state that may change faster than is good for eyes: vertices fill and edges glow with it,
//! and nothing may flash above 3 Hz (WCAG 2.3.1), even where a neuron fires at 40 Hz.

use std::collections::BTreeMap;

use crate::model::network::{Network, Population, Projection};
use crate::model::neuron::NeuronModel;
use crate::model::receptor::ReceptorModel;
use crate::sim::Snapshot;

/// Time constant with which what is shown follows the state [s of wall time]. An alternation from end to end at 3 Hz is
/// a third as large then, less than what counts as a flash, and one at 40 Hz a thirty-eighth.
const CALM_S: f64 = 0.15;
/// Differences that nobody sees.
const UNSEEN: f64 = 0.004;
/// Edges from which on they are drawn plainly, without their conductances.
pub const MANY: usize = 300;

/// How full vertices and how bright edges are shown, from 0 to 1.
#[derive(Debug, Clone, Default)]
pub struct Calm {
    levels: BTreeMap<u32, f64>,
    openings: BTreeMap<u32, f64>,
    time_s: Option<f64>,
    is_moving: bool,
}

impl Calm {
    /// Follows the state of a network to a wall time [s].
    pub fn follow(&mut self, network: &Network, snapshot: &Snapshot, time_s: f64) {
        let passed_s = (time_s - self.time_s.unwrap_or(time_s)).max(0.0);
        let left = libm::exp(-passed_s / CALM_S);
        self.time_s = Some(time_s);
        let levels = network
            .populations()
            .iter()
            .zip(&snapshot.populations)
            .filter(|(own, now)| own.id == now.id)
            .map(|(own, now)| (now.id, now.V_mV.map_or(0.0, |V_mV| level(own, V_mV))));
        let openings = network
            .projections()
            .iter()
            .zip(&snapshot.projections)
            .take(MANY)
            .filter(|(own, now)| own.id == now.id)
            .map(|(own, now)| (now.id, opening(own, now.g_nS)));
        let moved = [follow(&mut self.levels, levels, left), follow(&mut self.openings, openings, left)];
        self.is_moving = moved.contains(&true);
    }

    /// Whether what is shown is the state.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.is_moving
    }

    /// How close a population is shown to firing: 0 at rest, 1 at threshold.
    #[must_use]
    pub fn level(&self, population: u32) -> f64 {
        self.levels.get(&population).copied().unwrap_or(0.0)
    }

    /// How much of its greatest conductance a projection is shown to have.
    #[must_use]
    pub fn opening(&self, projection: u32) -> f64 {
        self.openings.get(&projection).copied().unwrap_or(0.0)
    }
}

/// Moves what is shown towards the states, except for a part that is left; whether more than nobody sees is left.
fn follow(shown: &mut BTreeMap<u32, f64>, states: impl Iterator<Item = (u32, f64)>, left: f64) -> bool {
    let before = std::mem::take(shown);
    let mut is_moving = false;
    for (id, state) in states {
        let away = before.get(&id).map_or(0.0, |was| (was - state) * left);
        let is_seen = UNSEEN < away.abs();
        is_moving |= is_seen;
        shown.insert(id, if is_seen { state + away } else { state });
    }
    is_moving
}

/// How close a population is to firing: 0 at rest, 1 at threshold.
fn level(population: &Population, potential_mV: f64) -> f64 {
    let levels = population.kind.inner().and_then(NeuronModel::rest_and_threshold_mV);
    let Some((rest_mV, threshold_mV)) = levels else { return 0.0 };
    let way_mV = threshold_mV - rest_mV;
    if way_mV <= 0.0 {
        return if threshold_mV <= potential_mV { 1.0 } else { 0.0 }; // It fires by itself.
    }
    ((potential_mV - rest_mV) / way_mV).clamp(0.0, 1.0)
}

/// The fraction of a projection's greatest conductance that is open.
fn opening(projection: &Projection, conductance_nS: f64) -> f64 {
    let models = projection.receptors.iter().filter_map(|receptor| receptor.inner());
    let greatest_nS: f64 = models.map(ReceptorModel::g_max_nS).sum();
    (conductance_nS / greatest_nS.max(1e-9)).clamp(0.0, 1.0)
}
