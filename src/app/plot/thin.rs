//! The points of a curve that are needed to draw it: what lies on the straight line between others is left out, as drawing a
//! point costs far more than looking at it.

use egui_plot::PlotPoint;

/// How far a curve that is drawn may lie from its points, in points of the screen. The eye sees no less than a quarter of one.
const TOLERANCE: f64 = 0.1;
/// Points of a curve closer than this across, in points of the screen, stand above each other.
const ABOVE: f64 = 1e-6;

/// How finely curves of a plot are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fineness {
    /// Jump of the value from which a curve that turns back is drawn in parts.
    pub jump: f64,
    /// Points of the screen for a unit of the horizontal and of the vertical axis.
    pub scale: [f64; 2],
}

impl Fineness {
    /// The lines that draw a curve whose times do not decrease.
    pub fn lines(self, points: &[PlotPoint]) -> impl Iterator<Item = Vec<PlotPoint>> {
        parts(points, self.jump).into_iter().map(move |part| thinned(part, self.scale))
    }
}

/// A trace in parts that are drawn as lines of their own. A gap ends a part, for the toolkit takes NaN for a
/// mistake; and so does a point at which a trace that jumped by more than `jump` turns back, for the joint of
/// a line as sharp as that would reach beyond the value.
fn parts(points: &[PlotPoint], jump: f64) -> Vec<&[PlotPoint]> {
    let mut parts = Vec::new();
    let (mut start, mut before) = (0, 0.0);
    for (index, around) in points.windows(2).enumerate() {
        let after = around[1].y - around[0].y;
        if after.is_nan() {
            // One of the two ends a part or begins one.
            if !around[0].y.is_nan() {
                parts.push(&points[start..=index]);
            }
            start = index + 1;
        } else if before * after < 0.0 && (jump < f64::abs(before) || jump < after.abs()) {
            parts.push(&points[start..=index]);
            start = index;
        }
        before = after;
    }
    if points.last().is_some_and(|last| !last.y.is_nan()) {
        parts.push(&points[start..]);
    }
    parts
}

/// The points of a curve that are needed to draw it: of one that goes back, all. `scale` as in [`Fineness::scale`].
pub(super) fn needed(points: Vec<PlotPoint>, scale: [f64; 2]) -> Vec<PlotPoint> {
    let is_thinned = scale.iter().all(|own| own.is_finite() && 0.0 < *own)
        && points.is_sorted_by(|one, next| one.x <= next.x);
    if is_thinned { thinned(&points, scale) } else { points }
}

/// A curve through a part of its points, the first and the last among them, that passes all others within [`TOLERANCE`],
/// measured vertically. One pass: from the last point that was taken, all slopes stay allowed that pass the points since then
/// closely enough.
fn thinned(points: &[PlotPoint], [per_x, per_y]: [f64; 2]) -> Vec<PlotPoint> {
    let Some((first, rest)) = points.split_first() else { return Vec::new() };
    let mut taken = vec![*first];
    let (mut from, mut last) = (*first, *first);
    let all = (f64::NEG_INFINITY, f64::INFINITY);
    let mut slopes = all;
    for point in rest {
        let place = |from: PlotPoint| ((point.x - from.x) * per_x, (point.y - from.y) * per_y);
        let is_level = |dy: f64| dy.abs() <= TOLERANCE;
        let (mut dx, mut dy) = place(from);
        let is_on_line = if ABOVE < dx {
            (slopes.0..=slopes.1).contains(&(dy / dx))
        } else {
            is_level(dy) && slopes == all
        };
        if !is_on_line && last != from {
            taken.push(last);
            (from, slopes) = (last, all);
            (dx, dy) = place(from);
        }
        if ABOVE < dx {
            slopes = (slopes.0.max((dy - TOLERANCE) / dx), slopes.1.min((dy + TOLERANCE) / dx));
        } else if !is_level(dy) {
            // Nothing lies on a line that goes straight up.
            slopes = (f64::INFINITY, f64::NEG_INFINITY);
        }
        last = *point;
    }
    if last != from || taken.len() < points.len().min(2) {
        taken.push(last);
    }
    taken
}

#[cfg(test)]
mod tests {
    use rand_core::{Rng, SeedableRng};

    use super::*;

    const SCALE: [f64; 2] = [0.8, 3.0];

    #[test]
    fn a_curve_that_goes_back_is_kept_whole() {
        let line = |xs: &[f64]| xs.iter().map(|x| PlotPoint::new(*x, 2.0 * x)).collect::<Vec<_>>();
        let kept =
            |xs: &[f64], scale| needed(line(xs), scale).iter().map(|point| point.x).collect::<Vec<_>>();
        assert_eq!(kept(&[0.0, 1.0, 2.0, 3.0], SCALE), [0.0, 3.0]);
        assert_eq!(kept(&[0.0, 1.0, 2.0, 1.5], SCALE), [0.0, 1.0, 2.0, 1.5]);
        assert_eq!(kept(&[0.0, 1.0, 2.0], [f64::INFINITY, 1.0]), [0.0, 1.0, 2.0]);
    }

