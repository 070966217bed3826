//! The runs of one start: the one that is looked at, and those that are parked. A change in the past begins a run of its own there;
//! the run that it forks from stays as it is.
//!
//! Longer than 500 lines: what is kept of runs, and all that is done with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::App;
use super::past::Course;
use super::run_view::RunView;
use super::twin_state::Ending;
use crate::document::{Document, Edit, Turn, Version};
use crate::engine::{BesideScene, Command, Fork, Recorded, RunPlace, Status};
use crate::message::Message;
use crate::model::network::Address;
use crate::param::Value;
use crate::preset::Preset;
use crate::text::Text;
use crate::trace::{Playhead, TraceStore};
use crate::units::{Grid, RunId};

/// Most runs that are open.
pub(super) const MOST_RUNS: usize = 8;
/// Most closed runs that undo can bring back.
const MOST_CLOSED: usize = 4;
/// Memory that the recordings of all parked runs may take together [bytes].
const PARKED_BYTES: usize = 64 << 20;

/// A run, as it is listed.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// Its id.
    pub id: RunId,
    /// Where it forked, and from which run; none for the first.
    pub from: Option<(RunId, RunPlace)>,
    /// Time of the fork [ms].
    pub from_ms: f64,
    /// The first change, as undo names it.
    change: Message,
    /// The parameter that was changed first, and its value before.
    value: Option<(Address, Value)>,
    /// Whether it is among the tabs; a closed one is only kept for undo.
    pub is_open: bool,
    /// Rises from one showing to the next.
    shown_at: u64,
}

/// What is kept of a run that is not looked at.
#[derive(Debug)]
pub(super) struct Parked {
    pub version: Version,
    traces: TraceStore,
    course: Course,
    view: RunView,
}

/// All runs.
#[derive(Debug)]
pub(super) struct Runs {
    /// The run that is looked at.
    pub current: RunId,
    /// All of them in the order in which they began.
    pub listed: Vec<Listed>,
    parked: BTreeMap<RunId, Parked>,
    /// The run whose beginning was undone, so that redo leads back to it.
    undone: Option<RunId>,
    next: u32,
    showings: u64,
    /// The share of each run that has been played in the background.
    beside: BTreeMap<RunId, f32>,
}

impl Default for Runs {
    fn default() -> Self {
        let first = Listed {
            id: RunId::default(),
            from: None,
            from_ms: 0.0,
            change: Message::new("run-first"),
            value: None,
            is_open: true,
            shown_at: 0,
        };
        Self {
            current: RunId::default(),
            listed: vec![first],
            parked: BTreeMap::new(),
            undone: None,
            next: 1,
            showings: 0,
            beside: BTreeMap::new(),
        }
    }
}

impl Parked {
    /// A run that is not looked at.
    pub fn new(version: Version, traces: TraceStore, course: Course, view: RunView) -> Self {
        Self { version, traces, course, view }
    }
}

impl Listed {
    /// A run by its name, with where it forked.
    pub fn named(id: RunId, from: Option<(RunId, RunPlace)>, from_ms: f64, change: Message) -> Self {
        Self { id, from, from_ms, change, value: None, is_open: true, shown_at: 0 }
    }

    /// What its tab says: the first change, with the value that the parameter has in the run's document.
    pub fn words(&self, document: &Preset, text: &Text) -> String {
        use super::widget::number;
        if let Some((address, Value::Number(before))) = &self.value
            && let Some((spec, Value::Number(now))) = document.get(*address)
        {
            return format!("{} {} → {}", spec.symbol, number::show(*before), number::show(now));
        }
        text.say(&self.change)
    }
}

impl Runs {
    /// No run but the first. Ids are not given again.
    pub fn anew(&self) -> Self {
        Self { next: self.next, ..Self::default() }
    }

    /// An id that no run has.
    pub fn take_id(&mut self) -> RunId {
        let id = RunId(self.next);
        self.next += 1;
        id
    }

    /// The runs that are open, in the order in which they began.
    pub fn open(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter().filter(|listed| listed.is_open)
    }

