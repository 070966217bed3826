//! The four panes and the handles between them.

use eframe::egui::containers::scroll_area::{DragScroll, ScrollSource};
use eframe::egui::{self, CursorIcon, Pos2, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use crate::app::action::Action;
use crate::app::canvas::canvas_ui;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::panel::axes::{axis_menu_ui, has_limits};
use crate::app::panel::parameters::parameters_ui;
use crate::app::plot::plot_ui;
use crate::app::request::{Request, Requests};
use crate::app::spot::Spot;
use crate::app::theme::{CORNER, GRID};
use crate::app::view_state::Pane;
use crate::app::widget::param_row::outline;
use crate::app::widget::symbol::name_checkbox_ui;
use crate::document::{Edit, PlotEdit};
use crate::model::probe::Probe;
use crate::preset::Panes;
use crate::preset::plot_spec::{HEIGHT_RANGE, Plot, PlotSpec, TraceSpec};

/// Lines of text that a plot is high at least, where there are several.
const LEAST_LINES: f32 = 7.0;
/// Probes that a menu lists.
const MOST_PROBES: usize = 400;

/// Draws canvas, parameters and plots into the whole of `ui`.
pub(crate) fn panes_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let area = ui.available_rect_before_wrap().shrink2(egui::vec2(GRID, 0.0));
    let area = Rect::from_min_max(area.min, pos2(area.max.x, area.max.y - GRID));
    let panes = context.preset().view().panes;
    let middle = pos2(area.left() + area.width() * panes.left, area.top() + area.height() * panes.top);
    handles_ui(ui, area, middle, frame);
    let half = GRID * 0.5;
    let split = |min: Pos2, max: Pos2| Rect::from_min_max(min, max);
    let top_left = split(area.min, middle - egui::vec2(half, half));
    let top_right = split(pos2(middle.x + half, area.top()), pos2(area.right(), middle.y - half));
    let bottom_left = split(pos2(area.left(), middle.y + half), pos2(middle.x - half, area.bottom()));
    let bottom_right = split(middle + egui::vec2(half, half), area.max);
    pane_ui(ui, top_left, "canvas", context, |ui| canvas_ui(ui, frame));
    pane_focus_ui(ui, top_right, Pane::Parameters, frame);
    pane_ui(ui, top_right, "parameters", context, |ui| parameters_ui(ui, frame));
    pane_focus_ui(ui, bottom_left.union(bottom_right), Pane::Plots, frame);
    let tabs = super::run_tabs::height(context);
    if 0.0 < tabs {
        super::run_tabs::tabs_ui(ui, bottom_left.union(bottom_right), context, frame.requests);
    }
    let below = |rect: Rect| rect.with_min_y(rect.top() + tabs);
    let (bottom_left, bottom_right) = (below(bottom_left), below(bottom_right));
    let plots = &context.preset().view().plots;
    let left: Vec<&Plot> = plots.iter().step_by(2).collect();
    let right: Vec<&Plot> = plots.iter().skip(1).step_by(2).collect();
    if right.is_empty() {
        // One plot, or none, has the whole width.
        let whole = bottom_left.union(bottom_right);
        if left.is_empty() {
            pane_ui(ui, whole, "no plots", context, |ui| no_plots_ui(ui, context, frame.requests));
        } else {
            column_ui(ui, whole, &left, frame);
        }
    } else {
        for (rect, plots) in [(bottom_left, left), (bottom_right, right)] {
            column_ui(ui, rect, &plots, frame);
        }
    }
    if let Some((object, at)) = frame.view.dropped.take()
        && middle.y < at.y
    {
        frame.requests.push(Request::Attach(object, None));
    }
}

/// One plot alone, over the whole of `ui`.
pub(crate) fn popped_ui(ui: &mut Ui, plot: &Plot, frame: &mut Frame<'_>) {
    let context = frame.context;
    let area = ui.available_rect_before_wrap().shrink(GRID);
    pane_ui(ui, area, ("plot", plot.id), context, |ui| framed_plot_ui(ui, plot, 0, frame));
}

/// What the keyboard is sent to in a pane: from there Tab leads to what is in it.
pub(super) fn pane_focus_ui(ui: &Ui, rect: Rect, pane: Pane, frame: &mut Frame<'_>) {
    let key = match pane {
        Pane::Canvas => "canvas-name",
        Pane::Parameters => "pane-parameters",
        Pane::Plots => "pane-plots",
        Pane::Equations => "pane-equations",
    };
    let id = ui.scope_id().with(("pane", key));
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    let name = frame.context.text.get(key);
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, &name));
    frame.view.pane.ids.push((pane, id));
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, frame.context.theme.accent);
        let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, id));
        painter.rect_stroke(rect.shrink(1.0), f32::from(CORNER), stroke, egui::StrokeKind::Inside);
    }
}

/// What to do where there is no plot yet.
fn no_plots_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.4).max(0.0));
        ui.label(RichText::new(context.text.get("no-plots")).color(context.theme.weak_text));
        if ui.button(context.text.get("action-add-plot")).clicked() {
            requests.act(Action::AddPlot);
        }
    });
}

