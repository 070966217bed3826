//! Recordings as archives of NumPy arrays: `np.savez(FILE, t_ms=…, V_mV=…)`, packed or not, and what Bouton exports.
//!
//! The archive is read by its directory at the end, as NumPy does. What is unpacked is counted on the way.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::header::{is_source, is_time, split};
use super::table::{self, Columns};
use super::{Fault, MOST_BYTES, MOST_COLUMNS, MOST_SAMPLES, Progress, Recording, SpikeList, TimeUnit, Wrong};

/// An array.
struct Array {
    name: String,
    data: Data,
    /// Rows and columns; an array of one dimension has one column.
    shape: (usize, usize),
}

enum Data {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

/// Reads an archive.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Recording, Fault> {
    let mut left = MOST_BYTES;
    let mut arrays = Vec::new();
    let entries = entries(bytes).ok_or(Wrong::Damaged)?;
    if MOST_BYTES < entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.length)) {
        return Err(Wrong::Inflates.into());
    }
    for entry in entries {
        if progress.is_cancelled() {
            return Err(Wrong::Cancelled.into());
        }
        progress.add(entry.data.len() as u64);
        let Some(name) = entry.name.strip_suffix(".npy") else { continue };
        let plain = entry.unpacked(left)?;
        left -= plain.len() as u64;
        arrays.push(array(name, &plain)?);
    }
    let of_spikes = |own: &Array| own.name.starts_with("spike") || own.name == "populations";
    let spikes = spikes(&arrays)?;
    if spikes.is_some() {
        // Beside lists of spikes there may be samples, and weights, whose arrays are of other lengths.
        arrays.retain(|own| !of_spikes(own) && !own.name.starts_with("weights_") && !is_source(&own.name));
    }
    let times = arrays.iter().position(|own| is_time(&split(&own.name).0));
    let names = || arrays.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join(", ");
    let Some(times) = times else {
        let nothing = Wrong::NoTimeColumn { columns: names() };
        return spikes.map(|spikes| Recording { table: None, spikes: Some(spikes) }).ok_or(nothing.into());
    };
    if spikes.is_some() && arrays.len() < 2 {
        return Ok(Recording { table: None, spikes });
    }
    let table = columns(arrays, times).and_then(table::samples)?;
    if table.columns.is_empty() {
        return Err(Wrong::NoTimeColumn { columns: table.name }.into());
    }
    Ok(Recording { table: Some(table), spikes })
}

