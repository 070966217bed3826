//! Sweeps that are killed go on where they were, and say when they cannot.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{HANG_GUARD, bare, bouton, ok, refused, rows, run};
use bouton::preset::library;

const SWEEP: [&str; 9] = [
    "sweep",
    "stdp-lecture",
    "--duration",
    "2000",
    "--quiet",
    "--set",
    "run.dt_ms=0.1,0.2",
    "--seeds",
    "1..10",
];

fn part(folder: &Path) -> PathBuf {
    folder.join("t.csv.part")
}

/// Rows in a table that a process may just be writing; whole ones only.
fn n_rows(file: &Path) -> usize {
    let Ok(text) = fs::read_to_string(file) else { return 0 };
    text.split_inclusive('\n')
        .filter(|line| line.ends_with('\n') && !line.starts_with('#'))
        .count()
        .saturating_sub(1)
}

#[test]
fn a_killed_sweep_goes_on_to_the_same_rows() {
    let n_kills = if crate::presets::is_long() { 40 } else { 4 };
    let whole = bare(&ok(&[&SWEEP[..], &["--csv", "-"]].concat()));
    assert_eq!(rows(&whole).len(), 21);
    assert!(rows(&whole)[1..].iter().all(|row| row.last() == Some(&"ok")), "{whole}");
    for kill in 0..n_kills {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.csv");
        let args = [&SWEEP[..], &["--csv", file.to_str().unwrap()]].concat();
        let mut child = bouton().args(&args).args(["--jobs", "2"]).stderr(Stdio::null()).spawn().unwrap();
        let after = 1 + kill * 5 % 19;
        let began = Instant::now();
        while n_rows(&part(folder.path())) < after && child.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < HANG_GUARD);
            std::thread::sleep(Duration::from_micros(300 * (kill as u64 % 7)));
        }
        child.kill().unwrap();
        let was_quicker = child.wait().unwrap().success();
        let kept = n_rows(&part(folder.path()));
        assert!(was_quicker || after <= kept, "{kept} rows are kept of {after}");
        if !was_quicker {
            let says = |more: &[&str], said: &[&str]| refused(&[&args[..], more].concat(), said);
            // What is left of a night's work is not thrown away unasked.
            says(&[], &[&format!("holds {kept} rows of an unfinished sweep"), "--resume", "--force"]);
            // Neither a mark nor a row that was cut off is in the way.
            if kill % 2 == 0 {
                let text = fs::read_to_string(part(folder.path())).unwrap();
                fs::write(part(folder.path()), text + "# partial: by hand\n0.2,1,3.4").unwrap();
            }
        }
        let output = run(&[&args[..], &["--resume", "--jobs", "1"]].concat());
        assert_eq!(output.code(), 0, "{}", output.err);
        assert_eq!(bare(&fs::read_to_string(&file).unwrap()), whole, "after {kept} rows");
        assert!(!part(folder.path()).exists());
        let again = run(&[&args[..], &["--resume"]].concat());
        assert!(again.code() == 0 && again.err.contains("all 20 rows are there"), "{}", again.err);
    }
}

#[test]
#[cfg(unix)]
fn an_interrupted_sweep_is_marked_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.csv");
    let args = [&SWEEP[..], &["--csv", file.to_str().unwrap()]].concat();
    let mut child = bouton().args(&args).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    while n_rows(&part(folder.path())) < 3 {
        assert!(began.elapsed() < HANG_GUARD && child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(1));
    }
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    if output.status.code() == Some(0) {
        println!("skipped: the sweep was quicker");
        return;
    }
    assert_eq!(output.status.code(), Some(130), "{said}");
    let kept = n_rows(&part(folder.path()));
    let mark = format!("stopped by SIGINT after {kept} of 20 rows");
    assert!(said.contains(&mark) && said.contains("t.csv.part"), "{said}");
    let text = fs::read_to_string(part(folder.path())).unwrap();
    assert_eq!(text.lines().last().unwrap(), format!("# partial: {mark}"));
    assert!(!file.exists());
    assert_eq!(run(&[&args[..], &["--resume"]].concat()).code(), 0);
    assert_eq!(bare(&fs::read_to_string(&file).unwrap()), bare(&ok(&[&SWEEP[..], &["--csv", "-"]].concat())));
}

