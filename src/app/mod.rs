//! The window.
//!
//! Longer than 500 lines: a frame from the events that came to the panels that are drawn, which are read together.
//!
//! A frame has two halves. [`App::think`] drains what the engine sent and polls dialogs; it also runs while
//! the window is hidden. [`App::draw`] lets the panels draw from a read-only context and ask for things, and
//! then `dispatch` does them. Nothing here computes dynamics or touches the file system by itself.

#![allow(
    clippy::disallowed_methods,
    reason = "the last bit of a pixel's place is nobody's result; the simulation has its own rules"
)]
#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

mod action;
mod appearance;
mod axes;
mod calm;
mod canvas;
mod carried;
mod code;
#[cfg(test)]
mod contact_sheet;
mod context;
mod dialog;
mod dispatch;
mod export_shown;
mod frame;
mod frame_times;
mod holding;
mod in_order;
mod incoming;
mod journal;
mod links;
mod math;
mod meant;
mod measuring;
mod memory;
mod notes;
mod notes_state;
mod notice;
mod opened_runs;
mod own_data;
mod panel;
mod past;
mod persistence;
mod picture;
mod plot;
mod population_colours;
mod range;
mod range_state;
mod recordings;
mod request;
mod run_file;
mod run_view;
mod runs;
mod screenshot;
mod selection;
mod selection_commands;
mod shell;
mod shortcuts;
mod sides;
pub mod software_renderer;
mod spot;
mod stage;
mod subscript;
mod sweep_commands;
mod sweeping;
mod takeaway;
mod teaching;
mod test_hooks;
mod theme;
mod twin;
mod twin_moment;
mod twin_side;
mod twin_state;
mod unsaved;
mod view_state;
mod waiting;
mod why;
mod widget;
mod window;
mod works;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Key, Ui};

pub use action::{Action, Menu};
pub use canvas::geometry::CanvasState;
pub use dialog::{FileChooser, Purpose, SystemChooser};
pub use export_shown::export_shown;
pub use journal::LastMoments;
pub use screenshot::screenshot;
pub use selection::{Selection, Tool};
pub use theme::{ThemeChoice, install_fonts};
pub use window::{open_window, write_at_the_end};

use crate::declared;
use crate::document::Document;
use crate::engine::{Engine, Program, crowding_message, straying_message};
use crate::log::HOOKS;
use crate::model::network::Object;
use crate::preset::{Preset, load};
use crate::storage::Fingerprint;
use crate::text::{Language, Text};
use crate::trace::TraceStore;
use context::ViewContext;
use frame::Frame;
use frame_times::FrameTimes;
use in_order::InOrder;
use own_data::Reference;
use panel::ledger_state::Link;
use past::{Course, Mark};
use persistence::Persistence;
use request::{Request, Requests};
use run_view::RunView;
use runs::Runs;
use shell::Shell;
use spot::{Hover, Spot};
use takeaway::TakeAway;
use teaching::Teaching;
use theme::Theme;
use twin_state::Twin;
use unsaved::Saving;
use view_state::ViewState;
use waiting::Waiting;

/// The application.
pub struct App {
    document: Document,
    engine: Engine,
    traces: TraceStore,
    run: RunView,
    /// What acted on the run, and the documents that were in force.
    course: Course,
    /// The runs that forked from one another.
    runs: Runs,
    /// A second course in lockstep with the run.
    twin: Option<Twin>,
    /// What is done once the playhead has arrived.
    waiting: Vec<Waiting>,
    /// The document at the playhead, where that is not the newest one.
    shown: Option<Arc<Preset>>,
    view: ViewState,
    shell: Shell,
    /// What is kept for the next start.
    persistence: Persistence,
    /// Lessons and lectures.
    teaching: Teaching,
    /// Files and the document: what was saved, and the questions before work is left.
    saving: Saving,
    /// What is being written or copied.
    takeaway: TakeAway,
}

/// Time from frame to frame while something moves, and where few frames are wanted.
const FRAME: Duration = Duration::from_millis(16);
const FEW: Duration = Duration::from_millis(33);

/// How long a frame waits for the engine's answer: a few of its turns, and too short to be felt.
const ANSWER: Duration = Duration::from_millis(6);

/// Most spikes of one batch that the log lists: a person clicks one at a time, a network may fire thousands.
const SPIKES_LOGGED: usize = 8;

