//! Drawing the window into a picture, without a display: the same application, fed by a real engine.

use std::io::Write as _;
use std::process::ExitCode;

use eframe::egui::{self, Pos2, Rect};
use image::RgbaImage;

use super::dialog::{FileChooser, Purpose};
use super::software_renderer::Raster;
use super::{Action, App, ThemeChoice, install_fonts};
use crate::document::Document;
use crate::engine::{Command, Engine, Input, LoggedInput, SeekTo};
use crate::export::csv::Provenance;
use crate::export::picture::{self, Pixels};
use crate::input::arguments::{ScreenshotArgs, ThemeName};
use crate::input::output::{self, Content, Wanted};
use crate::input::{self, Failure, Fire};
use crate::lesson;
use crate::lesson::library::{self, Bundled};
use crate::message::did_you_mean;
use crate::preset::carrier::Packed;
use crate::preset::{Preset, library as presets};
use crate::replay;
use crate::sim::MAX_BUCKETS;
use crate::text::{Language, Text};

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

/// What is asked for, checked.
struct Plan {
    language: Language,
    /// The lesson and the step of it that are opened.
    lesson: Option<(&'static Bundled, usize)>,
    /// When neurons fire: boundary, population and neuron, in order.
    fires: Vec<(u64, u32, Option<u32>)>,
    /// The boundary that is drawn.
    last: u64,
}

/// The lesson and the step that `NAME[:STEP]` means, and the document that the step starts with.
fn find_lesson(
    written: &str,
    text: &Text,
) -> Result<(&'static Bundled, usize, std::sync::Arc<Preset>), String> {
    let (name, step) = written.split_once(':').unwrap_or((written, "1"));
    let Some(bundled) = library::find(name) else {
        let names = || library::LESSONS.iter().map(|lesson| lesson.name);
        let known =
            did_you_mean(name, names()).map_or_else(|| names().collect::<Vec<_>>().join(", "), str::to_owned);
        return Err(text.with("cli-unknown-lesson", &[("written", written), ("known", &known)]));
    };
    let lesson = lesson::parse(bundled.text.as_bytes()).map_err(|error| text.say(&error.message()))?;
    let index = step.parse::<usize>().ok().and_then(|step| step.checked_sub(1));
    let found = index.and_then(|index| Some((index, lesson.steps.get(index)?)));
    found.map(|(index, step)| (bundled, index, std::sync::Arc::clone(&step.preset))).ok_or_else(|| {
        let last = lesson.steps.len().to_string();
        text.with("cli-unknown-step", &[("written", written), ("last", &last)])
    })
}

fn plan(
    args: &ScreenshotArgs,
    (preset, inputs): (&Preset, &[LoggedInput]),
    after_ms: f64,
    text: &Text,
) -> Result<Plan, Vec<String>> {
    let mut lines = Vec::new();
    if inputs.iter().any(|input| matches!(input.input, Input::SetNetwork(_))) {
        lines.push(text.with("cli-screenshot-edits", &[("path", &args.preset.display().to_string())]));
    }
    let language = Language::of_code(&args.language).unwrap_or_else(|| {
        let known = Language::ALL.map(Language::code).join(", ");
        let args = [("written", args.language.as_str()), ("known", &known)];
        lines.push(text.with("cli-unknown-language", &args));
        Language::default()
    });
    let found = args
        .lesson
        .as_ref()
        .and_then(|written| find_lesson(written, text).map_err(|line| lines.push(line)).ok());
    let preset = found.as_ref().map_or(preset, |(.., preset)| preset);
    let grid = preset.grid();
    let last = input::whole_steps("--after", after_ms, grid, text);
    let last = last.map_err(|line| lines.push(line)).unwrap_or_default();
    let mut fires = Vec::new();
    for fire in &args.fire {
        match input::parse_fire(fire, preset, after_ms, text) {
            Ok(Fire { population, neuron, times_ms }) => fires
                .extend(times_ms.into_iter().map(|time| (grid.step_at_or_after(time).0, population, neuron))),
            Err(line) => lines.push(line),
        }
    }
    fires.sort_by_key(|(step, ..)| *step);
    let lesson = found.map(|(bundled, step, _)| (bundled, step));
    if lines.is_empty() { Ok(Plan { language, lesson, fires, last }) } else { Err(lines) }
}

fn take(args: &ScreenshotArgs) -> Result<(), Failure> {
    let text = Text::english();
    let loaded = input::load_document(&args.preset, &text)?;
    input::check_memory(&loaded.preset, &text)?;
    let wanted = [Wanted { path: &args.out, content: Content::Picture }];
    let carried = loaded.carried.as_deref();
    let inputs = carried.map_or_else(Vec::new, |carried| replay::inputs(&carried.log, 0));
    let end_ms = carried.and_then(|carried| carried.log.runs.first());
    let end_ms = end_ms.map(|run| loaded.preset.grid().time_ms(run.end));
    let after_ms = args.after.or(end_ms).unwrap_or(0.0);
    let plan = plan(args, (&loaded.preset, &inputs), after_ms, &text);
    let outputs = output::open(&args.preset, &wanted, args.force, &text);
    let (plan, mut outputs) = Failure::of_both(plan, outputs)?;
    let (image, drawn, packed) = draw(args, &loaded.preset, plan, inputs)?;
    let mut provenance = Provenance::new(&drawn)
        .with("command", &input::command_line())
        .with("preset", &args.preset.display().to_string())
        .with("document", &format!("fnv1a64:{:016x}", loaded.hash))
        .with("after_ms", &after_ms.to_string())
        .with_all("fire", &args.fire)
        .reopening(packed);
    if let Some(lesson) = &args.lesson {
        provenance = provenance.with("lesson", lesson);
    }
    let size = (image.width() as usize, image.height() as usize);
    let png = picture::png(size, Pixels::Rgba(image.as_raw()), None, &provenance)
        .map_err(|error| Failure::Failed(error.to_string()))?;
    for out in &mut outputs {
        if let Err(error) = out.write_all(&png) {
            let args = [("path", out.name()), ("detail", output::why(&error, &text))];
            return Err(Failure::Failed(text.with("cli-write-failed", &args)));
        }
        out.finish(&text)?;
    }
    Ok(())
}

/// Draws the window; returns the picture, the document that it shows, and what the picture carries.
// Longer than 60 lines: what is asked of the window, one after the other.
fn draw(
    args: &ScreenshotArgs,
    preset: &Preset,
    plan: Plan,
    inputs: Vec<LoggedInput>,
) -> Result<(RgbaImage, std::sync::Arc<Preset>, Option<Packed>), Failure> {
    let Plan { language, lesson, fires, last } = plan;
    let theme = match args.theme {
        ThemeName::Dark => ThemeChoice::Dark,
        ThemeName::Light => ThemeChoice::Light,
        ThemeName::Projector => ThemeChoice::Projector,
    };
    let engine = Engine::by_hand(App::program(preset, false));
    let bundled = args.preset.to_str().and_then(presets::find).map(|preset| preset.name);
    let document = Document::untitled(preset.clone()).with_bundled(bundled);
    let mut app = App::new(document, engine, theme, Box::new(NoChooser));
    app.set_language(language);
    let mut stage = Stage::new(args.size, args.scale, (last / LOOKS).max(1));
    stage.frame(&mut app);
    if let Some((bundled, step)) = lesson {
        app.open_lesson_at(&stage.ctx, bundled.name, step);
        app.engine.send(Command::Pause);
        stage.frame(&mut app);
        app.do_action(&stage.ctx, Action::ShowMe);
        app.engine.send(Command::Pause);
    }
    if args.lecture {
        app.do_action(&stage.ctx, Action::Lecture);
    }
    if args.welcome {
        app.do_action(&stage.ctx, Action::Welcome);
    }
    if !inputs.is_empty() {
        app.engine.send(Command::Play(inputs));
    }
    let mut reached = 0;
    for (step, population, neuron) in fires {
        stage.advance(&mut app, step - reached);
        reached = step;
        app.engine.send(Command::Fire { population, neuron });
    }
    stage.advance(&mut app, last - reached);
    if let Some(ms) = args.playhead {
        stage.frame(&mut app);
        app.seek(SeekTo::Ms(ms));
    }
    // A few frames let sizes settle; the rings of the last spikes are young then.
    let mut picture = None;
    for _ in 0..4 {
        picture = Some(stage.frame(&mut app));
    }
    if let Some(words) = boxes(&stage.ctx, app.document().preset(), &Text::english()) {
        // Whoever closed standard error does not want to read it.
        let _ = writeln!(std::io::stderr(), "{words}");
    }
    let image =
        picture.map(|output| stage.paint(output)).transpose().map_err(|e| Failure::Failed(e.to_string()))?;
    let image = image.ok_or_else(|| Failure::Failed("nothing was drawn".to_owned()))?;
    let packed = packed(&mut app);
    Ok((image, std::sync::Arc::clone(app.document().preset()), packed))
}

/// What the picture carries, so that it opens again; says so if it will not.
fn packed(app: &mut App) -> Option<Packed> {
    let text = Text::english();
    let last = app.engine.history().map_or(crate::units::Step(0), |history| history.end().step);
    let log = app.engine.input_log()?;
    let after_restart = |input: &LoggedInput| matches!(input.input, Input::Restart(_));
    let begin = log.entries().iter().rposition(after_restart).map_or(0, |restart| restart + 1);
    let first = app.course.first();
    let span_ms = (0.0, first.grid().time_ms(last));
    let carried =
        replay::carried(first, &log.entries()[begin..], last, span_ms).filter(|_| log.dropped() == 0);
    let reason = match carried.as_ref().map(crate::preset::carrier::Carried::pack) {
        Some(Ok(packed)) => return Some(packed),
        Some(Err(error)) => text.say(&error.message()),
        None => text.get("cli-started-anew"),
    };
    input::terminal::say(&text.with("cli-will-not-reopen", &[("reason", &reason)]));
    None
}

/// What to say if names or texts of a document have letters that the fonts of the program lack.
fn boxes(ctx: &egui::Context, preset: &Preset, text: &Text) -> Option<String> {
    let parts = preset.network().parts();
    let names = parts.objects().filter_map(|object| parts.name_of(object));
    let all = names.chain([preset.title(), preset.description()]).flat_map(str::chars);
    let font = egui::FontId::proportional(14.0);
    let mut lacking: Vec<char> = ctx.fonts_mut(|fonts| {
        all.filter(|c| !c.is_whitespace() && !c.is_control() && !fonts.has_glyph(&font, *c)).collect()
    });
    lacking.sort_unstable();
    lacking.dedup();
    if lacking.is_empty() {
        return None;
    }
    let count = lacking.len().to_string();
    let shown: String = lacking.into_iter().take(20).collect();
    Some(text.with("screenshot-boxes", &[("letters", shown.as_str()), ("count", &count)]))
}

/// How often what happened is looked at on the way, at least.
pub(super) const LOOKS: u64 = 240;

/// A context without a window, and the renderer for it.
pub(super) struct Stage {
    pub ctx: egui::Context,
    size: egui::Vec2,
    scale: f32,
    time_s: f64,
    /// Most steps between two looks at what happened: films are made of these looks.
    stride: u64,
    raster: Raster,
    failed: Option<super::software_renderer::RasterError>,
}

impl Stage {
    pub fn new((width, height): (u32, u32), scale: f32, stride: u64) -> Self {
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        // The renderer takes the nearest texel, so discs look better as meshes; and nothing fades in.
        ctx.tessellation_options_mut(|options| options.prerasterized_discs = false);
        #[expect(clippy::cast_precision_loss, reason = "at most 8192")]
        let size = egui::vec2(width as f32, height as f32);
        Self { ctx, size, scale, stride, time_s: 0.0, raster: Raster::new(), failed: None }
    }

