//! Checking a lesson: every name, path and number in it must mean something, and every step gets its document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Act, Effect, Highlight, Lesson, LessonFile, MAX_WORDS, Page, Pane, Start, Step};
use crate::message::Message;
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::model::problem::{Fault, Problem};
use crate::preset::{Preset, PresetAddress, library, load};
use crate::units::Speed;

/// Most steps of a lesson.
const MAX_STEPS: usize = 100;

/// The lesson of a file, or all that is wrong with it.
pub(super) fn lesson(file: LessonFile) -> Result<Lesson, Vec<Problem>> {
    let LessonFile { _format: _, title, minutes, notes, steps } = file;
    let mut problems = Problems::default();
    if title.trim().is_empty() {
        problems.add("title", Message::new("lesson-no-title"));
    }
    if steps.is_empty() || MAX_STEPS < steps.len() {
        problems
            .add("steps", Message::new("lesson-steps").with("count", steps.len()).with("limit", MAX_STEPS));
    }
    let mut presets = BTreeMap::new();
    let mut checked: Vec<Step> = Vec::new();
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
        let preset = problems.page(&path, &page, &start);
        checked.push(Step { page, preset });
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

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, path: &str, what: Message) {
        self.0.push(Problem::new(path, path, Fault::Syntax { what, hint: None }));
    }

    /// Checks a page, and says with which document it starts.
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
        for (_, target) in page.links().filter(|(_, target)| !target.starts_with("https:")) {
            if !is_object(target, network) && preset.find(target).is_err() {
                self.unknown(&at("text"), target);
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
                Highlight::Parameter(written) if preset.find(written).is_err() => {
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

    /// A parameter and a value for it.
    fn value(
        &mut self,
        path: &str,
        preset: &Preset,
        written: &str,
        value: &str,
    ) -> Option<(PresetAddress, crate::param::Value)> {
        let Ok(address) = preset.find(written) else {
            self.unknown(path, written);
            return None;
        };
        let (spec, _) = preset.get(address)?;
        match crate::preset::parse_value(spec, value) {
            Ok(read) => Some((address, read)),
            Err(_) => {
                self.add(path, Message::new("lesson-value").with("path", written).with("value", value));
                None
            }
        }
    }
}

/// Whether there is a population, projection or gap junction of this name.
fn is_object(name: &str, network: &Network) -> bool {
    network.parts().objects().any(|object| network.parts().name_of(object) == Some(name))
}
