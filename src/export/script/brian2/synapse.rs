//! Synapses: who is joined, what a spike releases, and what that opens.

use super::super::limits::is_by_rule;
use super::super::python::{Lines, plain, py, short};
use super::super::values::Synapse;
use super::super::wishes::{is_pulsed, is_source, refusal_of};
use super::{Context, TO, is_large, rule};
use crate::message::Message;
use crate::model::kinetics::Kinetics;
use crate::model::kinetics::Summation;
use crate::model::kinetics::double_exponential::DoubleExponential;
use crate::model::kinetics::square_pulse::Unbinding;
use crate::model::network::{Connect, DelaySide, Projection, Weights};
use crate::model::plasticity::Plasticity;
use crate::model::receptor::ReceptorModel;
use crate::model::release::Release;
use crate::preset::Preset;

/// Why a projection has no counterpart.
pub(super) fn refused(preset: &Preset, projection: &Projection) -> Option<Message> {
    let refuse = |key| Some(refusal_of(key, TO, &projection.name));
    if preset.grid().moment(projection.delay_ms).offset_ms != 0.0 {
        return refuse("script-delay-off-grid");
    }
    if matches!(projection.plasticity, Plasticity::Calcium(_)) {
        return refuse("script-no-calcium");
    }
    let is_plastic = !projection.plasticity.is_fixed();
    if is_plastic && projection.delay_side == DelaySide::Dendritic && 0.0 < projection.delay_ms {
        return refuse("script-no-dendritic-delay");
    }
    let has_weights = is_plastic || !matches!(projection.weights, Weights::Constant(_));
    if is_large(preset, projection) && has_weights {
        return refuse("script-too-many-synapses").map(|message| message.with("most", super::MOST_SYNAPSES));
    }
    let is_slow = |kinetics: &Kinetics| {
        matches!(kinetics, Kinetics::DoubleExponential(double) if double.summation != Summation::Linear)
            || is_pulsed(kinetics)
    };
    let receptors = projection.receptors.iter().filter_map(|receptor| receptor.inner());
    if 1 < receptors.filter(|receptor| is_slow(receptor.kinetics())).count() {
        return refuse("script-two-slow");
    }
    let is_certain = matches!(&projection.release, Release::Constant(constant) if constant.P0 == 1.0);
    for receptor in projection.receptors.iter().filter_map(|receptor| receptor.inner()) {
        let kinetics = receptor.kinetics();
        if is_pulsed(kinetics) && !is_certain {
            return refuse("script-no-partial-pulse");
        }
        let pulse_ms = match kinetics {
            Kinetics::SquarePulse(pulse) => pulse.T_dur_ms,
            Kinetics::GProtein(pulse) => pulse.T_dur_ms,
            _ => 0.0,
        };
        if preset.grid().moment(pulse_ms).offset_ms != 0.0 {
            return refuse("script-pulse-off-grid");
        }
        if let Kinetics::DoubleExponential(double) = kinetics {
            if double.summation == Summation::Replacing {
                return refuse("script-no-replacing");
            }
            if double.tau_rise_ms == double.tau_decay_ms {
                return refuse("script-no-alpha");
            }
        }
    }
    let targets = preset.network().population(projection.to).map_or(0, |population| population.n);
    let is_random = matches!(projection.release, Release::Quantal(_));
    let is_one_each = targets == 1 || projection.connect == Connect::OneToOne;
    if is_random && !is_one_each { refuse("script-no-chance") } else { None }
}

/// f'(0) of a double exponential [1/ms]: how fast the second component drives the first.
pub(super) fn rise_per_ms(double: &DoubleExponential) -> f64 {
    let Factor { B, .. } = factor(double);
    B * (1.0 / double.tau_rise_ms - 1.0 / double.tau_decay_ms)
}

/// B of a double exponential.
struct Factor {
    B: f64,
}

fn factor(double: &DoubleExponential) -> Factor {
    let t_ms = double.peak_ms();
    let (rise, decay) = (double.tau_rise_ms, double.tau_decay_ms);
    Factor { B: 1.0 / (libm::exp(-t_ms / decay) - libm::exp(-t_ms / rise)) }
}

/// What a `Synapses` object is written of.
#[derive(Default)]
pub(super) struct Parts {
    pub equations: Vec<String>,
    pub on_pre: Vec<String>,
    pub on_post: Vec<String>,
    pub names: Vec<(String, String)>,
    /// Starts of variables: name and value.
    pub start: Vec<(String, String)>,
    /// Lines before the object and after it.
    pub before: Vec<String>,
    pub after: Vec<String>,
}

