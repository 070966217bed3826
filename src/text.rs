//! The string catalogue: every sentence a user reads, by key.
//!
//! The catalogue is Fluent (`assets/locale/*.ftl`). The meaning of a parameter or a mechanism is written
//! beside its declaration in English; that text is its key's fall-back. Units and symbols are not translated.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::message::Message;

/// A catalogue in one language.
pub struct Text {
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("locales", &self.bundle.locales).finish_non_exhaustive()
    }
}

const ENGLISH: &str = include_str!("../assets/locale/en.ftl");

impl Text {
    /// The English catalogue.
    #[must_use]
    pub fn english() -> Self {
        Self::from_source(ENGLISH)
    }

    /// A catalogue from Fluent source. Entries that do not parse are left out; a test reads the errors.
    fn from_source(source: &str) -> Self {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![LanguageIdentifier::default()]);
        // Direction marks round arguments would show as boxes in a plain text field, and no right-to-left language is offered.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// Whether the catalogue has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The sentence of a key; the key itself if it is missing, which a test turns into a failure.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.format(key, None).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of a key, or its fall-back.
    #[must_use]
    pub fn get_or(&self, key: &str, fall_back: &str) -> String {
        self.format(key, None).unwrap_or_else(|| fall_back.to_owned())
    }

    /// The sentence of a key with arguments.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, impl AsRef<str>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        self.format(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of a message.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        let args: FluentArgs<'_> = message.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.format(message.key, Some(&args)).unwrap_or_else(|| message.to_string())
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        // A missing argument leaves a visible {$name}; nothing better can be shown.
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, args, &mut errors).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_parses_and_has_no_key_twice() {
        let resource = FluentResource::try_new(ENGLISH.to_owned());
        assert!(resource.is_ok(), "{:?}", resource.err().map(|(_, errors)| errors));
        let mut keys = std::collections::BTreeSet::new();
        for line in ENGLISH.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            let key = line.split([' ', '=']).next().unwrap_or_default();
            assert!(keys.insert(key), "{key} stands twice");
        }
    }

    #[test]
    fn arguments_are_put_in_and_missing_keys_show() {
        let text = Text::from_source("hello = Hello, { $name }!\n");
        assert_eq!(text.with("hello", &[("name", "you")]), "Hello, you!");
        assert_eq!(text.say(&Message::new("hello").with("name", 3)), "Hello, 3!");
        assert_eq!(text.get("absent"), "absent");
        assert_eq!(text.get_or("absent", "something"), "something");
        assert!(text.has("hello") && !text.has("absent"));
    }
}
