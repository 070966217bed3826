//! The state of views: how the document is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{Context, Id, Key, Pos2};
use egui_commonmark::CommonMarkCache;

use super::canvas::drag::{Drag, Joint};
use super::canvas::geometry::{self, CanvasState};
use super::holding::Holding;
use super::math::Equations;
use super::panel::gallery::state::Gallery;
use super::panel::palette_state::PaletteState;
use super::plot::film_picture::FilmPicture;
use super::selection::{Selection, Tool};
use super::spot::Hover;
use super::stage::state::Stage;
use super::widget::field::Fields;
use crate::model::network::{Address, Object};
use crate::model::receptor::ReceptorKey;
use crate::preset::Preset;
use crate::storage;

/// How the document is looked at: never in a file, never undone.
#[derive(Debug)]
pub struct ViewState {
    /// What is selected.
    pub selection: Selection,
    /// With what the canvas is touched.
    pub tool: Tool,
    /// What new connections are.
    pub connect_by: Joint,
    /// The population from which the next vertex that is clicked will be connected.
    pub connecting: Option<u32>,
    /// What is being dragged over the canvas.
    pub(super) drag: Option<Drag>,
    /// The neuron on which a button or a key is held.
    pub(super) holding: Holding,
    /// The object that is looked at in a window of its own.
    pub inspected: Option<Object>,
    /// The object being named, and what was typed.
    pub naming: Option<(Object, String)>,
    /// The address that a link leads to and its host, while it is asked whether to open it.
    pub link: Option<(String, String)>,
    /// Texts of lessons, laid out.
    pub(super) markdown: CommonMarkCache,
    /// Equations, laid out.
    pub(super) equations: Equations,
    /// What the pointer was on when the last frame was drawn.
    pub(super) hover: Hover,
    /// The bend of each projection's curve, and of which document.
    pub(super) bends: Option<(Arc<Preset>, Arc<[f32]>)>,
    /// The hash of a document's text.
    hash: Option<(Arc<Preset>, u64)>,
    /// What a lecturer has on stage.
    pub stage: Stage,
    /// The gallery of lessons and presets.
    pub gallery: Gallery,
    /// The command palette, while it is open.
    pub palette: Option<PaletteState>,
    /// A parameter to bring into view, and until when it is marked [s].
    pub sought: Option<(Address, Option<f64>)>,
    /// The plot that fills the window.
    pub popped: Option<u32>,
    /// An object whose meter was just let go, and where.
    pub dropped: Option<(Object, Pos2)>,
    /// The canvas.
    pub canvas: CanvasState,
    /// The plots' common time axis and their own vertical ones.
    pub plots: PlotsState,
    /// Windows that are open.
    pub windows: Windows,
    /// What was last typed for a run to a goal.
    pub goal: GoalFields,
    /// What is being typed into fields, and what was refused.
    pub fields: Fields,
    /// Number of the gesture under way: the edits of one drag are undone together.
    pub gesture: u64,
    /// Widgets on the canvas that the keyboard reaches, as drawn last.
    pub focusable: Vec<Id>,
    /// Where the vertices were drawn last, for the log and tests.
    pub vertex_places: BTreeMap<u32, Pos2>,
}

impl Default for ViewState {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            tool: Tool::default(),
            connect_by: Joint::Receptor(ReceptorKey::Ampa),
            connecting: None,
            drag: None,
            holding: Holding::default(),
            inspected: None,
            naming: None,
            link: None,
            markdown: CommonMarkCache::default(),
            equations: Equations::default(),
            hover: Hover::default(),
            bends: None,
            hash: None,
            stage: Stage::default(),
            gallery: Gallery::default(),
            palette: None,
            sought: None,
            popped: None,
            dropped: None,
            canvas: CanvasState::default(),
            plots: PlotsState::default(),
            windows: Windows::default(),
            goal: GoalFields::default(),
            fields: Fields::default(),
            gesture: 0,
            focusable: Vec::new(),
            vertex_places: BTreeMap::new(),
        }
    }
}

