//! The run of a script, and what it is compared with.

use super::super::python::{self, Lines, Names, py};
use super::super::values::Values;
use super::{plastic, scale_nS};
use crate::model::network::Projection;
use crate::model::plasticity::Plasticity;
use crate::preset::Preset;

/// After how many of the longest time constant nothing is left of a spike.
const GONE: f64 = 100.0;

/// The run, and what it is compared with.
// Longer than 60 lines: a script from top to bottom.
pub(super) fn run(preset: &Preset, values: &Values, names: &Names, lines: &mut Lines) {
    let ids: Vec<&str> = values.spikes.iter().map(|(id, _)| names.of(*id)).collect();
    lines.add("");
    if values.statistics.is_some() {
        statistics(preset, (values, names), &ids, lines);
        return;
    }
    for name in &ids {
        lines.add(format!(
            "seen_{name} = nest.Create(\"voltmeter\", params=dict(interval={}*dt))",
            values.every
        ));
        lines.add(format!("fired_{name} = nest.Create(\"spike_recorder\")"));
        lines.add(format!("nest.Connect(seen_{name}, pop_{name}[0])"));
        lines.add(format!("nest.Connect(pop_{name}, fired_{name})"));
    }
    lines.add("nest.Simulate(duration + dt)");
    lines.add("");
    lines.add("print(f\"criterion: {criterion}\")");
    lines.add("ok = True");
    lines.add("def check(what, found, most):");
    lines.add("    global ok");
    lines.add("    ok = ok and bool(found <= most)");
    lines.add("    print(f\"{what}: {found:.3g}, at most {most:g}: {'OK' if found <= most else 'FAIL'}\")");
    lines.add("");
    lines.add("def compare(name, pop, seen, fired, V, t, who):");
    lines.add("    own = seen.events[\"V_m\"][:len(V) - 1]");
    lines.add("    check(f\"{name}: largest |ΔV| up to the first spike [mV]\", np.abs(own - V[1:len(own) + 1]).max(initial=0), 1e-3)");
    lines.add(
        "    times, senders = fired.events[\"times\"], fired.events[\"senders\"] - np.min(pop.global_id)",
    );
    lines.add("    times, senders = times[times <= duration], senders[times <= duration]");
    lines.add("    print(f\"{name}: {len(times)} spikes, in Bouton {len(t)}\")");
    lines.add("    differ, late = 0, 0.0");
    lines.add("    for neuron in np.union1d(senders, who):");
    lines.add("        a, b = np.sort(times[senders == neuron]), t[who == neuron]");
    lines.add("        differ += len(a) != len(b)");
    lines.add("        n = min(len(a), len(b))");
    lines.add("        late = max(late, (np.abs(a[:n] - b[:n])/np.arange(1, n + 1)).max(initial=0))");
    lines.add("    check(f\"{name}: neurons with another number of spikes\", differ, 0)");
    lines.add("    check(f\"{name}: largest |Δt| of the k-th spike over k [ms]\", late, dt*(1 + 1e-6))");
    lines.add("");
    for name in &ids {
        lines.add(format!(
            "compare(\"{name}\", pop_{name}, seen_{name}, fired_{name}, V_{name}, t_{name}, i_{name})"
        ));
    }
    weights(preset, (values, names), lines);
    lines.add("print(\"OK\" if ok else \"FAIL\")");
    lines.add("sys.exit(0 if ok else 1)");
}

