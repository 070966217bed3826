//! Edits of what there is: objects that come, go, are joined, named and placed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::message::Message;
use crate::model::network::{
    Connect, GapJunction, NetworkParts, Object, Population, Projection, Stimulus, Weights,
};
use crate::model::neuron::NeuronKey;
use crate::model::problem::Problem;
use crate::model::receptor::ReceptorKey;
use crate::model::stimulus::StimulusKey;
use crate::preset::{N_COLOURS, Preset};

/// How far from the middle of the canvas an edit may place a vertex [points].
const FARTHEST: f32 = 1e5;

/// Where a population lies, by id, in points at 100 % zoom.
pub type Place = (u32, (f32, f32));

/// For what populations are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// They were dragged.
    Move,
    /// They were moved by keys.
    Nudge,
    /// They were put on one line.
    Align,
    /// All were laid out anew.
    LayOut,
}

impl Placing {
    /// The key of what several populations are placed for, in catalogues.
    fn key(self) -> &'static str {
        match self {
            Self::Move => "edit-move-several",
            Self::Nudge => "edit-nudge",
            Self::Align => "edit-align",
            Self::LayOut => "edit-lay-out",
        }
    }
}

/// An edit of what there is.
#[derive(Debug, Clone, PartialEq)]
pub enum Structure {
    /// Adds a population.
    Add {
        /// The kind of its neurons.
        kind: NeuronKey,
        /// How many.
        n: u64,
        /// Where.
        at: (f32, f32),
    },
    /// Joins two populations by synapses.
    Connect {
        /// The presynaptic population.
        from: u32,
        /// The postsynaptic one.
        to: u32,
        /// The receptor.
        receptor: ReceptorKey,
    },
    /// Joins two populations by a gap junction.
    Couple(u32, u32),
    /// Removes objects, and with a population what begins or ends there.
    Remove(BTreeSet<Object>),
    /// Adds what another document has.
    Paste {
        /// The other document.
        part: Arc<Preset>,
        /// How far from where it lies there.
        by: (f32, f32),
    },
    /// Names objects. What joins populations is called after them, unless it was given a name.
    Rename(Vec<(Object, String)>),
    /// Places populations.
    Place {
        /// Where each goes.
        places: Vec<Place>,
        /// For what.
        purpose: Placing,
    },
    /// Adds a receptor to a projection.
    AddReceptor {
        /// The projection.
        projection: u32,
        /// The receptor.
        receptor: ReceptorKey,
    },
    /// Removes a receptor from a projection.
    RemoveReceptor {
        /// The projection.
        projection: u32,
        /// The receptor.
        receptor: ReceptorKey,
    },
    /// Adds a stimulus to a population.
    AddStimulus {
        /// The population.
        population: u32,
        /// The kind.
        kind: StimulusKey,
    },
    /// Removes a stimulus from a population.
    RemoveStimulus {
        /// The population.
        population: u32,
        /// The stimulus.
        stimulus: u32,
    },
    /// Says which neurons a projection connects.
    SetConnect(u32, Connect),
    /// Says which weights a projection has at the start.
    SetWeights(u32, Weights),
    /// Writes all notes.
    SetNotes(Vec<String>),
    /// Writes title, description and hint.
    SetTexts {
        /// The title.
        title: String,
        /// The description.
        description: String,
        /// The hint.
        hint: String,
    },
}

