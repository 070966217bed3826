//! A process that is killed while a document is edited leaves what was done up to some seconds before.
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
use bouton::storage::autosave::{Autosave, Origin, orphans};

/// Tells the child where to keep its copies; without it the child has nothing to do.
const FOLDER_VARIABLE: &str = "BOUTON_KILL_EDIT_FOLDER";
/// How many times to kill; 2 unless set, 100 before a release.
const KILLS_VARIABLE: &str = "BOUTON_KILLS";
/// What may be lost.
const MOST_LOST: Duration = Duration::from_secs(10);

fn ampa() -> Preset {
    load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap()
}

/// Edits a document every few milliseconds and says so, until it is killed.
#[test]
fn child_edits_without_end() {
    let Some(folder) = std::env::var_os(FOLDER_VARIABLE) else { return };
    let autosave = Autosave::start(Path::new(&folder)).unwrap();
    let mut document = Document::untitled(ampa());
    let address = document.preset().find("run.seed").unwrap();
    let started = Instant::now();
    for count in 1_u64.. {
        document.apply(&Edit::SetValue { address, value: Value::Count(count + 1) }, None).unwrap();
        autosave.note(Some((document.preset(), Origin::default())));
        println!("edit {}", count + 1);
        std::thread::sleep(Duration::from_millis(5));
        assert!(started.elapsed() < Duration::from_mins(5), "nobody kills this process");
    }
}

#[test]
fn what_is_lost_is_a_few_seconds() {
    let kills = std::env::var(KILLS_VARIABLE).ok().and_then(|kills| kills.parse().ok()).unwrap_or(2_u64);
    let mut most_lost = Duration::ZERO;
    for kill in 0..kills {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill_edit::child_edits_without_end", "--nocapture"])
            .env(FOLDER_VARIABLE, folder.path())
            .stdout(Stdio::piped())
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
        std::thread::sleep(Duration::from_millis(4600 + 337 * (kill % 12)));
        child.kill().unwrap();
        child.wait().unwrap();
        let killed = Instant::now();
        reader.join().unwrap();
        let (found, bad) = orphans(folder.path());
        assert_eq!((found.len(), bad), (1, 0), "its work is found");
        let kept = found[0].preset.run().seed;
        let edits = edits.lock().unwrap();
        let first_lost = edits.iter().find(|(count, _)| kept < *count);
        let lost = first_lost.map_or(Duration::ZERO, |(_, at)| killed.duration_since(*at));
        assert!(lost < MOST_LOST, "{lost:?} of edits lost");
        most_lost = most_lost.max(lost);
        let expected = Preset::clone(&ampa());
        let seed = expected.find("run.seed").unwrap();
        assert_eq!(found[0].preset, expected.with_values(&[(seed, Value::Count(kept))]).unwrap(), "whole");
    }
    println!("{kills} kills; at most {:.1} s of edits lost", most_lost.as_secs_f64());
}
