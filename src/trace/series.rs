//! The history of one probe: its newest samples, above them a pyramid of minima and maxima, so that a view of
//! any width costs about as much as it has pixels and never misses a value that lasted one step.
//!
//! Time is kept in steps. Only a reader makes floats of it, relative to the end of what it shows, so that a
//! plot looks the same after three hours of model time as at the start.

use std::collections::VecDeque;

use super::pyramid::{NOTHING, Pyramid};
use crate::sim::hull;
use crate::units::Step;

/// What a value takes in memory, levels and segments included [bytes].
pub const BYTES_PER_VALUE: usize = 6;

/// A window of up to this many values is handed out whole: minimum and maximum of a column would turn a steep
/// slope into a staircase.
const WHOLE: u64 = 4096;

/// A stretch of samples at equal distances in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    /// Boundary of the first bucket.
    first: u64,
    /// Steps in a bucket.
    every: u64,
    /// Position of the first value, counted from the beginning of the series.
    start: u64,
    /// Number of buckets.
    buckets: u64,
    /// Values per bucket: one, or minimum and maximum.
    values: u64,
    /// Nothing in this segment happened before this boundary.
    not_before: u64,
    /// Whether nothing is known of the time just before.
    after_gap: bool,
}

impl Segment {
    /// Boundary of a bucket.
    fn time(&self, bucket: u64) -> u64 {
        (self.first + bucket * self.every).max(self.not_before)
    }

    /// Boundary after the last bucket.
    fn end(&self) -> u64 {
        self.first + self.buckets * self.every
    }

    /// The first bucket of which every value lies at or after a position.
    fn kept_from(&self, oldest: u64) -> u64 {
        oldest.saturating_sub(self.start).div_ceil(self.values).min(self.buckets)
    }

    /// The first bucket that begins at or after a boundary.
    fn bucket_from(&self, step: u64) -> u64 {
        if step <= self.not_before { 0 } else { (step - self.first).div_ceil(self.every).min(self.buckets) }
    }
}

/// The history of one probe, bounded: the oldest samples go first.
#[derive(Debug, Clone)]
pub struct Series {
    values: Pyramid,
    segments: VecDeque<Segment>,
}

