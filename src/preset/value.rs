//! Values as they are written by hand.

use crate::message::{Message, did_you_mean};
use crate::number::{self, Commas};
use crate::param::{Kind, MAX_LIST, ParamSpec, Value};

/// A value for a parameter as it is typed, stands behind `--set` or in a lesson: a number with or without a unit, a list, or
/// the name of an option. Ranges are not checked here.
///
/// # Errors
/// Why it is no such value, and what would be right.
pub fn parse_value(spec: &ParamSpec, written: &str) -> Result<Value, Message> {
    match spec.kind {
        Kind::Number { .. } => number::parse(written, spec.unit).map(Value::Number),
        Kind::Count { .. } => number::parse_whole(written).map(Value::Count),
        Kind::List { .. } => {
            let numbers = number::parse_list(written, spec.unit, MAX_LIST, Commas::AsWritten)?;
            Ok(Value::List(numbers.into()))
        }
        Kind::Choice { options } => {
            let written = written.trim();
            let keys = || options.iter().map(|option| option.key);
            keys().position(|key| key == written).map(Value::Choice).ok_or_else(|| {
                let message = Message::new("value-no-option")
                    .with("written", number::visible(written))
                    .with("options", keys().collect::<Vec<_>>().join(", "));
                match did_you_mean(written, keys()) {
                    Some(suggestion) => Message { key: "value-no-option-suggestion", ..message }
                        .with("suggestion", suggestion),
                    None => message,
                }
            })
        }
    }
}

/// The values of a parameter that a sweep runs through: commas part them, or semicolons, beside which a comma is a decimal
/// sign. What stands in brackets is one value.
///
/// # Errors
/// If one of them is missing, or what commas part could be thousands.
pub fn split_values(written: &str) -> Result<Vec<&str>, Message> {
    let separator = if outside_brackets(written).any(|(_, c)| c == ';') { ';' } else { ',' };
    let ends = outside_brackets(written).filter(|(_, c)| *c == separator).map(|(at, _)| at);
    let mut values = Vec::new();
    let mut begin = 0;
    for end in ends.chain([written.len()]) {
        values.push(written[begin..end].trim());
        begin = end + 1;
    }
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = values.windows(2).find(|two| {
        separator == ','
            && is_digits(two[0])
            && is_digits(two[1])
            && two[0].len() <= 3
            && two[1].len() == 3
            && two[1].starts_with('0')
    });
    if let Some([first, second, ..]) = thousands {
        let written = format!("{first},{second}");
        return Err(Message::new("list-thousands").with("written", number::visible(&written)));
    }
    if values.iter().any(|value| value.is_empty()) {
        return Err(Message::new("list-gap").with("written", number::visible(written)));
    }
    Ok(values)
}

/// The characters of a text that stand in no brackets, with their places.
fn outside_brackets(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_i32;
    text.char_indices().filter(move |(_, c)| {
        depth += i32::from(matches!(c, '[' | '(')) - i32::from(matches!(c, ']' | ')'));
        depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_sweep_are_parted() {
        let split = |written| split_values(written).map_err(|message| message.key);
        assert_eq!(split("10,20,40"), Ok(vec!["10", "20", "40"]));
        assert_eq!(split("10 pA, 0.02 nA"), Ok(vec!["10 pA", "0.02 nA"]));
        assert_eq!(split("1,5; 2,5"), Ok(vec!["1,5", "2,5"]));
        assert_eq!(split("[1,2],[3]"), Ok(vec!["[1,2]", "[3]"]));
        assert_eq!(split("5"), Ok(vec!["5"]));
        assert_eq!(split("1,000"), Err("list-thousands"));
        assert_eq!(split("1,,2"), Err("list-gap"));
        assert_eq!(split("1,"), Err("list-gap"));
        assert_eq!(split(""), Err("list-gap"));
    }
}
