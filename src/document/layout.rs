//! Where vertices lie when nobody has said so: what is driven stands right of what drives it.

use super::structure::Place;
use crate::model::network::Network;

/// Between columns and between rows [points at 100 % zoom].
const COLUMN: f32 = 152.0;
const ROW: f32 = 120.0;

/// A place for every population: columns by how many connections away the nearest population is that nothing drives.
#[must_use]
pub fn layered(network: &Network) -> Vec<Place> {
    let populations = network.populations();
    let mut depth: Vec<Option<usize>> = vec![None; populations.len()];
    let index = |id| populations.iter().position(|population| population.id == id);
    let joins: Vec<(usize, usize)> = network
        .projections()
        .iter()
        .filter_map(|projection| Some((index(projection.from)?, index(projection.to)?)))
        .filter(|(from, to)| from != to)
        .collect();
    let mut front: Vec<usize> =
        (0..populations.len()).filter(|at| joins.iter().all(|(_, to)| to != at)).collect();
    for column in 0.. {
        if front.is_empty() {
            // A ring drives itself: it begins with whoever is listed first.
            let Some(first) = depth.iter().position(Option::is_none) else { break };
            front.push(first);
        }
        for at in &front {
            depth[*at] = depth[*at].or(Some(column));
        }
        let reached = joins.iter().filter(|(from, _)| front.contains(from)).map(|(_, to)| *to);
        let mut next: Vec<usize> = reached.filter(|to| depth[*to].is_none()).collect();
        next.sort_unstable();
        next.dedup();
        front = next;
    }
    let mut rows = std::collections::BTreeMap::<usize, usize>::new();
    let counts = |column: usize| depth.iter().filter(|own| **own == Some(column)).count();
    populations
        .iter()
        .zip(&depth)
        .map(|(population, column)| {
            let column = column.unwrap_or(0);
            let row = rows.entry(column).or_default();
            #[expect(clippy::cast_precision_loss, reason = "places on a canvas")]
            let at = (column as f32 * COLUMN, (*row as f32 - 0.5 * (counts(column) as f32 - 1.0)) * ROW);
            *row += 1;
            (population.id, at)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{library, load};

    #[test]
    fn no_two_lie_on_one_another() {
        for preset in library::PRESETS {
            let preset = load::parse(preset.text.as_bytes()).unwrap();
            let places = layered(preset.network());
            assert_eq!(places.len(), preset.network().populations().len());
            for (i, (_, a)) in places.iter().enumerate() {
                assert!(places[..i].iter().all(|(_, b)| 100.0 < (a.0 - b.0).hypot(a.1 - b.1)));
            }
        }
    }
}
