//! The window of the settings.

use eframe::egui::{self, ScrollArea, Ui, Window};

use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::theme::ThemeChoice;
use crate::app::widget::choice;
use crate::app::widget::field::Fields;
use crate::app::widget::own_number::{Own, own_ui};
use crate::storage::{HOLD_RANGE_MS, PAST_RANGE_MIB, Settings, ZOOM_RANGE};
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
            let window = ctx.content_rect();
            ui.set_max_width((window.width() - 48.0).min(560.0));
            // At a large size not all of it has room at once.
            let most = (window.height() - 6.0 * context.theme.text_size).max(40.0);
            ScrollArea::vertical().max_height(most).show(ui, |ui| {
                zoom = rows_ui(ui, &mut own, &mut theme, fields, context);
            });
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

/// The rows; the factor of the size of everything, if it is changed.
fn rows_ui(
    ui: &mut Ui,
    settings: &mut Settings,
    theme: &mut ThemeChoice,
    fields: &mut Fields,
    context: &ViewContext<'_>,
) -> Option<f32> {
    let text = context.text;
    ui.horizontal_wrapped(|ui| {
        ui.label(text.get("settings-theme"));
        for (choice, key) in [
            (ThemeChoice::System, "action-theme-system"),
            (ThemeChoice::Dark, "action-theme-dark"),
            (ThemeChoice::Light, "action-theme-light"),
            (ThemeChoice::Projector, "action-theme-projector"),
        ] {
            ui.selectable_value(theme, choice, text.get(key));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.label(text.get("settings-language"));
        language_ui(ui, settings, context);
    });
    let zoom = ui.horizontal_wrapped(|ui| {
        let label = ui.label(text.get("settings-zoom"));
        zoom_ui(ui, label.id, fields, context)
    });
    ui.horizontal_wrapped(|ui| {
        let name = ui.label(text.get("settings-hold"));
        let own = Own { name: "hold", range: HOLD_RANGE_MS, unit: "ms", speed: 0.5 };
        own_ui(ui, &own, &mut settings.hold_every_ms, name.id, fields, context)
            .on_hover_text(text.get("settings-hold-tip"));
    });
    ui.horizontal_wrapped(|ui| {
        let name = ui.label(text.get("settings-past"));
        let own = Own { name: "past", range: PAST_RANGE_MIB, unit: "MiB", speed: 4.0 };
        own_ui(ui, &own, &mut settings.past_mib, name.id, fields, context)
            .on_hover_text(text.get("settings-past-tip"));
    });
    choice::checkbox(ui, &mut settings.reduced_motion, text.get("settings-motion"))
        .on_hover_text(text.get("settings-motion-tip"));
    choice::checkbox(ui, &mut settings.welcome, text.get("settings-welcome"));
    choice::checkbox(ui, &mut settings.reopen_last, text.get("settings-reopen"));
    choice::checkbox(ui, &mut settings.autosave, text.get("settings-autosave"))
        .on_hover_text(text.get("settings-autosave-tip"));
    choice::checkbox(ui, &mut settings.all_cores, text.get("settings-cores"))
        .on_hover_text(text.get("settings-cores-tip"));
    choice::checkbox(ui, &mut settings.few_frames, text.get("settings-frames"))
        .on_hover_text(text.get("settings-frames-tip"));
    zoom.inner
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
