//! What is told of a twin: a second simulation, A, that began as a copy of the shown run, B, and goes on in lockstep with it. Both
//! draw the same random numbers and get the same clicks; an edit acts on one of them only, on B unless A is meant. So whatever
//! differs between them comes of an edit.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::batch::Halt;
use super::pairs::{MeanWeights, PairPlan};
use crate::model::network::Network;
use crate::sim::{Event, Release, Spike, WeightSample};
use crate::units::{Moment, RunId, Step};

/// How the twin is at the end of the run.
#[derive(Debug, Clone, PartialEq)]
pub struct TwinScene {
    /// The run under which its recordings come.
    pub run: RunId,
    /// The boundary since which both go on.
    pub since: Step,
    /// The boundary that A has reached, at the end of the run.
    pub now: Step,
    /// Values of the scene's probes in A at that boundary, each in its unit; NaN where A has no such object.
    pub head: Vec<f64>,
    /// Mean weights of projections that learn, as weighed last.
    pub weights: Vec<MeanWeights>,
    /// The weights of projections of A that learn, sampled at the same boundary.
    pub samples: Vec<WeightSample>,
    /// Spikes of the populations that fired since then, by id.
    pub counts: Vec<Counts>,
    /// The boundary of the last click since then.
    pub click: Option<Step>,
    /// The first event at which the two part, once there is one.
    pub parting: Option<Parting>,
    /// What it takes to play both again from t = 0, as asked for last: nothing, if the start of the run is gone.
    pub plan: Option<Result<Arc<PairPlan>, StartIsGone>>,
    /// Why A has stopped, if a potential of it has left the model.
    pub halted: Option<Halt>,
}

/// A run cannot be played again from t = 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartIsGone;

/// Spikes of a population in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
    /// Id of the population.
    pub population: u32,
    /// In A.
    pub a: Counted,
    /// In B.
    pub b: Counted,
}

/// Spikes of a population.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Counted {
    /// Number of spikes since both go on together.
    pub spikes: u64,
    /// The first since the last click.
    pub first: Option<Moment>,
}

/// What happened in one of the two: counted, and listed until it is compared.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// What has yet to be compared; none once the two have parted.
    pub events: Option<Vec<Happened>>,
    counted: BTreeMap<u32, Counted>,
}

impl Noted {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { events: Some(Vec::new()), counted: BTreeMap::new() }
    }

    /// Takes in an event.
    pub fn see(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            let own = self.counted.entry(spike.population).or_default();
            own.spikes += 1;
            own.first = own.first.or(Some(spike.at));
        }
        if let Some(events) = &mut self.events {
            events.extend(Happened::of(event));
        }
    }

    /// Somebody clicks: the spikes to come are the first since then.
    pub fn click(&mut self) {
        self.counted.values_mut().for_each(|own| own.first = None);
    }

    /// The spikes of all populations that fired in one of the two.
    pub fn counts(a: &Self, b: &Self) -> Vec<Counts> {
        let ids: BTreeSet<u32> = a.counted.keys().chain(b.counted.keys()).copied().collect();
        let of = |own: &Self, id: u32| own.counted.get(&id).copied().unwrap_or_default();
        ids.into_iter().map(|id| Counts { population: id, a: of(a, id), b: of(b, id) }).collect()
    }
}

/// The first event at which a twin parts. Only what both have is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parting {
    /// When.
    pub at: Moment,
    /// What happened then in A.
    pub a: Option<Happened>,
    /// What happened then in B.
    pub b: Option<Happened>,
}

/// Something that happened, as it is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Happened {
    /// A neuron fired.
    Spike(Spike),
    /// An axon released.
    Release(Release),
}

