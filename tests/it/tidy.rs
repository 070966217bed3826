//! The rules of the source that no compiler knows: which module may use which, what none may contain, and
//! that the string catalogue and the code name the same keys.

mod circles;
mod kinds;
mod map;
mod reader;
mod sizes;
mod user_texts;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use bouton::text::Text;

use reader::{Source, blanked, line_of, paths_from, root, rust_files, sources, test_modules};

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
    ("replay", &["preset", "engine", "sim", "model", "units"]),
    ("trace", &["sim", "model", "units", "message"]),
    ("measure", &["trace", "sim", "model", "units"]),
    ("recording", &["units", "message"]),
    (
        "fit",
        &["recording", "measure", "replay", "engine", "preset", "sim", "model", "param", "units", "message"],
    ),
    ("range", &["fit", "measure", "replay", "engine", "preset", "sim", "model", "param", "units", "message"]),
    ("preset", &["model", "param", "units", "message", "number"]),
    ("document", &["preset", "model", "param", "text", "message", "units"]),
    ("storage", &["preset", "document", "units", "message"]),
    ("export", &["trace", "sim", "preset", "model", "param", "units", "text", "message"]),
    (
        "input",
        &["preset", "lesson", "storage", "model", "param", "units", "number", "message", "text", "recording"],
    ),
    (
        "cli",
        &[
            "units",
            "param",
            "family",
            "message",
            "log",
            "text",
            "model",
            "sim",
            "engine",
            "trace",
            "preset",
            "document",
            "storage",
            "export",
            "lesson",
            "input",
            "number",
            "replay",
            "recording",
            "fit",
        ],
    ),
    (
        "app",
        &[
            "units",
            "param",
            "family",
            "message",
            "log",
            "text",
            "model",
            "sim",
            "engine",
            "trace",
            "preset",
            "document",
            "storage",
            "export",
            "declared",
            "lesson",
            "input",
            "number",
            "replay",
            "measure",
            "recording",
            "fit",
            "range",
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
    (&["trace", "measure", "recording"], &["egui", "eframe", "std::fs", "std::thread"]),
    (
        &[
            "units",
            "param",
            "family",
            "message",
            "text",
            "preset",
            "document",
            "storage",
            "export",
            "cli",
            "declared",
            "log",
            "input",
            "number",
            "recording",
            "fit",
            "range",
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

/// Boxes and rings come from `app/widget/choice.rs`, which draws them so that they are seen on every ground.
#[test]
fn boxes_and_rings_have_an_outline() {
    let mut failures = Vec::new();
    let mut makes = 0;
    for source in sources().iter().filter(|source| source.path.contains("src/app/")) {
        let places = [".checkbox(", ".radio(", ".radio_value(", "Checkbox::", "RadioButton::"]
            .iter()
            .flat_map(|word| source.bare.match_indices(word));
        for (byte, word) in places {
            if source.path.ends_with("app/widget/choice.rs") {
                makes += 1;
            } else {
                failures.push(format!("{}:{}: {word}", source.path, line_of(&source.bare, byte)));
            }
        }
    }
    assert_eq!(makes, 5, "what makes them is looked for under other names than it has");
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
