//! The hint of a preset, with links: what it names is selected and lit up by a click, as by the links of lessons.

use eframe::egui::{Label, Link, Rect, RichText, Ui, UiBuilder, vec2};

use crate::app::context::ViewContext;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::lesson::links;

/// Where the words of a hint stand in an area.
fn place(area: Rect) -> Rect {
    area.shrink2(vec2(GRID, GRID * 0.5))
}

/// How high a hint is at the top of an area, wrapped and with the room around it [points].
pub(super) fn height(ui: &Ui, area: Rect, words: &str, context: &ViewContext<'_>) -> f32 {
    let (mut shown, mut at) = (String::new(), 0);
    for link in links(words).into_iter().filter(|link| !link.is_picture) {
        shown.push_str(&words[at..link.range.start]);
        shown.push_str(&link.shown);
        at = link.range.end;
    }
    shown.push_str(&words[at..]);
    let theme = context.theme;
    let galley = ui.painter().layout(shown, theme.font(1.0), theme.weak_text, place(area).width());
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = galley.rows.len() as f32;
    galley.size().y + LINE_GAP * lines + GRID
}

/// Room between the lines [points].
const LINE_GAP: f32 = 2.0;

/// Writes a hint at the top of an area.
pub(super) fn hint_words_ui(
    ui: &mut Ui,
    area: Rect,
    words: &str,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let theme = context.theme;
    let builder = UiBuilder::new().id_salt("hint").max_rect(place(area));
    ui.scope_builder(builder, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, LINE_GAP);
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
