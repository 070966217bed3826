//! Recordings of one's own: tables of samples against time, and lists of spikes, as other programs write them.
//!
//! [`read`] is pure: bytes become a [`Recording`] or a [`Fault`] that names file line and remedy. It is slow for long files, so it says
//! how far it is and can be called off ([`Progress`]). A unit that stands in a header is known; one that does not is asked for,
//! never guessed. Times, and whatever else stands in a file, are kept in the file's own units.

mod fault;
mod header;
mod npz;
mod progress;
mod table;
mod text;

pub use fault::{Fault, Wrong};
pub use header::{TimeUnit, factor, units_of};
pub use progress::Progress;

/// Longest file that is read [bytes].
pub const MOST_BYTES: u64 = 256 << 20;
/// Most samples or spikes of a recording, all columns together.
pub const MOST_SAMPLES: usize = 10_000_000;
/// Most columns of a table.
pub const MOST_COLUMNS: usize = 1000;

/// What a file holds: samples, spikes, or both.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recording {
    /// Samples.
    pub table: Option<Table>,
    /// Spikes.
    pub spikes: Option<SpikeList>,
}

/// Samples of one or more quantities.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the quantities are given against.
    pub against: Against,
    /// The name of the first column, without its unit.
    pub name: String,
    /// The unit of times, if the file says which.
    pub time_unit: Option<TimeUnit>,
    /// Times, or intervals, in the file's unit. Times increase from row to row.
    pub times: Vec<f64>,
    /// The quantities.
    pub columns: Vec<Column>,
}

/// What the first column of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Times, which increase.
    Time,
    /// Intervals between spikes, in any order: points of a window of plasticity.
    Interval,
}

/// One quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name, without its unit.
    pub name: String,
    /// Its unit as it is written in the file, if one is.
    pub unit: Option<String>,
    /// Its values in that unit; NaN where nothing was recorded.
    pub values: Vec<f64>,
}

/// Spikes of one or more sources.
#[derive(Debug, Clone, PartialEq)]
pub struct SpikeList {
    /// Names of the sources.
    pub sources: Vec<String>,
    /// The unit of times, if the file says which.
    pub time_unit: Option<TimeUnit>,
    /// The spikes in the order of the file: number of the source, and time in the file's unit.
    pub spikes: Vec<(u32, f64)>,
}

impl SpikeList {
    /// The times of each source [ms], in order, for a unit of the times.
    #[must_use]
    pub fn trains_ms(&self, unit: TimeUnit) -> Vec<Vec<f64>> {
        let mut trains = vec![Vec::new(); self.sources.len()];
        for (source, time) in &self.spikes {
            if let Some(train) = trains.get_mut(*source as usize) {
                train.push(unit.to_ms(*time));
            }
        }
        for train in &mut trains {
            train.sort_by(f64::total_cmp);
        }
        trains
    }
}

/// Reads a recording: text with columns, a list of spikes, what NEST writes, or an archive of NumPy arrays.
///
/// # Errors
/// What is wrong, on which line of the file, and what would be right.
pub fn read(bytes: &[u8], progress: &Progress) -> Result<Recording, Fault> {
    if MOST_BYTES < bytes.len() as u64 {
        return Err(Wrong::TooLong.into());
    }
    progress.begin(bytes.len() as u64);
    if bytes.starts_with(b"PK\x03\x04") {
        return npz::read(bytes, progress);
    }
    text::read(bytes, progress)
}

impl Table {
    /// The column of a name, with its number.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<(usize, &Column)> {
        self.columns.iter().enumerate().find(|(_, own)| own.name == name)
    }

    /// The samples of a column as (time [ms], value), for the unit of times, the size of the column's unit in the unit wanted, and how
    /// much later they are to be [ms]. What was not recorded is left out.
    #[must_use]
    pub fn samples(&self, column: usize, unit: TimeUnit, factor: f64, later_ms: f64) -> Vec<(f64, f64)> {
        let Some(column) = self.columns.get(column) else { return Vec::new() };
        let sample = |(time, value): (&f64, &f64)| (unit.to_ms(*time) + later_ms, value * factor);
        let samples = self.times.iter().zip(&column.values).map(sample);
        samples.filter(|(_, value)| value.is_finite()).collect()
    }
}
