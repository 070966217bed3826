//! Filling outlines with smooth edges: how much of each pixel is covered is reckoned, exactly across a line of pixels and in
//! sixteenths down it. The same outlines give the same pixels everywhere.

use super::font::Fonts;
use super::paper::{Anchor, Area, Paper, SMALL, Words};

/// Lines across a pixel in which edges are looked at.
const LINES: u32 = 16;

/// How far lowered letters stand below the line [mm].
const LOWER: f64 = 0.6;

/// Pixels that are drawn on, in millimetres.
pub(super) struct Raster {
    pub width: usize,
    pub height: usize,
    /// Red, green and blue, line by line from the top.
    pub pixels: Vec<u8>,
    per_mm: f64,
    /// Left, top, right and bottom edge of what is not cut away [pixels].
    clip: [f64; 4],
    fonts: Fonts,
}

/// Closed outlines, all that is inside any of which is filled.
#[derive(Default)]
struct Outline {
    /// From and to [pixels].
    edges: Vec<[f64; 4]>,
}

impl Outline {
    /// Adds a closed line as it runs: where two run against each other there is a hole.
    fn closed(&mut self, points: &[(f64, f64)]) {
        let next = points.iter().cycle().skip(1);
        let edges = points.iter().zip(next).map(|(from, to)| [from.0, from.1, to.0, to.1]);
        self.edges.extend(edges.filter(|edge| edge[1].to_bits() != edge[3].to_bits()));
    }

    /// Adds a shape, whichever way its outline runs.
    fn shape(&mut self, points: &mut [(f64, f64)]) {
        let next = points.iter().cycle().skip(1);
        let area: f64 = points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
        if area < 0.0 {
            points.reverse();
        }
        self.closed(points);
    }

    /// Adds a straight line of a width.
    fn segment(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = libm::hypot(dx, dy);
        if length < 1e-9 {
            return;
        }
        let (nx, ny) = (-dy / length * 0.5 * width, dx / length * 0.5 * width);
        self.shape(&mut [
            (from.0 + nx, from.1 + ny),
            (to.0 + nx, to.1 + ny),
            (to.0 - nx, to.1 - ny),
            (from.0 - nx, from.1 - ny),
        ]);
    }

    /// Adds a disc.
    fn disc(&mut self, at: (f64, f64), radius: f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 8 and 48")]
        let n = (4.0 * radius).clamp(8.0, 48.0) as u32;
        let corner = |i: u32| {
            let angle = std::f64::consts::TAU * f64::from(i) / f64::from(n);
            (at.0 + radius * libm::cos(angle), at.1 + radius * libm::sin(angle))
        };
        self.shape(&mut (0..n).map(corner).collect::<Vec<_>>());
    }
}

impl Raster {
    /// White pixels, so many to a millimetre.
    pub fn new(width: usize, height: usize, per_mm: f64) -> Self {
        let mut raster = Self {
            width,
            height,
            pixels: vec![255; 3 * width * height],
            per_mm,
            clip: [0.0; 4],
            fonts: Fonts::new(),
        };
        raster.unclip();
        raster
    }

