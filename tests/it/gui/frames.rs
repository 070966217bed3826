//! What a person asks for happens in model time, however many frames a second are drawn and however fast model time passes.

use std::time::Duration;

use bouton::app::{Action, App, ThemeChoice, install_fonts};
use bouton::document::Document;
use bouton::engine::{Command, Engine, Input, LoggedInput};
use bouton::lesson::{self, LessonStep, Look, Seen, library};
use bouton::preset::Preset;
use bouton::sim::Simulation;
use bouton::units::Speed;
use eframe::egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, vec2};

use super::{Script, preset};
use crate::presets::is_long;

/// The application in a window that draws so many frames a second.
struct Window {
    app: App,
    ctx: Context,
    frame: Duration,
    time_s: f64,
    focused: bool,
}

impl Window {
    fn new(preset: Preset, frames_per_s: u32) -> Self {
        let engine = Engine::by_hand(App::program(&preset, true));
        Self::with_engine(preset, engine, frames_per_s)
    }

    fn with_engine(preset: Preset, engine: Engine, frames_per_s: u32) -> Self {
        let ctx = Context::default();
        install_fonts(&ctx);
        let chooser = Box::new(Script::default());
        let app = App::new(Document::untitled(preset), engine, ThemeChoice::Dark, chooser);
        let frame = Duration::from_secs(1) / frames_per_s;
        let mut window = Self { app, ctx, frame, time_s: 0.0, focused: true };
        window.frame(Vec::new());
        window
    }

    /// A frame's worth of time passes, and a frame is drawn.
    fn frame(&mut self, events: Vec<Event>) {
        self.pass(events, true);
    }

    /// As [`Window::frame`], but nothing is drawn: what the window does while it is hidden.
    fn hidden_frame(&mut self) {
        self.pass(Vec::new(), false);
    }

    fn pass(&mut self, events: Vec<Event>, draws: bool) {
        self.time_s += self.frame.as_secs_f64();
        let input = RawInput {
            time: Some(self.time_s),
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0))),
            focused: self.focused,
            events,
            ..RawInput::default()
        };
        let Self { app, ctx, frame, .. } = self;
        app.engine().advance(*frame);
        let mut output = ctx.run_ui(input, |ui| {
            app.think(&ui.ctx().clone());
            if draws {
                app.draw(ui);
            }
        });
        output.textures_delta.clear();
    }

    fn act(&mut self, action: Action) {
        let ctx = self.ctx.clone();
        self.app.do_action(&ctx, action);
    }

    fn log(&mut self) -> Vec<LoggedInput> {
        self.app.engine().input_log().unwrap().entries().to_vec()
    }

    /// The steps at which neurons were made to fire since the last start of the run.
    fn fires(&mut self) -> Vec<u64> {
        let log = self.log();
        let start = log.iter().rposition(|own| matches!(own.input, Input::Restart(_))).map_or(0, |at| at + 1);
        let fires = log[start..].iter().filter(|own| matches!(own.input, Input::Fire { .. }));
        fires.map(|own| own.step.0).collect()
    }
}

/// What can be seen in the last run of a window, step by step as it went: the engine's inputs are replayed.
fn seen_in(window: &mut Window, step: &LessonStep) -> Vec<Seen> {
    let log = window.log();
    let start = log.iter().rposition(|own| matches!(own.input, Input::Restart(_))).unwrap();
    let Input::Restart(program) = &log[start].input else { unreachable!() };
    let mut simulation = Simulation::new(program.network.clone(), program.seed, program.grid);
    let mut look = Look::new(&step.page, &simulation);
    for LoggedInput { step, input } in &log[start + 1..] {
        while simulation.now() < *step {
            look.step(&mut simulation);
        }
        match input {
            Input::Fire { population, neuron } => {
                simulation.fire(*population, *neuron, &mut look);
            }
            Input::Schedule(spikes) => {
                for spike in spikes.iter() {
                    simulation.schedule_fire(spike.population, spike.neuron, spike.time_ms);
                }
            }
            Input::SetNetwork(network) => simulation.reconcile(network.clone()),
            Input::Restart(_) => unreachable!("the last restart comes first"),
        }
    }
    while simulation.now_ms() < look.until_ms() {
        look.step(&mut simulation);
    }
    look.seen()
}

