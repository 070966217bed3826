//! The string catalogue: every sentence a user reads, by key, in the user's language.
//!
//! Catalogues are Fluent (`assets/locale/*.ftl`). What is written in English beside a declaration (the meaning of a
//! parameter, the title of a bundled preset) is translated by what it says: [`Text::own`]. Units and symbols are not
//! translated.

pub mod subscript;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use crate::message::{Message, cut, plain_text};

/// A language that the window speaks. The command line speaks English.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English, in which all is written first.
    #[default]
    English,
    /// German.
    German,
    /// English with marks and 40 % longer, to see whether every text is in the catalogue and has room.
    Pseudo,
}

impl Language {
    /// The languages to choose from.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its code, as in BCP 47.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Pseudo => "en-x-pseudo",
        }
    }

    /// The language of a code, if it is spoken here; `de-AT` and `de_DE.UTF-8` are German.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        if code == Self::Pseudo.code() {
            return Some(Self::Pseudo);
        }
        let main = code.split(['-', '_', '.']).next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(main))
    }

    /// Its name in itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Pseudo => "Pseudo",
        }
    }
}

/// A catalogue in one language.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// English, for what the language lacks.
    fall_back: Option<Box<Self>>,
    /// English sentences that are declared beside code, and what the language says for them.
    own: HashMap<String, String>,
    /// Whether subscripts are lowered, as the window's fonts can show them.
    is_typeset: bool,
    /// Sentences without arguments that have been asked for, by key: the window asks for them in every frame.
    said: Mutex<FxHashMap<String, String>>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("language", &self.language).finish_non_exhaustive()
    }
}

const ENGLISH: &str = include_str!("../assets/locale/en.ftl");
const GERMAN: &str = include_str!("../assets/locale/de.ftl");

/// Sentences that are written in English beside a declaration or in a bundled file, and what other languages say for them.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// Keys and English sentences.
    pub english: Vec<(String, String)>,
    /// Fluent catalogues that give the keys in German.
    pub german: Vec<&'static str>,
}

impl Text {
    /// The English catalogue.
    #[must_use]
    pub fn english() -> Self {
        Self::from_source(Language::English, ENGLISH)
    }

    /// The catalogue of a language, with what is declared in English elsewhere.
    #[must_use]
    pub fn of(language: Language, declared: &Declared) -> Self {
        match language {
            Language::English => Self::english(),
            Language::Pseudo => Self::from_source(language, ENGLISH),
            Language::German => {
                let mut text = Self::from_source(language, GERMAN);
                for source in &declared.german {
                    text.add(source);
                }
                let known = declared.english.iter().filter_map(|(key, english)| {
                    let translated = text.format_here(key, None)?;
                    Some((english.clone(), translated))
                });
                text.own = known.collect();
                text.fall_back = Some(Box::new(Self::english()));
                text
            }
        }
    }

