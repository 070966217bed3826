//! Plots and positions follow the network: what is gone is shown no more. What is renamed keeps its id, and so its plots.

use super::{Preset, View};
use crate::model::network::{Network, NetworkParts};
use crate::model::problem::Problem;

impl Preset {
    /// The document with a changed network; plots and positions follow it.
    ///
    /// # Errors
    /// Everything that is wrong with the result; this document is as it was.
    pub fn with_network(&self, change: impl FnOnce(&mut NetworkParts)) -> Result<Self, Vec<Problem>> {
        let mut parts = self.to_parts();
        let mut network = std::mem::take(&mut parts.network).into_parts();
        change(&mut network);
        let network = Network::for_steps(network, self.run.dt_ms)?;
        follow(&mut parts.view, &network);
        parts.network = network;
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
