//! `ledger`: every change of what is watched in a run, as a table; why something jumped; and what other rules would have made of
//! the same spikes.

mod watch;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use rustc_hash::FxHashMap;

use watch::{Books, witness};

use super::ending::{Ends, at_time, hash_text};
use super::run::blow_up_line;
use super::{parse_duration, parse_ms, parse_seed, say_cautions, signals, unless_broken_pipe, wishes};
use crate::engine::Witness;
use crate::export::csv::{Provenance, number};
use crate::export::ledger::{LedgerWriter, Variant, variants, with_conventions, write_what_if};
use crate::input::output::{self, Content, Output, Wanted, is_standard};
use crate::input::progress::Progress;
use crate::input::{
    Failure, Loaded, check_memory, command_line, error_lines, load_document, parse_fire, terminal,
};
use crate::model::network::Address;
use crate::param::Value;
use crate::preset::run_log::{self, RunLog};
use crate::preset::{Preset, load};
use crate::replay::Replay;
use crate::storage;
use crate::text::Text;
use crate::trace::ledger::{Ledger, Object, Row};
use crate::trace::why::{object_name, why};
use crate::units::{Grid, Step};

/// Most steps between two looks at signals and outputs.
const SLICE: u64 = 2000;
/// With so many rows in so many steps, the next look comes sooner.
const MANY_ROWS: usize = 1 << 15;

/// What is listed of a run.
#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// A preset, or a saved run (a file that ends in .run.ron).
    #[arg(value_name = "FILE|NAME")]
    source: OsString,
    /// Synapses to watch: all of a projection, one of them, or some in a row; at most 1000 in all.
    #[arg(long, value_name = "PROJECTION[:N[..M]],...", value_delimiter = ',')]
    synapse: Vec<String>,
    /// Neurons whose spikes are listed with the potential before and after.
    #[arg(long, value_name = "POP[:NEURON],...", value_delimiter = ',')]
    neuron: Vec<String>,
    /// Duration [ms of model time], a multiple of the step; of a saved run, where it ends if nothing is said.
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    duration: Option<f64>,
    /// Which run of a saved run, from 0 (default: the one that was shown).
    #[arg(long, value_name = "N")]
    run: Option<usize>,
    /// Seed of all random numbers, instead of the preset's.
    #[arg(long, value_name = "N", value_parser = parse_seed, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Step [ms], instead of the preset's.
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    dt: Option<f64>,
    /// Fire a neuron at these times [ms]; without a neuron number, the population fires its volley.
    #[arg(long, value_name = "POP[:NEURON]@MS,MS...", allow_hyphen_values = true)]
    fire: Vec<String>,
    /// Set a parameter, as in `projections.0.plasticity.A_plus=0.01`; see `bouton params`.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Write all rows as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    csv: Option<PathBuf>,
    /// Write what other pairings, dependences and delay sides make of the same spikes to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    what_if: Option<PathBuf>,
    /// Say why what is watched jumped last before this time [ms], or at it.
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    why: Option<f64>,
    /// Overwrite files that Bouton has not written; never a preset, a lesson or a saved run.
    #[arg(long)]
    force: bool,
    /// Hide progress.
    #[arg(long)]
    quiet: bool,
}

/// What runs, and where it came from.
struct Source {
    preset: Preset,
    hash: u64,
    /// A saved run, and which of its runs.
    log: Option<(RunLog, usize)>,
}

/// What is asked for, checked.
struct Plan {
    replay: Replay,
    until: Step,
    witness: Witness<Books>,
}

