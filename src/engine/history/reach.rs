//! What of the past can be reached, and with how long a wait: said, not promised silently.

use std::time::Duration;

use super::place::RunPlace;
use crate::units::Step;

/// What takes no longer than this counts as reached at once.
pub const AT_ONCE: Duration = Duration::from_millis(200);
/// Most stretches with a wait that are told one by one; neighbours become one where there are more.
const MOST: usize = 64;

/// What of the past of a run can be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// The earliest place that can be reached. What is before it is gone.
    pub first: RunPlace,
    /// Stretches that take longer than [`AT_ONCE`], in order; everything else comes up at once.
    pub waits: Vec<Wait>,
}

/// A stretch of the past that is not reached at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Where it begins.
    pub from: Step,
    /// Where it ends.
    pub to: Step,
    /// The longest wait in it.
    pub wait: Duration,
}

impl Reach {
    /// From the earliest place, the kept ones with what the run had cost there, and its end.
    pub(super) fn new(
        first: RunPlace,
        kept: impl Iterator<Item = (RunPlace, Duration)>,
        end: (RunPlace, Duration),
    ) -> Self {
        let mut before = (first, Duration::ZERO);
        let mut waits: Vec<Wait> = Vec::new();
        for next in kept.chain([end]) {
            let wait = next.1.saturating_sub(before.1);
            if AT_ONCE < wait {
                let (from, to) = (before.0.step, next.0.step);
                match waits.last_mut().filter(|last| last.to == from) {
                    Some(last) => (last.to, last.wait) = (to, last.wait.max(wait)),
                    None => waits.push(Wait { from, to, wait }),
                }
            }
            before = next;
        }
        while MOST < waits.len() {
            let apart = |index: &usize| waits[index + 1].from.0 - waits[*index].to.0;
            let Some(nearest) = (0..waits.len() - 1).min_by_key(apart) else { break };
            let later = waits.remove(nearest + 1);
            let one = &mut waits[nearest];
            (one.to, one.wait) = (later.to, one.wait.max(later.wait));
        }
        Self { first, waits }
    }

    /// The longest wait that a boundary may take; none if it comes up at once.
    #[must_use]
    pub fn wait(&self, step: Step) -> Option<Duration> {
        let place = self.waits.partition_point(|wait| wait.to <= step);
        self.waits.get(place).filter(|wait| wait.from <= step).map(|wait| wait.wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(step: u64, ms: u64) -> (RunPlace, Duration) {
        (RunPlace { step: Step(step), done: 0 }, Duration::from_millis(ms))
    }

    #[test]
    fn only_long_stretches_are_told_and_neighbours_are_one() {
        let kept = [at(100, 300), at(200, 700), at(300, 750)];
        let reach = Reach::new(RunPlace::default(), kept.into_iter(), at(400, 900));
        let wait = Wait { from: Step(0), to: Step(200), wait: Duration::from_millis(400) };
        assert_eq!(reach.waits, [wait]);
        assert_eq!(
            (reach.wait(Step(0)), reach.wait(Step(200)), reach.wait(Step(399))),
            (Some(wait.wait), None, None)
        );
    }

    #[test]
    fn many_stretches_become_few() {
        let kept = (1..=1000_u64).flat_map(|n| [at(10 * n, 300 * n), at(10 * n + 1, 300 * n + 1)]);
        let reach = Reach::new(RunPlace::default(), kept, at(20_000, 300_002));
        assert!(reach.waits.len() <= MOST);
        assert!(reach.waits.windows(2).all(|pair| pair[0].to < pair[1].from));
        assert_eq!(
            (reach.waits[0].from, reach.wait(Step(5005))),
            (Step(0), Some(Duration::from_millis(300)))
        );
    }
}
