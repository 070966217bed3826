//! Finding lessons and presets by words in any language, whichever the window speaks.

use std::collections::BTreeMap;

use super::Item;
use crate::declared;
use crate::lesson;
use crate::lesson::library as lessons;
use crate::lesson::topics::TOPICS;
use crate::preset::{library, load};
use crate::text::{Language, Text};

/// The words of every lesson and preset in every language.
#[derive(Debug)]
pub(super) struct Index {
    words: BTreeMap<Item, String>,
}

impl Index {
    /// Reads all of them.
    pub fn new() -> Self {
        let declared = declared::texts();
        let languages = Language::ALL.map(|language| Text::of(language, &declared));
        let mut words: BTreeMap<Item, String> = BTreeMap::new();
        let mut add = |item: Item, english: &str| {
            let entry = words.entry(item).or_default();
            for text in &languages {
                entry.push(' ');
                entry.push_str(&folded(&text.own(english)));
            }
        };
        for preset in library::PRESETS {
            // A test reads every one of them.
            let Ok(loaded) = load::parse(preset.text.as_bytes()) else { continue };
            for english in [preset.name, loaded.title(), loaded.hint(), loaded.description()] {
                add(Item::Preset(preset.name), english);
            }
        }
        for bundled in lessons::LESSONS {
            let Ok(lesson) = lesson::parse(bundled.text.as_bytes()) else { continue };
            for english in [bundled.name, &lesson.title, &lesson.notes.aim] {
                add(Item::Lesson(bundled.name), english);
            }
            for step in &lesson.steps {
                add(Item::Lesson(bundled.name), &step.page.title);
                add(Item::Lesson(bundled.name), &step.page.text);
            }
        }
        for topic in TOPICS {
            let names =
                languages.iter().map(|text| folded(&text.get(topic.key))).collect::<Vec<_>>().join(" ");
            let items = topic.lessons().map(|own| Item::Lesson(own.name));
            for item in items.chain(topic.presets().map(|own| Item::Preset(own.name))) {
                let entry = words.entry(item).or_default();
                entry.push(' ');
                entry.push_str(&names);
            }
        }
        Self { words }
    }

    /// Whether a lesson or preset has every word that was typed, or words that begin with it.
    pub fn fits(&self, item: Item, typed: &str) -> bool {
        let Some(words) = self.words.get(&item) else { return false };
        let begins = |typed: &str| {
            words
                .match_indices(typed)
                .any(|(at, _)| !words[..at].chars().next_back().is_some_and(char::is_alphanumeric))
        };
        folded(typed).split_whitespace().all(begins)
    }
}

/// Small letters without marks, so that `Haufig` finds `häufig` and `gaba a` finds `GABA_A`.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'á' | 'à' | 'â' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'í' | 'î' | 'ï' => folded.push('i'),
            'ö' | 'ó' | 'ô' => folded.push('o'),
            'ü' | 'ú' | 'û' => folded.push('u'),
            'ß' => folded.push_str("ss"),
            'ç' => folded.push('c'),
            '_' | '-' | '–' => folded.push(' '),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_either_language_find_lessons_and_presets() {
        let started = std::time::Instant::now();
        let index = Index::new();
        println!("the index takes {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
        let presets = |typed: &str| {
            let names = library::PRESETS.iter().map(|preset| preset.name);
            names.filter(|name| index.fits(Item::Preset(name), typed)).collect::<Vec<_>>()
        };
        for typed in ["AMPA", "schnelle erregung", "fast excitation", "Schnelle Erreg"] {
            assert!(presets(typed).contains(&"ampa"), "{typed}: {:?}", presets(typed));
        }
        for typed in ["gaba_b", "GABA-B", "gaba b"] {
            assert!(presets(typed).contains(&"gaba-b"), "{typed}");
        }
        assert_eq!(presets(""), library::PRESETS.iter().map(|own| own.name).collect::<Vec<_>>());
        assert!(presets("xyzzy").is_empty() && presets("xcitation").is_empty(), "words begin as typed");
        let nmda = |typed| index.fits(Item::Lesson("nmda"), typed);
        assert!(nmda("magnesium") && nmda("rezeptoren") && nmda("MG²⁺"), "what steps say, and the topic");
    }
}
