//! What was probably meant: the nearest of some names, or of some paths.

/// The candidate most like what was written, for "did you mean"; `None` when nothing is near.
#[must_use]
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = limit(written)?;
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(&written, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The path most like what was written. The last part says which parameter is meant, so it is compared first, and the
/// rest decides between those that are equally near; `same` gives the keys by which others know the last part, best first.
#[must_use]
pub fn nearest_path<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
    same: &[&str],
) -> Option<&'a str> {
    let last = |path: &'a str| path.rsplit('.').next().unwrap_or(path);
    let own = written.rsplit('.').next().unwrap_or(written).to_lowercase();
    let shared = |candidate: &str| {
        let parts = written.split('.').zip(candidate.split('.'));
        parts.take_while(|(one, other)| one == other).count()
    };
    // A key is short: of “all” one letter may be wrong, and of two letters none.
    let limit = limit(&own).map(|_| own.chars().count() / 3);
    let mut best: Option<(Rank, &str)> = None;
    for candidate in candidates.clone() {
        let key = last(candidate);
        let place = same.iter().position(|known| *known == key);
        let distance = match (place, limit) {
            (Some(_), _) => 0,
            (None, Some(limit)) if same.is_empty() => {
                let key = key.to_lowercase();
                let distance = edit_distance(&own, &key).min(edit_distance(&own, without_unit(&key)));
                if limit < distance {
                    continue;
                }
                distance
            }
            _ => continue,
        };
        // The whole is compared only where the key could win.
        if best.is_some_and(|((least, ..), _)| least < distance) {
            continue;
        }
        let apart = usize::MAX - shared(candidate);
        let rank = (distance, apart, place.unwrap_or_default(), whole_distance(written, candidate));
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, candidate));
        }
    }
    let found = best.map(|(_, candidate)| candidate);
    if same.is_empty() { found.or_else(|| did_you_mean(written, candidates)) } else { found }
}

/// A key in small letters without the unit at its end, which others do not write.
fn without_unit(key: &str) -> &str {
    const UNITS: [&str; 7] = ["ms", "mv", "ns", "pa", "pf", "hz", "mm"];
    key.rsplit_once('_').filter(|(_, unit)| UNITS.contains(unit)).map_or(key, |(bare, _)| bare)
}

/// How near a path is, the nearest first: by its last part, by how many parts are the same, by habit, by the whole.
type Rank = (usize, usize, usize, usize);

/// Longest text that is compared with names [characters].
const COMPARED_CHARS: usize = 64;

/// How far a name may lie from what was written; `None` for a text that is none.
fn limit(written: &str) -> Option<usize> {
    let length = written.chars().take(COMPARED_CHARS + 1).count();
    // Nobody means a name by so long a text, and comparing it would take its time.
    (length <= COMPARED_CHARS).then_some((length / 3).max(1) + 1)
}

fn whole_distance(written: &str, candidate: &str) -> usize {
    edit_distance(&written.to_lowercase(), &candidate.to_lowercase())
}

/// Levenshtein distance in characters, over the first [`COMPARED_CHARS`] of each.
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(COMPARED_CHARS).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.chars().take(COMPARED_CHARS).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let keys = ["tau_ms", "g_max_nS", "E_mV"];
        assert_eq!(did_you_mean("taums", keys), Some("tau_ms"));
        assert_eq!(did_you_mean("gmax_nS", keys), Some("g_max_nS"));
        assert_eq!(did_you_mean("e_mv", keys), Some("E_mV"));
        assert_eq!(did_you_mean("colour_of_the_sky", keys), None);
        assert_eq!(did_you_mean(&"tau_ms".repeat(100_000), keys), None);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
    }

    #[test]
    fn the_last_part_of_a_path_says_most() {
        let paths = [
            "run.dt_ms",
            "populations.0.V_th_mV",
            "populations.1.V_th_mV",
            "populations.1.t_ref_ms",
            "projections.1-0.receptors.ampa.kinetics.tau_ms",
            "projections.1-0.receptors.nmda.kinetics.tau_ms",
        ];
        let near = |written| nearest_path(written, paths, &[]);
        assert_eq!(near("V_th_mV"), Some("populations.0.V_th_mV"));
        assert_eq!(near("populations.1.V_th"), Some("populations.1.V_th_mV"));
        assert_eq!(near("V_th"), Some("populations.0.V_th_mV"));
        assert_eq!(near("population.1.V_th_mV"), Some("populations.1.V_th_mV"));
        assert_eq!(near("projections.1-0.receptors.nmda.tau_ms"), Some(paths[5]));
        assert_eq!(near("projections.1-0.nmda.tau_ms"), Some(paths[5]));
        assert_eq!(near("tau_ms"), Some(paths[4]));
        assert_eq!(near("populations.0.colour_of_the_sky"), None);
        assert_eq!(near(&"x.".repeat(2_000_000)), None);
        assert_eq!(nearest_path("populations.1.theta", paths, &["V_th_mV"]), Some("populations.1.V_th_mV"));
        assert_eq!(nearest_path("tau_syn", paths, &["tau_ms", "tau_decay_ms"]), Some(paths[4]));
        assert_eq!(nearest_path("weight", paths, &["weight"]), None, "what it has not got");
    }
}
