//! Writing files so that nothing is ever half written; and how much memory is free.

pub mod atomic;
pub mod autosave;
mod folders;
pub mod memory;
mod settings;

use std::path::Path;

pub use atomic::{Fingerprint, SaveError, hash};
pub use folders::Folders;
pub use settings::{HOLD_RANGE_MS, Settings, ThemeSetting, ZOOM_RANGE};

use crate::message::Message;
use crate::preset::Preset;

/// Why a preset could not be saved. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SavePresetError {
    /// Its text would not read back as the same preset.
    #[error("the preset does not survive being written: {0}")]
    NotTheSame(#[from] ron::Error),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] SaveError),
}

impl SavePresetError {
    /// What to say.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotTheSame(detail) => Message::new("save-not-the-same").with("detail", detail),
            Self::Write(SaveError::ChangedOnDisk { path }) => {
                Message::new("save-changed-on-disk").with("path", path.display())
            }
            Self::Write(error) => Message::new("save-failed").with("detail", error),
        }
    }
}

/// Saves a preset: serialise, read back and compare, then write atomically. `expected` is the fingerprint of
/// the file as it was last read or written; a file that has changed since is not overwritten.
///
/// # Errors
/// If the text does not read back as the same preset, or the file cannot be written; then it is as it was.
pub fn save_preset(
    path: &Path,
    preset: &Preset,
    expected: Option<&Fingerprint>,
) -> Result<Fingerprint, SavePresetError> {
    Ok(atomic::write(path, &preset.to_ron()?, expected)?)
}
