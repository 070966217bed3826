//! `replay`: a saved run without a window.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::ending::{Ends, at_time, hash_text};
use super::recording::Sink;
use super::run::blow_up_line;
use super::{carried, parse_duration, parse_ms, signals, unless_broken_pipe, wishes};
use crate::export::csv::{Provenance, SampleWriter, SpikeWriter};
use crate::input::output::{self, Content, Output, Wanted};
use crate::input::progress::Progress;
use crate::input::{Failure, check_memory, command_line, error_lines, terminal};
use crate::model::probe::Probe;
use crate::preset::carrier::{self, Source};
use crate::preset::error::LoadError;
use crate::preset::run_log::{self, BITS, RunLog};
use crate::replay::{Hashing, Replay};
use crate::sim::{Observer as _, Recorder};
use crate::storage;
use crate::text::Text;
use crate::units::{Moment, Step};

/// Steps between two looks at signals and outputs.
const SLICE: u64 = 20_000;
/// Steps between two looks at signals.
const LOOK: u64 = 100;

/// How a saved run is played again.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// A saved run, or standard input for -.
    #[arg(value_name = "LOG")]
    log: OsString,
    /// Which of its runs, from 0 (default: the one that was shown).
    #[arg(long, value_name = "N")]
    run: Option<usize>,
    /// End sooner than the run does [ms of model time], a multiple of the step.
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    until: Option<f64>,
    /// Probes that --csv records, as in `V_0,g_1-0` (default: those in the plots).
    #[arg(long, value_name = "PROBE,...", value_delimiter = ',')]
    record: Vec<String>,
    /// Sampling interval of --csv [ms] (default: every step).
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    every: Option<f64>,
    /// Write samples as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    csv: Option<PathBuf>,
    /// Write spikes in order of time as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    spikes: Option<PathBuf>,
    /// Print the hashes of the state and of the spikes at the end.
    #[arg(long)]
    hash: bool,
    /// Overwrite files that Bouton has not written; never a preset, a lesson or a saved run.
    #[arg(long)]
    force: bool,
    /// Hide progress.
    #[arg(long)]
    quiet: bool,
}

/// What is asked for, checked.
struct Plan {
    run: usize,
    until: Step,
    every: u64,
    probes: Vec<Probe>,
}

/// Plays a saved run again.
pub(super) fn replay(args: &ReplayArgs, text: &Text) -> Result<(), Failure> {
    let shown = args.log.display().to_string();
    let refused = |error: &LoadError| Failure::BadInput(error_lines(&shown, error, text));
    let (log, hash) = read(&args.log).map_err(|error| refused(&error))?;
    let wanted = [args.csv.as_deref(), args.spikes.as_deref()].into_iter().flatten();
    let wanted: Vec<Wanted<'_>> = wanted.map(|path| Wanted { path, content: Content::Table }).collect();
    let planned = output::check(&args.log, &wanted, args.force, text);
    let (plan, planned) = Failure::of_both(plan(args, &log, text), planned)?;
    check_memory(&log.preset, text)?;
    if log.bits != BITS {
        let args =
            [("version", log.version.clone()), ("bits", log.bits.to_string()), ("own", BITS.to_string())];
        terminal::say(&text.with("cli-replay-bits", &args));
    }
    let mut outputs = planned.into_iter().map(|planned| planned.open(text)).collect::<Result<Vec<_>, _>>()?;
    signals::watch();
    let provenance = Provenance::new(&log.preset)
        .with("command", &command_line())
        .with("log", &shown)
        .with("document", &hash_text(hash))
        .with("run", &plan.run.to_string())
        .reopening(if wanted.is_empty() {
            None
        } else {
            carried::pack(&log.preset, &crate::replay::inputs(&log, plan.run), plan.until, text)
        });
    let mut replay = Replay::new(&log, plan.run);
    let recorder = Recorder::new(replay.simulation(), plan.probes.clone(), plan.every);
    let mut witness = Hashing { inner: recorder, spikes: crate::replay::SpikeHash::default() };
    let (ends, state) =
        record(args, &log, &plan, (&mut replay, &mut witness), (&mut outputs, &provenance), text);
    let is_whole = ends.is_whole();
    ends.settle(&mut outputs, &at_time(replay.simulation().now_ms(), text), text)?;
    if args.hash || wanted.is_empty() {
        let hashes =
            [("state", format!("{state:016x}")), ("spikes", format!("{:016x}", witness.spikes.value()))];
        unless_broken_pipe(writeln!(terminal::stdout(), "{}", text.with("cli-replay-hashes", &hashes)))?;
    }
    let run = &log.runs[plan.run];
    if is_whole && plan.until == run.end {
        let pairs = [("state", run.state, state), ("spikes", run.spikes, witness.spikes.value())];
        for (what, stored, now) in pairs {
            if let Some(stored) = stored.filter(|stored| *stored != now) {
                let args = [
                    ("what", what.to_owned()),
                    ("stored", format!("{stored:016x}")),
                    ("now", format!("{now:016x}")),
                ];
                return Err(Failure::Failed(text.with("cli-replay-differs", &args)));
            }
        }
    }
    Ok(())
}

