//! Lessons and lectures: which step is shown, and how the program is put into its state.
//!
//! A step's state is made from the step alone, never from what was before; so forward, back and any jump lead to the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui;

use super::App;
use super::selection::{Selection, Tool};
use super::spot::Spot;
use super::unsaved::Replacement;
use crate::document::{Document, Edit};
use crate::engine::{Command, Goal, PlannedSpike};
use crate::lesson::{self, Highlight, Lesson, LessonStep, Pane, library, links};
use crate::model::network::{Address, Object};
use crate::preset::{Preset, library as presets};

/// How long a link makes what it speaks of stand out [s].
const FLASH_S: f64 = 1.6;

/// How long what a hint names stands out when its document opens [s].
const HINT_S: f64 = 3.0;

/// The lesson that is open, and what it is doing.
#[derive(Default)]
pub(super) struct Teaching {
    /// The lesson that is open.
    pub open: Option<OpenLesson>,
    /// What is shown to an audience, if it is.
    pub lecture: Option<Lecture>,
    /// Whether the teacher's notes are shown.
    pub shows_notes: bool,
    /// Whether the page of welcome is shown.
    pub welcomes: bool,
    /// What a link makes stand out, and until when [s].
    flash: Option<(Spot, f64)>,
    /// What the hint of a document that was just opened names, to stand out.
    hinted: Option<Spot>,
    /// Lessons that were read, by name.
    known: BTreeMap<&'static str, Arc<Lesson>>,
}

/// The name of a lesson from a file of somebody's own.
pub(super) const OWN_LESSON: &str = "";

/// A lesson that is open.
#[derive(Debug, Clone)]
pub(super) struct OpenLesson {
    /// Its name, if it comes with the program, or [`OWN_LESSON`].
    pub name: &'static str,
    /// The lesson.
    pub lesson: Arc<Lesson>,
    /// The step that is shown.
    pub step: usize,
    /// Whether the answer to its question is.
    pub is_revealed: bool,
    /// What stands out.
    pub spots: Vec<Spot>,
}

/// A lecture under way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lecture {
    /// Whether the screen is black.
    pub is_black: bool,
    /// Whether the list of steps is shown.
    pub lists: bool,
    /// Whether the speaker's notes are, in a window of their own.
    pub shows_notes: bool,
}

impl Teaching {
    /// The state as a text, which differs where the state does: for tests.
    pub fn fingerprint(&self) -> String {
        let open = self.open.as_ref().map(|open| (open.name, open.step, open.is_revealed));
        format!("{open:?} {:?} {} {}", self.lecture, self.shows_notes, self.welcomes)
    }

    /// Whether something stands out for a while.
    pub fn is_flashing(&self, time_s: f64) -> bool {
        self.flash.as_ref().is_some_and(|(_, until)| time_s < *until)
    }

    /// Closes the lesson and the page of welcome.
    pub fn close(&mut self) {
        (self.open, self.welcomes, self.shows_notes) = (None, false, false);
        self.flash = None;
    }
}

impl OpenLesson {
    /// The step that is shown.
    pub fn current(&self) -> &LessonStep {
        &self.lesson.steps[self.step]
    }
}

/// What a highlight of a lesson means in a document.
fn spot_of(highlight: &Highlight, preset: &Preset) -> Option<Spot> {
    let network = preset.network();
    let object = |object| Spot::Object(object);
    match highlight {
        Highlight::Neuron(name) => {
            network.population_named(name).map(|own| object(Object::Population(own.id)))
        }
        Highlight::Synapse(name) => {
            network.projection_named(name).map(|own| object(Object::Projection(own.id)))
        }
        Highlight::Parameter(path) => preset.find(path).ok().map(Spot::Parameter),
        Highlight::Plot(place) => {
            let plot = place.checked_sub(1).and_then(|place| preset.view().plots.get(place));
            plot.map(|plot| Spot::Plot(plot.id))
        }
    }
}

/// What the target of a link means in a document.
fn spot_of_link(target: &str, preset: &Preset) -> Option<Spot> {
    let parts = preset.network().parts();
    match parts.objects().find(|object| parts.name_of(*object) == Some(target)) {
        Some(Object::GapJunction(_)) => None,
        Some(object) => Some(Spot::Object(object)),
        None => preset.find(target).ok().map(Spot::Parameter),
    }
}

impl App {
    /// Opens a lesson that comes with the program, at its first step.
    pub(super) fn open_lesson(&mut self, ctx: &egui::Context, name: &str) {
        let Some(bundled) = library::find(name) else { return };
        if let Some(lesson) = self.read_lesson(bundled) {
            self.replace(ctx, Replacement::Lesson { name: bundled.name, lesson, step: 0 });
        }
    }

