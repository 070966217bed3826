//! The command line: everything without a window.
//!
//! Headless commands share loader and simulation with the window. Exit codes: 0 fine, 1 a run failed or a result could not
//! be written, 2 bad input, 130 and 143 ended by SIGINT and SIGTERM. Results go to standard output or to files, everything
//! else to standard error.

mod carried;
mod ending;
mod export_files;
mod export_script;
mod export_shown;
mod fit;
mod ledger;
mod params;
mod probes;
mod recording;
mod replay;
mod resume;
mod run;
mod run_args;
mod signals;
mod summary;
mod sweep;
mod tables;
mod tally;
mod timed;
mod wishes;

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use run_args::RunArgs;

use crate::fit::MOST_STARTS;
use crate::input::arguments::{Places, ScreenshotArgs, parse_duration};
use crate::input::shown::Shown;
use crate::input::{Failure, caution_lines, error_lines, is_file_argument, terminal};
use crate::lesson;
use crate::message::Message;
use crate::number;
use crate::preset::carrier::{self, Source};
use crate::preset::caution::{self, Caution};
use crate::preset::error::LoadError;
use crate::preset::load;
use crate::preset::neuronify::{self, Circuit};
use crate::text::Text;
use crate::units::Unit;

/// Explore how synapses work by clicking and dragging.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  bouton ampa\n  bouton run ampa --duration 200 --fire 1@10,20,30 --csv -\n  \
                  bouton check my-preset.ron\n\nA FILE has a / or ends in .ron; - is standard input; any other word is the name of a preset."
)]
pub struct Cli {
    /// Preset or lesson to open in the window.
    #[arg(value_name = "FILE|NAME")]
    open: Option<OsString>,
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the presets that come with the program.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check preset and lesson files; report problems on standard error (exit code 0 or 2).
    Check {
        /// Files, or - for standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<OsString>,
    },
    /// Show every settable parameter with value, unit, both ranges and meaning.
    Params {
        /// A preset; without one, every mechanism is shown with its defaults.
        #[arg(value_name = "FILE|NAME")]
        preset: Option<OsString>,
        /// As a Markdown table.
        #[arg(long, conflicts_with = "json")]
        markdown: bool,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Run a preset without a window.
    Run(RunArgs),
    /// Run a preset for every combination of values and seeds, on all cores.
    Sweep(sweep::SweepArgs),
    /// Play a saved run again (exit code 1 if it ends otherwise than it did).
    Replay(replay::ReplayArgs),
    /// List every change of watched synapses and neurons, with its cause; say why something jumped.
    Ledger(ledger::LedgerArgs),
    /// Run a preset and write what was recorded to files that open again, or write it as a script for another simulator.
    Export(Box<export_files::ExportArgs>),
    /// Adjust parameters of a preset until it matches a recording; print them with standard errors.
    Fit(fit::FitArgs),
    /// Draw the window into a PNG file, without a display.
    Screenshot(ScreenshotArgs),
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Task {
    /// Open the window, with a preset if one is named; and where it keeps what is not a document.
    Window(Option<OsString>, Places),
    /// Draw the window into a file.
    Screenshot(ScreenshotArgs),
    /// Write what a plot shows into files, which takes what draws the window.
    Shown(Box<Shown>),
    /// Something that needs no window.
    Headless(Headless),
}

/// A command that needs no window.
#[derive(Debug)]
pub struct Headless(Command);

/// Reads the command line of this process; prints help and usage errors itself, and then gives the exit code.
///
/// # Errors
/// The exit code, if there is nothing left to do.
pub fn parse() -> Result<Task, ExitCode> {
    let Cli { open, places, command } = Cli::try_parse().map_err(|error| usage(&error))?;
    Ok(match command {
        None => Task::Window(open, places),
        Some(Command::Screenshot(args)) => Task::Screenshot(args),
        Some(Command::Export(args)) if args.shown.is_some() => {
            let place = args.shown.unwrap_or_default();
            let shown = export_shown::shown(&args, place, &Text::english());
            Task::Shown(Box::new(shown.map_err(|failure| failure.report())?))
        }
        Some(command) => Task::Headless(Headless(command)),
    })
}

/// Prints help, or what is wrong with the words of the command line.
fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        terminal::say(error.render().to_string().trim_end());
        return ExitCode::from(2);
    }
    // Whoever closed standard output does not want to read it.
    let _ = error.print();
    ExitCode::SUCCESS
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
            Command::Replay(args) => replay::replay(&args, &text),
            Command::Ledger(args) => ledger::ledger(&args, &text),
            Command::Export(args) => export_files::export(&args, &text),
            Command::Fit(args) => fit::fit(&args, &text),
            Command::Screenshot(_) => Ok(()),
        };
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.report(),
        }
    }
}

