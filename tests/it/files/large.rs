//! Documents near the limit of size or beyond it, and things that are no documents: time and memory to refuse them.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use bouton::input::error_lines;
use bouton::preset::error::LoadError;
use bouton::preset::load;
use bouton::text::Text;

use super::documents::ampa_with;
use super::{AMPA, lines, refusal, within_guard};

/// Documents near the limit of size, each of a shape that work or memory beyond the size could hide in.
pub(super) fn large_documents() -> Vec<(&'static str, String)> {
    let list =
        |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(",");
    let network = |populations: String, projections: String| {
        format!("(format:1,model:Network((populations:[{populations}],projections:[{projections}])))")
    };
    let population = |id: usize| format!("(id:{id},name:\"p{id}\",n:1,kind:Lif(()))");
    let projection = |id: usize| {
        format!(
            "(id:{id},name:\"e{id}\",from:0,to:0,connect:AllToAll,delay_ms:0,weights:Constant(1),\
             receptors:[Ampa(())],release:Constant(()),plasticity:Fixed)"
        )
    };
    let ampa = |old: &str, new: String| String::from_utf8(ampa_with(&[(old, &new)])).unwrap();
    let source = |name: &str| format!("(id:0,name:\"{name}\",n:1,kind:SpikeSource(()))");
    vec![
        ("probes", ampa("[\"V_0\"]", format!("[{}]", "\"V_0\",".repeat(600_000)))),
        (
            "populations and projections",
            network(list(30_000, &population), list(16_000, &|i| projection(i + 100_000))),
        ),
        ("a full network", network(list(500, &population), list(5_000, &|i| projection(i + 100_000)))),
        (
            "a full network of wrong values",
            network(list(500, &population), list(5_000, &|i| projection(i + 100_000)))
                .replace("delay_ms:0", "delay_ms:99"),
        ),
        (
            "stimuli",
            ampa(
                "stimuli: [])",
                format!(
                    "stimuli: [{}])",
                    list(80_000, &|i| format!("(id:{},kind:Noise((tau_ms:0)))", i + 10))
                ),
            ),
        ),
        ("receptors", ampa("receptors: [", format!("receptors: [{}", "Ampa((E_mV:999)),".repeat(230_000)))),
        (
            "positions",
            ampa(
                "{1: (",
                format!(
                    "{{{}1: (",
                    (100..300_000).fold(String::new(), |text, id| text + &format!("{id}:(0,0),"))
                ),
            ),
        ),
        ("plots", ampa("plots: [", format!("plots: [{}", "(id:9,kind:Trace((probes:[]))),".repeat(130_000)))),
        ("a long probe", ampa("\"V_0\"", format!("\"{}\"", "V_0".repeat(1_300_000)))),
        (
            "a long name of the target of many",
            network(source(&"x".repeat(3_200_000)), list(5_000, &|i| projection(i + 1))),
        ),
        (
            "a long name with many wrong values",
            ampa("name: \"0\"", format!("name: \"{}\"", "y".repeat(4_000_000)))
                .replace("C_pF: 200.0, g_L_nS: 10.0, E_L_mV: -70.0", "C_pF: 0, g_L_nS: 0, E_L_mV: 0"),
        ),
        ("a long word for a number", ampa("n: 1", format!("n: \"{}\"", "9".repeat(4_000_000)))),
        ("a long field", ampa("t_ref_ms", "t".repeat(4_000_000))),
        ("a long comment", format!("/*{}*/{AMPA}", "*".repeat(4_100_000))),
        ("blank lines", format!("{}{AMPA}", "\n".repeat(4_100_000))),
    ]
}

#[test]
fn no_large_document_takes_long() {
    for (name, text) in large_documents() {
        assert!(text.len() as u64 <= load::MAX_BYTES, "{name}: {} bytes", text.len());
        let (bytes, started) = (text.len(), Instant::now());
        let result = within_guard(name, move || load::parse(text.as_bytes()).map_err(|error| lines(&error)));
        let said =
            result.map_or_else(|lines| lines[0].chars().take(120).collect(), |_| "accepted".to_owned());
        println!(
            "{:6.0} ms, {:.1} MB, {name}: {said}",
            started.elapsed().as_secs_f64() * 1e3,
            bytes as f64 / 1e6
        );
    }
}

fn refused_file(path: &Path, expected: &str) {
    let (path, shown) = (path.to_owned(), path.display().to_string());
    let started = Instant::now();
    let error = within_guard(&shown, move || load::file(&path)).expect_err("the file is refused");
    let said = error_lines(&shown, &error, &Text::english()).join("\n");
    assert!(said.contains(expected), "“{expected}” is not in: {said}");
    println!("{:8.3} ms: {}", started.elapsed().as_secs_f64() * 1e3, said.rsplit('/').next().unwrap());
}

#[test]
fn what_is_no_document_by_size_or_type_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let size = usize::try_from(load::MAX_BYTES).unwrap();

    let whole = format!("{AMPA}{}", " ".repeat(size - AMPA.len()));
    std::fs::write(at("whole.ron"), &whole).unwrap();
    assert!(load::file(&at("whole.ron")).is_ok(), "a document of just the greatest size is read");
    std::fs::write(at("large.ron"), whole + " ").unwrap();
    refused_file(&at("large.ron"), "larger than 4 MiB");

    std::fs::File::create(at("sparse.ron")).unwrap().set_len(10_000_000_000).unwrap();
    refused_file(&at("sparse.ron"), "larger than 4 MiB");
    refused_file(folder.path(), "not a file that can be opened");
    refused_file(&at("missing.ron"), "does not exist");
    refused_file(&at("missing/inside.ron"), "does not exist");
    std::fs::write(at("empty.ron"), "").unwrap();
    refused_file(&at("empty.ron"), "the document is empty");
    refused_file(&at("whole.ron").join("inside.ron"), "cannot be read");
}

