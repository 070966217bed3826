//! Moving the canvas by hand: with the space bar held, or with the middle button, wherever the drag begins.

use eframe::egui::{CursorIcon, PointerButton, Rect, Response, Sense, Ui};

use crate::app::frame::Frame;
use crate::app::view_state::Space;

/// While the space bar is held, a drag moves the canvas, also one that begins on a vertex.
pub(super) fn space_ui(ui: &Ui, area: Rect, frame: &mut Frame<'_>) {
    if frame.view.space == Space::Up {
        return;
    }
    let hand = ui.interact(area, ui.scope_id().with("canvas-hand"), Sense::click_and_drag());
    let icon = if hand.dragged() { CursorIcon::Grabbing } else { CursorIcon::Grab };
    let hand = hand.on_hover_and_drag_cursor(icon);
    if hand.drag_started() || hand.clicked() {
        frame.view.space = Space::Moved;
    }
    if hand.dragged() {
        pan(&hand, frame);
    }
}

/// A drag of a vertex with the middle button moves the canvas.
pub(super) fn middle_button(response: &Response, frame: &mut Frame<'_>) {
    if response.dragged_by(PointerButton::Middle) {
        pan(response, frame);
    }
}

fn pan(response: &Response, frame: &mut Frame<'_>) {
    frame.view.canvas.pan += response.drag_delta();
    frame.view.canvas.fits = false;
}
