//! Draws egui frames into an image on the CPU, for pictures of the window where no GPU and no screen is.
//!
//! The same shapes and textures always give the same bytes, so a picture can be compared with a stored one. This is
//! not a second look for the application: what it draws is what egui tessellated, and it knows no widget and no theme.
//! It opens no window, runs no egui pass and writes no file.

use std::collections::BTreeMap;

use dream_soft_render as soft;
use eframe::egui;
use eframe::egui::epaint::{ImageDelta, Primitive, Vertex};

/// The longest side a picture may have [physical pixels], so that a mistyped size cannot ask for all the memory.
const MAX_SIDE: u16 = 16_384;

/// Vertices farther out than this are not drawn [physical pixels]. egui cuts infinite rectangles at ±1e7 points, which
/// must still be painted; the products of coordinates in the renderer must stay finite.
const FAR: f32 = 1e8;

/// Why a frame could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The picture is longer than 16384 pixels on a side.
    #[error("a picture of {width} × {height} pixels is too large: a side may have at most {MAX_SIDE}")]
    TooLarge {
        /// The width asked for [physical pixels].
        width: u32,
        /// The height asked for [physical pixels].
        height: u32,
    },
    /// A mesh or a partial update names a texture that was never handed over, or was freed in an earlier frame.
    #[error("the frame uses {0:?}, which is not among the textures handed over")]
    UnknownTexture(egui::TextureId),
    /// The renderer refused, for example because the textures together exceed its budget of 8 MiB.
    #[error("the software renderer refused the frame: {0}")]
    Renderer(#[from] soft::Error),
}

/// Draws egui frames into an image without a GPU: the same frame always gives the same bytes.
///
/// Colours are premultiplied and blended in gamma space, as egui's own painters do. Textures are sampled at the
/// nearest texel whatever filter they ask for. Text is not affected, because egui puts glyphs on whole pixels, but
/// small filled circles are: switch `prerasterized_discs` off in the context's tessellation options for round ones.
/// Leave `max_texture_side` at egui's own 2048 when running the frame, or the font atlas may exceed the budget.
#[derive(Debug, Default)]
pub struct Raster {
    renderer: soft::SoftwareRenderer,
    textures: BTreeMap<egui::TextureId, soft::TextureId>,
    /// Textures that the latest frame freed but may still show; they go when the next frame's textures arrive.
    freed: Vec<egui::TextureId>,
    mesh: MeshBuffer,
}

impl Raster {
    /// A renderer without textures; the first [`Self::update_textures`] brings egui's font atlas.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over the textures that a frame made, changed or freed. Call it once for every frame that egui ran, in
    /// order and before [`Self::paint`], also for frames that are not painted: later frames build on the same atlas.
    ///
    /// egui wants a delta emptied before it is dropped, which is left to the caller (`delta.clear()`).
    ///
    /// # Errors
    /// A partial update of a texture that is not there or is too small, a texture without pixels, or more than 8 MiB
    /// of textures.
    pub fn update_textures(&mut self, delta: &egui::TexturesDelta) -> Result<(), RasterError> {
        for id in std::mem::take(&mut self.freed) {
            self.free(id)?;
        }
        for (&id, images) in &delta.set {
            for image in images {
                self.set(id, image)?;
            }
        }
        self.freed.extend(&delta.free);
        Ok(())
    }

    /// Paints tessellated primitives (from `egui::Context::tessellate`, with the same `pixels_per_point`) over
    /// `background` into an opaque image of `size_px` = [width, height] [physical pixels].
    ///
    /// Paint call-backs are skipped, because they speak to a GPU. A triangle with a corner that is not a number or
    /// absurdly far away is left out. A size of zero gives an empty image.
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
            return Err(RasterError::TooLarge { width, height });
        }
        let mut image = image::RgbaImage::new(width, height);
        if width == 0 || height == 0 {
            return Ok(image);
        }
        let [r, g, b, _] = background.to_array();
        let row_bytes = image.sample_layout().height_stride;
        // The renderer's surface is limited, so a large picture is painted in bands of whole rows.
        let band_rows = (soft::MAX_SURFACE_PIXELS * 4 / row_bytes).min(usize::from(MAX_SIDE));
        let mut top = 0;
        for band in image.chunks_mut(band_rows * row_bytes) {
            let mut frame = self.renderer.begin_frame(row_bytes / 4, band.len() / row_bytes)?;
            frame.clear(soft::Color::from_rgb(r, g, b));
            for egui::ClippedPrimitive { clip_rect, primitive } in primitives {
                let Primitive::Mesh(mesh) = primitive else { continue };
                self.mesh.fill(mesh, pixels_per_point, top);
                if self.mesh.indices.is_empty() {
                    continue;
                }
                let texture = self.textures.get(&mesh.texture_id);
                let texture = *texture.ok_or(RasterError::UnknownTexture(mesh.texture_id))?;
                let clip = clip_from_rect(*clip_rect, pixels_per_point, u32::from(top));
                frame.mesh(self.mesh.with_texture(texture), clip)?;
            }
            band.copy_from_slice(&frame.surface().pixels);
            top += u16::try_from(band_rows).unwrap_or(MAX_SIDE);
        }
        Ok(image)
    }

    fn set(&mut self, id: egui::TextureId, delta: &ImageDelta) -> Result<(), RasterError> {
        let egui::ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let rgba: Vec<u8> = image.pixels.iter().flat_map(|pixel| pixel.to_array()).collect();
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
        if let Some(texture) = self.textures.remove(&id) {
            self.renderer.free_texture(texture)?;
        }
        Ok(())
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
        self.vertices.extend(mesh.vertices.iter().map(|vertex| soft_vertex(vertex, pixels_per_point, f32::from(top))));
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

    fn with_texture(&self, texture: soft::TextureId) -> soft::Mesh<'_> {
        soft::Mesh { vertices: &self.vertices, indices: &self.indices, texture: Some(texture) }
    }
}

