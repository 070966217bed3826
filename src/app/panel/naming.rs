//! The field that names what is selected, one object or several, and the one that counts the neurons of populations.

use eframe::egui::{self, Key, RichText, TextEdit, Ui, Window};

use super::inspector::beside;
use super::naming_state::Naming;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::message::Message;
use crate::model::problem::Problem;

/// Draws the field, if it is open.
pub(crate) fn naming_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let ctx = ui.ctx();
    let Some(mut naming) = frame.view.naming.take() else { return };
    let mut keeps = true;
    let name = context.text.get(match (naming.counts, naming.objects.len()) {
        (true, _) => "naming-count",
        (false, 1) => "naming",
        (false, _) => "naming-several",
    });
    let centre = ctx.content_rect().center();
    let at = naming.objects.first().map_or(centre, |own| beside(*own, context, frame.view, centre));
    Window::new(context.text.get(if naming.counts { "naming-count" } else { "naming-title" }))
        .id(egui::Id::unique("naming"))
        .collapsible(false)
        .resizable(false)
        .default_pos(at)
        .show(ctx, |ui| {
            let label = ui.label(name);
            let field = TextEdit::singleline(&mut naming.typed).desired_width(context.theme.text_size * 20.0);
            let field = ui.add(field).labelled_by(label.id);
            if !naming.is_drawn {
                naming.is_drawn = true;
                select_all(ui, &field, &naming.typed);
            }
            if field.changed() {
                naming.reason = None;
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if 1 < naming.objects.len() && !naming.counts {
                let hint = RichText::new(context.text.get("naming-hint")).color(context.theme.weak_text);
                ui.add(egui::Label::new(hint.font(context.theme.font(0.9))).wrap());
            }
            if let Some(reason) = &naming.reason {
                let words = RichText::new(context.text.say(reason)).color(context.theme.warning);
                ui.add(egui::Label::new(words).wrap());
            }
            ui.horizontal(|ui| {
                let verb = context.text.get(if naming.counts { "naming-set" } else { "naming-verb" });
                if ui.button(verb).clicked() || entered {
                    keeps = !take(&mut naming, context, frame);
                    field.request_focus();
                }
                keeps &= !ui.button(context.text.get("cancel")).clicked();
            });
        });
    if keeps && !ctx.input(|input| input.key_pressed(Key::Escape)) {
        frame.view.naming = Some(naming);
    }
}

/// Asks for what was typed to be done; `false` if it cannot be, with the reason kept.
fn take(naming: &mut Naming, context: &ViewContext<'_>, frame: &mut Frame<'_>) -> bool {
    let edit = naming.edit(context.preset()).and_then(|edit| {
        context.document.check(&edit).map_err(|problems| {
            problems.first().map_or_else(|| Message::new("number-empty"), Problem::message)
        })?;
        Ok(edit)
    });
    match edit {
        Ok(edit) => {
            frame.requests.push(Request::Edit(edit, None));
            true
        }
        Err(reason) => {
            naming.reason = Some(reason);
            false
        }
    }
}

/// Gives a field the focus, with all that stands in it selected.
fn select_all(ui: &Ui, field: &egui::Response, typed: &str) {
    field.request_focus();
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::select_all_str(typed)));
    state.store(ui.ctx(), field.id);
}
