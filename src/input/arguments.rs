//! Arguments of the command line that the window takes, too: where it keeps things, and what `screenshot` draws.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::parse_time;
use crate::storage::Folders;
use crate::text::Text;

/// Where the window keeps settings and copies of unsaved work.
#[derive(Debug, Clone, Default, Args)]
pub struct Places {
    /// Ignore saved settings and recovery files, and save none.
    #[arg(long)]
    safe_mode: bool,
    /// Store settings and recovery files in this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "safe_mode")]
    data_dir: Option<PathBuf>,
}

impl Places {
    /// The folders; `None` if nothing is kept.
    #[must_use]
    pub fn folders(&self) -> Option<Folders> {
        match &self.data_dir {
            _ if self.safe_mode => None,
            Some(folder) => Some(Folders::in_one(folder)),
            None => Folders::of_user(),
        }
    }
}

/// What `screenshot` draws.
#[derive(Debug, Clone, Args)]
pub struct ScreenshotArgs {
    /// A preset.
    #[arg(value_name = "FILE|NAME")]
    pub preset: OsString,
    /// The PNG file to write, or - for standard output.
    #[arg(value_name = "OUT.png|-")]
    pub out: PathBuf,
    /// Size of the window in points.
    #[arg(long, value_name = "WxH", default_value = "1280x720", value_parser = parse_size, allow_hyphen_values = true)]
    pub size: (u32, u32),
    /// Colours.
    #[arg(long, value_enum, default_value_t = ThemeName::Dark)]
    pub theme: ThemeName,
    /// Pixels per point.
    #[arg(long, default_value_t = 1.0, value_parser = parse_scale, allow_negative_numbers = true)]
    pub scale: f32,
    /// Model time to run before drawing [ms], a multiple of the step (default: 0, or that of the run that a file carries).
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    pub after: Option<f64>,
    /// Then move the playhead back to this time [ms].
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    pub playhead: Option<f64>,
    /// Spikes to fire before drawing, as for `run`.
    #[arg(long, value_name = "POP[:NEURON]@MS,MS...", allow_hyphen_values = true)]
    pub fire: Vec<String>,
    /// Open this lesson at a step, with the step carried out.
    #[arg(long, value_name = "NAME[:STEP]")]
    pub lesson: Option<String>,
    /// Draw the lesson as in a lecture.
    #[arg(long, requires = "lesson")]
    pub lecture: bool,
    /// Draw the welcome page.
    #[arg(long, conflicts_with = "lesson")]
    pub welcome: bool,
    /// Overwrite a file that Bouton has not written; never a preset or a lesson.
    #[arg(long)]
    pub force: bool,
    /// Language of the window: en or de.
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub language: String,
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeName {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// Large and high-contrast, for a bright room.
    Projector,
}

fn parse_size(written: &str) -> Result<(u32, u32), String> {
    let side = |side: &str| side.parse().ok().filter(|side| (1..=8192).contains(side));
    written
        .split_once('x')
        .and_then(|(width, height)| Some((side(width)?, side(height)?)))
        .ok_or_else(|| Text::english().get("cli-bad-size"))
}

fn parse_scale(written: &str) -> Result<f32, String> {
    let scale = written.parse().ok().filter(|scale| (0.25..=4.0).contains(scale));
    scale.ok_or_else(|| Text::english().get("cli-bad-scale"))
}

/// A time for which something runs.
///
/// # Errors
/// Why it is none, in words.
pub fn parse_duration(written: &str) -> Result<f64, String> {
    parse_time(written).map_err(|reason| Text::english().say(&reason))
}
