//! `export`: a network as a script for another simulator.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{unless_broken_pipe, wishes};
use crate::export::script::{self, Asked, Simulator, Wishes};
use crate::input::output::{self, Content, Wanted};
use crate::input::{Failure, check_memory, command_line, load_document, parse_fire};
use crate::model::network::Address;
use crate::param::Value;
use crate::preset::Preset;
use crate::text::Text;

/// What a preset is exported as.
#[derive(Debug)]
pub(super) struct ScriptArgs<'a> {
    /// A preset.
    pub preset: &'a OsString,
    /// For which simulator.
    pub to: To,
    /// File for the script.
    pub output: PathBuf,
    /// Step of the script [ms], instead of the usual one.
    pub dt: Option<f64>,
    /// Duration of the script's run [ms of model time], instead of the usual one.
    pub duration: Option<f64>,
    /// Seed of all random numbers, instead of the preset's.
    pub seed: Option<u64>,
    /// Fires sources at some times.
    pub fire: &'a [String],
    /// Sets parameters.
    pub set: &'a [String],
    /// Whether a file that Bouton has not written is overwritten.
    pub force: bool,
}

/// Simulators that there are scripts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// Brian 2.
    Brian2,
    /// NEST.
    Nest,
}

impl From<To> for Simulator {
    fn from(to: To) -> Self {
        match to {
            To::Brian2 => Self::Brian2,
            To::Nest => Self::Nest,
        }
    }
}

/// Exports a preset.
pub(super) fn export(args: &ScriptArgs<'_>, text: &Text) -> Result<(), Failure> {
    let loaded = load_document(args.preset, text)?;
    let to = Simulator::from(args.to);
    let wanted = [Wanted { path: &args.output, content: Content::Script }];
    let planned = output::check(args.preset, &wanted, args.force, text);
    let planned_script = adjusted(args, &loaded.preset, to, text).and_then(|preset| {
        check_memory(&preset, text).map_err(Failure::into_lines)?;
        let wishes = wishes_of(args, &preset, text)?;
        let refused = |messages: Vec<crate::message::Message>| {
            let shown = args.preset.display().to_string();
            messages.iter().map(|message| format!("{shown}: {}", text.say(message))).collect::<Vec<_>>()
        };
        script::script(&preset, to, &wishes).map_err(refused)
    });
    let (script, mut planned) = Failure::of_both(planned_script, planned)?;
    let beside = beside(&args.output);
    let mut texts = vec![&script.text];
    if let (Some(spikes), Some(path)) = (&script.beside, &beside) {
        let wanted = [Wanted { path, content: Content::Table }];
        planned.extend(output::check(args.preset, &wanted, args.force, text)?);
        texts.push(spikes);
    }
    let mut outputs = planned.into_iter().map(|planned| planned.open(text)).collect::<Result<Vec<_>, _>>()?;
    for (output, held) in outputs.iter_mut().zip(texts) {
        unless_broken_pipe(output.write_all(held.as_bytes()).and_then(|()| output.flush()))?;
    }
    for mut output in outputs {
        output.finish(text)?;
    }
    Ok(())
}

/// The file beside a script for spikes of sources that are too many for it; none beside standard output.
fn beside(script: &Path) -> Option<PathBuf> {
    (!output::is_standard(script)).then(|| script.with_extension("spikes.txt"))
}

/// The preset with all that the command sets, at the step of the script.
fn adjusted(
    args: &ScriptArgs<'_>,
    preset: &Preset,
    to: Simulator,
    text: &Text,
) -> Result<Preset, Vec<String>> {
    let mut values: Vec<(Address, Value)> = Vec::new();
    values.extend(args.seed.map(|seed| (Address::run("seed"), Value::Count(seed))));
    let mut lines = Vec::new();
    for set in args.set {
        match wishes::parse_set(set, preset, text) {
            Ok(value) => values.push(value),
            Err(line) => lines.push(line),
        }
    }
    if !lines.is_empty() {
        return Err(lines);
    }
    let dt_ms = args.dt.unwrap_or_else(|| to.usual_dt_ms(preset));
    if args.dt.is_some() || !values.iter().any(|(address, _)| *address == Address::run("dt_ms")) {
        values.push((Address::run("dt_ms"), Value::Number(dt_ms)));
    }
    wishes::adjusted(&args.preset.display().to_string(), preset, &values, text)
}

/// What is asked of the script.
fn wishes_of(args: &ScriptArgs<'_>, preset: &Preset, text: &Text) -> Result<Wishes, Vec<String>> {
    let mut lines = Vec::new();
    if let Some(duration_ms) = args.duration {
        lines.extend(wishes::whole_steps("--duration", duration_ms, preset.grid(), text).err());
    }
    let mut asked = Vec::new();
    for fire in args.fire {
        match parse_fire(fire, preset, args.duration.unwrap_or(script::LONGEST_MS), text) {
            Ok(fire) => asked.extend(fire.times_ms.iter().map(|time_ms| Asked {
                population: fire.population,
                neuron: fire.neuron,
                time_ms: *time_ms,
            })),
            Err(line) => lines.push(line),
        }
    }
    if lines.is_empty() {
        let beside = beside(&args.output);
        let beside = beside.and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
        Ok(Wishes { duration_ms: args.duration, asked, command: command_line(), beside })
    } else {
        Err(lines)
    }
}