/// Lists what happened.
pub(super) fn ledger(args: &LedgerArgs, text: &Text) -> Result<(), Failure> {
    let source = source(args, text)?;
    let paths = [args.csv.as_deref(), args.what_if.as_deref()];
    let wanted: Vec<Wanted<'_>> =
        paths.into_iter().flatten().map(|path| Wanted { path, content: Content::Table }).collect();
    let planned = output::check(&args.source, &wanted, args.force, text);
    check_memory(&source.preset, text)?;
    let (mut plan, planned) = Failure::of_both(plan(args, &source, text), planned)?;
    let mut outputs = planned.into_iter().map(|planned| planned.open(text)).collect::<Result<Vec<_>, _>>()?;
    say_cautions(&args.source.display().to_string(), &source.preset.cautions(), text);
    signals::watch();
    let provenance = with_conventions(provenance(args, &source), text);
    let (ends, whys) = advance(args, &mut plan, &mut outputs, &provenance, text);
    let simulation = plan.replay.simulation();
    let is_whole = ends.is_whole();
    ends.settle(&mut outputs, &at_time(simulation.now_ms(), text), text)?;
    if !is_whole || paths.into_iter().flatten().any(is_standard) {
        return Ok(());
    }
    unless_broken_pipe(report(args, &plan, &whys, text))
}

fn source(args: &LedgerArgs, text: &Text) -> Result<Source, Failure> {
    let shown = args.source.display().to_string();
    if !shown.ends_with(".run.ron") {
        let Loaded { preset, hash, carried, .. } = load_document(&args.source, text)?;
        if let Some(carried) = carried {
            let lines = contradictions(args, text);
            if !lines.is_empty() {
                return Err(Failure::BadInput(lines));
            }
            return Ok(Source { preset, hash, log: Some((carried.log, 0)) });
        }
        let preset = adjusted(args, &preset, text)?;
        return Ok(Source { preset, hash, log: None });
    }
    let refused =
        |error: &crate::preset::error::LoadError| Failure::BadInput(error_lines(&shown, error, text));
    let bytes = load::bytes_of_file_within(Path::new(&args.source), run_log::MAX_BYTES);
    let bytes = bytes.map_err(|error| refused(&error))?;
    let log = run_log::parse(&bytes).map_err(|error| refused(&error))?;
    let run = args.run.or(log.shown.map(|place| place.run)).unwrap_or(0);
    let mut lines = Vec::new();
    if log.runs.len() <= run {
        let last = log.runs.len() - 1;
        lines.push(text.with("cli-replay-no-run", &[("run", run.to_string()), ("last", last.to_string())]));
    }
    lines.extend(contradictions(args, text));
    if !lines.is_empty() {
        return Err(Failure::BadInput(lines));
    }
    Ok(Source { preset: log.preset.clone(), hash: storage::hash(&bytes), log: Some((log, run)) })
}

/// What cannot be asked of a saved run, which is what it is.
fn contradictions(args: &LedgerArgs, text: &Text) -> Vec<String> {
    let options = [
        ("--seed", args.seed.is_some()),
        ("--dt", args.dt.is_some()),
        ("--fire", !args.fire.is_empty()),
        ("--set", !args.set.is_empty()),
    ];
    let given = options.into_iter().filter(|(_, is_given)| *is_given);
    given.map(|(option, _)| text.with("cli-ledger-saved", &[("option", option)])).collect()
}

/// The preset with all that is set.
fn adjusted(args: &LedgerArgs, preset: &Preset, text: &Text) -> Result<Preset, Failure> {
    let mut values: Vec<(Address, Value)> = Vec::new();
    values.extend(args.seed.map(|seed| (Address::run("seed"), Value::Count(seed))));
    values.extend(args.dt.map(|dt| (Address::run("dt_ms"), Value::Number(dt))));
    let mut lines = Vec::new();
    for set in &args.set {
        match wishes::parse_set(set, preset, text) {
            Ok(value) => values.push(value),
            Err(line) => lines.push(line),
        }
    }
    if !lines.is_empty() {
        return Err(Failure::BadInput(lines));
    }
    wishes::adjusted(&args.source.display().to_string(), preset, &values, text).map_err(Failure::BadInput)
}