/// What is known of the file at `path`, so that saving notices when somebody else has written it since.
fn known(path: &Path) -> Option<Fingerprint> {
    Fingerprint::of(path).ok().flatten()
}

impl App {
    /// The application on a document, with an engine that runs its program.
    #[must_use]
    pub fn new(
        document: Document,
        engine: Engine,
        theme_choice: ThemeChoice,
        chooser: Box<dyn FileChooser>,
    ) -> Self {
        let own = document.path().and_then(|path| Some((path.to_owned(), known(path)?)));
        let document = match document.path().filter(|_| document.source().is_none()) {
            Some(path) => {
                let text = load::bytes_of_file(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                document.with_source(text.map(Arc::from))
            }
            None => document,
        };
        let mut app = Self {
            traces: TraceStore::default(),
            run: RunView::new(document.preset(), true),
            course: Course::new(document.preset(), 0),
            runs: Runs::default(),
            twin: None,
            waiting: Vec::new(),
            shown: None,
            view: ViewState::default(),
            shell: Shell::new(theme_choice, chooser),
            persistence: Persistence::default(),
            teaching: Teaching::default(),
            saving: Saving { fingerprints: own.into_iter().collect(), ..Saving::default() },
            takeaway: TakeAway::default(),
            document,
            engine,
        };
        app.note_first_network();
        app.select_first();
        app.follow_hint();
        app
    }

    /// Statistics of a run are of the network that it begins with, until another takes over.
    pub(in crate::app) fn note_first_network(&mut self) {
        let network = Arc::new(self.document.preset().network().clone());
        self.traces.absorb_network(crate::units::Step(0), &network);
    }

    /// The program that runs a preset: its network, seed and step, and every probe its plots show.
    #[must_use]
    pub fn program(preset: &Preset, running: bool) -> Program {
        Program {
            network: Arc::new(preset.network().clone()),
            seed: preset.run().seed,
            grid: preset.grid(),
            probes: preset.plotted_probes(),
            releases: preset.listed_projections(),
            weights: preset.learning_projections(),
            speed: preset.run().speed_ms_per_s,
            running,
        }
    }

    /// The first projection is selected when a document opens: its parameters are what a person looks for.
    fn select_first(&mut self) {
        let network = self.document.preset().network();
        self.view.selection = match (network.projections().first(), network.populations().first()) {
            (Some(projection), _) => Selection::one(Object::Projection(projection.id)),
            (None, Some(population)) => Selection::one(Object::Population(population.id)),
            (None, None) => Selection::default(),
        };
    }

    /// Speaks another language from now on.
    pub fn speak(&mut self, language: Language) {
        if self.shell.text.language() != language {
            self.shell.text = Text::of(language, &declared::texts()).typeset();
        }
    }

    /// What the document's file held when it was read or written last.
    fn fingerprint(&self) -> Option<&Fingerprint> {
        self.saving.fingerprints.get(self.document.path()?)
    }

    /// The document's name in the user's language.
    fn name(&self) -> String {
        self.shell.text.own(&self.document.name())
    }

    /// Takes in what the engine sent and what dialogs answered. Also runs while the window is hidden.
    // Longer than 60 lines: what is told once and what is shown now are taken in one after the other.
    pub fn think(&mut self, ctx: &egui::Context) {
        widget::number::speak(self.shell.text.language());
        if !self.shell.has_order {
            ctx.add_plugin(InOrder::default());
            ctx.options_mut(|options| {
                let input = &mut options.input_options;
                input.scroll_zoom_speed = view_state::ZOOM_PER_NOTCH.ln() / input.line_scroll_speed;
            });
            self.shell.has_order = true;
        }
        let time_s = ctx.input(|input| input.time);
        self.limit_past();
        while let Some(batch) = self.engine.poll() {
            self.take_told(&batch.scene.told, &batch.scene.status);
            self.take_beside(&batch.scene.beside);
            for (run, recorded) in &batch.others {
                if !self.is_twin(*run) {
                    self.runs.absorb(*run, recorded, batch.grid, &mut self.document);
                }
            }
            if batch.run != self.runs.current {
                // It was on its way when the run was left.
                self.runs.absorb(batch.run, &batch.recorded, batch.grid, &mut self.document);
                continue;
            }
            let was_past = self.run.is_past();
            self.take_place(&batch);
            self.take_twin(&batch);
            for spike in batch.recorded.spikes.iter().take(SPIKES_LOGGED) {
                let crate::sim::Spike { population, neuron, .. } = spike;
                tracing::info!(target: HOOKS, "fired population={population} neuron={neuron}");
            }
            self.note_firings(&batch.recorded.spikes, time_s);
            self.note_firings(&batch.scene.flashes, time_s);
            self.traces.absorb(
                &batch.recorded.blocks,
                &batch.recorded.spikes,
                &batch.recorded.spike_counts,
                &batch.scene.probes,
                &batch.scene.head,
            );
            for (from, network) in &batch.recorded.networks {
                self.traces.absorb_network(*from, network);
            }
            self.traces.absorb_releases(&batch.recorded.releases);
            self.traces.absorb_weight_changes(&batch.recorded.weight_changes);
            self.traces.absorb_weights(&batch.scene.snapshot.weights);
            let watched = self.document.preset().rated_populations();
            let upto = (batch.scene.end.step, batch.grid);
            self.traces.absorb_rates(&watched, &batch.recorded.spikes, &batch.recorded.spike_counts, upto);
            self.run.grid = batch.grid;
            self.run.achieved_ms_per_s = batch.scene.achieved_ms_per_s;
            self.run.progress = batch.scene.progress;
            let listed = self.document.preset().listed_populations();
            self.run.lost_spikes +=
                listed.iter().map(|id| batch.recorded.spike_counts.total_of(*id)).sum::<u64>();
            self.run.note_recorded(&batch.recorded);
            self.run.snapshot = batch.scene.snapshot;
            if let Some(answer) = &batch.scene.answer {
                self.take_answer(answer);
            }
            self.note_caveats();
            // What halted the run is said when it does, not whenever the playhead comes by.
            if batch.scene.status != self.run.status
                && !was_past
                && let crate::engine::Status::Halted(halt) = &batch.scene.status
            {
                self.shell.notices.error(self.shell.text.say(&halt.message()));
            }
            self.run.status = batch.scene.status;
        }
        self.look_at_twin();
        let wanted = plot::correlogram::wanted(self.document.preset());
        self.traces.correlate(&wanted, self.run.end.step, self.run.grid);
        self.follow_pairs(ctx);
        self.keep_listed();
        self.do_waiting(ctx);
        self.poll_own_data();
        self.poll_range();
        self.look_at_past();
        let network = self.shown.as_ref().unwrap_or(self.document.preset()).network();
        self.run.follow_state(network, time_s);
        if !holding::has_focus(ctx) {
            self.view.holding.let_go(&mut self.shell.requests);
        }
        self.shell.dialogs.poll(&mut self.shell.requests);
        self.watch_close(ctx);
        self.dispatch_all(ctx);
        self.after_saving(ctx);
        self.go_on_taking(ctx);
        self.follow_code(ctx);
        self.after_run_file(ctx);
        self.keep(ctx);
    }

    /// Says once in a run what it cannot be trusted in.
    fn note_caveats(&mut self) {
        let network = self.shown.as_ref().unwrap_or(self.document.preset()).network();
        let (snapshot, said) = (&self.run.snapshot, &mut self.run.caveats_said);
        if let Some(crowding) = snapshot.crowding.filter(|_| !said.0) {
            said.0 = true;
            self.shell.notices.error(self.shell.text.say(&crowding_message(
                &crowding,
                network,
                self.run.grid,
            )));
        }
        if let Some(straying) = snapshot.straying.filter(|_| !said.1) {
            said.1 = true;
            self.shell.notices.error(self.shell.text.say(&straying_message(
                &straying,
                network,
                self.run.grid,
            )));
        }
    }

    /// Starts a ring for every population that fired.
    fn note_firings(&mut self, spikes: &[crate::sim::Spike], time_s: f64) {
        let mut counts: Vec<(u32, u64)> = Vec::new();
        for spike in spikes {
            match counts.iter_mut().find(|(population, _)| *population == spike.population) {
                Some((_, count)) => *count += 1,
                None => counts.push((spike.population, 1)),
            }
        }
        for (population, count) in counts {
            let n = self.network_now().population(population).map_or(1, |p| p.n.max(1));
            #[expect(clippy::cast_precision_loss, reason = "the size of a ring")]
            let fraction = (count as f32 / n as f32).min(1.0);
            self.run.note_firing(population, fraction, time_s);
        }
    }

    /// Draws a frame and does what its views asked for.
    pub fn draw(&mut self, ui: &mut Ui) {
        widget::number::speak(self.shell.text.language());
        let started = Instant::now();
        let ctx = ui.ctx().clone();
        Self::guard(&ctx);
        self.take_guarded(&ctx);
        self.update_theme(&ctx);
        let escapes = ctx.input(|input| input.key_pressed(Key::Escape));
        self.view.fields.begin_frame(self.document.original(), escapes);
        self.view.holding.begin_frame();
        self.note_pane(&ctx);
        self.take_forwarded(&ctx);
        self.take_shortcuts(&ctx);
        self.view.hover = self.shell.requests.take_hover();
        self.view.pane.ids.clear();
        self.draw_panels(ui);
        self.draw_above(&ctx);
        self.view.holding.end_frame(&mut self.shell.requests);
        self.take_typed();
        self.dispatch_all(&ctx);
        self.answer_at_once(&ctx);
        // A signal may end the program before the next frame.
        self.note_work(!ctx.input(|input| input.pointer.any_down()));
        if self.shell.requests.take_gesture_end() {
            self.view.gesture += 1;
        }
        self.keep_moving(&ctx);
        self.shell.frame_times.push(started.elapsed());
    }

    /// Draws messages, questions and dialogs, which stand above everything else.
    fn draw_above(&mut self, ctx: &egui::Context) {
        let Shell { notices, text, theme, .. } = &mut self.shell;
        notices.show(ctx, text, theme);
        let mut requests = std::mem::take(&mut self.shell.requests);
        self.link_ui(ctx, &mut requests);
        self.leaving_ui(ctx, &mut requests);
        self.not_saved_ui(ctx, &mut requests);
        self.rewriting_ui(ctx, &mut requests);
        self.reopening_ui(ctx, &mut requests);
        self.works_window_ui(ctx, &mut requests);
        self.recovery_ui(ctx, &mut requests);
        self.writing_ui(ctx, &mut requests);
        let Shell { dialogs, text, theme, .. } = &mut self.shell;
        dialogs.show(ctx, text, theme, &self.persistence.recent, &mut requests);
        self.drop_ui(ctx, &mut requests);
        self.shell.requests = requests;
    }

    fn draw_panels(&mut self, ui: &mut Ui) {
        self.light_hint(ui.input(|input| input.time));
        self.look_at_past();
        let own = self.view_copy(ui.ctx());
        let panes = self.lecture_panes();
        let titles = self.lesson_titles();
        let Self {
            document, shown, course, runs, twin, traces, run, view, shell, persistence, teaching, ..
        } = self;
        let Shell { requests, notices, text, theme, theme_choice, frame_times, renderer, .. } = shell;
        let look = (&*text, &*theme, *theme_choice);
        let context = context(
            (document, shown.as_ref(), traces),
            (run, &course.marks, runs, twin.as_ref()),
            (persistence, teaching),
            look,
            &own,
        );
        let mut frame = Frame { context: &context, view, requests };
        panel::settings::settings_ui(ui.ctx(), &persistence.settings, &mut frame);
        panel::readings::readings_ui(ui, &mut frame);
        panel::twin::twin_ui(ui, &mut frame);
        if let Some(lecture) = teaching.lecture {
            let stage = panel::lecture::Stage { lecture, open: teaching.open.as_ref(), panes: &panes };
            panel::lecture::lecture_ui(ui, &stage, &mut frame);
            return;
        }
        let lessons = panel::workbench::Lessons {
            open: teaching.open.as_ref(),
            shows_notes: teaching.shows_notes,
            welcomes: teaching.welcomes,
            titles: &titles,
        };
        panel::workbench::workbench_ui(ui, &lessons, &mut frame);
        let hash =
            if frame.view.windows.diagnostics { frame.view.document_hash(context.preset()) } else { 0 };
        let diagnostics = || diagnostics(&context, hash, frame_times, renderer);
        panel::inspector::inspector_ui(ui, &mut frame);
        panel::naming::naming_ui(ui, &mut frame);
        panel::texts::texts_ui(ui, &mut frame);
        panel::outline::outline_ui(ui, &mut frame);
        panel::goal::goal_ui(ui, &mut frame);
        panel::ledger::ledger_ui(ui, &mut frame);
        panel::own_data::own_data_ui(ui, &mut frame);
        panel::range::range_ui(ui, &mut frame);
        panel::palette::palette_ui(ui, &mut frame);
        panel::add_plot::add_plot_ui(ui, &mut frame);
        panel::axes::axes_ui(ui, &mut frame);
        panel::sweeps::sweeps_window_ui(ui, &mut frame);
        panel::export::export_ui(ui, &mut frame);
        panel::code::code_ui(ui, &mut frame);
        panel::help::help_ui(ui, notices, &diagnostics, &mut frame);
    }

    /// What views see of their own state while they draw.
    fn view_copy(&self, ctx: &egui::Context) -> ViewCopy {
        let time_s = ctx.input(|input| input.time);
        ViewCopy {
            selection: self.view.selection.clone(),
            can_paste_values: self.view.copied.as_ref().is_some_and(|copied| {
                self.view.selection.objects().iter().any(|object| copied.suits(*object))
            }),
            tool: self.view.tool,
            hover: self.view.hover.clone(),
            gesture: self.view.gesture,
            plots_stay: self.view.plots.stays,
            shows_difference: self.view.plots.shows_difference,
            n_ghosts: self.view.plots.ghosts.len(),
            is_measuring: self.view.plots.measuring.is_on,
            lists_sweeps: self.view.plots.sweeping.lists_rows(),
            lists_rows: self.view.ledger.lists_rows(),
            reference: self.view.plots.reference.clone(),
            has_spike_list: self.view.own_data.spikes().is_some(),
            is_fitting: self.view.own_data.fitting.is_some(),
            can_note: self.can_note(),
            shows_code: self.view.windows.code,
            link: self.view.ledger.jump.as_ref().and_then(|jump| jump.link),
            spots: self.spots(time_s),
            time_s,
        }
    }

    fn update_theme(&mut self, ctx: &egui::Context) {
        let system_is_dark = ctx.system_theme() != Some(egui::Theme::Light);
        let theme = match self.teaching.lecture {
            Some(_) => Theme::lecture(ctx.content_rect().size()),
            None => Theme::new(self.shell.theme_choice, system_is_dark),
        };
        if self.shell.applied_theme.as_ref() != Some(&theme) {
            theme.apply(ctx);
            (self.shell.theme, self.shell.applied_theme) = (theme.clone(), Some(theme));
        }
        let preset = self.document.preset();
        let colour = |population: &crate::model::network::Population| {
            (population.id, preset.view().colour(population.id))
        };
        let given = || preset.network().populations().iter().map(colour);
        if !self.shell.theme.given.is_of(given()) {
            self.shell.theme.given = Arc::new(population_colours::PopulationColours::new(given().collect()));
        }
    }

    /// Says that a file may be dropped while one is held over the window, and asks for one that was. Of several it would be chance
    /// which is opened.
    fn drop_ui(&mut self, ctx: &egui::Context, requests: &mut Requests) {
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            let painter =
                ctx.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
            let area = ctx.content_rect();
            painter.rect_filled(area, 0.0, self.shell.theme.ground.gamma_multiply(0.85));
            let (words, font) = (self.shell.text.get("drop-to-open"), self.shell.theme.bold_font(1.6));
            painter.text(area.center(), egui::Align2::CENTER_CENTER, words, font, self.shell.theme.text);
        }
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        match &dropped[..] {
            [] => {}
            [path] => requests.push(Request::OpenFile(path.clone())),
            several => {
                let count = several.len().to_string();
                self.shell.notices.caution(self.shell.text.with("drop-several", &[("count", &count)]));
            }
        }
    }

