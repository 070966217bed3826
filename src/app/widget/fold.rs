//! Headings that fold what follows them.

use eframe::egui::{CollapsingHeader, Color32, FontId, RichText, Ui};

/// A heading that folds what follows. The library sets it on a single line; long words take several here, so that they stay
/// inside the pane.
pub(crate) fn fold(ui: &Ui, words: &str, font: FontId, colour: Color32) -> CollapsingHeader {
    let room = ui.available_width() - ui.spacing().indent - 2.0 * ui.spacing().button_padding.x;
    let galley = ui.painter().layout(words.to_owned(), font.clone(), colour, room.max(font.size));
    let rows: Vec<String> = galley.rows.iter().map(|row| row.text().trim_end().to_owned()).collect();
    CollapsingHeader::new(RichText::new(rows.join("\n")).font(font).color(colour))
}
