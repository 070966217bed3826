//! Why something jumped: questions to the engine about a place on a plot, or about what is selected, and what is made of the
//! answers.

use super::panel::ledger_state::{About, Book, Jump, LedgerState, Link, Sort, Watched};
use super::spot::Spot;
use super::{Action, App};
use crate::engine::{Answer, Command, Question, RunPlace, SeekTo};
use crate::export::ledger::{signed_ms, variants};
use crate::model::network::{DelaySide, Object, Target};
use crate::model::plasticity::trace::Side;
use crate::model::probe::Probe;
use crate::sim::{Event, MOST_WATCHED};
use crate::text::Text;
use crate::trace::ledger::{Ledger, side_of};
use crate::trace::why::{object_name, why};
use crate::units::Grid;

/// How far back a question goes at first [ms]: what synapses have of their own is looked at every second.
const BACK_MS: f64 = 2500.0;
/// How much of the run is listed unless all is asked for [ms].
const LISTED_MS: f64 = 10_000.0;
/// Most shares of a trace that are shown.
const MOST_PAIRS: usize = 8;

impl App {
    /// Does a command on jumps.
    pub(super) fn explain(&mut self, action: Action) {
        match action {
            Action::Why => {
                let near_ms = self.run.playhead_ms();
                match self.probe_in_question() {
                    Some(probe) => self.ask_why(&probe, near_ms, true),
                    None => self.shell.notices.info(self.shell.text.get("ledger-no-probe")),
                }
            }
            Action::JumpBefore | Action::JumpAfter => match self.probe_in_question() {
                Some(probe) => self.go_to_jump(&probe, action == Action::JumpBefore),
                None => self.shell.notices.info(self.shell.text.get("ledger-no-probe")),
            },
            Action::Ledger => {
                self.view.ledger.is_open = !self.view.ledger.is_open;
                self.list_rows();
            }
            Action::SaveLedger => self.save_ledger(),
            _ => {}
        }
    }

    /// The probe under the pointer, or the first that is plotted of what is selected, or the first that is plotted at all.
    fn probe_in_question(&self) -> Option<Probe> {
        let can_jump = |probe: &Probe| {
            let of_object = matches!(
                probe.source,
                Target::Population(_) | Target::Projection(_) | Target::Receptor { .. }
            );
            of_object && Sort::of_symbol(probe.symbol).is_some()
        };
        if let Some(Spot::State(probe)) = self.view.hover.spot.as_ref().filter(|_| true)
            && can_jump(probe)
        {
            return Some(probe.clone());
        }
        let plotted: Vec<Probe> =
            self.document.preset().plotted_probes().into_iter().filter(|probe| can_jump(probe)).collect();
        let is_selected =
            |probe: &&Probe| probe.source.object().is_some_and(|own| self.view.selection.has(own));
        let of_synapse = |probe: &&Probe| matches!(probe.source.object(), Some(Object::Projection(_)));
        let first = plotted.iter().find(is_selected).or_else(|| plotted.iter().find(of_synapse));
        first.or(plotted.first()).cloned()
    }

    /// Asks why a probe jumped near a time [ms], or last before it.
    pub(super) fn ask_why(&mut self, probe: &Probe, near_ms: f64, is_before: bool) {
        let Some(sort) = Sort::of_symbol(probe.symbol) else { return };
        let watched = match self.watched_of(probe) {
            Ok(watched) => watched,
            Err(words) => return self.shell.notices.info(words),
        };
        let slack_ms = if is_before { 0.0 } else { 1e-2 * self.span_ms() };
        let span = ((near_ms - BACK_MS).max(0.0), near_ms + slack_ms);
        let again = (0.0 < span.0).then(|| watched.clone());
        self.ask(watched, span, About::Jump { sort, near_ms, is_before, again });
    }

