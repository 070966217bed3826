//! What stands in the place of the network while a decay is shown: single channels that close when their time has come.

use eframe::egui::{self, Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::paint::halo_text;
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::plot::sampled_open_times;
use crate::app::request::Requests;
use crate::app::theme::{GRID, MARGIN};
use crate::model::standalone::decay::Decay;

/// Draws the channels into `area`; a click starts them again.
pub(super) fn channels_ui(
    ui: &Ui,
    area: Rect,
    decay: &Decay,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let theme = context.theme;
    let now_ms = context.run.now_ms();
    let times = sampled_open_times(decay, context.preset().run().seed);
    let falls = decay.N_inf <= decay.N0;
    let changed = times.iter().filter(|time| **time <= now_ms).count();
    let open = if falls { times.len() - changed } else { changed };
    let args = [("open", open.to_string()), ("n", times.len().to_string())];
    let words = context.text.with("channels-open", &args);
    let response = ui.interact(area, ui.scope_id().with("channels"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    if response.clicked() {
        requests.act(Action::Restart);
    }
    let painter = ui.painter_at(area.intersect(ui.clip_rect()));
    let below = theme.text_size * 1.8;
    let field = Rect::from_min_max(area.min + vec2(MARGIN, 0.0), area.max - vec2(MARGIN, below + GRID));
    #[expect(clippy::cast_precision_loss, reason = "a thousand")]
    let n = times.len() as f32;
    let side = (field.area() / n).sqrt().max(2.0);
    let columns = (field.width() / side).floor().max(1.0);
    let rows = (n / columns).ceil();
    let side = side.min(field.height() / rows);
    let corner = field.center() - vec2(columns, rows) * side * 0.5;
    let (mut column, mut row) = (0.0, 0.0);
    for time in &times {
        let is_open = (now_ms < *time) == falls;
        let centre = corner + vec2(column + 0.5, row + 0.5) * side;
        let colour = if is_open { theme.accent } else { theme.well };
        painter.circle_filled(centre, side * if is_open { 0.40 } else { 0.30 }, colour);
        column += 1.0;
        if columns <= column {
            (column, row) = (0.0, row + 1.0);
        }
    }
    let at = pos2(area.center().x, area.max.y - below * 0.6);
    halo_text(&painter, at, Align2::CENTER_CENTER, &words, theme.bold_font(1.0), theme.text, theme.pane);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(context.text.get("channels-tip"));
}
