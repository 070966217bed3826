//! Opening the window: the engine's thread, the renderer, and what to say when there is none.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use eframe::egui::{self, Ui, ViewportBuilder};
use eframe::egui_glow::{GlowConfiguration, HardwareAcceleration};

use super::journal::LastMoments;
use super::{App, SystemChooser, ThemeChoice, install_fonts};
use crate::document::Document;
use crate::engine::Engine;
use crate::input::arguments::Places;
use crate::input::{self, Failure, Loaded};
use crate::lesson;
use crate::log::HOOKS;
use crate::message::{MOST_SHOWN, Message, without_build_folders};
use crate::model::problem::is_invisible;
use crate::preset::carrier::Carried;
use crate::preset::{library, load};
use crate::storage::autosave::LastWrite;
use crate::storage::{Folders, Settings};
use crate::text::{Language, Text};

/// Size of the window at first [points].
const SIZE: [f32; 2] = [1280.0, 720.0];

/// How long after a batch of the engine the next frame is drawn at the latest, and where few frames are wanted [ms].
const REST_MS: u64 = 8;
const FEW_REST_MS: u64 = 33;

/// Opens the window on a preset, or on the first one; returns when it is closed.
#[must_use]
pub fn open_window(argument: Option<&OsStr>, places: &Places) -> ExitCode {
    let text = Text::english();
    let last =
        if argument.is_none() { places.folders().and_then(|folders| last_file(&folders)) } else { None };
    let argument = argument.or(last.as_deref());
    // A lesson of somebody's own opens over the first preset.
    let is_lesson = |path: &&OsStr| {
        input::is_file_argument(path)
            && load::bytes_of_file(Path::new(path)).is_ok_and(|bytes| lesson::is_lesson(&bytes))
    };
    let lesson = argument.filter(is_lesson).map(PathBuf::from);
    let argument = argument.filter(|_| lesson.is_none());
    let starts_by_itself = argument.is_none() && lesson.is_none();
    let loaded = argument.map_or_else(first_preset, |argument| input::load_to_open(argument, &text));
    let (preset, carried, notes) = match loaded {
        Ok(loaded) => match input::check_memory(&loaded.preset, &text) {
            Ok(()) => (loaded.preset, loaded.carried, loaded.notes),
            Err(failure) => return failure.report(),
        },
        Err(failure) => return failure.report(),
    };
    // What a file carries is no file of a document, nor is another program's.
    let is_own = carried.is_none() && notes.is_none();
    let path = argument.filter(|argument| input::is_file_argument(argument) && is_own);
    let mut errors = Vec::new();
    // Some drivers have no hardware acceleration or no vertical synchronisation to offer.
    for (vsync, acceleration) in [(true, HardwareAcceleration::Preferred), (false, HardwareAcceleration::Off)]
    {
        let bundled =
            library::find(argument.map_or(Some(library::WELCOME), OsStr::to_str).unwrap_or_default());
        let document = if let Some(path) = path {
            Document::from_file(preset.clone(), path.into())
        } else {
            let source = bundled.map(|bundled| Arc::from(bundled.text));
            let name = bundled.map(|bundled| bundled.name);
            Document::untitled(preset.clone()).with_source(source).with_bundled(name)
        };
        let notes = notes.clone().unwrap_or_default();
        let (lesson, carried) = (lesson.clone(), carried.clone());
        let start = Start { welcomes: starts_by_itself, lesson, carried, notes };
        match run(document, (vsync, acceleration), start, places) {
            Ok(()) => {
                tracing::info!("closed cleanly");
                return ExitCode::SUCCESS;
            }
            Err(error) => errors.push(error.to_string()),
        }
    }
    let first = errors.first().map_or("", String::as_str);
    tracing::debug!("no window: {}", errors.join("; ")); // The log leaves out whose machine built it.
    Failure::Failed(text.with("no-window", &[("detail", &plain(first))])).report()
}

/// What the system speaks, as far as it is spoken here.
fn system_language() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.is_empty()).then_some(value)
    });
    named.as_deref().and_then(Language::of_code).unwrap_or_default()
}

/// The file that was open last, if it is to be opened again and still can be.
fn last_file(folders: &Folders) -> Option<OsString> {
    let (settings, _) = Settings::load(&folders.settings());
    let last = settings.recent.first().filter(|path| settings.reopen_last && load::file(path).is_ok())?;
    Some(last.clone().into_os_string())
}

fn first_preset() -> Result<Loaded, Failure> {
    input::load_document(OsStr::new(library::WELCOME), &Text::english())
}

/// A system's error without the paths of whoever built it.
fn plain(error: &str) -> String {
    let line = error.lines().next().unwrap_or_default();
    let known = [
        ("WAYLAND_DISPLAY", "there is no display (neither DISPLAY nor WAYLAND_DISPLAY leads to one)"),
        ("XOpenDisplayFailed", "the display cannot be reached"),
        ("Glutin", "there is no usable OpenGL driver"),
        ("glutin", "there is no usable OpenGL driver"),
        ("FBConfig", "there is no usable OpenGL driver"),
        ("OpenGL", "there is no usable OpenGL driver"),
    ];
    let words = known.iter().find(|(sign, _)| error.contains(sign)).map(|(_, words)| *words);
    words.map_or_else(|| without_build_folders(line).into_owned(), str::to_owned)
}

