//! Writing a document over the text that it was read from, so that comments and layout stay.
//!
//! Both states of the document are written in the one canonical way; where those two texts differ, the text as it was
//! written by hand is changed, and nowhere else. The result is read back: if it is not the new document to the bit, the
//! whole text is written anew. Nothing here knows what a field means.

mod tree;

use std::collections::BTreeMap;

use super::file::HEADER;
use super::{Preset, load};
use tree::{Entry, Group, Node, Reader, read};

/// Length of a text that nobody writes by hand without a comment [bytes].
const LONG: usize = 256 << 10;

/// A text of a document that was made from an older one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The text.
    pub text: String,
    /// How many comments of the older text it does not have.
    pub n_lost: usize,
}

impl Preset {
    /// The document as a RON text with a line that says what wrote it.
    ///
    /// # Errors
    /// If the text does not read back as the same document: then nothing may be written.
    pub fn to_ron(&self) -> Result<String, ron::Error> {
        let text = format!("{HEADER}{}.\n{}\n", env!("CARGO_PKG_VERSION"), self.canonical()?);
        match load::parse(text.as_bytes()) {
            Ok(read_back) if read_back == *self => Ok(text),
            Ok(_) => Err(ron::Error::Message("the text reads back as another document".to_owned())),
            Err(error) => Err(ron::Error::Message(format!("the text does not read back: {error}"))),
        }
    }

    /// The document as a RON text that differs from an older text as little as can be.
    ///
    /// # Errors
    /// If no text reads back as the same document: then nothing may be written.
    pub fn to_ron_over(&self, old_text: &str) -> Result<Rewritten, ron::Error> {
        // A long text without comments is none that was written by hand: reading it twice more would only take time.
        let is_machine_made = LONG < old_text.len() && n_lost(old_text, "") == 0;
        let patched = if is_machine_made { None } else { self.patched(old_text) };
        let text = patched.map_or_else(|| self.to_ron(), Ok)?;
        let n_lost = n_lost(old_text, &text);
        Ok(Rewritten { text, n_lost })
    }

    /// The older text with what is new; `None` if that cannot be done.
    fn patched(&self, old_text: &str) -> Option<String> {
        let old = load::parse(old_text.as_bytes()).ok()?;
        let (canonical, new) = (old.canonical().ok()?, self.canonical().ok()?);
        let text = Patch { old: old_text, canonical: &canonical, new: &new }.text()?;
        let read_back = load::parse(text.as_bytes()).ok()?;
        (read_back == *self).then_some(text)
    }
}

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<&str> {
    let mut reader = Reader { text, at: 0 };
    let mut found = Vec::new();
    while reader.at < text.len() {
        let start = reader.at;
        if reader.comment() {
            found.push(text[start..reader.at].trim_end());
        } else if !reader.quoted() {
            reader.skip();
        }
    }
    found
}

/// How many comments of an older text a newer one does not have; the line that says what wrote a file is none.
fn n_lost(old: &str, new: &str) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for comment in comments(new) {
        *counts.entry(comment).or_default() += 1;
    }
    let mut lost = 0;
    for comment in comments(old) {
        match counts.get_mut(comment) {
            Some(count) if 0 < *count => *count -= 1,
            _ => lost += usize::from(!comment.starts_with(HEADER)),
        }
    }
    lost
}

/// An entry of a group as it will be.
enum Piece {
    /// One of the older text's, with a new value.
    Own(usize, String),
    /// A new one.
    New(String),
}

/// What is written over what.
struct Patch<'a> {
    /// The text as it was written by hand.
    old: &'a str,
    /// The same document in the canonical form.
    canonical: &'a str,
    /// The new document in the canonical form.
    new: &'a str,
}

