//! Samples on their way to whoever looks at them: buckets of minimum and maximum, so that any number of steps
//! fits into a bounded space and a value that lasted one step is never lost.

use std::sync::Arc;

use crate::model::probe::Probe;
use crate::units::Step;

/// Most buckets in a column before neighbours are merged.
pub const MAX_BUCKETS: usize = 65_536;
/// Most buckets in all columns together; many probes make shorter columns.
const MAX_BUCKETS_TOGETHER: usize = 1 << 22;

/// Minimum and maximum of each probe in buckets of `every` steps.
///
/// Bucket boundaries are multiples of `every`, so that what follows falls into the same buckets, whoever merged
/// what. The first and the last bucket may hold fewer steps than `every`.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// Boundary at which the first bucket starts, a multiple of `every`.
    pub first: Step,
    /// Steps in a bucket, a power of two; 1 means that minimum and maximum are the sample itself.
    pub every: u64,
    /// One column per probe, in the probe's unit; NaN where all samples of a bucket are.
    pub columns: Vec<Vec<[f32; 2]>>,
}

/// Samples of one list of probes.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleBlock {
    /// What the columns are.
    pub probes: Arc<[Probe]>,
    /// The samples.
    pub samples: Samples,
}

impl SampleBlock {
    /// No samples of these probes.
    #[must_use]
    pub fn new(probes: Arc<[Probe]>) -> Self {
        let samples = Samples::new(probes.len());
        Self { probes, samples }
    }
}

/// The smaller minimum and the larger maximum; NaN gives way to any number.
#[must_use]
pub fn hull(a: [f32; 2], b: [f32; 2]) -> [f32; 2] {
    [a[0].min(b[0]), a[1].max(b[1])]
}

/// A sample as it is kept for looking at.
#[expect(clippy::cast_possible_truncation, reason = "a plot has no use for more than seven digits")]
fn bucket(value: f64) -> [f32; 2] {
    [value as f32, value as f32]
}

/// Minimum and maximum of samples.
fn bucket_of(values: &[f64]) -> [f32; 2] {
    values.iter().fold([f32::NAN; 2], |so_far, value| hull(so_far, bucket(*value)))
}

impl Samples {
    /// No samples of this number of probes.
    #[must_use]
    pub fn new(n_columns: usize) -> Self {
        Self { first: Step(0), every: 1, columns: vec![Vec::new(); n_columns] }
    }

    /// Number of buckets in each column.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Whether there is no sample.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Boundary at which the last bucket ends.
    #[must_use]
    pub fn end(&self) -> Step {
        Step(self.first.0 + self.every * self.len() as u64)
    }

    /// The most buckets that a column should have, given how many columns there are and what a column may hold.
    #[must_use]
    pub fn most_buckets(&self, most: usize) -> usize {
        (MAX_BUCKETS_TOGETHER / self.columns.len().max(1)).clamp(256, MAX_BUCKETS).min(most).max(2)
    }

    /// Whether samples that begin at `first` carry on where these end, without a hole.
    #[must_use]
    pub fn continues_at(&self, first: Step, every: u64) -> bool {
        let every = self.every.max(every);
        let Some(last) = self.end().0.checked_sub(self.every).filter(|_| !self.is_empty()) else {
            return true;
        };
        (last / every..=last / every + 1).contains(&(first.0 / every))
    }

    /// Appends samples of every step from the boundary `first` on, which must carry on where these end.
    pub fn append_steps(&mut self, first: Step, columns: &[Vec<f64>]) {
        let every = usize::try_from(self.every).unwrap_or(usize::MAX);
        let inside = first.0 % self.every;
        // Steps that complete the bucket in which `first` lies.
        let head = if inside == 0 { 0 } else { usize::try_from(self.every - inside).unwrap_or(usize::MAX) };
        let open = !self.is_empty() && self.end().0 > first.0;
        if self.is_empty() {
            self.first = Step(first.0 - inside);
        }
        for (own, values) in self.columns.iter_mut().zip(columns) {
            if every == 1 {
                own.extend(values.iter().map(|value| bucket(*value)));
                continue;
            }
            let (head, rest) = values.split_at(head.min(values.len()));
            if !head.is_empty() {
                append_bucket(own, bucket_of(head), open);
            }
            own.extend(rest.chunks(every).map(bucket_of));
        }
    }

    /// Appends samples that carry on where these end. Both end up in the wider buckets.
    pub fn append(&mut self, mut later: Self) {
        if later.is_empty() {
            return;
        }
        if self.is_empty() {
            *self = later;
            return;
        }
        self.coarsen_to(later.every);
        later.coarsen_to(self.every);
        let open = self.end().0 > later.first.0;
        for (own, values) in self.columns.iter_mut().zip(&later.columns) {
            if let Some((head, rest)) = values.split_first() {
                append_bucket(own, *head, open);
                own.extend_from_slice(rest);
            }
        }
    }

