//! What a ledger knows of objects: who they are, and what follows for a row from the rows of the same object before it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entry::{Entry, Of};
use super::{Object, Row, Sum, other, pairs, side_of};
use crate::model::network::Network;
use crate::model::plasticity::trace::{Side, TraceJumps};
use crate::sim::{Event, WeightChange};
use crate::units::{Grid, Moment};

/// An object that something happened to.
#[derive(Debug, Clone)]
struct Known {
    of: Of,
    /// Of a weight, its projection and synapse in one number; of anything else [`NO_WEIGHT`].
    weight: u64,
    /// Which object came next after it, at a spike of the target and otherwise: most often it comes next again.
    next: [u32; 2],
}

/// No weight: projections do not have so many synapses.
const NO_WEIGHT: u64 = u64::MAX;

#[inline]
fn number(projection: u32, synapse: u32) -> u64 {
    u64::from(projection) << 32 | u64::from(synapse)
}

/// All objects that something happened to, in the order in which they were met.
#[derive(Debug, Clone, Default)]
pub(super) struct Directory {
    known: Vec<Known>,
    places: FxHashMap<Object, u32>,
    /// The object that was met last.
    last: u32,
    /// Ends that objects had before an edit, and the number of the first block in which they have others.
    earlier: Vec<(u32, u64, [u32; 2])>,
}

impl Directory {
    /// The place of an object.
    pub fn place(&mut self, object: Object) -> u32 {
        let guess = self.known.get(self.last as usize).map_or(0, |last| last.next[0]);
        if self.known.get(guess as usize).is_some_and(|known| known.of.0 == object) {
            self.last = guess;
            return guess;
        }
        self.find(object, false)
    }

    /// The place of a weight; `at_post` is whether it changed at a spike of the target.
    #[inline]
    pub fn place_of_weight(&mut self, projection: u32, synapse: u32, at_post: bool) -> u32 {
        if let Some(last) = self.known.get(self.last as usize) {
            let guess = last.next[usize::from(at_post)];
            if self.known[guess as usize].weight == number(projection, synapse) {
                self.last = guess;
                return guess;
            }
        }
        self.find(Object::Weight(projection, synapse), at_post)
    }

    #[cold]
    fn find(&mut self, object: Object, at_post: bool) -> u32 {
        let known = &mut self.known;
        let place = *self.places.entry(object).or_insert_with(|| {
            let weight = match object {
                Object::Weight(projection, synapse) => number(projection, synapse),
                _ => NO_WEIGHT,
            };
            known.push(Known { of: (object, [u32::MAX; 2]), weight, next: [0; 2] });
            #[expect(clippy::cast_possible_truncation, reason = "a few thousand")]
            let place = (known.len() - 1) as u32;
            place
        });
        if let Some(last) = known.get_mut(self.last as usize) {
            last.next[usize::from(at_post)] = place;
        }
        self.last = place;
        place
    }

    /// Whether an object has these neurons at its ends, as it had before if there was a before.
    #[inline]
    pub fn has_ends(&self, place: u32, ends: [u32; 2]) -> bool {
        self.known[place as usize].of.1 == ends
    }

    /// An object has these neurons at its ends from a block on.
    pub fn set_ends(&mut self, place: u32, ends: [u32; 2], block: u64) {
        let own = &mut self.known[place as usize].of.1;
        if *own != [u32::MAX; 2] {
            self.earlier.push((place, block, *own));
        }
        *own = ends;
    }

    /// Whether an object has been met for the first time, so that nothing is known of its ends.
    pub fn is_new(&self, place: u32) -> bool {
        self.known[place as usize].of.1 == [u32::MAX; 2]
    }

    /// An object and its ends in a block.
    pub fn of(&self, place: u32, block: u64) -> Of {
        let (object, ends) = self.known[place as usize].of;
        let earlier = self.earlier.iter().find(|(own, until, _)| *own == place && block < *until);
        (object, earlier.map_or(ends, |(_, _, ends)| *ends))
    }

    /// An object.
    pub fn object(&self, place: u32) -> Object {
        self.known[place as usize].of.0
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }
}

/// The last two moments of the spikes of a side.
#[derive(Debug, Clone, Copy, Default)]
struct Last([Option<Moment>; 2]);

impl Last {
    /// The last one before a moment.
    fn before(&self, at: Moment, dt_ms: f64) -> Option<Moment> {
        self.0.into_iter().flatten().find(|own| own.order(&at).is_lt() && !own.is_about(&at, dt_ms))
    }

    #[inline]
    fn push(&mut self, at: Moment) {
        self.0 = [Some(at), self.0[0]];
    }
}

