//! Scripts for NEST.
//!
//! A spike in NEST takes a delay of at least a step. So what a source is to do at t comes from a generator two steps before,
//! through a parrot, which plastic synapses need. Where a delay shifts the pairs of a plastic synapse, amplitudes make up for it.
//!
//! Longer than 500 lines: what is refused and what is written belong together, mechanism by mechanism.

mod check;

use super::limits::is_by_rule;
use super::python::{self, Lines, Names, plain, py, short};
use super::values::{Synapse, Values};
use super::wishes::{Simulator, Wishes, is_source, refusal_of};
use crate::export::csv::PROGRAM;
use crate::message::Message;
use crate::model::kinetics::{Kinetics, Summation};
use crate::model::network::{Connect, Network, Population, Projection, Weights};
use crate::model::neuron::NeuronKind;
use crate::model::plasticity::Plasticity;
use crate::model::plasticity::pair::{Pair, Pairing, WeightDependence};
use crate::model::plasticity::triplet::{Interaction, Triplet};
use crate::model::receptor::ReceptorModel;
use crate::model::release::Release;
use crate::model::stimulus::StimulusKind;
use crate::param::Switch;
use crate::preset::Preset;

const TO: Simulator = Simulator::Nest;
/// A plastic synapse without conductance has this instead [nS]: NEST divides by its greatest weight.
const NOTHING_NS: f64 = 1e-9;

/// What of a document has no exact counterpart.
pub(super) fn refused(preset: &Preset) -> Vec<Message> {
    let network = preset.network();
    let mut all: Vec<Message> =
        network.populations().iter().filter_map(|one| refused_population(preset, one)).collect();
    all.extend(network.projections().iter().filter_map(|one| refused_projection(preset, one)));
    let junctions = network.gap_junctions().iter();
    all.extend(junctions.map(|one| refusal_of("script-no-gap-junction", TO, &one.name)));
    all
}

fn no_counterpart(name: &str, what: &str) -> Message {
    refusal_of("script-no-counterpart", TO, name).with("what", what)
}

fn refused_population(preset: &Preset, population: &Population) -> Option<Message> {
    if is_source(preset.network(), population.id) {
        return None;
    }
    let NeuronKind::Lif(lif) = &population.kind else {
        return Some(no_counterpart(&population.name, population.kind.label()));
    };
    if preset.grid().moment(lif.t_ref_ms).offset_ms != 0.0 {
        return Some(refusal_of("script-refractory-off-grid", TO, &population.name));
    }
    let is_constant = |kind: &StimulusKind| matches!(kind, StimulusKind::Constant(_));
    if let Some(other) = population.stimuli.iter().find(|stimulus| !is_constant(&stimulus.kind)) {
        return Some(no_counterpart(&population.name, other.kind.label()));
    }
    let too_many = 2 < channels(preset.network(), population.id).len();
    too_many.then(|| refusal_of("script-too-many-channels", TO, &population.name))
}