    /// A gap ends a part, and so does a point at which a trace turns back sharply, which belongs to both parts.
    #[test]
    fn parts_end_at_gaps_and_sharp_turns() {
        let gap = f64::NAN;
        let of = |ys: &[f64]| -> Vec<Vec<f64>> {
            let points: Vec<PlotPoint> = ys.iter().map(|y| PlotPoint::new(0.0, *y)).collect();
            parts(&points, 1.0).iter().map(|part| part.iter().map(|point| point.y).collect()).collect()
        };
        let none: Vec<Vec<f64>> = Vec::new();
        assert_eq!(of(&[]), none);
        assert_eq!(of(&[gap, gap]), none);
        assert_eq!(of(&[2.0]), [[2.0]]);
        assert_eq!(of(&[0.0, 0.5, 0.0, 0.5]), [[0.0, 0.5, 0.0, 0.5]]);
        assert_eq!(of(&[0.0, 2.0, 0.0]), [[0.0, 2.0], [2.0, 0.0]]);
        assert_eq!(of(&[gap, 0.0, 1.0, gap, gap, 3.0, gap, 4.0]), [vec![0.0, 1.0], vec![3.0], vec![4.0]]);
        assert_eq!(of(&[0.0, 2.0, gap, 1.0, 1.5]), [vec![0.0, 2.0], vec![1.0, 1.5]]);
    }

    /// How far a point lies from a curve on the screen, measured vertically where it can be.
    fn distance(curve: &[PlotPoint], point: PlotPoint) -> f64 {
        let along = |ends: &[PlotPoint]| {
            let [a, b] = [ends[0], ends[1]];
            let (low, high) = (a.y.min(b.y), a.y.max(b.y));
            let width = b.x - a.x;
            if width * SCALE[0] <= ABOVE {
                return (point.x == a.x).then(|| (low - point.y).max(point.y - high).max(0.0));
            }
            let y = a.y + (b.y - a.y) * (point.x - a.x) / width;
            (a.x..=b.x).contains(&point.x).then(|| (y - point.y).abs())
        };
        curve.windows(2).filter_map(along).fold(f64::INFINITY, f64::min) * SCALE[1]
    }

    /// Curves of all kinds, with stretches that are level, straight, noisy, and columns of a minimum and a maximum.
    #[test]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small numbers"
    )]
    fn every_point_is_passed_closely() {
        let mut random = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(5);
        let mut uniform = move || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut n_left_out = 0;
        for _ in 0..300 {
            let (mut x, mut y, mut slope) = (uniform(), uniform(), 0.0);
            let kind = (4.0 * uniform()) as u32;
            let points: Vec<PlotPoint> = (0..200)
                .map(|_| {
                    x += if uniform() < 0.3 { 0.0 } else { uniform() };
                    if uniform() < 0.1 {
                        slope = 4.0 * (uniform() - 0.5);
                    }
                    y += match kind {
                        0 => slope,
                        1 => 0.05 * (uniform() - 0.5),
                        2 => 20.0 * (uniform() - 0.5),
                        _ => -0.05 * y,
                    };
                    PlotPoint::new(x, y)
                })
                .collect();
            let curve = thinned(&points, SCALE);
            assert!(curve[0] == points[0] && curve.last() == points.last());
            for point in &points {
                let off = distance(&curve, *point);
                assert!(off <= TOLERANCE + 1e-9, "kind {kind}: {off} at {point:?}");
            }
            n_left_out += points.len() - curve.len();
        }
        assert!(10_000 < n_left_out, "{n_left_out}");
    }

    /// What is straight needs two points, a decay of 800 columns few, and a staircase all.
    #[test]
    fn few_points_are_left_of_smooth_curves() {
        let of = |n: u32, y: &dyn Fn(f64) -> f64| {
            let points: Vec<PlotPoint> =
                (0..n).map(|x| PlotPoint::new(f64::from(x), y(f64::from(x)))).collect();
            thinned(&points, [1.0, 1.0]).len()
        };
        assert_eq!(of(800, &|_| -65.0), 2);
        assert_eq!(of(800, &|x| 0.3 * x), 2);
        assert!(of(800, &|x| 100.0 * (-x / 40.0).exp()) < 60);
        assert_eq!(of(100, &|x| (x % 2.0) * 5.0), 100);
        assert_eq!([0, 1, 2].map(|n| of(n, &|_| 1.0)), [0, 1, 2]);
        // A gap ends a line, and a sharp turn too.
        let values = [0.0, 0.0, 0.0, f64::NAN, 1.0, 9.0, 1.0];
        let points: Vec<PlotPoint> =
            values.iter().zip(0..).map(|(y, x)| PlotPoint::new(f64::from(x), *y)).collect();
        let fineness = Fineness { jump: 5.0, scale: [1.0, 1.0] };
        let lengths: Vec<usize> = fineness.lines(&points).map(|line| line.len()).collect();
        assert_eq!(lengths, [2, 2, 2]);
    }
}
