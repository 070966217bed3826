//! What is drawn can be read, at every size and in every theme and language: axes have numbers, nothing lies on data or on other
//! words, nothing is cut, and colours stand out from their ground. All of it is read from the shapes that a frame paints.

use bouton::app::ThemeChoice;
use bouton::text::Language;
use eframe::egui::{Color32, Rect, Role, Shape, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, preset, stage_of};
use crate::presets::is_long;

/// Words as they are painted: what, where, what of it is to be seen, in which colour, whether they were shortened, and whether
/// the line ends inside a word.
#[derive(Debug, Clone)]
pub struct Words {
    pub text: String,
    pub rect: Rect,
    pub visible: Rect,
    /// What of the window is painted there.
    pub clip: Rect,
    pub colour: Color32,
    pub is_shortened: bool,
    pub is_broken: bool,
}

/// All words of the last frame that can be seen.
pub fn painted(harness: &Harness<'static, Stage>) -> Vec<Words> {
    let mut words = laid_out(harness);
    words.retain(|own| own.visible.is_positive());
    words
}

/// All words of the last frame, also those that are scrolled out of sight.
pub fn laid_out(harness: &Harness<'static, Stage>) -> Vec<Words> {
    fn visit(shape: &Shape, clip: Rect, found: &mut Vec<Words>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| visit(shape, clip, found)),
            Shape::Text(text) if !text.galley.text().trim().is_empty() && 0.05 < text.opacity_factor => {
                let own =
                    text.galley.job.sections.first().map_or(Color32::PLACEHOLDER, |own| own.format.color);
                let colour = match (text.override_text_color, own) {
                    (Some(colour), _) => colour,
                    (None, Color32::PLACEHOLDER) => text.fallback_color,
                    (None, own) => own,
                };
                // Line by line: words that go on after others begin in the middle of one.
                for (at, row) in text.galley.rows.iter().enumerate() {
                    let ends = row.row.text().chars().next_back().filter(|_| !row.ends_with_newline);
                    let next = text.galley.rows.get(at + 1).and_then(|next| next.row.text().chars().next());
                    let is_broken = [ends, next].iter().all(|own| own.is_some_and(char::is_alphanumeric));
                    let to = row.pos.to_vec2() + text.pos.to_vec2();
                    let rect = row.row.visuals.mesh_bounds.translate(to);
                    let visible = rect.intersect(clip);
                    if !row.row.text().trim().is_empty() {
                        let (text, is_shortened) = (row.row.text(), text.galley.elided);
                        found.push(Words { text, rect, visible, clip, colour, is_shortened, is_broken });
                    }
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        visit(&clipped.shape, clipped.clip_rect, &mut found);
    }
    found
}

/// Where plots draw their data, and what they are called.
fn plots(harness: &Harness<'static, Stage>) -> Vec<(String, Rect)> {
    harness
        .query_all_by_role(Role::Image)
        .filter_map(|node| {
            let name = node.accesskit_node().label()?;
            let rect = node.rect();
            (30.0 < rect.width() && 8.0 < rect.height()).then_some((name, rect))
        })
        .collect()
}

fn is_number(text: &str) -> bool {
    text.chars().any(|letter| letter.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || ".,:−e".contains(letter))
}

/// The contrast of two colours, 1 to 21, as the Web Content Accessibility Guidelines define it.
fn contrast(one: Color32, other: Color32) -> f64 {
    let luminance = |colour: Color32| {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Axes that show no numbers, by preset or step and the end of the plot's name: populations of few neurons one below the other, and groups of synapses beside
/// each other.
const BARE: [(&str, &str, &str); 4] = [
    ("", " 1, 0, euler", "beside"),
    ("", " pre, post", "beside"),
    ("stdp-correlated-group", " exc-0", "below"),
    ("song step 6", " exc-0", "below"),
];

/// Everything that cannot be read in the last frame.
fn faults(harness: &Harness<'static, Stage>, of: &str) -> Vec<String> {
    let (em, ground) = harness.state().app.look();
    let (words, plots) = (painted(harness), plots(harness));
    let mut faults = Vec::new();
    for (name, data) in &plots {
        let is_below = |own: &&Words| {
            let at = own.rect.center();
            is_number(&own.text)
                && data.bottom() <= at.y
                && at.y < data.bottom() + 1.6 * em
                && data.left() - 3.0 * em < at.x
                && at.x < data.right() + 2.0 * em
        };
        let is_beside = |own: &&Words| {
            let at = own.rect.center();
            is_number(&own.text)
                && own.rect.right() <= data.left() + 1.0
                && data.left() - 5.0 * em < own.rect.left()
                && data.y_range().expand(1.0).contains(at.y)
        };
        for (axis, numbers) in [
            ("below", words.iter().filter(is_below).collect::<Vec<_>>()),
            ("beside", words.iter().filter(is_beside).collect::<Vec<_>>()),
        ] {
            let is_bare =
                BARE.iter().any(|own| of.starts_with(own.0) && name.ends_with(own.1) && axis == own.2);
            if numbers.len() < 2 && !is_bare {
                let found: Vec<&str> = numbers.iter().map(|own| own.text.as_str()).collect();
                faults.push(format!(
                    "{of}: {name:?} {}×{} has the numbers {found:?} {axis}",
                    data.width(),
                    data.height()
                ));
            }
            for own in numbers {
                if contrast(own.colour, ground) < 4.5 {
                    faults.push(format!("{of}: {name:?}: the number {} {axis} is faint", own.text));
                }
            }
        }
        // The strip above and the room around belong to the plot.
        let pane =
            Rect::from_min_max(data.min - vec2(5.0 * em, 1.5 * em), data.max + vec2(4.0 * em, 3.0 * em));
        for own in words.iter().filter(|own| pane.contains_rect(own.rect) || data.intersects(own.rect)) {
            let inner = data.shrink(1.5);
            if inner.intersects(own.visible) && inner.contains(own.visible.center()) {
                faults.push(format!("{of}: {:?} lies on the data of {name:?}", own.text));
            }
            if own.is_shortened {
                faults.push(format!("{of}: {:?} of {name:?} is shortened", own.text));
            }
            if 1.5 < own.rect.width() - own.visible.width() || 1.5 < own.rect.height() - own.visible.height()
            {
                faults.push(format!("{of}: {:?} of {name:?} is cut", own.text));
            }
            if contrast(own.colour, ground) < 3.0 {
                let ratio = contrast(own.colour, ground);
                faults.push(format!("{of}: {:?} of {name:?} has a contrast of {ratio:.1}", own.text));
            }
        }
    }
    faults.extend(covered(&words, 1.5).into_iter().map(|fault| format!("{of}: {fault}")));
    faults
}

/// Words that lie on others by more than so much.
pub fn covered(words: &[Words], by: f32) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, one) in words.iter().enumerate() {
        for other in &words[index + 1..] {
            let common = one.visible.intersect(other.visible);
            // Letters of an equation are set one by one, and a subscript reaches below the letter before it.
            let are_letters = [one, other].iter().all(|own| own.text.chars().count() == 1);
            // Slanted letters reach over the full stop or the word after them. Rectangles enclose what is painted.
            let height = one.rect.height().max(other.rect.height());
            let (first, second) =
                if one.visible.left() <= other.visible.left() { (one, other) } else { (other, one) };
            let is_slant = (one.rect.center().y - other.rect.center().y).abs() < 0.6 * height
                && first.visible.right() - second.visible.left() < 0.3 * height;
            let is_same = one.text == other.text && (one.rect.min - other.rect.min).length() < 2.0;
            if common.is_positive()
                && by < common.width()
                && 2.5 < common.height()
                && !is_same
                && !is_slant
                && !are_letters
            {
                faults.push(format!("{:?} and {:?} lie on each other", one.text, other.text));
            }
        }
    }
    faults
}

const SIZES: [Vec2; 4] =
    [vec2(1024.0, 768.0), vec2(1280.0, 720.0), vec2(1920.0, 1080.0), vec2(3840.0, 2160.0)];
const THEMES: [ThemeChoice; 3] = [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Projector];
const LANGUAGES: [Language; 2] = [Language::English, Language::German];

/// Every preset, a moment after its start and half a second later; a run in full has every size, theme and language, a short one
/// goes round them.
#[test]
fn every_preset_can_be_read() {
    let mut all = Vec::new();
    for (index, name) in bouton::preset::library::PRESETS.iter().map(|bundled| bundled.name).enumerate() {
        let combinations: Vec<(Vec2, ThemeChoice, Language)> = if is_long() {
            let of = |size| THEMES.map(|theme| LANGUAGES.map(|language| (size, theme, language)));
            SIZES.iter().flat_map(|size| of(*size)).flatten().collect()
        } else {
            vec![(SIZES[index % 4], THEMES[index / 4 % 3], LANGUAGES[index / 2 % 2])]
        };
        for (size, choice, language) in combinations {
            let mut harness = stage_of(preset(name), choice, Script::default(), size, 1.0);
            app(&mut harness).set_language(language);
            for frames in [4, 40] {
                harness.run_steps(frames);
                let of = format!("{name} at {}×{}, {choice:?}, {language:?}", size.x, size.y);
                all.extend(faults(&harness, &of));
            }
        }
    }
    all.sort();
    all.dedup();
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

/// Every step of every lesson, at its start and a third of a second later; a run in full has every size, theme and language, a
/// short one goes round them.
#[test]
fn every_step_of_every_lesson_can_be_read() {
    use bouton::lesson::{self, library::LESSONS};
    let of = |size| THEMES.map(|theme| LANGUAGES.map(|language| (size, theme, language)));
    let all: Vec<(Vec2, ThemeChoice, Language)> = SIZES.iter().flat_map(|size| of(*size)).flatten().collect();
    let (mut found, mut n_steps) = (Vec::new(), 0);
    for (index, bundled) in LESSONS.iter().enumerate() {
        let n = lesson::parse(bundled.text.as_bytes()).unwrap().steps.len();
        // Neighbours differ in all three.
        let combinations =
            if is_long() { all.clone() } else { vec![all[(index * 7 + index / 4) % all.len()]] };
        for (size, choice, language) in combinations {
            let mut harness = stage_of(preset("ampa"), choice, Script::default(), size, 1.0);
            app(&mut harness).set_language(language);
            for step in 0..n {
                let ctx = harness.ctx.clone();
                app(&mut harness).open_lesson_at(&ctx, bundled.name, step);
                n_steps += 1;
                for frames in [4, 20] {
                    harness.run_steps(frames);
                    let of = format!(
                        "{} step {} at {}×{}, {choice:?}, {language:?}",
                        bundled.name,
                        step + 1,
                        size.x,
                        size.y
                    );
                    found.extend(faults(&harness, &of));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    assert!(
        100 < n_steps && found.is_empty(),
        "{} faults in {n_steps} steps:\n{}",
        found.len(),
        found.join("\n")
    );
}
