//! Scripts for Brian 2.
//!
//! Brian 2 has spikes at the boundaries of its steps: a spike in the step that begins at t is felt from t + dt on. So a spike
//! of a source that Bouton delivers at t is one that Brian 2's generator emits at t − dt, and a threshold that is crossed in
//! a step is said to be crossed at its end.

mod check;
mod neuron;
mod rule;
mod synapse;

use super::limits::MOST_SYNAPSES;
use super::python::{self, Lines, Names, plain, py};
use super::values::{Rain, Values};
use super::wishes::{Simulator, Wishes, is_source};
use crate::export::csv::PROGRAM;
use crate::message::Message;
use crate::model::network::Projection;
use crate::model::neuron::NeuronKind;
use crate::preset::Preset;

const TO: Simulator = Simulator::Brian2;

/// What of a document has no exact counterpart.
pub(super) fn refused(preset: &Preset) -> Vec<Message> {
    let network = preset.network();
    let populations = network.populations().iter().filter_map(neuron::refused);
    let projections =
        network.projections().iter().filter_map(|projection| synapse::refused(preset, projection));
    populations.chain(projections).collect()
}

/// What a script is written from.
struct Context<'a> {
    preset: &'a Preset,
    values: &'a Values,
    names: Names,
}

impl Context<'_> {
    /// The name of a conductance: of its projection and of the receptor.
    fn conductance(&self, projection: &Projection, place: usize) -> String {
        let name = self.names.of(projection.id);
        let receptor = projection.receptors.get(place).map_or("", |receptor| receptor.key().name());
        format!("{name}_{receptor}")
    }

    /// Spikes of what bombards neurons.
    fn bombardments(&self, lines: &mut Lines) {
        for Rain { stimulus, side, drops } in &self.values.rain {
            let own = format!("{side}_{stimulus}");
            lines.list(&format!("steps_{own}"), drops.iter().map(|(step, _)| step.to_string()));
            lines.list(&format!("who_{own}"), drops.iter().map(|(_, neuron)| neuron.to_string()));
        }
    }

    fn groups(&self, lines: &mut Lines) {
        for population in self.preset.network().populations() {
            let name = self.names.of(population.id);
            if is_source(self.preset.network(), population.id) {
                lines.add(format!("# {}: {}", plain(&population.name), population.kind.label()));
                let group = match &population.kind {
                    NeuronKind::PoissonSource(source) if self.values.is_random(population.id) => {
                        format!("PoissonGroup({}, {}*Hz)", population.n, py(source.rate_Hz))
                    }
                    _ => format!("SpikeGeneratorGroup({}, who_{name}, (steps_{name} - 1)*dt)", population.n),
                };
                lines.add(format!("pop_{name} = {group}"));
            } else {
                neuron::group(self, population, lines);
            }
        }
    }
}

/// The script of a network that has none of what is refused.
pub(super) fn script(preset: &Preset, values: &Values, wishes: &Wishes) -> String {
    let context = Context { preset, values, names: Names::new(preset.network()) };
    let mut lines = Lines::default();
    head(&context, wishes, &mut lines);
    lines.add("");
    lines
        .add("# What Bouton computed. Spikes of sources: steps of dt at which they are felt, and who fired.");
    python::sources(values, &context.names, wishes, &mut lines);
    context.bombardments(&mut lines);
    check::values(&context, &mut lines);
    lines.add("");
    lines.add(neuron::INSIDE);
    context.groups(&mut lines);
    for projection in preset.network().projections() {
        synapse::synapses(&context, projection, &mut lines);
    }
    for junction in preset.network().gap_junctions() {
        neuron::junction(&context, junction, &mut lines);
    }
    lines.add("");
    check::run(&context, &mut lines);
    lines.finish()
}

fn head(context: &Context<'_>, wishes: &Wishes, lines: &mut Lines) {
    let (preset, values) = (context.preset, context.values);
    lines.add(format!("# {PROGRAM}: a script for Brian 2"));
    lines.add(format!("# title: {}; seed: {}", plain(preset.title()), preset.run().seed));
    if !wishes.command.is_empty() {
        lines.add(format!("# command: {}", plain(&wishes.command)));
    }
    lines.add("# needs: pip install brian2==2.9.0 \"numpy<2.4\"");
    if values.is_moved {
        lines.add("# Brian 2 has spikes at steps only: those of the sources were moved to the nearest, in Bouton too.");
    }
    lines.add("import sys");
    lines.add("import numpy as np");
    lines.add("from brian2 import *");
    lines.add("");
    lines.add(format!("criterion = \"{}\"", values.criterion()));
    if values.statistics.is_some() {
        lines.add(format!("seed({})", preset.run().seed % (1 << 32)));
    }
    lines.add("prefs.codegen.target = \"numpy\"  # needs no compiler; \"cython\" is faster in long runs");
    lines.add(format!("defaultclock.dt = dt = {}*ms", py(preset.run().dt_ms)));
    lines.add(format!("duration = {}*dt", values.steps));
}

/// Whether there are too many synapses to be listed.
pub(super) fn is_large(preset: &Preset, projection: &Projection) -> bool {
    MOST_SYNAPSES as u128 <= preset.network().parts().n_synapses(projection)
}
