//! What views may see: a read-only context, and the state of views themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Context, Id, Key, Pos2, Vec2};

use super::calm::Calm;
use super::canvas::edit::Drag;
use super::canvas::geometry;
use super::holding::Holding;
use super::math::Equations;
use super::panel::palette::PaletteState;
use super::plot::FilmPicture;
use super::selection::{Selection, Tool};
use super::teaching::Spot;
use super::theme::{FLASH_APART_S, RING_S, Theme, ThemeChoice};
use super::widget::field::Fields;
use crate::document::Document;
use crate::engine::{Progress, Status};
use crate::model::network::{Network, Object, Projection};
use crate::preset::{Preset, PresetAddress};
use crate::sim::{RateCourse, Snapshot};
use crate::storage::{self, work::Kept};
use crate::text::Text;
use crate::trace::TraceStore;
use crate::units::{Grid, Speed, Step};

/// What a view may read while it draws.
#[derive(Debug, Clone, Copy)]
pub struct ViewContext<'a> {
    /// What is being edited.
    pub document: &'a Document,
    /// What was recorded.
    pub traces: &'a TraceStore,
    /// What the engine does.
    pub run: &'a RunView,
    /// Whether marks stand where things would move.
    pub reduced_motion: bool,
    /// Whether a lesson is open.
    pub has_lesson: bool,
    /// Whether an audience looks on.
    pub is_lecture: bool,
    /// Whether its step has something to show.
    pub can_show: bool,
    /// What stands out.
    pub(super) spots: &'a [Spot],
    /// Whether the bar of equations is shown.
    pub shows_equations: bool,
    /// Files that were open, the last one first, and whether each is there.
    pub recent: &'a [(PathBuf, bool)],
    /// Unsaved work that can be opened again, the newest first.
    pub works: &'a [Kept],
    /// Why unsaved work is not being copied, if it is not.
    pub trouble: Option<&'a str>,
    /// What was selected when the frame began.
    pub selection: &'a Selection,
    /// With what the canvas is touched.
    pub tool: Tool,
    /// What the pointer lights up.
    pub lit: Option<&'a Lit>,
    /// Words.
    pub text: &'a Text,
    /// Colours and sizes.
    pub theme: &'a Theme,
    /// The theme as it was chosen.
    pub theme_choice: ThemeChoice,
    /// Wall time of the frame [s].
    pub time_s: f64,
}

impl<'a> ViewContext<'a> {
    /// Whether something stands out because a lesson speaks of it.
    pub(super) fn stands_out(&self, spot: Spot) -> bool {
        self.spots.contains(&spot)
    }

    /// Whether the pointer lights up what a probe shows.
    #[must_use]
    pub fn is_lit(&self, probe: &str) -> bool {
        matches!(self.lit, Some(Lit::Probe(lit)) if lit == probe)
    }

    /// The preset as it is now.
    #[must_use]
    pub fn preset(&self) -> &'a Arc<Preset> {
        self.document.preset()
    }

    /// The network as it is now.
    #[must_use]
    pub fn network(&self) -> &'a Network {
        self.document.preset().network()
    }
}

/// Whether a projection pulls its targets towards firing: its reversal potentials, weighted by conductance, lie
/// above −55 mV.
#[must_use]
pub fn is_excitatory(projection: &Projection) -> bool {
    let receptors = projection.receptors.iter().filter_map(|receptor| receptor.inner());
    let pull: f64 = receptors.map(|receptor| receptor.g_max_nS().max(1e-9) * (receptor.E_mV() + 55.0)).sum();
    0.0 <= pull
}

/// What the engine has told last.
#[derive(Debug)]
pub struct RunView {
    /// Running, paused, or halted by a fault.
    pub status: Status,
    /// The boundary reached.
    pub now: Step,
    /// The time grid of the run.
    pub grid: Grid,
    /// The speed that is asked for; the document's is where a run starts.
    pub speed: Speed,
    /// How far a run to a goal has come, if there is one.
    pub progress: Option<Progress>,
    /// Achieved speed [ms of model time per second].
    pub achieved_ms_per_s: f64,
    /// Spikes that were counted instead of listed because too many came at once, and that a plot would have shown.
    pub lost_spikes: u64,
    /// All spikes that were counted instead of listed.
    pub counted_spikes: u64,
    /// Steps that are missing in the traces, for the same reason.
    pub lost_samples: u64,
    /// Releases that no plot shows, for the same reason.
    pub lost_releases: u64,
    /// Spikes asked for during a refractory period.
    pub ignored: u64,
    /// State for the canvas.
    pub snapshot: Snapshot,
    /// Whether it was said that neurons were ready to fire twice in a step, and that a potential left sense.
    pub caveats_said: (bool, bool),
    /// What of it is shown.
    pub calm: Calm,
    /// When each population fired last, for rings.
    pub firings: BTreeMap<u32, Vec<Firing>>,
    /// The course of learning by rates, if that is the model.
    pub course: Option<RateCourse>,
}

/// Spikes of one population that may still be seen at a time.
const MAX_FIRINGS: usize = 16;

/// A moment at which neurons of a population fired, as seen in the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Firing {
    /// Wall time at which it was shown first [s].
    pub shown_s: f64,
    /// Fraction of the population that fired.
    pub fraction: f32,
    /// Whether it is shown as a flash and a ring; if not, it came too soon after the one before.
    pub flashes: bool,
}

