//! What the parser finds wrong with a text, in words of the document instead of the program's types.
//!
//! The parser knows places and names; which numbers a field takes and what was probably meant is added here.

use super::file::FORMAT;
use super::span::Spans;
use super::{habit, known};
use crate::message::Message;
use crate::model::network::MAX_NEURONS;
use crate::model::neuron::NeuronKind;
use crate::model::problem::{Fault, Problem, visible};
use crate::model::release::Release;
use crate::param::{Kind, ParamSet};
use crate::units::Speed;

/// The problem of a parser's error, at the path where it stopped.
pub(super) fn problem(error: &ron::error::SpannedError, path: &str, text: &str) -> Problem {
    let mut path = document_path(path);
    let mut place = (error.span.start.line, error.span.start.col);
    if let Some(key) = key_of_fraction(&error.code, text, place) {
        path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    }
    let what = match value_fault(&error.code, &path) {
        Some(expected) => {
            place = Spans::of(text, &[&path]).find(&path).unwrap_or(place);
            expected.with("value", visible(word_at(text, place)))
        }
        None => known_elsewhere(&error.code, &path, text, &mut place).unwrap_or_else(|| message(&error.code)),
    };
    let is_known = matches!(
        what.key,
        "syntax-called-otherwise" | "syntax-not-here" | "syntax-not-here-nearest" | "syntax-one-value"
    );
    let hint = if is_known { None } else { hint(&error.code, &path, text, place) };
    let mut problem = Problem::new(path.clone(), path, Fault::Syntax { what, hint });
    problem.place = Some(place);
    problem
}

/// What to say of what is not in this version although the field knows it: a mechanism, or many values in the place of one.
fn known_elsewhere(
    error: &ron::Error,
    path: &str,
    text: &str,
    place: &mut (usize, usize),
) -> Option<Message> {
    use ron::Error as E;
    match error {
        E::NoSuchEnumVariant { expected, found, .. } => known::mechanism(path, found, expected),
        E::ExpectedFloat | E::ExpectedInteger | E::ExpectedComma => {
            let begins = Spans::of(text, &[path]).find(path)?;
            let message = known::many_values(path, word_or_list_at(text, begins))?;
            *place = begins;
            Some(message)
        }
        _ => None,
    }
}

/// The word at a place, or the bracket of a list.
fn word_or_list_at(text: &str, place: (usize, usize)) -> &str {
    let word = word_at(text, place);
    if !word.is_empty() {
        return word;
    }
    let line = text.split('\n').nth(place.0.saturating_sub(1)).unwrap_or_default();
    let start = line.char_indices().nth(place.1.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    if line[start..].starts_with('[') { "[" } else { "" }
}

/// The path without the names of variants, which wrap their content without a step of their own, and without
/// the parser's mark for a place that has no name yet.
fn document_path(path: &str) -> String {
    let mut shown: Vec<&str> = Vec::new();
    let mut wraps = false;
    for step in path.split('.').filter(|step| !matches!(*step, "" | "?")) {
        let is_variant = wraps && step.starts_with(|c: char| c.is_ascii_uppercase());
        let bare = step.split('[').next().unwrap_or_default();
        wraps = matches!(
            bare,
            "model"
                | "kind"
                | "connect"
                | "weights"
                | "receptors"
                | "kinetics"
                | "release"
                | "plasticity"
                | "y"
        );
        if !is_variant {
            shown.push(step);
        }
    }
    shown.join(".")
}

/// The range of the count with this key in any mechanism.
fn count_range(key: &str) -> Option<(u64, u64)> {
    let mut found = None;
    let mut look = |set: &dyn ParamSet| {
        set.visit(&mut |spec, _| {
            if let Kind::Count { valid: (min, max), .. } = spec.kind
                && spec.key == key
            {
                found = Some((min, max));
            }
        });
    };
    NeuronKind::all().iter().filter_map(NeuronKind::inner).for_each(|kind| look(kind));
    Release::all().iter().filter_map(Release::inner).for_each(|release| look(release));
    found
}

/// What would be right in a field of which more is known than the parser does; lacks only what was written.
fn value_fault(error: &ron::Error, path: &str) -> Option<Message> {
    use ron::Error as E;
    if path == "run.speed_ms_per_s" && matches!(error, E::Message(_)) {
        let (min, max) = (Speed::MIN_MS_PER_S, Speed::MAX_MS_PER_S);
        return Some(Message::new("syntax-speed").with("min", min).with("max", max));
    }
    let is_whole_number = matches!(
        error,
        E::ExpectedInteger | E::IntegerOutOfBounds | E::InvalidIntegerDigit { .. } | E::ExpectedComma
    );
    if !is_whole_number {
        return None;
    }
    let (min, max) = match path.rsplit('.').next()? {
        "format" => return Some(Message::new("syntax-no-such-format")),
        "seed" => (0, u64::MAX),
        "n" => (1, MAX_NEURONS),
        "id" | "from" | "to" => (0, u64::from(u32::MAX)),
        key => count_range(key)?,
    };
    Some(Message::new("syntax-whole-number").with("min", min).with("max", max))
}

/// The key of a field that takes a whole number and got one with a fraction: the parser has read the whole
/// part by then, left the field and found the point.
fn key_of_fraction<'a>(error: &ron::Error, text: &'a str, (line, column): (usize, usize)) -> Option<&'a str> {
    if !matches!(error, ron::Error::ExpectedComma) || !word_at(text, (line, column)).starts_with('.') {
        return None;
    }
    let line = text.split('\n').nth(line.checked_sub(1)?)?;
    let end = line.char_indices().nth(column.checked_sub(1)?)?.0;
    let before = line[..end].trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    let before = before.trim_end().strip_suffix(':')?.trim_end();
    let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |at| at + 1);
    Some(&before[start..])
}

