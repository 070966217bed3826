//! The one routine that writes a file which must not be lost: every document goes through it.
//!
//! The text goes into a temporary file beside the target, onto the disk, and then over the target in one
//! rename. Whatever happens on the way (full disk, crash, power cut), the target is the whole old file or the
//! whole new one. It is deliberately not a serialiser: the caller has already read its text back and compared.
//!
//! A symbolic link is written through. Mode, owner and group of the old file are kept; what a rename cannot
//! keep is lost: further hard links go on showing the old text, and extended attributes are not copied.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::preset::load;

/// As many links in a row as Linux follows; more are taken for a circle.
const MAX_LINKS: usize = 40;
/// Bytes written at once; a failure can be injected after each piece.
const PIECE_BYTES: usize = 64 * 1024;
/// How the name of a temporary file begins and ends.
const TEMPORARY: (&str, &str) = (".bouton-", ".tmp");
/// How long a process may take from making a file to holding its lock.
pub(super) const STARTING: Duration = Duration::from_mins(1);
/// Entries of a folder that are looked through for what killed saves left.
const MAX_ENTRIES: usize = 20_000;

/// What a file held at some moment, to notice later that another program changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Length in bytes.
    pub length_bytes: u64,
    /// Time of the last change, where the file system keeps one.
    pub modified: Option<SystemTime>,
    /// FNV-1a (64 bit) of the content, as far as a document goes. It guards against accidents, not against forgery,
    /// and is the same in every version of the program, so it may be stored.
    pub hash: u64,
}

/// FNV-1a (64 bit) of some bytes.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    let fnv1a = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, fnv1a)
}

impl Fingerprint {
    /// The fingerprint of the file at `path` (links are followed), or `None` when there is none. It is
    /// read into memory, but of what is longer than any document only as much as one may have.
    ///
    /// # Errors
    /// When the file cannot be read, or is a folder or device.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        let metadata = match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            metadata => metadata?,
        };
        // Checked before opening, because opening a named pipe would wait for its writer.
        if !metadata.is_file() {
            return Err(ErrorKind::IsADirectory.into());
        }
        let mut content = Vec::new();
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let length_bytes = metadata.len();
        file.take(length_bytes.min(load::MAX_BYTES)).read_to_end(&mut content)?;
        Ok(Some(Self { length_bytes, ..Self::new(&content, metadata.modified().ok()) }))
    }

    /// Whether two files hold the same. The time alone is no change: `touch`, a backup or a synchronising program sets it.
    #[must_use]
    pub fn holds_the_same(&self, other: &Self) -> bool {
        let is_hashed_whole = self.length_bytes <= load::MAX_BYTES;
        (self.length_bytes, self.hash) == (other.length_bytes, other.hash)
            && (is_hashed_whole || self.modified == other.modified)
    }

    fn new(content: &[u8], modified: Option<SystemTime>) -> Self {
        let hashed = usize::try_from(load::MAX_BYTES).unwrap_or(usize::MAX).min(content.len());
        let hash = hash(&content[..hashed]);
        Self { length_bytes: content.len() as u64, modified, hash }
    }
}

/// The steps of a save, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveStep {
    /// Following links to the real file, and looking whether it may be replaced.
    Resolve,
    /// Creating the temporary file.
    Create,
    /// Writing the text into it.
    Write,
    /// Giving it the mode of the old file.
    Permissions,
    /// Bringing it onto the disk.
    Sync,
    /// Looking whether another program changed the old file meanwhile.
    Compare,
    /// Putting it in the place of the old file.
    Rename,
}

impl SaveStep {
    /// What was being done, as the subject of "… failed".
    fn message(self) -> Message {
        Message::new(match self {
            Self::Resolve => "save-step-resolve",
            Self::Create => "save-step-create",
            Self::Write => "save-step-write",
            Self::Permissions => "save-step-permissions",
            Self::Sync => "save-step-sync",
            Self::Compare => "save-step-compare",
            Self::Rename => "save-step-rename",
        })
    }
}