fn plan(args: &LedgerArgs, source: &Source, text: &Text) -> Result<Plan, Vec<String>> {
    let mut lines = Vec::new();
    let preset = &source.preset;
    let grid = preset.grid();
    let mut end = source.log.as_ref().map(|(log, run)| log.runs[*run].end);
    if let Some(duration_ms) = args.duration {
        match (wishes::whole_steps("--duration", duration_ms, grid, text), end) {
            (Ok(steps), Some(own)) if own.0 < steps => {
                let end_ms = grid.time_ms(own);
                let args = [("until", duration_ms.to_string()), ("end", end_ms.to_string())];
                lines.push(text.with("cli-ledger-until", &args));
            }
            (Ok(steps), _) => end = Some(Step(steps)),
            (Err(line), _) => lines.push(line),
        }
    }
    if source.log.is_none() && args.run.is_some() {
        lines.push(text.get("cli-ledger-no-log"));
    }
    let until = end.unwrap_or_else(|| {
        if lines.is_empty() {
            lines.push(text.get("cli-no-duration"));
        }
        Step(0)
    });
    let end_ms = grid.time_ms(until);
    let mut fires = Vec::new();
    for fire in &args.fire {
        match parse_fire(fire, preset, end_ms, text) {
            Ok(fire) => fires.push(fire),
            Err(line) => lines.push(line),
        }
    }
    if args.why.is_some_and(|why| end_ms < why) {
        lines.push(text.with("cli-ledger-why", &[("end", number(end_ms))]));
    }
    if !lines.is_empty() {
        return Err(lines);
    }
    let mut replay = match &source.log {
        Some((log, run)) => Replay::new(log, *run),
        None => Replay::of_preset(preset, until),
    };
    for fire in fires {
        for time in fire.times_ms {
            replay.simulation_mut().schedule_fire(fire.population, fire.neuron, time);
        }
    }
    let is_taken = args.csv.is_some() || args.why.is_some();
    let is_kept = args.what_if.is_some() || !is_taken;
    let witness = witness((&args.synapse, &args.neuron), (is_taken, is_kept), replay.simulation(), text)?;
    Ok(Plan { replay, until, witness })
}

fn provenance<'a>(args: &LedgerArgs, source: &'a Source) -> Provenance<'a> {
    let of = if source.log.is_some() { "log" } else { "preset" };
    let mut provenance = Provenance::new(&source.preset)
        .with("command", &command_line())
        .with(of, &args.source.display().to_string())
        .with("document", &hash_text(source.hash))
        .with_all("set", &args.set)
        .with_all("fire", &args.fire);
    if let Some((_, run)) = &source.log {
        provenance = provenance.with("run", &run.to_string());
    }
    provenance
}

/// The last row of each object before the time that is asked about, in the order in which the objects were met.
#[derive(Default)]
struct Whys {
    rows: Vec<Row>,
    places: FxHashMap<Object, usize>,
}

/// Plays on to the end, or to what ends it before, and writes rows as they come.
// Longer than 60 lines: what is written, kept and said of each slice, in order.
fn advance(
    args: &LedgerArgs,
    plan: &mut Plan,
    outputs: &mut [Output],
    provenance: &Provenance<'_>,
    text: &Text,
) -> (Ends, Whys) {
    let mut files = outputs.iter_mut();
    let csv = args.csv.as_ref().and_then(|_| files.next());
    let what_if = args.what_if.as_ref().and_then(|_| files.next());
    let mut whys = Whys::default();
    let mut writer = match csv.map(|out| LedgerWriter::new(out, provenance)).transpose() {
        Ok(writer) => writer,
        Err(error) => return (Ends::Output(error), whys),
    };
    let mut progress = Progress::new(args.quiet);
    let grid = plan.replay.simulation().grid();
    let (mut ends, mut slice) = (Ends::Whole, SLICE);
    loop {
        let done = plan.replay.advance(slice, plan.until, &mut plan.witness);
        let is_last = done == 0;
        if is_last {
            plan.replay.simulation_mut().settle(&mut plan.witness);
        }
        if let Some(ledger) = &mut plan.witness.told.taken {
            let rows = ledger.take_rows();
            slice = if MANY_ROWS < rows.len() { (slice / 2).max(1) } else { (2 * slice).min(SLICE) };
            note_whys(args, &rows, grid, &mut whys);
            if let Some(writer) = &mut writer
                && let Err(error) = writer.write(ledger, &rows)
            {
                ends = Ends::Output(error);
                break;
            }
        }
        progress.show(plan.replay.simulation().now().0, plan.until.0);
        if let Some(signal) = signals::received() {
            ends = Ends::Signal(signal);
            break;
        }
        if is_last {
            break;
        }
    }
    progress.clear();
    drop(writer);
    let simulation = plan.replay.simulation();
    if let (Some(blow_up), true) = (simulation.blow_up(), ends.is_whole()) {
        ends = Ends::BlowUp(blow_up_line(blow_up, provenance.preset, text));
    }
    if let (Some(out), true, Some(ledger)) = (what_if, ends.is_whole(), &plan.witness.told.kept) {
        if 0 < ledger.gone() {
            let args = [("gone", ledger.gone().to_string()), ("kept", ledger.rows().len().to_string())];
            terminal::say(&text.with("cli-ledger-what-if-late", &args));
        }
        let variants = all_variants(ledger);
        if let Err(error) = write_what_if(out, provenance, &variants, text) {
            ends = Ends::Output(error);
        }
    }
    (ends, whys)
}

