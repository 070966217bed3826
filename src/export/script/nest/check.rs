//! The run of a script, and what it is compared with.

use super::super::python::{self, Lines, Names};
use super::super::values::Values;

/// The run, and what it is compared with.
pub(super) fn run(values: &Values, names: &Names, lines: &mut Lines) {
    let ids: Vec<&str> = values.spikes.iter().map(|(id, _)| names.of(*id)).collect();
    lines.add("");
    if values.statistics.is_some() {
        statistics(&ids, lines);
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
    lines.add("print(\"OK\" if ok else \"FAIL\")");
    lines.add("sys.exit(0 if ok else 1)");
}

/// The run, and its statistics: each process compares the neurons that it holds.
fn statistics(names: &[&str], lines: &mut Lines) {
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
    lines.add("print(\"OK\" if ok else \"FAIL\")");
    lines.add("sys.exit(0 if ok else 1)");
}
