//! What looking back costs, in CPU time: keyframes while a run goes on, and the way to moments of it.
//!
//!     cargo bench --bench past --no-default-features
//!
//! Moments are drawn at random among those that are shown as reached at once. For a profiler, `-- record PRESET SECONDS on` and
//! `off` run a preset once, with keyframes and without.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::engine::{Budget, Command, Limits, PastLimits, Program, SeekTo, Sent, Ticket, Worker};
use bouton::preset::{Preset, library, load};
use bouton::sim::{Stream, StreamKind};
use bouton::units::{Speed, Step};

/// Model time of the runs that are gone back over [s], and how many moments of each.
const SECONDS: f64 = 65.0;
const MOMENTS: usize = 200;
/// Networks of which recording is measured, with the model time of a round [s].
const RECORDED: [(&str, f64); 2] = [("vogels-abbott", 6.0), ("stdp-song-2000", 600.0)];
const ROUNDS: usize = 5;

/// CPU time of this thread; wall time where the system does not tell.
fn clock(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let ns = told.ok().and_then(|told| told.split_whitespace().next()?.parse().ok());
    ns.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn bundled(name: &str) -> Option<Preset> {
    load::parse(library::find(name)?.text.as_bytes()).ok()
}

fn worker(preset: &Preset, keeps: bool) -> Worker {
    let program = Program {
        network: Arc::new(preset.network().clone()),
        seed: preset.run().seed,
        grid: preset.grid(),
        probes: Vec::new(),
        releases: Vec::new(),
        weights: Vec::new(),
        speed: Speed::Unlimited,
        running: true,
    };
    let bytes = if keeps { PastLimits::default().bytes } else { 0 };
    let past = PastLimits { bytes, ..PastLimits::default() };
    Worker::new(&program, Limits { past, ..Limits::default() })
}

/// A turn; says the number of the seek whose scene was told, if one was told.
fn turn(worker: &mut Worker, now: &dyn Fn() -> Duration) -> Option<u64> {
    let (limit, mut told) = (Duration::from_millis(8), None);
    worker.turn(limit, &Budget::Time { limit, clock: now }, &mut |batch| {
        told = Some(batch.scene.number);
        None
    });
    told
}

/// Runs to a time of model time; says what that has cost.
fn run(worker: &mut Worker, end: Step, now: &dyn Fn() -> Duration) -> Duration {
    let before = now();
    while worker.simulation().now() < end && worker.simulation().blow_up().is_none() {
        turn(worker, now);
    }
    now().saturating_sub(before)
}

fn main() {
    let start = Instant::now();
    let now = || clock(start);
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [record, name, seconds, keeps] = &words[..]
        && record == "record"
        && let (Some(preset), Ok(seconds)) = (bundled(name), seconds.parse::<f64>())
    {
        let mut worker = worker(&preset, keeps == "on");
        let took = run(&mut worker, preset.grid().step_at_or_after(1e3 * seconds), &now);
        println!("{name}: {seconds} s in {took:.3?}, {} keyframes", worker.history().n_keyframes());
        return;
    }
    for (name, seconds) in RECORDED {
        recording(name, seconds, &now);
    }
    for bundled in
        library::PRESETS.iter().filter(|one| words.is_empty() || words.contains(&one.name.to_owned()))
    {
        seeking(bundled.name, &now);
    }
}

/// What recording keyframes adds, as the ratio of the least of some rounds with and without, in turn.
fn recording(name: &str, seconds: f64, now: &dyn Fn() -> Duration) {
    let Some(preset) = bundled(name) else { return };
    let end = preset.grid().step_at_or_after(1e3 * seconds);
    let (mut least, mut kept) = ([Duration::MAX; 2], 0);
    for _ in 0..ROUNDS {
        for keeps in [false, true] {
            let mut worker = worker(&preset, keeps);
            let took = run(&mut worker, end, now);
            let own = &mut least[usize::from(keeps)];
            *own = took.min(*own);
            kept = kept.max(worker.history().n_keyframes());
        }
    }
    let percent = 100.0 * (least[1].as_secs_f64() / least[0].as_secs_f64() - 1.0);
    println!(
        "{name}, {seconds} s: {:.3?} without keyframes, {:.3?} with {kept}: {percent:+.1} %",
        least[0], least[1]
    );
}

/// How long the way to random moments takes that are shown as reached at once.
fn seeking(name: &str, now: &dyn Fn() -> Duration) {
    let Some(preset) = bundled(name) else { return };
    let grid = preset.grid();
    let mut worker = worker(&preset, true);
    let took = run(&mut worker, grid.step_at_or_after(1e3 * SECONDS), now);
    worker.queue(Sent { ticket: Ticket::default(), command: Command::Pause });
    turn(&mut worker, now);
    let (end, reach) = (worker.history().end(), worker.history().reach());
    let mut stream = Stream::new(1, StreamKind::Population, 0);
    let (mut costs, mut late, mut number) = (Vec::new(), 0, 0);
    while costs.len() < MOMENTS && late < 50 * MOMENTS {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a random boundary"
        )]
        let step = Step((stream.uniform() * end.step.0 as f64) as u64);
        if reach.wait(step).is_some() {
            late += 1;
            continue;
        }
        number += 1;
        let command = Command::Seek { to: SeekTo::Ms(grid.time_ms(step)), number };
        worker.queue(Sent { ticket: Ticket::default(), command });
        let before = now();
        while turn(&mut worker, now) != Some(number) {}
        costs.push(now().saturating_sub(before));
    }
    costs.sort_unstable();
    let at =
        |share: usize| costs.get(costs.len().saturating_sub(1) * share / 100).copied().unwrap_or_default();
    let from_ms = reach.waits.last().map_or(0.0, |wait| grid.time_ms(wait.to));
    println!(
        "{name}: {SECONDS} s in {took:.2?}, {} keyframes, {} KiB, all at once from {from_ms:.0} ms on; to one of {} \
         moments: median {:.1?}, p99 {:.1?}, most {:.1?}",
        worker.history().n_keyframes(),
        worker.history().bytes() >> 10,
        costs.len(),
        at(50),
        at(99),
        at(100),
    );
}
