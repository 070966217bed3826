//! Looking back: where the playhead is sent, what acted on the run and when, and the document that was in force at a place.
//!
//! Moving the playhead changes no document, saves nothing and says nothing twice; what is new in a batch is new model time only.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Action, App};
use crate::document::Edit;
use crate::engine::{
    Acted, Batch, Command, Input, InputKind, LoggedInput, RunPlace, Scene, SeekTo, Status, Ticket, Until,
};
use crate::model::network::Network;
use crate::preset::Preset;
use crate::preset::run_log::{LogPlace, LoggedRun};
use crate::trace::Playhead;
use crate::units::Step;

/// Share of the memory for looking back that kept states may take; the rest is for inputs.
const FOR_STATES: f64 = 0.875;

/// Something that acted on the run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// The place right before it acted; its number in the run is `at.done`.
    pub at: RunPlace,
    /// What it was.
    pub kind: InputKind,
}

/// What acted on the present run, and the documents that were in force.
#[derive(Debug)]
pub(super) struct Course {
    /// What acted, in order.
    pub marks: Vec<Mark>,
    /// The document at the start of the run.
    first: Arc<Preset>,
    /// Documents whose networks took over, each with the place right before it did.
    edits: Vec<(RunPlace, Arc<Preset>)>,
    /// Edits that the engine has not answered yet.
    asked: VecDeque<(Ticket, Arc<Preset>)>,
    /// A saved run that is being played.
    pub playing: Option<Playing>,
    /// Networks that take over as a saved run is played, in order.
    to_come: VecDeque<Arc<Network>>,
    /// What is shown in the past, and from which two documents it was made.
    shown: Option<(Arc<Preset>, Arc<Preset>, Arc<Preset>)>,
}

/// A saved run that is being played.
#[derive(Debug, Clone, Copy)]
pub(super) struct Playing {
    /// Its end.
    end: RunPlace,
    /// The hash of the state there, if it was saved.
    state: Option<u64>,
    /// Where its playhead was, if that is not its end.
    shown: Option<RunPlace>,
    /// How many of the edits on the way the document has followed.
    followed: usize,
}

/// Most marks that are kept, as many as the engine keeps inputs.
const MOST_MARKS: usize = 100_000;

impl Course {
    /// The document at the start of the run.
    pub fn first(&self) -> &Arc<Preset> {
        &self.first
    }

    /// A run that has not begun.
    pub fn new(first: &Arc<Preset>) -> Self {
        Self {
            marks: Vec::new(),
            first: Arc::clone(first),
            edits: Vec::new(),
            asked: VecDeque::new(),
            playing: None,
            to_come: VecDeque::new(),
            shown: None,
        }
    }

    /// A saved run is going to be played from the start.
    pub fn play(&mut self, inputs: &[LoggedInput], run: &LoggedRun, shown: Option<LogPlace>) {
        let end = RunPlace { step: run.end, done: inputs.len() };
        let shown = shown.map(|place| RunPlace { step: Step(place.step), done: place.inputs });
        let shown = shown.filter(|place| *place < end);
        self.playing = Some(Playing { end, state: run.state, shown, followed: 0 });
        let network = |input: &LoggedInput| match &input.input {
            Input::SetNetwork(network) => Some(Arc::clone(network)),
            _ => None,
        };
        self.to_come = inputs.iter().filter_map(network).collect();
    }

    /// The document whose network took over last.
    fn newest(&self) -> &Arc<Preset> {
        self.edits.last().map_or(&self.first, |(_, preset)| preset)
    }

    /// The engine was told of an edit.
    pub fn ask(&mut self, ticket: Ticket, preset: Arc<Preset>) {
        self.asked.push_back((ticket, preset));
    }

