//! Recordable state in columns: one slice per variable, all neurons of a population side by side.

use std::ops::Range;

use super::digest::digest;
use crate::model::state::StateSpec;

/// The state variables of n neurons.
#[derive(Debug, Clone)]
pub struct Columns {
    specs: &'static [StateSpec],
    columns: Vec<Vec<f64>>,
}

impl Columns {
    /// Columns of zeros for the variables of a mechanism.
    #[must_use]
    pub fn new(specs: &'static [StateSpec], n: usize) -> Self {
        Self { specs, columns: specs.iter().map(|_| vec![0.0; n]).collect() }
    }

    /// The values of one variable.
    #[must_use]
    pub fn column(&self, index: usize) -> &[f64] {
        &self.columns[index]
    }

    /// The values of one variable, for changing.
    pub fn column_mut(&mut self, index: usize) -> &mut [f64] {
        &mut self.columns[index]
    }

    /// Position of the variable with this symbol.
    #[must_use]
    pub fn position(&self, symbol: &str) -> Option<usize> {
        self.specs.iter().position(|spec| spec.symbol == symbol)
    }

    /// Position of a variable that the mechanism is known to have.
    pub fn place(&self, symbol: &str) -> usize {
        self.position(symbol).unwrap_or(usize::MAX)
    }

    /// Several columns at once, all different, for changing.
    #[inline]
    pub fn several_mut<const N: usize>(&mut self, places: [usize; N]) -> [&mut [f64]; N] {
        match self.columns.get_disjoint_mut(places) {
            Ok(columns) => columns.map(Vec::as_mut_slice),
            Err(_) => std::array::from_fn(|_| &mut [][..]),
        }
    }

    /// All columns, in order.
    pub fn all(&self) -> impl Iterator<Item = &[f64]> {
        self.columns.iter().map(Vec::as_slice)
    }

    /// All columns, in order, for changing.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        self.columns.iter_mut().map(Vec::as_mut_slice)
    }

    /// Takes over the variables of the neurons of a `range` of a whole.
    pub fn take_part(&mut self, whole: &Self, range: &Range<usize>) {
        for (own, whole) in self.columns.iter_mut().zip(&whole.columns) {
            own.copy_from_slice(&whole[range.clone()]);
        }
    }

    /// Gives them back.
    pub fn give_part(&self, whole: &mut Self, range: &Range<usize>) {
        for (own, whole) in self.columns.iter().zip(&mut whole.columns) {
            whole[range.clone()].copy_from_slice(own);
        }
    }

    /// Takes over the variables that another set of columns also has, by symbol and unit.
    pub fn keep_from(&mut self, old: &Self) {
        for (spec, column) in self.specs.iter().zip(&mut self.columns) {
            let same =
                old.specs.iter().position(|other| other.symbol == spec.symbol && other.unit == spec.unit);
            if let Some(index) = same
                && old.columns[index].len() == column.len()
            {
                column.copy_from_slice(&old.columns[index]);
            }
        }
    }
}

digest!(Columns { columns } without { specs });

/// The mean of some values; 0 of none.
pub(super) fn mean(values: &[f64]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of neurons")]
    let n = values.len().max(1) as f64;
    values.iter().sum::<f64>() / n
}
