//! Random numbers: one named stream per object, and samplers whose draws never change.
//!
//! A stream is Xoshiro256++ seeded by SplitMix64 over (seed, kind of object, id), so adding, removing or
//! renaming one object changes no draw of another. What happens to the parts of an object in the order in which spikes
//! come is drawn from [`Keyed`] numbers instead, so that one spike more changes no draw of another part. The samplers
//! are written out here, with golden first draws in the tests, so that no library update can change a result.

use std::sync::LazyLock;

use super::digest::{Digest, StateHash};
use rand_core::{Rng as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a stream belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamKind {
    /// Spikes of a population.
    Population = 1,
    /// Release and connection draws of a projection.
    Projection = 2,
    /// A stimulus with chance in it: noise, or a bombardment.
    Stimulus = 3,
    /// Which neurons of a population fire in a volley; apart, so that a click changes no other draw.
    Volley = 4,
    /// Weights of a projection at the start.
    Weights = 5,
    /// Noise of a projection's plasticity.
    Plasticity = 6,
    /// Release at the synapses of a projection.
    Release = 7,
}

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream {
    rng: Xoshiro256PlusPlus,
    spare_normal: Option<f64>,
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// 2⁶⁴ over the golden ratio, made odd: multiples of it are spread evenly.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number for an object of a kind.
fn hash(seed: u64, kind: StreamKind, id: u32) -> u64 {
    let mut state = mix(seed.wrapping_add(GOLDEN));
    state = mix(state ^ (kind as u64).wrapping_mul(GOLDEN));
    mix(state ^ u64::from(id).wrapping_add(1).wrapping_mul(GOLDEN))
}

/// Uniform in [0, 1), from the upper 53 of 64 bits.
#[inline]
#[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
fn fraction(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

impl Stream {
    /// The stream of an object.
    #[must_use]
    pub fn new(seed: u64, kind: StreamKind, id: u32) -> Self {
        let mut state = hash(seed, kind, id);
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_exact_mut(8) {
            state = state.wrapping_add(GOLDEN);
            chunk.copy_from_slice(&mix(state).to_le_bytes());
        }
        Self { rng: Xoshiro256PlusPlus::from_seed(bytes), spare_normal: None }
    }

    /// Uniform in [0, 1), 53 bits.
    pub fn uniform(&mut self) -> f64 {
        fraction(self.rng.next_u64())
    }

    /// Uniform among 0..n, for n ≥ 1, by Lemire's multiplication with rejection (no bias).
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        loop {
            let product = (self.rng.next_u64() >> 32) * u64::from(n);
            #[expect(clippy::cast_possible_truncation, reason = "the low and the high half")]
            let (low, high) = (product as u32, (product >> 32) as u32);
            // The bound of what is rejected is below n, and costs a division.
            if n <= low || n.wrapping_neg() % n <= low {
                return high;
            }
        }
    }

    /// True with probability `p`.
    pub fn bernoulli(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// Exponential with mean 1, by the ziggurat of Marsaglia & Tsang (2000) with 256 layers.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn exponential(&mut self) -> f64 {
        let table = &*ZIGGURAT;
        loop {
            let bits = self.rng.next_u64();
            let layer = (bits & 0xFF) as usize;
            let x = (bits >> 11) as f64 / (1_u64 << 53) as f64 * table.x[layer];
            if x < table.x[layer + 1] {
                return x; // Wholly below the curve.
            }
            if layer == 0 {
                return TAIL - libm::log(1.0 - self.uniform()); // Beyond the base layer the curve repeats itself.
            }
            let y = table.y[layer] + (table.y[layer + 1] - table.y[layer]) * self.uniform();
            if y < libm::exp(-x) {
                return x;
            }
        }
    }

    /// Normal with mean 0 and variance 1, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = u * u + v * v;
            if 0.0 < s && s < 1.0 {
                let factor = (-2.0 * libm::log(s) / s).sqrt();
                self.spare_normal = Some(v * factor);
                return u * factor;
            }
        }
    }

    /// Poisson with a mean ≥ 0: by inversion for small means, and as a sum of halves for large ones.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        if 30.0 < mean {
            return self.poisson(0.5 * mean) + self.poisson(0.5 * mean);
        }
        let mut probability = libm::exp(-mean);
        let mut u = self.uniform();
        let mut count = 0_u32;
        while probability <= u && count < 1_000 {
            u -= probability;
            count += 1;
            probability *= mean / f64::from(count);
        }
        u64::from(count)
    }
}

