//! Commands on what is selected, all of it: copying, naming, joining, placing, plotting.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{self, Vec2, ViewportCommand};

use super::canvas::drag::{Drag, Joint};
use super::canvas::{arrange, geometry};
use super::panel::naming_state::Naming;
use super::panel::texts_state::Texts;
use super::selection::{Selection, Tool};
use super::teaching::OWN_LESSON;
use super::unsaved::Replacement;
use super::{Action, App};
use crate::document::{Edit, Place, Placing, PlotEdit, Structure, Values, layered, part_of};
use crate::input;
use crate::lesson;
use crate::model::network::{Network, Object, Target};
use crate::model::neuron::{self, NeuronKey, NeuronModel};
use crate::model::probe::Probe;
use crate::preset::{Preset, load};

/// How long the clipboard may take to answer [s].
const PASTE_ANSWER_S: f64 = 1.0;

/// How far from the original a copy lies at least [points at 100 % zoom].
const COPY_BY: f32 = 32.0;

impl App {
    /// Does a command on what is selected.
    // Longer than 60 lines: an arm for each command.
    pub(super) fn build(&mut self, ctx: &egui::Context, action: Action) {
        let selected = self.view.selection.set_of_objects();
        match action {
            Action::Cut | Action::Copy => {
                if let Some(part) = self.copied(&selected)
                    && let Ok(text) = part.to_ron()
                {
                    self.copy_text(ctx, text);
                    if action == Action::Cut {
                        self.structure(Structure::Remove(selected));
                    }
                }
            }
            Action::Paste | Action::PastePreset => {
                let time_s = ctx.input(|input| input.time);
                self.shell.pastes_document = (action == Action::PastePreset).then_some(time_s);
                self.tell_window(ctx, ViewportCommand::RequestPaste);
            }
            Action::CopyPreset => {
                if let Ok(text) = self.document.preset().to_ron() {
                    self.copy_text(ctx, text);
                    self.shell.notices.done(self.shell.text.get("preset-copied"));
                }
            }
            Action::CopyValues => self.copy_values(ctx),
            Action::PasteValues => self.paste_values(),
            Action::Duplicate => {
                if let Some(part) = self.copied(&selected) {
                    let by = arrange::free_offset(&part, self.document.preset(), COPY_BY);
                    self.structure(Structure::Paste { part: Arc::new(part), by });
                }
            }
            Action::Delete => self.structure(Structure::Remove(selected)),
            Action::SelectAll => {
                let all = self.document.preset().network().parts().objects();
                self.view.selection.set(all.collect());
            }
            Action::AddNeuron => {
                let first = || neuron::palette().into_iter().map(|(kind, entry)| (kind, entry.n)).next();
                if let Some((kind, n)) = self.view.adds.or_else(first) {
                    self.add(kind, n, false);
                }
            }
            Action::Rename => {
                self.view.naming =
                    Naming::of_names(self.view.selection.objects(), self.document.preset().network());
            }
            Action::Texts => {
                let is_open = self.view.texts.is_some();
                self.view.texts = (!is_open).then(|| Texts::of(self.document.preset()));
            }
            Action::Inspect => {
                let only = self.view.selection.only();
                self.view.inspected = if self.view.inspected == only { None } else { only };
            }
            Action::Connect => {
                let is_under_way = !self.view.connecting.is_empty();
                let from = self.view.selection.populations();
                self.view.connecting = if is_under_way { Vec::new() } else { from.collect() };
            }
            Action::ConnectAll => {
                let all: Vec<u32> = self.view.selection.populations().collect();
                self.connect(&all, &all);
            }
            Action::Plot => {
                let objects = self.view.selection.objects().to_vec();
                self.attach(&objects, None);
            }
            Action::PlotSpikes => {
                let populations = self.view.selection.populations().collect();
                self.edit(&Edit::Plots(PlotEdit::ShowSpikes(populations)), None);
            }
            Action::AlignRow | Action::AlignColumn => {
                let selected: Vec<u32> = self.view.selection.populations().collect();
                let places =
                    arrange::on_a_line(&selected, self.document.preset(), action == Action::AlignRow);
                self.structure(Structure::Place { places, purpose: Placing::Align });
            }
            Action::LayOut => {
                let places = layered(self.document.preset().network());
                self.structure(Structure::Place { places, purpose: Placing::LayOut });
                self.view.canvas.fits = true;
            }
            _ => {}
        }
    }

    fn structure(&mut self, structure: Structure) {
        self.edit(&Edit::Structure(structure), None);
    }

