//! The four panes and the handles between them.

use eframe::egui::{self, CursorIcon, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use crate::app::canvas::canvas_ui;
use crate::app::context::{ViewContext, ViewState};
use crate::app::panel::parameters::parameters_ui;
use crate::app::plot::plot_ui;
use crate::app::request::{Request, Requests};
use crate::app::theme::{CORNER, GRID};
use crate::document::Edit;
use crate::preset::Panes;
use crate::preset::plot_spec::Plot;

/// Draws canvas, parameters and plots into the whole of `ui`.
pub(crate) fn panes_ui(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    let area = ui.available_rect_before_wrap().shrink2(egui::vec2(GRID, 0.0));
    let area = Rect::from_min_max(area.min, pos2(area.max.x, area.max.y - GRID));
    let panes = context.preset().view().panes;
    let middle = pos2(area.left() + area.width() * panes.left, area.top() + area.height() * panes.top);
    handles_ui(ui, area, middle, context, view, requests);
    let half = GRID * 0.5;
    let split = |min: Pos2, max: Pos2| Rect::from_min_max(min, max);
    let top_left = split(area.min, middle - egui::vec2(half, half));
    let top_right = split(pos2(middle.x + half, area.top()), pos2(area.right(), middle.y - half));
    let bottom_left = split(pos2(area.left(), middle.y + half), pos2(middle.x - half, area.bottom()));
    let bottom_right = split(middle + egui::vec2(half, half), area.max);
    view.plots.hover_ms = None;
    pane_ui(ui, top_left, "canvas", context, |ui| canvas_ui(ui, context, view, requests));
    pane_ui(ui, top_right, "parameters", context, |ui| parameters_ui(ui, context, view, requests));
    let plots = &context.preset().view().plots;
    let left: Vec<&Plot> = plots.iter().step_by(2).collect();
    let right: Vec<&Plot> = plots.iter().skip(1).step_by(2).collect();
    for (rect, plots) in [(bottom_left, left), (bottom_right, right)] {
        column_ui(ui, rect, &plots, context, view, requests);
    }
}

/// Plots one above the other.
fn column_ui(
    ui: &mut Ui,
    rect: Rect,
    plots: &[&Plot],
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
    #[expect(clippy::cast_precision_loss, reason = "a handful of plots")]
    let height = (rect.height() + GRID) / plots.len().max(1) as f32;
    for (index, plot) in plots.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a handful of plots")]
        let top = rect.top() + index as f32 * height;
        let place = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + height - GRID));
        pane_ui(ui, place, ("plot", plot.id), context, |ui| plot_ui(ui, plot, context, view, requests));
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
fn handles_ui(
    ui: &Ui,
    area: Rect,
    middle: Pos2,
    context: &ViewContext<'_>,
    view: &mut ViewState,
    requests: &mut Requests,
) {
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
            requests.push(Request::Edit(Edit::SetPanes(panes), Some(view.gesture)));
        }
        view.gesture_ends |= response.drag_stopped();
        if response.hovered() || response.dragged() {
            ui.painter().rect_filled(rect.shrink(2.0), 2.0, context.theme.accent.gamma_multiply(0.6));
        }
    }
}
