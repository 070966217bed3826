//! What `assets/locale/STYLE.md` asks of the texts, as far as a machine can see it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bouton::declared;
use bouton::lesson::{self, Lesson, library};
use bouton::text::{Language, Text, subscript};

mod planted;

/// A text by its key, in both languages.
#[derive(Debug, Clone)]
struct Said {
    key: String,
    english: String,
    german: String,
}

/// A rule of the guide: what is said where it is broken, and what is found in texts.
struct Rule {
    what: &'static str,
    find: fn(&[Said]) -> Vec<String>,
}

/// The rules that a machine can see. That each of them sees what it should is tested in `planted`.
const RULES: [Rule; 12] = [
    Rule { what: "phrases of old", find: phrases_of_old },
    Rule { what: "reasons with “, for”", find: reasons_with_for },
    Rule { what: "time constants without the name", find: nameless_time_constants },
    Rule { what: "long sentences", find: long_sentences },
    Rule { what: "decimal points in German", find: decimal_points_in_german },
    Rule { what: "abbreviations that are not spelled out", find: abbreviations },
    Rule { what: "raw underscores", find: raw_underscores },
    Rule { what: "ends of texts", find: ends },
    Rule { what: "errata of another form", find: errata },
    Rule { what: "clauses as titles", find: clauses_as_titles },
    Rule { what: "sources that are none", find: sources_that_are_none },
    Rule { what: "lessons without an aim", find: missing_aims },
];

#[test]
fn texts_keep_the_rules_of_the_guide() {
    let texts = texts();
    let mut all = String::new();
    for rule in &RULES {
        let found = (rule.find)(&texts);
        if !found.is_empty() {
            writeln!(all, "{}:\n{}", rule.what, found.join("\n")).unwrap();
        }
    }
    assert!(all.is_empty(), "{all}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The keys of the catalogue.
fn catalogue() -> Vec<String> {
    let source = std::fs::read_to_string(root().join("assets/locale/en.ftl")).unwrap();
    let entries = source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    entries.map(|line| line.split(" =").next().unwrap().to_owned()).collect()
}

/// The variants of the entries of a catalogue, by key, selector's value and how often that came before. A sentence that is asked
/// for without its variables is only one of them.
fn variants(language: &str) -> BTreeMap<String, String> {
    let path = root().join(format!("assets/locale/{language}.ftl"));
    let source = std::fs::read_to_string(path).unwrap();
    let (mut all, mut key) = (BTreeMap::new(), "");
    for line in source.lines() {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            key = line.split(" =").next().unwrap();
        }
        let variant = line
            .trim_start()
            .trim_start_matches('*')
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("] "));
        if let Some((value, words)) = variant.filter(|_| line.starts_with(' ')) {
            let before =
                (0..).find(|n| !all.contains_key(&format!("{key}-variant-{value}-{n}"))).unwrap_or(0);
            all.insert(format!("{key}-variant-{value}-{before}"), words.to_owned());
        }
    }
    all
}

/// Every text that a user can read, without the variables that are put in.
fn texts() -> Vec<Said> {
    let declared = declared::texts();
    let (plain, german) = (Text::english(), Text::of(Language::German, &declared));
    let of_catalogue = catalogue().into_iter().map(|key| {
        let (english, german) = (plain.get(&key), german.get(&key));
        Said { key, english, german }
    });
    let of_code = declared.english.iter().map(|(key, english)| Said {
        key: key.clone(),
        english: english.clone(),
        german: german.own(english),
    });
    let (english, mut german) = (variants("en"), variants("de"));
    let of_variants = english.into_iter().map(|(key, english)| {
        let german = german.remove(&key).unwrap_or_default();
        Said { key, english, german }
    });
    let mut all: Vec<Said> = of_catalogue.chain(of_code).chain(of_variants).collect();
    // A language may need more of them.
    all.extend(german.into_iter().map(|(key, german)| Said { key, english: String::new(), german }));
    all
}

