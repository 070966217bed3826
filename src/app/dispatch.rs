//! Doing what views ask for: the one place that changes document, engine and windows.
//!
//! Longer than 500 lines: an arm for each request and for each command.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, ViewportCommand};

use super::dialog::Purpose;
use super::memory::lacks_memory;
use super::notes_state::NotesState;
use super::panel::palette_state::PaletteState;
use super::past::Course;
use super::selection::Tool;
use super::teaching::OWN_LESSON;
use super::twin_state::Ending;
use super::unsaved::{Content, NotSaved, Opened, Replacement, Rewriting};
use super::view_state::{MOST_GHOSTS, PlotsState, Shown};
use super::waiting::Waiting;
use super::{Action, App, ThemeChoice};
use crate::app::request::{LedgerRequest, Request};
use crate::document::{Document, Edit, Stepped, Turn};
use crate::engine::{Command, Program};
use crate::input;
use crate::input::parameters::is_parameters;
use crate::input::recording::is_recording;
use crate::lesson;
use crate::model::problem::Problem;
use crate::preset::carrier::{self, Source};
use crate::preset::error::LoadError;
use crate::preset::{Preset, library, load, neuronify, run_log};
use crate::storage::{self, Fingerprint, SaveError, SavePresetError, Settings};
use crate::trace::Ghost;
use crate::units::Speed;

impl App {
    // Longer than 60 lines: one arm for each request.
    /// Does one thing that a view asked for.
    pub(super) fn dispatch(&mut self, ctx: &egui::Context, request: Request) {
        match request {
            Request::Act(action) => self.act(ctx, action),
            Request::Fire { population, neuron } => {
                self.take_over_run();
                self.fire(population, Command::Fire { population, neuron });
            }
            Request::Hold { population, neuron } => {
                self.take_over_run();
                let every_ms = self.persistence.settings.hold_every_ms;
                self.fire(population, Command::Hold { population, neuron, every_ms });
            }
            Request::Seek(to) => self.seek(to),
            Request::GoToRun(run) => self.go_to_run(run, None),
            Request::ComparePairs(begins) => self.compare_pairs(begins),
            Request::CloseRun(run) => self.close_run(run),
            Request::GiveUpSeek => self.engine.send(Command::GiveUpSeek),
            Request::Ledger(asked) => match asked {
                LedgerRequest::Why(probe, near_ms) => self.ask_why(&probe, near_ms, false),
                LedgerRequest::Close => self.view.ledger.jump = None,
                LedgerRequest::Row(index) => self.explain_row(index),
                LedgerRequest::List => self.list_rows(),
                LedgerRequest::WhatIf => self.compare_rules(),
            },
            Request::LetGo => self.engine.send(Command::LetGo),
            Request::Select(selection) => self.view.selection = selection,
            Request::Edit(edit, gesture) => self.edit(&edit, gesture),
            Request::OpenPreset(name) => self.replace(ctx, Replacement::Preset(name)),
            Request::OpenLesson(name) => self.open_lesson(ctx, name),
            Request::GoToStep(step) => self.go_to_step(ctx, step),
            Request::Flash(target) => self.flash(ctx, &target),
            Request::Glossary(term) => {
                self.view.windows.glossary = true;
                self.view.windows.glossary_term = term.map(|term| Shown { term, is_new: true });
            }
            Request::OpenLink(address) => self.ask_to_open(&address),
            Request::LeaveWelcome => self.leave_welcome(),
            Request::OpenFile(path) if is_parameters(&path) => self.take_parameters(&path),
            Request::OpenFile(path) if is_recording(&path) => self.open_recording(ctx, path),
            Request::OpenFile(path) => self.replace(ctx, Replacement::File(path)),
            Request::OwnData(asked) => self.own_data_request(ctx, asked),
            Request::Range(asked) => self.range_request(ctx, asked),
            Request::Note(text) => self.put_note(&text),
            Request::OpenWork(name) => self.replace(ctx, Replacement::Work(name)),
            Request::SetSpeed(speed) => self.set_speed(speed),
            Request::Attach(object, plot) => self.attach(&[object], plot),
            Request::Add { kind, n, joins } => self.add(kind, n, joins),
            Request::Connect { from, to } => self.connect(&from, &to),
            Request::Duplicate(populations) => self.duplicate_in_place(&populations, self.view.gesture),
            Request::Fold { name, is_open } => self.persistence.settings.fold(name, is_open),
            Request::Inspect(object) => self.inspect(object),
            Request::Paste { text, opens } => self.paste(ctx, &text, opens),
            Request::SaveTo(path) => self.save_to(path, None),
            Request::TakeAway(wish) => self.take_away(ctx, wish),
            Request::SaveTable(text) => self.save_text(input::output::Content::Table, text),
            Request::BeginSweepsAgain(plot) => self.begin_sweeps_again(plot),
            Request::WriteTo(path) => self.write_to(path),
            Request::StopWriting(place) => self.stop_writing(place),
            Request::Code(asked) => self.do_code(ctx, asked),
            Request::SaveRunTo(path) => self.save_run(path),
            Request::Reload => {
                if let Some(by) = self.read(Replacement::Revert) {
                    self.replace_now(ctx, by);
                }
            }
            Request::Copy(text) => self.copy_text(ctx, text),
            Request::RestartEngine => self.restart(),
            Request::Reveal => {
                if let Some(open) = &mut self.teaching.open {
                    open.is_revealed = true;
                }
            }
            Request::Answer(answer) => self.answer(ctx, answer),
            Request::Works(answer) => self.answer_works(answer),
            Request::SetSettings(settings) => self.set_settings(*settings),
            Request::SetTheme(choice) => self.shell.theme_choice = choice,
            Request::SetZoom(factor) => ctx.set_zoom_factor(factor),
            Request::RunUntil(goal) => {
                self.view.plots.held_at_ms = None;
                self.engine.send(Command::RunUntil(goal));
            }
            Request::RunBack(until) => self.run_back(until),
        }
        ctx.request_repaint();
    }

