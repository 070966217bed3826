//! `params`: every settable path with value, unit, range and meaning.

use std::ffi::OsStr;
use std::io::Write as _;

use super::unless_broken_pipe;
use crate::input::{Failure, load_argument, terminal};
use crate::model::kinetics::Kinetics;
use crate::model::neuron::NeuronKind;
use crate::model::plasticity::Plasticity;
use crate::model::receptor::Receptor;
use crate::model::release::Release;
use crate::model::stimulus::StimulusKind;
use crate::model::toy::Toy;
use crate::param::{Bounds, Kind, ParamSet, ParamSpec, Value};
use crate::text::Text;

/// A row of the table.
struct Row {
    path: String,
    spec: &'static ParamSpec,
    value: Value,
    bounds: Bounds,
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
        let bounds = preset.bounds(address).unwrap_or_else(|| spec.full_bounds());
        rows.push(Row { path: preset.path(address), spec, value, bounds });
    });
    Ok(rows)
}

fn mechanism_rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |family: &str, mechanism: &str, set: &dyn ParamSet| {
        set.visit(&mut |spec, value| {
            let path = format!("{family}.{mechanism}.{}", spec.key);
            rows.push(Row { path, spec, value, bounds: spec.full_bounds() });
        });
    };
    for toy in Toy::all() {
        toy.inner().inspect(|set| add("model", toy.key(), *set));
    }
    for kind in NeuronKind::all() {
        kind.inner().inspect(|set| add("neuron", kind.key(), *set));
    }
    for receptor in Receptor::all() {
        receptor.inner().inspect(|set| add("receptor", receptor.key(), *set));
    }
    for kinetics in Kinetics::all() {
        kinetics.inner().inspect(|set| add("kinetics", kinetics.key(), *set));
    }
    for release in Release::all() {
        release.inner().inspect(|set| add("release", release.key(), *set));
    }
    for plasticity in Plasticity::all() {
        plasticity.inner().inspect(|set| add("plasticity", plasticity.key(), *set));
    }
    for stimulus in StimulusKind::all() {
        stimulus.inner().inspect(|set| add("stimulus", stimulus.key(), *set));
    }
    rows
}

/// The values a parameter takes, as text.
fn range(row: &Row) -> String {
    match row.spec.kind {
        Kind::Choice { options } => options.iter().map(|option| option.key).collect::<Vec<_>>().join(" | "),
        Kind::Number { .. } => format!("{} to {}", row.bounds.min, row.bounds.max),
        Kind::Count { min, max, .. } => format!("{min} to {max}"),
        Kind::List { min, max } => format!("each {min} to {max}"),
    }
}

fn meaning(spec: &ParamSpec, text: &Text) -> String {
    text.own(spec.meaning)
}

fn table(rows: &[Row], markdown: bool, text: &Text) -> String {
    let header = ["path", "value", "unit", "range", "meaning"].map(str::to_owned);
    let mut cells = vec![header];
    cells.extend(rows.iter().map(|row| {
        let value = row.spec.show(&row.value);
        [row.path.clone(), value, row.spec.unit.symbol().to_owned(), range(row), meaning(row.spec, text)]
    }));
    let widths: [usize; 5] =
        std::array::from_fn(|column| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
    let line = |row: &[String; 5]| {
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
        Kind::Count { min, max, .. } => (json["min"], json["max"]) = (min.into(), max.into()),
        Kind::List { min, max } => (json["min"], json["max"]) = (min.into(), max.into()),
        Kind::Number { .. } => (json["min"], json["max"]) = (row.bounds.min.into(), row.bounds.max.into()),
    }
    json
}

/// What may be written for a parameter, for messages.
pub(super) fn expected(spec: &ParamSpec) -> String {
    match spec.kind {
        Kind::Number { .. } => "a number".to_owned(),
        Kind::Count { .. } => "a whole number".to_owned(),
        Kind::List { .. } => "a list of numbers, as in [10.0, 20.0]".to_owned(),
        Kind::Choice { options } => options.iter().map(|option| option.key).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinetics::instant::Summation;
    use crate::param::Choice as _;
    use crate::preset::parse_value;

    #[test]
    fn values_are_read_as_in_a_file() {
        let rows = mechanism_rows();
        let find = |path: &str| rows.iter().find(|row| row.path == path).unwrap();
        let summation = find("kinetics.instant.summation");
        assert_eq!(parse_value(summation.spec, "Linear"), Some(Value::Choice(Summation::Linear.index())));
        assert_eq!(parse_value(summation.spec, "linear"), None);
        let tau = find("kinetics.instant.tau_ms");
        assert_eq!(parse_value(tau.spec, "12.5"), Some(Value::Number(12.5)));
        assert_eq!(parse_value(tau.spec, "12"), Some(Value::Number(12.0)));
        assert_eq!(parse_value(tau.spec, "12,5"), None);
    }

    #[test]
    fn every_parameter_says_what_it_means() {
        for row in mechanism_rows() {
            assert!(!row.spec.meaning.is_empty() && !row.spec.symbol.is_empty(), "{}", row.path);
            assert!(row.spec.key.ends_with(row.spec.unit.suffix()), "{} does not end in its unit", row.path);
        }
    }
}
