//! Running on until something is reached: asking for it, and how far it is.

use eframe::egui::{self, ProgressBar, RichText, Ui, Window};

use super::event_goal::{Choice, event_goal_ui};
use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::app::widget::own_number::{Own, own_ui};
use crate::engine::{Goal, Progress, Settling};
use crate::units::Step;

/// For how long weights are given to settle [ms].
const AT_MOST_MS: f64 = 1e7;
/// Longest time that can be run to [s].
const MOST_S: f64 = 1e6;

/// What was chosen.
enum Chosen {
    Goal(Goal),
    Event(Choice),
}

/// The window in which a goal is chosen, if it is open.
// Longer than 60 lines: a row for each goal.
pub(crate) fn goal_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let ctx = ui.ctx();
    let text = context.text;
    if !frame.view.windows.run_until {
        return;
    }
    let mut is_open = true;
    let mut chosen = None;
    let (goal, fields) = (&mut frame.view.goal, &mut frame.view.fields);
    let now_s = context.run.now_ms() * 1e-3;
    if goal.time_s <= now_s {
        // What lies in the past is no goal; the next round one is.
        goal.time_s = ((now_s / 1000.0).floor() + 1.0) * 1000.0;
    }
    let learns =
        context.network().projections().iter().any(|projection| projection.plasticity.inner().is_some());
    Window::new(text.get("action-run-until"))
        .collapsible(false)
        .resizable(false)
        .open(&mut is_open)
        .anchor(egui::Align2::CENTER_TOP, [0.0, 80.0])
        .show(ctx, |ui| {
            ui.label(RichText::new(text.get("run-until-about")).color(context.theme.weak_text));
            ui.add_space(GRID);
            ui.horizontal(|ui| {
                let label = ui.label(text.get("run-until-time"));
                let own = Own { name: "goal-time", range: (0.001, MOST_S), unit: "s", speed: 10.0 };
                own_ui(ui, &own, &mut goal.time_s, label.id, fields, context);
                if go_ui(ui, &text.get("run-until-go-time"), context) {
                    chosen = Some(Chosen::Goal(Goal::Time(1e3 * goal.time_s)));
                }
            });
            let choice = event_goal_ui(ui, &mut goal.event, fields, context);
            chosen = choice.map(Chosen::Event).or(chosen.take());
            if learns {
                ui.add_space(GRID);
                ui.horizontal(|ui| {
                    let label = ui.label(text.get("run-until-settled"));
                    let own = Own { name: "goal-change", range: (0.01, 100.0), unit: "%", speed: 0.1 };
                    own_ui(ui, &own, &mut goal.change_percent, label.id, fields, context);
                    let over = ui.label(text.get("run-until-over"));
                    let own = Own { name: "goal-over", range: (1.0, 10_000.0), unit: "s", speed: 5.0 };
                    own_ui(ui, &own, &mut goal.over_s, over.id, fields, context);
                    if go_ui(ui, &text.get("run-until-go-settled"), context) {
                        chosen = Some(Chosen::Goal(Goal::Settled(Settling {
                            tolerance: 0.01 * goal.change_percent,
                            over_ms: 1e3 * goal.over_s,
                            at_most_ms: AT_MOST_MS,
                        })));
                    }
                });
            }
        });
    if !is_open || chosen.is_some() || frame.view.escapes(ctx) {
        frame.view.windows.run_until = false;
    }
    frame.requests.extend(chosen.map(|chosen| match chosen {
        Chosen::Goal(goal) => Request::RunUntil(goal),
        Chosen::Event(Choice { until, is_ahead: true }) => Request::RunUntil(Goal::Event(until)),
        Chosen::Event(Choice { until, is_ahead: false }) => Request::RunBack(until),
    }));
}

fn go_ui(ui: &mut Ui, name: &str, context: &ViewContext<'_>) -> bool {
    let response = ui.button(format!("▶ {}", context.text.get("run")));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.clicked()
}

/// How far a run to a goal has come, how long it will take, and a way to stop it.
pub(super) fn progress_ui(
    ui: &mut Ui,
    progress: &Progress,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let text = context.text;
    let grid = context.run.grid;
    let (now, from, to) = (context.run.now_ms(), grid.time_ms(progress.from), grid.time_ms(progress.to));
    let mut fraction = ((now - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
    let achieved = context.run.achieved_ms_per_s;
    let remaining =
        if 0.0 < achieved { duration((to - now) / achieved, context) } else { text.get("run-until-unknown") };
    let is_open = progress.to == Step(u64::MAX);
    let words = if is_open {
        fraction = 0.0;
        text.get("run-until-looking")
    } else if let Some((change, enough)) = progress.change {
        fraction = (enough / change.max(enough)).max(fraction);
        let percent = |value: f64| crate::app::widget::number::signed(100.0 * value, 1);
        let args = [("change", percent(change)), ("enough", percent(enough)), ("remaining", remaining)];
        text.with("run-until-change", &args)
    } else {
        let args = [("percent", format!("{:.0}", 100.0 * fraction)), ("remaining", remaining)];
        text.with("run-until-progress", &args)
    };
    #[expect(clippy::cast_possible_truncation, reason = "a fraction")]
    let bar = ProgressBar::new(fraction as f32).desired_width(context.theme.text_size * 24.0);
    let font = context.theme.font(0.9);
    ui.add(bar.text(RichText::new(words).font(font)));
    let cancel = ui.button(text.get("cancel"));
    if cancel.on_hover_text(text.get("run-until-cancel-tip")).clicked() {
        requests.act(Action::RunPause);
    }
}

/// About how long something takes, in words: seconds, then minutes, then hours.
fn duration(seconds: f64, context: &ViewContext<'_>) -> String {
    let minutes = (seconds / 60.0).ceil();
    if 100.0 < minutes {
        let hours = (minutes / 60.0).floor();
        let args = [("hours", format!("{hours:.0}")), ("minutes", format!("{:.0}", minutes - 60.0 * hours))];
        return context.text.with("duration-hours", &args);
    }
    let (key, value) =
        if seconds < 100.0 { ("duration-seconds", seconds.ceil()) } else { ("duration-minutes", minutes) };
    context.text.with(key, &[("value", format!("{value:.0}"))])
}
