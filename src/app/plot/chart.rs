//! Charts: curves, dots and bars against something else than time. Each kind of chart says what it shows as a value;
//! this file draws it. No chart scrolls or zooms: its axes are as wide as what it shows.

use eframe::egui::{self, Align2, Color32, Role, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{
    Bar, BarChart, GridMark, HLine, Line, LineStyle, PlotBounds, PlotImage, PlotPoint, PlotPoints, Points,
    VLine,
};

use super::{axis, bare_plot, caption};
use crate::app::context::ViewContext;
use crate::app::theme::GRID;
use crate::app::widget::symbol::symbol_job;

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
}

/// An axis.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// What it shows, with the unit.
    pub label: String,
    /// Its ends, in its own quantity.
    pub range: (f64, f64),
    /// Whether equal ratios are equally long.
    pub is_log: bool,
    /// Whether it has no marks: what it shows are no numbers.
    pub is_bare: bool,
}

impl Default for Axis {
    fn default() -> Self {
        Self { label: String::new(), range: (0.0, 1.0), is_log: false, is_bare: false }
    }
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
    /// From where to where it reaches, in the quantities of the axes.
    pub x: (f64, f64),
    /// See `x`.
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

/// Room that a decade needs for three marks, in units of the text size.
const ROOM_FOR_A_DECADE: f64 = 10.0;

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

    /// Where a value lies on it.
    fn place(&self, value: f64) -> f64 {
        if self.is_log { libm::log10(value.max(1e-12)) } else { value }
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

    /// Grid marks on an axis whose bounds are `length` apart on screen, in units of the text size.
    fn marks(&self, bounds: (f64, f64), length: f64) -> Vec<GridMark> {
        if self.is_bare {
            return Vec::new();
        }
        if !self.is_log {
            let input = egui_plot::GridInput { bounds, base_step_size: (bounds.1 - bounds.0) / 6.0 };
            return axis::marks(&input, 0.0, 0.0);
        }
        let has_room = ROOM_FOR_A_DECADE * (bounds.1 - bounds.0) < length;
        let leading: &[f64] = if has_room { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let mut marks = Vec::new();
        let mut decade = bounds.0.floor();
        while decade <= bounds.1 {
            for leading in leading {
                let value = decade + libm::log10(*leading);
                if bounds.0 - 1e-9 <= value && value <= bounds.1 + 1e-9 {
                    marks.push(GridMark { value, step_size: 1.0 });
                }
            }
            decade += 1.0;
        }
        marks
    }

    fn mark_text(&self, mark: GridMark) -> String {
        if self.is_log {
            let value = libm::pow(10.0, mark.value);
            crate::app::widget::number::show(libm::round(value * 1e4) / 1e4)
        } else {
            axis::mark_text(mark.value, mark.step_size)
        }
    }
}

/// A least range that holds these values and 0.
pub(super) fn range_from_zero(values: impl Iterator<Item = f64>, least: f64) -> (f64, f64) {
    let high = values.filter(|value| value.is_finite()).fold(least, f64::max);
    (0.0, high * 1.08)
}

/// Draws a chart into the whole of `ui`; returns what a person does with it and how it lies on screen.
pub(super) fn chart_ui(
    ui: &mut Ui,
    id: u32,
    chart: &Chart,
    context: &ViewContext<'_>,
) -> egui_plot::PlotResponse<()> {
    let theme = context.theme;
    let area = ui.available_rect_before_wrap().shrink(GRID * 0.5);
    let area = egui::Rect::from_min_max(area.min, pos2(area.max.x - theme.text_size * 1.2, area.max.y));
    let response =
        ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| show(ui, id, chart, context)).inner;
    response.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Image, true, &chart.title);
        info.current_text_value = Some(chart.notes.join("; "));
        info
    });
    let frame = *response.transform.frame();
    let painter = ui.painter_at(ui.clip_rect());
    let lay_out = |text: &str, font: egui::FontId, colour: Color32| {
        let mut job = symbol_job(text, font.size, &font.family, colour);
        job.wrap.max_width = (frame.width() - 3.0 * GRID).max(font.size);
        painter.layout_job(job)
    };
    let label = |at: egui::Pos2, align: Align2, text: &str, font: egui::FontId, colour: Color32| {
        caption(&painter, at, align, lay_out(text, font, colour), theme)
    };
    let start = frame.min + vec2(GRID, GRID * 0.5);
    let title = label(start, Align2::LEFT_TOP, &chart.title, theme.bold_font(0.95), theme.text);
    let mut taken: Vec<egui::Rect> = vec![title];
    let mut at = frame.right_top() + vec2(-GRID, GRID * 0.5 + theme.text_size * 1.5);
    for note in &chart.notes {
        let rect = label(at, Align2::RIGHT_TOP, note, theme.font(0.86), theme.text);
        at.y = rect.max.y + 1.0;
        taken.push(rect);
    }
    let mut at = pos2(start.x, title.max.y + 2.0);
    let named = chart.curves.iter().map(|curve| (&curve.name, curve.colour));
    for (name, colour) in named.chain(chart.dots.iter().map(|dots| (&dots.name, dots.colour))) {
        if name.is_empty() {
            continue;
        }
        // What would cover a note or leave the frame goes to the next line.
        let galley = lay_out(name, theme.font(0.82), colour);
        let covers =
            |at| taken.iter().any(|other| other.intersects(egui::Rect::from_min_size(at, galley.size())));
        let is_beyond = frame.right() < at.x + galley.size().x;
        if (is_beyond || covers(at)) && start.x < at.x {
            at = pos2(start.x, at.y + galley.size().y);
        }
        let rect = caption(&painter, at, Align2::LEFT_TOP, galley, theme);
        at.x = rect.max.x + 1.5 * GRID;
    }
    for (value, name) in &chart.uprights {
        let x = response.transform.position_from_point(&PlotPoint::new(chart.x.place(*value), 0.0)).x;
        if frame.x_range().contains(x) {
            let align = if frame.center().x < x { Align2::RIGHT_BOTTOM } else { Align2::LEFT_BOTTOM };
            let side = if frame.center().x < x { -4.0 } else { 4.0 };
            // One that would cover another stands above it.
            #[expect(clippy::cast_precision_loss, reason = "a few letters")]
            let width = 0.5 * theme.text_size * name.chars().count() as f32;
            let mut y = frame.bottom() - 2.0;
            let covers = |y: f32| {
                let left = if side < 0.0 { x - width } else { x };
                let rect =
                    egui::Rect::from_min_size(pos2(left, y - theme.text_size), vec2(width, theme.text_size));
                taken.iter().any(|other| other.intersects(rect))
            };
            while covers(y) && frame.top() < y {
                y -= theme.text_size * 1.15;
            }
            taken.push(label(pos2(x + side, y), align, name, theme.font(0.82), theme.weak_text));
        }
    }
    for (value, name) in &chart.levels {
        let y = response.transform.position_from_point(&PlotPoint::new(0.0, chart.y.place(*value))).y;
        if frame.y_range().contains(y) {
            let (above, below) = (pos2(frame.right() - 4.0, y - 1.0), pos2(frame.right() - 4.0, y + 1.0));
            let height = theme.text_size;
            let room = egui::Rect::from_min_max(above - vec2(8.0 * height, height), above);
            let covers = taken.iter().any(|other| other.intersects(room)) || above.y - height < frame.top();
            let (at, align) = if covers { (below, Align2::RIGHT_TOP) } else { (above, Align2::RIGHT_BOTTOM) };
            label(at, align, name, theme.font(0.82), theme.weak_text);
        }
    }
    response
}