/// Why a file was not saved. The old file is untouched and nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A step failed. A folder, device or pipe as target is `IsADirectory`, links in a circle are `TooManyLinks`.
    #[error("{}: {step:?}: {source}", path.display())]
    Io {
        /// The file to be written; from [`SaveStep::Create`] on with its links followed.
        path: PathBuf,
        /// The step that failed.
        step: SaveStep,
        /// Why.
        source: io::Error,
    },
    /// The file is not the one that was last read or written.
    #[error("{}: changed on disk", path.display())]
    ChangedOnDisk {
        /// The file that was to be written, links followed.
        path: PathBuf,
    },
}

impl SaveError {
    /// What to say.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Io { path, step, source } => Message::new("save-io")
                .with("path", path.display())
                .with_message("step", step.message())
                .with_message("advice", advice(source)),
            Self::ChangedOnDisk { path } => Message::new("save-changed-on-disk").with("path", path.display()),
        }
    }
}

/// Why something could not be written, in plain words, and what to do next.
#[must_use]
pub fn advice(error: &io::Error) -> Message {
    let key = match error.kind() {
        ErrorKind::NotFound => "save-advice-no-folder",
        ErrorKind::NotADirectory => "save-advice-not-a-folder",
        ErrorKind::IsADirectory => "save-advice-not-a-file",
        ErrorKind::TooManyLinks => "save-advice-links",
        ErrorKind::PermissionDenied => "save-advice-protected",
        ErrorKind::StorageFull => "save-advice-full",
        ErrorKind::QuotaExceeded => "save-advice-quota",
        ErrorKind::ReadOnlyFilesystem => "save-advice-read-only",
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => "save-advice-name",
        _ => return Message::new("save-advice-other").with("detail", error),
    };
    Message::new(key)
}

/// Writes `text` to the file at `path`, whole or not at all, and returns the new file's fingerprint.
///
/// With `expected`, a file that is there and holds something else is left alone;
/// a file that has vanished is written anew, since nothing can be lost by that. With `None` whatever is there
/// is overwritten. Between the comparison and the rename another program can still slip in; nothing portable
/// prevents that. A write-protected file is not replaced, although its folder would allow it.
///
/// # Errors
/// [`SaveError`]; the old file is then intact and the temporary file is gone.
pub fn write(path: &Path, text: &str, expected: Option<&Fingerprint>) -> Result<Fingerprint, SaveError> {
    write_with(path, text, expected, &mut |_| Ok(()))
}

/// [`write`], asking `before` at the start of each step, and after each piece written, whether to fail.
// Longer than 60 lines: the steps of one save, in order.
fn write_with(
    path: &Path,
    text: &str,
    expected: Option<&Fingerprint>,
    before: &mut dyn FnMut(SaveStep) -> io::Result<()>,
) -> Result<Fingerprint, SaveError> {
    let resolved = before(SaveStep::Resolve).and_then(|()| resolve(path));
    let (target, old) = resolved.map_err(|source| SaveError::Io {
        path: path.to_owned(),
        step: SaveStep::Resolve,
        source,
    })?;
    let failed = |step| {
        let target = &target;
        move |source| SaveError::Io { path: target.clone(), step, source }
    };
    let mut begin = |step| before(step).map_err(failed(step));
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));

    begin(SaveStep::Create)?;
    // Readable by its owner alone when it replaces a file, which may be private; else like any new file.
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    if old.is_none() {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = old;
    // Dropping the temporary file, as every early return does, removes it.
    let temporary = builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1).tempfile_in(folder);
    let mut temporary = temporary.map_err(failed(SaveStep::Create))?;
    // Held for as long as it is written, so that [`clean`] can tell it from one that a killed process left.
    let _ = temporary.as_file().try_lock();
    begin(SaveStep::Write)?;
    for piece in text.as_bytes().chunks(PIECE_BYTES) {
        temporary.as_file_mut().write_all(piece).map_err(failed(SaveStep::Write))?;
        begin(SaveStep::Write)?;
    }
    begin(SaveStep::Permissions)?;
    #[cfg(unix)]
    if let Some(old) = &old {
        keep_permissions(temporary.as_file(), old).map_err(failed(SaveStep::Permissions))?;
    }
    begin(SaveStep::Sync)?;
    // Without this a power cut soon after the rename could leave an empty file.
    temporary.as_file().sync_all().map_err(failed(SaveStep::Sync))?;
    begin(SaveStep::Compare)?;
    if let Some(expected) = expected
        && has_changed(&target, expected).map_err(failed(SaveStep::Compare))?
    {
        return Err(SaveError::ChangedOnDisk { path: target });
    }
    begin(SaveStep::Rename)?;
    let written = temporary.persist(&target).map_err(|unplaced| failed(SaveStep::Rename)(unplaced.error))?;

    // The new file is in place, so nothing below may fail the save. Syncing the folder makes the rename itself
    // last through a power cut; not every system can do it.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    // Taken from what was written, not by reading the path again, which could already be someone else's change.
    let modified = written.metadata().and_then(|metadata| metadata.modified()).ok();
    Ok(Fingerprint::new(text.as_bytes(), modified))
}

