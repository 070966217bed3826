//! Looking back: where the playhead is sent, what acted on the run and when, and the document that was in force at a place.
//!
//! Moving the playhead changes no document, saves nothing and says nothing twice; what is new in a batch is new model time only.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Action, App};
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
#[derive(Debug, Clone, PartialEq)]
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
    first: (Arc<Preset>, u64),
    /// Documents whose networks took over, each with the place right before it did, and the number of the last edit that led to it.
    edits: Vec<(RunPlace, Arc<Preset>, u64)>,
    /// Edits that the engine has not answered yet.
    asked: VecDeque<(Ticket, Arc<Preset>, u64)>,
    /// A saved run that is being played.
    pub playing: Option<Playing>,
    /// Networks that take over as a saved run is played, in order.
    to_come: VecDeque<Arc<Network>>,
    /// Whether one of them has taken over that the document has yet to follow.
    is_behind: bool,
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
}

/// Most marks that are kept, as many as the engine keeps inputs.
const MOST_MARKS: usize = 100_000;

impl Course {
    /// The document at the start of the run.
    pub fn first(&self) -> &Arc<Preset> {
        &self.first.0
    }

    /// A run that has not begun.
    pub fn new(first: &Arc<Preset>, top: u64) -> Self {
        Self {
            marks: Vec::new(),
            first: (Arc::clone(first), top),
            edits: Vec::new(),
            asked: VecDeque::new(),
            playing: None,
            to_come: VecDeque::new(),
            is_behind: false,
            shown: None,
        }
    }

    /// A saved run is going to be played from the start.
    pub fn play(&mut self, inputs: &[LoggedInput], run: &LoggedRun, shown: Option<LogPlace>) {
        let end = RunPlace { step: run.end, done: inputs.len() };
        let shown = shown.map(|place| RunPlace { step: Step(place.step), done: place.inputs });
        let shown = shown.filter(|place| *place < end);
        self.playing = Some(Playing { end, state: run.state, shown });
        let network = |input: &LoggedInput| match &input.input {
            Input::SetNetwork(network) => Some(Arc::clone(network)),
            _ => None,
        };
        self.to_come = inputs.iter().filter_map(network).collect();
    }

    /// The boundary at which a saved run ends, while it is being played.
    pub fn playing_end(&self) -> Option<Step> {
        self.playing.map(|playing| playing.end.step)
    }

    /// A saved run has been played to its end elsewhere; whether its state there is another than the one that was saved.
    pub fn is_played(&mut self, state: u64) -> bool {
        let playing = self.playing.take();
        playing.and_then(|own| own.state).is_some_and(|saved| saved != state)
    }

    /// The document whose network took over last, and the number of the last edit that led to it.
    fn newest(&self) -> (&Arc<Preset>, u64) {
        let (preset, top) = self.edits.last().map_or((&self.first.0, self.first.1), |own| (&own.1, own.2));
        (preset, top)
    }

    /// The document that is to take the place of one, if the saved run that is played has changed the network.
    #[must_use]
    pub fn followed(&mut self, document: &Arc<Preset>) -> Option<Arc<Preset>> {
        let is_behind = std::mem::take(&mut self.is_behind);
        is_behind.then(|| as_then(self.newest().0, document))
    }

    /// The engine was told of an edit, the number of which is `top`.
    pub fn ask(&mut self, ticket: Ticket, preset: Arc<Preset>, top: u64) {
        self.asked.push_back((ticket, preset, top));
    }

    /// Takes in what became of inputs. Edits that came together are answered as one.
    pub fn absorb(&mut self, acted: &[Acted]) {
        for Acted { ticket, kind, at } in acted {
            let mut last = None;
            if *kind == InputKind::Edit && ticket.is_none() {
                // Nobody's edit: one of the saved run. The document follows, unless a person's edit of it is on its way.
                last = self.to_come.pop_front().map(|network| {
                    let (newest, top) = self.newest();
                    (with_network(newest, &network), top)
                });
                self.is_behind = last.is_some() && self.asked.is_empty();
            } else if *kind == InputKind::Edit {
                while let Some(asked) = self.asked.pop_front_if(|asked| Some(asked.0) <= *ticket) {
                    last = Some((asked.1, asked.2));
                }
                self.is_behind &= last.is_none();
            }
            if let Some(at) = *at {
                self.marks.push(Mark { at, kind: kind.clone() });
                self.edits.extend(last.map(|(preset, top)| (at, preset, top)));
            }
        }
        let surplus = self.marks.len().saturating_sub(MOST_MARKS);
        self.marks.drain(..surplus);
    }

