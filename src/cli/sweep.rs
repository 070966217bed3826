//! `sweep`: a preset for every combination of some values and seeds, on all cores.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use clap::Args;

use super::ending::{Ends, hash_text};
use super::signals::{self, Signal};
use super::tally::{Tally, correlated_from, weight_figures};
use super::{carried, parse_duration, parse_jobs, resume, wishes};
use crate::export::csv::{Provenance, io_error, number, text_cell};
use crate::input::output::{self, Content, Output, Wanted};
use crate::input::{Failure, Loaded, check_memory, command_line, load_document, problem_line, terminal};
use crate::model::network::Address;
use crate::param::Value;
use crate::preset::{Preset, split_values};
use crate::sim::{Crowding, Simulation};
use crate::text::Text;

/// What is run, and what of.
#[derive(Debug, Args)]
pub struct SweepArgs {
    /// A preset.
    #[arg(value_name = "FILE|NAME")]
    preset: OsString,
    /// Values of a parameter, as in `populations.exc.rate_Hz=10,20,40`. Values with decimal commas are separated by
    /// semicolons. If the option is given several times, all combinations are run.
    #[arg(long, value_name = "PATH=VALUE,...")]
    set: Vec<String>,
    /// Seeds, as in 1..6 or 1,2,5 (default: the preset's).
    #[arg(long, value_name = "N..M|N,...", allow_hyphen_values = true)]
    seeds: Option<String>,
    /// Duration of each run [ms of model time], a multiple of the step.
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    duration: f64,
    /// Start of the summary [ms].
    #[arg(long, value_name = "MS", value_parser = parse_duration, default_value = "0", allow_negative_numbers = true)]
    from: f64,
    /// Write a row for every run to this file as it ends, or to standard output for -.
    #[arg(long, value_name = "FILE|-", default_value = "-")]
    csv: PathBuf,
    /// Go on with the rows that an unfinished sweep of the same command has left in FILE.part.
    #[arg(long)]
    resume: bool,
    /// Overwrite a file that Bouton has not written, or an unfinished sweep; never a preset or a lesson.
    #[arg(long, conflicts_with = "resume")]
    force: bool,
    /// Runs at a time (default: number of cores).
    #[arg(long, value_name = "N", value_parser = parse_jobs, allow_negative_numbers = true)]
    jobs: Option<usize>,
    /// Hide progress.
    #[arg(long)]
    quiet: bool,
}

/// Most runs of a sweep.
const MOST_RUNS: usize = 100_000;
/// Most seeds that a range may name.
const MOST_SEEDS: u64 = 10_000;
/// Steps between two looks at signals.
const LOOK: u64 = 500;

/// One run: what was set, as it was written, and the preset.
pub(super) struct Job {
    pub written: Vec<String>,
    preset: Preset,
}

/// Runs them all.
pub(super) fn sweep(args: &SweepArgs, text: &Text) -> Result<(), Failure> {
    let loaded = load_document(&args.preset, text)?;
    if loaded.preset.standalone().is_some() {
        return Err(Failure::BadInput(vec![text.get("cli-sweep-decay")]));
    }
    carried::refuse_inputs(&args.preset.display().to_string(), &loaded, text)?;
    let wanted = [Wanted { path: &args.csv, content: Content::Table }];
    let jobs = jobs(args, &loaded.preset, text);
    let planned = output::check(&args.preset, &wanted, args.force, text);
    let (jobs, mut planned) = Failure::of_both(jobs, planned)?;
    let Some(planned) = planned.pop() else { return Ok(()) };
    for job in &jobs {
        check_memory(&job.preset, text)?;
    }
    let provenance = provenance(args, &loaded, jobs.len());
    let has_groups = has_groups(&loaded.preset, &jobs);
    let head = resume::Head { provenance: &provenance, header: header(args, &loaded.preset, &has_groups) };
    let found = resume::look(&planned, &head, &jobs, (args.resume, args.force), text)?;
    let done = found.rows.len();
    if args.resume && found.is_whole {
        terminal::say(&text.with("cli-resume-whole", &[("count", &done.to_string())]));
        return Ok(());
    }
    let mut out = match found.part_bytes {
        Some(bytes) => planned.open_after(bytes, text)?,
        None => planned.open(text)?,
    };
    signals::watch();
    let begun = if found.part_bytes.is_some() { Ok(()) } else { head.write(&found.rows, &mut out) };
    let result = match begun {
        Ok(()) => Table::new(&mut out, &jobs, done, args).run(args, &has_groups),
        Err(error) => Outcome { written: done, ends: Ends::Output(error), failed: 0 },
    };
    end(&mut out, &result, jobs.len(), text)
}

