//! The window in which the limits of a plot's axes are typed.

use eframe::egui::{self, ComboBox, Ui, Window};

use crate::app::action::{Action, tip};
use crate::app::axes::{divided_otherwise, locked};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::widget::choice;
use crate::app::widget::own_number::{Own, own_ui};
use crate::document::{Edit, PlotEdit};
use crate::model::probe::Probe;
use crate::preset::plot_spec::{
    BIN_RANGE_MS, CorrelogramSpec, LAG_RANGE_MS, OVER_RANGE_MS, PhasePlaneSpec, Plot, PlotSpec,
    SPAN_RANGE_MS, Span, ValueAxis, WINDOW_RANGE_MS,
};
use crate::units::Unit;

/// Most probes that are offered for an axis.
const MOST_PROBES: usize = 200;
/// Largest limit of a vertical axis, in the unit of what is shown.
const MOST: f64 = 1e9;

/// Whether the axes of a plot have limits or numbers that can be typed.
pub(super) fn has_limits(kind: &PlotSpec) -> bool {
    kind.span().is_some() || kind.window_ms().is_some() || kind.can_lock()
}

/// The entries of a plot's menu about its axis of values.
pub(super) fn axis_menu_ui(ui: &mut Ui, plot: &Plot, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    if plot.kind.sweeps().is_some() {
        for action in [Action::LogAxis, Action::LogAxisX, Action::LockAxis] {
            let own = choice::checkbox_where(ui, false, &mut false, text.get(action.key()));
            own.on_disabled_hover_text(text.get("no-axis-of-sweeps"));
        }
        return;
    }
    let why = plot.kind.no_log(context.network());
    let mut is_log = plot.axis.log;
    let tip = why.as_ref().map_or_else(
        || tip(ui, Action::LogAxis, context),
        |why| text.with(why.key(), &[("name", &why.name())]),
    );
    let own = choice::checkbox_where(ui, why.is_none(), &mut is_log, text.get("action-log-axis"));
    let own = own.on_hover_text(&tip).on_disabled_hover_text(&tip);
    let mut axis = own.changed().then(|| divided_otherwise(plot));
    let why = plot.kind.no_log_x(context.network());
    let mut is_log = plot.axis.log_x;
    let tip = why.as_ref().map_or_else(
        || crate::app::action::tip(ui, Action::LogAxisX, context),
        |why| text.with(why.key(), &[("name", &why.name())]),
    );
    let own = choice::checkbox_where(ui, why.is_none(), &mut is_log, text.get("action-log-axis-x"));
    if own.on_hover_text(&tip).on_disabled_hover_text(&tip).changed() {
        axis = Some(ValueAxis { log_x: is_log, ..plot.axis });
    }
    if plot.kind.can_lock() {
        let mut is_locked = plot.axis.locked.is_some();
        let own = choice::checkbox(ui, &mut is_locked, text.get("action-lock-axis"));
        if own.on_hover_text(tip_of_lock(ui, context)).changed() {
            axis = Some(locked(plot, &frame.view.plots));
        }
    }
    if let Some(axis) = axis {
        frame.view.plots.ranges.remove(&plot.id);
        let edit = Edit::Plots(PlotEdit::SetAxis { plot: plot.id, axis });
        frame.requests.push(Request::Edit(edit, None));
        ui.close();
    }
}

fn tip_of_lock(ui: &Ui, context: &ViewContext<'_>) -> String {
    tip(ui, Action::LockAxis, context)
}