/// Spikes in arrays of equal length: times, and of what they are.
fn spikes(arrays: &[Array]) -> Result<Option<SpikeList>, Fault> {
    let find = |names: &[&str]| arrays.iter().find(|own| names.contains(&split(&own.name).0.as_str()));
    let numbers = |own: Option<&Array>| match own.map(|own| &own.data) {
        Some(Data::Numbers(all)) => all.clone(),
        _ => Vec::new(),
    };
    let Some(times) = find(&["spike_t", "spike_times"]).or_else(|| {
        find(&["senders", "sender"])?;
        find(&["times", "time", "t"])
    }) else {
        return Ok(None);
    };
    let unit = split(&times.name).1.and_then(|unit| TimeUnit::of(&unit));
    let times = numbers(Some(times));
    let (of, neuron) =
        (numbers(find(&["spike_population"])), numbers(find(&["spike_neuron", "senders", "sender"])));
    for (name, own) in [("spike_population", &of), ("spike_neuron", &neuron)] {
        if !own.is_empty() && own.len() != times.len() {
            let wrong = Wrong::ArrayLength { name: name.to_owned(), found: own.len(), expected: times.len() };
            return Err(wrong.into());
        }
    }
    let names: &[String] = match find(&["populations"]).map(|own| &own.data) {
        Some(Data::Texts(names)) => names,
        _ => &[],
    };
    let titles = ["t", "population", "neuron"].map(|name| Some((name.to_owned(), None)));
    let mut columns = Columns::new(titles.into_iter());
    for (row, time) in times.iter().enumerate() {
        if !time.is_finite() {
            return Err(Wrong::NoTime { written: time.to_string() }.into());
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked by `get`")]
        let population =
            of.get(row).map(|own| names.get(*own as usize).map_or_else(|| own.to_string(), Clone::clone));
        let population = columns.label(1, &population.unwrap_or_default());
        let neuron = columns.label(2, &neuron.get(row).map_or_else(String::new, ToString::to_string));
        columns.push(&[*time, population, neuron], row + 1)?;
    }
    let mut recording = table::interpret(columns)?;
    if let Some(spikes) = &mut recording.spikes {
        spikes.time_unit = unit;
        for source in &mut spikes.sources {
            *source = source.trim_matches(':').to_owned();
        }
    }
    Ok(recording.spikes)
}

/// Arrays of samples as columns, times first.
fn columns(mut arrays: Vec<Array>, times: usize) -> Result<Columns, Fault> {
    let first = arrays.remove(times);
    let n = first.shape.0;
    let mut columns = Columns::default();
    let mut n_values = 0_usize;
    for own in std::iter::once(first).chain(arrays) {
        let (name, unit) = split(&own.name);
        let Data::Numbers(all) = own.data else {
            let wrong = Wrong::ArrayKind { name: own.name, kind: "<U".to_owned() };
            return Err(wrong.into());
        };
        if own.shape.0 != n {
            let wrong = Wrong::ArrayLength { name: own.name, found: own.shape.0, expected: n };
            return Err(wrong.into());
        }
        n_values = n_values.saturating_add(all.len());
        if MOST_COLUMNS < columns.len() + own.shape.1 {
            return Err(Wrong::TooManyColumns(columns.len() + own.shape.1).into());
        }
        if MOST_SAMPLES < n_values.saturating_sub(n) {
            return Err(Wrong::TooManySamples.into());
        }
        for column in 0..own.shape.1 {
            let values = all.iter().skip(column).step_by(own.shape.1).copied().collect();
            let name = if own.shape.1 == 1 { name.clone() } else { format!("{name} {column}") };
            columns.add((name, unit.clone()), values);
        }
    }
    Ok(columns)
}

/// An entry of a zip archive.
struct Entry<'a> {
    name: String,
    is_packed: bool,
    /// Its length once it is unpacked, as the directory says.
    length: u64,
    data: &'a [u8],
}

impl Entry<'_> {
    /// It, if it is no longer than `most` once it is unpacked.
    fn unpacked(&self, most: u64) -> Result<Vec<u8>, Fault> {
        if most < self.length {
            return Err(Wrong::Inflates.into());
        }
        if !self.is_packed {
            return Ok(self.data.to_vec());
        }
        let mut plain = Vec::new();
        let unpacked = DeflateDecoder::new(self.data).take(self.length + 1).read_to_end(&mut plain);
        let is_whole = unpacked.is_ok() && plain.len() as u64 == self.length;
        if is_whole { Ok(plain) } else { Err(Wrong::Damaged.into()) }
    }
}

