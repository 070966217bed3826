//! The loops over all membranes of a population, compiled for what vector units the machine has; see `sim::vector`.

#![expect(
    clippy::needless_bitwise_bool,
    reason = "a branch for one neuron would keep the others from going along with it"
)]
#![expect(clippy::inline_always, reason = "all versions are made of one body")]

use std::hint::select_unpredictable as choose;
use std::ops::Range;

use multiversion::multiversion;

use crate::model::neuron::lif::{SMALL, phi_of_small};
use crate::sim::vector::{Conductance, Decaying, FEW};

/// What membranes need to relax over a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relaxation {
    /// Step [ms].
    pub h_ms: f64,
    /// Capacitance [pF].
    pub C_pF: f64,
    /// Threshold [mV].
    pub V_th_mV: f64,
    /// Where the potential is held after a spike [mV].
    pub V_reset_mV: f64,
    /// How far from zero a potential may be [mV].
    pub max_abs_V_mV: f64,
}

/// How many membranes are advanced at a time: what one loop leaves for the next stays close to the processor.
pub(super) const PIECE: usize = 256;

/// What stands in place of the time that a membrane was free where it has been left as it was, for more to happen to it than
/// relaxation or being held [ms]; before the step ends, the time itself takes its place.
pub(super) const LEFT_MS: f64 = -1.0;

/// State of membranes, a value per neuron.
pub(super) struct Membranes<'a> {
    /// Potential [mV].
    pub V: &'a mut [f64],
    /// Time left of the refractory period [ms].
    pub t_left: &'a mut [f64],
    /// How long it was free in this step [ms], or [`LEFT_MS`].
    pub free_ms: &'a mut [f64],
}

impl Membranes<'_> {
    /// Some of them.
    #[inline(always)]
    pub fn piece(&mut self, range: Range<usize>) -> Membranes<'_> {
        Membranes {
            V: &mut self.V[range.clone()],
            t_left: &mut self.t_left[range.clone()],
            free_ms: &mut self.free_ms[range],
        }
    }
}

/// What [`relax`] divides out for all membranes alike.
#[derive(Debug, Clone, Copy)]
pub(in crate::sim) struct Relaxed {
    per_C: f64,
    largest_G: f64,
    V_th_mV: f64,
    max_abs_V_mV: f64,
}

impl Relaxed {
    /// What is the same for all membranes.
    pub(super) fn of(relaxation: Relaxation) -> Self {
        let Relaxation { h_ms, C_pF, V_th_mV, max_abs_V_mV, .. } = relaxation;
        Self { per_C: h_ms / C_pF, largest_G: SMALL * C_pF / h_ms, V_th_mV, max_abs_V_mV }
    }

    /// The potential at the end of the step of a membrane to which nothing particular happens; what [`relax`] does to one.
    #[inline]
    pub fn next(&self, before: f64, t_left: f64, G: f64, J: f64) -> Option<f64> {
        let next = before + (J - G * before) * (self.per_C * phi_of_small(self.per_C * G));
        let is_quiet =
            (t_left == 0.0) & (next < self.V_th_mV) & (-self.max_abs_V_mV < next) & (G <= self.largest_G);
        is_quiet.then_some(next)
    }
}

/// Advances membranes that are free during the whole step without reaching threshold, and those that are held during
/// all of it; leaves the others. `G` [nS] and `J` [pA] are the total conductance and the current at V = 0, both constant.
/// They are at most a [`PIECE`].
#[inline]
pub(super) fn relax(relaxation: Relaxation, membranes: &mut Membranes<'_>, G: &[f64], J: &[f64]) {
    if G.len() < FEW {
        relax_each::<FEW>(relaxation, membranes, G, J);
    } else {
        relax_many(relaxation, membranes, G, J);
    }
}

#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
fn relax_many(relaxation: Relaxation, membranes: &mut Membranes<'_>, G: &[f64], J: &[f64]) {
    relax_each::<PIECE>(relaxation, membranes, G, J);
}

/// Two loops, as one has to wait for the division longer than the processor looks ahead.
#[inline(always)]
fn relax_each<const MOST: usize>(
    relaxation: Relaxation,
    membranes: &mut Membranes<'_>,
    G: &[f64],
    J: &[f64],
) {
    let mut rise = [0.0; MOST];
    let rise = &mut rise[..G.len()];
    for (rise, G) in rise.iter_mut().zip(G) {
        *rise = relaxation.rise(*G);
    }
    relaxation.all(membranes, G, J, rise);
}

