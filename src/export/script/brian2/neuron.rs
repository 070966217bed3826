//! Groups of neurons, what acts on them from outside, and gap junctions.

use super::super::python::{Lines, plain, py};
use super::super::wishes::{is_pulsed, is_source, refusal_of};
use super::{Context, TO};
use crate::message::Message;
use crate::model::kinetics::Kinetics;
use crate::model::network::{GapJunction, Population};
use crate::model::neuron::NeuronKind;
use crate::model::neuron::izhikevich::{PEAK_MV, Recovery};
use crate::model::neuron::lif::Lif;
use crate::model::stimulus::StimulusKind;
use crate::model::stimulus::noise::Noise;

/// Why a population has no counterpart.
pub(super) fn refused(population: &Population) -> Option<Message> {
    let stimulus = population.stimuli.iter().find(|stimulus| {
        // What noise does is given by the leak of a membrane.
        matches!(stimulus.kind, StimulusKind::Noise(_)) && leak(&population.kind).is_none()
    })?;
    Some(refusal_of("script-no-noise", TO, &population.name).with("what", stimulus.kind.label()))
}

/// Leak [nS] and time constant [ms] of a membrane that has a leak.
fn leak(kind: &NeuronKind) -> Option<(f64, f64)> {
    match kind {
        NeuronKind::Lif(own) | NeuronKind::LifEuler(own) => Some((own.g_L_nS, own.C_pF / own.g_L_nS)),
        NeuronKind::Adex(own) => Some((own.g_L_nS, own.C_pF / own.g_L_nS)),
        _ => None,
    }
}

/// What a group is written of.
#[derive(Default)]
struct Group {
    equations: Vec<String>,
    names: Vec<(String, String)>,
    /// Terms of the current into the membrane.
    current: String,
    /// Lines after the group.
    after: Vec<String>,
}

impl Group {
    /// Adds terms to the current.
    fn add_current(&mut self, terms: &str) {
        self.current.push_str(terms);
    }

    fn name(&mut self, name: impl Into<String>, value: f64, unit: &str) {
        let value = if unit.is_empty() { py(value) } else { format!("{}*{unit}", py(value)) };
        self.names.push((name.into(), value));
    }
}

/// Writes a population with membranes.
pub(super) fn group(context: &Context<'_>, population: &Population, lines: &mut Lines) {
    let name = context.names.of(population.id);
    let mut group = Group::default();
    let is_euler = matches!(population.kind, NeuronKind::LifEuler(_));
    receptors(context, population, is_euler, &mut group);
    stimuli(context, population, name, &mut group);
    junctions(context, population, &mut group);
    let mut ends = match &population.kind {
        NeuronKind::Lif(lif) | NeuronKind::LifEuler(lif) => leaky(lif, is_euler, &mut group),
        NeuronKind::Izhikevich(_) => izhikevich(&population.kind, &mut group),
        _ => adaptive(&population.kind, &mut group),
    };
    let is_inside = ends.how.is_empty();
    if is_inside {
        group.name("t_ref", ends.t_ref_ms, "ms");
        ends.how =
            format!("threshold=\"V >= V_top\", reset=\"t_left = t_ref - late; {}; V_0 = V\"", ends.reset);
        group
            .after
            .insert(0, format!("begin(pop_{name}, {}*mV, {}*mV)", py(ends.V_init_mV), py(ends.top_mV)));
    } else {
        ends.start.push(format!("V = {}*mV", py(ends.V_init_mV)));
    }
    let method = if is_euler { "euler" } else { "rk4" };
    let names: Vec<String> = group.names.iter().map(|(name, value)| format!("{name}={value}")).collect();
    lines.add(format!("# {}: {}", plain(&population.name), population.kind.label()));
    let inside = if is_inside { "inside + " } else { "" };
    lines.add(format!("pop_{name} = NeuronGroup({}, {inside}'''", population.n));
    for equation in &group.equations {
        lines.add(format!("    {equation}"));
    }
    lines.add(format!("    ''', {}, method=\"{method}\",", ends.how));
    lines.add(format!("    namespace=dict({}))", names.join(", ")));
    for start in &ends.start {
        lines.add(format!("pop_{name}.{start}"));
    }
    for line in &group.after {
        lines.add(line);
    }
}

/// How a group fires and starts.
#[derive(Default)]
struct Ends {
    /// What a spike does.
    reset: &'static str,
    t_ref_ms: f64,
    /// At which potential it fires [mV].
    top_mV: f64,
    V_init_mV: f64,
    /// How it fires, in the words of Brian 2, where spikes are at steps.
    how: String,
    start: Vec<String>,
}