    /// Whether there is more than one to choose from.
    pub fn are_several(&self) -> bool {
        self.open().nth(1).is_some()
    }

    /// Where the present run and others part: the time [ms] and the place of each fork that lies in it, with the run that forked
    /// there.
    pub fn forks(&self) -> Vec<(f64, RunPlace, &Listed)> {
        let of = |run: RunId| self.listed.iter().find(|listed| listed.id == run);
        // What the present run has of another one ends where it forked from that.
        let mut line = vec![(self.current, None)];
        let mut own = of(self.current);
        while let Some((parent, at)) = own.and_then(|listed| listed.from) {
            line.push((parent, Some(at)));
            own = of(parent);
        }
        let is_in = |listed: &&Listed| {
            listed.from.is_some_and(|(parent, at)| {
                let known = line.iter().find(|(run, _)| *run == parent);
                known.is_some_and(|(_, end)| end.is_none_or(|end| at <= end))
            })
        };
        let forks = self.open().filter(is_in);
        forks.filter_map(|listed| Some((listed.from_ms, listed.from?.1, listed))).collect()
    }

    /// The newest document of a run that is parked.
    pub fn document(&self, run: RunId) -> Option<&Arc<Preset>> {
        self.parked.get(&run).map(|parked| parked.version.preset())
    }

    /// The runs that are open and not looked at: the newest document of each, and its first change.
    pub fn others(&self) -> Vec<(Arc<Preset>, Message)> {
        let others = self.open().filter(|listed| listed.id != self.current);
        others.filter_map(|own| Some((Arc::clone(self.document(own.id)?), own.change.clone()))).collect()
    }

    /// The versions of the document that are parked.
    pub fn versions_mut(&mut self) -> impl Iterator<Item = &mut Version> {
        self.parked.values_mut().map(|parked| &mut parked.version)
    }

    /// Name of the change that redo leads back to, if it is the beginning of a run.
    pub fn undone(&self) -> Option<&Message> {
        let undone = self.undone?;
        self.listed.iter().find(|listed| listed.id == undone).map(|listed| &listed.change)
    }

    /// What happened in a run that was left.
    pub fn absorb(&mut self, run: RunId, recorded: &Recorded, grid: Grid, document: &mut Document) {
        let Some(parked) = self.parked.get_mut(&run) else { return };
        parked.course.absorb(&recorded.acted);
        if let Some(preset) = parked.course.followed(parked.version.preset()) {
            document.follow_parked(&mut parked.version, preset);
        }
        parked.traces.absorb_late(&recorded.blocks, &recorded.spikes, &recorded.spike_counts, grid);
        for (from, network) in &recorded.networks {
            parked.traces.absorb_network(*from, network);
        }
        parked.traces.absorb_releases(&recorded.releases);
        parked.traces.absorb_weight_changes(&recorded.weight_changes);
        parked.view.note_recorded(recorded);
    }

    /// Takes how far a run has come in the background; whether it has ended in another state than it was saved in.
    pub fn note_beside(&mut self, scene: &BesideScene) -> bool {
        let Some(parked) = self.parked.get_mut(&scene.run) else { return false };
        (parked.view.place, parked.view.end, parked.view.now) = (scene.at, scene.at, scene.at.step);
        self.beside.insert(scene.run, scene.part);
        scene.state.is_some_and(|state| parked.course.is_played(state))
    }

    /// The share of a run that has been played in the background, while that goes on.
    pub fn played_part(&self, run: RunId) -> Option<f32> {
        self.beside.get(&run).copied().filter(|part| *part < 1.0 && run != self.current)
    }

    /// Keeps a run that is not looked at any more, within the memory that all those may take.
    pub fn park(&mut self, run: RunId, parked: Parked) {
        self.parked.insert(run, parked);
        let bytes: usize = self.parked.values().map(|parked| parked.traces.memory_bytes()).sum();
        if PARKED_BYTES < bytes {
            let each = PARKED_BYTES / self.parked.len();
            for parked in self.parked.values_mut() {
                parked.traces.shrink_to(each);
            }
        }
    }