impl Happened {
    /// What an event is, if it is compared.
    #[inline]
    fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Spike(spike) => Some(Self::Spike(*spike)),
            Event::Release(release) => Some(Self::Release(*release)),
            _ => None,
        }
    }

    /// When.
    #[must_use]
    pub fn at(&self) -> Moment {
        match self {
            Self::Spike(spike) => spike.at,
            Self::Release(release) => release.at,
        }
    }

    /// The order in time; at one moment spikes come before releases, and each in the order of ids.
    fn order(&self, other: &Self) -> Ordering {
        let place = |own: &Self| match own {
            Self::Spike(spike) => (0, spike.population, spike.neuron),
            Self::Release(release) => (1, release.projection, release.neuron),
        };
        self.at().order(&other.at()).then_with(|| place(self).cmp(&place(other)))
    }

    /// Whether a network has the neuron or the axon.
    fn is_in(&self, network: &Network) -> bool {
        let has = |population: u32, neuron: u32| {
            network.population(population).is_some_and(|own| u64::from(neuron) < own.n)
        };
        match self {
            Self::Spike(spike) => has(spike.population, spike.neuron),
            Self::Release(release) => network
                .projection(release.projection)
                .is_some_and(|projection| has(projection.from, release.neuron)),
        }
    }
}

/// Where two lists part of what happened between two boundaries in A and in B: the first event that is in one of them only, or
/// that is otherwise in the other.
pub(super) fn part(mut a: Vec<Happened>, mut b: Vec<Happened>, networks: [&Network; 2]) -> Option<Parting> {
    for list in [&mut a, &mut b] {
        list.retain(|happened| networks.iter().all(|network| happened.is_in(network)));
        list.sort_by(Happened::order);
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    match (a.get(same).copied(), b.get(same).copied()) {
        (None, None) => None,
        (Some(a), None) => Some(Parting { at: a.at(), a: Some(a), b: None }),
        (None, Some(b)) => Some(Parting { at: b.at(), a: None, b: Some(b) }),
        (Some(a), Some(b)) => Some(match a.order(&b) {
            Ordering::Less => Parting { at: a.at(), a: Some(a), b: None },
            Ordering::Greater => Parting { at: b.at(), a: None, b: Some(b) },
            Ordering::Equal => Parting { at: a.at(), a: Some(a), b: Some(b) },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network::{NetworkParts, Population};
    use crate::model::neuron::NeuronKind;
    use crate::model::neuron::lif::Lif;

    fn network(ids: &[u32]) -> Network {
        let populations =
            ids.iter().map(|id| Population::new(*id, 2, NeuronKind::Lif(Lif::default()))).collect();
        Network::new(NetworkParts { populations, ..NetworkParts::default() }).unwrap()
    }

    fn spike(step: u64, population: u32, neuron: u32) -> Happened {
        Happened::Spike(Spike { at: Moment::at(Step(step)), population, neuron })
    }

    fn release(step: u64, amplitude: f64) -> Happened {
        Happened::Release(Release { at: Moment::at(Step(step)), projection: 9, neuron: 0, amplitude })
    }

    #[test]
    fn the_first_difference_counts_and_only_of_what_both_have() {
        let both = network(&[1, 2]);
        let less = network(&[1]);
        let list = vec![spike(5, 1, 0), spike(7, 2, 1), spike(8, 1, 1)];
        assert_eq!(part(list.clone(), list.clone(), [&both, &both]), None);
        // At one moment the order in which things were noted means nothing.
        let (one, other) = (vec![spike(5, 1, 0), spike(5, 1, 1)], vec![spike(5, 1, 1), spike(5, 1, 0)]);
        assert_eq!(part(one, other, [&both, &both]), None);
        let later = vec![spike(5, 1, 0), spike(9, 2, 1), spike(9, 1, 1)];
        let parting = part(list.clone(), later.clone(), [&both, &both]).unwrap();
        assert_eq!((parting.at.step, parting.a, parting.b), (Step(7), Some(list[1]), None));
        let parting = part(later.clone(), list.clone(), [&both, &both]).unwrap();
        assert_eq!((parting.at.step, parting.a, parting.b), (Step(7), None, Some(list[1])));
        // Without population 2 the first difference is one of population 1.
        let parting = part(list.clone(), later, [&both, &less]).unwrap();
        assert_eq!((parting.at.step, parting.a), (Step(8), Some(list[2])));
        assert_eq!(part(vec![release(3, 0.5)], vec![], [&both, &both]), None, "of no projection there");
        let parting = part(list[..2].to_vec(), list.clone(), [&both, &both]).unwrap();
        assert_eq!((parting.at.step, parting.b), (Step(8), Some(list[2])));
    }
}
