//! The run, and what it is compared with.

use super::super::python::{self, Lines, py, short};
use super::super::wishes::is_source;
use super::Context;

/// What Bouton computed of neurons.
pub(super) fn values(context: &Context<'_>, lines: &mut Lines) {
    let values = context.values;
    lines.add("");
    if values.statistics.is_some() {
        python::figures(values, &context.names, lines);
        return;
    }
    lines.add(format!(
        "# V [mV] of the first neuron of every population, every {} steps up to the first spike",
        values.every
    ));
    for (id, potentials) in &values.potentials {
        lines.list(&format!("V_{}", context.names.of(*id)), potentials.iter().map(|V| short(*V)));
    }
    lines.add("# Spikes of neurons: times [ms], and who fired");
    for (id, spikes) in &values.spikes {
        let name = context.names.of(*id);
        if spikes.is_empty() {
            lines.add(format!("t_{name} = i_{name} = np.array([])"));
            continue;
        }
        lines.list(&format!("t_{name}"), spikes.iter().map(|(time, _)| short(*time)));
        lines.list(&format!("i_{name}"), spikes.iter().map(|(_, neuron)| neuron.to_string()));
    }
}

/// Monitors, the run and the comparison.
pub(super) fn run(context: &Context<'_>, lines: &mut Lines) {
    let names: Vec<&str> = context.values.spikes.iter().map(|(id, _)| context.names.of(*id)).collect();
    lines.add("# Run, and compare");
    if context.values.statistics.is_some() {
        statistics(context, &names, lines);
        return;
    }
    for name in &names {
        let seen = format!("StateMonitor(pop_{name}, \"V\", record=[0], dt={}*dt)", context.values.every);
        let fired = format!("SpikeMonitor(pop_{name}, variables=\"late\")");
        lines.add(format!("seen_{name}, fired_{name} = {seen}, {fired}"));
    }
    lines.add("run(duration)");
    lines.add("");
    lines.add("print(f\"criterion: {criterion}\")");
    lines.add("ok = True");
    lines.add("def check(what, found, most):");
    lines.add("    global ok");
    lines.add("    ok = ok and bool(found <= most)");
    lines.add("    print(f\"{what}: {found:.3g}, at most {most:g}: {'OK' if found <= most else 'FAIL'}\")");
    lines.add("");
    lines.add("def compare(name, seen, fired, V, t, who):");
    lines.add("    apart = np.abs(seen.V[0][:len(V)]/mV - V[:seen.V.shape[1]]).max()");
    lines.add("    check(f\"{name}: largest |ΔV| up to the first spike [mV]\", apart, 1e-3)");
    lines.add("    own = np.array((fired.t + dt - fired.late)/ms)");
    lines.add("    print(f\"{name}: {len(own)} spikes, in Bouton {len(t)}\")");
    lines.add("    differ, late = 0, 0.0");
    lines.add("    for neuron in np.union1d(fired.i, who):");
    lines.add("        a, b = np.sort(own[np.asarray(fired.i) == neuron]), t[who == neuron]");
    lines.add("        differ += len(a) != len(b)");
    lines.add("        n = min(len(a), len(b))");
    lines.add("        late = max(late, (np.abs(a[:n] - b[:n])/np.arange(1, n + 1)).max(initial=0))");
    lines.add("    check(f\"{name}: neurons with another number of spikes\", differ, 0)");
    lines.add("    check(f\"{name}: largest |Δt| of the k-th spike over k [ms]\", late, dt/ms*(1 + 1e-6))");
    lines.add("");
    for name in &names {
        lines.add(format!("compare(\"{name}\", seen_{name}, fired_{name}, V_{name}, t_{name}, i_{name})"));
    }
    weights(context, lines);
    lines.add("print(\"OK\" if ok else \"FAIL\")");
    lines.add("sys.exit(0 if ok else 1)");
}

/// The run, and its statistics.
fn statistics(context: &Context<'_>, names: &[&str], lines: &mut Lines) {
    for name in names {
        lines.add(format!("fired_{name} = SpikeMonitor(pop_{name}, variables=\"late\")"));
    }
    lines.add("run(duration)");
    lines.add("");
    lines.add("print(f\"criterion: {criterion}\")");
    lines.add("ok, seconds = True, duration/second");
    lines.add(python::STATISTICS);
    for name in names {
        let times = format!("np.array((fired_{name}.t + dt - fired_{name}.late)/ms)");
        lines.add(format!(
            "statistics(\"{name}\", np.array(fired_{name}.i), {times}, len(pop_{name}), rate_{name}, cv_{name})"
        ));
    }
    let weights = context.values.statistics.as_ref().map_or(&[][..], |own| &own.weights);
    for bands in weights {
        let own = context.names.of(bands.id);
        lines.add(format!("weights(\"{own}\", syn_{own}.w, *bands_{own})"));
    }
    lines.add("print(\"OK\" if ok else \"FAIL\")");
    lines.add("sys.exit(0 if ok else 1)");
}

/// Weights at the end, where they change.
fn weights(context: &Context<'_>, lines: &mut Lines) {
    let network = context.preset.network();
    for projection in network.projections().iter().filter(|projection| !projection.plasticity.is_fixed()) {
        let own = context.names.of(projection.id);
        let ends = context.values.weights.iter().find(|(id, _)| *id == projection.id);
        let ends = ends.map_or(&[][..], |(_, all)| all);
        lines.list(&format!("w_{own}"), ends.iter().map(|w| py(*w)));
        lines.add(format!(
            "print(f\"{own}: largest |Δw| {{np.abs(np.array(syn_{own}.w) - w_{own}).max():.3g}}\")"
        ));
        if is_source(network, projection.from) {
            let differ = format!("np.abs(np.array(rule_{own}.w) - w_{own}).max()");
            lines.add(format!("check(\"{own}: largest |Δw| on Bouton's own trains\", {differ}, 1e-9)"));
        }
    }
}
