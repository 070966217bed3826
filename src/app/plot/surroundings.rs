//! What surrounds the data of a plot: names and read-outs above the data, numbers left of it and below it, levels and present values
//! right of it. Nothing of it lies on the data, and every axis has at least two numbers where two have room.

use std::sync::Arc;

use eframe::egui::{Align2, Galley, Painter, Pos2, Rect, Stroke, Vec2, pos2, vec2};
use egui_plot::{GridInput, GridMark, PlotTransform};

use super::axis::{Clock, mark_text, round_step};
use crate::app::context::ViewContext;
use crate::app::theme::{GRID, Theme};
use crate::text::Text;

/// Room left of the data for numbers, at least, in units of the text size: data of plots in one column begin below each other.
const LEFT: f32 = 2.9;
/// Size of the numbers in units of the text size.
const NUMBERS: f32 = 0.86;
/// Size of names above the data in units of the text size.
pub(super) const NAMES: f32 = 0.95;
/// Share of the height that names above the data may take.
const MOST_NAMES: f32 = 0.4;

/// A number on an axis.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    /// Where it stands.
    pub mark: GridMark,
    /// The number in words.
    pub text: String,
}

/// Numbers as a language writes them.
pub(super) fn in_language(mut numbers: Vec<Numbered>, text: &Text) -> Vec<Numbered> {
    for number in &mut numbers {
        number.text = text.localised(&number.text);
    }
    numbers
}

/// An axis for which numbers are sought: from where to where it reaches in its own coordinates, and which value lies at
/// its zero.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// The ends.
    pub bounds: (f64, f64),
    /// The value at zero.
    pub origin: f64,
    /// Length on screen [points].
    pub length: f32,
    /// How times stand on it, if it is one of time.
    pub clock: Option<Clock>,
}

impl Reach {
    /// Where a place on the axis is on screen, from its beginning [points].
    fn at(&self, place: f64) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "a place on screen")]
        let fraction = ((place - self.bounds.0) / (self.bounds.1 - self.bounds.0)) as f32;
        fraction * self.length
    }

    /// A value in words, where numbers are `step` apart.
    fn text(&self, value: f64, step: f64) -> String {
        self.clock.map_or_else(|| mark_text(value, step), |clock| clock.mark_text(value, step))
    }

    /// Whether texts at these places do not touch: `extent` says how far a text reaches along the axis, and `beyond` how
    /// far it may reach past the ends.
    pub fn has_room(
        &self,
        numbers: &[Numbered],
        extent: &dyn Fn(&str) -> f32,
        beyond: f32,
        gap: f32,
    ) -> bool {
        let span = |number: &Numbered| {
            let half = 0.5 * extent(&number.text);
            let at = self.at(number.mark.value);
            let middle = at.min(self.length + beyond - half).max(half - beyond);
            (middle - half, middle + half)
        };
        numbers.windows(2).all(|two| span(&two[0]).1 + gap <= span(&two[1]).0)
    }

    /// The multiples of `step` that lie on the axis, except those that `is_left_out`.
    fn multiples(&self, step: f64, is_left_out: &dyn Fn(f64) -> bool) -> Vec<Numbered> {
        let (low, high) = self.bounds;
        let slack = 1e-9 * (high - low);
        let first = ((low + self.origin - slack) / step).ceil();
        (0..=200)
            .map(|index| (first + f64::from(index)) * step)
            .take_while(|value| value - self.origin <= high + slack)
            .filter(|value| !is_left_out(*value))
            .map(|value| Numbered {
                mark: GridMark { value: value - self.origin, step_size: step },
                text: self.text(if value.abs() < 1e-9 * step { 0.0 } else { value }, step),
            })
            .collect()
    }

    /// Round numbers for the axis: as close as their texts allow, and two at least if they have room at all.
    pub fn numbers(
        &self,
        extent: &dyn Fn(&str) -> f32,
        beyond: f32,
        gap: f32,
        is_left_out: &dyn Fn(f64) -> bool,
    ) -> Vec<Numbered> {
        let width = self.bounds.1 - self.bounds.0;
        if !width.is_finite() || width <= 0.0 || self.length <= 0.0 {
            return Vec::new();
        }
        let mut step = round_step(width / 8.0);
        while step <= width {
            let numbers = self.multiples(step, is_left_out);
            if 2 <= numbers.len() && self.has_room(&numbers, extent, beyond, gap) {
                return numbers;
            }
            step = round_step(step * 1.5);
        }
        // No round step leaves two: the first and the last multiple of a finer one stand alone.
        let mut step = round_step(width / 2.0);
        for _ in 0..8 {
            let mut numbers = self.multiples(step, is_left_out);
            if 2 < numbers.len() {
                numbers.drain(1..numbers.len() - 1);
            }
            if numbers.len() == 2 && self.has_room(&numbers, extent, beyond, 0.5 * gap) {
                return numbers;
            }
            step = round_step(step / 2.5);
        }
        self.multiples(round_step(width / 2.0), is_left_out).into_iter().take(1).collect()
    }
}

