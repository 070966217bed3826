//! The gallery: every lesson and preset that comes with the program, by topic, with a picture, and what was seen of it.

mod card;
mod card_ui;
mod index;
mod sketch;
pub(in crate::app) mod state;

use eframe::egui::{
    self, Align, Key, Layout, Modifiers, Rect, RichText, ScrollArea, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use self::card::Card;
use self::card_ui::card_ui;
use self::index::Index;
use self::state::{Gallery, Shows};
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::app::widget::choice;
use crate::lesson::library as lessons;
use crate::lesson::topics::{TOPICS, Topic};
use crate::preset::library;

/// Least width of a card, and its height, in units of the text size.
const CARD: (f32, f32) = (15.0, 11.0);

/// A lesson or a preset, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Lesson(&'static str),
    Preset(&'static str),
}

/// The items of a topic: its lessons, then its presets.
fn items(topic: &Topic) -> impl Iterator<Item = Item> {
    let presets = topic.presets().map(|own| Item::Preset(own.name));
    topic.lessons().map(|own| Item::Lesson(own.name)).chain(presets)
}

/// Draws the gallery into the whole of `ui`.
pub(crate) fn gallery_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let (context, requests) = (frame.context, &mut *frame.requests);
    let theme = context.theme;
    let gallery = &mut frame.view.gallery;
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        // What was typed goes first, then the gallery.
        if gallery.typed.is_empty() {
            gallery.is_open = false;
            return;
        }
        gallery.typed.clear();
    }
    let area = ui.max_rect().shrink(GRID * 1.5);
    ui.scope_builder(UiBuilder::new().id_salt("gallery").max_rect(area), |ui| {
        head_ui(ui, gallery, context);
        ui.add_space(GRID * 0.5);
        if !gallery.typed.trim().is_empty() && gallery.index.is_none() {
            gallery.index = Some(Index::new());
        }
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let mut is_empty = true;
            // A few pictures a frame: the page is there at once, and its pictures soon after.
            let mut draws = 2;
            for topic in TOPICS {
                let shown: Vec<Item> = items(topic).filter(|item| gallery.has(*item, context)).collect();
                if shown.is_empty() {
                    continue;
                }
                is_empty = false;
                ui.add_space(GRID);
                ui.label(RichText::new(context.text.get(topic.key)).font(theme.bold_font(1.2)));
                cards_ui(ui, &shown, &mut draws, gallery, context, requests);
            }
            if is_empty {
                ui.add_space(GRID);
                let nothing = if gallery.only_left && gallery.typed.is_empty() {
                    "gallery-all-seen"
                } else {
                    "palette-nothing"
                };
                ui.label(context.text.get(nothing));
            }
            if draws == 0 {
                ui.ctx().request_repaint();
            }
        });
    });
}

/// Title, search, what is shown, and how much of all was seen.
fn head_ui(ui: &mut Ui, gallery: &mut Gallery, context: &ViewContext<'_>) {
    let (text, theme) = (context.text, context.theme);
    ui.horizontal(|ui| {
        ui.label(RichText::new(text.get("action-gallery").trim_end_matches('…')).font(theme.bold_font(1.7)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = text.get("gallery-close");
            let close = ui.button("✕").on_hover_text(&name);
            close.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if close.clicked() {
                gallery.is_open = false;
            }
            let words = RichText::new(progress(context)).color(theme.weak_text);
            ui.add(egui::Label::new(words).truncate());
        });
    });
    ui.horizontal_wrapped(|ui| {
        let width = (theme.text_size * 20.0).min(ui.available_width());
        let field = TextEdit::singleline(&mut gallery.typed).hint_text(text.get("gallery-search"));
        let field = ui.add(field.desired_width(width));
        let name = text.get("gallery-search-name");
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, &name));
        if !gallery.has_focus {
            field.request_focus();
            gallery.has_focus = true;
        }
        let choices = [
            (Shows::All, "gallery-all"),
            (Shows::Lessons, "gallery-lessons"),
            (Shows::Presets, "gallery-presets"),
        ];
        for (choice, key) in choices {
            ui.selectable_value(&mut gallery.shows, choice, text.get(key));
        }
        choice::checkbox(ui, &mut gallery.only_left, text.get("gallery-left"))
            .on_hover_text(text.get("gallery-left-tip"));
    });
}

/// How much was seen of all, and how long the other lessons take.
fn progress(context: &ViewContext<'_>) -> String {
    let seen = context.seen;
    let finished = lessons::LESSONS.iter().filter(|own| seen.is_finished(own.name)).count();
    let presets = library::PRESETS.iter().filter(|own| seen.presets.contains(own.name)).count();
    let left = lessons::LESSONS.iter().filter(|own| !seen.is_finished(own.name));
    let minutes: u32 = left.map(|own| lessons::minutes(own.text)).sum();
    let args = [
        ("lessons", finished.to_string()),
        ("of_lessons", lessons::LESSONS.len().to_string()),
        ("presets", presets.to_string()),
        ("of_presets", library::PRESETS.len().to_string()),
        ("minutes", minutes.to_string()),
    ];
    context.text.with("gallery-progress", &args)
}

/// The cards of a topic, in rows.
fn cards_ui(
    ui: &mut Ui,
    items: &[Item],
    draws: &mut u32,
    gallery: &mut Gallery,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let theme = context.theme;
    let room = ui.available_width() - GRID;
    let least = (CARD.0 * theme.text_size).min(room);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful")]
    let columns = (((room + GRID) / (least + GRID)).floor() as usize).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let width = (room - GRID * (columns - 1) as f32) / columns as f32;
    let size = vec2(width, CARD.1 * theme.text_size);
    for row in items.chunks(columns) {
        let (place, _) = ui.allocate_exact_size(vec2(room, size.y), egui::Sense::hover());
        let mut left = place.left();
        for item in row {
            let rect = Rect::from_min_size(pos2(left, place.top()), size);
            left += width + GRID;
            let is_visible = ui.is_rect_visible(rect);
            if is_visible && 0 < *draws && !gallery.cards.contains_key(item) {
                gallery.cards.insert(*item, Card::of(*item));
                *draws -= 1;
            }
            if card_ui(ui, rect, *item, gallery.cards.get(item), context) {
                requests.push(match item {
                    Item::Lesson(name) => Request::OpenLesson(name),
                    Item::Preset(name) => Request::OpenPreset(name),
                });
            }
        }
    }
}

/// The command that opens the gallery, as a button with its shortcut.
pub(crate) fn gallery_button_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let tip = format!(
        "{} ({})",
        context.text.get(Action::Gallery.tip_key()),
        Action::Gallery.shortcut_text(ui.ctx())
    );
    if ui.button(context.text.get(Action::Gallery.key())).on_hover_text(tip).clicked() {
        requests.act(Action::Gallery);
    }
}
