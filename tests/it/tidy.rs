//! The rules of the source that no compiler knows: which module may use which, what none may contain, and
//! that the string catalogue and the code name the same keys.

mod circles;
mod map;
mod sizes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use bouton::text::Text;

/// What a module may import. No arrow points back.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("param", &["units"]),
    ("family", &[]),
    ("message", &[]),
    ("log", &["message"]),
    ("number", &["units", "message"]),
    ("text", &["message"]),
    ("declared", &["model", "param", "preset", "lesson", "text"]),
    ("lesson", &["preset", "sim", "model", "param", "units", "message"]),
    ("model", &["units", "param", "family", "message"]),
    ("sim", &["model", "units"]),
    ("engine", &["sim", "model", "units", "message"]),
    ("trace", &["sim", "model", "units"]),
    ("preset", &["model", "param", "units", "message", "number"]),
    ("document", &["preset", "model", "param", "text", "message", "units"]),
    ("storage", &["preset", "document", "message"]),
    ("export", &["trace", "sim", "preset", "model", "param", "units", "text"]),
    ("input", &["preset", "lesson", "storage", "model", "param", "units", "number", "message", "text"]),
    (
        "cli",
        &[
            "units", "param", "family", "message", "log", "text", "model", "sim", "engine", "trace",
            "preset", "document", "storage", "export", "lesson", "input", "number",
        ],
    ),
    (
        "app",
        &[
            "units", "param", "family", "message", "log", "text", "model", "sim", "engine", "trace",
            "preset", "document", "storage", "export", "declared", "lesson", "input", "number",
        ],
    ),
    ("main", &["cli", "app", "log"]),
];

/// Words that must not stand in the code of a module.
const FORBIDDEN: &[(&[&str], &[&str])] = &[
    (
        &["model", "sim"],
        &["std::fs", "std::thread", "Instant::now", "SystemTime", "HashMap", "HashSet", "ron::", "egui"],
    ),
    (&["sim"], &["serde"]),
    (&["engine"], &["egui", "eframe", "std::fs"]),
    (&["trace"], &["egui", "eframe", "std::fs", "std::thread"]),
    (
        &[
            "units", "param", "family", "message", "text", "preset", "document", "storage", "export", "cli",
            "declared", "log", "input", "number",
        ],
        &["egui", "eframe"],
    ),
    (&["app"], &["std::fs", "fs::", "File::"]),
    // Whatever a command writes goes through the guard of outputs, and what it says through the filter of terminals.
    (
        &["cli", "export", "main"],
        &["File::", "fs::", "OpenOptions", "io::stdout", "println!", "eprintln!", "print!", "eprint!"],
    ),
    (&["preset", "lesson", "document", "trace"], &["File::create", "fs::write", "OpenOptions"]),
];

/// The only users of the file system; what a run writes are outputs that its user named.
const MAY_USE_FILES: &[&str] = &["src/storage/", "src/preset/", "src/export/", "src/input/"];

struct Source {
    /// Such as `src/sim/mod.rs`.
    path: String,
    /// The top-level module, such as `sim`.
    module: String,
    /// The text without comments and test modules.
    code: String,
    /// The same with the insides of texts in quotation marks blanked.
    bare: String,
}

fn root() -> &'static Path {
    Path::new(".")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

