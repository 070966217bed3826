//! What is being edited: a preset, what it was when it was opened, where it is saved, and how to undo.
//!
//! A document is never half changed: an edit makes another valid preset or leaves this one. What a window
//! shows of it (selection, zoom, open dialogs) is not here.

pub mod edit;
mod history;
mod layout;
mod origin;
mod plots;
mod shared;
mod structure;
mod trial;
mod version;
mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use edit::{Applied, Edit};
pub use history::Turn;
pub use layout::layered;
pub use plots::PlotEdit;
pub use shared::{Alike, SharedPart, SharedValue, Values, shared};
pub use structure::{Place, Placing, Structure, part_of};
pub use version::Version;

use crate::message::Message;
use crate::model::network::{Address, NetworkParts};
use crate::model::problem::Problem;
use crate::preset::Preset;
use history::{History, Named, Opened};
use origin::{Origin, greatest_id};

/// A preset being edited.
#[derive(Debug)]
pub struct Document {
    preset: Arc<Preset>,
    opened: Opened,
    history: History,
    /// Greatest id that anything in the document ever had: none is used twice, so no state is taken for another's.
    greatest_id: u32,
    /// Objects that came since, each as it was when it came.
    made: NetworkParts,
}

/// Work that is in no file.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsaved {
    /// The document.
    pub preset: Arc<Preset>,
    /// What was changed, the newest first.
    pub changes: Vec<Message>,
}

/// Where undo or redo led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stepped {
    /// To the same preset as it was.
    Within,
    /// To a preset in whose place this one came.
    ToAnotherPreset,
}

impl Document {
    /// A preset opened as an untitled copy, so that saving never overwrites what comes with the program.
    #[must_use]
    pub fn untitled(preset: Preset) -> Self {
        let (greatest_id, preset) = (greatest_id(&preset), Arc::new(preset));
        let opened = Opened::untitled(Arc::clone(&preset));
        Self { preset, opened, history: History::default(), greatest_id, made: NetworkParts::default() }
    }

    /// A preset opened from a file.
    #[must_use]
    pub fn from_file(preset: Preset, path: PathBuf) -> Self {
        let mut document = Self::untitled(preset);
        document.opened.saved = Some(Arc::clone(&document.preset));
        document.opened.path = Some(path);
        document
    }

    /// Unsaved work that was found again: it has changes until it is saved.
    #[must_use]
    pub fn recovered(preset: Preset, path: Option<PathBuf>) -> Self {
        let mut document = Self::untitled(preset);
        document.opened.is_recovered = true;
        document.opened.path = path;
        document
    }

    /// Remembers the text that the preset was read from: what is saved keeps its comments.
    #[must_use]
    pub fn with_source(mut self, source: Option<Arc<str>>) -> Self {
        self.opened.source = source;
        self
    }

    /// Remembers which of the presets that come with the program it was opened as.
    #[must_use]
    pub fn with_bundled(mut self, name: Option<&'static str>) -> Self {
        self.opened.bundled = name;
        self
    }

