//! Where the names of a drawing's parts stand: beside the drawing, or, where there is too little room for the longest word, as
//! numbers whose list stands below it. No name covers another, leaves the area or is broken inside a word.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, Galley, Painter, Pos2, Rect, pos2, vec2};

use super::part::{Drawing, Part};
use crate::app::context::ViewContext;
use crate::app::theme::GRID;
use crate::app::widget::fit::widest_word;

/// Lines of an explanation that there is always room for.
const LINES: f32 = 3.0;
/// Greatest and least width of a drawing relative to its height.
const ASPECT: (f32, f32) = (1.7, 1.25);
/// Least width of a drawing, in sizes of text.
const NARROWEST: f32 = 8.0;
/// Sizes of names, relative to the text: the first that has room is taken; beside the drawing, then in a list, then smaller ones.
const SIZES: [[f32; 3]; 2] = [[1.0, 0.9, 0.8], [0.75, 0.7, 0.65]];
/// Sizes of the explanation, the same way.
const EXPLAINED: [f32; 5] = [1.0, 0.9, 0.8, 0.7, 0.6];
/// Greatest part of the height that explanations take.
const STRIP: f32 = 0.42;
/// Space between a name and the line that leads to its part [points].
const APART: f32 = 4.0;

/// A name, laid out.
pub(super) struct Name {
    pub galley: Arc<Galley>,
    /// Where it stands.
    pub rect: Rect,
    /// Its number at the drawing, where names are listed below.
    pub number: Option<(Arc<Galley>, Pos2)>,
    /// Where the line to the part begins.
    pub start: Pos2,
}

/// Where everything stands.
pub(super) struct Plan {
    /// The drawing.
    pub frame: Rect,
    /// The names of its parts, in their order.
    pub names: Vec<Name>,
    /// The explanation, and the size of its words relative to the text.
    pub strip: (Rect, f32),
    /// The smallest size of words; none where something has no room.
    pub size: Option<f32>,
}

/// What plans of one width are made of.
struct Planner<'a> {
    painter: &'a Painter,
    drawing: &'a Drawing<'a>,
    context: &'a ViewContext<'a>,
    /// The names of the parts.
    words: Vec<String>,
    /// The height of the longest explanation, by [`EXPLAINED`].
    explained: [f32; 5],
}

/// Plans a drawing in an area.
pub(super) fn plan(painter: &Painter, area: Rect, drawing: &Drawing<'_>, context: &ViewContext<'_>) -> Plan {
    Planner::new(painter, area.width(), drawing, context).plan(area)
}

/// The least height in which a drawing of a width can be read with ease [points].
pub(super) fn least_height(
    painter: &Painter,
    width: f32,
    drawing: &Drawing<'_>,
    context: &ViewContext<'_>,
) -> f32 {
    let planner = Planner::new(painter, width, drawing, context);
    let em = context.theme.text_size;
    let area = |height| Rect::from_min_size(Pos2::ZERO, vec2(width, height));
    let is_easy = |height: &f32| planner.plan(area(*height)).size.is_some_and(|own| 0.8 <= own);
    let mut heights = (5..30_u16).map(|n| 2.0 * f32::from(n) * em);
    heights.find(is_easy).unwrap_or(24.0 * em)
}

