#!/usr/bin/env python3
"""Spike-time error against processor time, in Bouton, in Brian 2 and in NEST, of one driven network with listed input spikes.

    python precision.py --bouton target/release/bouton [--rounds 5] [--picture precision.svg] [--skip-brian2] [--skip-nest]

64 integrate-and-fire neurons are driven by 50 sources at random times that all programs are given as a list, a multiple of
0.1 ms each, so that every step of Brian 2 and NEST that divides 0.1 ms has them on its grid. 48 of the neurons excite and 16 inhibit others,
after a delay. The reference is Bouton's run at a step of 0.005 ms. Spikes of a neuron belong together that are at
most 2 ms apart; what is missing or too many is counted, and where anything is, the accuracy is "not reached". Processor time is
that of the whole run, less that of a run of almost no model time: starting and reading the network do not count. In NEST it is that
of `Run` alone. Each figure is the least of some rounds.
"""

import argparse
import csv
import io
import json
import math
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

SECONDS = 2
N, N_EXC = 64, 48
SOURCES = {"exc": 40, "inh": 10}
RATE_HZ = 20
TARGETS_OF_SOURCE, TARGETS_OF_NEURON = 16, 6
DELAY_MS = 1.5
SHORT_MS = 1
WINDOW_MS = 2.0
G_NS = {"exc": 4.5, "inh": 12.0, "E": 0.6, "I": 1.2}
REFERENCE_DT_MS = 0.005
BOUTON_DT_MS = [0.05, 0.1, 0.2, 0.5, 1.0]
BRIAN2_DT_MS = [0.01, 0.02, 0.05, 0.1]
BRIAN2_METHODS = ["euler", "exponential_euler", "rk2"]
NEST_DT_MS = [0.01, 0.02, 0.05, 0.1]


def make_network(seed=1):
    """Input spikes as (time in tenths of a millisecond, source), targets of sources and of neurons."""
    rng = random.Random(seed)
    network = {"inputs": {}, "of_source": {}, "of_neuron": []}
    for kind, n in SOURCES.items():
        spikes = set()
        for source in range(n):
            t_ms = 0.0
            while (t_ms := t_ms + rng.expovariate(RATE_HZ / 1000)) < SECONDS * 1000 - 1:
                spikes.add((max(1, round(10 * t_ms)), source))
        network["inputs"][kind] = sorted(spikes)
        network["of_source"][kind] = [sorted(rng.sample(range(N), TARGETS_OF_SOURCE)) for _ in range(n)]
    others = lambda neuron: [other for other in range(N) if other != neuron]
    network["of_neuron"] = [sorted(rng.sample(others(neuron), TARGETS_OF_NEURON)) for neuron in range(N)]
    return network


def preset(network):
    """The network in Bouton's format. A source that fires again is another axon onto the same targets: the sums are the same."""
    populations, projections, next_id = [], [], 10
    receptors = {
        True: "Ampa((g_max_nS: {}, E_mV: 0.0, kinetics: Instant((tau_ms: 5.0, summation: Linear))))",
        False: "GabaA((g_max_nS: {}, E_mV: -80.0, kinetics: Instant((tau_ms: 10.0, summation: Linear))))",
    }
    cell = (
        "Lif((C_pF: 200.0, g_L_nS: 10.0, E_L_mV: -70.0, V_th_mV: -54.0, V_reset_mV: -60.0, t_ref_ms: 2.0, "
        "V_init_mV: -70.0, I_app_pA: 0.0))"
    )
    populations.append(f'(id: 1, name: "cells", n: {N}, kind: {cell}, stimuli: [])')

    def join(source, pairs, delay_ms, is_exc, g_nS):
        nonlocal next_id
        next_id += 1
        pairs = ",".join(f"({pre},{post})" for pre, post in pairs)
        projections.append(
            f'(id: {next_id}, name: "{next_id}", from: {source}, to: 1, connect: List([{pairs}]), delay_ms: {delay_ms}, '
            f"weights: Constant(1.0), receptors: [{receptors[is_exc].format(g_nS)}], "
            "release: Constant((P0: 1.0)), plasticity: Fixed)"
        )

    for number, (kind, spikes) in enumerate(network["inputs"].items(), start=2):
        times = ",".join(f"{tenths / 10}" for tenths, _ in spikes)
        train = f"PoissonSource((shape: Replayed, times_ms: [{times}]))"
        populations.append(f'(id: {number}, name: "{kind}", n: {len(spikes)}, kind: {train}, stimuli: [])')
        targets = network["of_source"][kind]
        pairs = [(axon, target) for axon, (_, source) in enumerate(spikes) for target in targets[source]]
        join(number, pairs, 0.0, kind == "exc", G_NS[kind])
    for is_exc in (True, False):
        own = [(neuron, target) for neuron in range(N) for target in network["of_neuron"][neuron]]
        own = [pair for pair in own if (pair[0] < N_EXC) == is_exc]
        join(1, own, DELAY_MS, is_exc, G_NS["E" if is_exc else "I"])
    return (
        '(format: 1, title: "64 driven neurons", run: (dt_ms: 0.1, seed: 1, speed_ms_per_s: Unlimited), '
        f"model: Network((populations: [{','.join(populations)}], projections: [{','.join(projections)}])))"
    )


