//! `params`: every settable path with value, unit, range and meaning.

use std::ffi::OsStr;
use std::io::Write as _;

use super::unless_broken_pipe;
use crate::input::{Failure, load_argument, terminal};
use crate::model::kinetics::Kinetics;
use crate::model::network::{GAP_JUNCTION_SPECS, POPULATION_SPECS, PROJECTION_SPECS};
use crate::model::neuron::NeuronKind;
use crate::model::plasticity::Plasticity;
use crate::model::receptor::Receptor;
use crate::model::release::Release;
use crate::model::standalone::Standalone;
use crate::model::stimulus::StimulusKind;
use crate::param::{Bounds, Kind, ParamSet, ParamSpec, Value};
use crate::preset::RUN_SPECS;
use crate::text::Text;

/// A row of the table.
struct Row {
    path: String,
    spec: &'static ParamSpec,
    value: Value,
    /// Range of the slider.
    range: Bounds,
    /// What may be set.
    valid: Bounds,
}

/// Prints the parameters of a preset, or of every mechanism.
pub(super) fn print(preset: Option<&OsStr>, markdown: bool, json: bool, text: &Text) -> Result<(), Failure> {
    let rows = match preset {
        Some(argument) => preset_rows(argument, text)?,
        None => mechanism_rows(),
    };
    let mut out = terminal::stdout();
    let result = if json {
        let rows: Vec<_> = rows.iter().map(|row| json_row(row, text)).collect();
        writeln!(out, "{:#}", serde_json::Value::Array(rows))
    } else {
        writeln!(out, "{}", table(&rows, markdown, text))
    };
    unless_broken_pipe(result)
}

fn preset_rows(argument: &OsStr, text: &Text) -> Result<Vec<Row>, Failure> {
    let preset = load_argument(argument, text)?;
    let mut rows = Vec::new();
    preset.visit(&mut |address, spec, value| {
        let range = preset.bounds(address).unwrap_or_else(|| spec.range());
        let valid = preset.valid_bounds(address).unwrap_or_else(|| spec.valid());
        rows.push(Row { path: preset.path(address), spec, value, range, valid });
    });
    Ok(rows)
}

fn mechanism_rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for spec in
        RUN_SPECS.into_iter().chain(POPULATION_SPECS).chain(PROJECTION_SPECS).chain(GAP_JUNCTION_SPECS)
    {
        let path = format!("{}.{}", spec.owner, spec.key);
        rows.push(Row { path, spec, value: spec.default_value(), range: spec.range(), valid: spec.valid() });
    }
    let mut add = |family: &str, mechanism: &str, set: &dyn ParamSet| {
        set.visit(&mut |spec, value| {
            let path = format!("{family}.{mechanism}.{}", spec.key);
            rows.push(Row { path, spec, value, range: spec.range(), valid: spec.valid() });
        });
    };
    for model in Standalone::all() {
        model.params().inspect(|set| add("model", model.key().name(), *set));
    }
    for kind in NeuronKind::all() {
        kind.inner().inspect(|set| add("neuron", kind.key().name(), *set));
    }
    for receptor in Receptor::all() {
        receptor.inner().inspect(|set| add("receptor", receptor.key().name(), *set));
    }
    for kinetics in Kinetics::all() {
        kinetics.inner().inspect(|set| add("kinetics", kinetics.key().name(), *set));
    }
    for release in Release::all() {
        release.inner().inspect(|set| add("release", release.key().name(), *set));
    }
    for plasticity in Plasticity::all() {
        plasticity.params().inspect(|set| add("plasticity", plasticity.key().name(), *set));
    }
    for stimulus in StimulusKind::all() {
        stimulus.inner().inspect(|set| add("stimulus", stimulus.key().name(), *set));
    }
    rows
}

/// The values that are usual for a parameter and those it takes at all, as text; a choice has one kind of them.
fn ranges(row: &Row) -> (String, String) {
    let span = |min: String, max: String| {
        let each = if matches!(row.spec.kind, Kind::List { .. }) { "each " } else { "" };
        format!("{each}{min} to {max}")
    };
    let of = |bounds: Bounds| span(bounds.min.to_string(), bounds.max.to_string());
    match row.spec.kind {
        Kind::Choice { options } => {
            (String::new(), options.iter().map(|option| option.key).collect::<Vec<_>>().join(" | "))
        }
        // A number of 64 bits is more than a real number holds.
        Kind::Count { min, max, valid, .. } => {
            (span(min.to_string(), max.to_string()), span(valid.0.to_string(), valid.1.to_string()))
        }
        Kind::Number { .. } | Kind::List { .. } => {
            let usual = if row.range.is_empty() { "none".to_owned() } else { of(row.range) };
            (usual, of(row.valid))
        }
    }
}

