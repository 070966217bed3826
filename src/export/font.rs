//! Letters as outlines, from the fonts that the program brings along.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

/// The font of figures, and the one for letters that it lacks.
const FILES: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/BoutonSans-Regular.otf"),
    include_bytes!("../../assets/fonts/DejaVuSans.ttf"),
];

/// Straight pieces that a curve is made of.
const PIECES: u32 = 8;

/// Outlines of text: closed lines, in units of the size of the type, upwards from the baseline.
pub(super) struct Fonts(Vec<FontRef<'static>>);

impl Fonts {
    /// The program's own.
    pub fn new() -> Self {
        Self(FILES.iter().filter_map(|bytes| FontRef::new(bytes).ok()).collect())
    }

    fn glyph(&self, letter: char) -> Option<(&FontRef<'static>, GlyphId)> {
        // What takes no room is not looked for.
        if letter == '\u{200b}' {
            return None;
        }
        let found = self.0.iter().find_map(|font| Some((font, font.charmap().map(letter)?)));
        found.or_else(|| Some((self.0.last()?, GlyphId::new(0))))
    }

    /// Letters of a text that no font has: boxes stand in their place.
    pub fn lacking(&self, text: &str) -> Vec<char> {
        let has = |letter: char| self.0.iter().any(|font| font.charmap().map(letter).is_some());
        text.chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}' && !has(*letter))
            .collect()
    }

    /// The width of a text.
    pub fn width(&self, text: &str) -> f64 {
        text.chars().filter_map(|letter| self.glyph(letter)).map(|(font, glyph)| advance(font, glyph)).sum()
    }

    /// Calls `add` with every closed line of a text.
    pub fn outline(&self, text: &str, add: &mut impl FnMut(&[(f64, f64)])) {
        let mut left = 0.0;
        for (font, glyph) in text.chars().filter_map(|letter| self.glyph(letter)) {
            let mut pen = Pen { left, line: Vec::new(), add: &mut *add };
            let settings = DrawSettings::unhinted(Size::new(1.0), LocationRef::default());
            if let Some(outline) = font.outline_glyphs().get(glyph) {
                // A letter whose outline is broken is left out; the fonts are the program's own.
                let _ = outline.draw(settings, &mut pen);
            }
            pen.finish();
            left += advance(font, glyph);
        }
    }
}

fn advance(font: &FontRef<'_>, glyph: GlyphId) -> f64 {
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    metrics.advance_width(glyph).map_or(0.0, f64::from)
}

struct Pen<'a, F: FnMut(&[(f64, f64)])> {
    left: f64,
    line: Vec<(f64, f64)>,
    add: &'a mut F,
}

impl<F: FnMut(&[(f64, f64)])> Pen<'_, F> {
    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (self.left + f64::from(x), f64::from(y))
    }

    fn finish(&mut self) {
        if 2 < self.line.len() {
            (self.add)(&self.line);
        }
        self.line.clear();
    }
}

impl<F: FnMut(&[(f64, f64)])> OutlinePen for Pen<'_, F> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.finish();
        self.line.push(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line.push(self.at(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (by, to) = (self.at(cx, cy), self.at(x, y));
        let from = self.line.last().copied().unwrap_or(to);
        for piece in 1..=PIECES {
            let t = f64::from(piece) / f64::from(PIECES);
            let part =
                |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
            self.line.push((part(from.0, by.0, to.0), part(from.1, by.1, to.1)));
        }
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (one, other, to) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        let from = self.line.last().copied().unwrap_or(to);
        for piece in 1..=PIECES {
            let t = f64::from(piece) / f64::from(PIECES);
            let s = 1.0 - t;
            let part = |a: f64, b: f64, c: f64, d: f64| {
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            self.line.push((part(from.0, one.0, other.0, to.0), part(from.1, one.1, other.1, to.1)));
        }
    }

    fn close(&mut self) {
        self.finish();
    }
}
