//! The one door for reading documents, whatever the source: file, paste, drop, argument, standard input.
//!
//! Size and type → UTF-8 → format → migration → parsing with strict fields → checks, all problems at once →
//! memory by arithmetic → [`Preset`]. No input panics, and none is read beyond the limit. What cannot be read is looked at
//! once more: a file of another program, or of another kind, is called by its name ([`foreign`]).

use std::io::Read;
use std::path::Path;

use super::error::{LoadError, MAX_PROBLEMS};
pub use super::file::File;
use super::file::Header;
use super::foreign;
use super::format::PresetFile;
use super::span::Spans;
use super::{Preset, library, syntax};
use crate::message::{Message, did_you_mean};
use crate::model::problem::{Fault, Problem};

/// Longest document that is read [bytes].
pub const MAX_BYTES: u64 = super::file::MAX_BYTES;

/// Stack of the parsing thread [bytes]: RON nests at most 128 deep, and unoptimised frames are large.
const PARSER_STACK: usize = 8 << 20;

/// Reads the document in a file.
///
/// # Errors
/// If it is not a regular file, too long, unreadable, or not a valid document.
pub fn file(path: &Path) -> Result<Preset, LoadError> {
    parse(&bytes_of_file(path)?)
}

/// The bytes of a file that may be a document.
///
/// # Errors
/// If it is not a regular file, too long or unreadable.
pub fn bytes_of_file(path: &Path) -> Result<Vec<u8>, LoadError> {
    bytes_of_file_within(path, MAX_BYTES)
}

/// The bytes of a file of any kind, which are at most so many.
///
/// # Errors
/// As for [`bytes_of_file`].
pub fn bytes_of_file_within(path: &Path, limit: u64) -> Result<Vec<u8>, LoadError> {
    let unreadable = |source| LoadError::Read { path: path.to_owned(), source };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(LoadError::NotAFile { path: path.to_owned() }); // Opening a pipe would wait for a writer.
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if limit < metadata.len() {
        let mut start = Vec::new();
        file.take(foreign::LOOKED_AT as u64).read_to_end(&mut start).map_err(unreadable)?;
        return Err(too_long(&start, limit));
    }
    bytes_of(file, path, limit)
}

/// That a text with this beginning is too long; of another program's file, what it is, which says more.
fn too_long(start: &[u8], limit: u64) -> LoadError {
    foreign::recognise_start(start).map_or(LoadError::TooLong { limit }, LoadError::Foreign)
}

/// Reads the document from a stream; `name` stands for it in messages. The length that a file system states
/// is not relied on.
///
/// # Errors
/// If it is too long, unreadable, or not a valid document.
pub fn reader(reader: impl Read, name: &Path) -> Result<Preset, LoadError> {
    parse(&bytes_of(reader, name, MAX_BYTES)?)
}

/// At most so many bytes of a stream, and one more if it is longer.
pub(super) fn bytes_of(reader: impl Read, name: &Path, limit: u64) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    let read = reader.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|source| LoadError::Read { path: name.to_owned(), source })?;
    Ok(bytes)
}

/// Reads the document that an argument means: a file ([`is_file_argument`]), standard input if it is `-`, and otherwise the
/// preset of that name.
///
/// # Errors
/// As for [`file`], or if there is no such preset.
pub fn argument(argument: &str) -> Result<Preset, LoadError> {
    if argument == "-" {
        return reader(std::io::stdin().lock(), Path::new("standard input"));
    }
    if is_file_argument(argument) {
        return file(Path::new(argument));
    }
    let Some(bundled) = library::find(argument) else {
        let suggestion = did_you_mean(argument, library::PRESETS.iter().map(|preset| preset.name));
        return Err(LoadError::NoSuchPreset { written: argument.to_owned(), suggestion });
    };
    parse(bundled.text.as_bytes())
}