fn meaning(spec: &ParamSpec, text: &Text) -> String {
    text.own(spec.meaning)
}

fn table(rows: &[Row], markdown: bool, text: &Text) -> String {
    let header = ["path", "value", "unit", "usual", "valid", "meaning"].map(str::to_owned);
    let mut cells = vec![header];
    cells.extend(rows.iter().map(|row| {
        let value = row.spec.show(&row.value);
        let (usual, valid) = ranges(row);
        let unit = row.spec.unit.symbol().to_owned();
        [row.path.clone(), value, unit, usual, valid, meaning(row.spec, text)]
    }));
    let widths: [usize; 6] =
        std::array::from_fn(|column| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
    let line = |row: &[String; 6]| {
        let padded = row.iter().zip(widths).map(|(cell, width)| {
            let cell = if markdown { cell.replace('|', "\\|") } else { cell.clone() };
            format!("{cell}{}", " ".repeat(width.saturating_sub(cell.chars().count())))
        });
        let padded: Vec<String> = padded.collect();
        if markdown { format!("| {} |", padded.join(" | ")) } else { padded.join("  ").trim_end().to_owned() }
    };
    let mut lines: Vec<String> = cells.iter().map(line).collect();
    if markdown {
        lines.insert(1, format!("|{}|", widths.map(|width| "-".repeat(width + 2)).join("|")));
    }
    lines.join("\n")
}

fn json_row(row: &Row, text: &Text) -> serde_json::Value {
    let value = match row.value {
        Value::Number(number) => serde_json::json!(number),
        Value::Count(count) => serde_json::json!(count),
        Value::List(ref numbers) => serde_json::json!(numbers),
        Value::Choice(_) => serde_json::json!(row.spec.show(&row.value)),
    };
    let mut json = serde_json::json!({
        "path": row.path, "value": value, "unit": row.spec.unit.symbol(), "symbol": row.spec.symbol,
        "meaning": meaning(row.spec, text), "equation": row.spec.equation, "source": row.spec.source,
    });
    match row.spec.kind {
        Kind::Choice { options } => {
            json["options"] = options.iter().map(|option| option.key).collect();
        }
        Kind::Count { min, max, valid, .. } => {
            (json["min"], json["max"]) = (min.into(), max.into());
            (json["valid_min"], json["valid_max"]) = (valid.0.into(), valid.1.into());
        }
        Kind::List { .. } | Kind::Number { .. } => {
            let (usual, valid) = (row.range, row.valid);
            if !usual.is_empty() {
                (json["min"], json["max"]) = (usual.min.into(), usual.max.into());
            }
            (json["valid_min"], json["valid_max"]) = (valid.min.into(), valid.max.into());
        }
    }
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinetics::instant::Summation;
    use crate::param::Choice as _;
    use crate::preset::parse_value;

    #[test]
    fn values_are_read_as_in_the_window() {
        let rows = mechanism_rows();
        let find = |path: &str| rows.iter().find(|row| row.path == path).unwrap();
        let summation = find("kinetics.instant.summation");
        assert_eq!(parse_value(summation.spec, "Linear"), Ok(Value::Choice(Summation::Linear.index())));
        assert_eq!(parse_value(summation.spec, "linear").unwrap_err().key, "value-no-option-suggestion");
        let tau = find("kinetics.instant.tau_ms");
        for written in ["12.5", "12,5", "12.5 ms", "0.0125 s"] {
            assert_eq!(parse_value(tau.spec, written), Ok(Value::Number(12.5)), "{written}");
        }
        assert_eq!(parse_value(tau.spec, "12 mV").unwrap_err().key, "number-unit");
    }

    #[test]
    fn every_parameter_says_what_it_means() {
        for row in mechanism_rows() {
            assert!(!row.spec.meaning.is_empty() && !row.spec.symbol.is_empty(), "{}", row.path);
            assert!(row.spec.key.ends_with(row.spec.unit.suffix()), "{} does not end in its unit", row.path);
        }
    }
}
