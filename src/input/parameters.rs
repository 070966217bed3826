//! Sets of parameters as files: whether a file is one, and reading it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::error_lines;
use crate::model::network::Address;
use crate::param::Value;
use crate::preset::foreign::LOOKED_AT;
use crate::preset::{Preset, load, parameter_file};
use crate::text::Text;

/// Whether a file is a set of parameters, as far as its beginning tells.
#[must_use]
pub fn is_parameters(path: &Path) -> bool {
    // To open a pipe would wait for whoever writes to it.
    if !std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LOOKED_AT as u64).read_to_end(&mut start));
    read.is_ok() && parameter_file::is_parameters(&start)
}

/// The values that a file gives parameters of a document.
///
/// # Errors
/// The lines that say everything that is wrong with it.
pub fn read_parameters(
    path: &Path,
    preset: &Preset,
    text: &Text,
) -> Result<Vec<(Address, Value)>, Vec<String>> {
    let read = load::bytes_of_file(path).and_then(|bytes| parameter_file::read(&bytes, preset));
    read.map_err(|error| error_lines(&path.display().to_string(), &error, text))
}
