//! The window.
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
mod building;
mod calm;
mod canvas;
mod context;
mod dialog;
mod dispatch;
mod frame_times;
mod holding;
mod in_order;
mod inspect;
mod keeping;
mod links;
mod math;
mod notice;
mod panel;
mod picture;
mod plot;
pub mod raster;
mod request;
mod screenshot;
mod selection;
#[cfg(test)]
mod sheet;
mod subscript;
mod teaching;
mod theme;
mod unsaved;
mod widget;
mod window;
mod works;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Event, Key, Modifiers, Ui};

pub use action::{Action, Menu};
pub use context::CanvasState;
pub use dialog::{FileChooser, Purpose, SystemChooser};
pub use screenshot::screenshot;
pub use selection::{Selection, Tool};
pub use theme::{ThemeChoice, install_fonts};
pub use window::open_window;

use crate::declared;
use crate::document::Document;
use crate::engine::{Engine, Program, crowding_message, straying_message};
use crate::model::network::Object;
use crate::model::probe::Probe;
use crate::preset::{Preset, load};
use crate::storage::Fingerprint;
use crate::text::{Language, Text};
use crate::trace::TraceStore;
use context::{Lit, RunView, ViewContext, ViewState};
use dialog::Dialogs;
use frame_times::FrameTimes;
use in_order::InOrder;
use keeping::Keeper;
use notice::Notices;
use request::{Request, Requests};
use teaching::Spot;
use teaching::Teaching;
use theme::Theme;
use unsaved::{NotSaved, Replacement, Rewriting};

