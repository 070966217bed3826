//! The curve of a decay, with handles to drag, and the open times of single channels.

use eframe::egui::{self, CursorIcon, EventFilter, Rect, Role, Sense, Ui, WidgetInfo, vec2};
use egui_plot::PlotPoint;

use super::axis::value_axis;
use super::chart::{Axis, Bars, Chart, Curve, Dots, chart_ui, range_from_zero};
use super::histogram::counts;
use super::{Drawn, kind};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::view_state::PlotsState;
use crate::app::widget::number;
use crate::document::Edit;
use crate::model::network::Address;
use crate::model::standalone::decay::Decay;
use crate::param::Value;
use crate::sim::{Stream, StreamKind};

impl Drawn for kind::DecayCurve {
    type Spec = ();

    fn draw(ui: &mut Ui, id: u32, _spec: &(), frame: &mut Frame<'_, PlotsState>) -> Option<Chart> {
        curve_ui(ui, id, frame);
        None
    }
}

impl Drawn for kind::OpenTimes {
    type Spec = ();

    fn chart(_spec: &(), context: &ViewContext<'_>) -> Option<Chart> {
        open_times(context)
    }
}

/// How many time constants are shown.
const SPAN: f64 = 5.0;
/// Channels whose open times are sampled.
pub(in crate::app) const CHANNELS: usize = 1000;
/// Bars of the histogram.
const BINS: u32 = 40;

/// Draws the curve into the whole of `ui`; its handles set τ.
pub(super) fn curve_ui(ui: &mut Ui, id: u32, frame: &mut Frame<'_, PlotsState>) {
    let context = frame.context;
    let Some(decay) = context.preset().decay() else { return };
    // While a handle is dragged the axis stands still: otherwise the curve would run away from the pointer.
    let span_ms = frame.view.decay_span_ms.unwrap_or(SPAN * decay.tau_ms);
    let axis = value_axis(id, context);
    let chart = curve(decay, span_ms, context).on(axis);
    frame.view.shown.insert(id, chart.y.range);
    let response = chart_ui(ui, id, &chart, 0.0, context);
    let inside = *response.transform.frame();
    for (key, at_ms, per_tau) in [
        ("decay-handle-tau", decay.tau_ms, 1.0),
        ("decay-handle-half", decay.half_life_ms(), std::f64::consts::LN_2),
    ] {
        let centre =
            response.transform.position_from_point(&PlotPoint::new(at_ms, axis.place(decay.N(at_ms))));
        let rect = Rect::from_center_size(centre, vec2(28.0, 28.0));
        let handle = ui.interact(rect, ui.scope_id().with(key), Sense::drag());
        let handle = handle.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
        let name = context.text.get(key);
        handle.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Slider, true, &name);
            info.value = Some(at_ms);
            info
        });
        let painter = ui.painter_at(ui.clip_rect());
        let radius = if handle.hovered() || handle.dragged() { 9.0 } else { 7.0 };
        painter.circle_filled(centre, radius, context.theme.accent);
        painter.circle_filled(centre, radius - 2.5, context.theme.pane);
        if handle.drag_started() {
            frame.view.decay_span_ms = Some(span_ms);
        }
        if handle.dragged()
            && let Some(pointer) = handle.interact_pointer_pos()
        {
            let fraction = f64::from((pointer.x - inside.left()) / inside.width().max(1.0));
            let tau_ms = (fraction * span_ms / per_tau).max(0.0);
            let edit =
                Edit::SetValue { address: Address::standalone("tau_ms"), value: Value::Number(tau_ms) };
            frame.requests.push(Request::Edit(edit, Some(context.gesture)));
        }
        if handle.drag_stopped() {
            frame.view.decay_span_ms = None;
            frame.requests.end_gesture_if(true);
        }
        let step = arrow_keys(ui, &handle);
        if step != 0.0 {
            let value = Value::Number(decay.tau_ms * (1.0 + 0.05 * step));
            let edit = Edit::SetValue { address: Address::standalone("tau_ms"), value };
            frame.requests.push(Request::Edit(edit, None));
        }
        handle.on_hover_text(format!("{name}: {} ms", number::show(at_ms)));
    }
}