/// Conductances of what arrives.
fn receptors(context: &Context<'_>, population: &Population, is_euler: bool, group: &mut Group) {
    let network = context.preset.network();
    let mut falls = Vec::new();
    for projection in network.projections().iter().filter(|projection| projection.to == population.id) {
        for (place, receptor) in projection.receptors.iter().enumerate() {
            let Some(inner) = receptor.inner() else { continue };
            let own = context.conductance(projection, place);
            let block = inner.block().map_or_else(String::new, |block| {
                group.name(format!("Mg_{own}"), block.ratio, "");
                group.name(format!("V_s_{own}"), block.slope_mV, "mV");
                format!("/(1 + Mg_{own}*exp(-V/V_s_{own}))")
            });
            group.add_current(&format!(" - g_{own}{block}*(V - E_{own})"));
            group.name(format!("E_{own}"), inner.E_mV(), "mV");
            let kinetics = inner.kinetics();
            match kinetics {
                Kinetics::Instant(instant) if is_euler => {
                    group.equations.push(format!("g_{own} : siemens"));
                    group.name(format!("tau_{own}"), instant.tau_ms, "ms");
                    falls.push(format!("g_{own} *= exp(-dt/tau_{own})"));
                }
                Kinetics::Instant(instant) => {
                    group.equations.push(format!("dg_{own}/dt = -g_{own}/tau_{own} : siemens"));
                    group.name(format!("tau_{own}"), instant.tau_ms, "ms");
                }
                Kinetics::DoubleExponential(double) => {
                    group
                        .equations
                        .push(format!("dg_{own}/dt = -g_{own}/tau_d_{own} + rise_{own}*y_{own} : siemens"));
                    group.equations.push(format!("dy_{own}/dt = -y_{own}/tau_r_{own} : siemens"));
                    group.name(format!("tau_r_{own}"), double.tau_rise_ms, "ms");
                    group.name(format!("tau_d_{own}"), double.tau_decay_ms, "ms");
                    group.name(format!("rise_{own}"), super::synapse::rise_per_ms(double), "kHz");
                }
                _ => {
                    debug_assert!(is_pulsed(kinetics));
                    group.equations.push(format!("g_{own} : siemens"));
                }
            }
        }
    }
    if !falls.is_empty() {
        let name = context.names.of(population.id);
        group
            .after
            .push(format!("pop_{name}.run_regularly(\"{}\", when=\"after_groups\")", falls.join("; ")));
    }
}

/// Currents from outside.
fn stimuli(context: &Context<'_>, population: &Population, name: &str, group: &mut Group) {
    for stimulus in &population.stimuli {
        let id = stimulus.id;
        match &stimulus.kind {
            StimulusKind::Constant(constant) => {
                group.add_current(&format!(" + I_{id}"));
                group.name(format!("I_{id}"), constant.I_pA, "pA");
            }
            StimulusKind::Square(square) => {
                group.add_current(&format!(" + I_{id}"));
                group.equations.push(format!("I_{id} : amp  # square wave, its mean over the step"));
                let [high, period, on, start] =
                    [square.I_pA, square.period_ms, square.duty * square.period_ms, square.start_ms].map(py);
                group.after.push(format!("def charge_{name}_{id}(t):  # ms that the current was on until t"));
                group.after.push(format!("    t = np.maximum(t - {start}, 0)"));
                group.after.push(format!("    return t//{period}*{on} + np.minimum(t % {period}, {on})"));
                group.after.push("edges = np.arange(int(round(duration/dt)) + 1)*(dt/ms)".to_owned());
                group.after.push(format!(
                    "wave_{name}_{id} = TimedArray({high}*pA*np.diff(charge_{name}_{id}(edges))/(dt/ms), dt=dt)"
                ));
                group.after.push(format!(
                    "pop_{name}.run_regularly(\"I_{id} = wave_{name}_{id}(t)\", when=\"start\")"
                ));
            }
            StimulusKind::Bombardment(bombardment) => {
                for (train, side) in bombardment.trains().into_iter().zip(["e", "i"]) {
                    let own = format!("{side}_{id}");
                    group.add_current(&format!(" - g_{own}*(V - E_{own})"));
                    group.equations.push(format!("dg_{own}/dt = -g_{own}/tau_{own} : siemens"));
                    group.name(format!("tau_{own}"), train.tau_ms, "ms");
                    group.name(format!("E_{own}"), train.E_mV, "mV");
                    let mean_nS = train.rate_Hz * 1e-3 * train.g_nS * train.tau_ms;
                    group.after.push(format!("pop_{name}.g_{own} = {}*nS  # its mean", py(mean_nS)));
                    group.after.push(format!("# at random in Bouton at {} Hz a neuron", py(train.rate_Hz)));
                    if context.values.statistics.is_some() {
                        group.after.push(format!(
                            "pop_{name}.run_regularly(\"g_{own} += {}*nS*poisson({}*Hz*dt)\", when=\"after_groups\")",
                            py(train.g_nS),
                            py(train.rate_Hz)
                        ));
                        continue;
                    }
                    group.after.push(format!(
                        "rain_{own} = SpikeGeneratorGroup(len(steps_{own}), np.arange(len(steps_{own})), (steps_{own} - 1)*dt)"
                    ));
                    group.after.push(format!(
                        "drops_{own} = Synapses(rain_{own}, pop_{name}, on_pre=\"g_{own}_post += {}*nS\")",
                        py(train.g_nS)
                    ));
                    group.after.push(format!(
                        "drops_{own}.connect(i=np.arange(len(steps_{own})), j=who_{own}.astype(int))"
                    ));
                }
            }
            StimulusKind::Noise(noise) => noisy(population, id, noise, name, group),
        }
    }
}

