//! Named parts of a drawing: each says what it is when it is pointed at or focused.

use eframe::egui::{self, Align2, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::context::ViewContext;
use crate::app::theme::GRID;

/// A part: key of its name and of what it does, where its name stands, and what it points at, in parts of the picture.
pub(super) struct Part {
    key: &'static str,
    label: Pos2,
    align: Align2,
    spot: Pos2,
    reach: f32,
}

/// A part from plain numbers.
pub(super) const fn part(
    key: &'static str,
    label: (f32, f32),
    align: Align2,
    spot: (f32, f32),
    reach: f32,
) -> Part {
    Part { key, label: pos2(label.0, label.1), align, spot: pos2(spot.0, spot.1), reach }
}

/// Draws the names of the parts, whose texts `key_of` finds, over a picture that fills `frame` within `area`.
pub(super) fn parts_ui(
    ui: &Ui,
    painter: &Painter,
    key_of: fn(&str) -> String,
    parts: &[Part],
    (area, frame): (Rect, Rect),
    context: &ViewContext<'_>,
) {
    let theme = context.theme;
    let at = |x: f32, y: f32| pos2(frame.left() + x * frame.width(), frame.top() + y * frame.height());
    let unit = frame.height();
    // Names, with a line to what they name; smaller where there is little room.
    let size = (area.width() / (theme.text_size * 34.0)).clamp(0.65, 1.0);
    for part in parts {
        let (label, spot) = (at(part.label.x, part.label.y), at(part.spot.x, part.spot.y));
        let reach = Rect::from_center_size(spot, egui::Vec2::splat(2.0 * part.reach * unit));
        let key = key_of(part.key);
        let words = context.text.get(&key);
        let about = context.text.get(&format!("{key}-about"));
        let is_left = part.align == Align2::RIGHT_CENTER;
        let room = if is_left { label.x - area.left() } else { area.right() - label.x };
        let galley = painter.layout(words.clone(), theme.font(size), theme.text, room);
        let name = part.align.anchor_size(label, galley.size());
        let id = ui.scope_id().with(&key);
        let response = ui.interact(
            name.union(Rect::from_center_size(label, vec2(1.0, 1.0))),
            id,
            Sense::hover() | Sense::focusable_noninteractive(),
        );
        let on_spot = ui.rect_contains_pointer(reach);
        let is_on = response.hovered() || on_spot || response.has_focus();
        let colour = if is_on { theme.accent } else { theme.weak_text };
        let start =
            if is_left { name.right_center() + vec2(4.0, 0.0) } else { name.left_center() - vec2(4.0, 0.0) };
        painter.line_segment([start, spot], Stroke::new(if is_on { 2.0 } else { 1.0 }, colour));
        painter.circle_filled(spot, 3.0, colour);
        painter.galley(name.min, galley, theme.text);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Label, true, &words);
            info.current_text_value = Some(about.clone());
            info
        });
        if is_on {
            let box_width = (frame.width() * 0.5).max(200.0);
            let galley = painter.layout(about, theme.font(0.95), theme.text, box_width);
            let place = Rect::from_min_size(at(0.0, 0.0), galley.size() + egui::Vec2::splat(2.0 * GRID));
            let place = place.translate(pos2(area.left(), area.bottom() - place.height()) - place.min);
            painter.rect(place, 4.0, theme.well, Stroke::new(1.0, theme.hairline), egui::StrokeKind::Inside);
            painter.galley(place.min + egui::Vec2::splat(GRID), galley, theme.text);
        }
    }
}