    /// Takes in what became of inputs. Edits that came together are answered as one.
    pub fn absorb(&mut self, acted: &[Acted]) {
        for Acted { ticket, kind, at } in acted {
            let mut last = None;
            if *kind == InputKind::Edit && ticket.is_none() {
                // Nobody's edit: one of the saved run.
                last = self.to_come.pop_front().map(|network| with_network(self.newest(), &network));
            } else if *kind == InputKind::Edit {
                while let Some(asked) = self.asked.pop_front_if(|asked| Some(asked.0) <= *ticket) {
                    last = Some(asked.1);
                }
            }
            if let Some(at) = *at {
                self.marks.push(Mark { at, kind: *kind });
                self.edits.extend(last.map(|preset| (at, preset)));
            }
        }
        let surplus = self.marks.len().saturating_sub(MOST_MARKS);
        self.marks.drain(..surplus);
    }

    /// The document whose network is in force at a place.
    fn in_force(&self, place: RunPlace) -> &Arc<Preset> {
        let acted = self.edits.partition_point(|(at, _)| at.done < place.done);
        acted.checked_sub(1).map_or(&self.first, |last| &self.edits[last].1)
    }

    /// What is shown at a place in the past: the network of then, looked at as the newest document says.
    fn show(&mut self, place: RunPlace, newest: &Arc<Preset>) -> Arc<Preset> {
        let then = Arc::clone(self.in_force(place));
        if let Some((shown, own_then, own_newest)) = &self.shown
            && Arc::ptr_eq(own_then, &then)
            && Arc::ptr_eq(own_newest, newest)
        {
            return Arc::clone(shown);
        }
        let shown = as_then(&then, newest);
        self.shown = Some((Arc::clone(&shown), then, Arc::clone(newest)));
        shown
    }
}

/// The network of one document, looked at as another one says, as far as that speaks of objects that there are.
pub(super) fn as_then(then: &Arc<Preset>, newest: &Arc<Preset>) -> Arc<Preset> {
    if then.network() == newest.network() {
        return Arc::clone(newest);
    }
    let network = then.network().clone();
    let Ok(mut shown) = newest.with_network(|parts| *parts = network.into_parts()) else {
        return Arc::clone(then);
    };
    // What is no longer there has the place that it had.
    let placed = shown.with(|parts| {
        for (id, at) in &then.view().positions {
            parts.view.positions.entry(*id).or_insert(*at);
        }
    });
    shown = placed.unwrap_or(shown);
    Arc::new(shown)
}

/// A document with another network, one that was checked with it.
fn with_network(preset: &Arc<Preset>, network: &Network) -> Arc<Preset> {
    let parts = network.parts().clone();
    preset.with_network(|own| *own = parts).map_or_else(|_| Arc::clone(preset), Arc::new)
}

impl App {
    /// Lets the document follow a saved run that is played; at its end its state is compared, and the playhead goes to where it
    /// was.
    fn follow_play(&mut self, is_running: bool) {
        let Some(playing) = &mut self.course.playing else { return };
        if playing.followed < self.course.edits.len() {
            playing.followed = self.course.edits.len();
            let before = Arc::clone(self.document.preset());
            self.document.follow_run(as_then(self.course.newest(), &before));
            self.follow_view(&before);
        }
        let Some(playing) = self.course.playing else { return };
        let end = self.run.end;
        let is_played = playing.end.step <= end.step && playing.end.done <= end.done;
        // At its end the run pauses, unless a person lets it go on.
        if !is_played || is_running && playing.end == end {
            return;
        }
        self.course.playing = None;
        if playing.end == end {
            if let Some(state) = playing.state {
                self.check_end(end, state);
            }
            if let Some(shown) = playing.shown {
                self.seek(SeekTo::At(shown));
            }
        }
    }

    /// A person acts on the run while a saved one is played: from here on it is theirs, and the rest of the saved one goes.
    pub(super) fn take_over_run(&mut self) {
        if !self.run.is_past() && self.course.playing.take().is_some() {
            self.engine.send(Command::Play(Vec::new()));
            self.shell.notices.info(self.shell.text.get("run-taken-over"));
        }
    }

