//! Charts: curves, dots and bars against something else than time. Each kind of chart says what it shows as a value;
//! this file draws it. No chart scrolls or zooms: its axes are as wide as what it shows.
//!
//! Longer than 500 lines: what a chart is and how it is drawn, which are read together.

use std::sync::Arc;

use eframe::egui::{self, Color32, FontId, Galley, Pos2, Rect, Role, Ui, Vec2, WidgetInfo, pos2, vec2};
use egui_plot::{
    Bar, BarChart, GridMark, HLine, Line, LineStyle, MarkerShape, PlotBounds, PlotImage, PlotPoint,
    PlotPoints, PlotTransform, Points, VLine,
};

use super::axis::divide;
use super::bare_plot;
use super::dash::{Dash, dashes, shapes};
use super::pale::wide;
use super::surroundings::{
    Around, NAMES, Numbered, Parts, Reach, flow, free_place, grid, hatch, in_language, menu_room,
    number_galley, paint_at, paint_level, paint_upright, upright_numbers,
};
use super::thin::needed;
use crate::app::appearance::Mark;
use crate::app::context::ViewContext;
use crate::app::theme::{GRID, Theme};
use crate::app::widget::symbol::symbol_job;
pub(super) use crate::export::figure::Axis;
use crate::preset::plot_spec::ValueAxis;

/// What a chart shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Chart {
    /// Its title.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Curves.
    pub curves: Vec<Curve>,
    /// Dots.
    pub dots: Vec<Dots>,
    /// A way through the plane, with time as colour.
    pub way: Option<Way>,
    /// Bars.
    pub bars: Option<Bars>,
    /// A picture behind everything.
    pub image: Option<Image>,
    /// Named upright lines.
    pub uprights: Vec<(f64, String)>,
    /// Named level lines.
    pub levels: Vec<(f64, String)>,
    /// What can be read off it, a line each.
    pub notes: Vec<String>,
    /// Where nothing is known, from one value of the horizontal axis to another: that is no zero, and is hatched.
    pub gaps: Vec<(f64, f64)>,
    /// True if all curves are drawn through: they are a family whose colours are in order.
    pub is_plain: bool,
    /// What A of a twin shows, which lies under the rest.
    pub under: Under,
}

/// What lies under a chart: wide curves, and dots.
#[derive(Debug, Clone, Default)]
pub(super) struct Under {
    /// Curves.
    pub curves: Vec<Curve>,
    /// Dots.
    pub dots: Vec<Dots>,
}

/// A curve.
#[derive(Debug, Clone)]
pub(super) struct Curve {
    /// Its name in the legend.
    pub name: String,
    /// Its colour.
    pub colour: Color32,
    /// Its points.
    pub points: Vec<(f64, f64)>,
    /// Whether it is there for comparison only.
    pub is_faint: bool,
}

/// A way through a plane: the later, the further its colour is from the ground.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// Its name in the legend: from when to when.
    pub name: String,
    /// Its points, in order of time.
    pub points: Vec<(f64, f64)>,
    /// Their times [ms].
    pub times_ms: Vec<f64>,
}

/// Shades of a way.
const SHADES: u16 = 24;

impl Way {
    /// The colours, from the earliest to the latest.
    fn shades(theme: &Theme) -> impl Iterator<Item = Color32> {
        (0..SHADES).map(|k| theme.heat(0.22 + 0.78 * f32::from(k) / f32::from(SHADES - 1)))
    }

    /// The parts of the way that have one colour each; each begins where the one before it ends.
    fn parts<T>(points: &[T]) -> impl Iterator<Item = &[T]> {
        let n = points.len();
        (0..usize::from(SHADES)).map(move |k| {
            let end = ((k + 1) * n).div_ceil(usize::from(SHADES)).min(n);
            points.get((k * n).div_ceil(usize::from(SHADES)).saturating_sub(1)..end).unwrap_or_default()
        })
    }
}

/// Bars.
#[derive(Debug, Clone)]
pub(super) struct Bars {
    /// Their middles and heights.
    pub counts: Vec<(f64, f64)>,
    /// Their width.
    pub width: f64,
    /// Their colour.
    pub colour: Color32,
}

/// A picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Image {
    /// Its pixels.
    pub texture: egui::TextureId,
    /// Left and right edge, in the quantity of the horizontal axis.
    pub x: (f64, f64),
    /// Lower and upper edge, in the quantity of the vertical axis.
    pub y: (f64, f64),
}

