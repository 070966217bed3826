//! The bare kernel of a network of conductance-based integrate-and-fire neurons: one job, nothing recorded, nothing
//! that could be changed. It is what a figure of the engine is compared with, and is not changed any more.
//!
//! Vogels & Abbott (2005) with the parameters of Zenke & Gerstner (2014): 80 % excitatory neurons, 2 % of the pairs
//! joined, conductances in units of the leak, w_e = 0.4, w_i = 5.1, drive to −40 mV, delay 0.8 ms, dt 0.1 ms.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "small numbers"
)]

/// What a run did.
pub struct Ran {
    /// Number of spikes.
    pub spikes: u64,
    /// Number of synapses.
    pub synapses: usize,
}

const DT_MS: f32 = 0.1;
const DELAY_STEPS: usize = 8;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A network that is ready to run.
pub struct Coba {
    n: usize,
    n_e: usize,
    first: Vec<u32>,
    target: Vec<u32>,
    v: Vec<f32>,
    g_e: Vec<f32>,
    g_i: Vec<f32>,
    refractory: Vec<f32>,
    fired: Vec<u8>,
    ring: Vec<Vec<u32>>,
}

impl Coba {
    /// A network of `n` neurons, joined with probability `p`.
    pub fn new(n: usize, p: f64) -> Self {
        let mut random = Random(7);
        let (mut first, mut target) = (vec![0_u32], Vec::new());
        let scale = -1.0 / libm::log1p(-p);
        for i in 0..n {
            let skip = |random: &mut Random| (-libm::log1p(-random.uniform()) * scale) as usize;
            let mut j = skip(&mut random);
            while j < n {
                if j != i {
                    target.push(j as u32);
                }
                j += 1 + skip(&mut random);
            }
            first.push(target.len() as u32);
        }
        let v = (0..n).map(|_| -60.0 + 10.0 * random.uniform() as f32).collect();
        Self {
            n,
            n_e: n * 4 / 5,
            first,
            target,
            v,
            g_e: vec![0.0; n],
            g_i: vec![0.0; n],
            refractory: vec![0.0; n],
            fired: vec![0; n],
            ring: vec![Vec::new(); DELAY_STEPS],
        }
    }

    /// Runs for a number of steps.
    pub fn run(&mut self, steps: u64) -> Ran {
        let (decay_e, decay_i) = ((-DT_MS / 5.0).exp(), (-DT_MS / 10.0).exp());
        let mut spikes = 0;
        for step in 0..steps {
            let slot = (step % DELAY_STEPS as u64) as usize;
            let mut list = std::mem::take(&mut self.ring[slot]);
            for neuron in &list {
                let neuron = *neuron as usize;
                let range = self.first[neuron] as usize..self.first[neuron + 1] as usize;
                let (g, w) = if neuron < self.n_e { (&mut self.g_e, 0.4) } else { (&mut self.g_i, 5.1) };
                for target in &self.target[range] {
                    g[*target as usize] += w;
                }
            }
            list.clear();
            self.membranes(decay_e, decay_i);
            for (i, fired) in self.fired.iter().enumerate() {
                if *fired != 0 {
                    list.push(i as u32);
                }
            }
            spikes += list.len() as u64;
            self.ring[slot] = list;
        }
        Ran { spikes, synapses: self.target.len() }
    }

    fn membranes(&mut self, decay_e: f32, decay_i: f32) {
        let n = self.n;
        let (v, g_e, g_i) = (&mut self.v[..n], &mut self.g_e[..n], &mut self.g_i[..n]);
        let (refractory, fired) = (&mut self.refractory[..n], &mut self.fired[..n]);
        for i in 0..n {
            let total = 1.0 + g_e[i] + g_i[i];
            let drive = -40.0 - 80.0 * g_i[i] - total * v[i];
            let d = DT_MS / 20.0 * total;
            let phi = DT_MS / 20.0 * (1.0 - d * (0.5 - d * (1.0 / 6.0 - d * (1.0 / 24.0))));
            let next = v[i] + drive * phi;
            let held = if 0.0 < refractory[i] { -60.0 } else { next };
            let fires = -50.0 < held;
            v[i] = if fires { -60.0 } else { held };
            refractory[i] = if fires { 50.0 } else { refractory[i] - 1.0 };
            fired[i] = u8::from(fires);
            g_e[i] *= decay_e;
            g_i[i] *= decay_i;
        }
    }
}
