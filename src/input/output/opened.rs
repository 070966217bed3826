//! An output that is open, and how it comes into its place.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::terminal::Visible;
use super::{Content, Place, Planned, failure, part_of, shown};
use crate::storage::atomic;
use crate::text::Text;

/// An open output. [`Output::finish`] puts it in its place; [`Output::keep`] leaves what there is where it is. Dropped
/// without either, it leaves nothing behind.
pub struct Output {
    pub(super) planned: Planned,
    pub(super) sink: Sink,
    /// The error that ended it; nothing is written after that.
    pub(super) failed: Option<ErrorKind>,
    pub(super) is_settled: bool,
}

/// What an output is written into.
pub(super) enum Sink {
    Standard(BufWriter<Visible<io::Stdout>>),
    Stream(BufWriter<File>),
    Part(BufWriter<File>),
    /// Given back.
    Gone,
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Output").field("path", &self.planned.shown).finish_non_exhaustive()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.on(|out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.on(|out| out.flush())
    }
}

/// Longest end of a file in which the last whole row is looked for [bytes].
const LONGEST_ROW: u64 = 1 << 20;

impl Output {
    /// What to call it in a message.
    #[must_use]
    pub fn name(&self) -> String {
        shown(&self.planned.shown)
    }

    /// Whether something could not be written to it.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    fn on<T>(&mut self, act: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        if let Some(kind) = self.failed {
            return Err(kind.into());
        }
        let out: &mut dyn Write = match &mut self.sink {
            Sink::Standard(out) => out,
            Sink::Stream(out) | Sink::Part(out) => out,
            Sink::Gone => return act(&mut io::sink()),
        };
        let result = act(out);
        if let Err(error) = &result
            && error.kind() != ErrorKind::Interrupted
        {
            self.failed = Some(error.kind());
        }
        result
    }

    /// Puts the whole output in its place.
    ///
    /// # Errors
    /// If it cannot be written, or something is in that place now that must not be overwritten; what was written is then
    /// kept beside it.
    pub fn finish(&mut self, text: &Text) -> Result<(), Failure> {
        let flushed = self.flush();
        let error = match flushed {
            Ok(()) => match std::mem::replace(&mut self.sink, Sink::Gone) {
                Sink::Part(out) => self.put(out, text)?,
                Sink::Standard(_) | Sink::Stream(_) | Sink::Gone => None,
            },
            Err(error) => Some(error),
        };
        match error {
            Some(error) => Err(failure(&self.planned.shown, &error, text)),
            None => Ok(()),
        }
    }

    /// Brings the file onto the disk and renames it.
    fn put(&mut self, out: BufWriter<File>, text: &Text) -> Result<Option<io::Error>, Failure> {
        self.is_settled = true;
        let (file, _) = out.into_parts();
        let synced = file.sync_all();
        if let Err(error) = synced
            && !matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported)
        {
            return Ok(Some(error));
        }
        let Place::File { target } = &self.planned.place else { return Ok(None) };
        let part = part_of(target);
        // What is there now need not be what was there when the run began.
        let now = match atomic::resolve(target) {
            Ok((_, old)) => old,
            Err(error) => return Ok(Some(error)),
        };
        if let Some(old) = &now {
            if self.planned.rules.is_document(target, old) {
                let line = text.with("cli-output-is-document", &[("path", &shown(target))]);
                return Err(Failure::Failed(line));
            }
            if let Err(line) = self.planned.rules.check_old(target, text) {
                let kept = text.with("cli-kept", &[("parts", &shown(&part))]);
                return Err(Failure::Failed(format!("{line}; {kept}")));
            }
            // Where modes cannot be set, the file has the mode of a new one.
            let _ = file.set_permissions(old.permissions());
        }
        if let Err(error) = fs::rename(&part, target) {
            return Ok(Some(error));
        }
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // This makes the rename itself last through a power cut; not every system can do it.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(None)
    }

    /// Leaves the whole rows there are, marked by a last line `# partial: …`; says where they are, if they are in a file.
    pub fn keep(&mut self, mark: &str) -> Option<PathBuf> {
        let line = format!("# partial: {mark}\n");
        if matches!(self.planned.content, Content::Picture | Content::Animation) {
            return None;
        }
        if self.failed.is_none() {
            let _ = self.flush();
        }
        self.is_settled = true;
        match std::mem::replace(&mut self.sink, Sink::Gone) {
            Sink::Standard(mut out) if self.failed.is_none() => {
                // Whoever has closed the pipe needs no mark.
                let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
                None
            }
            Sink::Stream(mut out) if self.failed.is_none() => {
                let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
                None
            }
            Sink::Standard(out) => {
                let _ = out.into_parts();
                None
            }
            Sink::Stream(out) => {
                let _ = out.into_parts();
                None
            }
            Sink::Part(out) => {
                let (file, _) = out.into_parts();
                let (_, part) = self.planned.files()?;
                let _ = mark_end(file, &line);
                Some(part)
            }
            Sink::Gone => None,
        }
    }
}

/// Cuts a file after its last whole row and adds a line. On a full disk rows make room for it.
fn mark_end(mut file: File, line: &str) -> io::Result<()> {
    let length = file.metadata()?.len();
    let start = length.saturating_sub(LONGEST_ROW);
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    (&file).take(LONGEST_ROW).read_to_end(&mut end)?;
    let mut result = Ok(());
    let mut at = end.len();
    for _ in 0..4 {
        let Some(cut) = end[..at].iter().rposition(|byte| *byte == b'\n') else { break };
        file.set_len(start + cut as u64 + 1)?;
        file.seek(SeekFrom::End(0))?;
        result = file.write_all(line.as_bytes()).and_then(|()| file.sync_all());
        if result.is_ok() {
            return Ok(());
        }
        // Whatever of the mark was written is cut away again, with as many rows as it needs.
        file.set_len(start + cut as u64 + 1)?;
        at = cut.saturating_sub(line.len() + 4096);
    }
    result
}

impl Drop for Output {
    fn drop(&mut self) {
        let sink = std::mem::replace(&mut self.sink, Sink::Gone);
        if let Sink::Part(out) = sink
            && !self.is_settled
            && !std::thread::panicking()
        {
            drop(out.into_parts());
            if let Some((_, part)) = self.planned.files() {
                let _ = fs::remove_file(part); // It holds nothing that anybody waits for.
            }
        }
    }
}
