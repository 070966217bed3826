//! How long the window takes to build and tessellate a frame: the full screen of `ampa`, running, with a short
//! and a long history, that of `stdp-song-2000` with its weights, a canvas with 500 neurons and 5000 projections, and a
//! lesson with the bar of equations and four plots.
//!
//!     cargo bench --bench frame [-- PART-OF-A-NAME]

fn main() {
    #[cfg(feature = "gui")]
    measure::main();
}

#[cfg(feature = "gui")]
mod measure {
    use std::time::{Duration, Instant};

    use bouton::app::{App, SystemChooser, ThemeChoice, install_fonts};
    use bouton::document::Document;
    use bouton::engine::{Command, Engine};
    use bouton::model::network::{Network, NetworkParts, Population, Projection};
    use bouton::model::neuron::NeuronKey;
    use bouton::model::receptor::ReceptorKey;
    use bouton::preset::{Preset, library, load};
    use eframe::egui::{self, Pos2, Rect, vec2};

    const FRAMES: usize = 600;
    const LARGE: &str = "500 neurons, 5000 projections";
    const LESSON: &str = "nmda, lesson, equations, 4 plots";
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

    /// Sorted times of frames of a preset after a history of steps. At unlimited speed 10 000 steps pass between two frames.
    fn frames(name: &str, history: u64) -> Vec<Duration> {
        let bundled = library::find(name).and_then(|bundled| load::parse(bundled.text.as_bytes()).ok());
        let Some(preset) = bundled.or_else(large) else { return vec![Duration::ZERO; FRAMES] };
        let engine = Engine::by_hand(App::program(&preset, true));
        let mut app =
            App::new(Document::untitled(preset), engine, ThemeChoice::Dark, Box::new(SystemChooser));
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        if name == LESSON {
            app.open_lesson_at(&ctx, "nmda", 1);
        }
        let mut time = 0.0;
        let mut left = history;
        while 0 < left {
            let chunk = left.min(50_000);
            app.engine().send(Command::Fire { population: 1, neuron: Some(0) });
            app.engine().advance_steps(chunk);
            app.think(&ctx);
            left -= chunk;
        }
        let mut times = Vec::with_capacity(FRAMES);
        for index in 0..FRAMES + 30 {
            if index % 20 == 0 {
                app.engine().send(Command::Fire { population: 1, neuron: Some(0) });
            }
            app.engine().advance(Duration::from_secs_f64(FRAME_S));
            let input = egui::RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0))),
                time: Some(time),
                ..Default::default()
            };
            time += FRAME_S;
            let started = Instant::now();
            let mut output = ctx.run_ui(input, |ui| {
                app.think(ui.ctx());
                app.draw(ui);
            });
            let meshes = ctx.tessellate(output.shapes, output.pixels_per_point);
            let took = started.elapsed();
            output.textures_delta.clear();
            drop(meshes);
            if 30 <= index {
                times.push(took);
            }
        }
        times.sort_unstable();
        times
    }
}
