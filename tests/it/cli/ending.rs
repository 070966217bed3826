//! Runs that end early: signals and full disks leave whole rows that say so, and a summary.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{HANG_GUARD, Output, bouton, json, ok, rows, run};

/// The output of a child that is on its way to its end.
fn end(child: Child) -> Output {
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Output { status: output.status, out: text(output.stdout), err: text(output.stderr) }
}

/// Starts a command and waits until a file has this many bytes.
fn started(args: &[&str], file: &Path, bytes: u64) -> Child {
    let mut command = bouton();
    command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let began = Instant::now();
    while fs::metadata(file).map_or(0, |metadata| metadata.len()) < bytes {
        assert!(began.elapsed() < HANG_GUARD, "{args:?} writes nothing");
        assert!(child.try_wait().unwrap().is_none(), "{args:?} has ended");
        std::thread::sleep(Duration::from_millis(2));
    }
    child
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Rows and the last line of a table that is not whole.
fn partial(file: &Path) -> (Vec<Vec<String>>, String) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.starts_with("# Bouton ") && text.ends_with('\n'), "{file:?}");
    let rows: Vec<Vec<String>> =
        rows(&text).into_iter().map(|row| row.into_iter().map(str::to_owned).collect()).collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "only whole rows");
    (rows, text.lines().last().unwrap().to_owned())
}

#[test]
#[cfg(unix)]
fn a_signal_leaves_whole_rows_and_a_summary() {
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let [csv, spikes, weights] = ["v.csv", "s.csv", "w.csv"].map(at);
        let args =
            ["run", "stdp-song-2000", "--duration", "1e9", "--every", "10", "--record", "V_0", "--summary"];
        let files = ["--csv", &csv, "--spikes", &spikes, "--weights", &weights];
        fs::write(&csv, "# Bouton 0.1.0\n# an older run\n").unwrap();
        let child = started(&[&args[..], &files].concat(), &folder.path().join("s.csv.part"), 1000);
        signal(&child, name);
        let output = end(child);
        assert_eq!(output.code(), code, "{}", output.err);
        let summary = json(&output.out);
        assert_eq!(summary["partial"], true);
        assert_eq!(summary["ended_by"], format!("stopped by SIG{name}"));
        let reached = summary["model_ms"].as_f64().unwrap();
        assert!(0.0 < reached && reached < 1e9);
        let mark = format!("# partial: stopped by SIG{name} at t_ms = {reached}");
        for (file, columns) in [("v.csv.part", 0), ("s.csv.part", 3), ("w.csv.part", 4)] {
            let (rows, last) = partial(&folder.path().join(file));
            assert_eq!(last, mark, "{file}");
            assert!(1 < rows.len() && (columns == 0 || rows[0].len() == columns), "{file}");
            if file != "w.csv.part" {
                let time: f64 = rows.last().unwrap()[0].parse().unwrap();
                assert!(reached - 50.0 < time && time <= reached, "{file}: {time} of {reached}");
            }
            assert!(output.err.contains(file), "{}", output.err);
        }
        let counted =
            summary["spikes"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
        assert_eq!(
            partial(&folder.path().join("s.csv.part")).0.len() as u64,
            counted + 1,
            "no spike is lost"
        );
        assert_eq!(fs::read_to_string(&csv).unwrap(), "# Bouton 0.1.0\n# an older run\n");
        assert!(!Path::new(&spikes).exists());
        // What is left is not in the way of the next run.
        ok(&["run", "stdp-song-2000", "--duration", "10", "--record", "V_0", "--csv", &csv, "--quiet"]);
        assert!(
            !folder.path().join("v.csv.part").exists()
                && !super::bare(&fs::read_to_string(&csv).unwrap()).is_empty()
        );
    }
}

