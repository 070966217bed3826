//! Where in a RON text each value begins, so that a problem found after parsing still has a line.
//!
//! The scan runs only on text that has already parsed, and only when there is a problem to report. It follows
//! the structure by brackets and names; it judges nothing. Variants wrap their content without a step of
//! their own: `kind: Lif((C_pF: 200))` is found as `kind.C_pF`.

use std::collections::BTreeMap;

/// Line and column of values, by their path, both counted from 1.
#[derive(Debug, Default)]
pub(super) struct Spans {
    places: BTreeMap<String, (usize, usize)>,
}

impl Spans {
    /// Scans a text that is valid RON for these paths and what encloses them. Nothing else is kept: a document
    /// may hold a million values.
    pub fn of(text: &str, wanted: &[&str]) -> Self {
        let mut scan = Scan {
            rest: text,
            text,
            wanted,
            spans: Self::default(),
            depth: 0,
            counted: 0,
            line: 1,
            column: 1,
        };
        scan.value("");
        scan.spans
    }

    /// The place of a path, or of the nearest enclosing value that has one.
    pub fn find(&self, path: &str) -> Option<(usize, usize)> {
        let mut path = path;
        loop {
            if let Some(place) = self.places.get(path) {
                return Some(*place);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }
}

/// Longest key that is distinguished from others [bytes].
const LONGEST_KEY: usize = 256;

struct Scan<'a> {
    text: &'a str,
    rest: &'a str,
    wanted: &'a [&'a str],
    spans: Spans,
    depth: usize,
    /// How far lines and columns are counted [bytes]; each byte is looked at once, however many values there are.
    counted: usize,
    line: usize,
    column: usize,
}

impl<'a> Scan<'a> {
    fn value(&mut self, path: &str) {
        self.blank();
        self.depth += 1;
        if 256 < self.depth {
            self.rest = ""; // The parser refuses such depth, so this text was never valid.
        }
        if self.wanted.iter().any(|wanted| wanted.starts_with(path)) {
            let place = self.place();
            self.spans.places.entry(path.to_owned()).or_insert(place);
        }
        if self.string() {
            self.depth -= 1;
            return;
        }
        let named = self.word();
        self.blank();
        match self.rest.chars().next() {
            Some('(') => self.entries(path, ')', false),
            Some('[') if named.is_empty() => self.entries(path, ']', true),
            Some('{') => self.entries(path, '}', false),
            Some(',' | ')' | ']' | '}' | ':') | None => {}
            Some(other) => self.rest = &self.rest[other.len_utf8()..], // Never stand still.
        }
        self.depth -= 1;
    }

    /// Line and column of what comes next.
    fn place(&mut self) -> (usize, usize) {
        let at = self.text.len() - self.rest.len();
        for c in self.text[self.counted.min(at)..at].chars() {
            (self.line, self.column) =
                if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.counted = at;
        (self.line, self.column)
    }

    /// The entries between brackets: fields, map entries or elements.
    fn entries(&mut self, path: &str, close: char, is_list: bool) {
        self.rest = &self.rest[1..];
        let mut index = 0;
        loop {
            self.blank();
            match self.rest.chars().next() {
                None => return,
                Some(c) if c == close => {
                    self.rest = &self.rest[1..];
                    return;
                }
                Some(',') => {
                    self.rest = &self.rest[1..];
                    index += 1;
                    continue;
                }
                Some(_) => {}
            }
            let before = self.rest;
            let key = self.word();
            self.blank();
            if !key.is_empty() && self.rest.starts_with(':') {
                self.rest = &self.rest[1..];
                // No key is long; of a text that means harm, every level would copy it.
                let key = if key.len() <= LONGEST_KEY { key } else { "…" };
                self.value(&if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") });
            } else {
                self.rest = before;
                if is_list {
                    self.value(&format!("{path}[{index}]"));
                } else {
                    self.value(path);
                }
            }
            if self.rest.len() == before.len() {
                return; // Not RON after all.
            }
        }
    }

    /// A name or a number.
    fn word(&mut self) -> &'a str {
        let is_part = |c: char| c.is_alphanumeric() || "_+-.#'".contains(c);
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// A string, plain or raw.
    fn string(&mut self) -> bool {
        if let Some(raw) = self.rest.strip_prefix('r') {
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            if let Some(body) = raw[hashes..].strip_prefix('"') {
                let close = format!("\"{}", "#".repeat(hashes));
                let end = body.find(&close).map_or(body.len(), |at| at + close.len());
                self.rest = &body[end..];
                return true;
            }
        }
        let Some(body) = self.rest.strip_prefix('"') else {
            return false;
        };
        let mut escaped = false;
        let end = body.find(|c| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        self.rest = &body[end.map_or(body.len(), |end| end + 1)..];
        true
    }

    /// White space and comments.
    fn blank(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.starts_with("//") {
                self.rest = &self.rest[self.rest.find('\n').unwrap_or(self.rest.len())..];
            } else if let Some(inside) = self.rest.strip_prefix("/*") {
                let mut depth = 1;
                let mut at = 0;
                while 0 < depth && at < inside.len() {
                    if inside[at..].starts_with("/*") {
                        (depth, at) = (depth + 1, at + 2);
                    } else if inside[at..].starts_with("*/") {
                        (depth, at) = (depth - 1, at + 2);
                    } else {
                        at += inside[at..].chars().next().map_or(1, char::len_utf8);
                    }
                }
                self.rest = &inside[at..];
            } else {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_through_variants_lists_and_comments() {
        let text = "(\n  format: 1, // one: two\n  title: \"a (b: \\\" \",\n  model: Network((\n    populations: [\n      \
                    (id: 1, kind: Lif((C_pF: 200.0))),\n      (id: 0, kind: Lif(( /* x: ( */ C_pF: -1.5e3)), raw: r#\"a\"b\"#, n: 7),\n    ],\n  )),\n)";
        let spans = Spans::of(
            text,
            &[
                "format",
                "model.populations[0].kind.C_pF",
                "model.populations[1].kind.C_pF",
                "model.populations[1].n",
                "model.populations[1].kind.g_L_nS",
            ],
        );
        assert_eq!(spans.find("format"), Some((2, 11)));
        assert_eq!(spans.find("model.populations[0].kind.C_pF"), Some((6, 32)));
        assert_eq!(spans.find("model.populations[1].kind.C_pF"), Some((7, 44)));
        assert_eq!(spans.find("model.populations[1].n"), Some((7, 72)));
        assert_eq!(
            spans.find("model.populations[1].kind.g_L_nS"),
            Some((7, 21)),
            "the nearest that encloses it"
        );
    }

    #[test]
    fn any_text_comes_to_an_end() {
        for text in
            ["", "(", "((((", "[1,2", "{\"a\":", "/* /*", "r###\"", "\"\\", "a:b:c", ")", "(,,,)", "é(ü:ß)"]
        {
            Spans::of(text, &["a", "[0]"]);
        }
    }
}
