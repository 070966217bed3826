//! Correlograms: how often a population fires at each time before and after the spikes of another, where 1 is chance; with strong
//! and weak synapses apart, and with the first time of the run to compare with.

use eframe::egui::Color32;

use super::chart::{Axis, Chart, Curve};
use super::{Drawn, kind, learns, projection_of};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::network::{Connect, Network, Object, Projection};
use crate::preset::Preset;
use crate::preset::plot_spec::{CorrelogramSpec, PlotSpec};
use crate::trace::{Correlate, Correlated, Correlation, MOST_BINS_BESIDE};

/// Weights above this are strong, and all others weak.
const STRONG: f64 = 0.5;
/// Over which lags before and after a spike a mean is read [ms].
const NEAR_MS: f64 = 10.0;
/// Least height of the vertical axis.
const LEAST_HEIGHT: f64 = 0.3;

impl Drawn for kind::Correlogram {
    type Spec = CorrelogramSpec;

    fn chart(spec: &CorrelogramSpec, context: &ViewContext<'_>) -> Option<Chart> {
        chart(spec, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, CorrelogramSpec)> {
        if let Object::Population(id) = object {
            let has_several = network.population(id).is_some_and(|population| 1 < population.n);
            return has_several
                .then(|| ("add-correlogram-own", CorrelogramSpec::new(id, id)))
                .into_iter()
                .collect();
        }
        let Some(projection) = projection_of(object, network) else { return Vec::new() };
        let all = CorrelogramSpec::new(projection.from, projection.to);
        let by_weight = CorrelogramSpec { by_weight: Some(projection.id), ..all.clone() };
        let is_divided = learns(object, network) && has_rows(projection);
        let divided = is_divided.then_some(("add-correlogram-weight", by_weight));
        std::iter::once(("add-correlogram", all)).chain(divided).collect()
    }

    fn other(spec: &CorrelogramSpec, context: &ViewContext<'_>) -> Option<(&'static str, CorrelogramSpec)> {
        if spec.by_weight.is_some() {
            return Some(("switch-all-neurons", CorrelogramSpec { by_weight: None, ..spec.clone() }));
        }
        let mut projections = context.network().projections().iter();
        let own = projections.find(|own| {
            own.from == spec.of
                && own.to == spec.about
                && has_rows(own)
                && context.traces.weights(own.id).is_some()
        })?;
        Some(("switch-by-weight", CorrelogramSpec { by_weight: Some(own.id), ..spec.clone() }))
    }
}

/// What a plot wants to be counted.
fn wanted_of(spec: &CorrelogramSpec, network: &Network) -> Option<Correlate> {
    let n = network.population(spec.of)?.n;
    network.population(spec.about)?;
    let beside = (spec.lag_ms / spec.bin_ms).round().clamp(1.0, f64::from(MOST_BINS_BESIDE));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 500")]
    let beside = beside as u32;
    let CorrelogramSpec { of, about, neuron, bin_ms, over_ms, .. } = *spec;
    Some(Correlate { of, about, neuron, n, bin_ms, beside, over_ms })
}

/// What the plots of a document want to be counted while a run goes on.
pub(in crate::app) fn wanted(preset: &Preset) -> Vec<Correlate> {
    let mut all: Vec<Correlate> = Vec::new();
    for plot in &preset.view().plots {
        if let PlotSpec::Correlogram(spec) = &plot.kind
            && let Some(own) = wanted_of(spec, preset.network())
            && !all.contains(&own)
        {
            all.push(own);
        }
    }
    all
}

/// Whether it is known which synapse of a projection is whose.
fn has_rows(projection: &Projection) -> bool {
    matches!(projection.connect, Connect::AllToAll | Connect::OneToOne)
}

/// The mean weight of the synapses of each neuron of `of` onto those that count; `None` if it cannot be told.
fn weights_by_neuron(spec: &CorrelogramSpec, context: &ViewContext<'_>) -> Option<Vec<f64>> {
    let network = context.network();
    let projection = network.projection(spec.by_weight?)?;
    if (projection.from, projection.to) != (spec.of, spec.about) || !has_rows(projection) {
        return None;
    }
    let n = usize::try_from(network.population(spec.of)?.n).ok()?;
    let n_about = usize::try_from(network.population(spec.about)?.n).ok()?.max(1);
    let sample = context.traces.weights(projection.id)?.last();
    let mut sums = vec![(0.0, 0.0); n];
    for (k, w) in sample.values.iter().enumerate() {
        let synapse = k * sample.every;
        let (pre, post) = match projection.connect {
            Connect::OneToOne => (synapse, synapse),
            _ => (synapse / n_about, synapse % n_about),
        };
        if spec.neuron.is_none_or(|neuron| neuron as usize == post)
            && let Some(sum) = sums.get_mut(pre)
        {
            *sum = (sum.0 + f64::from(*w), sum.1 + 1.0);
        }
    }
    Some(sums.into_iter().map(|(sum, n)| if 0.0 < n { sum / n } else { f64::NAN }).collect())
}

/// The outline of the bars of a correlogram.
fn outline(of: &Correlate, own: &Correlated) -> Vec<(f64, f64)> {
    let half = 0.5 * of.bin_ms;
    let bar = |bin: usize| {
        let (lag, value) = (of.lag_ms(bin), own.relative(bin).unwrap_or(f64::NAN));
        [(lag - half, value), (lag + half, value)]
    };
    (0..of.bins()).flat_map(bar).collect()
}

/// The means over the lags near 0, before it and after it.
fn near(of: &Correlate, own: &Correlated) -> Option<(f64, f64)> {
    let mean = |is_meant: &dyn Fn(f64) -> bool| {
        let values: Vec<f64> = (0..of.bins())
            .filter(|bin| is_meant(of.lag_ms(*bin)))
            .filter_map(|bin| own.relative(bin))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
        let n = values.len() as f64;
        (0.0 < n).then(|| values.iter().sum::<f64>() / n)
    };
    let (slack, near) = (1e-9, NEAR_MS.max(of.bin_ms));
    let before = mean(&|lag| -near - slack <= lag && lag < -slack)?;
    Some((before, mean(&|lag| slack < lag && lag <= near + slack)?))
}

/// A curve with its legend: its name, what is read off near 0, and its number of pairs.
fn curve(
    key: &str,
    of: &Correlate,
    own: &Correlated,
    (colour, is_faint): (Color32, bool),
    context: &ViewContext<'_>,
) -> Option<Curve> {
    let (before, after) = near(of, own)?;
    let args = [
        ("before", number::signed(before, 2)),
        ("after", number::signed(after, 2)),
        ("n", own.n().to_string()),
        ("seconds", number::show((of.over_ms / 100.0).round() / 10.0)),
    ];
    Some(Curve { name: context.text.with(key, &args), colour, points: outline(of, own), is_faint })
}

fn chart(spec: &CorrelogramSpec, context: &ViewContext<'_>) -> Option<Chart> {
    let (network, text) = (context.network(), context.text);
    let (of, about) = (network.population(spec.of)?, network.population(spec.about)?);
    let about_name = spec.neuron.map_or_else(|| about.name.clone(), |own| format!("{}:{own}", about.name));
    let names = [("of", of.name.clone()), ("about", about_name.clone())];
    let title = text.with("plot-correlogram", &names);
    let of = wanted_of(spec, network)?;
    let mut notes = Vec::new();
    let mut curves = Vec::new();
    if let Some(own) = context.traces.correlation(&of) {
        curves = curves_of(spec, own, &mut notes, context);
        let all = own.recent(|_| false);
        if curves.is_empty() {
            notes.push(text.get("note-no-pairs"));
        } else {
            let seconds = number::show((all.covered_ms / 100.0).round() / 10.0);
            let args = [("spikes", all.about.to_string()), ("seconds", seconds), ("about", about_name)];
            notes.push(text.with("note-correlogram", &args));
        }
    }
    let lag = of.lag_ms(of.bins() - 1);
    let (low, high) = range(&curves);
    Some(Chart {
        title,
        x: Axis::linear(text.with("axis-lag", &names), -lag, lag),
        y: Axis::linear(text.get("axis-relative"), low, high),
        curves,
        uprights: vec![(0.0, String::new())],
        levels: vec![(1.0, text.get("curve-chance"))],
        notes,
        ..Chart::default()
    })
}

fn curves_of(
    spec: &CorrelogramSpec,
    own: &Correlation,
    notes: &mut Vec<String>,
    context: &ViewContext<'_>,
) -> Vec<Curve> {
    let of = own.of();
    let projection = spec.by_weight.and_then(|id| context.network().projection(id));
    let colour = projection.map_or_else(
        || Appearance::of_population(spec.of, context.theme).colour,
        |projection| Appearance::of_projection(projection, context.network(), context.theme).colour,
    );
    // The first time is the last time until there is another.
    let has_first = own.has_first() && 2.0 * of.over_ms <= context.run.now_ms();
    let mut curves = Vec::new();
    let weights = weights_by_neuron(spec, context).filter(|_| of.tells_apart());
    if spec.by_weight.is_some() && weights.is_none() {
        notes.push(context.text.get("note-no-groups"));
    }
    let Some(weights) = weights else {
        curves.extend(curve("curve-all", of, &own.recent(|_| true), (colour, false), context));
        if has_first {
            curves.extend(curve("curve-all-first", of, &own.first(|_| true), (colour, true), context));
        }
        return curves;
    };
    let weak_colour = context.theme.shade(colour, 2);
    let is_strong = |row: usize| weights.get(row).is_some_and(|w| STRONG < *w);
    let is_weak = |row: usize| weights.get(row).is_some_and(|w| *w <= STRONG);
    curves.extend(curve("curve-strong", of, &own.recent(is_strong), (colour, false), context));
    curves.extend(curve("curve-weak", of, &own.recent(is_weak), (weak_colour, false), context));
    if has_first {
        curves.extend(curve("curve-strong-first", of, &own.first(is_strong), (colour, true), context));
        curves.extend(curve("curve-weak-first", of, &own.first(is_weak), (weak_colour, true), context));
    }
    curves
}

/// The vertical axis: what is shown, chance, and a little room.
fn range(curves: &[Curve]) -> (f64, f64) {
    let values = curves.iter().flat_map(|curve| &curve.points).map(|point| point.1);
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((1.0_f64, 1.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let spare = (LEAST_HEIGHT - (high - low)).max(0.0);
    let margin = 0.06 * (high - low + spare);
    ((low - 0.3 * spare - margin).max(0.0), high + 0.7 * spare + margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF: Correlate =
        Correlate { of: 1, about: 2, neuron: None, n: 3, bin_ms: 5.0, beside: 2, over_ms: 4000.0 };

    #[test]
    fn an_outline_stands_on_its_lags_and_means_leave_out_the_middle() {
        let own = Correlated {
            pairs: vec![10, 30, 99, 8, 12],
            chance: 10.0,
            about: 5,
            neurons: 3,
            covered_ms: 1e3,
        };
        let points = outline(&OF, &own);
        assert_eq!(points.len(), 10);
        assert_eq!((points[0], points[1]), ((-12.5, 1.0), (-7.5, 1.0)));
        assert_eq!((points[4], points[9]), ((-2.5, 9.9), (12.5, 1.2)));
        assert_eq!(near(&OF, &own), Some((2.0, 1.0)));
        let none = Correlated { pairs: vec![0; 5], chance: 0.0, about: 0, neurons: 0, covered_ms: 0.0 };
        assert_eq!(near(&OF, &none), None);
    }

    #[test]
    fn the_axis_holds_chance_and_all_values() {
        let curve = |values: &[f64]| Curve {
            name: String::new(),
            colour: Color32::WHITE,
            points: values.iter().map(|value| (0.0, *value)).collect(),
            is_faint: false,
        };
        for values in [&[0.99, 1.02][..], &[0.2, 0.3], &[3.0, 5.5], &[f64::NAN]] {
            let (low, high) = range(&[curve(values)]);
            assert!((0.0..1.0).contains(&low) && 1.0 < high && 0.29 < high - low, "{values:?}");
            assert!(values.iter().all(|value| value.is_nan() || (low..high).contains(value)));
        }
    }
}
