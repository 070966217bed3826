//! Versions of a document: each run has its own, with the edits that led to it. What a document was opened as, and where it is
//! saved, is common to all.

use std::path::Path;
use std::sync::Arc;

use super::history::{History, Named, Turn};
use super::{Document, greatest_id, origin};
use crate::message::Message;
use crate::model::network::Object;
use crate::preset::Preset;
use crate::units::RunId;

/// The newest preset of a run, and the edits that led to it.
#[derive(Debug, Clone)]
pub struct Version {
    preset: Arc<Preset>,
    history: History,
}

impl Version {
    /// The newest preset.
    #[must_use]
    pub fn preset(&self) -> &Arc<Preset> {
        &self.preset
    }

    /// Whether a person has worked on it.
    #[must_use]
    pub fn has_work(&self) -> bool {
        self.history.has_work()
    }

    /// What was changed in it last.
    #[must_use]
    pub fn last_change(&self) -> Option<Message> {
        self.history.changes().into_iter().next()
    }

    /// The same, looked at in another way.
    #[must_use]
    pub fn seen_as(self, preset: Arc<Preset>) -> Self {
        Self { preset, ..self }
    }

    /// Another version was saved to a file: what this one leads back to lays no claim on it.
    pub fn release(&mut self, path: &Path) {
        self.history.release(path);
    }

    /// Whether it has no other edit than what its run began with.
    #[must_use]
    pub fn is_at_fork(&self, run: RunId) -> bool {
        self.history.turn() == Some(Turn::Fork(run)) && self.history.redo_name().is_none()
    }
}

impl Document {
    /// The number of the last edit in effect.
    #[must_use]
    pub fn top(&self) -> u64 {
        self.history.top()
    }

    /// The version of an earlier moment: the preset as it was, and the edits up to the one with a number.
    #[must_use]
    pub fn version_at(&self, preset: &Arc<Preset>, top: u64) -> Version {
        Version { preset: Arc::clone(preset), history: self.history.up_to(top, preset) }
    }

    /// The present preset as a version of its own, in which nothing is there to undo.
    #[must_use]
    pub fn version_without_edits(&self) -> Version {
        Version { preset: Arc::clone(&self.preset), history: History::default() }
    }

    /// Goes on with another version. The one so far.
    pub fn switch_to(&mut self, version: Version) -> Version {
        let preset = std::mem::replace(&mut self.preset, version.preset);
        let history = std::mem::replace(&mut self.history, version.history);
        Version { preset, history }
    }

    /// The run that is played has changed its network: the document follows. That is nobody's edit, and no step of undo.
    pub fn follow_run(&mut self, preset: &Arc<Preset>) {
        let before = std::mem::replace(&mut self.preset, Arc::clone(preset));
        self.know(&before, preset);
    }

    /// Objects that a run has brought are known from now on: what they were made with, and that their ids are taken.
    fn know(&mut self, before: &Preset, after: &Preset) {
        self.greatest_id = self.greatest_id.max(greatest_id(after));
        let before: Vec<Object> = before.network().parts().objects().collect();
        let objects = after.network().parts().objects();
        let added: Vec<Object> = objects.filter(|object| !before.contains(object)).collect();
        origin::remember(&mut self.made, &added, after);
    }

    /// A run that is not looked at has changed its network: its version follows, as the document does
    /// ([`Document::follow_run`]).
    pub fn follow_parked(&mut self, version: &mut Version, preset: Arc<Preset>) {
        let before = std::mem::replace(&mut version.preset, preset);
        self.know(&before, &version.preset);
    }

    /// Whether a version of it that another run has is in no file: its network is neither that of the file nor, without a file,
    /// that of what was opened.
    #[must_use]
    pub fn would_be_lost(&self, version: &Preset) -> bool {
        let kept = self.opened.saved.as_ref().unwrap_or(&self.opened.original);
        version.network() != kept.network()
    }

    /// Notes that a run began with the last edit.
    pub fn note_fork(&mut self, run: RunId) {
        self.history.note_turn(Turn::Fork(run));
    }

    /// Adds something that was done to the runs and that undo takes back; the preset may be another after it.
    pub fn push_turn(&mut self, name: Message, turn: Turn, after: Arc<Preset>) {
        let named = Named { change: name.clone(), name, is_work: self.preset != after, resets: false };
        let before = std::mem::replace(&mut self.preset, Arc::clone(&after));
        self.history.push(named, before, after, None);
        self.history.note_turn(turn);
    }

    /// What undo would take back of what was done to the runs.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        self.history.turn()
    }

    /// Whether undo, or redo, would change what runs.
    #[must_use]
    pub fn step_changes_run(&self, undoes: bool) -> bool {
        self.history.changes_run(undoes)
    }
}
