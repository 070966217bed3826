//! `run`: a preset without a window.

use std::io::{self, IsTerminal as _, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;

use super::tally::{Tally, weights_to_json};
use super::{parse_duration, say_cautions, unless_broken_pipe};
use crate::export::csv::{Provenance, SampleWriter, SpikeWriter, number, write_toy, write_weights};
use crate::input::output::{check_outputs, open};
use crate::input::{Failure, check_memory, load_argument, parse_fire, problem_line};
use crate::model::probe::Probe;
use crate::model::problem::Problem;
use crate::model::toy::Toy;
use crate::param::Value;
use crate::preset::parse_value;
use crate::preset::{Preset, PresetAddress};
use crate::sim::{Event, Observer, RateCourse, Recorder, Recording, Simulation};
use crate::text::Text;

/// How a preset is run without a window.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// A preset.
    #[arg(value_name = "FILE|NAME")]
    preset: String,
    /// How long [ms of model time].
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    duration: f64,
    /// Seed of all random numbers, instead of the preset's.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Step [ms], instead of the preset's.
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    dt: Option<f64>,
    /// Makes a neuron fire at these times [ms]; a population without a neuron fires its volley.
    #[arg(long, value_name = "POP[:NEURON]@MS,MS...", allow_hyphen_values = true)]
    fire: Vec<String>,
    /// Sets a parameter, as in `populations.0.I_app_pA=180`; see `bouton params`.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// What to record, as in `V_0,g_1-0`; without it, what the preset's plots show.
    #[arg(long, value_name = "PROBE,...", value_delimiter = ',')]
    record: Vec<String>,
    /// Time between samples [ms]; without it, every step.
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    every: Option<f64>,
    /// Writes samples as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    csv: Option<String>,
    /// Writes spikes as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    spikes: Option<String>,
    /// Writes the weights at the end as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    weights: Option<String>,
    /// Prints one JSON object with counts, rates, irregularity, weights and speed.
    #[arg(long)]
    summary: bool,
    /// Counts spikes, rates and irregularity of the summary from this time on [ms].
    #[arg(long, value_name = "MS", value_parser = parse_duration, default_value = "0")]
    from: f64,
    /// Shows no progress.
    #[arg(long)]
    quiet: bool,
}

/// Steps between two looks at the clock and the output.
const SLICE: u64 = 20_000;

/// Steps between two looks at the number of spikes held.
const SPIKES_LOOK: u64 = 100;

/// Most spikes held before they are written.
const SPIKES_HELD: usize = 1 << 17;

/// Runs a preset.
pub(super) fn run(args: &RunArgs, text: &Text) -> Result<(), Failure> {
    let outputs = [&args.csv, &args.spikes, &args.weights]
        .into_iter()
        .flatten()
        .filter(|out| out.as_str() == "-")
        .count();
    if 1 < outputs + usize::from(args.summary) {
        return Err(Failure::BadInput(vec![text.get("cli-one-standard-output")]));
    }
    let preset = adjusted(args, text)?;
    check_outputs(
        &args.preset,
        [args.csv.as_deref(), args.spikes.as_deref(), args.weights.as_deref()],
        text,
    )?;
    if let Some(toy) = preset.toy() {
        return run_toy(args, &preset, toy, text);
    }
    check_memory(&preset, text)?;
    say_cautions(&args.preset, &preset.cautions(), text);
    let mut simulation =
        Simulation::new(Arc::new(preset.network().clone()), preset.run().seed, preset.grid());
    for fire in &args.fire {
        let (population, neuron, times) = parse_fire(fire, &preset, text)?;
        for time in times {
            simulation.schedule_fire(population, neuron, time);
        }
    }
    let probes = if args.csv.is_some() { probes(&args.record, &preset, text)? } else { Vec::new() };
    let every = every(args, &preset, text)?;
    let recorder = Recorder::new(&simulation, probes, every);
    let provenance = Provenance { source: &args.preset, preset: &preset };
    let samples = args.csv.as_deref().map(open).transpose()?;
    let spikes = args.spikes.as_deref().map(open).transpose()?;
    let mut sink = Sink { samples: None, spikes: None, ignored: 0 };
    sink.samples = samples.map(|out| SampleWriter::new(out, &provenance, recorder.probes())).transpose()?;
    sink.spikes = spikes.map(|out| SpikeWriter::new(out, &provenance)).transpose()?;
    let started = Instant::now();
    let steps = preset.grid().step_at_or_after(args.duration).0;
    let tally = Tally::new(preset.network(), preset.grid(), args.from);
    let mut witness = Witness { recorder, tally, keeps_spikes: sink.spikes.is_some() };
    if advance(&mut simulation, &mut witness, steps, &mut sink, args.quiet)? {
        if let Some(blow_up) = simulation.blow_up() {
            return Err(Failure::Failed(blow_up_line(blow_up, &preset, text)));
        }
        if let Some(path) = &args.weights {
            unless_broken_pipe(write_weights(open(path)?, &provenance, &simulation))?;
        }
        let has_output = args.csv.is_some() || args.spikes.is_some() || args.weights.is_some();
        if args.summary || !has_output {
            let summary = summary(args, &preset, &simulation, (&sink, &witness.tally), started.elapsed());
            return unless_broken_pipe(writeln!(io::stdout(), "{summary:#}"));
        }
    }
    Ok(())
}

