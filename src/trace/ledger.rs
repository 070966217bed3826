//! The ledger: a row for every change of what is watched, each with what belongs to it: the spike that it pairs with, the traces
//! after it, and how long it was since the last. All rows of a weight together are the whole change.
//!
//! It takes in events in the order in which they happened, and the networks that were in force. When rows are too many the
//! oldest go, and stay in the sums.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::network::{Network, Projection};
use crate::model::plasticity::SpikeRule;
use crate::model::plasticity::trace::{Side, TraceJumps};
use crate::model::plasticity::what_if::{Synapse, Trains};
use crate::model::receptor::ReceptorKey;
use crate::model::release::Pool;
use crate::sim::{Event, WeightCause, WeightChange};
use crate::units::{Grid, Moment};

/// Most rows that are kept.
pub const MOST_ROWS: usize = 1 << 16;

/// After so many time constants nothing is left of a trace that could be seen in its last digit.
const FAR_TAUS: f64 = 45.0;

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Object {
    /// The weight of a synapse: projection and synapse.
    Weight(u32, u32),
    /// What a synapse has of its own between spikes, its calcium.
    Calcium(u32, u32),
    /// Release, at a synapse or, where all synapses of an axon release alike, at an axon.
    Release(u32, u32),
    /// The channels of a receptor at a synapse or an axon, in the same way.
    Channels(u32, ReceptorKey, u32),
    /// The spikes of a neuron: population and neuron.
    Spikes(u32, u32),
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What happened.
    pub event: Event,
    /// What it is of.
    pub object: Object,
    /// By how much it changed: the weight, calcium, the release probability, the open fraction, or the potential [mV].
    pub change: f64,
    /// The spike of the other side that a spike pairs with: the last one that counts.
    pub partner: Option<Moment>,
    /// The traces after a spike that changes a weight: at most two of the axon, then at most two of the target.
    pub traces: [f64; 4],
    /// Since the last row of the same object [ms], if there was one.
    pub since_ms: Option<f64>,
    /// What calcium was after the last row of the same synapse, if there was one.
    pub calcium: Option<f64>,
    /// Release probability before recovery, after it and after the spike.
    pub P_rel: [f64; 3],
    /// The network that was in force, by its place in [`Ledger::networks`].
    pub network: usize,
    /// The account of the object.
    account: usize,
}

impl Row {
    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Moment {
        match &self.event {
            Event::Spike(own) | Event::Ignored(own) => own.at,
            Event::Release(own) => own.at,
            Event::SpikeDetail(own) => own.spike.at,
            Event::Weight(own) => own.at,
            Event::Calcium(own) => own.at,
            Event::Pool(own) => own.at,
            Event::Conductance(own) => own.at,
        }
    }
}

/// What the rows of an object come to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sum {
    /// Number of rows, those that were let go included.
    pub rows: u64,
    /// How many of them were let go, the oldest.
    pub gone: u64,
    /// Sum of the changes of all, rounded once.
    total: f64,
    /// What rounding has taken from it so far.
    rest: f64,
    /// Value before the first row and after the last.
    pub ends: [f64; 2],
}

impl Sum {
    /// Σ of all changes.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.total + self.rest
    }

    fn add(&mut self, before: f64, after: f64) {
        let change = after - before;
        if self.rows == 0 {
            self.ends[0] = before;
        }
        self.ends[1] = after;
        self.rows += 1;
        let total = self.total + change;
        self.rest += if change.abs() <= self.total.abs() {
            (self.total - total) + change
        } else {
            (change - total) + self.total
        };
        self.total = total;
    }
}

/// A spike of the other side that counts in a row, and what of the trace it makes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// When it was at the synapse.
    pub at: Moment,
    /// From it to the spike of the row [ms].
    pub ago_ms: f64,
    /// What is left of its jump of the trace.
    pub share: f64,
}

/// The last two moments of the spikes of a side.
#[derive(Debug, Clone, Copy, Default)]
struct Last([Option<Moment>; 2]);

impl Last {
    /// The last one before a moment.
    fn before(&self, at: Moment, dt_ms: f64) -> Option<Moment> {
        self.0.into_iter().flatten().find(|own| own.order(&at).is_lt() && !own.is_about(&at, dt_ms))
    }

