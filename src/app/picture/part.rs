//! Named parts of a drawing: each lights up when it is pointed at or focused, and says what it is below the drawing.

use std::sync::Arc;

use eframe::egui::{
    Align2, Galley, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

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

/// Lines of the explanation that there is room for.
const LINES: f32 = 3.0;
/// Greatest width of a drawing relative to its height.
const ASPECT: f32 = 1.7;

/// Where the drawing and its explanation stand in an area.
fn split(area: Rect, context: &ViewContext<'_>) -> (Rect, Rect) {
    let line = context.theme.text_size * 1.25;
    let strip = (LINES * line + 2.0 * GRID).min(area.height() * 0.34);
    let (drawing, strip) = area.split_top_bottom_at_y(area.bottom() - strip);
    (drawing.with_max_y(drawing.bottom() - GRID * 0.5), strip)
}

/// Draws a drawing, which `draw` paints into a frame with the part that is lit up, with the names of its parts, into the whole
/// of `ui`.
pub(super) fn drawing_ui(
    ui: &Ui,
    drawing: &Drawing<'_>,
    context: &ViewContext<'_>,
    draw: impl FnOnce(&Painter, Rect, Option<&'static str>),
) {
    let theme = context.theme;
    let whole = ui.available_rect_before_wrap().shrink(GRID);
    let (area, strip) = split(whole, context);
    let frame =
        Rect::from_center_size(area.center(), vec2(area.width().min(area.height() * ASPECT), area.height()));
    let painter = ui.painter_at(whole);
    // Names are smaller where there is little room.
    let size = (area.width() / (theme.text_size * 34.0)).clamp(0.65, 1.0);
    let mut names = Vec::new();
    let mut pointed = None;
    for part in drawing.parts {
        let name = Name::of(part, &painter, size, (area, frame), drawing, context);
        if name.interact(ui, part, drawing) {
            pointed = Some(part.key);
        }
        names.push(name);
    }
    let lit = pointed.or(drawing.lit);
    draw(&painter, frame, lit);
    for (part, name) in drawing.parts.iter().zip(names) {
        name.paint(&painter, lit == Some(part.key), part.align == Align2::RIGHT_CENTER, context);
    }
    let words = match lit {
        Some(key) => {
            let key = (drawing.key_of)(key);
            let about = context.text.get(&format!("{key}-about"));
            format!("{}: {about}", context.text.get(&key))
        }
        None => drawing.idle.clone(),
    };
    explanation(&painter, strip, &words, lit.is_some(), context);
}

/// The name of a part, laid out.
struct Name {
    words: String,
    about: String,
    galley: Arc<Galley>,
    rect: Rect,
    label: Pos2,
    spot: Pos2,
    reach: Rect,
}

impl Name {
    fn of(
        part: &Part,
        painter: &Painter,
        size: f32,
        (area, frame): (Rect, Rect),
        drawing: &Drawing<'_>,
        context: &ViewContext<'_>,
    ) -> Self {
        let at = |place: Pos2| frame.min + place.to_vec2() * frame.size();
        let (label, spot) = (at(part.label), at(part.spot));
        let key = (drawing.key_of)(part.key);
        let words = context.text.get(&key);
        let is_left = part.align == Align2::RIGHT_CENTER;
        let room = if is_left { label.x - area.left() } else { area.right() - label.x };
        let galley = painter.layout(words.clone(), context.theme.font(size), context.theme.text, room);
        Self {
            about: context.text.get(&format!("{key}-about")),
            rect: part.align.anchor_size(label, galley.size()),
            reach: Rect::from_center_size(spot, Vec2::splat(2.0 * part.reach * frame.height())),
            words,
            galley,
            label,
            spot,
        }
    }

    /// Whether the part is pointed at, or has the keyboard.
    fn interact(&self, ui: &Ui, part: &Part, drawing: &Drawing<'_>) -> bool {
        let response = ui.interact(
            self.rect.union(Rect::from_center_size(self.label, vec2(1.0, 1.0))),
            ui.scope_id().with((drawing.key_of)(part.key)),
            Sense::hover() | Sense::focusable_noninteractive(),
        );
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Group, true, &self.words);
            info.current_text_value = Some(self.about.clone());
            info
        });
        response.hovered() || ui.rect_contains_pointer(self.reach) || response.has_focus()
    }

    /// Paints the name, with a line to what it names.
    fn paint(self, painter: &Painter, is_on: bool, is_left: bool, context: &ViewContext<'_>) {
        let theme = context.theme;
        let colour = if is_on { theme.accent } else { theme.weak_text };
        let start = if is_left {
            self.rect.right_center() + vec2(4.0, 0.0)
        } else {
            self.rect.left_center() - vec2(4.0, 0.0)
        };
        if is_on {
            painter.rect_filled(self.rect.expand2(vec2(3.0, 1.0)), 3.0, theme.accent.gamma_multiply(0.22));
        }
        painter.line_segment([start, self.spot], Stroke::new(if is_on { 2.5 } else { 1.0 }, colour));
        painter.circle_filled(self.spot, if is_on { 4.0 } else { 3.0 }, colour);
        painter.galley(self.rect.min, self.galley, theme.text);
    }
}

/// Writes what a part is below the drawing, smaller where it would not fit.
fn explanation(painter: &Painter, strip: Rect, words: &str, is_on: bool, context: &ViewContext<'_>) {
    let theme = context.theme;
    let colour = if is_on { theme.text } else { theme.weak_text };
    let inner = strip.shrink2(vec2(GRID, GRID * 0.5));
    let lay_out = |size: f32| painter.layout(words.to_owned(), theme.font(size), colour, inner.width());
    let sizes = [1.0, 0.9, 0.8, 0.7, 0.6];
    let fitting = sizes.into_iter().map(lay_out).find(|galley| galley.size().y <= inner.height());
    let galley = fitting.unwrap_or_else(|| lay_out(0.6));
    let stroke = Stroke::new(1.0, if is_on { theme.accent } else { theme.hairline });
    painter.rect(strip, 4.0, theme.well, stroke, StrokeKind::Inside);
    painter.with_clip_rect(strip.intersect(painter.clip_rect())).galley(inner.min, galley, colour);
}
