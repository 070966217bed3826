//! How many spikes there were between a boundary and the playhead, and the first after another.

use std::collections::BTreeMap;

use super::TraceStore;
use crate::units::{Moment, Step};

/// Spikes of a population.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// Right at the boundary from which they are counted.
    pub at_once: u64,
    /// After it, up to the playhead.
    pub later: u64,
    /// The first since the other boundary, if it is known.
    pub first: Option<Moment>,
}

impl TraceStore {
    /// The spikes of each population since a boundary up to the playhead, and the first of them since a click. Of spikes that are
    /// known by their number only, those count whose bin begins in that time.
    #[must_use]
    pub fn tally(&self, since: Step, click: Option<Step>) -> BTreeMap<u32, Tally> {
        let mut found: BTreeMap<u32, Tally> = BTreeMap::new();
        let until = self.playhead.map_or(Step(u64::MAX), |playhead| playhead.step);
        let mut unlisted: BTreeMap<u32, Step> = BTreeMap::new();
        for (start, population, count) in self.spikes.overflow().iter() {
            if (since..until).contains(&start) {
                found.entry(population).or_default().later += count;
                if 0 < count && click.is_some_and(|click| click <= start) {
                    let first = unlisted.entry(population).or_insert(start);
                    *first = start.min(*first);
                }
            }
        }
        let spikes = self.spikes.iter().filter(|spike| since <= spike.at.step && self.has_happened(spike.at));
        for spike in spikes {
            let own = found.entry(spike.population).or_default();
            if spike.at == Moment::at(since) {
                own.at_once += 1;
            } else {
                own.later += 1;
            }
            let is_after = click.is_some_and(|click| click <= spike.at.step);
            let is_known = unlisted.get(&spike.population).is_none_or(|start| spike.at.step < *start);
            if own.first.is_none() && is_after && is_known {
                own.first = Some(spike.at);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{Spike, SpikeCounts};
    use crate::trace::Playhead;

    fn spike(step: u64, population: u32) -> Spike {
        Spike { at: Moment::at(Step(step)), population, neuron: 0 }
    }

    #[test]
    fn what_comes_after_the_playhead_does_not_count() {
        let mut store = TraceStore::default();
        let spikes = [spike(3, 1), spike(5, 1), spike(7, 2), spike(9, 1), spike(12, 1)];
        store.absorb(&[], &spikes, &SpikeCounts::default(), &[], &[]);
        let tally = |store: &TraceStore, since, click| store.tally(Step(since), click);
        let own = tally(&store, 5, Some(Step(6)))[&1];
        assert_eq!((own.at_once, own.later, own.first), (1, 2, Some(Moment::at(Step(9)))));
        store.look_from(Some(Playhead { step: Step(10), is_before_inputs: false }));
        let found = tally(&store, 5, Some(Step(10)));
        assert_eq!((found[&1].later, found[&1].first, found[&2].later), (1, None, 1));
        assert_eq!(tally(&store, 4, None)[&1], Tally { at_once: 0, later: 2, first: None });
    }

    #[test]
    fn a_first_spike_that_may_have_been_another_is_unknown() {
        let mut store = TraceStore::default();
        let mut counts = SpikeCounts::default();
        counts.add(&spike(1000, 1));
        store.absorb(&[], &[spike(5000, 1), spike(5001, 2)], &counts, &[], &[]);
        let found = store.tally(Step(0), Some(Step(0)));
        assert_eq!((found[&1].later, found[&1].first), (2, None));
        assert_eq!(found[&2].first, Some(Moment::at(Step(5001))));
    }
}
