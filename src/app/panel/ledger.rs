//! The ledger in the window: a jump with its sentence, and the list of rows with filters.

use eframe::egui::{self, Color32, ComboBox, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, Window};

use super::ledger_state::{Book, LedgerState, Order, Sign};
use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{LedgerRequest, Request};
use crate::app::theme::GRID;
use crate::app::widget::choice;
use crate::app::widget::number;
use crate::app::widget::own_number::{Own, own_ui};
use crate::app::widget::symbol::{held_together, symbol_job};
use crate::engine::SeekTo;
use crate::export::ledger::{as_tabs, variant_name};
use crate::trace::ledger::Row;
use crate::trace::why::object_name;

/// Most rows that are copied.
const MOST_ROWS_COPIED: usize = 20_000;

/// Draws the jump that is explained, and the list, as far as they are open.
pub(crate) fn ledger_ui(ui: &Ui, frame: &mut Frame<'_>) {
    jump_ui(ui, frame);
    list_ui(ui, frame);
}

fn jump_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let Some(jump) = frame.view.ledger.jump.clone() else { return };
    let (context, ctx) = (frame.context, ui.ctx());
    if frame.view.escapes(ctx) {
        frame.requests.push(Request::Ledger(LedgerRequest::Close));
        return;
    }
    let text = context.text;
    let mut is_open = true;
    let title = egui::TextStyle::Heading.resolve(ui.style());
    let name = held_together(&jump.name);
    let words = text.with("ledger-jump", &[("name", &name)]);
    Window::new(symbol_job(&words, title.size, &title.family, Color32::PLACEHOLDER))
        .id(egui::Id::unique("why"))
        .collapsible(false)
        .resizable(false)
        .default_width(30.0 * context.theme.text_size)
        .anchor(egui::Align2::CENTER_BOTTOM, [0.0, -2.0 * GRID])
        .open(&mut is_open)
        .show(ctx, |ui| {
            ui.set_max_width(40.0 * context.theme.text_size);
            let said = ui.label(&jump.sentence);
            ctx.accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
            if !jump.equation.is_empty() {
                ui.label(RichText::new(&jump.equation).color(context.theme.weak_text));
            }
            if 1 < jump.pairs.len() {
                let share = |(ago_ms, share): &(f64, f64)| {
                    let args = [
                        ("ago", number::show((ago_ms * 1e3).round() * 1e-3)),
                        ("share", number::show(*share)),
                    ];
                    text.with("ledger-share", &args)
                };
                let shares: Vec<String> = jump.pairs.iter().map(share).collect();
                let words = text.with("ledger-shares", &[("shares", &shares.join(" + "))]);
                ui.label(RichText::new(words).color(context.theme.weak_text));
            }
            ui.add_space(GRID * 0.5);
            ui.horizontal(|ui| {
                if ui.button(text.get("ledger-go")).clicked() {
                    frame.requests.push(Request::Seek(SeekTo::Ms(jump.at_ms)));
                }
                if ui.button(text.get("ledger-copy-sentence")).clicked() {
                    frame.requests.push(Request::Copy(format!("{}\n{}", jump.sentence, jump.equation)));
                }
                if !frame.view.ledger.is_open && ui.button(text.get("ledger-open")).clicked() {
                    frame.requests.act(Action::Ledger);
                }
            });
        });
    if !is_open {
        frame.requests.push(Request::Ledger(LedgerRequest::Close));
    }
}

// Longer than 60 lines: one view from top to bottom.
fn list_ui(ui: &Ui, frame: &mut Frame<'_>) {
    if !frame.view.ledger.is_open {
        return;
    }
    let (context, ctx) = (frame.context, ui.ctx());
    let text = context.text;
    let mut state = std::mem::take(&mut frame.view.ledger);
    let mut is_open = true;
    Window::new(text.get("action-ledger"))
        .id(egui::Id::unique("ledger"))
        .collapsible(false)
        .default_size([34.0 * context.theme.text_size, 24.0 * context.theme.text_size])
        .default_pos(ctx.content_rect().left_top() + egui::vec2(48.0, 110.0))
        .open(&mut is_open)
        .show(ctx, |ui| {
            filters_ui(ui, &mut state, frame);
            let listed = state.listed();
            sums_ui(ui, &state, &listed, frame);
            if let Some(words) = &state.refused {
                ui.label(words);
            } else if state.book.is_none() {
                ui.label(text.get(if context.run.is_running() { "ledger-paused" } else { "ledger-wait" }));
            } else if listed.is_empty() {
                ui.label(text.get("ledger-empty"));
            }
            what_if_ui(ui, &state, frame);
            let height = ui.spacing().interact_size.y;
            let font = egui::TextStyle::Button.resolve(ui.style());
            let Some(book) = &state.book else { return };
            let mut chosen = None;
            ScrollArea::vertical().auto_shrink([false, false]).show_rows(
                ui,
                height,
                listed.len(),
                |ui, range| {
                    for place in range {
                        let index = listed[place];
                        let row = &book.ledger.rows()[index];
                        let is_selected = state.selected == Some(index);
                        let words = row_words(book, row, context);
                        let typeset = symbol_job(&words, font.size, &font.family, Color32::PLACEHOLDER);
                        let response = ui.add(egui::Button::selectable(is_selected, typeset).truncate());
                        response
                            .widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &words));
                        if response.clicked() {
                            chosen = Some(index);
                        }
                    }
                },
            );
            if let Some(index) = chosen {
                frame.requests.push(Request::Ledger(LedgerRequest::Row(index)));
            }
        });
    if !is_open {
        state.is_open = false;
    }
    frame.view.ledger = state;
}

