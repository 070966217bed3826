//! Reads the source: its files without comments and tests, and the paths in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::makes;

/// A file of the source.
pub(super) struct Source {
    /// Such as `src/sim/mod.rs`.
    pub(super) path: String,
    /// The top-level module, such as `sim`.
    pub(super) module: String,
    /// The text without comments and test modules.
    pub(super) code: String,
    /// The same with the insides of texts in quotation marks blanked.
    pub(super) bare: String,
}

pub(super) fn root() -> &'static Path {
    Path::new(".")
}

pub(super) fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
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
pub(super) fn blanked(text: &str, texts_too: bool) -> String {
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
pub(super) fn test_modules(bare: &[char]) -> (Vec<std::ops::Range<usize>>, Vec<String>) {
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
pub(super) fn sources() -> Vec<Source> {
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

pub(super) fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// A path with everything in its braces, and the place where it begins.
pub(super) fn paths_from(bare: &str, start: &str) -> Vec<(usize, String)> {
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
