//! Checking a lesson: every name, path and number in it must mean something, and every step gets its document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Act, Effect, Highlight, Lesson, LessonFile, LessonStep, MAX_WORDS, Page, Pane, Start, TeacherNotes,
    glossary_term, links,
};
use crate::message::{MAX_TEXT_BYTES, Message};
use crate::model::network::{Address, Network};
use crate::model::probe::Probe;
use crate::model::problem::{Fault, Problem};
use crate::preset::error::MAX_PROBLEMS;
use crate::preset::{Preset, library, load};
use crate::units::Speed;

/// Most steps of a lesson.
const MAX_STEPS: usize = 100;
/// Most entries of any list of a step or of the notes, and most links of a text.
pub const MAX_ENTRIES: usize = 100;
/// Most times at which the acts of a step fire neurons.
pub const MAX_TIMES: usize = 10_000;
/// Most work that playing all steps may be: steps of the simulation times neurons and axons.
pub const MAX_WORK: u64 = 1_000_000_000;

/// The lesson of a file, or all that is wrong with it.
pub(super) fn lesson(file: LessonFile) -> Result<Lesson, Vec<Problem>> {
    let LessonFile { _format: _, title, minutes, notes, steps } = file;
    let mut problems = Problems::default();
    if title.trim().is_empty() {
        problems.add("title", Message::new("lesson-no-title"));
    }
    problems.text("title", &title);
    problems.notes(&notes);
    if steps.is_empty() || MAX_STEPS < steps.len() {
        problems
            .add("steps", Message::new("lesson-steps").with("count", steps.len()).with("limit", MAX_STEPS));
    }
    let mut presets = BTreeMap::new();
    let mut checked: Vec<LessonStep> = Vec::new();
    let mut work = 0_u64;
    for (index, page) in steps.into_iter().take(MAX_STEPS).enumerate() {
        let path = format!("steps[{index}]");
        let start = match &page.start {
            Start::Same => checked.last().map(|step| Arc::clone(&step.preset)),
            Start::Preset(name) => preset(name, &mut presets),
        };
        let Some(start) = start else {
            let what = match &page.start {
                Start::Same => Message::new("lesson-no-start"),
                Start::Preset(name) => Message::new("load-no-such-preset").with("name", name),
            };
            problems.add(&format!("{path}.start"), what);
            continue;
        };
        let preset = if problems.fits(&path, &page) { problems.page(&path, &page, &start) } else { start };
        let step = LessonStep { page, preset };
        work = work.saturating_add(self::work(&step));
        checked.push(step);
    }
    if MAX_WORK < work {
        let what = Message::new("lesson-work").with("count", work).with("limit", MAX_WORK);
        problems.add("steps", what);
    }
    let problems = problems.0;
    if problems.is_empty() { Ok(Lesson { title, minutes, steps: checked, notes }) } else { Err(problems) }
}

fn preset(name: &str, known: &mut BTreeMap<String, Arc<Preset>>) -> Option<Arc<Preset>> {
    if let Some(known) = known.get(name) {
        return Some(Arc::clone(known));
    }
    let preset = Arc::new(load::parse(library::find(name)?.text.as_bytes()).ok()?);
    known.insert(name.to_owned(), Arc::clone(&preset));
    Some(preset)
}

