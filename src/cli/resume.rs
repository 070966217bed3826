//! Going on with a sweep that did not reach its end: the rows it has left, if they were made by the same command from the
//! same document.

use std::io::{self, Write};
use std::path::Path;

use super::sweep::Job;
use crate::export::csv::{Provenance, io_error};
use crate::input::output::{Output, Planned, read_table, shown};
use crate::input::{Failure, terminal};
use crate::text::Text;

/// The name of the line that gives the command. Alone it may be another: files, threads and progress change no row.
pub(super) const COMMAND: &str = "command";
/// The name of the line that gives the number of runs, which only a sweep has.
pub(super) const RUNS: &str = "runs";

/// What stands above the rows.
pub(super) struct Head<'a> {
    pub provenance: &'a Provenance<'a>,
    pub header: Vec<String>,
}

impl Head<'_> {
    /// Writes it, and rows that are known already.
    pub fn write(&self, rows: &[String], out: &mut Output) -> io::Result<()> {
        self.provenance.write(out)?;
        out.write_all(record(&self.header)?.as_bytes())?;
        for row in rows {
            writeln!(out, "{row}")?;
        }
        out.flush()
    }
}

/// A record as a line of CSV.
fn record(cells: &[String]) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut out = csv::Writer::from_writer(&mut bytes);
    out.write_record(cells).map_err(io_error)?;
    out.flush()?;
    drop(out);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What an earlier sweep has left.
#[derive(Default)]
pub(super) struct Found {
    /// Its whole rows.
    pub rows: Vec<String>,
    /// The length of its unfinished file up to the end of those [bytes], if it is there to go on with.
    pub part_bytes: Option<u64>,
    /// Whether no run is left.
    pub is_whole: bool,
}

/// Looks for what an earlier sweep has left. Without `resumes`, an unfinished one is in the way unless `force` is given.
pub(super) fn look(
    planned: &Planned,
    head: &Head<'_>,
    jobs: &[Job],
    (resumes, force): (bool, bool),
    text: &Text,
) -> Result<Found, Failure> {
    let bad = |line: String| Failure::BadInput(vec![line]);
    let Some((target, part)) = planned.files() else {
        return if resumes { Err(bad(text.get("cli-resume-needs-file"))) } else { Ok(Found::default()) };
    };
    let read = |path: &Path| match read_table(path) {
        Ok(table) => Ok(Some(table)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(bad(format!("{}: {error}", shown(path)))),
    };
    if !resumes {
        let left = if force { None } else { read(&part)? };
        let rows = left.filter(|table| is_sweep(table)).map_or(0, |table| data(&table).count());
        if 1 < rows {
            let args = [("part", shown(&part)), ("count", (rows - 1).to_string())];
            return Err(bad(text.with("cli-sweep-unfinished", &args)));
        }
        return Ok(Found::default());
    }
    // A file that was cut off before its first row has nothing to go on with.
    if let Some(table) = read(&part)?.filter(|table| data(table).next().is_some()) {
        let (rows, bytes) = head.rows_of(&table, jobs, &part, text)?;
        return Ok(Found { is_whole: false, rows, part_bytes: Some(bytes) });
    }
    if let Some(table) = read(target)? {
        let (rows, _) = head.rows_of(&table, jobs, target, text)?;
        return Ok(Found { is_whole: rows.len() == jobs.len(), rows, part_bytes: None });
    }
    terminal::say(&text.with("cli-resume-nothing", &[("part", &shown(&part))]));
    Ok(Found::default())
}

fn is_sweep(table: &str) -> bool {
    table
        .lines()
        .take_while(|line| line.starts_with('#'))
        .any(|line| line.starts_with(&format!("# {RUNS}: ")))
}

/// The whole lines that are no comments, each with where it ends [bytes].
fn data(table: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut end = 0;
    table.split_inclusive('\n').filter_map(move |line| {
        end += line.len();
        Some((line.strip_suffix('\n')?, end)).filter(|(line, _)| !line.starts_with('#'))
    })
}

impl Head<'_> {
    /// The rows of a table that begins like this, and where they end.
    fn rows_of(
        &self,
        table: &str,
        jobs: &[Job],
        path: &Path,
        text: &Text,
    ) -> Result<(Vec<String>, u64), Failure> {
        let differences = self.differences(table, path, text);
        if !differences.is_empty() {
            return Err(Failure::BadInput(differences));
        }
        let mut lines = data(table);
        let Some((_, mut end)) = lines.next() else { return Ok((Vec::new(), 0)) };
        let mut rows = Vec::new();
        for ((line, after), job) in lines.zip(jobs) {
            if !fits(line, &job.written, self.header.len()) {
                break; // It was cut off, and is run again.
            }
            rows.push(line.to_owned());
            end = after;
        }
        Ok((rows, end as u64))
    }

    /// What a table says differently of how it was made, a line each.
    fn differences(&self, table: &str, path: &Path, text: &Text) -> Vec<String> {
        let mut own = self.provenance.lines();
        own.extend(record(&self.header).ok().map(|header| header.trim_end().to_owned()));
        let comments = table
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .take_while(|line| !line.starts_with("partial: "));
        let mut theirs: Vec<&str> = comments.collect();
        theirs.extend(data(table).next().map(|(header, _)| header));
        let is_command = |line: &str| line.starts_with(&format!("{COMMAND}: "));
        let mut theirs: Vec<&str> = theirs.into_iter().filter(|line| !is_command(line)).collect();
        let mut missing = Vec::new();
        for line in own.iter().filter(|line| !is_command(line)) {
            match theirs.iter().position(|other| other == line) {
                Some(place) => _ = theirs.remove(place),
                None => missing.push(line.as_str()),
            }
        }
        let say = |there: &str, here: &str| {
            let args = [("path", shown(path)), ("there", there.to_owned()), ("here", here.to_owned())];
            text.with("cli-resume-differs", &args)
        };
        let key = |line: &str| line.split_once(": ").map_or(line, |(key, _)| key).to_owned();
        let mut lines = Vec::new();
        for line in missing {
            let there = theirs.iter().position(|other| key(other) == key(line));
            lines.push(say(there.map_or("–", |place| theirs.remove(place)), line));
        }
        lines.extend(theirs.into_iter().map(|there| say(there, "–")));
        lines
    }
}

/// Whether a line is the row of a job, to its end.
fn fits(line: &str, written: &[String], cells: usize) -> bool {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let Some(Ok(record)) = reader.records().next() else { return false };
    record.len() == cells && record.iter().zip(written).all(|(cell, written)| cell == written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_lines_count() {
        let table = "# Bouton\n# runs: 3\na,b\n1,2\n# partial: x\n3,4\n5,";
        let lines: Vec<_> = data(table).collect();
        assert_eq!(lines, [("a,b", 23), ("1,2", 27), ("3,4", 44)]);
        assert!(is_sweep(table) && !is_sweep("a\n# runs: 3\n"));
        assert!(fits("1,2,ok", &["1".to_owned()], 3) && !fits("1,2,ok", &["2".to_owned()], 3));
        assert!(!fits("1,2", &["1".to_owned()], 3));
    }
}
