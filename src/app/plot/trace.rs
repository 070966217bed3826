//! What happens against time, scrolling: the newest at the right edge, history to the left of it. Probes as lines,
//! releases as a staircase, spikes as dots.

use eframe::egui::{self, Align2, Color32, Pos2, Rect, Role, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{HLine, Line, LineStyle, PlotBounds, PlotPoint, PlotPoints, PlotTransform, Points, VLine};

use super::axis::Clock;
use super::{axis, bare_plot, caption};
use crate::app::context::{PlotsState, ViewContext, is_excitatory};
use crate::app::theme::GRID;
use crate::app::widget::number;
use crate::app::widget::symbol::symbol_job;
use crate::model::network::Population;
use crate::model::neuron::NeuronKind;
use crate::model::neuron::izhikevich::PEAK_MV;
use crate::model::probe::{Probe, Source};
use crate::model::state::StateSpec;
use crate::preset::plot_spec::{Span, TraceSpec};
use crate::units::{Unit, time_words};

/// Where the line of a spike ends [mV]. It is drawn, never stored: the model's V does not go there.
const SPIKE_TOP_MV: f64 = 20.0;
/// Least and greatest factor on a plot's window.
const STRETCH_RANGE: (f64, f64) = (0.002, 50.0);

/// A trace to draw.
pub(super) struct Trace {
    /// Name in the title.
    pub name: String,
    /// What it is.
    pub state: StateSpec,
    /// Where it was recorded, if it is a probe.
    pub probe: Option<Probe>,
    /// Its colour.
    pub colour: Color32,
    /// Its points as (time before the right edge [ms], value).
    pub points: Vec<PlotPoint>,
    /// Points that stand out.
    pub dots: Vec<PlotPoint>,
    /// The present value.
    pub head: Option<f64>,
    /// Whether its name stands in the title only.
    pub is_hidden: bool,
}

/// The window of time that a plot shows [ms].
#[derive(Clone, Copy)]
pub(super) struct Window {
    /// Time at the right edge [ms].
    pub end_ms: f64,
    /// Width [ms].
    pub width_ms: f64,
}

impl Window {
    /// The window of a plot that is `window_ms` [ms] wide at its own scale.
    pub fn of(window_ms: f64, context: &ViewContext<'_>, plots: &PlotsState) -> Self {
        Self {
            end_ms: plots.held_at_ms.unwrap_or(context.run.now_ms()),
            width_ms: window_ms * plots.stretch.unwrap_or(1.0),
        }
    }
}

/// Room right of the axis, where the present values stand, in units of the text size.
const MARGIN_RIGHT: f32 = 3.3;

/// Where a plot is drawn within `ui`.
pub(super) fn plot_area(ui: &Ui, context: &ViewContext<'_>) -> Rect {
    let area = ui.available_rect_before_wrap().shrink(GRID * 0.5);
    Rect::from_min_max(area.min, pos2(area.max.x - context.theme.text_size * MARGIN_RIGHT, area.max.y))
}

/// Draws probes into the whole of `ui`.
pub(super) fn trace_ui(
    ui: &mut Ui,
    id: u32,
    spec: &TraceSpec,
    context: &ViewContext<'_>,
    plots: &mut PlotsState,
) {
    let window = Window::of(spec.window_ms, context, plots);
    let columns = plot_area(ui, context).width().max(16.0);
    let traces: Vec<Trace> =
        spec.probes.iter().filter_map(|written| trace(written, window, columns, context)).collect();
    timed_ui(ui, id, traces, window, spec.y, context, plots);
}

/// Gives traces of one object, which have its colour, shades of it.
fn tell_apart(traces: &mut [Trace], context: &ViewContext<'_>) {
    for index in 1..traces.len() {
        let same = traces[..index].iter().filter(|other| other.colour == traces[index].colour).count();
        if 0 < same {
            traces[index].colour = context.theme.shade(traces[index].colour, same);
        }
    }
}

/// Draws traces that share the time axis of all plots into the whole of `ui`.
pub(super) fn timed_ui(
    ui: &mut Ui,
    id: u32,
    mut traces: Vec<Trace>,
    window: Window,
    y: Span,
    context: &ViewContext<'_>,
    plots: &mut PlotsState,
) -> PlotTransform {
    let area = plot_area(ui, context);
    tell_apart(&mut traces, context);
    for trace in &mut traces {
        trace.is_hidden = plots.hidden.contains(&(id, trace.name.clone()));
    }
    let (shown, _) = traces.iter().partition::<Vec<&Trace>, _>(|trace| !trace.is_hidden);
    let range = plots.ranges.get(&id).copied().unwrap_or_else(|| vertical_range(y, &shown));
    let hovered_ms = plots.hover_ms.or_else(|| ui.ctx().data(|data| data.get_temp(hover_id())));
    let response = ui
        .scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
            show(ui, id, &shown, window, range, hovered_ms, context)
        })
        .inner;
    let summary = summary(&traces, context.run.now_ms(), context);
    response.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Image, true, &summary.0);
        info.current_text_value = Some(summary.1.clone());
        info
    });
    overlay(ui, &shown, &response.transform, window, hovered_ms, context);
    legend(ui, id, &traces, *response.transform.frame(), context, plots);
    navigate(ui, id, &response.response, &response.transform, window, range, context, plots);
    response.transform
}