/// The parts of a plot's place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    /// For the data.
    pub data: Rect,
    /// For numbers below the data, as wide as the whole.
    pub below: Rect,
    /// For what stands right of the data.
    pub right: Rect,
}

/// How much room the parts around the data take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// Height of the names.
    pub names: f32,
    /// Width of what stands right of the data.
    pub right: f32,
    /// Lines of text below the data.
    pub lines_below: f32,
    /// Width of the numbers left of the data.
    pub left: f32,
}

impl Parts {
    /// Divides a place.
    pub fn divide(area: Rect, around: Around, theme: &Theme) -> Self {
        let below = around.lines_below * theme.text_size * NUMBERS * 1.25;
        let names = around.names.min(MOST_NAMES * area.height());
        let data = Rect::from_min_max(
            pos2(area.left() + around.left, area.top() + names),
            pos2(
                (area.right() - around.right).max(area.left() + around.left + 8.0),
                (area.bottom() - below).max(area.top() + names + 8.0),
            ),
        );
        Self {
            data,
            below: Rect::from_min_max(pos2(area.left(), data.bottom()), pos2(area.right(), area.bottom())),
            right: Rect::from_min_max(pos2(data.right(), data.top()), pos2(area.right(), data.bottom())),
        }
    }
}

/// Finds the numbers of an axis on which a text reaches so far.
type Finder<'a> = dyn Fn(&Reach, &dyn Fn(&str) -> f32) -> Vec<Numbered> + 'a;

/// Lays out a number.
pub(super) fn number_galley(painter: &Painter, text: &str, theme: &Theme) -> Arc<Galley> {
    painter.layout_no_wrap(text.to_owned(), theme.font(NUMBERS), theme.text)
}

/// The numbers of an upright axis of this length, and the width that they take.
pub(super) fn upright_numbers(
    painter: &Painter,
    bounds: (f64, f64),
    length: f32,
    numbers: &Finder<'_>,
    theme: &Theme,
) -> (Vec<Numbered>, f32) {
    let height = theme.text_size * NUMBERS * 1.2;
    let numbers = numbers(&Reach { bounds, origin: 0.0, length, clock: None }, &|_| height);
    let widest =
        numbers.iter().map(|number| number_galley(painter, &number.text, theme).size().x).fold(0.0, f32::max);
    (numbers, (widest + GRID).max(LEFT * theme.text_size))
}

/// Paints numbers left of the data.
pub(super) fn paint_upright(
    painter: &Painter,
    parts: &Parts,
    transform: &PlotTransform,
    numbers: &[Numbered],
    theme: &Theme,
) {
    for number in numbers {
        let galley = number_galley(painter, &number.text, theme);
        let y = transform.position_from_point(&egui_plot::PlotPoint::new(0.0, number.mark.value)).y;
        let half = 0.5 * galley.size().y;
        // The lowest and the highest stay within the data's height, so that they touch no number of the other axis.
        let y = y.min(parts.data.bottom() - half).max(parts.data.top() + half);
        let rect = Align2::RIGHT_CENTER.anchor_size(pos2(parts.data.left() - 0.5 * GRID, y), galley.size());
        painter.galley(rect.min, galley, theme.text);
    }
}

