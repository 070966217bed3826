//! What an edit is called in a list of changes.

use super::edit::Edit;
use crate::message::Message;
use crate::model::network::Address;
use crate::preset::Preset;

impl Edit {
    /// What the edit changes: as in the menu, but a parameter with the object that it belongs to.
    pub(super) fn change(&self, preset: &Preset) -> Message {
        match self {
            Self::SetValue { address, .. } => parameter(*address, preset),
            Self::ResetValues(addresses) | Self::DefaultValues(addresses) => match addresses[..] {
                [address] => parameter(address, preset),
                _ => self.name(preset),
            },
            _ => self.name(preset),
        }
    }

    /// Whether the edit changes parameters or how things look, and not what there is.
    #[must_use]
    pub fn is_of_parameters(&self) -> bool {
        use super::structure::Structure::Place;
        match self {
            Self::Structure(structure) => matches!(structure, Place { .. }),
            Self::Plots(_) => false,
            Self::Each(edits) => edits.iter().all(Self::is_of_parameters),
            _ => true,
        }
    }
}

/// A parameter by its symbol and the name of its object.
fn parameter(address: Address, preset: &Preset) -> Message {
    let symbol = preset.get(address).map_or("?", |(spec, _)| spec.symbol);
    match address.target.object().and_then(|object| preset.network().parts().name_of(object)) {
        Some(name) => Message::new("work-parameter").with("symbol", symbol).with("name", name),
        None => Message::new("work-symbol").with("symbol", symbol),
    }
}
