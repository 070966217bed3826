//! Changes of weights by spikes, in order of time, projection by projection; of each the newest.

use std::collections::{BTreeMap, VecDeque};

use crate::sim::WeightChange;

/// Most changes kept of a projection.
pub const MAX_WEIGHT_CHANGES: usize = 20_000;

/// The newest changes of the weights of each projection.
#[derive(Debug, Clone, Default)]
pub struct WeightLog {
    projections: BTreeMap<u32, VecDeque<WeightChange>>,
}

impl WeightLog {
    /// Adds changes, which happened after those that are there.
    pub fn absorb(&mut self, changes: &[WeightChange]) {
        for change in changes {
            let log = self.projections.entry(change.projection).or_default();
            if MAX_WEIGHT_CHANGES <= log.len() {
                log.pop_front();
            }
            log.push_back(*change);
        }
    }

    /// The changes of the weights of a projection, oldest first.
    pub fn of(&self, projection: u32) -> impl DoubleEndedIterator<Item = &WeightChange> {
        self.projections.get(&projection).into_iter().flatten()
    }
}
