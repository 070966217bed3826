//! Numbers as people read them, with the decimal sign of the language that the window speaks. What is typed into a box keeps
//! its point: there `1,125` could mean two things.

use std::cell::Cell;

use crate::text::Language;
use crate::units::time_words;

thread_local! {
    /// The decimal sign of the window that this thread draws.
    static DECIMAL: Cell<char> = const { Cell::new('.') };
}

/// Numbers are shown in a language from now on, on this thread.
pub(crate) fn speak(language: Language) {
    DECIMAL.set(if language == Language::German { ',' } else { '.' });
}

/// A number with true minus signs and the decimal sign of the language.
pub(crate) fn as_spoken(plain: &str) -> String {
    let decimal = DECIMAL.get();
    plain
        .chars()
        .map(|c| {
            if c == '-' {
                '−'
            } else if c == '.' {
                decimal
            } else {
                c
            }
        })
        .collect()
}

/// A value with as many digits as are worth showing: exact if that is short, else five significant digits.
#[must_use]
pub fn show(value: f64) -> String {
    // A zero has no sign.
    let value = if value == 0.0 { 0.0 } else { value };
    let exact = value.to_string();
    if exact.len() <= 7 {
        return as_spoken(&exact);
    }
    let size = value.abs();
    let text = if size != 0.0 && !(1e-3..1e6).contains(&size) {
        // 1e7, and not 1.000e7.
        let text = format!("{value:.3e}");
        text.split_once('e').map_or_else(
            || text.clone(),
            |(digits, power)| format!("{}e{power}", digits.trim_end_matches('0').trim_end_matches('.')),
        )
    } else {
        let integer_digits = if size < 1.0 { 1 } else { size.to_string().find('.').unwrap_or(6) };
        let decimals = 5_usize.saturating_sub(integer_digits);
        let text = format!("{value:.decimals$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    as_spoken(&text)
}

/// A time [ms], in the unit that suits it.
#[must_use]
pub fn time(time_ms: f64) -> String {
    as_spoken(&time_words(time_ms))
}

/// A value with a fixed number of decimals and a true minus sign.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let is_zero = text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.');
    as_spoken(if is_zero { text.trim_start_matches('-') } else { &text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_numbers_are_short() {
        for (value, shown) in [
            (5.0, "5"),
            (-0.0, "0"),
            (-70.0, "−70"),
            (0.1, "0.1"),
            (12.345_678_9, "12.346"),
            (0.333_333_333, "0.3333"),
            (1e7, "1e7"),
            (-1.25e-9, "−1.25e−9"),
            (123_456.789, "123457"),
            (0.000_012_345_6, "1.235e−5"),
            (12_345_678.9, "1.235e7"),
        ] {
            assert_eq!(show(value), shown);
        }
        assert_eq!(signed(-0.04, 1), "0.0");
        assert_eq!(signed(-61.25, 1), "−61.2");
        speak(Language::German);
        assert_eq!([show(0.1), show(12_345_678.9), signed(-61.25, 1)], ["0,1", "1,235e7", "−61,2"]);
        speak(Language::English);
        assert_eq!(show(0.1), "0.1");
    }
}