fn check(files: &[OsString], text: &Text) -> Result<(), Failure> {
    let mut lines = Vec::new();
    for file in files {
        let shown = file.display().to_string();
        if is_file_argument(file) && Path::new(file).is_dir() {
            lines.push(text.with("cli-document-is-folder", &[("path", &shown)]));
            continue;
        }
        match check_one(file) {
            Ok(Checked { unseen, cautions, notes }) => {
                for note in &notes {
                    terminal::say(&format!("{shown}: {}", text.say(note)));
                }
                lines.extend(unseen.iter().map(|line| format!("{shown}: {line}")));
                say_cautions(&shown, &cautions, text);
            }
            Err(error) => lines.extend(error_lines(&shown, &error, text)),
        }
    }
    if lines.is_empty() { Ok(()) } else { Err(Failure::BadInput(lines)) }
}

/// What there is to say of a document that could be read.
#[derive(Debug, Default)]
struct Checked {
    /// What a lesson says can be seen and cannot.
    unseen: Vec<String>,
    /// What there is to know.
    cautions: Vec<Caution>,
    /// What is not as it was in another program's file.
    notes: Vec<Message>,
}

/// Says on standard error what there is to know about a document.
fn say_cautions(source: &str, cautions: &[Caution], text: &Text) {
    for line in caution_lines(source, cautions, text) {
        terminal::say(&line);
    }
}

/// Checks a document, or a lesson if that is what a file holds.
fn check_one(argument: &OsString) -> Result<Checked, LoadError> {
    if !is_file_argument(argument) {
        return load::argument(&argument.display().to_string())
            .map(|preset| Checked { cautions: preset.cautions(), ..Checked::default() });
    }
    let bytes = match carrier::source_of_file(Path::new(argument), load::MAX_BYTES)? {
        Source::Text(bytes) => bytes,
        Source::Carried(carried) => {
            return Ok(Checked { cautions: carried.log.preset.cautions(), ..Checked::default() });
        }
    };
    if neuronify::is_circuit(&bytes) {
        let Circuit { preset, notes } = neuronify::parse(&bytes)?;
        return Ok(Checked { cautions: preset.cautions(), notes, ..Checked::default() });
    }
    if !lesson::is_lesson(&bytes) {
        let mut cautions = load::parse(&bytes)?.cautions();
        caution::locate(&bytes, &mut cautions);
        return Ok(Checked { cautions, ..Checked::default() });
    }
    let lesson = lesson::parse(&bytes)?;
    let mut unseen = Vec::new();
    for (index, step) in lesson.steps.iter().enumerate() {
        let missed = lesson::play(step).into_iter().filter(|seen| !seen.holds);
        unseen.extend(
            missed.map(|seen| format!("steps[{index}].see: {:?}, but it was {}", seen.effect, seen.found)),
        );
    }
    Ok(Checked { unseen, ..Checked::default() })
}

/// Turns a closed pipe into success: whoever reads has seen enough.
fn unless_broken_pipe(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::from),
    }
}

/// A time in ms whose limits are checked later.
fn parse_ms(written: &str) -> Result<f64, String> {
    number::parse(written, Unit::Ms).map_err(|reason| Text::english().say(&reason))
}

fn parse_seed(written: &str) -> Result<u64, String> {
    written.parse().map_err(|_| Text::english().with("cli-bad-seed", &[("most", &u64::MAX.to_string())]))
}

fn parse_jobs(written: &str) -> Result<usize, String> {
    let jobs = written.parse().ok().filter(|jobs| (1..=MOST_JOBS).contains(jobs));
    jobs.ok_or_else(|| Text::english().with("cli-bad-jobs", &[("most", &MOST_JOBS.to_string())]))
}

fn parse_threads(written: &str) -> Result<usize, String> {
    let threads = written.parse().ok().filter(|threads| (1..=MOST_JOBS).contains(threads));
    threads.ok_or_else(|| Text::english().with("cli-bad-threads", &[("most", &MOST_JOBS.to_string())]))
}

fn parse_starts(written: &str) -> Result<usize, String> {
    let starts = written.parse().ok().filter(|starts| (1..=MOST_STARTS).contains(starts));
    starts.ok_or_else(|| Text::english().with("cli-bad-starts", &[("most", &MOST_STARTS.to_string())]))
}

/// Most runs at a time, and most threads of one.
const MOST_JOBS: usize = 1024;
