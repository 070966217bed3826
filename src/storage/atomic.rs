//! The one routine that writes a file: documents, autosave and settings all go through it.
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
use std::time::SystemTime;

use tempfile::NamedTempFile;

/// As many links in a row as Linux follows; more are taken for a circle.
const MAX_LINKS: usize = 40;
/// Bytes written at once; a failure can be injected after each piece.
const PIECE_BYTES: usize = 64 * 1024;

/// What a file held at some moment, to notice later that another program changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Length in bytes.
    pub length_bytes: u64,
    /// Time of the last change, where the file system keeps one.
    pub modified: Option<SystemTime>,
    /// FNV-1a (64 bit) of the content. It guards against accidents, not against forgery, and is the same in
    /// every version of the program, so it may be stored.
    pub hash: u64,
}

impl Fingerprint {
    /// The fingerprint of the file at `path` (links are followed), or `None` when there is none. The file is
    /// read into memory.
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
            return Err(ErrorKind::InvalidInput.into());
        }
        let mut content = Vec::new();
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        file.take(metadata.len()).read_to_end(&mut content)?;
        Ok(Some(Self::new(&content, metadata.modified().ok())))
    }

    fn new(content: &[u8], modified: Option<SystemTime>) -> Self {
        let fnv1a = |hash, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = content.iter().fold(0xcbf2_9ce4_8422_2325, fnv1a);
        Self { length_bytes: content.len() as u64, modified, hash }
    }
}

/// The steps of a save, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
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

impl Step {
    /// What was being done, as the subject of "… failed".
    fn doing(self) -> &'static str {
        match self {
            Self::Resolve => "finding the file",
            Self::Create => "creating a new file in its folder",
            Self::Write => "writing the text",
            Self::Permissions => "keeping the file's permissions",
            Self::Sync => "bringing the text onto the disk",
            Self::Compare => "checking the file for other changes",
            Self::Rename => "putting the new file in its place",
        }
    }
}

/// Why a file was not saved. The old file is untouched and nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The operating system refused a step.
    #[error("Could not save {}: {} failed. {} Nothing on the disk was changed.", path.display(), step.doing(), advice(source))]
    Io {
        /// The file to be written; from [`Step::Create`] on with its links followed.
        path: PathBuf,
        /// The step that failed.
        step: Step,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is not the one that was last read or written.
    #[error(
        "Did not save {}: another program has changed this file since it was opened or saved here. \
         Overwrite it, save under another name, or load it again.", path.display()
    )]
    ChangedOnDisk {
        /// The file that was to be written, links followed.
        path: PathBuf,
    },
    /// The target is a folder, a device, a pipe or a socket.
    #[error("Could not save {}: it is a folder or a device, not an ordinary file. Choose another name.", path.display())]
    NotAFile {
        /// What was to be written, links followed.
        path: PathBuf,
    },
    /// The target is a symbolic link that leads back to itself.
    #[error("Could not save {}: it is a link that leads in a circle. Choose another name.", path.display())]
    LinkLoop {
        /// The link that was to be written.
        path: PathBuf,
    },
}

impl SaveError {
    /// The step at which the save ended.
    #[must_use]
    pub fn step(&self) -> Step {
        match self {
            Self::Io { step, .. } => *step,
            Self::ChangedOnDisk { .. } => Step::Compare,
            Self::NotAFile { .. } | Self::LinkLoop { .. } => Step::Resolve,
        }
    }
}

/// The reason in plain words and what to do next.
fn advice(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "The folder does not exist. Create it, or save to another folder.",
        ErrorKind::NotADirectory => "A part of the path is not a folder. Save to another folder.",
        ErrorKind::PermissionDenied => {
            "The file or its folder is protected from you. Change its permissions, or save to another folder."
        }
        ErrorKind::StorageFull => "The disk is full. Free some space, or save to another disk.",
        ErrorKind::QuotaExceeded => "Your share of the disk is used up. Free some space, or save to another disk.",
        ErrorKind::ReadOnlyFilesystem => "The disk is read-only. Save to another disk.",
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => {
            "The name is too long, or has a character that is not allowed here. Choose another name."
        }
        _ => return format!("The system says: {error}. Try again, or save to another folder."),
    }
    .to_owned()
}

