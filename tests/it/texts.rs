//! What `assets/locale/STYLE.md` asks of the texts, as far as a machine can see it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bouton::declared;
use bouton::lesson::{self, Lesson, library};
use bouton::text::{Language, Text, subscript};

/// A text by its key, in both languages.
struct Said {
    key: String,
    english: String,
    german: String,
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
    of_catalogue.chain(of_code).collect()
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

/// Fails with all that was found.
fn expect_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
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
const GERMAN: [&str; 26] = [
    "Ausschütt",
    "ausschütt",
    "ausgeschütt",
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

#[test]
fn no_text_uses_a_phrase_that_the_guide_replaces() {
    let mut found = Vec::new();
    for said in texts() {
        for phrase in ENGLISH.iter().filter(|phrase| said.english.contains(**phrase)) {
            found.push(format!("{}: “{phrase}” in: {}", said.key, said.english));
        }
        for phrase in GERMAN.iter().filter(|phrase| said.german.contains(**phrase)) {
            found.push(format!("{}: „{phrase}“ in: {}", said.key, said.german));
        }
    }
    expect_none("phrases of old", &found);
}

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

#[test]
fn time_constants_are_named() {
    assert_eq!(bare_time_constants("It opens and closes with 5 ms.").len(), 1);
    assert!(bare_time_constants("It closes with a time constant of 5 ms, or decays with 6 ms.").is_empty());
    let found: Vec<String> = texts()
        .iter()
        .flat_map(|said| {
            let bare = bare_time_constants(&said.english).into_iter();
            bare.map(|sentence| format!("{}: {sentence}", said.key))
        })
        .collect();
    expect_none("time constants without the name", &found);
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

#[test]
fn sentences_are_short() {
    let mut found = Vec::new();
    // Lists of references are no sentences.
    for said in texts().iter().filter(|said| !said.key.ends_with("-sources")) {
        for text in [&said.english, &said.german] {
            for sentence in sentences(&prose(text)) {
                let n = sentence.split_whitespace().count();
                if LONGEST < n {
                    found.push(format!("{}: {n} words: {sentence}", said.key));
                }
            }
        }
    }
    expect_none("long sentences", &found);
}

/// Whether a number in a text has a decimal point.
fn has_decimal_point(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|three| three[1] == '.' && three[0].is_ascii_digit() && three[2].is_ascii_digit())
}

#[test]
fn german_has_decimal_commas() {
    assert!(has_decimal_point("um 0.5 mV") && !has_decimal_point("um 0,5 mV. 3 ms"));
    let mut found = Vec::new();
    for said in texts().iter().filter(|said| !is_of_files(&said.key)) {
        let parts = std::iter::once(prose(&said.german)).chain(formulas(&said.german).map(ToOwned::to_owned));
        for part in parts.filter(|part| has_decimal_point(part)) {
            found.push(format!("{}: {part}", said.key));
        }
    }
    expect_none("decimal points in German", &found);
}

/// Abbreviations that a lesson spells out where it first uses them.
const SPELLED_OUT: [&str; 6] = ["EPSP", "IPSP", "CV", "STDP", "LTP", "LTD"];

/// What a student reads in a lesson, in this order; titles and the teacher's notes are apart.
fn reading_order(lesson: &Lesson) -> Vec<&String> {
    let mut all = vec![&lesson.notes.aim];
    for step in &lesson.steps {
        let page = &step.page;
        all.push(&page.text);
        if let Some(question) = &page.ask {
            all.extend([&question.ask, &question.answer]);
        }
        all.extend(&page.erratum);
        all.push(&page.notes);
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

#[test]
fn lessons_spell_abbreviations_out() {
    assert_eq!(unexplained(&["An EPSP rises.".to_owned()]), ["EPSP"]);
    assert!(unexplained(&["A potential (EPSP). EPSPs rise.".to_owned()]).is_empty());
    let german = Text::of(Language::German, &declared::texts());
    let mut found = Vec::new();
    for bundled in library::LESSONS {
        let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
        let english: Vec<String> = reading_order(&lesson).into_iter().cloned().collect();
        let translated: Vec<String> = english.iter().map(|text| german.own(text)).collect();
        for (language, texts) in [("en", english), ("de", translated)] {
            let missing = unexplained(&texts);
            if !missing.is_empty() {
                found.push(format!("{} ({language}): {missing:?}", bundled.name));
            }
        }
    }
    expect_none("abbreviations that are not spelled out", &found);
}

#[test]
fn underscores_are_subscripts() {
    let mut found = Vec::new();
    for said in texts().iter().filter(|said| !is_of_files(&said.key) && !said.key.starts_with("symbol-")) {
        for text in [&said.english, &said.german] {
            // Placeables, and settings of the machine, are not prose.
            let shown = subscript::typeset(&prose(text)).replace("LIBGL_ALWAYS_SOFTWARE", "");
            // A symbol alone is typeset where it is drawn.
            if shown.contains('_') && shown.contains(' ') {
                found.push(format!("{}: {text}", said.key));
            }
        }
    }
    expect_none("raw underscores", &found);
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
    (is_of_lesson || is_of_preset || is_declared) && !is_title
}

#[test]
fn texts_end_as_they_should() {
    let mut found = Vec::new();
    for said in texts() {
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
    expect_none("ends of texts", &found);
}

#[test]
fn errata_quote_and_correct() {
    let mut found = Vec::new();
    for said in
        texts().iter().filter(|said| said.key.starts_with("lesson-") && said.key.ends_with("-erratum"))
    {
        if !said.english.starts_with("You may read") || !said.english.contains("In fact") {
            found.push(format!("{}: {}", said.key, said.english));
        }
        if !said.german.starts_with("Man liest") || !said.german.contains("Tatsächlich") {
            found.push(format!("{}: {}", said.key, said.german));
        }
    }
    expect_none("errata of another form", &found);
}

#[test]
fn titles_of_plots_are_noun_phrases() {
    let mut found = Vec::new();
    for said in texts().iter().filter(|said| said.key.starts_with("plot-") && !said.key.ends_with("-tip")) {
        let clause = ["what", "that", "which"];
        if said.english.split_whitespace().any(|word| clause.contains(&word.to_lowercase().as_str())) {
            found.push(format!("{}: {}", said.key, said.english));
        }
    }
    expect_none("clauses as titles", &found);
}

/// FNV-1a, 32 bits: enough to see a change.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[test]
fn german_is_not_older_than_its_english() {
    let path = root().join("assets/locale/fingerprints.txt");
    let now: BTreeMap<String, u32> =
        texts().into_iter().map(|said| (said.key, fingerprint(&said.english))).collect();
    if std::env::var_os("BOUTON_BLESS_TEXTS").is_some() {
        let mut lines = String::from("# The English that each German text translates; see STYLE.md.\n");
        for (key, hash) in &now {
            writeln!(lines, "{key} {hash:08x}").unwrap();
        }
        std::fs::write(&path, lines).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap();
    let known: BTreeMap<&str, &str> =
        known.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect();
    let mut found: Vec<String> = now
        .iter()
        .filter(|(key, hash)| known.get(key.as_str()) != Some(&format!("{hash:08x}").as_str()))
        .map(|(key, _)| key.clone())
        .collect();
    found.extend(known.keys().filter(|key| !now.contains_key(**key)).map(|key| format!("{key} (gone)")));
    let advice = "read the German of these, mend it, and run BOUTON_BLESS_TEXTS=1 cargo test --test it texts";
    expect_none(advice, &found);
}

#[test]
fn every_lesson_has_an_aim() {
    for bundled in library::LESSONS {
        let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
        assert!(!lesson.notes.aim.is_empty(), "{}", bundled.name);
    }
}
