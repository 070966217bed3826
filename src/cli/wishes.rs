//! What is asked of a run, checked before anything is computed: a wish that cannot be met is refused, with what can be.

use crate::export::csv::number;
use crate::input::problem_line;
pub(super) use crate::input::whole_steps;
use crate::model::network::{Address, Network, Projection};
use crate::model::probe::Probe;
use crate::model::problem::Problem;
use crate::model::standalone::Standalone;
use crate::param::Value;
use crate::preset::{Preset, parse_value};
use crate::text::Text;
use crate::units::Grid;

/// Steps between samples in a run of `duration_ms` [ms]; every step if nothing is asked for.
///
/// # Errors
/// If the interval is no multiple of the step, or longer than the run.
pub(super) fn every(every_ms: Option<f64>, duration_ms: f64, grid: Grid, text: &Text) -> Result<u64, String> {
    let Some(every_ms) = every_ms else { return Ok(1) };
    let moment = grid.moment(every_ms);
    let is_whole = 0.0 < every_ms && every_ms <= 1e9 && moment.offset_ms == 0.0 && 0 < moment.step.0;
    let (written, dt, end) = (number(every_ms), number(grid.dt_ms()), number(duration_ms));
    if !is_whole {
        return Err(text.with("cli-bad-every", &[("written", written), ("dt", dt)]));
    }
    if duration_ms < every_ms {
        return Err(text.with("cli-every-too-long", &[("written", written), ("end", end)]));
    }
    Ok(moment.step.0)
}

/// Whether counting from a time [ms] on leaves anything to count.
pub(super) fn from(from_ms: f64, duration_ms: f64, text: &Text) -> Result<(), String> {
    if from_ms == 0.0 || from_ms < duration_ms {
        return Ok(());
    }
    let args = [("written", number(from_ms)), ("end", number(duration_ms))];
    Err(text.with("cli-from-after-end", &args))
}

/// The parameter and the value that a `--set` names.
///
/// # Errors
/// What is wrong with it, and what would be right.
pub(super) fn parse_set(set: &str, preset: &Preset, text: &Text) -> Result<(Address, Value), String> {
    let Some((path, written)) = set.split_once('=') else {
        return Err(text.with("cli-set-without-value", &[("written", set)]));
    };
    let address = preset.find(path).map_err(|unknown| text.say(&unknown.message()))?;
    let spec = preset.get(address).map(|(spec, _)| spec);
    let bad = |reason: &str| text.with("cli-bad-value", &[("path", path), ("reason", reason)]);
    let spec = spec.ok_or_else(|| bad(""))?;
    let value = parse_value(spec, written).map_err(|reason| bad(&text.say(&reason)))?;
    Ok((address, value))
}

/// The preset with some parameters set together, none of them twice. `source` stands for it in messages.
///
/// # Errors
/// All that is wrong with them.
pub(super) fn adjusted(
    source: &str,
    preset: &Preset,
    values: &[(Address, Value)],
    text: &Text,
) -> Result<Preset, Vec<String>> {
    let twice = twice(values.iter().map(|(address, _)| *address), preset, text);
    if !twice.is_empty() {
        return Err(twice);
    }
    preset.with_values(values).map_err(|problems| {
        let line = |problem: &Problem| problem_line(source, problem, text);
        problems.iter().map(line).collect()
    })
}

/// A line for each parameter that is set again.
pub(super) fn twice(addresses: impl Iterator<Item = Address>, preset: &Preset, text: &Text) -> Vec<String> {
    let mut seen = Vec::new();
    let mut lines = Vec::new();
    for address in addresses {
        if seen.contains(&address) {
            lines.push(text.with("cli-set-twice", &[("path", &preset.path(address))]));
        }
        seen.push(address);
    }
    lines
}

/// The probes to record: those written, or what the preset's plots show.
///
/// # Errors
/// A line for each that names nothing or comes twice, or one if there are none.
pub(super) fn probes(written: &[String], preset: &Preset, text: &Text) -> Result<Vec<Probe>, Vec<String>> {
    if written.is_empty() {
        let probes = match preset.standalone() {
            Some(_) => Probe::all(preset.network()),
            // Plots may show the same thing several times; a column of it is enough.
            None => preset.plotted_probes(),
        };
        return if probes.is_empty() { Err(vec![text.get("cli-nothing-to-record")]) } else { Ok(probes) };
    }
    let mut probes = Vec::new();
    let mut lines = Vec::new();
    for name in written {
        match Probe::parse(name.trim(), preset.network()) {
            Ok(probe) if !probes.contains(&probe) => probes.push(probe),
            Ok(_) => lines.push(text.with("cli-record-twice", &[("probe", name.trim())])),
            Err(unknown) => {
                let suggestion = unknown.suggestion.unwrap_or_else(|| symbols(preset));
                let key =
                    if suggestion.is_empty() { "problem-bad-probe" } else { "problem-bad-probe-suggestion" };
                lines.push(text.with(key, &[("probe", &unknown.written), ("suggestion", &suggestion)]));
            }
        }
    }
    if lines.is_empty() { Ok(probes) } else { Err(lines) }
}

/// The variables of a model without neurons; nothing of a network, which has too many.
fn symbols(preset: &Preset) -> String {
    let states = preset.standalone().map_or(&[][..], Standalone::states);
    let symbols: Vec<&str> = states.iter().map(|state| state.symbol).collect();
    symbols.join(", ")
}

/// The projections whose weights change.
pub(super) fn learning(network: &Network) -> impl Iterator<Item = &Projection> {
    network.projections().iter().filter(|projection| !projection.plasticity.is_fixed())
}
