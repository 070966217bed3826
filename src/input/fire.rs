//! Spikes asked for by hand: `--fire POP[:NEURON]@MS,MS...`.

use crate::message::{Message, did_you_mean};
use crate::number::{self, Commas, parse_list};
use crate::param::MAX_LIST;
use crate::preset::Preset;
use crate::text::Text;
use crate::units::Unit;

/// Latest time that may be asked for [ms].
pub const MAX_TIME_MS: f64 = 1e12;

/// A time of a command line [ms]: a number with or without a unit.
///
/// # Errors
/// If it is no number, or not from 0 to [`MAX_TIME_MS`].
pub fn parse_time(written: &str) -> Result<f64, Message> {
    let time = number::parse(written, Unit::Ms)?;
    if (0.0..=MAX_TIME_MS).contains(&time) { Ok(time) } else { Err(not_a_time(time)) }
}

fn not_a_time(time: f64) -> Message {
    Message::new("number-time").with("written", time).with("most", MAX_TIME_MS)
}

/// Spikes of a neuron, or of a population's volley, asked for by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Fire {
    /// Id of the population.
    pub population: u32,
    /// Which of its neurons; without one, the population's volley fires.
    pub neuron: Option<u32>,
    /// When [ms], each at most the length of the run.
    pub times_ms: Vec<f64>,
}

/// A `--fire` argument for a run of `duration_ms` [ms].
///
/// # Errors
/// A line that says what is wrong: it does not read as `POP[:NEURON]@MS,MS...`, names no neuron of the preset, or has a
/// time after the end of the run.
pub fn parse_fire(fire: &str, preset: &Preset, duration_ms: f64, text: &Text) -> Result<Fire, String> {
    let malformed = || text.with("cli-bad-fire", &[("written", fire)]);
    let (who, times) = fire.rsplit_once('@').ok_or_else(malformed)?;
    let (name, neuron) = match who.split_once(':') {
        Some((name, neuron)) => (name, Some(neuron.parse::<u32>().map_err(|_| malformed())?)),
        None => (who, None),
    };
    let network = preset.network();
    let Some(population) = network.population_named(name) else {
        let mut names = network.populations().iter().map(|population| population.name.as_str());
        if names.len() == 0 {
            return Err(text.with("cli-fire-nothing", &[("written", fire)]));
        }
        let suggestion = did_you_mean(name, names.clone())
            .map_or_else(|| names.by_ref().take(MOST_NAMED).collect::<Vec<_>>().join(", "), str::to_owned);
        return Err(text.with("cli-fire-unknown-population", &[("name", name), ("known", &suggestion)]));
    };
    if neuron.is_some_and(|neuron| population.n <= u64::from(neuron)) {
        let last = (population.n - 1).to_string();
        return Err(text.with("cli-fire-unknown-neuron", &[("written", who), ("last", &last)]));
    }
    let bad_times = |reason: &Message| {
        text.with("cli-bad-fire-times", &[("written", fire), ("reason", &text.say(reason))])
    };
    let times_ms =
        parse_list(times, Unit::Ms, MAX_LIST, Commas::Separate).map_err(|reason| bad_times(&reason))?;
    if times_ms.is_empty() {
        return Err(malformed());
    }
    if let Some(time) = times_ms.iter().find(|time| !(0.0..=MAX_TIME_MS).contains(*time)) {
        return Err(bad_times(&not_a_time(*time)));
    }
    if let Some(late) = times_ms.iter().find(|time| duration_ms < **time) {
        let args =
            [("written", fire.to_owned()), ("time", late.to_string()), ("end", duration_ms.to_string())];
        return Err(text.with("cli-fire-after-end", &args));
    }
    Ok(Fire { population: population.id, neuron, times_ms })
}

/// Most names that a message lists.
const MOST_NAMED: usize = 12;
