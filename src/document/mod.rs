//! What is being edited: a preset, what it was when it was opened, where it is saved, and how to undo.
//!
//! A document is never half changed: an edit makes another valid preset or leaves this one. What a window
//! shows of it (selection, zoom, open dialogs) is not here.

pub mod edit;
mod history;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use edit::{Clamped, Edit};

use crate::message::Message;
use crate::model::problem::Problem;
use crate::preset::{Preset, PresetAddress};
use history::History;

/// A preset being edited.
#[derive(Debug)]
pub struct Document {
    preset: Arc<Preset>,
    /// As it was opened: what resetting restores.
    original: Arc<Preset>,
    /// As it stands in the file; `None` for a document that has no file.
    saved: Option<Arc<Preset>>,
    path: Option<PathBuf>,
    history: History,
}

impl Document {
    /// A preset opened as an untitled copy, so that saving never overwrites what comes with the program.
    #[must_use]
    pub fn untitled(preset: Preset) -> Self {
        let preset = Arc::new(preset);
        Self { original: Arc::clone(&preset), preset, saved: None, path: None, history: History::default() }
    }

    /// A preset opened from a file.
    #[must_use]
    pub fn from_file(preset: Preset, path: PathBuf) -> Self {
        let mut document = Self::untitled(preset);
        document.saved = Some(Arc::clone(&document.preset));
        document.path = Some(path);
        document
    }

    /// The preset as it is now.
    #[must_use]
    pub fn preset(&self) -> &Arc<Preset> {
        &self.preset
    }

    /// The preset as it was opened.
    #[must_use]
    pub fn original(&self) -> &Arc<Preset> {
        &self.original
    }

    /// The file, if there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The file's name without folder, or the title of an untitled document.
    #[must_use]
    pub fn name(&self) -> String {
        let file = self.path.as_deref().and_then(Path::file_name);
        file.map_or_else(|| self.preset.title().to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// Whether there are changes that are in no file: compared by value, so undoing back to the file clears it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        *self.preset != **self.saved.as_ref().unwrap_or(&self.original)
    }

    /// Whether a parameter differs from when the preset was opened.
    #[must_use]
    pub fn differs(&self, address: PresetAddress) -> bool {
        self.preset.get(address).map(|(_, value)| value) != self.original.get(address).map(|(_, value)| value)
    }

    /// Applies an edit. A value outside its range goes to the nearest valid one, which is told. Edits with
    /// one gesture number, such as those of one drag, are undone together.
    ///
    /// # Errors
    /// If no valid preset comes of it; the document is as it was.
    pub fn apply(&mut self, edit: &Edit, gesture: Option<u64>) -> Result<Option<Clamped>, Vec<Problem>> {
        let (after, clamped) = edit.apply_to(&self.preset, &self.original)?;
        if after != *self.preset {
            let name = edit.name(&self.preset);
            let before = std::mem::replace(&mut self.preset, Arc::new(after));
            self.history.push(name, before, Arc::clone(&self.preset), gesture);
        }
        Ok(clamped)
    }

    /// What undo would undo.
    #[must_use]
    pub fn undo_name(&self) -> Option<&Message> {
        self.history.undo_name()
    }

    /// What redo would redo.
    #[must_use]
    pub fn redo_name(&self) -> Option<&Message> {
        self.history.redo_name()
    }

    /// Takes the last edit back. `false` if there is none.
    pub fn undo(&mut self) -> bool {
        self.history.undo().map(|preset| self.preset = preset).is_some()
    }

    /// Does the edit again that was taken back last. `false` if there is none.
    pub fn redo(&mut self) -> bool {
        self.history.redo().map(|preset| self.preset = preset).is_some()
    }

    /// Remembers that the preset now stands in this file.
    pub fn mark_saved(&mut self, path: PathBuf, preset: Arc<Preset>) {
        self.saved = Some(preset);
        self.path = Some(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::param::Value;
    use crate::preset::{library, load};

    fn document() -> Document {
        Document::untitled(load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap())
    }

    fn set(path: &str, value: f64, document: &Document) -> Edit {
        Edit::SetValue { address: document.preset().find(path).unwrap(), value: Value::Number(value) }
    }

    #[test]
    fn undo_and_redo_go_back_and_forth() {
        let mut document = document();
        let start = Arc::clone(document.preset());
        for value in [1.0, 2.0, 3.0] {
            let edit = set("populations.0.I_app_pA", value, &document);
            document.apply(&edit, None).unwrap();
        }
        let end = Arc::clone(document.preset());
        assert!(document.is_changed());
        while document.undo() {}
        assert_eq!(*document.preset(), start);
        assert!(!document.is_changed(), "undone back to what was opened");
        while document.redo() {}
        assert_eq!(*document.preset(), end);
    }

    #[test]
    fn a_drag_is_one_entry() {
        let mut document = document();
        for value in 0..50 {
            let edit = set("populations.0.I_app_pA", f64::from(value), &document);
            document.apply(&edit, Some(7)).unwrap();
        }
        assert!(document.undo());
        assert!(!document.undo());
        assert_eq!(document.preset(), document.original());
    }

    #[test]
    fn values_go_to_the_nearest_valid_one() {
        let mut document = document();
        let edit = set("populations.0.V_th_mV", -80.0, &document);
        let clamped = document.apply(&edit, None).unwrap().unwrap();
        assert_eq!((clamped.asked, clamped.taken), (-80.0, -59.5), "half a millivolt above the reset");
        let edit = set("projections.1-0.receptors.ampa.kinetics.tau_ms", 0.1, &document);
        let clamped = document.apply(&edit, None).unwrap().unwrap();
        assert_eq!(clamped.taken, 0.2, "two steps");
        let edit = set("populations.0.I_app_pA", f64::NAN, &document);
        document.apply(&edit, None).unwrap();
        let reset = Edit::ResetAll;
        document.apply(&reset, None).unwrap();
        assert_eq!(document.preset(), document.original());
    }
}
