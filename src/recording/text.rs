//! Recordings as text: cells parted by tabs, semicolons, commas or blanks, below a header or without one.
//!
//! Lines that begin with `#` or `%` say nothing here. Between commas the decimal sign is the point; otherwise it may be the comma.

use std::borrow::Cow;

use super::table::{Columns, Order};
use super::{Fault, MOST_COLUMNS, MOST_SAMPLES, Progress, Recording, Wrong, header, table};

/// Lines between two looks at whether the work is called off.
const LOOK: usize = 4096;

/// What parts cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parting {
    Sign(u8),
    Blanks,
}

/// Reads a text.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Recording, Fault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = Reader::default();
    let (mut number, mut at) = (0, 0);
    for line in bytes.split(|byte| *byte == b'\n') {
        number += 1;
        at += line.len() as u64 + 1;
        if number % LOOK == 0 {
            progress.set(at);
            if progress.is_cancelled() {
                return Err(Wrong::Cancelled.into());
            }
        }
        let line = std::str::from_utf8(line).map_err(|_| Fault::at(number, Wrong::NotUtf8))?;
        let line = line.trim_end_matches('\r');
        let bare = line.trim_start().trim_start_matches('"');
        if bare.is_empty() || bare.starts_with(['#', '%']) {
            continue;
        }
        reader.line(line, number)?;
    }
    if progress.is_cancelled() {
        return Err(Wrong::Cancelled.into());
    }
    progress.set(at);
    table::interpret(reader.columns)
}

/// What was read so far.
#[derive(Debug, Default)]
struct Reader {
    parting: Option<Parting>,
    columns: Columns,
    /// Whether a row of numbers came.
    has_begun: bool,
    n_values: usize,
    /// Work space: the numbers of a row.
    row: Vec<f64>,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        let Some(parting) = self.parting else {
            let parting = parting_of(line);
            self.parting = Some(parting);
            return self.first(&cells(line, parting), parting, number);
        };
        if !self.has_begun && self.is_row_of_units(line, parting) {
            return Ok(());
        }
        self.has_begun = true;
        self.values(line, parting, number)
    }

    /// The first line: a header, or numbers already.
    fn first(&mut self, cells: &[Cow<'_, str>], parting: Parting, number: usize) -> Result<(), Fault> {
        if MOST_COLUMNS < cells.len() {
            return Err(Fault::at(number, Wrong::TooManyColumns(cells.len())));
        }
        let is_number = |cell: &Cow<'_, str>| value_of(cell, parting).is_some();
        let has_header = !cells.first().is_some_and(is_number);
        self.columns = Columns::new(cells.iter().map(|cell| has_header.then(|| header::split(cell))));
        if has_header {
            return Ok(());
        }
        self.has_begun = true;
        let written: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        self.row_of(&written, parting, number)
    }

    /// Whether a line below the header says units, one for each column; they are taken.
    fn is_row_of_units(&mut self, line: &str, parting: Parting) -> bool {
        let cells = cells(line, parting);
        let bare = |cell: &str| cell.trim().trim_matches(['(', ')', '[', ']']).trim().to_owned();
        let units: Vec<String> = cells.iter().map(|cell| bare(cell)).collect();
        let are_units = units.len() == self.columns.len()
            && units.iter().any(|unit| header::is_unit(unit))
            && units.iter().all(|unit| unit.is_empty() || header::is_unit(unit));
        if are_units {
            self.columns.take_units(units);
        }
        are_units
    }

    fn values(&mut self, line: &str, parting: Parting, number: usize) -> Result<(), Fault> {
        if line.contains('"') {
            let cells = cells(line, parting);
            let written: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
            return self.row_of(&written, parting, number);
        }
        let mut written: Vec<&str> = match parting {
            Parting::Sign(sign) => line.split(char::from(sign)).collect(),
            Parting::Blanks => line.split_whitespace().collect(),
        };
        // A sign at the end of each row parts nothing.
        if written.len() == self.columns.len() + 1
            && written.last().is_some_and(|last| last.trim().is_empty())
        {
            written.pop();
        }
        self.row_of(&written, parting, number)
    }

    fn row_of(&mut self, cells: &[&str], parting: Parting, number: usize) -> Result<(), Fault> {
        let expected = self.columns.len();
        if cells.len() != expected {
            return Err(Fault::at(number, Wrong::Ragged { found: cells.len(), expected }));
        }
        self.n_values += expected.max(2) - 1;
        if MOST_SAMPLES < self.n_values {
            return Err(Fault::at(number, Wrong::TooManySamples));
        }
        self.row.clear();
        for (index, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            let value = if self.columns.is_label(index) {
                self.columns.label(index, cell)
            } else if is_missing(cell) {
                if self.columns.order(index) == Order::Needed {
                    return Err(Fault::at(number, Wrong::NoTime { written: cell.to_owned() }));
                }
                f64::NAN
            } else {
                let wrong =
                    || Wrong::NotANumber { written: cell.to_owned(), column: self.columns.title(index) };
                value_of(cell, parting).ok_or_else(|| Fault::at(number, wrong()))?
            };
            self.row.push(value);
        }
        self.columns.push(&self.row, number)
    }
}

/// Whether a cell stands for what was not recorded.
fn is_missing(cell: &str) -> bool {
    cell.is_empty() || cell.eq_ignore_ascii_case("nan") || cell == "NA"
}

/// The number in a cell.
fn value_of(cell: &str, parting: Parting) -> Option<f64> {
    let cell = cell.trim();
    // What Rust reads besides digits, such as `infinity`, is no number of a recording.
    if !cell.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let has_minus = cell.starts_with('−');
    if has_minus || cell.contains(',') {
        let is_decimal =
            parting != Parting::Sign(b',') && !cell.contains('.') && cell.matches(',').count() <= 1;
        let plain = cell.replace('−', "-").replace(',', ".");
        return if is_decimal || !cell.contains(',') {
            plain.parse().ok().filter(|value: &f64| value.is_finite())
        } else {
            None
        };
    }
    cell.parse().ok().filter(|value: &f64| value.is_finite())
}

/// What parts the cells of a table that begins with this line.
fn parting_of(line: &str) -> Parting {
    if line.contains('\t') {
        return Parting::Sign(b'\t');
    }
    if line.contains(';') {
        return Parting::Sign(b';');
    }
    let mut words = line.split_whitespace();
    let are_numbers =
        words.clone().nth(1).is_some() && words.all(|word| value_of(word, Parting::Blanks).is_some());
    if line.contains(',') && !are_numbers { Parting::Sign(b',') } else { Parting::Blanks }
}

/// The cells of a line, without quotation marks around them.
fn cells(line: &str, parting: Parting) -> Vec<Cow<'_, str>> {
    let sign = match parting {
        Parting::Sign(sign) => char::from(sign),
        // A header of several words without any sign names one column if it ends in a unit in brackets.
        Parting::Blanks if line.trim_end().ends_with([')', ']']) && line.matches(['(', '[']).count() == 1 => {
            return vec![line.trim().trim_matches('"').into()];
        }
        Parting::Blanks => {
            return line.split_whitespace().map(|cell| cell.trim_matches('"').into()).collect();
        }
    };
    let (mut cells, mut cell, mut is_quoted) = (Vec::<Cow<'_, str>>::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            c if c == sign && !is_quoted => cells.push(Cow::Owned(std::mem::take(&mut cell))),
            c => cell.push(c),
        }
    }
    cells.push(Cow::Owned(cell));
    // A sign at the end of a line parts nothing.
    if 1 < cells.len() && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells
}
