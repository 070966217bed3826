//! Equations: laid out from LaTeX once, painted with the window's own text painter, so that they are sharp at any zoom
//! and have the theme's colours.
//!
//! In the sources `\p{key}{τ}` is a parameter of the mechanism and `\s{symbol}{P}` one of its states; what is painted of
//! such a mark knows its number.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{
    self, Color32, FontData, FontDefinitions, FontFamily, FontId, Painter, Pos2, Rect, Stroke, Vec2, pos2,
    vec2,
};
use ratex_font::{FontId as KatexFont, katex_ttf_glyph_char};
use ratex_layout::{LayoutOptions, layout, to_display_list};
use ratex_types::color::Color;
use ratex_types::display_item::DisplayItem;
use ratex_types::path_command::PathCommand;

use super::widget::spoken::spoken;
use crate::text::{Language, Text};

/// The fonts that equations use, by their names in layouts.
const FONTS: [(&str, &[u8]); 9] = [
    ("Main-Regular", include_bytes!("../../assets/fonts/katex/KaTeX_Main-Regular.ttf")),
    ("Main-Bold", include_bytes!("../../assets/fonts/katex/KaTeX_Main-Bold.ttf")),
    ("Main-Italic", include_bytes!("../../assets/fonts/katex/KaTeX_Main-Italic.ttf")),
    ("Math-Italic", include_bytes!("../../assets/fonts/katex/KaTeX_Math-Italic.ttf")),
    ("AMS-Regular", include_bytes!("../../assets/fonts/katex/KaTeX_AMS-Regular.ttf")),
    ("Size1-Regular", include_bytes!("../../assets/fonts/katex/KaTeX_Size1-Regular.ttf")),
    ("Size2-Regular", include_bytes!("../../assets/fonts/katex/KaTeX_Size2-Regular.ttf")),
    ("Size3-Regular", include_bytes!("../../assets/fonts/katex/KaTeX_Size3-Regular.ttf")),
    ("Size4-Regular", include_bytes!("../../assets/fonts/katex/KaTeX_Size4-Regular.ttf")),
];

/// Adds the fonts of equations.
pub(super) fn add_fonts(fonts: &mut FontDefinitions) {
    for (name, bytes) in FONTS {
        fonts.font_data.insert(name.to_owned(), FontData::from_static(bytes).into());
        fonts.families.insert(FontFamily::Name(name.into()), vec![name.to_owned()]);
    }
}

/// What a mark in an equation stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// A parameter of the mechanism, by key.
    Parameter(String),
    /// A state of the mechanism, by symbol.
    State(String),
}

/// Something to paint; lengths in units of the text size, from the left end of the baseline.
#[derive(Debug, Clone, PartialEq)]
enum Item {
    Letter { at: Vec2, font: FontFamily, letter: char, scale: f32 },
    Bar { area: Rect },
    Shape { outline: Vec<Vec2> },
}

/// An equation, laid out. Lengths in units of the text size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Equation {
    /// What to paint, with the position of its mark in `marks`.
    items: Vec<(Item, Option<usize>)>,
    /// Marks in order of appearance, each once.
    pub marks: Vec<Mark>,
    width: f32,
    ascent: f32,
    descent: f32,
    /// The source without marks, for words.
    pub source: String,
}

impl Equation {
    /// Lays an equation out.
    ///
    /// # Errors
    /// What is wrong with the source.
    pub fn new(source: &str) -> Result<Self, String> {
        let (marks, marked, plain) = read_marks(source)?;
        let nodes = ratex_parser::parser::parse(&marked).map_err(|error| error.to_string())?;
        let laid_out = layout(&nodes, &LayoutOptions::default());
        let list = to_display_list(&laid_out);
        let baseline = list.height;
        let mut items = Vec::new();
        for item in &list.items {
            items.push(read_item(item, baseline)?);
        }
        #[expect(clippy::cast_possible_truncation, reason = "places on a screen")]
        let (width, ascent, descent) = (list.width as f32, list.height as f32, list.depth as f32);
        Ok(Self { items, marks, width, ascent, descent, source: plain })
    }

