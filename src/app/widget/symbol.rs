//! Symbols as they are written in science: what follows an underscore stands lower and smaller.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Button, Color32, FontFamily, FontId, Response, Role, TextStyle, Ui, WidgetInfo, WidgetText,
};

use super::choice;

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

/// Words on a widget: typeset if they end with the name of a reading, like V_exc; otherwise as they are written.
#[must_use]
pub fn on_widget(ui: &Ui, words: &str, is_symbol: bool) -> WidgetText {
    if !is_symbol {
        return words.into();
    }
    let font = TextStyle::Button.resolve(ui.style());
    symbol_job(&held_together(words), font.size, &font.family, Color32::PLACEHOLDER).into()
}

/// An entry of a list to choose from; it is read out as it is written.
pub fn entry_ui(ui: &mut Ui, is_chosen: bool, words: &str, is_symbol: bool) -> Response {
    let response = ui.selectable_label(is_chosen, on_widget(ui, words, is_symbol));
    if is_symbol {
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, words));
    }
    response
}

/// A button with the name of a reading.
pub fn name_button_ui(ui: &mut Ui, name: &str) -> Response {
    let response = ui.add(Button::new(on_widget(ui, name, true)));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response
}

/// A box to tick with the name of a reading.
pub fn name_checkbox_ui(ui: &mut Ui, is_on: &mut bool, name: &str) -> Response {
    let words = on_widget(ui, name, true);
    let response = choice::checkbox(ui, is_on, words);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *is_on, name));
    response
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