    /// A lesson that comes with the program; what is wrong with it is said.
    fn read_lesson(&mut self, bundled: &library::Bundled) -> Option<Arc<Lesson>> {
        if let Some(lesson) = self.teaching.known.get(bundled.name) {
            return Some(Arc::clone(lesson));
        }
        match lesson::parse(bundled.text.as_bytes()) {
            Ok(lesson) => {
                let lesson = Arc::new(lesson);
                self.teaching.known.insert(bundled.name, Arc::clone(&lesson));
                Some(lesson)
            }
            Err(error) => {
                let lines = crate::input::error_lines(bundled.name, &error, &self.shell.text);
                self.shell.notices.error(lines.join("\n"));
                None
            }
        }
    }

    /// Goes to a step of the lesson that is open.
    pub(super) fn go_to_step(&mut self, ctx: &egui::Context, step: usize) {
        if let Some(open) = &self.teaching.open
            && step < open.lesson.steps.len()
        {
            let (name, lesson) = (open.name, Arc::clone(&open.lesson));
            self.replace(ctx, Replacement::Lesson { name, lesson, step });
        }
    }

    /// Puts the program into the state of a step.
    pub(super) fn show_step(&mut self, name: &'static str, lesson: Arc<Lesson>, step: usize) {
        let preset = Preset::clone(&lesson.steps[step].preset);
        self.change_to(Document::untitled(preset).with_bundled(bundled_of(&lesson, step)), None);
        let page = &lesson.steps[step].page;
        let preset = self.document.preset();
        let network = preset.network();
        let named =
            |name: &String| network.parts().objects().find(|own| network.parts().name_of(*own) == Some(name));
        // Without one that is named, the owner of the first parameter that stands out.
        let of_parameter = || {
            page.highlight.iter().find_map(|own| match own {
                Highlight::Parameter(path) => object_of(preset.find(path).ok()?),
                _ => None,
            })
        };
        match page.select.as_ref().and_then(named).or_else(of_parameter) {
            Some(object) => self.view.selection = Selection::one(object),
            None => self.select_first(),
        }
        self.view.tool = Tool::Explore;
        let spots: Vec<Spot> =
            page.highlight.iter().filter_map(|own| spot_of(own, self.document.preset())).collect();
        self.view.sought = row_of(&spots);
        let running = page.running;
        if name != OWN_LESSON {
            self.persistence.settings.seen.step(name, step, lesson.steps.len());
        }
        self.teaching.welcomes = false;
        (self.teaching.flash, self.teaching.hinted) = (None, None);
        let begins_ms = page.begins_ms;
        self.teaching.open = Some(OpenLesson { name, lesson, step, is_revealed: false, spots });
        match begins_ms {
            Some(begins_ms) => {
                self.do_acts();
                self.engine.send(Command::RunUntil(Goal::Time(begins_ms)));
            }
            None => self.run_anew(running),
        }
    }

    /// Shows the page of welcome; nothing moves behind it.
    pub(super) fn welcome(&mut self) {
        self.teaching.close();
        self.teaching.welcomes = true;
        self.view.gallery.is_open = false;
        self.engine.send(Command::Pause);
    }

    /// Starts with the page of welcome.
    pub fn show_welcome(&mut self) {
        self.welcome();
    }

    /// Shows the window instead of the page of welcome.
    pub(super) fn leave_welcome(&mut self) {
        self.teaching.welcomes = false;
        self.engine.send(Command::Run);
    }

    /// Does what the step says is done: starts it again, sets what it sets, and hands all its spikes to the engine, which
    /// fires them at their times of the run whatever the number of frames. Done again, it is the same again.
    pub(super) fn show_me(&mut self) {
        let Some(open) = &self.teaching.open else { return };
        let lesson = Arc::clone(&open.lesson);
        let step = &lesson.steps[open.step];
        let bundled = bundled_of(&lesson, open.step);
        self.keep_work();
        self.document.change_to(Document::untitled(Preset::clone(&step.preset)).with_bundled(bundled));
        self.do_acts();
        self.engine.send(Command::Run);
    }

    /// Sets what the step sets, and hands its spikes to the engine of a run that has yet to begin.
    fn do_acts(&mut self) {
        let Some(open) = &self.teaching.open else { return };
        let lesson = Arc::clone(&open.lesson);
        let step = &lesson.steps[open.step];
        for (address, value) in step.sets() {
            // It was checked when the lesson was read.
            let _ = self.document.apply_as(&Edit::SetValue { address, value }, None, false);
        }
        self.view.selection.keep_in(self.document.preset().network());
        self.run_anew(false);
        let network = self.document.preset().network();
        let spikes = step.page.spikes(network).map(|(population, time_ms)| PlannedSpike {
            population,
            neuron: None,
            time_ms,
        });
        let spikes = spikes.collect();
        self.engine.send(Command::Schedule(spikes));
    }

