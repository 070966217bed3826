//! `export`: what a run recorded, as files that open again: tables, arrays and drawings of plots.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};

use super::ending::{Ends, at_time};
use super::export_script::{ScriptArgs, To};
use super::recording::{Sink, Witness};
use super::run::{self, Plan};
use super::run_args::RunArgs;
use super::tally::Tally;
use super::{carried, export_script, parse_duration, parse_ms, parse_seed, say_cautions, signals};
use crate::engine::Crew;
use crate::export::animation::{self, FPS_RANGE, Pace};
use crate::export::csv::{PROGRAM, Provenance, SampleWriter, number};
use crate::export::figure::{Figure, Style};
use crate::export::npz::{Arrays, MOST_BYTES};
use crate::export::picture::{self, Pixels};
use crate::export::svg;
use crate::input::output::{self, Content, Output, Wanted};
use crate::input::progress::Progress;
use crate::input::{Failure, Loaded, check_memory, is_file_argument, load_document, terminal};
use crate::preset::Preset;
use crate::preset::plot_spec::PlotSpec;
use crate::sim::{Recorder, Recording};
use crate::text::Text;
use crate::units::{Speed, Step};

/// What is exported of a run, and where to.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("files").required(true).multiple(true).args(["csv", "npz", "svg", "png", "apng", "to"])))]
#[command(group(ArgGroup::new("figure").multiple(true).args(["svg", "png", "apng"])))]
pub struct ExportArgs {
    /// A preset, or a file that carries a run.
    #[arg(value_name = "FILE|NAME")]
    pub(super) preset: OsString,
    /// Duration [ms of model time], a multiple of the step (default: that of the run that a file carries).
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    duration: Option<f64>,
    /// Export what was recorded from this time on [ms].
    #[arg(long, value_name = "MS", default_value_t = 0.0, value_parser = parse_duration, allow_negative_numbers = true)]
    from: f64,
    /// Seed of all random numbers, instead of the preset's.
    #[arg(long, value_name = "N", value_parser = parse_seed, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Step [ms], instead of the preset's.
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    dt: Option<f64>,
    /// Fire a neuron at these times [ms], as for `run`.
    #[arg(long, value_name = "POP[:NEURON]@MS,MS...", allow_hyphen_values = true)]
    fire: Vec<String>,
    /// Set a parameter, as in `populations.0.I_app_pA=180`, or from a time [ms] on, as in `populations.0.I_app_pA=180@250`; see
    /// `bouton params`.
    #[arg(long, value_name = "PATH=VALUE[@MS]")]
    set: Vec<String>,
    /// Probes to record, as in `V_0,g_1-0` (default: those in the preset's plots).
    #[arg(long, value_name = "PROBE,...", value_delimiter = ',')]
    record: Vec<String>,
    /// Sampling interval [ms] (default: every step).
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    every: Option<f64>,
    /// Write the samples as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    pub(super) csv: Option<PathBuf>,
    /// Write samples, spikes and weights as arrays for NumPy to this file.
    #[arg(long, value_name = "FILE|-")]
    npz: Option<PathBuf>,
    /// Draw plots of probes and spikes against time as SVG into this file.
    #[arg(long, value_name = "FILE|-")]
    svg: Option<PathBuf>,
    /// Draw the same as PNG into this file.
    #[arg(long, value_name = "FILE|-")]
    png: Option<PathBuf>,
    /// Draw the same as an animated PNG into this file, as it came from --from on.
    #[arg(long, value_name = "FILE|-")]
    apng: Option<PathBuf>,
    /// Frames per second of the animated PNG.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = parse_fps, requires = "apng")]
    fps: u16,
    /// Model time that passes in a second of the animated PNG [ms] (default: the speed of the preset).
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true, requires = "apng")]
    speed: Option<f64>,
    /// Dots per inch of PNGs.
    #[arg(long, value_name = "DPI", default_value_t = 300.0, value_parser = parse_dpi, allow_negative_numbers = true)]
    pub(super) dpi: f64,
    /// Which plots of the preset are drawn, from 1 (default: all of probes and spikes against time).
    #[arg(long, value_name = "N,...", value_delimiter = ',', requires = "figure")]
    plot: Vec<usize>,
    /// Export what the plot at this place shows at the end of the run, as the window has it: with it, sweeps, averages, correlograms
    /// and all other plots can be written as CSV, SVG and PNG.
    #[arg(long, value_name = "N", conflicts_with_all = ["npz", "apng", "to", "from", "record", "every", "plot"])]
    pub(super) shown: Option<usize>,
    /// Width of the drawing [mm]: 85, 114 or 174 fit the columns of most journals.
    #[arg(long, value_name = "MM", default_value_t = 85.0, value_parser = parse_mm, allow_negative_numbers = true)]
    pub(super) width: f64,
    /// Height of a plot in the drawing [mm].
    #[arg(long, value_name = "MM", default_value_t = 28.0, value_parser = parse_mm, allow_negative_numbers = true)]
    pub(super) height: f64,
    /// Draw no names of lines.
    #[arg(long, requires = "figure")]
    pub(super) no_legend: bool,
    /// Draw no line below that says what made the drawing.
    #[arg(long, requires = "figure")]
    pub(super) no_caption: bool,
    /// Write a script for this simulator, which compares its results with those of Bouton.
    #[arg(long, value_name = "SIMULATOR", conflicts_with_all = ["csv", "npz", "svg", "png", "apng", "from", "record", "every"])]
    to: Option<To>,
    /// File for the script (default: standard output).
    #[arg(short, long, value_name = "FILE|-", requires = "to")]
    output: Option<PathBuf>,
    /// Overwrite files that Bouton has not written; never a preset or a lesson.
    #[arg(long)]
    pub(super) force: bool,
    /// Hide progress.
    #[arg(long)]
    pub(super) quiet: bool,
}

