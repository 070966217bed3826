//! Spikes asked for by hand: `--fire POP[:NEURON]@MS,MS...`.

use super::Failure;
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

/// A `--fire` argument: population, neuron and times [ms].
///
/// # Errors
/// If it does not read as `POP[:NEURON]@MS,MS...`, or names no neuron of the preset.
pub fn parse_fire(fire: &str, preset: &Preset, text: &Text) -> Result<(u32, Option<u32>, Vec<f64>), Failure> {
    let bad = |line: String| Failure::BadInput(vec![line]);
    let malformed = || bad(text.with("cli-bad-fire", &[("written", fire)]));
    let (who, times) = fire.split_once('@').ok_or_else(malformed)?;
    let (name, neuron) = match who.split_once(':') {
        Some((name, neuron)) => (name, Some(neuron.parse::<u32>().map_err(|_| malformed())?)),
        None => (who, None),
    };
    let network = preset.network();
    let Some(population) = network.population_named(name) else {
        let names = network.populations().iter().map(|population| population.name.as_str());
        let suggestion = did_you_mean(name, names.clone())
            .map_or_else(|| names.clone().collect::<Vec<_>>().join(", "), str::to_owned);
        return Err(bad(text.with("cli-fire-unknown-population", &[("name", name), ("known", &suggestion)])));
    };
    if neuron.is_some_and(|neuron| population.n <= u64::from(neuron)) {
        let last = (population.n - 1).to_string();
        return Err(bad(text.with("cli-fire-unknown-neuron", &[("written", who), ("last", &last)])));
    }
    let bad_times = |reason: &Message| {
        bad(text.with("cli-bad-fire-times", &[("written", fire), ("reason", &text.say(reason))]))
    };
    let times =
        parse_list(times, Unit::Ms, MAX_LIST, Commas::Separate).map_err(|reason| bad_times(&reason))?;
    if times.is_empty() {
        return Err(malformed());
    }
    if let Some(time) = times.iter().find(|time| !(0.0..=MAX_TIME_MS).contains(*time)) {
        return Err(bad_times(&not_a_time(*time)));
    }
    Ok((population.id, neuron, times))
}