fn soft_vertex(vertex: &Vertex, pixels_per_point: f32, top: f32) -> soft::Vertex {
    let pos = vertex.pos * pixels_per_point;
    let [r, g, b, a] = vertex.color.to_array();
    // egui writes an additive colour (the stripes of a dark table) as alpha 0, which the renderer would skip as
    // invisible. Alpha 1 lets it through and takes at most one level off what lies below.
    let a = if a == 0 && (r, g, b) != (0, 0, 0) { 1 } else { a };
    let color = soft::Color::from_rgba_premultiplied(r, g, b, a);
    soft::Vertex::new([pos.x, pos.y - top], [vertex.uv.x, vertex.uv.y], color)
}

fn is_drawable(vertex: &soft::Vertex) -> bool {
    vertex.pos.iter().all(|value| value.abs() <= FAR) && vertex.uv.iter().all(|value| value.is_finite())
}

/// The clip rectangle on whole pixels, rounded as egui's own painters round it, in a band that begins at row `top`.
fn clip_from_rect(rect: egui::Rect, pixels_per_point: f32, top: u32) -> soft::ClipRect {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` clamps, and turns NaN into 0")]
    let pixel = |points: f32| (points * pixels_per_point).round() as u32;
    let row = |points: f32| pixel(points).saturating_sub(top);
    soft::ClipRect::new(pixel(rect.min.x), row(rect.min.y), pixel(rect.max.x), row(rect.max.y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Color32, Mesh, Pos2, Rect, pos2, vec2};

    const BACKGROUND: Color32 = Color32::from_rgb(10, 20, 30);
    const BACKGROUND_RGBA: [u8; 4] = [10, 20, 30, 255];

    /// Runs one egui pass of `size` points and paints what `draw` painted.
    fn picture(size: [u32; 2], pixels_per_point: f32, draw: impl Fn(&egui::Painter)) -> image::RgbaImage {
        let ctx = egui::Context::default();
        ctx.set_pixels_per_point(pixels_per_point);
        let mut raster = Raster::new();
        // The scale and the glyphs asked for in the first pass are there in the second.
        let mut shapes = Vec::new();
        for _ in 0..2 {
            let screen_rect = Rect::from_min_size(Pos2::ZERO, vec2(size[0] as f32, size[1] as f32));
            let input = egui::RawInput { screen_rect: Some(screen_rect), ..Default::default() };
            let mut output = ctx.run_ui(input, |ui| draw(&ui.ctx().debug_painter()));
            raster.update_textures(&output.textures_delta).unwrap();
            output.textures_delta.clear();
            shapes = std::mem::take(&mut output.shapes);
        }
        let size_px = size.map(|points| (points as f32 * pixels_per_point) as u32);
        let primitives = ctx.tessellate(shapes, pixels_per_point);
        raster.paint(&primitives, pixels_per_point, size_px, BACKGROUND).unwrap()
    }

    /// A renderer whose default texture is one white texel.
    fn white_raster() -> Raster {
        let mut raster = Raster::new();
        let white = ImageDelta::full(egui::ColorImage::filled([1, 1], Color32::WHITE), egui::TextureOptions::LINEAR);
        let mut delta = egui::TexturesDelta::default();
        delta.push(egui::TextureId::default(), white);
        raster.update_textures(&delta).unwrap();
        delta.clear();
        raster
    }

    fn rect_primitive(rect: Rect, color: Color32, clip_rect: Rect) -> egui::ClippedPrimitive {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(rect, color);
        egui::ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }
    }

    fn is_background(pixel: &image::Rgba<u8>) -> bool {
        pixel.0 == BACKGROUND_RGBA
    }

    #[test]
    fn a_red_rectangle_lands_on_its_pixels_also_across_bands() {
        let rect = Rect::from_min_max(pos2(2.0, 3.0), pos2(5.0, 1399.0));
        let red = rect_primitive(rect, Color32::RED, Rect::EVERYTHING);
        let image = white_raster().paint(&[red], 2.0, [1000, 2800], BACKGROUND).unwrap();
        for (x, y, pixel) in image.enumerate_pixels() {
            let inside = (4..10).contains(&x) && (6..2798).contains(&y);
            assert_eq!(pixel.0, if inside { [255, 0, 0, 255] } else { BACKGROUND_RGBA }, "at {x}, {y}");
        }
    }

    #[test]
    fn colours_blend_in_gamma_space_and_additive_ones_show() {
        let everywhere = Rect::from_min_max(pos2(-1e7, -1e7), pos2(1e7, 1e7));
        let colors = [Color32::from_rgba_premultiplied(100, 0, 0, 128), Color32::from_additive_luminance(5)];
        let pixels = colors.map(|color| {
            let quad = rect_primitive(everywhere, color, Rect::EVERYTHING);
            white_raster().paint(&[quad], 1.0, [4, 4], BACKGROUND).unwrap().get_pixel(2, 2).0
        });
        assert_eq!(pixels, [[105, 10, 15, 255], [15, 25, 35, 255]]);
    }

    #[test]
    fn text_is_painted_with_soft_edges_and_the_same_bytes_each_time() {
        let draw = |painter: &egui::Painter| {
            painter.text(pos2(4.0, 4.0), egui::Align2::LEFT_TOP, "Ag", egui::FontId::proportional(20.0), Color32::WHITE);
        };
        let image = picture([60, 40], 1.5, draw);
        let full = image.pixels().filter(|pixel| pixel.0 == [255; 4]).count();
        let soft_edge = image.pixels().filter(|pixel| !is_background(pixel) && pixel.0[0] < 200).count();
        assert!(full > 20 && soft_edge > 20, "{full} white pixels, {soft_edge} between");
        assert_eq!(image.as_raw(), picture([60, 40], 1.5, draw).as_raw());
    }
    #[test]
    fn nothing_is_painted_outside_the_clip_rectangle() {
        let clip_rect = Rect::from_min_max(pos2(4.0, 4.0), pos2(8.0, 6.0));
        let red = rect_primitive(Rect::from_min_max(Pos2::ZERO, pos2(20.0, 20.0)), Color32::RED, clip_rect);
        let image = white_raster().paint(&[red], 1.0, [20, 20], BACKGROUND).unwrap();
        assert_eq!(image.pixels().filter(|pixel| !is_background(pixel)).count(), 8);
        assert!(!is_background(image.get_pixel(4, 4)) && !is_background(image.get_pixel(7, 5)));
    }

    #[test]
    fn a_vertex_that_is_no_number_costs_only_its_triangle() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX] {
            let rect = Rect::from_min_max(Pos2::ZERO, pos2(8.0, 8.0));
            let mut quad = rect_primitive(rect, Color32::RED, Rect::EVERYTHING);
            let Primitive::Mesh(mesh) = &mut quad.primitive else { unreachable!() };
            mesh.vertices[3].pos.x = bad;
            mesh.indices.extend([0, 1, 99]);
            let image = white_raster().paint(&[quad], 1.0, [8, 8], BACKGROUND).unwrap();
            assert!(!is_background(image.get_pixel(1, 1)) && is_background(image.get_pixel(7, 7)));
        }
    }

    #[test]
    fn odd_sizes_scales_and_clips_do_not_panic() {
        let red = [rect_primitive(Rect::EVERYTHING, Color32::RED, Rect::NAN)];
        for (size_px, scale) in [([0, 0], 1.0), ([0, 9], 1.0), ([9, 0], 1.0), ([9, 9], f32::NAN), ([9, 9], -1.0)] {
            let image = white_raster().paint(&red, scale, size_px, BACKGROUND).unwrap();
            assert_eq!(image.dimensions(), size_px.into());
            assert!(image.pixels().all(is_background));
        }
        let too_large = white_raster().paint(&red, 1.0, [u32::MAX, 1], BACKGROUND);
        assert!(matches!(too_large, Err(RasterError::TooLarge { .. })));
    }

    #[test]
    fn a_freed_texture_lasts_until_the_next_frame() {
        let red = [rect_primitive(Rect::from_min_max(Pos2::ZERO, pos2(8.0, 8.0)), Color32::RED, Rect::EVERYTHING)];
        let mut raster = white_raster();
        let mut delta = egui::TexturesDelta::default();
        delta.free(egui::TextureId::default());
        raster.update_textures(&delta).unwrap();
        delta.clear();
        assert!(raster.paint(&red, 1.0, [8, 8], BACKGROUND).is_ok());
        raster.update_textures(&delta).unwrap();
        assert!(matches!(raster.paint(&red, 1.0, [8, 8], BACKGROUND), Err(RasterError::UnknownTexture(_))));
    }
}