    /// Adds a population where there is room, in the row of the one that came last; it is selected, beside what was selected
    /// if it `joins` that.
    pub(super) fn add(&mut self, kind: NeuronKey, n: u64, joins: bool) {
        let before = self.view.selection.objects().to_vec();
        let shown = self.view.shown;
        let at = arrange::next_place(self.document.preset(), shown);
        // One that would not show makes the canvas show all.
        self.view.canvas.fits |= !shown.is_positive() || !shown.contains(at);
        self.view.adds = Some((kind, n));
        self.view.tool = Tool::Edit;
        self.structure(Structure::Add { kind, n, at: (at.x, at.y) });
        if joins && !before.is_empty() {
            let came = self.view.selection.objects().iter().copied().filter(|own| !before.contains(own));
            let all = before.iter().copied().chain(came).collect();
            self.view.selection.set(all);
        }
    }

    /// Joins each of some populations to each of others by what new connections are. Of several, those are joined that can be;
    /// a neuron is joined to itself only if it is the only one.
    pub(super) fn connect(&mut self, from: &[u32], to: &[u32]) {
        let network = self.document.preset().network();
        let is_single = |id: u32| network.population(id).is_some_and(|own| own.n == 1);
        let has_membrane = |id: u32| {
            network.population(id).and_then(|own| own.kind.inner()).is_some_and(NeuronModel::has_membrane)
        };
        let is_one = from.len() == 1 && to.len() == 1;
        let is_meant = |(from_one, to_one): &(u32, u32)| {
            is_one || has_membrane(*to_one) && (from_one != to_one || !is_single(*from_one))
        };
        let pairs = from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to)));
        let by = self.view.connect_by;
        let mut joined: Vec<(u32, u32)> = pairs.filter(is_meant).collect();
        if by == Joint::Gap {
            // What couples two of them couples them both ways.
            let mut seen = BTreeSet::new();
            joined.retain(|(from, to)| seen.insert((*from.min(to), *from.max(to))));
        }
        let edits: Vec<Edit> = joined
            .into_iter()
            .map(|(from, to)| {
                Edit::Structure(match by {
                    Joint::Receptor(receptor) => Structure::Connect { from, to, receptor },
                    Joint::Gap => Structure::Couple(from, to),
                })
            })
            .collect();
        if !edits.is_empty() {
            self.edit(&Edit::Each(edits), None);
        }
    }

    /// Remembers the values of the selected object, and gives them to the clipboard as text.
    fn copy_values(&mut self, ctx: &egui::Context) {
        let Some(object) = self.view.selection.only() else { return };
        let preset = Arc::clone(self.document.preset());
        let values = Values::of(&preset, object);
        let mut lines = Vec::new();
        preset.visit(&mut |address, spec, value| {
            if address.target.object() == Some(object) {
                lines.push(format!("{}={}", preset.path(address), spec.show(&value)));
            }
        });
        self.copy_text(ctx, lines.join("\n"));
        let args = [
            ("name", preset.network().parts().name_of(object).unwrap_or("?").to_owned()),
            ("count", values.len().to_string()),
        ];
        self.shell.notices.done(self.shell.text.with("values-copied", &args));
        self.view.copied = Some(values);
    }

    /// Gives the values that were copied to everything selected that has such parameters.
    fn paste_values(&mut self) {
        let Some(copied) = &self.view.copied else { return };
        let preset = self.document.preset();
        let objects = self.view.selection.objects();
        let values = copied.for_objects(preset, objects);
        let count = objects.iter().filter(|object| copied.suits(**object)).count();
        let n_copied = copied.len();
        if values.is_empty() {
            self.shell.notices.info(self.shell.text.get("values-none"));
            return;
        }
        let n_set = values.len();
        let before = Arc::clone(preset);
        self.edit(&Edit::SetValues(values), None);
        if n_set < n_copied * count && !Arc::ptr_eq(&before, self.document.preset()) {
            let args = [("count", (n_copied * count - n_set).to_string())];
            self.shell.notices.info(self.shell.text.with("values-some", &args));
        }
    }

    /// The selected populations with all that joins them, as a preset.
    pub(super) fn copied(&self, selected: &BTreeSet<Object>) -> Option<Preset> {
        selected.iter().find(|own| matches!(own, Object::Population(_)))?;
        part_of(self.document.preset(), selected).ok()
    }

    /// Makes copies of populations in their place, to be dragged away from there.
    pub(super) fn duplicate_in_place(&mut self, populations: &[u32], gesture: u64) {
        let objects = populations.iter().map(|id| Object::Population(*id)).collect();
        let Some(part) = self.copied(&objects) else { return };
        let paste = Structure::Paste { part: Arc::new(part), by: (0.0, 0.0) };
        self.edit(&Edit::Structure(paste), Some(gesture));
        let preset = self.document.preset();
        let place = |id: u32| {
            let at = geometry::position(id, preset);
            (id, (at.x, at.y))
        };
        if let Some(Drag::Copy(from)) = self.view.drag {
            let places = self.view.selection.populations().map(place).collect();
            self.view.drag = Some(Drag::Move(places, from));
        }
    }

    /// Takes in text from the clipboard: objects to add, or a whole document to open.
    pub(super) fn paste(&mut self, ctx: &egui::Context, text: &str, opens: bool) {
        // An empty clipboard answers nothing: what was asked for long ago is not meant.
        let time_s = ctx.input(|input| input.time);
        let opens = opens
            || self.shell.pastes_document.take().is_some_and(|asked_s| time_s < asked_s + PASTE_ANSWER_S);
        let source = self.shell.text.get("clipboard");
        if lesson::is_lesson(text.as_bytes()) {
            match lesson::parse(text.as_bytes()) {
                Ok(lesson) => {
                    let by = Replacement::Lesson { name: OWN_LESSON, lesson: Arc::new(lesson), step: 0 };
                    self.replace(ctx, by);
                }
                Err(error) => {
                    self.shell
                        .notices
                        .error(input::error_lines(&source, &error, &self.shell.text).join("\n"));
                }
            }
            return;
        }
        match load::parse(text.as_bytes()) {
            Ok(preset)
                if opens
                    || preset.standalone().is_some()
                    || self.document.preset().standalone().is_some() =>
            {
                let by = Replacement::Document(Box::new(preset), Arc::from(text));
                self.replace(ctx, by);
            }
            Ok(preset) => {
                let by = arrange::free_offset(&preset, self.document.preset(), 0.0);
                self.structure(Structure::Paste { part: Arc::new(preset), by });
            }
            Err(error) => {
                self.shell.notices.error(input::error_lines(&source, &error, &self.shell.text).join("\n"));
            }
        }
    }

    /// Moves the selected populations by some points of the document.
    pub(super) fn nudge(&mut self, by: Vec2) {
        let preset = self.document.preset();
        let moved = |id: u32| {
            let at = geometry::position(id, preset) + by;
            (id, (at.x, at.y))
        };
        let places: Vec<Place> = self.view.selection.populations().map(moved).collect();
        self.view.canvas.fits = false;
        self.edit(&Edit::Structure(Structure::Place { places, purpose: Placing::Nudge }), None);
    }

    /// Shows objects on plots: each on the one that was named if it can, or on one of its unit, or on a new one; what has no
    /// potential, on a raster.
    pub(super) fn attach(&mut self, objects: &[Object], plot: Option<u32>) {
        let network = self.document.preset().network();
        let probes: Vec<Probe> = objects.iter().filter_map(|object| probe_of(*object, network)).collect();
        let without = objects.iter().filter(|object| probe_of(**object, network).is_none());
        let spiking =
            without.filter_map(|own| if let Object::Population(id) = own { Some(*id) } else { None });
        let spiking: Vec<u32> = spiking.collect();
        let mut edits = Vec::new();
        if !probes.is_empty() {
            edits.push(Edit::Plots(PlotEdit::Show { plot, probes }));
        }
        if !spiking.is_empty() {
            edits.push(Edit::Plots(PlotEdit::ShowSpikes(spiking)));
        }
        if !edits.is_empty() {
            self.edit(&Edit::Each(edits), None);
        }
    }

    /// Starts to look at an object in a window of its own.
    pub(super) fn inspect(&mut self, object: Object) {
        self.view.inspected = Some(object);
        self.view.selection = Selection::one(object);
    }
}

/// What a meter on an object shows: the potential of a neuron, the conductance of synapses, the current of a junction.
fn probe_of(object: Object, network: &Network) -> Option<Probe> {
    let source = Target::from(object);
    let symbol = match object {
        Object::Population(_) => "V",
        Object::Projection(_) => "g",
        Object::GapJunction(_) => "I",
    };
    let described = |index| {
        let probe = Probe { source, symbol, index };
        probe.describe(network).is_some().then_some(probe)
    };
    described(None).or_else(|| described(Some(0)))
}
