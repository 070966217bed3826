//! When a simulation advances: the background thread, its pace, and what goes to and fro.
//!
//! The engine never waits for whoever looks, and nobody waits for the engine. Commands go in by
//! [`Engine::send`], which never blocks; what happened comes out by [`Engine::poll`]. Both queues are bounded
//! and merge by rule, so an engine that nobody polls takes a bounded space. It knows nothing of windows: the
//! call-back that wakes one is a plain closure.

mod batch;
mod caveat;
mod command;
mod crew;
mod excerpt;
mod goal;
mod handover;
mod history;
mod input_log;
mod last_word;
mod leeway;
mod pacer;
mod pairs;
mod question;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod twin;
mod until;
mod witness;
mod worker;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

pub use batch::{
    Acted, Batch, BesideScene, Epoch, Halt, InputKind, Limits, Recorded, Scene, Status, ToldRun,
};
pub use caveat::{crowding_message, straying_message};
pub use command::{Command, CommandQueue, Fork, Injection, PlannedSpike, PlayedRun, Program, Sent, Ticket};
pub use crew::{Crew, MANY_NEURONS};
pub use excerpt::Excerpt;
pub use goal::{Goal, Progress, Settling};
pub use handover::Handover;
pub use history::place::{RunPlace, SeekTo};
pub use history::{AT_ONCE, History, PastLimits, Reach, Wait};
pub use input_log::{Input, InputLog, LoggedInput, Watcher, replay};
pub use last_word::LastWord;
pub use pacer::Pacer;
pub use pairs::{Compared, MeanWeights, Measure, PAIRS, PairJob, PairPlan};
pub use question::{Answer, Question, TooMany};
pub use twin::{Counted, Counts, Happened, Parting, StartIsGone, TwinScene};
pub use until::{Happens, Level, Until};
pub use witness::{Told, Witness};
pub use worker::{Budget, Rest, Worker};

use crate::sim::Simulation;
use crate::units::Step;

/// Most commands on their way to the thread; more wait at the sender.
const COMMANDS: usize = 256;
/// Most batches on their way back; what comes after merges at the worker.
const BATCHES: usize = 2;
/// Wall time that one turn may work before it looks for commands again.
const WORK: Duration = Duration::from_millis(8);
/// Wall time of a turn of a hand-stepped engine.
const HAND_TURN: Duration = Duration::from_millis(16);
/// Steps in a turn of a hand-stepped engine when the speed does not bound them.
const HAND_STEPS: u64 = 10_000;

/// What goes to the thread.
#[derive(Debug)]
enum Mail {
    Command(Sent),
    /// Batches were fetched, so there is room for more.
    Room,
}

/// A running engine. Dropping it stops it.
pub struct Engine {
    unsent: CommandQueue,
    /// Number of the last command.
    ticket: Ticket,
    /// Number of the last input that nobody has waited for.
    awaited: Option<Ticket>,
    /// Batches that came while somebody waited.
    early: VecDeque<Batch>,
    link: Link,
    epoch: Epoch,
    limits: Limits,
    /// The last batch fetched, without its history: what is known if the thread should die.
    last: Batch,
    end_reported: bool,
}

enum Link {
    Thread(ThreadLink),
    Hand(Box<HandLink>),
}

struct ThreadLink {
    commands: Option<Arc<SyncSender<Mail>>>,
    batches: Receiver<Batch>,
    /// Frames since the thread looked: each takes batches until there are no more.
    frames: Arc<AtomicU32>,
    thread: Option<JoinHandle<()>>,
}

struct HandLink {
    worker: Worker,
    batches: VecDeque<Batch>,
}