    /// Makes stand out what a link in the text speaks of, and shows its parameters.
    pub(super) fn flash(&mut self, ctx: &egui::Context, target: &str) {
        let preset = self.document.preset();
        let Some(spot) = spot_of_link(target, preset) else { return };
        match &spot {
            Spot::Object(object) => self.view.selection = Selection::one(*object),
            Spot::Parameter(address) => {
                if let Some(object) = object_of(*address) {
                    self.view.selection = Selection::one(object);
                }
                self.view.sought = Some((*address, None));
            }
            Spot::Plot(_) | Spot::State(_) | Spot::Releases(_) => {}
        }
        self.teaching.flash = Some((spot, ctx.input(|input| input.time) + FLASH_S));
    }

    /// Selects the first control that the hint of the document names, and has it stand out; without one, what the hint names
    /// first stands out.
    pub(super) fn follow_hint(&mut self) {
        let preset = self.document.preset();
        let spots: Vec<Spot> =
            links(preset.hint()).iter().filter_map(|link| spot_of_link(&link.target, preset)).collect();
        let control = spots.iter().find_map(|spot| match spot {
            Spot::Parameter(address) => Some(*address),
            _ => None,
        });
        if let Some(address) = control {
            if let Some(object) = object_of(address) {
                self.view.selection = Selection::one(object);
            }
            self.view.sought = Some((address, None));
        }
        self.teaching.hinted = control.map(Spot::Parameter).or(spots.into_iter().next());
    }

    /// Begins to light up what a hint names, once the document is on screen.
    pub(super) fn light_hint(&mut self, time_s: f64) {
        if let Some(spot) = self.teaching.hinted.take() {
            self.teaching.flash = Some((spot, time_s + HINT_S));
        }
    }

    /// What stands out in this frame.
    pub(super) fn spots(&self, time_s: f64) -> Vec<Spot> {
        let own = self.teaching.open.iter().flat_map(|open| open.spots.iter().cloned());
        let flash = self.teaching.flash.iter().filter(|(_, until)| time_s < *until);
        let flash = flash.map(|(spot, _)| spot.clone());
        own.chain(flash).collect()
    }

    /// Which parts of the window a lecture shows; a document without a lesson shows its network and all its plots.
    pub(super) fn lecture_panes(&self) -> Vec<Pane> {
        let own =
            self.teaching.open.as_ref().map(|open| open.current().page.show.clone()).unwrap_or_default();
        if !own.is_empty() {
            return own;
        }
        let plots = self.document.preset().view().plots.len();
        std::iter::once(Pane::Canvas).chain((1..=plots.min(3)).map(Pane::Plot)).collect()
    }

    /// Fits the network into the stage, or the window, that it now has, and brings a row that stands out into view.
    pub(super) fn set_stage(&mut self) {
        self.view.canvas.fits = true;
        self.view.sought = self.teaching.open.as_ref().and_then(|open| row_of(&open.spots));
    }

    /// Goes to the next step, or to the one before; from the end of a lesson to the next lesson, and from the start back to
    /// the end of the one before.
    pub(super) fn step_by(&mut self, ctx: &egui::Context, is_forward: bool) {
        let Some(open) = &self.teaching.open else { return };
        let (name, step, count) = (open.name, open.step, open.lesson.steps.len());
        if is_forward && step + 1 < count {
            self.go_to_step(ctx, step + 1);
        } else if let (false, Some(before)) = (is_forward, step.checked_sub(1)) {
            self.go_to_step(ctx, before);
        } else if is_forward && let Some(next) = library::after(name) {
            self.open_lesson(ctx, next.name);
        } else if !is_forward
            && let Some(bundled) = library::before(name)
            && let Some(lesson) = self.read_lesson(bundled)
        {
            let step = lesson.steps.len() - 1;
            self.replace(ctx, Replacement::Lesson { name: bundled.name, lesson, step });
        }
    }
}

impl App {
    /// Names and titles of the lessons, in the user's language.
    pub(super) fn lesson_titles(&self) -> Vec<(&'static str, String)> {
        let title =
            |lesson: &library::Bundled| (lesson.name, self.shell.text.own(library::title(lesson.text)));
        library::LESSONS.iter().map(title).collect()
    }
}

/// Which of the presets that come with the program a step starts with.
fn bundled_of(lesson: &Lesson, step: usize) -> Option<&'static str> {
    presets::find(lesson.preset_of(step)?).map(|preset| preset.name)
}

/// The first row that stands out, to be brought into view.
fn row_of(spots: &[Spot]) -> Option<(Address, Option<f64>)> {
    spots.iter().find_map(|spot| match spot {
        Spot::Parameter(address) => Some((*address, None)),
        _ => None,
    })
}

/// Whose parameters an address is among.
fn object_of(address: Address) -> Option<Object> {
    address.target.object()
}