/// Whether a text speaks of keys and numbers in files, in boxes or on the command line, which may be written with a point and
/// with underscores.
fn is_of_files(key: &str) -> bool {
    let families = [
        "problem-",
        "syntax-",
        "load-",
        "cli-",
        "advice-",
        "number-no-number",
        "lesson-value",
        "lesson-no-start",
        "param-run-dt_ms",
    ];
    families.iter().any(|family| key.starts_with(family))
}

/// A text without formulas, code, placeables and what its links lead to.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let (mut is_formula, mut is_code, mut is_target, mut before) = (false, false, false, ' ');
    let mut is_placeable = false;
    for letter in text.chars() {
        is_placeable = if is_placeable { before != '}' } else { !is_formula && letter == '{' };
        is_formula ^= letter == '$' && !is_placeable;
        is_code ^= letter == '`';
        is_target = if is_target { letter != ')' } else { before == ']' && letter == '(' };
        before = letter;
        if !is_formula && !is_code && !is_target && !is_placeable && !matches!(letter, '$' | '`') {
            out.push(letter);
        }
    }
    let words = out.split_whitespace().filter(|word| !word.contains("https:"));
    words.collect::<Vec<_>>().join(" ")
}

fn formulas(text: &str) -> impl Iterator<Item = &str> {
    text.split('$').skip(1).step_by(2)
}

/// Phrases that STYLE.md replaces, in English.
const ENGLISH: [&str; 23] = [
    "Often written",
    "Right is",
    "by and by",
    "throws dice",
    "page of welcome",
    "swinging",
    "detector of coincidence",
    "current that helps itself",
    "turns round",
    "like a clock",
    "pure chance",
    "makes G protein",
    "make G protein",
    "made and removed",
    "nerve gas",
    "a pump",
    "the goal",
    "greatest conductance",
    "membrane forgets",
    "forgotten with",
    "keeping accounts",
    "the weights part",
    "has NMDA receptors on",
];

/// Phrases that STYLE.md replaces, in German.
const GERMAN: [&str; 24] = [
    "chütt",
    "Salvendetektor",
    "deprimierend",
    "bahnende",
    "Hirnrinde",
    "hirnrinde",
    "Sehrinde",
    "Großhirnrinde",
    "zeitabhängige",
    "Gipfel",
    "Rückkehrabbildung",
    "Nervengas",
    "Pumpe",
    "Ctrl",
    "Shift +",
    "Enter",
    "Oft steht",
    "Richtig ist",
    "Magnesium-Ion",
    "Alpha-Funktion",
    "Irregularität",
    "bereiten Mittel",
    "Detektor für Gleichzeitigkeit",
    "vergisst mit",
];

fn phrases_of_old(texts: &[Said]) -> Vec<String> {
    let mut found = Vec::new();
    for said in texts {
        for phrase in ENGLISH.iter().filter(|phrase| said.english.contains(**phrase)) {
            found.push(format!("{}: “{phrase}” in: {}", said.key, said.english));
        }
        for phrase in GERMAN.iter().filter(|phrase| said.german.contains(**phrase)) {
            found.push(format!("{}: „{phrase}“ in: {}", said.key, said.german));
        }
    }
    found
}