impl Parts {
    pub fn name(&mut self, name: impl Into<String>, value: f64, unit: &str) {
        let value = if unit.is_empty() { py(value) } else { format!("{}*{unit}", py(value)) };
        self.names.push((name.into(), value));
    }
}

/// Writes a projection.
pub(super) fn synapses(context: &Context<'_>, projection: &Projection, lines: &mut Lines) {
    let own = context.names.of(projection.id);
    let mut parts = Parts::default();
    let is_plastic = !projection.plasticity.is_fixed();
    let drawn = context.values.synapses.iter().find(|(id, _)| *id == projection.id);
    let drawn: &[Synapse] = drawn.map_or(&[], |(_, all)| all);
    let same = match projection.weights {
        Weights::Constant(w) if !is_plastic => Some(w),
        _ => None,
    };
    match same {
        Some(w) => parts.name("w", w, ""),
        None => parts.equations.push("w : 1".to_owned()),
    }
    release(context, projection, own, &mut parts);
    for (place, receptor) in projection.receptors.iter().enumerate() {
        if let Some(inner) = receptor.inner() {
            opens(&context.conductance(projection, place), inner, &mut parts);
        }
    }
    rule::changes(&projection.plasticity, &mut parts);
    let [from, to] = [projection.from, projection.to].map(|id| context.names.of(id));
    let rules = format!("{}; {}", projection.release.label(), projection.plasticity.label());
    lines.add(format!("# {}; {rules}", plain(&projection.name)));
    parts.before.iter().for_each(|line| lines.add(line));
    if !is_plastic {
        let syn = format!("syn_{own}");
        object(context, projection, (&syn, &format!("pop_{from}, pop_{to}")), &parts, drawn, lines);
        return;
    }
    // Made twice: in the network, and between trains that Bouton gives.
    let mut body = Lines::default();
    object(context, projection, ("syn", "pre, post"), &parts, drawn, &mut body);
    lines.add(format!("def synapses_{own}(pre, post):"));
    body.finish().lines().for_each(|line| lines.add(format!("    {line}")));
    lines.add("    return syn");
    lines.add(format!("syn_{own} = synapses_{own}(pop_{from}, pop_{to})"));
    if is_source(context.preset.network(), projection.from) && context.values.statistics.is_none() {
        given(context, projection, lines);
    }
}

/// Writes a `Synapses` object of a name between two groups.
fn object(
    context: &Context<'_>,
    projection: &Projection,
    (syn, ends): (&str, &str),
    parts: &Parts,
    drawn: &[Synapse],
    lines: &mut Lines,
) {
    lines.add(format!("{syn} = Synapses({ends}, '''"));
    parts.equations.iter().for_each(|equation| lines.add(format!("    {equation}")));
    lines.add("    ''', on_pre='''");
    parts.on_pre.iter().for_each(|line| lines.add(format!("    {line}")));
    if !parts.on_post.is_empty() {
        lines.add("    ''', on_post='''");
        parts.on_post.iter().for_each(|line| lines.add(format!("    {line}")));
    }
    let names: Vec<String> = parts.names.iter().map(|(name, value)| format!("{name}={value}")).collect();
    lines.add(format!(
        "    ''', delay={}*ms, method=\"rk4\", namespace=dict({}))",
        py(projection.delay_ms),
        names.join(", ")
    ));
    connect(context, projection, syn, drawn, lines);
    if parts.equations.iter().any(|equation| equation == "w : 1") {
        let first = drawn.first().map_or(0.0, |one| one.2);
        if drawn.iter().all(|one| one.2 == first) {
            lines.add(format!("{syn}.w = {}", py(first)));
        } else {
            lines.list(&format!("{syn}.w"), drawn.iter().map(|one| py(one.2)));
        }
    }
    for (variable, value) in &parts.start {
        lines.add(format!("{syn}.{variable} = {value}"));
    }
    if !parts.on_post.is_empty() {
        lines.add(format!(
            "{syn}.post.order, {syn}.pre.order = -1, 1  # spikes inside a step come before its end"
        ));
    }
    for line in &parts.after {
        lines.add(line.replace("{syn}", syn));
    }
}

