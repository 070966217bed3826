//! A pen that draws on the stage, with a mouse or a tablet; what it draws fades by itself.

use eframe::egui::{
    CursorIcon, Event, Id, LayerId, Order, PointerButton, Pos2, Rect, Role, Sense, Stroke, TouchPhase, Ui,
    WidgetInfo,
};

use crate::app::context::ViewContext;
use crate::app::theme::PEN;

/// How long a stroke stays as it was drawn [s].
const STAYS_S: f64 = 6.0;
/// How long a stroke takes to fade after it has stayed [s].
const FADES_S: f64 = 1.5;
/// Most strokes; beyond that the oldest is removed.
const MOST_STROKES: usize = 200;
/// Most points of a stroke; beyond that a new stroke begins.
const MOST_POINTS: usize = 4000;
/// Least distance between two points of a stroke [points].
const LEAST_STEP: f32 = 1.5;

/// The pen and what it drew.
#[derive(Debug, Default)]
pub(in crate::app) struct Pen {
    is_on: bool,
    strokes: Vec<Line>,
    /// Whether the last stroke goes on.
    is_down: bool,
    /// How hard a tablet's pen presses, from 0 to 1, if it says so.
    pressure: Option<f32>,
}

/// A stroke.
#[derive(Debug)]
struct Line {
    /// Places, and how thick it is at each, relative to the usual.
    points: Vec<(Pos2, f32)>,
    /// When its last point was drawn [s of wall time].
    drawn_s: f64,
}

impl Pen {
    /// Whether the pen is in hand.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Takes the pen in hand, or puts it away; what it drew stays until it has faded.
    pub fn toggle(&mut self) {
        self.is_on = !self.is_on;
        self.is_down = false;
    }

    /// Wipes away everything.
    pub fn erase(&mut self) {
        self.strokes.clear();
        self.is_down = false;
    }

    /// The state as a text, which differs where the state does: for tests.
    pub fn fingerprint(&self) -> String {
        format!("{} {}", self.is_on, self.strokes.len())
    }

