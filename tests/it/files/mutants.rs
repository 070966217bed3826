//! Changed lessons, settings and copies of unsaved work: read or refused, never a panic.

use std::time::{Duration, Instant};

use bouton::lesson::{self, library};
use bouton::preset::journal::{self, Journal};
use bouton::preset::run_log;
use bouton::replay::Replay;
use bouton::sim::{Stream, StreamKind};
use bouton::storage::Settings;
use bouton::storage::work::Store;
use bouton::units::Step;

use super::{AMPA, HANG_GUARD, lines, long, mutate};

/// Counts that take minutes run in full under `BOUTON_LONG`.
fn count() -> u32 {
    if long() { 20_000 } else { 500 }
}

fn report(what: &str, accepted: u32, slowest: Duration, started: Instant) {
    assert!(slowest < HANG_GUARD, "{what}: one took {slowest:?}");
    let count = count();
    println!("{count} {what}, {accepted} accepted, slowest {slowest:.1?}, in all {:.1?}", started.elapsed());
}

#[test]
fn no_mutated_lesson_panics() {
    let (mut accepted, mut slowest, started) = (0, Duration::ZERO, Instant::now());
    for seed in 0..count() {
        let mut random = Stream::new(u64::from(seed), StreamKind::Stimulus, 9);
        let bundled = library::LESSONS[seed as usize % library::LESSONS.len()];
        let bytes = mutate(bundled.text, &mut random);
        let one = Instant::now();
        let result = std::panic::catch_unwind(|| (lesson::is_lesson(&bytes), lesson::parse(&bytes)));
        slowest = slowest.max(one.elapsed());
        match result.unwrap_or_else(|_| panic!("a panic at mutation {seed} of {}", bundled.name)) {
            (is_lesson, Ok(_)) => {
                assert!(is_lesson, "mutation {seed} of {} is a lesson", bundled.name);
                accepted += 1;
            }
            (_, Err(error)) => {
                let said = lines(&error);
                assert!(
                    said.iter().all(|line| "t.ron: ".len() < line.len() && !line.contains("{$")),
                    "{said:?}"
                );
                assert!(
                    !said.iter().any(|line| line.contains("could not be read to its end")),
                    "{seed}: {said:?}"
                );
            }
        }
    }
    report("mutated lessons", accepted, slowest, started);
}

/// A saved run with every sort of input, and a fork.
pub const RUN: &str = include_str!("../../corpus/runs/ampa.run.ron");

#[test]
fn no_mutated_run_panics() {
    let whole = run_log::parse(RUN.as_bytes()).unwrap();
    let (mut growing, mut journal) = Journal::begin(&whole.preset).unwrap();
    for input in &whole.runs[0].inputs {
        journal += &growing.more(std::slice::from_ref(input), input.0).unwrap();
    }
    let (mut accepted, mut slowest, started) = (0, Duration::ZERO, Instant::now());
    for seed in 0..count() {
        let mut random = Stream::new(u64::from(seed), StreamKind::Stimulus, 10);
        let is_journal = seed % 4 == 3;
        let bytes = mutate(if is_journal { &journal } else { RUN }, &mut random);
        let one = Instant::now();
        let played = std::panic::catch_unwind(|| {
            // What a journal says of a run is read as the next start reads it.
            let whole = if is_journal { journal::completed(&bytes) } else { None };
            let log = run_log::parse(whole.as_deref().map_or(&bytes[..], str::as_bytes))?;
            for run in 0..log.runs.len() {
                let mut replay = Replay::new(&log, run);
                replay.advance(3000, Step(u64::MAX), &mut ());
            }
            Ok::<_, bouton::preset::LoadError>(())
        });
        slowest = slowest.max(one.elapsed());
        match played.unwrap_or_else(|_| panic!("a panic at mutation {seed}")) {
            Ok(()) => accepted += 1,
            Err(error) => {
                let said = lines(&error);
                assert!(
                    said.iter().all(|line| "t.ron: ".len() < line.len() && !line.contains("{$")),
                    "{said:?}"
                );
            }
        }
    }
    report("mutated runs", accepted, slowest, started);
    assert!(0 < accepted, "some mutations change nothing");
}

#[test]
fn no_mutated_setting_panics_or_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.ron");
    let bad = folder.path().join("settings.ron.bad");
    let mut whole = Settings::default();
    whole.remember(folder.path());
    whole.save(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut accepted, mut slowest, started) = (0, Duration::ZERO, Instant::now());
    for seed in 0..count() {
        let mut random = Stream::new(u64::from(seed), StreamKind::Stimulus, 10);
        let bytes = mutate(&text, &mut random);
        let _ = std::fs::remove_file(&bad);
        std::fs::write(&path, &bytes).unwrap();
        let one = Instant::now();
        let result = std::panic::catch_unwind(|| Settings::load(&path));
        slowest = slowest.max(one.elapsed());
        match result.unwrap_or_else(|_| panic!("a panic at {}", String::from_utf8_lossy(&bytes))) {
            (settings, None) => {
                accepted += 1;
                assert!(settings.zoom.is_finite(), "{}", String::from_utf8_lossy(&bytes));
            }
            (settings, Some(problem)) => {
                assert_eq!(settings, Settings::default());
                assert_eq!(std::fs::read(&bad).unwrap(), bytes, "what cannot be used is kept: {problem}");
            }
        }
    }
    report("mutated settings", accepted, slowest, started);
}

#[test]
fn no_mutated_copy_of_unsaved_work_hinders_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let (copy, origin) = (folder.path().join("1-0.ron"), folder.path().join("1-0.origin"));
    let origin_text = "(path: Some(\"/home/me/mine.ron\"), fingerprint: None)";
    let (mut accepted, mut slowest, started) = (0, Duration::ZERO, Instant::now());
    for seed in 0..count() {
        let mut random = Stream::new(u64::from(seed), StreamKind::Stimulus, 11);
        let (of_copy, of_origin) = match random.below(3) {
            0 => (mutate(AMPA, &mut random), origin_text.as_bytes().to_vec()),
            1 => (AMPA.as_bytes().to_vec(), mutate(origin_text, &mut random)),
            _ => (mutate(AMPA, &mut random), mutate(origin_text, &mut random)),
        };
        std::fs::write(&copy, of_copy).unwrap();
        std::fs::write(&origin, of_origin).unwrap();
        let one = Instant::now();
        let found = std::panic::catch_unwind(|| {
            let store = Store::new(folder.path());
            let found = store.look();
            // What is listed is opened, too.
            found.works.iter().filter(|kept| store.read(&kept.name).is_ok()).count()
        });
        slowest = slowest.max(one.elapsed());
        accepted += u32::from(0 < found.unwrap_or_else(|_| panic!("a panic at mutation {seed}")));
        // A copy that cannot be used is set aside, never deleted.
        for file in std::fs::read_dir(folder.path()).unwrap() {
            std::fs::remove_file(file.unwrap().path()).unwrap();
        }
    }
    report("mutated copies of unsaved work", accepted, slowest, started);
}