#[test]
#[cfg(unix)]
fn an_interrupted_stream_says_so_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("w");
    let args = ["run", "stdp-song-2000", "--duration", "1e9", "--spikes", "-"];
    let mut command = bouton();
    command.args(args).stdout(fs::File::create(&file).unwrap()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let began = Instant::now();
    while fs::metadata(&file).unwrap().len() < 1000 {
        assert!(began.elapsed() < HANG_GUARD);
        std::thread::sleep(Duration::from_millis(2));
    }
    signal(&child, "INT");
    let output = end(child);
    assert_eq!(output.code(), 130, "{}", output.err);
    assert!(partial(&file).1.starts_with("# partial: stopped by SIGINT at t_ms = "));
    // A model without neurons, too.
    let csv = folder.path().join("n.csv");
    let args = ["run", "exponential-decay", "--duration", "1e9", "--csv", csv.to_str().unwrap(), "--summary"];
    let child = started(&args, &folder.path().join("n.csv.part"), 1000);
    signal(&child, "TERM");
    let output = end(child);
    assert_eq!(output.code(), 143, "{}", output.err);
    let (rows, last) = partial(&folder.path().join("n.csv.part"));
    let reached = json(&output.out)["model_ms"].as_f64().unwrap();
    assert_eq!(rows.last().unwrap()[0].parse::<f64>().unwrap(), reached);
    assert_eq!(last, format!("# partial: stopped by SIGTERM at t_ms = {reached}"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_named_and_leaves_whole_rows() {
    let disk = tempfile::tempdir().unwrap();
    let shell = |command: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", command, "sh"]).arg(disk.path()).output().is_ok_and(|ran| ran.status.success())
    };
    if !shell("mount -t tmpfs -o size=64k tmpfs \"$1\"") {
        println!("skipped: mounting a small disk is not permitted here");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        let at = |name: &str| disk.path().join(name).to_str().unwrap().to_owned();
        for (args, file) in [
            (vec!["run", "ampa", "--duration", "100000", "--summary", "--csv"], "v.csv"),
            (vec!["run", "stdp-song-2000", "--duration", "100000", "--summary", "--spikes"], "s.csv"),
            (vec!["run", "exponential-decay", "--duration", "100000", "--summary", "--csv"], "n.csv"),
            (vec!["sweep", "ampa", "--duration", "1", "--quiet", "--seeds", "1..9999", "--csv"], "t.csv"),
        ] {
            let path = at(file);
            let output = run(&[&args[..], &[path.as_str()]].concat());
            assert_eq!(output.code(), 1, "{file}: {}", output.err);
            assert!(output.err.contains(&format!("{file}: the disk is full")), "{}", output.err);
            let part = disk.path().join(format!("{file}.part"));
            let (rows, last) = partial(&part);
            assert!(100 < rows.len() && last.starts_with("# partial: the disk is full "), "{file}: {last}");
            assert!(!Path::new(&path).exists());
            if args[0] == "run" {
                let summary = json(&output.out);
                assert_eq!(
                    (&summary["partial"], &summary["ended_by"]),
                    (&true.into(), &"the disk is full".into())
                );
            }
            fs::remove_file(part).unwrap();
        }
    });
    assert!(shell("umount \"$1\"") && outcome.is_ok());
}

#[test]
#[cfg(target_os = "linux")]
fn a_device_that_is_full_is_named() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    for args in [
        &["run", "ampa", "--duration", "200", "--summary", "--csv", "/dev/full"][..],
        &["run", "exponential-decay", "--duration", "200", "--summary", "--csv", "/dev/full"],
        &["run", "stdp-song-2000", "--duration", "200", "--summary", "--weights", "/dev/full"],
        &["sweep", "ampa", "--duration", "200", "--csv", "/dev/full"],
    ] {
        let output = run(args);
        assert_eq!(output.code(), 1, "{}", output.err);
        assert!(output.err.contains("/dev/full: the disk is full"), "{}", output.err);
        assert!(args[0] == "sweep" || json(&output.out)["partial"] == true, "{}", output.out);
    }
    let mut command = bouton();
    command.args(["run", "ampa", "--duration", "200", "--csv", "-"]);
    command.stdout(fs::File::options().write(true).open("/dev/full").unwrap()).stderr(Stdio::piped());
    let output = end(command.spawn().unwrap());
    assert_eq!(output.code(), 1);
    assert!(output.err.contains("standard output: the disk is full"), "{}", output.err);
}

#[test]
fn spikes_are_in_order_of_time() {
    let mut sorted = 0;
    for args in [
        &["run", "stdp-song-2000", "--duration", "3000", "--spikes", "-"][..],
        &["run", super::EVERYTHING, "--duration", "2000", "--spikes", "-"],
        &["run", "e-i-balance", "--duration", "300", "--spikes", "-"],
        &[
            "run",
            "ampa",
            "--duration",
            "100",
            "--dt",
            "1",
            "--spikes",
            "-",
            "--fire",
            "1@10.75,20.5",
            "--set",
            "populations.0.I_app_pA=500",
        ],
    ] {
        let csv = ok(args);
        let times: Vec<f64> = rows(&csv)[1..].iter().map(|row| row[0].parse().unwrap()).collect();
        assert!(times.is_sorted(), "{args:?}");
        sorted += times.len();
    }
    assert!(1000 < sorted);
    println!("{sorted} spikes in order");
}