impl Engine {
    /// An engine with a background thread. `wake` is called there whenever there is a new batch to poll.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(program: Program, wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        Self::start_named("bouton-engine", program, Limits::default(), wake)
    }

    /// An engine without a thread, which works when its owner calls it: for tests and pictures.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "as `start` takes it")]
    pub fn by_hand(program: Program) -> Self {
        Self::by_hand_within(&program, Limits::default())
    }

    /// A hand-stepped engine whose batches hold no more than this.
    #[must_use]
    pub fn by_hand_within(program: &Program, limits: Limits) -> Self {
        let worker = Worker::new(program, limits);
        let mut hand = HandLink { worker, batches: VecDeque::with_capacity(BATCHES) };
        hand.turn(Duration::ZERO);
        Self::with_link(Link::Hand(Box::new(hand)), Batch::empty(Epoch::default(), program), limits)
    }

    fn start_named(
        name: &str,
        program: Program,
        limits: Limits,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (commands, inbox) = sync_channel(COMMANDS);
        let (outbox, batches) = sync_channel(BATCHES);
        let last = Batch::empty(Epoch::default(), &program);
        // A large network takes its time to wire up, so that is done there too.
        let frames = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&frames);
        let work = move || run(Worker::new(&program, limits), (&inbox, &counted), &outbox, &wake);
        let thread = Builder::new().name(name.to_owned()).spawn(work)?;
        let link = ThreadLink { commands: Some(Arc::new(commands)), batches, frames, thread: Some(thread) };
        Ok(Self::with_link(Link::Thread(link), last, limits))
    }

    fn with_link(link: Link, last: Batch, limits: Limits) -> Self {
        Self {
            unsent: CommandQueue::default(),
            ticket: Ticket(0),
            awaited: None,
            early: VecDeque::new(),
            link,
            epoch: last.epoch,
            limits,
            last,
            end_reported: false,
        }
    }

    /// Passes a command on. Never blocks: what the engine has no room for waits here, and merges.
    pub fn send(&mut self, command: Command) {
        self.ask(command);
    }

    /// The same as [`Engine::send`]; says by which number the answer is known ([`Acted`]).
    pub fn ask(&mut self, command: Command) -> Ticket {
        if let Command::Restart(program) = &command {
            self.epoch = self.epoch.next();
            self.last = Batch::empty(self.epoch, program);
        }
        self.end_reported = false;
        self.ticket = Ticket(self.ticket.0 + 1);
        if command.is_input() {
            self.awaited = Some(self.ticket);
        }
        self.unsent.push(Sent { ticket: self.ticket, command });
        self.flush();
        self.ticket
    }

    /// Everything that happened since the last call, and how things are now; `None` when nothing has changed.
    /// What belongs to the time before a restart is dropped. Never blocks.
    pub fn poll(&mut self) -> Option<Batch> {
        self.flush();
        let mut merged: Option<Batch> = None;
        let mut fetched = 0;
        let alive = loop {
            match self.early.pop_front().map_or_else(|| self.link.receive(), Ok) {
                Ok(batch) => {
                    fetched += 1;
                    if batch.epoch != self.epoch {
                        continue;
                    }
                    match &mut merged {
                        Some(merged) => merged.absorb_within(batch, &self.limits),
                        None => merged = Some(batch),
                    }
                }
                Err(TryRecvError::Empty) => break true,
                Err(TryRecvError::Disconnected) => break false,
            }
        };
        if BATCHES <= fetched {
            self.link.signal_room();
        }
        if !alive && !self.end_reported {
            self.end_reported = true;
            let batch = merged.get_or_insert_with(|| self.last.clone());
            if !matches!(batch.scene.status, Status::Halted(_)) {
                batch.scene.status = Status::Halted(Halt::Ended);
            }
        }
        if let Some(batch) = &merged {
            self.last = batch.without_history();
        } else if let Link::Thread(thread) = &self.link {
            thread.frames.fetch_add(1, Ordering::Relaxed);
        }
        merged
    }

    /// Waits until the thread has answered the inputs that were sent since the last call, or so long at most; says whether
    /// there was anything to wait for. What comes meanwhile is kept for [`Engine::poll`]. An engine without a thread has
    /// nothing to wait for: it answers when it is advanced.
    pub fn await_answer(&mut self, most: Duration) -> bool {
        let (Some(ticket), Link::Thread(thread)) = (self.awaited.take(), &self.link) else { return false };
        let start = Instant::now();
        while let Some(left) = most.checked_sub(start.elapsed())
            && let Ok(batch) = thread.batches.recv_timeout(left)
        {
            let is_answer = batch.recorded.acted.iter().any(|acted| Some(ticket) <= acted.ticket);
            self.early.push_back(batch);
            if is_answer {
                break;
            }
            self.link.signal_room();
        }
        true
    }

    /// A way to ask from any thread what acted on the run; none to an engine without a thread.
    #[must_use]
    pub fn last_word(&self) -> Option<LastWord> {
        match &self.link {
            Link::Thread(thread) => thread.commands.as_ref().map(|own| LastWord(Arc::downgrade(own))),
            Link::Hand(_) => None,
        }
    }

    /// The run that the next batches belong to.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Lets wall time pass for a hand-stepped engine, in turns of 16 ms. At unlimited speed each turn does
    /// 10 000 steps. Does nothing to an engine with a thread.
    pub fn advance(&mut self, wall: Duration) {
        self.flush();
        if let Link::Hand(hand) = &mut self.link {
            let mut left = wall;
            while !left.is_zero() {
                let turn = left.min(HAND_TURN);
                hand.turn(turn);
                left -= turn;
            }
        }
    }

    /// Advances a hand-stepped engine by this many steps, whether it is paused or not; less if it halts. Does
    /// nothing to an engine with a thread.
    pub fn advance_steps(&mut self, n: u64) {
        self.flush();
        if let Link::Hand(hand) = &mut self.link {
            let HandLink { worker, batches } = &mut **hand;
            worker.advance_steps(n, &mut |batch| offer(batches, batch));
        }
    }

    /// The inputs of a hand-stepped engine so far; `None` for an engine with a thread.
    #[must_use]
    pub fn input_log(&self) -> Option<&InputLog> {
        match &self.link {
            Link::Thread(_) => None,
            Link::Hand(hand) => Some(hand.worker.input_log()),
        }
    }

    /// The past of a hand-stepped engine's run; `None` for an engine with a thread.
    #[must_use]
    pub fn history(&self) -> Option<&History> {
        match &self.link {
            Link::Thread(_) => None,
            Link::Hand(hand) => Some(hand.worker.history()),
        }
    }

    /// The simulation of a hand-stepped engine at the playhead; `None` for an engine with a thread.
    #[must_use]
    pub fn simulation(&self) -> Option<&Simulation> {
        match &self.link {
            Link::Thread(_) => None,
            Link::Hand(hand) => Some(hand.worker.simulation()),
        }
    }

    /// The twin's simulation in a hand-stepped engine; `None` for an engine with a thread, or without a twin.
    #[must_use]
    pub fn twin_simulation(&self) -> Option<&Simulation> {
        match &self.link {
            Link::Thread(_) => None,
            Link::Hand(hand) => hand.worker.twin_simulation(),
        }
    }

    /// The boundary of the playhead at the last batch fetched; for a hand-stepped engine, where it is.
    #[must_use]
    pub fn now(&self) -> Step {
        match &self.link {
            Link::Thread(_) => self.last.now(),
            Link::Hand(hand) => hand.worker.now(),
        }
    }

    fn flush(&mut self) {
        match &mut self.link {
            Link::Thread(ThreadLink { commands: Some(commands), .. }) => {
                while let Some(sent) = self.unsent.pop() {
                    match commands.try_send(Mail::Command(sent)) {
                        Ok(()) => {}
                        Err(TrySendError::Full(Mail::Command(sent))) => {
                            self.unsent.put_back(sent);
                            break;
                        }
                        // The thread has ended; polling says so.
                        Err(_) => break,
                    }
                }
            }
            Link::Thread(_) => {}
            Link::Hand(hand) => {
                if !self.unsent.is_empty() {
                    while let Some(sent) = self.unsent.pop() {
                        hand.worker.queue(sent);
                    }
                    // Commands act first, for they may change how much a turn does.
                    let HandLink { worker, batches } = &mut **hand;
                    worker.turn(Duration::ZERO, &Budget::Steps(0), &mut |batch| offer(batches, batch));
                    hand.turn(Duration::ZERO);
                }
            }
        }
    }
}

