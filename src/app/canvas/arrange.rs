//! Where vertices go that come, are copied or are put on one line: on nothing else.

use eframe::egui::{Pos2, Rect, pos2};

use super::edit::snapped;
use super::geometry::{position, positions};
use crate::app::theme::VERTEX_RADIUS;
use crate::document::Place;
use crate::preset::Preset;

/// How far apart vertices stand that are placed without being asked where [points at 100 % zoom].
const APART: f32 = 112.0;
/// How far apart vertices are at least, so that none lies on another [points at 100 % zoom].
const LEAST: f32 = 2.0 * VERTEX_RADIUS + 8.0;
/// How many stand in a row at most.
const MOST_IN_ROW: u16 = 6;
/// How many places are looked at.
const MOST_TRIES: u16 = 400;

/// Where a population goes that is added: in the row of the one that came last, or in the row below, where it shows.
/// `shown` is what the canvas shows of the document.
pub(in crate::app) fn next_place(preset: &Preset, shown: Rect) -> Pos2 {
    let places = positions(preset);
    let is_free = |at: Pos2| places.values().all(|other| APART - 1.0 <= other.distance(at));
    let Some(last) = places.keys().next_back().map(|id| position(*id, preset)) else {
        let middle = if shown.is_positive() { shown.center() } else { Pos2::ZERO };
        // A row that is begun has room to its right.
        let room = (0.5 * shown.width() - 0.5 * APART).clamp(0.0, 2.0 * APART);
        return snapped(pos2(middle.x - room, middle.y));
    };
    let row = places.values().filter(|at| (at.y - last.y).abs() < 1.0);
    let left = row.map(|at| at.x).fold(f32::INFINITY, f32::min);
    let inner = shown.shrink(VERTEX_RADIUS);
    let step = |n: u16| f32::from(n) * APART;
    let beside = (1..MOST_IN_ROW).map(|n| pos2(last.x + step(n), last.y));
    let below = (1..MOST_TRIES / MOST_IN_ROW)
        .flat_map(|row| (0..MOST_IN_ROW).map(move |n| pos2(left + step(n), last.y + step(row))));
    let in_row = beside.filter(|at| at.x < left + step(MOST_IN_ROW));
    let above = below.clone().map(|at| pos2(at.x, 2.0 * last.y - at.y));
    let all: Vec<Pos2> = in_row.chain(below).chain(above).filter(|at| is_free(*at)).collect();
    let shows = |at: &&Pos2| !inner.is_positive() || inner.contains(**at);
    let found = all.iter().find(shows).or(all.first()).copied();
    snapped(found.unwrap_or_else(|| pos2(last.x + APART, last.y)))
}

/// How far the objects of a part are moved so that none lies on what a document has, `least` at least.
pub(in crate::app) fn free_offset(part: &Preset, preset: &Preset, least: f32) -> (f32, f32) {
    let taken: Vec<Pos2> = positions(preset).into_values().collect();
    let own: Vec<Pos2> = positions(part).into_values().collect();
    let is_free = |by: f32| {
        own.iter().all(|at| taken.iter().all(|other| LEAST <= (pos2(at.x + by, at.y + by) - *other).length()))
    };
    let by = (0..MOST_TRIES).map(|n| least + 32.0 * f32::from(n)).find(|by| is_free(*by)).unwrap_or(least);
    (by, by)
}