/// The variables of a model without neurons.
fn toy_names(toy: &Toy) -> &'static [&'static str] {
    match toy {
        Toy::Decay(_) => &["N"],
        Toy::RateLearning(_) => &["w_1", "w_2", "theta", "x_1", "x_2", "y"],
    }
}

/// Runs a model without neurons: nothing in it fires.
fn run_toy(args: &RunArgs, preset: &Preset, toy: &Toy, text: &Text) -> Result<(), Failure> {
    if let Some(fire) = args.fire.first() {
        parse_fire(fire, preset, text)?;
    }
    let names = toy_names(toy);
    if let Some(record) = args.record.iter().find(|record| !names.contains(&record.trim())) {
        let args = [("probe", record.as_str()), ("suggestion", names[0])];
        let line = text.with("problem-bad-probe-suggestion", &args);
        return Err(Failure::BadInput(vec![line]));
    }
    let every = every(args, preset, text)?;
    let provenance = Provenance { source: &args.preset, preset };
    let last = preset.grid().step_at_or_after(args.duration);
    let mut course = preset.rate_learning().map(|learning| RateCourse::new(learning, preset.run().seed));
    let mut values = |time_ms: f64| match (toy, &mut course) {
        (Toy::RateLearning(_), Some(course)) => {
            let state = course.at(time_ms);
            vec![state.w[0], state.w[1], state.theta, state.x[0], state.x[1], state.y]
        }
        (Toy::Decay(decay), _) => vec![decay.N(time_ms)],
        (Toy::RateLearning(_), None) => Vec::new(),
    };
    let mut result = Ok(());
    if let Some(path) = &args.csv {
        result = write_toy(open(path)?, &provenance, names, &mut values, (last, every));
    }
    if let (Ok(()), Some(path)) = (&result, &args.spikes) {
        result = SpikeWriter::new(open(path)?, &provenance).and_then(SpikeWriter::finish);
    }
    unless_broken_pipe(result)?;
    if args.summary || (args.csv.is_none() && args.spikes.is_none()) {
        let model_ms = preset.grid().time_ms(last);
        let mut summary = serde_json::json!({ "preset": args.preset, "model_ms": model_ms });
        for (name, value) in names.iter().zip(values(model_ms)) {
            summary[name] = value.into();
        }
        if let Toy::Decay(decay) = toy {
            summary["half_life_ms"] = decay.half_life_ms().into();
        }
        return unless_broken_pipe(writeln!(io::stdout(), "{summary:#}"));
    }
    Ok(())
}

