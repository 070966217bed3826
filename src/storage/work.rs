//! The store of unsaved work: copies of documents that were left without being saved, and of those that were being edited when
//! the program ended without a question. Every copy is a preset (`NAME.ron`) with a note beside it (`NAME.origin`) that says what it is;
//! or it is the journal of a run (`NAME.run.ron`).
//!
//! The folder may hold anything by the time it is looked at: whatever stands in it goes through a door that checks kind and
//! length before it opens, and what cannot be used is kept with the ending `.bad`. Nothing is deleted here unasked.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::SavePresetError;
use super::atomic::{self, Fingerprint, is_held, is_old};
use crate::message::Message;
use crate::preset::error::LoadError;
use crate::preset::run_log::{self, RunLog};
use crate::preset::{Preset, journal, load};

/// Copies that are kept without asking which may go.
pub const MAX_COPIES: usize = 200;
/// Bytes that they may take without asking which may go.
pub const MAX_COPIES_BYTES: u64 = 64 << 20;
/// Longest note that is read [bytes].
const MAX_NOTE_BYTES: u64 = 64 << 10;
/// Changes that a note lists.
const MAX_CHANGES: usize = 50;
/// Characters of each value of a change.
const MAX_VALUE_CHARS: usize = 100;
/// Copies without a note that are read to find their title: those of older versions.
const MAX_READ: usize = 20;
/// How the names of copies begin that were left while the program went on.
const LEFT: &str = "left-";
/// How the names of journals of runs end.
pub(super) const RUN: &str = ".run";

/// A change of a document, as a key of the catalogue with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The key.
    pub key: String,
    /// Named values.
    pub values: Vec<(String, String)>,
}

impl From<&Message> for Change {
    fn from(message: &Message) -> Self {
        let short = |text: &str| text.chars().take(MAX_VALUE_CHARS).collect();
        let values = message.args.iter().map(|(name, value)| ((*name).to_owned(), short(value)));
        Self { key: message.key.to_owned(), values: values.collect() }
    }
}

/// What a copy of unsaved work is, and where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The document's file.
    pub path: Option<PathBuf>,
    /// What the file held when it was read or written last.
    pub fingerprint: Option<Fingerprint>,
    /// The document's title.
    pub title: String,
    /// What was changed, the newest first.
    pub changes: Vec<Change>,
    /// Name of an older copy of the same work.
    pub replaces: Option<String>,
}

impl Origin {
    /// Of these changes, as many as a note lists.
    #[must_use]
    pub fn changes_of(changes: &[Message]) -> Vec<Change> {
        changes.iter().take(MAX_CHANGES).map(Change::from).collect()
    }
}

/// A copy of unsaved work that no running process is editing.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its name in the store.
    pub name: String,
    /// What it is.
    pub origin: Origin,
    /// When it was written.
    pub written: Option<SystemTime>,
    /// Its length.
    pub bytes: u64,
    /// Whether the program ended while it was being edited, rather than leaving it.
    pub was_cut_off: bool,
}

impl Kept {
    /// Whether it is a run, and not a document.
    #[must_use]
    pub fn is_run(&self) -> bool {
        self.name.ends_with(RUN)
    }
}

/// What stands in the store.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The copies, the newest first.
    pub works: Vec<Kept>,
    /// How many could not be read and were given the ending `.bad`.
    pub bad: usize,
}

