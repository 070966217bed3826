//! A recording of one's own under the traces of a plot.

use eframe::egui::Color32;
use egui_plot::{Line, PlotPoint, PlotPoints, PlotUi};

use super::navigate::Window;
use super::thin::Fineness;
use crate::app::context::ViewContext;
use crate::app::own_data::Under;
use crate::app::theme::Theme;
use crate::model::probe::Probe;

/// The colour of recordings: that of text, which no trace has.
pub(super) fn reference_colour(theme: &Theme) -> Color32 {
    theme.text.gamma_multiply(0.75)
}

/// What lies under the trace of a probe in a window: (time before the right edge [ms], value).
pub(super) fn reference_points(
    probe: &Probe,
    window: Window,
    columns: f32,
    context: &ViewContext<'_>,
) -> Vec<PlotPoint> {
    let own = context.reference.filter(|own| matches!(&own.under, Under::Probe(under) if under == probe));
    let from_ms = window.end_ms - window.width_ms;
    let points = own.map_or_else(Vec::new, |own| own.points(from_ms, window.end_ms, columns));
    points.into_iter().map(|(ms, value)| PlotPoint::new(ms - window.end_ms, value)).collect()
}

/// Draws it.
pub(super) fn reference_line(
    plot: &mut PlotUi<'_>,
    points: &[PlotPoint],
    (fineness, theme): (Fineness, &Theme),
) {
    for points in fineness.lines(points) {
        let line = Line::new("", PlotPoints::Owned(points)).color(reference_colour(theme));
        plot.line(line.width(0.8 * theme.trace_width).allow_band(false).allow_hover(false));
    }
}

/// Its name, where a plot shows one of these probes.
pub(super) fn reference_label(probes: &[Probe], context: &ViewContext<'_>) -> Option<(String, Color32)> {
    let own = context.reference?;
    let is_shown = matches!(&own.under, Under::Probe(under) if probes.contains(under));
    is_shown.then(|| (own.name.clone(), reference_colour(context.theme)))
}
