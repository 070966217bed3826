//! Sweeps, as an oscilloscope shows them: where a curve crosses a level, what a stretch about a trigger looks like, and how large
//! the responses in it are.

use super::curve::value_at;
use super::readings::Readings;

/// Most sweeps that are kept.
pub const MOST_SWEEPS: usize = 100;
/// Most responses of a sweep of which the amplitudes are read.
pub const MOST_RESPONSES: usize = 10;
/// Lags at which sweeps are averaged, at most, and columns of the curve that is drawn of one.
pub const MOST_LAGS: usize = 600;
/// Times that are no further apart are the same [ms].
const SAME_MS: f64 = 1e-9;

/// Finds where a curve crosses a level, with hysteresis: a crossing counts if since the last one the curve was beyond the level by
/// the hysteresis, on the other side.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossings {
    level: f64,
    hysteresis: f64,
    /// 1 if the level is crossed upwards, −1 if downwards.
    sign: f64,
    is_armed: bool,
    last: Option<(f64, f64)>,
}

impl Crossings {
    /// Finds crossings of a level, upwards or downwards; level and hysteresis have the unit of the curve.
    #[must_use]
    pub fn new(level: f64, hysteresis: f64, is_upwards: bool) -> Self {
        Self { level, hysteresis, sign: if is_upwards { 1.0 } else { -1.0 }, is_armed: false, last: None }
    }

    /// Takes the next point of the curve, as time [ms] and value. The time of the crossing [ms], on the straight line from the
    /// point before, if there is one. What is not a number ends the line.
    pub fn next(&mut self, (time_ms, value): (f64, f64)) -> Option<f64> {
        if !value.is_finite() {
            self.last = None;
            return None;
        }
        let above = self.sign * (value - self.level);
        let before = self.last.replace((time_ms, above));
        if above < 0.0 {
            self.is_armed |= above <= -self.hysteresis;
            return None;
        }
        if !std::mem::take(&mut self.is_armed) {
            return None;
        }
        Some(match before {
            Some((start_ms, start)) if start < 0.0 => {
                start_ms + (time_ms - start_ms) * start / (start - above)
            }
            _ => time_ms,
        })
    }
}

/// The times from a trigger at which sweeps are averaged [ms]: steps of the grid, zero among them, [`MOST_LAGS`] at most and one
/// more.
#[must_use]
pub fn lags_ms((before_ms, after_ms): (f64, f64), dt_ms: f64) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let every = ((before_ms + after_ms) / dt_ms / MOST_LAGS as f64 - 1e-9).ceil().max(1.0);
    let step_ms = every * dt_ms;
    let count = |span_ms: f64| (span_ms / step_ms + 1e-9).floor();
    let (first, last) = (-count(before_ms), count(after_ms));
    #[expect(clippy::cast_possible_truncation, reason = "a few hundred")]
    let range = first as i32..=last as i32;
    range.map(|k| f64::from(k) * step_ms).collect()
}

/// A curve with as many points as a plot shows, every extreme among them.
#[must_use]
pub fn decimated(curve: &[(f64, f64)], columns: usize) -> Vec<(f64, f64)> {
    let group = curve.len().div_ceil(columns.max(1));
    if group <= 2 {
        return curve.to_vec();
    }
    let extremes = curve.chunks(group).flat_map(|own| {
        let by = |sign: f64| {
            let value = |index: &usize| sign * own[*index].1;
            (0..own.len()).max_by(|one, other| value(one).total_cmp(&value(other))).unwrap_or(0)
        };
        let (low, high) = (by(-1.0), by(1.0));
        let both = [low.min(high), low.max(high)];
        both.into_iter().take(if low == high { 1 } else { 2 }).map(|index| own[index])
    });
    // Ends stay where they are.
    let mut points: Vec<(f64, f64)> = extremes.collect();
    if let (Some(first), Some(last)) = (curve.first(), curve.last()) {
        if points.first().is_some_and(|own| first.0 < own.0) {
            points.insert(0, *first);
        }
        if points.last().is_some_and(|own| own.0 < last.0) {
            points.push(*last);
        }
    }
    points
}

