//! Learning by rates: the way of the weights through their plane, their length, and what the neuron answers.

use super::chart::{Axis, Chart, Curve, Dots, range_from_zero};
use super::{Drawn, kind};
use crate::app::context::ViewContext;
use crate::app::widget::number;
use crate::model::standalone::rate_learning::{InputKind, LearningRule, RateLearning, RateState};

impl Drawn for kind::WeightPlane {
    type Spec = ();

    fn chart(_spec: &(), context: &ViewContext<'_>) -> Option<Chart> {
        plane(context)
    }
}

impl Drawn for kind::WeightLength {
    type Spec = ();

    fn chart(_spec: &(), context: &ViewContext<'_>) -> Option<Chart> {
        length(context)
    }
}

impl Drawn for kind::Responses {
    type Spec = ();

    fn chart(_spec: &(), context: &ViewContext<'_>) -> Option<Chart> {
        responses(context)
    }
}

/// Inputs that are shown as a cloud.
const CLOUD: usize = 300;
/// Most points of a curve.
const MOST_POINTS: usize = 1000;

fn states<'a>(context: &ViewContext<'a>) -> Option<(&'a RateLearning, &'a [RateState])> {
    let model = context.document.preset().rate_learning()?;
    let states = &context.run.snapshot.presentations;
    (!states.is_empty()).then_some((model, states.as_slice()))
}

/// Number of presentations and a value after them, thinned to what can be seen, with the last.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn course(states: &[RateState], value: impl Fn(&RateState) -> f64) -> Vec<(f64, f64)> {
    let every = states.len().div_ceil(MOST_POINTS).max(1);
    let point = |(k, state): (usize, &RateState)| (k as f64, value(state));
    let mut points: Vec<_> = states.iter().enumerate().step_by(every).map(point).collect();
    points.extend(states.last().map(|state| point((states.len() - 1, state))));
    points
}

/// An axis of presentations that grows by doubling, so that it does not run away under the curve.
fn presentations(states: &[RateState], context: &ViewContext<'_>) -> Axis {
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let high = states.len().next_power_of_two().max(512) as f64;
    Axis::linear(context.text.get("axis-presentations"), 0.0, high)
}

/// The way of (w₁, w₂), with the inputs as a cloud.
pub(super) fn plane(context: &ViewContext<'_>) -> Option<Chart> {
    let (model, states) = states(context)?;
    let theme = context.theme;
    let path: Vec<(f64, f64)> =
        states.iter().step_by(states.len().div_ceil(MOST_POINTS).max(1)).map(|s| (s.w[0], s.w[1])).collect();
    let last = states.last()?;
    let newest = states[1.min(states.len())..].iter().rev().take(CLOUD);
    let cloud: Vec<(f64, f64)> = newest.map(|state| (state.x[0], state.x[1])).collect();
    let furthest =
        |points: &[(f64, f64)]| points.iter().map(|(x, y)| x.abs().max(y.abs())).fold(0.0, f64::max);
    // The axes grow by steps of √10, about.
    let reach = furthest(&path).max(furthest(&cloud)).max(1.5) * 1.15;
    let decade = libm::pow(10.0, libm::log10(reach).floor());
    let reach =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * decade).find(|r| reach <= *r).unwrap_or(reach);
    let sign = if model.correlation < 0.0 { -1.0 } else { 1.0 };
    let axis = (model.inputs == InputKind::Correlated).then(|| Curve {
        name: context.text.get("curve-first-axis"),
        colour: theme.weak_text,
        points: vec![(-reach, -sign * reach), (reach, sign * reach)],
        is_faint: true,
    });
    let circle = (model.rule == LearningRule::Oja).then(|| Curve {
        name: "|w| = 1".to_owned(),
        colour: theme.weak_text,
        points: (0..=90)
            .map(|k| f64::from(k) * std::f64::consts::TAU / 90.0)
            .map(|a| (a.cos(), a.sin()))
            .collect(),
        is_faint: true,
    });
    let way = Curve { name: "w".to_owned(), colour: theme.sign(true), points: path, is_faint: false };
    let dots = |name: String, colour, points, size| Dots { name, colour, points, size };
    Some(Chart {
        title: context.text.get("plot-weight-plane"),
        x: Axis::linear("w₁".to_owned(), -reach, reach),
        y: Axis::linear("w₂".to_owned(), -reach, reach),
        curves: axis.into_iter().chain(circle).chain([way]).collect(),
        dots: vec![
            dots(context.text.get("curve-inputs"), theme.populations[0], cloud, 0.9),
            dots(String::new(), theme.sign(true), vec![(last.w[0], last.w[1])], 2.8),
        ],
        notes: vec![format!("w = ({}, {})", number::signed(last.w[0], 2), number::signed(last.w[1], 2))],
        ..Chart::default()
    })
}