/// A reason begins with “because”. “, for” may begin an example, or say for how long or how much.
fn reasons_with_for(texts: &[Said]) -> Vec<String> {
    let is_other = |rest: &str| {
        let first = rest.split_whitespace().next().unwrap_or_default();
        let bare = first.trim_end_matches(|c: char| !c.is_alphanumeric());
        bare == "example" || bare == "instance" || bare.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut found = Vec::new();
    for said in texts.iter().filter(|said| is_sentence(&said.key)) {
        let reason = said
            .english
            .split(", for ")
            .skip(1)
            .any(|rest| !is_other(rest) && FOR.iter().any(|own| rest.starts_with(own)));
        if reason {
            found.push(format!("{}: {}", said.key, said.english));
        }
    }
    found
}

/// Words with which a reason after “for” begins; a purpose or a time begins otherwise.
const FOR: [&str; 16] = [
    "it ", "they ", "he ", "she ", "we ", "there ", "this ", "these ", "that ", "those ", "its ", "their ",
    "all ", "only ", "no ", "both ",
];

/// What changes with a time constant, which has to be named: not “closes with 5 ms”.
const RELAXES: [&str; 14] = [
    "closes", "close", "leaks", "fades", "fade", "falls", "fall", "rises", "opens", "forgets", "relaxes",
    "decay", "decays", "recovers",
];

/// Where a text says that something relaxes “with 5 ms”. A comparison in the same sentence may leave the words out.
fn bare_time_constants(text: &str) -> Vec<String> {
    let text = prose(text);
    let sentences = sentences(&text).into_iter().filter(|sentence| !sentence.contains("time constant"));
    let bare = |sentence: &String| {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        words.windows(4).any(|four| {
            RELAXES.contains(&four[0])
                && four[1] == "with"
                && four[2].starts_with(|c: char| c.is_ascii_digit())
                && four[3].starts_with("ms")
        })
    };
    sentences.filter(bare).collect()
}

fn nameless_time_constants(texts: &[Said]) -> Vec<String> {
    texts
        .iter()
        .flat_map(|said| {
            let bare = bare_time_constants(&said.english).into_iter();
            bare.map(|sentence| format!("{}: {sentence}", said.key))
        })
        .collect()
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut sentence = String::new();
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        sentence.push(*letter);
        let ends = matches!(letter, '.' | '?' | '!' | ':' | ';');
        let follows = letters.get(at + 1).is_none_or(|next| next.is_whitespace());
        // “Dayan P, Abbott LF (2001)” and “et al.” end nothing.
        let is_short = sentence.ends_with("al.") || sentence.ends_with("z.B.");
        if ends && follows && !is_short {
            all.push(std::mem::take(&mut sentence).trim().to_owned());
        }
    }
    all.push(sentence.trim().to_owned());
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Most words between two stops.
const LONGEST: usize = 40;

fn long_sentences(texts: &[Said]) -> Vec<String> {
    let mut found = Vec::new();
    // Lists of references are no sentences.
    for said in texts.iter().filter(|said| !said.key.ends_with("-sources")) {
        for text in [&said.english, &said.german] {
            for sentence in sentences(&prose(text)) {
                let n = sentence.split_whitespace().count();
                if LONGEST < n {
                    found.push(format!("{}: {n} words: {sentence}", said.key));
                }
            }
        }
    }
    found
}

/// Whether a number in a text has a decimal point.
fn has_decimal_point(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|three| three[1] == '.' && three[0].is_ascii_digit() && three[2].is_ascii_digit())
}

fn decimal_points_in_german(texts: &[Said]) -> Vec<String> {
    let mut found = Vec::new();
    for said in texts.iter().filter(|said| !is_of_files(&said.key)) {
        let parts = std::iter::once(prose(&said.german)).chain(formulas(&said.german).map(ToOwned::to_owned));
        for part in parts.filter(|part| has_decimal_point(part)) {
            found.push(format!("{}: {part}", said.key));
        }
    }
    found
}

/// Abbreviations that a lesson spells out where it first uses them.
const SPELLED_OUT: [&str; 6] = ["EPSP", "IPSP", "CV", "STDP", "LTP", "LTD"];

/// The keys of what is read in a lesson, in this order; titles, things to try and misconceptions are apart.
fn reading_order(name: &str, lesson: &Lesson) -> Vec<String> {
    let mut all = vec![format!("lesson-{name}-aim")];
    for step in 1..=lesson.steps.len() {
        let parts = ["text", "ask", "answer", "erratum", "notes"];
        all.extend(parts.map(|part| format!("lesson-{name}-{step}-{part}")));
    }
    all
}