/// What stands at a place, up to the next bracket, comma or blank.
fn word_at(text: &str, (line, column): (usize, usize)) -> &str {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    &rest[..rest.find(|c: char| c.is_whitespace() || ",()[]{}".contains(c)).unwrap_or(rest.len())]
}

/// What is wrong with a text of another kind, such as settings, and where.
#[must_use]
pub fn syntax_message(error: &ron::error::SpannedError) -> Message {
    let at = error.span.start;
    let place = Message::new("syntax-at").with("line", at.line).with("column", at.col);
    place.with_message("what", message(&error.code))
}

/// What is wrong.
fn message(error: &ron::Error) -> Message {
    use ron::Error as E;
    match error {
        E::Eof | E::ExpectedStringEnd => Message::new("syntax-ends-early"),
        E::ExpectedComma | E::ExpectedArrayEnd | E::ExpectedMapEnd | E::ExpectedStructLikeEnd => {
            Message::new("syntax-expected-comma")
        }
        E::ExpectedMapColon => Message::new("syntax-expected-colon"),
        E::ExpectedInteger => Message::new("syntax-expected-integer"),
        E::IntegerOutOfBounds => Message::new("syntax-integer-out-of-bounds"),
        E::ExpectedFloat => Message::new("syntax-expected-number"),
        E::ExpectedString => Message::new("syntax-expected-text"),
        E::ExpectedArray => Message::new("syntax-expected-list"),
        E::ExpectedMap => Message::new("syntax-expected-map"),
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) => Message::new("syntax-expected-bracket"),
        E::ExpectedIdentifier => Message::new("syntax-expected-name"),
        E::ExpectedDifferentStructName { found, .. }
        | E::InvalidIdentifier(found)
        | E::SuggestRawIdentifier(found) => Message::new("syntax-found-word").with("found", visible(found)),
        E::UnclosedBlockComment => Message::new("syntax-unclosed-comment"),
        E::TrailingCharacters => Message::new("syntax-trailing"),
        E::ExceededRecursionLimit => Message::new("syntax-too-deep"),
        E::NoSuchStructField { expected: [], found, .. } => {
            Message::new("syntax-no-fields").with("found", visible(found))
        }
        E::NoSuchStructField { expected, found, .. } => Message::new("syntax-unknown-field")
            .with("found", visible(found))
            .with_own("expected", expected.join(", ")),
        E::NoSuchEnumVariant { expected, found, .. } => Message::new("syntax-unknown-variant")
            .with("found", visible(found))
            .with_own("expected", expected.join(", ")),
        E::MissingStructField { field, .. } => Message::new("syntax-missing-field").with("field", field),
        E::DuplicateStructField { field, .. } => Message::new("syntax-duplicate-field").with("field", field),
        // The parser quotes the document, which may be long and hold characters that do not show.
        other => Message::new("syntax-other").with("detail", readable(&other.to_string())),
    }
}

/// A parser's sentence, cut to a few lines and without characters that do not show.
fn readable(detail: &str) -> String {
    let words: Vec<String> = detail.chars().take(300).collect::<String>().split(' ').map(visible).collect();
    words.join(" ")
}

/// What was probably meant.
fn hint(error: &ron::Error, path: &str, text: &str, (line, column): (usize, usize)) -> Option<Message> {
    match error {
        ron::Error::NoSuchStructField { expected, found, .. }
        | ron::Error::NoSuchEnumVariant { expected, found, .. } => habit::hint(found, expected),
        ron::Error::ExpectedInteger | ron::Error::IntegerOutOfBounds if path == "format" => {
            Some(Message::new("load-hint-format").with("known", FORMAT))
        }
        ron::Error::MissingStructField { field: "format", .. }
        | ron::Error::ExpectedNamedStructLike("PresetFile")
        | ron::Error::ExpectedStructName(_)
        | ron::Error::ExpectedDifferentStructName { expected: "PresetFile", .. } => {
            Some(Message::new("load-hint-format").with("known", FORMAT))
        }
        _ if has_decimal_comma(text, line, column) => Some(Message::new("load-hint-decimal-comma")),
        _ => None,
    }
}

/// Whether a digit, a comma and a digit stand together close before a place.
fn has_decimal_comma(text: &str, line: usize, column: usize) -> bool {
    let Some(line) = text.lines().nth(line.saturating_sub(1)) else {
        return false;
    };
    let near: Vec<char> = line.chars().take(column + 1).collect();
    let near = &near[near.len().saturating_sub(8)..];
    near.windows(3).any(|w| w[0].is_ascii_digit() && w[1] == ',' && w[2].is_ascii_digit())
}