/// What the window starts with besides its document.
struct Start {
    /// Whether the page of welcome is shown.
    welcomes: bool,
    /// A lesson.
    lesson: Option<PathBuf>,
    /// What acted on the run of the document.
    carried: Option<Box<Carried>>,
    /// What is not as it was in the file of another program.
    notes: Vec<Message>,
}

/// The C library gives free memory at the end of its heap back to the system, and an OpenGL driver that draws on the CPU
/// takes and frees some MiB in each frame, whose pages the system then has to clear every time: a fifth of the work. glibc
/// keeps twice the size of the largest block that was ever taken from the system by itself and freed (`mallopt(3)`, dynamic
/// threshold), so one such block is taken and freed at the start. Its pages are never touched.
fn keep_freed_memory() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(16 << 20)));
}

fn run(
    document: Document,
    (vsync, acceleration): (bool, HardwareAcceleration),
    start: Start,
    places: &Places,
) -> eframe::Result<()> {
    keep_freed_memory();
    let folders = places.folders();
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/bouton-256.png"));
    let mut viewport = ViewportBuilder::default()
        .with_title(title(&document, &document.name()))
        .with_app_id("bouton")
        .with_inner_size(SIZE)
        .with_min_inner_size([480.0, 320.0]);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions {
        viewport,
        glow_options: GlowConfiguration { vsync, hardware_acceleration: acceleration, ..Default::default() },
        multisampling: 0,
        // The window has no gradients to smooth, and a software renderer pays for each pixel.
        dithering: false,
        depth_buffer: 0,
        stencil_buffer: 0,
        persist_window: false,
        ..Default::default()
    };
    let make = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        install_fonts(&creation.egui_ctx);
        creation.egui_ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let ctx = creation.egui_ctx.clone();
        let program = App::program(document.preset(), true);
        // The engine may be quicker than the screen: frames come no faster than every 16 ms.
        let rest_ms = Arc::new(AtomicU64::new(REST_MS));
        let rest = Arc::clone(&rest_ms);
        let wake = move || ctx.request_repaint_after(Duration::from_millis(rest.load(Ordering::Relaxed)));
        let engine = Engine::start(program, wake)?;
        let mut app = App::new(document, engine, ThemeChoice::System, Box::new(SystemChooser));
        app.set_system_language(system_language());
        if let Some(folders) = folders {
            app.keep_in(&creation.egui_ctx, folders);
            write_at_the_end(app.last_write(), app.last_moments());
        }
        app.use_cores();
        if start.welcomes && app.settings().welcome {
            app.show_welcome();
        }
        if let Some(carried) = &start.carried {
            app.play(carried);
        }
        app.say_notes(&start.notes);
        if let Some(lesson) = &start.lesson {
            app.open_file(lesson);
        }
        app.shell.renderer = format!("OpenGL through glow, vsync {vsync}, {acceleration:?} acceleration");
        Ok(Box::new(WindowApp { app, title: String::new(), rest_ms }))
    };
    eframe::run_native("bouton", options, Box::new(make))
}

/// Writes unsaved work before a panic or one of the signals TERM, HUP and INT ends the program. What cannot be caught (KILL,
/// a lost X server) ends it at once, and what was copied by then is what remains: all but the last moments.
pub fn write_at_the_end(last_write: Option<LastWrite>, last_moments: Option<LastMoments>) {
    let Some(last_write) = last_write else { return };
    let before_panic = last_write.clone();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let _ = before_panic.now(); // There is no window left to show an error.
        report(info);
    }));
    let ends = move || {
        let _ = last_write.now(); // The same.
        if let Some(last_moments) = &last_moments {
            last_moments.write();
        }
        tracing::info!("ended by a signal");
        std::process::exit(0);
    };
    if let Err(error) = ctrlc::set_handler(ends) {
        tracing::warn!("signals end the program at once: {error}");
    }
}

/// What the window is called: the document by its name, and whether it is changed.
fn title(document: &Document, name: &str) -> String {
    let changed = if document.is_changed() { "*" } else { "" };
    // A window system takes no control characters, and no name of any length.
    let name: String = name.chars().filter(|c| !is_invisible(*c)).take(MOST_SHOWN).collect();
    format!("{name}{changed} – Bouton")
}

/// The application in a window of its own.
struct WindowApp {
    app: App,
    title: String,
    /// How long after a batch of the engine the next frame is drawn at the latest [ms].
    rest_ms: Arc<AtomicU64>,
}

impl eframe::App for WindowApp {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let rest_ms = if self.app.settings().few_frames { FEW_REST_MS } else { REST_MS };
        self.rest_ms.store(rest_ms, Ordering::Relaxed);
        self.app.think(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.app.draw(ui);
        let title = title(self.app.document(), &self.app.name());
        if title != self.title {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        match self.app.shell.frame_times.count() {
            1 => tracing::info!(target: HOOKS, "first frame"),
            // By now the window has its final size, for scripts that drive it.
            10 => self.log_places(ui.ctx()),
            count if count.is_multiple_of(600) => {
                tracing::info!(target: HOOKS, "{}", self.app.shell.frame_times.report());
            }
            _ => {}
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

impl WindowApp {
    fn log_places(&self, ctx: &egui::Context) {
        let scale = ctx.pixels_per_point();
        for population in self.app.document().preset().network().populations() {
            if let Some(place) = self.app.vertex_place(population.id) {
                let (x, y) = (place.x * scale, place.y * scale);
                tracing::info!(target: HOOKS, "canvas vertex name={} x={x:.0} y={y:.0}", population.name);
            }
        }
    }
}
