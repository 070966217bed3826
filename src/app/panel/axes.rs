//! The window in which the limits of a plot's axes are typed.

use eframe::egui::{self, Ui, Window};

use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::widget::own_number::{Own, own_ui};
use crate::document::{Edit, PlotEdit};
use crate::preset::plot_spec::{PlotSpec, Span, WINDOW_RANGE_MS};
use crate::units::Unit;

/// Largest limit of a vertical axis, in the unit of what is shown.
const MOST: f64 = 1e9;

/// Whether the axes of a plot have limits that can be typed.
pub(super) fn has_limits(kind: &PlotSpec) -> bool {
    kind.span().is_some() || kind.window_ms().is_some()
}

/// Draws the window, if it is open.
pub(crate) fn axes_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (ctx, text) = (ui.ctx(), context.text);
    let Some(id) = frame.view.axes else { return };
    let plot = context.preset().view().plots.iter().find(|plot| plot.id == id);
    let Some(plot) = plot.filter(|_| !frame.view.escapes(ctx)) else {
        frame.view.axes = None;
        return;
    };
    let mut kind = plot.kind.clone();
    let mut is_open = true;
    Window::new(text.get("plot-axes").trim_end_matches('…'))
        .id(egui::Id::unique("axes"))
        .collapsible(false)
        .resizable(false)
        .pivot(egui::Align2::CENTER_CENTER)
        .default_pos(ctx.content_rect().center())
        .open(&mut is_open)
        .show(ctx, |ui| {
            if let Some(window_ms) = kind.window_ms_mut() {
                ui.horizontal(|ui| {
                    let label = ui.label(text.get("axes-time"));
                    let own = Own { name: "axes-time", range: WINDOW_RANGE_MS, unit: "ms", speed: 1.0 };
                    own_ui(ui, &own, window_ms, label.id, &mut frame.view.fields, context);
                });
            }
            let usual = usual_limits(&plot.kind, frame);
            if let Some(span) = kind.span_mut() {
                let mut is_auto = *span == Span::Auto;
                if ui.checkbox(&mut is_auto, text.get("axes-auto")).changed() {
                    *span = if is_auto { Span::Auto } else { Span::Fixed(usual.0, usual.1) };
                }
                if let Span::Fixed(low, high) = span {
                    for (key, name, value) in
                        [("axes-low", "axes-low", low), ("axes-high", "axes-high", high)]
                    {
                        ui.horizontal(|ui| {
                            let label = ui.label(text.get(key));
                            let own = Own { name, range: (-MOST, MOST), unit: "", speed: 0.5 };
                            own_ui(ui, &own, value, label.id, &mut frame.view.fields, context);
                        });
                    }
                }
            }
        });
    if kind != plot.kind {
        // What was zoomed by hand gives way to what was typed.
        frame.view.plots.ranges.remove(&id);
        let edit = Edit::Plots(PlotEdit::Set { plot: id, kind });
        frame.requests.push(Request::Edit(edit, Some(context.gesture)));
        frame.requests.end_gesture_if(!ui.input(|input| input.pointer.any_down()));
    }
    if !is_open {
        frame.view.axes = None;
    }
}

/// Limits to begin with: those that the plot was zoomed to, or what suits the unit of what it shows.
fn usual_limits(kind: &PlotSpec, frame: &Frame<'_>) -> (f64, f64) {
    if let Some(range) = frame.view.axes.and_then(|id| frame.view.plots.ranges.get(&id)) {
        return *range;
    }
    let probes = kind.probes();
    let unit =
        probes.first().and_then(|own| own.describe(frame.context.network())).map(|(_, state)| state.unit);
    match unit {
        Some(Unit::MV) => (-80.0, -40.0),
        Some(Unit::PA) => (-100.0, 100.0),
        Some(Unit::One) => (0.0, 1.0),
        _ => (0.0, 10.0),
    }
}