/// How far from a baseline the curve turns back that goes farthest. What only falls back to rest after an earlier response does
/// not turn.
fn turning(curve: &[(f64, f64)], baseline: f64) -> Option<f64> {
    let turns = curve.windows(3).filter(|own| (own[1].1 - own[0].1) * (own[2].1 - own[1].1) < 0.0);
    turns.map(|own| own[1].1 - baseline).max_by(|left, right| left.abs().total_cmp(&right.abs()))
}

/// How large the responses to events are, in the unit of the curve: from the last sample before the event to the peak before the
/// next one. The first response says in which direction, by where it turns back; one that goes only the other way is zero. Events [ms] are in order; of
/// those about which the curve is not known there is none.
#[must_use]
pub fn amplitudes(curve: &[(f64, f64)], events_ms: &[f64]) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    let mut direction = 0.0;
    for (index, event_ms) in events_ms.iter().enumerate().take(MOST_RESPONSES) {
        let before = |ms: f64| curve.partition_point(|point| point.0 < ms - SAME_MS);
        let end = events_ms.get(index + 1).map_or(curve.len(), |next| before(*next));
        let Some(start) = before(*event_ms).checked_sub(1).filter(|start| start + 2 <= end) else { break };
        let own = &curve[start..end];
        let Some(readings) = Readings::of(own) else { break };
        let baseline = readings.ends.0;
        let size = readings.peak.map_or(0.0, |peak| peak.value - baseline);
        if direction == 0.0 && size != 0.0 {
            direction = turning(own, baseline).unwrap_or(size).signum();
        }
        found.push(if size * direction < 0.0 {
            let sizes = own.iter().map(|point| direction * (point.1 - baseline));
            direction * sizes.fold(0.0, f64::max)
        } else {
            size
        });
    }
    found
}

/// What a probe did in a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepCurve {
    /// Times from the trigger [ms] and values, every extreme among them.
    pub points: Vec<(f64, f64)>,
    /// Values at the lags of the average; not a number where nothing is known.
    pub values: Vec<f64>,
    /// How large the responses to the triggers in the sweep are.
    pub amplitudes: Vec<f64>,
    /// Times from the trigger at which the neuron fired whose potential it is [ms].
    pub spikes_ms: Vec<f64>,
    /// Least and largest value.
    pub extent: (f64, f64),
}

