//! How well something fits what was typed: by whole words first, then by their beginnings, by what else it is called, and
//! with a slip of a letter. Letters that are strewn over words fit nothing.

use super::palette_state::{Choice, Entry};

/// Entries that are shown at most.
const MOST_SHOWN: usize = 40;

/// An entry that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// How well it fits.
    pub score: i64,
    /// Its place among all entries.
    pub index: usize,
    /// True if it is what was meant beyond doubt, so that Enter may carry it out.
    pub is_sure: bool,
}

/// Words that say nothing about what is looked for.
const FILLERS: [&str; 34] = [
    "a", "an", "the", "to", "of", "in", "on", "for", "how", "do", "i", "my", "me", "please", "it", "this",
    "with", "make", "set", "change", "der", "die", "das", "ein", "eine", "einen", "wie", "ich", "zu", "im",
    "von", "den", "mit", "fur",
];

/// Words that say little about what is looked for where there are others.
const VERBS: [&str; 12] =
    ["open", "show", "go", "start", "use", "find", "view", "add", "create", "offne", "zeige", "neu"];

/// Letters as people type them: small, without marks, Greek ones spelled out.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'á' | 'à' => folded.push('a'),
            'ö' | 'ó' => folded.push('o'),
            'ü' | 'ú' | 'μ' | 'µ' => folded.push('u'),
            'ß' => folded.push_str("ss"),
            'é' | 'è' => folded.push('e'),
            'τ' => folded.push_str("tau"),
            'α' => folded.push_str("alpha"),
            'β' => folded.push_str("beta"),
            'δ' | '∆' => folded.push_str("delta"),
            'ḡ' => folded.push('g'),
            own => folded.push(own),
        }
    }
    folded
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// From which fit on a word is meant beyond doubt.
const SURE: i64 = 60;

/// How well a word that was typed fits one of an entry.
fn fit_of_word(typed: &str, own: &str, forgives: bool) -> i64 {
    let (n_typed, n_own) = (typed.chars().count(), own.chars().count());
    #[expect(clippy::cast_possible_wrap, reason = "a few letters")]
    let share = |n: usize, of: usize| (n * 25 / of.max(1)) as i64;
    if typed == own {
        100
    } else if own.starts_with(typed) {
        65 + share(n_typed, n_own)
    } else if 4 <= n_own && typed.starts_with(own) && n_typed <= n_own + 2 {
        SURE // “neurons” for “neuron”.
    } else if forgives && 4 <= n_typed && slips(typed, own) <= 1 + usize::from(8 <= n_typed) {
        50
    } else if 3 <= n_typed && own.contains(typed) {
        30
    } else {
        0
    }
}

/// In how many letters two words differ: one other, too many, too few, or two that changed places. Words that begin
/// differently differ much.
fn slips(typed: &str, own: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), own.chars().collect());
    if a.first() != b.first() || b.len() + 2 < a.len() {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let other = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + other);
            if 1 < i && 1 < j && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    // What is begun may go on.
    rows[a.len()].iter().copied().min().unwrap_or(usize::MAX)
}

/// How well a word that was typed fits a text.
fn fit_in(typed: &str, text: &str, forgives: bool) -> i64 {
    let each = words(text).map(|own| fit_of_word(typed, own, forgives)).max().unwrap_or(0);
    if SURE <= each || typed.chars().count() < 2 {
        return each;
    }
    // “fullscreen” for “full screen”, “rtp” for “reset to preset”.
    let own: Vec<&str> = words(text).collect();
    let joined = |at: usize| own[at..].iter().copied().take(4).collect::<String>().starts_with(typed);
    let initials: String = own.iter().filter_map(|word| word.chars().next()).collect();
    if 3 <= typed.len() && (0..own.len()).any(joined) {
        each.max(80)
    } else if 3 <= own.len() && 3 <= typed.chars().count() && initials == typed {
        each.max(SURE)
    } else {
        each
    }
}

/// What a sort of entries counts besides, so that commands come before what has the same words.
fn bonus(entry: &Entry) -> i64 {
    match entry {
        Entry::Act(_) => 60,
        Entry::Add(..) => 55,
        Entry::Lesson(_) => 34,
        Entry::Preset(_) => 36,
        Entry::Plot(..) => 40,
        Entry::Show(_) => 30,
        Entry::AddStimulus(_) | Entry::AddReceptor(_) => 28,
        Entry::Work(_) | Entry::ConnectBy(_) => 20,
        Entry::Parameter(_) => 0,
    }
}