/// Follows links to the file that is to be written, which need not exist, and checks that it may be replaced.
///
/// # Errors
/// If it is a folder or device, protected, or a link that leads in a circle.
pub fn resolve(path: &Path) -> io::Result<(PathBuf, Option<Metadata>)> {
    let mut target = path.to_owned();
    for _ in 0..=MAX_LINKS {
        let found = match fs::symlink_metadata(&target) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((target, None)),
            found => found?,
        };
        if found.is_symlink() {
            // A relative link starts at the folder that holds it; joining an absolute one replaces the path.
            target = target.parent().unwrap_or(Path::new("")).join(fs::read_link(&target)?);
        } else if !found.is_file() {
            return Err(ErrorKind::IsADirectory.into());
        } else if found.permissions().readonly() {
            // A rename asks only the folder, and would replace a protected file all the same.
            return Err(ErrorKind::PermissionDenied.into());
        } else {
            // Opening changes nothing, and takes owner, access lists and a read-only disk into account.
            OpenOptions::new().write(true).open(&target)?;
            return Ok((target, Some(found)));
        }
    }
    Err(ErrorKind::TooManyLinks.into())
}

/// Gives the new file the mode of the old one and, as far as the system allows, its owner and group.
#[cfg(unix)]
fn keep_permissions(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    // Only an administrator may give a file away, so these may fail. They can change the mode: it comes last.
    let _ = fchown(new, None, Some(old.gid()));
    let _ = fchown(new, Some(old.uid()), None);
    let mode = old.mode() & 0o777;
    // A file system without modes (a memory stick) may refuse to set even the mode that it shows.
    if new.metadata()?.mode() & 0o777 == mode {
        Ok(())
    } else {
        new.set_permissions(fs::Permissions::from_mode(mode))
    }
}

/// Whether there is a file at `path` that is not the expected one.
fn has_changed(path: &Path, expected: &Fingerprint) -> io::Result<bool> {
    // The length first, so that a file grown to gigabytes is not read.
    let resized = fs::metadata(path).is_ok_and(|now| now.len() != expected.length_bytes);
    Ok(resized || Fingerprint::of(path)?.is_some_and(|now| !now.holds_the_same(expected)))
}

/// Removes what killed saves left in a folder: temporary files of this program that no process holds any more.
pub fn clean(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let is_temporary = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        name.to_str().is_some_and(|name| name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(MAX_ENTRIES);
    for entry in entries.filter(is_temporary) {
        // The metadata of an entry are of a link itself, never of what it leads to.
        let is_file = entry.metadata().is_ok_and(|metadata| metadata.is_file());
        let path = entry.path();
        if is_file && is_old(&path) && !is_held(&path) {
            let _ = fs::remove_file(&path); // It is tried again after the next save.
        }
    }
}

/// Whether a file was written before any process that is just starting to hold it.
pub(super) fn is_old(path: &Path) -> bool {
    let written = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    written.and_then(|written| written.elapsed().ok()).is_some_and(|age| STARTING < age)
}

/// Whether a running process holds a file. What is no ordinary file is held by nobody: opening a pipe would wait.
pub(super) fn is_held(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
        && File::open(path).is_ok_and(|file| file.try_lock().is_err())
}

#[cfg(test)]
mod tests;
