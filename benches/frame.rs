//! How long the window takes to build and tessellate a frame: the full screen of `ampa`, running, with a short
//! and a long history, and with eight runs and four ghosts; that of `stdp-song-2000` with its weights, a canvas with 500 neurons
//! and 5000 projections, a lesson with the bar of equations and four plots, and a hundred sweeps over each other with two cursors,
//! a recording of one's own and four ghosts.
//!
//!     cargo bench --bench frame [-- PART-OF-A-NAME]

fn main() {
    #[cfg(feature = "gui")]
    measure::main();
}

#[cfg(feature = "gui")]
mod measure {
    use std::fmt::Write as _;
    use std::time::{Duration, Instant};

    use bouton::app::{Action, App, SystemChooser, ThemeChoice, install_fonts};
    use bouton::document::Document;
    use bouton::engine::{Command, Engine};
    use bouton::model::network::{Network, NetworkParts, Population, Projection};
    use bouton::model::neuron::NeuronKey;
    use bouton::model::receptor::ReceptorKey;
    use bouton::param::Value;
    use bouton::preset::plot_spec::{Aligned, PlotSpec, SweepMode};
    use bouton::preset::{Preset, library, load};
    use eframe::egui::{self, Key, Pos2, Rect, vec2};

    const FRAMES: usize = 600;
    const LARGE: &str = "500 neurons, 5000 projections";
    const LESSON: &str = "nmda, lesson, equations, 4 plots";
    const RUNS: &str = "ampa, 8 runs, 4 ghosts";
    const SWEEPS: &str = "100 sweeps, 2 cursors, a recording, 4 ghosts";
    /// Steps of 100 sweeps of the following preset, one every 3 s, and a few more.
    const SWEPT: (&str, u64) = ("paired-pulse", 3_050_000);
    const FRAME_S: f64 = 1.0 / 60.0;

