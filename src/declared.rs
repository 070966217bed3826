//! Every English text that is written beside a declaration or in a bundled file, with the key under which other
//! languages translate it: names and meanings of mechanisms, parameters and states; titles and hints of presets.

use std::collections::BTreeMap;

use crate::lesson::library as lessons;
use crate::lesson::{self, Lesson, TeacherNotes};
use crate::model::kinetics::Kinetics;
use crate::model::neuron::NeuronKind;
use crate::model::plasticity::Plasticity;
use crate::model::probe::Probe;
use crate::model::receptor::Receptor;
use crate::model::release::{AMPLITUDE, Release};
use crate::model::standalone::Standalone;
use crate::model::state::StateSpec;
use crate::model::stimulus::StimulusKind;
use crate::param::{Kind, ParamSet, ParamSpec};
use crate::preset::{library, load};
use crate::text::Declared;

/// Keys and texts, each key once, and their translations.
#[must_use]
pub fn texts() -> Declared {
    let mut all = Texts::default();
    macro_rules! families {
        ($($family:ident),+) => { $(
            for mechanism in $family::all() {
                let key = format!("{}-{}", $family::FAMILY, mechanism.key());
                all.add(format!("{key}-about"), mechanism.meaning());
                all.add(key, mechanism.label());
                if let Some(set) = mechanism.inner() {
                    all.add_params(set);
                    all.add_words(&set.equations());
                }
            }
        )+ };
    }
    families!(NeuronKind, Receptor, Kinetics, Release, Plasticity, StimulusKind, Standalone);
    all.add_states(&[AMPLITUDE]);
    for kind in NeuronKind::all().iter().filter_map(NeuronKind::inner) {
        all.add_states(kind.states());
        all.add_states(kind.shared_states());
    }
    for rule in Plasticity::all().iter().filter_map(Plasticity::inner) {
        all.add_states(rule.states());
    }
    for model in Standalone::all() {
        all.add_states(model.states());
    }
    for stimulus in StimulusKind::all().iter().filter_map(StimulusKind::inner) {
        all.add_states(stimulus.states());
    }
    for bundled in library::PRESETS {
        // A test reads every one of them.
        let Ok(preset) = load::parse(bundled.text.as_bytes()) else { continue };
        all.add(format!("preset-{}-title", bundled.name), preset.title());
        all.add(format!("preset-{}-description", bundled.name), preset.description());
        all.add(format!("preset-{}-hint", bundled.name), preset.hint());
        preset.visit(&mut |_, spec, _| all.add_param(spec));
        let network = preset.network();
        for (_, state) in Probe::all(network).iter().filter_map(|probe| probe.describe(network)) {
            all.add_states(&[state]);
        }
    }
    for bundled in lessons::LESSONS {
        // A test reads every one of them, too.
        if let Ok(lesson) = lesson::parse(bundled.text.as_bytes()) {
            all.add_lesson(bundled.name, &lesson);
        }
    }
    let beside =
        [include_str!("../assets/locale/de-texts.ftl"), include_str!("../assets/locale/de-presets.ftl")];
    let german = beside.into_iter().chain(lessons::LESSONS.iter().map(|lesson| lesson.german)).collect();
    Declared { english: all.0.into_iter().collect(), german }
}

#[derive(Default)]
struct Texts(BTreeMap<String, String>);

impl Texts {
    fn add(&mut self, key: String, text: &str) {
        if !text.is_empty() {
            self.0.insert(key, text.to_owned());
        }
    }

    fn add_states(&mut self, states: &[StateSpec]) {
        for state in states {
            self.add(format!("state-{}", slug(state.meaning)), state.meaning);
        }
    }

    fn add_params<S: ParamSet + ?Sized>(&mut self, set: &S) {
        set.visit(&mut |spec, _| self.add_param(spec));
        for named in set.named_sets() {
            self.add(format!("set-{}", slug(named.name)), named.name);
        }
    }

    /// The words in equations.
    fn add_words(&mut self, equations: &[&str]) {
        for part in equations.iter().flat_map(|source| source.split(r"\text{").skip(1)) {
            let words = part.split('}').next().unwrap_or_default();
            self.add(format!("math-{}", slug(words)), words);
        }
    }