/// The abbreviations that a text uses before they were spelled out, as in “excitatory postsynaptic potential (EPSP)”.
fn unexplained(texts: &[String]) -> Vec<&'static str> {
    let text = texts.join("\n");
    let is_word = |c: char| c.is_alphanumeric();
    let first = |abbreviation: &&&'static str| {
        let found = text.match_indices(**abbreviation).find(|(at, _)| {
            let before = text[..*at].chars().next_back();
            let after = text[at + abbreviation.len()..].chars().find(|c| *c != 's');
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        });
        found.is_some_and(|(at, _)| !text[..at].ends_with('('))
    };
    SPELLED_OUT.iter().filter(first).copied().collect()
}

fn abbreviations(texts: &[Said]) -> Vec<String> {
    let by_key: BTreeMap<&str, &Said> = texts.iter().map(|said| (said.key.as_str(), said)).collect();
    let mut found = Vec::new();
    for bundled in library::LESSONS {
        let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
        let keys = reading_order(bundled.name, &lesson);
        let said: Vec<&Said> = keys.iter().filter_map(|key| by_key.get(key.as_str()).copied()).collect();
        assert!(lesson.steps.len() < said.len(), "{}: its texts have other keys", bundled.name);
        let english: Vec<String> = said.iter().map(|said| said.english.clone()).collect();
        let german: Vec<String> = said.iter().map(|said| said.german.clone()).collect();
        for (language, texts) in [("en", english), ("de", german)] {
            let missing = unexplained(&texts);
            if !missing.is_empty() {
                found.push(format!("lesson-{} ({language}): {missing:?}", bundled.name));
            }
        }
    }
    found
}

fn raw_underscores(texts: &[Said]) -> Vec<String> {
    let mut found = Vec::new();
    for said in texts.iter().filter(|said| !is_of_files(&said.key) && !said.key.starts_with("symbol-")) {
        for text in [&said.english, &said.german] {
            // Placeables, and settings of the machine, are not prose.
            let shown = subscript::typeset(&prose(text)).replace("LIBGL_ALWAYS_SOFTWARE", "");
            // A symbol alone is typeset where it is drawn.
            if shown.contains('_') && shown.contains(' ') {
                found.push(format!("{}: {text}", said.key));
            }
        }
    }
    found
}

/// Whether a text is one of sentences, by its key.
fn is_sentence(key: &str) -> bool {
    let last = key.rsplit('-').next().unwrap_or_default();
    let is_of_lesson = key.starts_with("lesson-")
        && (["text", "ask", "answer", "notes", "erratum"].contains(&last)
            || key.contains("-try-")
            || key.contains("-misconception-"));
    let is_of_preset = key.starts_with("preset-") && ["description", "hint"].contains(&last);
    let is_declared = key.starts_with("param-") || key.starts_with("state-") || key.ends_with("-about");
    let is_title = ["junction", "run", "connection", "welcome"].iter().any(|of| key.starts_with(of));
    (is_of_lesson || is_of_preset || is_declared) && !is_title && !key.contains("-variant-")
}

fn ends(texts: &[Said]) -> Vec<String> {
    let mut found = Vec::new();
    for said in texts {
        for text in [&said.english, &said.german] {
            let end = text.trim_end().chars().next_back().unwrap_or(' ');
            if is_sentence(&said.key) && !matches!(end, '.' | '?' | '!' | '”' | '“' | '…') {
                found.push(format!("{}: no end: {text}", said.key));
            }
            if said.key.ends_with("-title") && end == '.' {
                found.push(format!("{}: a title has no full stop: {text}", said.key));
            }
        }
    }
    found
}

fn errata(texts: &[Said]) -> Vec<String> {
    let mut found = Vec::new();
    for said in texts.iter().filter(|said| said.key.starts_with("lesson-") && said.key.ends_with("-erratum"))
    {
        if !said.english.starts_with("You may read") || !said.english.contains("In fact") {
            found.push(format!("{}: {}", said.key, said.english));
        }
        if !said.german.starts_with("Man liest") || !said.german.contains("Tatsächlich") {
            found.push(format!("{}: {}", said.key, said.german));
        }
    }
    found
}