impl Patch<'_> {
    fn text(&self) -> Option<String> {
        let (old, canonical, new) = (read(self.old)?, read(self.canonical)?, read(self.new)?);
        let patched = self.node(&old, &canonical, &new);
        Some([&self.old[..old.span.start], &patched, &self.old[old.span.end..]].concat())
    }

    fn has_crlf(&self) -> bool {
        self.old.contains("\r\n")
    }

    /// What stands in the place of a value.
    fn node(&self, old: &Node, canonical: &Node, new: &Node) -> String {
        if self.canonical[canonical.span.clone()] == self.new[new.span.clone()] {
            return self.old[old.span.clone()].to_owned();
        }
        if let (Some(group), Some(was), Some(is)) = (&old.group, &canonical.group, &new.group)
            && (group.open, &self.old[group.name.clone()]) == (was.open, &self.canonical[was.name.clone()])
            && (was.open, &self.canonical[was.name.clone()]) == (is.open, &self.new[is.name.clone()])
            && !group.entries.is_empty()
            && let Some(pieces) = self.pieces(group, was, is)
        {
            return self.build(old, group, pieces);
        }
        self.written_anew(new, indent_at(self.old, old.span.start))
    }

    /// A value as it is written in the canonical form, with another indent.
    fn written_anew(&self, new: &Node, indent: &str) -> String {
        let own = indent_at(self.new, new.span.start);
        let newline = if self.has_crlf() { "\r\n" } else { "\n" };
        let lines = self.new[new.span.clone()].split('\n').enumerate().map(|(index, line)| match index {
            0 => line.to_owned(),
            _ => format!("{indent}{}", line.strip_prefix(own).unwrap_or(line)),
        });
        lines.collect::<Vec<_>>().join(newline)
    }

    /// What becomes of the entries of a group; `None` if they do not correspond.
    fn pieces(&self, old: &Group, was: &Group, is: &Group) -> Option<Vec<Piece>> {
        let groups = [old, was, is];
        let all = |keyed: bool| groups.iter().all(|own| own.entries.iter().all(|e| e.key.is_some() == keyed));
        if all(true) {
            return Some(self.fields(old, was, is));
        }
        if !all(false) || old.entries.len() != was.entries.len() {
            return None;
        }
        if old.open == b'['
            && let (Some(old_ids), Some(was_ids), Some(is_ids)) =
                (ids(self.old, old), ids(self.canonical, was), ids(self.new, is))
        {
            return self.objects((old, &old_ids), (was, &was_ids), (is, &is_ids));
        }
        if old.open != b'[' && was.entries.len() != is.entries.len() {
            return None;
        }
        Some(self.elements(old, was, is))
    }

    /// Fields, and entries of maps, by their keys.
    fn fields(&self, old: &Group, was: &Group, is: &Group) -> Vec<Piece> {
        let (was_at, is_at) = (keys(self.canonical, was), keys(self.new, is));
        let old_at = keys(self.old, old);
        let mut pieces = Vec::new();
        let mut places = BTreeMap::new();
        for (index, entry) in old.entries.iter().enumerate() {
            let key = key_of(self.old, entry);
            let value = match (was_at.get(key), is_at.get(key)) {
                (Some(was_at), Some(is_at)) => {
                    self.node(&entry.value, &was.entries[*was_at].value, &is.entries[*is_at].value)
                }
                (None, Some(is_at)) => {
                    self.written_anew(&is.entries[*is_at].value, indent_at(self.old, entry.value.span.start))
                }
                (None, None) => self.old[entry.value.span.clone()].to_owned(),
                (Some(_), None) => continue,
            };
            places.insert(key, pieces.len());
            pieces.push(Piece::Own(index, value));
        }
        // What the older text leaves out stays out while it is what it was.
        let mut at = 0;
        for entry in &is.entries {
            let key = key_of(self.new, entry);
            if old_at.contains_key(key) {
                at = places.get(key).map_or(at, |place| place + 1);
                continue;
            }
            let value = &self.new[entry.value.span.clone()];
            let was = was_at.get(key).map(|was_at| &was.entries[*was_at].value);
            if was.is_some_and(|was| self.canonical[was.span.clone()] == *value) {
                continue;
            }
            let indent = old.entries.first().map_or("", |first| indent_at(self.old, first.start()));
            let text = format!("{key}: {}", self.written_anew(&entry.value, indent));
            pieces.insert(at, Piece::New(text));
            for place in places.values_mut().filter(|place| at <= **place) {
                *place += 1;
            }
            at += 1;
        }
        pieces
    }

    /// Objects with ids: they come, go and change places.
    fn objects(
        &self,
        (old, old_ids): (&Group, &[&str]),
        (was, was_ids): (&Group, &[&str]),
        (is, is_ids): (&Group, &[&str]),
    ) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        for (id, entry) in is_ids.iter().zip(&is.entries) {
            let place = |ids: &[&str]| ids.iter().position(|own| own == id);
            pieces.push(match (place(old_ids), place(was_ids)) {
                (Some(old_at), Some(was_at)) => {
                    let text =
                        self.node(&old.entries[old_at].value, &was.entries[was_at].value, &entry.value);
                    Piece::Own(old_at, text)
                }
                (None, None) => {
                    let indent = old.entries.first().map_or("", |first| indent_at(self.old, first.start()));
                    Piece::New(self.written_anew(&entry.value, indent))
                }
                _ => return None,
            });
        }
        Some(pieces)
    }

    /// Elements without names: as many as stay at the beginning and at the end are left alone.
    fn elements(&self, old: &Group, was: &Group, is: &Group) -> Vec<Piece> {
        let same = |was_at: usize, is_at: usize| {
            let (was, is) = (&was.entries[was_at].value, &is.entries[is_at].value);
            self.canonical[was.span.clone()] == self.new[is.span.clone()]
        };
        let (n_was, n_is) = (was.entries.len(), is.entries.len());
        let shorter = n_was.min(n_is);
        let n_first = (0..shorter).take_while(|at| same(*at, *at)).count();
        let from_end = |at: usize| same(n_was - 1 - at, n_is - 1 - at);
        let n_last = (0..shorter - n_first).take_while(|at| from_end(*at)).count();
        let own = |at: usize| Piece::Own(at, self.old[old.entries[at].value.span.clone()].to_owned());
        let mut pieces: Vec<Piece> = (0..n_first).map(own).collect();
        for at in n_first..n_is - n_last {
            let entry = &is.entries[at].value;
            pieces.push(if at < n_was - n_last {
                Piece::Own(at, self.node(&old.entries[at].value, &was.entries[at].value, entry))
            } else {
                let indent = old.entries.first().map_or("", |first| indent_at(self.old, first.start()));
                Piece::New(self.written_anew(entry, indent))
            });
        }
        pieces.extend((n_was - n_last..n_was).map(own));
        pieces
    }

    /// A group with these entries. What stands before an entry, and after it on its line, goes where it goes.
    fn build(&self, node: &Node, group: &Group, pieces: Vec<Piece>) -> String {
        let entries = &group.entries;
        let after = |entry: &Entry| entry.comma.map_or(entry.value.span.end, |comma| comma + 1);
        // Where what belongs to an entry begins: at the end of the line of the one before it.
        let begin = |from: usize, to: usize| self.old[from..to].find('\n').map_or(from, |at| from + at);
        let starts: Vec<usize> = (0..entries.len())
            .map(|at| {
                let from = at.checked_sub(1).map_or(group.inside.start, |before| after(&entries[before]));
                begin(from, entries[at].start())
            })
            .collect();
        let last = entries.last().map_or(group.inside.start, after);
        let close = match self.old[last..group.inside.end].find('\n') {
            Some(at) => last + at,
            None => group.inside.end,
        };
        let end = |at: usize| starts.get(at + 1).copied().unwrap_or(close);
        let multi_line =
            entries.iter().zip(&starts).any(|(entry, start)| self.old[*start..entry.start()].contains('\n'))
                || self.old[group.inside.clone()].contains("//");
        let indent = entries.first().map_or("", |first| indent_at(self.old, first.start()));
        let mut text = self.old[node.span.start..starts.first().copied().unwrap_or(close)].to_owned();
        let n_pieces = pieces.len();
        for (place, piece) in pieces.into_iter().enumerate() {
            let is_last = place + 1 == n_pieces;
            match piece {
                Piece::Own(at, value) => {
                    let entry = &entries[at];
                    text += &self.old[starts[at]..entry.value.span.start];
                    text += &value;
                    text += if entry.comma.is_some() || is_last { "" } else { "," };
                    text += &self.old[entry.value.span.end..end(at)];
                }
                Piece::New(value) => {
                    if multi_line {
                        text += "\n";
                        text += indent;
                    } else if 0 < place {
                        text += " ";
                    }
                    text += &value;
                    text += if multi_line || !is_last { "," } else { "" };
                    text += if multi_line && self.has_crlf() { "\r" } else { "" };
                }
            }
        }
        text + &self.old[close..node.span.end]
    }
}