    fn show(&mut self, run: RunId) {
        self.current = run;
        self.showings += 1;
        if let Some(listed) = self.listed.iter_mut().find(|listed| listed.id == run) {
            (listed.shown_at, listed.is_open) = (self.showings, true);
        }
    }

    /// The open run before or after the present one, going round.
    fn neighbour(&self, is_next: bool) -> Option<RunId> {
        let open: Vec<RunId> = self.open().map(|listed| listed.id).collect();
        let at = open.iter().position(|run| *run == self.current)?;
        let step = if is_next { 1 } else { open.len() - 1 };
        open.get((at + step) % open.len()).copied().filter(|run| *run != self.current)
    }

    /// The run to go to when the present one is closed: the one that it forked from, or a neighbour.
    fn after_closing(&self) -> Option<RunId> {
        let own = self.listed.iter().find(|listed| listed.id == self.current)?;
        let parent = own.from.map(|from| from.0);
        let is_open = |run: &RunId| self.open().any(|listed| listed.id == *run);
        parent.filter(is_open).or_else(|| self.neighbour(false))
    }
}

impl App {
    /// The version of the document at the playhead.
    fn version_now(&mut self) -> Version {
        let newest = Arc::clone(self.document.preset());
        let (shown, top) = self.course.version(self.run.place, &newest);
        self.document.version_at(&shown, top)
    }

    /// Does an edit at the playhead in the past, where it begins a run of its own. Says whether there is nothing left to do: an edit
    /// of views is one of the newest document.
    pub(super) fn edit_in_the_past(&mut self, edit: &Edit, gesture: Option<u64>, is_work: bool) -> bool {
        let version = self.version_now();
        let before = Arc::clone(version.preset());
        let newest = self.document.switch_to(version);
        let value = match edit {
            Edit::SetValue { address, .. } => before.get(*address).map(|(_, value)| (*address, value)),
            _ => None,
        };
        let applied = self
            .document
            .apply_if(edit, gesture, is_work, |after| super::memory::lacks_memory(after, &before));
        match applied {
            Ok(applied) if self.document.preset().network() != before.network() => {
                let change = self.document.undo_name().cloned().unwrap_or_else(|| Message::new("run-first"));
                let run = self.fork(newest, change, value);
                self.document.note_fork(run);
                self.set_network();
                if !applied.added.is_empty() {
                    self.view.selection.set(applied.added);
                }
                self.view.selection.keep_in(self.document.preset().network());
                true
            }
            Ok(_) => {
                self.document.switch_to(newest);
                false
            }
            Err(problems) => {
                self.document.switch_to(newest);
                self.say_problems(&problems);
                true
            }
        }
    }

    /// Begins a run for a click in the past.
    pub(super) fn fork_for_fire(&mut self, population: u32) {
        let version = self.version_now();
        let name = version.preset().network().population(population).map_or("?", |own| own.name.as_str());
        self.fork_at_playhead(Message::new("edit-fire").with("name", name));
    }

    /// Begins a run at the playhead in the past, of which nothing differs yet.
    pub(super) fn fork_at_playhead(&mut self, change: Message) {
        let version = self.version_now();
        let newest = self.document.switch_to(version);
        let run = self.fork(newest, change.clone(), None);
        let preset = Arc::clone(self.document.preset());
        self.document.push_turn(change, Turn::Fork(run), Arc::clone(&preset));
        self.course.note(self.run.place, &preset, self.document.top());
    }

    /// Begins a run at the playhead in the past. The document is already the one of the new run; that of the run that it forks from
    /// is given.
    fn fork(&mut self, parent: Version, change: Message, value: Option<(Address, Value)>) -> RunId {
        self.end_twin(&Ending::Fork);
        self.note_left_run();
        let at = self.run.place;
        let run = self.runs.take_id();
        let is_before_inputs = self.course.is_before_input(at);
        self.engine.send(Command::Fork(Fork { run, at, keeps_boundary: !is_before_inputs }));
        let newest = Arc::clone(parent.preset());
        let playhead = Playhead { step: at.step, is_before_inputs };
        let (traces, course) = (self.traces.cut(playhead, self.run.grid), self.course.cut(at));
        let traces = std::mem::replace(&mut self.traces, traces);
        let course = std::mem::replace(&mut self.course, course);
        let view = self.run.clone();
        let from = self.runs.current;
        self.runs.park(from, Parked { version: parent, traces, course, view });
        (self.run.end, self.shown) = (at, None);
        let from_ms = self.run.grid.time_ms(at.step);
        let from = Some((from, at));
        self.runs.listed.push(Listed { id: run, from, from_ms, change, value, is_open: true, shown_at: 0 });
        self.runs.show(run);
        self.runs.undone = None;
        self.view.ledger.forget_run();
        self.follow_views(&newest);
        self.make_room();
        run
    }