/// The preset with `--seed`, `--dt` and every `--set`, applied together.
fn adjusted(args: &RunArgs, text: &Text) -> Result<Preset, Failure> {
    let preset = load_argument(&args.preset, text)?;
    let mut values: Vec<(PresetAddress, Value)> = Vec::new();
    values.extend(args.seed.map(|seed| (PresetAddress::Run("seed"), Value::Count(seed))));
    values.extend(args.dt.map(|dt| (PresetAddress::Run("dt_ms"), Value::Number(dt))));
    let mut lines = Vec::new();
    for set in &args.set {
        match parse_set(set, &preset, text) {
            Ok(value) => values.push(value),
            Err(line) => lines.push(line),
        }
    }
    if !lines.is_empty() {
        return Err(Failure::BadInput(lines));
    }
    preset.with_values(&values).map_err(|problems| {
        let line = |problem: &Problem| problem_line(&args.preset, problem, text);
        Failure::BadInput(problems.iter().map(line).collect())
    })
}

pub(super) fn parse_set(set: &str, preset: &Preset, text: &Text) -> Result<(PresetAddress, Value), String> {
    let Some((path, written)) = set.split_once('=') else {
        return Err(text.with("cli-set-without-value", &[("written", set)]));
    };
    let address = preset.find(path).map_err(|unknown| match unknown.suggestion {
        Some(suggestion) => {
            text.with("cli-unknown-path-suggestion", &[("path", path), ("suggestion", &suggestion)])
        }
        None => text.with("cli-unknown-path", &[("path", path)]),
    })?;
    let spec = preset.get(address).map(|(spec, _)| spec);
    let bad = |reason: &str| text.with("cli-bad-value", &[("path", path), ("reason", reason)]);
    let spec = spec.ok_or_else(|| bad(""))?;
    let value = parse_value(spec, written).map_err(|reason| bad(&text.say(&reason)))?;
    Ok((address, value))
}

fn probes(written: &[String], preset: &Preset, text: &Text) -> Result<Vec<Probe>, Failure> {
    let of_plots =
        || preset.view().plots.iter().flat_map(|plot| plot.kind.probes().iter().map(String::as_str));
    let names: Vec<&str> =
        if written.is_empty() { of_plots().collect() } else { written.iter().map(String::as_str).collect() };
    let mut probes = Vec::new();
    let mut lines = Vec::new();
    for name in names {
        match Probe::parse(name.trim(), preset.network()) {
            Ok(probe) if !probes.contains(&probe) => probes.push(probe),
            Ok(_) => {}
            Err(unknown) => {
                let suggestion = unknown.suggestion.unwrap_or_default();
                let key =
                    if suggestion.is_empty() { "problem-bad-probe" } else { "problem-bad-probe-suggestion" };
                lines.push(text.with(key, &[("probe", &unknown.written), ("suggestion", &suggestion)]));
            }
        }
    }
    if lines.is_empty() { Ok(probes) } else { Err(Failure::BadInput(lines)) }
}

/// Steps between samples.
fn every(args: &RunArgs, preset: &Preset, text: &Text) -> Result<u64, Failure> {
    let Some(every) = args.every else { return Ok(1) };
    let moment = preset.grid().moment(every);
    if 0.0 < every && every <= 1e9 && moment.offset_ms == 0.0 && 0 < moment.step.0 {
        return Ok(moment.step.0);
    }
    let dt = number(preset.run().dt_ms);
    Err(Failure::BadInput(vec![text.with("cli-bad-every", &[("written", &number(every)), ("dt", &dt)])]))
}

/// Where a run's results go.
struct Sink {
    samples: Option<SampleWriter<Box<dyn Write>>>,
    spikes: Option<SpikeWriter<Box<dyn Write>>>,
    ignored: u64,
}

/// What watches a run: probes and, if they are written, spikes are recorded; all spikes are tallied.
struct Witness {
    recorder: Recorder,
    tally: Tally,
    keeps_spikes: bool,
}

impl Observer for Witness {
    fn sample(&mut self, simulation: &Simulation) {
        self.recorder.sample(simulation);
    }

    fn wants_samples(&self) -> bool {
        self.recorder.wants_samples()
    }

    #[inline]
    fn event(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            self.tally.count(spike);
            if !self.keeps_spikes {
                return;
            }
        }
        self.recorder.event(event);
    }
}