/// How much work it is to play a step, and to go to where it begins: steps of the simulation times neurons, and axons with each of their receptors.
fn work(step: &LessonStep) -> u64 {
    let seen_ms = step.page.see.iter().map(Effect::time_ms);
    let longest_ms = seen_ms.chain(step.page.begins_ms).filter(|time_ms| time_ms.is_finite());
    let steps = longest_ms.fold(0.0, f64::max) / step.preset.grid().dt_ms();
    let network = step.preset.network();
    let neurons: u64 = network.populations().iter().map(|population| population.n).sum();
    let axons = network.projections().iter().map(|projection| {
        let n = network.population(projection.from).map_or(0, |population| population.n);
        n.saturating_mul(projection.receptors.len() as u64)
    });
    let parts = axons.fold(neurons.max(1), u64::saturating_add);
    let watched = step.page.see.len() as u64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "of a positive number; too large is largest"
    )]
    let steps = steps.ceil().max(0.0) as u64;
    steps.saturating_mul(parts.saturating_add(watched))
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, path: &str, what: Message) {
        self.0.push(Problem::new(path, path, Fault::Syntax { what, hint: None }));
    }

    /// Checks that a text is not too long; whether it is not.
    fn text(&mut self, path: &str, text: &str) -> bool {
        if MAX_TEXT_BYTES < text.len() {
            self.0.push(Problem::new(
                path,
                path,
                Fault::TextTooLong { bytes: text.len(), limit: MAX_TEXT_BYTES },
            ));
        }
        text.len() <= MAX_TEXT_BYTES
    }

    /// Checks that there are not too many of something; whether there are not.
    fn number(&mut self, path: &str, what: &'static str, count: usize, limit: usize) -> bool {
        if limit < count {
            let (count, limit) = (count as u128, limit as u128);
            self.0.push(Problem::new(path, path, Fault::TooMany { what, count, limit }));
        }
        count <= limit
    }

    /// Checks the sizes of what the notes hold.
    fn notes(&mut self, notes: &TeacherNotes) {
        self.text("notes.aim", &notes.aim);
        self.number("notes.tries", "entries", notes.tries.len(), MAX_ENTRIES);
        self.number("notes.misconceptions", "entries", notes.misconceptions.len(), MAX_ENTRIES);
        for (index, own) in notes.tries.iter().enumerate().take(MAX_ENTRIES) {
            self.text(&format!("notes.tries[{index}].ask"), &own.ask);
            self.text(&format!("notes.tries[{index}].answer"), &own.answer);
        }
        for (index, own) in notes.misconceptions.iter().enumerate().take(MAX_ENTRIES) {
            self.text(&format!("notes.misconceptions[{index}]"), own);
        }
    }

    /// Checks the sizes of what a page holds, before anything is looked up; whether it fits.
    fn fits(&mut self, path: &str, page: &Page) -> bool {
        let at = |field: &str| format!("{path}.{field}");
        let mut fits = self.text(&at("title"), &page.title) & self.text(&at("notes"), &page.notes);
        for (key, text) in page.texts() {
            fits &=
                self.text(&at(key), text) && self.number(&at(key), "links", links(text).len(), MAX_ENTRIES);
        }
        for (key, count) in [
            ("set", page.set.len()),
            ("show", page.show.len()),
            ("highlight", page.highlight.len()),
            ("act", page.act.len()),
            ("see", page.see.len()),
        ] {
            fits &= self.number(&at(key), "entries", count, MAX_ENTRIES);
        }
        let times = |act: &Act| if let Act::Fire(_, times) = act { times.len() } else { 0 };
        let times = page.act.iter().map(times).sum();
        let values =
            page.act.iter().filter_map(|act| if let Act::Set(_, value) = act { Some(value) } else { None });
        let values = values.chain(page.set.iter().map(|(_, value)| value));
        for value in values.take(2 * MAX_ENTRIES) {
            fits &= self.text(&at("set"), value.get_ron());
        }
        fits & self.number(&at("act"), "times", times, MAX_TIMES)
    }

    /// Checks a page, and says with which document it starts.
    // Longer than 60 lines: every check once, in the order of the file.
    fn page(&mut self, path: &str, page: &Page, start: &Arc<Preset>) -> Arc<Preset> {
        let at = |field: &str| format!("{path}.{field}");
        let words = page.n_words();
        if MAX_WORDS < words {
            self.add(&at("text"), Message::new("lesson-words").with("count", words).with("limit", MAX_WORDS));
        }
        if page.title.trim().is_empty() {
            self.add(&at("title"), Message::new("lesson-no-title"));
        }
        let mut values = Vec::new();
        for (written, value) in &page.set {
            values.extend(self.value(&at("set"), start, written, value.get_ron()));
        }
        let preset = start.with_values(&values).and_then(|preset| match page.speed_ms_per_s {
            Some(speed) => preset.with(|parts| parts.run.speed_ms_per_s = Speed::MsPerSecond(speed)),
            None => Ok(preset),
        });
        let preset = match preset {
            Ok(preset) => Arc::new(preset),
            Err(problems) => {
                for problem in problems {
                    self.0.push(Problem { path: at("set"), file_path: at("set"), ..problem });
                }
                Arc::clone(start)
            }
        };
        let network = preset.network();
        for (key, text) in page.texts() {
            for link in links(text) {
                self.link(&at(key), &link, &preset);
            }
        }
        for name in page.select.iter().filter(|name| !is_object(name, network)) {
            self.unknown(&at("select"), name);
        }
        let n_plots = preset.view().plots.len();
        for pane in &page.show {
            if matches!(pane, Pane::Plot(place) if *place == 0 || n_plots < *place) {
                self.add(&at("show"), Message::new("lesson-no-plot").with("count", n_plots));
            }
        }
        for highlight in &page.highlight {
            match highlight {
                Highlight::Neuron(name) if network.population_named(name).is_none() => {
                    self.unknown(&at("highlight"), name);
                }
                Highlight::Synapse(name) if !network.projections().iter().any(|own| own.name == *name) => {
                    self.unknown(&at("highlight"), name);
                }
                Highlight::Parameter(written) if preset.look_up(written).is_none() => {
                    self.unknown(&at("highlight"), written);
                }
                Highlight::Plot(place) if *place == 0 || n_plots < *place => {
                    self.add(&at("highlight"), Message::new("lesson-no-plot").with("count", n_plots));
                }
                _ => {}
            }
        }
        for act in &page.act {
            match act {
                Act::Fire(name, _) if network.population_named(name).is_none() => {
                    self.unknown(&at("act"), name);
                }
                Act::Fire(_, times) if times.iter().any(|time| !(0.0..=1e6).contains(time)) => {
                    self.add(&at("act"), Message::new("lesson-time"));
                }
                Act::Fire(..) => {}
                Act::Set(written, value) => {
                    let set = self.value(&at("act"), &preset, written, value.get_ron());
                    let problems = set.and_then(|set| preset.with_values(&[set]).err()).unwrap_or_default();
                    for problem in problems {
                        self.0.push(Problem { path: at("act"), file_path: at("act"), ..problem });
                    }
                }
            }
        }
        if page.begins_ms.is_some_and(|begins_ms| !(0.0 < begins_ms && begins_ms <= 1e6)) {
            self.add(&at("begins_ms"), Message::new("lesson-begins"));
        }
        for effect in &page.see {
            match effect {
                Effect::Spikes(name, ..) if network.population_named(name).is_none() => {
                    self.unknown(&at("see"), name);
                }
                Effect::Peak(probe, ..) | Effect::Trough(probe, ..) | Effect::End(probe, ..)
                    if Probe::parse(probe, network).is_err() =>
                {
                    self.unknown(&at("see"), probe);
                }
                _ => {}
            }
            if !(0.0..=1e6).contains(&effect.time_ms()) {
                self.add(&at("see"), Message::new("lesson-time"));
            }
        }
        preset
    }

    fn unknown(&mut self, path: &str, name: &str) {
        let name = crate::model::problem::visible(name);
        self.add(path, Message::new("lesson-unknown").with("name", name));
    }

    /// Checks where a link leads: to the glossary, to what the step's document has, or to a page of the web.
    fn link(&mut self, path: &str, link: &super::Link, preset: &Preset) {
        let target = link.target.as_str();
        if link.is_picture {
            self.add(path, Message::new("lesson-picture").with("target", target));
        } else if glossary_term(target).is_some()
            || is_object(target, preset.network())
            || preset.look_up(target).is_some()
            || target.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
        {
            // It leads somewhere.
        } else if target.contains(':') || target.starts_with(['/', '\\', '#']) {
            self.add(path, Message::new("lesson-link").with("target", target));
        } else {
            self.unknown(path, target);
        }
    }

    /// A parameter and a value for it.
    fn value(
        &mut self,
        path: &str,
        preset: &Preset,
        written: &str,
        value: &str,
    ) -> Option<(Address, crate::param::Value)> {
        let Some(address) = preset.look_up(written) else {
            // What was meant is looked for as long as it is read.
            if self.0.len() < MAX_PROBLEMS
                && let Err(unknown) = preset.find(written)
            {
                self.add(path, unknown.message());
            } else {
                self.unknown(path, written);
            }
            return None;
        };
        let (spec, _) = preset.get(address)?;
        let read = crate::preset::parse_value(spec, value).ok();
        if read.is_none() {
            self.add(path, Message::new("lesson-value").with("path", written).with("value", value));
        }
        Some((address, read?))
    }
}

/// Whether there is a population, projection or gap junction of this name.
fn is_object(name: &str, network: &Network) -> bool {
    network.parts().objects().any(|object| network.parts().name_of(object) == Some(name))
}
