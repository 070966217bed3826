//! `run`: a preset without a window.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Instant;

use super::ending::{Ends, at_time};
use super::recording::{Sink, Witness};
use super::run_args::RunArgs;
use super::signals;
use super::tally::Tally;
use super::{carried, probes, say_cautions, summary, timed, unless_broken_pipe, wishes};
use crate::engine::{Crew, crowding_message, straying_message};
use crate::export::csv::{Provenance, SampleWriter, SpikeWriter, number, write_weights};
use crate::input::output::{self, Content, Output, Wanted};
use crate::input::progress::Progress;
use crate::input::{Failure, Loaded, check_memory, load_document, parse_fire, terminal};
use crate::model::probe::Probe;
use crate::preset::Preset;
use crate::replay::Inputs;
use crate::sim::{Recorder, Simulation};
use crate::text::Text;
use crate::units::{Moment, Step};

/// Steps between two looks at the clock and the output.
const SLICE: u64 = 20_000;

/// Steps between two looks at the number of spikes held and at signals.
const LOOK: u64 = 100;

/// Most spikes held before they are written.
const SPIKES_HELD: usize = 1 << 17;

/// Runs a preset.
pub(super) fn run(args: &RunArgs, text: &Text) -> Result<(), Failure> {
    let loaded = load_document(&args.preset, text)?;
    if args.record.iter().any(|record| record.trim() == "help") {
        return probes::print(&loaded.preset, text);
    }
    let preset = args.adjusted(&loaded.preset, text)?;
    let Some(duration_ms) = args.duration.or_else(|| carried::duration_ms(&loaded)) else {
        return Err(Failure::BadInput(vec![text.get("cli-no-duration")]));
    };
    let mut lines = args.contradictions(text);
    let source = args.preset.display().to_string();
    lines.extend(carried::contradictions(&source, &loaded, !args.set.is_empty(), args.dt.is_some(), text));
    run_checked(args, (&loaded, &preset, duration_ms), lines, text)
}

/// What is asked of a run, checked.
pub(super) struct Plan {
    pub steps: u64,
    pub every: u64,
    pub probes: Vec<Probe>,
    pub inputs: Inputs,
    /// The document in force at the end.
    pub last: Preset,
    pub simulation: Simulation,
}

// Longer than 60 lines: all that may be wrong is said together.
/// Checks what is asked of a run. `lines` is what is wrong with the command already.
pub(super) fn plan(
    args: &RunArgs,
    (loaded, preset, duration_ms): (&Loaded, &Preset, f64),
    mut lines: Vec<String>,
    text: &Text,
) -> Result<Plan, Vec<String>> {
    let mut fires = Vec::new();
    for fire in &args.fire {
        match parse_fire(fire, preset, duration_ms, text) {
            Ok(fire) => fires.push(fire),
            Err(line) => lines.push(line),
        }
    }
    let grid = preset.grid();
    let mut ok = |result: Result<u64, String>| result.map_err(|line| lines.push(line)).unwrap_or_default();
    let steps = ok(wishes::whole_steps("--duration", duration_ms, grid, text));
    let every = ok(wishes::every(args.every, duration_ms, grid, text));
    lines.extend(wishes::from(args.from.unwrap_or(0.0), duration_ms, text).err());
    let edits = timed::edits(&args.set, (preset, duration_ms), &mut lines, text);
    let inputs = carried::inputs(loaded, &fires, edits);
    let last = carried::preset_at_end(preset, &inputs, Step(steps));
    let mut found = Vec::new();
    if args.csv.is_some() {
        match wishes::probes(&args.record, &last, text) {
            Ok(probes) => found = probes,
            Err(more) => lines.extend(more),
        }
    }
    let network = last.network();
    if network.standalone().is_some() {
        let of_neurons = [
            ("--spikes", args.spikes.is_some()),
            ("--weights", args.weights.is_some()),
            ("--from", args.from.is_some()),
        ];
        let given = of_neurons.into_iter().filter(|(_, is_given)| *is_given);
        lines.extend(given.map(|(option, _)| text.with("cli-no-neurons", &[("option", option)])));
    } else {
        if args.spikes.is_some() && network.populations().is_empty() {
            lines.push(text.get("cli-no-populations"));
        }
        if args.weights.is_some() && wishes::learning(network).next().is_none() {
            lines.push(text.get("cli-no-weights"));
        }
    }
    if !lines.is_empty() {
        return Err(lines);
    }
    let simulation = Simulation::new(Arc::new(preset.network().clone()), preset.run().seed, grid);
    for probe in &found {
        // Which synapses there are may be drawn when the run starts. What an edit adds is not there yet.
        if simulation.slot(probe).is_none() && network == preset.network() {
            let name = probe.describe(network).map_or_else(String::new, |(name, _)| name);
            lines.push(text.with("cli-probe-of-nothing", &[("probe", &name)]));
        }
    }
    if !lines.is_empty() {
        return Err(lines);
    }
    Ok(Plan { steps, every, probes: found, inputs: Inputs::new(inputs), last, simulation })
}

