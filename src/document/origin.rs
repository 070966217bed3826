//! What an object was made with: what resetting restores.

use crate::model::network::{Address, NetworkParts, Object};
use crate::param::Value;
use crate::preset::Preset;

/// The document as it was opened, and what came later as it came.
#[derive(Debug)]
pub(super) struct Origin<'a> {
    /// The document as it was opened.
    pub original: &'a Preset,
    /// Objects that came later, each as it was then.
    pub made: &'a NetworkParts,
}

impl Origin<'_> {
    /// The value that a parameter of a document was made with.
    pub fn value(&self, address: Address, preset: &Preset) -> Option<Value> {
        if let Some((_, value)) = self.original.get(address) {
            return Some(value);
        }
        if let Some((_, value)) = self.made.param_set(address.target).and_then(|set| set.get(address.key)) {
            return Some(value);
        }
        Self::fresh(address, preset)
    }

    /// The value that a parameter has in a new mechanism of the kind that has it.
    pub fn fresh(address: Address, preset: &Preset) -> Option<Value> {
        if let Some(value) = preset.network().parts().fresh_value(address) {
            return Some(value);
        }
        preset.get(address).map(|(spec, _)| spec.default_value())
    }
}

/// Remembers objects of a document as they are now.
pub(super) fn remember(made: &mut NetworkParts, objects: &[Object], preset: &Preset) {
    let network = preset.network();
    for object in objects {
        match *object {
            Object::Population(id) => made.populations.extend(network.population(id).cloned()),
            Object::Projection(id) => made.projections.extend(network.projection(id).cloned()),
            Object::GapJunction(id) => made.gap_junctions.extend(network.gap_junction(id).cloned()),
        }
    }
}

/// The greatest id in a preset.
pub(super) fn greatest_id(preset: &Preset) -> u32 {
    let of_plots = preset.view().plots.iter().map(|plot| plot.id);
    preset.network().object_ids().into_iter().chain(of_plots).max().unwrap_or(0)
}
