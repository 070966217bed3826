//! What happens against time, scrolling: the newest at the right edge, history to the left of it. Probes as lines,
//! releases as a staircase, spikes as dots.

use eframe::egui::{self, Color32, Rect, Role, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{HLine, Line, LineStyle, PlotBounds, PlotPoint, PlotPoints, PlotTransform, Points, VLine};

use super::bare_plot;
use super::frame::{
    Around, Frame, NAMES, Numbered, Reach, flow, free_place, grid, menu_room, number_galley, paint_at,
    paint_level, paint_upright, upright_numbers,
};
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
use crate::units::Unit;

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
    /// The window of a plot that is `window_ms` [ms] wide at its own scale. A run fills it from the left; once it is full, the
    /// newest is at its right edge.
    pub fn of(window_ms: f64, context: &ViewContext<'_>, plots: &PlotsState) -> Self {
        let width_ms = window_ms * plots.stretch.unwrap_or(1.0);
        Self { end_ms: plots.held_at_ms.unwrap_or(context.run.now_ms().max(width_ms)), width_ms }
    }
}

/// Room right of the axis, where the present values stand, in units of the text size.
const MARGIN_RIGHT: f32 = 3.3;

/// What stands above the data: a name with its colour.
pub(super) type Label = (String, Color32);

/// Draws probes into the whole of `ui`.
pub(super) fn trace_ui(
    ui: &mut Ui,
    id: u32,
    spec: &TraceSpec,
    context: &ViewContext<'_>,
    plots: &mut PlotsState,
) {
    let window = Window::of(spec.window_ms, context, plots);
    let columns = (ui.available_width() - MARGIN_RIGHT * context.theme.text_size).max(16.0);
    let traces: Vec<Trace> =
        spec.probes.iter().filter_map(|written| trace(written, window, columns, context)).collect();
    timed_ui(ui, id, traces, &[], window, spec.y, context, plots);
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

/// Draws traces that share the time axis of all plots into the whole of `ui`; `labels` are names of what is drawn otherwise.
#[expect(clippy::too_many_arguments, reason = "what is drawn, where, and what it depends on")]
pub(super) fn timed_ui(
    ui: &mut Ui,
    id: u32,
    mut traces: Vec<Trace>,
    labels: &[Label],
    window: Window,
    y: Span,
    context: &ViewContext<'_>,
    plots: &mut PlotsState,
) -> PlotTransform {
    let area = ui.available_rect_before_wrap().shrink(GRID * 0.5);
    tell_apart(&mut traces, context);
    for trace in &mut traces {
        trace.is_hidden = plots.hidden.contains(&(id, trace.name.clone()));
    }
    let (shown, _) = traces.iter().partition::<Vec<&Trace>, _>(|trace| !trace.is_hidden);
    let range = plots.ranges.get(&id).copied().unwrap_or_else(|| vertical_range(y, &shown));
    let hovered_ms = plots.hover_ms.or_else(|| ui.ctx().data(|data| data.get_temp(hover_id())));
    // Spikes that end above what is shown are cut, and can be shown whole.
    let top_mV = shown.iter().filter_map(|trace| spike_line(trace, context)).map(|(_, to_mV, _)| to_mV);
    let whole = (range.0, 1.05 * top_mV.fold(f64::NEG_INFINITY, f64::max));
    let ways = Way::those_of(id, (range.1 < whole.1).then_some(whole), plots);
    let strip = Strip::new(ui, &traces, labels, area, ways, context);
    let theme = context.theme;
    let painter = ui.painter_at(ui.clip_rect());
    let right = theme.text_size * MARGIN_RIGHT;
    let around = Around { names: strip.height + 2.0, right, lines_below: 1.0, left: 0.0 };
    let length = Frame::divide(area, around, theme).data.height();
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
            let mut numbers = reach.numbers(extent, 0.0, 0.3 * extent(""), &|_| false);
            if is_raster {
                for number in &mut numbers {
                    number.text = number.text.trim_start_matches('−').to_owned();
                }
            }
            numbers
        },
        theme,
    );
    let frame = Frame::divide(area, Around { left, ..around }, theme);
    let name = context.text.get("plot-time");
    let level = time_numbers(&painter, &frame, window, &name, context);
    let response = ui
        .scope_builder(egui::UiBuilder::new().max_rect(frame.data), |ui| {
            show(ui, id, &shown, window, range, hovered_ms, (&level, &upright), context)
        })
        .inner;
    paint_upright(&painter, &frame, &response.transform, &upright, theme);
    paint_level(&painter, &frame, &response.transform, &level, &name, theme);
    let summary = summary(&traces, labels, context.run.now_ms(), context);
    response.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Image, true, &summary.0);
        info.current_text_value = Some(summary.1.clone());
        info
    });
    overlay(ui, &shown, &response.transform, window, context);
    strip.show(ui, id, &traces, hovered_ms.map(|ms| (ms, window)), context, plots);
    navigate(ui, id, &response.response, &response.transform, window, range, context, plots);
    response.transform
}