/// The names of the traces in the corner. Where there are several, a click hides one and shows it again.
fn legend(
    ui: &Ui,
    id: u32,
    traces: &[Trace],
    frame: Rect,
    context: &ViewContext<'_>,
    plots: &mut PlotsState,
) {
    let theme = context.theme;
    let painter = ui.painter_at(ui.clip_rect());
    let mut at = frame.min + vec2(GRID, GRID * 0.5);
    for trace in traces {
        // The words of a name stay together in one subscript.
        let (symbol, subscript) = trace.name.split_at(trace.name.find('_').unwrap_or(trace.name.len()));
        let name = format!("{symbol}{}", subscript.replace(' ', "\u{a0}"));
        let title = match trace.state.unit.symbol() {
            "" => name,
            unit => format!("{name} ({unit})"),
        };
        let colour = if trace.is_hidden { theme.weak_text.gamma_multiply(0.6) } else { trace.colour };
        let font = theme.bold_font(0.95);
        let mut job = symbol_job(&title, font.size, &font.family, colour);
        job.wrap.max_width = (frame.width() - 3.0 * GRID).max(font.size);
        let galley = painter.layout_job(job);
        if frame.right() - GRID < at.x + galley.size().x && frame.left() + 2.0 * GRID < at.x {
            at = pos2(frame.left() + GRID, at.y + galley.size().y);
        }
        let rect = caption(&painter, at, Align2::LEFT_TOP, galley, theme);
        if context.is_lit(&trace.name) {
            painter.hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.5 * theme.line, colour));
        }
        if ui.rect_contains_pointer(rect) {
            ui.ctx().data_mut(|data| data.insert_temp(lit_id(), trace.name.clone()));
        }
        if 1 < traces.len() || trace.is_hidden {
            let widget = ui.scope_id().with(("legend", id, &trace.name));
            let response = ui.interact(rect, widget, egui::Sense::click());
            let label = context.text.with("legend-name", &[("name", &trace.name)]);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, !trace.is_hidden, &label));
            if response.on_hover_text(context.text.get("legend-tip")).clicked() {
                let key = (id, trace.name.clone());
                if !plots.hidden.remove(&key) {
                    plots.hidden.insert(key);
                }
            }
        }
        at.x = rect.max.x + 2.0 * GRID;
    }
}

/// Id under which the name of the trace under the pointer is passed on.
pub(in crate::app) fn lit_id() -> egui::Id {
    egui::Id::unique("bouton-lit")
}

/// Id under which the hovered time is passed to the other plots of the next frame.
fn hover_id() -> egui::Id {
    egui::Id::unique("bouton-plot-hover-ms")
}

