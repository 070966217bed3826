//! The twin of the run: a second course in lockstep with it, without its edits. A is that course, and B is the run.

use std::sync::Arc;

use super::App;
use super::request::Request;
use super::sides::Sides;
use super::twin_moment::{AtPlayhead, WeightsThen, at_playhead};
use super::twin_state::{Ending, Pairs, Twin};
use super::waiting::Waiting;
use crate::app::Action;
use crate::engine::{Batch, Command, PairJob, RunPlace};
use crate::message::Message;
use crate::model::problem::{Fault, Problem};
use crate::storage;
use crate::trace::{Ghost, Playhead, TraceStore};
use crate::units::RunId;

impl App {
    /// Begins or ends a twin, shows its difference or both, or lets changes act on its other side.
    pub(super) fn change_twin(&mut self, action: Action) {
        match action {
            Action::Twin => self.toggle_twin(),
            Action::TwinSide => self.change_side(),
            _ => self.view.plots.shows_difference = !self.view.plots.shows_difference,
        }
    }

    /// Begins a twin at the playhead, or ends the one that there is.
    fn toggle_twin(&mut self) {
        if self.twin.is_some() {
            self.end_twin(&Ending::Asked);
            return;
        }
        if self.must_wait() {
            self.wait_for_playhead(Waiting::Request(Request::Act(Action::Twin)));
            return;
        }
        let preset = Arc::clone(self.document.preset());
        let bytes = preset.network().parts().state_bytes();
        if let Some(free) = storage::memory::lacks(bytes, 0) {
            let problem = Problem::new("model", "model", Fault::NoMemory { bytes, free });
            self.shell.notices.error(self.shell.text.say(&problem.message()));
            return;
        }
        if self.run.is_past() {
            self.fork_at_playhead(Message::new("edit-twin"));
        }
        let run = self.runs.take_id();
        let network = Arc::new(self.document.preset().network().clone());
        self.engine.send(Command::BeginTwin(run));
        let mut traces = TraceStore::default();
        traces.absorb_network(self.run.place.step, &network);
        let sides = Sides::new(self.run.place.step, self.document.version_without_edits());
        let pairs = Pairs::default();
        self.twin = Some(Twin {
            run,
            traces,
            network,
            sides,
            scene: None,
            weights: WeightsThen::default(),
            at_playhead: (None, AtPlayhead::default()),
            pairs,
        });
        self.shell.notices.info(self.shell.text.get("twin-begun"));
    }

    /// Ends the twin, if there is one, and says why. Its course stays as a ghost.
    pub(super) fn end_twin(&mut self, ending: &Ending) {
        self.leave_a();
        let Some(twin) = self.twin.take() else { return };
        self.engine.send(Command::EndTwin);
        self.view.plots.shows_difference = false;
        let text = &self.shell.text;
        let why = match ending {
            Ending::Asked => None,
            Ending::Fork => Some(text.get("twin-over-fork")),
            Ending::OtherRun => Some(text.get("twin-over-run")),
            Ending::OtherDocument => Some(text.get("twin-over-document")),
            Ending::Halted(halt) => {
                Some(text.with("twin-over-halted", &[("why", &text.say(&halt.message()))]))
            }
        };
        let mut words: Vec<String> = why.into_iter().collect();
        if *ending != Ending::OtherDocument {
            let number = self.view.plots.keep(Ghost::new(&twin.traces, twin.network, self.run.grid));
            words.push(text.with("twin-kept", &[("number", &number.to_string())]));
        }
        let words = words.join(" ");
        if *ending == Ending::Asked {
            self.shell.notices.info(words);
        } else {
            self.shell.notices.caution(words);
        }
    }

    /// The run begins anew, and the twin with it.
    pub(super) fn restart_twin(&mut self) {
        if let Some(twin) = &mut self.twin {
            twin.traces.clear();
            twin.traces.absorb_network(crate::units::Step(0), &twin.network);
            twin.sides.begin_anew(self.document.preset());
            (twin.scene, twin.pairs) = (None, Pairs::default());
            (twin.weights, twin.at_playhead) = (WeightsThen::default(), (None, AtPlayhead::default()));
        }
    }

    /// Begins to compare both over many seeds, or gives that up.
    pub(super) fn compare_pairs(&mut self, begins: bool) {
        let Some(twin) = &mut self.twin else { return };
        if begins {
            let known = twin.scene.as_ref().and_then(|scene| scene.plan.clone()?.ok());
            twin.pairs = Pairs::Asked(known);
            self.engine.send(Command::PlanPairs);
        } else {
            twin.pairs = Pairs::Unasked;
        }
    }

