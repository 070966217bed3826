//! The ledger: a row for every change of what is watched, each with what belongs to it: the spike that it pairs with, the traces
//! after it, and how long it was since the last. All rows of a weight together are the whole change.
//!
//! It takes in events in the order in which they happened, and the networks that were in force. When rows are too many the
//! oldest go, and stay in the sums. Taking in an event costs little: it becomes an entry of a block, and rows are made of entries
//! when somebody looks.
//!
//! Longer than 500 lines: what is taken in, let go, and made rows and pairs of is one store, with its test.

mod account;
mod entry;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, OnceLock};

use account::{Accounts, Directory, Place};
use entry::Entry;

use crate::model::network::{Network, Projection};
use crate::model::plasticity::SpikeRule;
use crate::model::plasticity::trace::Side;
use crate::model::plasticity::what_if::{Synapse, Trains};
use crate::model::receptor::ReceptorKey;
use crate::sim::{Event, WeightCause, WeightChange};
use crate::units::{Grid, Moment};

/// Most rows that are kept.
pub const MOST_ROWS: usize = 1 << 16;

/// Entries of a block.
const BLOCK: usize = 4096;

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

    /// Whether it is a spike of something without a membrane: nothing else than that it was.
    #[must_use]
    pub fn is_bare_spike(&self) -> bool {
        matches!(&self.event, Event::SpikeDetail(own) if own.V_mV.is_none())
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

    #[inline]
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

/// Entries that came one after the other while one network was in force.
#[derive(Debug, Clone)]
struct Block {
    /// How many blocks came before it.
    number: u64,
    /// The network, by its place in [`Ledger::networks`].
    network: usize,
    entries: Vec<Entry>,
}

/// Rows of what is watched.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    grid: Grid,
    networks: Vec<Arc<Network>>,
    directory: Directory,
    /// What was taken in and not let go, the oldest first.
    blocks: VecDeque<Block>,
    /// The block under way, and the number of those before it.
    open: Vec<Entry>,
    n_blocks: u64,
    /// The accounts before the first block.
    accounts: Accounts,
    /// Entries that were let go.
    gone: u64,
    /// Whether all stay until they are taken.
    keeps_all: bool,
    /// The rows, since somebody looked.
    rows: OnceLock<VecDeque<Row>>,
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

    /// A ledger of which all rows are taken as they come: none is let go before that, however many there are.
    #[must_use]
    pub fn to_be_taken(network: Arc<Network>, grid: Grid) -> Self {
        Self { keeps_all: true, ..Self::new(network, grid) }
    }

    /// Another network is in force from now on.
    pub fn change_network(&mut self, network: Arc<Network>) {
        self.begin_block();
        self.networks.push(network);
    }

    /// The networks that were in force, in order.
    #[must_use]
    pub fn networks(&self) -> &[Arc<Network>] {
        &self.networks
    }

    /// The rows that are kept, the oldest first. The first look after something was taken in makes them.
    #[must_use]
    pub fn rows(&self) -> &VecDeque<Row> {
        self.rows.get_or_init(|| {
            let (mut accounts, mut surplus) = (self.accounts.clone(), self.surplus());
            accounts.grow(self.directory.len());
            let mut rows = VecDeque::with_capacity(self.n_entries() - surplus);
            for (place, entries) in self.all() {
                let (passed, made) = entries.split_at(surplus.min(entries.len()));
                surplus -= passed.len();
                for entry in passed {
                    accounts.pass(entry, &place);
                }
                rows.extend(made.iter().map(|entry| accounts.row(entry, &place)));
            }
            rows
        })
    }

    /// Whether there is any row.
    #[must_use]
    pub fn has_rows(&self) -> bool {
        !self.blocks.is_empty() || !self.open.is_empty()
    }

    /// How many rows were let go.
    #[must_use]
    pub fn gone(&self) -> u64 {
        self.gone + self.surplus() as u64
    }

    /// What the rows of each object come to.
    #[must_use]
    pub fn sums(&self) -> BTreeMap<Object, Sum> {
        let (mut accounts, mut surplus) = (self.accounts.clone(), self.surplus());
        accounts.grow(self.directory.len());
        for (place, entries) in self.all() {
            for entry in entries {
                accounts.pass(entry, &place);
                if 0 < surplus {
                    surplus -= 1;
                    accounts.list[entry.account as usize].sum.gone += 1;
                }
            }
        }
        (0..).zip(accounts.list).map(|(place, own)| (self.directory.object(place), own.sum)).collect()
    }

    fn n_entries(&self) -> usize {
        self.blocks.iter().map(|block| block.entries.len()).sum::<usize>() + self.open.len()
    }

    /// How many of the oldest entries make no row any more: they go with their block.
    fn surplus(&self) -> usize {
        if self.keeps_all { 0 } else { self.n_entries().saturating_sub(MOST_ROWS) }
    }

    fn place(&self, block: u64, network: usize) -> Place<'_> {
        let Self { grid, directory, networks, .. } = self;
        Place { grid: *grid, directory, block, networks, network }
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
        let mut accounts = std::mem::take(&mut self.accounts);
        accounts.grow(self.directory.len());
        let mut rows = Vec::with_capacity(self.n_entries());
        for (place, entries) in self.all() {
            rows.extend(entries.iter().map(|entry| accounts.row(entry, &place)));
        }
        self.accounts = accounts;
        self.blocks.clear();
        self.open.clear();
        self.rows = OnceLock::new();
        rows
    }

    /// Takes in something that happened. What makes no row is passed over.
    pub fn absorb(&mut self, event: &Event) {
        if let Event::Weight(own) = event {
            return self.absorb_weight(own);
        }
        if let Some(((object, ends), mut entry)) = Entry::of(event) {
            entry.account = self.directory.place(object);
            self.make_room(entry.account, ends);
            self.open.push(entry);
        }
    }

    /// Takes in a change of a weight.
    #[inline]
    pub fn absorb_weight(&mut self, change: &WeightChange) {
        let WeightChange { projection, synapse, cause, pre, post, .. } = *change;
        let account = self.directory.place_of_weight(projection, synapse, cause == WeightCause::Post);
        self.make_room(account, [pre, post]);
        self.open.push(Entry::of_weight(change, account));
    }

    /// Sees to it that there is room in the open block for an entry of an object with these neurons at its ends.
    #[inline]
    fn make_room(&mut self, account: u32, ends: [u32; 2]) {
        if !self.directory.has_ends(account, ends) {
            self.meet(account, ends);
        }
        if self.rows.get().is_some() {
            self.rows = OnceLock::new();
        }
        if BLOCK <= self.open.len() {
            self.begin_block();
        }
    }

    /// An object is met for the first time, or with other neurons at its ends.
    #[cold]
    fn meet(&mut self, account: u32, ends: [u32; 2]) {
        if !self.directory.is_new(account) {
            self.begin_block();
        }
        self.directory.set_ends(account, ends, self.n_blocks);
    }

    /// Begins another block, and lets the oldest go while there are enough rows without them.
    #[cold]
    fn begin_block(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let entries = std::mem::take(&mut self.open);
        let number = self.n_blocks;
        self.blocks.push_back(Block { number, network: self.network(), entries });
        self.n_blocks += 1;
        while let Some(oldest) = self.blocks.front()
            && MOST_ROWS <= self.n_entries() - oldest.entries.len()
            && !self.keeps_all
        {
            self.open = self.let_go();
        }
    }

    /// Lets the oldest block go; what is got back is its room.
    fn let_go(&mut self) -> Vec<Entry> {
        let Some(mut block) = self.blocks.pop_front() else { return Vec::new() };
        let mut accounts = std::mem::take(&mut self.accounts);
        accounts.grow(self.directory.len());
        let place = self.place(block.number, block.network);
        for entry in &block.entries {
            accounts.pass(entry, &place);
            accounts.list[entry.account as usize].sum.gone += 1;
        }
        self.accounts = accounts;
        self.gone += block.entries.len() as u64;
        block.entries.clear();
        block.entries
    }

    /// The network in force, by its place.
    fn network(&self) -> usize {
        self.networks.len().saturating_sub(1)
    }

    /// All blocks with their entries, the oldest first, the open one last.
    fn all(&self) -> impl Iterator<Item = (Place<'_>, &[Entry])> {
        let closed =
            self.blocks.iter().map(|block| (self.place(block.number, block.network), &block.entries[..]));
        closed.chain(std::iter::once((self.place(self.n_blocks, self.network()), &self.open[..])))
    }

    /// The spikes of the other side that count in a row of a weight, the last one first, as far as their own rows are kept. All of
    /// them together make the first trace of that side.
    #[must_use]
    pub fn pairs(&self, index: usize) -> Vec<Pair> {
        let Some(row) = self.rows().get(index) else { return Vec::new() };
        let Event::Weight(change) = &row.event else { return Vec::new() };
        let rule = self.projection_of(row).and_then(|projection| projection.plasticity.inner());
        let (Some(side), Some(rule)) = (side_of(change.cause), rule) else { return Vec::new() };
        let specs = rule.traces();
        let Some(spec) = specs.iter().find(|spec| spec.side == other(side)) else { return Vec::new() };
        let dt_ms = self.grid.dt_ms();
        let (mut pairs_found, mut owns): (Vec<Pair>, Vec<Moment>) = (Vec::new(), Vec::new());
        let mut others: Vec<Moment> = Vec::new();
        for before in self.rows().range(..index).rev() {
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
        for row in self.rows().iter().filter(|row| row.object == object) {
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