fn show(ui: &mut Ui, id: u32, chart: &Chart, context: &ViewContext<'_>) -> egui_plot::PlotResponse<()> {
    let theme = context.theme;
    let place = |(x, y): (f64, f64)| PlotPoint::new(chart.x.place(x), chart.y.place(y));
    let places = |points: &[(f64, f64)]| -> Vec<PlotPoint> {
        points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()).map(|point| place(*point)).collect()
    };
    let curves: Vec<Vec<PlotPoint>> = chart.curves.iter().map(|curve| places(&curve.points)).collect();
    let dots: Vec<Vec<PlotPoint>> = chart.dots.iter().map(|dots| places(&dots.points)).collect();
    let (x, y) = (chart.x.clone(), chart.y.clone());
    let (x_marks, y_marks) = (chart.x.clone(), chart.y.clone());
    // A mark of the upright axis is as high as one of the level one is wide, or less.
    let room = ui.available_size() / theme.text_size;
    let length = (f64::from(room.x - 3.0), f64::from(3.0 * room.y));
    bare_plot("chart", id, theme)
        .x_grid_spacer(move |input| x_marks.marks(input.bounds, length.0))
        .y_grid_spacer(move |input| y_marks.marks(input.bounds, length.1))
        .x_axis_formatter(move |mark, _| x.mark_text(mark))
        .y_axis_formatter(move |mark, range| {
            // The first mark of the other axis stands there.
            let is_lowest = mark.value - range.start() < 0.03 * (range.end() - range.start());
            if is_lowest { String::new() } else { y.mark_text(mark) }
        })
        .x_axis_label(chart.x.label.clone())
        .show(ui, |plot| {
            let (low, high) =
                (place((chart.x.range.0, chart.y.range.0)), place((chart.x.range.1, chart.y.range.1)));
            plot.set_plot_bounds(PlotBounds::from_min_max([low.x, low.y], [high.x, high.y]));
            if let Some(Image { texture, x, y }) = chart.image {
                let middle = PlotPoint::new(0.5 * (x.0 + x.1), 0.5 * (y.0 + y.1));
                #[expect(clippy::cast_possible_truncation, reason = "a size on screen")]
                let size = vec2((x.1 - x.0) as f32, (y.1 - y.0) as f32);
                plot.image(PlotImage::new("", texture, middle, size).allow_hover(false));
            }
            if let Some(bars) = &chart.bars {
                let fill = bars.colour.gamma_multiply(0.55);
                let one =
                    |(middle, height): &(f64, f64)| Bar::new(*middle, *height).width(bars.width).fill(fill);
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
            for (curve, points) in chart.curves.iter().zip(&curves) {
                let (colour, width) = if curve.is_faint {
                    (curve.colour.gamma_multiply(0.6), 1.2)
                } else {
                    (curve.colour, theme.trace_width)
                };
                let line = Line::new("", PlotPoints::Borrowed(points)).color(colour).width(width);
                plot.line(line.allow_band(false).allow_hover(false));
            }
            for (dots, points) in chart.dots.iter().zip(&dots) {
                let marks = Points::new("", PlotPoints::Borrowed(points)).color(dots.colour);
                plot.points(marks.radius(theme.trace_width * dots.size).allow_hover(false));
            }
        })
}
