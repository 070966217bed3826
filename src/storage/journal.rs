//! The journals of the runs that are open in this process, for when the program ends without being asked to: what acts on a run is
//! appended to a file of its own in the [store](super::work).
//!
//! A thread of its own writes, so that no frame waits for a disk. A file is held by a lock as that of unsaved work is; at the
//! next start one that nobody holds is of a process that is no more. In an end in order nothing is left.
//!
//! Longer than 500 lines: how a run is written, with what it is asked by the tests.

use std::collections::{BTreeMap, BTreeSet};
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
use crate::units::{RunId, Step};

/// What is said of a run that is too long.
const TOO_LONG: &str = "journal-too-long";
/// Bytes that complete a journal at most.
const ENDING: u64 = 200;

/// What is to be done.
#[derive(Debug)]
enum Task {
    /// A run of a document begins to be written down.
    Begin(RunId, Arc<Preset>),
    /// More of it.
    More { run: RunId, inputs: Vec<(Step, RunInput)>, end: Step, origin: Origin },
    /// A run is not written down any more.
    Clear(RunId),
    /// None is.
    ClearAll,
}

#[derive(Debug, Default)]
struct State {
    tasks: Vec<Task>,
    /// What went wrong since it was last asked.
    trouble: Option<Message>,
    /// What has gone wrong since something was written last: that is said once.
    failure: Option<Message>,
    /// The runs of which what follows is lost until they are begun anew.
    lost: BTreeSet<RunId>,
    /// The run that goes on, the document at its start, and what it is, if it is to be kept: for when its first inputs are the last.
    present: Option<(RunId, Arc<Preset>, Origin)>,
    stops: bool,
}

/// Writes runs down while they go on.
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
    writers: Mutex<Writers>,
}

/// What is written of each run.
#[derive(Debug)]
struct Writers {
    store: Store,
    runs: BTreeMap<RunId, Writer>,
}

/// What is written of a run, and where.
#[derive(Debug)]
struct Writer {
    store: Store,
    /// The run's file and the lock that it holds for it.
    own: Option<(PathBuf, File)>,
    /// A document the run of which has no text yet.
    begun: Option<Arc<Preset>>,
    /// The journal, and its length [bytes].
    open: Option<(Journal, File, u64)>,
    /// Number of inputs that it has.
    done: usize,
    /// What it was called last.
    origin: Origin,
}

impl RunJournal {
    /// Gets ready to write into a store; nothing is written before something is begun.
    #[must_use]
    pub fn start(store: &Store) -> Self {
        let writers = Writers { store: store.clone(), runs: BTreeMap::new() };
        let shared =
            Arc::new(Shared { state: Mutex::default(), wakes: Condvar::new(), writers: Mutex::new(writers) });
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("journal".to_owned()).spawn(move || of_thread.work());
        if let Err(error) = &thread {
            shared.state().trouble = Some(atomic::advice(error));
        }
        Self { shared, thread: thread.ok() }
    }

    /// Writes a run of a document down from its start, in the place of what was written of it.
    pub fn begin(&self, run: RunId, preset: &Arc<Preset>) {
        self.shared.state().lost.remove(&run);
        self.do_task(Task::Begin(run, Arc::clone(preset)));
    }

    /// Writes down what acted next on a run, how far it has come, and what it is.
    pub fn more(&self, run: RunId, inputs: Vec<(Step, RunInput)>, end: Step, origin: Origin) {
        self.do_task(Task::More { run, inputs, end, origin });
    }

    /// Deletes what was written of a run.
    pub fn clear(&self, run: RunId) {
        self.do_task(Task::Clear(run));
    }

    /// Deletes what was written of all runs.
    pub fn clear_all(&self) {
        self.shared.state().present = None;
        self.do_task(Task::ClearAll);
    }

    /// Deletes what was written, before it returns: the program is about to end in order.
    pub fn finish(&self) {
        {
            let mut state = self.shared.state();
            (state.tasks, state.present) = (vec![Task::ClearAll], None);
        }
        self.shared.do_all();
    }

    /// Says which run goes on, with the document at its start and what it is; none if it is not to be kept.
    pub fn set_present(&self, present: Option<(RunId, Arc<Preset>, Origin)>) {
        self.shared.state().present = present;
    }