    /// Where more runs are open than may be, the one that was looked at longest ago is closed.
    fn make_room(&mut self) {
        while MOST_RUNS < self.runs.open().count() {
            let current = self.runs.current;
            let others = self.runs.listed.iter_mut().filter(|listed| listed.is_open && listed.id != current);
            let Some(oldest) = others.min_by_key(|listed| listed.shown_at) else { return };
            oldest.is_open = false;
            let args = [("name", self.shell.text.say(&oldest.change)), ("limit", MOST_RUNS.to_string())];
            self.shell.notices.info(self.shell.text.with("run-closed-for-room", &args));
        }
        self.forget_closed();
    }

    /// Lets go of runs that were closed long ago.
    fn forget_closed(&mut self) {
        while MOST_CLOSED < self.runs.listed.iter().filter(|listed| !listed.is_open).count() {
            let closed = self.runs.listed.iter().filter(|listed| !listed.is_open);
            let Some(oldest) = closed.min_by_key(|listed| listed.shown_at).map(|listed| listed.id) else {
                return;
            };
            self.runs.listed.retain(|listed| listed.id != oldest);
            self.runs.parked.remove(&oldest);
            self.engine.send(Command::ForgetRun(oldest));
        }
    }

    /// Goes to another run: to a place in it, or to where its playhead was.
    pub(super) fn go_to_run(&mut self, run: RunId, to: Option<RunPlace>) {
        let Some(parked) = self.runs.parked.remove(&run) else { return };
        self.end_twin(&Ending::OtherRun);
        self.note_left_run();
        let Parked { version, mut traces, course, view } = parked;
        let to = to.unwrap_or(view.place);
        self.run.asked += 1;
        let number = self.run.asked;
        self.engine.send(Command::SwitchRun { run, to, number });
        self.view.gesture += 1;
        let before = Arc::clone(self.document.preset());
        let seen = super::past::as_then(version.preset(), &before);
        let version = self.document.switch_to(version.seen_as(seen));
        traces.grow();
        let traces = std::mem::replace(&mut self.traces, traces);
        let course = std::mem::replace(&mut self.course, course);
        let sought = Some(to.step);
        let RunView { asked, arrived, missed, past_mib, speed, .. } = self.run;
        let view = RunView {
            asked,
            arrived,
            missed,
            past_mib,
            speed,
            sought,
            status: Status::Paused,
            seeking: None,
            progress: None,
            calm: super::calm::Calm::default(),
            firings: BTreeMap::new(),
            ..view
        };
        let view = std::mem::replace(&mut self.run, view);
        let left = self.runs.current;
        self.runs.park(left, Parked { version, traces, course, view });
        self.runs.show(run);
        self.runs.undone = None;
        self.view.ledger.forget_run();
        self.shown = None;
        self.runs.beside.remove(&run);
        self.go_on_playing();
        self.follow_views(&before);
        self.look_at_past();
        self.view.selection.keep_in(self.document.preset().network());
        self.make_room();
    }

    /// Goes to the open run before or after the present one.
    pub(super) fn go_to_neighbour(&mut self, is_next: bool) {
        if let Some(run) = self.runs.neighbour(is_next) {
            self.go_to_run(run, None);
        }
    }

