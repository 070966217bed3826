//! What the window and the command line share: arguments, `--fire`, what is wrong with a document as lines, and the guard
//! where outputs are opened. It knows neither of the two.

mod fire;
pub mod output;

use std::io::{self, Write as _};
use std::process::ExitCode;

pub use fire::{MAX_TIME_MS, parse_fire, parse_time};

use crate::model::problem::{Fault, Problem};
use crate::preset::caution::Caution;
use crate::preset::error::{LoadError, MAX_PROBLEMS};
use crate::preset::{Preset, load};
use crate::storage::memory;
use crate::text::Text;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The input was wrong: exit code 2. The lines say what, where, and what would be right.
    BadInput(Vec<String>),
    /// A run failed: exit code 1.
    Failed(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Failure {
    /// Prints the failure and gives its exit code.
    #[must_use]
    pub fn report(&self) -> ExitCode {
        let (lines, code) = match self {
            Self::BadInput(lines) => (lines.as_slice(), 2),
            Self::Failed(line) => (std::slice::from_ref(line), 1),
        };
        for line in lines {
            // Whoever closed standard error does not want to read it.
            let _ = writeln!(io::stderr(), "{line}");
        }
        ExitCode::from(code)
    }
}

/// Loads the preset that an argument means.
///
/// # Errors
/// With the lines that say what is wrong with it.
pub fn load_argument(argument: &str, text: &Text) -> Result<Preset, Failure> {
    load::argument(argument).map_err(|error| Failure::BadInput(error_lines(argument, &error, text)))
}

/// What is wrong with a document, a line per problem: `file:line:column: path: what`.
#[must_use]
pub fn error_lines(source: &str, error: &LoadError, text: &Text) -> Vec<String> {
    let LoadError::Invalid { problems, more } = error else {
        return vec![format!("{source}: {}", text.say(&error.message()))];
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
        line.push_str(&text.say(hint));
    }
    line
}