impl ExportArgs {
    /// The run that is exported. Where only spikes and weights are left, no probe is asked for.
    fn of_run(&self, preset: &Preset) -> RunArgs {
        let shows_any = preset.standalone().is_some() || !preset.plotted_probes().is_empty();
        let other = [&self.npz, &self.svg, &self.png, &self.apng].into_iter().find_map(Clone::clone);
        let samples = other.filter(|_| shows_any || !self.record.is_empty() || self.every.is_some());
        RunArgs {
            preset: self.preset.clone(),
            duration: self.duration,
            seed: self.seed,
            dt: self.dt,
            fire: self.fire.clone(),
            set: self.set.clone(),
            params: None,
            record: self.record.clone(),
            every: self.every,
            // Probes are looked up if something is recorded of them.
            csv: self.csv.clone().or(samples).filter(|_| self.shown.is_none()),
            spikes: None,
            weights: None,
            force: self.force,
            summary: false,
            from: None,
            threads: None,
            quiet: self.quiet,
        }
    }

    /// What a script for a simulator is made of.
    fn of_script(&self, to: To) -> ScriptArgs<'_> {
        ScriptArgs {
            preset: &self.preset,
            to,
            output: self.output.clone().unwrap_or_else(|| PathBuf::from("-")),
            dt: self.dt,
            duration: self.duration,
            seed: self.seed,
            fire: &self.fire,
            set: &self.set,
            force: self.force,
        }
    }

    /// The files, in the order in which they are written.
    pub(super) fn wanted(&self) -> Vec<(Wanted<'_>, Format)> {
        let csv = self.csv.as_deref().map(|path| (path, Content::Table, Format::Csv));
        let npz = self.npz.as_deref().map(|path| (path, Content::Arrays, Format::Npz));
        let svg = self.svg.as_deref().map(|path| (path, Content::Drawing, Format::Svg));
        let png = self.png.as_deref().map(|path| (path, Content::Picture, Format::Png));
        let apng = self.apng.as_deref().map(|path| (path, Content::Animation, Format::Apng));
        let all = [csv, npz, svg, png, apng].into_iter().flatten();
        all.map(|(path, content, format): (&Path, _, _)| (Wanted { path, content }, format)).collect()
    }
}

/// What is written into a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Format {
    Csv,
    Npz,
    Svg,
    Png,
    Apng,
}

/// Frames per second.
fn parse_fps(written: &str) -> Result<u16, String> {
    let (least, most) = FPS_RANGE;
    let fps = written.parse().ok().filter(|fps| (least..=most).contains(fps));
    fps.ok_or_else(|| {
        let args = [("least", least.to_string()), ("most", most.to_string())];
        Text::english().with("cli-bad-fps", &args)
    })
}

