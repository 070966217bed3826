//! What an error or a notice says, before it is worded.
//!
//! A message is a key of the string catalogue with its arguments. Errors make one from their typed fields;
//! `text` turns it into a sentence in the reader's language. It holds no wording itself.

/// A catalogue key with arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key in the catalogue.
    pub key: &'static str,
    /// Named arguments, already formatted: numbers in files and messages look the same in every language.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "callers pass numbers and texts alike")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl std::fmt::Display for Message {
    /// The bare key and arguments, for logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

/// The candidate most like what was written, for "did you mean"; `None` when nothing is near.
#[must_use]
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().take(COMPARED_CHARS + 1).count();
    if COMPARED_CHARS < length {
        return None; // Nobody means a name by so long a text, and comparing it would take its time.
    }
    let limit = (length / 3).max(1) + 1;
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (edit_distance(&written, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Longest text that is compared with names [characters].
const COMPARED_CHARS: usize = 64;

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
}