/// Fetches what a probe recorded in the window, at most two points per pixel column.
fn trace(written: &str, window: Window, columns: f32, context: &ViewContext<'_>) -> Option<Trace> {
    let probe = Probe::parse(written, context.network()).ok()?;
    let (name, state) = probe.describe(context.network())?;
    let colour = match probe.source {
        Source::Population(id) | Source::Stimulus { population: id, .. } => context.theme.population(id),
        Source::Projection(id) | Source::Receptor { projection: id, .. } => {
            let excites = context.network().projection(id).is_none_or(is_excitatory);
            context.theme.projection(id, excites)
        }
        Source::GapJunction(_) => context.theme.accent,
    };
    let grid = context.run.grid;
    let from_ms = window.end_ms - window.width_ms;
    let points = context.traces.points(&probe, from_ms, window.end_ms, columns, context.run.now, grid);
    let points = points.into_iter().map(|(ms, value)| PlotPoint::new(ms - window.end_ms, value)).collect();
    let head = context.traces.head(&probe);
    let probe = Some(probe);
    Some(Trace { name, state, probe, colour, points, dots: Vec::new(), head, is_hidden: false })
}

/// The vertical range: what the preset asks for, widened to what is shown.
fn vertical_range(span: Span, traces: &[&Trace]) -> (f64, f64) {
    let values =
        || traces.iter().flat_map(|trace| trace.points.iter().map(|point| point.y)).filter(|y| y.is_finite());
    let (low, high) =
        values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    match span {
        Span::Fixed(fixed_low, fixed_high) => {
            // A little room, so that a line along an edge shows in its full width.
            let margin = 0.03 * (fixed_high - fixed_low);
            (low.min(fixed_low) - margin, high.max(fixed_high) + margin)
        }
        Span::Auto if low <= high => {
            // What stands still is not made to look as if it moved.
            let has_potential = traces.iter().any(|trace| trace.state.unit == Unit::MV);
            let least = if has_potential { 4.0 } else { 0.1_f64.max(0.1 * high.abs()) };
            let spare = (least - (high - low)).max(0.0);
            let (low, high) =
                if low == 0.0 { (low, high + spare) } else { (low - 0.5 * spare, high + 0.5 * spare) };
            let margin = 0.08 * (high - low);
            (low - margin, high + margin)
        }
        Span::Auto => (0.0, 1.0),
    }
}

/// Rows of a raster below which they are not numbered.
const FEW_ROWS: f64 = 12.0;

fn show(
    ui: &mut Ui,
    id: u32,
    traces: &[&Trace],
    window: Window,
    (low, high): (f64, f64),
    hovered_ms: Option<f64>,
    context: &ViewContext<'_>,
) -> egui_plot::PlotResponse<()> {
    let theme = context.theme;
    let (end_ms, width_ms) = (window.end_ms, window.width_ms);
    let digits = theme.text_size * 2.9;
    let traces_are_none = traces.is_empty();
    // Times grow wide after minutes of model time: none may touch its neighbour or the numbers of the other axis.
    let clock = Clock::of(end_ms);
    let longest = clock.mark_text(end_ms, axis::round_step(width_ms / 6.0)).chars().count();
    #[expect(clippy::cast_precision_loss, reason = "a number of digits")]
    let label_width = 0.62 * theme.text_size * longest as f32;
    let label_ms = width_ms * f64::from(label_width / (ui.available_width() - digits).max(label_width));
    bare_plot("trace", id, theme)
        .x_grid_spacer(move |input| axis::marks(&input, end_ms, 1.3 * label_ms))
        .y_grid_spacer(|input| axis::marks(&input, 0.0, 0.0))
        .x_axis_formatter(move |mark, _| {
            let time = mark.value + end_ms;
            let cut = mark.value < 0.5 * label_ms - width_ms;
            if cut || time < -1e-9 { String::new() } else { clock.mark_text(time, mark.step_size) }
        })
        .y_axis_formatter(move |mark, _| {
            // Neurons are numbered downwards; a few of them need no numbers.
            if traces_are_none && high - low < FEW_ROWS {
                return String::new();
            }
            let value = if traces_are_none { mark.value.abs() } else { mark.value };
            axis::mark_text(value, mark.step_size)
        })
        .x_axis_label(context.text.get(clock.key()))
        .show(ui, |plot| {
            plot.set_plot_bounds(PlotBounds::from_min_max([-width_ms, low], [0.0, high]));
            for trace in traces {
                reference_lines(plot, trace, context);
            }
            if let Some(ms) = hovered_ms {
                plot.vline(
                    VLine::new("", ms - end_ms).color(theme.weak_text).width(theme.line).allow_hover(false),
                );
            }
            for trace in traces {
                for part in parts(&trace.points, 0.1 * (high - low)) {
                    let line = Line::new(trace.name.clone(), PlotPoints::Borrowed(part));
                    plot.line(
                        line.color(trace.colour)
                            .width(theme.trace_width * if context.is_lit(&trace.name) { 2.0 } else { 1.0 })
                            .allow_band(false)
                            .allow_hover(false),
                    );
                }
                if !trace.dots.is_empty() {
                    let dots = Points::new("", PlotPoints::Borrowed(&trace.dots)).color(trace.colour);
                    plot.points(dots.radius(theme.trace_width * 1.8).allow_hover(false));
                }
            }
        })
}

