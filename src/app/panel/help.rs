//! The windows of the help menu: glossary, shortcuts, messages, diagnostics.

use eframe::egui::{self, Grid, RichText, ScrollArea, Ui, Window};

use crate::app::action::{Action, Menu};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::notice::Notices;
use crate::app::request::Request;
use crate::app::stage::keys::{self, StageKey};
use crate::app::view_state::Windows;

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
        window(text.get("action-glossary"))
            .open(&mut windows.glossary)
            .show(ctx, |ui| ScrollArea::vertical().show(ui, |ui| glossary_ui(ui, context)));
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

/// The terms of the glossary, by their keys, from the membrane to learning.
const TERMS: [&str; 16] = [
    "membrane-potential",
    "resting-potential",
    "depolarise",
    "threshold",
    "spike",
    "ion-channel",
    "conductance",
    "reversal-potential",
    "driving-force",
    "epsp",
    "ipsp",
    "time-constant",
    "release-probability",
    "poisson-process",
    "cv",
    "stdp",
];

fn glossary_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let text = context.text;
    for term in TERMS {
        ui.label(RichText::new(text.get(&format!("glossary-{term}"))).font(context.theme.bold_font(1.0)));
        ui.label(text.get(&format!("glossary-{term}-about")));
        ui.add_space(6.0);
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
        "shortcuts-reset",
    ] {
        ui.label(text.get(key));
    }
}