/// How well an entry fits; `None` if a word that was typed is nowhere in it.
/// One may be nowhere in it if `forgives`.
fn fit(typed: &[&str], phrase: &str, choice: &Choice, forgives: bool) -> Option<(i64, bool)> {
    let is_parameter = matches!(choice.entry, Entry::Parameter(_));
    let (mut score, mut is_sure, mut n_missing) = (0, true, 0);
    for word in typed {
        let name = fit_in(word, &choice.plain, !is_parameter);
        let also = fit_in(word, &choice.also, !is_parameter);
        let detail = if name.max(also) < 100 { fit_in(word, &choice.plain_detail, false) } else { 0 };
        let best = (3 * name).max(3 * also - 20).max(detail);
        if best <= 0 {
            n_missing += 1;
            is_sure = false;
            if !forgives || 1 < n_missing {
                return None;
            }
        }
        score += best;
        is_sure &= SURE <= name.max(also) || is_parameter && SURE <= detail;
    }
    #[expect(clippy::cast_possible_wrap, reason = "a few words")]
    let (n_typed, n_own) = (typed.len() as i64, words(&choice.plain).count().max(1) as i64);
    score = score / n_typed + 40 * n_typed.min(n_own) / n_own + bonus(&choice.entry);
    if choice.plain == phrase {
        score += 150;
    } else if choice.plain.starts_with(phrase) {
        score += 40;
    }
    if choice.also.split(',').any(|own| own.trim() == phrase) {
        score += 110;
    }
    Some((score, is_sure))
}

/// The entries that fit best, the best first; all, in their order, where nothing was typed.
pub(super) fn find(typed: &str, entries: &[Choice]) -> Vec<Found> {
    let phrase = folded(typed.trim());
    let all: Vec<&str> = words(&phrase).collect();
    let telling: Vec<&str> = all.iter().copied().filter(|word| !FILLERS.contains(word)).collect();
    let typed = if telling.is_empty() { all } else { telling };
    if typed.is_empty() && phrase.is_empty() {
        return (0..entries.len().min(MOST_SHOWN))
            .map(|index| Found { score: 0, index, is_sure: false })
            .collect();
    }
    let found = find_words(&typed, &phrase, entries, false);
    if !found.is_empty() || typed.len() < 2 {
        return found;
    }
    let named: Vec<&str> = typed.iter().copied().filter(|word| !VERBS.contains(word)).collect();
    let found = if named.is_empty() { found } else { find_words(&named, &phrase, entries, false) };
    if found.is_empty() { find_words(&typed, &phrase, entries, true) } else { found }
}

/// The entries that have all words, or all but one if it `forgives`.
fn find_words(typed: &[&str], phrase: &str, entries: &[Choice], forgives: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if typed.is_empty() {
        return found;
    }
    for (index, choice) in entries.iter().enumerate() {
        if let Some((score, is_sure)) = fit(typed, phrase, choice, forgives) {
            // A letter alone means nothing yet.
            let is_sure = is_sure && 1 < phrase.chars().count();
            found.push(Found { score, index, is_sure });
        }
    }
    let order = |own: &Found| (-own.score, own.index);
    if MOST_SHOWN < found.len() {
        found.select_nth_unstable_by_key(MOST_SHOWN, order);
        found.truncate(MOST_SHOWN);
    }
    found.sort_by_key(order);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(words: &str, also: &str, detail: &str) -> Choice {
        Choice::new(words.to_owned(), also, detail.into(), Entry::Lesson("ampa"))
    }

    fn score(typed: &str, words: &str) -> Option<i64> {
        find(typed, &[choice(words, "", "")]).first().map(|found| found.score)
    }

    #[test]
    fn words_in_any_order_find_what_something_means() {
        let own = [choice(
            "projections.1-0.receptors.ampa.kinetics.tau_ms",
            "",
            "time constant with which channels close",
        )];
        for typed in ["time constant", "close constant", "ampa channels", "Channels TIME", "τ ampa"] {
            assert!(!find(typed, &own).is_empty(), "{typed}");
        }
        assert!(!find("time voltage", &own)[0].is_sure, "a word of it is missing");
        assert!(find("strange voltage", &own).is_empty());
    }

    #[test]
    fn words_come_before_beginnings_and_strewn_letters_fit_nothing() {
        assert!(score("save", "Save") > score("save", "Save as…"));
        assert!(score("run", "Run or pause") > score("run", "Pruning"));
        assert!(score("neurosn", "Add neurons").is_some(), "a slip");
        assert!(score("fullscreen", "Full screen").is_some());
        assert!(score("xyz", "reset to preset").is_none() && score("rst", "reset to preset").is_none());
        assert!(score("rtp", "Reset to preset").is_some(), "initials");
        assert!(score("", "anything").is_some());
    }

    #[test]
    fn only_what_is_meant_beyond_doubt_is_carried_out() {
        let entries =
            [choice("Save", "store", "Save to the document's file"), choice("Quit", "exit", "Quit Bouton")];
        let first = |typed: &str| find(typed, &entries).first().map(|own| (own.index, own.is_sure));
        assert_eq!(first("save"), Some((0, true)));
        assert_eq!(first("exit"), Some((1, true)));
        assert_eq!(first("file"), Some((0, false)), "only its description has it");
        assert_eq!(first("s"), Some((0, false)));
        assert_eq!(first("quti").map(|own| own.1), Some(false), "a slip");
        assert_eq!(first(""), Some((0, false)));
    }
}
