//! What happens against time, scrolling: the newest at the right edge, history to the left of it. Probes as lines,
//! releases as a staircase, spikes as dots.
//!
//! Longer than 500 lines: what a trace is, and all that is drawn of it, which are read together.

use eframe::egui::{self, Color32, Role, Ui, WidgetInfo, pos2};
use egui_plot::{Line, MarkerShape, PlotBounds, PlotPoint, PlotPoints, PlotTransform, Points, VLine};

use super::axis::{Clock, round_step, value_axis};
use super::bare_plot;
use super::chart::Axis;
use super::cursors::{Curve, cursors_ui};
use super::ghost::{ghost_labels, ghost_lines, ghostly};
use super::jumps::{self, ask_why, linked_lines};
use super::levels::{LEFT_OF_VALUES, name_levels, reference_lines};
use super::navigate::{Window, navigate};
use super::pale::{pale, wide};
use super::reference::{reference_label, reference_line, reference_points};
use super::strip::{Label, Strip, Way, value_of_points};
use super::surroundings::{
    Around, Numbered, Parts, Reach, free_place, grid, in_language, number_galley, paint_at, paint_level,
    paint_upright, upright_numbers,
};
use super::thin::Fineness;
use super::twin::{
    Times, b_less_a, difference, name_parting, parting_line, points_of_twin, twin_label, twin_line,
};
use crate::app::appearance::{Appearance, Mark};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::spot::Spot;
use crate::app::theme::{GRID, Theme};
use crate::app::view_state::PlotsState;
use crate::app::widget::number;
use crate::app::widget::symbol::symbol_job;
use crate::model::network::{Population, Target};
use crate::model::neuron::NeuronModel;
use crate::model::probe::Probe;
use crate::model::state::StateSpec;
use crate::preset::plot_spec::{Span, TraceSpec, ValueAxis};
use crate::trace::Ghost;
use crate::units::Unit;

/// A trace to draw.
pub(super) struct Trace {
    /// Name in the title.
    pub name: String,
    /// What it is.
    pub state: StateSpec,
    /// Where it was recorded, if it is a probe.
    pub probe: Option<Probe>,
    /// What it shows, as far as that is lit elsewhere.
    pub spot: Spot,
    /// Its colour and its mark.
    pub look: Appearance,
    /// Its points as (time before the right edge [ms], value).
    pub points: Vec<PlotPoint>,
    /// The same of what comes after the playhead, while that is in the past.
    pub ahead: Vec<PlotPoint>,
    /// The same of the run's twin.
    pub twin: Vec<PlotPoint>,
    /// The same of courses that were kept, the oldest first.
    pub ghosts: Vec<Vec<PlotPoint>>,
    /// The same of a recording of one's own.
    pub reference: Vec<PlotPoint>,
    /// Points that stand out.
    pub dots: Vec<PlotPoint>,
    /// The present value.
    pub head: Option<f64>,
    /// Whether its name stands in the title only.
    pub is_hidden: bool,
    /// The axis on which its points lie.
    pub axis: ValueAxis,
}

impl Trace {
    /// Puts all points where they lie on an axis of values.
    fn lay_on(&mut self, axis: ValueAxis) {
        self.axis = axis;
        if !axis.log {
            return;
        }
        let lines = [&mut self.points, &mut self.ahead, &mut self.twin, &mut self.reference, &mut self.dots];
        for point in lines.into_iter().chain(&mut self.ghosts).flatten() {
            point.y = axis.place(point.y);
        }
        self.dots.retain(|dot| dot.y.is_finite());
    }
}

/// Room right of the axis, where the present values stand, in units of the text size.
const MARGIN_RIGHT: f32 = 3.3;

