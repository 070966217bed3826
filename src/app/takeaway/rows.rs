//! The rows of the ledger as a file: as they are listed, with what the columns mean above them.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::job::{Control, Done, Job, write_content};
use super::{App, Asked};
use crate::app::panel::ledger_state::{Order, Sign};
use crate::declared;
use crate::export::csv::{Provenance, number};
use crate::export::ledger::{LedgerWriter, with_conventions};
use crate::input::output::{self, Content};
use crate::preset::Preset;
use crate::text::{Language, Text};
use crate::trace::ledger::Ledger;

/// Rows between two looks at whether it is to stop.
const LOOK: usize = 1000;

/// Rows to be written, as they were listed when they were asked for.
#[derive(Debug)]
pub(super) struct Rows {
    /// The document whose run it is.
    preset: Arc<Preset>,
    source: OsString,
    hash: u64,
    ledger: Arc<Ledger>,
    /// Which rows, in order.
    listed: Vec<usize>,
    /// How many came before and are not kept.
    gone: u64,
    /// Which stretch it is and how it was filtered: lines above the table.
    lines: Vec<(&'static str, String)>,
    language: Language,
}

impl App {
    /// Asks for a file for the rows of the ledger, as they are listed.
    pub(in crate::app) fn save_ledger(&mut self) {
        let preset = Arc::clone(self.shown_preset());
        let hash = self.view.document_hash(&preset);
        let state = &self.view.ledger;
        let Some(book) = state.book.as_ref().filter(|_| state.is_open) else {
            return self.shell.notices.info(self.shell.text.get("why-no-rows"));
        };
        let listed = state.listed();
        if listed.is_empty() {
            return self.shell.notices.info(self.shell.text.get("why-no-rows"));
        }
        let (from, to) = book.span;
        let time = |step| number(book.grid.time_ms(step));
        let order = if state.order == Order::Size { "greatest-first" } else { "newest-first" };
        let mut lines = vec![("from_ms", time(from)), ("to_ms", time(to)), ("order", order.to_owned())];
        if !state.sought.is_empty() {
            lines.push(("objects", state.sought.clone()));
        }
        match state.sign {
            Sign::Both => {}
            Sign::Up => lines.push(("changes", "up".to_owned())),
            Sign::Down => lines.push(("changes", "down".to_owned())),
        }
        if 0.0 < state.least {
            lines.push(("least_change", number(state.least)));
        }
        if 0 < book.gone {
            lines.push(("earlier_rows_not_kept", book.gone.to_string()));
        }
        let rows = Rows {
            source: self.source(),
            hash,
            preset,
            ledger: Arc::clone(&book.ledger),
            listed,
            gone: book.gone,
            lines,
            language: self.shell.text.language(),
        };
        self.ask_where(Asked::Rows(Box::new(rows)), Content::Table);
    }

    /// Writes rows to a file, on a thread of their own.
    pub(super) fn write_rows(&mut self, rows: Rows, path: &Path) {
        let to = path.to_owned();
        match Job::of(Some(path), move |control| rows.write(&to, control)) {
            Ok(job) => self.takeaway.jobs.push(job),
            Err(error) => self.shell.notices.error(error.to_string()),
        }
    }
}

impl Rows {
    fn write(&self, path: &Path, control: &Control) -> Done {
        let text = Text::of(self.language, &declared::texts());
        match self.table(&text, control) {
            Ok(None) => Done::Stopped,
            Ok(Some(bytes)) => match write_content(&self.source, path, Content::Table, &bytes, &text) {
                Ok(()) => {
                    let count = self.gone.to_string();
                    let note = (0 < self.gone).then(|| text.with("ledger-earlier", &[("count", &count)]));
                    Done::Written(path.to_owned(), note)
                }
                Err(lines) => Done::Failed(lines),
            },
            Err(error) => Done::Failed(vec![output::why(&error, &text)]),
        }
    }

    /// The table; none if it was stopped.
    fn table(&self, text: &Text, control: &Control) -> io::Result<Option<Vec<u8>>> {
        let provenance = Provenance::new(&self.preset)
            .with("preset", &self.source.display().to_string())
            .with("document", &format!("fnv1a64:{:016x}", self.hash));
        let provenance =
            self.lines.iter().fold(provenance, |provenance, (name, value)| provenance.with(name, value));
        let provenance = with_conventions(provenance, text);
        let mut bytes = Vec::new();
        let mut writer = LedgerWriter::new(&mut bytes, &provenance)?;
        let rows = self.ledger.rows();
        for (nth, some) in self.listed.chunks(LOOK).enumerate() {
            if control.stops.load(Ordering::Relaxed) {
                return Ok(None);
            }
            writer.write(&self.ledger, some.iter().filter_map(|index| rows.get(*index)))?;
            control.tell(nth * LOOK, self.listed.len());
        }
        drop(writer);
        Ok(Some(bytes))
    }
}
