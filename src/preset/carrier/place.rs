//! Where the packed text stands in each kind of carrier: `#` lines first, an `iTXt` before the pixels, `<metadata>` first, or
//! `provenance.json` first.

use flate2::Crc;
use serde::Deserialize;

use super::fault::{Fault, Kind, MOST_PACKED};
use crate::preset::foreign::{self, Foreign};

/// The word before a packed text, in lines.
pub const KEY: &str = "reopen: ";
/// The keyword of the text of a PNG that holds a packed text.
pub const KEYWORD: &str = "Bouton";
/// The first entry of an archive of arrays, JSON of which a key holds the packed text.
pub const ENTRY: &str = "provenance.json";

/// How a table of Bouton begins.
const TABLE: &[u8] = b"# Bouton ";
const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const ZIP_SIGNATURE: &[u8] = b"PK\x03\x04";
/// How much of a drawing may stand before its metadata [bytes].
const BEFORE_METADATA: usize = 64 << 10;

impl Kind {
    /// The kind of file that begins with these bytes, if it is one that may carry a text.
    #[must_use]
    pub fn of(start: &[u8]) -> Option<Self> {
        if start.starts_with(PNG_SIGNATURE) {
            return Some(Self::Png);
        }
        if start.starts_with(ZIP_SIGNATURE) {
            let name = first_entry(start)?.name;
            return (name == ENTRY.as_bytes() || name.ends_with(b".npy")).then_some(Self::Npz);
        }
        let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        if text.strip_prefix(b"\"").unwrap_or(text).starts_with(TABLE) {
            return Some(Self::Csv);
        }
        (text.trim_ascii_start().starts_with(b"<")
            && foreign::recognise(start, Foreign::Preset) == Some(Foreign::Svg))
        .then_some(Self::Svg)
    }

    /// The packed text in the first bytes of a file.
    pub(super) fn find(self, bytes: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        match self {
            Self::Csv => Ok(in_lines(
                bytes.split(|byte| *byte == b'\n').map(bare).take_while(|line| line.starts_with(b"#")),
            )),
            Self::Png => in_png(bytes),
            Self::Svg => in_svg(bytes),
            Self::Npz => in_npz(bytes),
        }
    }
}

impl Kind {
    /// What can be seen of the packed text in the beginning of a file, if any of it can.
    pub(super) fn beginning(self, start: &[u8]) -> Option<Vec<u8>> {
        let after = |word: &[u8]| {
            let at = start.windows(word.len()).position(|window| window == word)? + word.len();
            let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
            Some(start[at..].iter().take_while(is_letter).copied().collect())
        };
        match self {
            Self::Csv | Self::Svg => in_lines(start.split(|byte| *byte == b'\n').map(bare)),
            Self::Png => after(&[KEYWORD.as_bytes(), b"\0\0\0\0\0"].concat()),
            Self::Npz => after(b"\"reopen\":\"").or_else(|| after(b"\"reopen\": \"")),
        }
    }
}

/// A line without what a spreadsheet puts around it.
fn bare(line: &[u8]) -> &[u8] {
    let is_around = |byte: &u8| byte.is_ascii_whitespace() || b",;\"".contains(byte);
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let begin = line.iter().position(|byte| !is_around(byte)).unwrap_or(line.len());
    let end = line.iter().rposition(|byte| !is_around(byte)).map_or(begin, |last| last + 1);
    &line[begin..end]
}

/// The packed text of lines, put together.
fn in_lines<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    let mut is_there = false;
    for line in lines {
        let line = line.strip_prefix(b"#").unwrap_or(line).trim_ascii_start();
        if let Some(some) = line.strip_prefix(KEY.as_bytes()) {
            packed.extend_from_slice(some);
            is_there = true;
        }
    }
    is_there.then_some(packed)
}

fn in_svg(bytes: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let find = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).position(|window| window == word);
    let start = &bytes[..bytes.len().min(BEFORE_METADATA)];
    let Some(begin) = find(start, b"<metadata") else { return Ok(None) };
    // An element ends well before anything as long as a text; one that is longer is none of ours.
    let Some(end) = find(&bytes[begin..], b"</metadata>") else { return Err(Fault::Damaged) };
    let lines = bytes[begin..begin + end].split(|byte| *byte == b'\n').map(bare);
    Ok(in_lines(lines))
}

fn in_png(bytes: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let mut rest = bytes.strip_prefix(PNG_SIGNATURE).unwrap_or_default();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        if &kind == b"IDAT" || &kind == b"IEND" {
            return Ok(None);
        }
        let whole = length.checked_add(4).and_then(|end| after.split_at_checked(end));
        let (Some((data, next)), true) = (whole, kind.is_ascii()) else {
            let is_text = &kind == b"iTXt" || &kind == b"tEXt";
            return if is_text { Err(Fault::Damaged) } else { Ok(None) };
        };
        let (data, stored) = data.split_at(length);
        // Keyword, then in an `iTXt`: not compressed, no language, no translated keyword.
        let prefix: &[u8] = if &kind == b"iTXt" { b"\0\0\0\0\0" } else { b"\0" };
        let text = (&kind == b"iTXt" || &kind == b"tEXt")
            .then(|| data.strip_prefix(KEYWORD.as_bytes())?.strip_prefix(prefix))
            .flatten();
        if let Some(text) = text {
            let mut sum = Crc::new();
            sum.update(&kind);
            sum.update(data);
            let is_whole = stored == sum.sum().to_be_bytes();
            return if is_whole { Ok(Some(text.to_vec())) } else { Err(Fault::Damaged) };
        }
        rest = next;
    }
    Ok(None)
}

/// The first entry of a zip archive, as it says at its beginning.
struct Entry<'a> {
    name: &'a [u8],
    is_stored: bool,
    sum: u32,
    length: usize,
    /// What follows the name and the extra fields.
    rest: &'a [u8],
}

fn first_entry(bytes: &[u8]) -> Option<Entry<'_>> {
    let head = bytes.get(..30)?;
    let two = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let four = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    // No encryption, and no length that comes later.
    let is_plain = two(6) & 0b1001 == 0 && two(8) == 0 && four(18) == four(22);
    let (name, extra) = (two(26), two(28));
    let rest = bytes.get(30..)?;
    Some(Entry {
        name: rest.get(..name)?,
        is_stored: is_plain,
        sum: four(14),
        length: usize::try_from(four(22)).ok()?,
        rest: rest.get(name + extra..)?,
    })
}

fn in_npz(bytes: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    #[derive(Deserialize)]
    struct Provenance {
        #[serde(default)]
        reopen: Option<String>,
    }
    let Some(entry) = first_entry(bytes).filter(|entry| entry.name == ENTRY.as_bytes()) else {
        return Ok(None);
    };
    if MOST_PACKED.div_ceil(3) * 4 + (64 << 10) < entry.length {
        return Err(Fault::PackedTooLong);
    }
    let json = entry.rest.get(..entry.length).filter(|_| entry.is_stored).ok_or(Fault::Damaged)?;
    let mut sum = Crc::new();
    sum.update(json);
    if sum.sum() != entry.sum {
        return Err(Fault::Damaged);
    }
    let said: Provenance = serde_json::from_slice(json).map_err(|_| Fault::Damaged)?;
    Ok(said.reopen.map(String::into_bytes))
}