impl ViewState {
    /// Whether the key Escape was pressed to close a window: in a field it only gives up what was typed there.
    pub fn escapes(&self, ctx: &Context) -> bool {
        !ctx.text_edit_focused()
            && !self.fields.gives_up()
            && ctx.input(|input| input.key_pressed(Key::Escape))
    }

    /// A number that two documents share only if they are the same: the hash of their text.
    pub(super) fn document_hash(&mut self, preset: &Arc<Preset>) -> u64 {
        match &self.hash {
            Some((of, hash)) if Arc::ptr_eq(of, preset) => *hash,
            _ => {
                let hash = preset.to_ron().map_or(0, |text| storage::hash(text.as_bytes()));
                self.hash = Some((Arc::clone(preset), hash));
                hash
            }
        }
    }

    /// The bend of each projection's curve.
    pub(super) fn bends(&mut self, preset: &Arc<Preset>) -> Arc<[f32]> {
        if !self.bends.as_ref().is_some_and(|(of, _)| Arc::ptr_eq(of, preset)) {
            self.bends = Some((Arc::clone(preset), geometry::bends(preset.network()).into()));
        }
        self.bends.as_ref().map_or_else(|| [].into(), |(_, bends)| Arc::clone(bends))
    }
}

/// The time axis that all plots share, and each plot's vertical axis.
#[derive(Debug, Default)]
pub struct PlotsState {
    /// Factor on every plot's window, from zooming.
    pub stretch: Option<f64>,
    /// The time at the right edge [ms]; `None` follows the newest sample.
    pub held_at_ms: Option<f64>,
    /// Vertical ranges that the user chose, by plot.
    pub ranges: BTreeMap<u32, (f64, f64)>,
    /// Width of the decay's axis while a handle is dragged [ms].
    pub decay_span_ms: Option<f64>,
    /// Pictures of films, by plot.
    pub(super) films: BTreeMap<u32, Option<FilmPicture>>,
    /// Traces that the user hid: plot, name.
    pub hidden: BTreeSet<(u32, String)>,
}

impl PlotsState {
    /// Follows the newest data again, at the preset's scale; one plot's vertical range, or all.
    pub(super) fn fit(&mut self, plot: Option<u32>) {
        self.stretch = None;
        self.held_at_ms = None;
        match plot {
            Some(id) => drop(self.ranges.remove(&id)),
            None => self.ranges.clear(),
        }
    }

    /// Holds the right edge at a time [ms], or follows the newest data if it is not in the past.
    pub(super) fn hold_at(&mut self, end_ms: f64, now_ms: f64) {
        self.held_at_ms = (end_ms < now_ms).then_some(end_ms.max(0.0));
    }
}

/// Windows that are open.
#[derive(Debug, Default)]
pub struct Windows {
    /// The glossary.
    pub glossary: bool,
    /// The shortcut sheet.
    pub shortcuts: bool,
    /// The list of messages.
    pub messages: bool,
    /// Diagnostics.
    pub diagnostics: bool,
    /// What to run on to.
    pub run_until: bool,
    /// What else can be plotted.
    pub add_plot: bool,
    /// The settings.
    pub settings: bool,
    /// Unsaved work.
    pub recent_work: bool,
}

/// What was last typed for a run to a goal.
#[derive(Debug, Clone, Copy)]
pub struct GoalFields {
    /// A time [s].
    pub time_s: f64,
    /// A change of the mean weights [%].
    pub change_percent: f64,
    /// The time over which the weights may change by no more than `change_percent` [s].
    pub over_s: f64,
}

impl Default for GoalFields {
    fn default() -> Self {
        Self { time_s: 1000.0, change_percent: 2.0, over_s: 200.0 }
    }
}

impl Windows {
    /// Whether one is open.
    pub(crate) fn any(&self) -> bool {
        self.glossary
            || self.shortcuts
            || self.messages
            || self.diagnostics
            || self.run_until
            || self.add_plot
            || self.settings
            || self.recent_work
    }
}