    fn dispatch_all(&mut self, ctx: &egui::Context) {
        for request in self.shell.requests.take() {
            self.dispatch(ctx, request);
        }
    }

    /// What a click or a slider has asked of the engine is seen in the frame of the click: the engine is given a moment to
    /// answer, and then the views are drawn again before anything is painted.
    fn answer_at_once(&mut self, ctx: &egui::Context) {
        // egui takes three such frames in a row for a mistake, and a debug build says so in red on the window.
        let may = !cfg!(debug_assertions) || self.shell.drawn_again < 2;
        if !ctx.will_discard() && may && self.engine.await_answer(ANSWER) {
            self.shell.drawn_again += 1;
            ctx.request_discard("engine-answered");
        } else if ctx.current_pass_index() == 0 {
            self.shell.drawn_again = 0;
        }
    }

    /// Asks for the next frame only while something moves.
    fn keep_moving(&self, ctx: &egui::Context) {
        let time_s = ctx.input(|input| input.time);
        let shown =
            self.run.firings.values().filter_map(|firings| firings.last()).map(|firing| firing.shown_s);
        let rings = shown.fold(f64::NEG_INFINITY, f64::max);
        let rings_s = theme::RING_S + theme::FLASH_APART_S;
        if self.run.is_running()
            || time_s - rings < rings_s
            || !self.run.calm.is_settled()
            || self.view.holding.keeps_moving()
            || self.teaching.is_flashing(time_s)
            || self.shell.dialogs.is_open()
            || self.view.own_data.is_busy()
            || self.view.range.is_busy()
        {
            ctx.request_repaint_after(if self.persistence.settings.few_frames { FEW } else { FRAME });
        }
    }
}

