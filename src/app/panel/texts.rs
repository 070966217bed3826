//! The window in which title, description and hint of the document are written.

use eframe::egui::{self, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui, Window};

use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::model::problem::Problem;

/// Draws the window, if it is open.
pub(crate) fn texts_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let (ctx, text) = (ui.ctx(), context.text);
    let Some(mut texts) = frame.view.texts.take() else { return };
    let (mut keeps, mut is_open) = (true, true);
    Window::new(text.get("action-texts").trim_end_matches('…'))
        .id(egui::Id::unique("texts"))
        .collapsible(false)
        .default_size([460.0, 360.0])
        .pivot(egui::Align2::CENTER_CENTER)
        .default_pos(ctx.content_rect().center())
        .open(&mut is_open)
        .show(ctx, |ui| {
            let room = (ctx.content_rect().height() - 180.0).clamp(80.0, 420.0);
            ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
                let label = ui.label(text.get("texts-title"));
                let field = TextEdit::singleline(&mut texts.title).desired_width(f32::INFINITY);
                let title = ui.add(field).labelled_by(label.id);
                if !texts.is_drawn {
                    texts.is_drawn = true;
                    title.request_focus();
                }
                let several =
                    [("texts-description", &mut texts.description, 5), ("texts-hint", &mut texts.hint, 2)];
                for (key, own, rows) in several {
                    let label = ui.label(text.get(key));
                    let field = TextEdit::multiline(own).desired_width(f32::INFINITY).desired_rows(rows);
                    ui.add(field).labelled_by(label.id);
                }
                ui.label(RichText::new(text.get("texts-about")).color(context.theme.weak_text).small());
            });
            if let Some(reason) = &texts.reason {
                ui.label(RichText::new(text.say(reason)).color(context.theme.warning));
            }
            ui.horizontal(|ui| {
                let entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
                if ui.button(text.get("texts-verb")).clicked() || entered {
                    let edit = texts.edit();
                    match context.document.check(&edit) {
                        Ok(()) => {
                            frame.requests.push(Request::Edit(edit, None));
                            keeps = false;
                        }
                        Err(problems) => texts.reason = problems.first().map(Problem::message),
                    }
                }
                keeps &= !ui.button(text.get("cancel")).clicked();
            });
        });
    if keeps && is_open && !ctx.input(|input| input.key_pressed(Key::Escape)) {
        frame.view.texts = Some(texts);
    }
}
