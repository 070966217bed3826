//! PNG: figures as pixels, with smooth lines and letters, and pictures that say what made them.

use std::io;

use super::csv::{PROGRAM, Provenance};
use super::figure::{Figure, Panel, Style};
use super::font::Fonts;
use super::paper;
use super::raster::Raster;
use crate::preset::carrier::KEYWORD;

/// Most pixels of a figure.
pub const MOST_PIXELS: f64 = 64e6;

/// What dots per inch a figure may have.
pub const DPI_RANGE: (f64, f64) = (36.0, 1200.0);

const MM_PER_INCH: f64 = 25.4;

/// A picture: red, green and blue of each pixel, line by line from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its width [pixels].
    pub width: usize,
    /// Its height [pixels].
    pub height: usize,
    /// Its pixels, three bytes each.
    pub pixels: Vec<u8>,
}

/// A figure would have more pixels than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge {
    /// How many it would have, in millions.
    pub millions: u64,
}

/// Whether a figure may be drawn with so many dots per inch; how large it is then [pixels].
///
/// # Errors
/// If it would have more than [`MOST_PIXELS`].
pub fn fits(figure: &Figure, style: &Style, dpi: f64) -> Result<(usize, usize), TooLarge> {
    let (width, height) = paper::size_mm(figure, style);
    let (width, height) = ((width * dpi / MM_PER_INCH).round(), (height * dpi / MM_PER_INCH).round());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of pixels")]
    if width * height <= MOST_PIXELS {
        Ok((width as usize, height as usize))
    } else {
        Err(TooLarge { millions: (width * height / 1e6).ceil() as u64 })
    }
}

/// Draws a figure with so many dots per inch.
///
/// # Errors
/// As [`fits`].
pub fn draw(figure: &Figure, style: &Style, dpi: f64) -> Result<Picture, TooLarge> {
    let (width, height) = fits(figure, style, dpi)?;
    let mut raster = Raster::new(width, height, dpi / MM_PER_INCH);
    paper::draw(figure, style, &mut raster);
    Ok(Picture { width: raster.width, height: raster.height, pixels: raster.pixels })
}

/// Letters of a figure that the fonts lack.
#[must_use]
pub fn lacking(figure: &Figure, style: &Style) -> Vec<char> {
    let mut text = style.caption.clone().unwrap_or_default();
    for panel in &figure.panels {
        match panel {
            Panel::Lines { series, .. } => series.iter().for_each(|own| text.push_str(&own.name)),
            Panel::Dots { populations } => populations.iter().for_each(|own| text.push_str(&own.name)),
            Panel::Graph(graph) => {
                let names = graph.curves.iter().chain(&graph.dots).map(|own| own.name.as_str());
                names
                    .chain([graph.x.label.as_str(), graph.y.label.as_str()])
                    .for_each(|own| text.push_str(own));
            }
        }
    }
    let mut lacking = Fonts::new().lacking(&text);
    lacking.sort_unstable();
    lacking.dedup();
    lacking
}

/// What the pixels of a PNG are.
#[derive(Debug, Clone, Copy)]
pub enum Pixels<'a> {
    /// Red, green and blue.
    Rgb(&'a [u8]),
    /// The same, and how opaque each is.
    Rgba(&'a [u8]),
}

/// A picture as a PNG that says, before its pixels, what made it and how; `dpi` is how large it is in print.
///
/// # Errors
/// If the pixels are not as many as the size says.
pub fn png(
    (width, height): (usize, usize),
    pixels: Pixels<'_>,
    dpi: Option<f64>,
    provenance: &Provenance<'_>,
) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let (kind, data) = match pixels {
        Pixels::Rgb(data) => (png::ColorType::Rgb, data),
        Pixels::Rgba(data) => (png::ColorType::Rgba, data),
    };
    let mut writer = encoder(&mut bytes, (width, height), kind, dpi, provenance)?.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(bytes)
}

/// What writes a PNG that says, before its pixels, what made it and how.
pub(super) fn encoder<'a>(
    bytes: &'a mut Vec<u8>,
    (width, height): (usize, usize),
    kind: png::ColorType,
    dpi: Option<f64>,
    provenance: &Provenance<'_>,
) -> io::Result<png::Encoder<'a, &'a mut Vec<u8>>> {
    let side = |side: usize| u32::try_from(side).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge));
    let mut encoder = png::Encoder::new(bytes, side(width)?, side(height)?);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    if let Some(dpi) = dpi {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1200 dpi")]
        let per_metre = (dpi / MM_PER_INCH * 1e3).round() as u32;
        let dims = png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter };
        encoder.set_pixel_dims(Some(dims));
    }
    encoder.add_itxt_chunk("Software".to_owned(), PROGRAM.to_owned())?;
    encoder.add_itxt_chunk("Comment".to_owned(), provenance.lines().join("\n"))?;
    if let Some(packed) = provenance.packed() {
        encoder.add_itxt_chunk(KEYWORD.to_owned(), packed.as_str().to_owned())?;
    }
    Ok(encoder)
}
