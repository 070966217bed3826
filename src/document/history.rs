//! Undo: the document before and after each edit.

use std::path::PathBuf;
use std::sync::Arc;

use crate::message::Message;
use crate::model::network::{Connect, Weights};
use crate::preset::Preset;
use crate::units::RunId;

/// Most edits that can be undone.
const MAX_ENTRIES: usize = 100;
/// Most memory that they may take [bytes].
const MAX_BYTES: usize = 16 << 20;

/// As what a document was opened, and where it is kept.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    /// As it was opened: what resetting restores.
    pub original: Arc<Preset>,
    /// The name of the preset that it is, of those that come with the program.
    pub bundled: Option<&'static str>,
    /// The text that it was read from.
    pub source: Option<Arc<str>>,
    /// As it stands in the file; `None` for a document that has no file.
    pub saved: Option<Arc<Preset>>,
    /// The file.
    pub path: Option<PathBuf>,
    /// Whether it is work that was never saved: it has changes whatever it is compared with.
    pub is_recovered: bool,
    /// The copy of it among unsaved work: its name there, and what was copied.
    pub copy: Option<(String, Arc<Preset>)>,
}

impl Opened {
    /// An untitled preset.
    pub fn untitled(original: Arc<Preset>) -> Self {
        Self {
            original,
            bundled: None,
            source: None,
            saved: None,
            path: None,
            is_recovered: false,
            copy: None,
        }
    }
}

/// What an entry did to the runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// A run began with it, which forked from another.
    Fork(RunId),
    /// A run was closed.
    Close(RunId),
}

/// An edit, as undo and lists of changes name it.
pub(super) struct Named {
    /// In the menu.
    pub name: Message,
    /// Among changes.
    pub change: Message,
    /// Whether a person's work came of it, and not what a lesson sets.
    pub is_work: bool,
    /// Whether it set everything back.
    pub resets: bool,
}

/// Edits in order, and how many of them are in effect.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    entries: Vec<Entry>,
    done: usize,
    /// Whether edits that are no longer kept were a person's work.
    had_work: bool,
    /// How many of the edits were in effect when the document was saved.
    saved_at: usize,
    /// The number of the newest entry that ever was.
    newest: u64,
}

#[derive(Debug, Clone)]
struct Entry {
    /// A number that no other entry has.
    number: u64,
    name: Message,
    change: Message,
    is_work: bool,
    resets: bool,
    before: Arc<Preset>,
    after: Arc<Preset>,
    gesture: Option<u64>,
    bytes: usize,
    /// As what the documents before and after were opened, where another one was opened.
    opened: Option<Box<(Opened, Opened)>>,
    turn: Option<Turn>,
}

impl History {
    /// Adds an edit; what had been undone is forgotten. An edit of the gesture before joins its entry.
    pub fn push(&mut self, named: Named, before: Arc<Preset>, after: Arc<Preset>, gesture: Option<u64>) {
        self.entries.truncate(self.done);
        let Named { name, change, is_work, resets } = named;
        if let Some(last) = self.entries.last_mut()
            && gesture.is_some()
            && last.gesture == gesture
        {
            last.after = after;
            last.is_work |= is_work;
        } else {
            let bytes = estimated_bytes(&after);
            self.newest += 1;
            self.entries.push(Entry {
                number: self.newest,
                name,
                change,
                is_work,
                resets,
                before,
                after,
                gesture,
                bytes,
                opened: None,
                turn: None,
            });
        }
        self.cap();
    }

    /// Adds the opening of another preset.
    pub fn push_change(&mut self, name: Message, before: (Arc<Preset>, Opened), after: Opened) {
        self.entries.truncate(self.done);
        let preset = Arc::clone(&after.original);
        self.newest += 1;
        self.entries.push(Entry {
            number: self.newest,
            change: name.clone(),
            name,
            is_work: false,
            resets: false,
            before: before.0,
            bytes: estimated_bytes(&preset),
            after: preset,
            gesture: None,
            opened: Some(Box::new((before.1, after))),
            turn: None,
        });
        self.cap();
        self.saved_at = self.done;
    }

    /// Notes that the last entry did something to the runs.
    pub fn note_turn(&mut self, turn: Turn) {
        if let Some(last) = self.entries.last_mut() {
            last.turn = Some(turn);
        }
    }

