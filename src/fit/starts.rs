//! Several starts of a fit: where residuals have more than one valley, the best of several is taken.
//!
//! Starting points lie in a Latin hypercube over the ranges of the sliders, in logarithms where a range is positive. They depend on
//! nothing but their number, so that a fit gives the same bits whenever it is done.

use super::{Free, settled};
use crate::measure::{Evaluations, Parameter, Solution, Unsolved, minimise_together};
use crate::sim::{Stream, StreamKind};

/// Most starts of a fit.
pub const MOST_STARTS: usize = 32;
/// Starts of a fit where nothing else is asked for.
pub const USUAL_STARTS: usize = 8;
/// Points that are looked at for each start that is taken from them.
const LOOKED_AT: usize = 8;
/// Rounds in which starts are sorted out: how many of them go on, and by how many steps at most.
const ROUNDS: [(usize, u32); 2] = [(usize::MAX, 4), (3, 12)];
/// A step that gains less than this part of the variance of a sample ends a start for the present.
const COARSE: f64 = 1e-2;
/// Seed of the points.
const SEED: u64 = 1;

/// A starting point and the sum of squares there.
struct Start {
    free: Vec<Free>,
    sum: f64,
}

impl Start {
    fn parameters(&self) -> Vec<Parameter> {
        self.free.iter().map(Free::parameter).collect()
    }
}

/// Where parameters settle from the best of several starts, of which the present values are one.
pub(super) fn best(
    free: &[Free],
    starts: usize,
    evaluate: &mut Evaluations<'_>,
    goes_on: &mut dyn FnMut(f64, &[f64]) -> bool,
) -> Result<Solution, Unsolved> {
    if starts <= 1 {
        return settled(free, evaluate, goes_on);
    }
    let mut all = chosen(free, starts.min(MOST_STARTS) - 1, evaluate);
    for (most, steps) in ROUNDS {
        all.truncate(most);
        for (index, start) in all.iter_mut().enumerate() {
            let (mut left, mut is_over) = (steps, false);
            let mut some = |sum: f64, values: &[f64]| {
                left -= 1;
                is_over |= !goes_on(sum, values);
                0 < left && !is_over
            };
            match minimise_together(evaluate, &start.parameters(), COARSE, &mut some) {
                Ok(found) => {
                    for (own, value) in start.free.iter_mut().zip(&found.values) {
                        own.start = own.outer(*value);
                    }
                    start.sum = found.sum_of_squares;
                }
                // The present values are what a person has chosen; that they leave the model is to be said.
                Err(unsolved) if index == 0 => return Err(unsolved),
                Err(_) => start.sum = f64::INFINITY,
            }
            if is_over {
                break;
            }
        }
        // The present values stay first where others are no better.
        let first = all.first().map_or(f64::INFINITY, |own| own.sum * (1.0 - 1e-6));
        let key = |index: usize, own: &Start| if index == 0 { first } else { own.sum };
        let mut sums: Vec<(f64, Start)> =
            all.into_iter().enumerate().map(|(index, own)| (key(index, &own), own)).collect();
        sums.sort_by(|one, other| one.0.total_cmp(&other.0));
        all = sums.into_iter().map(|(_, own)| own).filter(|own| own.sum.is_finite()).collect();
    }
    let best = all.first().map_or(free, |own| &own.free);
    settled(best, evaluate, goes_on)
}

/// The present values first, and the best of many points besides.
fn chosen(free: &[Free], n: usize, evaluate: &mut Evaluations<'_>) -> Vec<Start> {
    let points = hypercube(free, LOOKED_AT * n);
    let inner: Vec<Vec<f64>> = points
        .iter()
        .map(|point| free.iter().zip(point).map(|(own, value)| own.inner(*value)).collect())
        .collect();
    let sum = |own: Vec<f64>| own.iter().map(|one| one * one).reduce(|sum, one| sum + one);
    let mut looked_at: Vec<(f64, Vec<f64>)> =
        evaluate(&inner).into_iter().filter_map(sum).zip(points).filter(|(sum, _)| sum.is_finite()).collect();
    looked_at.sort_by(|one, other| one.0.total_cmp(&other.0));
    let at = |(sum, point): (f64, Vec<f64>)| {
        let moved = |(own, value): (&Free, f64)| Free { start: value, ..own.clone() };
        Start { free: free.iter().zip(point).map(moved).collect(), sum }
    };
    let present = Start { free: free.to_vec(), sum: f64::INFINITY };
    std::iter::once(present).chain(looked_at.into_iter().take(n).map(at)).collect()
}

/// Points of which each has a stretch of its own of every parameter, all stretches equally wide.
fn hypercube(free: &[Free], n: usize) -> Vec<Vec<f64>> {
    let mut random = Stream::new(SEED, StreamKind::Stimulus, 0);
    let columns: Vec<Vec<f64>> = free
        .iter()
        .map(|own| {
            let mut places: Vec<usize> = (0..n).collect();
            for last in (1..n).rev() {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    clippy::cast_precision_loss,
                    reason = "a place among a few hundred"
                )]
                let other = ((random.uniform() * (last + 1) as f64) as usize).min(last);
                places.swap(last, other);
            }
            #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
            let part = |place: usize, random: &mut Stream| (place as f64 + random.uniform()) / n as f64;
            places.into_iter().map(|place| own.within(part(place, &mut random))).collect()
        })
        .collect();
    (0..n).map(|k| columns.iter().map(|column| column[k]).collect()).collect()
}

impl Free {
    /// The value at a part of its range, from 0 to 1: that of its slider, as far as it is valid, widened to its present value; by
    /// ratios where all of that is positive.
    fn within(&self, part: f64) -> f64 {
        let range = self.spec.range();
        let low = range.min.max(self.low).min(self.start);
        let high = range.max.min(self.high).max(self.start);
        if 0.0 < low { low * libm::pow(high / low, part) } else { low + (high - low) * part }
    }
}