/// Writes `text` to the file at `path`, whole or not at all, and returns the new file's fingerprint.
///
/// With `expected`, a file that is there and has another fingerprint (time of change included) is left alone;
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
fn write_with(
    path: &Path,
    text: &str,
    expected: Option<&Fingerprint>,
    before: &mut dyn FnMut(Step) -> io::Result<()>,
) -> Result<Fingerprint, SaveError> {
    before(Step::Resolve).map_err(|source| SaveError::Io { path: path.to_owned(), step: Step::Resolve, source })?;
    let (target, old) = resolve(path)?;
    let failed = |step| {
        let target = &target;
        move |source| SaveError::Io { path: target.clone(), step, source }
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));

    // Dropping the temporary file, as every `?` below does, removes it.
    let create = |()| create_temporary(folder, old.is_some());
    let mut temporary = before(Step::Create).and_then(create).map_err(failed(Step::Create))?;

    before(Step::Write).map_err(failed(Step::Write))?;
    for piece in text.as_bytes().chunks(PIECE_BYTES) {
        temporary.write_all(piece).and_then(|()| before(Step::Write)).map_err(failed(Step::Write))?;
    }

    before(Step::Permissions).map_err(failed(Step::Permissions))?;
    if let Some(old) = &old {
        keep_permissions(temporary.as_file(), old).map_err(failed(Step::Permissions))?;
    }

    // Without this a power cut soon after the rename could leave an empty file.
    before(Step::Sync).and_then(|()| temporary.as_file().sync_all()).map_err(failed(Step::Sync))?;

    before(Step::Compare).map_err(failed(Step::Compare))?;
    if let Some(expected) = expected
        && has_changed(&target, expected).map_err(failed(Step::Compare))?
    {
        return Err(SaveError::ChangedOnDisk { path: target });
    }

    let rename = |()| Ok(temporary.persist(&target)?);
    let written = before(Step::Rename).and_then(rename).map_err(failed(Step::Rename))?;

    // The new file is in place, so nothing below may fail the save. Syncing the folder makes the rename itself
    // last through a power cut; not every system can do it.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    // Taken from what was written, not by reading the path again, which could already be someone else's change.
    let modified = written.metadata().and_then(|metadata| metadata.modified()).ok();
    Ok(Fingerprint::new(text.as_bytes(), modified))
}

/// Follows links to the file that is to be written, which need not exist, and checks that it may be replaced.
fn resolve(path: &Path) -> Result<(PathBuf, Option<Metadata>), SaveError> {
    let failed = |source| SaveError::Io { path: path.to_owned(), step: Step::Resolve, source };
    let mut target = path.to_owned();
    for _ in 0..=MAX_LINKS {
        let found = match fs::symlink_metadata(&target) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((target, None)),
            found => found.map_err(failed)?,
        };
        if found.is_file() {
            check_writable(&target, &found).map_err(failed)?;
            return Ok((target, Some(found)));
        }
        if !found.is_symlink() {
            return Err(SaveError::NotAFile { path: target });
        }
        // A relative link starts at the folder that holds it; joining an absolute one replaces the path.
        let link = fs::read_link(&target).map_err(failed)?;
        target = target.parent().unwrap_or(Path::new("")).join(link);
    }
    Err(SaveError::LinkLoop { path: path.to_owned() })
}

/// Fails when the file may not be written. A rename asks only the folder, and would replace it all the same.
fn check_writable(path: &Path, metadata: &Metadata) -> io::Result<()> {
    if metadata.permissions().readonly() {
        return Err(ErrorKind::PermissionDenied.into());
    }
    // Opening neither truncates nor touches the file, and takes owner, lists of access and mount into account.
    OpenOptions::new().write(true).open(path).map(drop)
}