    /// Sends the playhead somewhere.
    pub(super) fn seek(&mut self, to: SeekTo) {
        self.run.asked += 1;
        self.run.sought = Some(self.run.step_of(to, &self.course.marks));
        self.engine.send(Command::Seek { to, number: self.run.asked });
    }

    /// Sends the playhead back to where something happened last.
    pub(super) fn run_back(&mut self, until: Until) {
        self.run.asked += 1;
        self.run.sought = Some(self.run.now);
        self.engine.send(Command::RunBack { until, number: self.run.asked });
    }

    /// Sends the playhead to right before the input before it, or after it.
    fn seek_mark(&mut self, is_back: bool) {
        let marks = &self.course.marks;
        let place = self.run.place;
        let next = if is_back {
            marks.partition_point(|mark| mark.at < place).checked_sub(1)
        } else {
            Some(marks.partition_point(|mark| mark.at <= place))
        };
        if let Some(mark) = next.and_then(|next| marks.get(next)) {
            self.seek(SeekTo::Mark(mark.at.done));
        }
    }

    /// Does a command that moves the playhead, or says what follows it.
    pub(super) fn look_back(&mut self, action: Action) {
        match action {
            Action::BackDt => self.seek(SeekTo::By(-1)),
            Action::BackMs => self.seek(SeekTo::By(-i64::from(self.run.grid.steps_per_ms()))),
            Action::SpikeBefore => self.seek(SeekTo::SpikeBefore),
            Action::MarkBefore | Action::MarkAfter => self.seek_mark(action == Action::MarkBefore),
            Action::ToStart => self.seek(SeekTo::Start),
            Action::ToEnd => self.seek(SeekTo::End),
            Action::Follow => self.view.plots.stays = !self.view.plots.stays,
            _ => {}
        }
    }

    /// Takes the playhead's place from a batch, and what acted on the run.
    pub(super) fn take_place(&mut self, batch: &Batch) {
        self.course.absorb(&batch.recorded.acted);
        if batch.recorded.acted.iter().any(|acted| acted.at.is_none()) {
            self.refuse_in_the_past();
        }
        let Scene { place, end, number, missed, seeking, reach, .. } = &batch.scene;
        let run = &mut self.run;
        (run.now, run.place, run.end) = (place.step, *place, *end);
        (run.seeking, run.reach) = (*seeking, Arc::clone(reach));
        if run.asked <= *number {
            run.sought = None;
        }
        if run.arrived != *number {
            run.arrived = *number;
            // What glows or spreads belongs to the moment that was left.
            (run.calm, run.firings) = (super::calm::Calm::default(), std::collections::BTreeMap::new());
        }
        if run.missed < *missed {
            run.missed = *missed;
            self.shell.notices.info(self.shell.text.get("past-nothing"));
        }
        let marks = &self.course.marks;
        let next = marks.partition_point(|mark| mark.at < *place);
        let is_before_inputs = marks.get(next).is_some_and(|mark| mark.at == *place);
        let playhead = Playhead { step: place.step, is_before_inputs };
        self.traces.look_from((place < end).then_some(playhead));
        self.follow_play(batch.scene.status == Status::Running);
        self.take_told(batch.scene.told.as_ref(), &batch.scene.status);
    }

    /// The document at the playhead, where that is not the newest one.
    pub(super) fn look_at_past(&mut self) {
        let newest = self.document.preset();
        let shown = self.run.is_past().then(|| self.course.show(self.run.place, newest));
        self.shown = shown.filter(|shown| !Arc::ptr_eq(shown, newest));
        if let Some(shown) = &self.shown {
            self.view.selection.keep_in(shown.network());
        }
    }

    /// The network at the playhead.
    pub(super) fn network_now(&self) -> &Network {
        self.shown.as_ref().unwrap_or(self.document.preset()).network()
    }

