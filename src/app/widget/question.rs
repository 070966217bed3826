//! A question that everything else waits for.

use eframe::egui::{Context, Id, Modal, RichText, ScrollArea, Ui};

use crate::app::theme::{GRID, Theme};

/// Asks in the middle of the window, above everything else.
pub(crate) fn question_ui(
    ctx: &Context,
    theme: &Theme,
    title: &str,
    width: f32,
    contents: impl FnOnce(&mut Ui),
) {
    Modal::new(Id::unique(title)).show(ctx, |ui| {
        ui.set_max_width(width);
        ui.label(RichText::new(title).font(theme.bold_font(1.15)));
        ui.add_space(GRID);
        contents(ui);
    });
}

/// A list in a question, as high as the window has room for.
pub(crate) fn list_ui<R>(ctx: &Context, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let height = (ctx.content_rect().height() - 24.0 * GRID).max(8.0 * GRID);
    ScrollArea::vertical().max_height(height).show(ui, contents).inner
}