impl Planner<'_> {
    fn new<'a>(
        painter: &'a Painter,
        width: f32,
        drawing: &'a Drawing<'a>,
        context: &'a ViewContext<'a>,
    ) -> Planner<'a> {
        let (theme, text) = (context.theme, context.text);
        let keys: Vec<String> = drawing.parts.iter().map(|part| (drawing.key_of)(part.key)).collect();
        let words: Vec<String> = keys.iter().map(|key| text.get(key)).collect();
        let about =
            |(key, name): (&String, &String)| format!("{name}: {}", text.get(&format!("{key}-about")));
        let mut all: Vec<String> = keys.iter().zip(&words).map(about).collect();
        all.push(drawing.idle.clone());
        let explained = EXPLAINED.map(|size| {
            let font = theme.font(size);
            let height = |words: &String| {
                let room = width - 2.0 * GRID;
                painter.layout(words.clone(), font.clone(), Color32::PLACEHOLDER, room).size().y
            };
            let most = all.iter().map(height).fold(0.0, f32::max);
            most.max(LINES * theme.text_size * size * 1.25) + GRID
        });
        Planner { painter, drawing, context, words, explained }
    }

    fn plan(&self, area: Rect) -> Plan {
        let most = area.height() * STRIP;
        let fitting = self.explained.into_iter().zip(EXPLAINED).find(|(height, _)| *height <= most);
        let (strip_height, strip_size) = fitting.unwrap_or((most, EXPLAINED[4]));
        let (rest, strip) = area.split_top_bottom_at_y(area.bottom() - strip_height);
        let rest = rest.with_max_y(rest.bottom() - GRID * 0.5);
        for sizes in SIZES {
            for arrange in [Planner::beside, Planner::listed] {
                for size in sizes {
                    if let Some((frame, names)) = arrange(self, rest, size, true) {
                        let size = fitting.map(|_| size.min(strip_size));
                        return Plan { frame, names, strip: (strip, strip_size), size };
                    }
                }
            }
        }
        // There is no room at all: what there is is drawn.
        let (frame, names) = self.listed(rest, SIZES[1][2], false).unwrap_or((rest, Vec::new()));
        Plan { frame, names, strip: (strip, strip_size), size: None }
    }

    fn lay_out(&self, words: &str, size: f32, width: f32) -> Arc<Galley> {
        self.painter.layout(words.to_owned(), self.context.theme.font(size), self.context.theme.text, width)
    }

    fn widest(&self, size: f32) -> f32 {
        let font = self.context.theme.font(size);
        let widths = self.words.iter().map(|words| widest_word(self.painter, words, &font));
        widths.fold(0.0, f32::max)
    }

    /// How far names stand from the middle of the drawing, in its widths.
    fn side(&self) -> f32 {
        self.drawing.parts.iter().map(|part| (part.label.x - 0.5).abs()).fold(0.0, f32::max)
    }

    /// The drawing in the middle of an area, at most so wide.
    fn frame(&self, area: Rect, widest: f32) -> Option<Rect> {
        let width = widest.min(area.height() * ASPECT.0);
        let height = area.height().min(width / ASPECT.1);
        let is_large = NARROWEST * self.context.theme.text_size <= width;
        is_large.then(|| Rect::from_center_size(area.center(), vec2(width, height)))
    }

    /// Names beside the drawing.
    fn beside(&self, area: Rect, size: f32, _: bool) -> Option<(Rect, Vec<Name>)> {
        let word = self.widest(size) + APART;
        let frame = self.frame(area, area.width().min((0.5 * area.width() - word) / self.side()))?;
        let mut names = Vec::new();
        for (part, words) in self.drawing.parts.iter().zip(&self.words) {
            let label = frame.min + part.label.to_vec2() * frame.size();
            let room = if part.is_left() { label.x - area.left() } else { area.right() - label.x };
            let galley = self.lay_out(words, size, room);
            let rect = part.align.anchor_size(label, galley.size());
            // A name of two lines near the edge moves inside.
            let off = (area.top() - rect.top()).max(0.0) - (rect.bottom() - area.bottom()).max(0.0);
            let rect = rect.translate(vec2(0.0, off));
            let start = if part.is_left() {
                rect.right_center() + vec2(APART, 0.0)
            } else {
                rect.left_center() - vec2(APART, 0.0)
            };
            names.push(Name { galley, rect, number: None, start });
        }
        are_apart(names.iter().map(|name| name.rect), area).then_some((frame, names))
    }

    /// Numbers beside the drawing, and the names with their numbers below it.
    fn listed(&self, area: Rect, size: f32, is_strict: bool) -> Option<(Rect, Vec<Name>)> {
        let parts = self.drawing.parts;
        let number_font = self.context.theme.bold_font(size);
        let number = |at: usize| {
            let colour = self.context.theme.text;
            self.painter.layout_no_wrap((at + 1).to_string(), number_font.clone(), colour)
        };
        let indent = number(parts.len() - 1).size().x + 2.0 * APART;
        let word = self.widest(size) + indent;
        let columns = [2_u8, 1].into_iter().find(|n| f32::from(*n) * word <= area.width());
        let columns = columns.or((!is_strict).then_some(1))?;
        let width = area.width() / f32::from(columns);
        let per_column = parts.len().div_ceil(usize::from(columns));
        let galleys: Vec<_> =
            self.words.iter().map(|words| self.lay_out(words, size, width - indent)).collect();
        let heights = galleys.chunks(per_column).map(|own| own.iter().map(|own| own.size().y + 2.0).sum());
        let list = heights.fold(0.0_f32, f32::max);
        let drawn = area.with_max_y(area.bottom() - list - GRID * 0.5);
        let outer = 2.0 * (self.side() + 0.02);
        let frame = self.frame(drawn, (drawn.width() - 2.0 * indent) / outer);
        let frame = frame.or((!is_strict).then_some(drawn))?;
        let mut names = Vec::new();
        let (mut left, mut top) = (area.left(), area.bottom() - list);
        for (at, (part, galley)) in parts.iter().zip(galleys).enumerate() {
            if 0 < at && at % per_column == 0 {
                (left, top) = (left + width, area.bottom() - list);
            }
            let label = frame.min + part.label.to_vec2() * frame.size();
            let mark = number(at);
            let place = part.align.anchor_size(label, mark.size());
            let start = if part.is_left() {
                place.right_center() + vec2(APART, 0.0)
            } else {
                place.left_center() - vec2(APART, 0.0)
            };
            let rect = Rect::from_min_size(pos2(left, top), vec2(indent + galley.size().x, galley.size().y));
            top += galley.size().y + 2.0;
            names.push(Name { galley, rect, number: Some((mark, place.min)), start });
        }
        let marks = names.iter().filter_map(|name| {
            let (mark, place) = name.number.as_ref()?;
            Some(Rect::from_min_size(*place, mark.size()))
        });
        let is_clear = are_apart(marks.chain(names.iter().map(|name| name.rect)), area);
        (is_clear || !is_strict).then_some((frame, names))
    }
}

impl Part {
    /// True if its name stands on the left of the drawing.
    fn is_left(&self) -> bool {
        self.align == Align2::RIGHT_CENTER
    }
}

/// Whether places lie in an area and none covers another.
fn are_apart(places: impl Iterator<Item = Rect>, area: Rect) -> bool {
    let places: Vec<Rect> = places.collect();
    let is_inside = places.iter().all(|place| area.expand(0.5).contains_rect(*place));
    let is_alone = |(at, one): (usize, &Rect)| {
        // Lines have some room of their own above and below.
        let one = one.shrink2(vec2(0.0, 1.0));
        places[at + 1..].iter().all(|other| !one.intersects(other.shrink2(vec2(0.0, 1.0))))
    };
    is_inside && places.iter().enumerate().all(is_alone)
}
