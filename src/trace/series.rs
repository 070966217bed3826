//! One probe's history: chunks of minimum and maximum, each with a small pyramid above it.
//!
//! A chunk holds up to 4096 buckets of one width; when the engine sends coarser samples, a new chunk begins. So
//! an hour of flat-out running and a minute of slow motion can stand side by side, each at the resolution it
//! was recorded with. The oldest chunks go when the space is used up. Extremes are never lost.

use std::collections::VecDeque;

use crate::sim::hull;
use crate::units::Step;

/// Buckets in a chunk.
const CHUNK: usize = 4096;
/// Children of a node of the pyramid.
const FANOUT: usize = 8;
/// Levels of the pyramid above the buckets: 512, 64, 8 and 1 nodes.
const LEVELS: usize = 4;
/// What a bucket takes, with its share of the pyramid [bytes].
pub const BYTES_PER_BUCKET: usize = 10;
/// Windows of up to this many buckets are handed out whole.
const WHOLE: u64 = 4096;

/// The history of one probe.
#[derive(Debug, Clone)]
pub struct Series {
    chunks: VecDeque<Chunk>,
    /// Most buckets kept.
    capacity: usize,
}

#[derive(Debug, Clone)]
struct Chunk {
    first: Step,
    /// Steps in a bucket.
    every: u64,
    /// The buckets, and above them the hulls of eight each.
    levels: [Vec<[f32; 2]>; LEVELS + 1],
}

impl Chunk {
    fn new(first: Step, every: u64) -> Self {
        Self { first, every, levels: std::array::from_fn(|_| Vec::new()) }
    }

    fn len(&self) -> usize {
        self.levels[0].len()
    }

    fn end(&self) -> u64 {
        self.first.0 + self.every * self.len() as u64
    }

    fn push(&mut self, bucket: [f32; 2]) {
        let mut index = self.len();
        for (level, nodes) in self.levels.iter_mut().enumerate() {
            if nodes.len() <= index {
                nodes.push(bucket);
            } else if 0 < level {
                nodes[index] = hull(nodes[index], bucket);
            }
            index /= FANOUT;
        }
    }

    /// Widens the last bucket, when a bucket arrived in two parts.
    fn widen_last(&mut self, bucket: [f32; 2]) {
        let mut index = self.len() - 1;
        for nodes in &mut self.levels {
            nodes[index] = hull(nodes[index], bucket);
            index /= FANOUT;
        }
    }

    /// The coarsest level whose nodes are no wider than `stride` steps, and their width.
    fn level_for(&self, stride: u64) -> (usize, u64) {
        let (mut level, mut width) = (0, self.every);
        while level < LEVELS && width * FANOUT as u64 <= stride {
            (level, width) = (level + 1, width * FANOUT as u64);
        }
        (level, width)
    }
}