    fn add_lesson(&mut self, name: &str, lesson: &Lesson) {
        let TeacherNotes { aim, tries, misconceptions } = &lesson.notes;
        self.add(format!("lesson-{name}-title"), &lesson.title);
        self.add(format!("lesson-{name}-aim"), aim);
        for (index, own) in (1..).zip(tries) {
            self.add(format!("lesson-{name}-try-{index}"), &own.ask);
            self.add(format!("lesson-{name}-try-{index}-answer"), &own.answer);
        }
        for (index, own) in (1..).zip(misconceptions) {
            self.add(format!("lesson-{name}-misconception-{index}"), own);
        }
        for (index, step) in (1..).zip(&lesson.steps) {
            let page = &step.page;
            let mut add = |part: &str, text: &str| self.add(format!("lesson-{name}-{index}-{part}"), text);
            add("title", &page.title);
            add("text", &page.text);
            add("notes", &page.notes);
            add("erratum", page.erratum.as_deref().unwrap_or_default());
            add("sources", page.sources.as_deref().unwrap_or_default());
            if let Some(question) = &page.ask {
                add("ask", &question.ask);
                add("answer", &question.answer);
            }
        }
    }

    fn add_param(&mut self, spec: &ParamSpec) {
        self.add(format!("param-{}-{}", spec.owner, spec.key), spec.meaning);
        if !spec.is_cited() {
            self.add(format!("default-{}", slug(spec.source)), spec.source);
        }
        // Most are signs that need no words.
        if 4 <= spec.symbol.len() && spec.symbol.chars().all(|c| c.is_ascii_lowercase()) {
            self.add(format!("symbol-{}", spec.symbol), spec.symbol);
        }
        if let Kind::Choice { options } = spec.kind {
            for option in options {
                let key = format!("option-{}-{}-{}", spec.owner, spec.key, option.key);
                self.add(format!("{key}-about"), option.meaning);
                self.add(key, option.label);
            }
        }
    }
}

/// The first words of a text as a key.
fn slug(text: &str) -> String {
    let kept: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    kept.split_whitespace().take(6).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};

    #[test]
    fn keys_are_keys_and_every_preset_is_there() {
        let texts: BTreeMap<String, String> = texts().english.into_iter().collect();
        for key in texts.keys() {
            assert!(key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "{key}");
        }
        for bundled in library::PRESETS {
            assert!(texts.contains_key(&format!("preset-{}-title", bundled.name)), "{}", bundled.name);
        }
        for bundled in lessons::LESSONS {
            assert!(texts.contains_key(&format!("lesson-{}-1-text", bundled.name)), "{}", bundled.name);
        }
    }

    #[test]
    fn german_says_all_that_is_declared() {
        let declared = texts();
        let german = Text::of(Language::German, &declared);
        let missing: Vec<&String> =
            declared.english.iter().map(|(key, _)| key).filter(|key| !german.has(key)).collect();
        assert!(missing.is_empty(), "{} without German: {missing:?}", missing.len());
        let lines = declared.german.iter().flat_map(|source| source.lines());
        let unknown: Vec<&str> = lines
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, _)| key)
            .filter(|key| declared.english.iter().all(|(known, _)| known != key))
            .collect();
        assert!(unknown.is_empty(), "German of nothing: {unknown:?}");
    }

    /// Formulas and targets of links of a text, in order. A decimal comma, `{,}`, counts as a point.
    fn marks(text: &str) -> Vec<String> {
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let formulas = text.split('$').skip(1).step_by(2);
        let mut marks: Vec<String> = formulas.chain(links).map(|mark| mark.replace("{,}", ".")).collect();
        marks.sort_unstable();
        marks
    }

    #[test]
    fn translations_keep_links_and_formulas() {
        let declared = texts();
        let german = Text::of(Language::German, &declared);
        let is_marked = |(key, _): &&(String, String)| key.starts_with("lesson-") || key.ends_with("-hint");
        for (key, english) in declared.english.iter().filter(is_marked) {
            assert_eq!(marks(&german.own(english)), marks(english), "{key}");
        }
    }
}