    pub fn main() {
        // As the window does at its start, so that freed memory is kept and not cleared by the system in every frame.
        drop(std::hint::black_box(Vec::<u8>::with_capacity(16 << 20)));
        let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with("--")).unwrap_or_default();
        println!("UI part of a frame (build + tessellate) at 1280 × 720, {FRAMES} frames each");
        for (name, history) in [
            ("ampa", 10_000_u64),
            ("ampa", 100_000),
            ("ampa", 1_000_000),
            ("stdp-song-2000", 10_000),
            ("stdp-song-2000", 1_000_000),
            (LARGE, 1000),
            (LESSON, 100_000),
            (RUNS, 10_000),
            (SWEEPS, SWEPT.1),
        ] {
            if !format!("{name} {history}").contains(&wanted) {
                continue;
            }
            let times = frames(name, history);
            let ms = |index: usize| times[index].as_secs_f64() * 1e3;
            println!(
                "{name}, history {history:>9} steps: median {:.3} ms, p99 {:.3} ms, max {:.3} ms",
                ms(FRAMES / 2),
                ms(FRAMES * 99 / 100),
                ms(FRAMES - 1)
            );
        }
    }

    /// A network as large as a document may hold.
    fn large() -> Option<Preset> {
        let (kind, receptor) = (NeuronKey::Lif, ReceptorKey::Ampa);
        let mut parts = NetworkParts::default();
        for id in 0..500 {
            parts.populations.push(Population::new(id, 1, kind.make()));
        }
        for index in 0..5000 {
            let (from, to) = (index % 500, (index * 7 + index / 500 * 31 + 1) % 500);
            let projection = Projection::new(1000 + index, from, to, vec![receptor.make()]);
            parts.projections.push(Projection { name: format!("p{index}"), ..projection });
        }
        let network = Network::new(parts).ok()?;
        let preset = Preset::empty("large").with(|parts| parts.network = network).ok()?;
        #[expect(clippy::cast_precision_loss, reason = "a grid of places")]
        let places = (0..500_u32).map(|id| (id, ((id % 25) as f32 * 120.0, (id / 25) as f32 * 120.0)));
        preset.with(|parts| parts.view.positions = places.collect()).ok()
    }

    /// The preset whose sweeps are shown, the last hundred of them over each other.
    fn swept() -> Option<Preset> {
        let preset = load::parse(library::find(SWEPT.0)?.text.as_bytes()).ok()?;
        preset
            .with(|parts| {
                for plot in &mut parts.view.plots {
                    if let PlotSpec::Trace(spec) = &mut plot.kind
                        && let Aligned::On(sweeps) = &mut spec.sweeps
                    {
                        (sweeps.last, sweeps.mode) = (100, SweepMode::Normal);
                    }
                }
            })
            .ok()
    }

    /// The window with what it is given, and the time of its frames.
    struct Stage {
        app: App,
        ctx: egui::Context,
        time: f64,
    }

    impl Stage {
        /// A frame with what a person does in it; says how long it took to build and to tessellate.
        fn frame(&mut self, events: Vec<egui::Event>) -> Duration {
            self.app.engine().advance(Duration::from_secs_f64(FRAME_S));
            let input = egui::RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0))),
                time: Some(self.time),
                events,
                ..Default::default()
            };
            self.time += FRAME_S;
            let started = Instant::now();
            let mut output = self.ctx.run_ui(input, |ui| {
                self.app.think(ui.ctx());
                self.app.draw(ui);
            });
            let meshes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
            let took = started.elapsed();
            output.textures_delta.clear();
            drop(meshes);
            took
        }

        fn frames(&mut self, n: usize) {
            for _ in 0..n {
                self.frame(Vec::new());
            }
        }

        fn act(&mut self, action: Action) {
            self.app.do_action(&self.ctx, action);
            self.frames(4);
        }

        fn click(&mut self) {
            let key = |pressed| egui::Event::Key {
                key: Key::Num1,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            };
            self.frame(vec![key(true), key(false)]);
            self.frames(4);
        }

        fn set_running(&mut self, runs: bool) {
            if self.app.is_running() != runs {
                self.act(Action::RunPause);
            }
        }

        /// Eight runs, each of which forks from the one before it where that was clicked last, and four of them as ghosts. A run
        /// goes on for a while before it is gone back into: where it ends a change is no change of the past.
        fn fork(&mut self) {
            for _ in 0..7 {
                self.set_running(true);
                self.click();
                self.frames(20);
                self.set_running(false);
                self.act(Action::KeepGhost);
                self.act(Action::MarkBefore);
                self.click();
            }
            self.set_running(true);
            self.frames(20);
            let (runs, _) = self.app.runs();
            assert_eq!(runs.len(), 8, "{runs:?}");
            assert!(self.app.ghost_at(7, "V_0", 5.0).is_some(), "four ghosts, of which this is the newest");
        }

        /// A recording under the plot, two cursors, and four ghosts of other courses, each with other sweeps.
        fn compare(&mut self, preset: &Preset) -> Option<()> {
            let mut text = String::from("t (ms),V (mV)\n");
            for step in 0..5800_u32 {
                let ms = 0.1 * f64::from(step);
                writeln!(text, "{ms:.1},{:.3}", -70.0 + 8.0 * libm::exp(-ms / 20.0)).ok()?;
            }
            let mut file = tempfile::Builder::new().suffix(".csv").tempfile().ok()?;
            std::io::Write::write_all(&mut file, text.as_bytes()).ok()?;
            self.app.open_file(file.path());
            self.frames(2);
            while self.app.is_busy_with_data() {
                std::thread::sleep(Duration::from_millis(5));
                self.frames(1);
            }
            self.act(Action::OwnData);
            self.act(Action::Measure);
            let released = preset.find("projections.1-F.release.P0").ok()?;
            for k in 0..4 {
                self.act(Action::KeepGhost);
                let values = vec![(released, Value::Number(0.1 + 0.02 * f64::from(k)))];
                self.app.do_edit(&self.ctx, &bouton::document::Edit::SetValues(values));
                self.frames(4);
            }
            let n = self.app.sweeps(6).len();
            assert_eq!(n, 100, "sweeps");
            let recent_ms = self.app.now_ms() - 100.0;
            assert!(self.app.ghost_at(4, "V_F", recent_ms).is_some(), "ghosts");
            Some(())
        }
    }

    /// Sorted times of frames of a preset after a history of steps. At unlimited speed 10 000 steps pass between two frames.
    fn frames(name: &str, history: u64) -> Vec<Duration> {
        let of = match name {
            RUNS => "ampa",
            _ => name,
        };
        let bundled = library::find(of).and_then(|bundled| load::parse(bundled.text.as_bytes()).ok());
        let made = || if name == SWEEPS { swept() } else { large() };
        let Some(preset) = bundled.or_else(made) else { return vec![Duration::ZERO; FRAMES] };
        let engine = Engine::by_hand(App::program(&preset, true));
        let document = Document::untitled(preset.clone());
        let app = App::new(document, engine, ThemeChoice::Dark, Box::new(SystemChooser));
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        let mut stage = Stage { app, ctx, time: 0.0 };
        if name == LESSON {
            stage.app.open_lesson_at(&stage.ctx, "nmda", 1);
        }
        let mut left = history;
        while 0 < left {
            let chunk = left.min(50_000);
            if name != SWEEPS {
                stage.app.engine().send(Command::Fire { population: 1, neuron: Some(0) });
            }
            stage.app.engine().advance_steps(chunk);
            stage.app.think(&stage.ctx);
            if name == SWEEPS {
                // What is collected comes a few sweeps at a time.
                stage.frames(16);
            }
            left -= chunk;
        }
        match name {
            RUNS => stage.fork(),
            SWEEPS => assert!(stage.compare(&preset).is_some(), "all is there to compare"),
            _ => {}
        }
        let mut times = Vec::with_capacity(FRAMES);
        for index in 0..FRAMES + 30 {
            if index % 20 == 0 {
                stage.app.engine().send(Command::Fire { population: 1, neuron: Some(0) });
            }
            let took = stage.frame(Vec::new());
            if 30 <= index {
                times.push(took);
            }
        }
        times.sort_unstable();
        times
    }
}