    /// Lets the model advance, and the application fetch what happened often enough to get it in full detail.
    pub fn advance(&self, app: &mut App, mut steps: u64) {
        while 0 < steps {
            let some = steps.min(MAX_BUCKETS as u64 / 2).min(self.stride);
            app.engine.advance_steps(some);
            app.think(&self.ctx);
            steps -= some;
        }
    }

    /// Lets the application think and draw once.
    pub fn frame(&mut self, app: &mut App) -> egui::FullOutput {
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
    fn paint(
        &mut self,
        output: egui::FullOutput,
    ) -> Result<RgbaImage, super::software_renderer::RasterError> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in pixels")]
        let pixels = [(self.size.x * self.scale).round() as u32, (self.size.y * self.scale).round() as u32];
        let ground = self.ctx.global_style().visuals.panel_fill;
        self.raster.paint(&primitives, output.pixels_per_point, pixels, ground)
    }
}

/// Chooses nothing: nobody is there.
pub(super) struct NoChooser;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{library, load, parse_value};

    /// Area of all triangles that a frame paints, within their clip rectangles by the corners, in units of the window's area.
    fn coverage(stage: &Stage, output: egui::FullOutput) -> f32 {
        let primitives = stage.ctx.tessellate(output.shapes, output.pixels_per_point);
        let mut area = 0.0;
        for egui::ClippedPrimitive { clip_rect, primitive } in &primitives {
            let egui::epaint::Primitive::Mesh(mesh) = primitive else { continue };
            for corners in mesh.indices.chunks_exact(3) {
                let [a, b, c] =
                    [0, 1, 2].map(|corner| clip_rect.clamp(mesh.vertices[corners[corner] as usize].pos));
                let (ab, ac) = (b - a, c - a);
                area += 0.5 * (ab.x * ac.y - ab.y * ac.x).abs();
            }
        }
        area / stage.size.x / stage.size.y
    }

