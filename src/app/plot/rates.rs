//! Firing rates and how irregular they are, over the whole run.

use super::axis::run_unit;
use super::chart::{Axis, Chart, Curve, range_from_zero};
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::network::{Network, Object};
use crate::model::neuron::NeuronModel;
use crate::preset::plot_spec::OfPopulations;
use crate::trace::RateBin;

impl Drawn for kind::Rates {
    type Spec = OfPopulations;

    fn chart(spec: &OfPopulations, context: &ViewContext<'_>) -> Option<Chart> {
        Some(rates(spec, context))
    }

    fn offers(object: Object, _network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-rates", object, true)
    }
}

impl Drawn for kind::Irregularity {
    type Spec = OfPopulations;

    fn chart(spec: &OfPopulations, context: &ViewContext<'_>) -> Option<Chart> {
        Some(irregularity(spec, context))
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        let Object::Population(id) = object else { return Vec::new() };
        let kind = network.population(id).and_then(|population| population.kind.inner());
        super::offer("add-irregularity", object, kind.is_some_and(NeuronModel::has_membrane))
    }
}

/// Points of a curve at most.
const MOST_POINTS: usize = 160;
/// Below this rate nothing is learned in a reasonable time [Hz].
const STALLED_HZ: f64 = 0.2;

/// A value of each bin that is over, at the middle of the bin, whose time counts in units of which a millisecond is `per_ms`.
fn curve(
    width_ms: f64,
    bins: &[RateBin],
    now_ms: f64,
    per_ms: f64,
    value: impl Fn(&RateBin) -> Option<f64>,
) -> Vec<(f64, f64)> {
    let middle_ms = |k: u32| (f64::from(k) + 0.5) * width_ms;
    let over = (0..).zip(bins).filter(|(k, _)| middle_ms(*k) + 0.5 * width_ms <= now_ms);
    over.filter_map(|(k, bin)| Some((middle_ms(k) * per_ms, value(bin)?))).collect()
}

/// A curve in parts: what was measured with the parameters of now, and what with others. A part begins where the one before ends.
fn runs(points: &[(f64, f64)], is_same: impl Fn(f64) -> bool) -> Vec<(bool, Vec<(f64, f64)>)> {
    let mut runs: Vec<(bool, Vec<(f64, f64)>)> = Vec::new();
    for point in points {
        let own = is_same(point.0);
        match runs.last_mut() {
            Some((last, part)) if *last == own => part.push(*point),
            Some((_, part)) => {
                let joint = part.last().copied().filter(|_| !own);
                runs.push((own, joint.into_iter().chain([*point]).collect()));
            }
            None => runs.push((own, vec![*point])),
        }
    }
    runs
}

/// The playhead on an axis of the whole run, while it is in the past.
pub(super) fn playhead(per_ms: f64, context: &ViewContext<'_>) -> Vec<(f64, String)> {
    let run = context.run;
    let at = run.is_past().then(|| (run.playhead_ms() * per_ms, number::time(run.playhead_ms())));
    at.into_iter().collect()
}

// Longer than 60 lines: from the bins to the chart.
fn chart(
    of: &OfPopulations,
    context: &ViewContext<'_>,
    title: &str,
    value: impl Fn(&RateBin, f64, f64) -> Option<f64>,
) -> Chart {
    let now_ms = context.run.now_ms();
    let (unit, per_ms) = run_unit(context.run.end_ms());
    let same = context.traces.regimes().as_now(context.run.grid);
    let mut before = context.text.get("curve-before");
    let mut curves = Vec::new();
    let mut notes = Vec::new();
    let mut unknown: f64 = 0.0;
    for id in &of.populations {
        let Some(population) = context.network().population(*id) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let n = population.n as f64;
        let (width_ms, mut bins) = context.traces.rates().bins(population.id, MOST_POINTS);
        // Silence since the last spike counts, too.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bins")]
        let wanted = ((now_ms / width_ms) as usize).min(4 * MOST_POINTS);
        if bins.len() < wanted {
            bins.resize(wanted, RateBin::default());
        }
        let half = 0.5 * width_ms * per_ms;
        let mut points = curve(width_ms, &bins, now_ms, per_ms, |bin| value(bin, n, width_ms));
        // What was before anybody asked for it is not known.
        let since = context.traces.rates().since_ms(population.id) * per_ms;
        points.retain(|(x, _)| since <= *x - half);
        unknown = since.max(unknown);
        if let Some((_, last)) = points.last() {
            notes.push(format!("{}: {}", population.name, number::signed(*last, 2)));
        }
        let look = Appearance::of_population(population.id, context.theme);
        let colour = look.colour;
        let is_same = |x: f64| same.hold((x - half) / per_ms, (x + half) / per_ms);
        let mut name = look.before(&population.name);
        for (is_now, points) in runs(&points, is_same) {
            let own = if is_now {
                Curve { name: std::mem::take(&mut name), colour, points, is_faint: false }
            } else {
                let colour = context.theme.weak_text;
                let name = std::mem::take(&mut before);
                Curve { name, colour, points, is_faint: true }
            };
            curves.push(own);
        }
        if !name.is_empty() {
            // Nothing of it is measured yet.
            curves.push(Curve { name, colour, points: Vec::new(), is_faint: false });
        }
    }
    let range =
        range_from_zero(curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1)), 1.0);
    Chart {
        title: context.text.get(title),
        x: Axis::linear(context.text.get(unit), 0.0, context.run.end_ms().max(1e3) * per_ms),
        y: Axis::linear(String::new(), range.0, range.1),
        curves,
        notes,
        uprights: playhead(per_ms, context),
        gaps: if 0.0 < unknown { vec![(0.0, unknown)] } else { Vec::new() },
        ..Chart::default()
    }
}

/// Mean rate of the neurons of each population.
pub(super) fn rates(of: &OfPopulations, context: &ViewContext<'_>) -> Chart {
    let mut chart =
        chart(of, context, "plot-rates", |bin, n, width_ms| Some(bin.spikes / n / width_ms * 1e3));
    let network = context.network();
    let learns = of.populations.iter().filter_map(|id| network.population(*id)).any(|population| {
        let learning = |p: &&crate::model::network::Projection| p.plasticity.inner().is_some();
        network.projections().iter().filter(learning).any(|projection| projection.to == population.id)
    });
    let is_silent = chart.curves.iter().filter(|curve| !curve.is_faint).all(|curve| {
        let newest = curve.points.iter().rev().take(10);
        10 <= curve.points.len() && newest.map(|point| point.1).sum::<f64>() < 10.0 * STALLED_HZ
    });
    if learns && is_silent && !chart.curves.is_empty() {
        chart.notes.push(context.text.get("note-stalled"));
    }
    chart
}

/// Coefficient of variation of the intervals between spikes.
pub(super) fn irregularity(of: &OfPopulations, context: &ViewContext<'_>) -> Chart {
    let mut chart = chart(of, context, "plot-irregularity", |bin, _, _| bin.cv());
    chart.levels.push((1.0, context.text.get("curve-poisson")));
    chart.y.range.1 = chart.y.range.1.max(1.7);
    chart
}
