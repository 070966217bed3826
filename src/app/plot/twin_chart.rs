//! A twin in charts: what A shows, pale under what B shows, or what B shows more than A.

use eframe::egui::Color32;

use super::chart::{Bars, Chart, Curve, Dots, Under};
use super::pale::pale;
use super::twin::b_less_a;
use crate::app::context::ViewContext;

/// How much larger dots of A are.
const LARGER: f32 = 1.7;

/// The chart of B with that of A under it, or with the difference in its place.
pub(super) fn beside(b: Chart, a: Option<Chart>, context: &ViewContext<'_>) -> Chart {
    let text = context.text;
    let Some(a) = a else {
        let note = text.get("twin-only-b");
        return Chart { notes: with_first(note, b.notes), ..b };
    };
    if is_alike(&a, &b) {
        return Chart { notes: with_first(text.get("twin-alike"), b.notes), ..b };
    }
    if context.shows_difference
        && let Some(difference) = difference(&b, &a, context)
    {
        return difference;
    }
    let own_notes = a.notes.iter().filter(|note| !b.notes.contains(note));
    let own_notes: Vec<String> = own_notes.map(|note| format!("A: {note}")).collect();
    let mut notes = with_first(text.get("twin-legend"), b.notes);
    notes.extend(own_notes);
    let mut chart = Chart { notes, ..b };
    for (own, other) in [(&mut chart.x.range, a.x.range), (&mut chart.y.range, a.y.range)] {
        *own = (own.0.min(other.0), own.1.max(other.1));
    }
    chart.under = under(a);
    chart
}

fn with_first(first: String, rest: Vec<String>) -> Vec<String> {
    std::iter::once(first).chain(rest).collect()
}

/// Whether two charts show the same.
fn is_alike(a: &Chart, b: &Chart) -> bool {
    let curves = |own: &Chart| -> Vec<_> { own.curves.iter().map(|curve| curve.points.clone()).collect() };
    let dots = |own: &Chart| -> Vec<_> { own.dots.iter().map(|dots| dots.points.clone()).collect() };
    let bars = |own: &Chart| own.bars.as_ref().map(|bars| bars.counts.clone());
    curves(a) == curves(b) && dots(a) == dots(b) && bars(a) == bars(b)
}

/// What B shows more than A at the same places of the horizontal axis; none if there are no such places.
fn difference(b: &Chart, a: &Chart, context: &ViewContext<'_>) -> Option<Chart> {
    let bars = b.bars.as_ref().zip(a.bars.as_ref()).and_then(|(b, a)| {
        let counts = less(&b.counts, &a.counts);
        (counts.len() == b.counts.len()).then_some(Bars { counts, width: b.width, colour: b.colour })
    });
    let of_colour = |colour: Color32| -> Vec<(f64, f64)> {
        let own = a.curves.iter().filter(|curve| !curve.is_faint && curve.colour == colour);
        own.flat_map(|curve| curve.points.iter().copied()).collect()
    };
    let curves = b.curves.iter().filter(|curve| !curve.is_faint).filter_map(|curve| {
        let points = less(&curve.points, &of_colour(curve.colour));
        let name = named(&curve.name, context);
        (!points.is_empty()).then_some(Curve { name, points, colour: curve.colour, is_faint: false })
    });
    let curves: Vec<Curve> = curves.collect();
    // Dots beside bars are what is expected of them.
    let dots = b.dots.iter().filter(|_| b.bars.is_none()).filter_map(|dots| {
        let other = a.dots.iter().find(|own| own.colour == dots.colour)?;
        let points = less(&dots.points, &other.points);
        let name = named(&dots.name, context);
        (!points.is_empty()).then_some(Dots { name, points, colour: dots.colour, size: dots.size })
    });
    let dots: Vec<Dots> = dots.collect();
    if bars.is_none() && curves.is_empty() && dots.is_empty() {
        return None;
    }
    let of_curves = curves.iter().flat_map(|own| &own.points).chain(dots.iter().flat_map(|own| &own.points));
    let values = of_curves.chain(bars.iter().flat_map(|own| &own.counts)).map(|point| point.1);
    let most = values.map(f64::abs).filter(|value| value.is_finite()).fold(0.0, f64::max);
    // Where nothing differs the scale means nothing.
    let most = if most == 0.0 { 1.0 } else { most };
    let mut chart = Chart {
        title: b_less_a(&b.title, context),
        x: b.x.clone(),
        y: b.y.clone(),
        curves,
        dots,
        bars,
        uprights: b.uprights.clone(),
        gaps: b.gaps.clone(),
        ..Chart::default()
    };
    chart.y.range = (-1.1 * most, 1.1 * most);
    chart.levels.push((0.0, String::new()));
    Some(chart)
}

/// A name of a curve in a difference; none stays none.
fn named(name: &str, context: &ViewContext<'_>) -> String {
    if name.is_empty() {
        return String::new();
    }
    b_less_a(name, context)
}

/// The values of one list less those of another, where both have a point at the same place.
fn less(b: &[(f64, f64)], a: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut sorted = a.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let near = |x: f64| {
        let next = sorted.partition_point(|point| point.0 < x - 1e-9 * x.abs().max(1.0));
        sorted.get(next).filter(|point| (point.0 - x).abs() <= 1e-9 * x.abs().max(1.0))
    };
    b.iter().filter_map(|(x, y)| Some((*x, y - near(*x)?.1))).collect()
}

/// What A shows, as it lies under the rest.
fn under(a: Chart) -> Under {
    let bars = a.bars.as_ref().map(|bars| Curve {
        name: String::new(),
        points: outline(bars),
        colour: bars.colour,
        is_faint: false,
    });
    let curves = a.curves.into_iter().filter(|curve| !curve.is_faint).chain(bars);
    let curves = curves.map(|own| Curve { colour: pale(own.colour), ..own }).collect();
    let dots =
        a.dots.into_iter().map(|own| Dots { colour: pale(own.colour), size: LARGER * own.size, ..own });
    Under { curves, dots: dots.collect() }
}

/// The outline of bars.
pub(super) fn outline(bars: &Bars) -> Vec<(f64, f64)> {
    let half = 0.5 * bars.width;
    let one = |(middle, height): &(f64, f64)| {
        let (left, right) = (middle - half, middle + half);
        [(left, 0.0), (left, *height), (right, *height), (right, 0.0)]
    };
    bars.counts.iter().flat_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_the_same_place_is_subtracted() {
        let b = [(1.0, 5.0), (2.0, 6.0), (1e6 + 1e-5, 7.0)];
        let a = [(1e6, 3.0), (2.5, 9.0), (1.0, 1.5)];
        assert_eq!(less(&b, &a), [(1.0, 3.5), (1e6 + 1e-5, 4.0)]);
        assert!(less(&b, &[]).is_empty());
    }

    #[test]
    fn an_outline_goes_round_every_bar() {
        let bars = Bars { counts: vec![(1.0, 2.0), (3.0, 0.0)], width: 1.0, colour: Color32::WHITE };
        let points = outline(&bars);
        assert_eq!(points[..4], [(0.5, 0.0), (0.5, 2.0), (1.5, 2.0), (1.5, 0.0)]);
        assert_eq!(points.len(), 8);
    }
}