    /// Without a graphics card, the time of a frame is that of its pixels: each is painted about once, over the ground.
    #[test]
    fn a_pixel_is_painted_about_once() {
        for bundled in library::PRESETS {
            let preset = load::parse(bundled.text.as_bytes()).unwrap();
            let engine = Engine::by_hand(App::program(&preset, false));
            let mut app =
                App::new(Document::untitled(preset), engine, ThemeChoice::Light, Box::new(NoChooser));
            let mut stage = Stage::new((1280, 720), 1.0, u64::MAX);
            stage.advance(&mut app, 200);
            for _ in 0..2 {
                stage.frame(&mut app);
            }
            let output = stage.frame(&mut app);
            let covered = coverage(&stage, output);
            assert!(0.7 < covered && covered < 1.3, "{}: {covered}", bundled.name);
        }
    }

    /// Relative luminance of a pixel (WCAG 2.1).
    fn luminance(pixel: image::Rgba<u8>) -> f32 {
        let [red, green, blue, _] = pixel.0.map(egui::ecolor::linear_f32_from_gamma_u8);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Flashes of a course of luminance: pairs of opposite changes of a tenth or more whose darker end is below 0.8.
    fn n_flashes(course: impl Iterator<Item = f32>) -> f32 {
        let mut n_changes = 0.0;
        // The end of the last change, or as far as it has gone since, and whether it rose.
        let (mut least, mut most, mut rises) = (f32::INFINITY, f32::NEG_INFINITY, None);
        for now in course {
            (least, most) = (least.min(now), most.max(now));
            let has_risen = 0.1 <= now - least && least < 0.8;
            let has_fallen = 0.1 <= most - now && now < 0.8;
            let turns = match rises {
                Some(true) => has_fallen,
                Some(false) => has_risen,
                None => has_risen || has_fallen,
            };
            if turns {
                n_changes += 1.0;
                rises = Some(has_risen);
                (least, most) = (now, now);
            }
        }
        n_changes / 2.0
    }

    #[test]
    fn flashes_are_counted() {
        let square = |half: u8| (0..120).map(move |frame| f32::from(frame / half % 2));
        for (half, flashes) in [(30, 1.5), (10, 5.5), (1, 59.5)] {
            let n = n_flashes(square(half));
            assert!((n - flashes).abs() < 0.1, "{n} where {half} frames are bright and {half} dark");
        }
        let n = n_flashes((0..100_u8).map(|frame| f32::from(frame) * 0.01));
        assert!((n - 0.5).abs() < 0.1, "{n} of a slow rise");
        let n = n_flashes(square(1).map(|bright| 0.05 * bright));
        assert!(n < 0.1, "{n} of what is hardly seen");
    }

    /// Two neurons that fire at 40 Hz, in real time, in every theme: no place of the network flashes above 3 Hz.
    #[test]
    fn nothing_flashes_above_3_hz() {
        const FRAMES: u32 = 120;
        let bundled = library::find("ampa").unwrap();
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let values = [
            ("populations.1.train", "Regular"),
            ("populations.1.rate_Hz", "40"),
            ("populations.1.n_spikes", "0"),
            ("projections.1-0.receptors.ampa.g_max_nS", "60"),
            ("projections.1-0.delay_ms", "10"),
        ];
        let values: Vec<_> = values
            .iter()
            .map(|(path, written)| {
                let address = preset.find(path).unwrap();
                let (spec, _) = preset.get(address).unwrap();
                (address, parse_value(spec, written).unwrap())
            })
            .collect();
        let preset = preset.with_values(&values).unwrap();
        let steps = preset.grid().step_at_or_after(1000.0 * FRAME_S).0;
        let themes = [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Projector];
        for (theme, reduced) in
            themes.map(|theme| (theme, false)).into_iter().chain([(ThemeChoice::Dark, true)])
        {
            let engine = Engine::by_hand(App::program(&preset, false));
            let mut app = App::new(Document::untitled(preset.clone()), engine, theme, Box::new(NoChooser));
            app.persistence.settings.reduced_motion = reduced;
            let mut stage = Stage::new((640, 480), 1.0, u64::MAX);
            stage.frame(&mut app);
            let mut courses: Vec<Vec<f32>> = Vec::new();
            for _ in 0..FRAMES {
                stage.advance(&mut app, steps);
                let output = stage.frame(&mut app);
                let image = stage.paint(output).unwrap();
                let places = app.view.vertex_places.values().copied();
                let area = Rect::from_points(&places.collect::<Vec<_>>()).expand(45.0);
                let pixels = image.enumerate_pixels().filter(|(x, y, _)| {
                    let [left, top] = [*x, *y].map(|pixels| f32::from(u16::try_from(pixels).unwrap()));
                    area.contains(Pos2::new(left, top)) && x % 2 == 0 && y % 2 == 0
                });
                courses.push(pixels.map(|(.., pixel)| luminance(*pixel)).collect());
            }
            let seconds = f64::from(FRAMES) * FRAME_S;
            let worst = (0..courses[0].len())
                .map(|at| n_flashes(courses.iter().map(|course| course[at])))
                .fold(0.0, f32::max);
            let fired = app.run.firings.len();
            println!("{theme:?}, reduced {reduced}: {:.2} flashes a second", f64::from(worst) / seconds);
            assert_eq!(fired, 2, "both fire");
            assert!(0.0 < worst || reduced, "a spike is seen");
            assert!(f64::from(worst) <= 3.0 * seconds, "{worst} flashes in {seconds} s");
        }
    }
}
