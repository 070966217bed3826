//! Sets of parameters in a file: `path = value` lines, two columns of a table, or an object in JSON or RON.
//!
//! A set is taken as a whole or refused as a whole: every path has to lead somewhere, none may come twice, and the values have
//! to be right together.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::error::{LoadError, MAX_PROBLEMS};
use super::foreign::LOOKED_AT;
use super::{Preset, load, parse_value};
use crate::message::Message;
use crate::model::network::Address;
use crate::model::problem::{Fault, Problem};
use crate::param::Value;

/// What paths of parameters begin with.
const ROOTS: &[&str] = &["run", "populations", "projections", "gap_junctions", "decay", "rate_learning"];
/// Most parameters in a file.
pub const MOST_ENTRIES: usize = 100_000;

/// A parameter and its value, as they are written.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    path: String,
    value: String,
    /// Its line, where lines mean something.
    line: Option<usize>,
}

/// Whether a text is a set of parameters, right or wrong, as far as its beginning tells.
#[must_use]
pub fn is_parameters(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
    };
    let text = text.trim_start_matches('\u{feff}');
    if let Some(rest) = text.trim_start().strip_prefix('{') {
        let key = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
        return key.is_some_and(is_path);
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !is_comment(line));
    let first = lines.next().unwrap_or_default();
    let first = if is_header(first) { lines.next().unwrap_or_default() } else { first };
    parted(first).is_some_and(|(path, _)| is_path(path))
}

/// Whether a text begins like a path.
fn is_path(text: &str) -> bool {
    text.split_once('.').is_some_and(|(root, rest)| ROOTS.contains(&root) && !rest.is_empty())
}

fn is_comment(line: &str) -> bool {
    line.is_empty() || line.starts_with('#') || line.starts_with("//")
}

/// Whether a line names the columns of a table.
fn is_header(line: &str) -> bool {
    parted(line).is_some_and(|(first, second)| first == "path" && second == "value")
}

/// A path and a value, whatever parts them first; quotes around either are no part of it.
fn parted(line: &str) -> Option<(&str, &str)> {
    let at = line.find(['=', ',', ';', '\t'])?;
    let bare = |text: &'_ str| -> (usize, usize) {
        let trimmed = text.trim();
        let begin = text.len() - text.trim_start().len();
        let is_quoted = 2 <= trimmed.len() && trimmed.starts_with('"') && trimmed.ends_with('"');
        let inset = usize::from(is_quoted);
        (begin + inset, begin + trimmed.len() - inset)
    };
    let (path, value) = (&line[..at], &line[at + 1..]);
    let ((a, b), (c, d)) = (bare(path), bare(value));
    Some((&path[a..b], &value[c..d]))
}