impl Series {
    /// An empty history that keeps at most `capacity` buckets.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { chunks: VecDeque::new(), capacity: capacity.max(CHUNK) }
    }

    /// Changes how much is kept.
    pub fn set_capacity(&mut self, capacity: usize) {
        self.capacity = capacity.max(CHUNK);
        self.trim();
    }

    /// Adds buckets of `every` steps, the first of which begins at the boundary `first`.
    pub fn push(&mut self, first: Step, every: u64, buckets: &[[f32; 2]]) {
        let mut buckets = buckets;
        let mut at = first.0;
        if let Some(last) = self.chunks.back_mut() {
            // A bucket that was sent half full comes again with the rest.
            while !buckets.is_empty() && at < last.end() {
                last.widen_last(buckets[0]);
                buckets = &buckets[1..];
                at += every;
            }
        }
        for bucket in buckets {
            let fits = self
                .chunks
                .back()
                .is_some_and(|chunk| chunk.every == every && chunk.end() == at && chunk.len() < CHUNK);
            if !fits {
                self.chunks.push_back(Chunk::new(Step(at), every));
                self.trim();
            }
            if let Some(chunk) = self.chunks.back_mut() {
                chunk.push(*bucket);
            }
            at += every;
        }
    }

    fn trim(&mut self) {
        while 1 < self.chunks.len() && self.capacity < self.n_buckets() {
            self.chunks.pop_front();
        }
    }

    /// Number of buckets that room is kept for; a chunk that a change of width cut short counts as full.
    #[must_use]
    pub fn n_buckets(&self) -> usize {
        self.chunks.len() * CHUNK
    }

    /// Writes the points of a window into `out` as (steps before `to`, value), in order of time: at most two per
    /// column of `columns`, or every bucket if there are few. NaN stands where nothing was recorded.
    ///
    /// Returns how many nodes were looked at.
    pub fn visible(&self, from: Step, to: Step, columns: usize, out: &mut Vec<(f64, f32)>) -> usize {
        out.clear();
        let width = to.0.saturating_sub(from.0).max(1);
        let stride =
            if width <= WHOLE { 1 } else { width.div_ceil(columns.max(1) as u64).next_power_of_two() };
        let mut visited = 0;
        let mut column = Column::new(to, stride);
        let start = self.chunks.partition_point(|chunk| chunk.end() < from.0);
        let mut last_end = None;
        for chunk in self.chunks.iter().skip(start).take_while(|chunk| chunk.first <= to) {
            visited += 1;
            if last_end.is_some_and(|end| end != chunk.first.0) {
                column.gap(out);
            }
            last_end = Some(chunk.end());
            let (level, node_width) = chunk.level_for(stride);
            let nodes = &chunk.levels[level];
            // One node before the window lets its line begin outside.
            let begin = usize::try_from(from.0.saturating_sub(chunk.first.0) / node_width)
                .unwrap_or(0)
                .saturating_sub(1);
            for (index, node) in nodes.iter().enumerate().skip(begin) {
                let at = chunk.first.0 + node_width * index as u64;
                if to.0 < at {
                    break;
                }
                visited += 1;
                column.add(at, *node, out);
            }
        }
        column.finish(out);
        visited
    }

    /// The value at a boundary: the middle of its bucket, which is the sample itself where every step is kept.
    #[must_use]
    pub fn value_at(&self, step: Step) -> Option<f32> {
        let index = self.chunks.partition_point(|chunk| chunk.end() <= step.0);
        let chunk = self.chunks.get(index).filter(|chunk| chunk.first <= step)?;
        let bucket = usize::try_from((step.0 - chunk.first.0) / chunk.every).ok()?;
        let [min, max] = *chunk.levels[0].get(bucket)?;
        Some(if min == max { min } else { 0.5 * (min + max) })
    }

    /// Memory that is in use [bytes].
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let of_chunk = |chunk: &Chunk| chunk.levels.iter().map(|level| level.capacity() * 8).sum::<usize>();
        self.chunks.iter().map(of_chunk).sum()
    }
}

/// The points of one column of pixels, being collected.
struct Column {
    to: Step,
    stride: u64,
    /// Number of the column, and its hull.
    open: Option<(u64, [f32; 2])>,
}

impl Column {
    fn new(to: Step, stride: u64) -> Self {
        Self { to, stride, open: None }
    }

    /// Columns are counted from step 0, so that a scrolling plot does not shimmer.
    fn add(&mut self, at: u64, node: [f32; 2], out: &mut Vec<(f64, f32)>) {
        let number = at / self.stride;
        match &mut self.open {
            Some((open, extremes)) if *open == number => *extremes = hull(*extremes, node),
            _ => {
                self.finish(out);
                self.open = Some((number, node));
            }
        }
    }

    #[expect(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "steps inside a window")]
    fn finish(&mut self, out: &mut Vec<(f64, f32)>) {
        let Some((number, [min, max])) = self.open.take() else { return };
        let at = (number * self.stride) as i64 - self.to.0 as i64;
        out.push((at as f64, min));
        if min < max {
            out.push((at as f64 + 0.5 * self.stride as f64, max));
        }
    }