/// Puts the table in its place, or says what is left of it.
fn end(out: &mut Output, result: &Outcome, runs: usize, text: &Text) -> Result<(), Failure> {
    let Outcome { written, ends, failed } = result;
    let counts = [("written", written.to_string()), ("runs", runs.to_string())];
    let settled = ends.settle(std::slice::from_mut(out), &text.with("cli-after-rows", &counts), text);
    if settled.is_ok() && ends.is_whole() && 0 < *failed {
        let args = [("failed", failed.to_string()), ("runs", runs.to_string())];
        return Err(Failure::Ended(1, vec![text.with("cli-sweep-failed-runs", &args)]));
    }
    settled
}

fn provenance<'a>(args: &SweepArgs, loaded: &'a Loaded, runs: usize) -> Provenance<'a> {
    let mut provenance = Provenance::of_many(&loaded.preset)
        .with(resume::COMMAND, &command_line())
        .with("preset", &args.preset.display().to_string())
        .with("document", &hash_text(loaded.hash))
        .with("duration_ms", &number(args.duration))
        .with("from_ms", &number(args.from))
        .with_all("set", &args.set);
    if let Some(seeds) = &args.seeds {
        provenance = provenance.with("seeds", seeds);
    }
    if !args.set.iter().any(|set| set.starts_with("run.dt_ms=")) {
        provenance = provenance.with("dt_ms", &number(loaded.preset.run().dt_ms));
    }
    provenance.with(resume::RUNS, &runs.to_string())
}

