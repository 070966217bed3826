//! Numbers and lists of numbers as people write them: one grammar for every door, whether a field of the window, something
//! that is pasted, `--set` or `--fire`. What is written is taken as it is meant, or refused with the reason and with what
//! would be right; nothing is guessed.
//!
//! A number is digits with at most one decimal sign, a point or a comma, perhaps a sign before, an exponent and a unit
//! behind: `5`, `5.0`, `5,0`, `5e-3`, `5 ms`, `0.005 s`, `−70 mV`, `40 %`. Without a unit it is in the parameter's own.
//! A comma that could as well part thousands (`1,000`) is refused. Lists are in `list.rs`.

mod list;

pub use list::{Commas, parse_list};

use crate::message::Message;
use crate::units::Unit;

/// The value of a typed number, in `unit`.
///
/// # Errors
/// If it is no number, could mean two, has the unit of another quantity, or is too large or too small to be kept as it is.
pub fn parse(typed: &str, unit: Unit) -> Result<f64, Message> {
    let text = plain_signs(typed);
    let text = text.trim();
    if text.is_empty() {
        return Err(Message::new("number-empty"));
    }
    let (number, suffix) = split_unit(text);
    let shift = match suffix {
        "" => Factor::PowerOfTen(0),
        suffix => factor(suffix, unit).ok_or_else(|| unknown_unit(text, suffix, unit))?,
    };
    let decimal = Decimal::read(number)?;
    let value = match shift {
        Factor::PowerOfTen(power) => decimal.value(power),
        Factor::Other(factor) => decimal.value(0) * factor,
    };
    if !value.is_finite() {
        return Err(quoting("number-too-large", text));
    }
    // A number that comes out as 0 and is not written as 0 would be altered.
    if value.is_subnormal() || value == 0.0 && !decimal.is_zero() {
        return Err(quoting("number-too-small", text));
    }
    Ok(value + 0.0) // Zero without a sign.
}

/// The value of a typed whole number: `7`, `1_000`, `1e3`.
///
/// # Errors
/// If it is no number, could mean two, has a fraction, a sign of minus or a unit, or does not fit into 64 bits.
pub fn parse_whole(typed: &str) -> Result<u64, Message> {
    let text = plain_signs(typed);
    let text = text.trim();
    let (number, suffix) = split_unit(text);
    if text.is_empty() {
        return Err(Message::new("number-empty"));
    }
    if !suffix.is_empty() {
        return Err(quoting("number-whole", text));
    }
    let decimal = Decimal::read(number)?;
    decimal.whole().ok_or_else(|| quoting("number-whole", text))
}

/// A message about what was written.
fn quoting(key: &'static str, written: &str) -> Message {
    Message::new(key).with("written", visible(written))
}

/// A text as it can stand in a message: on one line, short, and with nothing that does not show.
#[must_use]
pub fn visible(written: &str) -> String {
    const MOST_SHOWN: usize = 40;
    let is_shown = |c: &char| !c.is_control() && !('\u{200b}'..='\u{200f}').contains(c);
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    let mut shown: String = written.chars().map(blank).filter(is_shown).take(MOST_SHOWN).collect();
    if MOST_SHOWN < written.chars().count() {
        shown.push('…');
    }
    shown
}

/// The text with plain signs of minus and plain blanks.
fn plain_signs(typed: &str) -> String {
    let plain = |c: char| match c {
        '−' | '–' | '‐' | '‑' => '-',
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        other => other,
    };
    typed.chars().map(plain).collect()
}

/// A number, and the unit behind it or nothing.
fn split_unit(text: &str) -> (&str, &str) {
    let is_number = |c: char| c.is_ascii_digit() || "+-.,_'’".contains(c);
    let mut end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    // An exponent belongs to the number only if digits follow it: "5e-3", but "5 eV" has none.
    if text[end..].starts_with(['e', 'E']) {
        let exponent = &text[end + 1..];
        let digits = exponent.trim_start_matches(['+', '-']);
        let sign = exponent.len() - digits.len();
        let count = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        if 0 < count && sign <= 1 {
            end += 1 + sign + count;
        }
    }
    let (number, suffix) = text.split_at(end);
    (number, suffix.trim())
}

