//! Lists of numbers as they are typed, pasted from a table or copied from a program.
//!
//! Semicolons, tabs, blanks, lines and commas with a blank behind them part the numbers; brackets round the whole, a
//! separator at the end and a first line of words are read over. A comma between two digits is a decimal sign or parts
//! two numbers, and which of the two must be plain: in brackets and in a row of three or more it parts (`10,20,30`), beside
//! semicolons, tabs and between blanks it is decimal (`1,5 2,5`). `1,5` alone could be both and is refused. So is what looks
//! like a table: several numbers in each of several lines.

use super::{parse, plain_signs, quoting, units};
use crate::message::Message;
use crate::units::Unit;

/// What a comma between two digits is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commas {
    /// What the text around it makes plain.
    AsWritten,
    /// It parts two numbers, as on the command line.
    Separate,
}

/// The values of a typed list, in `unit`; at most `limit` of them.
///
/// # Errors
/// If a number in it cannot be read, if it could mean two lists, looks like a table or is too long.
pub fn parse_list(typed: &str, unit: Unit, limit: usize, commas: Commas) -> Result<Vec<f64>, Message> {
    if let Some(thousands) = thousands_with_blank(typed) {
        return Err(quoting("list-thousands", &thousands));
    }
    let text = plain_signs(typed).replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_start_matches('\u{feff}').trim();
    let (head, body) = split_head(text);
    let header = head.map(|head| Header::read(head, unit)).transpose()?.unwrap_or_default();
    let inside = inside_brackets(body)?;
    let (body, commas) = inside.map_or((body, commas), |inside| (inside, Commas::Separate));
    let mut lines: Vec<&str> = body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if let Some(last) = lines.last_mut() {
        *last = last.strip_suffix([',', ';']).unwrap_or(last).trim_end();
    }
    lines.retain(|line| !line.is_empty());
    // In brackets, and where each line ends with a separator, a line goes on in the next.
    let goes_on = |line: &&str| line.ends_with([',', ';']);
    let before_last = lines.len().saturating_sub(1);
    let cells = if inside.is_some() || lines[..before_last].iter().all(goes_on) {
        row(&lines.join(" "), commas, header.columns)?
    } else {
        column(&lines, commas, &header)?
    };
    if limit < cells.len() {
        let count = cells.len();
        return Err(Message::new("problem-list-too-long").with("count", count).with("limit", limit));
    }
    cells.iter().map(|cell| header.number(cell, unit)).collect()
}

/// Digits, a blank that does not break a line, and three digits: a number of thousands as some write it.
fn thousands_with_blank(typed: &str) -> Option<String> {
    let chars: Vec<char> = typed.chars().collect();
    let is_hard = |c: char| matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}');
    let at = (1..chars.len()).find(|at| {
        is_hard(chars[*at])
            && chars[at - 1].is_ascii_digit()
            && chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count() == 3
    })?;
    let begin = chars[..at].iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |before| before + 1);
    Some(chars[begin..at + 4].iter().collect())
}

/// A first line of words, and what follows; a line of words is no header if nothing follows it.
fn split_head(text: &str) -> (Option<&str>, &str) {
    let Some((first, rest)) = text.split_once('\n') else { return (None, text) };
    let begins = first.trim_start_matches(['#', '"', '\'', ' ', '\t']).starts_with(char::is_alphabetic);
    let is_number = |word: &str| {
        let bare = word.trim_start_matches(['+', '-', '.']);
        bare.starts_with(|c: char| c.is_ascii_digit())
            || matches!(bare.to_ascii_lowercase().as_str(), "nan" | "inf")
    };
    let words = first.split(|c: char| c.is_whitespace() || ",;()[]{}\"'#/".contains(c));
    if begins && !words.filter(|word| !word.is_empty()).any(is_number) && !rest.trim().is_empty() {
        (Some(first.trim()), rest.trim())
    } else {
        (None, text)
    }
}

