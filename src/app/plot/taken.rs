//! What a plot shows, as a figure to take away.

use eframe::egui::Color32;

use super::axis::divide;
use super::chart::{Chart, Curve, Dots};
use super::decay;
use super::navigate::Window;
use super::phase_plane;
use super::releases;
use super::twin_chart::outline;
use super::{Drawn, kind};
use crate::app::context::ViewContext;
use crate::app::view_state::PlotsState;
use crate::export::figure::{self, Graph};
use crate::preset::plot_spec::{Plot, PlotSpec};
use crate::with_plots;

/// The stretch of time that a plot against time shows [ms].
pub(in crate::app) fn shown_ms(
    plot: &PlotSpec,
    context: &ViewContext<'_>,
    plots: &PlotsState,
) -> Option<(f64, f64)> {
    let Window { end_ms, width_ms } = Window::of(plot.window_ms()?, context, plots);
    Some(((end_ms - width_ms).max(0.0), end_ms))
}

/// What a plot shows on axes of its own; none if it shows probes or spikes against the time of the run, or
/// is a film.
pub(in crate::app) fn graph(plot: &Plot, context: &ViewContext<'_>, plots: &PlotsState) -> Option<Graph> {
    match &plot.kind {
        PlotSpec::Trace(spec) => super::sweeps::graph(plot.id, spec, context, plots),
        PlotSpec::DecayCurve => decay::whole_curve(context).map(|own| graph_of(own.on(plot.axis))),
        PlotSpec::Releases(spec) => {
            let window = Window::of(spec.window_ms, context, plots);
            let of_a = context.of_a().map(|of_a| releases::graph(spec, window, &of_a));
            let own = releases::graph(spec, window, &context.of_run());
            let mut graph = of_a.iter().fold(own, with_a);
            let points = graph.curves.iter().chain(&graph.dots).flat_map(|own| &own.points);
            let values: Vec<f64> = points.map(|point| point.1).collect();
            divide(&mut graph.y, plot.axis, values.into_iter());
            Some(graph)
        }
        PlotSpec::PhasePlane(spec) => {
            let window = Window::of(spec.span_ms, context, plots);
            phase_plane::chart(spec, window, &context.of_run()).map(|own| graph_of(own.on(plot.axis)))
        }
        kind => {
            let own = chart(kind, &context.of_run())?.on(plot.axis);
            let of_a = context.of_a().and_then(|of_a| chart(kind, &of_a)).map(|a| a.on(plot.axis));
            Some(with_twin(graph_of(own), of_a))
        }
    }
}

macro_rules! chart_of {
    ([$plot:ident, $context:ident] $( $(#[$attr:meta])* $variant:ident $(($spec:ident))? : $what:ident; )+) => {
        $( chart_of!(@one $plot $context $variant $($spec)?); )+
    };
    (@one $plot:ident $context:ident $variant:ident $spec:ident) => {
        if let PlotSpec::$variant(spec) = $plot {
            return kind::$variant::chart(spec, $context);
        }
    };
    (@one $plot:ident $context:ident $variant:ident) => {
        if let PlotSpec::$variant = $plot {
            return kind::$variant::chart(&(), $context);
        }
    };
}

/// What a plot shows as a chart; none if it draws itself.
pub(super) fn chart(plot: &PlotSpec, context: &ViewContext<'_>) -> Option<Chart> {
    with_plots!(chart_of plot, context);
    None
}

/// A graph with what A of a twin shows beside it: faint curves and dots, named as those of A.
fn with_twin(mut graph: Graph, of_a: Option<Chart>) -> Graph {
    let Some(a) = of_a else { return graph };
    let bars = a.bars.as_ref().map(|bars| faint("", outline(bars)));
    graph = with_a(graph, &graph_of(a));
    graph.curves.extend(bars);
    graph
}

/// A graph with the curves and dots of that of A, faint.
fn with_a(mut graph: Graph, a: &Graph) -> Graph {
    let own = |own: &figure::Curve| faint(&own.name, own.points.clone());
    graph.curves.extend(a.curves.iter().filter(|own| !own.is_faint).map(own));
    graph.dots.extend(a.dots.iter().map(own));
    for (own, other) in [(&mut graph.x.range, a.x.range), (&mut graph.y.range, a.y.range)] {
        *own = (own.0.min(other.0), own.1.max(other.1));
    }
    graph
}

/// A curve of A.
fn faint(name: &str, points: Vec<(f64, f64)>) -> figure::Curve {
    let name = if name.is_empty() { "A".to_owned() } else { format!("A: {name}") };
    figure::Curve { name, points, is_faint: true, of: None }
}

fn graph_of(chart: Chart) -> Graph {
    let Chart { x, y, curves, dots, way, bars, uprights, levels, .. } = chart;
    let bars = bars.map_or_else(Vec::new, |own| {
        let half = 0.5 * own.width;
        own.counts.iter().map(|(middle, height)| (middle - half, middle + half, *height)).collect()
    });
    // What has the colour of a curve belongs to it.
    let own_colours: Vec<Color32> = curves.iter().filter(|own| !own.is_faint).map(|own| own.colour).collect();
    let place = |colour: Color32| own_colours.iter().position(|own| *own == colour);
    let line = |own: Curve| {
        let of = place(own.colour).filter(|_| own.is_faint);
        figure::Curve { name: own.name, points: own.points, is_faint: own.is_faint, of }
    };
    let dotted = |own: Dots| figure::Curve {
        name: own.name,
        points: own.points,
        is_faint: false,
        of: place(own.colour),
    };
    Graph {
        x,
        y,
        curves: curves.into_iter().map(line).collect(),
        dots: dots.into_iter().map(dotted).collect(),
        way: way
            .map(|own| Box::new(figure::Way { name: own.name, points: own.points, times_ms: own.times_ms })),
        bars,
        uprights: uprights.into_iter().map(|own| own.0).collect(),
        levels: levels.into_iter().map(|own| own.0).collect(),
    }
}
