//! The dots of a raster. Many of them are painted into a picture first: as shapes they would take most of the time of a frame.

use eframe::egui::epaint::Mesh;
use eframe::egui::{Color32, ColorImage, Painter, Rect, Shape, TextureHandle, TextureOptions, pos2, vec2};

/// From so many dots on there is a picture.
const MANY: usize = 2_000;

/// The part of a texture that an image shows: all of it.
const WHOLE: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1.0, 1.0) };

/// A dot: where it is on screen [points], and its colour.
pub(super) type Dot = (Rect, Color32);

/// The picture of a raster, kept from frame to frame for its texture.
pub(crate) struct RasterPicture(TextureHandle);

impl std::fmt::Debug for RasterPicture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RasterPicture").finish_non_exhaustive()
    }
}

/// Draws dots that lie within a `frame` [points].
pub(super) fn paint(dots: &[Dot], frame: Rect, painter: &Painter, kept: &mut Option<RasterPicture>) {
    // As large as what it shows, and no larger.
    let area = dots.iter().fold(Rect::NOTHING, |all, (rect, _)| all.union(*rect)).intersect(frame);
    if !area.is_positive() {
        return;
    }
    let largest = painter.ctx().input(|input| input.max_texture_side);
    let pixels = Pixels::of(area, painter.ctx().pixels_per_point());
    if dots.len() < MANY || largest < pixels.width.max(pixels.height) {
        let mut mesh = Mesh::default();
        for (rect, colour) in dots {
            mesh.add_colored_rect(*rect, *colour);
        }
        painter.add(Shape::mesh(mesh));
        return;
    }
    let image = pixels.image(dots);
    let texture = if let Some(RasterPicture(texture)) = kept {
        texture.set(image, TextureOptions::NEAREST);
        texture.id()
    } else {
        let texture = painter.ctx().load_texture("raster", image, TextureOptions::NEAREST);
        kept.insert(RasterPicture(texture)).0.id()
    };
    painter.image(texture, pixels.rect(), WHOLE, Color32::WHITE);
}

/// The pixels of the screen that an area lies on.
#[derive(Debug, Clone, Copy)]
struct Pixels {
    left: f32,
    top: f32,
    width: usize,
    height: usize,
    per_point: f32,
}

impl Pixels {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size on screen")]
    fn of(area: Rect, per_point: f32) -> Self {
        let (left, top) = ((area.left() * per_point).floor(), (area.top() * per_point).floor());
        let size = |from: f32, to: f32| ((to * per_point).ceil() - from).max(1.0) as usize;
        Self { left, top, width: size(left, area.right()), height: size(top, area.bottom()), per_point }
    }

    /// Where they are [points].
    #[expect(clippy::cast_precision_loss, reason = "a size on screen")]
    fn rect(&self) -> Rect {
        let size = vec2(self.width as f32, self.height as f32) / self.per_point;
        Rect::from_min_size(pos2(self.left, self.top) / self.per_point, size)
    }

    /// The dots on nothing: each fills the pixels whose centres it covers, and one at least.
    fn image(&self, dots: &[Dot]) -> ColorImage {
        let mut image = ColorImage::filled([self.width, self.height], Color32::TRANSPARENT);
        let range = |from: f32, to: f32, origin: f32, n: usize| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on screen")]
            let place = |points: f32| ((points * self.per_point - origin).round().max(0.0) as usize).min(n);
            let first = place(from).min(n - 1);
            first..place(to).max(first + 1)
        };
        for (rect, colour) in dots {
            let columns = range(rect.left(), rect.right(), self.left, self.width);
            for row in range(rect.top(), rect.bottom(), self.top, self.height) {
                let row = row * self.width;
                image.pixels[row + columns.start..row + columns.end].fill(*colour);
            }
        }
        image
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns and rows that have a colour, of a frame from (10.3, 20.6) to (30.3, 40.6) points.
    fn painted(rect: Rect, per_point: f32) -> (Vec<usize>, Vec<usize>) {
        let frame = Rect::from_min_size(pos2(10.3, 20.6), vec2(20.0, 20.0));
        let pixels = Pixels::of(frame, per_point);
        let image = pixels.image(&[(rect, Color32::RED)]);
        let filled = |place: usize| {
            (image.pixels[place] == Color32::RED).then_some((place % pixels.width, place / pixels.width))
        };
        let (mut columns, mut rows): (Vec<_>, Vec<_>) = (0..image.pixels.len()).filter_map(filled).unzip();
        assert_eq!(
            columns.len(),
            image.pixels.iter().filter(|pixel| **pixel != Color32::TRANSPARENT).count()
        );
        columns.sort_unstable();
        columns.dedup();
        rows.dedup();
        (columns, rows)
    }

    #[test]
    fn a_dot_fills_the_pixels_whose_centres_it_covers() {
        let dot = Rect::from_center_size(pos2(15.0, 30.0), vec2(1.6, 1.2));
        // From 14.2 to 15.8 and from 29.4 to 30.6; pixels are counted from 10 and 20.
        assert_eq!(painted(dot, 1.0), (vec![4, 5], vec![9, 10]));
        // From 28.4 to 31.6 and from 58.8 to 61.2; from 20 and 41.
        assert_eq!(painted(dot, 2.0), (vec![8, 9, 10, 11], vec![18, 19]));
        let thin = Rect::from_center_size(pos2(15.0, 30.0), vec2(0.1, 0.1));
        assert_eq!(painted(thin, 1.0), (vec![5], vec![10]), "what covers no centre is there all the same");
        let beyond = Rect::from_center_size(pos2(30.3, 0.0), vec2(4.0, 4.0));
        assert_eq!(painted(beyond, 1.0), (vec![18, 19, 20], vec![0]), "what lies beyond the edge is on it");
    }

    #[test]
    fn a_picture_covers_its_frame_and_lies_on_pixels() {
        for per_point in [0.5, 1.0, 1.25, 2.0] {
            let frame = Rect::from_min_size(pos2(10.3, 20.6), vec2(20.0, 20.0));
            let rect = Pixels::of(frame, per_point).rect();
            assert!(
                rect.expand(1e-4).contains_rect(frame) && frame.expand(1.0 / per_point).contains_rect(rect)
            );
            for edge in [rect.left(), rect.top(), rect.right(), rect.bottom()] {
                assert!(
                    (edge * per_point - (edge * per_point).round()).abs() < 1e-3,
                    "{edge} at {per_point}"
                );
            }
        }
    }
}
