//! Traces in sweeps: the last ones over each other, aligned on what triggered them, with their mean; or the mean about every trigger
//! alone.

use std::sync::Arc;

use eframe::egui::{self, Color32, Mesh, Pos2, Role, Shape, Stroke, Ui, WidgetInfo, vec2};
use egui_plot::{HLine, PlotBounds, PlotPoint, PlotTransform, VLine};

use super::chart::{Axis, Chart};
use super::navigate::navigate_values;
use super::strip::{Label, Strip, Way, value_words};
use super::strokes::{add_band, add_line, add_upright, near, simplified};
use super::surroundings::{
    Around, Parts, Reach, grid, in_language, number_galley, paint_level, paint_upright, upright_numbers,
};
use super::trace::{Trace, range_of, spike_line, tell_apart, trace_ui};
use super::{Drawn, bare_plot, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::time_words;
use crate::app::spot::Spot;
use crate::app::sweeping::{Collecting, Painted, collected};
use crate::app::theme::{GRID, Theme};
use crate::app::view_state::PlotsState;
use crate::app::widget::number;
use crate::engine::InputKind;
use crate::export::figure::{self, Graph};
use crate::measure::{Average, Sweep, value_at};
use crate::model::network::Network;
use crate::preset::plot_spec::{SweepMode, SweepView, SweepsSpec, TraceSpec, Trigger, ValueAxis};
use crate::units::{Step, Unit};

/// What is left of a colour in the oldest sweep, and in the one before the newest.
const FADED: (f32, f32) = (0.12, 0.45);
/// What is left of a colour between mean + SD and mean − SD.
const BAND: f32 = 0.16;
/// Width of a mean, and of a sweep before the newest, in widths of a trace.
const WIDTHS: (f32, f32) = (1.8, 0.7);

impl Drawn for kind::Trace {
    type Spec = TraceSpec;

    fn draw(ui: &mut Ui, id: u32, spec: &TraceSpec, frame: &mut Frame<'_, PlotsState>) -> Option<Chart> {
        if !spec.sweeps.on().is_some_and(|sweeps| sweeps_ui(ui, id, (spec, sweeps), frame)) {
            trace_ui(ui, id, spec, frame);
        }
        None
    }
}

/// Draws traces in sweeps into the whole of `ui`, if they are to be shown so now. A plot that scrolls until there is a sweep also
/// scrolls while something is compared or measured on the axis of time.
fn sweeps_ui(
    ui: &mut Ui,
    id: u32,
    (spec, sweeps): (&TraceSpec, &SweepsSpec),
    frame: &mut Frame<'_, PlotsState>,
) -> bool {
    let context = frame.context;
    let run = context.run;
    let given = |from: Step, to: Step| match sweeps.trigger {
        Trigger::Click(population) => clicks(population, (from, to), context),
        _ => Vec::new(),
    };
    let recorded = (context.runs.current, context.traces, run.grid);
    let upto = (run.end.step, run.now_ms());
    if frame.view.sweeping.refresh(id, collected(spec, sweeps), recorded, upto, &given) {
        ui.ctx().request_repaint();
    }
    let Some(own) = frame.view.sweeping.plots.get_mut(&id) else { return false };
    let has_some = own.collector().sweeps().next().is_some() || own.means().iter().any(Option::is_some);
    if sweeps.mode == SweepMode::Auto && (!has_some || compares(spec, context, frame.view)) {
        return false;
    }
    let is_average = sweeps.shows == SweepView::Average;
    let traces = traces(id, spec, context, frame.view);
    draw(ui, id, (spec, sweeps), (&traces, is_average), frame);
    true
}

/// The times at which a population was made to fire, in steps from one to before another [ms].
fn clicks(population: u32, (from, to): (Step, Step), context: &ViewContext<'_>) -> Vec<f64> {
    let first = context.marks.partition_point(|mark| mark.at.step < from);
    let new = context.marks[first..].iter().take_while(|mark| mark.at.step < to);
    let is_click =
        |kind: &InputKind| matches!(kind, InputKind::Fire { population: own, .. } if *own == population);
    new.filter(|mark| is_click(&mark.kind)).map(|mark| context.run.grid.time_ms(mark.at.step)).collect()
}

/// Whether something is compared or measured on the axis of time.
fn compares(spec: &TraceSpec, context: &ViewContext<'_>, plots: &PlotsState) -> bool {
    context.twin.is_some()
        || context.is_measuring
        || context.link.is_some()
        || context.reference.is_some()
        || plots.ghosts.iter().any(|(_, ghost)| spec.probes.iter().any(|probe| ghost.has(probe)))
}

/// The traces of a plot, without points.
fn traces(id: u32, spec: &TraceSpec, context: &ViewContext<'_>, plots: &PlotsState) -> Vec<Trace> {
    let named = spec.probes.iter().filter_map(|probe| {
        let (name, state) = probe.describe(context.network())?;
        Some(Trace {
            is_hidden: plots.hidden.contains(&(id, name.clone())),
            look: Appearance::of_probe(probe, context.network(), context.theme),
            spot: Spot::State(probe.clone()),
            head: context.traces.head(probe),
            probe: Some(probe.clone()),
            name,
            state,
            points: Vec::new(),
            ahead: Vec::new(),
            twin: Vec::new(),
            ghosts: Vec::new(),
            reference: Vec::new(),
            dots: Vec::new(),
            axis: ValueAxis::default(),
        })
    });
    let mut traces: Vec<Trace> = named.collect();
    tell_apart(&mut traces, context);
    traces
}

/// The place of a trace among what was collected.
fn place_of(spec: &TraceSpec, trace: &Trace) -> Option<usize> {
    spec.probes.iter().position(|probe| trace.probe.as_ref() == Some(probe))
}

/// Least and largest value of what is shown.
fn extent(own: &mut Collecting, places: &[usize], is_average: bool) -> (f64, f64) {
    let mut extent = (f64::INFINITY, f64::NEG_INFINITY);
    let mut add = |(low, high): (f64, f64)| extent = (extent.0.min(low), extent.1.max(high));
    for sweep in own.collector().sweeps() {
        for place in places {
            add(sweep.curves[*place].extent);
        }
    }
    if is_average {
        for place in places {
            for average in own.means().get(*place).into_iter().flatten() {
                for (mean, error) in average.mean.iter().zip(average.errors()) {
                    add((mean - error, mean + error));
                }
            }
        }
    }
    extent
}

/// What stands beside the names: how much is shown.
pub(in crate::app) fn heading(own: &mut Collecting, is_average: bool, context: &ViewContext<'_>) -> String {
    let text = context.text;
    if is_average {
        let n = own.means().iter().flatten().map(|own| own.n).max().unwrap_or(0);
        return text.with("sweeps-averaged", &[("count", &n.to_string())]);
    }
    let n = own.collector().whole().count();
    if own.collector().sweeps().next().is_none() {
        return text.get("sweeps-waiting");
    }
    text.with("sweeps-shown", &[("count", &n.to_string())])
}

// Longer than 60 lines: names, numbers and data depend on each other's room.
fn draw(
    ui: &mut Ui,
    id: u32,
    (spec, sweeps): (&TraceSpec, &SweepsSpec),
    (traces, is_average): (&[Trace], bool),
    frame: &mut Frame<'_, PlotsState>,
) {
    let context = frame.context;
    let theme = context.theme;
    let area = ui.available_rect_before_wrap().shrink(GRID * 0.5);
    let shown: Vec<(usize, &Trace)> = traces
        .iter()
        .filter(|trace| !trace.is_hidden)
        .filter_map(|trace| Some((place_of(spec, trace)?, trace)))
        .collect();
    let places: Vec<usize> = shown.iter().map(|own| own.0).collect();
    let Some(own) = frame.view.sweeping.plots.get_mut(&id) else { return };
    let extent = extent(own, &places, is_average);
    let heading = heading(own, is_average, context);
    let has_potential = shown.iter().any(|(_, trace)| trace.state.unit == Unit::MV);
    let own_range = frame.view.ranges.get(&id).copied();
    let range = own_range.unwrap_or_else(|| range_of(spec.y, extent, has_potential));
    let labels: Vec<Label> = vec![(heading.clone(), theme.weak_text)];
    let ways = if own_range.is_some() { vec![Way::Fit] } else { Vec::new() };
    let strip = Strip::new(ui, traces, &labels, area, ways, context);
    let painter = ui.painter_at(ui.clip_rect());
    let around =
        Around { names: strip.height + 2.0, right: 0.6 * theme.text_size, lines_below: 1.0, left: 0.0 };
    let length = Parts::divide(area, around, theme).data.height();
    let finder = |reach: &Reach, extent: &dyn Fn(&str) -> f32| {
        reach.numbers(extent, 0.0, 0.3 * extent(""), &|_| false)
    };
    let (upright, left) = upright_numbers(&painter, range, length, &finder, theme);
    let parts = Parts::divide(area, Around { left, ..around }, theme);
    let bounds = (-sweeps.before_ms, sweeps.after_ms);
    let name = context.text.get("sweeps-time");
    let reach = Reach { bounds, origin: 0.0, length: parts.data.width(), clock: None };
    let width = |text: &str| number_galley(&painter, text, theme).size().x;
    let room = parts.data.left() - parts.below.left();
    let limit = parts.data.width() - width(&name) - GRID;
    // The name of the axis stands at its right end.
    let is_left_out = |ms: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
        let at = ((ms - bounds.0) / (bounds.1 - bounds.0)) as f32 * parts.data.width();
        limit < at + 0.5 * width(&number::signed(ms, 1))
    };
    let room = room.min(parts.right.width());
    let numbers =
        |is_left_out: &dyn Fn(f64) -> bool| reach.numbers(&width, room, 0.8 * theme.text_size, is_left_out);
    let mut level = numbers(&is_left_out);
    if level.len() < 2 {
        // Numbers come before the name.
        level = numbers(&|_| false);
    }
    let (level, upright) = (in_language(level, context.text), in_language(upright, context.text));
    let level_line = match &sweeps.trigger {
        Trigger::Level(own) if spec.probes.contains(&own.probe) => Some(own.level),
        _ => None,
    };
    let response = ui
        .scope_builder(egui::UiBuilder::new().max_rect(parts.data), |ui| {
            bare_plot("sweeps", id, theme).x_grid_spacer(grid(&level)).y_grid_spacer(grid(&upright)).show(
                ui,
                |plot| {
                    plot.set_plot_bounds(PlotBounds::from_min_max([bounds.0, range.0], [bounds.1, range.1]));
                    plot.vline(
                        VLine::new("", 0.0).color(theme.weak_text).width(theme.line).allow_hover(false),
                    );
                    if let Some(level) = level_line {
                        let line = HLine::new("", level).color(theme.weak_text).width(theme.line);
                        plot.hline(line.style(egui_plot::LineStyle::dashed_loose()).allow_hover(false));
                    }
                },
            )
        })
        .inner;
    let Some(own) = frame.view.sweeping.plots.get_mut(&id) else { return };
    let data = Data::new(&shown, &response.transform, (bounds, range), context);
    data.paint(ui, own, is_average);
    paint_upright(&painter, &parts, &response.transform, &upright, theme);
    paint_level(&painter, &parts, &response.transform, &level, &name, theme);
    let under = response.response.hover_pos().filter(|at| response.transform.frame().contains(*at));
    let under_ms = under.map(|at| response.transform.value_from_position(at).x);
    let words = under_ms.map(|ms| data.read(own, ms, is_average));
    let label = {
        let names: Vec<&str> = traces.iter().map(|trace| trace.name.as_str()).collect();
        context.text.with("plot-name", &[("names", &names.join(", "))])
    };
    response.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Image, true, &label);
        info.current_text_value = Some(heading.clone());
        info
    });
    strip.show_with(ui, id, traces, words.as_deref(), frame);
    navigate_values(ui, id, &response.response, &response.transform, range, frame.view);
}

