//! The journal of the run that goes on in this process, for when the program ends without being asked to: what acts on the run is
//! appended to a file in the [store](super::work).
//!
//! A thread of its own writes, so that no frame waits for a disk. The file is held by a lock as that of unsaved work is; at the
//! next start one that nobody holds is of a process that is no more. In an end in order nothing is left.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::atomic;
use super::work::{Origin, RUN, Store, remove_copy};
use crate::message::Message;
use crate::preset::Preset;
use crate::preset::journal::Journal;
use crate::preset::run_log::{MAX_BYTES, RunInput};
use crate::units::Step;

/// What is said of a run that is too long.
const TOO_LONG: &str = "journal-too-long";
/// Bytes that complete a journal at most.
const ENDING: u64 = 200;

/// What is to be done.
#[derive(Debug)]
enum Task {
    /// A run of a document begins to be written down.
    Begin(Arc<Preset>),
    /// More of it.
    More { inputs: Vec<(Step, RunInput)>, end: Step, origin: Origin },
    /// There is no run to write down.
    Clear,
}

#[derive(Debug, Default)]
struct State {
    tasks: Vec<Task>,
    /// What went wrong since it was last asked.
    trouble: Option<Message>,
    /// What has gone wrong since something was written last: that is said once.
    failure: Option<Message>,
    /// Whether what follows is lost until a run is begun anew.
    is_lost: bool,
    stops: bool,
}

/// Writes a run down while it goes on.
#[derive(Debug)]
pub struct RunJournal {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    wakes: Condvar,
    /// Held while something is written, so that tasks are done in their order.
    writer: Mutex<Writer>,
}

/// What is written, and where.
#[derive(Debug)]
struct Writer {
    store: Store,
    /// This process's file and the lock that it holds for it.
    own: Option<(PathBuf, File)>,
    /// A document the run of which has no text yet.
    begun: Option<Arc<Preset>>,
    /// The journal, and its length [bytes].
    open: Option<(Journal, File, u64)>,
}

impl RunJournal {
    /// Gets ready to write into a store; nothing is written before something is begun.
    #[must_use]
    pub fn start(store: &Store) -> Self {
        let writer = Writer { store: store.clone(), own: None, begun: None, open: None };
        let shared =
            Arc::new(Shared { state: Mutex::default(), wakes: Condvar::new(), writer: Mutex::new(writer) });
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("journal".to_owned()).spawn(move || of_thread.work());
        if let Err(error) = &thread {
            shared.state().trouble = Some(atomic::advice(error));
        }
        Self { shared, thread: thread.ok() }
    }

    /// Writes a run of a document down from its start, in the place of another one.
    pub fn begin(&self, preset: &Arc<Preset>) {
        self.shared.state().is_lost = false;
        self.do_task(Task::Begin(Arc::clone(preset)));
    }

    /// Writes down what acted next, how far the run has come, and what it is.
    pub fn more(&self, inputs: Vec<(Step, RunInput)>, end: Step, origin: Origin) {
        self.do_task(Task::More { inputs, end, origin });
    }

    /// Deletes what was written.
    pub fn clear(&self) {
        self.do_task(Task::Clear);
    }

    /// Deletes what was written, before it returns: the program is about to end in order.
    pub fn finish(&self) {
        self.shared.state().tasks = vec![Task::Clear];
        self.shared.do_all();
    }

    /// Whether what follows is lost until a run is begun anew.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.shared.state().is_lost
    }

    /// What went wrong since it was last asked.
    #[must_use]
    pub fn take_trouble(&self) -> Option<Message> {
        self.shared.state().trouble.take()
    }

    fn do_task(&self, task: Task) {
        self.shared.state().tasks.push(task);
        self.shared.wakes.notify_all();
    }
}

