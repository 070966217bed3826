//! How a run ends: what its results and its exit code say of that.

use std::io;

use super::signals::Signal;
use crate::export::csv::number;
use crate::input::Failure;
use crate::input::output::{self, Output, why};
use crate::text::Text;

/// How a run has ended.
pub(super) enum Ends {
    /// At its end.
    Whole,
    /// By a signal.
    Signal(Signal),
    /// A potential left the model, as this line says.
    BlowUp(String),
    /// An output could not be written.
    Output(io::Error),
}

impl Ends {
    /// Whether all that was asked for was computed.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Self::Whole)
    }

    /// What ended it early, as results say it.
    pub(super) fn reason(&self, text: &Text) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Signal(signal) => text.with("cli-stopped", &[("signal", signal.name())]),
            Self::BlowUp(line) => line.clone(),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => text.get("cli-reader-gone"),
            Self::Output(error) => why(error, text),
        }
    }

    /// Puts whole outputs in their place, or leaves what there is of them, marked as partial; `reached` says how far it is.
    pub(super) fn settle(&self, outputs: &mut [Output], reached: &str, text: &Text) -> Result<(), Failure> {
        if self.is_whole() {
            let failed = outputs.iter_mut().filter_map(|out| out.finish(text).err());
            let lines: Vec<String> = failed.flat_map(Failure::into_lines).collect();
            return if lines.is_empty() { Ok(()) } else { Err(Failure::Ended(1, lines)) };
        }
        let reason = self.reason(text);
        let mark = text.with("cli-partial-mark", &[("reason", reason.as_str()), ("reached", reached)]);
        let failed = outputs.iter().find(|out| out.has_failed()).map(Output::name);
        let kept: Vec<String> =
            outputs.iter_mut().filter_map(|out| out.keep(&mark)).map(|part| output::shown(&part)).collect();
        let mut lines = vec![match (self, failed) {
            (Self::BlowUp(line), _) => line.clone(),
            (_, Some(path)) => {
                let args = [("path", path.as_str()), ("detail", &reason), ("reached", reached)];
                text.with("cli-write-failed-at", &args)
            }
            (_, None) => mark,
        }];
        if !kept.is_empty() {
            lines.push(text.with("cli-kept", &[("parts", &kept.join(", "))]));
        }
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Self::Signal(signal) => Err(Failure::Ended(signal.exit_code(), lines)),
            _ => Err(Failure::Ended(1, lines)),
        }
    }
}

/// How far a run has come [ms], as results and messages say it.
pub(super) fn at_time(now_ms: f64, text: &Text) -> String {
    text.with("cli-at-time", &[("time", &number(now_ms))])
}

/// The hash of a document as results give it.
pub(super) fn hash_text(hash: u64) -> String {
    format!("fnv1a64:{hash:016x}")
}
