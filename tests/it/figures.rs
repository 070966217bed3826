//! Every figure that a text states is recomputed.
//!
//! A figure is a number in digits with a unit. In lessons, presets (their texts and the comments of their files), declarations
//! and the catalogue each one has to be one of these, or the test fails; README and the command line's help are held in
//! `figures/readme.rs`, number by number:
//!
//! 1. **A parameter**: a number in the same unit in the document that the text belongs to, before or after what the step
//!    sets, or a time at which it fires a neuron; for aims, things to try and misconceptions that of any step.
//! 2. **Seen**: what an effect in the `see` of the step shows when the step is played, or how far it is from the start.
//! 3. **A line in `figures/table.txt`**, which says how it is recomputed, or that it does not depend on the model.
//!
//! A recomputed number has to agree as the text rounds. German texts state the figures of their English.

mod readme;
mod reckon;
mod scan;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use bouton::declared;
use bouton::lesson::{self, Act, Effect, library as lessons};
use bouton::preset::{Preset, library as presets};
use bouton::text::{Language, Text};
use reckon::{Reckoning, Runs};
use scan::{Figure, figures};

/// A line of the table: the texts it speaks of, the figure, and how it is recomputed.
struct Line {
    at: usize,
    keys: Vec<String>,
    figure: String,
    how: How,
    met: RefCell<bool>,
}

enum How {
    /// It does not depend on the model: what a question supposes, or what is known of nature, with the reason.
    Given,
    /// A row of `tests/long/figures.csv`.
    Long(String),
    /// Scenes, an expression, and by how much of it the text may round.
    Is { scenes: Vec<(String, String)>, expression: String, tolerance: f64 },
    /// Scenes and a condition with the number as `x`.
    Holds { scenes: Vec<(String, String)>, expression: String },
}

/// A text with the documents that it speaks of.
struct Place {
    key: String,
    english: String,
    german: Option<String>,
}

fn fits(pattern: &str, key: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == key, |start| key.starts_with(start))
}

/// `lesson-ampa-3-text` is of `ampa:3`, `preset-nmda-hint` and `comment-nmda` are of `nmda`.
fn home(key: &str) -> Option<String> {
    if let Some(rest) = key.strip_prefix("lesson-") {
        let bundled = lessons::LESSONS
            .iter()
            .filter(|own| rest.starts_with(&format!("{}-", own.name)))
            .max_by_key(|own| own.name.len())?;
        let step = rest[bundled.name.len() + 1..].split('-').next()?;
        return step.parse::<usize>().is_ok().then(|| format!("{}:{step}", bundled.name));
    }
    let rest = key.strip_prefix("preset-").or_else(|| key.strip_prefix("comment-"))?;
    let own =
        presets::PRESETS.iter().filter(|own| rest == own.name || rest.starts_with(&format!("{}-", own.name)));
    own.max_by_key(|own| own.name.len()).map(|own| own.name.to_owned())
}

fn table() -> Vec<Line> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/figures/table.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let mut names: Vec<(String, String)> = Vec::new();
    let mut table = Vec::new();
    let lines = text.lines().enumerate();
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        let line = names.iter().fold(line.to_owned(), |line, (name, text)| line.replace(name, text));
        if let Some((name, scene)) = line.strip_prefix("let ").and_then(|line| line.split_once(" = ")) {
            names.push((format!("${name}"), scene.to_owned()));
        } else {
            table.push(line_of(at + 1, &line));
        }
    }
    table
}

fn line_of(at: usize, line: &str) -> Line {
    let parts: Vec<&str> = line.split("::").map(str::trim).collect();
    let [keys, figure, how] = parts[..] else { panic!("line {at}: keys :: figure :: how") };
    let keys: Vec<String> = keys.split_whitespace().map(ToOwned::to_owned).collect();
    let how = if let Some(reason) = how.strip_prefix("given ") {
        assert!(!reason.is_empty(), "line {at}: given, but why?");
        How::Given
    } else if let Some(row) = how.strip_prefix("long ") {
        How::Long(row.to_owned())
    } else {
        let mut pieces: Vec<&str> = how.split('|').map(str::trim).collect();
        let last = pieces.pop().unwrap();
        let mut scenes: Vec<(String, String)> = pieces
            .into_iter()
            .map(|piece| match piece.split_once(": ") {
                Some((name, scene)) if !name.contains(' ') => (name.to_owned(), scene.to_owned()),
                _ => ("a".to_owned(), piece.to_owned()),
            })
            .collect();
        if scenes.is_empty() {
            scenes.extend(home(&keys[0]).map(|home| ("a".to_owned(), format!("on {home}"))));
        }
        if let Some(condition) = last.strip_prefix('?') {
            How::Holds { scenes, expression: condition.trim().to_owned() }
        } else {
            let rest = last.strip_prefix('=').unwrap_or_else(|| panic!("line {at}: = or ? is missing"));
            let (tolerance, expression) = match rest.strip_prefix('~') {
                Some(rest) => {
                    let (percent, expression) = rest.split_once('%').unwrap();
                    (percent.trim().parse::<f64>().unwrap() / 100.0, expression)
                }
                None => (0.0, rest),
            };
            How::Is { scenes, expression: expression.trim().to_owned(), tolerance }
        }
    };
    Line { at, keys, figure: figure.to_owned(), how, met: RefCell::new(false) }
}

