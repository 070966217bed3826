//! Live state of gap junctions.

use super::population::PopulationState;
use super::projection::ProjectionState;
use crate::model::network::{GapJunction, Network};
use crate::units::Grid;

/// Live state of a gap junction.
#[derive(Debug, Clone)]
pub(super) struct JunctionState {
    /// What it is a state of.
    pub spec: GapJunction,
    /// Positions of the two populations.
    pub ends: [usize; 2],
    /// Working space: the potentials of both ends in the middle of the step [mV].
    middle: [Vec<f64>; 2],
}

impl JunctionState {
    /// Number of pairs of neurons that it joins.
    pub fn n(&self, populations: &[PopulationState]) -> usize {
        let [first, second] = self.ends.map(|end| populations[end].n());
        first.min(second)
    }

    /// Current from a neuron of the first population to that of the second [pA].
    pub fn current_pA(&self, neuron: usize, populations: &[PopulationState]) -> f64 {
        let [first, second] = self.ends.map(|end| populations[end].V_mV(neuron));
        self.spec.g_c_nS * (first - second)
    }
}

/// The gap junctions of a network, in the order of their ids, so that sums round alike whatever the order of the list.
pub(super) fn build(network: &Network, populations: &[PopulationState]) -> Vec<JunctionState> {
    let position = |id| populations.iter().position(|state| state.spec.id == id).unwrap_or_default();
    let mut junctions: Vec<_> = network
        .gap_junctions()
        .iter()
        .map(|spec| {
            let ends = [position(spec.between.0), position(spec.between.1)];
            let middle = ends.map(|end| Vec::with_capacity(populations[end].n()));
            JunctionState { spec: spec.clone(), ends, middle }
        })
        .collect();
    junctions.sort_unstable_by_key(|junction| junction.spec.id);
    junctions
}

/// Lets every gap junction act on both its ends: each sees the other as a conductance with the potential that the other
/// has in the middle of the step, which keeps the step second order.
pub(super) fn couple(
    junctions: &mut [JunctionState],
    populations: &mut [PopulationState],
    projections: &[ProjectionState],
    grid: Grid,
) {
    for junction in junctions.iter() {
        let [first, second] = junction.ends;
        for (end, other) in [(first, second), (second, first)] {
            for neuron in 0..junction.n(populations) {
                let V = populations[other].V_mV(neuron);
                populations[end].add_junction(neuron, junction.spec.g_c_nS, V);
            }
        }
    }
    // First the middles of all, then what they change: a change must not be seen by the next.
    for junction in junctions.iter_mut() {
        for (end, middle) in junction.ends.iter().zip(&mut junction.middle) {
            populations[*end].write_middle(projections, grid, middle);
        }
    }
    for junction in junctions.iter() {
        let [first, second] = junction.ends;
        for (end, other, middle) in
            [(first, second, &junction.middle[1]), (second, first, &junction.middle[0])]
        {
            for (neuron, V) in middle.iter().enumerate().take(junction.n(populations)) {
                let change = V - populations[other].V_mV(neuron);
                populations[end].add_current(neuron, junction.spec.g_c_nS * change);
            }
        }
    }
}
