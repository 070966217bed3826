//! Draws egui frames into an image on the CPU, for pictures of the window where no GPU and no screen is.
//!
//! The same shapes and textures always give the same bytes, so a picture can be compared with a stored one.
//! It draws what egui tessellated: it knows no widget and no theme, runs no egui pass and writes no file.

use std::collections::BTreeMap;

use dream_soft_render as soft;
use eframe::egui;
use eframe::egui::epaint::{ImageDelta, Primitive, Vertex};

/// The longest side of a picture [physical pixels]: a mistyped size must not ask for all the memory.
const MAX_SIDE: u16 = 16_384;

/// Vertices farther out than this are not drawn [physical pixels]. egui cuts infinite rectangles at ±1e7
/// points, which must still be painted; the products of coordinates in the renderer must stay finite.
const FAR: f32 = 1e8;

/// Why a frame could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The picture asked for, [width, height], is longer than 16384 pixels on a side.
    #[error("a picture of {} × {} pixels is too large: a side may have at most {MAX_SIDE}", .0[0], .0[1])]
    TooLarge([u32; 2]),
    /// A mesh or a partial update names a texture that was never handed over, or was freed since.
    #[error("the frame uses {0:?}, which is not among the textures handed over")]
    UnknownTexture(egui::TextureId),
    /// The renderer refused, for example because the textures together exceed its budget of 8 MiB.
    #[error("the software renderer refused the frame: {0}")]
    Renderer(#[from] soft::Error),
}

/// Draws egui frames into an image without a GPU; the same frame always gives the same bytes.
///
/// Colours are premultiplied and blended in gamma space, as egui's own painters do. Textures are sampled at
/// the nearest texel whatever filter they ask for. Upright text is exact, because egui puts glyphs on whole
/// pixels; slanted text and scaled images are rough, and so are small filled circles unless
/// `prerasterized_discs` is off in the context's tessellation options. Leave `max_texture_side` at egui's
/// 2048, or the font atlas may exceed the budget.
#[derive(Debug, Default)]
pub struct Raster {
    renderer: soft::SoftwareRenderer,
    textures: BTreeMap<egui::TextureId, soft::TextureId>,
    /// Textures that the latest frame freed but may still show; they go when the next one's arrive.
    freed: Vec<egui::TextureId>,
    mesh: MeshBuffer,
}

impl Raster {
    /// A renderer without textures; the first [`Self::update_textures`] brings egui's font atlas.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over the textures that a frame made, changed or freed. Call it for every frame that egui ran, in
    /// order, also for those that are not painted: later frames build on the same atlas. Then empty the delta
    /// (`clear`), because egui panics in a debug build if one is dropped that still holds something.
    ///
    /// # Errors
    /// A partial update that does not fit its texture, a texture without pixels, or more than 8 MiB of them.
    pub fn update_textures(&mut self, delta: &egui::TexturesDelta) -> Result<(), RasterError> {
        std::mem::take(&mut self.freed).into_iter().try_for_each(|id| self.free(id))?;
        for (&id, images) in &delta.set {
            images.iter().try_for_each(|image| self.set(id, image))?;
        }
        self.freed.extend(&delta.free);
        Ok(())
    }

    /// Paints tessellated primitives (from `egui::Context::tessellate`, with the same `pixels_per_point`)
    /// over `background` into an opaque image of `size_px` = [width, height] [physical pixels].
    ///
    /// Paint call-backs are skipped, because they speak to a GPU. A triangle with a corner that is not a
    /// number or absurdly far away is left out. A size of zero gives an empty image.
    ///
    /// # Errors
    /// A side above 16384 pixels, or a mesh whose texture was not handed over.
    pub fn paint(
        &mut self,
        primitives: &[egui::ClippedPrimitive],
        pixels_per_point: f32,
        size_px: [u32; 2],
        background: egui::Color32,
    ) -> Result<image::RgbaImage, RasterError> {
        let [width, height] = size_px;
        if width.max(height) > u32::from(MAX_SIDE) {
            return Err(RasterError::TooLarge(size_px));
        }
        let mut image = image::RgbaImage::new(width, height);
        let [r, g, b, _] = background.to_array();
        // At least one pixel, so that a picture without any is no division by zero: it has no band either.
        let row_bytes = image.sample_layout().height_stride.max(4);
        // The renderer's surface is limited, so a large picture is painted in bands of whole rows.
        let band_rows = (soft::MAX_SURFACE_PIXELS * 4 / row_bytes).min(usize::from(MAX_SIDE));
        for (band, top) in image.chunks_mut(band_rows * row_bytes).zip((0..MAX_SIDE).step_by(band_rows)) {
            let mut frame = self.renderer.begin_frame(row_bytes / 4, band.len() / row_bytes)?;
            frame.clear(soft::Color::from_rgb(r, g, b));
            for egui::ClippedPrimitive { clip_rect, primitive } in primitives {
                let Primitive::Mesh(mesh) = primitive else { continue };
                self.mesh.fill(mesh, pixels_per_point, top);
                let MeshBuffer { vertices, indices } = &self.mesh;
                let texture = self.textures.get(&mesh.texture_id).copied();
                let texture = Some(texture.ok_or(RasterError::UnknownTexture(mesh.texture_id))?);
                let clip = clip_from_rect(*clip_rect, pixels_per_point, u32::from(top));
                frame.mesh(soft::Mesh { vertices, indices, texture }, clip)?;
            }
            band.copy_from_slice(&frame.surface().pixels);
        }
        Ok(image)
    }

