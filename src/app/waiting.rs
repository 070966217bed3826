//! What is done once the playhead has arrived.

use super::App;
use super::request::Request;
use crate::document::Edit;

/// What waits until the playhead has arrived, so that it is done at the place that was meant.
#[derive(Debug)]
pub(super) enum Waiting {
    /// An edit, with its gesture, and whether it is a person's work.
    Edit(Box<Edit>, Option<u64>, bool),
    /// A request.
    Request(Request),
}

impl App {
    /// Whether something that would change the run has to wait until the playhead is where it was sent.
    pub(super) fn must_wait(&self) -> bool {
        self.run.is_past() && self.run.sought.is_some()
    }

    /// Does it once the playhead has arrived.
    pub(super) fn wait_for_playhead(&mut self, waiting: Waiting) {
        self.waiting.push(waiting);
    }

    /// Does what has waited for the playhead.
    pub(super) fn do_waiting(&mut self, ctx: &eframe::egui::Context) {
        if self.run.sought.is_some() {
            return;
        }
        for waiting in std::mem::take(&mut self.waiting) {
            match waiting {
                Waiting::Edit(edit, gesture, is_work) => self.edit_as(&edit, gesture, is_work),
                Waiting::Request(request) => self.dispatch(ctx, request),
            }
        }
    }
}
