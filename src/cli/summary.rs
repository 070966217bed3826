//! The summary of a run, as JSON.

use std::time::Duration;

use serde_json::{Value as Json, json};

use super::ending::{Ends, hash_text};
use super::run_args::RunArgs;
use super::tally::{Tally, weights_to_json};
use crate::input::{Loaded, command_line};
use crate::model::probe::Probe;
use crate::preset::Preset;
use crate::sim::Simulation;
use crate::text::Text;

/// How a summary says that it was made.
pub(super) fn of_command(
    args: &RunArgs,
    (preset, loaded, duration_ms): (&Preset, &Loaded, f64),
    ends: &Ends,
) -> Json {
    json!({
        "bouton": env!("CARGO_PKG_VERSION"),
        "command": command_line(),
        "preset": args.preset.display().to_string(),
        "title": preset.title(),
        "document": hash_text(loaded.hash),
        "seed": preset.run().seed,
        "dt_ms": preset.run().dt_ms,
        "duration_ms": duration_ms,
        "every_ms": args.every,
        "from_ms": args.from.unwrap_or(0.0),
        "set": args.set,
        "fire": args.fire,
        "record": args.record,
        "partial": !ends.is_whole(),
        "ended_by": if ends.is_whole() { Json::Null } else { ends.reason(&Text::english()).into() },
    })
}

/// Adds what happened.
pub(super) fn add_course(
    summary: &mut Json,
    preset: &Preset,
    simulation: &Simulation,
    tally: &Tally,
    wall: Duration,
) {
    let model_ms = simulation.now_ms();
    let [spikes, rates, cvs] = tally.to_json(preset.network(), model_ms);
    let wall_s = wall.as_secs_f64();
    let name = |id| preset.network().population(id).map_or("?", |population| &population.name);
    let crowding = simulation.crowding().map(|crowding| {
        json!({
            "population": name(crowding.population), "neuron": crowding.neuron, "count": crowding.count,
            "interval_ms": crowding.interval_ms, "dt_that_would_do_ms": crowding.step_that_would_do_ms(),
        })
    });
    let straying = simulation.straying().map(|straying| {
        json!({
            "population": name(straying.population), "neuron": straying.neuron,
            "from_ms": preset.grid().time_ms(straying.step), "V_mV": straying.V_mV,
        })
    });
    let course = json!({
        "model_ms": model_ms,
        "wall_s": wall_s,
        "real_time_factor": if 0.0 < wall_s { model_ms / 1e3 / wall_s } else { 0.0 },
        "spikes": spikes,
        "rate_hz": rates,
        "cv_isi": cvs,
        "weights": weights_to_json(preset.network(), simulation),
        "more_than_a_spike_a_step": crowding,
        "V_beyond_1000_mV": straying,
    });
    let Json::Object(summary) = summary else { return };
    if let Json::Object(course) = course {
        summary.extend(course);
    }
    if let Some(model) = preset.standalone() {
        let values = Probe::all(preset.network()).into_iter().filter_map(|probe| {
            let value = simulation.read(simulation.slot(&probe)?);
            Some((probe.symbol, value))
        });
        for (name, value) in values.chain(model.figures()) {
            summary.insert(name.to_owned(), value.into());
        }
    }
}
