//! Release rules: what they promise as curves, and what the synapse did as dots.

use super::chart::{Axis, Chart, Curve, Dots, range_from_zero};
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::network::Projection;
use crate::model::network::{Network, Object};
use crate::model::neuron::NeuronKind;
use crate::model::release::{Release, ReleaseModel};
use crate::param::Value;
use crate::preset::plot_spec::OfProjection;
use crate::trace::Stretches;
use crate::units::Unit;

impl Drawn for kind::PairedPulse {
    type Spec = OfProjection;

    fn chart(spec: &OfProjection, context: &ViewContext<'_>) -> Option<Chart> {
        paired_pulse(spec.projection, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        let has_rule = super::projection_of(object, network).is_some_and(|own| own.release.inner().is_some());
        super::offer("add-paired-pulse", object, has_rule)
    }
}

impl Drawn for kind::FrequencyResponse {
    type Spec = OfProjection;

    fn chart(spec: &OfProjection, context: &ViewContext<'_>) -> Option<Chart> {
        frequency_response(spec.projection, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        let has_rule = super::projection_of(object, network).is_some_and(|own| own.release.inner().is_some());
        super::offer("add-frequency", object, has_rule)
    }
}

impl Drawn for kind::ModulationGain {
    type Spec = OfProjection;

    fn chart(spec: &OfProjection, context: &ViewContext<'_>) -> Option<Chart> {
        modulation_gain(spec.projection, context)
    }
}

impl Drawn for kind::ReturnMap {
    type Spec = OfProjection;

    fn chart(spec: &OfProjection, context: &ViewContext<'_>) -> Option<Chart> {
        return_map(spec.projection, context)
    }
}

impl Drawn for kind::VarianceMean {
    type Spec = OfProjection;

    fn chart(spec: &OfProjection, context: &ViewContext<'_>) -> Option<Chart> {
        variance_mean(spec.projection, context)
    }
}

/// Most releases that a chart looks at, from the newest back.
const MOST_RELEASES: usize = 2_000;
/// A synapse that was left alone for so many of its longest time constant is taken to be at rest.
const REST_TAUS: f64 = 5.0;

/// The projection of a name, its rule of release, and its colour.
struct Shown<'a> {
    projection: &'a Projection,
    rule: &'a dyn ReleaseModel,
    colour: eframe::egui::Color32,
}

fn shown<'a>(id: u32, context: &ViewContext<'a>) -> Option<Shown<'a>> {
    let projection = context.network().projection(id)?;
    let rule: &'a (dyn ReleaseModel + 'static) = projection.release.inner()?;
    let colour = Appearance::of_projection(projection, context.network(), context.theme).colour;
    Some(Shown { projection, rule, colour })
}

/// Times [ms] and amplitudes of the newest releases of the first axon, oldest first.
fn releases_of(projection: &Projection, context: &ViewContext<'_>) -> Vec<(f64, f64)> {
    let newest = context.traces.releases(projection.id).rev().filter(|release| release.neuron == 0);
    let grid = context.run.grid;
    let since_ms = context.counted_since_ms();
    let mut releases: Vec<(f64, f64)> = newest
        .take(MOST_RELEASES)
        .map(|release| (grid.moment_ms(release.at), release.amplitude))
        .filter(|release| since_ms <= release.0)
        .collect();
    releases.reverse();
    releases
}

/// When the rule of release of a projection was as it is now.
fn same_rule(projection: &Projection, context: &ViewContext<'_>) -> Stretches {
    let id = projection.id;
    let rule = |network: &Network| network.projection(id).map(|own| own.release.clone());
    context.traces.regimes().alike(context.run.grid, rule)
}

/// When the rule of release was as it is now, and its source, too: how often it fires decides over what is measured.
pub(super) fn same_rule_and_source(projection: &Projection, context: &ViewContext<'_>) -> Stretches {
    let (id, from) = (projection.id, projection.from);
    let both = |network: &Network| {
        let rule = network.projection(id).map(|own| own.release.clone());
        (rule, network.population(from).map(|own| own.kind.clone()))
    };
    context.traces.regimes().alike(context.run.grid, both)
}

