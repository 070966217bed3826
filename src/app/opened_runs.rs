//! The other runs of a saved file: each is a tab from the start, and is played in the background while one of them is looked at.

use std::sync::Arc;

use super::App;
use super::past::Course;
use super::run_view::RunView;
use super::runs::{Listed, Parked};
use crate::engine::{BesideScene, Command, Goal, PlayedRun, RunPlace};
use crate::message::Message;
use crate::preset::carrier::Carried;
use crate::preset::run_log::{LogPlace, RunLog};
use crate::replay;
use crate::trace::TraceStore;
use crate::units::{RunId, Step};

/// A run of a log as one from t = 0.
fn alone(log: &RunLog, run: usize) -> Carried {
    let end = log.runs.get(run).map_or(0, |own| own.end.0);
    Carried::of_log(RunLog { shown: Some(LogPlace { run, step: end, inputs: usize::MAX }), ..log.clone() })
}

/// What a run of a file is called: by its name, or by its number there.
fn name_of(log: &RunLog, run: usize) -> Message {
    match log.runs.get(run).map(|own| own.name.as_str()) {
        Some(name) if !name.is_empty() => Message::new("run-named").with("name", name),
        _ => Message::new("run-numbered").with("number", run + 1),
    }
}

impl App {
    /// Lists all runs of a file in its order, of which the one that was shown is played in front, and plays the others in the
    /// background. If there are several, the message of a key says how many.
    pub(super) fn open_others(&mut self, source: &str, log: &RunLog, key: &'static str) {
        let shown = log.shown.map_or(0, |place| place.run);
        let ids: Vec<RunId> = (0..log.runs.len())
            .map(|run| if run == shown { self.runs.current } else { self.runs.take_id() })
            .collect();
        let grid = self.run.grid;
        let mut played = Vec::new();
        let mut listed = Vec::new();
        for (run, own) in log.runs.iter().enumerate() {
            let (Some(id), carried) = (ids.get(run).copied(), alone(log, run)) else { continue };
            if run != shown && !self.has_memory_for_run(source, &carried) {
                continue;
            }
            let place = |from: LogPlace| RunPlace { step: Step(from.step), done: from.inputs };
            let from = own.from.and_then(|from| Some((*ids.get(from.run)?, place(from))));
            let from_ms = from.map_or(0.0, |from| grid.time_ms(from.1.step));
            listed.push(Listed::named(id, from, from_ms, name_of(log, run)));
            if let (false, Some(first)) = (run == shown, carried.log.runs.first()) {
                let inputs = replay::inputs(&carried.log, 0);
                let preset = Arc::clone(self.document.preset());
                let mut course = Course::new(&preset, 0);
                course.play(&inputs, first, None);
                let mut traces = TraceStore::default();
                traces.absorb(&[], &[], &crate::sim::SpikeCounts::default(), &preset.plotted_probes(), &[]);
                traces.absorb_network(Step(0), &Arc::new(preset.network().clone()));
                let version = self.document.version_without_edits();
                let view = RunView::new(&preset, false);
                self.runs.park(id, Parked::new(version, traces, course, view));
                played.push(PlayedRun { run: id, inputs, end: first.end });
            }
        }
        if played.is_empty() {
            return;
        }
        let count = (played.len() + 1).to_string();
        self.shell.notices.info(self.shell.text.with(key, &[("count", &count)]));
        self.runs.listed = listed;
        self.engine.send(Command::PlayBeside(played));
    }

    /// Takes how far runs in the background have come; one that has ended is as if it had been played in front.
    pub(super) fn take_beside(&mut self, scenes: &[BesideScene]) {
        let differs = scenes.iter().filter(|scene| self.runs.note_beside(scene)).count();
        for _ in 0..differs {
            self.shell.notices.caution(self.shell.text.get("run-differs"));
        }
    }

    /// A run was gone to that had not been played to its end: it goes on.
    pub(super) fn go_on_playing(&mut self) {
        if let Some(end) = self.course.playing_end() {
            self.engine.send(Command::RunUntil(Goal::Time(self.run.grid.time_ms(end))));
        }
    }
}
