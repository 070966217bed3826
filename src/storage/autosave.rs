//! Copies of unsaved work, for when the program ends without being asked to.
//!
//! A thread of its own writes the newest state of the document every few seconds, so that neither a frame nor the end of
//! the program waits for a disk. Every process has its own file and holds a lock on it; a file that nobody holds is left
//! from a process that is no more.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::atomic::{self, Fingerprint};
use crate::preset::{Preset, load};

/// How long after a change it is copied at the latest.
const EVERY: Duration = Duration::from_secs(4);
/// How long a process may take from making its lock to holding it.
const STARTING: Duration = Duration::from_mins(1);
/// Copies that are kept of processes that are no more.
const MAX_ORPHANS: usize = 10;

/// Where a document comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its file.
    pub path: Option<PathBuf>,
    /// What the file held when it was read or written last.
    pub fingerprint: Option<Fingerprint>,
}

/// The newest unsaved work, and what of it has been written.
#[derive(Debug, Default)]
struct State {
    newest: Option<(Arc<Preset>, Origin)>,
    written: Option<(Arc<Preset>, Origin)>,
}

/// Copies unsaved work while it is done.
#[derive(Debug)]
pub struct Autosave {
    shared: Arc<Shared>,
    stop: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    file: PathBuf,
    /// Held for as long as the process lives.
    lock: File,
}

/// Writes what has not been written yet; for when the process is about to end.
#[derive(Debug, Clone)]
pub struct LastWrite(Arc<Shared>);

impl LastWrite {
    /// Writes it; `false` if that failed.
    #[must_use = "what is not written exists nowhere else"]
    pub fn now(&self) -> bool {
        self.0.write()
    }
}

impl Autosave {
    /// Starts to copy into a folder.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn start(folder: &Path) -> std::io::Result<Self> {
        fs::create_dir_all(folder)?;
        let pid = std::process::id();
        // One process may have several documents, as in tests.
        let mut paths = (0..1000_u32).map(|number| folder.join(format!("{pid}-{number}.lock")));
        let (path, lock) = paths
            .find_map(|path| {
                let lock = File::options().create_new(true).write(true).open(&path).ok()?;
                Some((path, lock))
            })
            .ok_or_else(|| std::io::Error::other("no file for unsaved work can be made"))?;
        lock.try_lock().map_err(std::io::Error::other)?;
        let shared = Arc::new(Shared { state: Mutex::default(), file: path.with_extension("ron"), lock });
        let (stop, stopped) = sync_channel(1);
        let of_thread = Arc::clone(&shared);
        let work = move || {
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(EVERY) {
                let _ = of_thread.write(); // It is tried again.
            }
        };
        let thread = std::thread::Builder::new().name("autosave".to_owned()).spawn(work)?;
        Ok(Self { shared, stop: Some(stop), thread: Some(thread) })
    }

    /// Says what the newest unsaved work is; `None` if there is none.
    pub fn note(&self, newest: Option<(&Arc<Preset>, Origin)>) {
        let mut state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = match (&state.newest, &newest) {
            (Some((old, origin)), Some((new, now))) => Arc::ptr_eq(old, new) && origin == now,
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            state.newest = newest.map(|(preset, origin)| (Arc::clone(preset), origin));
        }
    }

    /// Writes what has not been written yet when it is called.
    #[must_use]
    pub fn last_write(&self) -> LastWrite {
        LastWrite(Arc::clone(&self.shared))
    }
}

impl Drop for Autosave {
    /// A document that is closed was saved or given up: its copy goes.
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // A panic in it has been reported by then.
        }
        self.shared.remove();
        let _ = self.shared.lock.unlock();
        let _ = fs::remove_file(self.shared.file.with_extension("lock"));
    }
}

impl Shared {
    /// `false` if it failed. Nothing is locked while it is written: a panic in the middle writes once more.
    fn write(&self) -> bool {
        let state = || self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (newest, written) = {
            let state = state();
            (state.newest.clone(), state.written.clone())
        };
        match newest {
            Some((preset, origin)) => {
                if written.is_some_and(|(written, of)| Arc::ptr_eq(&written, &preset) && of == origin) {
                    return true;
                }
                match write_copy(&self.file, &preset, &origin) {
                    Ok(()) => state().written = Some((preset, origin)),
                    Err(detail) => {
                        tracing::warn!("unsaved work could not be copied: {detail}");
                        return false;
                    }
                }
            }
            None if written.is_some() => {
                state().written = None;
                self.remove();
            }
            None => {}
        }
        true
    }

    fn remove(&self) {
        let _ = fs::remove_file(&self.file);
        let _ = fs::remove_file(self.file.with_extension("origin"));
    }
}

fn write_copy(file: &Path, preset: &Preset, origin: &Origin) -> Result<(), String> {
    let text = preset.to_ron().map_err(|error| error.to_string())?;
    let origin = ron::to_string(origin).map_err(|error| error.to_string())?;
    atomic::write(&file.with_extension("origin"), &origin, None).map_err(|error| error.to_string())?;
    atomic::write(file, &text, None).map_err(|error| error.to_string()).map(drop)
}