    /// Size at a text size [points].
    pub fn size(&self, text_size: f32) -> Vec2 {
        vec2(self.width, self.ascent + self.descent) * text_size
    }

    /// Height above the baseline at a text size [points].
    pub fn ascent(&self, text_size: f32) -> f32 {
        self.ascent * text_size
    }

    /// Paints it with its left end on the baseline at `start`, and returns where the marks are. Marks and
    /// `colours` are counted alike, as in [`Equation::marks`]; a mark without a colour of its own is drawn in `colour`.
    pub fn paint(
        &self,
        painter: &Painter,
        start: Pos2,
        text_size: f32,
        colour: Color32,
        colours: &[Option<Color32>],
    ) -> Vec<(usize, Rect)> {
        let mut places: BTreeMap<(usize, usize), Rect> = BTreeMap::new();
        let mut run = 0;
        let mut last = None;
        for (item, mark) in &self.items {
            if *mark != last {
                (run, last) = (run + 1, *mark);
            }
            let colour = mark.and_then(|mark| colours.get(mark).copied()?).unwrap_or(colour);
            let place = |at: Vec2| start + at * text_size;
            let painted = match item {
                Item::Letter { at, font, letter, scale } => {
                    let font = FontId::new(text_size * scale, font.clone());
                    let galley = painter.layout_no_wrap(letter.to_string(), font, colour);
                    let glyph =
                        galley.rows.first().and_then(|row| Some(row.pos + row.glyphs.first()?.pos.to_vec2()));
                    let from = place(*at) - glyph.unwrap_or_default().to_vec2();
                    let size = galley.size();
                    painter.galley(from, galley, colour);
                    let height = text_size * scale;
                    Rect::from_min_size(place(*at) - vec2(0.0, 0.75 * height), vec2(size.x, height))
                }
                Item::Bar { area } => {
                    let area = Rect::from_min_max(place(area.min.to_vec2()), place(area.max.to_vec2()));
                    let thick = area.height().max(1.0 / painter.pixels_per_point());
                    let bar = Rect::from_center_size(area.center(), vec2(area.width(), thick));
                    painter.rect_filled(bar, 0.0, colour);
                    bar
                }
                Item::Shape { outline } => {
                    let points: Vec<Pos2> = outline.iter().map(|at| place(*at)).collect();
                    let area = Rect::from_points(&points);
                    fill(painter, &points, colour);
                    area
                }
            };
            if let Some(mark) = mark {
                let area = places.entry((*mark, run)).or_insert(Rect::NOTHING);
                *area = area.union(painted);
            }
        }
        places.into_iter().map(|((mark, _), area)| (mark, area.expand(1.5))).collect()
    }
}

/// Fills an outline that need not be convex.
fn fill(painter: &Painter, points: &[Pos2], colour: Color32) {
    // Radical signs and braces are thin: an outline of the same colour closes what a fan of triangles leaves.
    let shape = egui::epaint::PathShape {
        points: points.to_vec(),
        closed: true,
        fill: colour,
        stroke: Stroke::new(0.0, colour).into(),
    };
    painter.add(shape);
}