/// Keys that fire the neuron of their name.
const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// The application.
pub struct App {
    document: Document,
    /// What the files of documents held when they were read or written last.
    fingerprints: BTreeMap<PathBuf, Fingerprint>,
    engine: Engine,
    traces: TraceStore,
    run: RunView,
    view: ViewState,
    requests: Requests,
    notices: Notices,
    dialogs: Dialogs,
    text: Text,
    theme: Theme,
    theme_choice: ThemeChoice,
    /// The theme that the toolkit's widgets were told of.
    applied_theme: Option<Theme>,
    frame_times: FrameTimes,
    renderer: String,
    /// How many commands went to the window system.
    window_commands: u64,
    /// Whether events come in order; see [`InOrder`].
    has_order: bool,
    /// What is kept for the next start.
    keeper: Keeper,
    /// Lessons and lectures.
    teaching: Teaching,
    /// What waits for an answer about unsaved changes.
    leaving: Option<Replacement>,
    /// A save that failed, until it is known what to do.
    not_saved: Option<NotSaved>,
    /// A save that would lose comments, until it is known whether it may.
    rewriting: Option<Rewriting>,
    /// Whether that goes on once the document has been saved.
    follows_save: bool,
    /// Whether the window may close although there are unsaved changes.
    may_close: bool,
    /// When the text of the clipboard was asked for to be opened rather than added [s].
    pastes_document: Option<f64>,
}

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
            fingerprints: own.into_iter().collect(),
            traces: TraceStore::default(),
            run: RunView::new(document.preset(), true),
            view: ViewState::default(),
            requests: Requests::default(),
            notices: Notices::default(),
            dialogs: Dialogs::new(chooser),
            text: Text::english().typeset(),
            theme: Theme::new(theme_choice, true),
            theme_choice,
            applied_theme: None,
            frame_times: FrameTimes::default(),
            renderer: String::new(),
            window_commands: 0,
            has_order: false,
            keeper: Keeper::default(),
            teaching: Teaching::default(),
            leaving: None,
            not_saved: None,
            rewriting: None,
            follows_save: false,
            may_close: false,
            pastes_document: None,
            document,
            engine,
        };
        app.select_first();
        app
    }

    /// The program that runs a preset: its network, seed and step, and every probe its plots show.
    #[must_use]
    pub fn program(preset: &Preset, running: bool) -> Program {
        Program {
            network: Arc::new(preset.network().clone()),
            seed: preset.run().seed,
            grid: preset.grid(),
            probes: plotted_probes(preset),
            releases: plotted_releases(preset),
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
        if self.text.language() != language {
            self.text = Text::of(language, &declared::texts()).typeset();
        }
    }

    /// What the document's file held when it was read or written last.
    fn fingerprint(&self) -> Option<&Fingerprint> {
        self.fingerprints.get(self.document.path()?)
    }

    /// The document's name in the user's language.
    fn name(&self) -> String {
        self.text.own(&self.document.name())
    }

    /// Takes in what the engine sent and what dialogs answered. Also runs while the window is hidden.
    pub fn think(&mut self, ctx: &egui::Context) {
        if !self.has_order {
            ctx.add_plugin(InOrder::default());
            self.has_order = true;
        }
        let time_s = ctx.input(|input| input.time);
        while let Some(batch) = self.engine.poll() {
            for spike in batch.spikes.iter().take(SPIKES_LOGGED) {
                tracing::info!("fired population={} neuron={}", spike.population, spike.neuron);
            }
            if let Some(more) = batch.spikes.len().checked_sub(SPIKES_LOGGED).filter(|more| 0 < *more) {
                tracing::debug!("and {more} more spikes");
            }
            self.note_firings(&batch.spikes, time_s);
            self.traces.absorb(&batch.blocks, &batch.spikes, &batch.spike_counts, &batch.probes, &batch.head);
            self.traces.absorb_releases(&batch.releases);
            self.traces.absorb_weights(&batch.snapshot.weights);
            let watched = watched_rates(self.document.preset());
            self.traces.absorb_rates(&watched, &batch.spikes, &batch.spike_counts, batch.grid);
            self.run.now = batch.now;
            self.run.grid = batch.grid;
            self.run.achieved_ms_per_s = batch.achieved_ms_per_s;
            self.run.progress = batch.progress;
            let listed = listed_spikes(self.document.preset());
            self.run.lost_spikes += listed.iter().map(|id| batch.spike_counts.total_of(*id)).sum::<u64>();
            self.run.counted_spikes += batch.lost_spikes;
            self.run.lost_samples += batch.lost_samples;
            self.run.lost_releases += batch.lost_releases;
            self.run.ignored += batch.ignored;
            self.run.snapshot = batch.snapshot;
            self.note_caveats();
            if batch.status != self.run.status
                && let crate::engine::Status::Halted(halt) = &batch.status
            {
                self.notices.error(self.text.say(&halt.message()));
            }
            self.run.status = batch.status;
        }
        self.run.follow_state(self.document.preset().network(), time_s);
        if !holding::has_focus(ctx) {
            self.view.holding.let_go(&mut self.requests);
        }
        self.dialogs.poll(&mut self.requests);
        self.watch_close(ctx);
        self.dispatch_all(ctx);
        self.after_saving(ctx);
        self.keep(ctx);
    }

    /// Says once in a run what it cannot be trusted in.
    fn note_caveats(&mut self) {
        let network = self.document.preset().network();
        let (snapshot, said) = (&self.run.snapshot, &mut self.run.caveats_said);
        if let Some(crowding) = snapshot.crowding.filter(|_| !said.0) {
            said.0 = true;
            self.notices.error(self.text.say(&crowding_message(&crowding, network, self.run.grid)));
        }
        if let Some(straying) = snapshot.straying.filter(|_| !said.1) {
            said.1 = true;
            self.notices.error(self.text.say(&straying_message(&straying, network, self.run.grid)));
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
            let n = self.document.preset().network().population(population).map_or(1, |p| p.n.max(1));
            #[expect(clippy::cast_precision_loss, reason = "the size of a ring")]
            let fraction = (count as f32 / n as f32).min(1.0);
            self.run.note_firing(population, fraction, time_s);
        }
    }

    /// Draws a frame and does what its views asked for.
    pub fn draw(&mut self, ui: &mut Ui) {
        let started = Instant::now();
        let ctx = ui.ctx().clone();
        Self::guard(&ctx);
        self.take_guarded(&ctx);
        self.update_theme(&ctx);
        let escapes = ctx.input(|input| input.key_pressed(Key::Escape));
        self.view.fields.begin_frame(self.document.original(), escapes);
        self.view.holding.begin_frame();
        self.take_shortcuts(&ctx);
        self.view.gesture_ends = false;
        let hovered = ctx.data_mut(|data| data.remove_temp::<String>(plot::lit_id()));
        self.view.lit = self.view.lit_next.take().or(hovered.map(Lit::Probe));
        self.run.follow_course(self.document.preset());
        self.draw_panels(ui);
        self.notices.show(&ctx, &self.text, &self.theme);
        self.link_ui(&ctx);
        self.leaving_ui(&ctx);
        self.not_saved_ui(&ctx);
        self.rewriting_ui(&ctx);
        self.works_window_ui(&ctx);
        self.recovery_ui(&ctx);
        self.dialogs.show(&ctx, &self.text, &self.theme, &self.keeper.recent, &mut self.requests);
        self.take_dropped_files(&ctx);
        self.view.holding.end_frame(&mut self.requests);
        self.take_typed();
        self.dispatch_all(&ctx);
        // A signal may end the program before the next frame.
        self.note_work(!ctx.input(|input| input.pointer.any_down()));
        if self.view.gesture_ends {
            self.view.gesture += 1;
        }
        self.keep_moving(&ctx);
        self.frame_times.push(started.elapsed());
    }

    fn draw_panels(&mut self, ui: &mut Ui) {
        let time_s = ui.input(|input| input.time);
        let spots = self.spots(time_s);
        let panes = self.lecture_panes();
        let titles = self.lesson_titles();
        let Self {
            document,
            traces,
            run,
            view,
            requests,
            notices,
            text,
            theme,
            theme_choice,
            keeper,
            teaching,
            ..
        } = self;
        let (selection, tool, lit) = (view.selection.clone(), view.tool, view.lit.clone());
        let context = ViewContext {
            document,
            traces,
            run,
            has_lesson: teaching.open.is_some(),
            is_lecture: teaching.lecture.is_some(),
            can_show: teaching.open.as_ref().is_some_and(|open| !open.current().page.act.is_empty()),
            spots: &spots,
            shows_equations: keeper.settings.equations,
            recent: &keeper.recent,
            works: &keeper.works,
            trouble: keeper.failure.as_deref(),
            reduced_motion: keeper.settings.reduced_motion,
            selection: &selection,
            tool,
            lit: lit.as_ref(),
            text,
            theme,
            theme_choice: *theme_choice,
            time_s,
        };
        let ctx = ui.ctx().clone();
        panel::settings::settings_ui(&ctx, &mut keeper.settings, theme_choice, &context, view);
        if let Some(lecture) = teaching.lecture {
            let stage = panel::lecture::Stage { lecture, open: teaching.open.as_ref(), panes: &panes };
            panel::lecture::lecture_ui(ui, &stage, &mut teaching.markdown, &context, view, requests);
            return;
        }
        panel::workbench::workbench_ui(ui, teaching, &titles, &context, view, requests);
        let frame_times = &self.frame_times;
        let renderer = &self.renderer;
        let hash = if view.windows.diagnostics { view.document_hash(context.preset()) } else { 0 };
        let diagnostics = || diagnostics(&context, hash, frame_times, renderer);
        panel::inspector::inspector_ui(ui, &context, view, requests);
        panel::goal::goal_ui(ui, &context, view, requests);
        panel::palette::palette_ui(ui, &context, view, requests);
        panel::add_plot::add_plot_ui(ui, &context, view, requests);
        panel::help::help_ui(ui, &context, view, notices, &diagnostics, requests);
    }

    fn update_theme(&mut self, ctx: &egui::Context) {
        let system_is_dark = ctx.system_theme() != Some(egui::Theme::Light);
        let theme = match self.teaching.lecture {
            Some(_) => Theme::lecture(ctx.content_rect().height()),
            None => Theme::new(self.theme_choice, system_is_dark),
        };
        if self.applied_theme.as_ref() != Some(&theme) {
            theme.apply(ctx);
            (self.theme, self.applied_theme) = (theme.clone(), Some(theme));
        }
    }

    /// Shortcuts act before any widget sees the keys, but not while a text is being typed.
    fn take_shortcuts(&mut self, ctx: &egui::Context) {
        if ctx.text_edit_focused()
            || self.view.fields.gives_up()
            || self.dialogs.is_open()
            || self.leaving.is_some()
            || self.not_saved.is_some()
            || self.view.link.is_some()
            || self.rewriting.is_some()
            || self.keeper.is_asking()
        {
            return;
        }
        self.take_lecture_keys(ctx);
        let time_s = ctx.input(|input| input.time);
        let spots = self.spots(time_s);
        let context = self.context(ctx, &spots);
        let mut asked = Vec::new();
        // Window systems tell of the keys for the clipboard as of what they mean.
        ctx.input(|input| {
            let shift = input.modifiers.shift;
            for event in &input.events {
                asked.extend(match event {
                    Event::Copy if shift => Some(Request::Act(Action::CopyPreset)),
                    Event::Copy => Some(Request::Act(Action::Copy)),
                    Event::Cut => Some(Request::Act(Action::Cut)),
                    Event::Paste(text) => Some(Request::Paste { text: text.clone(), opens: shift }),
                    _ => None,
                });
            }
        });
        asked.retain(|request| !matches!(request, Request::Act(action) if !action.is_enabled(&context)));
        for action in Action::by_specificity() {
            if ctx.input_mut(|input| input.consume_shortcut(&action.shortcut()))
                && action.is_enabled(&context)
            {
                asked.push(Request::Act(action));
            }
        }
        let mut digits = Vec::new();
        for (digit, key) in DIGITS.into_iter().enumerate() {
            let Some(population) = context.network().population_named(&digit.to_string()) else { continue };
            let neuron = (population.n == 1).then_some(0);
            for _ in 0..presses(ctx, key) {
                asked.push(Request::Fire { population: population.id, neuron });
            }
            digits.push((key, (population.id, neuron)));
        }
        for request in asked {
            self.requests.push(request);
        }
        for (key, whose) in digits {
            self.view.holding.watch_key(ctx, key, whose, &mut self.requests);
        }
        self.take_arrows(ctx);
        if ctx.input(|input| input.key_pressed(Key::Escape)) && !self.view.windows.any() {
            (self.view.connecting, self.view.drag, self.view.popped) = (None, None, None);
        }
    }

    /// Arrows move what is selected with the edit tool, with Shift farther.
    fn take_arrows(&mut self, ctx: &egui::Context) {
        let on_canvas = ctx.memory(egui::Memory::focused).is_none_or(|id| self.view.focusable.contains(&id));
        if self.view.tool != Tool::Edit || !on_canvas || self.view.selection.populations().next().is_none() {
            return;
        }
        let mut by = egui::Vec2::ZERO;
        let arrows = [
            (Key::ArrowLeft, egui::vec2(-1.0, 0.0)),
            (Key::ArrowRight, egui::vec2(1.0, 0.0)),
            (Key::ArrowUp, egui::vec2(0.0, -1.0)),
            (Key::ArrowDown, egui::vec2(0.0, 1.0)),
        ];
        for (key, step) in arrows {
            for (modifiers, points) in [(Modifiers::SHIFT, 10.0), (Modifiers::NONE, 1.0)] {
                if ctx.input_mut(|input| input.consume_key(modifiers, key)) {
                    by += step * points;
                }
            }
        }
        if by != egui::Vec2::ZERO {
            self.nudge(by);
        }
    }

    fn take_dropped_files(&mut self, ctx: &egui::Context) {
        if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
            let painter =
                ctx.layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
            let area = ctx.content_rect();
            painter.rect_filled(area, 0.0, self.theme.ground.gamma_multiply(0.85));
            let (words, font) = (self.text.get("drop-to-open"), self.theme.bold_font(1.6));
            painter.text(area.center(), egui::Align2::CENTER_CENTER, words, font, self.theme.text);
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            self.requests.push(Request::OpenFile(path));
        }
    }

    fn context<'a>(&'a self, ctx: &egui::Context, spots: &'a [Spot]) -> ViewContext<'a> {
        ViewContext {
            has_lesson: self.teaching.open.is_some(),
            is_lecture: self.teaching.lecture.is_some(),
            can_show: self.teaching.open.as_ref().is_some_and(|open| !open.current().page.act.is_empty()),
            spots,
            document: &self.document,
            traces: &self.traces,
            run: &self.run,
            shows_equations: self.keeper.settings.equations,
            recent: &self.keeper.recent,
            works: &self.keeper.works,
            trouble: self.keeper.failure.as_deref(),
            reduced_motion: self.keeper.settings.reduced_motion,
            selection: &self.view.selection,
            tool: self.view.tool,
            lit: self.view.lit.as_ref(),
            text: &self.text,
            theme: &self.theme,
            theme_choice: self.theme_choice,
            time_s: ctx.input(|input| input.time),
        }
    }

    fn dispatch_all(&mut self, ctx: &egui::Context) {
        for request in self.requests.take() {
            self.dispatch(ctx, request);
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
            || self.dialogs.is_open()
        {
            ctx.request_repaint_after(Duration::from_millis(16));
        }
    }
}