/// An empty hidden file in `folder`, for its owner alone when it will take over the mode of an old file, and
/// otherwise with the mode that any new file gets.
fn create_temporary(folder: &Path, old_exists: bool) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bouton-").suffix(".tmp");
    #[cfg(unix)]
    if !old_exists {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = old_exists;
    builder.tempfile_in(folder)
}

/// Gives the new file the mode of the old one and, as far as the system allows, its owner and group.
#[cfg(unix)]
fn keep_permissions(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    // Only an administrator may give a file away, so these may fail. They come before the mode, which they can
    // change.
    let _ = fchown(new, None, Some(old.gid()));
    let _ = fchown(new, Some(old.uid()), None);
    let mode = old.mode() & 0o777;
    // A file system without modes (a memory stick) refuses to set even the mode that it shows.
    if new.metadata()?.mode() & 0o777 == mode {
        return Ok(());
    }
    new.set_permissions(fs::Permissions::from_mode(mode))
}

/// Other systems have no mode bits to keep: the new file takes its permissions from the folder.
#[cfg(not(unix))]
fn keep_permissions(_new: &File, _old: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Whether there is a file at `path` that is not the expected one.
fn has_changed(path: &Path, expected: &Fingerprint) -> io::Result<bool> {
    // The length first, so that a file grown to gigabytes is not read.
    if fs::metadata(path).is_ok_and(|now| now.len() != expected.length_bytes) {
        return Ok(true);
    }
    Ok(Fingerprint::of(path)?.is_some_and(|now| now != *expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 7] =
        [Step::Resolve, Step::Create, Step::Write, Step::Permissions, Step::Sync, Step::Compare, Step::Rename];

    /// A new folder and the path of a file in it that does not exist yet.
    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        (folder, path)
    }

    /// Everything in the folder, by name.
    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn new_old_empty_and_large_files_are_written_whole() {
        let (folder, path) = folder();
        assert_eq!(Fingerprint::of(&path).unwrap(), None);
        for text in ["new", "old", "", &"µ".repeat(512 * 1024)] {
            let written = write(&path, text, Fingerprint::of(&path).unwrap().as_ref()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            assert_eq!(Fingerprint::of(&path).unwrap(), Some(written));
            assert_eq!(names(folder.path()), ["a.ron"]);
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let (_folder, path) = folder();
        assert_eq!(write(&path, "", None).unwrap().hash, 0xcbf2_9ce4_8422_2325);
        assert_eq!(write(&path, "foobar", None).unwrap().hash, 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_failure_at_any_step_leaves_the_old_file_and_nothing_else() {
        let (folder, path) = folder();
        let text = "x".repeat(3 * PIECE_BYTES);
        for old in [None, Some("old")] {
            if let Some(old) = old {
                fs::write(&path, old).unwrap();
            }
            // Ten calls: once for each step, and after each of the three pieces.
            let mut seen = Vec::new();
            for failing in 0..10 {
                let mut calls = 0..;
                let mut before = |step| match calls.next() == Some(failing) {
                    true => Err({
                        seen.push(step);
                        ErrorKind::StorageFull.into()
                    }),
                    false => Ok(()),
                };
                let error = write_with(&path, &text, None, &mut before).unwrap_err();
                assert_eq!(Some(&error.step()), seen.last());
                assert!(error.to_string().contains(error.step().doing()), "{error}");
                assert!(error.to_string().contains("The disk is full. Free some space"), "{error}");
                assert_eq!(fs::read_to_string(&path).ok().as_deref(), old);
                assert_eq!(names(folder.path()).len(), usize::from(old.is_some()), "{error}");
            }
            seen.dedup();
            assert_eq!(seen, STEPS);
        }
    }

    #[test]
    fn a_file_changed_by_another_program_is_left_alone() {
        let (folder, path) = folder();
        let expected = write(&path, "mine", None).unwrap();
        let touch = |path: &Path| File::open(path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        for change in ["other length", "mime", "mine"] {
            fs::write(&path, change).unwrap();
            touch(&path);
            let error = write(&path, "new", Some(&expected)).unwrap_err();
            assert!(matches!(error, SaveError::ChangedOnDisk { .. }), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), change);
            assert_eq!(names(folder.path()), ["a.ron"]);
        }
        write(&path, "overwritten", None).unwrap();
        fs::remove_file(&path).unwrap();
        write(&path, "back", Some(&expected)).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "back");
    }

    #[test]
    fn a_missing_folder_and_a_target_that_is_no_file_are_errors() {
        let (folder, path) = folder();
        let error = write(&path.join("deep/b.ron"), "text", None).unwrap_err();
        assert!(error.step() == Step::Create && error.to_string().contains("Create it"), "{error}");
        let error = write(folder.path(), "text", None).unwrap_err();
        assert!(matches!(error, SaveError::NotAFile { .. }), "{error}");
        assert!(Fingerprint::of(folder.path()).is_err());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_written_through() {
        use std::os::unix::fs::symlink;
        let (folder, real) = folder();
        fs::create_dir(folder.path().join("links")).unwrap();
        let link = |name: &str, to: &str| {
            let link = folder.path().join("links").join(name);
            symlink(to, &link).unwrap();
            link
        };
        // The first is dangling when it is written; the second is a link to a link.
        for link in [link("to_real", "../a.ron"), link("to_link", "to_real")] {
            let written = write(&link, "through", None).unwrap();
            assert!(link.is_symlink() && !real.is_symlink());
            assert_eq!(fs::read_to_string(&real).unwrap(), "through");
            assert_eq!(Fingerprint::of(&link).unwrap(), Some(written));
            fs::write(&real, "old").unwrap();
        }
        for link in [link("self", "self"), link("circle", "elcric"), link("elcric", "circle")] {
            let error = write(&link, "text", None).unwrap_err();
            assert!(matches!(error, SaveError::LinkLoop { .. }), "{error}");
        }
        assert_eq!(names(folder.path()), ["a.ron", "links"]);
        assert_eq!(names(&folder.path().join("links")), ["circle", "elcric", "self", "to_link", "to_real"]);
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_owner_are_kept_and_protection_is_heeded() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let (folder, path) = folder();
        fs::write(&path, "old").unwrap();
        // Only root may give the file to someone else; otherwise the owner stays the same anyway.
        let _ = chown(&path, Some(65534), Some(65534));
        let old = fs::metadata(&path).unwrap();
        for mode in [0o600, 0o755, 0o444] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let saved = write(&path, &format!("{mode:o}"), None);
            assert_eq!(saved.is_err(), mode == 0o444);
            let new = fs::metadata(&path).unwrap();
            assert_eq!((new.mode() & 0o777, new.uid(), new.gid()), (mode, old.uid(), old.gid()));
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "755");
        let ordinary = folder.path().join("ordinary");
        fs::write(&ordinary, "").unwrap();
        fs::remove_file(&path).unwrap();
        write(&path, "new", None).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode(), fs::metadata(&ordinary).unwrap().mode());
    }

    /// A mounted file system that goes away with its test.
    #[cfg(target_os = "linux")]
    struct Mounted(tempfile::TempDir);

    #[cfg(target_os = "linux")]
    impl Drop for Mounted {
        fn drop(&mut self) {
            let _ = std::process::Command::new("umount").arg(self.0.path()).status();
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let disk = folder().0;
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(disk.path());
        if !mount.output().is_ok_and(|mounted| mounted.status.success()) {
            println!("skipped: mounting a small disk is not permitted here");
            return;
        }
        let disk = Mounted(disk);
        let path = disk.0.path().join("a.ron");
        let old = "o".repeat(10_000);
        let expected = write(&path, &old, None).unwrap();
        let error = write(&path, &"n".repeat(200_000), Some(&expected)).unwrap_err();
        assert!(error.step() == Step::Write && error.to_string().contains("The disk is full"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), old);
        assert_eq!(names(disk.0.path()), ["a.ron"]);
        write(&path, "small again", Some(&expected)).unwrap();
    }
}
