//! Which side of a twin changes act on: B, the run on screen, or A. The document in front is that of this side, with its own edits
//! to undo; that of the other side waits with the twin.

use std::sync::Arc;

use super::App;
use super::past::as_then;
use super::request::Request;
use super::waiting::Waiting;
use crate::app::Action;
use crate::document::Edit;
use crate::engine::Command;
use crate::message::Message;
use crate::preset::Preset;

/// Whether two documents differ in nothing but what runs.
fn are_looked_at_alike(one: &Preset, other: &Preset) -> bool {
    let words = |preset: &Preset| [preset.title(), preset.description(), preset.hint()].map(str::to_owned);
    one.view() == other.view() && one.run() == other.run() && words(one) == words(other)
}

impl App {
    /// Whether changes act on A of a twin.
    pub(super) fn edits_a(&self) -> bool {
        self.twin.as_ref().is_some_and(|twin| twin.sides.is_a)
    }

    /// Lets changes act on the other side of the twin from now on, and says so.
    pub(super) fn change_side(&mut self) {
        if self.must_wait() {
            self.wait_for_playhead(Waiting::Request(Request::Act(Action::TwinSide)));
            return;
        }
        if self.twin.is_some() {
            self.turn_sides();
            let key = if self.edits_a() { "twin-now-a" } else { "twin-now-b" };
            self.shell.notices.info(self.shell.text.get(key));
        }
    }

    /// Puts the document of the other side in front.
    fn turn_sides(&mut self) {
        let Some(twin) = &mut self.twin else { return };
        let sides = &mut twin.sides;
        self.view.gesture += 1;
        let front = Arc::clone(self.document.preset());
        let is_untouched = sides.put.as_ref().is_some_and(|put| are_looked_at_alike(put, &front));
        let version = sides.other.clone();
        let version = if is_untouched {
            version
        } else {
            let seen = as_then(version.preset(), &front);
            version.seen_as(seen)
        };
        sides.put = Some(Arc::clone(version.preset()));
        sides.other = self.document.switch_to(version);
        sides.is_a = !sides.is_a;
        self.follow_views(&front);
        self.look_at_past();
        let shown = Arc::clone(self.shown.as_ref().unwrap_or(self.document.preset()));
        self.view.selection.keep_in(shown.network());
    }

    /// Puts the document of B in front, if that of A is.
    pub(super) fn bring_b(&mut self) {
        if self.edits_a() {
            self.turn_sides();
        }
    }

    /// Does something with the document of B in front.
    pub(super) fn with_b<R>(&mut self, does: impl FnOnce(&mut Self) -> R) -> R {
        let was_a = self.edits_a();
        self.bring_b();
        let result = does(self);
        if was_a && !self.edits_a() {
            self.turn_sides();
        }
        result
    }

    /// What speaks against an edit of A, if something does; it is said. A goes on at the end of the run only, and step and seed are
    /// those of both.
    pub(super) fn refuses_for_a(&mut self, edit: &Edit) -> bool {
        if !self.edits_a() {
            return false;
        }
        let before = self.document.preset().run();
        let after = self.document.after(edit).ok();
        let is_shared = after
            .as_ref()
            .is_some_and(|after| (after.run().seed, after.run().dt_ms) != (before.seed, before.dt_ms));
        let is_past = self.run.is_past()
            && after.is_some_and(|after| after.network() != self.document.preset().network());
        self.say_if(is_shared, "twin-a-shared") || self.say_if(is_past, "twin-a-past")
    }

    /// Whether undo or redo is refused because A goes on at the end of the run only; it is said.
    pub(super) fn refuses_step_for_a(&mut self, undoes: bool) -> bool {
        let is_past = self.edits_a() && self.run.is_past() && self.document.step_changes_run(undoes);
        self.say_if(is_past, "twin-a-past")
    }

    fn say_if(&mut self, is_so: bool, key: &'static str) -> bool {
        if is_so {
            self.shell.notices.info(self.shell.text.get(key));
        }
        is_so
    }

    /// Tells the engine the network of A.
    pub(super) fn set_network_of_a(&mut self) {
        let network = Arc::new(self.document.preset().network().clone());
        if let Some(twin) = &mut self.twin {
            twin.network = Arc::clone(&network);
        }
        self.engine.send(Command::EditTwin(network));
    }

    /// The document of the other side, and the name of the change that it is kept under, if a person has worked on it.
    pub(super) fn work_of_twin(&self) -> Option<(Arc<Preset>, Message)> {
        let sides = &self.twin.as_ref()?.sides;
        let own = sides.other.has_work().then(|| Arc::clone(sides.other.preset()))?;
        Some((own, sides.other.last_change().unwrap_or_else(|| Message::new("edit-twin"))))
    }

    /// The twin is about to end: the document of B is in front again. What a person has made of A is kept among recent work.
    pub(super) fn leave_a(&mut self) {
        self.bring_b();
        if self.teaching.open.is_none()
            && let Some((preset, change)) = self.work_of_twin()
            && preset.network() != self.document.preset().network()
            && self.document.would_be_lost(&preset)
            && self.keep_version(preset, change)
        {
            self.shell.notices.info(self.shell.text.get("twin-a-kept"));
        }
    }
}
