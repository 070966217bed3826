//! Notes of the document while they are written.

/// Notes of the document while they are written.
#[derive(Debug, Default)]
pub(super) struct NotesState {
    /// The note that is being written, by its place, and what it says so far.
    pub(super) writing: Option<(usize, String)>,
    /// Why what was written last is refused, in words.
    pub(super) refused: Option<String>,
    /// The note that was added last, to be brought into view with the next frame.
    pub(super) added: Option<usize>,
}