/// Draws probes into the whole of `ui`.
pub(super) fn trace_ui(ui: &mut Ui, id: u32, spec: &TraceSpec, frame: &mut Frame<'_, PlotsState>) {
    let context = frame.context;
    let window = Window::of(spec.window_ms, context, frame.view);
    let columns = (ui.available_width() - MARGIN_RIGHT * context.theme.text_size).max(16.0);
    let traces: Vec<Trace> =
        spec.probes.iter().filter_map(|probe| trace(probe, window, columns, frame)).collect();
    let mut labels = ghost_labels(frame, |ghost| spec.probes.iter().any(|probe| ghost.has(probe)));
    labels.extend(reference_label(&spec.probes, context));
    let has_twin = traces.iter().any(|trace| !trace.twin.is_empty() || trace.probe.is_none());
    labels.extend(twin_label(context, "twin-legend").filter(|_| has_twin && !context.shows_difference));
    // Where a difference is shown, the limits of the values mean nothing.
    let y = if has_twin && context.shows_difference { Span::Auto } else { spec.y };
    timed_ui(ui, id, traces, &labels, window, y, frame);
}

/// Makes traces of one plot differ in colour and in mark: those of one object have shades of its colour, and a mark is given up
/// only to another trace that has it.
pub(super) fn tell_apart(traces: &mut [Trace], context: &ViewContext<'_>) {
    for index in 1..traces.len() {
        let (before, own) = traces.split_at_mut(index);
        let Some(Trace { look, .. }) = own.first_mut() else { continue };
        let shades = (0..4).map(|n| context.theme.shade(look.colour, n));
        let mut is_new = shades.filter(|shade| before.iter().all(|other| other.look.colour != *shade));
        look.colour = is_new.next().unwrap_or(look.colour);
    }
    // Marks of their own come first, and where two are alike the earlier trace.
    let mut order: Vec<usize> = (0..traces.len()).collect();
    order.sort_by_key(|index| traces[*index].look.mark == Mark::None);
    let mut taken = Vec::new();
    for index in order {
        let mark = &mut traces[index].look.mark;
        if taken.contains(mark) {
            *mark = Mark::free(&taken).unwrap_or(*mark);
        }
        taken.push(*mark);
    }
}

