//! Moving about on the canvas: panning, zooming, and the way back. The network cannot be lost: one neuron stays in sight.

use eframe::egui::{self, Button, Pos2, Rect, RichText, Role, Ui, Vec2, WidgetInfo, vec2};

use super::geometry::{CanvasState, Placement, Transform};
use super::{ZOOM_RANGE, drag};
use crate::app::action::Action;
use crate::app::frame::Frame;
use crate::app::selection::Tool;
use crate::app::theme::{GRID, VERTEX_RADIUS};

/// How much of a vertex stays in sight, at least [points].
const LEAST_SEEN: f32 = 24.0;

/// Scrolling pans; Ctrl+scrolling and pinching zoom about the pointer; dragging the ground pans, or with the edit tool
/// and the first button selects.
pub(super) fn navigate(ui: &Ui, area: Rect, ground: &egui::Response, frame: &mut Frame<'_>) {
    let context = frame.context;
    let selects = context.tool == Tool::Edit && ground.dragged_by(egui::PointerButton::Primary);
    if selects && ground.drag_started() {
        let pressed = ui.input(|input| input.pointer.press_origin());
        frame.view.drag = pressed.map(drag::Drag::Marquee);
    }
    let canvas = &mut frame.view.canvas;
    if ground.dragged() && !selects {
        canvas.pan += ground.drag_delta();
        canvas.fits = false;
    }
    let Some(pointer) = ui.ctx().pointer_hover_pos().filter(|pos| area.contains(*pos)) else { return };
    if !ui.rect_contains_pointer(area) {
        return;
    }
    let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta, input.zoom_delta()));
    if zoom != 1.0 {
        zoom_about(canvas, zoom, pointer - area.center());
    } else if scroll != Vec2::ZERO {
        canvas.pan += scroll;
        canvas.fits = false;
    }
}

/// Zooms so that the point `about` (from the middle of the canvas) stays where it is.
fn zoom_about(canvas: &mut CanvasState, factor: f32, about: Vec2) {
    let zoom = (canvas.zoom * factor).clamp(ZOOM_RANGE.0, ZOOM_RANGE.1);
    canvas.pan = about - (about - canvas.pan) * (zoom / canvas.zoom);
    canvas.zoom = zoom;
    canvas.fits = false;
}

/// Moves the view as little as is needed for one vertex to be in sight.
pub(super) fn keep_in_sight(canvas: &mut CanvasState, area: Rect, placement: &Placement) {
    let transform = Transform::new(canvas, area.center());
    let places = placement.places.values().map(|place| transform.screen_from_world(*place));
    canvas.pan += way_back(places, area, VERTEX_RADIUS * canvas.zoom);
}

/// By how much places have to be moved for the disc of a radius around one of them to be in sight.
fn way_back(places: impl Iterator<Item = Pos2>, area: Rect, radius: f32) -> Vec2 {
    // Where the middle of a disc may be; beyond a corner less of it is seen than beyond an edge.
    let beyond = (0.7 * radius - LEAST_SEEN).max(-0.5 * area.size().min_elem());
    let room = area.expand(beyond);
    let way = |place: Pos2| room.clamp(place) - place;
    let ways = places.map(way).filter(|way| way.is_finite());
    ways.min_by(|a, b| a.length_sq().total_cmp(&b.length_sq())).unwrap_or_default()
}

/// The way back to the whole network, while the view is another.
pub(super) fn fit_button_ui(ui: &mut Ui, area: Rect, frame: &mut Frame<'_>) {
    let context = frame.context;
    if frame.view.canvas.fits || context.network().populations().is_empty() {
        return;
    }
    let (theme, text) = (context.theme, context.text);
    let (words, font) = (text.get("plot-fit"), theme.font(0.9));
    let galley = ui.painter().layout_no_wrap(words.clone(), font.clone(), theme.accent);
    let size = galley.size() + vec2(2.0 * GRID, 0.5 * GRID);
    let corner = area.right_top() + vec2(-GRID, 0.5 * GRID);
    let rect = Rect::from_min_size(corner - vec2(size.x, 0.0), size);
    let response = ui.put(rect, Button::new(RichText::new(words).font(font).color(theme.accent)));
    let name = text.get(Action::FitCanvas.key());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let tip =
        format!("{} ({})", text.get(Action::FitCanvas.tip_key()), Action::FitCanvas.shortcut_text(ui.ctx()));
    if response.on_hover_text(tip).clicked() {
        frame.requests.act(Action::FitCanvas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{Stream, StreamKind};

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let mut stream = Stream::new(3, StreamKind::Population, 0);
        #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
        let mut uniform = |low: f32, high: f32| low + (high - low) * stream.uniform() as f32;
        for _ in 0..1000 {
            let mut canvas = CanvasState {
                zoom: uniform(0.2, 6.0),
                pan: vec2(uniform(-300.0, 300.0), uniform(-300.0, 300.0)),
                fits: true,
            };
            let about = vec2(uniform(-400.0, 400.0), uniform(-400.0, 400.0));
            let world = (about - canvas.pan) / canvas.zoom;
            zoom_about(&mut canvas, uniform(0.5, 2.0), about);
            let now = world * canvas.zoom + canvas.pan;
            assert!((now - about).length() < 0.01, "{now:?} {about:?}");
            assert!(!canvas.fits);
        }
    }

    /// However far the view is moved, one disc stays in sight, and where one is, nothing is moved.
    #[test]
    fn one_vertex_stays_in_sight() {
        let area = Rect::from_min_max(Pos2::new(10.0, 60.0), Pos2::new(500.0, 300.0));
        let mut stream = Stream::new(4, StreamKind::Population, 0);
        #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
        let mut uniform = |low: f32, high: f32| low + (high - low) * stream.uniform() as f32;
        for _ in 0..2000 {
            let radius = uniform(2.0, 260.0);
            let mut place = || Pos2::new(uniform(-4000.0, 4000.0), uniform(-4000.0, 4000.0));
            let places = [place(), place(), place()];
            let way = way_back(places.into_iter(), area, radius);
            let seen = places.map(|place| {
                let place = place + way;
                let disc = Rect::from_center_size(place, Vec2::splat(2.0 * radius));
                let nearest = area.clamp(place);
                (nearest - place).length() < radius && disc.intersect(area).size().min_elem() > 3.0
            });
            assert!(seen.contains(&true), "{places:?} {radius} {way:?}");
            assert!(way_back(places.map(|place| place + way).into_iter(), area, radius).length() < 0.01);
        }
        assert_eq!(way_back([area.center()].into_iter(), area, 30.0), Vec2::ZERO);
        assert_eq!(way_back(std::iter::empty(), area, 30.0), Vec2::ZERO);
    }
}