// Longer than 60 lines: one refusal after the other.
fn refused_projection(preset: &Preset, projection: &Projection) -> Option<Message> {
    let name = &projection.name;
    let grid = preset.grid();
    if grid.moment(projection.delay_ms).offset_ms != 0.0 {
        return Some(refusal_of("script-delay-off-grid", TO, name));
    }
    let is_from_source = is_source(preset.network(), projection.from);
    if !is_from_source && projection.delay_ms < grid.dt_ms() {
        return Some(refusal_of("script-no-delay", TO, name));
    }
    let is_by_rule =
        is_by_rule(preset.network(), projection) && matches!(projection.weights, Weights::Constant(_));
    if super::brian2::is_large(preset, projection) && projection.connect != Connect::AllToAll && !is_by_rule {
        return Some(refusal_of("script-too-many-synapses", TO, name).with("most", super::MOST_SYNAPSES));
    }
    let is_plastic = !projection.plasticity.is_fixed();
    let is_constant = matches!(projection.release, Release::Constant(_));
    for receptor in &projection.receptors {
        let Some(inner) = receptor.inner() else { continue };
        if inner.block().is_some() {
            return Some(no_counterpart(name, receptor.label()));
        }
        let Kinetics::Instant(instant) = inner.kinetics() else {
            return Some(no_counterpart(name, inner.kinetics().label()));
        };
        match instant.summation {
            Summation::Replacing => return Some(refusal_of("script-no-replacing", TO, name)),
            Summation::Saturating if !is_constant || is_plastic => {
                return Some(refusal_of("script-saturating", TO, name));
            }
            _ => {}
        }
    }
    if !matches!(
        projection.release,
        Release::Constant(_) | Release::TsodyksMarkram(_) | Release::Depression(_)
    ) {
        return Some(no_counterpart(name, projection.release.label()));
    }
    let is_known = match &projection.plasticity {
        Plasticity::Fixed => true,
        Plasticity::Pair(pair) => {
            matches!(pair.pairing, Pairing::AllToAll | Pairing::PresynapticCentred)
                && (0.0 < pair.rise() || pair.fall() == 0.0)
        }
        Plasticity::Triplet(triplet) => triplet.spikes == Interaction::All,
        _ => false,
    };
    let is_simple =
        is_constant && projection.receptors.len() == 1 && is_from_source && projection.delay_ms == 0.0;
    let is_felt =
        projection.receptors.iter().filter_map(|one| one.inner()).any(|inner| 0.0 < inner.g_max_nS());
    if is_plastic && is_known && is_felt {
        return Some(refusal_of("script-feels-weights", TO, name));
    }
    if is_plastic && !(is_known && is_simple) {
        let what = match &projection.plasticity {
            Plasticity::Pair(Pair {
                pairing: Pairing::NearestSymmetric | Pairing::ReducedSymmetric, ..
            }) => "nearest-neighbour pairing",
            other => other.label(),
        };
        return Some(no_counterpart(name, what));
    }
    None
}