    fn px(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.per_mm, y * self.per_mm)
    }

    // Longer than 60 lines: from edges to pixels, a row at a time.
    /// Fills outlines with a colour.
    fn fill(&mut self, outline: &Outline, colour: &str) {
        let [left, top, right, bottom] = self.clip;
        let edges = &outline.edges;
        let highest = edges.iter().map(|edge| edge[1].min(edge[3])).fold(f64::INFINITY, f64::min).max(top);
        let lowest = edges.iter().map(|edge| edge[1].max(edge[3])).fold(f64::NEG_INFINITY, f64::max);
        let lowest = lowest.min(bottom);
        if lowest <= highest || edges.is_empty() {
            return;
        }
        let (first, last) = (whole(highest), whole(lowest).min(self.height.saturating_sub(1)));
        // Which edges cross which row.
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); last + 1 - first];
        for (index, edge) in edges.iter().enumerate() {
            let (from, to) = (edge[1].min(edge[3]), edge[1].max(edge[3]));
            if to < highest || lowest < from || !(edge[0] + edge[2]).is_finite() {
                continue;
            }
            let (from, to) = (whole(from.max(highest)), whole(to).min(last));
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            for row in rows.iter_mut().take(to + 1 - first).skip(from.saturating_sub(first)) {
                row.push(index);
            }
        }
        let colour = rgb(colour);
        let mut covered = vec![0.0_f64; self.width + 2];
        let mut crossings: Vec<Vec<(f64, i32)>> = vec![Vec::new(); LINES as usize];
        for (row, own) in rows.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
            covered.fill(0.0);
            crossings.iter_mut().for_each(Vec::clear);
            let line_y = |line: usize| as_f64(first + row) + (as_f64(line) + 0.5) / f64::from(LINES);
            for [x0, y0, x1, y1] in own.iter().filter_map(|index| edges.get(*index as usize)) {
                let (upper, lower, sense) = if y0 < y1 { (*y0, *y1, 1) } else { (*y1, *y0, -1) };
                let nearest = (upper - as_f64(first + row)) * f64::from(LINES) - 0.5;
                let slope = (x1 - x0) / (y1 - y0);
                for (line, found) in crossings.iter_mut().enumerate().skip(whole(nearest)) {
                    let y = line_y(line);
                    if lower <= y {
                        break;
                    }
                    if upper <= y {
                        found.push(((x0 + (y - y0) * slope).clamp(left, right), sense));
                    }
                }
            }
            for (line, found) in crossings.iter_mut().enumerate() {
                if !(top..bottom).contains(&line_y(line)) {
                    continue;
                }
                found.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut winding = 0;
                for pair in found.windows(2) {
                    winding += pair[0].1;
                    if winding != 0 && pair[0].0 < pair[1].0 {
                        cover(&mut covered, pair[0].0, 1.0);
                        cover(&mut covered, pair[1].0, -1.0);
                    }
                }
            }
            self.blend(first + row, &covered, colour);
        }
    }

    /// Lays a colour over a row of pixels, as far as each is covered.
    fn blend(&mut self, row: usize, covered: &[f64], colour: [u8; 3]) {
        let start = 3 * row * self.width;
        let Some(pixels) = self.pixels.get_mut(start..start + 3 * self.width) else { return };
        let mut sum = 0.0;
        for (pixel, change) in pixels.chunks_exact_mut(3).zip(covered) {
            sum += change;
            let share = (sum / f64::from(LINES)).clamp(0.0, 1.0);
            if share < 1e-6 {
                continue;
            }
            for (own, new) in pixel.iter_mut().zip(colour) {
                let mixed = f64::from(*own) + (f64::from(new) - f64::from(*own)) * share;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
                let mixed = mixed.round() as u8;
                *own = mixed;
            }
        }
    }
}

