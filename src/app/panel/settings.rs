//! The window of the settings.

use eframe::egui::{self, Ui, Window};

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::theme::ThemeChoice;
use crate::app::widget::field::Fields;
use crate::app::widget::own_number::{Own, own_ui};
use crate::storage::{HOLD_RANGE_MS, Settings, ZOOM_RANGE};
use crate::text::Language;

/// Draws the window, if it is open, and asks for what is changed in it.
pub(crate) fn settings_ui(ctx: &egui::Context, settings: &Settings, frame: &mut Frame<'_>) {
    if !frame.view.windows.settings {
        return;
    }
    let context = frame.context;
    let text = context.text;
    let (mut own, mut theme, mut zoom) = (settings.clone(), context.theme_choice, None);
    let mut open = true;
    let fields = &mut frame.view.fields;
    Window::new(text.get("action-settings").trim_end_matches('…'))
        .collapsible(false)
        .resizable(false)
        .pivot(egui::Align2::CENTER_CENTER)
        .default_pos(ctx.content_rect().center())
        .open(&mut open)
        .show(ctx, |ui| {
            ui.set_max_width((ctx.content_rect().width() - 48.0).min(560.0));
            egui::Grid::new("settings").num_columns(2).spacing(egui::vec2(24.0, 8.0)).show(ui, |ui| {
                ui.label(text.get("settings-theme"));
                ui.horizontal_wrapped(|ui| {
                    for (choice, key) in [
                        (ThemeChoice::System, "action-theme-system"),
                        (ThemeChoice::Dark, "action-theme-dark"),
                        (ThemeChoice::Light, "action-theme-light"),
                        (ThemeChoice::Projector, "action-theme-projector"),
                    ] {
                        ui.selectable_value(&mut theme, choice, text.get(key));
                    }
                });
                ui.end_row();
                ui.label(text.get("settings-language"));
                ui.horizontal_wrapped(|ui| language_ui(ui, &mut own, context));
                ui.end_row();
                let label = ui.label(text.get("settings-zoom"));
                zoom = zoom_ui(ui, label.id, fields, context);
                ui.end_row();
            });
            ui.horizontal(|ui| {
                let name = ui.label(text.get("settings-hold"));
                let hold = Own { name: "hold", range: HOLD_RANGE_MS, unit: "ms", speed: 0.5 };
                own_ui(ui, &hold, &mut own.hold_every_ms, name.id, fields, context)
                    .on_hover_text(text.get("settings-hold-tip"));
            });
            ui.checkbox(&mut own.reduced_motion, text.get("settings-motion"))
                .on_hover_text(text.get("settings-motion-tip"));
            ui.checkbox(&mut own.welcome, text.get("settings-welcome"));
            ui.checkbox(&mut own.reopen_last, text.get("settings-reopen"));
            ui.checkbox(&mut own.autosave, text.get("settings-autosave"))
                .on_hover_text(text.get("settings-autosave-tip"));
        });
    frame.view.windows.settings = open;
    if own != *settings {
        frame.requests.push(Request::SetSettings(Box::new(own)));
    }
    if theme != context.theme_choice {
        frame.requests.push(Request::SetTheme(theme));
    }
    frame.requests.extend(zoom.map(Request::SetZoom));
}

fn language_ui(ui: &mut Ui, settings: &mut Settings, context: &ViewContext<'_>) {
    let chosen = settings.language.as_deref().and_then(Language::of_code);
    if ui.selectable_label(chosen.is_none(), context.text.get("settings-language-system")).clicked() {
        settings.language = None;
    }
    for language in Language::ALL {
        if ui.selectable_label(chosen == Some(language), language.name()).clicked() {
            settings.language = Some(language.code().to_owned());
        }
    }
}

/// The size of everything in per cent, and the factor if it is changed. A drag takes effect when it is let go: the window
/// would flee from the pointer.
fn zoom_ui(ui: &mut Ui, label: egui::Id, fields: &mut Fields, context: &ViewContext<'_>) -> Option<f32> {
    let now = (f64::from(ui.ctx().zoom_factor()) * 100.0).round();
    let draft = egui::Id::unique("dragged-zoom");
    let dragged = ui.data(|data| data.get_temp::<f64>(draft));
    let mut percent = dragged.unwrap_or(now);
    let range = (f64::from(ZOOM_RANGE.0) * 100.0, f64::from(ZOOM_RANGE.1) * 100.0);
    let own = Own { name: "zoom", range, unit: "%", speed: 1.0 };
    let response = own_ui(ui, &own, &mut percent, label, fields, context);
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(draft, percent));
        return None;
    }
    if dragged.is_some() {
        ui.data_mut(|data| data.remove::<f64>(draft));
    }
    #[expect(clippy::cast_possible_truncation, reason = "a zoom")]
    (percent.to_bits() != now.to_bits()).then_some((percent / 100.0) as f32)
}