    /// Which of the presets that come with the program it was opened as, by name; edits change nothing about that.
    #[must_use]
    pub fn bundled(&self) -> Option<&'static str> {
        self.opened.bundled
    }

    /// The preset as it is now.
    #[must_use]
    pub fn preset(&self) -> &Arc<Preset> {
        &self.preset
    }

    /// The preset as it was opened.
    #[must_use]
    pub fn original(&self) -> &Arc<Preset> {
        &self.opened.original
    }

    /// The file, if there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.opened.path.as_deref()
    }

    /// The file's name without folder, or the title of an untitled document.
    #[must_use]
    pub fn name(&self) -> String {
        let file = self.opened.path.as_deref().and_then(Path::file_name);
        file.map_or_else(|| self.preset.title().to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// The text that the preset was read from, if it is known.
    #[must_use]
    pub fn source(&self) -> Option<&Arc<str>> {
        self.opened.source.as_ref()
    }

    /// Whether there are changes that are in no file: compared by value, so undoing back to the file clears it. A document
    /// without a file is changed by what a person did, not by what a lesson set.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let differs = |kept: &Arc<Preset>| !Arc::ptr_eq(&self.preset, kept) && self.preset != *kept;
        self.opened.is_recovered
            || match &self.opened.saved {
                Some(saved) => differs(saved),
                None => self.history.has_work() && differs(&self.opened.original),
            }
    }

    /// What would be lost if the document went now: its changes, or the newest ones that redo would bring back.
    #[must_use]
    pub fn unsaved(&self) -> Option<Unsaved> {
        if self.is_changed() {
            return Some(Unsaved { preset: Arc::clone(&self.preset), changes: self.history.changes() });
        }
        let (preset, changes) = self.history.undone_work()?;
        let kept = self.opened.saved.as_ref().unwrap_or(&self.opened.original);
        (preset != *kept).then_some(Unsaved { preset, changes })
    }

    /// Whether it is unsaved work that was found again and is in no file yet.
    #[must_use]
    pub fn is_recovered(&self) -> bool {
        self.opened.is_recovered
    }

    /// The copy of this document among unsaved work: its name there, and what was copied.
    #[must_use]
    pub fn copy(&self) -> Option<(&str, &Arc<Preset>)> {
        self.opened.copy.as_ref().map(|(name, preset)| (name.as_str(), preset))
    }

    /// Remembers which copy of it is among unsaved work, or that there is none.
    pub fn set_copy(&mut self, copy: Option<(String, Arc<Preset>)>) {
        self.opened.copy = copy;
    }

    /// Names of copies of other documents that undo or redo lead to.
    #[must_use]
    pub fn copies_in_reach(&self) -> Vec<String> {
        self.history.copies()
    }

    /// Whether a parameter differs from when the preset was opened, or of what came later, from what it was made with.
    #[must_use]
    pub fn differs(&self, address: Address) -> bool {
        let Some((_, value)) = self.preset.get(address) else { return false };
        self.origin().value(address, &self.preset).is_some_and(|made_with| made_with != value)
    }

    fn origin(&self) -> Origin<'_> {
        Origin { original: &self.opened.original, made: &self.made }
    }

    /// Applies an edit of a person. Edits with one gesture number, such as those of one drag, are undone together.
    ///
    /// # Errors
    /// If no valid preset comes of it; the document is as it was.
    pub fn apply(&mut self, edit: &Edit, gesture: Option<u64>) -> Result<Applied, Vec<Problem>> {
        self.apply_as(edit, gesture, true)
    }

    /// Applies an edit; `is_work` says whether it is a person's work. What is not makes no document a changed one.
    ///
    /// # Errors
    /// If no valid preset comes of it; the document is as it was.
    pub fn apply_as(
        &mut self,
        edit: &Edit,
        gesture: Option<u64>,
        is_work: bool,
    ) -> Result<Applied, Vec<Problem>> {
        self.apply_if(edit, gesture, is_work, |_| None)
    }

    /// Applies an edit, if nothing speaks against what would come of it.
    ///
    /// # Errors
    /// If no valid preset comes of it, or something speaks against it; the document is as it was.
    pub fn apply_if(
        &mut self,
        edit: &Edit,
        gesture: Option<u64>,
        is_work: bool,
        objection: impl FnOnce(&Preset) -> Option<Problem>,
    ) -> Result<Applied, Vec<Problem>> {
        let mut greatest = self.greatest_id;
        let mut fresh = || {
            // A document that has used the last id has none left; a number twice is then refused with the edit.
            greatest = greatest.saturating_add(1);
            greatest
        };
        let (after, applied) = edit.apply_to(&self.preset, &self.origin(), &mut fresh)?;
        if let Some(problem) = objection(&after) {
            return Err(vec![problem]);
        }
        self.greatest_id = greatest;
        origin::remember(&mut self.made, &applied.added, &after);
        if after != *self.preset {
            let name = edit.name(&self.preset);
            let change = edit.change(&self.preset);
            let named = Named { name, change, is_work, resets: *edit == Edit::ResetAll };
            let before = std::mem::replace(&mut self.preset, Arc::new(after));
            self.history.push(named, before, Arc::clone(&self.preset), gesture);
        }
        Ok(applied)
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

    /// Whether undo would lead to another document than this one.
    #[must_use]
    pub fn undo_leaves(&self) -> bool {
        self.history.undo_leaves()
    }

    /// Whether redo would.
    #[must_use]
    pub fn redo_leaves(&self) -> bool {
        self.history.redo_leaves()
    }

    /// Takes the last edit back; `None` if there is none.
    pub fn undo(&mut self) -> Option<Stepped> {
        let step = self.history.undo(&self.opened);
        self.step(step)
    }

    /// Does the edit again that was taken back last; `None` if there is none.
    pub fn redo(&mut self) -> Option<Stepped> {
        let step = self.history.redo(&self.opened);
        self.step(step)
    }

    /// Takes a gesture back that is under way, as if it had not begun; `false` if it has changed nothing.
    pub fn cancel(&mut self, gesture: u64) -> bool {
        match self.history.cancel(gesture) {
            Some(before) => {
                self.preset = before;
                true
            }
            None => false,
        }
    }

    fn step(&mut self, step: Option<(Arc<Preset>, Option<Opened>)>) -> Option<Stepped> {
        let (preset, opened) = step?;
        self.preset = preset;
        Some(match opened {
            Some(opened) => {
                self.opened = opened;
                Stepped::ToAnotherPreset
            }
            None => Stepped::Within,
        })
    }

    /// Puts another document in the place of this one; undo leads back. Both are untitled.
    pub fn change_to(&mut self, other: Self) {
        self.greatest_id = self.greatest_id.max(other.greatest_id);
        let name = Message::new("edit-change-to").with("name", other.preset.title());
        let preset = std::mem::replace(&mut self.preset, other.preset);
        let opened = std::mem::replace(&mut self.opened, other.opened);
        self.history.push_change(name, (preset, opened), self.opened.clone());
    }

    /// Remembers that the preset now stands in this file, as this text.
    pub fn mark_saved(&mut self, path: PathBuf, preset: Arc<Preset>, text: Arc<str>) {
        self.history.mark_saved(&path);
        self.opened.saved = Some(preset);
        self.opened.source = Some(text);
        self.opened.is_recovered = false;
        self.opened.path = Some(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network::{Connect, Weights};
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
        while document.undo().is_some() {}
        assert_eq!(*document.preset(), start);
        assert!(!document.is_changed(), "undone back to what was opened");
        while document.redo().is_some() {}
        assert_eq!(*document.preset(), end);
    }

    #[test]
    fn a_drag_is_one_entry() {
        let mut document = document();
        for value in 0..50 {
            let edit = set("populations.0.I_app_pA", f64::from(value), &document);
            document.apply(&edit, Some(7)).unwrap();
        }
        assert!(document.undo().is_some());
        assert!(document.undo().is_none());
        assert_eq!(document.preset(), document.original());
    }

    #[test]
    fn history_is_capped_by_number_and_by_memory() {
        let mut small = document();
        for value in 0..300 {
            let edit = set("populations.0.I_app_pA", f64::from(value), &small);
            small.apply(&edit, None).unwrap();
        }
        assert_eq!(small.history.size().0, 100);
        // A list of a hundred thousand pairs and weights: no more of them than fit.
        let pairs: Vec<(u32, u32)> = (0..100_000).map(|index| (index / 400, index % 400)).collect();
        let large = small.preset().with_network(|network| {
            for population in &mut network.populations {
                population.n = 400;
            }
            network.projections[0].connect = Connect::List(pairs);
            network.projections[0].weights = Weights::List(vec![0.5; 100_000].into());
        });
        let mut large = Document::untitled(large.unwrap());
        for value in 0..40 {
            let edit = set("populations.0.I_app_pA", f64::from(value) + 0.5, &large);
            large.apply(&edit, None).unwrap();
        }
        let (entries, bytes) = large.history.size();
        assert!(0 < entries && entries < 40 && bytes <= 16 << 20, "{entries} entries, {bytes} bytes");
        assert!(large.undo().is_some());
    }

    #[test]
    fn values_that_are_not_valid_are_refused_and_change_nothing() {
        let mut document = document();
        let start = Arc::clone(document.preset());
        for (path, value, told) in [
            ("populations.0.V_th_mV", -60.0, "problem-out-of-range-threshold"),
            ("populations.0.V_th_mV", 501.0, "problem-out-of-range"),
            ("projections.1-0.receptors.ampa.kinetics.tau_ms", 0.1, "problem-out-of-range-step"),
            ("populations.0.g_L_nS", 0.0, "problem-out-of-range"),
            ("populations.0.I_app_pA", f64::NAN, "problem-not-a-number"),
            ("populations.0.I_app_pA", 1e-310, "problem-not-a-number"),
        ] {
            let problems = document.apply(&set(path, value, &document), None).unwrap_err();
            assert_eq!(*document.preset(), start, "{path} {value}");
            let own = problems.iter().find(|problem| problem.path == path).unwrap();
            assert_eq!(own.message().key, told, "{path} {value}");
        }
        assert!(!document.is_changed() && document.undo_name().is_none());
    }

    #[test]
    fn values_beyond_the_slider_are_taken_as_they_are() {
        let mut document = document();
        for (path, value) in [
            ("populations.0.V_th_mV", -59.9),
            ("populations.0.E_L_mV", 12.5),
            ("populations.0.I_app_pA", -50_000.0),
            ("projections.1-0.delay_ms", 1000.0),
        ] {
            document.apply(&set(path, value, &document), None).unwrap();
            let address = document.preset().find(path).unwrap();
            assert_eq!(document.preset().get(address).unwrap().1, Value::Number(value), "{path}");
        }
    }

    /// A document without a file is changed by a person's edits only, and undone work can still be had.
    #[test]
    fn work_is_what_a_person_did() {
        let mut own = document();
        let by_lesson = set("populations.0.I_app_pA", 5.0, &own);
        own.apply_as(&by_lesson, None, false).unwrap();
        assert!(!own.is_changed() && own.unsaved().is_none(), "a lesson set it");
        let tau = "projections.1-0.receptors.ampa.kinetics.tau_ms";
        for value in [7.0, 8.0] {
            own.apply(&set(tau, value, &own), None).unwrap();
        }
        own.apply(&set("populations.0.V_th_mV", -50.0, &own), None).unwrap();
        let work = own.unsaved().unwrap();
        assert_eq!(work.preset, *own.preset());
        let changes: Vec<String> = work.changes.iter().map(ToString::to_string).collect();
        assert_eq!(changes.len(), 3, "each once: {changes:?}");
        assert!(changes[0].contains("V_th") && changes[1].contains("1-0"), "{changes:?}");
        let edited = Arc::clone(own.preset());
        while own.undo().is_some() {}
        assert!(!own.is_changed());
        assert_eq!(own.unsaved().unwrap().preset, edited, "redo would bring it back");
        while own.redo().is_some() {}
        own.apply(&Edit::ResetAll, None).unwrap();
        assert!(!own.is_changed());
        assert_eq!(own.unsaved().unwrap().preset, edited, "undo would bring it back");
    }

    /// Saving is of one document: others that undo leads to keep no claim on the file, and have none.
    #[test]
    fn a_file_is_of_the_document_that_was_saved_to_it() {
        let nmda = || load::parse(library::find("nmda").unwrap().text.as_bytes()).unwrap();
        let mut own = document();
        own.apply(&set("populations.0.I_app_pA", 1.0, &own), None).unwrap();
        own.set_copy(Some(("left-1".to_owned(), Arc::clone(own.preset()))));
        own.change_to(Document::untitled(nmda()));
        assert!(!own.is_changed() && own.unsaved().is_none());
        assert_eq!(own.copies_in_reach(), ["left-1"]);
        let path = PathBuf::from("mine.ron");
        own.mark_saved(path.clone(), Arc::clone(own.preset()), "".into());
        assert_eq!(own.undo(), Some(Stepped::ToAnotherPreset));
        assert_eq!((own.path(), own.is_changed()), (None, true), "it is in no file");
        assert_eq!(own.copy().unwrap().0, "left-1");
        own.mark_saved(path.clone(), Arc::clone(own.preset()), "".into());
        assert!(!own.is_changed());
        assert_eq!(own.redo(), Some(Stepped::ToAnotherPreset));
        assert_eq!(own.path(), None, "the file holds the other one now");
        assert_eq!(own.undo(), Some(Stepped::ToAnotherPreset));
        assert_eq!(own.path(), Some(&*path));
    }
}