/// Draws the window, if it is open.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn axes_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (ctx, text) = (ui.ctx(), context.text);
    let Some(id) = frame.view.axes else { return };
    let plot = context.preset().view().plots.iter().find(|plot| plot.id == id);
    let Some(plot) = plot.filter(|_| !frame.view.escapes(ctx)) else {
        frame.view.axes = None;
        return;
    };
    let (mut kind, mut axis) = (plot.kind.clone(), plot.axis);
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
                if choice::checkbox(ui, &mut is_auto, text.get("axes-auto")).changed() {
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
            if let Some((low, high)) = &mut axis.locked {
                ui.label(text.get("action-lock-axis"));
                for (key, name, value) in
                    [("axes-low", "axes-locked-low", low), ("axes-high", "axes-locked-high", high)]
                {
                    ui.horizontal(|ui| {
                        let label = ui.label(text.get(key));
                        let own = Own { name, range: (-MOST, MOST), unit: "", speed: 0.05 };
                        own_ui(ui, &own, value, label.id, &mut frame.view.fields, context);
                    });
                }
            }
            match &mut kind {
                PlotSpec::Correlogram(spec) => correlogram_ui(ui, spec, frame),
                PlotSpec::PhasePlane(spec) => phase_plane_ui(ui, spec, frame),
                _ => {}
            }
        });
    if axis != plot.axis {
        let edit = Edit::Plots(PlotEdit::SetAxis { plot: id, axis });
        frame.requests.push(Request::Edit(edit, Some(context.gesture)));
        frame.requests.end_gesture_if(!ui.input(|input| input.pointer.any_down()));
    }
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

/// Which probes a plane shows, and over how long.
fn phase_plane_ui(ui: &mut Ui, spec: &mut PhasePlaneSpec, frame: &mut Frame<'_>) {
    let context = frame.context;
    let network = context.network();
    let named = |probe: &Probe| probe.describe(network).map_or_else(String::new, |(name, _)| name);
    ui.horizontal(|ui| {
        let label = ui.label(context.text.get("axes-span"));
        let own = Own { name: "axes-span", range: SPAN_RANGE_MS, unit: "ms", speed: 1.0 };
        own_ui(ui, &own, &mut spec.span_ms, label.id, &mut frame.view.fields, context);
    });
    for (key, probe) in [("axes-x", &mut spec.x), ("axes-y", &mut spec.y)] {
        ui.horizontal(|ui| {
            let label = ui.label(context.text.get(key));
            let combo = ComboBox::from_id_salt(key).selected_text(named(probe)).show_ui(ui, |ui| {
                for own in Probe::all(network).into_iter().take(MOST_PROBES) {
                    let name = named(&own);
                    ui.selectable_value(probe, own, name);
                }
            });
            combo.response.labelled_by(label.id);
        });
    }
}

/// What a correlogram counts.
fn correlogram_ui(ui: &mut Ui, spec: &mut CorrelogramSpec, frame: &mut Frame<'_>) {
    let context = frame.context;
    for (key, range, speed, value) in [
        ("axes-bin", BIN_RANGE_MS, 0.1, &mut spec.bin_ms),
        ("axes-lag", LAG_RANGE_MS, 1.0, &mut spec.lag_ms),
        ("axes-over", OVER_RANGE_MS, 100.0, &mut spec.over_ms),
    ] {
        ui.horizontal(|ui| {
            let label = ui.label(context.text.get(key));
            let own = Own { name: key, range, unit: "ms", speed };
            own_ui(ui, &own, value, label.id, &mut frame.view.fields, context);
        });
    }
    let n = context.network().population(spec.about).map_or(1, |population| population.n);
    if n < 2 {
        return;
    }
    let mut is_one = spec.neuron.is_some();
    if choice::checkbox(ui, &mut is_one, context.text.get("axes-one-neuron")).changed() {
        spec.neuron = is_one.then_some(0);
    }
    if let Some(neuron) = &mut spec.neuron {
        ui.horizontal(|ui| {
            let label = ui.label(context.text.get("axes-neuron"));
            let mut value = f64::from(*neuron);
            #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
            let own = Own { name: "axes-neuron", range: (0.0, (n - 1) as f64), unit: "", speed: 0.2 };
            own_ui(ui, &own, &mut value, label.id, &mut frame.view.fields, context);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in the range")]
            let rounded = value.round() as u32;
            *neuron = rounded;
        });
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