/// A log, or the run that a file carries; and the hash of its text.
fn read(argument: &OsString) -> Result<(RunLog, u64), LoadError> {
    let source = if argument == "-" {
        carrier::source_of(&mut std::io::stdin().lock(), Path::new("standard input"), run_log::MAX_BYTES)
    } else {
        carrier::source_of_file(Path::new(argument), run_log::MAX_BYTES)
    };
    match source? {
        Source::Text(bytes) => Ok((run_log::parse(&bytes)?, storage::hash(&bytes))),
        Source::Carried(carried) => {
            let text = carried.log.to_ron().map_err(|_| carrier::Fault::Differs)?;
            Ok((carried.log, storage::hash(text.as_bytes())))
        }
    }
}

fn plan(args: &ReplayArgs, log: &RunLog, text: &Text) -> Result<Plan, Vec<String>> {
    let mut lines = Vec::new();
    let run = args.run.or(log.shown.map(|place| place.run)).unwrap_or(0);
    let Some(logged) = log.runs.get(run) else {
        let last = log.runs.len() - 1;
        return Err(vec![
            text.with("cli-replay-no-run", &[("run", run.to_string()), ("last", last.to_string())]),
        ]);
    };
    let grid = log.preset.grid();
    let end_ms = grid.time_ms(logged.end);
    let mut until = logged.end;
    if let Some(until_ms) = args.until {
        match wishes::whole_steps("--until", until_ms, grid, text) {
            Ok(steps) if Step(steps) <= logged.end => until = Step(steps),
            Ok(_) => {
                let args = [("until", until_ms.to_string()), ("end", end_ms.to_string())];
                lines.push(text.with("cli-replay-until", &args));
            }
            Err(line) => lines.push(line),
        }
    }
    let every = wishes::every(args.every, end_ms.max(grid.dt_ms()), grid, text);
    let every = every.map_err(|line| lines.push(line)).unwrap_or_default();
    for (option, is_given) in [("--record", !args.record.is_empty()), ("--every", args.every.is_some())] {
        if is_given && args.csv.is_none() {
            lines.push(text.with("cli-needs-csv", &[("option", option)]));
        }
    }
    let mut probes = Vec::new();
    if args.csv.is_some() {
        // A probe may be of what an edit has added.
        match wishes::probes(&args.record, &log.preset, text) {
            Ok(found) => probes = found,
            Err(more) => match wishes::probes(&args.record, &log.preset_at_end(run), text) {
                Ok(found) => probes = found,
                Err(_) => lines.extend(more),
            },
        }
    }
    if lines.is_empty() { Ok(Plan { run, until, every, probes }) } else { Err(lines) }
}

/// Plays on to the end, or to what ends it before; says how, and the hash of the state there.
fn record(
    args: &ReplayArgs,
    log: &RunLog,
    plan: &Plan,
    (replay, witness): (&mut Replay, &mut Hashing<Recorder>),
    (outputs, provenance): (&mut [Output], &Provenance<'_>),
    text: &Text,
) -> (Ends, u64) {
    let mut files = outputs.iter_mut();
    let csv = args.csv.as_ref().and_then(|_| files.next());
    let spikes = args.spikes.as_ref().and_then(|_| files.next());
    let samples = csv.map(|out| SampleWriter::new(out, provenance, &plan.probes)).transpose();
    let spikes = spikes.map(|out| SpikeWriter::new(out, provenance)).transpose();
    let populations = log.preset_at_end(plan.run).network().populations().iter().map(|one| one.id).collect();
    let mut sink = match (samples, spikes) {
        (Ok(samples), Ok(spikes)) => Sink::new(samples, spikes, populations),
        (Err(error), _) | (_, Err(error)) => return (Ends::Output(error), 0),
    };
    let ends = advance(args, plan, replay, witness, &mut sink);
    let state = replay.simulation().digest();
    if !matches!(ends, Ends::Whole | Ends::Signal(_)) {
        return (ends, state);
    }
    let until = replay.simulation().now();
    // The spikes that the last boundary brings belong to what comes after the end of the run.
    replay.simulation_mut().settle(&mut witness.inner);
    witness.inner.sample(replay.simulation());
    let last = sink.write(&witness.inner.take(), None);
    let ends = match (last, replay.simulation().blow_up()) {
        (Err(error), _) => Ends::Output(error),
        (Ok(()), Some(blow_up)) if until < plan.until => {
            Ends::BlowUp(blow_up_line(blow_up, &log.preset, text))
        }
        _ => ends,
    };
    (ends, state)
}

fn advance(
    args: &ReplayArgs,
    plan: &Plan,
    replay: &mut Replay,
    witness: &mut Hashing<Recorder>,
    sink: &mut Sink<'_>,
) -> Ends {
    let mut progress = Progress::new(args.quiet);
    let mut signal = None;
    let mut is_stuck = false;
    // Once even where there is no step: inputs may stand at t = 0.
    loop {
        let mut left = SLICE;
        while 0 < left && signal.is_none() && !is_stuck {
            let done = replay.advance(left.min(LOOK), plan.until, witness);
            is_stuck = done == 0;
            left -= done.min(left);
            signal = signals::received();
        }
        let now = replay.simulation().now();
        let mut recording = witness.inner.take();
        if args.spikes.is_none() {
            recording.spikes.clear();
        }
        if let Err(error) = sink.write(&recording, Some(Moment::at(now))) {
            progress.clear();
            return Ends::Output(error);
        }
        progress.show(now.0, plan.until.0);
        if is_stuck || signal.is_some() {
            progress.clear();
            return match signal {
                Some(signal) if now < plan.until => Ends::Signal(signal),
                _ => Ends::Whole,
            };
        }
    }
}