    /// Whether an edit would change the run while the playhead is in the past; says that this cannot be.
    pub(super) fn is_refused_in_the_past(&mut self, edit: &Edit) -> bool {
        let is_refused = self.run.is_past() && self.document.changes_run(edit);
        if is_refused {
            self.refuse_in_the_past();
        }
        is_refused
    }

    pub(super) fn refuse_in_the_past(&mut self) {
        self.shell.notices.info(self.shell.text.get("past-refused"));
    }

    /// Tells the engine how much memory the past may take, when that has changed.
    pub(super) fn limit_past(&mut self) {
        let mib = self.persistence.settings.past_mib;
        if self.run.past_mib != mib {
            self.run.past_mib = mib;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in range")]
            let bytes = (FOR_STATES * mib * f64::from(1 << 20)) as usize;
            self.engine.send(Command::SetPast(bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::param::Value;
    use crate::preset::{library, load};

    fn preset() -> Arc<Preset> {
        Arc::new(load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap())
    }

    fn with_current(preset: &Arc<Preset>, pA: f64) -> Arc<Preset> {
        let address = preset.find("populations.0.I_app_pA").unwrap();
        Arc::new(preset.with_values(&[(address, Value::Number(pA))]).unwrap())
    }

    fn at(step: u64, done: usize) -> RunPlace {
        RunPlace { step: Step(step), done }
    }

    /// Of edits that merged on their way only the last is answered; a place shows what had acted before it.
    #[test]
    fn a_place_shows_the_document_that_was_in_force() {
        let first = preset();
        let [one, two, three] = [1.0, 2.0, 3.0].map(|pA| with_current(&first, pA));
        let mut course = Course::new(&first);
        for (ticket, preset) in [(3, &one), (4, &two), (9, &three)] {
            course.ask(Ticket(ticket), Arc::clone(preset));
        }
        let acted = |ticket, kind, at| Acted { ticket: Some(Ticket(ticket)), kind, at: Some(at) };
        course.absorb(&[
            acted(1, InputKind::Fire, at(5, 0)),
            acted(4, InputKind::Edit, at(50, 1)),
            acted(9, InputKind::Edit, at(50, 2)),
        ]);
        for (place, expected) in [
            (at(0, 0), &first),
            (at(50, 1), &first),
            (at(50, 2), &two),
            (at(50, 3), &three),
            (at(99, 3), &three),
        ] {
            assert_eq!(course.in_force(place), expected, "{place:?}");
            assert_eq!(course.show(place, &three).network(), expected.network());
        }
        assert!(
            Arc::ptr_eq(&course.show(at(99, 3), &three), &three),
            "nothing is copied where nothing differs"
        );
        assert_eq!(course.marks.len(), 3);
    }

    /// The past is looked at as the document says now: what a person has moved since stays moved.
    #[test]
    fn views_follow_the_person_and_not_the_time() {
        let first = preset();
        let moved = with_current(&first, 7.0)
            .with(|parts| {
                parts.view.positions.insert(0, (123.0, 45.0));
                parts.view.panes.left = 0.31;
            })
            .unwrap();
        let shown = as_then(&first, &Arc::new(moved.clone()));
        assert_eq!((shown.network(), shown.view()), (first.network(), moved.view()));
        // An object that is no longer there has the place that it had, and what else there is the one that it has.
        let without = moved.with_network(|network| {
            network.projections.clear();
            network.populations.retain(|population| population.id == 0);
        });
        let shown = as_then(&first, &Arc::new(without.unwrap()));
        assert_eq!(shown.network(), first.network());
        assert_eq!(shown.view().positions.get(&0), Some(&(123.0, 45.0)));
        let of_first = |id| first.view().positions.get(&id);
        assert!(
            first
                .network()
                .populations()
                .iter()
                .all(|own| own.id == 0 || shown.view().positions.get(&own.id) == of_first(own.id))
        );
    }
}
