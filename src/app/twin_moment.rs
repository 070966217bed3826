//! What A and B of a twin have come to at the playhead: at the end of the run as the engine tells it, in the past as it was recorded.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::past::Mark;
use super::run_view::RunView;
use crate::engine::{Counted, Counts, InputKind, MeanWeights, RunPlace, TwinScene};
use crate::sim::WeightSample;
use crate::trace::{Tally, TraceStore};
use crate::units::Step;

/// Memory that samples of weights of A may take [bytes], and most of them.
const MOST_BYTES: usize = 16 << 20;
const MOST_SAMPLES: usize = 1024;

/// What both have come to at a boundary.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct AtPlayhead {
    /// The boundary; none before both went on together.
    pub now: Option<Step>,
    /// Spikes since both go on.
    pub counts: Vec<Counts>,
    /// Mean weights, and the boundary at which they were sampled.
    pub weights: Vec<MeanWeights>,
    /// The last click.
    pub click: Option<Step>,
}

/// Weights at a boundary: the means of both, and those of A as plots show them.
#[derive(Debug)]
struct Weighed {
    at: Step,
    means: Vec<MeanWeights>,
    samples: Vec<WeightSample>,
}

/// Samples of weights over the time of a twin, the oldest first; when they are too many, every second goes.
#[derive(Debug, Default)]
pub(super) struct WeightsThen {
    kept: VecDeque<Weighed>,
    bytes: usize,
    /// Least steps between two samples.
    apart: u64,
}

impl Weighed {
    fn bytes(&self) -> usize {
        let of_sample = |sample: &WeightSample| 64 + 4 * sample.values.len();
        64 + 64 * self.means.len() + self.samples.iter().map(of_sample).sum::<usize>()
    }
}

impl WeightsThen {
    /// Takes in weights at the end of the run; the same may come more than once.
    pub fn absorb(&mut self, scene: &TwinScene) {
        let Some(at) = scene.weights.first().map(|own| own.at) else { return };
        if self.kept.back().is_some_and(|last| at.0 < last.at.0 + self.apart.max(1)) {
            return;
        }
        let weighed = Weighed { at, means: scene.weights.clone(), samples: scene.samples.clone() };
        self.bytes += weighed.bytes();
        self.kept.push_back(weighed);
        while MOST_BYTES < self.bytes && 2 < self.kept.len() || MOST_SAMPLES < self.kept.len() {
            let mut is_kept = false;
            self.kept.retain(|_| {
                is_kept = !is_kept;
                is_kept
            });
            self.bytes = self.kept.iter().map(Weighed::bytes).sum();
            self.apart = (2 * self.apart).max(at.0.saturating_sub(self.kept[0].at.0) / MOST_SAMPLES as u64);
        }
    }

    /// The last sample at a boundary or before it.
    fn at(&self, step: Step) -> Option<&Weighed> {
        let next = self.kept.partition_point(|own| own.at <= step);
        self.kept.get(next.checked_sub(1)?)
    }

    /// The weights of A at a boundary in the past.
    pub fn of_a(&self, step: Step) -> &[WeightSample] {
        self.at(step).map_or(&[], |own| &own.samples)
    }
}

/// What both have come to at the playhead. Traces are those of A and of B.
pub(super) fn at_playhead(
    scene: &TwinScene,
    weights: &WeightsThen,
    [a, b]: [&TraceStore; 2],
    run: &RunView,
    marks: &[Mark],
) -> AtPlayhead {
    let RunPlace { step, .. } = run.place;
    if !run.is_past() {
        return AtPlayhead {
            now: Some(scene.now),
            counts: scene.counts.clone(),
            weights: scene.weights.clone(),
            click: scene.click,
        };
    }
    if step < scene.since {
        return AtPlayhead::default();
    }
    let before = marks.partition_point(|mark| mark.at < run.place);
    let mut acted = marks[..before].iter().rev().take_while(|mark| scene.since <= mark.at.step);
    let click = acted.find(|mark| matches!(mark.kind, InputKind::Fire { .. })).map(|mark| mark.at.step);
    let (of_a, of_b) = (a.tally(scene.since, click), b.tally(scene.since, click));
    let populations: BTreeSet<u32> = of_a.keys().chain(of_b.keys()).copied().collect();
    // What B fired right at the boundary before both went on is not of that time; A is as B was then.
    let counted = |own: &Tally, at_once: u64| Counted { spikes: own.later + at_once, first: own.first };
    let counts = populations.into_iter().map(|population| {
        let of = |tallies: &BTreeMap<u32, Tally>| tallies.get(&population).copied().unwrap_or_default();
        let (own_a, own_b) = (of(&of_a), of(&of_b));
        let at_once = own_a.at_once;
        Counts { population, a: counted(&own_a, at_once), b: counted(&own_b, at_once.min(own_b.at_once)) }
    });
    let weighed = weights.at(step).map_or_else(Vec::new, |own| own.means.clone());
    AtPlayhead { now: Some(step), counts: counts.collect(), weights: weighed, click }
}
