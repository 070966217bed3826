//! No text for users stands in the code: sentences are the catalogue's.

use super::sources;

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
    // What stands in the file of a saved run.
    "// A run of Bouton: bouton replay FILE",
    "(format: {FORMAT}, bouton: {:?}, bits: {}, preset:",
    ", from: Some({})",
    "  ], end: (step: {}",
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
        // What the report for developers and the log say is English, and so is the language of scripts.
        if source.path.starts_with("src/export/script/")
            || source.path.ends_with("window.rs")
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