    // Longer than 60 lines: an arm for each command.
    fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Gallery => self.view.gallery.toggle(),
            Action::RecentWork => toggle(&mut self.view.windows.recent_work),
            Action::Save => self.save(),
            Action::Open => self.ask_for_file(Purpose::Open),
            Action::SaveAs => self.ask_for_file(Purpose::Save),
            Action::SaveRun => self.ask_for_file(Purpose::SaveRun),
            Action::New => self.replace(ctx, Replacement::New),
            Action::Revert => self.replace(ctx, Replacement::Revert),
            Action::EditTool => self.change_tool(),
            Action::CopyPreset
            | Action::PastePreset
            | Action::Cut
            | Action::Copy
            | Action::Paste
            | Action::Duplicate
            | Action::Delete
            | Action::CopyValues
            | Action::PasteValues
            | Action::SelectAll
            | Action::AddNeuron
            | Action::Connect
            | Action::ConnectAll
            | Action::Inspect
            | Action::Rename
            | Action::Texts
            | Action::Plot
            | Action::PlotSpikes
            | Action::AlignRow
            | Action::AlignColumn
            | Action::LayOut => self.build(ctx, action),
            Action::Quit => self.tell_window(ctx, ViewportCommand::Close),
            Action::Undo | Action::Redo => self.step_back_or_forth(action == Action::Undo),
            Action::ResetAll => self.edit(&Edit::ResetAll, None),
            Action::ThemeSystem | Action::ThemeDark | Action::ThemeLight | Action::ThemeProjector => {
                self.choose_theme(action);
            }
            Action::ZoomIn | Action::ZoomOut | Action::ZoomReset => zoom(ctx, action),
            Action::Equations => toggle(&mut self.persistence.settings.equations),
            Action::FitCanvas => self.view.canvas.fits = true,
            Action::Outline => toggle(&mut self.view.outline.is_open),
            Action::NextPane | Action::PreviousPane => self.go_to_pane(ctx, action == Action::NextPane),
            Action::FitPlots => self.view.plots.fit(None),
            Action::Measure => self.view.plots.measuring.toggle(),
            Action::OtherCursor => self.view.plots.measuring.turn(),
            Action::CopyReadings => self.view.plots.measuring.copies = true,
            Action::CopySweeps => self.view.plots.sweeping.copies = true,
            Action::Sweeps | Action::TriggeredAverage => self.act_on_sweeps(ctx, action),
            Action::Range | Action::Note => self.act_on_range(action),
            Action::OpenRecording
            | Action::OwnData
            | Action::AlignRecording
            | Action::FitParameters
            | Action::SourceOfSpikes => self.own_data_action(ctx, action),
            Action::ResetLayout => self.reset_layout(),
            Action::FullScreen => self.turn_full_screen(ctx),
            Action::RunPause => self.run_or_pause(),
            Action::StepDt => self.engine.send(Command::StepDt),
            Action::StepMs => self.engine.send(Command::StepMs),
            Action::StepToSpike => self.engine.send(Command::StepToSpike),
            Action::BackDt
            | Action::BackMs
            | Action::SpikeBefore
            | Action::MarkBefore
            | Action::MarkAfter
            | Action::ToStart
            | Action::ToEnd
            | Action::Follow => self.look_back(action),
            Action::Why | Action::Ledger | Action::SaveLedger | Action::JumpBefore | Action::JumpAfter => {
                self.explain(action);
            }
            Action::PreviousRun | Action::NextRun => self.go_to_neighbour(action == Action::NextRun),
            Action::CloseRun => self.close_run(self.runs.current),
            Action::Export | Action::CopyCommand | Action::Code | Action::CopyPicture | Action::CopyTable => {
                self.act_on_taking(ctx, action);
            }
            Action::LogAxis | Action::LogAxisX | Action::LockAxis => self.change_axis(ctx, action),
            Action::AddPlot => toggle(&mut self.view.windows.add_plot),
            Action::RunUntil => toggle(&mut self.view.windows.run_until),
            Action::KeepGhost | Action::ClearGhosts => self.change_ghosts(action == Action::KeepGhost),
            Action::Twin | Action::TwinDifference | Action::TwinSide => self.change_twin(action),
            Action::Restart => self.restart(),
            Action::Slower | Action::Faster => self.change_speed(action),
            Action::Unlimited => self.toggle_unlimited(),
            Action::NextStep | Action::PreviousStep => self.step_by(ctx, action == Action::NextStep),
            Action::ShowMe => self.show_me(),
            Action::CloseLesson => self.teaching.close(),
            Action::Lecture => self.toggle_lecture(ctx),
            Action::TeacherNotes => toggle(&mut self.teaching.shows_notes),
            Action::Welcome => self.welcome(),
            Action::Palette => self.view.palette = Some(PaletteState::default()),
            Action::Settings => toggle(&mut self.view.windows.settings),
            Action::Glossary => {
                self.view.windows.glossary_term = None;
                toggle(&mut self.view.windows.glossary);
            }
            Action::Shortcuts => toggle(&mut self.view.windows.shortcuts),
            Action::Messages => toggle(&mut self.view.windows.messages),
            Action::Diagnostics => toggle(&mut self.view.windows.diagnostics),
        }
    }

    /// Saves the document to its file, or asks for one.
    fn save(&mut self) {
        match self.document.path().map(PathBuf::from) {
            Some(path) => {
                let expected = self.fingerprint().cloned();
                self.save_to(path, expected);
            }
            None => self.ask_for_file(Purpose::Save),
        }
    }

    fn change_tool(&mut self) {
        self.view.tool = if self.view.tool == Tool::Edit { Tool::Explore } else { Tool::Edit };
        (self.view.connecting, self.view.drag) = (Vec::new(), None);
        self.view.canvas.fits = false; // What is being built does not jump.
    }

    fn turn_full_screen(&mut self, ctx: &egui::Context) {
        let is_full = ctx.input(|input| input.viewport().fullscreen == Some(true));
        self.tell_window(ctx, ViewportCommand::Fullscreen(!is_full));
    }

    fn ask_for_file(&mut self, purpose: Purpose) {
        self.shell.dialogs.ask(purpose, self.document.path(), &self.name());
    }

    fn choose_theme(&mut self, action: Action) {
        self.shell.theme_choice = match action {
            Action::ThemeDark => ThemeChoice::Dark,
            Action::ThemeLight => ThemeChoice::Light,
            Action::ThemeProjector => ThemeChoice::Projector,
            _ => ThemeChoice::System,
        };
    }

    fn reset_layout(&mut self) {
        let panes = self.document.original().view().panes;
        self.edit(&Edit::SetPanes(panes), None);
        self.view.canvas.fits = true;
    }

    fn run_or_pause(&mut self) {
        let command = if self.run.is_running() { Command::Pause } else { Command::Run };
        self.view.plots.held_at_ms = None;
        self.engine.send(command);
    }

    /// Undoes or redoes an edit.
    fn step_back_or_forth(&mut self, undoes: bool) {
        let turn = self.document.turn();
        if undoes && matches!(turn, Some(Turn::Close(_))) {
            self.undo_turn(turn); // Wherever the playhead is.
            return;
        }
        let changes_run = self.document.step_changes_run(undoes);
        if changes_run && self.must_wait() {
            let action = if undoes { Action::Undo } else { Action::Redo };
            self.wait_for_playhead(Waiting::Request(Request::Act(action)));
            return;
        }
        if !undoes && self.redo_turn() {
            return;
        }
        if self.refuses_step_for_a(undoes) {
            return;
        }
        if changes_run && self.run.is_past() {
            if undoes {
                self.undo_in_the_past();
            } else {
                self.shell.notices.info(self.shell.text.get("past-no-redo"));
            }
            return;
        }
        if undoes && self.undo_turn(turn) {
            return;
        }
        let leaves = if undoes { self.document.undo_leaves() } else { self.document.redo_leaves() };
        if leaves {
            self.leave_document();
        }
        let before = Arc::clone(self.document.preset());
        let step = if undoes { self.document.undo() } else { self.document.redo() };
        match step {
            Some(Stepped::ToAnotherPreset) => self.begin(),
            _ => self.follow(&before),
        }
    }

    pub(super) fn tell_window(&mut self, ctx: &egui::Context, command: ViewportCommand) {
        self.shell.window_commands += 1;
        ctx.send_viewport_cmd(command);
    }

    pub(super) fn copy_text(&mut self, ctx: &egui::Context, text: String) {
        self.shell.window_commands += 1;
        ctx.copy_text(text);
    }

    /// Halves or doubles the speed.
    fn change_speed(&mut self, action: Action) {
        let factor = if action == Action::Faster { 2.0 } else { 0.5 };
        self.set_speed(match self.run.speed {
            // The keys stop where the slider ends.
            Speed::MsPerSecond(speed) => {
                Speed::MsPerSecond((speed * factor).clamp(Speed::MIN_MS_PER_S, Speed::MAX_MS_PER_S))
            }
            Speed::Unlimited => Speed::MsPerSecond(Speed::MAX_MS_PER_S * factor.min(1.0)),
        });
    }

    fn toggle_unlimited(&mut self) {
        self.set_speed(match self.run.speed {
            Speed::MsPerSecond(_) => Speed::Unlimited,
            Speed::Unlimited => match self.document.preset().run().speed_ms_per_s {
                Speed::Unlimited => Speed::MsPerSecond(1000.0),
                start @ Speed::MsPerSecond(_) => start,
            },
        });
    }

    fn set_settings(&mut self, settings: Settings) {
        let of_engine = |settings: &Settings| (settings.all_cores, settings.few_frames);
        let has_changed = of_engine(&self.persistence.settings) != of_engine(&settings);
        self.persistence.settings = settings;
        if has_changed {
            self.use_cores();
        }
    }

    /// Lets the engine use as many cores as the settings say, and as much of them as leaves the window its frames. Where there are
    /// some to spare, one is left to the window.
    pub(crate) fn use_cores(&mut self) {
        let threads = if self.persistence.settings.all_cores { number_of_threads() } else { 1 };
        self.engine.send(Command::SetThreads(threads));
        let frame_time = if self.persistence.settings.few_frames { FEW_FRAMES } else { FRAMES };
        self.engine.send(Command::SetFrameTime(frame_time));
    }

    /// Sets the speed of the present run. The document keeps the speed at which a run of it starts.
    fn set_speed(&mut self, speed: Speed) {
        let speed = match speed {
            Speed::MsPerSecond(speed) => {
                Speed::MsPerSecond(speed.clamp(Speed::MIN_MS_PER_S, Speed::MAX_MS_PER_S))
            }
            Speed::Unlimited => Speed::Unlimited,
        };
        self.run.speed = speed;
        self.engine.send(Command::SetSpeed(speed));
    }

    /// Does an edit of a person. In a lesson, parameters are there to be played with: changing them is no work.
    pub(super) fn edit(&mut self, edit: &Edit, gesture: Option<u64>) {
        let is_work = self.teaching.open.is_none() || !edit.is_of_parameters();
        self.edit_as(edit, gesture, is_work);
    }

    /// Does an edit; `is_work` says whether it is a person's work.
    pub(super) fn edit_as(&mut self, edit: &Edit, gesture: Option<u64>, is_work: bool) {
        if self.must_wait() && self.document.changes_run(edit) {
            self.wait_for_playhead(Waiting::Edit(Box::new(edit.clone()), gesture, is_work));
            return;
        }
        if self.refuses_for_a(edit) {
            return;
        }
        if self.run.is_past()
            && !self.must_wait()
            && !self.edits_a()
            && self.edit_in_the_past(edit, gesture, is_work)
        {
            return;
        }
        let before = Arc::clone(self.document.preset());
        match self.document.apply_if(edit, gesture, is_work, |after| lacks_memory(after, &before)) {
            Ok(applied) => {
                if !applied.added.is_empty() {
                    self.view.selection.set(applied.added);
                }
            }
            Err(problems) => self.say_problems(&problems),
        }
        if !Arc::ptr_eq(&before, self.document.preset()) {
            self.forget_undone();
        }
        self.follow(&before);
    }

    pub(super) fn say_problems(&mut self, problems: &[Problem]) {
        let words: Vec<String> = problems.iter().map(|p| self.shell.text.say(&p.message())).collect();
        self.shell.notices.error(words.join("\n"));
    }

    /// Makes neurons of a population fire. In the past that begins a run of its own.
    fn fire(&mut self, population: u32, command: Command) {
        if self.must_wait() {
            // A button that was pressed on the way may be up again when the playhead is there.
            let neuron = match command {
                Command::Fire { neuron, .. } | Command::Hold { neuron, .. } => neuron,
                _ => None,
            };
            self.wait_for_playhead(Waiting::Request(Request::Fire { population, neuron }));
            return;
        }
        if self.run.is_past() {
            self.bring_b();
            self.fork_for_fire(population);
        }
        self.engine.send(command);
    }

    /// Tells the engine the network of the document.
    pub(super) fn set_network(&mut self) {
        let now = Arc::clone(self.document.preset());
        let ticket = self.engine.ask(Command::SetNetwork(Arc::new(now.network().clone())));
        self.course.ask(ticket, now, self.document.top());
    }

    /// Tells the engine what an edit changed.
    pub(super) fn follow(&mut self, before: &Arc<Preset>) {
        let now = Arc::clone(self.document.preset());
        self.view.selection.keep_in(now.network());
        if (before.run().seed, before.run().dt_ms) != (now.run().seed, now.run().dt_ms) {
            self.restart();
            return;
        }
        if before.network() != now.network() && self.edits_a() {
            self.set_network_of_a();
        } else if before.network() != now.network() {
            self.take_over_run();
            self.set_network();
        }
        self.follow_views(before);
        if before.run().speed_ms_per_s != now.run().speed_ms_per_s {
            self.set_speed(now.run().speed_ms_per_s);
        }
    }

    /// Tells the engine what is looked at.
    pub(super) fn follow_views(&mut self, before: &Preset) {
        let now = Arc::clone(self.document.preset());
        let probes = now.plotted_probes();
        if probes != before.plotted_probes() {
            self.engine.send(Command::SetProbes(probes));
        }
        let releases = now.listed_projections();
        if releases != before.listed_projections() {
            self.engine.send(Command::SetReleases(releases));
        }
        let weights = now.learning_projections();
        if weights != before.learning_projections() {
            self.engine.send(Command::SetWeights(weights));
        }
    }

    /// Keeps what was recorded as a ghost under the courses to come, or removes all ghosts.
    fn change_ghosts(&mut self, keeps: bool) {
        if !keeps {
            self.view.plots.ghosts.clear();
            return;
        }
        let network = Arc::new(self.document.preset().network().clone());
        let number = self.view.plots.keep(Ghost::new(&self.traces, network, self.run.grid));
        let (number, most) = (number.to_string(), MOST_GHOSTS.to_string());
        self.shell.notices.info(self.shell.text.with("ghost-kept", &[("number", &number), ("most", &most)]));
    }

    /// Starts the run again at zero; parameters stay as they are.
    fn restart(&mut self) {
        let running = self.run.is_running() || matches!(self.run.status, crate::engine::Status::Halted(_));
        self.with_b(|own| own.start(running));
    }

    /// Starts the run of another document at zero, or gets ready for it.
    pub(super) fn run_anew(&mut self, running: bool) {
        self.end_twin(&Ending::OtherDocument);
        self.view.plots.sweeping.open = None;
        self.start(running);
    }

    /// Starts the run at zero, or gets ready for it. A twin begins anew with it.
    fn start(&mut self, running: bool) {
        self.forget_asked_run();
        let preset = Arc::clone(self.document.preset());
        let speed = self.run.speed;
        self.engine.send(Command::Restart(Program { speed, ..Self::program(&preset, running) }));
        self.traces.clear();
        self.view.plots.sweeping.plots.clear();
        self.view.ledger.forget_run();
        self.note_first_network();
        self.run = self.run.anew(&preset, running);
        self.course = Course::new(&preset, self.document.top());
        self.leave_runs();
        self.runs = self.runs.anew();
        self.saving.left_runs.clear();
        self.restart_twin();
        self.waiting.clear();
        self.shown = None;
        self.view.plots.fit(None);
    }

    /// Reads a file: a document, or a lesson.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn open_path(&self, path: PathBuf) -> Result<Opened, String> {
        // Taken first: what is written while the file is being read has not been seen.
        let fingerprint = super::known(&path);
        let read = || -> Result<Content, LoadError> {
            let bytes = match carrier::source_of_file(&path, run_log::MAX_BYTES)? {
                Source::Text(bytes) => bytes,
                Source::Carried(carried) => return Ok(Content::Run(carried)),
            };
            if run_log::is_run_log(&bytes) {
                return Ok(Content::SavedRun(Box::new(run_log::parse(&bytes)?)));
            }
            if lesson::is_lesson(&bytes) {
                return Ok(Content::Lesson(Arc::new(lesson::parse(&bytes)?)));
            }
            if neuronify::is_circuit(&bytes) {
                return Ok(Content::Circuit(Box::new(neuronify::parse(&bytes)?)));
            }
            let preset = load::parse(&bytes)?;
            Ok(Content::Document(Box::new(preset), String::from_utf8(bytes).ok().map(Arc::from)))
        };
        match read() {
            Ok(content) => Ok(Opened { path, fingerprint, content }),
            Err(error) => {
                Err(input::error_lines(&path.display().to_string(), &error, &self.shell.text).join("\n"))
            }
        }
    }

    /// Puts what was read in the document's place.
    pub(super) fn take(&mut self, opened: Opened) {
        let Opened { path, fingerprint, content } = opened;
        self.remember(&path);
        match content {
            Content::Document(preset, text) => {
                if self.has_memory_for(&path.display().to_string(), &preset) {
                    self.say_cautions(&preset);
                    self.take_over(Document::from_file(*preset, path).with_source(text), fingerprint);
                }
            }
            Content::Lesson(lesson) => self.show_step(OWN_LESSON, lesson, 0),
            Content::Run(carried) => _ = self.take_carried(&path.display().to_string(), &carried),
            Content::SavedRun(log) => self.take_log(&path.display().to_string(), *log, "run-file-several"),
            Content::Circuit(circuit) => self.take_circuit(&path.display().to_string(), &circuit),
        }
    }

    /// Puts a document in the place of this one. Unsaved work on this one is kept.
    pub(super) fn take_over(&mut self, document: Document, fingerprint: Option<Fingerprint>) {
        self.leave_document();
        let path = document.path().map(Path::to_owned);
        self.document = document;
        self.saving.fingerprints = path.zip(fingerprint).into_iter().collect();
        self.begin();
    }

    /// Looks at the document anew, and runs it from the start.
    pub(super) fn begin(&mut self) {
        self.view.canvas.fits = true;
        self.view.gallery.is_open = false;
        self.end_twin(&Ending::OtherDocument);
        self.view.plots = PlotsState::default();
        self.view.range.forget();
        self.view.notes = NotesState::default();
        self.view.gesture += 1;
        (self.view.inspected, self.view.naming, self.view.texts) = (None, None, None);
        self.view.connecting.clear();
        (self.view.popped, self.view.drag) = (None, None);
        self.select_first();
        self.follow_hint();
        self.run.status = crate::engine::Status::Running;
        self.run.speed = self.document.preset().run().speed_ms_per_s;
        self.restart();
    }

    /// Whether there is memory for a document in the place of this one; says so if there is not.
    pub(super) fn has_memory_for(&mut self, source: &str, preset: &Preset) -> bool {
        let problem = lacks_memory(preset, self.document.preset());
        if let Some(problem) = &problem {
            self.shell.notices.error(format!("{source}: {}", self.shell.text.say(&problem.message())));
        }
        problem.is_none()
    }

    /// Takes a loaded document over, untitled, with the text that it was read from; one that could not be loaded leaves this
    /// one.
    pub(super) fn open(&mut self, source: &str, loaded: Result<(Preset, Option<Arc<str>>), LoadError>) {
        match loaded {
            Ok((preset, text)) => {
                if self.has_memory_for(source, &preset) {
                    self.say_cautions(&preset);
                    let bundled = library::find(source).map(|bundled| bundled.name);
                    self.change_to(Document::untitled(preset).with_source(text).with_bundled(bundled), None);
                }
            }
            Err(error) => {
                self.shell.notices.error(input::error_lines(source, &error, &self.shell.text).join("\n"));
            }
        }
    }

    /// Says what there is to know about a document that is opened.
    pub(super) fn say_cautions(&mut self, preset: &Preset) {
        const MOST_NAMED: usize = 4;
        let cautions = preset.cautions();
        if cautions.is_empty() {
            return;
        }
        let shown = cautions.iter().take(MOST_NAMED);
        let mut lines: Vec<String> = shown
            .map(|caution| format!("{}: {}", caution.path, self.shell.text.say(&caution.message)))
            .collect();
        if MOST_NAMED < cautions.len() {
            let count = (cautions.len() - MOST_NAMED).to_string();
            lines.push(self.shell.text.with("cautions-more", &[("count", &count)]));
        }
        self.shell.notices.caution(lines.join("\n"));
    }

    /// Saves the document, or asks first where that would lose comments of its file. A file that does not hold what is
    /// `expected` is left alone.
    pub(super) fn save_to(&mut self, path: PathBuf, expected: Option<Fingerprint>) {
        let preset = Arc::clone(self.document.preset());
        let is_own = self.document.path() == Some(&path);
        let source = self.document.source().map(|source| &**source);
        match storage::draft(&path, &preset, source, is_own, expected.as_ref()) {
            Ok(draft) => {
                let rewriting = Rewriting { path, draft, preset, expected };
                if 0 < rewriting.draft.n_lost {
                    self.saving.rewriting = Some(rewriting);
                } else {
                    self.write(rewriting);
                }
            }
            Err(error) => self.save_failed(path, &error),
        }
    }

    /// Saves although comments of the file are lost, and keeps the old text beside it.
    pub(super) fn rewrite(&mut self, rewriting: Rewriting) {
        match storage::keep_old(&rewriting.path, rewriting.draft.old.as_deref().unwrap_or_default()) {
            Ok(kept) => {
                self.shell
                    .notices
                    .info(self.shell.text.with("rewrite-kept", &[("path", &kept.display().to_string())]));
                self.write(rewriting);
            }
            Err(error) => self.save_failed(rewriting.path, &error),
        }
    }

    fn write(&mut self, rewriting: Rewriting) {
        let Rewriting { path, draft, preset, expected } = rewriting;
        match storage::save(&path, &draft, expected.as_ref()) {
            Ok(fingerprint) => {
                self.saving.fingerprints.insert(path.clone(), fingerprint);
                self.remember(&path);
                let shown = path.display().to_string();
                self.runs.versions_mut().for_each(|version| version.release(&path));
                if let Some(twin) = &mut self.twin {
                    twin.sides.other.release(&path);
                }
                self.document.mark_saved(path, preset, draft.text.into());
                self.forget_copy();
                self.shell.notices.done(self.shell.text.with("saved", &[("path", &shown)]));
                if self.shown.is_some() {
                    self.shell.notices.info(self.shell.text.get("saved-newest"));
                }
            }
            Err(error) => self.save_failed(path, &error),
        }
    }

    fn save_failed(&mut self, path: PathBuf, error: &SavePresetError) {
        let words = self.shell.text.say(&error.message());
        self.shell.notices.error(words.clone());
        self.saving.follows_save = false;
        let was_changed = matches!(error, SavePresetError::Write(SaveError::ChangedOnDisk { .. }));
        self.saving.not_saved = Some(NotSaved { path, words, was_changed });
    }
}

/// The longest time that there should be between two frames: 31 a second; fewer where 30 are chosen.
const FRAMES: Duration = Duration::from_millis(32);
const FEW_FRAMES: Duration = Duration::from_millis(40);

/// As many threads as there are cores; where there are some to spare, one is left to the window.
pub(super) fn number_of_threads() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if 2 < cores { cores - 1 } else { cores }
}

fn toggle(switch: &mut bool) {
    *switch = !*switch;
}

/// Makes everything larger, smaller, or as large as designed.
fn zoom(ctx: &egui::Context, action: Action) {
    let factor = match action {
        Action::ZoomIn => 1.1,
        Action::ZoomOut => 1.0 / 1.1,
        _ => return ctx.set_zoom_factor(1.0),
    };
    ctx.set_zoom_factor((ctx.zoom_factor() * factor).clamp(storage::ZOOM_RANGE.0, storage::ZOOM_RANGE.1));
}
