//! Words are never broken inside: where the widest is wider than its room, all of them are smaller.

use eframe::egui::{Color32, FontId, Id, Painter, RichText, Ui};

/// Least size of words that are made smaller, relative to their own.
pub(crate) const SMALLEST: f32 = 0.6;

/// The width of the widest word of a text, without marks of Markdown, formulas and what links lead to [points].
/// It is measured once.
pub(crate) fn widest_word(painter: &Painter, text: &str, font: &FontId) -> f32 {
    let id = Id::unique(("widest word", text, font, painter.pixels_per_point().to_bits()));
    if let Some(known) = painter.ctx().data(|data| data.get_temp(id)) {
        return known;
    }
    let width = measured(painter, text, font);
    painter.ctx().data_mut(|data| data.insert_temp(id, width));
    width
}

fn measured(painter: &Painter, text: &str, font: &FontId) -> f32 {
    let width =
        |word: &str| painter.layout_no_wrap(word.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    let words = text.split(char::is_whitespace).flat_map(|own| own.split_inclusive('-'));
    let shown = words.map(|word| word.split("](").next().unwrap_or(word));
    let shown = shown.map(|word| word.trim_matches(['*', '[', ']', '`'])).filter(|word| !word.contains('$'));
    shown.map(width).fold(0.0, f32::max)
}

/// By how much words are smaller, from 1 down to [`SMALLEST`], so that the widest of them has room.
pub(crate) fn scale_to_words(painter: &Painter, text: &str, font: &FontId, room: f32) -> f32 {
    (room / (widest_word(painter, text, font) + 1.0)).clamp(SMALLEST, 1.0)
}

/// The font in which no word of a text is broken in a width, at most as large as the given one.
pub(crate) fn fitting(painter: &Painter, text: &str, font: &FontId, room: f32) -> FontId {
    let scale = scale_to_words(painter, text, font, room);
    // Half points, as everywhere: each size has glyphs of its own.
    FontId::new((2.0 * font.size * scale).floor() / 2.0, font.family.clone())
}

/// Words none of which is broken, in the width that is available.
pub(crate) fn whole_words_ui(ui: &mut Ui, words: String, font: &FontId, colour: Color32) {
    let font = fitting(ui.painter(), &words, font, ui.available_width());
    ui.label(RichText::new(words).font(font).color(colour));
}
