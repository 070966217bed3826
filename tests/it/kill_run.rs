//! A program that ends without being asked to loses no more of its runs than the last second of each, and with a signal that can be
//! caught nothing.
//!
//! The program is this test binary, started again with only [`child_plays`] to run: the window without a screen, with its thread of
//! the engine, its copies and what it does at signals, used by keys.

#![cfg(all(unix, feature = "gui"))]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::app::{App, SystemChooser, ThemeChoice, install_fonts, write_at_the_end};
use bouton::document::Document;
use bouton::engine::Engine;
use bouton::preset::{library, load};
use bouton::storage::Folders;
use bouton::storage::work::{Kept, Store};
use eframe::egui::{self, Event, Key, Modifiers, Pos2, Rect, vec2};

/// Tells the child where to keep what it keeps; without it the child has nothing to do.
const FOLDER_VARIABLE: &str = "BOUTON_KILL_RUN_FOLDER";
/// Tells the child to rest after its last click, until all is to be found.
const RESTS_VARIABLE: &str = "BOUTON_KILL_RUN_RESTS";
/// This only keeps a broken run from hanging, on either side.
const HANG_GUARD: Duration = Duration::from_mins(2);
/// More than the time after which everything is to be found.
const REST: Duration = Duration::from_millis(2500);

/// The window, without a screen.
struct Window {
    app: App,
    ctx: egui::Context,
    started: Instant,
}

impl Window {
    fn frame(&mut self, events: Vec<Event>) {
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0))),
            time: Some(self.started.elapsed().as_secs_f64()),
            events,
            ..Default::default()
        };
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| {
            app.think(ui.ctx());
            app.draw(ui);
        });
        output.textures_delta.clear();
        std::thread::sleep(Duration::from_millis(4));
    }

    fn press(&mut self, key: Key) {
        let of = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![of(true)]);
        self.frame(vec![of(false)]);
    }

    fn rest(&mut self, time: Duration) {
        let started = Instant::now();
        while started.elapsed() < time {
            self.frame(Vec::new());
        }
    }
}

/// Not a test of its own: the process that the others start and end. It clicks three times, goes back to the start, where clicking
/// begins a run of its own, and clicks there twice.
#[test]
fn child_plays() {
    let Some(folder) = std::env::var_os(FOLDER_VARIABLE).map(PathBuf::from) else { return };
    let preset = load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
    let engine = Engine::start(App::program(&preset, true), || {}).unwrap();
    let mut app = App::new(Document::untitled(preset), engine, ThemeChoice::Dark, Box::new(SystemChooser));
    let ctx = egui::Context::default();
    install_fonts(&ctx);
    app.keep_in(&ctx, Folders::in_one(&folder));
    write_at_the_end(app.last_write(), app.last_moments());
    let mut window = Window { app, ctx, started: Instant::now() };
    window.rest(Duration::from_millis(100));
    for _ in 0..3 {
        window.press(Key::Num1);
        window.rest(Duration::from_millis(60));
    }
    window.press(Key::Home);
    window.rest(Duration::from_millis(200));
    window.press(Key::Num1);
    window.rest(Duration::from_millis(60));
    if std::env::var_os(RESTS_VARIABLE).is_some() {
        window.press(Key::Num1);
        window.rest(REST);
    } else {
        window.press(Key::Num1);
    }
    println!("READY {}", window.app.runs().0.len());
    window.rest(HANG_GUARD);
}

/// A playing process that never outlives the test.
struct Player(Child);

impl Player {
    /// Starts it and waits until it has clicked for the last time; it says how many runs are open.
    fn start(folder: &Path, rests: bool) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("the test binary knows its path"));
        command.args(["--exact", "kill_run::child_plays", "--nocapture"]);
        command.env(FOLDER_VARIABLE, folder).stdout(Stdio::piped());
        if rests {
            command.env(RESTS_VARIABLE, "1");
        }
        let mut child = command.spawn().expect("the test binary starts again");
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        let player = Self(child);
        let ready = output.lines().map_while(Result::ok).find(|line| line.contains("READY"));
        assert!(ready.expect("it is ready").ends_with("READY 2"), "two runs");
        player
    }

    fn signal(&mut self, name: &str) {
        let signalled = Command::new("kill").args([&format!("-{name}"), &self.0.id().to_string()]).status();
        assert!(signalled.expect("kill can be called").success());
        let started = Instant::now();
        while self.0.try_wait().expect("the child can be asked").is_none() {
            assert!(started.elapsed() < HANG_GUARD, "{name} ends it");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How many inputs each run has that is found, sorted.
fn found(folder: &Path) -> Vec<usize> {
    let store = Store::new(&Folders::in_one(folder).autosave());
    let runs: Vec<Kept> = store.look().works.into_iter().filter(Kept::is_run).collect();
    assert!(runs.iter().all(|kept| kept.was_cut_off), "nobody holds them");
    let inputs = |kept: &Kept| Arc::new(store.read_run(&kept.name).expect("it can be read")).inputs(0).len();
    let mut numbers: Vec<usize> = runs.iter().map(inputs).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_killed_program_leaves_all_of_its_runs() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut player = Player::start(folder.path(), true);
    player.signal("KILL");
    assert_eq!(found(folder.path()), [2, 3]);
}

#[test]
fn a_signal_that_can_be_caught_loses_nothing() {
    for name in ["TERM", "HUP", "INT"] {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut player = Player::start(folder.path(), false);
        player.signal(name);
        assert_eq!(found(folder.path()), [2, 3], "{name}");
    }
}