    /// Asks where a probe jumped last before the playhead, or next after it, to go there.
    fn go_to_jump(&mut self, probe: &Probe, is_back: bool) {
        let Some(sort) = Sort::of_symbol(probe.symbol) else { return };
        let watched = match self.watched_of(probe) {
            Ok(watched) => watched,
            Err(words) => return self.shell.notices.info(words),
        };
        let (from, end_ms) = (self.run.place, self.run.end_ms());
        let near_ms = self.run.grid.time_ms(from.step);
        // What is looked through at first is near; the rest of the run follows if there is nothing in it.
        let (span, is_all) = if is_back {
            (((near_ms - BACK_MS).max(0.0), near_ms), near_ms <= BACK_MS)
        } else {
            ((near_ms, (near_ms + BACK_MS).min(end_ms)), end_ms <= near_ms + BACK_MS)
        };
        let again = (!is_all).then(|| watched.clone());
        self.ask(watched, span, About::Go { sort, from, is_back, again });
    }

    /// Goes to the boundary of the jump that an answer tells of: the last one before the playhead, or the next.
    fn go_to_answer(&mut self, book: &Book, sort: Sort, (from, is_back): (RunPlace, bool)) -> bool {
        let rows = book.ledger.rows().iter();
        let moved = rows.filter(|row| sort.has(row) && (row.change != 0.0 || sort == Sort::Spikes));
        // A jump shows at the boundary at or after it, with everything done that acts there.
        let mut steps = moved.map(|row| book.grid.step_at_or_after(book.grid.moment_ms(row.at())));
        let to = if is_back {
            steps.filter(|step| *step < from.step).max()
        } else {
            steps.find(|step| from.step < *step)
        };
        if let Some(step) = to {
            self.seek(SeekTo::At(RunPlace { step, done: usize::MAX }));
        }
        to.is_some()
    }

    /// The span of time that plots show, about [ms].
    fn span_ms(&self) -> f64 {
        let plots = &self.document.preset().view().plots;
        let widest = plots.iter().filter_map(|plot| plot.kind.window_ms()).fold(100.0, f64::max);
        widest * self.view.plots.stretch.unwrap_or(1.0)
    }

    /// The synapses or the neuron that a probe is of.
    fn watched_of(&self, probe: &Probe) -> Result<Watched, String> {
        let network = self.network_now();
        let index = probe.index.unwrap_or(0);
        match probe.source {
            Target::Population(id) => Ok((Vec::new(), vec![(id, index)])),
            Target::Projection(id) | Target::Receptor { projection: id, .. } => {
                let n = network.projection(id).map_or(0, |own| network.parts().n_synapses(own));
                let targets = network.projection(id).and_then(|own| network.population(own.to));
                let is_total = probe.index.is_none() && 1 < n;
                if is_total && targets.is_some_and(|targets| 1 < targets.n) {
                    return Err(self.shell.text.get("ledger-no-single"));
                }
                if !is_total {
                    return Ok((vec![(id, index as usize)], Vec::new()));
                }
                self.all_synapses(id, n)
            }
            _ => Err(self.shell.text.get("ledger-no-probe")),
        }
    }

    /// All synapses of a projection, unless they are too many.
    fn all_synapses(&self, id: u32, n: u128) -> Result<Watched, String> {
        match usize::try_from(n) {
            Ok(n) if n <= MOST_WATCHED => Ok(((0..n).map(|synapse| (id, synapse)).collect(), Vec::new())),
            _ => {
                let args = [("asked", n.to_string()), ("most", MOST_WATCHED.to_string())];
                Err(self.shell.text.with("ledger-too-many", &args))
            }
        }
    }

    fn ask(&mut self, (synapses, neurons): Watched, span: (f64, f64), about: About) {
        let state = &mut self.view.ledger;
        state.asked += 1;
        match Question::new(state.asked, synapses, neurons, span) {
            Ok(question) => {
                state.about = Some(about);
                self.engine.send(Command::Ask(question));
            }
            Err(many) => {
                let args = [("asked", many.asked.to_string()), ("most", many.most.to_string())];
                self.shell.notices.info(self.shell.text.with("ledger-too-many", &args));
            }
        }
    }