/// What is painted, and where.
struct Data<'a> {
    /// Traces that are not hidden, with their places.
    shown: &'a [(usize, &'a Trace)],
    transform: &'a PlotTransform,
    bounds: (f64, f64),
    range: (f64, f64),
    /// Where both begin, and how long a unit of each is on the screen.
    origin: Pos2,
    scale: (f64, f64),
    context: &'a ViewContext<'a>,
}

impl<'a> Data<'a> {
    fn new(
        shown: &'a [(usize, &'a Trace)],
        transform: &'a PlotTransform,
        (bounds, range): ((f64, f64), (f64, f64)),
        context: &'a ViewContext<'a>,
    ) -> Self {
        let corner = |x: f64, y: f64| transform.position_from_point(&PlotPoint::new(x, y));
        let (origin, end) = (corner(bounds.0, range.0), corner(bounds.1, range.1));
        let per_unit = |from: f32, to: f32, ends: (f64, f64)| f64::from(to - from) / (ends.1 - ends.0);
        let scale = (per_unit(origin.x, end.x, bounds), per_unit(origin.y, end.y, range));
        Self { shown, transform, bounds, range, origin, scale, context }
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "places on the screen")]
    fn at(&self, (ms, value): (f64, f64)) -> Pos2 {
        let x = (ms - self.bounds.0) * self.scale.0;
        let y = (value - self.range.0) * self.scale.1;
        near(self.origin + vec2(x as f32, y as f32))
    }

    fn theme(&self) -> &Theme {
        self.context.theme
    }

    fn line(&self, mesh: &mut Mesh, points: &[(f64, f64)], widths: (f32, f32), colour: Color32) {
        for part in points.split(|point| !point.1.is_finite()) {
            let part = simplified(part.iter().map(|point| self.at(*point)));
            add_line(mesh, &part, widths, colour);
        }
    }

    /// Half the width of a line that is so many traces wide, and how wide its edges are [points].
    fn widths(&self, ui: &Ui, traces: f32) -> (f32, f32) {
        let soft = 1.0 / ui.ctx().pixels_per_point();
        ((0.5 * traces * self.theme().trace_width - 0.5 * soft).max(0.25 * soft), soft)
    }

    /// What a sweep adds of each trace.
    fn sweep(&self, mesh: &mut Mesh, sweep: &Sweep, widths: (f32, f32), colour: impl Fn(Color32) -> Color32) {
        for (place, trace) in self.shown {
            let Some(curve) = sweep.curves.get(*place) else { continue };
            let colour = colour(trace.look.colour);
            self.line(mesh, &curve.points, widths, colour);
            let Some((from_mV, to_mV, _)) = spike_line(trace, self.context) else { continue };
            for ms in &curve.spikes_ms {
                let (foot, top) = (self.at((*ms, from_mV)), self.at((*ms, to_mV)));
                add_upright(mesh, foot.x, (foot.y, top.y), widths, colour);
            }
        }
    }

    fn mean(&self, ui: &Ui, mesh: &mut Mesh, means: &[Option<Average>], is_average: bool) {
        for (place, trace) in self.shown {
            let Some(Some(average)) = means.get(*place) else { continue };
            // A sweep alone is its mean.
            if !is_average && average.n < 2 {
                continue;
            }
            let scatter = if is_average { average.errors() } else { average.deviation.clone() };
            let points: Vec<(f64, f64)> =
                average.lags_ms.iter().copied().zip(average.mean.iter().copied()).collect();
            let ends: Vec<(Pos2, Pos2)> = points
                .iter()
                .zip(&scatter)
                .map(|((ms, mean), off)| (self.at((*ms, mean + off)), self.at((*ms, mean - off))))
                .collect();
            add_band(mesh, &ends, trace.look.colour.gamma_multiply(BAND));
            if is_average {
                for sign in [1.0, -1.0] {
                    let edge: Vec<(f64, f64)> = points
                        .iter()
                        .zip(&scatter)
                        .map(|((ms, mean), off)| (*ms, mean + sign * off))
                        .collect();
                    self.line(mesh, &edge, self.widths(ui, 0.5), trace.look.colour.gamma_multiply(FADED.1));
                }
            }
            self.line(mesh, &points, self.widths(ui, WIDTHS.0), trace.look.colour);
        }
    }

    /// Paints the older sweeps, mean and deviation, which change with a sweep only, and the newest sweep.
    fn paint(&self, ui: &Ui, own: &mut Collecting, is_average: bool) {
        let frame = *self.transform.frame();
        let painter = ui.painter_at(ui.clip_rect().intersect(frame));
        let n = own.collector().sweeps().count();
        let painted = Painted {
            version: (own.collector().version(), n),
            frame,
            bounds: [self.bounds.0, self.bounds.1, self.range.0, self.range.1],
            looks: self.shown.iter().map(|(place, trace)| (*place, trace.look.colour)).collect(),
            widths: self.widths(ui, 1.0),
        };
        if own.painted.as_ref().is_none_or(|(known, _)| *known != painted) {
            let mut mesh = Mesh::default();
            let older = n.saturating_sub(1);
            for (age, sweep) in own.collector().sweeps().take(older).enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "at most 100")]
                let share = (age + 1) as f32 / older as f32;
                let left = FADED.0 + (FADED.1 - FADED.0) * share;
                self.sweep(&mut mesh, sweep, self.widths(ui, WIDTHS.1), |colour| colour.gamma_multiply(left));
            }
            let means = own.means().to_vec();
            self.mean(ui, &mut mesh, &means, is_average);
            own.painted = Some((painted, Arc::new(mesh)));
        }
        if let Some((_, mesh)) = &own.painted {
            painter.add(Shape::Mesh(Arc::clone(mesh)));
        }
        if let Some(newest) = own.collector().sweeps().last() {
            self.newest(&painter, newest);
        }
    }

    /// The newest sweep, which may go on: as lines, like those of a plot that scrolls.
    fn newest(&self, painter: &egui::Painter, sweep: &Sweep) {
        for (place, trace) in self.shown {
            let Some(curve) = sweep.curves.get(*place) else { continue };
            let is_lit = self.context.is_lit(&trace.spot);
            let width = self.theme().trace_width * if is_lit { 2.0 } else { 1.0 };
            let stroke = Stroke::new(width, trace.look.colour);
            for part in curve.points.split(|point| !point.1.is_finite()) {
                painter.line(simplified(part.iter().map(|point| self.at(*point))), stroke);
            }
            let Some((from_mV, to_mV, _)) = spike_line(trace, self.context) else { continue };
            for ms in &curve.spikes_ms {
                painter.line_segment([self.at((*ms, from_mV)), self.at((*ms, to_mV))], stroke);
            }
        }
    }

    /// What the pointer reads at a time from the trigger [ms]: the newest sweep, or the mean.
    fn read(&self, own: &mut Collecting, ms: f64, is_average: bool) -> Vec<Label> {
        let shown = if ms < 0.0 { String::new() } else { "+".to_owned() };
        let time = format!("{shown}{}", time_words(ms, self.context.run.grid)).replace(' ', "\u{a0}");
        let mut words = vec![(time, self.theme().text)];
        let means = own.means().to_vec();
        for (place, trace) in self.shown {
            let value = if is_average {
                means.get(*place).cloned().flatten().and_then(|own| {
                    let curve: Vec<(f64, f64)> = own.lags_ms.into_iter().zip(own.mean).collect();
                    value_at(&curve, ms)
                })
            } else {
                let newest = own.collector().sweeps().last();
                newest.and_then(|own| value_at(&own.curves.get(*place)?.points, ms))
            };
            words.extend(value.map(|value| value_words(trace, value, self.context)));
        }
        words
    }
}