#[expect(clippy::cast_possible_truncation, reason = "places on a screen")]
fn read_item(item: &DisplayItem, baseline: f64) -> Result<(Item, Option<usize>), String> {
    let at = |x: f64, y: f64| vec2(x as f32, (y - baseline) as f32);
    Ok(match item {
        DisplayItem::GlyphPath { x, y, scale, font, char_code, color } => {
            let id = KatexFont::parse(font).ok_or_else(|| format!("there is no font {font}"))?;
            if !FONTS.iter().any(|(name, _)| name == font) {
                return Err(format!("the font {font} is not here"));
            }
            let letter = katex_ttf_glyph_char(id, *char_code);
            let font = FontFamily::Name(font.as_str().into());
            let item = Item::Letter { at: at(*x, *y), font, letter, scale: *scale as f32 };
            (item, mark_of(color))
        }
        DisplayItem::Line { x, y, width, thickness, color, .. } => {
            let (start, half) = (at(*x, *y), (*thickness / 2.0) as f32);
            let area = Rect::from_min_max(
                pos2(start.x, start.y - half),
                pos2(start.x + *width as f32, start.y + half),
            );
            (Item::Bar { area }, mark_of(color))
        }
        DisplayItem::Rect { x, y, width, height, color } => {
            let area = Rect::from_min_size(at(*x, *y).to_pos2(), vec2(*width as f32, *height as f32));
            (Item::Bar { area }, mark_of(color))
        }
        DisplayItem::Path { x, y, commands, color, .. } => {
            let mut outline = Vec::new();
            for command in commands {
                let to = |px: f64, py: f64| at(x + px, y + py);
                match *command {
                    PathCommand::MoveTo { x, y } | PathCommand::LineTo { x, y } => outline.push(to(x, y)),
                    PathCommand::QuadTo { x1, y1, x, y } => {
                        let (from, by, to) =
                            (outline.last().copied().unwrap_or_default(), to(x1, y1), to(x, y));
                        outline.extend((1..=6_u8).map(|k| {
                            let t = f32::from(k) / 6.0;
                            from * (1.0 - t) * (1.0 - t) + by * 2.0 * t * (1.0 - t) + to * t * t
                        }));
                    }
                    PathCommand::CubicTo { x1, y1, x2, y2, x, y } => {
                        let from = outline.last().copied().unwrap_or_default();
                        let (a, b, to) = (to(x1, y1), to(x2, y2), to(x, y));
                        outline.extend((1..=8_u8).map(|k| {
                            let t = f32::from(k) / 8.0;
                            let s = 1.0 - t;
                            from * s * s * s + a * 3.0 * s * s * t + b * 3.0 * s * t * t + to * t * t * t
                        }));
                    }
                    PathCommand::Close => {}
                }
            }
            (Item::Shape { outline }, mark_of(color))
        }
    })
}

/// Marks travel through the layout as colours: number n as the n-th blue.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a channel of a colour")]
fn mark_of(colour: &Color) -> Option<usize> {
    ((colour.b * 255.0).round() as usize).checked_sub(1)
}

/// The marks of a source, the source with marks as colours, and the source without marks.
fn read_marks(source: &str) -> Result<(Vec<Mark>, String, String), String> {
    let (mut marks, mut marked, mut plain) = (Vec::new(), String::new(), String::new());
    let mut rest = source;
    while let Some(at) = [r"\p{", r"\s{"].iter().filter_map(|start| rest.find(start)).min() {
        let is_parameter = rest[at..].starts_with(r"\p");
        marked.push_str(&rest[..at]);
        plain.push_str(&rest[..at]);
        let (key, after) =
            braced(&rest[at + 2..]).ok_or_else(|| format!("a mark is not closed in {source}"))?;
        let (shown, after) = braced(after).ok_or_else(|| format!("a mark shows nothing in {source}"))?;
        let mark = if is_parameter { Mark::Parameter(key.to_owned()) } else { Mark::State(key.to_owned()) };
        let number = marks.iter().position(|own| *own == mark).unwrap_or_else(|| {
            marks.push(mark);
            marks.len() - 1
        });
        let colour = format!(r"\textcolor{{#0000{:02x}}}", number + 1);
        marked.extend([colour.as_str(), "{", shown, "}"]);
        plain.push_str(shown);
        rest = after;
    }
    marked.push_str(rest);
    plain.push_str(rest);
    Ok((marks, marked, plain))
}

/// What stands in the braces at the start of a text, and what follows them.
fn braced(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{')?;
    let mut depth = 1;
    for (at, letter) in inner.char_indices() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if depth == 0 {
            return Some((&inner[..at], &inner[at + 1..]));
        }
    }
    None
}