/// Dots of what was measured with the parameters of now, and faint ones of what was measured with others.
fn measured_and_before(
    context: &ViewContext<'_>,
    now: Vec<(f64, f64)>,
    before: Vec<(f64, f64)>,
) -> Vec<Dots> {
    let name = context.text.get("curve-before");
    let colour = context.theme.weak_text.gamma_multiply(0.55);
    let before = Dots { name, colour, points: before, size: 1.4 };
    [measured(context, now), before].into_iter().filter(|dots| !dots.points.is_empty()).collect()
}

fn theory(context: &ViewContext<'_>, colour: eframe::egui::Color32, points: Vec<(f64, f64)>) -> Curve {
    Curve { name: context.text.get("curve-theory"), colour, points, is_faint: false }
}

fn measured(context: &ViewContext<'_>, points: Vec<(f64, f64)>) -> Dots {
    Dots { name: context.text.get("curve-measured"), colour: context.theme.text, points, size: 1.8 }
}

/// The second of two releases relative to the first, against the interval between them.
pub(super) fn paired_pulse(projection: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let Shown { projection, rule, colour } = shown(projection, context)?;
    let x = Axis::log(context.text.get("axis-interval"), 2.0, 5000.0);
    let points = x.curve(|interval| rule.paired_pulse_ratio(interval));
    let releases = releases_of(projection, context);
    let mut slowest_ms = 0.0_f64;
    rule.visit(&mut |spec, value| {
        if let (Unit::Ms, Value::Number(ms)) = (spec.unit, value) {
            slowest_ms = slowest_ms.max(ms);
        }
    });
    // What came before the first is known only if nothing did.
    let is_whole = releases.len() < MOST_RELEASES;
    let same = same_rule(projection, context);
    let (mut pairs, mut before) = (Vec::new(), Vec::new());
    for (index, pair) in releases.windows(2).enumerate() {
        let rested = match index.checked_sub(1) {
            Some(last) => REST_TAUS * slowest_ms < pair[0].0 - releases[last].0,
            None => is_whole,
        };
        if rested && 0.0 < pair[0].1 {
            let own = if same.hold(pair[0].0, pair[1].0) { &mut pairs } else { &mut before };
            own.push((pair[1].0 - pair[0].0, pair[1].1 / pair[0].1));
        }
    }
    let highest = range_from_zero(points.iter().chain(&pairs).chain(&before).map(|point| point.1), 1.2);
    let notes = pairs.last().map(|(interval, ratio)| {
        format!(
            "A₂/A₁ = {} ({} ms)",
            number::signed(*ratio, 3),
            number::show(libm::round(*interval * 10.0) / 10.0)
        )
    });
    Some(Chart {
        title: context.text.get("plot-paired-pulse"),
        y: Axis::linear(String::new(), highest.0, highest.1),
        curves: vec![theory(context, colour, points)],
        dots: measured_and_before(context, pairs, before),
        levels: vec![(1.0, context.text.get("curve-same"))],
        notes: notes.into_iter().collect(),
        x,
        ..Chart::default()
    })
}