    fn gap(&mut self, out: &mut Vec<(f64, f32)>) {
        self.finish(out);
        if let Some((at, _)) = out.last().copied() {
            out.push((at, f32::NAN));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{Stream, StreamKind};

    fn wave(n: u64) -> Vec<[f32; 2]> {
        let mut stream = Stream::new(1, StreamKind::Population, 0);
        #[expect(clippy::cast_possible_truncation, reason = "random values")]
        (0..n).map(|_| [stream.normal() as f32; 2]).collect()
    }

    fn extremes(points: &[(f64, f32)]) -> [f32; 2] {
        points
            .iter()
            .filter(|(_, y)| !y.is_nan())
            .fold([f32::NAN; 2], |so_far, (_, y)| hull(so_far, [*y, *y]))
    }

    #[test]
    fn a_window_has_the_extremes_of_what_lies_in_it() {
        let data = wave(100_000);
        let mut series = Series::new(1 << 20);
        for (index, part) in data.chunks(777).enumerate() {
            series.push(Step(777 * index as u64), 1, part);
        }
        let mut stream = Stream::new(2, StreamKind::Population, 0);
        let mut points = Vec::new();
        for _ in 0..300 {
            let a = u64::from(stream.below(99_000));
            let width = 10 + u64::from(stream.below(60_000));
            let b = (a + width).min(99_999);
            series.visible(Step(a), Step(b), 500, &mut points);
            let brute = data[usize::try_from(a).unwrap()..=usize::try_from(b).unwrap()]
                .iter()
                .fold([f32::NAN; 2], |so_far, bucket| hull(so_far, *bucket));
            let [low, high] = extremes(&points);
            assert!(low <= brute[0] && brute[1] <= high, "{a}..{b}: {low} {high} {brute:?}");
            assert!(points.len() <= 4100, "{} points", points.len());
            assert!(points.is_sorted_by(|p, q| p.0 <= q.0));
        }
    }

    #[test]
    fn a_spike_of_one_step_is_seen_at_any_zoom() {
        let mut series = Series::new(1 << 20);
        let mut data = vec![[-70.0; 2]; 1_000_000];
        data[654_321] = [20.0; 2];
        series.push(Step(0), 1, &data);
        let mut points = Vec::new();
        for width in [100_u64, 5_000, 80_000, 999_999] {
            let to = Step((654_321 + width / 2).min(999_999));
            let visited = series.visible(Step(to.0.saturating_sub(width)), to, 600, &mut points);
            assert_eq!(extremes(&points)[1], 20.0, "width {width}");
            assert!(visited <= 16_000, "{visited} nodes for {width} steps");
        }
    }

    #[test]
    fn far_times_show_the_same_points() {
        let data = wave(3_000);
        let points = |first: u64| {
            let mut series = Series::new(1 << 20);
            series.push(Step(first), 1, &data);
            let mut points = Vec::new();
            series.visible(Step(first), Step(first + 2_999), 600, &mut points);
            points
        };
        assert_eq!(points(0), points(100_000_000_000));
    }

    #[test]
    fn the_oldest_goes_and_memory_is_bounded() {
        let mut series = Series::new(20_000);
        for index in 0..100_u64 {
            series.push(Step(5_000 * index), 1, &vec![[1.0; 2]; 5_000]);
        }
        assert!(series.n_buckets() <= 20_480 + CHUNK);
        assert!(series.memory_bytes() <= 24_576 * 16, "{}", series.memory_bytes());
        assert_eq!(series.value_at(Step(0)), None);
        assert_eq!(series.value_at(Step(499_999)), Some(1.0));
        assert_eq!(series.value_at(Step(500_000)), None);
    }

    #[test]
    fn widths_mix_halves_join_and_gaps_show() {
        let mut series = Series::new(1 << 20);
        series.push(Step(0), 1, &[[1.0; 2], [2.0; 2], [3.0; 2], [4.0; 2]]);
        series.push(Step(4), 4, &[[5.0, 6.0]]);
        series.push(Step(4), 4, &[[4.0, 9.0], [7.0, 7.5]]);
        series.push(Step(100), 1, &[[0.0; 2]]);
        assert_eq!(series.value_at(Step(2)), Some(3.0));
        assert_eq!(series.value_at(Step(5)), Some(6.5));
        assert_eq!(series.value_at(Step(8)), Some(7.25));
        assert_eq!(series.value_at(Step(50)), None);
        let mut points = Vec::new();
        series.visible(Step(0), Step(100), 600, &mut points);
        assert_eq!(points.iter().filter(|(_, y)| y.is_nan()).count(), 1);
        assert_eq!(points.first(), Some(&(-100.0, 1.0)));
        assert_eq!(points.last(), Some(&(0.0, 0.0)));
    }
}
