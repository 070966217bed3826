//! What kinds of files carry a run, how long they may be, and why one does not open again.

use crate::message::Message;

/// Longest file that is looked into [bytes].
pub const MOST_FILE: u64 = 256 << 20;
/// Longest packed text before Base64 [bytes].
pub const MOST_PACKED: usize = 4 << 20;
/// Longest text once it is unpacked [bytes].
pub const MOST_TEXT: usize = 16 << 20;

/// What kind of file carries a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A table of Bouton.
    Csv,
    /// A picture.
    Png,
    /// A drawing.
    Svg,
    /// An archive of NumPy arrays.
    Npz,
}

/// Why a file does not reopen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no text in it.
    Missing(Kind),
    /// The text is not as it was written.
    Damaged,
    /// The file is too long.
    FileTooLong,
    /// The packed text is too long.
    PackedTooLong,
    /// The text is too long once it is unpacked.
    TextTooLong,
    /// What was written does not read back as what was meant.
    Differs,
}

impl Fault {
    /// What to say.
    #[must_use]
    pub fn message(self) -> Message {
        let mib = |bytes: u64| bytes >> 20;
        match self {
            Self::Missing(Kind::Csv) => Message::new("carrier-missing-csv"),
            Self::Missing(Kind::Png) => Message::new("carrier-missing-png"),
            Self::Missing(Kind::Svg) => Message::new("carrier-missing-svg"),
            Self::Missing(Kind::Npz) => Message::new("carrier-missing-npz"),
            Self::Damaged => Message::new("carrier-damaged"),
            Self::FileTooLong => Message::new("carrier-file-too-long").with("limit", mib(MOST_FILE)),
            Self::PackedTooLong => {
                Message::new("carrier-packed-too-long").with("limit", mib(MOST_PACKED as u64))
            }
            Self::TextTooLong => Message::new("carrier-text-too-long").with("limit", mib(MOST_TEXT as u64)),
            Self::Differs => Message::new("carrier-differs"),
        }
    }
}
