//! Files that reopen: what is exported of every preset gives the same run again, through the program itself; changed files are
//! refused or right; and none of them takes memory or time beyond the limits.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::model::probe::Probe;
use bouton::preset::carrier::{self, Carried, Kind, Source};
use bouton::preset::plot_spec::PlotSpec;
use bouton::preset::{LoadError, Preset, library, load, run_log};
use bouton::replay::{Hashing, Replay, SpikeHash};
use bouton::sim::{Simulation, Spike, Stream, StreamKind};

use crate::allocation::peak_bytes;
use crate::cli::run;
use crate::presets::is_long;

/// Model time of most presets here [ms], and of those with many neurons.
const MS: f64 = 60.0;
const FEW_MS: f64 = 5.0;

fn preset(name: &str) -> Preset {
    load::parse(library::find(name).unwrap().text.as_bytes()).unwrap()
}

fn duration_ms(preset: &Preset) -> f64 {
    let n: u64 = preset.network().populations().iter().map(|population| population.n).sum();
    if 500 < n { FEW_MS } else { MS }
}

/// Spikes that are asked for of a preset: of its first population, if it has one.
fn fires(preset: &Preset, duration_ms: f64) -> Option<(u32, String, f64)> {
    let first = preset.network().populations().first()?;
    let time_ms = duration_ms / 4.0 + 0.037;
    Some((first.id, format!("{}:0@{time_ms}", first.name), time_ms))
}

/// Hashes of a run, made without anything that reads or writes files: of the state and of the spikes.
fn hashes(preset: &Preset, duration_ms: f64) -> String {
    let network = Arc::new(preset.network().clone());
    let mut simulation = Simulation::new(network, preset.run().seed, preset.grid());
    if let Some((population, _, time_ms)) = fires(preset, duration_ms) {
        simulation.schedule_fire(population, Some(0), time_ms);
    }
    let mut spikes = Hashing { inner: Vec::new(), spikes: SpikeHash::default() };
    let steps = preset.grid().step_at_or_after(duration_ms).0;
    for _ in 0..steps {
        simulation.step(&mut spikes);
    }
    format!("state: {:016x}\nspikes: {:016x}\n", simulation.digest(), spikes.spikes.value())
}

fn rows(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with('#')).collect()
}

fn carried(path: &Path) -> Carried {
    match carrier::source_of_file(path, load::MAX_BYTES) {
        Ok(Source::Carried(carried)) => *carried,
        other => panic!("{}: {other:?}", path.display()),
    }
}

/// The command line of an export of a preset, and of a run of it, with a spike and another seed.
fn options(preset: &Preset, name: &str) -> Vec<String> {
    let duration = duration_ms(preset);
    let mut words = vec![name.to_owned(), "--duration".to_owned(), duration.to_string()];
    words.extend(["--seed".to_owned(), "77".to_owned()]);
    if let Some((_, fire, _)) = fires(preset, duration) {
        words.extend(["--fire".to_owned(), fire]);
    }
    if preset.standalone().is_none() && preset.plotted_probes().is_empty() {
        let probe = Probe::all(preset.network()).into_iter().next().unwrap();
        words.extend(["--record".to_owned(), probe.describe(preset.network()).unwrap().0]);
    }
    words
}

fn program(command: &str, options: &[String], more: &[&str]) -> super::cli::Output {
    let words: Vec<&str> = std::iter::once(command)
        .chain(options.iter().map(String::as_str))
        .chain(more.iter().copied())
        .collect();
    let output = run(&words);
    assert_eq!(output.code(), 0, "{words:?}: {}", output.err);
    output
}