/// What a plot shows of sweeps, as a figure to take away; none if it shows none now.
pub(in crate::app) fn graph(
    id: u32,
    spec: &TraceSpec,
    context: &ViewContext<'_>,
    plots: &PlotsState,
) -> Option<Graph> {
    let sweeps = spec.sweeps.on()?;
    let own = plots.sweeping.plots.get(&id)?.collector();
    let is_average = sweeps.shows == SweepView::Average;
    if sweeps.mode == SweepMode::Auto && compares(spec, context, plots) {
        return None;
    }
    let text = context.text;
    let mut graph = Graph::default();
    let (mut extent, mut units) = ((f64::INFINITY, f64::NEG_INFINITY), Vec::new());
    for (number, (place, name, unit)) in named(id, spec, context.network(), plots).into_iter().enumerate() {
        let curve = |name: String, points: Vec<(f64, f64)>, is_faint| {
            let of = Some(number).filter(|_| is_faint);
            figure::Curve { name, points, is_faint, of }
        };
        for sweep in own.sweeps().filter(|_| !is_average) {
            let args = [("name", name.clone()), ("time", number::show(sweep.begin_ms))];
            let points = sweep.curves[place].points.clone();
            graph.curves.push(curve(text.with("sweeps-curve", &args), points, true));
        }
        if let Some(mean) = own.mean(place) {
            let scatter = if is_average { mean.errors() } else { mean.deviation.clone() };
            for (key, sign) in [("sweeps-mean", 0.0), ("sweeps-above", 1.0), ("sweeps-below", -1.0)] {
                let values = mean.mean.iter().zip(&scatter).map(|(mean, off)| mean + sign * off);
                let points = mean.lags_ms.iter().copied().zip(values).collect();
                let scatter = if is_average { "SE" } else { "SD" };
                let args = [("name", name.as_str()), ("scatter", scatter)];
                graph.curves.push(curve(text.with(key, &args), points, sign != 0.0));
            }
        }
        units.push(unit);
    }
    for point in graph.curves.iter().flat_map(|own| &own.points).filter(|point| point.1.is_finite()) {
        extent = (extent.0.min(point.1), extent.1.max(point.1));
    }
    let unit = *units.first()?;
    if graph.curves.is_empty() {
        return None;
    }
    let range = plots.ranges.get(&id).copied();
    let (low, high) = range.unwrap_or_else(|| range_of(spec.y, extent, unit == Unit::MV));
    let names: Vec<String> = named(id, spec, context.network(), plots).into_iter().map(|own| own.1).collect();
    let label = format!("{} ({})", names.join(", "), unit.symbol());
    graph.x = Axis::linear(text.get("sweeps-time"), -sweeps.before_ms, sweeps.after_ms);
    graph.y = Axis::linear(label.replace(" ()", ""), low, high);
    Some(graph)
}

/// Traces that are shown: their places, names and units.
fn named(id: u32, spec: &TraceSpec, network: &Network, plots: &PlotsState) -> Vec<(usize, String, Unit)> {
    let all = spec.probes.iter().enumerate().filter_map(|(place, probe)| {
        let (name, state) = probe.describe(network)?;
        Some((place, name, state.unit))
    });
    all.filter(|(_, name, _)| !plots.hidden.contains(&(id, name.clone()))).collect()
}