fn clauses_as_titles(texts: &[Said]) -> Vec<String> {
    let mut found = Vec::new();
    for said in texts.iter().filter(|said| said.key.starts_with("plot-") && !said.key.ends_with("-tip")) {
        let clause = ["what", "that", "which"];
        if said.english.split_whitespace().any(|word| clause.contains(&word.to_lowercase().as_str())) {
            found.push(format!("{}: {}", said.key, said.english));
        }
    }
    found
}

/// “Source” is shown where there is a year, “Default” where there is none: a source has authors before its year, and a reason
/// cites nobody.
fn sources_that_are_none(texts: &[Said]) -> Vec<String> {
    let is_year = |word: &str| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    let mut found = Vec::new();
    for said in texts.iter().filter(|said| said.key.starts_with("default-")) {
        let words: Vec<&str> = said
            .english
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .filter(|own| !own.is_empty())
            .collect();
        let has_year = words.iter().any(|word| is_year(word));
        let is_cited = |at: usize| {
            let before = at.checked_sub(1).map_or("", |before| words[before]);
            before == "al." || before.starts_with(char::is_uppercase)
        };
        let has_authors =
            words.iter().enumerate().filter(|(_, word)| is_year(word)).all(|(at, _)| is_cited(at));
        let cites = said.english.contains(" & ") || said.english.contains("et al");
        if (has_year && !has_authors) || (!has_year && cites) {
            found.push(format!("{}: {}", said.key, said.english));
        }
    }
    found
}

/// FNV-1a, 32 bits: enough to see a change.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Texts whose English is not the one that was translated, by the known fingerprints, and fingerprints of texts that are gone.
fn changed_since(texts: &[Said], known: &str) -> Vec<String> {
    let now: BTreeMap<&str, String> =
        texts.iter().map(|said| (said.key.as_str(), format!("{:08x}", fingerprint(&said.english)))).collect();
    let known: BTreeMap<&str, &str> =
        known.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect();
    let is_new = |(key, hash): &(&&str, &String)| known.get(**key) != Some(&hash.as_str());
    let mut found: Vec<String> = now.iter().filter(is_new).map(|(key, _)| (*key).to_owned()).collect();
    found.extend(known.keys().filter(|key| !now.contains_key(**key)).map(|key| format!("{key} (gone)")));
    found
}

fn fingerprints() -> PathBuf {
    root().join("assets/locale/fingerprints.txt")
}

#[test]
fn german_is_not_older_than_its_english() {
    let texts = texts();
    if std::env::var_os("BOUTON_BLESS_TEXTS").is_some() {
        let mut lines = String::from("# The English that each German text translates; see STYLE.md.\n");
        let sorted: BTreeMap<&str, &str> =
            texts.iter().map(|said| (said.key.as_str(), said.english.as_str())).collect();
        for (key, english) in sorted {
            writeln!(lines, "{key} {:08x}", fingerprint(english)).unwrap();
        }
        std::fs::write(fingerprints(), lines).unwrap();
    }
    let found = changed_since(&texts, &std::fs::read_to_string(fingerprints()).unwrap());
    let advice = "read the German of these, mend it, and run BOUTON_BLESS_TEXTS=1 cargo test --test it texts";
    assert!(found.is_empty(), "{advice}:\n{}", found.join("\n"));
}

fn missing_aims(texts: &[Said]) -> Vec<String> {
    let has_aim = |name: &str| {
        let key = format!("lesson-{name}-aim");
        texts.iter().any(|said| said.key == key && !said.english.is_empty() && !said.german.is_empty())
    };
    library::LESSONS
        .iter()
        .filter(|own| !has_aim(own.name))
        .map(|own| format!("lesson-{}-aim", own.name))
        .collect()
}