/// Round times below the data. None stands before the beginning, and none reaches into the name of the axis.
fn time_numbers(
    painter: &egui::Painter,
    frame: &Frame,
    window: Window,
    name: &str,
    context: &ViewContext<'_>,
) -> Vec<Numbered> {
    let theme = context.theme;
    let width = |text: &str| number_galley(painter, text, theme).size().x;
    let reach = Reach { bounds: (-window.width_ms, 0.0), origin: window.end_ms, length: frame.data.width() };
    let room_right = (frame.right.width() - width(name) - GRID).max(0.0);
    let room_left = frame.data.left() - frame.below.left();
    let per_ms = f64::from(reach.length) / window.width_ms;
    let is_left_out = |ms: f64| {
        let half = f64::from(0.5 * width(&format!("{ms:.0}")));
        let at = (ms - window.end_ms + window.width_ms) * per_ms;
        ms < -1e-9 || at < half - f64::from(room_left) || f64::from(reach.length + room_right) < at + half
    };
    reach.numbers(&width, room_right.min(room_left), 0.8 * theme.text_size, &is_left_out)
}

/// What stands above the data: names, or while the pointer is over a plot the values there; at its right end the ways back to
/// the newest data and to the plot's own scale.
struct Strip {
    /// Where it is.
    rect: Rect,
    /// Where its names are, in their order.
    names: Vec<Rect>,
    /// What is shown of each name.
    galleys: Vec<std::sync::Arc<egui::Galley>>,
    /// Height [points].
    height: f32,
    /// Width for names.
    width: f32,
    /// The buttons at its right end.
    ways: Vec<Way>,
}

/// Another way to look at a plot.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// At the newest data.
    Live,
    /// At the plot's own scale.
    Fit,
    /// From one value to another, so that spikes show whole.
    Whole((f64, f64)),
}

impl Way {
    /// Those that lead elsewhere than to what is shown; `whole` is the range that shows spikes whole, if they are cut.
    fn those_of(id: u32, whole: Option<(f64, f64)>, plots: &PlotsState) -> Vec<Self> {
        let is_scaled = plots.stretch.is_some() || plots.ranges.contains_key(&id);
        let ways = [
            plots.held_at_ms.is_some().then_some(Self::Live),
            is_scaled.then_some(Self::Fit),
            whole.map(Self::Whole),
        ];
        ways.into_iter().flatten().collect()
    }

    /// Keys of its words and of what it does.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Live => ("plot-live", "plot-live-tip"),
            Self::Fit => ("plot-fit", "plot-fit-tip"),
            Self::Whole(_) => ("plot-whole", "plot-whole-tip"),
        }
    }

    fn go(self, id: u32, plots: &mut PlotsState) {
        match self {
            Self::Live => plots.held_at_ms = None,
            Self::Fit => {
                plots.stretch = None;
                plots.ranges.remove(&id);
            }
            Self::Whole(range) => {
                plots.ranges.insert(id, range);
            }
        }
    }
}