/// Random numbers of an object's parts, in no order: each follows from the seed, the object, which of its parts, how many
/// events there were at that part before, and which number of this event. So an event at one part changes no number of
/// another, nor does one that is drawn or not.
#[derive(Debug, Clone, Copy)]
pub struct Keyed {
    key: u64,
}

/// The random numbers of one event at one part of an object: a SplitMix64 that begins where the hash of the event says.
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    state: u64,
}

impl Keyed {
    /// The numbers of an object.
    #[must_use]
    pub fn new(seed: u64, kind: StreamKind, id: u32) -> Self {
        Self { key: hash(seed, kind, id) }
    }

    /// The numbers for an event at a `part` of the object, before which there were `before` events at that part.
    #[inline]
    #[must_use]
    pub fn of(self, part: usize, before: u32) -> Draws {
        // One word for each part and event, of which there are less than 2³² each: no two begin at the same state.
        let event = (part as u64) << 32 | u64::from(before);
        Draws { state: mix(self.key.wrapping_add(event.wrapping_mul(GOLDEN))) }
    }
}

impl Draws {
    #[inline]
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// Uniform in [0, 1), 53 bits.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        fraction(self.next())
    }

    /// Normal with mean 0 and variance 1, by the ziggurat of Marsaglia & Tsang (2000) with 256 layers: nearly always from
    /// one number, and with no logarithm.
    pub fn normal(&mut self) -> f64 {
        let table = &*NORMAL_ZIGGURAT;
        loop {
            let bits = self.next();
            let layer = (bits & 0xFF) as usize;
            let sign = if bits & 0x100 == 0 { 1.0 } else { -1.0 };
            let x = fraction(bits) * table.x[layer];
            if x < table.x[layer + 1] {
                return sign * x; // Wholly below the curve.
            }
            if layer == 0 {
                return sign * self.normal_tail();
            }
            let y = table.y[layer] + (table.y[layer + 1] - table.y[layer]) * self.uniform();
            if y < libm::exp(-0.5 * x * x) {
                return sign * x;
            }
        }
    }

    /// A normal number beyond the base layer, by Marsaglia's method (1964).
    fn normal_tail(&mut self) -> f64 {
        loop {
            let x = -libm::log(1.0 - self.uniform()) / NORMAL_TAIL;
            let y = -libm::log(1.0 - self.uniform());
            if x * x < 2.0 * y {
                return NORMAL_TAIL + x;
            }
        }
    }
}

/// Right edge of the base layer.
const TAIL: f64 = 7.697_117_470_131_05;
/// Area of each layer.
const AREA: f64 = 0.003_949_659_822_581_572;

/// Layer edges of a ziggurat: `x` falls from the widest layer to 0, `y` is the curve there, e^{−x} for the exponential.
struct Ziggurat {
    x: [f64; 257],
    y: [f64; 257],
}

static ZIGGURAT: LazyLock<Ziggurat> =
    LazyLock::new(|| Ziggurat::new(TAIL, AREA, |x| libm::exp(-x), |y| -libm::log(y)));

/// The same of the normal distribution, for y = e^{−x²/2}.
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
/// See [`NORMAL_TAIL`].
const NORMAL_AREA: f64 = 0.004_928_673_233_974_658;

static NORMAL_ZIGGURAT: LazyLock<Ziggurat> = LazyLock::new(|| {
    Ziggurat::new(NORMAL_TAIL, NORMAL_AREA, |x| libm::exp(-0.5 * x * x), |y| libm::sqrt(-2.0 * libm::log(y)))
});

impl Ziggurat {
    /// Layers of equal area below a falling curve from 1.
    fn new(tail: f64, area: f64, curve: impl Fn(f64) -> f64, inverse: impl Fn(f64) -> f64) -> Self {
        let (mut x, mut y) = ([0.0; 257], [1.0; 257]);
        x[0] = area / curve(tail);
        x[1] = tail;
        y[1] = curve(tail);
        y[0] = 0.0;
        for layer in 2..256 {
            y[layer] = y[layer - 1] + area / x[layer - 1];
            x[layer] = inverse(y[layer]);
        }
        Self { x, y }
    }
}

