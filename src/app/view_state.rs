//! The state of views: how the document is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{Context, Id, Key, Modifiers, Pos2, Rect};
use egui_commonmark::CommonMarkCache;

use super::canvas::drag::{Drag, Joint};
use super::canvas::geometry::{CanvasState, Placement};
use super::canvas::hit::Drawn;
use super::code::CodePane;
use super::holding::Holding;
use super::math::Equations;
use super::measuring::Measuring;
use super::notes_state::NotesState;
use super::own_data::{OwnData, Reference};
use super::panel::gallery::state::Gallery;
use super::panel::ledger_state::LedgerState;
use super::panel::naming_state::Naming;
use super::panel::outline_state::OutlineState;
use super::panel::palette_state::PaletteState;
use super::panel::texts_state::Texts;
use super::panel::time_line_state::TimeLine;
use super::plot::film_picture::FilmPicture;
use super::plot::raster_picture::RasterPicture;
use super::range_state::RangeView;
use super::selection::{Selection, Tool};
use super::spot::Hover;
use super::stage::state::Stage;
use super::sweeping::Sweeping;
use super::takeaway::wish::Options;
use super::widget::field::Fields;
use crate::document::{Alike, Values, shared};
use crate::model::network::{Address, Object};
use crate::model::neuron::NeuronKey;
use crate::model::probe::Probe;
use crate::model::receptor::ReceptorKey;
use crate::preset::Preset;
use crate::storage;
use crate::trace::Ghost;

/// How much a notch of the wheel zooms, on the canvas and on plots.
pub(super) const ZOOM_PER_NOTCH: f32 = 1.2;

/// How the document is looked at: never in a file, never undone.
#[derive(Debug)]
pub struct ViewState {
    /// What is selected.
    pub selection: Selection,
    /// With what the canvas is touched.
    pub tool: Tool,
    /// What new connections are.
    pub connect_by: Joint,
    /// The populations from which the next vertex that is clicked will be connected.
    pub connecting: Vec<u32>,
    /// What the palette or the keyboard added last.
    pub(super) adds: Option<(NeuronKey, u64)>,
    /// What is being dragged over the canvas.
    pub(super) drag: Option<Drag>,
    /// The neuron on which a button or a key is held.
    pub(super) holding: Holding,
    /// The object that is looked at in a window of its own.
    pub inspected: Option<Object>,
    /// Objects being named or counted, and what was typed.
    pub naming: Option<Naming>,
    /// Title, description and hint while they are written.
    pub texts: Option<Texts>,
    /// The values that were copied from an object.
    pub copied: Option<Values>,
    /// What several selected objects have in common.
    pub(super) alike: Option<(Arc<Preset>, Selection, Arc<[Alike]>)>,
    /// The synapse whose parameters are shown, and whether its rule of plasticity came first when it was selected.
    pub(super) learns_first: Option<(u32, bool)>,
    /// The population whose parameters are shown, and whether its number came first when it was selected.
    pub(super) n_first: Option<(u32, bool)>,
    /// The object on the canvas whose menu is open.
    pub(super) menu_of: Option<Object>,
    /// The list of all there is.
    pub outline: OutlineState,
    /// The pane that the keyboard was sent to last, and whether it is on its way there.
    pub(super) pane: PaneFocus,
    /// Whether the space bar is held, and what came of it.
    pub(super) space: Space,
    /// The address that a link leads to and its host, while it is asked whether to open it.
    pub link: Option<(String, String)>,
    /// Texts of lessons, laid out.
    pub(super) markdown: CommonMarkCache,
    /// Equations, laid out.
    pub(super) equations: Equations,
    /// What the pointer was on when the last frame was drawn.
    pub(super) hover: Hover,
    /// Where vertices and curves lie, and of which document.
    placement: Option<(Arc<Preset>, Arc<Placement>)>,
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
    /// The plot whose axes are given limits.
    pub axes: Option<u32>,
    /// The plot that fills the window.
    pub popped: Option<u32>,
    /// An object whose meter was just let go, and where.
    pub dropped: Option<(Object, Pos2)>,
    /// The canvas.
    pub canvas: CanvasState,
    /// The plots' common time axis and their own vertical ones.
    pub plots: PlotsState,
    /// Where plots were drawn last [points].
    pub(super) plot_areas: BTreeMap<u32, Rect>,
    /// How figures that are taken away look.
    pub(super) take: Options,
    /// The code pane.
    pub(super) code: CodePane,
    /// The time line.
    pub(super) time_line: TimeLine,
    /// Recordings of one's own.
    pub(super) own_data: OwnData,
    /// Range runs.
    pub(super) range: RangeView,
    /// Notes while they are written.
    pub(super) notes: NotesState,
    /// What is known of jumps.
    pub(super) ledger: LedgerState,
    /// Windows that are open.
    pub windows: Windows,
    /// What was last typed for a run to a goal.
    pub goal: GoalFields,
    /// What is being typed into fields, and what was refused.
    pub fields: Fields,
    /// Number of the gesture under way: the edits of one drag are undone together.
    pub gesture: u64,
    /// What was drawn on the canvas last.
    pub(super) drawn: Drawn,
    /// What the canvas shows of the document [points at 100 % zoom].
    pub(super) shown: Rect,
    /// The keys that were held when the pointer was pressed last.
    pub(super) pressed_with: Modifiers,
    /// Vertices as widgets that the keyboard reaches, as drawn last.
    pub vertex_ids: BTreeMap<u32, Id>,
    /// Where the vertices were drawn last, for the log and tests.
    pub vertex_places: BTreeMap<u32, Pos2>,
}