/// What is listed: names, signs, sizes, the order, and how much of the run.
fn filters_ui(ui: &mut Ui, state: &mut LedgerState, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    ui.horizontal_wrapped(|ui| {
        let field = TextEdit::singleline(&mut state.sought).hint_text(text.get("ledger-search"));
        let field = ui.add(field.desired_width(9.0 * context.theme.text_size));
        let name = text.get("ledger-search");
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, &name));
        let sign = |sign| match sign {
            Sign::Both => "ledger-both",
            Sign::Up => "ledger-up",
            Sign::Down => "ledger-down",
        };
        let combo = ComboBox::from_id_salt("ledger-sign").selected_text(text.get(sign(state.sign)));
        let combo = combo.show_ui(ui, |ui| {
            for own in [Sign::Both, Sign::Up, Sign::Down] {
                ui.selectable_value(&mut state.sign, own, text.get(sign(own)));
            }
        });
        let name = text.get("ledger-sign");
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
        let label = ui.label(text.get("ledger-least"));
        let own = Own { name: "ledger-least", range: (0.0, 1e6), unit: "", speed: 1e-4 };
        own_ui(ui, &own, &mut state.least, label.id, &mut frame.view.fields, context);
        let mut by_size = state.order == Order::Size;
        if choice::checkbox(ui, &mut by_size, text.get("ledger-by-size")).changed() {
            state.order = if by_size { Order::Size } else { Order::Newest };
        }
        if choice::checkbox(ui, &mut state.is_whole, text.get("ledger-whole")).changed() {
            frame.requests.push(Request::Ledger(LedgerRequest::List));
        }
    });
}

/// How many rows are listed, and what they come to.
fn sums_ui(ui: &mut Ui, state: &LedgerState, listed: &[usize], frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let Some(book) = &state.book else { return };
    ui.horizontal_wrapped(|ui| {
        let (from, to) = (book.grid.time_ms(book.span.0), book.grid.time_ms(book.span.1));
        let sum: f64 = listed.iter().map(|index| book.ledger.rows()[*index].change).sum();
        let args = [
            ("count", listed.len().to_string()),
            ("from", number::time(from)),
            ("to", number::time(to)),
            ("sum", number::show(sum)),
        ];
        ui.label(RichText::new(text.with("ledger-count", &args)).color(context.theme.weak_text));
        if 0 < book.gone {
            let count = book.gone.to_string();
            ui.label(
                RichText::new(text.with("ledger-earlier", &[("count", &count)]))
                    .color(context.theme.weak_text),
            );
        }
        if !listed.is_empty() && ui.button(text.get("ledger-copy")).clicked() {
            let rows = listed.iter().take(MOST_ROWS_COPIED).map(|index| &book.ledger.rows()[*index]);
            frame.requests.push(Request::Copy(as_tabs(&book.ledger, rows, book.grid)));
        }
        if !listed.is_empty()
            && ui
                .button(text.get("ledger-save"))
                .on_hover_text(tip(ui, Action::SaveLedger, context))
                .clicked()
        {
            frame.requests.act(Action::SaveLedger);
        }
        if state.selected.is_some() && ui.button(text.get("ledger-what-if")).clicked() {
            frame.requests.push(Request::Ledger(LedgerRequest::WhatIf));
        }
    });
}

/// What other rules make of the same spikes.
fn what_if_ui(ui: &mut Ui, state: &LedgerState, frame: &mut Frame<'_>) {
    let (context, text) = (frame.context, frame.context.text);
    let Some(variants) = &state.what_if else { return };
    ui.label(RichText::new(text.get("cli-ledger-what-if-kept")).color(context.theme.weak_text));
    let most = 10.0 * context.theme.text_size;
    ScrollArea::vertical().id_salt("what-if").max_height(most).show(ui, |ui| {
        for variant in variants {
            let (first, last) = (variant.changes.first(), variant.changes.last());
            let change = first.zip(last).map_or(0.0, |(first, last)| last.after - first.before);
            let flips = variant.flips.iter().filter(|flips| **flips).count();
            let args = [
                ("name", variant_name(&variant.synapse, text)),
                ("change", signed(change)),
                ("flips", flips.to_string()),
            ];
            ui.label(text.with("ledger-variant", &args));
        }
    });
    ui.separator();
}

/// A number with its sign.
fn signed(value: f64) -> String {
    let shown = number::show(value);
    if 0.0 < value { format!("+{shown}") } else { shown }
}

/// A row in words: when, what, and by how much.
fn row_words(book: &Book, row: &Row, context: &ViewContext<'_>) -> String {
    let key = if row.is_bare_spike() { "ledger-row-spike" } else { "ledger-row" };
    let args = [
        ("time", number::signed(book.grid.moment_ms(row.at()), 2)),
        ("name", held_together(&object_name(&book.ledger, row))),
        ("change", signed(row.change)),
    ];
    context.text.with(key, &args)
}