/// Every preset goes through every kind of file that a command without a window writes, and comes back to the bit.
#[test]
fn every_preset_reopens_from_what_is_exported_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let mut drawn = 0;
    for bundled in library::PRESETS {
        let own = preset(bundled.name);
        let seeded = own.with(|parts| parts.run.seed = 77).unwrap();
        let duration = duration_ms(&own);
        let expected = hashes(&seeded, duration);
        let options = options(&own, bundled.name);
        let [run_csv, csv, npz, again] = ["r.csv", "e.csv", "e.npz", "a.csv"].map(at);
        let svg = at("e.svg");
        program("run", &options, &["--csv", &run_csv, "--quiet"]);
        program("export", &options, &["--csv", &csv, "--npz", &npz, "--quiet"]);
        let is_drawn = options.contains(&"--record".to_owned())
            || own
                .view()
                .plots
                .iter()
                .any(|plot| matches!(plot.kind, PlotSpec::Trace(_) | PlotSpec::Raster(_)));
        if is_drawn {
            program("export", &options, &["--svg", &svg, "--quiet"]);
            balanced(&std::fs::read_to_string(&svg).unwrap());
            drawn += 1;
        }
        for file in [&run_csv, &csv, &npz].into_iter().chain(is_drawn.then_some(&svg)) {
            let played = program("replay", &[], &[file, "--hash", "--quiet"]);
            assert_eq!(played.out, expected, "{} in {file}", bundled.name);
            let carried = carried(Path::new(file));
            assert_eq!(carried.log.preset, seeded, "{} in {file}", bundled.name);
            assert_eq!(carried.span_ms, (0.0, duration));
        }
        // The file is a document, too: it runs again without being told how long.
        let record: Vec<String> = options.iter().skip_while(|word| *word != "--record").cloned().collect();
        program("run", &[npz.clone()].into_iter().chain(record).collect::<Vec<_>>(), &["--csv", &again]);
        let [first, exported, second] =
            [&run_csv, &csv, &again].map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(rows(&first), rows(&second), "{}", bundled.name);
        assert_eq!(rows(&first), rows(&exported), "{}", bundled.name);
        assert!(1 < rows(&first).len(), "{}", bundled.name);
    }
    println!("{drawn} of {} presets have a drawing", library::PRESETS.len());
    assert!(library::PRESETS.len() / 2 < drawn);
}

/// Looks whether a text is well-formed XML, as far as a drawing needs: every element that begins ends, in order.
fn balanced(svg: &str) {
    let mut open = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap();
        assert!(!words.contains('>') && !tag.contains('&'), "{part}");
        for reference in words.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|known| reference.starts_with(known)));
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        let known = [
            "svg", "metadata", "title", "rect", "g", "text", "tspan", "line", "path", "polyline", "clipPath",
        ];
        assert!(known.contains(&name), "{name}");
    }
    assert_eq!(open, Vec::<&str>::new());
}

/// A drawing has the size that was asked for, its words are text, its lines are the values, and no name adds an element to it.
#[test]
fn a_drawing_is_what_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (svg, ron) = (at("a.svg"), at("hostile.ron"));
    let asked = ["ampa", "--duration", "60", "--fire", "1@10,20,30,40,50", "--width", "114"];
    program("export", &[], &[&asked[..], &["--svg", &svg]].concat());
    let text = std::fs::read_to_string(&svg).unwrap();
    assert!(
        text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && text.contains("width=\"114mm\"")
    );
    for words in [">t (ms)<", "(mV)<", "(nS)<", "seed 1 · dt 0.1 ms<", ">ampa"] {
        assert!(text.contains(words) || words == ">ampa" && text.contains(" · ampa · "), "{words}: {text}");
    }
    // The line of V has a point for each step, at its place.
    let line = text.split("<polyline points=\"").nth(1).unwrap().split('"').next().unwrap();
    let points: Vec<(f64, f64)> = line
        .split(' ')
        .map(|point| point.split_once(',').unwrap())
        .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect();
    assert_eq!(points.len(), 601);
    assert!(points.is_sorted_by(|a, b| a.0 < b.0), "from left to right");
    let csv = program("export", &[], &[&asked[..5], &["--csv", "-"]].concat()).out;
    let v: Vec<f64> =
        rows(&csv)[1..].iter().map(|row| row.split(',').nth(1).unwrap().parse().unwrap()).collect();
    let (low, high) =
        (v.iter().copied().fold(f64::INFINITY, f64::min), v.iter().copied().fold(f64::MIN, f64::max));
    let place = |value: f64| (value - low) / (high - low);
    let (top, bottom) =
        (points.iter().map(|p| p.1).fold(f64::MAX, f64::min), points.iter().map(|p| p.1).fold(0.0, f64::max));
    for (value, point) in v.iter().zip(&points) {
        assert!(((bottom - point.1) / (bottom - top) - place(*value)).abs() < 1e-3, "{value} at {point:?}");
    }
    // What a document says is words, wherever it stands.
    let hostile = library::find("ampa").unwrap().text;
    let title = hostile.find("title: \"").unwrap() + 8;
    let hostile = [&hostile[..title], "</metadata><script>x</script> & ]]> ", &hostile[title + 1..]].concat();
    let hostile = hostile.replacen("title: </metadata>", "title: \"</metadata>", 1);
    std::fs::write(&ron, hostile).unwrap();
    program("export", &[], &[&ron, "--duration", "20", "--svg", &svg]);
    let text = std::fs::read_to_string(&svg).unwrap();
    balanced(&text);
    assert!(text.contains("&lt;/metadata&gt;&lt;script&gt;") && !text.contains("<script"));
    assert!(carried(Path::new(&svg)).log.preset.title().starts_with("</metadata><script>"));
    for (words, says) in [
        (&["--plot", "99"][..], "no such plot of probes or spikes"),
        (&["--width", "5"], "from 20 to 2000"),
        (&["--force", "--no-caption"], ""),
    ] {
        let output = run(&[&["export", "ampa", "--duration", "10", "--svg", &svg][..], words].concat());
        assert!(output.err.contains(says) && (output.code() == 2) != says.is_empty(), "{}", output.err);
    }
    assert!(!std::fs::read_to_string(&svg).unwrap().contains("dt 0.1 ms<"));
}