/// The run, and its statistics: each process compares the neurons that it holds.
fn statistics(preset: &Preset, (values, ids): (&Values, &Names), names: &[&str], lines: &mut Lines) {
    for name in names {
        lines.add(format!("fired_{name} = nest.Create(\"spike_recorder\")"));
        lines.add(format!("nest.Connect(pop_{name}, fired_{name})"));
    }
    lines.add("nest.Simulate(duration + dt)");
    lines.add("");
    lines.add("print(f\"criterion: {criterion}\")");
    lines.add("ok, seconds = True, duration*1e-3");
    lines.add(python::STATISTICS);
    lines.add("def compare(name, pop, fired, rate, cv):");
    lines.add("    who, times = np.array(fired.events[\"senders\"]), np.array(fired.events[\"times\"])");
    lines.add("    who, times = who[times <= duration], times[times <= duration]");
    lines.add("    statistics(name, who, times, int(np.sum(pop.get(\"local\"))), rate, cv)");
    lines.add("");
    for name in names {
        lines.add(format!("compare(\"{name}\", pop_{name}, fired_{name}, rate_{name}, cv_{name})"));
    }
    let weights = values.statistics.as_ref().map_or(&[][..], |own| &own.weights);
    if !weights.is_empty() {
        for name in names {
            lines.add(format!("pop_{name}.V_th = 1e9  # fires no more"));
        }
        last_spikes(preset, (values, ids), lines);
        let network = preset.network();
        for own in plastic(network).filter(|own| weights.iter().any(|one| one.id == own.id)) {
            let found = found(own, ids, &format!("pop_{}", ids.of(own.to)));
            lines.add(format!("weights(\"{0}\", {found}, *bands_{0})", ids.of(own.id)));
        }
    }
    lines.add("print(\"OK\" if ok else \"FAIL\")");
    lines.add("sys.exit(0 if ok else 1)");
}

/// Weights at the end on given trains, where they change.
fn weights(preset: &Preset, (values, names): (&Values, &Names), lines: &mut Lines) {
    let network = preset.network();
    if plastic(network).next().is_none() {
        return;
    }
    last_spikes(preset, (values, names), lines);
    for projection in plastic(network) {
        let own = names.of(projection.id);
        let of = |all: &[(u32, Vec<f64>)]| {
            all.iter().find(|(id, _)| *id == projection.id).map(|one| one.1.clone())
        };
        let ends = of(&values.weights).unwrap_or_default();
        let synapses = values.synapses.iter().find(|(id, _)| *id == projection.id);
        let synapses = synapses.map_or(&[][..], |(_, all)| all);
        let mut sorted: Vec<(u32, u32, f64)> =
            synapses.iter().zip(ends).map(|((pre, post, _), w)| (*pre, *post, w)).collect();
        sorted.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        lines.list(&format!("end_{own}"), sorted.iter().map(|one| py(one.2)));
        let found = found(projection, names, &format!("rule_{own}"));
        lines.add(format!(
            "check(\"{own}: largest |Δw| on given trains\", np.abs({found} - end_{own}).max(initial=0), 1e-9)"
        ));
    }
}

/// What a script finds as weights from 0 to 1, in the order of synapses.
fn found(projection: &Projection, names: &Names, target: &str) -> String {
    let from = names.of(projection.from);
    format!("found(pop_{from}, {target}, {})", py(scale_nS(projection)))
}

/// NEST changes weights at presynaptic spikes only: one more of every source that has plastic synapses, when nothing is left of
/// others.
fn last_spikes(preset: &Preset, (values, names): (&Values, &Names), lines: &mut Lines) {
    let network = preset.network();
    let slowest_ms = plastic(network).map(|own| match &own.plasticity {
        Plasticity::Pair(pair) => pair.tau_plus_ms.max(pair.tau_minus_ms),
        Plasticity::Triplet(rule) => {
            rule.tau_plus_ms.max(rule.tau_x_ms).max(rule.tau_minus_ms).max(rule.tau_y_ms)
        }
        _ => 0.0,
    });
    let slowest_ms = slowest_ms.fold(0.0, f64::max);
    let steps = preset.grid().step_at_or_after(GONE * slowest_ms).0;
    let mut sources: Vec<u32> = plastic(network).map(|own| own.from).collect();
    sources.sort_unstable();
    sources.dedup();
    lines.add("");
    lines.add(
        "# NEST changes weights when a presynaptic spike comes: one more, when nothing is left of the others",
    );
    let at = values.steps + steps;
    for from in sources {
        let from = names.of(from);
        lines.add(format!(
            "nest.Connect(nest.Create(\"spike_generator\", params=dict(spike_times=[{at}*dt])), pop_{from}, syn_spec=dict(delay=dt))"
        ));
    }
    lines.add(format!("nest.Simulate({}*dt)", steps + 10));
    lines.add("def found(pre, post, scale):");
    lines.add("    all = nest.GetConnections(pre, post).get([\"source\", \"target\", \"weight\"])");
    lines.add(
        "    source, target, w = (np.atleast_1d(all[key]) for key in [\"source\", \"target\", \"weight\"])",
    );
    lines.add("    w = np.abs(w)/scale");
    lines.add("    return w[np.lexsort((w, target, source))]");
    lines.add("");
}