    /// A text with its numbers as the language writes them: in German with a decimal comma, and with semicolons between
    /// coordinates. For what is only looked at; files and what is copied have the point in every language.
    #[must_use]
    pub fn localised(&self, text: &str) -> String {
        if self.language != Language::German {
            return text.to_owned();
        }
        let letters: Vec<char> = text.chars().collect();
        let is_digit =
            |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
        let mut depth = 0_u32;
        let own = letters.iter().enumerate().map(|(at, letter)| {
            let is_between = is_digit(at.checked_sub(1));
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                '.' if is_between && is_digit(Some(at + 1)) => return ',',
                ',' if 0 < depth && is_between && letters.get(at + 1) == Some(&' ') => return ';',
                _ => {}
            }
            *letter
        });
        own.collect()
    }

    /// A catalogue from Fluent source. Entries that do not parse are left out; a test reads the errors.
    fn from_source(language: Language, source: &str) -> Self {
        let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Direction marks round arguments would show as boxes in a plain text field, and no right-to-left language is offered.
        bundle.set_use_isolating(false);
        let (own, said) = (HashMap::new(), Mutex::default());
        let mut text = Self { language, bundle, fall_back: None, own, is_typeset: false, said };
        text.add(source);
        text
    }

    /// The same catalogue for the window: with subscripts lowered, which only the window's fonts can show.
    #[must_use]
    pub fn typeset(mut self) -> Self {
        self.is_typeset = true;
        self.said = Mutex::default();
        self
    }

    fn add(&mut self, source: &str) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        self.bundle.add_resource_overriding(resource);
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether the language's own catalogue has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The sentence of a key; the key itself if it is missing, which a test turns into a failure.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sentence) = said.get(key) {
            return sentence.clone();
        }
        let Some(sentence) = self.format(key, None) else { return key.to_owned() };
        said.insert(key.to_owned(), sentence.clone());
        sentence
    }

    /// What the language says for a sentence that is declared in English; the sentence itself if nothing is known for it.
    #[must_use]
    pub fn own(&self, english: &str) -> String {
        let said = match self.own.get(english) {
            Some(translated) => translated.clone(),
            None if self.language == Language::Pseudo => pseudo(english),
            None => plain_text(english).into_owned(),
        };
        self.shown(said)
    }

    fn shown(&self, text: String) -> String {
        if self.is_typeset { subscript::typeset(&text) } else { text }
    }

    /// The sentence of a key with arguments, each as far as it can be read.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, impl AsRef<str>)]) -> String {
        const LONGEST: usize = 1000;
        let value = |value: &str| cut(&plain_text(value), LONGEST).into_owned();
        let args: FluentArgs<'_> =
            args.iter().map(|(name, own)| (*name, argument(name, &value(own.as_ref())))).collect();
        self.format(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of a message.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        let own = |value: &String| self.own.get(value).unwrap_or(value).clone();
        let args = message.args.iter().map(|(name, value)| (*name, argument(name, &own(value))));
        let parts = message.parts.iter().map(|(name, part)| (*name, FluentValue::from(self.say(part))));
        let args: FluentArgs<'_> = args.chain(parts).collect();
        self.format(message.key, Some(&args)).unwrap_or_else(|| self.shown(message.to_string()))
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let here = self.format_here(key, args);
        let said = match &self.fall_back {
            Some(other) => here.or_else(|| other.format_here(key, args)),
            None if self.language == Language::Pseudo => here.map(|sentence| pseudo(&sentence)),
            None => here,
        };
        said.map(|sentence| self.shown(sentence))
    }

    fn format_here(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        // A missing argument leaves a visible {$name}; nothing better can be shown.
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, args, &mut errors).into_owned())
    }
}

/// An argument: what is counted is a number, so that a sentence can choose its form by it.
fn argument(name: &str, value: &str) -> FluentValue<'static> {
    match value.parse::<u64>() {
        Ok(count) if name == "count" => FluentValue::from(count),
        _ => FluentValue::from(value.to_owned()),
    }
}

