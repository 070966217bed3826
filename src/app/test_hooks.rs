//! Looking at the application from outside: what scripts, tests and benchmarks ask, and nothing a view uses.

use std::path::Path;

use eframe::egui::{Context, Pos2, Rect};

use super::request::Request;
use super::{Action, App, Selection, ThemeChoice, Tool, canvas};
use crate::document::Document;
use crate::engine::Engine;
use crate::model::network::Object;
use crate::model::probe::Probe;
use crate::sim::Spike;

/// Path, value and standard error of parameters, and pairs of them that cannot be told apart.
pub type FitOutcome = (Vec<(String, f64, Option<f64>)>, Vec<(usize, usize)>);

impl App {
    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The engine.
    #[must_use]
    pub fn engine(&mut self) -> &mut Engine {
        &mut self.engine
    }

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.view.selection
    }

    /// With what the canvas is touched.
    #[must_use]
    pub fn tool(&self) -> Tool {
        self.view.tool
    }

    /// How many spikes of a population were seen.
    #[must_use]
    pub fn spikes_seen(&self, population: u32) -> u64 {
        self.traces.spike_count(population)
    }

    /// The spikes that are kept, in the order in which they happened.
    #[must_use]
    pub fn spikes(&self) -> Vec<Spike> {
        self.traces.spikes()
    }

    /// The value of a plotted probe at the boundary reached, in its unit.
    #[must_use]
    pub fn probe_now(&self, probe: &str) -> Option<f64> {
        self.traces.head(&Probe::parse(probe, self.document.preset().network()).ok()?)
    }

    /// How many rings spread on the canvas.
    #[must_use]
    pub fn n_rings(&self) -> usize {
        self.run.firings.values().map(Vec::len).sum()
    }

    /// Whether model time moves.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.run.is_running()
    }

    /// Time of the boundary reached [ms].
    #[must_use]
    pub fn now_ms(&self) -> f64 {
        self.run.now_ms()
    }

    /// Time of the end of the run [ms], and whether the playhead is before it.
    #[must_use]
    pub fn end_ms(&self) -> (f64, bool) {
        (self.run.end_ms(), self.run.is_past())
    }

    /// What the tabs of the open runs say, and which of them is looked at.
    #[must_use]
    pub fn runs(&self) -> (Vec<String>, usize) {
        let document = |run| {
            let parked = self.runs.document(run);
            parked.unwrap_or(self.document.preset())
        };
        let words = self.runs.open().map(|listed| listed.words(document(listed.id), &self.shell.text));
        let current = self.runs.open().position(|listed| listed.id == self.runs.current);
        (words.collect(), current.unwrap_or(usize::MAX))
    }

    /// The document at the playhead.
    #[must_use]
    pub fn shown(&self) -> &std::sync::Arc<crate::preset::Preset> {
        self.shown.as_ref().unwrap_or(self.document.preset())
    }

    /// The boundary of the weights of a projection that plots show.
    #[must_use]
    pub fn weights_at(&self, projection: u32) -> Option<crate::units::Step> {
        Some(self.traces.weights(projection)?.last().at)
    }

    /// What a plotted probe recorded at a time [ms].
    #[must_use]
    pub fn probe_at(&self, probe: &str, time_ms: f64) -> Option<f64> {
        let probe = Probe::parse(probe, self.document.preset().network()).ok()?;
        self.traces.value_at(&probe, time_ms, self.run.grid)
    }

    /// What the ghost of a number recorded of a plotted probe at a time [ms].
    #[must_use]
    pub fn ghost_at(&self, number: u32, probe: &str, time_ms: f64) -> Option<f64> {
        let probe = Probe::parse(probe, self.document.preset().network()).ok()?;
        let (_, ghost) = self.view.plots.ghosts.iter().find(|(own, _)| *own == number)?;
        ghost.value_at(&probe, time_ms)
    }

    /// What A of the twin recorded of a plotted probe at a time [ms].
    #[must_use]
    pub fn twin_at(&self, probe: &str, time_ms: f64) -> Option<f64> {
        let probe = Probe::parse(probe, self.document.preset().network()).ok()?;
        self.twin.as_ref()?.traces.value_at(&probe, time_ms, self.run.grid)
    }

    /// The figures of the twin's table in words, where the twin has one: spikes, the first after the last click, and mean weights.
    #[must_use]
    pub fn twin_table(&self) -> String {
        let own = self.twin.as_ref().map(|twin| &twin.at_playhead.1);
        own.map_or_else(String::new, |own| format!("{:?} {:?} {:?}", own.now, own.counts, own.click))
    }

    /// Does an edit as a view asks for it.
    pub fn do_edit(&mut self, ctx: &Context, edit: &crate::document::Edit) {
        self.dispatch(ctx, Request::Edit(edit.clone(), None));
    }

    /// How the twin is, as told last.
    #[must_use]
    pub fn twin_scene(&self) -> Option<&crate::engine::TwinScene> {
        self.twin.as_ref()?.scene.as_ref()
    }

    /// How long the last frame took to build.
    #[must_use]
    pub fn last_frame(&self) -> std::time::Duration {
        self.shell.frame_times.last()
    }

    /// What was said so far.
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        self.shell.notices.history().iter().cloned().collect()
    }

    /// Says that something went wrong, as what goes wrong does.
    pub fn say_error(&mut self, words: &str) {
        self.shell.notices.error(words.to_owned());
    }

    /// The size of text [points] and the colour of the panes behind it.
    #[must_use]
    pub fn look(&self) -> (f32, eframe::egui::Color32) {
        (self.shell.theme.text_size, self.shell.theme.pane)
    }

    /// The theme that was chosen.
    #[must_use]
    pub fn theme_choice(&self) -> ThemeChoice {
        self.shell.theme_choice
    }

    /// The state of views in words: what is open, how canvas and plots are looked at, whether a dialog asks.
    #[must_use]
    pub fn view_fingerprint(&self) -> String {
        let view = &self.view;
        let epoch = self.engine.epoch();
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} twin: {} to A: {} {} {epoch:?} {} {}",
            view.selection,
            view.tool,
            view.connecting,
            view.inspected,
            view.naming,
            (&self.saving.leaving, &view.palette, self.run.speed),
            (view.canvas, view.pane.at, view.outline.fingerprint(), &view.texts, view.copied.is_some()),
            view.plots,
            (
                &view.windows,
                view.ledger.fingerprint(),
                (view.own_data.fingerprint(), view.range.fingerprint(), &view.notes),
                self.takeaway.fingerprint()
            ),
            (
                self.teaching.fingerprint(),
                self.persistence.settings.equations,
                view.gallery.fingerprint(),
                view.stage.fingerprint()
            ),
            self.twin.is_some(),
            self.edits_a(),
            self.shell.dialogs.is_open(),
            self.shell.window_commands,
            if self.run.is_running() { String::new() } else { self.run.now_ms().to_string() },
        )
    }

    /// What a fit of the window came to: path, value and standard error of each parameter, and pairs that cannot be told apart.
    #[must_use]
    pub fn fit_outcome(&self) -> Option<FitOutcome> {
        let outcome = &self.view.own_data.ended.as_ref()?.outcome;
        let row = |own: &crate::fit::Fitted| (own.path.clone(), own.value, own.error);
        Some((outcome.fitted.iter().map(row).collect(), outcome.indistinct.clone()))
    }

    /// Whether a recording is being read, or parameters fitted.
    #[must_use]
    pub fn is_busy_with_data(&self) -> bool {
        self.view.own_data.is_busy()
    }

    /// Whether runs of a range are under way.
    #[must_use]
    pub fn is_busy_with_range(&self) -> bool {
        self.view.range.is_busy()
    }

    /// Opens the window of range runs with a parameter, by its path, as its menu entry does.
    pub fn vary(&mut self, ctx: &Context, path: &str) {
        if let Ok(address) = self.document.preset().find(path) {
            self.dispatch(ctx, Request::Range(super::request::RangeRequest::Vary(address)));
        }
    }

    /// The time at which runs of the range end [ms], to be changed.
    pub fn range_duration(&mut self) -> Option<&mut f64> {
        self.view.range.setup.as_mut().map(|setup| &mut setup.duration_ms)
    }

    /// Chooses a parameter to be fitted, by its path.
    pub fn choose_to_fit(&mut self, path: &str) {
        self.view.own_data.free.extend(self.document.preset().find(path));
    }

    /// The factor on the windows of plots against time, the time at which they are held [ms], and the vertical range that a person
    /// chose for a plot.
    #[must_use]
    pub fn plot_view(&self, plot: u32) -> (f64, Option<f64>, Option<(f64, f64)>) {
        let plots = &self.view.plots;
        (plots.stretch.unwrap_or(1.0), plots.held_at_ms, plots.ranges.get(&plot).copied())
    }

    /// The sweeps that a plot shows, the oldest first: when each began [ms], whether it is over, and the amplitudes of its traces.
    #[must_use]
    pub fn sweeps(&self, plot: u32) -> Vec<(f64, bool, Vec<Vec<f64>>)> {
        let own = self.view.plots.sweeping.plots.get(&plot);
        let sweeps = own.into_iter().flat_map(|own| own.collector().sweeps());
        let amplitudes = |sweep: &crate::measure::Sweep| {
            sweep.curves.iter().map(|curve| curve.amplitudes.clone()).collect()
        };
        sweeps.map(|sweep| (sweep.begin_ms, sweep.is_whole, amplitudes(sweep))).collect()
    }

    /// Where a population's vertex lies on screen [points], once it was drawn.
    #[must_use]
    pub fn vertex_place(&self, population: u32) -> Option<Pos2> {
        canvas::place_of(&self.view, population)
    }

    /// What a click at a place on the canvas meets of what joins neurons.
    #[must_use]
    pub fn stroke_at(&self, at: Pos2) -> Option<Object> {
        self.view.drawn.strokes.at(at)
    }

    /// The place at a fraction of the stroke of an object [points], once it was drawn.
    #[must_use]
    pub fn stroke_place(&self, object: Object, t: f32) -> Option<Pos2> {
        self.view.drawn.strokes.place(object, t)
    }

    /// The canvas, and where words stand on it [points].
    #[must_use]
    pub fn canvas_words(&self) -> (Rect, &[Rect]) {
        (self.view.drawn.area, &self.view.drawn.words)
    }

    /// The first entry of the command palette for what was typed, and whether Enter carries it out.
    #[must_use]
    pub fn palette_first(&self) -> Option<(String, bool)> {
        self.view.palette.as_ref()?.first()
    }

    /// How many neurons are about to be connected.
    #[must_use]
    pub fn n_connecting(&self) -> usize {
        self.view.connecting.len()
    }

    /// Zoom and place of the canvas.
    #[must_use]
    pub fn canvas_state(&self) -> canvas::geometry::CanvasState {
        self.view.canvas
    }

    /// The lesson that is open, and the number of its step from 0.
    #[must_use]
    pub fn lesson(&self) -> Option<(&'static str, usize)> {
        self.teaching.open.as_ref().map(|open| (open.name, open.step))
    }

    /// Opens a lesson that comes with the program at a step, as its menu entry and a jump would.
    pub fn open_lesson_at(&mut self, ctx: &Context, name: &'static str, step: usize) {
        self.open_lesson(ctx, name);
        if 0 < step {
            self.go_to_step(ctx, step);
        }
    }

    /// A number that is the same whenever the program is in the same state as far as a lesson goes: document, selection, tool,
    /// what stands out, and how the run begins.
    #[must_use]
    pub fn lesson_state_hash(&mut self) -> u64 {
        let preset = std::sync::Arc::clone(self.document.preset());
        let hash = self.view.document_hash(&preset);
        let open = self.teaching.open.as_ref();
        let state = format!(
            "{:?} {:?} {:?} {:?} {} {}",
            self.view.selection,
            self.view.tool,
            open.map(|open| (open.name, open.step, open.is_revealed, &open.spots)),
            self.lecture_panes(),
            hash,
            self.document.is_changed(),
        );
        crate::storage::hash(state.as_bytes())
    }

    /// Speaks a language; see [`App::speak`].
    pub fn set_language(&mut self, language: crate::text::Language) {
        self.persistence.system_language = language;
        self.speak(language);
    }

    /// Number of points that the pen has drawn and that are to be seen.
    #[must_use]
    pub fn strokes(&self) -> usize {
        self.view.stage.pen.n_points()
    }

    /// Opens a preset that comes with the program, as its menu entry would.
    pub fn open_preset(&mut self, ctx: &Context, name: &'static str) {
        self.dispatch(ctx, Request::OpenPreset(name));
    }

    /// Whether an audience looks on.
    #[must_use]
    pub fn is_lecture(&self) -> bool {
        self.teaching.lecture.is_some()
    }

    /// The speed that is asked for.
    #[must_use]
    pub fn speed(&self) -> crate::units::Speed {
        self.run.speed
    }

    /// Titles of unsaved work that can be opened again, the newest first, each with what was changed.
    #[must_use]
    pub fn recent_work(&self) -> Vec<(String, String)> {
        let words = |kept: &crate::storage::work::Kept| {
            (kept.origin.title.clone(), super::works::changes_words(&kept.origin.changes, &self.shell.text))
        };
        self.persistence.works.iter().map(words).collect()
    }

    /// Whether a question waits for an answer before something takes the document's place.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.saving.leaving.is_some()
    }

    /// Does a command, as its menu entry would.
    pub fn do_action(&mut self, ctx: &Context, action: Action) {
        self.dispatch(ctx, Request::Act(action));
    }

    /// How figures are drawn, in dots per inch, and how long animated pictures last [s].
    pub fn draw_with(&mut self, dpi: f64, film_s: f64) {
        (self.view.take.dpi, self.view.take.film_s) = (dpi, film_s);
    }

    /// Opens a file with the next frame, as if it had been dropped on the window.
    pub fn open_file(&mut self, path: &Path) {
        self.shell.requests.push(Request::OpenFile(path.to_owned()));
    }
}
