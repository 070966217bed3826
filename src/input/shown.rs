//! What a plot of the window shows at the end of a run, wanted by a command: the command line checks it, the window draws it.

use std::ffi::OsString;
use std::path::PathBuf;

use super::output::Content;
use crate::preset::run_log::RunLog;

/// A plot that is exported as the window shows it.
#[derive(Debug)]
pub struct Shown {
    /// What the command calls the document.
    pub source: OsString,
    /// The run, the only one of its log.
    pub log: RunLog,
    /// The plot, by id.
    pub plot: u32,
    /// The files, which may be written.
    pub files: Vec<(PathBuf, Content)>,
    /// How figures look.
    pub look: Look,
    /// Whether progress is hidden.
    pub quiet: bool,
}

/// How a figure of a plot looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
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
}