/// Arrow keys move a handle that has the focus.
fn arrow_keys(ui: &Ui, handle: &egui::Response) -> f64 {
    if !handle.has_focus() {
        return 0.0;
    }
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(handle.id, arrows));
    ui.input(|input| {
        let pressed = |key| f64::from(u8::from(input.key_pressed(key)));
        pressed(egui::Key::ArrowRight) - pressed(egui::Key::ArrowLeft)
    })
}

/// The curve over the time that it is shown at first.
pub(super) fn whole_curve(context: &ViewContext<'_>) -> Option<Chart> {
    let decay = context.preset().decay()?;
    Some(curve(decay, SPAN * decay.tau_ms, context))
}

fn curve(decay: &Decay, span_ms: f64, context: &ViewContext<'_>) -> Chart {
    let theme = context.theme;
    let x = Axis::linear(context.text.get("plot-time"), 0.0, span_ms);
    let high = decay.N0.max(decay.N_inf).max(0.1) * 1.1;
    let tangent_end = decay.tau_ms.min(span_ms);
    let tangent = Curve {
        name: context.text.get("curve-tangent"),
        colour: theme.weak_text,
        points: vec![(0.0, decay.N0), (tangent_end, decay.tangent(tangent_end))],
        is_faint: true,
    };
    let points = x.curve(|t| decay.N(t));
    let now_ms = context.run.now_ms().min(span_ms);
    let now = Dots {
        name: context.text.get("curve-now"),
        colour: theme.text,
        points: vec![(now_ms, decay.N(now_ms))],
        size: 2.8,
    };
    let reading = format!("N = {}", number::signed(decay.N(context.run.now_ms()), 3));
    Chart {
        title: "N(t)".to_owned(),
        y: Axis::linear(String::new(), 0.0, high),
        curves: vec![Curve { name: "N".to_owned(), colour: theme.accent, points, is_faint: false }, tangent],
        dots: vec![now],
        uprights: vec![
            (decay.half_life_ms(), format!("t½ = {} ms", number::signed(decay.half_life_ms(), 1))),
            (decay.tau_ms, format!("τ = {} ms", number::signed(decay.tau_ms, 1))),
        ],
        levels: vec![
            (decay.N(decay.half_life_ms()), "50 %".to_owned()),
            (decay.N(decay.tau_ms), "1/e".to_owned()),
            (decay.N_inf, "N∞".to_owned()),
        ],
        notes: vec![reading],
        x,
        ..Chart::default()
    }
}

/// The open times of the channels [ms]: exponential with mean τ, the same for the same seed.
pub(in crate::app) fn sampled_open_times(decay: &Decay, seed: u64) -> Vec<f64> {
    let mut stream = Stream::new(seed, StreamKind::Population, 0);
    (0..CHANNELS).map(|_| decay.tau_ms * stream.exponential()).collect()
}

/// The histogram of the open times, with their density n p(t), p = e^{−t/τ}/τ.
pub(super) fn open_times(context: &ViewContext<'_>) -> Option<Chart> {
    let decay = context.preset().decay()?;
    let times = sampled_open_times(decay, context.preset().run().seed);
    let high = SPAN * decay.tau_ms;
    let width = high / f64::from(BINS);
    let bars = counts(&times, 0.0, high, BINS);
    #[expect(clippy::cast_precision_loss, reason = "a thousand")]
    let n = times.len() as f64;
    let x = Axis::linear(context.text.get("axis-open-time"), 0.0, high);
    let density = x.curve(|t| n * width * libm::exp(-t / decay.tau_ms) / decay.tau_ms);
    let range = range_from_zero(bars.iter().chain(&density).map(|bar| bar.1), 1.0);
    let mean = times.iter().sum::<f64>() / n;
    let args = [
        ("mean", number::signed(mean, 1)),
        ("error", format!("{} ms", number::signed(decay.tau_ms / n.sqrt(), 1))),
    ];
    let colour = context.theme.accent;
    Some(Chart {
        title: context.text.with("plot-open-times", &[("n", &CHANNELS.to_string())]),
        y: Axis::linear(context.text.get("axis-count"), range.0, range.1),
        curves: vec![Curve {
            name: "n p(t)".to_owned(),
            colour: context.theme.text,
            points: density,
            is_faint: false,
        }],
        bars: Some(Bars { counts: bars, width: 0.92 * width, colour }),
        uprights: vec![(mean, context.text.get("axis-mean-open-time"))],
        notes: vec![context.text.with("note-mean", &args)],
        x,
        ..Chart::default()
    })
}