/// What a number in another unit is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Factor {
    /// Ten to this power: a shift of the decimal point, which rounds nothing.
    PowerOfTen(i64),
    Other(f64),
}

/// The factor of a unit that may be typed instead of `unit`.
fn factor(symbol: &str, unit: Unit) -> Option<Factor> {
    let (_, factor) = *unit.accepted().iter().find(|(own, _)| *own == symbol)?;
    let power = (-12..=12).find(|power| format!("1e{power}").parse() == Ok(factor));
    Some(power.map_or(Factor::Other(factor), Factor::PowerOfTen))
}

/// What is wrong with what stands behind a number.
fn unknown_unit(text: &str, suffix: &str, unit: Unit) -> Message {
    if !split_unit(text).0.contains(|c: char| c.is_ascii_digit()) {
        return quoting("number-no-number", text);
    }
    if suffix.starts_with(|c: char| c.is_ascii_digit() || "+-.,".contains(c)) {
        return quoting("number-several", text);
    }
    quoting("number-unit", suffix).with("units", units(unit))
}

/// The units that may be typed, as a list.
fn units(unit: Unit) -> String {
    // One way of writing micro is enough in a message.
    let is_plain = |symbol: &&str| !symbol.starts_with(['u', 'μ']);
    let known: Vec<&str> = unit.accepted().iter().map(|(symbol, _)| *symbol).filter(is_plain).collect();
    known.join(", ")
}

/// A number as it was written.
#[derive(Debug, Clone, PartialEq)]
struct Decimal {
    /// Perhaps a sign, digits and perhaps a point.
    mantissa: String,
    exponent: i64,
}

/// Beyond this exponent every number is too large or too small.
const FARTHEST_EXPONENT: i64 = 100_000;

impl Decimal {
    fn read(number: &str) -> Result<Self, Message> {
        let (mantissa, exponent) = match number.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => {
                let sign = if exponent.starts_with('-') { -1 } else { 1 };
                (mantissa, exponent.parse().unwrap_or(sign * FARTHEST_EXPONENT))
            }
            None => (number, 0),
        };
        let mantissa = plain(mantissa)?;
        Ok(Self { mantissa, exponent: exponent.clamp(-FARTHEST_EXPONENT, FARTHEST_EXPONENT) })
    }

    fn value(&self, shift: i64) -> f64 {
        format!("{}e{}", self.mantissa, self.exponent + shift).parse().unwrap_or(f64::NAN)
    }

    fn is_zero(&self) -> bool {
        !self.mantissa.contains(|c: char| c.is_ascii_digit() && c != '0')
    }

    /// The number if it is whole, not negative and fits.
    fn whole(&self) -> Option<u64> {
        let (before, after) = self.mantissa.split_once('.').unwrap_or((&self.mantissa, ""));
        if before.starts_with('-') && !self.is_zero() {
            return None;
        }
        let digits = format!("{}{after}", before.trim_start_matches(['+', '-']));
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Some(0);
        }
        let zeros = self.exponent - i64::try_from(after.len()).ok()?;
        let digits = if zeros < 0 {
            let cut = digits.len().checked_sub(usize::try_from(-zeros).ok()?)?;
            let (kept, fraction) = digits.split_at(cut);
            if fraction.bytes().any(|digit| digit != b'0') {
                return None;
            }
            kept.to_owned()
        } else if zeros <= 20 {
            format!("{digits}{}", "0".repeat(usize::try_from(zeros).ok()?))
        } else {
            return None;
        };
        digits.parse().ok()
    }
}

