//! Undo: the document before and after each edit.

use std::sync::Arc;

use crate::message::Message;
use crate::model::network::{Connect, Weights};
use crate::preset::Preset;

/// Most edits that can be undone.
const MAX_ENTRIES: usize = 100;
/// Most memory that they may take [bytes].
const MAX_BYTES: usize = 16 << 20;

/// Edits in order, and how many of them are in effect.
#[derive(Debug, Default)]
pub(super) struct History {
    entries: Vec<Entry>,
    done: usize,
}

#[derive(Debug)]
struct Entry {
    name: Message,
    before: Arc<Preset>,
    after: Arc<Preset>,
    gesture: Option<u64>,
    bytes: usize,
    /// What was and what became the preset as it was opened, where another one was opened.
    originals: Option<(Arc<Preset>, Arc<Preset>)>,
}

impl History {
    /// Adds an edit; what had been undone is forgotten. An edit of the gesture before joins its entry.
    pub fn push(&mut self, name: Message, before: Arc<Preset>, after: Arc<Preset>, gesture: Option<u64>) {
        self.entries.truncate(self.done);
        if let Some(last) = self.entries.last_mut()
            && gesture.is_some()
            && last.gesture == gesture
        {
            last.after = after;
        } else {
            let bytes = estimated_bytes(&after);
            self.entries.push(Entry { name, before, after, gesture, bytes, originals: None });
        }
        self.cap();
    }

    /// Adds the opening of another preset.
    pub fn push_change(&mut self, name: Message, before: (Arc<Preset>, Arc<Preset>), after: Arc<Preset>) {
        self.entries.truncate(self.done);
        let bytes = estimated_bytes(&after);
        let originals = Some((before.1, Arc::clone(&after)));
        self.entries.push(Entry { name, before: before.0, after, gesture: None, bytes, originals });
        self.cap();
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
            self.entries.remove(0);
        }
        self.done = self.entries.len();
    }

    /// What undo would undo.
    pub fn undo_name(&self) -> Option<&Message> {
        self.done.checked_sub(1).map(|last| &self.entries[last].name)
    }

    /// What redo would redo.
    pub fn redo_name(&self) -> Option<&Message> {
        self.entries.get(self.done).map(|entry| &entry.name)
    }

    /// The preset before the last edit; with what it was when it was opened, where another one was opened since.
    pub fn undo(&mut self) -> Option<(Arc<Preset>, Option<Arc<Preset>>)> {
        self.done = self.done.checked_sub(1)?;
        // A gesture that was undone is over: what follows is another entry.
        let entry = &mut self.entries[self.done];
        entry.gesture = None;
        Some((Arc::clone(&entry.before), entry.originals.as_ref().map(|(before, _)| Arc::clone(before))))
    }

    /// The preset after the edit that was undone last; with what it was when it was opened, where that opened it.
    pub fn redo(&mut self) -> Option<(Arc<Preset>, Option<Arc<Preset>>)> {
        let entry = self.entries.get(self.done)?;
        self.done += 1;
        Some((Arc::clone(&entry.after), entry.originals.as_ref().map(|(_, after)| Arc::clone(after))))
    }
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
    let texts = preset.title().len() + preset.description().len() + preset.hint().len();
    2048 + texts
        + lists
        + 512 * parts.populations.len()
        + 256 * parts.populations.iter().map(|population| population.stimuli.len()).sum::<usize>()
        + 1024 * parts.projections.len()
        + 256 * parts.gap_junctions.len()
        + 512 * preset.view().plots.len()
}