/// A length of a drawing [mm].
fn parse_mm(written: &str) -> Result<f64, String> {
    let length = written.parse().ok().filter(|length| (20.0..=2000.0).contains(length));
    length.ok_or_else(|| Text::english().get("cli-bad-mm"))
}

/// Most letters that a message lists.
const MOST_LETTERS: usize = 20;

/// Dots per inch.
fn parse_dpi(written: &str) -> Result<f64, String> {
    let (least, most) = picture::DPI_RANGE;
    let dpi = written.parse().ok().filter(|dpi| (least..=most).contains(dpi));
    dpi.ok_or_else(|| {
        let args = [("least", number(least)), ("most", number(most))];
        Text::english().with("cli-bad-dpi", &args)
    })
}

/// What a command asks of a run.
pub(super) struct Asked {
    pub loaded: Loaded,
    pub of_run: RunArgs,
    /// The document with all that is set from the start.
    pub preset: Preset,
    pub duration_ms: f64,
    /// What the command calls the document.
    pub source: String,
    /// What is wrong with the command already.
    pub lines: Vec<String>,
}

impl ExportArgs {
    /// Reads the document and what is asked of its run.
    pub(super) fn asked(&self, text: &Text) -> Result<Asked, Failure> {
        let loaded = load_document(&self.preset, text)?;
        let of_run = self.of_run(&loaded.preset);
        let preset = of_run.adjusted(&loaded.preset, text)?;
        let Some(duration_ms) = of_run.duration.or_else(|| carried::duration_ms(&loaded)) else {
            return Err(Failure::BadInput(vec![text.get("cli-no-duration")]));
        };
        let source = self.preset.display().to_string();
        let (sets, steps) = (!self.set.is_empty(), self.dt.is_some());
        let lines = carried::contradictions(&source, &loaded, sets, steps, text);
        Ok(Asked { loaded, of_run, preset, duration_ms, source, lines })
    }
}

/// Runs a document and writes what was recorded.
pub(super) fn export(args: &ExportArgs, text: &Text) -> Result<(), Failure> {
    if let Some(to) = args.to {
        return export_script::export(&args.of_script(to), text);
    }
    let Asked { loaded, of_run, preset, duration_ms, source, mut lines } = args.asked(text)?;
    if duration_ms < args.from {
        let args = [("written", number(args.from)), ("end", number(duration_ms))];
        lines.push(text.with("cli-from-after-end", &args));
    }
    if args.svg.is_some() || args.png.is_some() || args.apng.is_some() {
        lines.extend(args.not_drawn(&preset, text));
    }
    let (wanted, formats): (Vec<_>, Vec<_>) = args.wanted().into_iter().unzip();
    let planned = output::check(&args.preset, &wanted, args.force, text);
    check_memory(&preset, text)?;
    let plan = run::plan(&of_run, (&loaded, &preset, duration_ms), lines, text)
        .and_then(|plan| fits(&plan, text).map(|()| plan))
        .and_then(|plan| args.picture_fits(&preset, &plan, text).map(|()| plan));
    let (mut plan, planned) = Failure::of_both(plan, planned)?;
    let mut outputs = planned.into_iter().map(|planned| planned.open(text)).collect::<Result<Vec<_>, _>>()?;
    say_cautions(&source, &preset.cautions(), text);
    if let Some(carried) = &loaded.carried {
        carried::say_version(carried, text);
    }
    let span_ms = (args.from, duration_ms);
    let packed = carried::pack_span(&preset, plan.inputs.all(), Step(plan.steps), span_ms, text);
    signals::watch();
    let last = plan.last.clone();
    let mut provenance = of_run.provenance(&last, &loaded, duration_ms).reopening(packed);
    if 0.0 < args.from {
        provenance = provenance.with("from_ms", &number(args.from));
    }
    let (recording, mut ends) = record(&mut plan, &preset, args.quiet);
    if let Some(blow_up) = plan.simulation.blow_up() {
        ends = Ends::BlowUp(run::blow_up_line(blow_up, &last, text));
    }
    let reached = at_time(plan.simulation.now_ms(), text);
    if !ends.is_whole() {
        return ends.settle(&mut [], &reached, text); // A part of an archive is none.
    }
    let recording = from_on(recording, &preset, args.from);
    for (output, format) in outputs.iter_mut().zip(formats) {
        if let Err(error) = args.write(output, format, (&recording, &plan), &provenance) {
            ends = signals::received().map_or(Ends::Output(error), Ends::Signal);
            break;
        }
    }
    if ends.is_whole() {
        ends.settle(&mut outputs, &reached, text)
    } else {
        ends.settle(&mut [], &reached, text)
    }
}

