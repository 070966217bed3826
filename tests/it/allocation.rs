//! A step allocates nothing; and the counting allocator that shows it, for other tests of memory to use.

#![allow(unsafe_code, reason = "an allocator that counts is a GlobalAlloc, and its methods are unsafe")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Arc;

use bouton::preset::{library, load};
use bouton::sim::{Recorder, Simulation};

use crate::common::{ampa_pair, busy, click_busy, every_probe, grid, network, probes, simulation};

/// The system's allocator, counting on each thread by itself, so that tests do not disturb each other.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

thread_local! {
    /// Calls that allocated or grew.
    static CALLS: Cell<u64> = const { Cell::new(0) };
    /// Bytes that this thread has allocated and not freed. Negative when it freed what others had allocated.
    static LIVE: Cell<isize> = const { Cell::new(0) };
    /// Most of them at one time since the last [`peak_bytes`] began.
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// Counts a change of `bytes`. A thread that is ending has no counters any more, and is not counted.
fn count(bytes: isize) {
    let _ = LIVE.try_with(|live| {
        live.set(live.get() + bytes);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(live.get())));
    });
    if 0 < bytes {
        let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
    }
}

/// A size as a difference; no allocation is larger than `isize::MAX`.
fn signed(bytes: usize) -> isize {
    isize::try_from(bytes).unwrap_or(isize::MAX)
}

// SAFETY: every call is passed on to the system's allocator with the arguments it came with, so its contract is
// ours. Counting touches only thread-local cells without destructors, which neither allocate nor unwind.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        // SAFETY: the caller keeps the contract of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(-signed(layout.size()));
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // While it moves, both exist; counted as such, the peak is never too low.
        count(signed(size));
        count(-signed(layout.size()));
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(place, layout, size) }
    }
}

/// Most memory [bytes] that this thread held during `run` beyond what it held before.
pub fn peak_bytes(run: impl FnOnce()) -> usize {
    let before = LIVE.get();
    let outer = PEAK.replace(before);
    run();
    let own = PEAK.get();
    // Of two that are nested, the outer one sees the peak of the inner.
    PEAK.set(own.max(outer));
    usize::try_from(own - before).unwrap_or(0)
}

/// Bytes that this thread has allocated and not freed.
#[cfg(feature = "gui")]
pub fn live_bytes() -> isize {
    LIVE.get()
}

/// Number of allocations that this thread made during `run`.
pub fn allocations(run: impl FnOnce()) -> u64 {
    let before = CALLS.get();
    run();
    CALLS.get() - before
}

#[test]
fn the_counter_counts() {
    let made = allocations(|| drop(std::hint::black_box(Vec::<u8>::with_capacity(1000))));
    assert_eq!(made, 1);
    assert_eq!(allocations(|| ()), 0);
    let peak = peak_bytes(|| {
        drop(std::hint::black_box(vec![1_u8; 3_000_000]));
        drop(std::hint::black_box(vec![1_u8; 1_000_000]));
    });
    assert!((3_000_000..3_001_000).contains(&peak), "{peak} bytes");
    let grown = peak_bytes(|| {
        let mut bytes = vec![0_u8; 1000];
        bytes.reserve_exact(std::hint::black_box(9000));
        drop(bytes);
    });
    assert!((10_000..=11_000).contains(&grown), "{grown} bytes");
    let elsewhere = allocations(|| {
        std::thread::scope(|scope| {
            scope.spawn(|| drop(std::hint::black_box(vec![1_u8; 5_000_000])));
        });
    });
    assert!(elsewhere < 20, "another thread's allocations are its own: {elsewhere}");
    let outer = peak_bytes(|| {
        let inner = peak_bytes(|| drop(std::hint::black_box(vec![1_u8; 500_000])));
        assert!(inner >= 500_000);
    });
    assert!(outer >= 500_000, "the outer of two nested peaks sees the inner: {outer}");
}

/// Steps after the warm-up.
const STEPS: u64 = 100_000;

/// A click every 5 ms, for as many steps.
fn click_often(simulation: &mut Simulation, population: u32, steps: u64) {
    let first = simulation.now_ms();
    for k in 0..steps / 50 {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand clicks")]
        simulation.schedule_fire(population, None, first + 5.0 * k as f64 + 0.03);
    }
}

#[test]
fn a_step_allocates_nothing() {
    let network = network(ampa_pair(10.0));
    let mut simulation = simulation(&network, 0.1);
    click_often(&mut simulation, 1, STEPS + 1000);
    let mut warm_up = || (0..1000).for_each(|_| simulation.step(&mut ()));
    warm_up();
    let made = allocations(|| (0..STEPS).for_each(|_| simulation.step(&mut ())));
    assert_eq!(made, 0, "without a recorder");

    click_often(&mut simulation, 1, STEPS);
    let mut recorder = Recorder::new(&simulation, probes(&network, &["V_0", "P_s_1-0", "g_1-0", "w_1-0"]), 1);
    recorder.reserve(usize::try_from(STEPS).unwrap(), 10_000);
    let made = allocations(|| (0..STEPS).for_each(|_| simulation.step(&mut recorder)));
    assert_eq!(made, 0, "with a recorder");
    let recording = recorder.take();
    assert_eq!(recording.n_samples() as u64, STEPS);
    let fired = recording.spikes.iter().filter(|spike| spike.population == 0).count();
    assert!(fired > 500, "the neuron fired {fired} times in the run");
}

/// The same of a network with random sources, noise, volleys, delays and loops, whose queues have found their size.
#[test]
fn a_step_of_a_busy_network_allocates_nothing() {
    let network = network(busy(0));
    let mut simulation = Simulation::new(network.clone(), 1, grid(0.1));
    click_busy(&mut simulation, 0);
    click_often(&mut simulation, 1, STEPS);
    (0..10_000).for_each(|_| simulation.step(&mut ()));
    let mut recorder = Recorder::new(&simulation, every_probe(&network), 100);
    recorder.reserve(2000, 100_000);
    let made = allocations(|| {
        for step in 0..STEPS {
            if step % 1000 == 0 {
                simulation.fire(2, None, &mut recorder);
            }
            simulation.step(&mut recorder);
        }
    });
    let spikes = recorder.take().spikes.len();
    assert!(spikes > 5000, "{spikes} spikes");
    assert_eq!(made, 0, "{spikes} spikes");
}

/// A thousand plastic synapses: neither a step nor a long run allocates, whatever is learned. The base of the traces, which
/// moves every 400 ms, moves many times; an hour of model time in a long run.
#[test]
fn learning_allocates_nothing() {
    for name in ["stdp-song-2000", "stdp-correlated-group", "stdp-latency", "calcium"] {
        let preset = load::parse(library::find(name).unwrap().text.as_bytes()).unwrap();
        let mut simulation = Simulation::new(Arc::new(preset.network().clone()), 1, preset.grid());
        (0..20_000).for_each(|_| simulation.step(&mut ()));
        assert_eq!(allocations(|| (0..20_000).for_each(|_| simulation.step(&mut ()))), 0, "{name}, steps");
        let seconds = if crate::presets::is_long() { 3600 } else { 10 };
        let before = simulation.weights(3).unwrap().to_vec();
        let mut grown = 0;
        let made = allocations(|| {
            grown = peak_bytes(|| assert_eq!(simulation.run(10_000 * seconds, &mut ()), 10_000 * seconds))
        });
        println!("{name}: {seconds} s of model time, {made} allocations, {grown} bytes more");
        assert_eq!((made, grown), (0, 0), "{name}");
        assert!(simulation.weights(3).unwrap() != before, "{name} has learned");
    }
}
