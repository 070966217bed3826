//! Drawing a figure: where axes, numbers, names, lines and dots stand, in millimetres. What they are drawn on is a [`Paper`]:
//! an SVG or the pixels of a picture.
//!
//! Longer than 500 lines: axes, names, lines and dots of a figure depend on each other's places.

use super::csv::number;
use super::figure::{Axis, Curve, Dotted, Figure, Graph, Panel, Series, Style};
pub(super) use super::legend::{COLOURS, Piece, SMALL, TYPE};
use super::legend::{INDENT, SHADES, coloured, pieces, plain, rows};
use crate::units::Unit;

/// Sizes [mm]: lines of 0.7 and 0.5 points.
const STROKE: f64 = 0.25;
const AXIS: f64 = 0.18;
const TICK: f64 = 0.9;
const LEFT: f64 = 13.0;
const RIGHT: f64 = 2.5;
const ABOVE: f64 = 4.0;
const GAP: f64 = 2.0;
const BELOW: f64 = 8.5;
const CAPTION: f64 = 4.0;
/// From a row of names to the next.
const ROW: f64 = 3.3;
/// Columns in which a line is drawn per millimetre: more than 600 dots per inch can show.
const COLUMNS_PER_MM: f64 = 24.0;

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    /// Where its foot is held [mm].
    pub at: (f64, f64),
    pub anchor: Anchor,
    /// True if it reads upwards.
    pub is_upright: bool,
    /// Height of the type [mm].
    pub size: f64,
    pub pieces: Vec<Piece>,
}

/// Where the data of a plot are drawn [mm].
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
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

/// What a figure is drawn on; all lengths in millimetres.
pub(super) trait Paper {
    /// A filled rectangle.
    fn bar(&mut self, area: Area, colour: &str);
    /// A straight black line.
    fn stroke(&mut self, from: (f64, f64), to: (f64, f64), width: f64);
    /// What follows is cut at the edges of an area, until [`Paper::unclip`].
    fn clip(&mut self, area: Area);
    /// Nothing is cut any more.
    fn unclip(&mut self);
    /// A line through points.
    fn line(&mut self, points: &[(f64, f64)], colour: &str, width: f64);
    /// Upright lines: where, foot and top.
    fn uprights(&mut self, lines: &[(f64, f64, f64)], colour: &str, width: f64);
    /// Round dots.
    fn dots(&mut self, centres: &[(f64, f64)], colour: &str, size: f64);
    /// A text.
    fn words(&mut self, words: &Words);
}

/// Width and height of the drawing of a figure [mm].
pub(super) fn size_mm(figure: &Figure, style: &Style) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "a number of plots")]
    let n = figure.panels.len().max(1) as f64;
    let caption = if style.caption.is_some() { CAPTION } else { 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "a number of plots")]
    let numbered = (0..figure.panels.len()).filter(|index| is_numbered(figure, *index)).count().max(1) as f64;
    let above: f64 = figure.panels.iter().map(|panel| above(panel, style)).sum();
    (style.width_mm, above + n * style.panel_mm + numbered * BELOW + caption)
}

/// Whether numbers stand below a plot: those against time share them with the plot below.
fn is_numbered(figure: &Figure, index: usize) -> bool {
    let is_timed = |panel: &Panel| !matches!(panel, Panel::Graph(_));
    !(figure.panels.get(index).is_some_and(is_timed) && figure.panels.get(index + 1).is_some_and(is_timed))
}