    /// Closes a run; undo brings it back.
    pub(super) fn close_run(&mut self, run: RunId) {
        let listed = self.runs.listed.iter().find(|listed| listed.id == run && listed.is_open);
        let Some(listed) = listed.filter(|_| self.runs.are_several()).cloned() else { return };
        self.bring_b(); // Undo of it is that of the run.
        if run == self.runs.current {
            let Some(next) = self.runs.after_closing() else { return };
            self.go_to_run(next, None);
        }
        if let Some(own) = self.runs.listed.iter_mut().find(|own| own.id == run) {
            own.is_open = false;
        }
        let name = Message::new("edit-close-run").with_message("name", listed.change);
        let preset = Arc::clone(self.document.preset());
        self.document.push_turn(name, Turn::Close(run), preset);
        self.forget_closed();
    }

    /// Takes back what was done to the runs last; says whether there was anything of the kind.
    pub(super) fn undo_turn(&mut self, turn: Option<Turn>) -> bool {
        match turn {
            Some(Turn::Fork(run)) if run == self.runs.current => {
                self.leave_fork(run);
                true
            }
            Some(Turn::Close(run)) => {
                let _ = self.document.undo();
                if self.runs.parked.contains_key(&run) {
                    self.go_to_run(run, None);
                } else {
                    self.shell.notices.info(self.shell.text.get("run-gone"));
                }
                true
            }
            // The run that an earlier run began with is not this one's to take back.
            Some(Turn::Fork(_)) => true,
            None => false,
        }
    }

    /// Goes back to where a run forked from, in the run that it forked from. If nothing else happened in it, it is closed.
    fn leave_fork(&mut self, run: RunId) {
        let from = self.runs.listed.iter().find(|listed| listed.id == run).and_then(|listed| listed.from);
        let Some((parent, at)) = from.filter(|from| self.runs.parked.contains_key(&from.0)) else {
            self.shell.notices.info(self.shell.text.get("run-gone"));
            return;
        };
        let is_clicked = self.course.is_clicked_after(at);
        self.go_to_run(parent, Some(at));
        let is_bare = |parked: &Parked| parked.version.is_at_fork(run) && !is_clicked;
        let is_closed = self.runs.parked.get(&run).is_some_and(is_bare);
        if let Some(own) = self.runs.listed.iter_mut().find(|own| own.id == run) {
            own.is_open = !is_closed;
        }
        self.runs.undone = Some(run);
    }

    /// A gesture that began a run was given up: the run is closed, and redo does not lead to it.
    pub(super) fn drop_fork(&mut self, turn: Option<Turn>) {
        let Some(Turn::Fork(run)) = turn else { return };
        if run == self.runs.current {
            self.leave_fork(run);
            if let Some(own) = self.runs.listed.iter_mut().find(|own| own.id == run) {
                own.is_open = false;
            }
            self.runs.undone = None;
        }
    }

    /// Leads back to the run whose beginning was undone last, if that is what redo would do.
    pub(super) fn redo_turn(&mut self) -> bool {
        let Some(run) = self.runs.undone.take() else { return false };
        self.go_to_run(run, None);
        true
    }

    /// Undoes in the past: what had been done by then is undone in a run of its own.
    pub(super) fn undo_in_the_past(&mut self) {
        let version = self.version_now();
        let newest = self.document.switch_to(version.clone());
        let turn = self.document.turn();
        if matches!(turn, Some(Turn::Fork(_))) {
            self.document.switch_to(newest);
            self.undo_turn(turn);
            return;
        }
        let name = self.document.undo_name().cloned();
        let is_other = turn.is_some() || self.document.undo_leaves();
        let Some(name) = name.filter(|_| !is_other) else {
            self.document.switch_to(newest);
            self.shell.notices.info(self.shell.text.get("past-no-undo"));
            return;
        };
        let _ = self.document.undo();
        let after = super::past::as_then(self.document.preset(), version.preset());
        self.document.switch_to(version);
        let change = Message::new("edit-undo").with_message("name", name);
        let run = self.fork(newest, change.clone(), None);
        self.document.push_turn(change, Turn::Fork(run), after);
        self.set_network();
    }

    /// An edit was done: redo leads to no run any more.
    pub(super) fn forget_undone(&mut self) {
        self.runs.undone = None;
    }
}
