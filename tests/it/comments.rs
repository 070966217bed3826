//! Comments written by hand survive saving: after a change of any parameter of any preset that comes with the program, and
//! after any edits, unless they are counted as lost.

use std::sync::Arc;

use bouton::document::Document;
use bouton::model::network::Address;
use bouton::param::Value;
use bouton::preset::{Preset, library, load};
use bouton::storage;

use crate::common::Dice;
use crate::edits::random_edit;
use crate::presets::is_long;

/// The comments of a text, in order: of lines and within them.
pub fn comments(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('"', _) => {
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    at += if chars[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
            }
            ('/', Some('/')) => {
                let end = (at..chars.len()).find(|end| chars[*end] == '\n').unwrap_or(chars.len());
                found.push(chars[at..end].iter().collect::<String>().trim_end().to_owned());
                at = end;
            }
            ('/', Some('*')) => {
                let start = at;
                while at < chars.len() && !(chars[at] == '*' && chars.get(at + 1) == Some(&'/')) {
                    at += 1;
                }
                at = (at + 2).min(chars.len());
                found.push(chars[start..at].iter().collect());
            }
            _ => at += 1,
        }
    }
    found
}

/// Another value that a parameter may have, and the document with it.
fn with_another(preset: &Preset, address: Address, value: &Value) -> Option<Preset> {
    let tried: Vec<Value> = match value {
        Value::Number(own) => [own * 1.125, own * 0.875, own + 0.125, own - 0.125, own * 2.0, own * 0.5]
            .into_iter()
            .map(Value::Number)
            .collect(),
        Value::Count(own) => [own + 1, own.saturating_sub(1), 2, 1].into_iter().map(Value::Count).collect(),
        Value::Choice(own) => [own + 1, own.saturating_sub(1)].into_iter().map(Value::Choice).collect(),
        Value::List(own) => {
            let mut longer: Vec<f64> = own.iter().copied().collect();
            longer.push(longer.last().map_or(10.0, |last| last + 10.0));
            vec![Value::List(longer.into())]
        }
    };
    tried
        .into_iter()
        .filter_map(|value| preset.with_values(&[(address, value)]).ok())
        .find(|changed| changed != preset)
}

#[test]
fn a_change_of_any_parameter_keeps_every_comment() {
    let folder = tempfile::tempdir().unwrap();
    let (mut tried, mut skipped) = (0, 0);
    for (index, bundled) in library::PRESETS.iter().enumerate() {
        let path = folder.path().join(format!("{}.ron", bundled.name));
        std::fs::write(&path, bundled.text).unwrap();
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let of_old = comments(bundled.text);
        assert!(!of_old.is_empty(), "{} is commented by hand", bundled.name);
        let mut parameters = Vec::new();
        preset.visit(&mut |address, _, value| parameters.push((address, value)));
        for (address, value) in parameters.into_iter().skip(index % 3).step_by(if is_long() { 1 } else { 3 })
        {
            let what = format!("{} {}", bundled.name, preset.path(address));
            let Some(changed) = with_another(&preset, address, &value) else {
                skipped += 1;
                continue;
            };
            let draft = storage::draft(&path, &changed, None, true, None).unwrap();
            assert_eq!((comments(&draft.text), draft.n_lost), (of_old.clone(), 0), "{what}");
            assert_eq!(load::parse(draft.text.as_bytes()).unwrap(), changed, "{what}");
            // A value changes its own line, or adds one where it was left out.
            let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
            let (old, new) = (lines(bundled.text), lines(&draft.text));
            let kept = old.iter().filter(|line| new.contains(line)).count();
            assert!(old.len() <= kept + 2, "{what}: {} of {} lines stay", kept, old.len());
            tried += 1;
        }
    }
    println!("{tried} changes of parameters kept all comments; {skipped} parameters have one value only");
    assert!(10 * skipped < tried);
}

/// Any edits: either all comments are there, or it is counted how many are not, and the old text is kept beside the file.
#[test]
fn any_edits_keep_comments_or_the_old_text() {
    let (runs, edits) = if is_long() { (200, 20) } else { (12, 10) };
    let folder = tempfile::tempdir().unwrap();
    let (mut n_whole, mut n_lossy) = (0, 0);
    for run in 0..runs {
        let mut dice = Dice(run);
        let bundled = library::PRESETS[usize::try_from(run).unwrap() * 7 % library::PRESETS.len()];
        let path = folder.path().join(format!("{run}.ron"));
        std::fs::write(&path, bundled.text).unwrap();
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let mut document = Document::from_file(preset, path.clone());
        let mut expected = None;
        for edit in 0..edits {
            let next = random_edit(&document, &mut dice);
            let _ = document.apply(&next, None); // Some are impossible.
            if !dice.bits().is_multiple_of(3) {
                continue;
            }
            let what = format!("{} run {run} edit {edit}: {next:?}", bundled.name);
            let old = std::fs::read_to_string(&path).unwrap();
            let draft = storage::draft(&path, document.preset(), None, true, expected.as_ref()).unwrap();
            let (of_old, of_new) = (comments(&old), comments(&draft.text));
            let is_kept = of_old.iter().all(|comment| {
                let count = |list: &[String]| list.iter().filter(|own| *own == comment).count();
                count(&of_old) <= count(&of_new) || comment.starts_with("// A Bouton preset, made by")
            });
            assert_eq!(is_kept, draft.n_lost == 0, "{what}: {}", draft.n_lost);
            if draft.n_lost == 0 {
                n_whole += 1;
            } else {
                n_lossy += 1;
                let kept = storage::keep_old(&path, draft.old.as_deref().unwrap()).unwrap();
                assert_eq!(std::fs::read_to_string(kept).unwrap(), old, "{what}");
            }
            expected = Some(storage::save(&path, &draft, expected.as_ref()).unwrap());
            assert_eq!(load::file(&path).unwrap(), **document.preset(), "{what}");
            let text: Arc<str> = draft.text.into();
            document.mark_saved(path.clone(), document.preset().clone(), text);
        }
    }
    println!("{n_whole} saves kept all comments, {n_lossy} kept the old text");
    assert!(n_lossy < n_whole);
}
