//! Saved runs: written so that they read back as what they are.

use std::path::Path;

use super::atomic::{self, SaveError};
use crate::preset::LoadError;
use crate::preset::run_log::{self, RunLog};

/// Why a run could not be saved. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveRunError {
    /// It cannot be written as text.
    #[error("the run does not survive being written: {0}")]
    NotWritten(#[from] ron::Error),
    /// Its text would not be read again.
    #[error("the run would not be read again: {0}")]
    Refused(#[from] LoadError),
    /// Its text would read back as another run.
    #[error("the run would read back as another one")]
    Differs,
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] SaveError),
}

/// Saves a run, once its text has been read back and is the same run.
///
/// # Errors
/// If it is not the same, is beyond what a saved run may hold, or the file cannot be written.
pub fn save_run(path: &Path, log: &RunLog) -> Result<(), SaveRunError> {
    let text = log.to_ron()?;
    if run_log::parse(text.as_bytes())? != *log {
        return Err(SaveRunError::Differs);
    }
    atomic::write(path, &text, None)?;
    atomic::clean(path.parent().unwrap_or(Path::new("")));
    Ok(())
}