/// Whether an argument names a file rather than a preset: it has a `/`, ends in `.ron`, or is no preset's name and there
/// is a file of that name.
#[must_use]
pub fn is_file_argument(argument: &str) -> bool {
    argument.contains(['/', std::path::MAIN_SEPARATOR])
        || Path::new(argument).extension().is_some_and(|extension| extension == "ron")
        || library::find(argument).is_none() && Path::new(argument).is_file()
}

/// Reads a document from the bytes of a text.
///
/// # Errors
/// If it is too long, not UTF-8, of a newer format, or not a valid document.
pub fn parse(bytes: &[u8]) -> Result<Preset, LoadError> {
    parse_as::<PresetFile>(bytes)
}

/// Reads a document of any kind from the bytes of a text.
///
/// # Errors
/// As for [`parse`].
pub fn parse_as<F: File>(bytes: &[u8]) -> Result<F::Checked, LoadError> {
    if F::MAX_BYTES < bytes.len() as u64 {
        return Err(too_long(&bytes[..foreign::LOOKED_AT], F::MAX_BYTES));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(text) {
        Ok(text) if text.trim().is_empty() => return Err(LoadError::Empty),
        Ok(text) => text,
        Err(error) => {
            let other = LoadError::NotUtf8 { at: error.valid_up_to() };
            return Err(foreign::recognise(bytes, F::KIND).map_or(other, LoadError::Foreign));
        }
    };
    parse_on_own_stack::<F>(text).map_err(|error| {
        // A document with something wrong in it is one all the same: only what has not the form of one is looked at.
        let found = if error.lacks_form() { foreign::recognise(bytes, F::KIND) } else { None };
        found.map_or(error, LoadError::Foreign)
    })
}

fn parse_on_own_stack<F: File>(text: &str) -> Result<F::Checked, LoadError> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("parser".to_owned()).stack_size(PARSER_STACK);
        let parsed =
            thread.spawn_scoped(scope, || parse_text::<F>(text)).map(std::thread::ScopedJoinHandle::join);
        if let Ok(Ok(result)) = parsed {
            return result;
        }
        let what = Message::new("syntax-parser-stopped");
        Err(LoadError::invalid(vec![Problem::new("", "", Fault::Syntax { what, hint: None })]))
    })
}

fn parse_text<F: File>(text: &str) -> Result<F::Checked, LoadError> {
    // Only the format is looked at before the rest: a newer document may have any other fields.
    if let Ok(Header { format }) = ron::from_str::<Header>(text)
        && format != u64::from(F::FORMAT)
    {
        if u64::from(F::FORMAT) < format {
            return Err(LoadError::NewerFormat { found: format, known: F::FORMAT });
        }
        let what = Message::new("syntax-no-such-format").with("value", format);
        let hint = Message::new("load-hint-format").with("known", F::FORMAT);
        let mut problem = Problem::new("format", "format", Fault::Syntax { what, hint: Some(hint) });
        problem.place = Spans::of(text, &["format"]).find("format");
        return Err(LoadError::invalid(vec![problem]));
    }
    let read_error = |error: ron::error::SpannedError, path: &str| {
        LoadError::invalid(vec![syntax::problem(&error, path, text)])
    };
    let mut deserializer = ron::Deserializer::from_str(text).map_err(|error| read_error(error, ""))?;
    let file: F = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        read_error(deserializer.span_error(error.into_inner()), &path)
    })?;
    deserializer.end().map_err(|error| read_error(deserializer.span_error(error), ""))?;
    file.check().map_err(|mut problems| {
        let shown = problems.len().min(MAX_PROBLEMS);
        let wanted: Vec<&str> = problems[..shown].iter().map(|problem| problem.file_path.as_str()).collect();
        let spans = Spans::of(text, &wanted);
        for problem in &mut problems[..shown] {
            problem.place = spans.find(&problem.file_path);
        }
        LoadError::invalid(problems)
    })
}