impl Default for ViewState {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            tool: Tool::default(),
            connect_by: Joint::Receptor(ReceptorKey::Ampa),
            connecting: Vec::new(),
            adds: None,
            drag: None,
            holding: Holding::default(),
            inspected: None,
            naming: None,
            texts: None,
            copied: None,
            alike: None,
            learns_first: None,
            n_first: None,
            menu_of: None,
            outline: OutlineState::default(),
            pane: PaneFocus::default(),
            space: Space::default(),
            link: None,
            markdown: CommonMarkCache::default(),
            equations: Equations::default(),
            hover: Hover::default(),
            placement: None,
            hash: None,
            stage: Stage::default(),
            gallery: Gallery::default(),
            palette: None,
            sought: None,
            axes: None,
            popped: None,
            dropped: None,
            canvas: CanvasState::default(),
            plots: PlotsState::default(),
            plot_areas: BTreeMap::new(),
            take: Options::default(),
            code: CodePane::default(),
            time_line: TimeLine::default(),
            own_data: OwnData::default(),
            range: RangeView::default(),
            notes: NotesState::default(),
            ledger: LedgerState::default(),
            windows: Windows::default(),
            goal: GoalFields::default(),
            fields: Fields::default(),
            gesture: 0,
            drawn: Drawn::default(),
            shown: Rect::NOTHING,
            pressed_with: Modifiers::NONE,
            vertex_ids: BTreeMap::new(),
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

    /// What the selected objects have in common.
    pub(super) fn alike(&mut self, preset: &Arc<Preset>) -> Arc<[Alike]> {
        let is_of = |(of, selection, _): &(Arc<Preset>, Selection, Arc<[Alike]>)| {
            Arc::ptr_eq(of, preset) && *selection == self.selection
        };
        if let Some((_, _, alike)) = self.alike.as_ref().filter(|own| is_of(own)) {
            return Arc::clone(alike);
        }
        let alike: Arc<[Alike]> = shared(preset.network(), &self.selection.set_of_objects()).into();
        self.alike = Some((Arc::clone(preset), self.selection.clone(), Arc::clone(&alike)));
        alike
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

    /// Where the vertices and curves of a document lie.
    pub(super) fn placement(&mut self, preset: &Arc<Preset>) -> Arc<Placement> {
        match &self.placement {
            Some((of, placement)) if Arc::ptr_eq(of, preset) => Arc::clone(placement),
            _ => {
                let placement = Arc::new(Placement::of(preset));
                self.placement = Some((Arc::clone(preset), Arc::clone(&placement)));
                placement
            }
        }
    }
}

/// The time axis that all plots share, and each plot's vertical axis.
#[derive(Debug, Default)]
pub struct PlotsState {
    /// Factor on every plot's window, from zooming.
    pub stretch: Option<f64>,
    /// The time at the right edge [ms]; `None` follows the newest sample.
    pub held_at_ms: Option<f64>,
    /// True if plots stay at the end of the run while the playhead moves over the past; otherwise they turn pages with it.
    pub stays: bool,
    /// Vertical ranges that the user chose, by plot.
    pub ranges: BTreeMap<u32, (f64, f64)>,
    /// The limits of the vertical axes as drawn last, by plot, in the unit of what is shown.
    pub(super) shown: BTreeMap<u32, (f64, f64)>,
    /// Width of the decay's axis while a handle is dragged [ms].
    pub decay_span_ms: Option<f64>,
    /// Pictures of films, by plot.
    pub(super) films: BTreeMap<u32, Option<FilmPicture>>,
    /// Pictures of rasters, by plot.
    pub(super) rasters: BTreeMap<u32, Option<RasterPicture>>,
    /// Traces that the user hid: plot, name.
    pub hidden: BTreeSet<(u32, String)>,
    /// Courses that were kept, with their numbers, the oldest first.
    pub(super) ghosts: Vec<(u32, Ghost)>,
    /// What of a recording lies under a plot.
    pub(super) reference: Option<Reference>,
    /// True if plots of probes show what B of a twin has more than A.
    pub(super) shows_difference: bool,
    /// The two cursors, and what is read between them.
    pub(super) measuring: Measuring,
    /// Sweeps.
    pub(super) sweeping: Sweeping,
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

