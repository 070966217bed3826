//! Where the program keeps what is not a document: settings, and copies of unsaved work.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy as _, choose_base_strategy};

/// The folders of one user.
#[derive(Debug, Clone)]
pub struct Folders {
    config: PathBuf,
    state: PathBuf,
}

impl Folders {
    /// The folders that the system has for such things; `None` if it has none, as without a home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let base = choose_base_strategy().ok()?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Some(Self { config: base.config_dir().join("bouton"), state: state.join("bouton") })
    }

    /// One folder for everything.
    #[must_use]
    pub fn in_one(folder: &Path) -> Self {
        Self { config: folder.to_owned(), state: folder.to_owned() }
    }

    /// The file of the settings.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.ron")
    }

    /// The folder of the copies of unsaved work.
    #[must_use]
    pub fn autosave(&self) -> PathBuf {
        self.state.join("autosave")
    }
}
