//! Recordings as files: whether a file is one, and reading it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use crate::preset::carrier::{KEY, Kind};
use crate::preset::error::LoadError;
use crate::preset::foreign::{self, Foreign};
use crate::recording::{self, Fault, MOST_BYTES, Progress, Recording, Wrong};
use crate::text::Text;

/// Why a file could not be read as a recording.
#[derive(Debug)]
pub enum ReadError {
    /// It could not be read at all.
    File(LoadError),
    /// What it holds is wrong.
    Fault(Fault),
}

impl ReadError {
    /// What to say: `file:line: what`.
    #[must_use]
    pub fn words(&self, source: &str, text: &Text) -> String {
        match self {
            Self::File(error) => format!("{source}: {}", text.say(&error.message())),
            Self::Fault(fault) => {
                let line = fault.line.map_or_else(String::new, |line| format!(":{line}"));
                format!("{source}{line}: {}", text.say(&fault.message()))
            }
        }
    }
}

/// Whether a file holds a recording and nothing that reopens, as far as its beginning and its name tell.
#[must_use]
pub fn is_recording(path: &Path) -> bool {
    // To open a pipe would wait for whoever writes to it.
    if !std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(foreign::LOOKED_AT as u64).read_to_end(&mut start));
    if read.is_err() {
        return false;
    }
    let holds = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    match Kind::of(&start) {
        Some(Kind::Csv) => return !holds(KEY.as_bytes()),
        Some(Kind::Npz) => return !holds(b"\"reopen\""),
        Some(Kind::Png | Kind::Svg) => return false,
        None => {}
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_named =
        ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "tsv" | "dat" | "gdf" | "npz"));
    let found = foreign::recognise(&start, Foreign::Preset);
    is_named && !matches!(found, Some(Foreign::Lesson | Foreign::Preset | Foreign::RunLog))
        || matches!(found, Some(Foreign::Table | Foreign::SpikeList | Foreign::Numbers))
}

/// Reads a file of at most [`MOST_BYTES`] as a recording. It says how far it is, and can be called off.
///
/// # Errors
/// Why the file cannot be read, or what is wrong with what it holds.
pub fn read_recording(path: &Path, progress: &Progress) -> Result<Recording, ReadError> {
    let unreadable = |source| ReadError::File(LoadError::Read { path: path.to_owned(), source });
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(ReadError::File(LoadError::NotAFile { path: path.to_owned() }));
    }
    if MOST_BYTES < metadata.len() {
        return Err(ReadError::Fault(Wrong::TooLong.into()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    recording::read(&bytes, progress).map_err(ReadError::Fault)
}