/// All texts, and the comments of the presets' files.
fn places() -> Vec<Place> {
    let declared = declared::texts();
    let (plain, german) = (Text::english(), Text::of(Language::German, &declared));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalogue = std::fs::read_to_string(root.join("assets/locale/en.ftl")).unwrap();
    let keys = catalogue.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    let of_catalogue = keys.map(|line| line.split(" =").next().unwrap().to_owned()).map(|key| {
        let (english, german) = (plain.get(&key), Some(german.get(&key)));
        Place { key, english, german }
    });
    let of_code = declared.english.iter().map(|(key, english)| Place {
        key: key.clone(),
        english: english.clone(),
        german: Some(german.own(english)),
    });
    let of_comments = presets::PRESETS.iter().map(|own| {
        let comments = own.text.lines().filter_map(|line| line.trim().strip_prefix("//"));
        let key = format!("comment-{}", own.name);
        Place { key, english: comments.collect::<Vec<_>>().join(" "), german: None }
    });
    of_catalogue.chain(of_code).chain(of_comments).collect()
}

/// Numbers of a document with their units; what has none may be a fraction.
fn parameters(preset: &Preset, all: &mut Vec<(f64, &'static str)>) {
    preset.visit(&mut |_, spec, value| {
        let numbers: Vec<f64> = match value {
            bouton::param::Value::Number(number) => vec![number],
            bouton::param::Value::List(numbers) => numbers.iter().copied().collect(),
            _ => Vec::new(),
        };
        all.extend(numbers.into_iter().map(|number| (number, spec.unit.symbol())));
    });
}

/// Whether a figure is a number of a document, in a unit it may be written in.
fn is_parameter(figure: &Figure, parameters: &[(f64, &'static str)]) -> bool {
    let value = figure.value();
    let (value, unit) = match figure.unit {
        "s" => (value * 1e3, "ms"),
        "µs" => (value * 1e-3, "ms"),
        "kHz" => (value * 1e3, "Hz"),
        "pS" => (value * 1e-3, "nS"),
        "%" => (value * 1e-2, ""),
        "/ms" => (value, "ms⁻¹"),
        "/mM/ms" => (value, "mM⁻¹ms⁻¹"),
        other => (value, other),
    };
    parameters.iter().any(|(own, of)| *of == unit && (own - value).abs() <= 1e-9 * own.abs().max(1e-9))
}

/// What a text may quote without a line in the table.
#[derive(Default, Clone)]
struct Known {
    parameters: Vec<(f64, &'static str)>,
    /// What effects showed, with the unit of their probe.
    seen: Vec<f64>,
}

impl Known {
    fn of_step(step: &lesson::LessonStep) -> Self {
        let mut known = Self::default();
        let shown = step.shown();
        parameters(&step.preset, &mut known.parameters);
        parameters(&shown, &mut known.parameters);
        for act in &step.page.act {
            if let Act::Fire(_, times) = act {
                known.parameters.extend(times.iter().map(|at| (*at, "ms")));
            }
        }
        known.parameters.extend(step.page.begins_ms.map(|at| (at, "ms")));
        let seen = lesson::play(step);
        let mut start =
            bouton::sim::Simulation::new(Arc::new(shown.network().clone()), shown.run().seed, shown.grid());
        start.settle(&mut NoObserver);
        for seen in seen {
            let (Effect::Peak(probe, ..) | Effect::Trough(probe, ..) | Effect::End(probe, ..)) = &seen.effect
            else {
                continue;
            };
            let slot = bouton::model::probe::Probe::parse(probe, shown.network())
                .ok()
                .and_then(|own| start.slot(&own));
            let before = slot.map_or(0.0, |slot| start.read(slot));
            known.seen.extend([seen.found, (seen.found - before).abs(), 100.0 * seen.found]);
        }
        known
    }

    fn of_preset(preset: &Preset) -> Self {
        let mut known = Self::default();
        parameters(preset, &mut known.parameters);
        known
    }
}

struct NoObserver;
impl bouton::sim::Observer for NoObserver {}

/// What can be quoted, by the lesson's step, by lesson, and by preset.
fn known() -> BTreeMap<String, Known> {
    let mut all = BTreeMap::new();
    for bundled in lessons::LESSONS {
        let lesson = lesson::parse(bundled.text.as_bytes()).unwrap();
        let mut whole = Known::default();
        for (at, step) in lesson.steps.iter().enumerate() {
            let known = Known::of_step(step);
            whole.parameters.extend(known.parameters.iter().copied());
            all.insert(format!("{}:{}", bundled.name, at + 1), known);
        }
        all.insert(format!("{}:", bundled.name), whole);
    }
    for bundled in presets::PRESETS {
        all.insert(bundled.name.to_owned(), Known::of_preset(&reckon::preset(bundled.name).unwrap()));
    }
    all
}

fn known_of<'a>(all: &'a BTreeMap<String, Known>, key: &str) -> Option<&'a Known> {
    if let Some(home) = home(key) {
        return all.get(&home);
    }
    let rest = key.strip_prefix("lesson-")?;
    let own = lessons::LESSONS.iter().filter(|own| rest.starts_with(&format!("{}-", own.name)));
    all.get(&format!("{}:", own.max_by_key(|own| own.name.len())?.name))
}

/// Recorded means of runs that are too long for this test, each with the spread between seeds.
fn recorded() -> BTreeMap<String, (f64, f64)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/long/figures.csv");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split(',').collect();
        (cells[0].to_owned(), (cells[1].parse().unwrap(), cells[2].parse().unwrap()))
    })
    .collect()
}

