//! Taking things away: files and the clipboard, from the window.
//!
//! What is asked for is settled as an [`Order`] at once; the file is chosen meanwhile. The engine then hands over a state before
//! the stretch that is meant, and a thread ([`job`]) goes through it again: what is written is what the run gave, in full
//! resolution, and the window waits for nothing. Pictures of the window itself come from whatever draws it.

mod command_line;
mod job;
mod order;
mod rows;
mod shot;
pub(in crate::app) mod wish;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, ColorImage, Context};

use super::context::ViewContext;
use super::dialog::Purpose;
use super::{Action, App};
use crate::engine::{Command, Excerpt, Handover};
use crate::export::animation::Pace;
use crate::export::figure::Style;
use crate::export::picture::Picture;
use crate::input::output::Content;
use crate::model::probe::Probe;
use crate::preset::plot_spec::{Plot, PlotSpec};
use crate::text::Text;
use crate::units::{Speed, Step};
use command_line::Purpose as For;
use job::{Done, Job};
use order::Order;
use rows::Rows;
use shot::Shot;
use wish::{What, Wish};

/// What is being taken away.
#[derive(Debug, Default)]
pub(super) struct TakeAway {
    /// What goes to the file that is being chosen.
    asked: Option<Asked>,
    /// What waits for the engine to hand over a state.
    waiting: Vec<(Handover, Box<Order>, Option<PathBuf>)>,
    jobs: Vec<Job>,
    shots: Vec<Shot>,
    /// How many times something was asked for.
    n_asked: u64,
    /// The command line that waits for the inputs of the run.
    line: Option<(Handover, Box<For>)>,
}

/// What goes to the file that is being chosen.
#[derive(Debug)]
enum Asked {
    Order(Box<Order>),
    /// A text, such as a script, and what kind of file it is.
    Text(Content, String),
    /// Rows of the ledger.
    Rows(Box<Rows>),
}

impl TakeAway {
    /// How often something was asked for, in words.
    pub fn fingerprint(&self) -> String {
        format!("taken {}", self.n_asked)
    }

    /// Whether something is under way.
    pub fn is_busy(&self) -> bool {
        !(self.waiting.is_empty() && self.jobs.is_empty() && self.shots.is_empty()) || self.line.is_some()
    }

    /// What is being written and takes its time: place in the list, name, and how far it has come.
    pub fn slow(&self) -> Vec<(usize, &str, f32)> {
        let jobs = self.jobs.iter().enumerate();
        jobs.filter_map(|(place, job)| Some((place, job.name.as_str(), job.progress()?))).collect()
    }
}