    /// Number of points that are to be seen.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.strokes.iter().map(|line| line.points.len()).sum()
    }

    /// Draws on an area while the pen is in hand, and shows what was drawn.
    pub fn show(&mut self, ui: &Ui, area: Rect, context: &ViewContext<'_>) {
        let now_s = context.time_s;
        if self.is_on {
            // Nothing beneath is clicked.
            let sheet = ui.interact(area, ui.scope_id().with("stage-pen"), Sense::click_and_drag());
            let name = context.text.get("stage-pen");
            sheet.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));
            let may_begin = sheet.contains_pointer() || sheet.is_pointer_button_down_on();
            for event in ui.input(|input| input.events.clone()) {
                self.take(&event, area, may_begin, now_s);
            }
            if sheet.hovered() {
                ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
            }
        }
        self.fade(now_s);
        self.paint(ui, context);
    }

    /// Takes an event of the pointer: all of a frame, so that a quick stroke is round at few frames a second.
    fn take(&mut self, event: &Event, area: Rect, may_begin: bool, now_s: f64) {
        match event {
            Event::Touch { phase, force, .. } => {
                self.pressure = force.filter(|_| matches!(phase, TouchPhase::Start | TouchPhase::Move));
            }
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, .. } => {
                self.is_down = *pressed && may_begin && area.contains(*pos);
                if self.is_down {
                    self.begin(*pos, now_s);
                }
            }
            Event::PointerMoved(pos) if self.is_down => self.extend(*pos, now_s),
            Event::PointerGone => self.is_down = false,
            _ => {}
        }
    }

    /// How thick a stroke is, relative to the usual.
    fn width(&self) -> f32 {
        self.pressure.map_or(1.0, |pressure| 0.4 + 1.2 * pressure.clamp(0.0, 1.0))
    }

    fn begin(&mut self, at: Pos2, now_s: f64) {
        if MOST_STROKES <= self.strokes.len() {
            self.strokes.remove(0);
        }
        self.strokes.push(Line { points: vec![(at, self.width())], drawn_s: now_s });
    }

    fn extend(&mut self, at: Pos2, now_s: f64) {
        let width = self.width();
        let Some(line) = self.strokes.last_mut() else { return };
        let Some((last, _)) = line.points.last().copied() else { return };
        line.drawn_s = now_s;
        if last.distance(at) < LEAST_STEP {
            return;
        }
        line.points.push((at, width));
        if MOST_POINTS <= line.points.len() {
            self.begin(at, now_s);
        }
    }

    /// Forgets what has faded. A stroke under way does not fade.
    fn fade(&mut self, now_s: f64) {
        if let Some(line) = self.strokes.last_mut().filter(|_| self.is_down) {
            line.drawn_s = now_s;
        }
        self.strokes.retain(|line| now_s - line.drawn_s < STAYS_S + FADES_S);
    }

    fn paint(&self, ui: &Ui, context: &ViewContext<'_>) {
        if self.strokes.is_empty() {
            return;
        }
        let ctx = ui.ctx();
        let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("stage pen")));
        let size = 0.2 * context.theme.text_size;
        for line in &self.strokes {
            #[expect(clippy::cast_possible_truncation, reason = "a shade of colour")]
            let left = (1.0 - (context.time_s - line.drawn_s - STAYS_S) / FADES_S).clamp(0.0, 1.0) as f32;
            let colour = PEN.gamma_multiply(left);
            for (index, (at, width)) in line.points.iter().enumerate() {
                // Where one is drawn over another, a colour that lets through would show beads.
                if left == 1.0 || line.points.len() == 1 {
                    painter.circle_filled(*at, 0.5 * size * width, colour);
                }
                if let Some((next, _)) = line.points.get(index + 1) {
                    painter.line_segment([*at, *next], Stroke::new(size * width, colour));
                }
            }
        }
        ctx.request_repaint_after(std::time::Duration::from_millis(33));
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Modifiers, pos2, vec2};

    use super::*;

    fn button(pos: Pos2, pressed: bool) -> Event {
        Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
    }

    #[test]
    fn strokes_are_drawn_and_fade() {
        let area = Rect::from_min_size(Pos2::ZERO, vec2(400.0, 300.0));
        let mut pen = Pen::default();
        pen.toggle();
        pen.take(&Event::PointerMoved(pos2(10.0, 10.0)), area, true, 0.0);
        assert_eq!(pen.n_points(), 0, "moving alone draws nothing");
        pen.take(&button(pos2(10.0, 10.0), true), area, true, 0.0);
        for k in 1..=20_u8 {
            pen.take(&Event::PointerMoved(pos2(10.0 + 5.0 * f32::from(k), 20.0)), area, true, 0.1);
        }
        pen.take(&button(pos2(110.0, 20.0), false), area, true, 0.2);
        pen.take(&Event::PointerMoved(pos2(300.0, 20.0)), area, true, 0.3);
        assert_eq!((pen.strokes.len(), pen.n_points()), (1, 21));
        pen.take(&button(pos2(500.0, 20.0), true), area, true, 0.4);
        assert_eq!(pen.strokes.len(), 1, "outside the stage nothing is drawn");
        pen.fade(0.1 + STAYS_S + FADES_S + 0.1);
        assert_eq!(pen.n_points(), 0, "it has faded");
    }

    #[test]
    fn a_tablet_presses_thicker_and_a_scribble_is_bounded() {
        let area = Rect::from_min_size(Pos2::ZERO, vec2(400.0, 300.0));
        let mut pen = Pen { pressure: Some(1.0), ..Pen::default() };
        pen.begin(pos2(1.0, 1.0), 0.0);
        pen.pressure = Some(0.1);
        pen.extend(pos2(9.0, 9.0), 0.0);
        let widths: Vec<f32> = pen.strokes[0].points.iter().map(|(_, width)| *width).collect();
        assert!(widths[1] < 0.5 * widths[0], "{widths:?}");
        pen.is_down = true;
        for k in 0..2_000_000_u32 {
            let x = if k % 2 == 0 { 5.0 } else { 300.0 };
            pen.take(&Event::PointerMoved(pos2(x, 50.0)), area, true, 1.0);
        }
        assert!(pen.strokes.len() <= MOST_STROKES && pen.n_points() <= MOST_STROKES * MOST_POINTS);
    }
}
