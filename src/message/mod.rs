//! What an error or a notice says, before it is worded.
//!
//! A message is a key of the string catalogue with its arguments. Errors make one from their typed fields;
//! `text` turns it into a sentence in the reader's language. It holds no wording itself. What an argument quotes is made
//! fit to be shown here, where it enters: [`shown`]. So no sentence is longer than a reader can take in, whatever a
//! document says, and none holds a character that acts instead of showing.

mod suggest;

use std::borrow::Cow;

pub use suggest::{did_you_mean, nearest_path};

/// Most characters of a text from elsewhere that a message shows.
pub const MOST_SHOWN: usize = 200;

/// Longest text that a document, a lesson, a setting or the clipboard may hold in one place [bytes].
pub const MAX_TEXT_BYTES: usize = 64 * 1024;

/// A catalogue key with arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key in the catalogue.
    pub key: &'static str,
    /// Named arguments, already formatted: numbers in files and messages look the same in every language.
    pub args: Vec<(&'static str, String)>,
    /// Named arguments that are messages themselves, worded in the language of the whole.
    pub parts: Vec<(&'static str, Message)>,
}

impl Message {
    /// A message without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new(), parts: Vec::new() }
    }

    /// Adds an argument, as [`shown`].
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "callers pass numbers and texts alike")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        let value = match shown(&value) {
            Cow::Borrowed(_) => value,
            Cow::Owned(shown) => shown,
        };
        self.args.push((name, value));
        self
    }

    /// Adds an argument that is a message itself.
    #[must_use]
    pub fn with_message(mut self, name: &'static str, part: Self) -> Self {
        self.parts.push((name, part));
        self
    }

    /// Adds words of the program itself, such as a list of all keys of a mechanism, however long they are.
    #[must_use]
    pub fn with_own(mut self, name: &'static str, words: String) -> Self {
        self.args.push((name, words));
        self
    }
}

/// A text from elsewhere as a message shows it: its beginning and its end if it is longer than [`MOST_SHOWN`] characters,
/// characters that do not show by their codes, and without the folders of the machine that the program was built on.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    cut(text, MOST_SHOWN)
}

/// The same with another limit [characters].
#[must_use]
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    let is_short = text.len() <= most || text.chars().nth(most).is_none();
    if is_short && !text.contains(is_invisible) && !text.contains(['/', '\\']) {
        return Cow::Borrowed(text);
    }
    if is_short {
        let plain = without_build_folders(text);
        return if plain.contains(is_invisible) { Cow::Owned(seen(&plain)) } else { plain };
    }
    // The end says as much as the beginning: the name of a file, the last step of a path.
    let end = most / 3;
    let after = text.char_indices().rev().nth(end.saturating_sub(1)).map_or(0, |(at, _)| at);
    let before: String = text.chars().take(most - end - 1).collect();
    let both = format!("{before}…{}", &text[after..]);
    Cow::Owned(seen(&without_build_folders(&both)))
}

/// Several lines, each at most 1000 characters long and at most 60 in all, as a window shows them.
#[must_use]
pub fn cut_lines(text: &str) -> String {
    const MOST_LINES: usize = 60;
    const LONGEST: usize = 1000;
    // Nothing beyond what can be shown is looked at.
    let start = text.char_indices().nth(2 * MOST_LINES * LONGEST).map_or(text, |(at, _)| &text[..at]);
    let mut lines: Vec<Cow<'_, str>> =
        start.lines().take(MOST_LINES).map(|line| cut(line, LONGEST)).collect();
    if start.len() < text.len() || start.lines().nth(MOST_LINES).is_some() {
        lines.push("…".into());
    }
    lines.join("\n")
}

/// A text with the codes of the characters that do not show in their places.
fn seen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) { seen.extend(c.escape_unicode()) } else { seen.push(c) }
    }
    seen
}

/// A text of somebody's own, as a window shows it: line breaks and tabs are kept, and other characters that do not show or
/// that turn the direction of what follows are left out. What is short and plain is not copied.
#[must_use]
pub fn plain_text(text: &str) -> Cow<'_, str> {
    let acts = |c: char| is_invisible(c) && c != '\n' && c != '\t';
    if text.contains(acts) { Cow::Owned(text.replace(acts, "")) } else { Cow::Borrowed(text) }
}