    fn push(&mut self, at: Moment) {
        self.0 = [Some(at), self.0[0]];
    }
}

/// What is kept of an object from row to row.
#[derive(Debug, Clone, Default)]
struct Account {
    sum: Sum,
    /// When the object last changed, and what it was then.
    last: Option<(Moment, f64)>,
    /// Of a weight, the spikes of both sides.
    spikes: [Last; 2],
}

/// What is asked of the rule of a projection at every row.
#[derive(Debug, Clone, Copy)]
struct Rule {
    /// Whether something goes on between spikes.
    has_between: bool,
    /// What a spike of each side makes of the traces.
    jumps: [TraceJumps; 2],
}

/// Rows of what is watched.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    grid: Grid,
    networks: Vec<Arc<Network>>,
    rows: VecDeque<Row>,
    accounts: Vec<Account>,
    /// Which account each object has.
    places: FxHashMap<Object, usize>,
    /// The rules of the network in force that were asked for, by projection.
    rules: FxHashMap<u32, Option<Rule>>,
    gone: u64,
}

/// The other side.
fn other(side: Side) -> Side {
    if side == Side::Pre { Side::Post } else { Side::Pre }
}

/// The side of a spike that changes a weight.
#[must_use]
pub fn side_of(cause: WeightCause) -> Option<Side> {
    match cause {
        WeightCause::Pre => Some(Side::Pre),
        WeightCause::Post => Some(Side::Post),
        WeightCause::Drift | WeightCause::Edit => None,
    }
}

/// Whether two spikes pair, with others of their sides between them or not.
fn pairs(rule: &dyn SpikeRule, side: Side, has_own_between: bool, has_other_between: bool) -> bool {
    let (pre, post) = match side {
        Side::Pre => (has_own_between, has_other_between),
        Side::Post => (has_other_between, has_own_between),
    };
    rule.pairs(side == Side::Post, pre, post)
}

impl Ledger {
    /// No row yet, of a run of a network.
    #[must_use]
    pub fn new(network: Arc<Network>, grid: Grid) -> Self {
        Self { grid, networks: vec![network], ..Self::default() }
    }

    /// Another network is in force from now on.
    pub fn change_network(&mut self, network: Arc<Network>) {
        self.networks.push(network);
        self.rules.clear();
    }

    /// The networks that were in force, in order.
    #[must_use]
    pub fn networks(&self) -> &[Arc<Network>] {
        &self.networks
    }

    /// The rows that are kept, the oldest first.
    #[must_use]
    pub fn rows(&self) -> &VecDeque<Row> {
        &self.rows
    }

    /// How many rows were let go.
    #[must_use]
    pub fn gone(&self) -> u64 {
        self.gone
    }

    /// What the rows of each object come to.
    #[must_use]
    pub fn sums(&self) -> BTreeMap<Object, Sum> {
        self.places.iter().map(|(object, place)| (*object, self.accounts[*place].sum)).collect()
    }

    /// The network of a row.
    #[must_use]
    pub fn network_of(&self, row: &Row) -> &Network {
        &self.networks[row.network.min(self.networks.len() - 1)]
    }

    /// The projection that a row is of.
    #[must_use]
    pub fn projection_of(&self, row: &Row) -> Option<&Projection> {
        match row.object {
            Object::Weight(id, _)
            | Object::Calcium(id, _)
            | Object::Release(id, _)
            | Object::Channels(id, _, _) => self.network_of(row).projection(id),
            Object::Spikes(..) => None,
        }
    }

    /// Takes the rows out and keeps what those to come build on: for rows that are written as they come.
    pub fn take_rows(&mut self) -> Vec<Row> {
        self.rows.drain(..).collect()
    }