impl Structure {
    /// The preset that the edit makes of another, and the objects that came. `fresh` gives ids that nothing ever had.
    // Longer than 60 lines: an arm for each edit.
    pub(super) fn apply_to(
        &self,
        preset: &Preset,
        fresh: &mut dyn FnMut() -> u32,
    ) -> Result<(Preset, Vec<Object>), Vec<Problem>> {
        let simply = |preset: Preset| (preset, Vec::new());
        match self {
            Self::Add { kind, n, at } => {
                let id = fresh();
                let add = |network: &mut NetworkParts| {
                    let population = Population::new(id, *n, kind.make());
                    let name = network.free_number();
                    network.populations.push(Population { name, ..population });
                };
                let added = place(&preset.with_network(add)?, &[(id, *at)])?;
                Ok((coloured(&added, &[id])?, vec![Object::Population(id)]))
            }
            Self::Connect { from, to, receptor } => {
                let id = fresh();
                let add = |network: &mut NetworkParts| {
                    let name = network.free_name(&network.name_between(*from, *to));
                    let projection = Projection::new(id, *from, *to, vec![receptor.make()]);
                    network.projections.push(Projection { name, ..projection });
                };
                Ok((preset.with_network(add)?, vec![Object::Projection(id)]))
            }
            Self::Couple(first, second) => {
                let id = fresh();
                let add = |network: &mut NetworkParts| {
                    let name = network.free_name(&network.name_between(*first, *second));
                    network.gap_junctions.push(GapJunction {
                        id,
                        name,
                        between: (*first, *second),
                        g_c_nS: GapJunction::default_g_c_nS(),
                    });
                };
                Ok((preset.with_network(add)?, vec![Object::GapJunction(id)]))
            }
            Self::Remove(objects) => Ok(simply(preset.with_network(|network| network.remove(objects))?)),
            Self::Paste { part, by } => paste(preset, part, *by, fresh),
            Self::Rename(names) => Ok(simply(preset.with_network(|network| network.rename(names))?)),
            Self::Place { places, .. } => Ok(simply(place(preset, places)?)),
            Self::AddReceptor { projection, receptor } => {
                with_projection(preset, *projection, |own| own.receptors.push(receptor.make())).map(simply)
            }
            Self::RemoveReceptor { projection, receptor } => {
                with_projection(preset, *projection, |own| own.receptors.retain(|own| own.key() != *receptor))
                    .map(simply)
            }
            Self::AddStimulus { population, kind } => {
                let new = Stimulus { id: fresh(), kind: kind.make() };
                with_population(preset, *population, |own| own.stimuli.push(new)).map(simply)
            }
            Self::RemoveStimulus { population, stimulus } => {
                with_population(preset, *population, |own| own.stimuli.retain(|own| own.id != *stimulus))
                    .map(simply)
            }
            Self::SetConnect(projection, connect) => {
                with_projection(preset, *projection, |own| own.connect = connect.clone()).map(simply)
            }
            Self::SetWeights(projection, weights) => {
                with_projection(preset, *projection, |own| own.weights = weights.clone()).map(simply)
            }
            Self::SetNotes(notes) => Ok(simply(preset.with(|parts| parts.notes.clone_from(notes))?)),
            Self::SetTexts { title, description, hint } => {
                let write = |parts: &mut crate::preset::PresetParts| {
                    parts.title.clone_from(title);
                    parts.description.clone_from(description);
                    parts.hint.clone_from(hint);
                };
                Ok(simply(preset.with(write)?))
            }
        }
    }

    /// What the edit is called in the menu.
    pub(super) fn name(&self, preset: &Preset) -> Message {
        let called = |object| preset.network().parts().name_of(object).unwrap_or("?").to_owned();
        match self {
            Self::Add { .. } => Message::new("edit-add"),
            Self::Connect { from, to, .. } | Self::Couple(from, to) => Message::new("edit-connect")
                .with("from", called(Object::Population(*from)))
                .with("to", called(Object::Population(*to))),
            Self::Remove(objects) => match objects.iter().next() {
                Some(object) if objects.len() == 1 => {
                    Message::new("edit-remove").with("name", called(*object))
                }
                _ => Message::new("edit-remove-several").with("count", objects.len()),
            },
            Self::Paste { .. } => Message::new("edit-paste"),
            Self::Rename(names) => match &names[..] {
                [(object, _)] => Message::new("edit-rename").with("name", called(*object)),
                _ => Message::new("edit-rename-several").with("count", names.len()),
            },
            Self::Place { places, purpose } => match places[..] {
                [(id, _)] => Message::new("edit-move").with("name", called(Object::Population(id))),
                _ => Message::new(purpose.key()).with("count", places.len()),
            },
            Self::AddReceptor { receptor: key, .. } => {
                Message::new("edit-add-receptor").with("name", key.label())
            }
            Self::RemoveReceptor { receptor: key, .. } => {
                Message::new("edit-remove-receptor").with("name", key.label())
            }
            Self::AddStimulus { .. } => Message::new("edit-add-stimulus"),
            Self::RemoveStimulus { .. } => Message::new("edit-remove-stimulus"),
            Self::SetConnect(..) => Message::new("edit-set-connect"),
            Self::SetWeights(..) => Message::new("edit-set-weights"),
            Self::SetNotes(notes) => Message::new(match notes.len().cmp(&preset.notes().len()) {
                std::cmp::Ordering::Less => "edit-delete-note",
                std::cmp::Ordering::Equal => "edit-change-note",
                std::cmp::Ordering::Greater => "edit-add-note",
            }),
            Self::SetTexts { .. } => Message::new("edit-set-texts"),
        }
    }
}

