//! The lessons that come with the program, in teaching order.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::preset::library as presets;

/// A lesson that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bundled {
    /// Its name.
    pub name: &'static str,
    /// Its RON text, in English.
    pub text: &'static str,
    /// What it says in German: a Fluent catalogue.
    pub german: &'static str,
}

/// Embeds `assets/lessons/NAME.ron` and `NAME.de.ftl` for each name.
macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        &[$( Bundled {
            name: $name,
            text: include_str!(concat!("../../assets/lessons/", $name, ".ron")),
            german: include_str!(concat!("../../assets/lessons/", $name, ".de.ftl")),
        }, )*]
    };
}

/// All of them. A test fails when a file in `assets/lessons/` is missing here.
pub const LESSONS: &[Bundled] = bundled![
    "first-steps",
    "synapse",
    "ampa",
    "receptors",
    "where-synapses-sit",
    "exponential-decay",
    "synaptic-current",
    "three-acts",
    "kinetics",
    "nmda",
    "gaba-a",
    "gaba-b",
    "release",
    "filtering",
    "hebb",
    "stdp",
    "why-jump",
    "calcium",
    "song",
    "correlations",
    "numerics",
    "take-away"
];

/// The lesson of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Bundled> {
    LESSONS.iter().find(|lesson| lesson.name == name)
}

/// A text's title; the first lines say it, and the rest need not be read for a menu.
#[must_use]
pub fn title(text: &str) -> &str {
    text.split_once("title: \"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(title, _)| title)
}

/// How many minutes a text's lesson takes with a class; found as its title is.
#[must_use]
pub fn minutes(text: &str) -> u32 {
    let line = text.lines().find_map(|line| line.trim_start().strip_prefix("minutes:"));
    let digits = line.map(|line| line.trim().trim_end_matches(','));
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// The lesson that explains a preset, by its name: that of the same name, one that begins with it, or the first that comes to
/// it.
#[must_use]
pub fn about(preset: &str) -> Option<&'static Bundled> {
    static KNOWN: LazyLock<BTreeMap<&'static str, &'static Bundled>> = LazyLock::new(|| {
        let of_preset = |preset: &'static presets::Bundled| {
            let start = format!("Preset(\"{}\")", preset.name);
            let first = |lesson: &&Bundled| {
                lesson.text.find("Preset(").is_some_and(|at| lesson.text[at..].starts_with(&start))
            };
            let any = |lesson: &&Bundled| lesson.text.contains(&start);
            let lesson = find(preset.name)
                .or_else(|| LESSONS.iter().find(first))
                .or_else(|| LESSONS.iter().find(any))?;
            Some((preset.name, lesson))
        };
        presets::PRESETS.iter().filter_map(of_preset).collect()
    });
    KNOWN.get(preset).copied()
}

/// The lesson that comes before one.
#[must_use]
pub fn before(name: &str) -> Option<&'static Bundled> {
    LESSONS.iter().take_while(|lesson| lesson.name != name).last().filter(|_| find(name).is_some())
}

/// The lesson that follows one.
#[must_use]
pub fn after(name: &str) -> Option<&'static Bundled> {
    LESSONS.iter().skip_while(|lesson| lesson.name != name).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_have_their_lessons() {
        assert_eq!(about("ampa").map(|lesson| lesson.name), Some("ampa"));
        assert!(presets::PRESETS.iter().filter(|preset| about(preset.name).is_some()).count() > 5);
        assert_eq!(about("Something of one's own"), None);
    }

    #[test]
    fn what_is_found_without_reading_is_what_reading_finds() {
        for bundled in LESSONS {
            let lesson = crate::lesson::parse(bundled.text.as_bytes()).unwrap();
            assert_eq!((title(bundled.text), minutes(bundled.text)), (&*lesson.title, lesson.minutes));
        }
    }

    #[test]
    fn lessons_follow_each_other() {
        for pair in LESSONS.windows(2) {
            assert_eq!((after(pair[0].name), before(pair[1].name)), (Some(&pair[1]), Some(&pair[0])));
        }
        assert_eq!((before(LESSONS[0].name), before("none"), after("none")), (None, None, None));
    }

    #[test]
    fn every_file_is_listed() {
        let files = std::fs::read_dir("assets/lessons").unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> =
            names.filter_map(|name| Some(name.strip_suffix(".ron")?.to_owned())).collect();
        names.sort();
        let mut listed: Vec<&str> = LESSONS.iter().map(|lesson| lesson.name).collect();
        listed.sort_unstable();
        assert_eq!(names, listed);
    }
}
