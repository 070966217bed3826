//! Files of at most 500 lines and functions of at most 60, or a reason beside them: a comment that begins with
//! `Longer than 500 lines:` in a file's first lines, or `Longer than 60 lines:` right above a function.

use super::{blanked, root, rust_files, test_modules};

/// Most lines of a file without a reason.
const FILE: usize = 500;
/// Most lines of a function without a reason.
const FUNCTION: usize = 60;
/// How far down the reason of a file may stand.
const TOP: usize = 16;

/// Name, first line and length of each function, in lines of a source without its tests.
fn functions(bare: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = bare.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let Some(at) = trimmed.find("fn ") else { continue };
        let before = &trimmed[..at];
        let is_head = before.split_whitespace().all(|word| {
            matches!(word, "const" | "async" | "unsafe" | "extern")
                || word.starts_with("pub")
                || word.starts_with('(')
                || word.ends_with(')')
        });
        if !is_head {
            continue;
        }
        let name: String =
            trimmed[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let (mut depth, mut has_begun, mut length) = (0_i32, false, 0);
        for line in &lines[start..] {
            length += 1;
            for c in line.chars() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                has_begun |= c == '{';
            }
            if has_begun && depth <= 0 || !has_begun && line.trim_end().ends_with(';') {
                break;
            }
        }
        found.push((name, start, length));
    }
    found
}

#[test]
fn files_and_functions_are_short_or_say_why_not() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let (mut failures, mut n_functions) = (Vec::new(), 0);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let shown = file.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let lines: Vec<&str> = text.lines().collect();
        let has_reason = lines.iter().take(TOP).any(|line| line.contains("Longer than 500 lines:"));
        if FILE < lines.len() && !has_reason {
            failures.push(format!("{shown}: {} lines and no reason", lines.len()));
        }
        let mut bare: Vec<char> = blanked(&text, true).chars().collect();
        let (tests, _) = test_modules(&bare);
        for range in tests {
            for c in &mut bare[range] {
                *c = if *c == '\n' { '\n' } else { ' ' };
            }
        }
        for (name, start, length) in functions(&bare.iter().collect::<String>()) {
            n_functions += 1;
            let above = lines[..start].iter().rev().take_while(|line| {
                let line = line.trim_start();
                line.starts_with("//")
                    || line.starts_with('#')
                    || line.starts_with("clippy")
                    || line.starts_with(')')
            });
            let has_reason = above.into_iter().any(|line| line.contains("Longer than 60 lines:"));
            if FUNCTION < length && !has_reason {
                failures.push(format!("{shown}:{}: {name} has {length} lines and no reason", start + 1));
            }
        }
    }
    assert!(1500 < n_functions, "the functions were found: {n_functions}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn functions_are_measured() {
    let text = "fn a() {\n    1\n}\n\npub(super) const fn b(\n    x: u32,\n) -> u32 {\n    if x { 1 } else { 2 }\n}\nfn c();\n";
    let found = functions(text);
    assert_eq!(found, [("a".to_owned(), 0, 3), ("b".to_owned(), 4, 5), ("c".to_owned(), 9, 1)]);
}