impl Link {
    fn receive(&mut self) -> Result<Batch, TryRecvError> {
        match self {
            Self::Thread(thread) => thread.batches.try_recv(),
            Self::Hand(hand) => {
                let HandLink { worker, batches } = &mut **hand;
                if batches.is_empty() {
                    worker.report_now(&mut |batch| offer(batches, batch));
                }
                batches.pop_front().ok_or(TryRecvError::Empty)
            }
        }
    }

    /// Wakes a worker that may be keeping a batch because there was no room. When the way to it is full, it
    /// has commands to wake it.
    fn signal_room(&self) {
        if let Self::Thread(ThreadLink { commands: Some(commands), .. }) = self {
            let _ = commands.try_send(Mail::Room);
        }
    }
}

impl HandLink {
    fn turn(&mut self, elapsed: Duration) {
        let Self { worker, batches } = self;
        let steps = if worker.is_paced() { u64::MAX } else { HAND_STEPS };
        worker.turn(elapsed, &Budget::Steps(steps), &mut |batch| offer(batches, batch));
    }
}

/// Puts a batch into a queue that holds as many as the thread's channel does.
fn offer(batches: &mut VecDeque<Batch>, batch: Batch) -> Option<Batch> {
    if batches.len() < BATCHES {
        batches.push_back(batch);
        None
    } else {
        Some(batch)
    }
}

impl Drop for ThreadLink {
    /// Without a sender the thread ends with its present turn.
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing more to say than that it ended.
            let _ = thread.join();
        }
    }
}

/// The thread: rests as long as it may, or until a command comes, and takes a turn. Ends with its sender.
fn run(
    mut worker: Worker,
    (inbox, frames): (&Receiver<Mail>, &AtomicU32),
    outbox: &SyncSender<Batch>,
    wake: &impl Fn(),
) {
    let start = Instant::now();
    let clock = || start.elapsed();
    let mut offer = |batch| match outbox.try_send(batch) {
        Ok(()) => {
            wake();
            None
        }
        Err(TrySendError::Full(batch) | TrySendError::Disconnected(batch)) => Some(batch),
    };
    let mut last = Duration::ZERO;
    loop {
        let now = clock();
        worker.drawn(frames.swap(0, Ordering::Relaxed));
        worker.turn(now.saturating_sub(last), &Budget::Time { limit: WORK, clock: &clock }, &mut offer);
        last = now;
        let mut mail = match worker.rest() {
            Rest::None => inbox.try_recv(),
            Rest::UntilCommand => inbox.recv().map_err(|_| TryRecvError::Disconnected),
            Rest::AtMost(duration) => inbox.recv_timeout(duration).map_err(|error| match error {
                RecvTimeoutError::Timeout => TryRecvError::Empty,
                RecvTimeoutError::Disconnected => TryRecvError::Disconnected,
            }),
        };
        // What has come by now acts in one turn; what comes while it is fetched waits for the next.
        let mut room = COMMANDS;
        loop {
            match mail {
                Ok(Mail::Command(sent)) => worker.queue(sent),
                Ok(Mail::Room) => worker.room(),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
            room -= 1;
            if room == 0 {
                break;
            }
            mail = inbox.try_recv();
        }
    }
}
