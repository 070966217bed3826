//! Subscripts in prose: what is written `GABA_A`, `E_s` or `P_rel` is shown with lowered letters.
//!
//! Unicode has few subscript letters and no capitals, so the program's fonts have all of them in the private area (see
//! `assets/fonts/make.py`). They stand in what the window draws and nowhere else: [`spoken`] is what a screen reader gets,
//! [`written`] what the clipboard gets.

/// The character of a code is shown as a subscript by this much more.
const LOWERED: u32 = 0xE100;
/// Signs that are not in ASCII, and their subscripts.
const OTHERS: [(char, char); 2] = [('θ', '\u{E1F0}'), ('−', '\u{E1F1}')];
/// What follows an underscore in the keys of files: a unit, no subscript.
const UNITS: [&str; 8] = ["mV", "nS", "pA", "pF", "Hz", "ms", "mM", "s2"];

fn lower(letter: char) -> Option<char> {
    match letter {
        '+' | '-' | '0'..='9' | 'A'..='Z' | 'a'..='z' => char::from_u32(LOWERED + letter as u32),
        _ => OTHERS.iter().find(|(own, _)| *own == letter).map(|(_, lowered)| *lowered),
    }
}

fn raise(letter: char) -> Option<char> {
    let other = OTHERS.iter().find(|(_, lowered)| *lowered == letter).map(|(own, _)| *own);
    let of_ascii = || {
        let code = (letter as u32).checked_sub(LOWERED)?;
        char::from_u32(code).filter(char::is_ascii_graphic)
    };
    other.or_else(of_ascii)
}

/// A text with its subscripts lowered. Formulas between `$`, the targets of links and code stay as they are; so does a
/// symbol that stands alone, because those are typeset where they are drawn. `GABA_A` and `GABA_B` are names, not symbols,
/// and are lowered everywhere.
#[must_use]
pub fn typeset(text: &str) -> String {
    if !text.contains('_') {
        return text.to_owned();
    }
    let is_prose = text.contains(char::is_whitespace);
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut is_formula, mut is_code) = (0, false, false);
    while let Some(&letter) = letters.get(at) {
        is_formula ^= letter == '$';
        is_code ^= letter == '`';
        if letter == ']' && letters.get(at + 1) == Some(&'(') {
            let end =
                letters[at..].iter().position(|own| *own == ')').map_or(letters.len(), |end| at + end + 1);
            out.extend(&letters[at..end]);
            at = end;
            continue;
        }
        let lowered = (letter == '_' && !is_formula && !is_code)
            .then(|| subscript_at(&letters, at, is_prose))
            .flatten();
        if let Some(end) = lowered {
            out.extend(letters[at + 1..end].iter().filter_map(|own| lower(*own)));
            at = end;
        } else {
            out.push(letter);
            at += 1;
        }
    }
    out
}

/// The end of the subscript that an underscore begins, if it begins one.
fn subscript_at(letters: &[char], at: usize, is_prose: bool) -> Option<usize> {
    let is_word = |letter: &char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '\\');
    let start = letters[..at].iter().rposition(|own| !own.is_alphabetic()).map_or(0, |before| before + 1);
    let base = &letters[start..at];
    let is_gaba = base == ['G', 'A', 'B', 'A'];
    let is_symbol = base.len() == 1 && is_prose;
    let is_free = start.checked_sub(1).and_then(|before| letters.get(before)).is_none_or(|own| !is_word(own));
    if !(is_gaba || is_symbol) || !is_free {
        return None;
    }
    let run = |from: usize| letters[from..].iter().take_while(|own| own.is_alphanumeric()).count();
    let length = run(at + 1);
    let mut end = at + 1 + length;
    let below: String = letters[at + 1..end].iter().collect();
    // The name of a synapse is one subscript: g_1-0, w_pre-post.
    while is_symbol && letters.get(end) == Some(&'-') && (1..=12).contains(&run(end + 1)) {
        let next = end + 1 + run(end + 1);
        if letters[end..next].iter().any(|own| lower(*own).is_none()) {
            break;
        }
        end = next;
    }
    let follows = letters.get(end).filter(|own| matches!(own, '_' | '=' | ':'));
    let is_key = follows == Some(&'_') || UNITS.contains(&below.as_str());
    let is_short = (1..=6).contains(&length) && below.chars().all(|own| lower(own).is_some());
    (is_short && !is_key && (!is_gaba || length == 1)).then_some(end)
}

/// A typeset text as it is read out: “GABA A”.
#[must_use]
pub fn spoken(text: &str) -> String {
    raised(text, ' ')
}

/// A typeset text as it is written in plain letters: `GABA_A`.
#[must_use]
pub fn written(text: &str) -> String {
    raised(text, '_')
}

/// Whether a text has subscripts that are lowered.
#[must_use]
pub fn is_typeset(text: &str) -> bool {
    text.chars().any(|letter| raise(letter).is_some())
}

fn raised(text: &str, before: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut was_lowered = false;
    for letter in text.chars() {
        let own = raise(letter);
        if own.is_some() && !was_lowered {
            out.push(before);
        }
        was_lowered = own.is_some();
        out.push(own.unwrap_or(letter));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscripts_of_prose_are_lowered_and_come_back() {
        for text in [
            "GABA_A pulls V towards E_s, because P_rel is fixed (t_post − t_pre).",
            "GABA_A",
            "τ_θ follows y², and **P_s** decays",
            "Click the GABA_B card",
            "τ_m = C/g_L is 20 ms",
            "Show g_1-0, w_pre-post and P_rel (V_0 - V_1)",
        ] {
            let typeset = typeset(text);
            assert!(is_typeset(&typeset) && !typeset.contains('_'), "{typeset}");
            assert_eq!(written(&typeset), text);
        }
        assert_eq!(spoken(&typeset("GABA_A pulls V towards E_s.")), "GABA A pulls V towards E s.");
    }

    #[test]
    fn what_is_no_subscript_stays() {
        for text in [
            "E_s",
            "drag [g](projections.1-0.receptors.gaba_a.g_max_nS) and $P_s=P_{rel}$",
            "set populations.0.I_app_pA=180 or rate_Hz",
            "record `V_0,g_1-0` and a_b_c",
            "E_mV is a key, and so is f_Hz",
            "gaba_a and NMDA_X and __bold__",
        ] {
            assert_eq!(typeset(text), text);
        }
    }
}
