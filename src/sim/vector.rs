//! Loops over all neurons of a population, compiled for what vector units the machine has.
//!
//! Which of the versions runs is decided on the machine, and changes no bit: each does the same additions and
//! multiplications in the same order for every neuron, and none is contracted.

#![expect(clippy::inline_always, reason = "all versions are made of one body")]

use multiversion::multiversion;

/// Fewer values than this are not worth a choice between versions.
pub(super) const FEW: usize = 8;

/// Adds `factor` × `g` [nS] to `G`, and the current it drives at V = 0 from `E_mV` [mV] to `J` [pA].
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
pub(super) fn add_conductance(g: &[f64], factor: f64, E_mV: f64, G: &mut [f64], J: &mut [f64]) {
    for ((G, J), g) in G.iter_mut().zip(J).zip(g) {
        let g = g * factor;
        *G += g;
        *J += g * E_mV;
    }
}

/// Conductances that act together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conductance<'a> {
    /// Onto each neuron [nS].
    pub g: &'a [f64],
    /// What is left of them.
    pub factor: f64,
    /// Reversal potential [mV].
    pub E_mV: f64,
}

/// A conductance that acts during a step, and what is left of it after.
#[derive(Debug)]
pub(super) struct Decaying<'a> {
    /// How it acts.
    pub now: Conductance<'a>,
    /// What a step leaves of it.
    pub per_step: f64,
    /// Onto each neuron after the step [nS].
    pub after: &'a mut [f64],
}

/// Writes the sum of a leak and `N` conductances to `G` [nS], and of what they drive at V = 0 to `J` [pA]: the same as
/// [`add_conductance`] of one after the other, in one go.
#[inline]
pub(super) fn sum<const N: usize>(
    leak: (f64, f64),
    conductances: [Conductance<'_>; N],
    G: &mut [f64],
    J: &mut [f64],
) {
    if G.len() < FEW {
        sum_each(leak, conductances, G, J);
    } else {
        sum_many(leak, conductances, G, J);
    }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
fn sum_many<const N: usize>(
    leak: (f64, f64),
    conductances: [Conductance<'_>; N],
    G: &mut [f64],
    J: &mut [f64],
) {
    sum_each(leak, conductances, G, J);
}

#[inline(always)]
fn sum_each<const N: usize>(
    leak: (f64, f64),
    conductances: [Conductance<'_>; N],
    G: &mut [f64],
    J: &mut [f64],
) {
    let n = G.len();
    let J = &mut J[..n];
    let conductances = conductances.map(|one| Conductance { g: &one.g[..n], ..one });
    for i in 0..n {
        let (mut G_i, mut J_i) = leak;
        for one in conductances {
            let g = one.g[i] * one.factor;
            G_i += g;
            J_i += g * one.E_mV;
        }
        (G[i], J[i]) = (G_i, J_i);
    }
}

/// Raises weights by `factor` × `x`, to 1 at most.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
pub(super) fn raise(w: &mut [f64], x: &[f64], factor: f64) {
    for (w, x) in w.iter_mut().zip(x) {
        *w = (*w + factor * x).min(1.0);
    }
}

/// Raises the weights of `synapses`, of which each has one of the `axons`, by `factor` × the value of that in `x`, to 1 at most.
pub(super) fn raise_each(w: &mut [f64], (synapses, axons): (&[u32], &[u32]), x: &[f64], factor: f64) {
    for (synapse, axon) in synapses.iter().zip(axons) {
        let (w, x) = (&mut w[*synapse as usize], x[*axon as usize]);
        *w = (*w + factor * x).min(1.0);
    }
}

/// Lowers weights by `factor` × the value in `y` of the one of the `targets` that each belongs to, in units of `unit`; to 0 at
/// least.
pub(super) fn lower_each(w: &mut [f64], targets: &[u32], (y, unit): (&[f64], f64), factor: f64) {
    for (w, target) in w.iter_mut().zip(targets) {
        *w = (*w - factor * (y[*target as usize] * unit)).max(0.0);
    }
}

/// Multiplies every value.
#[inline]
pub(super) fn scale(values: &mut [f64], factor: f64) {
    if values.len() < FEW {
        for value in values {
            *value *= factor;
        }
    } else {
        scale_many(values, factor);
    }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
fn scale_many(values: &mut [f64], factor: f64) {
    for value in values {
        *value *= factor;
    }
}