    /// Asks for the rows of what is selected, if the list is open.
    pub(super) fn list_rows(&mut self) {
        if !self.view.ledger.is_open {
            return;
        }
        let network = self.network_now();
        let (mut synapses, mut neurons, mut refused) = (Vec::new(), Vec::new(), None);
        for object in self.view.selection.objects() {
            match object {
                Object::Projection(id) => {
                    let n = network.projection(*id).map_or(0, |own| network.parts().n_synapses(own));
                    match self.all_synapses(*id, n) {
                        Ok((own, _)) => synapses.extend(own),
                        Err(words) => refused = Some(words),
                    }
                }
                Object::Population(id) => {
                    let n = network.population(*id).map_or(0, |own| own.n);
                    neurons.extend((0..u32::try_from(n).unwrap_or(0)).map(|neuron| (*id, neuron)));
                }
                Object::GapJunction(_) => {}
            }
        }
        let many = synapses.len().max(neurons.len());
        if MOST_WATCHED < many {
            let args = [("asked", many.to_string()), ("most", MOST_WATCHED.to_string())];
            refused = Some(self.shell.text.with("ledger-too-many", &args));
        }
        let of = self.view.selection.objects().to_vec();
        let (to_ms, at) = (self.run.playhead_ms(), self.run.now);
        let state = &mut self.view.ledger;
        (state.of, state.book, state.selected, state.what_if) = (of, None, None, None);
        state.refused = refused;
        if state.refused.is_none() {
            let from_ms = if state.is_whole { 0.0 } else { (to_ms - LISTED_MS).max(0.0) };
            self.ask((synapses, neurons), (from_ms, to_ms), About::List { at });
        }
    }

    /// Asks anew when the playhead stands somewhere else, or something else is selected.
    pub(super) fn keep_listed(&mut self) {
        let state = &self.view.ledger;
        if !state.is_open || self.run.is_running() || self.run.sought.is_some() || state.about.is_some() {
            return;
        }
        let is_same = state.of.iter().copied().eq(self.view.selection.objects().iter().copied());
        let is_here =
            state.refused.is_some() || state.book.as_ref().is_some_and(|book| book.at == self.run.now);
        if !is_same || !is_here {
            self.list_rows();
        }
    }

    /// Takes in an answer to the question under way.
    pub(super) fn take_answer(&mut self, answer: &Answer) {
        let state = &mut self.view.ledger;
        if answer.number != state.asked || state.answered == answer.number {
            return;
        }
        state.answered = answer.number;
        match state.about.take() {
            Some(About::List { at }) => state.book = Some(Book::new(answer, at)),
            Some(About::Jump { sort, near_ms, is_before, again }) => {
                let book = Book::new(answer, self.run.now);
                match nearest(&book, sort, near_ms, is_before) {
                    Some(index) => self.view.ledger.jump = Some(jump(&book, index, &self.shell.text)),
                    None => match again {
                        Some(watched) => {
                            let about = About::Jump { sort, near_ms, is_before, again: None };
                            self.ask(watched, (0.0, near_ms), about);
                        }
                        None => self.shell.notices.info(self.shell.text.get("ledger-no-jump")),
                    },
                }
            }
            Some(About::Go { sort, from, is_back, again }) => {
                let book = Book::new(answer, self.run.now);
                if self.go_to_answer(&book, sort, (from, is_back)) {
                    return;
                }
                if let Some(watched) = again {
                    let ms = self.run.grid.time_ms(from.step);
                    let span = if is_back { (0.0, ms) } else { (ms, self.run.end_ms()) };
                    self.ask(watched, span, About::Go { sort, from, is_back, again: None });
                } else {
                    let key = if is_back { "ledger-no-jump" } else { "ledger-no-jump-after" };
                    self.shell.notices.info(self.shell.text.get(key));
                }
            }
            None => {}
        }
    }