    /// Whether what follows of a run is lost until it is begun anew.
    #[must_use]
    pub fn is_lost(&self, run: RunId) -> bool {
        self.shared.state().lost.contains(&run)
    }

    /// Writes what is yet to be written of the present run when it is called; for when the program is about to end.
    #[must_use]
    pub fn last_run(&self) -> LastRun {
        LastRun(Arc::clone(&self.shared))
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

/// Writes the last moments of a run, from any thread.
#[derive(Debug, Clone)]
pub struct LastRun(Arc<Shared>);

impl LastRun {
    /// Completes what is written of a run with all that acted on it, from its start, and where it ends.
    pub fn complete(&self, run: RunId, inputs: &[(Step, RunInput)], end: Step) {
        self.0.do_all();
        let present = self.0.state().present.clone().filter(|own| own.0 == run);
        let mut writers = self.0.writers();
        let writer = writers.of(run);
        let is_open = writer.open.is_some();
        let origin = match (is_open, present) {
            (true, _) => writer.origin.clone(),
            (false, Some((_, preset, origin))) if !inputs.is_empty() => {
                (writer.begun, writer.done) = (Some(preset), 0);
                origin
            }
            _ => return, // It is not to be kept, or nothing has acted on it.
        };
        let new = inputs.get(writer.done..).unwrap_or_default();
        if let Err(trouble) = writer.more(new, end, &origin) {
            tracing::warn!("the end of the run could not be written down: {trouble}");
        }
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
        for mut writer in std::mem::take(&mut self.shared.writers().runs).into_values() {
            writer.open = None;
            if let Some((file, lock)) = writer.own.take() {
                if !file.exists() {
                    let _ = fs::remove_file(file.with_extension("lock"));
                }
                let _ = lock.unlock();
            }
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writers(&self) -> MutexGuard<'_, Writers> {
        self.writers.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut writers = self.writers();
        let tasks = std::mem::take(&mut self.state().tasks);
        for task in tasks {
            let (run, outcome) = match task {
                Task::Begin(run, preset) => {
                    writers.of(run).begin(preset);
                    continue;
                }
                Task::Clear(run) => {
                    writers.forget(run);
                    continue;
                }
                Task::ClearAll => {
                    for run in writers.runs.keys().copied().collect::<Vec<_>>() {
                        writers.forget(run);
                    }
                    continue;
                }
                Task::More { run, inputs, end, origin } => (run, writers.of(run).more(&inputs, end, &origin)),
            };
            match outcome {
                Ok(()) if writers.of(run).open.is_some() => self.state().failure = None,
                Ok(()) => {}
                Err(trouble) => {
                    writers.of(run).clear();
                    let mut state = self.state();
                    // A run that has become too long does not become shorter.
                    if trouble.key == TOO_LONG {
                        state.lost.remove(&run);
                    } else {
                        state.lost.insert(run);
                    }
                    if state.failure.as_ref() != Some(&trouble) {
                        tracing::warn!("the run could not be written down: {trouble}");
                        (state.trouble, state.failure) = (Some(trouble.clone()), Some(trouble));
                    }
                }
            }
        }
    }
}

impl Writers {
    /// The writer of a run.
    fn of(&mut self, run: RunId) -> &mut Writer {
        self.runs.entry(run).or_insert_with(|| Writer {
            store: self.store.clone(),
            own: None,
            begun: None,
            open: None,
            done: 0,
            origin: Origin::default(),
        })
    }

    /// Deletes what was written of a run, and lets go of its file.
    fn forget(&mut self, run: RunId) {
        let Some(mut writer) = self.runs.remove(&run) else { return };
        writer.clear();
        if let Some((file, lock)) = writer.own.take() {
            let _ = fs::remove_file(file.with_extension("lock"));
            let _ = lock.unlock();
        }
    }
}

impl Writer {
    /// What follows is of a run of this document, from its start.
    fn begin(&mut self, preset: Arc<Preset>) {
        (self.begun, self.open, self.done) = (Some(preset), None, 0);
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
        self.done += inputs.len();
        self.origin = origin.clone();
        Ok(())
    }

    /// The run's file, with a lock that it holds; made anew if the folder has vanished since.
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

    const ONE: RunId = RunId(1);

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
        drop(journal.shared.writers());
    }

    #[test]
    fn what_was_told_is_found_once_nobody_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&folder.path().join("work"));
        let journal = RunJournal::start(&store);
        journal.begin(ONE, &preset());
        journal.more(ONE, vec![fire(5), fire(9)], Step(20), origin("mine"));
        journal.more(ONE, vec![fire(30)], Step(40), origin("mine, longer"));
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
        journal.more(ONE, vec![fire(1)], Step(2), origin("nobody's"));
        journal.begin(ONE, &preset());
        journal.more(ONE, vec![fire(5)], Step(20), origin("one"));
        journal.begin(ONE, &preset());
        journal.more(ONE, vec![fire(7)], Step(8), origin("other"));
        settle(&journal);
        drop(journal);
        let found = store.look().works;
        assert_eq!(found.len(), 1);
        assert_eq!(store.read_run(&found[0].name).unwrap().runs[0].inputs, [fire(7)]);
        store.remove(&found[0].name);
        let journal = RunJournal::start(&store);
        journal.begin(ONE, &preset());
        journal.more(ONE, vec![fire(5)], Step(20), origin("one"));
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
        journal.begin(ONE, &preset());
        journal.more(ONE, vec![fire(5)], Step(20), origin("one"));
        settle(&journal);
        assert!(journal.take_trouble().is_some() && journal.is_lost(ONE));
        journal.more(ONE, vec![fire(6)], Step(21), origin("one"));
        settle(&journal);
        assert!(journal.take_trouble().is_none(), "said once");
        fs::remove_file(&place).unwrap();
        journal.begin(ONE, &preset());
        assert!(!journal.is_lost(ONE));
        journal.more(ONE, vec![fire(5), fire(6)], Step(21), origin("one"));
        let many = vec![(Step(30), RunInput::Schedule(vec![(1, Some(0), 1.0 / 3.0); 200_000])); 4];
        journal.more(ONE, many, Step(40), origin("one"));
        settle(&journal);
        let told = journal.take_trouble().unwrap();
        assert!(!journal.is_lost(ONE), "it is not tried again");
        assert_eq!((told.key, told.args), ("journal-too-long", vec![("limit", "16".to_owned())]));
        drop(journal);
        assert!(store.look().works.is_empty());
    }