/// Whether a character does not show, or changes the direction of what follows.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text without the folders of the machine that the program was built on: of a dependency's file its package and place
/// in it are left, of one of the standard library the same.
#[must_use]
pub fn without_build_folders(text: &str) -> Cow<'_, str> {
    // What stands between the sign and the package: `index.crates.io-1949cf8c6b5b557f`, or package and commit.
    const SIGNS: [(&str, usize); 4] =
        [("/registry/src/", 1), ("/git/checkouts/", 2), ("/rustc/", 1), ("/rustlib/src/rust/", 0)];
    let slashed = if text.contains('\\') { Cow::Owned(text.replace('\\', "/")) } else { Cow::Borrowed(text) };
    if !SIGNS.iter().any(|(sign, _)| slashed.contains(sign)) {
        return Cow::Borrowed(text);
    }
    let mut plain = slashed.into_owned();
    for (sign, folders) in SIGNS {
        let mut from = 0;
        while let Some(at) = plain[from..].find(sign).map(|at| from + at) {
            let is_part = |c: char| !c.is_whitespace() && !"\"'`()[]{}<>,;“”".contains(c);
            let start = plain[..at].char_indices().rev().take_while(|(_, c)| is_part(*c)).last();
            let start = start.map_or(at, |(start, _)| start);
            let mut end = at + sign.len();
            for _ in 0..folders {
                let rest = &plain[end..];
                let step = rest.find(|c: char| c == '/' || !is_part(c)).unwrap_or(rest.len());
                end += step + usize::from(rest[step..].starts_with('/'));
            }
            plain.replace_range(start..end, "");
            from = start;
        }
    }
    Cow::Owned(plain)
}

impl std::fmt::Display for Message {
    /// The bare key and arguments, for logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value:?}")?;
        }
        for (name, part) in &self.parts {
            write!(f, " {name}=({part})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_short_and_shows_all_its_characters() {
        let long = format!("start{}end", "x".repeat(4_000_000));
        let message =
            Message::new("key").with("name", &long).with("code", "a\u{1b}[2J\u{202e}b").with("count", 3);
        let args: Vec<&str> = message.args.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(args[0].chars().count(), MOST_SHOWN);
        assert!(args[0].starts_with("startx") && args[0].ends_with("xend") && args[0].contains('…'));
        assert_eq!(args[1..], ["a\\u{1b}[2J\\u{202e}b", "3"]);
        let umlauts = "ü".repeat(MOST_SHOWN);
        assert!(matches!(shown(&umlauts), Cow::Borrowed(_)), "characters are counted, not bytes");
        assert_eq!(cut(&format!("{umlauts}ü"), MOST_SHOWN).chars().count(), MOST_SHOWN);
        assert_eq!(cut_lines(&"line\n".repeat(1_000_000)).lines().count(), 61);
        assert_eq!(plain_text("one\n\ttwo\u{7}\u{202e}"), "one\n\ttwo");
    }

    #[test]
    fn folders_of_the_building_machine_are_left_out() {
        let registry = "at /home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/winit-0.30.13/src/x.rs:7:3 (os)";
        assert_eq!(without_build_folders(registry), "at winit-0.30.13/src/x.rs:7:3 (os)");
        for (written, plain) in [
            (
                r"C:\Users\me\.cargo\registry\src\index.crates.io-1\egui-0.37.0\src\a.rs",
                "egui-0.37.0/src/a.rs",
            ),
            ("/home/me/.cargo/git/checkouts/egui-12ab/34cd/src/b.rs", "src/b.rs"),
            (
                "(/rustc/254b59607d4417e9dffbc307138ae5c86280fe4c/library/core/src/option.rs:1)",
                "(library/core/src/option.rs:1)",
            ),
            ("/usr/lib/rustlib/src/rust/library/std/src/io.rs", "library/std/src/io.rs"),
            ("two: /a/registry/src/i/b-1/c.rs, /d/registry/src/i/e-2/f.rs", "two: b-1/c.rs, e-2/f.rs"),
            ("/a/registry/src/", ""),
            ("/home/me/my preset.ron", "/home/me/my preset.ron"),
            ("C:\\Users\\me\\mine.ron", "C:\\Users\\me\\mine.ron"),
        ] {
            assert_eq!(without_build_folders(written), plain, "{written}");
        }
        assert_eq!(
            Message::new("key").with("detail", registry).args[0].1,
            "at winit-0.30.13/src/x.rs:7:3 (os)"
        );
    }
}