impl Strip {
    fn new(
        ui: &Ui,
        traces: &[Trace],
        labels: &[Label],
        area: Rect,
        ways: Vec<Way>,
        context: &ViewContext<'_>,
    ) -> Self {
        let theme = context.theme;
        let font = theme.bold_font(NAMES);
        let buttons: f32 = ways
            .iter()
            .map(|way| Self::button_width(ui, &context.text.get(way.keys().0), context) + GRID)
            .sum();
        let width = (area.width() - GRID - menu_room(context) - buttons).max(8.0);
        // A name that is wider than the line goes on in the next.
        let lay_out = |text: &str, colour| {
            let mut job = symbol_job(text, font.size, &font.family, colour);
            job.wrap.max_width = width;
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let named = traces.iter().map(|trace| {
            // The words of a name stay together in one subscript.
            let name = trace.name.replace(' ', "\u{a0}");
            let title = match trace.state.unit.symbol() {
                "" => name,
                unit => format!("{name} ({unit})"),
            };
            let colour = if trace.is_hidden { theme.weak_text.gamma_multiply(0.6) } else { trace.colour };
            lay_out(&title, colour)
        });
        let labelled = labels.iter().map(|(name, colour)| lay_out(name, *colour));
        let galleys: Vec<_> = named.chain(labelled).collect();
        let sizes: Vec<egui::Vec2> = galleys.iter().map(|galley| galley.size()).collect();
        let (places, height) = flow(&sizes, width, 2.0 * GRID);
        let height = height.max(1.25 * font.size);
        let corner = area.min + vec2(0.5 * GRID, 0.0);
        let names = places
            .iter()
            .zip(&sizes)
            .map(|(place, size)| Rect::from_min_size(corner + *place, *size))
            .collect();
        let rect = Rect::from_min_size(area.min, vec2(area.width(), height));
        Self { rect, names, galleys, height, width, ways }
    }

    fn button_width(ui: &Ui, words: &str, context: &ViewContext<'_>) -> f32 {
        let font = context.theme.font(0.82);
        let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), font, context.theme.text));
        galley.size().x + 2.0 * GRID
    }

    fn show(
        self,
        ui: &mut Ui,
        id: u32,
        traces: &[Trace],
        hovered: Option<(f64, Window)>,
        context: &ViewContext<'_>,
        plots: &mut PlotsState,
    ) {
        let theme = context.theme;
        let painter = ui.painter_at(ui.clip_rect());
        let at = hovered.filter(|(ms, window)| {
            !traces.is_empty() && window.end_ms - window.width_ms <= *ms && *ms <= window.end_ms
        });
        if let Some((ms, window)) = at {
            self.paint_values(&painter, ms, window, traces, context);
        } else {
            for (rect, galley) in self.names.iter().zip(&self.galleys) {
                paint_at(&painter, rect.min, galley.clone(), theme);
            }
        }
        for (trace, rect) in traces.iter().zip(&self.names) {
            if context.is_lit(&trace.name) && at.is_none() {
                painter.hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.5, trace.colour));
            }
            if ui.rect_contains_pointer(*rect) {
                ui.ctx().data_mut(|data| data.insert_temp(lit_id(), trace.name.clone()));
            }
            if 1 < traces.len() || trace.is_hidden {
                let widget = ui.scope_id().with(("legend", id, &trace.name));
                let response = ui.interact(*rect, widget, egui::Sense::click());
                let label = context.text.with("legend-name", &[("name", &trace.name)]);
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, !trace.is_hidden, &label));
                if response.on_hover_text(context.text.get("legend-tip")).clicked() {
                    let key = (id, trace.name.clone());
                    if !plots.hidden.remove(&key) {
                        plots.hidden.insert(key);
                    }
                }
            }
        }
        self.buttons_ui(ui, id, context, plots);
    }

    /// The values of the traces at a time [ms], in the place of their names, as far as they have room.
    fn paint_values(
        &self,
        painter: &egui::Painter,
        ms: f64,
        window: Window,
        traces: &[Trace],
        context: &ViewContext<'_>,
    ) {
        let theme = context.theme;
        let font = theme.bold_font(NAMES);
        let mut words = vec![(format!("t = {ms:.1}\u{a0}ms"), theme.text)];
        for trace in traces.iter().filter(|trace| !trace.is_hidden) {
            let value =
                trace.probe.as_ref().and_then(|probe| context.traces.value_at(probe, ms, context.run.grid));
            if let Some(value) = value.or_else(|| value_of_points(&trace.points, ms - window.end_ms)) {
                let unit = trace.state.unit.symbol();
                let name = trace.name.replace(' ', "\u{a0}");
                words.push((format!("{name} = {} {unit}", number::signed(value, 2)), trace.colour));
            }
        }
        let galleys: Vec<_> = words
            .iter()
            .map(|(text, colour)| {
                painter.layout_job(symbol_job(text.trim_end(), font.size, &font.family, *colour))
            })
            .collect();
        let sizes: Vec<egui::Vec2> = galleys.iter().map(|galley| galley.size()).collect();
        let (places, _) = flow(&sizes, self.width, 2.0 * GRID);
        let corner = self.rect.min + vec2(0.5 * GRID, 0.0);
        for ((place, size), galley) in places.iter().zip(&sizes).zip(galleys) {
            if place.y + size.y <= self.height + 1.0 && place.x + size.x <= self.width + 1.0 {
                paint_at(painter, corner + *place, galley, theme);
            }
        }
    }

    fn buttons_ui(&self, ui: &mut Ui, id: u32, context: &ViewContext<'_>, plots: &mut PlotsState) {
        let theme = context.theme;
        let mut right = self.rect.right() - menu_room(context);
        for way in self.ways.iter().copied() {
            let (key, tip) = way.keys();
            let words = context.text.get(key);
            let size = vec2(Self::button_width(ui, &words, context), theme.text_size * 1.25);
            let rect = Rect::from_min_size(pos2(right - size.x, self.rect.top()), size);
            right = rect.left() - GRID;
            let button =
                egui::Button::new(egui::RichText::new(&words).font(theme.font(0.82)).color(theme.accent));
            if ui.put(rect, button.small()).on_hover_text(context.text.get(tip)).clicked() {
                way.go(id, plots);
            }
        }
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

#[expect(clippy::too_many_arguments, reason = "what is drawn, where, and what it depends on")]
fn show(
    ui: &mut Ui,
    id: u32,
    traces: &[&Trace],
    window: Window,
    (low, high): (f64, f64),
    hovered_ms: Option<f64>,
    (level, upright): (&[Numbered], &[Numbered]),
    context: &ViewContext<'_>,
) -> egui_plot::PlotResponse<()> {
    let theme = context.theme;
    let (end_ms, width_ms) = (window.end_ms, window.width_ms);
    bare_plot("trace", id, theme).x_grid_spacer(grid(level)).y_grid_spacer(grid(upright)).show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max([-width_ms, low], [0.0, high]));
        for trace in traces {
            reference_lines(plot, trace, context);
        }
        if let Some(ms) = hovered_ms {
            plot.vline(VLine::new("", ms - end_ms).color(theme.weak_text).width(1.0).allow_hover(false));
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
        let line = HLine::new(name, value).color(context.theme.weak_text.gamma_multiply(0.7)).width(1.0);
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

/// A vertical line at every spike; one that ends above what is shown has a tip there.
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
    let frame = *transform.frame();
    let painter = painter.with_clip_rect(frame);
    let stroke = egui::Stroke::new(context.theme.trace_width, trace.colour);
    let times =
        context.traces.spike_times_ms(population.id, neuron, from_ms, window.end_ms, context.run.grid);
    for time in times {
        let at = |value: f64| transform.position_from_point(&PlotPoint::new(time - window.end_ms, value));
        let (foot, top) = (at(from_mV), at(to_mV));
        painter.line_segment([foot, top], stroke);
        if top.y < frame.top() {
            let (x, y, side) = (foot.x, frame.top(), 2.2 * context.theme.trace_width);
            let tip = vec![pos2(x, y), pos2(x + side, y + 1.6 * side), pos2(x - side, y + 1.6 * side)];
            painter.add(egui::Shape::convex_polygon(tip, trace.colour, egui::Stroke::NONE));
        }
    }
}

/// Spikes, and right of the data the present values and the names of levels.
fn overlay(ui: &Ui, traces: &[&Trace], transform: &PlotTransform, window: Window, context: &ViewContext<'_>) {
    let theme = context.theme;
    let frame = *transform.frame();
    let painter = ui.painter_at(ui.clip_rect());
    for trace in traces {
        paint_spikes(&painter, transform, trace, window, context);
    }
    let lay_out = |text: &str, font: egui::FontId, colour: Color32| {
        painter.layout_job(symbol_job(text, font.size, &font.family, colour))
    };
    let y_of = |value: f64| transform.position_from_point(&PlotPoint::new(0.0, value)).y;
    let room = (frame.top() - 0.3 * theme.text_size, frame.bottom() + 0.3 * theme.text_size);
    let mut taken: Vec<(f32, f32)> = Vec::new();
    let left = frame.right() + 6.0;
    for trace in traces {
        let Some(value) = trace.head.filter(|value| value.is_finite()) else { continue };
        // Beside the data is room for five characters.
        let decimals = match value.abs() {
            own if own < 9.995 && trace.state.symbol != "V" => 2,
            own if own < 999.5 => 1,
            _ => 0,
        };
        let galley = lay_out(&number::signed(value, decimals), theme.bold_font(0.9), trace.colour);
        let (half, wished) = (0.5 * galley.size().y, y_of(value).clamp(frame.top(), frame.bottom()));
        if let Some(y) = free_place(wished, 2.0 * half, &taken, room) {
            taken.push((y - half, y + half));
            paint_at(&painter, pos2(left, y - half), galley, theme);
        }
    }
    let faint = theme.weak_text.gamma_multiply(0.7);
    for (value, name) in traces.iter().flat_map(|trace| references(trace, context)) {
        let level = y_of(value);
        let galley = lay_out(name, theme.font(0.82), theme.weak_text);
        let half = 0.5 * galley.size().y;
        if !frame.y_range().contains(level) {
            continue;
        }
        // A name that has to give way is tied to its line; one that would have to go far stays away.
        let place = free_place(level, 2.0 * half, &taken, (room.0, frame.bottom() + 2.0));
        if let Some(y) = place.filter(|y| (y - level).abs() < 1.6 * theme.text_size) {
            taken.push((y - half, y + half));
            painter.line_segment(
                [pos2(frame.right(), level), pos2(left - 1.0, y)],
                egui::Stroke::new(1.0, faint),
            );
            paint_at(&painter, pos2(left, y - half), galley, theme);
        }
    }
}

/// The value of a staircase at a time before the right edge [ms].
fn value_of_points(points: &[PlotPoint], x: f64) -> Option<f64> {
    let after = points.partition_point(|point| point.x <= x);
    points.get(after.checked_sub(1)?).map(|point| point.y)
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
    let time = format!("{now_ms:.0}");
    (name, context.text.with("plot-value", &[("values", &values.join(", ")), ("time", &time)]))
}
