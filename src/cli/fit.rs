//! `fit`: parameters of a preset are adjusted until it matches a recording.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgGroup, Args};

use super::{carried, parse_ms, parse_starts, parse_threads, unless_broken_pipe, wishes};
use crate::engine::LoggedInput;
use crate::export::csv::number;
use crate::fit::{self, Goal, Live, Outcome, Task, USUAL_STARTS};
use crate::input::recording::read_recording;
use crate::input::{Failure, check_memory, load_document, parse_fire, terminal};
use crate::model::network::Address;
use crate::model::probe::Probe;
use crate::param::Value;
use crate::preset::Preset;
use crate::recording::{Against, Column, Progress, Table, TimeUnit, factor, units_of};
use crate::text::Text;
use crate::units::Unit;

/// What is fitted, and to what.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("goal").required(true).args(["probe", "window"])))]
pub struct FitArgs {
    /// A preset, or a file that carries a run.
    #[arg(value_name = "FILE|NAME")]
    preset: OsString,
    /// The recording: CSV with times and values, NPZ, or what NEST writes.
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// The probe that is to match it, as in `V_0` or `I_1-0`.
    #[arg(long, value_name = "PROBE")]
    probe: Option<String>,
    /// The projection whose window F(Δt) is to match points of Δt = t_post − t_pre and the change of the weight.
    #[arg(long, value_name = "PROJECTION")]
    window: Option<String>,
    /// Parameters to adjust, at most six; see `bouton params`.
    #[arg(long, value_name = "PATH,...", value_delimiter = ',', required = true)]
    free: Vec<String>,
    /// The column of the recording (default: the first after the times).
    #[arg(long, value_name = "NAME")]
    column: Option<String>,
    /// The unit of the column, if its header does not say one.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// The unit of the times, if the header does not say one: s, ms or us.
    #[arg(long, value_name = "UNIT")]
    time_unit: Option<String>,
    /// How much later than it says the recording is on the clock of the run [ms]; earlier if negative.
    #[arg(long, value_name = "MS", value_parser = parse_ms, default_value = "0", allow_negative_numbers = true)]
    shift: f64,
    /// Compare from this time of the run on [ms].
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    from: Option<f64>,
    /// Compare up to this time of the run [ms].
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    to: Option<f64>,
    /// Set a parameter before the fit starts, as for `run`.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Fire a neuron at these times [ms], as for `run`.
    #[arg(long, value_name = "POP[:NEURON]@MS,MS...", allow_hyphen_values = true)]
    fire: Vec<String>,
    /// Starting points, of which the best is kept: the values of the preset, and others over the ranges of the sliders.
    #[arg(long, value_name = "N", value_parser = parse_starts, default_value_t = USUAL_STARTS, allow_negative_numbers = true)]
    starts: usize,
    /// Threads for runs that are needed together (default: number of cores); they change no result.
    #[arg(long, value_name = "N", value_parser = parse_threads, allow_negative_numbers = true)]
    threads: Option<usize>,
}

/// Fits a preset and prints what came of it as CSV.
pub(super) fn fit(args: &FitArgs, text: &Text) -> Result<(), Failure> {
    let loaded = load_document(&args.preset, text)?;
    let mut values: Vec<(Address, Value)> = Vec::new();
    let mut lines = Vec::new();
    for set in &args.set {
        match wishes::parse_set(set, &loaded.preset, text) {
            Ok(value) => values.push(value),
            Err(line) => lines.push(line),
        }
    }
    let source = args.preset.display().to_string();
    let preset = match wishes::adjusted(&source, &loaded.preset, &values, text) {
        Ok(preset) if lines.is_empty() => preset,
        found => {
            lines.extend(found.err().unwrap_or_default());
            return Err(Failure::BadInput(lines));
        }
    };
    check_memory(&preset, text)?;
    let shown = args.data.display().to_string();
    let read = read_recording(&args.data, &Progress::default());
    let recording = read.map_err(|error| Failure::BadInput(vec![error.words(&shown, text)]))?;
    let Some(table) = recording.table else {
        return Err(Failure::BadInput(vec![text.with("fit-only-spikes", &[("path", &shown)])]));
    };
    let (goal, unit) = goal(args, &preset, &table, text)?;
    let mut free = Vec::new();
    for path in &args.free {
        match preset.find(path.trim()) {
            Ok(address) => free.push(address),
            Err(unknown) => lines.push(text.say(&unknown.message())),
        }
    }
    lines.extend(wishes::twice(free.iter().copied(), &preset, text));
    let inputs =
        inputs(args, &loaded, &preset, &goal, text).map_err(|more| lines.extend(more)).unwrap_or_default();
    if !lines.is_empty() {
        return Err(Failure::BadInput(lines));
    }
    let task = Task { preset: Arc::new(preset), inputs, goal, free, starts: args.starts };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let outcome = fit::fit(&task, args.threads.unwrap_or(cores), &Live::default());
    let outcome = outcome.map_err(|refusal| Failure::BadInput(vec![text.say(&refusal.message())]))?;
    say(&outcome, unit, text);
    unless_broken_pipe(write!(terminal::stdout(), "{}", as_csv(&outcome)))
}