impl SweepCurve {
    /// From every sample about a trigger [ms], at these lags, with the events in the sweep [ms]. Samples after `until_ms` [ms] only
    /// lead a line out of the plot.
    #[must_use]
    pub fn of(
        curve: &[(f64, f64)],
        (begin_ms, until_ms): (f64, f64),
        lags_ms: &[f64],
        events_ms: &[f64],
    ) -> Self {
        let values = lags_ms.iter().map(|lag| value_at(curve, begin_ms + lag).unwrap_or(f64::NAN)).collect();
        let mut points = decimated(curve, MOST_LAGS);
        for point in &mut points {
            point.0 -= begin_ms;
        }
        let curve = &curve[..curve.partition_point(|point| point.0 <= until_ms + SAME_MS)];
        let extent = curve.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), point| {
            (low.min(point.1), high.max(point.1))
        });
        let amplitudes = amplitudes(curve, events_ms);
        Self { points, values, amplitudes, spikes_ms: Vec::new(), extent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossings(curve: &[(f64, f64)], level: f64, hysteresis: f64, is_upwards: bool) -> Vec<f64> {
        let mut own = Crossings::new(level, hysteresis, is_upwards);
        curve.iter().filter_map(|point| own.next(*point)).collect()
    }

    #[test]
    fn crossings_lie_between_samples_and_need_the_other_side_first() {
        let curve: Vec<(f64, f64)> = [2.0, -1.0, 1.0, 0.5, 1.0, -0.1, 3.0, -4.0, 4.0]
            .into_iter()
            .zip(0..)
            .map(|(y, k)| (f64::from(k), y))
            .collect();
        assert_eq!(crossings(&curve, 0.0, 0.0, true), [1.5, 5.0 + 0.1 / 3.1, 7.5]);
        assert_eq!(crossings(&curve, 0.0, 0.5, true), [1.5, 7.5], "−0.1 is noise");
        assert_eq!(crossings(&curve, 0.0, 0.5, false), [2.0 / 3.0, 4.0 + 1.0 / 1.1, 6.0 + 3.0 / 7.0]);
        let above = crossings(&[(0.0, 5.0), (1.0, 6.0)], 0.0, 0.0, true);
        assert!(above.is_empty(), "it is above from the start: {above:?}");
        let gap = [(0.0, -1.0), (1.0, f64::NAN), (2.0, 1.0)];
        assert_eq!(crossings(&gap, 0.0, 0.0, true), [2.0], "where it crossed is not known");
    }

    #[test]
    fn lags_are_steps_with_zero_among_them() {
        for (before, after, dt) in [(20.0, 200.0, 0.1), (0.0, 1.0, 0.05), (3.3, 1e5, 0.1), (0.05, 0.1, 0.1)] {
            let own = lags_ms((before, after), dt);
            assert!(own.contains(&0.0) && own.len() <= MOST_LAGS + 1, "{before} {after}: {}", own.len());
            assert!(-before - 1e-9 <= own[0] && *own.last().unwrap() <= after + 1e-9);
        }
        assert_eq!(lags_ms((0.2, 0.3), 0.1).len(), 6);
    }

    #[test]
    fn extremes_and_ends_are_kept() {
        let mut curve: Vec<(f64, f64)> = (0..10_001).map(|k| (f64::from(k), 0.0)).collect();
        (curve[3333].1, curve[7001].1) = (9.0, -4.0);
        let few = decimated(&curve, 100);
        assert!(few.len() <= 203 && few.contains(&(3333.0, 9.0)) && few.contains(&(7001.0, -4.0)));
        assert_eq!((few[0], few[few.len() - 1]), ((0.0, 0.0), (10_000.0, 0.0)));
        assert!(few.windows(2).all(|two| two[0].0 < two[1].0));
        assert_eq!(decimated(&curve[..150], 100), curve[..150]);
    }

    /// Responses of 1 and 0.5 on a decay from 8: what goes down between them is no response.
    #[test]
    fn amplitudes_count_from_the_value_before_each_event() {
        let response =
            |t: f64, at: f64, size: f64| if t < at { 0.0 } else { size * libm::exp(-(t - at) / 5.0) };
        let curve: Vec<(f64, f64)> = (0..2000)
            .map(|k| 0.1 * f64::from(k))
            .map(|t| (t, 8.0 * libm::exp(-t / 30.0) + response(t, 50.0, 1.0) + response(t, 100.0, 0.5)))
            .collect();
        let found = amplitudes(&curve, &[50.0, 100.0, 150.0]);
        assert_eq!(found.len(), 3);
        assert!((found[0] - 1.0).abs() < 0.02 && (found[1] - 0.5).abs() < 0.02, "{found:?}");
        assert_eq!(found[2], 0.0, "a failure");
        let turned: Vec<(f64, f64)> = curve.iter().map(|point| (point.0, -point.1)).collect();
        let turned: Vec<f64> = amplitudes(&turned, &[50.0, 100.0, 150.0]).iter().map(|own| -own).collect();
        assert_eq!(turned, found);
        assert!(amplitudes(&curve, &[0.0]).is_empty(), "nothing is known of before");
        assert!(amplitudes(&[], &[1.0]).is_empty());
    }
}