/// Dots.
#[derive(Debug, Clone)]
pub(super) struct Dots {
    /// Their name in the legend.
    pub name: String,
    /// Their colour.
    pub colour: Color32,
    /// Where they are.
    pub points: Vec<(f64, f64)>,
    /// Their radius in units of the trace width.
    pub size: f32,
}

/// Share of the width that names of levels may take.
const MOST_RIGHT: f32 = 0.3;

impl Chart {
    /// The chart with its axes divided as a document says.
    #[must_use]
    pub fn on(mut self, axis: ValueAxis) -> Self {
        let lines = self.curves.iter().map(|own| &own.points).chain(self.dots.iter().map(|own| &own.points));
        let bars = self.bars.iter().flat_map(|own| &own.counts);
        let way = self.way.iter().flat_map(|own| &own.points);
        let values: Vec<f64> = lines.flatten().chain(bars).chain(way).map(|point| point.1).collect();
        divide(&mut self.y, axis, values.into_iter());
        if axis.log_x {
            let lines =
                self.curves.iter().map(|own| &own.points).chain(self.dots.iter().map(|own| &own.points));
            let points =
                lines.flatten().chain(self.way.iter().flat_map(|own| &own.points)).map(|point| point.0);
            // Bars of which there is nothing make no room for themselves.
            let bars = self.bars.iter().flat_map(|own| {
                let filled = own.counts.iter().filter(|bar| 0.0 < bar.1);
                filled.flat_map(|(middle, _)| [middle - 0.5 * own.width, middle + 0.5 * own.width])
            });
            let range = ValueAxis::log_range(points.chain(bars));
            (self.x.is_log, self.x.range) = (true, range);
        }
        self
    }
}

impl Axis {
    /// An axis with equal steps.
    pub fn linear(label: String, low: f64, high: f64) -> Self {
        Self { label, range: (low, high), ..Self::default() }
    }

    /// An axis with equal ratios.
    pub fn log(label: String, low: f64, high: f64) -> Self {
        Self { label, range: (low, high), is_log: true, is_bare: false }
    }

    /// An axis without marks.
    pub fn bare(label: String, low: f64, high: f64) -> Self {
        Self { is_bare: true, ..Self::linear(label, low, high) }
    }

    /// `n` values from end to end, equally far apart on it.
    pub fn samples(&self, n: u32) -> impl Iterator<Item = f64> {
        let (low, high) = (self.place(self.range.0), self.place(self.range.1));
        let is_log = self.is_log;
        (0..=n).map(move |i| {
            let place = low + (high - low) * f64::from(i) / f64::from(n);
            if is_log { libm::pow(10.0, place) } else { place }
        })
    }

    /// The curve of a function over the whole of it.
    pub fn curve(&self, f: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        self.samples(300).map(|x| (x, f(x))).collect()
    }

    /// Round numbers along it.
    pub(super) fn numbers(
        &self,
        reach: &Reach,
        extent: &dyn Fn(&str) -> f32,
        beyond: f32,
        gap: f32,
    ) -> Vec<Numbered> {
        if self.is_bare {
            return Vec::new();
        }
        if !self.is_log {
            return reach.numbers(extent, beyond, gap, &|_| false);
        }
        let numbers =
            [&[1.0, 2.0, 5.0][..], &[1.0, 3.0], &[1.0]].map(|leading| Self::decades(reach.bounds, leading));
        let fits = |numbers: &Vec<Numbered>| reach.has_room(numbers, extent, beyond, gap);
        let mut fitting = numbers.into_iter().filter(fits);
        fitting.next().unwrap_or_else(|| {
            // Every second decade, every third and so on.
            let all = Self::decades(reach.bounds, &[1.0]);
            let thinned = (2..=all.len()).map(|every| all.iter().step_by(every).cloned().collect::<Vec<_>>());
            thinned.into_iter().find(fits).unwrap_or_default()
        })
    }

    /// The numbers whose first digit is one of `leading`.
    fn decades(bounds: (f64, f64), leading: &[f64]) -> Vec<Numbered> {
        let mut numbers = Vec::new();
        let mut decade = bounds.0.floor();
        while decade <= bounds.1 {
            for leading in leading {
                let place = decade + libm::log10(*leading);
                if bounds.0 - 1e-9 <= place && place <= bounds.1 + 1e-9 {
                    let value = libm::pow(10.0, place);
                    numbers.push(Numbered {
                        mark: GridMark { value: place, step_size: 1.0 },
                        text: crate::app::widget::number::show(two_digits(value)),
                    });
                }
            }
            decade += 1.0;
        }
        numbers
    }
}