/// The values that a set gives parameters of a document, which may have them all.
///
/// # Errors
/// Everything that is wrong with the set; the document is as it was.
pub fn read(bytes: &[u8], preset: &Preset) -> Result<Vec<(Address, Value)>, LoadError> {
    if load::MAX_BYTES < bytes.len() as u64 {
        return Err(LoadError::TooLong { limit: load::MAX_BYTES });
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(text).map_err(|error| LoadError::NotUtf8 { at: error.valid_up_to() })?;
    if text.trim().is_empty() {
        return Err(LoadError::Empty);
    }
    let entries = entries(text).map_err(|problem| LoadError::invalid(vec![*problem]))?;
    if MOST_ENTRIES < entries.len() {
        let fault =
            Fault::TooMany { what: "parameters", count: entries.len() as u128, limit: MOST_ENTRIES as u128 };
        return Err(LoadError::invalid(vec![Problem::new("", "", fault)]));
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for entry in &entries {
        if MAX_PROBLEMS < problems.len() {
            break; // Nobody reads about all of them, and to find what is near takes its time.
        }
        match entry.value_in(preset) {
            Ok((address, _)) if !seen.insert(preset.path(address)) => {
                problems.push(entry.problem(Message::new("parameters-twice")));
            }
            Ok(value) => values.push(value),
            Err(message) => problems.push(entry.problem(message)),
        }
    }
    if problems.is_empty()
        && let Err(wrong) = preset.with_values(&values)
    {
        problems = wrong;
        for problem in &mut problems {
            let entry = entries.iter().find(|entry| entry.path == problem.path);
            problem.place = entry.and_then(|entry| entry.line).map(|line| (line, 1));
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(LoadError::invalid(problems)) }
}

impl Entry {
    fn value_in(&self, preset: &Preset) -> Result<(Address, Value), Message> {
        let address = preset.find(&self.path).map_err(|unknown| unknown.message())?;
        let spec = preset.get(address).map(|(spec, _)| spec).ok_or_else(|| Message::new("number-empty"))?;
        Ok((address, parse_value(spec, &self.value)?))
    }

    fn problem(&self, what: Message) -> Problem {
        let fault = Fault::Syntax { what, hint: None };
        let mut problem = Problem::new(self.path.clone(), self.path.clone(), fault);
        problem.place = self.line.map(|line| (line, 1));
        problem
    }
}

/// What a text says, in order.
fn entries(text: &str) -> Result<Vec<Entry>, Box<Problem>> {
    let syntax = |what: Message, place| {
        let mut problem = Problem::new("", "", Fault::Syntax { what, hint: None });
        problem.place = Some(place);
        Box::new(problem)
    };
    if text.trim_start().starts_with('{') {
        let error = match serde_json::from_str::<Pairs>(text) {
            Ok(pairs) => return Ok(pairs.0),
            Err(error) => error,
        };
        return ron::from_str::<Pairs>(text).map(|pairs| pairs.0).map_err(|_| {
            let what = Message::new("parameters-no-object").with("detail", &error);
            syntax(what, (error.line(), error.column()))
        });
    }
    let mut entries = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if is_comment(line) || (entries.is_empty() && is_header(line)) {
            continue;
        }
        let Some((path, value)) = parted(line) else {
            return Err(syntax(Message::new("parameters-no-line"), (index + 1, 1)));
        };
        entries.push(Entry { path: path.to_owned(), value: value.to_owned(), line: Some(index + 1) });
    }
    Ok(entries)
}

/// The entries of an object, in order, however often a key comes.
struct Pairs(Vec<Entry>);

/// A value in JSON or RON.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Count(u64),
    Number(f64),
    Text(String),
    List(Vec<f64>),
}

impl Scalar {
    /// As it is typed.
    fn written(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
            Self::List(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(f64::to_string).collect();
                format!("[{}]", numbers.join(", "))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("{…}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut all = Vec::new();
                while let Some((path, value)) = map.next_entry::<String, Scalar>()? {
                    if all.len() <= MOST_ENTRIES {
                        all.push(Entry { path, value: value.written(), line: None });
                    }
                }
                Ok(Pairs(all))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library;

    fn ampa() -> Preset {
        load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap()
    }

    /// All four forms say the same.
    #[test]
    fn every_form_is_read() {
        let (a, b) = ("populations.0.C_pF", "projections.1-0.receptors.ampa.kinetics.summation");
        let preset = ampa();
        let expected = vec![
            (preset.find(a).unwrap(), Value::Number(150.0)),
            (preset.find(b).unwrap(), preset.read_value(preset.find(b).unwrap(), "Linear").unwrap()),
            (preset.find("run.seed").unwrap(), Value::Count(u64::MAX)),
        ];
        let most = u64::MAX;
        for text in [
            format!("# mine\n\n{a} = 150 pF\n{b}=Linear\nrun.seed = {most}\n"),
            format!("path,value\r\n{a},150\r\n\"{b}\",\"Linear\"\r\nrun.seed,{most}\r\n"),
            format!("{a};0.15 nF\n{b};Linear\nrun.seed;{most}"),
            format!("path\tvalue\n{a}\t150\n{b}\tLinear\nrun.seed\t{most}"),
            format!("\u{feff}{{\"{a}\": 150, \"{b}\": \"Linear\", \"run.seed\": {most}}}"),
            format!("{{ // mine\n \"{a}\": 150.0, \"{b}\": \"Linear\", \"run.seed\": {most}, }}"),
        ] {
            assert_eq!(read(text.as_bytes(), &preset).unwrap(), expected, "{text}");
            let is_known = is_parameters(text.as_bytes());
            assert!(is_known || text.contains("// mine"), "{text}");
        }
    }

    #[test]
    fn one_wrong_entry_refuses_all() {
        let preset = ampa();
        let a = "populations.0.C_pF";
        for (text, place, key) in [
            (format!("{a} = 150\npopulations.0.C = 1\n"), Some((2, 1)), ""),
            (format!("{a} = 150\n{a} = 160\n"), Some((2, 1)), "parameters-twice"),
            (format!("{a} = 150\nrun.seed = -1\n"), Some((2, 1)), ""),
            (format!("{a} = 150\npopulations.0.V_th_mV = -90\n"), Some((2, 1)), ""),
            (format!("{a} = 150\nnothing\n"), Some((2, 1)), "parameters-no-line"),
            (format!("{{\"{a}\": 150, \"{a}\": 150}}"), None, "parameters-twice"),
            (format!("{{\"{a}\": 150"), Some((1, 28)), "parameters-no-object"),
            (format!("{{\"{a}\": true}}"), Some((1, 26)), "parameters-no-object"),
        ] {
            let Err(LoadError::Invalid { problems, .. }) = read(text.as_bytes(), &preset) else {
                panic!("{text}")
            };
            assert_eq!(
                problems[0].place.map(|place| place.0),
                place.map(|place: (usize, usize)| place.0),
                "{text}: {problems:?}"
            );
            if let Fault::Syntax { what, .. } = &problems[0].fault
                && !key.is_empty()
            {
                assert_eq!(what.key, key, "{text}");
            }
        }
        assert!(matches!(read(b" \n", &preset), Err(LoadError::Empty)));
        assert!(matches!(read(b"\xff\xfe", &preset), Err(LoadError::NotUtf8 { at: 0 })));
    }

    #[test]
    fn other_texts_are_no_parameters() {
        for text in [
            "",
            "t_ms,V_mV\n0,1\n",
            "import nest\nnest.resolution = 0.1\n",
            "(format: 1,",
            "{\"nodes\": []}",
            "0.1\n0.2",
            "a.b = 1",
        ] {
            assert!(!is_parameters(text.as_bytes()), "{text}");
        }
        for bundled in library::PRESETS {
            assert!(!is_parameters(bundled.text.as_bytes()), "{}", bundled.name);
        }
    }
}