/// What is wrong with a figure by its line in the table.
fn fault(
    line: &Line,
    figure: &Figure,
    runs: &Runs,
    recorded: &BTreeMap<String, (f64, f64)>,
) -> Option<String> {
    let x = figure.value();
    let value = |scenes: &[(String, String)], expression: &str| {
        Reckoning { runs, scenes, x, is_asking: false }.value(expression)
    };
    match &line.how {
        How::Given => None,
        How::Long(row) => match recorded.get(row) {
            None => Some(format!("no recorded run “{row}”")),
            Some((mean, spread)) => ((mean - x).abs() > 0.505 * figure.last_digit() + spread)
                .then(|| format!("recorded: {mean} ± {spread}")),
        },
        How::Is { scenes, expression, tolerance } => match value(scenes, expression) {
            Err(error) => Some(error),
            Ok(found) => {
                let agrees = figure.rounds(found) || (found - x).abs() <= tolerance * found.abs();
                (!agrees).then(|| format!("found {found}"))
            }
        },
        How::Holds { scenes, expression } => match value(scenes, expression) {
            Err(error) => Some(error),
            Ok(found) => (found == 0.0).then(|| "does not hold".to_owned()),
        },
    }
}

/// Asks for every run of the table at the numbers of the texts, so that each is done once.
fn ask(line: &Line, figure: &Figure, runs: &Runs) {
    if let How::Is { scenes, expression, .. } | How::Holds { scenes, expression } = &line.how {
        // What is wrong is said when it is computed.
        let _ = Reckoning { runs, scenes, x: figure.value(), is_asking: true }.value(expression);
    }
}

#[test]
fn every_figure_is_recomputed() {
    let (table, known, runs, recorded) = (table(), known(), Runs::default(), recorded());
    let mut open = Vec::new();
    let mut found: Vec<(Place, Figure, Option<&Line>)> = Vec::new();
    for place in places() {
        for figure in figures(&place.english, false) {
            let shown = figure.to_string();
            let line = table.iter().find(|line| {
                line.figure == shown && line.keys.iter().any(|pattern| fits(pattern, &place.key))
            });
            if let Some(line) = line {
                *line.met.borrow_mut() = true;
                ask(line, &figure, &runs);
                found.push((
                    Place { key: place.key.clone(), english: String::new(), german: None },
                    figure,
                    Some(line),
                ));
                continue;
            }
            let is_known = known_of(&known, &place.key).is_some_and(|known| {
                is_parameter(&figure, &known.parameters) || known.seen.iter().any(|seen| figure.rounds(*seen))
            });
            if !is_known {
                open.push(format!("{} :: {shown} :: {}", place.key, place.english));
            }
        }
    }
    let mut wrong: Vec<String> = Vec::new();
    for (place, figure, line) in &found {
        if let Some(fault) = line.and_then(|line| fault(line, figure, &runs, &recorded)) {
            wrong.push(format!("{} (line {}): {figure}: {fault}", place.key, line.map_or(0, |line| line.at)));
        }
    }
    let idle = table.iter().filter(|line| !*line.met.borrow());
    wrong.extend(idle.map(|line| format!("line {}: {:?} says no {}", line.at, line.keys, line.figure)));
    assert!(
        open.is_empty() && wrong.is_empty(),
        "{} figures that nothing recomputes:\n{}\n{} wrong:\n{}",
        open.len(),
        open.join("\n"),
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn german_states_the_figures_of_its_english() {
    let mut found = Vec::new();
    for place in places() {
        let Some(german) = &place.german else { continue };
        let list = |text: &str, is_german| {
            figures(text, is_german).iter().map(ToString::to_string).collect::<BTreeSet<_>>()
        };
        // Either may repeat a figure where the other has “each”.
        let (mine, theirs) = (list(&place.english, false), list(german, true));
        if mine != theirs {
            found.push(format!(
                "{}: only English {:?}, only German {:?}",
                place.key,
                mine.difference(&theirs).collect::<Vec<_>>(),
                theirs.difference(&mine).collect::<Vec<_>>()
            ));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