/// A plot with the menu of what can be done to it.
fn framed_plot_ui(ui: &mut Ui, plot: &Plot, place: usize, frame: &mut Frame<'_>) {
    let context = frame.context;
    let area = ui.available_rect_before_wrap();
    frame.view.plot_areas.insert(plot.id, area);
    plot_ui(ui, plot, &mut frame.part(|view| &mut view.plots));
    if context.stands_out(&Spot::Plot(plot.id)) {
        outline(ui.painter(), area, context);
    }
    if let Some((object, at)) = frame.view.dropped
        && area.contains(at)
    {
        frame.view.dropped = None;
        frame.requests.push(Request::Attach(object, Some(plot.id)));
    }
    let side = context.theme.text_size * 1.15;
    if area.width() < 8.0 * side || area.height() < 3.0 * side {
        return;
    }
    let corner =
        Rect::from_min_size(area.right_top() + egui::vec2(-side - 2.0, 4.0), egui::Vec2::splat(side));
    ui.scope_builder(UiBuilder::new().max_rect(corner).id_salt("plot menu"), |ui| {
        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
        let words = RichText::new("⋮").color(context.theme.weak_text);
        let (response, _) = egui::containers::menu::MenuButton::from_button(
            egui::Button::new(words).frame(false).min_size(corner.size()),
        )
        .ui(ui, |ui| plot_menu_ui(ui, plot, place, frame));
        let name = context.text.with("plot-menu", &[("number", &(place + 1).to_string())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        response.on_hover_text(context.text.get("plot-menu-tip"));
    });
}

/// What can be done to a plot.
fn plot_menu_ui(ui: &mut Ui, plot: &Plot, place: usize, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    ui.set_min_width(200.0);
    let is_popped = frame.view.popped == Some(plot.id);
    if ui.button(text.get(if is_popped { "plot-back" } else { "plot-pop" })).clicked() {
        frame.view.popped = (!is_popped).then_some(plot.id);
        ui.close();
    }
    let edit = |edit: PlotEdit| Request::Edit(Edit::Plots(edit), None);
    let last = context.preset().view().plots.len().saturating_sub(1);
    let shift = |to: usize| edit(PlotEdit::Shift { plot: plot.id, to });
    for (key, is_possible, to) in
        [("plot-earlier", 0 < place, place.saturating_sub(1)), ("plot-later", place < last, place + 1)]
    {
        if ui.add_enabled(is_possible && !is_popped, egui::Button::new(text.get(key))).clicked() {
            frame.requests.push(shift(to));
            ui.close();
        }
    }
    if let PlotSpec::Trace(trace) = &plot.kind {
        ui.menu_button(text.get("plot-probes"), |ui| probes_ui(ui, plot.id, trace, context, frame.requests));
    }
    axis_menu_ui(ui, plot, frame);
    if has_limits(&plot.kind) && ui.button(text.get("plot-axes")).clicked() {
        frame.view.axes = Some(plot.id);
        ui.close();
    }
    super::sweeps::plot_menu_ui(ui, plot.id, &plot.kind, frame);
    super::export::plot_menu_ui(ui, plot.id, context, frame.requests);
    ui.separator();
    if ui.button(text.get("action-add-plot")).clicked() {
        frame.requests.act(Action::AddPlot);
        ui.close();
    }
    if ui.button(text.get("plot-remove")).clicked() {
        frame.view.popped = None;
        frame.requests.push(edit(PlotEdit::Remove(plot.id)));
        ui.close();
    }
}

/// The probes that have the unit of a plot's, to be shown on it or not.
fn probes_ui(ui: &mut Ui, plot: u32, trace: &TraceSpec, context: &ViewContext<'_>, requests: &mut Requests) {
    let network = context.network();
    let described = |probe: &Probe| probe.describe(network);
    let shown = &trace.probes;
    let unit = shown.first().and_then(described).map(|(_, state)| state.unit);
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for probe in Probe::all(network).iter().take(MOST_PROBES) {
            let Some((name, state)) = described(probe) else { continue };
            if unit.is_some_and(|unit| unit != state.unit) {
                continue;
            }
            let mut is_shown = shown.contains(probe);
            let response = name_checkbox_ui(ui, &mut is_shown, &name);
            if response.on_hover_text(context.text.own(state.meaning)).changed() {
                let probe = probe.clone();
                let edit = if is_shown {
                    PlotEdit::Attach { plot: Some(plot), probe }
                } else {
                    PlotEdit::Detach { plot, probe }
                };
                requests.push(Request::Edit(Edit::Plots(edit), None));
            }
        }
    });
}

