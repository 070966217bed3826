//! Named parts of a drawing: each lights up when it is pointed at or focused, and says what it is below the drawing.

use eframe::egui::{
    Align2, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::plan::{self, Name, Plan};
use crate::app::context::ViewContext;
use crate::app::theme::GRID;

/// A part: key of its name and of what it does, where its name stands, and what it points at, in parts of the picture.
pub(super) struct Part {
    pub(super) key: &'static str,
    pub(super) label: Pos2,
    pub(super) align: Align2,
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

/// A drawing with named parts.
pub(super) struct Drawing<'a> {
    /// Its parts.
    pub parts: &'a [Part],
    /// The key of a part's texts in the catalogue.
    pub key_of: fn(&str) -> String,
    /// A part that is lit up from elsewhere.
    pub lit: Option<&'static str>,
    /// What stands below while no part is pointed at.
    pub idle: String,
}

/// Draws a drawing, which `draw` paints into a frame with the part that is lit up, with the names of its parts, into the whole
/// of `ui`.
pub(super) fn drawing_ui(
    ui: &Ui,
    drawing: &Drawing<'_>,
    context: &ViewContext<'_>,
    draw: impl FnOnce(&Painter, Rect, Option<&'static str>),
) {
    let whole = ui.available_rect_before_wrap().shrink(GRID);
    let painter = ui.painter_at(whole);
    let Plan { frame, names, strip, .. } = plan::plan(&painter, whole, drawing, context);
    let mut pointed = None;
    for (part, name) in drawing.parts.iter().zip(&names) {
        if interact(ui, part, name, frame, drawing, context) {
            pointed = Some(part.key);
        }
    }
    let lit = pointed.or(drawing.lit);
    draw(&painter, frame, lit);
    for (part, name) in drawing.parts.iter().zip(names) {
        let spot = frame.min + part.spot.to_vec2() * frame.size();
        paint(name, spot, &painter, lit == Some(part.key), context);
    }
    let words = match lit {
        Some(key) => {
            let key = (drawing.key_of)(key);
            let about = context.text.get(&format!("{key}-about"));
            format!("{}: {about}", context.text.get(&key))
        }
        None => drawing.idle.clone(),
    };
    explanation(&painter, strip, words, lit.is_some(), context);
}

/// The least height in which a drawing of a width can be read with ease [points].
pub(super) fn least_height(ui: &Ui, width: f32, drawing: &Drawing<'_>, context: &ViewContext<'_>) -> f32 {
    plan::least_height(ui.painter(), width - 2.0 * GRID, drawing, context) + 2.0 * GRID
}

/// Whether a part is pointed at, or has the keyboard.
fn interact(
    ui: &Ui,
    part: &Part,
    name: &Name,
    frame: Rect,
    drawing: &Drawing<'_>,
    context: &ViewContext<'_>,
) -> bool {
    let key = (drawing.key_of)(part.key);
    let sense = Sense::hover() | Sense::focusable_noninteractive();
    let response = ui.interact(name.rect, ui.scope_id().with(&key), sense);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Group, true, context.text.get(&key));
        info.current_text_value = Some(context.text.get(&format!("{key}-about")));
        info
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let spot = frame.min + part.spot.to_vec2() * frame.size();
    let reach = Rect::from_center_size(spot, Vec2::splat(2.0 * part.reach * frame.height()));
    response.hovered() || ui.rect_contains_pointer(reach) || response.has_focus()
}

/// Paints a name, with a line to what it names.
fn paint(name: Name, spot: Pos2, painter: &Painter, is_on: bool, context: &ViewContext<'_>) {
    let theme = context.theme;
    let colour = if is_on { theme.accent } else { theme.weak_text };
    if is_on {
        painter.rect_filled(name.rect.expand2(vec2(3.0, 1.0)), 3.0, theme.accent.gamma_multiply(0.22));
    }
    painter.line_segment([name.start, spot], Stroke::new(if is_on { 2.5 } else { 1.0 }, colour));
    painter.circle_filled(spot, if is_on { 4.0 } else { 3.0 }, colour);
    let words = pos2(name.rect.right() - name.galley.size().x, name.rect.top());
    painter.galley(words, name.galley, theme.text);
    if let Some((number, place)) = name.number {
        painter.galley(place, number.clone(), theme.text);
        painter.galley(name.rect.min, number, theme.text);
    }
}

/// Writes what a part is below the drawing.
fn explanation(
    painter: &Painter,
    (strip, size): (Rect, f32),
    words: String,
    is_on: bool,
    context: &ViewContext<'_>,
) {
    let theme = context.theme;
    let colour = if is_on { theme.text } else { theme.weak_text };
    let inner = strip.shrink2(vec2(GRID, GRID * 0.5));
    let galley = painter.layout(words, theme.font(size), colour, inner.width());
    let stroke = Stroke::new(1.0, if is_on { theme.accent } else { theme.hairline });
    painter.rect(strip, 4.0, theme.well, stroke, StrokeKind::Inside);
    painter.with_clip_rect(strip.intersect(painter.clip_rect())).galley(inner.min, galley, colour);
}