impl Drop for RunJournal {
    /// What has been told is written, and stays for the next start.
    fn drop(&mut self) {
        self.shared.state().stops = true;
        self.shared.wakes.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // A panic in it has been reported by then.
        }
        self.shared.do_all();
        let mut writer = self.shared.writer();
        writer.open = None;
        if let Some((file, lock)) = writer.own.take() {
            if !file.exists() {
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

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the thread does.
    fn work(&self) {
        loop {
            let mut state = self.state();
            while state.tasks.is_empty() {
                if state.stops {
                    return;
                }
                state = self.wakes.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            drop(state);
            self.do_all();
        }
    }

    /// Does all tasks that there are.
    fn do_all(&self) {
        let mut writer = self.writer();
        let tasks = std::mem::take(&mut self.state().tasks);
        for task in tasks {
            let wrote = matches!(task, Task::More { .. });
            match writer.run(task) {
                Ok(()) if wrote && writer.open.is_some() => self.state().failure = None,
                Ok(()) => {}
                Err(trouble) => {
                    writer.clear();
                    let mut state = self.state();
                    // A run that has become too long does not become shorter.
                    state.is_lost = trouble.key != TOO_LONG;
                    if state.failure.as_ref() != Some(&trouble) {
                        tracing::warn!("the run could not be written down: {trouble}");
                        (state.trouble, state.failure) = (Some(trouble.clone()), Some(trouble));
                    }
                }
            }
        }
    }
}

impl Writer {
    fn run(&mut self, task: Task) -> Result<(), Message> {
        match task {
            Task::Begin(preset) => (self.begun, self.open) = (Some(preset), None),
            Task::More { inputs, end, origin } => return self.more(&inputs, end, &origin),
            Task::Clear => self.clear(),
        }
        Ok(())
    }

    fn clear(&mut self) {
        (self.begun, self.open) = (None, None);
        if let Some((file, _)) = &self.own {
            remove_copy(file);
        }
    }

    fn more(&mut self, inputs: &[(Step, RunInput)], end: Step, origin: &Origin) -> Result<(), Message> {
        if self.begun.is_none() && self.open.is_none() {
            return Ok(()); // What it would follow was lost, and that has been said.
        }
        let not_written = |error: ron::Error| Message::new("save-not-the-same").with("detail", error);
        let file = self.own_file()?;
        let in_file = |error: std::io::Error| {
            let message = Message::new("save-in-folder").with("folder", file.display());
            message.with_message("advice", atomic::advice(&error))
        };
        let note = ron::to_string(origin).map_err(not_written)?;
        atomic::write(&file.with_extension("origin"), &note, None).map_err(|error| error.message())?;
        let too_long = |text: &str, length: u64| {
            let is_too_long = MAX_BYTES < length + text.len() as u64 + ENDING;
            is_too_long.then(|| Message::new(TOO_LONG).with("limit", MAX_BYTES >> 20))
        };
        if let Some(preset) = self.begun.take() {
            let (mut journal, head) = Journal::begin(&preset).map_err(not_written)?;
            let text = head + &journal.more(inputs, end).map_err(not_written)?;
            too_long(&text, 0).map_or(Ok(()), Err)?;
            atomic::write(&file, &text, None).map_err(|error| error.message())?;
            let opened = File::options().append(true).open(&file).map_err(in_file)?;
            self.open = Some((journal, opened, text.len() as u64));
        } else if let Some((journal, opened, length)) = &mut self.open {
            let text = journal.more(inputs, end).map_err(not_written)?;
            too_long(&text, *length).map_or(Ok(()), Err)?;
            opened.write_all(text.as_bytes()).and_then(|()| opened.sync_data()).map_err(in_file)?;
            *length += text.len() as u64;
        }
        Ok(())
    }

    /// This process's file, with a lock that it holds; made anew if the folder has vanished since.
    fn own_file(&mut self) -> Result<PathBuf, Message> {
        if let Some((file, _)) = &self.own
            && file.with_extension("lock").exists()
        {
            return Ok(file.clone());
        }
        let own = self.store.claim(RUN).map_err(|error| self.store.in_folder(&error))?;
        let file = own.0.clone();
        self.own = Some(own);
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{library, load};

    fn preset() -> Arc<Preset> {
        Arc::new(load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap())
    }

    fn origin(title: &str) -> Origin {
        Origin { title: title.to_owned(), ..Origin::default() }
    }

    fn fire(at: u64) -> (Step, RunInput) {
        (Step(at), RunInput::Fire(1, Some(0)))
    }

    /// Waits until all tasks are done.
    fn settle(journal: &RunJournal) {
        while !journal.shared.state().tasks.is_empty() {
            std::thread::yield_now();
        }
        drop(journal.shared.writer());
    }

    #[test]
    fn what_was_told_is_found_once_nobody_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&folder.path().join("work"));
        let journal = RunJournal::start(&store);
        journal.begin(&preset());
        journal.more(vec![fire(5), fire(9)], Step(20), origin("mine"));
        journal.more(vec![fire(30)], Step(40), origin("mine, longer"));
        settle(&journal);
        assert!(store.look().works.is_empty(), "a running process has it");
        drop(journal);
        let found = store.look();
        assert_eq!((found.works.len(), found.bad), (1, 0));
        let kept = &found.works[0];
        assert!(kept.is_run() && kept.was_cut_off && kept.origin.title == "mine, longer");
        let log = store.read_run(&kept.name).unwrap();
        assert_eq!((&log.preset, log.runs[0].end), (&*preset(), Step(40)));
        assert_eq!(log.runs[0].inputs, [fire(5), fire(9), fire(30)]);
        // Taken over it is the same run, left in order.
        let name = store.take_over(kept, &[]).unwrap();
        let found = store.look().works;
        assert!(found.len() == 1 && found[0].name == name && found[0].is_run() && !found[0].was_cut_off);
        assert_eq!(store.read_run(&name).unwrap(), log);
        store.remove(&name);
        assert_eq!(fs::read_dir(store.folder()).unwrap().count(), 0);
    }

    #[test]
    fn another_run_takes_its_place_and_an_end_in_order_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let journal = RunJournal::start(&store);
        journal.more(vec![fire(1)], Step(2), origin("nobody's"));
        journal.begin(&preset());
        journal.more(vec![fire(5)], Step(20), origin("one"));
        journal.begin(&preset());
        journal.more(vec![fire(7)], Step(8), origin("other"));
        settle(&journal);
        drop(journal);
        let found = store.look().works;
        assert_eq!(found.len(), 1);
        assert_eq!(store.read_run(&found[0].name).unwrap().runs[0].inputs, [fire(7)]);
        store.remove(&found[0].name);
        let journal = RunJournal::start(&store);
        journal.begin(&preset());
        journal.more(vec![fire(5)], Step(20), origin("one"));
        journal.finish();
        drop(journal);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    /// What cannot be written, or would not be read again, is said, and a run that is begun later is written.
    #[test]
    fn trouble_is_told_and_the_next_run_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("work");
        fs::write(&place, "no folder").unwrap();
        let store = Store::new(&place);
        let journal = RunJournal::start(&store);
        journal.begin(&preset());
        journal.more(vec![fire(5)], Step(20), origin("one"));
        settle(&journal);
        assert!(journal.take_trouble().is_some() && journal.is_lost());
        journal.more(vec![fire(6)], Step(21), origin("one"));
        settle(&journal);
        assert!(journal.take_trouble().is_none(), "said once");
        fs::remove_file(&place).unwrap();
        journal.begin(&preset());
        assert!(!journal.is_lost());
        journal.more(vec![fire(5), fire(6)], Step(21), origin("one"));
        let many = vec![(Step(30), RunInput::Schedule(vec![(1, Some(0), 1.0 / 3.0); 200_000])); 4];
        journal.more(many, Step(40), origin("one"));
        settle(&journal);
        let told = journal.take_trouble().unwrap();
        assert!(!journal.is_lost(), "it is not tried again");
        assert_eq!((told.key, told.args), ("journal-too-long", vec![("limit", "16".to_owned())]));
        drop(journal);
        assert!(store.look().works.is_empty());
    }
}
