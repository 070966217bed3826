//! Edits as values.

use super::origin::Origin;
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
    /// Sets parameters, each to a value of its own, all together.
    SetValues(Vec<(Address, Value)>),
    /// Sets parameters to what they were when the document was opened, or what came later to what it was made with.
    ResetValues(Vec<Address>),
    /// Sets parameters to what a new mechanism of their kind has.
    DefaultValues(Vec<Address>),
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
    /// Several edits, done and undone together.
    Each(Vec<Edit>),
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
    // Longer than 60 lines: an arm for each edit.
    pub(super) fn apply_to(
        &self,
        preset: &Preset,
        origin: &Origin<'_>,
        fresh: &mut dyn FnMut() -> u32,
    ) -> Result<(Preset, Applied), Vec<Problem>> {
        let simply = |preset: Preset| (preset, Applied::default());
        // A value that is not valid is refused, as everything else that leads to no valid document.
        let set = |values: Vec<(Address, Value)>| Ok(simply(preset.with_values(&values)?));
        match self {
            Self::SetValue { address, value } => set(vec![(*address, value.clone())]),
            Self::SetValues(values) => set(values.clone()),
            Self::ResetValues(addresses) => {
                let own = |address: &Address| Some((*address, origin.value(*address, preset)?));
                set(addresses.iter().filter_map(own).collect())
            }
            Self::DefaultValues(addresses) => {
                let own = |address: &Address| Some((*address, Origin::fresh(*address, preset)?));
                set(addresses.iter().filter_map(own).collect())
            }
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
            Self::Each(edits) => {
                let mut together = simply(preset.clone());
                for edit in edits {
                    let (preset, applied) = edit.apply_to(&together.0, origin, fresh)?;
                    together.0 = preset;
                    together.1.added.extend(applied.added);
                }
                Ok(together)
            }
            Self::SetPanes(Panes { left, top }) => {
                let (min, max) = Panes::RANGE;
                let panes = Panes { left: left.clamp(min, max), top: top.clamp(min, max) };
                Ok(simply(preset.with(|parts| parts.view.panes = panes)?))
            }
            Self::ResetAll => Ok(simply(origin.original.clone())),
        }
    }

    /// What the edit is called in the menu.
    pub(super) fn name(&self, preset: &Preset) -> Message {
        let parameter = |key, address| {
            let symbol = preset.get(address).map_or("?", |(spec, _)| spec.symbol);
            Message::new(key).with("symbol", symbol)
        };
        let symbol_of = |address: &Address| preset.get(*address).map(|(spec, _)| spec.symbol);
        let several = |addresses: &[Address], keys: [&'static str; 3]| {
            let [one, many, mixed] = keys;
            match addresses {
                [address] => parameter(one, *address),
                [first, rest @ ..] if rest.iter().all(|own| symbol_of(own) == symbol_of(first)) => {
                    parameter(many, *first).with("count", addresses.len())
                }
                _ => Message::new(mixed).with("count", addresses.len()),
            }
        };
        match self {
            Self::SetValue { address, .. } => parameter("edit-set-value", *address),
            Self::SetValues(values) => {
                let addresses: Vec<Address> = values.iter().map(|(address, _)| *address).collect();
                several(&addresses, ["edit-set-value", "edit-set-value-several", "edit-set-values"])
            }
            Self::ResetValues(addresses) | Self::DefaultValues(addresses) => {
                several(addresses, ["edit-reset-value", "edit-reset-value-several", "edit-reset-values"])
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
            Self::Each(edits) => match &edits[..] {
                [edit] => edit.name(preset),
                [Self::Structure(Structure::Connect { .. } | Structure::Couple(..)), ..] => {
                    Message::new("edit-connect-several").with("count", edits.len())
                }
                [Self::ChooseKind { .. }, ..] => {
                    Message::new("edit-choose-several").with("count", edits.len())
                }
                [Self::Structure(first @ Structure::Rename(_)), ..] => first.name(preset),
                [Self::Plots(first), ..] => first.name(preset),
                _ => Message::new("edit-several").with("count", edits.len()),
            },
            Self::Plots(plots) => plots.name(preset),
            Self::Structure(structure) => structure.name(preset),
            Self::SetPanes(_) => Message::new("edit-set-panes"),
            Self::ResetAll => Message::new("edit-reset-all"),
        }
    }
}
