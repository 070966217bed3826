//! Copies of unsaved work while it is done, for when the program ends without being asked to.
//!
//! A thread of its own writes the newest state of the document, so that neither a frame nor the end of the program waits
//! for a disk: at once where a gesture is over, and within [`DURING`] while one lasts. Every process has its own file in
//! the [store](super::work) and holds a lock on it; a file that nobody holds is of a process that is no more. What fails
//! is tried again, and said for as long as it fails.

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::atomic;
use super::work::{Origin, Store, remove_copy, write_copy};
use crate::message::Message;
use crate::preset::Preset;

/// How long after a change it is copied at the latest, while the gesture that makes it lasts.
pub const DURING: Duration = Duration::from_millis(200);
/// How soon a copy that failed is tried again.
const AGAIN: Duration = Duration::from_secs(2);
/// How long the end of the program waits for a copy that is being written.
const PATIENCE: Duration = Duration::from_secs(5);

/// The newest unsaved work, what of it has been written, and what else is to be written.
#[derive(Debug, Default)]
struct State {
    newest: Option<(Arc<Preset>, Origin)>,
    written: Option<(Arc<Preset>, Origin)>,
    /// What is to be done in the store before anything else: copies to write or, where there is nothing, to delete.
    left: Vec<Left>,
    /// When to write.
    due: Option<Instant>,
    /// Whether the thread is writing what was due.
    is_writing: bool,
    /// Why the last attempt failed.
    failure: Option<Message>,
    stops: bool,
}

/// A copy in the store by its name, and what it is to hold.
type Left = (String, Option<(Arc<Preset>, Origin)>);

/// Copies unsaved work while it is done.
#[derive(Debug)]
pub struct Autosave {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    store: Store,
    state: Mutex<State>,
    wakes: Condvar,
    /// Held while something is written, so that an older state is never written over a newer one.
    writing: Mutex<()>,
    /// This process's own file and the lock that it holds for it.
    own: Mutex<Option<(PathBuf, File)>>,
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
    /// Starts to copy into a store.
    #[must_use]
    pub fn start(store: &Store) -> Self {
        let shared = Arc::new(Shared {
            store: store.clone(),
            state: Mutex::default(),
            wakes: Condvar::new(),
            writing: Mutex::default(),
            own: Mutex::default(),
        });
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("autosave".to_owned()).spawn(move || of_thread.work());
        if let Err(error) = &thread {
            shared.state().failure = Some(atomic::advice(error));
        }
        Self { shared, thread: thread.ok() }
    }

    /// Says what the newest unsaved work is; `None` if there is none. It is copied `at_once` or soon.
    pub fn note(&self, newest: Option<(&Arc<Preset>, Origin)>, at_once: bool) {
        let mut state = self.shared.state();
        let is_same = match (&state.newest, &newest) {
            (Some((old, origin)), Some((new, now))) => Arc::ptr_eq(old, new) && origin == now,
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            state.newest = newest.map(|(preset, origin)| (Arc::clone(preset), origin));
        }
        if !is_same {
            let at = Instant::now() + if at_once { Duration::ZERO } else { DURING };
            state.due = Some(state.due.map_or(at, |due| due.min(at)));
            self.shared.wakes.notify_all();
        }
    }

    /// Writes what is waiting now, as the gesture is over.
    pub fn hurry(&self) {
        let mut state = self.shared.state();
        if state.due.is_some() && state.failure.is_none() {
            state.due = Some(Instant::now());
            self.shared.wakes.notify_all();
        }
    }

    /// Writes work that is being left into the store, under a name.
    pub fn keep(&self, name: &str, preset: &Arc<Preset>, origin: &Origin) {
        self.do_in_store(name, Some((Arc::clone(preset), origin.clone())));
    }

    /// Deletes a copy in the store: what it holds was saved, or is not wanted.
    pub fn forget(&self, name: &str) {
        self.do_in_store(name, None);
    }

    fn do_in_store(&self, name: &str, work: Option<(Arc<Preset>, Origin)>) {
        let mut state = self.shared.state();
        state.left.retain(|(own, _)| own != name);
        state.left.push((name.to_owned(), work));
        state.due = Some(Instant::now());
        self.shared.wakes.notify_all();
    }