/// A value with two significant digits.
fn two_digits(value: f64) -> f64 {
    let scale = libm::exp10(1.0 - libm::floor(libm::log10(value) + 1e-9));
    // Dividing by a whole number gives what is written that way.
    if 1.0 <= scale {
        (value * scale).round() / scale
    } else {
        (value * scale).round() * (1.0 / scale).round()
    }
}

/// A least range that holds these values and 0.
pub(super) fn range_from_zero(values: impl Iterator<Item = f64>, least: f64) -> (f64, f64) {
    let high = values.filter(|value| value.is_finite()).fold(least, f64::max);
    (0.0, high * 1.08)
}

/// A text that stands above the data: how it is laid out, and a sample of the curve that it names.
struct Laid {
    galley: Arc<Galley>,
    sample: Option<Sample>,
    at: Pos2,
}

/// What stands before the name of a curve.
enum Sample {
    /// A piece of it.
    Line(Dash, Color32),
    /// The colours of a way, from the earliest to the latest.
    Shades,
}

impl Laid {
    /// Width of a sample with the gap after it [points].
    fn sample_width(theme: &Theme) -> f32 {
        1.7 * theme.text_size
    }

    fn size(&self, theme: &Theme) -> Vec2 {
        let sample = if self.sample.is_some() { Self::sample_width(theme) } else { 0.0 };
        self.galley.size() + vec2(sample, 0.0)
    }

    fn paint(&self, painter: &egui::Painter, theme: &Theme) {
        let mut at = self.at;
        if let Some(sample) = &self.sample {
            let (width, y) = (Self::sample_width(theme) - 0.5 * GRID, at.y + 0.5 * self.galley.size().y);
            let piece = |from: f32, to: f32, thick: f32, colour: Color32| {
                let piece = egui::Rangef::new(at.x + from * width, at.x + to * width);
                painter.hline(piece, y, egui::Stroke::new(thick * theme.trace_width, colour));
            };
            match sample {
                Sample::Line(dash, colour) => {
                    dash.pieces().iter().for_each(|(from, to)| piece(*from, *to, 1.0, *colour));
                }
                Sample::Shades => {
                    let step = 1.0 / f32::from(SHADES);
                    for (k, colour) in (0..SHADES).map(f32::from).zip(Way::shades(theme)) {
                        piece(k * step, (k + 1.0) * step, 3.0, colour);
                    }
                }
            }
            at.x += Self::sample_width(theme);
        }
        paint_at(painter, at, self.galley.clone(), theme);
    }
}

/// What stands around the data of a chart.
struct Surroundings {
    parts: Parts,
    level: Vec<Numbered>,
    upright: Vec<Numbered>,
    /// Title, names and notes.
    names: Vec<Laid>,
    /// Names of upright lines, on the line above the data, each with its place on the axis.
    flags: Vec<(f64, Arc<Galley>)>,
    /// Names of level lines.
    levels: Vec<(f64, Arc<Galley>)>,
}