/// Draws traces that share the time axis of all plots into the whole of `ui`; `labels` are names of what is drawn otherwise.
// Longer than 60 lines: names, numbers and data depend on each other's room.
pub(super) fn timed_ui(
    ui: &mut Ui,
    id: u32,
    mut traces: Vec<Trace>,
    labels: &[Label],
    window: Window,
    y: Span,
    frame: &mut Frame<'_, PlotsState>,
) -> PlotTransform {
    let (context, plots) = (frame.context, &*frame.view);
    let area = ui.available_rect_before_wrap().shrink(GRID * 0.5);
    tell_apart(&mut traces, context);
    let axis = shown_axis(id, context);
    for trace in &mut traces {
        trace.is_hidden = plots.hidden.contains(&(id, trace.name.clone()));
        trace.lay_on(axis);
    }
    let (shown, _) = traces.iter().partition::<Vec<&Trace>, _>(|trace| !trace.is_hidden);
    let chosen = axis.locked.or_else(|| plots.ranges.get(&id).copied());
    let range = chosen.map_or_else(|| range_on(axis, y, &shown), |own| axis.places(own));
    // Spikes that end above what is shown are cut, and can be shown whole.
    let top_mV = shown.iter().filter_map(|trace| spike_line(trace, context)).map(|(_, to_mV, _)| to_mV);
    let whole = (range.0, 1.05 * top_mV.fold(f64::NEG_INFINITY, f64::max));
    let is_cut = range.1 < whole.1 && axis.locked.is_none();
    let ways = Way::those_of(id, is_cut.then_some(whole), plots);
    let strip = Strip::new(ui, &traces, labels, area, ways, context);
    let theme = context.theme;
    let painter = ui.painter_at(ui.clip_rect());
    let right = theme.text_size * MARGIN_RIGHT;
    let around = Around { names: strip.height + 2.0, right, lines_below: 1.0, left: 0.0 };
    let length = Parts::divide(area, around, theme).data.height();
    let is_raster = traces.is_empty();
    let (upright, left) = upright_numbers(
        &painter,
        range,
        length,
        &|reach, extent| {
            // Neurons are numbered downwards; a few of them need no numbers.
            if is_raster && range.1 - range.0 < FEW_ROWS {
                return Vec::new();
            }
            let scale = Axis { is_log: axis.log, ..Axis::default() };
            let mut numbers = scale.numbers(reach, extent, 0.0, 0.3 * extent(""));
            if is_raster {
                for number in &mut numbers {
                    number.text = number.text.trim_start_matches('−').to_owned();
                }
            }
            numbers
        },
        theme,
    );
    let parts = Parts::divide(area, Around { left, ..around }, theme);
    let clock = Clock::of(window.end_ms);
    let name = context.text.get(clock.key());
    let level = time_numbers(&painter, &parts, window, clock, &name, context);
    let (level, upright) = (in_language(level, context.text), in_language(upright, context.text));
    let response = ui
        .scope_builder(egui::UiBuilder::new().max_rect(parts.data), |ui| {
            show(ui, id, &shown, window, range, (&level, &upright), context)
        })
        .inner;
    paint_upright(&painter, &parts, &response.transform, &upright, theme);
    paint_level(&painter, &parts, &response.transform, &level, &name, theme);
    let summary = summary(&traces, labels, context.run.now_ms(), context);
    response.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Image, true, &summary.0);
        info.current_text_value = Some(summary.1.clone());
        info
    });
    overlay(ui, &shown, &response.transform, window, (&plots.ghosts, context));
    let curves: Vec<Curve<'_>> = shown.iter().map(|trace| curve_of(trace)).collect();
    cursors_ui(ui, &curves, (&response.response, &response.transform), window, frame);
    strip.show(ui, id, &traces, window, frame);
    let curves: Vec<jumps::Curve<'_>> = shown
        .iter()
        .filter_map(|trace| Some((trace.probe.as_ref()?, &trace.points[..], &trace.ahead[..])))
        .collect();
    ask_why(&response.response, &response.transform, &curves, window, frame);
    frame.view.shown.insert(id, axis.values(range));
    navigate(ui, id, (&response.response, &response.transform), window, (range, axis), frame);
    response.transform
}

/// What the cursors see of a trace.
fn curve_of(trace: &Trace) -> Curve<'_> {
    Curve { probe: trace.probe.as_ref(), points: &trace.points, colour: trace.look.colour, axis: trace.axis }
}

/// How the axis of values of a plot is divided. A difference has no logarithm.
fn shown_axis(id: u32, context: &ViewContext<'_>) -> ValueAxis {
    let axis = value_axis(id, context);
    if context.shows_difference && context.twin.is_some() { ValueAxis::default() } else { axis }
}

/// The places of the limits of an axis of values.
fn range_on(axis: ValueAxis, y: Span, traces: &[&Trace]) -> (f64, f64) {
    if !axis.log {
        return vertical_range(y, traces);
    }
    let own = |trace: &&Trace| {
        let kept = trace.ghosts.iter().flatten().chain(&trace.reference);
        let all = trace.points.iter().chain(&trace.ahead).chain(&trace.twin).chain(kept);
        all.map(|point| axis.value(point.y)).collect::<Vec<f64>>()
    };
    axis.places(ValueAxis::log_range(traces.iter().flat_map(own)))
}

/// Round times below the data. None stands before the beginning, and none reaches into the name of the axis.
fn time_numbers(
    painter: &egui::Painter,
    parts: &Parts,
    window: Window,
    clock: Clock,
    name: &str,
    context: &ViewContext<'_>,
) -> Vec<Numbered> {
    let theme = context.theme;
    let width = |text: &str| number_galley(painter, text, theme).size().x;
    let reach = Reach {
        bounds: (-window.width_ms, 0.0),
        origin: window.end_ms,
        length: parts.data.width(),
        clock: Some(clock),
    };
    let room_right = (parts.right.width() - width(name) - GRID).max(0.0);
    let room_left = parts.data.left() - parts.below.left();
    let per_ms = f64::from(reach.length) / window.width_ms;
    let is_left_out = |ms: f64| {
        let half = f64::from(0.5 * width(&clock.mark_text(ms, window.width_ms.min(1e3))));
        let at = (ms - window.end_ms + window.width_ms) * per_ms;
        ms < -1e-9 || at < half - f64::from(room_left) || f64::from(reach.length + room_right) < at + half
    };
    reach.numbers(&width, room_right.min(room_left), 0.8 * theme.text_size, &is_left_out)
}

