//! `sweep`: a preset for every combination of some values and seeds, on all cores.

use std::io::{self, IsTerminal as _, Write};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use super::run::parse_set;
use super::tally::{Tally, correlated_from, weight_figures};
use super::{parse_duration, unless_broken_pipe};
use crate::export::csv::number;
use crate::input::output::open;
use crate::input::{Failure, check_memory, load_argument, problem_line};
use crate::model::plasticity::Plasticity;
use crate::param::Value;
use crate::preset::{Preset, PresetAddress, split_values};
use crate::sim::Simulation;
use crate::text::Text;

/// What is run, and what of.
#[derive(Debug, Args)]
pub struct SweepArgs {
    /// A preset.
    #[arg(value_name = "FILE|NAME")]
    preset: String,
    /// Values of a parameter, as in `populations.exc.rate_Hz=10,20,40`. A comma parts two values, so the decimal sign is a
    /// point; semicolons part them, too, and then a comma is decimal. Given several times, all combinations are run.
    #[arg(long, value_name = "PATH=VALUE,...")]
    set: Vec<String>,
    /// Seeds, as in 1..6 or 1,2,5; without them, the preset's.
    #[arg(long, value_name = "N..M|N,...")]
    seeds: Option<String>,
    /// How long each run lasts [ms of model time].
    #[arg(long, value_name = "MS", value_parser = parse_duration)]
    duration: f64,
    /// Counts spikes, rates and irregularity from this time on [ms].
    #[arg(long, value_name = "MS", value_parser = parse_duration, default_value = "0")]
    from: f64,
    /// Writes a row for every run to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-", default_value = "-")]
    csv: String,
    /// Runs at a time; without it, as many as there are cores.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Shows no progress.
    #[arg(long)]
    quiet: bool,
}

/// Most runs of a sweep.
const MOST_RUNS: usize = 100_000;
/// Most seeds that a range may name.
const MOST_SEEDS: u64 = 10_000;

/// One run: what was set, as it was written, and the preset.
struct Job {
    written: Vec<String>,
    preset: Preset,
}

/// Runs them all.
pub(super) fn sweep(args: &SweepArgs, text: &Text) -> Result<(), Failure> {
    let base = load_argument(&args.preset, text)?;
    if base.toy().is_some() {
        return Err(Failure::BadInput(vec![text.get("cli-sweep-decay")]));
    }
    let jobs = jobs(args, &base, text)?;
    for job in &jobs {
        check_memory(&job.preset, text)?;
    }
    let out = open(&args.csv)?;
    let rows = rows(args, &jobs);
    let mut out = csv::Writer::from_writer(out);
    let mut write = |record: &[String]| out.write_record(record).map_err(io::Error::other);
    let result = write(&header(args, &base)).and_then(|()| {
        jobs.iter().zip(&rows).try_for_each(|(job, row)| write(&[job.written.clone(), row.clone()].concat()))
    });
    unless_broken_pipe(result.and_then(|()| out.flush()))
}

/// Every combination: the seed changes first, then the last parameter. Nothing runs if any is wrong.
fn jobs(args: &SweepArgs, base: &Preset, text: &Text) -> Result<Vec<Job>, Failure> {
    let mut lines = Vec::new();
    let mut axes: Vec<Vec<(String, PresetAddress, Value)>> = Vec::new();
    for set in &args.set {
        let (path, values) = set.split_once('=').unwrap_or((set, ""));
        let mut axis = Vec::new();
        let values = split_values(values).map_err(|reason| {
            lines.push(text.with("cli-bad-value", &[("path", path), ("reason", &text.say(&reason))]));
        });
        for written in values.unwrap_or_default() {
            match parse_set(&format!("{path}={written}"), base, text) {
                Ok((address, value)) => axis.push((written.trim().to_owned(), address, value)),
                Err(line) => lines.push(line),
            }
        }
        axes.push(axis);
    }
    let seeds = args.seeds.as_deref().map_or_else(|| Some(vec![base.run().seed]), parse_seeds);
    let Some(seeds) = seeds else {
        lines.push(text.with("cli-bad-seeds", &[("written", args.seeds.as_deref().unwrap_or_default())]));
        return Err(Failure::BadInput(lines));
    };
    let seed = |seed: &u64| (seed.to_string(), PresetAddress::Run("seed"), Value::Count(*seed));
    axes.push(seeds.iter().map(seed).collect());
    let count = axes.iter().map(Vec::len).fold(1_usize, usize::saturating_mul);
    if MOST_RUNS < count {
        let args = [("count", count.to_string()), ("limit", MOST_RUNS.to_string())];
        lines.push(text.with("cli-sweep-too-long", &args));
    }
    if !lines.is_empty() {
        return Err(Failure::BadInput(lines));
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
        match base.with_values(&values) {
            Ok(preset) => {
                jobs.push(Job { written: chosen.into_iter().map(|(written, ..)| written).collect(), preset });
            }
            Err(problems) => {
                let told = problems.iter().map(|problem| problem_line(&args.preset, problem, text));
                lines.extend(told);
            }
        }
    }
    lines.dedup();
    if lines.is_empty() { Ok(jobs) } else { Err(Failure::BadInput(lines)) }
}

