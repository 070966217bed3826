//! What each spike released, against time: the staircase of P_rel.

use eframe::egui::Ui;
use egui_plot::PlotPoint;

use super::chart::Chart;
use super::navigate::Window;
use super::trace::{Trace, timed_ui};
use super::twin::{b_less_a, twin_label};
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::spot::Spot;
use crate::app::twin_state::Twin;
use crate::app::view_state::PlotsState;
use crate::export::figure::{Axis, Curve, Graph};
use crate::model::network::{Network, Object};
use crate::model::release::AMPLITUDE;
use crate::preset::plot_spec::{ReleasesSpec, Span, ValueAxis};
use crate::sim::Release;

impl Drawn for kind::Releases {
    type Spec = ReleasesSpec;

    fn draw(ui: &mut Ui, id: u32, spec: &ReleasesSpec, frame: &mut Frame<'_, PlotsState>) -> Option<Chart> {
        releases_ui(ui, id, spec, frame);
        None
    }

    fn offers(object: Object, _network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-releases", object, true)
    }
}

/// Draws the plot into the whole of `ui`.
pub(super) fn releases_ui(ui: &mut Ui, id: u32, spec: &ReleasesSpec, frame: &mut Frame<'_, PlotsState>) {
    let context = frame.context;
    let window = Window::of(spec.window_ms, context, frame.view);
    let traces: Vec<Trace> =
        spec.projections.iter().filter_map(|id| with_twin(*id, window, context)).collect();
    let has_twin = context.twin.is_some_and(Twin::has_begun);
    let labels: Vec<_> =
        twin_label(context, "twin-legend").filter(|_| !context.shows_difference).into_iter().collect();
    // Where a difference is shown, the limits of the values mean nothing.
    let y = if has_twin && context.shows_difference { Span::Auto } else { spec.y };
    timed_ui(ui, id, traces, &labels, window, y, frame);
}

/// What a window shows of releases, with times of the run.
pub(super) fn graph(spec: &ReleasesSpec, window: Window, context: &ViewContext<'_>) -> Graph {
    let (from_ms, end_ms) = (window.end_ms - window.width_ms, window.end_ms);
    let traces: Vec<Trace> = spec.projections.iter().filter_map(|id| trace(*id, window, context)).collect();
    let curve = |name: &str, points: &[PlotPoint], of| {
        let points = points.iter().map(|point| (point.x + end_ms, point.y));
        let points = points.filter(|point| from_ms <= point.0).collect();
        Curve { name: name.to_owned(), points, is_faint: false, of }
    };
    let highest = traces.iter().flat_map(|own| &own.dots).map(|dot| dot.y).fold(0.1, f64::max);
    let axis = |label: String, range| Axis { label, range, is_log: false, is_bare: false };
    Graph {
        x: axis("t (ms)".to_owned(), (from_ms.max(0.0), end_ms)),
        y: axis(AMPLITUDE.symbol.to_owned(), (0.0, 1.08 * highest)),
        curves: traces.iter().map(|own| curve(&own.name, &own.points, None)).collect(),
        dots: traces.iter().enumerate().map(|(place, own)| curve("", &own.dots, Some(place))).collect(),
        ..Graph::default()
    }
}