/// Fetches what a probe recorded in the window, at most two points per pixel column.
fn trace(probe: &Probe, window: Window, columns: f32, frame: &Frame<'_, PlotsState>) -> Option<Trace> {
    let context = frame.context;
    let (name, state) = probe.describe(context.network())?;
    let look = Appearance::of_probe(probe, context.network(), context.theme);
    let grid = context.run.grid;
    let from_ms = window.end_ms - window.width_ms;
    let points = context.traces.points(probe, from_ms, window.end_ms, columns, context.run.now, grid);
    let relative = |(ms, value): (f64, f64)| PlotPoint::new(ms - window.end_ms, value);
    let twin = points_of_twin(probe, window, columns, context);
    if context.shows_difference && !twin.is_empty() {
        return Some(difference_of(probe, (name, state, look), (&points, &twin), window, context));
    }
    let twin = twin.into_iter().map(relative).collect();
    let points = points.into_iter().map(relative).collect();
    let ahead = context.traces.points_ahead(probe, (from_ms, window.end_ms), columns, grid);
    let ahead = ahead.into_iter().map(relative).collect();
    let of_ghost = |ghost: &Ghost| -> Vec<PlotPoint> {
        ghost.points(probe, (from_ms, window.end_ms), columns).into_iter().map(relative).collect()
    };
    let ghosts = frame.view.ghosts.iter().map(|(_, ghost)| of_ghost(ghost)).collect();
    let head = context.traces.head(probe);
    let spot = Spot::State(probe.clone());
    let reference = reference_points(probe, window, columns, context);
    let (probe, dots) = (Some(probe.clone()), Vec::new());
    Some(Trace {
        name,
        state,
        probe,
        spot,
        look,
        points,
        ahead,
        twin,
        ghosts,
        reference,
        dots,
        head,
        is_hidden: false,
        axis: ValueAxis::default(),
    })
}

/// What B of a twin has more than A, as a trace of its own: levels and spikes are those of values, not of differences.
fn difference_of(
    probe: &Probe,
    (name, state, look): (String, StateSpec, Appearance),
    (points, twin): (&Times, &Times),
    window: Window,
    context: &ViewContext<'_>,
) -> Trace {
    let points = difference(probe, (points, twin), context);
    let relative = |(ms, value): (f64, f64)| PlotPoint::new(ms - window.end_ms, value);
    Trace {
        name: b_less_a(&name, context),
        state,
        probe: None,
        spot: Spot::State(probe.clone()),
        look,
        points: points.into_iter().map(relative).collect(),
        ahead: Vec::new(),
        twin: Vec::new(),
        ghosts: Vec::new(),
        reference: Vec::new(),
        dots: Vec::new(),
        head: super::twin::head(probe, context),
        is_hidden: false,
        axis: ValueAxis::default(),
    }
}

/// The vertical range: what the preset asks for, widened to what is shown.
fn vertical_range<'a>(span: Span, traces: &'a [&'a Trace]) -> (f64, f64) {
    let ghosts = || traces.iter().flat_map(|trace| trace.ghosts.iter().flatten());
    let reference = || traces.iter().flat_map(|trace| &trace.reference);
    let own = |trace: &'a &Trace| trace.points.iter().chain(&trace.ahead).chain(&trace.twin);
    let points = || traces.iter().flat_map(own).chain(ghosts()).chain(reference());
    let values = || points().map(|point| point.y).filter(|y| y.is_finite());
    let extent =
        values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    let has_potential = traces.iter().any(|trace| trace.state.unit == Unit::MV);
    range_of(span, extent, has_potential)
}