impl Relaxation {
    /// By how much a current of 1 pA moves a potential over the step at a total conductance `G` [nS]: [mV/pA].
    #[inline(always)]
    fn rise(self, G: f64) -> f64 {
        let per_C = self.h_ms / self.C_pF;
        per_C * phi_of_small(per_C * G)
    }

    /// Advances membranes of which the rise per current is known.
    #[inline(always)]
    fn all(self, membranes: &mut Membranes<'_>, G: &[f64], J: &[f64], rise: &[f64]) {
        let n = rise.len();
        let (V, t_left, free_ms) =
            (&mut membranes.V[..n], &mut membranes.t_left[..n], &mut membranes.free_ms[..n]);
        let (G, J) = (&G[..n], &J[..n]);
        for i in 0..n {
            (V[i], t_left[i], free_ms[i]) = self.one(V[i], t_left[i], (G[i], J[i]), rise[i]);
        }
    }

    /// What becomes of a membrane: potential, time left of the refractory period, and how long it was free.
    #[inline(always)]
    fn one(self, before: f64, left: f64, (G, J): (f64, f64), rise: f64) -> (f64, f64, f64) {
        let Self { h_ms: h, C_pF, V_th_mV, V_reset_mV, max_abs_V_mV } = self;
        let largest_G = SMALL * C_pF / h;
        let next = before + (J - G * before) * rise;
        let is_held = h <= left;
        let is_quiet = (left == 0.0) & (next < V_th_mV) & (-max_abs_V_mV < next) & (G <= largest_G);
        // A store that depends on nothing is quicker than one that does.
        (
            choose(is_quiet, next, choose(is_held, V_reset_mV, before)),
            choose(is_held, left - h, left),
            choose(is_quiet, h, choose(is_held, 0.0, LEFT_MS)),
        )
    }
}

/// Writes to `left` the places of membranes that have been left as they were, in order; quick where there are few.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
pub(super) fn collect_left(free_ms: &[f64], left: &mut Vec<usize>) {
    const LANES: usize = 32;
    left.clear();
    let (pieces, rest) = free_ms.as_chunks::<LANES>();
    let mut collect = |from: usize, piece: &[f64]| {
        left.extend(piece.iter().enumerate().filter(|(_, free)| **free < 0.0).map(|(i, _)| from + i));
    };
    for (place, piece) in pieces.iter().enumerate() {
        // The sign of one of them is in the highest bit of all.
        let bits = piece.iter().fold(0, |all, free| all | free.to_bits());
        if bits >> (u64::BITS - 1) != 0 {
            collect(place * LANES, piece);
        }
    }
    collect(pieces.len() * LANES, rest);
}

/// Makes a function that does what `sum`, then [`relax`] and then a decay of some conductances do, in one go: what all of them
/// need is brought from memory once. Written out for a number of conductances, which the compiler follows no loop over.
macro_rules! sum_and_relax {
    ($name:ident: $($now:ident $after:ident),+) => {
        #[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
        pub(super) fn $name(
            relaxation: Relaxation,
            mut membranes: Membranes<'_>,
            leak: (f64, f64),
            [$($now),+]: [Decaying<'_>; [$(stringify!($now)),+].len()],
            (G, J): (&mut [f64], &mut [f64]),
        ) {
            let mut room = [0.0; PIECE];
            let n = membranes.V.len();
            for start in (0..n).step_by(PIECE) {
                let piece = start..n.min(start + PIECE);
                let n = piece.len();
                let (rise, G, J) = (&mut room[..n], &mut G[piece.clone()][..n], &mut J[piece.clone()][..n]);
                $(
                    let ($after, per_step) = (&mut $now.after[piece.clone()][..n], $now.per_step);
                    let Conductance { g, factor, E_mV } = $now.now;
                    let $now = (&g[piece.clone()][..n], factor, E_mV, per_step);
                )+
                for i in 0..n {
                    let (mut G_i, mut J_i) = leak;
                    $(
                        let g = $now.0[i];
                        $after[i] = g * $now.3;
                        let g = g * $now.1;
                        G_i += g;
                        J_i += g * $now.2;
                    )+
                    (G[i], J[i], rise[i]) = (G_i, J_i, relaxation.rise(G_i));
                }
                let membranes = &mut membranes.piece(piece);
                relaxation.all(membranes, G, J, rise);
            }
        }
    };
}

sum_and_relax!(sum_and_relax_1: a a_after);
sum_and_relax!(sum_and_relax_2: a a_after, b b_after);
sum_and_relax!(sum_and_relax_3: a a_after, b b_after, c c_after);

/// Channels that open on membranes inside a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pull {
    /// Conductance of a synapse of weight 1, over the capacitance [nS/pF].
    pub g_per_C: f64,
    /// Reversal potential [mV].
    pub E_mV: f64,
    /// How long before the end of the step they open [ms].
    pub open_ms: f64,
    /// Threshold [mV].
    pub V_th_mV: f64,
}

