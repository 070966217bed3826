//! Views of a series against what they should show.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "small numbers"
)]

use super::*;

fn hash(n: u64) -> u64 {
    let n = (n ^ (n >> 31)).wrapping_mul(0xD134_2543_DE82_EF95);
    (n ^ (n >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20
}

/// Deterministic noise.
fn value(step: u64) -> f32 {
    (hash(step) % 100_000) as f32
}

fn push_steps(series: &mut Series, from: u64, to: u64) {
    let buckets: Vec<[f32; 2]> = (from..to).map(|step| [value(step); 2]).collect();
    series.push(Step(from), 1, &buckets);
}

fn series(n: u64) -> Series {
    let mut series = Series::new(1 << 20);
    push_steps(&mut series, 0, n);
    series
}

fn view(series: &Series, from: u64, to: u64, columns: usize) -> Vec<(f64, f32)> {
    let mut out = vec![(1.0, 1.0)];
    series.visible(Step(from), Step(to), columns, &mut out);
    out
}

fn extremes(points: &[(f64, f32)]) -> [f32; 2] {
    points.iter().fold([f32::NAN; 2], |range, (_, y)| hull(range, [*y; 2]))
}

#[test]
fn columns_equal_brute_force_for_random_windows() {
    const N: u64 = 50_000;
    let series = series(N);
    for round in 0..300 {
        let (a, b) = (hash(round) % N, hash(round + 1000) % N);
        let (from, to) = (a.min(b), a.max(b));
        let columns = 1 + hash(round + 2000) % 400;
        let points = view(&series, from, to, columns as usize);
        assert!(points.is_sorted_by(|a, b| a.0 <= b.0));
        if to - from < WHOLE.max(2 * columns) {
            let (from, to) = (from.saturating_sub(1), to.min(N - 2) + 1);
            let values: Vec<f32> = points.iter().map(|(_, y)| *y).collect();
            assert_eq!(values, (from..=to).map(value).collect::<Vec<_>>());
            continue;
        }
        assert!(points.len() <= 2 * columns as usize + 2, "{} points", points.len());
        let width = (to - from + 1).div_ceil(columns);
        let mut left = &points[..];
        for column in from / width..=to / width {
            let (start, end) = (column * width, (column + 1) * width);
            let expected = (start..end.min(N)).map(value).fold(NOTHING, |range, y| hull(range, [y; 2]));
            let x = f64::midpoint(start as f64, (end - 1) as f64).min((N - 1) as f64) - to as f64;
            let n = left.iter().take_while(|point| (point.0 - x).abs() < 1e-6).count();
            assert!((1..=2).contains(&n), "column {column} of {columns} in {from}..={to}");
            assert_eq!(extremes(&left[..n]), expected);
            left = &left[n..];
        }
        assert!(left.is_empty());
    }
}

#[test]
fn a_spike_of_one_step_is_seen_at_any_zoom() {
    for at in [0, 1, 77_777, 999_999] {
        let mut series = Series::new(1 << 20);
        let mut buckets = vec![[-70.0; 2]; 1_000_000];
        buckets[at] = [20.0; 2];
        for (index, chunk) in buckets.chunks(1021).enumerate() {
            series.push(Step(index as u64 * 1021), 1, chunk);
        }
        for columns in [2, 10, 100, 2000, 3_000_000] {
            let points = view(&series, 0, 999_999, columns);
            assert_eq!(extremes(&points), [-70.0, 20.0], "step {at}, {columns} columns");
        }
    }
}

#[test]
fn the_oldest_goes_when_the_ring_is_full() {
    let mut series = Series::new(1000);
    assert_eq!(series.capacity(), 512);
    let mut at = 0;
    for round in 0..500 {
        let end = at + 1 + hash(round) % 97;
        push_steps(&mut series, at, end);
        at = end;
        let oldest = at.saturating_sub(512);
        assert_eq!(series.first(), Some(Step(oldest)));
        assert_eq!(series.value_at(Step(oldest)), Some(value(oldest)));
        assert_eq!(series.value_at(Step(at - 1)), Some(value(at - 1)));
        assert!(oldest == 0 || series.value_at(Step(oldest - 1)).is_none());
        let expected = (oldest..at).map(value).fold(NOTHING, |range, y| hull(range, [y; 2]));
        assert_eq!(extremes(&view(&series, 0, at, 20)), expected);
    }
    assert!(series.memory_bytes() <= 512 * BYTES_PER_VALUE);
}

#[test]
fn holes_and_nan_are_gaps() {
    // In columns of 500 steps, and value by value.
    for columns in [10, 5000] {
        let mut series = Series::new(1 << 16);
        push_steps(&mut series, 0, 1000);
        push_steps(&mut series, 2000, 3000);
        series.push(Step(3000), 1, &vec![[f32::NAN; 2]; 1000]);
        push_steps(&mut series, 4000, 5000);
        let points = view(&series, 0, 4999, columns);
        let gaps: Vec<f64> = points.iter().filter(|(_, y)| y.is_nan()).map(|(x, _)| *x + 4999.0).collect();
        assert_eq!(gaps.len(), 2, "{points:?}");
        assert!((1000.0..=2700.0).contains(&gaps[0]) && (3000.0..=4700.0).contains(&gaps[1]), "{gaps:?}");
        assert!(!points[0].1.is_nan() && !points.last().unwrap().1.is_nan());
        assert!(points.is_sorted_by(|a, b| a.0 <= b.0));
        assert_eq!((series.value_at(Step(1500)), series.value_at(Step(3500))), (None, None));
    }
}

/// Buckets of `every` steps that cover `from..to`.
fn coarse(from: u64, to: u64, every: u64) -> (Step, Vec<[f32; 2]>) {
    let first = from - from % every;
    let buckets = (first..to).step_by(every as usize).map(|start| {
        (start.max(from)..(start + every).min(to)).map(value).fold(NOTHING, |range, y| hull(range, [y; 2]))
    });
    (Step(first), buckets.collect())
}

#[test]
fn chunks_of_any_width_join_without_gaps() {
    for seed in 0..30 {
        let mut series = Series::new(1 << 16);
        let mut at = 0;
        for round in 0..60 {
            let every = [1, 1, 2, 8, 8, 64][(hash(seed * 1000 + round) % 6) as usize];
            let end = at + 1 + hash(seed * 777 + round) % 700;
            let (first, buckets) = coarse(at, end, every);
            series.push(first, every, &buckets);
            at = end;
        }
        for columns in [6, 50, 700, 1_000_000] {
            let points = view(&series, 0, at - 1, columns);
            let expected = (0..at).map(value).fold(NOTHING, |range, y| hull(range, [y; 2]));
            assert_eq!(extremes(&points), expected);
            assert!(points.iter().all(|(x, y)| !y.is_nan() && (-(at as f64)..=0.0).contains(x)));
            assert!(points.is_sorted_by(|a, b| a.0 <= b.0));
        }
        assert!(series.segments.len() <= 61);
    }
}

#[test]
fn halves_of_a_bucket_merge() {
    let mut series = Series::new(1024);
    for end in 1..=5000 {
        let (first, buckets) = coarse(end - 1, end, 64);
        series.push(first, 64, &buckets);
    }
    assert_eq!((series.segments.len(), series.len()), (1, 2 * 79));
    let whole = {
        let mut series = Series::new(1024);
        let (first, buckets) = coarse(0, 5000, 64);
        series.push(first, 64, &buckets);
        series
    };
    for columns in [4, 40, 400] {
        assert_eq!(view(&series, 0, 5000, columns), view(&whole, 0, 5000, columns));
    }
}

#[test]
fn late_times_look_like_early_ones() {
    let shifted = |by: u64| {
        let mut series = Series::new(1 << 16);
        let buckets: Vec<[f32; 2]> = (0..30_000).map(|step| [value(step); 2]).collect();
        series.push(Step(by), 1, &buckets);
        series.push(Step(by + 30_000), 16, &buckets[..1000]);
        // Columns of 125, 40 and 5 steps, and value by value.
        [320, 1000, 8000, 100_000].map(|columns| view(&series, by + 4000, by + 43_999, columns))
    };
    // 10⁷ ms in steps of 0.1 ms, and a time that no f32 and not every f64 resolves.
    assert_eq!(shifted(100_000_000), shifted(0));
    assert_eq!(shifted(10_000_000_000_000_000), shifted(0));
}

#[test]
fn a_view_that_scrolls_keeps_its_points() {
    let series = series(50_000);
    let (one, other) = (view(&series, 10_000, 19_999, 100), view(&series, 10_017, 20_016, 100));
    let moved: Vec<(f64, f32)> = other.iter().map(|(x, y)| (x + 17.0, *y)).collect();
    let common = one.len().min(moved.len());
    assert_eq!(one[..common], moved[..common]);
}

#[test]
fn the_cost_of_a_view_depends_on_its_pixels_not_on_the_history() {
    let cost = |n: u64| {
        let series = series(n);
        let mut out = Vec::new();
        series.visible(Step(0), Step(n - 1), 1000, &mut out)
    };
    let (short, long) = (cost(10_000), cost(1_000_000));
    assert!(long <= 1000 * 50, "{long} entries for 1000 columns");
    assert!(long <= 5 * short, "{short} and {long}");
    let series = series(1_000_000);
    let mut out = Vec::new();
    let looked_at = series.visible(Step(999_000), Step(999_999), 1000, &mut out);
    assert!(looked_at <= 2 * 1010, "{looked_at} for a thousand values at the end");
}

#[test]
fn an_earlier_time_begins_anew() {
    let mut series = series(1000);
    push_steps(&mut series, 0, 10);
    assert_eq!((series.len(), series.first()), (10, Some(Step(0))));
    series.clear();
    assert!(series.is_empty() && series.latest().is_none() && series.first().is_none());
    assert!(view(&series, 0, 100, 100).is_empty());
    assert_eq!(series.visible(Step(5), Step(4), 100, &mut Vec::new()), 0);
}

#[test]
fn very_many_segments_are_bounded() {
    let mut series = Series::new(1 << 12);
    for step in 0..10_000 {
        push_steps(&mut series, 2 * step, 2 * step + 1);
    }
    assert!(series.segments.len() <= 16);
    assert_eq!(series.latest(), Some((Step(19_998), value(19_998))));
    assert_eq!(series.value_at(Step(19_970)), Some(value(19_970)));
}