/// The vertical range of what reaches from a least value to a largest.
pub(super) fn range_of(span: Span, (low, high): (f64, f64), has_potential: bool) -> (f64, f64) {
    match span {
        Span::Fixed(fixed_low, fixed_high) => {
            // A little room, so that a line along an edge shows in its full width.
            let margin = 0.03 * (fixed_high - fixed_low);
            (low.min(fixed_low) - margin, high.max(fixed_high) + margin)
        }
        Span::Auto if low <= high => {
            // What stands still is not made to look as if it moved.
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

// Longer than 60 lines: what is drawn, from the back to the front.
fn show(
    ui: &mut Ui,
    id: u32,
    traces: &[&Trace],
    window: Window,
    (low, high): (f64, f64),
    (level, upright): (&[Numbered], &[Numbered]),
    context: &ViewContext<'_>,
) -> egui_plot::PlotResponse<()> {
    let (theme, end_ms, width_ms) = (context.theme, window.end_ms, window.width_ms);
    let (size, height) = (ui.available_size(), high - low);
    let scale = [f64::from(size.x) / width_ms, f64::from(size.y) / height];
    let fineness = Fineness { jump: 0.1 * height, scale };
    bare_plot("trace", id, theme).x_grid_spacer(grid(level)).y_grid_spacer(grid(upright)).show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max([-width_ms, low], [0.0, high]));
        for trace in traces {
            reference_lines(plot, &references(trace, context), theme);
        }
        if let Some(ms) = context.hover.time_ms {
            let line = VLine::new("", ms - end_ms).color(theme.weak_text).width(theme.line);
            plot.vline(line.allow_hover(false));
        }
        linked_lines(plot, end_ms, context);
        parting_line(plot, end_ms, context);
        if context.run.is_past() {
            let playhead = VLine::new("", context.run.playhead_ms() - end_ms).color(theme.text);
            plot.vline(playhead.width(1.5 * theme.line).allow_hover(false));
        }
        for trace in traces {
            ghost_lines(plot, &trace.ghosts, trace.look.colour, (fineness, theme));
            reference_line(plot, &trace.reference, (fineness, theme));
            twin_line(plot, &trace.twin, trace.look.colour, (fineness, theme));
        }
        for trace in traces {
            for points in fineness.lines(&trace.ahead) {
                let line = Line::new("", PlotPoints::Owned(points));
                let line = line.color(paler(trace.look.colour)).width(theme.trace_width);
                plot.line(line.allow_band(false).allow_hover(false));
            }
            for points in fineness.lines(&trace.points) {
                let width = theme.trace_width * if context.is_lit(&trace.spot) { 2.0 } else { 1.0 };
                let line = Line::new("", PlotPoints::Owned(points));
                let line = line.color(trace.look.colour).width(width);
                plot.line(line.allow_band(false).allow_hover(false));
            }
            // Dots have the shape of the mark themselves.
            if let Some(shape) = trace.look.mark.shape().filter(|_| trace.dots.is_empty()) {
                let marks = marked(trace, window, context);
                // A rim, so that they show on a dense curve.
                for (colour, rim) in [(theme.pane, 1.6 * theme.line), (trace.look.colour, 0.0)] {
                    let marks = Points::new("", PlotPoints::Owned(marks.clone())).shape(shape).color(colour);
                    plot.points(marks.radius(mark_radius(theme) + rim).allow_hover(false));
                }
            }
            if !trace.dots.is_empty() {
                let dots = Points::new("", PlotPoints::Borrowed(&trace.dots)).color(trace.look.colour);
                let (shape, radius) = match trace.look.mark.shape() {
                    Some(shape) => (shape, mark_radius(theme)),
                    None => (MarkerShape::Circle, theme.trace_width * 1.8),
                };
                plot.points(dots.shape(shape).radius(radius).allow_hover(false));
            }
        }
    })
}