/// Clicks and edits that a saved run holds are in what is exported of it, and act when the file is run, checked or played.
#[test]
fn inputs_and_edits_go_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let log = "tests/corpus/runs/ampa.run.ron";
    let [csv, again, spikes, second, npz] = ["a.csv", "b.csv", "s.csv", "t.csv", "a.npz"].map(at);
    let played = program(
        "replay",
        &[],
        &[log, "--run", "1", "--record", "V_0", "--csv", &csv, "--spikes", &spikes, "--hash"],
    );
    let carried = carried(Path::new(&csv));
    let original = run_log::parse(&std::fs::read(log).unwrap()).unwrap();
    let inputs: Vec<_> = original.inputs(1).into_iter().cloned().collect();
    assert_eq!((carried.log.runs.len(), &carried.log.runs[0].inputs), (1, &inputs), "the fork, from t = 0");
    assert_eq!(program("replay", &[], &[&csv, "--hash"]).out, played.out);
    program("run", &[], &[&csv, "--record", "V_0", "--csv", &again, "--spikes", &second]);
    program("export", &[], &[&spikes, "--npz", &npz]);
    assert_eq!(program("replay", &[], &[&npz, "--hash"]).out, played.out);
    for (one, other) in [(&csv, &again), (&spikes, &second)] {
        let [one, other] = [one, other].map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(rows(&one), rows(&other));
        assert!(2 < rows(&one).len());
    }
    // A file made of a file has it all, too.
    assert_eq!(program("replay", &[], &[&again, "--hash"]).out, played.out);
    assert_eq!(program("check", &[], &[&csv]).err, "");
    assert!(program("params", &[], &[&csv]).out.contains("g_max_nS"));
    let end = carried.log.preset.grid().time_ms(carried.log.runs[0].end);
    let longer = program(
        "run",
        &[],
        &[&csv, "--record", "V_0", "--duration", &(end + 10.0).to_string(), "--csv", "-"],
    );
    let first = std::fs::read_to_string(&csv).unwrap();
    let n = rows(&first).len();
    assert_eq!(rows(&longer.out)[..n], rows(&first)[..], "it goes on after its end");
    assert_eq!(rows(&longer.out).len(), n + (10.0 / carried.log.preset.run().dt_ms).round() as usize);
    for (words, says) in [
        (&["run", &csv, "--set", "populations.0.I_app_pA=1"][..], "parameters change during the run"),
        (&["run", &csv, "--dt", "0.05"], "which another step would move"),
        (&["sweep", &csv, "--duration", "10"], "a sweep starts from a document alone"),
        (&["run", &csv, "--record", "V_0", "--csv", &csv], "is the document that is run"),
    ] {
        let output = run(words);
        assert_eq!(output.code(), 2, "{words:?}");
        assert!(output.err.contains(says), "{words:?}: {}", output.err);
    }
}