/// `1..6` means 1 to 6, both included.
fn parse_seeds(written: &str) -> Option<Vec<u64>> {
    if let Some((first, last)) = written.split_once("..") {
        let (first, last): (u64, u64) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        return (first <= last && last - first < MOST_SEEDS).then(|| (first..=last).collect());
    }
    written.split(',').map(|seed| seed.trim().parse().ok()).collect()
}

fn header(args: &SweepArgs, base: &Preset) -> Vec<String> {
    let paths = args.set.iter().map(|set| set.split_once('=').map_or(set.as_str(), |(path, _)| path));
    let mut header: Vec<String> = paths.map(str::to_owned).collect();
    header.push("seed".to_owned());
    for population in base.network().populations() {
        header.push(format!("rate_Hz {}", population.name));
        header.push(format!("cv_isi {}", population.name));
    }
    for projection in base.network().projections() {
        if !matches!(projection.plasticity, Plasticity::Fixed) {
            let all = ["w_mean", "w_below_0.1", "w_above_0.9"].into_iter();
            let groups = ["w_mean_uncorrelated", "w_mean_correlated"].into_iter();
            let has_groups = correlated_from(base.network(), projection).is_some();
            for figure in all.chain(groups.filter(|_| has_groups)) {
                header.push(format!("{figure} {}", projection.name));
            }
        }
    }
    header
}

/// The figures of every run, in the order of the jobs, whatever the order in which they end.
fn rows(args: &SweepArgs, jobs: &[Job]) -> Vec<Vec<String>> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = args.jobs.unwrap_or(cores).clamp(1, jobs.len().max(1));
    let (next, done) = (AtomicUsize::new(0), Mutex::new(0_usize));
    let rows: Mutex<Vec<Vec<String>>> = Mutex::new(vec![Vec::new(); jobs.len()]);
    let is_watched = !args.quiet && io::stderr().is_terminal();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, job)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    jobs.get(index).map(|job| (index, job))
                } {
                    let row = run_one(args, &job.preset);
                    // A thread that panicked has left whole rows behind.
                    rows.lock().unwrap_or_else(std::sync::PoisonError::into_inner)[index] = row;
                    let mut done = done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    *done += 1;
                    if is_watched {
                        let _ = write!(io::stderr(), "\r{done}/{} ", jobs.len());
                    }
                }
            });
        }
    });
    if is_watched {
        let _ = write!(io::stderr(), "\r{:20}\r", "");
    }
    rows.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn run_one(args: &SweepArgs, preset: &Preset) -> Vec<String> {
    let network = Arc::new(preset.network().clone());
    let mut simulation = Simulation::new(Arc::clone(&network), preset.run().seed, preset.grid());
    let mut tally = Tally::new(&network, preset.grid(), args.from);
    let steps = preset.grid().step_at_or_after(args.duration).0;
    // Should a potential leave the model, the run ends: what follows would mean nothing.
    simulation.run(steps, &mut tally);
    let mut row = Vec::new();
    for population in network.populations() {
        row.push(number(tally.rate_hz(population.id, simulation.now_ms())));
        row.push(tally.cv_isi(population.id).map_or_else(String::new, number));
    }
    for (_, figures) in weight_figures(&network, &simulation) {
        row.extend([figures.mean, figures.below, figures.above].map(number));
        row.extend(figures.groups.into_iter().flatten().map(number));
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_a_range_or_a_list() {
        assert_eq!(parse_seeds("1..6"), Some(vec![1, 2, 3, 4, 5, 6]));
        assert_eq!(parse_seeds("3, 1,7"), Some(vec![3, 1, 7]));
        assert_eq!(parse_seeds("5..5"), Some(vec![5]));
        for wrong in ["", "6..1", "a", "1..", "1..99999999", "1,,2", "-1"] {
            assert_eq!(parse_seeds(wrong), None, "{wrong}");
        }
    }
}
