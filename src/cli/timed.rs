//! Parameters that are set while a run goes on: `--set PATH=VALUE@MS`.

use std::sync::Arc;

use super::wishes;
use crate::engine::{Input, LoggedInput};
use crate::export::csv::number;
use crate::input::parse_time;
use crate::model::network::{Address, Target};
use crate::param::Value;
use crate::preset::Preset;
use crate::text::Text;
use crate::units::Step;

/// A `--set`, and the time at which it acts [ms] if it names one.
pub(super) fn parted(set: &str) -> (&str, Option<f64>) {
    // No value ends in @ and a time.
    set.rsplit_once('@')
        .and_then(|(set, time)| Some((set, Some(parse_time(time).ok()?))))
        .unwrap_or((set, None))
}

/// The edits that a command asks for while the run of a preset goes on, in order of time. Those at the same time act together,
/// before the spikes that are asked for then.
/// A line is added for everything that is wrong with them.
pub(super) fn edits(
    sets: &[String],
    (preset, duration_ms): (&Preset, f64),
    lines: &mut Vec<String>,
    text: &Text,
) -> Vec<LoggedInput> {
    let mut timed: Vec<(Step, Address, Value)> = Vec::new();
    for set in sets {
        let (bare, Some(time_ms)) = parted(set) else { continue };
        let step = wishes::whole_steps(&format!("--set {bare}@"), time_ms, preset.grid(), text);
        let parsed = wishes::parse_set(bare, preset, text);
        if duration_ms < time_ms {
            let args = [("written", set.clone()), ("time", number(time_ms)), ("end", number(duration_ms))];
            lines.push(text.with("cli-set-after-end", &args));
        }
        match (step, parsed) {
            (Ok(_), Ok((Address { target: Target::Run, .. }, _))) => {
                lines.push(text.with("cli-set-run-later", &[("written", set)]));
            }
            (Ok(step), Ok((address, value))) => {
                if timed.iter().any(|own| (own.0.0, own.1) == (step, address)) {
                    lines.push(text.with("cli-set-twice", &[("path", &preset.path(address))]));
                }
                timed.push((Step(step), address, value));
            }
            (step, parsed) => lines.extend(step.err().into_iter().chain(parsed.err())),
        }
    }
    timed.sort_by_key(|own| own.0);
    let (mut inputs, mut now) = (Vec::new(), preset.clone());
    for together in timed.chunk_by(|one, other| one.0 == other.0) {
        let values: Vec<(Address, Value)> =
            together.iter().map(|(_, address, value)| (*address, value.clone())).collect();
        match now.with_values(&values) {
            Ok(next) => {
                let network = Arc::new(next.network().clone());
                inputs.push(LoggedInput { step: together[0].0, input: Input::SetNetwork(network) });
                now = next;
            }
            Err(problems) => {
                let time = number(preset.grid().time_ms(together[0].0));
                lines.extend(problems.iter().map(|problem| {
                    let args = [
                        ("time", time.clone()),
                        ("path", problem.path.clone()),
                        ("reason", text.say(&problem.message())),
                    ];
                    text.with("cli-set-bad-then", &args)
                }));
            }
        }
    }
    inputs
}