impl Surroundings {
    /// Lays out everything around a chart in `area`; the first line keeps `spare` points free at its right end.
    // Longer than 60 lines: all of it depends on each other's room.
    fn of(ui: &Ui, area: Rect, spare: f32, chart: &Chart, context: &ViewContext<'_>) -> Self {
        let theme = context.theme;
        let painter = ui.painter_at(ui.clip_rect());
        let corner = area.min + vec2(0.5 * GRID, 0.0);
        let (width, wide) = ((area.width() - GRID - spare).max(8.0), (area.width() - GRID).max(8.0));
        let lay_out = |text: &str, font: FontId, colour: Color32| {
            let mut job = symbol_job(&context.text.localised(text), font.size, &font.family, colour);
            job.wrap.max_width = width;
            painter.layout_job(job)
        };
        let title = lay_out(&chart.title, theme.bold_font(NAMES), theme.text);
        let laid = |galley, sample| Laid { galley, sample, at: Pos2::ZERO };
        let mut pieces = vec![laid(title, None)];
        for (curve, dash) in chart.curves.iter().zip(dashes(chart)).filter(|(own, _)| !own.name.is_empty()) {
            let galley = lay_out(&curve.name, theme.font(0.86), curve.colour);
            pieces.push(laid(galley, Some(Sample::Line(dash, curve.colour))));
        }
        if let Some(way) = &chart.way {
            pieces.push(laid(lay_out(&way.name, theme.font(0.86), theme.text), Some(Sample::Shades)));
        }
        for (dots, mark) in chart.dots.iter().zip(shapes(chart)).filter(|(own, _)| !own.name.is_empty()) {
            let sign = if mark == Mark::None { "●" } else { mark.sign() };
            let words = format!("{sign}\u{a0}{}", dots.name);
            pieces.push(laid(lay_out(&words, theme.font(0.86), dots.colour), None));
        }
        let notes = chart.notes.iter().map(|note| lay_out(note, theme.font(0.86), theme.text));
        pieces.extend(notes.map(|galley| laid(galley, None)));
        let flags: Vec<(f64, Arc<Galley>)> = chart
            .uprights
            .iter()
            .filter(|(_, name)| !name.is_empty())
            .map(|(value, name)| (chart.x.place(*value), lay_out(name, theme.font(0.82), theme.weak_text)))
            .collect();
        let levels: Vec<(f64, Arc<Galley>)> = chart
            .levels
            .iter()
            .map(|(value, name)| (chart.y.place(*value), lay_out(name, theme.font(0.82), theme.weak_text)))
            .collect();
        // Names that would leave the data no room are left out from the end; screen readers get them all the same.
        let flag_height = if flags.is_empty() { 0.0 } else { 1.1 * theme.text_size };
        let most = 0.45 * area.height() - flag_height;
        let place = |pieces: &[Laid]| {
            let mut sizes: Vec<Vec2> = pieces.iter().map(|own| own.size(theme)).collect();
            // The first line is shorter by what its end is kept free for.
            sizes.iter_mut().take(1).for_each(|size| size.x = size.x.min(width));
            flow_after(&sizes, width, wide, 1.5 * GRID)
        };
        let (mut places, mut height) = place(&pieces);
        while 1 < pieces.len() && most < height {
            pieces.pop();
            (places, height) = place(&pieces);
        }
        for (own, place) in pieces.iter_mut().zip(places) {
            own.at = corner + place;
        }
        let names = pieces;
        let widest = levels.iter().map(|(_, galley)| galley.size().x + 8.0).fold(0.0, f32::max);
        let right = widest.min(MOST_RIGHT * area.width()).max(0.6 * theme.text_size);
        let has_room_below = 9.0 * theme.text_size < area.height();
        let lines_below = if chart.x.label.is_empty() || !has_room_below { 1.0 } else { 2.0 };
        let around = Around { names: height + flag_height + 3.0, right, lines_below, left: 0.0 };
        let bounds = |axis: &Axis| (axis.place(axis.range.0), axis.place(axis.range.1));
        let length = Parts::divide(area, around, theme).data.height();
        let (upright, left) = upright_numbers(
            &painter,
            bounds(&chart.y),
            length,
            &|reach, extent| chart.y.numbers(reach, extent, 0.0, 0.3 * extent("")),
            theme,
        );
        let parts = Parts::divide(area, Around { left, ..around }, theme);
        let reach = Reach { bounds: bounds(&chart.x), origin: 0.0, length: parts.data.width(), clock: None };
        let extent = |text: &str| number_galley(&painter, text, theme).size().x;
        let beyond = parts.right.width().min(parts.data.left() - area.left());
        let level = chart.x.numbers(&reach, &extent, beyond, 0.8 * theme.text_size);
        let (level, upright) = (in_language(level, context.text), in_language(upright, context.text));
        Self { parts, level, upright, names, flags, levels }
    }