/// What views read of their own state while they draw.
struct ViewCopy {
    selection: Selection,
    can_paste_values: bool,
    tool: Tool,
    hover: Hover,
    gesture: u64,
    plots_stay: bool,
    shows_difference: bool,
    n_ghosts: usize,
    is_measuring: bool,
    lists_sweeps: bool,
    lists_rows: bool,
    reference: Option<Reference>,
    has_spike_list: bool,
    is_fitting: bool,
    can_note: bool,
    shows_code: bool,
    link: Option<Link>,
    spots: Vec<Spot>,
    /// Wall time of the frame [s].
    time_s: f64,
}

/// What views may read: what is edited, recorded and run; what is kept and taught; words and colours; what they saw last.
fn context<'a>(
    (document, shown, traces): (&'a Document, Option<&'a Arc<Preset>>, &'a TraceStore),
    (run, marks, runs, twin): (&'a RunView, &'a [Mark], &'a Runs, Option<&'a Twin>),
    (persistence, teaching): (&'a Persistence, &'a Teaching),
    (text, theme, theme_choice): (&'a Text, &'a Theme, ThemeChoice),
    own: &'a ViewCopy,
) -> ViewContext<'a> {
    ViewContext {
        document,
        shown: shown.unwrap_or(document.preset()),
        traces,
        run,
        marks,
        runs,
        twin,
        has_lesson: teaching.open.is_some(),
        is_lecture: teaching.lecture.is_some(),
        can_show: teaching.open.as_ref().is_some_and(|open| !open.current().page.act.is_empty()),
        spots: &own.spots,
        shows_equations: persistence.settings.equations,
        open_folds: &persistence.settings.open_folds,
        recent: &persistence.recent,
        seen: &persistence.settings.seen,
        works: &persistence.works,
        trouble: persistence.failure.as_deref(),
        reduced_motion: persistence.settings.reduced_motion,
        selection: &own.selection,
        can_paste_values: own.can_paste_values,
        tool: own.tool,
        hover: &own.hover,
        gesture: own.gesture,
        plots_stay: own.plots_stay,
        shows_difference: own.shows_difference,
        n_ghosts: own.n_ghosts,
        is_measuring: own.is_measuring,
        lists_sweeps: own.lists_sweeps,
        lists_rows: own.lists_rows,
        reference: own.reference.as_ref(),
        has_spike_list: own.has_spike_list,
        is_fitting: own.is_fitting,
        can_note: own.can_note,
        shows_code: own.shows_code,
        link: own.link,
        text,
        theme,
        theme_choice,
        time_s: own.time_s,
    }
}

/// Versions, speed and log, for a report.
fn diagnostics(context: &ViewContext<'_>, hash: u64, frame_times: &FrameTimes, renderer: &str) -> String {
    let mut lines = vec![
        format!("Bouton {}", env!("CARGO_PKG_VERSION")),
        format!("renderer: {renderer}"),
        format!("document: {}, {:016x}", context.document.name(), hash),
        format!("t = {} ms, dt = {} ms", context.run.now_ms(), context.run.grid.dt_ms()),
        format!("achieved: {:.1} ms/s", context.run.achieved_ms_per_s),
        format!("ignored spikes: {}, unlisted spikes: {}", context.run.ignored, context.run.counted_spikes),
        format!(
            "steps without a sample: {}, lost releases: {}",
            context.run.lost_samples, context.run.lost_releases
        ),
        format!("trace memory: {:.1} MiB", context.traces.memory_mib()),
        frame_times.report(),
        "log:".to_owned(),
    ];
    lines.extend(crate::log::recent());
    lines.join("\n")
}