    /// Explains a row of the list.
    pub(super) fn explain_row(&mut self, index: usize) {
        let state = &mut self.view.ledger;
        state.selected = Some(index);
        state.what_if = None;
        if let Some(book) = &state.book {
            state.jump = Some(jump(book, index, &self.shell.text));
        }
    }

    /// Works out what other rules make of the spikes of the selected row's synapse.
    pub(super) fn compare_rules(&mut self) {
        let LedgerState { book, selected, what_if, .. } = &mut self.view.ledger;
        let Some((book, index)) = book.as_ref().zip(*selected) else { return };
        let Some(Event::Weight(change)) = book.ledger.rows().get(index).map(|row| row.event) else { return };
        let trains = book.ledger.trains(change.projection, change.synapse);
        let found = trains.map(|(synapse, trains)| variants(&synapse, &trains)).filter(|all| !all.is_empty());
        if found.is_none() {
            self.shell.notices.info(self.shell.text.get("ledger-no-what-if"));
        }
        *what_if = found;
    }
}

/// The row of a sort that is nearest to a time [ms], or the last one before it.
fn nearest(book: &Book, sort: Sort, near_ms: f64, is_before: bool) -> Option<usize> {
    let rows = book.ledger.rows().iter().enumerate().filter(|(_, row)| sort.has(row));
    // What changes nothing is no jump, unless there is nothing else.
    let moved = |change: f64| change != 0.0 || sort == Sort::Spikes;
    let time = |at| book.grid.moment_ms(at);
    let own = rows.filter(|(_, row)| !is_before || time(row.at()) <= near_ms + 1e-9);
    let off = |index: &usize| {
        let row = &book.ledger.rows()[*index];
        (!moved(row.change), (time(row.at()) - near_ms).abs())
    };
    own.map(|(index, _)| index).min_by(|a, b| {
        let (one, other) = (off(a), off(b));
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(b.cmp(a))
    })
}

/// A row, explained in the language of the window.
fn jump(book: &Book, index: usize, text: &Text) -> Jump {
    let Book { ledger, grid, .. } = book;
    let row = &ledger.rows()[index];
    let explained = why(ledger, row, *grid);
    let mut pairs: Vec<(f64, f64)> =
        ledger.pairs(index).into_iter().map(|pair| (pair.ago_ms, pair.share)).collect();
    pairs.truncate(MOST_PAIRS);
    Jump {
        name: object_name(ledger, row),
        sentence: text.localised(&text.say(&explained.message)),
        equation: text.localised(&explained.equation),
        at_ms: grid.moment_ms(row.at()),
        link: link(ledger, index, *grid),
        pairs,
    }
}

/// The spikes behind a row of a weight.
fn link(ledger: &Ledger, index: usize, grid: Grid) -> Option<Link> {
    let row = &ledger.rows()[index];
    let Event::Weight(change) = &row.event else { return None };
    let (side, projection) = (side_of(change.cause)?, ledger.projection_of(row)?);
    let is_axonal = projection.delay_side == DelaySide::Axonal;
    let leaving = |side: Side, at_ms: f64| match side {
        Side::Pre => (projection.from, change.pre, at_ms - if is_axonal { projection.delay_ms } else { 0.0 }),
        Side::Post => (projection.to, change.post, at_ms - if is_axonal { 0.0 } else { projection.delay_ms }),
    };
    let at_ms = grid.moment_ms(change.at);
    let other = if side == Side::Pre { Side::Post } else { Side::Pre };
    let partner = row.partner.map(|partner| leaving(other, grid.moment_ms(partner)));
    let pair = row
        .partner
        .map(|partner| (signed_ms(change.cause, partner, change.at, grid), change.raw - change.before));
    Some(Link { projection: change.projection, at_ms, own: leaving(side, at_ms), partner, pair })
}
