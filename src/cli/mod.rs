//! The command line: everything without a window.
//!
//! Headless commands share loader and simulation with the window. Exit codes: 0 fine, 1 a run failed,
//! 2 bad input. Results go to standard output, everything else to standard error.

mod params;
mod run;
mod sweep;
mod tables;
mod tally;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use run::RunArgs;

use crate::input::{Failure, error_lines};
use crate::lesson;
use crate::preset::error::LoadError;
use crate::preset::load;
use crate::storage::Folders;
use crate::text::Text;

/// Explore how synapses work by clicking and dragging.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  bouton ampa\n  bouton run ampa --duration 200 --fire 1@10,20,30 --csv -\n  \
                  bouton check my-preset.ron\n\nA FILE has a / or ends in .ron; - is standard input; any other word is a preset's name."
)]
pub struct Cli {
    /// Open this preset in the window.
    #[arg(value_name = "FILE|NAME")]
    open: Option<String>,
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where the window keeps settings and copies of unsaved work.
#[derive(Debug, Clone, Default, Args)]
pub struct Places {
    /// Leave settings and unsaved work of before alone, and keep none.
    #[arg(long)]
    safe_mode: bool,
    /// Keep settings and copies of unsaved work in this folder.
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

#[derive(Debug, Subcommand)]
enum Command {
    /// List the presets that come with the program.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check preset files; problems go to standard error, exit code 0 or 2.
    Check {
        /// Files, or - for standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<String>,
    },
    /// Show every settable parameter with value, unit, range and meaning.
    Params {
        /// A preset; without one, every mechanism is shown with its defaults.
        #[arg(value_name = "FILE|NAME")]
        preset: Option<String>,
        /// As a Markdown table.
        #[arg(long, conflicts_with = "json")]
        markdown: bool,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Run a preset without a window.
    Run(RunArgs),
    /// Run a preset for every combination of some values and seeds, on all cores.
    Sweep(sweep::SweepArgs),
    /// Draw the window into a PNG file, without a display.
    Screenshot(ScreenshotArgs),
}

/// What `screenshot` draws.
#[derive(Debug, Clone, Args)]
pub struct ScreenshotArgs {
    /// A preset.
    #[arg(value_name = "FILE|NAME")]
    pub preset: String,
    /// The PNG file to write.
    #[arg(value_name = "OUT.png")]
    pub out: PathBuf,
    /// Size of the window in points.
    #[arg(long, value_name = "WxH", default_value = "1280x720", value_parser = parse_size)]
    pub size: (u32, u32),
    /// Colours.
    #[arg(long, value_enum, default_value_t = ThemeName::Dark)]
    pub theme: ThemeName,
    /// Pixels per point.
    #[arg(long, default_value_t = 1.0, value_parser = parse_scale)]
    pub scale: f32,
    /// Model time to run before drawing [ms].
    #[arg(long, value_name = "MS", default_value_t = 0.0, value_parser = parse_duration)]
    pub after: f64,
    /// Spikes to fire on the way, as for `run`.
    #[arg(long, value_name = "POP[:NEURON]@MS,MS...", allow_hyphen_values = true)]
    pub fire: Vec<String>,
    /// A lesson to open at a step instead of the preset; what the step does is done.
    #[arg(long, value_name = "NAME[:STEP]")]
    pub lesson: Option<String>,
    /// Draw it as in a lecture.
    #[arg(long)]
    pub lecture: bool,
    /// Draw the page of welcome.
    #[arg(long)]
    pub welcome: bool,
    /// The language that the window speaks: en or de.
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
    /// Large and high in contrast, for a lit room.
    Projector,
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Task {
    /// Open the window, with a preset if one is named; and where it keeps what is not a document.
    Window(Option<String>, Places),
    /// Draw the window into a file.
    Screenshot(ScreenshotArgs),
    /// Something that needs no window.
    Headless(Headless),
}

/// A command that needs no window.
#[derive(Debug)]
pub struct Headless(Command);

/// Reads the command line of this process; prints help and usage errors itself.
#[must_use]
pub fn parse() -> Task {
    let Cli { open, places, command } = Cli::parse();
    match command {
        None => Task::Window(open, places),
        Some(Command::Screenshot(args)) => Task::Screenshot(args),
        Some(command) => Task::Headless(Headless(command)),
    }
}

/// Says that the program was built without the window: exit code 2.
#[cfg(not(feature = "gui"))]
#[must_use]
pub fn no_window() -> ExitCode {
    Failure::BadInput(vec![Text::english().get("cli-no-window")]).report()
}

impl Headless {
    /// Does it.
    #[must_use]
    pub fn execute(self) -> ExitCode {
        let text = Text::english();
        let result = match self.0 {
            Command::List { json } => tables::list(json, &text),
            Command::Check { files } => check(&files, &text),
            Command::Params { preset, markdown, json } => {
                params::print(preset.as_deref(), markdown, json, &text)
            }
            Command::Run(args) => run::run(&args, &text),
            Command::Sweep(args) => sweep::sweep(&args, &text),
            Command::Screenshot(_) => Ok(()),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.report(),
        }
    }
}

fn check(files: &[String], text: &Text) -> Result<(), Failure> {
    let mut lines = Vec::new();
    for file in files {
        match check_one(file) {
            Ok(unseen) => lines.extend(unseen.iter().map(|line| format!("{file}: {line}"))),
            Err(error) => lines.extend(error_lines(file, &error, text)),
        }
    }
    if lines.is_empty() { Ok(()) } else { Err(Failure::BadInput(lines)) }
}

/// Checks a document, or a lesson if that is what a file holds; returns what a lesson says can be seen and cannot.
fn check_one(argument: &str) -> Result<Vec<String>, LoadError> {
    if !load::is_file_argument(argument) {
        return load::argument(argument).map(|_| Vec::new());
    }
    let bytes = load::bytes_of_file(std::path::Path::new(argument))?;
    if !lesson::is_lesson(&bytes) {
        return load::parse(&bytes).map(|_| Vec::new());
    }
    let lesson = lesson::parse(&bytes)?;
    let mut unseen = Vec::new();
    for (index, step) in lesson.steps.iter().enumerate() {
        let missed = lesson::play(step).into_iter().filter(|seen| !seen.holds);
        unseen.extend(
            missed.map(|seen| format!("steps[{index}].see: {:?}, but it was {}", seen.effect, seen.found)),
        );
    }
    Ok(unseen)
}

/// Turns a closed pipe into success: whoever reads has seen enough.
fn unless_broken_pipe(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::from),
    }
}

fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let side = |side: &str| side.parse().ok().filter(|side| (1..=8192).contains(side));
    text.split_once('x')
        .and_then(|(width, height)| Some((side(width)?, side(height)?)))
        .ok_or_else(|| "write a size as 1280x720, each side from 1 to 8192".to_owned())
}

fn parse_scale(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|scale| (0.25..=4.0).contains(scale))
        .ok_or_else(|| "write a scale from 0.25 to 4".to_owned())
}

fn parse_duration(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|duration| (0.0..=1e12).contains(duration))
        .ok_or_else(|| "write a time in ms from 0 to 1e12".to_owned())
}
