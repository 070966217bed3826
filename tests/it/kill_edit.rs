//! A process that is killed while a document is edited loses the last moment before it, and nothing else.
//!
//! The editing process is this test binary, started again with only [`child_edits_without_end`] to run.

#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bouton::document::{Document, Edit};
use bouton::param::Value;
use bouton::preset::{Preset, library, load};
use bouton::storage::autosave::Autosave;
use bouton::storage::work::{Origin, Store};

use crate::presets::is_long;

/// Tells the child where to keep its copies; without it the child has nothing to do.
const FOLDER_VARIABLE: &str = "BOUTON_KILL_EDIT_FOLDER";
/// How many times to kill; 4 unless set, 100 in a long run.
const KILLS_VARIABLE: &str = "BOUTON_KILLS";
/// What may be lost is a second. The figure is printed; the test itself fails only far above it, on any machine.
const HANG_GUARD: Duration = Duration::from_secs(20);
/// Signals that end a process at once: KILL, QUIT and ABRT.
const SIGNALS: [&str; 3] = ["-KILL", "-QUIT", "-ABRT"];

fn ampa() -> Preset {
    load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap()
}

/// Edits a document every few milliseconds and says so, until it is killed: now as one long gesture, now edit by edit.
#[test]
fn child_edits_without_end() {
    let Some(folder) = std::env::var_os(FOLDER_VARIABLE) else { return };
    let autosave = Autosave::start(&Store::new(Path::new(&folder)));
    let mut document = Document::untitled(ampa());
    let address = document.preset().find("run.seed").unwrap();
    let started = Instant::now();
    for count in 1_u64.. {
        document.apply(&Edit::SetValue { address, value: Value::Count(count + 1) }, None).unwrap();
        let origin = Origin { title: "edited".to_owned(), ..Origin::default() };
        autosave.note(Some((document.preset(), origin)), count % 512 < 256);
        println!("edit {}", count + 1);
        std::thread::sleep(Duration::from_millis(5));
        assert!(started.elapsed() < Duration::from_mins(5), "nobody kills this process");
    }
}

#[test]
fn what_is_lost_is_the_last_moment() {
    let kills = std::env::var(KILLS_VARIABLE).ok().and_then(|kills| kills.parse().ok());
    let kills = kills.unwrap_or(if is_long() { 100_u64 } else { 4 });
    let (mut most_lost, mut all_lost, mut found_whole) = (Duration::ZERO, Vec::new(), 0);
    for kill in 0..kills {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill_edit::child_edits_without_end", "--nocapture"])
            .env(FOLDER_VARIABLE, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // When each edit was done.
        let edits: Arc<Mutex<Vec<(u64, Instant)>>> = Arc::default();
        let (lines, seen) = (BufReader::new(child.stdout.take().unwrap()), Arc::clone(&edits));
        let reader = std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                // The runner writes the name of the test before the first line.
                if let Some(count) = line.split("edit ").nth(1).and_then(|count| count.trim().parse().ok()) {
                    seen.lock().unwrap().push((count, Instant::now()));
                }
            }
        });
        // The first edits on their own are enough to be killed after: they are copied within the moment, too.
        let started = Instant::now();
        while edits.lock().unwrap().is_empty() {
            assert!(started.elapsed() < HANG_GUARD, "the child does not edit");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(1100 + 137 * (kill % 17)));
        let signal = SIGNALS[usize::try_from(kill).unwrap() % SIGNALS.len()];
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(sent.unwrap().success());
        child.wait().unwrap();
        let killed = Instant::now();
        reader.join().unwrap();
        let store = Store::new(folder.path());
        let found = store.look();
        assert!(found.works.len() <= 1 && found.bad == 0, "{found:?}");
        // Where writing to the disk takes longer than the child lived, there is none yet, and everything is lost.
        let kept = found.works.first().map(|work| {
            assert!(work.was_cut_off && work.origin.title == "edited");
            store.read(&work.name).unwrap()
        });
        let seed = kept.as_ref().map_or(0, |kept| kept.run().seed);
        let edits = edits.lock().unwrap();
        let first_lost = edits.iter().find(|(count, _)| seed < *count);
        let lost = first_lost.map_or(Duration::ZERO, |(_, at)| killed.duration_since(*at));
        assert!(lost < HANG_GUARD, "{lost:?} of edits lost after {signal}");
        most_lost = most_lost.max(lost);
        all_lost.push(lost);
        let Some(kept) = kept else { continue };
        found_whole += 1;
        let expected = Preset::clone(&ampa());
        let address = expected.find("run.seed").unwrap();
        assert_eq!(kept, expected.with_values(&[(address, Value::Count(seed))]).unwrap(), "whole");
    }
    assert!(0 < found_whole, "no work was found after any of {kills} kills");
    all_lost.sort();
    println!(
        "{kills} kills by {SIGNALS:?}; of edits lost: median {:.2}, 99 % {:.2}, most {:.2} s",
        all_lost[all_lost.len() / 2].as_secs_f64(),
        all_lost[all_lost.len() * 99 / 100].as_secs_f64(),
        most_lost.as_secs_f64()
    );
}