/// Paints numbers below the data, and the name of the axis: beside the last number if it has room there, else on a line of
/// its own if there is one.
pub(super) fn paint_level(
    painter: &Painter,
    parts: &Parts,
    transform: &PlotTransform,
    numbers: &[Numbered],
    name: &str,
    theme: &Theme,
) {
    let mut last = parts.data.left();
    let top = parts.below.top() + 1.0;
    for number in numbers {
        let galley = number_galley(painter, &number.text, theme);
        let x = transform.position_from_point(&egui_plot::PlotPoint::new(number.mark.value, 0.0)).x;
        let half = 0.5 * galley.size().x;
        let x = x.min(parts.below.right() - half).max(parts.below.left() + half);
        let rect = Rect::from_min_size(pos2(x - half, top), galley.size());
        painter.galley(rect.min, galley, theme.text);
        last = rect.right();
    }
    if name.is_empty() {
        return;
    }
    let galley = painter.layout_no_wrap(name.to_owned(), theme.font(NUMBERS), theme.weak_text);
    let size = galley.size();
    let beside = parts.below.right() - size.x - 2.0;
    let own_line = top + size.y;
    let at = if last + GRID <= beside {
        pos2(beside, top)
    } else if own_line + size.y <= parts.below.bottom() + 2.0 {
        pos2((parts.data.center().x - 0.5 * size.x).max(parts.below.left()), own_line)
    } else {
        return;
    };
    painter.galley(at, galley, theme.weak_text);
}

/// Places for pieces of text, one after the other in lines of a width: their corners and the height of all.
pub(super) fn flow(sizes: &[Vec2], width: f32, gap: f32) -> (Vec<Vec2>, f32) {
    let mut places = Vec::with_capacity(sizes.len());
    let (mut at, mut height) = (Vec2::ZERO, 0.0_f32);
    for size in sizes {
        if 0.0 < at.x && width < at.x + size.x {
            at = vec2(0.0, at.y + height);
            height = 0.0;
        }
        places.push(at);
        at.x += size.x + gap;
        height = height.max(size.y);
    }
    (places, at.y + height)
}

/// Room in the upper right corner that belongs to the menu of a plot [points].
pub(super) fn menu_room(context: &ViewContext<'_>) -> f32 {
    1.3 * context.theme.text_size
}

/// The marks of numbers, for the lines of a grid.
pub(super) fn grid(numbers: &[Numbered]) -> impl Fn(GridInput) -> Vec<GridMark> + use<> {
    let marks: Vec<GridMark> = numbers.iter().map(|number| number.mark).collect();
    move |_| marks.clone()
}

/// The place nearest to `y` for something `height` high that touches nothing of `taken` and lies within `room`.
pub(super) fn free_place(y: f32, height: f32, taken: &[(f32, f32)], room: (f32, f32)) -> Option<f32> {
    let half = 0.5 * height;
    let is_free = |y: f32| {
        room.0 <= y - half + 0.01
            && y + half - 0.01 <= room.1
            && taken.iter().all(|(top, bottom)| y + half <= top + 0.01 || bottom - 0.01 <= y - half)
    };
    let wished = y.min(room.1 - half).max(room.0 + half);
    let places =
        [wished].into_iter().chain(taken.iter().flat_map(|(top, bottom)| [top - half, bottom + half]));
    places.filter(|place| is_free(*place)).min_by(|a, b| (a - y).abs().total_cmp(&(b - y).abs()))
}