/// What stands above a plot [mm]: the names of its lines, in as many rows as they need.
fn above(panel: &Panel, style: &Style) -> f64 {
    if !style.legend {
        return GAP;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let more = rows(panel, style.width_mm - LEFT - RIGHT).len().saturating_sub(1) as f64;
    ABOVE + more * ROW
}

/// Draws a figure.
pub(super) fn draw(figure: &Figure, style: &Style, paper: &mut impl Paper) {
    let (width, height) = size_mm(figure, style);
    paper.bar(Area { left: 0.0, top: 0.0, width, height }, "#ffffff");
    let mut top = 0.0;
    for (index, panel) in figure.panels.iter().enumerate() {
        top += above(panel, style);
        let area = Area { left: LEFT, top, width: width - LEFT - RIGHT, height: style.panel_mm };
        let is_numbered = is_numbered(figure, index);
        draw_panel(paper, panel, is_numbered, area, figure.span_ms, style.legend);
        top += style.panel_mm + if is_numbered { BELOW } else { 0.0 };
    }
    if let Some(caption) = &style.caption {
        let piece = Piece { text: caption.clone(), is_lower: false, colour: "#555555" };
        let at = (LEFT, height - 1.5);
        let pieces = vec![piece];
        paper.words(&Words { at, anchor: Anchor::Start, is_upright: false, size: SMALL, pieces });
    }
}

fn draw_panel(
    paper: &mut impl Paper,
    panel: &Panel,
    is_numbered: bool,
    area: Area,
    span_ms: (f64, f64),
    legend: bool,
) {
    if legend {
        draw_legend(paper, area, panel);
    }
    paper.stroke((area.left, area.top), (area.left, area.bottom()), AXIS);
    paper.stroke((area.left, area.bottom()), (area.left + area.width, area.bottom()), AXIS);
    match panel {
        Panel::Lines { unit, range, is_log, series } => {
            let times = linear(span_ms, area.width / 12.0);
            level_axis(paper, area, span_ms, &times, is_numbered.then(|| "t (ms)".to_owned()));
            let axis = Axis { range: *range, is_log: *is_log, ..Axis::default() };
            paper.clip(area);
            for (own, colour) in series.iter().zip(COLOURS.iter().cycle()) {
                draw_series(paper, own, colour, area, span_ms, &axis);
            }
            paper.unclip();
            let marks = marks(&axis, area.height / 5.0);
            upright_axis(paper, area, axis.ends(), &marks, axis_name(*unit, series));
        }
        Panel::Dots { populations } => {
            let marks = linear(span_ms, area.width / 12.0);
            level_axis(paper, area, span_ms, &marks, is_numbered.then(|| "t (ms)".to_owned()));
            paper.clip(area);
            draw_dots(paper, populations, area, span_ms);
            paper.unclip();
            let n: u64 = populations.iter().map(|population| population.n).sum();
            name_upright(paper, area, plain("neuron", "#000000"));
            for (y, words) in [(area.top + TYPE, "1".to_owned()), (area.bottom(), n.to_string())] {
                label(paper, (area.left - 1.5, y), Anchor::End, &words);
            }
        }
        Panel::Graph(graph) => draw_graph(paper, graph, area),
    }
}

/// The label of an axis, each word of which is set as a name.
fn label_pieces(label: &str) -> Vec<Piece> {
    let words = label.split_inclusive(' ');
    words
        .flat_map(|word| {
            let (name, space) = word.strip_suffix(' ').map_or((word, false), |name| (name, true));
            let mut own = pieces(name, "#000000");
            if space {
                own.extend(plain(" ", "#000000"));
            }
            own
        })
        .collect()
}

fn label(paper: &mut impl Paper, at: (f64, f64), anchor: Anchor, words: &str) {
    paper.words(&Words { at, anchor, is_upright: false, size: TYPE, pieces: plain(words, "#000000") });
}

/// The name of a vertical axis: the common symbol of what it shows, and the unit.
fn axis_name(unit: Unit, series: &[Series]) -> Vec<Piece> {
    let first = series.first().map_or("", |series| series.symbol);
    let is_common = series.iter().all(|series| series.symbol == first);
    let mut name = if is_common && !first.is_empty() { pieces(first, "#000000") } else { Vec::new() };
    let unit = match (name.is_empty(), unit.symbol()) {
        (_, "") => String::new(),
        (false, unit) => format!(" ({unit})"),
        (true, unit) => unit.to_owned(),
    };
    if !unit.is_empty() {
        name.extend(plain(&unit, "#000000"));
    }
    name
}

fn name_upright(paper: &mut impl Paper, area: Area, pieces: Vec<Piece>) {
    let at = (3.0, area.top + area.height / 2.0);
    paper.words(&Words { at, anchor: Anchor::Middle, is_upright: true, size: TYPE, pieces });
}

fn draw_legend(paper: &mut impl Paper, area: Area, panel: &Panel) {
    let mut foot = area.top - 1.2;
    for (pieces, length) in rows(panel, area.width).into_iter().rev() {
        // A name that is longer than the plot is set smaller.
        let size = TYPE * ((area.width - INDENT) / length).min(1.0);
        let at = (area.left + INDENT, foot);
        paper.words(&Words { at, anchor: Anchor::Start, is_upright: false, size, pieces });
        foot -= ROW;
    }
}

fn draw_series(
    paper: &mut impl Paper,
    series: &Series,
    colour: &str,
    area: Area,
    span_ms: (f64, f64),
    axis: &Axis,
) {
    let columns = area.width * COLUMNS_PER_MM;
    let y = |value: f64| area.y(axis.ends(), axis.place(value));
    // What a logarithm cannot show is a gap.
    let is_shown = |value: f64| !axis.is_log || 0.0 < value;
    let shown =
        series.points.iter().map(|(time, value)| (*time, if is_shown(*value) { *value } else { f64::NAN }));
    let shown: Vec<(f64, f64)> = shown.collect();
    for line in thinned(&shown, span_ms, columns) {
        let place = |(time, value): &(f64, f64)| (area.x(span_ms, *time), y(*value));
        let points: Vec<(f64, f64)> = line.iter().map(place).collect();
        paper.line(&points, colour, STROKE);
    }
    let Some((times, foot, top)) = &series.spikes else { return };
    let inside = times.iter().filter(|time| (span_ms.0..=span_ms.1).contains(*time));
    let lines: Vec<(f64, f64, f64)> =
        inside.map(|time| (area.x(span_ms, *time), y(*foot), y(*top))).collect();
    if !lines.is_empty() {
        paper.uprights(&lines, colour, STROKE);
    }
}

/// A way in `n` parts, each of which begins where the one before it ends.
fn parts(points: &[(f64, f64)], n: usize) -> impl Iterator<Item = &[(f64, f64)]> {
    let end = move |part: usize| (part * points.len()).div_ceil(n);
    (0..n).map(move |part| &points[end(part).saturating_sub(1)..end(part + 1)]).filter(|part| 1 < part.len())
}

fn draw_graph(paper: &mut impl Paper, graph: &Graph, area: Area) {
    let (x, y) = (graph.x.ends(), graph.y.ends());
    let at = |point: &(f64, f64)| (area.x(x, graph.x.place(point.0)), area.y(y, graph.y.place(point.1)));
    let level_marks = marks(&graph.x, area.width / 12.0);
    level_axis(paper, area, x, &level_marks, Some(graph.x.label.clone()));
    paper.clip(area);
    for (from, to, height) in &graph.bars {
        // On a logarithmic axis there is no place for 0.
        let from = if graph.x.is_log { from.max(graph.x.range.0) } else { *from };
        if *to <= from {
            continue;
        }
        let (left, right) = (area.x(x, graph.x.place(from)), area.x(x, graph.x.place(*to)));
        let (top, bottom) =
            (area.y(y, graph.y.place(*height)), area.y(y, graph.y.place(0.0_f64.max(graph.y.range.0))));
        let bar = Area { left, top: top.min(bottom), width: right - left, height: (bottom - top).abs() };
        paper.bar(bar, COLOURS[0]);
    }
    for level in &graph.levels {
        let height = area.y(y, graph.y.place(*level));
        paper.line(&[(area.left, height), (area.left + area.width, height)], "#999999", AXIS);
    }
    for upright in &graph.uprights {
        paper.uprights(&[(area.x(x, graph.x.place(*upright)), area.bottom(), area.top)], "#999999", AXIS);
    }
    if let Some(way) = &graph.way {
        let is_shown =
            |own: &&(f64, f64)| (!graph.y.is_log || 0.0 < own.1) && (!graph.x.is_log || 0.0 < own.0);
        let places: Vec<(f64, f64)> = way.points.iter().filter(is_shown).map(at).collect();
        for (shade, part) in SHADES.iter().zip(parts(&places, SHADES.len())) {
            paper.line(part, shade, STROKE);
        }
    }
    // What is there for comparison lies below.
    let mut all = coloured(graph);
    all.sort_by_key(|(own, ..)| !own.is_faint);
    for (Curve { points, .. }, is_line, (colour, _)) in all {
        let is_shown = |value: f64, axis: &Axis| value.is_finite() && (!axis.is_log || 0.0 < value);
        let finite = points.iter().filter(|point| is_shown(point.0, &graph.x) && is_shown(point.1, &graph.y));
        let places: Vec<(f64, f64)> = finite.map(at).collect();
        if is_line {
            paper.line(&places, colour, STROKE);
        } else {
            paper.dots(&places, colour, 0.7);
        }
    }
    paper.unclip();
    upright_axis(paper, area, y, &marks(&graph.y, area.height / 5.0), label_pieces(&graph.y.label));
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

fn draw_dots(paper: &mut impl Paper, populations: &[Dotted], area: Area, span_ms: (f64, f64)) {
    #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
    let n = populations.iter().map(|population| population.n).sum::<u64>().max(1) as f64;
    let size = (area.height / n).clamp(0.35, 0.7);
    let mut before = 0.0;
    for (Dotted { n: own, spikes, .. }, colour) in populations.iter().zip(COLOURS.iter().cycle()) {
        let inside = spikes.iter().filter(|(time, _)| (span_ms.0..=span_ms.1).contains(time));
        let place = |(time, neuron): &(f64, u32)| {
            (area.x(span_ms, *time), area.top + area.height * (before + f64::from(*neuron) + 0.5) / n)
        };
        let centres: Vec<(f64, f64)> = inside.map(place).collect();
        if !centres.is_empty() {
            paper.dots(&centres, colour, size);
        }
        #[expect(clippy::cast_precision_loss, reason = "a number of neurons")]
        let own = *own as f64;
        before += own;
    }
}

/// Marks on an axis: where, and the number there.
type Marks = Vec<(f64, String)>;

fn linear(range: (f64, f64), about: f64) -> Marks {
    ticks(range, about).into_iter().map(|value| (value, shown_value(value))).collect()
}

/// The marks of an axis of a graph.
fn marks(axis: &Axis, about: f64) -> Marks {
    if axis.is_bare {
        return Vec::new();
    }
    if !axis.is_log {
        return linear(axis.ends(), about);
    }
    let (low, high) = axis.ends();
    // Where few decades show, numbers between them do, too.
    let leading: &[f64] = match high - low {
        own if own < 1.2 => &[1.0, 2.0, 5.0],
        own if own < 2.5 => &[1.0, 3.0],
        _ => &[1.0],
    };
    let mut all = Vec::new();
    let mut decade = low.floor();
    while decade <= high {
        for leading in leading {
            let place = decade + libm::log10(*leading);
            if low - 1e-9 <= place && place <= high + 1e-9 {
                all.push((place, shown_value(leading * libm::exp10(decade))));
            }
        }
        decade += 1.0;
    }
    all
}

fn level_axis(paper: &mut impl Paper, area: Area, range: (f64, f64), marks: &Marks, name: Option<String>) {
    for (value, words) in marks {
        let x = area.x(range, *value);
        paper.stroke((x, area.bottom()), (x, area.bottom() + TICK), AXIS);
        if name.is_some() {
            // The last number must not reach over the edge.
            #[expect(clippy::cast_precision_loss, reason = "a few letters")]
            let half = 0.3 * TYPE * words.chars().count() as f64;
            let edge = area.left + area.width + RIGHT - 0.3;
            let (x, anchor) = if edge < x + half { (edge, Anchor::End) } else { (x, Anchor::Middle) };
            label(paper, (x, area.bottom() + TICK + TYPE), anchor, words);
        }
    }
    if let Some(name) = name {
        let at = (area.left + area.width / 2.0, area.bottom() + TICK + 2.4 * TYPE);
        let pieces = label_pieces(&name);
        paper.words(&Words { at, anchor: Anchor::Middle, is_upright: false, size: TYPE, pieces });
    }
}

fn upright_axis(paper: &mut impl Paper, area: Area, range: (f64, f64), marks: &Marks, name: Vec<Piece>) {
    for (value, words) in marks {
        let y = area.y(range, *value);
        paper.stroke((area.left - TICK, y), (area.left, y), AXIS);
        label(paper, (area.left - TICK - 0.5, y + 0.35 * TYPE), Anchor::End, words);
    }
    name_upright(paper, area, name);
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
    fn words_of_a_label_are_set_as_names() {
        let owned = |text: &str, is_lower: bool| (text.to_owned(), is_lower);
        let label: Vec<_> =
            label_pieces("w_max (nS)").into_iter().map(|own| (own.text, own.is_lower)).collect();
        assert_eq!(label, [owned("w", false), owned("max", true), owned(" ", false), owned("(nS)", false)]);
    }
}