    /// Whether something waits to be written or is being written, so that the store does not show it yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        let state = self.shared.state();
        state.due.is_some() || state.is_writing
    }

    /// Where the copies are.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    /// Why unsaved work is not being copied, if it is not.
    #[must_use]
    pub fn failure(&self) -> Option<Message> {
        self.shared.state().failure.clone()
    }

    /// Writes what has not been written yet when it is called.
    #[must_use]
    pub fn last_write(&self) -> LastWrite {
        LastWrite(Arc::clone(&self.shared))
    }
}

impl Drop for Autosave {
    /// What is unsaved is copied, and stays for the next start.
    fn drop(&mut self) {
        self.shared.state().stops = true;
        self.shared.wakes.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // A panic in it has been reported by then.
        }
        let _ = self.shared.write();
        let own = self.shared.own.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((file, lock)) = own {
            if self.shared.state().newest.is_none() {
                let _ = fs::remove_file(file.with_extension("lock"));
            }
            let _ = lock.unlock();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the thread does.
    fn work(&self) {
        loop {
            let mut state = self.state();
            loop {
                if state.stops {
                    return;
                }
                let now = Instant::now();
                state = match state.due {
                    None => self.wakes.wait(state).unwrap_or_else(PoisonError::into_inner),
                    Some(due) if due <= now => break,
                    Some(due) => {
                        self.wakes.wait_timeout(state, due - now).unwrap_or_else(PoisonError::into_inner).0
                    }
                };
            }
            state.due = None;
            state.is_writing = true;
            drop(state);
            let is_written = self.write();
            let mut state = self.state();
            state.is_writing = false;
            if !is_written {
                let again = Instant::now() + AGAIN;
                state.due = Some(state.due.map_or(again, |due| due.max(again)));
            }
        }
    }

    /// Waits until nothing is being written, but not for ever: the thread that panics may be the one that writes.
    fn begin_to_write(&self) -> Option<MutexGuard<'_, ()>> {
        let started = Instant::now();
        loop {
            match self.writing.try_lock() {
                Ok(guard) => return Some(guard),
                Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(TryLockError::WouldBlock) => return None,
            }
        }
    }

    /// Writes everything that has not been written; `false` if something failed.
    fn write(&self) -> bool {
        let _writing = self.begin_to_write();
        let result = self.write_left().and_then(|()| self.write_newest());
        let mut state = self.state();
        if let Err(detail) = &result
            && state.failure.as_ref() != Some(detail)
        {
            tracing::warn!("unsaved work could not be copied: {detail}");
        }
        state.failure = result.err();
        state.failure.is_none()
    }

    fn write_left(&self) -> Result<(), Message> {
        loop {
            let Some((name, work)) = self.state().left.first().cloned() else { return Ok(()) };
            match &work {
                Some((preset, origin)) => self.store.write(&name, preset, origin)?,
                None => self.store.remove(&name),
            }
            // Meanwhile the same work may have been left anew.
            let is_done = |(own, now): &Left| {
                let is_same = match (now, &work) {
                    (Some((now, _)), Some((done, _))) => Arc::ptr_eq(now, done),
                    (None, None) => true,
                    _ => false,
                };
                *own == name && is_same
            };
            self.state().left.retain(|left| !is_done(left));
        }
    }

    fn write_newest(&self) -> Result<(), Message> {
        let (newest, written) = {
            let state = self.state();
            (state.newest.clone(), state.written.clone())
        };
        let Some((preset, origin)) = newest else {
            if written.is_some() {
                self.remove();
                self.state().written = None;
            }
            return Ok(());
        };
        let file = self.own_file().map_err(|error| self.store.in_folder(&error))?;
        let is_there = file.exists();
        let is_same = |of: &Arc<Preset>| Arc::ptr_eq(of, &preset);
        if is_there && written.as_ref().is_some_and(|(of, about)| is_same(of) && *about == origin) {
            return Ok(());
        }
        let says_the_same = is_there && written.is_some_and(|(_, about)| about == origin);
        write_copy(&file, &preset, (!says_the_same).then_some(&origin))?;
        self.state().written = Some((preset, origin));
        Ok(())
    }

