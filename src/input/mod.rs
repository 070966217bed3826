//! What the window and the command line share: arguments, `--fire`, what is wrong with a document as lines, what goes to a
//! terminal, and the guard where outputs are opened. It knows neither of the two.

pub mod arguments;
mod fire;
mod origin;
pub mod output;
pub mod parameters;
pub mod progress;
pub mod recording;
pub mod shown;
pub mod terminal;
mod time;

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::ExitCode;

pub use fire::{Fire, MAX_TIME_MS, parse_fire, parse_time};
pub use time::whole_steps;

use crate::message::Message;
use crate::model::problem::{Fault, Problem};
use crate::preset::carrier::{self, Carried, Source};
use crate::preset::caution::Caution;
use crate::preset::error::{LoadError, MAX_PROBLEMS};
use crate::preset::neuronify::{self, Circuit};
use crate::preset::{Preset, library, load, run_log};
use crate::storage::{self, memory};
use crate::text::Text;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The input was wrong: exit code 2. The lines say what, where, and what would be right.
    BadInput(Vec<String>),
    /// A run failed: exit code 1.
    Failed(String),
    /// Ended early, with an exit code of its own; the lines say what is left.
    Ended(u8, Vec<String>),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Failure {
    /// What was asked for and where its results go, or all that is wrong with either.
    ///
    /// # Errors
    /// The lines of both, if what was asked for is refused.
    pub fn of_both<A, B>(asked: Result<A, Vec<String>>, outputs: Result<B, Self>) -> Result<(A, B), Self> {
        match (asked, outputs) {
            (Ok(asked), Ok(outputs)) => Ok((asked, outputs)),
            (Err(mut lines), Err(Self::BadInput(more))) => {
                lines.extend(more);
                Err(Self::BadInput(lines))
            }
            (Err(lines), _) => Err(Self::BadInput(lines)),
            (Ok(_), Err(failure)) => Err(failure),
        }
    }

    /// What it says.
    #[must_use]
    pub fn into_lines(self) -> Vec<String> {
        match self {
            Self::BadInput(lines) | Self::Ended(_, lines) => lines,
            Self::Failed(line) => vec![line],
        }
    }

    /// Prints the failure and gives its exit code.
    #[must_use]
    pub fn report(&self) -> ExitCode {
        let (lines, code) = match self {
            Self::BadInput(lines) => (lines.as_slice(), 2),
            Self::Failed(line) => (std::slice::from_ref(line), 1),
            Self::Ended(code, lines) => (lines.as_slice(), *code),
        };
        for line in lines {
            terminal::say(line);
        }
        ExitCode::from(code)
    }
}

/// A document that an argument names.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What it says.
    pub preset: Preset,
    /// FNV-1a (64 bit) of its text, which tells one version of it from another.
    pub hash: u64,
    /// What acted on the run of it, if it came out of a file that carries a run.
    pub carried: Option<Box<Carried>>,
    /// What is not as it was in the file of another program, if it came out of one.
    pub notes: Option<Vec<Message>>,
}

impl Loaded {
    /// Its text.
    fn of_text(bytes: &[u8]) -> Result<Self, LoadError> {
        let hash = storage::hash(bytes);
        if neuronify::is_circuit(bytes) {
            let Circuit { preset, notes } = neuronify::parse(bytes)?;
            return Ok(Self { preset, hash, carried: None, notes: Some(notes) });
        }
        Ok(Self { preset: load::parse(bytes)?, hash, carried: None, notes: None })
    }

    /// What a file carries. The text that the document was written in is not known any more: it is the one that saving would write.
    fn of_carried(carried: Box<Carried>) -> Result<Self, LoadError> {
        let preset = carried.log.preset.clone();
        let text = preset.to_ron().map_err(|_| carrier::Fault::Differs)?;
        Ok(Self { preset, hash: storage::hash(text.as_bytes()), carried: Some(carried), notes: None })
    }
}

/// Whether an argument names a file rather than a preset.
#[must_use]
pub fn is_file_argument(argument: &OsStr) -> bool {
    match argument.to_str() {
        Some(argument) => load::is_file_argument(argument),
        None => true, // No preset has such a name.
    }
}

/// Loads the document that an argument means, and says what is not as it was in another program's file: a file if it has a `/`, ends in `.ron` or is no UTF-8, standard input if it
/// is `-`, and otherwise the preset of that name. A file may also be one that carries a document.
///
/// # Errors
/// With the lines that say what is wrong with it.
pub fn load_document(argument: &OsStr, text: &Text) -> Result<Loaded, Failure> {
    let shown = argument.display().to_string();
    let failed = |error: &LoadError| Failure::BadInput(error_lines(&shown, error, text));
    let source = if argument == "-" {
        carrier::source_of(&mut io::stdin().lock(), Path::new("standard input"), load::MAX_BYTES)
    } else if is_file_argument(argument) {
        let path = Path::new(argument);
        if path.is_dir() {
            return Err(Failure::BadInput(vec![text.with("cli-document-is-folder", &[("path", &shown)])]));
        }
        carrier::source_of_file(path, load::MAX_BYTES)
    } else if let Some(bundled) = library::find(&shown) {
        Ok(Source::Text(bundled.text.as_bytes().to_vec()))
    } else {
        // It says what is near.
        load::argument(&shown).map(|_| Source::Text(Vec::new()))
    };
    let loaded = source.and_then(|source| match source {
        Source::Text(bytes) => Loaded::of_text(&bytes),
        Source::Carried(carried) => Loaded::of_carried(carried),
    });
    let loaded = loaded.map_err(|error| failed(&error))?;
    for note in loaded.notes.iter().flatten() {
        terminal::say(&format!("{shown}: {}", text.say(note)));
    }
    Ok(loaded)
}