    fn set(&mut self, id: egui::TextureId, delta: &ImageDelta) -> Result<(), RasterError> {
        let egui::ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let rgba: Vec<u8> = image.pixels.iter().flat_map(egui::Color32::to_array).collect();
        if let Some([x, y]) = delta.pos {
            let texture = *self.textures.get(&id).ok_or(RasterError::UnknownTexture(id))?;
            self.renderer.update_texture(texture, x, y, width, height, &rgba)?;
        } else {
            // The old pixels go first: the budget need not hold a growing font atlas twice.
            self.free(id)?;
            self.textures.insert(id, self.renderer.create_texture(width, height, &rgba)?);
        }
        Ok(())
    }

    fn free(&mut self, id: egui::TextureId) -> Result<(), RasterError> {
        let texture = self.textures.remove(&id);
        Ok(texture.map_or(Ok(()), |texture| self.renderer.free_texture(texture))?)
    }
}

/// A mesh in the renderer's own terms; kept between meshes so that its memory is used again.
#[derive(Debug, Default)]
struct MeshBuffer {
    vertices: Vec<soft::Vertex>,
    indices: Vec<u32>,
}

impl MeshBuffer {
    /// Copies a mesh, moved up by `top` pixels and without the triangles that cannot be drawn.
    fn fill(&mut self, mesh: &egui::Mesh, pixels_per_point: f32, top: u16) {
        self.vertices.clear();
        let convert = |vertex| soft_vertex(vertex, pixels_per_point, f32::from(top));
        self.vertices.extend(mesh.vertices.iter().map(convert));
        self.indices.clear();
        for triangle in mesh.indices.chunks_exact(3) {
            let vertex = |&index: &u32| self.vertices.get(usize::try_from(index).ok()?);
            if triangle.iter().all(|index| vertex(index).is_some_and(is_drawable)) {
                self.indices.extend(triangle);
            }
        }
        // The renderer refuses a mesh for a bad vertex even if no triangle uses it.
        for vertex in self.vertices.iter_mut().filter(|vertex| !is_drawable(vertex)) {
            *vertex = soft::Vertex::default();
        }
    }
}

fn soft_vertex(vertex: &Vertex, pixels_per_point: f32, top: f32) -> soft::Vertex {
    let pos = vertex.pos * pixels_per_point;
    let [r, g, b, a] = vertex.color.to_array();
    // egui writes an additive colour (the stripes of a dark table) as alpha 0, which the renderer would skip
    // as invisible. Alpha 1 lets it through and takes at most one level off what lies below.
    let a = if a == 0 && (r, g, b) != (0, 0, 0) { 1 } else { a };
    let color = soft::Color::from_rgba_premultiplied(r, g, b, a);
    soft::Vertex::new([pos.x, pos.y - top], [vertex.uv.x, vertex.uv.y], color)
}

fn is_drawable(vertex: &soft::Vertex) -> bool {
    vertex.pos.iter().all(|value| value.abs() <= FAR) && vertex.uv.iter().all(|value| value.is_finite())
}

