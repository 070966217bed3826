//! Files that reopen: tables, pictures, drawings and arrays that carry the run they were made from.
//!
//! A carrier holds one text, packed (`packed.rs`), at a place near its beginning (`place.rs`): the document, its seed, what acted
//! on the run and when, and which span of time the file shows. Only that place is read, within limits that are counted while
//! the text is unpacked; the text then goes through the one door for reading ([`super::load`]). What a file says of itself
//! elsewhere, such as its rows or its pixels, is never looked at.

pub mod fault;
mod packed;
mod place;

use std::fs::File;
use std::io::{Read, Seek as _, SeekFrom};
use std::path::Path;

use serde::Deserialize;

pub use fault::{Fault, Kind, MOST_FILE, MOST_PACKED, MOST_TEXT};
pub use place::{ENTRY, KEY, KEYWORD};

use super::file::{self, FORMAT};
use super::foreign::{self, Foreign};
use super::run_log::{LogPlace, LoggedRun, MAX_BYTES, RunLog, RunLogFile};
use super::{LoadError, load};
use crate::message::Message;
use crate::model::problem::{Fault as Wrong, Problem};

/// How much of a file is read for its text [bytes]: the longest packed text, and what may stand before it.
const MOST_READ: u64 = MOST_PACKED as u64 / 3 * 4 + (512 << 10);

/// How much of it is read before it is looked at whether its text becomes too long [bytes]: enough for all that grow more than
/// fortyfold.
const BEGINNING: u64 = 512 << 10;

/// What a file was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// The document at the start, and what acted on its run: one run, which begins at t = 0.
    pub log: RunLog,
    /// The span of model time that the file shows [ms].
    pub span_ms: (f64, f64),
}

/// A text that is ready to be put into a carrier: letters, digits, `+`, `/` and `=` only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed(String);

impl Packed {
    /// It.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// It in lines, each with the word before it by which it is found again; no line is longer than a cell of a spreadsheet.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let bytes = self.0.as_bytes().chunks(LONGEST_LINE);
        bytes.map(|line| format!("{KEY}{}", String::from_utf8_lossy(line))).collect()
    }
}

/// Longest line of a packed text [characters].
const LONGEST_LINE: usize = 16_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CarriedFile {
    #[serde(rename = "format")]
    _format: u64,
    span_ms: (f64, f64),
    run: RunLogFile,
}

impl file::File for CarriedFile {
    type Checked = Carried;
    const FORMAT: u32 = FORMAT;
    const KIND: Foreign = Foreign::RunLog;
    const MAX_BYTES: u64 = MAX_BYTES;

    fn check(self) -> Result<Carried, Vec<Problem>> {
        let Self { _format: _, span_ms: (from, to), run } = self;
        let log = run.check()?;
        let is_span = 0.0 <= from && from <= to && to.is_finite();
        if !is_span || log.runs.len() != 1 {
            let (path, key) =
                if is_span { ("run.runs", "carrier-one-run") } else { ("span_ms", "carrier-bad-span") };
            let fault = Wrong::Syntax { what: Message::new(key), hint: None };
            return Err(vec![Problem::new(path, path, fault)]);
        }
        Ok(Carried { log, span_ms: (from, to) })
    }
}

impl Carried {
    /// The run of a log that was shown, as one from t = 0 in which no other begins.
    #[must_use]
    pub fn of_log(log: RunLog) -> Self {
        let shown = log.shown;
        let run = shown.map_or(0, |place| place.run);
        let inputs = log.inputs(run).into_iter().cloned().collect();
        let own = log.runs.into_iter().nth(run);
        let runs: Vec<_> = own.map(|own| LoggedRun { from: None, inputs, ..own }).into_iter().collect();
        let end_ms = runs.first().map_or(0.0, |run| log.preset.grid().time_ms(run.end));
        let shown = shown.map(|place| LogPlace { run: 0, ..place });
        Self { log: RunLog { runs, shown, ..log }, span_ms: (0.0, end_ms) }
    }

    /// The text of it.
    fn to_ron(&self) -> Result<String, ron::Error> {
        let (from, to) = self.span_ms;
        let run = self.log.to_ron()?;
        Ok(format!("(format: {FORMAT}, span_ms: ({from:?}, {to:?}), run:\n{run})\n"))
    }

