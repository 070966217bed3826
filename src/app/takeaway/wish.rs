//! What a person asks to take away.

use crate::input::output::Content;

/// What is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Samples, or whatever a plot shows, as a table.
    Table,
    /// Spikes as a table.
    Spikes,
    /// Everything as arrays.
    Arrays,
    /// A figure as an SVG.
    Drawing,
    /// A figure as a PNG.
    Picture,
    /// The last seconds of the plots against time as an animated PNG.
    Film,
    /// The canvas as a PNG.
    Canvas,
    /// The window as a PNG.
    Window,
}

impl What {
    /// All that can be taken away of a document, in the order of the menu, each with the key of its words in the catalogue.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Table, "take-table"),
        (Self::Spikes, "take-spikes"),
        (Self::Arrays, "take-arrays"),
        (Self::Drawing, "take-drawing"),
        (Self::Picture, "take-picture"),
        (Self::Film, "take-film"),
        (Self::Canvas, "take-canvas"),
        (Self::Window, "take-window"),
    ];

    /// The kind of file.
    #[must_use]
    pub fn content(self) -> Content {
        match self {
            Self::Table | Self::Spikes => Content::Table,
            Self::Arrays => Content::Arrays,
            Self::Drawing => Content::Drawing,
            Self::Picture | Self::Canvas | Self::Window => Content::Picture,
            Self::Film => Content::Animation,
        }
    }
}

/// A wish to take something away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// What.
    pub what: What,
    /// Of which plot; of the whole document without one.
    pub plot: Option<u32>,
    /// True if it goes to the clipboard instead of a file.
    pub copies: bool,
}

impl Wish {
    /// To write something of the whole document into a file.
    #[must_use]
    pub fn of_document(what: What) -> Self {
        Self { what, plot: None, copies: false }
    }
}

/// How figures are drawn, and how much of a run is in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// True if figures show the whole run; otherwise they show what the plots show.
    pub is_whole: bool,
    /// Width [mm].
    pub width_mm: f64,
    /// Height of a plot [mm].
    pub panel_mm: f64,
    /// Dots per inch of pictures.
    pub dpi: f64,
    /// Whether lines are named.
    pub legend: bool,
    /// Whether a line below says what made the figure.
    pub caption: bool,
    /// How long an animated picture lasts [s].
    pub film_s: f64,
    /// Its frames per second.
    pub fps: f64,
}

/// How long an animated picture may last [s].
pub const FILM_RANGE_S: (f64, f64) = (0.1, 1200.0);

/// Widths that fit the columns of most journals [mm].
pub const WIDTHS_MM: [f64; 3] = [85.0, 114.0, 174.0];

impl Default for Options {
    fn default() -> Self {
        let [width_mm, ..] = WIDTHS_MM;
        Self {
            is_whole: false,
            width_mm,
            panel_mm: 40.0,
            dpi: 300.0,
            legend: true,
            caption: true,
            film_s: 10.0,
            fps: 20.0,
        }
    }
}