/// |w|, with what theory says of Hebb's rule.
pub(super) fn length(context: &ViewContext<'_>) -> Option<Chart> {
    let (model, states) = states(context)?;
    let x = presentations(states, context);
    let points = course(states, RateState::length);
    let last = states.last()?.length();
    let colour = context.theme.sign(true);
    let is_hebb = model.rule == LearningRule::Hebb && model.inputs == InputKind::Correlated;
    let mut curves = vec![Curve { name: "|w|".to_owned(), colour, points: points.clone(), is_faint: false }];
    let mut notes = vec![format!("|w| = {}", number::show(format!("{last:.3e}").parse().unwrap_or(last)))];
    let y = if is_hebb {
        let start = model.start();
        let sign = if model.correlation < 0.0 { -1.0 } else { 1.0 };
        let along = ((start.w[0] + sign * start.w[1]) * std::f64::consts::FRAC_1_SQRT_2).abs();
        let name = context.text.get("curve-theory");
        let theory = x.curve(|k| (along * libm::exp(k / model.e_fold())).clamp(1e-3, 1e9));
        curves.push(Curve { name, colour: context.theme.weak_text, points: theory, is_faint: true });
        notes.push(format!("1/(ηλ₁) = {}", number::signed(model.e_fold(), 1)));
        let high = points.iter().map(|point| point.1).fold(10.0, f64::max);
        Axis::log(String::new(), 0.05, libm::pow(10.0, libm::log10(high).ceil()))
    } else {
        let (low, high) = range_from_zero(points.iter().map(|point| point.1), 1.5);
        Axis::linear(String::new(), low, high)
    };
    Some(Chart { title: context.text.get("plot-weight-length"), x, y, curves, notes, ..Chart::default() })
}

/// The answers to the two patterns, or to the two axes of the inputs, and the threshold of BCM.
pub(super) fn responses(context: &ViewContext<'_>) -> Option<Chart> {
    let (model, states) = states(context)?;
    let theme = context.theme;
    let patterns = match model.inputs {
        InputKind::Patterns => [("(1, s)", [1.0, model.overlap]), ("(s, 1)", [model.overlap, 1.0])],
        InputKind::Correlated => [("(1, 1)", [1.0, 1.0]), ("(1, −1)", [1.0, -1.0])],
    };
    let colours = [theme.populations[0], theme.populations[1]];
    let mut notes = Vec::new();
    let mut curves = Vec::new();
    for ((name, pattern), colour) in patterns.into_iter().zip(colours) {
        let points = course(states, |state| RateLearning::output(state.w, pattern));
        notes.push(format!("y {name} = {}", number::signed(points.last()?.1, 2)));
        curves.push(Curve { name: format!("y {name}"), colour, points, is_faint: false });
    }
    if model.rule == LearningRule::Bcm {
        let points = course(states, |state| state.theta);
        notes.push(format!("θ = {}", number::signed(points.last()?.1, 2)));
        curves.push(Curve { name: "θ".to_owned(), colour: theme.sign(true), points, is_faint: false });
    }
    let values = || curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1));
    let (_, high) = range_from_zero(values(), 1.0);
    let low = values().fold(0.0, f64::min);
    Some(Chart {
        title: context.text.get("plot-responses"),
        x: presentations(states, context),
        y: Axis::linear(String::new(), low * 1.08, high),
        curves,
        notes,
        ..Chart::default()
    })
}