/// Shows a step in a window and lets it run for as long as there is something to see.
fn show(window: &mut Window, name: &'static str, index: usize, speed: Option<Speed>, until_ms: f64) {
    let ctx = window.ctx.clone();
    window.app.open_lesson_at(&ctx, name, index);
    window.frame(Vec::new());
    // Somebody tinkers and waits before asking to be shown.
    window.frame(Vec::new());
    window.act(Action::ShowMe);
    if let Some(speed) = speed {
        window.app.engine().send(Command::SetSpeed(speed));
    }
    let mut frames = 0;
    loop {
        if frames % 64 == 0 {
            window.frame(Vec::new())
        } else {
            window.hidden_frame()
        }
        frames += 1;
        if until_ms < window.app.now_ms() {
            return;
        }
        assert!(frames < 2_000_000, "{name} {}: stuck at {} ms", index + 1, window.app.now_ms());
    }
}

/// "Show me" leads to what the step says, at every number of frames a second, in slow motion and flat out; asked for again,
/// it is the same again.
#[test]
fn show_me_shows_the_same_at_every_frame_rate_and_speed() {
    let slow = Some(Speed::MsPerSecond(if is_long() { 20.0 } else { 100.0 }));
    let all = [5, 30, 60].map(|fps| [None, slow, Some(Speed::Unlimited)].map(|speed| (fps, speed)));
    let some = [(5, None), (30, slow), (60, Some(Speed::Unlimited))];
    let ways = if is_long() { all.as_flattened() } else { &some[..] };
    let mut effects = 0;
    for (fps, speed) in ways {
        let mut window = Window::new(preset("ampa"), *fps);
        for bundled in library::LESSONS {
            let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
            for (index, step) in lesson.steps.iter().enumerate() {
                let until_ms = step.page.see.iter().map(lesson::Effect::time_ms).fold(0.0, f64::max);
                if step.page.act.is_empty() || step.preset.standalone().is_some() {
                    continue;
                }
                // The largest networks at the speed at which they get there within the hang guard of a test.
                let is_large = 1000 < step.preset.network().populations().iter().map(|p| p.n).sum::<u64>();
                if is_large && !is_long() && *fps != 60 {
                    continue;
                }
                show(&mut window, bundled.name, index, *speed, until_ms);
                let of = format!("{} {} at {fps} frames a second, {speed:?}", bundled.name, index + 1);
                for seen in seen_in(&mut window, step) {
                    effects += 1;
                    assert!(seen.holds, "{of}: {:?}, but it was {}", seen.effect, seen.found);
                }
                if index % 4 == 0 && !is_large {
                    let first = window.log().pop();
                    window.act(Action::ShowMe);
                    window.frame(Vec::new());
                    assert_eq!(window.log().pop(), first, "{of}: the second time");
                    assert_eq!(window.fires(), Vec::<u64>::new());
                }
            }
        }
    }
    println!("{effects} effects in {} ways", ways.len());
    assert!(100 < effects);
}

