//! The outline: a list of all populations, synapses, gap junctions, stimuli and plots, with a search, for networks too large
//! for the canvas, for the keyboard and for screen readers. What is selected in it is what is selected on the canvas.

use std::sync::Arc;

use eframe::egui::{self, Key, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, Window};

use super::outline_state::{Of, Row, object_of, rows_of};
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::selection::Selection;
use crate::app::theme::GRID;
use crate::document::Edit;
use crate::model::network::Object;

/// Draws the list, if it is open.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn outline_ui(ui: &Ui, frame: &mut Frame<'_>) {
    if !frame.view.outline.is_open {
        return;
    }
    let context = frame.context;
    let (ctx, text) = (ui.ctx(), context.text);
    if frame.view.escapes(ctx) && !ctx.input(|input| input.pointer.any_down()) {
        frame.view.outline.is_open = false;
        return;
    }
    let mut state = std::mem::take(&mut frame.view.outline);
    let mut is_open = true;
    Window::new(text.get("action-outline"))
        .id(egui::Id::unique("outline"))
        .collapsible(false)
        .default_size([340.0, 420.0])
        .default_pos(ctx.content_rect().left_top() + egui::vec2(24.0, 96.0))
        .open(&mut is_open)
        .show(ctx, |ui| {
            let hint = text.get("outline-hint");
            let field = TextEdit::singleline(&mut state.sought).hint_text(hint).desired_width(f32::INFINITY);
            let field = ui.add(field);
            let name = text.get("outline-search");
            field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, &name));
            let rows = state
                .rows
                .take()
                .filter(|(of, sought, _)| Arc::ptr_eq(of, context.preset()) && *sought == state.sought);
            let (of, sought, rows) = rows.unwrap_or_else(|| {
                state.anchor = None;
                let rows = rows_of(context.preset(), &state.sought, text);
                (Arc::clone(context.preset()), state.sought.clone(), rows)
            });
            ui.horizontal(|ui| {
                let count = text.with("outline-count", &[("count", &rows.len().to_string())]);
                ui.label(RichText::new(count).color(context.theme.weak_text).font(context.theme.font(0.9)));
                let found = rows.iter().filter_map(|row| object_of(row.of)).collect::<Vec<_>>();
                if !found.is_empty() && ui.button(text.get("outline-select-all")).clicked() {
                    frame.requests.push(Request::Select(found.into()));
                }
            });
            let height = ui.spacing().interact_size.y;
            ui.spacing_mut().item_spacing.y = GRID * 0.25;
            ScrollArea::vertical().auto_shrink([false, false]).show_rows(
                ui,
                height,
                rows.len(),
                |ui, range| {
                    for index in range {
                        row_ui(ui, index, &rows, &mut state.anchor, frame);
                    }
                },
            );
            if rows.is_empty() {
                ui.label(text.get("outline-nothing"));
            }
            state.rows = Some((of, sought, rows));
        });
    state.is_open = is_open;
    frame.view.outline = state;
}

fn row_ui(ui: &mut Ui, index: usize, rows: &[Row], anchor: &mut Option<usize>, frame: &mut Frame<'_>) {
    let context = frame.context;
    let row = &rows[index];
    let is_selected = match row.of {
        Of::Object(object) => context.selection.has(object),
        Of::Stimulus(population) => context.selection.has(Object::Population(population)),
        Of::Plot(_) => false,
    };
    let sort = context.text.get(row.sort);
    let indent = if matches!(row.of, Of::Stimulus(_)) { "    " } else { "" };
    let words = format!("{indent}{} — {}", row.name, row.detail);
    let response = ui.add(egui::Button::selectable(is_selected, words).truncate());
    let name = format!("{sort} {}, {}", row.name, row.detail);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &name));
    let (shift, command, deletes) =
        ui.input(|input| (input.modifiers.shift, input.modifiers.command, input.key_pressed(Key::Delete)));
    if response.double_clicked()
        && let Some(object) = object_of(row.of)
    {
        frame.requests.push(Request::Inspect(object));
    } else if response.clicked() {
        match (row.of, object_of(row.of)) {
            (Of::Plot(id), _) => {
                frame.view.popped = if frame.view.popped == Some(id) { None } else { Some(id) }
            }
            (_, Some(object)) => {
                let between = anchor.filter(|_| shift).map(|from| from.min(index)..=from.max(index));
                let selection = if let Some(between) = between {
                    let objects: Vec<Object> =
                        rows[between].iter().filter_map(|row| object_of(row.of)).collect();
                    let mut once = Vec::new();
                    for own in objects {
                        if !once.contains(&own) {
                            once.push(own);
                        }
                    }
                    once.into()
                } else if command {
                    context.selection.toggled(object)
                } else {
                    Selection::one(object)
                };
                if !shift {
                    *anchor = Some(index);
                }
                frame.requests.push(Request::Select(selection));
            }
            _ => {}
        }
    }
    if response.has_focus()
        && deletes
        && let Of::Plot(id) = row.of
    {
        frame.requests.push(Request::Edit(Edit::Plots(crate::document::PlotEdit::Remove(id)), None));
    }
}
