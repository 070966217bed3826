//! What views may read while they draw.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::own_data::Reference;
use super::panel::ledger_state::Link;
use super::past::Mark;
use super::run_view::RunView;
use super::runs::Runs;
use super::selection::{Selection, Tool};
use super::spot::{Hover, Spot};
use super::theme::{Theme, ThemeChoice};
use super::twin_state::Twin;
use crate::document::Document;
use crate::model::network::Network;
use crate::preset::Preset;
use crate::storage::{Seen, work::Kept};
use crate::text::Text;
use crate::trace::TraceStore;

/// What a view may read while it draws.
#[derive(Debug, Clone, Copy)]
pub struct ViewContext<'a> {
    /// What is being edited.
    pub document: &'a Document,
    /// The document at the playhead: in the past, the network of then.
    pub shown: &'a Arc<Preset>,
    /// What was recorded.
    pub traces: &'a TraceStore,
    /// What the engine does.
    pub run: &'a RunView,
    /// What acted on the run, in order.
    pub(super) marks: &'a [Mark],
    /// The runs that forked from one another.
    pub(super) runs: &'a Runs,
    /// The second course in lockstep with the run, if there is one.
    pub(super) twin: Option<&'a Twin>,
    /// Whether marks stand where things would move.
    pub reduced_motion: bool,
    /// Whether a lesson is open.
    pub has_lesson: bool,
    /// Whether an audience looks on.
    pub is_lecture: bool,
    /// Whether the step of the open lesson has something to show.
    pub can_show: bool,
    /// What stands out.
    pub(super) spots: &'a [Spot],
    /// Whether the bar of equations is shown.
    pub shows_equations: bool,
    /// Names of what is folded away at first and was opened.
    pub open_folds: &'a BTreeSet<String>,
    /// Files that were open, the last one first, and whether each is there.
    pub recent: &'a [(PathBuf, bool)],
    /// What was seen of lessons and presets.
    pub seen: &'a Seen,
    /// Unsaved work that can be opened again, the newest first.
    pub works: &'a [Kept],
    /// Why unsaved work is not being copied, if it is not.
    pub trouble: Option<&'a str>,
    /// What was selected when the frame began.
    pub selection: &'a Selection,
    /// Whether values were copied that something selected can take.
    pub can_paste_values: bool,
    /// With what the canvas is touched.
    pub tool: Tool,
    /// What the pointer was on when the frame before was drawn.
    pub(super) hover: &'a Hover,
    /// Number of the gesture under way: the edits of one drag are undone together.
    pub gesture: u64,
    /// Words.
    pub text: &'a Text,
    /// Colours and sizes.
    pub theme: &'a Theme,
    /// The theme as it was chosen.
    pub theme_choice: ThemeChoice,
    /// Whether plots stay at the end of the run while the playhead is in the past.
    pub plots_stay: bool,
    /// Whether plots show B − A of a twin.
    pub shows_difference: bool,
    /// How many courses were kept.
    pub n_ghosts: usize,
    /// Whether the two cursors are shown.
    pub is_measuring: bool,
    /// Whether what is read off sweeps is listed.
    pub lists_sweeps: bool,
    /// Whether rows of the ledger are listed.
    pub lists_rows: bool,
    /// What of a recording lies under a plot.
    pub(crate) reference: Option<&'a Reference>,
    /// Whether a recording of spikes was read.
    pub has_spike_list: bool,
    /// Whether parameters are being fitted.
    pub is_fitting: bool,
    /// Whether there is something to be put into the document as a note.
    pub can_note: bool,
    /// Whether the code pane is shown.
    pub shows_code: bool,
    /// The spikes behind the jump that is explained.
    pub(crate) link: Option<Link>,
    /// Wall time of the frame [s].
    pub time_s: f64,
}

impl<'a> ViewContext<'a> {
    /// Whether something stands out because a lesson speaks of it.
    pub(super) fn stands_out(&self, spot: &Spot) -> bool {
        self.spots.contains(spot)
    }

    /// Whether the pointer is on something, here or elsewhere in the window.
    pub(super) fn is_lit(&self, spot: &Spot) -> bool {
        self.hover.spot.as_ref() == Some(spot)
    }

    /// What views of the run read: where changes act on A of a twin, its document is in front, and that of the run is not.
    pub(super) fn of_run(&self) -> Self {
        match self.twin.filter(|twin| twin.sides.is_a) {
            Some(twin) => Self { shown: twin.sides.b_at_playhead(), ..*self },
            None => *self,
        }
    }

    /// What views of A of a twin read, once it has begun: its document and what it recorded.
    pub(super) fn of_a(&self) -> Option<Self> {
        let twin = self.twin.filter(|twin| twin.has_begun())?;
        let (shown, traces) = (twin.sides.a_at_playhead(), &twin.traces);
        Some(Self { shown, traces, twin: None, reference: None, link: None, ..*self })
    }

    /// Since when a twin goes on [ms]: what is counted of the run is counted since then, so that both have the same time; 0 without one.
    pub(super) fn counted_since_ms(&self) -> f64 {
        let scene = self.twin.and_then(|twin| twin.scene.as_ref());
        scene.map_or(0.0, |scene| self.run.grid.time_ms(scene.since))
    }

    /// The preset at the playhead.
    #[must_use]
    pub fn preset(&self) -> &'a Arc<Preset> {
        self.shown
    }

    /// The network at the playhead.
    #[must_use]
    pub fn network(&self) -> &'a Network {
        self.shown.network()
    }
}
