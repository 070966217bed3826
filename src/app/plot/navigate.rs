//! Looking back and closer: gestures on the axis of time that all plots against time share.

use eframe::egui::{self, Event, InputState, Ui};
use egui_plot::PlotTransform;

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::snapped;
use crate::app::view_state::{PlotsState, ZOOM_PER_NOTCH};
use crate::preset::plot_spec::ValueAxis;

/// How near to a cursor or an event the pointer is on it [points].
pub(super) const NEAR: f32 = 6.0;
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
        let run = context.run;
        let follows = |end_ms| match run.is_past() {
            true if plots.stays => end_ms,
            true => page_end_ms(end_ms, width_ms, run.playhead_ms()),
            false => run.now_ms(),
        };
        let end_ms = plots.held_at_ms.unwrap_or_else(|| follows(run.end_ms()).max(width_ms));
        Self { end_ms, width_ms }
    }
}

/// The right edge of the page on which the playhead is [ms]: pages overlap by a fifth, and on all but the last the playhead is
/// between a tenth and nine tenths of the width.
fn page_end_ms(end_ms: f64, width_ms: f64, playhead_ms: f64) -> f64 {
    let pages = ((end_ms - 0.9 * width_ms - playhead_ms) / (0.8 * width_ms)).ceil().max(0.0);
    end_ms - pages * 0.8 * width_ms
}

/// Dragging looks back; the wheel and pinching zoom time about the pointer, Ctrl + wheel the other axis, Shift + wheel and two
/// fingers sideways pan; a double click goes back to the newest data. The time axis is common to all plots.
pub(super) fn navigate(
    ui: &Ui,
    id: u32,
    (response, transform): (&egui::Response, &PlotTransform),
    window: Window,
    (range, axis): ((f64, f64), ValueAxis),
    own: &mut Frame<'_, PlotsState>,
) {
    let context = own.context;
    let frame = *transform.frame();
    let per_point = window.width_ms / f64::from(frame.width().max(1.0));
    if response.double_clicked() || response.triple_clicked() {
        own.view.fit(Some(id));
        return;
    }
    if response.dragged() && own.view.measuring.dragged.is_none() && own.view.measuring.boxing.is_none() {
        let delta = response.drag_delta();
        let end = window.end_ms - f64::from(delta.x) * per_point;
        own.view.hold_at(end, context.run.end_ms());
        let per_point = (range.1 - range.0) / f64::from(frame.height().max(1.0));
        let shift = f64::from(delta.y) * per_point;
        if shift != 0.0 && axis.locked.is_none() {
            own.view.ranges.insert(id, axis.values((range.0 + shift, range.1 + shift)));
        }
    }
    let pointer = response.hover_pos().filter(|pos| frame.contains(*pos));
    let hovered = pointer.map(|pos| window.end_ms - f64::from(frame.right() - pos.x) * per_point);
    if let Some(hovered) = hovered {
        let within_ms = f64::from(NEAR) * per_point;
        let (ms, event) = snapped(context.traces, context.network(), context.run.grid, hovered, within_ms);
        // Before the start there is no sample to snap to.
        own.requests.point_at_time(if hovered < 0.0 { hovered } else { ms }, event);
    }
    let (Some(hovered), Some(pointer)) = (hovered, pointer) else { return };
    let notch = ui.ctx().options(|options| options.input_options.line_scroll_speed);
    let wheel = ui.input(|input| Wheel::of(input, notch));
    let (end_ms, plots) = (context.run.end_ms(), &mut *own.view);
    if wheel.time != 1.0 {
        let stretch = (plots.stretch.unwrap_or(1.0) / wheel.time).clamp(STRETCH_RANGE.0, STRETCH_RANGE.1);
        let scale = stretch / plots.stretch.unwrap_or(1.0);
        plots.stretch = Some(stretch);
        plots.hold_at(hovered + (window.end_ms - hovered) * scale, end_ms);
    }
    if wheel.pan != 0.0 {
        plots.hold_at(window.end_ms - f64::from(wheel.pan) * per_point, end_ms);
    }
    if let Some(zoomed) = zoomed(wheel.value, (frame, pointer), range).filter(|_| axis.locked.is_none()) {
        plots.ranges.insert(id, axis.values(zoomed));
    }
}

/// The range of the vertical axis of a plot after a zoom about the pointer by a factor, if that is one.
fn zoomed(factor: f64, (frame, pointer): (egui::Rect, egui::Pos2), range: (f64, f64)) -> Option<(f64, f64)> {
    if factor == 1.0 {
        return None;
    }
    let part = f64::from((frame.bottom() - pointer.y) / frame.height().max(1.0));
    let about = range.0 + (range.1 - range.0) * part;
    let zoomed = (about + (range.0 - about) / factor, about + (range.1 - about) / factor);
    (LEAST_SPAN..MOST_SPAN).contains(&(zoomed.1 - zoomed.0)).then_some(zoomed)
}

/// The same on a plot that has a time axis of its own: dragging and Ctrl + wheel move and zoom the vertical axis, a double click
/// goes back to its own scale.
pub(super) fn navigate_values(
    ui: &Ui,
    id: u32,
    response: &egui::Response,
    transform: &PlotTransform,
    range: (f64, f64),
    plots: &mut PlotsState,
) {
    let frame = *transform.frame();
    if response.double_clicked() || response.triple_clicked() {
        plots.ranges.remove(&id);
        return;
    }
    if response.dragged() {
        let per_point = (range.1 - range.0) / f64::from(frame.height().max(1.0));
        let shift = f64::from(response.drag_delta().y) * per_point;
        if shift != 0.0 {
            plots.ranges.insert(id, (range.0 + shift, range.1 + shift));
        }
    }
    if let Some(pointer) = response.hover_pos().filter(|pos| frame.contains(*pos)) {
        let notch = ui.ctx().options(|options| options.input_options.line_scroll_speed);
        let wheel = ui.input(|input| Wheel::of(input, notch));
        if let Some(zoomed) = zoomed(wheel.value, (frame, pointer), range) {
            plots.ranges.insert(id, zoomed);
        }
    }
}

/// Least and greatest height of a vertical range that a person may choose, in the unit of the plot.
const LEAST_SPAN: f64 = 1e-6;
const MOST_SPAN: f64 = 1e9;

/// What wheel and fingers ask for in a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Wheel {
    /// Factor by which time is to look wider.
    time: f64,
    /// The same for the other axis.
    value: f64,
    /// How far the data are to be moved to the right [points].
    pan: f32,
}

impl Wheel {
    /// From the input of a frame, where a notch of the wheel scrolls so far [points].
    fn of(input: &InputState, notch: f32) -> Self {
        let pinch = input.multi_touch().map_or_else(
            || {
                let zooms = input.events.iter().filter_map(|event| match event {
                    Event::Zoom(factor) => Some(*factor),
                    _ => None,
                });
                zooms.product()
            },
            |touch| touch.zoom_delta,
        );
        let scroll = input.smooth_scroll_delta();
        let notches = f64::from(scroll.y / notch.max(1.0));
        Self {
            time: f64::from(pinch) * f64::from(ZOOM_PER_NOTCH).powf(notches),
            value: f64::from(input.zoom_delta() / pinch),
            pan: scroll.x,
        }
    }
}