/// Refuses samples that would not fit into a file that opens again.
fn fits(plan: &Plan, text: &Text) -> Result<(), Vec<String>> {
    let rows = plan.steps / plan.every + 1;
    let bytes = rows.saturating_mul(8 * (plan.probes.len() as u64 + 1));
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let args = [("size", (bytes >> 20).to_string()), ("limit", (MOST_BYTES >> 20).to_string())];
    Err(vec![text.with("cli-export-too-long", &args)])
}

/// Runs to the end, and keeps everything.
fn record(plan: &mut Plan, preset: &Preset, quiet: bool) -> (Recording, Ends) {
    let recorder = Recorder::new(&plan.simulation, plan.probes.clone(), plan.every);
    let tally = Tally::new(preset.network(), preset.grid(), 0.0);
    let mut witness = Witness { recorder, tally, keeps_spikes: true };
    let populations = plan.last.network().populations().iter().map(|population| population.id).collect();
    let mut sink = Sink::keeping(populations);
    let ends = run::advance((plan, Crew::new(1)), &mut witness, &mut sink, quiet);
    (sink.kept.unwrap_or_default(), ends)
}

/// What was recorded from a time on [ms].
fn from_on(mut recording: Recording, preset: &Preset, from_ms: f64) -> Recording {
    let grid = preset.grid();
    let from = grid.moment(from_ms);
    recording.spikes.retain(|spike| spike.at.order(&from).is_ge());
    let first = grid.step_at_or_after(from_ms).0.saturating_sub(recording.first.0);
    let rows = first.div_ceil(recording.every.max(1));
    let cut = usize::try_from(rows).unwrap_or(usize::MAX).min(recording.n_samples());
    for column in &mut recording.columns {
        column.drain(..cut);
    }
    recording.first = Step(recording.first.0 + cut as u64 * recording.every);
    recording
}

impl ExportArgs {
    /// Plots that are asked for and cannot be drawn.
    fn not_drawn(&self, preset: &Preset, text: &Text) -> Vec<String> {
        let plots = &preset.view().plots;
        let is_drawn = |kind: &PlotSpec| matches!(kind, PlotSpec::Trace(_) | PlotSpec::Raster(_));
        let drawn = plots.iter().enumerate().filter(|(_, plot)| is_drawn(&plot.kind));
        let drawn: Vec<usize> = drawn.map(|(index, _)| index + 1).collect();
        let names: Vec<String> = drawn.iter().map(usize::to_string).collect();
        if drawn.is_empty() && self.record.is_empty() {
            return vec![text.get("cli-nothing-to-draw")];
        }
        let bad = self.plot.iter().filter(|place| !drawn.contains(place));
        bad.map(|place| {
            let args = [("place", place.to_string()), ("known", names.join(", "))];
            text.with("cli-plot-not-drawn", &args)
        })
        .collect()
    }

    fn write(
        &self,
        output: &mut Output,
        format: Format,
        (recording, plan): (&Recording, &Plan),
        provenance: &Provenance<'_>,
    ) -> io::Result<()> {
        let preset = provenance.preset;
        match format {
            Format::Csv => SampleWriter::new(output, provenance, &plan.probes)?.write(recording),
            Format::Npz => Arrays::of_run(recording, &plan.probes, &plan.simulation, preset.grid())
                .write(output, provenance),
            Format::Svg => {
                let figure = self.figure(preset, (recording, plan));
                output.write_all(svg::draw(&figure, &self.style(preset), provenance).as_bytes())
            }
            Format::Png => {
                let (figure, style) = (self.figure(preset, (recording, plan)), self.style(preset));
                let drawn = picture::draw(&figure, &style, self.dpi);
                let drawn = drawn.map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
                let (size, pixels) = ((drawn.width, drawn.height), Pixels::Rgb(&drawn.pixels));
                output.write_all(&picture::png(size, pixels, Some(self.dpi), provenance)?)
            }
            Format::Apng => {
                let (figure, style) = (self.figure(preset, (recording, plan)), self.style(preset));
                let mut progress = Progress::new(self.quiet);
                let mut go_on = |done, all| {
                    progress.show(done, all);
                    signals::received().is_none()
                };
                let pace = self.pace(preset, &figure);
                let drawn = animation::draw((&figure, &style), self.dpi, pace, provenance, &mut go_on)?;
                progress.clear();
                output.write_all(&drawn.ok_or_else(|| io::Error::from(io::ErrorKind::Interrupted))?)
            }
        }
    }