impl App {
    /// Does a command.
    pub(super) fn act_on_taking(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Export => self.view.windows.export = !self.view.windows.export,
            Action::Code => self.view.windows.code = !self.view.windows.code,
            Action::CopyCommand => self.copy_command(),
            _ => self.copy_plot(ctx, action),
        }
    }

    /// Takes something away: settles what is meant, and asks for a file if it goes to one.
    pub(super) fn take_away(&mut self, ctx: &Context, wish: Wish) {
        self.takeaway.n_asked += 1;
        let order = match self.order(ctx, wish) {
            Ok(order) => Box::new(order),
            Err(words) => return self.shell.notices.info(words),
        };
        if wish.copies {
            self.fill(*order, None);
        } else {
            self.ask_where(Asked::Order(order), wish.what.content());
        }
    }

    /// Asks for a file for something.
    fn ask_where(&mut self, asked: Asked, content: Content) {
        self.takeaway.n_asked += u64::from(!matches!(asked, Asked::Order(_)));
        self.takeaway.asked = Some(asked);
        let name = self.file_stem();
        self.shell.dialogs.ask(Purpose::Export(content), self.document.path(), &name);
    }

    /// Copies the plot under the pointer, or the first one.
    fn copy_plot(&mut self, ctx: &Context, action: Action) {
        let what = if action == Action::CopyTable { What::Table } else { What::Picture };
        if let Some(plot) = self.plot_meant(ctx, |_| true) {
            self.take_away(ctx, Wish { what, plot: Some(plot), copies: true });
        }
    }

    /// Asks for a file for a text.
    pub(super) fn save_text(&mut self, content: Content, text: String) {
        self.ask_where(Asked::Text(content, text), content);
    }

    /// A file was chosen.
    pub(super) fn write_to(&mut self, path: PathBuf) {
        match self.takeaway.asked.take() {
            Some(Asked::Order(order)) => self.fill(*order, Some(path)),
            Some(Asked::Text(content, text)) => {
                let source = self.source();
                let done = job::write_content(&source, &path, content, text.as_bytes(), &self.shell.text);
                self.say_done(match done {
                    Ok(()) => Done::Written(path, None),
                    Err(lines) => Done::Failed(lines),
                });
            }
            Some(Asked::Rows(rows)) => self.write_rows(*rows, &path),
            None => {}
        }
    }

    /// Gives up something that is being written.
    pub(super) fn stop_writing(&mut self, place: usize) {
        if let Some(job) = self.takeaway.jobs.get(place) {
            job.stop();
        }
    }

    pub(super) fn shown_preset(&self) -> &Arc<crate::preset::Preset> {
        self.shown.as_ref().unwrap_or(self.document.preset())
    }

    /// What a command line calls the document.
    pub(super) fn source(&self) -> OsString {
        match (self.document.path(), self.document.bundled()) {
            (Some(path), _) => path.as_os_str().to_owned(),
            (None, Some(bundled)) => OsStr::new(bundled).to_owned(),
            (None, None) => OsString::from("untitled"),
        }
    }

    fn file_stem(&self) -> String {
        self.document
            .bundled()
            .filter(|_| self.document.path().is_none())
            .map_or_else(|| self.name(), str::to_owned)
    }

    /// Settles what is meant by a wish, or says why there is nothing to take away.
    fn order(&mut self, ctx: &Context, wish: Wish) -> Result<Order, String> {
        let preset = Arc::clone(self.shown_preset());
        let hash = self.view.document_hash(&preset);
        let first = super::past::as_then(self.course.first(), self.document.preset());
        let own = self.view_copy(ctx);
        let look = (&self.shell.text, &self.shell.theme, self.shell.theme_choice);
        let context = super::context(
            (&self.document, self.shown.as_ref(), &self.traces),
            (&self.run, &self.course.marks, &self.runs, self.twin.as_ref()),
            (&self.persistence, &self.teaching),
            look,
            &own,
        );
        let stretch = Stretch::of(wish, &context, &self.view)?;
        let options = &self.view.take;
        let windows = stretch.plots.iter().filter_map(|plot| plot.kind.window_ms());
        let window_ms = windows.reduce(f64::min);
        let caption = options.caption.then(|| Order::caption(&preset, &self.file_stem()));
        Ok(Order {
            wish,
            first,
            source: self.source(),
            hash,
            run: (self.engine.epoch(), self.runs.current),
            span: stretch.span,
            span_ms: stretch.span_ms,
            probes: stretch.probes,
            plots: stretch.plots,
            ranges: self.view.plots.ranges.clone(),
            graphs: stretch.graphs,
            style: Style {
                width_mm: options.width_mm,
                panel_mm: options.panel_mm,
                legend: options.legend,
                caption,
            },
            dpi: options.dpi,
            pace: Pace {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 50")]
                fps: options.fps.round() as u16,
                speed_ms_per_s: speed_ms_per_s(&preset),
                window_ms: window_ms.unwrap_or(f64::INFINITY),
            },
            language: self.shell.text.language(),
            preset,
        })
    }

    /// Gets what it takes to fill an order.
    fn fill(&mut self, order: Order, path: Option<PathBuf>) {
        if order.run != (self.engine.epoch(), self.runs.current) {
            // The run began anew, or another is looked at.
            self.shell.notices.error(self.shell.text.get("take-run-gone"));
            return;
        }
        if order.is_shot() {
            self.takeaway.shots.push(Shot::new(order, path));
            return;
        }
        let to = Handover::default();
        self.engine.send(Command::TakeOut { from: order.span.0, to: to.clone() });
        self.takeaway.waiting.push((to, Box::new(order), path));
    }

    /// Goes on with what is under way; called in every frame.
    pub(super) fn go_on_taking(&mut self, ctx: &Context) {
        if !self.takeaway.is_busy() {
            return;
        }
        ctx.request_repaint_after(super::FEW);
        let mut waiting = Vec::new();
        for (handover, order, path) in std::mem::take(&mut self.takeaway.waiting) {
            let Some(excerpt) = Excerpt::of(&handover) else {
                waiting.push((handover, order, path));
                continue;
            };
            match Job::start(*order, Some(excerpt), None, path) {
                Ok(job) => self.takeaway.jobs.push(job),
                Err(error) => self.shell.notices.error(error.to_string()),
            }
        }
        self.takeaway.waiting.extend(waiting);
        self.go_on_shooting(ctx);
        self.go_on_with_line(ctx);
        let mut jobs = std::mem::take(&mut self.takeaway.jobs);
        jobs.retain(|job| match job.poll() {
            None => true,
            Some(done) => {
                self.say_done_with(ctx, done);
                false
            }
        });
        self.takeaway.jobs.extend(jobs);
    }

    /// Writes something into a file at once, for a command that has no window. What there is to say about it, or why it failed.
    pub(super) fn take_now(
        &mut self,
        ctx: &Context,
        wish: Wish,
        (source, path): (&OsStr, PathBuf),
    ) -> Result<Option<String>, Vec<String>> {
        let mut order = self.order(ctx, wish).map_err(|reason| vec![reason])?;
        if order.is_shot() {
            return Err(vec![self.shell.text.get("take-nothing-drawn")]);
        }
        source.clone_into(&mut order.source);
        let to = Handover::default();
        self.engine.send(Command::TakeOut { from: order.span.0, to: to.clone() });
        self.engine.advance_steps(0);
        match job::at_once(order, Excerpt::of(&to), path) {
            Done::Written(_, note) => Ok(note),
            Done::Failed(lines) => Err(lines),
            Done::Table(..) | Done::Picture(_) | Done::Stopped => Ok(None),
        }
    }

    fn say_done_with(&mut self, ctx: &Context, done: Done) {
        match done {
            Done::Table(table, rows) => {
                self.copy_text(ctx, table);
                let count = rows.to_string();
                self.shell.notices.done(self.shell.text.with("take-copied-table", &[("count", &count)]));
            }
            Done::Picture(Picture { width, height, pixels }) => {
                self.shell.window_commands += 1;
                ctx.copy_image(ColorImage::from_rgb([width, height], &pixels));
                let args = [("width", width.to_string()), ("height", height.to_string())];
                self.shell.notices.done(self.shell.text.with("take-copied-picture", &args));
            }
            other => self.say_done(other),
        }
    }

    fn say_done(&mut self, done: Done) {
        let text: &Text = &self.shell.text;
        match done {
            Done::Written(path, note) => {
                let words = text.with("take-written", &[("path", &path.display().to_string())]);
                self.shell.notices.done(words);
                if let Some(note) = note {
                    self.shell.notices.caution(note);
                }
            }
            Done::Failed(lines) => self.shell.notices.error(lines.join("\n")),
            Done::Stopped => self.shell.notices.info(text.get("take-stopped")),
            Done::Table(..) | Done::Picture(_) => {}
        }
    }

    /// Shows what is being written where that takes its time, and lets it be stopped.
    pub(super) fn writing_ui(&self, ctx: &Context, requests: &mut super::request::Requests) {
        let slow = self.takeaway.slow();
        if slow.is_empty() {
            return;
        }
        let text = &self.shell.text;
        egui::Window::new(text.get("take-writing"))
            .id(egui::Id::unique("writing"))
            .collapsible(false)
            .resizable(false)
            .anchor(egui::Align2::RIGHT_TOP, egui::vec2(-16.0, 48.0))
            .show(ctx, |ui| {
                for (place, name, share) in slow {
                    ui.horizontal(|ui| {
                        let shown =
                            if name.is_empty() { text.get("take-clipboard") } else { name.to_owned() };
                        ui.label(shown);
                        ui.add(egui::ProgressBar::new(share).desired_width(120.0).show_percentage());
                        if ui.button(text.get("take-stop")).clicked() {
                            requests.push(super::request::Request::StopWriting(place));
                        }
                    });
                }
            });
    }
}

