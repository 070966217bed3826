//! Running on until something is reached: asking for it, and how far it is.

use eframe::egui::{self, Key, ProgressBar, RichText, Ui, Window};

use crate::app::action::Action;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{Request, Requests};
use crate::app::theme::GRID;
use crate::app::widget::field::{Dragging, Fields, Look, Place, field_ui, reason_beside_ui};
use crate::app::widget::number;
use crate::engine::{Goal, Progress, Settling};
use crate::message::Message;
use crate::model::network::number_fault;
use crate::number::parse;
use crate::param::Bounds;
use crate::units::Unit;

/// For how long weights are given to settle [ms].
const AT_MOST_MS: f64 = 1e7;
/// Longest time that can be run to [s].
const MOST_S: f64 = 1e6;

/// The window in which a goal is chosen, if it is open.
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
                let own = Own {
                    name: "goal-time",
                    value: &mut goal.time_s,
                    range: (0.001, MOST_S),
                    unit: "s",
                    speed: 10.0,
                };
                own_ui(ui, own, label.id, fields, context);
                if go_ui(ui, &text.get("run-until-go-time"), context) {
                    chosen = Some(Goal::Time(1e3 * goal.time_s));
                }
            });
            if learns {
                ui.add_space(GRID);
                ui.horizontal(|ui| {
                    let label = ui.label(text.get("run-until-settled"));
                    let value = &mut goal.change_percent;
                    let own = Own { name: "goal-change", value, range: (0.01, 100.0), unit: "%", speed: 0.1 };
                    own_ui(ui, own, label.id, fields, context);
                    let over = ui.label(text.get("run-until-over"));
                    let value = &mut goal.over_s;
                    let own = Own { name: "goal-over", value, range: (1.0, 10_000.0), unit: "s", speed: 5.0 };
                    own_ui(ui, own, over.id, fields, context);
                    if go_ui(ui, &text.get("run-until-go-settled"), context) {
                        chosen = Some(Goal::Settled(Settling {
                            tolerance: 0.01 * goal.change_percent,
                            over_ms: 1e3 * goal.over_s,
                            at_most_ms: AT_MOST_MS,
                        }));
                    }
                });
            }
        });
    let typing = ctx.text_edit_focused() || frame.view.fields.gives_up();
    if !is_open || chosen.is_some() || (!typing && ctx.input(|input| input.key_pressed(Key::Escape))) {
        frame.view.windows.run_until = false;
    }
    if let Some(goal) = chosen {
        frame.requests.push(Request::RunUntil(goal));
    }
}

/// A number that is no parameter.
struct Own<'a> {
    name: &'static str,
    value: &'a mut f64,
    range: (f64, f64),
    /// Its unit: s or %.
    unit: &'static str,
    speed: f64,
}

/// Such a number as it is typed: a time may have another unit.
fn read_own(typed: &str, unit: &str, (min, max): (f64, f64)) -> Result<f64, Message> {
    let has_unit = typed.trim_end().ends_with(char::is_alphabetic);
    let value = match unit {
        "s" if has_unit => 1e-3 * parse(typed, Unit::Ms)?,
        _ => parse(typed.trim_end().trim_end_matches('%'), Unit::One)?,
    };
    match number_fault(value, Bounds::new(min, max), Unit::One) {
        Some(fault) => Err(fault.message()),
        None => Ok(value),
    }
}

fn own_ui(ui: &mut Ui, own: Own<'_>, label: egui::Id, fields: &mut Fields, context: &ViewContext<'_>) {
    let Own { name, value, range, unit, speed } = own;
    let (place, exact) = (Place::Own(name), value.to_string());
    let shown = format!("{} {unit}", number::show(*value));
    let number = Dragging { value: *value, speed, step: speed, range: range.0..=range.1 };
    let look = Look { shown: &shown, exact: &exact, number: Some(number) };
    let size = egui::vec2(6.0 * context.theme.text_size, ui.spacing().interact_size.y);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let outcome = field_ui(ui, rect, place, &look, fields, context, &|typed| read_own(typed, unit, range));
    let response = outcome.response.labelled_by(label);
    if let Some(new) = outcome.typed.or(outcome.dragged) {
        *value = new;
    }
    reason_beside_ui(&response, place, fields, context);
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
    let words = if let Some((change, enough)) = progress.change {
        fraction = (enough / change.max(enough)).max(fraction);
        let percent = |value: f64| format!("{:.1}", 100.0 * value);
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

/// A time in words: seconds, then minutes.
fn duration(seconds: f64, context: &ViewContext<'_>) -> String {
    let (key, value) = if seconds < 100.0 {
        ("duration-seconds", seconds.ceil())
    } else {
        ("duration-minutes", (seconds / 60.0).ceil())
    };
    context.text.with(key, &[("value", format!("{value:.0}"))])
}