/// Sign, digits and perhaps a decimal point, or why a text is not that.
fn plain(number: &str) -> Result<String, Message> {
    let unsigned = number.strip_prefix(['+', '-']).unwrap_or(number);
    let has_digit = number.contains(|c: char| c.is_ascii_digit());
    if !has_digit || unsigned.contains(['+', '-']) {
        return Err(quoting("number-no-number", number));
    }
    let is_between_digits = |(at, _): (usize, char)| {
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        digit(at.checked_sub(1).and_then(|at| number.as_bytes().get(at)))
            && digit(number.as_bytes().get(at + 1))
    };
    if !number.char_indices().filter(|(_, c)| *c == '_').all(is_between_digits) {
        return Err(quoting("number-no-number", number));
    }
    let (commas, points) = (number.matches(',').count(), number.matches('.').count());
    match (commas, points) {
        _ if number.contains(['\'', '’']) => {
            Err(quoting("number-two-signs", number).with("whole", number.replace(['\'', '’'], "")))
        }
        (0, 0 | 1) => Ok(number.replace('_', "")),
        (1, 0) => {
            let (before, after) = unsigned.split_once(',').unwrap_or((unsigned, ""));
            // Three digits after a comma and one to three before it may be thousands; "0,125" may not.
            if after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0') {
                let (whole, decimal) = (number.replace(',', ""), number.replace(',', "."));
                return Err(quoting("number-thousands", number)
                    .with("whole", whole)
                    .with("decimal", decimal));
            }
            Ok(number.replace(',', ".").replace('_', ""))
        }
        _ => {
            // The last sign is the decimal one if there is no other of its kind.
            let last = number.rfind([',', '.']).unwrap_or(0);
            let sign = if number[last..].starts_with(',') { commas } else { points };
            let (before, after) = number.split_at(last);
            let before = before.replace([',', '.'], "");
            let whole = if sign == 1 { format!("{before}.{}", &after[1..]) } else { before + &after[1..] };
            Err(quoting("number-two-signs", number).with("whole", whole))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_texts_mean_what_they_say() {
        let ms: &[(&str, Result<f64, &str>)] = &[
            ("5", Ok(5.0)),
            ("5.0", Ok(5.0)),
            ("5,0", Ok(5.0)),
            ("5,", Ok(5.0)),
            (",5", Ok(0.5)),
            (".5", Ok(0.5)),
            ("5.", Ok(5.0)),
            ("  5 ", Ok(5.0)),
            ("+5", Ok(5.0)),
            ("-5", Ok(-5.0)),
            ("−5", Ok(-5.0)),
            ("–5", Ok(-5.0)),
            ("5e-3", Ok(5e-3)),
            ("5E-3", Ok(5e-3)),
            ("5e3", Ok(5e3)),
            ("5e+3", Ok(5e3)),
            ("1,5e2", Ok(150.0)),
            ("9,5", Ok(9.5)),
            ("9,55", Ok(9.55)),
            ("0,125", Ok(0.125)),
            ("0,005 s", Ok(5.0)),
            ("12,3456", Ok(12.3456)),
            ("1234,567", Ok(1234.567)),
            ("1_000", Ok(1000.0)),
            ("1,000", Err("number-thousands")),
            ("12,000", Err("number-thousands")),
            ("123,456", Err("number-thousands")),
            ("-1,000", Err("number-thousands")),
            ("1.000", Ok(1.0)),
            ("1,000,000", Err("number-two-signs")),
            ("1.000,5", Err("number-two-signs")),
            ("1,000.5", Err("number-two-signs")),
            ("1.2.3", Err("number-two-signs")),
            ("1'000", Err("number-two-signs")),
            ("5 ms", Ok(5.0)),
            ("5ms", Ok(5.0)),
            ("5\u{a0}ms", Ok(5.0)),
            ("5\u{202f}ms", Ok(5.0)),
            ("0.005 s", Ok(5.0)),
            ("0.005s", Ok(5.0)),
            ("5000 us", Ok(5.0)),
            ("5000 µs", Ok(5.0)),
            ("5000 μs", Ok(5.0)),
            ("1 min", Ok(60_000.0)),
            ("5 mV", Err("number-unit")),
            ("5 Ms", Err("number-unit")),
            ("5 e", Err("number-unit")),
            ("5e", Err("number-unit")),
            ("5e-", Err("number-unit")),
            ("5 eV", Err("number-unit")),
            ("", Err("number-empty")),
            ("  ", Err("number-empty")),
            ("ms", Err("number-no-number")),
            ("five", Err("number-no-number")),
            ("NaN", Err("number-no-number")),
            ("inf", Err("number-no-number")),
            ("-inf", Err("number-no-number")),
            ("1e999", Err("number-too-large")),
            ("1e99999999999999999999999", Err("number-too-large")),
            ("--5", Err("number-no-number")),
            ("5-", Err("number-no-number")),
            ("_5", Err("number-no-number")),
            ("5 5", Err("number-several")),
            ("1 000", Err("number-several")),
            ("0x10", Err("number-unit")),
            ("5%", Err("number-unit")),
            ("1e-400", Err("number-too-small")),
            ("1e-310", Err("number-too-small")),
            ("0e-400", Ok(0.0)),
            ("٣", Err("number-no-number")),
        ];
        for (typed, expected) in ms {
            let read = parse(typed, Unit::Ms);
            assert_eq!(
                read.as_ref().map_err(|message| message.key),
                expected.as_ref().map_err(|key| *key),
                "{typed:?}"
            );
        }
        assert!(parse("-0", Unit::Ms).unwrap().is_sign_positive());
    }

    #[test]
    fn a_unit_shifts_the_point_and_rounds_nothing() {
        for (typed, unit, expected) in [
            ("-70 mV", Unit::MV, -70.0),
            ("-0.07 V", Unit::MV, -70.0),
            ("0.18 nA", Unit::PA, 180.0),
            ("180 pA", Unit::PA, 180.0),
            ("10 nS", Unit::NS, 10.0),
            ("500 pS", Unit::NS, 0.5),
            ("0.2 nF", Unit::PF, 200.0),
            ("1.5 kHz", Unit::Hz, 1500.0),
            ("40 %", Unit::One, 0.4),
            ("7 %", Unit::One, 0.07),
            ("0.07 s", Unit::Ms, 70.0),
            ("0.57 s", Unit::Ms, 570.0),
        ] {
            assert_eq!(parse(typed, unit), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn whole_numbers_are_exact() {
        for (typed, expected) in [
            ("7", Some(7)),
            ("+7", Some(7)),
            ("007", Some(7)),
            ("1_000", Some(1000)),
            ("1e3", Some(1000)),
            ("1.5e1", Some(15)),
            ("12.0", Some(12)),
            ("1200e-2", Some(12)),
            ("0", Some(0)),
            ("-0", Some(0)),
            ("18446744073709551615", Some(u64::MAX)),
            ("9007199254740993", Some(9_007_199_254_740_993)),
            ("18446744073709551616", None),
            ("1e30", None),
            ("1.5", None),
            ("1e-1", None),
            ("-1", None),
            ("1,000", None),
            ("7 ms", None),
            ("seven", None),
            ("", None),
        ] {
            assert_eq!(parse_whole(typed).ok(), expected, "{typed}");
        }
    }

    #[test]
    fn what_would_be_right_is_told() {
        let argument = |typed: &str, name: &str| {
            let message = parse(typed, Unit::Ms).unwrap_err();
            message.args.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone()).unwrap()
        };
        assert_eq!(
            (argument("1,000", "whole"), argument("1,000", "decimal")),
            ("1000".to_owned(), "1.000".to_owned())
        );
        assert_eq!(argument("1.000,5", "whole"), "1000.5");
        assert_eq!(argument("1,000,000", "whole"), "1000000");
        assert_eq!(argument("5 mV", "units"), "ms, s, µs, min");
    }
}
