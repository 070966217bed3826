//! The kept simulations of a run, within a limit of memory: where they are too many, the older ones stand farther apart.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::place::RunPlace;
use crate::sim::Simulation;

/// Most keyframes, however small they are: so many are looked through when one has to go.
const MOST: usize = 4096;
/// Added to an age, so that the newest keyframes are not all alike.
const AGE: Duration = Duration::from_millis(80);

/// A kept simulation; forks share it.
#[derive(Debug, Clone)]
struct Keyframe {
    state: Arc<Simulation>,
    /// What steps and inputs up to here cost the first time.
    cost: Duration,
    /// Its memory.
    bytes: usize,
}

/// The kept simulations, by place.
#[derive(Debug, Clone, Default)]
pub(super) struct Keyframes {
    kept: BTreeMap<RunPlace, Keyframe>,
    bytes: usize,
}

impl Keyframes {
    /// Keeps a state.
    pub fn insert(&mut self, place: RunPlace, state: Simulation, cost: Duration, bytes: usize) {
        let keyframe = Keyframe { state: Arc::new(state), cost, bytes };
        self.bytes += bytes;
        if let Some(old) = self.kept.insert(place, keyframe) {
            self.bytes -= old.bytes;
        }
    }

    /// Lets keyframes go until the rest is within a number of bytes: always the one that leaves the least gap for its age, and
    /// as long as there are others none that is recent. The run has cost `end` so far.
    pub fn thin(&mut self, most_bytes: usize, end: Duration, is_recent: impl Fn(RunPlace) -> bool) {
        while most_bytes < self.bytes || MOST < self.kept.len() {
            let places = spread(self.kept.iter().map(|(place, keyframe)| (*place, keyframe.cost)), end);
            let Some(victim) = least_missed(&places, &is_recent) else { return };
            if let Some(gone) = self.kept.remove(&victim) {
                self.bytes -= gone.bytes;
            }
        }
    }

    /// The nearest keyframe at or before a place.
    pub fn nearest(&self, to: RunPlace) -> Option<(RunPlace, &Simulation)> {
        self.kept.range(..=to).next_back().map(|(place, keyframe)| (*place, &*keyframe.state))
    }

    /// The same keyframes up to a place.
    pub fn up_to(&self, place: RunPlace) -> Self {
        let kept: BTreeMap<_, _> =
            self.kept.range(..=place).map(|(place, keyframe)| (*place, keyframe.clone())).collect();
        let bytes = kept.values().map(|keyframe| keyframe.bytes).sum();
        Self { kept, bytes }
    }

    /// Takes the first keyframe at which at least so many inputs have acted, and lets all before it go.
    pub fn take_from(&mut self, done: usize) -> Option<(RunPlace, Simulation)> {
        let place = self.kept.keys().find(|place| done <= place.done).copied()?;
        let mut later = self.kept.split_off(&place);
        let taken = later.remove(&place)?;
        self.bytes = later.values().map(|keyframe| keyframe.bytes).sum();
        self.kept = later;
        Some((place, Arc::unwrap_or_clone(taken.state)))
    }

    /// What the run had cost at a place: known at keyframes, at the start and at the end, and in between by steps.
    pub fn cost_at(&self, place: RunPlace, (first, end, cost): (RunPlace, RunPlace, Duration)) -> Duration {
        let before = self.kept.range(..=place).next_back().map_or((first, Duration::ZERO), pair);
        let after = self.kept.range(place..).next().map_or((end, cost), pair);
        let whole = after.0.step.0 - before.0.step.0.min(after.0.step.0);
        if whole == 0 {
            return before.1;
        }
        #[expect(clippy::cast_precision_loss, reason = "a fraction")]
        let part = place.step.0.saturating_sub(before.0.step.0) as f64 / whole as f64;
        before.1 + after.1.saturating_sub(before.1).mul_f64(part.clamp(0.0, 1.0))
    }

    /// Place and cost of each, in order.
    pub fn places(&self) -> impl Iterator<Item = (RunPlace, Duration)> {
        self.kept.iter().map(pair)
    }

    /// Memory of all.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }
}

