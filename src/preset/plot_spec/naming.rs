//! How plots name what they show: by name in a file, by id in memory.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::network::{Network, Object};
use crate::model::probe::Probe;
use crate::model::receptor::ReceptorKey;

/// A way to name what plots show.
pub trait Naming: Sized {
    /// A population.
    type Population: Debug + Clone + PartialEq;
    /// A projection.
    type Projection: Debug + Clone + PartialEq;
    /// A receptor of a projection.
    type Receptor: Debug + Clone + PartialEq;
    /// A probe.
    type Probe: Debug + Clone + PartialEq;
}

/// A way to name that can stand in a file.
pub trait Written:
    Naming<
        Population: Serialize + DeserializeOwned,
        Projection: Serialize + DeserializeOwned,
        Receptor: Serialize + DeserializeOwned,
        Probe: Serialize + DeserializeOwned,
    >
{
}

impl Written for Names {}

/// By name, as people write it.
#[derive(Debug, Clone, PartialEq)]
pub struct Names;

/// By id, which never changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Ids;

/// Without names: what is left is how many there are, which takes no room.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::preset) struct Unnamed;

impl Naming for Unnamed {
    type Population = ();
    type Projection = ();
    type Receptor = ();
    type Probe = ();
}

impl Naming for Names {
    type Population = String;
    type Projection = String;
    type Receptor = String;
    type Probe = String;
}

impl Naming for Ids {
    type Population = u32;
    type Projection = u32;
    type Receptor = ReceptorKey;
    type Probe = Probe;
}

/// What a plot shows from one way of naming to another: each is asked for with its place in the plot's part of a file,
/// such as `probes[1]`, and may be gone.
pub trait Renaming<A: Naming, B: Naming> {
    /// A population.
    fn population(&mut self, place: &str, own: &A::Population) -> Option<B::Population>;
    /// A projection.
    fn projection(&mut self, place: &str, own: &A::Projection) -> Option<B::Projection>;
    /// A receptor of a projection.
    fn receptor(&mut self, place: &str, of: &A::Projection, own: &A::Receptor) -> Option<B::Receptor>;
    /// A probe.
    fn probe(&mut self, place: &str, own: &A::Probe) -> Option<B::Probe>;

    /// A neuron of a population, by number.
    fn neuron(&mut self, _place: &str, _of: &A::Population, own: u32) -> Option<u32> {
        Some(own)
    }
}

/// Something that a plot shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A population, by id.
    Population(u32),
    /// A projection, by id.
    Projection(u32),
    /// A receptor of a projection.
    Receptor(u32, ReceptorKey),
    /// A probe.
    Probe(Probe),
}

/// Lists what plots show; nothing is renamed.
#[derive(Debug, Default)]
pub(super) struct Listing(pub Vec<Subject>);

impl Renaming<Ids, Ids> for Listing {
    fn population(&mut self, _place: &str, own: &u32) -> Option<u32> {
        self.0.push(Subject::Population(*own));
        Some(*own)
    }

    fn projection(&mut self, _place: &str, own: &u32) -> Option<u32> {
        self.0.push(Subject::Projection(*own));
        Some(*own)
    }

    fn receptor(&mut self, _place: &str, of: &u32, own: &ReceptorKey) -> Option<ReceptorKey> {
        self.0.push(Subject::Receptor(*of, *own));
        Some(*own)
    }

    fn probe(&mut self, _place: &str, own: &Probe) -> Option<Probe> {
        self.0.push(Subject::Probe(own.clone()));
        Some(own.clone())
    }
}

/// What is left in a network of what plots show.
#[derive(Debug, Clone, Copy)]
pub(in crate::preset) struct Following<'a>(pub &'a Network);

impl Renaming<Ids, Ids> for Following<'_> {
    fn population(&mut self, _place: &str, own: &u32) -> Option<u32> {
        self.0.population(*own).map(|own| own.id)
    }

    fn projection(&mut self, _place: &str, own: &u32) -> Option<u32> {
        self.0.projection(*own).map(|own| own.id)
    }

    fn receptor(&mut self, _place: &str, of: &u32, own: &ReceptorKey) -> Option<ReceptorKey> {
        self.0.projection(*of)?.receptor(*own).map(|_| *own)
    }

    fn probe(&mut self, _place: &str, own: &Probe) -> Option<Probe> {
        own.describe(self.0).map(|_| own.clone())
    }

    fn neuron(&mut self, _place: &str, of: &u32, own: u32) -> Option<u32> {
        self.0.population(*of).filter(|population| u64::from(own) < population.n).map(|_| own)
    }
}

/// What plots show as it is written in a file.
#[derive(Debug, Clone, Copy)]
pub(in crate::preset) struct Writing<'a>(pub &'a Network);

impl Renaming<Ids, Names> for Writing<'_> {
    fn population(&mut self, _place: &str, own: &u32) -> Option<String> {
        self.0.parts().name_of(Object::Population(*own)).map(str::to_owned)
    }

    fn projection(&mut self, _place: &str, own: &u32) -> Option<String> {
        self.0.parts().name_of(Object::Projection(*own)).map(str::to_owned)
    }

    fn receptor(&mut self, _place: &str, _of: &u32, own: &ReceptorKey) -> Option<String> {
        Some(own.to_string())
    }

    fn probe(&mut self, _place: &str, own: &Probe) -> Option<String> {
        own.describe(self.0).map(|(name, _)| name)
    }
}
