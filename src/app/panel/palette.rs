//! The command palette: every command, lesson, preset and parameter, found by a few letters of its name or its meaning.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Button, Key, Label, Modifiers, RichText, ScrollArea, TextEdit, Ui, Window};

use super::palette_state::{Choice, Entry, PaletteState};
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::selection::Selection;
use crate::app::theme::GRID;
use crate::app::works::{MOST_LISTED, changes_words};
use crate::lesson::library as lessons;
use crate::preset::library;

/// Entries that are shown at most.
const MOST_SHOWN: usize = 40;

/// How much less an entry fits that fits by what stands beside it only.
const BY_DETAIL: i64 = 4000;

/// Draws the palette, if it is open.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn palette_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some(mut state) = frame.view.palette.take() else { return };
    let ctx = ui.ctx();
    let entries = state.entries.take().unwrap_or_else(|| entries(context));
    // A large document has tens of thousands of parameters: they are looked through when something else is typed.
    let found = match state.found.take() {
        Some((typed, found)) if typed == state.typed => found,
        _ => find(&state.typed, &entries),
    };
    let searched = state.typed.clone();
    let pressed = |key: Key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        return;
    }
    let moved = i64::from(pressed(Key::ArrowDown)) - i64::from(pressed(Key::ArrowUp));
    let last = found.len().saturating_sub(1);
    state.at = state.at.saturating_add_signed(isize::try_from(moved).unwrap_or(0)).min(last);
    let mut chosen = pressed(Key::Enter).then_some(state.at);
    let width = (ctx.content_rect().width() - 8.0 * GRID).min(640.0);
    let mut has_focus = true;
    Window::new(context.text.get("action-palette"))
        .title_bar(false)
        .resizable(false)
        .anchor(egui::Align2::CENTER_TOP, [0.0, 48.0])
        .order(egui::Order::Foreground)
        .show(ctx, |ui| {
            ui.set_width(width);
            let field = TextEdit::singleline(&mut state.typed).hint_text(context.text.get("palette-hint"));
            let field = ui.add(field.desired_width(width));
            let name = context.text.get("palette-name");
            field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, &name));
            if field.changed() {
                state.at = 0;
            }
            has_focus = field.has_focus() || !field.lost_focus();
            field.request_focus();
            let height = (ctx.content_rect().height() - 16.0 * GRID).clamp(80.0, 360.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                for (place, (_, index)) in found.iter().enumerate() {
                    let Choice { words, detail, .. } = &entries[*index];
                    let is_on = place == state.at;
                    let response = ui.horizontal(|ui| {
                        ui.set_width(width - GRID);
                        let entry = ui.add(Button::selectable(is_on, words).truncate());
                        let detail = RichText::new(detail.as_ref())
                            .color(context.theme.weak_text)
                            .font(context.theme.font(0.9));
                        ui.add(Label::new(detail).truncate());
                        entry
                    });
                    if is_on && moved != 0 {
                        response.inner.scroll_to_me(None);
                    }
                    if response.inner.clicked() {
                        chosen = Some(place);
                    }
                }
                if found.is_empty() {
                    ui.label(context.text.get("palette-nothing"));
                }
            });
        });
    match chosen.and_then(|place| found.get(place)) {
        Some((_, index)) => ask(&entries[*index].entry, frame),
        None if has_focus => {
            frame.view.palette =
                Some(PaletteState { entries: Some(entries), found: Some((searched, found)), ..state });
        }
        None => {}
    }
}

/// The entries that fit best, the best first.
fn find(typed: &str, entries: &[Choice]) -> Vec<(i64, usize)> {
    let mut of_details: BTreeMap<*const u8, Option<i64>> = BTreeMap::new();
    let mut found: Vec<(i64, usize)> = Vec::new();
    for (index, choice) in entries.iter().enumerate() {
        let by_detail = of_details.entry(choice.detail.as_ptr());
        let by_detail =
            *by_detail.or_insert_with(|| score(typed, &choice.detail).map(|score| score - BY_DETAIL));
        let best = score(typed, choice.plain()).max(by_detail).max(by_words(typed, choice));
        found.extend(best.map(|score| (score, index)));
    }
    let order = |(score, index): &(i64, usize)| (-score, *index);
    if MOST_SHOWN < found.len() {
        found.select_nth_unstable_by_key(MOST_SHOWN, order);
        found.truncate(MOST_SHOWN);
    }
    found.sort_by_key(order);
    found
}

