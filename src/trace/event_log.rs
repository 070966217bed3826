//! Events of projections in order of time, projection by projection; of each the newest.

use std::collections::{BTreeMap, VecDeque};

use crate::sim::{Release, WeightChange};
use crate::units::Moment;

/// Most events kept of a projection.
pub const MAX_EVENTS: usize = 20_000;

/// What happens at a projection.
pub trait ProjectionEvent: Copy {
    /// Id of the projection.
    fn projection(&self) -> u32;

    /// When.
    fn at(&self) -> Moment;
}

impl ProjectionEvent for Release {
    fn projection(&self) -> u32 {
        self.projection
    }

    fn at(&self) -> Moment {
        self.at
    }
}

impl ProjectionEvent for WeightChange {
    fn projection(&self) -> u32 {
        self.projection
    }

    fn at(&self) -> Moment {
        self.at
    }
}

/// The newest events of one kind of each projection.
#[derive(Debug, Clone)]
pub struct EventLog<T> {
    projections: BTreeMap<u32, VecDeque<T>>,
}

impl<T> Default for EventLog<T> {
    fn default() -> Self {
        Self { projections: BTreeMap::new() }
    }
}

impl<T: ProjectionEvent> EventLog<T> {
    /// Adds events, which happened after those that are there.
    pub fn absorb(&mut self, events: &[T]) {
        for event in events {
            let log = self.projections.entry(event.projection()).or_default();
            if MAX_EVENTS <= log.len() {
                log.pop_front();
            }
            log.push_back(*event);
        }
    }

    /// Keeps only the events that happened when it is said.
    pub fn keep_if(&mut self, is_kept: impl Fn(Moment) -> bool) {
        for log in self.projections.values_mut() {
            log.retain(|event| is_kept(event.at()));
        }
    }

    /// Roughly what the log takes in memory [bytes].
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.projections.values().map(|log| log.capacity() * size_of::<T>()).sum()
    }

    /// The events of a projection, oldest first.
    pub fn of(&self, projection: u32) -> impl DoubleEndedIterator<Item = &T> {
        self.projections.get(&projection).into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Step;

    #[test]
    fn the_newest_are_kept_of_each_projection() {
        let mut log = EventLog::default();
        for step in 0..30_000_u64 {
            let release =
                |projection| Release { at: Moment::at(Step(step)), projection, neuron: 0, amplitude: 0.5 };
            log.absorb(&[release(1)]);
            if step < 5 {
                log.absorb(&[release(2)]);
            }
        }
        assert_eq!((log.of(1).count(), log.of(2).count(), log.of(3).count()), (MAX_EVENTS, 5, 0));
        assert_eq!(log.of(1).next_back().map(|release| release.at.step), Some(Step(29_999)));
    }
}