    /// Merges neighbours until no column has more than `most` buckets.
    pub fn shrink_to(&mut self, most: usize) {
        while most.max(2) < self.len() {
            self.coarsen();
        }
    }

    fn coarsen_to(&mut self, every: u64) {
        while self.every < every {
            self.coarsen();
        }
    }

    /// Doubles the width of the buckets.
    fn coarsen(&mut self) {
        // A first bucket in the right half of its pair stays alone.
        let alone = usize::from((self.first.0 / self.every) % 2 == 1);
        self.every *= 2;
        self.first.0 -= self.first.0 % self.every;
        for column in &mut self.columns {
            let n = column.len();
            let n_after = alone.min(n) + (n - alone.min(n)).div_ceil(2);
            for after in alone..n_after {
                let left = alone + 2 * (after - alone);
                column[after] = column.get(left + 1).map_or(column[left], |right| hull(column[left], *right));
            }
            column.truncate(n_after);
        }
    }
}

/// Appends a bucket, or merges it into the last one when that is still open.
fn append_bucket(column: &mut Vec<[f32; 2]>, bucket: [f32; 2], open: bool) {
    match column.last_mut() {
        Some(last) if open => *last = hull(*last, bucket),
        _ => column.push(bucket),
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "minima and maxima are exact")]
mod tests {
    use super::*;

    /// Deterministic values with a spike here and there.
    fn value(step: u64) -> f64 {
        let hash = step.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        f64::from(u32::try_from(hash).unwrap()) / 1e4
    }

    fn steps(from: u64, to: u64) -> Vec<Vec<f64>> {
        vec![(from..to).map(value).collect()]
    }

    fn check(samples: &Samples, from: u64, to: u64) {
        assert_eq!(samples.first.0 % samples.every, 0);
        assert_eq!(samples.first.0, from - from % samples.every);
        assert!(to <= samples.end().0 && samples.end().0 < to + samples.every);
        for (index, found) in samples.columns[0].iter().enumerate() {
            let start = samples.first.0 + index as u64 * samples.every;
            let inside: Vec<f64> = (start.max(from)..(start + samples.every).min(to)).map(value).collect();
            assert_eq!(*found, bucket_of(&inside), "bucket {index} of {} steps", samples.every);
        }
    }

    #[test]
    fn any_way_of_appending_gives_the_same_buckets() {
        for from in [0, 1, 7, 1003] {
            for chunk in [1_u64, 2, 3, 7, 64, 1000] {
                let to = from + 3000;
                let mut samples = Samples::new(1);
                let mut at = from;
                while at < to {
                    let end = (at + chunk).min(to);
                    samples.append_steps(Step(at), &steps(at, end));
                    samples.shrink_to(100);
                    at = end;
                }
                assert!(samples.len() <= 100);
                check(&samples, from, to);
            }
        }
    }

    #[test]
    fn coarse_and_fine_parts_join() {
        let part = |from, to, most| {
            let mut samples = Samples::new(1);
            samples.append_steps(Step(from), &steps(from, to));
            samples.shrink_to(most);
            samples
        };
        for (first, second) in [(1000, 13), (13, 1000), (20, 20), (1000, 1000)] {
            let mut samples = part(5, 777, first);
            let later = part(777, 2001, second);
            assert!(samples.continues_at(later.first, later.every));
            samples.append(later);
            check(&samples, 5, 2001);
        }
    }

    #[test]
    fn a_hole_is_seen() {
        let mut samples = Samples::new(1);
        assert!(samples.continues_at(Step(17), 1), "anything may follow nothing");
        samples.append_steps(Step(10), &steps(10, 20));
        assert!(samples.continues_at(Step(20), 1));
        assert!(!samples.continues_at(Step(21), 1));
        assert!(!samples.continues_at(Step(0), 1));
    }

    #[test]
    fn a_bucket_is_a_gap_only_when_all_of_it_is() {
        let mut samples = Samples::new(1);
        samples.append_steps(Step(0), &[vec![f64::NAN, f64::NAN, 1.0, f64::NAN]]);
        samples.shrink_to(2);
        assert!(samples.columns[0][0][0].is_nan());
        assert_eq!(samples.columns[0][1], [1.0, 1.0]);
    }

    #[test]
    fn many_columns_are_shorter() {
        assert_eq!(Samples::new(1).most_buckets(MAX_BUCKETS), 65_536);
        assert_eq!(Samples::new(1024).most_buckets(MAX_BUCKETS), 4096);
        assert_eq!(Samples::new(1).most_buckets(100), 100);
    }
}