fn pair((place, keyframe): (&RunPlace, &Keyframe)) -> (RunPlace, Duration) {
    (*place, keyframe.cost)
}

/// Of each place: the gap that would be without it, and its age.
fn spread(
    places: impl Iterator<Item = (RunPlace, Duration)>,
    end: Duration,
) -> Vec<(RunPlace, Duration, Duration)> {
    let places: Vec<(RunPlace, Duration)> = places.collect();
    let mut before = Duration::ZERO;
    let mut found = Vec::with_capacity(places.len());
    for (index, (place, cost)) in places.iter().enumerate() {
        let after = places.get(index + 1).map_or(end, |next| next.1);
        found.push((*place, after.saturating_sub(before), end.saturating_sub(*cost)));
        before = *cost;
    }
    found
}

/// The place whose loss leaves the least gap for its age, among those that are not recent if there are any.
fn least_missed(
    places: &[(RunPlace, Duration, Duration)],
    is_recent: impl Fn(RunPlace) -> bool,
) -> Option<RunPlace> {
    let least = |recent: bool| {
        let some = places.iter().filter(|place| recent || !is_recent(place.0));
        let weight = |gap: Duration, age: Duration| gap.as_secs_f64() / (age + AGE).as_secs_f64();
        some.map(|(place, gap, age)| (*place, weight(*gap, *age)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(place, _)| place)
    };
    least(false).or_else(|| least(true))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::cast_precision_loss, reason = "small numbers")]

    use super::*;
    use crate::units::{Grid, Step};

    fn place(step: u64) -> RunPlace {
        RunPlace { step: Step(step), done: 0 }
    }

    fn cost(step: u64) -> Duration {
        Duration::from_micros(step)
    }

    /// Over many additions the limit holds at all times, what is recent stays, and the gaps of the rest grow with age.
    #[test]
    fn old_gaps_grow_with_age_and_the_recent_past_stays() {
        const EACH: usize = 1000;
        const RECENT: u64 = 1_000_000;
        let additions = if std::env::var_os("BOUTON_LONG").is_some() { 100_000 } else { 5_000 };
        let empty = Simulation::new(Arc::default(), 1, Grid::default());
        let mut keyframes = Keyframes::default();
        let mut numbers = 1_u64;
        let mut step = 0;
        for _ in 0..additions {
            numbers = numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            step += 10_000 + (numbers >> 33) % 5_000;
            keyframes.insert(place(step), empty.clone(), cost(step), EACH);
            keyframes.thin(250 * EACH, cost(step), |place| step.saturating_sub(RECENT) <= place.step.0);
            assert!(keyframes.bytes() <= 250 * EACH && keyframes.len() <= 250);
        }
        let places: Vec<u64> = keyframes.places().map(|(place, _)| place.step.0).collect();
        assert_eq!(keyframes.len(), 250);
        let recent = places.iter().filter(|at| step - **at < RECENT).count();
        assert!(65 < recent, "{recent} of the last second");
        let mut worst: f64 = 0.0;
        for pair in places.windows(2).filter(|pair| RECENT < step - pair[1]) {
            let (gap, age) = ((pair[1] - pair[0]) as f64, (step - pair[0]) as f64);
            worst = worst.max(gap / age);
        }
        assert!(worst < 0.2, "a gap is {worst} of its age");
        let (far, near) = (places[1] - places[0], places[249] - places[248]);
        assert!(4 * near < far, "{far} {near}");
    }

    #[test]
    fn what_lies_before_an_input_goes() {
        let empty = Simulation::new(Arc::default(), 1, Grid::default());
        let mut keyframes = Keyframes::default();
        for done in 0..10_u64 {
            let at = RunPlace { step: Step(done), done: usize::try_from(done).unwrap() };
            keyframes.insert(at, empty.clone(), cost(done), 10);
        }
        let taken = keyframes.take_from(4).map(|(place, _)| place);
        assert_eq!((taken.map(|place| place.done), keyframes.len(), keyframes.bytes()), (Some(4), 5, 50));
        assert!(keyframes.nearest(place(3)).is_none());
        assert!(keyframes.take_from(100).is_none());
        assert_eq!(keyframes.len(), 5);
    }
}