    /// Makes it ready to be put into a carrier, and makes sure that it comes out of it again.
    ///
    /// # Errors
    /// If it is too long, or does not read back as it is.
    pub fn pack(&self) -> Result<Packed, LoadError> {
        let text = self.to_ron().map_err(|_| LoadError::Carrier(Fault::Differs))?;
        let packed = packed::pack(text.as_bytes()).map_err(LoadError::Carrier)?;
        if parse(packed.as_bytes())? == *self { Ok(Packed(packed)) } else { Err(Fault::Differs.into()) }
    }
}

/// Reads what a packed text says.
fn parse(packed: &[u8]) -> Result<Carried, LoadError> {
    let text = packed::unpack(packed)?;
    load::parse_as::<CarriedFile>(&text).map_err(|mut error| {
        if let LoadError::Invalid { problems, .. } = &mut error {
            // Lines of a text that nobody sees lead nowhere.
            for problem in problems {
                problem.place = None;
            }
        }
        error
    })
}

/// What the bytes of a carrier hold, of which these are the first.
///
/// # Errors
/// If there is nothing in it, or nothing that could be read.
pub fn read(kind: Kind, bytes: Vec<u8>) -> Result<Carried, LoadError> {
    let packed = kind.find(&bytes)?.ok_or(Fault::Missing(kind))?;
    drop(bytes); // Both may be long.
    parse(&packed)
}

/// Refuses a file whose text becomes too long in the part that was read, before more is read.
fn check_beginning(kind: Kind, start: &[u8]) -> Result<(), Fault> {
    match kind.beginning(start) {
        Some(beginning) if packed::is_too_long(&beginning) => Err(Fault::TextTooLong),
        _ => Ok(()),
    }
}

/// Looks whether a regular file is a carrier, and what it holds.
///
/// # Errors
/// If it is one and does not reopen, or cannot be read.
fn of_file(path: &Path) -> Result<Option<Carried>, LoadError> {
    let unreadable = |source| LoadError::Read { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    (&mut file).take(foreign::LOOKED_AT as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    let Some(kind) = Kind::of(&bytes) else { return Ok(None) };
    let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if MOST_FILE < length {
        return Err(Fault::FileTooLong.into());
    }
    file.seek(SeekFrom::Start(bytes.len() as u64)).map_err(unreadable)?;
    (&mut file).take(BEGINNING - bytes.len() as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    check_beginning(kind, &bytes)?;
    let left = MOST_READ - bytes.len() as u64;
    bytes.reserve_exact(usize::try_from(length.min(MOST_READ)).unwrap_or_default());
    file.take(left).read_to_end(&mut bytes).map_err(unreadable)?;
    read(kind, bytes).map(Some)
}

/// What was read where a document was asked for.
#[derive(Debug)]
pub enum Source {
    /// A text, which may be a document.
    Text(Vec<u8>),
    /// What a table, a picture, a drawing or arrays carry.
    Carried(Box<Carried>),
}

/// What a file holds: the run that it carries, or a text that may be a document, of at most so many bytes.
///
/// # Errors
/// As for [`load::bytes_of_file_within`], or if the file is a carrier that does not reopen.
pub fn source_of_file(path: &Path, limit: u64) -> Result<Source, LoadError> {
    let is_file = std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    if is_file && let Some(carried) = of_file(path)? {
        return Ok(Source::Carried(Box::new(carried)));
    }
    load::bytes_of_file_within(path, limit).map(Source::Text)
}

/// What a stream holds, as [`source_of_file`]; `name` stands for it in messages.
///
/// # Errors
/// As for [`source_of_file`].
pub fn source_of(reader: &mut impl Read, name: &Path, limit: u64) -> Result<Source, LoadError> {
    let mut start = load::bytes_of(&mut *reader, name, foreign::LOOKED_AT as u64)?;
    let kind = Kind::of(&start);
    if let Some(kind) = kind {
        let more = BEGINNING.saturating_sub(start.len() as u64);
        start.extend(load::bytes_of(&mut *reader, name, more)?);
        check_beginning(kind, &start)?;
    }
    let most = kind.map_or(limit, |_| MOST_READ);
    let rest = load::bytes_of(&mut *reader, name, most.saturating_sub(start.len() as u64))?;
    let bytes = [start, rest].concat();
    match kind {
        Some(kind) => read(kind, bytes).map(|carried| Source::Carried(Box::new(carried))),
        None => Ok(Source::Text(bytes)),
    }
}

#[cfg(test)]
mod tests;