/// How often a key went down in this frame; that it is still down is no press.
fn presses(ctx: &egui::Context, of: Key) -> usize {
    ctx.input_mut(|input| {
        let mut count = 0;
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, repeat, modifiers, .. }
                if *key == of && modifiers.matches_exact(Modifiers::NONE) =>
            {
                count += usize::from(!repeat);
                false
            }
            _ => true,
        });
        count
    })
}

/// Every probe that a preset's plots show, once.
fn plotted_probes(preset: &Preset) -> Vec<Probe> {
    let mut probes = Vec::new();
    for plot in &preset.view().plots {
        for probe in
            plot.kind.probes().iter().filter_map(|written| Probe::parse(written, preset.network()).ok())
        {
            if !probes.contains(&probe) {
                probes.push(probe);
            }
        }
    }
    probes
}

/// The populations whose spikes a preset's plots show one by one, by id.
fn listed_spikes(preset: &Preset) -> Vec<u32> {
    let plots = preset.view().plots.iter().filter(|plot| !plot.kind.shows_rates());
    let named = plots.flat_map(|plot| plot.kind.populations());
    named.filter_map(|name| preset.network().population_named(name)).map(|population| population.id).collect()
}

/// The populations whose rates a preset's plots show, by id.
fn watched_rates(preset: &Preset) -> Vec<u32> {
    let plots = preset.view().plots.iter().filter(|plot| plot.kind.shows_rates());
    let named = plots.flat_map(|plot| plot.kind.populations());
    named.filter_map(|name| preset.network().population_named(name)).map(|population| population.id).collect()
}

/// The projections whose releases a preset's plots show, by id.
fn plotted_releases(preset: &Preset) -> Vec<u32> {
    let plots = preset.view().plots.iter().filter(|plot| plot.kind.shows_releases());
    let names: std::collections::BTreeSet<&str> = plots.flat_map(|plot| plot.kind.projections()).collect();
    let projections = preset.network().projections().iter();
    projections.filter(|projection| names.contains(projection.name.as_str())).map(|p| p.id).collect()
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