    /// The number of the last entry in effect; 0 if there is none.
    pub fn top(&self) -> u64 {
        self.done.checked_sub(1).map_or(0, |last| self.entries[last].number)
    }

    /// What the last entry in effect did to the runs.
    pub fn turn(&self) -> Option<Turn> {
        self.entries[self.done.checked_sub(1)?].turn
    }

    /// Whether undo, or redo, would change what runs.
    pub fn changes_run(&self, undoes: bool) -> bool {
        let place = if undoes { self.done.checked_sub(1) } else { Some(self.done) };
        place
            .and_then(|place| self.entries.get(place))
            .is_some_and(|entry| entry.turn.is_some() || entry.before.network() != entry.after.network())
    }

    /// The history up to the entry with a number, which led to this preset. Where that entry was undone and is forgotten, nothing
    /// leads to the preset.
    pub fn up_to(&self, number: u64, preset: &Arc<Preset>) -> Self {
        let mut own = self.clone();
        let kept = own.entries.iter().position(|entry| entry.number == number).map_or(0, |last| last + 1);
        own.entries.truncate(kept);
        (own.done, own.saved_at) = (kept, own.saved_at.min(kept));
        if let Some(last) = own.entries.last_mut() {
            // A gesture may have gone on since.
            (last.after, last.gesture) = (Arc::clone(preset), None);
        }
        own
    }

    /// Other documents lay no claim on a file any more.
    pub fn release(&mut self, path: &std::path::Path) {
        for entry in &mut self.entries {
            let Some(opened) = entry.opened.as_deref_mut() else { continue };
            for own in [&mut opened.0, &mut opened.1] {
                if own.path.as_deref() == Some(path) {
                    (own.path, own.saved) = (None, None);
                }
            }
        }
    }

    /// Remembers that the document is in a file as it is now; what else was opened from that file, or saved to it, is not.
    pub fn mark_saved(&mut self, path: &std::path::Path) {
        self.saved_at = self.done;
        if let Some(last) = self.entries.last_mut() {
            last.gesture = None; // What follows is another edit, even within one gesture.
        }
        self.release(path);
    }

    /// The edits in effect since the document was opened, the first first.
    fn since_opening(&self) -> &[Entry] {
        let done = &self.entries[..self.done];
        let start = done.iter().rposition(|entry| entry.opened.is_some()).map_or(0, |last| last + 1);
        &done[start..]
    }

    /// Whether an edit in effect since the document was opened was a person's work.
    pub fn has_work(&self) -> bool {
        let edits = self.since_opening();
        edits.iter().any(|entry| entry.is_work) || (self.had_work && edits.len() == self.done)
    }

    /// What was changed since the document was opened or saved, the newest first, each once.
    pub fn changes(&self) -> Vec<Message> {
        let edits = self.since_opening();
        let n_saved = self.saved_at.saturating_sub(self.done - edits.len()).min(edits.len());
        let since = if n_saved < edits.len() { &edits[n_saved..] } else { edits };
        named(since.iter().rev())
    }

    /// The newest work on this document that redo, or undoing a reset, would bring back, with its changes.
    pub fn undone_work(&self) -> Option<(Arc<Preset>, Vec<Message>)> {
        let undone = &self.entries[self.done..];
        let end = undone.iter().position(|entry| entry.opened.is_some()).unwrap_or(undone.len());
        let undone = &undone[..end];
        if let Some(last) = undone.iter().rposition(|entry| entry.is_work) {
            return Some((Arc::clone(&undone[last].after), named(undone[..=last].iter().rev())));
        }
        let edits = self.since_opening();
        let n_resets = edits.iter().rev().take_while(|entry| entry.resets).count();
        let (edits, resets) = edits.split_at(edits.len() - n_resets);
        let reset = resets.first()?;
        edits
            .iter()
            .any(|entry| entry.is_work)
            .then(|| (Arc::clone(&reset.before), named(edits.iter().rev())))
    }

