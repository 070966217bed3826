//! Runs that files carry, as commands take them and give them on.

use crate::engine::{Input, LoggedInput, PlannedSpike};
use crate::input::{Failure, Fire, Loaded, error_lines, terminal};
use crate::preset::Preset;
use crate::preset::carrier::{Carried, Packed};
use crate::preset::run_log::BITS;
use crate::replay;
use crate::text::Text;
use crate::units::Step;

/// What acts on the run of a document that was loaded: what its file carries, and the spikes that a command asks for besides.
pub(super) fn inputs(loaded: &Loaded, fires: &[Fire]) -> Vec<LoggedInput> {
    let mut all = loaded.carried.as_ref().map_or_else(Vec::new, |carried| replay::inputs(&carried.log, 0));
    let planned = |fire: &Fire| {
        let Fire { population, neuron, times_ms } = fire.clone();
        times_ms.into_iter().map(move |time_ms| PlannedSpike { population, neuron, time_ms })
    };
    let planned: Vec<PlannedSpike> = fires.iter().flat_map(planned).collect();
    if !planned.is_empty() {
        let place = all.partition_point(|input| input.step == Step(0));
        all.insert(place, LoggedInput { step: Step(0), input: Input::Schedule(planned.into()) });
    }
    all
}

/// What a command asks for that the run of its file does not allow. `sets` says whether it sets parameters, `steps` whether
/// another step.
pub(super) fn contradictions(
    source: &str,
    loaded: &Loaded,
    sets: bool,
    steps: bool,
    text: &Text,
) -> Vec<String> {
    let inputs = inputs(loaded, &[]);
    let is_edit = |input: &LoggedInput| matches!(input.input, Input::SetNetwork(_));
    let is_at_step =
        |input: &LoggedInput| !matches!(input.input, Input::Schedule(_)) || input.step != Step(0);
    let mut lines = Vec::new();
    if sets && inputs.iter().any(is_edit) {
        lines.push(text.with("cli-set-with-edits", &[("path", source)]));
    }
    if steps && inputs.iter().any(is_at_step) {
        lines.push(text.with("cli-dt-with-inputs", &[("path", source)]));
    }
    lines
}

/// Refuses a run where only a document is taken.
pub(super) fn refuse_inputs(source: &str, loaded: &Loaded, text: &Text) -> Result<(), Failure> {
    if inputs(loaded, &[]).is_empty() {
        return Ok(());
    }
    Err(Failure::BadInput(vec![text.with("cli-sweep-inputs", &[("path", source)])]))
}

/// How long the run is that a file carries [ms].
pub(super) fn duration_ms(loaded: &Loaded) -> Option<f64> {
    let run = loaded.carried.as_ref()?.log.runs.first()?;
    Some(loaded.preset.grid().time_ms(run.end))
}

/// Says so if a file comes from a version with other results.
pub(super) fn say_version(carried: &Carried, text: &Text) {
    let log = &carried.log;
    if log.bits != BITS {
        let args =
            [("version", log.version.clone()), ("bits", log.bits.to_string()), ("own", BITS.to_string())];
        terminal::say(&text.with("cli-replay-bits", &args));
    }
}

/// What the results of a run carry, so that they open again; says so if they will not. The span is that of the run.
pub(super) fn pack(preset: &Preset, inputs: &[LoggedInput], end: Step, text: &Text) -> Option<Packed> {
    pack_span(preset, inputs, end, (0.0, preset.grid().time_ms(end)), text)
}

/// The same of files that show a span of the run [ms].
pub(super) fn pack_span(
    preset: &Preset,
    inputs: &[LoggedInput],
    end: Step,
    span_ms: (f64, f64),
    text: &Text,
) -> Option<Packed> {
    let Some(carried) = replay::carried(preset, inputs, end, span_ms) else {
        say_not(&text.get("cli-started-anew"), text);
        return None;
    };
    match carried.pack() {
        Ok(packed) => Some(packed),
        Err(error) => {
            say_not(&error_lines("", &error, text).join("; "), text);
            None
        }
    }
}

fn say_not(reason: &str, text: &Text) {
    terminal::say(&text.with("cli-will-not-reopen", &[("reason", reason)]));
}

/// The document whose network is in force at the end of a run.
pub(super) fn preset_at_end(preset: &Preset, inputs: &[LoggedInput], end: Step) -> Preset {
    let edits = inputs.iter().take_while(|input| input.step <= end).filter_map(|input| match &input.input {
        Input::SetNetwork(network) => Some(network),
        _ => None,
    });
    let last = edits.last().and_then(|network| {
        let parts = network.parts().clone();
        preset.with_network(|own| *own = parts).ok()
    });
    last.unwrap_or_else(|| preset.clone())
}