/// A trace in parts that are drawn as lines of their own. A gap ends a part, for the toolkit takes NaN for a
/// mistake; and so does a point at which a trace that jumped by more than `jump` turns back, for the joint of
/// a line as sharp as that would reach beyond the value.
fn parts(points: &[PlotPoint], jump: f64) -> Vec<&[PlotPoint]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, around) in points.windows(3).enumerate() {
        let (before, after) = (around[1].y - around[0].y, around[2].y - around[1].y);
        if before * after < 0.0 && (jump < before.abs() || jump < after.abs()) {
            parts.push(&points[start..=index + 1]);
            start = index + 1;
        }
    }
    parts.push(&points[start..]);
    parts
        .into_iter()
        .flat_map(|part| part.split(|point| point.y.is_nan()))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Named levels of a trace: value, name.
fn references(trace: &Trace, context: &ViewContext<'_>) -> Vec<(f64, &'static str)> {
    match lif_of(trace, context) {
        Some((lif, _)) => vec![(lif.V_th_mV, "V_th"), (lif.V_reset_mV, "V_reset"), (lif.E_L_mV, "E_L")],
        None => Vec::new(),
    }
}

/// The membrane whose potential a trace shows.
fn lif_of<'a>(
    trace: &Trace,
    context: &ViewContext<'a>,
) -> Option<(&'a crate::model::neuron::lif::Lif, &'a Population)> {
    let Source::Population(id) = trace.probe.as_ref()?.source else { return None };
    let population = context.network().population(id)?;
    match &population.kind {
        NeuronKind::Lif(lif) | NeuronKind::LifEuler(lif) if trace.state.symbol == "V" => {
            Some((lif, population))
        }
        _ => None,
    }
}

fn reference_lines(plot: &mut egui_plot::PlotUi<'_>, trace: &Trace, context: &ViewContext<'_>) {
    for (value, name) in references(trace, context) {
        let line = HLine::new(name, value)
            .color(context.theme.weak_text.gamma_multiply(0.7))
            .width(context.theme.line);
        plot.hline(line.style(LineStyle::dashed_dense()).allow_hover(false));
    }
}

/// From where to where the line of a spike goes on a trace of V [mV], and whose spike it is.
fn spike_line<'a>(trace: &Trace, context: &ViewContext<'a>) -> Option<(f64, f64, &'a Population)> {
    if let Some((lif, population)) = lif_of(trace, context) {
        return Some((lif.V_reset_mV, SPIKE_TOP_MV, population));
    }
    let Source::Population(id) = trace.probe.as_ref()?.source else { return None };
    let population = context.network().population(id)?;
    match &population.kind {
        NeuronKind::Izhikevich(model) if trace.state.symbol == "V" => Some((model.c_mV, PEAK_MV, population)),
        _ => None,
    }
}

/// A vertical line at every spike.
fn paint_spikes(
    painter: &egui::Painter,
    transform: &PlotTransform,
    trace: &Trace,
    window: Window,
    context: &ViewContext<'_>,
) {
    let Some((from_mV, to_mV, population)) = spike_line(trace, context) else { return };
    let neuron = trace.probe.as_ref().and_then(|probe| probe.index).unwrap_or(0);
    let from_ms = window.end_ms - window.width_ms;
    let painter = painter.with_clip_rect(*transform.frame());
    let stroke = egui::Stroke::new(context.theme.trace_width, trace.colour);
    let times =
        context.traces.spike_times_ms(population.id, neuron, from_ms, window.end_ms, context.run.grid);
    for time in times {
        let at = |value: f64| transform.position_from_point(&PlotPoint::new(time - window.end_ms, value));
        painter.line_segment([at(from_mV), at(to_mV)], stroke);
    }
}