    /// Names of the copies of other documents that undo or redo lead to.
    pub fn copies(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let Some(opened) = entry.opened.as_deref() else { continue };
            let other = if index < self.done { &opened.0 } else { &opened.1 };
            if let Some((name, _)) = &other.copy
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        }
        names
    }

    /// Number of edits that are kept, and roughly what they take [bytes].
    #[cfg(test)]
    pub fn size(&self) -> (usize, usize) {
        (self.entries.len(), self.entries.iter().map(|entry| entry.bytes).sum())
    }

    fn cap(&mut self) {
        while MAX_ENTRIES < self.entries.len()
            || (1 < self.entries.len() && MAX_BYTES < self.entries.iter().map(|entry| entry.bytes).sum())
        {
            let first = self.entries.remove(0);
            self.had_work = first.opened.is_none() && (self.had_work || first.is_work);
            self.saved_at = self.saved_at.saturating_sub(1);
        }
        self.done = self.entries.len();
    }

    /// Forgets the last edit if it is one of this gesture. The preset before it.
    pub fn cancel(&mut self, gesture: u64) -> Option<Arc<Preset>> {
        let last = self.done.checked_sub(1)?;
        if self.done != self.entries.len() || self.entries[last].gesture != Some(gesture) {
            return None;
        }
        self.done = last;
        self.saved_at = self.saved_at.min(last);
        self.entries.pop().map(|entry| entry.before)
    }

    /// What undo would undo.
    pub fn undo_name(&self) -> Option<&Message> {
        self.done.checked_sub(1).map(|last| &self.entries[last].name)
    }

    /// What redo would redo.
    pub fn redo_name(&self) -> Option<&Message> {
        self.entries.get(self.done).map(|entry| &entry.name)
    }

    /// Whether undo would lead to another document than this one.
    pub fn undo_leaves(&self) -> bool {
        self.done.checked_sub(1).is_some_and(|last| self.entries[last].opened.is_some())
    }

    /// Whether redo would.
    pub fn redo_leaves(&self) -> bool {
        self.entries.get(self.done).is_some_and(|entry| entry.opened.is_some())
    }

    /// The preset before the last edit; with as what it was opened, where another one was opened since. `opened` is as what
    /// the present one was.
    pub fn undo(&mut self, opened: &Opened) -> Option<(Arc<Preset>, Option<Opened>)> {
        self.done = self.done.checked_sub(1)?;
        // A gesture that was undone is over: what follows is another entry.
        let entry = &mut self.entries[self.done];
        entry.gesture = None;
        let before = entry.opened.as_deref_mut().map(|pair| {
            pair.1 = opened.clone();
            pair.0.clone()
        });
        Some((Arc::clone(&entry.before), before))
    }

    /// The preset after the edit that was undone last; with as what it was opened, where that opened it.
    pub fn redo(&mut self, opened: &Opened) -> Option<(Arc<Preset>, Option<Opened>)> {
        let entry = self.entries.get_mut(self.done)?;
        self.done += 1;
        let after = entry.opened.as_deref_mut().map(|pair| {
            pair.0 = opened.clone();
            pair.1.clone()
        });
        Some((Arc::clone(&entry.after), after))
    }
}

/// What edits change, each once.
fn named<'a>(edits: impl Iterator<Item = &'a Entry>) -> Vec<Message> {
    let mut changes: Vec<Message> = Vec::new();
    for entry in edits.filter(|entry| entry.before != entry.after || entry.opened.is_some()) {
        if !changes.contains(&entry.change) {
            changes.push(entry.change.clone());
        }
    }
    changes
}

/// Roughly what a preset takes in memory; generous, so that the cap holds.
fn estimated_bytes(preset: &Preset) -> usize {
    let parts = preset.network().parts();
    let lists: usize = parts
        .projections
        .iter()
        .map(|projection| {
            let pairs = if let Connect::List(pairs) = &projection.connect { 8 * pairs.len() } else { 0 };
            let weights =
                if let Weights::List(weights) = &projection.weights { 8 * weights.len() } else { 0 };
            pairs + weights
        })
        .sum();
    let notes: usize = preset.notes().iter().map(|note| 24 + note.len()).sum();
    let texts = preset.title().len() + preset.description().len() + preset.hint().len() + notes;
    2048 + texts
        + lists
        + 512 * parts.populations.len()
        + 256 * parts.populations.iter().map(|population| population.stimuli.len()).sum::<usize>()
        + 1024 * parts.projections.len()
        + 256 * parts.gap_junctions.len()
        + 512 * preset.view().plots.len()
}