/// A step at every release; each lasts until the next.
fn trace(projection: u32, window: Window, context: &ViewContext<'_>) -> Option<Trace> {
    let projection = context.network().projection(projection)?;
    let grid = context.run.grid;
    let from_ms = window.end_ms - window.width_ms;
    let mut dots: Vec<PlotPoint> = Vec::new();
    for release in context.traces.releases(projection.id).rev() {
        let time_ms = grid.moment_ms(release.at);
        if time_ms <= window.end_ms {
            dots.push(PlotPoint::new(time_ms - window.end_ms, release.amplitude));
        }
        if time_ms < from_ms {
            break; // The step that the window begins in.
        }
    }
    dots.reverse();
    let mut points = staircase(&dots);
    let now = (context.run.now_ms() - window.end_ms).min(0.0);
    let last = points.last().map(|last| PlotPoint::new(now, last.y));
    points.extend(last);
    let relative =
        |release: &Release| PlotPoint::new(grid.moment_ms(release.at) - window.end_ms, release.amplitude);
    let mut ahead: Vec<PlotPoint> = last.into_iter().collect();
    ahead.extend(context.traces.releases_ahead(projection.id).map(relative).take_while(|dot| dot.x <= 0.0));
    let mut ahead = staircase(&ahead);
    if context.run.is_past() {
        let end = (context.run.end_ms() - window.end_ms).min(0.0);
        ahead.extend(ahead.last().map(|last| PlotPoint::new(end, last.y)));
    } else {
        ahead.clear();
    }
    Some(Trace {
        name: context.text.with("plot-releases", &[("name", &projection.name)]),
        state: AMPLITUDE,
        probe: None,
        spot: Spot::Releases(projection.id),
        look: Appearance::of_projection(projection, context.network(), context.theme),
        head: dots.last().map(|dot| dot.y),
        points,
        twin: Vec::new(),
        ghosts: Vec::new(),
        reference: Vec::new(),
        ahead,
        dots,
        is_hidden: false,
        axis: ValueAxis::default(),
    })
}

/// The steps of the run with those of A of a twin under them, or with the difference in their place.
fn with_twin(projection: u32, window: Window, context: &ViewContext<'_>) -> Option<Trace> {
    let own = trace(projection, window, context);
    let Some(of_a) = context.of_a() else { return own };
    let a = trace(projection, window, &of_a);
    match (own, a) {
        (Some(b), Some(a)) if context.shows_difference => {
            let dots = less(&b.dots, &a.dots);
            let mut points = staircase(&dots);
            let end = b.points.last().map_or(0.0, |last| last.x);
            points.extend(points.last().map(|last| PlotPoint::new(end, last.y)));
            let name = b_less_a(&b.name, context);
            let head = dots.last().map(|dot| dot.y);
            Some(Trace { name, points, dots, head, ahead: Vec::new(), ..b })
        }
        (Some(b), Some(a)) => {
            let twin = a.points.into_iter().chain(a.ahead).collect();
            Some(Trace { twin, ..b })
        }
        (b, a) => b.or(a),
    }
}

/// What the steps of B have more than those of A, at every step of either once both are known.
fn less(b: &[PlotPoint], a: &[PlotPoint]) -> Vec<PlotPoint> {
    let mut steps: Vec<(f64, bool, f64)> = b.iter().map(|dot| (dot.x, true, dot.y)).collect();
    steps.extend(a.iter().map(|dot| (dot.x, false, dot.y)));
    steps.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut found: Vec<PlotPoint> = Vec::new();
    let mut last = (None, None);
    for (x, is_b, y) in steps {
        *(if is_b { &mut last.0 } else { &mut last.1 }) = Some(y);
        let (Some(b), Some(a)) = last else { continue };
        // Steps at one time are one.
        if found.last().is_some_and(|own| own.x.total_cmp(&x).is_eq()) {
            found.pop();
        }
        found.push(PlotPoint::new(x, b - a));
    }
    found
}

/// Steps through some points, each of which lasts until the next.
fn staircase(dots: &[PlotPoint]) -> Vec<PlotPoint> {
    let mut points: Vec<PlotPoint> = Vec::with_capacity(2 * dots.len() + 1);
    for dot in dots {
        if let Some(last) = points.last().copied() {
            points.push(PlotPoint::new(dot.x, last.y));
        }
        points.push(*dot);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_steps_wherever_one_of_both_does() {
        let dots = |own: &[(f64, f64)]| -> Vec<PlotPoint> {
            own.iter().map(|(x, y)| PlotPoint::new(*x, *y)).collect()
        };
        let b = dots(&[(-9.0, 0.5), (-5.0, 0.4), (-2.0, 0.25)]);
        let a = dots(&[(-5.0, 0.25), (-3.0, 0.125)]);
        let found: Vec<(f64, f64)> =
            less(&b, &a).iter().map(|dot| (dot.x, (dot.y * 1e9).round() / 1e9)).collect();
        assert_eq!(found, [(-5.0, 0.15), (-3.0, 0.275), (-2.0, 0.125)]);
        assert!(less(&b, &[]).is_empty());
    }
}