    fn paint(&self, ui: &Ui, chart: &Chart, transform: &PlotTransform, context: &ViewContext<'_>) {
        let theme = context.theme;
        let painter = ui.painter_at(ui.clip_rect());
        paint_upright(&painter, &self.parts, transform, &self.upright, theme);
        paint_level(&painter, &self.parts, transform, &self.level, &chart.x.label, theme);
        for own in &self.names {
            own.paint(&painter, theme);
        }
        let data = self.parts.data;
        let mut taken: Vec<(f32, f32)> = Vec::new();
        for (place, galley) in &self.flags {
            let x = transform.position_from_point(&PlotPoint::new(*place, 0.0)).x;
            if !data.x_range().contains(x) {
                continue;
            }
            // Beside others on the same line, as near as can be.
            let room = (data.left() - 2.0 * theme.text_size, self.parts.below.right());
            if let Some(middle) = free_place(x, galley.size().x + GRID, &taken, room) {
                let half = 0.5 * galley.size().x;
                taken.push((middle - half - 0.5 * GRID, middle + half + 0.5 * GRID));
                let at = pos2(middle - half, data.top() - galley.size().y - 1.0);
                paint_at(&painter, at, galley.clone(), theme);
            }
        }
        let mut taken: Vec<(f32, f32)> = Vec::new();
        for (place, galley) in &self.levels {
            let y = transform.position_from_point(&PlotPoint::new(0.0, *place)).y;
            let half = 0.5 * galley.size().y;
            let room = (data.top() - half, data.bottom() + half);
            let place = free_place(y, 2.0 * half, &taken, room).filter(|_| data.y_range().contains(y));
            if let Some(middle) = place {
                taken.push((middle - half, middle + half));
                let faint = egui::Stroke::new(theme.line, theme.weak_text.gamma_multiply(0.7));
                painter.line_segment([pos2(data.right(), y), pos2(data.right() + 4.0, middle)], faint);
                paint_at(&painter, pos2(data.right() + 5.0, middle - half), galley.clone(), theme);
            }
        }
    }
}

/// Places of pieces of which the first line may be `first` wide and all others `wide`.
fn flow_after(sizes: &[Vec2], first: f32, wide: f32, gap: f32) -> (Vec<Vec2>, f32) {
    let mut fits = 0;
    let mut at = 0.0;
    for size in sizes {
        if 0 < fits && first < at + size.x {
            break;
        }
        at += size.x + gap;
        fits += 1;
    }
    let (mut places, mut height) = flow(&sizes[..fits], f32::INFINITY, gap);
    let (rest, more) = flow(&sizes[fits..], wide, gap);
    places.extend(rest.into_iter().map(|place| place + vec2(0.0, height)));
    height += more;
    (places, height)
}

/// Draws a chart into the whole of `ui`; the upper right corner stays free for `spare` points. Returns what a person does with
/// it and how it lies on screen.
pub(super) fn chart_ui(
    ui: &mut Ui,
    id: u32,
    chart: &Chart,
    spare: f32,
    context: &ViewContext<'_>,
) -> egui_plot::PlotResponse<()> {
    let area = ui.available_rect_before_wrap().shrink(GRID * 0.5);
    let around = Surroundings::of(ui, area, menu_room(context) + spare, chart, context);
    let response = ui
        .scope_builder(egui::UiBuilder::new().max_rect(around.parts.data), |ui| {
            show(ui, id, chart, &around, context)
        })
        .inner;
    response.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Image, true, &chart.title);
        let names = chart.curves.iter().map(|own| own.name.as_str()).filter(|name| name.contains(": "));
        let said: Vec<&str> = names.chain(chart.notes.iter().map(String::as_str)).collect();
        info.current_text_value = Some(context.text.localised(&said.join("; ")));
        info
    });
    for (from, to) in &chart.gaps {
        let at = |x: f64| {
            let place = PlotPoint::new(chart.x.place(x), chart.y.place(chart.y.range.0));
            response.transform.position_from_point(&place).x
        };
        let frame = *response.transform.frame();
        let rect = Rect::from_x_y_ranges(at(*from)..=at(*to), frame.y_range());
        hatch(&ui.painter_at(ui.clip_rect()), rect.intersect(frame), context.theme);
    }
    around.paint(ui, chart, &response.transform, context);
    response
}

