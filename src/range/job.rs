//! The runs of a range on threads of their own. A job tells how far it is, hands over each run once it has ended, and gives up the
//! rest when it is dropped, without being waited for.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;

use super::Plan;
use super::course::{Course, run};

/// Runs under way.
#[derive(Debug)]
pub struct Job {
    plan: Arc<Plan>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    is_given_up: AtomicBool,
    /// The next run that nobody has begun.
    next: AtomicUsize,
    /// Threads that work.
    working: AtomicUsize,
    /// Steps that were done.
    steps: AtomicU64,
    /// What has ended and was not handed over.
    ended: Mutex<Vec<(usize, Course)>>,
}

/// Says that a thread works no more, however it ended.
struct Working<'a>(&'a Shared);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.working.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Job {
    /// Begins a plan on some threads. `wake` is called there whenever there is something to tell.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        plan: Arc<Plan>,
        threads: usize,
        wake: impl Fn() + Clone + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let threads = threads.clamp(1, plan.values.len().max(1));
        for number in 0..threads {
            let (plan, own, wake) = (Arc::clone(&plan), Arc::clone(&shared), wake.clone());
            shared.working.fetch_add(1, Ordering::AcqRel);
            let work = move || {
                {
                    let _working = Working(&own);
                    work(&plan, &own, &wake);
                }
                wake();
            };
            if let Err(error) = Builder::new().name("bouton-range".to_owned()).spawn(work) {
                shared.working.fetch_sub(1, Ordering::AcqRel);
                if number == 0 {
                    return Err(error);
                }
                break; // The others do it all.
            }
        }
        Ok(Self { plan, shared })
    }

    /// What is run.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// How much has been done, from 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a share to be shown")]
        let (done, whole) = (
            self.shared.steps.load(Ordering::Relaxed) as f32,
            (self.plan.end.0 * self.plan.values.len() as u64).max(1) as f32,
        );
        (done / whole).min(1.0)
    }

    /// Whether there is nothing more to come after what [`Job::take`] gives now.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.shared.working.load(Ordering::Acquire) == 0
    }

    /// The runs that have ended since this was asked last, each with the place of its value.
    #[must_use]
    pub fn take(&self) -> Vec<(usize, Course)> {
        std::mem::take(&mut self.shared.ended.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        // Threads look soon; nobody waits for them.
        self.shared.is_given_up.store(true, Ordering::Relaxed);
    }
}

fn work(plan: &Plan, shared: &Shared, wake: &impl Fn()) {
    let goes_on = |steps: u64| {
        shared.steps.fetch_add(steps, Ordering::Relaxed);
        !shared.is_given_up.load(Ordering::Relaxed)
    };
    while !shared.is_given_up.load(Ordering::Relaxed) {
        let index = shared.next.fetch_add(1, Ordering::Relaxed);
        if plan.values.len() <= index {
            return;
        }
        let Some(course) = run(plan, index, &goes_on) else { return };
        shared.ended.lock().unwrap_or_else(PoisonError::into_inner).push((index, course));
        wake();
    }
}