fn with_projection(
    preset: &Preset,
    id: u32,
    change: impl FnOnce(&mut Projection),
) -> Result<Preset, Vec<Problem>> {
    preset.with_network(|network| {
        if let Some(projection) = network.projections.iter_mut().find(|projection| projection.id == id) {
            change(projection);
        }
    })
}

fn with_population(
    preset: &Preset,
    id: u32,
    change: impl FnOnce(&mut Population),
) -> Result<Preset, Vec<Problem>> {
    preset.with_network(|network| {
        if let Some(population) = network.populations.iter_mut().find(|population| population.id == id) {
            change(population);
        }
    })
}

/// The preset with populations in other places.
fn place(preset: &Preset, places: &[Place]) -> Result<Preset, Vec<Problem>> {
    let within = |value: f32| if value.is_nan() { 0.0 } else { value.clamp(-FARTHEST, FARTHEST) };
    let known = places.iter().filter(|(id, _)| preset.network().population(*id).is_some());
    let known: Vec<Place> = known.map(|(id, (x, y))| (*id, (within(*x), within(*y)))).collect();
    preset.with(|parts| parts.view.positions.extend(known))
}

/// The preset with the objects of another, and the objects that came.
fn paste(
    preset: &Preset,
    part: &Preset,
    by: (f32, f32),
    fresh: &mut dyn FnMut() -> u32,
) -> Result<(Preset, Vec<Object>), Vec<Problem>> {
    let mut ids = std::collections::BTreeMap::new();
    let network = part.network().parts().clone();
    let pasted = preset.with_network(|own| ids = own.add_all(network, fresh))?;
    let moved = |(id, (x, y)): (&u32, &(f32, f32))| Some((*ids.get(id)?, (x + by.0, y + by.1)));
    let places: Vec<Place> = part.view().positions.iter().filter_map(moved).collect();
    let came = |object: Object| match object {
        Object::Population(id) => Some(Object::Population(*ids.get(&id)?)),
        Object::Projection(id) => Some(Object::Projection(*ids.get(&id)?)),
        Object::GapJunction(id) => Some(Object::GapJunction(*ids.get(&id)?)),
    };
    let objects: Vec<Object> = part.network().parts().objects().filter_map(came).collect();
    let populations: Vec<u32> =
        objects.iter().filter(|own| matches!(own, Object::Population(_))).map(|own| own.id()).collect();
    Ok((coloured(&place(&pasted, &places)?, &populations)?, objects))
}

/// The preset with a colour for populations that came, in the order in which they came: of those that fewest have, the
/// first.
fn coloured(preset: &Preset, populations: &[u32]) -> Result<Preset, Vec<Problem>> {
    let mut counts = [0_usize; N_COLOURS as usize];
    for own in preset.network().populations().iter().filter(|own| !populations.contains(&own.id)) {
        counts[usize::from(preset.view().colour(own.id))] += 1;
    }
    let mut colours = Vec::new();
    for id in populations {
        let least = (0..N_COLOURS).min_by_key(|colour| counts[usize::from(*colour)]).unwrap_or(0);
        counts[usize::from(least)] += 1;
        colours.push((*id, least));
    }
    preset.with(|parts| parts.view.colours.extend(colours))
}

/// Some objects of a preset as a preset of their own: what is copied.
///
/// # Errors
/// If they make no valid preset, which those of a valid one do.
pub fn part_of(preset: &Preset, objects: &BTreeSet<Object>) -> Result<Preset, Vec<Problem>> {
    let part = preset.with_network(|network| *network = network.only(objects))?;
    part.with(|parts| {
        parts.view.plots.clear();
        parts.view.colours.clear(); // Whom it is added to gives it others.
    })
}