    /// The document whose network is in force at a place.
    fn in_force(&self, place: RunPlace) -> (&Arc<Preset>, u64) {
        let acted = self.edits.partition_point(|(at, ..)| at.done < place.done);
        let (preset, top) = acted
            .checked_sub(1)
            .map_or((&self.first.0, self.first.1), |last| (&self.edits[last].1, self.edits[last].2));
        (preset, top)
    }

    /// What is shown at a place, and the number of the last edit that led to it.
    pub fn version(&mut self, place: RunPlace, newest: &Arc<Preset>) -> (Arc<Preset>, u64) {
        let top = self.in_force(place).1;
        (self.show(place, newest), top)
    }

    /// Whether an input acts right after a place, at its boundary.
    pub fn is_before_input(&self, place: RunPlace) -> bool {
        let next = self.marks.partition_point(|mark| mark.at < place);
        self.marks.get(next).is_some_and(|mark| mark.at == place)
    }

    /// Whether there was a click or a plan after the first input from a place on.
    pub fn is_clicked_after(&self, place: RunPlace) -> bool {
        let from = self.marks.partition_point(|mark| mark.at < place);
        self.marks.iter().skip(from + 1).any(|mark| mark.kind != InputKind::Edit)
    }

    /// The document got an entry at a place that the engine is told nothing of.
    pub fn note(&mut self, place: RunPlace, preset: &Arc<Preset>, top: u64) {
        self.edits.push((place, Arc::clone(preset), top));
    }

    /// What there is of it up to a place.
    #[must_use]
    pub fn cut(&self, place: RunPlace) -> Self {
        let marks = self.marks.iter().filter(|mark| mark.at < place).cloned().collect();
        let edits = self.edits.iter().filter(|edit| edit.0 < place).cloned().collect();
        Self { marks, edits, ..Self::new(&self.first.0, self.first.1) }
    }

    /// What is shown at a place in the past: the network of then, looked at as the newest document says.
    fn show(&mut self, place: RunPlace, newest: &Arc<Preset>) -> Arc<Preset> {
        let then = Arc::clone(self.in_force(place).0);
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
pub(super) fn with_network(preset: &Arc<Preset>, network: &Network) -> Arc<Preset> {
    let parts = network.parts().clone();
    preset.with_network(|own| *own = parts).map_or_else(|_| Arc::clone(preset), Arc::new)
}

impl App {
    /// Lets the document follow a saved run that is played; at its end its state is compared, and the playhead goes to where it
    /// was.
    fn follow_play(&mut self, is_running: bool) {
        let before = Arc::clone(self.document.preset());
        match self.twin.as_mut().filter(|twin| twin.sides.is_a) {
            Some(twin) => {
                let other = &mut twin.sides.other;
                if let Some(preset) = self.course.followed(other.preset()) {
                    self.document.follow_parked(other, preset);
                }
            }
            None => {
                if let Some(preset) = self.course.followed(&before) {
                    self.document.follow_run(&preset);
                    self.follow_views(&before);
                }
            }
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
        let is_before_inputs = self.course.is_before_input(*place);
        let playhead = Playhead { step: place.step, is_before_inputs };
        self.traces.look_from((place < end).then_some(playhead));
        self.follow_play(batch.scene.status == Status::Running);
    }

    /// The document at the playhead, where that is not the newest one.
    pub(super) fn look_at_past(&mut self) {
        let newest = self.document.preset();
        let shown = self.run.is_past().then(|| self.course.show(self.run.place, newest));
        let shown =
            match &mut self.twin {
                Some(twin) => {
                    twin.sides.look_from(shown.clone().map(|then| (self.run.place.step, then)), newest);
                    shown.map(|shown| {
                        if twin.sides.is_a { as_then(twin.sides.a_at_playhead(), newest) } else { shown }
                    })
                }
                None => shown,
            };
        self.shown = shown.filter(|shown| !Arc::ptr_eq(shown, newest));
        if let Some(shown) = &self.shown {
            self.view.selection.keep_in(shown.network());
        }
    }

    /// The network at the playhead.
    pub(super) fn network_now(&self) -> &Network {
        self.shown.as_ref().unwrap_or(self.document.preset()).network()
    }

    fn refuse_in_the_past(&mut self) {
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
        let mut course = Course::new(&first, 0);
        for (ticket, preset) in [(3, &one), (4, &two), (9, &three)] {
            course.ask(Ticket(ticket), Arc::clone(preset), ticket);
        }
        let acted = |ticket, kind, at| Acted { ticket: Some(Ticket(ticket)), kind, at: Some(at) };
        course.absorb(&[
            acted(1, InputKind::Fire { population: 1, neuron: None }, at(5, 0)),
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
            assert_eq!(course.in_force(place).0, expected, "{place:?}");
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