#[test]
fn only_the_same_sweep_of_the_same_document_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("mine.ron");
    fs::write(&document, library::find("ampa").unwrap().text).unwrap();
    let document = document.to_str().unwrap();
    let file = folder.path().join("t.csv");
    let csv = ["--csv", file.to_str().unwrap(), "--quiet"];
    let set = ["--set", "populations.0.I_app_pA=100,200"];
    let sweep = ["sweep", document, "--duration", "20", "--seeds", "1..3"];
    let with = |sweep: &[&'static str], set: &[&'static str], more: &[&'static str]| {
        let words: Vec<String> = [&["sweep", document], sweep, set, &csv[..], more]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect();
        words
    };
    let refuse = |words: &[String], said: &[&str]| {
        refused(&words.iter().map(String::as_str).collect::<Vec<_>>(), said);
    };
    let nothing = run(&[&sweep[..], &set, &csv, &["--resume"]].concat());
    assert!(nothing.code() == 0 && nothing.err.contains("t.csv.part does not exist"), "{}", nothing.err);
    let whole = fs::read_to_string(&file).unwrap();
    // Cut in the middle of a row, as a kill would.
    let cut = whole.len() - 30;
    fs::write(part(folder.path()), &whole[..cut]).unwrap();
    let before = fs::read_to_string(part(folder.path())).unwrap();
    let same = ["--duration", "20", "--seeds", "1..3"];
    for (words, said) in [
        (
            with(&["--duration", "30", "--seeds", "1..3"], &set, &["--resume"]),
            ["duration_ms: 20", "duration_ms: 30"],
        ),
        (with(&["--duration", "20", "--seeds", "1..4"], &set, &["--resume"]), ["seeds: 1..3", "seeds: 1..4"]),
        (
            with(&same, &["--set", "populations.0.I_app_pA=100,201"], &["--resume"]),
            ["I_app_pA=100,200", "I_app_pA=100,201"],
        ),
        (with(&same, &set, &["--resume", "--from", "5"]), ["from_ms: 0", "from_ms: 5"]),
        (with(&same, &[], &["--resume"]), ["it says “set: populations.0.I_app_pA=100,200”", "runs: 3"]),
    ] {
        refuse(&words, &said);
    }
    let text = library::find("ampa").unwrap().text.replacen("tau_ms: 5.0", "tau_ms: 6.0", 1);
    fs::write(document, text).unwrap();
    refuse(&with(&same, &set, &["--resume"]), &["it says “document: fnv1a64:"]);
    assert_eq!(fs::read_to_string(part(folder.path())).unwrap(), before, "nothing was changed");
    fs::write(document, library::find("ampa").unwrap().text).unwrap();
    ok(&[&sweep[..], &set, &csv, &["--resume"]].concat());
    assert_eq!(bare(&fs::read_to_string(&file).unwrap()), bare(&whole));
    refuse(&with(&same, &set, &["--resume", "--force"]), &["cannot be used with"]);
    refused(&[&sweep[..], &["--resume"]].concat(), &["--resume goes on with a file"]);
    // Begun anew where that is said.
    fs::write(part(folder.path()), &whole[..cut]).unwrap();
    ok(&[&sweep[..], &set, &csv, &["--force"]].concat());
    assert_eq!(bare(&fs::read_to_string(&file).unwrap()), bare(&whole));
}

/// A run whose figures cannot be trusted says so in its row.
#[test]
fn every_row_has_its_status() {
    let fast = [
        "sweep",
        "ampa",
        "--duration",
        "20",
        "--set",
        "populations.0.t_ref_ms=0",
        "--set",
        "populations.0.C_pF=20",
        "--set",
        "populations.0.g_L_nS=1",
        "--set",
        "populations.0.V_reset_mV=-54.5",
        "--set",
        "populations.0.I_app_pA=0,500",
        "--set",
        "run.dt_ms=0.1,0.01",
    ];
    let csv = ok(&fast);
    let statuses: Vec<&str> = rows(&csv).into_iter().map(|row| *row.last().unwrap()).collect();
    assert_eq!(statuses[0], "status");
    assert_eq!((statuses[1], statuses[2], statuses[4]), ("ok", "ok", "ok"));
    assert_eq!(statuses[3], "doubtful: more than one spike in a step of 0:0; dt_ms 0.02 would do");
}
