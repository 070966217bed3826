//! SVG: figures for print, in millimetres, whose text stays text.
//!
//! What reopens a figure stands in `<metadata>`, its first element. No name or title can add an element: whatever comes from a
//! document is escaped.

use std::fmt::Write as _;

use super::csv::{Provenance, number};
use super::figure::{Dotted, Figure, Panel, Series};
use crate::units::Unit;

/// How a figure looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Its width in millimetres.
    pub width_mm: f64,
    /// Height of a plot in millimetres.
    pub panel_mm: f64,
    /// Whether lines are named.
    pub legend: bool,
    /// The line below it, if there is one.
    pub caption: Option<String>,
}

/// Colours of lines: those of Okabe and Ito, which differ for all eyes, the darker ones first.
const COLOURS: [&str; 7] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9"];

/// Sizes [mm]: type of 7 points, lines of 0.7 and 0.5 points.
const TYPE: f64 = 2.47;
const SMALL: f64 = 1.9;
const STROKE: f64 = 0.25;
const AXIS: f64 = 0.18;
const TICK: f64 = 0.9;
const LEFT: f64 = 13.0;
const RIGHT: f64 = 2.5;
const ABOVE: f64 = 4.0;
const GAP: f64 = 2.0;
const BELOW: f64 = 8.5;

/// Columns in which a line is drawn per millimetre: more than 600 dots per inch can show.
const COLUMNS_PER_MM: f64 = 24.0;

/// The drawing of a figure.
#[must_use]
pub fn draw(figure: &Figure, style: &Style, provenance: &Provenance<'_>) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a number of plots")]
    let n = figure.panels.len().max(1) as f64;
    let caption = if style.caption.is_some() { 4.0 } else { 0.0 };
    let above = if style.legend { ABOVE } else { GAP };
    let height = n * (above + style.panel_mm) + BELOW + caption;
    let width = style.width_mm;
    let mut svg = Svg::default();
    let size =
        format!("width=\"{w}mm\" height=\"{h}mm\" viewBox=\"0 0 {w} {h}\"", w = mm(width), h = mm(height));
    svg.line(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" {size}>"));
    svg.line("<metadata>");
    for line in provenance.lines() {
        svg.line(&escaped(&line));
    }
    for line in provenance.packed().iter().flat_map(|packed| packed.lines()) {
        svg.line(&line);
    }
    svg.line("</metadata>");
    svg.line(&format!("<title>{}</title>", escaped(provenance.preset.title())));
    svg.line(&format!("<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>", mm(width), mm(height)));
    let font = "font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\"";
    svg.line(&format!("<g {font} font-size=\"{TYPE}\" fill=\"#000000\" stroke-linejoin=\"round\">"));
    let mut top = above;
    for (index, panel) in figure.panels.iter().enumerate() {
        let area = Area { left: LEFT, top, width: width - LEFT - RIGHT, height: style.panel_mm };
        let is_last = index + 1 == figure.panels.len();
        draw_panel(&mut svg, panel, (index, is_last), area, figure.span_ms, style.legend);
        top += style.panel_mm + above;
    }
    if let Some(caption) = &style.caption {
        svg.text(
            LEFT,
            height - 1.5,
            "start",
            &format!("fill=\"#555555\" font-size=\"{SMALL}\""),
            &escaped(caption),
        );
    }
    svg.line("</g>");
    svg.line("</svg>");
    svg.0
}

/// Where the data of a plot are drawn [mm].
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Area {
    fn bottom(self) -> f64 {
        self.top + self.height
    }

    fn x(self, (from, to): (f64, f64), value: f64) -> f64 {
        self.left + self.width * (value - from) / (to - from).max(f64::MIN_POSITIVE)
    }

    fn y(self, (low, high): (f64, f64), value: f64) -> f64 {
        self.bottom() - self.height * (value - low) / (high - low).max(f64::MIN_POSITIVE)
    }
}

#[derive(Debug, Default)]
struct Svg(String);

impl Svg {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn text(&mut self, x: f64, y: f64, anchor: &str, more: &str, words: &str) {
        let at = format!("x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\"", mm(x), mm(y));
        self.line(&format!("<text {at} {more}>{words}</text>"));
    }

