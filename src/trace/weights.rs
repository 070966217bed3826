//! The weights of a projection over a run: the newest sample, and a film of their distribution, bounded.

use crate::sim::WeightSample;
use crate::units::Step;

/// Bins of a distribution of weights from 0 to 1.
pub const WEIGHT_BINS: usize = 50;
/// Most distributions that are kept; when there are more, every second one goes.
const MOST_FRAMES: usize = 1024;

/// A distribution of weights at a boundary.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The boundary.
    pub at: Step,
    /// Fraction of the weights in each bin.
    pub fractions: [f32; WEIGHT_BINS],
}

/// The weights of a projection over a run.
#[derive(Debug, Clone)]
pub struct WeightHistory {
    last: WeightSample,
    /// The sample at the playhead, while that is in the past.
    shown: Option<WeightSample>,
    film: Vec<Frame>,
    /// Least steps between two frames.
    apart: u64,
}

impl WeightHistory {
    /// A history that begins with a sample.
    #[must_use]
    pub fn new(sample: WeightSample) -> Self {
        Self { film: vec![frame(&sample)], last: sample, shown: None, apart: 0 }
    }

    /// Takes in a sample: the next, or one of the past, which is shown until another comes.
    pub fn absorb(&mut self, sample: &WeightSample) {
        if sample.at <= self.last.at {
            self.shown = (sample.at < self.last.at).then(|| sample.clone());
            return;
        }
        self.shown = None;
        self.last = sample.clone();
        let newest = self.film.last().map_or(0, |frame| frame.at.0);
        if sample.at.0 < newest + self.apart {
            return;
        }
        self.film.push(frame(sample));
        if MOST_FRAMES < self.film.len() {
            let mut index = 0;
            self.film.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.apart = (2 * self.apart).max(sample.at.0 / MOST_FRAMES as u64);
        }
    }

    /// Forgets what was sampled after a boundary; without a sample before it, there is no history.
    #[must_use]
    pub fn truncated(mut self, until: Step) -> Option<Self> {
        if self.last.at <= until {
            return Some(self);
        }
        self.film.retain(|frame| frame.at <= until);
        // The playhead is there, and so is the sample that is shown.
        self.last = self.shown.take().filter(|shown| shown.at <= until)?;
        (!self.film.is_empty()).then_some(self)
    }

    /// The sample at the playhead: the newest, unless that is in the past.
    #[must_use]
    pub fn last(&self) -> &WeightSample {
        self.shown.as_ref().unwrap_or(&self.last)
    }

    /// Distributions in order of time, the first of the start of the run, or of when the weights began to change.
    #[must_use]
    pub fn film(&self) -> &[Frame] {
        &self.film
    }
}

/// How often weights fall into each of some bins from 0 to 1.
#[must_use]
pub fn distribution(values: &[f32]) -> [f32; WEIGHT_BINS] {
    let mut counts = [0.0_f32; WEIGHT_BINS];
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bins and counts are few"
    )]
    for value in values {
        counts[((value * WEIGHT_BINS as f32) as usize).min(WEIGHT_BINS - 1)] += 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let n = values.len().max(1) as f32;
    counts.map(|count| count / n)
}

fn frame(sample: &WeightSample) -> Frame {
    Frame { at: sample.at, fractions: distribution(&sample.values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(at: u64, values: &[f32]) -> WeightSample {
        WeightSample { projection: 1, at: Step(at), total: values.len(), every: 1, values: values.into() }
    }

    #[test]
    fn a_distribution_counts_every_weight_once() {
        let fractions = distribution(&[0.0, 0.019, 0.02, 0.5, 1.0, 1.0]);
        assert_eq!(
            (fractions[0], fractions[1], fractions[25], fractions[49]),
            (2.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0, 2.0 / 6.0)
        );
        assert!((fractions.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_film_is_bounded_and_keeps_its_beginning_and_its_end() {
        let mut history = WeightHistory::new(sample(0, &[0.5]));
        for at in 1..100_000 {
            history.absorb(&sample(at * 1000, &[0.25]));
            assert!(history.film().len() <= MOST_FRAMES);
        }
        let film = history.film();
        assert!(MOST_FRAMES / 4 < film.len() && film.windows(2).all(|two| two[0].at < two[1].at));
        assert_eq!((film[0].at, history.last().at), (Step(0), Step(99_999_000)));
        assert!(99_000_000 < film[film.len() - 1].at.0);
        let gaps: Vec<u64> = film.windows(2).map(|two| two[1].at.0 - two[0].at.0).collect();
        assert!(gaps.iter().max().unwrap() <= &(4 * gaps.iter().min().unwrap()), "evenly spread");
        let frames = history.film().len();
        history.absorb(&sample(5, &[0.75]));
        assert_eq!((history.last().at, history.film().len()), (Step(5), frames), "the past is only shown");
        history.absorb(&sample(99_999_000, &[0.25]));
        assert_eq!((history.last().at, history.film().len()), (Step(99_999_000), frames));
    }
}
