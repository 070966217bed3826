//! Edits as values.

use super::plots::PlotEdit;
use super::structure::{Placing, Structure};
use crate::message::Message;
use crate::model::mechanism::MechanismKey;
use crate::model::network::{Address, Object, Target};
use crate::model::problem::Problem;
use crate::param::{NamedSet, NoParams, Value};
use crate::preset::{Panes, Preset};
use crate::units::Speed;

/// A change of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Sets a parameter.
    SetValue {
        /// Which.
        address: Address,
        /// To what.
        value: Value,
    },
    /// Sets a parameter to what it was when the document was opened.
    ResetValue {
        /// Which.
        address: Address,
    },
    /// Sets a parameter to its mechanism's default.
    DefaultValue {
        /// Which.
        address: Address,
    },
    /// Gives a mechanism the values of a set with a name in the literature.
    SetNamed {
        /// Whose parameters.
        target: Target,
        /// The set.
        set: &'static NamedSet,
    },
    /// Puts a mechanism of another kind in the place of one, with the values it has there.
    ChooseKind {
        /// Which.
        target: Target,
        /// Key of the kind.
        kind: MechanismKey,
    },
    /// Sets the speed of the run.
    SetSpeed(Speed),
    /// Changes what is plotted.
    Plots(PlotEdit),
    /// Changes what there is.
    Structure(Structure),
    /// Divides the window anew.
    SetPanes(Panes),
    /// Sets everything to what it was when the document was opened.
    ResetAll,
}

/// What came of an edit besides the document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Applied {
    /// Objects that came.
    pub added: Vec<Object>,
}

impl Edit {
    /// The edit that places one population.
    #[must_use]
    pub fn place(population: u32, at: (f32, f32)) -> Self {
        Self::Structure(Structure::Place { places: vec![(population, at)], purpose: Placing::Move })
    }

    /// The preset that the edit makes of another, and which objects came.
    /// `fresh` gives ids that nothing in the document ever had.
    pub(super) fn apply_to(
        &self,
        preset: &Preset,
        original: &Preset,
        fresh: &mut dyn FnMut() -> u32,
    ) -> Result<(Preset, Applied), Vec<Problem>> {
        let simply = |preset: Preset| (preset, Applied::default());
        let to_default = |address| match preset.get(address) {
            Some((spec, _)) => set_value(preset, address, spec.default_value()),
            None => Ok(simply(preset.clone())),
        };
        match self {
            Self::SetValue { address, value } => set_value(preset, *address, value.clone()),
            // What the document did not have when it was opened goes back to its mechanism's default.
            Self::ResetValue { address } => match original.get(*address) {
                Some((_, value)) => set_value(preset, *address, value),
                None => to_default(*address),
            },
            Self::DefaultValue { address } => to_default(*address),
            Self::SetNamed { target, set } => {
                let address = |key| Address { target: *target, key };
                let of = preset.param_set(*target).unwrap_or(&NoParams);
                let values = set.values_of(of).map(|(key, value)| (address(key), value));
                Ok(simply(preset.with_values(&values.collect::<Vec<_>>())?))
            }
            Self::ChooseKind { target, kind } => Ok(simply(preset.with_kind(*target, *kind)?)),
            Self::SetSpeed(speed) => Ok(simply(preset.with(|parts| parts.run.speed_ms_per_s = *speed)?)),
            Self::Plots(plots) => Ok(simply(preset.with(|parts| plots.change(parts, fresh))?)),
            Self::Structure(structure) => {
                let (preset, added) = structure.apply_to(preset, fresh)?;
                Ok((preset, Applied { added }))
            }
            Self::SetPanes(Panes { left, top }) => {
                let (min, max) = Panes::RANGE;
                let panes = Panes { left: left.clamp(min, max), top: top.clamp(min, max) };
                Ok(simply(preset.with(|parts| parts.view.panes = panes)?))
            }
            Self::ResetAll => Ok(simply(original.clone())),
        }
    }

    /// What the edit is called in the menu.
    pub(super) fn name(&self, preset: &Preset) -> Message {
        let parameter = |key, address| {
            let symbol = preset.get(address).map_or("?", |(spec, _)| spec.symbol);
            Message::new(key).with("symbol", symbol)
        };
        match self {
            Self::SetValue { address, .. } => parameter("edit-set-value", *address),
            Self::ResetValue { address } | Self::DefaultValue { address } => {
                parameter("edit-reset-value", *address)
            }
            Self::SetNamed { set, .. } => Message::new("edit-set-named").with("name", set.name),
            Self::ChooseKind { kind, .. } => Message::new(match kind {
                MechanismKey::Kinetics(_) => "edit-choose-kinetics",
                MechanismKey::Plasticity(_) => "edit-choose-plasticity",
                MechanismKey::Receptor(_) => "edit-choose-receptor",
                MechanismKey::Neuron(_) => "edit-choose-neuron",
                MechanismKey::Stimulus(_) => "edit-choose-stimulus",
                MechanismKey::Release(_) => "edit-choose-release",
            }),
            Self::SetSpeed(_) => Message::new("edit-set-speed"),
            Self::Plots(plots) => plots.name(preset),
            Self::Structure(structure) => structure.name(preset),
            Self::SetPanes(_) => Message::new("edit-set-panes"),
            Self::ResetAll => Message::new("edit-reset-all"),
        }
    }
}

/// A value that is not valid is refused, as everything else that leads to no valid document.
fn set_value(preset: &Preset, address: Address, value: Value) -> Result<(Preset, Applied), Vec<Problem>> {
    Ok((preset.with_values(&[(address, value)])?, Applied::default()))
}
