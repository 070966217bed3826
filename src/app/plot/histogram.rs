//! Histograms: sizes of releases, and intervals between spikes.

use super::chart::{Axis, Bars, Chart, Dots, range_from_zero};
use super::release::{moments, same_rule_and_source};
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::network::{Network, Object};
use crate::model::release::Release;
use crate::preset::plot_spec::{Counted, HistogramSpec};

impl Drawn for kind::Histogram {
    type Spec = HistogramSpec;

    fn chart(spec: &HistogramSpec, context: &ViewContext<'_>) -> Option<Chart> {
        histogram(spec, context)
    }

    fn offers(object: Object, _network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-intervals", object, true)
    }
}

/// Most values that are counted, from the newest back.
const MOST_VALUES: usize = 5_000;

/// The chart of a histogram.
pub(super) fn histogram(spec: &HistogramSpec, context: &ViewContext<'_>) -> Option<Chart> {
    match &spec.of {
        Counted::Amplitudes(id) => amplitudes(*id, spec.bins, context),
        Counted::Intervals(id) => intervals(*id, spec.bins, context),
    }
}

/// Counts of values in equal bins from `low` to `high`: (middle, count).
pub(super) fn counts(values: &[f64], low: f64, high: f64, bins: u32) -> Vec<(f64, f64)> {
    let width = (high - low) / f64::from(bins);
    let mut counts: Vec<(f64, f64)> =
        (0..bins).map(|bin| (low + width * (f64::from(bin) + 0.5), 0.0)).collect();
    for value in values.iter().filter(|value| low <= **value && **value <= high) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a bin")]
        let bin = ((value - low) / width) as usize;
        let last = counts.len() - 1;
        counts[bin.min(last)].1 += 1.0;
    }
    counts
}

/// The width of bins around its multiples from 0 to `high`, and their number: about `bins`, and such that a quantum falls on the
/// middle of one.
fn aligned(high: f64, bins: u32, quantum: f64) -> (f64, u32) {
    let wished = high / f64::from(bins.max(1));
    let width = if quantum <= 0.0 {
        wished
    } else if wished <= quantum {
        quantum / (quantum / wished).round().max(1.0)
    } else {
        quantum * (wished / quantum).ceil()
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bins")]
    let count = (high / width - 1e-9).ceil() as u32 + 1;
    (width, count)
}

/// What is expected, as (value, count), in the bins of [`counts`]: the sum of each bin that has any, at its middle.
fn binned(expected: &[(f64, f64)], low: f64, high: f64, bins: u32) -> Vec<(f64, f64)> {
    let mut sums: Vec<(f64, Option<f64>)> =
        counts(&[], low, high, bins).into_iter().map(|(middle, _)| (middle, None)).collect();
    for (value, count) in expected {
        // The bin is the one that a value there would be counted in.
        let place = counts(&[*value], low, high, bins).iter().position(|bin| 0.0 < bin.1);
        if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
            sum.1 = Some(sum.1.unwrap_or(0.0) + count);
        }
    }
    sums.into_iter().filter_map(|(middle, sum)| Some((middle, sum?))).collect()
}

