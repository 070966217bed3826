//! Histograms: sizes of releases, and intervals between spikes.

use super::chart::{Axis, Bars, Chart, Dots, range_from_zero};
use super::release::moments;
use super::{Drawn, kind};
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

fn amplitudes(id: u32, bins: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let projection = context.network().projection(id)?;
    let releases = context.traces.releases(projection.id).rev().take(MOST_VALUES);
    let values: Vec<f64> = releases.map(|release| release.amplitude).collect();
    let (mut high, mut sticks) = (values.iter().copied().fold(0.1, f64::max), Vec::new());
    let mut notes = Vec::new();
    #[expect(clippy::cast_precision_loss, reason = "a number of releases")]
    let N = values.len() as f64;
    if let Release::Quantal(quantal) = &projection.release {
        let n = u32::try_from(quantal.n_sites).unwrap_or(100);
        high = high.max(f64::from(n) * quantal.q);
        let expected = (0..=n).zip(quantal.binomial());
        sticks.extend(expected.map(|(k, probability)| (f64::from(k) * quantal.q, N * probability)));
        let failures = values.iter().filter(|A| **A == 0.0).count();
        #[expect(clippy::cast_precision_loss, reason = "a number of releases")]
        let fraction = failures as f64 / N.max(1.0);
        notes.push(context.text.with("note-failures", &[("failures", &number::signed(fraction, 3))]));
    }
    // Half a bin of room on either side, so that what lies on the edge is a whole bar.
    let half = 0.5 * high / f64::from(bins);
    let bars = counts(&values, -half, high + half, bins + 1);
    let range = range_from_zero(bars.iter().chain(&sticks).map(|bar| bar.1), 1.0);
    if let Some((mean, variance)) = moments(&values) {
        let args = [("mean", number::signed(mean, 3)), ("variance", number::signed(variance, 4))];
        notes.insert(0, context.text.with("note-moments", &args));
    }
    if values.is_empty() {
        notes = vec![context.text.get("note-waiting")];
        sticks.clear();
    }
    let colour = context.theme.projection(projection.id, projection.is_excitatory());
    let binomial = Dots {
        name: context.text.get("curve-binomial"),
        colour: context.theme.accent,
        points: sticks,
        size: 2.0,
    };
    Some(Chart {
        title: context.text.get("plot-amplitudes"),
        x: Axis::linear(context.text.get("axis-amplitude"), -2.0 * half, high + 2.0 * half),
        y: Axis::linear(context.text.get("axis-count"), range.0, range.1),
        bars: Some(Bars { counts: bars, width: 1.8 * half, colour }),
        dots: if binomial.points.is_empty() { Vec::new() } else { vec![binomial] },
        notes,
        ..Chart::default()
    })
}

fn intervals(id: u32, bins: u32, context: &ViewContext<'_>) -> Option<Chart> {
    use crate::trace::statistics::{cv_isi, intervals_ms};
    let population = context.network().population(id)?;
    let now_ms = context.run.now_ms();
    let times = context.traces.spike_times_ms(population.id, 0, 0.0, now_ms, context.run.grid);
    let times = &times[times.len().saturating_sub(MOST_VALUES)..];
    let values: Vec<f64> = intervals_ms(times).collect();
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
    if let (Some((mean, _)), Some(cv)) = (moments(&values), cv_isi(times)) {
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