/// What acts on the run: what the file carries, and the spikes that the command asks for.
fn inputs(
    args: &FitArgs,
    loaded: &crate::input::Loaded,
    preset: &Preset,
    goal: &Goal,
    text: &Text,
) -> Result<Vec<LoggedInput>, Vec<String>> {
    let end_ms = match goal {
        Goal::Trace { samples, .. } => samples.last().map_or(0.0, |last| last.0.max(0.0)),
        Goal::Window { .. } => 0.0,
    };
    let (mut fires, mut lines) = (Vec::new(), Vec::new());
    for fire in &args.fire {
        match parse_fire(fire, preset, end_ms, text) {
            Ok(fire) => fires.push(fire),
            Err(line) => lines.push(line),
        }
    }
    if lines.is_empty() { Ok(carried::inputs(loaded, &fires, Vec::new())) } else { Err(lines) }
}

/// What the preset is to match, and its unit.
fn goal(args: &FitArgs, preset: &Preset, table: &Table, text: &Text) -> Result<(Goal, Unit), Failure> {
    let bad = |line: String| Failure::BadInput(vec![line]);
    let (index, column) = column(args, table, text)?;
    let time_unit = match (&args.time_unit, table.time_unit) {
        (Some(written), _) => {
            let known = TimeUnit::of(written.trim());
            known.ok_or_else(|| bad(text.with("fit-bad-time-unit", &[("written", written)])))?
        }
        (None, Some(unit)) => unit,
        (None, None) => return Err(bad(text.with("fit-no-time-unit", &[("path", &shown(&args.data))]))),
    };
    let factor_to = |unit: Unit| factor_of(args, column, unit, text);
    let is_asked =
        |own: &(f64, f64)| args.from.is_none_or(|from| from <= own.0) && args.to.is_none_or(|to| own.0 <= to);
    if let Some(name) = &args.window {
        let found = preset.network().projections().iter().find(|own| own.name == name.trim());
        let Some(projection) = found else {
            let names: Vec<&str> =
                preset.network().projections().iter().map(|own| own.name.as_str()).collect();
            return Err(bad(text.with("fit-no-projection", &[("name", name), ("names", &names.join(", "))])));
        };
        let mut points = table.samples(index, time_unit, factor_to(Unit::One)?, args.shift);
        points.retain(is_asked);
        return Ok((Goal::Window { projection: projection.id, points }, Unit::One));
    }
    if table.against == Against::Interval {
        return Err(bad(text.with("fit-intervals", &[("path", &shown(&args.data))])));
    }
    let written = args.probe.clone().unwrap_or_default();
    let probes = wishes::probes(&[written], preset, text).map_err(Failure::BadInput)?;
    let probe: Option<Probe> = probes.into_iter().next();
    let Some((probe, (_, state))) =
        probe.and_then(|probe| Some((probe.clone(), probe.describe(preset.network())?)))
    else {
        return Err(bad(text.get("fit-nothing-to-compare")));
    };
    let mut samples = table.samples(index, time_unit, factor_to(state.unit)?, args.shift);
    samples.retain(is_asked);
    Ok((Goal::Trace { probe, samples }, state.unit))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn column<'a>(args: &FitArgs, table: &'a Table, text: &Text) -> Result<(usize, &'a Column), Failure> {
    let found = match &args.column {
        Some(name) => table.column(name.trim()),
        None => table.columns.first().map(|own| (0, own)),
    };
    found.ok_or_else(|| {
        let names: Vec<&str> = table.columns.iter().map(|own| own.name.as_str()).collect();
        let name = args.column.clone().unwrap_or_default();
        Failure::BadInput(vec![text.with("fit-no-column", &[("name", name), ("names", names.join(", "))])])
    })
}

/// How many of a unit one of the column's is.
fn factor_of(args: &FitArgs, column: &Column, unit: Unit, text: &Text) -> Result<f64, Failure> {
    let written = args.unit.as_deref().or(column.unit.as_deref()).map(str::trim);
    let written = written.or((unit == Unit::One).then_some(""));
    let known: Vec<&str> = units_of(unit).into_iter().filter(|own| !own.is_empty()).collect();
    let args = [
        ("name", column.name.as_str()),
        ("written", written.unwrap_or_default()),
        ("units", &known.join(", ")),
    ];
    match written {
        None => Err(Failure::BadInput(vec![text.with("fit-no-unit", &args)])),
        Some(own) => {
            factor(own, unit).ok_or_else(|| Failure::BadInput(vec![text.with("fit-bad-unit", &args)]))
        }
    }
}

/// Says on standard error how well it matches, and what cannot be told apart.
fn say(outcome: &Outcome, unit: Unit, text: &Text) {
    let args = [
        ("count", outcome.n.to_string()),
        ("before", number(outcome.rms.0)),
        ("after", number(outcome.rms.1)),
        ("unit", unit.symbol().to_owned()),
    ];
    terminal::say(text.with("fit-rms", &args).trim_end());
    for (one, other) in &outcome.indistinct {
        let paths = [("one", outcome.fitted[*one].path.as_str()), ("other", &outcome.fitted[*other].path)];
        terminal::say(&text.with("fit-cannot-be-told-apart", &paths));
    }
    if !outcome.has_settled {
        terminal::say(&text.get("fit-has-not-settled"));
    }
}

/// The parameters, a row for each. English, as all tables are.
fn as_csv(outcome: &Outcome) -> String {
    let mut lines = vec!["parameter,unit,start,value,standard_error,remark".to_owned()];
    for own in &outcome.fitted {
        let error = own.error.map_or_else(String::new, number);
        let remark = own.remark.map_or_else(String::new, |remark| Text::english().get(remark.key()));
        let (unit, start, value) = (own.spec.unit.suffix(), number(own.start), number(own.value));
        lines.push(format!("{},{unit},{start},{value},{error},{remark}", own.path));
    }
    lines.join("\n") + "\n"
}