fn le(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// The entries of an archive, by the directory at its end; nothing if it is none or damaged.
fn entries(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    // The end may be followed by a comment of at most 64 KiB.
    let from = bytes.len().saturating_sub((64 << 10) + 22);
    let end = from + bytes[from..].windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let tail = bytes.get(end..end + 22)?;
    let (n, mut at) = (le(&tail[10..12]), usize::try_from(le(&tail[16..20])).ok()?);
    let mut found = Vec::new();
    for _ in 0..n {
        let head = bytes.get(at..at + 46)?;
        if !head.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (flags, method) = (le(&head[8..10]), le(&head[10..12]));
        let (packed, length) = (le(&head[20..24]), le(&head[24..28]));
        let lengths = [&head[28..30], &head[30..32], &head[32..34]].map(le);
        let [name_length, extra, comment] = lengths.map(|length| usize::try_from(length).unwrap_or_default());
        let name = bytes.get(at + 46..at + 46 + name_length)?;
        let place = usize::try_from(le(&head[42..46])).ok()?;
        // Neither encrypted nor packed otherwise, nor longer than 4 GiB.
        if flags & 1 != 0 || !matches!(method, 0 | 8) || packed == u64::from(u32::MAX) {
            return None;
        }
        let local = bytes.get(place..place + 30)?;
        let [name_there, extra_there] =
            [&local[26..28], &local[28..30]].map(|length| usize::try_from(le(length)).unwrap_or_default());
        let begin = place + 30 + name_there + extra_there;
        let data = bytes.get(begin..begin.checked_add(usize::try_from(packed).ok()?)?)?;
        let name = String::from_utf8_lossy(name).into_owned();
        found.push(Entry { name, is_packed: method == 8, length, data });
        at += 46 + name_length + extra + comment;
    }
    Some(found)
}

/// An array in NumPy's format.
fn array(name: &str, bytes: &[u8]) -> Result<Array, Fault> {
    let damaged = || Fault::from(Wrong::Damaged);
    let head = bytes.get(..12).filter(|head| head.starts_with(b"\x93NUMPY")).ok_or_else(damaged)?;
    let (begin, length) = if head[6] == 1 { (10, le(&head[8..10])) } else { (12, le(&head[8..12])) };
    let end =
        usize::try_from(length).ok().and_then(|length| length.checked_add(begin)).ok_or_else(damaged)?;
    let header = bytes.get(begin..end).map(String::from_utf8_lossy).ok_or_else(damaged)?;
    let after = |key: &str| header.split_once(key).map(|(_, rest)| rest.trim_start_matches([':', ' ']));
    let kind = after("'descr'").and_then(|rest| rest.split('\'').nth(1)).unwrap_or("?").to_owned();
    let by_columns = after("'fortran_order'").is_some_and(|rest| rest.starts_with("True"));
    let inner =
        after("'shape'").and_then(|rest| rest.strip_prefix('(')?.split(')').next()).ok_or_else(damaged)?;
    let sides: Option<Vec<usize>> = inner
        .split(',')
        .map(str::trim)
        .filter(|side| !side.is_empty())
        .map(|side| side.parse().ok())
        .collect();
    let sides = sides.ok_or_else(damaged)?;
    let wrong_kind = || Fault::from(Wrong::ArrayKind { name: name.to_owned(), kind: kind.clone() });
    let shape = match sides[..] {
        [] => (1, 1),
        [n] => (n, 1),
        [rows, columns] if 0 < columns && !by_columns => (rows, columns),
        _ => return Err(Wrong::ArrayKind { name: name.to_owned(), kind: format!("{kind} ({inner})") }.into()),
    };
    let n = shape.0.checked_mul(shape.1).ok_or_else(damaged)?;
    let data = &bytes[end..];
    let is_big = kind.starts_with('>');
    let plain = kind.trim_start_matches(['<', '>', '|', '=']);
    let (letter, size) = plain.split_at_checked(1).ok_or_else(wrong_kind)?;
    let size: usize = size.parse().map_err(|_| wrong_kind())?;
    let bytes_each = if letter == "U" { size.checked_mul(4).ok_or_else(damaged)? } else { size };
    let needed = n.checked_mul(bytes_each).ok_or_else(damaged)?;
    let data = data.get(..needed).ok_or_else(damaged)?;
    if letter == "U" {
        let text = |chunk: &[u8]| -> String {
            let letters = chunk.chunks(4).map(|four| u32::try_from(le(four)).unwrap_or_default());
            letters.take_while(|letter| *letter != 0).filter_map(char::from_u32).collect()
        };
        let texts = if bytes_each == 0 { Vec::new() } else { data.chunks(bytes_each).map(text).collect() };
        return Ok(Array { name: name.to_owned(), data: Data::Texts(texts), shape });
    }
    let value = |chunk: &[u8]| -> Option<f64> {
        let mut own = [0; 8];
        let own = own.get_mut(..chunk.len())?;
        own.copy_from_slice(chunk);
        if is_big {
            own.reverse();
        }
        number_of(letter, own)
    };
    if !matches!(size, 1 | 2 | 4 | 8) {
        return Err(wrong_kind());
    }
    let numbers: Option<Vec<f64>> = data.chunks(size).map(value).collect();
    Ok(Array { name: name.to_owned(), data: Data::Numbers(numbers.ok_or_else(wrong_kind)?), shape })
}

/// The number in these bytes, the least one first.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "counts and times below 2^53")]
fn number_of(letter: &str, bytes: &[u8]) -> Option<f64> {
    let whole = le(bytes);
    let shift = 64 - 8 * bytes.len();
    match (letter, bytes.len()) {
        ("f", 8) => Some(f64::from_bits(whole)),
        ("f", 4) => Some(f64::from(f32::from_bits(u32::try_from(whole).ok()?))),
        ("i", _) => Some(((whole << shift) as i64 >> shift) as f64),
        ("u" | "b", _) => Some(whole as f64),
        _ => None,
    }
}