/// A current that forgets its past, the same all through a step.
fn noisy(population: &Population, id: u32, noise: &Noise, name: &str, group: &mut Group) {
    let Some((g_nS, tau_m_ms)) = leak(&population.kind) else { return };
    let sigma_pA = noise.sigma_I_pA(g_nS, tau_m_ms);
    group.add_current(&format!(" + I_{id}"));
    group.equations.push(format!("I_{id} : amp  # noise"));
    group.name(format!("sigma_{id}"), sigma_pA, "pA");
    group.name(format!("tau_{id}"), noise.tau_ms, "ms");
    group.after.push(format!("pop_{name}.I_{id} = \"sigma_{id}*randn()\""));
    group.after.push(format!("pop_{name}.run_regularly(\"I_{id} = I_{id}*exp(-dt/tau_{id}) + sigma_{id}*sqrt(1 - exp(-2*dt/tau_{id}))*randn()\", when=\"end\")"));
}

/// Currents through gap junctions: of each, what the other side drives, and the conductance.
fn junctions(context: &Context<'_>, population: &Population, group: &mut Group) {
    for junction in context.preset.network().gap_junctions() {
        for (side, end) in [junction.between.0, junction.between.1].into_iter().enumerate() {
            if end == population.id {
                let own = format!("{}_{side}", context.names.of(junction.id));
                group.add_current(&format!(" + J_{own} - G_{own}*V"));
                group.equations.push(format!("J_{own} : amp  # what the other side drives"));
                group.equations.push(format!("G_{own} : siemens"));
            }
        }
    }
}

/// What every group has that has its spikes inside a step, as Bouton does: V is taken to be straight in a step, and what is left of
/// the step after a spike, or after the refractory period, is `s`.
pub(super) const INSIDE: &str = "\
# Spikes inside a step, as in Bouton: V is straight there; after a spike V moves for what is left of the step
inside = '''
    s : 1  # share of the step for which V is free
    t_left : second  # left of the refractory period
    V_0 : volt  # V at the start of the step, and a step before
    V_last : volt
    V_top : volt (shared, constant)  # where a neuron fires
    late = s*dt*(V - V_top)/(V - V_0) : second  # since the spike
    '''