    /// Takes in something that happened. What makes no row is passed over.
    pub fn absorb(&mut self, event: &Event) {
        let (object, [before, after]) = match event {
            Event::Weight(own) => (Object::Weight(own.projection, own.synapse), [own.before, own.after]),
            Event::Calcium(own) => (Object::Calcium(own.projection, own.synapse), own.c),
            Event::Pool(own) => {
                let P_rel = self.P_rel(own.projection, [own.recovered, own.after]);
                (Object::Release(own.projection, own.group), P_rel)
            }
            Event::Conductance(own) => (Object::Channels(own.projection, own.receptor, own.group), own.P),
            Event::SpikeDetail(own) => {
                let object = Object::Spikes(own.spike.population, own.spike.neuron);
                (object, own.V_mV.unwrap_or_default())
            }
            Event::Spike(_) | Event::Release(_) | Event::Ignored(_) => return,
        };
        let account = *self.places.entry(object).or_insert_with(|| {
            self.accounts.push(Account::default());
            self.accounts.len() - 1
        });
        let mut row = Row {
            event: *event,
            object,
            change: after - before,
            partner: None,
            traces: [0.0; 4],
            since_ms: None,
            calcium: None,
            P_rel: [0.0; 3],
            network: self.networks.len().saturating_sub(1),
            account,
        };
        let at = row.at();
        let own = &mut self.accounts[account];
        own.sum.add(before, after);
        row.since_ms = own.last.map(|(last, _)| self.grid.between_ms(last, at));
        own.last = Some((at, after));
        match event {
            Event::Weight(change) => self.complete(&mut row, change),
            Event::Pool(own) => {
                let [before, _] = self.P_rel(own.projection, [own.before, own.after]);
                let [recovered, after] = self.P_rel(own.projection, [own.recovered, own.after]);
                row.P_rel = [before, recovered, after];
            }
            _ => {}
        }
        if MOST_ROWS <= self.rows.len()
            && let Some(oldest) = self.rows.pop_front()
        {
            self.gone += 1;
            self.accounts[oldest.account].sum.gone += 1;
        }
        self.rows.push_back(row);
    }

    fn P_rel(&self, projection: u32, pools: [Pool; 2]) -> [f64; 2] {
        let network = self.networks.last();
        let rule = network.and_then(|network| network.projection(projection)?.release.inner());
        pools.map(|pool| rule.map_or(0.0, |rule| rule.P_rel(pool)))
    }

    /// The rule of a projection of the network in force.
    fn rule(&mut self, projection: u32) -> Option<Rule> {
        *self.rules.entry(projection).or_insert_with(|| {
            let rule = self.networks.last()?.projection(projection)?.plasticity.inner()?;
            let jumps = [Side::Pre, Side::Post].map(|side| rule.trace_jumps(side));
            Some(Rule { has_between: rule.between().is_some(), jumps })
        })
    }

    /// Adds to a row of a weight what follows from the rows before it.
    fn complete(&mut self, row: &mut Row, change: &WeightChange) {
        let (projection, synapse) = (change.projection, change.synapse);
        let own = self.rule(projection);
        if own.is_none_or(|own| own.has_between) {
            let calcium = self.places.get(&Object::Calcium(projection, synapse));
            row.calcium = calcium.and_then(|place| self.accounts[*place].last).map(|(_, c)| c);
        }
        let Some(side) = side_of(change.cause) else { return };
        row.traces = change.traces;
        let Some(own) = own else { return };
        let of = |side: Side| usize::from(side == Side::Post);
        let sides = &mut self.accounts[row.account].spikes;
        if !own.has_between {
            row.traces = own.jumps[of(side)].after(change.traces);
            let dt_ms = self.grid.dt_ms();
            let partner = sides[of(other(side))].before(change.at, dt_ms);
            let rule =
                self.networks.last().and_then(|network| network.projection(projection)?.plasticity.inner());
            row.partner = partner.filter(|partner| {
                let own = sides[of(side)].before(change.at, dt_ms);
                let is_between =
                    own.is_some_and(|own| partner.order(&own).is_lt() && !own.is_about(partner, dt_ms));
                rule.is_some_and(|rule| pairs(rule, side, is_between, false))
            });
        }
        sides[of(side)].push(change.at);
    }