/// White space at the beginning of the line of a place.
fn indent_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..at];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn key_of<'a>(text: &'a str, entry: &Entry) -> &'a str {
    entry.key.as_ref().map_or("", |key| &text[key.clone()])
}

fn keys<'a>(text: &'a str, group: &Group) -> BTreeMap<&'a str, usize> {
    group.entries.iter().enumerate().map(|(index, entry)| (key_of(text, entry), index)).collect()
}

/// The ids of the elements of a list, if each has one of its own.
fn ids<'a>(text: &'a str, list: &Group) -> Option<Vec<&'a str>> {
    let id = |entry: &Entry| {
        let fields = &entry.value.group.as_ref()?.entries;
        let id = fields.iter().find(|field| key_of(text, field) == "id")?;
        Some(&text[id.value.span.clone()])
    };
    let ids: Vec<&str> = list.entries.iter().map(id).collect::<Option<_>>()?;
    let own: std::collections::BTreeSet<&&str> = ids.iter().collect();
    (own.len() == ids.len()).then_some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library;

    fn patched(old: &str, new: &Preset) -> Rewritten {
        let rewritten = new.to_ron_over(old).unwrap();
        assert_eq!(load::parse(rewritten.text.as_bytes()).unwrap(), *new);
        rewritten
    }

    fn ampa() -> (&'static str, Preset) {
        let text = library::find("ampa").unwrap().text;
        (text, load::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_change_of_a_value_changes_nothing_else() {
        let (text, preset) = ampa();
        assert_eq!(patched(text, &preset), Rewritten { text: text.to_owned(), n_lost: 0 });
        let changed = preset.with(|parts| parts.run.seed = 7).unwrap();
        assert_eq!(patched(text, &changed).text, text.replace("seed: 1", "seed: 7"));
        let changed = preset.with(|parts| parts.view.positions.extend([(1, (-8.0, 4.0))])).unwrap();
        assert_eq!(patched(text, &changed).text, text.replace("(-130.0, 0.0)", "(-8.0, 4.0)"));
        let windows = text.replace('\n', "\r\n");
        let changed = preset.with(|parts| parts.hint = "Look.".to_owned()).unwrap();
        let rewritten = patched(&windows, &changed);
        assert!(rewritten.text.contains("\r\n  hint: \"Look.\",\r\n") && rewritten.n_lost == 0);
        assert_eq!(rewritten.text.matches('\n').count(), rewritten.text.matches("\r\n").count());
    }

    #[test]
    fn what_is_left_out_is_added_where_it_differs() {
        let text = "(format: 1, // one\n  model: Network((populations: [\n    (id: 1, name: \"1\", n: 1, kind: SpikeSource((t_ref_ms: 2))) /* a */ ],\n projections: [])) /* b */)\n";
        let preset = load::parse(text.as_bytes()).unwrap();
        assert_eq!(patched(text, &preset).text, text);
        let named = preset.with(|parts| parts.title = "T".to_owned()).unwrap();
        let rewritten = patched(text, &named);
        assert!(rewritten.n_lost == 0 && rewritten.text.contains("title: \"T\""), "{}", rewritten.text);
        assert!(!rewritten.text.contains("description") && rewritten.text.contains("t_ref_ms: 2)"));
        let several = preset.with_network(|network| network.populations[0].n = 5).unwrap();
        assert_eq!(patched(text, &several).text, text.replace("n: 1,", "n: 5,"));
    }

    #[test]
    fn objects_come_go_and_change_places_with_their_comments() {
        let (text, preset) = ampa();
        // The first plot goes after the second, and another comes.
        let text = text
            .replace("      (id: 4", "      // Of the potential.\n      (id: 4")
            .replace("Fixed(0.0, 11.0)))),", "Fixed(0.0, 11.0)))), // of the conductance");
        let moved = preset
            .with(|parts| {
                parts.view.plots.swap(0, 1);
                let mut third = parts.view.plots[0].clone();
                third.id = 9;
                parts.view.plots.push(third);
            })
            .unwrap();
        let rewritten = patched(&text, &moved);
        assert_eq!(rewritten.n_lost, 0, "{}", rewritten.text);
        let places = ["// of the conductance", "// Of the potential.", "(id: 4", "id: 9,"];
        let places: Vec<Option<usize>> = places.iter().map(|own| rewritten.text.find(own)).collect();
        assert!(places.iter().all(Option::is_some), "{}", rewritten.text);
        assert!(places.is_sorted(), "{}", rewritten.text);
        // A population goes, and with it what is said about it; that is counted.
        let removed = preset.with_network(|network| {
            network.projections.clear();
            network.populations.remove(0);
        });
        let rewritten = patched(&text, &removed.unwrap());
        assert_eq!(rewritten.n_lost, 3, "{}", rewritten.text);
        assert!(rewritten.text.contains("has the membrane of Song"));
    }

    #[test]
    fn what_is_no_preset_is_written_anew_and_its_comments_are_counted() {
        let (_, preset) = ampa();
        for (old, n_lost) in [("", 0), ("// mine", 1), ("(((", 0), ("/* a /* b */ */ \"// c\" // d", 2)] {
            let rewritten = patched(old, &preset);
            assert_eq!((rewritten.text, rewritten.n_lost), (preset.to_ron().unwrap(), n_lost), "{old}");
        }
    }
}