    fn stroke(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        let ends = [("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)];
        let ends: String = ends.iter().fold(String::new(), |mut all, (name, value)| {
            let _ = write!(all, "{name}=\"{}\" ", mm(*value));
            all
        });
        self.line(&format!("<line {ends}stroke=\"#000000\" stroke-width=\"{width}\"/>"));
    }
}

fn draw_panel(
    svg: &mut Svg,
    panel: &Panel,
    (index, is_last): (usize, bool),
    area: Area,
    span_ms: (f64, f64),
    legend: bool,
) {
    let clip = format!("plot{}", index + 1);
    let (x, y, w, h) = (mm(area.left), mm(area.top), mm(area.width), mm(area.height));
    svg.line(&format!(
        "<clipPath id=\"{clip}\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/></clipPath>"
    ));
    svg.stroke((area.left, area.top), (area.left, area.bottom()), AXIS);
    svg.stroke((area.left, area.bottom()), (area.left + area.width, area.bottom()), AXIS);
    time_axis(svg, area, span_ms, is_last);
    svg.line(&format!("<g clip-path=\"url(#{clip})\" fill=\"none\">"));
    match panel {
        Panel::Lines { range, series, .. } => {
            for (own, colour) in series.iter().zip(COLOURS.iter().cycle()) {
                draw_series(svg, own, colour, area, span_ms, *range);
            }
        }
        Panel::Dots { populations } => draw_dots(svg, populations, area, span_ms),
    }
    svg.line("</g>");
    match panel {
        Panel::Lines { unit, range, series } => {
            value_axis(svg, area, *range, &axis_name(*unit, series));
            if legend {
                draw_legend(svg, area, series.iter().map(|series| subscripted(&series.name)));
            }
        }
        Panel::Dots { populations } => {
            let n: u64 = populations.iter().map(|population| population.n).sum();
            let middle = mm(area.top + area.height / 2.0);
            let turn = format!("transform=\"rotate(-90 {} {middle})\"", mm(3.0));
            svg.text(3.0, area.top + area.height / 2.0, "middle", &turn, "neuron");
            svg.text(area.left - 1.5, area.top + TYPE, "end", "", "1");
            svg.text(area.left - 1.5, area.bottom(), "end", "", &n.to_string());
            if legend {
                draw_legend(svg, area, populations.iter().map(|population| escaped(&population.name)));
            }
        }
    }
}

/// The name of a vertical axis: the common symbol of what it shows, and the unit.
fn axis_name(unit: Unit, series: &[Series]) -> String {
    let first = series.first().map_or("", |series| series.symbol);
    let is_common = series.iter().all(|series| series.symbol == first);
    let name = if is_common { subscripted(first) } else { String::new() };
    match (name.is_empty(), unit.symbol()) {
        (false, "") => name,
        (false, unit) => format!("{name} ({unit})"),
        (true, unit) => unit.to_owned(),
    }
}

fn draw_legend(svg: &mut Svg, area: Area, names: impl Iterator<Item = String>) {
    let entries = names
        .zip(COLOURS.iter().cycle())
        .map(|(name, colour)| format!("<tspan fill=\"{colour}\">{name}</tspan>"));
    let entries: Vec<String> = entries.collect();
    svg.text(area.left + 1.0, area.top - 1.2, "start", "xml:space=\"preserve\"", &entries.join("   "));
}

/// A name with what follows its first `_` set lower.
fn subscripted(name: &str) -> String {
    match name.split_once('_') {
        Some((symbol, below)) if !below.is_empty() => {
            let (symbol, below) = (escaped(symbol), escaped(&below.replace('_', " ")));
            let lower = format!("<tspan dy=\"0.6\" font-size=\"{SMALL}\">{below}</tspan>");
            // An empty element would not raise what follows.
            format!("{symbol}{lower}<tspan dy=\"-0.6\">\u{200b}</tspan>")
        }
        _ => escaped(name),
    }
}

fn draw_series(
    svg: &mut Svg,
    series: &Series,
    colour: &str,
    area: Area,
    span_ms: (f64, f64),
    range: (f64, f64),
) {
    let columns = area.width * COLUMNS_PER_MM;
    let stroke = format!("stroke=\"{colour}\" stroke-width=\"{STROKE}\"");
    for line in thinned(&series.points, span_ms, columns) {
        let mut path = String::new();
        for (time, value) in line {
            let _ = write!(path, "{},{} ", mm(area.x(span_ms, time)), mm(area.y(range, value)));
        }
        svg.line(&format!("<polyline points=\"{}\" {stroke}/>", path.trim_end()));
    }
    let Some((times, foot, top)) = &series.spikes else { return };
    let mut path = String::new();
    for time in times.iter().filter(|time| (span_ms.0..=span_ms.1).contains(*time)) {
        let (x, y) = (mm(area.x(span_ms, *time)), mm(area.y(range, *foot)));
        let _ = write!(path, "M{x},{y}V{} ", mm(area.y(range, *top)));
    }
    if !path.is_empty() {
        svg.line(&format!("<path d=\"{}\" {stroke}/>", path.trim_end()));
    }
}

/// The lines that a course of values gives: gaps part it, and of many points in a column the first, the last and the extremes
/// are left, which look the same.
fn thinned(points: &[(f64, f64)], (from, to): (f64, f64), columns: f64) -> Vec<Vec<(f64, f64)>> {
    let inside = points.iter().filter(|(time, _)| (from..=to).contains(time)).count();
    #[expect(clippy::cast_precision_loss, reason = "a number of points")]
    let keeps_all = inside as f64 <= 4.0 * columns;
    let column_of = |time: f64| ((time - from) / (to - from).max(f64::MIN_POSITIVE) * columns).floor();
    let (mut lines, mut line, mut held) = (Vec::new(), Vec::new(), Vec::<(f64, f64)>::new());
    let flush = |held: &mut Vec<(f64, f64)>, line: &mut Vec<(f64, f64)>| {
        let by_value = |a: &usize, b: &usize| held[*a].1.total_cmp(&held[*b].1);
        let last = held.len().saturating_sub(1);
        let extremes = [(0..held.len()).min_by(by_value), (0..held.len()).max_by(by_value)];
        let mut kept: Vec<usize> = extremes.into_iter().flatten().chain([0, last]).collect();
        kept.sort_unstable();
        kept.dedup();
        line.extend(kept.into_iter().filter_map(|index| held.get(index).copied()));
        held.clear();
    };
    for point in points.iter().filter(|(time, _)| (from..=to).contains(time)) {
        if !point.1.is_finite() {
            flush(&mut held, &mut line);
            lines.push(std::mem::take(&mut line));
        } else if keeps_all {
            line.push(*point);
        } else {
            if held.first().is_some_and(|first| column_of(first.0) != column_of(point.0)) {
                flush(&mut held, &mut line);
            }
            held.push(*point);
        }
    }
    flush(&mut held, &mut line);
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}

fn draw_dots(svg: &mut Svg, populations: &[Dotted], area: Area, span_ms: (f64, f64)) {
    #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
    let n = populations.iter().map(|population| population.n).sum::<u64>().max(1) as f64;
    let size = (area.height / n).clamp(0.35, 0.7);
    let mut before = 0.0;
    for (Dotted { n: own, spikes, .. }, colour) in populations.iter().zip(COLOURS.iter().cycle()) {
        let mut path = String::new();
        for (time, neuron) in spikes.iter().filter(|(time, _)| (span_ms.0..=span_ms.1).contains(time)) {
            let y = area.top + area.height * (before + f64::from(*neuron) + 0.5) / n;
            let _ = write!(path, "M{},{}h0 ", mm(area.x(span_ms, *time)), mm(y));
        }
        let stroke = format!("stroke=\"{colour}\" stroke-width=\"{}\" stroke-linecap=\"round\"", mm(size));
        if !path.is_empty() {
            svg.line(&format!("<path d=\"{}\" {stroke}/>", path.trim_end()));
        }
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let own = *own as f64;
        before += own;
    }
}

fn time_axis(svg: &mut Svg, area: Area, span_ms: (f64, f64), has_numbers: bool) {
    for value in ticks(span_ms, area.width / 12.0) {
        let x = area.x(span_ms, value);
        svg.stroke((x, area.bottom()), (x, area.bottom() + TICK), AXIS);
        if has_numbers {
            svg.text(x, area.bottom() + TICK + TYPE, "middle", "", &shown_value(value));
        }
    }
    if has_numbers {
        let (x, y) = (area.left + area.width / 2.0, area.bottom() + TICK + 2.4 * TYPE);
        svg.text(x, y, "middle", "", "t (ms)");
    }
}

fn value_axis(svg: &mut Svg, area: Area, range: (f64, f64), name: &str) {
    for value in ticks(range, area.height / 5.0) {
        let y = area.y(range, value);
        svg.stroke((area.left - TICK, y), (area.left, y), AXIS);
        svg.text(area.left - TICK - 0.5, y + 0.35 * TYPE, "end", "", &shown_value(value));
    }
    let middle = area.top + area.height / 2.0;
    let turn = format!("transform=\"rotate(-90 3 {})\"", mm(middle));
    svg.text(3.0, middle, "middle", &turn, name);
}

/// Round values inside a range, about so many.
fn ticks((low, high): (f64, f64), about: f64) -> Vec<f64> {
    let rough = (high - low) / about.max(1.0);
    if !(rough.is_finite() && 0.0 < rough) {
        return Vec::new();
    }
    let power = libm::exp10(libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| rough <= *step);
    let step = step.unwrap_or(10.0 * power);
    let first = (low / step).ceil();
    let count = ((high / step).floor() - first).clamp(-1.0, 50.0);
    #[expect(clippy::cast_possible_truncation, reason = "at most 50")]
    let indices = 0..=count as i32;
    indices.filter(|_| 0.0 <= count).map(|index| (first + f64::from(index)) * step).collect()
}

/// A number on an axis, without the noise of sums, and with a minus sign as print has it.
fn shown_value(value: f64) -> String {
    let rounded = format!("{value:.9}").parse::<f64>().unwrap_or(value) + 0.0;
    let value = if rounded == 0.0 && 1e-9 < value.abs() { value } else { rounded };
    number(value).replace('-', "\u{2212}")
}

/// A length [mm], to a thousandth.
fn mm(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0 + 0.0;
    rounded.to_string()
}

/// A text that adds no element, without characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks((0.0, 100.0), 5.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks((-71.3, -48.9), 4.0), [-70.0, -60.0, -50.0]);
        let shown: Vec<String> = ticks((0.0, 0.7), 5.0).into_iter().map(shown_value).collect();
        assert_eq!(shown, ["0", "0.2", "0.4", "0.6"]);
        assert_eq!(shown_value(-70.0), "\u{2212}70");
        for range in [(1.0, 1.0), (0.0, f64::INFINITY), (f64::NAN, 1.0), (2.0, 1.0)] {
            assert!(ticks(range, 5.0).is_empty(), "{range:?}");
        }
    }

    #[test]
    fn thinning_keeps_extremes_and_gaps() {
        let mut points: Vec<(f64, f64)> =
            (0..100_000).map(|i| (f64::from(i) * 1e-3, libm::sin(f64::from(i) * 1e-4))).collect();
        points[54_321].1 = 7.0;
        points[60_000].1 = f64::NAN;
        let lines = thinned(&points, (0.0, 100.0), 500.0);
        assert_eq!(lines.len(), 2);
        let all: Vec<_> = lines.concat();
        assert!(all.len() < 2100 && all.contains(&(54.321, 7.0)));
        assert_eq!(all[0], points[0]);
        assert_eq!(all.last(), points.last());
        assert!(all.is_sorted_by_key(|point| point.0));
        assert_eq!(thinned(&points[..300], (0.0, 0.1), 500.0), [points[..=100].to_vec()]);
    }

    #[test]
    fn what_a_document_says_is_no_element() {
        assert_eq!(escaped("<a> & \"b\"'\u{1}"), "&lt;a&gt; &amp; &quot;b&quot;&#39; ");
        assert!(subscripted("V_<x>").contains("&lt;x&gt;") && subscripted("w") == "w");
    }
}
