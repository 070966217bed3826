//! Symbols as they are written in science: what follows an underscore stands lower and smaller.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, Color32, FontFamily, FontId};

/// Size of a subscript relative to its symbol.
const SUBSCRIPT: f32 = 0.74;

/// A text in which `X_sub` becomes X with a subscript; in `g_1-0` the whole name is one.
#[must_use]
pub fn symbol_job(text: &str, size: f32, family: &FontFamily, colour: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        let (before, after) = rest.split_at(at);
        append(&mut job, before, size, family, colour, Align::BOTTOM);
        let after = &after[1..];
        let end = after.find([' ', ',', '(']).unwrap_or(after.len());
        // P_rel_1-0 has one subscript: rel,1-0.
        append(&mut job, &after[..end].replace('_', ","), size * SUBSCRIPT, family, colour, Align::BOTTOM);
        rest = &after[end..];
    }
    append(&mut job, rest, size, family, colour, Align::BOTTOM);
    job
}

/// A name whose subscript stays on one line and whole: its words are one name.
#[must_use]
pub fn held_together(name: &str) -> String {
    let (symbol, subscript) = name.split_at(name.find('_').unwrap_or(name.len()));
    format!("{symbol}{}", subscript.replace(' ', "\u{a0}"))
}

fn append(job: &mut LayoutJob, text: &str, size: f32, family: &FontFamily, colour: Color32, valign: Align) {
    if !text.is_empty() {
        let font_id = FontId::new(size, family.clone());
        job.append(text, 0.0, TextFormat { font_id, color: colour, valign, ..TextFormat::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_an_underscore_is_smaller() {
        let job = |text| symbol_job(text, 10.0, &FontFamily::Proportional, Color32::WHITE);
        let parts = |text| -> Vec<(String, bool)> {
            let job = job(text);
            let part = |section: &eframe::egui::text::LayoutSection| {
                (
                    job.text[section.byte_range.start.0..section.byte_range.end.0].to_owned(),
                    section.format.font_id.size < 9.0,
                )
            };
            job.sections.iter().map(part).collect()
        };
        assert_eq!(parts("τ"), [("τ".to_owned(), false)]);
        assert_eq!(parts("V_th"), [("V".to_owned(), false), ("th".to_owned(), true)]);
        let expected = [("P".to_owned(), false), ("rel,1-0".to_owned(), true), (" (mV)".to_owned(), false)];
        assert_eq!(parts("P_rel_1-0 (mV)"), expected);
    }
}
