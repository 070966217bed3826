//! The releases of a run in order of time, projection by projection; of each the newest.

use std::collections::{BTreeMap, VecDeque};

use crate::sim::Release;

/// Most releases kept of a projection.
pub const MAX_RELEASES: usize = 20_000;

/// The newest releases of each projection.
#[derive(Debug, Clone, Default)]
pub struct ReleaseLog {
    projections: BTreeMap<u32, VecDeque<Release>>,
}

impl ReleaseLog {
    /// Adds releases, which happened after those that are there.
    pub fn absorb(&mut self, releases: &[Release]) {
        for release in releases {
            let log = self.projections.entry(release.projection).or_default();
            if MAX_RELEASES <= log.len() {
                log.pop_front();
            }
            log.push_back(*release);
        }
    }

    /// The releases of a projection, oldest first.
    pub fn of(&self, projection: u32) -> impl DoubleEndedIterator<Item = &Release> {
        self.projections.get(&projection).into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Moment, Step};

    #[test]
    fn the_newest_are_kept_of_each_projection() {
        let mut log = ReleaseLog::default();
        for step in 0..30_000_u64 {
            let release =
                |projection| Release { at: Moment::at(Step(step)), projection, neuron: 0, amplitude: 0.5 };
            log.absorb(&[release(1)]);
            if step < 5 {
                log.absorb(&[release(2)]);
            }
        }
        assert_eq!((log.of(1).count(), log.of(2).count(), log.of(3).count()), (MAX_RELEASES, 5, 0));
        assert_eq!(log.of(1).next_back().map(|release| release.at.step), Some(Step(29_999)));
    }
}