/// Everything that can be chosen.
fn entries(context: &ViewContext<'_>) -> Vec<Choice> {
    let text = context.text;
    let mut entries = Vec::new();
    for action in
        Action::ALL.iter().filter(|action| **action != Action::Palette && action.is_enabled(context))
    {
        let detail = text.get(action.tip_key()).into();
        entries.push(Choice::new(text.get(action.key()), detail, Entry::Act(*action)));
    }
    for lesson in lessons::LESSONS {
        let title = text.own(lessons::title(lesson.text));
        let words = text.with("palette-lesson", &[("name", &title)]);
        entries.push(Choice::new(words, lesson.name.into(), Entry::Lesson(lesson.name)));
    }
    for preset in library::PRESETS {
        let title = text.own(lessons::title(preset.text));
        let words = text.with("palette-preset", &[("name", &title)]);
        entries.push(Choice::new(words, preset.name.into(), Entry::Preset(preset.name)));
    }
    for kept in context.works.iter().take(MOST_LISTED) {
        let words = text.with("palette-work", &[("name", &text.own(&kept.origin.title))]);
        let detail = changes_words(&kept.origin.changes, text).into();
        entries.push(Choice::new(words, detail, Entry::Work(kept.name.clone())));
    }
    let mut details: BTreeMap<&'static str, Arc<str>> = BTreeMap::new();
    context.preset().visit_paths(&mut |words, address, spec| {
        let detail = details.entry(spec.meaning).or_insert_with(|| text.own(spec.meaning).into());
        entries.push(Choice::new(words, Arc::clone(detail), Entry::Parameter(address)));
    });
    entries
}

/// Does what an entry says.
fn ask(entry: &Entry, frame: &mut Frame<'_>) {
    match entry {
        Entry::Act(action) => frame.requests.act(*action),
        Entry::Lesson(name) => frame.requests.push(Request::OpenLesson(name)),
        Entry::Preset(name) => frame.requests.push(Request::OpenPreset(name)),
        Entry::Work(name) => frame.requests.push(Request::OpenWork(name.clone())),
        Entry::Parameter(address) => {
            frame.view.sought = Some((*address, None));
            let object = address.target.object();
            frame.requests.push(Request::Select(object.map_or_else(Selection::default, Selection::one)));
        }
    }
}

/// How well an entry fits several words that were typed, in any order: each begins a word of it or of what stands beside it.
fn by_words(typed: &str, choice: &Choice) -> Option<i64> {
    let typed = typed.to_lowercase();
    typed.split_whitespace().nth(1)?; // A single word fits as its letters do.
    let own = [choice.plain().to_lowercase(), choice.detail.to_lowercase()];
    let begins = |word: &str| {
        own.iter().any(|own| {
            let places = own.match_indices(word).map(|(at, _)| at);
            places.map(|at| &own[..at]).any(|before| !before.ends_with(char::is_alphanumeric))
        })
    };
    let letters = typed.chars().filter(|letter| !letter.is_whitespace()).count();
    let fit = 80 * 16 * i64::try_from(letters).unwrap_or(0) - BY_DETAIL;
    typed.split_whitespace().all(begins).then_some(fit)
}

/// How well words fit what was typed: its letters in order, best at the beginnings of words and next to one another.
fn score(typed: &str, words: &str) -> Option<i64> {
    // Most words of a large document do not have the letters at all, which is soon seen.
    if typed.is_ascii() && words.is_ascii() {
        let mut left = words.bytes();
        let mut letters = typed.bytes().filter(|letter| !letter.is_ascii_whitespace());
        if !letters.all(|letter| left.any(|own| own.eq_ignore_ascii_case(&letter))) {
            return None;
        }
    }
    let mut score = 0;
    let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (typed, words) = (lower(typed), lower(words));
    if typed.is_empty() {
        return Some(0); // All, in their order.
    }
    let typed: Vec<char> = typed.into_iter().filter(|letter| !letter.is_whitespace()).collect();
    let begins = |place: usize| place == 0 || !words[place - 1].is_alphanumeric();
    // All letters next to one another fit better than any that are not.
    let whole: Vec<usize> = (0..words.len()).filter(|place| words[*place..].starts_with(&typed)).collect();
    if let Some(place) = whole.iter().copied().find(|place| begins(*place)).or(whole.first().copied()) {
        score += 100 * i64::try_from(typed.len()).unwrap_or(0) + if begins(place) { 50 } else { 0 };
    } else {
        let mut at = 0;
        let mut last = None;
        for letter in &typed {
            let place = at + words[at..].iter().position(|own| own == letter)?;
            score += if begins(place) { 8 } else { 1 };
            score += if last.is_some_and(|last| last + 1 == place) { 6 } else { 0 };
            (last, at) = (Some(place), place + 1);
        }
    }
    // Of two that fit alike, the shorter.
    Some(score * 16 - i64::try_from(words.len().min(200)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_any_order_find_what_something_means() {
        let words = "projections.1-0.receptors.ampa.kinetics.tau_ms".to_owned();
        let choice =
            Choice::new(words, "time constant with which channels close".into(), Entry::Lesson("ampa"));
        for typed in ["time constant", "close constant", "ampa channels", "Channels TIME"] {
            assert!(by_words(typed, &choice).is_some(), "{typed}");
        }
        assert!(by_words("ime constant", &choice).is_none() && by_words("time voltage", &choice).is_none());
    }

    #[test]
    fn letters_in_order_fit_best_at_the_beginnings_of_words() {
        assert!(score("xyz", "reset to preset").is_none());
        assert!(score("rtp", "Reset to preset") > score("rtp", "restart, after all: stop"));
        assert!(
            score("tau", "projections.1-0.receptors.ampa.kinetics.tau_ms") > score("tau", "the actual unit")
        );
        assert!(score("save", "Save") > score("save", "Save as…"));
        assert!(score("", "anything").is_some());
    }
}
