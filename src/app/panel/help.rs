//! The windows of the help menu: glossary, shortcuts, messages, diagnostics.

use eframe::egui::{self, Grid, RichText, ScrollArea, Ui, Window};

use crate::app::action::{Action, Menu};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::notice::Notices;
use crate::app::request::Request;
use crate::app::stage::keys::{self, StageKey};
use crate::app::view_state::{Shown, Windows};
use crate::lesson::TERMS;

/// Draws those windows that are open.
pub(crate) fn help_ui(ui: &Ui, notices: &Notices, diagnostics: &dyn Fn() -> String, frame: &mut Frame<'_>) {
    let context = frame.context;
    let ctx = ui.ctx();
    let text = context.text;
    let window = |title: String| {
        Window::new(title)
            .collapsible(false)
            .default_size([480.0, 420.0])
            .pivot(egui::Align2::CENTER_CENTER)
            .default_pos(ctx.content_rect().center())
    };
    if frame.view.windows.any() && frame.view.escapes(ctx) {
        frame.view.windows = Windows::default();
    }
    let windows = &mut frame.view.windows;
    if windows.glossary {
        let shown = &mut windows.glossary_term;
        window(text.get("action-glossary"))
            .open(&mut windows.glossary)
            .show(ctx, |ui| ScrollArea::vertical().show(ui, |ui| glossary_ui(ui, shown, context)));
    }
    if windows.shortcuts {
        window(text.get("action-shortcuts"))
            .open(&mut windows.shortcuts)
            .show(ctx, |ui| ScrollArea::vertical().show(ui, |ui| shortcuts_ui(ui, context)));
    }
    if windows.messages {
        window(text.get("action-messages")).open(&mut windows.messages).show(ctx, |ui| {
            ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
                if notices.history().is_empty() {
                    ui.label(text.get("no-messages"));
                }
                for line in notices.history() {
                    ui.label(line);
                }
            });
        });
    }
    if windows.diagnostics {
        window(text.get("action-diagnostics")).open(&mut windows.diagnostics).show(ctx, |ui| {
            let report = diagnostics();
            if ui.button(text.get("copy")).clicked() {
                frame.requests.push(Request::Copy(report.clone()));
            }
            ScrollArea::both().auto_shrink([false, true]).show(ui, |ui| {
                ui.label(RichText::new(report).monospace());
            });
        });
    }
}

/// The terms of the glossary. One that a link led to stands out, and is brought into view once.
fn glossary_ui(ui: &mut Ui, shown: &mut Option<Shown>, context: &ViewContext<'_>) {
    let (text, theme) = (context.text, context.theme);
    for term in TERMS {
        let is_shown = shown.as_ref().is_some_and(|own| own.term == term);
        let colour = if is_shown { theme.accent } else { theme.text };
        let name = RichText::new(text.get(&format!("glossary-{term}"))).font(theme.bold_font(1.0));
        let name = ui.label(name.color(colour));
        let about = ui.label(text.get(&format!("glossary-{term}-about")));
        ui.add_space(6.0);
        if let Some(shown) = shown.as_mut().filter(|own| is_shown && own.is_new) {
            shown.is_new = false;
            name.union(about).scroll_to_me(Some(egui::Align::Center));
        }
    }
}

fn shortcuts_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let text = context.text;
    for menu in Menu::ALL {
        ui.label(RichText::new(text.get(menu.key())).font(context.theme.bold_font(1.0)));
        Grid::new(menu.key())
            .num_columns(2)
            .min_col_width(200.0)
            .spacing(egui::vec2(24.0, 4.0))
            .striped(true)
            .show(ui, |ui| {
                for action in Action::ALL.iter().filter(|action| action.menu() == menu) {
                    ui.label(text.get(action.key()));
                    ui.label(RichText::new(action.shortcut_text(ui.ctx())).color(context.theme.weak_text));
                    ui.end_row();
                }
            });
        ui.add_space(8.0);
    }
    ui.label(RichText::new(text.get("shortcuts-stage")).font(context.theme.bold_font(1.0)));
    Grid::new("shortcuts-in-lecture")
        .num_columns(2)
        .min_col_width(200.0)
        .spacing(egui::vec2(24.0, 4.0))
        .striped(true)
        .show(ui, |ui| {
            for (_, key, keys) in StageKey::ALL {
                ui.label(text.get(key));
                ui.label(RichText::new(keys::words(keys)).color(context.theme.weak_text));
                ui.end_row();
            }
        });
    ui.add_space(8.0);
    ui.label(RichText::new(text.get("shortcuts-canvas")).font(context.theme.bold_font(1.0)));
    for key in [
        "shortcuts-digits",
        "shortcuts-click",
        "shortcuts-drag",
        "shortcuts-edit",
        "shortcuts-zoom",
        "shortcuts-plot",
        "shortcuts-cursors",
        "shortcuts-reset",
    ] {
        ui.label(text.get(key));
    }
}
