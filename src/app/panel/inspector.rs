//! The inspector: every parameter of an object in a window beside it.

use eframe::egui::{self, Pos2, ScrollArea, Ui, Window};

use super::parameters::object_ui;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::theme::GRID;
use crate::app::view_state::ViewState;
use crate::model::network::Object;

/// Draws the inspector, if it is open.
pub(crate) fn inspector_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let ctx = ui.ctx();
    let escaped = frame.view.escapes(ctx);
    if let Some(object) = frame.view.inspected {
        let name = context.network().parts().name_of(object).map(str::to_owned);
        let mut open = name.is_some() && !escaped;
        let title = context.text.with("inspector", &[("name", name.as_deref().unwrap_or("?"))]);
        Window::new(title)
            .id(egui::Id::unique("inspector"))
            .collapsible(false)
            .default_pos(beside(object, context, frame.view, ctx.content_rect().center()))
            .default_size([360.0, 380.0])
            .constrain(true)
            .open(&mut open)
            .show(ctx, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = GRID * 0.375;
                    object_ui(ui, object, frame);
                });
            });
        if !open {
            frame.view.inspected = None;
        }
    }
}

/// A place beside an object on the canvas.
pub(super) fn beside(object: Object, context: &ViewContext<'_>, view: &ViewState, otherwise: Pos2) -> Pos2 {
    let place = |id: u32| view.vertex_places.get(&id).copied();
    let network = context.network();
    let between = |first: Option<Pos2>, second: Option<Pos2>| Some(first? + (second? - first?) * 0.5);
    let at = match object {
        Object::Population(id) => place(id),
        Object::Projection(id) => {
            network.projection(id).and_then(|one| between(place(one.from), place(one.to)))
        }
        Object::GapJunction(id) => {
            network.gap_junction(id).and_then(|one| between(place(one.between.0), place(one.between.1)))
        }
    };
    at.map_or(otherwise, |at| at + egui::vec2(48.0, -24.0))
}
