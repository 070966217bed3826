//! The bare kernel of the network of Song, Miller & Abbott (2000): one job, nothing recorded, nothing that could be
//! changed. It is what a figure of the engine is compared with, and is not changed any more.
//!
//! 1000 plastic excitatory and 200 inhibitory Poisson inputs on one neuron, dt 0.1 ms; conductances in units of the
//! leak. Spikes lie on the grid. Presynaptic traces are stored with a common growing factor, so that a postsynaptic spike
//! is one multiply-add and minimum for each synapse.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "small numbers"
)]

use bouton::sim::{Stream, StreamKind};

const N_EXC: usize = 1000;
const N_INH: usize = 200;
const G_MAX: f64 = 0.015;
const G_INH: f64 = 0.05;
const DT_MS: f64 = 0.1;
/// Steps after which the growing factor starts again.
const RESCALE: u64 = 1 << 16;

/// What a run did.
pub struct Ran {
    /// Postsynaptic spikes.
    pub spikes: u64,
    /// Mean weight, from 0 to 1.
    pub mean_w: f64,
}

/// Runs the network for some seconds of model time, with excitatory inputs at a rate [Hz].
pub fn run(seconds: u64, rate_Hz: f64, seed: u64) -> Ran {
    let mut stream = Stream::new(seed, StreamKind::Population, 1);
    let mut w = vec![G_MAX; N_EXC];
    let mut x = vec![0.0_f64; N_EXC];
    let (rise, fall) = (0.005 * G_MAX, 1.05 * 0.005 * G_MAX);
    let decay_g = libm::exp(-DT_MS / 5.0);
    let (decay_trace, grow) = (libm::exp(-DT_MS / 20.0), libm::exp(DT_MS / 20.0));
    let (mut factor, mut inverse) = (1.0_f64, 1.0_f64);
    let (mut g_e, mut g_i, mut v, mut y) = (0.0_f64, 0.0_f64, -70.0_f64, 0.0_f64);
    // Mean steps between two spikes of all inputs of a kind.
    let between_e = 1e4 / (N_EXC as f64 * rate_Hz);
    let between_i = 1e4 / (N_INH as f64 * 10.0);
    let mut next_e = stream.exponential() * between_e;
    let mut next_i = stream.exponential() * between_i;
    let mut spikes = 0;
    for step in 0..seconds * 10_000 {
        let drive = -70.0 - 70.0 * g_i;
        let total = 1.0 + g_e + g_i;
        let d = DT_MS / 20.0 * total;
        let phi = DT_MS / 20.0 * (1.0 - d * (0.5 - d * (1.0 / 6.0 - d * (1.0 / 24.0 - d * (1.0 / 120.0)))));
        v += (drive - total * v) * phi;
        g_e *= decay_g;
        g_i *= decay_g;
        y *= decay_trace;
        factor *= decay_trace;
        inverse *= grow;
        let end = (step + 1) as f64;
        while next_e < end {
            let i = stream.below(N_EXC as u32) as usize;
            g_e += w[i];
            x[i] += rise * inverse;
            w[i] = (w[i] - y).max(0.0);
            next_e += stream.exponential() * between_e;
        }
        while next_i < end {
            g_i += G_INH;
            next_i += stream.exponential() * between_i;
        }
        if -54.0 < v {
            v = -60.0;
            spikes += 1;
            y += fall;
            for (w, x) in w.iter_mut().zip(&x) {
                *w = (*w + x * factor).min(G_MAX);
            }
        }
        if step % RESCALE == RESCALE - 1 {
            for x in &mut x {
                *x *= factor;
            }
            (factor, inverse) = (1.0, 1.0);
        }
    }
    Ran { spikes, mean_w: w.iter().sum::<f64>() / N_EXC as f64 / G_MAX }
}