impl Series {
    /// An empty series that keeps this many values, rounded down to a power of two.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { values: Pyramid::new(capacity), segments: VecDeque::new() }
    }

    /// Most values kept. A sample of one step is a value, a bucket of several steps is two.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.values.capacity()
    }

    /// Changes how many values are kept; when it is fewer, the oldest go.
    pub fn set_capacity(&mut self, capacity: usize) {
        let mut fresh = Self::new(capacity);
        if fresh.capacity() == self.capacity() {
            return;
        }
        let kept = self.values.end().saturating_sub(fresh.capacity() as u64);
        for segment in &self.segments {
            let from = segment.kept_from(kept.max(self.values.oldest()));
            let buckets: Vec<[f32; 2]> =
                (from..segment.buckets).map(|bucket| self.bucket(segment, bucket)).collect();
            fresh.push(Step(segment.first + from * segment.every), segment.every, &buckets);
        }
        *self = fresh;
    }

    /// Forgets what was sampled at a boundary or after it; of a bucket of several steps that reaches beyond it, all.
    pub fn truncate(&mut self, before: Step) {
        if self.latest().is_none_or(|(newest, _)| newest < before) && self.end() <= before.0 {
            return;
        }
        let mut fresh = Self::new(self.capacity());
        for segment in &self.segments {
            let from = segment.kept_from(self.values.oldest());
            let whole = before.0.saturating_sub(segment.first) / segment.every;
            let kept = from..whole.min(segment.buckets);
            let buckets: Vec<[f32; 2]> = kept.map(|bucket| self.bucket(segment, bucket)).collect();
            fresh.push(Step(segment.first + from * segment.every), segment.every, &buckets);
        }
        *self = fresh;
    }

    /// Boundary after the newest bucket.
    fn end(&self) -> u64 {
        self.segments.back().map_or(0, Segment::end)
    }

    /// Appends a column of [`Samples`]: minimum and maximum of buckets of `every` steps from `first` on. Holes
    /// in time become gaps.
    pub fn push(&mut self, first: Step, every: u64, buckets: &[[f32; 2]]) {
        let every = every.max(1);
        let Some((first_bucket, rest)) = buckets.split_first() else { return };
        let (mut first, mut buckets) = (first.0, buckets);
        let last_start = self.segments.back().map(|last| (last.every, last.end() - last.every));
        if last_start == Some((every, first)) && 1 < every {
            // Two halves of one bucket.
            self.widen_last(*first_bucket);
            (first, buckets) = (first + every, rest);
        }
        if buckets.is_empty() {
            return;
        }
        self.open_segment(first, every, buckets.len() as u64);
        let values = if every == 1 { 1 } else { 2 };
        for bucket in buckets {
            for value in &bucket[..values] {
                self.values.push(*value);
            }
        }
        self.drop_evicted();
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::new(self.capacity());
    }

    /// Number of values kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether no value is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.len() == 0
    }

    /// Boundary of the oldest sample kept.
    #[must_use]
    pub fn first(&self) -> Option<Step> {
        let segment = self.segments.front()?;
        Some(Step(segment.time(segment.kept_from(self.values.oldest()))))
    }

    /// The newest value and its boundary.
    #[must_use]
    pub fn latest(&self) -> Option<(Step, f32)> {
        let segment = self.segments.back()?;
        let bucket = segment.buckets.checked_sub(1)?;
        Some((Step(segment.time(bucket)), middle(self.bucket(segment, bucket))))
    }

    /// The value at a boundary; in a bucket of several steps, the middle between minimum and maximum. `None`
    /// where there is none.
    #[must_use]
    pub fn value_at(&self, step: Step) -> Option<f32> {
        let segment = self.segments.get(self.in_force(step.0))?;
        let bucket = step.0.checked_sub(segment.first)? / segment.every;
        let known = segment.kept_from(self.values.oldest())..segment.buckets;
        known.contains(&bucket).then(|| middle(self.bucket(segment, bucket))).filter(|value| !value.is_nan())
    }

    /// What the series takes in memory [bytes].
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.values.memory_bytes() + self.segments.capacity() * size_of::<Segment>()
    }

    /// Writes what a plot of the boundaries `from` to `to` shows into `out`, as time relative to `to` [steps] and
    /// value, in order of time: every value when there are few, with one more on either side so that a line enters
    /// and leaves the plot; otherwise the minimum and the maximum of each of at most `columns` + 1 columns. A value
    /// of NaN is a gap.
    ///
    /// Columns are counted from step 0, so a plot that scrolls does not shimmer; the first and the last may
    /// reach out of the window.
    ///
    /// Returns how many stored numbers were looked at.
    pub fn visible(&self, from: Step, to: Step, columns: usize, out: &mut Vec<(f64, f32)>) -> usize {
        out.clear();
        let Some((newest, _)) = self.latest().filter(|_| from <= to) else { return 0 };
        let oldest = self.values.oldest();
        let inside: u64 = self
            .overlapping(from.0, to.0)
            .map(|segment| {
                let first = segment.bucket_from(from.0).max(segment.kept_from(oldest));
                segment.bucket_from(to.0.saturating_add(1)).saturating_sub(first) * segment.values
            })
            .sum();
        let mut line = Line { to: to.0, newest: newest.0, out, gap: false, looked_at: 0 };
        let columns = columns.max(1) as u64;
        let is_whole = inside <= WHOLE.max(2 * columns);
        #[expect(clippy::cast_possible_truncation, reason = "a number of points on screen")]
        line.out.reserve(if is_whole { inside } else { 2 * columns } as usize + 4);
        if is_whole {
            self.all_values(from.0, to.0, &mut line);
        } else {
            self.columns(from.0, to.0, (to.0 - from.0 + 1).div_ceil(columns), &mut line);
        }
        line.looked_at
    }

    /// Every value of a window, and one on either side.
    fn all_values(&self, from: u64, to: u64, line: &mut Line<'_>) {
        let oldest = self.values.oldest();
        // The segment in force at the start may have no value before it; then the one before has.
        for segment in self.segments.range(self.in_force(from).saturating_sub(1)..) {
            let known = segment.kept_from(oldest);
            let first = segment.bucket_from(from).saturating_sub(1).max(known);
            let last = (segment.bucket_from(to.saturating_add(1)) + 1).min(segment.buckets);
            line.gap |= segment.after_gap && !line.out.is_empty();
            for bucket in first..last {
                let x = line.relative(segment.time(bucket));
                let [low, high] = self.bucket(segment, bucket);
                line.looked_at += 2;
                line.range(x, [low, high]);
            }
            if to < segment.time(last.max(1) - 1) {
                break;
            }
        }
    }

    /// Minimum and maximum of each column of a window, in columns of `width` steps.
    fn columns(&self, from: u64, to: u64, width: u64, line: &mut Line<'_>) {
        let oldest = self.values.oldest();
        let mut index = self.in_force(from - from % width);
        for column in from / width..=to / width {
            let (start, end) = (column * width, (column + 1) * width);
            let mut range = NOTHING;
            let mut any = false;
            while let Some(segment) = self.segments.get(index) {
                if end <= segment.not_before {
                    break;
                }
                line.gap |= segment.after_gap && start <= segment.not_before && !line.out.is_empty();
                let first = segment.bucket_from(start).max(segment.kept_from(oldest));
                let last = segment.bucket_from(end);
                if first < last {
                    let position = |bucket| segment.start + bucket * segment.values;
                    let (first, last) = (position(first), position(last));
                    range = hull(range, self.values.range(first, last, &mut line.looked_at));
                    any = true;
                }
                if last < segment.buckets {
                    break;
                }
                index += 1;
            }
            if any {
                line.range(line.middle(start, end), range);
            }
        }
    }

    /// Position of the segment that says what was at a boundary. Segments before it hold nothing from there on.
    fn in_force(&self, step: u64) -> usize {
        self.segments.partition_point(|segment| segment.not_before <= step).saturating_sub(1)
    }

    /// The segments that share time with a window.
    fn overlapping(&self, from: u64, to: u64) -> impl Iterator<Item = &Segment> {
        self.segments.range(self.in_force(from)..).take_while(move |segment| segment.not_before <= to)
    }

    /// Minimum and maximum of a bucket.
    fn bucket(&self, segment: &Segment, bucket: u64) -> [f32; 2] {
        let position = segment.start + bucket * segment.values;
        [self.values.value(position), self.values.value(position + segment.values - 1)]
    }

    /// Takes more values into the last bucket.
    fn widen_last(&mut self, bucket: [f32; 2]) {
        let (low, high) = (self.values.end() - 2, self.values.end() - 1);
        let wider = hull([self.values.value(low), self.values.value(high)], bucket);
        self.values.extend(low, wider[0]);
        self.values.extend(high, wider[1]);
    }

    /// Makes room in the list of segments for more buckets at its end.
    fn open_segment(&mut self, first: u64, every: u64, buckets: u64) {
        let values = if every == 1 { 1 } else { 2 };
        if let Some(last) = self.segments.back_mut() {
            if last.every == every && last.end() == first {
                last.buckets += buckets;
                return;
            }
            if first + every <= last.time(last.buckets - 1) {
                self.clear(); // Time went backwards: this is another run.
            }
        }
        let last = self.segments.back();
        let not_before = last.map_or(first, |last| first.max(last.time(last.buckets - 1) + 1));
        let after_gap = last.is_some_and(|last| last.end() < first);
        let start = self.values.end();
        self.segments.push_back(Segment { first, every, start, buckets, values, not_before, after_gap });
    }

    /// Forgets segments of which no value is left, and the oldest when there are very many.
    fn drop_evicted(&mut self) {
        let most = (self.capacity() / 256).max(8);
        while let Some(front) = self.segments.front()
            && (most < self.segments.len() || front.kept_from(self.values.oldest()) == front.buckets)
        {
            self.segments.pop_front();
        }
    }
}