/// Reversal potentials and time constants of what arrives at a population; NEST's neuron has room for two.
fn channels(network: &Network, population: u32) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, f64)> = Vec::new();
    for projection in network.projections().iter().filter(|projection| projection.to == population) {
        for inner in projection.receptors.iter().filter_map(|receptor| receptor.inner()) {
            if let Kinetics::Instant(instant) = inner.kinetics()
                && !all.contains(&(inner.E_mV(), instant.tau_ms))
            {
                all.push((inner.E_mV(), instant.tau_ms));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all
}

/// The script of a network that has none of what is refused.
pub(super) fn script(preset: &Preset, values: &Values, wishes: &Wishes) -> String {
    let network = preset.network();
    let names = Names::new(network);
    let mut lines = Lines::default();
    head(preset, values, wishes, &mut lines);
    lines.add("# Spikes of sources: steps of dt at which they are felt, and who fired");
    python::sources(values, &names, wishes, &mut lines);
    if values.statistics.is_some() {
        python::figures(values, &names, &mut lines);
    } else {
        courses(values, &names, &mut lines);
    }
    lines.add("");
    let who = if values.statistics.is_some() { "i % (n//scale)" } else { "i" };
    lines.add(
        "def source(n, steps, who):  # felt two steps after the generator: through a parrot and a synapse",
    );
    lines.add(format!("    trains = [dict(spike_times=(steps[who == {who}] - 2)*dt) for i in range(n)]"));
    lines.add("    parrots = nest.Create(\"parrot_neuron\", n)");
    lines.add("    nest.Connect(nest.Create(\"spike_generator\", n, trains), parrots, \"one_to_one\", dict(delay=dt))");
    lines.add("    return parrots");
    for population in network.populations() {
        self::population((network, values), &names, population, &mut lines);
    }
    for projection in network.projections() {
        let drawn = values.synapses.iter().find(|(id, _)| *id == projection.id);
        if values.statistics.is_some() && goes_by_rule(network, projection) {
            by_rule((preset, &names), projection, &mut lines);
        } else {
            self::projection((preset, &names), projection, drawn.map_or(&[][..], |(_, all)| all), &mut lines);
        }
    }
    if values.statistics.is_none() {
        for projection in plastic(network) {
            rule((preset, values), &names, projection, &mut lines);
        }
    }
    check::run(preset, values, &names, &mut lines);
    lines.finish()
}

/// The projections whose weights change.
fn plastic(network: &Network) -> impl Iterator<Item = &Projection> {
    network.projections().iter().filter(|projection| !projection.plasticity.is_fixed())
}

/// Whether NEST makes the synapses of a projection by a rule of its own, where statistics are compared; otherwise they are listed.
fn goes_by_rule(network: &Network, projection: &Projection) -> bool {
    let is_constant = matches!(projection.weights, Weights::Constant(_));
    let is_whole = matches!(projection.connect, Connect::AllToAll | Connect::OneToOne);
    is_constant && (is_whole || is_by_rule(network, projection))
}

/// What Bouton computed of neurons.
fn courses(values: &Values, names: &Names, lines: &mut Lines) {
    lines.add(format!(
        "# V [mV] of first neurons every {} steps up to the first spike; spikes [ms]",
        values.every
    ));
    for (id, V) in &values.potentials {
        lines.list(&format!("V_{}", names.of(*id)), V.iter().map(|V| short(*V)));
    }
    for (id, spikes) in &values.spikes {
        let name = names.of(*id);
        lines.list(&format!("t_{name}"), spikes.iter().map(|(time, _)| short(*time)));
        lines.list(&format!("i_{name}"), spikes.iter().map(|(_, neuron)| neuron.to_string()));
    }
}

fn head(preset: &Preset, values: &Values, wishes: &Wishes, lines: &mut Lines) {
    lines.add(format!("# {PROGRAM}: a script for NEST"));
    lines.add(format!("# title: {}", plain(preset.title())));
    if !wishes.command.is_empty() {
        lines.add(format!("# command: {}", plain(&wishes.command)));
    }
    lines.add(format!("# seed: {}", preset.run().seed));
    lines.add("# needs: pip install nest-simulator==3.10.0");
    if values.is_moved {
        lines.add(
            "# NEST has spikes at steps only: those of the sources were moved to the nearest, in Bouton too.",
        );
    }
    lines.add(
        "# units: ms, mV, nS, pF, pA; weights are conductances, negative for the second reversal potential",
    );
    lines.add("import sys");
    lines.add("import numpy as np");
    lines.add("import nest");
    lines.add("");
    lines.add("nest.verbosity = nest.VerbosityLevel.ERROR");
    lines.add("nest.ResetKernel()");
    lines.add(format!("criterion = \"{}\"", values.criterion()));
    if values.statistics.is_some() {
        let is_listed = preset.network().projections().iter().any(|one| !goes_by_rule(preset.network(), one));
        lines.add(if is_listed {
            "scale = 1  # has to stay 1: some synapses are listed"
        } else {
            "scale = 1  # populations so many times as large; a neuron has as many inputs as before"
        });
        lines.add("nest.total_num_virtual_procs = 1  # processes times threads");
        lines.add(format!("nest.rng_seed = {}", preset.run().seed % (1 << 31) + 1));
    }
    lines.add(format!("dt = {}", py(preset.run().dt_ms)));
    lines.add(format!("duration = {}*dt", values.steps));
    lines.add("nest.resolution = dt");
    lines.add("");
}

fn population(
    (network, values): (&Network, &Values),
    names: &Names,
    population: &Population,
    lines: &mut Lines,
) {
    let name = names.of(population.id);
    let scale = if values.statistics.is_some() { "*scale" } else { "" };
    let n = format!("{}{scale}", population.n);
    let lif = match &population.kind {
        NeuronKind::Lif(lif) => lif,
        NeuronKind::PoissonSource(source) if values.is_random(population.id) => {
            let rate = py(source.rate_Hz);
            lines.add(format!("pop_{name} = nest.Create(\"parrot_neuron\", {n})"));
            lines.add(format!(
                "nest.Connect(nest.Create(\"poisson_generator\", {n}, dict(rate={rate}, stop=duration)), pop_{name}, \"one_to_one\", dict(delay=dt))"
            ));
            return;
        }
        _ => {
            lines.add(format!("pop_{name} = source({n}, steps_{name}, who_{name})"));
            return;
        }
    };
    let channels = channels(network, population.id);
    let (first, second) = (channels.first().copied(), channels.get(1).copied());
    let (E_ex, tau_ex) = first.unwrap_or((0.0, 5.0));
    let (E_in, tau_in) = second.unwrap_or((E_ex, tau_ex));
    let constant = |kind: &StimulusKind| match kind {
        StimulusKind::Constant(constant) => constant.I_pA,
        _ => 0.0,
    };
    let I_e = lif.I_app_pA + population.stimuli.iter().map(|stimulus| constant(&stimulus.kind)).sum::<f64>();
    let minus = plastic(network).find(|projection| projection.to == population.id);
    let minus = minus.map_or_else(String::new, minus_of);
    let [C, g_L, E_L, V_th, V_reset, t_ref, V] =
        [lif.C_pF, lif.g_L_nS, lif.E_L_mV, lif.V_th_mV, lif.V_reset_mV, lif.t_ref_ms, lif.V_init_mV].map(py);
    let [E_ex, E_in, tau_ex, tau_in, I_e] = [E_ex, E_in, tau_ex, tau_in, I_e].map(py);
    lines.add(format!("# {}: {}", plain(&population.name), population.kind.label()));
    lines.add(format!("pop_{name} = nest.Create(\"iaf_cond_exp\", {n}, dict(C_m={C}, g_L={g_L}, E_L={E_L},"));
    lines.add(format!("    V_th={V_th}, V_reset={V_reset}, t_ref={t_ref}, V_m={V}, I_e={I_e}, E_ex={E_ex}, tau_syn_ex={tau_ex},"));
    lines.add(format!("    E_in={E_in}, tau_syn_in={tau_in}{minus}))"));
}

/// The time constants of a rule that NEST keeps at the postsynaptic neuron.
fn minus_of(projection: &Projection) -> String {
    match &projection.plasticity {
        Plasticity::Pair(pair) => format!(", tau_minus={}", py(pair.tau_minus_ms)),
        Plasticity::Triplet(triplet) => {
            let [tau, slow] = [triplet.tau_minus_ms, triplet.tau_y_ms].map(py);
            format!(", tau_minus={tau}, tau_minus_triplet={slow}")
        }
        _ => String::new(),
    }
}

/// The synapses of a rule once more, onto neurons that are made to fire at the steps at which Bouton's do.
fn rule((preset, values): (&Preset, &Values), names: &Names, projection: &Projection, lines: &mut Lines) {
    let own = names.of(projection.id);
    let to = names.of(projection.to);
    let n = preset.network().population(projection.to).map_or(1, |population| population.n);
    lines.add(format!("# {}, onto neurons that are made to fire at given steps", plain(&projection.name)));
    lines.add(format!(
        "rule_{own} = nest.Create(\"iaf_psc_delta\", {n}, dict(t_ref=dt{}))",
        minus_of(projection)
    ));
    lines.add(format!("nest.Connect(source({n}, np.ceil(t_{to}/dt - 1e-6).astype(int), i_{to}), rule_{own}, \"one_to_one\", dict(weight=1e6, delay=dt))"));
    let drawn = values.synapses.iter().find(|(id, _)| *id == projection.id);
    let drawn = drawn.map_or(&[][..], |(_, all)| all);
    connect((preset, names), projection, drawn, &format!("rule_{own}"), lines);
}

fn projection(
    (preset, names): (&Preset, &Names),
    projection: &Projection,
    drawn: &[Synapse],
    lines: &mut Lines,
) {
    let own = names.of(projection.id);
    lines.add(format!("# {}", plain(&projection.name)));
    if !is_all_alike(projection, drawn) {
        lines.list(&format!("pre_{own}"), drawn.iter().map(|one| one.0.to_string()));
        lines.list(&format!("post_{own}"), drawn.iter().map(|one| one.1.to_string()));
        if !are_weights_alike(drawn) {
            lines.list(&format!("w_{own}"), drawn.iter().map(|one| py(one.2)));
        }
    }
    let to = format!("pop_{}", names.of(projection.to));
    connect((preset, names), projection, drawn, &to, lines);
}

fn are_weights_alike(drawn: &[Synapse]) -> bool {
    let first = drawn.first().map_or(0.0, |one| one.2);
    drawn.iter().all(|one| one.2 == first)
}

/// Whether a projection joins all to all with one weight, so that nothing of it need be listed.
fn is_all_alike(projection: &Projection, drawn: &[Synapse]) -> bool {
    let is_all = projection.connect == Connect::AllToAll && !projection.leaves_out_autapses();
    is_all && are_weights_alike(drawn)
}

/// Joins a source or a population to some neurons, as the lists of the projection say.
fn connect(
    (preset, names): (&Preset, &Names),
    projection: &Projection,
    drawn: &[Synapse],
    target: &str,
    lines: &mut Lines,
) {
    let own = names.of(projection.id);
    let from = names.of(projection.from);
    let channels = channels(preset.network(), projection.to);
    let first = drawn.first().map_or(0.0, |one| one.2);
    let is_same = are_weights_alike(drawn);
    let joins = if is_all_alike(projection, drawn) { "\"all_to_all\"" } else { "\"one_to_one\"" };
    let mut ends = format!("pop_{from}, {target}");
    if joins == "\"one_to_one\"" {
        let is_one = |id| preset.network().population(id).is_none_or(|population| population.n <= 1);
        let of = |population: &str, is_one: bool, places: String| {
            if is_one {
                format!("{population}.global_id + {places}")
            } else {
                format!("np.array({population}.global_id)[{places}]")
            }
        };
        ends = format!(
            "{}, {}",
            of(&format!("pop_{from}"), is_one(projection.from), format!("pre_{own}")),
            of(target, is_one(projection.to), format!("post_{own}"))
        );
    }
    for inner in projection.receptors.iter().filter_map(|receptor| receptor.inner()) {
        let Kinetics::Instant(instant) = inner.kinetics() else { continue };
        let is_first = channels.first() == Some(&(inner.E_mV(), instant.tau_ms));
        let sign = if is_first { 1.0 } else { -1.0 };
        let (model, rule, scale) =
            model(projection, inner.g_max_nS(), instant.tau_ms, instant.summation, preset);
        let weight = if is_same { py(sign * scale * first) } else { format!("{}*w_{own}", py(sign * scale)) };
        let extra = if is_source(preset.network(), projection.from) { 1.0 } else { 0.0 };
        let delay_ms = projection.delay_ms + extra * preset.run().dt_ms;
        let delay = if joins == "\"all_to_all\"" {
            py(delay_ms)
        } else {
            format!("np.full(len(pre_{own}), {})", py(delay_ms))
        };
        let weight = if joins == "\"all_to_all\"" || !is_same {
            weight
        } else {
            format!("np.full(len(pre_{own}), {weight})")
        };
        lines.add(format!("nest.Connect({ends}, {joins}, dict(synapse_model=\"{model}\", weight={weight},"));
        lines.add(format!("    delay={delay}{rule}))"));
    }
}

/// A projection by NEST's own rules, in which a neuron has as many inputs however large populations are.
fn by_rule((preset, names): (&Preset, &Names), projection: &Projection, lines: &mut Lines) {
    let [from, to] = [projection.from, projection.to].map(|id| names.of(id));
    let network = preset.network();
    let channels = channels(network, projection.to);
    let selves = if projection.leaves_out_autapses() { "False" } else { "True" };
    let (rule, weights) = match &projection.connect {
        Connect::Probability(p) => (format!("rule=\"pairwise_bernoulli\", p={}/scale", py(*p)), ""),
        Connect::InDegree(k) => (format!("rule=\"fixed_indegree\", indegree={k}, allow_multapses=False"), ""),
        Connect::OneToOne => ("rule=\"one_to_one\"".to_owned(), ""),
        // Every neuron has so many more inputs, each so much weaker.
        Connect::AllToAll => ("rule=\"all_to_all\"".to_owned(), "/scale"),
        Connect::List(_) => return,
    };
    let w = if let Weights::Constant(w) = projection.weights { w } else { 1.0 };
    for inner in projection.receptors.iter().filter_map(|receptor| receptor.inner()) {
        let Kinetics::Instant(instant) = inner.kinetics() else { continue };
        let sign = if channels.first() == Some(&(inner.E_mV(), instant.tau_ms)) { 1.0 } else { -1.0 };
        let (model, more, scale) =
            model(projection, inner.g_max_nS(), instant.tau_ms, instant.summation, preset);
        let extra = if is_source(network, projection.from) { 1.0 } else { 0.0 };
        let delay = py(projection.delay_ms + extra * preset.run().dt_ms);
        let weight = py(sign * scale * w);
        lines.add(format!("# {}", plain(&projection.name)));
        lines.add(format!("nest.Connect(pop_{from}, pop_{to}, dict({rule}, allow_autapses={selves}),"));
        lines.add(format!(
            "    dict(synapse_model=\"{model}\", weight={weight}{weights}, delay={delay}{more}))"
        ));
    }
}

/// The conductance of a plastic synapse at w = 1 [nS].
fn scale_nS(projection: &Projection) -> f64 {
    let mut inner = projection.receptors.iter().filter_map(|receptor| receptor.inner());
    let g_nS = inner.next().map_or(0.0, ReceptorModel::g_max_nS);
    let P0 = if let Release::Constant(release) = &projection.release { release.P0 } else { 1.0 };
    (g_nS * P0).max(NOTHING_NS)
}

/// NEST's model of a synapse, its parameters, and its conductance at w = 1 [nS].
fn model(
    projection: &Projection,
    g_nS: f64,
    tau_ms: f64,
    summation: Summation,
    preset: &Preset,
) -> (&'static str, String, f64) {
    match (&projection.plasticity, &projection.release) {
        (Plasticity::Pair(pair), Release::Constant(release)) => {
            let scale = (g_nS * release.P0).max(NOTHING_NS);
            let (model, rule) = pairs(pair, scale, preset.run().dt_ms);
            (model, rule, scale)
        }
        (Plasticity::Triplet(triplet), Release::Constant(release)) => {
            let scale = (g_nS * release.P0).max(NOTHING_NS);
            ("stdp_triplet_synapse", triplets(triplet, scale, preset.run().dt_ms), scale)
        }
        // P ← P + A (1 − P) is this model: x is 1 − P.
        (_, Release::Constant(release)) if summation == Summation::Saturating => {
            let [A, tau] = [release.P0, tau_ms].map(py);
            ("tsodyks2_synapse", format!(", U={A}, u={A}, x=1.0, tau_fac=0.0, tau_rec={tau}"), g_nS)
        }
        (_, Release::TsodyksMarkram(rule)) => {
            let [U, rec, facil] = [rule.U, rule.tau_rec_ms, rule.tau_facil_ms].map(py);
            ("tsodyks2_synapse", format!(", U={U}, u={U}, x=1.0, tau_fac={facil}, tau_rec={rec}"), g_nS)
        }
        (_, Release::Depression(rule)) if rule.f_D < 1.0 => {
            let U = 1.0 - rule.f_D;
            let [shown, tau] = [U, rule.tau_P_ms].map(py);
            let rule_text = format!(", U={shown}, u={shown}, x=1.0, tau_fac=0.0, tau_rec={tau}");
            ("tsodyks2_synapse", rule_text, g_nS * rule.P0 / U)
        }
        (_, Release::Constant(release)) => ("static_synapse", String::new(), g_nS * release.P0),
        (_, Release::Depression(rule)) => ("static_synapse", String::new(), g_nS * rule.P0),
        _ => ("static_synapse", String::new(), g_nS),
    }
}

/// Pairs: NEST sees a presynaptic spike a step before it is felt and a postsynaptic one a step late.
fn pairs(pair: &Pair, scale: f64, dt_ms: f64) -> (&'static str, String) {
    let (up, down) = match pair.dependence {
        WeightDependence::Additive => (0.0, 0.0),
        WeightDependence::Multiplicative => (1.0, 1.0),
        WeightDependence::Power => (pair.mu, pair.mu),
        WeightDependence::VanRossum => (0.0, 1.0),
    };
    let lambda = pair.rise() * libm::exp(2.0 * dt_ms / pair.tau_plus_ms);
    let fall = pair.fall() * libm::exp(-2.0 * dt_ms / pair.tau_minus_ms);
    let alpha = if lambda == 0.0 { 0.0 } else { fall / lambda };
    let [up, down, lambda, alpha, tau, most] = [up, down, lambda, alpha, pair.tau_plus_ms, scale].map(py);
    let model = match pair.pairing {
        Pairing::PresynapticCentred => "stdp_nn_pre_centered_synapse",
        _ => "stdp_synapse",
    };
    let rule = format!(
        ", Wmax={most}, alpha={alpha},\n    mu_plus={up}, mu_minus={down}, tau_plus={tau}, **{{\"lambda\": {lambda}}}"
    );
    (model, rule)
}

fn triplets(rule: &Triplet, scale: f64, dt_ms: f64) -> String {
    let on = |switch: Switch| if switch == Switch::On { 1.0 } else { 0.0 };
    let up = on(rule.potentiation) * scale * libm::exp(2.0 * dt_ms / rule.tau_plus_ms);
    let down = on(rule.depression) * scale * libm::exp(-2.0 * dt_ms / rule.tau_minus_ms);
    let [up2, up3, down2, down3] =
        [up * rule.A2_plus, up * rule.A3_plus, down * rule.A2_minus, down * rule.A3_minus].map(py);
    let [most, tau, slow] = [scale, rule.tau_plus_ms, rule.tau_x_ms].map(py);
    format!(
        ", Wmax={most}, Aplus={up2}, Aplus_triplet={up3},\n    Aminus={down2}, Aminus_triplet={down3}, tau_plus={tau}, tau_plus_triplet={slow}"
    )
}