/// Runs a document. `lines` is what is wrong with the command already.
fn run_checked(
    args: &RunArgs,
    (loaded, preset, duration_ms): (&Loaded, &Preset, f64),
    lines: Vec<String>,
    text: &Text,
) -> Result<(), Failure> {
    let wanted: Vec<Wanted<'_>> =
        args.outputs().into_iter().flatten().map(|path| Wanted { path, content: Content::Table }).collect();
    let planned = output::check(&args.preset, &wanted, args.force, text);
    // Before anything is built.
    check_memory(preset, text)?;
    let plan = plan(args, (loaded, preset, duration_ms), lines, text);
    let (mut plan, planned) = Failure::of_both(plan, planned)?;
    let mut outputs = planned.into_iter().map(|planned| planned.open(text)).collect::<Result<Vec<_>, _>>()?;
    say_cautions(&args.preset.display().to_string(), &preset.cautions(), text);
    if let Some(carried) = &loaded.carried {
        carried::say_version(carried, text);
    }
    signals::watch();
    let packed = if wanted.is_empty() {
        None
    } else {
        carried::pack(preset, plan.inputs.all(), Step(plan.steps), text)
    };
    let last = plan.last.clone();
    let provenance = args.provenance(&last, loaded, duration_ms).reopening(packed);
    let started = Instant::now();
    let recorder = Recorder::new(&plan.simulation, plan.probes.clone(), plan.every);
    let tally = Tally::new(preset.network(), preset.grid(), args.from.unwrap_or(0.0));
    let mut witness = Witness { recorder, tally, keeps_spikes: args.spikes.is_some() };
    let (mut ends, ignored) = record(args, &mut plan, &mut witness, &mut outputs, &provenance);
    let simulation = &plan.simulation;
    if let Some(blow_up) = simulation.blow_up() {
        ends = Ends::BlowUp(blow_up_line(blow_up, &last, text));
    }
    if args.weights.is_some() && matches!(ends, Ends::BlowUp(_)) {
        outputs.pop(); // They mean nothing any more.
    } else if args.weights.is_some()
        && let Some(out) = outputs.last_mut()
        && let Err(error) = write_weights(out, &provenance, simulation)
        && ends.is_whole()
    {
        ends = Ends::Output(error);
    }
    let failures = ends.settle(&mut outputs, &at_time(simulation.now_ms(), text), text);
    say_caveats(simulation, &last, text);
    if args.has_summary() {
        let mut summary = summary::of_command(args, (preset, loaded, duration_ms), &ends);
        summary::add_course(&mut summary, &last, simulation, &witness.tally, started.elapsed());
        summary["ignored"] = ignored.into();
        unless_broken_pipe(writeln!(terminal::stdout(), "{summary:#}"))?;
    }
    failures
}

