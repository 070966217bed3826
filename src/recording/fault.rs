//! Why a file is no recording that can be used.

use super::{MOST_BYTES, MOST_COLUMNS, MOST_SAMPLES};
use crate::message::Message;

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The line, from 1; none for a file without lines, or where all of it is meant.
    pub line: Option<usize>,
    /// What is wrong there.
    pub wrong: Wrong,
}

/// What is wrong in one place of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrong {
    /// The file is longer than [`MOST_BYTES`].
    TooLong,
    /// There are more than [`MOST_SAMPLES`] samples.
    TooManySamples,
    /// There are more than [`MOST_COLUMNS`] columns.
    TooManyColumns(usize),
    /// There is no row of numbers.
    Empty,
    /// The text is not UTF-8.
    NotUtf8,
    /// A cell of a column is no number.
    NotANumber {
        /// What it is.
        written: String,
        /// The name of its column, or the number.
        column: String,
    },
    /// A time is missing or no number.
    NoTime {
        /// What stands there.
        written: String,
    },
    /// A row has another number of cells than the first.
    Ragged {
        /// How many it has.
        found: usize,
        /// How many the first has.
        expected: usize,
    },
    /// A time is not after the one before it.
    Disordered {
        /// The time.
        time: f64,
        /// The one before it.
        before: f64,
    },
    /// There is a column of values and none of times.
    NoTimeColumn {
        /// The columns that there are.
        columns: String,
    },
    /// Times are counted in steps, whose length the file does not say.
    TimeInSteps,
    /// An archive of arrays is damaged.
    Damaged,
    /// An archive of arrays is packed so densely that it would take more than [`MOST_BYTES`].
    Inflates,
    /// An array is none of numbers.
    ArrayKind {
        /// Its name.
        name: String,
        /// Its type in NumPy's words.
        kind: String,
    },
    /// Arrays differ in length.
    ArrayLength {
        /// The array.
        name: String,
        /// How long it is.
        found: usize,
        /// How long the times are.
        expected: usize,
    },
    /// It was given up.
    Cancelled,
}

impl From<Wrong> for Fault {
    fn from(wrong: Wrong) -> Self {
        Self { line: None, wrong }
    }
}

impl Fault {
    /// Something wrong on a line, from 1.
    #[must_use]
    pub fn at(line: usize, wrong: Wrong) -> Self {
        Self { line: Some(line), wrong }
    }

    /// What to say.
    #[must_use]
    pub fn message(&self) -> Message {
        match &self.wrong {
            Wrong::TooLong => Message::new("recording-too-long").with("limit", MOST_BYTES >> 20),
            Wrong::TooManySamples => Message::new("recording-too-many").with("limit", MOST_SAMPLES),
            Wrong::TooManyColumns(found) => {
                Message::new("recording-too-many-columns").with("found", found).with("limit", MOST_COLUMNS)
            }
            Wrong::Empty => Message::new("recording-empty"),
            Wrong::NotUtf8 => Message::new("recording-not-utf8"),
            Wrong::NotANumber { written, column } => {
                Message::new("recording-not-a-number").with("written", written).with("column", column)
            }
            Wrong::NoTime { written } => Message::new("recording-no-time").with("written", written),
            Wrong::Ragged { found, expected } => {
                Message::new("recording-ragged").with("found", found).with("expected", expected)
            }
            Wrong::Disordered { time, before } => {
                Message::new("recording-disordered").with("time", time).with("before", before)
            }
            Wrong::NoTimeColumn { columns } => {
                Message::new("recording-no-time-column").with("columns", columns)
            }
            Wrong::TimeInSteps => Message::new("recording-steps"),
            Wrong::Damaged => Message::new("recording-damaged"),
            Wrong::Inflates => Message::new("recording-inflates").with("limit", MOST_BYTES >> 20),
            Wrong::ArrayKind { name, kind } => {
                Message::new("recording-array-kind").with("name", name).with("kind", kind)
            }
            Wrong::ArrayLength { name, found, expected } => Message::new("recording-array-length")
                .with("name", name)
                .with("found", found)
                .with("expected", expected),
            Wrong::Cancelled => Message::new("recording-cancelled"),
        }
    }
}