/// Equations that were laid out, by source.
#[derive(Debug, Default)]
pub struct Equations {
    known: BTreeMap<String, Option<(Arc<Equation>, Spoken)>>,
}

/// An equation in the words of a language.
type Spoken = (Language, Arc<str>);

impl Equations {
    /// The equation of a source and how it is read out; `None` if it is not one.
    pub(crate) fn get(&mut self, source: &str, text: &Text) -> Option<(Arc<Equation>, Arc<str>)> {
        let read_out = |equation: &Equation| (text.language(), Arc::from(spoken(&equation.source, text)));
        if !self.known.contains_key(source) {
            if MOST_KEPT < self.known.len() {
                self.known.clear();
            }
            let equation =
                Equation::new(source).inspect_err(|error| tracing::warn!("{source}: {error}")).ok();
            let known = equation.map(|equation| {
                let spoken = read_out(&equation);
                (Arc::new(equation), spoken)
            });
            self.known.insert(source.to_owned(), known);
        }
        let (equation, spoken) = self.known.get_mut(source)?.as_mut()?;
        if spoken.0 != text.language() {
            *spoken = read_out(equation);
        }
        Some((Arc::clone(equation), Arc::clone(&spoken.1)))
    }
}

/// Equations that are kept.
const MOST_KEPT: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinetics::Kinetics;
    use crate::model::neuron::NeuronKind;
    use crate::model::plasticity::Plasticity;
    use crate::model::receptor::Receptor;
    use crate::model::release::Release;
    use crate::model::standalone::Standalone;
    use crate::model::stimulus::StimulusKind;
    use crate::param::ParamSet;

    #[test]
    fn marks_are_read_and_travel_through_the_layout() {
        let equation =
            Equation::new(r"\frac{d\s{P_s}{P_s}}{dt}=-\frac{\s{P_s}{P_s}}{\p{tau_ms}{\tau}}").unwrap();
        assert_eq!(equation.marks, [Mark::State("P_s".to_owned()), Mark::Parameter("tau_ms".to_owned())]);
        assert_eq!(equation.source, r"\frac{dP_s}{dt}=-\frac{P_s}{\tau}");
        let letters = |mark| -> String {
            let letter = |(item, own): &(Item, Option<usize>)| match item {
                Item::Letter { letter, .. } if *own == mark => Some(*letter),
                _ => None,
            };
            equation.items.iter().filter_map(letter).collect()
        };
        assert_eq!((letters(Some(0)).as_str(), letters(Some(1)).as_str()), ("PsPs", "τ"));
        assert!(Equation::new(r"\frac{1").is_err());
    }

    #[test]
    fn every_equation_of_every_mechanism_renders_and_marks_what_there_is() {
        let mut n = 0;
        let states = ["V", "I_w", "u", "x", "P_rel", "P_s", "G_NMDA", "T", "r", "s", "g_e", "g_i"];
        let mut check = |of: &str, set: &dyn ParamSet| {
            for source in set.equations() {
                let equation =
                    Equation::new(source).unwrap_or_else(|error| panic!("{of}: {source}: {error}"));
                for mark in &equation.marks {
                    match mark {
                        Mark::Parameter(key) => {
                            assert!(set.get(key).is_some(), "{of} has no parameter {key}");
                        }
                        Mark::State(symbol) => assert!(states.contains(&symbol.as_str()), "{of}: {symbol}"),
                    }
                }
                n += 1;
            }
        };
        macro_rules! families {
            ($($family:ident),+) => { $(
                for own in $family::all() {
                    if let Some(set) = own.inner() {
                        check(own.key().name(), set);
                    }
                }
            )+ };
        }
        families!(NeuronKind, Receptor, Kinetics, Release, Plasticity, StimulusKind, Standalone);
        assert!(30 < n, "{n}");
    }
}
