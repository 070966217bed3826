//! A RON text as a tree of places in it.

use std::ops::Range;

/// RON nests at most 128 deep.
const MAX_DEPTH: usize = 128;

/// A value in a text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    /// What stands in its brackets, if it has any.
    pub(super) group: Option<Group>,
}

/// What stands in brackets.
#[derive(Debug)]
pub(super) struct Group {
    /// The name before the bracket, or nothing.
    pub(super) name: Range<usize>,
    pub(super) open: u8,
    /// Between the brackets.
    pub(super) inside: Range<usize>,
    pub(super) entries: Vec<Entry>,
}

/// An element, a field or an entry of a map.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Node,
    /// Where its comma stands, if it has one.
    pub(super) comma: Option<usize>,
}

impl Entry {
    pub(super) fn start(&self) -> usize {
        self.key.as_ref().map_or(self.value.span.start, |key| key.start)
    }
}

/// Reads a text that is valid RON; gives up on what is not.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes on by one character.
    pub(super) fn skip(&mut self) {
        self.at += self.rest().chars().next().map_or(1, char::len_utf8);
    }

    /// Passes over a comment, if one begins here.
    pub(super) fn comment(&mut self) -> bool {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return true;
        }
        if !rest.starts_with("/*") {
            return false;
        }
        let (mut depth, mut at) = (0, 0);
        while at < rest.len() {
            if rest[at..].starts_with("/*") {
                (depth, at) = (depth + 1, at + 2);
            } else if rest[at..].starts_with("*/") {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    break;
                }
            } else {
                at += rest[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        self.at += at;
        true
    }

    /// Passes over white space, comments and attributes of the document.
    pub(super) fn blank(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if self.rest().starts_with("#![") {
                self.at += self.rest().find(']').map_or(self.rest().len(), |end| end + 1);
            } else if !self.comment() {
                return;
            }
        }
    }

    /// Passes over a string or a character, if one begins here.
    pub(super) fn quoted(&mut self) -> bool {
        let rest = self.rest();
        if let Some(raw) = rest.strip_prefix('r') {
            let n_hashes = raw.len() - raw.trim_start_matches('#').len();
            if let Some(body) = raw[n_hashes..].strip_prefix('"') {
                let close = format!("\"{}", "#".repeat(n_hashes));
                let end = body.find(&close).map_or(body.len(), |end| end + close.len());
                self.at += rest.len() - body.len() + end;
                return true;
            }
        }
        let Some(quote) = rest.chars().next().filter(|c| *c == '"' || *c == '\'') else { return false };
        let mut is_escaped = false;
        let end = rest[1..].find(|c| {
            let closes = c == quote && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            closes
        });
        self.at += end.map_or(rest.len(), |end| end + 2);
        true
    }

    /// Passes over a name or a number.
    pub(super) fn word(&mut self) -> Range<usize> {
        let is_part = |c: char| c.is_alphanumeric() || "_+-.#".contains(c);
        let length = self.rest().find(|c| !is_part(c)).unwrap_or(self.rest().len());
        let start = self.at;
        self.at += length;
        start..self.at
    }

    pub(super) fn value(&mut self, depth: usize) -> Option<Node> {
        if MAX_DEPTH < depth {
            return None;
        }
        self.blank();
        let start = self.at;
        if self.quoted() {
            return Some(Node { span: start..self.at, group: None });
        }
        let name = self.word();
        let after = self.at;
        self.blank();
        let open = self.next().filter(|c| *c == b'(' || (name.is_empty() && (*c == b'[' || *c == b'{')));
        let Some(open) = open else {
            self.at = after;
            return if name.is_empty() { None } else { Some(Node { span: name, group: None }) };
        };
        let group = self.group(name, open, depth)?;
        Some(Node { span: start..self.at, group: Some(group) })
    }

    pub(super) fn group(&mut self, name: Range<usize>, open: u8, depth: usize) -> Option<Group> {
        let close = match open {
            b'(' => b')',
            b'[' => b']',
            _ => b'}',
        };
        self.at += 1;
        let inside = self.at;
        let mut entries = Vec::new();
        loop {
            self.blank();
            if self.next()? == close {
                let inside = inside..self.at;
                self.at += 1;
                return Some(Group { name, open, inside, entries });
            }
            let mut value = self.value(depth + 1)?;
            self.blank();
            let mut key = None;
            if open != b'[' && self.next()? == b':' {
                self.at += 1;
                key = Some(value.span);
                value = self.value(depth + 1)?;
                self.blank();
            }
            let comma = (self.next()? == b',').then_some(self.at);
            match comma {
                Some(_) => self.at += 1,
                None if self.next()? == close => {}
                None => return None,
            }
            entries.push(Entry { key, value, comma });
        }
    }
}

pub(super) fn read(text: &str) -> Option<Node> {
    let mut reader = Reader { text, at: 0 };
    reader.value(0)
}