/// What a first line says.
#[derive(Debug, Default)]
struct Header<'a> {
    /// How many columns it names; 0 without one.
    columns: usize,
    /// The unit of the numbers below, if it names one.
    unit: Option<&'a str>,
}

/// Words for units that are no symbols; whoever writes them should be asked.
const UNIT_WORDS: [&str; 12] = [
    "sec",
    "secs",
    "second",
    "seconds",
    "msec",
    "millisecond",
    "milliseconds",
    "sekunden",
    "millisekunden",
    "minutes",
    "hours",
    "samples",
];

/// Units whose symbols a header may name, to see that a column is of another quantity.
const UNITS: [Unit; 9] = [
    Unit::Ms,
    Unit::MV,
    Unit::NS,
    Unit::PA,
    Unit::PF,
    Unit::Hz,
    Unit::MilliMolar,
    Unit::MicroMolar,
    Unit::PerMs,
];

impl<'a> Header<'a> {
    fn read(head: &'a str, unit: Unit) -> Result<Self, Message> {
        let head = head.trim_start_matches(['#', ' ', '\t']);
        let cells = head.split([',', ';', '\t']).filter(|cell| !cell.trim().is_empty()).count();
        if 1 < cells {
            return Err(Message::new("list-table").with("columns", cells));
        }
        let bare = head.trim_matches(['"', '\'', ' ', ':']);
        let bracketed =
            bare.rsplit_once(['(', '[']).map(|(_, inside)| inside.trim_end_matches([')', ']', ' ']));
        let after_slash = bare.rsplit_once('/').map(|(_, after)| after.trim());
        let last = bare.rsplit(['_', ' ']).next().unwrap_or_default();
        let known = |symbol: &str, unit: Unit| unit.accepted().iter().any(|(own, _)| *own == symbol);
        let refused = |written: &str| Err(quoting("list-unit", written).with("units", units(unit)));
        let named = bracketed.or(after_slash).map(str::trim).filter(|named| !named.is_empty());
        if let Some(named) = named {
            return if known(named, unit) {
                Ok(Self { columns: 1, unit: Some(named) })
            } else {
                refused(named)
            };
        }
        if known(last, unit) {
            return Ok(Self { columns: 1, unit: Some(last) });
        }
        let is_word = bare.split(['_', ' ']).any(|word| UNIT_WORDS.contains(&word.to_lowercase().as_str()));
        let is_other = last != bare && UNITS.iter().any(|other| known(last, *other));
        if is_word || is_other { refused(last) } else { Ok(Self { columns: 1, unit: None }) }
    }

    /// A number of the list; without a unit of its own it has the header's.
    fn number(&self, cell: &str, unit: Unit) -> Result<f64, Message> {
        let bare = |cell: &str| cell.ends_with(|c: char| c.is_ascii_digit() || ".,".contains(c));
        match self.unit {
            Some(own) if bare(cell) => parse(&format!("{cell} {own}"), unit),
            _ => parse(cell, unit),
        }
    }
}

/// What stands in the brackets round a text, if there are some.
fn inside_brackets(text: &str) -> Result<Option<&str>, Message> {
    const PAIRS: [(char, char); 3] = [('[', ']'), ('(', ')'), ('{', '}')];
    let text = text.trim();
    let Some(first) = text.find(['[', ']', '(', ')', '{', '}']) else { return Ok(None) };
    let bad = || Err(quoting("list-brackets", text));
    let Some((open, close)) = PAIRS.into_iter().find(|(open, _)| text.starts_with(*open)) else {
        return bad();
    };
    let inside = text.trim_end_matches([',', ';', ' ']);
    let inside = inside.strip_prefix(open).and_then(|inside| inside.strip_suffix(close));
    match inside {
        Some(inside) if first == 0 && !inside.contains(['[', ']', '(', ')', '{', '}']) => Ok(Some(inside)),
        _ => bad(),
    }
}

