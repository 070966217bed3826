//! Spikes asked for by hand: `--fire POP[:NEURON]@MS,MS...`.

use super::Failure;
use crate::message::did_you_mean;
use crate::preset::Preset;
use crate::text::Text;

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
    let time = |time: &str| time.trim().parse::<f64>().ok().filter(|time| (0.0..=1e12).contains(time));
    let times: Option<Vec<f64>> = times.split(',').map(time).collect();
    Ok((population.id, neuron, times.ok_or_else(malformed)?))
}