/// Which part of a run is meant, and what of it.
struct Stretch {
    span: (Step, Step),
    span_ms: (f64, f64),
    probes: Vec<Probe>,
    plots: Vec<Plot>,
    graphs: Vec<(usize, crate::export::figure::Graph)>,
}

impl Stretch {
    /// What a wish means in the state of the window, or why there is nothing to take away.
    fn of(
        wish: Wish,
        context: &ViewContext<'_>,
        view: &super::view_state::ViewState,
    ) -> Result<Self, String> {
        let (text, preset) = (context.text, context.preset());
        let all: Vec<&Plot> =
            preset.view().plots.iter().filter(|plot| wish.plot.is_none_or(|id| id == plot.id)).collect();
        let is_timed = |plot: &Plot| matches!(plot.kind, PlotSpec::Trace(_) | PlotSpec::Raster(_));
        let is_film = wish.what == What::Film;
        let is_figure = is_film || matches!(wish.what, What::Drawing | What::Picture);
        let of_plots = is_figure || wish.plot.is_some();
        let (mut plots, mut graphs) = (Vec::new(), Vec::new());
        if of_plots {
            for plot in &all {
                if is_film {
                    // What is no plot against time does not come in time.
                    if is_timed(plot) {
                        plots.extend(visible(plot, context, view));
                    }
                } else if let Some(graph) = super::plot::taken::graph(plot, context, &view.plots) {
                    graphs.push((plots.len() + graphs.len(), graph));
                } else if is_timed(plot) {
                    plots.extend(visible(plot, context, view));
                }
            }
        }
        let takes_shot = wish.plot.is_some() && wish.what == What::Picture;
        if of_plots && plots.is_empty() && graphs.is_empty() && !takes_shot {
            return Err(text.get("take-nothing-drawn"));
        }
        let is_whole = !of_plots || is_film || wish.plot.is_none() && view.take.is_whole;
        let windows =
            plots.iter().filter_map(|plot| super::plot::taken::shown_ms(&plot.kind, context, &view.plots));
        let widest = windows.fold(None, |widest: Option<(f64, f64)>, (from, to)| {
            Some(widest.map_or((from, to), |(low, high)| (low.min(from), high.max(to))))
        });
        let (first_ms, end_ms) =
            (context.run.grid.time_ms(context.run.reach.first.step), context.run.end_ms());
        let span_ms = widest.filter(|_| !is_whole).unwrap_or((first_ms, end_ms));
        let length_ms = view.take.film_s * speed_ms_per_s(preset);
        let span_ms = if is_film { (first_ms.max(end_ms - length_ms), end_ms) } else { span_ms };
        let grid = context.run.grid;
        let from = grid.step_at_or_after(span_ms.0.max(first_ms));
        let to = grid.moment(span_ms.1.min(end_ms).max(0.0)).step.max(from);
        if to < from || is_whole && end_ms <= 0.0 && !matches!(wish.what, What::Canvas | What::Window) {
            return Err(text.get("take-nothing-recorded"));
        }
        let probes = match wish.what {
            What::Spikes | What::Canvas | What::Window => Vec::new(),
            _ if of_plots => plots.iter().flat_map(|plot| plot.kind.probes()).collect(),
            _ if preset.standalone().is_some() => Probe::all(preset.network()),
            _ => preset.plotted_probes(),
        };
        Ok(Self { span: (from, to), span_ms, probes: each_once(probes), plots, graphs })
    }
}