impl Digest for Stream {
    /// What the stream draws next tells its state.
    fn digest(&self, hash: &mut StateHash) {
        let Self { rng, spare_normal } = self;
        let mut ahead = rng.clone();
        (0..4).for_each(|_| hash.word(ahead.next_u64()));
        spare_normal.digest(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> Stream {
        Stream::new(1, StreamKind::Population, 7)
    }

    /// FNV-1a over the bits of the first thousand draws, and the first draw for a person to read.
    fn fingerprint(mut draw: impl FnMut(&mut Stream) -> f64) -> (u64, f64) {
        let mut stream = stream();
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut first = None;
        for _ in 0..1000 {
            let value = draw(&mut stream);
            first.get_or_insert(value);
            for byte in value.to_bits().to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        (hash, first.unwrap())
    }

    #[test]
    fn first_thousand_draws_are_golden() {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let drawn = [
            fingerprint(Stream::uniform),
            fingerprint(|s| f64::from(s.below(1000))),
            fingerprint(Stream::exponential),
            fingerprint(Stream::normal),
            fingerprint(|s| s.poisson(3.0) as f64),
            fingerprint(|s| s.poisson(100.0) as f64),
            fingerprint(|s| f64::from(u8::from(s.bernoulli(0.3)))),
        ];
        let golden: [(u64, f64); 7] = GOLDEN;
        assert_eq!(drawn, golden, "a change here changes every result of every preset");
    }

    const GOLDEN: [(u64, f64); 7] = [
        (16_571_201_691_973_264_071, 0.589_400_283_023_396_4),
        (13_027_081_653_941_741_202, 589.0),
        (3_182_665_098_784_008_447, 0.244_904_169_162_674_35),
        (167_563_378_904_973_273, 1.770_734_534_888_705_6),
        (11_879_875_558_220_765_896, 3.0),
        (10_113_464_027_089_567_148, 99.0),
        (6_474_488_729_315_909_669, 0.0),
    ];

    #[test]
    fn streams_of_different_objects_differ() {
        let first = |seed, kind, id| Stream::new(seed, kind, id).uniform().to_bits();
        let all = [
            first(1, StreamKind::Population, 0),
            first(1, StreamKind::Population, 1),
            first(1, StreamKind::Projection, 0),
            first(1, StreamKind::Stimulus, 0),
            first(1, StreamKind::Volley, 0),
            first(2, StreamKind::Population, 0),
        ];
        let distinct: std::collections::BTreeSet<u64> = all.into_iter().collect();
        assert_eq!(distinct.len(), all.len());
    }

    /// Mean and variance of many draws lie within five standard errors of theory.
    fn check_moments(mean: f64, variance: f64, fourth: f64, mut draw: impl FnMut(&mut Stream) -> f64) {
        const DRAWS: u32 = 200_000;
        let n = f64::from(DRAWS);
        let mut stream = stream();
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..DRAWS {
            let value = draw(&mut stream) - mean;
            sum += value;
            squares += value * value;
        }
        assert!((sum / n).abs() < 5.0 * (variance / n).sqrt(), "mean is off by {}", sum / n);
        let error = (squares / n - variance).abs();
        assert!(error < 5.0 * ((fourth - variance * variance) / n).sqrt(), "variance is off by {error}");
    }

    #[test]
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn moments_are_right() {
        check_moments(0.5, 1.0 / 12.0, 1.0 / 80.0, Stream::uniform);
        check_moments(1.0, 1.0, 9.0, Stream::exponential);
        check_moments(0.0, 1.0, 3.0, Stream::normal);
        check_moments(2.5, 2.5, 2.5 + 3.0 * 2.5 * 2.5, |s| s.poisson(2.5) as f64);
        check_moments(90.0, 90.0, 90.0 + 3.0 * 90.0 * 90.0, |s| s.poisson(90.0) as f64);
        check_moments(4.5, 99.0 / 12.0, 99.0 * (3.0 * 100.0 - 7.0) / 240.0, |s| f64::from(s.below(10)));
        check_moments(0.3, 0.21, 0.21 * (1.0 - 3.0 * 0.21), |s| f64::from(u8::from(s.bernoulli(0.3))));
    }

    #[test]
    fn the_exponential_has_the_right_tail() {
        let mut stream = stream();
        let beyond = |limit: f64, draws: &[f64]| draws.iter().filter(|x| limit < **x).count();
        let draws: Vec<f64> = (0..1_000_000).map(|_| stream.exponential()).collect();
        for limit in [0.1_f64, 1.0, 3.0, 7.7, 9.0] {
            let expected = 1e6 * libm::exp(-limit);
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let found = beyond(limit, &draws) as f64;
            assert!(
                (found - expected).abs() < 5.0 * expected.sqrt(),
                "{found} beyond {limit}, not {expected}"
            );
        }
        assert!(draws.iter().all(|x| 0.0 <= *x && x.is_finite()));
    }

    /// Keyed numbers are golden, too: those of the first event at the first part, and of others.
    #[test]
    fn keyed_draws_are_golden() {
        let keyed = Keyed::new(1, StreamKind::Release, 7);
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in [0, 1, 1_000_000] {
            for before in [0, 1, u32::MAX] {
                let mut draws = keyed.of(part, before);
                for value in (0..50).flat_map(|_| [draws.uniform(), draws.normal()]) {
                    for byte in value.to_bits().to_le_bytes() {
                        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                    }
                }
            }
        }
        let mut first = keyed.of(0, 0);
        let found = (hash, first.uniform(), first.normal());
        assert_eq!(found, KEYED_GOLDEN, "a change here changes every result of presets with chance");
    }

    const KEYED_GOLDEN: (u64, f64, f64) =
        (13_939_929_455_967_472_504, 0.940_267_144_155_053, -0.547_550_225_065_149);

    /// Neither neighbouring parts nor successive events nor objects have anything in common: no bit of one follows another's,
    /// and each is even. Four standard errors of 64 bits and 60 000 numbers, and none comes twice.
    #[test]
    fn keyed_draws_have_nothing_in_common() {
        let n = 60_000_u32;
        let by_part = |i: u32| Keyed::new(1, StreamKind::Release, 7).of(i as usize, 0).next();
        let by_event = |i: u32| Keyed::new(1, StreamKind::Release, 7).of(3, i).next();
        let by_object = |i: u32| Keyed::new(1, StreamKind::Release, i).of(0, 0).next();
        let by_seed = |i: u32| Keyed::new(u64::from(i), StreamKind::Release, 0).of(0, 0).next();
        let kinds: [&dyn Fn(u32) -> u64; 4] = [&by_part, &by_event, &by_object, &by_seed];
        let mut all = std::collections::BTreeSet::new();
        for draw in kinds {
            let mut together = [0_u32; 128];
            for i in 0..n {
                let (bits, next) = (draw(i), draw(i + 1));
                all.insert(bits);
                for bit in 0..64 {
                    together[bit] += u32::try_from(bits >> bit & 1).unwrap();
                    together[64 + bit] += u32::try_from((bits ^ next) >> bit & 1).unwrap();
                }
            }
            let off = together.iter().map(|count| (f64::from(*count) - 30_000.0).abs()).fold(0.0, f64::max);
            assert!(off < 4.5 * f64::from(n).sqrt() / 2.0, "{off}");
        }
        // Of the first part, event, object and seed, some are the same.
        assert!(4 * n as usize - 4 <= all.len(), "{} of {}", all.len(), 4 * n);
    }

    /// The moments of a part's numbers, and the weight of the tails of the normal distribution, beyond the base layer, too.
    #[test]
    fn keyed_draws_have_their_moments() {
        let keyed = Keyed::new(2, StreamKind::Plasticity, 4);
        let all = |draw: fn(&mut Draws) -> f64| -> Vec<f64> {
            (0..1000)
                .flat_map(|part| (0..1000).map(move |before| draw(&mut keyed.of(part, before))))
                .collect()
        };
        let normals: Vec<f64> = all(Draws::normal);
        let power = |k: i32| normals.iter().map(|x| libm::pow(*x, f64::from(k))).sum::<f64>() / 1e6;
        for (k, moment, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)] {
            let error = (variance / 1e6_f64).sqrt();
            assert!((power(k) - moment).abs() < 4.0 * error, "moment {k}: {}", power(k));
        }
        for limit in [0.2_f64, 1.0, 2.0, 3.0, 3.654, 4.2] {
            let p = libm::erfc(limit / std::f64::consts::SQRT_2);
            #[expect(clippy::cast_precision_loss, reason = "a million at most")]
            let found = normals.iter().filter(|x| limit < x.abs()).count() as f64;
            assert!(
                (found - 1e6 * p).abs() < 4.0 * (1e6 * p).sqrt(),
                "{found} beyond {limit}, not {}",
                1e6 * p
            );
        }
        let uniforms: Vec<f64> = all(Draws::uniform);
        let mean = uniforms.iter().sum::<f64>() / 1e6;
        let squares = uniforms.iter().map(|u| (u - 0.5) * (u - 0.5)).sum::<f64>() / 1e6;
        assert!((mean - 0.5).abs() < 4.0 * (1e-6_f64 / 12.0).sqrt(), "{mean}");
        assert!((squares - 1.0 / 12.0).abs() < 4.0 * (1e-6_f64 / 180.0).sqrt(), "{squares}");
        assert!(uniforms.iter().all(|u| (0.0..1.0).contains(u)));
    }
}
