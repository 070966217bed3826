//! The distribution of firing rates: how many neurons of a population fire how fast.

use super::chart::{Axis, Chart, Curve, range_from_zero};
use super::histogram::counts;
use super::{Drawn, axis, kind, offer};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::network::{Network, Object, Population};
use crate::preset::plot_spec::OfPopulations;

/// Over how long spikes are counted, at most [ms].
const WINDOW_MS: f64 = 10_000.0;
/// Classes of rates.
const CLASSES: u32 = 25;

impl Drawn for kind::RateDistribution {
    type Spec = OfPopulations;

    fn chart(spec: &OfPopulations, context: &ViewContext<'_>) -> Option<Chart> {
        Some(distribution(spec, context))
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, OfPopulations)> {
        let Object::Population(id) = object else { return Vec::new() };
        let has_several = network.population(id).is_some_and(|population| 1 < population.n);
        offer("add-rate-distribution", object, has_several)
    }
}

/// The rate of each neuron over the last seconds [Hz].
fn rates_Hz(population: &Population, context: &ViewContext<'_>) -> Vec<f64> {
    let (now_ms, grid) = (context.run.now_ms(), context.run.grid);
    let since_ms = context.traces.regimes().as_now(grid).last_from_ms().max(context.counted_since_ms());
    let window_ms = WINDOW_MS.min(now_ms - since_ms).max(1.0);
    let mut rates = vec![0.0; usize::try_from(population.n).unwrap_or(0)];
    for spike in context.traces.spikes_in(population.id, now_ms - window_ms, now_ms, grid) {
        if let Some(rate) = rates.get_mut(spike.neuron as usize) {
            *rate += 1e3 / window_ms;
        }
    }
    rates
}

/// The outline of the bars of a histogram: percentages of all against the middles of classes of equal width.
fn outline(bars: &[(f64, f64)], width: f64, total: f64) -> Vec<(f64, f64)> {
    let of_bar = |(middle, count): &(f64, f64)| {
        let percent = 100.0 * count / total.max(1.0);
        [(middle - 0.5 * width, percent), (middle + 0.5 * width, percent)]
    };
    bars.iter().flat_map(of_bar).collect()
}

fn distribution(of: &OfPopulations, context: &ViewContext<'_>) -> Chart {
    let populations = of.populations.iter().filter_map(|id| context.network().population(*id));
    let known: Vec<(&Population, Vec<f64>)> =
        populations.map(|population| (population, rates_Hz(population, context))).collect();
    let fastest = known.iter().flat_map(|(_, rates)| rates.iter().copied()).fold(10.0, f64::max);
    let high = axis::round_step(fastest);
    let width = high / f64::from(CLASSES);
    let (mut curves, mut notes) = (Vec::new(), Vec::new());
    for (population, rates) in &known {
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let n = rates.len() as f64;
        let mean = rates.iter().sum::<f64>() / n.max(1.0);
        notes.push(format!("{}: ⟨r⟩ = {} Hz", population.name, number::signed(mean, 1)));
        let look = Appearance::of_population(population.id, context.theme);
        curves.push(Curve {
            name: look.before(&population.name),
            colour: look.colour,
            points: outline(&counts(rates, 0.0, high, CLASSES), width, n),
            is_faint: false,
        });
    }
    let range =
        range_from_zero(curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1)), 10.0);
    Chart {
        title: context.text.get("plot-rate-distribution"),
        x: Axis::linear(context.text.get("axis-rate"), 0.0, high),
        y: Axis::linear(context.text.get("axis-neurons"), range.0, range.1),
        curves,
        notes,
        ..Chart::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_holds_every_neuron_once() {
        let rates = [0.0, 0.1, 3.9, 4.1, 10.0];
        let points = outline(&counts(&rates, 0.0, 10.0, 5), 2.0, 5.0);
        assert_eq!(points.len(), 10);
        assert_eq!(points[0], (0.0, 40.0));
        assert_eq!(points[3], (4.0, 20.0));
        let area: f64 = points.chunks(2).map(|bar| bar[0].1).sum();
        assert!((area - 100.0).abs() < 1e-9, "{area}");
    }
}