// Longer than 60 lines: all that may be drawn, in the order of painting.
fn show(
    ui: &mut Ui,
    id: u32,
    chart: &Chart,
    around: &Surroundings,
    context: &ViewContext<'_>,
) -> egui_plot::PlotResponse<()> {
    let theme = context.theme;
    let place = |(x, y): (f64, f64)| PlotPoint::new(chart.x.place(x), chart.y.place(y));
    let is_shown = |(x, y): &&(f64, f64)| {
        x.is_finite() && y.is_finite() && (!chart.y.is_log || 0.0 < *y) && (!chart.x.is_log || 0.0 < *x)
    };
    let places = |points: &[(f64, f64)]| -> Vec<PlotPoint> {
        points.iter().filter(is_shown).map(|point| place(*point)).collect()
    };
    let (low, high) = (place((chart.x.range.0, chart.y.range.0)), place((chart.x.range.1, chart.y.range.1)));
    let size = ui.available_size();
    let scale = [f64::from(size.x) / (high.x - low.x), f64::from(size.y) / (high.y - low.y)];
    let line = |curve: &Curve| needed(places(&curve.points), scale);
    let curves: Vec<Vec<PlotPoint>> = chart.curves.iter().map(line).collect();
    let way = chart.way.as_ref().map(|own| places(&own.points)).unwrap_or_default();
    let dots: Vec<Vec<PlotPoint>> = chart.dots.iter().map(|dots| places(&dots.points)).collect();
    bare_plot("chart", id, theme)
        .x_grid_spacer(grid(&around.level))
        .y_grid_spacer(grid(&around.upright))
        .show(ui, |plot| {
            plot.set_plot_bounds(PlotBounds::from_min_max([low.x, low.y], [high.x, high.y]));
            if let Some(Image { texture, x, y }) = chart.image {
                let middle = PlotPoint::new(0.5 * (x.0 + x.1), 0.5 * (y.0 + y.1));
                #[expect(clippy::cast_possible_truncation, reason = "a size on screen")]
                let size = vec2((x.1 - x.0) as f32, (y.1 - y.0) as f32);
                plot.image(PlotImage::new("", texture, middle, size).allow_hover(false));
            }
            for Curve { points, colour, .. } in &chart.under.curves {
                let line = Line::new("", PlotPoints::Owned(places(points))).color(*colour).width(wide(theme));
                plot.line(line.allow_band(false).allow_hover(false));
            }
            for Dots { points, colour, size, .. } in &chart.under.dots {
                let marks = Points::new("", PlotPoints::Owned(places(points))).color(*colour);
                plot.points(marks.radius(theme.trace_width * size).allow_hover(false));
            }
            if let Some(bars) = &chart.bars {
                let fill = bars.colour.gamma_multiply(0.55);
                // On a logarithmic axis a bar stands on the lower edge, and one of nothing is none.
                let foot = if chart.y.is_log { chart.y.place(chart.y.range.0) } else { 0.0 };
                let left_end = chart.x.place(chart.x.range.0);
                let one = |(middle, height): &(f64, f64)| {
                    let half = 0.5 * bars.width;
                    // On a logarithmic axis there is no place for 0.
                    let left = if chart.x.is_log && *middle <= half {
                        left_end
                    } else {
                        chart.x.place(middle - half)
                    };
                    let right = chart.x.place(middle + half);
                    let bar = Bar::new(0.5 * (left + right), (chart.y.place(*height) - foot).max(0.0));
                    bar.base_offset(foot).width((right - left).max(0.0)).fill(fill)
                };
                let drawn = bars.counts.iter().map(one).collect();
                plot.bar_chart(BarChart::new("", drawn).color(bars.colour).allow_hover(false));
            }
            for (value, _) in &chart.levels {
                let line = HLine::new("", chart.y.place(*value))
                    .color(theme.weak_text.gamma_multiply(0.7))
                    .width(theme.line);
                plot.hline(line.style(LineStyle::dashed_dense()).allow_hover(false));
            }
            for (value, _) in &chart.uprights {
                let line = VLine::new("", chart.x.place(*value))
                    .color(theme.weak_text.gamma_multiply(0.7))
                    .width(theme.line);
                plot.vline(line.style(LineStyle::dashed_dense()).allow_hover(false));
            }
            for (part, colour) in Way::parts(&way).zip(Way::shades(theme)).filter(|(part, _)| 1 < part.len())
            {
                let line = Line::new("", PlotPoints::Borrowed(part)).color(colour);
                plot.line(line.width(theme.trace_width).allow_band(false).allow_hover(false));
            }
            for ((curve, points), dash) in chart.curves.iter().zip(&curves).zip(dashes(chart)) {
                let (colour, width) = if curve.is_faint {
                    (curve.colour.gamma_multiply(0.6), 1.2)
                } else {
                    (curve.colour, theme.trace_width)
                };
                let line = Line::new("", PlotPoints::Borrowed(points)).color(colour).width(width);
                plot.line(line.style(dash.style(theme)).allow_band(false).allow_hover(false));
            }
            for ((dots, points), mark) in chart.dots.iter().zip(&dots).zip(shapes(chart)) {
                let marks = Points::new("", PlotPoints::Borrowed(points)).color(dots.colour);
                let marks = marks.shape(mark.shape().unwrap_or(MarkerShape::Circle));
                plot.points(marks.radius(theme.trace_width * dots.size).allow_hover(false));
            }
        })
}
