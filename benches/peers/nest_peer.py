#!/usr/bin/env python3
"""Bouton's benchmark networks in NEST: prints model time, processor time and rate as one line of JSON.

    python nest_peer.py song --rate 10 --seconds 20
    python nest_peer.py static|stp|stdp --seconds 1
"""

import argparse
import json
import time

import nest

DT_MS = 0.1
LEAK_NS = 10.0


def cells(n, **other):
    """Integrate-and-fire neurons with a time constant of 20 ms."""
    return nest.Create("iaf_cond_exp", n, {"C_m": 20 * LEAK_NS, "g_L": LEAK_NS, "V_reset": -60.0, "E_ex": 0.0, "tau_syn_ex": 5.0, **other})


def stdp(greatest_nS, start_nS, step, ratio, delay_ms):
    """The additive rule; weights in nS."""
    rule = {"tau_plus": 20.0, "lambda": step, "alpha": ratio, "mu_plus": 0.0, "mu_minus": 0.0}
    return {"synapse_model": "stdp_synapse", "Wmax": greatest_nS, "weight": start_nS, "delay": delay_ms, **rule}


def song(rate_hz):
    """1000 plastic and 200 fixed Poisson inputs on one neuron. A generator has no past, so each input is a neuron that repeats it."""
    neuron = cells(1, E_L=-70.0, V_m=-70.0, V_th=-54.0, t_ref=0.0, E_in=-70.0, tau_syn_in=5.0, tau_minus=20.0)
    for n, rate, synapse in [
        (1000, rate_hz, stdp(0.015 * LEAK_NS, 0.015 * LEAK_NS, 0.005, 1.05, DT_MS)),
        (200, 10.0, {"weight": -0.05 * LEAK_NS, "delay": DT_MS}),
    ]:
        inputs = nest.Create("parrot_neuron", n)
        nest.Connect(nest.Create("poisson_generator", params={"rate": rate}), inputs, syn_spec={"delay": DT_MS})
        nest.Connect(inputs, neuron, syn_spec=synapse)
    return neuron


def coba(mode):
    """3200 excitatory and 800 inhibitory neurons, each joined to 2 % of all."""
    both = cells(4000, E_L=-60.0, V_m=-60.0, V_th=-50.0, t_ref=5.0, I_e=200.0, E_in=-80.0, tau_syn_in=10.0, tau_minus=20.0)
    exc, inh = both[:3200], both[3200:]

    def join(source, target, **synapse):
        rule = {"rule": "pairwise_bernoulli", "p": 0.02}
        nest.Connect(source, target, rule, {"delay": 0.8, **synapse})

    if mode == "static":
        join(exc, both, weight=0.4 * LEAK_NS)
    elif mode == "stp":
        pools = {"U": 0.2, "u": 0.2, "x": 1.0, "tau_rec": 200.0, "tau_fac": 600.0}
        join(exc, both, synapse_model="tsodyks2_synapse", weight=1.2 * LEAK_NS, **pools)
    else:
        join(exc, exc, **stdp(0.8 * LEAK_NS, 0.4 * LEAK_NS, 1.25e-4, 1.0, 0.8))
        join(exc, inh, weight=0.4 * LEAK_NS)
    join(inh, both, weight=-5.1 * LEAK_NS)
    return both


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", choices=["song", "static", "stp", "stdp"])
    parser.add_argument("--rate", type=float, default=10.0)
    parser.add_argument("--seconds", type=float, default=1.0)
    args = parser.parse_args()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.SetKernelStatus({"resolution": DT_MS, "local_num_threads": 1, "rng_seed": 1})
    neurons = song(args.rate) if args.network == "song" else coba(args.network)
    # The counter of the kernel counts the inputs of `song`, too.
    recorder = nest.Create("spike_recorder") if args.network == "song" else None
    if recorder is not None:
        nest.Connect(neurons, recorder)
    # What is built, joined and prepared does not count.
    nest.Prepare()
    before = time.process_time()
    nest.Run(args.seconds * 1000)
    cpu_s = time.process_time() - before
    nest.Cleanup()
    spikes = recorder.n_events if recorder is not None else nest.GetKernelStatus("local_spike_counter")
    rate_hz = spikes / len(neurons) / args.seconds
    print(json.dumps({"model_s": args.seconds, "cpu_s": cpu_s, "times_real_time": args.seconds / cpu_s, "rate_hz": rate_hz}))


if __name__ == "__main__":
    main()