/// Every combination: the seed changes first, then the last parameter. Nothing runs if any is wrong.
// Longer than 60 lines: all that can be wrong with a sweep, said at once.
fn jobs(args: &SweepArgs, base: &Preset, text: &Text) -> Result<Vec<Job>, Vec<String>> {
    let mut lines = Vec::new();
    let mut axes: Vec<Vec<(String, Address, Value)>> = Vec::new();
    for set in &args.set {
        let (path, values) = set.split_once('=').unwrap_or((set, ""));
        let mut axis = Vec::new();
        let values = split_values(values).map_err(|reason| {
            lines.push(text.with("cli-bad-value", &[("path", path), ("reason", &text.say(&reason))]));
        });
        for written in values.unwrap_or_default() {
            match wishes::parse_set(&format!("{path}={written}"), base, text) {
                Ok((address, value)) => axis.push((written.trim().to_owned(), address, value)),
                Err(line) => lines.push(line),
            }
        }
        axes.push(axis);
    }
    let seeds = match args.seeds.as_deref().map(|written| parse_seeds(written, text)) {
        None => vec![base.run().seed],
        Some(Ok(seeds)) => seeds,
        Some(Err(line)) => {
            lines.push(line);
            Vec::new()
        }
    };
    let seed = |seed: &u64| (seed.to_string(), Address::run("seed"), Value::Count(*seed));
    let seed_axis: Vec<_> = seeds.iter().map(seed).collect();
    let addresses = axes.iter().filter_map(|axis| axis.first()).map(|(_, address, _)| *address);
    let of_seeds = args.seeds.is_some().then_some(Address::run("seed"));
    lines.extend(wishes::twice(addresses.chain(of_seeds), base, text));
    // A seed that is a parameter of the sweep is not set again.
    let sets_seed = axes.iter().flatten().any(|(_, address, _)| *address == Address::run("seed"));
    if !sets_seed {
        axes.push(seed_axis);
    }
    let count = axes.iter().map(Vec::len).fold(1_usize, usize::saturating_mul);
    if MOST_RUNS < count {
        let args = [("count", count.to_string()), ("limit", MOST_RUNS.to_string())];
        lines.push(text.with("cli-sweep-too-long", &args));
    }
    lines.extend(wishes::from(args.from, args.duration, text).err());
    if !lines.is_empty() {
        return Err(lines);
    }
    let mut jobs = Vec::with_capacity(count);
    for mut index in 0..count {
        let mut chosen = Vec::new();
        for axis in axes.iter().rev() {
            chosen.push(axis[index % axis.len()].clone());
            index /= axis.len();
        }
        chosen.reverse();
        let values: Vec<_> = chosen.iter().map(|(_, address, value)| (*address, value.clone())).collect();
        let mut written: Vec<String> = chosen.into_iter().map(|(written, ..)| written).collect();
        match base.with_values(&values) {
            Ok(preset) => {
                lines.extend(wishes::whole_steps("--duration", args.duration, preset.grid(), text).err());
                if sets_seed {
                    written.push(preset.run().seed.to_string());
                }
                jobs.push(Job { written, preset });
            }
            Err(problems) => {
                let source = args.preset.display().to_string();
                lines.extend(problems.iter().map(|problem| problem_line(&source, problem, text)));
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    if lines.is_empty() { Ok(jobs) } else { Err(lines) }
}

/// `1..6` means 1 to 6, both included.
///
/// # Errors
/// A line that says what would be right.
fn parse_seeds(written: &str, text: &Text) -> Result<Vec<u64>, String> {
    let bad = || text.with("cli-bad-seeds", &[("written", written)]);
    if let Some((first, last)) = written.split_once("..") {
        let parse = |end: &str| end.trim().parse::<u64>().map_err(|_| bad());
        let (first, last) = (parse(first)?, parse(last)?);
        if last < first {
            let right = format!("{last}..{first}");
            return Err(text.with("cli-seeds-count-down", &[("written", written), ("right", &right)]));
        }
        if MOST_SEEDS <= last - first {
            let args = [("written", written.to_owned()), ("limit", MOST_SEEDS.to_string())];
            return Err(text.with("cli-too-many-seeds", &args));
        }
        return Ok((first..=last).collect());
    }
    let mut seeds = Vec::new();
    for seed in written.split(',') {
        let seed: u64 = seed.trim().parse().map_err(|_| bad())?;
        if seeds.contains(&seed) {
            let args = [("written", written.to_owned()), ("seed", seed.to_string())];
            return Err(text.with("cli-seed-twice", &args));
        }
        seeds.push(seed);
    }
    Ok(seeds)
}

/// Whether weights of correlated inputs are told apart in any of the runs, for each projection that learns.
fn has_groups(base: &Preset, jobs: &[Job]) -> Vec<bool> {
    let has = |id: u32| {
        jobs.iter().any(|job| {
            let network = job.preset.network();
            network.projection(id).is_some_and(|projection| correlated_from(network, projection).is_some())
        })
    };
    wishes::learning(base.network()).map(|projection| has(projection.id)).collect()
}

fn header(args: &SweepArgs, base: &Preset, has_groups: &[bool]) -> Vec<String> {
    let paths = args.set.iter().map(|set| set.split_once('=').map_or(set.as_str(), |(path, _)| path));
    let mut header: Vec<String> = paths.map(str::to_owned).collect();
    header.push("seed".to_owned());
    for population in base.network().populations() {
        header.push(format!("rate_Hz {}", population.name));
        header.push(format!("cv_isi {}", population.name));
    }
    for (projection, has_groups) in wishes::learning(base.network()).zip(has_groups) {
        let all = ["w_mean", "w_below_0.1", "w_above_0.9"].into_iter();
        let groups = ["w_mean_uncorrelated", "w_mean_correlated"].into_iter();
        for figure in all.chain(groups.filter(|_| *has_groups)) {
            header.push(format!("{figure} {}", projection.name));
        }
    }
    header.push("status".to_owned());
    header
}

/// How a sweep has ended.
struct Outcome {
    /// Rows in the table.
    written: usize,
    ends: Ends,
    /// Runs that failed.
    failed: usize,
}

/// A run that has ended: its row, and whether it failed.
struct Row {
    cells: Vec<String>,
    has_failed: bool,
}

/// The table under way. Rows are written in the order of the jobs; a thread that is ahead waits, so that never more than
/// one row less than there are threads is known and not written.
struct Table<'a> {
    jobs: &'a [Job],
    threads: usize,
    state: Mutex<State<'a>>,
    changed: Condvar,
}

struct State<'a> {
    out: csv::Writer<&'a mut Output>,
    /// The next job that nobody has begun.
    next: usize,
    /// Rows written.
    written: usize,
    /// Rows that wait for one before them.
    waiting: BTreeMap<usize, Row>,
    failed: usize,
    signal: Option<Signal>,
    error: Option<io::Error>,
}

impl<'a> Table<'a> {
    fn new(out: &'a mut Output, jobs: &'a [Job], done: usize, args: &SweepArgs) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = args.jobs.unwrap_or(cores).clamp(1, jobs.len().max(1));
        let state = State {
            out: csv::WriterBuilder::new().flexible(true).from_writer(out),
            next: done,
            written: done,
            waiting: BTreeMap::new(),
            failed: 0,
            signal: None,
            error: None,
        };
        Self { jobs, threads, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Runs all jobs that are left.
    fn run(self, args: &SweepArgs, has_groups: &[bool]) -> Outcome {
        let is_watched = !args.quiet && io::stderr().is_terminal();
        std::thread::scope(|scope| {
            for _ in 0..self.threads {
                scope.spawn(|| {
                    while let Some(index) = self.take() {
                        let row = run_one(args, &self.jobs[index], has_groups);
                        self.put(index, row, is_watched);
                    }
                });
            }
        });
        if is_watched {
            terminal::show_progress("");
        }
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ends = match (state.error, state.signal) {
            (Some(error), _) => Ends::Output(error),
            (None, Some(signal)) if state.written < self.jobs.len() => Ends::Signal(signal),
            (None, _) => Ends::Whole,
        };
        Outcome { written: state.written, ends, failed: state.failed }
    }

    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        // A thread that panicked has left whole rows behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job, once it is not too far ahead of what is written; none if it is over.
    fn take(&self) -> Option<usize> {
        let mut state = self.lock();
        loop {
            state.signal = state.signal.or_else(signals::received);
            if self.jobs.len() <= state.next || state.signal.is_some() || state.error.is_some() {
                self.changed.notify_all();
                return None;
            }
            if state.next < state.written + self.threads {
                state.next += 1;
                return Some(state.next - 1);
            }
            let waited = self.changed.wait_timeout(state, Duration::from_millis(100));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Takes the row of a job; without one, a signal has ended the run.
    fn put(&self, index: usize, row: Option<Row>, is_watched: bool) {
        let mut guard = self.lock();
        let state = &mut *guard;
        let Some(row) = row else {
            state.signal = state.signal.or_else(signals::received);
            return;
        };
        state.waiting.insert(index, row);
        while let Some(row) = state.waiting.remove(&state.written) {
            if state.error.is_some() {
                break;
            }
            let record = self.jobs[state.written].written.iter().chain(&row.cells);
            let written = state.out.write_record(record).map_err(io_error);
            if let Err(error) = written.and_then(|()| state.out.flush()) {
                state.error = Some(error);
                break;
            }
            state.failed += usize::from(row.has_failed);
            state.written += 1;
        }
        if is_watched {
            terminal::show_progress(&format!("{}/{} ", state.written, self.jobs.len()));
        }
        self.changed.notify_all();
    }
}

/// The figures of a run and its status; nothing if a signal ended it.
fn run_one(args: &SweepArgs, job: &Job, has_groups: &[bool]) -> Option<Row> {
    let preset = &job.preset;
    let network = Arc::new(preset.network().clone());
    let mut simulation = Simulation::new(Arc::clone(&network), preset.run().seed, preset.grid());
    let mut tally = Tally::new(&network, preset.grid(), args.from);
    let mut left = preset.grid().step_at_or_after(args.duration).0;
    // Should a potential leave the model, the run ends: what follows would mean nothing.
    while 0 < left && simulation.blow_up().is_none() {
        left -= simulation.run(left.min(LOOK), &mut tally);
        if signals::received().is_some() && 0 < left {
            return None;
        }
    }
    let mut cells = Vec::new();
    for population in network.populations() {
        cells.push(number(tally.rate_hz(population.id, simulation.now_ms())));
        cells.push(tally.cv_isi(population.id).map_or_else(String::new, number));
    }
    for ((_, figures), has_groups) in weight_figures(&network, &simulation).into_iter().zip(has_groups) {
        cells.extend([figures.mean, figures.below, figures.above].map(number));
        if *has_groups {
            let groups = figures.groups.map_or([String::new(), String::new()], |groups| groups.map(number));
            cells.extend(groups);
        }
    }
    cells.push(text_cell(&status(preset, &simulation)));
    Some(Row { cells, has_failed: simulation.blow_up().is_some() })
}

/// What is to be said of a run, in English as all of a table is.
fn status(preset: &Preset, simulation: &Simulation) -> String {
    let name = |id| preset.network().population(id).map_or("?", |population| &population.name);
    let time = |step| number(preset.grid().time_ms(step));
    if let Some(blow_up) = simulation.blow_up() {
        let (name, time) = (name(blow_up.population), time(blow_up.step));
        return format!("failed: V of {name}:{} left the model at {time} ms", blow_up.neuron);
    }
    let mut remarks = Vec::new();
    if let Some(crowding) = simulation.crowding() {
        let Crowding { population, neuron, .. } = crowding;
        let step = crowding
            .step_that_would_do_ms()
            .map_or_else(String::new, |step| format!("; dt_ms {} would do", number(step)));
        remarks.push(format!("more than one spike in a step of {}:{neuron}{step}", name(population)));
    }
    if let Some(straying) = simulation.straying() {
        let (name, time) = (name(straying.population), time(straying.step));
        remarks.push(format!("V of {name}:{} beyond 1000 mV from {time} ms", straying.neuron));
    }
    if remarks.is_empty() { "ok".to_owned() } else { format!("doubtful: {}", remarks.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_a_range_or_a_list() {
        let text = Text::english();
        let seeds = |written| parse_seeds(written, &text);
        assert_eq!(seeds("1..6"), Ok(vec![1, 2, 3, 4, 5, 6]));
        assert_eq!(seeds("3, 1,7"), Ok(vec![3, 1, 7]));
        assert_eq!(seeds("5..5"), Ok(vec![5]));
        for wrong in ["", "6..1", "a", "1..", "1..99999999", "1,,2", "-1", "1,1"] {
            assert!(seeds(wrong).is_err(), "{wrong}");
        }
    }
}