    /// Takes the comparison over many seeds further: its plan has come, or its result.
    pub(super) fn follow_pairs(&mut self, ctx: &eframe::egui::Context) {
        let Some(twin) = &mut self.twin else { return };
        let plan = twin.scene.as_ref().and_then(|scene| scene.plan.as_ref());
        let next = match (&mut twin.pairs, plan) {
            (Pairs::Asked(_), Some(Err(_))) => Pairs::Failed("twin-pairs-gone"),
            (Pairs::Asked(known), Some(Ok(plan)))
                if known.as_ref().is_none_or(|known| !Arc::ptr_eq(known, plan)) =>
            {
                let ctx = ctx.clone();
                let job = PairJob::start(Arc::clone(plan), move || ctx.request_repaint());
                job.map_or(Pairs::Failed("twin-pairs-thread"), Pairs::Running)
            }
            (Pairs::Running(job), _) if job.is_over() => {
                job.take().map_or(Pairs::Failed("twin-pairs-failed"), Pairs::Done)
            }
            _ => return,
        };
        twin.pairs = next;
        ctx.request_repaint();
    }

    /// Takes what a batch tells of the twin.
    pub(super) fn take_twin(&mut self, batch: &Batch) {
        let Some(twin) = &mut self.twin else { return };
        let told = batch.scene.twin.as_ref().filter(|scene| scene.run == twin.run);
        let Some(scene) = told else {
            // It was refused, which the answer to it says.
            if batch.recorded.acted.iter().any(|acted| acted.at.is_none()) && !twin.has_begun() {
                self.twin = None;
            }
            return;
        };
        let place: RunPlace = batch.scene.place;
        let is_past = batch.scene.is_past();
        let probes = &batch.scene.probes;
        let grid = batch.grid;
        let head: Vec<f64> = if is_past {
            let then = |probe| twin.traces.value_at(probe, grid.time_ms(place.step), grid);
            probes.iter().map(|probe| then(probe).unwrap_or(f64::NAN)).collect()
        } else {
            scene.head.clone()
        };
        let recorded = batch.others.iter().find(|(run, _)| *run == twin.run).map(|own| &own.1);
        let (blocks, spikes) = recorded.map_or((&[][..], &[][..]), |own| (&own.blocks[..], &own.spikes[..]));
        let none = crate::sim::SpikeCounts::default();
        let counts = recorded.map_or(&none, |own| &own.spike_counts);
        let is_before_inputs = self.course.is_before_input(place);
        twin.traces.look_from(is_past.then_some(Playhead { step: place.step, is_before_inputs }));
        twin.traces.absorb(blocks, spikes, counts, probes, &head);
        if let Some(recorded) = recorded {
            twin.traces.absorb_releases(&recorded.releases);
            twin.traces.absorb_weight_changes(&recorded.weight_changes);
            for (from, network) in &recorded.networks {
                twin.traces.absorb_network(*from, network);
                twin.sides.note(*from, network, self.document.preset());
            }
        }
        twin.weights.absorb(scene);
        let sampled = if is_past { twin.weights.of_a(place.step) } else { &scene.samples[..] };
        twin.traces.absorb_weights(sampled);
        let watched = self.document.preset().rated_populations();
        twin.traces.absorb_rates(&watched, spikes, counts, (scene.now, grid));
        twin.scene = Some(scene.clone());
        if let Some(halt) = scene.halted.clone() {
            self.end_twin(&Ending::Halted(halt));
        }
    }

    /// Looks what both have come to at the playhead, if that has moved or the run has gone on.
    pub(super) fn look_at_twin(&mut self) {
        let Some(twin) = &mut self.twin else { return };
        let Some(scene) = &twin.scene else { return };
        let seen = [self.run.place, self.run.end];
        if self.run.is_past() && twin.at_playhead.0 == Some(seen) {
            return;
        }
        let traces = [&twin.traces, &self.traces];
        let now = at_playhead(scene, &twin.weights, traces, &self.run, &self.course.marks);
        twin.at_playhead = (Some(seen), now);
    }

    /// Whether what is new of a run is that of the twin, which is taken with the scene.
    pub(super) fn is_twin(&self, run: RunId) -> bool {
        self.twin.as_ref().is_some_and(|twin| twin.run == run)
    }
}
