//! `--record help`: what can be recorded.

use std::io::Write as _;

use super::{toy, unless_broken_pipe};
use crate::input::{Failure, terminal};
use crate::model::probe::Probe;
use crate::preset::Preset;
use crate::text::Text;

/// Prints every probe of a preset with its unit and meaning; of many neurons or synapses, as a range.
pub(super) fn print(preset: &Preset, text: &Text) -> Result<(), Failure> {
    let rows: Vec<[String; 3]> = match preset.toy() {
        Some(toy) => {
            toy::names(toy).iter().map(|name| [(*name).to_owned(), String::new(), String::new()]).collect()
        }
        None => Probe::list(preset.network())
            .into_iter()
            .map(|(name, state)| [name, state.unit.symbol().to_owned(), text.own(state.meaning)])
            .collect(),
    };
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