/// The same synapses onto neurons that fire when Bouton's did, so that nothing but the rule is compared.
fn given(context: &Context<'_>, projection: &Projection, lines: &mut Lines) {
    let own = context.names.of(projection.id);
    let [from, to] = [projection.from, projection.to].map(|id| context.names.of(id));
    let n = context.preset.network().population(projection.to).map_or(1, |population| population.n);
    lines.add(format!(
        "ends = np.ceil(t_{to}/(dt/ms) - 1e-6).astype(int)  # of the steps in which Bouton's neurons fired"
    ));
    lines.add(format!("given = np.full((int(round(duration/dt)) + 1, {n}), -1.0)"));
    lines.add(format!("given[ends - 1, i_{to}.astype(int)] = ends*(dt/ms) - t_{to}"));
    lines.add(format!("given_{own} = TimedArray(given*ms, dt=dt)"));
    lines.add(format!("twin_{own} = NeuronGroup({n}, '''"));
    lines.add(format!("    late = given_{own}(t, i) : second"));
    for place in 0..projection.receptors.len() {
        let g = context.conductance(projection, place);
        lines.add(format!("    g_{g} : siemens"));
        lines.add(format!("    y_{g} : siemens"));
    }
    lines.add(format!("    ''', threshold=\"given_{own}(t, i) >= 0*ms\")"));
    lines.add(format!("rule_{own} = synapses_{own}(pop_{from}, twin_{own})"));
}

/// Who is joined.
fn connect(context: &Context<'_>, projection: &Projection, syn: &str, drawn: &[Synapse], lines: &mut Lines) {
    match projection.connect {
        Connect::AllToAll if projection.leaves_out_autapses() => {
            lines.add(format!("{syn}.connect(condition=\"i != j\")"));
        }
        Connect::AllToAll => lines.add(format!("{syn}.connect()")),
        Connect::Probability(p) if is_by_rule(context.preset.network(), projection) => {
            let others = if projection.leaves_out_autapses() { "condition=\"i != j\", " } else { "" };
            lines.add(format!("{syn}.connect({others}p={})  # drawn by Brian 2's own rule", py(p)));
        }
        Connect::InDegree(k) if is_by_rule(context.preset.network(), projection) => {
            let size = |id| context.preset.network().population(id).map_or(0, |population| population.n);
            let (n_pre, n_post) = (size(projection.from), size(projection.to));
            let others = if projection.leaves_out_autapses() {
                format!("np.delete(np.arange({n_pre}), j)")
            } else {
                n_pre.to_string()
            };
            lines.add("draw = np.random.default_rng(1).choice  # drawn by NumPy");
            lines.add(format!(
                "{syn}.connect(i=np.concatenate([draw({others}, {k}, False) for j in range({n_post})]), j=np.repeat(np.arange({n_post}), {k}))"
            ));
        }
        _ => {
            let own = context.names.of(projection.id);
            lines.list(&format!("pre_{own}"), drawn.iter().map(|one| one.0.to_string()));
            lines.list(&format!("post_{own}"), drawn.iter().map(|one| one.1.to_string()));
            lines.add(format!("{syn}.connect(i=pre_{own}.astype(int), j=post_{own}.astype(int))"));
        }
    }
}