    /// This process's file in the store, with a lock that it holds; made anew if the folder has vanished since.
    fn own_file(&self) -> std::io::Result<PathBuf> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((file, _)) = &*own
            && file.with_extension("lock").exists()
        {
            return Ok(file.clone());
        }
        let claimed = self.store.claim("")?;
        let file = claimed.0.clone();
        *own = Some(claimed);
        Ok(file)
    }

    fn remove(&self) {
        if let Some((file, _)) = &*self.own.lock().unwrap_or_else(PoisonError::into_inner) {
            remove_copy(file);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::preset::{library, load};

    /// A test that waits this long hangs.
    const HANG_GUARD: Duration = Duration::from_mins(1);

    fn preset(name: &str) -> Arc<Preset> {
        Arc::new(load::parse(library::find(name).unwrap().text.as_bytes()).unwrap())
    }

    fn origin(title: &str) -> Origin {
        Origin { title: title.to_owned(), ..Origin::default() }
    }

    fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
        let started = Instant::now();
        while !holds() {
            assert!(started.elapsed() < HANG_GUARD, "{what}");
            std::thread::yield_now();
        }
    }

    fn n_copies(folder: &Path) -> usize {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files.filter(|file| file.path().extension().is_some_and(|extension| extension == "ron")).count()
    }

    #[test]
    fn work_is_found_once_its_process_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let autosave = Autosave::start(&store);
        let about = Origin { path: Some("/tmp/mine.ron".into()), ..origin("mine") };
        autosave.note(Some((&preset("ampa"), about.clone())), false);
        assert!(autosave.last_write().now());
        assert!(store.look().works.is_empty(), "a running process holds it");
        // As if the process had been killed: nothing is tidied up.
        drop(autosave);
        let found = store.look().works;
        assert_eq!(found.len(), 1);
        assert!(found[0].was_cut_off && found[0].origin == about);
        assert_eq!(store.read(&found[0].name).unwrap(), *preset("ampa"));
    }

    #[test]
    fn a_copy_is_there_without_being_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let autosave = Autosave::start(&Store::new(folder.path()));
        for at_once in [true, false] {
            autosave.note(Some((&preset("nmda"), origin("n"))), at_once);
            wait_until("a copy", || n_copies(folder.path()) == 1);
            autosave.note(None, at_once);
            wait_until("no copy", || n_copies(folder.path()) == 0);
        }
        // A gesture that ends hurries what is waiting.
        let nmda = preset("nmda");
        autosave.note(Some((&nmda, origin("n"))), false);
        autosave.note(Some((&nmda, origin("n"))), true);
        wait_until("a copy", || n_copies(folder.path()) == 1);
    }

    #[test]
    fn work_that_is_not_pending_is_in_the_store() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let autosave = Autosave::start(&store);
        for n in 0..50 {
            let name = format!("left-{n}");
            autosave.keep(&name, &preset("ampa"), &origin("left"));
            wait_until("it is written", || !autosave.is_pending());
            assert!(store.read(&name).is_ok(), "copy {n}");
        }
    }

    #[test]
    fn saved_work_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let autosave = Autosave::start(&Store::new(folder.path()));
        autosave.note(Some((&preset("nmda"), origin("n"))), true);
        assert!(autosave.last_write().now());
        assert_eq!(n_copies(folder.path()), 1);
        autosave.note(None, true);
        drop(autosave);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_fails_is_said_until_it_works_again() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("work");
        fs::write(&place, "a file in the place of the folder").unwrap();
        let autosave = Autosave::start(&Store::new(&place));
        autosave.keep("left-1", &preset("ampa"), &origin("left"));
        autosave.note(Some((&preset("nmda"), origin("n"))), true);
        wait_until("a failure", || autosave.failure().is_some());
        fs::remove_file(&place).unwrap();
        wait_until("it works again", || autosave.failure().is_none() && n_copies(&place) == 2);
        // A folder that vanishes while it is used is made anew, and the copy in it belongs to a running process.
        fs::remove_dir_all(&place).unwrap();
        autosave.note(Some((&preset("gaba-a"), origin("g"))), true);
        wait_until("a copy in a new folder", || n_copies(&place) == 1);
        assert!(Store::new(&place).look().works.is_empty());
        autosave.keep("left-2", &preset("ampa"), &origin("left"));
        autosave.forget("left-2");
        assert!(autosave.last_write().now());
        assert!(Store::new(&place).look().works.is_empty(), "forgotten");
    }
}