/// Loads what a window opens: a document as [`load_document`] does, or a saved run.
///
/// # Errors
/// With the lines that say what is wrong with it.
pub fn load_to_open(argument: &OsStr, text: &Text) -> Result<Loaded, Failure> {
    let path = Path::new(argument);
    if is_file_argument(argument)
        && path.is_file()
        && let Ok(bytes) = load::bytes_of_file_within(path, run_log::MAX_BYTES)
        && run_log::is_run_log(&bytes)
    {
        let shown = argument.display().to_string();
        let log = run_log::parse(&bytes);
        let loaded = log.and_then(|log| Loaded::of_carried(Box::new(Carried::of_log(log))));
        return loaded.map_err(|error| Failure::BadInput(error_lines(&shown, &error, text)));
    }
    load_document(argument, text)
}

/// Loads the preset that an argument means, as [`load_document`] does.
///
/// # Errors
/// With the lines that say what is wrong with it.
pub fn load_argument(argument: &OsStr, text: &Text) -> Result<Preset, Failure> {
    load_document(argument, text).map(|loaded| loaded.preset)
}

/// The command line of this process, as it can be given to a shell again.
#[must_use]
pub fn command_line() -> String {
    let mut words = vec!["bouton".to_owned()];
    words.extend(std::env::args_os().skip(1).map(|word| quoted(&word)));
    words.join(" ")
}

/// A word as a shell takes it.
#[must_use]
pub fn quoted(word: &OsStr) -> String {
    let word = word.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "_./:,=@%+-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word;
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// What is wrong with a document, a line per problem: `file:line:column: path: what`.
#[must_use]
pub fn error_lines(source: &str, error: &LoadError, text: &Text) -> Vec<String> {
    let LoadError::Invalid { problems, more } = error else {
        let words = text.say(&error.message());
        return vec![if error.names_its_file() { words } else { format!("{source}: {words}") }];
    };
    let mut lines: Vec<String> = problems.iter().map(|problem| problem_line(source, problem, text)).collect();
    if 0 < *more {
        lines.push(text.with("cli-more-problems", &[("count", &more.to_string())]));
    }
    lines
}

/// Refuses a network for which there is not enough free memory.
///
/// # Errors
/// With both figures.
pub fn check_memory(preset: &Preset, text: &Text) -> Result<(), Failure> {
    let bytes = preset.network().parts().state_bytes();
    match memory::lacks(bytes, 0) {
        Some(free) => {
            let message = Fault::NoMemory { bytes, free }.message();
            Err(Failure::Failed(text.say(&message)))
        }
        None => Ok(()),
    }
}

/// What there is to know about a valid document, a line per caution, at most [`MAX_PROBLEMS`]: `file:line:column: path: caution: what`.
#[must_use]
pub fn caution_lines(source: &str, cautions: &[Caution], text: &Text) -> Vec<String> {
    let line = |caution: &Caution| {
        let place = caution.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        let words = text.with("caution-line", &[("words", text.say(&caution.message))]);
        format!("{source}{place}: {}: {words}", caution.path)
    };
    let mut lines: Vec<String> = cautions.iter().take(MAX_PROBLEMS).map(line).collect();
    if MAX_PROBLEMS < cautions.len() {
        let count = (cautions.len() - MAX_PROBLEMS).to_string();
        lines.push(text.with("cautions-more", &[("count", &count)]));
    }
    lines
}

/// What is wrong in one place of a document: `file:line:column: path: what; hint`.
#[must_use]
pub fn problem_line(source: &str, problem: &Problem, text: &Text) -> String {
    let place = problem.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    let path = if problem.path.is_empty() { String::new() } else { format!("{}: ", problem.path) };
    let mut line = format!("{source}{place}: {path}{}", text.say(&problem.message()));
    if let Some(hint) = problem.hint() {
        line.push_str("; ");
        line.push_str(&text.say(&hint));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_as_a_shell_reads_them() {
        let quote = |word: &str| quoted(OsStr::new(word));
        assert_eq!(quote("populations.0.I_app_pA=180"), "populations.0.I_app_pA=180");
        assert_eq!(quote("my file's.ron"), "'my file'\\''s.ron'");
        assert_eq!(quote(""), "''");
    }
}