fn middle([low, high]: [f32; 2]) -> f32 {
    if low.to_bits() == high.to_bits() { low } else { low + (high - low) / 2.0 }
}

/// A line under construction.
struct Line<'a> {
    /// End of the window, and the boundary of the newest value.
    to: u64,
    newest: u64,
    out: &'a mut Vec<(f64, f32)>,
    /// Whether a gap comes before the next point.
    gap: bool,
    looked_at: usize,
}

impl Line<'_> {
    /// Time relative to the end of the window [steps].
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_wrap,
        reason = "a difference of steps is small"
    )]
    fn relative(&self, step: u64) -> f64 {
        step.wrapping_sub(self.to) as i64 as f64
    }

    /// The middle of a column relative to the end of the window [steps]; what is still being filled ends at the
    /// newest value.
    #[expect(clippy::cast_precision_loss, reason = "half the width of a column")]
    fn middle(&self, start: u64, end: u64) -> f64 {
        (self.relative(start) + (end - start - 1) as f64 / 2.0).min(self.relative(self.newest))
    }

    fn point(&mut self, x: f64, y: f32) {
        if y.is_nan() {
            self.gap |= !self.out.is_empty();
            return;
        }
        if self.gap {
            self.out.push((x, f32::NAN));
            self.gap = false;
        }
        self.out.push((x, y));
    }

    /// Minimum and maximum at one time, the one nearer to the last point first.
    fn range(&mut self, x: f64, [low, high]: [f32; 2]) {
        if low.is_nan() || low == high {
            self.point(x, low);
            return;
        }
        let before = self.out.last().map_or(low, |(_, y)| *y);
        let falls = (high - before).abs() < (before - low).abs();
        let (one, other) = if falls { (high, low) } else { (low, high) };
        self.point(x, one);
        self.point(x, other);
    }
}

#[cfg(test)]
mod tests;