/// Plots one above the other; in a column that is too low for them to be read, one scrolls.
fn column_ui(ui: &mut Ui, rect: Rect, plots: &[&Plot], frame: &mut Frame<'_>) {
    let context = frame.context;
    let total: f32 = plots.iter().map(|plot| plot.height).sum();
    let lowest = plots.iter().map(|plot| plot.height).fold(f32::INFINITY, f32::min);
    let least = LEAST_LINES * context.theme.text_size + GRID;
    let unit = (rect.height() + GRID) / total.max(1e-3);
    if 1 < plots.len() && unit * lowest < least {
        let height = total * least / lowest.max(1e-3) - GRID;
        ui.scope_builder(UiBuilder::new().id_salt(("column", plots[0].id)).max_rect(rect), |ui| {
            let bar_only = ScrollSource { scroll_bar: true, drag: DragScroll::Never, mouse_wheel: false };
            egui::ScrollArea::vertical().scroll_source(bar_only).show(ui, |ui| {
                let (_, mut whole) = ui.allocate_space(egui::vec2(rect.width(), height));
                whole.max.x -= ui.spacing().scroll.allocated_width();
                stack_ui(ui, whole, plots, frame);
            });
        });
    } else {
        stack_ui(ui, rect, plots, frame);
    }
}

/// Plots that fill a column.
fn stack_ui(ui: &mut Ui, rect: Rect, plots: &[&Plot], frame: &mut Frame<'_>) {
    let context = frame.context;
    let total: f32 = plots.iter().map(|plot| plot.height).sum();
    let unit = (rect.height() + GRID) / total.max(1e-3);
    let mut top = rect.top();
    for (index, plot) in plots.iter().enumerate() {
        let bottom = top + plot.height * unit;
        let place = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), bottom - GRID));
        let number = context.preset().view().plots.iter().position(|own| own.id == plot.id).unwrap_or(0);
        pane_ui(ui, place, ("plot", plot.id), context, |ui| {
            framed_plot_ui(ui, plot, number, frame);
        });
        if let Some(next) = plots.get(index + 1) {
            let handle = Rect::from_min_max(pos2(rect.left(), bottom - GRID), pos2(rect.right(), bottom));
            height_ui(ui, handle, (plot, next), unit, frame);
        }
        top = bottom;
    }
}

/// The handle between two plots: it takes height from one and gives it to the other.
fn height_ui(ui: &Ui, handle: Rect, (above, below): (&Plot, &Plot), unit: f32, frame: &mut Frame<'_>) {
    let context = frame.context;
    let response = ui.interact(handle, ui.scope_id().with(("height", above.id)), Sense::drag());
    let response = response.on_hover_and_drag_cursor(CursorIcon::ResizeVertical);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, context.text.get("divider-plots")));
    if response.dragged() {
        let (least, most) = HEIGHT_RANGE;
        let both = above.height + below.height;
        let first = (above.height + response.drag_delta().y / unit)
            .clamp(least.max(both - most), most.min(both - least));
        let heights = vec![(above.id, first), (below.id, both - first)];
        frame.requests.push(Request::Edit(Edit::Plots(PlotEdit::SetHeights(heights)), Some(context.gesture)));
    }
    frame.requests.end_gesture_if(response.drag_stopped());
    if response.hovered() || response.dragged() {
        ui.painter().rect_filled(handle.shrink(2.0), 2.0, context.theme.accent.gamma_multiply(0.6));
    }
}

/// A pane: a rounded ground, and its content clipped to it.
fn pane_ui(
    ui: &mut Ui,
    rect: Rect,
    salt: impl std::hash::Hash + std::fmt::Debug,
    context: &ViewContext<'_>,
    content: impl FnOnce(&mut Ui),
) {
    if rect.width() < 24.0 || rect.height() < 24.0 {
        return; // Too small to hold anything.
    }
    ui.painter().rect_filled(rect, f32::from(CORNER), context.theme.pane);
    ui.scope_builder(UiBuilder::new().id_salt(salt).max_rect(rect), |ui| {
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        content(ui);
    });
}

/// The handles between the panes.
fn handles_ui(ui: &Ui, area: Rect, middle: Pos2, frame: &mut Frame<'_>) {
    let context = frame.context;
    let panes = context.preset().view().panes;
    let half = GRID * 0.5;
    let upright = Rect::from_min_max(pos2(middle.x - half, area.top()), pos2(middle.x + half, area.bottom()));
    let level = Rect::from_min_max(pos2(area.left(), middle.y - half), pos2(area.right(), middle.y + half));
    for (rect, key, cursor) in [
        (upright, "divider-upright", CursorIcon::ResizeHorizontal),
        (level, "divider-level", CursorIcon::ResizeVertical),
    ] {
        let response =
            ui.interact(rect, ui.scope_id().with(key), Sense::drag()).on_hover_and_drag_cursor(cursor);
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, context.text.get(key)));
        if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let panes = if key == "divider-upright" {
                Panes { left: (pointer.x - area.left()) / area.width(), ..panes }
            } else {
                Panes { top: (pointer.y - area.top()) / area.height(), ..panes }
            };
            frame.requests.push(Request::Edit(Edit::SetPanes(panes), Some(context.gesture)));
        }
        frame.requests.end_gesture_if(response.drag_stopped());
        if response.hovered() || response.dragged() {
            ui.painter().rect_filled(rect.shrink(2.0), 2.0, context.theme.accent.gamma_multiply(0.6));
        }
    }
}