/// A table that came through a pipe opens as one that lies in a file; what a file is that holds nothing is said.
#[test]
fn files_that_hold_no_document_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let csv = run(&["run", "ampa", "--duration", "20", "--fire", "1@5", "--csv", "-"]);
    let piped = super::cli::run_with(&["run", "-", "--csv", "-"], csv.out.as_bytes());
    assert_eq!((piped.code(), rows(&piped.out)), (0, rows(&csv.out)), "{}", piped.err);
    let stripped: String =
        csv.out.lines().filter(|line| !line.contains("reopen:")).map(|line| format!("{line}\n")).collect();
    let bare: String = rows(&csv.out).iter().map(|line| format!("{line}\n")).collect();
    let damaged = csv.out.replacen("reopen: eN", "reopen: eM", 1);
    assert_ne!(damaged, csv.out);
    for (name, bytes, says) in [
        ("stripped.csv", stripped.as_bytes(), "this table of Bouton carries no document"),
        ("bare.csv", bare.as_bytes(), "table of values"),
        ("damaged.csv", damaged.as_bytes(), "is damaged"),
        ("a.png", &b"\x89PNG\r\n\x1a\n"[..], "this picture carries no document"),
        ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "this drawing carries no document"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        for command in ["run", "replay", "check", "export"] {
            let path = path.to_str().unwrap();
            let words = [command, path, "--duration", "10", "--npz", "-"];
            let n = match command {
                "run" => 4,
                "export" => 6,
                _ => 2,
            };
            let output = run(&words[..n]);
            assert_eq!(output.code(), 2, "{command} {name}: {}", output.err);
            assert!(output.err.contains(says), "{command} {name}: {}", output.err);
        }
    }
    // A large file is refused before it is read.
    let path = folder.path().join("large.csv");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(csv.out.as_bytes()).unwrap();
    file.set_len((256 << 20) + 1).unwrap();
    let output = run(&["check", path.to_str().unwrap()]);
    assert!(output.err.contains("larger than 256 MiB"), "{}", output.err);
    file.set_len(256 << 20).unwrap();
    assert_eq!(run(&["check", path.to_str().unwrap()]).code(), 0, "one of that size opens");
}

/// An archive, as a program that knows zip and NumPy's format reads it.
#[test]
fn an_archive_holds_what_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (npz, csv) = (at("a.npz"), at("a.csv"));
    let asked = ["ampa", "--duration", "60", "--fire", "1@10,20,30,40", "--from", "20", "--every", "0.5"];
    program("export", &[], &[&asked[..], &["--npz", &npz, "--csv", &csv, "--record", "V_0,g_1-0"]].concat());
    let bytes = std::fs::read(&npz).unwrap();
    let entries = unzip(&bytes);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let npy = ["t_ms", "V_0_mV", "g_1-0_nS", "spike_t_ms", "spike_population", "spike_neuron", "populations"];
    let npy: Vec<String> = npy.iter().map(|name| format!("{name}.npy")).collect();
    assert_eq!(names[0], "provenance.json");
    assert_eq!(names[1..], npy.iter().map(String::as_str).collect::<Vec<_>>()[..]);
    let table = std::fs::read_to_string(&csv).unwrap();
    for (at, name) in ["t_ms", "V_0_mV", "g_1-0_nS"].iter().enumerate() {
        let (_, data) = entries.iter().find(|(entry, _)| *entry == format!("{name}.npy")).unwrap();
        let numbers: Vec<f64> =
            array(data, "<f8").chunks(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
        let column: Vec<f64> =
            rows(&table)[1..].iter().map(|row| row.split(',').nth(at).unwrap().parse().unwrap()).collect();
        assert_eq!(numbers, column, "{name}");
        assert_eq!(numbers.len(), 81);
    }
    let spikes: Vec<f64> =
        array(&entries[4].1, "<f8").chunks(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
    assert_eq!(spikes[0], 20.0, "spikes from that time on, too");
    assert!(spikes.is_sorted() && 3 <= spikes.len(), "{spikes:?}");
    let json: serde_json::Value = serde_json::from_slice(&entries[0].1).unwrap();
    assert_eq!((&json["bouton"], &json["seed"]), (&env!("CARGO_PKG_VERSION").into(), &"1".into()));
    assert_eq!(carried(Path::new(&npz)).span_ms, (20.0, 60.0));
    // It may be overwritten, being Bouton's own; another archive may not.
    program("export", &["ampa".to_owned()], &["--duration", "10", "--npz", &npz]);
    std::fs::write(&npz, b"PK\x03\x04 something else").unwrap();
    let output = run(&["export", "ampa", "--duration", "10", "--npz", &npz]);
    assert_eq!(output.code(), 2, "{}", output.err);
    let output = run(&["export", "ampa", "--duration", "10", "--npz", &at("a.csv.zip")]);
    assert!(output.err.contains("name it"), "{}", output.err);
    let output = run(&["export", "ampa", "--duration", "10000000", "--npz", &at("b.npz")]);
    assert!(output.err.contains("open again: choose fewer probes"), "{}", output.err);
}

/// The entries of an archive by its directory, as readers of zip find them.
fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let two = |at: usize| usize::from(u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap()));
    let four = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let (mut at, mut entries) = (four(end + 16), Vec::new());
    for _ in 0..two(end + 10) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (length, n_name, begin) = (four(at + 24), two(at + 28), four(at + 42));
        let name = String::from_utf8(bytes[at + 46..at + 46 + n_name].to_vec()).unwrap();
        assert_eq!(&bytes[begin..begin + 4], b"PK\x03\x04");
        let data = begin + 30 + two(begin + 26) + two(begin + 28);
        entries.push((name, bytes[data..data + length].to_vec()));
        at += 46 + n_name + two(at + 30) + two(at + 32);
    }
    assert_eq!(at, end);
    entries
}