/// What each spike releases in a steady train, against its rate.
pub(super) fn frequency_response(projection: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let Shown { projection, rule, colour } = shown(projection, context)?;
    let x = Axis::log(context.text.get("axis-rate"), 0.5, 200.0);
    let regular = x.curve(|rate| rule.steady_amplitude(rate));
    let mut curves = vec![Curve {
        name: context.text.get("curve-regular"),
        colour,
        points: regular.clone(),
        is_faint: false,
    }];
    let poisson: Option<Vec<(f64, f64)>> = match &projection.release {
        Release::Facilitation(rule) => Some(x.curve(|rate| rule.steady_poisson(rate))),
        Release::Depression(rule) => Some(x.curve(|rate| rule.steady_poisson(rate))),
        _ => None,
    };
    if let Some(points) = poisson {
        let name = context.text.get("curve-poisson");
        curves.push(Curve { name, colour: context.theme.weak_text, points, is_faint: true });
    }
    let releases = releases_of(projection, context);
    let newest = releases.len().saturating_sub(200);
    let same = same_rule(projection, context);
    let (mut seen, mut before) = (Vec::new(), Vec::new());
    for pair in releases[newest..].windows(2) {
        let own = if same.hold(pair[0].0, pair[1].0) { &mut seen } else { &mut before };
        own.push((1e3 / (pair[1].0 - pair[0].0).max(0.1), pair[1].1));
    }
    let (low, high) = range_from_zero(regular.iter().chain(&seen).chain(&before).map(|point| point.1), 0.1);
    let notes = seen
        .last()
        .map(|(rate, A)| format!("A = {} ({} Hz)", number::signed(*A, 3), number::signed(*rate, 1)));
    Some(Chart {
        title: context.text.get("plot-frequency-response"),
        y: Axis::linear(String::new(), low, high),
        curves,
        dots: measured_and_before(context, seen, before),
        notes: notes.into_iter().collect(),
        x,
        ..Chart::default()
    })
}

/// How strongly release follows a modulated rate, against the frequency of the modulation.
pub(super) fn modulation_gain(projection: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let Shown { projection, rule, colour } = shown(projection, context)?;
    let source = context.network().population(projection.from)?;
    let x = Axis::log(context.text.get("axis-frequency"), 0.05, 50.0);
    let mut chart = Chart { title: context.text.get("plot-modulation-gain"), ..Chart::default() };
    if let NeuronKind::PoissonSource(poisson) = &source.kind {
        let points: Vec<(f64, f64)> =
            x.samples(200).filter_map(|f| Some((f, rule.modulation_gain(poisson.rate_Hz, f)?))).collect();
        let f = poisson.f_Hz;
        if let Some(gain) = measured_gain(projection, f, context) {
            chart.dots.push(measured(context, vec![(f, gain)]));
            let args = [("gain", number::signed(gain, 2)), ("rate", number::show(f))];
            chart.notes.push(context.text.with("note-gain", &args));
        }
        let seen = chart.dots.iter().flat_map(|dots| dots.points.iter());
        let (low, high) = range_from_zero(points.iter().chain(seen).map(|point| point.1), 1.2);
        chart.y = Axis::linear(String::new(), low, high);
        chart.curves.push(theory(context, colour, points));
        chart.uprights.push((f, "f".to_owned()));
    }
    chart.levels.push((1.0, context.text.get("curve-same")));
    chart.x = x;
    Some(chart)
}

/// The swing of what is released relative to that of the spikes, each relative to its mean: from the Fourier component
/// at `f_Hz` over whole periods of the newest releases of all axons. `None` while there are too few.
fn measured_gain(projection: &Projection, f_Hz: f64, context: &ViewContext<'_>) -> Option<f64> {
    let (grid, from_ms) = (context.run.grid, same_rule_and_source(projection, context).last_from_ms());
    let releases: Vec<(f64, f64)> = context
        .traces
        .releases(projection.id)
        .map(|release| (grid.moment_ms(release.at), release.amplitude))
        .filter(|(time_ms, _)| from_ms <= *time_ms)
        .collect();
    let (first, last) = (releases.first()?.0, releases.last()?.0);
    let period_ms = 1e3 / f_Hz;
    let span_ms = ((last - first) / period_ms).floor() * period_ms;
    if releases.len() < 1000 || span_ms <= 0.0 {
        return None;
    }
    let omega = 2.0 * std::f64::consts::PI / period_ms;
    let component = |weight: &dyn Fn(f64) -> f64| {
        let (mut cosine, mut sine, mut sum) = (0.0, 0.0, 0.0);
        for (time, A) in releases.iter().filter(|(time, _)| last - span_ms < *time) {
            let weight = weight(*A);
            cosine += weight * libm::cos(omega * time);
            sine += weight * libm::sin(omega * time);
            sum += weight;
        }
        (cosine * cosine + sine * sine).sqrt() / sum.max(1e-12)
    };
    let (out, into) = (component(&|A| A), component(&|_| 1.0));
    (0.05 < into).then_some(out / into)
}