    /// Each run has a file of its own, and one that is closed has none.
    #[test]
    fn runs_are_written_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let journal = RunJournal::start(&store);
        for run in 0..4 {
            let run = RunId(run);
            journal.begin(run, &preset());
            journal.more(run, vec![fire(u64::from(run.0) + 5)], Step(20), origin("one"));
        }
        journal.more(RunId(2), vec![fire(30)], Step(40), origin("longer"));
        journal.clear(RunId(1));
        settle(&journal);
        drop(journal);
        let found = store.look().works;
        let mut inputs: Vec<Vec<u64>> = Vec::new();
        for kept in &found {
            let log = store.read_run(&kept.name).unwrap();
            inputs.push(log.runs[0].inputs.iter().map(|(step, _)| step.0).collect());
        }
        inputs.sort();
        assert_eq!(inputs, [vec![5], vec![7, 30], vec![8]]);
    }

    /// What is told at the very end completes what was written, also where that is nothing yet.
    #[test]
    fn the_last_moments_are_written_when_it_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let journal = RunJournal::start(&store);
        journal.begin(ONE, &preset());
        journal.more(ONE, vec![fire(5)], Step(20), origin("one"));
        let last = journal.last_run();
        last.complete(ONE, &[fire(5), fire(30)], Step(41));
        // Nobody has begun this one, and it is not to be kept.
        last.complete(RunId(2), &[fire(6)], Step(41));
        journal.set_present(Some((RunId(3), preset(), origin("new"))));
        last.complete(RunId(3), &[fire(7)], Step(42));
        journal.set_present(Some((RunId(4), preset(), origin("untouched"))));
        last.complete(RunId(4), &[], Step(42));
        drop(journal);
        let mut found: Vec<(String, Vec<u64>, u64)> = Vec::new();
        for kept in store.look().works {
            let run = store.read_run(&kept.name).unwrap().runs.remove(0);
            found.push((kept.origin.title, run.inputs.iter().map(|own| own.0.0).collect(), run.end.0));
        }
        found.sort();
        assert_eq!(found, [("new".to_owned(), vec![7], 42), ("one".to_owned(), vec![5, 30], 41)]);
    }
}
