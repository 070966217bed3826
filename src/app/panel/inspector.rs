//! The inspector: every parameter of an object in a window beside it, and the field that names one.

use eframe::egui::{self, Key, Pos2, ScrollArea, TextEdit, Ui, Window};

use super::parameters::object_ui;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::theme::GRID;
use crate::app::view_state::ViewState;
use crate::document::{Edit, Structure};
use crate::model::network::Object;

/// Draws the inspector and the naming field, if they are open.
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
    naming_ui(ctx, escaped, frame);
}

/// A place beside an object on the canvas.
fn beside(object: Object, context: &ViewContext<'_>, view: &ViewState, otherwise: Pos2) -> Pos2 {
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

fn naming_ui(ctx: &egui::Context, escaped: bool, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some((object, mut typed)) = frame.view.naming.take() else { return };
    let mut keeps = !escaped;
    Window::new(context.text.get("action-rename").trim_end_matches('…'))
        .id(egui::Id::unique("naming"))
        .collapsible(false)
        .resizable(false)
        .default_pos(beside(object, context, frame.view, ctx.content_rect().center()))
        .show(ctx, |ui| {
            let label = ui.label(context.text.get("naming"));
            let field = ui.add(TextEdit::singleline(&mut typed).desired_width(200.0)).labelled_by(label.id);
            if !field.has_focus() && !field.lost_focus() {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.horizontal(|ui| {
                if ui.button(context.text.get("naming-verb")).clicked() || entered {
                    let rename = Structure::Rename { object, name: typed.trim().to_owned() };
                    frame.requests.push(Request::Edit(Edit::Structure(rename), None));
                    keeps = false;
                }
                keeps &= !ui.button(context.text.get("cancel")).clicked();
            });
        });
    if keeps && !ctx.input(|input| input.key_pressed(Key::Escape)) {
        frame.view.naming = Some((object, typed));
    }
}