/// Lets the channels act on the membranes `targets`, all different, with the weights `w`. Those that reach threshold
/// by it, are about to fire, or are pulled hard, are left as they were: their positions in `targets` go to `left`.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
pub(super) fn pull(
    pull: Pull,
    targets: &[u32],
    w: &[f64],
    V: &mut [f64],
    free_ms: &[f64],
    left: &mut Vec<usize>,
) {
    const LANES: usize = 8;
    let Pull { g_per_C, E_mV, open_ms, V_th_mV } = pull;
    let free_ms = &free_ms[..V.len()];
    let pulled = |before: f64, free_ms: f64, w: f64| {
        // Not a number where the neuron is about to fire: then neither is x.
        let span = if open_ms < free_ms { open_ms } else { free_ms };
        let x = span * g_per_C * w;
        let after = before + (E_mV - before) * (x * phi_of_small(x));
        let fires = (before < V_th_mV) & (V_th_mV <= after);
        let is_weak = x <= SMALL;
        (after, fires | !is_weak)
    };
    let (pieces, rest) = targets.as_chunks::<LANES>();
    let (w_of_pieces, w_of_rest) = w.as_chunks::<LANES>();
    for (piece, (targets, w)) in pieces.iter().zip(w_of_pieces).enumerate() {
        let before = targets.map(|target| V[target as usize]);
        let free = targets.map(|target| free_ms[target as usize]);
        let (mut after, mut is_left) = ([0.0; LANES], [false; LANES]);
        for lane in 0..LANES {
            (after[lane], is_left[lane]) = pulled(before[lane], free[lane], w[lane]);
        }
        if is_left != [false; LANES] {
            for lane in 0..LANES {
                if is_left[lane] {
                    left.push(piece * LANES + lane);
                    after[lane] = before[lane];
                }
            }
        }
        for (target, after) in targets.iter().zip(after) {
            V[*target as usize] = after;
        }
    }
    for (place, (target, w)) in rest.iter().zip(w_of_rest).enumerate() {
        let target = *target as usize;
        let (after, is_left) = pulled(V[target], free_ms[target], *w);
        if is_left {
            left.push(pieces.len() * LANES + place);
        } else {
            V[target] = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::rng::{Stream, StreamKind};
    use crate::sim::vector::{scale, sum};

    const N: usize = 1003;

    fn random(stream: &mut Stream, from: f64, to: f64) -> Vec<f64> {
        (0..N).map(|_| from + (to - from) * stream.uniform()).collect()
    }

    /// Neuron by neuron, each loop gives the bits that all neurons at once give.
    #[test]
    fn one_by_one_and_all_at_once_are_the_same_bits() {
        let mut stream = Stream::new(1, StreamKind::Population, 1);
        let (V, G) = (random(&mut stream, -80.0, -54.2), random(&mut stream, 10.0, 1200.0));
        let J: Vec<f64> = random(&mut stream, -90.0, 0.0).iter().zip(&G).map(|(E, G)| E * G).collect();
        let t_left: Vec<f64> = random(&mut stream, -2.0, 0.5).iter().map(|t| t.max(0.0)).collect();
        let relaxation =
            Relaxation { h_ms: 0.1, C_pF: 200.0, V_th_mV: -54.0, V_reset_mV: -60.0, max_abs_V_mV: 1e4 };
        let relaxed = |piece: usize| {
            let (mut V, mut t_left, mut free_ms) = (V.clone(), t_left.clone(), vec![0.0; N]);
            let mut membranes = Membranes { V: &mut V, t_left: &mut t_left, free_ms: &mut free_ms };
            for start in (0..N).step_by(piece) {
                let range = start..N.min(start + piece);
                relax(relaxation, &mut membranes.piece(range.clone()), &G[range.clone()], &J[range]);
            }
            (V, t_left, free_ms)
        };
        let all = relaxed(PIECE);
        assert_eq!(all, relaxed(1));
        let mut left = Vec::new();
        collect_left(&all.2, &mut left);
        assert!(!left.is_empty() && left.len() < N - 100);
        for i in 0..N {
            let expected = match t_left[i] {
                0.0 => crate::model::neuron::lif::relax(V[i], G[i], J[i], 200.0, 0.1),
                left if 0.1 <= left => -60.0,
                _ => V[i],
            };
            let (is_left, fires) = (left.contains(&i), t_left[i] == 0.0 && -54.0 <= expected);
            let free_ms = if t_left[i] == 0.0 { 0.1 } else { 0.0 };
            assert_eq!(all.2[i], if is_left { LEFT_MS } else { free_ms });
            assert_eq!(all.0[i], if is_left { V[i] } else { expected });
            assert!(
                is_left == (fires || 1000.0 < G[i] && t_left[i] == 0.0 || 0.0 < t_left[i] && t_left[i] < 0.1)
            );
        }
    }

    /// Sums, relaxation and decay in one go, and one after the other.
    #[test]
    fn one_go_and_one_after_the_other_are_the_same_bits() {
        let mut stream = Stream::new(1, StreamKind::Population, 3);
        let (V, t_left) = (random(&mut stream, -80.0, -54.2), random(&mut stream, -2.0, 0.5));
        let t_left: Vec<f64> = t_left.iter().map(|t| t.max(0.0)).collect();
        let g = [(); 3].map(|()| random(&mut stream, 0.0, 400.0));
        let relaxation =
            Relaxation { h_ms: 0.1, C_pF: 200.0, V_th_mV: -54.0, V_reset_mV: -60.0, max_abs_V_mV: 1e4 };
        let leak = (10.0, -700.0);
        let conductance = |k: usize| {
            let (factor, E_mV) = ([0.99, 0.995, 0.9][k], [0.5, -79.5, -70.0][k]);
            Conductance { g: &g[k], factor, E_mV }
        };
        let per_step = [0.98, 0.99, 0.8];
        let start = || (V.clone(), t_left.clone(), vec![0.0; N], vec![0.0; N], vec![0.0; N]);
        for n in 1..=3 {
            let (mut V, mut t_left, mut free_ms, mut G, mut J) = start();
            let mut after = g.clone();
            match n {
                1 => sum(leak, [conductance(0)], &mut G, &mut J),
                2 => sum(leak, [conductance(0), conductance(1)], &mut G, &mut J),
                _ => sum(leak, [conductance(0), conductance(1), conductance(2)], &mut G, &mut J),
            }
            let mut membranes = Membranes { V: &mut V, t_left: &mut t_left, free_ms: &mut free_ms };
            for start in (0..N).step_by(PIECE) {
                let range = start..N.min(start + PIECE);
                relax(relaxation, &mut membranes.piece(range.clone()), &G[range.clone()], &J[range]);
            }
            after[..n].iter_mut().zip(per_step).for_each(|(g, factor)| scale(g, factor));
            let expected = (V, t_left, free_ms, G, J, after);

            let (mut V, mut t_left, mut free_ms, mut G, mut J) = start();
            let mut after = g.clone();
            let membranes = Membranes { V: &mut V, t_left: &mut t_left, free_ms: &mut free_ms };
            let mut all = after.iter_mut().enumerate();
            let mut one = || {
                all.next().map(|(k, after)| Decaying { now: conductance(k), per_step: per_step[k], after })
            };
            let sums = (&mut G[..], &mut J[..]);
            match n {
                1 => sum_and_relax_1(relaxation, membranes, leak, [(); 1].map(|()| one().unwrap()), sums),
                2 => sum_and_relax_2(relaxation, membranes, leak, [(); 2].map(|()| one().unwrap()), sums),
                _ => sum_and_relax_3(relaxation, membranes, leak, [(); 3].map(|()| one().unwrap()), sums),
            }
            assert!(expected == (V, t_left, free_ms, G, J, after), "{n} conductances");
        }
    }

    /// The targets of an axon, all at once and one by one.
    #[test]
    fn a_pull_is_the_same_for_one_and_for_many() {
        let mut stream = Stream::new(1, StreamKind::Population, 2);
        let (V, free) = (random(&mut stream, -80.0, -54.0), random(&mut stream, 0.0, 0.1));
        let w = random(&mut stream, 0.0, 2.0);
        let targets: Vec<u32> = (0..1003).rev().collect();
        let strong = Pull { g_per_C: 4.0, E_mV: 0.0, open_ms: 0.07, V_th_mV: -54.0 };
        let (mut all, mut single, mut left, mut left_singly) = (V.clone(), V, Vec::new(), Vec::new());
        pull(strong, &targets, &w, &mut all, &free, &mut left);
        for place in 0..N {
            let mut mine = Vec::new();
            pull(strong, &targets[place..=place], &w[place..=place], &mut single, &free, &mut mine);
            left_singly.extend(mine.iter().map(|_| place));
        }
        assert_eq!((all, &left), (single, &left_singly));
        assert!(100 < left.len() && left.len() < 900);
    }
}