fn button(at: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

/// Presses on neuron 1, holds for so many frames, and lets go.
fn press(window: &mut Window, frames: u32) {
    let at = window.app.vertex_place(1).unwrap();
    window.frame(vec![Event::PointerMoved(at)]);
    window.frame(vec![button(at, true)]);
    for _ in 0..frames {
        window.frame(Vec::new());
    }
    window.frame(vec![button(at, false)]);
    for _ in 0..3 {
        window.frame(Vec::new());
    }
}

/// The engine has its own thread here, as in the window of a user. A machine that is busy may answer late now and then.
#[test]
fn a_click_is_answered_in_its_own_frame() {
    for ms_per_s in [1.0, 20.0, 1000.0] {
        let answered = (0..8).filter(|_| {
            let preset = preset("ampa");
            let engine = Engine::start(App::program(&preset, true), || ()).unwrap();
            let mut window = Window::with_engine(preset, engine, 60);
            window.app.engine().send(Command::SetSpeed(Speed::MsPerSecond(ms_per_s)));
            window.frame(Vec::new());
            let at = window.app.vertex_place(1).unwrap();
            window.frame(vec![Event::PointerMoved(at)]);
            assert_eq!(window.app.n_rings(), 0);
            window.frame(vec![button(at, true), button(at, false)]);
            window.app.n_rings() == 1
        });
        let answered = answered.count();
        assert!(4 <= answered, "{answered} of 8 at {ms_per_s} ms/s");
    }
}

/// A held button fires every 10 ms of model time, at every number of frames a second and every speed.
#[test]
fn a_held_button_fires_in_model_time() {
    for fps in [5, 30, 60, 144] {
        for ms_per_s in [20.0, 100.0, 1000.0] {
            let mut window = Window::new(preset("ampa"), fps);
            window.app.engine().send(Command::SetSpeed(Speed::MsPerSecond(ms_per_s)));
            press(&mut window, 2 * fps);
            let of = format!("{fps} frames a second, {ms_per_s} ms/s");
            let fires = window.fires();
            assert!(fires.windows(2).all(|two| two[1] - two[0] == 100), "{of}: {fires:?}");
            // Two seconds less the time after which a press is a held one, give or take two frames.
            let frame_s = 1.0 / f64::from(fps);
            let (least, most) = (1.7 - 2.0 * frame_s, 1.7 + 2.0 * frame_s);
            let expected = |held_s: f64| held_s * ms_per_s / 10.0;
            let n = fires.len() as f64;
            assert!(expected(least) <= n && n <= expected(most) + 1.0, "{of}: {n} spikes");
            let after = window.fires().len();
            for _ in 0..10 {
                window.frame(Vec::new());
            }
            assert_eq!(window.fires().len(), after, "{of}: let go");
        }
    }
}

/// A quick click is one spike at every number of frames a second and every speed, and a press while time stands still too.
#[test]
fn a_quick_click_is_one_spike() {
    for fps in [3, 5, 30, 60, 144] {
        for speed in [Speed::MsPerSecond(100.0), Speed::MsPerSecond(10_000.0), Speed::Unlimited] {
            let mut window = Window::new(preset("ampa"), fps);
            window.app.engine().send(Command::SetSpeed(speed));
            // 120 ms, or what comes next.
            press(&mut window, fps * 12 / 100);
            assert_eq!(window.fires().len(), 1, "{fps} frames a second, {speed:?}");
        }
        let mut window = Window::new(preset("ampa"), fps);
        window.act(Action::RunPause);
        window.frame(Vec::new());
        press(&mut window, 2 * fps);
        assert_eq!(window.fires().len(), 1, "{fps} frames a second, paused");
    }
}

/// What is held is let go when the window is left, when its neuron goes, and when the run starts again.
#[test]
fn nothing_stays_held() {
    let start = |window: &mut Window| {
        let at = window.app.vertex_place(1).unwrap();
        window.frame(vec![Event::PointerMoved(at)]);
        window.frame(vec![button(at, true)]);
        for _ in 0..60 {
            window.frame(Vec::new());
        }
        assert!(2 < window.fires().len(), "it is held");
    };
    let is_quiet = |window: &mut Window| {
        window.frame(Vec::new());
        let before = window.log().len();
        for _ in 0..60 {
            window.frame(Vec::new());
        }
        assert_eq!(window.log().len(), before);
    };
    let mut window = Window::new(preset("ampa"), 60);
    start(&mut window);
    window.focused = false;
    is_quiet(&mut window);
    let mut window = Window::new(preset("ampa"), 60);
    start(&mut window);
    window.act(Action::New);
    is_quiet(&mut window);
    let mut window = Window::new(preset("ampa"), 60);
    start(&mut window);
    window.act(Action::Restart);
    is_quiet(&mut window);
}

/// A digit that is held does as a button does; the repeats that window systems make of it count for nothing.
#[test]
fn a_held_digit_fires_in_model_time() {
    for fps in [5, 60] {
        let key = |pressed, repeat| Event::Key {
            key: Key::Num1,
            physical_key: None,
            pressed,
            repeat,
            modifiers: Modifiers::NONE,
        };
        let mut window = Window::new(preset("ampa"), fps);
        window.frame(vec![key(true, false)]);
        for _ in 0..2 * fps {
            window.frame(vec![key(true, true), key(true, true)]);
        }
        window.frame(vec![key(false, false)]);
        window.frame(Vec::new());
        let fires = window.fires();
        assert!(fires[1..].windows(2).all(|two| two[1] - two[0] == 100), "{fps}: {fires:?}");
        assert!((12..=22).contains(&fires.len()), "{fps}: {fires:?}");
        let mut window = Window::new(preset("ampa"), fps);
        window.frame(vec![key(true, false), key(false, false)]);
        window.frame(Vec::new());
        assert_eq!(window.fires().len(), 1);
    }
}
