//! The options of `run`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;

use super::ending::hash_text;
use super::{parse_duration, parse_ms, parse_seed, parse_threads, timed, wishes};
use crate::engine::Crew;
use crate::export::csv::{Provenance, number};
use crate::input::output::is_standard;
use crate::input::parameters::read_parameters;
use crate::input::{Failure, Loaded, command_line};
use crate::model::network::Address;
use crate::param::Value;
use crate::preset::Preset;
use crate::text::Text;

/// How a preset is run without a window.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// A preset.
    #[arg(value_name = "FILE|NAME")]
    pub(super) preset: OsString,
    /// Duration [ms of model time], a multiple of the step.
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    pub(super) duration: Option<f64>,
    /// Seed of all random numbers, instead of the preset's.
    #[arg(long, value_name = "N", value_parser = parse_seed, allow_negative_numbers = true)]
    pub(super) seed: Option<u64>,
    /// Step [ms], instead of the preset's.
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    pub(super) dt: Option<f64>,
    /// Fire a neuron at these times [ms]; without a neuron number, the population fires its volley.
    #[arg(long, value_name = "POP[:NEURON]@MS,MS...", allow_hyphen_values = true)]
    pub(super) fire: Vec<String>,
    /// Set a parameter, as in `populations.0.I_app_pA=180`, or from a time [ms] on, as in `populations.0.I_app_pA=180@250`; see
    /// `bouton params`.
    #[arg(long, value_name = "PATH=VALUE[@MS]")]
    pub(super) set: Vec<String>,
    /// Set the parameters that stand in a file: `path = value` lines, two columns of CSV, or an object in JSON or RON.
    #[arg(long, value_name = "FILE")]
    pub(super) params: Option<PathBuf>,
    /// Probes that --csv records, as in `V_0,g_1-0` (default: those in the preset's plots); `help` lists them all.
    #[arg(long, value_name = "PROBE,...|help", value_delimiter = ',')]
    pub(super) record: Vec<String>,
    /// Sampling interval of --csv [ms] (default: every step).
    #[arg(long, value_name = "MS", value_parser = parse_ms, allow_negative_numbers = true)]
    pub(super) every: Option<f64>,
    /// Write samples as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    pub(super) csv: Option<PathBuf>,
    /// Write spikes in order of time as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    pub(super) spikes: Option<PathBuf>,
    /// Write the final weights as CSV to this file, or to standard output for -.
    #[arg(long, value_name = "FILE|-")]
    pub(super) weights: Option<PathBuf>,
    /// Overwrite files that Bouton has not written; never a preset or a lesson.
    #[arg(long)]
    pub(super) force: bool,
    /// Print one JSON object with counts, rates, irregularity, weights and speed.
    #[arg(long)]
    pub(super) summary: bool,
    /// Start of the summary [ms].
    #[arg(long, value_name = "MS", value_parser = parse_duration, allow_negative_numbers = true)]
    pub(super) from: Option<f64>,
    /// Threads for a network of 2000 neurons or more (default: 1); they change no result.
    #[arg(long, value_name = "N", value_parser = parse_threads, allow_negative_numbers = true)]
    pub(super) threads: Option<usize>,
    /// Hide progress.
    #[arg(long)]
    pub(super) quiet: bool,
}

impl RunArgs {
    /// The preset with `--seed`, `--dt` and every `--set`, applied together.
    pub(super) fn adjusted(&self, preset: &Preset, text: &Text) -> Result<Preset, Failure> {
        let mut values: Vec<(Address, Value)> = Vec::new();
        values.extend(self.seed.map(|seed| (Address::run("seed"), Value::Count(seed))));
        values.extend(self.dt.map(|dt| (Address::run("dt_ms"), Value::Number(dt))));
        let mut lines = Vec::new();
        if let Some(path) = &self.params {
            match read_parameters(path, preset, text) {
                Ok(more) => values.extend(more),
                Err(more) => lines.extend(more),
            }
        }
        for set in self.set.iter().filter(|set| timed::parted(set).1.is_none()) {
            match wishes::parse_set(set, preset, text) {
                Ok(value) => values.push(value),
                Err(line) => lines.push(line),
            }
        }
        if lines.is_empty() {
            let source = self.preset.display().to_string();
            return wishes::adjusted(&source, preset, &values, text).map_err(Failure::BadInput);
        }
        Err(Failure::BadInput(lines))
    }

    pub(super) fn outputs(&self) -> [Option<&Path>; 3] {
        [self.csv.as_deref(), self.spikes.as_deref(), self.weights.as_deref()]
    }

    /// The threads that may advance the network.
    pub(super) fn crew(&self) -> Crew {
        Crew::new(self.threads.unwrap_or(1))
    }

    /// Whether a summary is printed: if it is asked for, or nothing else is.
    pub(super) fn has_summary(&self) -> bool {
        self.summary || self.outputs().iter().all(Option::is_none)
    }

    /// Options that have nothing to act on.
    pub(super) fn contradictions(&self, text: &Text) -> Vec<String> {
        let mut lines = Vec::new();
        for (option, is_given) in [("--record", !self.record.is_empty()), ("--every", self.every.is_some())] {
            if is_given && self.csv.is_none() {
                lines.push(text.with("cli-needs-csv", &[("option", option)]));
            }
        }
        if self.from.is_some() && !self.has_summary() {
            lines.push(text.get("cli-from-needs-summary"));
        }
        if self.summary && self.outputs().into_iter().flatten().any(is_standard) {
            lines.push(text.get("cli-one-standard-output"));
        }
        lines
    }

    /// How the results of the command are made.
    pub(super) fn provenance<'a>(
        &self,
        preset: &'a Preset,
        loaded: &Loaded,
        duration_ms: f64,
    ) -> Provenance<'a> {
        let mut provenance = Provenance::new(preset)
            .with("command", &command_line())
            .with("preset", &self.preset.display().to_string())
            .with("document", &hash_text(loaded.hash))
            .with("duration_ms", &number(duration_ms))
            .with_all(
                "params",
                &self.params.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            )
            .with_all("set", &self.set)
            .with_all("fire", &self.fire);
        if let Some(every) = self.every {
            provenance = provenance.with("every_ms", &number(every));
        }
        if !self.record.is_empty() {
            provenance = provenance.with("record", &self.record.join(","));
        }
        if let Some(from) = self.from {
            provenance = provenance.with("from_ms", &number(from));
        }
        provenance
    }
}