/// The data of an array of a type.
fn array<'a>(npy: &'a [u8], kind: &str) -> &'a [u8] {
    assert_eq!(&npy[..8], b"\x93NUMPY\x01\x00");
    let begin = 10 + usize::from(u16::from_le_bytes([npy[8], npy[9]]));
    let header = std::str::from_utf8(&npy[10..begin]).unwrap();
    assert!(begin.is_multiple_of(64) && header.ends_with('\n') && header.contains(kind), "{header}");
    &npy[begin..]
}

/// A file of each kind, and what it holds.
fn files() -> Vec<(&'static str, Vec<u8>, Carried)> {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, option) in [("a.csv", "--csv"), ("a.npz", "--npz"), ("a.svg", "--svg"), ("a.png", "--png")] {
        let path = folder.path().join(name);
        let asked = ["ampa", "--duration", "20", "--fire", "1@5", "--every", "1", "--quiet"];
        program("export", &[], &[&asked[..], &[option, path.to_str().unwrap()]].concat());
        files.push((name, std::fs::read(&path).unwrap(), carried(&path)));
    }
    files
}

/// Bytes of a file changed, cut out, doubled or cut off: refused, or right.
#[test]
fn changed_files_are_refused_or_right() {
    let count = if is_long() { 10_000 } else { 800 };
    let files = files();
    let (mut right, mut slowest, started) = (0, Duration::ZERO, Instant::now());
    for seed in 0..count {
        let mut random = Stream::new(seed, StreamKind::Stimulus, 11);
        let (name, bytes, whole) = &files[seed as usize % files.len()];
        let mut bytes = bytes.clone();
        for _ in 0..=random.below(3) {
            change(&mut bytes, &mut random);
        }
        let one = Instant::now();
        let read = std::panic::catch_unwind(|| {
            carrier::source_of(&mut &bytes[..], Path::new(name), load::MAX_BYTES).and_then(|source| {
                match source {
                    Source::Carried(carried) => Ok(*carried),
                    Source::Text(text) => Err(load::parse(&text).err().unwrap_or(LoadError::Empty)),
                }
            })
        });
        slowest = slowest.max(one.elapsed());
        match read.unwrap_or_else(|_| panic!("a panic at change {seed} of {name}")) {
            Ok(carried) => {
                assert_eq!(carried, *whole, "change {seed} of {name}");
                right += 1;
            }
            Err(error) => {
                let lines = bouton::input::error_lines(name, &error, &bouton::text::Text::english());
                assert!(lines.iter().all(|line| line.len() < 1000 && !line.contains("{$")), "{lines:?}");
            }
        }
    }
    println!("{count} changed files, {right} right, slowest {slowest:.1?}, in all {:.1?}", started.elapsed());
    assert!(0 < right && right < count, "{right}");
}

/// One change somewhere; half of them near the beginning, where the text stands.
pub fn change(bytes: &mut Vec<u8>, random: &mut Stream) {
    if bytes.is_empty() {
        return; // Cut off at its beginning before.
    }
    let n = bytes.len() as u32;
    let reach = if random.below(2) == 0 { n } else { n.min(3000) };
    let at = random.below(reach) as usize;
    let end = (at + 1 + random.below(20) as usize).min(bytes.len());
    match random.below(5) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => _ = bytes.drain(at..end),
        2 => {
            let some = bytes[at..end].to_vec();
            bytes.splice(at..at, some);
        }
        3 => bytes[at] = random.below(256) as u8,
        _ if random.below(4) == 0 => bytes.truncate(at),
        _ => bytes.swap(at, end - 1),
    }
}

