//! The command line that gives the same spikes as the run in the window: the document, every value that differs from it, and
//! every spike that was asked for by hand. What no option says is refused by name.

use std::ffi::OsString;
use std::sync::Arc;

use eframe::egui::Context;

use super::App;
use crate::engine::{Command, Excerpt, Handover, Input, LoggedInput, PlannedSpike};
use crate::export::csv::number;
use crate::input::quoted;
use crate::message::Message;
use crate::model::network::{Address, Network, Target};
use crate::param::{Kind, MAX_LIST, ParamSpec, Value};
use crate::preset::{Preset, library, load, parse_value};
use crate::units::Step;

/// Longest command line [characters]: what systems take.
const LONGEST: usize = 100_000;

/// What the line is made of, besides what acted on the run.
#[derive(Debug)]
pub(super) struct Purpose {
    /// The document as a command finds it.
    base: Preset,
    source: OsString,
    /// The document at the start of the run.
    first: Arc<Preset>,
    end: Step,
}

impl App {
    /// Copies the command line of this run, once the engine has said what acted on it.
    pub(in crate::app) fn copy_command(&mut self) {
        self.takeaway.n_asked += 1;
        let base = match (self.document.path(), self.document.bundled()) {
            (Some(_), _) => {
                let text = self.document.source().map(|text| load::parse(text.as_bytes()));
                text.and_then(Result::ok).unwrap_or_else(|| (**self.document.original()).clone())
            }
            (None, Some(bundled)) => {
                let bundled = library::find(bundled).and_then(|own| load::parse(own.text.as_bytes()).ok());
                bundled.unwrap_or_else(|| (**self.document.original()).clone())
            }
            (None, None) => {
                return self.shell.notices.info(self.shell.text.get("line-untitled"));
            }
        };
        let end = self.run.place.step.min(self.run.end.step);
        if end == Step(0) {
            return self.shell.notices.info(self.shell.text.get("take-nothing-recorded"));
        }
        let purpose = Purpose { base, source: self.source(), first: Arc::clone(self.course.first()), end };
        let to = Handover::default();
        self.engine.send(Command::TakeOut { from: Step(0), to: to.clone() });
        self.takeaway.line = Some((to, Box::new(purpose)));
    }

    /// Copies the line that waits, if it can be made now.
    pub(super) fn go_on_with_line(&mut self, ctx: &Context) {
        let Some(excerpt) = self.takeaway.line.as_ref().and_then(|(handover, _)| Excerpt::of(handover))
        else {
            return;
        };
        let Some((_, purpose)) = self.takeaway.line.take() else { return };
        let line = match excerpt.inputs() {
            Some(inputs) => purpose.line(inputs),
            None => Err(Message::new("take-beginning-gone")),
        };
        match line {
            Ok(line) => {
                self.copy_text(ctx, line.clone());
                self.shell.notices.done(self.shell.text.with("line-copied", &[("line", &line)]));
            }
            Err(message) => {
                let reason = self.shell.text.say(&message);
                self.shell.notices.error(self.shell.text.with("line-refused", &[("reason", &reason)]));
            }
        }
    }
}

impl Purpose {
    // Longer than 60 lines: the words of a line, one after the other.
    /// The line, or what of the run no option says.
    fn line(&self, inputs: &[LoggedInput]) -> Result<String, Message> {
        let grid = self.first.grid();
        let mut words = vec!["bouton".to_owned(), "run".to_owned(), quoted(&self.source)];
        words.extend(["--duration".to_owned(), number(grid.time_ms(self.end))]);
        let (run, base) = (self.first.run(), self.base.run());
        if run.seed != base.seed {
            words.extend(["--seed".to_owned(), run.seed.to_string()]);
        }
        if run.dt_ms.to_bits() != base.dt_ms.to_bits() {
            words.extend(["--dt".to_owned(), number(run.dt_ms)]);
        }
        let mut now = self.base.clone();
        for set in sets(&now, self.first.network())? {
            words.extend(["--set".to_owned(), quoted(&OsString::from(set.written(&now)?))]);
        }
        now = with_network(&now, &self.first)?;
        let mut fires = Fires::default();
        // Values that are set at one boundary, so far.
        let mut timed: Vec<(Step, Set)> = Vec::new();
        let mut last_fire: Option<(Step, String)> = None;
        for LoggedInput { step, input } in inputs.iter().take_while(|input| input.step <= self.end) {
            match input {
                Input::Fire { population, neuron } => {
                    let name = fires.add(now.network(), *population, *neuron, grid.time_ms(*step))?;
                    last_fire = Some((*step, name));
                }
                Input::Schedule(spikes) => {
                    let due = |one: &PlannedSpike| one.time_ms.max(grid.time_ms(*step));
                    for one in spikes.iter().filter(|one| due(one) <= grid.time_ms(self.end)) {
                        fires.add(now.network(), one.population, one.neuron, due(one))?;
                    }
                }
                Input::SetNetwork(network) => {
                    let next = sets(&now, network)?;
                    if let (Some((fired, name)), Some(set)) = (&last_fire, next.first())
                        && fired == step
                    {
                        let message = Message::new("line-click-then-change").with("name", name.as_str());
                        return Err(message
                            .with("path", now.path(set.address))
                            .with("time", number(grid.time_ms(*step))));
                    }
                    for set in next {
                        timed.retain(|(at, own)| (*at, own.address) != (*step, set.address));
                        timed.push((*step, set));
                    }
                    now = with_parts(&now, network)?;
                }
                Input::Restart(_) => return Err(Message::new("cli-started-anew")),
            }
        }
        for (step, set) in timed {
            let written = format!("{}@{}", set.written(&now)?, number(grid.time_ms(step)));
            words.extend(["--set".to_owned(), quoted(&OsString::from(written))]);
        }
        for fire in fires.written() {
            words.extend(["--fire".to_owned(), quoted(&OsString::from(fire))]);
        }
        if self.first.standalone().is_none() {
            words.extend(["--spikes".to_owned(), "-".to_owned()]);
        }
        let line = words.join(" ");
        if LONGEST < line.len() {
            return Err(Message::new("line-too-long")
                .with("length", line.len() as u64)
                .with("limit", LONGEST as u64));
        }
        Ok(line)
    }
}

