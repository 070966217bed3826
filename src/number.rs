//! Numbers and lists of numbers as people write them: one grammar for every door.

use crate::units::Unit;

/// The value of a typed text in `unit`: `5`, `5.0`, `5,0`, `5e-3`, `5 ms`, `0.005 s`, `−70 mV`.
///
/// A comma is a decimal sign when it can be nothing else. What could be a thousands separator (`1,000`) is
/// refused rather than guessed, and so is what is no number or has the unit of another quantity.
#[must_use]
pub fn parse(typed: &str, unit: Unit) -> Option<f64> {
    let typed = typed.trim().replace(['−', '–'], "-").replace('\u{a0}', " ");
    let is_number = |c: char| c.is_ascii_digit() || "+-.,".contains(c);
    let mut end = typed.find(|c| !is_number(c)).unwrap_or(typed.len());
    // An exponent belongs to the number only if digits follow it: "5e-3", but "5 eV" has none.
    if typed[end..].starts_with(['e', 'E']) {
        let exponent = &typed[end + 1..];
        let digits = exponent.trim_start_matches(['+', '-']);
        let sign = exponent.len() - digits.len();
        let count = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        if 0 < count && sign <= 1 {
            end += 1 + sign + count;
        }
    }
    let (number, suffix) = typed.split_at(end);
    let number: f64 = plain(number)?.parse().ok()?;
    let suffix = suffix.trim();
    let factor = if suffix.is_empty() {
        1.0
    } else {
        unit.accepted().iter().find(|(symbol, _)| *symbol == suffix).map(|(_, factor)| *factor)?
    };
    let value = if 0.0 < factor && factor < 1.0 { number / (1.0 / factor) } else { number * factor };
    value.is_finite().then_some(value)
}

/// The values of a typed list: `5, 10, 20`, `5 10 20`, `5 ms; 0.01 s`.
#[must_use]
pub fn parse_list(typed: &str, unit: Unit) -> Option<Vec<f64>> {
    let mut values = Vec::new();
    for part in typed.split([',', ';']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let all: Option<Vec<f64>> = words.iter().map(|word| parse(word, unit)).collect();
        match all {
            Some(numbers) => values.extend(numbers),
            // One number and its unit.
            None => values.push(parse(part, unit)?),
        }
    }
    Some(values)
}

/// The number with a decimal point, or nothing if its comma is ambiguous.
fn plain(number: &str) -> Option<String> {
    let commas = number.matches(',').count();
    let points = number.matches('.').count();
    match (commas, points) {
        (0, 0 | 1) => Some(number.to_owned()),
        (1, 0) => {
            let (before, after) = number.split_once(',')?;
            let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
            let leading = before.trim_start_matches(['+', '-']);
            // Three digits after a comma and one to three before it may be thousands; "0,125" may not.
            let is_ambiguous =
                digits(after) == 3 && (1..=3).contains(&leading.len()) && !leading.starts_with('0');
            (!is_ambiguous).then(|| format!("{before}.{after}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_with_any_sign_between() {
        let list = |typed: &str| parse_list(typed, Unit::Ms);
        for typed in ["5, 10, 20.5", "5 10 20.5", "5;10; 20.5", "5 ms, 0.01 s, 20.5", " 5,\u{a0}10,20.5 ms "]
        {
            assert_eq!(list(typed), Some(vec![5.0, 10.0, 20.5]), "{typed}");
        }
        assert_eq!([list("5 ms 10"), list("5, x"), list("5, 1 mV")], [None, None, None]);
        assert_eq!(list("100000.5, 50.123456"), Some(vec![100_000.5, 50.123_456]));
        assert_eq!(list(""), Some(Vec::new()));
    }

    #[test]
    fn typed_texts_mean_what_they_say() {
        let ms: &[(&str, Option<f64>)] = &[
            ("5", Some(5.0)),
            ("5.0", Some(5.0)),
            ("5,0", Some(5.0)),
            ("5,", Some(5.0)),
            (",5", Some(0.5)),
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            ("  5 ", Some(5.0)),
            ("+5", Some(5.0)),
            ("-5", Some(-5.0)),
            ("−5", Some(-5.0)),
            ("–5", Some(-5.0)),
            ("5e-3", Some(5e-3)),
            ("5E-3", Some(5e-3)),
            ("5e3", Some(5e3)),
            ("5e+3", Some(5e3)),
            ("1,5e2", Some(150.0)),
            ("9,5", Some(9.5)),
            ("9,55", Some(9.55)),
            ("0,125", Some(0.125)),
            ("0,005 s", Some(5.0)),
            ("12,3456", Some(12.3456)),
            ("1234,567", Some(1234.567)),
            ("1,000", None),
            ("12,000", None),
            ("123,456", None),
            ("-1,000", None),
            ("1.000", Some(1.0)),
            ("1,000,000", None),
            ("1.000,5", None),
            ("1,000.5", None),
            ("1.2.3", None),
            ("5 ms", Some(5.0)),
            ("5ms", Some(5.0)),
            ("5\u{a0}ms", Some(5.0)),
            ("0.005 s", Some(5.0)),
            ("0.005s", Some(5.0)),
            ("5000 us", Some(5.0)),
            ("5000 µs", Some(5.0)),
            ("5000 μs", Some(5.0)),
            ("1 min", Some(60_000.0)),
            ("5 mV", None),
            ("5 Ms", None),
            ("5 e", None),
            ("5e", None),
            ("5e-", None),
            ("5 eV", None),
            ("", None),
            ("  ", None),
            ("ms", None),
            ("five", None),
            ("NaN", None),
            ("inf", None),
            ("-inf", None),
            ("1e999", None),
            ("--5", None),
            ("5-", None),
            ("5 5", None),
            ("0x10", None),
            ("5%", None),
            ("1e-400", Some(0.0)),
            ("٣", None),
        ];
        for (typed, expected) in ms {
            assert_eq!(parse(typed, Unit::Ms), *expected, "{typed:?}");
        }
        for (typed, unit, expected) in [
            ("-70 mV", Unit::MV, -70.0),
            ("-0.07 V", Unit::MV, -70.0),
            ("0.2 nA", Unit::PA, 200.0),
            ("10 nS", Unit::NS, 10.0),
            ("500 pS", Unit::NS, 0.5),
            ("0.2 nF", Unit::PF, 200.0),
            ("1.5 kHz", Unit::Hz, 1500.0),
            ("40 %", Unit::One, 0.4),
        ] {
            let value = parse(typed, unit);
            assert!(value.is_some_and(|value| (value - expected).abs() < 1e-9), "{typed}: {value:?}");
        }
    }
}
