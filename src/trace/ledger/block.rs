//! What a ledger keeps until somebody looks: entries in the order in which they came. What a spike changes at many synapses stays
//! in columns, and becomes entries when rows are made.

use super::account::Directory;
use super::entry::Entry;
use crate::sim::WeightSweep;
use crate::units::Moment;

/// One entry, or those of many weights.
#[derive(Debug, Clone)]
enum Item {
    One(Entry),
    Many(Sweep),
}

/// What a spike of a target made of many weights.
#[derive(Debug, Clone)]
struct Sweep {
    at: Moment,
    /// Which weights, by the place of the group in the directory.
    group: u32,
    /// Whether there is a column of second traces of the axons.
    has_second: bool,
    /// Where the columns begin: weights before, weights without bounds, and traces of the axons.
    start: usize,
    y: [f64; 2],
}

/// Entries in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries {
    items: Vec<Item>,
    columns: Vec<f64>,
    /// Number of entries.
    n: usize,
}

/// Some entries of a block: one, or those of the accounts of many weights, with the weights before and without bounds.
pub(super) enum Together<'a> {
    One(&'a Entry),
    Many { at: Moment, accounts: &'a [u32], before: &'a [f64], raw: &'a [f64] },
}

impl Entries {
    /// Number of entries.
    #[inline]
    pub fn len(&self) -> usize {
        self.n
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Forgets all and keeps the room.
    pub fn clear(&mut self) {
        self.items.clear();
        self.columns.clear();
        self.n = 0;
    }

    /// Adds an entry.
    #[inline]
    pub fn push(&mut self, entry: Entry) {
        self.items.push(Item::One(entry));
        self.n += 1;
    }

    /// Adds the entries of a group of weights.
    pub fn push_sweep(&mut self, group: u32, sweep: &WeightSweep<'_>) {
        let WeightSweep { at, before, raw, x, y, .. } = *sweep;
        let has_second = x[1].iter().any(|x| x.to_bits() != 0);
        let start = self.columns.len();
        self.columns.extend_from_slice(before);
        self.columns.extend_from_slice(raw);
        self.columns.extend_from_slice(x[0]);
        if has_second {
            self.columns.extend_from_slice(x[1]);
        }
        self.items.push(Item::Many(Sweep { at, group, has_second, start, y }));
        self.n += before.len();
    }

    /// Gives all entries, in order.
    pub fn each(&self, directory: &Directory, mut act: impl FnMut(&Entry)) {
        for item in &self.items {
            match item {
                Item::One(entry) => act(entry),
                Item::Many(sweep) => {
                    let accounts = directory.group(sweep.group);
                    let n = accounts.len();
                    let columns = &self.columns[sweep.start..];
                    for (k, account) in accounts.iter().enumerate() {
                        let second = if sweep.has_second { columns[3 * n + k] } else { 0.0 };
                        let traces = [columns[2 * n + k], second, sweep.y[0], sweep.y[1]];
                        act(&Entry::at_post(sweep.at, *account, [columns[k], columns[n + k]], traces));
                    }
                }
            }
        }
    }

    /// Gives all entries, in order, those of a spike at many synapses together.
    pub fn each_together(&self, directory: &Directory, mut act: impl FnMut(Together<'_>)) {
        for item in &self.items {
            match item {
                Item::One(entry) => act(Together::One(entry)),
                Item::Many(sweep) => {
                    let accounts = directory.group(sweep.group);
                    let (before, rest) = self.columns[sweep.start..].split_at(accounts.len());
                    let raw = &rest[..accounts.len()];
                    act(Together::Many { at: sweep.at, accounts, before, raw });
                }
            }
        }
    }
}