def used_s(run):
    """Processor time of what a function starts, and what the function gives."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, result


def least_s(run, rounds):
    return min(used_s(run)[0] for _ in range(rounds))


def bouton(program, path, dt_ms, rounds):
    """Spike times of each neuron [ms], and processor time [s]."""

    def command(duration_ms, *more):
        arguments = [program, "run", str(path), "--dt", str(dt_ms), "--duration", str(duration_ms), "--quiet", *more]
        return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout

    listed = csv.DictReader(line for line in io.StringIO(command(SECONDS * 1000, "--spikes", "-")) if line[0] != "#")
    trains = [[] for _ in range(N)]
    for row in listed:
        if row["population"] == "cells":
            trains[int(row["neuron"])].append(float(row["t_ms"]))
    cpu_s = least_s(lambda: command(SECONDS * 1000, "--summary"), rounds)
    return trains, cpu_s - least_s(lambda: command(SHORT_MS, "--summary"), rounds)


def brian2(network, method, dt_ms, duration_ms, rounds):
    """Spike times [ms] and processor time [s] of Brian 2: of the compiled program alone, without generating and compiling it."""
    import brian2 as b

    ms, mV = b.ms, b.mV
    folder = tempfile.mkdtemp(prefix="precision_")
    b.device.reinit()
    b.device.activate()
    b.set_device("cpp_standalone", directory=folder, build_on_run=False)
    b.start_scope()
    b.defaultclock.dt = dt_ms * ms
    cells = b.NeuronGroup(
        N,
        """dv/dt = (10*(-70*mV - v) - g_e*v + g_i*(-80*mV - v)) / (200*ms) : volt (unless refractory)
           dg_e/dt = -g_e / (5*ms) : 1
           dg_i/dt = -g_i / (10*ms) : 1""",
        threshold="v > -54*mV",
        reset="v = -60*mV",
        refractory=2 * ms,
        method=method,
    )
    cells.v = -70 * mV
    parts = [cells]
    for kind, conductance in (("exc", "g_e"), ("inh", "g_i")):
        spikes = network["inputs"][kind]
        source = b.SpikeGeneratorGroup(
            SOURCES[kind], [source for _, source in spikes], [tenths / 10 for tenths, _ in spikes] * ms
        )
        synapses = b.Synapses(source, cells, on_pre=f"{conductance} += {G_NS[kind]}")
        pairs = [(pre, post) for pre, posts in enumerate(network["of_source"][kind]) for post in posts]
        synapses.connect(i=[pre for pre, _ in pairs], j=[post for _, post in pairs])
        parts += [source, synapses]
    for is_exc, conductance, g in ((True, "g_e", G_NS["E"]), (False, "g_i", G_NS["I"])):
        pairs = [(pre, post) for pre in range(N) for post in network["of_neuron"][pre] if (pre < N_EXC) == is_exc]
        synapses = b.Synapses(cells, cells, on_pre=f"{conductance} += {g}")
        synapses.connect(i=[pre for pre, _ in pairs], j=[post for _, post in pairs])
        synapses.delay = DELAY_MS * ms
        parts.append(synapses)
    spikes = b.SpikeMonitor(cells)
    b.Network(*parts, spikes).run(duration_ms * ms)
    b.device.build(directory=folder, compile=True, run=False)
    cpu_s = least_s(lambda: b.device.run(directory=folder, with_output=False), rounds)
    trains = [[] for _ in range(N)]
    for neuron, t_ms in zip(spikes.i[:], spikes.t[:] / ms):
        trains[int(neuron)].append(float(t_ms))
    shutil.rmtree(folder, ignore_errors=True)
    return trains, cpu_s


def nest(network, dt_ms, rounds):
    """Spike times [ms] and processor time [s] of NEST."""
    import nest as kernel

    kernel.verbosity = kernel.VerbosityLevel.ERROR
    runs_s = []
    for _ in range(rounds):
        kernel.ResetKernel()
        kernel.SetKernelStatus({"resolution": dt_ms, "local_num_threads": 1})
        cell = {"C_m": 200.0, "g_L": 10.0, "E_L": -70.0, "V_m": -70.0, "V_th": -54.0, "V_reset": -60.0, "t_ref": 2.0}
        cells = kernel.Create(
            "iaf_cond_exp", N, {**cell, "E_ex": 0.0, "tau_syn_ex": 5.0, "E_in": -80.0, "tau_syn_in": 10.0}
        )
        for kind, sign in (("exc", 1), ("inh", -1)):
            times = [[] for _ in range(SOURCES[kind])]
            for tenths, source in network["inputs"][kind]:
                # The shortest delay is a step: a spike leaves so much before it acts.
                times[source].append(round(tenths / 10 - dt_ms, 3))
            for own, targets in zip(times, network["of_source"][kind]):
                source = kernel.Create("spike_generator", params={"spike_times": own})
                synapse = {"weight": sign * G_NS[kind], "delay": dt_ms}
                kernel.Connect(source, cells[targets], syn_spec=synapse)
        for neuron, targets in enumerate(network["of_neuron"]):
            g_nS = G_NS["E"] if neuron < N_EXC else -G_NS["I"]
            kernel.Connect(cells[neuron], cells[targets], syn_spec={"weight": g_nS, "delay": DELAY_MS})
        recorder = kernel.Create("spike_recorder")
        kernel.Connect(cells, recorder)
        kernel.Prepare()
        before = time.process_time()
        kernel.Run(SECONDS * 1000.0)
        runs_s.append(time.process_time() - before)
        kernel.Cleanup()
    trains = [[] for _ in range(N)]
    first = cells[0].global_id
    for sender, t_ms in zip(recorder.events["senders"], recorder.events["times"]):
        trains[int(sender) - first].append(float(t_ms))
    return trains, min(runs_s)


def match(train, reference):
    """Differences of spikes that belong together [ms], and how many have no partner."""
    differences, i, j = [], 0, 0
    while i < len(train) and j < len(reference):
        difference = train[i] - reference[j]
        if abs(difference) <= WINDOW_MS:
            differences.append(difference)
        i += difference <= WINDOW_MS
        j += -WINDOW_MS <= difference
    return differences, len(train) + len(reference) - 2 * len(differences)


def compare(trains, reference):
    """RMS of the differences [ms], the middle one of their sizes, and how many spikes are missing or too many."""
    pairs = [match(sorted(train), sorted(other)) for train, other in zip(trains, reference)]
    differences = [difference for one, _ in pairs for difference in one]
    rms = math.sqrt(sum(difference * difference for difference in differences) / len(differences))
    return rms, statistics.median(map(abs, differences)), sum(other for _, other in pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bouton", default="target/release/bouton")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--picture", type=pathlib.Path)
    parser.add_argument("--skip-brian2", action="store_true")
    parser.add_argument("--skip-nest", action="store_true")
    args = parser.parse_args()
    network = make_network()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "driven.ron"
        path.write_text(preset(network))
        reference, _ = bouton(args.bouton, path, REFERENCE_DT_MS, 1)
        n_spikes = sum(map(len, reference))
        print(f"{n_spikes} spikes in {SECONDS} s: {n_spikes / N / SECONDS:.1f} Hz")
        rows = [("Bouton", dt_ms, *bouton(args.bouton, path, dt_ms, args.rounds)) for dt_ms in BOUTON_DT_MS]
    if not args.skip_brian2:
        _, start_s = brian2(network, BRIAN2_METHODS[0], max(BRIAN2_DT_MS), SHORT_MS, args.rounds)
        for method in BRIAN2_METHODS:
            for dt_ms in BRIAN2_DT_MS:
                trains, cpu_s = brian2(network, method, dt_ms, SECONDS * 1000, args.rounds)
                rows.append((f"Brian 2, {method}", dt_ms, trains, cpu_s - start_s))
    if not args.skip_nest:
        rows += [("NEST, iaf_cond_exp", dt_ms, *nest(network, dt_ms, args.rounds)) for dt_ms in NEST_DT_MS]
    print("| | step [ms] | RMS [ms] | median [ms] | missing or too many | CPU [ms per s] |")
    print("|---|---|---|---|---|---|")
    results = []
    for name, dt_ms, trains, cpu_s in rows:
        error, median, n_other = compare(trains, reference)
        cpu = 1000 * cpu_s / SECONDS
        results.append({"name": name, "dt_ms": dt_ms, "error_ms": error, "median_ms": median, "n_other": n_other, "cpu_ms_per_s": cpu})
        print(f"| {name} | {dt_ms:g} | {error:.5f} | {median:.5f} | {n_other or '–'} | {cpu:.2f} |", flush=True)
    if args.picture:
        draw(results, args.picture)
        args.picture.with_suffix(".json").write_text(json.dumps(results, indent=1))


def draw(results, path):
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4))
    for name in dict.fromkeys(row["name"] for row in results):
        own = [row for row in results if row["name"] == name]
        (line,) = axes.loglog([r["cpu_ms_per_s"] for r in own], [r["median_ms"] for r in own], "-o", label=name)
        for row in own:
            axes.annotate(f"{row['dt_ms']:g}", (row["cpu_ms_per_s"], row["median_ms"]), (4, 4), textcoords="offset points", fontsize=7, color=line.get_color())
    axes.margins(x=0.08)
    axes.set_xlabel("processor time [ms per second of model time]")
    axes.set_ylabel("error of spike times, median [ms]")
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path)


if __name__ == "__main__":
    main()