/// A text on the ground of a pane, at a corner.
pub(super) fn paint_at(painter: &Painter, at: Pos2, galley: Arc<Galley>, theme: &Theme) -> Rect {
    let rect = Rect::from_min_size(at, galley.size());
    painter.galley(at, galley, theme.text);
    rect
}

/// Hatches what is not known: spikes that were too many to be listed, or rates of which nobody had asked.
pub(super) fn hatch(painter: &Painter, rect: Rect, theme: &Theme) {
    if !rect.is_positive() {
        return;
    }
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let stroke = Stroke::new(theme.line, theme.weak_text.gamma_multiply(0.45));
    let apart = 0.6 * theme.text_size;
    // Lines keep their places when the rectangle grows.
    let first = ((rect.left() - rect.height()) / apart).floor() * apart;
    let mut x = first;
    while x < rect.right() {
        painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
        x += apart;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    fn wide(text: &str) -> f32 {
        7.0 * text.chars().count() as f32
    }

    /// Whatever the range, the origin and the length: two numbers at least, round, in order, and none on another.
    #[test]
    fn every_axis_has_two_numbers_that_do_not_touch() {
        for length in [60.0_f32, 90.0, 140.0, 333.0, 1200.0] {
            for width in [0.013, 0.9, 1.0, 17.3, 250.0, 999.0, 2e5] {
                for origin in [0.0, 3.7, 1234.5, 2_214_911.9] {
                    for low in [-width, -0.37 * width, 0.0] {
                        let reach = Reach { bounds: (low, low + width), origin, length, clock: None };
                        let numbers = reach.numbers(&wide, 20.0, 6.0, &|_| false);
                        let texts: Vec<&str> = numbers.iter().map(|own| own.text.as_str()).collect();
                        let longest = texts.iter().map(|text| wide(text)).fold(0.0, f32::max);
                        if length + 40.0 < 2.0 * longest + 6.0 {
                            continue; // Two have no room.
                        }
                        assert!(2 <= numbers.len(), "{reach:?}: {texts:?}");
                        assert!(reach.has_room(&numbers, &wide, 20.0, 3.0), "{reach:?}: {texts:?}");
                        for own in &numbers {
                            assert!(low - 1e-6 * width <= own.mark.value);
                            assert!(own.mark.value <= low + width * (1.0 + 1e-6));
                        }
                        let mut apart = texts.clone();
                        apart.dedup();
                        assert_eq!(apart, texts, "{reach:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_left_out_has_no_number() {
        let reach = Reach { bounds: (-300.0, 0.0), origin: 100.0, length: 400.0, clock: None };
        let numbers = reach.numbers(&wide, 0.0, 6.0, &|value| value < 0.0);
        assert!(numbers.iter().all(|own| 0.0 <= own.mark.value + 100.0), "{numbers:?}");
        assert!(2 <= numbers.len());
    }

    #[test]
    fn texts_flow_into_lines() {
        let sizes = [vec2(50.0, 10.0), vec2(40.0, 12.0), vec2(30.0, 10.0)];
        let (places, height) = flow(&sizes, 100.0, 5.0);
        assert_eq!(places, [vec2(0.0, 0.0), vec2(55.0, 0.0), vec2(0.0, 12.0)]);
        assert!((height - 22.0).abs() < 1e-6);
        assert_eq!(flow(&[vec2(500.0, 10.0)], 100.0, 5.0).0, [Vec2::ZERO], "too wide for any line");
    }

    #[test]
    fn places_are_free_or_none() {
        assert_eq!(free_place(50.0, 10.0, &[], (0.0, 100.0)), Some(50.0));
        assert_eq!(free_place(50.0, 10.0, &[(46.0, 56.0)], (0.0, 100.0)), Some(41.0));
        assert_eq!(free_place(-5.0, 10.0, &[], (0.0, 100.0)), Some(5.0), "within the room");
        assert_eq!(free_place(5.0, 10.0, &[(0.0, 8.0)], (0.0, 12.0)), None);
    }
}