/// The same probes, each once.
fn each_once(all: Vec<Probe>) -> Vec<Probe> {
    let mut probes: Vec<Probe> = Vec::new();
    for probe in all {
        if !probes.contains(&probe) {
            probes.push(probe);
        }
    }
    probes
}

/// Model time that passes in a second of an animated picture [ms]: as in the document.
fn speed_ms_per_s(preset: &crate::preset::Preset) -> f64 {
    match preset.run().speed_ms_per_s {
        Speed::MsPerSecond(speed) => speed,
        Speed::Unlimited => 1000.0,
    }
}

/// A plot against time as it is looked at: without what is hidden, and with the vertical range that a person chose; none if
/// nothing is left.
fn visible(plot: &Plot, context: &ViewContext<'_>, view: &super::view_state::ViewState) -> Option<Plot> {
    let mut plot = plot.clone();
    if let PlotSpec::Trace(spec) = &mut plot.kind {
        let is_hidden = |probe: &Probe| {
            let name = probe.describe(context.network()).map(|(name, _)| name);
            name.is_none_or(|name| view.plots.hidden.contains(&(plot.id, name)))
        };
        spec.probes.retain(|probe| !is_hidden(probe));
        if spec.probes.is_empty() {
            return None;
        }
    }
    Some(plot)
}
