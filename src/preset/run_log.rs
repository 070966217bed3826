//! Saved runs: a document, what acted on it and when, and where the run ended, as RON files that can be written by hand.
//!
//! This module owns the format and its checks, through the one door for reading ([`super::load`]). Nothing here runs a model; a
//! run may begin inside another, as a fork.
//!
//! Longer than 500 lines: reading, checking and writing are one format.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Deserialize;

use super::file::{FORMAT, File};
use super::foreign::{Foreign, own_kind};
use super::format::PresetFile;
use super::value::parse_value;
use super::{LoadError, Preset, View, load};
use crate::message::Message;
use crate::model::network::{Address, Network, NetworkParts, Population, Target};
use crate::model::problem::{Fault, Problem};
use crate::param::Value;
use crate::units::Step;

/// Which results a version gives: raised when a release changes the bits of runs on purpose.
pub const BITS: u32 = 1;
/// Longest saved run that is read [bytes].
pub const MAX_BYTES: u64 = 16 << 20;
/// Most runs in a file.
const MAX_RUNS: usize = 8;
/// Most inputs of all runs together, and most spikes that they plan.
const MAX_INPUTS: usize = 100_000;
/// Most populations, stimuli, projections, gap junctions, and lines of listed pairs in all edited networks together.
const MAX_PARTS: usize = 200_000;
/// Steps lie below this number, up to which floating-point numbers are exact.
const MAX_STEP: u64 = 1 << 53;
/// Latest time of a planned spike [ms].
const MAX_TIME_MS: f64 = 1e12;

/// Saved runs of one document, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct RunLog {
    /// The version of the program that saved it.
    pub version: String,
    /// The results of which versions it holds ([`BITS`]).
    pub bits: u32,
    /// The document at the start.
    pub preset: Preset,
    /// The runs; a fork stands after the run that it begins in.
    pub runs: Vec<LoggedRun>,
    /// Which place was shown.
    pub shown: Option<LogPlace>,
}

/// A run of a saved document.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedRun {
    /// Its name, which may be empty.
    pub name: String,
    /// Where it begins inside another run; none at t = 0.
    pub from: Option<LogPlace>,
    /// What acted on it, and at which boundary; without what acted before it began.
    pub inputs: Vec<(Step, RunInput)>,
    /// The boundary at which it ends.
    pub end: Step,
    /// The hash of the state there ([`crate::sim::Simulation::digest`] of a simulation), if it was saved.
    pub state: Option<u64>,
    /// The hash of its spikes, if it was saved.
    pub spikes: Option<u64>,
}

/// A place in a saved run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogPlace {
    /// Which run, from 0.
    pub run: usize,
    /// The boundary.
    pub step: u64,
    /// How many inputs have acted, those before the run began included.
    pub inputs: usize,
}

