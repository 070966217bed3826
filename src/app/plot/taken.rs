//! What a plot shows, as a figure to take away.

use super::chart::Chart;
use super::decay;
use super::navigate::Window;
use super::releases;
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
        PlotSpec::DecayCurve => decay::whole_curve(context).map(graph_of),
        PlotSpec::Releases(spec) => {
            let window = Window::of(spec.window_ms, context, plots);
            Some(releases::graph(spec, window, context))
        }
        kind => chart(kind, context).map(graph_of),
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

fn chart(plot: &PlotSpec, context: &ViewContext<'_>) -> Option<Chart> {
    with_plots!(chart_of plot, context);
    None
}

fn graph_of(chart: Chart) -> Graph {
    let Chart { x, y, curves, dots, bars, uprights, levels, .. } = chart;
    let bars = bars.map_or_else(Vec::new, |own| {
        let half = 0.5 * own.width;
        own.counts.iter().map(|(middle, height)| (middle - half, middle + half, *height)).collect()
    });
    let curve = |name, points, is_faint| figure::Curve { name, points, is_faint };
    Graph {
        x,
        y,
        curves: curves.into_iter().map(|own| curve(own.name, own.points, own.is_faint)).collect(),
        dots: dots.into_iter().map(|own| curve(own.name, own.points, false)).collect(),
        bars,
        uprights: uprights.into_iter().map(|own| own.0).collect(),
        levels: levels.into_iter().map(|own| own.0).collect(),
    }
}
