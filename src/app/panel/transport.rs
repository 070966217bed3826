//! The transport bar: run, step, restart, speed, time.

use eframe::egui::{self, Align, Button, Color32, Layout, RichText, Slider, Ui, WidgetInfo};

use super::goal::progress_ui;
use super::time_line::past_ui;
use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::request::{Request, Requests};
use crate::app::theme::{self, GRID};
use crate::app::widget::number;
use crate::engine::Status;
use crate::units::Speed;

/// Draws the transport bar.
pub(crate) fn transport_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GRID;
        let has_room = 66.0 * context.theme.text_size < ui.available_width();
        run_button_ui(ui, context, requests);
        let back = [(Action::SpikeBefore, "|◂"), (Action::BackMs, "«"), (Action::BackDt, "‹")];
        for (action, sign) in back.into_iter().filter(|(action, _)| has_room || *action == Action::BackMs) {
            sign_button_ui(ui, action, sign, context, requests);
        }
        for (action, sign) in [
            (Action::StepDt, "›"),
            (Action::StepMs, "»"),
            (Action::StepToSpike, "▸|"),
            (Action::RunUntil, "▸…"),
            (Action::Restart, "↺"),
        ] {
            sign_button_ui(ui, action, sign, context, requests);
        }
        ui.separator();
        match &context.run.progress {
            Some(progress) => progress_ui(ui, progress, context, requests),
            None => speed_ui(ui, context, requests),
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            time_ui(ui, context);
            past_ui(ui, context, requests);
        });
    });
    if let Status::Halted(halt) = &context.run.status {
        banner_ui(ui, &context.text.say(&halt.message()), context, requests);
    }
}

fn run_button_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let running = context.run.is_running();
    let label = context.text.get(if running { "pause" } else { "run" });
    let sign = if running { "❚❚" } else { "▶" };
    let button = Button::new(RichText::new(format!("{sign} {label}")).color(Color32::WHITE))
        .fill(theme::RUN)
        .min_size(egui::vec2(context.theme.text_size * 6.0, 0.0));
    let response = ui.add(button).on_hover_text(tip(ui, Action::RunPause, context));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &label));
    if response.clicked() {
        requests.act(Action::RunPause);
    }
}

fn sign_button_ui(
    ui: &mut Ui,
    action: Action,
    sign: &str,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let width = context.theme.text_size * 2.2;
    let button = Button::new(sign).min_size(egui::vec2(width, 0.0));
    let enabled = action.is_enabled(context);
    let response = ui.add_enabled(enabled, button).on_hover_text(tip(ui, action, context));
    let name = context.text.get(action.key());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, &name));
    if response.clicked() {
        requests.act(action);
    }
}

/// The speed: a logarithmic slider, what is asked for and what is achieved.
fn speed_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let text = context.text;
    let size = context.theme.text_size;
    let is_narrow = ui.available_width() < 34.0 * size;
    let label = (!is_narrow).then(|| ui.label(text.get("speed")));
    let asked = context.run.speed;
    let (mut speed, is_limited) = match asked {
        Speed::MsPerSecond(speed) => (speed, true),
        Speed::Unlimited => (Speed::MAX_MS_PER_S, false),
    };
    ui.spacing_mut().slider_width = size * if is_narrow { 5.0 } else { 10.0 };
    let slider = Slider::new(&mut speed, Speed::MIN_MS_PER_S..=Speed::MAX_MS_PER_S)
        .logarithmic(true)
        .show_value(false)
        .smart_aim(true);
    let response = ui.add(slider).on_hover_text(text.get("speed-tip"));
    let response = if let Some(label) = label {
        response.labelled_by(label.id)
    } else {
        response.widget_info(|| WidgetInfo::slider(true, speed, text.get("speed")));
        response
    };
    if response.changed() {
        requests.push(Request::SetSpeed(Speed::MsPerSecond(round_to_two(speed))));
    }
    let unlimited =
        ui.add(Button::new("∞").selected(!is_limited)).on_hover_text(tip(ui, Action::Unlimited, context));
    let name = text.get(Action::Unlimited.key());
    unlimited.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, !is_limited, &name));
    if unlimited.clicked() {
        requests.act(Action::Unlimited);
    }
    let wanted = if is_limited {
        text.with("speed-value", &[("speed", &number::show(speed))])
    } else {
        text.get("speed-unlimited")
    };
    if 6.8 * size < ui.available_width() {
        ui.add_sized(
            egui::vec2(size * 6.4, size * 1.4),
            egui::Label::new(wanted).selectable(false).truncate().halign(Align::LEFT),
        );
    }
    let has_room = context.theme.text_size * 17.0 < ui.available_width();
    if has_room && context.run.is_running() && 0.0 < context.run.achieved_ms_per_s {
        achieved_ui(ui, asked, context);
    }
}

/// What is achieved; in the colour of a warning where it falls short of what is asked for.
fn achieved_ui(ui: &mut Ui, asked: Speed, context: &ViewContext<'_>) {
    let achieved = context.run.achieved_ms_per_s;
    let falls_short = matches!(asked, Speed::MsPerSecond(asked) if achieved < 0.9 * asked);
    let colour = if falls_short { context.theme.warning } else { context.theme.weak_text };
    let factor = number::show(round_to_two(achieved / 1e3));
    let words = context.text.with("speed-achieved", &[("factor", &factor)]);
    ui.label(RichText::new(words).color(colour)).on_hover_text(context.text.get("speed-achieved-tip"));
}

/// Model time, and what was lost.
fn time_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    if ui.available_width() < context.theme.text_size * 8.0 {
        return; // What does not fit would cover something else.
    }
    let text = context.text;
    let time = text.with("time", &[("time", &number::time(context.run.now_ms()))]);
    let exact = format!("{} ms", context.run.now_ms());
    ui.label(RichText::new(time).font(context.theme.bold_font(1.0))).on_hover_text(exact);
    let losses = [
        ("lost-spikes", context.run.lost_spikes),
        ("lost-samples", context.run.lost_samples),
        ("lost-releases", context.run.lost_releases),
    ];
    for (key, count) in losses.into_iter().filter(|(_, count)| 0 < *count) {
        let words = text.with(key, &[("count", count.to_string())]);
        let tip = text.get(&format!("{key}-tip"));
        let galley = ui.painter().layout_no_wrap(
            words.clone(),
            egui::TextStyle::Body.resolve(ui.style()),
            context.theme.warning,
        );
        if galley.size().x + GRID < ui.available_width() {
            ui.label(RichText::new(words).color(context.theme.warning)).on_hover_text(tip);
        } else if 2.0 * context.theme.text_size < ui.available_width() {
            // A sign has room, and says the rest under the pointer and to a screen reader.
            let sign = ui.label(RichText::new("⚠").color(context.theme.warning));
            sign.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
            sign.on_hover_text(format!("{words}. {tip}"));
        }
    }
}

/// What stopped the engine, and how to go on.
fn banner_ui(ui: &mut Ui, words: &str, context: &ViewContext<'_>, requests: &mut Requests) {
    egui::Frame::new().fill(theme::HALTED).corner_radius(6).inner_margin(8).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(words).color(Color32::WHITE));
            if ui.button(context.text.get("restart-engine")).clicked() {
                requests.push(Request::RestartEngine);
            }
            if context.document.undo_name().is_some()
                && ui.button(context.text.get("undo-last-change")).clicked()
            {
                requests.act(Action::Undo);
                requests.push(Request::RestartEngine);
            }
        });
    });
}

/// A number rounded to two significant digits.
fn round_to_two(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}
