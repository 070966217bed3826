//! The hint of a preset, with links: what it names is selected and lit up by a click, as by the links of lessons.

use eframe::egui::{Label, Link, Rect, RichText, Ui, UiBuilder, vec2};

use crate::app::context::ViewContext;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::lesson::links;

/// Writes a hint at the top of an area.
pub(super) fn hint_words_ui(
    ui: &mut Ui,
    area: Rect,
    words: &str,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let theme = context.theme;
    let top = area.with_max_y(area.top() + theme.text_size * 4.0);
    let builder = UiBuilder::new().id_salt("hint").max_rect(top.shrink2(vec2(GRID, GRID * 0.5)));
    ui.scope_builder(builder, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
            ui.spacing_mut().interact_size.y = theme.text_size;
            let font = theme.font(1.0);
            let plain = |ui: &mut Ui, words: &str| {
                if !words.is_empty() {
                    let words = RichText::new(words).color(theme.weak_text).font(font.clone());
                    ui.add(Label::new(words).selectable(false));
                }
            };
            let mut at = 0;
            for link in links(words).into_iter().filter(|link| !link.is_picture) {
                plain(ui, &words[at..link.range.start]);
                let shown = RichText::new(&link.shown).color(theme.accent).font(font.clone());
                if ui.add(Link::new(shown)).on_hover_text(context.text.get("hint-link-tip")).clicked() {
                    requests.push(Request::Flash(link.target));
                }
                at = link.range.end;
            }
            plain(ui, &words[at..]);
        });
    });
}