/// What is kept of an object from entry to entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    pub sum: Sum,
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

/// A block's number and its network, with what is known of all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub grid: Grid,
    pub directory: &'a Directory,
    pub block: u64,
    pub networks: &'a [Arc<Network>],
    /// The network in force, by its place.
    pub network: usize,
}

impl Place<'_> {
    /// Release probabilities before a spike and before its recovery, at it, and after it.
    fn P_rel(&self, object: Object, entry: &Entry) -> [f64; 3] {
        let Object::Release(projection, _) = object else { return [0.0; 3] };
        let network = self.networks.get(self.network);
        let rule = network.and_then(|network| network.projection(projection)?.release.inner());
        entry.pools().map(|pool| rule.map_or(0.0, |rule| rule.P_rel(pool)))
    }
}

/// The accounts of all objects at an entry, and how they go on from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Accounts {
    pub list: Vec<Account>,
    /// The rules that were asked for, by network and projection.
    rules: FxHashMap<(usize, u32), Option<Rule>>,
}

/// A side as a place.
fn of(side: Side) -> usize {
    usize::from(side == Side::Post)
}

impl Accounts {
    /// Goes on by an entry of which no row is made.
    #[inline]
    pub fn pass(&mut self, entry: &Entry, place: &Place<'_>) {
        let ends = if entry.is_pool {
            let [_, recovered, after] = place.P_rel(place.directory.object(entry.account), entry);
            [recovered, after]
        } else {
            entry.ends()
        };
        let own = &mut self.list[entry.account as usize];
        own.sum.add(ends[0], ends[1]);
        own.last = Some((entry.at, ends[1]));
        if let Some(side) = side_of(entry.cause) {
            own.spikes[of(side)].push(entry.at);
        }
    }

    /// The row of an entry; goes on by it.
    pub fn row(&mut self, entry: &Entry, place: &Place<'_>) -> Row {
        let who = place.directory.of(entry.account, place.block);
        let object = who.0;
        let (event, P_rel) = (entry.event(who), place.P_rel(object, entry));
        let ends = if matches!(object, Object::Release(..)) { [P_rel[1], P_rel[2]] } else { entry.ends() };
        let last = self.list[entry.account as usize].last;
        let mut row = Row {
            event,
            object,
            change: ends[1] - ends[0],
            partner: None,
            traces: [0.0; 4],
            since_ms: last.map(|(last, _)| place.grid.between_ms(last, entry.at)),
            calcium: None,
            P_rel,
            network: place.network,
        };
        if let Event::Weight(change) = &event {
            self.complete(&mut row, change, entry.account, place);
        }
        self.pass(entry, place);
        row
    }

    /// The rule of a projection of the network in force.
    fn rule(&mut self, projection: u32, place: &Place<'_>) -> Option<Rule> {
        *self.rules.entry((place.network, projection)).or_insert_with(|| {
            let network = place.networks.get(place.network)?;
            let rule = network.projection(projection)?.plasticity.inner()?;
            let jumps = [Side::Pre, Side::Post].map(|side| rule.trace_jumps(side));
            Some(Rule { has_between: rule.between().is_some(), jumps })
        })
    }

    /// Adds to a row of a weight what follows from the rows before it.
    fn complete(&mut self, row: &mut Row, change: &WeightChange, account: u32, place: &Place<'_>) {
        let (projection, synapse) = (change.projection, change.synapse);
        let own = self.rule(projection, place);
        if own.is_none_or(|own| own.has_between) {
            let calcium = place.directory.places.get(&Object::Calcium(projection, synapse));
            let account = calcium.and_then(|place| self.list.get(*place as usize));
            row.calcium = account.and_then(|account| account.last).map(|(_, c)| c);
        }
        let Some(side) = side_of(change.cause) else { return };
        row.traces = change.traces;
        let Some(own) = own.filter(|own| !own.has_between) else { return };
        row.traces = own.jumps[of(side)].after(change.traces);
        let (sides, dt_ms) = (&self.list[account as usize].spikes, place.grid.dt_ms());
        let partner = sides[of(other(side))].before(change.at, dt_ms);
        let network = place.networks.get(place.network);
        let rule = network.and_then(|network| network.projection(projection)?.plasticity.inner());
        row.partner = partner.filter(|partner| {
            let own = sides[of(side)].before(change.at, dt_ms);
            let is_between =
                own.is_some_and(|own| partner.order(&own).is_lt() && !own.is_about(partner, dt_ms));
            rule.is_some_and(|rule| pairs(rule, side, is_between, false))
        });
    }

    /// The accounts of as many objects as there are.
    pub fn grow(&mut self, n: usize) {
        self.list.resize(n, Account::default());
    }
}