/// A sentence with accents on its vowels and 40 % longer, as other languages are.
fn pseudo(sentence: &str) -> String {
    // Formulas and where links lead are no words.
    let (mut in_formula, mut in_target, mut before) = (false, false, ' ');
    let accented = sentence.chars().map(move |letter| {
        in_formula ^= letter == '$';
        in_target = if in_target { letter != ')' } else { before == ']' && letter == '(' };
        before = letter;
        match letter {
            _ if in_formula || in_target => letter,
            'a' => 'á',
            'e' => 'ë',
            'i' => 'î',
            'o' => 'ö',
            'u' => 'ü',
            other => other,
        }
    });
    let letters = sentence.chars().count();
    let more = (2 * letters).div_ceil(5);
    // Words, so that long sentences break; short ones grow as one word.
    let filling = "one two three four five ".chars().cycle().take(more.saturating_sub(1));
    let blank = (1 < more && 12 < letters).then_some(' ');
    let filling: String = blank.into_iter().chain(filling).filter(|c| 12 < letters || *c != ' ').collect();
    format!("[{}{}]", accented.collect::<String>(), filling.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(source: &str) -> Vec<&str> {
        let entries = source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        entries.map(|line| line.split([' ', '=']).next().unwrap_or_default()).collect()
    }

    #[test]
    fn the_catalogues_parse_and_have_no_key_twice() {
        for sources in [vec![ENGLISH], [vec![GERMAN], crate::declared::texts().german].concat()] {
            let mut seen = std::collections::BTreeSet::new();
            for source in sources {
                let resource = FluentResource::try_new(source.to_owned());
                assert!(resource.is_ok(), "{:?}", resource.err().map(|(_, errors)| errors));
                for key in keys(source) {
                    assert!(seen.insert(key), "{key} stands twice");
                }
            }
        }
    }

    /// The variables that a catalogue's entry of a key takes.
    fn variables<'a>(source: &'a str, key: &str) -> std::collections::BTreeSet<&'a str> {
        let start = source.find(&format!("\n{key} =")).map_or(0, |at| at + 1);
        let rest = &source[start..];
        let mut length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        for line in rest[length..].lines().take_while(|line| line.starts_with([' ', '}']) || line.is_empty())
        {
            length += line.len() + 1;
        }
        let names = rest[..length.min(rest.len())].split('$').skip(1);
        names.filter_map(|name| name.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
    }

    #[test]
    fn german_says_all_that_english_says() {
        let german = Text::from_source(Language::German, GERMAN);
        let missing: Vec<&str> = keys(ENGLISH).into_iter().filter(|key| !german.has(key)).collect();
        assert!(missing.is_empty(), "without German: {missing:?}");
        for key in keys(ENGLISH) {
            // Those of what is declared take none.
            assert_eq!(variables(ENGLISH, key), variables(GERMAN, key), "{key}");
        }
    }

    #[test]
    fn arguments_are_put_in_and_missing_keys_show() {
        let text = Text::from_source(Language::English, "hello = Hello, { $name }!\n");
        assert_eq!(text.with("hello", &[("name", "you")]), "Hello, you!");
        assert_eq!(text.say(&Message::new("hello").with("name", 3)), "Hello, 3!");
        assert_eq!(text.get("absent"), "absent");
        assert!(text.has("hello") && !text.has("absent"));
        let text = Text::from_source(
            Language::English,
            "fit = { $count ->\n    [1] One fits\n   *[other] { $count } fit\n}\n",
        );
        let fit = |count: &str| text.with("fit", &[("count", count)]);
        assert_eq!((fit("1"), fit("12345")), ("One fits".to_owned(), "12345 fit".to_owned()));
    }

    #[test]
    fn what_is_declared_in_english_is_translated_by_what_it_says() {
        let text = Text::of(
            Language::German,
            &Declared { english: vec![("menu-file".to_owned(), "Some English".to_owned())], german: vec![] },
        );
        assert_eq!(text.own("Some English"), text.get("menu-file"));
        assert_eq!(text.own("Unknown"), "Unknown");
        assert_eq!(Text::english().own("Some English"), "Some English");
    }

    #[test]
    fn languages_are_known_by_their_codes() {
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
        }
        assert_eq!(Language::of_code("de_DE.UTF-8"), Some(Language::German));
        assert_eq!(Language::of_code("xx"), None);
    }

    #[test]
    fn german_numbers_have_a_comma() {
        let german = Text::of(Language::German, &Declared::default());
        for (written, shown) in [
            ("−60.25", "−60,25"),
            ("36:54.90", "36:54,90"),
            ("w = (0.20, −0.10)", "w = (0,20; −0,10)"),
            ("Ende. 5 mV, 1.5 mV", "Ende. 5 mV, 1,5 mV"),
            ("y (1, s)", "y (1; s)"),
        ] {
            assert_eq!(german.localised(written), shown);
            assert_eq!(Text::english().localised(written), written);
        }
    }

    #[test]
    fn pseudo_sentences_are_longer_and_marked() {
        let text = Text::of(Language::Pseudo, &Declared::default());
        assert_eq!((text.get("menu-file"), text.own("Open")), ("[Fîlëo]".to_owned(), "[Opëno]".to_owned()));
        assert!(text.own("See [one](a.b) and $\\tau$").starts_with("[Sëë [önë](a.b) ánd $\\tau$"));
        let long = "A sentence of some length";
        let grown = text.own(long).chars().count();
        assert!(14 * long.len() / 10 <= grown && grown <= 16 * long.len() / 10, "{grown}");
    }
}
