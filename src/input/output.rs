//! Where outputs are opened, and what they must not overwrite.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::Failure;
use crate::preset::load;
use crate::text::Text;

/// Refuses outputs that would destroy something: the document that is run, another one, or each other.
///
/// # Errors
/// What each of them would destroy.
pub fn check_outputs<const N: usize>(
    preset: &str,
    outputs: [Option<&str>; N],
    text: &Text,
) -> Result<(), Failure> {
    let outputs: Vec<&str> = outputs.into_iter().flatten().filter(|out| *out != "-").collect();
    // Only files that exist have a canonical path; others are compared as they are written.
    let canonical = |path: &str| std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let mut lines = Vec::new();
    for output in &outputs {
        let line = |key| text.with(key, &[("path", output)]);
        if load::is_file_argument(preset) && canonical(output) == canonical(preset) {
            lines.push(line("cli-output-is-document"));
        } else if Path::new(output).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
        {
            lines.push(line("cli-output-is-preset"));
        }
    }
    for (index, output) in outputs.iter().enumerate() {
        let is_twice = outputs[..index].iter().any(|other| canonical(other) == canonical(output));
        if is_twice && *output != "/dev/null" {
            lines.push(text.with("cli-outputs-are-the-same", &[("path", output)]));
        }
    }
    if lines.is_empty() { Ok(()) } else { Err(Failure::BadInput(lines)) }
}

/// Opens an output: a file, or standard output for `-`.
///
/// # Errors
/// If the file cannot be created.
pub fn open(path: &str) -> Result<Box<dyn Write>, Failure> {
    if path == "-" {
        return Ok(Box::new(BufWriter::new(io::stdout().lock())));
    }
    match File::create(path) {
        Ok(file) => Ok(Box::new(BufWriter::new(file))),
        Err(error) => Err(Failure::Failed(format!("{path}: {error}"))),
    }
}
