//! The runs as tabs above the plots, from two on: what was changed first in each, and when.

use eframe::egui::{Button, Rect, Role, Ui, WidgetInfo, pos2, vec2};

use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::request::{Request, Requests};
use crate::app::runs::Listed;
use crate::app::theme::GRID;
use crate::app::widget::number;

/// Widest tab [sizes of text].
const WIDEST: f32 = 22.0;

/// Height of the row of tabs, with the gap below it [points]; 0 where there is one run.
pub(super) fn height(context: &ViewContext<'_>) -> f32 {
    if context.runs.are_several() { 1.7 * context.theme.text_size + 0.5 * GRID } else { 0.0 }
}

/// Draws the tabs into the top of a place.
pub(super) fn tabs_ui(ui: &mut Ui, rect: Rect, context: &ViewContext<'_>, requests: &mut Requests) {
    let (text, size) = (context.text, context.theme.text_size);
    let count = context.runs.open().count();
    let row = Rect::from_min_size(rect.min, vec2(rect.width(), height(context) - 0.5 * GRID));
    #[expect(clippy::cast_precision_loss, reason = "at most eight")]
    let n = count.max(1) as f32;
    let width = ((row.width() + 0.5 * GRID) / n - 0.5 * GRID).min(WIDEST * size);
    let mut left = row.left();
    for listed in context.runs.open() {
        let is_shown = listed.id == context.runs.current;
        let (time, words) = words_of(listed, context);
        let label = if listed.from.is_some() { format!("{time}: {words}") } else { words };
        let label = match context.runs.played_part(listed.id) {
            Some(part) => {
                text.with("run-playing", &[("name", label), ("percent", format!("{:.0}", 100.0 * part))])
            }
            None => label,
        };
        let name = name_of(listed, context);
        let close_width = if is_shown { 1.6 * size } else { 0.0 };
        let place = Rect::from_min_size(pos2(left, row.top()), vec2(width - close_width, row.height()));
        let response = ui.put(place, Button::selectable(is_shown, label).truncate());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, &name));
        let response = response.on_hover_text(&name);
        if response.clicked() && !is_shown {
            requests.push(Request::GoToRun(listed.id));
        }
        if response.middle_clicked() {
            requests.push(Request::CloseRun(listed.id));
        }
        if is_shown {
            let place = Rect::from_min_max(pos2(place.right(), row.top()), pos2(left + width, row.bottom()));
            let response = ui.put(place, Button::new("×").frame(false));
            response
                .widget_info(|| WidgetInfo::labeled(Role::Button, true, text.get(Action::CloseRun.key())));
            if response.on_hover_text(tip(ui, Action::CloseRun, context)).clicked() {
                requests.act(Action::CloseRun);
            }
        }
        left += width + 0.5 * GRID;
    }
}

/// The time of the fork of a run, and what was changed first in it.
fn words_of(listed: &Listed, context: &ViewContext<'_>) -> (String, String) {
    let is_shown = listed.id == context.runs.current;
    let document = if is_shown { Some(context.document.preset()) } else { context.runs.document(listed.id) };
    let words = document.map(|document| listed.words(document, context.text)).unwrap_or_default();
    (number::time(listed.from_ms), words)
}

/// A run among those that are open, in words.
pub(super) fn name_of(listed: &Listed, context: &ViewContext<'_>) -> String {
    let (time, words) = words_of(listed, context);
    let place = context.runs.open().position(|own| own.id == listed.id).unwrap_or(0);
    let args = [
        ("number", (place + 1).to_string()),
        ("count", context.runs.open().count().to_string()),
        ("time", time),
        ("name", words),
    ];
    let key = if listed.from.is_some() { "run-tab" } else { "run-tab-first" };
    let name = context.text.with(key, &args);
    match context.runs.played_part(listed.id) {
        Some(part) => {
            let percent = format!("{:.0}", 100.0 * part);
            context.text.with("run-playing", &[("name", name), ("percent", percent)])
        }
        None => name,
    }
}
