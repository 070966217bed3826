//! Threads that advance a simulation together, in parts.
//!
//! Each takes a part from one exchange to the next. Nothing that comes out depends on how many there are.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use crate::model::network::Network;
use crate::sim::{Observer, Part, Sent, Simulation, Slot, exchange};
use crate::units::Step;

/// From so many neurons on several threads are quicker than one.
pub const MANY_NEURONS: usize = 2000;

/// Steps below which parts are not worth a start of the threads.
const FEW_STEPS: u64 = 50;

/// How often a thread looks whether it may go on before it lets others have its core, and how often it does that before it sleeps.
const LOOKS: u32 = 4000;
const YIELDS: u32 = 50;
/// How long it sleeps then.
const REST: Duration = Duration::from_micros(100);

/// Threads for one simulation: which it has to be is up to whoever has the crew.
#[derive(Debug)]
pub struct Crew {
    threads: usize,
    /// From how many neurons on there are parts.
    many: usize,
    team: Option<Team>,
}

/// Parts of the simulation, and its state when they last were the same.
#[derive(Debug)]
struct Team {
    parts: Vec<Mutex<Part>>,
    network: Arc<Network>,
    /// The number of that state; none if it may not be one of this simulation.
    edits: Option<u64>,
}

impl Crew {
    /// At most this many threads, of which the one that asks is one.
    #[must_use]
    pub fn new(threads: usize) -> Self {
        Self { threads: threads.max(1), many: MANY_NEURONS, team: None }
    }

    /// The same for networks however small.
    #[must_use]
    pub fn from_neurons_on(self, many: usize) -> Self {
        Self { many, ..self }
    }

    /// The number of threads that it may use.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Sets the number of threads.
    pub fn set_threads(&mut self, threads: usize) {
        if self.threads != threads.max(1) {
            *self = Self { threads: threads.max(1), team: None, ..*self };
        }
    }

    /// Forgets the simulation: another one is to follow.
    pub fn forget(&mut self) {
        self.team = None;
    }

    /// The simulation may have been replaced by another state of the same run.
    pub fn look_again(&mut self) {
        if let Some(team) = &mut self.team {
            team.edits = None;
        }
    }

    /// Whether several threads would advance a simulation.
    #[must_use]
    pub fn helps(&self, simulation: &Simulation) -> bool {
        1 < self.threads && self.many <= simulation.n_membranes() && simulation.foresight().is_some()
    }

    /// How many parts there are: where they are small, waiting for each other would take longer than what they do.
    fn size(&self, simulation: &Simulation) -> usize {
        let fewest = (self.many / 4).max(1);
        self.threads.min((simulation.n_membranes() / fewest).max(2))
    }

    /// Advances by a number of steps, or until a potential has left the model or `goes_on` says no, which is asked every now and
    /// then; says by how many. What happens is the same as with one thread, to the last bit.
    pub fn run<O: Observer>(
        &mut self,
        simulation: &mut Simulation,
        steps: u64,
        observer: &mut O,
        goes_on: &mut dyn FnMut(&O) -> bool,
    ) -> u64 {
        if steps < FEW_STEPS || O::WATCHES || !self.helps(simulation) {
            return simulation.run(steps, observer);
        }
        simulation.settle(observer);
        let slots =
            if observer.wants_samples() { observer.slots().map(<[_]>::to_vec) } else { Some(Vec::new()) };
        let (Some(slots), Some(foresight), true) = (slots, simulation.foresight(), simulation.is_free())
        else {
            return simulation.run(steps, observer);
        };
        let team = self.team.take().filter(|team| Arc::ptr_eq(&team.network, simulation.network()));
        let mut team = team.unwrap_or_else(|| Team::new(simulation, self.size(simulation)));
        team.prepare(simulation, &slots, observer.wants_releases());
        let n_values = observer.wants_samples().then_some(slots.len());
        let begun = simulation.now();
        let course = Course { begun, end: Step(begun.0 + steps), foresight, n_values };
        team.run(&course, observer, goes_on);
        // After a panic there is no team any more.
        let parts: Vec<_> = team.parts.iter().map(locked).collect();
        simulation.take_from(&parts.iter().map(|part| &**part).collect::<Vec<_>>());
        drop(parts);
        team.edits = Some(simulation.edits());
        self.team = Some(team);
        simulation.now().0 - begun.0
    }
}

