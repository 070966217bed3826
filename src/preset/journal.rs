//! The journal of a run: the text of a saved run that grows while the run goes on, and that is completed wherever it was cut off.
//!
//! Lines of inputs are followed by a line that says how far the run had come. What stands after the last such line, such as a line
//! that was cut off, is left out.

use std::fmt::Write as _;
use std::sync::Arc;

use super::Preset;
use super::run_log::{BITS, RunInput, RunLog};
use crate::model::network::Network;
use crate::units::Step;

/// How a line begins that says how far the run had come.
const SO_FAR: &str = "    // @";

/// What a journal says of a run up to now.
#[derive(Debug)]
pub struct Journal {
    /// The document at the start, without a run.
    log: RunLog,
    /// The network in force, if it is not that of the document.
    network: Option<Arc<Network>>,
}

impl Journal {
    /// A journal of a run of a document, and how its text begins.
    ///
    /// # Errors
    /// If the document cannot be written.
    pub fn begin(preset: &Preset) -> Result<(Self, String), ron::Error> {
        let log = RunLog {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            bits: BITS,
            preset: preset.clone(),
            runs: Vec::new(),
            shown: None,
        };
        let head = log.head()? + "  (inputs: [\n";
        Ok((Self { log, network: None }, head))
    }

    /// What comes next: inputs with the boundaries that they acted at, and the boundary that the run has come to.
    ///
    /// # Errors
    /// If something cannot be written.
    pub fn more(&mut self, inputs: &[(Step, RunInput)], end: Step) -> Result<String, ron::Error> {
        let mut text = String::new();
        for (step, input) in inputs {
            let network = self.network.as_deref().unwrap_or(self.log.preset.network());
            text.push_str(&self.log.line(network, *step, input)?);
            if let RunInput::Network(edited) = input {
                self.network = Some(Arc::clone(edited));
            }
        }
        let _ = writeln!(text, "{SO_FAR}{}", end.0);
        Ok(text)
    }
}

/// The text of the saved run that a journal holds, as far as the run had come when it was cut off; none if it says nothing of that.
#[must_use]
pub fn completed(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().rposition(|byte| *byte == b'\n')?;
    let lines = std::str::from_utf8(bytes.get(..=end)?).ok()?;
    let at = lines.rfind(&format!("\n{SO_FAR}"))? + 1;
    let end: u64 = lines.get(at..)?.lines().next()?.strip_prefix(SO_FAR)?.parse().ok()?;
    Some(format!("{}  ], end: (step: {end})),\n],\n)\n", lines.get(..at)?))
}

#[cfg(test)]
mod tests {
    use super::super::run_log::{LoggedRun, parse};
    use super::super::{library, load};
    use super::*;
    use crate::param::Value;

    /// Wherever a journal is cut off, what it said last of how far the run had come is a run that is read.
    #[test]
    fn a_journal_is_a_saved_run_wherever_it_is_cut_off() {
        let preset = load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
        let (mut journal, mut text) = Journal::begin(&preset).unwrap();
        let other = |value: f64| {
            let address = preset.find("populations.0.I_app_pA").unwrap();
            let preset = preset.with_values(&[(address, Value::Number(value))]).unwrap();
            RunInput::Network(Arc::new(preset.network().clone()))
        };
        let mut all: Vec<(Step, RunInput)> = Vec::new();
        let mut ends = vec![(text.len(), None)];
        for round in 0..6_u32 {
            let at = Step(u64::from(round) * 100);
            let inputs = match round {
                0 | 3 => vec![(at, RunInput::Fire(1, Some(0))), (at, other(f64::from(round) + 0.5))],
                1 => Vec::new(),
                _ => vec![(at, RunInput::Schedule(vec![(1, None, 90.25)])), (at, RunInput::Fire(0, None))],
            };
            let end = Step(at.0 + 50);
            text += &journal.more(&inputs, end).unwrap();
            all.extend(inputs);
            ends.push((text.len(), Some((all.clone(), end))));
        }
        for length in 0..=text.len() {
            let said = ends.iter().rev().find(|(end, _)| *end <= length).and_then(|(_, said)| said.as_ref());
            let whole = completed(&text.as_bytes()[..length]);
            assert_eq!(whole.is_some(), said.is_some(), "{length} bytes");
            // Every length is completed; not every one has to be read to know that it can be.
            let is_end = ends.iter().any(|(end, _)| (*end..*end + 3).contains(&length));
            if let (Some(whole), Some((inputs, end))) = (whole.filter(|_| is_end), said) {
                let log = parse(whole.as_bytes()).unwrap_or_else(|error| panic!("{error:?}\n{whole}"));
                let run = LoggedRun {
                    name: String::new(),
                    from: None,
                    inputs: inputs.clone(),
                    end: *end,
                    state: None,
                    spikes: None,
                };
                assert_eq!((&log.preset, &log.runs[..]), (&preset, &[run][..]), "{length} bytes");
            }
        }
        assert!(text.contains("Set(\"populations.0.I_app_pA\""), "an edit of a value is one of a value");
        // What is no journal is none.
        for other in ["", "\n", "    // @7", "x\n    // @x\n", "x\n    // @9"] {
            assert_eq!(completed(other.as_bytes()), None, "{other:?}");
        }
        assert_eq!(completed(b"\xff\n    // @7\n"), None);
    }
}