/// Advances to the end, or to what ends it before; says how, and how many spikes were ignored.
fn record(
    args: &RunArgs,
    plan: &mut Plan,
    witness: &mut Witness,
    outputs: &mut [Output],
    provenance: &Provenance<'_>,
) -> (Ends, u64) {
    let mut files = outputs.iter_mut();
    let csv = args.csv.as_ref().and_then(|_| files.next());
    let spikes = args.spikes.as_ref().and_then(|_| files.next());
    let mut sink = match open_sink(csv, spikes, provenance, witness.recorder.probes()) {
        Ok(sink) => sink,
        Err(error) => return (Ends::Output(error), 0),
    };
    let ends = advance((plan, args.crew()), witness, &mut sink, args.quiet);
    (ends, sink.ignored)
}

/// Writes what stands above samples and spikes.
fn open_sink<'a>(
    csv: Option<&'a mut Output>,
    spikes: Option<&'a mut Output>,
    provenance: &Provenance<'_>,
    probes: &[Probe],
) -> io::Result<Sink<'a>> {
    let samples = csv.map(|out| SampleWriter::new(out, provenance, probes));
    let spikes = spikes.map(|out| SpikeWriter::new(out, provenance));
    let populations = provenance.preset.network().populations().iter().map(|p| p.id).collect();
    Ok(Sink::new(samples.transpose()?, spikes.transpose()?, populations))
}

/// Advances to the end, the last boundary's sample included.
pub(super) fn advance(
    (plan, mut crew): (&mut Plan, Crew),
    witness: &mut Witness,
    sink: &mut Sink<'_>,
    quiet: bool,
) -> Ends {
    let mut progress = Progress::new(quiet);
    let mut signal = None;
    let Plan { simulation, inputs, steps, .. } = plan;
    let steps = *steps;
    inputs.act(simulation, witness);
    while simulation.now().0 < steps && signal.is_none() && simulation.blow_up().is_none() {
        let mut left = SLICE.min(inputs.quiet_until(Step(steps)).0 - simulation.now().0);
        while 0 < left
            && signal.is_none()
            && witness.recorder.n_spikes() < SPIKES_HELD
            && simulation.blow_up().is_none()
        {
            // Where threads go on together, they look by themselves.
            let most = if crew.helps(simulation) { left } else { left.min(LOOK) };
            left -= crew.run(simulation, most, witness, &mut |witness| {
                signals::received().is_none() && witness.recorder.n_spikes() < SPIKES_HELD
            });
            signal = signals::received();
        }
        if signal.is_none() && simulation.blow_up().is_none() {
            inputs.act(simulation, witness);
        }
        let until = Moment::at(simulation.now());
        if let Err(error) = sink.write(&witness.recorder.take(), Some(until)) {
            progress.clear();
            return Ends::Output(error);
        }
        progress.show(simulation.now().0, steps);
    }
    progress.clear();
    simulation.settle(witness);
    crate::sim::Observer::sample(witness, simulation);
    match (sink.write(&witness.recorder.take(), None), signal) {
        (Err(error), _) => Ends::Output(error),
        (Ok(()), Some(signal)) if simulation.now().0 < steps => Ends::Signal(signal),
        (Ok(()), _) => Ends::Whole,
    }
}

/// Says what the run cannot be trusted in.
fn say_caveats(simulation: &Simulation, preset: &Preset, text: &Text) {
    let (network, grid) = (preset.network(), preset.grid());
    if let Some(crowding) = simulation.crowding() {
        terminal::say(&text.say(&crowding_message(&crowding, network, grid)));
    }
    if let Some(straying) = simulation.straying() {
        terminal::say(&text.say(&straying_message(&straying, network, grid)));
    }
}

/// What is said of a potential that left the model.
pub(super) fn blow_up_line(blow_up: &crate::sim::BlowUp, preset: &Preset, text: &Text) -> String {
    let name = preset.network().population(blow_up.population).map_or("?", |population| &population.name);
    text.with(
        "cli-blow-up",
        &[
            ("population", name),
            ("neuron", &blow_up.neuron.to_string()),
            ("value", &blow_up.value.to_string()),
            ("time", &number(preset.grid().time_ms(blow_up.step))),
        ],
    )
}
