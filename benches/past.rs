//! What looking back costs, in CPU time: keyframes while a run goes on, and the way to moments of it; and what watching synapses
//! with a ledger costs.
//!
//!     cargo bench --bench past --no-default-features
//!     cargo bench --bench past --no-default-features -- watching
//!
//! Moments are drawn at random among those that are shown as reached at once. For a profiler, `-- record PRESET SECONDS on` and
//! `off` run a preset once, with keyframes and without.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::engine::{
    Budget, Command, Limits, PastLimits, Program, SeekTo, Sent, Ticket, Told, Witness, Worker,
};
use bouton::model::network::Network;
use bouton::preset::{Preset, library, load};
use bouton::sim::{Event, Simulation, Stream, StreamKind, WeightChange, WeightSweep};
use bouton::trace::ledger::Ledger;
use bouton::units::{Speed, Step};

/// Model time of the runs that are gone back over [s], and how many moments of each.
const SECONDS: f64 = 65.0;
const MOMENTS: usize = 200;
/// Networks of which recording is measured, with the model time of a round [s].
const RECORDED: [(&str, f64); 2] = [("vogels-abbott", 6.0), ("stdp-song-2000", 600.0)];
const ROUNDS: usize = 5;

/// How many plastic synapses of the network of Song, Miller & Abbott (2000) are watched, and for how much model time [s] after how
/// much of it: 1000 weights take a while to settle.
const WATCHED: [u32; 3] = [0, 100, 1000];
const WATCHED_S: [f64; 2] = [200.0, 60.0];
const PAIRS: usize = 9;

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
    if words.is_empty() || words == ["watching"] {
        watching(&now);
    }
    if words == ["watching"] {
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

/// Keeps all that is told in a ledger.
struct Kept(Ledger);

impl Told for Kept {
    fn event(&mut self, event: &Event) {
        self.0.absorb(event);
    }

    fn weight(&mut self, change: &WeightChange) {
        self.0.absorb_weight(change);
    }

    fn sweep(&mut self, sweep: &WeightSweep<'_>) {
        self.0.absorb_sweep(sweep);
    }

    fn change_network(&mut self, network: &Arc<Network>) {
        self.0.change_network(Arc::clone(network));
    }
}

/// What watching adds: nothing, some and all plastic synapses are watched in turn, from the same state, and ratios are those of
/// neighbours in time.
fn watching(now: &dyn Fn() -> Duration) {
    let Some(preset) = bundled("stdp-song-2000") else { return };
    let (network, grid) = (Arc::new(preset.network().clone()), preset.grid());
    let Some(plastic) = network.projections().iter().find(|own| !own.plasticity.is_fixed()) else { return };
    let mut settled = Simulation::new(Arc::clone(&network), preset.run().seed, grid);
    settled.run(grid.step_at_or_after(1e3 * WATCHED_S[0]).0, &mut ());
    let steps = grid.step_at_or_after(1e3 * WATCHED_S[1]).0;
    let mut took: [Vec<f64>; 3] = Default::default();
    let mut rows = [0; 3];
    for _ in 0..PAIRS {
        for (place, n) in WATCHED.into_iter().enumerate() {
            let mut simulation = settled.clone();
            let synapses = (0..n).map(|synapse| (plastic.id, synapse as usize)).collect();
            let kept = Kept(Ledger::new(Arc::clone(&network), grid));
            let mut witness = Witness::new(synapses, Vec::new(), kept);
            let before = now();
            if n == 0 {
                simulation.run(steps, &mut ());
            } else {
                simulation.run(steps, &mut witness);
            }
            took[place].push(now().saturating_sub(before).as_secs_f64());
            let ledger = &witness.told.0;
            rows[place] = ledger.gone() + ledger.rows().len() as u64;
        }
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    for (place, n) in WATCHED.into_iter().enumerate() {
        let ratios = took[place].iter().zip(&took[0]).map(|(own, plain)| own / plain).collect();
        println!(
            "stdp-song-2000, {n} synapses watched: {:.0} times real time, {:+.1} %, {} rows in {} s",
            WATCHED_S[1] / median(took[place].clone()),
            100.0 * (median(ratios) - 1.0),
            rows[place],
            WATCHED_S[1],
        );
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