/// What acted on a run.
#[derive(Debug, Clone, PartialEq)]
pub enum RunInput {
    /// A neuron fired; without one, a volley of the population with this id.
    Fire(u32, Option<u32>),
    /// Neurons were to fire: population, neuron, time [ms].
    Schedule(Vec<(u32, Option<u32>, f64)>),
    /// The network became this.
    Network(Arc<Network>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RunLogFile {
    #[serde(rename = "format")]
    _format: u64,
    #[serde(default)]
    bouton: String,
    bits: u32,
    preset: PresetFile,
    runs: Vec<RunFile>,
    #[serde(default)]
    shown: Option<LogPlace>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RunFile {
    #[serde(default)]
    name: String,
    #[serde(default)]
    from: Option<LogPlace>,
    #[serde(default)]
    inputs: Vec<(u64, InputFile)>,
    end: EndFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EndFile {
    step: u64,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    spikes: Option<String>,
}

#[derive(Debug, Deserialize)]
enum InputFile {
    Fire(String),
    Schedule(Vec<(String, f64)>),
    Set(String, Box<ron::value::RawValue>),
    Network(Box<NetworkParts>),
}

impl File for RunLogFile {
    type Checked = RunLog;
    const FORMAT: u32 = FORMAT;
    const KIND: Foreign = Foreign::RunLog;
    const MAX_BYTES: u64 = MAX_BYTES;

    fn check(self) -> Result<RunLog, Vec<Problem>> {
        let Self { _format: _, bouton, bits, preset, runs, shown } = self;
        let preset = preset.check().map_err(|problems| {
            let within = |problem: Problem| Problem {
                file_path: format!("preset.{}", problem.file_path),
                path: format!("preset.{}", problem.path),
                ..problem
            };
            problems.into_iter().map(within).collect::<Vec<_>>()
        })?;
        let mut check = Check::new(&preset)?;
        check.number("runs", "run-log-runs", runs.len(), MAX_RUNS);
        let n_inputs: usize = runs.iter().map(|run| run.inputs.len()).sum();
        check.number("runs", "run-log-inputs", n_inputs, MAX_INPUTS);
        if runs.is_empty() {
            check.add("runs", Message::new("run-log-no-runs"));
        }
        let mut checked: Vec<LoggedRun> = Vec::new();
        if check.problems.is_empty() {
            for (index, run) in runs.into_iter().enumerate() {
                let run = check.run(index, run, &checked);
                checked.push(run);
            }
            if let Some(place) = shown {
                check.place("shown", place, &checked, checked.len());
            }
        }
        let problems = check.problems;
        if problems.is_empty() {
            Ok(RunLog { version: bouton, bits, preset, runs: checked, shown })
        } else {
            Err(problems)
        }
    }
}

/// What is checked, and what was found.
struct Check {
    problems: Vec<Problem>,
    /// The document without its plots, from which each network in force is made.
    start: Preset,
    /// Of each run: the networks that come into force with its inputs, by how many have acted by then.
    in_force: Vec<Vec<(usize, Preset)>>,
    planned: usize,
    parts: usize,
}

impl Check {
    fn new(preset: &Preset) -> Result<Self, Vec<Problem>> {
        let start = preset.with(|parts| parts.view = View::default())?;
        Ok(Self { problems: Vec::new(), start, in_force: Vec::new(), planned: 0, parts: 0 })
    }

    fn add(&mut self, path: &str, what: Message) {
        self.problems.push(Problem::new(path, path, Fault::Syntax { what, hint: None }));
    }

    fn number(&mut self, path: &str, key: &'static str, count: usize, limit: usize) {
        if limit < count {
            self.add(path, Message::new(key).with("count", count).with("limit", limit));
        }
    }

    /// Checks a place in one of the first `n_runs` runs; says whether it is one.
    fn place(&mut self, path: &str, place: LogPlace, runs: &[LoggedRun], n_runs: usize) -> bool {
        if n_runs <= place.run {
            let least = Message::new("run-log-place-run").with("value", place.run).with("count", n_runs);
            self.add(path, least);
            return false;
        }
        let (begin, end) = (begin(&runs[place.run]), runs[place.run].end.0);
        if !(begin.step.0..=end).contains(&place.step) {
            let what = Message::new("run-log-place-step").with("value", place.step);
            self.add(path, what.with("least", begin.step.0).with("most", end));
            return false;
        }
        let own = &runs[place.run].inputs;
        let least = begin.inputs + own.partition_point(|input| input.0.0 < place.step);
        let most = begin.inputs + own.partition_point(|input| input.0.0 <= place.step);
        if !(least..=most).contains(&place.inputs) {
            let what = Message::new("run-log-place-inputs").with("value", place.inputs);
            self.add(path, what.with("least", least).with("most", most));
            return false;
        }
        true
    }

    /// The document in force at a place.
    fn in_force(&self, place: LogPlace, runs: &[LoggedRun]) -> Preset {
        let own = self.in_force[place.run].iter().rev().find(|(done, _)| *done <= place.inputs);
        match (own, runs[place.run].from) {
            (Some((_, preset)), _) => preset.clone(),
            (None, Some(from)) => self.in_force(from, runs),
            (None, None) => self.start.clone(),
        }
    }

    fn run(&mut self, index: usize, run: RunFile, runs: &[LoggedRun]) -> LoggedRun {
        let RunFile { name, from, inputs, end } = run;
        let path = format!("runs[{index}]");
        self.number(&format!("{path}.name"), "run-log-name", name.chars().count(), 200);
        let from = from.filter(|place| self.place(&format!("{path}.from"), *place, runs, runs.len()));
        let mut preset = from.map_or_else(|| self.start.clone(), |place| self.in_force(place, runs));
        let (mut least, done) = from.map_or((0, 0), |place| (place.step, place.inputs));
        if !(least..MAX_STEP).contains(&end.step) {
            let what = Message::new("run-log-end").with("value", end.step).with("least", least);
            self.add(&format!("{path}.end.step"), what.with("limit", MAX_STEP));
        }
        let mut hash = |field: &str, written: Option<String>| {
            let written = written?;
            let hash = u64::from_str_radix(&written, 16).ok().filter(|_| written.len() == 16);
            if hash.is_none() {
                let what =
                    Message::new("run-log-hash").with("written", crate::model::problem::visible(&written));
                self.add(&format!("{path}.end.{field}"), what);
            }
            hash
        };
        let (state, spikes) = (hash("state", end.state), hash("spikes", end.spikes));
        self.in_force.push(Vec::new());
        let mut checked = Vec::with_capacity(inputs.len());
        for (number, (step, input)) in inputs.into_iter().enumerate() {
            let path = format!("{path}.inputs[{number}]");
            if !(least..=end.step).contains(&step) {
                let what = Message::new("run-log-step").with("value", step).with("least", least);
                self.add(&path, what.with("most", end.step));
            }
            least = least.max(step);
            let before = self.problems.len();
            let input = self.input(&path, input, &mut preset);
            if let Some(RunInput::Network(_)) = &input {
                self.in_force[index].push((done + number + 1, preset.clone()));
            }
            checked.extend(input.map(|input| (Step(step), input)));
            if before < self.problems.len() && super::error::MAX_PROBLEMS < self.problems.len() {
                break; // More are not shown.
            }
        }
        LoggedRun { name, from, inputs: checked, end: Step(end.step), state, spikes }
    }

    fn input(&mut self, path: &str, input: InputFile, preset: &mut Preset) -> Option<RunInput> {
        match input {
            InputFile::Fire(who) => {
                let (population, neuron) = self.neuron(path, &who, preset)?;
                Some(RunInput::Fire(population, neuron))
            }
            InputFile::Schedule(spikes) => {
                self.planned += spikes.len();
                self.number(path, "run-log-planned", self.planned, MAX_INPUTS);
                let mut planned = Vec::with_capacity(spikes.len());
                for (who, time_ms) in spikes {
                    if !(0.0..=MAX_TIME_MS).contains(&time_ms) {
                        self.add(
                            path,
                            Message::new("number-time").with("written", time_ms).with("most", MAX_TIME_MS),
                        );
                    }
                    let (population, neuron) = self.neuron(path, &who, preset)?;
                    planned.push((population, neuron, time_ms));
                }
                Some(RunInput::Schedule(planned))
            }
            InputFile::Set(written, value) => {
                let value = self.value(path, &written, value.get_ron(), preset)?;
                self.edit(path, preset, |preset| preset.with_values(&[value]))
            }
            InputFile::Network(parts) => {
                self.edit(path, preset, |preset| preset.with_network(|network| *network = *parts))
            }
        }
    }

    /// Takes an edit over, and counts what the networks hold together.
    fn edit(
        &mut self,
        path: &str,
        preset: &mut Preset,
        edit: impl FnOnce(&Preset) -> Result<Preset, Vec<Problem>>,
    ) -> Option<RunInput> {
        self.parts += parts(preset.network());
        if MAX_PARTS < self.parts {
            self.number(path, "run-log-parts", self.parts, MAX_PARTS);
            return None;
        }
        match edit(preset) {
            Ok(edited) => {
                *preset = edited;
                Some(RunInput::Network(Arc::new(preset.network().clone())))
            }
            Err(problems) => {
                let found = |problem: Problem| Problem { file_path: path.to_owned(), ..problem };
                self.problems.extend(problems.into_iter().map(found));
                None
            }
        }
    }

    /// A parameter and its value in the document that is in force.
    fn value(&mut self, path: &str, written: &str, value: &str, preset: &Preset) -> Option<(Address, Value)> {
        let address = match preset.find(written) {
            Ok(Address { target: Target::Run, .. }) => {
                self.add(path, Message::new("run-log-of-run").with("path", written));
                return None;
            }
            Ok(address) => address,
            Err(unknown) => {
                self.add(path, unknown.message());
                return None;
            }
        };
        let (spec, _) = preset.get(address)?;
        match parse_value(spec, value) {
            Ok(value) => Some((address, value)),
            Err(what) => {
                self.add(path, what);
                None
            }
        }
    }

    /// Who is meant by `NAME` or `NAME:NEURON`.
    fn neuron(&mut self, path: &str, who: &str, preset: &Preset) -> Option<(u32, Option<u32>)> {
        let shown = crate::model::problem::visible(who);
        let (name, neuron) = match who.split_once(':') {
            None => (who, None),
            Some((name, neuron)) => {
                let Ok(neuron) = neuron.parse::<u32>() else {
                    self.add(path, Message::new("run-log-who").with("written", shown));
                    return None;
                };
                (name, Some(neuron))
            }
        };
        let Some(population) = preset.network().population_named(name) else {
            self.add(path, Message::new("run-log-population").with("written", shown));
            return None;
        };
        if neuron.is_some_and(|neuron| population.n <= u64::from(neuron)) {
            let what = Message::new("run-log-neuron").with("written", shown);
            self.add(path, what.with("last", population.n.saturating_sub(1)));
            return None;
        }
        Some((population.id, neuron))
    }
}

/// Where a run begins.
fn begin(run: &LoggedRun) -> RunBegin {
    run.from.map_or(RunBegin { step: Step(0), inputs: 0 }, |place| RunBegin {
        step: Step(place.step),
        inputs: place.inputs,
    })
}

struct RunBegin {
    step: Step,
    inputs: usize,
}

/// What a network weighs beside others in a log.
fn parts(network: &Network) -> usize {
    use crate::model::network::Connect;
    let stimuli: usize = network.populations().iter().map(|population| population.stimuli.len()).sum();
    let listed = network.projections().iter().map(|projection| match &projection.connect {
        Connect::List(pairs) => pairs.len() / 8,
        _ => 0,
    });
    let populations = network.populations().len() + stimuli;
    1 + populations + network.projections().len() + network.gap_junctions().len() + listed.sum::<usize>()
}

/// Reads saved runs from the bytes of a text.
///
/// # Errors
/// If it is too long, not UTF-8, of a newer format, or says what cannot be.
pub fn parse(bytes: &[u8]) -> Result<RunLog, LoadError> {
    load::parse_as::<RunLogFile>(bytes)
}

/// Whether a text is a saved run, by the keys that only saved runs have.
#[must_use]
pub fn is_run_log(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| own_kind(text) == Some(Foreign::RunLog))
}

impl RunLog {
    /// All that acted on a run, from t = 0 to its end.
    #[must_use]
    pub fn inputs(&self, run: usize) -> Vec<&(Step, RunInput)> {
        let Some(own) = self.runs.get(run) else { return Vec::new() };
        let mut all = match own.from {
            None => Vec::new(),
            Some(from) => {
                let mut before = self.inputs(from.run);
                before.truncate(from.inputs);
                before
            }
        };
        all.extend(&own.inputs);
        all
    }

    /// The document that is in force at the end of a run.
    #[must_use]
    pub fn preset_at_end(&self, run: usize) -> Preset {
        let networks = self.inputs(run).into_iter().rev();
        let last = networks.filter_map(|(_, input)| match input {
            RunInput::Network(network) => Some(network),
            _ => None,
        });
        let edited = last.take(1).next().and_then(|network| {
            let parts = network.parts().clone();
            self.preset.with_network(|network| *network = parts).ok()
        });
        edited.unwrap_or_else(|| self.preset.clone())
    }

    /// The text of its file. Edits of one value are written by their path, others as the network that they made.
    ///
    /// # Errors
    /// If something cannot be written.
    pub fn to_ron(&self) -> Result<String, ron::Error> {
        let mut text = self.head()?;
        for (index, run) in self.runs.iter().enumerate() {
            self.write_run(&mut text, index, run)?;
        }
        text.push(']');
        if let Some(place) = self.shown {
            let _ = write!(text, ",\nshown: Some({})", written(place));
        }
        text.push_str(",\n)\n");
        Ok(text)
    }

    /// How the text begins, up to the first run.
    pub(super) fn head(&self) -> Result<String, ron::Error> {
        let mut text = String::new();
        let _ = writeln!(text, "// A run of Bouton: bouton replay FILE");
        let _ = writeln!(text, "(format: {FORMAT}, bouton: {:?}, bits: {}, preset:", self.version, self.bits);
        text.push_str(self.preset.to_ron()?.trim_end());
        text.push_str(",\nruns: [\n");
        Ok(text)
    }

    /// The line of an input, by the network that is in force before it acts.
    pub(super) fn line(&self, network: &Network, step: Step, input: &RunInput) -> Result<String, ron::Error> {
        let who = |(population, neuron): (u32, Option<u32>)| -> Result<String, ron::Error> {
            let name = network.population(population).map_or("", |population: &Population| &population.name);
            ron::to_string(&neuron.map_or_else(|| name.to_owned(), |neuron| format!("{name}:{neuron}")))
        };
        let words = match input {
            RunInput::Fire(population, neuron) => format!("Fire({})", who((*population, *neuron))?),
            RunInput::Schedule(spikes) => {
                let mut all = String::new();
                for (population, neuron, time_ms) in spikes {
                    let _ = write!(all, "({}, {time_ms:?}), ", who((*population, *neuron))?);
                }
                format!("Schedule([{}])", all.trim_end_matches(", "))
            }
            RunInput::Network(edited) => match self.set(network, edited) {
                Some(words) => words,
                None => format!("Network({})", ron::to_string(edited.parts())?),
            },
        };
        Ok(format!("    ({}, {words}),\n", step.0))
    }

    fn write_run(&self, text: &mut String, index: usize, run: &LoggedRun) -> Result<(), ron::Error> {
        let _ = write!(text, "  (name: {}", ron::to_string(&run.name)?);
        if let Some(from) = run.from {
            let _ = write!(text, ", from: Some({})", written(from));
        }
        text.push_str(", inputs: [\n");
        let before = self.inputs(index).len() - run.inputs.len();
        let start = self.inputs(index).into_iter().take(before).rev().find_map(|(_, input)| match input {
            RunInput::Network(network) => Some(&**network),
            _ => None,
        });
        let mut network = start.unwrap_or(self.preset.network());
        for (step, input) in &run.inputs {
            text.push_str(&self.line(network, *step, input)?);
            if let RunInput::Network(edited) = input {
                network = edited;
            }
        }
        let _ = write!(text, "  ], end: (step: {}", run.end.0);
        for (name, hash) in [("state", run.state), ("spikes", run.spikes)] {
            if let Some(hash) = hash {
                let _ = write!(text, ", {name}: Some(\"{hash:016x}\")");
            }
        }
        text.push_str(")),\n");
        Ok(())
    }

    /// An edit of one value, by its path, if it was one.
    fn set(&self, before: &Network, after: &Network) -> Option<String> {
        let of = |network: &Network| {
            let parts = network.parts().clone();
            let bare = self.preset.with(|parts| parts.view = View::default()).ok()?;
            bare.with_network(|network| *network = parts).ok()
        };
        let (before, after) = (of(before)?, of(after)?);
        let mut changed = Vec::new();
        after.visit_paths(&mut |path, address, spec| {
            let value = after.get(address).map(|(_, value)| value);
            if value != before.get(address).map(|(_, value)| value) {
                changed.push((path, address, spec, value));
            }
        });
        let [(path, address, spec, Some(value))] = &changed[..] else { return None };
        // The kind of something may have changed, too, so that there was no such value before.
        before.find(path).ok()?;
        let words = spec.show(value);
        // Whatever else may have changed: only if setting it gives the same network is it all.
        let again = before.with_values(&[(*address, parse_value(spec, &words).ok()?)]).ok()?;
        let path = ron::to_string(path).ok()?;
        (again.network() == after.network()).then(|| format!("Set({path}, {words})"))
    }
}

fn written(LogPlace { run, step, inputs }: LogPlace) -> String {
    format!("(run: {run}, step: {step}, inputs: {inputs})")
}