/// Names of levels, the present value at the right, and the value under the pointer.
fn overlay(
    ui: &Ui,
    traces: &[&Trace],
    transform: &PlotTransform,
    window: Window,
    hovered_ms: Option<f64>,
    context: &ViewContext<'_>,
) {
    let theme = context.theme;
    let frame = *transform.frame();
    let painter = ui.painter_at(ui.clip_rect());
    let small = theme.font(0.82);
    let label = |at: Pos2, align: Align2, text: &str, font: egui::FontId, colour: Color32| -> Rect {
        let galley = painter.layout_job(symbol_job(text, font.size, &font.family, colour));
        caption(&painter, at, align, galley, theme)
    };
    for trace in traces {
        paint_spikes(&painter, transform, trace, window, context);
    }
    let y_of = |value: f64| transform.position_from_point(&PlotPoint::new(0.0, value)).y;
    let mut heads: Vec<f32> = Vec::new();
    for trace in traces {
        level_labels(&references(trace, context), &frame, &y_of, |at, name| {
            label(at, Align2::LEFT_BOTTOM, name, small.clone(), theme.weak_text);
        });
        if let Some(value) = trace.head.filter(|value| value.is_finite()) {
            // Beside the frame is room for five characters.
            let decimals = match value.abs() {
                own if own < 9.995 && trace.state.symbol != "V" => 2,
                own if own < 999.5 => 1,
                _ => 0,
            };
            let text = number::signed(value, decimals);
            // The menu of the plot is in the corner.
            let (em, n) = (theme.text_size, text.chars().count());
            #[expect(clippy::cast_precision_loss, reason = "a number of digits")]
            let reaches = ui.clip_rect().right() - 1.4 * em < frame.right() + GRID + 0.5 * em * n as f32;
            let top = if reaches && 3.0 * em < frame.height() { 1.5 * em } else { 0.0 };
            let room = Rect { min: frame.min + vec2(0.0, top), ..frame };
            let y = free_place(y_of(value).clamp(room.top(), room.bottom()), &heads, em, &room);
            heads.push(y);
            label(
                pos2(frame.right() + 6.0, y),
                Align2::LEFT_CENTER,
                &text,
                theme.bold_font(0.9),
                trace.colour,
            );
        }
    }
    if let Some(ms) = hovered_ms.filter(|ms| window.end_ms - window.width_ms <= *ms && *ms <= window.end_ms) {
        let mut words = vec![format!("t = {}", time_words(ms))];
        for trace in traces {
            let value =
                trace.probe.as_ref().and_then(|probe| context.traces.value_at(probe, ms, context.run.grid));
            if let Some(value) = value.or_else(|| value_of_points(&trace.points, ms - window.end_ms)) {
                let unit = trace.state.unit.symbol();
                words.push(format!("{} = {} {unit}", trace.name, number::signed(value, 2)));
            }
        }
        let below_titles = if frame.width() < theme.text_size * 28.0 { theme.text_size * 1.5 } else { 0.0 };
        let at = frame.right_top() + vec2(-GRID, GRID * 0.5 + below_titles);
        label(at, Align2::RIGHT_TOP, words.join("   ").trim_end(), small, theme.text);
    }
}

/// The place nearest to `y` that is `apart` from all others and within the frame.
fn free_place(y: f32, taken: &[f32], apart: f32, frame: &Rect) -> f32 {
    let is_inside = |y: f32| frame.top() <= y && y <= frame.bottom();
    let is_free = |y: f32| is_inside(y) && taken.iter().all(|other| apart * 0.99 <= (other - y).abs());
    let places = [y].into_iter().chain(taken.iter().flat_map(|other| [other - apart, other + apart]));
    places.filter(|place| is_free(*place)).min_by(|a, b| (a - y).abs().total_cmp(&(b - y).abs())).unwrap_or(y)
}

/// The value of a staircase at a time before the right edge [ms].
fn value_of_points(points: &[PlotPoint], x: f64) -> Option<f64> {
    let after = points.partition_point(|point| point.x <= x);
    points.get(after.checked_sub(1)?).map(|point| point.y)
}

