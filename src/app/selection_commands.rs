//! Commands on what is selected: copying, naming, joining, placing, plotting.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{self, Vec2, ViewportCommand};

use super::canvas::geometry;
use super::selection::Selection;
use super::teaching::OWN_LESSON;
use super::unsaved::Replacement;
use super::{Action, App};
use crate::document::{Edit, Place, Placing, PlotEdit, Structure, layered, part_of};
use crate::input;
use crate::lesson;
use crate::model::network::{Network, Object, Target};
use crate::model::probe::Probe;
use crate::preset::plot_spec::{MAX_PROBES, OfObject, Plot, PlotSpec, RasterSpec};
use crate::preset::{Preset, load};

/// How long the clipboard may take to answer [s].
const PASTE_ANSWER_S: f64 = 1.0;

/// How far from the original a copy lies [points at 100 % zoom].
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
            Action::Duplicate => {
                if let Some(part) = self.copied(&selected) {
                    self.structure(Structure::Paste { part: Arc::new(part), by: (COPY_BY, COPY_BY) });
                }
            }
            Action::Delete => self.structure(Structure::Remove(selected)),
            Action::SelectAll => {
                let all = self.document.preset().network().parts().objects();
                self.view.selection.set(all.collect());
            }
            Action::Rename => {
                self.view.naming = self.view.selection.only().and_then(|object| {
                    let name = self.document.preset().network().parts().name_of(object)?;
                    Some((object, name.to_owned()))
                });
            }
            Action::Inspect => {
                let only = self.view.selection.only();
                self.view.inspected = if self.view.inspected == only { None } else { only };
            }
            Action::Connect => {
                let from = self.view.selection.populations().next();
                self.view.connecting = if self.view.connecting.is_some() { None } else { from };
            }
            Action::Plot => {
                if let Some(object) = self.view.selection.only() {
                    self.attach(object, None);
                }
            }
            Action::AlignRow | Action::AlignColumn => self.align(action == Action::AlignRow),
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

    /// The selected populations with all that joins them, as a preset.
    fn copied(&self, selected: &BTreeSet<Object>) -> Option<Preset> {
        self.view.selection.populations().next()?;
        part_of(self.document.preset(), selected).ok()
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
                // Not on top of what lies there.
                let taken = self.document.preset().view().positions.clone();
                let is_taken = |by: f32| {
                    let mut places = preset.view().positions.values();
                    places.any(|(x, y)| taken.values().any(|at| (at.0 - x - by).hypot(at.1 - y - by) < 16.0))
                };
                #[expect(clippy::cast_precision_loss, reason = "a place on a canvas")]
                let by = (0_u32..100).map(|i| i as f32 * COPY_BY).find(|by| !is_taken(*by)).unwrap_or(0.0);
                self.structure(Structure::Paste { part: Arc::new(preset), by: (by, by) });
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

    /// Puts the selected populations on one line, as far apart as they are.
    fn align(&mut self, in_a_row: bool) {
        let preset = self.document.preset();
        let places: Vec<(u32, egui::Pos2)> =
            self.view.selection.populations().map(|id| (id, geometry::position(id, preset))).collect();
        #[expect(clippy::cast_precision_loss, reason = "a handful of vertices")]
        let n = places.len().max(1) as f32;
        let middle = places.iter().fold(Vec2::ZERO, |sum, (_, at)| sum + at.to_vec2()) / n;
        let aligned = |(id, at): &(u32, egui::Pos2)| {
            if in_a_row { (*id, (at.x, middle.y)) } else { (*id, (middle.x, at.y)) }
        };
        let places = places.iter().map(aligned).collect();
        self.structure(Structure::Place { places, purpose: Placing::Align });
    }

    /// Shows an object on a plot: one that was named if it can, or one of its unit, or a new one.
    pub(super) fn attach(&mut self, object: Object, plot: Option<u32>) {
        let preset = Arc::clone(self.document.preset());
        let network = preset.network();
        let edit = if let Some((probe, unit)) = probe_of(object, network) {
            let unit_of = |own: &Probe| own.describe(network).map(|(_, state)| state.unit);
            let fits = |own: &&Plot| {
                let probes = own.kind.probes();
                probes.len() < MAX_PROBES && probes.first().and_then(unit_of) == Some(unit)
            };
            let plots = &preset.view().plots;
            let named = plots.iter().filter(fits).find(|own| Some(own.id) == plot);
            let other = plots.iter().find(fits).filter(|_| plot.is_none());
            PlotEdit::Attach { plot: named.or(other).map(|own| own.id), probe }
        } else {
            let Some(raster) = RasterSpec::of(object) else { return };
            PlotEdit::Add(PlotSpec::Raster(raster))
        };
        self.edit(&Edit::Plots(edit), None);
    }

    /// Starts to look at an object in a window of its own.
    pub(super) fn inspect(&mut self, object: Object) {
        self.view.inspected = Some(object);
        self.view.selection = Selection::one(object);
    }
}

/// What a meter on an object shows: the potential of a neuron, the conductance of synapses, the current of a junction.
fn probe_of(object: Object, network: &Network) -> Option<(Probe, crate::units::Unit)> {
    let source = Target::from(object);
    let symbol = match object {
        Object::Population(_) => "V",
        Object::Projection(_) => "g",
        Object::GapJunction(_) => "I",
    };
    let described = |index| {
        let probe = Probe { source, symbol, index };
        probe.describe(network).map(|(_, state)| (probe, state.unit))
    };
    described(None).or_else(|| described(Some(0)))
}
