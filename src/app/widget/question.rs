//! A question that everything else waits for.

use eframe::egui::{Context, Id, Modal, RichText, Ui};

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