/// The clip rectangle on whole pixels, rounded as egui's painters do, in a band that begins at row `top`.
fn clip_from_rect(rect: egui::Rect, pixels_per_point: f32, top: u32) -> soft::ClipRect {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` clamps; NaN is 0")]
    let pixel = |points: f32| (points * pixels_per_point).round() as u32;
    let row = |points: f32| pixel(points).saturating_sub(top);
    soft::ClipRect::new(pixel(rect.min.x), row(rect.min.y), pixel(rect.max.x), row(rect.max.y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{ClippedPrimitive, Color32, Pos2, Rect, TextureId, TexturesDelta, pos2};
    use image::RgbaImage;

    const BACKGROUND: Color32 = Color32::from_rgb(10, 20, 30);
    const BARE: image::Rgba<u8> = image::Rgba([10, 20, 30, 255]);

    /// Paints one quad with a renderer whose only texture is one white texel.
    fn paint(quad: ClippedPrimitive, scale: f32, size_px: [u32; 2]) -> Result<RgbaImage, RasterError> {
        white_raster().paint(&[quad], scale, size_px, BACKGROUND)
    }

    fn white_raster() -> Raster {
        let mut raster = Raster::new();
        let white = egui::ColorImage::filled([1, 1], Color32::WHITE);
        let mut delta = TexturesDelta::default();
        delta.push(TextureId::default(), ImageDelta::full(white, egui::TextureOptions::LINEAR));
        raster.update_textures(&delta).unwrap();
        delta.clear();
        raster
    }

    fn quad(min: [f32; 2], max: [f32; 2], color: Color32, clip_rect: Rect) -> ClippedPrimitive {
        let mut mesh = egui::Mesh::default();
        mesh.add_colored_rect(Rect::from_min_max(min.into(), max.into()), color);
        ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }
    }

    #[test]
    fn a_red_rectangle_lands_on_its_pixels_also_across_bands() {
        let red = quad([2.0, 3.0], [5.0, 1399.0], Color32::RED, Rect::EVERYTHING);
        for (x, y, pixel) in paint(red, 2.0, [1000, 2800]).unwrap().enumerate_pixels() {
            let inside = (4..10).contains(&x) && (6..2798).contains(&y);
            assert_eq!(pixel.0, if inside { Color32::RED } else { BACKGROUND }.to_array(), "at {x}, {y}");
        }
    }

    #[test]
    fn colours_blend_in_gamma_space_and_additive_ones_show() {
        let colors = [Color32::from_rgba_premultiplied(100, 0, 0, 128), Color32::from_additive_luminance(5)];
        let pixels = colors.map(|color| {
            let everywhere = quad([-1e7; 2], [1e7; 2], color, Rect::EVERYTHING);
            paint(everywhere, 1.0, [4, 4]).unwrap().get_pixel(2, 2).0
        });
        assert_eq!(pixels, [[105, 10, 15, 255], [15, 25, 35, 255]]);
    }

    #[test]
    fn text_has_soft_edges_and_the_same_bytes_each_time() {
        let picture = || {
            let ctx = egui::Context::default();
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let font = egui::FontId::proportional(30.0);
                let painter = ui.ctx().debug_painter();
                painter.text(pos2(4.0, 4.0), egui::Align2::LEFT_TOP, "Ag", font, Color32::WHITE);
            });
            let mut raster = Raster::new();
            raster.update_textures(&output.textures_delta).unwrap();
            output.textures_delta.clear();
            let primitives = ctx.tessellate(std::mem::take(&mut output.shapes), 1.0);
            raster.paint(&primitives, 1.0, [60, 40], BACKGROUND).unwrap()
        };
        let image = picture();
        let n_white = image.pixels().filter(|pixel| pixel.0 == [255; 4]).count();
        let n_between = image.pixels().filter(|pixel| **pixel != BARE && pixel.0[0] < 200).count();
        assert!(n_white > 20 && n_between > 20, "{n_white} white pixels, {n_between} between");
        assert_eq!(image.as_raw(), picture().as_raw());
    }

    #[test]
    fn nothing_is_painted_outside_the_clip_rectangle() {
        let clip_rect = Rect::from_min_max(pos2(4.0, 4.0), pos2(8.0, 6.0));
        let image = paint(quad([0.0; 2], [20.0; 2], Color32::RED, clip_rect), 1.0, [20, 20]).unwrap();
        for (x, y, pixel) in image.enumerate_pixels() {
            assert_eq!(*pixel != BARE, (4..8).contains(&x) && (4..6).contains(&y), "at {x}, {y}");
        }
    }

    #[test]
    fn a_vertex_that_is_no_number_costs_only_its_triangle() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX] {
            let mut quad = quad([0.0; 2], [8.0; 2], Color32::RED, Rect::EVERYTHING);
            let Primitive::Mesh(mesh) = &mut quad.primitive else { unreachable!() };
            mesh.vertices[3].pos = Pos2::new(8.0, bad);
            mesh.indices.extend([0, 1, 99]);
            let image = paint(quad, 1.0, [8, 8]).unwrap();
            assert!(*image.get_pixel(1, 1) != BARE && *image.get_pixel(7, 7) == BARE);
        }
    }

    #[test]
    fn odd_sizes_scales_and_clips_do_not_panic() {
        let red = |clip_rect| quad([0.0; 2], [9.0; 2], Color32::RED, clip_rect);
        let sizes = [[0, 0], [0, 9], [9, 0]].map(|size_px| (size_px, 1.0, Rect::EVERYTHING));
        let scales = [f32::NAN, -1.0].map(|scale| ([9, 9], scale, Rect::EVERYTHING));
        let clips = [Rect::NAN, Rect::NOTHING].map(|clip_rect| ([9, 9], 1.0, clip_rect));
        for (size_px, scale, clip_rect) in sizes.into_iter().chain(scales).chain(clips) {
            let image = paint(red(clip_rect), scale, size_px).unwrap();
            assert!(image.dimensions() == size_px.into() && image.pixels().all(|pixel| *pixel == BARE));
        }
        assert!(matches!(paint(red(Rect::NAN), 1.0, [u32::MAX, 1]), Err(RasterError::TooLarge(_))));
    }

    #[test]
    fn a_freed_texture_lasts_until_the_next_frame() {
        let (mut raster, mut delta) = (white_raster(), TexturesDelta::default());
        delta.free(TextureId::default());
        for is_there in [true, false] {
            raster.update_textures(&delta).unwrap();
            delta.clear();
            let red = quad([0.0; 2], [8.0; 2], Color32::RED, Rect::EVERYTHING);
            assert_eq!(raster.paint(&[red], 1.0, [8, 8], BACKGROUND).is_ok(), is_there);
        }
    }
}
