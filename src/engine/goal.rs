//! Running on until something is reached: a time, weights that have settled, or something that happens.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::until::Until;
use crate::sim::Simulation;
use crate::units::{Grid, Step};

/// What a run goes on to.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// A time [ms].
    Time(f64),
    /// Weights that have settled.
    Settled(Settling),
    /// Something that happens. It is looked for until it does.
    Event(Until),
}

/// When weights count as settled: their mean, and the fractions below 0.1 and above 0.9, of every projection that learns, have
/// changed by at most the tolerance over a span of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settling {
    /// Greatest change.
    pub tolerance: f64,
    /// Over which time [ms].
    pub over_ms: f64,
    /// For how long to try [ms].
    pub at_most_ms: f64,
}

/// How far a run to a goal has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Where it began.
    pub from: Step,
    /// Where it ends at the latest; the last step that there is, if nobody knows.
    pub to: Step,
    /// For weights: how much they have changed over the span, and the change that is small enough.
    pub change: Option<(f64, f64)>,
}

/// Looks per span at how weights have changed.
const LOOKS: u32 = 10;

/// A run to a goal under way.
#[derive(Debug, Clone)]
pub(super) struct Pursuit {
    progress: Progress,
    settling: Option<Settling>,
    /// When to look next.
    next: Step,
    /// Steps between two looks.
    apart: u64,
    /// Figures of the weights at the last looks.
    looks: VecDeque<Vec<f64>>,
}

impl Pursuit {
    /// Sets out for a goal, from the boundary reached. None if it lies in the past.
    pub fn new(goal: &Goal, simulation: &Simulation) -> Option<Self> {
        let (now, grid) = (simulation.now(), simulation.grid());
        let after = |ms: f64| Step(now.0 + steps(ms, grid));
        let (to, settling, apart) = match *goal {
            Goal::Time(ms) => (grid.step_at_or_after(ms), None, u64::MAX),
            Goal::Event(_) => (Step(u64::MAX), None, u64::MAX),
            Goal::Settled(settling) => {
                (after(settling.at_most_ms), Some(settling), steps(settling.over_ms / f64::from(LOOKS), grid))
            }
        };
        let progress = Progress { from: now, to, change: None };
        let mut looks = VecDeque::new();
        if settling.is_some() {
            looks.push_back(figures(simulation));
        }
        let next = Step(now.0.saturating_add(apart)).min(to);
        (now < to).then_some(Self { progress, settling, next, apart, looks })
    }

    /// Steps until there is something to look at.
    pub fn steps_left(&self, now: Step) -> u64 {
        self.next.0.saturating_sub(now.0)
    }

    /// Looks at what has been reached; whether that is the goal.
    pub fn look(&mut self, simulation: &Simulation) -> bool {
        let now = simulation.now();
        if now < self.next {
            return false;
        }
        self.next = Step(now.0.saturating_add(self.apart)).min(self.progress.to);
        if let Some(settling) = self.settling {
            let figures = figures(simulation);
            if LOOKS as usize == self.looks.len()
                && let Some(before) = self.looks.pop_front()
            {
                let change = figures.iter().zip(&before).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                self.progress.change = Some((change, settling.tolerance));
                if change <= settling.tolerance && figures.len() == before.len() {
                    return true;
                }
            }
            self.looks.push_back(figures);
        }
        self.progress.to <= now
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        self.progress
    }
}

fn steps(ms: f64, grid: Grid) -> u64 {
    grid.step_at_or_after(ms).0.max(1)
}

/// Mean, fraction below 0.1 and fraction above 0.9 of the weights of every projection that learns.
fn figures(simulation: &Simulation) -> Vec<f64> {
    let projections = simulation.network().projections().iter();
    let learning = projections.filter(|projection| projection.plasticity.inner().is_some());
    let of = |w: Cow<'_, [f64]>| {
        #[expect(clippy::cast_precision_loss, reason = "numbers of synapses")]
        let share = |count: usize| count as f64 / w.len().max(1) as f64;
        let mean = w.iter().sum::<f64>() * share(1);
        let (low, high) = (w.iter().filter(|w| **w < 0.1).count(), w.iter().filter(|w| 0.9 < **w).count());
        [mean, share(low), share(high)]
    };
    learning.filter_map(|projection| simulation.weights(projection.id)).flat_map(of).collect()
}
