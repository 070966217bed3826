//! What a command writes to a terminal: control characters are made visible there, in one place, whatever they come from.

use std::io::{self, IsTerminal as _, StderrLock, StdoutLock, Write};

use crate::model::problem::is_invisible;

/// A stream whose control characters, escape sequences and marks of direction are written as `\u{1b}`. New lines and
/// tabs pass.
#[derive(Debug)]
pub struct Visible<W: Write> {
    out: W,
    /// Whether anything is changed at all.
    filters: bool,
    /// The beginning of a character whose end is still to come.
    begun: Vec<u8>,
}

/// Longest character in UTF-8 [bytes].
const LONGEST: usize = 4;

impl<W: Write> Visible<W> {
    /// Filters what goes to `out` if `filters`; otherwise every byte passes.
    pub fn new(out: W, filters: bool) -> Self {
        Self { out, filters, begun: Vec::new() }
    }

    fn write_text(&mut self, text: &str) -> io::Result<()> {
        let mut clean = String::with_capacity(text.len());
        for c in text.chars() {
            if is_invisible(c) && !matches!(c, '\n' | '\t') {
                clean.extend(c.escape_unicode());
            } else {
                clean.push(c);
            }
        }
        self.out.write_all(clean.as_bytes())
    }
}

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.filters {
            return self.out.write(bytes);
        }
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut rest = &all[..];
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.write_text(text)?;
                    break;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.write_text(std::str::from_utf8(good).unwrap_or_default())?;
                    let Some(length) = error.error_len() else {
                        self.begun = bad[..bad.len().min(LONGEST)].to_vec();
                        break;
                    };
                    self.out.write_all("\u{fffd}".as_bytes())?;
                    rest = &bad[length..];
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Standard output: filtered on a terminal, as it is in a pipe or a file.
#[must_use]
pub fn stdout() -> Visible<StdoutLock<'static>> {
    let out = io::stdout();
    let filters = out.is_terminal();
    Visible::new(out.lock(), filters)
}

/// Standard error: always filtered, because messages end up on a terminal sooner or later.
#[must_use]
pub fn stderr() -> Visible<StderrLock<'static>> {
    Visible::new(io::stderr().lock(), true)
}

/// Writes a line to standard error.
pub fn say(line: &str) {
    // Whoever closed standard error does not want to read it.
    let _ = writeln!(stderr(), "{line}");
}

/// Shows progress in the last line of a terminal, over what was shown there before; an empty text wipes it.
pub fn show_progress(progress: &str) {
    let mut err = io::stderr().lock();
    let _ = write!(err, "\r{progress:40}");
    if progress.is_empty() {
        let _ = write!(err, "\r");
    }
    let _ = err.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&[u8]], filters: bool) -> Vec<u8> {
        let mut out = Visible::new(Vec::new(), filters);
        for piece in pieces {
            out.write_all(piece).unwrap();
        }
        out.out
    }

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let hostile = "a\u{1b}[31mb\u{9b}2Jc\rd\u{7}e\u{202e}f\u{7f}g\n\th ä € 🧠";
        let clean = String::from_utf8(shown(&[hostile.as_bytes()], true)).unwrap();
        let expected = "a\\u{1b}[31mb\\u{9b}2Jc\\u{d}d\\u{7}e\\u{202e}f\\u{7f}g\n\th ä € 🧠";
        assert_eq!(clean, expected);
        // The same in pieces that cut characters in two, and untouched where nothing is filtered.
        let bytes: Vec<&[u8]> = hostile.as_bytes().chunks(1).collect();
        assert_eq!(shown(&bytes, true), expected.as_bytes());
        assert_eq!(shown(&bytes, false), hostile.as_bytes());
        assert_eq!(shown(&[b"a\xff\x9b\xe2\x82", b"x"], true), "a\u{fffd}\u{fffd}\u{fffd}x".as_bytes());
    }
}
