//! Drawing the window into a picture, without a display: the same application, fed by a real engine.

use std::process::ExitCode;

use eframe::egui::{self, Color32, Pos2, Rect};
use image::RgbaImage;

use super::dialog::{FileChooser, Purpose};
use super::raster::Raster;
use super::{App, ThemeChoice, install_fonts};
use crate::cli::{self, Failure, ScreenshotArgs, ThemeName};
use crate::document::Document;
use crate::engine::{Command, Engine};
use crate::sim::MAX_BUCKETS;
use crate::text::Text;

/// Wall time between frames [s].
const FRAME_S: f64 = 1.0 / 60.0;

/// Draws the window as the arguments say and writes the file.
#[must_use]
pub fn screenshot(args: &ScreenshotArgs) -> ExitCode {
    match take(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn take(args: &ScreenshotArgs) -> Result<(), Failure> {
    let text = Text::english();
    let preset = cli::load_argument(&args.preset, &text)?;
    cli::check_outputs(&args.preset, [args.out.to_str()], &text)?;
    let mut fires = Vec::new();
    for fire in &args.fire {
        let (population, neuron, times) = cli::parse_fire(fire, &preset, &text)?;
        fires.extend(
            times.into_iter().map(|time| (preset.grid().step_at_or_after(time).0, population, neuron)),
        );
    }
    fires.sort_by_key(|(step, ..)| *step);
    let last = preset.grid().step_at_or_after(args.after).0;
    let theme = match args.theme {
        ThemeName::Dark => ThemeChoice::Dark,
        ThemeName::Light => ThemeChoice::Light,
        ThemeName::Projector => ThemeChoice::Projector,
    };
    let engine = Engine::by_hand(App::program(&preset, false));
    let mut app = App::new(Document::untitled(preset), engine, theme, Box::new(NoChooser));
    let mut stage = Stage::new(args.size, args.scale, (last / LOOKS).max(1));
    stage.frame(&mut app);
    let mut reached = 0;
    for (step, population, neuron) in fires.into_iter().filter(|(step, ..)| *step <= last) {
        stage.advance(&mut app, step - reached);
        reached = step;
        app.engine.send(Command::Fire { population, neuron });
    }
    stage.advance(&mut app, last - reached);
    // A few frames let sizes settle; the rings of the last spikes are young then.
    let mut picture = None;
    for _ in 0..4 {
        picture = Some(stage.frame(&mut app));
    }
    let image =
        picture.map(|output| stage.paint(output)).transpose().map_err(|e| Failure::Failed(e.to_string()))?;
    let image = image.ok_or_else(|| Failure::Failed("nothing was drawn".to_owned()))?;
    let written = image.save_with_format(&args.out, image::ImageFormat::Png);
    written.map_err(|error| Failure::Failed(format!("{}: {error}", args.out.display())))
}

/// How often what happened is looked at on the way, at least.
const LOOKS: u64 = 240;

/// A context without a window, and the renderer for it.
struct Stage {
    ctx: egui::Context,
    size: egui::Vec2,
    scale: f32,
    time_s: f64,
    /// Most steps between two looks at what happened: films are made of these looks.
    stride: u64,
    raster: Raster,
    failed: Option<super::raster::RasterError>,
}

impl Stage {
    fn new((width, height): (u32, u32), scale: f32, stride: u64) -> Self {
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        // The renderer takes the nearest texel, so discs look better as meshes; and nothing fades in.
        ctx.tessellation_options_mut(|options| options.prerasterized_discs = false);
        #[expect(clippy::cast_precision_loss, reason = "at most 8192")]
        let size = egui::vec2(width as f32, height as f32);
        Self { ctx, size, scale, stride, time_s: 0.0, raster: Raster::new(), failed: None }
    }

    /// Lets the model advance, and the application fetch what happened often enough to get it in full detail.
    fn advance(&self, app: &mut App, mut steps: u64) {
        while 0 < steps {
            let some = steps.min(MAX_BUCKETS as u64 / 2).min(self.stride);
            app.engine.advance_steps(some);
            app.think(&self.ctx);
            steps -= some;
        }
    }

    /// Lets the application think and draw once.
    fn frame(&mut self, app: &mut App) -> egui::FullOutput {
        let mut input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time_s),
            focused: true,
            ..Default::default()
        };
        input.viewports.entry(egui::ViewportId::ROOT).or_default().native_pixels_per_point = Some(self.scale);
        self.time_s += FRAME_S;
        let mut output = self.ctx.run_ui(input, |ui| {
            app.think(ui.ctx());
            app.draw(ui);
        });
        if let Err(error) = self.raster.update_textures(&output.textures_delta) {
            self.failed.get_or_insert(error);
        }
        output.textures_delta.clear();
        output
    }

    /// Paints what was drawn.
    fn paint(&mut self, output: egui::FullOutput) -> Result<RgbaImage, super::raster::RasterError> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in pixels")]
        let pixels = [(self.size.x * self.scale).round() as u32, (self.size.y * self.scale).round() as u32];
        self.raster.paint(&primitives, output.pixels_per_point, pixels, Color32::BLACK)
    }
}

/// Chooses nothing: nobody is there.
struct NoChooser;

impl FileChooser for NoChooser {
    fn ask(
        &mut self,
        _purpose: Purpose,
        _folder: Option<std::path::PathBuf>,
        _name: String,
    ) -> std::sync::mpsc::Receiver<Option<std::path::PathBuf>> {
        std::sync::mpsc::sync_channel(1).1
    }
}