fn amplitudes(id: u32, bins: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let projection = context.network().projection(id)?;
    let (same, grid) = (same_rule_and_source(projection, context), context.run.grid);
    let releases = context.traces.releases(projection.id).rev().take(MOST_VALUES);
    let since_ms = context.counted_since_ms();
    let own = releases.filter(|release| {
        let time_ms = grid.moment_ms(release.at);
        since_ms <= time_ms && same.holds(time_ms)
    });
    let values: Vec<f64> = own.map(|release| release.amplitude).collect();
    let (mut high, mut sticks) = (values.iter().copied().fold(0.1, f64::max), Vec::new());
    let mut quantum = 0.0;
    let mut notes = Vec::new();
    #[expect(clippy::cast_precision_loss, reason = "a number of releases")]
    let N = values.len() as f64;
    if let Release::Quantal(quantal) = &projection.release {
        let n = u32::try_from(quantal.n_sites).unwrap_or(100);
        high = high.max(f64::from(n) * quantal.q);
        quantum = quantal.q;
        let expected = (0..=n).zip(quantal.binomial());
        sticks.extend(expected.map(|(k, probability)| (f64::from(k) * quantal.q, N * probability)));
        let failures = values.iter().filter(|A| **A == 0.0).count();
        #[expect(clippy::cast_precision_loss, reason = "a number of releases")]
        let fraction = failures as f64 / N.max(1.0);
        notes.push(context.text.with("note-failures", &[("failures", &number::signed(fraction, 3))]));
    }
    // Bins around multiples of a width of which the quantum is a multiple, or the other way round: a bar stands where its quanta
    // are, and what lies on the edge is a whole bar.
    let (width, bins) = aligned(high, bins, quantum);
    let half = 0.5 * width;
    let end = width * f64::from(bins) - half;
    let bars = counts(&values, -half, end, bins);
    let sticks = binned(&sticks, -half, end, bins);
    let range = range_from_zero(bars.iter().chain(&sticks).map(|bar| bar.1), 1.0);
    if let Some((mean, variance)) = moments(&values) {
        let args = [("mean", number::signed(mean, 3)), ("variance", number::signed(variance, 4))];
        notes.insert(0, context.text.with("note-moments", &args));
    }
    if values.is_empty() {
        notes = vec![context.text.get("note-waiting")];
    }
    let sticks = if values.is_empty() { Vec::new() } else { sticks };
    let colour = Appearance::of_projection(projection, context.network(), context.theme).colour;
    let binomial = Dots {
        name: context.text.get("curve-binomial"),
        colour: context.theme.text,
        points: sticks,
        size: 2.0,
    };
    Some(Chart {
        title: context.text.get("plot-amplitudes"),
        x: Axis::linear(context.text.get("axis-amplitude"), -2.0 * half, end + half),
        y: Axis::linear(context.text.get("axis-count"), range.0, range.1),
        bars: Some(Bars { counts: bars, width: 1.8 * half, colour }),
        dots: if binomial.points.is_empty() { Vec::new() } else { vec![binomial] },
        notes,
        ..Chart::default()
    })
}

fn intervals(id: u32, bins: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let population = context.network().population(id)?;
    let now_ms = context.run.now_ms();
    let times =
        context.traces.spike_times_ms(population.id, 0, context.counted_since_ms(), now_ms, context.run.grid);
    let times = &times[times.len().saturating_sub(MOST_VALUES)..];
    let same = context.traces.regimes().as_now(context.run.grid);
    let values: Vec<f64> =
        times.windows(2).filter(|two| same.hold(two[0], two[1])).map(|two| two[1] - two[0]).collect();
    let high = values.iter().copied().fold(50.0, f64::max);
    let step = super::axis::round_step(high);
    let high = [0.2, 0.4, 0.5, 0.6, 0.8, 1.0]
        .map(|part| part * step)
        .into_iter()
        .find(|end| high <= *end)
        .unwrap_or(step);
    let bars = counts(&values, 0.0, high, bins);
    let range = range_from_zero(bars.iter().map(|bar| bar.1), 1.0);
    let mut notes = Vec::new();
    if let Some((mean, variance)) = moments(&values) {
        let cv = variance.sqrt() / mean;
        let args = [("mean", number::signed(mean, 1)), ("cv", number::signed(cv, 2))];
        notes.push(context.text.with("note-mean-cv", &args));
    }
    Some(Chart {
        title: context.text.get("plot-intervals"),
        x: Axis::linear(context.text.get("axis-interval"), 0.0, high),
        y: Axis::linear(context.text.get("axis-count"), range.0, range.1),
        bars: Some(Bars {
            counts: bars,
            width: 0.9 * high / f64::from(bins),
            colour: context.theme.population(population.id),
        }),
        notes,
        ..Chart::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bars and what is expected of them are of the same bins, also where several quanta fall into one.
    #[test]
    fn what_is_expected_stands_over_the_bar_that_counts_it() {
        for (bins, q, n) in [(21, 0.2, 5), (5, 0.1, 12), (10, 0.07, 20), (40, 0.013, 80), (21, 0.01, 100)] {
            let values: Vec<f64> = (0..=n).map(|k| f64::from(k) * q).collect();
            let (width, bins) = aligned(f64::from(n) * q, bins, q);
            let (low, high) = (-0.5 * width, width * f64::from(bins) - 0.5 * width);
            let bars = counts(&values, low, high, bins);
            let expected: Vec<(f64, f64)> = values.iter().map(|value| (*value, 1.0)).collect();
            let dots = binned(&expected, low, high, bins);
            let full: Vec<(f64, f64)> = bars.into_iter().filter(|bar| 0.0 < bar.1).collect();
            assert_eq!(full, dots, "{bins} {q}");
            let total: f64 = full.iter().map(|bar| bar.1).sum();
            assert_eq!(total, f64::from(n + 1), "every value is in a bin: {bins} {q}");
            if width <= q {
                // Every bar stands on its number of quanta.
                for (middle, _) in full {
                    assert!((middle / q - (middle / q).round()).abs() < 1e-6, "{middle} {q}");
                }
            }
        }
    }
}