/// What a spike releases: A, and what it leaves.
fn release(context: &Context<'_>, projection: &Projection, own: &str, parts: &mut Parts) {
    let mut lines: Vec<String> = Vec::new();
    match &projection.release {
        Release::Constant(constant) => parts.name("A", constant.P0, ""),
        Release::Facilitation(rule) => {
            parts.equations.push("dP_rel/dt = (P0 - P_rel)/tau_P : 1 (event-driven)".to_owned());
            parts.name("P0", rule.P0, "");
            parts.name("f_F", rule.f_F, "");
            parts.name("tau_P", rule.tau_P_ms, "ms");
            parts.start.push(("P_rel".to_owned(), py(rule.P0)));
            lines.extend(["A = P_rel".to_owned(), "P_rel += f_F*(1 - P_rel)".to_owned()]);
        }
        Release::Depression(rule) => {
            parts.equations.push("dP_rel/dt = (P0 - P_rel)/tau_P : 1 (event-driven)".to_owned());
            parts.name("P0", rule.P0, "");
            parts.name("f_D", rule.f_D, "");
            parts.name("tau_P", rule.tau_P_ms, "ms");
            parts.start.push(("P_rel".to_owned(), py(rule.P0)));
            lines.extend(["A = P_rel".to_owned(), "P_rel *= f_D".to_owned()]);
        }
        Release::FacilitationDepression(rule) => {
            parts.equations.push("du_r/dt = (P0 - u_r)/tau_F : 1 (event-driven)".to_owned());
            parts.equations.push("dx_r/dt = (1 - x_r)/tau_D : 1 (event-driven)".to_owned());
            for (name, value, unit) in [
                ("P0", rule.P0, ""),
                ("f_F", rule.f_F, ""),
                ("tau_F", rule.tau_F_ms, "ms"),
                ("f_D", rule.f_D, ""),
                ("tau_D", rule.tau_D_ms, "ms"),
            ] {
                parts.name(name, value, unit);
            }
            parts.start.extend([("u_r".to_owned(), py(rule.P0)), ("x_r".to_owned(), "1".to_owned())]);
            lines.extend(["A = u_r*x_r", "u_r += f_F*(1 - u_r)", "x_r *= f_D"].map(str::to_owned));
        }
        Release::TsodyksMarkram(rule) => {
            parts.equations.push("dx_r/dt = (1 - x_r)/tau_rec : 1 (event-driven)".to_owned());
            parts.name("U", rule.U, "");
            parts.name("tau_rec", rule.tau_rec_ms, "ms");
            parts.start.push(("x_r".to_owned(), "1".to_owned()));
            if rule.tau_facil_ms == 0.0 {
                lines.extend(["A = U*x_r", "x_r *= 1 - U"].map(str::to_owned));
            } else {
                parts.equations.push("du_r/dt = (U - u_r)/tau_facil : 1 (event-driven)".to_owned());
                parts.name("tau_facil", rule.tau_facil_ms, "ms");
                parts.start.push(("u_r".to_owned(), py(rule.U)));
                lines.extend(["A = u_r*x_r", "x_r *= 1 - u_r", "u_r += U*(1 - u_r)"].map(str::to_owned));
            }
        }
        Release::Quantal(rule) => {
            chance(context, projection, (own, rule.n_sites, rule.p, rule.q), parts, &mut lines);
        }
    }
    parts.on_pre.extend(lines);
}

/// Amplitudes that chance decided in Bouton, one after the other for each axon.
fn chance(
    context: &Context<'_>,
    projection: &Projection,
    (own, n, p, q): (&str, u64, f64, f64),
    parts: &mut Parts,
    lines: &mut Vec<String>,
) {
    let releases = context.values.releases.iter().find(|(id, _)| *id == projection.id);
    let releases = releases.map_or(&[][..], |(_, all)| all);
    let size = context.preset.network().population(projection.from).map_or(1, |population| population.n);
    parts.before.push(format!(
        "# Release by chance: n = {n}, p = {}, q = {}. Bouton's own amplitudes, at these steps:",
        py(p),
        py(q)
    ));
    let mut lists = Lines::default();
    lists.list("steps_A", releases.iter().map(|one| one.0.to_string()));
    lists.list("who_A", releases.iter().map(|one| one.1.to_string()));
    lists.list("A", releases.iter().map(|one| short(one.2)));
    parts.before.push(lists.finish().trim_end().to_owned());
    parts.before.push(format!("released_{own} = np.zeros((int(round(duration/dt)) + 1, {size}))"));
    parts.before.push(format!("released_{own}[steps_A - 1, who_A] = A"));
    parts.before.push(format!("released_{own} = TimedArray(released_{own}, dt=dt)"));
    lines.push(format!("A = released_{own}(t, i)"));
}

