//! The map in the crate's documentation: it names every file of the window, and nothing that is not there.

use std::collections::BTreeSet;

use super::sources;

/// What stands between backticks in the crate's documentation.
fn quoted() -> Vec<String> {
    let text = std::fs::read_to_string("src/lib.rs").unwrap();
    let docs: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("//!")).collect();
    docs.join(" ").split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_map_names_every_file_of_the_window_and_none_that_is_gone() {
    let quoted = quoted();
    let is_file = |word: &&String| word.ends_with(".rs") && word.contains('/') && !word.starts_with("tests/");
    let named: BTreeSet<String> = quoted.iter().filter(is_file).map(|word| format!("src/{word}")).collect();
    let sources = sources();
    let gone: Vec<&String> =
        named.iter().filter(|path| !sources.iter().any(|source| source.path == **path)).collect();
    assert!(gone.is_empty(), "named in the map and not there: {gone:#?}");
    // A `mod.rs` that only lists its files needs no line, and a kind of plot is found by the list of plots.
    let needs_line = |code: &str| code.contains("fn ") && !code.contains("impl Drawn for");
    let of_window = sources.iter().filter(|source| source.module == "app" && needs_line(&source.code));
    let missing: Vec<&String> =
        of_window.map(|source| &source.path).filter(|path| !named.contains(*path)).collect();
    assert!(missing.is_empty(), "not in the map: {missing:#?}");
}

/// Every function that the walks name stands in the file that is named with it.
#[test]
fn the_walks_lead_somewhere() {
    let text = std::fs::read_to_string("src/lib.rs").unwrap();
    let walks = text.split("# Three walks").nth(1).unwrap().split("//! # ").next().unwrap();
    let sources = sources();
    let code =
        |path: &str| sources.iter().find(|source| source.path == path).map(|source| source.bare.clone());
    let words: Vec<&str> = walks.split('`').skip(1).step_by(2).collect();
    let (mut n_found, mut file) = (0, None);
    // A function is named before its file, or after that of the one before.
    for (index, word) in words.iter().enumerate() {
        if word.ends_with(".rs") {
            file = code(&format!("src/{word}"));
            assert!(file.is_some(), "{word} is not there");
            continue;
        }
        let name = word.rsplit("::").next().unwrap();
        let next =
            words[index + 1..].iter().find(|word| word.ends_with(".rs")).map(|word| format!("src/{word}"));
        let stands_in = |code: &String| {
            code.contains(&format!("fn {name}("))
                || code.contains(&format!("macro_rules! {}", name.trim_end_matches('!')))
        };
        let next = next.and_then(|path| code(&path));
        assert!(
            file.as_ref().is_some_and(stands_in) || next.as_ref().is_some_and(stands_in),
            "{word} is in none of the files beside it"
        );
        n_found += 1;
    }
    assert!(12 <= n_found, "{n_found} functions were found");
}
