//! `run` for models without neurons.

use std::io::Write as _;

use super::ending::{Ends, at_time};
use super::run_args::RunArgs;
use super::{signals, summary, unless_broken_pipe, wishes};
use crate::export::csv::{Provenance, write_toy};
use crate::input::output::{self, Content, Output, Wanted};
use crate::input::{Failure, Loaded, parse_fire, terminal};
use crate::model::toy::Toy;
use crate::preset::Preset;
use crate::sim::Course;
use crate::text::Text;
use crate::units::Step;

/// The variables of a model without neurons.
pub(super) fn names(toy: &Toy) -> Vec<&'static str> {
    toy.states().iter().map(|state| state.symbol).collect()
}

/// What is asked of it, checked.
struct Plan {
    last: Step,
    every: u64,
    /// The variables that are written, by place.
    columns: Vec<usize>,
}

fn plan(
    args: &RunArgs,
    duration_ms: f64,
    preset: &Preset,
    toy: &Toy,
    text: &Text,
) -> Result<Plan, Vec<String>> {
    let mut lines = Vec::new();
    for fire in &args.fire {
        lines.extend(parse_fire(fire, preset, duration_ms, text).err());
    }
    let of_neurons = [
        ("--spikes", args.spikes.is_some()),
        ("--weights", args.weights.is_some()),
        ("--from", args.from.is_some()),
    ];
    for (option, _) in of_neurons.into_iter().filter(|(_, is_given)| *is_given) {
        lines.push(text.with("cli-no-neurons", &[("option", option)]));
    }
    let grid = preset.grid();
    let mut ok = |result: Result<u64, String>| result.map_err(|line| lines.push(line)).unwrap_or_default();
    let last = Step(ok(wishes::whole_steps("--duration", duration_ms, grid, text)));
    let every = ok(wishes::every(args.every, duration_ms, grid, text));
    match wishes::variables(&args.record, &names(toy), text) {
        Ok(columns) if lines.is_empty() => Ok(Plan { last, every, columns }),
        Ok(_) => Err(lines),
        Err(more) => {
            lines.extend(more);
            Err(lines)
        }
    }
}

/// Runs it. `lines` is what is wrong with the command already.
pub(super) fn run(
    args: &RunArgs,
    (loaded, preset, duration_ms): (&Loaded, &Preset, f64),
    toy: &Toy,
    mut lines: Vec<String>,
    text: &Text,
) -> Result<(), Failure> {
    let plan = match plan(args, duration_ms, preset, toy, text) {
        Ok(plan) if lines.is_empty() => Ok(plan),
        Ok(_) => Err(lines),
        Err(more) => {
            lines.extend(more);
            Err(lines)
        }
    };
    let wanted = args.csv.as_deref().map(|path| Wanted { path, content: Content::Table });
    let planned = output::check(&args.preset, wanted.as_slice(), args.force, text);
    let (plan, planned) = Failure::of_both(plan, planned)?;
    let provenance = args.provenance(preset, loaded, duration_ms);
    let mut outputs = planned.into_iter().map(|planned| planned.open(text)).collect::<Result<Vec<_>, _>>()?;
    signals::watch();
    let mut ends = Ends::Whole;
    let mut reached = plan.last;
    if let Some(out) = outputs.first_mut() {
        let (result, signal) = write(out, (&provenance, preset, toy), &plan);
        match (result, signal) {
            (Err(error), _) => ends = Ends::Output(error),
            (Ok(step), Some(signal)) if step < plan.last => (ends, reached) = (Ends::Signal(signal), step),
            (Ok(_), _) => {}
        }
    }
    let model_ms = preset.grid().time_ms(reached);
    let failures = ends.settle(&mut outputs, &at_time(model_ms, text), text);
    if args.summary || args.csv.is_none() {
        let mut summary = summary::of_command(args, (preset, loaded, duration_ms), &ends);
        summary["model_ms"] = model_ms.into();
        let mut course = Course::new(toy, preset.run().seed, preset.grid());
        course.run(reached.0);
        for (name, value) in names(toy).into_iter().zip(course.values()) {
            summary[name] = value.into();
        }
        if let Toy::Decay(decay) = toy {
            summary["half_life_ms"] = decay.half_life_ms().into();
        }
        unless_broken_pipe(writeln!(terminal::stdout(), "{summary:#}"))?;
    }
    failures
}

type Written = (std::io::Result<Step>, Option<signals::Signal>);

fn write(
    out: &mut Output,
    (provenance, preset, toy): (&Provenance<'_>, &Preset, &Toy),
    plan: &Plan,
) -> Written {
    let all = names(toy);
    let chosen: Vec<&str> = plan.columns.iter().map(|place| all[*place]).collect();
    let mut course = Course::new(toy, preset.run().seed, preset.grid());
    let mut row = |step: Step| -> Vec<f64> {
        course.run(step.0 - course.now().0);
        let values = course.values();
        plan.columns.iter().map(|place| values[*place]).collect()
    };
    let mut signal = None;
    let goes_on = || {
        signal = signals::received();
        signal.is_none()
    };
    let written = write_toy(out, provenance, &chosen, &mut row, (plan.last, plan.every), goes_on);
    (written, signal)
}
