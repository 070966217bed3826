//! Writing files so that nothing is ever half written, keeping what was not saved, and how much memory is free.

pub mod atomic;
pub mod autosave;
mod folders;
pub mod journal;
pub mod memory;
pub mod run;
mod seen;
mod settings;
pub mod work;

use std::path::{Path, PathBuf};

pub use atomic::{Fingerprint, SaveError, hash};
pub use folders::Folders;
pub use seen::{MAX_SEEN, MAX_STEPS, Seen, SeenLesson};
pub use settings::{HOLD_RANGE_MS, PAST_MIB, PAST_RANGE_MIB, Settings, ThemeSetting, ZOOM_RANGE};

use crate::message::Message;
use crate::preset::{Preset, load};

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
            Self::Write(error) => error.message(),
        }
    }
}

/// A text that is about to be saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The text; it reads back as the preset.
    pub text: String,
    /// What stands in the file, if it is a text.
    pub old: Option<String>,
    /// How many comments in the file the new text does not have.
    pub n_lost: usize,
}

/// The text to save a preset as. Comments and layout of the file stay where they can; for a file that is not there, those of
/// the text that the preset was read from. `is_own` says whether the file is the document's own.
///
/// # Errors
/// If no text reads back as the same preset, or the file does not hold what is expected.
pub fn draft(
    path: &Path,
    preset: &Preset,
    source: Option<&str>,
    is_own: bool,
    expected: Option<&Fingerprint>,
) -> Result<Draft, SavePresetError> {
    if let Some(expected) = expected
        && let Ok(Some(there)) = Fingerprint::of(path)
        && !there.holds_the_same(expected)
    {
        return Err(SaveError::ChangedOnDisk { path: path.to_owned() }.into());
    }
    let bytes = if is_own { load::bytes_of_file(path).ok() } else { None };
    let old = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    match old.as_deref().or(source) {
        None => Ok(Draft { text: preset.to_ron()?, old, n_lost: 0 }),
        Some(over) => {
            let rewritten = preset.to_ron_over(over)?;
            let n_lost = if old.is_some() { rewritten.n_lost } else { 0 };
            Ok(Draft { text: rewritten.text, old, n_lost })
        }
    }
}

/// Saves a text: written atomically. `expected` is the fingerprint of the file as it was last read or written; a file that
/// holds something else since is not overwritten.
///
/// # Errors
/// If the file cannot be written; then it is as it was.
pub fn save(
    path: &Path,
    draft: &Draft,
    expected: Option<&Fingerprint>,
) -> Result<Fingerprint, SavePresetError> {
    let fingerprint = atomic::write(path, &draft.text, expected)?;
    // What a save that was killed left beside it.
    atomic::clean(path.parent().unwrap_or(Path::new("")));
    Ok(fingerprint)
}

/// Keeps the old text of a file beside it, as `NAME.bak`, or as `NAME.bak2` and so on where that holds something else.
///
/// # Errors
/// If it cannot be written.
pub fn keep_old(path: &Path, old: &str) -> Result<PathBuf, SavePresetError> {
    let mut numbers = 1_u32..;
    loop {
        let number = numbers.next().filter(|number| 1 < *number).map(|number| number.to_string());
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".bak{}", number.unwrap_or_default()));
        let kept = PathBuf::from(name);
        match Fingerprint::of(&kept) {
            Ok(Some(there)) if there.hash == hash(old.as_bytes()) => return Ok(kept),
            Ok(None) if std::fs::symlink_metadata(&kept).is_err() => {
                atomic::write(&kept, old, None)?;
                return Ok(kept);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library;

    #[test]
    fn an_old_text_never_overwrites_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.ron");
        let name = |number: &str| folder.path().join(format!("mine.ron.bak{number}"));
        std::fs::write(name(""), "of before").unwrap();
        std::fs::create_dir(name("2")).unwrap();
        assert_eq!(keep_old(&path, "old").unwrap(), name("3"));
        assert_eq!(keep_old(&path, "old").unwrap(), name("3"), "once is enough");
        assert_eq!(keep_old(&path, "older").unwrap(), name("4"));
        assert_eq!(std::fs::read_to_string(name("")).unwrap(), "of before");
        assert_eq!(std::fs::read_to_string(name("4")).unwrap(), "older");
    }

    #[test]
    fn a_draft_takes_comments_from_the_file_or_from_where_the_preset_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.ron");
        let ampa = library::find("ampa").unwrap().text;
        let preset = load::parse(ampa.as_bytes()).unwrap();
        let changed = preset.with(|parts| parts.run.seed = 9).unwrap();
        let new = ampa.replace("seed: 1", "seed: 9");
        let own = draft(&path, &changed, Some(ampa), false, None).unwrap();
        assert_eq!(own, Draft { text: new.clone(), old: None, n_lost: 0 });
        std::fs::write(&path, format!("// Mine.\n{ampa}")).unwrap();
        let own = draft(&path, &changed, Some(ampa), true, None).unwrap();
        assert_eq!((own.text, own.n_lost), (format!("// Mine.\n{new}"), 0));
        let other = draft(&path, &changed, None, false, None).unwrap();
        assert_eq!(other, Draft { text: changed.to_ron().unwrap(), old: None, n_lost: 0 });
    }
}
