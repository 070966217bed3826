//! Why a document could not be read.

use std::path::PathBuf;

use super::carrier::fault::Fault as CarrierFault;
use super::foreign::Foreign;
use crate::message::Message;
use crate::model::problem::{Fault, Problem};

/// Most problems that are listed at once.
pub const MAX_PROBLEMS: usize = 50;

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file could not be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The path is not a regular file.
    #[error("{path} is not a regular file")]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The text is longer than a document may be.
    #[error("the document is longer than {limit} bytes")]
    TooLong {
        /// The limit [bytes].
        limit: u64,
    },
    /// There is nothing to read.
    #[error("the document is empty")]
    Empty,
    /// The text is not UTF-8.
    #[error("not UTF-8 at byte {at}")]
    NotUtf8 {
        /// Position of the first byte that is not [bytes].
        at: usize,
    },
    /// It is something else, which is known by name.
    #[error("{}", _0.key())]
    Foreign(Foreign),
    /// It could have been opened by what it carries, but for this.
    #[error("{}", _0.message().key)]
    Carrier(CarrierFault),
    /// The document was made by a newer version.
    #[error("format {found} is newer than {known}")]
    NewerFormat {
        /// The document's format.
        found: u64,
        /// The newest format known here.
        known: u32,
    },
    /// There is no preset of this name.
    #[error("no preset is called {written}")]
    NoSuchPreset {
        /// What was written.
        written: String,
        /// A preset that does exist and looks like it.
        suggestion: Option<&'static str>,
    },
    /// The document says things that cannot be.
    #[error("{} problems", problems.len())]
    Invalid {
        /// The first [`MAX_PROBLEMS`] of them.
        problems: Vec<Problem>,
        /// How many more there are.
        more: usize,
    },
}

impl From<CarrierFault> for LoadError {
    fn from(fault: CarrierFault) -> Self {
        Self::Carrier(fault)
    }
}

impl LoadError {
    /// The error of a list of problems.
    #[must_use]
    pub fn invalid(mut problems: Vec<Problem>) -> Self {
        let more = problems.len().saturating_sub(MAX_PROBLEMS);
        problems.truncate(MAX_PROBLEMS);
        Self::Invalid { problems, more }
    }

    /// What to say, in one sentence; the problems of an invalid document are said one by one.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Read { path, source } => {
                let key = match source.kind() {
                    std::io::ErrorKind::NotFound => "load-not-found",
                    std::io::ErrorKind::PermissionDenied => "load-permission",
                    _ => "load-read",
                };
                Message::new(key).with("path", path.display()).with("detail", source)
            }
            Self::NotAFile { path } => Message::new("load-not-a-file").with("path", path.display()),
            Self::TooLong { limit } => Message::new("load-too-long").with("limit", limit / (1 << 20)),
            Self::Empty => Message::new("load-empty"),
            Self::NotUtf8 { at } => Message::new("load-not-utf8").with("at", at),
            Self::Foreign(foreign) => foreign.message(),
            Self::Carrier(fault) => fault.message(),
            Self::NewerFormat { found, known } => {
                Message::new("load-newer-format").with("found", found).with("known", known)
            }
            Self::NoSuchPreset { written, suggestion: Some(suggestion) } => {
                let written = crate::model::problem::visible(written);
                Message::new("load-no-such-preset-suggestion")
                    .with("name", written)
                    .with("suggestion", suggestion)
            }
            Self::NoSuchPreset { written, suggestion: None } => {
                Message::new("load-no-such-preset").with("name", crate::model::problem::visible(written))
            }
            Self::Invalid { problems, more } => {
                Message::new("load-invalid").with("count", problems.len() + more)
            }
        }
    }

    /// Whether the message says of which file it is.
    #[must_use]
    pub fn names_its_file(&self) -> bool {
        matches!(self, Self::Read { .. } | Self::NotAFile { .. })
    }

    /// Whether the text has not the form of a document, whatever it says.
    pub(super) fn lacks_form(&self) -> bool {
        self.problems().iter().any(|problem| matches!(problem.fault, Fault::Syntax { .. }))
    }

    /// The problems of an invalid document.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        if let Self::Invalid { problems, .. } = self { problems } else { &[] }
    }
}