/// Names of levels at the left edge; one that would cover another gives way.
fn level_labels(
    levels: &[(f64, &'static str)],
    frame: &Rect,
    y_of: &dyn Fn(f64) -> f32,
    mut put: impl FnMut(Pos2, &str),
) {
    let mut placed: Vec<f32> = Vec::new();
    for (value, name) in levels {
        let y = y_of(*value);
        let is_inside = frame.top() + 24.0 < y && y < frame.bottom();
        if is_inside && placed.iter().all(|other| 12.0 < (other - y).abs()) {
            put(pos2(frame.left() + GRID, y - 1.0), name);
            placed.push(y);
        }
    }
}

/// Dragging looks back, Ctrl+scroll zooms about the pointer, double-click goes back to the newest data. The
/// time axis is common to all plots.
#[expect(clippy::too_many_arguments, reason = "everything a gesture depends on")]
pub(super) fn navigate(
    ui: &Ui,
    id: u32,
    response: &egui::Response,
    transform: &PlotTransform,
    window: Window,
    range: (f64, f64),
    context: &ViewContext<'_>,
    plots: &mut PlotsState,
) {
    let frame = *transform.frame();
    let per_point = window.width_ms / f64::from(frame.width().max(1.0));
    if response.double_clicked() || response.triple_clicked() {
        plots.fit(Some(id));
        return;
    }
    if response.dragged() {
        let delta = response.drag_delta();
        let end = window.end_ms - f64::from(delta.x) * per_point;
        plots.hold_at(end, context.run.now_ms());
        let per_point = (range.1 - range.0) / f64::from(frame.height().max(1.0));
        let shift = f64::from(delta.y) * per_point;
        if shift != 0.0 {
            plots.ranges.insert(id, (range.0 + shift, range.1 + shift));
        }
    }
    let pointer = response.hover_pos().filter(|pos| frame.contains(*pos));
    let hovered = pointer.map(|pos| window.end_ms - f64::from(frame.right() - pos.x) * per_point);
    if hovered.is_some() {
        plots.hover_ms = hovered;
        ui.ctx().data_mut(|data| data.insert_temp(hover_id(), hovered.unwrap_or_default()));
    } else if plots.hover_ms.is_none() {
        ui.ctx().data_mut(|data| data.remove::<f64>(hover_id()));
    }
    let zoom = f64::from(ui.input(egui::InputState::zoom_delta));
    if let Some(hovered) = hovered
        && zoom != 1.0
    {
        let stretch = (plots.stretch.unwrap_or(1.0) / zoom).clamp(STRETCH_RANGE.0, STRETCH_RANGE.1);
        let scale = stretch / plots.stretch.unwrap_or(1.0);
        plots.stretch = Some(stretch);
        if plots.held_at_ms.is_some() || !context.run.is_running() {
            plots.hold_at(hovered + (window.end_ms - hovered) * scale, context.run.now_ms());
        }
    }
}

impl PlotsState {
    /// Follows the newest data again, at the preset's scale; one plot's vertical range, or all.
    pub(in crate::app) fn fit(&mut self, plot: Option<u32>) {
        self.stretch = None;
        self.held_at_ms = None;
        match plot {
            Some(id) => drop(self.ranges.remove(&id)),
            None => self.ranges.clear(),
        }
    }

    /// Holds the right edge at a time [ms], or follows the newest data if it is not in the past.
    fn hold_at(&mut self, end_ms: f64, now_ms: f64) {
        self.held_at_ms = (end_ms < now_ms).then_some(end_ms.max(0.0));
    }
}

/// What a plot shows, in words: a name, and the present values.
fn summary(traces: &[Trace], now_ms: f64, context: &ViewContext<'_>) -> (String, String) {
    let names: Vec<&str> = traces.iter().map(|trace| trace.name.as_str()).collect();
    let values: Vec<String> = traces
        .iter()
        .map(|trace| {
            let value = trace.head.map_or_else(|| "–".to_owned(), |head| number::signed(head, 1));
            format!("{} {value} {}", trace.name, trace.state.unit.symbol())
        })
        .collect();
    let name = context.text.with("plot-name", &[("names", &names.join(", "))]);
    let time = time_words(now_ms.round());
    (name, context.text.with("plot-value", &[("values", &values.join(", ")), ("time", &time)]))
}