/// The colour of what comes after the playhead.
pub(super) fn paler(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.35)
}

/// Radius of a mark along a curve [points].
pub(super) fn mark_radius(theme: &Theme) -> f32 {
    theme.trace_width + 2.8 * theme.line
}

/// Marks of a trace across a window, about so many; traces have theirs at different places.
const MARKS: f64 = 5.0;

/// Where the mark of a trace stands on it: always at the same times, so that it moves with the curve.
fn marked(trace: &Trace, window: Window, context: &ViewContext<'_>) -> Vec<PlotPoint> {
    let step_ms = round_step(window.width_ms / MARKS);
    let shift_ms = step_ms * trace.look.mark.place();
    let first = ((window.end_ms - window.width_ms - shift_ms) / step_ms).ceil();
    let times = (0_u32..16).map(|k| shift_ms + (first + f64::from(k)) * step_ms);
    let shown = times.take_while(|ms| *ms <= window.end_ms && !context.run.is_ahead(*ms));
    let value = |ms: f64| match &trace.probe {
        Some(probe) => context.traces.value_at(probe, ms, context.run.grid).map(|own| trace.axis.place(own)),
        None => value_of_points(&trace.points, ms - window.end_ms),
    };
    let places = shown.filter_map(|ms| Some(PlotPoint::new(ms - window.end_ms, value(ms)?)));
    places.filter(|place| place.y.is_finite()).collect()
}

/// Named levels of a trace: value, name.
fn references(trace: &Trace, context: &ViewContext<'_>) -> Vec<(f64, &'static str)> {
    let kind = membrane_of(trace, context).and_then(|population| population.kind.inner());
    kind.map(NeuronModel::levels).unwrap_or_default()
}

/// The population whose potential a trace shows.
fn membrane_of<'a>(trace: &Trace, context: &ViewContext<'a>) -> Option<&'a Population> {
    let Target::Population(id) = trace.probe.as_ref()?.source else { return None };
    context.network().population(id).filter(|_| trace.state.symbol == "V")
}

/// From where to where the line of a spike goes on a trace of V [mV], and whose spike it is.
pub(super) fn spike_line<'a>(trace: &Trace, context: &ViewContext<'a>) -> Option<(f64, f64, &'a Population)> {
    let population = membrane_of(trace, context)?;
    let (from_mV, to_mV) = population.kind.inner().and_then(NeuronModel::spike_line_mV)?;
    Some((from_mV, to_mV, population))
}

