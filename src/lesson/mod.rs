//! Lessons: texts in steps, each with the state of the program that it speaks of.
//!
//! A lesson is a RON file that anybody can write; it goes through the same door as a document. A step says where it starts
//! (a preset, or where the step before left off), which parameters it changes, what it shows and what it asks to be done,
//! and what can then be seen. So whatever leads to a step, its state is the same.

mod check;
mod effect;
pub mod library;
mod play;
pub mod topics;
mod words;

use std::sync::Arc;

pub use check::{MAX_ENTRIES, MAX_TIMES, MAX_WORK};
pub use effect::Effect;
pub use play::{Look, Seen, play};
use serde::Deserialize;
pub use words::{Link, links, without_links};

use crate::preset::foreign::{self, Foreign};
use crate::preset::load::{self, File};
use crate::preset::{LoadError, Preset};

/// The target of links that open the glossary; with a point and one of the [`TERMS`] they show what that term means.
pub const GLOSSARY: &str = "glossary";

/// The terms of the glossary, from the membrane to learning.
pub const TERMS: [&str; 16] = [
    "membrane-potential",
    "resting-potential",
    "depolarise",
    "threshold",
    "spike",
    "ion-channel",
    "conductance",
    "reversal-potential",
    "driving-force",
    "epsp",
    "ipsp",
    "time-constant",
    "release-probability",
    "poisson-process",
    "cv",
    "stdp",
];

/// The term of the glossary that a link leads to, if it leads there: none stands for the glossary as a whole.
#[must_use]
pub fn glossary_term(target: &str) -> Option<Option<&'static str>> {
    let rest = target.strip_prefix(GLOSSARY)?;
    if rest.is_empty() {
        return Some(None);
    }
    let term = TERMS.into_iter().find(|term| rest.strip_prefix('.') == Some(term))?;
    Some(Some(term))
}

/// Most words of a step's text.
pub const MAX_WORDS: usize = 60;

/// A lesson, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The title.
    pub title: String,
    /// Minutes that it takes with a class.
    pub minutes: u32,
    /// Its steps, at least one.
    pub steps: Vec<LessonStep>,
    /// For whoever teaches it.
    pub notes: TeacherNotes,
}

/// A step of a lesson, with the state it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct LessonStep {
    /// What it says and shows.
    pub page: Page,
    /// The document at its start.
    pub preset: Arc<Preset>,
}

/// What a step says, shows and asks for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// A few words.
    pub title: String,
    /// Markdown of at most [`MAX_WORDS`] words. A link leads to a parameter, by its path, or to a neuron or synapse, by
    /// its name, in angle brackets where that has spaces, or to the [`GLOSSARY`], as a whole or to a term of it; a formula stands between `$`.
    pub text: String,
    /// Where the step starts.
    #[serde(default)]
    pub start: Start,
    /// Parameters that are different from there: path and value, as in files.
    #[serde(default)]
    pub set: Vec<(String, Box<ron::value::RawValue>)>,
    /// Speed of the run [ms of model time per second].
    #[serde(default)]
    pub speed_ms_per_s: Option<f64>,
    /// Where on the time line the step begins [ms], more than 0: what is done when the reader asks to be shown is done from the
    /// start of the run, which goes on to there and pauses, whatever `running` says. Without it, it begins at the start of the run,
    /// and nothing is done yet.
    #[serde(default)]
    pub begins_ms: Option<f64>,
    /// Whether model time passes at once.
    #[serde(default = "yes")]
    pub running: bool,
    /// The object whose parameters are shown, by name.
    #[serde(default)]
    pub select: Option<String>,
    /// What is shown; all there is if empty.
    #[serde(default)]
    pub show: Vec<Pane>,
    /// What stands out.
    #[serde(default)]
    pub highlight: Vec<Highlight>,
    /// What is done when the reader asks to be shown.
    #[serde(default)]
    pub act: Vec<Act>,
    /// What can be seen after it.
    #[serde(default)]
    pub see: Vec<Effect>,
    /// A question and its answer, which is hidden at first.
    #[serde(default)]
    pub ask: Option<Question>,
    /// What a reader may have met elsewhere, and what is right: “You may read that … In fact …”.
    #[serde(default)]
    pub erratum: Option<String>,
    /// Where the numbers come from: a list of references.
    #[serde(default)]
    pub sources: Option<String>,
    /// What a lecturer may say.
    #[serde(default)]
    pub notes: String,
}

