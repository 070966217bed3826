//! A ring of values, and above it levels of minima and maxima, each an eighth as long as the one below. Minimum
//! and maximum of any stretch are found by looking at a few entries of each level.

use crate::sim::hull;

/// Entries of a level that one entry of the next level covers.
const FACTOR: usize = 8;
/// Levels above the values; an entry of the topmost covers 2 million values.
const LEVELS: usize = 7;
/// Fewest values that a ring keeps.
pub const MIN_CAPACITY: usize = 64;

/// Minimum and maximum of nothing.
pub(super) const NOTHING: [f32; 2] = [f32::NAN; 2];

/// The newest values of a sequence, with minima and maxima. A value's position counts from the beginning of the
/// sequence. NaN gives way to any number.
#[derive(Debug, Clone)]
pub(super) struct Pyramid {
    /// Most values kept, a power of two.
    capacity: usize,
    /// Value number i is at i modulo the capacity.
    ring: Vec<f32>,
    /// Number of values ever pushed.
    pushed: u64,
    /// Entry j of level k covers 8^(k+1) values from j·8^(k+1) on; each level is a ring of its own.
    levels: [Vec<[f32; 2]>; LEVELS],
}

impl Pyramid {
    /// An empty one that keeps this many values, rounded down to a power of two.
    pub fn new(capacity: usize) -> Self {
        let capacity = 1 << capacity.max(MIN_CAPACITY).ilog2();
        Self { capacity, ring: Vec::new(), pushed: 0, levels: Default::default() }
    }

    /// Most values kept.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Number of values kept.
    pub fn len(&self) -> usize {
        self.ring.len()
    }

    /// Position of the oldest value kept.
    pub fn oldest(&self) -> u64 {
        self.pushed - self.ring.len() as u64
    }

    /// Position after the newest value.
    pub fn end(&self) -> u64 {
        self.pushed
    }

    /// The value at a position from `oldest` to before `end`.
    pub fn value(&self, position: u64) -> f32 {
        self.ring[wrapped(position, self.capacity)]
    }

    /// Appends a value; when the ring is full the oldest goes.
    pub fn push(&mut self, value: f32) {
        let mut position = self.pushed;
        self.pushed += 1;
        put(&mut self.ring, wrapped(position, self.capacity), value);
        // A level's entry is made when the last value that it covers has come.
        for level in 1..=LEVELS {
            let slots = slots(self.capacity, level);
            if slots == 0 || !(position + 1).is_multiple_of(FACTOR as u64) {
                break;
            }
            let children = position + 1 - FACTOR as u64..=position;
            let entry = children.fold(NOTHING, |so_far, child| hull(so_far, self.entry(level - 1, child)));
            position /= FACTOR as u64;
            put(&mut self.levels[level - 1], wrapped(position, slots), entry);
        }
    }

    /// Replaces a value by one that the minima and maxima above it take in as well as the old one.
    pub fn extend(&mut self, position: u64, value: f32) {
        self.ring[wrapped(position, self.capacity)] = value;
        let (mut position, mut covered) = (position, 1);
        for level in 1..=LEVELS {
            let slots = slots(self.capacity, level);
            position /= FACTOR as u64;
            covered *= FACTOR as u64;
            if slots == 0 || self.pushed < (position + 1) * covered {
                break;
            }
            let entry = &mut self.levels[level - 1][wrapped(position, slots)];
            *entry = hull(*entry, [value; 2]);
        }
    }

    /// Minimum and maximum of the values from one position to before another. Climbs the levels as far as
    /// whole entries fit, and adds the number of entries that it looked at.
    pub fn range(&self, from: u64, to: u64, looked_at: &mut usize) -> [f32; 2] {
        const F: u64 = FACTOR as u64;
        let (mut from, mut to, mut range, mut level) = (from, to, NOTHING, 0);
        loop {
            let (inner_from, inner_to) = (from.div_ceil(F), to / F);
            let climb = level < LEVELS && inner_from < inner_to;
            let (left_end, right_start) = if climb { (inner_from * F, inner_to * F) } else { (to, to) };
            for position in (from..left_end).chain(right_start..to) {
                range = hull(range, self.entry(level, position));
                *looked_at += 1;
            }
            if !climb {
                return range;
            }
            (from, to, level) = (inner_from, inner_to, level + 1);
        }
    }

    /// What it takes in memory [bytes].
    pub fn memory_bytes(&self) -> usize {
        self.ring.capacity() * size_of::<f32>()
            + self.levels.iter().map(|level| level.capacity() * size_of::<[f32; 2]>()).sum::<usize>()
    }

    /// An entry of a level, 0 being the values.
    fn entry(&self, level: usize, position: u64) -> [f32; 2] {
        match level {
            0 => [self.value(position); 2],
            _ => self.levels[level - 1][wrapped(position, slots(self.capacity, level))],
        }
    }
}

/// Entries of a level in a ring for this many values.
fn slots(capacity: usize, level: usize) -> usize {
    capacity / (1 << (FACTOR.ilog2() as usize * level))
}

#[expect(clippy::cast_possible_truncation, reason = "less than `slots`")]
fn wrapped(position: u64, slots: usize) -> usize {
    // Both capacity and factor are powers of two.
    (position & (slots as u64 - 1)) as usize
}

/// Sets an entry of a ring that grows until it is full.
fn put<T>(ring: &mut Vec<T>, index: usize, value: T) {
    match ring.get_mut(index) {
        Some(entry) => *entry = value,
        None => ring.push(value),
    }
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers")]
mod tests {
    use super::*;

    /// Numbers that look random, with a NaN here and there.
    fn value(position: u64) -> f32 {
        let hash = position.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        if hash.is_multiple_of(7) { f32::NAN } else { hash as f32 }
    }

    #[test]
    fn every_range_is_that_of_its_values() {
        for capacity in [64, 512, 4096] {
            for n in [1, 63, 64, 65, 1000, 4096, 4097, 20_000] {
                let mut pyramid = Pyramid::new(capacity);
                (0..n).for_each(|position| pyramid.push(value(position)));
                assert_eq!((pyramid.end(), pyramid.len()), (n, capacity.min(n as usize)));
                let kept = pyramid.oldest();
                for round in 0..2000_u64 {
                    let a = kept + round.wrapping_mul(0x9E37_79B9_7F4A_7C15) % (n - kept + 1);
                    let b = kept + round.wrapping_mul(0xD134_2543_DE82_EF95) % (n - kept + 1);
                    let (from, to) = (a.min(b), a.max(b));
                    let expected = (from..to).fold(NOTHING, |range, at| hull(range, [value(at); 2]));
                    let mut looked_at = 0;
                    let found = pyramid.range(from, to, &mut looked_at);
                    assert_eq!(found.map(f32::to_bits), expected.map(f32::to_bits), "{from}..{to} of {n}");
                    assert!(looked_at <= 14 * 5 + 16);
                }
            }
        }
    }

    #[test]
    fn a_wider_value_is_seen_at_every_level() {
        let mut pyramid = Pyramid::new(4096);
        for position in 0..4096 {
            pyramid.push(0.0);
            pyramid.extend(position, position as f32);
            assert!((pyramid.range(0, position + 1, &mut 0)[1] - position as f32).abs() < 1e-9);
        }
    }
}
