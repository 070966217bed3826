//! What is selected, and with which tool the canvas is touched.

use std::collections::BTreeSet;

use crate::model::network::{Network, Object};

/// Objects that are selected, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    objects: Vec<Object>,
    /// The selected objects again, as a set: it is asked for each object of a large network.
    set: BTreeSet<Object>,
}

impl From<Vec<Object>> for Selection {
    fn from(objects: Vec<Object>) -> Self {
        Self { set: objects.iter().copied().collect(), objects }
    }
}

impl Selection {
    /// One object.
    #[must_use]
    pub fn one(object: Object) -> Self {
        vec![object].into()
    }

    /// The only object that is selected; `None` for none and for several.
    #[must_use]
    pub fn only(&self) -> Option<Object> {
        if let [object] = self.objects[..] { Some(object) } else { None }
    }

    /// Selects these and nothing else.
    pub fn set(&mut self, objects: Vec<Object>) {
        *self = objects.into();
    }

    /// Whether an object is selected.
    #[must_use]
    pub fn has(&self, object: Object) -> bool {
        self.set.contains(&object)
    }

    /// The selection with an object more, or without it if it was selected.
    #[must_use]
    pub fn toggled(&self, object: Object) -> Self {
        let mut objects = self.objects.clone();
        match objects.iter().position(|own| *own == object) {
            Some(place) => drop(objects.remove(place)),
            None => objects.push(object),
        }
        objects.into()
    }

    /// The objects.
    #[must_use]
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// The selected objects as a set.
    #[must_use]
    pub fn set_of_objects(&self) -> BTreeSet<Object> {
        self.set.clone()
    }

    /// The ids of the populations among them.
    pub fn populations(&self) -> impl Iterator<Item = u32> {
        let id = |object: &Object| if let Object::Population(id) = object { Some(*id) } else { None };
        self.objects.iter().filter_map(id)
    }

    /// Forgets what a network does not have.
    pub fn keep_in(&mut self, network: &Network) {
        if self.objects.is_empty() {
            return;
        }
        let there: BTreeSet<Object> = network.parts().objects().collect();
        self.objects.retain(|object| there.contains(object));
        self.set.retain(|object| there.contains(object));
    }
}

/// With what the canvas is touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tool {
    /// A click fires, a drag moves.
    #[default]
    Explore,
    /// A click selects, a drag from a rim connects.
    Edit,
}
