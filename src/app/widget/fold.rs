//! Headings that fold what follows them.

use eframe::egui::{CollapsingHeader, Color32, FontId, RichText, Ui};

use crate::app::frame::Frame;
use crate::app::request::Request;

/// A heading that folds what follows. The library sets it on a single line; long words take several here, so that they stay
/// inside the pane.
pub(crate) fn fold(ui: &Ui, words: &str, font: FontId, colour: Color32) -> CollapsingHeader {
    let room = ui.available_width() - ui.spacing().indent - 2.0 * ui.spacing().button_padding.x;
    let galley = ui.painter().layout(words.to_owned(), font.clone(), colour, room.max(font.size));
    let rows: Vec<String> = galley.rows.iter().map(|row| row.text().trim_end().to_owned()).collect();
    CollapsingHeader::new(RichText::new(rows.join("\n")).font(font).color(colour))
}

/// What is folded away under a name: whether it is open is remembered for everything that has the name, also after the end of
/// the program. It is open for now if `is_sought`.
pub(crate) fn remembered_ui(
    ui: &mut Ui,
    name: &str,
    header: CollapsingHeader,
    is_sought: bool,
    frame: &mut Frame<'_>,
    contents: impl FnOnce(&mut Ui, &mut Frame<'_>),
) {
    let is_open = is_sought || frame.context.open_folds.contains(name);
    let shown = header.id_salt(name).open(Some(is_open)).show(ui, |ui| contents(ui, frame));
    if shown.header_response.clicked() {
        frame.requests.push(Request::Fold { name: name.to_owned(), is_open: !is_open });
    }
}
