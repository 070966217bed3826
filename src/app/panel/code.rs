//! The code pane: the document as a script for another simulator, which follows the sliders.

use eframe::egui::{self, FontId, RichText, ScrollArea, TextEdit, Ui, Window};

use crate::app::code::Written;
use crate::app::frame::Frame;
use crate::app::request::{CodeRequest, Request};
use crate::app::theme::GRID;
use crate::app::widget::choice;
use crate::export::script::Simulator;

/// Draws the pane, if it is open.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn code_ui(ui: &Ui, frame: &mut Frame<'_>) {
    if !frame.view.windows.code {
        return;
    }
    let (context, ctx) = (frame.context, ui.ctx());
    let (text, theme) = (context.text, context.theme);
    if frame.view.escapes(ctx) {
        frame.view.windows.code = false;
        return;
    }
    let mut is_open = true;
    let room = ctx.content_rect().size();
    Window::new(text.get("code-title"))
        .id(egui::Id::unique("code"))
        .collapsible(false)
        .default_width((46.0 * theme.text_size).min(0.7 * room.x))
        .default_height(0.6 * room.y)
        .pivot(egui::Align2::RIGHT_CENTER)
        .default_pos(ctx.content_rect().right_center() - egui::vec2(2.0 * GRID, 0.0))
        .open(&mut is_open)
        .show(ctx, |ui| {
            ui.horizontal_wrapped(|ui| {
                for to in Simulator::ALL {
                    choice::radio_value(ui, &mut frame.view.code.to, to, to.name());
                }
                let has_script = matches!(frame.view.code.written, Written::Script(_));
                for (key, asked) in [("code-copy", CodeRequest::Copy), ("code-save", CodeRequest::Save)] {
                    if ui.add_enabled(has_script, egui::Button::new(text.get(key))).clicked() {
                        frame.requests.push(Request::Code(asked));
                    }
                }
                if frame.view.code.is_busy() {
                    ui.label(RichText::new(text.get("code-busy")).color(theme.weak_text));
                }
            });
            ui.separator();
            match frame.view.code.written.clone() {
                Written::Nothing => {
                    ui.label(text.get("code-busy"));
                }
                Written::Large => {
                    ui.label(text.get("code-large"));
                    if ui.button(text.get("code-write")).clicked() {
                        frame.requests.push(Request::Code(CodeRequest::Write));
                    }
                }
                Written::Refused(messages) => {
                    ui.label(RichText::new(text.get("code-refused")).strong());
                    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                        for message in &messages {
                            ui.label(format!("• {}", text.say(message)));
                        }
                    });
                }
                Written::Script(script) => {
                    ScrollArea::both().auto_shrink(false).show(ui, |ui| {
                        // A field that cannot be changed: its text can be selected, and read aloud.
                        let mut shown: &str = &script;
                        let font = FontId::monospace(0.9 * theme.text_size);
                        let field = TextEdit::multiline(&mut shown).font(font).desired_width(f32::INFINITY);
                        let response = ui.add(field);
                        let name = text.get("code-script");
                        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
                    });
                }
            }
        });
    if !is_open {
        frame.view.windows.code = false;
    }
}