/// Notes the last row of each object up to the time that is asked about.
fn note_whys(args: &LedgerArgs, rows: &[Row], grid: Grid, whys: &mut Whys) {
    let Some(at_ms) = args.why else { return };
    let Whys { rows: last, places } = whys;
    for row in rows.iter().filter(|row| grid.moment_ms(row.at()) <= at_ms + 1e-9) {
        let place = *places.entry(row.object).or_insert(last.len());
        match last.get_mut(place) {
            Some(old) => *old = row.clone(),
            None => last.push(row.clone()),
        }
    }
}

/// The variants of every synapse whose spikes are known.
fn all_variants(ledger: &Ledger) -> Vec<(String, Vec<Variant>)> {
    let sums = ledger.sums();
    let objects = sums.keys().filter_map(|object| match object {
        Object::Weight(projection, synapse) => Some((*projection, *synapse)),
        _ => None,
    });
    let of = |(projection, synapse): (u32, u32)| {
        let (own, trains) = ledger.trains(projection, synapse)?;
        let row = ledger.rows().iter().find(|row| row.object == Object::Weight(projection, synapse))?;
        Some((object_name(ledger, row), variants(&own, &trains)))
    };
    objects.filter_map(of).collect()
}

/// Says what the rows come to.
fn report(args: &LedgerArgs, plan: &Plan, whys: &Whys, text: &Text) -> std::io::Result<()> {
    let mut out = terminal::stdout();
    let Some(ledger) = plan.witness.told.ledger() else { return Ok(()) };
    if args.why.is_some() {
        let ledger = plan.witness.told.taken.as_ref().unwrap_or(ledger);
        if whys.rows.is_empty() {
            writeln!(out, "{}", text.get("cli-ledger-no-jump"))?;
        }
        let grid = plan.replay.simulation().grid();
        return whys.rows.iter().try_for_each(|row| {
            let explained = why(ledger, row, grid);
            let line = format!("{}  [{}]", text.say(&explained.message), explained.equation);
            writeln!(out, "{}: {}", object_name(ledger, row), line.trim_end_matches("  []"))
        });
    }
    for (object, sum) in &ledger.sums() {
        let name = match object {
            Object::Weight(..) => "w",
            Object::Calcium(..) => "c",
            Object::Release(..) => "P_rel",
            Object::Channels(..) => "P_s",
            Object::Spikes(..) => "V",
        };
        let (id, index) = match object {
            Object::Weight(id, index)
            | Object::Calcium(id, index)
            | Object::Release(id, index)
            | Object::Channels(id, _, index)
            | Object::Spikes(id, index) => (*id, *index),
        };
        let network = &ledger.networks()[0];
        let own = network.projection(id).map(|own| own.name.clone());
        let own = own.or_else(|| network.population(id).map(|own| own.name.clone())).unwrap_or_default();
        let mut line = vec![
            ("name", format!("{name}_{own}:{index}")),
            ("rows", sum.rows.to_string()),
            ("sum", number(sum.total())),
        ];
        line.extend([("first", number(sum.ends[0])), ("last", number(sum.ends[1]))]);
        writeln!(out, "{}", text.with("cli-ledger-sum", &line))?;
    }
    Ok(())
}
