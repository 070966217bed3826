//! What the parser finds wrong with a text, in words of the document instead of the program's types.
//!
//! The parser knows places and names; which numbers a field takes and what was probably meant is added here.

use super::format::FORMAT;
use super::span::Spans;
use crate::message::{Message, did_you_mean};
use crate::model::network::MAX_NEURONS;
use crate::model::problem::{Fault, Problem, visible};

/// The problem of a parser's error, at the path where it stopped.
pub(super) fn problem(error: &ron::error::SpannedError, path: &str, text: &str) -> Problem {
    let path = document_path(path);
    let mut place = (error.span.start.line, error.span.start.col);
    let mut what = None;
    if let Some((min, max)) = whole_number_range(&path, &error.code)
        && let Some(found) = Spans::of(text, &[&path]).find(&path)
    {
        place = found;
        let written = visible(word_at(text, place));
        what = Some(
            Message::new("syntax-whole-number").with("value", written).with("min", min).with("max", max),
        );
    }
    let what = what.unwrap_or_else(|| message(&error.code));
    let hint = hint(&error.code, text, place);
    let mut problem = Problem::new(path.clone(), path, Fault::Syntax { what, hint });
    problem.place = Some(place);
    problem
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
            "model" | "kind" | "connect" | "weights" | "receptors" | "kinetics" | "release" | "plasticity" | "y"
        );
        if !is_variant {
            shown.push(step);
        }
    }
    shown.join(".")
}

/// The range of a field that takes whole numbers, if that is what the error is about.
fn whole_number_range(path: &str, error: &ron::Error) -> Option<(u64, u64)> {
    if !matches!(error, ron::Error::ExpectedInteger | ron::Error::IntegerOutOfBounds) {
        return None;
    }
    match path.rsplit('.').next()? {
        "format" => Some((u64::from(FORMAT), u64::from(FORMAT))),
        "seed" => Some((0, u64::MAX)),
        "n" => Some((1, MAX_NEURONS)),
        "id" | "from" | "to" => Some((0, u64::from(u32::MAX))),
        _ => None,
    }
}

/// What stands at a place, up to the next bracket, comma or blank.
fn word_at(text: &str, (line, column): (usize, usize)) -> &str {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    &rest[..rest.find(|c: char| c.is_whitespace() || ",()[]{}".contains(c)).unwrap_or(rest.len())]
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
        E::ExpectedDifferentStructName { found, .. } => {
            Message::new("syntax-found-word").with("found", visible(found))
        }
        E::InvalidIdentifier(found) | E::SuggestRawIdentifier(found) => {
            Message::new("syntax-found-word").with("found", visible(found))
        }
        E::UnclosedBlockComment => Message::new("syntax-unclosed-comment"),
        E::TrailingCharacters => Message::new("syntax-trailing"),
        E::ExceededRecursionLimit => Message::new("syntax-too-deep"),
        E::NoSuchStructField { expected, found, .. } if expected.is_empty() => {
            Message::new("syntax-no-fields").with("found", visible(found))
        }
        E::NoSuchStructField { expected, found, .. } => {
            Message::new("syntax-unknown-field").with("found", visible(found)).with("expected", expected.join(", "))
        }
        E::NoSuchEnumVariant { expected, found, .. } => Message::new("syntax-unknown-variant")
            .with("found", visible(found))
            .with("expected", expected.join(", ")),
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
fn hint(error: &ron::Error, text: &str, (line, column): (usize, usize)) -> Option<Message> {
    let suggest = |found: &str, expected: &[&str]| {
        let suggestion = did_you_mean(found, expected.iter().copied())?;
        Some(Message::new("load-hint-did-you-mean").with("suggestion", suggestion))
    };
    match error {
        ron::Error::NoSuchStructField { expected, found, .. }
        | ron::Error::NoSuchEnumVariant { expected, found, .. } => suggest(found, expected),
        ron::Error::MissingStructField { field: "format", .. }
        | ron::Error::ExpectedNamedStructLike("PresetFile")
        | ron::Error::ExpectedStructName(_)
        | ron::Error::ExpectedDifferentStructName { expected: "PresetFile", .. } => {
            Some(Message::new("load-hint-format").with("known", FORMAT))
        }
        _ if has_decimal_comma(text, line, column) => Some(Message::new("load-hint-decimal-comma")),
        ron::Error::ExpectedComma if word_at(text, (line, column)).starts_with('.') => {
            Some(Message::new("load-hint-whole-number"))
        }
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