impl Sink {
    fn write(&mut self, recording: &Recording) -> io::Result<()> {
        self.ignored += recording.ignored;
        if let Some(samples) = &mut self.samples {
            samples.write(recording)?;
        }
        if let Some(spikes) = &mut self.spikes {
            spikes.write(&recording.spikes)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.samples.take().map_or(Ok(()), SampleWriter::finish)?;
        self.spikes.take().map_or(Ok(()), SpikeWriter::finish)
    }
}

/// Advances to the end, the last boundary's sample included. `false` if the reader has gone.
fn advance(
    simulation: &mut Simulation,
    witness: &mut Witness,
    steps: u64,
    sink: &mut Sink,
    quiet: bool,
) -> Result<bool, Failure> {
    let mut progress = Progress::new(quiet);
    let mut output = Ok(());
    while simulation.now().0 < steps && output.is_ok() && simulation.blow_up().is_none() {
        let mut left = SLICE.min(steps - simulation.now().0);
        while 0 < left && witness.recorder.n_spikes() < SPIKES_HELD && simulation.blow_up().is_none() {
            left -= simulation.run(left.min(SPIKES_LOOK), witness);
        }
        output = sink.write(&witness.recorder.take());
        progress.show(simulation.now().0, steps);
    }
    simulation.settle(witness);
    witness.sample(simulation);
    let output = output.and_then(|()| sink.write(&witness.recorder.take())).and_then(|()| sink.finish());
    progress.clear();
    match output {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // The destructors of the writers would try again and say so.
            std::mem::forget(std::mem::take(&mut sink.samples));
            std::mem::forget(std::mem::take(&mut sink.spikes));
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// Progress on standard error, if somebody looks.
struct Progress {
    shown: bool,
    enabled: bool,
    started: Instant,
    last: Instant,
}

impl Progress {
    fn new(quiet: bool) -> Self {
        let now = Instant::now();
        Self { shown: false, enabled: !quiet && io::stderr().is_terminal(), started: now, last: now }
    }

    fn show(&mut self, done: u64, of: u64) {
        if !self.enabled || self.last.elapsed() < Duration::from_millis(250) {
            return;
        }
        self.last = Instant::now();
        #[expect(clippy::cast_precision_loss, reason = "a percentage")]
        let fraction = done as f64 / of.max(1) as f64;
        let left = self.started.elapsed().as_secs_f64() * (1.0 - fraction) / fraction.max(1e-9);
        let _ = write!(io::stderr(), "\r{:5.1} %, {left:.0} s left ", 100.0 * fraction);
        self.shown = true;
    }

    fn clear(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r{:40}\r", "");
        }
    }
}

fn blow_up_line(blow_up: &crate::sim::BlowUp, preset: &Preset, text: &Text) -> String {
    let name = preset.network().population(blow_up.population).map_or("?", |population| &population.name);
    text.with(
        "cli-blow-up",
        &[
            ("population", name),
            ("neuron", &blow_up.neuron.to_string()),
            ("value", &blow_up.value.to_string()),
            ("time", &number(preset.grid().time_ms(blow_up.step))),
        ],
    )
}

fn summary(
    args: &RunArgs,
    preset: &Preset,
    simulation: &Simulation,
    (sink, tally): (&Sink, &Tally),
    wall: Duration,
) -> serde_json::Value {
    let model_ms = simulation.now_ms();
    let [spikes, rates, cvs] = tally.to_json(preset.network(), model_ms);
    let wall_s = wall.as_secs_f64();
    serde_json::json!({
        "preset": args.preset,
        "seed": preset.run().seed,
        "dt_ms": preset.run().dt_ms,
        "model_ms": model_ms,
        "wall_s": wall_s,
        "real_time_factor": if 0.0 < wall_s { model_ms / 1e3 / wall_s } else { 0.0 },
        "spikes": spikes,
        "rate_hz": rates,
        "cv_isi": cvs,
        "weights": weights_to_json(preset.network(), simulation),
        "ignored": sink.ignored,
    })
}
