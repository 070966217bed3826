//! Looking back and closer: gestures on the axis of time that all plots against time share.

use eframe::egui::{self, Ui};
use egui_plot::PlotTransform;

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::view_state::PlotsState;

/// Least and greatest factor on a plot's window.
const STRETCH_RANGE: (f64, f64) = (0.002, 50.0);

/// The window of time that a plot shows [ms].
#[derive(Clone, Copy)]
pub(super) struct Window {
    /// Time at the right edge [ms].
    pub end_ms: f64,
    /// Width [ms].
    pub width_ms: f64,
}

impl Window {
    /// The window of a plot that is `window_ms` [ms] wide at its own scale. A run fills it from the left; once it is full, the
    /// newest is at its right edge.
    pub fn of(window_ms: f64, context: &ViewContext<'_>, plots: &PlotsState) -> Self {
        let width_ms = window_ms * plots.stretch.unwrap_or(1.0);
        Self { end_ms: plots.held_at_ms.unwrap_or(context.run.now_ms().max(width_ms)), width_ms }
    }
}

/// Dragging looks back, Ctrl+scroll zooms about the pointer, double-click goes back to the newest data. The
/// time axis is common to all plots.
pub(super) fn navigate(
    ui: &Ui,
    id: u32,
    response: &egui::Response,
    transform: &PlotTransform,
    window: Window,
    range: (f64, f64),
    own: &mut Frame<'_, PlotsState>,
) {
    let context = own.context;
    let frame = *transform.frame();
    let per_point = window.width_ms / f64::from(frame.width().max(1.0));
    if response.double_clicked() || response.triple_clicked() {
        own.view.fit(Some(id));
        return;
    }
    if response.dragged() {
        let delta = response.drag_delta();
        let end = window.end_ms - f64::from(delta.x) * per_point;
        own.view.hold_at(end, context.run.now_ms());
        let per_point = (range.1 - range.0) / f64::from(frame.height().max(1.0));
        let shift = f64::from(delta.y) * per_point;
        if shift != 0.0 {
            own.view.ranges.insert(id, (range.0 + shift, range.1 + shift));
        }
    }
    let pointer = response.hover_pos().filter(|pos| frame.contains(*pos));
    let hovered = pointer.map(|pos| window.end_ms - f64::from(frame.right() - pos.x) * per_point);
    if let Some(hovered) = hovered {
        own.requests.point_at_time(hovered);
    }
    let zoom = f64::from(ui.input(egui::InputState::zoom_delta));
    if let Some(hovered) = hovered
        && zoom != 1.0
    {
        let plots = &mut *own.view;
        let stretch = (plots.stretch.unwrap_or(1.0) / zoom).clamp(STRETCH_RANGE.0, STRETCH_RANGE.1);
        let scale = stretch / plots.stretch.unwrap_or(1.0);
        plots.stretch = Some(stretch);
        if plots.held_at_ms.is_some() || !context.run.is_running() {
            plots.hold_at(hovered + (window.end_ms - hovered) * scale, context.run.now_ms());
        }
    }
}