/// Unsaved work of a process that is no more.
#[derive(Debug, Clone)]
pub struct Orphan {
    /// The document.
    pub preset: Preset,
    /// Where it comes from.
    pub origin: Origin,
    /// When it was copied last.
    pub written: Option<SystemTime>,
    file: PathBuf,
}

impl Orphan {
    /// Removes the copy.
    pub fn discard(&self) {
        for extension in ["ron", "origin", "lock"] {
            let _ = fs::remove_file(self.file.with_extension(extension));
        }
    }
}

/// Unsaved work in a folder that no running process holds, the newest first, and how many copies could not be read: those
/// are kept with the ending `.bad`.
#[must_use]
pub fn orphans(folder: &Path) -> (Vec<Orphan>, usize) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let (mut orphans, mut bad) = (Vec::new(), 0);
    for file in files {
        let is_of_kind = |kind: &str| file.extension().is_some_and(|extension| extension == kind);
        if is_held(&file.with_extension("lock")) {
            continue;
        }
        if (is_of_kind("lock") || is_of_kind("origin"))
            && !file.with_extension("ron").exists()
            && is_old(&file)
        {
            let _ = fs::remove_file(&file);
        }
        if !is_of_kind("ron") {
            continue;
        }
        let written = fs::metadata(&file).and_then(|metadata| metadata.modified()).ok();
        let origin = fs::read_to_string(file.with_extension("origin")).unwrap_or_default();
        match load::file(&file) {
            Ok(preset) => {
                let origin = ron::from_str(&origin).unwrap_or_default();
                orphans.push(Orphan { preset, origin, written, file });
            }
            Err(error) => {
                tracing::warn!("unsaved work in {} cannot be read: {error:?}", file.display());
                let _ = fs::rename(&file, file.with_extension("bad"));
                bad += 1;
            }
        }
    }
    orphans.sort_by_key(|orphan| std::cmp::Reverse(orphan.written));
    for old in orphans.iter().skip(MAX_ORPHANS) {
        old.discard();
    }
    orphans.truncate(MAX_ORPHANS);
    (orphans, bad)
}

/// Whether a file is of no process that is just starting to write.
fn is_old(path: &Path) -> bool {
    let written = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    written.and_then(|written| written.elapsed().ok()).is_some_and(|age| STARTING < age)
}

/// Whether a running process holds a lock.
fn is_held(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_err())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library;

    fn preset(name: &str) -> Arc<Preset> {
        Arc::new(load::parse(library::find(name).unwrap().text.as_bytes()).unwrap())
    }

    #[test]
    fn work_is_found_once_its_process_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let autosave = Autosave::start(folder.path()).unwrap();
        let origin = Origin { path: Some("/tmp/mine.ron".into()), fingerprint: None };
        autosave.note(Some((&preset("ampa"), origin.clone())));
        assert!(autosave.last_write().now());
        assert!(orphans(folder.path()).0.is_empty(), "a running process holds it");
        // As if the process had been killed: the lock is let go, and nothing is tidied up.
        autosave.shared.lock.unlock().unwrap();
        let (found, bad) = orphans(folder.path());
        assert_eq!((found.len(), bad), (1, 0));
        assert_eq!((&found[0].preset, &found[0].origin), (&*preset("ampa"), &origin));
        found[0].discard();
        assert!(orphans(folder.path()).0.is_empty());
    }

    #[test]
    fn saved_work_leaves_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        let autosave = Autosave::start(folder.path()).unwrap();
        autosave.note(Some((&preset("nmda"), Origin::default())));
        assert!(autosave.last_write().now());
        assert!(autosave.shared.file.exists());
        autosave.note(None);
        assert!(autosave.last_write().now());
        assert!(!autosave.shared.file.exists());
        drop(autosave);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_a_process_without_unsaved_work_left_is_cleaned_away() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - Duration::from_hours(1);
        for name in ["1-0.lock", "1-0.origin", "2-0.lock", "2-0.bad"] {
            let file = File::create(folder.path().join(name)).unwrap();
            if !name.starts_with("2-0.l") {
                file.set_modified(old).unwrap();
            }
        }
        let held = File::create(folder.path().join("3-0.lock")).unwrap();
        held.set_modified(old).unwrap();
        held.try_lock().unwrap();
        assert!(orphans(folder.path()).0.is_empty());
        let left = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name());
        let mut left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
        left.sort();
        assert_eq!(
            left,
            ["2-0.bad", "2-0.lock", "3-0.lock"],
            "kept: what was bad, what is new, what is held"
        );
    }

    #[test]
    fn a_copy_that_cannot_be_read_is_kept_and_blocks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("1-0.ron"), "no preset").unwrap();
        fs::write(folder.path().join("2-0.ron"), preset("ampa").to_ron().unwrap()).unwrap();
        fs::write(folder.path().join("2-0.origin"), "broken").unwrap();
        let (found, bad) = orphans(folder.path());
        assert_eq!((found.len(), bad), (1, 1));
        assert_eq!(found[0].origin, Origin::default());
        assert_eq!(fs::read_to_string(folder.path().join("1-0.bad")).unwrap(), "no preset");
    }
}