    /// The spikes of the other side that count in a row of a weight, the last one first, as far as their own rows are kept. All of
    /// them together make the first trace of that side.
    #[must_use]
    pub fn pairs(&self, index: usize) -> Vec<Pair> {
        let Some(row) = self.rows.get(index) else { return Vec::new() };
        let Event::Weight(change) = &row.event else { return Vec::new() };
        let rule = self.projection_of(row).and_then(|projection| projection.plasticity.inner());
        let (Some(side), Some(rule)) = (side_of(change.cause), rule) else { return Vec::new() };
        let specs = rule.traces();
        let Some(spec) = specs.iter().find(|spec| spec.side == other(side)) else { return Vec::new() };
        let dt_ms = self.grid.dt_ms();
        let (mut pairs_found, mut owns): (Vec<Pair>, Vec<Moment>) = (Vec::new(), Vec::new());
        let mut others: Vec<Moment> = Vec::new();
        for before in self.rows.range(..index).rev() {
            if before.object != row.object {
                continue;
            }
            let Event::Weight(earlier) = &before.event else { continue };
            let is_before = earlier.at.order(&change.at).is_lt() && !earlier.at.is_about(&change.at, dt_ms);
            if FAR_TAUS * spec.tau_ms < self.grid.between_ms(earlier.at, change.at) {
                break;
            }
            match side_of(earlier.cause) {
                Some(own) if is_before && own == side => owns.push(earlier.at),
                Some(_) if is_before => {
                    let lies_between = |times: &[Moment]| {
                        times
                            .iter()
                            .any(|time| earlier.at.order(time).is_lt() && !time.is_about(&earlier.at, dt_ms))
                    };
                    let is_shadowed = spec.is_reset && !others.is_empty();
                    if !is_shadowed && pairs(rule, side, lies_between(&owns), lies_between(&others)) {
                        let ago_ms = self.grid.between_ms(earlier.at, change.at);
                        let share = libm::exp(-ago_ms / spec.tau_ms);
                        pairs_found.push(Pair { at: earlier.at, ago_ms, share });
                    }
                    others.push(earlier.at);
                }
                _ => {}
            }
        }
        pairs_found
    }

    /// The spikes of a synapse as they left their neurons, and the synapse as it was before the first of them: as far as its rows
    /// are kept, and if its network did not change.
    #[must_use]
    pub fn trains(&self, projection: u32, synapse: u32) -> Option<(Synapse, Trains)> {
        let object = Object::Weight(projection, synapse);
        let mut trains = Trains::default();
        let mut start = None;
        for row in self.rows.iter().filter(|row| row.object == object) {
            let Event::Weight(change) = &row.event else { continue };
            let own = self.projection_of(row)?;
            let (network, _) = *start.get_or_insert((row.network, change.before));
            if self.networks[network].projection(projection)? != own {
                return None;
            }
            let is_axonal = own.delay_side == crate::model::network::DelaySide::Axonal;
            let at_ms = self.grid.moment_ms(change.at);
            match side_of(change.cause)? {
                Side::Pre => trains.pre_ms.push(at_ms - if is_axonal { own.delay_ms } else { 0.0 }),
                Side::Post => trains.post_ms.push(at_ms - if is_axonal { 0.0 } else { own.delay_ms }),
            }
        }
        let (network, w) = start?;
        let own = self.networks[network].projection(projection)?;
        let rule = own.plasticity.clone();
        Some((Synapse { rule, delay_ms: own.delay_ms, side: own.delay_side, w }, trains))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Step;

    fn change(step: u64, before: f64, after: f64) -> Event {
        Event::Weight(WeightChange {
            at: Moment::at(Step(step)),
            projection: 3,
            synapse: 0,
            pre: 0,
            post: 0,
            cause: WeightCause::Drift,
            before,
            raw: after,
            after,
            traces: [0.0; 4],
        })
    }

    /// What is let go stays in the sum, and the sum does not gather rounding.
    #[test]
    fn rows_that_go_stay_in_the_sum() {
        let mut ledger = Ledger::new(Arc::default(), Grid::default());
        let n = MOST_ROWS as u64 + 1000;
        let mut w = 0.5;
        for step in 0..n {
            let after = if step % 2 == 0 { w + 1e-3 / 3.0 } else { w - 1e-3 / 7.0 };
            let after = if after < 1.0 { after } else { 0.1 };
            ledger.absorb(&change(step, w, after));
            w = after;
        }
        let sum = ledger.sums()[&Object::Weight(3, 0)];
        assert_eq!((ledger.rows().len(), ledger.gone(), sum.rows, sum.gone), (MOST_ROWS, 1000, n, 1000));
        assert_eq!(sum.ends, [0.5, w]);
        assert!((sum.total() - (w - 0.5)).abs() < 1e-12, "{}", sum.total());
    }
}
