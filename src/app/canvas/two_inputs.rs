//! What stands in the place of the network while learning by rates is shown: two inputs and the neuron that learns.

use eframe::egui::{self, Align2, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::paint::halo_text;
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::request::Requests;
use crate::app::theme::VERTEX_RADIUS;
use crate::app::widget::number;

/// Draws the neurons into `area`; a click starts them again.
pub(super) fn two_inputs_ui(ui: &Ui, area: Rect, context: &ViewContext<'_>, requests: &mut Requests) {
    let Some(state) = context.run.snapshot.presentations.last() else { return };
    let theme = context.theme;
    let shown = |value: f64| context.text.localised(&number::signed(value, 2));
    let args = [("w1", shown(state.w[0])), ("w2", shown(state.w[1])), ("y", shown(state.y))];
    let words = context.text.with("two-inputs", &args);
    let response = ui.interact(area, ui.scope_id().with("two-inputs"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    if response.clicked() {
        requests.act(Action::Restart);
    }
    let painter = ui.painter_at(area.intersect(ui.clip_rect()));
    let reach = vec2(area.width().min(460.0) * 0.32, area.height() * 0.26);
    let neuron = area.center() + vec2(reach.x, 0.0);
    let radius = VERTEX_RADIUS.min(reach.y * 0.8);
    let names = ["x₁", "x₂"];
    for (index, side) in [-1.0, 1.0].into_iter().enumerate() {
        let input = area.center() + vec2(-reach.x, side * reach.y);
        let weight = state.w[index];
        // The thickness grows with the weight, without end but ever more slowly.
        #[expect(clippy::cast_possible_truncation, reason = "a thickness")]
        let width = (1.0 + 5.0 * weight.abs().ln_1p()).min(24.0) as f32;
        let colour = theme.sign(0.0 <= weight);
        painter.line_segment([input, neuron], Stroke::new(width, colour));
        let middle = input + (neuron - input) * 0.5;
        let weight = format!("w{} = {}", ["₁", "₂"][index], shown(weight));
        halo_text(&painter, middle, Align2::CENTER_CENTER, &weight, theme.font(1.0), theme.text, theme.pane);
        unit(&painter, input, radius, names[index], state.x[index], context);
    }
    unit(&painter, neuron, radius, "y", state.y, context);
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(context.text.get("two-inputs-tip"));
}

/// A unit, the fuller the larger its rate.
fn unit(painter: &Painter, at: Pos2, radius: f32, name: &str, rate: f64, context: &ViewContext<'_>) {
    let theme = context.theme;
    let colour = theme.populations[usize::from(name == "y")];
    painter.circle(at, radius, theme.well, Stroke::new(2.0, colour));
    #[expect(clippy::cast_possible_truncation, reason = "a radius")]
    let filled = (rate.abs() / (1.0 + rate.abs())) as f32;
    painter.circle_filled(at, radius * filled, colour.gamma_multiply(if rate < 0.0 { 0.35 } else { 0.8 }));
    halo_text(painter, at, Align2::CENTER_CENTER, name, theme.bold_font(1.1), theme.text, theme.pane);
    let value = context.text.localised(&number::signed(rate, 2));
    let font = theme.font(0.9);
    let width = painter.layout_no_wrap(value.clone(), font.clone(), theme.weak_text).size().x;
    // Beside the inputs, which stand one above the other, if there is room.
    let beside = at - vec2(radius + theme.text_size * 0.5, 0.0);
    let is_beside = name != "y" && painter.clip_rect().left() <= beside.x - width;
    let below = at + vec2(0.0, radius + theme.text_size * 0.8);
    let (place, align) =
        if is_beside { (beside, Align2::RIGHT_CENTER) } else { (below, Align2::CENTER_CENTER) };
    halo_text(painter, place, align, &value, font, theme.weak_text, theme.pane);
}
