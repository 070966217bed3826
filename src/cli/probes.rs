//! `--record help`: what can be recorded.

use std::io::Write as _;

use super::unless_broken_pipe;
use crate::input::{Failure, terminal};
use crate::model::probe::Probe;
use crate::model::state::StateSpec;
use crate::preset::Preset;
use crate::text::Text;

/// Prints every probe of a preset with its unit and meaning; of many neurons or synapses, as a range.
pub(super) fn print(preset: &Preset, text: &Text) -> Result<(), Failure> {
    let row =
        |name: String, state: StateSpec| [name, state.unit.symbol().to_owned(), text.own(state.meaning)];
    let rows: Vec<[String; 3]> =
        Probe::list(preset.network()).into_iter().map(|(name, state)| row(name, state)).collect();
    if rows.is_empty() {
        return Err(Failure::BadInput(vec![text.get("cli-nothing-to-record")]));
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1)];
    let mut out = terminal::stdout();
    for [name, unit, meaning] in &rows {
        let line = format!("{name:0$}  {unit:1$}  {meaning}", widths[0], widths[1]);
        if let Err(error) = writeln!(out, "{}", line.trim_end()) {
            return unless_broken_pipe(Err(error));
        }
    }
    Ok(())
}