fn yes() -> bool {
    true
}

/// Where a step starts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub enum Start {
    /// With the document of the step before, as that step left it to the reader.
    #[default]
    Same,
    /// With a preset that comes with the program.
    Preset(String),
}

/// A part of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Pane {
    /// The network.
    Canvas,
    /// The parameters of what is selected.
    Parameters,
    /// The equations of what is selected.
    Equations,
    /// A plot, by its place in the document, from 1.
    Plot(usize),
    /// The drawing of a synapse.
    Synapse,
    /// The drawing of a neuron with the places of its synapses.
    Neuron,
    /// The four receptors by transmitter and speed.
    Receptors,
}

/// Something that stands out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum Highlight {
    /// A neuron or population, by name.
    Neuron(String),
    /// A synapse, by name.
    Synapse(String),
    /// A parameter, by path.
    Parameter(String),
    /// A plot, by its place in the document, from 1.
    Plot(usize),
}

/// Something that is done.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum Act {
    /// A neuron fires at these times from now [ms].
    Fire(String, Vec<f64>),
    /// A parameter gets a value.
    Set(String, Box<ron::value::RawValue>),
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked.
    pub ask: String,
    /// What is right, and why.
    pub answer: String,
}

/// For whoever teaches a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeacherNotes {
    /// What students can do afterwards.
    pub aim: String,
    /// Things to try, and what is to be expected.
    #[serde(default)]
    pub tries: Vec<Question>,
    /// What students often believe, and what to say to it.
    #[serde(default)]
    pub misconceptions: Vec<String>,
}

/// A lesson as it stands in a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LessonFile {
    #[serde(rename = "format")]
    _format: u64,
    title: String,
    minutes: u32,
    notes: TeacherNotes,
    steps: Vec<Page>,
}

impl File for LessonFile {
    type Checked = Lesson;
    const FORMAT: u32 = 1;
    const KIND: Foreign = Foreign::Lesson;

    fn check(self) -> Result<Lesson, Vec<crate::model::problem::Problem>> {
        check::lesson(self)
    }
}

/// Reads a lesson from the bytes of a text.
///
/// # Errors
/// If it is too long, not UTF-8, of a newer format, or not a valid lesson.
pub fn parse(bytes: &[u8]) -> Result<Lesson, LoadError> {
    load::parse_as::<LessonFile>(bytes)
}

/// Whether a text is meant as a lesson, right or wrong: it has steps.
#[must_use]
pub fn is_lesson(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| foreign::own_kind(text) == Some(Foreign::Lesson))
}

impl Lesson {
    /// The preset that a step starts with, by name: its own, or that of the last step before it which has one.
    #[must_use]
    pub fn preset_of(&self, step: usize) -> Option<&str> {
        self.steps[..=step].iter().rev().find_map(|step| match &step.page.start {
            Start::Preset(name) => Some(name.as_str()),
            Start::Same => None,
        })
    }
}

impl Page {
    /// The texts that are shown as Markdown, with the key of each.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let question = self.ask.iter().flat_map(|own| [("ask.ask", &own.ask), ("ask.answer", &own.answer)]);
        let erratum = self.erratum.iter().map(|own| ("erratum", own));
        let sources = self.sources.iter().map(|own| ("sources", own));
        [("text", &self.text)].into_iter().chain(question).chain(erratum).chain(sources)
    }

    /// The links of its texts.
    pub fn links(&self) -> impl Iterator<Item = Link> {
        self.texts().flat_map(|(_, text)| links(text))
    }

    /// Number of words of its text; a formula counts as one, and where links lead does not count.
    #[must_use]
    pub fn n_words(&self) -> usize {
        words::count(&self.text)
    }
}