impl RunView {
    /// Nothing told yet.
    #[must_use]
    pub fn new(preset: &Preset, running: bool) -> Self {
        Self {
            status: if running { Status::Running } else { Status::Paused },
            now: Step(0),
            grid: preset.grid(),
            speed: preset.run().speed_ms_per_s,
            progress: None,
            achieved_ms_per_s: 0.0,
            lost_spikes: 0,
            counted_spikes: 0,
            lost_samples: 0,
            lost_releases: 0,
            ignored: 0,
            snapshot: Snapshot::default(),
            caveats_said: (false, false),
            calm: Calm::default(),
            firings: BTreeMap::new(),
            course: None,
        }
    }

    /// Follows the course of learning by rates to the time reached. It depends on the model, the seed and the time alone.
    pub fn follow_course(&mut self, preset: &Preset) {
        let now_ms = self.now_ms();
        self.course = preset.rate_learning().map(|model| {
            let seed = preset.run().seed;
            let known = self.course.take().filter(|course| course.is_of(model, seed));
            let mut course = known.unwrap_or_else(|| RateCourse::new(model, seed));
            course.at(now_ms);
            course
        });
    }

    /// Whether the model is moving.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.status, Status::Running)
    }

    /// Time of the boundary reached [ms].
    #[must_use]
    pub fn now_ms(&self) -> f64 {
        self.grid.time_ms(self.now)
    }

    /// Notes that a fraction of a population fired.
    pub fn note_firing(&mut self, population: u32, fraction: f32, shown_s: f64) {
        let firings = self.firings.entry(population).or_default();
        let flashes = firings.last().is_none_or(|last| FLASH_APART_S <= shown_s - last.shown_s);
        let is_old = |firing: &Firing| FLASH_APART_S.max(RING_S) < shown_s - firing.shown_s;
        firings.retain(|firing| !is_old(firing));
        if MAX_FIRINGS <= firings.len()
            && let Some(index) = firings.iter().position(|firing| !firing.flashes)
        {
            firings.remove(index);
        }
        firings.push(Firing { shown_s, fraction, flashes });
    }

    /// Lets what is shown of the network follow its state.
    pub fn follow_state(&mut self, network: &Network, time_s: f64) {
        self.calm.follow(network, &self.snapshot, time_s);
    }

    /// Mean potential of a population now [mV].
    #[must_use]
    pub fn potential_mV(&self, population: u32) -> Option<f64> {
        self.snapshot.populations.iter().find(|(id, ..)| *id == population)?.1
    }

    /// Mean conductance of a projection now [nS].
    #[must_use]
    pub fn conductance_nS(&self, projection: u32) -> f64 {
        self.snapshot.projections.iter().find(|(id, _)| *id == projection).map_or(0.0, |(_, g)| *g)
    }
}

/// How the document is looked at: never in a file, never undone.
#[derive(Debug)]
pub struct ViewState {
    /// What is selected.
    pub selection: Selection,
    /// With what the canvas is touched.
    pub tool: Tool,
    /// Key of the receptor that new connections get, or of gap junctions.
    pub connect_by: &'static str,
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
    /// Equations, laid out.
    pub(super) equations: Equations,
    /// What the pointer lights up, everywhere it is shown.
    pub(super) lit: Option<Lit>,
    /// What it lights up from the next frame on.
    pub(super) lit_next: Option<Lit>,
    /// The bend of each projection's curve, and of which document.
    pub(super) bends: Option<(Arc<Preset>, Arc<[f32]>)>,
    /// The hash of a document's text.
    hash: Option<(Arc<Preset>, u64)>,
    /// The command palette, while it is open.
    pub palette: Option<PaletteState>,
    /// A parameter to bring into view, and until when it is marked [s].
    pub sought: Option<(PresetAddress, Option<f64>)>,
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
    /// Whether the gesture ends with this frame.
    pub gesture_ends: bool,
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
            connect_by: "ampa",
            connecting: None,
            drag: None,
            holding: Holding::default(),
            inspected: None,
            naming: None,
            link: None,
            equations: Equations::default(),
            lit: None,
            lit_next: None,
            bends: None,
            hash: None,
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
            gesture_ends: false,
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

/// A variable that lights up wherever it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lit {
    /// A parameter.
    Parameter(PresetAddress),
    /// A state, by the name of its probe.
    Probe(String),
}

/// Pan and zoom of the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CanvasState {
    /// Points on screen per point of the document.
    pub zoom: f32,
    /// Where the document's origin lies, from the middle of the canvas [points].
    pub pan: Vec2,
    /// Whether the view follows the network until the user moves it.
    pub fits: bool,
}

impl Default for CanvasState {
    fn default() -> Self {
        Self { zoom: 1.0, pan: Vec2::ZERO, fits: true }
    }
}

/// The time axis that all plots share, and each plot's vertical axis.
#[derive(Debug, Default)]
pub struct PlotsState {
    /// Factor on every plot's window, from zooming.
    pub stretch: Option<f64>,
    /// The time at the right edge [ms]; `None` follows the newest sample.
    pub held_at_ms: Option<f64>,
    /// The time under the pointer [ms], shown on every plot.
    pub hover_ms: Option<f64>,
    /// Vertical ranges that the user chose, by plot.
    pub ranges: BTreeMap<u32, (f64, f64)>,
    /// Width of the decay's axis while a handle is dragged [ms].
    pub decay_span_ms: Option<f64>,
    /// Pictures of films, by plot.
    pub(super) films: BTreeMap<u32, Option<FilmPicture>>,
    /// Traces that the user hid: plot, name.
    pub hidden: BTreeSet<(u32, String)>,
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
    /// A change of the weights [%], and over which time [s].
    pub change_percent: f64,
    /// See `change_percent`.
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