/// Populations on one line, evenly apart, on nothing else.
pub(in crate::app) fn on_a_line(populations: &[u32], preset: &Preset, in_a_row: bool) -> Vec<Place> {
    // Along the line, and across it.
    let split = |at: Pos2| if in_a_row { (at.x, at.y) } else { (at.y, at.x) };
    let mut own: Vec<(u32, (f32, f32))> =
        populations.iter().map(|id| (*id, split(position(*id, preset)))).collect();
    own.sort_by(|one, other| one.1.0.total_cmp(&other.1.0).then(one.0.cmp(&other.0)));
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "places on a canvas")]
    let n = own.len() as f32;
    let gap = ((last.1.0 - first.1.0) / (n - 1.0).max(1.0)).max(LEAST);
    let middle = 0.5 * (first.1.0 + last.1.0);
    let across = own.iter().map(|(_, at)| at.1).sum::<f32>() / n;
    #[expect(clippy::cast_precision_loss, reason = "places on a canvas")]
    let along = |index: usize| middle + (index as f32 - 0.5 * (n - 1.0)) * gap;
    let others: Vec<(f32, f32)> = positions(preset)
        .into_iter()
        .filter(|(id, _)| !populations.contains(id))
        .map(|(_, at)| split(at))
        .collect();
    let is_free = |across: f32| {
        let is_far = |at: f32| others.iter().all(|other| LEAST <= (other.0 - at).hypot(other.1 - across));
        (0..own.len()).all(|index| is_far(along(index)))
    };
    let sides = (0..MOST_TRIES).flat_map(|n| [1.0, -1.0].map(|side| side * 8.0 * f32::from(n)));
    let across = sides.map(|by| across + by).find(|across| is_free(*across)).unwrap_or(across);
    let place = |(index, (id, _)): (usize, &(u32, (f32, f32)))| {
        let at = if in_a_row { (along(index), across) } else { (across, along(index)) };
        (*id, at)
    };
    own.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Edit, Placing, Structure};
    use crate::model::neuron::NeuronKey;
    use crate::preset::{library, load};

    fn least_distance(preset: &Preset) -> f32 {
        let places: Vec<Pos2> = positions(preset).into_values().collect();
        let pairs = places.iter().enumerate().flat_map(|(i, a)| places[..i].iter().map(|b| a.distance(*b)));
        pairs.fold(f32::INFINITY, f32::min)
    }

    #[test]
    fn what_is_added_fills_rows_and_lies_on_nothing() {
        let shown = Rect::from_center_size(pos2(40.0, -20.0), eframe::egui::vec2(700.0, 300.0));
        let mut document = Document::untitled(Preset::empty("x"));
        for n in 0..40 {
            let at = next_place(document.preset(), shown);
            assert!(9 < n || shown.contains(at), "{n}: {at:?}");
            let add = Structure::Add { kind: NeuronKey::Lif, n: 1, at: (at.x, at.y) };
            document.apply(&Edit::Structure(add), None).unwrap();
        }
        assert!(APART - 9.0 < least_distance(document.preset()));
        let rows: std::collections::BTreeSet<String> =
            positions(document.preset()).values().map(|at| at.y.to_string()).collect();
        assert!(rows.len() <= 8, "{rows:?}");
    }

    #[test]
    fn a_line_is_even_and_lies_on_nothing() {
        for bundled in library::PRESETS {
            let preset = load::parse(bundled.text.as_bytes()).unwrap();
            let all: Vec<u32> = preset.network().populations().iter().map(|own| own.id).collect();
            if all.len() < 3 || 60 < all.len() || least_distance(&preset) < LEAST {
                continue;
            }
            for n in 2..=all.len() {
                for in_a_row in [true, false] {
                    let mut document = Document::untitled(preset.clone());
                    let places = on_a_line(&all[..n], &preset, in_a_row);
                    let place = Structure::Place { places, purpose: Placing::Align };
                    document.apply(&Edit::Structure(place), None).unwrap();
                    assert!(LEAST - 0.1 <= least_distance(document.preset()), "{} {n}", bundled.name);
                }
            }
        }
    }

    #[test]
    fn copies_lie_on_nothing() {
        for bundled in library::PRESETS {
            let preset = load::parse(bundled.text.as_bytes()).unwrap();
            if preset.network().populations().is_empty() || 60 < preset.network().populations().len() {
                continue;
            }
            let by = free_offset(&preset, &preset, 32.0);
            let taken: Vec<Pos2> = positions(&preset).into_values().collect();
            for at in &taken {
                let copy = pos2(at.x + by.0, at.y + by.1);
                assert!(taken.iter().all(|other| LEAST <= other.distance(copy)), "{}", bundled.name);
            }
        }
    }
}
