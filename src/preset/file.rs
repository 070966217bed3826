//! What all kinds of files have in common: a format with a number, and a check.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::foreign::Foreign;
use crate::model::problem::Problem;

/// The format that this version writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// Longest document that is read [bytes].
pub const MAX_BYTES: u64 = 4 << 20;

/// How the line begins that says what wrote a file; the version follows.
pub(super) const HEADER: &str = "// A Bouton preset, made by version ";

/// What is read first: the format that the rest is in.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    /// The format's number.
    pub format: u64,
}

/// What stands in a file, before it is checked.
pub trait File: DeserializeOwned {
    /// What it is once it has been checked.
    type Checked: Send;
    /// The newest format of it that is known.
    const FORMAT: u32;
    /// What it is called where another kind is meant.
    const KIND: Foreign;
    /// Longest text that is read [bytes].
    const MAX_BYTES: u64 = MAX_BYTES;

    /// Checks it.
    ///
    /// # Errors
    /// All that is wrong with it.
    fn check(self) -> Result<Self::Checked, Vec<Problem>>;
}
