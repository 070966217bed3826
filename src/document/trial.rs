//! What would come of an edit, without doing it.

use super::{Document, Edit};
use crate::model::problem::Problem;
use crate::preset::Preset;

impl Document {
    /// Whether an edit is possible.
    ///
    /// # Errors
    /// Why no valid preset comes of it.
    pub fn check(&self, edit: &Edit) -> Result<(), Vec<Problem>> {
        self.after(edit).map(drop)
    }

    /// Whether an edit would change what runs, and not only how it is looked at. One that is not possible would not.
    #[must_use]
    pub fn changes_run(&self, edit: &Edit) -> bool {
        self.after(edit).is_ok_and(|after| after.network() != self.preset.network())
    }

    /// What would come of an edit.
    ///
    /// # Errors
    /// Why no valid preset comes of it.
    pub fn after(&self, edit: &Edit) -> Result<Preset, Vec<Problem>> {
        let mut greatest = self.greatest_id;
        let mut fresh = || {
            greatest = greatest.saturating_add(1);
            greatest
        };
        edit.apply_to(&self.preset, &self.origin(), &mut fresh).map(|(after, _)| after)
    }
}
