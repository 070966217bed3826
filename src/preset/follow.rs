//! Plots and positions follow the network: what is gone is shown no more. What is renamed keeps its id, and so its plots.

use super::{Model, Preset, View};
use crate::model::network::{Network, NetworkParts};
use crate::model::problem::Problem;

impl Preset {
    /// The document with a changed network; plots and positions follow it.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with_network(&self, change: impl FnOnce(&mut NetworkParts)) -> Result<Self, Vec<Problem>> {
        let mut parts = self.network().parts().clone();
        change(&mut parts);
        let problems = parts.problems(self.run.dt_ms);
        if !problems.is_empty() {
            return Err(problems);
        }
        let new = Network::new(parts)?;
        let mut parts = self.to_parts();
        follow(&mut parts.view, &new);
        parts.model = Model::Network(new);
        Self::new(parts)
    }
}

/// Makes a view of one network a view of another.
fn follow(view: &mut View, network: &Network) {
    view.positions.retain(|id, _| network.population(*id).is_some());
    view.colours.retain(|id, _| network.population(*id).is_some());
    view.plots.retain_mut(|plot| {
        let left = plot.kind.in_network(network);
        left.map(|kind| plot.kind = kind).is_some()
    });
}
