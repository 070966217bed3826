//! A network wired up: the state of everything at the start of a run, and where things are.

use super::junction::{self, JunctionState};
use super::population::PopulationState;
use super::projection::ProjectionState;
use super::receptor::ReceptorState;
use crate::model::network::{Network, Population};
use crate::units::Grid;

/// Positions of the projections whose weights change.
pub(super) fn learning(projections: &[ProjectionState]) -> Vec<usize> {
    (0..projections.len()).filter(|index| projections[*index].plasticity.is_some()).collect()
}

/// Positions of the projections whose channels may be driven by a transmitter pulse.
pub(super) fn driven(projections: &[ProjectionState]) -> Vec<usize> {
    let can_be = |state: &ProjectionState| state.receptors.iter().any(ReceptorState::can_be_driven);
    (0..projections.len()).filter(|index| can_be(&projections[*index])).collect()
}

/// Positions of the populations of a sort.
pub(super) fn positions(
    populations: &[PopulationState],
    is_of: impl Fn(&PopulationState) -> bool,
) -> Vec<usize> {
    (0..populations.len()).filter(|index| is_of(&populations[*index])).collect()
}

/// The state of a network at the start of a run, wired up. Synapses of `old` that are the same are taken from there: to
/// draw them again would take long, and to hold both much memory.
pub(super) fn build(
    network: &Network,
    seed: u64,
    grid: Grid,
    old: &mut [ProjectionState],
) -> (Vec<PopulationState>, Vec<ProjectionState>, Vec<JunctionState>) {
    let mut populations: Vec<_> =
        network.populations().iter().map(|population| PopulationState::new(population, seed, grid)).collect();
    let projections: Vec<_> = network
        .projections()
        .iter()
        .map(|projection| {
            let size = |id| network.population(id).map_or(0, Population::size);
            let sizes = (size(projection.from), size(projection.to));
            let same = old.iter_mut().find(|old| old.joins_like(projection, sizes));
            let kept = same.map(|old| old.give(projection));
            let target = populations.iter().find(|state| state.spec.id == projection.to);
            let drift = target.and_then(|target| target.kernel.drift());
            ProjectionState::new(projection, network, drift, kept, seed, grid)
        })
        .collect();
    let junctions = junction::build(network, &populations);
    join(&mut populations, &projections, &junctions, grid);
    (populations, projections, junctions)
}

/// Tells populations what starts and what ends at them.
pub(super) fn join(
    populations: &mut [PopulationState],
    projections: &[ProjectionState],
    junctions: &[JunctionState],
    grid: Grid,
) {
    for (index, projection) in projections.iter().enumerate() {
        populations[projection.from].outgoing.push(index);
        populations[projection.to].incoming.push(index);
        if projection.plasticity.is_some() {
            populations[projection.to].learning.push(index);
        }
    }
    for (index, population) in populations.iter_mut().enumerate() {
        // Sums of conductances round alike, whatever the order of the list.
        population.incoming.sort_unstable_by_key(|index| projections[*index].spec.id);
        // So do spikes leave.
        population.outgoing.sort_unstable_by_key(|index| projections[*index].spec.id);
        let is_coupled = junctions.iter().any(|junction| junction.ends.contains(&index));
        population.connect(projections, is_coupled, grid);
    }
}