#[test]
#[cfg(unix)]
fn devices_pipes_and_locked_files_are_refused_at_once() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    refused_file(Path::new("/dev/zero"), "not a file that can be opened");
    refused_file(Path::new("/dev/null"), "not a file that can be opened");

    let pipe = folder.path().join("pipe.ron");
    if Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        refused_file(&pipe, "not a file that can be opened");
    } else {
        println!("mkfifo is missing, so no pipe was tried");
    }

    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    refused_file(&link, "cannot be read");

    let locked = folder.path().join("locked.ron");
    std::fs::write(&locked, AMPA).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&locked).is_ok() {
        println!("this user may read everything, so no locked file was tried");
    } else {
        refused_file(&locked, "permission denied");
    }
}

#[test]
fn an_endless_stream_is_read_to_the_limit_and_no_further() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            buffer.fill(b' ');
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }
    let mut endless = Endless(0);
    let error = load::reader(&mut endless, Path::new("standard input")).unwrap_err();
    assert!(matches!(error, LoadError::TooLong { .. }), "{error:?}");
    assert!(endless.0 < 2 * load::MAX_BYTES, "{} bytes were read", endless.0);
}

/// Greatest memory that a document below the limit of size may take while it is read [KiB].
#[cfg(target_os = "linux")]
const LARGE_DOCUMENT_KIB: u64 = 64 << 10;

/// Greatest memory that this process has had [KiB].
#[cfg(target_os = "linux")]
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Tells the child process that it is one; without it, it has nothing to do.
const MEMORY_CHILD: &str = "BOUTON_FILES_MEMORY_CHILD";

/// Not a test of its own: the process in which [`refusing_a_memory_bomb_takes_little_memory`] measures, because
/// the peak is that of a whole process.
#[test]
#[cfg(target_os = "linux")]
fn child_loads_memory_bombs() {
    let Some(task) = std::env::var_os(MEMORY_CHILD) else { return };
    load::parse(AMPA.as_bytes()).unwrap();
    if task != "bombs" {
        let before = peak_kib();
        let _ = load::file(Path::new(&task));
        println!("grown by {} KiB", peak_kib() - before);
        return;
    }
    let bombs = ["n: 1000000000", "n: 18446744073709551615", "n: 100000", "n: 4294967296"];
    for bomb in bombs {
        let text = AMPA.replace("n: 1,", &format!("{bomb},"));
        let (before, started) = (peak_kib(), Instant::now());
        let said = refusal(text.as_bytes()).expect("refused");
        let (grown, elapsed) = (peak_kib() - before, started.elapsed());
        println!("{bomb}: {grown} KiB, {:.2} ms: {}", elapsed.as_secs_f64() * 1e3, said.last().unwrap());
        assert!(grown <= 64 << 10, "{bomb}: {grown} KiB");
    }
    for (name, text) in bombs_without_synapses() {
        let before = peak_kib();
        let said = refusal(text.as_bytes()).expect("refused");
        let grown = peak_kib() - before;
        println!("{name}: {grown} KiB: {}", said.last().unwrap());
        assert!(said.last().unwrap().contains("memory"), "{said:?}");
        assert!(grown <= 64 << 10, "{name}: {grown} KiB");
    }
}

/// Small files of networks that are large without a single synapse: axons and targets take room, too.
fn bombs_without_synapses() -> [(&'static str, String); 2] {
    let list = |n: u32, one: &dyn Fn(u32) -> String| (0..n).map(one).collect::<String>();
    let document = |populations: &str, rest: &str| {
        format!("(format: 1, title: \"bomb\", model: Network((populations: [{populations}], {rest})))")
    };
    let large = |id: u32, n: u32| format!("(id: {id}, name: \"large {id}\", n: {n}, kind: Lif(())),");
    let projection = |i: u32| {
        format!(
            "(id: {}, name: \"e {i}\", from: 1, to: 1, connect: Probability(0.0), delay_ms: 0.0, weights: Constant(1.0), release: Constant((P0: 1.0)), receptors: [Ampa(())], plasticity: Fixed),",
            i + 10
        )
    };
    let junction = |i: u32| format!("(id: {}, name: \"g {i}\", between: (1, 2), g_c_nS: 1.0),", i + 10);
    [
        ("axons", document(&large(1, 99_999), &format!("projections: [{}]", list(5000, &projection)))),
        (
            "gap junctions",
            document(
                &(large(1, 50_000) + &large(2, 50_000)),
                &format!("projections: [], gap_junctions: [{}]", list(5000, &junction)),
            ),
        ),
    ]
}

#[test]
#[cfg(target_os = "linux")]
fn refusing_a_memory_bomb_takes_little_memory() {
    let said = in_a_child("bombs".as_ref());
    println!("{said}");
    assert!(said.contains("n: 1000000000: "), "the child has measured");
}

/// What a process says that measures one thing only: memory that was freed and kept would hide what comes next.
#[cfg(target_os = "linux")]
fn in_a_child(task: &std::ffi::OsStr) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "files::large::child_loads_memory_bombs", "--nocapture"])
        .env(MEMORY_CHILD, task)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
#[cfg(target_os = "linux")]
fn large_documents_take_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.ron");
    for (name, text) in large_documents() {
        std::fs::write(&file, text).unwrap();
        let said = in_a_child(file.as_os_str());
        let grown = said.split("grown by ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
        println!("{name}: {grown} KiB");
        assert!(grown.parse::<u64>().unwrap() <= LARGE_DOCUMENT_KIB, "{name}: {grown} KiB");
    }
}
