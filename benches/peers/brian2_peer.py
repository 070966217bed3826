#!/usr/bin/env python3
"""Bouton's benchmark networks in Brian 2: prints model time, processor time and rate as one line of JSON.

    python brian2_peer.py song --rate 10 --seconds 100
    python brian2_peer.py static|stp|stdp --seconds 5

With `--folder`, the compiled program is kept there, and only run where it is there already; its rate is then not read.
"""

import argparse
import json
import pathlib
import resource
import shutil
import subprocess
import tempfile

import brian2 as b

MS, MV, HZ = b.ms, b.mV, b.Hz


def song(rate_hz):
    """1000 plastic and 200 fixed Poisson inputs on one neuron; conductances in units of the leak, weights of the greatest."""
    neuron = b.NeuronGroup(
        1,
        """dv/dt = (-70*mV - v - g_e*v + g_i*(-70*mV - v)) / (20*ms) : volt
           dg_e/dt = -g_e / (5*ms) : 1
           dg_i/dt = -g_i / (5*ms) : 1""",
        threshold="v > -54*mV",
        reset="v = -60*mV",
        method="euler",
    )
    neuron.v = -70 * MV
    exc, inh = b.PoissonGroup(1000, rate_hz * HZ), b.PoissonGroup(200, 10 * HZ)
    plastic = b.Synapses(
        exc,
        neuron,
        """w : 1
           dpre/dt = -pre / (20*ms) : 1 (event-driven)
           dpost/dt = -post / (20*ms) : 1 (event-driven)""",
        on_pre="g_e += 0.015*w; pre += 0.005; w = clip(w - post, 0, 1)",
        on_post="post += 0.00525; w = clip(w + pre, 0, 1)",
    )
    plastic.connect()
    plastic.w = 1
    fixed = b.Synapses(inh, neuron, on_pre="g_i += 0.05")
    fixed.connect()
    return neuron, [neuron, exc, inh, plastic, fixed]


def coba(mode):
    """3200 excitatory and 800 inhibitory neurons, each joined to 2 % of all; conductances in units of the leak."""
    cells = b.NeuronGroup(
        4000,
        """dv/dt = (-40*mV - v - g_e*v + g_i*(-80*mV - v)) / (20*ms) : volt (unless refractory)
           dg_e/dt = -g_e / (5*ms) : 1
           dg_i/dt = -g_i / (10*ms) : 1""",
        threshold="v > -50*mV",
        reset="v = -60*mV",
        refractory=5 * MS,
        method="euler",
    )
    cells.v = -60 * MV
    exc, inh = cells[:3200], cells[3200:]
    parts = []

    def join(source, target, **rules):
        synapses = b.Synapses(source, target, **rules)
        synapses.connect(p=0.02)
        synapses.pre.delay = 0.8 * MS
        parts.append(synapses)
        return synapses

    if mode == "static":
        join(exc, cells, on_pre="g_e += 0.4")
    elif mode == "stp":
        rule = """du/dt = (0.2 - u) / (600*ms) : 1 (event-driven)
                  dx/dt = (1 - x) / (200*ms) : 1 (event-driven)"""
        release = "r = u*x; g_e += 1.2*r; x -= r; u += 0.2*(1 - u)"
        synapses = join(exc, cells, model=rule, on_pre=release)
        synapses.u, synapses.x = 0.2, 1
    else:
        rule = """w : 1
                  dpre/dt = -pre / (20*ms) : 1 (event-driven)
                  dpost/dt = -post / (20*ms) : 1 (event-driven)"""
        arrives = "g_e += 0.8*w; pre += 1.25e-4; w = clip(w - post, 0, 1)"
        fires = "post += 1.25e-4; w = clip(w + pre, 0, 1)"
        join(exc, exc, model=rule, on_pre=arrives, on_post=fires).w = 0.5
        join(exc, inh, on_pre="g_e += 0.4")
    join(inh, cells, on_pre="g_i += 5.1")
    return cells, [cells, *parts]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", choices=["song", "static", "stp", "stdp"])
    parser.add_argument("--rate", type=float, default=10.0)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--folder", type=pathlib.Path)
    args = parser.parse_args()
    folder = args.folder or pathlib.Path(tempfile.mkdtemp(prefix="brian2_peer_"))
    counts = None
    if not (folder / "main").exists():
        b.set_device("cpp_standalone", directory=str(folder), build_on_run=False)
        b.seed(1)
        b.defaultclock.dt = 0.1 * MS
        cells, parts = song(args.rate) if args.network == "song" else coba(args.network)
        counts = b.SpikeMonitor(cells, record=False)
        b.Network(*parts, counts).run(args.seconds * b.second)
        b.device.build(directory=str(folder), compile=True, run=False)

    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = used()
    if counts is None:
        subprocess.run(["./main"], cwd=folder, stdout=subprocess.DEVNULL, check=True)
    else:
        b.device.run(directory=str(folder), with_output=False)
    cpu_s = used() - before
    rate_hz = int(counts.num_spikes) / len(cells) / args.seconds if counts is not None else None
    print(json.dumps({"model_s": args.seconds, "cpu_s": cpu_s, "times_real_time": args.seconds / cpu_s, "rate_hz": rate_hz}))
    if args.folder is None:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
