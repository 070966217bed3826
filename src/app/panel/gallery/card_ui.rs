//! A card of the gallery: a picture, the title, and what was seen of it.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Color32, CursorIcon, FontId, Galley, Painter, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::Item;
use super::card::Card;
use crate::app::canvas::paint_network;
use crate::app::context::ViewContext;
use crate::app::picture::synapse::paint_synapse;
use crate::app::run_view::RunView;
use crate::app::selection::Selection;
use crate::app::spot::Hover;
use crate::app::theme::{CORNER, GRID, Theme};
use crate::lesson::library as lessons;
use crate::preset::library;
use crate::trace::TraceStore;

/// Draws a card; whether it was chosen.
pub(super) fn card_ui(
    ui: &Ui,
    rect: Rect,
    item: Item,
    card: Option<&Card>,
    context: &ViewContext<'_>,
) -> bool {
    let (text, theme) = (context.text, context.theme);
    let title = text.own(match item {
        Item::Lesson(name) => lessons::find(name).map_or("", |own| lessons::title(own.text)),
        Item::Preset(name) => library::find(name).map_or("", |own| lessons::title(own.text)),
    });
    let state = state(item, context);
    let response = ui.interact(rect, ui.scope_id().with(item_id(item)), Sense::click());
    let name = match item {
        Item::Lesson(_) => text.with("gallery-name-lesson", &[("title", &title)]),
        Item::Preset(_) => text.with("gallery-name-preset", &[("title", &title)]),
    };
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, true, &name);
        info.current_text_value = Some(state.clone());
        info
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    let is_on = response.hovered() || response.has_focus();
    let painter = ui.painter_at(rect.expand(1.0).intersect(ui.clip_rect()));
    let stroke = if is_on { Stroke::new(2.0, theme.accent) } else { Stroke::new(1.0, theme.hairline) };
    painter.rect(rect, f32::from(CORNER), theme.pane, stroke, StrokeKind::Inside);
    words_ui(&painter, rect, &title, &state, item, context);
    let head = 3.6 * theme.text_size;
    let picture =
        Rect::from_min_max(rect.min + vec2(GRID, GRID), pos2(rect.right() - GRID, rect.bottom() - head));
    if let Some(card) = card {
        picture_ui(&painter, picture, card, context);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if let Some(card) = card {
        response.clone().on_hover_ui(|ui| {
            ui.set_max_width(theme.text_size * 26.0);
            ui.label(text.own(&card.about));
        });
    }
    response.clicked()
}

fn item_id(item: Item) -> (&'static str, &'static str) {
    match item {
        Item::Lesson(name) => ("lesson", name),
        Item::Preset(name) => ("preset", name),
    }
}

/// What it is, how long it takes, and how much was seen of it.
fn state(item: Item, context: &ViewContext<'_>) -> String {
    let text = context.text;
    match item {
        Item::Preset(name) if context.seen.presets.contains(name) => text.get("gallery-preset-seen"),
        Item::Preset(_) => text.get("gallery-preset"),
        Item::Lesson(name) => {
            let minutes = lessons::find(name).map_or(0, |own| lessons::minutes(own.text)).to_string();
            let (seen, of) = context.seen.steps_of(name);
            let (seen, of) = (seen.to_string(), of.to_string());
            let key = match seen.as_str() {
                "0" => return text.with("gallery-lesson", &[("minutes", minutes)]),
                _ if context.seen.is_finished(name) => "gallery-lesson-finished",
                _ => "gallery-lesson-begun",
            };
            text.with(key, &[("minutes", minutes), ("seen", seen), ("of", of)])
        }
    }
}

/// The words of a card, below its picture, and for a lesson a bar of what was seen.
fn words_ui(painter: &Painter, rect: Rect, title: &str, state: &str, item: Item, context: &ViewContext<'_>) {
    let theme = context.theme;
    let width = rect.width() - 2.0 * GRID;
    let state = clipped(painter, state, theme.font(0.85), theme.weak_text, width, 1);
    let state_top = rect.bottom() - 0.6 * GRID - state.size().y;
    painter.galley(pos2(rect.left() + GRID, state_top), state, theme.weak_text);
    let title = clipped(painter, title, theme.bold_font(1.0), theme.text, width, 1);
    painter.galley(pos2(rect.left() + GRID, state_top - title.size().y - 2.0), title, theme.text);
    let Item::Lesson(name) = item else { return };
    // Lessons are told from presets by a band at the side, besides the word.
    let band = Rect::from_min_size(rect.min + vec2(1.0, GRID), vec2(4.0, rect.height() - 2.0 * GRID));
    painter.rect_filled(band, 2.0, theme.accent.gamma_multiply(0.35));
    let (seen, of) = context.seen.steps_of(name);
    if 0 < of {
        #[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
        let part = seen as f32 / of as f32;
        painter.rect_filled(band.with_min_y(band.bottom() - part * band.height()), 2.0, theme.accent);
    }
}

/// Words in so many lines at most, with an ellipsis where there is more.
fn clipped(
    painter: &Painter,
    words: &str,
    font: FontId,
    colour: Color32,
    width: f32,
    rows: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: rows,
        break_anywhere: rows == 1,
        ..TextWrapping::default()
    };
    painter.layout_job(job)
}

/// The network in small, and what it does beside it.
fn picture_ui(painter: &Painter, area: Rect, card: &Card, context: &ViewContext<'_>) {
    let size = context.theme.text_size * 0.65;
    let small = Theme { text_size: size, ..context.theme.clone() };
    let (run, traces) = (RunView::new(card.document.preset(), false), TraceStore::default());
    let (selection, hover) = (Selection::default(), Hover::default());
    let of_card = ViewContext {
        document: &card.document,
        shown: card.document.preset(),
        marks: &[],
        run: &run,
        traces: &traces,
        selection: &selection,
        spots: &[],
        hover: &hover,
        theme: &small,
        ..*context
    };
    let has_network = !card.document.preset().network().populations().is_empty();
    let (left, right) = area.split_left_right_at_fraction(match (has_network, card.sketch.is_empty()) {
        (true, true) => 1.0,
        (true, false) => 0.46,
        (false, _) => 0.0,
    });
    if has_network {
        let painter = painter.with_clip_rect(left.expand(2.0).intersect(painter.clip_rect()));
        if card.is_synapse {
            paint_synapse(&painter, left.expand2(vec2(0.2 * left.width(), 0.0)), 0.6, None, context.theme);
        } else {
            paint_network(&painter, left.shrink(2.0), &of_card);
        }
    }
    if !card.sketch.is_empty() {
        let right = right.with_min_x(right.left() + GRID).shrink2(vec2(0.0, GRID * 0.5));
        card.sketch.paint(painter, right, context.theme);
    }
}