/// From a place on a row on, pixels are covered, the pixel of the place in part.
fn cover(covered: &mut [f64], x: f64, by: f64) {
    let pixel = whole(x);
    let part = x - as_f64(pixel);
    if let Some([own, next]) = covered.get_mut(pixel..pixel + 2) {
        *own += by * (1.0 - part);
        *next += by * part;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a picture, never negative"
)]
fn whole(place: f64) -> usize {
    place.max(0.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
fn as_f64(place: usize) -> f64 {
    place as f64
}

/// `#rrggbb`; black if it is none.
fn rgb(colour: &str) -> [u8; 3] {
    let digits = |at: usize| colour.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    [1, 3, 5].map(|at| digits(at).unwrap_or(0))
}

impl Paper for Raster {
    fn bar(&mut self, area: Area, colour: &str) {
        let (left, top) = self.px((area.left, area.top));
        let (right, bottom) = self.px((area.left + area.width, area.top + area.height));
        let mut outline = Outline::default();
        outline.shape(&mut [(left, top), (right, top), (right, bottom), (left, bottom)]);
        self.fill(&outline, colour);
    }

    fn stroke(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        let mut outline = Outline::default();
        outline.segment(self.px(from), self.px(to), width * self.per_mm);
        self.fill(&outline, "#000000");
    }

    fn clip(&mut self, area: Area) {
        let (left, top) = self.px((area.left, area.top));
        let (right, bottom) = self.px((area.left + area.width, area.top + area.height));
        self.clip =
            [left.max(0.0), top.max(0.0), right.min(as_f64(self.width)), bottom.min(as_f64(self.height))];
    }

    fn unclip(&mut self) {
        self.clip = [0.0, 0.0, as_f64(self.width), as_f64(self.height)];
    }

    fn line(&mut self, points: &[(f64, f64)], colour: &str, width: f64) {
        let width = width * self.per_mm;
        let mut outline = Outline::default();
        let places: Vec<(f64, f64)> = points.iter().map(|point| self.px(*point)).collect();
        for two in places.windows(2) {
            outline.segment(two[0], two[1], width);
        }
        for three in places.windows(3) {
            // Where it hardly turns, no gap shows.
            let (ax, ay) = (three[1].0 - three[0].0, three[1].1 - three[0].1);
            let (bx, by) = (three[2].0 - three[1].0, three[2].1 - three[1].1);
            let lengths = libm::hypot(ax, ay) * libm::hypot(bx, by);
            let turns = lengths * 0.05 < (ax * by - ay * bx).abs() || ax * bx + ay * by < 0.0;
            if turns {
                outline.disc(three[1], 0.5 * width);
            }
        }
        self.fill(&outline, colour);
    }

    fn uprights(&mut self, lines: &[(f64, f64, f64)], colour: &str, width: f64) {
        let mut outline = Outline::default();
        for (x, foot, top) in lines {
            outline.segment(self.px((*x, *foot)), self.px((*x, *top)), width * self.per_mm);
        }
        self.fill(&outline, colour);
    }

    fn dots(&mut self, centres: &[(f64, f64)], colour: &str, size: f64) {
        let mut outline = Outline::default();
        for centre in centres {
            outline.disc(self.px(*centre), 0.5 * size * self.per_mm);
        }
        self.fill(&outline, colour);
    }

    fn words(&mut self, words: &Words) {
        let Words { at, anchor, is_upright, size, pieces } = words;
        let size_of = |is_lower: bool| if is_lower { SMALL } else { *size };
        let width: f64 =
            pieces.iter().map(|piece| self.fonts.width(&piece.text) * size_of(piece.is_lower)).sum();
        let mut along = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => -0.5 * width,
            Anchor::End => -width,
        };
        for piece in pieces {
            let (size, down) = (size_of(piece.is_lower), if piece.is_lower { LOWER } else { 0.0 });
            let mut outline = Outline::default();
            let place = |(x, y): &(f64, f64)| {
                let (along, down) = (along + size * x, down - size * y);
                let (x, y) = if *is_upright { (down, -along) } else { (along, down) };
                self.px((at.0 + x, at.1 + y))
            };
            self.fonts.outline(&piece.text, &mut |line| {
                outline.closed(&line.iter().map(place).collect::<Vec<_>>());
            });
            self.fill(&outline, piece.colour);
            along += size * self.fonts.width(&piece.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(raster: &Raster, x: usize, y: usize) -> u8 {
        raster.pixels[3 * (y * raster.width + x)]
    }

    #[test]
    fn a_pixel_is_as_dark_as_it_is_covered() {
        let mut raster = Raster::new(8, 8, 1.0);
        raster.bar(Area { left: 1.25, top: 2.0, width: 3.0, height: 2.5 }, "#000000");
        let row: Vec<u8> = (0..6).map(|x| grey(&raster, x, 2)).collect();
        assert_eq!(row, [255, 64, 0, 0, 191, 255]);
        assert_eq!((grey(&raster, 2, 4), grey(&raster, 2, 5)), (128, 255));
        // What lies over itself is no darker than once.
        let mut raster = Raster::new(8, 8, 1.0);
        raster.line(&[(1.0, 3.5), (5.0, 3.5), (2.0, 3.5), (6.0, 3.5)], "#000000", 0.5);
        assert_eq!((grey(&raster, 3, 3), grey(&raster, 3, 2)), (128, 255));
    }

    #[test]
    fn what_is_cut_leaves_no_trace_outside() {
        let mut raster = Raster::new(20, 20, 1.0);
        raster.clip(Area { left: 5.0, top: 5.0, width: 10.0, height: 10.0 });
        raster.line(&[(-1e7, -3.0), (1e7, 25.0), (0.0, f64::MAX / 4.0)], "#000000", 2.0);
        raster.dots(&[(10.0, 10.0), (-5.0, 1.0), (100.0, 10.0)], "#d55e00", 30.0);
        let is_inside = |at: usize| (5..15).contains(&(at % 20)) && (5..15).contains(&(at / 20));
        let pixels = raster.pixels.chunks(3).enumerate();
        assert!(pixels.clone().all(|(at, pixel)| is_inside(at) == (pixel != [255; 3])));
    }

    #[test]
    fn letters_are_as_wide_as_their_outlines_say() {
        let fonts = Fonts::new();
        assert!(
            0.4 < fonts.width("V") && fonts.width("V") < 0.9 && fonts.width("VV") == 2.0 * fonts.width("V")
        );
        let mut n = 0;
        fonts.outline("i8−ḡτ", &mut |line| n += usize::from(2 < line.len()));
        assert!(8 <= n, "{n} outlines");
        assert_eq!(fonts.lacking("V m\u{200b}中"), ['中']);
    }
}