/// Commas between two digits, and other commas.
fn count_commas(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let tight = |at: usize| {
        is_digit(at.checked_sub(1)) && (is_digit(Some(at + 1)) || bytes.get(at + 1) == Some(&b'-'))
    };
    let all: Vec<usize> = text.match_indices(',').map(|(at, _)| at).collect();
    let n_tight = all.iter().filter(|at| tight(**at)).count();
    (n_tight, all.len() - n_tight)
}

/// Numbers with a blank before their units, and other numbers.
fn words(part: &str, out: &mut Vec<String>) -> Result<(), Message> {
    let mut before: Option<&str> = None;
    for word in part.split_whitespace() {
        let is_digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(number) = before
            && is_digits(number)
            && number.len() <= 3
            && is_digits(word)
            && word.len() == 3
            && word.starts_with('0')
        {
            return Err(quoting("list-thousands", &format!("{number} {word}")));
        }
        before = Some(word);
        let begins_number = word.starts_with(|c: char| c.is_ascii_digit() || "+-.,".contains(c));
        match out.last_mut() {
            // A unit belongs to the number before it.
            Some(number)
                if !begins_number
                    && number.ends_with(|c: char| c.is_ascii_digit() || ".,".contains(c))
                    && !part.trim_start().starts_with(word) =>
            {
                number.push(' ');
                number.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    Ok(())
}

/// The parts of a text between separators, none of which may be missing.
fn parts(text: &str, separators: &[char]) -> Result<Vec<String>, Message> {
    let mut out = Vec::new();
    for part in text.split(separators) {
        if part.trim().is_empty() {
            return Err(quoting("list-gap", text));
        }
        words(part, &mut out)?;
    }
    Ok(out)
}

/// The numbers of one line. `columns` is 1 if a header says that there is one column.
fn row(line: &str, commas: Commas, columns: usize) -> Result<Vec<String>, Message> {
    if line.trim().is_empty() {
        return Ok(Vec::new());
    }
    if commas == Commas::Separate {
        return separated(line);
    }
    let (tight, loose) = count_commas(line);
    if line.contains([';', '\t']) {
        // Beside another separator a comma is a decimal sign; with a blank behind it, it is neither for certain.
        return if loose == 0 { parts(line, &[';', '\t']) } else { Err(quoting("list-commas", line)) };
    }
    match (tight, loose) {
        (0, 0) => parts(line, &[]),
        (0, _) => parts(line, &[',']),
        (_, 0) => tight_commas(line, columns),
        // The point is the decimal sign, so no comma is.
        _ if line.contains('.') => separated(line),
        _ => Err(quoting("list-commas", line)),
    }
}

/// Numbers that commas and semicolons part.
fn separated(line: &str) -> Result<Vec<String>, Message> {
    let bytes = line.as_bytes();
    for (at, _) in line.match_indices(',') {
        let before = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let after = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        // 1,000 is no 1 and 0.
        if (1..=3).contains(&before) && after == 3 && bytes.get(at + 1) == Some(&b'0') {
            return Err(quoting("list-thousands", &line[at - before..=at + after]));
        }
    }
    parts(line, &[',', ';'])
}

/// Numbers among which every comma stands between two digits.
fn tight_commas(line: &str, columns: usize) -> Result<Vec<String>, Message> {
    let mut cells = Vec::new();
    words(line, &mut cells)?;
    if line.contains('.') {
        return separated(line); // The point is the decimal sign, so the comma is not.
    }
    let n_commas = |cell: &String| cell.matches(',').count();
    if let [only] = cells.as_slice() {
        if n_commas(only) == 1 {
            parse_bare(only)?;
            return if columns == 1 || has_long_zero(only) { Ok(cells) } else { Err(one_comma(only)) };
        }
        let groups: Vec<&str> = only.split(',').collect();
        let is_thousands =
            (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
        return if is_thousands { Err(quoting("list-thousands", only)) } else { separated(only) };
    }
    if cells.iter().all(|cell| n_commas(cell) == 1) { Ok(cells) } else { Err(quoting("list-commas", line)) }
}

/// A number whose unit does not matter is no number of thousands.
fn parse_bare(cell: &str) -> Result<(), Message> {
    super::plain(super::split_unit(cell).0).map(drop)
}

/// Whether what stands behind the comma begins with 0 and goes on, as a fraction may and no other number does.
fn has_long_zero(cell: &str) -> bool {
    cell.split_once(',').is_some_and(|(_, after)| {
        after.starts_with('0') && after.bytes().take_while(u8::is_ascii_digit).count() == 2
            || after.starts_with('0') && 3 < after.bytes().take_while(u8::is_ascii_digit).count()
    })
}

/// `1,5` can be one number or two.
fn one_comma(cell: &str) -> Message {
    quoting("list-one-comma", cell)
        .with("decimal", cell.replace(',', "."))
        .with("two", cell.replace(',', "; "))
}

/// The numbers of several lines, one in each.
fn column(lines: &[&str], commas: Commas, header: &Header<'_>) -> Result<Vec<String>, Message> {
    let mut cells = Vec::with_capacity(lines.len());
    let mut with_comma = 0;
    for line in lines {
        let line = line.strip_suffix([',', ';']).unwrap_or(line);
        let (tight, loose) = count_commas(line);
        let mut own = Vec::new();
        words(line, &mut own)?;
        let n_columns = line.split([';', '\t']).count().max(loose + 1).max(own.len());
        let is_table =
            1 < n_columns || 1 < tight || 0 < tight && (line.contains('.') || commas == Commas::Separate);
        if is_table {
            return Err(Message::new("list-table").with("columns", n_columns.max(tight + 1)));
        }
        with_comma += tight;
        cells.append(&mut own);
    }
    // A comma in every line could part two columns, unless something says that it does not.
    let is_plain = header.columns == 1
        || cells.iter().any(|cell| has_long_zero(cell) || cell.ends_with(char::is_alphabetic));
    if with_comma == lines.len() && !is_plain {
        return Err(quoting("list-two-columns", lines[0]));
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(typed: &str) -> Result<Vec<f64>, &'static str> {
        parse_list(typed, Unit::Ms, 10, Commas::AsWritten).map_err(|message| message.key)
    }

    #[test]
    fn lists_are_read_as_they_are_meant() {
        for typed in [
            "5, 10, 20.5",
            "5 10 20.5",
            "5  10\u{a0}20.5",
            "5;10; 20.5",
            "5; 10; 20,5",
            "5\t10\t20,5",
            "5\t10\t20.5",
            "5,10,20.5",
            "5 ms, 0.01 s, 20.5",
            "5 ms 10 20.5 ms",
            "5 ms; 0,01 s; 20,5",
            " 5,\u{a0}10,20.5 ms ",
            "[5, 10, 20.5]",
            "[5,10,20.5]",
            "(5.0, 10.0, 20.5)",
            "{5, 10, 20.5}",
            "[5 10 20.5]",
            "[5;10;20.5]",
            "[5,\n 10,\n 20.5,\n]",
            "[5, 10, 20.5,],",
            "5, 10, 20.5,",
            "5; 10; 20.5;",
            "5\n10\n20.5",
            "5\r\n10\r\n20.5\r\n",
            "5,\n10,\n20.5",
            "5, 10,\n20.5",
            "5\n10\n20,5",
            "5 ms\n0.01 s\n20.5",
            "time_ms\n5\n10\n20.5",
            "\"time_ms\"\n5\n10\n20.5",
            "spike times\n5\n10\n20.5",
            "t (s)\n0.005\n0.01\n0.0205",
            "t [s]\n0,005\n0,01\n0,0205",
            "t_s\n0.005\n0.010\n0.0205",
            "t / s\n0.005\n10 ms\n0.0205",
            "# t (s)\n0.005\n0.01\n0.0205",
            "\u{feff}5, 10, 20.5",
        ] {
            assert_eq!(list(typed), Ok(vec![5.0, 10.0, 20.5]), "{typed:?}");
        }
        for typed in [
            "1,5 2,5 3,25",
            "1,5; 2,5; 3,25",
            "1,5\t2,5\t3,25",
            "t_ms\n1,5\n2,5\n3,25",
            "1,5 ms\n2,5 ms\n3,25 ms",
        ] {
            assert_eq!(list(typed), Ok(vec![1.5, 2.5, 3.25]), "{typed:?}");
        }
        assert_eq!(list("1,05\n2,5"), Ok(vec![1.05, 2.5]));
        assert_eq!(list("1,5\n2"), Ok(vec![1.5, 2.0]));
        assert_eq!(list("10,20,30"), Ok(vec![10.0, 20.0, 30.0]));
        assert_eq!(list("[1,5]"), Ok(vec![1.0, 5.0]));
        assert_eq!(list("10.5,20"), Ok(vec![10.5, 20.0]));
        assert_eq!(list("10.5, 20,40"), Ok(vec![10.5, 20.0, 40.0]));
        assert_eq!(list("-1 −2"), Ok(vec![-1.0, -2.0]));
        assert_eq!(list("100000.5, 50.123456"), Ok(vec![100_000.5, 50.123_456]));
        for typed in ["", "  ", "[]", "\n"] {
            assert_eq!(list(typed), Ok(Vec::new()), "{typed:?}");
        }
    }

    #[test]
    fn what_could_mean_two_lists_is_refused() {
        for (typed, quoting) in [
            ("1,5", "list-one-comma"),
            ("1,5, 2,5", "list-commas"),
            ("1,5 2", "list-commas"),
            ("10,20 30", "list-commas"),
            ("1,5; 2, 5", "list-commas"),
            ("1,000", "number-thousands"),
            ("1,000,000", "list-thousands"),
            ("1 000 2 000", "list-thousands"),
            ("1\u{a0}000", "list-thousands"),
            ("[1,000]", "list-thousands"),
            ("1,000; 2", "number-thousands"),
            ("10,0\n20,1\n30,0", "list-two-columns"),
            ("10.5,0\n20.5,1", "list-table"),
            ("10.5 0\n20.5 1", "list-table"),
            ("10.5\t0\n20.5\t1", "list-table"),
            ("10.5;0\n20.5;1", "list-table"),
            ("time_ms,neuron\n10.5,0", "list-table"),
            ("time\tid\n10.5\t0\n20\t1", "list-table"),
            ("1 2 3\n4 5 6", "list-table"),
            ("V_mV\n1\n2", "list-unit"),
            ("time (sec)\n1\n2", "list-unit"),
            ("seconds\n1\n2", "list-unit"),
            ("time_ms", "number-no-number"),
            ("5, x", "number-no-number"),
            ("5, 1 mV", "number-unit"),
            ("5,,6", "list-gap"),
            ("5, , 6", "list-gap"),
            ("[5, 6", "list-brackets"),
            ("5, 6]", "list-brackets"),
            ("[[5, 0], [6, 1]]", "list-brackets"),
            ("array([5, 6])", "list-brackets"),
            ("5, NaN", "number-no-number"),
            ("5, 1e999", "number-too-large"),
            ("5, 1e-320", "number-too-small"),
            ("1 2 3 4 5 6 7 8 9 10 11", "problem-list-too-long"),
        ] {
            assert_eq!(list(typed), Err(quoting), "{typed:?}");
        }
    }

    #[test]
    fn on_the_command_line_a_comma_parts() {
        let list =
            |typed: &str| parse_list(typed, Unit::Ms, 10, Commas::Separate).map_err(|message| message.key);
        assert_eq!(list("10,20"), Ok(vec![10.0, 20.0]));
        assert_eq!(list("1,5"), Ok(vec![1.0, 5.0]));
        assert_eq!(list("10 ms,0.02s"), Ok(vec![10.0, 20.0]));
        assert_eq!(list("100,200"), Ok(vec![100.0, 200.0]));
        assert_eq!(list("1,000"), Err("list-thousands"));
        assert_eq!(list("10,,20"), Err("list-gap"));
        assert_eq!(list("ten"), Err("number-no-number"));
    }
}