/// A value to be set.
struct Set {
    address: Address,
    spec: &'static ParamSpec,
    value: Value,
}

impl Set {
    /// `PATH=VALUE`, which reads back as the same bits.
    fn written(&self, preset: &Preset) -> Result<String, Message> {
        let path = preset.path(self.address);
        let value = match (&self.value, &self.spec.kind) {
            (Value::Number(value), _) => number(*value),
            (Value::Count(count), _) => count.to_string(),
            (Value::List(list), _) => {
                format!("[{}]", list.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", "))
            }
            (Value::Choice(index), Kind::Choice { options }) => {
                options.get(*index).map_or_else(String::new, |option| option.key.to_owned())
            }
            (Value::Choice(_), _) => String::new(),
        };
        let reads_back = parse_value(self.spec, &value).is_ok_and(|read| read == self.value);
        let is_found = preset.find(&path).is_ok_and(|address| address == self.address);
        if reads_back && is_found {
            Ok(format!("{path}={value}"))
        } else {
            Err(Message::new("line-no-set").with("path", path))
        }
    }
}

/// The values that make the network of a document another one.
fn sets(from: &Preset, to: &Network) -> Result<Vec<Set>, Message> {
    let mut all = Vec::new();
    from.visit(&mut |address, spec, value| {
        let of_run = address.target == Target::Run;
        let after = to.parts().param_set(address.target).and_then(|set| set.get(address.key));
        if let Some((_, after)) = after.filter(|(_, after)| !of_run && *after != value) {
            all.push(Set { address, spec, value: after });
        }
    });
    let values: Vec<(Address, Value)> = all.iter().map(|set| (set.address, set.value.clone())).collect();
    let made = from.with_values(&values);
    if made.as_ref().is_ok_and(|made| made.network() == to) {
        return Ok(all);
    }
    Err(other_than_values(from.network(), to))
}

/// What differs between two networks that no value says, by name.
fn other_than_values(from: &Network, to: &Network) -> Message {
    let names = |network: &Network| -> Vec<(u8, u32, String)> {
        let populations = network.populations().iter().map(|own| (0, own.id, own.name.clone()));
        let projections = network.projections().iter().map(|own| (1, own.id, own.name.clone()));
        let junctions = network.gap_junctions().iter().map(|own| (2, own.id, own.name.clone()));
        populations.chain(projections).chain(junctions).collect()
    };
    let (before, after) = (names(from), names(to));
    let is_in = |all: &[(u8, u32, String)], own: &(u8, u32, String)| {
        all.iter().any(|other| (other.0, other.1) == (own.0, own.1))
    };
    if let Some(new) = after.iter().find(|own| !is_in(&before, own)) {
        return Message::new("line-added").with("name", new.2.as_str());
    }
    if let Some(gone) = before.iter().find(|own| !is_in(&after, own)) {
        return Message::new("line-removed").with("name", gone.2.as_str());
    }
    if let Some(renamed) = before.iter().find(|own| !after.contains(own)) {
        return Message::new("line-renamed").with("name", renamed.2.as_str());
    }
    let population =
        from.populations().iter().zip(to.populations()).find(|(one, other)| {
            one.kind.key() != other.kind.key() || one.stimuli.len() != other.stimuli.len()
        });
    let projection = from.projections().iter().zip(to.projections()).find(|(one, other)| one != other);
    let junction = from.gap_junctions().iter().zip(to.gap_junctions()).find(|(one, other)| one != other);
    let name = population.map(|(own, _)| &own.name).or(projection.map(|(own, _)| &own.name));
    let name = name.or(junction.map(|(own, _)| &own.name)).map_or("", String::as_str);
    Message::new("line-rebuilt").with("name", name)
}

/// A document with the network of another.
fn with_network(preset: &Preset, other: &Preset) -> Result<Preset, Message> {
    with_parts(preset, other.network())
}

fn with_parts(preset: &Preset, network: &Network) -> Result<Preset, Message> {
    let parts = network.parts().clone();
    preset.with_network(|own| *own = parts).map_err(|_| Message::new("line-rebuilt").with("name", ""))
}

/// Spikes that were asked for, by neuron.
#[derive(Default)]
struct Fires(Vec<(String, Vec<f64>)>);

impl Fires {
    /// Adds one; says whose.
    fn add(
        &mut self,
        network: &Network,
        population: u32,
        neuron: Option<u32>,
        time_ms: f64,
    ) -> Result<String, Message> {
        let Some(name) = network.population(population).map(|own| own.name.clone()) else {
            return Err(Message::new("line-rebuilt").with("name", ""));
        };
        let who = neuron.map_or_else(|| name.clone(), |neuron| format!("{name}:{neuron}"));
        match self.0.iter_mut().find(|(other, _)| *other == who) {
            Some((_, times)) => times.push(time_ms),
            None => self.0.push((who, vec![time_ms])),
        }
        Ok(name)
    }

    /// They, as `--fire` takes them.
    fn written(&self) -> impl Iterator<Item = String> {
        self.0.iter().flat_map(|(who, times)| {
            times.chunks(MAX_LIST).map(move |some| {
                let times: Vec<String> = some.iter().map(|time| number(*time)).collect();
                format!("{who}@{}", times.join(","))
            })
        })
    }
}
