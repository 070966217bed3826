//! `list`: the presets that come with the program.

use std::ffi::OsStr;
use std::io::Write as _;

use super::unless_broken_pipe;
use crate::input::{Failure, load_argument, terminal};
use crate::lesson::without_links;
use crate::preset::library;
use crate::text::Text;

/// Prints names and titles.
pub(super) fn list(json: bool, text: &Text) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for bundled in library::PRESETS {
        rows.push((bundled.name, load_argument(OsStr::new(bundled.name), text)?));
    }
    let mut out = terminal::stdout();
    if json {
        let rows: Vec<_> = rows
            .iter()
            .map(|(name, preset)| {
                serde_json::json!({
                    "name": name, "title": preset.title(), "description": preset.description(), "hint": without_links(preset.hint()),
                })
            })
            .collect();
        return unless_broken_pipe(writeln!(out, "{:#}", serde_json::Value::Array(rows)));
    }
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, preset) in &rows {
        if let Err(error) = writeln!(out, "{name:width$}  {}", preset.title()) {
            return unless_broken_pipe(Err(error));
        }
    }
    Ok(())
}
