//! A save that is killed at any moment leaves the whole old file or the whole new one.
//!
//! The saving process is this test binary, started again with only [`child_saves_in_a_loop`] to run. SIGKILL
//! shows what an abrupt end of the program does; it does not show what a power cut does.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bouton::storage::atomic::{self, Fingerprint};

/// Tells the child which file to save; without it the child has nothing to do.
const TARGET_VARIABLE: &str = "BOUTON_KILL_SAVE_TARGET";
/// How many times to kill; 25 unless set, 500 before a release.
const KILLS_VARIABLE: &str = "BOUTON_KILLS";
/// A save takes milliseconds; this only keeps a broken run from hanging, on either side.
const HANG_GUARD: Duration = Duration::from_mins(1);

/// The two documents saved in turn, of different lengths, long enough for a save to take time [bytes: ~200 000].
fn documents() -> [String; 2] {
    ["A first document. ".repeat(11_000), "The other, B.\n".repeat(15_000)]
}

/// Which of the documents the file holds; anything else, or no file, fails the test.
fn whole_document(path: &Path, documents: &[String; 2]) -> usize {
    let text = std::fs::read_to_string(path).expect("the file is there and is UTF-8");
    documents.iter().position(|document| *document == text).unwrap_or_else(|| {
        panic!(
            "neither document: {} bytes, beginning {:?}",
            text.len(),
            text.chars().take(40).collect::<String>()
        )
    })
}

/// A saving process that never outlives the test.
struct Saver(Child);

impl Saver {
    fn start(target: &Path) -> Self {
        let child = Command::new(std::env::current_exe().expect("the test binary knows its path"))
            .args(["--exact", "kill_save::child_saves_in_a_loop", "--nocapture"])
            .env(TARGET_VARIABLE, target)
            .stdout(Stdio::null())
            .spawn();
        Self(child.expect("the test binary starts again"))
    }

    /// Waits until this process has saved at least once, checking what it saves meanwhile.
    fn wait_for_a_save(&mut self, target: &Path, before: Option<&Fingerprint>, documents: &[String; 2]) {
        let started = Instant::now();
        loop {
            let now = Fingerprint::of(target).expect("the file can be read");
            if let Some(now) = now {
                whole_document(target, documents);
                if Some(&now) != before {
                    return;
                }
            }
            assert_eq!(
                self.0.try_wait().expect("the child can be asked"),
                None,
                "the saving process ended by itself"
            );
            assert!(started.elapsed() < HANG_GUARD, "the saving process does not save");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        // SIGKILL on Unix.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waiting times of 0–20 ms [µs], the same in every run (xorshift).
fn waits_us() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(0x9e37_79b9_7f4a_7c15_u64), |state| {
        let state = state ^ (state << 13);
        let state = state ^ (state >> 7);
        Some(state ^ (state << 17))
    })
    .map(|state| (state >> 32) % 20_001)
}

/// Not a test of its own: the process that [`a_killed_save_leaves_the_old_or_the_new_file`] starts and kills.
#[test]
fn child_saves_in_a_loop() {
    let Some(target) = std::env::var_os(TARGET_VARIABLE).map(PathBuf::from) else { return };
    let started = Instant::now();
    for document in documents().iter().cycle() {
        atomic::write(&target, document, None).expect("the save succeeds");
        // Nobody is left to kill this process when its parent was itself killed.
        if started.elapsed() > HANG_GUARD {
            return;
        }
    }
}

#[test]
fn a_killed_save_leaves_the_old_or_the_new_file() {
    let kills =
        std::env::var(KILLS_VARIABLE).map_or(25, |kills| kills.parse().expect("BOUTON_KILLS is a number"));
    let documents = documents();
    let folder = tempfile::tempdir().expect("a folder for the test");
    let target = folder.path().join("document.ron");
    let (mut holding, mut left_over) = ([0, 0], 0);
    for wait_us in waits_us().take(kills) {
        let before = Fingerprint::of(&target).expect("the file can be read");
        let mut saver = Saver::start(&target);
        saver.wait_for_a_save(&target, before.as_ref(), &documents);
        std::thread::sleep(Duration::from_micros(wait_us));
        drop(saver);

        holding[whole_document(&target, &documents)] += 1;
        // A killed process cannot remove its temporary file; it has one at a time.
        let entries = std::fs::read_dir(folder.path()).expect("the folder can be read");
        let temporary: Vec<PathBuf> =
            entries.map(|entry| entry.expect("an entry").path()).filter(|path| *path != target).collect();
        assert!(temporary.len() <= 1, "more than one temporary file: {temporary:?}");
        left_over += temporary.len();
        // As after a minute: the next save tidies up behind the one that was killed.
        for path in &temporary {
            let file = std::fs::File::options().write(true).open(path).expect("it can be opened");
            let old = std::time::SystemTime::now() - Duration::from_mins(5);
            file.set_modified(old).expect("its time can be set");
        }
        atomic::clean(folder.path());
        assert!(temporary.iter().all(|path| !path.exists()), "what a killed save left is cleaned away");
    }
    println!("{kills} kills: {holding:?} ended with A and B, {left_over} in the middle of a save");
}
