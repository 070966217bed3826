//! A twin in plots against time: A as a wide, pale line under B, or B − A, and where the two part.

use eframe::egui::{self, Color32, pos2};
use egui_plot::{Line, LineStyle, PlotPoint, PlotPoints, PlotTransform, PlotUi, VLine};

use super::navigate::Window;
use super::pale::{pale, wide};
use super::thin::Fineness;
use crate::app::context::ViewContext;
use crate::app::theme::Theme;
use crate::model::probe::Probe;

/// Points as (time [ms], value).
pub(super) type Times = [(f64, f64)];

/// The points of a probe in A as (time [ms], value); none if there is no twin.
pub(super) fn points_of_twin(
    probe: &Probe,
    window: Window,
    columns: f32,
    context: &ViewContext<'_>,
) -> Vec<(f64, f64)> {
    let Some(twin) = context.twin.filter(|twin| twin.has_begun()) else { return Vec::new() };
    let (from_ms, grid) = (window.end_ms - window.width_ms, context.run.grid);
    let mut points = twin.traces.points(probe, from_ms, window.end_ms, columns, context.run.now, grid);
    points.extend(twin.traces.points_ahead(probe, (from_ms, window.end_ms), columns, grid));
    points.retain(|point| point.1.is_finite());
    points
}

/// What a curve is called that shows what B has more than A: a comma ends the subscript of a symbol.
pub(super) fn b_less_a(name: &str, context: &ViewContext<'_>) -> String {
    format!("{name}, {}", context.text.get("twin-b-less-a"))
}

/// What B has more than A of a probe, at the times of the points of both: no extreme of either is left out.
pub(super) fn difference(
    probe: &Probe,
    (b, a): (&Times, &Times),
    context: &ViewContext<'_>,
) -> Vec<(f64, f64)> {
    let Some(twin) = context.twin else { return Vec::new() };
    let grid = context.run.grid;
    let mut times: Vec<f64> = b.iter().chain(a).map(|point| point.0).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let at = |ms: f64| {
        let b = context.traces.value_at(probe, ms, grid)?;
        let a = twin.traces.value_at(probe, ms, grid)?;
        Some((ms, b - a)).filter(|point| point.1.is_finite())
    };
    let mut points: Vec<(f64, f64)> = times.into_iter().filter_map(at).collect();
    if let Some((head, now_ms)) = head(probe, context).zip(Some(context.run.now_ms()))
        && points.last().is_some_and(|last| last.0 < now_ms)
        && !context.run.is_past()
    {
        points.push((now_ms, head));
    }
    points
}

/// The same at the playhead.
pub(super) fn head(probe: &Probe, context: &ViewContext<'_>) -> Option<f64> {
    let twin = context.twin.filter(|twin| twin.has_begun())?;
    Some(context.traces.head(probe)? - twin.traces.head(probe)?).filter(|value| value.is_finite())
}

/// Draws A under what is drawn next.
pub(super) fn twin_line(
    plot: &mut PlotUi<'_>,
    points: &[PlotPoint],
    colour: Color32,
    (fineness, theme): (Fineness, &Theme),
) {
    for points in fineness.lines(points) {
        let line = Line::new("", PlotPoints::Owned(points)).color(pale(colour)).width(wide(theme));
        plot.line(line.allow_band(false).allow_hover(false));
    }
}

/// What is said above a plot that shows a twin.
pub(super) fn twin_label(context: &ViewContext<'_>, key: &str) -> Option<(String, Color32)> {
    let twin = context.twin.filter(|twin| twin.has_begun());
    twin.map(|_| (context.text.get(key), context.theme.weak_text))
}

/// When the two part [ms].
fn parting_ms(context: &ViewContext<'_>) -> Option<f64> {
    let parting = context.twin?.scene.as_ref()?.parting?;
    Some(context.run.grid.moment_ms(parting.at))
}

/// A line where the two part.
pub(super) fn parting_line(plot: &mut PlotUi<'_>, end_ms: f64, context: &ViewContext<'_>) {
    if let Some(ms) = parting_ms(context) {
        let theme = context.theme;
        let line = VLine::new("", ms - end_ms).color(theme.accent).width(2.0 * theme.line);
        plot.vline(line.style(LineStyle::Dashed { length: 6.0 * theme.line }).allow_hover(false));
    }
}

/// Says at the line that the two part there.
pub(super) fn name_parting(
    painter: &egui::Painter,
    transform: &PlotTransform,
    window: Window,
    context: &ViewContext<'_>,
) {
    let Some(ms) = parting_ms(context).filter(|ms| *ms <= window.end_ms) else { return };
    let (theme, frame) = (context.theme, *transform.frame());
    let x = transform.position_from_point(&PlotPoint::new(ms - window.end_ms, 0.0)).x;
    if x < frame.left() {
        return;
    }
    let galley = painter.layout_no_wrap("A ≠ B".to_owned(), theme.bold_font(0.8), theme.accent);
    // Left of the line where there is no room on its right.
    let fits = x + galley.size().x + 4.0 < frame.right();
    let left = if fits { x + 3.0 } else { x - galley.size().x - 3.0 };
    let rect = egui::Rect::from_min_size(pos2(left, frame.top() + 1.0), galley.size());
    painter.rect_filled(rect.expand(1.0), 2.0, theme.pane.gamma_multiply(0.85));
    painter.galley(rect.min, galley, theme.accent);
}