/// A vertical line at every spike; one that ends above what is shown has a tip there.
fn paint_spikes(
    painter: &egui::Painter,
    transform: &PlotTransform,
    trace: &Trace,
    window: Window,
    (ghosts, context): (&[(u32, Ghost)], &ViewContext<'_>),
) {
    let Some((from_mV, to_mV, population)) = spike_line(trace, context) else { return };
    let neuron = trace.probe.as_ref().and_then(|probe| probe.index).unwrap_or(0);
    let from_ms = window.end_ms - window.width_ms;
    let frame = *transform.frame();
    let painter = painter.with_clip_rect(frame);
    let times =
        context.traces.spike_times_ms(population.id, neuron, from_ms, window.end_ms, context.run.grid);
    let own = times.into_iter().map(|time| {
        let colour = trace.look.colour;
        (time, if context.run.is_ahead(time) { paler(colour) } else { colour }, 1.0)
    });
    let kept = ghosts.iter().enumerate().flat_map(|(index, (_, ghost))| {
        let colour = ghostly(trace.look.colour, ghosts.len() - index);
        let spikes = ghost.spikes_in(population.id, from_ms, window.end_ms);
        spikes.filter(move |(own, _)| *own == neuron).map(move |(_, time)| (time, colour, 0.8))
    });
    let of_twin = context.twin.into_iter().flat_map(|twin| {
        let grid = context.run.grid;
        let spikes = twin.traces.spike_times_ms(population.id, neuron, from_ms, window.end_ms, grid);
        spikes
            .into_iter()
            .map(|time| (time, pale(trace.look.colour), wide(context.theme) / context.theme.trace_width))
    });
    for (time, colour, width) in kept.chain(of_twin).chain(own) {
        let at = |value: f64| transform.position_from_point(&PlotPoint::new(time - window.end_ms, value));
        let (foot, top) = (at(from_mV), at(to_mV));
        painter.line_segment([foot, top], egui::Stroke::new(width * context.theme.trace_width, colour));
        if top.y < frame.top() {
            let (x, y, side) = (foot.x, frame.top(), 2.2 * context.theme.trace_width);
            let tip = vec![pos2(x, y), pos2(x + side, y + 1.6 * side), pos2(x - side, y + 1.6 * side)];
            painter.add(egui::Shape::convex_polygon(tip, colour, egui::Stroke::NONE));
        }
    }
}

/// Spikes, and right of the data the present values and the names of levels.
fn overlay(
    ui: &Ui,
    traces: &[&Trace],
    transform: &PlotTransform,
    window: Window,
    (ghosts, context): (&[(u32, Ghost)], &ViewContext<'_>),
) {
    let theme = context.theme;
    let frame = *transform.frame();
    let painter = ui.painter_at(ui.clip_rect());
    for trace in traces {
        paint_spikes(&painter, transform, trace, window, (ghosts, context));
    }
    name_parting(&painter, transform, window, context);
    let lay_out = |text: &str, font: egui::FontId, colour: Color32| {
        painter.layout_job(symbol_job(text, font.size, &font.family, colour))
    };
    let y_of = |value: f64| transform.position_from_point(&PlotPoint::new(0.0, value)).y;
    let room = (frame.top() - 0.3 * theme.text_size, frame.bottom() + 0.3 * theme.text_size);
    let mut taken: Vec<(f32, f32)> = Vec::new();
    let left = frame.right() + LEFT_OF_VALUES;
    for trace in traces {
        let Some(value) = trace.head.filter(|value| value.is_finite()) else { continue };
        // Beside the data is room for five characters.
        let decimals = match value.abs() {
            own if own < 9.995 && trace.state.symbol != "V" => 2,
            own if own < 999.5 => 1,
            _ => 0,
        };
        let galley = lay_out(
            &context.text.localised(&number::signed(value, decimals)),
            theme.bold_font(0.9),
            trace.look.colour,
        );
        let place = trace.axis.place(value);
        let place = if place.is_finite() { place } else { transform.bounds().min()[1] };
        let (half, wished) = (0.5 * galley.size().y, y_of(place).clamp(frame.top(), frame.bottom()));
        if let Some(y) = free_place(wished, 2.0 * half, &taken, room) {
            taken.push((y - half, y + half));
            paint_at(&painter, pos2(left, y - half), galley, theme);
        }
    }
    let levels = traces.iter().flat_map(|trace| references(trace, context));
    name_levels(&painter, levels, (frame, &mut taken), y_of, theme);
}

/// What a plot shows, in words: a name, and the present values.
fn summary(traces: &[Trace], labels: &[Label], now_ms: f64, context: &ViewContext<'_>) -> (String, String) {
    let labelled = labels.iter().map(|(name, _)| name.as_str());
    let names: Vec<&str> = traces.iter().map(|trace| trace.name.as_str()).chain(labelled).collect();
    let values: Vec<String> = traces
        .iter()
        .map(|trace| {
            let value = trace.head.map_or_else(|| "–".to_owned(), |head| number::signed(head, 1));
            format!("{} {value} {}", trace.name, trace.state.unit.symbol())
        })
        .collect();
    let name = context.text.with("plot-name", &[("names", &names.join(", "))]);
    let time = number::time(now_ms.round());
    (name, context.text.with("plot-value", &[("values", &values.join(", ")), ("time", &time)]))
}
