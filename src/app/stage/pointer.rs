//! A pointer that an audience sees: a laser's dot with a short trail, or a large arrow.

use eframe::egui::{
    Color32, CursorIcon, Id, LayerId, Order, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2,
};

use crate::app::context::ViewContext;
use crate::app::theme::LASER;

/// How long the trail of the laser is seen [s].
const TRAIL_S: f64 = 0.3;
/// Most places of the trail.
const MOST_PLACES: usize = 200;

/// How a pointer looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) enum Kind {
    /// As the system draws it.
    #[default]
    Plain,
    /// A bright dot.
    Laser,
    /// A large arrow.
    Large,
}

/// The pointer on stage.
#[derive(Debug, Default)]
pub(in crate::app) struct Pointer {
    kind: Kind,
    /// Where it was: wall time [s] and place.
    trail: Vec<(f64, Pos2)>,
}

impl Pointer {
    /// How it looks.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Shows the pointer like this, or as the system does.
    pub fn toggle(&mut self, kind: Kind) {
        self.kind = if self.kind == kind { Kind::Plain } else { kind };
        self.trail.clear();
    }

    /// Draws the pointer where it is over an area. `draws` says that the pen is in hand, whose tip the laser's dot would hide.
    pub fn show(&mut self, ui: &Ui, area: Rect, draws: bool, context: &ViewContext<'_>) {
        let ctx = ui.ctx();
        let at = ctx.pointer_latest_pos().filter(|at| area.contains(*at));
        let Some(at) = at.filter(|_| self.kind != Kind::Plain && !(draws && self.kind == Kind::Laser)) else {
            self.trail.clear();
            return;
        };
        let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("stage pointer")));
        let size = context.theme.text_size;
        ctx.set_cursor_icon(CursorIcon::None);
        match self.kind {
            Kind::Plain => {}
            Kind::Large => {
                arrow(&painter, at, 1.9 * size, ctx.input(|input| input.pointer.any_down()), context);
            }
            Kind::Laser => {
                self.follow(at, context);
                if 1 < self.trail.len() {
                    ctx.request_repaint(); // Until the trail is gone.
                }
                for pair in self.trail.windows(2) {
                    #[expect(clippy::cast_possible_truncation, reason = "a shade of colour")]
                    let left = (1.0 - (context.time_s - pair[1].0) / TRAIL_S).clamp(0.0, 1.0) as f32;
                    let stroke = Stroke::new(0.32 * size * left, LASER.gamma_multiply(0.5 * left));
                    painter.line_segment([pair[0].1, pair[1].1], stroke);
                }
                for (radius, strength) in [(0.62, 0.14), (0.46, 0.26), (0.33, 0.6)] {
                    painter.circle_filled(at, radius * size, LASER.gamma_multiply(strength));
                }
                painter.circle_filled(at, 0.24 * size, LASER);
                painter.circle_filled(at, 0.09 * size, Color32::WHITE);
            }
        }
    }

    /// Adds a place to the trail, and forgets those that have faded.
    fn follow(&mut self, at: Pos2, context: &ViewContext<'_>) {
        let now_s = context.time_s;
        self.trail.retain(|(time_s, _)| now_s - time_s < TRAIL_S);
        if context.reduced_motion {
            self.trail.clear();
        }
        if self.trail.last().is_none_or(|(_, last)| 1.0 < last.distance(at)) && self.trail.len() < MOST_PLACES
        {
            self.trail.push((now_s, at));
        }
    }
}

/// An arrow of a height whose tip is at a place; filled while a button is down.
fn arrow(painter: &Painter, tip: Pos2, height: f32, is_down: bool, context: &ViewContext<'_>) {
    let corner = |x: f32, y: f32| tip + vec2(x, y) * height;
    let head = vec![corner(0.0, 0.0), corner(0.0, 0.78), corner(0.19, 0.60), corner(0.56, 0.56)];
    let shaft = vec![corner(0.12, 0.58), corner(0.27, 0.96), corner(0.41, 0.90), corner(0.25, 0.52)];
    let fill = if is_down { context.theme.accent } else { Color32::BLACK };
    let rim = Stroke::new(0.09 * height, Color32::WHITE);
    for part in [&shaft, &head] {
        painter.add(Shape::closed_line(part.clone(), rim));
    }
    painter.add(Shape::convex_polygon(shaft, fill, Stroke::NONE));
    // The head is not convex where the shaft begins: two triangles.
    for triangle in [[0, 1, 2], [0, 2, 3]] {
        let corners = triangle.map(|index: usize| head[index]).to_vec();
        painter.add(Shape::convex_polygon(corners, fill, Stroke::new(0.5, fill)));
    }
    if is_down {
        let ring = Stroke::new(0.07 * height, context.theme.accent);
        painter.circle_stroke(pos2(tip.x, tip.y), 0.45 * height, ring);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_shows_a_pointer_and_puts_it_away() {
        let mut pointer = Pointer::default();
        for (kind, shown) in [
            (Kind::Laser, Kind::Laser),
            (Kind::Large, Kind::Large),
            (Kind::Large, Kind::Plain),
            (Kind::Laser, Kind::Laser),
        ] {
            pointer.toggle(kind);
            assert_eq!(pointer.kind(), shown);
        }
    }
}