/// What a run is.
struct Course {
    begun: Step,
    end: Step,
    foresight: u64,
    n_values: Option<usize>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A part that panicked ends the run, and is not used again.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Team {
    fn new(simulation: &Simulation, threads: usize) -> Self {
        let parts = simulation.parts(threads).into_iter().map(Mutex::new).collect();
        Self { parts, network: Arc::clone(simulation.network()), edits: Some(simulation.edits()) }
    }

    /// Brings the parts to the state of the simulation, if it has changed, and says what they are to tell.
    fn prepare(&mut self, simulation: &Simulation, slots: &[Option<Slot>], wants_releases: bool) {
        let is_old = self.edits != Some(simulation.edits());
        for part in &self.parts {
            let mut part = locked(part);
            if is_old {
                part.take_from(simulation);
            }
            part.tell(simulation, slots, wants_releases);
        }
    }

    fn run<O: Observer>(&self, course: &Course, observer: &mut O, goes_on: &mut dyn FnMut(&O) -> bool) {
        let meeting = Meeting::new(self.parts.len());
        std::thread::scope(|scope| {
            let mate = |own: usize| meeting.attend(&self.parts, own);
            let mates: Vec<_> = (1..self.parts.len()).map(|own| scope.spawn(move || mate(own))).collect();
            {
                let _ending = Ending(&meeting);
                let mut inbox = Vec::new();
                let mut now = course.begun;
                while now < course.end {
                    now = Step((now.0 + course.foresight).min(course.end.0));
                    let stretch = meeting.begin(now, &mut inbox);
                    meeting.work(&self.parts, 0, stretch);
                    if !meeting.wait() {
                        break;
                    }
                    let mut parts: Vec<_> = self.parts.iter().map(locked).collect();
                    let mut parts: Vec<&mut Part> = parts.iter_mut().map(|part| &mut **part).collect();
                    exchange(&mut parts, course.n_values, observer, &mut inbox);
                    if !goes_on(observer) {
                        break;
                    }
                }
                // What they have sent is for the next run.
                for part in &self.parts {
                    locked(part).receive(&inbox);
                }
            }
            for mate in mates {
                if let Err(panic) = mate.join() {
                    resume_unwind(panic);
                }
            }
        });
    }
}

/// Where threads wait for each other. Each takes its own part of a stretch first, and then those that nobody has begun: a
/// thread that has no core at the moment keeps nobody waiting, unless it lost it in the middle of a part.
struct Meeting {
    /// How many stretches have begun, and where the last of them ends.
    begun: AtomicU64,
    until: AtomicU64,
    /// For each part the last stretch for which somebody has taken it.
    taken: Vec<AtomicU64>,
    /// How many parts are through with the stretch.
    through: AtomicUsize,
    is_over: AtomicBool,
    has_failed: AtomicBool,
    inbox: RwLock<Vec<Sent>>,
}

/// Ends a meeting, whatever happens.
struct Ending<'a>(&'a Meeting);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Release);
    }
}

/// Tells that a part is through with a stretch, whatever happens.
struct Through<'a>(&'a Meeting);

impl Drop for Through<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.has_failed.store(true, Ordering::Release);
        }
        self.0.through.fetch_add(1, Ordering::AcqRel);
    }
}

/// Waits until something is so: at first without pause, for what is waited for takes microseconds.
fn wait_until(may_sleep: bool, mut is_so: impl FnMut() -> bool) {
    let mut looks = 0;
    while !is_so() {
        looks = (looks + 1).min(LOOKS + YIELDS);
        if looks < LOOKS {
            std::hint::spin_loop();
        } else if looks < LOOKS + YIELDS || !may_sleep {
            std::thread::yield_now();
        } else {
            std::thread::sleep(REST);
        }
    }
}

impl Meeting {
    fn new(n_parts: usize) -> Self {
        Self {
            begun: AtomicU64::new(0),
            until: AtomicU64::new(0),
            taken: (0..n_parts).map(|_| AtomicU64::new(0)).collect(),
            through: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
            has_failed: AtomicBool::new(false),
            inbox: RwLock::default(),
        }
    }

    /// Helps with stretch after stretch until the meeting is over.
    fn attend(&self, parts: &[Mutex<Part>], own: usize) {
        let mut seen = 0;
        loop {
            wait_until(true, || {
                self.begun.load(Ordering::Acquire) != seen || self.is_over.load(Ordering::Acquire)
            });
            if self.is_over.load(Ordering::Acquire) {
                return;
            }
            seen = self.begun.load(Ordering::Acquire);
            self.work(parts, own, seen);
        }
    }

    /// Advances parts that nobody has taken for a stretch, from one's own on.
    fn work(&self, parts: &[Mutex<Part>], own: usize, stretch: u64) {
        for place in (own..parts.len()).chain(0..own) {
            // Whoever takes a part for a stretch that is over finds it taken: none is over before all are through with it.
            let is_mine =
                self.taken[place].compare_exchange(stretch - 1, stretch, Ordering::AcqRel, Ordering::Acquire);
            if is_mine.is_ok() {
                let _through = Through(self);
                let until = Step(self.until.load(Ordering::Acquire));
                let inbox = self.inbox.read().unwrap_or_else(PoisonError::into_inner);
                locked(&parts[place]).advance(&inbox, until);
            }
        }
    }

    /// Lets all begin a stretch, with what they have to learn of each other; says which it is.
    fn begin(&self, until: Step, inbox: &mut Vec<Sent>) -> u64 {
        std::mem::swap(&mut *self.inbox.write().unwrap_or_else(PoisonError::into_inner), inbox);
        self.through.store(0, Ordering::Release);
        self.until.store(until.0, Ordering::Release);
        self.begun.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// Waits until all parts are through; false if one of them has failed.
    fn wait(&self) -> bool {
        wait_until(false, || self.through.load(Ordering::Acquire) == self.taken.len());
        !self.has_failed.load(Ordering::Acquire)
    }
}