/// Texts that would become too long: refused without the memory that they ask for.
#[test]
fn a_bomb_is_refused_in_little_memory() {
    let bomb = |zeros: usize| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        let piece = vec![b' '; 1 << 20];
        for _ in 0..zeros >> 20 {
            encoder.write_all(&piece).unwrap();
        }
        base64(&encoder.finish().unwrap())
    };
    for (mib, least) in [(17, 10_000), (700, 2 << 20)] {
        let text = bomb(mib << 20);
        assert!(least < text.len(), "{}", text.len());
        for (name, bytes) in carrying(&text) {
            let mut error = None;
            let (mut took, mut peak) = (Duration::MAX, 0);
            // The best of some tries: others use the machine, too.
            for _ in 0..if cfg!(debug_assertions) { 1 } else { 5 } {
                peak = peak.max(peak_bytes(|| {
                    let started = Instant::now();
                    error = carrier::source_of(&mut &bytes[..], Path::new(name), load::MAX_BYTES).err();
                    took = took.min(started.elapsed());
                }));
            }
            let size = bytes.len() >> 10;
            println!("{name}: {mib} MiB in {size} kB: refused in {took:.1?} with {} kB", peak >> 10);
            let says = bouton::text::Text::english().say(&error.unwrap().message());
            assert!(says.contains("longer than 16 MiB"), "{name}: {says}");
            assert!(peak <= 16 << 20, "{name}: {peak} bytes");
        }
    }
    let long = format!("# Bouton 0.2.0\n# reopen: {}\n", "A".repeat(6 << 20)).into_bytes();
    let error = carrier::read(Kind::Csv, long).unwrap_err();
    assert!(bouton::text::Text::english().say(&error.message()).contains("longer than 4 MiB even packed"));
}

/// A packed text in each kind of file that may carry one.
fn carrying(text: &str) -> [(&'static str, Vec<u8>); 4] {
    let sum = |bytes: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        sum.sum()
    };
    let lines: String = text
        .as_bytes()
        .chunks(16_000)
        .map(|line| format!("# reopen: {}\n", std::str::from_utf8(line).unwrap()))
        .collect();
    let csv = format!("# Bouton 0.2.0\n{lines}t_ms\n").into_bytes();
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">\n<metadata>\n{lines}</metadata></svg>\n");
    let data = [b"iTXtBouton\0\0\0\0\0", text.as_bytes()].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(((data.len() - 4) as u32).to_be_bytes());
    png.extend(&data);
    png.extend(sum(&data).to_be_bytes());
    let json = format!("{{\"reopen\":\"{text}\"}}").into_bytes();
    let (name, length) = (&b"provenance.json"[..], (json.len() as u32).to_le_bytes());
    let mut npz = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".to_vec();
    npz.extend(sum(&json).to_le_bytes());
    npz.extend([length, length].concat());
    npz.extend([name.len() as u8, 0, 0, 0]);
    npz.extend([name, &json[..]].concat());
    [("a.csv", csv), ("a.svg", svg.into_bytes()), ("a.png", png), ("a.npz", npz)]
}

/// Base64, written down once more.
fn base64(bytes: &[u8]) -> String {
    let digits: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits: Vec<bool> =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    let digit =
        |six: &[bool]| six.iter().chain([&false; 6]).take(6).fold(0, |sum, bit| sum << 1 | usize::from(*bit));
    let mut text: String = bits.chunks(6).map(|six| digits[digit(six)]).collect();
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Every input of a run that a file carries is one that the run had.
#[test]
fn a_run_that_a_table_carries_is_the_run_that_made_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.csv");
    let asked = ["run", "ampa", "--duration", "100", "--fire", "1@10,20,30,40,50,60", "--spikes"];
    assert_eq!(run(&[&asked[..], &[path.to_str().unwrap()]].concat()).code(), 0);
    let carried = carried(&path);
    let mut replay = Replay::new(&carried.log, 0);
    let mut spikes = Hashing { inner: Vec::new(), spikes: SpikeHash::default() };
    while 0 < replay.advance(77, replay.end(), &mut spikes) {}
    let grid = carried.log.preset.grid();
    let spikes = spikes.inner.iter().filter_map(|event| match event {
        bouton::sim::Event::Spike(Spike { at, population, neuron }) => {
            let name = &carried.log.preset.network().population(*population).unwrap().name;
            Some(format!("{},{name},{neuron}", grid.moment_ms(*at)))
        }
        _ => None,
    });
    let mut spikes: Vec<String> = spikes.collect();
    let text = std::fs::read_to_string(&path).unwrap();
    let mut written: Vec<String> = rows(&text)[1..].iter().map(|row| (*row).to_owned()).collect();
    spikes.sort();
    written.sort();
    assert_eq!(spikes, written);
    assert!(8 < spikes.len());
}