def begin(group, V, V_top):
    group.V = group.V_0 = V
    group.V_top = V_top
    group.run_regularly('''s = clip(1 - t_left/dt, 0, 2); t_left = clip(t_left - dt, 0*ms, 1*second)
        V_last = V_0; V_0 = V''', when=\"start\")";

fn leaky(lif: &Lif, is_euler: bool, group: &mut Group) -> Ends {
    let held = if is_euler && 0.0 < lif.t_ref_ms { " (unless refractory)" } else { "" };
    let share = if is_euler { "" } else { "s*" };
    let current = std::mem::take(&mut group.current);
    group.equations.insert(0, format!("dV/dt = {share}(g_L*(E_L - V) + I)/C : volt{held}"));
    group.equations.insert(1, format!("I = I_app{current} : amp"));
    group.name("C", lif.C_pF, "pF");
    group.name("g_L", lif.g_L_nS, "nS");
    group.name("E_L", lif.E_L_mV, "mV");
    group.name("V_reset", lif.V_reset_mV, "mV");
    group.name("I_app", lif.I_app_pA, "pA");
    let (top_mV, V_init_mV) = (lif.V_th_mV, lif.V_init_mV);
    let mut ends =
        Ends { reset: "V = V_reset", t_ref_ms: lif.t_ref_ms, top_mV, V_init_mV, ..Ends::default() };
    if is_euler {
        // Brian 2 counts from the beginning of the step in which a neuron fires.
        let held = if held.is_empty() {
            String::new()
        } else {
            format!(", refractory={}*ms + dt", py(lif.t_ref_ms))
        };
        group.name("V_th", lif.V_th_mV, "mV");
        group.equations.push("late = 0*ms : second  # this method has spikes at steps".to_owned());
        ends.how = format!("threshold=\"V >= V_th\", reset=\"V = V_reset\"{held}");
    }
    ends
}

fn izhikevich(kind: &NeuronKind, group: &mut Group) -> Ends {
    let NeuronKind::Izhikevich(cell) = kind else { return Ends::default() };
    let current = std::mem::take(&mut group.current);
    let slope = match cell.recovery {
        Recovery::Decays => "a*(b*V/mV - u)",
        Recovery::Stays => "a*b*(V - V_u)/mV",
    };
    group
        .equations
        .insert(0, "dV/dt = s*(k2*V**2/mV + k1*V + (k0 - u)*mV + I/I_unit*mV)/ms : volt".to_owned());
    group.equations.insert(1, format!("du/dt = {slope} : 1"));
    group.equations.insert(2, format!("I = I_app{current} : amp"));
    for (name, value, unit) in [
        ("a", cell.a_per_ms, "kHz"),
        ("b", cell.b, ""),
        ("c", cell.c_mV, "mV"),
        ("d", cell.d, ""),
        ("k2", cell.k2, ""),
        ("k1", cell.k1, ""),
        ("k0", cell.k0, ""),
        ("V_u", cell.V_u_mV, "mV"),
        ("I_app", cell.I_app_pA, "pA"),
        ("I_unit", cell.I_unit_pA, "pA"),
    ] {
        group.name(name, value, unit);
    }
    Ends {
        // In the step of the spike u has followed V to the peak for too long.
        reset: "u += d - a*b*(V - c)/mV*late; V = c",
        top_mV: PEAK_MV,
        V_init_mV: cell.V_init_mV,
        start: vec![format!("u = {}", py(cell.u_start()))],
        ..Ends::default()
    }
}

fn adaptive(kind: &NeuronKind, group: &mut Group) -> Ends {
    let NeuronKind::Adex(cell) = kind else { return Ends::default() };
    let current = std::mem::take(&mut group.current);
    group.equations.insert(
        0,
        "dV/dt = s*(g_L*(E_L - V) + g_L*Delta_T*exp((V_c - V_T)/Delta_T) - I_w + I)/C : volt".to_owned(),
    );
    group.equations.insert(1, "dI_w/dt = (a*(V_c - E_L) - I_w)/tau_w : amp".to_owned());
    group.equations.insert(2, "V_c = clip(V, -10*volt, V_top) : volt".to_owned());
    group.equations.insert(3, format!("I = I_app{current} : amp"));
    for (name, value, unit) in [
        ("C", cell.C_pF, "pF"),
        ("g_L", cell.g_L_nS, "nS"),
        ("E_L", cell.E_L_mV, "mV"),
        ("V_T", cell.V_T_mV, "mV"),
        ("Delta_T", cell.Delta_T_mV, "mV"),
        ("tau_w", cell.tau_w_ms, "ms"),
        ("a", cell.a_nS, "nS"),
        ("b", cell.b_pA, "pA"),
        ("V_reset", cell.V_reset_mV, "mV"),
        ("I_app", cell.I_app_pA, "pA"),
    ] {
        group.name(name, value, unit);
    }
    Ends {
        reset: "I_w += b - a*(V_c - V_reset)/tau_w*late; V = V_reset",
        t_ref_ms: cell.t_ref_ms,
        top_mV: cell.top_mV(),
        V_init_mV: cell.V_init_mV,
        start: vec![format!("I_w = {}*pA", py(cell.w_settled_pA(cell.V_init_mV)))],
        ..Ends::default()
    }
}

/// Writes a gap junction, as two one-way couplings.
pub(super) fn junction(context: &Context<'_>, junction: &GapJunction, lines: &mut Lines) {
    let network = context.preset.network();
    let own = context.names.of(junction.id);
    let (first, second) = junction.between;
    let size = |id| network.population(id).map_or(0, |population| population.n);
    let n = size(first).min(size(second));
    debug_assert!(!is_source(network, first) && !is_source(network, second));
    lines.add(format!("# {}: gap junction, I = g_c (V_1 - V_2)", plain(&junction.name)));
    for (side, (from, to)) in [(second, first), (first, second)].into_iter().enumerate() {
        let [from, to] = [from, to].map(|id| context.names.of(id));
        lines.add(format!("gap_{own}_{side} = Synapses(pop_{from}, pop_{to}, '''"));
        lines.add(format!("    J_{own}_{side}_post = g_c*(1.5*V_pre - 0.5*V_last_pre) : amp (summed)"));
        lines.add(format!("    ''', order=-2, namespace=dict(g_c={}*nS))", py(junction.g_c_nS)));
        lines.add(format!("gap_{own}_{side}.connect(i=np.arange({n}), j=np.arange({n}))"));
        lines.add(format!("pop_{to}.G_{own}_{side}[:{n}] = {}*nS", py(junction.g_c_nS)));
    }
}