/// The folder of copies of unsaved work.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A name for a new copy of work that is being left.
    #[must_use]
    pub fn free_name(&self, taken: &[Kept]) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        let stem = format!("{LEFT}{now}-{}", std::process::id());
        let is_free =
            |name: &String| !self.file(name).exists() && taken.iter().all(|kept| kept.name != *name);
        let mut names = (0_u32..).map(|number| format!("{stem}-{number}"));
        names.find(is_free).unwrap_or(stem)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.ron"))
    }

    /// Writes a copy under a name, in the place of one that has it.
    ///
    /// # Errors
    /// If it cannot be written; a copy of before is then as it was.
    pub fn write(&self, name: &str, preset: &Preset, origin: &Origin) -> Result<(), Message> {
        fs::create_dir_all(&self.folder).map_err(|error| self.in_folder(&error))?;
        write_copy(&self.file(name), preset, Some(origin))
    }

    /// Reads a copy.
    ///
    /// # Errors
    /// If it is no valid document any more.
    pub fn read(&self, name: &str) -> Result<Preset, LoadError> {
        load::file(&self.file(name))
    }

    /// Reads the journal of a run, as far as it goes.
    ///
    /// # Errors
    /// If it is no valid run any more.
    pub fn read_run(&self, name: &str) -> Result<RunLog, LoadError> {
        read_run(&self.file(name))
    }

    /// What to say of an error in the folder.
    pub(super) fn in_folder(&self, error: &std::io::Error) -> Message {
        let message = Message::new("save-in-folder").with("folder", self.folder.display());
        message.with_message("advice", atomic::advice(error))
    }

    /// A file of this process's own, the name of which ends as said, and the lock that is held for it.
    pub(super) fn claim(&self, ending: &str) -> std::io::Result<(PathBuf, File)> {
        fs::create_dir_all(&self.folder)?;
        atomic::clean(&self.folder);
        let pid = std::process::id();
        // One process may have several documents, as in tests.
        for number in 0..1000_u32 {
            let path = self.folder.join(format!("{pid}-{number}{ending}.lock"));
            match File::options().create_new(true).write(true).open(&path) {
                Ok(lock) => {
                    lock.try_lock().map_err(std::io::Error::other)?;
                    return Ok((path.with_extension("ron"), lock));
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(std::io::ErrorKind::AlreadyExists.into())
    }

    /// Deletes a copy.
    pub fn remove(&self, name: &str) {
        remove_copy(&self.file(name));
        let _ = fs::remove_file(self.file(name).with_extension("lock"));
    }

    /// Takes a copy over from a process that is no more; returns its new name. It is one that was left from now on.
    ///
    /// # Errors
    /// If it cannot be renamed.
    pub fn take_over(&self, kept: &Kept, taken: &[Kept]) -> std::io::Result<String> {
        if !kept.was_cut_off {
            return Ok(kept.name.clone());
        }
        let mut name = self.free_name(taken);
        if kept.is_run() {
            name.push_str(RUN);
        }
        let (old, new) = (self.file(&kept.name), self.file(&name));
        let _ = fs::rename(old.with_extension("origin"), new.with_extension("origin"));
        fs::rename(&old, &new)?;
        let _ = fs::remove_file(old.with_extension("lock"));
        Ok(name)
    }

    /// Looks through the store. Copies that running processes are editing are theirs; locks and notes without a copy go.
    #[must_use]
    pub fn look(&self) -> Found {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let (mut copies, mut bad) = (Vec::new(), 0);
        for file in files {
            let is_of_kind = |kind: &str| file.extension().is_some_and(|extension| extension == kind);
            if !(is_of_kind("ron") || is_of_kind("lock") || is_of_kind("origin"))
                || is_held(&file.with_extension("lock"))
            {
                continue;
            }
            if is_of_kind("ron") {
                let written = fs::metadata(&file).and_then(|metadata| metadata.modified()).ok();
                copies.push((file, written));
            } else if !file.with_extension("ron").exists() && is_old(&file) {
                let _ = fs::remove_file(&file);
            }
        }
        copies.sort_by(|(left, at), (right, then)| (then, right).cmp(&(at, left)));
        let (mut works, mut n_read) = (Vec::new(), 0);
        for (file, written) in copies {
            if let Some(kept) = describe(&file, written, &mut n_read) {
                works.push(kept);
            } else {
                set_aside(&file);
                bad += 1;
            }
        }
        // A copy that was made after another of the same work stands for both.
        let replaced: Vec<String> = works.iter().filter_map(|kept| kept.origin.replaces.clone()).collect();
        works.retain(|kept| !replaced.contains(&kept.name));
        Found { works, bad }
    }
}

/// The oldest copies that are beyond what is kept without asking.
#[must_use]
pub fn beyond_budget(works: &[Kept]) -> &[Kept] {
    let mut bytes = 0;
    let fits = |(index, kept): &(usize, &Kept)| {
        bytes += kept.bytes;
        *index < MAX_COPIES && bytes <= MAX_COPIES_BYTES
    };
    let within = works.iter().enumerate().take_while(fits).count();
    &works[within..]
}

/// Gives a copy that cannot be used another ending, under which nothing is replaced.
fn set_aside(file: &Path) {
    let mut names = (1_u32..).map(|number| match number {
        1 => file.with_extension("bad"),
        _ => file.with_extension(format!("{number}.bad")),
    });
    if let Some(free) = names.find(|name| fs::symlink_metadata(name).is_err()) {
        let _ = fs::rename(file, free); // It is tried again at the next start.
    }
}

/// What a copy is; `None` if it is nothing that can be opened.
fn describe(file: &Path, written: Option<SystemTime>, n_read: &mut usize) -> Option<Kept> {
    let metadata = fs::metadata(file).ok()?;
    let name = file.file_stem()?.to_str()?.to_owned();
    let is_run = name.ends_with(RUN);
    let most = if is_run { run_log::MAX_BYTES } else { load::MAX_BYTES };
    if !metadata.is_file() || most < metadata.len() {
        return None;
    }
    let note = note(&file.with_extension("origin"));
    let mut origin: Origin = note.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default();
    if origin.title.is_empty() && *n_read < MAX_READ {
        *n_read += 1;
        match if is_run { read_run(file).map(|log| log.preset) } else { load::file(file) } {
            Ok(preset) => preset.title().clone_into(&mut origin.title),
            Err(error) => {
                tracing::warn!("unsaved work in {} cannot be read: {error:?}", file.display());
                return None;
            }
        }
    }
    let was_cut_off = !name.starts_with(LEFT);
    Some(Kept { name, origin, written, bytes: metadata.len(), was_cut_off })
}

/// Reads the journal of a run, as far as it goes.
fn read_run(file: &Path) -> Result<RunLog, LoadError> {
    let bytes = load::bytes_of_file_within(file, run_log::MAX_BYTES)?;
    match journal::completed(&bytes) {
        Some(text) => run_log::parse(text.as_bytes()),
        None => run_log::parse(&bytes),
    }
}

/// The text of a note: of an ordinary file of a moderate length, in UTF-8.
fn note(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_file() || MAX_NOTE_BYTES < metadata.len() {
        return None; // Opening a pipe would wait for its writer.
    }
    let mut text = String::new();
    File::open(path).ok()?.take(MAX_NOTE_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Writes a copy, and before it its note if there is one to write.
pub(super) fn write_copy(file: &Path, preset: &Preset, origin: Option<&Origin>) -> Result<(), Message> {
    let not_the_same = |error: ron::Error| SavePresetError::from(error).message();
    let text = preset.to_ron().map_err(not_the_same)?;
    if let Some(origin) = origin {
        let origin = ron::to_string(origin).map_err(not_the_same)?;
        let note = file.with_extension("origin");
        atomic::write(&note, &origin, None).map_err(|error| error.message())?;
    }
    atomic::write(file, &text, None).map_err(|error| error.message()).map(drop)
}

/// Deletes a copy and its note.
pub(super) fn remove_copy(file: &Path) {
    let _ = fs::remove_file(file);
    let _ = fs::remove_file(file.with_extension("origin"));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::preset::library;

    fn preset(name: &str) -> Preset {
        load::parse(library::find(name).unwrap().text.as_bytes()).unwrap()
    }

    fn origin(title: &str) -> Origin {
        Origin { title: title.to_owned(), ..Origin::default() }
    }

    /// Makes something at a path.
    type Make<'a> = &'a dyn Fn(&Path);

    #[test]
    fn work_that_was_left_is_found_the_newest_first_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&folder.path().join("deep/work"));
        for name in ["ampa", "nmda", "gaba-a"] {
            let free = store.free_name(&[]);
            store.write(&free, &preset(name), &origin(name)).unwrap();
            std::thread::sleep(Duration::from_millis(15));
        }
        let found = store.look();
        let titles: Vec<&str> = found.works.iter().map(|kept| kept.origin.title.as_str()).collect();
        assert_eq!((titles, found.bad), (vec!["gaba-a", "nmda", "ampa"], 0));
        assert!(found.works.iter().all(|kept| !kept.was_cut_off && 500 < kept.bytes));
        assert_eq!(store.read(&found.works[1].name).unwrap(), preset("nmda"));
        store.remove(&found.works[1].name);
        assert_eq!(store.look().works.len(), 2);
        assert_eq!(fs::read_dir(store.folder()).unwrap().count(), 4, "a copy and a note each");
    }

    #[test]
    fn a_newer_copy_of_the_same_work_stands_for_both() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        store.write("left-1", &preset("ampa"), &origin("old")).unwrap();
        let newer = Origin { replaces: Some("left-1".to_owned()), ..origin("new") };
        store.write("77-0", &preset("nmda"), &newer).unwrap();
        let found = store.look().works;
        assert_eq!(found.len(), 1);
        assert!(found[0].origin.title == "new" && found[0].was_cut_off);
        let name = store.take_over(&found[0], &[]).unwrap();
        let found = store.look().works;
        assert!(found[0].name == name && !found[0].was_cut_off && found[0].origin.title == "new");
    }

    /// Nothing that can stand in the folder hangs the start, and nothing but what cannot be read is set aside.
    #[cfg(unix)]
    #[test]
    fn hostile_folders_do_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let fifo = |name: &str| {
            std::process::Command::new("mkfifo").arg(at(name)).status().is_ok_and(|status| status.success())
        };
        let good = preset("ampa").to_ron().unwrap();
        let notes: [(&str, Make<'_>); 6] = [
            ("1-0", &|note| assert!(fifo(note.file_name().unwrap().to_str().unwrap()))),
            ("2-0", &|note| fs::create_dir(note).unwrap()),
            ("3-0", &|note| File::create(note).unwrap().set_len(10_000_000_000).unwrap()),
            ("4-0", &|note| std::os::unix::fs::symlink("/dev/zero", note).unwrap()),
            ("5-0", &|note| fs::write(note, [0xff, 0xfe, 0]).unwrap()),
            ("6-0", &|note| std::os::unix::fs::symlink(note, note).unwrap()),
        ];
        for (name, make) in notes {
            fs::write(at(&format!("{name}.ron")), &good).unwrap();
            make(&at(&format!("{name}.origin")));
        }
        let _ = fifo("7-0.lock");
        fs::write(at("7-0.ron"), &good).unwrap();
        let _ = fifo("8-0.ron");
        fs::create_dir(at("9-0.ron")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", at("10-0.ron")).unwrap();
        File::create(at("11-0.ron")).unwrap().set_len(10_000_000_000).unwrap();
        fs::write(at("12-0.ron"), "no preset").unwrap();
        fs::write(at("notes.txt"), "mine").unwrap();
        let found = Store::new(folder.path()).look();
        assert_eq!(found.works.len(), 7, "{:?}", found.works);
        let title = preset("ampa").title().to_owned();
        assert!(found.works.iter().all(|kept| kept.origin == origin(&title)));
        assert_eq!(found.bad, 4 + usize::from(at("8-0.bad").exists()));
        assert_eq!(fs::read_to_string(at("12-0.bad")).unwrap(), "no preset");
        assert_eq!(fs::read_to_string(at("notes.txt")).unwrap(), "mine");
        assert_eq!(Store::new(folder.path()).look().bad, 0, "said once");
        fs::write(at("12-0.ron"), "another").unwrap();
        assert_eq!(Store::new(folder.path()).look().bad, 1);
        assert_eq!(fs::read_to_string(at("12-0.bad")).unwrap(), "no preset", "nothing is replaced");
        assert_eq!(fs::read_to_string(at("12-0.2.bad")).unwrap(), "another");
    }

    #[test]
    fn what_is_beyond_the_budget_is_the_oldest() {
        let kept = |index: usize, bytes: u64| Kept {
            name: index.to_string(),
            origin: Origin::default(),
            written: None,
            bytes,
            was_cut_off: false,
        };
        let small: Vec<Kept> = (0..203).map(|index| kept(index, 10)).collect();
        assert_eq!(beyond_budget(&small[..200]), []);
        assert_eq!(
            beyond_budget(&small).iter().map(|kept| kept.name.as_str()).collect::<Vec<_>>(),
            ["200", "201", "202"]
        );
        let large: Vec<Kept> = (0..5).map(|index| kept(index, 20 << 20)).collect();
        assert_eq!(beyond_budget(&large).len(), 2);
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
        assert!(Store::new(folder.path()).look().works.is_empty());
        let left = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name());
        let mut left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
        left.sort();
        assert_eq!(
            left,
            ["2-0.bad", "2-0.lock", "3-0.lock"],
            "kept: what was bad, what is new, what is held"
        );
    }
}