/// What a release opens at a receptor.
fn opens(g: &str, receptor: &dyn ReceptorModel, parts: &mut Parts) {
    parts.name(format!("g_max_{g}"), receptor.g_max_nS(), "nS");
    match receptor.kinetics() {
        Kinetics::Instant(instant) => {
            let line = format!("g_{g}_post += g_max_{g}*w*A");
            if instant.summation == Summation::Linear {
                parts.on_pre.push(line);
                return;
            }
            parts.equations.push(format!("dP_{g}/dt = -P_{g}/tau_{g} : 1 (event-driven)"));
            parts.name(format!("tau_{g}"), instant.tau_ms, "ms");
            let opened = match instant.summation {
                Summation::Replacing => format!("A - P_{g}"),
                _ => format!("A*(1 - P_{g})"),
            };
            parts.on_pre.push(format!("opened_{g} = {opened}"));
            parts.on_pre.push(format!("g_{g}_post += g_max_{g}*w*opened_{g}"));
            parts.on_pre.push(format!("P_{g} += opened_{g}"));
        }
        Kinetics::DoubleExponential(double) if double.summation == Summation::Linear => {
            parts.on_pre.push(format!("y_{g}_post += g_max_{g}*w*A"));
        }
        Kinetics::DoubleExponential(double) => saturating_double(g, double, parts),
        Kinetics::SquarePulse(pulse) => {
            let closing = match pulse.unbinding {
                Unbinding::Always => "beta*P",
                Unbinding::AfterPulse => "beta*P*int(T == 0)",
            };
            parts.equations.push(format!("dP/dt = alpha*T*(1 - P) - {closing} : 1 (clock-driven)"));
            parts.equations.push(format!(
                "g_{g}_post = g_max_{g}*w*(P + dt/2*(alpha*T*(1 - P) - {closing})) : siemens (summed)  # mid-step"
            ));
            parts.name("alpha", pulse.alpha_per_mM_ms, "kHz");
            parts.name("beta", pulse.beta_per_ms, "kHz");
            pulsed(pulse.T_max_mM, pulse.T_dur_ms, parts);
        }
        Kinetics::GProtein(protein) => {
            parts.equations.push("dr/dt = K1*T*(1 - r) - K2*r : 1 (clock-driven)".to_owned());
            parts.equations.push("dG/dt = K3*r - K4*G : 1 (clock-driven)  # G protein [µM]".to_owned());
            parts.equations.push("G4 = (G + dt/2*(K3*r - K4*G))**4 : 1  # mid-step".to_owned());
            parts.equations.push(format!("g_{g}_post = g_max_{g}*w*G4/(G4 + K_d) : siemens (summed)"));
            for (name, value) in [
                ("K1", protein.K1_per_mM_ms),
                ("K2", protein.K2_per_ms),
                ("K3", protein.K3_uM_per_ms),
                ("K4", protein.K4_per_ms),
            ] {
                parts.name(name, value, "kHz");
            }
            parts.name("K_d", protein.K_d_uM4, "");
            pulsed(protein.T_max_mM, protein.T_dur_ms, parts);
        }
    }
}

/// A pulse of transmitter, T in mM.
fn pulsed(T_max_mM: f64, T_dur_ms: f64, parts: &mut Parts) {
    parts.equations.push("T : 1".to_owned());
    parts.equations.push("t_off : second".to_owned());
    parts.on_pre.push("t_off = t + dt + T_dur".to_owned());
    parts.name("T_max", T_max_mM, "");
    parts.name("T_dur", T_dur_ms, "ms");
    parts.after.push("{syn}.run_regularly(\"T = T_max*int(t < t_off - dt/2)\", when=\"start\")".to_owned());
}

/// A release opens a fraction of what is left above the peak that comes anyway.
fn saturating_double(g: &str, double: &DoubleExponential, parts: &mut Parts) {
    for variable in [format!("P_{g} : 1"), format!("Y_{g} : 1"), format!("t_{g} : second")] {
        parts.equations.push(variable);
    }
    parts.name("tau_r", double.tau_rise_ms, "ms");
    parts.name("tau_d", double.tau_decay_ms, "ms");
    parts.name("B", factor(double).B, "");
    parts.name("delta", 1.0 / double.tau_rise_ms - 1.0 / double.tau_decay_ms, "kHz");
    for line in [
        format!("h = t - t_{g}  # what is left of the releases before"),
        format!("P_{g} = P_{g}*exp(-h/tau_d) + Y_{g}*B*(exp(-h/tau_d) - exp(-h/tau_r))"),
        format!("Y_{g} = Y_{g}*exp(-h/tau_r); t_{g} = t"),
        format!(
            "h_peak = clip((log(1 + tau_d*delta) - log(1 + P_{g}/((Y_{g} + 1e-300)*B)))/delta/ms, 0, 1e9)*ms"
        ),
        format!("peak = P_{g}*exp(-h_peak/tau_d) + Y_{g}*B*(exp(-h_peak/tau_d) - exp(-h_peak/tau_r))"),
        format!("Y_{g} += A*(1 - peak)"),
        format!("y_{g}_post += g_max_{g}*w*A*(1 - peak)"),
    ] {
        parts.on_pre.push(line);
    }
}