    /// What is drawn. Probes that were asked for by name take the place of the plots.
    fn figure(&self, preset: &Preset, (recording, plan): (&Recording, &Plan)) -> Figure {
        let span_ms = (self.from, preset.grid().time_ms(Step(plan.steps)));
        if self.record.is_empty() {
            Figure::of_run(preset, &self.plot, (recording, &plan.probes), span_ms)
        } else {
            Figure::of_probes(preset, recording, &plan.probes, span_ms)
        }
    }

    /// How time passes in an animated picture: a frame shows as much as the shortest of the plots does.
    fn pace(&self, preset: &Preset, figure: &Figure) -> Pace {
        let speed = match preset.run().speed_ms_per_s {
            Speed::MsPerSecond(speed) => speed,
            Speed::Unlimited => 1000.0,
        };
        let plots = preset.view().plots.iter().enumerate();
        let drawn = plots.filter(|(index, _)| self.plot.is_empty() || self.plot.contains(&(index + 1)));
        let is_timed = |kind: &PlotSpec| matches!(kind, PlotSpec::Trace(_) | PlotSpec::Raster(_));
        let windows =
            drawn.filter(|(_, plot)| is_timed(&plot.kind)).filter_map(|(_, plot)| plot.kind.window_ms());
        let (from, to) = figure.span_ms;
        let window_ms = windows.fold(to - from, f64::min);
        Pace { fps: self.fps, speed_ms_per_s: self.speed.unwrap_or(speed), window_ms }
    }

    /// Refuses an animated picture that would be too much.
    fn animation_fits(&self, preset: &Preset, figure: &Figure, text: &Text) -> Result<(), Vec<String>> {
        if self.apng.is_none() {
            return Ok(());
        }
        if self.speed.is_some_and(|speed| speed <= 0.0) {
            return Err(vec![text.get("cli-bad-speed")]);
        }
        let fits = animation::fits(figure, &self.style(preset), self.dpi, self.pace(preset, figure));
        fits.map(|_| ()).map_err(|refused| vec![text.say(&refused.message())])
    }

    /// Refuses a picture that would be too large, and says so if it has letters that the fonts lack.
    fn picture_fits(&self, preset: &Preset, plan: &Plan, text: &Text) -> Result<(), Vec<String>> {
        if self.png.is_none() && self.apng.is_none() {
            return Ok(());
        }
        // Nothing has been recorded yet, and the plots are the same.
        let columns = plan.probes.iter().map(|_| Vec::new()).collect();
        let empty = Recording { columns, every: plan.every, ..Recording::default() };
        let (figure, style) = (self.figure(preset, (&empty, plan)), self.style(preset));
        self.animation_fits(preset, &figure, text)?;
        if let Err(picture::TooLarge { millions }) = picture::fits(&figure, &style, self.dpi) {
            let limit = number(picture::MOST_PIXELS / 1e6);
            return Err(vec![
                text.with("picture-too-large", &[("size", millions.to_string()), ("limit", limit)]),
            ]);
        }
        let lacking = picture::lacking(&figure, &style);
        if !lacking.is_empty() {
            let count = lacking.len().to_string();
            let letters: String = lacking.into_iter().take(MOST_LETTERS).collect();
            terminal::say(&text.with("screenshot-boxes", &[("letters", letters), ("count", count)]));
        }
        Ok(())
    }

    fn style(&self, preset: &Preset) -> Style {
        let run = preset.run();
        let name = if is_file_argument(&self.preset) {
            preset.title().to_owned()
        } else {
            self.preset.display().to_string()
        };
        let parts =
            [PROGRAM.to_owned(), name, format!("seed {}", run.seed), format!("dt {} ms", number(run.dt_ms))];
        Style {
            width_mm: self.width,
            panel_mm: self.height,
            legend: !self.no_legend,
            caption: (!self.no_caption).then(|| parts.join(" · ")),
        }
    }
}