/// Blanks comments, and if asked the insides of texts; keeps every position and line.
fn blanked(text: &str, texts_too: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let starts = |at: usize, what: &str| what.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
    while at < chars.len() {
        let is_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
        if starts(at, "//") {
            while at < chars.len() && chars[at] != '\n' {
                out.push(' ');
                at += 1;
            }
        } else if starts(at, "/*") {
            let mut depth = 0;
            loop {
                let step = if starts(at, "/*") {
                    depth += 1;
                    2
                } else if starts(at, "*/") {
                    depth -= 1;
                    2
                } else {
                    1
                };
                out.extend(chars[at..chars.len().min(at + step)].iter().map(|c| blank(*c)));
                at += step;
                if depth == 0 || chars.len() <= at {
                    break;
                }
            }
        } else if !is_word
            && chars[at] == 'r'
            && (starts(at, "r\"") || starts(at, "r#\"") || starts(at, "r##\""))
        {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            let close = format!("\"{}", "#".repeat(hashes));
            let begin = at + hashes + 2;
            out.extend(&chars[at..begin]);
            at = begin;
            while at < chars.len() && !starts(at, &close) {
                out.push(if texts_too { blank(chars[at]) } else { chars[at] });
                at += 1;
            }
            out.push_str(&close);
            at += close.len();
        } else if chars[at] == '"' {
            out.push('"');
            at += 1;
            while at < chars.len() && chars[at] != '"' {
                let step = if chars[at] == '\\' { 2 } else { 1 };
                for c in &chars[at..chars.len().min(at + step)] {
                    out.push(if texts_too { blank(*c) } else { *c });
                }
                at += step;
            }
            out.push('"');
            at += 1;
        } else if chars[at] == '\'' && (chars.get(at + 2) == Some(&'\'') || chars.get(at + 1) == Some(&'\\'))
        {
            // A character, not a lifetime.
            let skip = if chars[at + 1] == '\\' { 3 } else { 2 };
            let end = (at + skip..chars.len()).find(|i| chars[*i] == '\'').unwrap_or(chars.len() - 1);
            out.push('\'');
            out.extend(chars[at + 1..end].iter().map(|_| ' '));
            out.push('\'');
            at = end + 1;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    assert_eq!(out.chars().count(), chars.len(), "positions are kept");
    out
}

/// The ranges of `#[cfg(test)] mod … { … }`, and the names of `#[cfg(test)] mod …;`, in characters of `bare`.
fn test_modules(bare: &[char]) -> (Vec<std::ops::Range<usize>>, Vec<String>) {
    let text: String = bare.iter().collect();
    let (mut ranges, mut names) = (Vec::new(), Vec::new());
    for (byte, attribute) in text.match_indices("#[cfg(test)]") {
        let start = text[..byte].chars().count();
        let after = &text[byte + attribute.len()..];
        let Some(end) = after.find(['{', ';']) else { continue };
        let head = &after[..end];
        if after[end..].starts_with(';') {
            if let Some(name) = head.split("mod ").nth(1) {
                names.push(name.trim().to_owned());
            }
            continue;
        }
        let mut depth = 0;
        let open = start + attribute.chars().count() + head.chars().count();
        let close = (open..bare.len()).find(|at| {
            depth += match bare[*at] {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            depth == 0
        });
        ranges.push(start..close.map_or(bare.len(), |at| at + 1));
    }
    (ranges, names)
}

/// All of `src`, without the files that only tests use.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut test_files = BTreeSet::new();
    let mut sources = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut code: Vec<char> = blanked(&text, false).chars().collect();
        let mut bare: Vec<char> = blanked(&text, true).chars().collect();
        let (ranges, names) = test_modules(&bare);
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let folder = if matches!(stem, "mod" | "lib" | "main") {
            file.parent().unwrap().to_owned()
        } else {
            file.with_extension("")
        };
        for name in names {
            test_files.insert(folder.join(format!("{name}.rs")));
        }
        for range in ranges {
            code[range.clone()].fill(' ');
            bare[range].fill(' ');
        }
        let path = file.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let module = path.split('/').nth(1).unwrap().trim_end_matches(".rs").to_owned();
        sources
            .push((file, Source { path, module, code: code.iter().collect(), bare: bare.iter().collect() }));
    }
    sources.retain(|(file, _)| !test_files.contains(file));
    let sources: Vec<Source> = sources.into_iter().map(|(_, source)| source).collect();
    assert!(60 < sources.len(), "the sources were found");
    sources
}

fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// A path with everything in its braces, and the place where it begins.
fn paths_from(bare: &str, start: &str) -> Vec<(usize, String)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for (byte, _) in bare.match_indices(start) {
        let before = bare[..byte].chars().next_back();
        if before.is_some_and(|c| is_word(c) || c == ':') {
            continue; // The end of another name.
        }
        let rest = &bare[byte + start.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut item = String::new();
            for c in group.chars() {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                if depth == 0 || depth == 1 && c == ',' {
                    found.push((byte, item.trim().to_owned()));
                    item.clear();
                } else {
                    item.push(c);
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            let end = rest.find(|c: char| !is_word(c) && c != ':').unwrap_or(rest.len());
            found.push((byte, rest[..end].to_owned()));
        }
    }
    found.retain(|(_, path)| !path.is_empty());
    found
}

#[test]
fn no_module_imports_against_the_table() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut failures = Vec::new();
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        if source.module == "lib" {
            continue;
        }
        let allowed = table.get(source.module.as_str());
        let Some(allowed) = allowed else {
            failures.push(format!("{}: the module {} is not in the table", source.path, source.module));
            continue;
        };
        let start = if source.module == "main" { "bouton::" } else { "crate::" };
        for (byte, path) in paths_from(&source.bare, start) {
            let first = path.split("::").next().unwrap_or_default().trim();
            // The macros stand at the crate's root and belong to the module that declares them.
            let module = match first {
                "params" | "param_specs" | "choice" => "param",
                "receptor" => "model",
                "with_plots" => "preset",
                other => other,
            };
            imports.entry(source.module.clone()).or_default().insert(module.to_owned());
            if module != source.module && !allowed.contains(&module) {
                let line = line_of(&source.bare, byte);
                failures.push(format!("{}:{line}: {} may not use {path}", source.path, source.module));
            }
        }
        // At the top of a module, `super` is the crate's root and would go round the table.
        let at_top = source.path.matches('/').count() == 1
            || source.path.ends_with("/mod.rs") && source.path.matches('/').count() == 2;
        if at_top {
            for (byte, path) in paths_from(&source.bare, "super::") {
                let line = line_of(&source.bare, byte);
                failures.push(format!("{}:{line}: write crate:: instead of super::{path}", source.path));
            }
        }
    }
    assert!(imports["sim"].contains("model") && imports["preset"].contains("param"), "{imports:?}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Where a word stands that is not the end of a longer one.
fn words_in(bare: &str, word: &str) -> Vec<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let places = bare.match_indices(word).map(|(byte, _)| byte);
    places.filter(|byte| !bare[..*byte].chars().next_back().is_some_and(is_part)).collect()
}

#[test]
fn no_module_contains_what_it_must_not() {
    let mut failures = Vec::new();
    for source in sources() {
        let words = FORBIDDEN.iter().filter(|(modules, _)| modules.contains(&source.module.as_str()));
        for word in words.flat_map(|(_, words)| *words) {
            for byte in words_in(&source.bare, word) {
                failures.push(format!("{}:{}: {word}", source.path, line_of(&source.bare, byte)));
            }
        }
        if !MAY_USE_FILES.iter().any(|place| source.path.starts_with(place)) {
            for (byte, word) in source.bare.match_indices("std::fs") {
                failures.push(format!("{}:{}: {word}", source.path, line_of(&source.bare, byte)));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The texts in quotation marks of a file, with the place where each begins.
fn literals(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open = None;
    // Both have the same characters in the same places; the bare one has no quotation marks inside texts.
    for (bare, (byte, _)) in source.bare.chars().zip(source.code.char_indices()) {
        if bare != '"' {
            continue;
        }
        match open.take() {
            None => open = Some(byte + 1),
            Some(start) => found.push((start, source.code[start..byte].to_owned())),
        }
    }
    found
}

fn catalogue_keys() -> Vec<String> {
    let catalogue = std::fs::read_to_string(root().join("assets/locale/en.ftl")).unwrap();
    let keys = catalogue.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    keys.map(|line| line.split([' ', '=']).next().unwrap().to_owned()).collect()
}

#[test]
fn every_key_that_the_code_names_is_in_the_catalogue() {
    let text = Text::english();
    let callers = ["text.get(", "text.with(", "english().get(", "english().with(", "Message::new("];
    let (mut failures, mut count) = (Vec::new(), 0);
    for source in sources() {
        for (start, key) in literals(&source) {
            let before = source.code[..start - 1].trim_end();
            if callers.iter().any(|caller| before.ends_with(caller)) {
                count += 1;
                if !text.has(&key) {
                    failures.push(format!("{}:{}: {key}", source.path, line_of(&source.code, start)));
                }
            }
        }
    }
    assert!(50 < count, "the keys were found");
    println!("{count} keys in the code");
    assert!(failures.is_empty(), "not in the catalogue:\n{}", failures.join("\n"));
}

/// Whether a text from the code, such as `action-{name}-tip`, can make a key.
fn makes(pattern: &str, key: &str) -> bool {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    parts.push(rest);
    if parts.len() == 1 {
        return pattern == key;
    }
    if parts.iter().map(|part| part.len()).sum::<usize>() < 4 || !pattern.contains('-') {
        return false; // Too little is said for it to be the making of a key.
    }
    let Some(mut left) = key.strip_prefix(parts[0]) else { return false };
    for part in &parts[1..parts.len() - 1] {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(parts[parts.len() - 1])
}

#[test]
fn every_key_in_the_catalogue_is_used() {
    let texts: BTreeSet<String> =
        sources().iter().flat_map(literals).map(|(_, text)| text).filter(|text| text.len() < 80).collect();
    let keys = catalogue_keys();
    assert!(100 < keys.len());
    // A command's keys are put together from its name when the program is compiled.
    let of_command = |key: &str| {
        let name = key.strip_prefix("action-").map(|name| name.strip_suffix("-tip").unwrap_or(name));
        texts.contains("action-") && name.is_some_and(|name| texts.contains(name))
    };
    let is_used = |key: &str| of_command(key) || texts.iter().any(|text| makes(text, key));
    let unused: Vec<&String> = keys.iter().filter(|key| !is_used(key)).collect();
    println!("{} keys in the catalogue", keys.len());
    assert!(unused.is_empty(), "in the catalogue and nowhere else: {unused:#?}");
}

#[test]
fn every_source_file_says_what_it_is() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut failures = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let shown = file.strip_prefix(root()).unwrap().display();
        if !text.starts_with("//!") {
            failures.push(format!("{shown}: does not begin with what it is"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    let tracked = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let Some(tracked) = tracked.ok().filter(|output| output.status.success()) else {
        println!("not a git checkout, so nothing was looked at");
        return;
    };
    // Put together here, so that this file does not name them either.
    let words = ["work", "root"].map(|folder| format!("/{folder}/"));
    let mut failures = Vec::new();
    for name in String::from_utf8(tracked.stdout).unwrap().split_terminator('\0') {
        let Ok(bytes) = std::fs::read(root().join(name)) else { continue };
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for word in words.iter().filter(|word| text.contains(word.as_str())) {
            failures.push(format!("{name}: {word}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_reader_of_the_source_sees_code_only() {
    let text = "let a = \"crate::x // \\\" y\"; // crate::y\n/* crate::z /* */ */ let c = '\"'; let d: &'a str = r#\"\"q\"#;";
    let bare = blanked(text, true);
    assert!(!bare.contains("crate"), "{bare}");
    assert!(bare.contains("let d: &'a str"), "{bare}");
    assert_eq!(bare.matches('"').count(), 4, "{bare}");
    assert!(blanked(text, false).contains("crate::x //"));
    let paths: Vec<String> = paths_from("use crate::{a::{b, c}, d}; $crate::e::f!(); mycrate::g", "crate::")
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    assert_eq!(paths, ["a::{b, c}", "d", "e::f"]);
    assert!(makes("action-{key}-tip", "action-open-tip") && !makes("action-{key}-tip", "action-open"));
    assert!(!makes("{a}-{b}", "action-open"));
}

/// Words in the code that nobody reads in the window: parts of reports in English, names of threads, paths of systems, signs
/// of files, and what a person reports to us.
const NOT_FOR_USERS: &[&str] = &[
    "file dialog",
    "speaker notes",
    "Bouton preset",
    "no plots",
    "weight film",
    "preset.ron",
    "unknown panic",
    "no text",
    "standard input",
    "standard output",
    "MATLAB 5.0 MAT-file",
    "SQLite format 3\\0",
    "<!doctype html",
    "DERIVATIVE states",
    "// A Bouton preset, made by version ",
    "the text reads back as another document",
    "the text does not read back: {error}",
    // What a text of a document should hold, after words of the catalogue.
    "expected a number of milliseconds per second, or Unlimited",
];

/// Modules whose sentences reach the window; the texts of declarations (`model`, `param`) have their German elsewhere, and
/// what commands print is English.
const SPEAKING: &[&str] = &[
    "app", "storage", "engine", "document", "preset", "lesson", "input", "trace", "message", "number",
    "export", "log",
];

/// Whatever a person reads in the window comes from the catalogue.
#[test]
fn no_text_for_users_stands_in_the_code() {
    let mut failures = Vec::new();
    for source in sources().iter().filter(|source| SPEAKING.contains(&source.module.as_str())) {
        // What the report for developers and the log say is English.
        if source.path.ends_with("window.rs")
            || source.path.ends_with("screenshot.rs")
            || source.path.ends_with("software_renderer.rs")
        {
            continue;
        }
        // Of the two readings only the number of letters is the same, not that of bytes.
        let (code, bare): (Vec<char>, Vec<char>) =
            (source.code.chars().collect(), source.bare.chars().collect());
        let mut quotes = (0..bare.len()).filter(|at| bare[*at] == '"');
        while let (Some(open), Some(close)) = (quotes.next(), quotes.next()) {
            let literal: String = code[open + 1..close].iter().collect();
            let literal = literal.as_str();
            let so_far: String = bare[open.saturating_sub(400)..open].iter().collect();
            let before = so_far.trim_end().trim_end_matches(['r', '#']);
            let statement = before.rsplit([';', '{', '}']).next().unwrap_or_default();
            let silent = [
                "tracing::",
                "reason =",
                "panic!",
                "expect(",
                "Id::",
                "id_salt",
                "warn!",
                "info!",
                "include_",
                "format!",
                "lines = vec!",
                "error(",
                "custom(",
                "must_use",
                // Declared texts: their German stands in a catalogue of its own.
                "meaning:",
                "equation:",
                "debug!",
            ];
            let is_shown =
                [".label(", "button(", "heading(", "on_hover_text(", "RichText::new(", "hint_text("];
            let is_tex = literal.contains('\\') || so_far.ends_with('r');
            if silent.iter().any(|part| statement.contains(part))
                || is_tex
                || NOT_FOR_USERS.contains(&literal)
            {
                continue;
            }
            let words =
                literal.split(' ').filter(|word| 2 <= word.chars().filter(|c| c.is_alphabetic()).count());
            let is_sentence = 1 < words.count();
            let is_word = 3 <= literal.chars().filter(|c| c.is_alphabetic()).count();
            let is_direct = is_word && is_shown.iter().any(|call| before.ends_with(call));
            if is_sentence || is_direct {
                failures.push(format!(
                    "{}:{}: {literal:?}",
                    source.path,
                    bare[..open].iter().filter(|c| **c == '\n').count() + 1
                ));
            }
        }
    }
    assert!(failures.is_empty(), "put these into the catalogue:\n{}", failures.join("\n"));
}

/// Families of mechanisms, the keys of their kinds, and where the behaviour of each lives.
const HOMES: &[(&str, &str, &[&str])] = &[
    ("NeuronKind", "NeuronKey", &["src/model/neuron/", "src/sim/neuron/"]),
    ("Plasticity", "PlasticityKey", &["src/model/plasticity/", "src/sim/plasticity/"]),
    ("StimulusKind", "StimulusKey", &["src/model/stimulus/", "src/sim/stimulus/"]),
    // Which kinetics a receptor offers is the receptor's.
    ("Kinetics", "KineticsKey", &["src/model/kinetics/", "src/sim/gates.rs", "src/model/receptor/"]),
    ("Release", "ReleaseKey", &["src/model/release/"]),
    ("Receptor", "ReceptorKey", &["src/model/receptor/"]),
    ("Standalone", "StandaloneKey", &["src/model/standalone/", "src/sim/standalone.rs"]),
];

/// Where a kind is named all the same: family, file, and how often.
const NAMED_ELSEWHERE: &[(&str, &str, usize)] = &[
    // What a new projection begins with.
    ("Release", "src/model/network/mod.rs", 1),
    ("Plasticity", "src/model/network/mod.rs", 1),
    ("Receptor", "src/app/view_state.rs", 1),
    // Cautions that only trains and the forward Euler method need, and how far V is off, which is known of one kind.
    ("NeuronKind", "src/preset/caution.rs", 4),
    ("Kinetics", "src/preset/caution.rs", 1),
    // Plots and tables of a single kind.
    ("NeuronKind", "src/cli/tally.rs", 1),
    ("NeuronKind", "src/app/plot/release.rs", 1),
    // In a sketch of a preset, sources fire that fire by nothing else.
    ("NeuronKind", "src/app/panel/gallery/sketch.rs", 1),
    ("NeuronKind", "src/app/plot/timing.rs", 1),
    ("NeuronKind", "src/app/plot/weights.rs", 1),
    ("Release", "src/app/plot/histogram.rs", 1),
    ("Release", "src/app/plot/release.rs", 3),
    // A file names the model without neurons by its kind, and each has plots of its own.
    ("Standalone", "src/preset/format.rs", 4),
    ("Standalone", "src/preset/mod.rs", 2),
];

/// Behaviour stands where a mechanism is declared: nobody else asks which one it is.
#[test]
fn kinds_are_named_only_where_their_behaviour_lives() {
    let mut found: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for source in sources() {
        for (family, key, homes) in HOMES {
            if homes.iter().any(|home| source.path.starts_with(home)) {
                continue;
            }
            for start in [format!("{family}::"), format!("{key}::")] {
                for byte in words_in(&source.bare, &start) {
                    let name = &source.bare[byte + start.len()..];
                    // A kind begins with a capital and goes on with small letters; a constant does not.
                    let mut letters = name.chars();
                    let is_kind = letters.next().is_some_and(char::is_uppercase)
                        && letters.next().is_some_and(char::is_lowercase);
                    if is_kind {
                        let line = line_of(&source.bare, byte);
                        found.entry((family, source.path.clone())).or_default().push(line);
                    }
                }
            }
        }
    }
    let mut failures = Vec::new();
    for ((family, path), lines) in &found {
        let known = NAMED_ELSEWHERE.iter().find(|known| known.0 == *family && known.1 == path);
        if known.map_or(0, |known| known.2) < lines.len() {
            failures.push(format!("{path}, lines {lines:?}: ask the kind of {family} instead of naming it"));
        }
    }
    for (family, path, n) in NAMED_ELSEWHERE {
        let now = found.get(&(*family, (*path).to_owned())).map_or(0, Vec::len);
        if now < *n {
            failures.push(format!("{path} names {now} kinds of {family}: the list may say so"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