/// What a spike releases against what the one before it released.
pub(super) fn return_map(projection: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let Shown { projection, colour, .. } = shown(projection, context)?;
    let releases = releases_of(projection, context);
    let newest = releases.len().saturating_sub(400);
    let same = same_rule_and_source(projection, context);
    let pairs = || releases[newest..].windows(2).map(|pair| (same.hold(pair[0].0, pair[1].0), pair));
    let of = |is_same: bool| -> Vec<(f64, f64)> {
        pairs().filter(|(own, _)| *own == is_same).map(|(_, pair)| (pair[0].1, pair[1].1)).collect()
    };
    let (steps, before) = (of(true), of(false));
    let (low, high) = range_from_zero(releases[newest..].iter().map(|release| release.1), 0.2);
    let x = Axis::linear(context.text.get("axis-before"), low, high);
    let same = Curve {
        name: context.text.get("curve-same"),
        colour: context.theme.weak_text,
        points: vec![(low, low), (high, high)],
        is_faint: true,
    };
    let path = Curve { name: String::new(), colour, points: steps.clone(), is_faint: true };
    let own = Dots { name: String::new(), colour, points: steps.clone(), size: 1.8 };
    let mut dots = measured_and_before(context, Vec::new(), before);
    dots.push(own);
    let notes = steps.last().map(|last| {
        let name = context.text.get("curve-now");
        dots.push(Dots { name, colour: context.theme.text, points: vec![*last], size: 3.0 });
        format!("A = {}", number::signed(last.1, 3))
    });
    Some(Chart {
        title: context.text.get("plot-return-map"),
        y: Axis::linear(context.text.get("axis-after"), low, high),
        curves: vec![same, path],
        dots,
        notes: notes.into_iter().collect(),
        x,
        ..Chart::default()
    })
}

/// The variance of what is released against its mean, with the parabola q·m − m²/n of n sites.
pub(super) fn variance_mean(projection: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let Shown { projection, colour, .. } = shown(projection, context)?;
    let mut chart = Chart { title: context.text.get("plot-variance-mean"), ..Chart::default() };
    let same = same_rule_and_source(projection, context);
    let releases = releases_of(projection, context);
    let amplitudes: Vec<f64> =
        releases.iter().filter(|release| same.holds(release.0)).map(|release| release.1).collect();
    let seen = moments(&amplitudes[amplitudes.len().saturating_sub(500)..]);
    let (mut mean_high, mut variance_high) = seen.unwrap_or((0.5, 0.05));
    if let Release::Quantal(quantal) = &projection.release {
        #[expect(clippy::cast_precision_loss, reason = "at most 100")]
        let n = quantal.n_sites as f64;
        mean_high = mean_high.max(n * quantal.q);
        variance_high = variance_high.max(n * quantal.q * quantal.q / 4.0);
        let points = Axis::linear(String::new(), 0.0, n * quantal.q).curve(|m| quantal.q * m - m * m / n);
        chart.curves.push(theory(context, colour, points));
        let expected = quantal.moments();
        let name = format!("p = {}", number::show(quantal.p));
        chart.dots.push(Dots { name, colour, points: vec![expected], size: 2.6 });
    }
    if let Some((mean, variance)) = seen {
        chart.dots.push(measured(context, vec![(mean, variance)]));
        chart.notes.push(context.text.with(
            "note-moments",
            &[("mean", &number::signed(mean, 3)), ("variance", &number::signed(variance, 4))],
        ));
    }
    chart.x = Axis::linear(context.text.get("axis-mean"), 0.0, mean_high * 1.05);
    chart.y = Axis::linear(context.text.get("axis-variance"), 0.0, variance_high * 1.3);
    Some(chart)
}

/// Mean and variance of some numbers, if there are enough of them.
pub(super) fn moments(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 10 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a number of releases")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((mean, squares / (n - 1.0)))
}