    /// Keeps a course; in the place of the oldest, if there are as many as can be told apart. Says its number.
    pub(super) fn keep(&mut self, ghost: Ghost) -> u32 {
        if MOST_GHOSTS <= self.ghosts.len() {
            self.ghosts.remove(0);
        }
        let number = self.ghosts.last().map_or(1, |(last, _)| last + 1);
        self.ghosts.push((number, ghost));
        number
    }

    /// Holds the right edge at a time [ms], or follows the newest data if it is not in the past.
    pub(super) fn hold_at(&mut self, end_ms: f64, now_ms: f64) {
        self.held_at_ms = (end_ms < now_ms).then_some(end_ms.max(0.0));
    }
}

/// Most courses that are kept.
pub(super) const MOST_GHOSTS: usize = 4;

/// A term of the glossary that stands out.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// Which.
    pub term: &'static str,
    /// True if it has yet to be brought into view.
    pub is_new: bool,
}

/// Whether the space bar is held. Alone it runs and pauses, once it is let go; with the pointer it moves the canvas.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Space {
    /// It is not held.
    #[default]
    Up,
    /// It is held, and nothing was moved by it yet.
    Down,
    /// It is held, and the canvas was moved by it.
    Moved,
}

/// The panes that the keyboard can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    /// The canvas.
    Canvas,
    /// The panel of parameters.
    Parameters,
    /// The plots.
    Plots,
    /// The bar of equations.
    Equations,
}

/// The pane that the keyboard was sent to last.
#[derive(Debug, Default)]
pub(super) struct PaneFocus {
    /// Which.
    pub at: Option<Pane>,
    /// Panes as widgets, as drawn last.
    pub ids: Vec<(Pane, Id)>,
}

/// Windows that are open.
#[derive(Debug, Default)]
pub struct Windows {
    /// The glossary.
    pub glossary: bool,
    /// The term of it that a link led to.
    pub glossary_term: Option<Shown>,
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
    /// What can be taken away.
    pub export: bool,
    /// The code pane.
    pub code: bool,
}

/// What was last typed for a run to a goal.
#[derive(Debug, Clone)]
pub struct GoalFields {
    /// A time [s].
    pub time_s: f64,
    /// A change of the mean weights [%].
    pub change_percent: f64,
    /// The time over which the weights may change by no more than `change_percent` [s].
    pub over_s: f64,
    /// What happens where the run stops.
    pub(super) event: EventFields,
}

/// What was last chosen to stop a run at.
#[derive(Debug, Clone, Default)]
pub(super) struct EventFields {
    /// A value that reaches a level.
    pub reached: LevelFields,
    /// The population whose spike is meant; none for any.
    pub population: Option<u32>,
    /// Whether something else has to hold.
    pub has_condition: bool,
    /// What.
    pub holds: LevelFields,
}

/// A value and a level.
#[derive(Debug, Clone)]
pub(super) struct LevelFields {
    /// What is looked at; nothing was chosen yet without one.
    pub probe: Option<Probe>,
    /// The level, in the probe's unit.
    pub value: f64,
    /// True if values above it are meant.
    pub is_above: bool,
}

impl Default for LevelFields {
    fn default() -> Self {
        Self { probe: None, value: 0.0, is_above: true }
    }
}

impl LevelFields {
    /// Looks at another value, which is at `now`: the level begins near it.
    pub fn choose(&mut self, probe: &Probe, now: Option<f64>) {
        if self.probe.as_ref() != Some(probe) {
            self.value = now.filter(|now| now.is_finite()).map_or(0.0, |now| (now * 10.0).round() / 10.0);
            self.probe = Some(probe.clone());
        }
    }
}

impl Default for GoalFields {
    fn default() -> Self {
        Self { time_s: 1000.0, change_percent: 2.0, over_s: 200.0, event: EventFields::default() }
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
            || self.export
            || self.code
    }
}
